"""Right answers of every structure score in full, wrong ones get their message.

`tests/answers/<module>/<lesson>/<task>.py` holds, below headers, the source of the answer cell::

    # %% right: with numpy
    # %% wrong: prices swapped
    # message: part of the message that it must get
    # points: 1.5      (where a wrong answer earns a part)

A workbook is run once up to each task; answers run in a copy of its names. Adding a
case needs no code.
"""

import os
import re
from dataclasses import dataclass
from unittest import mock

import pytest
from course_files import name, notebooks

from aipm_helpers import ROOT, checks
from aipm_helpers.grading.submission import read_cells

RIGHT, WRONG = 3, 5


@dataclass(frozen=True)
class Answer:
    """An answer and what must come of it."""

    task: str
    right: bool
    title: str
    source: str
    message: str
    points: float


@dataclass(frozen=True)
class Task:
    """A task, the sources that run before its answer, and its check."""

    id: str
    workbook: str
    before: tuple[str, ...]
    check: str
    points: float


def read_tasks():
    """Return all automatic tasks of all workbooks."""
    tasks = {}
    for path in notebooks("solutions"):
        before = []
        for cell in read_cells(path):
            meta = cell["metadata"]["nbgrader"]
            if cell["cell_type"] != "code":
                continue
            if meta["grade"]:
                task = meta["grade_id"].removesuffix("-check")
                # the answer is the last source before the check
                tasks[task] = Task(task, name(path), tuple(before[:-1]), cell["source"], meta["points"])
            else:
                before.append(cell["source"])
    return tasks


def read_answers(text, task):
    """Return the answers in a file."""
    answers = []
    for head, body in re.findall(r"(?ms)^# %% (.+?)\n(.*?)(?=^# %% |\Z)", text):
        kind, _, title = head.partition(": ")
        fields = dict(re.findall(r"(?m)^# (message|points): (.+)$", body))
        answers.append(
            Answer(
                task, kind == "right", title, body.strip(), fields.get("message", ""), float(fields.get("points", 0))
            )
        )
    return answers


TASKS = read_tasks()
ANSWERS = {
    task.id: read_answers((ROOT / "tests" / "answers" / task.workbook / f"{task.id}.py").read_text("utf-8"), task.id)
    for task in TASKS.values()
}
CASES = [answer for answers in ANSWERS.values() for answer in answers]
_namespaces = {}


def namespace_before(task):
    """Return the names that exist before a task is answered; made once."""
    if task.id not in _namespaces:
        names = {"__name__": "__main__"}
        for source in task.before:
            exec(source, names)
        _namespaces[task.id] = names
    return _namespaces[task.id]


def outcome_of(task, source):
    """Run an answer and its check; return the outcome."""
    outcomes = []
    with (
        mock.patch.dict(os.environ, AIPM_CHECKING="1"),
        mock.patch.object(checks, "score", lambda: outcomes.append(checks.finish())),
    ):
        names = dict(namespace_before(task))
        exec(source, names)
        checks.use(names)
        try:
            exec(task.check, names)
        finally:
            checks.use(None)
    (outcome,) = outcomes
    return outcome


@pytest.mark.parametrize("answer", CASES, ids=lambda answer: f"{answer.task}: {answer.title}")
def test_an_answer_gets_what_it_deserves(answer):
    """A right one scores in full; a wrong one scores less and gets its message, in five lines."""
    outcome = outcome_of(TASKS[answer.task], answer.source)
    if answer.right:
        assert (outcome.points, outcome.wrong) == (outcome.max_points, ())
        return
    text = "\n".join([*outcome.wrong, outcome.look])
    assert answer.message and answer.message in text
    assert outcome.points == answer.points < outcome.max_points
    assert len(text.splitlines()) <= 5


@pytest.mark.parametrize("task", TASKS)
def test_there_are_enough_answers_that_differ(task):
    """At least three right ones and five wrong ones, no two alike."""
    answers = ANSWERS[task]
    assert sum(answer.right for answer in answers) >= RIGHT
    assert sum(not answer.right for answer in answers) >= WRONG
    assert len({"".join(answer.source.split()) for answer in answers}) == len(answers)


def test_no_answer_is_without_a_task():
    """A file that was left behind by a renamed task tests nothing."""
    files = {path.stem for path in (ROOT / "tests" / "answers").rglob("*.py")}
    assert files == set(TASKS)


def test_the_starter_and_the_solution_are_told_apart():
    """Each check gives the starter nothing and the solution everything (planted on both sides)."""
    for path, full in [(notebooks("exercises"), False), (notebooks("solutions"), True)]:
        for notebook in path:
            cells = {cell["metadata"]["nbgrader"]["grade_id"]: cell["source"] for cell in read_cells(notebook)}
            for task in TASKS.values():
                if task.workbook == name(notebook):
                    outcome = outcome_of(task, cells[task.id])
                    assert outcome.points == (outcome.max_points if full else 0), task.id
