"""Right answers of every structure score in full, wrong ones get their message.

`tests/answers/<module>/<lesson>/<task>.py` holds, below headers, the source of the answer cell::

    # %% right: with numpy
    # %% wrong: prices swapped
    # message: part of the message that it must get
    # points: 1.5      (where a wrong answer earns a part)

Each answer is graded as one that a learner hands in: in a learner process of its own, after
the cells that it rests on. Adding a case needs no code.
"""

import copy
import re
from dataclasses import dataclass

import pytest
from course_files import notebooks

from aipm_helpers import ROOT
from aipm_helpers.grading import names
from aipm_helpers.grading.jail import Limits, what_is_missing
from aipm_helpers.grading.run import grade
from aipm_helpers.grading.sandbox import open_sandbox
from aipm_helpers.grading.submission import Workbook, find_workbook, read_cells
from aipm_helpers.grading.verdict import Reason

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
    """A task of a workbook; `check` and `answer` are the places of its cells."""

    id: str
    workbook: Workbook
    check: int
    answer: int


def read_tasks():
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


def cells_for(task, source):
    """Return a task's cells with an answer in it, and those above that they read names of, directly or not."""
    cells = copy.deepcopy(read_cells(task.workbook.graded))
    cells[task.answer]["source"] = source
    bound, owners = {}, []
    for place, cell in enumerate(cells[: task.check + 1]):
        known = names._read_names(cell["source"]) if cell["cell_type"] == "code" else names.NO_NAMES
        owners.append({bound[read] for read in known.reads if read in bound})
        if names.role_of(cell) is not names.Role.CHECK:
            bound |= dict.fromkeys(known.binds | known.imports, place)
    found, waiting = set(), {task.check, task.answer}
    while waiting:
        place = waiting.pop()
        found.add(place)
        waiting |= owners[place] - found
    return [cells[place] for place in sorted(found)]


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
    task.id: read_answers(
        (ROOT / "tests" / "answers" / task.workbook.lesson / f"{task.id}.py").read_text("utf-8"), task.id
    )
    for task in TASKS.values()
}
CASES = [answer for answers in ANSWERS.values() for answer in answers]
#: Without a jail each answer costs seconds: there a part of them shows that verdicts are the same.
GRADED = CASES[:: 12 if what_is_missing() else 1]


@pytest.fixture(scope="module")
def sandbox():
    """Return what starts learner processes."""
    with open_sandbox() as opened:
        yield opened


def verdict_on(task, source, sandbox):
    """Return the verdict on an answer."""
    cells = cells_for(task, source)
    verdicts, _ = grade(task.workbook, cells, sandbox.start, Limits(), {}, lambda done, of: None)
    return next(verdict for verdict in verdicts if verdict.task == task.id)


@pytest.mark.parametrize("answer", GRADED, ids=lambda answer: f"{answer.task}: {answer.title}")
def test_an_answer_gets_what_it_deserves(answer, sandbox):
    """A right one scores in full; a wrong one scores less and gets its message, in five lines."""
    verdict = verdict_on(TASKS[answer.task], answer.source, sandbox)
    if answer.right:
        assert (verdict.points, verdict.wrong, verdict.reason) == (verdict.max_points, (), Reason.RIGHT)
        return
    text = "\n".join([*verdict.wrong, verdict.look])
    assert answer.message and answer.message in text
    assert verdict.points == answer.points < verdict.max_points
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


@pytest.mark.parametrize("task", TASKS)
def test_the_starter_and_the_solution_are_told_apart(task, sandbox):
    """Each check gives the starter nothing and the solution everything (planted on both sides)."""
    for path, reason in [("release", Reason.NO_ANSWER), ("graded", Reason.RIGHT)]:
        cells = {
            cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in read_cells(getattr(TASKS[task].workbook, path))
        }
        verdict = verdict_on(TASKS[task], cells[task]["source"], sandbox)
        assert (verdict.reason, verdict.points) == (reason, verdict.max_points if reason is Reason.RIGHT else 0)
