"""Mutation of the solutions: does a check notice when an answer is changed in one place?

    python tests/mutation.py                 all tasks whose cells have changed since the report
    python tests/mutation.py --all           all tasks
    python tests/mutation.py find-the-leak   this one, and every mutant with its verdict

Each answer of `solutions/` is changed in one place at a time: another operator, another number, another
option, two things swapped, one left out. Each such mutant is graded as a learner's answer is. It is *killed* if
it earns less than all points. `tests/mutation.json` keeps the result of each task with a digest of
what it rests on, and for each survivor why it survives: an author writes it there, beginning
with ``same:`` if the mutant is as right as the answer is, or with ``gap:`` if the check cannot see what is wrong. `docs/mutation.md` is
the same as a table. The method: R. A. DeMillo, R. J. Lipton, F. G. Sayward, Hints on Test Data Selection, Computer
11 (4), 1978, doi:10.1109/C-M.1978.218136.
"""

from __future__ import annotations

import argparse
import ast
import copy
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from graded_tasks import Task, cells_for, read_tasks, verdict_on  # noqa: E402

from aipm_helpers.grading.jail import Limits  # noqa: E402
from aipm_helpers.grading.sandbox import open_sandbox  # noqa: E402

RECORD = ROOT / "tests" / "mutation.json"
REPORT = ROOT / "docs" / "mutation.md"
TARGET = 0.98
#: A mutant may loop for ever.
LIMITS = Limits(cell_cpu_seconds=5, call_cpu_seconds=2, notebook_cpu_seconds=20, notebook_seconds=60, restarts=1)
TODO = "TODO: why?"
#: Longer texts are sentences for people; checks look at their form only.
_WORDS_OF_PROSE = 4
#: Up to here whole numbers are changed by one, beyond by a tenth.
_SMALL = 20
#: How many letters around a change tell where it is.
_CONTEXT = 30

_OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
_CALLED = {
    "mean": "median",
    "median": "mean",
    "sum": "mean",
    "min": "max",
    "max": "min",
    "idxmin": "idxmax",
    "idxmax": "idxmin",
    "any": "all",
    "all": "any",
    "head": "tail",
    "tail": "head",
    "first": "last",
    "last": "first",
    "nlargest": "nsmallest",
    "nsmallest": "nlargest",
}


@dataclass(frozen=True)
class Mutant:
    """An answer that was changed in one place."""

    change: str
    source: str


def make_mutants(answer: str, check: str = "") -> list[Mutant]:
    """Return all mutants of an answer, each source once.

    Parameters
    ----------
    answer : str
        Source of the answer cell.
    check : str
        Source of the check cell: the options that it lists are what a choice is changed to.

    Examples
    --------
    >>> [mutant.source for mutant in make_mutants("lift = a / 2")]
    ['lift = a * 2', 'lift = a / 3', 'lift = a / 1']
    >>> [mutant.source for mutant in make_mutants("verdict = 'p'", "checks.choice('verdict', options=['p', 'q'])")]
    ["verdict = 'q'"]
    """
    tree = ast.parse(answer)
    original = ast.unparse(tree)
    orders = "checks.ordering(" in check
    options = _read_options(check)
    found: dict[str, Mutant] = {}
    skipped = _prose_and_keys(tree)
    steps = {id(node) for function in ast.walk(tree) for node in _steps(function)}
    for place, node in enumerate(ast.walk(tree)):
        if place in skipped:
            continue
        for new in [*_changes(node, tree, options, orders), *([ast.Pass()] if id(node) in steps else [])]:
            mutated = copy.deepcopy(tree)
            _replace(mutated, place, new)
            try:
                source = ast.unparse(ast.fix_missing_locations(mutated))
                ast.parse(source)
            except (ValueError, SyntaxError):
                continue
            if source != original and source not in found:
                change = _describe(node, new)
                again = sum(mutant.change.startswith(change) for mutant in found.values())
                found[source] = Mutant(f"{change} ({again + 1})" if again else change, source)
    return list(found.values())


def _prose_and_keys(tree: ast.AST) -> set[int]:
    """Return the places of nodes that are left alone: sentences for people, keys of dicts, parts of f-strings."""
    alone: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            alone |= {id(key) for key in node.keys if isinstance(key, ast.Constant)}
        if isinstance(node, ast.JoinedStr):
            alone |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            alone |= {id(node), id(node.value)}
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value.split()) > _WORDS_OF_PROSE:
            alone.add(id(node))
    return {place for place, node in enumerate(ast.walk(tree)) if id(node) in alone}


def _changes(node: ast.AST, tree: ast.AST, options: list[list[str]], orders: bool) -> Iterator[Any]:
    """Yield what may stand in a node's place."""
    match node:
        case ast.BinOp() | ast.BoolOp():
            for operator in _OPERATORS.get(type(node.op), ()):
                yield _with(node, op=operator())
        case ast.Compare(ops=[first]):
            for operator in _OPERATORS.get(type(first), ()):
                yield _with(node, ops=[operator()])
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)) if abs(value) <= _SMALL:
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Constant(value=int(value)):
            yield ast.Constant(round(value * 1.1))
            yield ast.Constant(round(value * 0.9))
        case ast.Constant(value=float(value)):
            yield ast.Constant(round(value * 1.1, 9) if value else 0.1)
        case ast.Constant(value=str(value)):
            yield from map(ast.Constant, _other_texts(value, tree, options))
        case ast.Attribute(attr=name) if name in _CALLED:
            yield _with(node, attr=_CALLED[name])
        case ast.Name(id=name) if name in _CALLED:
            yield ast.Name(_CALLED[name] if name in ("min", "max", "any", "all") else "max")
        case ast.Call(func=ast.Name(id="abs" | "round"), args=[first, *_]):
            yield first
        case ast.Return(value=ast.expr()):
            yield ast.Return(ast.Constant(None))
        case ast.If() | ast.IfExp():
            yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.Dict(values=values):
            yield from (_with(node, values=swapped) for swapped in _swaps(values) if _are_plain(values))
        case ast.List(elts=elements) | ast.Tuple(elts=elements, ctx=ast.Load()):
            yield from (_with(node, elts=elements[:i] + elements[i + 1 :]) for i in range(len(elements)))
            if orders:
                yield from (_with(node, elts=swapped) for swapped in _swaps(elements))
    if isinstance(node, ast.Call):
        yield from (_with(node, keywords=node.keywords[:i] + node.keywords[i + 1 :]) for i in range(len(node.keywords)))
        if len(node.args) > 1 and ast.unparse(node.func) not in ("min", "max"):
            yield _with(node, args=[node.args[1], node.args[0], *node.args[2:]])


def _steps(function: ast.AST) -> list[ast.AST]:
    """Return the statements of a function that can be left out."""
    if not isinstance(function, ast.FunctionDef):
        return []
    return [node for node in ast.walk(function) if isinstance(node, ast.Assign | ast.AugAssign | ast.For | ast.If)]


def _swaps(items: list[Any]) -> Iterator[list[Any]]:
    for place in range(len(items) - 1):
        swapped = list(items)
        swapped[place : place + 2] = swapped[place + 1], swapped[place]
        yield swapped


def _are_plain(values: list[Any]) -> bool:
    return all(isinstance(value, ast.Constant) for value in values)


def _other_texts(text: str, tree: ast.AST, options: list[list[str]]) -> list[str]:
    """Return what a text may be changed to: the other options, or else the next other text of the answer."""
    listed = [option for group in options if text in group for option in group if option != text]
    if listed:
        return list(dict.fromkeys(listed))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    others = [other for other in texts if other != text and len(other.split()) <= _WORDS_OF_PROSE]
    return others[:1] or [f"{text} x"]


def _read_options(check: str) -> list[list[str]]:
    groups = []
    for node in ast.walk(ast.parse(check)):
        if isinstance(node, ast.keyword) and node.arg == "options":
            try:
                groups.append([option for option in ast.literal_eval(node.value) if isinstance(option, str)])
            except ValueError:
                continue
    return groups


def _with(node: Any, **fields: Any) -> Any:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _replace(tree: ast.AST, place: int, new: Any) -> None:
    """Put a node in the place of the one that `ast.walk` finds there."""
    old = list(ast.walk(tree))[place]
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
                return
            if isinstance(value, list) and any(item is old for item in value):
                value[[item is old for item in value].index(True)] = new
                return


def _describe(node: Any, new: Any) -> str:
    before, after = (" ".join(ast.unparse(ast.fix_missing_locations(part)).split()) for part in (node, new))
    alike = _count_alike(before, after)
    rest = _count_alike(before[alike:][::-1], after[alike:][::-1])
    return f"line {node.lineno}: {_around(before, alike, rest)} -> {_around(after, alike, rest)}"


def _count_alike(one: str, other: str) -> int:
    """Return how many letters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _around(text: str, alike: int, rest: int) -> str:
    """Return what differs in a text, with a little of what is before and behind it."""
    first, last = max(0, alike - _CONTEXT), len(text) - max(0, rest - _CONTEXT)
    return f"{'... ' if first else ''}{text[first:last]}{' ...' if last < len(text) else ''}"


# --- grading them ----------------------------------------------------------------------------------------


def mutants_of(task: Task) -> list[Mutant]:
    """Return the mutants of a task's solution."""
    return make_mutants(task.source(), cells_for(task, task.source())[-1]["source"])


def digest(task: Task) -> str:
    """Return what tells whether a task's result still holds: its cells, those that they rest on, and the mutants."""
    cells = [cell["source"] for cell in cells_for(task, task.source())]
    mutants = [mutant.source for mutant in mutants_of(task)]
    return hashlib.sha256(json.dumps([cells, mutants]).encode()).hexdigest()


def run(task: Task) -> dict[str, Any]:
    """Grade all mutants of a task; return its entry in the record, survivors without reasons."""
    mutants = mutants_of(task)
    survivors = {}
    with open_sandbox() as sandbox:
        for mutant in mutants:
            verdict = verdict_on(task, mutant.source, sandbox.start, LIMITS)
            if verdict.points == verdict.max_points:
                survivors[mutant.change] = TODO
            if os.environ.get("AIPM_SHOW"):
                print(f"{verdict.points:g} of {verdict.max_points:g}  {mutant.change}  {' '.join(verdict.wrong)[:100]}")
    return {
        "workbook": task.workbook.lesson,
        "digest": digest(task),
        "mutants": len(mutants),
        "survivors": survivors,
    }


def read_record() -> dict[str, dict[str, Any]]:
    """Return the results by task."""
    return dict(json.loads(RECORD.read_text("utf-8"))) if RECORD.exists() else {}


def with_reasons(new: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with the reasons that were written for the same survivors."""
    known = old.get("survivors", {})
    return new | {"survivors": {change: known.get(change, TODO) for change in new["survivors"]}}


def rates(record: dict[str, dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    """Return by workbook how many mutants there are, how many are as right as the answer, and how many the check misses."""
    found: dict[str, tuple[int, int, int]] = {}
    for entry in record.values():
        same = sum(why.startswith("same:") for why in entry["survivors"].values())
        more = (entry["mutants"], same, len(entry["survivors"]) - same)
        before = found.get(entry["workbook"], (0, 0, 0))
        found[entry["workbook"]] = (before[0] + more[0], before[1] + more[1], before[2] + more[2])
    return found


def write(record: dict[str, dict[str, Any]]) -> None:
    """Write record and report."""
    RECORD.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    REPORT.write_text(report(record), encoding="utf-8", newline="\n")


def report(record: dict[str, dict[str, Any]]) -> str:
    """Return the record as a page."""
    lines = [
        "# Mutation of the solutions",
        "",
        "How well do the checks see? Each answer in `solutions/` was changed in one place at a time (another operator,",
        "number or option, two things swapped, one left out), and each such mutant graded as a learner's answer.",
        "A mutant is killed if it earns less than all points. Of those that survive, some are as right as the answer:",
        "they are left out of the rate. The rest are gaps. Sentences for people are not mutated: checks look at their form only.",
        "",
        "Made by `python tests/mutation.py`; the tests grade the mutants anew of every task whose cells have changed since.",
        "",
        "| workbook | mutants | killed | as right | gaps | rate |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    by_workbook = rates(record)
    totals = tuple(sum(counts[i] for counts in by_workbook.values()) for i in range(3))
    for name, (mutants, same, gaps) in [*sorted(by_workbook.items()), ("all", totals)]:
        killed, judged = mutants - same - gaps, mutants - same
        lines.append(f"| {name} | {mutants} | {killed} | {same} | {gaps} | {100 * killed / judged:.1f} % |")
    lines += ["", "## Survivors", "", "| task | change | why it survives |", "| --- | --- | --- |"]
    for task, entry in sorted(record.items(), key=lambda item: (item[1]["workbook"], item[0])):
        for change, why in entry["survivors"].items():
            lines.append(f"| {task} | `` {change.replace('|', chr(92) + '|')} `` | {why} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Grade mutants and write the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tasks", nargs="*", help="ids; each mutant's verdict is printed")
    parser.add_argument("--all", action="store_true", help="also tasks that have not changed")
    asked = parser.parse_args()
    tasks, record, console = read_tasks(), read_record(), Console(stderr=True)
    for name in asked.tasks:
        if name not in tasks:
            console.print(f"There is no automatic task {name}. There are: {', '.join(tasks)}")
            return 2
    if asked.tasks:
        os.environ["AIPM_SHOW"] = "1"
    due = asked.tasks or [
        name for name, task in tasks.items() if asked.all or record.get(name, {}).get("digest") != digest(task)
    ]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(run, [tasks[name] for name in due])
        for name, result in zip(due, track(results, "grading mutants", len(due), console=console), strict=True):
            record[name] = with_reasons(result, record.get(name, {}))
    write({name: record[name] for name in tasks if name in record})
    todo = [f"{name}: {change}" for name in tasks for change, why in record[name]["survivors"].items() if why == TODO]
    print("\n".join([*todo, f"{len(due)} tasks graded, {len(todo)} survivors to explain in {RECORD.name}"]))
    return 1 if todo else 0


if __name__ == "__main__":
    sys.exit(main())
