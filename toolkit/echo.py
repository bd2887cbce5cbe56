"""Charge and countercharge: mirrored accusations, denials that answer, and whose accusing goes before whose.

The day is that of publication. Which of two statements of one day came first is not known, and nothing here pretends
that it is.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.estimates import caution, wilson
from toolkit.periods import every_period, period_start
from toolkit.permutation import p_values
from toolkit.selection import Selection, known, sides, what_counts

MIRROR_COLUMNS = [
    *["type", "place", "days", "first", "earlier", "later"],
    *["earlier_date", "later_date", "earlier_statement", "later_statement"],
]

ANSWER_COLUMNS = [
    *["statement_id", "sentence_index", "accusation_index", "date", "accuser", "accused", "type", "place"],
    *["denial_statement", "denial_date", "days", "followed"],
]

#: Days within which `answer_times` gives a share.
SPANS = (7, 30)

TIME_COLUMNS = [
    *["accuser", "accused", "n", "answered", "median_days"],
    *[f"{name}_{days}" for days in SPANS for name in ("n", "answered", "share", "low", "high")],
    "caution",
]

CURVE_COLUMNS = ["accuser", "accused", "day", "at_risk", "answered", "share"]

ECHO_COLUMNS = ["first", "second", "lag", "n", "r", "low", "high", "p", "caution"]

#: Below so many periods that both sides published in, a correlation over time says little.
FEW_PERIODS = 20

#: A correlation of two points is always 1 or -1.
FEWEST_PAIRS = 3


def mirrors(accusations: pd.DataFrame, statements: pd.DataFrame, *, within: int = 14) -> pd.DataFrame:
    """Pairs of accusations of one type in opposite directions: "you shelled us" and "no, you shelled us".

    When you would want it: to see whether sides lay the same acts at each other's door, and who was first. Two charges
    are a mirror if the side that accuses in one is accused in the other, their types are the same, so are their places
    where both name one (but for capitals and the article), and their statements are at most `within` days apart.

    What counts: accusations put forward as so, in English statements, each family of reprints once. What the accused
    side tells of a charge against itself is not the other's charge and is left out. Undated statements are left out;
    `attrs["undated"]` counts them.

    Returns one row per pair of statements, type and place, in order of time: `type`, `place` (missing where neither
    names one), `days` between, `first` (the side that accused first; missing on one day), `earlier` and `later` (the
    sides that accuse; on one day in the order of the statements' ids), and their dates and statement ids. Raises
    `ValueError` for a negative `within`.

    It misleads where acts happen daily: two charges of shelling in one week need not be about one shelling. Of many
    charges, each is paired with every mirror in reach, so rows are no events.

    Source: mirrored accusations, Bronfenbrenner (1961), who found "the mirror image" in what two publics said of each
    other.

    >>> from toolkit.examples import ARDENIA, make_accusations, make_statements
    >>> statements = make_statements({"date": "2023-01-05"}, {"date": "2023-01-07", "issuer": ARDENIA})
    >>> back = {"statement_id": "s1", "accuser": "Ardenia", "accused": "Velmar"}
    >>> table = mirrors(make_accusations({"statement_id": "s0"}, back), statements)
    >>> table[["type", "days", "first", "later"]].values.tolist()
    [['attack', 2, 'Velmar', 'Ardenia']]
    """
    _at_least_0(within, "within")
    charges, counted = _charges(accusations, statements)
    charges = charges.assign(spot=_spots(charges["place"]))
    charges = charges.drop_duplicates(["statement_id", "accuser", "accused", "type", "spot"])
    back = charges.rename(columns={"accuser": "accused", "accused": "accuser"})
    pairs = charges.merge(back, on=["accuser", "accused", "type"], suffixes=("", "_2"))
    # Each pair is met from both its ends; the one that looks forward in time stays.
    order = ["date", "statement_id", "sentence_index", "accusation_index"]
    mine = list(zip(*(pairs[c] for c in order), strict=True))
    other = list(zip(*(pairs[f"{c}_2"] for c in order), strict=True))
    pairs = pairs[np.fromiter((a < b for a, b in zip(mine, other, strict=True)), dtype=bool, count=len(pairs))]
    pairs = pairs.assign(days=(pairs["date_2"] - pairs["date"]).dt.days.astype("int64"))
    same_place = (pairs["spot"] == pairs["spot_2"]) | (pairs["spot"] == "") | (pairs["spot_2"] == "")
    pairs = pairs[same_place & (pairs["days"] <= within)]
    pairs = pairs.assign(place=pairs["place"].where(pairs["place"].notna(), pairs["place_2"]))
    pairs = pairs.assign(first=pairs["accuser"].where(pairs["days"] > 0))
    named = {
        "accuser": "earlier",
        "accused": "later",
        "date": "earlier_date",
        "date_2": "later_date",
        "statement_id": "earlier_statement",
        "statement_id_2": "later_statement",
    }
    pairs = pairs.rename(columns=named).astype(dict.fromkeys(["type", "place", "first", "earlier", "later"], "str"))
    pairs["folded"] = _spots(pairs["place"])
    pairs = pairs.sort_values(
        ["earlier_date", "later_date", "earlier_statement", "later_statement", "type", "folded", "place"]
    )
    pairs = pairs.drop_duplicates(["earlier_statement", "later_statement", "earlier", "type", "folded"])
    return _with_undated(pairs[MIRROR_COLUMNS].reset_index(drop=True), counted.statements)


def answers(accusations: pd.DataFrame, statements: pd.DataFrame, *, within: int = 30) -> pd.DataFrame:
    """For each accusation, the first denial by the accused side on the same day or up to `within` days later.

    When you would want it: to see which charges are answered and which are met with silence. An answer is any denial (a
    row with `denial`) in a statement of the accused side; one that names a third side as the one that charges is no
    answer to this one.

    What counts as in `mirrors`: one row for each accusation whose accuser and accused are known, in a dated statement.

    Returns `statement_id`, `sentence_index`, `accusation_index` (the key of the accusation), `date`, `accuser`,
    `accused` (sides), `type`, `place`, `denial_statement`, `denial_date`, `days` (all three missing where no denial
    came), `followed` (days on which one could have been seen: up to the accused side's last dated statement, at most
    `within`; missing where it published nothing from that day on). `attrs["undated"]` counts the undated statements,
    which are left out. Raises `ValueError` for a negative `within`.

    It misleads where a denial answers another charge of the same days: a denial seldom says which. A denial of the same
    day counts as 0 days, though it may have come before. Denials that the coder misses make the accused side look
    silent.

    >>> from toolkit.examples import ARDENIA, make_accusations, make_statements
    >>> statements = make_statements({"date": "2023-01-05"}, {"date": "2023-01-08", "issuer": ARDENIA})
    >>> denial = {"statement_id": "s1", "accuser": "Ardenia", "accused": None, "denial": True, "type": None}
    >>> answers(make_accusations({"statement_id": "s0"}, denial), statements)[["accused", "days"]].values.tolist()
    [['Ardenia', 3.0]]
    """
    _at_least_0(within, "within")
    charges, counted = _charges(accusations, statements)
    denials = _denials(accusations, counted.statements)
    speaker = sides(counted.statements["issuer"])
    last = counted.statements["date"].groupby(speaker.to_numpy()).max()
    by_side = {side: list(part.itertuples(index=False)) for side, part in denials.groupby("speaker")}
    rows = []
    for row in charges.itertuples(index=False):
        limit = row.date + pd.Timedelta(days=within)
        reach = (d for d in by_side.get(row.accused, ()) if row.date <= d.date <= limit)
        answer = next((d for d in reach if not d.against or row.accuser in d.against), None)
        end = last.get(row.accused, pd.NaT)
        followed = min((end - row.date).days, within) if pd.notna(end) and end >= row.date else np.nan
        found = (None, pd.NaT, np.nan) if answer is None else _found(answer, row.date)
        key = (row.statement_id, row.sentence_index, row.accusation_index, row.date)
        rows.append((*key, row.accuser, row.accused, row.type, row.place, *found, followed))
    table = pd.DataFrame(rows, columns=ANSWER_COLUMNS)
    text = ["statement_id", "accuser", "accused", "type", "place", "denial_statement"]
    whole = ["sentence_index", "accusation_index"]
    table = table.astype(
        dict.fromkeys(text, "str")
        | dict.fromkeys(whole, "int64")
        | dict.fromkeys(["days", "followed"], "float64")
        | dict.fromkeys(["date", "denial_date"], "datetime64[us]")
    )
    table = table.sort_values(["date", "statement_id", *whole], ignore_index=True)
    return _with_undated(table, counted.statements)


def answer_times(accusations: pd.DataFrame, statements: pd.DataFrame, *, within: int = 30) -> pd.DataFrame:
    """How soon and how often each side's accusations are denied: one row per accuser and accused.

    When you would want it: the unit is the accusing statement, because a denial answers a statement and not each of its
    charges. A statement near the end of the corpus could not be followed for long; the estimate for such cut-off times
    is that of Kaplan and Meier (1958), and the shares take only statements that could be followed so far. Accused who
    publish nothing from the day of the first charge on have no row: they cannot answer here.

    Returns `accuser`, `accused`, `n` accusing statements, `answered` of them, `median_days` (the first day by which
    half are answered, by the curve of `answer_curve`; missing where it never gets there), and for 7 and 30 days: `n_7`
    statements followed for 7 days, `answered_7`, `share_7` with its 95 % interval `low_7`, `high_7` (Wilson 1927);
    `caution`. Spans longer than `within` are missing. `attrs["undated"]` as in `answers`, where it also says what
    misleads.

    >>> from toolkit.examples import ARDENIA, make_accusations, make_statements
    >>> statements = make_statements({"date": "2023-01-05"}, {"date": "2023-01-15", "issuer": ARDENIA})
    >>> denial = {"statement_id": "s1", "accuser": "Ardenia", "accused": None, "denial": True, "type": None}
    >>> table = answer_times(make_accusations({"statement_id": "s0"}, denial), statements)
    >>> table[["n", "answered", "median_days", "n_7", "share_7", "n_30"]].values.tolist()
    [[1.0, 1.0, 10.0, 1.0, 0.0, 0.0]]
    """
    single = answers(accusations, statements, within=within)
    curve = _curves(_per_statement(single))
    rows = []
    for (accuser, accused), part in _per_statement(single).groupby(["accuser", "accused"]):
        mine = curve[(curve["accuser"] == accuser) & (curve["accused"] == accused)]
        half = mine.loc[mine["share"] >= 0.5 - 1e-9, "day"]
        row = {"accuser": accuser, "accused": accused, "n": len(part), "answered": int(part["days"].notna().sum())}
        row["median_days"] = float(half.min()) if len(half) else np.nan
        for days in SPANS:
            seen = part[part["followed"] >= days]
            row |= {f"n_{days}": len(seen), f"answered_{days}": int((seen["days"] <= days).sum())}
        rows.append(row | {"caution": caution(len(part))})
    table = pd.DataFrame(rows, columns=TIME_COLUMNS)
    for days in SPANS:
        values = wilson(table[f"answered_{days}"], table[f"n_{days}"])
        for name, value in zip(("share", "low", "high"), values, strict=True):
            table[f"{name}_{days}"] = value if days <= within else np.nan
    whole = ["n", "answered", *(f"{name}_{days}" for days in SPANS for name in ("n", "answered"))]
    table = table.astype(
        dict.fromkeys(whole, "int64")
        | dict.fromkeys(["accuser", "accused", "caution"], "str")
        | {"median_days": "float64"}
    )
    table.attrs["undated"] = single.attrs["undated"]
    return table


def answer_curve(accusations: pd.DataFrame, statements: pd.DataFrame, *, within: int = 30) -> pd.DataFrame:
    """The share of accusing statements answered by each day, for each accuser and accused (Kaplan and Meier 1958).

    When you would want it: to draw how an answer comes about. Parameters and what misleads as in `answers`.

    Returns one row per accuser, accused and day from 0: `at_risk` (statements not yet answered that could still be
    followed on that day), `answered` (on that day), `share` (answered by then: one minus the product of the shares that
    stayed unanswered; missing from the day on which none is left to follow, unless all are answered).
    `attrs["undated"]` as in `answers`.

    >>> from toolkit.examples import small_world
    >>> statements, _, accusations = small_world()
    >>> answer_curve(accusations, statements, within=2)[["day", "at_risk", "answered", "share"]].values.tolist()
    [[0.0, 1.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0], [2.0, 1.0, 1.0, 1.0]]
    """
    single = answers(accusations, statements, within=within)
    table = _curves(_per_statement(single), within)
    table.attrs["undated"] = single.attrs["undated"]
    return table


def echo(
    accusations: pd.DataFrame,
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    first: str,
    second: str,
    *,
    period: str = "week",
    lags: int = 4,
    draws: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """Does accusing by one side go before accusing by the other? The correlation of their rates at each lag.

    When you would want it: to see whether two sides accuse each other in waves, and which wave comes first.

    Parameters: `first` and `second` are sides (states) or issuers of theirs. A side's rate in a calendar `period` is
    all its accusations in its own statements over all these statements. To ask about accusations of one kind or of each
    other alone, hand over those; the statements stay whole. At lag k the first side's rate is laid beside the second's
    k periods later: a high `r` at a positive lag says that the first goes before. A period in which one of the two
    published nothing is missing, not 0.

    Returns one row per lag from -`lags` to `lags`: `first`, `second`, `lag`, `n` (periods in which both rates are
    known), `r` (Pearson's correlation over these), `low`, `high` (the middle 95 % of `r` without an echo), `p`
    (two-sided, against `draws`; Phipson and Smyth 2010), `caution` under 20 common periods. Without an echo means: the
    second series, its gaps with it, moved round in a circle by lot, which keeps the way it clumps (circular shifts).
    `r` is missing with fewer than 3 common periods or where a rate never changes. `attrs["undated"]` counts the undated
    statements of the two sides, which are left out.

    It misleads where both sides follow something else, fighting above all: to go before is not to bring about. Rates
    that rise or drift through the whole corpus seem to echo whatever they are ("nonsense correlations"; no shift in a
    circle guards against that, Harris 2020): then take a shorter stretch. A circle of T periods has no more than T - 1
    shifts, so with few periods `p` stays coarse. `2 * lags + 1` lags are as many tests.

    Raises `ValueError` for one side given twice, a negative number or an unknown period, `SelectionError` for a side
    that did not publish.

    >>> from toolkit.examples import ARDENIA, small_world
    >>> table = echo(*(small_world()[i] for i in (2, 0, 1)), "Velmar", "Ardenia", period="month", lags=1, draws=9)
    >>> table[["lag", "n", "caution"]].values.tolist()[1]
    [0, 1, 'only 1 common period: read it as an example']
    """
    _at_least_0(lags, "lags")
    _at_least_0(draws, "draws")
    counted = what_counts(statements, sentences, accusations)
    speaker = sides(counted.statements["issuer"])
    one, two = (_side(name, speaker) for name in (first, second))
    if one == two:
        raise ValueError(f"Two sides are compared; {first!r} and {second!r} are one.")
    a, b = _rates(counted, speaker, one, two, period)
    drawn = _shifted(b, draws, seed)
    rows = []
    for lag in range(-lags, lags + 1):
        n, r = _lagged(a, b[None, :], lag)
        _, null = _lagged(a, drawn, lag)
        null = null[np.isfinite(null)]
        told = np.isfinite(r[0]) and len(null) > 0
        low, high = np.quantile(null, [0.025, 0.975]) if told else (np.nan, np.nan)
        p = float(p_values(np.abs(r), np.abs(null)[:, None])[0]) if told else np.nan
        rows.append((one, two, lag, int(n[0]), r[0], low, high, p, _few_periods(int(n[0]))))
    table = pd.DataFrame(rows, columns=ECHO_COLUMNS)
    table = table.astype(dict.fromkeys(["first", "second", "caution"], "str") | {"lag": "int64", "n": "int64"})
    return _with_undated(table, counted.statements[speaker.isin([one, two])])


def echo_of_largest(accusations, statements, sentences, *, families: str = "once", **options) -> pd.DataFrame:
    """`echo` of the two sides with the most statements, in order of name; an empty frame where there is but one.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> echo_of_largest(accusations, statements, sentences, period="month", lags=0, draws=9)[["first", "second"]].values.tolist()
    [['Ardenia', 'Velmar']]
    """
    counted = what_counts(statements, sentences, accusations, families=families)
    sizes = sides(counted.statements["issuer"]).dropna().value_counts()
    largest = sorted(sizes.sort_index().sort_values(ascending=False, kind="stable").index[:2])
    if len(largest) < 2:
        return pd.DataFrame(columns=ECHO_COLUMNS)
    return echo(counted.accusations, counted.statements, counted.sentences, *largest, **options)


def _at_least_0(number: int, name: str) -> None:
    if number < 0:
        raise ValueError(f"{name} is at least 0; it was {number}.")


def _with_undated(table: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    table.attrs["undated"] = int(statements["date"].isna().sum())
    return table


def _charges(accusations: pd.DataFrame, statements: pd.DataFrame) -> tuple[pd.DataFrame, Selection]:
    """The accusations that count, dated and with sides for names, and the selection; in order of the key."""
    key = ["statement_id", "sentence_index"]
    # No sentence is looked at: every accusation stands in one that counts, because the coder passes furniture over.
    counted = what_counts(statements, accusations[key].drop_duplicates().assign(voice="issuer"), accusations)
    told = counted.statements[["statement_id", "date"]].assign(speaker=sides(counted.statements["issuer"]))
    said = counted.accusations.assign(
        accuser=sides(counted.accusations["accuser"]), accused=sides(counted.accusations["accused"])
    )
    said = said.merge(told, on="statement_id", validate="many_to_one")
    told_by_accused = (said["speaker"] == said["accused"]).fillna(False).astype(bool)
    whole = said[["date", "accuser", "accused"]].notna().all(axis=1) & (said["accuser"] != said["accused"])
    said = said[whole & ~told_by_accused]
    return said.sort_values([*key, "accusation_index"], ignore_index=True), counted


def _spots(places: pd.Series) -> pd.Series:
    """Places as they are compared: in small letters, without the article; empty where none is named."""
    return places.fillna("").astype("str").str.casefold().str.strip().str.replace(r"^the\s+", "", regex=True)


def _denials(accusations: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The denials in dated statements, oldest first, with the `speaker` and the sides `against` whose charge it is."""
    told = statements[["statement_id", "date"]].assign(speaker=sides(statements["issuer"]))
    told = told[told["date"].notna() & told["speaker"].notna()]
    found = accusations[accusations["denial"].astype(bool)]
    found = found[["statement_id", "sentence_index", "accusation_index", "accuser", "accused"]].merge(
        told, on="statement_id"
    )
    names = zip(sides(found["accuser"]), sides(found["accused"]), found["speaker"], strict=True)
    # A name that is no issuer's side may be "the enemy" or a ministry not known: it rules nobody out.
    publishing = set(told["speaker"])
    found["against"] = [frozenset({a, b} & publishing - {speaker}) for a, b, speaker in names]
    return found.sort_values(["date", "statement_id", "sentence_index", "accusation_index"], ignore_index=True)


def _found(answer, date: pd.Timestamp) -> tuple:
    return answer.statement_id, answer.date, float((answer.date - date).days)


def _per_statement(single: pd.DataFrame) -> pd.DataFrame:
    """One row per accusing statement, accuser and accused: the days are the same for all its charges.

    Accused who could never be followed (they publish nothing, or are no more than "the enemy") cannot answer and are
    left out.
    """
    units = single.drop_duplicates(["statement_id", "accuser", "accused"])
    return units[units.groupby(["accuser", "accused"])["followed"].transform("max").notna()]


def _curves(units: pd.DataFrame, within: int | None = None) -> pd.DataFrame:
    rows = []
    for (accuser, accused), part in units.groupby(["accuser", "accused"]):
        days, followed = part["days"].to_numpy(), part["followed"].to_numpy()
        # Who was answered is no longer followed.
        until = np.where(np.isnan(days), np.where(np.isnan(followed), -1, followed), days)
        open_share = 1.0
        for day in range(int(until.max() if within is None else within) + 1):
            at_risk, answered = int((until >= day).sum()), int((days == day).sum())
            if at_risk:
                open_share *= 1 - answered / at_risk
            elif open_share > 0:
                open_share = np.nan
            rows.append((accuser, accused, day, at_risk, answered, 1 - open_share))
    table = pd.DataFrame(rows, columns=CURVE_COLUMNS)
    whole = dict.fromkeys(["day", "at_risk", "answered"], "int64")
    return table.astype(dict.fromkeys(["accuser", "accused"], "str") | whole | {"share": "float64"})


def _side(name: str, speaker: pd.Series) -> str:
    """The side meant by its own name or that of an issuer."""
    present = set(speaker.dropna())
    meant = name if name in present else sides(pd.Series([name], dtype="str"))[0]
    return meant if meant in present else known(name, present, "side")


def _rates(counted: Selection, speaker: pd.Series, one: str, two: str, period: str) -> list[np.ndarray]:
    """The two sides' accusations per own statement in every period of theirs; missing without a statement."""
    own = counted.statements[["statement_id", "date"]].assign(side=speaker)
    own = own[own["side"].isin([one, two]) & own["date"].notna()]
    own = own.assign(period=period_start(own["date"], period))
    said = counted.accusations.assign(accuser=sides(counted.accusations["accuser"])).merge(own, on="statement_id")
    said = said[(said["accuser"] == said["side"]).fillna(False).astype(bool)]
    grid = every_period(own["date"], period)
    series = []
    for side in (one, two):
        published = own.loc[own["side"] == side, "period"].value_counts().reindex(grid).to_numpy(float)
        accusing = said.loc[said["side"] == side, "period"].value_counts().reindex(grid, fill_value=0).to_numpy(float)
        series.append(accusing / published)  # a period without a statement is missing in `published`, so here
    return series


def _shifted(series: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """`draws` copies of a series, each moved round in a circle by a number of periods drawn by lot."""
    if len(series) < 2:
        return np.empty((0, len(series)))
    moves = np.random.default_rng(seed).integers(1, len(series), size=draws)
    return series[(np.arange(len(series))[None, :] - moves[:, None]) % len(series)]


def _lagged(a: np.ndarray, b: np.ndarray, lag: int) -> tuple[np.ndarray, np.ndarray]:
    """For each row of `b`: in how many periods `a` and, `lag` periods later, `b` are known, and their correlation."""
    size = max(len(a) - abs(lag), 0)
    x = a[max(-lag, 0) :][:size][None, :]
    y = b[:, max(lag, 0) :][:, :size]
    both = np.isfinite(x) & np.isfinite(y)
    n = both.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        dx = np.where(both, x, 0.0)
        dy = np.where(both, y, 0.0)
        dx = np.where(both, dx - (dx.sum(axis=1) / n)[:, None], 0.0)
        dy = np.where(both, dy - (dy.sum(axis=1) / n)[:, None], 0.0)
        xx, yy = (dx * dx).sum(axis=1), (dy * dy).sum(axis=1)
        r = (dx * dy).sum(axis=1) / np.sqrt(xx * yy)
    # A rate that never changes leaves rounding behind and no correlation.
    changes = (xx > 1e-18) & (yy > 1e-18) & (n >= FEWEST_PAIRS)
    return n, np.where(changes, np.clip(r, -1, 1), np.nan)


def _few_periods(n: int) -> str:
    if n >= FEW_PERIODS:
        return ""
    if n == 0:
        return "no common period: nothing can be said"
    return f"only {n} common period{'s' if n > 1 else ''}: read it as an example"
