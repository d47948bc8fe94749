"""Where a learner stands, by lesson and by skill, from what `aipm check` found in her own copies.

The best verdict on each task is kept in ``workbook/.aipm/progress.json``, on this machine only::

    {"1-fundamentals/1-the-ai-product-manager":
        {"cost-of-pilot": "done", "wrong-rate": "begun"}}

Which tasks there are, and what each trains, is read from ``exercises/M/L.hints.json``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aipm_helpers import ROOT, hints, state
from aipm_helpers.grading.report import DONE
from aipm_helpers.grading.verdict import Reason
from aipm_helpers.hint_cells import SKILLS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["STATES", "Row", "Standing", "describe", "draw", "forget", "read_standing", "remember"]

RECORD = "progress"
#: How many skills that are behind are worth naming; more are all of them.
_MOST_NAMED = 2
#: From best to worst. Begun is what was answered and is not right yet, or waits for an instructor.
STATES = ("done", "begun", "to do")


@dataclass(frozen=True)
class Row:
    """How many tasks of a lesson, or of a skill, are done, begun and to do."""

    name: str
    done: int
    begun: int
    to_do: int

    @property
    def counts(self) -> dict[str, int]:
        """How many are in each of `STATES`."""
        return dict(zip(STATES, astuple(self)[1:], strict=True))

    @property
    def tasks(self) -> int:
        """How many there are."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Standing:
    """Where a learner stands; `next_task` is the first that is not done, as lesson and title."""

    lessons: tuple[Row, ...]
    skills: tuple[Row, ...]
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
    tasks = dict(known.get(report["lesson"], {}))
    for task in report["tasks"]:
        tasks[task["task"]] = min(_known(tasks.get(task["task"])), _state(task), key=STATES.index)
    if tasks != known.get(report["lesson"], {}):
        state.write(root, RECORD, {**known, report["lesson"]: tasks})


def read_standing(root: Path = ROOT) -> Standing:
    """Return where the learner stands; tasks that the course has no more are left out."""
    kept = state.read(root, RECORD)
    tasks = hints.read_tasks(root)
    states = {task: _known(kept.get(task.lesson, {}).get(task.task)) for task in tasks}
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
    text = f"{standing.done} of {standing.tasks} tasks are done, by the best result of each"
    least = min((row.done / row.tasks for row in standing.skills), default=1.0)
    behind = [row for row in standing.skills if row.done / row.tasks == least < 1]
    if standing.done and 0 < len(behind) <= _MOST_NAMED:
        text += "; least in " + ", ".join(f"'{row.name}' ({row.done} of {row.tasks})" for row in behind)
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
    # each group has a line of its own above it
    places = [-place - 1 - (place >= len(standing.lessons)) for place in range(len(rows))]
    heads = {0: "by lesson", -len(standing.lessons) - 1: "by skill"}
    left = [0] * len(rows)
    for label, colour, hatch in zip(STATES, [plots.BLUE, plots.ORANGE, "white"], ["", "//", ""], strict=True):
        widths = [row.counts[label] for row in rows]
        ax.barh(places, widths, left=left, color=colour, hatch=hatch, edgecolor=plots.GREY, height=0.7, label=label)
        left = [before + width for before, width in zip(left, widths, strict=True)]
    for place, row in zip(places, rows, strict=True):
        ax.annotate(
            f"{row.done} of {row.tasks}", (row.tasks, place), xytext=(5, 0), textcoords="offset points", va="center"
        )
    ax.set_yticks([*places, *heads], [*(row.name for row in rows), *heads.values()])
    for head in ax.get_yticklabels()[len(rows) :]:
        head.set_fontweight("bold")
    ax.set_xlim(0, 1.12 * max(row.tasks for row in rows))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    fig.legend(loc="outside lower center", ncols=3, frameon=False)
    return fig


def _state(task: dict[str, Any]) -> str:
    if task["reason"] in DONE:
        return "done"
    return "to do" if task["reason"] == Reason.NO_ANSWER.value else "begun"


def _known(entry: object) -> str:
    """Return what was kept of a task; what is damaged counts as nothing."""
    return entry if isinstance(entry, str) and entry in STATES else "to do"


def _row(name: str, states: Iterable[str]) -> Row:
    counts = Counter(states)
    return Row(name, *(counts[kept] for kept in STATES))
