"""The `aipm` command: parses, calls, prints.

Exit status: 0 done, 1 a check failed, 2 wrong usage.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from aipm_helpers.errors import CourseError, UsageError

if TYPE_CHECKING:
    from aipm_helpers.progress import Row

__all__ = ["main"]

app = typer.Typer(
    help="The course on AI product management: open it, check your work, build it.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    pretty_exceptions_enable=False,
)
# soft_wrap: a message that is cut to the width of a pipe would be no sentence
out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)

_COLOURS = {
    "right": "green",
    "partly right": "yellow",
    "answered, graded by hand": "blue",
    "right form, graded later": "blue",
}


@app.command(
    epilog="Example: [bold]aipm lab --no-browser[/bold]",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def lab(
    context: typer.Context,
    edit: Annotated[bool, typer.Option("--edit", help="For authors: open the whole project.")] = False,
) -> int:
    """Open the course in JupyterLab.

    Makes your own copies in workbook/ where they are missing, and brings new releases as
    aipm update does. Further options go to JupyterLab.
    """
    from aipm_helpers.lab import open_lab

    return open_lab(context.args, edit=edit, say=lambda text: out.print(escape(text)))


@app.command(epilog="Example: [bold]aipm update[/bold]")
def update() -> int:
    """Bring new releases of lessons and workbooks to your copies in workbook/.

    First get the newer course into this folder (git pull, or unzip it over the old one).
    What you have begun stays as it is, and the new release comes beside it. Nothing is
    fetched from the network.
    """
    from aipm_helpers.copies import describe_changes
    from aipm_helpers.lab import prepare_workbook

    for text in describe_changes(prepare_workbook()) or ["nothing new"]:
        out.print(escape(text))
    return 0


@app.command(epilog="Example: [bold]aipm check workbook/exercises/1-fundamentals/1-the-ai-product-manager.ipynb[/bold]")
def check(
    notebooks: Annotated[
        list[str] | None, typer.Argument(help="Notebooks or modules; without any, all of workbook/exercises.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a notebook.")] = False,
    hint: Annotated[
        str | None, typer.Option("--hint", metavar="TASK", help="Show the next hint of a task, such as cost-of-pilot.")
    ] = None,
    solution: Annotated[
        str | None,
        typer.Option(
            "--solution", metavar="TASK", help="Show a worked solution: when asked twice, or once it is right."
        ),
    ] = None,
) -> int:
    """Say for each task what is right, what is not, and what to try next.

    With --hint or --solution nothing is graded. TASK is a task's id, or its number
    together with its notebook.
    """
    from aipm_helpers import learn
    from aipm_helpers.grading.service import Grader

    if hint is not None or solution is not None:
        return _print_help(hint, solution, notebooks or [], as_json)
    passed = True
    stuck = ""
    with Grader() as grader:
        for path in learn.notebooks_to_check(notebooks or []):
            try:
                with _ProgressBar(f"checking {path.stem}", quiet=as_json) as progress:
                    report = grader.check(path, progress)
            except CourseError as problem:
                err.print(escape(str(problem)))
                passed = False
                continue
            passed = passed and report["passed"]
            learn.remember_report(path, report)
            stuck = stuck or learn.first_task_with_hints(report)
            if as_json:
                print(json.dumps(report))
            else:
                _print_report(report)
    if stuck and not as_json:
        out.print(f"\nfor a hint: aipm check --hint {escape(stuck)}")
    return 0 if passed else 1


@app.command(epilog="Example: [bold]aipm progress[/bold]")
def progress(
    forget: Annotated[
        bool, typer.Option("--forget", help="Delete what was kept about you; your notebooks stay as they are.")
    ] = False,
) -> int:
    """Say where you stand, by lesson and by skill.

    It counts the best verdict on each task that aipm check found in your own copies. That is
    kept in workbook/.aipm, on this machine, and sent nowhere. A picture of it is written to workbook/progress.png.
    """
    from aipm_helpers import ROOT
    from aipm_helpers import progress as kept

    picture = ROOT / "workbook" / "progress.png"
    if forget:
        forgotten = kept.forget()
        if picture.exists():
            picture.unlink()
            forgotten.append("the picture of them")
        out.print(f"Forgotten: {', '.join(forgotten)}." if forgotten else "There was nothing to forget.")
        return 0
    standing = kept.read_standing()
    for head, rows in (("lesson", standing.lessons), ("skill", standing.skills)):
        out.print(_standing_table(head, rows))
    out.print(escape(kept.describe(standing)))
    if standing.done and picture.parent.exists():
        with err.status("drawing"):
            kept.draw(standing).savefig(picture, dpi=130)
        out.print(f"As a picture: {escape(str(picture.relative_to(ROOT)))}")
    return 0


@app.command(epilog="Example: [bold]aipm grade 1-fundamentals --workers 2[/bold]")
def grade(
    module: Annotated[str, typer.Argument(help="The module: in nbgrader's words the assignment.")],
    workers: Annotated[
        int | None, typer.Option(help="How many notebooks are judged at the same time; as many as there are cores.")
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Grade only what was handed in since, and what a run that was stopped has left."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Grade everything again.")] = False,
    course: Annotated[
        Path | None,
        typer.Option(help="Another course folder of nbgrader's; without it this one, or the one that you are in."),
    ] = None,
) -> int:
    """Grade what a cohort has handed in, from submitted/ into nbgrader's gradebook.

    A notebook is graded again only if it, the solution or the grader has changed. The gradebook is copied before it is
    written. The exit status is 1 if anything could not be graded.
    """
    from aipm_helpers.teach import describe, grade_module

    if resume and force:
        raise UsageError("--resume keeps what is graded, and --force grades it again: choose one.")
    with _ProgressBar("grading", quiet=False, estimate=True) as progress:
        summary = grade_module(module, workers, resume, force, course, progress)
    for text in describe(summary):
        out.print(text)
    return 0 if summary.complete else 1


@app.command(epilog="Example: [bold]aipm build --check[/bold]")
def build(
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; name what is stale and exit with 1.")
    ] = False,
) -> int:
    """Regenerate the notebooks whose text, helpers or data have changed."""
    from aipm_helpers import build as builder

    began = time.monotonic()
    with err.status("looking") as status:
        say = status.update
        if check_only:
            found = builder.stale(say=say)
        else:
            written = builder.build(say=say)
    seconds = f"{time.monotonic() - began:.1f} s"
    if not check_only:
        for name in written:
            out.print(f"made {escape(name)}")
        out.print(f"{len(written)} file(s) made in {seconds}" if written else f"nothing to do ({seconds})")
        return 0
    for item in found:
        out.print(f"{escape(item.path)}: {escape(item.reason)}")
    out.print(f"{len(found)} file(s) are stale: run aipm build" if found else f"all as built ({seconds})")
    return 1 if found else 0


@app.command(epilog="Example: [bold]aipm new 1-fundamentals/5-data-is-the-product find-the-leak absent-hours[/bold]")
def new(
    lesson: Annotated[str, typer.Argument(help="Module and name of the lesson.")],
    tasks: Annotated[list[str], typer.Argument(help="Ids of the workbook's tasks, in order; a memo follows them.")],
) -> int:
    """For authors: begin a lesson, its workbook and its answers. See CONTRIBUTING.md."""
    from aipm_helpers import scaffold

    for name in scaffold.make_lesson(lesson, tasks):
        out.print(f"made {escape(name)}")
    out.print("Now write where they say TODO, and run: aipm build")
    return 0


def main() -> None:
    """Run the command; the one place that turns errors into exit statuses."""
    # nbgrader looks for the alembic command on the path
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except UsageError as problem:
        err.print(escape(str(problem)))
        sys.exit(2)
    except CourseError as problem:
        err.print(escape(str(problem)))
        sys.exit(1)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except Exception as problem:
        # Typer carries its own click, so its usage errors have no importable name
        if hasattr(problem, "format_message"):
            told = problem.format_message()
            err.print(f"{escape(told)} See aipm --help." if told else "")
            sys.exit(2)
        if os.environ.get("AIPM_DEBUG"):
            raise
        err.print(
            f"This is a mistake of ours, not yours: {type(problem).__name__}: {escape(str(problem))}. "
            "Please report it, with what AIPM_DEBUG=1 in front of the command prints."
        )
        sys.exit(1)


def _print_report(report: dict[str, Any]) -> None:
    from aipm_helpers.grading.report import points_text, sentences, total

    out.print(f"\n[bold]{escape(report['lesson'])}[/bold]")
    for text in report["problems"]:
        out.print(f"  [yellow]To mend:[/yellow] {escape(text)}")
    for text in report["remarks"]:
        out.print(f"  Note: {escape(text)}")
    for task in report["tasks"]:
        colour = _COLOURS.get(task["reason"], "red")
        out.print(f"  {escape(task['title'])}: {points_text(task)}, [{colour}]{escape(task['reason'])}[/{colour}]")
        for text in sentences(task):
            out.print(f"      {escape(text)}")
    out.print(f"  [bold]{escape(total(report))}[/bold]")


def _standing_table(head: str, rows: Iterable[Row]) -> Table:
    """Return a table with a bar a row; what is done is full, what is begun half."""
    table = Table(head, "", "done", "begun", "to do", box=None, pad_edge=False)
    for row in rows:
        bar = f"[blue]{'█' * row.done}[/blue][yellow]{'▒' * row.begun}[/yellow][dim]{'·' * row.to_do}[/dim]"
        table.add_row(escape(row.name), bar, str(row.done), str(row.begun), str(row.to_do))
    return table


def _print_help(hint: str | None, solution: str | None, notebooks: list[str], as_json: bool) -> int:
    """Print hints or a worked solution; the exit status is 0 whatever there is to show."""
    from aipm_helpers import hints

    name = hint if solution is None else solution
    if name is None or (hint is not None and solution is not None) or len(notebooks) > 1 or as_json:
        raise UsageError(
            "Ask for one thing at a time: aipm check --hint TASK or --solution TASK, with one NOTEBOOK at most."
        )
    task = hints.find_task(name, Path(notebooks[0]) if notebooks else None)
    answer = (hints.ask_hint if solution is None else hints.ask_solution)(task)
    out.print(f"[bold]{escape(answer.title)}[/bold]")
    for text in answer.texts:
        # the marks around code are for notebooks
        plain = re.sub(r"(?m)^```.*\n?", "", text).strip()
        out.print(f"\n{escape(plain)}")
    if answer.solution is not None:
        out.print(f"\n{escape(answer.solution)}")
    return 0


class _ProgressBar:
    """A progress bar on stderr, told how many of how many cells, or submissions, are done."""

    def __init__(self, name: str, quiet: bool, estimate: bool = False) -> None:
        columns: list[ProgressColumn] = [TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()]
        if estimate:
            columns += [MofNCompleteColumn(), TextColumn("left"), TimeRemainingColumn()]
        self._bar = Progress(*columns, console=err, transient=True, disable=quiet)
        self._task = self._bar.add_task(escape(name), total=None)

    def __enter__(self) -> _ProgressBar:
        self._bar.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._bar.stop()

    def __call__(self, done: int, cells: int) -> None:
        self._bar.update(self._task, completed=done, total=cells)


if __name__ == "__main__":
    main()
