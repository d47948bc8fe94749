"""A learner's notebook, read as data and put into the course's own.

Of a submission only the sources of known answer cells and of the learner's extra code
cells are used. Everything else (locked cells, points, metadata, outputs) comes from the
course's notebook, so whatever was done to it in the submission has no effect but a note.
"""

from __future__ import annotations

import codecs
import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aipm_helpers.errors import BuildError, SubmissionError

__all__ = [
    "LARGEST_BYTES",
    "Workbook",
    "aipm_of",
    "cells_of",
    "compose",
    "course_cells",
    "find_workbook",
    "grade_id_of",
    "grade_ids_of",
    "is_answer",
    "is_older",
    "marks_of",
    "parse_notebook",
    "read_cells",
    "read_notebook",
    "starters_of",
    "task_title",
    "too_large",
]

#: Of a notebook's file.
LARGEST_BYTES = 10_000_000
#: What begins a text in another encoding than UTF-8.
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_AGAIN = "start the course again (python3 start.py): a fresh copy takes its place"
#: What the ids begin with that cells without one get.
_UNNAMED = "course-cell-"


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
    notebook = read_notebook(path)
    lesson = aipm_of(notebook).get("lesson")
    known = {f"{p.parent.name}/{p.stem}": p for p in sorted((root / "exercises").glob("[0-9]*/[0-9]*.ipynb"))}
    ids = grade_ids_of(notebook)
    by_ids = [name for name, release in known.items() if ids & starters_of(Workbook(name, release, release)).keys()]
    for name in (lesson, f"{path.resolve().parent.name}/{path.stem}", *by_ids):
        if isinstance(name, str) and name in known:
            solution = root / "solutions" / f"{name}.ipynb"
            return Workbook(name, solution if solution.exists() else known[name], known[name])
    raise SubmissionError(f"{path.name} is not a workbook of this course. Those are: {', '.join(known)}.")


def grade_ids_of(notebook: dict[str, Any]) -> set[str]:
    """Return the ids that the cells of a learner's notebook have, whatever else is wrong with it."""
    cells = notebook.get("cells")
    found = (
        {grade_id_of(_clean(cell)) for cell in cells if isinstance(cell, dict)} if isinstance(cells, list) else set()
    )
    return found - {""}


def read_cells(path: Path) -> list[dict[str, Any]]:
    """Return a notebook's cells, each with ``cell_type``, ``source`` (text) and ``metadata``.

    Raises
    ------
    SubmissionError
        If it is no notebook; the text says what to do.
    """
    return cells_of(read_notebook(path), path.name)


def cells_of(notebook: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return a parsed notebook's cells, as `read_cells` does."""
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise SubmissionError(
            f"{name} is not a notebook of format 4, which JupyterLab writes.",
            "Open it in JupyterLab and save it; if that fails, see 'If a notebook is broken' in the README.",
        )
    return [_clean(cell) for cell in cells if isinstance(cell, dict)]


def course_cells(workbook: Workbook) -> list[dict[str, Any]]:
    """Return the cells of the course's notebook, with answers and whole checks, each with an id.

    Other courses have cells without one, and in their release what nbgrader adds, such as a header: the order and
    the cells without an id are the release's, the sources of all others those of the notebook that grades.
    """
    released = _read_course(workbook.release)
    if not workbook.hidden:
        return _with_ids(released)
    graded = {grade_id_of(cell): cell for cell in _read_course(workbook.graded) if grade_id_of(cell)}
    ids = {grade_id_of(cell) for cell in released} - {""}
    if ids - graded.keys() or graded.keys() - ids:
        odd = ", ".join(sorted(ids ^ graded.keys()))
        raise BuildError(
            f"{workbook.graded} and {workbook.release} do not have the same cells ({odd}): make the release again."
        )
    return _with_ids([graded.get(grade_id_of(cell), cell) for cell in released])


def _read_course(path: Path) -> list[dict[str, Any]]:
    """Return the cells of one of the course's own files: what is wrong with it is not the learner's."""
    try:
        return read_cells(path)
    except SubmissionError as error:
        raise BuildError(error.what) from None


def _with_ids(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give ids to the course's cells that have none: they are the course's like locked ones."""
    named = []
    for place, cell in enumerate(cells):
        if not grade_id_of(cell):
            marks = {"grade_id": f"{_UNNAMED}{place}", "grade": False, "solution": False, "locked": True}
            cell = {**cell, "metadata": {**cell["metadata"], "nbgrader": marks}}
        named.append(cell)
    return named


def is_older(notebook: dict[str, Any], workbook: Workbook) -> bool:
    """Tell whether a notebook was begun from another release than the present one.

    It says so itself: by the digest of its cells when it was made. A release whose hidden
    checks alone have changed reads as before, and so is not another one.
    """
    release = aipm_of(read_notebook(workbook.release))
    begun, present = aipm_of(notebook).get("content"), release.get("content")
    # the solution, when it is graded itself
    present_too = release.get("solution")
    return isinstance(begun, str) and isinstance(present, str) and begun not in (present, present_too)


def aipm_of(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return what a notebook's metadata say of the course: a claim."""
    metadata = notebook.get("metadata")
    aipm = metadata.get("aipm") if isinstance(metadata, dict) else None
    return aipm if isinstance(aipm, dict) else {}


def compose(
    workbook: Workbook, submitted: list[dict[str, Any]], older: bool = False
) -> tuple[list[dict[str, Any]], list[str], list[str]]:
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
    cells : list of dict
        The course's cells with her answers, and her extra cells in their places.
    problems : list of str
        What the learner must mend, each with what to do.
    remarks : list of str
        What was odd but needs no act.
    """
    course = course_cells(workbook)
    released = {grade_id_of(cell): cell for cell in _with_ids(_read_course(workbook.release))}
    unnamed: dict[str, list[str]] = {}
    for grade_id, cell in released.items():
        if grade_id.startswith(_UNNAMED):
            unnamed.setdefault(cell["source"].strip(), []).append(grade_id)
    answers: dict[str, list[dict[str, Any]]] = {}
    extras: dict[str, list[dict[str, Any]]] = {}
    locked: dict[str, str] = {}
    place = ""
    for cell in submitted:
        grade_id = grade_id_of(cell)
        if not grade_id and unnamed.get(cell["source"].strip()):
            grade_id = unnamed[cell["source"].strip()].pop(0)
        if grade_id not in released:
            if cell["source"].strip():
                extras.setdefault(place, []).append(_extra(cell))
            continue
        place = grade_id
        if is_answer(released[grade_id]):
            answers.setdefault(grade_id, []).append(cell)
        else:
            locked[grade_id] = cell["source"]
    if not answers and any(is_answer(cell) for cell in released.values()):
        raise SubmissionError(
            "No answer cell of this workbook is recognised: their marks are lost, as when a notebook is converted or "
            "put together from copied cells.",
            f"Rename this file and {_AGAIN}, into which you can paste your answers.",
        )

    problems = []
    new = f"{Path(workbook.lesson).name}-new.ipynb"
    cells = extras.get("", [])
    for course_cell in course:
        grade_id = grade_id_of(course_cell)
        if is_answer(course_cell):
            title = task_title(released, grade_id)
            starter = released[grade_id]["source"]
            found = answers.get(grade_id, [])
            *earlier, source = _choose(starter, found, course_cell["cell_type"])
            course_cell = {**course_cell, "source": source}
            cells += [_extra({"cell_type": "code", "source": text}) for text in earlier]
            told = _tell_of(title, found, course_cell["cell_type"])
            if older and not found:
                told = [f"'{title}' is not in this file, which is from an older release: answer it in {new}."]
            problems += told
        cells.append(course_cell)
        cells += extras.get(grade_id, [])
    touched = [
        grade_id
        for grade_id, cell in released.items()
        if not (is_answer(cell) or grade_id.startswith(_UNNAMED)) and locked.get(grade_id) != cell["source"]
    ]
    remarks = []
    if older:
        remarks.append(
            "This file is from an older release of the workbook; it was graded by the present one. If a task reads "
            f"differently, look at {new} or run aipm update."
        )
    elif touched:
        remarks.append(f"Locked cells were changed or removed ({', '.join(touched)}); the original ones were used.")
    return cells, problems, remarks


def task_title(cells: Mapping[str, dict[str, Any]], grade_id: str) -> str:
    """Return a task's name for people: the first line of its prompt, without the points."""
    task = grade_id.removesuffix("-check")
    prompt = cells.get(f"{task}-prompt", {"source": task})["source"]
    return re.sub(r" \([\d.]+ points?\)$", "", prompt.partition("\n")[0].lstrip("# "))


def _choose(starter: str, found: list[dict[str, Any]], cell_type: str) -> list[str]:
    """Return what is run of an answer's cells, in order: of several, those that differ from the starter.

    The last is the answer. A cell that was split, and one that was copied, have the same id twice; run in order they
    are what they were in the learner's notebook.
    """
    own = [cell["source"] for cell in found if cell["source"].strip() != starter.strip()]
    if cell_type != "code":
        return ["\n\n".join(own) or starter]
    return own or [starter]


def _tell_of(title: str, found: list[dict[str, Any]], cell_type: str) -> list[str]:
    """Return what is wrong with an answer's cells."""
    if not found:
        return [
            f"The answer cell of '{title}' is gone. Undo the deletion (Edit > Undo Cell Operation), or rename this "
            f"file and {_AGAIN}, into which you can paste your answers."
        ]
    problems = []
    if len(found) > 1:
        problems.append(
            f"'{title}' has {len(found)} answer cells: those that differ from the starter were run in order, so that "
            "the lowest counts. Delete the others."
        )
    if any(cell["cell_type"] != cell_type for cell in found):
        key = "Y" if cell_type == "code" else "M"
        problems.append(
            f"The answer cell of '{title}' is no longer a {cell_type} cell. Select it and press Esc, then {key}."
        )
    return problems


def read_notebook(path: Path) -> dict[str, Any]:
    """Return a notebook of somebody's own folder, as data."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise SubmissionError(f"{path} is not a file.", "Name a notebook (.ipynb) or a module.")
        if size > LARGEST_BYTES:
            raise too_large(path.name, size)
        return parse_notebook(path.name, path.read_bytes())[0]
    except FileNotFoundError:
        raise SubmissionError(f"There is no file {path}.") from None
    except OSError as error:
        raise SubmissionError(f"{path} cannot be read: {error.strerror}.") from None


def too_large(name: str, size: int) -> SubmissionError:
    """Return what to say of a notebook of so many bytes."""
    return SubmissionError(
        f"{name} has {size / 1e6:.0f} MB, more than {LARGEST_BYTES / 1e6:.0f} MB.",
        "In JupyterLab choose Edit > Clear Outputs of All Cells, and save it.",
    )


def parse_notebook(name: str, data: bytes) -> tuple[dict[str, Any], list[str]]:
    """Return what a notebook's file holds, and what had to be restored to read it.

    Parameters
    ----------
    name : str
        The file's name, for messages.
    data : bytes
        Its content.

    Returns
    -------
    notebook : dict
        Whatever its version was, with a list of cells in the form of format 4 if it has any.
    restored : list of str

    Raises
    ------
    SubmissionError
        If it is no notebook.

    Examples
    --------
    >>> parse_notebook("mine.ipynb", '\ufeff{"nbformat": 4, "cells": []}'.encode())
    ({'nbformat': 4, 'cells': []}, ['mine.ipynb begins with a mark of its encoding, as some editors write: it was left out.'])
    """
    if not data.strip():
        raise SubmissionError(f"{name} is empty.", f"Delete it and {_AGAIN}.")
    text, restored = _decode(name, data)
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise SubmissionError(
            f"{name} is not a notebook any more: its text is damaged{where}.",
            f"In JupyterLab choose File > Revert Notebook to Checkpoint. If that fails, rename the file and {_AGAIN}.",
        ) from None
    if not isinstance(notebook, dict):
        raise SubmissionError(f"{name} is not a notebook: it holds {type(notebook).__name__} data.")
    version = notebook.get("nbformat")
    sheets = notebook.get("worksheets")
    if "cells" not in notebook and isinstance(sheets, list):
        parts = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        old = [cell for part in parts if isinstance(part, list) for cell in part if isinstance(cell, dict)]
        # what format 4 calls source was input; nothing else of a cell is used
        cells = [{**cell, "source": cell.get("input", cell.get("source"))} for cell in old]
        restored.append(f"{name} is of an old format ({version!r:.20}): its cells were read as those of format 4.")
        return {**notebook, "cells": cells}, restored
    if version != 4:
        restored.append(f"{name} says that it is of format {version!r:.20}: it was read as one of format 4.")
    return notebook, restored


def _decode(name: str, data: bytes) -> tuple[str, list[str]]:
    """Return a file's text, and what is odd about how it was written."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            told = f"{name} begins with a mark of its encoding, as some editors write: it was left out."
            return data.decode(encoding, "replace"), [told]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        told = f"{name} is not written in UTF-8: it was read as Windows-1252, so letters with accents may be others."
        return data.decode("cp1252", "replace"), [told]


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
    text = "".join(line for line in lines if isinstance(line, str))
    # half a character, which JSON can hold, has no place in a file
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def marks_of(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return what nbgrader has written into a cell's metadata: in a submission a claim."""
    marks = cell["metadata"].get("nbgrader")
    return marks if isinstance(marks, dict) else {}


def is_answer(cell: Mapping[str, Any]) -> bool:
    """Tell whether a cell, as from `read_cells`, is one that learners answer in."""
    return bool(marks_of(cell).get("solution"))


def grade_id_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's id in nbgrader, or nothing."""
    grade_id = marks_of(cell).get("grade_id")
    return grade_id if isinstance(grade_id, str) else ""


def starters_of(workbook: Workbook) -> dict[str, str]:
    """Return by id what learners find in the answer cells."""
    return _read_starters(workbook.release, workbook.release.stat().st_mtime_ns)


@functools.lru_cache(maxsize=64)
def _read_starters(release: Path, _changed: int) -> dict[str, str]:
    return {grade_id_of(cell): cell["source"].strip() for cell in _read_course(release) if is_answer(cell)}


def _extra(cell: dict[str, Any]) -> dict[str, Any]:
    """Return a cell of the learner's own; what is neither code nor Markdown is text."""
    kind = "code" if cell["cell_type"] == "code" else "markdown"
    return {"cell_type": kind, "source": cell["source"], "metadata": {}}
