"""Whose value a name means in a check, told from the course's own notebook before anything runs.

A name that an answer cell of the course binds is the learner's from there on, until a locked
cell binds it again; everything else, builtins and imports too, is the judge's. What a learner
binds besides (a function called ``close``, say) has no part in it. So the judge needs to ask
the learner process for known names only, and runs of the locked cells what its checks rest on.
"""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

__all__ = ["Plan", "Role", "Step", "make_plan", "role_of"]

_HIDDEN = re.compile(r"(?ms)^[ \t]*### BEGIN HIDDEN TESTS$.*?^[ \t]*### END HIDDEN TESTS$\n?")


class Role(Enum):
    """What a code cell is for."""

    ANSWER = auto()
    LOCKED = auto()
    CHECK = auto()
    EXTRA = auto()


@dataclass(frozen=True)
class Step:
    """What grading does at a code cell.

    `to_run` is what the learner process runs, `to_judge` what the judge runs, and `asks`
    the learner's names that the judge fetches before. `learners` are all names that are
    the learner's there, `rebinds` those of any cell that this one binds anew, and
    `is_needed` says whether later checks rest on it.
    """

    cell: int
    role: Role
    to_run: str
    to_judge: str = ""
    asks: frozenset[str] = frozenset()
    learners: frozenset[str] = frozenset()
    rebinds: frozenset[str] = frozenset()
    is_needed: bool = False


@dataclass(frozen=True)
class Plan:
    """All steps, and the attributes that the answers' own classes have, by the names that they bind."""

    steps: tuple[Step, ...]
    attributes: dict[str, frozenset[str]]


@dataclass(frozen=True)
class _Names:
    binds: frozenset[str]
    imports: frozenset[str]
    reads: frozenset[str]


NO_NAMES = _Names(frozenset(), frozenset(), frozenset())


def role_of(cell: dict[str, Any]) -> Role:
    """Return the role of a code cell of the course's notebook, with the learner's extra cells in it."""
    nbgrader = cell["metadata"].get("nbgrader")
    if not nbgrader:
        return Role.EXTRA
    if nbgrader.get("solution"):
        return Role.ANSWER
    return Role.CHECK if nbgrader.get("grade") else Role.LOCKED


def make_plan(graded: Sequence[dict[str, Any]], composed: Sequence[dict[str, Any]]) -> Plan:
    """Return what to do at each code cell.

    Parameters
    ----------
    graded : sequence of cells
        The course's notebook, with its own answers: names are told from these.
    composed : sequence of cells
        The same with the learner's answers and extra cells, as it is run.

    Returns
    -------
    Plan

    Examples
    --------
    >>> def cell(source, **nbgrader):
    ...     return {"cell_type": "code", "source": source, "metadata": {"nbgrader": {"grade_id": source, **nbgrader}}}
    >>> cells = [
    ...     cell("data = 3"),
    ...     cell("total = data + 1", solution=True),
    ...     cell("assert total == data + 1", grade=True),
    ... ]
    >>> steps = make_plan(cells, cells).steps
    >>> [step.to_judge for step in steps], steps[2].asks
    (['data = 3', '', 'assert total == data + 1'], frozenset({'total'}))
    """
    own = {cell["metadata"]["nbgrader"]["grade_id"]: cell["source"] for cell in graded if _is_marked(cell)}
    code = [(place, cell) for place, cell in enumerate(composed) if cell["cell_type"] == "code"]
    # what the course has in this cell; of extra cells nothing is known, and nothing is asked
    sources = [own[cell["metadata"]["nbgrader"]["grade_id"]] if _is_marked(cell) else "" for _, cell in code]
    roles = [role_of(cell) for _, cell in code]
    names = [_read_names(source) for source in sources]

    # by name, before each cell: the place of the judge's cell that bound it last; None is the learner
    owner: dict[str, int | None] = {}
    before: list[dict[str, int | None]] = []
    for place, (role, found) in enumerate(zip(roles, names, strict=True)):
        before.append(dict(owner))
        owner |= dict.fromkeys(found.imports, place)
        owner |= dict.fromkeys(found.binds, None if role is Role.ANSWER else place)

    needed = _needed(roles, names, before)
    rested_on = _rested_on(needed, names, before)
    steps = []
    for place, ((cell, content), role) in enumerate(zip(code, roles, strict=True)):
        to_run = _imports(_HIDDEN.sub("", content["source"])) if role is Role.CHECK else content["source"]
        if role is Role.ANSWER:
            steps.append(Step(cell, role, to_run, _imports(sources[place])))
        elif role is Role.EXTRA or place not in needed:
            steps.append(Step(cell, role, to_run))
        else:
            known = before[place]
            learners = frozenset(name for name, owner in known.items() if owner is None)
            asks, rebinds = _asks(place, names, known), names[place].binds & known.keys()
            steps.append(Step(cell, role, to_run, sources[place], asks, learners, rebinds, place in rested_on))
    answers = [source for source, role in zip(sources, roles, strict=True) if role is Role.ANSWER]
    attributes = {name: found for source in answers for name, found in _attributes(source).items()}
    return Plan(tuple(steps), attributes)


def _is_marked(cell: dict[str, Any]) -> bool:
    return bool(cell["metadata"].get("nbgrader"))


def _needed(roles: list[Role], names: list[_Names], before: list[dict[str, int | None]]) -> set[int]:
    """Return the judge's cells: checks, and the locked ones that bind what those read, and so on."""
    needed: set[int] = set()
    open_places = [place for place, role in enumerate(roles) if role is Role.CHECK]
    while open_places:
        place = open_places.pop()
        if place in needed:
            continue
        needed.add(place)
        open_places += _owners(place, names, before)
    return needed


def _rested_on(needed: set[int], names: list[_Names], before: list[dict[str, int | None]]) -> set[int]:
    """Return the judge's cells that others read names of."""
    return {owner for place in needed for owner in _owners(place, names, before)}


def _owners(place: int, names: list[_Names], before: list[dict[str, int | None]]) -> list[int]:
    owners = (before[place].get(name) for name in names[place].reads - names[place].imports)
    return [owner for owner in owners if owner is not None]


def _asks(place: int, names: list[_Names], known: dict[str, int | None]) -> frozenset[str]:
    """Return the learner's names that a cell reads, itself or by functions of the judge's that it reads."""
    asks: set[str] = set()
    seen: set[int] = set()
    open_places = [place]
    while open_places:
        current = open_places.pop()
        seen.add(current)
        for name in names[current].reads - names[current].imports:
            owner = known.get(name, -1)
            if owner is None:
                asks.add(name)
            elif owner >= 0 and owner not in seen:
                open_places.append(owner)
    return frozenset(asks)


def _read_names(source: str) -> _Names:
    """Return the names that a cell binds, imports and reads at its top, wherever in it that happens."""
    try:
        table = symtable.symtable(to_python(source), "cell", "exec")
    except (SyntaxError, ValueError):
        return NO_NAMES
    binds, imports, reads = set(), set(), set()
    for symbol in table.get_symbols():
        name = symbol.get_name()
        if symbol.is_imported():
            imports.add(name)
        if symbol.is_assigned():
            binds.add(name)
        if symbol.is_referenced():
            reads.add(name)
    for inner in _inner_tables(table):
        for symbol in inner.get_symbols():
            if symbol.is_global():
                (binds if symbol.is_declared_global() and symbol.is_assigned() else reads).add(symbol.get_name())
                reads.add(symbol.get_name())
    return _Names(frozenset(binds), frozenset(imports), frozenset(reads))


def _inner_tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _inner_tables(child)


def to_python(source: str) -> str:
    """Return a cell's source as Python, its magics as calls."""
    if not re.search(r"(?m)^\s*[%!?]|\?\s*$|=\s*[%!]", source):
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return str(TransformerManager().transform_cell(source))


def _imports(source: str) -> str:
    """Return a cell's import statements: what runs nothing but makes names that later cells use."""
    try:
        body = ast.parse(to_python(source)).body
    except (SyntaxError, ValueError):
        return ""
    return "\n".join(ast.unparse(node) for node in body if isinstance(node, (ast.Import, ast.ImportFrom)))


def _attributes(source: str) -> dict[str, frozenset[str]]:
    """Return, for each name that an answer binds, the attributes that the cell's own classes define."""
    try:
        tree = ast.parse(to_python(source))
    except (SyntaxError, ValueError):
        return {}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for part in ast.walk(node):
                match part:
                    case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                        found.add(name)
                    case ast.Attribute(attr=name, ctx=ast.Store()):
                        found.add(name)
                    case ast.Name(id=name, ctx=ast.Store()):
                        found.add(name)
    return dict.fromkeys(_read_names(source).binds, frozenset(found))
