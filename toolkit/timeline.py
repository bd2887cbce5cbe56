"""When: pooled rates of accusations per calendar period, by themselves and over moving windows."""

from __future__ import annotations

import pandas as pd

from toolkit.coverage import share_collected
from toolkit.estimates import caution, ratio_interval
from toolkit.expected import expects_frames
from toolkit.frequency import PER, rate_sums, rates
from toolkit.pooling import SIZES
from toolkit.selection import what_counts
from toolkit.verb_modules import callable_as_verb

STATES = {
    "accused": "published, with at least one accusation",
    "published without accusing": "published, and no accusation was found: the rate is 0",
    "silent": "no statement in the corpus: the rate is missing, not 0",
    "not collected": "nobody looked (by the coverage log): the rate is missing, and it is no silence",
}


@expects_frames
def timeline(
    accusations: pd.DataFrame,
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    by=(),
    per: str = "statement",
    period: str = "month",
    families: str = "once",
    coverage: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Pooled rate of accusations in every calendar period, for each group of `by`.

    When you would want it: to see a change, and to see whether it is one of accusing or one of publishing. The rate
    divides all accusations of a period by all its statements (sentences, words), so a busy month does not look
    hostile for being busy.

    Every period from the first statement of any group to the last is there, and `state` tells apart a period with
    accusations, one in which the group published without accusing, and one of silence. Silence in the corpus may be
    silence of the issuer or a gap in collecting; only a `coverage` log (`toolkit.coverage.read_coverage`) tells them apart: with it, an
    empty period of which no day was looked at is "not collected". Dates are the days as the publisher gives them; periods are those of
    the calendar in the publisher's own time zone. Undated statements are not here; `undated` counts them.

    Returns one row per group and period: as `toolkit.frequency.rates`, and `state` (one of `STATES`); with `coverage` also `collected`,
    the share of the period's days that were looked at. Intervals take the statements of a period as a sample; one period's rate is no
    evidence of a trend.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> table = timeline(accusations, statements, sentences)
    >>> list(zip(table["period"].dt.strftime("%Y-%m"), table["state"], table["n_accusations"]))
    [('2023-01', 'accused', 2), ('2023-02', 'silent', 0), ('2023-03', 'accused', 1)]
    """
    dated = statements[statements["date"].notna()]
    table = rates(accusations, dated, sentences, by=[*by, "period"], per=per, period=period, families=families)
    state = pd.Series("accused", index=table.index, dtype="str")
    state[table["n_accusations"] == 0] = "published without accusing"
    state[table["n_statements"] == 0] = "silent"
    if coverage is None:
        return table.assign(state=state)
    collected = share_collected(table, coverage, list(by), period)
    state[(table["n_statements"] == 0) & (collected == 0)] = "not collected"
    return table.assign(state=state, collected=collected)


@expects_frames
def rolling_rates(
    accusations: pd.DataFrame,
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    by=(),
    per: str = "statement",
    period: str = "month",
    window: int = 3,
    families: str = "once",
) -> pd.DataFrame:
    """Pooled rate over a moving window of calendar periods, each with its band: all accusations of the window over all its statements.

    When you would want it: where single periods hold few statements. The mean of the periods' rates, which most tools draw, lets a
    week of one statement weigh as much as one of forty; here each statement weighs the same.

    Parameters as in `timeline`; `window` counts periods, the last of which is the row's. The first rows have shorter windows.

    Returns one row per group and period: the columns of `by`, `period`, `n_accusations`, `n_statements`, `n_sentences`, `n_tokens`,
    `n_periods` in the window, `rate`, `low`, `high` (missing where the whole window is without a statement), `caution`. Neighbouring
    rows share documents: a wave that is `window` periods long may be one angry statement.

    Raises `ValueError` for a window under 1.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> table = rolling_rates(accusations, statements, sentences, window=2)
    >>> table[["n_accusations", "n_statements"]].values.tolist()
    [[2, 3], [2, 3], [1, 1]]
    """
    if window < 1:
        raise ValueError(f"A window holds at least one period; it was {window}.")
    dated = statements[statements["date"].notna()]
    columns = [*by, "period"]
    sums = rate_sums(accusations, dated, sentences, by=columns, per=per, period=period, families=families)
    sums = sums.sort_values(columns, ignore_index=True).assign(n_periods=1)
    added = ["n_accusations", *SIZES, "n_clusters", "n_periods", "x", "xx", "xy", "yy"]
    groups = sums.groupby(list(by), dropna=False, sort=False) if len(by) else sums.assign(all=0).groupby("all")
    rolled = groups[added].rolling(window, min_periods=1).sum().reset_index(drop=True)
    table = pd.concat([sums[columns].reset_index(drop=True), rolled], axis=1)
    scale = PER[per][1]
    table["rate"], table["low"], table["high"] = (
        scale * v for v in ratio_interval(*(table[c] for c in ("n_clusters", "x", "n_accusations", "xx", "xy", "yy")))
    )
    whole = ["n_accusations", *SIZES, "n_clusters", "n_periods"]
    table = table.astype(dict.fromkeys(whole, "int64"))
    table["caution"] = table["n_clusters"].map(caution).astype("str")
    return table[[*columns, "n_accusations", *SIZES, "n_periods", "rate", "low", "high", "caution"]]


@expects_frames
def undated(
    statements: pd.DataFrame, sentences: pd.DataFrame, accusations: pd.DataFrame, *, families: str = "once"
) -> pd.DataFrame:
    """How many statements that count have no date, by the reason why, with the accusations they hold.

    Returns one row per reason: `date_basis`, `n_statements`, `n_accusations`.

    >>> from toolkit.examples import small_world
    >>> undated(*small_world()).values.tolist()
    [['none', 1, 1]]
    """
    counted = what_counts(statements, sentences, accusations, families=families)
    without = counted.statements[counted.statements["date"].isna()]
    found = without["statement_id"].map(counted.accusations["statement_id"].value_counts()).fillna(0).astype("int64")
    grouped = without.assign(found=found).groupby("date_basis")
    return grouped.agg(n_statements=("statement_id", "size"), n_accusations=("found", "sum")).reset_index()


callable_as_verb(__name__)
