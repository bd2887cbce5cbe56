"""What only the whole corpus can tell, from a few columns of every statement: which stand twice, who issued them, which are reprints."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.accusations.find import states_of_issuers
from toolkit.families import Compared, by_age, days_of, link, own_texts
from toolkit.likeness import Carrier, Fingerprint
from toolkit.pipeline.inputs import Inputs
from toolkit.pipeline.parts import Parts, key_of, write_table
from toolkit.pipeline.places import read_table
from toolkit.reading.assemble import twice
from toolkit.reading.issuers import one_name_each
from toolkit.schema import conform

#: What is held of every statement; texts stay in their parts.
LIGHT = ["statement_id", "date", "issuer", "issuer_basis", "publisher", "language", "raw_file", "raw_locator", "reason"]


class Corpus(NamedTuple):
    """`statements` has a row for each, in the order of the files, without its texts, and where its row stands: `part` and `row`.

    `states` are the states of issuers that no table holds; `problems` what was not read.
    """

    statements: pd.DataFrame
    problems: pd.DataFrame
    states: dict[str, str]


def read_corpus(inputs: Inputs, names: list[str], parts: Parts) -> Corpus:
    """The corpus that the parts of these names hold: a statement that stands twice counts once, each body has one name."""
    rows = _light(names, parts)
    order = {file.name: n for n, file in enumerate(inputs.files)}
    refused = pd.DataFrame(
        [(file.name, "", file.reason) for file in inputs.files if file.reason],
        columns=["raw_file", "raw_locator", "reason"],
        dtype="str",
    )
    statements = rows[rows["reason"].isna()].drop(columns="reason")
    again = statements["statement_id"].duplicated()
    first = statements[~again].set_index("statement_id")[["raw_file", "raw_locator"]]
    doubles = statements.loc[again, ["raw_file", "raw_locator"]].assign(
        reason=[twice(first.loc[i].to_dict()) for i in statements.loc[again, "statement_id"]]
    )
    told = pd.concat([rows.loc[rows["reason"].notna(), ["raw_file", "raw_locator", "reason"]], doubles]).sort_index(
        kind="stable"
    )
    problems = pd.concat([told, refused], ignore_index=True)
    problems = problems.iloc[problems["raw_file"].map(order).argsort(kind="stable")].drop_duplicates()
    statements = statements[~again].reset_index(drop=True)
    statements["date"] = pd.to_datetime(statements["date"]).astype("datetime64[us]")
    statements["issuer"] = one_name_each(statements).astype("str")
    return Corpus(statements, conform(problems, "problems"), states_of_issuers(statements["issuer"]))


def _light(names: list[str], parts: Parts) -> pd.DataFrame:
    frames = []
    for name in names:
        frame = parts.frame("read", name, "items", LIGHT)
        frames.append(frame.assign(part=name, row=np.arange(len(frame))))
    frames = frames or [pd.DataFrame(columns=[*LIGHT, "part", "row"])]
    return pd.concat(frames, ignore_index=True).astype({"part": "category"})


def keys_of(corpus: Corpus, parts: Parts) -> list[str]:
    """For each statement a checksum of all that its sentences and accusations are made from.

    Its id stands for its text and what was said of it. What it is coded as also depends on its issuer and on which of the names in it
    the corpus knows as states.
    """
    issuers = corpus.statements["issuer"].astype(object).where(corpus.statements["issuer"].notna(), None)
    known = _states_in(corpus, parts)
    return [key_of(*of) for of in zip(corpus.statements["statement_id"], issuers, known, strict=True)]


def _states_in(corpus: Corpus, parts: Parts) -> list[dict[str, str]]:
    if not corpus.states:
        return [{}] * len(corpus.statements)
    found: list[dict[str, str]] = []
    for name, part in corpus.statements.groupby("part", sort=False, observed=True):
        texts = parts.frame("read", name, "items", ["clean_text"])["clean_text"]
        found += [known_in(text.casefold(), corpus.states) for text in texts.iloc[part["row"].to_numpy()]]
    return found


def known_in(text: str, states: dict[str, str]) -> dict[str, str]:
    """The states whose stem stands in a text: a name is looked up by the beginning of a word, so that no other can matter."""
    return {stem: state for stem, state in states.items() if not stem.isalnum() or stem.casefold() in text}


def find_reprints(corpus: Corpus, coded: list[str], parts: Parts) -> pd.Series:
    """The family of each statement, from the fingerprints in the parts `coded`; texts are read where two are to be compared."""
    ordered = by_age(corpus.statements)
    known = _overlaps(parts)
    found = _fingerprints(coded, parts)
    fingerprints = [found[i] for i in ordered["statement_id"]]
    days = days_of(ordered)
    leaders = link(_Carriers(ordered, fingerprints, days, parts), fingerprints, days, known)
    _keep_overlaps(parts, known, found)
    ids = ordered["statement_id"].to_numpy()
    return pd.Series(ids[leaders], index=ordered.index, dtype="str").sort_index()


class _Carriers(Sequence):
    """The statements as they are compared; each is made when it is asked for, and some thousand are remembered."""

    def __init__(self, statements: pd.DataFrame, fingerprints: list[Fingerprint], days: list[int | None], parts: Parts):
        self.rows = list(zip(statements["statement_id"], statements["part"], statements["row"], strict=True))
        self.publishers = statements["publisher"].astype(object).where(statements["publisher"].notna(), "").tolist()
        self.fingerprints, self.days = fingerprints, days
        self._texts = lru_cache(maxsize=16)(
            lambda name: own_texts(parts.frame("read", name, "items", ["clean_text", "furniture"]))
        )
        self._carrier = lru_cache(maxsize=4000)(self._make)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: int) -> Carrier:
        return self._carrier(place)

    def _make(self, place: int) -> Carrier:
        statement_id, part, row = self.rows[place]
        return Carrier(
            statement_id,
            self.days[place],
            self.publishers[place],
            lambda: self._texts(part)[row],
            self.fingerprints[place],
        )


def _fingerprints(names: list[str], parts: Parts) -> dict[str, Fingerprint]:
    found = {}
    for name in names:
        table = read_table(parts.path("coded", name, "prints"))
        ids, counts, runs = (table.column(c).to_pylist() for c in ("statement_id", "n_words", "runs"))
        found |= {i: Fingerprint(n, np.frombuffer(r, "<u4")) for i, n, r in zip(ids, counts, runs, strict=True)}
    return found


def _overlaps(parts: Parts) -> dict[tuple[str, str], Compared]:
    """What the run before found of two texts."""
    known: dict[tuple[str, str], Compared] = {}
    for name in parts.before["pairs"]:
        frame = parts.frame("pairs", name, "overlaps")
        found = (
            Compared(share, None if said < 0 else bool(said))
            for share, said in zip(frame["share"].tolist(), frame["contradict"].tolist())
        )
        known |= dict(zip(zip(frame["earlier"].tolist(), frame["later"].tolist(), strict=True), found, strict=True))
    return known


def _keep_overlaps(parts: Parts, known: dict[tuple[str, str], Compared], there: dict[str, Fingerprint]) -> None:
    """Keep what was found of texts that are there; `contradict` is -1 where it was not looked at."""
    rows = sorted(
        (*pair, found.share, -1 if found.contradict is None else int(found.contradict))
        for pair, found in known.items()
        if there.keys() >= set(pair)
    )
    frame = pd.DataFrame(rows, columns=["earlier", "later", "share", "contradict"])
    frame = frame.astype({"earlier": "str", "later": "str", "share": "float64", "contradict": "int8"})
    name = parts.name("pairs", [key_of(rows)])
    write_table(frame, parts.path("pairs", name, "overlaps"))
    parts.hold("pairs", name, [])
