"""A learner's notebook, read as data and put into the course's own.

Of a submission only the sources of known answer cells and of the learner's extra code
cells are used. Everything else (locked cells, points, metadata, outputs) comes from the
course's notebook, so whatever was done to it in the submission has no effect but a note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aipm_helpers.errors import SubmissionError

__all__ = ["Workbook", "compose", "find_workbook", "is_answer", "is_older", "read_cells", "task_title"]

_LARGEST_BYTES = 10_000_000
_AGAIN = "start the course again (python3 start.py): a fresh copy takes its place"


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

    Its metadata name it, so the file may have been renamed; else its place does, or else
    the ids of its cells.

    Raises
    ------
    SubmissionError
        If the course has no such workbook.
    """
    notebook = _read_json(path)
    lesson = _read_aipm(path).get("lesson")
    known = {f"{p.parent.name}/{p.stem}": p for p in sorted((root / "exercises").glob("[0-9]*/[0-9]*.ipynb"))}
    cells = notebook.get("cells")
    ids = {_grade_id(_clean(cell)) for cell in cells if isinstance(cell, dict)} if isinstance(cells, list) else set()
    by_ids = [name for name, release in known.items() if ids & _answer_ids(release)]
    for name in (lesson, f"{path.resolve().parent.name}/{path.stem}", *by_ids):
        if isinstance(name, str) and name in known:
            solution = root / "solutions" / f"{name}.ipynb"
            return Workbook(name, solution if solution.exists() else known[name], known[name])
    raise SubmissionError(f"{path.name} is not a workbook of this course. Those are: {', '.join(known)}.")


def _answer_ids(release: Path) -> set[str]:
    return {_grade_id(cell) for cell in read_cells(release) if is_answer(cell)}


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


def is_older(workbook: Workbook, path: Path) -> bool:
    """Tell whether a notebook was begun from another release than the present one.

    It says so itself: by the digest of its cells when it was made. A release whose hidden
    checks alone have changed reads as before, and so is not another one.
    """
    begun, present = (_read_aipm(file).get("content") for file in (path, workbook.release))
    # the solution, when it is graded itself
    present_too = _read_aipm(workbook.release).get("solution")
    return isinstance(begun, str) and isinstance(present, str) and begun not in (present, present_too)


def _read_aipm(path: Path) -> dict[str, Any]:
    metadata = _read_json(path).get("metadata")
    aipm = metadata.get("aipm") if isinstance(metadata, dict) else None
    return aipm if isinstance(aipm, dict) else {}


def compose(
    workbook: Workbook, submitted: list[dict[str, Any]], older: bool = False
) -> tuple[dict[str, Any], list[str], list[str]]:
    """Put a learner's answers into a fresh copy of the course's notebook.

    Parameters
    ----------
    workbook : Workbook
        The course's side.
    submitted : list of cells
        As from `read_cells`.
    older : bool
        Whether it was begun from an older release, whose locked cells may differ.

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
    locked: dict[str, str] = {}
    place = ""
    for cell in submitted:
        grade_id = _grade_id(cell)
        if grade_id not in released:
            if cell["cell_type"] == "code" and cell["source"].strip():
                extras.setdefault(place, []).append(cell)
            continue
        place = grade_id
        if is_answer(released[grade_id]):
            answers.setdefault(grade_id, []).append(cell)
        else:
            locked[grade_id] = cell["source"]
    if not answers:
        raise SubmissionError(
            "No answer cell of this workbook is recognised: their marks are lost, as when a notebook is converted or "
            f"put together from copied cells. Rename this file and {_AGAIN}, into which you can paste your answers."
        )

    problems = []
    new = f"{Path(workbook.lesson).name}-new.ipynb"
    cells = [_code(cell["source"]) for cell in extras.get("", [])]
    for course_cell in graded["cells"]:
        course_cell["source"] = _text(course_cell["source"])
        grade_id = _grade_id(course_cell)
        if is_answer(course_cell):
            title = task_title(released, grade_id)
            starter = released[grade_id]["source"]
            found = answers.get(grade_id, [])
            course_cell["source"], told = _choose(title, starter, found, course_cell["cell_type"])
            if older and not found:
                told = [f"'{title}' is not in this file, which is from an older release: answer it in {new}."]
            problems += told
        cells.append(course_cell)
        cells += [_code(cell["source"]) for cell in extras.get(grade_id, [])]
    graded["cells"] = cells
    touched = [
        grade_id
        for grade_id, cell in released.items()
        if not is_answer(cell) and locked.get(grade_id) != cell["source"]
    ]
    remarks = []
    if older:
        remarks.append(
            "This file is from an older release of the workbook; it was graded by the present one. If a task reads "
            f"differently, look at {new} or run aipm update."
        )
    elif touched:
        remarks.append(f"Locked cells were changed or removed ({', '.join(touched)}); the original ones were used.")
    return graded, problems, remarks


def task_title(cells: Mapping[str, dict[str, Any]], grade_id: str) -> str:
    """Return a task's name for people: the first line of its prompt, without the points."""
    task = grade_id.removesuffix("-check")
    prompt = cells.get(f"{task}-prompt", {"source": task})["source"]
    return re.sub(r" \([\d.]+ points?\)$", "", prompt.partition("\n")[0].lstrip("# "))


def _choose(title: str, starter: str, found: list[dict[str, Any]], cell_type: str) -> tuple[str, list[str]]:
    """Return the answer to grade (of several the last that differs from the starter), and problems."""
    if not found:
        return starter, [
            f"The answer cell of '{title}' is gone. Undo the deletion (Edit > Undo Cell Operation), or rename this "
            f"file and {_AGAIN}, into which you can paste your answers."
        ]
    problems = []
    own = [cell for cell in found if cell["source"].strip() != starter.strip()]
    chosen = (own or found)[-1]
    if len(found) > 1:
        problems.append(
            f"'{title}' has {len(found)} answer cells: the lowest one that differs from the starter was graded. "
            "Delete the others."
        )
    if chosen["cell_type"] != cell_type:
        key = "Y" if cell_type == "code" else "M"
        problems.append(
            f"The answer cell of '{title}' is no longer a {cell_type} cell. Select it and press Esc, then {key}."
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
        if not size:
            raise SubmissionError(f"{path.name} is empty. Delete it and {_AGAIN}.")
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SubmissionError(f"There is no file {path}.") from None
    except OSError as error:
        raise SubmissionError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise SubmissionError(
            f"{path.name} is not a notebook any more: its text is damaged{where}. In JupyterLab choose "
            f"File > Revert Notebook to Checkpoint. If that fails, rename the file and {_AGAIN}."
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


def is_answer(cell: dict[str, Any]) -> bool:
    """Tell whether a cell, as from `read_cells`, is one that learners answer in."""
    nbgrader = cell["metadata"].get("nbgrader")
    return isinstance(nbgrader, dict) and bool(nbgrader.get("solution"))


def _grade_id(cell: dict[str, Any]) -> str:
    nbgrader = cell["metadata"].get("nbgrader")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return grade_id if isinstance(grade_id, str) else ""


def _code(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
