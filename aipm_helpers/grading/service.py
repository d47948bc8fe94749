"""Grading that is ready when it is asked for: who checks a notebook need not wait for imports.

`aipm lab` starts a service, a process that has imported everything and owns a warm server
(`warm`). For each request it forks a judge, which streams lines of JSON to whoever asked::

    {"path": "..."}              ->
    {"submission": {...}}        ->
                                 <-   {"done": 3, "cells": 40}      now and then
                                 <-   {"report": {...}} or {"problem": [what, todo]} or {"stale": true}

A path is a learner's own file. A submission, with its content, is one of a cohort (`Bench`): its answer holds
the graded notebook too, and where grading it fails ``{"failed": "..."}`` says why.

It listens on a socket in a folder of its own, which other users cannot open, and ends with
what started it. Where there is no service, as without a jail or outside of `aipm lab`,
`Grader` does the same in this process.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from aipm_helpers import ROOT
from aipm_helpers.errors import JudgeError, SubmissionError
from aipm_helpers.grading.jail import ONE_THREAD, Limits, what_is_missing
from aipm_helpers.grading.sandbox import Plain, Warm, open_sandbox

if TYPE_CHECKING:
    from aipm_helpers.grading.submission import Workbook

__all__ = ["Bench", "Grader", "start_service"]

_CONNECT_SECONDS = 2
_START_SECONDS = 120
#: Beyond a notebook's own limit, twice, since what a signal has ended is graded again: a judge that takes longer hangs.
_GRACE_SECONDS = 60
_JUDGE_SECONDS = int(2 * Limits().notebook_seconds) + _GRACE_SECONDS
#: How often a notebook is tried whose judge was ended before it had an answer.
_TRIES = 3

Say = Callable[[int, int], None]


class Grader:
    """Checks notebooks, by the service if there is one; use it in a ``with`` statement.

    Parameters
    ----------
    root : Path
        The course's folder.

    Examples
    --------
    >>> with Grader() as grader:
    ...     grader.check(ROOT / "exercises/1-fundamentals/1-the-ai-product-manager.ipynb")["points"]
    0.0
    """

    def __init__(self, root: Path = ROOT) -> None:
        self._root = root
        self._stack = contextlib.ExitStack()
        self._sandbox: Warm | Plain | None = None

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def check(self, path: Path, say: Say = lambda done, cells: None) -> dict[str, Any]:
        """Return the report on a notebook as plain values, see `verdict.Report.as_json`.

        Raises
        ------
        CourseError
            If it cannot be graded; the text says why.
        """
        report = None
        if self._sandbox is None:
            report = _ask(_address_file(self._root), path, say)
        return report if report is not None else self._check_here(path, say)

    def _check_here(self, path: Path, say: Say) -> dict[str, Any]:
        if self._sandbox is None:
            self._sandbox = open_sandbox()
            self._stack.enter_context(self._sandbox)
            if isinstance(self._sandbox, Warm):
                _import_for_checks()  # it does the same meanwhile; an ordinary process has yet to be started
        # here, since whoever asks the service need not wait for it
        from aipm_helpers.grading.run import check_notebook

        report = check_notebook(path, root=self._root, say=say, start=self._sandbox.start)
        plain: dict[str, Any] = json.loads(json.dumps(report.as_json()))  # as the service hands it over
        return plain


class Bench:
    """Judges for a cohort: a service of one's own, started again when something has ended it.

    Several threads may ask at the same time; each notebook has a judge to itself. Use it in a ``with`` statement.

    Parameters
    ----------
    limits : Limits
        When to stop.
    workbooks : sequence of Workbook
        What the service reads before it is asked, so that no judge has to; others can be marked, too.
    """

    def __init__(self, limits: Limits = Limits(), workbooks: Sequence[Workbook] = ()) -> None:
        self._limits, self._workbooks = limits, workbooks
        self._folder = tempfile.TemporaryDirectory(prefix="aipm-")
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End it, and all that it has started."""
        with self._lock:
            if self._process is not None:
                self._process.communicate()
                self._process = None
        self._folder.cleanup()

    def mark(self, workbook: Workbook, name: str, data: bytes, files: Mapping[str, bytes]) -> Marked:
        """Return the report on a notebook that was handed in, and the notebook as people see it.

        Parameters
        ----------
        workbook, name, data, files
            As in `run.mark_submission`.

        Raises
        ------
        SubmissionError
            If it cannot be opened.
        JudgeError
            If no judge comes to an end with it.
        """
        asked = {
            "workbook": _as_words(workbook),
            "name": name,
            "data": base64.b64encode(data).decode(),
            "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
            "limits": asdict(self._limits),
        }
        for tried in range(_TRIES):
            # whatever ended the last one, perhaps it has ended the service, too, which takes a moment to be seen
            time.sleep(tried / 2)
            told = _exchange(self._address(), {"submission": asked}, lambda done, cells: None)
            if told is not None and "failed" in told:
                raise JudgeError(f"Grading it failed, by our mistake: {told['failed']}. Please report it.")
            if told is not None:
                return Marked(told["report"], told["notebook"])
        raise JudgeError(
            f"Its judge was ended {_TRIES} times before it had an answer. Is there enough memory? Try again with "
            "--workers 1."
        )

    def _address(self) -> Path:
        address = Path(self._folder.name) / "grader.json"
        with self._lock:
            if self._process is not None and self._process.poll() is not None:
                self._process.communicate()  # something has ended it
                self._process = None
                address.unlink(missing_ok=True)
            if self._process is None:
                self._process = start_service(address=address, workbooks=self._workbooks)
            if self._process is None:
                raise JudgeError("This system cannot start the grader in the background.")
            until = time.monotonic() + _START_SECONDS
            while not address.exists():
                if time.monotonic() > until or self._process.poll() is not None:
                    raise JudgeError(f"The grader did not start. {what_is_missing()}".strip())
                time.sleep(0.02)
        return address


@dataclass(frozen=True)
class Marked:
    """What came of a notebook that was handed in: `Report.as_json`, and the notebook as people see it."""

    report: dict[str, Any]
    notebook: dict[str, Any]


def start_service(
    root: Path = ROOT, address: Path | None = None, workbooks: Sequence[Workbook] = ()
) -> subprocess.Popen[bytes] | None:
    """Start the service in the background, where it can run; it ends when its standard input does."""
    if not hasattr(os, "fork"):
        return None
    command = [sys.executable, "-m", "aipm_helpers.grading.service", str(root), str(address or _address_file(root))]
    command += [word for workbook in workbooks for word in _as_words(workbook)]
    # judges at the same time, with threads of their libraries' each, would wait for one another
    environment = {**os.environ, **ONE_THREAD}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )


def _as_words(workbook: Workbook) -> list[str]:
    return [workbook.lesson, str(workbook.graded), str(workbook.release)]


def _address_file(root: Path) -> Path:
    return root / "workbook" / ".aipm" / "grader.json"


def _import_for_checks() -> None:
    from aipm_helpers.grading.warm import WARM_MODULES

    for name in ("aipm_helpers.grading.run", *WARM_MODULES):
        importlib.import_module(name)


# --- whoever asks ------------------------------------------------------------------------


def _ask(address: Path, path: Path, say: Say) -> dict[str, Any] | None:
    """Return the service's report; None if there is no service that can make one."""
    told = _exchange(address, {"path": str(path.resolve())}, say)
    return None if told is None else told["report"]


def _exchange(address: Path, asked: dict[str, Any], say: Say) -> dict[str, Any] | None:
    """Ask the service, and return the line that answers; None if there is none that can."""
    try:
        name = str(json.loads(address.read_text(encoding="utf-8"))["socket"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    with contextlib.suppress(OSError, ValueError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(_CONNECT_SECONDS)
        connection.connect(name)
        connection.settimeout(_JUDGE_SECONDS + _GRACE_SECONDS)
        connection.sendall(json.dumps(asked).encode() + b"\n")
        for line in connection.makefile("rb"):
            told: dict[str, Any] = json.loads(line)
            if "problem" in told:
                raise SubmissionError(*told["problem"])
            if "report" in told or "failed" in told:
                return told
            if "done" in told:
                say(told["done"], told["cells"])
    return None


# --- the service --------------------------------------------------------------------------


def main(root: Path, address: Path, *words: str) -> None:
    """Serve until standard input ends; the words are those of workbooks, three for each."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # what is set below outlives the execv
    if what_is_missing():
        return
    began_with = _sources()
    with Warm() as warm, _listen(address) as listener:
        _import_for_checks()
        _read_courses(words)
        warm.wait_until_ready()
        gc.collect()
        gc.freeze()  # what is never looked at by the collector stays shared with the judges
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            readable, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in readable:
                return
            connection, _ = listener.accept()
            if _sources() != began_with:
                # an author has changed a helper, or an update has come
                with connection, contextlib.suppress(OSError):
                    connection.sendall(b'{"stale": true}\n')
                break
            if not warm.is_alive:
                warm.launch_again()
            if os.fork() == 0:
                listener.close()
                _judge(connection, warm, root)
            connection.close()
    module = "aipm_helpers.grading.service"
    os.execv(sys.executable, [sys.executable, "-m", module, str(root), str(address), *words])  # noqa: S606


def _read_courses(words: Sequence[str]) -> None:
    from aipm_helpers.grading.run import read_course
    from aipm_helpers.grading.submission import Workbook

    for lesson, graded, release in zip(*[iter(words)] * 3, strict=True):
        with contextlib.suppress(Exception):  # whoever judges it will say what is wrong
            read_course(Workbook(lesson, Path(graded), Path(release)))


def _sources() -> list[tuple[str, int, int]]:
    """Return what tells one state of the helpers from another."""
    paths = sorted((ROOT / "aipm_helpers").rglob("*.py"))
    return [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths]


@contextlib.contextmanager
def _listen(address: Path) -> Iterator[socket.socket]:
    """Listen on a socket of this user's own, and tell where."""
    # not beside the address: the name of a socket must be short
    with tempfile.TemporaryDirectory(prefix="aipm-") as folder, socket.socket(socket.AF_UNIX) as listener:
        name = str(Path(folder) / "grader")
        listener.bind(name)
        listener.listen()
        address.parent.mkdir(parents=True, exist_ok=True)
        # whoever waits for it is not to read half of it
        (Path(folder) / "address").write_text(json.dumps({"socket": name}), encoding="utf-8")
        shutil.move(Path(folder) / "address", address)
        try:
            yield listener
        finally:
            with contextlib.suppress(OSError, ValueError):
                if json.loads(address.read_text(encoding="utf-8"))["socket"] == name:
                    address.unlink()


def _judge(connection: socket.socket, warm: Warm, root: Path) -> NoReturn:
    """Answer one request, in a process of its own, and end it."""
    from aipm_helpers.grading.run import check_notebook, mark_submission
    from aipm_helpers.grading.submission import Workbook

    asked: dict[str, Any] = {}
    signal.alarm(_JUDGE_SECONDS)

    def tell(**what: Any) -> None:
        connection.sendall(json.dumps(what).encode() + b"\n")

    try:
        asked = dict(json.loads(connection.makefile("rb").readline()))
        say: Say = lambda done, cells: tell(done=done, cells=cells)  # noqa: E731
        if "submission" in asked:
            handed = asked["submission"]
            lesson, *paths = handed["workbook"]
            report, notebook = mark_submission(
                Workbook(lesson, *map(Path, paths)),
                handed["name"],
                base64.b64decode(handed["data"]),
                {name: base64.b64decode(content) for name, content in handed["files"].items()},
                warm.start,
                say,
                Limits(**handed["limits"]),
            )
            tell(report=report.as_json(), notebook=notebook)
        else:
            tell(report=check_notebook(Path(asked["path"]), root=root, say=say, start=warm.start).as_json())
    except SubmissionError as problem:
        with contextlib.suppress(OSError):
            tell(problem=[problem.what, problem.todo])
    except BaseException as error:
        if "submission" in asked:
            with contextlib.suppress(OSError):
                tell(failed=f"{type(error).__name__}: {error}")
        # of a path: whoever asks does it herself then, and sees what is wrong
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
