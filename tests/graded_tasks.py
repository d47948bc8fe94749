"""The automatic tasks of the workbooks, and the verdict on one answer to one of them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course_files import notebooks

from aipm_helpers import ROOT
from aipm_helpers.grading import names
from aipm_helpers.grading.jail import Limits
from aipm_helpers.grading.run import grade
from aipm_helpers.grading.submission import Workbook, find_workbook, read_cells
from aipm_helpers.grading.verdict import TaskVerdict


@dataclass(frozen=True)
class Task:
    """A task of a workbook; `check` and `answer` are the places of its cells."""

    id: str
    workbook: Workbook
    check: int
    answer: int

    def source(self, which: str = "graded") -> str:
        """Return what stands in the answer cell: of the solution, or of the release."""
        cells = read_cells(getattr(self.workbook, which))
        return next(c["source"] for c in cells if (c["metadata"].get("nbgrader") or {}).get("grade_id") == self.id)


def read_tasks() -> dict[str, Task]:
    """Return all automatic tasks of all workbooks."""
    tasks = {}
    for path in notebooks("solutions"):
        workbook, cells = find_workbook(ROOT, path), read_cells(path)
        for place, cell in enumerate(cells):
            if names.role_of(cell) is names.Role.CHECK and cell["cell_type"] == "code":
                task = cell["metadata"]["nbgrader"]["grade_id"].removesuffix("-check")
                answer = max(above for above in range(place) if names.role_of(cells[above]) is names.Role.ANSWER)
                tasks[task] = Task(task, workbook, place, answer)
    return tasks


def cells_for(task: Task, source: str) -> list[dict[str, Any]]:
    """Return a task's cells with an answer in it, and those above that they read names of, directly or not."""
    cells = copy.deepcopy(read_cells(task.workbook.graded))
    cells[task.answer]["source"] = source
    bound: dict[str, int] = {}
    owners: list[set[int]] = []
    for place, cell in enumerate(cells[: task.check + 1]):
        known = names._read_names(cell["source"]) if cell["cell_type"] == "code" else names.NO_NAMES
        owners.append({bound[read] for read in known.reads if read in bound})
        if names.role_of(cell) is not names.Role.CHECK:
            bound |= dict.fromkeys(known.binds | known.imports, place)
    found: set[int] = set()
    waiting = {task.check, task.answer}
    while waiting:
        place = waiting.pop()
        found.add(place)
        waiting |= owners[place] - found
    return [cells[place] for place in sorted(found)]


def verdict_on(task: Task, source: str, start: Callable[..., Any], limits: Limits = Limits()) -> TaskVerdict:
    """Return the verdict on an answer."""
    verdicts = grade(task.workbook, cells_for(task, source), start, limits, {}, lambda done, of: None).verdicts
    return next(verdict for verdict in verdicts if verdict.task == task.id)
