"""What coding needs is loaded while new files are read by other processes: for few statements that takes longer than coding them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from toolkit.pipeline.crew import Crew, Workers


@contextmanager
def warmed(workers: Workers) -> Iterator[None]:
    """Have whoever will code load what it needs beside what is done in the block; at its end this process has it, where it codes itself."""
    if isinstance(workers, Crew):
        workers.start()
        yield
        return
    thread = Thread(target=load, daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def load() -> None:
    """Code one statement, so that lexicons, patterns and libraries are there."""
    import pyarrow.parquet  # noqa: F401

    from toolkit.accusations.find import code_sentences
    from toolkit.likeness import fingerprint
    from toolkit.sentences import split_text

    words = "Ardenian units shelled two villages near Dorn on Monday. “They broke the ceasefire,” the Ministry of Defence of Velmar said."
    issuer = "Ministry of Defence of Velmar"
    list(code_sentences(split_text(words, issuer), issuer, None, {}))
    fingerprint(words)
