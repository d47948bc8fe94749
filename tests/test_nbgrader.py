"""nbgrader's own commands and pages, from release to exported grades: what this grader writes, they read.

`nbgrader_config.py` leads `nbgrader autograde` and formgrader's button to this grader.
"""

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbgrader
import pytest
from cohorts import Cohort
from course_files import notebooks
from hostile_cases import release_cells, workbook_cells
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.plugins import CsvExportPlugin
from traitlets.config.loader import PyFileConfigLoader

from aipm_helpers import ROOT
from aipm_helpers.grading.cohort import grade_cohort
from aipm_helpers.grading.course_folder import open_folder
from aipm_helpers.grading.jail import what_is_missing
from aipm_helpers.grading.service import Bench

# what SQLAlchemy says of nbgrader's own code is nbgrader's to mend
pytestmark = pytest.mark.filterwarnings("default::sqlalchemy.exc.SAWarning")

needs_jail = pytest.mark.skipif(bool(what_is_missing()), reason=f"no jail: {what_is_missing()}")
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


@pytest.fixture(scope="module")
def bench():
    """Return judges that are there already."""
    with Bench() as judges:
        yield judges


# --- another course: nbgrader's own example ----------------------------------------------------


def nbgrader_command(root, *words):
    """Run one of nbgrader's commands in a course folder."""
    command = [sys.executable, "-m", "nbgrader", *words]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stderr


def everything(root):
    """Return all that a gradebook says of the submissions."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        submissions = gradebook.assignment_submissions("ps1")
        notebooks = [(one.student.id, notebook) for one in submissions for notebook in one.notebooks]
        grades = {
            (student, notebook.name, grade.name): (grade.auto_score, grade.needs_manual_grade, grade.max_score)
            for student, notebook in notebooks
            for grade in notebook.grades
        }
        remarks = {
            (student, notebook.name, comment.name): comment.auto_comment
            for student, notebook in notebooks
            for comment in notebook.comments
        }
    return grades, remarks


@needs_jail
@pytest.mark.parametrize("flags", [(), ("--autotest",)], ids=["tests", "instantiated tests"])
def test_the_quickstart_course_gets_what_nbgrader_gives_it(tmp_path, bench, flags):
    """Scores, what waits for people, and remarks: the same, with written answers, task cells and a header."""
    nbgrader_command(tmp_path, "quickstart", "course", *flags)
    root = tmp_path / "course"
    nbgrader_command(root, "generate_assignment", "ps1")
    handed_in = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "submitted"
    if not flags:  # they have the cells of the one without
        shutil.copytree(handed_in, root / "submitted")
    solved = root / "submitted" / "solved" / "ps1"
    shutil.copytree(root / "release" / "ps1", solved)
    for name in ("problem1", "problem2"):
        shutil.copy(root / "source" / "ps1" / f"{name}.ipynb", solved)
    shutil.copytree(root, tmp_path / "stock")
    nbgrader_command(tmp_path / "stock", "autograde", "ps1")
    summary = grade_cohort(open_folder(root), "ps1", workers=2, bench=bench)
    assert summary.complete
    assert everything(root) == everything(tmp_path / "stock")
    assert (root / "autograded" / "solved" / "ps1" / "jupyter.png").exists()


# --- what is made of it ------------------------------------------------------------------------


@pytest.fixture
def cohort(tmp_path, bench):
    """Return a graded cohort, whose course takes everything from whoever is late, and has notebooks judged here."""
    made = Cohort(tmp_path, workbook_cells(), release_cells())
    (tmp_path / "nbgrader_config.py").write_text(
        (ROOT / "nbgrader_config.py").read_text().replace('"solutions"', '"source"').replace('"exercises"', '"release"')
        + '\nc.LateSubmissionPlugin.penalty_method = "zero"\nc.CourseDirectory.course_id = "course"\n'
    )
    right = {cell.id: cell.source for cell in workbook_cells().cells if cell.metadata["nbgrader"]["solution"]}
    attack = (
        "from IPython.display import HTML, display\ndisplay(HTML('<script>evil()</script>'))\nprint('<script>evil()')\n"
    )
    made.hand_in("ada", right)
    made.hand_in("eve", right | {"total": f"{attack}total = 1  # <script>evil()</script>"})
    (made.hand_in("late", right).parent / "timestamp.txt").write_text("2026-02-01 12:00:00 UTC")
    # the gradebook has to know the module before it has a date
    grade_cohort(made.folder, "target", workers=2, bench=bench)
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db", "course") as gradebook:
        gradebook.update_or_create_assignment("target", duedate="2026-01-31 12:00:00 UTC")
    (made.path("late").parent / "timestamp.txt").write_text("2026-02-01 12:00:01 UTC")
    assert grade_cohort(made.folder, "target", workers=2, bench=bench).complete
    return made


@needs_jail
def test_feedback_holds_no_hidden_check_and_no_script_of_the_learner(cohort):
    """No expected value, no traceback of ours; her own text is text."""
    nbgrader_command(cohort.root, "generate_feedback", "target")
    page = cohort.path("eve", "feedback", ".html").read_text("utf-8")
    assert "Not right yet" in page and "hidden-7f3a" not in page and "Traceback (most" not in page
    assert "<script>evil()" not in page and "&lt;script&gt;evil()" in page
    everything_of_hers = b"".join(path.read_bytes() for path in (cohort.root / "feedback" / "eve").rglob("*.*"))
    assert b"hidden-7f3a" not in everything_of_hers


@needs_jail
def test_whoever_is_late_pays_and_the_table_says_so(cohort):
    """nbgrader's rule for late submissions, and its export."""
    nbgrader_command(cohort.root, "export")
    with (cohort.root / "grades.csv").open(newline="") as file:
        rows = {row["student_id"]: (float(row["raw_score"]), float(row["score"])) for row in csv.DictReader(file)}
    assert rows == {"ada": (14, 14), "eve": (12, 12), "late": (14, 0)}


@pytest.fixture
def formgrader(cohort, tmp_path):
    """Return what asks formgrader, in a server of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "server", "--allow-root", "--no-browser", f"--port={port}"]
    command += ["--IdentityProvider.token=secret", f"--ServerApp.root_dir={cohort.root}"]
    folders = {name: str(tmp_path / ".jupyter" / name) for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR")}
    with (tmp_path / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=cohort.root, env=os.environ | folders, stdout=log, stderr=log)

    def ask(method, path, content=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/formgrader/{path}",
            data=json.dumps(content).encode() if content is not None else None,
            headers={"Authorization": "token secret"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    until = time.monotonic() + 60
    while True:
        try:
            ask("GET", "api/assignments")
            break
        except OSError:
            assert time.monotonic() < until, (tmp_path / "server.log").read_text()
            time.sleep(0.2)
    yield ask
    server.terminate()
    server.wait(30)


@needs_jail
def test_formgrader_shows_grades_and_grades_what_was_graded(cohort, formgrader):
    """Its lists and pages, a score by hand, and its button, which keeps that score."""
    listed = {row["student"]: row for row in json.loads(formgrader("GET", "api/submissions/target"))}
    assert {student: row["score"] for student, row in listed.items()} == {"ada": 14, "eve": 12, "late": 14}
    assert all(row["autograded"] for row in listed.values())
    handed_in = {
        row["student"]: row for row in json.loads(formgrader("GET", "api/submitted_notebooks/target/workbook"))
    }
    page = formgrader("GET", f"submissions/{handed_in['eve']['id']}/")
    assert "Not right yet" in page and "<script>evil()" not in page and "hidden-7f3a" not in page
    grades = {
        row["name"]: row for row in json.loads(formgrader("GET", f"api/grades?submission_id={handed_in['eve']['id']}"))
    }
    formgrader("PUT", f"api/grade/{grades['total-check']['id']}", {"manual_score": 1.5})
    answer = json.loads(formgrader("POST", "api/submission/target/eve/autograde", {}))
    assert answer["success"], answer["log"]
    assert "graded, 12 of 14" in answer["log"]  # by the machine: this grader's words, and its points
    listed = {row["student"]: row for row in json.loads(formgrader("GET", "api/submissions/target"))}
    assert listed["eve"]["score"] == 13.5 and listed["eve"]["needs_manual_grade"]


@needs_jail
def test_nbgraders_command_grades_by_this_grader_and_fails_where_it_must(cohort):
    """An attack that earns everything from nbgrader's own earns nothing, and a broken file has a reason."""
    attack = "class Always:\n    __eq__ = lambda *_: True\n\ntotal = Always()"
    cohort.hand_in("eve", {"total": attack})
    nbgrader_command(cohort.root, "autograde", "target", "--force")
    assert cohort.scores("eve")["total"] == 0
    cohort.hand_in("eve").write_text("{")
    command = [sys.executable, "-m", "nbgrader", "autograde", "target"]
    result = subprocess.run(command, cwd=cohort.root, capture_output=True, text=True, check=False)
    assert result.returncode == 1 and "its text is damaged" in result.stderr
    assert cohort.scores("eve")["total"] is None and cohort.scores("ada")["total"] == 2
