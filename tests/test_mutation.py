"""The checks notice when a solution is changed in one place; `mutation.py` says how that is measured."""

import json
from dataclasses import replace

import pytest
from graded_tasks import Task, read_tasks
from mutation import REPORT, TARGET, digest, make_mutants, rates, read_record, report, run, with_reasons

from aipm_helpers.grading.submission import find_workbook

TASKS = read_tasks()
RECORD = read_record()


def test_the_record_has_every_task_and_the_report_says_the_same():
    """Nobody edits one without the other, and no task is left out."""
    assert set(RECORD) == set(TASKS)
    assert REPORT.read_text("utf-8") == report(RECORD)


def test_every_survivor_is_explained():
    """It is as right as the answer, or a gap that somebody has looked at."""
    unexplained = {
        f"{task}: {change}": why
        for task, entry in RECORD.items()
        for change, why in entry["survivors"].items()
        if not why.startswith(("same: ", "gap: ")) or len(why.split()) < 4
    }
    assert unexplained == {}


def test_the_rate_of_each_workbook_is_on_target():
    """A workbook whose checks see less is not released."""
    too_low = {}
    for workbook, (mutants, same, gaps) in rates(RECORD).items():
        rate = (mutants - same - gaps) / (mutants - same)
        if rate < TARGET:
            too_low[workbook] = rate
    assert too_low == {}


def test_tasks_that_were_changed_have_no_new_survivors():
    """The record still holds where cells have changed since: run `python tests/mutation.py` if not."""
    changed = [task for task in TASKS if RECORD.get(task, {}).get("digest") != digest(TASKS[task])]
    found = {task: with_reasons(run(TASKS[task]), RECORD.get(task, {}))["survivors"] for task in changed}
    assert found == {task: RECORD.get(task, {}).get("survivors") for task in changed}


def test_a_check_that_sees_nothing_lets_all_mutants_live(tmp_path):
    """Planted: a check that gives full points to whatever has the form."""
    task = next(task for task in TASKS.values() if task.workbook.lesson.endswith("5-data-is-the-product"))
    notebook = json.loads(task.workbook.graded.read_text("utf-8"))
    check = notebook["cells"][task.check]
    points = check["metadata"]["nbgrader"]["points"]
    check["source"] = f"{points}"
    graded = tmp_path / "planted.ipynb"
    graded.write_text(json.dumps(notebook), encoding="utf-8")
    blind = Task(task.id, replace(task.workbook, graded=graded), task.check, task.answer)
    found = run(blind)
    # what is left are mutants that stop with an error
    assert len(found["survivors"]) > 0.7 * found["mutants"]


@pytest.mark.parametrize(
    ("answer", "check", "mutants"),
    [
        ("a = x and y", "", ["a = x or y"]),
        ("a = x < 0.5", "", ["a = x <= 0.5", "a = x > 0.5", "a = x < 0.55"]),
        ("a = -x.mean()", "", ["a = x.mean()", "a = -x.median()"]),
        ("a = 2000", "", ["a = 2200", "a = 1800"]),
        ("a = ['p', 'q']", "checks.ordering('a', 'pq')", ["a = ['q']", "a = ['p']", "a = ['q', 'p']"]),
        ("a = f(x, y, key=True)", "", ["a = f(x, y)", "a = f(y, x, key=True)", "a = f(x, y, key=False)"]),
        ("a = 'a sentence that people are to read'", "", []),
        ("a = min(x, y)", "", ["a = max(x, y)"]),
        (
            "def f(x):\n    x = -x\n    return x",
            "",
            [
                "def f(x):\n    pass\n    return x",
                "def f(x):\n    x = -x\n    return None",
                "def f(x):\n    x = x\n    return x",
            ],
        ),
    ],
)
def test_mutants_are_what_a_slip_would_be(answer, check, mutants):
    """Operators, numbers, options, order, things left out; sentences stay."""
    found = {mutant.source for mutant in make_mutants(answer, check)}
    texts = {source for source in found if "'p'" not in source and "'q'" not in source}
    wanted = set(mutants)
    assert wanted <= found and (texts <= wanted)


def test_workbooks_are_found_by_their_notebooks():
    """A task knows its own cells."""
    for task in TASKS.values():
        assert find_workbook(task.workbook.graded.parents[2], task.workbook.graded).lesson == task.workbook.lesson
        assert task.source() != task.source("release")
