"""The words of the checks: right forms pass, wrong ones get a sentence, points follow weight.

Every sentence that a learner can read stands here once, whole.
"""

import fractions
import sys

import IPython.display
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aipm_helpers import checks
from aipm_helpers.answers import WrongForm

MISSING = object()


@pytest.fixture(autouse=True)
def _no_namespace():
    yield
    checks.use(None)


@pytest.fixture
def printed(monkeypatch, capsys):
    """Return what tells what was shown so far, where there is no IPython."""
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    return lambda: capsys.readouterr().out


def begin(points=4, **names):
    """Open a task about names and their values."""
    checks.use(names)
    checks.task("t", points=points, look="Look here.")


def outcome(word, value, *args, **kwargs):
    """Return what a word finds about a value called x."""
    begin(**({} if value is MISSING else {"x": value}))
    word("x", *args, **kwargs)
    return checks.finish()


def right(*sentences, note=""):
    """Return all that is found if everything is right."""
    return checks.Outcome("t", 4.0, 4.0, sentences, (), "Look here.", form_only=False, note=note)


def form(*sentences):
    """Return all that is found if the form is right and was all that was asked for."""
    return checks.Outcome("t", 0.0, 4.0, sentences, (), "Look here.", form_only=True)


def wrong(sentence, points=0.0):
    """Return all that is found if something is wrong."""
    return checks.Outcome("t", points, 4.0, (), (sentence,), "Look here.", form_only=False)


# --- what all words share


RIGHT = [
    (checks.number, 0.25, {"expected": 0.25}, "`x` is right"),
    (checks.choice, "b", {"expected": "b", "options": "ab"}, "`x` is right"),
    (
        checks.matching,
        {"a": "u", "b": "v"},
        {"expected": {"a": "u", "b": "v"}, "keys": "ab", "options": "uv"},
        "all 2 entries of `x` are right",
    ),
    (checks.ordering, ["a", "b"], {"items": "ab", "before": [("a", "b", "why")]}, "the order in `x` is right"),
    (checks.function, abs, {"cases": [((-3,), 3)]}, "`x` is right in 1 case"),
    (checks.function, abs, {"cases": [((-3,), 3), ((0,), 0)]}, "`x` is right in 2 cases"),
]


@pytest.mark.parametrize(("word", "value", "asked", "told"), RIGHT)
def test_a_right_answer_earns_everything(word, value, asked, told):
    """And is told in one sentence."""
    assert outcome(word, value, **asked) == right(told)


@pytest.mark.parametrize(("word", "value", "asked", "told"), RIGHT)
@pytest.mark.parametrize(
    ("weight", "points"), [({}, 2), ({"weight": 1}, 2), ({"weight": 3}, 3), ({"weight": 0.5}, 1.33)]
)
def test_points_are_shared_by_weight(word, value, asked, told, weight, points):
    """A word weighs one unless it is said; points have two decimals."""
    begin(x=value, other=0)
    word("x", **asked, **weight)
    checks.number("other", 1)
    found = checks.finish()
    assert (found.points, found.right, found.wrong) == (points, (told,), ("`other` is 0, which is not right.",))


@pytest.mark.parametrize(
    ("word", "value", "asked", "told"),
    [
        (checks.number, 3, {}, "`x` is a number"),
        (checks.choice, "b", {"options": "ab"}, "`x` is one of the options"),
        (checks.matching, {"a": "u"}, {"keys": "a", "options": "uv"}, "`x` has an option for each key"),
        (checks.ordering, ["b", "a"], {"items": "ab"}, "`x` holds each item once"),
        (checks.record, {"n": 1}, {"fields": {"n": float}}, "`x` has the right keys"),
    ],
)
def test_a_right_form_is_no_point(word, value, asked, told):
    """It is told if nothing else was asked for, and hidden behind what earns points."""
    assert outcome(word, value, **asked) == form(told)
    begin(x=value, other=1)
    word("x", **asked)
    checks.number("other", 1)
    assert checks.finish() == right("`other` is right")


def test_form_comes_first():
    """A wrong form stops everything else, and only the first is told."""
    called = []
    begin(x="no number")
    checks.number("x", low=0)
    checks.choice("x", options="ab")
    checks.consistent(lambda: called.append(1) or True, "fine", "not fine")
    assert checks.finish().wrong == (
        "`x` is the text 'no number'. Write a plain number such as 1250 or 0.4: no quotation marks, signs or units.",
    )
    assert not called


def test_a_similar_name_is_pointed_out():
    """A typing slip in a name is the commonest mistake of all."""
    begin(cost_of_pilots=3)
    checks.number("cost_of_pilot")
    assert checks.finish() == wrong(
        "There is no `cost_of_pilot` yet. Give your answer exactly this name and run its cell. "
        "You have `cost_of_pilots`: is it meant to be this one?"
    )


def test_without_a_namespace_answers_are_those_of_the_notebook(monkeypatch):
    """Its names are those of `__main__`."""
    monkeypatch.setattr(sys.modules["__main__"], "pilots", 3, raising=False)
    checks.use(None)
    checks.task("t", points=1)
    checks.number("pilots", 3)
    assert checks.finish().points == 1


@pytest.mark.parametrize(
    "word",
    [
        lambda: checks.number("x"),
        lambda: checks.choice("x", options="ab"),
        lambda: checks.matching("x", keys="a", options="u"),
        lambda: checks.ordering("x", "ab"),
        lambda: checks.function("x", [((1,), 1)]),
        lambda: checks.record("x", {}),
        lambda: checks.consistent(lambda: True, "", ""),
        lambda: checks.note(str),
        checks.finish,
        checks.score,
    ],
)
def test_a_check_that_was_not_opened_is_our_mistake(word):
    """Authors are told how a check is written."""
    checks.use({"x": 1})
    with pytest.raises(RuntimeError) as caught:
        word()
    assert str(caught.value) == "A check begins with checks.task(...) and ends with checks.score()."


# --- numbers


@pytest.mark.parametrize(
    "kind", [float, np.float64, np.float32, np.array, lambda x: pd.Series([x]), fractions.Fraction]
)
def test_every_ordinary_number_is_a_number(kind):
    """Numpy scalars, arrays and columns of one number, and fractions count like floats."""
    assert outcome(checks.number, kind(0.25), 0.25) == right("`x` is right")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (MISSING, "There is no `x` yet. Give your answer exactly this name and run its cell."),
        (..., "`x` is still `...`: put your answer in its place and run the cell."),
        (None, "`x` is None, not a number. Was something printed instead?"),
        ((13, 380), "`x` is (13, 380): a comma makes two numbers. Write 1250, not 1,250, and 0.4, not 0,4."),
        pytest.param(10**5000, "`x` is a number with hundreds of digits: was something raised to a power?", id="huge"),
        (True, "`x` must be a number; it is True."),
        (np.True_, "`x` must be a number; it is True."),
        (float("nan"), "`x` is nan: was something divided by zero, or a value missing?"),
        (float("inf"), "`x` is inf: was something divided by zero, or a value missing?"),
        ([1, 2], "`x` must be one number; it is a list."),
        (pd.Series([1, 2]), "`x` must be one number; it is a whole column of numbers."),
        ({}, "`x` must be one number; it is a dict."),
        (object(), "`x` must be one number; it is of type object."),
        (1 + 2j, "`x` must be one number; it is of type complex."),
    ],
)
def test_what_is_no_number_is_told_so(value, told):
    """Each wrong form has its own sentence, and no points."""
    assert outcome(checks.number, value, 0.25) == wrong(told)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.2, "This is the misconception."),
        (25, "`x` is 25, which is not right. It is a hundred times too large: is it in percent, or in cents?"),
        (-0.25, "`x` is -0.25, which is not right. Its sign is the wrong way round."),
        (0.9, "`x` is 0.9, which is not right."),
        (12345.678, "`x` is 12345.7, which is not right."),
    ],
)
def test_wrong_numbers_are_told_why(value, told):
    """A known misconception, a slip of unit or sign, and the rest are told apart."""
    assert outcome(checks.number, value, 0.25, mistakes={0.2: "This is the misconception."}) == wrong(told)


@pytest.mark.parametrize(
    ("value", "bounds", "told"),
    [
        (0, {"low": 0, "high": 1}, None),
        (1, {"low": 0, "high": 1}, None),
        (20, {"low": 0, "high": 1}, "`x` is 20, but it must be between 0 and 1. Is it in percent?"),
        (-1, {"low": 0, "high": 1}, "`x` is -1, but it must be between 0 and 1."),
        (-1, {"low": 0}, "`x` is -1, but it must be at least 0."),
        (7, {"high": 5}, "`x` is 7, but it must be at most 5."),
    ],
)
def test_bounds_belong_to_the_form_and_to_what_is_allowed(value, bounds, told):
    """What cannot be is told before anything is compared."""
    assert outcome(checks.number, value, **bounds) == (wrong(told) if told else form("`x` is a number"))


@pytest.mark.parametrize(
    ("value", "expected", "tolerance", "points"),
    [
        (100.5, 100, 0.5, 4),
        (99.5, 100, lambda: 0.5, 4),
        (100.75, 100, lambda: 0.5, 0),
        (1e-6, 0, None, 4),
        (2e-6, 0, None, 0),
        (2e-6, lambda: 2, None, 0),
        (1_000_001, 1_000_000, None, 4),
        (1_000_002, 1_000_000, None, 0),
    ],
)
def test_a_tolerance_is_met_exactly_or_exceeded(value, expected, tolerance, points):
    """Without one a millionth is allowed; both may be functions, since they may rest on the answer."""
    assert outcome(checks.number, value, expected, tolerance=tolerance).points == points


@pytest.mark.parametrize(
    ("expected", "tolerance"),
    [(float("inf"), None), (float("nan"), None), (1, float("inf")), (1.7e308, 1.7e308), (-1.7e308, float("inf"))],
)
def test_nothing_is_right_because_it_is_near_to_infinity(expected, tolerance):
    """What is expected may be made of the learner's own numbers, and these may be huge."""
    assert outcome(checks.number, 1, lambda: expected, tolerance=lambda: tolerance) == wrong(
        "`x` cannot be judged: it rests on a number of yours that is far too large."
    )


@pytest.mark.parametrize("mistakes", [{90: "Ninety.", 95: "Ninety-five."}, {95: "Ninety-five.", 90: "Ninety."}])
@pytest.mark.parametrize(
    ("value", "told"),
    [
        (92, "Ninety."),
        (94, "Ninety-five."),
        (85, "Ninety."),
        (100, "Ninety-five."),
        (84.5, "`x` is 84.5, which is not right."),
    ],
)
def test_the_closest_known_mistake_wins(value, told, mistakes):
    """If it is within the tolerance; mistakes may be a function too."""
    assert outcome(checks.number, value, 50, tolerance=5, mistakes=mistakes) == wrong(told)
    assert outcome(checks.number, value, 50, tolerance=5, mistakes=lambda: mistakes) == wrong(told)


def test_an_expected_value_may_rest_on_the_answer():
    """What is expected may be computed, but only once the form is right."""
    begin(d={"price": 3, "cost": 6})
    checks.record("d", {"price": float, "cost": float})
    checks.number('d["cost"]', lambda: 2 * checks.read('d["price"]'), mistakes=lambda: {3.0: "This is the price."})
    assert checks.finish() == right('`d["cost"]` is right')


# --- choices, matchings, orders


@pytest.mark.parametrize("value", ["B", " b ", "b"])
def test_a_choice_forgives_capitals_and_spaces(value):
    """Only the option counts."""
    assert outcome(checks.choice, value, "b", options=["a", "b"]).points == 4


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("d", "`x` must be one of 'A', 'b', 'c'; it is 'd'."),
        (3, "`x` must be one of 'A', 'b', 'c'; it is '3'."),
        (..., "`x` is still `...`: put your answer in its place and run the cell."),
        ("a", "Not a, because."),
        ("C", "`x` is 'c', which is not right."),
    ],
)
def test_wrong_choices_are_told_why(value, told):
    """Unknown options are form, known wrong ones have their explanation."""
    found = outcome(checks.choice, value, "b", options=["A", "b", "c"], mistakes={"A": "Not a, because."})
    assert found == wrong(told)


def test_a_known_mistake_costs_its_weight():
    """Whether a number or a choice."""
    begin(x="a", y=1, z=2)
    checks.choice("x", "b", options="ab", weight=2, mistakes={"a": "Not a."})
    checks.number("y", 2, mistakes={1: "Not one."})
    checks.number("z", 2)
    assert checks.finish() == checks.Outcome(
        "t", 1.0, 4.0, ("`z` is right",), ("Not a.", "Not one."), "Look here.", form_only=False
    )


@pytest.mark.parametrize(
    ("value", "points", "told"),
    [
        ("UVUV", 4, None),
        ("uvvv", 3, "1 of the 4 entries of `x` is not right."),
        ("uuuv", 3, "1 of the 4 entries of `x` is not right. b is no u."),
        ("vuuv", 2, "2 of the 4 entries of `x` are not right. a is no v. b is no u."),
        ("vuvv", 1, "3 of the 4 entries of `x` are not right. a is no v. b is no u."),
        ("vuvu", 0, "4 of the 4 entries of `x` are not right. a is no v. b is no u."),
    ],
)
def test_a_matching_earns_for_each_key(value, points, told):
    """Known confusions are explained, at most two of them."""
    mistakes = {("a", "V"): "a is no v.", ("b", "u"): "b is no u.", ("d", "u"): "d is no u."}
    expected = dict(zip("abcd", "UvUv", strict=True))
    found = outcome(
        checks.matching,
        dict(zip("ABCD", value, strict=True)),
        expected,
        keys=iter("abcd"),
        options=["u", "v"],
        mistakes=mistakes,
    )
    assert found == (wrong(told, points) if told else right("all 4 entries of `x` are right"))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ([], "`x` must be a dict with the keys a, b; it is a list."),
        (pd.Series, "`x` must be a dict with the keys a, b; it is of type type."),
        ({"a": "u"}, "`x` lacks the key 'b': copy the form from the prompt and fill it in."),
        ({"a": "u", "b": ...}, '`x["b"]` is still `...`: put your answer in its place.'),
        ({"a": "u", "b": 3}, "`x[\"b\"]` must be one of 'u', 'v'; it is '3'."),
    ],
)
def test_a_matching_of_wrong_form_is_told_so(value, told):
    """A missing key, an unfilled one and an unknown option are told apart."""
    assert outcome(checks.matching, value, keys="ab", options=["u", "v"]) == wrong(told)


@given(st.permutations(["a", "b", "c"]))
def test_every_order_that_breaks_no_rule_is_right(order):
    """Points fall with the rules that are broken, and with nothing else."""
    rules = [("a", "b", "one"), ("a", "c", "two")]
    broken = sum(order.index(first) > order.index(second) for first, second, _ in rules)
    assert outcome(checks.ordering, order, "abc", before=rules).points == 4 - 2 * broken


@pytest.mark.parametrize(
    ("order", "points", "told"),
    [
        ("acbd", 3, "1 of 4 reasons speaks against this order. `b` belongs before `C`: two."),
        ("bcad", 2, "2 of 4 reasons speak against this order. `A` belongs before `b`: one."),
        ("dcba", 0, "4 of 4 reasons speak against this order. `A` belongs before `b`: one."),
    ],
)
def test_a_broken_rule_costs_its_part_and_the_first_is_told(order, points, told):
    """One speaks, several speak."""
    rules = [("A", "b", "one."), ("b", "C", "two."), ("c", "d", "three."), ("a", "c", "four.")]
    assert outcome(checks.ordering, list(order), "abcd", before=rules) == wrong(told, points)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("abc", "`x` must be a list such as ['a', 'b', '...']; it is a text."),
        (3, "`x` must be a list such as ['a', 'b', '...']; it is of type int."),
        ({"a", "b", "c"}, "`x` is a set, which has no order. Write a list, in square brackets."),
        (frozenset("abc"), "`x` is a set, which has no order. Write a list, in square brackets."),
        ({"a": 1, "b": 2, "c": 3}, "`x` is a dict, which has no order. Write a list, in square brackets."),
        (["a", "b"], "`x` must hold each of a, b, c once: it lacks c."),
        (["a", "b", "c", "d"], "`x` must hold each of a, b, c once: it has the unknown d."),
        (["a", "b", "c", "C"], "`x` must hold each of a, b, c once: it repeats c."),
        (
            ["e", "d", "d"],
            "`x` must hold each of a, b, c once: it lacks a, b, c and has the unknown d, e and repeats d.",
        ),
        (
            ["e", "d", "f", "g", "h", "i", "a", "b", "c"],
            "`x` must hold each of a, b, c once: it has the unknown d, e, f, g, h.",
        ),
    ],
)
def test_an_ordering_of_wrong_form_is_told_so(value, told):
    """Missing, unknown and repeated items are named, five of each."""
    assert outcome(checks.ordering, value, "Abc") == wrong(told)


# --- functions


class Doubler:
    """A callable object."""

    def __call__(self, x):
        """Return twice the argument."""
        return 2 * x


@pytest.mark.parametrize("value", [lambda x: x + x, Doubler(), np.vectorize(lambda x: 2 * x)])
def test_a_function_is_what_can_be_called(value):
    """Lambdas, callable objects and vectorised functions count alike."""
    assert outcome(checks.function, value, [((3,), 6), ((0,), 0)]).points == 4


class Unwilling:
    """An object that cannot be shown."""

    def __repr__(self):
        """Refuse."""
        raise SystemExit


def stop(x, y):
    """End the process, as a learner's function may try."""
    raise SystemExit


@pytest.mark.parametrize(
    ("value", "points", "told"),
    [
        (3, 0, "`x` must be a function (def x(...): ...); it is of type int."),
        (lambda x, y: 1 / 0, 0, "`x(3, 4)` raised ZeroDivisionError: division by zero."),
        (lambda: 3, 0, "`x(3, 4)` raised TypeError: <lambda>() takes 0 positional arguments but 2 were given."),
        (stop, 0, "`x(3, 4)` raised SystemExit: no more is said."),
        (print, 0, "`x(3, 4)` returned None, not a number. End the function with `return`; print only shows."),
        (lambda x, y: ..., 0, "`x(3, 4)` is still `...`: put your answer in its place."),
        (lambda x, y: -x * y, 0, "`x(3, 4)` returned -12, which is not right. Its sign is the wrong way round."),
        (lambda x, y: 12, 2, "`x(5, 2)` returned 12, which is not right."),
        (lambda x, y: x + y, 0, "It adds."),
        (lambda x, y: x * y if x == 3 else x + y, 2, "It adds."),
        (lambda x, y: x + y if x == 3 else 0, 0, "`x(3, 4)` returned 7, which is not right."),
        (lambda x, y: x + y if x == 3 else stop(x, y), 0, "`x(3, 4)` returned 7, which is not right."),
        (lambda x, y: x + y + 0.5, 0, "It adds."),
        (lambda x, y: x + y + 0.75, 0, "`x(3, 4)` returned 7.75, which is not right."),
        (lambda x, y: x * y + 0.75, 0, "`x(3, 4)` returned 12.75, which is not right."),
        (lambda x, y: x * y + 0.5, 4, None),
    ],
)
def test_wrong_functions_are_told_why(value, points, told):
    """Each case that fails costs its part; a known mistake is told if it is made in all of these."""
    cases, mistakes = [((3, 4), 12), ((5, 2), 10)], {"It adds.": lambda x, y: x + y}
    found = outcome(checks.function, value, cases, tolerance=0.5, mistakes=mistakes)
    assert found == (wrong(told, points) if told else right("`x` is right in 2 cases"))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (lambda x: 2 * x, right("`x` is right in 2 cases", "`y` is right")),
        (lambda x: x, wrong("It does not double.")),
        (lambda x: 2 * x + (x == 3), wrong("`x(3)` returned 7, which is not right.")),
        (lambda x: 2 * x + 1, wrong("`x(3)` returned 7, which is not right.")),
    ],
)
def test_a_worked_example_that_fails_earns_nothing_but_is_explained(value, found):
    """Without the example no case counts; a known mistake is told rather than a number."""
    begin(x=value, y=1)
    checks.function("x", [((3,), 6)], weight=0)
    checks.function("x", [((5,), 10), ((0,), 0)], mistakes={"It does not double.": lambda x: x})
    checks.number("y", 1)
    assert checks.finish() == found


def test_a_known_mistake_in_a_number_explains_a_worked_example():
    """Whichever word knows it."""
    begin(x=abs, y=1)
    checks.function("x", [((3,), 6)], weight=0)
    checks.number("y", 2, mistakes={1: "One is not doubled."})
    assert checks.finish() == wrong("One is not doubled.")


def test_a_value_that_cannot_be_shown_is_an_answer():
    """It does not end the check."""
    for word, arguments in [
        (checks.choice, {"options": ["a"]}),
        (checks.ordering, {"items": "ab"}),
        (checks.number, {}),
    ]:
        assert outcome(word, Unwilling(), **arguments).points == 0


# --- records, agreement, and what rests on answers


FIELDS = {"n": float, "share": (0, 1), "ship": ["yes", "no"], "why": checks.Sentence(3, number=True)}
DECISION = {"n": 1, "share": 0.2, "ship": "no", "why": "it costs 3"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, None),
        ({"share": 0}, None),
        ({"share": 1}, None),
        ({"share": 2}, '`x["share"]` is 2, but it must be between 0 and 1. Is it in percent?'),
        ({"share": -0.5}, '`x["share"]` is -0.5, but it must be between 0 and 1.'),
        ({"share": None}, '`x["share"]` is None, not a number. Was something printed instead?'),
        ({"ship": "maybe"}, "`x[\"ship\"]` must be one of 'yes', 'no'; it is 'maybe'."),
        ({"why": "a b B b"}, '`x["why"]` has 2 different words; write a sentence of at least 3.'),
        ({"why": "a"}, '`x["why"]` has 1 different word; write a sentence of at least 3.'),
        ({"why": 3}, '`x["why"]` must be a sentence in quotation marks; it is of type int.'),
        ({"why": "a b c"}, '`x["why"]` lacks the number that it rests on: write it in digits.'),
        ({"n": ...}, '`x["n"]` is still `...`: put your answer in its place.'),
    ],
)
def test_a_record_names_the_field_that_is_wrong(changed, told):
    """Each kind of field has its own sentence; bounds are allowed."""
    found = outcome(checks.record, DECISION | changed, FIELDS)
    assert found == (wrong(told) if told else form("`x` has the right keys"))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"n": 1}, "`x` lacks the key 'share': copy the form from the prompt and fill it in."),
        (3, "`x` must be a dict with the keys n, share, ship, why; it is of type int."),
    ],
)
def test_a_record_has_all_fields(value, told):
    """The first that it lacks is named."""
    assert outcome(checks.record, value, FIELDS) == wrong(told)


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (lambda: True, right("They agree.")),
        (lambda: [1], right("They agree.")),
        (lambda: False, wrong("They do not agree.")),
        (list, wrong("They do not agree.")),
        (lambda: 1 / 0 > 0, wrong("They do not agree.")),
        (lambda: stop(1, 2), wrong("They do not agree.")),
    ],
)
def test_a_condition_that_raises_does_not_hold(condition, found):
    """An inconsistent answer may make the check's own computing fail; that is no crash."""
    for told in ["They do not agree.", lambda: "They do not agree."]:
        begin()
        checks.consistent(condition, "They agree.", told)
        assert checks.finish() == found


def test_an_agreement_has_weight_and_a_sentence_is_told_once():
    """One unless it is said."""
    begin()
    checks.consistent(lambda: True, "It agrees.", "It does not.")
    checks.consistent(lambda: False, "It agrees.", "It does not.", weight=2)
    checks.consistent(lambda: False, "It agrees.", "It does not.")
    assert checks.finish() == checks.Outcome(
        "t", 1.0, 4.0, ("It agrees.",), ("It does not.",), "Look here.", form_only=False
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("share", 0.25),
        ("policy", "rule"),
        ('decision["miss"]', 90.0),
        ('decision["Policy"]', "model"),
    ],
)
def test_an_answer_is_read_as_the_words_read_it(name, value):
    """Capitals, outer spaces and arrays of one number are forgiven."""
    begin(share=np.array([0.25]), policy=" Rule ", decision={" MISS": pd.Series([90]), "policy": "Model"})
    assert checks.read(name) == value and type(checks.read(name)) is type(value)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sum", "There is no `sum` yet. Give your answer exactly this name and run its cell."),
        ("rows", "`rows` must be one number; it is a list."),
    ],
)
def test_what_is_no_answer_cannot_be_read(name, told):
    """It is a wrong form like any other."""
    begin(rows=[])
    with pytest.raises(WrongForm) as caught:
        checks.read(name)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"expected": 1}, right("`x` is right", note="It went up.")),
        ({"expected": 2}, wrong("`x` is 1, which is not right.")),
        ({"low": 2}, wrong("`x` is 1, but it must be at least 2.")),
        ({}, form("`x` is a number")),
    ],
)
def test_a_note_is_told_once_all_is_right(asked, found):
    """Otherwise it is not even made."""
    called = []
    begin(x=1)
    checks.note(lambda: called.append(1) or "It went up.")
    checks.number("x", **asked)
    assert checks.finish() == found and bool(called) == bool(found.note)


# --- what is shown and returned


@pytest.mark.parametrize(
    ("x", "y", "note", "points", "shown"),
    [
        (1, 1, "", 4.0, "4 of 4 points. Right."),
        (1, 1, "It went up.", 4.0, "4 of 4 points. Right.\nIt went up."),
        (1, 0, "It went up.", 1.0, "1 of 4 points. `y` is 0, which is not right.\nLook here."),
        (1, None, "It went up.", None, "Right form. Run the last cell to see whether it is right."),
    ],
)
def test_points_are_returned_for_nbgrader_and_shown(printed, x, y, note, points, shown):
    """A float is what nbgrader records; the released notebook, which looks at form only, returns nothing."""
    begin(x=x, y=y)
    checks.note(lambda: note)
    checks.number("x", None if y is None else 1)
    if y is not None:
        checks.number("y", 1, weight=3)
    assert checks.score() == points
    assert printed() == f"{shown}\n"


def test_in_a_notebook_it_is_shown_as_a_status(monkeypatch):
    """Screen readers announce it; what a learner wrote is no markup."""
    shown = []
    monkeypatch.setattr(IPython.display, "display", lambda *args, **kwargs: shown.append((args, kwargs)))
    begin()
    checks.consistent(lambda: True, "fine", "")
    checks.consistent(lambda: False, "", "<b> & c")
    checks.score()
    text = "2 of 4 points. <b> & c\nLook here."
    page = '<p role="status">2 of 4 points. &lt;b&gt; &amp; c<br>Look here.</p>'
    assert shown == [(({"text/plain": text, "text/html": page},), {"raw": True})]


def test_a_failed_check_shows_sentences_and_no_traceback(printed):
    """Jupyter shows what `_render_traceback_` returns."""
    begin(x=1, y=1)
    checks.number("x", 2)
    checks.number("y", 2)
    with pytest.raises(checks.CheckFailed) as caught:
        checks.score()
    lines = ["`x` is 1, which is not right.", "`y` is 1, which is not right.", "Look here."]
    assert caught.value._render_traceback_() == lines and str(caught.value) == "\n".join(lines)
    assert printed() == ""


def test_a_task_without_a_place_to_look_says_nothing_of_it():
    """No empty line is left."""
    checks.use({"x": 1})
    checks.task("t", points=1)
    checks.number("x", 2)
    with pytest.raises(checks.CheckFailed) as caught:
        checks.score()
    assert str(caught.value) == "`x` is 1, which is not right."


@pytest.mark.parametrize(("x", "points"), [(1, 2), (3, 0)])
def test_the_outcome_reaches_the_grader(capsys, x, points):
    """A grader is told what was found, right or wrong, and nothing is shown or raised."""
    told = []
    checks.use({"x": x}, told.append)
    checks.task("t", points=2)
    assert checks.is_open()
    checks.number("x", 1)
    assert checks.score() == points
    assert not checks.is_open()
    assert [outcome.points for outcome in told] == [points]
    assert capsys.readouterr().out == ""


@given(
    st.one_of(
        st.none(),
        st.booleans(),
        st.floats(),
        st.integers(),
        st.text(),
        st.lists(st.integers()),
        st.dictionaries(st.text(), st.integers()),
    )
)
def test_no_value_makes_a_word_crash(value):
    """Whatever an answer is, every word says something about it."""
    for word, arguments in [
        (checks.number, {"expected": 0.25, "low": 0}),
        (checks.choice, {"expected": "a", "options": ["a"]}),
        (checks.matching, {"expected": {"a": "u"}, "keys": "a", "options": ["u"]}),
        (checks.ordering, {"items": "ab", "before": [("a", "b", "why")]}),
        (checks.function, {"cases": [((1,), 1)]}),
        (checks.record, {"fields": {"a": float, "b": checks.Sentence(2)}}),
    ]:
        found = outcome(word, value, **arguments)
        assert 0 <= found.points <= 4
        assert all(len(text) < 500 for text in found.wrong)


def test_a_sentence_that_cannot_be_made_is_replaced():
    """A condition that does not hold costs what it does, whatever its explanation rests on."""
    checks.use({"x": 1})
    checks.task("t", points=2)
    checks.number("x")
    checks.consistent(lambda: 1 / 0 > 1, "agrees", lambda: f"{1 / 0}")
    assert checks.finish().wrong == ("Your answers do not agree with one another.",)


@pytest.mark.parametrize(
    "write",
    [
        lambda: checks.function("x", []),
        lambda: checks.matching("x", {}, keys=[], options=["a"]),
    ],
)
def test_a_check_that_asks_for_nothing_is_refused(write):
    """Whoever writes one is told, rather than everybody right."""
    checks.use({"x": 1})
    checks.task("t", points=2)
    with pytest.raises(ValueError, match="whatever is answered would be right"):
        write()


@pytest.mark.parametrize(
    "word",
    [
        lambda weight: checks.choice("x", "a", options=["a", "b"], mistakes={"b": "B is not it."}, weight=weight),
        lambda weight: checks.matching(
            "y", {"k": "a"}, keys="k", options=["a", "b"], mistakes={("k", "b"): "B is not it."}, weight=weight
        ),
    ],
)
def test_a_known_mistake_is_told_before_others(word):
    """What explains itself is the most useful sentence, in choices as in numbers."""
    checks.use({"x": "b", "y": {"k": "b"}, "z": 2})
    checks.task("t", points=2)
    word(1)
    checks.number("z", 1)
    assert any("B is not it." in text for text in checks.finish().wrong)
