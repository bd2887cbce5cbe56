"""Intervals against the textbook formula written out, against scipy, and against simulated clumped documents."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from toolkit.estimates import caution, ratio_interval, wilson


def sums(x, y):
    x, y = np.asarray(x, float), np.asarray(y, float)
    return len(x), x.sum(), y.sum(), (x * x).sum(), (x * y).sum(), (y * y).sum()


def test_ratio_interval_is_the_formula_written_out():
    x, y = np.array([10.0, 4, 7, 9, 3]), np.array([2.0, 0, 1, 5, 0])
    ratio = y.sum() / x.sum()
    variance = 5 / 4 * ((y - ratio * x) ** 2).sum() / x.sum() ** 2
    half = stats.t.ppf(0.975, 4) * np.sqrt(variance)
    assert ratio_interval(*sums(x, y)) == pytest.approx((ratio, max(0, ratio - half), ratio + half))


def test_with_equal_sizes_it_is_the_t_interval_of_the_mean():
    y = np.array([0.0, 1, 1, 2, 5, 0, 3, 1])
    expected = stats.t.interval(0.95, len(y) - 1, loc=y.mean(), scale=stats.sem(y))
    _, low, high = ratio_interval(*sums(np.ones(8), y))
    assert (low, high) == pytest.approx(expected)


def test_nothing_published_is_missing_and_nothing_found_is_zero_with_room_above():
    rate, low, high = ratio_interval([0, 60], [0, 60], [0, 0], [0, 60], [0, 0], [0, 0])
    assert np.isnan([rate[0], low[0], high[0]]).all()
    assert rate[1] == low[1] == 0
    assert high[1] == pytest.approx(3 / 60, rel=0.05)  # the rule of three


def test_one_document_has_a_rate_and_no_interval():
    rate, low, high = ratio_interval(*sums([10], [3]))
    assert rate == pytest.approx(0.3) and np.isnan(low) and np.isnan(high)


def test_documents_exactly_alike_have_no_interval():
    rate, low, high = ratio_interval(*sums([3, 3, 3], [1, 1, 1]))
    assert rate == pytest.approx(1 / 3) and np.isnan(low) and np.isnan(high)


def test_intervals_cover_clumped_documents_where_a_poisson_interval_does_not():
    """Gamma-Poisson documents of uneven length. A benchmark over more settings belongs elsewhere; this is the alarm."""
    draw = np.random.default_rng(7)
    true, covered, naive, rounds = 0.05, 0, 0, 400
    for _ in range(rounds):
        x = draw.integers(5, 40, 150)
        y = draw.poisson(x * draw.gamma(0.7, true / 0.7, 150))
        _, low, high = ratio_interval(*sums(x, y))
        covered += low <= true <= high
        naive += abs(y.sum() / x.sum() - true) <= 1.96 * np.sqrt(y.sum()) / x.sum()
    assert covered / rounds >= 0.92
    assert naive / rounds < 0.8


@pytest.mark.parametrize("hits, n", [(0, 7), (3, 10), (10, 10), (120, 400)])
def test_wilson_agrees_with_scipy(hits, n):
    expected = stats.binomtest(hits, n).proportion_ci(0.95, method="wilson")
    assert wilson(hits, n)[1:] == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_wilson_of_no_documents_is_missing():
    assert np.isnan(wilson(0, 0)).all()


def test_caution_starts_below_thirty_documents():
    assert caution(29) and not caution(30)
