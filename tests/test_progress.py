"""Progress is what was found in the learner's own copies: the best of it, kept here, and forgotten when she says so."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from aipm_helpers import ROOT, hints, learn, progress
from aipm_helpers.grading.verdict import Reason, Report, TaskVerdict
from aipm_helpers.hint_cells import SKILLS

LESSON = "1-fundamentals/1-the-ai-product-manager"


@pytest.fixture
def course(tmp_path):
    """Return a folder with the hints of the course, which say what tasks there are."""
    for path in (ROOT / "exercises").glob("*/*.hints.json"):
        (tmp_path / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, tmp_path / path.relative_to(ROOT))
    (tmp_path / "workbook" / "exercises").mkdir(parents=True)
    return tmp_path


def report(lesson=LESSON, **reasons):
    """Return a report with a reason for each task; underscores stand for hyphens."""
    points = {Reason.RIGHT: 2.0, Reason.PARTLY: 1.0}
    tasks = [
        TaskVerdict(
            task.replace("_", "-"), "Task", reason, points.get(reason, 0.0), 2.0, by_hand=reason is Reason.BY_HAND
        )
        for task, reason in reasons.items()
    ]
    return Report(lesson, tuple(tasks), (), (), True, 0.1).as_json()


def own(course):
    """Return the path of a learner's own copy."""
    return course / "workbook" / "exercises" / "mine.ipynb"


def lesson_row(course):
    """Return done, begun and to do of the first lesson."""
    row = progress.read_standing(course).lessons[0]
    return row.done, row.begun, row.to_do


def test_nothing_is_done_at_first(course):
    """All tasks of the course are to do, each in one lesson and one skill."""
    standing = progress.read_standing(course)
    tasks = hints.read_tasks(course)
    assert standing.done == 0
    assert standing.tasks == sum(row.tasks for row in standing.skills) == len(tasks) > 0
    assert {row.name for row in standing.skills} <= set(SKILLS)
    assert standing.next_task == ("1.1 The AI product manager", "Task 1. Price a pilot")
    assert progress.describe(standing).startswith(
        f"0 of {len(tasks)} tasks are done, by the best result of each. Next: Task 1"
    )


def test_verdicts_on_own_copies_are_counted(course):
    """Right and answered by hand are done; wrong, partly right and form only are begun; no answer is to do."""
    found = report(
        cost_of_pilot=Reason.RIGHT,
        memo=Reason.BY_HAND,
        wrong_rate=Reason.WRONG,
        cost_function=Reason.PARTLY,
        cheapest_threshold=Reason.FORM_ONLY,
        ship_or_not=Reason.NO_ANSWER,
    )
    learn.remember_report(own(course), found, course)
    assert lesson_row(course) == (2, 3, 3)
    standing = progress.read_standing(course)
    assert standing.next_task[1] == "Task 2. Find the mistake"
    priced = next(row for row in standing.skills if row.name == "price errors")
    assert (priced.done, priced.begun) == (1, 2)


def test_skills_that_are_behind_are_named_if_they_are_few():
    """All that tie, or none: a list of nearly all says nothing."""
    rows = [
        progress.Row("a", 0, 0, 2),
        progress.Row("b", 0, 1, 3),
        progress.Row("c", 1, 0, 1),
        progress.Row("d", 0, 0, 1),
    ]

    def told(*skills):
        return progress.describe(progress.Standing((progress.Row("1.1", 1, 0, 3),), skills, None))

    assert told(*rows[:3]) == "1 of 4 tasks are done, by the best result of each; least in 'a' (0 of 2), 'b' (0 of 4)."
    assert told(*rows) == "1 of 4 tasks are done, by the best result of each."


def test_other_files_tell_nothing_about_the_learner(course):
    """An instructor who checks a submission does not do its tasks."""
    learn.remember_report(course / "submitted" / "mine.ipynb", report(cost_of_pilot=Reason.RIGHT), course)
    assert lesson_row(course)[0] == 0 and not (course / "workbook" / ".aipm").exists()


def test_the_best_verdict_stays(course):
    """A task that was done stays done when a fresh copy is checked, and one that was begun stays begun."""
    for reason in (Reason.RIGHT, Reason.WRONG, Reason.NO_ANSWER):
        learn.remember_report(own(course), report(cost_of_pilot=reason), course)
    assert lesson_row(course)[0] == 1
    for reason in (Reason.NO_ANSWER, Reason.WRONG, Reason.NO_ANSWER):
        learn.remember_report(own(course), report(wrong_rate=reason), course)
    assert lesson_row(course)[:2] == (1, 1)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[1]",
        "null",
        json.dumps({LESSON: 3}),
        json.dumps({LESSON: {"cost-of-pilot": 3}}),
        json.dumps({LESSON: {"cost-of-pilot": []}}),
        json.dumps({LESSON: {"cost-of-pilot": "x"}}),
    ],
)
def test_a_damaged_record_counts_as_empty_and_is_replaced(course, content):
    """Nobody has to mend a file that she has never heard of."""
    record = course / "workbook" / ".aipm" / "progress.json"
    record.parent.mkdir()
    record.write_text(content)
    assert lesson_row(course)[0] == 0
    learn.remember_report(own(course), report(cost_of_pilot=Reason.RIGHT), course)
    assert lesson_row(course)[0] == 1


def test_forget_deletes_what_was_kept_and_nothing_else(course):
    """Notebooks stay, and it says what was forgotten."""
    learn.remember_report(own(course), report(cost_of_pilot=Reason.RIGHT), course)
    own(course).write_text("hers")
    assert progress.forget(course) == ["the verdicts on your tasks", "which hints and solutions you asked for"]
    assert progress.forget(course) == []
    assert lesson_row(course)[0] == 0 and own(course).read_text() == "hers"


def test_the_picture_has_a_bar_for_each_lesson_and_skill(course):
    """As long as there are tasks, with the count beside it."""
    learn.remember_report(own(course), report(cost_of_pilot=Reason.RIGHT, wrong_rate=Reason.WRONG), course)
    standing = progress.read_standing(course)
    figure = progress.draw(standing)
    rows = [*standing.lessons, *standing.skills]
    (axes,) = figure.axes
    assert [text.get_text() for text in axes.texts] == [f"{row.done} of {row.tasks}" for row in rows]
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        *(row.name for row in rows),
        "by lesson",
        "by skill",
    ]
    assert axes.get_title(loc="left") == f"1 of {standing.tasks} tasks are done"
    import matplotlib.pyplot as plt

    plt.close(figure)


def test_the_command_tells_draws_and_forgets(tmp_path):
    """From a check to a table and a picture; after --forget nothing is left."""
    for folder in ("aipm_helpers", "datasets", "exercises", "solutions"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "spoken_clips"))
    mine = tmp_path / "workbook" / "exercises" / f"{LESSON}.ipynb"
    mine.parent.mkdir(parents=True)
    notebook = json.loads((tmp_path / "exercises" / f"{LESSON}.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] == "order-the-experiments":
            cell["source"] = 'roadmap = ["baseline", "stop rule", "pilot", "shadow", "a/b test", "watch"]'
    mine.write_text(json.dumps(notebook), encoding="utf-8")

    def aipm(*arguments):
        command = [sys.executable, "-m", "aipm_helpers.cli", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    assert aipm("check", str(mine)).returncode == 1
    told = aipm("progress")
    assert (told.returncode, told.stderr) == (0, "")
    assert "1.1 The AI product manager" in told.stdout and "plan and stop" in told.stdout
    assert "1 of " in told.stdout and "As a picture: workbook" in told.stdout
    assert (tmp_path / "workbook" / "progress.png").read_bytes().startswith(b"\x89PNG")
    assert "Forgotten: the verdicts on your tasks" in aipm("progress", "--forget").stdout
    assert not (tmp_path / "workbook" / "progress.png").exists()
    assert not list((tmp_path / "workbook" / ".aipm").glob("*.json"))
    assert "nothing to forget" in aipm("progress", "--forget").stdout


def test_a_notebook_that_is_graded_shows_no_progress(monkeypatch, capsys):
    """What is whose would be mixed up."""
    monkeypatch.setenv("AIPM_CHECKING", "1")
    assert learn.show_progress() is None and capsys.readouterr().out == ""
