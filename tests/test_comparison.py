"""Differences between rates, permutation tests and false discovery: by hand, against scipy and statsmodels, and under the null."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from toolkit.comparison import _rates_and_error, compare_rates
from toolkit.examples import ARDENIA, VELMAR, make_accusations, make_sentences, make_statements
from toolkit.permutation import false_discovery, p_values, shuffled
from toolkit.selection import SelectionError


def world(ours, theirs, dates=("2023-01-05", "2023-02-05")):
    """Statements of one sentence with so many accusations each, by Velmar and by Ardenia."""
    counts = [(VELMAR, n, dates[0]) for n in ours] + [(ARDENIA, n, dates[1]) for n in theirs]
    statements = make_statements(*({"issuer": issuer, "date": day} for issuer, _, day in counts))
    ids = statements["statement_id"].tolist()
    sentences = make_sentences(*({"statement_id": i, "sentence": "They shelled it."} for i in ids))
    said = [{"statement_id": i, "accusation_index": k} for i, (_, n, _) in zip(ids, counts) for k in range(n)]
    return make_accusations(*said), statements, sentences


def test_the_difference_and_its_interval_by_hand():
    """Rates 2 and 0.5 per statement: errors sqrt(4/3 · 4/16) and sqrt(4/3 · 1/16), Welch's degrees of freedom."""
    row = compare_rates(*world([1, 1, 3, 3], [0, 0, 1, 1]), first=VELMAR, second=ARDENIA, draws=0).iloc[0]
    ours, theirs = 4 / 3 * 4 / 16, 4 / 3 * 1 / 16
    freedom = (ours + theirs) ** 2 / (ours**2 / 3 + theirs**2 / 3)
    half = stats.t.ppf(0.975, freedom) * np.sqrt(ours + theirs)
    assert row["difference"] == pytest.approx(1.5)
    assert (row["low"], row["high"]) == pytest.approx((1.5 - half, 1.5 + half))
    assert row["ratio"] == pytest.approx(4)


def test_p_agrees_with_scipy_where_all_deals_can_be_made():
    ours, theirs = np.array([1, 1, 3, 4, 2]), np.array([0, 0, 1, 1])
    row = compare_rates(*world(ours, theirs), first=VELMAR, second=ARDENIA, draws=4_999, seed=3).iloc[0]

    def far(a, b):
        one = np.r_[np.ones(len(a), bool), np.zeros(len(b), bool)]
        rates, error, _ = _rates_and_error(one[None], np.ones(len(one)), np.r_[a, b].astype(float))
        return abs(rates[0][0] - rates[1][0]) / error[0]

    exact = stats.permutation_test(
        (ours, theirs), far, permutation_type="independent", alternative="greater", n_resamples=np.inf
    )
    assert row["p"] == pytest.approx(exact.pvalue, abs=0.02)


def test_exchanging_the_groups_turns_the_difference_round():
    frames = world([1, 2, 3], [0, 1, 0])
    one = compare_rates(*frames, first=VELMAR, second=ARDENIA, draws=99).iloc[0]
    other = compare_rates(*frames, first=ARDENIA, second=VELMAR, draws=99).iloc[0]
    assert other["difference"] == pytest.approx(-one["difference"])
    assert (other["low"], other["high"]) == pytest.approx((-one["high"], -one["low"]))


def test_two_periods_are_compared_by_any_day_in_them():
    frames = world([2, 2, 1], [0, 1, 0])
    row = compare_rates(*frames, by="period", first="2023-01-31", second="2023-02-01", draws=0).iloc[0]
    assert (row["n_first"], row["n_second"]) == (5, 1)
    with pytest.raises(ValueError, match="No statement is dated in the month of 2024"):
        compare_rates(*frames, by="period", first="2024-01-31", second="2023-02-01", draws=0)
    with pytest.raises(ValueError, match="is no day"):
        compare_rates(*frames, by="period", first="soon", second="2023-02-01", draws=0)


def test_wrong_names_are_answered():
    frames = world([1], [1])
    with pytest.raises(SelectionError, match="did you mean"):
        compare_rates(*frames, first="Ministry of Defense of Velmar", second=ARDENIA)
    with pytest.raises(ValueError, match="are one"):
        compare_rates(*frames, first=VELMAR, second=VELMAR)
    with pytest.raises(ValueError, match="per 'word'"):
        compare_rates(*frames, first=VELMAR, second=ARDENIA, per="word")


def test_order_of_rows_changes_nothing():
    accusations, statements, sentences = world([1, 2, 3, 0], [0, 1, 0])
    one = compare_rates(accusations, statements, sentences, first=VELMAR, second=ARDENIA, draws=99)
    mixed = (
        accusations.sample(frac=1, random_state=1),
        statements.sample(frac=1, random_state=2),
        sentences.sample(frac=1, random_state=3),
    )
    assert compare_rates(*mixed, first=VELMAR, second=ARDENIA, draws=99).equals(one)


def test_deals_keep_the_sizes_and_are_the_same_for_a_seed():
    first = np.array([True] * 3 + [False] * 7)
    deals = shuffled(first, 50, seed=5)
    assert (deals.sum(axis=1) == 3).all()
    assert (deals == shuffled(first, 50, seed=5)).all()
    assert deals.mean(axis=0) == pytest.approx(0.3, abs=0.25)


def test_the_smallest_p_is_one_in_draws_and_one():
    assert p_values(np.array([9.0]), np.zeros((99, 1)))[0] == pytest.approx(0.01)


def test_false_discovery_agrees_with_statsmodels():
    from statsmodels.stats.multitest import multipletests

    p = np.random.default_rng(1).uniform(size=30) ** 2
    assert false_discovery(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])
    assert len(false_discovery([])) == 0
