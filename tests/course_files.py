"""The course's files, as the tests read them."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from aipm_helpers import ROOT


def notebooks(folder: str) -> list[Path]:
    """Return the generated notebooks of a folder; fail if there is none."""
    found = sorted((ROOT / folder).glob("[0-9]*/[0-9]*.ipynb"))
    assert found, f"{folder} has no notebooks"
    return found


def each(folder: str) -> pytest.MarkDecorator:
    """Run a test once for each notebook of a folder."""
    found = notebooks(folder)
    return pytest.mark.parametrize("path", found, ids=[name(path) for path in found])


def name(path: Path) -> str:
    """Return module and name of a lesson or workbook."""
    return f"{path.parent.name}/{path.stem}"


def read(path: Path) -> nbformat.NotebookNode:
    """Return a notebook."""
    return nbformat.read(path, as_version=4)
