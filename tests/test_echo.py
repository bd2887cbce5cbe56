"""Charge and countercharge: pairs, answers and lagged correlations, by hand and against NumPy."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.echo import (
    ANSWER_COLUMNS,
    CURVE_COLUMNS,
    ECHO_COLUMNS,
    MIRROR_COLUMNS,
    TIME_COLUMNS,
    answer_curve,
    answer_times,
    answers,
    echo,
    mirrors,
)
from toolkit.estimates import wilson
from toolkit.examples import ARDENIA, VELMAR, make_accusations, make_sentences, make_statements
from toolkit.selection import SelectionError

ISSUERS = {"V": VELMAR, "A": ARDENIA, "L": "Ministry of Defence of Lirrane", "Q": "Quellport Press Agency"}
SIDES = {"V": "Velmar", "A": "Ardenia", "L": "Lirrane", None: None}


def statements_of(*rows):
    """(letter of the issuer, day) of each statement s0, s1, …"""
    return make_statements(*({"issuer": ISSUERS[who], "date": day} for who, day in rows))


def said(statement, accuser, accused, **more):
    return {"statement_id": f"s{statement}", "accuser": SIDES[accuser], "accused": SIDES[accused]} | more


def denied(statement, who, of=None):
    return said(statement, who, of, denial=True, type=None, form=None)


def day(n):
    return (pd.Timestamp("2023-01-01") + pd.Timedelta(days=n)).strftime("%Y-%m-%d")


# Mirrors


def test_mirrors_by_hand():
    statements = statements_of(("V", day(0)), ("A", day(3)), ("A", day(14)), ("A", day(15)), ("V", None), ("V", day(3)))
    accusations = make_accusations(
        said(0, "V", "A", place="the Dorn"),
        said(1, "A", "V", place="dorn"),
        said(1, "A", "V", place="Hallin"),  # another place
        said(1, "A", "V", type="terrorism"),  # another type
        said(2, "A", "V"),  # names no place: a mirror at 14 days
        said(3, "A", "V"),  # a day too late
        said(4, "V", "A"),  # undated
    )
    found = mirrors(accusations, statements)
    assert list(found.columns) == MIRROR_COLUMNS and found.attrs["undated"] == 1
    kept = ["type", "place", "days", "first", "earlier_statement", "later_statement"]
    assert found[kept].values.tolist() == [
        ["attack", "the Dorn", 3, "Velmar", "s0", "s1"],
        ["attack", "the Dorn", 14, "Velmar", "s0", "s2"],
    ]


def test_on_one_day_nobody_is_first():
    found = mirrors(make_accusations(said(0, "A", "V"), said(1, "V", "A")), statements_of(("A", day(0)), ("V", day(0))))
    assert found["first"].isna().all() and found[["days", "earlier", "later"]].values.tolist() == [
        [0, "Ardenia", "Velmar"]
    ]


def test_what_the_accused_tells_of_a_charge_is_not_the_others_charge():
    statements = statements_of(("V", day(0)), ("V", day(1)), ("Q", day(2)))
    told_by_accused = make_accusations(said(0, "V", "A"), said(1, "A", "V"))
    told_by_agency = make_accusations(said(0, "V", "A"), said(2, "A", "V"))
    assert mirrors(told_by_accused, statements).empty and len(mirrors(told_by_agency, statements)) == 1


def test_denials_reprints_and_charges_not_put_forward_are_no_mirrors():
    statements = statements_of(("V", day(0)), ("A", day(1)), ("A", day(2)))
    statements["family_id"] = ["s0", "s1", "s1"]
    accusations = make_accusations(
        said(0, "V", "A"), denied(1, "A", "V"), said(1, "A", "V", assertion="hypothetical"), said(2, "A", "V")
    )
    assert mirrors(accusations, statements).empty  # s2 is a reprint of s1


# Answers


def answered_world():
    """Velmar accuses Ardenia on days 0, 1, 2 and 40; Ardenia denies on 5 and 41 and is last heard on day 50."""
    statements = statements_of(
        *[("V", day(n)) for n in (0, 1, 2, 40)], ("A", day(5)), ("A", day(41)), ("A", day(50)), ("A", None)
    )
    accusations = make_accusations(
        *[said(n, "V", "A") for n in range(4)],
        said(0, "V", "A", type="terrorism"),
        denied(4, "A"),
        denied(5, "A"),
        denied(7, "A"),
    )
    return accusations, statements


def test_answers_by_hand():
    found = answers(*answered_world())
    assert list(found.columns) == ANSWER_COLUMNS and found.attrs["undated"] == 1
    assert found[["statement_id", "days", "followed", "denial_statement"]].values.tolist() == [
        ["s0", 5, 30, "s4"],
        ["s0", 5, 30, "s4"],
        ["s1", 4, 30, "s4"],
        ["s2", 3, 30, "s4"],
        ["s3", 1, 10, "s5"],
    ]
    assert answers(*answered_world(), within=4)["days"].isna().tolist() == [True, True, False, False, False]


def test_a_denial_before_the_charge_or_of_a_third_sides_charge_is_no_answer():
    statements = statements_of(("A", day(0)), ("V", day(1)), ("A", day(2)), ("L", day(2)))
    before, third = denied(0, "A"), denied(2, "A", "L")
    assert answers(make_accusations(said(1, "V", "A"), before, third), statements)["days"].isna().all()
    to_velmar = denied(2, "A", "V")
    assert answers(make_accusations(said(1, "V", "A"), before, to_velmar), statements)["days"].tolist() == [1]


def test_a_denial_of_the_same_day_counts_as_0_days():
    statements = statements_of(("V", day(0)), ("A", day(0)))
    assert answers(make_accusations(said(0, "V", "A"), denied(1, "A")), statements)["days"].tolist() == [0]


def test_who_publishes_nothing_cannot_be_followed():
    found = answers(make_accusations(said(0, "V", "A")), statements_of(("V", day(0))))
    assert found[["days", "followed"]].isna().all(axis=None)


def test_answer_times_by_hand():
    """Units s0 to s3, answered on days 5, 4, 3, 1: half by day 3; s3 was followed for 10 days only."""
    row = answer_times(*answered_world()).iloc[0]
    assert row[["n", "answered", "median_days", "n_7", "answered_7", "n_30", "answered_30"]].tolist() == [
        4,
        4,
        3,
        4,
        4,
        3,
        3,
    ]
    assert (row["share_7"], row["low_7"], row["high_7"]) == tuple(float(v) for v in wilson(4, 4))
    assert (row["share_30"], row["low_30"], row["high_30"]) == tuple(float(v) for v in wilson(3, 3))
    assert row["caution"].startswith("only 4 documents")


def test_a_span_longer_than_what_was_looked_for_is_missing():
    row = answer_times(*answered_world(), within=10).iloc[0]
    assert row["share_7"] == 1 and np.isnan(row["share_30"])


def test_the_curve_is_kaplan_and_meiers():
    """Answered after 1 and 3 days, cut off after 2 and 4: 1 - 3/4 = .25, then 1 - 3/4 * 1/2 = .625."""
    statements = statements_of(
        ("V", day(0)), ("A", day(1)), ("V", day(7)), ("A", day(10)), ("V", day(11)), ("V", day(13)), ("A", day(15))
    )
    accusations = make_accusations(*[said(n, "V", "A") for n in (0, 2, 4, 5)], denied(1, "A"), denied(3, "A"))
    found = answer_curve(accusations, statements)
    assert found[["day", "at_risk", "answered"]].values.tolist() == [
        [0, 4, 0],
        [1, 4, 1],
        [2, 3, 0],
        [3, 2, 1],
        [4, 1, 0],
        *[[n, 0, 0] for n in range(5, 31)],
    ]
    assert np.allclose(found["share"][:5], [0, 0.25, 0.25, 0.625, 0.625]) and found["share"][5:].isna().all()
    assert answer_times(accusations, statements)["median_days"].tolist() == [3]


# Echo


def series(pairs, period_days=7, start="2023-01-02"):
    """Frames from the counts of each week: (accusations, statements) of Velmar and of Ardenia."""
    statements, accusations = [], []
    for n, week in enumerate(pairs):
        for who, (hits, published) in zip("VA", week, strict=True):
            for k in range(published):
                date = pd.Timestamp(start) + pd.Timedelta(days=n * period_days + k % 5)
                statements.append({"issuer": ISSUERS[who], "date": date.strftime("%Y-%m-%d")})
                own = range(hits) if k == 0 else ()
                accusations += [said(len(statements) - 1, who, "A" if who == "V" else "V") for _ in own]
    frame = make_statements(*statements)
    sentences = make_sentences(*({"statement_id": name} for name in frame["statement_id"]))
    return make_accusations(*accusations), frame, sentences


def oracle(a, b, lag):
    """numpy.corrcoef of a[t] and b[t + lag] over the periods in which both are known."""
    pairs = [(a[t], b[t + lag]) for t in range(len(a)) if 0 <= t + lag < len(b)]
    pairs = np.array([p for p in pairs if not np.isnan(p).any()]).reshape(-1, 2)
    if len(pairs) < 3 or len(set(pairs[:, 0])) == 1 or len(set(pairs[:, 1])) == 1:
        return len(pairs), np.nan
    return len(pairs), np.corrcoef(pairs.T)[0, 1]


WEEK = st.tuples(*[st.tuples(st.integers(0, 4), st.integers(0, 2)).map(lambda v: (v[0] if v[1] else 0, v[1]))] * 2)


@settings(max_examples=20, deadline=None)
@given(st.lists(WEEK, min_size=4, max_size=14))
def test_the_correlations_are_those_of_numpy(weeks):
    # A first and a last week with both keep the calendar, and both sides, in place.
    weeks = [((1, 1), (0, 1)), *weeks, ((0, 1), (2, 1))]
    found = echo(*series(weeks), "Velmar", "Ardenia", lags=3, draws=5)
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = (np.array([week[i][0] / week[i][1] if week[i][1] else np.nan for week in weeks]) for i in (0, 1))
    expected = [oracle(a, b, lag) for lag in range(-3, 4)]
    assert found["n"].tolist() == [n for n, _ in expected]
    assert np.allclose(found["r"], [r for _, r in expected], equal_nan=True)


def weeks_of(first, second):
    return [((int(x), 1), (int(y), 1)) for x, y in zip(first, second, strict=True)]


def test_an_echo_two_weeks_later_is_found_there_and_only_there():
    first = np.random.default_rng(3).poisson(2, 60)
    found = echo(*series(weeks_of(first, np.roll(first, 2))), "Velmar", "Ardenia").set_index("lag")
    assert list(found.reset_index()[ECHO_COLUMNS]) == ECHO_COLUMNS and found.index.tolist() == list(range(-4, 5))
    assert np.isclose(found.loc[2, "r"], 1) and found.loc[2, "p"] < 0.03 and found.loc[2, "r"] > found.loc[2, "high"]
    assert (found.drop(index=2)["r"].abs() < 0.5).all() and (found["caution"] == "").all()
    assert (found["low"] < found["high"]).all()


def test_the_p_value_is_the_share_of_circular_shifts():
    rng = np.random.default_rng(5)
    first, second = rng.poisson(2, 24), rng.poisson(2, 24)
    found = echo(*series(weeks_of(first, second)), "Velmar", "Ardenia", lags=1, draws=99, seed=7)
    moves = np.random.default_rng(7).integers(1, 24, size=99)
    for row in found.itertuples():
        drawn = np.array([oracle(first.astype(float), np.roll(second, m).astype(float), row.lag)[1] for m in moves])
        assert np.isclose(row.p, (1 + (np.abs(drawn) >= abs(row.r) - 1e-9).sum()) / 100)
        assert np.allclose([row.low, row.high], np.quantile(drawn, [0.025, 0.975]))


def test_a_period_without_a_statement_is_missing_and_not_0():
    weeks = [((1, 1), (1, 1)), ((2, 1), (2, 1)), ((3, 1), (0, 0)), ((0, 0), (4, 1)), ((4, 1), (4, 1))]
    row = echo(*series(weeks), "Velmar", "Ardenia", lags=0, draws=9).iloc[0]
    assert row["n"] == 3 and np.isclose(row["r"], 1)
    assert row["caution"] == "only 3 common periods: read it as an example"


def test_a_rate_that_never_changes_has_no_correlation():
    weeks = [((1, 1), (n % 3, 1)) for n in range(9)]
    assert echo(*series(weeks), "Velmar", "Ardenia", lags=1, draws=9)[["r", "low", "high", "p"]].isna().all(axis=None)


def test_unrelated_clumped_series_seldom_seem_to_echo():
    """Forty pairs of autocorrelated series: at the 5 % level about two are taken for an echo at lag 0, not a dozen."""
    rng, taken = np.random.default_rng(11), 0
    for seed in range(40):
        noise = rng.normal(size=(2, 80))
        for t in range(1, 80):
            noise[:, t] += 0.6 * noise[:, t - 1]
        counts = np.round(noise - noise.min() + 1).astype(int)
        taken += echo(*series(weeks_of(*counts)), "Velmar", "Ardenia", lags=0, draws=99, seed=seed)["p"].iloc[0] <= 0.05
    assert taken <= 6


def test_issuers_stand_for_their_sides_and_unknown_ones_are_refused():
    frames = series(weeks_of([1, 2, 0, 1], [0, 1, 1, 2]))
    by_issuer = echo(*frames, VELMAR, ARDENIA, draws=9)
    pd.testing.assert_frame_equal(by_issuer, echo(*frames, "Velmar", "Ardenia", draws=9))
    with pytest.raises(SelectionError, match="did you mean 'Ardenia'"):
        echo(*frames, "Velmar", "Ardenja")
    with pytest.raises(ValueError, match="are one"):
        echo(*frames, "Velmar", VELMAR)
    with pytest.raises(ValueError, match="lags is at least 0"):
        echo(*frames, "Velmar", "Ardenia", lags=-1)
    with pytest.raises(ValueError, match="no period called"):
        echo(*frames, "Velmar", "Ardenia", period="fortnight")


def test_only_what_a_side_accuses_of_in_its_own_statements_is_its_accusing():
    accusations, statements, sentences = series(weeks_of([1, 2, 0, 3], [0, 1, 1, 2]))
    told = make_accusations(said(0, "A", "V"), said(0, "L", "V"))
    more = pd.concat([accusations, told.assign(accusation_index=[7, 8])], ignore_index=True)
    frames = echo(accusations, statements, sentences, "Velmar", "Ardenia", draws=9)
    pd.testing.assert_frame_equal(echo(more, statements, sentences, "Velmar", "Ardenia", draws=9), frames)


def test_undated_statements_are_counted_and_left_out():
    accusations, statements, sentences = series(weeks_of([1, 2, 0, 3], [0, 1, 1, 2]))
    statements.loc[7, "date"] = pd.NaT
    found = echo(accusations, statements, sentences, "Velmar", "Ardenia", lags=0, draws=9)
    assert found.attrs["undated"] == 1 and found["n"].tolist() == [3]


# All three


def random_world(seed):
    rng = np.random.default_rng(seed)
    rows = [("VA"[rng.integers(2)], day(int(rng.integers(60)))) for _ in range(40)]
    statements, made = statements_of(*rows), []
    for n, (who, _) in enumerate(rows):
        other = "A" if who == "V" else "V"
        for _ in range(rng.integers(3)):
            place = [None, "Dorn", "Hallin"][rng.integers(3)]
            made.append(said(n, who, other, type=["attack", "violation"][rng.integers(2)], place=place))
        if rng.random() < 0.3:
            made.append(denied(n, who))
    sentences = make_sentences(*({"statement_id": name} for name in statements["statement_id"]))
    return make_accusations(*made), statements, sentences


MEASURES = {
    "mirrors": lambda a, s, t, one, two: mirrors(a, s),
    "answers": lambda a, s, t, one, two: answers(a, s),
    "answer_times": lambda a, s, t, one, two: answer_times(a, s),
    "answer_curve": lambda a, s, t, one, two: answer_curve(a, s),
    "echo": lambda a, s, t, one, two: echo(a, s, t, one, two, lags=2, draws=49),
}
EXCHANGE = {"Velmar": "Ardenia", "Ardenia": "Velmar", VELMAR: ARDENIA, ARDENIA: VELMAR}


def exchanged(frame):
    names = [c for c in ("issuer", "accuser", "accused", "first", "second", "earlier", "later") if c in frame]
    return frame.assign(**{c: frame[c].map(lambda n: EXCHANGE.get(n, n)) for c in names}).astype(
        dict.fromkeys(names, "str")
    )


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("seed", range(3))
def test_exchanging_the_names_exchanges_the_rows_and_nothing_else(measure, seed):
    accusations, statements, sentences = random_world(seed)
    found = MEASURES[measure](accusations, statements, sentences, "Velmar", "Ardenia")
    mirrored = MEASURES[measure](exchanged(accusations), exchanged(statements), sentences, "Ardenia", "Velmar")
    back = exchanged(mirrored)
    order = [c for c in ("accuser", "accused", "day") if c in found and "statement_id" not in found]
    if order:
        found, back = (frame.sort_values(order, ignore_index=True) for frame in (found, back))
    pd.testing.assert_frame_equal(back, found)


@pytest.mark.parametrize("measure", MEASURES)
def test_shuffling_the_rows_changes_nothing(measure):
    frames = random_world(4)
    found = MEASURES[measure](*frames, "Velmar", "Ardenia")
    assert len(found) > 1
    shuffled = (frame.sample(frac=1, random_state=2) for frame in frames)
    pd.testing.assert_frame_equal(MEASURES[measure](*shuffled, "Velmar", "Ardenia"), found)


def test_the_second_side_seen_from_the_first_is_the_first_seen_from_the_second():
    frames = random_world(5)
    there = echo(*frames, "Velmar", "Ardenia", lags=3, draws=0).set_index("lag")
    back = echo(*frames, "Ardenia", "Velmar", lags=3, draws=0).set_index("lag")
    assert np.allclose(there["r"], back["r"][::-1], equal_nan=True) and there["n"].tolist() == back["n"].tolist()[::-1]
    assert there["p"].isna().all()


@pytest.mark.parametrize(
    "measure, columns",
    [(mirrors, MIRROR_COLUMNS), (answers, ANSWER_COLUMNS), (answer_times, TIME_COLUMNS), (answer_curve, CURVE_COLUMNS)],
)
def test_nothing_found_is_an_empty_frame_of_the_same_types(measure, columns):
    accusations, statements, _ = random_world(6)
    empty, full = measure(accusations.iloc[:0], statements), measure(accusations, statements)
    assert list(empty.columns) == columns and empty.empty and empty.attrs["undated"] == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    with pytest.raises(ValueError, match="within is at least 0"):
        measure(accusations, statements, within=-1)
