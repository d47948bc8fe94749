"""Measure the grader: what it adds to the cells' own time, and how long learners wait.

    python tests/benchmark.py [--rounds N] [NOTEBOOK ...]

Without notebooks, all solutions. Everything is measured in one run, in turns, since times on
shared machines wander; medians are printed. ``floor`` is the least that grading can take:
the same cells, with outputs and whole checks, in one process forked with everything
imported, without a jail, a judge or messages.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from aipm_helpers import ROOT
from aipm_helpers.grading import learner, messages, service
from aipm_helpers.grading.jail import ONE_THREAD, Limits
from aipm_helpers.grading.run import check_notebook
from aipm_helpers.grading.sandbox import Warm
from aipm_helpers.grading.submission import read_cells


class Floor:
    """Runs a notebook's cells in a fork of a process that has imported everything, and has run nothing."""

    def __init__(self) -> None:
        shell = learner.Process()
        shell.begin(vars(Limits()))
        asked, self._ask = os.pipe()
        self._told, tell = os.pipe()
        if os.fork() == 0:
            os.close(self._ask)  # or it would wait for itself for ever
            while path := os.read(asked, 1000):
                child = os.fork()
                if child == 0:
                    _run_cells(shell, Path(path.decode()))
                os.waitpid(child, 0)
                os.write(tell, b".")
            os._exit(0)

    def __call__(self, path: Path) -> None:
        """Run a notebook's cells."""
        os.write(self._ask, str(path).encode())
        os.read(self._told, 1)


def _run_cells(shell: learner.Process, path: Path) -> NoReturn:
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for place, cell in enumerate(read_cells(path)):
            if cell["cell_type"] == "code":
                shell.answer(messages.Run(place, cell["source"]))
    os._exit(0)


def times(rounds: int, works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median seconds of each work, all done in turns."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def command(*words: object, check: bool = False) -> Callable[[], object]:
    """Return what runs a command quietly."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    return lambda: subprocess.run(
        [str(word) for word in words], capture_output=True, check=check, env=environment, cwd=ROOT
    )


@contextlib.contextmanager
def waiting_service() -> Iterator[None]:
    """Have a service wait, as while the lab is open."""
    process = service.start_service()
    assert process is not None
    address = service._address_file(ROOT)
    while not address.exists():
        time.sleep(0.1)
    time.sleep(5)
    yield
    process.communicate()


def main(floor: Floor, cores: set[int]) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    paths = options.notebooks or sorted((ROOT / "solutions").glob("[0-9]*/[0-9]*.ipynb"))
    with Warm() as warm:
        warm.wait_until_ready()
        print("one worker on one core: medians of seconds a notebook")
        for path in paths:
            works = {
                "floor": lambda: floor(path),  # noqa: B023
                "grader": lambda: check_notebook(path, start=warm.start),  # noqa: B023
            }
            times(1, works)
            found = times(options.rounds, works)
            print(
                f"  {path.stem}: floor {found['floor']:.3f}, grader {found['grader']:.3f}, "
                f"added {found['grader'] - found['floor']:+.3f}"
            )
    os.sched_setaffinity(0, cores)
    with waiting_service():
        print("one learner: medians of seconds")
        for path in paths:
            works = {
                "floor": lambda: floor(path),  # noqa: B023
                "aipm check": command(sys.executable, "-m", "aipm_helpers.cli", "check", path),
                "nbgrader validate": command("nbgrader", "validate", path),
            }
            found = times(max(3, options.rounds // 3), works)
            print(
                f"  {path.stem}: its own computing {found['floor']:.2f}, aipm check with the lab open "
                f"{found['aipm check']:.2f}, nbgrader validate {found['nbgrader validate']:.2f} "
                f"({found['nbgrader validate'] / found['aipm check']:.1f} times as long)"
            )
    for path in paths:
        found = times(3, {"alone": command(sys.executable, "-m", "aipm_helpers.cli", "check", path)})
        print(f"  {path.stem}: aipm check without the lab {found['alone']:.2f}")


if __name__ == "__main__":
    os.environ.update(ONE_THREAD, AIPM_CHECKING="1", MPLBACKEND="module://matplotlib_inline.backend_inline")
    service._import_for_checks()
    cores = os.sched_getaffinity(0)
    # on one core nothing is done at the same time: what is measured is what is added
    os.sched_setaffinity(0, {min(cores)})
    main(Floor(), cores)
