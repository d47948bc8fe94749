"""A course folder with one module, in which tests hand in and grade."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from aipm_helpers.grading.course_folder import open_folder

MODULE, NOTEBOOK = "target", "workbook"


class Cohort:
    """A course folder as nbgrader makes it, with one module of one notebook.

    Parameters
    ----------
    root : Path
        An empty folder.
    source, release : notebook
        As its author and its learners have it.
    """

    def __init__(self, root: Path, source: Mapping[str, Any], release: Mapping[str, Any]) -> None:
        self.root, self.release = root, release
        for step, notebook in (("source", source), ("release", release)):
            write(root / step / MODULE / f"{NOTEBOOK}.ipynb", notebook)
        (root / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "course"\n')

    @property
    def folder(self):
        """The folder, opened as `aipm grade` opens it."""
        return open_folder(self.root)

    def path(self, student: str, step: str = "submitted", suffix: str = ".ipynb") -> Path:
        """Return a student's file."""
        return self.root / step / student / MODULE / f"{NOTEBOOK}{suffix}"

    def hand_in(self, student: str, answers: Mapping[str, str] | None = None, notebook: Any = None) -> Path:
        """Hand in a notebook, or the release with some answers."""
        made = json.loads(json.dumps(notebook or self.release))
        for cell in made["cells"]:
            cell["source"] = (answers or {}).get(cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"])
        write(self.path(student), made)
        return self.path(student)

    def verdict(self, student: str) -> dict[str, Any]:
        """Return what ``workbook.verdict.json`` holds."""
        return json.loads(self.path(student, "autograded", ".verdict.json").read_text("utf-8"))

    def scores(self, student: str) -> dict[str, float | None]:
        """Return by task what the gradebook has."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db", "course") as gradebook:
            grades = gradebook.find_submission_notebook(NOTEBOOK, MODULE, student).grades
            return {grade.name.removesuffix("-check"): grade.auto_score for grade in grades}


def write(path: Path, notebook: Mapping[str, Any]) -> None:
    """Write a notebook where there may be no folder yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
