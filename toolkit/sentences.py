"""Statements into sentences: where each begins and ends, how long it is, and whose words it holds."""

from __future__ import annotations

import pandas as pd

from toolkit.boundaries import find_paragraphs, find_sentences
from toolkit.expected import expects_frames
from toolkit.schema import check, conform
from toolkit.spans import spans_of
from toolkit.tokens import count_words


@expects_frames
def split_sentences(statements: pd.DataFrame) -> pd.DataFrame:
    """One row per sentence of the statements, with its place, its voice and its speaker.

    Use it on what `read_statements` returns, or on any frame with `statement_id` and `clean_text`; `issuer`
    and `publisher` are used where present, and decide whose words the unquoted sentences are, `furniture` says which stretches are the page's. Nothing is
    deleted: page furniture is a row with the voice "furniture", and every character of `clean_text` that is not a
    space stands in exactly one sentence. It does not translate, and its rules are those of English: a text in another
    language is split at its stops, no more.

    A row: `statement_id`, `sentence_index` (from 0), `start` and `end` (characters of `clean_text`), `sentence`
    (`clean_text[start:end]`), `voice` (one of `toolkit.schema.VOICES`), `speaker` (missing for furniture and for
    quotations nobody is named for), `n_tokens` (words). A statement without text has no row.

    Raises `SchemaError` where `statement_id` or `clean_text` is absent, missing, or an id stands twice.

    >>> import pandas as pd
    >>> from toolkit.sentences import split_sentences
    >>> mine = pd.DataFrame({"statement_id": ["a"], "issuer": ["Ministry of Defence of Velmar"],
    ...                      "clean_text": ["Our posts at Dorn were shelled. Calm was restored by 9 p.m. on Sept. 13."]})
    >>> split_sentences(mine)["sentence"].tolist()
    ['Our posts at Dorn were shelled.', 'Calm was restored by 9 p.m. on Sept. 13.']
    """
    from toolkit.voices import label_voices

    check(statements, "statements", ["statement_id", "clean_text"])
    rows: dict[str, list] = {
        name: [] for name in ("statement_id", "sentence_index", "start", "end", "sentence", "n_tokens")
    }
    voices: list[tuple[str, str | None]] = []
    for statement_id, text, issuer, publisher, furniture in zip(
        statements["statement_id"],
        statements["clean_text"],
        _values(statements, "issuer"),
        _values(statements, "publisher"),
        map(spans_of, _values(statements, "furniture")),
    ):
        paragraphs = find_paragraphs(text)
        spans = find_sentences(text, paragraphs)
        words = [text[start:end] for start, end in spans]
        rows["statement_id"] += [statement_id] * len(spans)
        rows["sentence_index"] += range(len(spans))
        rows["start"] += [start for start, _ in spans]
        rows["end"] += [end for _, end in spans]
        rows["sentence"] += words
        rows["n_tokens"] += map(count_words, words)
        voices += label_voices(text, paragraphs, spans, issuer=issuer, publisher=publisher, furniture=furniture)
    frame = pd.DataFrame(rows)
    frame["voice"] = pd.Series([voice for voice, _ in voices], dtype="str")
    frame["speaker"] = pd.Series([speaker for _, speaker in voices], dtype="str")
    return check(conform(frame, "sentences"), "sentences")


def _values(statements: pd.DataFrame, column: str) -> list[str | None]:
    """A column that may be absent, as strings and None."""
    if column not in statements.columns:
        return [None] * len(statements)
    return [value if isinstance(value, str) and value.strip() else None for value in statements[column]]
