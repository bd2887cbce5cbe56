"""The rules know no side: swap the two actors throughout the sample corpus, and only the labels move."""

import re
from pathlib import Path

import pytest

import toolkit

RAW = Path(__file__).parent.parent / "data" / "raw"
PAIRS = [
    ("Velmar", "Ardenia"),
    ("Velmari", "Ardenian"),
    ("Velmaris", "Ardenians"),
    ("Sarnhold", "Belcastra"),
    ("VELMAR", "ARDENIA"),
    ("VELMARI", "ARDENIAN"),
    ("SARNHOLD", "BELCASTRA"),
]
OTHER = {a: b for pair in PAIRS for a, b in (pair, pair[::-1])}
NAMES = re.compile(r"\b(?:" + "|".join(sorted(OTHER, key=len, reverse=True)) + r")\b")
COMPARED = [
    "statement_id",
    "sentence_index",
    "accusation_index",
    "accuser",
    "accused",
    "accused_text",
    "type",
    "form",
    "assertion",
    "denial",
    "entry",
]


def swapped(text):
    return NAMES.sub(lambda m: OTHER[m.group()], text) if isinstance(text, str) else text


@pytest.fixture(scope="module")
def corpus():
    statements = toolkit.read_statements(RAW)
    return statements, toolkit.split_sentences(statements)


def test_swapping_a_name_twice_gives_it_back():
    text = "Velmari units shelled Ardenia; Sarnhold denied it to Belcastra."
    assert swapped(swapped(text)) == text
    assert swapped(text) == "Ardenian units shelled Velmar; Belcastra denied it to Sarnhold."


def test_swapping_the_two_sides_moves_only_labels(corpus):
    statements, sentences = corpus
    found = toolkit.find_accusations(sentences, statements)
    mirrored = toolkit.find_accusations(
        sentences.assign(sentence=sentences["sentence"].map(swapped), speaker=sentences["speaker"].map(swapped)),
        statements.assign(issuer=statements["issuer"].map(swapped), publisher=statements["publisher"].map(swapped)),
    )
    assert len(found) > 100
    expected = found[COMPARED].assign(**{c: found[c].map(swapped) for c in ("accuser", "accused", "accused_text")})
    same = len(expected) == len(mirrored) and expected.equals(mirrored[COMPARED])
    assert same, _first_difference(expected, mirrored[COMPARED], sentences)


def _first_difference(expected, mirrored, sentences):
    key = ["statement_id", "sentence_index", "accusation_index"]
    both = expected.merge(mirrored, on=key, how="outer", suffixes=("", "_mirrored"), indicator=True)
    fields = [c for c in COMPARED if c not in key]
    wrong = both[
        (both["_merge"] != "both")
        | (both[fields].fillna("").to_numpy() != both[[f"{c}_mirrored" for c in fields]].fillna("").to_numpy()).any(
            axis=1
        )
    ]
    at = wrong.merge(sentences[["statement_id", "sentence_index", "sentence"]], on=key[:2])
    return f"{len(wrong)} rows differ: " + "\n".join(str(r) for r in at.head(6).to_dict("records"))
