"""In which words: the terms that accuse, the words they keep company with, and what is typical of each side."""

from toolkit.terms.accusing import accusing_terms
from toolkit.terms.collocates import collocates
from toolkit.terms.keyness import keyness
from toolkit.terms.phrases import ngrams, vocabulary_growth
from toolkit.terms.words import party_words, stop_words, word_rows

__all__ = [
    "accusing_terms",
    "collocates",
    "keyness",
    "ngrams",
    "party_words",
    "stop_words",
    "vocabulary_growth",
    "word_rows",
]
