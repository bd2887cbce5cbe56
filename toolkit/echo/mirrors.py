"""Mirrored accusations: the same charge in opposite directions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.echo.charges import at_least_0, charges_that_count, spots, with_undated
from toolkit.expected import expects_frames

MIRROR_COLUMNS = [
    *["type", "place", "days", "first", "earlier", "later"],
    *["earlier_date", "later_date", "earlier_statement", "later_statement"],
]


@expects_frames
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
    at_least_0(within, "within")
    charges, counted = charges_that_count(accusations, statements)
    charges = charges.assign(spot=spots(charges["place"]))
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
    pairs["folded"] = spots(pairs["place"])
    pairs = pairs.sort_values(
        ["earlier_date", "later_date", "earlier_statement", "later_statement", "type", "folded", "place"]
    )
    pairs = pairs.drop_duplicates(["earlier_statement", "later_statement", "earlier", "type", "folded"])
    return with_undated(pairs[MIRROR_COLUMNS].reset_index(drop=True), counted.statements)
