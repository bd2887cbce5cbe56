"""Which statements of the corpus are reprints of one, from what is kept of their texts; the texts themselves are read where two are to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from toolkit.candidates import UNDATED, Fingerprints, Piece, candidate_pairs
from toolkit.families import by_age, days_of, link, own_texts, shares_of
from toolkit.files import sha256
from toolkit.likeness import Carrier, enough
from toolkit.pipeline.corpus import Corpus
from toolkit.pipeline.parts import Parts
from toolkit.pipeline.places import read_table, write_frame

#: Statements remembered with what was worked out of their texts, some 50 KB each.
REMEMBERED = 1_000


class Reprints:
    """The search for reprints in a corpus: the parts are taken as they are coded, and when all are there, the families are found."""

    def __init__(self, corpus: Corpus, parts: Parts):
        self.parts = parts
        self.ordered = by_age(corpus.statements[["statement_id", "date", "raw_file", "publisher", "part", "row"]])
        self.at = pd.Index(self.ordered["statement_id"])
        self.pieces: list[Piece] = []
        self.keys: list[np.ndarray] = []

    def take(self, name: str) -> None:
        """The fingerprints of a coded part, as views of what was read: they are what grows with the words."""
        table = read_table(self.parts.path("coded", name, "prints")).combine_chunks()
        column = table.column("runs").chunk(0)
        ends = np.frombuffer(column.buffers()[1], "int32", len(column) + 1, 4 * column.offset) // 4
        runs = np.frombuffer(column.buffers()[2], "<u4", ends[-1])
        places = self.at.get_indexer(table.column("statement_id").to_pandas())
        self.pieces.append(Piece(places, table.column("n_words").to_numpy(), ends, runs))
        self.keys.append(self.pieces[-1].keys())

    def find(self) -> pd.Series:
        """The family of each statement, from the fingerprints of all parts and from what the run before found of two texts."""
        ordered, parts = self.ordered, self.parts
        days, prints = days_of(ordered), Fingerprints(self.pieces)
        pairs = candidate_pairs(prints, days, self.keys)
        known = _kept(parts, ordered["statement_id"])
        shares = _shares(pairs, known, prints)
        looked_at = known[known["contradict"] >= 0]
        said = zip(looked_at["earlier"].tolist(), looked_at["later"].tolist(), strict=True)
        contradicting = dict(zip(said, looked_at["contradict"].astype(bool).tolist(), strict=True))
        carriers = _Carriers(ordered, prints, days, parts)
        likely = pairs[enough(shares, prints.n_words[pairs].min(axis=1))]
        leaders = link(carriers, likely, contradicting, carriers.read)
        _keep(pairs, shares, contradicting, ordered["statement_id"], parts)
        ids = ordered["statement_id"].to_numpy()
        return pd.Series(ids[leaders], index=ordered.index, dtype="str").sort_index()


class _Carriers(Sequence[Carrier]):
    """The statements as they are compared: each is made when it is asked for, and its text is read when it is needed."""

    def __init__(self, statements: pd.DataFrame, prints: Fingerprints, days: np.ndarray, parts: Parts):
        self.statements, self.prints, self.days = statements, prints, days
        self.path = lambda name: parts.path("read", name, "items")
        self.texts: dict[int, str] = {}
        self._part = lru_cache(maxsize=16)(lambda name: self._own_texts(name))
        self._carrier = lru_cache(maxsize=REMEMBERED)(self._make)

    def __len__(self) -> int:
        return len(self.statements)

    def __getitem__(self, place: int) -> Carrier:
        return self._carrier(place)

    def read(self, places: set[int]) -> None:
        """Read these texts, each part once; those that were read before are let go."""
        wanted = self.statements[["part", "row"]].reset_index(drop=True).loc[sorted(places)]
        self.texts = {}
        for name, rows in wanted.groupby("part", observed=True):
            self.texts.update(zip(rows.index, self._own_texts(name, rows["row"].to_numpy()), strict=True))

    def _text(self, place: int) -> str:
        if place in self.texts:
            return self.texts[place]
        name, row = self.statements["part"].iloc[place], self.statements["row"].iloc[place]
        return self._part(name)[int(row)]

    def _own_texts(self, name: str, rows: np.ndarray | None = None) -> list[str]:
        table = read_table(self.path(name), ["clean_text", "furniture"])
        return own_texts((table if rows is None else table.take(rows)).to_pandas())

    def _make(self, place: int) -> Carrier:
        publisher, day = self.statements["publisher"].iloc[place], int(self.days[place])
        return Carrier(
            self.statements["statement_id"].iloc[place],
            None if day == UNDATED else day,
            publisher if isinstance(publisher, str) else "",
            lambda: self._text(place),
            self.prints[place],
        )


def _kept(parts: Parts, ids: pd.Series) -> pd.DataFrame:
    """What the run before found of two texts that are still there, as places in `ids`; `contradict` is -1 where it was not looked at."""
    frames = [pd.DataFrame({"later": [], "earlier": [], "share": [], "contradict": []}).astype(_TYPES)]
    for name in parts.before["pairs"]:
        places = pd.Index(ids).get_indexer(read_table(parts.path("pairs", name, "texts")).column(0).to_pandas())
        frame = read_table(parts.path("pairs", name, "overlaps")).to_pandas()
        frame = frame.assign(**{side: places[frame[side]] for side in ("later", "earlier")})
        frames.append(frame[(frame["earlier"] >= 0) & (frame["later"] > frame["earlier"])])  # or their order has changed
    # A run that failed leaves its pairs beside those of the run before it.
    known = pd.concat(frames, ignore_index=True).sort_values("contradict", ascending=False, kind="stable")
    return known.drop_duplicates(["later", "earlier"], ignore_index=True)


_TYPES = {"later": "int64", "earlier": "int64", "share": "float64", "contradict": "int8"}


def _shares(pairs: np.ndarray, known: pd.DataFrame, prints: Fingerprints) -> np.ndarray:
    """What the two texts of each pair share, worked out where it is not known."""
    known = known[known["share"].notna()]
    codes = known["later"].to_numpy() * len(prints) + known["earlier"].to_numpy()
    found = pd.Series(known["share"].to_numpy(), codes).reindex(pairs[:, 0] * len(prints) + pairs[:, 1])
    shares, new = found.to_numpy(copy=True), found.isna().to_numpy()
    shares[new] = shares_of(prints, pairs[new])
    return shares


def _keep(
    pairs: np.ndarray, shares: np.ndarray, contradicting: dict[tuple[int, int], bool], ids: pd.Series, parts: Parts
) -> None:
    """Keep what was found for the next run: of the candidates, and of a text and the first of its family."""
    said = np.array([(later, earlier, said) for (earlier, later), said in contradicting.items()], "int64").reshape(-1, 3)
    shared = pd.DataFrame({"later": pairs[:, 0], "earlier": pairs[:, 1], "share": shares})
    frame = shared.merge(pd.DataFrame(said, columns=["later", "earlier", "contradict"]), "outer", ["later", "earlier"])
    frame = frame.fillna({"contradict": -1}).astype(_TYPES | {"later": "int32", "earlier": "int32"})
    texts = pd.DataFrame({"statement_id": ids.to_numpy()})
    sums = [sha256(frame[column].to_numpy().tobytes()) for column in frame]
    name = parts.name("pairs", [sha256("\n".join(ids).encode()), *sums])
    write_frame(frame, parts.path("pairs", name, "overlaps"))
    write_frame(texts, parts.path("pairs", name, "texts"))
    parts.hold("pairs", name, [])
