"""What a learner has handed in, read as data: which file is which workbook, and what is odd about it.

A folder looks like ``submitted/<student>/<module>/``, and is in the learner's hands: it may hold links, pipes, archives,
and several copies of a notebook. Rules:

* Only ordinary files are read. Links are not followed, and of a file with several names (a hard link) nobody knows
  whose it is. Folders are read to a depth of three; ``.ipynb_checkpoints`` never.
* An archive (``.zip``) counts as a folder. Nothing is unpacked: its notebooks are read into memory, each up to the size
  that any notebook may have.
* A notebook belongs to the workbook that its metadata name, else to the one whose name it has, else to the one whose
  cells it has. So renamed and wrongly named files are graded as what they are.
* Of several for one workbook the one with the most answers counts; if those are equal, the one with the right name, then
  the first by name. Copies that are equal to the last letter are one.
* A file that cannot be opened stands for the workbook whose name it has, if nothing else does.

Content is read once: what is judged is what the digest is made of, whatever becomes of the file meanwhile. A file that
changes while it is read is read again.
"""

from __future__ import annotations

import functools
import hashlib
import io
import os
import re
import stat
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aipm_helpers.errors import SubmissionError
from aipm_helpers.grading.submission import (
    LARGEST_BYTES,
    Workbook,
    aipm_of,
    answer_ids,
    cells_of,
    is_answer,
    parse_notebook,
    read_cells,
    too_large,
)
from aipm_helpers.grading.verdict import plain

__all__ = ["Handed", "HandedIn", "read_folder"]

_DEEPEST = 3
_MOST_FILES = 2_000
#: Of what lies beside notebooks, each and in all.
_LARGEST_IN_ALL = 5 * LARGEST_BYTES
_LARGEST_BESIDE, _LARGEST_BESIDE_IN_ALL, _MOST_BESIDE = 5_000_000, 20_000_000, 50
#: How often a file is read that somebody writes to at the same time, and how long to wait for her.
_READS, _PAUSE_SECONDS = 5, 0.2
#: What nbgrader's own programs write beside notebooks.
_NOT_DATA = {"submission_secret.txt"}
_MOST_FLAGS = 20


@dataclass(frozen=True)
class Handed:
    """A file that stands for a workbook.

    Attributes
    ----------
    name : str
        The file's path below the learner's folder.
    data : bytes
        Its content; empty if `problem` says why there is none.
    flags : tuple of str
        What was odd, and how it was resolved, for an instructor.
    problem : str
        Why it cannot be opened.
    """

    name: str
    data: bytes
    flags: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class HandedIn:
    """All that a learner has handed in for a module, by workbook, with what lies beside the notebooks, and when."""

    notebooks: Mapping[str, Handed]
    files: Mapping[str, bytes]
    timestamp: str = ""
    flags: tuple[str, ...] = ()

    def digest(self, lesson: str) -> str:
        """Return what tells one content from another, of a workbook and what lies beside it."""
        handed = self.notebooks[lesson]
        total = hashlib.sha256()
        for part in [
            handed.name.encode("utf-8", "replace"),
            handed.data,
            f"{handed.problem} {self.timestamp}".encode(),
        ]:
            total.update(hashlib.sha256(part).digest())
        for name, content in sorted(self.files.items()):
            total.update(hashlib.sha256(name.encode("utf-8", "replace")).digest() + hashlib.sha256(content).digest())
        return total.hexdigest()


@dataclass(frozen=True, order=True)
class _Candidate:
    """A file for a workbook; of several the least counts."""

    fewest_last: int
    wrong_name: bool
    name: str
    claimed: str


@dataclass
class _Found:
    """What a folder holds; `bytes` are those of its notebooks, in archives too."""

    notebooks: dict[str, bytes] = field(default_factory=dict)
    beside: dict[str, bytes] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    timestamp: str = ""
    bytes: int = 0


def read_folder(folder: Path, workbooks: Sequence[Workbook]) -> HandedIn:
    """Read a learner's folder of a module; nothing in it is changed, run or unpacked.

    Parameters
    ----------
    folder : Path
        Such as ``submitted/ada/1-fundamentals``.
    workbooks : sequence of Workbook
        The module's.

    Returns
    -------
    HandedIn
        Without an entry for workbooks of which there is nothing.
    """
    found = _Found()
    if folder.is_symlink():
        found.flags.append("The folder is a link, and was not followed.")
    else:
        _read_files(folder, found)
    chosen: dict[str, Handed] = {}
    candidates: dict[str, list[_Candidate]] = {}
    by_name = {Path(workbook.lesson).name: workbook for workbook in workbooks}
    for name, data in found.notebooks.items():
        try:
            notebook, _ = parse_notebook(Path(name).name, data)
            workbook = _workbook_of(notebook, name, workbooks)
            if workbook is None:
                found.flags.append(f"{name} is not a workbook of this module, and was not graded.")
                continue
            right_name = Path(name).name == f"{Path(workbook.lesson).name}.ipynb"
            claimed = aipm_of(notebook).get("lesson")
            found_one = _Candidate(
                -_count_answers(notebook, name, workbook),
                not right_name,
                name,
                claimed if isinstance(claimed, str) else "",
            )
            candidates.setdefault(workbook.lesson, []).append(found_one)
        except SubmissionError as error:
            found.broken[name] = error.what
    for workbook in workbooks:
        ranked = sorted(candidates.get(workbook.lesson, []))
        if ranked:
            chosen[workbook.lesson] = _choose(workbook, ranked, found)
    for name, problem in sorted(found.broken.items(), key=lambda item: (Path(item[0]).stem not in by_name, item[0])):
        stem = re.sub(r"( \(\d+\)|-Copy\d+|-new)$", "", Path(name).stem)
        workbook = by_name.get(stem)
        if workbook is not None and workbook.lesson not in chosen:
            chosen[workbook.lesson] = Handed(name, found.notebooks.get(name, b""), (), _one_line(problem))
        else:
            found.flags.append(f"{name} was not graded: {problem}")
    if len(found.flags) > _MOST_FLAGS:
        more = len(found.flags) - _MOST_FLAGS
        found.flags[_MOST_FLAGS:] = [f"There are {more} more remarks like these."]
    return HandedIn(chosen, found.beside, found.timestamp, tuple(map(_one_line, found.flags)))


def _one_line(text: str) -> str:
    """Return what is told as it can be printed: names in it are the learner's."""
    return plain(text.replace("\n", "?"), 500)


def _choose(workbook: Workbook, files: list[_Candidate], found: _Found) -> Handed:
    """Return the file that counts for a workbook, and say so where it is not the only or the expected one."""
    best = files[0]
    name = best.name
    flags = []
    others = sorted(other.name for other in files[1:] if found.notebooks[other.name] != found.notebooks[name])
    if others:
        named = ", ".join(others[:5]) + (f", and {len(others) - 5} more" if len(others) > 5 else "")
        flags.append(f"Of {len(files)} files for this workbook {name} was graded, not {named}.")
    if best.wrong_name:
        flags.append(f"{name} was graded as {Path(workbook.lesson).name}.ipynb: its cells say that it is.")
    if best.claimed and best.claimed != workbook.lesson:
        flags.append(f"{name} says that it is {best.claimed[:100]}, but has the cells of {workbook.lesson}.")
    return Handed(name, found.notebooks[name], tuple(map(_one_line, flags)))


def _workbook_of(notebook: dict[str, Any], name: str, workbooks: Sequence[Workbook]) -> Workbook | None:
    """Return the workbook that a notebook is, or None."""
    ids = answer_ids(notebook)
    shared = {workbook.lesson: len(ids & _starters(workbook).keys()) for workbook in workbooks}
    most = max(shared.values(), default=0)
    by_ids = [workbook for workbook in workbooks if most and shared[workbook.lesson] == most]
    lesson = aipm_of(notebook).get("lesson")
    named = [w for w in workbooks if w.lesson == lesson or Path(w.lesson).name == Path(name).stem]
    for workbook in named:
        if workbook in by_ids:
            return workbook
    # without any known cell only a name tells; it is then said why it cannot be graded
    return next(iter([*by_ids, *named]), None)


def _starters(workbook: Workbook) -> dict[str, str]:
    """Return by id what learners find in the answer cells."""
    return _read_starters(workbook.release, workbook.release.stat().st_mtime_ns)


@functools.lru_cache(maxsize=64)
def _read_starters(release: Path, _changed: int) -> dict[str, str]:
    cells = [cell for cell in read_cells(release) if is_answer(cell)]
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell["source"].strip() for cell in cells}


def _count_answers(notebook: dict[str, Any], name: str, workbook: Workbook) -> int:
    """Return how many answer cells differ from what the release has."""
    starters = _starters(workbook)
    answered = set()
    for cell in cells_of(notebook, Path(name).name):
        marks = cell["metadata"].get("nbgrader")
        grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
        source = cell["source"].strip()
        if isinstance(grade_id, str) and source and source != starters.get(grade_id, source):
            answered.add(grade_id)
    return len(answered)


# --- files ---------------------------------------------------------------------------------


def _read_files(folder: Path, found: _Found) -> None:
    """Read a folder's notebooks, and what lies beside them, into memory."""
    beside = 0
    for path in _walk(folder, found):
        name = path.relative_to(folder).as_posix()
        suffix = path.suffix.lower()
        largest = LARGEST_BYTES if suffix in (".ipynb", ".zip") else _LARGEST_BESIDE
        try:
            data = _read(path, largest)
        except SubmissionError as error:
            if suffix in (".ipynb", ".zip"):
                found.broken[name] = error.what
            else:
                found.flags.append(f"{name} was left out. {error.what}")
            continue
        if suffix == ".ipynb":
            found.bytes += len(data)
            if found.bytes > _LARGEST_IN_ALL:
                found.broken[name] = f"{name} was not looked at: there are too many notebooks beside it."
            else:
                found.notebooks[name] = data
        elif suffix == ".zip":
            _read_archive(name, data, found)
        elif name == "timestamp.txt":
            found.timestamp = data[:100].decode("utf-8", "replace").strip()
        elif path.parent == folder and name not in _NOT_DATA:
            beside += len(data)
            if beside > _LARGEST_BESIDE_IN_ALL or len(found.beside) >= _MOST_BESIDE:
                found.flags.append(f"{name} was left out: too much lies beside the notebooks.")
            else:
                found.beside[name] = data


def _walk(folder: Path, found: _Found, depth: int = 0) -> Iterator[Path]:
    """Yield what is in a folder, and in those below it, in a fixed order; folders that are links are not entered."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        found.flags.append(f"{folder.name} cannot be read: {error.strerror}.")
        return
    if len(entries) > _MOST_FILES:
        found.flags.append(f"{folder.name} has {len(entries):,} files: only the first {_MOST_FILES:,} were looked at.")
    for entry in entries[:_MOST_FILES]:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != ".ipynb_checkpoints" and depth < _DEEPEST:
                yield from _walk(Path(entry.path), found, depth + 1)
        elif not entry.name.startswith("."):
            yield Path(entry.path)


def _read(path: Path, largest: int) -> bytes:
    """Return the content of an ordinary file that nobody has changed while it was read.

    SECURITY: it is opened without following a link and without waiting for a writer, and what was opened is looked at,
    not what the name may mean a moment later.
    """
    for _ in range(_READS):
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            if path.is_symlink():
                raise SubmissionError(
                    f"{path.name} is a link, and was not followed: ask for the file itself."
                ) from None
            raise SubmissionError(f"{path.name} cannot be read: {error.strerror}.") from None
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise SubmissionError(f"{path.name} is not an ordinary file.")
            if before.st_nlink > 1:
                raise SubmissionError(
                    f"{path.name} is linked to a file elsewhere, and was not read: if it is the learner's own, put a "
                    "copy in its place."
                )
            if before.st_size > largest:
                if path.suffix == ".ipynb":
                    raise too_large(path.name, before.st_size)
                raise SubmissionError(f"It has {before.st_size / 1e6:.0f} MB, more than {largest / 1e6:.0f}.")
            data = file.read(largest + 1)
            after = os.fstat(descriptor)
        try:
            now = path.lstat()
        except OSError:
            now = None
        same = [(status.st_ino, status.st_size, status.st_mtime_ns) for status in (before, after, now) if status]
        if len(same) == 3 and len(set(same)) == 1 and len(data) == before.st_size:
            return data
        time.sleep(_PAUSE_SECONDS)
    raise SubmissionError(f"{path.name} was being written to while it was read: grade it again when that is done.")


def _read_archive(name: str, content: bytes, found: _Found) -> None:
    """Read the notebooks of an archive; their names mean nothing but which workbook they may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_FILES:
                raise SubmissionError(f"{name} has {len(entries):,} entries, more than {_MOST_FILES:,}.")
            for place, entry in enumerate(entries):
                parts = Path(entry.filename.replace("\\", "/")).parts
                inside = f"{name}/{parts[-1] if parts else ''}"
                if not inside.lower().endswith(".ipynb") or {"__MACOSX", ".ipynb_checkpoints"} & set(parts):
                    continue
                if entry.is_dir():
                    continue
                if entry.flag_bits & 1:
                    raise SubmissionError(f"{name} is encrypted.")
                # SECURITY: other methods unpack all at once, whatever the size that is asked for
                if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise SubmissionError(f"{name} is packed in a way that is not read here: pack it as ordinary zip.")
                # SECURITY: what it says of its size is a claim
                with archive.open(entry) as file:
                    data = file.read(LARGEST_BYTES + 1)
                found.bytes += len(data)
                if len(data) > LARGEST_BYTES or found.bytes > _LARGEST_IN_ALL:
                    raise SubmissionError(f"{name} unpacks to more than a notebook may have.")
                if inside in found.notebooks:
                    inside = f"{name}/{place}/{parts[-1]}"
                found.notebooks[inside] = data
    except SubmissionError as error:
        found.broken[name] = error.what
    except Exception as error:  # there is no end to what a damaged archive raises
        found.broken[name] = f"{name} is no archive that can be opened ({type(error).__name__})."
