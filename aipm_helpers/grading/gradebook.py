"""nbgrader's gradebook, written by one process, one transaction a submission.

nbgrader's own `Gradebook` does the work; only its commits are put off until a whole submission is in it, so that
whoever reads it, and whoever finds it after a crash, sees a submission with all of its grades or as it was.
"""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.api import BaseCell, Gradebook, InvalidEntry, MissingEntry, Student, app_log
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from aipm_helpers.errors import CourseError, UsageError

__all__ = ["GradebookError", "Grades", "Ledger", "back_up", "gradebook_file", "parse_timestamp"]

#: How long to wait for another program that writes.
WAIT_SECONDS = 30
_BACKUPS = 10


class GradebookError(CourseError):
    """The gradebook cannot be written; nothing of the submission is in it."""


@dataclass(frozen=True)
class Grades:
    """What a notebook gets: by cell a score, or None where people give it; and answers that are as they were released."""

    scores: Mapping[str, float | None]
    unanswered: frozenset[str] = frozenset()


class Ledger:
    """An open gradebook; use it in a ``with`` statement.

    Parameters
    ----------
    db_url, course_id : str
        As in nbgrader's `CourseDirectory`.
    penalties : AssignLatePenalties
        Knows the course's rule for late submissions.
    """

    def __init__(self, db_url: str, course_id: str, penalties: AssignLatePenalties) -> None:
        self._penalties = penalties
        self._names: dict[str, str] = {}
        self._gradebook = self._patiently(lambda: Gradebook(db_url, course_id or "default_course"))

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *exception: object) -> None:
        self._gradebook.close()

    def record(
        self,
        student: str,
        module: str,
        timestamp: datetime.datetime | None,
        notebooks: Mapping[str, Grades],
        missing: Collection[str] = (),
        create_student: bool = True,
    ) -> None:
        """Write what a student gets for some notebooks of a module; nothing is written if anything fails.

        Scores that people gave stay, and the notebook waits for them to look again, as with nbgrader. Those that are
        `missing`, which were never handed in, have 0.

        Raises
        ------
        GradebookError
            If it cannot be written; the text says what to do.
        UsageError
            If there is no such student, and none is to be made.
        """

        def write() -> None:
            with self._transaction() as session:
                if session.get(Student, student) is None:
                    if not create_student:
                        raise UsageError(f"There is no student {student!r} in the gradebook: add her first.")
                    self._gradebook.add_student(student)
                times = {} if timestamp is None else {"timestamp": timestamp}
                submission = self._gradebook.update_or_create_submission(module, student, **times)
                session.flush()
                for notebook in submission.notebooks:
                    if notebook.name in notebooks:
                        self._grade(session, notebook, notebooks[notebook.name])
                    elif notebook.name in missing:
                        for grade in notebook.grades:
                            grade.auto_score, grade.needs_manual_grade = 0, False
                session.flush()
                for notebook in submission.notebooks:
                    if notebook.name in notebooks:
                        session.refresh(notebook)  # its score is counted by the database
                        notebook.late_submission_penalty = self._penalty(student, notebook, submission)

        self._patiently(write)

    def _grade(self, session: Any, notebook: Any, grades: Grades) -> None:
        """Write a notebook's scores and remarks, as nbgrader's SaveAutoGrades does."""
        for grade in notebook.grades:
            name = self._name_of(session, grade.cell_id)
            if name in grades.scores:
                score = grades.scores[name]
                grade.auto_score = score
                grade.needs_manual_grade = score is None or grade.manual_score is not None
        for comment in notebook.comments:
            unanswered = self._name_of(session, comment.cell_id) in grades.unanswered
            comment.auto_comment = "No response." if unanswered else None

    def _name_of(self, session: Any, cell_id: str) -> str:
        """Return a cell's id in the notebook; asking for each grade's would take most of the time."""
        if cell_id not in self._names:
            self._names = dict(session.query(BaseCell.id, BaseCell.name).all())
        return self._names[cell_id]

    def _penalty(self, student: str, notebook: Any, submission: Any) -> float | None:
        """Return what is taken off, as nbgrader reckons it."""
        if submission.total_seconds_late <= 0:
            return None
        penalty = self._penalties.plugin_inst.late_submission_penalty(
            student, notebook.score, submission.total_seconds_late
        )
        return None if penalty is None else self._penalties._check_late_penalty(notebook, penalty)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Any]:
        """Put off nbgrader's commits until the end."""
        session = self._gradebook.db()
        session.commit = session.flush
        app_log.disabled = True  # it would print what is told by whoever catches it
        try:
            with session.no_autoflush:
                yield session
            del session.commit
            session.commit()
        except BaseException:
            vars(session).pop("commit", None)
            session.rollback()
            raise
        finally:
            app_log.disabled = False
            # what is kept would be looked up again, one by one
            self._gradebook.db.remove()

    def _patiently(self, work: Callable[[], Any]) -> Any:
        """Do work on the database, and wait while somebody else has it."""
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                return work()
            except (OperationalError, InvalidEntry) as error:
                # nbgrader puts an error of its own in the place of the database's
                cause = error if isinstance(error, OperationalError) else error.__context__
                if not isinstance(cause, OperationalError):
                    raise
                told = str(cause.orig)
                if "locked" not in told and "busy" not in told:
                    raise GradebookError(
                        f"The gradebook cannot be written: {told}. Nothing of this submission is in it."
                    ) from error
                if time.monotonic() > until:
                    raise GradebookError(
                        f"The gradebook is in use by another program and stayed locked for {WAIT_SECONDS:g} s. "
                        "Close what has it open (formgrader, a viewer of databases), and go on with --resume."
                    ) from error
                time.sleep(0.1)

    def students(self) -> set[str]:
        """Return the ids of all students."""
        found: set[str] = self._patiently(lambda: {student.id for student in self._gradebook.students})
        self._gradebook.db.remove()
        return found

    # --- the module ------------------------------------------------------------------------

    def cells(self, module: str) -> dict[tuple[str, str], float]:
        """Return the points of a module's graded cells, by notebook and id; none, if the gradebook does not know it."""

        def read() -> dict[tuple[str, str], float]:
            try:
                notebooks = self._gradebook.find_assignment(module).notebooks
            except MissingEntry:
                return {}
            cells = [
                (notebook, cell) for notebook in notebooks for cell in (*notebook.grade_cells, *notebook.task_cells)
            ]
            return {(notebook.name, cell.name): float(cell.max_score) for notebook, cell in cells}

        found: dict[tuple[str, str], float] = self._patiently(read)
        self._gradebook.db.remove()
        return found

    def source(self, module: str, notebook: str, cell: str) -> str:
        """Return what the gradebook has as a cell's source."""
        return str(self._patiently(lambda: self._gradebook.find_source_cell(cell, notebook, module).source))


def parse_timestamp(text: str) -> datetime.datetime | None:
    """Return the time in a ``timestamp.txt``, in UTC; None if it is none."""
    try:
        return utils.parse_utc(text) if text else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def gradebook_file(db_url: str) -> Path | None:
    """Return the file that holds the gradebook; None if there is none, or a server holds it."""
    url = make_url(db_url)
    if url.get_backend_name() != "sqlite" or not url.database or not Path(url.database).exists():
        return None
    return Path(url.database)


def back_up(db_url: str, at_most_every: float = 0) -> Path | None:
    """Copy the gradebook, beside itself; return the copy, or None if there is nothing to copy or no file.

    Of these copies the ten latest are kept.

    Parameters
    ----------
    db_url : str
        As in nbgrader's `CourseDirectory`.
    at_most_every : float
        Seconds: a copy that is no older is good enough.
    """
    path = gradebook_file(db_url)
    if path is None:
        return None
    older = sorted(path.parent.glob(f"{path.name}.backup-2*"))
    if older and time.time() - older[-1].stat().st_mtime < at_most_every:
        return older[-1]
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    copy, begun = path.with_name(f"{path.name}.backup-{stamp}"), path.with_name(f"{path.name}.backup-begun")
    try:
        with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(begun)) as target:
            source.backup(target)
        begun.replace(copy)
    except (sqlite3.Error, OSError) as error:
        begun.unlink(missing_ok=True)
        raise GradebookError(f"The gradebook could not be backed up: {error}. Nothing was graded.") from error
    for old in older[: -(_BACKUPS - 1)]:
        old.unlink()
    return copy
