"""What a learner asks for: which notebooks are meant, verdicts on them, hints and worked solutions."""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from aipm_helpers import ROOT, hints, progress
from aipm_helpers.copies import find_untouched_seconds
from aipm_helpers.errors import CourseError, UsageError
from aipm_helpers.grading.report import DONE, report_html
from aipm_helpers.grading.verdict import Reason
from aipm_helpers.hint_cells import RUNGS
from aipm_helpers.lab import AUTOSAVE_SECONDS

__all__ = [
    "check_this_notebook",
    "first_task_with_hints",
    "hint",
    "notebooks_to_check",
    "remember_report",
    "show_progress",
    "solution",
]


def notebooks_to_check(names: Iterable[str], root: Path = ROOT) -> list[Path]:
    """Return the notebooks that are meant by files, folders or modules.

    Parameters
    ----------
    names : iterable of str
        Paths of notebooks or folders, or names of modules, such as ``1-fundamentals``.
        Without any: all of ``workbook/exercises``. A release that came beside begun work
        and has no answer yet is left out, unless it is named: its page of "no answer yet"
        would hide the verdict on the work that there is.
    root : Path
        The course's folder.

    Returns
    -------
    list of Path

    Raises
    ------
    UsageError
        If a name means nothing, or there is nothing to check.
    """
    own = root / "workbook" / "exercises"
    found: list[Path] = []
    waiting = find_untouched_seconds(root)
    for name in list(names) or [str(own)]:
        path = Path(name)
        if path.suffix == ".ipynb":
            found.append(path)
            continue
        folder = path if path.is_dir() else own / name
        inside = sorted(p for p in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
        inside = [p for p in inside if p.resolve() not in waiting]
        if not inside:
            known = ", ".join(sorted(p.name for p in (root / "exercises").glob("[0-9]*") if p.is_dir()))
            raise UsageError(
                f"There are no workbooks in {folder}. Open the course once (python3 start.py), or name a notebook or a "
                f"module ({known})."
            )
        found += inside
    return found


def check_this_notebook(lesson: str) -> None:
    """Grade the saved file of the notebook that this is called in, and show the result.

    The last cell of each workbook calls it. In a notebook that is being graded it does
    nothing.

    Parameters
    ----------
    lesson : str
        Module and name of the workbook, for where the notebook's name is not known.
    """
    if _is_graded_now():
        return
    from IPython import get_ipython
    from IPython.display import HTML, display

    shell = get_ipython()
    path = _find_this_notebook(lesson, shell.user_ns if shell else {})
    if not path.exists():
        text = (
            f"There is no file {path.name} any more. If you have renamed it, shut down its kernel, close it, open it "
            "again, and run this cell."
        )
        display(HTML(f"<p role='status'>{html.escape(text)}</p>"))
        return
    saved = _wait_until_saved(path, shell.history_manager.input_hist_raw[1:] if shell else [])
    command = [sys.executable, "-m", "aipm_helpers.cli", "check", "--json", str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        report = json.loads(answer.stdout)
    except ValueError:
        display(HTML(f"<p role='status'>{html.escape(answer.stderr.strip() or 'The check did not start.')}</p>"))
        return
    solutions = hints.read_solutions(report["lesson"])
    ladders = {task.task: _ladder(task, bool(solutions)) for task in hints.read_tasks(lesson=report["lesson"])}
    display(HTML(report_html(report, saved, ladders, solutions)))


def hint(task: str) -> None:
    """Show the next hint of a task, below those that were shown before.

    Parameters
    ----------
    task : str
        The task's id, such as ``cost-of-pilot``, or its number.
    """
    _show(task, hints.ask_hint)


def solution(task: str) -> None:
    """Show the worked solution of a task: at the second time, or once the answer is right.

    Parameters
    ----------
    task : str
        The task's id, such as ``cost-of-pilot``, or its number.
    """
    _show(task, hints.ask_solution)


def show_progress() -> None:
    """Show where the learner stands, as a picture and a table; in a notebook that is being graded nothing."""
    if _is_graded_now():
        return
    import pandas as pd
    from IPython.display import Markdown, display

    from aipm_helpers import plots

    standing = progress.read_standing()
    told = progress.describe(standing)
    display(Markdown(told))
    plots.show(progress.draw(standing), alt=told)
    rows = [*standing.lessons, *standing.skills]
    table = pd.DataFrame([row.counts for row in rows], [row.name for row in rows])
    plots.show_table(table, dict.fromkeys(table, "{:.0f}"), "Tasks by lesson and by skill")


def remember_report(path: Path, report: dict[str, Any], root: Path = ROOT) -> None:
    """Keep what was found in a learner's own copy; other files tell nothing about her."""
    if path.resolve().is_relative_to((root / "workbook").resolve()):
        progress.remember(report, root)
        hints.remember_right([task["task"] for task in report["tasks"] if task["reason"] in DONE], root)


def first_task_with_hints(report: dict[str, Any], root: Path = ROOT) -> str:
    """Return the first task of a report that is not right and has hints, or nothing."""
    helped = {task.task for task in hints.read_tasks(root, report["lesson"])}
    right = (*DONE, Reason.FORM_ONLY.value)
    return next(
        (task["task"] for task in report["tasks"] if task["reason"] not in right and task["task"] in helped), ""
    )


def _show(task: str, ask: Callable[[hints.Task, hints.Commands], hints.Help]) -> None:
    """Show help as Markdown; in a notebook that is being graded nobody asks."""
    if _is_graded_now():
        return
    from IPython.display import Markdown, display

    try:
        answer = ask(hints.find_task(str(task)), hints.CELL)
    except CourseError as problem:
        display(Markdown("\n".join(["```text", str(problem), "```"])))
        return
    texts = [f"**{answer.title}**", *answer.texts]
    if answer.solution is not None:
        texts.append(f"````\n{answer.solution}\n````")
    display(Markdown("\n\n".join(texts)))


def _ladder(task: hints.Task, has_solutions: bool) -> list[tuple[str, str]]:
    """Return heads and texts of what is folded below a task that is not right."""
    rungs = [
        (f"Hint {place}: {rung}", text) for place, (rung, text) in enumerate(zip(RUNGS, task.hints, strict=True), 1)
    ]
    last = (
        f"`{hints.CELL.solution.format(task=task.task)}`, run in a cell of your own, shows the worked solution when you "
        "run it for the second time."
        if has_solutions
        else "There is no further hint. The worked solutions are with your instructor."
    )
    return [*rungs, ("", last)]


def _is_graded_now() -> bool:
    return bool(os.environ.get("AIPM_CHECKING") or os.environ.get("NBGRADER_EXECUTION"))


def _find_this_notebook(lesson: str, namespace: Mapping[str, Any]) -> Path:
    """Return the file of the notebook whose kernel this is.

    VS Code says so in a variable. It comes first: on a server VS Code gives sessions names
    that are no files. JupyterLab says so in the environment. Others do not tell.
    """
    told = namespace.get("__vsc_ipynb_file__")
    if isinstance(told, str) and told.endswith(".ipynb"):
        return Path(told)
    session = os.environ.get("JPY_SESSION_NAME", "")
    return Path.cwd() / (Path(session).name if session.endswith(".ipynb") else f"{Path(lesson).name}.ipynb")


def _wait_until_saved(path: Path, run: list[str]) -> str:
    """Wait for JupyterLab to save what was just run, and say when the file was saved.

    Running this cell makes the notebook unsaved, so JupyterLab saves it within its
    interval. Waiting is only needed if something was run that is not in the file.
    """
    began = time.time()
    while not _all_saved(path, run) and time.time() < began + AUTOSAVE_SECONDS + 2:
        if path.exists() and path.stat().st_mtime > began:
            break
        time.sleep(0.2)
    if not path.exists():
        return ""
    seconds = time.time() - path.stat().st_mtime
    when = time.strftime("%H:%M:%S", time.localtime(path.stat().st_mtime))
    text = f"Graded as saved at {when}"
    return text + (
        ". Changed something since? Save and run this cell again." if seconds > 2 * AUTOSAVE_SECONDS else "."
    )


def _all_saved(path: Path, run: list[str]) -> bool:
    """Tell whether every source that was run in this session is a cell of the file."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return True
    saved = {"".join(cell["source"]).strip() for cell in cells}
    return all(source.strip() in saved for source in run)
