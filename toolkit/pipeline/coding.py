"""One part of the statements: split into sentences, coded, and fingerprinted for the search for reprints. A task for any process.

It works on rows, not on frames: a process that codes needs no pandas, which takes as long to load as a hundred statements to code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toolkit.accusations.find import code_sentences
from toolkit.likeness import fingerprint
from toolkit.pipeline.arrow import array_of, table_of
from toolkit.pipeline.places import read_table, write_table
from toolkit.schema import CODED_LANGUAGES, FRAMES, Sentence, check_rows
from toolkit.sentences import split_text
from toolkit.spans import own_text

if TYPE_CHECKING:
    import pyarrow

#: What of a statement its sentences and accusations are made from, besides who issued it.
NEEDED = ["statement_id", "clean_text", "furniture", "publisher", "language"]

#: The columns of the fingerprints, as those of a frame are declared.
PRINTS = {"statement_id": "str", "n_words": "int32", "runs": "bytes"}


def code_part(
    sources: list[tuple[str, list[int]]], issuers: list[str | None], states: dict[str, str], out: dict[str, str]
) -> dict[str, dict[str, str]]:
    """Split and code statements, and write their `sentences`, `accusations` and `prints` to the files of `out`.

    `sources` are files of items with the rows to take, `issuers` who issued each, `states` the states that no table holds. Returns the
    reason for each statement that could not be split or coded; those have no rows of the kind.
    """
    # One thing for all statements, then the next: what each looks up stays near the processor, which takes a tenth off the time.
    statements = list(zip(_items(sources), issuers, strict=True))
    made = {kind: _Rows(kind) for kind in ("sentences", "accusations")}
    failed: dict[str, dict[str, str]] = {"not split": {}, "not coded": {}}
    sentences_of: dict[str, list[Sentence]] = {}
    for statement, issuer in statements:
        statement_id = statement["statement_id"]
        with _reason_in(failed["not split"], statement_id):
            sentences = split(statement, issuer)
            made["sentences"].add(statement_id, len(sentences), dict(zip(Sentence._fields, zip(*sentences))))
            sentences_of[statement_id] = sentences
    for statement, issuer in statements:
        statement_id = statement["statement_id"]
        if statement_id in sentences_of:
            with _reason_in(failed["not coded"], statement_id):
                accusations = code(statement, issuer, sentences_of[statement_id], states)
                cells = {name: [row[name] for row in accusations] for name in accusations[0]} if accusations else {}
                made["accusations"].add(statement_id, len(accusations), cells)
    for kind, rows in made.items():
        write_table(rows.table(), out[kind])
    write_table(table_of(_prints([statement for statement, _ in statements]), PRINTS), out["prints"])
    return failed


@contextmanager
def _reason_in(failed: dict[str, str], statement_id: str) -> Iterator[None]:
    """Whatever is wrong with one statement is its reason, and the rest go on."""
    try:
        yield
    except Exception as error:
        failed[statement_id] = f"{type(error).__name__}: {error}"


def _prints(statements: list[dict[str, Any]]) -> dict[str, list]:
    found = [fingerprint(own_text(statement["clean_text"], statement["furniture"])) for statement in statements]
    return {
        "statement_id": [statement["statement_id"] for statement in statements],
        "n_words": [printed.n_words for printed in found],
        "runs": [printed.runs.astype("<u4").tobytes() for printed in found],
    }


def split(statement: dict[str, Any], issuer: str | None) -> list[Sentence]:
    return split_text(statement["clean_text"], issuer, statement["publisher"], statement["furniture"])


def code(
    statement: dict[str, Any], issuer: str | None, sentences: list[Sentence], states: dict[str, str]
) -> list[dict[str, Any]]:
    if statement["language"] is not None and statement["language"] not in CODED_LANGUAGES:
        return []
    return list(code_sentences(sentences, issuer, statement["publisher"], states))


class _Rows:
    """The rows of one kind by column, as they come."""

    def __init__(self, kind: str):
        self.kind = kind
        self.columns: dict[str, list] = {name: [] for name in FRAMES[kind].columns}

    def add(self, statement_id: str, many: int, cells: dict[str, Sequence]) -> None:
        """Add the rows of a statement, as columns; where one is not as declared, none."""
        if not many:
            return
        cells = {"statement_id": [statement_id] * many, **cells}
        check_rows(cells, self.kind)
        for values, new in [(values, cells[name]) for name, values in self.columns.items()]:  # all are there before one is added
            values += new

    def table(self) -> pyarrow.Table:
        return table_of(self.columns, {name: column.dtype for name, column in FRAMES[self.kind].columns.items()})


def _items(sources: list[tuple[str, list[int]]]) -> Iterator[dict[str, Any]]:
    for path, rows in sources:
        yield from read_table(path, NEEDED).take(array_of(rows, "int64")).to_pylist()
