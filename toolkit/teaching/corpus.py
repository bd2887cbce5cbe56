"""The sample corpus, read, split and coded: what the lessons work on; and a made-up log of when it was collected."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from toolkit.store import Processed

#: Beside the package, where a clone of the project has it.
RAW = Path(__file__).parents[2] / "data" / "raw"


def sample_corpus() -> Processed:
    """The sample corpus as four frames: `statements`, `sentences`, `accusations` and `problems`; some two hundred statements of two
    invented states.

    When you would want it: at the head of a lesson. It is made from the raw files in the three steps that lesson 1 shows, in some
    seconds, and kept until Python is closed; nothing is written. You get copies: what you do to them changes nothing elsewhere.

    Raises `FileNotFoundError` where the raw files are not beside the package (the lessons need a clone of the project).

    >>> sample_corpus()._fields
    ('statements', 'sentences', 'accusations', 'problems')
    """
    return Processed(*(frame.copy() for frame in _made()))


@lru_cache(maxsize=1)
def _made() -> Processed:
    import toolkit

    statements, problems = toolkit.read_raw(_raw())
    sentences = toolkit.split_sentences(statements)
    return Processed(statements, sentences, toolkit.find_accusations(sentences, statements), problems)


def sample_file(name: str) -> Path:
    """The place of a file or folder of the sample corpus, whatever folder the lesson was opened from.

    Raises `FileNotFoundError` with what there is, where there is no such file.

    >>> sample_file("mod-velmar").name, sample_file("events.csv").name
    ('mod-velmar', 'events.csv')
    """
    there = _raw() / name
    if not there.exists():
        names = ", ".join(sorted(path.name for path in _raw().iterdir()))
        raise FileNotFoundError(f"There is no {name!r} in the sample corpus; there are {names}.")
    return there


def _raw() -> Path:
    if not RAW.is_dir():
        raise FileNotFoundError(
            f"The lessons need the sample corpus in {RAW}, and it is not there: get the whole project, not the package alone."
        )
    return RAW


def made_up_log() -> pd.DataFrame:
    """A coverage log that somebody might have kept of the sample corpus: nobody looked for statements from 8 to 28 August 2022.

    The columns are those of `toolkit.read_coverage`, which reads such a log from a CSV file. It is made up: for the sample corpus none
    was kept.

    >>> made_up_log()["to"].dt.strftime("%Y-%m-%d").tolist()
    ['2022-08-07', '2023-06-30']
    """
    log = pd.DataFrame(
        {
            "issuer": "",
            "publisher": "",
            "from": pd.to_datetime(["2022-01-01", "2022-08-29"]).astype("datetime64[us]"),
            "to": pd.to_datetime(["2022-08-07", "2023-06-30"]).astype("datetime64[us]"),
            "note": ["every day", "every day, after three weeks without anybody to look"],
        }
    )
    return log.astype({"issuer": "str", "publisher": "str", "note": "str"})
