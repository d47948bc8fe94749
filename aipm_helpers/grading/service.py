"""Grading that is ready when it is asked for: who checks a notebook need not wait for imports.

`aipm lab` starts a service, a process that has imported everything and owns a warm server
(`warm`). For each request it forks a judge, which streams lines of JSON to whoever asked::

    {"path": "..."}              ->
                                 <-   {"done": 3, "cells": 40}      now and then
                                 <-   {"report": {...}} or {"problem": "..."} or {"stale": true}

It listens on a socket in a folder of its own, which other users cannot open, and ends with
what started it. Where there is no service, as without a jail or outside of `aipm lab`,
`Grader` does the same in this process.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from aipm_helpers import ROOT
from aipm_helpers.errors import SubmissionError
from aipm_helpers.grading.jail import Limits, what_is_missing
from aipm_helpers.grading.sandbox import Plain, Warm, open_sandbox

__all__ = ["Grader", "start_service"]

_CONNECT_SECONDS = 2
#: Beyond a notebook's own limit: a judge that takes longer hangs itself.
_GRACE_SECONDS = 60

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


def start_service(root: Path = ROOT) -> subprocess.Popen[bytes] | None:
    """Start the service in the background, where it can run; it ends when its standard input does."""
    if not hasattr(os, "fork"):
        return None
    command = [sys.executable, "-m", "aipm_helpers.grading.service", str(root)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _address_file(root: Path) -> Path:
    return root / "workbook" / ".aipm" / "grader.json"


def _import_for_checks() -> None:
    from aipm_helpers.grading.warm import WARM_MODULES

    for name in ("aipm_helpers.grading.run", *WARM_MODULES):
        importlib.import_module(name)


# --- whoever asks ------------------------------------------------------------------------


def _ask(address: Path, path: Path, say: Say) -> dict[str, Any] | None:
    """Return the service's report; None if there is no service that can make one."""
    try:
        name = str(json.loads(address.read_text(encoding="utf-8"))["socket"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    with contextlib.suppress(OSError, ValueError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(_CONNECT_SECONDS)
        connection.connect(name)
        connection.settimeout(Limits().notebook_seconds + 2 * _GRACE_SECONDS)
        connection.sendall(json.dumps({"path": str(path.resolve())}).encode() + b"\n")
        for line in connection.makefile("rb"):
            told = json.loads(line)
            if "problem" in told:
                raise SubmissionError(told["problem"])
            if "report" in told:
                report: dict[str, Any] = told["report"]
                return report
            if "done" in told:
                say(told["done"], told["cells"])
    return None


# --- the service --------------------------------------------------------------------------


def main(root: Path) -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # what is set below outlives the execv
    if what_is_missing():
        return
    began_with = _sources()
    with Warm() as warm, _listen(_address_file(root)) as listener:
        _import_for_checks()
        warm.wait_until_ready()
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
            if os.fork() == 0:
                listener.close()
                _judge(connection, warm, root)
            connection.close()
    os.execv(sys.executable, [sys.executable, "-m", "aipm_helpers.grading.service", str(root)])  # noqa: S606


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
        address.write_text(json.dumps({"socket": name}), encoding="utf-8")
        try:
            yield listener
        finally:
            with contextlib.suppress(OSError, ValueError):
                if json.loads(address.read_text(encoding="utf-8"))["socket"] == name:
                    address.unlink()


def _judge(connection: socket.socket, warm: Warm, root: Path) -> NoReturn:
    """Answer one request, in a process of its own, and end it."""
    from aipm_helpers.grading.run import check_notebook

    signal.alarm(int(Limits().notebook_seconds) + _GRACE_SECONDS)

    def tell(**what: Any) -> None:
        connection.sendall(json.dumps(what).encode() + b"\n")

    try:
        asked = json.loads(connection.makefile("rb").readline())
        say: Say = lambda done, cells: tell(done=done, cells=cells)  # noqa: E731
        report = check_notebook(Path(asked["path"]), root=root, say=say, start=warm.start)
        tell(report=report.as_json())
    except SubmissionError as problem:
        with contextlib.suppress(OSError):
            tell(problem=str(problem))
    except BaseException:
        # whoever asks does it herself then, and sees what is wrong
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
