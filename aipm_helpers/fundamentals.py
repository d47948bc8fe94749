"""What module 1 computes: policies, their errors and what they cost; labels and what they buy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from threadpoolctl import threadpool_limits

__all__ = [
    "label_complaints",
    "price_policies",
    "price_thresholds",
    "resample_costs",
    "score_pages",
    "spend_ratings",
]

#: Costs and counts are per this many cases.
BASE = 10_000


def score_pages(pages: pd.DataFrame, label: str = "is_phishing", folds: int = 10, seed: int = 0) -> pd.Series:
    """Return each page's phishing score from a model that has not seen the page.

    A logistic regression is fitted `folds` times, each time on all pages but one part,
    and scores that part (cross-validation; Stone 1974).

    Parameters
    ----------
    pages : DataFrame, shape (n, k + 1)
        Signals, and the `label` column.
    label : str
        The column that says whether a page is phishing.
    folds : int
        The number of parts.
    seed : int
        Of the split into parts.

    Returns
    -------
    Series of float, shape (n,)
        Scores between 0 and 1, indexed like `pages`.

    Examples
    --------
    >>> from aipm_helpers.datasets import load_phishing_pages
    >>> scores = score_pages(load_phishing_pages())
    >>> len(scores), bool(scores.between(0, 1).all())
    (1250, True)
    """
    parts = StratifiedKFold(folds, shuffle=True, random_state=seed)
    signals = pages.drop(columns=label)
    model = LogisticRegression(max_iter=1000)
    scores = cross_val_predict(model, signals, pages[label], cv=parts, method="predict_proba")[:, 1]
    return pd.Series(scores, index=pages.index, name="score")


def price_policies(
    policies: Mapping[str, ArrayLike], truth: ArrayLike, share: float, miss: float, false_alarm: float
) -> pd.DataFrame:
    """Count and price the errors of policies in traffic with another share of positives.

    The hit rate and the false-positive rate are measured on the data; counts per 10,000
    cases follow from them and from `share`. This holds as long as only the share, and
    not the look of positives and negatives, differs (prior probability shift; Saerens,
    Latinne and Decaestecker 2002).

    Parameters
    ----------
    policies : mapping of str to array of bool, each of shape (n,)
        For each policy the cases that it flags.
    truth : array of bool, shape (n,)
        The cases that are positive.
    share : float
        The share of positives in the traffic, between 0 and 1.
    miss, false_alarm : float
        What one missed positive and one false alarm cost, in one currency.

    Returns
    -------
    DataFrame
        A row a policy: ``hit_rate`` and ``false_positive_rate`` (shares); ``caught``,
        ``missed``, ``false_alarms``, ``left_alone`` (cases per 10,000); ``accuracy``,
        ``precision`` (shares; precision is missing where nothing is flagged); ``cost``
        (currency per 10,000 cases).

    Raises
    ------
    ValueError
        If `share` is not between 0 and 1, or `truth` lacks positives or negatives.

    Examples
    --------
    >>> row = price_policies({"all": [True, True]}, [True, False], share=0.1, miss=5, false_alarm=1).loc["all"]
    >>> float(row["cost"]), float(row["precision"])
    (9000.0, 0.1)
    """
    truth = _truth(truth)
    flags = np.array([np.asarray(flagged, dtype=bool) for flagged in policies.values()])
    hit_rate, false_positive_rate = flags[:, truth].mean(axis=1), flags[:, ~truth].mean(axis=1)
    positives, negatives = _split(share)
    table = pd.DataFrame(
        {
            "hit_rate": hit_rate,
            "false_positive_rate": false_positive_rate,
            "caught": positives * hit_rate,
            "missed": positives * (1 - hit_rate),
            "false_alarms": negatives * false_positive_rate,
            "left_alone": negatives * (1 - false_positive_rate),
        },
        index=pd.Index(policies, name="policy"),
    )
    flagged = table["caught"] + table["false_alarms"]
    table["accuracy"] = (table["caught"] + table["left_alone"]) / BASE
    table["precision"] = table["caught"] / flagged.where(flagged > 0)
    table["cost"] = table["missed"] * miss + table["false_alarms"] * false_alarm
    return table


def price_thresholds(
    scores: ArrayLike,
    truth: ArrayLike,
    share: float,
    miss: float,
    false_alarm: float,
    thresholds: Sequence[float] | None = None,
) -> pd.DataFrame:
    """Price the policies "flag every case that scores at least t".

    Parameters
    ----------
    scores : array of float, shape (n,)
        A score for each case, between 0 and 1.
    truth, share, miss, false_alarm
        As for `price_policies`.
    thresholds : sequence of float, optional
        From 0.00 to 1.00 in steps of 0.01 if not given.

    Returns
    -------
    DataFrame
        As from `price_policies`, indexed by ``threshold``.

    Examples
    --------
    >>> curve = price_thresholds([0.2, 0.9], [False, True], share=0.1, miss=5, false_alarm=1)
    >>> float(curve["cost"].min()), float(curve["cost"].idxmin())
    (0.0, 0.21)
    """
    steps = np.round(np.arange(0, 1.005, 0.01), 2) if thresholds is None else np.asarray(thresholds, dtype=float)
    scores = np.asarray(scores, dtype=float)
    policies = {f"{step:g}": scores >= step for step in steps}
    table = price_policies(policies, truth, share, miss, false_alarm)
    return table.set_index(pd.Index(steps, name="threshold"))


def resample_costs(
    policies: Mapping[str, ArrayLike],
    truth: ArrayLike,
    share: float,
    miss: float,
    false_alarm: float,
    repeats: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the costs of policies on `repeats` resamples of the cases (bootstrap).

    Positives and negatives are drawn apart, as many as there are. All policies are
    priced on the same draws, so that differences between them can be read off row by
    row (paired). Efron 1979.

    Parameters
    ----------
    policies, truth, share, miss, false_alarm
        As for `price_policies`.
    repeats : int
        The number of resamples.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame, shape (repeats, number of policies)
        Currency per 10,000 cases.

    Examples
    --------
    >>> costs = resample_costs({"none": [False, False]}, [True, False], 0.1, miss=5, false_alarm=1, repeats=3)
    >>> costs["none"].tolist()
    [5000.0, 5000.0, 5000.0]
    """
    truth = _truth(truth)
    flags = np.array([np.asarray(flagged, dtype=float) for flagged in policies.values()])
    positives, negatives = _split(share)
    rng = np.random.default_rng(seed)

    def mean_rates(group: np.ndarray) -> np.ndarray:
        # how often each case is drawn in each resample, over the number of cases
        size = group.shape[1]
        draws = rng.multinomial(size, np.full(size, 1 / size), size=repeats)
        return np.asarray(draws @ group.T / size)

    hit_rate, false_positive_rate = mean_rates(flags[:, truth]), mean_rates(flags[:, ~truth])
    costs = positives * (1 - hit_rate) * miss + negatives * false_positive_rate * false_alarm
    return pd.DataFrame(costs, columns=list(policies))


def label_complaints(sentences: pd.DataFrame) -> pd.Series:
    """Return which sentences are complaints: more than half of their ratings are negative.

    With an even number of ratings a tie is no complaint.

    Parameters
    ----------
    sentences : DataFrame
        With columns ``rating_...``, as from `datasets.load_review_sentences`.

    Returns
    -------
    Series of bool, shape (len(sentences),)

    Examples
    --------
    >>> label_complaints(pd.DataFrame({"rating_01": [-1, -3], "rating_02": [2, -1]})).tolist()
    [False, True]
    """
    return sentences.filter(regex="^rating_").lt(0).mean(axis=1).gt(0.5)


def spend_ratings(
    sentences: pd.DataFrame,
    budget: int = 2600,
    each: Sequence[int] = (1, 3, 5, 9, 19),
    test: int = 1000,
    repeats: int = 20,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how accurate a model gets if a budget buys few ratings of many sentences, or many of few.

    For each way to spend the budget, `repeats` times: `test` sentences are set aside at
    random, of the others ``budget // each`` get that many of their ratings, drawn at random,
    and the majority is the label. A logistic regression on weighted words (tf-idf) learns
    from them. Sheng, Provost and Ipeirotis 2008 treat the question.

    Parameters
    ----------
    sentences : DataFrame
        As from `datasets.load_review_sentences`.
    budget : int
        Ratings that can be paid for.
    each : sequence of int
        Ratings a sentence; odd numbers, so that there are no ties.
    test : int
        Sentences set aside.
    repeats : int
        Draws for each way.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame
        A row a draw: ``each``, ``sentences`` (labelled), ``accuracy`` (share of the test
        sentences where the model says what `label_complaints` says), ``accuracy_by_one``
        (the same, judged by one rating a sentence drawn at random instead), ``called``
        (share of the test sentences that the model calls a complaint).

    Raises
    ------
    ValueError
        If the sentences do not suffice.

    Examples
    --------
    >>> from aipm_helpers.datasets import load_review_sentences
    >>> draws = spend_ratings(load_review_sentences(), budget=190, each=[1, 19], repeats=1)
    >>> draws["sentences"].tolist()
    [190, 10]
    """
    if budget // min(each) + test > len(sentences):
        raise ValueError(f"{budget // min(each)} sentences to label and {test} to test are more than {len(sentences)}")
    negative = sentences.filter(regex="^rating_").lt(0).to_numpy()
    text, truth = sentences["text"].to_numpy(), label_complaints(sentences).to_numpy()
    rows = []
    for repeat in range(repeats):
        rng = np.random.default_rng([seed, repeat])
        shuffled = rng.permutation(len(sentences))
        tested, rest = shuffled[:test], shuffled[test:]
        judged = negative[tested, rng.integers(0, negative.shape[1], test)]
        asked = rng.permuted(negative[rest], axis=1)
        for ratings in each:
            size = budget // ratings
            model = make_pipeline(TfidfVectorizer(sublinear_tf=True), LogisticRegression(C=3, max_iter=500))
            with threadpool_limits(1):  # threads that wait for each other on a busy machine take minutes
                model.fit(text[rest[:size]], asked[:size, :ratings].mean(axis=1) > 0.5)
                said = model.predict(text[tested])
            shares = [float(np.mean(hits)) for hits in (said == truth[tested], said == judged, said)]
            rows.append((ratings, size, *shares))
    return pd.DataFrame(rows, columns=["each", "sentences", "accuracy", "accuracy_by_one", "called"])


def _truth(truth: ArrayLike) -> np.ndarray:
    truth = np.asarray(truth, dtype=bool)
    if truth.all() or not truth.any():
        raise ValueError("truth must have both positives and negatives")
    return truth


def _split(share: float) -> tuple[float, float]:
    if not 0 <= share <= 1:
        raise ValueError(f"share must lie between 0 and 1; it is {share}")
    return BASE * share, BASE * (1 - share)
