"""The four files while they are made: what hangs on nothing else is written as soon as a part is there, the rest when all are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pyarrow

from toolkit.hand_lists import EVENTS
from toolkit.pipeline import filling
from toolkit.pipeline.corpus import Corpus
from toolkit.pipeline.listed import Listed
from toolkit.pipeline.parts import Parts
from toolkit.pipeline.reprints import Reprints
from toolkit.store import Writing


class Results:
    """What is written into `out`; nothing of it is in its place before `finish`, and without it nothing is changed.

    While parts are coded, the sentences of those that are there are written, and what is asked of all parts is read, by a thread each.
    """

    def __init__(self, out: str | Path, corpus: Corpus, parts: Parts):
        self.corpus, self.parts = corpus, parts
        self.writing = Writing(out)
        self.reprints, self.accusations = Reprints(corpus, parts), filling.Accusations(corpus, parts)
        self.read: deque[Future] = deque()
        self.written: deque[Future] = deque()

    def __enter__(self) -> Results:
        self.writing.__enter__()
        self.reader, self.writer = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        return self

    def __exit__(self, *error) -> None:
        for thread in (self.reader, self.writer):
            thread.shutdown(cancel_futures=True)
        self.writing.__exit__(*error)

    def take(self, name: str) -> None:
        """Take up the next of the coded parts, which come in their order; raises what went wrong with one before, a full disk say."""
        for tasks in (self.read, self.written):
            while tasks and tasks[0].done():
                tasks.popleft().result()
        self.read.append(self.reader.submit(self._read, name))
        self.written.append(self.writer.submit(self._add, "sentences", filling.sentences(name, self.parts)))

    def _read(self, name: str) -> None:
        self.reprints.take(name)
        self.accusations.take(name)

    def _add(self, kind: str, tables: Iterable[pyarrow.Table]) -> None:
        for table in tables:
            self.writing.add(kind, table)

    def finish(self, problems: pd.DataFrame, events: Listed | None, made_from: dict) -> None:
        """Write what hangs on the whole corpus, and put all in place."""
        for task in self.read:
            task.result()
        self.written.append(self.writer.submit(self._add, "accusations", self.accusations.rows()))
        families = self.reprints.find()
        self._add("statements", _ahead(filling.statements(self.corpus, families, self.parts)))
        for task in self.written:
            task.result()
        self.writing.add("problems", problems)
        if events is not None:
            self.writing.carry(EVENTS, *events)
        self.writing.finish(made_from)


def _ahead(tables: Iterator[pyarrow.Table]) -> Iterator[pyarrow.Table]:
    """The same tables, each read by a thread while the one before is written."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, tables, None)
        while (table := coming.result()) is not None:
            coming = reader.submit(next, tables, None)
            yield table
