"""Workbooks as learners hand them in: right, untouched, damaged."""

import json
import shutil

import pytest
from course_files import each, name, notebooks

from aipm_helpers import ROOT
from aipm_helpers.errors import SubmissionError
from aipm_helpers.grading.jail import Limits
from aipm_helpers.grading.run import check_notebook
from aipm_helpers.grading.submission import compose, find_workbook, read_cells
from aipm_helpers.grading.verdict import Reason

RELEASE = notebooks("exercises")[0]
SHORT = Limits(cell_cpu_seconds=2, notebook_seconds=40)


@pytest.fixture
def own(tmp_path):
    """Return a learner's copy of a workbook."""
    return shutil.copy(RELEASE, tmp_path / RELEASE.name)


def change(path, edit):
    """Edit a notebook as data."""
    notebook = json.loads(path.read_text("utf-8"))
    edit(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def find(cells, grade_id):
    """Return the place of a cell."""
    return next(i for i, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def answer(path, **sources):
    """Write answers into a learner's copy; underscores in names stand for hyphens."""

    def edit(cells):
        for task, source in sources.items():
            cells[find(cells, task.replace("_", "-"))]["source"] = source

    change(path, edit)


def verdicts(report):
    """Return the verdicts by task."""
    return {task.task: task for task in report.tasks}


@each("solutions")
def test_the_solution_earns_every_point(path):
    """The answer key is one."""
    report = check_notebook(path)
    assert report.hidden and not report.problems
    assert {task.task: task.wrong for task in report.tasks if task.wrong} == {}
    assert report.points == report.max_points > 0
    if path.stem == RELEASE.stem:
        assert "You predicted 'higher'" in verdicts(report)["cheapest-threshold"].note


@each("exercises")
def test_the_untouched_release_earns_nothing(path):
    """No point for an answer that nobody gave, and the file is in order."""
    report = check_notebook(path)
    assert not report.problems and not report.remarks
    assert [task.points for task in report.tasks] == [0] * len(report.tasks)
    assert {task.reason for task in report.tasks} == {Reason.NO_ANSWER}
    assert not report.passed


@each("solutions")
def test_answers_change_nothing_that_locked_cells_made(path):
    """What later tasks rest on is the same, whatever was answered before."""
    import copy
    import os
    from unittest import mock

    namespace = {"__name__": "__main__"}
    given = {}
    with mock.patch.dict(os.environ, AIPM_CHECKING="1"):
        for cell in read_cells(path):
            meta = cell["metadata"].get("nbgrader", {})
            if cell["cell_type"] != "code" or meta["grade"]:
                continue
            before = set(namespace)
            exec(cell["source"], namespace)
            if meta["locked"]:
                for key in set(namespace) - before - {"__builtins__"}:
                    if not hasattr(namespace[key], "__loader__") and not callable(namespace[key]):
                        given[key] = copy.deepcopy(namespace[key])
    assert given
    assert {key for key, value in given.items() if not is_same(namespace[key], value)} == set()


def is_same(one, other):
    """Tell whether two values say the same; tables compare by cells, and fill caches that are none of ours."""
    same = one.equals(other) if hasattr(one, "equals") else one == other
    return bool(same) and type(one) is type(other)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty. Delete it and start the course again"),
        (RELEASE.read_bytes()[:5000], "File > Revert Notebook to Checkpoint"),
        (b"\xff\xfe\x00", "is not a notebook any more"),
        (b"[1, 2]", "holds list data"),
        (b"{}", "is not a workbook of this course"),
        (b'{"metadata": {"aipm": {"lesson": 7}}, "cells": 3}', "is not a workbook of this course"),
        (b"[" * 200_000, "is not a notebook any more"),
    ],
)
def test_what_is_no_notebook_gets_a_sentence(tmp_path, content, told):
    """Whatever the bytes, the learner is told what to do and the file stays as it is."""
    path = tmp_path / "mine.ipynb"
    path.write_bytes(content)
    with pytest.raises(SubmissionError, match=told):
        check_notebook(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("change", "told"),
    [({"cells": None}, "not a notebook of format 4"), ({"cells": "none"}, "not a notebook of format 4")],
)
def test_a_foreign_format_gets_a_sentence(own, change, told):
    """Formats that JupyterLab no longer writes are not guessed at."""
    own.write_text(json.dumps(json.loads(own.read_text("utf-8")) | change), encoding="utf-8")
    with pytest.raises(SubmissionError, match=told):
        check_notebook(own)


def test_a_large_file_gets_a_sentence(own):
    """Outputs that grew out of hand can be cleared."""
    own.write_bytes(own.read_bytes() + b" " * 10_000_000)
    with pytest.raises(SubmissionError, match="Clear Outputs"):
        check_notebook(own)


def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path):
    """A mistyped name is not a traceback."""
    with pytest.raises(SubmissionError, match="There is no file"):
        check_notebook(tmp_path / "none.ipynb")
    with pytest.raises(SubmissionError, match="is not a file"):
        check_notebook(tmp_path)


def composed(path):
    """Return what would be run of a learner's file, and what is said of it."""
    workbook = find_workbook(ROOT, path)
    return compose(workbook, read_cells(path))


def test_a_deleted_answer_is_a_problem_and_the_rest_is_graded(own):
    """The learner is told how to get the cell back."""
    change(own, lambda cells: cells.pop(find(cells, "wrong-rate")))
    cells, problems, _ = composed(own)
    assert "The answer cell of 'Task 2. Find the mistake' is gone" in problems[0]
    assert cells[find(cells, "wrong-rate")]["source"].startswith("wrong_line = (\n    ...")


def test_of_two_answers_the_last_changed_one_counts(own):
    """A copy that was left as it was does not undo the work."""

    def duplicate(cells):
        place = find(cells, "cost-of-pilot")
        copy = json.loads(json.dumps(cells[place]))
        cells[place]["source"] = "cost_of_pilot = 17568"
        cells.insert(place + 1, copy)

    change(own, duplicate)
    cells, problems, _ = composed(own)
    assert "has 2 answer cells" in problems[0]
    assert cells[find(cells, "cost-of-pilot")]["source"] == "cost_of_pilot = 17568"


def test_locked_cells_are_the_courses_own(own):
    """A check that was edited, deleted or retyped has no effect."""

    def tamper(cells):
        cells[find(cells, "cost-of-pilot-check")]["source"] = "2.0"
        cells.pop(find(cells, "wrong-rate-check"))
        cells[find(cells, "setup")]["metadata"]["nbgrader"]["solution"] = True

    change(own, tamper)
    cells, problems, remarks = composed(own)
    assert "checks.number" in cells[find(cells, "cost-of-pilot-check")]["source"]
    assert find(cells, "wrong-rate-check") and not problems
    assert "cost-of-pilot-check, wrong-rate-check" in remarks[0]


def test_an_answer_turned_to_text_is_a_problem(own):
    """The learner is told which key turns it back."""
    change(own, lambda cells: cells[find(cells, "wrong-rate")].update(cell_type="markdown"))
    assert "press Esc, then Y" in composed(own)[1][0]


def test_extra_cells_stay_in_their_places(own):
    """Helpers that a learner defines between tasks are there when they are used."""
    extra = {"cell_type": "code", "source": ["rate = 1128", " / 9400"], "metadata": {}, "outputs": []}
    change(own, lambda cells: cells.insert(find(cells, "wrong-rate"), extra))
    cells, problems, remarks = composed(own)
    place = find(cells, "wrong-rate")
    assert cells[place - 1]["source"] == "rate = 1128 / 9400"
    assert not problems and not remarks


def test_a_renamed_file_is_recognised(own, tmp_path):
    """Its metadata say which workbook it is, or the ids of its cells."""
    renamed = own.rename(tmp_path / "my try (2).ipynb")
    assert find_workbook(ROOT, renamed).lesson == name(RELEASE)
    notebook = json.loads(renamed.read_text("utf-8")) | {"metadata": {}}
    renamed.write_text(json.dumps(notebook), encoding="utf-8")
    assert find_workbook(ROOT, renamed).lesson == name(RELEASE)


def test_a_notebook_whose_cells_lost_their_marks_gets_one_sentence(own):
    """Not one for each task: the learner is told what happened."""
    change(own, lambda cells: [cell.update(metadata={}) for cell in cells])
    with pytest.raises(SubmissionError, match="their marks are lost"):
        composed(own)


def test_each_end_of_a_cell_has_its_reason_and_the_others_count(own):
    """An endless loop, a dead process, an error and a misspelt name leave other tasks their points."""
    answer(
        own,
        cost_of_pilot="cost_of_pilots = 17568",
        wrong_rate="while True:\n    try:\n        pass\n    except BaseException:\n        pass",
        cost_function="import os\nos._exit(3)",
        cheapest_threshold="predicted = 1 / 0",
        order_the_experiments='roadmap = ["stop rule", "baseline", "shadow", "pilot", "a/b test", "watch"]',
    )
    before = own.read_bytes()
    report = check_notebook(own, SHORT)
    found = verdicts(report)
    assert "You have `cost_of_pilots`" in found["cost-of-pilot"].wrong[0]
    assert found["wrong-rate"].reason is Reason.TOO_SLOW and "for 2 s and was stopped" in found["wrong-rate"].wrong[0]
    assert (
        found["cost-function"].reason is Reason.CRASHED
        and "ended the Python process" in found["cost-function"].wrong[0]
    )
    assert found["cheapest-threshold"].wrong == ("ZeroDivisionError: division by zero.",)
    assert found["order-the-experiments"].reason is Reason.RIGHT
    assert report.points == 2
    assert report.seconds < SHORT.notebook_seconds
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("cost_of_pilot = pilot['missed'] + ...", "The dots are still there"),
        ("cost_of_pilot = (\n    cost_of_pilot = 3\n)", "take its name and the = away"),
        ("cost_of_pilot = (lambda a, b: a)(1)", "two stars"),
        ("cost_of_pilot = higher", "needs quotation marks"),
        ("cost_of_pilot = pilot['lost']", "There is no entry of this name"),
        ("cost_of_pilot = 1 2", "Python cannot read the cell"),
        # Python 3.13 has a name of its own for this one
        ("cost_of_pilot = (1", ("Python cannot read the cell", "is not closed")),
    ],
)
def test_beginners_errors_get_a_hint(source, told):
    """Python's own words are kept, and what they often mean is added."""
    from IPython.core.interactiveshell import InteractiveShell

    from aipm_helpers.answers import explain_error

    result = InteractiveShell().run_cell(f"pilot = {{'missed': 1}}\n{source}", silent=True)
    error = result.error_before_exec or result.error_in_exec
    text = explain_error(type(error).__name__, str(error))
    assert any(words in text for words in ([told] if isinstance(told, str) else told))
    assert ", line" not in text


def test_own_cells_that_are_stopped_are_named(own):
    """What hangs may be no answer; after a few stops the rest is not run, and says so."""
    loops = [{"cell_type": "code", "source": f"while {n}: pass", "metadata": {}} for n in (1, 2, 3, 4)]

    def edit(cells):
        cells[find(cells, "cost-of-pilot") : find(cells, "cost-of-pilot")] = loops
        cells[find(cells, "cost-of-pilot")]["source"] = "cost_of_pilot = 17568"

    change(own, edit)
    report = check_notebook(own, Limits(cell_cpu_seconds=1, notebook_seconds=60))
    assert "begins with 'while 1: pass' was left out. It computed for 1 s" in report.problems[0]
    assert "mend those first" in verdicts(report)["cost-of-pilot"].wrong[0]


def test_a_notebook_that_only_sleeps_ends_within_its_time(own):
    """Every answer is too slow; the whole is stopped at its limit."""
    answer(own, cost_of_pilot="import time\ntime.sleep(60)", wrong_rate="import time\ntime.sleep(60)")
    report = check_notebook(own, Limits(notebook_seconds=8))
    assert report.seconds < 15
    assert {task.reason for task in report.tasks} == {Reason.TOO_SLOW, Reason.NO_ANSWER}


def test_without_solutions_only_form_is_checked(own, tmp_path):
    """A learner in a cohort is told that the rest is graded later."""
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    answer(own, cost_of_pilot="cost_of_pilot = 1", wrong_rate="wrong_line = 9\nright_value = 0.5")
    report = check_notebook(own, root=tmp_path)
    found = verdicts(report)
    assert not report.hidden
    assert found["cost-of-pilot"].reason is Reason.FORM_ONLY
    assert found["wrong-rate"].reason is Reason.WRONG and "between 1 and 4" in found["wrong-rate"].wrong[0]


def test_files_beside_the_notebook_are_found_and_not_changed(own, tmp_path):
    """Answers may read the learner's own files; what they write lands elsewhere."""
    (tmp_path / "cost.txt").write_text("17568")
    answer(own, cost_of_pilot="cost_of_pilot = float(open('cost.txt').read())\nopen('cost.txt', 'w').write('0')")
    assert verdicts(check_notebook(own))["cost-of-pilot"].reason is Reason.RIGHT
    assert (tmp_path / "cost.txt").read_text() == "17568"
