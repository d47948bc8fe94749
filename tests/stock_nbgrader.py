"""Measure which hostile and unusual answers stock nbgrader grades otherwise than they deserve.

Each case is the submission of one student in a temporary course folder; nbgrader grades it
as it is installed, and its gradebook is read::

    .venv/bin/python tests/stock_nbgrader.py [--honest] [--only SUBSTRING] [--json FILE]

SECURITY: nbgrader runs what is handed in as whoever calls it, without a jail. Attacks are
taken only if they are marked ``stock: yes`` (tests/hostile_cases.py).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
from hostile_cases import Case, read_cases, submission, workbook_cells
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

ASSIGNMENT, NOTEBOOK = "target", "workbook"
#: Time of a cell; the slowest honest one takes about five seconds.
CELL_SECONDS = 30
#: Where programs keep what is the user's.
FOLDERS = ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR")


@dataclass(frozen=True)
class Mark:
    """The points of the attacked task, or of all that an honest case must not lose; `given` is None without a score."""

    case: str
    kind: str
    owed: float
    given: float | None
    lost: bool
    gained: bool


class Course:
    """A course with one assignment in an empty folder, and nbgrader's API on it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._database = f"sqlite:///{root}/gradebook.db"
        config = Config()
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.db_url = self._database
        config.Exchange.root = str(root / "exchange")
        config.Execute.timeout = CELL_SECONDS
        self._api = NbGraderAPI(config=config)

    def release(self) -> NotebookNode:
        """Return the workbook as learners get it."""
        source = self.root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        source.parent.mkdir(parents=True)
        nbformat.write(workbook_cells(), source)
        answer = self._api.generate_assignment(ASSIGNMENT)
        if not answer["success"]:
            raise RuntimeError(f"nbgrader could not make the assignment:\n{answer['log']}")
        return nbformat.read(self.root / "release" / ASSIGNMENT / source.name, as_version=4)

    def grade(self, student: str, notebook: NotebookNode) -> dict[str, float]:
        """Hand in and grade a notebook; return the points by task, or nothing if there is no score."""
        path = self.root / "submitted" / student / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        return self.scores(student) if self._api.autograde(ASSIGNMENT, student)["success"] else {}

    def scores(self, student: str) -> dict[str, float]:
        """Return a student's points by task, as the gradebook has them now."""
        with Gradebook(self._database) as gradebook:
            grades = gradebook.find_submission_notebook(NOTEBOOK, ASSIGNMENT, student).grades
            return {grade.cell.name.removesuffix("-check"): grade.score for grade in grades}


def mark(case: Case, scores: dict[str, float]) -> Mark:
    """Compare the points by task with those that a case must have; an attack's other tasks do not count."""
    expected = case.expected if case.kind == "honest" else {case.task or "": case.earns}
    pairs = [(scores[task], points) for task, points in expected.items()] if scores else []
    given = sum(got for got, _ in pairs) if scores else None
    lost = not scores or any(got < points for got, points in pairs)
    return Mark(case.id, case.kind, sum(expected.values()), given, lost, any(got > points for got, points in pairs))


def grade_all(cases: Iterable[Case], root: Path) -> list[Mark]:
    """Grade all cases in one course, one after another, and print a line for each."""
    course = Course(root)
    release = course.release()
    marks, seen = [], {}
    for number, case in enumerate(cases):
        student = f"student-{number:03}"
        # read at once: a later submission may change what is in the gradebook
        seen[student] = course.grade(student, submission(case, release))
        marks.append(found := mark(case, seen[student]))
        given = "none" if found.given is None else f"{found.given:g}"
        word = "gained" if found.gained else "lost" if found.lost and case.kind == "honest" else ""
        print(f"{found.kind:6}  {case.id[:90]:90}  {found.owed:6g}  {given:>6}  {word}", flush=True)
    changed = sum(scores != course.scores(student) for student, scores in seen.items() if scores)
    print(f"The marks of {changed} submissions were changed after they had been graded.")
    return marks


def stay_inside(folder: Path) -> None:
    """Have nbgrader and its kernels keep in `folder` what they keep in a home folder."""
    for name in FOLDERS:
        os.environ[name] = str(folder / name.lower())
        (folder / name.lower()).mkdir()
    # nbgrader calls alembic by its name
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def main() -> None:
    """Grade what is asked for, and print how often nbgrader was wrong."""
    parser = argparse.ArgumentParser(description="Grade hostile and unusual answers with stock nbgrader.")
    parser.add_argument("--honest", action="store_true", help="grade the honest cases too")
    parser.add_argument("--only", default="", metavar="SUBSTRING", help="grade only cases whose name has this text")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the marks there")
    asked = parser.parse_args()
    # SECURITY: an attack that is not marked must never be run here
    chosen = [case for case in read_cases() if case.stock or (asked.honest and case.kind == "honest")]
    chosen = [case for case in chosen if asked.only.casefold() in case.id.casefold()]
    if not chosen:
        parser.error("No case fits. Look at the titles in tests/hostile/.")
    with tempfile.TemporaryDirectory(prefix="stock-nbgrader-", ignore_cleanup_errors=True) as folder:
        stay_inside(Path(folder))
        print(f"{'kind':6}  {'case':90}  {'earned':>6}  {'given':>6}")
        marks = grade_all(chosen, Path(folder) / "course")
    if asked.json:
        asked.json.write_text(json.dumps([asdict(found) for found in marks], indent=1) + "\n", encoding="utf-8")
    attacks = [found.gained for found in marks if found.kind == "attack"]
    honest = [found.lost for found in marks if found.kind == "honest"]
    print(
        f"{sum(attacks)} of {len(attacks)} attacks earned points that they had not earned; "
        f"{sum(honest)} of {len(honest)} honest ones lost points."
    )


if __name__ == "__main__":
    main()
