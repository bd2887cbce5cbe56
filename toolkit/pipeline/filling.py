"""The rows of the four files, from the parts in their order: as Arrow tables of some thousand rows, never as one frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow

from toolkit.accusations.find import one_name_of
from toolkit.pipeline.corpus import Corpus
from toolkit.pipeline.parts import Parts
from toolkit.pipeline.places import read_table
from toolkit.schema import FRAMES, check
from toolkit.store import ROW_GROUP

#: What the corpus says of a statement; all else is as it was read.
TOLD = ["date", "issuer", "family_id"]


def statements(corpus: Corpus, families: pd.Series, parts: Parts) -> Iterator[pyarrow.Table]:
    """The statements of each part that count, with what the corpus says of them."""
    light = corpus.statements.assign(family_id=families.to_numpy())
    return checked(_statements(light, parts), "statements")


def sentences(name: str, parts: Parts) -> Iterator[pyarrow.Table]:
    """The sentences of a part; they were checked where they were made."""
    yield read_table(parts.path("coded", name, "sentences"))


class Accusations:
    """The accusations of the parts that were taken, each party with one name throughout the corpus: so all are taken before one is given."""

    def __init__(self, corpus: Corpus, parts: Parts):
        self.states, self.parts = corpus.states, parts
        self.paths: list[Path | str] = []
        self.named: dict[str, set[str]] = {"accuser": set(), "accused": set()}

    def take(self, name: str) -> None:
        self.paths.append(self.parts.path("coded", name, "accusations"))
        table = read_table(self.paths[-1], list(self.named))
        for column, names in self.named.items():
            names.update(table.column(column).unique().drop_null().to_pylist())

    def rows(self) -> Iterator[pyarrow.Table]:
        chosen = {column: one_name_of(names, self.states) for column, names in self.named.items()}
        return checked((_renamed(read_table(path), chosen) for path in self.paths), "accusations")


def checked(tables: Iterable[pyarrow.Table], kind: str) -> Iterator[pyarrow.Table]:
    """The same rows, a row group or a little more at a time, looked at as `schema.check` does."""
    waiting: list[pyarrow.Table] = []
    for table in tables:
        waiting.append(table.select(list(FRAMES[kind].columns)))
        if sum(map(len, waiting)) >= ROW_GROUP[kind]:
            yield _check(waiting, kind)
            waiting = []
    if waiting:
        yield _check(waiting, kind)


def _check(tables: list[pyarrow.Table], kind: str) -> pyarrow.Table:
    table = pyarrow.concat_tables(tables).replace_schema_metadata()  # of the types that columns had in a frame once
    check(table.to_pandas(), kind)
    return table


def _statements(light: pd.DataFrame, parts: Parts) -> Iterator[pyarrow.Table]:
    for name, rows in light.groupby("part", sort=False, observed=True):
        table = read_table(parts.path("read", name, "items"))
        if len(rows) < len(table):  # to take all would copy the texts
            table = table.take(rows["row"].to_numpy())
        told = pyarrow.Table.from_pandas(rows[TOLD], preserve_index=False)
        for column in TOLD:
            place = table.schema.get_field_index(column)
            if place >= 0:
                table = table.remove_column(place)
            table = table.append_column(told.schema.field(column), told.column(column))
        yield table


def _renamed(table: pyarrow.Table, chosen: dict[str, dict[str, str]]) -> pyarrow.Table:
    for column, names in chosen.items():
        coded = table.column(column).combine_chunks().dictionary_encode()
        values = pyarrow.array([names.get(n, n) for n in coded.dictionary.to_pylist()], coded.dictionary.type)
        table = table.set_column(table.schema.get_field_index(column), column, values.take(coded.indices))
    return table
