"""Labelled sentences: what must be found, what must not, and the failures that are known (strict: mending one fails here)."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit
from toolkit.accusations import roles
from toolkit.accuracy import same_party
from toolkit.schema import SchemaError, check

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "accusations.jsonl").read_text(encoding="utf-8").splitlines()
]


def find(text: str, issuer: str, prev: str = "") -> pd.DataFrame:
    rows = [("a", n, words) for n, words in ((0, prev), (1, text)) if words]
    sentences = pd.DataFrame(rows, columns=["statement_id", "sentence_index", "sentence"])
    statements = pd.DataFrame({"statement_id": ["a"], "issuer": [issuer or None]})
    return toolkit.find_accusations(sentences, statements).query("sentence_index == 1")


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=c["text"][:60], marks=[pytest.mark.xfail(strict=True)] if c["xfail"] else []) for c in CASES],
)
def test_labelled_sentence(case):
    found = find(case["text"], case["issuer"], case["prev"])
    charges = found[~found["denial"] & (found["assertion"] != "negated")]
    assert bool(len(charges)) is case["accuses"], charges.to_dict("records")
    assert bool(found["denial"].any()) is case["denial"]
    if case["accused"]:
        assert any(same_party(case["accused"], text) for text in charges["accused_text"].dropna()), charges[
            "accused_text"
        ].tolist()
    for column in ("type", "form"):
        if case[column]:
            assert case[column] in set(charges[column]), charges[[column, "entry"]].to_dict("records")


def test_the_evidence_is_an_offset_into_the_sentence():
    text = "On Monday, Ardenian units opened fire on our posts at Dorn."
    row = find(text, "Ministry of Defence of Velmar").iloc[0]
    assert text[row.start : row.end] == "Ardenian units opened fire on our posts at Dorn"


def test_offsets_given_with_the_sentences_are_kept():
    text = "Ardenian units opened fire on our posts."
    sentences = pd.DataFrame(
        {"statement_id": ["a"], "sentence_index": [4], "sentence": [text], "start": [100], "end": [140]}
    )
    row = toolkit.find_accusations(
        sentences, pd.DataFrame({"statement_id": ["a"], "issuer": ["Ministry of Defence of Velmar"]})
    ).iloc[0]
    assert (row.start, row.sentence_index) == (100, 4)


def test_the_frame_conforms_and_an_empty_one_does_too():
    found = find("The delegation arrived.", "Ministry of Defence of Velmar")
    assert found.empty
    check(found, "accusations")


def test_statements_in_other_languages_are_not_coded():
    sentences = pd.DataFrame(
        {"statement_id": ["a"], "sentence_index": [0], "sentence": ["Ardenian units shelled Dorn."]}
    )
    statements = pd.DataFrame({"statement_id": ["a"], "issuer": ["Ministry of Defence of Velmar"], "language": ["fr"]})
    assert toolkit.find_accusations(sentences, statements).empty
    assert len(toolkit.find_accusations(sentences, statements.assign(language="en"))) == 1


def test_furniture_is_passed_over_and_a_quoted_speaker_accuses():
    sentences = pd.DataFrame(
        {
            "statement_id": ["a"] * 2,
            "sentence_index": [0, 1],
            "sentence": ["Ardenian units shelled Dorn."] * 2,
            "voice": ["furniture", "other"],
            "speaker": [None, "the mayor of Tresk"],
        }
    )
    found = toolkit.find_accusations(
        sentences, pd.DataFrame({"statement_id": ["a"], "issuer": ["Ministry of Defence of Velmar"]})
    )
    assert list(found["sentence_index"]) == [1]
    assert list(found["accuser"]) == ["the mayor of Tresk"]


def test_one_party_has_one_name_whatever_form_the_text_uses():
    texts = [
        "Ardenia shelled Dorn.",
        "Ardenian units shelled Dorn.",
        "The armed forces of Ardenia shelled Dorn.",
        "Ardenia's side shelled Dorn.",
    ]
    sentences = pd.DataFrame({"statement_id": ["a"] * 4, "sentence_index": range(4), "sentence": texts})
    found = toolkit.find_accusations(
        sentences, pd.DataFrame({"statement_id": ["a"], "issuer": ["Ministry of Defence of Velmar"]})
    )
    assert set(found["accused"]) == {"Ardenia"}


def test_a_sentence_without_a_statement_is_an_error_that_names_it():
    sentences = pd.DataFrame({"statement_id": ["b"], "sentence_index": [0], "sentence": ["Ardenia attacked."]})
    with pytest.raises(SchemaError, match="'b'"):
        toolkit.find_accusations(sentences, pd.DataFrame({"statement_id": ["a"], "issuer": ["Velmar"]}))


def test_a_missing_column_is_an_error_that_names_it():
    with pytest.raises(SchemaError, match="sentence_index"):
        toolkit.find_accusations(
            pd.DataFrame({"statement_id": ["a"]}), pd.DataFrame({"statement_id": ["a"], "issuer": ["Velmar"]})
        )


def test_a_charge_said_not_to_be_so_is_kept_as_negated():
    (row,) = find("Ardenia did not violate the ceasefire last week.", "Ministry of Defence of Velmar").to_dict("records")
    assert (row["accused"], row["type"], row["assertion"], row["denial"]) == ("Ardenia", "violation", "negated", False)


@given(st.from_regex(roles.WHEN))
def test_when_an_act_took_place_is_sought_wherever_it_can_stand(sentence):
    """The pattern is held only against sentences in which a word or a figure of it stands."""
    assert any(word in sentence for word in roles._TIMES) or roles._FIGURE.search(sentence)
