"""Whose value a name means: tables of notebooks, and what is told from them before anything runs.

A notebook is a text of cells, each below ``-- kind`` (locked, answer, check, extra). In the
tables, cells are known by their places, as in a list.
"""

import re
import textwrap

import pytest

from aipm_helpers.grading import names
from aipm_helpers.grading.names import Role, make_plan, role_of, to_python

MARKS = {
    "locked": {"locked": True},
    "answer": {"solution": True},
    "check": {"grade": True, "locked": True, "points": 2},
}


def cells_of(text):
    """Return the code cells of a notebook."""
    parts = re.findall(r"(?ms)^-- (\w+)\n(.*?)(?=^-- |\Z)", textwrap.dedent(text))
    return [
        {
            "cell_type": "code",
            "source": source.strip("\n"),
            "metadata": {"nbgrader": {"grade_id": f"cell-{place}", **MARKS[kind]}} if kind in MARKS else {},
        }
        for place, (kind, source) in enumerate(parts)
    ]


def steps_of(text, **answers):
    """Return the steps of a notebook, with other answers by ``cell_<place>``."""
    composed = cells_of(text)
    graded = [dict(cell) for cell in composed if cell["metadata"]]
    for name, source in answers.items():
        composed[int(name.removeprefix("cell_"))]["source"] = source
    return make_plan(graded, composed).steps


# --- roles --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nbgrader", "role"),
    [
        ({"solution": True, "grade": False, "locked": False}, Role.ANSWER),
        ({"solution": True, "grade": True, "locked": False}, Role.ANSWER),
        ({"solution": False, "grade": True, "locked": True}, Role.CHECK),
        ({"solution": False, "grade": False, "locked": True}, Role.LOCKED),
        ({"grade_id": "x"}, Role.LOCKED),
        ({}, Role.EXTRA),
        (None, Role.EXTRA),
    ],
)
def test_a_cell_has_the_role_that_nbgrader_gives_it(nbgrader, role):
    """An answer that people grade is an answer, not a check."""
    assert role_of({"metadata": {"nbgrader": nbgrader} if nbgrader is not None else {}}) is role


# --- what a cell binds, imports and reads -------------------------------------------------


@pytest.mark.parametrize(
    ("source", "binds"),
    [
        ("x = 1", "x"),
        ("x = y = 1", "x y"),
        ("x, (y, *z) = 1, (2, 3)", "x y z"),
        ("x: int = 1", "x"),
        ("x += 1", "x"),
        ("x[0] = 1", ""),
        ("x.y = 1", ""),
        ("def f(a, *b, c=1, **d):\n    e = 1", "f"),
        ("async def f():\n    e = 1", "f"),
        ("class C:\n    a = 1\n    def m(self):\n        self.b = c = 2", "C"),
        ("f = lambda a: a", "f"),
        ("[a for a in range(3)]", ""),
        ("x = [b := a for a in range(3)]", "x b"),
        ("if (n := 3) > 2:\n    m = 1", "n m"),
        ("for i, j in []:\n    k = 1\nelse:\n    m = 2", "i j k m"),
        ("while True:\n    w = 1", "w"),
        ("with open('x') as f, g() as (h, i):\n    pass", "f h i"),
        ("try:\n    a = 1\nexcept ValueError as e:\n    b = 1\nelse:\n    c = 1\nfinally:\n    d = 1", "a b c d e"),
        ("match v:\n    case {'k': k, **rest}:\n        pass\n    case [a, *b] | C(a, b):\n        pass", "k rest a b"),
        ("match v:\n    case int() as number:\n        pass\n    case other:\n        pass", "number other"),
        ("del x", "x"),
        ("def f():\n    global g\n    g = 1", "f g"),
        ("def f():\n    def h():\n        global g\n        g = 1", "f g"),
        ("def f():\n    n = 1\n    def h():\n        nonlocal n\n        n = 2", "f"),
        ("@decorate\ndef f(): pass", "f"),
        ("import a", ""),
        ("not Python at all", ""),
        ("x = 1\x00", ""),
        ("", ""),
        ("# only words", ""),
    ],
)
def test_a_cell_binds_what_is_there_after_it(source, binds):
    """Names that are bound inside of functions, classes and comprehensions stay there."""
    assert names._read_names(source).binds == set(binds.split())


@pytest.mark.parametrize(
    ("source", "imports"),
    [
        ("import a", "a"),
        ("import a.b", "a"),
        ("import a.b as c", "c"),
        ("from a import b, c as d", "b d"),
        ("from a import *", "*a"),
        ("try:\n    import a\nexcept ImportError:\n    import b as a", "a"),
        ("if True:\n    import a", "a"),
        ("def f():\n    import a", ""),
        ("class C:\n    import a", ""),
        ("a = 1", ""),
    ],
)
def test_a_cell_imports_at_its_top(source, imports):
    """Conditions and tries are at the top; a function is not."""
    assert names._read_names(source).imports == set(imports.split())


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("x", "x"),
        ("x = y", "y"),
        ("x += 1", "x"),
        ("x[0] += 1", "x"),
        ("x.y = 1", "x"),
        ("del x", "x"),
        ("del x[0]", "x"),
        ("f'{x:{w}.{p}f} {y!r}'", "x w p y"),
        ("def f(a=x):\n    return a + y", "x y"),
        ("def f(x):\n    return x", ""),
        ("def f(x):\n    def g():\n        return x + y\n    return g", "y"),
        ("f = lambda a, b=x: a + y", "x y"),
        ("[a + x for a in y if z]", "x y z"),
        ("@decorate(x)\ndef f(): pass", "decorate x"),
        ("class C(B, metaclass=M):\n    a = x\n    def m(self):\n        return y", "B M x y"),
        ("def f() -> x: pass", "x"),
        ("y: x = 1", "x"),
        ("with x as y:\n    pass", "x"),
        ("match x:\n    case C(a=1) | K.one:\n        pass", "x C K"),
        ("def f():\n    global g\n    g += x", "g x"),
        ("assert x, f'{y}'", "x y"),
        ("raise X from y", "X y"),
        ("print('x')", "print"),
    ],
)
def test_a_cell_reads_what_must_be_there_before(source, reads):
    """Names of its functions count, since they may be called; their own do not."""
    assert names._read_names(source).reads == set(reads.split())


@pytest.mark.parametrize(
    ("source", "late"),
    [
        ("x", ""),
        ("[a + x for a in y]", ""),
        ("class C:\n    a = x", ""),
        ("class C:\n    def m(self):\n        return x", "x"),
        ("def f(a=x):\n    return y", "y"),
        ("f = lambda: x", "x"),
        ("def f():\n    return [x for _ in y]", "x y"),
    ],
)
def test_only_functions_read_late(source, late):
    """What is read at once is not read again when a check calls something."""
    assert names._read_names(source).late == set(late.split())


# --- who owns a name ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("-- answer\nx = 1\n-- check\nassert x", "x"),
        ("-- locked\nx = 1\n-- check\nassert x", ""),
        ("-- locked\nx = 1\n-- answer\nx = 2\n-- check\nassert x", "x"),
        ("-- answer\nx = 2\n-- locked\nx = 1\n-- check\nassert x", ""),
        ("-- answer\nx = 2\n-- check\nx = 1\n-- check\nassert x", ""),
        ("-- answer\nx = 2\n-- check\nx = 1\n-- answer\nx = 3\n-- check\nassert x", "x"),
        ("-- check\nassert x\n-- answer\nx = 1", ""),
        ("-- extra\nx = 1\n-- check\nassert x", ""),
        ("-- locked\nx = 1\n-- extra\nx = 2\n-- check\nassert x", ""),
        ("-- answer\nimport numpy as np\nx = 1\n-- check\nassert np.isclose(x, 1)", "x"),
        ("-- answer\nx = 1\n-- check\nimport x\nassert x", ""),
        ("-- answer\nabs = 1\n-- check\nassert abs(-1)", "abs"),
        ("-- answer\nx = 1\n-- check\nassert len([y for y in x])", "x"),
        ("-- answer\nx = y = 1\n-- check\ndef f():\n    return x\nassert f()", "x"),
        ("-- answer\nx, y = 1, 2\n-- check\nassert (lambda x: x)(y)", "y"),
        ("-- answer\nx = 1\n-- check\nx += 1\nassert x == 2", "x"),
        ("-- answer\nx = 1\n-- check\ndel x", "x"),
        ("-- answer\nx = y = 1\n-- check\nassert 'x' in globals()", "x"),
        ("-- answer\nx = y = 1\n-- check\nassert eval('y') == 1", "y"),
        ("-- answer\nx = y = 1\n-- check\nassert 'x' != y", "y"),
        ("-- answer\n%%time\nx = 1\n-- check\nassert x", "x"),
        ("-- answer\n%matplotlib inline\nx = 1\n-- check\nassert x", "x"),
        ("-- answer\nif True:\n    x = 1\nelse:\n    y = 2\n-- check\nassert x or y", "x y"),
    ],
)
def test_what_the_last_check_asks_for(text, asks):
    """A name is of whoever bound it last above; imports are the judge's, extra cells own nothing."""
    assert steps_of(text)[-1].asks == set(asks.split())


def test_a_learners_answer_decides_nothing_about_names():
    """What she binds besides stays hers alone, and what she leaves out is asked for all the same."""
    text = "-- locked\ndef close(a, b): ...\n-- answer\nx = 1\n-- check\nassert close(x, 1)"
    honest, other = steps_of(text), steps_of(text, cell_1="close = print = abs = 3")
    assert [(step.asks, step.to_judge) for step in honest] == [(step.asks, step.to_judge) for step in other]


@pytest.mark.parametrize(
    ("locked", "answer", "asks"),
    [
        ("a = 1", "x = close = 1", {"x"}),
        ("from math import *", "x = isclose = 1", set()),
        ("a = 1", "x = abs = 1", {"x"}),
    ],
)
def test_where_the_course_has_no_answer_hers_says_what_she_bound(locked, answer, asks):
    """Without solutions there is a starter only; what is somebody's already stays theirs, also by star-import."""
    text = f"-- locked\n{locked}\ndef close(a, b): ...\n-- answer\nraise NotImplementedError\n-- check\nassert close(abs(x), isclose)"
    found = steps_of(text, cell_1=answer)[-1].asks
    assert found == asks and steps_of(text)[-1].asks == set()


def test_an_answer_without_solution_brings_no_imports_to_the_judge():
    """A file of the learner's may be called like a module."""
    (_, answer, _) = steps_of(
        "-- locked\na = 1\n-- answer\n# YOUR CODE HERE\n-- check\nassert x", cell_1="import evil\nx = 1"
    )
    assert answer.to_judge == ""


# --- which cells the judge runs -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("-- locked\na = 1\n-- locked\nb = 2\n-- check\nassert a", [0, 2]),
        ("-- locked\na = 1\n-- locked\nb = a\n-- locked\nc = b\n-- locked\nd = 3\n-- check\nassert c", [0, 1, 2, 4]),
        ("-- locked\nprint('hello')\n-- check\nassert True", [1]),
        ("-- locked\nimport math\n-- check\nassert math.pi", [0, 1]),
        ("-- locked\ndef f():\n    return g()\n-- locked\ndef g(): ...\n-- check\nassert f()", [0, 2]),
        ("-- locked\ndef g(): ...\n-- locked\ndef f():\n    return g()\n-- check\nassert f()", [0, 1, 2]),
        ("-- locked\na = 1\n-- locked\na = 2\n-- check\nassert a", [1, 2]),
        ("-- locked\na = 1\n-- locked\na += 2\n-- check\nassert a", [0, 1, 2]),
        ("-- answer\nx = 1\n-- locked\ny = x + 1\n-- check\nassert y", [1, 2]),
        ("-- answer\nx = 1\n-- locked\ny = x + 1\n-- check\nassert x", [2]),
        ("-- check\nz = 1\n-- check\nassert z", [0, 1]),
        ("-- locked\nfrom math import *\n-- check\nassert pi", [0, 1]),
        ("-- locked\nfrom math import *\n-- check\nassert abs(1)", [1]),
        ("-- locked\nglobal_count = 0\ndef f():\n    global n\n    n = 1\n-- check\nassert n", [0, 1]),
        ("-- locked\nthis is no Python\n-- check\nassert True", [1]),
        ("-- locked\n%%bash\na = 1\n-- check\nassert True", [1]),
    ],
)
def test_the_judge_runs_checks_and_what_they_rest_on(text, judged):
    """And no other cell of the course's."""
    assert [place for place, step in enumerate(steps_of(text)) if step.to_judge] == judged


@pytest.mark.parametrize(
    ("answer", "judged"),
    [
        ("import math\nx = math.pi", "import math"),
        ("from a import b as c\nimport d.e\nx = 1\nprint(x)", "from a import b as c\nimport d.e"),
        ("def f():\n    import math", ""),
        ("%matplotlib inline\nimport math", "import math"),
        ("no Python", ""),
    ],
)
def test_of_an_answer_the_judge_runs_the_courses_imports(answer, judged):
    """Whatever the learner has there."""
    assert steps_of(f"-- answer\n{answer}\n-- check\nassert True", cell_0="import os")[0].to_judge == judged


def test_extra_cells_are_never_judged():
    """They run, where the learner put them."""
    (_, extra, _) = steps_of("-- answer\nx = 1\n-- extra\nx = 2\nimport os\n-- check\nassert x")
    assert (extra.role, extra.to_run, extra.to_judge, extra.asks) == (Role.EXTRA, "x = 2\nimport os", "", frozenset())


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("-- check\nz = 1\n-- check\nassert z", [True, False]),
        ("-- check\nz = 1\n-- check\nassert 1", [False, False]),
        ("-- check\nz = 1\n-- locked\ny = z\n-- check\nassert y", [True, True, False]),
    ],
)
def test_a_check_that_others_rest_on_is_needed(text, needed):
    """It must run although nothing was answered."""
    assert [step.is_needed for step in steps_of(text)] == needed


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("-- locked\ndef helper(): return x\n-- answer\nx = 1\n-- check\nassert helper()", {"x"}),
        (
            "-- locked\ndef a(): return b()\n-- locked\ndef b(): return a() + x\n"
            "-- answer\nx = y = 1\n-- check\nassert b()",
            {"x"},
        ),
        ("-- answer\nx = 1\n-- locked\ny = x\n-- check\nassert y", {"x"}),
        ("-- answer\nx = 1\n-- locked\nx = 2\n-- locked\ndef f(): return x\n-- check\nassert f()", set()),
        ("-- answer\nx = 1\n-- check\ndef same(): return x\n-- check\nassert same()", {"x"}),
    ],
)
def test_what_is_asked_for_through_helpers(text, asks):
    """Functions of the judge's that read the learner's names find them before each check."""
    assert steps_of(text)[-1].asks == asks


def test_a_locked_cell_asks_for_what_it_derives_from():
    """Before it is run in the judge; a locked cell that no check rests on asks for nothing."""
    steps = steps_of("-- answer\nx = 1\n-- locked\ny = x\n-- locked\nz = x\n-- check\nassert y")
    assert [step.asks for step in steps[1:3]] == [{"x"}, set()]


# --- what gets to the learner's process ---------------------------------------------------


@pytest.mark.parametrize(
    ("check", "ran"),
    [
        ("assert x", ""),
        ("import math\nassert x\nfrom a import b", "import math\nfrom a import b"),
        ("import math\n### BEGIN HIDDEN TESTS\nimport secret\n### END HIDDEN TESTS\nimport c", "import math\nimport c"),
        ("# BEGIN HIDDEN TESTS\nimport secret\n# END HIDDEN TESTS", ""),
        ("import a\n  ### BEGIN HIDDEN TESTS ###\nimport secret\n### END HIDDEN TESTS ###", "import a"),
        ("import a\n### BEGIN HIDDEN TESTS\nimport secret", "import a"),
        ("assert x\n### BEGIN HIDDEN TESTS\nassert x == 'secret'\n### END HIDDEN TESTS", ""),
    ],
)
def test_of_a_check_the_learner_process_runs_visible_imports_only(check, ran):
    """Nothing hidden, and nothing that tests."""
    step = steps_of(f"-- answer\nx = 1\n-- check\n{check}")[1]
    assert step.to_run == ran
    assert step.to_judge == check


@pytest.mark.parametrize(
    ("text", "rebinds"),
    [
        ("-- locked\nr = 1\n-- answer\ndef f(): return r\n-- check\nr = 2\nexpected = 3", {"r"}),
        ("-- locked\nr = 1\n-- answer\ndef f(): return 1\n-- check\nr = 2", {"r"}),
        (
            "-- locked\nr = 1\n-- answer\ndef f(): return 1\n-- check\n### BEGIN HIDDEN TESTS\nr = 2\n"
            "### END HIDDEN TESTS",
            set(),
        ),
        ("-- answer\ndef f(): return r\n-- check\nr = 2", {"r"}),
        ("-- answer\nx = r\n-- check\nr = 2", set()),
        ("-- locked\ndef g(): return r\n-- answer\ndef f(): return g()\n-- check\nr = 2", {"r"}),
        ("-- answer\ndef g(): ...\ndef f(): return g()\n-- check\nkept = g\ndel g", {"g"}),
        ("-- check\nexpected = 1\n-- answer\ndef f(): ...\n-- check\nexpected = 2", set()),
    ],
)
def test_which_names_of_a_check_the_learners_functions_see(text, rebinds):
    """Those that the course's own functions read; of a visible check those of locked cells too."""
    assert steps_of(text)[-1].rebinds == rebinds


def test_a_name_that_an_earlier_check_bound_is_known():
    """It is not the same in both processes any more."""
    steps = steps_of("-- locked\nr = 1\n-- answer\ndef f(): return r\n-- check\nr = 2\n-- check\nassert f()")
    assert (steps[2].rebound, steps[3].rebound) == (set(), {"r"})


def test_what_locked_cells_bind_is_shared():
    """Until somebody else binds it."""
    steps = steps_of("-- locked\na = b = 1\n-- answer\na = 2\n-- check\nc = 1\n-- check\nassert a")
    assert steps[-1].shared == {"b"} and steps[-1].learners == {"a"}


# --- magics -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "has", "lacks"),
    [
        ("x = 1", "x = 1", "get_ipython"),
        ("%%time\nx = 1", "\nx = 1", "get_ipython"),
        ("%%capture out\nx = 1", "\nx = 1", "get_ipython"),
        ("%time x = f(1)", "x = f(1)", "get_ipython"),
        ("if a:\n    %time x = 1", "if a:\n    x = 1", "get_ipython"),
        ("%matplotlib inline\nx = 1", "run_line_magic('matplotlib', 'inline')", "%"),
        ("!ls\nx = 1", "get_ipython().system('ls')", "!"),
        ("files = !ls", "files = get_ipython().getoutput('ls')", "!"),
        ("%%bash\necho 1", "run_cell_magic('bash'", "%%"),
        ("%%timeit\nf(1)", "run_cell_magic('timeit'", "%%"),
        ("x = 5 %y", "x = 5 %y", "get_ipython"),
        ("x = '''\n%time no\n'''", "x = '''", "get_ipython"),
        ("f?", "pinfo", "?"),
    ],
)
def test_magics_become_calls_or_go_away(source, has, lacks):
    """Those that only watch what is below them are dropped, so that it is read as what it is."""
    found = to_python(source)
    assert has in found and lacks not in found
    assert found.count("\n") in (source.count("\n"), source.count("\n") + 1)


@pytest.mark.parametrize("source", ["x = (1", "def f(:", "%%time\nx = (", "\x00", "x = 1\n  y = 2", "return 3"])
def test_a_cell_that_is_no_python_has_no_names(source):
    """It breaks nothing; whoever runs it says so."""
    found = steps_of(f"-- locked\n{source}\n-- answer\n{source}\n-- check\nassert x")
    assert [step.to_judge for step in found] == ["", "", "assert x"]


# --- attributes of the answers' own classes -----------------------------------------------


def attributes_of(text, name):
    """Return the attributes that may be asked of what a name stands for."""
    cells = cells_of(text)
    return make_plan(cells, cells).attributes[name]


@pytest.mark.parametrize(
    ("source", "has"),
    [
        ("class C:\n    a = 1\n    b: int\n    def m(self): self.c = self.d = 1", "a b m c d"),
        ("class C:\n    @property\n    def p(self): ...\n    @staticmethod\n    def s(): ...", "p s"),
        ("class C:\n    __slots__ = ()\n    def __eq__(self, o): ...", "__eq__"),
        ("def make():\n    class C:\n        inner = 1\n    return C()", "inner"),
        ("def f(): ...\nf.calls = 0", "calls"),
        ("from dataclasses import dataclass\n@dataclass(order=True)\nclass C:\n    a: int", "a __eq__ __repr__ __lt__"),
        ("import dataclasses\n@dataclasses.dataclass\nclass C:\n    a: int", "a __eq__"),
        ("from enum import Enum\nclass C(Enum):\n    RED = 1", "RED name value __eq__"),
        ("class C(list): ...", "append pop __eq__ __getitem__"),
        ("class C(ValueError): ...", "args add_note"),
    ],
)
def test_what_may_be_asked_of_the_courses_own_classes(source, has):
    """What they define, and what comes with their bases and decorators."""
    for name in ("C", "make", "f"):
        if name in names._read_names(source).binds:
            assert set(has.split()) <= attributes_of(f"-- answer\n{source}", name)


@pytest.mark.parametrize(
    ("source", "name", "lacks"),
    [
        ("class C: ...", "C", "__eq__ append"),
        ("x = 3", "x", "__eq__ a"),
        ("class C(list): ...", "C", "__class__ __reduce__ __new__"),
        ("def f():\n    a = 1", "f", "a"),
    ],
)
def test_what_may_not_be_asked(source, name, lacks):
    """The twin of the test above: an operator that no class of the course's defines is no operator here."""
    assert not set(lacks.split()) & attributes_of(f"-- answer\n{source}", name)


@pytest.mark.parametrize(
    ("text", "name", "has"),
    [
        ("-- answer\nclass C:\n    a = 1\n-- answer\ndef f(): return C()", "f", True),
        ("-- answer\nclass C:\n    a = 1\n-- answer\ndef g(): return C()\n-- answer\nh = g()", "h", True),
        ("-- locked\nclass C:\n    a = 1\n-- answer\ndef f(): return C()", "f", True),
        ("-- locked\nclass C:\n    a = 1\n-- answer\nclass D(C): ...", "D", True),
        ("-- locked\nclass C:\n    a = 1\n-- answer\ndef f(): return 1", "f", False),
        ("-- check\nclass C:\n    a = 1\n-- answer\ndef f(): return C()", "f", False),
    ],
)
def test_classes_of_other_cells_count_where_an_answer_reads_them(text, name, has):
    """Answers' and locked cells', also through others; a check's classes are not there."""
    assert ("a" in attributes_of(text, name)) is has


def test_a_learners_class_adds_nothing():
    """An object of hers that calls itself equal to everything has no operators here."""
    graded = cells_of("-- answer\ndef f(): return 1")
    mine = [dict(graded[0], source="class C:\n    def __eq__(self, other): return True\ndef f(): return C()")]
    assert make_plan(graded, mine).attributes == {"f": frozenset()}


def test_the_tables_bite(monkeypatch):
    """A plan in which every name is the learner's, or the judge's, is found (planted)."""
    text = "-- locked\nx = 1\n-- answer\ny = 2\n-- check\nassert x + y"
    assert steps_of(text)[-1].asks == {"y"}
    monkeypatch.setattr(names, "_read_names", lambda source: names.NO_NAMES)
    with pytest.raises(AssertionError):
        test_what_the_last_check_asks_for(text, "y")
