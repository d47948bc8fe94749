"""What all tests share, those in docstrings and lessons too: hence at the top."""

import functools
import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

# nbgrader looks for the alembic command on the path
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
os.environ.setdefault("MPLBACKEND", "agg")
# each worker has a core: threads of their libraries would only be in each other's way
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# nbval runs the notebooks of these; searched for doctests they would be run as modules too
collect_ignore_glob = ["course/*/*.py"]
#: These take minutes each: one that came last would have nothing beside it.
FIRST = ("test_hostile", "test_answers", "test_cohort", "test_nbgrader", "test_browser")
if not sys.platform.startswith("linux"):
    # the jail is made of what only Linux has; on Linux without it these fail in CI
    collect_ignore = [
        f"tests/test_{name}.py" for name in ("cohort", "handed_in", "hostile", "red_team", "sandbox", "service")
    ]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first, so that all workers have something to do until the end."""
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def pytest_collection_finish() -> None:
    """Ask once a process what nbgrader asks for each new gradebook: another program, for seconds, the same answer."""
    if (api := sys.modules.get("nbgrader.api")) is not None:
        api.get_alembic_version = functools.cache(api.get_alembic_version)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail in CI what was skipped elsewhere: a test that is not run proves nothing."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
