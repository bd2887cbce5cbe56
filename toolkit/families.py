"""Reprints: a statement that several publishers carry, with other wrappers and small rewordings, is one family.

Which texts to compare is found by the runs of words they share, as Broder (1997) finds near-copies; whether they carry
the same statement is for `toolkit.likeness` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from toolkit.candidates import UNDATED, Fingerprints, candidate_pairs
from toolkit.likeness import Carrier, Fingerprint, contradict, enough, kin, shared_runs
from toolkit.spans import own_text

#: Pairs whose texts are asked for at a time: with two kilobytes a text, 20 MB.
ASKED = 5_000


def find_families(statements: pd.DataFrame) -> pd.Series:
    """The family of each statement: the `statement_id` of its earliest carrier, by date and then by file.

    You would want it before counting, so that a ministry's message that six agencies carried counts once. Needs the
    columns `statement_id`, `date`, `publisher`, `raw_file` and `clean_text`; what `furniture` names, where it is present, does not count. A statement joins a family if its text, or
    that of a member, stands for the most part in the other, no number, name or day is exchanged between sentences that
    are otherwise the same, and their dates lie within three days (an undated one can join any). It must be kin to the
    family's earliest carrier too, so that a digest of several statements does not chain them into one family.

    It will not recognise a paraphrase or a translation, nor a reprint of less than half of the text.

    Returns a text series named `family_id` with the index of `statements`.

    >>> words = "Units of the Ardenian army opened fire on two posts near Hallin on Saturday night with mortars and "
    >>> words += "small arms, wounding 3 soldiers"
    >>> statements = pd.DataFrame({"statement_id": ["a", "b"], "date": pd.to_datetime(["2023-03-04", "2023-03-05"]),
    ...     "publisher": ["Velmar Telegraph", "QPA"], "raw_file": ["1.txt", "2.txt"],
    ...     "clean_text": [words + ".", words + ", the Ministry of Defence of Velmar said, QPA reports."]})
    >>> find_families(statements).tolist()
    ['a', 'a']
    """
    ordered = by_age(statements)
    publishers = ordered["publisher"].astype(object).where(ordered["publisher"].notna(), "")
    days = days_of(ordered)
    cells = zip(ordered["statement_id"], days.tolist(), publishers, own_texts(ordered), strict=True)
    carriers = [Carrier(i, None if day == UNDATED else day, p, lambda text=text: text) for i, day, p, text in cells]
    prints = Fingerprints.of([c.fingerprint for c in carriers])
    pairs = candidate_pairs(prints, days)
    leaders = link(carriers, pairs[enough(shares_of(prints, pairs), prints.n_words[pairs].min(axis=1))], {})
    found = pd.Series([carriers[j].statement_id for j in leaders], index=ordered.index, dtype="str").sort_index()
    return found.set_axis(statements.index).rename("family_id")


def own_texts(statements: pd.DataFrame) -> list[str]:
    """What is compared of each statement (`spans.own_text`)."""
    texts = statements["clean_text"].tolist()
    if "furniture" not in statements:
        return texts
    return list(map(own_text, texts, statements["furniture"]))


def shares_of(fingerprints: Sequence[Fingerprint], pairs: np.ndarray) -> np.ndarray:
    """The share of the smaller text's runs that stand in the larger, for each pair of places."""
    return np.array([shared_runs(fingerprints[i], fingerprints[j]) for j, i in pairs.tolist()], dtype="float64")


def link(
    carriers: Sequence[Carrier],
    pairs: np.ndarray,
    contradicting: dict[tuple[int, int], bool],
    ask: Callable[[set[int]], None] = lambda places: None,
) -> list[int]:
    """For each text, all given from the oldest on, the place of the earliest carrier of its family: its own where it is the first.

    `pairs` are those that share enough, later and earlier, in order. `contradicting` is what is known of pairs, earlier and later, from
    before; what is found now is added to it. `ask` is told which texts are likely to be read next.
    """
    leaders = list(range(len(carriers)))

    def same(earlier: int, later: int) -> bool:
        pair = earlier, later
        if pair not in contradicting:  # it takes a hundred times as long to see as what they share
            contradicting[pair] = contradict(carriers[earlier], carriers[later])
        return not contradicting[pair]

    for start in range(0, len(pairs), ASKED):
        block = pairs[start : start + ASKED].tolist()
        ask({place for later, earlier in block if (earlier, later) not in contradicting for place in (earlier, later)})
        for later, earlier in block:  # in order: every earlier text has its leader
            if leaders[later] == later and same(earlier, later):
                first = leaders[earlier]
                if first == earlier or (kin(carriers[first], carriers[later]) and same(first, later)):
                    leaders[later] = first
    return leaders


def by_age(statements: pd.DataFrame) -> pd.DataFrame:
    """The statements from the oldest on, the undated last; the index becomes the place they stood in."""
    # A stable sort: statements of one day and one file keep the order they stand in.
    return statements.reset_index(drop=True).sort_values(["date", "raw_file"], kind="stable", na_position="last")


def days_of(statements: pd.DataFrame) -> np.ndarray:
    """The day of each statement as a number, `UNDATED` where it is not known."""
    days = statements["date"].to_numpy(dtype="datetime64[D]").astype("int64")
    return np.where(statements["date"].isna(), UNDATED, days)


def one_per_family(statements: pd.DataFrame) -> pd.DataFrame:
    """One row a family: its earliest carrier among `statements`, so that a reprinted statement counts once.

    The rows kept have all their columns, in the order they stood in, and two more: `carriers`, the publishers of all
    members in the order in which they carried it, with `; ` between them (one that is not known is left out), and
    `n_carriers`, how many rows of `statements` the family has.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"statement_id": ["a", "b"], "family_id": ["a", "a"],
    ...     "publisher": ["QPA", "Belcastra Wire"],
    ...     "date": pd.to_datetime(["2023-03-04", "2023-03-04"]), "raw_file": ["1.txt", "2.txt"]})
    >>> one_per_family(frame)[["statement_id", "carriers", "n_carriers"]].values.tolist()
    [['a', 'QPA; Belcastra Wire', 2]]
    """
    ordered = by_age(statements)
    carriers = _carriers(ordered)
    sizes = ordered["family_id"].value_counts()
    kept = statements.iloc[ordered.drop_duplicates("family_id").index.sort_values()]
    family = kept["family_id"]
    return kept.assign(
        carriers=family.map(carriers).fillna("").astype("str"),
        n_carriers=family.map(sizes).astype("int64"),
    )


def _carriers(ordered: pd.DataFrame) -> dict[str, str]:
    """The publishers of each family in the order given; most families have one, and need no joining."""
    names: dict[str, str] = {}
    pairs = ordered[["family_id", "publisher"]].dropna().drop_duplicates()
    for family, publisher in zip(pairs["family_id"], pairs["publisher"], strict=True):
        names[family] = f"{names[family]}; {publisher}" if family in names else publisher
    return names
