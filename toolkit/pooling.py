"""Sums over clusters for pooled rates: what each family of reprints published, and what was found in it.

The clusters are never crossed with the kinds of accusation, which would make a row for each pair: the sums that the
ratio estimator needs come from sizes and hits alone.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.periods import every_period

SIZES = ["n_statements", "n_sentences", "n_tokens"]
#: How the accusations are spread over the documents of a group.
SPREAD = ["n_accusing", "dp_norm", "juilland_d"]


def unique(names) -> list[str]:
    """The names once each, in order."""
    return list(dict.fromkeys(names))


def count_by(frame, keys, **what) -> pd.DataFrame:
    """Group and aggregate, missing values being a group, and no keys meaning one group of everything."""
    if keys:
        return frame.groupby(list(keys), dropna=False, sort=False).agg(**what).reset_index()
    return frame.assign(all=0).groupby("all").agg(**what).reset_index(drop=True).reindex([0], fill_value=0)


def join(left, right, keys) -> pd.DataFrame:
    """The right-hand columns beside the left-hand rows; without keys, one row beside all."""
    return left.merge(right, on=list(keys), how="left") if keys else left.merge(right, how="cross")


def cluster_sizes(statements, sentences, place, *, sentence_level) -> pd.DataFrame:
    """How much each family published in each place: statements, sentences, words."""
    columns = unique(["statement_id", "family_id", *(c for c in place if c not in sentence_level)])
    how = "inner" if sentence_level else "left"
    joined = statements[columns].merge(
        sentences[unique(["statement_id", *sentence_level, "sentence_index", "n_tokens"])], on="statement_id", how=how
    )
    return count_by(
        joined,
        unique([*place, "family_id"]),
        n_statements=("statement_id", "nunique"),
        n_sentences=("sentence_index", "count"),
        n_tokens=("n_tokens", "sum"),
    )


def cluster_hits(accusations, statements, sentences, place, said) -> pd.DataFrame:
    """How many accusations each family makes, in each place, of each kind."""
    from_statements = [c for c in place if c in statements.columns]
    from_sentences = [c for c in place if c not in statements.columns]
    frame = accusations[unique(["statement_id", "sentence_index", *said])]
    frame = frame.merge(statements[unique(["statement_id", "family_id", *from_statements])], on="statement_id")
    if from_sentences:
        frame = frame.merge(
            sentences[["statement_id", "sentence_index", *from_sentences]], on=["statement_id", "sentence_index"]
        )
    return count_by(frame, unique([*place, *said, "family_id"]), y=("statement_id", "size"))


def cross_groups(sizes, hits, place, said) -> pd.DataFrame:
    """Every place crossed with every kind of accusation that occurs: what was not found has a row, and a 0."""
    places = sizes[place].drop_duplicates() if place else pd.DataFrame(index=[0])
    return places.merge(hits[said].drop_duplicates(), how="cross") if said else places.reset_index(drop=True)


def fill_periods(groups, dated, by, period) -> pd.DataFrame:
    """Add the periods in which a group published nothing, from the first of all groups to the last."""
    others = [c for c in by if c != "period"]
    spans = every_period(dated, period).to_frame(index=False)
    grid = groups[others].drop_duplicates().merge(spans, how="cross") if others else spans
    undated = groups[groups["period"].isna()]
    return pd.concat([grid, undated], ignore_index=True)[list(by)]


def cluster_sums(groups, sizes, hits, place, said, column) -> pd.DataFrame:
    """The sums that the ratio estimator needs, without crossing clusters with kinds: x from sizes, y from hits."""
    x = sizes.assign(x=sizes[column].astype(float))
    x = x[x["x"] > 0]
    totals = count_by(
        x.assign(xx=x["x"] ** 2), place, n_clusters=("family_id", "size"), x=("x", "sum"), xx=("xx", "sum")
    )
    plain = count_by(sizes, place, **{c: (c, "sum") for c in SIZES})
    y = hits.merge(x[unique([*place, "family_id", "x"])], on=unique([*place, "family_id"]), how="left")
    y = y.assign(xy=y["x"] * y["y"], yy=y["y"] ** 2)
    found = count_by(y, [*place, *said], n_accusations=("y", "sum"), xy=("xy", "sum"), yy=("yy", "sum"))
    whole_groups = join(totals, count_by(x, place, smallest=("x", "min")), place).rename(columns={"x": "x_all"})
    parts = join(
        join(y, whole_groups[[*place, *TOTALS]], place), found[[*place, *said, "n_accusations"]], [*place, *said]
    )
    spread = _spread(parts, [*place, *said])
    table = join(join(join(join(groups, totals, place), plain, place), found, [*place, *said]), spread, [*place, *said])
    numbers = ["n_accusations", "n_clusters", *SIZES, "x", "xx", "xy", "yy", "n_accusing"]
    table[numbers] = table[numbers].fillna(0)
    whole = ["n_accusations", "n_clusters", *SIZES, "n_accusing"]
    return table.astype({c: np.int64 for c in whole})


TOTALS = ["n_clusters", "x_all", "smallest"]


def _spread(hits: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Dispersion of each group's accusations over its documents, from the documents that hold one; see `toolkit.terms.dispersion`."""
    share, expected = hits["y"] / hits["n_accusations"], hits["x"] / hits["x_all"]
    relative = hits["y"] / hits["x"]
    parts = hits.assign(off=(share - expected).abs(), seen=expected, relative=relative, square=relative**2)
    sums = {name: (name, "sum") for name in ("off", "seen", "relative", "square")}
    firsts = {name: (name, "first") for name in TOTALS}
    table = count_by(parts, keys, n_accusing=("y", "size"), **sums, **firsts)
    with np.errstate(divide="ignore", invalid="ignore"):
        room = 1 - table["smallest"] / table["x_all"]
        table["dp_norm"] = np.where(room > 0, (table["off"] + 1 - table["seen"]) / 2 / room, np.nan)
        mean = table["relative"] / table["n_clusters"]
        variance = np.maximum(table["square"] / table["n_clusters"] - mean**2, 0)
        table["juilland_d"] = np.where(
            table["n_clusters"] > 1, 1 - np.sqrt(variance) / mean / np.sqrt(table["n_clusters"] - 1), np.nan
        )
    return table[[*keys, *SPREAD]]
