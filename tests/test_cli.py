"""The command: what it prints, and its exit status."""

import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from course_files import notebooks

from aipm_helpers import ROOT, learn
from aipm_helpers.errors import UsageError
from aipm_helpers.grading.report import report_html, sentences, total
from aipm_helpers.grading.verdict import Reason, Report, TaskVerdict


def aipm(*arguments, **options):
    """Run the command; return what it did."""
    command = [sys.executable, "-m", "aipm_helpers.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


@pytest.fixture
def own(tmp_path):
    """Return a learner's copy of a workbook."""
    return Path(shutil.copy(notebooks("exercises")[0], tmp_path))


def test_every_command_has_help_with_an_example():
    """Nobody has to guess."""
    for command in ("lab", "update", "check", "progress", "build", "new"):
        result = aipm(command, "--help")
        assert result.returncode == 0 and "Example: aipm" in result.stdout


@pytest.mark.parametrize("arguments", [["nothing"], ["build", "--nothing"], ["check", "no-such-module"]])
def test_wrong_usage_is_told_and_exits_with_2(arguments):
    """A sentence on stderr, no traceback."""
    result = aipm(*arguments)
    assert result.returncode == 2 and result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_check_prints_points_reasons_and_what_to_try(own):
    """A partly right workbook: each task has its line, and the status is 1."""
    cells = json.loads(own.read_text("utf-8"))
    for cell in cells["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] == "cost-of-pilot":
            cell["source"] = "cost_of_pilot = 102240  # [/bold]"
        if cell["metadata"]["nbgrader"]["grade_id"] == "order-the-experiments":
            cell["source"] = 'roadmap = ["baseline", "stop rule", "pilot", "shadow", "a/b test", "watch"]'
    own.write_text(json.dumps(cells), encoding="utf-8")
    result = aipm("check", own)
    assert result.returncode == 1
    assert "Task 1. Price a pilot: 0 of 2, not right yet" in result.stdout
    assert "The two prices are swapped" in result.stdout and "In the lesson: Worked example" in result.stdout
    assert "Task 6. A roadmap of experiments: 2 of 2, right" in result.stdout
    assert "2 of 20 points" in result.stdout
    assert "Traceback" not in result.stderr


def test_check_of_the_solution_exits_with_0():
    """Done is done."""
    result = aipm("check", notebooks("solutions")[0], "--json")
    report = json.loads(result.stdout)
    assert result.returncode == 0 and report["passed"] and report["points"] == report["max_points"]


def test_check_goes_on_after_a_damaged_notebook(own, tmp_path):
    """One bad file is told and does not keep the others from being graded."""
    damaged = tmp_path / "damaged.ipynb"
    damaged.write_text("{")
    result = aipm("check", damaged, own)
    assert result.returncode == 1
    assert "damaged.ipynb is not a notebook any more" in result.stderr
    assert "Task 1. Price a pilot: 0 of 2, no answer yet" in result.stdout


def test_build_check_says_that_all_is_as_built():
    """What is committed passes, within the time that a build may take."""
    result = aipm("build", "--check")
    assert (result.returncode, "all as built" in result.stdout) == (0, True), result.stdout


def test_a_mistake_of_ours_is_not_blamed_on_the_learner(own, monkeypatch, capsys):
    """An unexpected error says so and how to report it."""
    from aipm_helpers import cli
    from aipm_helpers.grading import run

    def fail(*arguments, **options):
        raise LookupError("oh")

    monkeypatch.setattr(run, "check_notebook", fail)
    monkeypatch.setattr(sys, "argv", ["aipm", "check", str(own)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1


def test_notebooks_are_found_by_file_folder_and_module(tmp_path):
    """A learner may name what she sees; checkpoints are not hers."""
    folder = tmp_path / "workbook" / "exercises" / "1-one"
    (folder / ".ipynb_checkpoints").mkdir(parents=True)
    (folder / ".ipynb_checkpoints" / "a-checkpoint.ipynb").touch()
    (folder / "a.ipynb").touch()
    for names in (["1-one"], [str(folder)], [str(folder / "a.ipynb")], []):
        assert learn.notebooks_to_check(names, tmp_path) == [folder / "a.ipynb"]
    with pytest.raises(UsageError, match="Open the course once"):
        learn.notebooks_to_check(["2-two"], tmp_path)


def task(**changes):
    """Return a verdict."""
    values = {"task": "t", "title": "Task 1. <b>x</b>", "reason": Reason.WRONG, "points": 0.0, "max_points": 2.0}
    return TaskVerdict(**(values | changes))


def report(*tasks, problems=(), hidden=True):
    """Return a report as plain values."""
    return Report("m/l", tasks, tuple(problems), (), hidden, 1.0).as_json()


def test_the_table_in_the_notebook_escapes_what_it_shows():
    """What a learner wrote is text, not markup."""
    page = report_html(report(task(wrong=("<script>alert(1)</script>",)), problems=["<i>"]), "<u>")
    assert "<script>" not in page and "<i>" not in page and "<u>" not in page and "<b>x" not in page
    assert "&lt;script&gt;" in page and "scope='row'" in page


def test_what_was_right_is_said_beside_what_is_not():
    """A part of the points has its reason too; a right task needs no words."""
    partly = task(reason=Reason.PARTLY, points=1.0, right=("`a` is right",), wrong=("`b` is not.",), look="Look.")
    assert sentences(report(partly)["tasks"][0]) == ["`b` is not.", "Look.", "Right so far: `a` is right."]
    assert sentences(report(task(reason=Reason.RIGHT, right=("x",)))["tasks"][0]) == []


def test_passing_needs_every_task_and_a_file_in_order():
    """What is graded by hand does not stand in the way; a problem of the file does."""
    by_hand = task(reason=Reason.BY_HAND, by_hand=True)
    right = task(reason=Reason.RIGHT, points=2.0)
    assert report(right, by_hand)["passed"]
    assert not report(right, task())["passed"]
    assert not report(right, task(reason=Reason.NO_ANSWER, by_hand=True))["passed"]
    assert not report(right, problems=["gone"])["passed"]
    assert "2 of 2 points, and 2 more" in total(report(right, by_hand))
    assert "graded later" in total(report(task(reason=Reason.FORM_ONLY), hidden=False))


def test_the_last_cell_does_nothing_while_it_is_graded(monkeypatch):
    """Grading would otherwise grade itself for ever."""
    for variable in ("AIPM_CHECKING", "NBGRADER_EXECUTION"):
        with monkeypatch.context() as context:
            context.setenv(variable, "1")
            context.setattr(subprocess, "run", lambda *a, **k: pytest.fail("it ran"))
            assert learn.check_this_notebook("m/l") is None


def test_the_last_cell_waits_until_what_was_run_is_saved(tmp_path):
    """What was run but is not in the file is waited for; a saved file is graded at once."""
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [{"source": ["x = ", "1"]}]}), encoding="utf-8")
    assert learn._all_saved(path, ["x = 1\n"])
    assert not learn._all_saved(path, ["x = 1", "x = 2"])
    began = time.monotonic()
    assert learn._wait_until_saved(path, ["x = 1"]).startswith("Graded as saved at")
    assert time.monotonic() - began < 1
    threading.Timer(0.5, path.write_text, [json.dumps({"cells": [{"source": "x = 2"}]})]).start()
    learn._wait_until_saved(path, ["x = 2"])
    assert 0.4 < time.monotonic() - began < 4


def test_the_course_names_no_private_place():
    """No path of anybody's computer and no package index is in the repository."""
    result = subprocess.run(
        ["git", "grep", "-nIE", r"/home/[a-z]+/|/Users/[a-z]+/|index-url|file:///"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in result.stdout.splitlines() if "tests/test_cli.py" not in line] == []
