"""Hints and worked solutions, a rung at a time, only when asked for.

Hints come from ``exercises/M/L.hints.json``, which learners without ``solutions/`` have
too; worked solutions from ``solutions/M/L.ipynb``. What was asked for is kept in
``workbook/.aipm/help.json``::

    {"cost-of-pilot": {"hints": 2, "asked": false, "right": false}}

`hints` counts the rungs that were shown, `asked` says that the solution was asked for,
`right` that the task was once graded right. A file that is damaged counts as empty. If
it cannot be written, help is given in full: better too much than none.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from aipm_helpers import ROOT, state
from aipm_helpers.errors import UsageError
from aipm_helpers.grading.submission import find_workbook, read_cells
from aipm_helpers.hint_cells import ENDING, RUNGS

__all__ = [
    "CELL",
    "RECORD",
    "SHELL",
    "Commands",
    "Help",
    "Task",
    "ask_hint",
    "ask_solution",
    "find_task",
    "read_solutions",
    "read_tasks",
    "remember_right",
]

#: The record of what was asked for.
RECORD = "help"
#: How many names a message about an unknown one suggests.
_LISTED = 5
_MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")


@dataclass(frozen=True)
class Task:
    """A task, its hints from where to look to the shape of the answer, and which skill it trains."""

    task: str
    title: str
    lesson: str
    hints: tuple[str, ...]
    skill: str = ""


@dataclass(frozen=True)
class Help:
    """What somebody gets who asked: Markdown texts, and the worked solution if it is shown."""

    title: str
    texts: tuple[str, ...]
    solution: str | None = None


@dataclass(frozen=True)
class Commands:
    """How help is asked for; ``{task}`` stands for the task's id."""

    hint: str
    solution: str


SHELL = Commands("aipm check --hint {task}", "aipm check --solution {task}")
CELL = Commands('learn.hint("{task}")', 'learn.solution("{task}")')


@dataclass(frozen=True)
class _Asked:
    hints: int = 0
    asked: bool = False
    right: bool = False


# --- what there is --------------------------------------------------------------------


def read_tasks(root: Path = ROOT, lesson: str | None = None) -> list[Task]:
    """Return the tasks that have hints, of one workbook or of all; a file that is damaged has none."""
    tasks = []
    for path in sorted((root / "exercises").glob(f"[0-9]*/*{ENDING}")):
        name = f"{path.parent.name}/{path.name.removesuffix(ENDING)}"
        if lesson not in (None, name):
            continue
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            tasks += [
                Task(key, task["title"], name, tuple(task["hints"]), str(task.get("skill", "")))
                for key, task in content["tasks"].items()
            ]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return tasks


def read_solutions(lesson: str, root: Path = ROOT) -> dict[str, str]:
    """Return the worked solutions of a workbook by task, for a memo its examples; none without ``solutions/``."""
    path = root / "solutions" / f"{lesson}.ipynb"
    if not path.exists():
        return {}
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: "\n".join(
            line for line in cell["source"].splitlines() if line.strip() not in _MARKS
        )
        for cell in read_cells(path)
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }


def find_task(name: str, notebook: Path | None = None, root: Path = ROOT) -> Task:
    """Return the task that is meant by an id or by a number.

    Parameters
    ----------
    name : str
        The task's id, such as ``cost-of-pilot``, or its number in a workbook.
    notebook : Path, optional
        A notebook of the workbook. A number needs it unless there is one workbook only,
        or one that was begun.
    root : Path
        The course's folder.

    Raises
    ------
    UsageError
        If there is no such task; the text lists the closest.
    """
    tasks = read_tasks(root, find_workbook(root, notebook).lesson if notebook else None)
    if not tasks:
        where = f"for {notebook.name}" if notebook else "in exercises/"
        raise UsageError(f"There are no hints {where}. Run aipm build, or get the course's folder again.")
    if name.isdecimal():
        lessons = list(dict.fromkeys(task.lesson for task in tasks))
        begun = [lesson for lesson in lessons if _is_begun(root, lesson)] if len(lessons) > 1 else lessons
        if len(begun) != 1:
            raise UsageError(f"Task {name} of which workbook? Name its notebook too, one of: {', '.join(lessons)}.")
        tasks = [task for task in tasks if task.lesson == begun[0]]
        found = [task for task in tasks if task.title.startswith(f"Task {int(name)}.")]
    else:
        found = [task for task in tasks if task.task == name.strip().lower()]
    if not found:
        closest = "\n".join(f"  {task.task}  ({task.title})" for task in _closest_first(name, tasks)[:_LISTED])
        raise UsageError(f"There is no task {name}. The closest of {len(tasks)} are:\n{closest}")
    return found[0]


def _is_begun(root: Path, lesson: str) -> bool:
    """Tell whether the learner's copy of a workbook is not what she was given."""
    own, release = (folder / "exercises" / f"{lesson}.ipynb" for folder in (root / "workbook", root))
    return own.exists() and own.read_bytes() != release.read_bytes()


def _closest_first(name: str, tasks: Iterable[Task]) -> list[Task]:
    def likeness(task: Task) -> float:
        texts = (task.task, task.title.partition(". ")[2])
        return max(difflib.SequenceMatcher(None, name.lower(), text.lower()).ratio() for text in texts)

    return sorted(tasks, key=likeness, reverse=True)


# --- asking ----------------------------------------------------------------------------


def ask_hint(task: Task, commands: Commands = SHELL, root: Path = ROOT) -> Help:
    """Return the hints of a task up to the next one, and note that it was asked for."""
    known = _read_state(root)
    before = known.get(task.task, _Asked())
    shown = min(before.hints + 1, len(task.hints))
    if not _write_state(root, {**known, task.task: replace(before, hints=shown)}):
        shown = len(task.hints)
    texts = [f"Hint {place}, {RUNGS[place - 1]}: {task.hints[place - 1]}" for place in range(1, shown + 1)]
    if shown < len(task.hints):
        texts.append(f"For the next hint, ask again: `{commands.hint.format(task=task.task)}`")
    else:
        texts.append(
            f"There is no further hint. `{commands.solution.format(task=task.task)}` shows a worked solution when you "
            "ask for it twice, or once your answer is right."
        )
    return Help(task.title, tuple(texts))


def ask_solution(task: Task, commands: Commands = SHELL, root: Path = ROOT) -> Help:
    """Return the worked solution if the task is done or this is the second time; note that it was asked for."""
    source = read_solutions(task.lesson, root).get(task.task)
    if source is None:
        return Help(task.title, ("The worked solutions are with your instructor. Hints are here.",))
    known = _read_state(root)
    before = known.get(task.task, _Asked())
    noted = _write_state(root, {**known, task.task: replace(before, asked=True)})
    if before.right or before.asked or not noted:
        return Help(task.title, ("One way to write it, of several:",), source)
    unseen = len(task.hints) - before.hints
    hint = f"Of its hints you have not seen {unseen}: `{commands.hint.format(task=task.task)}`."
    text = hint if unseen > 0 else "You have seen all hints."
    return Help(task.title, (f"{text} Ask again for the solution, and it is shown.",))


# --- what was asked for ----------------------------------------------------------------


def remember_right(tasks: Iterable[str], root: Path = ROOT) -> None:
    """Note which tasks were graded right: their solutions are no secret any more."""
    known = _read_state(root)
    new = {task: replace(known.get(task, _Asked()), right=True) for task in tasks}
    if any(known.get(task) != asked for task, asked in new.items()):
        _write_state(root, {**known, **new})


def _read_state(root: Path) -> dict[str, _Asked]:
    return {task: _as_asked(entry) for task, entry in state.read(root, RECORD).items()}


def _as_asked(entry: Mapping[str, Any]) -> _Asked:
    hints = entry.get("hints")
    count = hints if isinstance(hints, int) and not isinstance(hints, bool) else 0
    return _Asked(max(0, count), entry.get("asked") is True, entry.get("right") is True)


def _write_state(root: Path, asked: Mapping[str, _Asked]) -> bool:
    return state.write(root, RECORD, {task: asdict(entry) for task, entry in asked.items()})
