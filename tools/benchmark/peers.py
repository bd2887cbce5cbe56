"""Simpler programs on the same texts, on one core."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable

from benchmark.timing import table, timed

NLTK, SPACY = "NLTK: Punkt and words", "spaCy: blank English"

#: It says how long its tokenizer took, since starting it is no part of the work.
_SPACY = """
import json, sys, time
import spacy
texts, nlp = json.load(sys.stdin), spacy.blank("en")
list(nlp.pipe(texts[:20]))
took = []
for _ in range(2):
    began = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    took.append(time.process_time() - began)
print(min(took))
"""


def seconds_of_peers(texts: list[str], spacy: str = sys.executable) -> dict[str, float | None]:
    """Name -> seconds, or None for one that is not installed. `spacy` is the Python that has spaCy, where it is another."""
    word = re.compile(r"\w+")
    peers: dict[str, Callable[[], object]] = {
        "Python's re: words alone": lambda: [word.findall(text) for text in texts],
        NLTK: lambda: _nltk(texts),
        "scikit-learn: CountVectorizer": lambda: count_words(texts),
    }
    seconds: dict[str, float | None] = {name: timed(what, runs=2) for name, what in peers.items()}
    return seconds | {SPACY: _spacy(texts, spacy)}


def _nltk(texts: list[str]) -> list[list[str]]:
    from nltk.tokenize.destructive import NLTKWordTokenizer
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    sentences, words = PunktSentenceTokenizer(), NLTKWordTokenizer()
    return [words.tokenize(sentence) for text in texts for sentence in sentences.tokenize(text)]


def count_words(texts: list[str]):
    """What scikit-learn does: a table of texts by words, with how often each stands in each."""
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer().fit_transform(texts)


def _spacy(texts: list[str], python: str) -> float | None:
    done = subprocess.run([python, "-c", _SPACY], input=json.dumps(texts), capture_output=True, text=True)
    if "No module named 'spacy'" in done.stderr:
        return None
    if done.returncode:
        raise SystemExit(f"spaCy is installed and failed:\n{done.stderr}")
    return float(done.stdout)


def peers(seconds: dict[str, float | None], n_words: int) -> str:
    """The section on the others."""
    floor = seconds[NLTK]
    rows = [
        [name, "not installed", ""] if took is None else [name, f"{n_words / took:,.0f}", f"{floor / took:.1f}"]
        for name, took in seconds.items()
    ]
    return (
        "## Others, on one core\n\nThe same texts. Each does less: none of them says who speaks, or who accuses whom.\n\n"
        + table(["", "words a second", "beside NLTK"], rows)
    )
