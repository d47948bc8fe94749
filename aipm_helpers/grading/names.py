"""Whose value a name means in a check, told from the course's own notebook before anything runs.

A name that an answer cell of the course binds is the learner's from there on, until a locked
cell binds it again; everything else, builtins and imports too, is the judge's. What a learner
binds besides (a function called ``close``, say) has no part in it. So the judge needs to ask
the learner process for known names only, and runs of the locked cells what its checks rest on.
"""

from __future__ import annotations

import ast
import builtins
import functools
import re
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

__all__ = ["Plan", "Role", "Step", "make_plan", "role_of"]

#: As nbgrader finds them: anything may stand around these words, and without an end all of the rest is hidden.
_HIDDEN = re.compile(r"(?ms)^[^\n]*BEGIN HIDDEN TESTS[^\n]*$.*?(?:^[^\n]*END HIDDEN TESTS[^\n]*$\n?|\Z)")
#: Magics that run the code behind them, and add nothing that a check could see.
_TRANSPARENT = re.compile(r"(?m)\A\s*%%(?:time|capture)\b[^\n]*$|^([ \t]*)%time[ \t]+(?=\S)")
#: What may read names that stand in texts.
_BY_TEXT = frozenset(["globals", "locals", "vars", "dir", "eval", "exec"])


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
    the learner's there, and `is_needed` says whether later checks rest on it.

    Of the names that the course's functions read when they are called, `rebinds` are those that this check binds,
    and `rebound` those that an earlier check has bound: the learner's functions are to see
    them. SECURITY: no other name that a check binds ever gets there. `shared` are names
    that locked cells have bound, in both processes.
    """

    cell: int
    role: Role
    to_run: str
    to_judge: str = ""
    asks: frozenset[str] = frozenset()
    learners: frozenset[str] = frozenset()
    rebinds: frozenset[str] = frozenset()
    rebound: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
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
    #: By functions, when they are called.
    late: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


NO_NAMES = _Names(frozenset(), frozenset(), frozenset())


#: Cells of the course's that run in both processes, the learner's in place of its own.
_IN_BOTH = (Role.ANSWER, Role.LOCKED)


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
        if role is Role.ANSWER and not found.binds:
            # a starter that says nothing: what the learner binds in it is hers, unless it is somebody's already
            sources[place] = code[place][1]["source"]
            new = _read_names(sources[place]).binds - owner.keys() - vars(builtins).keys()
            names[place] = found = replace(
                found, binds=new if not any(n.startswith("*") for n in owner) else NO_NAMES.binds
            )
        owner |= dict.fromkeys(found.imports, place)
        owner |= dict.fromkeys(found.binds, None if role is Role.ANSWER else place)

    needed = _needed(roles, names, before)
    rested_on = _rested_on(needed, names, before)
    answers = [place for place, role in enumerate(roles) if role is Role.ANSWER]
    made_of = {place: {n for n in _reaches(place, names) if roles[n] in _IN_BOTH} for place in answers}
    read_late = frozenset[str]().union(*(names[other].late for others in made_of.values() for other in others))
    steps = []
    for place, ((cell, content), role) in enumerate(zip(code, roles, strict=True)):
        to_run = _imports(_HIDDEN.sub("", content["source"])) if role is Role.CHECK else content["source"]
        if role is Role.ANSWER:
            # SECURITY: the course's own imports, never the learner's
            steps.append(Step(cell, role, to_run, _imports(own[content["metadata"]["nbgrader"]["grade_id"]])))
        elif role is Role.EXTRA or place not in needed:
            steps.append(Step(cell, role, to_run))
        else:
            known = before[place]
            learners = frozenset(name for name, owner in known.items() if owner is None)
            by_role = {
                kind: {name for name, by in known.items() if by is not None and roles[by] is kind} for kind in Role
            }
            shared = frozenset(by_role[Role.LOCKED])
            # what a check without a hidden part binds is no secret
            visible = read_late | (shared if role is Role.CHECK and not _HIDDEN.search(sources[place]) else set())
            steps.append(
                Step(
                    cell,
                    role,
                    to_run,
                    sources[place],
                    asks=_asks(place, names, known),
                    learners=learners,
                    rebinds=names[place].binds & visible,
                    rebound=read_late & by_role[Role.CHECK],
                    shared=shared,
                    is_needed=place in rested_on,
                )
            )
    attributes: dict[str, frozenset[str]] = {}
    for place in answers:
        own_ones = frozenset[str]().union(*(_attributes(sources[other]) for other in made_of[place]))
        attributes |= dict.fromkeys(names[place].binds, own_ones)
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
    known = before[place]
    reads = names[place].reads - names[place].imports
    owners = [known.get(name) for name in reads]
    if reads - known.keys() - names[place].binds - vars(builtins).keys():
        # whoever imports everything of a module may have brought these
        owners += [owner for name, owner in known.items() if name.startswith("*")]
    return [owner for owner in owners if owner is not None]


def _reaches(place: int, names: list[_Names]) -> set[int]:
    """Return the cells that bind what a cell reads, itself or by others: the classes of its values are made there."""
    found: set[int] = set()
    open_places = [place]
    while open_places:
        current = open_places.pop()
        found.add(current)
        open_places += [n for n, other in enumerate(names) if n not in found and other.binds & names[current].reads]
    return found


def _asks(place: int, names: list[_Names], known: dict[str, int | None]) -> frozenset[str]:
    """Return the learner's names that a cell reads, itself or by functions of the judge's that it reads."""
    asks: set[str] = set()
    seen: set[int] = set()
    open_places = [place]
    while open_places:
        current = open_places.pop()
        seen.add(current)
        reads = names[current].reads - names[current].imports
        for name in reads | (names[current].texts if reads & _BY_TEXT else set()):
            owner = known.get(name, -1)
            if owner is None:
                asks.add(name)
            elif owner >= 0 and owner not in seen:
                open_places.append(owner)
    return frozenset(asks)


@functools.lru_cache(maxsize=1_000)
def _read_names(source: str) -> _Names:
    """Return the names that a cell binds, imports and reads at its top, wherever in it that happens."""
    try:
        # since Python 3.12 other comprehensions leave their variables in the table of what is around them
        tree = _AsGenerators().visit(ast.parse(to_python(source)))
        table = symtable.symtable(ast.unparse(ast.fix_missing_locations(tree)), "cell", "exec")
    except (SyntaxError, ValueError):
        return NO_NAMES
    binds, imports, reads, late, texts = set(), set(), set(), set(), set()
    for symbol in table.get_symbols():
        name = symbol.get_name()
        if symbol.is_imported():
            imports.add(name)
        if symbol.is_assigned():
            binds.add(name)
        if symbol.is_referenced():
            reads.add(name)
    for inner, is_late in _inner_tables(table):
        for symbol in inner.get_symbols():
            if symbol.is_global():
                (binds if symbol.is_declared_global() and symbol.is_assigned() else reads).add(symbol.get_name())
                reads.add(symbol.get_name())
                late |= {symbol.get_name()} if is_late else set()
    for node in ast.walk(tree):
        match node:
            case ast.AugAssign(target=ast.Name(id=name)) | ast.Name(id=name, ctx=ast.Del()) if name in binds:
                reads.add(name)  # which a table of symbols does not say
            case ast.ImportFrom(module=module, names=[ast.alias(name="*")]):
                imports.add(f"*{module}")
            case ast.Constant(value=str(text)) if text.isidentifier():
                texts.add(text)
    return _Names(frozenset(binds), frozenset(imports), frozenset(reads), frozenset(late), frozenset(texts))


class _AsGenerators(ast.NodeTransformer):
    """Makes comprehensions generators, which read and bind the same names."""

    def _visit(self, node: Any) -> ast.AST:
        self.generic_visit(node)
        element = ast.Tuple([node.key, node.value], ast.Load()) if isinstance(node, ast.DictComp) else node.elt
        return ast.GeneratorExp(element, node.generators)

    visit_ListComp = visit_SetComp = visit_DictComp = _visit  # noqa: N815  names of ast's


def _inner_tables(table: symtable.SymbolTable, is_late: bool = False) -> Iterator[tuple[symtable.SymbolTable, bool]]:
    """Yield what is inside, and whether it is run by calls: functions are, classes and comprehensions at once."""
    for child in table.get_children():
        late = is_late or (child.get_type() == "function" and child.get_name() != "genexpr")
        yield child, late
        yield from _inner_tables(child, late)


def to_python(source: str) -> str:
    """Return a cell's source as Python, its magics as calls."""
    source = _TRANSPARENT.sub(r"\1", source)
    if not re.search(r"(?m)^\s*[%!?]|\?\s*$|=\s*[%!]", source):
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return str(TransformerManager().transform_cell(source))


@functools.lru_cache(maxsize=1_000)
def _imports(source: str) -> str:
    """Return a cell's import statements: what runs nothing but makes names that later cells use."""
    try:
        body = ast.parse(to_python(source)).body
    except (SyntaxError, ValueError):
        return ""
    return "\n".join(ast.unparse(node) for node in body if isinstance(node, (ast.Import, ast.ImportFrom)))


@functools.lru_cache(maxsize=1_000)
def _attributes(source: str) -> frozenset[str]:
    """Return the classes of a cell and the attributes that they define, or that it sets on anything."""
    try:
        tree = ast.parse(to_python(source))
    except (SyntaxError, ValueError):
        return frozenset()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            found |= {node.name, *_brought(node)}
            for part in ast.walk(node):
                match part:
                    case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                        found.add(name)
                    case ast.Name(id=name, ctx=ast.Store()):
                        found.add(name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr)
    return frozenset(found)


#: What a class has of its base or decorator, by the name of that, besides what builtin ones have.
_BROUGHT = {
    "dataclass": ("__eq__", "__repr__"),
    "total_ordering": ("__lt__", "__le__", "__gt__", "__ge__"),
    **dict.fromkeys(("Enum", "IntEnum", "StrEnum", "Flag"), ("name", "value", "__eq__", "__iter__", "__getitem__")),
    "NamedTuple": (*vars(tuple), "_asdict", "_replace"),
}
#: SECURITY: of these nothing is asked for that could tell of the process rather than of the answer.
_NEVER = frozenset(
    ["__class__", "__new__", "__init__", "__getattribute__", "__getattr__", "__reduce__", "__reduce_ex__"]
)


def _brought(node: ast.ClassDef) -> set[str]:
    """Return the attributes that a class has of its bases and decorators."""
    found: set[str] = set()
    for part in [*node.bases, *node.decorator_list]:
        called = part.func if isinstance(part, ast.Call) else part
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        base = vars(builtins).get(name)
        found.update(_BROUGHT.get(name, ()))
        if isinstance(base, type) and base is not object:
            found.update(name for kind in base.__mro__[:-1] for name in vars(kind))
        if isinstance(part, ast.Call) and any(keyword.arg == "order" for keyword in part.keywords):
            found.update(_BROUGHT["total_ordering"])
    return found - _NEVER
