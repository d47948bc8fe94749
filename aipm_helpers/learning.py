"""What lesson 4 of module 1 learns: from answers, patterns, consequences, and from text itself.

The shop and its front are simulated: there the truth is known, and its parameters are arguments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeRegressor
from threadpoolctl import threadpool_limits

from aipm_helpers.forecasting import wape

__all__ = [
    "PERSONAL",
    "Shop",
    "describe_customers",
    "find_segments",
    "grow_trees",
    "guess_next_words",
    "recommend",
    "run_shop_fronts",
    "score_clients",
    "simulate_shop",
    "split_clients",
]

#: What a lender's model must not use: it is there to see whom a decision hits.
PERSONAL = ("sex", "education", "marriage", "age")


def grow_trees(
    train: pd.DataFrame, test: pd.DataFrame, columns: Sequence[str], depths: Sequence[int] = (1, 2, 3, 5, 8, 12, 20, 40)
) -> pd.DataFrame:
    """Return how far regression trees of growing depth are off, on what they learnt from and on what came next.

    A tree of depth d asks up to d questions one after the other, such as "is it after 6?", and
    answers with the mean of what it has seen there (Breiman and others 1984).

    Parameters
    ----------
    train, test : DataFrame
        With `columns`, and ``rentals``, which is forecast.
    columns : sequence of str
        What the trees may ask about.
    depths : sequence of int
        How many questions in a row.

    Returns
    -------
    DataFrame
        Indexed by ``depth``: ``learnt_from`` and ``next``, both as from `forecasting.wape`.

    Examples
    --------
    >>> past = pd.DataFrame({"hour": [8, 9, 8, 9], "rentals": [10, 30, 12, 34]})
    >>> grow_trees(past, past, ["hour"], depths=[1])["learnt_from"].round(3).tolist()
    [0.07]
    """
    ordered = sorted(columns)
    rows = []
    for depth in depths:
        tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(train[ordered], train["rentals"])
        rows.append([wape(part["rentals"], tree.predict(part[ordered])) for part in (train, test)])
    return pd.DataFrame(rows, index=pd.Index(depths, name="depth"), columns=["learnt_from", "next"])


def split_clients(clients: pd.DataFrame, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return two thirds of the clients to learn from, and one third to test on.

    Parameters
    ----------
    clients : DataFrame
        As from `datasets.load_credit_defaults`.
    seed : int
        Of the draw, in which both parts get the same share of defaults.

    Examples
    --------
    >>> from aipm_helpers.datasets import load_credit_defaults
    >>> [len(part) for part in split_clients(load_credit_defaults())]
    [8000, 4000]
    """
    train, test = train_test_split(clients, test_size=1 / 3, stratify=clients["default"], random_state=seed)
    return train, test


def score_clients(train: pd.DataFrame, test: pd.DataFrame, model: str = "logistic") -> pd.Series:
    """Return each test client's score for default, from a model that has learnt from the others.

    Parameters
    ----------
    train, test : DataFrame
        As from `split_clients`. Columns in `PERSONAL` are not used.
    model : {"logistic", "boosting"}
        Logistic regression on standardised columns, or gradient boosting of shallow trees.

    Returns
    -------
    Series of float, shape (len(test),)
        Between 0 and 1.

    Raises
    ------
    ValueError
        If `model` is neither of the two.

    Examples
    --------
    >>> from aipm_helpers.datasets import load_credit_defaults
    >>> scores = score_clients(*split_clients(load_credit_defaults()))
    >>> len(scores), bool(scores.between(0, 1).all())
    (4000, True)
    """
    models = {
        "logistic": make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)),
        "boosting": HistGradientBoostingClassifier(
            max_iter=80, learning_rate=0.08, max_leaf_nodes=15, early_stopping=False, random_state=0
        ),
    }
    if model not in models:
        raise ValueError(f"model must be one of {', '.join(models)}; it is {model!r}")
    columns = sorted(set(train.columns) - {"default", *PERSONAL})
    with threadpool_limits(1):
        fitted = models[model].fit(train[columns], train["default"])
        scores = fitted.predict_proba(test[columns])[:, 1]
    return pd.Series(scores, index=test.index, name="score")


def describe_customers(purchases: pd.DataFrame, until: str = "1997-09-30") -> pd.DataFrame:
    """Return what each customer did until a day, and what came after it.

    Recency, frequency and monetary value are the columns that shops have long sorted
    their customers by. Purchases are counted by days, since the source may hold a day twice.

    Parameters
    ----------
    purchases : DataFrame
        As from `datasets.load_cd_purchases`.
    until : str
        The last day that counts as known.

    Returns
    -------
    DataFrame
        Indexed by customer: ``days_since`` (the last purchase, until then), ``days_bought``
        (days with a purchase), ``dollars``; afterwards ``again`` (bool) and ``later_dollars``.

    Examples
    --------
    >>> from aipm_helpers.datasets import load_cd_purchases
    >>> customers = describe_customers(load_cd_purchases())
    >>> len(customers), round(float(customers["again"].mean()), 3)
    (23570, 0.299)
    """
    day = pd.Timestamp(until)
    known, later = purchases[purchases["date"] <= day], purchases[purchases["date"] > day]
    grouped = known.groupby("customer")
    customers = pd.DataFrame(
        {
            "days_since": (day - grouped["date"].max()).dt.days,
            "days_bought": grouped["date"].nunique(),
            "dollars": grouped["dollars"].sum(),
        }
    )
    spent = later.groupby("customer")["dollars"].sum()
    return customers.assign(
        again=customers.index.isin(spent.index), later_dollars=spent.reindex(customers.index).fillna(0.0)
    )


def find_segments(customers: pd.DataFrame, count: int = 4, shuffle: bool = False, seed: int = 0) -> pd.Series:
    """Return each customer's segment, as k-means finds them.

    k-means (MacQueen 1967) puts `count` centres where they lie nearest to the customers; it
    finds that many, whatever it is given. Columns are taken as logarithms and standardised, so
    that dollars do not outweigh days. What came after is not used.

    Parameters
    ----------
    customers : DataFrame
        As from `describe_customers`.
    count : int
        How many segments.
    shuffle : bool
        Whether to shuffle each column by itself first, which leaves no pattern between them.
    seed : int
        Of the shuffling and of the first centres.

    Returns
    -------
    Series of int
        From 1, in order of the segments' mean ``days_bought``.

    Examples
    --------
    >>> table = pd.DataFrame({"days_since": [1, 2, 90, 99], "days_bought": [9, 8, 1, 1], "dollars": [80, 90, 9, 8]})
    >>> find_segments(table, count=2).tolist()
    [2, 2, 1, 1]
    """
    known = customers[["days_since", "days_bought", "dollars"]]
    points = StandardScaler().fit_transform(np.log1p(known))
    if shuffle:
        points = np.random.default_rng(seed).permuted(points, axis=0)
    with threadpool_limits(1):
        found = KMeans(count, n_init=3, random_state=seed).fit_predict(points)
    order = pd.Series(points[:, 1]).groupby(found).mean().rank(method="first").astype(int)
    return pd.Series(order.loc[found].to_numpy(), index=customers.index, name="segment")


@dataclass(frozen=True)
class Shop:
    """What the visitors of a simulated shop have bought, but for one purchase each.

    Attributes
    ----------
    bought : array of bool, shape (visitors, products)
        What is known.
    hidden : array of int, shape (visitors,)
        One more product that each visitor has bought, not among those that are known.
    """

    bought: np.ndarray
    hidden: np.ndarray


def simulate_shop(
    visitors: int = 2000,
    products: int = 60,
    tastes: int = 4,
    taste: float = 1.5,
    popularity: float = 0.9,
    known: int = 7,
    seed: int = 0,
) -> Shop:
    """Return a shop whose truth is known, since it is made here.

    Each product belongs to one of some tastes, each visitor too. A visitor likes a product by
    its popularity, more so if the tastes agree, and by chance: she buys the best ``known + 1``
    by ``-popularity * log(rank) + taste * (tastes agree) + Gumbel noise``, which is drawing
    products one after the other with chances by a logit model (Plackett-Luce), none twice.

    Parameters
    ----------
    visitors, products, tastes : int
        How many there are.
    taste : float
        How much it counts that tastes agree; 0 says that all visitors are alike.
    popularity : float
        How much less likely products are from rank to rank.
    known : int
        Purchases of each visitor that are known; one more, drawn at random from all that
        she bought, is hidden.
    seed : int
        Of everything that is drawn.

    Examples
    --------
    >>> shop = simulate_shop(visitors=3, known=2)
    >>> shop.bought.sum(axis=1).tolist(), bool(shop.bought[range(3), shop.hidden].any())
    ([2, 2, 2], False)
    """
    rng = np.random.default_rng(seed)
    popular = rng.permutation(-popularity * np.log(np.arange(1, products + 1)))
    likes, kinds = rng.integers(0, tastes, visitors), rng.integers(0, tastes, products)
    utility = popular + taste * (likes[:, None] == kinds) + rng.gumbel(size=(visitors, products))
    taken = np.argsort(-utility, axis=1)[:, : known + 1]
    people = np.arange(visitors)
    hidden = taken[people, rng.integers(0, known + 1, visitors)]
    bought = np.zeros((visitors, products), dtype=bool)
    bought[people[:, None], taken] = True
    bought[people, hidden] = False
    return Shop(bought, hidden)


def recommend(bought: ArrayLike, way: str, count: int = 5, seed: int = 0) -> np.ndarray:
    """Return products for each visitor, none of which she has bought.

    Parameters
    ----------
    bought : array of bool, shape (visitors, products)
        What is known.
    way : {"random", "best sellers", "neighbours"}
        ``neighbours`` sums, over what the visitor has bought, how alike each product is to it:
        the cosine of the two products' columns (item-based collaborative filtering; Sarwar
        and others 2001).
    count : int
        How many products each visitor is shown.
    seed : int
        Of the draws: random products, and the order of those that score alike.

    Returns
    -------
    array of int, shape (visitors, count)
        The best first.

    Raises
    ------
    ValueError
        If `way` is none of the three.

    Examples
    --------
    >>> bought = [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0]]
    >>> recommend(bought, "neighbours", count=1)[3].tolist()
    [1]
    """
    known = np.asarray(bought, dtype=float)
    sold = known.sum(axis=0)
    drawn = np.random.default_rng(seed).random(known.shape)
    if way == "random":
        scores = drawn
    elif way == "best sellers":
        scores = np.broadcast_to(sold, known.shape)
    elif way == "neighbours":
        alike = known.T @ known / np.sqrt(np.outer(sold, sold)).clip(1)
        np.fill_diagonal(alike, 0)
        scores = (known @ alike).round(7)  # the last digits differ from machine to machine
    else:
        raise ValueError(f"way must be 'random', 'best sellers' or 'neighbours'; it is {way!r}")
    return np.argsort(-np.where(known > 0, -1.0, scores + 1e-8 * drawn), axis=1, kind="stable")[:, :count]


def run_shop_fronts(
    policy: str,
    rates: Sequence[float] = (0.020, 0.024, 0.030),
    later: Sequence[float] | None = None,
    visitors: int = 20_000,
    first: int = 6000,
    runs: int = 200,
    seed: int = 0,
) -> pd.DataFrame:
    """Return what became of many simulated shop fronts that show one of several banners.

    Parameters
    ----------
    policy : {"old", "split", "test", "bandit", "forgetful bandit"}
        ``old`` shows the first banner to everybody. ``split`` shows each to an equal share for
        ever. ``test`` splits for `first` visitors, then shows the one with most clicks
        (an A/B test). ``bandit`` draws a click rate for each banner from what it believes,
        and shows the highest (Thompson 1933; Chapelle and Li 2011), starting from a uniform
        belief; the forgetful one lets half of what it knows fade every 2,800 visitors or so.
    rates : sequence of float
        Each banner's true click rate.
    later : sequence of float, optional
        True click rates from half of the visitors on.
    visitors : int
        How many visitors each shop has; what they did is known after every 20.
    first : int
        Visitors in the test.
    runs : int
        How many shops.
    seed : int
        Of everything that is drawn.

    Returns
    -------
    DataFrame
        A row a shop: ``clicks``; ``regret`` (clicks that were to be expected if what is best at the
        time had always been shown, minus those to be expected of what was shown; Lai and Robbins 1985);
        ``rate_old`` (of those who saw the first banner, the share that clicked).

    Raises
    ------
    ValueError
        If there is no such policy.

    Examples
    --------
    >>> run_shop_fronts("old", visitors=1000, runs=2)["regret"].round(1).tolist()
    [10.0, 10.0]
    """
    policies = ("old", "split", "test", "bandit", "forgetful bandit")
    if policy not in policies:
        raise ValueError(f"policy must be one of {', '.join(policies)}; it is {policy!r}")
    rng, batch, count = np.random.default_rng(seed), 20, len(rates)
    shown, clicked, seen, hits = (np.zeros((runs, count)) for _ in range(4))
    regret, equal = np.zeros(runs), np.full((runs, count), 1 / count)
    for served in range(0, visitors, batch):
        now = np.asarray(later if later is not None and served >= visitors // 2 else rates)
        if policy == "old":
            share = np.eye(count)[np.zeros(runs, dtype=int)]
        elif policy == "split" or (policy == "test" and served < first):
            share = equal
        elif policy == "test":
            if served < first + batch:
                winner = np.eye(count)[np.argmax(hits / seen.clip(1), axis=1)]
            share = winner
        else:
            believed = rng.beta(1 + hits[:, None], 1 + (seen - hits)[:, None], (runs, batch, count))
            share = np.eye(count)[believed.argmax(axis=2)].mean(axis=1)
        views = np.rint(share * batch) if "bandit" in policy else rng.multinomial(batch, share)
        clicks = rng.binomial(views.astype(int), now)
        shown, clicked, seen, hits = shown + views, clicked + clicks, seen + views, hits + clicks
        if policy == "forgetful bandit":
            seen, hits = seen * 0.995, hits * 0.995
        regret += (views * (now.max() - now)).sum(axis=1)
    return pd.DataFrame(
        {
            "clicks": clicked.sum(axis=1),
            "regret": regret,
            "rate_old": clicked[:, 0] / shown[:, 0].clip(1),
        }
    )


def guess_next_words(texts: Sequence[str], learn: float = 0.75) -> pd.Series:
    """Return how often three ways guess the next word of sentences that they have not seen.

    The answer stands in the text itself, so nobody has to label anything: that is what
    self-supervised means. Language models do the same with many more words before, and
    many more texts (Bengio and others 2003; Radford and others 2018).

    Parameters
    ----------
    texts : sequence of str
        Sentences; the first part is learnt from, the rest is guessed.
    learn : float
        The share to learn from.

    Returns
    -------
    Series of float
        Shares of the words, but for the first of each sentence, that were guessed: ``nothing``
        (a word drawn from all different words: the chance to hit), ``commonest`` (always the
        most frequent word), ``one word before`` (what most often followed the word before),
        ``two words before`` (what most often followed the two words before, else the one).

    Examples
    --------
    >>> guess_next_words(["a b a b", "a b a b"], learn=0.5).round(2).tolist()
    [0.5, 0.33, 1.0, 1.0]
    """
    sentences = [text.split() for text in texts]
    cut = round(len(sentences) * learn)
    words: Counter[str] = Counter(word for sentence in sentences[:cut] for word in sentence)
    after: dict[tuple[str, ...], Counter[str]] = {}
    for sentence in sentences[:cut]:
        for place in range(1, len(sentence)):
            for length in (1, 2):
                if place >= length:
                    after.setdefault(tuple(sentence[place - length : place]), Counter())[sentence[place]] += 1
    commonest = words.most_common(1)[0][0]
    best = {before: counts.most_common(1)[0][0] for before, counts in after.items()}
    hits, total = Counter[str](), 0
    for sentence in sentences[cut:]:
        for place in range(1, len(sentence)):
            one = best.get((sentence[place - 1],), commonest)
            two = best.get(tuple(sentence[max(place - 2, 0) : place]), one)
            guesses = {"commonest": commonest, "one word before": one, "two words before": two}
            hits.update(name for name, guess in guesses.items() if guess == sentence[place])
            total += 1
    names = ("commonest", "one word before", "two words before")
    return pd.Series({"nothing": 1 / len(words), **{name: hits[name] / total for name in names}})
