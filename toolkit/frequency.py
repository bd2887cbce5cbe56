"""How often: rates of accusations, shares of statements that accuse, and who accuses whom.

Every number comes with its numerator, its denominator, a 95 % interval and a caution where it rests on few documents.
"""

from __future__ import annotations

import pandas as pd

from toolkit.estimates import caution, ratio_interval, wilson
from toolkit.expected import expects_frames
from toolkit.periods import period_start
from toolkit.pooling import (
    SIZES,
    SPREAD,
    cluster_hits,
    cluster_sizes,
    cluster_sums,
    count_by,
    cross_groups,
    fill_periods,
    join,
    unique,
)
from toolkit.selection import known, sides, what_counts

#: unit of a rate -> (the column it divides by, how many of them)
PER = {
    "statement": ("n_statements", 1),
    "100 sentences": ("n_sentences", 100),
    "1000 words": ("n_tokens", 1000),
}


@expects_frames
def rates(
    accusations: pd.DataFrame,
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    by=(),
    per: str = "statement",
    period: str = "month",
    families: str = "once",
) -> pd.DataFrame:
    """Pooled rates of accusations: all accusations of a group over all its statements, sentences or words.

    When you would want it: to say how often an issuer accuses, whom, of what, in which voice, in which month.

    Parameters: `by` names columns of the statements (issuer, side, publisher …), the sentences (voice, speaker) or the
    accusations (accuser, accused, type, form …), or "period", the calendar `period` of the statement's date. `per` is
    "statement", "100 sentences" or "1000 words". `families="all"` counts reprints too.

    What counts: accusations put forward as so, not denials; English statements; a statement and its reprints once,
    under their earliest carrier. Groups by a column of the accusations share one denominator: *accusations of
    shelling per statement* divides by all statements. Groups by voice divide by the statements, sentences and words
    in that voice. Combinations that do not occur are there with a rate of 0; a period without a statement is there
    with a missing rate: silence is not restraint. A missing value (no issuer found, accused not named, undated) is a
    group of its own, so groups add up to the total.

    Returns one row per group: the columns of `by`, `n_accusations`, `n_statements`, `n_sentences`, `n_tokens`,
    `rate`, `low` and `high` (95 %, see `toolkit.estimates.ratio_interval`), `n_clusters` (statements with their
    reprints, the documents of the interval), `n_accusing` (documents with at least one), `dp_norm` (how unevenly the accusations are
    spread over the documents: 0 as evenly as their length, 1 all in one; normed deviation of proportions, Gries 2008) and
    `juilland_d` (1 even, 0 in one; Juilland and others 1970), `caution`.

    It misleads where the coder errs more for one group than for another: a rate of *found* accusations is compared.
    Raises `ValueError` for an unknown unit or period and `SelectionError` for an unknown column.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> table = rates(accusations, statements, sentences, by=["issuer"])
    >>> table[["issuer", "n_accusations", "n_statements", "rate"]].values.tolist()
    [['Ministry of Defence of Ardenia', 0, 1, 0.0], ['Ministry of Defence of Velmar', 4, 4, 1.0]]
    """
    if per not in PER:
        raise ValueError(f"Rates are not counted per {per!r}; per is one of {', '.join(PER)}.")
    by = _listed(by)
    table = rate_sums(accusations, statements, sentences, by=by, per=per, period=period, families=families)
    scale = PER[per][1]
    table["rate"], table["low"], table["high"] = (
        scale * v for v in ratio_interval(*(table[c] for c in ("n_clusters", "x", "n_accusations", "xx", "xy", "yy")))
    )
    table["caution"] = table["n_clusters"].map(caution).astype("str")
    order = [*by, "n_accusations", *SIZES, "rate", "low", "high", "n_clusters", *SPREAD, "caution"]
    return table[order].sort_values(list(by), ignore_index=True) if len(by) else table[order]


def rate_sums(accusations, statements, sentences, *, by, per, period, families) -> pd.DataFrame:
    """The sums over documents from which `rates` and rolling rates are made: one row per group."""
    by = _listed(by)
    counted = what_counts(statements, sentences, accusations, families=families)
    place, said = _split_columns(by, counted, accusations)
    statements = _with_period(counted.statements, period) if "period" in by else counted.statements
    sizes = cluster_sizes(statements, counted.sentences, place, sentence_level=_sentence_level(place, counted))
    hits = cluster_hits(counted.accusations, statements, counted.sentences, place, said)
    groups = cross_groups(sizes, hits, place, said)
    if "period" in place:
        groups = fill_periods(groups, statements["period"], list(by), period)
    return cluster_sums(groups, sizes, hits, place, said, PER[per][0])


@expects_frames
def shares(accusations, statements, sentences, *, by=(), period: str = "month", families: str = "once") -> pd.DataFrame:
    """Share of statements with at least one accusation, with its Wilson interval.

    When you would want it: where one long list of grievances should not weigh more than one short charge. The unit is
    the statement: of the statements of a group, how many accuse (a given accused, of a given type) at all.

    Parameters and groups as in `rates`; columns of the sentences (voice) are not taken.

    Returns one row per group: the columns of `by`, `n_accusing`, `n_statements`, `share`, `low`, `high`, `caution`.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> shares(accusations, statements, sentences)[["n_accusing", "n_statements", "share"]].values.tolist()
    [[3.0, 5.0, 0.6]]
    """
    by = _listed(by)
    counted = what_counts(statements, sentences, accusations, families=families)
    place, said = _split_columns(by, counted, accusations)
    if _sentence_level(place, counted):
        raise ValueError("A share of statements cannot be taken by a column of the sentences; use rates() for that.")
    statements = _with_period(counted.statements, period) if "period" in by else counted.statements
    said_where = counted.accusations[unique(["statement_id", *said])]
    accusing = said_where.merge(statements[unique(["statement_id", *place])], on="statement_id")
    keys = [*place, *said]
    seen = accusing.drop_duplicates(["statement_id", *said]).assign(one=1)
    hits = count_by(seen, keys, n_accusing=("one", "size"))
    sizes = count_by(statements, place, n_statements=("statement_id", "size"))
    groups = cross_groups(sizes, hits, place, said)
    if "period" in place:
        groups = fill_periods(groups, statements["period"], list(by), period)
    table = join(join(groups, sizes, place), hits, keys)
    table[["n_accusing", "n_statements"]] = table[["n_accusing", "n_statements"]].fillna(0).astype("int64")
    table["share"], table["low"], table["high"] = wilson(table["n_accusing"], table["n_statements"])
    table["caution"] = table["n_statements"].map(caution).astype("str")
    table = table[[*by, "n_accusing", "n_statements", "share", "low", "high", "caution"]]
    return table.sort_values(list(by), ignore_index=True) if len(by) else table


@expects_frames
def dyads(accusations, statements, sentences, *, per: str = "statement", families: str = "once") -> pd.DataFrame:
    """Who accuses whom: one row per accuser and accused, with the accuser's own statements as denominator.

    When you would want it: the picture of a conflict as the statements draw it. An accuser is the party that accuses,
    not the body that published. Bodies, forces and officials of a state count as that state, on both sides of the
    pair (`toolkit.actors.state_of`); the accusations themselves keep the names as they were found.

    Returns `accuser`, `accused`, `n_accusations` (wherever they were said), `n_own` (those in the accuser's own
    statements), `n_statements` (the accuser's own), `rate`, `low`, `high` (own accusations per own statement),
    `caution`. A party that is only quoted by others has no statements here, and neither has an accuser who is not named: the
    rate is missing, the count stands. A missing accused is "not named".

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> dyads(accusations, statements, sentences)[["accuser", "accused", "n_accusations"]].values.tolist()
    [['Velmar', 'Ardenia', 4]]
    """
    counted = what_counts(statements, sentences, accusations, families=families)
    own = counted.statements.assign(party=sides(counted.statements["issuer"]))
    own = own[own["party"].notna()]  # whoever is not named is no party: statements without an issuer are not its own
    said = counted.accusations.assign(
        party=sides(counted.accusations["accuser"]), accused=sides(counted.accusations["accused"])
    )
    pairs = count_by(said, ["party", "accused"], n_accusations=("statement_id", "size"))
    speaker = said["statement_id"].map(own.set_index("statement_id")["party"])
    measured = rates(
        said[(said["party"] == speaker).to_numpy()],
        own,
        counted.sentences,
        by=["party", "accused"],
        per=per,
        families=families,
    )
    table = join(pairs, measured.rename(columns={"n_accusations": "n_own"}), ["party", "accused"])
    table = _missing_pairs(table, count_by(own, ["party"], n_known=("statement_id", "size")))
    table = table.rename(columns={"party": "accuser"})[
        ["accuser", "accused", "n_accusations", "n_own", "n_statements", "rate", "low", "high", "caution"]
    ]
    return table.sort_values(["n_accusations", "accuser", "accused"], ascending=[False, True, True], ignore_index=True)


def _missing_pairs(table: pd.DataFrame, known_sizes: pd.DataFrame) -> pd.DataFrame:
    """Pairs met only in other parties' statements: no own accusation, and no rate where there are no own statements."""
    table = join(table, known_sizes, ["party"])
    table["n_statements"] = table["n_statements"].fillna(table.pop("n_known")).fillna(0).astype("int64")
    table["n_own"] = table["n_own"].fillna(0).astype("int64")
    table["caution"] = (
        table["caution"].where(table["caution"].notna(), table["n_statements"].map(caution)).astype("str")
    )
    return table


def _listed(by) -> list[str]:
    """The columns to group by; one may be given by its name alone."""
    return [by] if isinstance(by, str) else list(by)


def _split_columns(by, counted, accusations) -> tuple[list[str], list[str]]:
    """The columns of `by` that belong to where something stands, and those that belong to the accusation."""
    placed = [*counted.statements.columns, "period", *counted.sentences.columns]
    for name in by:
        known(name, dict.fromkeys([*placed, *accusations.columns]), "column")
    return [c for c in by if c in placed], [c for c in by if c not in placed]


def _sentence_level(place, counted) -> list[str]:
    return [
        c for c in place if c in counted.sentences.columns and c not in counted.statements.columns and c != "period"
    ]


def _with_period(statements, period):
    return statements.assign(period=period_start(statements["date"], period))
