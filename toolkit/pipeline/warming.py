"""What coding needs is loaded while new files are read by other processes: for few statements that takes longer than coding them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread


@contextmanager
def warmed() -> Iterator[None]:
    """Load what coding needs beside what is done in the block; at its end it is loaded."""
    thread = Thread(target=_code_one, daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _code_one() -> None:
    """Code one statement, so that lexicons, patterns and libraries are there."""
    import pandas as pd

    from toolkit.accusations.find import code_statements
    from toolkit.schema import check
    from toolkit.sentences import split_sentences

    words = "Ardenian units shelled two villages near Dorn on Monday. “They broke the ceasefire,” the Ministry of Defence of Velmar said."
    issuer = "Ministry of Defence of Velmar"
    statements = pd.DataFrame({"statement_id": ["a"], "issuer": [issuer], "clean_text": [words]})
    check(code_statements(split_sentences(statements), statements, {}), "accusations")
