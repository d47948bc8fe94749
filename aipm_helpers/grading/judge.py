"""The judge: steps through a notebook, has its cells run elsewhere, and runs the course's checks here.

Nothing of the learner's is ever run in this process. Checks, and the locked cells that they
rest on, run in a namespace of the judge's own; the learner's names (`names`) are fetched by
message before each of them, as plain values or as handles (`handles`). A check may be
written in our words (`aipm_helpers.checks`) or in ordinary Python, as nbgrader's are.
"""

from __future__ import annotations

import ast
import base64
import builtins
import collections
import contextlib
import io
import json
import math
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from aipm_helpers import checks
from aipm_helpers.answers import WrongForm, explain_error
from aipm_helpers.errors import ProtocolError
from aipm_helpers.grading import messages
from aipm_helpers.grading.handles import CheckMistake, Handle, make_handle, reraise
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
    """By cell: what checks found, outputs, errors (name and text), and why it was stopped.

    `killed` says whether a process of the learner's was ended by a signal, which may have come from outside.
    """

    findings: dict[int, Finding] = field(default_factory=dict)
    outputs: dict[int, list[Any]] = field(default_factory=dict)
    errors: dict[int, list[str]] = field(default_factory=dict)
    stopped: dict[int, Ended] = field(default_factory=dict)
    killed: bool = False


#: The name under which checks are compiled.
_CHECK = "<check>"


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
        self._outputs_left = 2 * limits.outputs_bytes  # with the marks around them, and cells that run again
        self._process: LearnerProcess | None = None
        self._is_over: Ended | None = None
        self._given: dict[str, Any] = {}
        self._shared: frozenset[str] = frozenset()
        self._has_seeds = any("seed(" in step.to_judge for step in plan.steps)
        self._chance: object = None
        self._bound: dict[str, Any] = {}
        self._questions = 0
        self._lost: Ended | None = None
        self._names: dict[str, Any] = {"__name__": "__main__", "get_ipython": _Magics, "display": lambda *_, **__: None}

    def close(self) -> None:
        if self._process is not None:
            self._process.close(wait=False)

    # --- the learner's side -----------------------------------------------------------

    def run_cell(self, place: int) -> None:
        """Have a cell run there; run here what checks need of it."""
        step = self._plan.steps[place]
        if self._is_over is not None:
            self.judgement.stopped.setdefault(step.cell, self._is_over)
            return
        here = _Once(lambda: self._prepare(step))
        if step.asks:
            # as her names are before the cell runs there, or what it adds to them would count twice
            self._prepare_or_end(place, here)
            self._run(place)
        else:
            self._run(place, here)
            self._prepare_or_end(place, here)

    def _prepare_or_end(self, place: int, here: Callable[[], None]) -> None:
        step = self._plan.steps[place]
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
        except (Exception, SystemExit, CheckMistake) as error:
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
        self.judgement.outputs[step.cell] = self._cut(ran.outputs)
        self.judgement.errors.pop(step.cell, None)
        if ran.error and ran.error[0].endswith("MemoryError") and step.role in (Role.ANSWER, Role.EXTRA):
            # what it holds would be missing to all cells below
            told = f"It took more than {self._limits.process_bytes / 1e9:g} GB of memory."
            self._end(place, Ended(Reason.OUT_OF_MEMORY, told))
            return
        if ran.error and step.role is not Role.CHECK:
            self.judgement.errors[step.cell] = ran.error

    def _cut(self, outputs: list[Any]) -> list[Any]:
        """Return outputs if they are as short as an honest process keeps them."""
        size = len(json.dumps(outputs))
        self._outputs_left -= size
        if self._outputs_left < 0:
            return [
                {"output_type": "stream", "name": "stderr", "text": f"[outputs of {size / 1e3:.0f} kB are left out]\n"}
            ]
        return outputs

    def _end(self, place: int, ended: Ended) -> None:
        """Leave out a cell that has ended the process."""
        self.judgement.stopped[self._plan.steps[place].cell] = ended
        self._restart(place)

    def _restart(self, place: int) -> None:
        """Bring another process to where the one that has ended was."""
        if self._process is not None:
            self._cpu_left -= self._process.cpu_seconds
            self._process.close()  # it may live still, where the judge had enough of it
            self._process = None
        if self._is_over is not None:
            return
        if self._restarts_left == 0:
            self._is_over = _NOT_REACHED
            return
        self._restarts_left -= 1
        for earlier in range(place):
            step = self._plan.steps[earlier]
            if self._is_over is not None or step.cell in self.judgement.stopped:
                continue
            if step.role is Role.LOCKED and step.asks:
                self.run_cell(earlier)  # what it holds of the process that is gone
            else:
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
            self.judgement.killed = self.judgement.killed or ended.killed
            raise

    # --- the judge's side -------------------------------------------------------------

    def judge_check(self, place: int, points: float) -> None:
        """Run a check here, and keep what it finds."""
        step = self._plan.steps[place]
        if self._is_over is not None:
            self.judgement.stopped.setdefault(step.cell, self._is_over)
            return
        self._run(place)
        self._questions, self._lost, self._chance = 0, None, _chance()
        outcomes: list[checks.Outcome] = []
        given = {name: self._names.get(name, _ABSENT) for name in step.rebinds}
        given |= dict.fromkeys(step.rebound, object())  # whatever it is now, it is not known there
        checks.use(_Answers(self, step), outcomes.append)
        self._given, self._shared = given, step.shared
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
        except CheckMistake as error:
            finding = Finding(Reason.CHECK_FAILED, detail=str(error))
        except BaseException as error:
            finding = _by_error(error, checks.is_open(), _is_hidden(error, step.to_judge), self._explain_missing(step))
        finally:
            checks.use(None)
        if (self._bound or self._has_seeds) and self._process is not None:
            try:
                self._ask(messages.Unbind(), self._limits.call_cpu_seconds)
            except Ended:
                self._restart(place)
        self._bound.clear()
        self.judgement.findings[step.cell] = finding

    def _explain_missing(self, step: Step) -> Callable[[str | None], str]:
        """Return what says why a check lacks a name; nothing, if that is the check's own mistake."""

        def explain(name: str | None) -> str:
            missing = [asked for asked in sorted(step.asks) if asked not in self._names]
            if name in step.learners or missing:
                name = name if name in step.learners else missing[0]
                return f"There is no `{name}` yet: give your answer exactly this name and run its cell."
            for earlier in self._plan.steps:
                if earlier.role is Role.LOCKED and earlier.asks and earlier.cell in self.judgement.errors:
                    told = explain_error(*self.judgement.errors[earlier.cell])
                    return f"A locked cell above, which works with your answer, ends with an error: {told}"
            found = [self.judgement.findings.get(earlier.cell) for earlier in self._plan.steps if earlier.is_needed]
            if any(earlier is not None and earlier.reason is not Reason.RIGHT for earlier in found):
                return "This check goes on from one above, which does not hold yet: mend that first."
            return ""

        return explain

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
            try:
                self._names[name] = self.fetch(name)
            except KeyError:
                if name in vars(builtins):
                    # SECURITY: whoever is asked to write `sum` is not to get Python's
                    raise NameError(f"name {name!r} is not defined", name=name) from None

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
        if isinstance(answer, messages.Raised):
            reraise(answer.error, answer.text, answer.kinds)
        if isinstance(answer, messages.Unsupported):
            raise TypeError(answer.text)

        def resolve(data: dict[str, Any]) -> Any:
            if "plain" in data and data.get("type") not in own:
                # that class is not asked for, so what it adds is not either
                return decode(data["plain"], resolve)
            return make_handle(data, own, _Tied(self, self._get_attribute), _Tied(self, self._call))

        try:
            return decode(answer.data, resolve)  # type: ignore[attr-defined]
        except ProtocolError as error:
            raise Ended(Reason.CRASHED, f"It disturbed the grader's own messages: {error}") from None

    def _get_attribute(self, number: int, name: str, own: frozenset[str]) -> Any:
        return self._read(self._question(messages.Attr(number, name)), own)

    def _call(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any], own: frozenset[str]) -> Any:
        self._bind_changed()
        if self._has_seeds:
            self._share_seed()
        sent = [self._write(arg) for arg in args], {name: self._write(arg) for name, arg in kwargs.items()}
        answer = self._question(messages.Call(number, *sent))
        if isinstance(answer, (messages.Value, messages.Raised)):
            # to where checks print, which may look at it
            print(answer.printed[: self._limits.output_bytes], end="")
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
            now = self._names.get(name, _ABSENT)
            if now is self._bound.get(name, value):
                continue
            self._bound[name] = now
            if now is _ABSENT:
                # as after `del`: Unbind brings it back
                self._question(messages.Bind(name, None))
                self._question(messages.Run(-1, f"del {name}"))
            else:
                self._question(messages.Bind(name, self._write(now)))

    def _share_seed(self) -> None:
        """Let the learner's functions draw as a check's `seed` says, as they would in a kernel."""
        if _chance() == self._chance:
            return
        state = [random.getstate(), np.random.get_state()]
        self._question(messages.Bind("_chance", self._write(state)))
        draw = "__import__('random').setstate(_chance[0]); __import__('numpy').random.set_state(_chance[1])"
        self._question(messages.Run(-1, draw))
        # the same seed again is to be seen
        random.seed(self._questions)
        self._chance = _chance()

    def _write(self, value: Any) -> Any:
        try:
            return encode(value, self._refer)
        except Unsupported as error:
            raise CheckMistake(f"A check hands the learner what it cannot hand over: {error}") from None

    def _refer(self, value: Any) -> dict[str, Any] | None:
        """Return what stands for a value in the learner process: one of its own, or of a locked cell's, which ran there."""
        if isinstance(value, Handle):
            value._get.check()
            return {"t": "handle", "id": value._number}
        for name in self._shared:
            if self._names.get(name) is value:
                return _as_sent(self._question(messages.Get(name)))
        origin = _origin(value)
        if origin is not None:
            self._question(messages.Bind("_given", None))
            self._question(
                messages.Run(-1, f"import importlib; _given = importlib.import_module({origin[0]!r}).{origin[1]}")
            )
            return _as_sent(self._question(messages.Get("_given")))
        return None

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
        self._fetched: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._step.learners:
            return self._session._names[name]
        if name not in self._fetched:
            # SECURITY: once, or it could be another at each look
            self._fetched[name] = self._session.fetch(name)
        return self._fetched[name]

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

    def run_cell_magic(self, name: str, *_: Any) -> None:
        raise CheckMistake(f"What stands below %%{name} is not run where checks are judged: leave the magic out.")

    def run_line_magic(self, name: str, *_: Any, **__: Any) -> None:
        if name in ("time", "timeit", "prun", "run"):
            raise CheckMistake(f"What stands behind %{name} is not run where checks are judged: leave the magic out.")

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


class _Tied:
    """A way to ask that ends with the process that is there now: another has other things by the same numbers."""

    def __init__(self, session: _Session, ask: Callable[..., Any]) -> None:
        self._session, self._process, self._ask = session, session._process, ask

    def check(self) -> None:
        if self._session._process is not self._process:
            raise WrongForm("It was made by a cell above, and was lost when an answer ended the Python process.")

    def __call__(self, *args: Any) -> Any:
        self.check()
        return self._ask(*args)


def _chance() -> object:
    """Return what the next random numbers depend on, for comparison."""
    kind, keys, *rest = np.random.get_state()
    return random.getstate(), kind, np.asarray(keys).tobytes(), rest


def _as_sent(answer: messages.Message) -> dict[str, Any] | None:
    """Return a handle as a call sends it, or None if that is none."""
    data = answer.data if isinstance(answer, messages.Value) else None
    if isinstance(data, dict) and data.get("t") == "handle" and type(data.get("id")) is int:
        return {"t": "handle", "id": data["id"]}
    return None


def _origin(value: Any) -> tuple[str, str] | None:
    """Return the module and name of a function or class that Python or a library has, such as ``str.upper``."""
    module = getattr(getattr(value, "__objclass__", value), "__module__", None)
    name = getattr(value, "__qualname__", getattr(value, "__name__", None))
    if type(module) is not str or type(name) is not str or module == "__main__" or module not in sys.modules:
        return None
    found: Any = sys.modules[module]
    for part in name.split("."):
        found = getattr(found, part, None)
    return (module, name) if found is value else None


#: What a name has that is not bound.
_ABSENT = object()


def _change(old: Any, new: Any) -> None:
    """Give a mutable value the content of another."""
    if type(old) is not type(new):
        return
    if isinstance(old, (list, tuple)) and len(old) == len(new):
        for place, (was, now) in enumerate(zip(old, new, strict=True)):
            if _is_changed_inside(was, now):
                _change(was, now)
            elif isinstance(old, list):
                old[place] = now
    elif isinstance(old, (list, bytearray)):
        old[:] = new
    elif isinstance(old, dict):
        kept = {key: old[key] for key in new if key in old and _is_changed_inside(old[key], new[key])}
        for key, was in kept.items():
            _change(was, new[key])
        old.clear()
        old.update({**new, **kept})
    elif isinstance(old, set):
        old.clear()
        old.update(new)
    elif isinstance(old, collections.deque):
        old.clear()
        old.extend(new)
    elif type(old).__name__ == "ndarray" and old.shape == new.shape:
        old[...] = new
    elif hasattr(old, "_update_inplace"):
        old._update_inplace(new)


def _is_changed_inside(old: Any, new: Any) -> bool:
    """Tell whether a part of an argument may have another name, under which its change is to be seen."""
    return type(old) is type(new) and isinstance(old, (list, tuple, dict, set, np.ndarray))


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
    lines = _lines(error)
    if not lines:
        return False
    # the last place in the check's own code may be in a helper; its call is the first
    before = source.splitlines()[: lines[0]]
    return sum("BEGIN HIDDEN TESTS" in line for line in before) > sum("END HIDDEN TESTS" in line for line in before)


def _lines(error: BaseException) -> list[int]:
    """Return the lines of a check, and of the judge's other cells, that an error went through."""
    return [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _CHECK]


def _by_error(
    error: BaseException, in_words: bool, hidden: bool, explain_missing: Callable[[str | None], str]
) -> Finding:
    """Return what a check found that ended with an error; of a hidden part its words are not the learner's to read."""
    text = explain_error(type(error).__name__, str(error))
    is_learners = hasattr(error, "is_learners")
    if in_words and not isinstance(error, WrongForm) and not is_learners:
        # our words explain whatever values there are, so this is not hers
        return Finding(Reason.CHECK_FAILED, detail=text)
    if isinstance(error, SyntaxError) and not _lines(error):
        return Finding(Reason.CHECK_FAILED, detail=f"The check cannot be run here: {text}")
    if isinstance(error, TypeError) and str(error).startswith("catching classes") and not is_learners:
        told = "A check cannot name the learner's own class of errors behind `except`: catch a builtin one that it "
        return Finding(Reason.CHECK_FAILED, detail=told + "derives from, and look at `type(error).__name__`.")
    if isinstance(error, WrongForm):
        told = str(error)
    elif isinstance(error, NameError) and not is_learners:
        told = explain_missing(error.name)
        if not told:
            return Finding(Reason.CHECK_FAILED, detail=f"The check reads what is not there: {text}")
    elif isinstance(error, AssertionError):
        told = "" if hidden else str(error).strip()
        told = told or f"A {'hidden condition' if hidden else 'condition'} of this task's check does not hold."
    else:
        # of a hidden part not her own name of an error: she may have put into it what was asked
        kind = next(kind for kind in type(error).__mro__ if kind.__module__ == "builtins")
        told = f"The check could not use your answer: {kind.__name__ + '.' if hidden else text}"
    return Finding(Reason.WRONG, wrong=(told[:500],), detail=text)
