"""The judge and a plain kernel give the same points to ordinary checks, and what the judge does besides.

A row of the first table is a small notebook: cells in order, then answers that are handed in
`instead` of the last one. What a normal kernel gives is computed here, by running all cells in
one namespace; where the judge is to give something else, the row says so, with the reason.
"""

import ast
import contextlib
import copy
import io
import json
import re
import textwrap
import types
from dataclasses import dataclass, field

import pytest

from aipm_helpers.grading import judge as judging
from aipm_helpers.grading import messages
from aipm_helpers.grading.jail import Limits
from aipm_helpers.grading.judge import judge
from aipm_helpers.grading.names import make_plan
from aipm_helpers.grading.run import grade
from aipm_helpers.grading.sandbox import open_sandbox
from aipm_helpers.grading.submission import Workbook
from aipm_helpers.grading.verdict import Reason

POINTS = 2.0


@pytest.fixture(scope="module")
def sandbox():
    """Return what starts learner processes."""
    with open_sandbox() as opened:
        yield opened


# --- notebooks, and what a kernel makes of them -------------------------------------------


def cell(source, number, **nbgrader):
    """Return a code cell as nbgrader marks it; without marks it is a learner's own."""
    marks = {"nbgrader": {"grade_id": f"cell-{number}", **nbgrader}} if nbgrader else {}
    return {"cell_type": "code", "source": source, "metadata": marks}


MARKS = {
    "locked": {"locked": True},
    "answer": {"solution": True},
    "check": {"grade": True, "locked": True, "points": POINTS},
    "extra": {},
}


@dataclass
class Row:
    """A notebook with the course's own answers, and answers that are handed in instead of the last."""

    title: str
    cells: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    #: By answer: points that the judge gives where a kernel gives others; the reason stands in the row.
    differs: dict = field(default_factory=dict)

    def composed(self, answer):
        """Return the notebook with an answer in it."""
        last = [place for place, given in enumerate(self.cells) if given["metadata"]["nbgrader"].get("solution")][-1]
        handed_in = [dict(given) for given in self.cells]
        handed_in[last]["source"] = self.answers[answer]
        return handed_in


def read_rows(text):
    """Return the rows of a table."""
    rows = []
    for head, body in re.findall(r"(?ms)^== ([^\n]+)\n(.*?)(?=^== |\Z)", textwrap.dedent(text)):
        row = Row(head)
        for kind, label, differs, source in re.findall(
            r"(?ms)^-- (\w+)(?:: ([^|\n]+?))?(?: *\| judge gives ([\d.]+): [^\n]+)?\n(.*?)(?=^-- |\Z)", body
        ):
            source = source.strip("\n")
            label = label or "the course's own"
            if kind == "answer":
                row.answers = {label: source}
            if kind == "instead":
                row.answers[label] = source
            else:
                row.cells.append(cell(source, len(row.cells), **MARKS[kind]))
            if differs:
                row.differs[label] = float(differs)
        row.answers["nothing at all"] = "pass"
        rows.append(row)
    return rows


def kernel_points(cells):
    """Return what each check earns in a normal kernel: all if no error ends it, or the number of its last line."""
    main = types.ModuleType("__main__")
    main.__dict__["display"] = lambda *_, **__: None
    points = {}
    for place, given in enumerate(cells):
        marks = given["metadata"].get("nbgrader", {})
        value, failed = None, False
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                value = run_in(main.__dict__, given["source"])
            except BaseException:
                failed = True
        if marks.get("grade"):
            is_number = hasattr(value, "__float__") and not isinstance(value, (str, bool)) and value is not None
            most = marks["points"]
            points[place] = 0.0 if failed else float(value) if is_number and 0 <= float(value) <= most else most
    return points


def run_in(names, source):
    """Run a cell; return the value of its last line."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None


def judge_cells(graded, composed, sandbox, limits=Limits()):
    """Return what the judge makes of a notebook."""
    points = {
        place: given["metadata"]["nbgrader"]["points"]
        for place, given in enumerate(composed)
        if given["metadata"].get("nbgrader", {}).get("grade")
    }
    return judge(make_plan(graded, composed), points, sandbox.start, limits)


ROWS = read_rows(
    """
    == assert without a message
    -- answer
    total = 3
    -- check
    assert total == 3
    -- instead: another number
    total = 4
    -- instead: a text
    total = "3"
    -- instead: an error before it is bound
    total = 1 / 0

    == assert with a message
    -- answer
    total = 3.0
    -- check
    assert abs(total - 3) < 1e-6, f"total is {total:.2f}, which is {'small' if total < 3 else 'large'}"
    -- instead: too small
    total = 2.5
    -- instead: no number
    total = "three"

    == a helper with asserts takes the learner's function
    -- locked
    def same(function, cases):
        for given, wanted in cases:
            got = function(given)
            assert got == wanted, f"{function.__name__}({given!r}) returned {got!r}"
    -- answer
    def double(x):
        return 2 * x
    -- check
    same(double, [(1, 2), ("a", "aa"), ([1], [1, 1])])
    -- instead: right for numbers
    def double(x):
        return x + abs(x)
    -- instead: always one
    def double(x):
        return 1

    == a helper reads the learner's global names
    -- locked
    def at_most(most):
        assert low < high <= most, "not in order"
    -- answer
    low, high = 1, 5
    -- check
    at_most(10)
    -- instead: wrong order
    low, high = 5, 1
    -- instead: one of two
    low = 1

    == comprehensions, all, any, zip, enumerate
    -- answer
    squares = [n * n for n in range(5)]
    -- check
    assert all(square == n * n for n, square in enumerate(squares))
    assert any([square == 16 for square in squares])
    assert {a: b for a, b in zip("abcde", squares)} == {"a": 0, "b": 1, "c": 4, "d": 9, "e": 16}
    assert [square for square in squares if square % 2] == [1, 9]
    -- instead: a tuple
    squares = (0, 1, 4, 9, 16)
    -- instead: one too few
    squares = [0, 1, 4, 9]
    -- instead: doubled
    squares = [0, 2, 4, 6, 8]

    == sorted, max, min, map, filter by the learner's function
    -- answer
    def second(pair):
        return pair[1]
    -- check
    pairs = [("a", 3), ("b", 1), ("c", 2)]
    assert sorted(pairs, key=second) == [("b", 1), ("c", 2), ("a", 3)]
    assert max(pairs, key=second) == ("a", 3) and min(pairs, key=second)[0] == "b"
    assert list(map(second, pairs)) == [3, 1, 2]
    assert list(filter(second, [("a", 0), ("b", 1)])) == [("b", 1)]
    -- instead: the first
    def second(pair):
        return pair[0]
    -- instead: one that fails
    def second(pair):
        return pair[2]

    == f-strings with formats
    -- answer
    price = 1234.5
    name = "tea"
    -- check
    assert f"{name:>5}|{price:,.2f}" == "  tea|1,234.50"
    assert f"{price!r}" == "1234.5" and "%s" % name == "tea" and "{}".format(price) == "1234.5"
    -- instead: a text for a number
    price, name = "1234.5", "tea"
    -- instead: another price
    price, name = 1.5, "tea"

    == try, except and else around the learner's function
    -- answer
    def root(x):
        if x < 0:
            raise ValueError("below zero")
        return x ** 0.5
    -- check
    try:
        root(-1)
    except ValueError as error:
        assert "below" in str(error)
    else:
        raise AssertionError("root(-1) must raise a ValueError")
    finally:
        four = root(16)
    assert four == 4
    -- instead: raises nothing
    def root(x):
        return abs(x) ** 0.5
    -- instead: another error
    def root(x):
        if x < 0:
            raise KeyError(x)
        return x ** 0.5
    -- instead: another text
    def root(x):
        if x < 0:
            raise ValueError("no")
        return x ** 0.5
    -- instead: leaves
    def root(x):
        raise SystemExit

    == an error class of the learner's own, caught by its base
    -- answer
    class TooSmall(ValueError):
        pass
    def check(x):
        if x < 0:
            raise TooSmall("too small")
    -- check
    try:
        check(-1)
        assert False, "nothing was raised"
    except ValueError as error:
        assert type(error).__name__ == "TooSmall", type(error)
    -- instead: its base
    def check(x):
        if x < 0:
            raise ValueError
    -- instead: another base
    class TooSmall(Exception):
        pass
    def check(x):
        if x < 0:
            raise TooSmall("too small")

    == an error class of the learner's own, caught by its name
    -- answer | judge gives 0: a class that is not here cannot stand behind except; catch its base, and look at its name
    class TooSmall(ValueError):
        pass
    def check(x):
        if x < 0:
            raise TooSmall("too small")
    -- check
    try:
        check(-1)
        assert False
    except TooSmall:
        pass
    -- instead: raises nothing
    class TooSmall(ValueError):
        pass
    def check(x):
        pass

    == a context manager that is written in the check
    -- answer
    def pop(items):
        if not items:
            raise IndexError("empty")
        return items.pop()
    -- check
    class Raises:
        def __init__(self, kind):
            self.kind = kind
        def __enter__(self):
            return self
        def __exit__(self, kind, error, trace):
            assert kind is not None and issubclass(kind, self.kind), f"no {self.kind.__name__}"
            self.error = error
            return True
    with Raises(IndexError) as caught:
        pop([])
    assert "empty" in str(caught.error)
    -- instead: returns None
    def pop(items):
        return items.pop() if items else None
    -- instead: another error
    def pop(items):
        raise KeyError("empty")

    == pytest.raises
    -- answer
    def parse(text):
        return int(text)
    -- check
    import pytest
    with pytest.raises(ValueError, match="invalid literal"):
        parse("three")
    assert parse("3") == pytest.approx(3)
    -- instead: forgives
    def parse(text):
        return 3

    == unittest's assertions
    -- answer
    def split(text):
        return text.split(",")
    -- check
    import unittest
    case = unittest.TestCase()
    case.assertEqual(split("a,b"), ["a", "b"])
    case.assertListEqual(split(""), [""])
    case.assertAlmostEqual(len(split("a,b")), 2.00000001)
    case.assertIn("a", split("a"))
    with case.assertRaises(AttributeError):
        split(3)
    -- instead: a tuple
    def split(text):
        return tuple(text.split(","))
    -- instead: forgives
    def split(text):
        return str(text).split(",")

    == a test class that the check runs itself
    -- answer
    def add(a, b):
        return a + b
    -- check
    import unittest
    class TestAdd(unittest.TestCase):
        def test_numbers(self):
            self.assertEqual(add(1, 2), 3)
        def test_texts(self):
            self.assertEqual(add("a", "b"), "ab")
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(TestAdd).run(result)
    assert result.wasSuccessful(), result.failures
    -- instead: numbers only
    def add(a, b):
        return int(a) + int(b)

    == partial credit by the tests that pass
    -- answer
    def add(a, b):
        return a + b
    -- check
    passed = 0
    for a, b, wanted in [(1, 2, 3), ("a", "b", "ab"), ([1], [2], [1, 2]), (1.5, 1, 2.5)]:
        try:
            assert add(a, b) == wanted
            passed += 1
        except Exception as error:
            print(error)
    passed / 4 * 2
    -- instead: numbers only
    def add(a, b):
        return float(a) + float(b)
    -- instead: always wrong
    def add(a, b):
        return None

    == a list is passed and looked at afterwards
    -- answer
    def clean(items):
        while None in items:
            items.remove(None)
    -- check
    for given, wanted in [([1, None, 2], [1, 2]), ([None, None], []), ([], [])]:
        result = clean(given)
        assert given == wanted and result is None
    -- instead: returns a new one
    def clean(items):
        return [item for item in items if item is not None]
    -- instead: removes one only
    def clean(items):
        if None in items:
            items.remove(None)

    == dict, set, array, deque and table are changed in place
    -- locked
    import collections
    import numpy as np
    import pandas as pd
    -- answer
    def change(d, s, a, t, q):
        d["new"] = 1
        s.add(3)
        a *= 2
        t["c"] = t["a"] + 1
        q.append(9)
    -- check
    d, s, a, t, q = {}, {1}, np.array([1, 2]), pd.DataFrame({"a": [1]}), collections.deque([1])
    change(d, s, a, t, q=q)
    assert d == {"new": 1} and s == {1, 3} and a.tolist() == [2, 4] and list(t["c"]) == [2] and list(q) == [1, 9]
    -- instead: not the table
    def change(d, s, a, t, q):
        d["new"] = 1
        s.add(3)
        a *= 2
        q.append(9)
        t = t.assign(c=2)
    -- instead: not the array
    def change(d, s, a, t, q):
        d["new"] = 1
        s.add(3)
        a = a * 2
        t["c"] = t["a"] + 1
        q.append(9)

    == an argument that must stay as it is
    -- answer
    def ranked(items):
        return sorted(items)
    -- check
    items = [3, 1, 2]
    assert ranked(items) == [1, 2, 3]
    assert items == [3, 1, 2], "the list was changed"
    -- instead: sorts it
    def ranked(items):
        items.sort()
        return items

    == an inner list is changed by its row
    -- answer
    def fill(grid):
        for row in grid:
            row[:] = [0] * len(row)
    -- check
    row = [1, 2]
    grid = [row, [3]]
    fill(grid)
    assert grid == [[0, 0], [0]] and row == [0, 0]
    -- instead: nothing
    def fill(grid):
        return None
    -- instead: new rows | judge gives 2: an inner list that was replaced looks like one that was changed
    def fill(grid):
        grid[:] = [[0] * len(row) for row in grid]

    == the check binds a global name anew that the function reads
    -- locked
    data = [1, 2, 3]
    -- answer
    def count():
        return len(data)
    -- check
    assert count() == 3
    data = [1, 2]
    assert count() == 2
    data = []
    assert count() == 0
    -- instead: a constant
    def count():
        return 3

    == a global name that only checks bind
    -- answer
    def price(amount):
        return amount * rate
    -- check
    rate = 3
    assert price(2) == 6
    rate = 0.5
    assert price(2) == 1
    -- instead: a constant
    def price(amount):
        return 6

    == a locked name is put back for what comes after
    -- locked
    rate = 2
    -- answer
    def price(amount):
        return amount * rate
    -- check
    rate = 3
    assert price(2) == 6
    -- check
    assert rate == 3
    assert price(1) == 3
    -- instead: a constant
    def price(amount):
        return 6

    == nbgrader's manual: is the helper used?
    -- answer
    def square(x):
        return x ** 2
    -- answer
    def sum_of_squares(n):
        return sum(square(i) for i in range(1, n + 1))
    -- check
    assert sum_of_squares(3) == 14
    orig_square = square
    del square
    try:
        sum_of_squares(1)
    except NameError:
        pass
    else:
        raise AssertionError("sum_of_squares does not use square")
    finally:
        square = orig_square
        del orig_square
    assert sum_of_squares(2) == 5
    -- check
    assert square(3) == 9 and sum_of_squares(1) == 1
    -- instead: does not use it
    def sum_of_squares(n):
        return sum(i ** 2 for i in range(1, n + 1))

    == two checks with helpers and expected values of the same names
    -- answer
    def one():
        return 1
    -- check
    def same(a, b):
        assert a == b
    class Case:
        wanted = 1
    expected = 1
    same(one(), expected)
    -- answer
    def two():
        return 2
    -- check
    def same(a, b):
        assert a == b, "not the same"
    class Case:
        wanted = 2
    expected = 2
    same(two(), expected)
    same(two(), Case.wanted)
    -- instead: wrong
    def two():
        return 3
    -- instead: reads the check's own name | judge gives 0: expected values stay out of the learner's process
    def two():
        return globals().get("expected", 0)

    == a class with attributes and methods
    -- answer
    class Account:
        bank = "ours"
        def __init__(self, owner, balance=0):
            self.owner = owner
            self.balance = balance
        def deposit(self, amount):
            self.balance += amount
            return self
        @property
        def rich(self):
            return self.balance > 100
        @staticmethod
        def code():
            return 7
        @classmethod
        def empty(cls):
            return cls("nobody")
    -- check
    account = Account("Ann")
    account.deposit(50).deposit(60)
    assert account.balance == 110 and account.rich and account.owner == "Ann"
    assert Account.bank == "ours" and Account.code() == 7 and Account.empty().owner == "nobody"
    assert isinstance(account, Account)
    assert hasattr(account, "balance") and not hasattr(account, "credit")
    assert type(account).__name__ == "Account"
    -- instead: does not return itself
    class Account:
        bank = "ours"
        balance = 110
        owner = "Ann"
        rich = True
        def __init__(self, owner, balance=0):
            self.owner = owner
        def deposit(self, amount):
            pass
    -- instead: shares its money
    class Account:
        bank, owner, balance, rich = "ours", "Ann", 0, False
        def __init__(self, owner):
            self.owner = owner
        def deposit(self, amount):
            Account.balance += amount
            return self
        code = staticmethod(lambda: 8)

    == operators of the learner's class
    -- answer
    class Vector:
        def __init__(self, *parts):
            self.parts = list(parts)
        def __eq__(self, other):
            return isinstance(other, Vector) and self.parts == other.parts
        def __add__(self, other):
            return Vector(*(a + b for a, b in zip(self.parts, other.parts)))
        def __mul__(self, factor):
            return Vector(*(factor * part for part in self.parts))
        __rmul__ = __mul__
        def __matmul__(self, other):
            return sum(a * b for a, b in zip(self.parts, other.parts))
        def __neg__(self):
            return self * -1
        def __len__(self):
            return len(self.parts)
        def __getitem__(self, place):
            return self.parts[place]
        def __iter__(self):
            return iter(self.parts)
        def __contains__(self, part):
            return part in self.parts
        def __bool__(self):
            return any(self.parts)
        def __abs__(self):
            return sum(part * part for part in self.parts) ** 0.5
        def __lt__(self, other):
            return abs(self) < abs(other)
        def __iadd__(self, other):
            self.parts = [a + b for a, b in zip(self.parts, other.parts)]
            return self
        def __repr__(self):
            return f"Vector{tuple(self.parts)}"
    -- check
    a, b = Vector(1, 2), Vector(3, 4)
    assert a + b == Vector(4, 6) and a != b and not a == b
    assert 2 * a == a * 2 == Vector(2, 4) and -a == Vector(-1, -2)
    assert a @ b == 11
    assert len(a) == 2 and a[0] == 1 and a[-1] == 2 and a[:1] == [1] and list(b) == [3, 4] and 3 in b and 5 not in b
    assert a and not Vector(0, 0)
    assert abs(b) == 5 and a < b and sorted([b, a]) == [a, b] and max(a, b) == b
    assert repr(a) == str(a) == f"{a}" == "Vector(1, 2)"
    first, second = b
    assert (first, second) == (3, 4) and sum(b) == 7 and [*b] == [3, 4]
    a += b
    assert list(a) == [4, 6]
    try:
        a[5]
    except IndexError:
        pass
    else:
        assert False, "no IndexError"
    -- instead: no operators
    class Vector:
        def __init__(self, *parts):
            self.parts = list(parts)
    -- instead: everything is equal
    class Vector:
        def __init__(self, *parts):
            self.parts = list(parts)
        def __eq__(self, other):
            return True
        def __add__(self, other):
            return self

    == inheritance
    -- locked
    class Animal:
        def __init__(self, name):
            self.name = name
        def speak(self):
            raise NotImplementedError
        def greet(self):
            return f"{self.name} says {self.speak()}"
    -- answer
    class Dog(Animal):
        def speak(self):
            return "woof"
    -- check
    dog = Dog("Rex")
    assert dog.greet() == "Rex says woof" and dog.name == "Rex"
    -- instead: forgets to speak
    class Dog(Animal):
        pass
    -- instead: another sound
    class Dog(Animal):
        def speak(self):
            return "meow"

    == isinstance and issubclass with the learner's classes
    -- answer
    class Shape:
        pass
    class Square(Shape):
        def __init__(self, side):
            self.side = side
    -- check
    assert issubclass(Square, Shape)
    assert isinstance(Square(1), Shape) and not isinstance(3, Shape)
    -- instead: not derived
    class Shape:
        pass
    class Square:
        def __init__(self, side):
            self.side = side

    == a class of one answer is used by another
    -- answer
    class Item:
        def __init__(self, name, price):
            self.name, self.price = name, price
    -- answer
    def cheapest(items):
        return min((Item(*item) for item in items), key=lambda item: item.price)
    -- check
    found = cheapest([("tea", 3), ("milk", 1)])
    assert found.name == "milk" and found.price == 1
    -- instead: the dearest
    def cheapest(items):
        return max((Item(*item) for item in items), key=lambda item: item.price)

    == a function returns an object of a locked class
    -- locked
    class Node:
        def __init__(self, value, rest=None):
            self.value, self.rest = value, rest
    -- answer
    def chain(values):
        node = None
        for value in reversed(values):
            node = Node(value, node)
        return node
    -- check
    node = chain([1, 2])
    assert node.value == 1 and node.rest.value == 2 and node.rest.rest is None
    assert chain([]) is None
    -- instead: the wrong way round
    def chain(values):
        node = None
        for value in values:
            node = Node(value, node)
        return node

    == a dataclass
    -- answer
    from dataclasses import dataclass
    @dataclass
    class Point:
        x: int
        y: int = 0
        def moved(self, by):
            return Point(self.x + by, self.y)
    -- check
    assert Point(1, 2) == Point(1, 2) and Point(1) != Point(2)
    assert Point(1).moved(2) == Point(3)
    assert repr(Point(1)) == "Point(x=1, y=0)" and str(Point(1, 2)) == "Point(x=1, y=2)"
    assert Point(x=5).x == 5
    -- instead: no dataclass
    class Point:
        def __init__(self, x, y=0):
            self.x, self.y = x, y
        def moved(self, by):
            return Point(self.x + by, self.y)

    == a class that derives from a list, and an enumeration
    -- answer
    from enum import Enum
    class Stack(list):
        def push(self, item):
            self.append(item)
    class Colour(Enum):
        RED = 1
        BLUE = 2
    -- check
    stack = Stack()
    stack.push(3)
    stack.append(4)
    assert len(stack) == 2 and stack[0] == 3 and stack.pop() == 4 and list(stack) == [3]
    assert Colour.RED.value == 1 and Colour.BLUE.name == "BLUE"
    -- instead: pushes below
    from enum import Enum
    class Stack(list):
        def push(self, item):
            self.insert(0, item)
            self.append(item)
    class Colour(Enum):
        RED = 1
        BLUE = 2

    == a property is set
    -- answer
    class Room:
        def __init__(self):
            self._warmth = 20
            self.name = ""
        @property
        def warmth(self):
            return self._warmth
        @warmth.setter
        def warmth(self, value):
            if value < -273:
                raise ValueError("colder than cold")
            self._warmth = value
    -- check
    room = Room()
    room.warmth = 25
    room.name = "kitchen"
    assert room.warmth == 25 and room.name == "kitchen"
    try:
        room.warmth = -300
    except ValueError:
        pass
    else:
        assert False, "that is too cold"
    -- instead: without the limit
    class Room:
        warmth = 20
        name = ""
    -- instead: read only
    class Room:
        warmth = property(lambda self: 25)
        name = "kitchen"

    == objects are as true as in Python
    -- answer
    class Thing:
        pass
    def make():
        return Thing()
    -- check
    assert make()
    assert make
    thing = make() or None
    assert thing is not None
    -- instead: none
    class Thing:
        pass
    def make():
        return None

    == a generator
    -- answer
    def countdown(n):
        while n > 0:
            yield n
            n -= 1
    -- check
    assert list(countdown(3)) == [3, 2, 1] and list(countdown(0)) == []
    steps = countdown(2)
    assert next(steps) == 2 and next(steps) == 1 and next(steps, "end") == "end"
    assert sum(countdown(4)) == 10 and [n for n in countdown(2)] == [2, 1]
    for n, wanted in zip(countdown(2), [2, 1]):
        assert n == wanted
    -- instead: a list
    def countdown(n):
        return list(range(n, 0, -1))
    -- instead: to zero
    def countdown(n):
        while n >= 0:
            yield n
            n -= 1

    == a generator without an end
    -- answer
    def evens():
        n = 0
        while True:
            yield n
            n += 2
    -- check
    import itertools
    assert list(itertools.islice(evens(), 4)) == [0, 2, 4, 6]
    -- instead: odd ones
    def evens():
        n = 1
        while True:
            yield n
            n += 2

    == functions that return functions
    -- answer
    def adder(n):
        return lambda x: x + n
    compose = lambda f, g: lambda x: f(g(x))
    -- check
    add2, add3 = adder(2), adder(3)
    assert add2(1) == 3 and add3(1) == 4 and adder(1)(1) == 2
    assert compose(add2, add3)(0) == 5
    assert callable(adder(1))
    -- instead: not a function
    def adder(n):
        return n + 1
    -- instead: calls too early
    adder = lambda n: lambda x: x + 2
    compose = lambda f, g: f

    == a decorator of the learner's, and a function that keeps count
    -- answer
    def counted(function):
        def inner(*args, **kwargs):
            inner.calls += 1
            return function(*args, **kwargs)
        inner.calls = 0
        return inner
    @counted
    def hello():
        return "hello"
    def calls():
        return hello.calls
    -- check
    hello(); hello()
    assert calls() == 2 and hello() == "hello"
    -- instead: counts nothing
    def hello():
        return "hello"
    def calls():
        return 0

    == default values, *args and **kwargs
    -- answer
    def describe(first, *rest, sep=", ", **more):
        return sep.join([first, *rest, *(f"{k}={v}" for k, v in more.items())])
    -- check
    assert describe("a") == "a" and describe("a", "b", "c") == "a, b, c"
    assert describe("a", *["b"], sep="-", **{"x": 1}) == "a-b-x=1"
    try:
        describe()
    except TypeError:
        pass
    else:
        raise AssertionError("describe() must need something")
    -- instead: no sep
    def describe(first="", *rest):
        return ", ".join([first, *rest])

    == a function of a locked cell is passed on
    -- locked
    def shout(text):
        return text.upper()
    -- answer
    def both(function, items):
        return [function(item) for item in items]
    -- check
    assert both(shout, ["a", "b"]) == ["A", "B"]
    -- instead: ignores it
    def both(function, items):
        return items

    == a function of the check is passed on
    -- answer | judge gives 0: a check's own code stays out of the learner's process; a locked cell may hold the function
    def both(function, items):
        return [function(item) for item in items]
    -- check
    assert both(lambda x: x + 1, [1, 2]) == [2, 3]
    -- instead: ignores it
    def both(function, items):
        return items

    == functions that Python and libraries have are passed on
    -- locked
    import math
    import numpy as np
    -- answer
    def both(function, items):
        return [function(item) for item in items]
    -- check
    assert both(abs, [-1, 2]) == [1, 2] and both(str, [1]) == ["1"] and both(math.sqrt, [4]) == [2]
    assert both(np.mean, [[1, 3]]) == [2] and both(str.upper, ["a"]) == ["A"] and both(len, ["ab"]) == [2]
    -- instead: ignores it
    def both(function, items):
        return items

    == the learner's function by the learner's function
    -- answer
    def twice(function, x):
        return function(function(x))
    def inc(x):
        return x + 1
    -- check
    assert twice(inc, 1) == 3
    -- instead: once
    def twice(function, x):
        return function(x)
    def inc(x):
        return x + 1

    == NumPy's helpers
    -- locked
    import numpy as np
    -- answer
    def scaled(values):
        values = np.asarray(values, dtype=float)
        return (values - values.mean()) / values.std()
    weights = np.array([[0.1, 0.2], [0.3, 0.4]])
    -- check
    np.testing.assert_allclose(scaled([1, 2, 3]), [-1.22474487, 0, 1.22474487], atol=1e-6)
    assert np.isclose(weights.sum(), 1) and weights.shape == (2, 2) and weights.dtype == float
    assert np.allclose(weights @ np.array([1, 1]), [0.3, 0.7]) and (weights > 0).all()
    np.testing.assert_array_equal(np.argsort(scaled([3, 1, 2])), [1, 2, 0])
    assert isinstance(weights, np.ndarray)
    -- instead: not divided
    def scaled(values):
        return np.asarray(values) - np.mean(values)
    weights = np.array([[0.1, 0.2], [0.3, 0.4]])
    -- instead: lists
    def scaled(values):
        values = np.asarray(values, dtype=float)
        return list((values - values.mean()) / values.std())
    weights = [[0.1, 0.2], [0.3, 0.4]]

    == pandas' helpers
    -- locked
    import pandas as pd
    sales = pd.DataFrame({"shop": ["a", "b", "a"], "sold": [1, 2, 3]})
    -- answer
    by_shop = sales.groupby("shop")["sold"].sum()
    table = by_shop.reset_index()
    def top(frame):
        return frame.loc[frame["sold"].idxmax(), "shop"]
    -- check
    pd.testing.assert_series_equal(by_shop, sales.groupby("shop")["sold"].sum())
    pd.testing.assert_frame_equal(table, pd.DataFrame({"shop": ["a", "b"], "sold": [4, 2]}))
    assert table.equals(pd.DataFrame({"shop": ["a", "b"], "sold": [4, 2]}))
    assert by_shop.loc["a"] == 4 and by_shop.index.tolist() == ["a", "b"] and table["sold"].sum() == 6
    assert top(sales) == "a" and top(sales[sales["sold"] < 3]) == "b"
    assert sales.groupby("shop").apply(lambda part: part["sold"].max()).to_dict() == {"a": 3, "b": 2}
    -- instead: mean
    by_shop = sales.groupby("shop")["sold"].mean()
    table = by_shop.reset_index()
    def top(frame):
        return frame.loc[frame["sold"].idxmax(), "shop"]
    -- instead: first row
    by_shop = sales.groupby("shop")["sold"].sum()
    table = by_shop.reset_index()
    def top(frame):
        return frame["shop"].iloc[0]
    -- instead: another order
    by_shop = sales.groupby("shop")["sold"].sum()
    table = by_shop.reset_index().iloc[::-1]
    def top(frame):
        return frame.loc[frame["sold"].idxmax(), "shop"]

    == apply, map and agg with the learner's function
    -- locked
    import pandas as pd
    frame = pd.DataFrame({"g": ["a", "a", "b"], "x": [1, 2, 5]})
    -- answer
    def spread(values):
        return max(values) - min(values)
    def label(x):
        return "high" if x > 2 else "low"
    -- check
    assert frame["x"].map(label).tolist() == ["low", "low", "high"] == frame["x"].apply(label).tolist()
    assert frame.groupby("g")["x"].agg(spread).to_dict() == {"a": 1, "b": 0}
    assert frame.apply(lambda row: label(row["x"]), axis=1).tolist() == ["low", "low", "high"]
    -- instead: the wrong limit
    def spread(values):
        return max(values) - min(values)
    def label(x):
        return "high" if x > 1 else "low"

    == a fitted model
    -- locked
    import numpy as np
    from sklearn.linear_model import LinearRegression
    X, y = np.arange(10.0).reshape(-1, 1), 2 * np.arange(10.0) + 1
    -- answer
    model = LinearRegression().fit(X, y)
    -- check
    assert isinstance(model, LinearRegression)
    assert np.allclose(model.predict([[10], [11]]), [21, 23])
    assert np.isclose(model.coef_[0], 2) and np.isclose(model.intercept_, 1)
    -- instead: not fitted
    model = LinearRegression()
    -- instead: fitted wrongly
    model = LinearRegression().fit(X, -y)
    -- instead: another model
    from sklearn.dummy import DummyRegressor
    model = DummyRegressor().fit(X, y)

    == a pipeline
    -- locked
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import accuracy_score
    from sklearn.pipeline import Pipeline, make_pipeline
    from sklearn.preprocessing import StandardScaler
    X = np.array([[0.0], [1.0], [2.0], [3.0]])
    y = np.array([0, 0, 1, 1])
    -- answer
    pipe = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
    -- check
    assert isinstance(pipe, Pipeline)
    assert [name for name, _ in pipe.steps] == ["standardscaler", "logisticregression"]
    assert accuracy_score(y, pipe.predict(X)) == 1 and pipe.predict_proba(X).shape == (4, 2)
    assert pipe.named_steps["logisticregression"].get_params()["C"] == 1
    -- instead: no scaler
    pipe = make_pipeline(LogisticRegression()).fit(X, y)

    == seeds of the check
    -- locked
    import random
    import numpy as np
    -- answer
    def throw():
        return random.randint(1, 6), np.random.randint(1, 7)
    -- check
    random.seed(3); np.random.seed(3)
    first = [throw() for _ in range(5)]
    random.seed(3); np.random.seed(3)
    assert first == [throw() for _ in range(5)]
    assert first[0] == (2, 3), first
    -- instead: a new seed each time
    def throw():
        random.seed(); np.random.seed()
        return random.randint(1, 600), np.random.randint(1, 700)
    -- instead: a constant
    def throw():
        return (1, 1)

    == seeds as arguments
    -- locked
    import numpy as np
    -- answer
    def draw(n, seed):
        return np.random.default_rng(seed).normal(size=n)
    -- check
    assert np.allclose(draw(3, 1), np.random.default_rng(1).normal(size=3))
    assert not np.allclose(draw(3, 1), draw(3, 2))
    -- instead: no seed
    def draw(n, seed):
        return np.random.normal(size=n)

    == what the learner's function prints
    -- answer
    def hello(name):
        print("Hello", name)
        print(len(name))
    -- check
    import contextlib, io
    with contextlib.redirect_stdout(io.StringIO()) as out:
        hello("Ann")
    assert out.getvalue() == "Hello Ann\\n3\\n"
    print("well done")
    -- instead: returns it
    def hello(name):
        return f"Hello {name}"
    -- instead: prints half of it
    def hello(name):
        print("Hello", name)

    == what the learner's function prints, by sys.stdout
    -- answer
    def hello(name):
        print("Hello", name)
    -- check
    import io, sys
    old, sys.stdout = sys.stdout, io.StringIO()
    try:
        hello("Ann")
        text = sys.stdout.getvalue()
    finally:
        sys.stdout = old
    assert text.strip() == "Hello Ann"
    -- instead: to nobody
    def hello(name):
        print("Hello")

    == points on the last line: a whole number
    -- answer
    found = 3
    -- check
    points = 0
    if found == 3:
        points = 2
    elif found > 0:
        points = 1
    points
    -- instead: half right
    found = 1
    -- instead: wrong
    found = -1

    == points on the last line: a sum
    -- answer
    answers = ["a", "b", "c", "d"]
    -- check
    sum(0.5 for given, wanted in zip(answers, "abcd") if given == wanted)
    -- instead: one wrong
    answers = ["a", "b", "c", "a"]
    -- instead: all wrong
    answers = ["x"] * 4
    -- instead: too few
    answers = ["a"]

    == points on the last line: NumPy's numbers
    -- locked
    import numpy as np
    -- answer
    values = np.array([1, 2, 3, 4])
    -- check
    2 * np.mean(values == np.array([1, 2, 3, 4]))
    -- instead: half
    values = np.array([1, 2, 0, 0])
    -- instead: none
    values = np.zeros(4)

    == points on the last line: a condition
    -- answer
    text = "ab"
    -- check
    2 if text == "ab" else 0.5 if text.lower() == "ab" else 0
    -- instead: capitals
    text = "AB"
    -- instead: wrong
    text = "x"

    == points on the last line, rounded
    -- answer
    share = 1.0
    -- check
    round(2 * share, 2)
    -- instead: a third
    share = 1 / 3
    -- instead: a number of NumPy's
    import numpy as np
    share = np.float32(0.25)

    == a truth on the last line
    -- answer
    total = 3
    -- check
    total == 3
    -- instead: wrong | judge gives 0: a condition that does not hold is no full mark
    total = 4

    == a text on the last line
    -- answer
    total = 3
    -- check
    assert total == 3
    "All tests passed"
    -- instead: wrong
    total = 4

    == a print on the last line
    -- answer
    total = 3
    -- check
    assert total == 3, "wrong"
    print("All tests passed")
    -- instead: wrong
    total = 4

    == a learner's value on the last line
    -- answer
    total = 2
    -- check
    assert total > 0
    total
    -- instead: half
    total = 1

    == a check rests on an earlier check
    -- answer
    def f(x):
        return x + 1
    -- check
    case = (3, 4)
    got = f(3)
    assert got == case[1]
    -- check
    assert got == 4 and f(case[0]) == case[1]
    -- instead: wrong
    def f(x):
        return x

    == a locked cell derives something of an answer
    -- answer
    prices = [1, 2, 3]
    -- locked
    total = sum(prices)
    dearest = max(prices)
    -- check
    assert total == 6 and dearest == 3
    -- instead: others
    prices = [3, 3]
    -- instead: not numbers
    prices = ["a"]

    == a locked cell binds an answer's name anew
    -- answer
    data = [1, 2]
    -- check
    assert data == [1, 2]
    first = data
    -- locked
    data = [5, 6]
    -- check
    assert data == [5, 6] and first == [1, 2]
    -- instead: wrong
    data = []
    -- instead: what comes later
    data = [5, 6]

    == a locked cell adds to an answer's name
    -- answer
    total = 1
    -- locked
    total += 1
    -- check
    assert total == 2
    -- instead: wrong
    total = 5

    == a check counts up a locked name
    -- locked
    earned = 0
    -- answer
    a = 1
    -- check
    if a == 1:
        earned += 1
    assert earned == 1
    -- check
    earned += 1
    assert earned == 2
    -- instead: wrong
    a = 3

    == star-imports in a locked cell
    -- locked
    from math import *
    from statistics import *
    -- answer
    def area(r):
        return pi * r ** 2
    -- check
    assert isclose(area(2), 4 * pi) and mean([area(1), area(1)]) == area(1)
    -- instead: a bad pi
    def area(r):
        return 3 * r ** 2

    == star-imports in the check
    -- answer
    def area(r):
        return 3.141592653589793 * r ** 2
    -- check
    from math import *
    assert isclose(area(2), 4 * pi) and floor(area(1)) == 3
    -- instead: a bad pi
    def area(r):
        return 3 * r ** 2

    == global statements in helpers
    -- locked
    tries = 0
    def attempt(function, value):
        global tries, last
        tries += 1
        last = function(value)
        return last
    -- answer
    def f(x):
        return 2 * x
    -- check
    attempt(f, 1)
    attempt(f, 2)
    assert tries == 2 and last == 4
    -- instead: wrong
    def f(x):
        return x

    == is the name there?
    -- answer
    total = 3
    -- check
    assert "total" in globals(), "there is no total"
    assert globals()["total"] == 3 and eval("total") == 3
    try:
        total
    except NameError:
        raise AssertionError("there is no total")
    -- instead: wrong
    total = 4

    == names of comprehensions, walrus, with, match and del
    -- answer
    if (n := 3) > 2:
        first, *rest = [n, 4, 5]
    for last in rest:
        pass
    match {"kind": "a", "size": 7}:
        case {"kind": kind, "size": size}:
            pass
    odd = [seen := x for x in (1, 3)]
    gone = 1
    del gone
    -- check
    assert (n, first, rest, last, kind, size, seen, odd) == (3, 3, [4, 5], 5, "a", 7, 3, [1, 3])
    assert "x" not in globals() and "gone" not in globals()
    -- instead: others
    n, first, rest, last, kind, size, seen, odd = 0, 3, [4, 5], 5, "a", 7, 3, [1, 3]

    == matplotlib's axes
    -- locked
    import matplotlib
    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    -- answer | judge gives 0: pictures stay where they are; ask for what they show as values
    figure, ax = plt.subplots()
    ax.set_title("Sales")
    plt.close(figure)
    -- check
    assert ax.get_title() == "Sales"
    -- instead: no title
    figure, ax = plt.subplots()
    plt.close(figure)

    == a list that is not a copy
    -- answer
    def grow(items=None):
        return [*(items or []), 1]
    -- check
    first = grow()
    first.append(5)
    assert grow() == [1]
    given = [0]
    assert grow(given) is not given and given == [0]
    -- instead: changes what it got
    def grow(items=None):
        items = [] if items is None else items
        items.append(1)
        return items

    == identity of what comes back
    -- answer
    def same(items):
        return items
    -- check
    items = [1]
    assert same(items) == items
    -- instead: another
    def same(items):
        return []

    == texts, dates and other types
    -- answer
    import datetime, decimal, fractions, collections
    day = datetime.date(2024, 2, 29)
    cost = decimal.Decimal("1.10")
    half = fractions.Fraction(1, 2)
    letters = collections.Counter("banana")
    point = collections.namedtuple("Point", "x y")(1, 2)
    z = 1 + 2j
    -- check
    assert day.isoformat() == "2024-02-29" and (day - day.replace(day=1)).days == 28
    assert cost * 2 == cost + cost and str(cost) == "1.10" and half + half == 1 and z.imag == 2
    assert letters.most_common(1) == [("a", 3)] and point.x == 1 and point == (1, 2)
    -- instead: another day
    import datetime, decimal, fractions, collections
    day = datetime.date(2024, 2, 28)
    cost, half, letters = decimal.Decimal("1.10"), 0.5, collections.Counter("banana")
    point, z = (1, 2), 2j

    == names, docstrings and types of functions
    -- answer
    def area(r):
        "Return the area of a circle."
        return 3 * r * r
    -- check
    import inspect, types
    assert area.__name__ == "area" and "circle" in area.__doc__
    assert callable(area) and inspect.isfunction(area) and isinstance(area, types.FunctionType)
    -- instead: no docstring
    def area(r):
        return 3 * r * r
    -- instead: a class
    class area:
        "circle"

    == numbers by loops, with many calls
    -- answer
    def is_prime(n):
        return n > 1 and all(n % d for d in range(2, int(n ** 0.5) + 1))
    -- check
    primes = [n for n in range(200) if is_prime(n)]
    assert len(primes) == 46 and primes[:4] == [2, 3, 5, 7]
    assert sum(map(is_prime, range(100))) == 25
    assert is_prime(7) is True or is_prime(7) == True
    -- instead: one is prime
    def is_prime(n):
        return n > 0 and all(n % d for d in range(2, int(n ** 0.5) + 1))
    -- instead: prints
    def is_prime(n):
        print(n)

    == with-statements of the learner's
    -- answer
    from contextlib import contextmanager
    log = []
    @contextmanager
    def noted(name):
        log.append(f"in {name}")
        yield name.upper()
        log.append(f"out {name}")
    class Door:
        is_open = False
        def __enter__(self):
            self.is_open = True
            return self
        def __exit__(self, *_):
            self.is_open = False
    def lines():
        return log
    -- check
    with noted("a") as upper:
        assert upper == "A"
    assert lines() == ["in a", "out a"]
    with Door() as door:
        assert door.is_open
    assert not door.is_open
    -- instead: never open
    from contextlib import contextmanager
    @contextmanager
    def noted(name):
        yield name.upper()
    class Door:
        is_open = False
        def __enter__(self):
            return self
        def __exit__(self, *_):
            pass
    def lines():
        return ["in a", "out a"]
    -- instead: wrong inside
    from contextlib import contextmanager
    @contextmanager
    def noted(name):
        yield name
    -- instead: never out
    from contextlib import contextmanager
    log = []
    @contextmanager
    def noted(name):
        log.append(f"in {name}")
        yield name.upper()
    class Door:
        is_open = True
        def __enter__(self):
            return self
        def __exit__(self, *_):
            pass
    def lines():
        return log

    == a check and the learner's later cells
    -- locked
    rate = 2
    -- check
    rate = 3
    own = 5
    -- answer | judge gives 0: what a check binds is undone after it, and never there for the learner's own cells
    total = rate + own
    -- check
    assert total == 8
    -- instead: does not rest on them
    total = 8

    == a locked list is changed in place by the check
    -- locked
    data = [1, 2]
    -- answer | judge gives 0: a name is watched, not what it stands for; bind it anew: data = [*data, 3]
    def count():
        return len(data)
    -- check
    assert count() == 2
    data.append(3)
    assert count() == 3
    -- instead: a constant
    def count():
        return 2

    == a name of the machine's is replaced
    -- answer | judge gives 0: only names of the workbook's are replaced there; let the function take it as an argument
    def ask():
        return int(input("How old? ")) + 1
    -- check
    import builtins
    old, builtins.input = builtins.input, lambda text="": "3"
    try:
        assert ask() == 4
    finally:
        builtins.input = old
    -- instead: asks nothing
    def ask():
        return 5

    == the same object comes back
    -- answer | judge gives 0: a value is handed over as a copy, so `is` is never true; compare with ==
    def same(items):
        return items
    -- check
    items = [1]
    assert same(items) is items
    -- instead: another
    def same(items):
        return []

    == a coroutine
    -- answer | judge gives 0: it cannot be awaited here; have a function that runs it
    async def double(x):
        return 2 * x
    -- check
    import asyncio
    assert asyncio.run(double(2)) == 4
    -- instead: wrong
    async def double(x):
        return x

    == an object of a locked class is passed on
    -- locked
    class Node:
        def __init__(self, value, rest=None):
            self.value, self.rest = value, rest
    chain = Node(1, Node(2))
    -- answer
    def length(node):
        return 0 if node is None else 1 + length(node.rest)
    -- check
    assert length(chain) == 2 and length(None) == 0
    -- instead: always two
    def length(node):
        return 2

    == an object that the check makes of a locked class is passed on
    -- locked
    class Node:
        def __init__(self, value, rest=None):
            self.value, self.rest = value, rest
    -- answer | judge gives 0: what a check makes of a class is not there; a locked cell may make it
    def length(node):
        return 0 if node is None else 1 + length(node.rest)
    -- check
    assert length(Node(1, Node(2))) == 2
    -- instead: always two | judge gives 0: as above
    def length(node):
        return 2

    == nothing but a name
    -- answer
    ready = True
    -- check
    assert ready
    -- instead: not ready
    ready = False
    -- instead: empty
    ready = []
    """
)
CASES = [(row, answer) for row in ROWS for answer in row.answers]


@pytest.mark.parametrize(("row", "answer"), CASES, ids=[f"{row.title}: {answer}" for row, answer in CASES])
def test_judge_and_kernel_give_the_same_points(row, answer, sandbox):
    """Or what the row says, where the judge is to differ."""
    composed = row.composed(answer)
    wanted = kernel_points(composed)
    if answer in row.differs:
        last = max(wanted)
        assert wanted[last] != row.differs[answer], "they do not differ any more"
        wanted[last] = row.differs[answer]
    judgement = judge_cells(row.cells, composed, sandbox)
    got = {place: finding.points for place, finding in judgement.findings.items()}
    assert got == pytest.approx(wanted), judgement.findings
    # where the course's own answer is judged, no other is taken for a mistake of the check's
    assert row.differs or Reason.CHECK_FAILED not in reasons(judgement).values(), judgement.findings


def test_the_table_tells_answers_apart():
    """Every row has the course's own answer, which earns all in a kernel, and one that does not."""
    assert len(ROWS) >= 80 and len({row.title for row in ROWS}) == len(ROWS)
    for row in ROWS:
        earned = {answer: list(kernel_points(row.composed(answer)).values())[-1] for answer in row.answers}
        assert earned["the course's own"] == POINTS, row.title
        assert len(set(earned.values())) > 1 and len(earned) > 2, row.title


@pytest.mark.parametrize("says", [Reason.RIGHT, Reason.WRONG])
def test_a_judge_that_always_says_the_same_is_found(says, sandbox, monkeypatch):
    """The test of the table bites (planted)."""
    found = judging.Finding(says, POINTS if says is Reason.RIGHT else 0.0)

    def judge_check(session, place, points):
        session.judgement.findings[session._plan.steps[place].cell] = found

    monkeypatch.setattr(judging._Session, "judge_check", judge_check)
    answer = "another number" if says is Reason.RIGHT else "the course's own"
    with pytest.raises(AssertionError):
        test_judge_and_kernel_give_the_same_points(ROWS[0], answer, sandbox)


# --- what the judge does besides ----------------------------------------------------------


def cells_of(text):
    """Return the cells of a notebook in the form of the table's rows."""
    parts = re.findall(r"(?ms)^-- (\w+)\n(.*?)(?=^-- |\Z)", textwrap.dedent(text))
    return [cell(source.strip("\n"), place, **MARKS[kind]) for place, (kind, source) in enumerate(parts)]


def handed_in(graded, **answers):
    """Return a notebook with other answers, by ``cell_<place>``."""
    composed = [dict(given) for given in graded]
    for name, source in answers.items():
        composed[int(name.removeprefix("cell_"))]["source"] = textwrap.dedent(source).strip("\n")
    return composed


def reasons(judgement):
    """Return why each check has its points."""
    return {place: found.reason for place, found in judgement.findings.items()}


def told(judgement, place=-1):
    """Return all that is said about a check, to learner and author."""
    found = judgement.findings[list(judgement.findings)[place]]
    return " ".join([*found.wrong, found.detail])


class Recorder:
    """Starts processes, and keeps what they are asked."""

    def __init__(self, sandbox):
        self._sandbox, self.processes, self.started = sandbox, [], []

    def start(self, limits):
        """Start a process whose questions are kept."""
        process, asked = self._sandbox.start(limits), []
        self.processes.append(asked)
        ask = process.ask

        def keep(message, *args, **kwargs):
            asked.append(message)
            return ask(message, *args, **kwargs)

        process.ask = keep
        process.is_closed = lambda: process._ended is not None
        self.started.append(process)
        return process

    @property
    def ran(self):
        """By process: the cells that it was asked to run."""
        return [[m.cell for m in asked if isinstance(m, messages.Run) and m.cell >= 0] for asked in self.processes]


THREE = """
    -- locked
    base = 10
    -- answer
    def first():
        return base
    -- check
    assert first() == 10
    -- answer
    def second():
        return 20
    kept = first() + second()
    -- check
    assert second() == 20
    -- answer
    def third():
        return first() + 20
    -- check
    assert third() == 30
"""


@pytest.mark.parametrize("ends", ["import os; os._exit(3)", "exit()", "import os; os.kill(os.getpid(), 9)"])
def test_a_cell_that_ends_the_process_costs_its_own_task_only(ends, sandbox):
    """The cells above run again in another process without it; no check is judged again."""
    graded, recorder = cells_of(THREE), Recorder(sandbox)
    judgement = judge_cells(graded, handed_in(graded, cell_3=ends), recorder)
    assert reasons(judgement) == {2: Reason.RIGHT, 4: Reason.WRONG, 6: Reason.RIGHT}
    assert judgement.stopped[3].reason is Reason.CRASHED
    assert recorder.ran == [[0, 1, 3], [0, 1, 5]]
    called = [sum(isinstance(m, messages.Call) for m in asked) for asked in recorder.processes]
    assert called == [1, 1]  # `first()` before the end, `third()` after it


def test_a_process_that_does_not_end_is_not_followed_by_another(sandbox):
    """The twin of the test above."""
    graded, recorder = cells_of(THREE), Recorder(sandbox)
    judgement = judge_cells(graded, graded, recorder)
    assert set(reasons(judgement).values()) == {Reason.RIGHT}
    assert recorder.ran == [[0, 1, 3, 5]]


@pytest.mark.parametrize(
    ("body", "reason", "says"),
    [
        ("import os; os._exit(1)", Reason.CRASHED, "ended the Python process"),
        ("while True: pass", Reason.TOO_SLOW, "stopped"),
        ("raise SystemExit", Reason.WRONG, "SystemExit"),
    ],
)
def test_an_answer_may_end_the_process_when_it_is_called(body, reason, says, sandbox):
    """The check has its reason, those before and after it their points."""
    graded = cells_of(THREE)
    limits = Limits(call_cpu_seconds=0.3)
    judgement = judge_cells(graded, handed_in(graded, cell_3=f"def second():\n    {body}"), sandbox, limits)
    assert reasons(judgement) == {2: Reason.RIGHT, 4: reason, 6: Reason.RIGHT}
    assert says in told(judgement, 1)


def test_an_end_that_the_check_forgives_counts_all_the_same(sandbox):
    """A check that takes any error for an answer is not to hear of an end as of one."""
    graded = cells_of(
        """
        -- answer
        def f(x):
            raise ValueError
        -- check
        try:
            f(1)
        except:
            pass
        else:
            assert False
        """
    )
    ends = handed_in(graded, cell_0="def f(x):\n    import os\n    os._exit(0)")
    assert reasons(judge_cells(graded, graded, sandbox)) == {1: Reason.RIGHT}
    assert reasons(judge_cells(graded, ends, sandbox)) == {1: Reason.CRASHED}


def test_too_many_questions_have_an_end(sandbox, monkeypatch):
    """An answer that can be iterated for ever is stopped; a shorter one is not."""
    monkeypatch.setattr(judging, "_MOST_QUESTIONS", 60)
    graded = cells_of(
        """
        -- answer
        def numbers():
            yield from range(20)
        -- check
        assert list(numbers())[0] == 0
        """
    )
    endless = handed_in(graded, cell_0="import itertools\ndef numbers():\n    return itertools.count()")
    assert reasons(judge_cells(graded, graded, sandbox)) == {1: Reason.RIGHT}
    recorder = Recorder(sandbox)
    judgement = judge_cells(graded, endless, recorder)
    assert reasons(judgement) == {1: Reason.TOO_SLOW} and "Does it ever end?" in told(judgement)
    assert all(process.is_closed() for process in recorder.started)


@pytest.mark.parametrize(
    "limits",
    [
        Limits(notebook_cpu_seconds=0.4, cell_cpu_seconds=0.3),
        Limits(notebook_seconds=0.8, cell_cpu_seconds=5),
        Limits(restarts=0, cell_cpu_seconds=0.3),
    ],
    ids=["computing", "clock", "restarts"],
)
def test_a_notebook_has_limits_in_all(limits, sandbox):
    """What was judged before stays; what comes after is told that it was not run."""
    graded = cells_of(THREE)
    slow = "while True:\n    pass"
    judgement = judge_cells(graded, handed_in(graded, cell_3=slow, cell_5=slow), sandbox, limits)
    assert reasons(judgement)[2] is Reason.RIGHT
    assert {judgement.stopped[3].reason, judgement.stopped[6].reason} == {Reason.TOO_SLOW}
    assert "notebook took more than" in judgement.stopped[6].text or "was not run" in judgement.stopped[6].text


def test_what_a_locked_cell_derived_is_made_again_in_another_process(sandbox):
    """An object that is gone with its process is not mistaken for another."""
    graded = cells_of(
        """
        -- answer
        class Account:
            def __init__(self):
                self.balance = 7
            def close(self):
                return "closed"
        -- locked
        account = Account()
        -- check
        kept = Account()
        assert kept.balance == 7
        -- answer
        other = 1
        -- check
        assert account.balance == 7 and account.close() == "closed"
        -- check
        assert kept.balance == 7
        """
    )
    assert set(reasons(judge_cells(graded, graded, sandbox)).values()) == {Reason.RIGHT}
    judgement = judge_cells(graded, handed_in(graded, cell_3="import os; os._exit(1)"), sandbox)
    assert reasons(judgement) == {2: Reason.RIGHT, 4: Reason.RIGHT, 5: Reason.WRONG}
    assert "lost when an answer ended" in told(judgement)


HIDDEN = """
    -- answer
    def f(x):
        return 2 * x
    -- check
    assert f(1) == 2, "seen: f(1)"
    {begin}
    assert f(7) == 14, "secret: f(7)"
    f("secret").upper()
    {end}
"""


@pytest.mark.parametrize("marks", ["### {} HIDDEN TESTS", "# {} HIDDEN TESTS", "    ### {} HIDDEN TESTS ###"])
def test_errors_of_hidden_parts_are_not_told(marks, sandbox):
    """Those of visible parts are; nbgrader's marks may have anything around them."""
    text = HIDDEN.replace("{begin}", marks.format("BEGIN").strip()).replace("{end}", marks.format("END").strip())
    graded = cells_of(text)
    cases = {"return 0": "seen: f(1)", "return 2": "A hidden condition", "return 2 * int(x)": "ValueError."}
    for body, says in cases.items():
        found = judge_cells(graded, handed_in(graded, cell_0=f"def f(x):\n    {body}"), sandbox).findings[1]
        assert found.reason is Reason.WRONG and says in found.wrong[0] and "secret" not in found.wrong[0]
    assert reasons(judge_cells(graded, graded, sandbox)) == {1: Reason.RIGHT}


def test_what_a_hidden_part_expects_never_gets_to_the_learner(sandbox):
    """Neither by a name that two checks use, nor by one of the setup's; nor does the check's text."""
    graded, recorder = (
        cells_of(
            """
            -- locked
            wanted = 0
            -- answer
            def one():
                return 1
            -- check
            expected = 1
            assert one() == expected
            -- answer
            def two():
                return 271828
            -- check
            ### BEGIN HIDDEN TESTS
            expected = 271828
            wanted = 271828
            assert two() == expected == wanted
            ### END HIDDEN TESTS
            """
        ),
        Recorder(sandbox),
    )
    thief = "def two():\n    return max(globals().get(name, 0) for name in ('expected', 'wanted'))"
    judgement = judge_cells(graded, handed_in(graded, cell_3=thief), recorder)
    assert reasons(judgement) == {2: Reason.RIGHT, 4: Reason.WRONG}
    assert "271828" not in repr(recorder.processes)
    assert reasons(judge_cells(graded, graded, sandbox)) == {2: Reason.RIGHT, 4: Reason.RIGHT}


def test_a_name_that_functions_read_does_get_there(sandbox):
    """The twin of the test above: bound anew by a hidden part, it is seen by calls, and put back after the check."""
    graded, recorder = (
        cells_of(
            """
            -- locked
            rate = 2
            -- answer
            def price(n):
                return n * rate
            -- check
            ### BEGIN HIDDEN TESTS
            rate = 271828
            assert price(1) == 271828
            ### END HIDDEN TESTS
            -- answer
            seen = rate
            -- check
            assert seen == 2
            """
        ),
        Recorder(sandbox),
    )
    judgement = judge_cells(graded, graded, recorder)
    assert set(reasons(judgement).values()) == {Reason.RIGHT}
    assert [m.name for m in recorder.processes[0] if isinstance(m, messages.Bind)] == ["rate"]


def test_our_words_and_an_ordinary_check_in_one_workbook(sandbox):
    """Each is judged in its own way."""
    graded = cells_of(
        """
        -- locked
        from aipm_helpers import checks
        -- answer
        lift = 0.25
        -- check
        checks.task("lift", points=2, look="Look there.")
        checks.number("lift", 0.25, tolerance=0.001, mistakes={0.2: "Lift is relative to control."})
        checks.score()
        -- answer
        total = 3
        -- check
        assert total == 3, "wrong total"
        """
    )
    assert set(reasons(judge_cells(graded, graded, sandbox)).values()) == {Reason.RIGHT}
    judgement = judge_cells(graded, handed_in(graded, cell_1="lift = 0.2", cell_3="total = 4"), sandbox)
    assert judgement.findings[2].wrong == ("Lift is relative to control.",)
    assert judgement.findings[2].look == "Look there." and judgement.findings[4].wrong == ("wrong total",)


@pytest.mark.parametrize(
    ("check", "says"),
    [
        ("assert totl == 3", "totl"),
        ("assert total == (3", "cannot be run here"),
        ("return total == 3", "cannot be run here"),
        ("3", "not between 0 and 2"),
        ("-0.5", "not between 0 and 2"),
        ("float('nan')", "not between 0 and 2"),
        ("2 * total", "not between 0 and 2"),
        ("assert f(lambda x: x) is None", "type function"),
        ("assert f(i for i in 'ab') is None", "type generator"),
        ("try:\n    f(1)\nexcept Oops:\n    pass\nassert f(-1)", "behind `except`"),
        ("class Mine(Thing):\n    pass", "derive a class"),
        ("Thing().secret = 3", "can set only"),
        ("%%bash\necho 3", "%%bash"),
        ("%timeit f(1)", "%timeit"),
        ("checks.task('t', points=2)\nchecks.number('total', 1 / 0)\nchecks.score()", "ZeroDivisionError"),
    ],
)
def test_a_check_that_is_broken_itself_is_not_the_learners_fault(check, says, sandbox):
    """It is told so, with what is wrong about it, and not as a mistake of hers."""
    graded = [
        cell("from aipm_helpers import checks", 0, **MARKS["locked"]),
        cell(
            "total = 3\nclass Thing:\n    pass\nclass Oops(Exception):\n    pass\n"
            "def f(x):\n    if x == -1:\n        raise Oops\n    return None if x != 1 else f(-1)",
            1,
            **MARKS["answer"],
        ),
        cell(check, 2, **MARKS["check"]),
    ]
    judgement = judge_cells(graded, graded, sandbox)
    assert reasons(judgement) == {2: Reason.CHECK_FAILED}, judgement.findings
    assert judgement.findings[2].points == 0 and says in told(judgement)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("pass", "There is no `total` yet"),
        ("total = unknown", "There is no `total` yet"),
        ("total = f", "which is no plain value"),
        ("total = '3'", "A condition of this task's check does not hold."),
        ("total = 3\ndef f(x):\n    return y", "name 'y' is not defined"),
        ("total = 3\ndef f(x, y):\n    return x", "missing 1 required positional argument"),
        ("total = 3\nf = 5", "object is not callable"),
        ("total = 3\ndef f(x):\n    return [0] * 2_000_000", "more than 1,000,000 parts"),
        ("total = [0] * 2_000_000", "`total` cannot be looked at"),
        ("import matplotlib.pyplot as plt\ntotal = plt.figure()", "type Figure"),
        ("total = 3\ndef f(x):\n    raise KeyError('lost')", "KeyError: 'lost'"),
    ],
)
def test_a_sentence_says_why_an_answer_cannot_be_used(answer, says, sandbox):
    """It is about the answer, in the words that Python has for it where we have none."""
    graded = cells_of("-- answer\ntotal = 3\ndef f(x):\n    return x\n-- check\nassert total == 3\nassert f(2) == 2")
    prefix = "" if "def f" in answer or "f =" in answer else "def f(x):\n    return x\n"
    judgement = judge_cells(graded, handed_in(graded, cell_0=prefix + answer), sandbox)
    assert reasons(judgement) == {1: Reason.WRONG}
    assert says in judgement.findings[1].wrong[0]


def test_what_a_locked_cell_cannot_derive_is_the_answers_to_mend(sandbox):
    """A name that is not there for want of an answer, or because of one, is told by its cause."""
    graded = cells_of("-- answer\nprices = [1]\n-- locked\ntotal = sum(prices)\n-- check\nassert total == 1")
    missing = judge_cells(graded, handed_in(graded, cell_0="pass"), sandbox)
    assert "There is no `prices` yet" in missing.findings[2].wrong[0]
    failing = judge_cells(graded, handed_in(graded, cell_0="prices = ['a']"), sandbox)
    assert failing.findings[2].reason is Reason.WRONG and "A locked cell above" in failing.findings[2].wrong[0]


@pytest.mark.parametrize(
    ("asked", "says"),
    [("ax.get_title() == 'Sales'", "`get_title` is not looked at"), ("ax == 3", "cannot be compared")],
)
def test_a_picture_is_refused_with_a_sentence(asked, says, sandbox):
    """It says what to give instead; what it is can be asked."""
    source = "import matplotlib.pyplot as plt\nfigure, ax = plt.subplots()\nax.set_title('Sales')"
    graded = cells_of(f"-- answer\n{source}\n-- check\nassert {asked}\n-- check\nassert type(ax).__name__ == 'Axes'")
    judgement = judge_cells(graded, graded, sandbox)
    assert reasons(judgement) == {1: Reason.WRONG, 2: Reason.RIGHT} and says in told(judgement, 0)


@pytest.mark.parametrize("magic", ["%%time\n", "%%capture out\n", "%time ", "%matplotlib inline\n", "!ls\n"])
def test_magics_do_not_hide_a_check_or_an_answer(magic, sandbox):
    """What stands below a magic is judged, in answers and checks; the wrong answer stays wrong."""
    graded = cells_of(f"-- answer\n{magic}total = 3\n-- check\n{magic}check = total == 3\nassert check")
    assert reasons(judge_cells(graded, graded, sandbox)) == {1: Reason.RIGHT}
    assert reasons(judge_cells(graded, handed_in(graded, cell_0="total = 4"), sandbox)) == {1: Reason.WRONG}


def test_a_learners_own_cells_can_neither_help_nor_harm_names_of_the_judge(sandbox):
    """A function that is called like one of the course's, or like one of Python's, is not asked."""
    graded = cells_of(
        """
        -- locked
        def close(a, b):
            return abs(a - b) < 0.1
        -- answer
        total = 3
        -- check
        assert close(total, 3) and abs(total) == 3
        """
    )
    lies = "def close(a, b):\n    return True\nabs = lambda x: 3\ntotal = 7"
    assert reasons(judge_cells(graded, handed_in(graded, cell_1=lies), sandbox)) == {2: Reason.WRONG}
    harms = "def close(a, b):\n    return False\nabs = lambda x: 0\ntotal = 3"
    assert reasons(judge_cells(graded, handed_in(graded, cell_1=harms), sandbox)) == {2: Reason.RIGHT}


# --- reports of whole notebooks -----------------------------------------------------------


def grade_cells(graded, composed, sandbox, folder, hidden=True):
    """Return the verdicts of `run.grade`, by task; without `hidden` the course's side is what learners got."""
    release = copy.deepcopy(graded)
    for given in release:
        if given["metadata"]["nbgrader"].get("solution"):
            given["source"] = "# YOUR CODE HERE"
        given["source"] = re.sub(
            r"(?ms)^### BEGIN HIDDEN TESTS$.*?^### END HIDDEN TESTS$\n?", "", given["source"] + "\n"
        )
    for name, cells in (("graded", graded), ("release", release)):
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    paths = folder / "graded.ipynb", folder / "release.ipynb"
    workbook = Workbook("1-a/1-b", *paths) if hidden else Workbook("1-a/1-b", paths[1], paths[1])
    if not hidden:
        composed = [
            given | {"source": given["source"] if given["metadata"]["nbgrader"].get("solution") else kept["source"]}
            for given, kept in zip(composed, release, strict=True)
        ]
    verdicts = grade(workbook, composed, sandbox.start, Limits(), {}, lambda done, cells: None).verdicts
    return {verdict.task: verdict for verdict in verdicts}


SMALL = """
    -- answer
    total = 3
    -- check
    assert total > 0, "seen"
    ### BEGIN HIDDEN TESTS
    assert total == 3
    ### END HIDDEN TESTS
"""


def test_an_answer_that_ends_with_an_error_after_it_bound_its_name_counts(sandbox, tmp_path):
    """As in a notebook that is run cell by cell; the error is told besides."""
    graded = cells_of(SMALL)
    late = grade_cells(graded, handed_in(graded, cell_0="total = 3\n1 / 0"), sandbox, tmp_path)["cell-1"]
    assert (late.reason, late.points) == (Reason.RIGHT, 2) and "ZeroDivisionError" in late.note
    early = grade_cells(graded, handed_in(graded, cell_0="1 / 0\ntotal = 3"), sandbox, tmp_path)["cell-1"]
    assert (early.reason, early.points) == (Reason.CRASHED, 0) and "ZeroDivisionError" in early.wrong[0]


def test_an_ordinary_check_gives_form_only_where_there_are_no_solutions(sandbox, tmp_path):
    """A visible part that holds is no point; one that does not is told."""
    graded = cells_of(SMALL)
    for source, hidden, reason, points in [
        ("total = 3", True, Reason.RIGHT, 2),
        ("total = 3", False, Reason.FORM_ONLY, 0),
        ("total = 4", True, Reason.WRONG, 0),
        ("total = 4", False, Reason.FORM_ONLY, 0),
        ("total = -1", False, Reason.WRONG, 0),
        ("# YOUR CODE HERE", True, Reason.NO_ANSWER, 0),
    ]:
        found = grade_cells(graded, handed_in(graded, cell_0=source), sandbox, tmp_path, hidden)["cell-1"]
        assert (found.reason, found.points) == (reason, points), source


def test_a_broken_check_is_reported_as_ours(sandbox, tmp_path):
    """The learner reads that it costs no points."""
    graded = cells_of("-- answer\ntotal = 3\n-- check\nassert nobody == total")
    found = grade_cells(graded, handed_in(graded, cell_0="total = 1"), sandbox, tmp_path)["cell-1"]
    assert found.reason is Reason.CHECK_FAILED and "our mistake" in found.wrong[0]


def test_partial_credit_comes_out_as_partly_right(sandbox, tmp_path):
    """The number on the last line, from nothing to all."""
    graded = cells_of("-- answer\nparts = [1, 1]\n-- check\nsum(part == 1 for part in parts)")
    for source, reason, points in [
        ("parts = [1, 1.0]", Reason.RIGHT, 2),
        ("parts = [1, 0]", Reason.PARTLY, 1),
        ("parts = [0, 0]", Reason.WRONG, 0),
    ]:
        found = grade_cells(graded, handed_in(graded, cell_0=source), sandbox, tmp_path)["cell-1"]
        assert (found.reason, found.points) == (reason, points)


@pytest.mark.parametrize(
    ("check", "is_points"),
    [
        *[(f"{name}(total)", True) for name in ("sum", "min", "max", "round", "int", "float", "len")],
        ("show(total)", False),
        ("total.show()", False),
        ("2 * total", True),
        ("-total", True),
        ("1 if total else 0", True),
        ("total > 1", True),
        ("total and 1", True),
        ("1.5", True),
        ("'done'", False),
        ("total", False),
        ("points = show(total)\npoints", False),
        ("points = sum(total)\npoints", True),
        ("points = 0\nfor part in total:\n    points += part\npoints", True),
        ("total = 3", False),
        ("", False),
    ],
)
def test_a_last_line_that_computes_is_meant_to_be_points(check, is_points):
    """What shows something, or only names it, is not: else a picture would cost points."""
    assert judging._counts(check) is is_points


@pytest.mark.parametrize(
    ("value", "counts", "reason", "says"),
    [
        (None, True, Reason.RIGHT, ""),
        (2, True, Reason.RIGHT, ""),
        (True, True, Reason.RIGHT, ""),
        (False, True, Reason.WRONG, "The last condition of this task's check does not hold."),
        (0, True, Reason.WRONG, "Some of this task's conditions do not hold."),
        (0.5, True, Reason.PARTLY, "Some of this task's conditions do not hold."),
        ("text", False, Reason.RIGHT, ""),
        ("text", True, Reason.WRONG, "This task's points cannot be counted: is a part of your answer no plain value?"),
    ],
)
def test_a_value_on_the_last_line_has_its_sentence(value, counts, reason, says):
    """Each kind of value that a check may end with."""
    found = judging._by_value(value, 2, counts)
    assert (found.reason, "".join(found.wrong)) == (reason, says)
    assert found.detail == ("The check's last line is of type str." if counts and value == "text" else "")


def test_outputs_are_kept_up_to_a_limit_in_all(sandbox):
    """What an honest process keeps is kept; beyond that a line says how much was left out."""
    limits = Limits(output_bytes=50_000, outputs_bytes=20_000)
    graded = cells_of(
        "-- answer\nfirst = 1\n-- check\nassert first == 1\n-- answer\nsecond = 2\n-- check\nassert second == 2"
    )
    shown = handed_in(graded, cell_0="first = 1\nprint('x' * 30_000)", cell_2="second = 2\nprint('y' * 30_000)")
    outputs = judge_cells(graded, shown, sandbox, limits).outputs
    assert outputs[0] == [
        {"output_type": "stream", "name": "stdout", "text": "x" * 20_000 + "\n[the rest is cut off]\n"}
    ]
    assert len(json.dumps(outputs)) < 45_000
