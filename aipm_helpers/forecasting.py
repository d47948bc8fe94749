"""Forecasts of bike rentals: what is known when, a rule, a model, and their errors.

Several modules forecast the same rentals, so this is a file of its own.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.model_selection import KFold
from threadpoolctl import threadpool_limits

from aipm_helpers.datasets import load_bike_rentals

__all__ = [
    "CALENDAR",
    "WEATHER",
    "add_columns",
    "add_offered_columns",
    "count_misplaced",
    "find_absent_hours",
    "forecast",
    "forecast_left_out",
    "forecast_month_by_month",
    "look_back",
    "resample_weeks",
    "wape",
]

#: Columns that are known years ahead, and those of the weather in the hour itself.
CALENDAR = ("hour", "weekday", "holiday")
WEATHER = ("weather", "temperature", "humidity", "wind")


def add_columns(bikes: pd.DataFrame) -> pd.DataFrame:
    """Return the rentals with columns that follow from the calendar and from the past.

    Parameters
    ----------
    bikes : DataFrame
        As from `datasets.load_bike_rentals`, indexed by hour.

    Returns
    -------
    DataFrame
        A copy with ``hour`` (0 to 23), ``weekday`` (0 is Monday), ``day_of_year`` (1 to
        366); ``last_week`` (rentals 168 hours before) and ``four_weeks`` (mean of the
        rentals 1, 2, 3 and 4 weeks before, of those that have a row), both missing where
        there is nothing; and for each column of the weather one that ends in
        ``_yesterday``, 24 hours before.

    Examples
    --------
    >>> add_columns(load_bike_rentals()).loc["2011-02-01 08:00", ["hour", "weekday", "last_week"]].tolist()
    [8.0, 1.0, 238.0]
    """
    times = pd.DatetimeIndex(bikes.index)
    made = bikes.assign(hour=times.hour, weekday=times.day_of_week, day_of_year=times.day_of_year)
    made = made.join(look_back(bikes["rentals"]))
    for column in WEATHER:
        made[f"{column}_yesterday"] = _earlier(bikes[column], 24)
    return made


def look_back(counts: pd.Series) -> pd.DataFrame:
    """Return what two rules plan for each hour: they repeat the same hour of the weeks before.

    Parameters
    ----------
    counts : Series of float
        What happened, indexed by hour.

    Returns
    -------
    DataFrame
        Indexed alike: ``last_week`` (168 hours before) and ``four_weeks`` (mean of 1, 2, 3 and 4
        weeks before, of those that have a row); missing where there is nothing.

    Examples
    --------
    >>> look_back(load_bike_rentals()["casual"]).loc["2011-02-05 15:00"].tolist()
    [22.0, 14.5]
    """
    weeks = [_earlier(counts, 168 * count) for count in (1, 2, 3, 4)]
    return pd.DataFrame({"last_week": weeks[0], "four_weeks": pd.concat(weeks, axis=1).mean(axis=1)})


def add_offered_columns(bikes: pd.DataFrame) -> pd.DataFrame:
    """Return the rentals with four columns that a made-up supplier offers, one of them a leak.

    Parameters
    ----------
    bikes : DataFrame
        As from `add_columns`.

    Returns
    -------
    DataFrame
        A copy with ``commute`` (bool: hours 7 to 9 and 16 to 19 of working days), ``busy``
        (rentals over the mean of the hours of the same day), ``day_before`` (rentals 24
        hours before) and ``seven_days`` (mean per hour over the seven days before the day).

    Examples
    --------
    >>> made = add_offered_columns(add_columns(load_bike_rentals()))
    >>> round(float(made.loc["2011-12-05", "busy"].mean()), 6)
    1.0
    """
    days = pd.DatetimeIndex(bikes.index).normalize()
    rush = bikes["hour"].isin([7, 8, 9, 16, 17, 18, 19])
    by_day = bikes["rentals"].groupby(days).mean()
    return bikes.assign(
        commute=rush & bikes["weekday"].lt(5) & ~bikes["holiday"],
        busy=bikes["rentals"] / by_day.reindex(days).to_numpy(),
        day_before=_earlier(bikes["rentals"], 24),
        seven_days=by_day.rolling(7, min_periods=1).mean().shift(1).reindex(days).to_numpy(),
    )


def find_absent_hours(bikes: pd.DataFrame) -> pd.DatetimeIndex:
    """Return the hours between the first and the last that have no row.

    The hour that the clocks skip when summer time begins is not absent: it never was.

    Parameters
    ----------
    bikes : DataFrame
        As from `datasets.load_bike_rentals`, indexed by hour, Washington's time.

    Returns
    -------
    DatetimeIndex

    Examples
    --------
    >>> len(find_absent_hours(load_bike_rentals()))
    163
    """
    times = pd.DatetimeIndex(bikes.index)
    clock = pd.date_range(times.min(), times.max(), freq="h", tz="America/New_York").tz_localize(None).unique()
    return clock.difference(times)


def wape(actual: ArrayLike, forecasts: ArrayLike) -> float:
    """Return the sum of all misses over the sum of all that happened.

    The weighted absolute percentage error (Kolassa and Schütz 2007, who call it MAD/mean):
    0.15 says that forecasts missed by 15 bikes for every 100 rented. Busy hours weigh more,
    and an hour without rentals does no harm, as it does to a mean of percentages.

    Parameters
    ----------
    actual : array of float, shape (n,)
        What happened.
    forecasts : array of float, shape (n,)
        What was forecast; where it is missing, 0 is taken.

    Returns
    -------
    float
        From 0; 1 is what a forecast of 0 for every hour earns.

    Raises
    ------
    ValueError
        If the two differ in length, or nothing happened at all.

    Examples
    --------
    >>> wape([10, 30], [15, 25])
    0.25
    """
    happened, said = np.asarray(actual, dtype=float), np.nan_to_num(np.asarray(forecasts, dtype=float))
    if happened.shape != said.shape:
        raise ValueError(f"there are {happened.size} hours and {said.size} forecasts")
    if not happened.sum():
        raise ValueError("nothing happened, so there is nothing to divide by")
    return float(np.abs(happened - said).sum() / happened.sum())


def forecast(train: pd.DataFrame, test: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """Return a model's forecasts for `test` after it has learnt from `train`.

    The model is gradient boosting of shallow trees (Friedman 2001) as in scikit-learn's
    `HistGradientBoostingRegressor`, the same for all columns. Forecasts below 0 become 0.

    Parameters
    ----------
    train, test : DataFrame
        As from `add_columns`.
    columns : sequence of str
        What the model may use; their order does not matter.

    Returns
    -------
    Series of float, shape (len(test),)
        Rentals in the hour, indexed like `test`.

    Examples
    --------
    >>> bikes = add_columns(load_bike_rentals())
    >>> december = bikes.loc["2011-12"]
    >>> round(wape(december["rentals"], forecast(bikes.loc[:"2011-11"], december, CALENDAR)), 2)
    0.36
    """
    model = HistGradientBoostingRegressor(max_iter=45, learning_rate=0.2, early_stopping=False, random_state=0)
    # trees break ties by place: in one order, whoever lists the same columns gets the same forecasts
    ordered = sorted(columns)
    # on one thread: so little data, and threads that wait for each other on a busy machine take minutes
    with threadpool_limits(1):
        model.fit(train[ordered], train["rentals"])
        made = model.predict(test[ordered])
    return pd.Series(made.clip(0), index=test.index, name="forecast")


def forecast_left_out(bikes: pd.DataFrame, columns: Sequence[str], parts: int = 4, seed: int = 0) -> pd.Series:
    """Return forecasts for hours that were left out at random, each by a model that lacked it.

    This is cross-validation (Stone 1974) with shuffled parts. It asks the model to fill
    gaps between hours that it has seen: what a product that looks ahead never gets.

    Parameters
    ----------
    bikes : DataFrame
        As from `add_columns`.
    columns : sequence of str
        What the model may use.
    parts : int
        How many parts the hours are dealt into.
    seed : int
        Of the dealing.

    Returns
    -------
    Series of float, shape (len(bikes),)

    Examples
    --------
    >>> year = add_columns(load_bike_rentals()).loc["2011"]
    >>> round(wape(year["rentals"], forecast_left_out(year, CALENDAR)), 2)
    0.39
    """
    deal = KFold(parts, shuffle=True, random_state=seed).split(bikes)
    made = [forecast(bikes.iloc[train], bikes.iloc[test], columns) for train, test in deal]
    return pd.concat(made).reindex(bikes.index)


def forecast_month_by_month(bikes: pd.DataFrame, columns: Sequence[str], first: str = "2012-01") -> pd.Series:
    """Return forecasts from a month to the end of the data, made as a product would make them.

    At the beginning of every month the model learns from all hours before it, and forecasts
    that month (walk-forward validation; Tashman 2000).

    Parameters
    ----------
    bikes : DataFrame
        As from `add_columns`.
    columns : sequence of str
        What the model may use.
    first : str
        The first month to forecast.

    Returns
    -------
    Series of float
        Indexed like the hours from that month on.

    Examples
    --------
    >>> bikes = add_columns(load_bike_rentals())
    >>> len(forecast_month_by_month(bikes, CALENDAR, "2012-12")) == len(bikes.loc["2012-12"])
    True
    """
    months = bikes.loc[first:].groupby(pd.DatetimeIndex(bikes.loc[first:].index).to_period("M"))
    made = [forecast(bikes[bikes.index < month.start_time], ahead, columns) for month, ahead in months]
    return pd.concat(made)


def count_misplaced() -> pd.Series:
    """Return how many bikes four policies misplaced in 2012, to the nearest 100.

    Returns
    -------
    Series of float
        Indexed by policy: ``nothing`` (the mean of 2011 for every hour), ``rule`` (the mean of
        four weeks), ``model with memory`` and ``model with measured weather``, which learn
        anew each month.

    Examples
    --------
    >>> missed = count_misplaced()
    >>> bool(missed["model with measured weather"] < missed["rule"] < missed["nothing"])
    True
    """
    return pd.Series(dict(_misplaced()))


@functools.cache
def _misplaced() -> tuple[tuple[str, float], ...]:
    bikes = add_columns(load_bike_rentals())
    rentals, memory = bikes.loc["2012", "rentals"], [*CALENDAR, "four_weeks"]
    forecasts = {
        "nothing": bikes.loc["2011", "rentals"].mean(),
        "rule": bikes.loc["2012", "four_weeks"],
        "model with memory": forecast_month_by_month(bikes, memory),
        "model with measured weather": forecast_month_by_month(bikes, [*memory, *WEATHER]),
    }
    return tuple((name, round(float((rentals - made).abs().sum()), -2)) for name, made in forecasts.items())


def resample_weeks(actual: pd.Series, forecasts: pd.DataFrame, repeats: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Return the `wape` of forecasts on `repeats` resamples of the weeks (block bootstrap).

    Weeks are drawn whole, because the hours of a week are not independent: one storm spoils
    many; each year by itself, so that a resample has as much of each as the data. All
    forecasts are measured on the same draws, so differences can be read off row by row
    (paired). Künsch 1989. What it cannot tell is how another year would differ.

    Parameters
    ----------
    actual : Series of float, indexed by hour
        What happened.
    forecasts : DataFrame, indexed alike
        A column a policy.
    repeats : int
        The number of resamples.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame, shape (repeats, number of policies)

    Examples
    --------
    >>> hours = pd.date_range("2012-01-02", periods=336, freq="h")
    >>> draws = resample_weeks(pd.Series(2.0, hours), pd.DataFrame({"one": 1.0}, hours), repeats=3)
    >>> draws["one"].tolist()
    [0.5, 0.5, 0.5]
    """
    missed = forecasts.fillna(0).sub(actual, axis=0).abs().resample("W").sum()
    happened = actual.resample("W").sum()
    year = actual.index.to_series().resample("W").min().dt.year.to_numpy()
    rng, draws = np.random.default_rng(seed), np.zeros((repeats, len(happened)))
    for each in np.unique(year):
        weeks = int((year == each).sum())
        draws[:, year == each] = rng.multinomial(weeks, np.full(weeks, 1 / weeks), size=repeats)
    return pd.DataFrame((draws @ missed.to_numpy()) / (draws @ happened.to_numpy())[:, None], columns=missed.columns)


def _earlier(values: pd.Series, hours: int) -> pd.Series:
    """Return what stood so many hours before, missing where there was no row."""
    return values.reindex(values.index - pd.Timedelta(hours=hours)).set_axis(values.index)
