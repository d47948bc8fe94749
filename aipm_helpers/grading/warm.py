"""The warm server, inside the jail: it has imported what workbooks use, has run none of it, and forks.

The learners' shell, too, is made here, once: that was a third of what grading added to a notebook's own time.
For each learner process three are made, so that none of them can be reached by the code that
the last one runs::

    warm server            waits for a request with two sockets: a channel and a keeper's
     +- keeper             enters namespaces of its own; tells, by its socket, what they use and how they ended;
         |                 ends them when that socket closes, whoever died at its other end
         +- init           process 1 in there: when it ends, so does everything that was started in there
             +- learner    process 2: gives up every right, then runs cells and answers the judge (`learner`)

The keeper's socket carries lines of JSON, and only trusted processes have it: ``{"ask": "usage"}``
is answered by ``{"cpu": seconds, "memory": bytes}``, and at the end comes ``{"exit": status}``,
as `os.waitstatus_to_exitcode` gives it, or ``{"failed": text}`` if there never was a learner.
Lines marked SECURITY close a hole each; `tests/hostile` shows which.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import platform
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from aipm_helpers.grading.channel import Channel
from aipm_helpers.grading.sandbox import NO_MEMORY

if TYPE_CHECKING:
    from aipm_helpers.grading.learner import Process

__all__ = ["WARM_MODULES", "main"]

#: What workbooks use. Imported, never run: a model that has run here would hang in every child.
WARM_MODULES = (
    "IPython.core.interactiveshell",
    "matplotlib_inline.backend_inline",
    "matplotlib.pyplot",
    "pandas",
    "scipy.stats",
    "sklearn.cluster",
    "sklearn.ensemble",
    "sklearn.feature_extraction.text",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.tree",
    "fairlearn.metrics",
    "statsmodels.stats.proportion",
    "ipywidgets",
    "aipm_helpers.checks",
    "aipm_helpers.fundamentals",
    "aipm_helpers.forecasting",
    "aipm_helpers.kinds",
    "aipm_helpers.learn",
    "aipm_helpers.learning",
    "aipm_helpers.plots",
    "aipm_helpers.steps",
    "aipm_helpers.grading.learner",
)
_NEW_NAMESPACES = 0x10000000 | 0x00020000 | 0x20000000 | 0x08000000 | 0x40000000  # user, mount, pid, ipc, net
_NO_SUID_NO_DEV = 0x2 | 0x4
_READ_ONLY_AGAIN = 0x20 | 0x1000 | 0x1 | 0x2 | 0x4 | 0x8  # remount, bind, read-only, no suid, dev, exec
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 4, 38, 22, 24
#: By machine: the architecture's number for seccomp, and the system calls that are refused.
_REFUSED_CALLS = {
    "x86_64": (
        0xC000003E,
        {
            "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "ptrace": 101, "unshare": 272, "setns": 308,
            "process_vm_readv": 310, "process_vm_writev": 311, "keyctl": 250, "add_key": 248, "request_key": 249,
            "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "memfd_create": 319, "shmget": 29, "msgget": 68,
            "open_by_handle_at": 304, "kexec_load": 246, "init_module": 175,
        },
        56,
    ),
    "aarch64": (
        0xC00000B7,
        {
            "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "ptrace": 117, "unshare": 97, "setns": 268,
            "process_vm_readv": 270, "process_vm_writev": 271, "keyctl": 219, "add_key": 217, "request_key": 218,
            "bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "memfd_create": 279, "shmget": 194, "msgget": 186,
            "open_by_handle_at": 265, "kexec_load": 104, "init_module": 105,
        },
        220,
    ),
}  # fmt: skip
#: The same numbers on both: io_uring, the newer ways to mount, pidfd_getfd, mount_setattr, memfd_secret.
_REFUSED_EVERYWHERE = (425, 428, 429, 430, 431, 432, 433, 438, 442, 447)
_CLONE3 = 435
#: Where programs that the learner starts write to, in the jail.
_WRITTEN = "/tmp/.written"  # noqa: S108
_NAMESPACE_FLAGS = 0x7E020000

# elsewhere this module is imported by tests alone
_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


def main(control_descriptor: int) -> None:
    """Import, then fork for each request until the other side is gone."""
    for name in WARM_MODULES:
        importlib.import_module(name)
    process = importlib.import_module("aipm_helpers.grading.learner").Process()
    # SECURITY: no process of the same user may look into this one
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.collect()
    gc.freeze()  # what is never looked at by the collector stays shared with the children
    control = socket.socket(fileno=control_descriptor)
    control.send(b"ready")
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 10_000, 2)
        if not request:
            return
        channel, keeper = descriptors
        if os.fork() == 0:
            control.close()
            _run(_keep, process, json.loads(request), channel, socket.socket(fileno=keeper))
        os.close(channel)
        os.close(keeper)


def _run(work: Callable[..., object], *arguments: Any) -> NoReturn:
    """Do the work of a forked process and end it, whatever happens; nothing of its parent's is run."""
    try:
        work(*arguments)
    except MemoryError:
        os._exit(NO_MEMORY)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(70)
    os._exit(0)


def _keep(process: Process, limits: dict[str, Any], channel: int, keeper: socket.socket) -> None:
    """Be the keeper: see the top."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    try:
        _enter_namespaces(limits)
        read_end, write_end = os.pipe()
        init = os.fork()
    except OSError as error:
        keeper.send(json.dumps({"failed": str(error)}).encode() + b"\n")
        return
    if init == 0:
        keeper.close()
        os.close(read_end)
        _run(_be_init, process, limits, channel, write_end)
    os.close(channel)
    os.close(write_end)
    while True:
        readable, _, _ = select.select([keeper.fileno(), read_end], [], [])
        if read_end in readable:
            told = os.read(read_end, 1000)
            os.waitpid(init, 0)
            keeper.send((told or b'{"exit": -9}') + b"\n")
            return
        asked = keeper.recv(1000)
        if not asked:
            # the judge is gone, or has had enough
            os.kill(init, signal.SIGKILL)
            os.waitpid(init, 0)
            return
        keeper.send(json.dumps(_measure(init, limits["memory_bytes"])).encode() + b"\n")


def _enter_namespaces(limits: dict[str, Any]) -> None:
    """Enter namespaces of one's own, with a small /tmp that nobody else has seen."""
    user, group = os.getuid(), os.getgid()
    _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)  # or the maps below would be root's
    _check(_libc.unshare(_NEW_NAMESPACES), "unshare")
    for name, content in [("setgroups", "deny"), ("uid_map", f"1000 {user} 1"), ("gid_map", f"1000 {group} 1")]:
        with open(f"/proc/self/{name}", "w") as file:  # noqa: PTH123
            file.write(content)
    own = "mode=700,uid=1000,gid=1000"
    # SECURITY: nothing there may be changed any more, such as who is ended first when memory is short
    _check(_libc.mount(None, b"/proc", None, _READ_ONLY_AGAIN, None), "remount /proc")
    _mount("/tmp", f"size={limits['disk_bytes']},nr_inodes={limits['files']},{own}")  # noqa: S108
    _mount("/dev/shm", f"size={limits['disk_bytes'] // 4},nr_inodes=1000,{own}")  # noqa: S108
    # SECURITY: the learner's process is of the same user; it must not look into the keeper or init
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _mount(place: str, options: str) -> None:
    _check(_libc.mount(b"tmpfs", place.encode(), b"tmpfs", _NO_SUID_NO_DEV, options.encode()), f"mount {place}")


def _check(result: int, what: str) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")


def _be_init(process: Process, limits: dict[str, Any], channel: int, told: int) -> None:
    """Be process 1: start the learner, collect what is orphaned, tell how the learner ended."""
    # SECURITY: a signal to the learner's group is not to reach the keeper or the warm server
    os.setsid()
    # SECURITY: nobody would stop what a dead keeper watches
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # process 1 gets no signal that it does not handle
    learner = os.fork()
    if learner == 0:
        _run(_be_learner, process, limits, channel, told)
    os.close(channel)
    while True:
        pid, status = os.wait()
        if pid == learner:
            os.write(told, json.dumps({"exit": os.waitstatus_to_exitcode(status)}).encode())
            return


def _be_learner(process: Process, limits: dict[str, Any], channel: int, told: int) -> None:
    """Give up every right, then serve the judge."""
    try:
        os.setsid()
        os.mkdir("/tmp/work")  # noqa: S108, PTH102
        os.chdir("/tmp/work")  # noqa: S108
        _redirect()
        _give_up_rights(limits)
        _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    except BaseException as error:
        os.write(told, json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode())
        raise
    os.close(told)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process.serve(Channel(socket.socket(fileno=channel)), limits, Path(_WRITTEN))


def _redirect() -> None:
    """Let descriptors 0 to 2 be the learner's: what programs write there goes to a file in the jail."""
    null = os.open("/dev/null", os.O_RDONLY)
    written = os.open(_WRITTEN, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    for source, target in [(null, 0), (written, 1), (written, 2)]:
        os.dup2(source, target)
    os.close(null)
    os.close(written)


def _give_up_rights(limits: dict[str, Any]) -> None:
    """Set the resource limits, drop every capability, and refuse system calls that no answer needs."""
    import resource

    with open("/proc/self/statm") as file:  # noqa: PTH123
        started_with = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    cpu = int(limits["notebook_cpu_seconds"]) + 10
    for name, value in [
        ("RLIMIT_AS", started_with + limits["process_bytes"]),
        ("RLIMIT_NPROC", limits["tasks"]),
        ("RLIMIT_NOFILE", limits["open_files"]),
        ("RLIMIT_FSIZE", limits["disk_bytes"]),
        ("RLIMIT_CPU", cpu),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_MEMLOCK", 0),
        ("RLIMIT_MSGQUEUE", 0),
    ]:
        resource.setrlimit(getattr(resource, name), (int(value), int(value)))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    # SECURITY: in its own user namespace it would be root
    for capability in range(64):
        _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = ctypes.create_string_buffer(struct.pack("Ii", 0x20080522, 0))
    _check(_libc.capset(header, ctypes.create_string_buffer(struct.pack("6I", *[0] * 6))), "capset")
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    # SECURITY: a namespace of its own would give the rights back, and memory that nobody counts
    program = _seccomp_program(platform.machine())
    filters = ctypes.create_string_buffer(program)
    _check(
        _libc.prctl(_PR_SET_SECCOMP, 2, ctypes.create_string_buffer(
            struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(filters))
        ), 0, 0),
        "seccomp",
    )  # fmt: skip


def _seccomp_program(machine: str) -> bytes:
    """Return a filter for system calls: those of `_REFUSED_CALLS` fail with EPERM, foreign architectures end it."""
    load, equal, any_bit, answer = 0x20, 0x15, 0x45, 0x06
    allow, refuse, unknown, kill = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
    if machine not in _REFUSED_CALLS:
        raise OSError(f"The jail does not know the system calls of {machine}.")
    architecture, calls, clone = _REFUSED_CALLS[machine]
    numbers = [*calls.values(), *_REFUSED_EVERYWHERE]
    steps = [(load, 0, 0, 4), (equal, 1, 0, architecture), (answer, 0, 0, kill), (load, 0, 0, 0)]
    if machine == "x86_64":
        steps += [(any_bit, 0, 1, 0x40000000), (answer, 0, 0, kill)]  # the same calls by other numbers
    for number in numbers:
        steps += [(equal, 0, 1, number), (answer, 0, 0, refuse)]
    # libc falls back from clone3, whose flags cannot be seen here, to clone
    steps += [(equal, 0, 1, _CLONE3), (answer, 0, 0, unknown)]
    steps += [(equal, 0, 3, clone), (load, 0, 0, 16), (any_bit, 0, 1, _NAMESPACE_FLAGS), (answer, 0, 0, refuse)]
    steps += [(answer, 0, 0, allow)]
    return b"".join(struct.pack("HBBI", code, yes, no, value) for code, yes, no, value in steps)


def _measure(init: int, most_bytes: int) -> dict[str, float]:
    """Return CPU seconds and memory of all that has come from a process 1; not of what runs beside it."""
    ticks, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    stats: dict[int, list[str]] = {}
    for pid in [int(name) for name in os.listdir("/proc") if name.isdecimal()]:  # noqa: PTH208
        with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
            stats[pid] = file.read().rpartition(")")[2].split()  # from the state on; a name may hold anything
    ours = {init}
    while True:
        more = {pid for pid, fields in stats.items() if int(fields[1]) in ours} - ours
        if not more:
            break
        ours |= more
    ours.discard(init)
    cpu = sum(int(field) for pid in ours for field in stats[pid][11:15]) / ticks
    memory = sum(int(stats[pid][21]) for pid in ours) * page
    if memory > most_bytes:
        # what processes share was counted for each of them: look closer, which takes longer
        memory = sum(map(_proportional_bytes, ours))
    return {"cpu": cpu, "memory": memory}


def _proportional_bytes(pid: int) -> int:
    """Return a process's memory, with its part of what it shares; all of it if it hides."""
    for name, label in [("smaps_rollup", "Pss:"), ("status", "VmRSS:")]:
        try:
            with open(f"/proc/{pid}/{name}") as file:  # noqa: PTH123
                return sum(int(line.split()[1]) * 1024 for line in file if line.startswith(label))
        except OSError:
            continue
    return 0


if __name__ == "__main__":
    main(int(sys.argv[1]))
