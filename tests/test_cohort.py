"""A cohort is graded, told of, and graded again only where something has changed; whatever dies, nothing is lost.

Faults are real where they can be: processes are killed, the gradebook is locked or full, files change under the reader.
"""

import errno
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from cohorts import MODULE, Cohort
from hostile_cases import TASKS, release_cells, workbook_cells
from nbgrader.api import Gradebook
from sqlalchemy import event
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from aipm_helpers import ROOT, cli, teach
from aipm_helpers.errors import BuildError, JudgeError, UsageError
from aipm_helpers.grading import cohort as cohorts
from aipm_helpers.grading import gradebook as gradebooks
from aipm_helpers.grading.cohort import Choice, Status, grade_cohort
from aipm_helpers.grading.course_folder import open_folder
from aipm_helpers.grading.jail import what_is_missing
from aipm_helpers.grading.service import Bench

pytestmark = pytest.mark.skipif(bool(what_is_missing()), reason=f"no jail: {what_is_missing()}")

RIGHT = {cell.id: cell.source for cell in workbook_cells().cells if cell.metadata["nbgrader"]["solution"]}
FULL = dict.fromkeys(TASKS, 2.0)
#: Long enough to be killed in the middle.
SLOW = RIGHT | {"bystander": "import time\ntime.sleep(1.5)\n" + RIGHT["bystander"]}


@pytest.fixture
def course(tmp_path):
    """Return a course with nobody in it."""
    return Cohort(tmp_path, workbook_cells(), release_cells())


@pytest.fixture(scope="module")
def bench():
    """Return judges that are there already."""
    with Bench() as judges:
        yield judges


def grade(course, bench, **options):
    """Grade, and return the lines by student, and the summary."""
    summary = grade_cohort(course.folder, MODULE, bench=bench, **options)
    return {line.student: line for line in summary.lines}, summary


def is_whole(course, killed=False):
    """Tell whether the gradebook can be read, and holds just what the verdicts say; who is killed may leave a draft."""
    with sqlite3.connect(course.root / "gradebook.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for path in course.root.glob("autograded/*/*/*.verdict.json"):
        student = path.parents[1].name
        points = {task["task"]: task["points"] for task in course.verdict(student)["report"]["tasks"]}
        assert course.scores(student) == points
    assert killed or not list(course.root.rglob("*.begun"))
    return True


# --- what comes of a cohort -------------------------------------------------------------------


def test_a_cohort_has_grades_and_whoever_cannot_be_graded_a_reason(course, bench):
    """The batch goes on, and the exit status says whether everything has a score."""
    course.hand_in("right", RIGHT)
    course.hand_in("wrong", RIGHT | {"total": "total = 1"})
    course.hand_in("untouched")
    course.hand_in("broken").write_text('{"cells": [')
    (course.root / "submitted" / "empty" / MODULE).mkdir(parents=True)
    lines, summary = grade(course, bench, workers=2)
    assert {student: line.status for student, line in lines.items()} == {
        "right": Status.GRADED,
        "wrong": Status.GRADED,
        "untouched": Status.GRADED,
        "broken": Status.UNGRADABLE,
        "empty": Status.UNGRADABLE,
    }
    assert course.scores("right") == FULL
    assert course.scores("wrong") == FULL | {"total": 0}
    assert set(course.scores("untouched").values()) == {0}
    assert set(course.scores("broken").values()) == {None}  # no score, which is not 0
    assert "its text is damaged (line 1)" in lines["broken"].problem
    assert "There is no notebook in it" in lines["empty"].problem
    assert not summary.complete
    assert "could not be opened" in course.path("broken", "autograded").read_text("utf-8")


def test_what_has_not_changed_is_not_graded_again(course, bench, monkeypatch):
    """A new submission, another solution or another grader is a reason; --resume knows the first only."""
    for student in ("ada", "bob"):
        course.hand_in(student, RIGHT)
    assert {line.status for line in grade(course, bench)[0].values()} == {Status.GRADED}
    lines, _ = grade(course, bench)
    assert [(line.status, line.points) for line in lines.values()] == [(Status.UNCHANGED, 14)] * 2
    course.hand_in("bob", RIGHT | {"total": "total = 1"})
    lines, _ = grade(course, bench)
    assert [lines[student].status for student in ("ada", "bob")] == [Status.UNCHANGED, Status.GRADED]
    assert course.scores("bob")["total"] == 0
    source = course.root / "source" / MODULE / "workbook.ipynb"
    source.write_text(source.read_text() + "\n")
    assert {line.status for line in grade(course, bench, choice=Choice.NEW)[0].values()} == {Status.UNCHANGED}
    assert {line.status for line in grade(course, bench)[0].values()} == {Status.GRADED}
    monkeypatch.setattr(cohorts, "_digest_of_grader", lambda: "another")
    assert {line.status for line in grade(course, bench)[0].values()} == {Status.GRADED}
    assert {line.status for line in grade(course, bench)[0].values()} == {Status.UNCHANGED}
    assert {line.status for line in grade(course, bench, choice=Choice.ALL)[0].values()} == {Status.GRADED}


def test_a_verdict_that_was_damaged_or_whose_notebook_is_gone_is_made_again(course, bench):
    """What cannot be read is no reason to trust it."""
    course.hand_in("ada", RIGHT)
    grade(course, bench)
    for text in ("", "[]", '{"form": 1, "digests": {}}', '{"form": 99}'):
        course.path("ada", "autograded", ".verdict.json").write_text(text)
        assert grade(course, bench)[0]["ada"].status is Status.GRADED
    course.path("ada", "autograded").unlink()
    assert grade(course, bench)[0]["ada"].status is Status.GRADED


def test_the_gradebook_is_copied_before_it_is_written_and_only_then(course, bench):
    """Of the copies ten are kept."""
    course.hand_in("ada", RIGHT)
    _, summary = grade(course, bench)
    course.hand_in("ada", RIGHT | {"total": "total = 1"})
    _, summary = grade(course, bench)
    (note,) = [note for note in summary.notes if "as it was before" in note]
    copy = course.root / note.rpartition(" ")[2].rstrip(".")
    with Gradebook(f"sqlite:///{copy}", "course") as gradebook:
        assert gradebook.find_submission(MODULE, "ada").score == 14
    before = sorted(course.root.glob("gradebook.db.backup-*"))
    grade(course, bench)
    assert sorted(course.root.glob("gradebook.db.backup-*")) == before
    for _ in range(12):
        gradebooks.back_up(f"sqlite:///{course.root}/gradebook.db")
    assert len(list(course.root.glob("gradebook.db.backup-*"))) == 10


def test_a_score_that_a_person_gave_stays(course, bench):
    """And waits for her to look again, as with nbgrader."""
    course.hand_in("ada", RIGHT | {"total": "total = 1"})
    grade(course, bench)
    with Gradebook(f"sqlite:///{course.root}/gradebook.db", "course") as gradebook:
        grade_of = gradebook.find_grade("total-check", "workbook", MODULE, "ada")
        grade_of.manual_score = 1.5
        gradebook.db.commit()
    grade(course, bench, choice=Choice.ALL)
    with Gradebook(f"sqlite:///{course.root}/gradebook.db", "course") as gradebook:
        grade_of = gradebook.find_grade("total-check", "workbook", MODULE, "ada")
        assert (grade_of.score, grade_of.auto_score, grade_of.needs_manual_grade) == (1.5, 0, True)


def test_two_with_the_same_file_are_named(course, bench):
    """Nobody is accused of anything; an untouched release is nobody's."""
    for student in ("ada", "bob"):
        course.hand_in(student, RIGHT)
    for student in ("cyd", "dan"):
        course.hand_in(student)
    _, summary = grade(course, bench)
    assert [note[-14:] for note in summary.notes if "same file" in note] == ["from ada, bob."]
    course.hand_in("eve", RIGHT)  # whenever the others were graded
    _, summary = grade(course, bench)
    assert [note[-19:] for note in summary.notes if "same file" in note] == ["from ada, bob, eve."]


def test_whoever_is_not_in_the_roster_is_graded_and_told_of(course, bench):
    """A folder may have a wrong name; without a roster everybody is new."""
    course.hand_in("ada", RIGHT)
    _, summary = grade(course, bench)
    assert "Not in the gradebook" not in str(summary.notes)
    course.hand_in("Ada", RIGHT)
    _, summary = grade(course, bench)
    assert "added to it: Ada." in str(summary.notes) and course.scores("Ada") == FULL


def test_what_is_for_the_instructor_alone_is_not_beside_feedback(course, bench):
    """This course's configuration sees to it; of another's it is told."""
    course.hand_in("ada", RIGHT)
    assert "c.CourseDirectory.ignore" in str(grade(course, bench)[1].notes)
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("c.CourseDirectory.ignore = ['*.verdict.json']\n")
    assert "c.CourseDirectory.ignore" not in str(grade(course, bench)[1].notes)
    assert open_folder(ROOT).ignores("workbook.verdict.json")


@pytest.fixture
def two(course):
    """Return the course, with a second workbook in its module."""
    for step in ("source", "release"):
        shutil.copy(course.root / step / MODULE / "workbook.ipynb", course.root / step / MODULE / "other.ipynb")
    return course


def scores_of(course, notebook):
    """Return what ada has for a notebook."""
    with Gradebook(f"sqlite:///{course.root}/gradebook.db", "course") as gradebook:
        return {grade.auto_score for grade in gradebook.find_submission_notebook(notebook, MODULE, "ada").grades}


def test_a_notebook_that_was_not_handed_in_has_0_and_one_that_we_could_not_judge_none(two, bench, monkeypatch):
    """Our mistake never costs points."""
    path = two.hand_in("ada", RIGHT)
    assert grade(two, bench)[1].complete
    assert scores_of(two, "workbook") == {2} and scores_of(two, "other") == {0}
    shutil.rmtree(two.root / "autograded")
    (two.root / "gradebook.db").unlink()
    shutil.copy(path, path.with_name("other.ipynb"))
    mark = bench.mark

    def fail_for_one(workbook, *arguments):
        if workbook.lesson.endswith("other"):
            raise JudgeError("no judge")
        return mark(workbook, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(bench, "mark", fail_for_one)
        _, summary = grade(two, bench)
    assert not summary.complete
    assert scores_of(two, "workbook") == {2} and scores_of(two, "other") == {None}
    assert grade(two, bench, choice=Choice.NEW)[1].complete and scores_of(two, "other") == {2}


def test_a_notebook_that_is_gone_keeps_its_grade_and_is_told_of(two, bench):
    """Nobody has taken it back, as far as is known."""
    path = two.hand_in("ada", RIGHT)
    shutil.copy(path, path.with_name("other.ipynb"))
    grade(two, bench)
    path.with_name("other.ipynb").unlink()
    _, summary = grade(two, bench, choice=Choice.ALL)
    (line,) = [line for line in summary.lines if line.lesson.endswith("other")]
    assert line.status is Status.UNCHANGED and "no longer in the folder" in line.flags[-1]
    assert scores_of(two, "other") == {2}


def test_a_student_who_is_not_to_be_made_stops_nobody(course, bench):
    """The others are graded."""
    for student in ("ada", "bob"):
        course.hand_in(student, RIGHT)
    grade(course, bench, students=["ada"])
    lines, summary = grade(course, bench, choice=Choice.ALL, create_student=False)
    assert "no student 'bob'" in lines["bob"].problem and lines["ada"].status is Status.GRADED
    assert not summary.stopped and not summary.complete


def test_a_release_of_another_source_is_told_of_before_anybody_is_graded(course, bench):
    """Its cells are named, and what to do."""
    source = course.root / "source" / MODULE / "workbook.ipynb"
    source.write_text(source.read_text().replace('"grade_id": "total"', '"grade_id": "sum"'))
    with pytest.raises(BuildError, match=r"sum, total.*make the release again"):
        grade_cohort(course.folder, MODULE, bench=bench)


def test_an_error_of_a_judge_is_told_as_it_is(course, bench):
    """Not as a want of memory."""
    workbook = course.folder.module(MODULE).workbooks[0]
    (course.root / "source" / MODULE / "workbook.ipynb").unlink()
    with pytest.raises(JudgeError, match="There is no file"):
        bench.mark(workbook, "it.ipynb", course.hand_in("ada").read_bytes(), {})


def test_points_go_to_the_cell_that_carries_them(tmp_path, bench):
    """Where a person grades the answer, and a check beside her."""
    source, release = workbook_cells(), release_cells()
    for notebook in (source, release):
        answer = next(cell for cell in notebook.cells if cell.id == "total")
        answer.metadata["nbgrader"] |= {"grade": True, "points": 3}
    course = Cohort(tmp_path, source, release)
    course.hand_in("ada", RIGHT)
    course.hand_in("bob", RIGHT | {"total": "total = 1"})
    lines, summary = grade(course, bench)
    assert summary.complete and lines["ada"].points == 14 and lines["ada"].by_hand == 3
    for student, points in (("ada", 2), ("bob", 0)):
        with Gradebook(f"sqlite:///{course.root}/gradebook.db", "course") as gradebook:
            grades = gradebook.find_submission_notebook("workbook", MODULE, student).grades
            found = {one.name: (one.auto_score, one.needs_manual_grade) for one in grades}
        assert found["total"] == (None, True) and found["total-check"] == (points, False)


def test_an_answer_that_is_as_it_was_released_is_no_response(tmp_path, bench):
    """Whatever is in it that is shown otherwise."""
    source, release = workbook_cells(), release_cells()
    for notebook in (source, release):
        prompt = next(cell for cell in notebook.cells if cell.cell_type == "markdown")
        prompt.source = "R&D, <br>\tor [x](data:)"
        prompt.metadata["nbgrader"] |= {"grade": True, "solution": True, "locked": False, "points": 1}
    course = Cohort(tmp_path, source, release)
    course.hand_in("ada", RIGHT)
    grade(course, bench)
    with Gradebook(f"sqlite:///{course.root}/gradebook.db", "course") as gradebook:
        comments = gradebook.find_submission_notebook("workbook", MODULE, "ada").comments
        assert {one.name for one in comments if one.auto_comment == "No response."} == {prompt.id}


@pytest.mark.parametrize(("excluded", "read"), [([], "the course's"), (["data.csv"], "ada's")])
def test_a_learners_file_stands_for_the_courses_only_where_the_course_says_so(course, bench, excluded, read):
    """By nbgrader's own setting; each time both are there."""
    (course.root / "source" / MODULE / "data.csv").write_text("the course's")
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"c.Autograde.exclude_overwriting = {{{MODULE!r}: {excluded!r}}}\n")
    looks = f"{RIGHT['bystander']}\nif open('data.csv').read() != {read!r}:\n    bystander = None"
    (course.hand_in("ada", RIGHT | {"bystander": looks}).parent / "data.csv").write_text("ada's")
    lines, _ = grade(course, bench)
    assert lines["ada"].status is Status.GRADED and course.scores("ada") == FULL


@pytest.mark.parametrize("name", ["=1+1", "a,b", 'x"y', "<b>", "tab\there", "line\nbreak"])
def test_a_name_that_would_damage_a_table_is_refused(course, bench, name):
    """nbgrader's export writes names as they are."""
    course.hand_in(name, RIGHT)
    course.hand_in("ada", RIGHT)
    lines, _ = grade(course, bench)
    assert "rename it" in lines[name].problem and lines["ada"].status is Status.GRADED


@pytest.mark.parametrize(("text", "told"), [("", ""), ("nonsense", "holds no time"), ("2999-01-01", "in the future")])
def test_a_time_that_cannot_be_is_flagged(course, bench, text, told):
    """The learner has written it, or may have."""
    (course.hand_in("ada", RIGHT).parent / "timestamp.txt").write_text(text)
    lines, _ = grade(course, bench)
    assert lines["ada"].status is Status.GRADED and told in " ".join(lines["ada"].flags)


def test_a_module_or_a_folder_that_is_not_there_gets_a_sentence(course, bench, tmp_path):
    """With the ones that are."""
    with pytest.raises(UsageError, match="Those are: target"):
        grade_cohort(course.folder, "another", bench=bench)
    with pytest.raises(UsageError, match="There is no folder"):
        teach.grade_module(MODULE, course=tmp_path / "none")
    (course.root / "release" / MODULE / "workbook.ipynb").unlink()
    with pytest.raises(UsageError, match="was never released"):
        grade_cohort(course.folder, MODULE, bench=bench)


def test_without_a_jail_nobody_is_graded(course, monkeypatch):
    """Learners' code would run as the instructor."""
    monkeypatch.setattr(cohorts, "what_is_missing", lambda: "No bubblewrap.")
    with pytest.raises(JudgeError, match="would run as you"):
        grade_cohort(course.folder, MODULE)


def test_the_command_says_what_came_of_it(course, monkeypatch):
    """Graded, flagged, not gradable with reasons, seconds each; the exit status is 1 then."""
    course.hand_in("ada", RIGHT)
    course.hand_in("[red]ada", RIGHT).write_text("{")
    monkeypatch.chdir(course.root)
    result = CliRunner().invoke(cli.app, ["grade", MODULE, "--workers", "2"], standalone_mode=False)
    assert result.return_value == 1
    assert "1 graded, 0 unchanged, 1 not gradable" in result.output and "s each" in result.output
    assert "[red]ada" in result.output and "its text is damaged" in result.output
    course.path("[red]ada").unlink()
    course.hand_in("[red]ada", RIGHT)
    assert CliRunner().invoke(cli.app, ["grade", MODULE], standalone_mode=False).return_value == 0
    with pytest.raises(UsageError, match="choose one"):
        CliRunner().invoke(
            cli.app, ["grade", MODULE, "--resume", "--force"], standalone_mode=False, catch_exceptions=False
        )


# --- faults -----------------------------------------------------------------------------------


def processes(bench):
    """Return the processes of a service that is grading: judge, bubblewrap, warm server and learner."""
    service = psutil.Process(bench._process.pid)
    children = service.children()
    below = service.children(recursive=True)
    warm = [process for process in below if "aipm_helpers.grading.warm" in process.cmdline()]
    return {
        "service": [service],
        "judge": [process for process in children if "aipm_helpers.grading.service" in process.cmdline()],
        "bubblewrap": [process for process in children if process.name() == "bwrap"],
        "warm server": warm[:1],
        # keeper, process 1 and the learner's own come after the server
        "learner": warm[3:],
    }


@pytest.mark.parametrize("victim", ["learner", "warm server", "bubblewrap", "judge", "service"])
def test_whatever_is_killed_the_grade_is_right(course, victim):
    """It is judged again: who has sent the signal cannot be told, so once is no proof against the learner."""
    for student in ("ada", "bob", "cyd"):
        course.hand_in(student, SLOW)
    killed = []

    def kill():
        until = time.monotonic() + 60
        while not killed and time.monotonic() < until:
            time.sleep(0.05)
            if bench._process is None:
                continue
            try:
                found = processes(bench)
                if found["learner"]:
                    time.sleep(0.5)  # in the middle of its cells
                    found[victim][-1].send_signal(signal.SIGKILL)
                    killed.append(victim)
            except (psutil.Error, IndexError):
                continue

    with Bench() as bench:
        thread = threading.Thread(target=kill)
        thread.start()
        lines, summary = grade(course, bench, workers=2)
        thread.join()
    assert killed
    assert summary.complete and {line.points for line in lines.values()} == {14}, lines
    assert all(course.scores(student) == FULL for student in ("ada", "bob", "cyd"))


def test_a_judge_that_never_has_an_answer_costs_nobody_anything(course, bench, monkeypatch):
    """It is told, exit status 1, and the next run tries again."""
    course.hand_in("ada", RIGHT)
    with monkeypatch.context() as patch:
        patch.setattr("aipm_helpers.grading.service._exchange", lambda *_: None)
        lines, summary = grade(course, bench)
    assert lines["ada"].status is Status.UNGRADABLE and "Its judge was ended 3 times" in lines["ada"].problem
    assert not summary.complete and not course.path("ada", "autograded").exists()
    assert grade(course, bench)[0]["ada"].points == 14


def test_a_driver_that_is_killed_loses_nothing(course):
    """What it has recorded is whole, nothing of it runs on, and --resume grades the rest."""
    students = [f"s{number}" for number in range(8)]
    for student in students:
        course.hand_in(student, SLOW)
    command = [sys.executable, "-m", "aipm_helpers.cli", "grade", MODULE, "--course", course.root, "--workers", "2"]
    driver = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while len(list(course.root.glob("autograded/*/*/*.verdict.json"))) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    started = psutil.Process(driver.pid).children(recursive=True)
    driver.kill()
    driver.wait()
    _, alive = psutil.wait_procs(started, timeout=20)
    assert started and not alive
    recorded = len(list(course.root.glob("autograded/*/*/*.verdict.json")))
    assert 2 <= recorded < len(students) and is_whole(course, killed=True)
    result = subprocess.run([*command, "--resume"], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert f"{len(students) - recorded} graded, {recorded} unchanged" in result.stdout
    assert is_whole(course) and all(course.scores(student) == FULL for student in students)


@pytest.mark.parametrize("step", range(8))
def test_a_full_disk_stops_it_and_loses_nothing(course, bench, monkeypatch, step):
    """At whichever file it is: what was recorded is whole, and --resume grades the rest."""
    for student in ("ada", "bob", "cyd"):
        course.hand_in(student, RIGHT)
    write, written = Path.write_bytes, []

    def write_until_full(path, data):
        if path.name.endswith(".begun"):
            written.append(path)
            if len(written) > step:
                write(path, data[:100])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", write_until_full)
        _, summary = grade(course, bench)
    if step < 6:  # two files for each
        assert "No space left on device" in summary.stopped and "--resume" in summary.stopped
        assert not summary.complete
    assert is_whole(course)
    _, summary = grade(course, bench, choice=Choice.NEW)
    assert summary.complete and all(course.scores(student) == FULL for student in ("ada", "bob", "cyd"))


def test_a_gradebook_that_cannot_grow_stops_it_and_loses_nothing(course, bench):
    """SQLite itself says that the disk is full."""
    course.hand_in("a0", RIGHT)
    grade(course, bench)
    students = [f"s{number:02}" for number in range(30)]
    for student in students:
        course.hand_in(student, RIGHT)

    def no_larger(connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", no_larger)
    try:
        _, summary = grade(course, bench, workers=2)
    finally:
        event.remove(Engine, "connect", no_larger)
    assert "full" in summary.stopped and not summary.complete
    assert is_whole(course)
    _, summary = grade(course, bench, workers=2, choice=Choice.NEW)
    assert summary.complete and all(course.scores(student) == FULL for student in students)


@pytest.mark.parametrize("seconds", [2, 60])
def test_a_locked_gradebook_is_waited_for_and_then_told_of(course, bench, monkeypatch, seconds):
    """Another program has it for a moment, or does not let go."""
    monkeypatch.setattr(gradebooks, "WAIT_SECONDS", 8)
    course.hand_in("ada", RIGHT)
    grade(course, bench)
    course.hand_in("ada", RIGHT | {"total": "total = 1"})
    other = sqlite3.connect(course.root / "gradebook.db", check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(seconds, other.rollback)
    timer.start()
    _, summary = grade(course, bench)
    timer.cancel()
    other.rollback()
    other.close()
    if seconds > 8:
        assert "in use by another program" in summary.stopped and course.scores("ada") == FULL
        _, summary = grade(course, bench, choice=Choice.NEW)
    assert summary.complete and course.scores("ada") == FULL | {"total": 0} and is_whole(course)


def test_a_submission_that_changes_while_it_is_judged_is_graded_again(course, bench, monkeypatch):
    """The verdict is on what was read, and its digest says so."""
    course.hand_in("ada", RIGHT)
    mark = bench.mark

    def change_and_mark(*arguments):
        course.hand_in("ada", RIGHT | {"total": "total = 1"})
        return mark(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(bench, "mark", change_and_mark)
        assert grade(course, bench)[0]["ada"].points == 14
    lines, _ = grade(course, bench)
    assert (lines["ada"].status, lines["ada"].points) == (Status.GRADED, 12)


def test_a_check_of_ours_that_fails_costs_nothing_and_is_told(tmp_path, bench):
    """The task has no score, a person is to look, the others are graded; once it is mended the next run sees to it."""
    source = workbook_cells()
    check = next(cell for cell in source.cells if cell.id == "total-check")
    whole, check.source = check.source, f"{check.source}\nundefined_name"
    course = Cohort(tmp_path, source, release_cells())
    course.hand_in("ada", RIGHT)
    lines, summary = grade(course, bench)
    assert course.scores("ada") == FULL | {"total": None} and not summary.complete
    assert "undefined_name" in " ".join(lines["ada"].flags)
    assert "undefined_name" not in course.path("ada", "autograded").read_text("utf-8")
    check.source = whole
    (course.root / "source" / MODULE / "workbook.ipynb").write_text(json.dumps(source))
    lines, summary = grade(course, bench)
    assert summary.complete and course.scores("ada") == FULL
