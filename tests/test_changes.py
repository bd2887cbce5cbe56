"""Change points: a jump is found, drift and volume are not taken for one."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from scipy.stats import poisson

from toolkit.changes import COLUMNS, _best_split, _likelihood, _place, change_points, series
from toolkit.examples import make_accusations, make_sentences, make_statements
from toolkit.timeline import timeline


def table(counts, exposures=20):
    months = pd.date_range("2020-01-01", periods=len(counts), freq="MS")
    return pd.DataFrame({"period": months, "n_accusations": counts, "n_statements": exposures})


def drawn(random, n, mean, *, spread=0.0, correlation=0.0, jump=1.0):
    """Counts whose log rate drifts, in the second half `jump` times as many."""
    drift = random.standard_normal(n)
    for t in range(1, n):
        drift[t] = correlation * drift[t - 1] + np.sqrt(1 - correlation**2) * drift[t]
    return random.poisson(mean * np.exp(spread * drift - spread**2 / 2) * np.where(np.arange(n) >= n // 2, jump, 1))


def deviance(counts, exposures, edges):
    """Of one rate for each stretch, straight from the probabilities of Poisson."""
    total = 0.0
    for a, b in pairwise(edges):
        y, e = counts[a:b], exposures[a:b]
        total += 2 * (poisson.logpmf(y, y).sum() - poisson.logpmf(y, e * y.sum() / e.sum()).sum())
    return total


@pytest.mark.parametrize("number", [1, 2])
def test_dates_are_those_of_least_deviance(number):
    random = np.random.default_rng(number)
    for _ in range(5):
        counts, exposures = random.poisson(6, size=13) * 1.0, random.integers(1, 9, size=13) * 1.0
        choices = [c for c in combinations(range(13), number) if np.diff([0, *c, 13]).min() >= 3]
        best = min(choices, key=lambda c: deviance(counts, exposures, [0, *c, 13]))
        assert _place(counts, exposures, number) == list(best)
        if number == 1:
            assert _best_split(counts[None], exposures, [])[0].tolist() == list(best)


def test_a_further_change_is_the_best_of_all_that_are_left():
    random = np.random.default_rng(7)
    counts, exposures = random.poisson(6, size=(20, 14)) * 1.0, random.integers(1, 9, size=14) * 1.0
    found, without, with_it = _best_split(counts, exposures, [6])
    for row, place, before, after in zip(counts, found, without, with_it, strict=True):
        choices = (3, 9, 10, 11)
        scores = [deviance(row, exposures, sorted({0, 6, k, 14})) for k in choices]
        assert deviance(row, exposures, sorted({0, 6, place, 14})) == pytest.approx(min(scores))
        assert before[:6].sum() == pytest.approx(row[:6].sum()) and before[6:].sum() == pytest.approx(row[6:].sum())
        assert after[:place].sum() == pytest.approx(row[:place].sum())


def test_likelihood_of_a_small_case_by_hand():
    # Residuals 1, -1, 1, -1 around means of 0: no positive autocorrelation helps, variance is 1, -(1 + 1 + 1 + 1) / 2.
    counts = (0.5 * np.array([[1.0, -1, 1, -1]]) + np.sqrt(0.375 + 4)) ** 2 - 0.375
    best, correlation, dispersion = _likelihood(counts, np.full((1, 4), 4.0))
    assert (best[0], correlation[0], dispersion[0]) == pytest.approx((-2, -0.75, 0))


def test_a_threefold_jump_is_found_with_its_numbers():
    found = change_points(table([4, 5, 6, 5, 4, 6, 5, 5, 4, 6] + [15, 14, 16, 15, 13, 17, 15, 15, 16, 14]))
    assert list(found.columns) == list(COLUMNS) and len(found) == 1
    row = found.iloc[0]
    assert row["period"] == pd.Timestamp("2020-11-01")
    assert (row["rate_before"], row["rate_after"], row["ratio"]) == pytest.approx((0.25, 0.75, 3))
    assert row["low"] <= row["period"] <= row["high"] and 0 < row["p"] <= 0.05


def test_units_only_change_the_rates():
    counts = [4, 5, 6, 5, 4, 6, 5, 5, 4, 6] + [15, 14, 16, 15, 13, 17, 15, 15, 16, 14]
    frame = table(counts).assign(n_tokens=20)
    a, b = change_points(frame), change_points(frame, per="1000 words")
    pd.testing.assert_frame_equal(a.assign(rate_before=a["rate_before"] * 1000, rate_after=a["rate_after"] * 1000), b)


def test_two_jumps_are_two():
    random = np.random.default_rng(3)
    found = change_points(table(random.poisson(np.repeat([10, 40, 120], 14))))
    assert found["period"].tolist() == [pd.Timestamp("2021-03-01"), pd.Timestamp("2022-05-01")]
    assert found["rate_after"].iloc[0] == found["rate_before"].iloc[1]
    assert (found["p"] <= 0.05).all()
    assert len(change_points(table(random.poisson(np.repeat([10, 40, 120], 14))), most=1)) <= 1


def test_a_jump_from_nothing_has_no_finite_ratio():
    found = change_points(table([0] * 12 + [9, 11, 10, 8, 12, 10, 9, 11, 10, 10, 9, 12]))
    assert found["period"].tolist() == [pd.Timestamp("2021-01-01")] and found["ratio"].tolist() == [np.inf]


@pytest.mark.parametrize("counts", [[], [3] * 7, [0] * 30, [5] * 30, [1, 0] * 15])
def test_nothing_to_find_is_an_empty_frame_of_the_right_types(counts):
    found = change_points(table(counts))
    assert list(found.columns) == list(COLUMNS) and found.empty
    assert found.dtypes.astype(str).tolist() == [
        *["datetime64[us]", "float64", "float64", "float64"],
        *["datetime64[us]", "datetime64[us]", "float64"],
    ]


def test_a_constant_rate_under_growing_volume_is_no_change():
    exposures = np.arange(4, 64, 2)
    assert change_points(table(exposures // 2, exposures)).empty
    more = np.repeat([20, 60], 12)
    assert change_points(table(more // 2, more)).empty
    assert len(change_points(table(more // 2, 20))) == 1


def test_order_of_rows_seed_and_size_of_the_unit_do_not_matter():
    counts = drawn(np.random.default_rng(5), 30, 12, spread=0.2, jump=3)
    frame = table(counts, np.arange(30) % 5 + 8)
    found = change_points(frame)
    assert len(found) == 1
    pd.testing.assert_frame_equal(found, change_points(frame.sample(frac=1, random_state=1)))
    doubled = change_points(frame.assign(n_statements=frame["n_statements"] * 2))
    pd.testing.assert_frame_equal(
        found.drop(columns=["rate_before", "rate_after"]), doubled.drop(columns=["rate_before", "rate_after"])
    )
    assert doubled["rate_after"].tolist() == pytest.approx((found["rate_after"] / 2).tolist())
    assert change_points(frame, seed=9)["period"].tolist() == found["period"].tolist()


def test_silent_periods_are_left_out():
    counts = drawn(np.random.default_rng(5), 30, 12, jump=3)
    frame = table(counts)
    silent = pd.DataFrame(
        {"period": pd.date_range("2019-01-01", periods=12, freq="MS"), "n_accusations": 0, "n_statements": 0}
    )
    pd.testing.assert_frame_equal(change_points(pd.concat([silent, frame])), change_points(frame))
    assert len(series(pd.concat([silent, frame]), "statement")[1]) == 30


def test_it_takes_the_frame_of_timeline():
    days = [f"20{20 + m // 12}-{m % 12 + 1:02d}-10" for m in range(20)]
    statements = make_statements(*({"date": day} for day in days for _ in range(6)))
    sentences = make_sentences(*({"statement_id": s} for s in statements["statement_id"]))
    late = statements["statement_id"][60:].repeat(2)
    accusations = make_accusations(*({"statement_id": s} for s in [*statements["statement_id"][:60:3], *late]))
    found = change_points(timeline(accusations, statements, sentences))
    assert found["period"].tolist() == [pd.Timestamp("2020-11-01")]
    assert found[["rate_before", "rate_after"]].values.tolist() == [[pytest.approx(1 / 3), pytest.approx(2)]]


def test_errors_in_plain_words():
    frame = table([1] * 10)
    with pytest.raises(ValueError, match="not counted per 'page'"):
        change_points(frame, per="page")
    with pytest.raises(ValueError, match="one group only"):
        change_points(pd.concat([frame, frame]))
    for wrong in ({"alpha": 0}, {"most": -1}, {"draws": 0}):
        with pytest.raises(ValueError, match="alpha lies between 0 and 1"):
            change_points(frame, **wrong)


def share_found(number, mean, seed, lengths=(36,), **kind):
    random = np.random.default_rng(seed)
    frames = [table(drawn(random, lengths[i % len(lengths)], mean, **kind)) for i in range(number)]
    return np.mean([len(change_points(frame, most=1, draws=49)) for frame in frames])


@pytest.mark.parametrize("correlation", [0, 0.5, 0.8])
def test_flat_series_seldom_seem_to_change(correlation):
    assert share_found(100, 20, 11, (24, 36, 60), spread=0.3, correlation=correlation) <= 0.08


def test_threefold_jumps_are_mostly_found():
    assert share_found(30, 10, 2, jump=3) >= 0.95
    assert share_found(30, 10, 2, spread=0.2, jump=3) >= 0.8
