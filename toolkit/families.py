"""Reprints: a statement that several publishers carry, with other wrappers and small rewordings, is one family.

Which texts to compare is found by the runs of words they share, as Broder (1997) finds near-copies; whether they carry
the same statement is for `toolkit.likeness` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.likeness import (
    CONTAINED,
    FEWEST_WORDS,
    KINSHIP,
    WINDOW_DAYS,
    Carrier,
    Fingerprint,
    contradict,
    enough,
    shared_runs,
)
from toolkit.spans import spans_of, without

#: One run in this many is used to find candidates, chosen by its hash, so that both texts keep the same ones (Broder's
#: “0 mod m”). Unlike a sketch of fixed size it finds a short statement inside a long article.
SAMPLED = 3

#: A run that hundreds of daily reports share links each to this many of its neighbours in time, not to all of them.
NEIGHBOURS = 12

#: Parts into which the runs are dealt when candidates are looked for: memory for 1/8 of a corpus's runs.
PASSES = 8

#: Share of the smaller text's sampled runs that must link two texts before they are compared: a quarter of `CONTAINED`.
LINKED = CONTAINED / 4

#: Stands for no day where numbers are needed; no date is anywhere near.
UNDATED = -(10**9)


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
    cells = zip(ordered["statement_id"], days, publishers, own_texts(ordered), strict=True)
    carriers = [Carrier(i, day, publisher, lambda text=text: text) for i, day, publisher, text in cells]
    leaders = link(carriers, [c.fingerprint for c in carriers], days)
    found = pd.Series([carriers[j].statement_id for j in leaders], index=ordered.index, dtype="str").sort_index()
    return found.set_axis(statements.index).rename("family_id")


def own_texts(statements: pd.DataFrame) -> list[str]:
    """What is compared of each statement: its `clean_text` less the page's `furniture`, which all pages of a site share."""
    texts = statements["clean_text"].tolist()
    if "furniture" not in statements:
        return texts
    return [without(text, spans_of(cell)) for text, cell in zip(texts, statements["furniture"], strict=True)]


class Compared(NamedTuple):
    """What two texts were found to have in common: the share of their runs, and whether they contradict each other, where it was looked at."""

    share: float
    contradict: bool | None = None


def link(
    carriers: Sequence[Carrier],
    fingerprints: Sequence[Fingerprint],
    days: Sequence[int | None],
    known: dict[tuple[str, str], Compared] | None = None,
) -> list[int]:
    """For each text, all given from the oldest on, the place of the earliest carrier of its family: its own where it is the first.

    `known` is what earlier runs found, by the ids of both, earlier first; what is found now is added to it.
    """
    known = {} if known is None else known

    def compared(earlier: int, later: int, least: Callable[[Carrier, Carrier, float], bool]) -> bool:
        """Whether two texts share enough and do not contradict each other; the second takes a hundred times as long to see."""
        one, other = carriers[earlier], carriers[later]
        pair = one.statement_id, other.statement_id
        found = known.get(pair)
        if found is None:
            found = known[pair] = Compared(shared_runs(one, other))
        if not least(one, other, found.share):
            return False
        if found.contradict is None:
            found = known[pair] = found._replace(contradict=contradict(one, other))
        return not found.contradict

    leaders = list(range(len(carriers)))
    for later, earlier in candidate_pairs(fingerprints, days).tolist():  # in order: every earlier text has its leader
        if leaders[later] != later or not compared(earlier, later, enough):
            continue
        first = leaders[earlier]
        if compared(first, later, lambda one, other, share: share >= KINSHIP):
            leaders[later] = first
    return leaders


def by_age(statements: pd.DataFrame) -> pd.DataFrame:
    """The statements from the oldest on, the undated last; the index becomes the place they stood in."""
    # A stable sort: statements of one day and one file keep the order they stand in.
    return statements.reset_index(drop=True).sort_values(["date", "raw_file"], kind="stable", na_position="last")


def days_of(statements: pd.DataFrame) -> list[int | None]:
    """The day of each statement as a number, None where it is not known."""
    return [None if pd.isna(date) else date.toordinal() for date in statements["date"]]


def candidate_pairs(fingerprints: Sequence[Fingerprint], days: Sequence[int | None]) -> np.ndarray:
    """The pairs of texts to compare, later and earlier, as rows of places; all are given from the oldest on.

    Two texts are compared if they share sampled runs of words (a text of under twenty words keeps all of its runs), if among those
    that have a run the one is at most the twelfth before the other, and if their days could be those of one statement. So many runs
    must link them as a quarter of what a reprint shares: in a large corpus every text shares a sentence with hundreds of others.
    """
    kept = [f.runs if f.n_words < FEWEST_WORDS else f.runs[f.runs % SAMPLED == 0] for f in fingerprints]
    sizes = np.array([len(k) for k in kept], dtype="int64")
    runs = np.concatenate([*kept, np.empty(0, "uint32")])
    owners = np.repeat(np.arange(len(kept)), sizes)
    day = np.array([UNDATED if d is None else d for d in days], dtype="int64")
    codes, links = np.empty(0, "int64"), np.empty(0, "int64")
    for part in range(PASSES):  # a part of the runs at a time, so that little memory is needed
        chosen = np.flatnonzero(runs // SAMPLED % PASSES == part)
        chosen = chosen[np.argsort(runs[chosen], kind="stable")]
        run, owner = runs[chosen], owners[chosen]
        found = [codes]
        for step in range(1, NEIGHBOURS + 1):
            same = np.flatnonzero(run[step:] == run[:-step])
            if not len(same):
                break
            later, earlier = owner[same + step], owner[same]
            apart = np.abs(day[later] - day[earlier])
            near = (apart <= WINDOW_DAYS) | (day[later] == UNDATED) | (day[earlier] == UNDATED)
            found.append(later[near] * len(kept) + earlier[near])
        weights = np.concatenate([links, *(np.ones(len(f), "int64") for f in found[1:])])
        codes, places = np.unique(np.concatenate(found), return_inverse=True)
        links = np.bincount(places, weights=weights, minlength=len(codes)).astype("int64")
    pairs = np.stack(np.divmod(codes, max(1, len(kept))), axis=1)
    return pairs[links >= LINKED * sizes[pairs].min(axis=1)]


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
