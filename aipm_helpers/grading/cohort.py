"""A cohort's submissions, graded in parallel, written one at a time, none lost.

::

    threads     read a learner's folder (`handed_in`), have its notebooks judged (`service.Bench`)   any number
       |        a learner's results, all of them
       v
    driver      the notebook for people, then the gradebook, then the verdict                        one

Only the driver writes. For each learner it writes ``autograded/<student>/<module>/<notebook>.ipynb``, then the gradebook in
one transaction (`gradebook.Ledger`), and last ``<notebook>.verdict.json``, which holds digests of what was judged and of
what judged it. So whatever ends a run, a verdict that is there is in the gradebook, and the next run grades what has none
that fits.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from aipm_helpers import ROOT
from aipm_helpers.errors import CourseError, JudgeError, SubmissionError, UsageError
from aipm_helpers.grading.autograded import make_unopened
from aipm_helpers.grading.course_folder import CourseFolder, Module
from aipm_helpers.grading.gradebook import GradebookError, Grades, Ledger, back_up, gradebook_file, parse_timestamp
from aipm_helpers.grading.handed_in import Handed, HandedIn, read_folder
from aipm_helpers.grading.jail import Limits, what_is_missing
from aipm_helpers.grading.service import Bench, Marked
from aipm_helpers.grading.submission import Workbook, marks_of, read_cells
from aipm_helpers.grading.verdict import Reason

__all__ = ["Choice", "Line", "Status", "Summary", "grade_cohort"]

#: What the last verdicts were written by; another form of the file is not read.
_FORM = 1


class Choice(StrEnum):
    """What is graded again."""

    CHANGED = "what has changed, or is judged otherwise now"
    NEW = "what was handed in since"
    ALL = "everything"


class Status(StrEnum):
    """What became of a notebook."""

    GRADED = "graded"
    UNCHANGED = "unchanged"
    UNGRADABLE = "not gradable"


@dataclass(frozen=True)
class Line:
    """What became of a notebook, or of a whole folder if `lesson` is the module's name.

    `flags` are what an instructor should know, `problem` why there is no score, `seconds` what judging took.
    """

    student: str
    lesson: str
    status: Status
    points: float = 0.0
    max_points: float = 0.0
    by_hand: float = 0.0
    flags: tuple[str, ...] = ()
    problem: str = ""
    seconds: float = 0.0


@dataclass
class Summary:
    """What became of a cohort."""

    module: str
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    #: Why it was stopped before the end.
    stopped: str = ""

    @property
    def complete(self) -> bool:
        """Whether everything that was handed in has a score."""
        return not self.stopped and all(line.status is not Status.UNGRADABLE for line in self.lines)

    def count(self, status: Status) -> int:
        """Return how many notebooks have a status."""
        return sum(line.status is status for line in self.lines)


@dataclass(frozen=True)
class _Judged:
    """A notebook with its verdict, or without one if it cannot be opened."""

    workbook: Workbook
    handed: Handed
    digests: dict[str, str]
    marked: Marked | None
    problem: str = ""
    #: Ours: nothing is written, so that the next run tries again.
    ours: bool = False


@dataclass(frozen=True)
class _Learner:
    """All that came of a learner's folder; `kept` are the lines of notebooks that need not be graded again."""

    student: str
    handed_in: HandedIn
    judged: tuple[_Judged, ...]
    kept: tuple[Line, ...]
    problem: str = ""


def grade_cohort(
    folder: CourseFolder,
    name: str,
    workers: int | None = None,
    choice: Choice = Choice.CHANGED,
    students: Sequence[str] | None = None,
    say: Callable[[int, int], None] = lambda done, students: None,
    bench: Bench | None = None,
    backup_seconds: float = 0,
    create_student: bool = True,
) -> Summary:
    """Grade what a cohort has handed in for a module, into the gradebook.

    Parameters
    ----------
    folder : CourseFolder
        The course.
    name : str
        The module.
    workers : int, optional
        How many notebooks are judged at the same time; without it as many as there are cores.
    choice : Choice
        What is graded again.
    students : sequence of str, optional
        Whose; without it, of all who have handed in.
    say : callable
        Told how many of how many students are done.
    bench : Bench, optional
        Judges that are there already; they stay.
    backup_seconds : float
        A copy of the gradebook that is no older is good enough.
    create_student : bool
        Whether a student that the gradebook does not know is added to it.

    Returns
    -------
    Summary

    Raises
    ------
    UsageError
        If the course or the module is not as it must be.
    JudgeError
        If there is no jail here.
    GradebookError
        If the gradebook cannot be opened or backed up.
    """
    began = time.monotonic()
    if what_is_missing():
        raise JudgeError(f"Without a jail no cohort is graded: its code would run as you. {what_is_missing()}")
    if workers is None:
        workers = len(os.sched_getaffinity(0))
    if workers < 1:
        raise UsageError(f"{workers} workers grade nothing: at least 1.")
    module = folder.module(name)
    chosen = folder.students(name) if students is None else list(students)
    summary = Summary(name)

    is_new = gradebook_file(folder.coursedir.db_url) is None

    @functools.cache
    def keep_gradebook() -> None:
        copy = None if is_new else back_up(folder.coursedir.db_url, backup_seconds)
        if copy is not None and not backup_seconds:
            summary.notes.append(f"The gradebook as it was before: {copy.name}.")

    with contextlib.ExitStack() as stack:
        ledger = stack.enter_context(folder.open_ledger())
        if not folder.is_told(module, ledger):
            keep_gradebook()
            folder.tell_gradebook(module)
            points = sum(ledger.cells(name).values())
            summary.notes.append(
                f"The gradebook has the present form of {name} now: workbooks: {len(module.workbooks)}, points: {points:g}."
            )
        if not folder.ignores("it.verdict.json"):
            summary.notes.append(
                "nbgrader generate_feedback will copy *.verdict.json, which are not for learners, beside their feedback: "
                "add that pattern to c.CourseDirectory.ignore in nbgrader_config.py."
            )
        module = folder.with_instantiated_tests(module, ledger, stack)
        bench = bench or stack.enter_context(Bench(workbooks=module.workbooks))
        grader = _Grader(folder, module, bench, choice)
        known = ledger.students()
        added: list[str] = []
        same: dict[tuple[str, str], list[str]] = {}
        for done, learner in enumerate(_in_parallel(grader.judge, chosen, workers), 1):
            try:
                if learner.judged:
                    keep_gradebook()
                lines = grader.record(learner, ledger, create_student)
                summary.lines += lines
                if learner.student not in known and any(not judged.ours for judged in learner.judged):
                    added.append(learner.student)
                for lesson in {line.lesson for line in lines if line.points} & learner.handed_in.notebooks.keys():
                    digest = hashlib.sha256(learner.handed_in.notebooks[lesson].data).hexdigest()
                    same.setdefault((lesson, digest), []).append(learner.student)
            except GradebookError as error:
                summary.stopped = str(error)
            except CourseError as error:
                summary.lines.append(Line(learner.student, name, Status.UNGRADABLE, problem=str(error)))
            except OSError as error:
                summary.stopped = (
                    f"{error.filename or 'A file'} cannot be written: {error.strerror}. What is recorded is complete; "
                    "mend that, and go on with --resume."
                )
            except Exception as error:  # one submission is not to stop those of others
                summary.lines.append(Line(learner.student, name, Status.UNGRADABLE, problem=_our_mistake(error)))
            if summary.stopped:
                break
            say(done, len(chosen))
    summary.notes += [
        f"The same file, byte by byte, came for {lesson} from {', '.join(sorted(students))}."
        for (lesson, _), students in sorted(same.items())
        if len(students) > 1
    ]
    if known and added:
        summary.notes.append(
            f"Not in the gradebook before, and added to it: {', '.join(sorted(added))}. If the name of a folder is wrong, "
            "rename it and grade again; then remove the student who is none (nbgrader db student remove NAME --force) "
            "and her folder in autograded/, or nbgrader's next steps stumble over it."
        )
    summary.lines.sort(key=lambda line: (line.student, line.lesson))
    summary.seconds = time.monotonic() - began
    return summary


def _in_parallel(work: Callable[[str], _Learner], students: Sequence[str], workers: int) -> Iterator[_Learner]:
    """Yield what comes of each student, as it is ready; only a few wait to be taken."""
    pool = ThreadPoolExecutor(workers)
    left = iter(students)
    running: set[Future[_Learner]] = set()
    try:
        while True:
            for student in left:
                running.add(pool.submit(work, student))
                if len(running) >= 2 * workers + 1:
                    break
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


class _Grader:
    """Judges and records the learners of a module."""

    def __init__(self, folder: CourseFolder, module: Module, bench: Bench, choice: Choice) -> None:
        self._folder, self._module, self._bench, self._choice = folder, module, bench, choice
        self._course = {workbook.lesson: _digest_of_course(workbook, module) for workbook in module.workbooks}
        self._grader = _digest_of_grader()

    # --- in threads --------------------------------------------------------------------

    def judge(self, student: str) -> _Learner:
        """Read a learner's folder and have its notebooks judged; nothing is written, and nothing is raised."""
        try:
            return self._judge(student)
        except Exception as error:  # one submission is not to stop those of others
            return _Learner(student, HandedIn({}, {}), (), (), _our_mistake(error))

    def _judge(self, student: str) -> _Learner:
        module = self._module
        handed_in = read_folder(self._folder.path("submitted", student, module.name), module.workbooks)
        if _is_no_name(student):
            return _Learner(student, handed_in, (), (), "Its folder's name would damage a table of grades: rename it.")
        if not handed_in.notebooks:
            told = " ".join(handed_in.flags) or "There is no notebook in it."
            return _Learner(student, handed_in, (), (), told)
        judged, kept = [], []
        for workbook in module.workbooks:
            handed = handed_in.notebooks.get(workbook.lesson)
            if handed is None:
                line = self._read_line(student, workbook, {})
                if line is not None:
                    gone = "It is no longer in the folder: the grade of what was there before stands."
                    kept.append(replace(line, flags=(*line.flags, gone)))
                continue
            digests = {
                "submission": handed_in.digest(workbook.lesson),
                "course": self._course[workbook.lesson],
                "grader": self._grader,
            }
            asked = digests if self._choice is Choice.CHANGED else {"submission": digests["submission"]}
            line = None if self._choice is Choice.ALL else self._read_line(student, workbook, asked)
            if line is not None:
                kept.append(line)
            else:
                judged.append(self._judge_notebook(workbook, handed, handed_in, digests))
        return _Learner(student, handed_in, tuple(judged), tuple(kept))

    def _judge_notebook(
        self, workbook: Workbook, handed: Handed, handed_in: HandedIn, digests: dict[str, str]
    ) -> _Judged:
        if handed.problem:
            return _Judged(workbook, handed, digests, None, handed.problem)
        files = {**handed_in.files, **self._module.files}
        name = Path(handed.name).name
        try:
            marked = self._bench.mark(workbook, name, handed.data, files)
        except SubmissionError as error:
            return _Judged(workbook, handed, digests, None, error.what)
        except CourseError as error:
            return _Judged(workbook, handed, digests, None, str(error), ours=True)
        return _Judged(workbook, handed, digests, marked)

    def _read_line(self, student: str, workbook: Workbook, digests: dict[str, str]) -> Line | None:
        """Return what an earlier run has found, if it was found on what has these digests."""
        path = self._verdict_path(student, workbook)
        try:
            verdict = json.loads(path.read_text(encoding="utf-8"))
            fits = verdict["form"] == _FORM and digests.items() <= verdict["digests"].items()
            if not fits or not path.with_name(f"{Path(workbook.lesson).name}.ipynb").exists():
                return None
            kept = verdict["line"]
            status = Status.UNGRADABLE if kept["status"] == Status.UNGRADABLE else Status.UNCHANGED
            return Line(**{**kept, "status": status, "flags": tuple(kept["flags"]), "seconds": 0.0})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _verdict_path(self, student: str, workbook: Workbook) -> Path:
        name = Path(workbook.lesson).name
        return self._folder.path("autograded", student, self._module.name) / f"{name}.verdict.json"

    # --- in the driver -----------------------------------------------------------------

    def record(self, learner: _Learner, ledger: Ledger, create_student: bool) -> list[Line]:
        """Write a learner's results; return a line for each notebook."""
        if learner.problem:
            return [Line(learner.student, self._module.name, Status.UNGRADABLE, problem=learner.problem)]
        lines = list(learner.kept)
        timestamp, told = _submitted_at(learner.handed_in.timestamp)
        about_folder = [*learner.handed_in.flags, *told]
        written = [judged for judged in learner.judged if not judged.ours]
        lines += [
            Line(learner.student, judged.workbook.lesson, Status.UNGRADABLE, problem=judged.problem)
            for judged in learner.judged
            if judged.ours
        ]
        if not written:
            return lines
        grades, verdicts = {}, []
        for judged in written:
            name = Path(judged.workbook.lesson).name
            line = _line(learner.student, judged, about_folder)
            notebook = (
                judged.marked.notebook if judged.marked is not None else make_unopened(judged.workbook, judged.problem)
            )
            path = self._verdict_path(learner.student, judged.workbook)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # until the gradebook has what is written now
            _write(path.with_name(f"{name}.ipynb"), notebook)
            grades[name] = _grades(judged)
            verdicts.append((path, judged, line))
            lines.append(line)
        into = self._folder.path("autograded", learner.student, self._module.name)
        for name, content in {**self._module.files, **learner.handed_in.records}.items():
            _write(into / name, content)  # the instructor's, and what nbgrader's next steps look for
        known = {*learner.handed_in.notebooks, *(line.lesson for line in learner.kept)}
        missing = {Path(w.lesson).name for w in self._module.workbooks if w.lesson not in known}
        ledger.record(learner.student, self._module.name, timestamp, grades, missing, create_student)
        for path, judged, line in verdicts:
            if not _failed_checks(judged):
                _write(path, _verdict(judged, line))
        return lines


def _line(student: str, judged: _Judged, about_folder: Sequence[str]) -> Line:
    flags = [*judged.handed.flags, *about_folder]
    if judged.marked is None:
        return Line(student, judged.workbook.lesson, Status.UNGRADABLE, flags=tuple(flags), problem=judged.problem)
    report = judged.marked.report
    flags += [*report["remarks"], *report["problems"]]
    failed = _failed_checks(judged)
    flags += [f"{task['title']}: the check failed, by our mistake: {task['detail']}" for task in failed]
    by_hand = sum(task["max_points"] for task in report["tasks"] if task["reason"] == Reason.BY_HAND.value)
    return Line(
        student,
        judged.workbook.lesson,
        Status.UNGRADABLE if failed else Status.GRADED,
        report["points"],
        report["max_points"],
        by_hand,
        tuple(flags),
        f"{len(failed)} task(s) have no score, since their checks failed. The others are graded." if failed else "",
        report["seconds"],
    )


def _our_mistake(error: Exception) -> str:
    return f"This is a mistake of ours, not the learner's: {type(error).__name__}: {error}. Please report it."


def _failed_checks(judged: _Judged) -> list[dict[str, Any]]:
    """Return the tasks whose checks failed by our mistake: they are graded again by the next run."""
    tasks = judged.marked.report["tasks"] if judged.marked is not None else []
    return [task for task in tasks if task["reason"] == Reason.CHECK_FAILED.value]


def _grades(judged: _Judged) -> Grades:
    """Return what the gradebook gets; None where people are to look."""
    marks = [marks_of(cell) for cell in read_cells(judged.workbook.graded)]
    scores: dict[str, float | None] = {
        mark["grade_id"]: None for mark in marks if mark.get("grade") or mark.get("task")
    }
    if judged.marked is None:
        return Grades(scores)
    by_people = (Reason.BY_HAND.value, Reason.CHECK_FAILED.value)
    report = judged.marked.report
    scores |= {task["cell"]: None if task["reason"] in by_people else task["points"] for task in report["tasks"]}
    return Grades(scores, frozenset(report["unanswered"]))


def _verdict(judged: _Judged, line: Line) -> dict[str, Any]:
    """Return what ``<notebook>.verdict.json`` holds: nothing that a learner may not read."""
    report = judged.marked.report if judged.marked is not None else None
    if report is not None:
        report = {**report, "tasks": [{**task, "detail": ""} for task in report["tasks"]]}
    return {
        "form": _FORM,
        "line": asdict(line),
        "digests": judged.digests,
        "file": judged.handed.name,
        "report": report,
    }


def _submitted_at(text: str) -> tuple[datetime.datetime | None, list[str]]:
    """Return the time that nbgrader wrote when it was handed in, and what is odd about it: the learner may have changed it."""
    timestamp = parse_timestamp(text)
    if text and timestamp is None:
        return None, ["timestamp.txt holds no time: when it was handed in is not known, and no penalty was taken off."]
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    if timestamp is not None and timestamp > now + datetime.timedelta(days=1):
        return timestamp, ["timestamp.txt says that it was handed in in the future."]
    return timestamp, []


def _is_no_name(student: str) -> bool:
    """Tell whether a name would be read as something else in an exported table or on formgrader's pages."""
    return not student.isprintable() or any(letter in student for letter in ",;\"'`<>&\\") or student[:1] in "=+-@"


def _write(path: Path, content: Any) -> None:
    """Write a file, whole or not at all."""
    data = content if isinstance(content, bytes) else _as_json(content)
    begun = path.with_name(f".{path.name}.begun")
    try:
        begun.write_bytes(data)
        begun.replace(path)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise


def _as_json(content: Any) -> bytes:
    # half a character, as a file's name may have, is written as JSON writes it
    return json.dumps(content, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _digest_of_course(workbook: Workbook, module: Module) -> str:
    total = hashlib.sha256(workbook.graded.read_bytes() + workbook.release.read_bytes())
    for name, content in sorted(module.files.items()):
        total.update(name.encode() + hashlib.sha256(content).digest())
    return total.hexdigest()


def _digest_of_grader() -> str:
    """Return what tells this grader from another: the helpers, which checks rest on, the data, and the limits."""
    total = hashlib.sha256(repr(Limits()).encode())
    for path in sorted((ROOT / "aipm_helpers").rglob("*.py")):
        total.update(path.read_bytes())
    for path in sorted((ROOT / "datasets").rglob("*")):
        if path.is_file():
            total.update(f"{path.name} {path.stat().st_size}".encode())
    return total.hexdigest()
