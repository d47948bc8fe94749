"""A learner's notebook, read as data and put into the course's own.

Of a submission only the sources of known answer cells and of the learner's extra code
cells are used. Everything else (locked cells, points, metadata, outputs) comes from the
course's notebook, so whatever was done to it in the submission has no effect but a note.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aipm_helpers.errors import SubmissionError

__all__ = ["Workbook", "compose", "find_workbook", "read_cells"]

_LARGEST_BYTES = 10_000_000


@dataclass(frozen=True)
class Workbook:
    """The course's side of a workbook: what grades it, and what learners began with."""

    lesson: str
    graded: Path
    release: Path

    @property
    def hidden(self) -> bool:
        """Whether the hidden checks are here."""
        return self.graded != self.release


def find_workbook(root: Path, path: Path) -> Workbook:
    """Return the workbook that a learner's notebook belongs to.

    Its metadata name it, so the file may have been renamed; else its place does.

    Raises
    ------
    SubmissionError
        If the course has no such workbook.
    """
    notebook = _read_json(path)
    metadata = notebook.get("metadata")
    named = metadata.get("aipm") if isinstance(metadata, dict) else None
    lesson = named.get("lesson") if isinstance(named, dict) else None
    known = {f"{p.parent.name}/{p.stem}": p for p in sorted((root / "exercises").glob("[0-9]*/[0-9]*.ipynb"))}
    for name in (lesson, f"{path.resolve().parent.name}/{path.stem}"):
        if isinstance(name, str) and name in known:
            solution = root / "solutions" / f"{name}.ipynb"
            return Workbook(name, solution if solution.exists() else known[name], known[name])
    raise SubmissionError(
        f"{path.name} is not a workbook of this course. Those are: {', '.join(known)}. "
        "If it was one, its name has changed: give it its old name."
    )


def read_cells(path: Path) -> list[dict[str, Any]]:
    """Return a notebook's cells, each with ``cell_type``, ``source`` (text) and ``metadata``.

    Raises
    ------
    SubmissionError
        If it is no notebook; the text says what to do.
    """
    notebook = _read_json(path)
    cells = notebook.get("cells")
    if notebook.get("nbformat") != 4 or not isinstance(cells, list):
        raise SubmissionError(
            f"{path.name} is not a notebook of format 4, which JupyterLab writes. "
            "Open it in JupyterLab and save it; if that fails, see 'If a notebook is broken' in the README."
        )
    return [_clean(cell) for cell in cells if isinstance(cell, dict)]


def compose(workbook: Workbook, submitted: list[dict[str, Any]]) -> tuple[dict[str, Any], list[str], list[str]]:
    """Put a learner's answers into a fresh copy of the course's notebook.

    Parameters
    ----------
    workbook : Workbook
        The course's side.
    submitted : list of cells
        As from `read_cells`.

    Returns
    -------
    notebook : dict
        The course's notebook with her answers, and her extra code cells in their places.
    problems : list of str
        What the learner must mend, each with what to do.
    remarks : list of str
        What was odd but needs no act.
    """
    graded = json.loads(workbook.graded.read_text(encoding="utf-8"))
    released = {_grade_id(cell): cell for cell in read_cells(workbook.release)}
    answers: dict[str, list[dict[str, Any]]] = {}
    extras: dict[str, list[dict[str, Any]]] = {}
    changed = []
    place = ""
    for cell in submitted:
        grade_id = _grade_id(cell)
        course_cell = released.get(grade_id) if grade_id else None
        if course_cell is None:
            if cell["cell_type"] == "code" and cell["source"].strip():
                extras.setdefault(place, []).append(cell)
            continue
        place = grade_id
        if course_cell["metadata"]["nbgrader"]["solution"]:
            answers.setdefault(grade_id, []).append(cell)
        elif cell["source"] != course_cell["source"]:
            changed.append(grade_id)

    problems = []
    cells = [_code(cell["source"]) for cell in extras.get("", [])]
    for course_cell in graded["cells"]:
        course_cell["source"] = _text(course_cell["source"])
        grade_id = _grade_id(course_cell)
        if course_cell["metadata"].get("nbgrader", {}).get("solution"):
            starter = released[grade_id]["source"]
            found = answers.get(grade_id, [])
            course_cell["source"], told = _choose(grade_id, starter, found, course_cell["cell_type"])
            problems += told
        cells.append(course_cell)
        cells += [_code(cell["source"]) for cell in extras.get(grade_id, [])]
    graded["cells"] = cells
    remarks = []
    if changed:
        remarks.append(f"Locked cells were changed ({', '.join(changed)}); the original ones were used.")
    return graded, problems, remarks


def _choose(grade_id: str, starter: str, found: list[dict[str, Any]], cell_type: str) -> tuple[str, list[str]]:
    """Return the answer to grade (of several the last that differs from the starter), and problems."""
    if not found:
        return starter, [
            f"The answer cell of '{grade_id}' is gone. Undo the deletion (Edit > Undo Cell Operation), or rename this "
            "file: `aipm lab` then puts a fresh copy in its place, into which you can paste your answers."
        ]
    problems = []
    own = [cell for cell in found if cell["source"].strip() != starter.strip()]
    chosen = (own or found)[-1]
    if len(found) > 1:
        problems.append(
            f"'{grade_id}' has {len(found)} answer cells; the last one that you changed was graded. Delete the others."
        )
    if chosen["cell_type"] != cell_type:
        key = "Y" if cell_type == "code" else "M"
        problems.append(
            f"The answer cell of '{grade_id}' is no longer a {cell_type} cell. Select it and press Esc, then {key}."
        )
    return chosen["source"], problems


def _read_json(path: Path) -> dict[str, Any]:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise SubmissionError(f"{path} is not a file. Name a notebook (.ipynb) or a module.")
        if size > _LARGEST_BYTES:
            raise SubmissionError(
                f"{path.name} has {size / 1e6:.0f} MB, more than {_LARGEST_BYTES / 1e6:.0f} MB. "
                "In JupyterLab choose Edit > Clear Outputs of All Cells, and save it."
            )
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SubmissionError(f"There is no file {path}.") from None
    except OSError as error:
        raise SubmissionError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise SubmissionError(
            f"{path.name} is not a notebook any more: its text is damaged{where}. In JupyterLab choose "
            "File > Revert Notebook to Checkpoint. If that fails, rename the file and run `aipm lab`: "
            "a fresh copy takes its place."
        ) from None
    if not isinstance(notebook, dict):
        raise SubmissionError(f"{path.name} is not a notebook: it holds {type(notebook).__name__} data.")
    return notebook


def _clean(cell: dict[str, Any]) -> dict[str, Any]:
    metadata = cell.get("metadata")
    return {
        "cell_type": cell.get("cell_type"),
        "source": _text(cell.get("source")),
        "metadata": metadata if isinstance(metadata, dict) else {},
    }


def _text(source: Any) -> str:
    """Return a cell's source, which nbformat allows to be a text or a list of lines."""
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def _grade_id(cell: dict[str, Any]) -> str:
    nbgrader = cell["metadata"].get("nbgrader")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return grade_id if isinstance(grade_id, str) else ""


def _code(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
