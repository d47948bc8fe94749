"""nbgrader's own ways to grade, led to this grader: ``nbgrader autograde`` and formgrader's button.

nbgrader has no setting for the class that grades, so `install` puts ours in its place; ``nbgrader_config.py`` calls it.
Whatever comes after (formgrader's pages, manual grades, feedback, export) is nbgrader's and stays.
"""

from __future__ import annotations

import atexit
import functools

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from aipm_helpers.errors import CourseError
from aipm_helpers.grading.cohort import Choice, grade_cohort
from aipm_helpers.grading.course_folder import CourseFolder
from aipm_helpers.grading.jail import what_is_missing
from aipm_helpers.grading.service import Bench

__all__ = ["JudgedAutograde", "install"]

#: Formgrader's button grades one student at a time: a copy of the gradebook each time would be too many.
_BACKUP_SECONDS = 3600


class JudgedAutograde(Autograde):  # type: ignore[misc]
    """Grades what is handed in by this grader; where there is no jail, by nbgrader's own, and says so."""

    def start(self) -> None:
        """Grade the submissions of the students and the assignment that `coursedir` names."""
        if what_is_missing():
            self.log.warning("Graded by nbgrader itself, which runs submissions as you. %s", what_is_missing())
            super().start()
            return
        folder = CourseFolder(self.coursedir, self.config)
        module = self.coursedir.assignment_id
        students = folder.students(module)
        if not students:
            raise self._failed(f"Nobody that fits {self.coursedir.student_id!r} has handed in {module!r}.")
        if self.coursedir.notebook_id != "*":
            self.log.warning("All notebooks of a submission are looked at, not %s alone.", self.coursedir.notebook_id)
        try:
            summary = grade_cohort(
                folder,
                module,
                choice=Choice.ALL if self.force else Choice.CHANGED,
                students=students,
                bench=_bench(),
                backup_seconds=_BACKUP_SECONDS,
                create_student=self.create_student,
            )
        except CourseError as error:
            raise self._failed(str(error)) from None
        for line in summary.lines:
            self.log.info("%s %s: %s, %g of %g", line.student, line.lesson, line.status, line.points, line.max_points)
            for flag in line.flags:
                self.log.warning("%s %s: %s", line.student, line.lesson, flag)
        problems = [f"{line.student} {line.lesson}: {line.problem}" for line in summary.lines if line.problem]
        if not summary.complete:
            raise self._failed(" ".join([summary.stopped, *problems]).strip())

    def _failed(self, told: str) -> NbGraderException:
        self.log.error(told)
        return NbGraderException(told)


@functools.cache
def _bench() -> Bench:
    """Return judges that stay as long as this process, so that the next student need not wait for imports."""
    bench = Bench()
    atexit.register(bench.close)
    return bench


def install() -> None:
    """Let nbgrader's command and formgrader's button grade by `JudgedAutograde`."""
    nbgrader.apps.api.Autograde = JudgedAutograde
    nbgrader.apps.autogradeapp.Autograde = JudgedAutograde
