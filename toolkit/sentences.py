"""Statements into sentences: where each begins and ends, how long it is, and whose words it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.boundaries import find_paragraphs, find_sentences
from toolkit.expected import expects_frames
from toolkit.schema import Sentence, check, conform
from toolkit.spans import spans_of
from toolkit.tokens import count_words

if TYPE_CHECKING:
    import pandas as pd


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
    import pandas as pd

    check(statements, "statements", ["statement_id", "clean_text"])
    ids: list[str] = []
    rows: list[Sentence] = []
    columns = [_values(statements, name) for name in ("issuer", "publisher", "furniture")]
    for statement_id, text, *said in zip(statements["statement_id"], statements["clean_text"], *columns, strict=True):
        found = split_text(text, *said)
        ids += [statement_id] * len(found)
        rows += found
    frame = pd.DataFrame(rows, columns=list(Sentence._fields)).assign(statement_id=ids)
    return check(conform(frame, "sentences"), "sentences")


def split_text(
    text: str, issuer: str | None = None, publisher: str | None = None, furniture: str | None = None
) -> list[Sentence]:
    """The sentences of one statement, for those who code without frames; see `split_sentences`.

    >>> [sentence.voice for sentence in split_text("Our posts were shelled. Calm returned.", "Ministry of Defence of Velmar")]
    ['issuer', 'issuer']
    """
    from toolkit.voices import label_voices

    issuer, publisher = (said if said and said.strip() else None for said in (issuer, publisher))
    paragraphs = find_paragraphs(text)
    spans = find_sentences(text, paragraphs)
    stretches = spans_of(furniture)
    voices = label_voices(text, paragraphs, spans, issuer=issuer, publisher=publisher, furniture=stretches)
    return [
        Sentence(n, start, end, words := text[start:end], voice, speaker, count_words(words))
        for n, ((start, end), (voice, speaker)) in enumerate(zip(spans, voices, strict=True))
    ]


def _values(statements: pd.DataFrame, column: str) -> list[str | None]:
    """A column that may be absent, as strings and None."""
    if column not in statements.columns:
        return [None] * len(statements)
    return [value if isinstance(value, str) else None for value in statements[column]]
