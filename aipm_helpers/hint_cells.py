"""Hints, cut out of the text of the workbooks.

Authors write them in ``solutions/M/L.py``, directly below a task's prompt::

    # %% [markdown] nbgrader={"grade_id": "cost-of-pilot-hints"} skill="price errors"
    # 1. Where to look.
    # 2. Which step.
    # 3. The shape of the answer, perhaps with a block of code.

No notebook has these cells, so neither the build nor nbgrader's own commands can release
them in one. They go to ``exercises/M/L.hints.json``::

    {"lesson": "M/L", "tasks": {"cost-of-pilot": {"title": "Task 1. Price a pilot", "skill": "price errors", "hints": [...]}}}

The skill, one of `SKILLS`, is what the task trains: `progress` counts by it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from aipm_helpers.errors import BuildError
from aipm_helpers.grading.submission import task_title

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["ENDING", "RUNGS", "SKILLS", "cut_hints", "is_hint_cell", "is_hint_file", "split_items"]

#: How the names of the files end.
ENDING = ".hints.json"
#: What the three hints of a task say, in the order in which they are given.
RUNGS = ("where to look", "which step", "the shape")
#: What the tasks of the course train.
SKILLS = (
    "frame the problem",
    "compare with a baseline",
    "choose a measure",
    "price errors",
    "doubt a number",
    "judge data",
    "plan and stop",
    "decide in writing",
)
_SUFFIX = "-hints"


def is_hint_cell(cell: NotebookNode) -> bool:
    """Tell whether a cell holds hints."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", "")).endswith(_SUFFIX)


def cut_hints(cells: list[NotebookNode], lesson: str, where: str) -> str:
    """Return the text of a workbook's ``.hints.json``.

    Parameters
    ----------
    cells : list of NotebookNode
        All cells of the solution, those with hints among them.
    lesson : str
        Module and name of the workbook.
    where : str
        The file that an author has to mend.

    Raises
    ------
    BuildError
        If a cell of hints belongs to no task, names no skill, or does not have one item for each rung.
    """
    named = {cell.metadata["nbgrader"]["grade_id"]: cell for cell in cells if "nbgrader" in cell.metadata}
    tasks = [key.removesuffix("-check") for key, cell in named.items() if cell.metadata["nbgrader"].get("grade")]
    found: dict[str, dict[str, Any]] = {}
    for cell in filter(is_hint_cell, cells):
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        task = grade_id.removesuffix(_SUFFIX)
        if task not in tasks:
            raise BuildError(
                f"{where}: the cell '{grade_id}' names no task. Name it after one of these, with -hints at the end: "
                f"{', '.join(tasks)}."
            )
        if task in found:
            raise BuildError(f"{where}: there are two cells '{grade_id}'. Put the three hints into one.")
        items = split_items(cell.source) if cell.cell_type == "markdown" else []
        if len(items) != len(RUNGS):
            raise BuildError(
                f"{where}: the cell '{grade_id}' is not a numbered list of three items, but of {len(items)}. Write, in "
                f"a markdown cell, '1. ' {RUNGS[0]}, '2. ' {RUNGS[1]}, '3. ' {RUNGS[2]} of the answer."
            )
        skill = cell.metadata.get("skill")
        if skill not in (*SKILLS, "TODO"):
            raise BuildError(
                f"{where}: the cell '{grade_id}' says no skill that the course has. Write skill=\"...\" at the end of its "
                f"first line, with one of: {', '.join(SKILLS)}."
            )
        found[task] = {"title": task_title(named, task), "skill": skill, "hints": items}
    content = {task: found[task] for task in dict.fromkeys(tasks) if task in found}
    return _dump({"lesson": lesson, "tasks": content})


def split_items(text: str) -> list[str]:
    r"""Return the items of a numbered list; lines of a paragraph are joined, blocks of code are kept.

    Anything before the first item, and an item that is empty or has not the next number,
    make that the list has no items.

    Examples
    --------
    >>> split_items("1. Look\n   here.\n2. Then this.\n3. So:\n\n   ```python\n   f(\n       x)\n   ```")
    ['Look here.', 'Then this.', 'So:\n\n```python\nf(\n    x)\n```']
    >>> split_items("1. Look here.\n3. Then this.")
    []
    """
    items: list[list[str]] = []
    indent: int | None = None  # of the block of code that we are in
    for line in text.splitlines():
        bare = line.lstrip()
        begins = re.match(r"(\d+)\. (.*)", line) if indent is None else None
        if begins:
            if int(begins[1]) != len(items) + 1:
                return []
            items.append([begins[2]])
            continue
        if not items:
            if bare:
                return []
            continue
        if bare.startswith("```"):
            indent = len(line) - len(bare) if indent is None else None
            items[-1].append(bare)
        elif indent is None:
            items[-1].append(bare)
        else:
            # code keeps what it is indented by beyond the marks around it
            items[-1].append(line[min(indent, len(line) - len(bare)) :])
    told = [_join(item) for item in items]
    return told if all(told) and indent is None else []


def is_hint_file(text: str) -> bool:
    """Tell whether a text is one that `cut_hints` could have written."""
    try:
        content = json.loads(text)
        rungs = [len(task["hints"]) for task in content["tasks"].values()]
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return set(rungs) <= {len(RUNGS)} and text == _dump(content)


def _join(lines: list[str]) -> str:
    """Join the lines of each paragraph by spaces; code and empty lines stay."""
    out: list[str] = []
    code = paragraph = False
    for line in lines:
        mark = line.startswith("```")
        if code or mark or not line.strip():
            out.append(line if code or mark else "")
            code, paragraph = code != mark, False
        elif paragraph:
            out[-1] += f" {line.strip()}"
        else:
            out.append(line.strip())
            paragraph = True
    return "\n".join(out).strip()


def _dump(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
