"""The repairs mend what is broken, leave alone what is not, and can say what they did."""

import json
from pathlib import Path

import pandas as pd
import pytest
from growth import grows_with_length_only
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.normalize import REPAIRS, clean, explain, list_repairs

CASES = json.loads((Path(__file__).parent / "data" / "repairs.json").read_text(encoding="utf-8"))["cases"]
REAL = Path(__file__).parent.parent.parent / "shared" / "statements" / "development.jsonl"
PIECES = [text for case in CASES for text in case[1:]]
PIECES += ["\n", "\r", "&", "amp;", "#x200b;", "Ã", "â€", "**", "*", "-\n", "\\", ".", "”", "07:06", "Ivel", " "]
HOSTILE = ["a", " ", "\n", " \n", "*", "**a", "[", "[a](", "&", "\u0301", "a.", "“", "07:06", "-\n"]
HOSTILE += ["Ã©", "\\", "# ", "ab- "]


@pytest.mark.parametrize(("name", "found", "mended"), CASES)
def test_a_repair(name, found, mended):
    assert clean(found) == mended


def test_every_repair_has_a_case_in_which_it_acts():
    acting = {repair.name for _, found, _ in CASES for repair in explain(found)}
    assert acting == {step.name for step in REPAIRS}


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_cleaning_twice_is_cleaning_once_on_broken_text(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="“”‘’'\"«» ab.\n"))
def test_quotation_marks_keep_their_direction_and_number(text):
    marks = "“”‘’'\"«»"
    assert [c for c in clean(text) if c in marks] == [c for c in text if c in marks]


@given(st.text())
def test_whatever_changed_is_explained(text):
    assert explain(text) or clean(text) == text


def test_a_repair_is_shown_before_and_after():
    (repair,) = explain("Fire &amp; smoke, smoke &amp; fire")
    assert (repair.name, repair.n) == ("entities", 2)
    assert "&amp; smoke" in repair.before and "Fire & smoke" in repair.after


def test_repairs_are_listed_by_statement():
    statements = pd.DataFrame({"statement_id": ["a", "b"], "text": ["Safe &amp; sound .", "Nothing to mend."]})
    listed = list_repairs(statements)
    assert listed[["statement_id", "repair", "n"]].values.tolist() == [["a", "entities", 1], ["a", "punctuation", 1]]


def test_no_repairs_are_an_empty_frame_with_its_columns():
    listed = list_repairs(pd.DataFrame({"statement_id": [], "text": []}))
    assert list(listed) == ["statement_id", "repair", "n", "before", "after"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_only(piece):
    assert grows_with_length_only(lambda size: clean(piece * (size // len(piece))), 25_000)


@pytest.mark.skipif(not REAL.exists(), reason="the real statements are not on this machine")
def test_real_statements_are_settled_after_one_cleaning():
    for line in REAL.read_bytes().splitlines():
        cleaned = clean(json.loads(line)["text"])
        assert clean(cleaned) == cleaned


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES + HOSTILE), st.text(max_size=6), st.text("abz AZ.ÃÂŒœØÙВГРСΒΓΞΟ’”“€™ \xa0\xad¡©°²é\x80\x85\x9f", max_size=8)), max_size=12).map("".join))
def test_the_quick_test_of_a_repair_never_hides_work_for_it(text):
    for step in REPAIRS:
        if not step.may(text):
            assert list(step.edits(text)) == [], step.name
