"""Lessons run offline and in time. (That they say what they said is nbval's to test.)"""

import subprocess
import sys
import time

import nbformat
import numpy as np
import pytest
from course_files import each, name, notebooks, read
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

#: Seconds of a core from a fresh kernel, the start of the kernel and the guard included: other tests
#: take turns on the cores, so the clock on the wall would time them, too.
LONGEST = 15
#: So many times as long may it take by the clock: a lesson that waits uses no core.
PATIENCE = 4
#: A machine that is slower, or shared, needs more seconds than this for the work of `pace`.
PACE_SECONDS = 0.12
#: The quickest of so many runs counts.
RUNS = 3

#: Runs before a lesson: every connection to another machine is refused.
GUARD = """
import socket as _socket
def _refuse(*arguments, **options):
    raise PermissionError("a lesson reached for the network")
_socket.getaddrinfo = _socket.create_connection = _refuse
_socket.socket.connect = _socket.socket.connect_ex = _socket.socket.sendto = _refuse
"""


def run(notebook):
    """Execute a notebook behind the guard; return the seconds by the clock and those of a core."""
    began = time.monotonic()
    cells = [nbformat.v4.new_code_cell(source) for source in (GUARD, "import os as _os; sum(_os.times()[:4])")]
    guarded = nbformat.v4.new_notebook(cells=[cells[0], *notebook.cells, cells[1]])
    client = NotebookClient(guarded, kernel_name="python3", timeout=LONGEST * PATIENCE)
    client.comm_open_handlers.clear()  # as in the build
    client.execute()
    return time.monotonic() - began, float(cells[1].outputs[0].data["text/plain"])


def pace():
    """Return how many times slower than a quiet machine this one is now, at least 1."""
    began = time.process_time()
    numbers = np.random.default_rng(0).normal(size=1_000_000)
    for _ in range(4):
        np.sort(numbers)
    sum(number * number % 7 for number in range(1_500_000))
    return max(1.0, (time.process_time() - began) / PACE_SECONDS)


def runs_in_time(notebook, longest=LONGEST):
    """Tell whether a notebook can be run in so many seconds of a quiet machine."""
    for _ in range(RUNS):
        before = pace()
        clock, core = run(notebook)
        allowed = longest * max(before, pace())
        if core < allowed and clock < PATIENCE * allowed:
            return True
    return False


@each("course")
def test_a_lesson_runs_offline_and_in_time(path):
    """A learner on a train, with an ordinary laptop, can run it."""
    assert runs_in_time(read(path))


@pytest.mark.parametrize("line", ["import time; time.sleep(12)", "import time\nwhile time.process_time() < 4: pass"])
def test_a_lesson_that_takes_too_long_is_found(monkeypatch, line):
    """Whether it waits or computes."""
    monkeypatch.setitem(globals(), "pace", lambda: 1)
    monkeypatch.setitem(globals(), "RUNS", 1)  # it takes as long each time
    assert not runs_in_time(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line)]), longest=3)


@pytest.mark.parametrize(
    "line",
    [
        "import urllib.request as u; u.urlopen('http://example.invalid')",
        "import pandas; pandas.read_csv('http://192.0.2.1/x')",
    ],
)
def test_a_lesson_that_reaches_out_is_found(line):
    """The guard bites."""
    with pytest.raises(CellExecutionError, match="reached for the network"):
        run(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line)]))


@pytest.mark.parametrize(
    "path", [*notebooks("course"), *notebooks("exercises")], ids=lambda path: f"{path.parts[-3]}/{name(path)}"
)
def test_the_first_cell_says_so_in_the_wrong_kernel(path):
    """In a Python without the course a learner reads what to do, not which module is missing."""
    first = next(cell.source for cell in read(path).cells if cell.cell_type == "code")
    # -S: without what is installed
    result = subprocess.run([sys.executable, "-I", "-S", "-c", first], capture_output=True, text=True, check=False)
    assert "This kernel lacks the course" in result.stderr and "Traceback" not in result.stderr
