"""What lesson 3 of module 1 measures: tags of pictures, words of speech, answers in text, and miles without an accident."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from statsmodels.stats.proportion import proportion_confint
from threadpoolctl import threadpool_limits

__all__ = [
    "DEPARTMENTS",
    "count_word_errors",
    "pool_word_errors",
    "prices_of_tags",
    "rank_own_answers",
    "resample_word_errors",
    "share_with_interval",
    "tag_by_outline",
    "tag_pictures",
    "units_without_failure",
]

#: Where each product is sold.
DEPARTMENTS = dict.fromkeys(["t-shirt", "trouser", "pullover", "dress", "coat", "shirt"], "clothes") | {
    "sandal": "shoes",
    "sneaker": "shoes",
    "ankle boot": "shoes",
    "bag": "bags",
}


# --- pictures ------------------------------------------------------------------------------


def tag_pictures(pictures: npt.NDArray[np.uint8], products: pd.Series, learn: int = 1000) -> pd.DataFrame:
    """Return tags for the pictures that a logistic regression has not learnt from.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (n, height, width)
        As from `datasets.load_product_pictures`.
    products : Series of category, length n
        What they show.
    learn : int
        From how many of them, the first, it learns.

    Returns
    -------
    DataFrame, length n - learn
        Indexed by picture: ``product``, ``tag`` (the likeliest product), ``certain``
        (probability of that product, by the model) and ``certain_department`` (probability, by the model, of all
        products of the tag's department together; see `DEPARTMENTS`).

    Notes
    -----
    Each grey value is a column, and the weights are held small (L2, C = 0.1): there are 784 columns
    for 1,000 pictures.

    Examples
    --------
    >>> from aipm_helpers.datasets import load_product_pictures
    >>> tags = tag_pictures(*load_product_pictures())
    >>> len(tags), round(float((tags["tag"] == tags["product"]).mean()), 2)
    (1000, 0.78)
    """
    grey = pictures.reshape(len(pictures), -1) / 255
    # the results must not hang on the number of cores
    with threadpool_limits(1):
        model = LogisticRegression(C=0.1, max_iter=2000, tol=1e-6).fit(grey[:learn], products.iloc[:learn].astype(str))
        chances = pd.DataFrame(model.predict_proba(grey[learn:]), products.index[learn:], model.classes_)
    tag = chances.idxmax(axis=1)
    by_department = chances.T.groupby(DEPARTMENTS.get).sum().T
    places = by_department.columns.get_indexer(tag.map(DEPARTMENTS))
    return pd.DataFrame(
        {
            "product": products.iloc[learn:].astype(str),
            "tag": tag,
            "certain": chances.max(axis=1),
            "certain_department": by_department.to_numpy()[np.arange(len(tag)), places],
        }
    )


def tag_by_outline(pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.str_]:
    """Return tags by nine questions about the outline: a rule that a person wrote, looking at 1,000 pictures.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (n, 28, 28)
        As from `datasets.load_product_pictures`.

    Examples
    --------
    >>> wide_and_low = np.zeros((1, 28, 28), dtype=np.uint8)
    >>> wide_and_low[0, 10:20] = 200
    >>> tag_by_outline(wide_and_low).tolist()
    ['sneaker']
    """
    shape = pictures > 30
    height, width = shape.any(axis=2).sum(axis=1), shape.any(axis=1).sum(axis=1)
    filled = shape.sum(axis=(1, 2)) / np.maximum(height * width, 1)
    legs = (~shape[:, 20:26, 13:15]).mean(axis=(1, 2)) > 0.2
    shoulders = shape[:, 2:6].sum(axis=(1, 2)) / 4 > 16
    wide, low, narrow = width > 25, height <= 17, width <= 16
    questions: list[tuple[npt.NDArray[np.bool_], str]] = [
        (wide & low & (filled < 0.5), "sandal"),
        (wide & low, "sneaker"),
        (wide & (filled < 0.48), "sandal"),
        (wide & (filled >= 0.68), "bag"),
        (wide, "ankle boot"),
        (narrow & legs, "trouser"),
        (narrow, "dress"),
        (filled < 0.73, "t-shirt"),
        (shoulders, "pullover"),
    ]
    return np.select([asked for asked, _ in questions], [tag for _, tag in questions], "coat")


def prices_of_tags(
    tags: pd.DataFrame,
    by_hand: pd.Series | None = None,
    within: float = 0.10,
    across: float = 2.00,
    manual: float = 0.25,
) -> pd.Series:
    """Return what each picture costs.

    Parameters
    ----------
    tags : DataFrame
        With ``product`` and ``tag``.
    by_hand : Series of bool, optional
        Which pictures a person tags, rightly; without it none.
    within, across : float
        Price of a wrong tag of the same, and of another department, euros.
    manual : float
        Price of a tag by a person, euros.

    Returns
    -------
    Series
        Euros, indexed like `tags`.

    Examples
    --------
    >>> tags = pd.DataFrame({"product": ["shirt", "coat", "bag"], "tag": ["shirt", "shirt", "sneaker"]})
    >>> prices_of_tags(tags).tolist()
    [0.0, 0.1, 2.0]
    >>> prices_of_tags(tags, by_hand=pd.Series([False, False, True])).tolist()
    [0.0, 0.1, 0.25]
    """
    same = tags["product"].map(DEPARTMENTS) == tags["tag"].map(DEPARTMENTS)
    price = np.where(tags["product"] == tags["tag"], 0.0, np.where(same, within, across))
    return pd.Series(price if by_hand is None else np.where(by_hand, manual, price), tags.index)


# --- speech --------------------------------------------------------------------------------


def count_word_errors(said: str, heard: str) -> dict[str, int]:
    """Count how many words must be changed, left out or added to turn what was said into what was heard.

    Parameters
    ----------
    said, heard : str
        Words between blanks; capitals and punctuation count as differences.

    Returns
    -------
    dict
        ``words`` that were said, and of the shortest way from one to the other ``substituted``,
        ``deleted`` (said, not heard) and ``inserted`` (heard, not said). Among ways of equal
        length that with the most substitutions is taken.

    Notes
    -----
    Word error rate is (substituted + deleted + inserted) / words, and may exceed 1. The distance is V. Levenshtein's (1966), on
    words in place of letters.

    Examples
    --------
    >>> count_word_errors("four queen of clubs", "for queen of of clubs")
    {'words': 4, 'substituted': 1, 'deleted': 0, 'inserted': 1}
    """
    spoken, caught = said.split(), heard.split()
    # cost of each pair of beginnings: (errors, deleted, inserted)
    above = [(column, 0, column) for column in range(len(caught) + 1)]
    for row, word in enumerate(spoken, start=1):
        line = [(row, row, 0)]
        for column, other in enumerate(caught, start=1):
            errors, deleted, inserted = above[column - 1]
            kept = (errors + (word != other), deleted, inserted)
            dropped = (above[column][0] + 1, above[column][1] + 1, above[column][2])
            added = (line[-1][0] + 1, line[-1][1], line[-1][2] + 1)
            line.append(min(kept, dropped, added, key=lambda way: (way[0], way[1] + way[2])))
        above = line
    errors, deleted, inserted = above[-1]
    return {"words": len(spoken), "substituted": errors - deleted - inserted, "deleted": deleted, "inserted": inserted}


def pool_word_errors(clips: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the word errors of each clip, and its rate.

    Parameters
    ----------
    clips : DataFrame
        As from `datasets.load_spoken_clips`.
    column : str
        What was heard, such as ``heard``.

    Returns
    -------
    DataFrame
        Indexed by clip, with the columns of `count_word_errors` and ``errors``, their sum. A rate over several clips is
        the sum of errors over the sum of words, not the mean of rates.

    Examples
    --------
    >>> from aipm_helpers.datasets import load_spoken_clips
    >>> errors = pool_word_errors(load_spoken_clips(), "heard")
    >>> int(errors["errors"].sum()), int(errors["words"].sum())
    (21, 92)
    """
    rows = [count_word_errors(said, heard) for said, heard in zip(clips["said"], clips[column], strict=True)]
    counted = pd.DataFrame(rows, index=clips.index)
    return counted.assign(errors=counted[["substituted", "deleted", "inserted"]].sum(axis=1))


def resample_word_errors(errors: pd.DataFrame, repeats: int = 2000, seed: int = 0) -> tuple[float, float]:
    """Return a 95 % interval of the pooled word error rate, from drawing whole clips anew.

    Words of one clip stand or fall together, so clips are drawn (the bootstrap of B. Efron, 1979). Of few clips the
    interval is too narrow rather than too wide.

    Parameters
    ----------
    errors : DataFrame
        As from `pool_word_errors`.
    repeats, seed : int
        How often to draw, and from where to begin.

    Examples
    --------
    >>> low, high = resample_word_errors(pd.DataFrame({"errors": [1, 1], "words": [4, 4]}))
    >>> low, high
    (0.25, 0.25)
    """
    places = np.random.default_rng(seed).integers(0, len(errors), (repeats, len(errors)))
    rates = errors["errors"].to_numpy()[places].sum(axis=1) / errors["words"].to_numpy()[places].sum(axis=1)
    low, high = np.quantile(rates, [0.025, 0.975])
    return float(low), float(high)


# --- text ----------------------------------------------------------------------------------


def rank_own_answers(faq: pd.DataFrame, way: str = "tf-idf", copied: bool = False) -> pd.Series:
    """Return at which place a search finds each question's own answer, 1 for first.

    Parameters
    ----------
    faq : DataFrame
        As from `datasets.load_construction_faq`.
    way : {"tf-idf", "shared words"}
        How alike a question and an answer are: cosine of their TF-IDF weights, or the number of words that
        both have. English stop words are left out. Of answers that are equally alike the one with the smaller number comes first.
    copied : bool
        Search in questions and answers, so that each question finds itself.

    Returns
    -------
    Series of int
        Indexed by pair.

    Notes
    -----
    TF-IDF: a word counts for more the oftener it stands in a text and the fewer texts have it (K. Spärck Jones, A
    statistical interpretation of term specificity, 1972).

    Examples
    --------
    >>> faq = pd.DataFrame({"question": ["How deep is a well?", "Who pays tax?"],
    ...     "answer": ["A well is 90 metres deep.", "Owners pay."]}, index=[7, 8])
    >>> rank_own_answers(faq).to_dict()
    {7: 1, 8: 2}
    """
    ways = {
        "tf-idf": TfidfVectorizer(stop_words="english"),
        "shared words": CountVectorizer(stop_words="english", binary=True),
    }
    if way not in ways:
        raise ValueError(f"way must be one of {', '.join(ways)}; it is {way!r}")
    texts = faq["question"] + " " + faq["answer"] if copied else faq["answer"]
    searched = ways[way].fit_transform(texts)
    alike = (ways[way].transform(faq["question"]) @ searched.T).toarray().round(9)
    own = alike.diagonal()[:, None]
    earlier = np.tri(len(faq), k=-1, dtype=bool)
    return pd.Series(1 + (alike > own).sum(axis=1) + ((alike == own) & earlier).sum(axis=1), faq.index)


def share_with_interval(answers: Sequence[bool] | pd.Series) -> tuple[float, float, float]:
    """Return a share and its 95 % interval (E. B. Wilson, 1927).

    Examples
    --------
    >>> [round(end, 2) for end in share_with_interval([True] * 20 + [False] * 40)]
    [0.33, 0.23, 0.46]
    """
    count, size = int(np.sum(answers)), len(answers)
    low, high = proportion_confint(count, size, method="wilson")
    return count / size, float(low), float(high)


# --- safety --------------------------------------------------------------------------------


def units_without_failure(rate: float, confidence: float = 0.95) -> float:
    """Return how many units without a failure show that failures are rarer than `rate`.

    Parameters
    ----------
    rate : float
        Failures per unit, such as deaths per mile, between 0 and 1.
    confidence : float
        How surely, between 0 and 1.

    Returns
    -------
    float
        About 3 / `rate` at 95 %: the rule of three (J. A. Hanley, A. Lippman-Hand, JAMA 1983). It takes failures to be
        independent and equally likely in every unit.

    Raises
    ------
    ValueError
        If `rate` or `confidence` is not between 0 and 1.

    Examples
    --------
    >>> round(units_without_failure(1 / 100))
    298
    """
    for name, value in {"rate": rate, "confidence": confidence}.items():
        if not 0 < value < 1:
            raise ValueError(f"{name} must lie between 0 and 1; it is {value}")
    return float(np.log(1 - confidence) / np.log1p(-rate))
