"""The judge: steps through a notebook, has its cells run elsewhere, and runs the course's checks here.

Nothing of the learner's is ever run in this process. Checks, and the locked cells that they
rest on, run in a namespace of the judge's own; the learner's names (`names`) are fetched by
message before each of them, as plain values or as handles (`handles`). A check may be
written in our words (`aipm_helpers.checks`) or in ordinary Python, as nbgrader's are.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import io
import math
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aipm_helpers import checks
from aipm_helpers.answers import WrongForm, explain_error
from aipm_helpers.errors import ProtocolError
from aipm_helpers.grading import messages
from aipm_helpers.grading.handles import Handle, make_handle, reraise
from aipm_helpers.grading.jail import Limits
from aipm_helpers.grading.names import Plan, Role, Step, to_python
from aipm_helpers.grading.sandbox import Ended, LearnerProcess, Start
from aipm_helpers.grading.values import Unsupported, decode, encode
from aipm_helpers.grading.verdict import Reason

__all__ = ["Finding", "Judgement", "judge"]

#: What a check may ask of the learner process: an answer that can be iterated for ever has an end here.
_MOST_QUESTIONS = 20_000


@dataclass(frozen=True)
class Finding:
    """What a check found: a reason, points, and sentences for the learner.

    `detail` is for whoever wrote the check.
    """

    reason: Reason
    points: float = 0.0
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    look: str = ""
    note: str = ""
    detail: str = ""


@dataclass
class Judgement:
    """By cell: what checks found, outputs, errors (name and text), and why it was stopped."""

    findings: dict[int, Finding] = field(default_factory=dict)
    outputs: dict[int, list[Any]] = field(default_factory=dict)
    errors: dict[int, list[str]] = field(default_factory=dict)
    stopped: dict[int, Ended] = field(default_factory=dict)


#: The name under which checks are compiled.
_CHECK = "<check>"


class _CheckMistake(BaseException):
    """The check does what it cannot do here; not an Exception, so that no check takes it for the learner's."""


_NOT_REACHED = Ended(Reason.TOO_SLOW, "It was not run, because too many cells above it were stopped: mend those first.")


def judge(
    plan: Plan,
    points: Mapping[int, float],
    start: Start,
    limits: Limits = Limits(),
    files: Mapping[str, bytes] | None = None,
    skip: frozenset[int] = frozenset(),
    say: Callable[[int, int], None] = lambda done, cells: None,
) -> Judgement:
    """Run a notebook and judge its tasks.

    Parameters
    ----------
    plan : Plan
        What to do at each cell.
    points : mapping
        By cell what a check is worth.
    start : callable
        Starts a learner process.
    limits : Limits
        When to stop.
    files : mapping, optional
        Files that lie beside the notebook, by name.
    skip : frozenset of int
        Checks that need not run, since nothing was answered; they run all the same if
        later ones rest on them.
    say : callable
        Told how many of how many cells have run.

    Returns
    -------
    Judgement
    """
    session = _Session(plan, start, limits, files or {})
    try:
        for place, step in enumerate(plan.steps):
            say(place, len(plan.steps))
            if step.role is Role.CHECK:
                if step.cell not in skip or step.is_needed:
                    session.judge_check(place, points[step.cell])
            else:
                session.run_cell(place)
    finally:
        session.close()
    return session.judgement


class _Session:
    """One notebook: the process that runs its cells, and the namespace that its checks run in."""

    def __init__(self, plan: Plan, start: Start, limits: Limits, files: Mapping[str, bytes]) -> None:
        self.judgement = Judgement()
        self._plan, self._start, self._limits, self._files = plan, start, limits, files
        self._until = time.monotonic() + limits.notebook_seconds
        self._cpu_left = limits.notebook_cpu_seconds
        self._restarts_left = limits.restarts
        self._process: LearnerProcess | None = None
        self._is_over: Ended | None = None
        self._given: dict[str, Any] = {}
        self._bound: dict[str, Any] = {}
        self._questions = 0
        self._lost: Ended | None = None
        self._names: dict[str, Any] = {"__name__": "__main__", "get_ipython": _Magics, "display": lambda *_, **__: None}

    def close(self) -> None:
        if self._process is not None:
            self._process.close()

    # --- the learner's side -----------------------------------------------------------

    def run_cell(self, place: int) -> None:
        """Have a cell run there; run here what checks need of it."""
        step = self._plan.steps[place]
        if self._is_over is not None:
            self.judgement.stopped.setdefault(step.cell, self._is_over)
            return
        here = _Once(lambda: self._prepare(step))
        if step.asks:
            self._run(place)
        else:
            self._run(place, here)
        if step.to_judge:
            try:
                here()
            except Ended as ended:
                self._end(place, ended)

    def _prepare(self, step: Step) -> None:
        """Run here what checks need of a cell."""
        try:
            self._fetch(step)
            self._execute(step.to_judge)
        except (Exception, SystemExit, _CheckMistake) as error:
            # a check that rests on it will say what it lacks
            self.judgement.errors.setdefault(step.cell, [type(error).__name__, str(error)])

    def _run(self, place: int, meanwhile: Callable[[], None] = lambda: None) -> None:
        step = self._plan.steps[place]
        if not step.to_run.strip() or step.cell in self.judgement.stopped:
            return
        # the course's own cells may be slow: the first reading of a file on a slow disk is
        cpu_seconds = self._limits.cell_cpu_seconds if step.role in (Role.ANSWER, Role.EXTRA) else math.inf
        try:
            ran = self._ask(messages.Run(step.cell, step.to_run), cpu_seconds, meanwhile)
        except Ended as ended:
            self._end(place, ended)
            return
        assert isinstance(ran, messages.Ran)
        self.judgement.outputs[step.cell] = ran.outputs
        self.judgement.errors.pop(step.cell, None)
        if ran.error and step.role is not Role.CHECK:
            self.judgement.errors[step.cell] = ran.error

    def _end(self, place: int, ended: Ended) -> None:
        """Leave out a cell that has ended the process."""
        self.judgement.stopped[self._plan.steps[place].cell] = ended
        self._restart(place)

    def _restart(self, place: int) -> None:
        """Bring another process to where the one that has ended was."""
        if self._process is not None:
            self._cpu_left -= self._process.cpu_seconds
            self._process = None
        if self._is_over is not None:
            return
        if self._restarts_left == 0:
            self._is_over = _NOT_REACHED
            return
        self._restarts_left -= 1
        for earlier in range(place):
            if self._is_over is None:
                self._run(earlier)

    def _ask(
        self, message: messages.Message, cpu_seconds: float, meanwhile: Callable[[], None] = lambda: None
    ) -> messages.Message:
        """Ask the learner process, within what is left for the notebook."""
        seconds = self._until - time.monotonic()
        cpu_left = self._cpu_left - (self._process.cpu_seconds if self._process is not None else 0)
        if seconds <= 0 or cpu_left <= 0:
            told = f"The notebook took more than {self._limits.notebook_seconds:g} seconds in all"
            told += f", or {self._limits.notebook_cpu_seconds:g} of computing."
            self._is_over = Ended(Reason.TOO_SLOW, told)
            raise self._is_over
        if self._process is None:
            self._process = self._start(self._limits)
            for name, content in self._files.items():
                self._process.ask(messages.Put(name, base64.b64encode(content).decode()), self._limits.cell_cpu_seconds)
        try:
            return self._process.ask(message, min(cpu_seconds, cpu_left), seconds, meanwhile)
        except Ended as ended:
            self._lost = ended
            raise

    # --- the judge's side -------------------------------------------------------------

    def judge_check(self, place: int, points: float) -> None:
        """Run a check here, and keep what it finds."""
        step = self._plan.steps[place]
        if self._is_over is not None:
            self.judgement.stopped.setdefault(step.cell, self._is_over)
            return
        self._run(place)
        self._questions, self._lost = 0, None
        outcomes: list[checks.Outcome] = []
        given = {name: self._names.get(name) for name in step.rebinds}
        checks.use(_Answers(self, step), outcomes.append)
        self._given = given
        try:
            self._fetch(step)
            value = self._execute(step.to_judge)
            if self._lost is not None:
                raise self._lost  # the check had forgiven it
            finding = _by_words(outcomes[-1]) if outcomes else _by_value(value, points, _counts(step.to_judge))
        except Ended as ended:
            self._restart(place)
            finding = Finding(ended.reason, wrong=(f"When the check used your answer: {ended.text}",))
        except checks.CheckFailed:
            finding = _by_words(outcomes[-1])
        except _CheckMistake as error:
            finding = Finding(Reason.CHECK_FAILED, detail=str(error))
        except BaseException as error:
            finding = _by_error(error, checks.is_open(), _is_hidden(error, step.to_judge))
        finally:
            checks.use(None)
        if self._bound and self._process is not None:
            try:
                self._ask(messages.Unbind(), self._limits.call_cpu_seconds)
            except Ended:
                self._restart(place)
        self._bound.clear()
        self.judgement.findings[step.cell] = finding

    def _execute(self, source: str) -> Any:
        """Run a source in the judge's namespace; return the value of its last line, if that has one."""
        tree = ast.parse(to_python(source))
        last = tree.body[-1] if tree.body else None
        if isinstance(last, ast.Expr):
            tree.body.pop()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(tree, _CHECK, "exec"), self._names)  # noqa: S102  the course's own source
            if isinstance(last, ast.Expr):
                return eval(compile(ast.Expression(last.value), _CHECK, "eval"), self._names)  # noqa: S307
        return None

    def _fetch(self, step: Step) -> None:
        """Bring the learner's names that a step reads into the judge's namespace."""
        for name in step.asks:
            self._names.pop(name, None)
            with contextlib.suppress(KeyError):
                self._names[name] = self.fetch(name)

    def fetch(self, name: str) -> Any:
        """Return the value of a learner's name.

        Raises
        ------
        KeyError
            If there is none.
        WrongForm
            If it cannot be handed over.
        """
        answer = self._ask(messages.Get(name), self._limits.call_cpu_seconds)
        if isinstance(answer, messages.Missing):
            raise KeyError(name)
        if isinstance(answer, messages.Unsupported):
            raise WrongForm(f"`{name}` cannot be looked at. {answer.text}")
        return self._read(answer, self._plan.attributes.get(name, frozenset()))

    def names(self) -> list[str]:
        """Return the names that the learner has."""
        answer = self._ask(messages.Names(), self._limits.call_cpu_seconds)
        return answer.names if isinstance(answer, messages.NameList) else []

    def _read(self, answer: messages.Message, own: frozenset[str]) -> Any:
        """Return the value in an answer, or raise what was raised."""
        if isinstance(answer, (messages.Value, messages.Raised)) and answer.printed:
            print(answer.printed, end="")
        if isinstance(answer, messages.Raised):
            reraise(answer.error, answer.text, answer.kinds)
        if isinstance(answer, messages.Unsupported):
            raise TypeError(answer.text)

        def resolve(data: dict[str, Any]) -> Any:
            if "plain" in data and not own:
                # no class is asked for, so what the learner's own class adds is not either
                return decode(data["plain"], resolve)
            return make_handle(data, own, self._get_attribute, self._call)

        try:
            return decode(answer.data, resolve)  # type: ignore[attr-defined]
        except ProtocolError as error:
            raise Ended(Reason.CRASHED, f"It disturbed the grader's own messages: {error}") from None

    def _get_attribute(self, number: int, name: str, own: frozenset[str]) -> Any:
        return self._read(self._question(messages.Attr(number, name)), own)

    def _call(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any], own: frozenset[str]) -> Any:
        self._bind_changed()
        sent = [self._write(arg) for arg in args], {name: self._write(arg) for name, arg in kwargs.items()}
        answer = self._question(messages.Call(number, *sent))
        if isinstance(answer, (messages.Value, messages.Raised)) and answer.after is not None:
            self._take_over([*args, *kwargs.values()], answer.after, own)
        return self._read(answer, own)

    def _question(self, message: messages.Message) -> messages.Message:
        self._questions += 1
        if self._questions > _MOST_QUESTIONS:
            raise Ended(Reason.TOO_SLOW, f"The check asked it {_MOST_QUESTIONS} times. Does it ever end?")
        return self._ask(message, self._limits.call_cpu_seconds)

    def _bind_changed(self) -> None:
        """Let the learner's functions see names that the check has bound anew, as they would in a kernel."""
        for name, value in self._given.items():
            now = self._names.get(name)
            if now is not self._bound.get(name, value):
                self._bound[name] = now
                self._question(messages.Bind(name, self._write(now)))

    def _write(self, value: Any) -> Any:
        try:
            return encode(value, _refer)
        except Unsupported as error:
            raise _CheckMistake(f"A check hands the learner what it cannot hand over: {error}") from None

    def _take_over(self, args: list[Any], after: list[Any], own: frozenset[str]) -> None:
        """Change arguments in place, as the call did."""
        now = [*after[0], *after[1].values()]
        for arg, data in zip(args, now, strict=False):
            if not isinstance(arg, Handle):
                _change(arg, self._read(messages.Value(data), own))


class _Once:
    """Work that is done once, by whoever comes first."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work: Callable[[], None] | None = work

    def __call__(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work()


class _Answers(Mapping[str, Any]):
    """The names that words such as `checks.number` look up: the learner's are asked for, the rest is the judge's."""

    def __init__(self, session: _Session, step: Step) -> None:
        self._session, self._step = session, step

    def __getitem__(self, name: str) -> Any:
        if name in self._step.learners:
            return self._session.fetch(name)
        return self._session._names[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._session.names())

    def __len__(self) -> int:
        return len(self._session.names())

    def __contains__(self, name: object) -> bool:
        try:
            self[name]  # type: ignore[index]
        except KeyError:
            return False
        return True


class _Magics:
    """What `get_ipython()` is for locked cells in the judge: settings of the display have no meaning here."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


def _refer(value: Any) -> dict[str, Any] | None:
    return {"t": "handle", "id": value._number} if isinstance(value, Handle) else None


def _change(old: Any, new: Any) -> None:
    """Give a mutable value the content of another."""
    if type(old) is not type(new):
        return
    if isinstance(old, (list, bytearray)):
        old[:] = new
    elif isinstance(old, (dict, set)):
        old.clear()
        old.update(new)
    elif type(old).__name__ == "ndarray" and old.shape == new.shape:
        old[...] = new
    elif hasattr(old, "_update_inplace"):
        old._update_inplace(new)


def _by_words(outcome: checks.Outcome) -> Finding:
    """Return what a check in our words found."""
    if outcome.wrong:
        reason = Reason.PARTLY if outcome.points else Reason.WRONG
    else:
        reason = Reason.FORM_ONLY if outcome.form_only else Reason.RIGHT
    look = outcome.look if outcome.wrong else ""
    return Finding(reason, outcome.points, outcome.right, outcome.wrong, look, outcome.note)


def _by_value(value: Any, points: float, counts: bool) -> Finding:
    """Return what an ordinary check found that ended without an error: all, or what its last line says.

    `counts` says whether that line is meant to be points, rather than to show something.
    """
    number = _number(value)
    if number is None:
        if counts and value is not None:
            told = "This task's points cannot be counted: is a part of your answer no plain value?"
            return Finding(
                Reason.WRONG, wrong=(told,), detail=f"The check's last line is of type {type(value).__name__}."
            )
        return Finding(Reason.RIGHT, points)
    if value is True or number == points:
        return Finding(Reason.RIGHT, points)
    if value is False:
        return Finding(Reason.WRONG, wrong=("The last condition of this task's check does not hold.",))
    if not 0 <= number <= points:
        return Finding(
            Reason.CHECK_FAILED, detail=f"The check's last line is {number}, which is not between 0 and {points:g}."
        )
    return Finding(
        Reason.PARTLY if number else Reason.WRONG, number, wrong=("Some of this task's conditions do not hold.",)
    )


def _number(value: Any) -> float | None:
    """Return a plain number, NumPy's too; None for whatever else."""
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == () and hasattr(value, "item"):
        value = value.item()  # a masked one's is None
    return float(value) if isinstance(value, (int, float)) else None


def _counts(source: str) -> bool:
    """Tell whether a check's last line computes something, and so must be its points."""
    tree = ast.parse(to_python(source))
    last = tree.body[-1].value if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    if not isinstance(last, ast.Name):
        return _computes(last)
    for part in ast.walk(tree):
        match part:
            case ast.AugAssign(target=ast.Name(id=last.id)):
                return True
            case ast.Assign(targets=[ast.Name(id=last.id)], value=value) if _computes(value):
                return True
    return False


def _computes(value: ast.expr | None) -> bool:
    match value:
        case ast.Call(func=ast.Name(id=name)):
            return name in ("sum", "min", "max", "round", "int", "float", "len")
        case ast.Constant(value=constant):
            return isinstance(constant, (int, float))
    return isinstance(value, (ast.BinOp, ast.UnaryOp, ast.IfExp, ast.BoolOp, ast.Compare))


def _is_hidden(error: BaseException, source: str) -> bool:
    """Tell whether an error comes from a line of a check that learners do not see."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _CHECK]
    if not lines:
        return False
    # the last place in the check's own code may be in a helper; its call is the first
    before = source.splitlines()[: lines[0] or 0]
    return sum("### BEGIN HIDDEN TESTS" in line for line in before) > sum(
        "### END HIDDEN TESTS" in line for line in before
    )


def _by_error(error: BaseException, in_words: bool, hidden: bool) -> Finding:
    """Return what a check found that ended with an error; of a hidden part its words are not the learner's to read."""
    text = explain_error(type(error).__name__, str(error))
    if in_words and not isinstance(error, WrongForm) and not hasattr(error, "is_learners"):
        # our words explain whatever values there are, so this is not hers
        return Finding(Reason.CHECK_FAILED, detail=text)
    if isinstance(error, WrongForm):
        told = str(error)
    elif isinstance(error, NameError):
        told = f"There is no `{error.name}` yet: give your answer exactly this name and run its cell."
    elif isinstance(error, AssertionError):
        told = "" if hidden else str(error).strip()
        told = told or f"A {'hidden condition' if hidden else 'condition'} of this task's check does not hold."
    else:
        told = f"The check could not use your answer: {type(error).__name__ + '.' if hidden else text}"
    return Finding(Reason.WRONG, wrong=(told[:500],), detail=text)
