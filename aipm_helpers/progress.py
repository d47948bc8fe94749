"""Where a learner stands, by lesson and by skill, from what `aipm check` found in her own copies.

The best verdict on each task is kept in ``workbook/.aipm/progress.json``, on this machine only::

    {"1-fundamentals/1-the-ai-product-manager":
        {"cost-of-pilot": {"state": "done", "points": 2.0, "day": "2026-11-25"}}}

Which tasks there are, and what each trains, is read from ``exercises/M/L.hints.json``.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aipm_helpers import ROOT, hints, state
from aipm_helpers.grading.report import DONE
from aipm_helpers.grading.verdict import Reason
from aipm_helpers.hint_cells import SKILLS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["PARTS", "STATES", "Row", "Standing", "describe", "draw", "forget", "read_standing", "remember"]

RECORD = "progress"
#: From best to worst. Begun is what was answered and is not right yet, or waits for an instructor.
STATES = ("done", "begun", "to do")
#: The same as fields of a `Row`, with what people call them.
PARTS = {"done": "done", "begun": "begun", "to_do": "to do"}


@dataclass(frozen=True)
class Row:
    """How many tasks of a lesson, or of a skill, are done, begun and to do."""

    name: str
    done: int
    begun: int
    to_do: int

    @property
    def tasks(self) -> int:
        """How many there are."""
        return self.done + self.begun + self.to_do


@dataclass(frozen=True)
class Standing:
    """Where a learner stands; `next_task` is the first that is not done, as lesson and title."""

    lessons: tuple[Row, ...]
    skills: tuple[Row, ...]
    last_day: str
    next_task: tuple[str, str] | None

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(row.done for row in self.lessons)

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return sum(row.tasks for row in self.lessons)


def remember(report: dict[str, Any], root: Path = ROOT) -> None:
    """Keep the verdicts of a report, as from `Report.as_json`, where they are better than what was kept.

    A record that cannot be written is done without: nobody's work hangs on it.
    """
    known = state.read(root, RECORD)
    tasks = {key: entry for key, entry in known.get(report["lesson"], {}).items() if isinstance(entry, dict)}
    for task in report["tasks"]:
        new = {"state": _state(task), "points": task["points"], "day": time.strftime("%Y-%m-%d")}
        if new["state"] != "to do" and _rank(new) > _rank(tasks.get(task["task"], {})):
            tasks[task["task"]] = new
    if tasks != known.get(report["lesson"], {}):
        state.write(root, RECORD, {**known, report["lesson"]: tasks})


def read_standing(root: Path = ROOT) -> Standing:
    """Return where the learner stands; tasks that the course has no more are left out."""
    kept = state.read(root, RECORD)
    tasks = hints.read_tasks(root)
    states: dict[hints.Task, str] = {}
    days = [""]
    for task in tasks:
        entry = kept.get(task.lesson, {}).get(task.task)
        entry = entry if isinstance(entry, dict) else {}
        found = entry.get("state")
        states[task] = found if found in STATES else "to do"
        days.append(str(entry.get("day", "")))
    return Standing(
        lessons=tuple(
            _row(title(lesson), (states[task] for task in tasks if task.lesson == lesson))
            for lesson in dict.fromkeys(task.lesson for task in tasks)
        ),
        skills=tuple(
            _row(skill, (states[task] for task in tasks if task.skill == skill))
            for skill in SKILLS
            if any(task.skill == skill for task in tasks)
        ),
        last_day=max(days),
        next_task=next(((title(task.lesson), task.title) for task in tasks if states[task] != "done"), None),
    )


def forget(root: Path = ROOT) -> list[str]:
    """Delete what was kept about the learner: verdicts, and which hints were asked for. Return what there was."""
    kept = {RECORD: "the verdicts on your tasks", hints.RECORD: "which hints and solutions you asked for"}
    return [text for name, text in kept.items() if state.forget(root, name)]


def title(lesson: str) -> str:
    """Return the name of a lesson as people read it.

    Examples
    --------
    >>> title("1-fundamentals/1-the-ai-product-manager")
    '1.1 The AI product manager'
    >>> title("1-fundamentals/9-module-check")
    '1 Module check'
    """
    module, _, name = lesson.partition("/")
    number, _, words = name.partition("-")
    words = re.sub(r"\bai\b", "AI", words.replace("-", " "))
    # a module's last workbook belongs to no lesson
    place = module.partition("-")[0] + ("" if number == "9" else f".{number}")
    return f"{place} {words[:1].upper()}{words[1:]}"


def describe(standing: Standing) -> str:
    """Return where the learner stands in a sentence or two."""
    text = f"{standing.done} of {standing.tasks} tasks are done"
    behind = min(standing.skills, key=lambda row: row.done / row.tasks, default=None)
    if standing.done and behind is not None and standing.done < standing.tasks:
        text += f"; least in '{behind.name}' ({behind.done} of {behind.tasks})"
    if standing.next_task is not None:
        lesson, task = standing.next_task
        text += f". Next: {task}, in {lesson}"
    return f"{text}."


def draw(standing: Standing) -> Figure:
    """Return a picture: a bar for each lesson and each skill, as many tasks long as there are."""
    from matplotlib.ticker import MaxNLocator

    from aipm_helpers import plots

    rows = [*standing.lessons, *standing.skills]
    fig, ax = plots.figure(
        f"{standing.done} of {standing.tasks} tasks are done", "tasks", "", width=8, height=1.6 + 0.36 * (len(rows) + 1)
    )
    # a gap between lessons and skills
    places = [-place - (place >= len(standing.lessons)) for place in range(len(rows))]
    left = [0] * len(rows)
    for (field, label), colour, hatch in zip(
        PARTS.items(), [plots.BLUE, plots.ORANGE, "white"], ["", "//", ""], strict=True
    ):
        widths = [getattr(row, field) for row in rows]
        ax.barh(places, widths, left=left, color=colour, hatch=hatch, edgecolor=plots.GREY, height=0.7, label=label)
        left = [before + width for before, width in zip(left, widths, strict=True)]
    for place, row in zip(places, rows, strict=True):
        ax.annotate(
            f"{row.done} of {row.tasks}", (row.tasks, place), xytext=(5, 0), textcoords="offset points", va="center"
        )
    ax.set_yticks(places, [row.name for row in rows])
    ax.set_xlim(0, 1.12 * max(row.tasks for row in rows))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    fig.legend(loc="outside lower center", ncols=3, frameon=False)
    return fig


def _state(task: dict[str, Any]) -> str:
    if task["reason"] in DONE:
        return "done"
    return "to do" if task["reason"] == Reason.NO_ANSWER.value else "begun"


def _rank(entry: dict[str, Any]) -> tuple[int, float]:
    kept = entry.get("state")
    points = entry.get("points")
    return (-STATES.index(kept) if kept in STATES else -len(STATES), points if isinstance(points, int | float) else 0.0)


def _row(name: str, states: Iterable[str]) -> Row:
    counts = Counter(states)
    return Row(name, *(counts[kept] for kept in STATES))
