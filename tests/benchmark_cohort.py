"""Measure the grading of cohorts: the floor, this grader on one worker and on two, and stock nbgrader, in turns.

    python tests/benchmark_cohort.py [--sizes 10 100] [--rounds 3] [--alone 1000] [--workbooks NAME ...] [--out PATH]

Each workbook is the module of a course folder of its own, in which honest learners have handed in. Each run is a process
of its own, started on a fresh gradebook and watched from here: who measures shares neither imports nor memory with what
is measured. ``PATH.md``, ``PATH.png`` and ``PATH.json`` are written. The exit status is 1 if two graders gave different
scores.
"""

import argparse
import datetime
import importlib.metadata
import json
import math
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aipm_helpers import ROOT

#: What most workbooks of a course on data begin with; this course's helpers import them only where they are used.
IMPORTS = "import fairlearn.metrics, matplotlib.pyplot, pandas, sklearn.ensemble\n"
WITH_IMPORTS = " with imports"
COURSE, MODULE = "course", "target"  # as tests/cohorts.py has them
FLOOR, ONE, TWO, STOCK = "floor", "ours, 1 worker", "ours, 2 workers", "stock nbgrader"
#: By what is measured: the hidden subcommand and its arguments, the role of its first process, its workers.
KINDS = {
    FLOOR: (["floor"], "floor", 1),
    ONE: (["ours", "1"], "driver", 1),
    TWO: (["ours", "2"], "driver", 2),
    STOCK: (["stock"], "nbgrader", 1),
}
OURS = ["driver", "service", "judge", "warm server", "learner"]
ROLES = [*OURS, "nbgrader", "kernel", "floor", "all"]
WORKBOOKS = ("9-module-check", f"9-module-check{WITH_IMPORTS}", "2-framework-and-operating-model")
KEYS = ["workbook", "submissions", "what"]
SAMPLE_SECONDS = 0.2
HOW = """Seconds are by the clock. *Whole run* is all from the call on, divided by the submissions: starting and ending the
grader's own processes is in it, the imports of the process that calls it are not. *Until the first* is when the first
submission was done. *Steady* is the time per submission after the first was done (with two workers, the second). The
floor is the same cells, with outputs and whole checks, in forks of one process on one core, one after another. The grader
may use all cores, and its judge works while the learner's process does, so one worker uses part of a second core, too.
*Recording* is what the driver takes to write a submission's results, *gradebook* the part of it in nbgrader's gradebook;
judging goes on meanwhile. *With imports* is a workbook whose first cell also imports pandas, scikit-learn, Matplotlib
and fairlearn: nbgrader's kernels import them for each submission, this grader's processes begin with them."""
ASKED = """Asked for: where the floor is under 0.1 s, stock / 1 worker at least 15 and stock / 2 workers at least 25;
1 / 2 workers at least 1.8; 1 worker - floor at most 0.10 s; the same scores."""
MEMORY = f"""Each role's largest sum over its processes, in MB of PSS (what processes share is divided among them; RSS where
PSS may not be read), read every {SAMPLE_SECONDS} s. *All* is the largest sum at one time."""


@dataclass
class Run:
    """One run; times are of the monotonic clock, `samples` the bytes by role at some of them.

    `recorded` and `booked` are the seconds in all that the driver took to write results, and those of the gradebook.
    """

    workbook: str
    size: int
    what: str
    began: float = 0.0
    ended: float = 0.0
    done: list[float] = field(default_factory=list)
    recorded: float = math.nan
    booked: float = math.nan
    samples: list[tuple[float, dict[str, int]]] = field(default_factory=list)
    #: The part of one core that reading the memory took.
    watching: float = 0.0

    def seconds(self) -> dict[str, float]:
        """Return what the run took, under the headings of the table."""
        return {
            "whole run": (self.ended - self.began) / self.size,
            "until the first": self.done[0] - self.began,
            "steady": self.between(0, self.size),
            "recording": self.recorded / self.size,
            "gradebook": self.booked / self.size,
        }

    def between(self, before: int, last: int) -> float:
        """Return the seconds per submission after `before` until `last` were done, without the first of each worker."""
        before = max(before, KINDS[self.what][2])
        return (self.done[last - 1] - self.done[before - 1]) / (last - before) if last > before else math.nan

    def memory(self, since: float = 0, until: float = math.inf) -> dict[str, int]:
        """Return the peak by role in MB."""
        found = [sums for at, sums in self.samples if since <= at <= until]
        return {role: round(max((sums.get(role, 0) for sums in found), default=0) / 1e6) for role in ROLES}

    def by_hundred(self) -> list[dict[str, Any]]:
        """Return seconds per submission and memory for each hundred."""
        step = 100 if self.size > 100 else max(3, self.size // 10)
        return [
            {"submissions": last, "seconds": self.between(last - step, last)}
            | self.memory(self.done[last - step - 1] if last > step else self.began, self.done[last - 1])
            for last in range(step, self.size + 1, step)
        ]


# --- what is measured, each in a process of its own -------------------------------------------


def run_floor(root: Path) -> dict[str, Any]:
    """Run all submissions' cells, one after another, on one core; `measure` sets the environment."""
    from benchmark import Floor

    from aipm_helpers.grading import service

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    service._import_for_checks()
    floor, done = Floor(), []
    began = time.monotonic()
    for path in sorted((root / "floor").glob("*.ipynb")):
        floor(path)
        done.append(time.monotonic())
    return {"began": began, "done": done, "ended": time.monotonic()}


def run_ours(root: Path, workers: str) -> dict[str, Any]:
    """Grade with this grader, which starts its own processes."""
    from aipm_helpers.grading import cohort
    from aipm_helpers.grading.course_folder import open_folder

    recorded, booked = _stopwatch(cohort._Grader, "record"), _stopwatch(cohort.Ledger, "record")
    done: list[float] = []
    began = time.monotonic()
    summary = cohort.grade_cohort(
        open_folder(root), MODULE, int(workers), say=lambda number, students: done.append(time.monotonic())
    )
    ended = time.monotonic()
    if not summary.complete:
        raise SystemExit(f"Not all was graded: {summary.stopped} {[line for line in summary.lines if line.problem]}")
    return {"began": began, "done": done, "ended": ended, "recorded": sum(recorded), "booked": sum(booked)}


def _stopwatch(owner: type, name: str) -> list[float]:
    """Have a method put the seconds of each of its calls into the list that is returned."""
    work, taken = getattr(owner, name), []

    def timed(*arguments: Any) -> Any:
        began = time.perf_counter()
        answer = work(*arguments)
        taken.append(time.perf_counter() - began)
        return answer

    setattr(owner, name, timed)
    return taken


def run_stock(root: Path) -> dict[str, Any]:
    """Grade with nbgrader as it is installed: it loads no config file."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    folder = {"root": str(root), "db_url": f"sqlite:///{root}/gradebook.db", "course_id": COURSE}
    config, done = Config(CourseDirectory=folder, Exchange={"root": str(root / "exchange")}), []
    began = time.monotonic()
    api = NbGraderAPI(config=config)
    for student in sorted(path.name for path in (root / "submitted").iterdir()):
        answer = api.autograde(MODULE, student)
        if not answer["success"]:
            raise SystemExit(f"nbgrader could not grade {student}:\n{answer.get('error')}\n{answer.get('log')}")
        done.append(time.monotonic())
    return {"began": began, "done": done, "ended": time.monotonic()}


# --- a course to measure on ---------------------------------------------------------------------


def make_course(root: Path, lesson: str, size: int) -> None:
    """Make a course folder with a module of one workbook, handed in by `size` learners, and what the floor runs.

    A name with `WITH_IMPORTS` behind it is the workbook of that name, whose first cell imports four libraries, too.

    Every third learner has one answer wrong, as `tests/answers` has it, and one left empty, each in other tasks.
    """
    from cohorts import Cohort, write

    from aipm_helpers.grading.submission import compose, is_answer, read_cells

    name = lesson.removesuffix(WITH_IMPORTS)
    paths = [ROOT / step / f"{name}.ipynb" for step in ("solutions", "exercises")]
    notebooks = [json.loads(path.read_text("utf-8")) for path in paths]
    if name != lesson:
        for notebook in notebooks:
            first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
            first["source"] = IMPORTS + "".join(first["source"])
    course = Cohort(root, *notebooks)
    right, empty = (
        {cell["metadata"]["nbgrader"]["grade_id"]: cell["source"] for cell in read_cells(path) if is_answer(cell)}
        for path in paths
    )
    right = {task: re.sub(r"(?m)^ *### (BEGIN|END) SOLUTION\n?", "", source) for task, source in right.items()}
    texts = {path.stem: path.read_text("utf-8") for path in (ROOT / "tests/answers" / name).glob("*.py")}
    wrong = {
        task: re.findall(r"(?ms)^# %% wrong: .*?\n(.*?)(?=^# %% |\Z)", texts[task])[0]
        for task in right
        if task in texts
    }
    tasks, workbook = list(wrong), course.folder.module(MODULE).workbooks[0]
    for number in range(1, size + 1):
        student, given = f"s{number:04}", dict(right)
        if number % 3 == 0:
            spoilt, left = (tasks[(number // 3 + more) % len(tasks)] for more in (0, 1))
            given |= {spoilt: wrong[spoilt], left: empty[left]}
        named = {task: f"{text.rstrip()}\n# {student}" for task, text in given.items() if text != empty[task]}
        path = course.hand_in(student, given | named)
        write(root / "floor" / f"{student}.ipynb", {"cells": compose(workbook, read_cells(path))[0]})
    course.folder.tell_gradebook(course.folder.module(MODULE))
    (root / "gradebook.db").replace(root / "fresh.db")


def read_scores(root: Path) -> dict[tuple[str, str], tuple[float | None, bool]]:
    """Return by student and cell what the gradebook has: a score, and whether people are to look."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root}/gradebook.db", COURSE) as gradebook:
        return {
            (submission.student_id, grade.name): (grade.auto_score, grade.needs_manual_grade)
            for submission in gradebook.assignment_submissions(MODULE)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def compare(scores: Mapping[str, dict[tuple[str, str], Any]], size: int) -> str:
    """Return whether all graders gave the same scores, and print some that differ."""
    (first, expected), *others = scores.items()
    differ = [
        f"{key}: {first} {expected.get(key)}, {name} {found.get(key)}"
        for name, found in others
        for key in {**expected, **found}
        if found.get(key) != expected.get(key)
    ]
    print("\n".join(differ[:5]), end="\n" * bool(differ))
    if differ or len({student for student, _ in expected}) != size:
        return "no"
    return "yes" if STOCK in scores else "yes (stock was not run)"


# --- measuring ------------------------------------------------------------------------------------


def measure(root: Path, workbook: str, size: int, what: str) -> Run:
    """Do one run in a process of its own, and watch the memory of all that it starts."""
    import psutil

    from aipm_helpers.grading.jail import ONE_THREAD

    shutil.rmtree(root / "autograded", ignore_errors=True)
    for path in [*root.glob("gradebook.db*"), *root.glob("result.json")]:
        path.unlink()
    shutil.copy(root / "fresh.db", root / "gradebook.db")
    (name, *words), role, _ = KINDS[what]
    environment = dict(os.environ)
    if what == FLOOR:  # as in tests/benchmark.py
        environment |= {**ONE_THREAD, "AIPM_CHECKING": "1", "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    run, result = Run(workbook, size, what), root / "result.json"
    with tempfile.TemporaryFile() as told:
        command = [sys.executable, __file__, f"_{name}", str(result), str(root), *words]
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=told, stderr=told)
        watched, began, computed = psutil.Process(process.pid), time.monotonic(), time.process_time()
        while process.poll() is None:
            run.samples.append((time.monotonic(), look(watched, role)))
            time.sleep(SAMPLE_SECONDS)
        run.watching = (time.process_time() - computed) / (time.monotonic() - began)
        told.seek(0)
        if process.returncode:
            raise SystemExit(
                f"{workbook}, {size}, {what}, status {process.returncode}:\n{told.read().decode()[-3000:]}"
            )
    vars(run).update(json.loads(result.read_text("utf-8")))
    assert len(run.done) == size, f"{len(run.done)} of {size} are done"
    took = run.seconds()
    print(f"  {what}: {took['whole run']:.3f} s a submission, steady {took['steady']:.3f}", flush=True)
    return run


def look(root: Any, first: str) -> dict[str, int]:
    """Return by role the bytes of all its processes; `first` is the role of the root."""
    import psutil

    seen: dict[int, tuple[str, Sequence[str]]] = {}
    sums = {"all": 0}
    for process in [root, *(root.children(recursive=True) if root.is_running() else [])]:  # parents come first
        try:
            command, above = process.cmdline(), seen.get(process.ppid(), (first, ()))
            role = first if process == root else _role(command, *above)
            seen[process.pid] = role, command
            try:
                size = process.memory_full_info().pss
            except psutil.AccessDenied:
                size = process.memory_info().rss
        except psutil.Error:
            continue  # it has ended
        sums |= {name: sums.get(name, 0) + size for name in (role, "all")}
    return sums


def _role(command: Sequence[str], above: str, command_above: Sequence[str]) -> str:
    """Return a process's role, from its command line, and its parent's role and command line."""
    if "aipm_helpers.grading.service" in command:
        return "service" if above == "driver" else "judge"
    if "aipm_helpers.grading.warm" in command:  # bubblewrap runs the warm server, which forks
        return "warm server" if "bwrap" in (*command[:1], *command_above[:1]) else "learner"
    return "kernel" if "ipykernel_launcher" in command else above


# --- what is told ---------------------------------------------------------------------------------


def table(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a Markdown table; where there is no number, a dash."""
    rows = list(rows)
    lines = [list(row.values()) for row in rows]
    texts = [[("–" if x != x else f"{x:.3f}") if isinstance(x, float) else str(x) for x in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in [list(rows[0]), ["---"] * len(rows[0]), *texts])


def as_markdown(runs: list[Run], same: Mapping[tuple[str, int], str], alone: Run | None, about: Sequence[str]) -> str:
    """Return all tables."""
    import pandas as pd

    named = [dict(zip(KEYS, (run.workbook, run.size, run.what), strict=True)) for run in runs]
    groups = pd.DataFrame([name | run.seconds() for name, run in zip(named, runs, strict=True)]).groupby(
        KEYS, sort=False
    )
    seconds = groups.median().assign(rounds=groups.size())
    memory = pd.DataFrame([name | run.memory() for name, run in zip(named, runs, strict=True)])
    ratios = []
    for (workbook, size), told in same.items():
        for of in ("whole run", "steady"):
            floor, one, two, stock = seconds.loc[(workbook, size), of].reindex(list(KINDS))
            row = {"workbook": workbook, "submissions": size, "of": of, "stock / 1 worker": stock / one}
            row |= {"stock / 2 workers": stock / two, "1 / 2 workers": one / two, "stock / floor": stock / floor}
            ratios.append(row | {"1 worker - floor (s)": one - floor, "same scores": told})
    parts = ["# Grading cohorts: what it takes", "\n".join(f"- {line}" for line in about)]
    parts += ["## Seconds, medians over rounds", HOW, table(seconds.reset_index().to_dict("records"))]
    parts += ["## Ratios of these medians", ASKED, table(ratios)]
    parts += ["## Memory", MEMORY, table(memory.groupby(KEYS, sort=False).max().reset_index().to_dict("records"))]
    if alone is not None:
        took, key = alone.seconds(), (alone.workbook, 100, TWO)
        beside = f"{took['steady'] / seconds.loc[key, 'steady']:.2f} times that at 100" if key in seconds.index else ""
        parts += [
            f"## {alone.size} submissions of {alone.workbook}, {alone.what}",
            f"Steady {took['steady']:.3f} s a submission{beside and ', '}{beside}; whole run {took['whole run']:.3f} s; "
            f"recording {took['recording']:.3f} s. Asked for: within 10 % of that at 100, and flat memory (MB).",
            table({name: row[name] for name in ("submissions", "seconds", *OURS, "all")} for row in alone.by_hundred()),
        ]
    return "\n\n".join(parts) + "\n"


def draw(runs: list[Run], alone: Run | None, path: Path) -> None:
    """Draw seconds per submission, and what becomes of time and memory in the long run."""
    import matplotlib.pyplot as plt
    import pandas as pd

    from aipm_helpers import plots

    named = [(f"{run.workbook.split('/')[-1]}, {run.size}", run.what, run.seconds()["whole run"]) for run in runs]
    found = (
        pd.DataFrame(named, columns=["row", "what", "seconds"]).groupby(["row", "what"], sort=False).median()["seconds"]
    )
    found = found.unstack(sort=False).reindex(columns=list(KINDS))
    heights = [1.6 + 0.4 * len(found), *([2.8, 3.2] if alone else [])]
    with plt.rc_context(plots._STYLE):
        fig, axes = plt.subplots(len(heights), squeeze=False, figsize=(9, sum(heights)), height_ratios=heights)
        top = axes[0, 0]
        for (what, values), mark in zip(found.items(), "|osD", strict=True):
            top.plot(values, range(len(found)), mark, markersize=9, markeredgewidth=2, label=what)
        top.set(xscale="log", xlabel="seconds per submission, whole run (logarithmic)", title="What a submission takes")
        top.set_yticks(range(len(found)), found.index)
        top.xaxis.set_major_formatter("{x:g}")
        top.invert_yaxis()
        top.grid(axis="x", alpha=0.4)
        if alone is not None:
            long = pd.DataFrame(alone.by_hundred()).set_index("submissions")
            long["seconds"].plot(
                ax=axes[1, 0], style="o-", ylabel="seconds each", ylim=(0, 1.2 * long["seconds"].max())
            )
            axes[1, 0].set(title=f"{alone.size} submissions, {alone.what}", xlabel="")
            long[[*OURS, "all"]].plot(ax=axes[2, 0], style=".-", xlabel="submissions done", ylabel="peak memory (MB)")
            axes[2, 0].set_ylim(0)
        for ax in axes[::2, 0]:
            ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
        fig.savefig(path, dpi=plots._DOTS_PER_INCH, metadata={"Software": None})
        plt.close(fig)


def write_down(out: Path, runs: list[Run], same: Mapping[tuple[str, int], str], alone: Run | None) -> None:
    """Write all that is known so far."""
    versions = [
        f"{name} {importlib.metadata.version(name)}" for name in ("nbgrader", "nbclient", "ipykernel", "pandas")
    ]
    about = [
        f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC: `{' '.join(['python', 'tests/benchmark_cohort.py', *sys.argv[1:]])}`",
        f"{len(os.sched_getaffinity(0))} cores, {platform.platform()}; Python {platform.python_version()}, {', '.join(versions)}",
        f"Watching took at most {max(run.watching for run in [*runs, alone] if run):.0%} of one core",
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.with_suffix(".md").write_text(as_markdown(runs, same, alone, about), encoding="utf-8")
    raw = [
        vars(run) | run.seconds() | {"memory": run.memory(), "samples": len(run.samples)}
        for run in [*runs, alone]
        if run
    ]
    told = {"about": about, "same": {f"{name}, {size}": word for (name, size), word in same.items()}, "runs": raw}
    text = json.dumps(told | {"alone": alone and alone.by_hundred()})
    out.with_suffix(".json").write_text(re.sub(r"(\.\d{4})\d+", r"\1", text) + "\n", encoding="utf-8")
    draw(runs, alone, out.with_suffix(".png"))


def main() -> int:
    """Measure what is asked for, write it down, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[10, 100])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stock-rounds", type=int, default=1, help="rounds of stock nbgrader above 10 submissions")
    parser.add_argument("--stock-at-most", type=int, default=100, help="submissions that stock nbgrader is given")
    parser.add_argument(
        "--alone", type=int, default=1000, help="submissions of the first workbook for this grader; or 0"
    )
    parser.add_argument("--workbooks", nargs="+", default=[f"1-fundamentals/{name}" for name in WORKBOOKS])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "cohorts", help="path without an ending")
    asked = parser.parse_args()
    runs, same, alone = [], {}, None
    with tempfile.TemporaryDirectory(prefix="benchmark-cohort-", ignore_cleanup_errors=True) as folder:
        from stock_nbgrader import stay_inside

        stay_inside(Path(folder))
        root = Path(folder) / "course"
        for workbook, size in [(workbook, size) for workbook in asked.workbooks for size in asked.sizes]:
            make_course(root, workbook, size)
            scores = {}
            for turn in range(asked.rounds):
                print(f"{workbook}, {size} submissions, round {turn + 1}")
                stock = size <= asked.stock_at_most and (size <= 10 or turn < asked.stock_rounds)
                for what in [*KINDS] if stock else [FLOOR, ONE, TWO]:
                    runs.append(measure(root, workbook, size, what))
                    if what != FLOOR:
                        scores[what] = read_scores(root)
            same[workbook, size] = compare(scores, size)
            print(f"  same scores: {same[workbook, size]}", flush=True)
            write_down(asked.out, runs, same, alone)
            shutil.rmtree(root)
        if asked.alone:
            print(f"{asked.workbooks[0]}, {asked.alone} submissions")
            make_course(root, asked.workbooks[0], asked.alone)
            alone = measure(root, asked.workbooks[0], asked.alone, TWO)
            write_down(asked.out, runs, same, alone)
    print(asked.out.with_suffix(".md").read_text("utf-8"))
    return int("no" in same.values())


if __name__ == "__main__":
    children = {"_floor": run_floor, "_ours": run_ours, "_stock": run_stock}
    if sys.argv[1:] and sys.argv[1] in children:  # a run: _KIND RESULT ROOT ...
        answer = children[sys.argv[1]](Path(sys.argv[3]), *sys.argv[4:])
        Path(sys.argv[2]).write_text(json.dumps(answer), encoding="utf-8")
    else:
        sys.exit(main())
