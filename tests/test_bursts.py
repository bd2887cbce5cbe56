"""Bursts: the cheapest sequence of states is found, and it means what Kleinberg (2003) means by it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, poisson

from toolkit.bursts import COLUMNS, bursts
from toolkit.examples import small_world
from toolkit.timeline import timeline


def table(counts, exposures=10):
    weeks = pd.date_range("2023-01-02", periods=len(counts), freq="7D")
    return pd.DataFrame({"period": weeks, "n_accusations": counts, "n_statements": exposures, "n_tokens": exposures})


def brute_force(counts, exposures, s, gamma, chance):
    """Least cost over all sequences of states, written out from the paper; and the sequence."""
    counts, exposures = np.asarray(counts), np.asarray(exposures)
    rate = counts.sum() / exposures.sum()
    cost = [-chance(counts, exposures, rate), -chance(counts, exposures, s * rate)]
    best = None
    for states in product((0, 1), repeat=len(counts)):
        entered = sum(b > a for a, b in zip((0, *states), states, strict=False))
        total = sum(cost[state][t] for t, state in enumerate(states)) + gamma * np.log(len(counts)) * entered
        if best is None or total < best[0] - 1e-9:
            best = total, states
    return best[1], cost[0] - cost[1]


def as_poisson(counts, exposures, rate):
    return poisson.logpmf(counts, exposures * rate)


def as_binomial(counts, exposures, rate):
    return binom.logpmf(counts, exposures, rate)


def states_of(found, frame):
    inside = np.zeros(len(frame), dtype=int)
    for start, end in zip(found["start"], found["end"], strict=True):
        inside[((frame["period"] >= start) & (frame["period"] <= end)).to_numpy()] = 1
    return tuple(inside)


@pytest.mark.parametrize("per, chance", [("statement", as_poisson), ("1000 words", as_binomial)])
@pytest.mark.parametrize("s, gamma", [(2, 1), (1.5, 0.3), (3, 0.05)])
def test_no_other_sequence_of_states_is_cheaper(per, chance, s, gamma):
    random = np.random.default_rng(1)
    for _ in range(8):
        exposures = random.integers(30, 60, size=9)
        counts = random.poisson(np.where(random.random(9) < 0.35, 9, 3))
        frame = table(counts, exposures)
        found = bursts(frame, per=per, s=s, gamma=gamma)
        states, saved = brute_force(counts, exposures, s, gamma, chance)
        assert states_of(found, frame) == states
        weights = [saved[a:b].sum() for a, b in runs(states)]
        assert found["weight"].tolist() == pytest.approx(weights)


def runs(states):
    steps = np.flatnonzero(np.diff([0, *states, 0]))
    return list(zip(steps[::2], steps[1::2], strict=True))


def test_a_small_case_by_hand():
    # Pooled rate 24 / 60 = 0.4; twice that saves 10 · ln 2 - 10 · 0.4 = 2.931 in each of two weeks; entering is ln 6.
    found = bursts(table([1, 1, 10, 10, 1, 1]))
    assert list(found.columns) == list(COLUMNS) and len(found) == 1
    row = found.iloc[0]
    assert (row["start"], row["end"]) == (pd.Timestamp("2023-01-16"), pd.Timestamp("2023-01-23"))
    assert row["weight"] == pytest.approx(2 * (10 * np.log(2) - 4))
    assert (row["n_accusations"], row["rate_in"], row["rate_out"]) == (20, 1.0, 0.1)
    assert bursts(table([1, 1, 10, 10, 1, 1]), gamma=5.9 / np.log(6)).empty
    assert len(bursts(table([1, 1, 10, 10, 1, 1]), gamma=5.8 / np.log(6))) == 1


def test_two_bursts_share_the_rate_outside():
    found = bursts(table([1, 1, 14, 1, 1, 1, 14, 14, 1, 1]))
    assert found["n_accusations"].tolist() == [14, 28] and found["rate_out"].tolist() == [0.1, 0.1]
    assert found["weight"].iloc[1] == pytest.approx(2 * found["weight"].iloc[0])


def test_growing_volume_at_a_constant_rate_is_no_burst():
    exposures = np.arange(4, 64, 2)
    assert bursts(table(exposures // 2, exposures)).empty
    assert len(bursts(table(exposures // 2, 20))) == 1


def test_order_of_rows_and_size_of_the_unit_do_not_matter():
    frame = table([1, 2, 9, 12, 1, 0, 3, 11, 1, 1], [9, 10, 11, 10, 12, 9, 8, 10, 10, 7])
    found = bursts(frame)
    pd.testing.assert_frame_equal(found, bursts(frame.sample(frac=1, random_state=2)))
    wider = bursts(frame.assign(n_statements=frame["n_statements"] * 10))
    pd.testing.assert_frame_equal(found, wider.assign(rate_in=wider["rate_in"] * 10, rate_out=wider["rate_out"] * 10))


def test_more_evidence_of_the_same_rates_weighs_more():
    frame = table([1, 1, 10, 10, 1, 1])
    more = frame.assign(n_accusations=frame["n_accusations"] * 3, n_statements=30)
    a, b = bursts(frame), bursts(more)
    assert b["weight"].tolist() == pytest.approx((3 * a["weight"]).tolist())
    assert a[["start", "end", "rate_in", "rate_out"]].equals(b[["start", "end", "rate_in", "rate_out"]])


def test_a_burst_spans_silence():
    frame = table([1, 1, 10, 0, 10, 1, 1], [10, 10, 10, 0, 10, 10, 10])
    found = bursts(frame)
    assert found[["start", "end"]].values.tolist() == [[pd.Timestamp("2023-01-16"), pd.Timestamp("2023-01-30")]]
    assert found["rate_in"].tolist() == [1.0]


def test_words_fall_back_on_poisson_where_no_binomial_can_be():
    counts = [3, 3, 9, 9, 3, 3]
    few_words, as_statements = bursts(table(counts, 8), per="1000 words"), bursts(table(counts, 8))
    assert few_words["weight"].tolist() == as_statements["weight"].tolist()
    assert few_words["rate_in"].tolist() == (1000 * as_statements["rate_in"]).tolist()


@pytest.mark.parametrize("counts", [[], [0, 0, 0], [4], [2, 2, 2, 2]])
def test_no_burst_is_an_empty_frame_of_the_right_types(counts):
    found = bursts(table(counts))
    assert list(found.columns) == list(COLUMNS) and found.empty
    assert found["start"].dtype == "datetime64[us]" and found["n_accusations"].dtype == "int64"


def test_it_takes_the_frame_of_timeline():
    statements, sentences, accusations = small_world()
    assert bursts(timeline(accusations, statements, sentences)).empty


def test_errors_in_plain_words():
    for wrong in ({"s": 1}, {"gamma": -1}):
        with pytest.raises(ValueError, match="s must be above 1"):
            bursts(table([1, 2]), **wrong)
    with pytest.raises(ValueError, match="not counted per"):
        bursts(table([1, 2]), per="page")
    with pytest.raises(ValueError, match="one group only"):
        bursts(pd.concat([table([1]), table([1])]))
