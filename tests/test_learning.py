"""What lesson 4 learns with: held against truths that are known by hand or by construction."""

import numpy as np
import pandas as pd
import pytest

from aipm_helpers.datasets import load_credit_defaults
from aipm_helpers.learning import (
    PERSONAL,
    find_segments,
    guess_next_words,
    recommend,
    run_shop_fronts,
    score_clients,
    simulate_shop,
    split_clients,
)


def test_personal_columns_move_no_score():
    """Sex, age, education and marriage are not learnt from, and not looked at."""
    train, test = split_clients(load_credit_defaults())
    without = score_clients(train.drop(columns=list(PERSONAL)), test.drop(columns=list(PERSONAL)))
    assert without.equals(score_clients(train, test))


def test_neighbours_are_those_of_a_calculation_by_hand():
    """The tea shop of the workbook: tea is most like a mug, and a book sells best."""
    bought = [[1, 1, 0, 0, 0], [1, 1, 1, 0, 0], [0, 0, 0, 1, 1], [0, 0, 0, 1, 1], [0, 0, 0, 0, 1], [1, 0, 0, 0, 0]]
    assert recommend(bought, "neighbours", count=2)[5].tolist() == [1, 2]
    assert recommend(bought, "best sellers", count=1)[5].tolist() == [4]


@pytest.mark.parametrize("way", ["random", "best sellers", "neighbours"])
def test_nobody_is_shown_what_she_has(way):
    """Each is shown other products, none twice."""
    shop = simulate_shop(visitors=200)
    shown = recommend(shop.bought, way)
    assert not np.take_along_axis(shop.bought, shown, axis=1).any()
    assert all(len(set(row)) == 5 for row in shown.tolist())


def test_neighbours_gain_only_where_there_are_tastes():
    """With strong tastes they beat best sellers, with none they do not."""

    def gain(taste):
        shops = [simulate_shop(taste=taste, seed=seed) for seed in range(5)]
        hits = {
            way: np.mean([np.mean(recommend(shop.bought, way) == shop.hidden[:, None]) for shop in shops])
            for way in ("neighbours", "best sellers")
        }
        return hits["neighbours"] / hits["best sellers"] - 1

    assert gain(2) > 0.2 and abs(gain(0)) < 0.05


def test_segments_are_as_many_as_asked_for_even_of_nothing():
    """k-means finds what it is told to find, and shuffling keeps each column."""
    rng = np.random.default_rng(0)
    noise = pd.DataFrame(
        {name: rng.exponential(50, 500) for name in ("days_since", "days_bought", "dollars")}, index=range(1, 501)
    )
    for count in (2, 4, 7):
        assert sorted(find_segments(noise, count).unique()) == list(range(1, count + 1))
    assert find_segments(noise, 4, shuffle=True).index.equals(noise.index)


def test_regret_is_what_the_rates_say():
    """Doing nothing and splitting lose what can be computed; a bandit loses least while rates stay."""
    regret = {
        policy: run_shop_fronts(policy, runs=60)["regret"].mean()
        for policy in ("old", "split", "test", "bandit", "forgetful bandit")
    }
    assert regret["old"] == pytest.approx(20_000 * 0.010)
    assert regret["split"] == pytest.approx(20_000 * (0.010 + 0.006) / 3, rel=0.02)
    assert regret["bandit"] < regret["test"] < regret["split"]
    assert regret["bandit"] < regret["forgetful bandit"]


def test_when_the_world_turns_the_winner_of_a_test_loses_most():
    """If best and worst change places half-way, forgetting pays."""
    regret = {
        policy: run_shop_fronts(policy, later=[0.030, 0.024, 0.020], runs=60)["regret"].mean()
        for policy in ("old", "test", "bandit", "forgetful bandit")
    }
    assert regret["old"] == pytest.approx(10_000 * 0.010)
    assert regret["forgetful bandit"] < regret["bandit"] < regret["test"]


def test_words_are_guessed_from_other_sentences_only():
    """What never occurred before is never guessed."""
    guessed = guess_next_words(["a b", "a b", "a b", "x y"], learn=0.75)
    assert guessed["one word before"] == guessed["two words before"] == 0


def test_what_is_asked_wrongly_is_told():
    """An error names what there is."""
    train, test = split_clients(load_credit_defaults())
    with pytest.raises(ValueError, match="model must be one of logistic, boosting"):
        score_clients(train, test, "forest")
    with pytest.raises(ValueError, match="way must be"):
        recommend([[1, 0]], "friends")
    with pytest.raises(ValueError, match=r"policy must be one of old, .*it is 'ab'"):
        run_shop_fronts("ab")
