"""One part of the statements: split into sentences, coded, and fingerprinted for the search for reprints. A task for any process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from toolkit.accusations.find import code_statements
from toolkit.families import own_texts
from toolkit.likeness import fingerprint
from toolkit.pipeline.places import read_table, write_table
from toolkit.schema import FRAMES, conform
from toolkit.sentences import split_sentences

#: What of a statement its sentences and accusations are made from, besides who issued it.
NEEDED = ["statement_id", "clean_text", "furniture", "publisher", "title", "language"]


def code_part(
    sources: list[tuple[str, list[int]]], issuers: list[str | None], states: dict[str, str], out: dict[str, str]
) -> dict[str, Any]:
    """Split and code statements, and write their `sentences`, `accusations` and `prints` to the files of `out`.

    `sources` are files of items with the rows to take, `issuers` who issued each, `states` the states that no table holds. Returns the
    reason for each statement that could not be split or coded; those have no rows of the kind.
    """
    statements = pd.concat([_items(path, rows) for path, rows in sources], ignore_index=True)
    statements["issuer"] = pd.Series(issuers, dtype="str")
    sentences, failed = each(statements, "sentences", split_sentences)

    def code(part: pd.DataFrame) -> pd.DataFrame:
        return code_statements(sentences[sentences["statement_id"].isin(part["statement_id"])], part, states)

    able = statements[~statements["statement_id"].isin(failed)]
    accusations, not_coded = each(able, "accusations", code)
    frames = {"sentences": sentences, "accusations": accusations, "prints": prints(statements)}
    for table, frame in frames.items():
        write_table(frame, out[table])
    return {"not split": failed, "not coded": not_coded}


def prints(statements: pd.DataFrame) -> pd.DataFrame:
    """The fingerprint of each statement: `statement_id`, `n_words`, `runs` (unsigned 32-bit numbers, as bytes)."""
    found = [fingerprint(text) for text in own_texts(statements)]
    return pd.DataFrame(
        {
            "statement_id": statements["statement_id"].to_numpy(),
            "n_words": np.array([f.n_words for f in found], dtype="int32"),
            "runs": pd.Series([f.runs.astype("<u4").tobytes() for f in found], dtype=object),
        }
    ).astype({"statement_id": "str"})


def each(
    statements: pd.DataFrame, kind: str, stage: Callable[[pd.DataFrame], pd.DataFrame]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """A stage over the statements, and the reason for each statement on which it fails.

    All are handed over at once, since what a stage does before and after (its frames checked and conformed) costs as much for one as for
    hundreds. Where it fails, each half is tried, down to the single statements: whatever is wrong with one is its reason, and the rest go on.
    """
    if statements.empty:
        return _joined([], kind), {}
    try:
        return _joined([stage(statements)], kind), {}
    except Exception as error:
        if len(statements) == 1:
            return _joined([], kind), {statements["statement_id"].iloc[0]: f"{type(error).__name__}: {error}"}
    half = len(statements) // 2
    first, failed = each(statements.iloc[:half], kind, stage)
    second, more = each(statements.iloc[half:], kind, stage)
    return _joined([first, second], kind), failed | more


def _joined(frames: list[pd.DataFrame], kind: str) -> pd.DataFrame:
    if not frames:
        frames = [pd.DataFrame(columns=list(FRAMES[kind].columns))]
    return conform(pd.concat(frames, ignore_index=True), kind)


def _items(path: str, rows: list[int]) -> pd.DataFrame:
    return read_table(path, NEEDED).take(rows).to_pandas()
