"""Set up the course on this computer and open it.

    python3 start.py [OPTION ...]         set up, then open the course
    python3 start.py test [OPTION ...]    set up, then run all tests
    python3 start.py --help               show this text

The first run installs the course into the folder .venv beside this file; later
runs skip that. Options go to "aipm lab" (for example --no-browser) or to pytest.
"""

# Two files in .venv say what start.py may do with it. made-by-start.txt: where it was
# made; only a .venv with this file may be deleted. installed.txt: digest of what is
# installed; if it is not there, pip did not finish.
# Pythons from 3.6 on must be able to read this file, to say that they are too old.

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

OLDEST_PYTHON = (3, 11)


def check_python(version: "tuple[int, ...]") -> None:
    """Stop with a sentence where Python is too old for the course."""
    if version < OLDEST_PYTHON:
        sys.exit(
            f"start.py: this is Python {version[0]}.{version[1]}, and the course needs "
            "3.11 or newer. Install one from https://www.python.org/downloads/ or with "
            "your package manager, and name it: python3.11 start.py, for example."
        )


check_python(sys.version_info[:2])  # here, since what follows is for newer Pythons

MARK, STAMP, LOG = "made-by-start.txt", "installed.txt", "pip.log"
DISK_MB = {"": 900, "test": 1200}  # by extra; measured on Linux
MINUTES = {"": 3, "test": 4}  # one with a fast connection
DOWNLOAD_MB = 300  # pip keeps its downloads until the installation ends
SECONDS_PER_DOT = 2


class Problem(Exception):
    """What stops us; the text says what to do."""


def find_python(root: Path) -> Path:
    """Return where the Python of `.venv` is on this system."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def find_version(root: Path) -> str | None:
    """Return the version of `.venv`'s Python, or None if it cannot run our pip."""
    check = f"import pip, sys; assert sys.version_info >= {OLDEST_PYTHON}"
    command = [str(find_python(root)), "-c", f"{check}; print(sys.version)"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return result.stdout.split()[0] if result.returncode == 0 else None


def prepare_venv(root: Path) -> str:
    """Make `.venv` unless a good one is there; return its Python's version."""
    venv = root / ".venv"
    ours = (venv / MARK).exists()
    moved = ours and (venv / MARK).read_text(encoding="utf-8") != str(venv)
    unfinished = ours and not (venv / STAMP).exists()
    version = find_version(root)
    if version and not moved and not unfinished:
        return version
    if ours:
        print("The folder .venv is unfinished, moved or broken: making it again.")
        shutil.rmtree(venv)
    elif os.path.lexists(venv):
        raise Problem(
            "there is a .venv that start.py did not make, without a working Python "
            "3.11 or newer that has pip. Rename or delete it, then try again."
        )
    make_venv(root)
    version = find_version(root)
    if not version:
        raise Problem("the new .venv does not work. Is all of Python installed?")
    return version


def make_venv(root: Path) -> None:
    """Make `.venv`, marked as ours before anything else is in it."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Problem(
            "this Python lacks the module venv or ensurepip. On Debian and Ubuntu, run "
            "sudo apt install python3-venv; elsewhere, install Python from "
            "https://www.python.org/downloads/. Then try again."
        )
    venv = root / ".venv"
    venv.mkdir()
    (venv / MARK).write_text(str(venv), encoding="utf-8")
    run_step(root, "Making .venv", [sys.executable, "-m", "venv", str(venv)])


def compute_stamp(root: Path, version: str, extra: str) -> str:
    """Return the SHA-256 of all that decides what gets installed."""
    files = (root / "pyproject.toml", root / "constraints.txt")
    parts = [version, extra, str(root), *(file.read_text("utf-8") for file in files)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def is_installed(root: Path, version: str, extra: str) -> bool:
    """Tell whether `.venv` has what is asked for; "test" includes the plain course."""
    stamp = root / ".venv" / STAMP
    good = [compute_stamp(root, version, enough) for enough in (extra, "test")]
    return stamp.exists() and stamp.read_text(encoding="utf-8") in good


def install(root: Path, version: str, extra: str) -> None:
    """Install the course with pip, and stamp `.venv` when that is done."""
    stamp = root / ".venv" / STAMP
    if not stamp.exists():
        check_disk(root, extra)
    stamp.unlink(missing_ok=True)
    command = [str(find_python(root)), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--constraint", "constraints.txt"]
    command += ["--editable", f".[{extra}]" if extra else "."]
    run_step(root, "Installing what the course needs", command)
    stamp.write_text(compute_stamp(root, version, extra), encoding="utf-8")


def check_disk(root: Path, extra: str) -> None:
    """Say what the first installation needs, and stop if there is no room for it."""
    disk, minutes = DISK_MB[extra], MINUTES[extra]
    print(f"It takes the internet, {disk} MB of disk and about {minutes} minutes.")
    needed, free = disk + DOWNLOAD_MB, shutil.disk_usage(root).free // 2**20
    if free < needed:
        raise Problem(f"{needed} MB of disk are needed, and {free} free: make room.")


def run_step(root: Path, title: str, command: list[str]) -> None:
    """Run a command with its output in a log, and a dot on the screen now and then."""
    print(title, end=" ", flush=True)
    path = root / ".venv" / LOG
    with path.open("wb") as log:
        process = subprocess.Popen(command, cwd=root, stdout=log, stderr=log)
    while process.poll() is None:
        print(".", end="", flush=True)
        time.sleep(SECONDS_PER_DOT)
    print(flush=True)
    if process.returncode != 0:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        raise Problem(
            "that did not work. The last lines were:\n" + "\n".join(lines[-12:]) + "\n"
            "Check the internet connection (pip's own proxy and mirror settings hold) "
            "and the free disk space, then run the same command again."
        )


def run_attached(root: Path, module: list[str]) -> int:
    """Run a module that owns screen and keyboard; return its exit status."""
    process = subprocess.Popen([str(find_python(root)), "-m", *module], cwd=root)
    # Who ends start.py from outside means the program that it runs.
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    while True:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C has reached the program too, which decides when to end
        return status if status >= 0 else 128 - status  # a signal, counted as shells do


def main(arguments: list[str], root: Path) -> int:
    """Do what the command line asks for; return the exit status."""
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help"):
        print(__doc__)
        return 0
    if first != "test" and first[:1] not in ("", "-"):
        print(f'There is no "{first}". See: python3 start.py --help', file=sys.stderr)
        return 2
    extra = "test" if first == "test" else ""
    try:
        version = prepare_venv(root)
        if not is_installed(root, version, extra):
            install(root, version, extra)
        test, lab = ["pytest", *arguments[1:]], ["aipm_helpers.cli", "lab", *arguments]
        return run_attached(root, test if extra else lab)
    except (Problem, OSError) as problem:
        print(f"start.py: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command starts again.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent))
