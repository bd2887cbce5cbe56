"""How soon, and how often, an accusation is answered by a denial."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.echo.charges import at_least_0, charges_that_count, denials_that_count, with_undated
from toolkit.estimates import caution, wilson
from toolkit.expected import expects_frames
from toolkit.selection import sides

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


@expects_frames(meet=False)
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
    at_least_0(within, "within")
    charges, counted = charges_that_count(accusations, statements)
    denials = denials_that_count(accusations, counted.statements)
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
    return with_undated(table, counted.statements)


@expects_frames(meet=False)
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


@expects_frames(meet=False)
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
