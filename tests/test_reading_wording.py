"""What a statement's own words say about its issuer, publisher and date."""

import json
from pathlib import Path

import pytest
from growth import grows_with_length_only
from hypothesis import given
from hypothesis import strategies as st

from toolkit.reading.wording import fields_in

TEXTS = json.loads((Path(__file__).parent / "data" / "wording.json").read_text(encoding="utf-8"))["texts"]


@pytest.mark.parametrize(("text", "said"), TEXTS)
def test_the_words_of_a_statement(text, said):
    assert fields_in(text) == said


@given(st.text(max_size=300))
def test_any_text_is_looked_at_without_a_crash(text):
    assert set(fields_in(text)) <= {"issuer", "publisher", "date"}


@pytest.mark.parametrize("piece", ["Ministry of ", "A ", "A.", "statement by the ", "said, ", "(QPA) ", "4 March ", "T-", "Dorn-N"])
def test_hostile_repetition_takes_no_time(piece):
    assert grows_with_length_only(lambda size: fields_in(piece * size), 2_500)
