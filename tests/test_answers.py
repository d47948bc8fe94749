"""Right answers of every structure score in full, wrong ones get their message.

`tests/answers/<module>/<lesson>/<task>.py` holds, below headers, the source of the answer cell::

    # %% right: with numpy
    # %% wrong: prices swapped
    # message: part of the message that it must get
    # points: 1.5      (where a wrong answer earns a part)

Each answer is graded as one that a learner hands in: in a learner process of its own, after
the cells that it rests on. Adding a case needs no code.
"""

import re
from dataclasses import dataclass

import pytest
from graded_tasks import read_tasks, verdict_on

from aipm_helpers import ROOT
from aipm_helpers.grading.jail import what_is_missing
from aipm_helpers.grading.sandbox import open_sandbox
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


@pytest.mark.parametrize("answer", GRADED, ids=lambda answer: f"{answer.task}: {answer.title}")
def test_an_answer_gets_what_it_deserves(answer, sandbox):
    """A right one scores in full; a wrong one scores less and gets its message, in five lines."""
    verdict = verdict_on(TASKS[answer.task], answer.source, sandbox.start)
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
    for which, reason in [("release", Reason.NO_ANSWER), ("graded", Reason.RIGHT)]:
        verdict = verdict_on(TASKS[task], TASKS[task].source(which), sandbox.start)
        assert (verdict.reason, verdict.points) == (reason, verdict.max_points if reason is Reason.RIGHT else 0)
