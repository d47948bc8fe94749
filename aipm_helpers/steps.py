"""Two ways to work, run on the same months: one pass, or small steps that are tried first.

Lesson 2 of module 1 runs them on the bike rentals; nothing in `take_steps` knows of bikes.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aipm_helpers.datasets import load_bike_rentals
from aipm_helpers.forecasting import CALENDAR, WEATHER, add_columns, forecast, forecast_month_by_month, look_back

__all__ = ["MONTHS", "Steps", "count_by_month", "forecast_policies", "plan_by_rules", "take_steps"]

#: The months in which forecasts are needed: January 2011 is all that is known before.
MONTHS = pd.period_range("2011-02", "2012-12", freq="M")


@dataclass(frozen=True)
class Steps:
    """What became of a row of steps.

    Attributes
    ----------
    running : Series of str
        Indexed by month: the policy that ran.
    log : DataFrame
        A row a trial: ``decided`` (the month in which the verdict holds first), ``tried``,
        ``against`` (what ran meanwhile), ``cost_tried``, ``cost_running`` (over the months of
        the trial), ``released`` (bool).
    """

    running: pd.Series
    log: pd.DataFrame

    def cost(self, costs: pd.DataFrame) -> pd.Series:
        """Return what was running cost, month by month."""
        places = costs.columns.get_indexer(self.running)
        return pd.Series(costs.to_numpy()[np.arange(len(costs)), places], index=costs.index)


def forecast_policies() -> pd.DataFrame:
    """Return what eight policies would have planned for each hour from February 2011 on.

    Returns
    -------
    DataFrame, shape (16691, 9)
        Indexed by hour; rentals forecast. ``actual`` is what happened. Without learning:
        ``nothing`` (one number for all hours, the mean of all before this month), ``last week``
        (the same hour a week before), ``four weeks`` (mean of the same hour in the last four
        weeks). Learning anew each month from all hours before it: ``calendar`` (hour, weekday,
        holiday), ``memory`` (calendar and the number of ``four weeks``), ``memory, weather``
        (and yesterday's weather), ``better`` (and the weather as it turned out, which nobody
        has beforehand). ``one pass`` learns once, from all of 2011, calendar, day of the year and
        weather as it turned out; missing in 2011.

    Examples
    --------
    >>> table = forecast_policies()
    >>> table.loc["2011-02-01 08:00", ["actual", "last week"]].tolist()
    [135.0, 238.0]
    """
    return _forecasts().copy()


@functools.cache
def _forecasts() -> pd.DataFrame:
    bikes = add_columns(load_bike_rentals())
    rules = plan_by_rules(bikes["rentals"])
    memory = [*CALENDAR, "four_weeks"]
    learning = {
        "calendar": CALENDAR,
        "memory": memory,
        "memory, weather": [*memory, *(f"{column}_yesterday" for column in WEATHER)],
        "better": [*memory, *WEATHER],
    }
    made = {name: forecast_month_by_month(bikes, columns, str(MONTHS[0])) for name, columns in learning.items()}
    one_pass = forecast(bikes.loc["2011"], bikes.loc["2012"], [*CALENDAR, "day_of_year", *WEATHER])
    return rules.assign(**made, **{"one pass": one_pass.reindex(rules.index)})


def plan_by_rules(counts: pd.Series) -> pd.DataFrame:
    """Return what doing nothing and two rules would have planned for each hour from February 2011 on.

    Parameters
    ----------
    counts : Series of float
        What happened, indexed by hour, from January 2011 on.

    Returns
    -------
    DataFrame
        Columns ``actual``, ``nothing`` (one number for all hours, the mean of all before this
        month), ``last week`` and ``four weeks`` (as `forecasting.look_back`, and 0 where there is
        nothing).

    Examples
    --------
    >>> table = plan_by_rules(load_bike_rentals()["casual"])
    >>> table.loc["2011-02-05 15:00", ["actual", "last week", "four weeks"]].tolist()
    [11.0, 22.0, 14.5]
    """
    month = pd.DatetimeIndex(counts.index).to_period("M")
    so_far = counts.groupby(month).sum().cumsum() / counts.groupby(month).count().cumsum()
    before = look_back(counts).rename(columns=lambda name: name.replace("_", " "))
    table = pd.DataFrame({"actual": counts, "nothing": (month - 1).map(so_far)}).join(before)
    return table.loc[str(MONTHS[0]) :].fillna(0)


def count_by_month(forecasts: pd.DataFrame, short: float = 1, over: float = 1) -> pd.DataFrame:
    """Return what the misses of each policy cost, month by month.

    Parameters
    ----------
    forecasts : DataFrame
        Indexed by hour; ``actual``, and a column a policy.
    short, over : float
        What one bike too few costs, and one too many. With 1 and 1 misplaced bikes are counted.

    Returns
    -------
    DataFrame
        Indexed by month, a column a policy; missing where a policy made no forecasts.

    Raises
    ------
    ValueError
        If there is no column ``actual``.

    Examples
    --------
    >>> hours = pd.date_range("2011-02-01", periods=2, freq="h")
    >>> table = pd.DataFrame({"actual": [10, 10], "rule": [8.0, 11.0]}, index=hours)
    >>> count_by_month(table, short=3, over=1)["rule"].tolist()
    [7.0]
    """
    if "actual" not in forecasts:
        raise ValueError(f"there is no column 'actual' among {', '.join(forecasts.columns)}")
    missing = forecasts.drop(columns="actual").rsub(forecasts["actual"], axis=0)
    costs = missing.clip(lower=0) * short - missing.clip(upper=0) * over
    return costs.groupby(pd.DatetimeIndex(costs.index).to_period("M")).sum(min_count=1)


def take_steps(
    costs: pd.DataFrame, first: str, candidates: Sequence[str], trial: int = 1, margin: float = 0.0
) -> Steps:
    """Run `first`, and try the candidates beside it, one after the other.

    Each candidate forecasts for `trial` months without being used (a shadow deployment), while
    what is running goes on. If it cost less over these months, by more than the share `margin`,
    it is released with the next month. Then the next candidate is tried. Nothing is ever
    decided by months that a policy has learnt from, as forecasts are made before each month.

    Parameters
    ----------
    costs : DataFrame
        As from `count_by_month`.
    first : str
        What runs in the first month.
    candidates : sequence of str
        What is tried, in this order; the same may be tried again.
    trial : int
        Months of a trial.
    margin : float
        How much less a candidate must cost, as a share of what is running.

    Returns
    -------
    Steps

    Raises
    ------
    ValueError
        If a policy has no column, or made no forecasts in a month in which it was to run or be
        tried; if a trial has no month, or the margin is no share.

    Examples
    --------
    >>> costs = pd.DataFrame({"old": [9.0, 9, 9], "new": [8.0, 8, 8]}, pd.period_range("2011-02", periods=3, freq="M"))
    >>> take_steps(costs, "old", ["new"]).running.tolist()
    ['old', 'new', 'new']
    """
    unknown = [name for name in (first, *candidates) if name not in costs]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no policy; there are {', '.join(map(repr, costs.columns))}")
    if trial < 1 or not 0 <= margin < 1:
        raise ValueError(f"a trial takes a month or more and margin is a share below 1; they are {trial} and {margin}")
    running, log, waiting = [], [], list(candidates)
    now, begun = first, 0
    for place, month in enumerate(costs.index):
        if waiting and place - begun == trial:
            tried, months = waiting.pop(0), slice(begun, place)
            theirs, ours = costs[tried].iloc[months].sum(), costs[now].iloc[months].sum()
            better = bool(theirs < ours * (1 - margin))
            log.append((month, tried, now, theirs, ours, better))
            now, begun = tried if better else now, place
        for name in (now, *waiting[:1]):
            if pd.isna(costs.loc[month, name]):
                raise ValueError(f"{name!r} made no forecasts in {month}: it can neither run nor be tried then")
        running.append(now)
    columns = ["decided", "tried", "against", "cost_tried", "cost_running", "released"]
    return Steps(pd.Series(running, index=costs.index), pd.DataFrame(log, columns=columns))
