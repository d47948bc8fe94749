"""A course folder as nbgrader knows it, this project's own or any other: where things are, and what a module consists of."""

from __future__ import annotations

import contextlib
import fnmatch
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from aipm_helpers.errors import UsageError
from aipm_helpers.grading.gradebook import Ledger
from aipm_helpers.grading.submission import (
    Workbook,
    course_cells,
    grade_id_of,
    is_answer,
    marks_of,
    read_cells,
    read_notebook,
)

__all__ = ["CourseFolder", "Module", "open_folder"]


@dataclass(frozen=True)
class Module:
    """An assignment: its workbooks, and the instructor's files that lie beside them."""

    name: str
    workbooks: tuple[Workbook, ...]
    files: dict[str, bytes]


class CourseFolder:
    """A course folder.

    Parameters
    ----------
    coursedir : CourseDirectory
        nbgrader's view of it.
    config : Config
        What ``nbgrader_config.py`` says.
    """

    def __init__(self, coursedir: CourseDirectory, config: Config) -> None:
        self.coursedir, self.config = coursedir, config

    @property
    def root(self) -> Path:
        """The folder."""
        return Path(self.coursedir.root)

    def path(self, step: str, student: str, module: str) -> Path:
        """Return a folder such as ``submitted/ada/1-fundamentals``; `step` is the first part of its setting's name."""
        return Path(self.coursedir.format_path(getattr(self.coursedir, f"{step}_directory"), student, module))

    def students(self, module: str) -> list[str]:
        """Return who has handed something in, in a fixed order."""
        submitted = self.root / self.coursedir.submitted_directory
        with contextlib.suppress(OSError):
            names = sorted(path.name for path in submitted.iterdir() if not path.name.startswith("."))
            excluded = [name.strip() for name in self.coursedir.student_id_exclude.split(",")]
            chosen = [name for name in names if fnmatch.fnmatchcase(name, self.coursedir.student_id)]
            return [
                name
                for name in chosen
                if name not in excluded and os.path.lexists(self.path("submitted", name, module))
            ]
        return []

    def module(self, name: str) -> Module:
        """Return a module.

        Raises
        ------
        UsageError
            If the course has none of that name, or nothing was released of it.
        BuildError
            If the release has other cells than the source.
        """
        source, release = (self.path(step, ".", name) for step in ("source", "release"))
        paths = sorted(source.glob("*.ipynb"))
        if not name or not paths:
            known = ", ".join(sorted({path.parent.name for path in source.parent.glob("*/*.ipynb")})) or "none"
            raise UsageError(f"There is no module {name!r} with notebooks in {source.parent}. Those are: {known}.")
        missing = [path.name for path in paths if not (release / path.name).exists()]
        if missing:
            raise UsageError(
                f"{', '.join(missing)} was never released: there is no such file in {release}. Run: "
                f"nbgrader generate_assignment {name}"
            )
        workbooks = tuple(Workbook(f"{name}/{path.stem}", path, release / path.name) for path in paths)
        for workbook in workbooks:
            course_cells(workbook)  # says where the release is not of this source
        kept = set(_kept_from_learners(self.config, name))
        files = {}
        for path in sorted(source.iterdir()):
            ignored = path.suffix == ".ipynb" or self.ignores(path.name)
            if path.is_file() and not ignored and path.name not in kept:
                files[path.name] = path.read_bytes()
        return Module(name, workbooks, files)

    def ignores(self, file: str) -> bool:
        """Return whether nbgrader leaves a file of this name behind, in releases as in feedback."""
        return any(fnmatch.fnmatch(file, pattern) for pattern in self.coursedir.ignore)

    def open_ledger(self) -> Ledger:
        """Open the gradebook."""
        penalties = AssignLatePenalties(config=self.config)
        penalties.init_plugin()
        return Ledger(self.coursedir.db_url, self.coursedir.course_id, penalties)

    def is_told(self, module: Module, ledger: Ledger) -> bool:
        """Return whether the gradebook knows a module's cells and points as they are."""
        points = {}
        for workbook in module.workbooks:
            for cell in read_cells(workbook.graded):
                marks = marks_of(cell)
                if marks.get("grade") or marks.get("task"):
                    points[Path(workbook.lesson).name, marks["grade_id"]] = float(marks.get("points") or 0)
        return ledger.cells(module.name) == points

    def tell_gradebook(self, module: Module) -> None:
        """Bring the gradebook up to date with a module's cells and points.

        nbgrader's own `generate_assignment` does it, with a release that is thrown away.
        """
        with tempfile.TemporaryDirectory() as folder:
            config = Config(self.config)
            config.CourseDirectory.root = self.coursedir.root
            config.CourseDirectory.db_url = self.coursedir.db_url
            config.CourseDirectory.release_directory = folder
            config.Exchange.root = folder  # it is looked at, and complained of if it is not there
            config.NbGraderAPI.log_level = "ERROR"
            answer = NbGraderAPI(config=config).generate_assignment(module.name, force=True)
        if not answer["success"]:
            lines = [line for line in str(answer.get("log", "")).splitlines() if "ERROR" in line] or ["it says nothing"]
            raise UsageError(
                f"nbgrader does not take the present form of {module.name}: {lines[-1]}. Graded cells cannot be added, "
                "renamed or removed once there are submissions; see nbgrader db assignment remove."
            )

    def with_instantiated_tests(self, module: Module, ledger: Ledger, stack: contextlib.ExitStack) -> Module:
        """Return the module with its ``AUTOTEST`` lines replaced by the tests that nbgrader has made of them."""
        workbooks = []
        for workbook in module.workbooks:
            notebook = read_notebook(workbook.graded)
            name = Path(workbook.lesson).name
            checks = [cell for cell in notebook["cells"] if marks_of(cell).get("grade") and not is_answer(cell)]
            short = [cell for cell in checks if "AUTOTEST" in "".join(cell["source"])]
            for cell in short:
                cell["source"] = ledger.source(module.name, name, grade_id_of(cell))
            if short:
                folder = stack.enter_context(tempfile.TemporaryDirectory())
                made = Path(folder) / workbook.graded.name
                made.write_text(json.dumps(notebook), encoding="utf-8")
                workbook = replace(workbook, graded=made)
            workbooks.append(workbook)
        return replace(module, workbooks=tuple(workbooks))


def _kept_from_learners(config: Config, module: str) -> list[str]:
    """Return the files that a learner may hand in in place of the instructor's."""
    kept: dict[str, list[str]] = Autograde(config=config).exclude_overwriting
    return kept.get(module, [])


def open_folder(root: Path) -> CourseFolder:
    """Open the course folder at `root`, with the settings that nbgrader finds there."""
    app = NbGrader()
    with _working_in(root):
        app.load_config_file()
    config: Config = app.config
    coursedir = CourseDirectory(config=config)
    if not config.CourseDirectory.get("root"):
        coursedir.root = str(root)
    return CourseFolder(coursedir, config)


@contextlib.contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
