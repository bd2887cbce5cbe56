"""Term statistics beside scikit-learn's table of counts of the same texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmark.peers import count_words
from benchmark.timing import said, table, timed

WORD, PHRASE = "attacked", "Ministry of Defence"
ENTRIES = 1_500


def dictionary():
    """A dictionary of a size that is in use, from the project's own lexicons: words and phrases, each with any ending."""
    from toolkit.dictionaries import Dictionary, Entry
    from toolkit.lexicon import read_lexicon

    rows = [*read_lexicon("acts"), *read_lexicon("cues")][:ENTRIES]
    return Dictionary("bench", tuple(Entry((row.get("type") or row["kind"],), f"{row['term']}*") for row in rows))


def measured(sentences, statements) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of each part, and of what is not counted among them, on one core, everything loaded."""
    from toolkit.concordance import concordance
    from toolkit.dictionaries import lookup
    from toolkit.terms import collocates, keyness, ngrams
    from toolkit.word_index import index_words

    mine = dictionary()
    together: dict[str, Callable[[], object]] = {
        "words split and numbered, once for all below": lambda: index_words(sentences["sentence"]),
        "counts of words, their statements and dispersion": lambda: ngrams(sentences, size=1),
        f"a dictionary of {ENTRIES:,} entries looked up": lambda: lookup(sentences, mine),
        "keyness of two sides": lambda: keyness(sentences, statements, draws=0),
        "concordance of a word": lambda: concordance(sentences, WORD),
        "concordance of a phrase": lambda: concordance(sentences, PHRASE),
    }
    apart: dict[str, Callable[[], object]] = {
        "counts of pairs of words": lambda: ngrams(sentences, size=2),
        "collocates of a word": lambda: collocates(sentences, f"{WORD[:6]}*"),
        "keyness with its test: 999 deals of the documents": lambda: keyness(sentences, statements),
    }
    few = sentences.head(500).copy()
    for what in (lambda: lookup(few, mine), lambda: keyness(few, statements, draws=9), lambda: collocates(few, "the")):
        what()  # loads what each needs
    return {name: timed(what) for name, what in together.items()}, {name: timed(what) for name, what in apart.items()}


def terms(frames: Path) -> str:
    """The section on term statistics, on the frames in a folder."""
    from toolkit.store import read_processed

    data = read_processed(frames)
    texts = data.statements["clean_text"].tolist()
    before = timed(lambda: count_words(texts))
    seconds, apart = measured(data.sentences, data.statements)
    floor = min(before, timed(lambda: count_words(texts)))
    seconds["all of these"] = sum(seconds.values())
    rows = [said([name, f"{took:.2f}", f"{took / floor:.2f}"]) for name, took in (seconds | apart).items()]
    return (
        f"## Term statistics, on one core\n\n{len(texts):,} statements, {len(data.sentences):,} sentences. *Beside scikit-learn*: seconds, as a multiple "
        f"of the {floor:.1f} that its CountVectorizer takes to count the words of the same texts. The rows under *all of these* are no part of it; each "
        "finds the words already split.\n\n" + table(["", "seconds", "beside scikit-learn"], rows)
    )
