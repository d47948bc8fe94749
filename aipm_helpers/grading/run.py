"""A learner's notebook in, a report out: what is between them, in order.

Where a jail can be put up (`jail`), cells run in it; elsewhere in an ordinary process, as the
learner herself. What is judged, and what is said about it, is the same.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aipm_helpers import ROOT
from aipm_helpers.answers import explain_error
from aipm_helpers.grading.autograded import make_autograded
from aipm_helpers.grading.jail import Limits
from aipm_helpers.grading.judge import Finding, Judgement, judge
from aipm_helpers.grading.names import Role, make_plan, role_of
from aipm_helpers.grading.sandbox import Start, files_beside, open_sandbox
from aipm_helpers.grading.submission import (
    Workbook,
    cells_of,
    compose,
    course_cells,
    find_workbook,
    grade_id_of,
    is_answer,
    is_older,
    marks_of,
    parse_notebook,
    starters_of,
    task_title,
)
from aipm_helpers.grading.verdict import Reason, Report, TaskVerdict

__all__ = ["Graded", "check_notebook", "grade", "mark_submission", "read_course"]

_OUR_MISTAKE = "The check of this task does not work here. That is our mistake, and costs no points."


@dataclass(frozen=True)
class Graded:
    """What came of a composed notebook.

    Attributes
    ----------
    verdicts : tuple of TaskVerdict
        In the order of its tasks.
    problems : list of str
        Of the learner's extra cells.
    outputs : dict
        By the place of a cell what it has put out: a claim.
    killed : bool
        Whether a process of the learner's was ended by a signal, which may have come from outside.
    """

    verdicts: tuple[TaskVerdict, ...]
    problems: list[str]
    outputs: dict[int, list[Any]]
    killed: bool


def check_notebook(
    path: Path,
    limits: Limits = Limits(),
    root: Path = ROOT,
    say: Callable[[int, int], None] = lambda done, cells: None,
    start: Start | None = None,
) -> Report:
    """Grade a learner's own notebook; nothing of hers is changed.

    Parameters
    ----------
    path : Path
        The saved notebook.
    limits : Limits
        When to stop.
    root : Path
        The course's folder.
    say : callable
        Told how many of how many cells have run.
    start : callable, optional
        Starts learner processes; without it a sandbox is put up for this notebook.

    Returns
    -------
    Report

    Raises
    ------
    SubmissionError
        If the file is not one of the course's workbooks, or cannot be opened.
    JudgeError
        If no learner process can be started.
    """
    workbook = find_workbook(root, path)
    with contextlib.ExitStack() as stack:
        if start is None:
            sandbox = open_sandbox()
            stack.enter_context(sandbox)
            start = sandbox.start
        report, _, _ = _mark(workbook, path.name, path.read_bytes(), files_beside(path), start, say, limits)
    return report


def mark_submission(
    workbook: Workbook,
    name: str,
    data: bytes,
    files: Mapping[str, bytes],
    start: Start,
    say: Callable[[int, int], None] = lambda done, cells: None,
    limits: Limits = Limits(),
) -> tuple[Report, dict[str, Any]]:
    """Grade a notebook that was handed in; return the report, and the notebook as people see it.

    Parameters
    ----------
    workbook : Workbook
        The course's side.
    name : str
        The file's name, for messages.
    data : bytes
        Its content.
    files : mapping
        What lay beside it, by name.
    start : callable
        Starts learner processes.
    say : callable
        Told how many of how many cells have run.
    limits : Limits
        When to stop.

    Raises
    ------
    SubmissionError
        If it cannot be opened.
    """
    report, composed, outputs = _mark(workbook, name, data, files, start, say, limits)
    told = [*report.problems, *report.remarks]
    return report, make_autograded(workbook, composed, outputs, report.as_json()["tasks"], told)


def read_course(workbook: Workbook) -> None:
    """Read what every submission needs of the course's notebook; what is known of it is kept for those that follow."""
    cells = course_cells(workbook)
    make_plan(cells, cells)
    starters_of(workbook)


def _mark(
    workbook: Workbook,
    name: str,
    data: bytes,
    files: Mapping[str, bytes],
    start: Start,
    say: Callable[[int, int], None],
    limits: Limits,
) -> tuple[Report, list[dict[str, Any]], dict[int, list[Any]]]:
    """Return the report on a notebook, what was run, and by place what that has put out."""
    began = time.monotonic()
    notebook, restored = parse_notebook(name, data)
    composed, problems, remarks = compose(workbook, cells_of(notebook, name), is_older(notebook, workbook))
    graded = grade(workbook, composed, start, limits, files, say)
    if graded.killed:
        # who sent the signal cannot be told: only what happens again is the learner's own
        graded = grade(workbook, composed, start, limits, files, say)
        if graded.killed:
            remarks.append("A process of this notebook was ended by a signal, twice.")
    seconds = round(time.monotonic() - began, 3)
    problems += graded.problems
    starters = starters_of(workbook)
    unanswered = tuple(grade_id_of(cell) for cell in composed if is_answer(cell) and _is_starter(cell, starters))
    told = (*restored, *remarks)
    report = Report(workbook.lesson, graded.verdicts, tuple(problems), told, workbook.hidden, seconds, unanswered)
    return report, composed, graded.outputs


def grade(
    workbook: Workbook,
    composed: list[dict[str, Any]],
    start: Start,
    limits: Limits,
    files: Mapping[str, bytes],
    say: Callable[[int, int], None],
) -> Graded:
    """Run a composed notebook, as from `submission.compose`, and judge its tasks."""
    graded, starters = course_cells(workbook), starters_of(workbook)
    checks = {place: _answers_above(composed, place) for place, cell in enumerate(composed) if _is_check(cell)}
    unanswered = frozenset(
        place for place, answers in checks.items() if all(_is_starter(composed[answer], starters) for answer in answers)
    )
    points = {place: float(composed[place]["metadata"]["nbgrader"]["points"]) for place in checks}
    judgement = judge(make_plan(graded, composed), points, start, limits, files, unanswered, say)
    cells = {grade_id_of(cell): cell for cell in composed if grade_id_of(cell)}
    verdicts = []
    for place, cell in enumerate(composed):
        marks = marks_of(cell)
        if not marks.get("grade"):
            continue
        task = marks["grade_id"].removesuffix("-check")
        title, most = task_title(cells, task), float(marks["points"])
        if place not in checks:
            unchanged = is_answer(cell) and _is_starter(cell, starters)
            reason = Reason.NO_ANSWER if unchanged else Reason.BY_HAND
            verdicts.append(TaskVerdict(task, title, reason, 0.0, most, by_hand=True, cell=marks["grade_id"]))
        elif place in unanswered:
            verdicts.append(TaskVerdict(task, title, Reason.NO_ANSWER, 0.0, most, cell=marks["grade_id"]))
        else:
            found = _find(judgement, place, checks[place])
            if found.reason is Reason.RIGHT and not found.right and not workbook.hidden:
                # an ordinary check does not say whether there is a hidden part that is graded elsewhere
                found = replace(found, reason=Reason.FORM_ONLY, points=0.0)
            verdicts.append(
                TaskVerdict(
                    task,
                    title,
                    found.reason,
                    found.points,
                    most,
                    found.right,
                    found.wrong,
                    found.look,
                    found.note,
                    detail=found.detail if found.reason is Reason.CHECK_FAILED else "",
                    cell=marks["grade_id"],
                )
            )
    problems = _own_cells_stopped(composed, judgement)
    return Graded(tuple(verdicts), problems, judgement.outputs, judgement.killed)


def _find(judgement: Judgement, check: int, answers: list[int]) -> Finding:
    """Return what is to be said of a task: that its answer has no value to judge, or what its check found."""
    for place in [*answers, check]:
        if place in judgement.stopped:
            ended = judgement.stopped[place]
            return Finding(ended.reason, wrong=(ended.text,))
    found = judgement.findings[check]
    if found.reason is Reason.CHECK_FAILED:
        return Finding(found.reason, wrong=(_OUR_MISTAKE,), detail=found.detail)
    for place in answers:
        if place in judgement.errors:
            name, text = judgement.errors[place]
            told = explain_error(name, text)
            if found.points:
                # its value was there before, and counts as in a notebook that is run cell by cell
                return replace(found, note=f"{found.note} Your cell ends with an error, though: {told}".strip())
            reason = {"MemoryError": Reason.OUT_OF_MEMORY, "TooMuchOutput": Reason.TOO_MUCH_OUTPUT}
            return Finding(reason.get(name, Reason.CRASHED), wrong=(told,))
    return found


def _is_check(cell: dict[str, Any]) -> bool:
    return cell["cell_type"] == "code" and role_of(cell) is Role.CHECK


def _answers_above(composed: list[dict[str, Any]], check: int) -> list[int]:
    """Return the places of a check's answer: the cell of its name, or else the answer cells just above it."""
    ids = {grade_id_of(cell): place for place, cell in enumerate(composed)}
    task = grade_id_of(composed[check]).removesuffix("-check")
    if task in ids and ids[task] != check:
        return [ids[task]]
    above = [place for place in range(check) if composed[place]["cell_type"] == "code"]
    answers = [place for place in above if role_of(composed[place]) is Role.ANSWER]
    return answers[-1:]


def _is_starter(cell: dict[str, Any], starters: Mapping[str, str]) -> bool:
    return bool(cell["source"].strip() == starters[grade_id_of(cell)])


def _own_cells_stopped(composed: list[dict[str, Any]], judgement: Judgement) -> list[str]:
    """Tell about the learner's extra cells that were stopped: no task does."""
    return [
        f"Your own cell that begins with '{composed[place]['source'].strip()[:40]}' was left out. {ended.text}"
        for place, ended in sorted(judgement.stopped.items())
        if not composed[place]["metadata"].get("nbgrader")
    ]
