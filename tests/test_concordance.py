"""Keyword in context, and counts read back to their sentences."""

from __future__ import annotations


import pytest

from toolkit.concordance import concordance, ends, evidence
from toolkit.examples import make_sentences, small_world

SENTENCES = make_sentences(
    {"statement_id": "a", "sentence": "Units of Velmar opened fire; Velmar's units\nopened heavy fire again."},
    {"statement_id": "a", "sentence": "The so-called corps (c.200 men) left Ivel."},
    {"statement_id": "b", "sentence": "A ceasefire held. Price: $5*3."},
)


@pytest.mark.parametrize(
    "term, found",
    [
        ("velmar", ["Velmar", "Velmar"]),
        ("fire", ["fire", "fire"]),  # not the end of "ceasefire"
        ("*fire", ["fire", "fire", "ceasefire"]),
        ("opened * fire", ["opened heavy fire"]),
        ("units opened", ["units\nopened"]),
        ("c.", ["c."]),
        ("c.2*", ["c.200"]),
        ("so-called", ["so-called"]),
        (".", None),
        ("[a-z]+", []),
        ("unit", []),
    ],
)
def test_terms_are_words_with_stars_and_nothing_more(term, found):
    if found is None:
        with pytest.raises(ValueError, match="holds no word"):
            concordance(SENTENCES, term)
    else:
        assert concordance(SENTENCES, term)["keyword"].tolist() == found


def test_offsets_point_into_the_whole_text():
    text = " ".join(SENTENCES["sentence"][:2])
    for row in concordance(SENTENCES.iloc[:2], "*ed").itertuples():
        assert text[row.start : row.end] == row.keyword


def test_context_stays_in_the_sentence_and_keeps_to_its_width():
    row = concordance(SENTENCES, "fire", width=12).iloc[0]
    assert (row.left, row.right) == ("… opened ", "; Velmar's …")  # whole words, within twelve letters
    assert concordance(SENTENCES, "price")["left"].tolist() == ["A ceasefire held. "]


def test_sorts_by_the_word_before():
    found = concordance(SENTENCES, "fire")
    assert found.sort_values("left", key=ends)["left"].str.split().str[-1].tolist() == ["heavy", "opened"]


def test_a_wall_of_letters_does_not_explode():
    wall = make_sentences({"statement_id": "a", "sentence": "a" * 20_000})
    assert concordance(wall, "a*a*a*b").empty
    with pytest.raises(ValueError, match="more than 3 stars"):
        concordance(wall, "a*a*a*a*b")


def test_every_accusation_is_read_back():
    statements, sentences, accusations = small_world()
    read = evidence(accusations, sentences, statements)
    assert len(read) == len(accusations)
    assert read["date"].isna().tolist() == [False] * 5 + [True]
    assert read.loc[read["statement_id"] == "s2", ["sentence", "raw_file"]].values.tolist() == [
        ["Ardenia shelled Tresk.", "velmar/s2.txt"]
    ]


def test_a_count_that_cannot_be_read_back_is_an_error():
    statements, sentences, accusations = small_world()
    with pytest.raises(
        ValueError,
        match="2 accusations have no sentence or statement in these frames, first sentence 0 of statement s0",
    ):
        evidence(accusations, sentences, statements[statements["statement_id"] != "s0"])
