"""Attacks earn nothing and leave nothing behind; unusual answers earn what they deserve.

The cases are in `tests/hostile/` (see `hostile_cases`). Each is run in the jail, as a
submission in which every other task is right.
"""

import hashlib
import json
import time
from dataclasses import dataclass

import psutil
import pytest
from hostile_cases import read_cases, release_cells, submission, workbook_cells

from aipm_helpers import ROOT
from aipm_helpers.grading.jail import Limits, what_is_missing
from aipm_helpers.grading.run import grade
from aipm_helpers.grading.sandbox import Warm
from aipm_helpers.grading.submission import Workbook, compose, read_cells
from aipm_helpers.grading.verdict import Reason, TaskVerdict

pytestmark = pytest.mark.skipif(bool(what_is_missing()), reason=f"no jail: {what_is_missing()}")

CASES = read_cases()
#: A word in the hidden parts of the workbook's checks.
SECRET = "hidden-7f3a"
#: Short, so that a loop without end costs little; honest answers may take as long as they do elsewhere.
LIMITS = {
    "attack": Limits(cell_cpu_seconds=3, call_cpu_seconds=1, notebook_cpu_seconds=20, notebook_seconds=45),
    "honest": Limits(),
}
#: A case that runs into no limit; one that does may take what the limits allow.
QUICK_SECONDS = 10


@pytest.fixture(scope="module")
def warm():
    """Return a warm server, whose descendants are all that is ever started; what it can see stays as it is."""
    before = digest_of_what_is_seen()
    with Warm() as server:
        server.wait_until_ready()
        yield server
    assert digest_of_what_is_seen() == before


def digest_of_what_is_seen():
    """Return a digest of the files of this course that are seen in the jail."""
    paths = [path for name in ("aipm_helpers", "datasets") for path in sorted((ROOT / name).rglob("*.*"))]
    names = [path for path in paths if path.is_file() and path.suffix != ".pyc"]
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in names)).hexdigest()


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    """Return the workbook, in a folder with a file beside it."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, notebook in (("graded", workbook_cells()), ("release", release_cells())):
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "canary.csv").write_text("as it was", encoding="utf-8")
    return Workbook("hostile", folder / "graded.ipynb", folder / "release.ipynb")


@dataclass(frozen=True)
class Graded:
    """What came of a case."""

    verdicts: dict[str, TaskVerdict]
    told: str
    seconds: float


def grade_case(case, target, warm):
    """Hand a case in, and grade it."""
    path = target.graded.parent / "mine.ipynb"
    path.write_text(json.dumps(submission(case, release_cells())), encoding="utf-8")
    composed, _, _ = compose(target, read_cells(path))
    files = {"canary.csv": (target.graded.parent / "canary.csv").read_bytes()}
    began = time.monotonic()
    found = grade(target, composed, warm.start, LIMITS[case.kind], files, lambda done, cells: None)
    told = repr(([verdict.__dict__ for verdict in found.verdicts], found.problems))
    return Graded({verdict.task: verdict for verdict in found.verdicts}, told, time.monotonic() - began)


def descendants(server):
    """Return the processes below a warm server's jail."""
    return {process.pid for process in psutil.Process(server._process.pid).children(recursive=True)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_earns_what_it_deserves_and_leaves_nothing(case, target, warm):
    """Its task earns what the file says, the others all; nothing hidden is told, and nothing is left."""
    before = descendants(warm)
    graded = grade_case(case, target, warm)
    points = {task: verdict.points for task, verdict in graded.verdicts.items()}
    assert {task: points[task] for task in case.expected} == pytest.approx(case.expected), graded.told
    if case.reasons and case.task:
        assert graded.verdicts[case.task].reason in {Reason[name.upper()] for name in case.reasons}, graded.told
    assert SECRET not in graded.told
    assert len(graded.told) < 20_000
    assert graded.seconds < (LIMITS[case.kind].notebook_seconds + QUICK_SECONDS if case.slow else QUICK_SECONDS)
    assert (target.graded.parent / "canary.csv").read_text() == "as it was"
    until = time.monotonic() + 5
    while descendants(warm) != before and time.monotonic() < until:
        time.sleep(0.02)
    assert descendants(warm) == before


@pytest.mark.parametrize("case", CASES[::20], ids=lambda case: case.id)
def test_a_case_is_judged_twice_alike(case, target, warm):
    """Neither time nor chance is in a verdict; which of several limits a case runs into may be chance."""
    once, again = (dict(grade_case(case, target, warm).verdicts) for _ in range(2))
    if len(case.reasons) > 1:
        ended = [verdicts.pop(case.task) for verdicts in (once, again)]
        assert ended[0].points == ended[1].points
        assert {verdict.reason for verdict in ended} <= {Reason[name.upper()] for name in case.reasons}
    assert once == again


def test_there_are_enough_cases_of_each_kind():
    """A folder that was not read would make the tests above pass."""
    kinds = [case.kind for case in CASES]
    assert kinds.count("attack") >= 350 and kinds.count("honest") >= 250
    assert sum(case.stock for case in CASES if case.kind == "attack") >= 130


def test_a_case_whose_points_are_not_what_it_deserves_is_found(target, warm):
    """The test above bites: the same attack, expected to earn something (planted)."""
    from dataclasses import replace

    case = replace(next(case for case in CASES if case.kind == "attack" and not case.slow), earns=2.0)
    with pytest.raises(AssertionError):
        test_a_case_earns_what_it_deserves_and_leaves_nothing(case, target, warm)
