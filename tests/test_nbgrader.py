"""A cohort through nbgrader's own API, from release to exported grades."""

import csv
import json
import shutil

import pytest
from course_files import notebooks
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.plugins import CsvExportPlugin
from traitlets.config.loader import PyFileConfigLoader

from aipm_helpers import ROOT

# what SQLAlchemy says of nbgrader's own code is nbgrader's to mend
pytestmark = pytest.mark.filterwarnings("default::sqlalchemy.exc.SAWarning")

MODULE = "1-fundamentals"
NAME = "1-the-ai-product-manager"
WRONG = {
    "cost-of-pilot": "cost_of_pilot = 102240",
    "name-the-outcome": 'kinds = dict.fromkeys("abcdef", "output")\noutcome_metric = "r"',
    "wrong-rate": "",
    "memo": "Ship the rule.",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course folder as an instructor has it, and nbgrader's API on it."""
    root = tmp_path_factory.mktemp("cohort")
    shutil.copytree(ROOT / "solutions" / MODULE, root / "solutions" / MODULE)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = f"sqlite:///{root}/gradebook.db"
    config.Exchange.root = str(root / "exchange")
    return root, NbGraderAPI(config=config)


def submit(root, student, answers):
    """Put a learner's notebook into submitted/: the release, with some answers."""
    notebook = json.loads((root / "exercises" / MODULE / f"{NAME}.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        task = cell["metadata"]["nbgrader"]["grade_id"]
        if task in answers:
            cell["source"] = answers[task]
    folder = root / "submitted" / student / MODULE
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def right_answers():
    """Return the solutions of all tasks."""
    path = next(path for path in notebooks("solutions") if path.stem == NAME)
    cells = json.loads(path.read_text("utf-8"))["cells"]
    graders = [(cell["metadata"]["nbgrader"], cell["source"]) for cell in cells]
    return {meta["grade_id"]: source for meta, source in graders if meta["solution"]}


def test_grades_of_a_cohort_are_as_expected(course):
    """Right, partly right and untouched submissions keep their grades up to the exported table."""
    root, api = course
    assert api.generate_assignment(MODULE)["success"]
    assert not list((root / "exercises").rglob("*.py"))
    released = (root / "exercises" / MODULE / f"{NAME}.ipynb").read_text("utf-8")
    assert "HIDDEN" not in released

    submit(root, "right", right_answers())
    submit(root, "partly", right_answers() | WRONG)
    submit(root, "untouched", {})
    for student in ("right", "partly", "untouched"):
        answer = api.autograde(MODULE, student)
        assert answer["success"], answer["log"]

    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        scores = {
            student: {
                grade.cell.name: grade.score
                for grade in gradebook.find_submission_notebook(NAME, MODULE, student).grades
            }
            for student in ("right", "partly", "untouched")
        }
        by_hand = {
            student: gradebook.find_grade("memo", NAME, MODULE, student).needs_manual_grade for student in scores
        }
    full = {"cost-of-pilot": 2, "wrong-rate": 3, "cost-function": 3, "cheapest-threshold": 3, "name-the-outcome": 3}
    full |= {"order-the-experiments": 2, "ship-or-not": 4}
    assert scores["right"] == {f"{task}-check": points for task, points in full.items()} | {"memo": 0}
    partly = full | {"cost-of-pilot": 0, "wrong-rate": 0, "name-the-outcome": pytest.approx(1 + 2 * 2 / 6, abs=0.01)}
    assert scores["partly"] == {f"{task}-check": points for task, points in partly.items()} | {"memo": 0}
    assert set(scores["untouched"].values()) == {0}
    assert by_hand == {"right": True, "partly": True, "untouched": False}

    for student in scores:
        answer = api.generate_feedback(MODULE, student)
        assert answer["success"], answer["log"]
        page = (root / "feedback" / student / MODULE / f"{NAME}.html").read_text("utf-8")
        assert "Workbook: would you ship it?" in page
    told = (root / "feedback" / "partly" / MODULE / f"{NAME}.html").read_text("utf-8")
    assert "The two prices are swapped" in told and "AssertionError" not in told

    table = root / "grades.csv"
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        plugin = CsvExportPlugin()
        plugin.to = str(table)
        plugin.export(gradebook)
    with table.open(newline="") as file:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert exported == {
        "right": 20,
        "partly": pytest.approx(sum(full.values()) - 5 - 3 + 1 + 2 / 3, abs=0.01),
        "untouched": 0,
    }
