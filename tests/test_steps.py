"""Small steps: nothing is decided by what could not be known, and what is asked wrongly is told."""

import numpy as np
import pandas as pd
import pytest

from aipm_helpers.steps import count_by_month, plan_by_rules, take_steps

MONTHS = pd.period_range("2011-02", periods=6, freq="M")


def costs(**policies):
    """Return a table of costs by month."""
    return pd.DataFrame({name: np.array(values, dtype=float) for name, values in policies.items()}, index=MONTHS)


def test_a_verdict_never_rests_on_the_months_after_it():
    """Whatever comes later, what runs in a month is the same."""
    table = costs(old=[9, 9, 9, 9, 9, 9], new=[8, 9, 9, 9, 9, 9], other=[7, 9, 8, 9, 9, 9])
    running = take_steps(table, "old", ["new", "other"]).running
    for month in range(1, len(MONTHS)):
        changed = table.copy()
        changed.iloc[month:] = 0
        assert take_steps(changed, "old", ["new", "other"]).running[: month + 1].equals(running[: month + 1])


@pytest.mark.parametrize(
    ("margin", "trial", "expected"),
    [(0, 1, "new"), (0.2, 1, "old"), (0, 2, "old")],
    ids=["better", "not by enough", "not over two months"],
)
def test_a_candidate_is_released_by_the_rule_fixed_beforehand(margin, trial, expected):
    """It must be better by the margin, over all months of the trial."""
    table = costs(old=[9, 9, 9, 9, 9, 9], new=[8, 11, 9, 9, 9, 9])
    steps = take_steps(table, "old", ["new"], trial, margin)
    assert steps.running.iloc[-1] == expected and steps.log["released"].tolist() == [expected == "new"]
    assert steps.running.iloc[:trial].eq("old").all()


def test_what_runs_is_what_is_paid_for():
    """The cost of steps takes each month from the policy that ran in it."""
    table = costs(old=[9, 9, 9, 9, 9, 9], new=[8, 1, 2, 3, 4, 5])
    assert take_steps(table, "old", ["new"]).cost(table).tolist() == [9, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"first": "young"}, "'young' is no policy; there are 'old', 'new'"),
        ({"candidates": ["best"]}, "'best' is no policy"),
        ({"trial": 0}, "a trial takes a month or more"),
        ({"margin": 1.5}, "margin is a share below 1"),
    ],
)
def test_what_is_asked_wrongly_is_told(arguments, told):
    """An error names what is wrong, and what there is."""
    table = costs(old=[9] * 6, new=[8] * 6)
    with pytest.raises(ValueError, match=told):
        take_steps(table, **{"first": "old", "candidates": ["new"], **arguments})


@pytest.mark.parametrize(("first", "candidate"), [("late", "old"), ("old", "late")])
def test_what_made_no_forecasts_is_no_bargain(first, candidate):
    """Months without forecasts cost nothing, which must not be taken for cheap."""
    table = costs(old=[9] * 6, late=[np.nan, np.nan, 8, 8, 8, 8])
    with pytest.raises(ValueError, match="'late' made no forecasts in 2011-02"):
        take_steps(table, first, [candidate])


def test_rules_know_only_what_was_before():
    """A plan for an hour does not change with what happens from that month on."""
    hours = pd.date_range("2011-01-01", "2011-03-31 23:00", freq="h")
    counts = pd.Series(np.arange(len(hours)) % 168, hours, dtype=float)
    other = counts.where(counts.index < "2011-03", 0)
    rules = ["nothing", "last week", "four weeks"]
    before = plan_by_rules(counts)[rules]
    assert before.loc[:"2011-02"].equals(plan_by_rules(other)[rules].loc[:"2011-02"])
    assert plan_by_rules(other).loc["2011-03-01", "nothing"].equals(before.loc["2011-03-01", "nothing"])


def test_costs_without_what_happened_are_refused():
    """Without `actual` nothing can be counted."""
    with pytest.raises(ValueError, match="no column 'actual' among rule"):
        count_by_month(pd.DataFrame({"rule": [1.0]}, index=pd.date_range("2011-02-01", periods=1, freq="h")))
