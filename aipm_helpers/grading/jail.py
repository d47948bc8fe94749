"""What a learner process may use and see, as data, and bubblewrap's arguments made of it.

The jail is put up in two steps. `bwrap_arguments` describes the outer one, in which the
warm server (`warm`) waits: a read-only system without homes, the course's solutions, or
other people's work; no network; processes of its own. Before a learner's first line runs,
each process forked there goes one step further (`warm.enter`): namespaces of its own, an
own small /tmp, resource limits, and system calls that it does not need switched off.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aipm_helpers import ROOT

__all__ = ["Jail", "Limits", "bwrap_arguments", "course_jail", "what_is_missing"]


@dataclass(frozen=True)
class Limits:
    """What grading one notebook may take; the one place where these numbers stand."""

    #: CPU of a cell, and of a call of something of the learner's by a check; of children that nobody waits for
    #: only while they live.
    cell_cpu_seconds: float = 30
    call_cpu_seconds: float = 5
    #: CPU and wall time of a notebook, restarts included.
    notebook_cpu_seconds: float = 120
    notebook_seconds: float = 300
    #: How often a process that ended, or was ended, is followed by another.
    restarts: int = 3
    #: What a process may allocate beyond what it starts with, and all of them have in memory.
    process_bytes: int = 2_000_000_000
    memory_bytes: int = 3_000_000_000
    #: Processes and threads; two of them are the jail's own.
    tasks: int = 64
    disk_bytes: int = 200_000_000
    files: int = 10_000
    open_files: int = 256
    #: Outputs that are kept, of a cell and in all; what is written beyond `written_bytes` ends the cell.
    output_bytes: int = 100_000
    outputs_bytes: int = 1_000_000
    written_bytes: int = 20_000_000
    #: All that a process may tell the judge.
    told_bytes: int = 500_000_000

    def __post_init__(self) -> None:
        for name, value in self.__dict__.items():
            if not value > 0 and name != "restarts":
                raise ValueError(f"Limits.{name} is {value}; it must be more than 0.")

    @staticmethod
    def wall_seconds(cpu_seconds: float) -> float:
        """Return how long something with a CPU limit may take by the clock: a busy machine is not the learner's fault."""
        return 2 * cpu_seconds + 1


@dataclass(frozen=True)
class Jail:
    """What can be seen in the jail (by its path there, the path that it has outside), the Python and the environment."""

    read_only: Mapping[Path, Path]
    environment: Mapping[str, str] = field(default_factory=dict)
    python: Path = Path("/usr/bin/python3")

    def __post_init__(self) -> None:
        for inside, outside in self.read_only.items():
            if not (inside.is_absolute() and outside.is_absolute() and outside.exists()):
                raise ValueError(f"Jail.read_only has {outside} as {inside}; it is not there, or not absolute.")


#: Of the system: programs, libraries, fonts, and how names of them are resolved. Nothing of /etc that tells of people.
_SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime"),
    *("/etc/alternatives", "/etc/mime.types", "/var/cache/fontconfig"),
)
#: What libraries were told about this machine and this place; anything else in the environment stays outside.
_PASSED_ON = ("LANG", "LC_ALL", "TZ", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
#: Libraries in the warm server must not start threads before it forks: a child would wait for them for ever.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def course_jail() -> Jail:
    """Return the jail for this Python and this course.

    SECURITY: of the course only helpers and data are seen: no solutions, no submissions, no gradebook.

    Returns
    -------
    Jail
    """
    # the course has a place of its own there, wherever it is outside: in /tmp it could not be seen
    inside = Path("/course")
    read_only = {Path(name): Path(name) for name in _SYSTEM}
    read_only |= {inside / name: (ROOT / name).resolve() for name in ("aipm_helpers", "datasets")}
    base = Path(sys.base_prefix)
    read_only |= {base: base.resolve(), base.resolve(): base.resolve()}
    python = Path(sys.executable)
    if sys.prefix != sys.base_prefix:
        read_only[inside / ".venv"] = Path(sys.prefix).resolve()
        python = inside / ".venv" / python.relative_to(sys.prefix)
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment |= {
        "PATH": os.pathsep.join([str(python.parent), "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": "/tmp",  # noqa: S108  the jail's own
        "USER": "learner",
        "PYTHONHASHSEED": "0",  # the same order of sets, and so the same verdict, twice
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(inside),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "AIPM_CHECKING": "1",
        **ONE_THREAD,
    }
    return Jail({place: path for place, path in read_only.items() if path.exists()}, environment, python)


def bwrap_arguments(jail: Jail, command: Sequence[str], as_root: bool) -> list[str]:
    """Return the command line that runs a command in the jail.

    Parameters
    ----------
    jail : Jail
        The policy.
    command : sequence of str
        What to run.
    as_root : bool
        Whether root starts it. Root's processes know no limit of their number, so the
        command runs as nobody then.

    Returns
    -------
    list of str

    Examples
    --------
    >>> line = bwrap_arguments(Jail({Path("/usr"): Path("/usr")}, {"LANG": "C"}), ["true"], as_root=False)
    >>> line[0], "--unshare-net" in line, line[-2:]
    ('bwrap', True, ['--', 'true'])
    """
    arguments = ["bwrap", "--die-with-parent", "--new-session", "--clearenv"]
    # SECURITY: no network, no other processes, no shared memory with the outside
    arguments += ["--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    places = sorted(jail.read_only, key=lambda path: len(path.parts))
    for parent in dict.fromkeys(parent for path in places for parent in list(path.parents)[-2::-1]):
        if not any(parent.is_relative_to(path) for path in places):
            # bubblewrap would make it for root alone
            arguments += ["--perms", "0755", "--dir", str(parent)]
    for path in places:
        arguments += ["--ro-bind", str(jail.read_only[path]), str(path)]
    arguments += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]  # noqa: S108
    for name, value in sorted(jail.environment.items()):
        arguments += ["--setenv", name, value]
    if as_root:
        arguments += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        # SECURITY: as nobody, without groups
        command = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", *command]
    else:
        arguments += ["--unshare-user"]
    # SECURITY: what one learner process could write there the next would find
    return [*arguments, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--", *command]


@functools.cache
def what_is_missing() -> str:
    """Return what a jail lacks on this machine, as a sentence; nothing if it can be put up.

    It is found out by doing it once: programs that are there may not be allowed.

    Returns
    -------
    str
    """
    if not sys.platform.startswith("linux") or not hasattr(os, "fork"):
        return "Only Linux has what the jail is made of."
    for program, package in [("bwrap", "bubblewrap"), ("setpriv", "util-linux"), ("unshare", "util-linux")]:
        if shutil.which(program) is None:
            return f"The program {program} is not installed (on Debian and Ubuntu: apt install {package})."
    inner = ["unshare", "--user", "--map-root-user", "--mount", "--pid", "--net", "--ipc", "--fork", "true"]
    command = bwrap_arguments(course_jail(), inner, as_root=os.geteuid() == 0)
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap could not be run: {error}."
    if result.returncode:
        told = (result.stderr.strip().splitlines() or ["it says nothing"])[-1]
        return f"This machine does not let bubblewrap make namespaces: {told}."
    return ""
