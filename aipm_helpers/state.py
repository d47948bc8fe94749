"""Small records that the course keeps on the learner's machine, in ``workbook/.aipm``."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["forget", "read", "write"]


def read(root: Path, name: str) -> dict[str, dict[str, Any]]:
    """Return a record; one that is missing or damaged is empty, and so are entries that are no dicts left out."""
    try:
        content = json.loads(_file(root, name).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {key: entry for key, entry in content.items() if isinstance(entry, dict)}


def write(root: Path, name: str, content: Mapping[str, Any]) -> bool:
    """Write a record in one go; return whether that worked."""
    path = _file(root, name)
    text = json.dumps(content, indent=1) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # a name of its own: two windows may ask at once
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f"{name}-", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(partial).replace(path)
        except OSError:
            Path(partial).unlink(missing_ok=True)
            return False
    except OSError:
        return False
    return True


def forget(root: Path, name: str) -> bool:
    """Delete a record; return whether there was one."""
    there = _file(root, name).exists()
    _file(root, name).unlink(missing_ok=True)
    return there


def _file(root: Path, name: str) -> Path:
    return root / "workbook" / ".aipm" / f"{name}.json"
