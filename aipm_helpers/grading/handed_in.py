"""What a learner has handed in, read as data: which file is which workbook, and what is odd about it.

A folder looks like ``submitted/<student>/<module>/``, and is in the learner's hands: it may hold links, pipes, archives,
and several copies of a notebook. Rules:

* Only ordinary files are read. Links are not followed, and of a file with several names (a hard link) nobody knows
  whose it is. Folders are read to a depth of three; ``.ipynb_checkpoints`` never.
* An archive (``.zip``) counts as a folder. Nothing is unpacked: its notebooks are read into memory, each up to the size
  that any notebook may have.
* A notebook belongs to the workbook with which it shares most answer cells; its metadata and its name decide only between
  equals, or where no cell is known. So renamed and wrongly named files are graded as what they are.
* Of several for one workbook the one with the most answers counts; if those are equal, the one with the right name, then
  the first by name. Copies that are equal to the last letter are one.
* A file that cannot be opened stands for the workbook whose name it has, if nothing else does. What programs put behind a
  name (``(1)``, ``-Copy1``, ``.txt``) is no part of it.

Content is read once: what is judged is what the digest is made of, whatever becomes of the file meanwhile. A file that
changes while it is read is read again.
"""

from __future__ import annotations

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
    cells_of,
    grade_id_of,
    grade_ids_of,
    parse_notebook,
    starters_of,
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
#: What nbgrader's own programs write beside notebooks, and how much of it is read.
_RECORDS, _RECORD_BYTES = ("timestamp.txt", "submission_secret.txt"), 1_000
#: A notebook's ending, with what some browsers put behind it; and what programs put behind the name of a copy.
_NOTEBOOK = re.compile(r"(?i)\.ipynb(\.txt|\.json)?$")
_COPY = re.compile(r"( ?\(\d+\)|-Copy\d+|-new| \d+| - Copy)$")
_MOST_FLAGS = 20


@dataclass(frozen=True)
class Handed:
    """A file that stands for a workbook.

    Attributes
    ----------
    name : str
        The file's path below the learner's folder.
    data : bytes
        Its content, as far as it was read.
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
    #: What nbgrader has written beside them when they were handed in.
    records: Mapping[str, bytes] = field(default_factory=dict)
    flags: tuple[str, ...] = ()

    @property
    def timestamp(self) -> str:
        """When it was handed in, if `records` tell."""
        return self.records.get("timestamp.txt", b"").decode("utf-8", "replace").strip()

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
    """What a folder holds; `bytes` are those of its notebooks, in archives too, and `entries` all that were looked at."""

    notebooks: dict[str, bytes] = field(default_factory=dict)
    beside: dict[str, bytes] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    records: dict[str, bytes] = field(default_factory=dict)
    bytes: int = 0
    entries: int = 0


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
    if folder.is_symlink() or folder.parent.is_symlink():
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
        workbook = by_name.get(_COPY.sub("", Path(_NOTEBOOK.sub("", name)).name.removesuffix(".zip")))
        if workbook is not None and workbook.lesson not in chosen:
            chosen[workbook.lesson] = Handed(name, found.notebooks.get(name, b""), (), _one_line(problem))
        else:
            found.flags.append(f"{name} was not graded: {problem}")
    if len(found.flags) > _MOST_FLAGS:
        more = len(found.flags) - _MOST_FLAGS
        found.flags[_MOST_FLAGS:] = [f"There are {more} more remarks like these."]
    return HandedIn(chosen, found.beside, found.records, tuple(map(_one_line, found.flags)))


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
    ids = grade_ids_of(notebook)
    shared = {workbook.lesson: len(ids & starters_of(workbook).keys()) for workbook in workbooks}
    most = max(shared.values(), default=0)
    by_ids = [workbook for workbook in workbooks if most and shared[workbook.lesson] == most]
    lesson = aipm_of(notebook).get("lesson")
    named = [w for w in workbooks if w.lesson == lesson or Path(w.lesson).name == Path(_NOTEBOOK.sub("", name)).name]
    for workbook in named:
        if workbook in by_ids:
            return workbook
    # without any known cell only a name tells; it is then said why it cannot be graded
    return next(iter([*by_ids, *named]), None)


def _count_answers(notebook: dict[str, Any], name: str, workbook: Workbook) -> int:
    """Return how many answer cells differ from what the release has."""
    starters = starters_of(workbook)
    answered = set()
    for cell in cells_of(notebook, Path(name).name):
        source = cell["source"].strip()
        if source and source != starters.get(grade_id_of(cell), source):
            answered.add(grade_id_of(cell))
    return len(answered)


# --- files ---------------------------------------------------------------------------------


def _read_files(folder: Path, found: _Found) -> None:
    """Read a folder's notebooks, and what lies beside them, into memory."""
    beside = 0
    for path in _walk(folder, found):
        name = path.relative_to(folder).as_posix()
        is_notebook, is_archive = bool(_NOTEBOOK.search(name)), path.suffix.lower() == ".zip"
        if not (is_notebook or is_archive or path.parent == folder):
            continue
        try:
            data = _read(path, LARGEST_BYTES if is_notebook or is_archive else _LARGEST_BESIDE)
        except SubmissionError as error:
            if is_notebook or is_archive:
                found.broken[name] = error.what
            else:
                found.flags.append(f"{name} was left out. {error.what}")
            continue
        if is_notebook:
            found.bytes += len(data)
            if found.bytes > _LARGEST_IN_ALL:
                found.broken[name] = f"{name} was not looked at: there are too many notebooks beside it."
            else:
                found.notebooks[name] = data
        elif is_archive:
            _read_archive(name, data, found)
        elif name in _RECORDS:
            found.records[name] = data[:_RECORD_BYTES]
        else:
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
    left = max(0, _MOST_FILES - found.entries)
    if len(entries) > left:
        found.flags.append(f"{folder.name} has {len(entries):,} files: only the first {left:,} were looked at.")
    found.entries += len(entries)
    for entry in entries[:left]:
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
