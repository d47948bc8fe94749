"""The words of the checks: right forms pass, wrong ones get a sentence, points follow weight."""

import fractions

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aipm_helpers import checks


@pytest.fixture(autouse=True)
def _no_namespace():
    yield
    checks.use(None)


def outcome(word, value=None, *args, points=4, **kwargs):
    """Return what a word finds about a value called x."""
    checks.use({} if value is MISSING else {"x": value})
    checks.task("t", points=points, look="Look here.")
    word("x", *args, **kwargs)
    return checks.finish()


MISSING = object()


@pytest.mark.parametrize(
    "value",
    [
        0.25,
        np.float64(0.25),
        np.float32(0.25),
        np.array(0.25),
        np.array([0.25]),
        pd.Series([0.25]),
        fractions.Fraction(1, 4),
    ],
)
def test_every_ordinary_number_is_a_number(value):
    """Numpy scalars, one-element arrays and fractions count like floats."""
    assert outcome(checks.number, value, 0.25, tolerance=1e-6).points == 4


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (MISSING, "There is no `x` yet"),
        (..., "still `...`"),
        (None, "is None, not a number"),
        ((13, 380), "a comma makes two numbers"),
        pytest.param(10**5000, "hundreds of digits", id="huge"),
        ("0.25", "no quotation marks, signs or units"),
        (True, "it is True"),
        (np.True_, "it is True"),
        (float("nan"), "divided by zero"),
        (float("inf"), "divided by zero"),
        ([1, 2], "it is a list"),
        (pd.Series([1, 2]), "a whole column"),
        ({}, "it is a dict"),
        (object(), "of type object"),
        (1 + 2j, "of type complex"),
    ],
)
def test_what_is_no_number_is_told_so(value, told):
    """Each wrong form has its own sentence, and no points."""
    found = outcome(checks.number, value, 0.25)
    assert found.points == 0 and told in found.wrong[0] and found.look == "Look here."


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.2, "the misconception"), (25, "hundred times"), (-0.25, "sign"), (0.9, "is 0.9, which is not right")],
)
def test_wrong_numbers_are_told_why(value, told):
    """A known misconception, a slip of unit or sign, and the rest are told apart."""
    found = outcome(checks.number, value, 0.25, mistakes={0.2: "This is the misconception."})
    assert found.points == 0 and told in found.wrong[0]


@pytest.mark.parametrize(
    ("value", "bounds", "told"),
    [(20, {"low": 0, "high": 1}, "Is it in percent?"), (-1, {"low": 0}, "at least 0"), (7, {"high": 5}, "at most 5")],
)
def test_bounds_belong_to_the_form(value, bounds, told):
    """What cannot be is told before anything is compared."""
    assert told in outcome(checks.number, value, **bounds).wrong[0]


def test_a_similar_name_is_pointed_out():
    """A typing slip in a name is the commonest mistake of all."""
    checks.use({"cost_of_pilots": 3})
    checks.task("t", points=1)
    checks.number("cost_of_pilot")
    assert "You have `cost_of_pilots`" in checks.finish().wrong[0]


def test_an_expected_value_may_rest_on_the_answer():
    """What is expected may be computed, but only once the form is right."""
    checks.use({"d": {"price": 3, "cost": 6}})
    checks.task("t", points=1)
    checks.record("d", {"price": float, "cost": float})
    checks.number('d["cost"]', lambda: 6.0, mistakes=lambda: {3.0: "This is the price."})
    assert checks.finish().points == 1


def test_form_comes_first_and_carries_no_points():
    """A wrong form stops everything else; right form alone is no point."""
    called = []
    checks.use({"x": "no number"})
    checks.task("t", points=1)
    checks.number("x")
    checks.consistent(lambda: called.append(1) or True, "fine", "not fine")
    assert checks.finish().points == 0 and not called
    assert outcome(checks.number, 3).form_only


def test_points_are_shared_by_weight():
    """One of two words right earns its weight's part."""
    checks.use({"a": 1, "b": 2})
    checks.task("t", points=3)
    checks.number("a", 1)
    checks.number("b", 1, weight=2)
    found = checks.finish()
    assert found.points == 1 and len(found.right) == len(found.wrong) == 1


@pytest.mark.parametrize("value", ["B", " b ", "b"])
def test_a_choice_forgives_capitals_and_spaces(value):
    """Only the option counts."""
    assert outcome(checks.choice, value, "b", options=["a", "b"]).points == 4


@pytest.mark.parametrize(("value", "told"), [("c", "must be one of 'a', 'b'"), (..., "still"), ("a", "because")])
def test_wrong_choices_are_told_why(value, told):
    """Unknown options are form, known wrong ones have their explanation."""
    found = outcome(checks.choice, value, "b", options=["a", "b"], mistakes={"a": "Not a, because."})
    assert found.points == 0 and told in found.wrong[0]


def test_a_matching_earns_for_each_key():
    """Half of the keys right is half of the points, and a known confusion is explained."""
    found = outcome(
        checks.matching,
        {"a": "u", "b": "u"},
        {"a": "u", "b": "v"},
        keys="ab",
        options=["u", "v"],
        mistakes={("b", "u"): "b is no u."},
    )
    assert found.points == 2 and found.wrong == ("1 of the 2 entries of `x` is not right. b is no u.",)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ([], "it is a list"),
        (pd.Series, "must be a dict"),
        ({"a": "u"}, "lacks the key 'b'"),
        ({"a": "u", "b": ...}, "still"),
        ({"a": "u", "b": 3}, "one of"),
    ],
)
def test_a_matching_of_wrong_form_is_told_so(value, told):
    """A missing key, an unfilled one and an unknown option are told apart."""
    assert told in outcome(checks.matching, value, keys="ab", options=["u", "v"]).wrong[0]


@given(st.permutations(["a", "b", "c"]))
def test_every_order_that_breaks_no_rule_is_right(order):
    """Points fall with the rules that are broken, and with nothing else."""
    rules = [("a", "b", "one"), ("a", "c", "two")]
    broken = sum(order.index(first) > order.index(second) for first, second, _ in rules)
    assert outcome(checks.ordering, order, "abc", before=rules).points == 4 - 2 * broken


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("abc", "must be a list"),
        (["a", "b"], "lacks c"),
        (["a", "b", "c", "d"], "unknown d"),
        (["a", "b", "c", "c"], "repeats c"),
        ({"a", "b", "c"}, "which has no order"),
        ({"a": 1, "b": 2, "c": 3}, "which has no order"),
        (3, "list"),
    ],
)
def test_an_ordering_of_wrong_form_is_told_so(value, told):
    """Missing, unknown and repeated items are named."""
    assert told in outcome(checks.ordering, value, "abc").wrong[0]


class Doubler:
    """A callable object."""

    def __call__(self, x):
        """Return twice the argument."""
        return 2 * x


@pytest.mark.parametrize("value", [lambda x: x + x, Doubler(), np.vectorize(lambda x: 2 * x)])
def test_a_function_is_what_can_be_called(value):
    """Lambdas, callable objects and vectorised functions count alike."""
    assert outcome(checks.function, value, [((3,), 6), ((0,), 0)]).points == 4


@pytest.mark.parametrize(
    ("value", "points", "told"),
    [
        (3, 0, "must be a function"),
        (lambda x: 1 / 0, 0, "`x(3)` raised ZeroDivisionError"),
        (lambda: 3, 0, "raised TypeError"),
        (lambda x: None, 0, "End the function with `return`"),
        (lambda x: x, 0, "It does not double"),
        (lambda x: 6, 2, "`x(1)` returned 6"),
        (lambda x: -2 * x, 0, "wrong way round"),
    ],
)
def test_wrong_functions_are_told_why(value, points, told):
    """Errors, missing returns and known mistakes are told apart; right cases count."""
    found = outcome(checks.function, value, [((3,), 6), ((1,), 2)], mistakes={"It does not double.": lambda x: x})
    assert found.points == points and any(part in found.wrong[0] for part in told.split("|"))


def example_then_more(value):
    """Return what is found by a worked example that is shown, and by hidden cases with a known mistake."""
    checks.use({"x": value})
    checks.task("t", points=4)
    checks.function("x", [((3,), 6)], weight=0)
    checks.function("x", [((5,), 10), ((0,), 0)], mistakes={"It does not double.": lambda x: x})
    return checks.finish()


def test_a_worked_example_that_fails_earns_nothing_but_is_explained():
    """Without the example no case counts; a known mistake is told rather than a number."""
    assert example_then_more(lambda x: 2 * x).points == 4
    assert example_then_more(lambda x: x).wrong == ("It does not double.",)
    other = example_then_more(lambda x: 2 * x + (x == 3))
    assert other.points == 0 and other.wrong == ("`x(3)` returned 7, which is not right.",)


class Unwilling:
    """An object that cannot be shown."""

    def __repr__(self):
        """Refuse."""
        raise SystemExit


def stop(x):
    """End the process, as a learner's function may try."""
    raise SystemExit


def test_a_function_that_exits_and_a_value_that_cannot_be_shown_are_answers():
    """Neither ends the check."""
    assert "raised SystemExit" in outcome(checks.function, stop, [((1,), 1)]).wrong[0]
    for word, arguments in [
        (checks.choice, {"options": ["a"]}),
        (checks.ordering, {"items": "ab"}),
        (checks.number, {}),
    ]:
        assert outcome(word, Unwilling(), **arguments).points == 0


def test_a_tolerance_may_rest_on_the_answer():
    """Half a percent of something that the learner computed, say."""
    assert outcome(checks.number, 100.4, 100, tolerance=lambda: 0.5).points == 4


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"n": 1, "share": 2, "ship": "yes", "why": "a b c"}, "between 0 and 1"),
        ({"n": 1, "share": 0.2, "ship": "maybe", "why": "a b c"}, "one of 'yes', 'no'"),
        ({"n": 1, "share": 0.2, "ship": "no", "why": "a b b b"}, "has 2 different words"),
        ({"n": 1, "share": 0.2, "ship": "no", "why": 3}, "a sentence in quotation marks"),
        ({"n": "1", "share": 0.2, "ship": "no", "why": "a b c"}, "quotation marks"),
        ({"n": 1}, "lacks the key 'share'"),
        ({"n": 1, "share": 0.2, "ship": "no", "why": "a b c"}, "lacks the number"),
    ],
)
def test_a_record_names_the_field_that_is_wrong(value, told):
    """Each kind of field has its own sentence."""
    fields = {"n": float, "share": (0, 1), "ship": ["yes", "no"], "why": checks.Sentence(3, number=True)}
    assert told in outcome(checks.record, value, fields).wrong[0]


def test_a_condition_that_raises_does_not_hold():
    """An inconsistent answer may make the check's own computing fail; that is no crash."""
    checks.use({})
    checks.task("t", points=1)
    checks.consistent(lambda: 1 / 0 > 0, "fine", "It does not agree.")
    assert checks.finish().wrong == ("It does not agree.",)


def test_a_check_that_was_not_opened_is_our_mistake():
    """Authors are told how a check is written."""
    with pytest.raises(RuntimeError, match=r"checks\.task"):
        checks.score()


def test_a_failed_check_shows_sentences_and_no_traceback():
    """Jupyter shows what `_render_traceback_` returns."""
    checks.use({})
    checks.task("t", points=1, look="Look here.")
    checks.number("x")
    with pytest.raises(checks.CheckFailed) as caught:
        checks.score()
    lines = caught.value._render_traceback_()
    assert lines[-1] == "Look here." and len(lines) <= 5 and not any("Traceback" in line for line in lines)


def test_score_returns_points_for_nbgrader_and_none_for_form(capsys):
    """The float is what nbgrader records; the released notebook returns nothing."""
    checks.use({"x": 1})
    checks.task("t", points=2)
    checks.number("x", 1)
    assert checks.score() == 2.0
    checks.task("t", points=2)
    checks.number("x")
    assert checks.score() is None
    assert "Right form" in capsys.readouterr().out


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
