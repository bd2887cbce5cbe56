"""Which name a speaker uses for a place that two sides name differently: to say *Dornica* and not *Dorn* is to take a side.

The names and whose they are stand in `lexicons/places.csv`, one row a name; adding a place is adding rows.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from toolkit.expected import expects_frames
from toolkit.lexicon import read_lexicon
from toolkit.schema import CODED_LANGUAGES

COLUMNS = ["issuer", "side", "place", "name", "used_by", "whose", "n", "n_statements", "n_place", "share"]


@expects_frames
def place_names(statements: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Count, for each issuer, the names it uses for places that have more than one.

    When you would want it: the choice of a name is a claim that no verb makes. Sentences in the words of others (`voice` other) and page
    furniture are not counted, and each reprinted statement counts once.

    Returns one row per issuer, place and name used: `issuer`, `side` (its state), `place`, `name`, `used_by` (the side whose
    name it is; empty for international usage), `whose` ("own", "other" or "neither", as seen from the issuer's side), `n` mentions in
    `n_statements` statements, `n_place` (the issuer's mentions of that place by any name), `share` = n / n_place. A name counts as
    written, with its capitals; where one name is part of a longer one, the longer counts. A place that an issuer never names has no row.

    >>> from toolkit.examples import make_sentences, make_statements
    >>> statements = make_statements({"statement_id": "a"})
    >>> sentences = make_sentences({"statement_id": "a", "sentence": "Dorn is calm; they call it Dornica. Dorn is Dorn."})
    >>> place_names(statements, sentences)[["name", "whose", "n", "share"]].values.tolist()
    [['Dorn', 'own', 3, 0.75], ['Dornica', 'other', 1, 0.25]]
    """
    from toolkit.families import one_per_family
    from toolkit.selection import sides

    once = one_per_family(statements[statements["language"].isin(CODED_LANGUAGES)])
    told = once[["statement_id", "issuer"]].assign(side=sides(once["issuer"]))
    own = sentences[~sentences["voice"].isin(["furniture", "other"])]
    pairs = [
        (sid, m[0])
        for sid, text in zip(own["statement_id"], own["sentence"], strict=True)
        for m in _pattern().finditer(text)
    ]
    named = (
        pd.DataFrame(pairs, columns=["statement_id", "name"])
        .astype("str")
        .merge(told, on="statement_id")
        .dropna(subset=["issuer"])
    )
    if named.empty:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.DataFrame(read_lexicon("places"))[["place", "name", "used_by"]]
    counted = named.merge(table, on="name").groupby(["issuer", "side", "place", "name", "used_by"], sort=True)[
        "statement_id"
    ]
    out = counted.agg(n="size", n_statements="nunique").reset_index()
    out["n_place"] = out.groupby(["issuer", "place"])["n"].transform("sum")
    out["share"] = out["n"] / out["n_place"]
    out["whose"] = [_whose(side, user) for side, user in zip(out["side"], out["used_by"], strict=True)]
    order = out.sort_values(["place", "issuer", "n", "name"], ascending=[True, True, False, True], kind="stable")
    return order[COLUMNS].reset_index(drop=True)


def _whose(side: str, user: str) -> str:
    return "neither" if not user else "own" if user == side else "other"


@cache
def _pattern() -> re.Pattern[str]:
    """Any name of the table as a whole word, the longest first; names are taken as written, never as an expression."""
    names = sorted((row["name"] for row in read_lexicon("places")), key=lambda name: (-len(name), name))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in names) + r")(?![\w-])")
