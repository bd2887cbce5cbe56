"""Words by number are the words of the tokenizer, and what is asked of numbers is what reading every text would say."""

from __future__ import annotations

import gc
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import toolkit.word_index as word_index
from toolkit.concordance import glob_pattern, holding
from toolkit.examples import make_sentences
from toolkit.terms import word_rows
from toolkit.tokens import tokenize
from toolkit.word_index import index_words

#: Letters of several lengths in UTF-8, all that joins words, and what looks like a letter or a joiner and is none.
HARD = "ab1_ '’ʼ-‐‑–\n.éİßſ½中\u0301\u0660\U0001d400\x00"
TEXTS = st.lists(st.text(st.sampled_from(HARD), max_size=20), max_size=8)


def assert_as_tokenized(texts: list[str]) -> None:
    index = index_words(pd.Series(texts, dtype="str"))
    ends = index.ends(np.arange(len(index.ids)))
    for k, text in enumerate(texts):
        own = slice(index.first[k], index.first[k + 1])
        assert list(zip(index.starts[own].tolist(), ends[own].tolist(), strict=True)) == tokenize(text)
        assert [index.forms[form] for form in index.ids[own]] == [text[a:b] for a, b in tokenize(text)]
        assert (index.row(np.arange(own.start, own.stop)) == k).all()
    assert len(set(index.forms)) == len(index.forms)


@settings(deadline=None)
@given(TEXTS)
@example(["", "a-b", "", "-", "a--b", "a-'b", "-a-", "ʼa"])
def test_words_and_places_are_those_of_the_tokenizer(texts):
    assert_as_tokenized(texts)


def test_pieces_meet_without_a_seam(monkeypatch):
    monkeypatch.setattr(word_index, "PIECE", 7)
    assert_as_tokenized(["The soldiers' cease-fire held.", "", "a", "bc", "Ağdere’s", "cease-", "fire", "a" * 30])


def test_every_character_is_a_letter_where_the_pattern_of_words_says_so():
    letter = re.compile(r"[^\W_]")
    kinds = word_index._kinds()
    assert [c for c in range(0x110000) if bool(letter.match(chr(c))) != (kinds[c] == 1)] == []


def test_a_column_is_split_once_while_it_is_in_use():
    frame = pd.DataFrame({"sentence": ["Dorn burned.", "Talks."]})
    index = index_words(frame["sentence"])
    assert index_words(frame.assign(more=1)["sentence"]) is index
    frame.loc[0, "sentence"] = "Dorn stood."
    assert "stood" in index_words(frame["sentence"]).forms
    del frame
    gc.collect()
    assert word_index._kept == []


def test_a_missing_text_is_refused():
    with pytest.raises(TypeError, match="missing where there should be a sentence"):
        index_words(pd.Series(["a", None], dtype="str"))


@settings(deadline=None)
@given(TEXTS, st.text(st.sampled_from("ab1_'-.* ßſİ"), min_size=1, max_size=6))
@example(["ſa is", "SA"], "sa")
@example(["a_b", "ab"], "a*b")
def test_a_term_is_found_wherever_its_pattern_is(texts, term):
    try:
        pattern = glob_pattern(term)
    except ValueError:
        return
    assert holding(pd.Series(texts, dtype="str"), term).tolist() == [bool(pattern.search(text)) for text in texts]


def test_words_come_in_the_order_of_the_rows_whatever_that_is():
    frame = make_sentences(
        {"statement_id": "b", "sentence": "Bridges burned."}, {"statement_id": "a", "sentence": "Mills burned; mills fell."}
    )
    turned = frame.iloc[::-1]
    assert word_rows(turned).values.tolist() == [
        *(["a", 0, word] for word in ("mills", "burned", "mills", "fell")),
        *(["b", 0, word] for word in ("bridges", "burned")),
    ]
