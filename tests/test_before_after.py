"""Before and after: the two lines and their errors are those of the textbook, and the placebo dates are honest."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy.stats import t as student

from toolkit.before_after import before_after
from toolkit.examples import make_accusations, make_sentences, make_statements
from toolkit.timeline import timeline

COLUMNS = [
    *["date", "periods_before", "periods_after", "rate_before", "rate_after"],
    *["level_change", "low", "high", "p", "slope_change", "slope_low", "slope_high", "placebo_share", "caution"],
]


def table(counts, exposures=20):
    months = pd.date_range("2022-01-01", periods=len(counts), freq="MS")
    return pd.DataFrame(
        {"period": months, "n_accusations": counts, "n_statements": exposures, "n_sentences": exposures}
    )


def noisy(seed=0, n=24, jump=1.0):
    random = np.random.default_rng(seed)
    exposures = random.integers(10, 40, size=n)
    return table(random.poisson(exposures * np.where(np.arange(n) >= n // 2, jump, 1)), exposures)


def by_hand(frame, first):
    """Level and slope change with their Newey-West errors, in matrices."""
    y = (frame["n_accusations"] / frame["n_statements"]).to_numpy()
    w = np.sqrt(frame["n_statements"].to_numpy() / frame["n_statements"].mean())
    n = len(y)
    since, after = np.arange(n) - first, (np.arange(n) >= first).astype(float)
    x = np.column_stack([np.ones(n), since, after, since * after])
    xw, yw = x * w[:, None], y * w
    bread = np.linalg.inv(xw.T @ xw)
    beta = bread @ xw.T @ yw
    scores = xw * (yw - xw @ beta)[:, None]
    lags = int(4 * (n / 100) ** (2 / 9))
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        across = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (across + across.T)
    errors = np.sqrt(np.diag(bread @ meat @ bread) * n / (n - 4))
    return beta, errors, student.ppf(0.975, n - 4)


def test_the_estimates_and_errors_are_those_of_the_matrices():
    frame = noisy()
    found = before_after(frame, "2023-01-01").iloc[0]
    beta, errors, q = by_hand(frame, 12)
    assert found[["level_change", "slope_change"]].tolist() == pytest.approx(beta[2:].tolist())
    assert found[["low", "high"]].tolist() == pytest.approx([beta[2] - q * errors[2], beta[2] + q * errors[2]])
    assert found[["slope_low", "slope_high"]].tolist() == pytest.approx(
        [beta[3] - q * errors[3], beta[3] + q * errors[3]]
    )
    assert found["p"] == pytest.approx(2 * student.sf(abs(beta[2] / errors[2]), 20))


def test_the_estimates_are_those_of_a_formula_in_statsmodels():
    frame = noisy(4, jump=2).assign(month=range(24))
    frame = frame.assign(rate=frame["n_accusations"] / frame["n_statements"], after=(frame["month"] >= 12).astype(int))
    fit = smf.wls("rate ~ month + after + I((month - 12) * after)", frame, weights=frame["n_statements"]).fit(
        cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": True}, use_t=True
    )
    found = before_after(frame, "2023-01-01").iloc[0]
    assert found[["level_change", "slope_change"]].tolist() == pytest.approx(fit.params.iloc[2:].tolist())
    assert found["p"] == pytest.approx(fit.pvalues["after"])


def test_a_small_case_by_hand():
    # 1, 2, 3, 4 goes on to 5; it is 11 instead, and then rises by 3 a month instead of 1.
    found = before_after(table([1, 2, 3, 4, 11, 14, 17, 20], 1), "2022-05-01").iloc[0]
    assert list(found.index) == COLUMNS
    assert (found["periods_before"], found["periods_after"]) == (4, 4)
    assert (found["rate_before"], found["rate_after"]) == (2.5, 15.5)
    assert (found["level_change"], found["slope_change"]) == pytest.approx((6, 2))
    assert found[["low", "high", "p", "slope_low", "slope_high", "placebo_share"]].isna().all()
    assert found["caution"] == "only 4 periods before and 4 after: the interval is rough, and p may be too small"


def test_rates_are_pooled_and_a_trend_is_no_change_of_level():
    frame = table([1, 4, 2, 3] * 2, [2, 8, 4, 6] * 2)
    assert before_after(frame, "2022-05-01")[["rate_before", "rate_after"]].values.tolist() == [[0.5, 0.5]]
    rising = before_after(table(np.arange(1, 21)), "2022-11-01").iloc[0]
    assert rising["rate_after"] > 2 * rising["rate_before"]
    assert (rising["level_change"], rising["slope_change"]) == pytest.approx((0, 0), abs=1e-9)


def test_a_constant_rate_under_growing_volume_is_no_change():
    exposures = np.arange(4, 64, 2)
    found = before_after(table(exposures // 2, exposures), "2023-05-01").iloc[0]
    assert (found["level_change"], found["slope_change"]) == pytest.approx((0, 0), abs=1e-9)


def test_placebo_share_is_that_of_the_other_dates():
    frame = noisy(2)
    found = before_after(frame, "2023-01-01").iloc[0]

    def size(first):
        beta, errors, _ = by_hand(frame, first)
        return abs(beta[2] / errors[2])

    others = [size(k) for k in range(4, 21) if k != 12]
    assert found["placebo_share"] == pytest.approx(np.mean([other >= size(12) for other in others]))
    assert np.isnan(before_after(frame, "2023-01-01", placebo=False)["placebo_share"].iloc[0])
    assert np.isnan(before_after(noisy(2, n=8), "2022-05-01")["placebo_share"].iloc[0])


def test_a_threefold_jump_stands_out():
    found = before_after(noisy(3, n=40, jump=3), "2023-09-01").iloc[0]
    assert found["low"] > 0 and found["p"] < 0.01 and found["placebo_share"] < 0.2 and found["caution"] == ""
    assert found["level_change"] == pytest.approx(2, abs=0.5)


def test_the_period_in_which_the_date_falls_is_left_out():
    frame = noisy()
    whole, partly = before_after(frame, "2023-01-01"), before_after(frame, "2023-01-15")
    assert whole[["periods_before", "periods_after"]].values.tolist() == [[12, 12]]
    assert partly[["periods_before", "periods_after"]].values.tolist() == [[12, 11]]
    without = frame.assign(n_statements=frame["n_statements"].where(frame["period"] != "2023-01-01", 0))
    pd.testing.assert_frame_equal(partly.drop(columns="date"), before_after(without, "2023-01-15").drop(columns="date"))


def test_silent_periods_are_left_out_but_take_their_time():
    # A line through 1, 2, (silence), 4, 5, 6: the time of the silence passes, so nothing bends.
    frame = table([1, 2, 0, 4, 5, 6, 7, 8, 9, 10], [1, 1, 0, 1, 1, 1, 1, 1, 1, 1])
    found = before_after(frame, "2022-06-01").iloc[0]
    assert (found["periods_before"], found["periods_after"]) == (4, 5)
    assert (found["level_change"], found["slope_change"]) == pytest.approx((0, 0), abs=1e-9)


def test_order_of_rows_and_size_of_the_unit_do_not_matter():
    frame = noisy(6)
    found = before_after(frame, "2023-01-01")
    pd.testing.assert_frame_equal(found, before_after(frame.sample(frac=1, random_state=3), "2023-01-01"))
    pd.testing.assert_frame_equal(
        found,
        before_after(
            frame.assign(n_accusations=frame["n_accusations"] * 3, n_statements=frame["n_statements"] * 3), "2023-01-01"
        ),
    )
    hundred = before_after(frame.assign(n_sentences=frame["n_statements"]), "2023-01-01", per="100 sentences")
    rates = ["rate_before", "rate_after", "level_change", "low", "high", "slope_change", "slope_low", "slope_high"]
    assert hundred[rates].iloc[0].tolist() == pytest.approx((100 * found[rates].iloc[0]).tolist())
    assert hundred[["p", "placebo_share"]].iloc[0].tolist() == pytest.approx(
        found[["p", "placebo_share"]].iloc[0].tolist()
    )


def test_it_takes_the_frame_of_timeline():
    days = [f"2023-{m:02d}-10" for m in range(1, 13)]
    statements = make_statements(*({"date": day} for day in days for _ in range(4)))
    sentences = make_sentences(*({"statement_id": s} for s in statements["statement_id"]))
    accusations = make_accusations(*({"statement_id": s} for s in statements["statement_id"][24:]))
    found = before_after(timeline(accusations, statements, sentences), "2023-07-01").iloc[0]
    assert (found["rate_before"], found["rate_after"]) == (0, 1)
    assert found["level_change"] == pytest.approx(1)


def test_errors_in_plain_words():
    frame = noisy(n=10)
    with pytest.raises(ValueError, match="3 published periods lie before 2022-04-01 and 7 after it; at least 4"):
        before_after(frame, "2022-04-01")
    with pytest.raises(ValueError, match="9 published periods lie before 2031-01-01 and 0 after"):
        before_after(frame, "2031-01-01")
    with pytest.raises(ValueError, match="0 published periods lie before"):
        before_after(frame, "2011-01-01")
    with pytest.raises(ValueError, match="0 published periods lie before"):
        before_after(frame.iloc[:0], "2011-01-01")
    with pytest.raises(ValueError, match="no date"):
        before_after(frame, None)
    with pytest.raises(ValueError, match="not counted per"):
        before_after(frame, "2022-06-01", per="page")
    with pytest.raises(ValueError, match="one group only"):
        before_after(pd.concat([frame, frame]), "2022-06-01")
