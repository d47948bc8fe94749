"""Learner processes, as the judge sees them: ask one something, within limits, or learn how it ended.

`Warm` owns the warm server in its jail and gets a process from it for each notebook, one at
a time. `Plain` starts an ordinary process instead, where there is no jail: for a learner's
own work, as herself, with a clock and nothing else. What is judged is the same.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import math
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple, Protocol

from aipm_helpers import ROOT
from aipm_helpers.errors import JudgeError, ProtocolError
from aipm_helpers.grading import jail, messages
from aipm_helpers.grading.channel import TICK_SECONDS, Channel, ChannelClosed
from aipm_helpers.grading.jail import Limits
from aipm_helpers.grading.verdict import Reason

__all__ = ["Ended", "LearnerProcess", "Plain", "Start", "Warm", "files_beside", "open_sandbox"]

_START_SECONDS = 120
#: Exit status of a learner process that had no memory left to answer.
NO_MEMORY = 71
_END_SECONDS = 5


class Ended(BaseException):
    """The process is gone; what was asked has no answer. Not an Exception: no check is to take it for a value's.

    Parameters
    ----------
    reason : Reason
        Why.
    text : str
        For the learner.
    killed : bool
        Whether a signal ended it, which may have come from outside: nothing tells who sent it.
    """

    def __init__(self, reason: Reason, text: str, killed: bool = False) -> None:
        super().__init__(text)
        self.reason, self.text, self.killed = reason, text, killed


class _How(NamedTuple):
    """How a process ended, as words after 'It', and whether a signal ended it."""

    text: str
    killed: bool = False


class _Keeper(Protocol):
    """What knows how a process fares; `LearnerProcess` asks it, and nobody else."""

    def usage(self) -> tuple[float, float]:
        """Return CPU seconds and bytes of memory, of all that the process has started too."""

    def end(self) -> _How:
        """Wait for the end, or bring it about; return how it ended."""

    def leave(self) -> None:
        """Bring the end about without waiting for it, where something else sees to it."""


class LearnerProcess:
    """A process that answers messages.

    Parameters
    ----------
    channel : Channel
        To the process.
    keeper : _Keeper
        What watches it.
    limits : Limits
        When to stop it.
    """

    def __init__(self, channel: Channel, keeper: _Keeper, limits: Limits) -> None:
        self._channel, self._keeper, self._limits = channel, keeper, limits
        self.cpu_seconds = 0.0
        self._looked = time.monotonic()
        self._ended: Ended | None = None

    def ask(
        self,
        message: messages.Message,
        cpu_seconds: float,
        seconds: float = math.inf,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> messages.Message:
        """Return the answer to a message.

        Parameters
        ----------
        message : Message
            What to ask.
        cpu_seconds : float
            What it may take of the processors; a limit by the clock follows from it.
        seconds : float
            What it may take by the clock in any case.
        meanwhile : callable
            Work of our own while it is at it; its seconds are not held against the process.

        Raises
        ------
        Ended
            If there is no answer; there will be none to later messages either.
        """
        if self._ended is not None:
            raise self._ended
        began, cpu_began = time.monotonic(), math.nan
        wall = min(seconds, self._limits.wall_seconds(cpu_seconds))

        def watch() -> None:
            nonlocal cpu_began
            self._looked = time.monotonic()
            self.cpu_seconds, memory = self._keeper.usage()
            if math.isnan(cpu_began):
                cpu_began = self.cpu_seconds  # the first tick is free: looking before would cost every message
            if self.cpu_seconds - cpu_began > cpu_seconds:
                raise Ended(
                    Reason.TOO_SLOW,
                    f"It computed for {cpu_seconds:g} s and was stopped. Is there a loop that never ends?",
                )
            if time.monotonic() - began > wall:
                raise Ended(Reason.TOO_SLOW, f"It ran for {wall:g} s and was stopped. Does it wait for something?")
            if self._channel.received > self._limits.told_bytes:
                raise Ended(Reason.TOO_MUCH_OUTPUT, "It told the grader more than anyone looks at, and was stopped.")
            if memory > self._limits.memory_bytes:
                raise Ended(
                    Reason.OUT_OF_MEMORY,
                    f"It took more than {self._limits.memory_bytes / 1e9:g} GB of memory and was stopped.",
                )

        try:
            if time.monotonic() - self._looked > TICK_SECONDS:
                watch()  # or whoever answers quickly would never be looked at
            self._channel.refuse_unasked()
            self._channel.send(message, watch)
            before = time.monotonic()
            meanwhile()
            began += time.monotonic() - before
            answer = self._channel.receive(watch)
            if not isinstance(answer, messages.ANSWERS[type(message)]):
                raise ProtocolError(f"{type(answer).__name__} is no answer to {type(message).__name__}.")
        except ChannelClosed:
            how = self._keeper.end()
            self._ended = Ended(Reason.CRASHED, f"It {how.text}", how.killed)
        except ProtocolError as error:
            self._ended = Ended(Reason.CRASHED, f"It disturbed the grader's own messages: {error}")
        except Ended as ended:
            self._ended = ended
        else:
            return answer
        self.close()
        raise self._ended

    def close(self, wait: bool = True) -> None:
        """End the process, and all that it has started; wait until it has gone, or let its keeper see to it."""
        self._ended = self._ended or Ended(Reason.CRASHED, "It was ended.")
        self._channel.close()
        if wait:
            self._keeper.end()
        else:
            self._keeper.leave()


#: Starts a learner process.
Start = Callable[[Limits], LearnerProcess]


class _JailKeeper:
    """The keeper's socket, see `warm`."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(_END_SECONDS)
        self._lines = connection.makefile("rb")
        self._socket: socket.socket | None = connection
        self._told: _How | None = None

    def usage(self) -> tuple[float, float]:
        """Return CPU seconds and bytes of memory."""
        answer = self._line(b'{"ask": "usage"}\n')
        if "cpu" not in answer:
            self._told = self._told or _how(answer)
            raise ChannelClosed
        return float(answer["cpu"]), float(answer["memory"])

    def end(self) -> _How:
        """Return how the process ended; end it, if it has not."""
        if self._socket is not None and self._told is None:
            with contextlib.suppress(OSError, ValueError):
                # a process that has closed its channel and lives on is ended here, by our hanging up
                self._socket.settimeout(0.2)
                self._told = _how(self._line(b""))
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_WR)
                self._socket.settimeout(_END_SECONDS)
                while self._socket.recv(1000):
                    pass
            self.leave()
        return self._told or _How("closed its connection to the grader.")

    def leave(self) -> None:
        """Hang up: the keeper ends the process then."""
        if self._socket is not None:
            self._lines.close()
            self._socket.close()
            self._socket = None

    def _line(self, ask: bytes) -> Mapping[str, float]:
        try:
            if self._socket is None:
                return {}
            self._socket.sendall(ask)
            line = self._lines.readline()
        except OSError:
            return {}
        return json.loads(line) if line else {}


def _how(told: Mapping[str, object]) -> _How:
    """Return how a process ended."""
    if "failed" in told:
        raise JudgeError(f"The jail could not be put up: {told['failed']}")
    status = told.get("exit")
    if not isinstance(status, int):
        return _How("was ended from outside.", killed=True)
    if status == NO_MEMORY:
        return _How("had no memory left. Does it keep what it needs no more?")
    if status < 0:
        name = signal.Signals(-status).name if -status in set(signal.Signals) else f"signal {-status}"
        return _How(f"ended the Python process ({name}). Does it run out of memory, or kill itself?", killed=True)
    return _How("ended the Python process. Does it call exit()?")


class Warm:
    """The warm server in its jail; use it in a ``with`` statement.

    Parameters
    ----------
    policy : Jail
        What can be seen in it.
    """

    def __init__(self, policy: jail.Jail | None = None) -> None:
        missing = jail.what_is_missing()
        if missing:
            raise JudgeError(f"There is no jail here. {missing}")
        self._policy = policy or jail.course_jail()
        self._launch()

    def _launch(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        descriptor = theirs.fileno()
        command = [str(self._policy.python), "-m", "aipm_helpers.grading.warm", str(descriptor)]
        line = jail.bwrap_arguments(self._policy, command, as_root=os.geteuid() == 0)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the process
        # by exec: whoever starts this may have threads, which a fork would not survive
        self._process = subprocess.Popen(
            line, pass_fds=[descriptor], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._errors
        )
        theirs.close()
        self._control = ours
        self._is_ready = False

    def __enter__(self) -> Warm:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it, and all that it has started."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()

    def wait_until_ready(self) -> None:
        """Wait until everything is imported."""
        self._control.settimeout(_START_SECONDS)
        try:
            self._is_ready = self._is_ready or self._control.recv(100) == b"ready"
        except OSError:
            self._is_ready = False
        if not self._is_ready:
            raise JudgeError(f"The jail could not be put up: {self._last_words()}")

    def start(self, limits: Limits) -> LearnerProcess:
        """Return a new learner process."""
        self.wait_until_ready()
        try:
            return self._request(limits)
        except (OSError, JudgeError):
            # the server was ended, by somebody from outside or for want of memory
            self.launch_again()
        return self._request(limits)

    def launch_again(self) -> None:
        """Put another server in the place of one that was ended."""
        self.close()
        self._launch()
        self.wait_until_ready()

    @property
    def is_alive(self) -> bool:
        """Whether it runs; only whoever has launched it can tell."""
        return self._process.poll() is None

    def _request(self, limits: Limits) -> LearnerProcess:
        channel, theirs = socket.socketpair()
        keeper, keepers = socket.socketpair()
        try:
            socket.send_fds(self._control, [json.dumps(asdict(limits)).encode()], [theirs.fileno(), keepers.fileno()])
        except OSError:
            channel.close()
            keeper.close()
            raise
        finally:
            theirs.close()
            keepers.close()
        return _greet(LearnerProcess(Channel(channel), _JailKeeper(keeper), limits))

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it says nothing."


def open_sandbox() -> Warm | Plain:
    """Return what starts learner processes here: in a jail, or, where none can be put up, without."""
    return Plain() if jail.what_is_missing() else Warm()


def _greet(process: LearnerProcess) -> LearnerProcess:
    """Wait for a process's first message, which names the version."""
    try:
        process._channel.receive(lambda: None)
    except (ChannelClosed, ProtocolError):
        how = process._keeper.end()
        process.close()
        raise JudgeError(f"The learner process did not start: it {how.text}") from None
    return process


class _PlainKeeper:
    """Watches an ordinary process by the clock alone, which stands in for what it computes."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process, self._began = process, time.monotonic()

    def usage(self) -> tuple[float, float]:
        """Return the seconds since it was started; memory is not known."""
        return time.monotonic() - self._began, 0.0

    def end(self) -> _How:
        """Return how the process ended; end it, if it has not."""
        try:
            status = self._process.wait(0.2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return _How("closed its connection to the grader.")
        return _how({"exit": status})

    def leave(self) -> None:
        """End it: nothing else would."""
        self.end()


class Plain:
    """Ordinary processes, without a jail; use it in a ``with`` statement."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)

    def __enter__(self) -> Plain:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def start(self, limits: Limits) -> LearnerProcess:
        """Return a new learner process."""
        token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(_START_SECONDS)
            environment = {
                **os.environ,
                **jail.ONE_THREAD,
                "AIPM_CHECKING": "1",
                "AIPM_CHANNEL": json.dumps([server.getsockname()[1], token]),
                "MPLBACKEND": "module://matplotlib_inline.backend_inline",
                "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
            }
            process = subprocess.Popen(
                [sys.executable, "-m", "aipm_helpers.grading.plain", json.dumps(asdict(limits))],
                cwd=tempfile.mkdtemp(dir=self._folder.name),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            connection = _accept(server, process, token)
        return _greet(LearnerProcess(Channel(connection), _PlainKeeper(process), limits))


def _accept(server: socket.socket, process: subprocess.Popen[bytes], token: str) -> socket.socket:
    """Return the connection of the process that knows the token; others on this machine are hung up on."""
    server.settimeout(0.5)
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            connection, _ = server.accept()
            connection.settimeout(_END_SECONDS)
            if hmac.compare_digest(connection.recv(len(token), socket.MSG_WAITALL), token.encode()):
                return connection
            connection.close()
        except OSError:
            continue
    process.kill()
    raise JudgeError("The learner process did not start. Does 'python -m aipm_helpers.grading.plain' print an error?")


def files_beside(notebook: Path, largest_bytes: int = 5_000_000, most: int = 50) -> dict[str, bytes]:
    """Return what lies beside a notebook, so that its copy finds its files and cannot harm them.

    SECURITY: links are left out: who hands them in may not be allowed to read where they lead.
    """
    found: dict[str, bytes] = {}
    for path in sorted(notebook.absolute().parent.iterdir()):
        if path.suffix != ".ipynb" and path.is_file() and not path.is_symlink():
            status = path.stat()
            if status.st_size <= largest_bytes and status.st_nlink == 1 and len(found) < most:
                found[path.name] = path.read_bytes()
    return found
