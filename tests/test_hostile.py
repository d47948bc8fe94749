"""Attacks earn nothing and leave nothing behind; unusual answers earn what they deserve.

The cases are in `tests/hostile/` (see `hostile_cases`). All are handed in as one cohort, each as a submission in which
every other task is right, and graded as `aipm grade` does it: the batch goes on whatever one of them does.
"""

import hashlib
import time
from dataclasses import replace

import psutil
import pytest
from cohorts import Cohort
from hostile_cases import read_cases, release_cells, submission, workbook_cells

from aipm_helpers import ROOT
from aipm_helpers.grading.cohort import Choice, Status, grade_cohort
from aipm_helpers.grading.jail import Limits, what_is_missing
from aipm_helpers.grading.service import Bench
from aipm_helpers.grading.verdict import Reason

pytestmark = pytest.mark.skipif(bool(what_is_missing()), reason=f"no jail: {what_is_missing()}")

CASES = read_cases()
#: A word in the hidden parts of the workbook's checks.
SECRET = "hidden-7f3a"
#: Short, so that a loop without end costs little; an honest case computes for five seconds.
LIMITS = Limits(cell_cpu_seconds=7, call_cpu_seconds=2, notebook_cpu_seconds=20, notebook_seconds=45)
#: A case that runs into no limit; one that does may take what the limits allow.
QUICK_SECONDS = 10
STUDENTS = {case.id: f"s{place:03}" for place, case in enumerate(CASES)}
AGAIN = CASES[::20]
#: What the planted test needs.
PLANTED = next(case for case in CASES if case.kind == "attack" and not case.slow)


def digest_of_what_is_seen():
    """Return a digest of the files of this course that are seen in the jail."""
    paths = [path for name in ("aipm_helpers", "datasets") for path in sorted((ROOT / name).rglob("*.*"))]
    names = [path for path in paths if path.is_file() and path.suffix != ".pyc"]
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in names)).hexdigest()


def processes_in_the_jail(bench):
    """Return all that runs in the jail: the warm server, and whatever has come of it."""
    jails = [child for child in psutil.Process(bench._process.pid).children() if child.name() == "bwrap"]
    assert jails
    return {process.pid for jail in jails for process in jail.children(recursive=True)}


def left_behind(bench, idle):
    """Return what runs in the jail besides what runs when nobody is graded; what is ending has a moment."""
    until = time.monotonic() + 5
    looks = [processes_in_the_jail(bench)]
    # whoever changes its parent meanwhile is missed by one look
    while looks[-2:] != [idle, idle] and time.monotonic() < until:
        time.sleep(0.02)
        looks.append(processes_in_the_jail(bench))
    return set.union(*looks[-2:]) - idle


@pytest.fixture(scope="module")
def graded(request, tmp_path_factory):
    """Return the cohort of the cases that were asked for, graded; a part of it is graded twice."""
    own = [item for item in request.session.items if item.path == request.path]
    asked = {item.callspec.params["case"] for item in own if hasattr(item, "callspec")}
    cases = [case for case in CASES if case in asked or case == PLANTED]
    again = [case for case in AGAIN if case in asked]
    cohort = Cohort(tmp_path_factory.mktemp("hostile"), workbook_cells(), release_cells())
    for case in cases:
        path = cohort.hand_in(STUDENTS[case.id], notebook=submission(case, release_cells()))
        (path.parent / "canary.csv").write_text("as it was", encoding="utf-8")
    cohort.seen = [digest_of_what_is_seen()]
    with Bench(LIMITS) as bench:
        bench._address()
        bench.mark(cohort.folder.module("target").workbooks[0], "it.ipynb", path.read_bytes(), {})
        idle = processes_in_the_jail(bench)
        summary = grade_cohort(cohort.folder, "target", workers=1, bench=bench)  # each is timed
        cohort.lines = {line.student: line for line in summary.lines}
        cohort.once = {case.id: cohort.verdict(STUDENTS[case.id]) for case in cases}
        cohort.left = {"all together": left_behind(bench, idle)}
        for case in again:  # one after another: what is left is this one's
            grade_cohort(cohort.folder, "target", 1, Choice.ALL, [STUDENTS[case.id]], bench=bench)
            cohort.left[case.id] = left_behind(bench, idle)
    cohort.seen.append(digest_of_what_is_seen())
    return cohort


def told(cohort, student):
    """Return all that was written of a student."""
    return "".join(
        cohort.path(student, "autograded", suffix).read_text("utf-8") for suffix in (".ipynb", ".verdict.json")
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_earns_what_it_deserves(case, graded):
    """Its task earns what the file says, the others all; nothing hidden is told, little is written, in time."""
    student = STUDENTS[case.id]
    tasks = {task["task"]: task for task in graded.once[case.id]["report"]["tasks"]}
    points = {task: verdict["points"] for task, verdict in tasks.items()}
    assert {task: points[task] for task in case.expected} == pytest.approx(case.expected), tasks
    if case.id not in {again.id for again in AGAIN}:
        assert graded.scores(student) == points
    if case.reasons and case.task:
        assert tasks[case.task]["reason"] in {Reason[name.upper()] for name in case.reasons}, tasks
    written = told(graded, student)
    assert written.count(SECRET) == case.source.count(SECRET)  # some look for it
    report = graded.once[case.id]["report"]
    assert len(repr((report["tasks"], report["problems"]))) < 20_000
    assert len(written) < 1_000_000
    line = graded.lines[student]
    assert line.status is Status.GRADED
    assert line.seconds < (LIMITS.notebook_seconds + QUICK_SECONDS if case.slow else QUICK_SECONDS)
    assert (graded.path(student).parent / "canary.csv").read_text() == "as it was"


def test_a_cohort_leaves_no_process(graded):
    """Whatever was started in the jail has ended, after all of them, and after each of some."""
    assert not any(graded.left.values()), graded.left


def test_what_is_seen_in_the_jail_stays_as_it_is(graded):
    """Whoever comes next finds the helpers and the data that everybody finds."""
    before, after = graded.seen
    assert before == after


@pytest.mark.parametrize("case", AGAIN, ids=lambda case: case.id)
def test_a_case_is_judged_twice_alike(case, graded):
    """Neither time nor chance is in a verdict; which of several limits a case runs into may be chance."""
    once, again = (
        {task["task"]: task for task in verdict["report"]["tasks"]}
        for verdict in (graded.once[case.id], graded.verdict(STUDENTS[case.id]))
    )
    if len(case.reasons) > 1:
        ended = [verdicts.pop(case.task) for verdicts in (once, again)]
        assert ended[0]["points"] == ended[1]["points"]
        assert {verdict["reason"] for verdict in ended} <= {Reason[name.upper()] for name in case.reasons}
    assert once == again


def test_there_are_enough_cases_of_each_kind():
    """A folder that was not read would make the tests above pass."""
    kinds = [case.kind for case in CASES]
    assert kinds.count("attack") >= 350 and kinds.count("honest") >= 250
    assert sum(case.stock for case in CASES if case.kind == "attack") >= 130


def test_a_case_whose_points_are_not_what_it_deserves_is_found(graded):
    """The test above bites: the same attack, expected to earn something (planted)."""
    case = replace(PLANTED, earns=2.0)
    with pytest.raises(AssertionError):
        test_a_case_earns_what_it_deserves(case, graded)
