"""The words that the checks of the workbooks are written in.

A check cell opens with `task`, says what must hold in the words below, and ends with
`score`. Words take the *name* of an answer as text, so that a missing answer can be
explained instead of raising ``NameError``.

A word without an expected value looks at form only: right name, right type, right
shape. Form carries no points, but as long as it is wrong nothing else is looked at. A
word with an expected value carries weight; a task's points are shared by weight.
Messages may show what the learner's code returned, never what was expected. A name may
point into a dict: ``decision["saving"]``. What is expected may be a function without
arguments, called only if the form is right: so it can rest on the learner's own numbers.

>>> use({"lift": 0.2})
>>> task("lift", points=2, look="Read 'Lift' in the lesson.")
>>> number("lift", 0.25, tolerance=0.001, mistakes={0.2: "Lift is relative to control."})
>>> finish().wrong
('Lift is relative to control.',)
"""

from __future__ import annotations

import html
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aipm_helpers.answers import (
    Sentence,
    WrongForm,
    allowed,
    as_dict,
    as_number,
    as_option,
    as_sentence,
    count,
    explain_error,
    fold,
    kind,
    look_up,
    out_of_bounds,
    short,
    slip,
)

__all__ = [
    "CheckFailed",
    "Finding",
    "Outcome",
    "Sentence",
    "choice",
    "consistent",
    "finish",
    "function",
    "is_open",
    "matching",
    "note",
    "number",
    "ordering",
    "read",
    "record",
    "score",
    "task",
    "use",
]


@dataclass(frozen=True)
class Finding:
    """What one word found: `earned` of `weight`, and a sentence about it.

    A worked example that failed earns nothing and weighs nothing, but `passed` is False.
    `explained` says whether the sentence names a known mistake.
    """

    earned: float
    weight: float
    text: str
    passed: bool = True
    explained: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a task's check found, in points and in sentences for the learner."""

    task: str
    points: float
    max_points: float
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    look: str
    form_only: bool
    note: str = ""


@dataclass
class _Task:
    id: str
    points: float
    look: str
    findings: list[Finding] = field(default_factory=list)
    form_failure: str | None = None
    note: Callable[[], str] | None = None


class CheckFailed(Exception):
    """A check that found the answer wrong; Jupyter shows its sentences, no traceback."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


_namespace: Mapping[str, Any] | None = None
_tell: Callable[[Outcome], None] | None = None
_task: _Task | None = None


def use(namespace: Mapping[str, Any] | None, tell: Callable[[Outcome], None] | None = None) -> None:
    """Take answers from `namespace`; from the running notebook if it is None.

    Parameters
    ----------
    namespace : mapping or None
        Names and values.
    tell : callable, optional
        Told what `score` finds, which then shows nothing.
    """
    global _namespace, _tell, _task
    _namespace, _tell, _task = namespace, tell, None


def is_open() -> bool:
    """Tell whether a check has begun and not ended."""
    return _task is not None


def task(task_id: str, points: float, look: str = "") -> None:
    """Open the check of a task.

    Parameters
    ----------
    task_id : str
        The grade id of the answer cell.
    points : float
        What a right answer is worth.
    look : str
        Where to look if it is not right: shown below every message.
    """
    global _task
    _task = _Task(task_id, points, look)


def number(
    name: str,
    expected: float | Callable[[], float] | None = None,
    *,
    tolerance: float | Callable[[], float] | None = None,
    low: float | None = None,
    high: float | None = None,
    mistakes: Mapping[float, str] | Callable[[], Mapping[float, str]] | None = None,
    weight: float = 1,
) -> None:
    """Ask for a number.

    Parameters
    ----------
    name : str
        The name of the answer.
    expected : float or callable, optional
        The right value; without it only the form is looked at.
    tolerance : float or callable, optional
        The largest absolute difference that is still right; a millionth of the
        expected value if it is not given.
    low, high : float, optional
        Bounds that belong to the form, such as 0 and 1 for a share.
    mistakes : mapping of float to str, or callable, optional
        Values that a known misconception leads to, each with its explanation.
    weight : float
        The share of the task's points.

    Examples
    --------
    >>> use({"share": 20})
    >>> task("share", points=1)
    >>> number("share", low=0, high=1)
    >>> finish().wrong
    ('`share` is 20, but it must be between 0 and 1. Is it in percent?',)
    """

    def look_at(value: Any) -> Finding:
        got = as_number(name, value)
        if (low is not None and got < low) or (high is not None and got > high):
            raise WrongForm(out_of_bounds(name, got, low, high))
        if expected is None:
            return _form(f"`{name}` is a number")
        wanted = expected() if callable(expected) else expected
        margin = tolerance() if callable(tolerance) else tolerance
        if not math.isfinite(wanted + allowed(wanted, margin)):
            # made of the learner's own numbers: infinity is as near to everything as to itself
            raise WrongForm(f"`{name}` cannot be judged: it rests on a number of yours that is far too large.")
        if abs(got - wanted) <= allowed(wanted, margin):
            return Finding(weight, weight, f"`{name}` is right")
        explanations = (mistakes() if callable(mistakes) else mistakes) or {}
        # the closest, since with a wide tolerance two may fit
        closest = min(explanations, key=lambda wrong: abs(got - wrong), default=None)
        if closest is not None and abs(got - closest) <= allowed(closest, margin):
            return Finding(0, weight, explanations[closest], passed=False, explained=True)
        text = f"`{name}` is {got:.6g}, which is not right." + slip(got, wanted)
        return Finding(0, weight, text, passed=False)

    _judge(name, look_at)


def choice(
    name: str,
    expected: str | None = None,
    *,
    options: Sequence[str],
    mistakes: Mapping[str, str] | None = None,
    weight: float = 1,
) -> None:
    """Ask for one of several texts; capitals and outer spaces do not matter.

    Examples
    --------
    >>> use({"metric": "B "})
    >>> task("metric", points=1)
    >>> choice("metric", "b", options=["a", "b"])
    >>> finish().points
    1.0
    """

    def look_at(value: Any) -> Finding:
        got = as_option(f"`{name}`", value, options)
        if expected is None:
            return _form(f"`{name}` is one of the options")
        if got == fold(expected):
            return Finding(weight, weight, f"`{name}` is right")
        explanations = {fold(option): text for option, text in (mistakes or {}).items()}
        text = explanations.get(got, f"`{name}` is {got!r}, which is not right.")
        return Finding(0, weight, text, passed=False, explained=got in explanations)

    _judge(name, look_at)


def matching(
    name: str,
    expected: Mapping[str, str] | None = None,
    *,
    keys: Iterable[str],
    options: Sequence[str],
    mistakes: Mapping[tuple[str, str], str] | None = None,
    weight: float = 1,
) -> None:
    """Ask for a dict that gives every key one of the options; each key earns its part.

    Capitals and outer spaces matter neither in keys nor in options.

    Examples
    --------
    >>> use({"kinds": {"a": "output", "b": "impact"}})
    >>> task("kinds", points=2)
    >>> matching("kinds", {"a": "output", "b": "outcome"}, keys="ab", options=["output", "outcome", "impact"])
    >>> finish().points
    1.0
    """
    keys = list(keys)
    if not keys:
        raise ValueError(f"The check of `{name}` has no keys: whatever is answered would be right.")

    def look_at(value: Any) -> Finding:
        answers = as_dict(name, value, keys)
        got = {key: as_option(f'`{name}["{key}"]`', answers[key], options) for key in keys}
        if expected is None:
            return _form(f"`{name}` has an option for each key")
        wrong = [key for key in keys if got[key] != fold(expected[key])]
        if not wrong:
            return Finding(weight, weight, f"all {len(keys)} entries of `{name}` are right")
        earned = weight * (len(keys) - len(wrong)) / len(keys)
        verb = "is" if len(wrong) == 1 else "are"
        text = f"{len(wrong)} of the {len(keys)} entries of `{name}` {verb} not right."
        explained = {(key, fold(option)): why for (key, option), why in (mistakes or {}).items()}
        known = [explained[key, got[key]] for key in wrong if (key, got[key]) in explained]
        return Finding(earned, weight, " ".join([text, *known[:2]]), passed=False, explained=bool(known))

    _judge(name, look_at)


def ordering(
    name: str,
    items: Iterable[str],
    *,
    before: Sequence[tuple[str, str, str]] = (),
    weight: float = 1,
) -> None:
    """Ask for a list that has each item once, in an order that keeps the rules.

    Parameters
    ----------
    name : str
        The name of the answer.
    items : iterable of str
        What the list must hold; capitals do not matter.
    before : sequence of (str, str, str)
        Rules: the first item comes before the second, because of the third. Orders
        that no rule forbids are all right. Without rules only the form is looked at.
    weight : float
        The share of the task's points; a broken rule costs its part of it.

    Examples
    --------
    >>> use({"steps": ["b", "a"]})
    >>> task("steps", points=1)
    >>> ordering("steps", "ab", before=[("a", "b", "What is not counted cannot be priced.")])
    >>> finish().wrong
    ('1 of 1 reasons speaks against this order. `a` belongs before `b`: What is not counted cannot be priced.',)
    """
    items = [fold(item) for item in items]

    def look_at(value: Any) -> Finding:
        if isinstance(value, (set, frozenset, Mapping)):
            raise WrongForm(f"`{name}` is {kind(value)}, which has no order. Write a list, in square brackets.")
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise WrongForm(f"`{name}` must be a list such as {[*items[:2], '...']}; it is {kind(value)}.")
        got = [fold(item) for item in value]
        missing = sorted(set(items) - set(got))
        extra = sorted(set(got) - set(items))
        twice = sorted(item for item, times in Counter(got).items() if times > 1)
        problems = [("lacks", missing), ("has the unknown", extra), ("repeats", twice)]
        told = [f"{verb} {', '.join(map(short, which[:5]))}" for verb, which in problems if which]
        if told:
            raise WrongForm(f"`{name}` must hold each of {', '.join(items)} once: it {' and '.join(told)}.")
        if not before:
            return _form(f"`{name}` holds each item once")
        place = {item: index for index, item in enumerate(got)}
        broken = [rule for rule in before if place[fold(rule[0])] > place[fold(rule[1])]]
        if not broken:
            return Finding(weight, weight, f"the order in `{name}` is right")
        first, second, why = broken[0]
        verb = "speaks" if len(broken) == 1 else "speak"
        text = f"{len(broken)} of {len(before)} reasons {verb} against this order. `{first}` belongs before `{second}`: {why}"
        return Finding(weight * (1 - len(broken) / len(before)), weight, text, passed=False)

    _judge(name, look_at)


def function(
    name: str,
    cases: Sequence[tuple[tuple[Any, ...], float]],
    *,
    tolerance: float | None = None,
    mistakes: Mapping[str, Callable[..., float]] | None = None,
    weight: float = 1,
) -> None:
    """Ask for a function that returns a number, and call it.

    Parameters
    ----------
    name : str
        The name of the answer.
    cases : sequence of (arguments, expected number)
        With ``weight=0`` a worked example that the prompt shows: if it fails the task
        earns nothing, but later words may still tell why.
    tolerance : float, optional
        As for `number`.
    mistakes : mapping of str to callable, optional
        Explanations, each with the function that has this mistake. The explanation is
        given if the learner's function does the same in all cases that it gets wrong.
    weight : float
        The share of the task's points; a case that fails costs its part of it.

    Examples
    --------
    >>> use({"recall": lambda hits, misses: hits / 100})
    >>> task("recall", points=1)
    >>> function("recall", [((30, 10), 0.75)])
    >>> finish().wrong
    ('`recall(30, 10)` returned 0.3, which is not right.',)
    """
    if not cases:
        raise ValueError(f"The check of `{name}` has no cases: whatever is answered would be right.")

    def look_at(value: Any) -> Finding:
        if not callable(value):
            raise WrongForm(f"`{name}` must be a function (def {name}(...): ...); it is {kind(value)}.")
        failures: list[tuple[tuple[Any, ...], float, str]] = []
        for arguments, expected in cases:
            call = f"{name}({', '.join(map(repr, arguments))})"
            got = math.nan
            try:
                got = as_number(call, value(*arguments))
            except WrongForm as problem:
                text = str(problem)
            except (Exception, SystemExit) as error:
                text = f"`{call}` raised {explain_error(type(error).__name__, short(error))}"
            else:
                if abs(got - expected) <= allowed(expected, tolerance):
                    continue
                text = f"`{call}` returned {got:.6g}, which is not right." + slip(got, expected)
            failures.append((arguments, got, text))
        if not failures:
            return Finding(weight, weight, f"`{name}` is right in {count(len(cases), 'case')}")
        known = [
            explanation
            for explanation, wrong in (mistakes or {}).items()
            if all(abs(got - wrong(*arguments)) <= allowed(got, tolerance) for arguments, got, _ in failures)
        ]
        earned = weight * (1 - len(failures) / len(cases))
        return Finding(earned, weight, known[0] if known else failures[0][2], passed=False, explained=bool(known))

    _judge(name, look_at)


def record(name: str, fields: Mapping[str, Any]) -> None:
    """Ask for a dict with certain keys: the form of a decision.

    Parameters
    ----------
    name : str
        The name of the answer.
    fields : mapping
        For each key ``float`` (any number), ``(low, high)`` (a number between them), a
        list of texts (one of them), or a `Sentence`.

    Examples
    --------
    >>> use({"decision": {"ship": "yes", "because": "It pays."}})
    >>> task("decision", points=3)
    >>> record("decision", {"ship": ["yes", "no"], "because": Sentence(words=8)})
    >>> finish().wrong
    ('`decision["because"]` has 2 different words; write a sentence of at least 8.',)
    """

    def look_at(value: Any) -> Finding:
        got = as_dict(name, value, fields)
        for key, wanted in fields.items():
            label = f'`{name}["{key}"]`'
            if wanted is float:
                as_number(label, got[key])
            elif isinstance(wanted, tuple):
                amount = as_number(label, got[key])
                if not wanted[0] <= amount <= wanted[1]:
                    raise WrongForm(out_of_bounds(label, amount, *wanted))
            elif isinstance(wanted, Sentence):
                as_sentence(label, got[key], wanted)
            else:
                as_option(label, got[key], wanted)
        return _form(f"`{name}` has the right keys")

    _judge(name, look_at)


def consistent(condition: Callable[[], bool], right: str, wrong: str | Callable[[], str], *, weight: float = 1) -> None:
    """Ask that the answers so far agree with one another.

    The condition is called only if the form is right; if it raises, it does not hold. What
    is told then may be a function, which names the learner's own numbers.

    Examples
    --------
    >>> use({"saving": 3})
    >>> task("saving", points=1)
    >>> number("saving")
    >>> consistent(lambda: 2 + 2 == 4, "the sum agrees", "The sum does not agree.")
    >>> finish().right
    ('the sum agrees',)
    """
    current = _opened()
    if current.form_failure is not None:
        return
    try:
        holds = bool(condition())
    except (Exception, SystemExit):
        holds = False
    try:
        told = right if holds else wrong() if callable(wrong) else wrong
    except (Exception, SystemExit):
        told = "Your answers do not agree with one another."
    current.findings.append(Finding(weight if holds else 0, weight, told, passed=holds))


def read(name: str) -> float | str:
    """Return an answer, or an entry of one, as the words read it.

    For what is expected in words that rest on the learner's own answers: keys, numbers
    and texts are forgiven the same there as in the words that looked at their form.

    Parameters
    ----------
    name : str
        Such as ``decision["saving"]``.

    Returns
    -------
    float or str
        A number; of a text what is left without capitals and outer spaces.

    Examples
    --------
    >>> import numpy as np
    >>> use({"decision": {"Miss": np.array([90]), "policy": " Rule"}})
    >>> read('decision["miss"]'), read('decision["policy"]')
    (90.0, 'rule')
    """
    value = look_up(name, _names())
    return fold(value) if isinstance(value, str) else as_number(name, value)


def note(text: Callable[[], str]) -> None:
    """Tell something once the answer is right, such as what became of a prediction.

    Parameters
    ----------
    text : callable
        Returns the sentence; called only if everything is right.

    Examples
    --------
    >>> use({"predicted": "lower", "lift": 0.25})
    >>> task("lift", points=1)
    >>> number("lift", 0.25)
    >>> note(lambda: "It is higher than you predicted.")
    >>> finish().note
    'It is higher than you predicted.'
    """
    _opened().note = text


def finish() -> Outcome:
    """Close the task and return what was found."""
    global _task
    current = _opened()
    _task = None
    max_points = float(current.points)
    if current.form_failure is not None:
        return Outcome(current.id, 0.0, max_points, (), (current.form_failure,), current.look, False)
    failed = [finding for finding in current.findings if not finding.passed]
    if any(not finding.weight for finding in failed):
        # a worked example fails: nothing is earned, and one sentence is enough
        told = next((finding for finding in failed if finding.explained), failed[0])
        return Outcome(current.id, 0.0, max_points, (), (told.text,), current.look, False)
    total = sum(finding.weight for finding in current.findings)
    earned = sum(finding.earned for finding in current.findings)
    return Outcome(
        task=current.id,
        points=round(max_points * earned / total, 2) if total else 0.0,
        max_points=max_points,
        right=tuple(finding.text for finding in current.findings if finding.passed and (finding.weight or not total)),
        wrong=tuple(dict.fromkeys(finding.text for finding in failed)),
        look=current.look,
        form_only=total == 0,
        note=current.note() if current.note and total and not failed else "",
    )


def score() -> float | None:
    """Close the task, show what was found, and return its points.

    Returns
    -------
    float or None
        The points, which nbgrader records; None where only the form was looked at, as
        in the notebook that learners get.

    Raises
    ------
    CheckFailed
        If the answer earned nothing; its text is the message.
    """
    outcome = finish()
    if _tell is not None:
        _tell(outcome)
        return outcome.points
    if outcome.form_only:
        _show("Right form. Run the last cell to see whether it is right.")
        return None
    text = "\n".join([*outcome.wrong, outcome.look] if outcome.wrong else ["Right.", outcome.note]).strip()
    if not outcome.points:
        raise CheckFailed(text)
    _show(f"{outcome.points:g} of {outcome.max_points:g} points. {text}")
    return outcome.points


def _opened() -> _Task:
    if _task is None:
        raise RuntimeError("A check begins with checks.task(...) and ends with checks.score().")
    return _task


def _names() -> Mapping[str, Any]:
    return sys.modules["__main__"].__dict__ if _namespace is None else _namespace


def _judge(name: str, look_at: Callable[[Any], Finding]) -> None:
    current = _opened()
    if current.form_failure is not None:
        return
    try:
        current.findings.append(look_at(look_up(name, _names())))
    except WrongForm as problem:
        current.form_failure = str(problem)


def _form(text: str) -> Finding:
    return Finding(0, 0, text)


# --- how the notebook shows it -------------------------------------------------------


def _show(text: str) -> None:
    if "IPython" in sys.modules:
        from IPython.display import display

        lines = "<br>".join(html.escape(line) for line in text.splitlines())
        display({"text/plain": text, "text/html": f'<p role="status">{lines}</p>'}, raw=True)
    else:
        print(text)
