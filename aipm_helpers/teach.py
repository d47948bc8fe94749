"""What an instructor asks for: a cohort graded, and told of in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from aipm_helpers import ROOT
from aipm_helpers.errors import UsageError

if TYPE_CHECKING:
    from aipm_helpers.grading.cohort import Summary

__all__ = ["describe", "grade_module"]

_CONFIG = "nbgrader_config.py"


def grade_module(
    module: str,
    workers: int | None = None,
    resume: bool = False,
    force: bool = False,
    course: Path | None = None,
    say: Callable[[int, int], None] = lambda done, students: None,
) -> Summary:
    """Grade what a cohort has handed in for a module; see `grading.cohort.grade_cohort`.

    Parameters
    ----------
    module : str
        The module, such as ``1-fundamentals``.
    workers : int, optional
        How many notebooks are judged at the same time; without it as many as there are cores.
    resume, force : bool
        Grade only what was handed in since; grade everything again.
    course : Path, optional
        The course folder; without it the one that holds the working directory's ``nbgrader_config.py``, else this one.
    say : callable
        Told how many of how many students are done.
    """
    from aipm_helpers.grading.cohort import Choice, grade_cohort
    from aipm_helpers.grading.course_folder import open_folder

    root = course or (Path.cwd() if (Path.cwd() / _CONFIG).exists() else ROOT)
    if not root.is_dir():
        raise UsageError(f"There is no folder {root}.")
    choice = Choice.NEW if resume else Choice.ALL if force else Choice.CHANGED
    return grade_cohort(open_folder(root.resolve()), module.rstrip("/"), workers, choice=choice, say=say)


def describe(summary: Summary) -> Iterator[str]:
    """Yield what became of a cohort, line by line, in Rich's markup."""
    from aipm_helpers.grading.cohort import Status

    graded = [line for line in summary.lines if line.status is Status.GRADED]
    if not summary.lines:
        yield f"Nobody has handed in {escape(summary.module)}."
    flagged = [line for line in summary.lines if line.flags]
    if flagged:
        yield "[bold]Flagged[/bold]"
        for line in flagged:
            yield f"  [yellow]{escape(line.student)}[/yellow]  {escape(line.lesson)}"
            yield from (f"      {escape(text)}" for text in line.flags)
    broken = [line for line in summary.lines if line.problem]
    if broken:
        yield "[bold]Not graded[/bold]"
        for line in broken:
            yield f"  [red]{escape(line.student)}[/red]  {escape(line.lesson)}"
            yield f"      {escape(line.problem)}"
    counts = [f"{summary.count(status)} {status}" for status in Status]
    by_hand = sum(bool(line.by_hand) for line in summary.lines)
    seconds = f" in {summary.seconds:.1f} s"
    if graded:
        seconds += f", {summary.seconds / len(graded):.2f} s each"
    yield f"[bold]{escape(summary.module)}[/bold], notebooks: {', '.join(counts)}{seconds}."
    if by_hand:
        yield f"Notebooks with written answers: {by_hand}. Formgrader shows under Manual Grading which wait to be read."
    yield from map(escape, summary.notes)
    if summary.stopped:
        yield f"[red]Stopped:[/red] {escape(summary.stopped)}"
