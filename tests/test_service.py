"""The grader that waits while the lab is open: quick, the same verdicts, and never in the way."""

import json
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import psutil
import pytest
from course_files import notebooks

from aipm_helpers import ROOT
from aipm_helpers.errors import SubmissionError
from aipm_helpers.grading import names, service
from aipm_helpers.grading.jail import what_is_missing
from aipm_helpers.grading.submission import compose, course_cells, find_workbook, read_cells

pytestmark = pytest.mark.skipif(bool(what_is_missing()), reason=f"no jail: {what_is_missing()}")
SOLUTION = notebooks("solutions")[0]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course's folder, with its workbooks."""
    root = tmp_path_factory.mktemp("course")
    for name in ("exercises", "solutions"):
        shutil.copytree(ROOT / name, root / name)
    return root


@pytest.fixture(scope="module")
def running(course):
    """Return a service that is ready."""
    with served(course) as process:
        yield process


@contextmanager
def served(root):
    """Have a service for a course's folder, and end it."""
    process = service.start_service(root)
    try:
        wait_until(lambda: asked(address_of(root)) is not None)
        yield process
    finally:
        process.communicate(timeout=20)


def asked(address):
    """Return what a service says of a workbook."""
    return service._ask(address, SOLUTION, lambda done, cells: None)


def wait_until(condition, seconds=60):
    """Wait for something that comes soon."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def address_of(course):
    """Return the file that says where the service is."""
    return course / "workbook" / ".aipm" / "grader.json"


def test_its_report_is_that_of_a_grader_without_it(course, running):
    """The same verdicts, with progress on the way."""
    steps = []
    report = service._ask(address_of(course), SOLUTION, lambda done, cells: steps.append((done, cells)))
    with service.Grader(course) as grader:
        here = grader._check_here(SOLUTION, lambda done, cells: None)
    assert {**report, "seconds": 0} == {**here, "seconds": 0}
    assert steps and steps == sorted(steps) and {cells for _, cells in steps} == {steps[0][1]}


def test_whoever_asks_it_imports_nothing_large(course, running):
    """That is what makes it quick."""
    code = "import sys\nfrom pathlib import Path\nfrom aipm_helpers.grading.service import Grader\n"
    code += "with Grader(Path(sys.argv[1])) as grader: print(grader.check(Path(sys.argv[2]))['passed'])\n"
    code += "print({'pandas', 'numpy', 'IPython', 'sklearn', 'nbformat'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code, course, SOLUTION], capture_output=True, text=True, check=True)
    assert result.stdout == "True\nset()\n"


def test_a_file_that_is_no_workbook_gets_its_sentence(course, running, tmp_path):
    """What cannot be graded is the learner's to mend, here as without the service."""
    (tmp_path / "mine.ipynb").write_text("{}")
    with service.Grader(course) as grader, pytest.raises(SubmissionError, match="is not a workbook of this course"):
        grader.check(tmp_path / "mine.ipynb")
    with service.Grader(course) as grader, pytest.raises(SubmissionError, match="There is no file"):
        grader.check(tmp_path / "none.ipynb")


def test_two_ask_at_the_same_time(course, running):
    """Each is answered by a judge of its own."""
    found = []
    threads = [threading.Thread(target=lambda: found.append(asked(address_of(course)))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [report["points"] for report in found] == [found[0]["max_points"]] * 3


def test_nonsense_does_not_end_it(course, running):
    """Who says something else is not answered, and the next one is."""
    import socket

    odd = [b'{"path": 3}\n', b'{"submission": 3}\n', b'{"submission": {"workbook": ["a", "b", "c"]}}\n']
    for nonsense in (b"", b"\xff\n", b"[]\n", b"3\n", *odd):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(json.loads(address_of(course).read_text())["socket"])
            connection.sendall(nonsense)
            connection.shutdown(socket.SHUT_WR)
            assert b"report" not in connection.recv(1000)
    assert asked(address_of(course))["passed"]


def test_whoever_says_nothing_keeps_nobody_waiting(course, running):
    """Half of a question, too."""
    import socket

    for said in (b"", b'{"path": '):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(json.loads(address_of(course).read_text())["socket"])
            connection.sendall(said)
            began = time.monotonic()
            assert asked(address_of(course))["passed"]
            assert time.monotonic() - began < 20


def test_judges_begin_with_what_the_course_s_notebook_says():
    """It is read before the service is asked, so the names in it are not read again for each learner."""
    workbook = find_workbook(ROOT, SOLUTION)
    names._read_names.cache_clear()
    service._read_courses(service._as_words(workbook))
    before = names._read_names.cache_info().misses
    course = course_cells(workbook)
    names.make_plan(course, compose(workbook, read_cells(SOLUTION))[0])
    assert before > 5 and names._read_names.cache_info().misses == before


def test_nobody_else_may_ask(course, running):
    """Its socket lies in a folder of this user's."""
    from pathlib import Path

    folder = Path(json.loads(address_of(course).read_text())["socket"]).parent
    assert folder.stat().st_mode & 0o077 == 0


def test_helpers_that_have_changed_are_read_again(tmp_path, monkeypatch):
    """Whoever changes a helper is graded by the new one: first here, then by a service that has begun anew."""
    for name in ("aipm_helpers", "datasets", "exercises", "solutions"):
        shutil.copytree(ROOT / name, tmp_path / name)  # other tests ask services that read the helpers, too
    monkeypatch.chdir(tmp_path)  # that is where the service imports from
    address = address_of(tmp_path)
    with served(tmp_path):
        socket = address.read_text()
        (tmp_path / "aipm_helpers" / "__init__.py").touch()
        assert asked(address) is None
        wait_until(lambda: asked(address) is not None)
        assert address.read_text() != socket


def test_it_ends_with_what_started_it_and_leaves_nothing(course):
    """Also when that was killed, and when a server of its own was."""
    code = "import sys, time\nfrom pathlib import Path\nfrom aipm_helpers.grading.service import start_service\n"
    code += "process = start_service(Path(sys.argv[1]))\nprint(process.pid, flush=True)\ntime.sleep(1000)"
    other = course / "other"
    for name in ("exercises", "solutions"):
        shutil.copytree(ROOT / name, other / name, dirs_exist_ok=True)
    parent = subprocess.Popen([sys.executable, "-c", code, other], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    wait_until(lambda: asked(address_of(other)) is not None)
    processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    processes[1].kill()
    wait_until(lambda: asked(address_of(other)) is not None)
    processes = {*processes, *psutil.Process(pid).children(recursive=True)}
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _, alive = psutil.wait_procs(list(processes), timeout=10)
    assert alive == []
    assert not address_of(other).exists()
    assert asked(address_of(other)) is None


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"socket": 3}', '{"socket": "/tmp/there-is-none"}'])
def test_an_address_that_leads_nowhere_is_no_service(tmp_path, content):
    """Such as one that a crash has left behind."""
    (tmp_path / "grader.json").write_text(content)
    assert service._ask(tmp_path / "grader.json", SOLUTION, lambda done, cells: None) is None
