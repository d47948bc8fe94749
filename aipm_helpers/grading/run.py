"""Run a composed workbook in a kernel and read its checks' outcomes.

The kernel is an ordinary one and runs the learner's own code as herself: there is no
jail. A cell that exceeds its time, or ends the kernel, is left out and the rest is run
again, so that one task's end leaves the others gradable.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aipm_helpers import ROOT
from aipm_helpers.answers import explain_error
from aipm_helpers.checks import OUTCOME_MIME
from aipm_helpers.grading.submission import Workbook, compose, find_workbook, is_older, read_cells, task_title
from aipm_helpers.grading.verdict import Reason, Report, TaskVerdict

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Limits", "check_notebook"]

_LARGEST_COPIED_BYTES = 5_000_000


@dataclass(frozen=True)
class Limits:
    """What a workbook may use; seconds of wall time."""

    cell_seconds: float = 30
    notebook_seconds: float = 120
    restarts: int = 3


@dataclass(frozen=True)
class _Ended:
    """Why a cell has no result."""

    reason: Reason
    text: str


_NOT_REACHED = _Ended(
    Reason.TOO_SLOW, "It was not run, because too many cells above it were stopped: mend those first."
)


def check_notebook(
    path: Path, limits: Limits = Limits(), root: Path = ROOT, say: Callable[[int, int], None] = lambda done, cells: None
) -> Report:
    """Grade a learner's own notebook; nothing of hers is changed.

    Parameters
    ----------
    path : Path
        The saved notebook.
    limits : Limits
        When to stop.
    root : Path
        The course's folder.
    say : callable
        Told how many of how many cells have run.

    Returns
    -------
    Report

    Raises
    ------
    SubmissionError
        If the file is not one of the course's workbooks, or cannot be opened.
    """
    began = time.monotonic()
    workbook = find_workbook(root, path)
    composed, problems, remarks = compose(workbook, read_cells(path), is_older(workbook, path))
    starters = {cell["metadata"]["nbgrader"]["grade_id"]: cell["source"] for cell in read_cells(workbook.release)}
    notebook, ended = _execute(composed, path.resolve().parent, limits, say)
    tasks = _judge(workbook, notebook, ended, starters)
    problems += _own_cells_stopped(notebook, ended)
    seconds = round(time.monotonic() - began, 2)
    return Report(workbook.lesson, tuple(tasks), tuple(problems), tuple(remarks), workbook.hidden, seconds)


def _execute(
    composed: dict[str, Any], folder: Path, limits: Limits, say: Callable[[int, int], None]
) -> tuple[NotebookNode, dict[int, _Ended]]:
    """Run all cells; return the notebook with outputs, and the cells that were stopped."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    ended: dict[int, _Ended] = {}
    deadline = time.monotonic() + limits.notebook_seconds
    out_of_time = _Ended(Reason.TOO_SLOW, f"The notebook took more than {limits.notebook_seconds:g} seconds in all.")
    while True:
        notebook = nbformat.from_dict(json.loads(json.dumps(composed)))
        code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            _copy_files(folder, Path(scratch))
            client = NotebookClient(
                notebook,
                kernel_name="python3",
                allow_errors=True,
                shutdown_kernel="immediate",
                resources={"metadata": {"path": scratch}},
            )
            # answering sliders, nbclient may miss a cell's end until its time is up
            client.comm_open_handlers.clear()
            environment = {**os.environ, "AIPM_CHECKING": "1", "MPLBACKEND": "agg"}
            stopped = None
            with client.setup_kernel(env=environment, stderr=subprocess.DEVNULL):
                for done, index in enumerate(code):
                    say(done, len(code))
                    left = deadline - time.monotonic()
                    if index in ended:
                        continue
                    if left <= 0:
                        ended |= dict.fromkeys(code[done:], out_of_time)
                        break
                    # the course's own cells may be slow: the first import on a slow disk is
                    seconds = left if _is_setup(notebook.cells[index]) else min(limits.cell_seconds, left)
                    client.timeout = max(1, round(seconds))
                    try:
                        client.execute_cell(notebook.cells[index], index)
                    except CellTimeoutError:
                        text = f"It ran for {client.timeout} s and was stopped. Is there a loop that never ends?"
                        stopped = _Ended(Reason.TOO_SLOW, text)
                    except DeadKernelError:
                        stopped = _Ended(
                            Reason.CRASHED, "It ended the Python process. Does it call exit() or run out of memory?"
                        )
                    if stopped:
                        ended[index] = stopped
                        break
        if not stopped:
            return notebook, ended
        if len(ended) > limits.restarts:
            ended |= {later: _NOT_REACHED for later in code if later > max(ended)}
            return notebook, ended


def _is_setup(cell: NotebookNode) -> bool:
    """Tell whether a cell is locked and no check: it runs nothing of the learner's."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return bool(nbgrader.get("locked")) and not nbgrader.get("grade")


def _copy_files(folder: Path, scratch: Path) -> None:
    """Copy what lies beside the notebook, so that it finds its files and cannot harm them."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix != ".ipynb" and path.stat().st_size <= _LARGEST_COPIED_BYTES:
            shutil.copy2(path, scratch)


def _judge(
    workbook: Workbook, notebook: NotebookNode, ended: dict[int, _Ended], starters: dict[str, str]
) -> list[TaskVerdict]:
    """Turn the check cells' outcomes into verdicts, in the order of the tasks."""
    cells = {
        cell.metadata.nbgrader.grade_id: (index, cell)
        for index, cell in enumerate(notebook.cells)
        if "nbgrader" in cell.metadata
    }
    prompts = {grade_id: dict(cell) for grade_id, (_, cell) in cells.items()}
    verdicts = []
    for grade_id, (index, cell) in cells.items():
        if not cell.metadata.nbgrader.grade:
            continue
        task = grade_id.removesuffix("-check")
        title, points = task_title(prompts, task), float(cell.metadata.nbgrader.points)
        if cell.metadata.nbgrader.solution:
            answered = cell.source.strip() != starters[grade_id].strip()
            reason = Reason.BY_HAND if answered else Reason.NO_ANSWER
            verdicts.append(TaskVerdict(task, title, reason, 0.0, points, by_hand=True))
            continue
        answer_index, answer = cells[task]
        crash = _crash(answer)
        stopped = ended.get(answer_index) or ended.get(index)
        if answer.source.strip() == starters[task].strip():
            verdicts.append(TaskVerdict(task, title, Reason.NO_ANSWER, 0.0, points))
        elif stopped:
            verdicts.append(TaskVerdict(task, title, stopped.reason, 0.0, points, wrong=(stopped.text,)))
        elif crash:
            verdicts.append(TaskVerdict(task, title, Reason.CRASHED, 0.0, points, wrong=(crash,)))
        else:
            verdicts.append(_from_outcome(task, title, points, cell, workbook.hidden))
    return verdicts


def _own_cells_stopped(notebook: NotebookNode, ended: dict[int, _Ended]) -> list[str]:
    """Tell about the learner's extra cells that were stopped: no task does."""
    return [
        f"Your own cell that begins with '{notebook.cells[index].source.strip()[:40]}' was left out. {why.text}"
        for index, why in ended.items()
        if "nbgrader" not in notebook.cells[index].metadata
    ]


def _from_outcome(task: str, title: str, points: float, cell: NotebookNode, hidden: bool) -> TaskVerdict:
    for output in cell.outputs:
        if OUTCOME_MIME not in output.get("data", {}):
            continue
        found = output["data"][OUTCOME_MIME]
        outcome = json.loads(found) if isinstance(found, str) else found
        right, wrong = tuple(outcome["right"]), tuple(outcome["wrong"])
        if wrong:
            reason = Reason.PARTLY if outcome["points"] else Reason.WRONG
        else:
            reason = Reason.RIGHT if hidden else Reason.FORM_ONLY
        look = outcome["look"] if wrong else ""
        return TaskVerdict(task, title, reason, outcome["points"], points, right, wrong, look, outcome["note"])
    text = _crash(cell) or "It ended without an outcome."
    return TaskVerdict(
        task, title, Reason.CHECK_FAILED, 0.0, points, wrong=(f"{text} Please report this: it is our mistake.",)
    )


def _crash(cell: NotebookNode) -> str:
    """Return the error that a cell ended with, in one line, and what it often comes from."""
    for output in cell.outputs:
        if output.output_type == "error":
            return explain_error(output.ename, str(output.evalue))
    return ""
