"""The learner's own copies, and how a new release comes to her.

::

    course/  exercises/            releases: what the project's folder has now
    workbook/course/  exercises/   her copies
    workbook/.aipm/copies.json     what was copied, and which release was delivered last

    {"copies": {FILE: SHA-256 of the bytes that were copied},
     "delivered": {FILE: digest of the release}}

A copy that still has the recorded bytes was never touched, and the new release takes its
place. Any other copy is begun work and stays; the release comes beside it, as
``NAME-new.ipynb``. Each release is delivered once, so a second file that she deletes
stays away. Two releases are the same if their cells are: what lies in a notebook's
metadata is nothing to read. Nothing is deleted, and files appear under their names only
when they are complete, so an interrupted update is completed by the next.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aipm_helpers import ROOT
from aipm_helpers.news import START_PAGE, Beside, write_page

__all__ = ["NEWS", "START_PAGE", "Beside", "Changes", "bring_copies", "describe_changes", "find_untouched_seconds"]

NEWS = "NEWS.md"
_MANY = 6


@dataclass(frozen=True)
class Changes:
    """What came to ``workbook/``: copied where there was nothing, renewed where nothing was begun, or beside."""

    copied: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    #: The page that says what came beside, if anything did.
    news: str = ""


@dataclass(frozen=True)
class _Delivery:
    """A release that was delivered, and as which file if one was written."""

    name: str
    release: str
    copy: str = ""
    data: bytes = b""


@dataclass
class _Manifest:
    """The record, in memory and in its file."""

    path: Path
    copies: dict[str, str] = field(default_factory=dict)
    delivered: dict[str, str] = field(default_factory=dict)

    def note(self, *deliveries: _Delivery) -> None:
        """Record what was delivered, all of it or nothing."""
        before = (dict(self.copies), dict(self.delivered))
        for item in deliveries:
            self.delivered[item.name] = item.release
            if item.copy:
                self.copies[item.copy] = _sha(item.data)
        if (self.copies, self.delivered) != before:
            text = json.dumps({"copies": self.copies, "delivered": self.delivered}, indent=1, sort_keys=True)
            _put(self.path, text.encode() + b"\n")

    def is_untouched(self, workbook: Path, name: str) -> bool:
        """Tell whether a file has the bytes that were copied."""
        return self.copies.get(name) == _sha((workbook / name).read_bytes())


def bring_copies(root: Path = ROOT) -> Changes:
    """Copy what is missing, renew what was not begun, and put new releases beside begun work.

    Parameters
    ----------
    root : Path
        The course's folder.

    Returns
    -------
    Changes
    """
    workbook = root / "workbook"
    manifest = _read_manifest(workbook)
    copied, renewed, beside, unnoted = [], [], [], []
    for original in _releases(root):
        name, data = original.relative_to(root).as_posix(), original.read_bytes()
        release = _digest_release(name, data)
        own = workbook / name
        if not own.exists():
            _put(own, data)
            manifest.note(_Delivery(name, release, name, data))
            copied.append(name)
        elif own.read_bytes() == data:
            manifest.note(_Delivery(name, release, name, data))
        elif manifest.delivered.get(name) == release:
            continue
        elif _claim(own) == release:
            manifest.note(_Delivery(name, release))  # begun from this very release
        elif manifest.is_untouched(workbook, name):
            _put(own, data)
            manifest.note(_Delivery(name, release, name, data))
            renewed.append(name)
        else:
            second = _second(workbook, manifest, name, release, data)
            if second:
                _put(workbook / second, data)
                beside.append(Beside(name, second))
                unnoted.append(_Delivery(name, release, second, data))
            else:
                manifest.note(_Delivery(name, release))
    news = _write_news(workbook, manifest, beside) if beside else ""
    # only now: what was not announced was not delivered
    manifest.note(*unnoted)
    return Changes(tuple(copied), tuple(renewed), tuple(beside), news)


def describe_changes(changes: Changes) -> list[str]:
    """Return sentences about what came and what to do; none if nothing did.

    Examples
    --------
    >>> describe_changes(Changes(renewed=("course/README.md",)))
    ['Renewed, since you had not changed it: course/README.md']
    """
    told = []
    if len(changes.copied) > _MANY:
        told.append(f"{len(changes.copied)} files copied to workbook/: lessons, workbooks and the start page.")
    else:
        told += [f"Copied to workbook/: {name}" for name in changes.copied]
    told += [f"Renewed, since you had not changed it: {name}" for name in changes.renewed]
    told += [f"New beside yours: {item.new} (your {Path(item.own).name} stays as it is)" for item in changes.beside]
    if changes.beside:
        told.append(
            "Open the new file and paste your answers into it, or delete it and go on with yours. "
            f"workbook/{changes.news} says what is new."
        )
    return told


def find_untouched_seconds(root: Path = ROOT) -> set[Path]:
    """Return the files that came beside begun work and that nobody has changed."""
    workbook = root / "workbook"
    manifest = _read_manifest(workbook)
    return {
        (workbook / name).resolve()
        for name in manifest.copies
        if _is_second(workbook / name) and (workbook / name).exists() and manifest.is_untouched(workbook, name)
    }


# --- names, bytes, digests --------------------------------------------------------------


def _releases(root: Path) -> list[Path]:
    notebooks = [path for folder in ("course", "exercises") for path in sorted((root / folder).glob("[0-9]*/*.ipynb"))]
    pages = [path for path in sorted((root / "course").rglob("*.md")) if path != root / START_PAGE]
    return [root / START_PAGE, *notebooks, *(path for path in pages if ".ipynb_checkpoints" not in path.parts)]


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest_release(name: str, data: bytes) -> str:
    """Digest what there is to read in a release: a notebook's cells, or all of another file."""
    if not name.endswith(".ipynb"):
        return _sha(data)
    import nbformat

    from aipm_helpers.build import content_digest

    try:
        return content_digest(nbformat.reads(data.decode("utf-8"), as_version=4))
    except Exception:  # a release that is no notebook is still a release
        return _sha(data)


def _claim(path: Path) -> str | None:
    """Return the digest of the release that a notebook says it was begun from."""
    metadata = _load(path).get("metadata")
    aipm = metadata.get("aipm") if isinstance(metadata, dict) else None
    content = aipm.get("content") if isinstance(aipm, dict) else None
    return content if isinstance(content, str) else None


def _load(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8")) if path.suffix == ".ipynb" else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _put(path: Path, data: bytes) -> None:
    """Write a file so that it has its name only when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.part")
    partial.write_bytes(data)
    partial.replace(path)


def _seconds(name: str) -> Iterator[str]:
    """Return the names that second files of a name get, one after the other."""
    path = Path(name)
    number = 1
    while True:
        ending = "-new" if number == 1 else f"-new-{number}"
        yield path.with_name(f"{path.stem}{ending}{path.suffix}").as_posix()
        number += 1


def _is_second(path: Path) -> bool:
    first = re.sub(r"-new(-\d+)?$", "", path.stem)
    return first != path.stem and path.with_name(f"{first}{path.suffix}").exists()


def _second(workbook: Path, manifest: _Manifest, name: str, release: str, data: bytes) -> str | None:
    """Return the name for a release beside begun work; None if work on that release is there already."""
    taken = []
    # a deleted file leaves a gap, and the newest has the highest number all the same
    for number, second in zip(range(100), _seconds(name), strict=False):
        path = workbook / second
        if path.exists():
            taken.append((number, second))
            if path.read_bytes() != data and _claim(path) == release and not manifest.is_untouched(workbook, second):
                return None
    if not taken:
        return next(_seconds(name))
    number, last = taken[-1]
    if (workbook / last).read_bytes() == data or manifest.is_untouched(workbook, last):
        return last
    return next(second for place, second in enumerate(_seconds(name)) if place > number)


def _read_manifest(workbook: Path) -> _Manifest:
    """Return the record; what is damaged in it counts as not recorded."""
    path = workbook / ".aipm" / "copies.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        content = None
    parts = [content.get(key) if isinstance(content, dict) else None for key in ("copies", "delivered")]
    copies, delivered = (
        {key: value for key, value in part.items() if isinstance(value, str)} if isinstance(part, dict) else {}
        for part in parts
    )
    return _Manifest(path, copies, delivered)


def _write_news(workbook: Path, manifest: _Manifest, beside: Iterable[Beside]) -> str:
    """Write the page about what came beside begun work; return its name."""
    data = write_page(workbook, beside).encode()
    name, path = NEWS, workbook / NEWS
    if path.exists() and path.read_bytes() != data and not manifest.is_untouched(workbook, NEWS):
        name = _second(workbook, manifest, NEWS, "", data) or NEWS
    _put(workbook / name, data)
    manifest.note(_Delivery(NEWS, _sha(data), name, data))
    return name
