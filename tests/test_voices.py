"""Whose words a sentence holds: labelled cases with invented countries, and the tables that the rules read."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import grows_with_length_only
from toolkit.boundaries import find_paragraphs
from toolkit.sentences import split_sentences
from toolkit.voices.attribution import find_attributions
from toolkit.voices.furniture import PHRASES, _may_be_phrase, _phrases, is_furniture
from toolkit.voices.lexicons import rows_of
from toolkit.voices.quotations import find_quotations
from toolkit.voices.speakers import is_own_channel, stands_for

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "voices.jsonl").read_text(encoding="utf-8").splitlines()
]
ACCEPTANCE = sorted((Path(__file__).parents[2] / "shared" / "statements").glob("000_*.txt"))


def sentences_of(text, issuer=None, publisher=None):
    statements = pd.DataFrame(
        {"statement_id": ["s"], "clean_text": [text], "issuer": [issuer], "publisher": [publisher]}
    )
    return split_sentences(statements)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c["name"], marks=pytest.mark.xfail(reason=c["xfail"], strict=True) if "xfail" in c else ())
        for c in CASES
    ],
)
def test_each_sentence_has_the_voice_and_speaker_a_reader_gives_it(case):
    found = sentences_of(case["text"], case["issuer"], case["publisher"])
    labels = [
        [voice, None if pd.isna(speaker) else speaker] for voice, speaker in zip(found["voice"], found["speaker"])
    ]
    expected = [
        [voice, label[1] if speaker is None else speaker] for (voice, speaker), label in zip(case["expect"], labels)
    ]
    assert labels == expected, list(zip(found["sentence"], labels))
    assert len(found) == len(case["expect"])


def test_there_are_enough_cases_and_their_names_differ():
    assert len(CASES) >= 40 and len({c["name"] for c in CASES}) == len(CASES)


@pytest.mark.parametrize("swap", [("Velmar", "Ardenia")])
def test_swapping_the_two_states_changes_no_voice(swap):
    """The rules know no side: with the states exchanged throughout, every voice stays what it was."""
    pairs = [
        ("Velmari", "\x00"),
        ("Ardenian", "Velmari"),
        ("\x00", "Ardenian"),
        ("Velmar", "\x00"),
        ("Ardenia", "Velmar"),
        ("\x00", "Ardenia"),
        ("Velmarn", "Ardenian"),
        ("Ardeniai", "Velmari"),
    ]

    def exchange(text):
        for old, new in pairs:
            text = text.replace(old, new) if text else text
        return text

    for case in CASES:
        plain = sentences_of(case["text"], case["issuer"], "Meridian News")
        exchanged = sentences_of(exchange(case["text"]), exchange(case["issuer"]), "Meridian News")
        assert plain["voice"].tolist() == exchanged["voice"].tolist(), case["name"]


SPEECH = rows_of("speech")


@pytest.mark.parametrize("row", SPEECH, ids=[row["term"] for row in SPEECH])
def test_each_speech_row_finds_its_example_and_not_its_counterexample(row):
    example, counterexample = row["example"], row["counterexample"]
    assert row["kind"] in {a.kind for a in find_attributions(example, 0, len(example))}, example
    assert not find_attributions(counterexample, 0, len(counterexample)), counterexample


FURNITURE = rows_of("furniture")


@pytest.mark.parametrize("row", FURNITURE, ids=[row["term"] for row in FURNITURE])
def test_each_furniture_row_finds_its_example_and_not_its_counterexample(row):
    assert is_furniture(row["example"])
    assert not is_furniture(row["counterexample"])


@pytest.mark.parametrize("name", ["speech", "speakers", "furniture", "abbreviations"])
def test_no_term_stands_twice_in_a_table(name):
    terms = [row["term"] for row in rows_of(name)]
    assert len(terms) == len(set(terms))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said: "Stop." They went.', ['"Stop."']),
        ('"One.\n\n"Two.\n\n"Three." End.', ['"One.', '"Two.', '"Three."']),
        ('He said: "One.\n\nTwo." End.', ['"One.\n\nTwo."']),
        ('It is lost," he said.', ['It is lost,"']),
        ("“The soldiers’ posts,” he said.", ["“The soldiers’ posts,”"]),
        ('He wrote: "The "new order" is old." End.', ['"The "new order" is old."']),
        ('"...on the way back." End.', ['"...on the way back."']),
        ('07:06"We held."', ['"We held."']),
        ("The soldiers' families' posts.", []),
    ],
)
def test_quotations_are_found_where_marks_are_missing(text, quoted):
    assert [text[q.start : q.end] for q in find_quotations(text, find_paragraphs(text))] == quoted


@pytest.mark.parametrize(
    ("publisher", "own"),
    [
        (None, True),
        ("Telegram @velmar_mod", True),
        ("mod.gov.example", True),
        ("UN General Debate Corpus", True),
        ("Ministry of Defence of Velmar", True),
        ("Meridian News", False),
        ("Belcastra Wire", False),
        ("Velmar Telegraph", False),
    ],
)
def test_an_own_channel_is_told_from_an_agency(publisher, own):
    assert is_own_channel(publisher, "Ministry of Defence of Velmar") is own


@pytest.mark.parametrize(
    ("speaker", "answer"),
    [
        ("Velmar's MoD", True),
        ("the Velmari foreign minister", True),
        ("Velmar", True),
        ("the Ministry of Defence of Ardenia", False),
        ("Ardenian-backed forces", False),
        ("Velmari residents", False),
        ("the ministry", None),
        ("spokesman Oren Tal", None),
    ],
)
def test_a_speaker_is_the_issuer_by_its_state_and_office(speaker, answer):
    assert stands_for(speaker, "Ministry of Defence of Velmar") is answer


@pytest.mark.skipif(not ACCEPTANCE, reason="the statement this project starts from is not on this machine")
def test_the_acceptance_statement_has_the_voices_a_reader_gives_it():
    from toolkit.reading import read_statements

    statements = read_statements(ACCEPTANCE[0])
    found = split_sentences(statements)
    voices = found["voice"].tolist()
    assert voices[0] == "issuer-reported" and voices[1] in ("issuer-reported", "issuer") and voices[-1] == "furniture"
    assert set(voices[:-1]) == {"issuer", "issuer-reported"}
    assert voices[2:5] == ["issuer"] * 3 and voices[6:8] == ["issuer"] * 2 and voices[9:11] == ["issuer"] * 2
    assert set(found["speaker"].dropna()) == set(statements["issuer"])


@pytest.mark.parametrize(
    "line", ["Page 1 of 2", "- 3 -", "2 / 3", "3/13/31, 10:22 AM On the claim - MFA Velmar", "Printed on 13 March 2031"]
)
def test_the_head_and_foot_of_a_printed_page_are_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize("line", ["On 15 October 2031.", "Page 3 of the treaty was torn out.", "In 2031"])
def test_a_line_that_dates_or_tells_something_is_not(line):
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("begins", "piece", "ends"), [("March ", "1", " x"), ("5/11 ", "1 ", "x"), ("Mon", "mon", " x"), ("(", "A", ""), ("(", "A&", " x")]
)
def test_a_line_that_is_no_dateline_or_byline_after_all_takes_no_time(begins, piece, ends):
    """Taken apart in every way there is, thirty figures in a row took minutes."""
    assert grows_with_length_only(lambda size: is_furniture(begins + piece * size + ends), 4 if piece != "A" else 10)


@pytest.mark.parametrize(
    "line", ["X:", "12.03.2024", "2024-03-12", "Dorn, 12 March 2023", "Sun, 5 Mar 2023 14:05", "5 March 2023, 10:15 a.m. GMT", "(QPA, Dorn with Hallin)"]
)
def test_labels_datelines_and_bylines_are_furniture(line):
    assert is_furniture(line)


@settings(max_examples=300)
@given(st.sampled_from([row["term"] for row in FURNITURE if row["kind"] in PHRASES]), st.sampled_from(["", "\\##", "© ", "- ", "“", "1. ", "é ", "_"]), st.text(max_size=12))
def test_a_line_that_is_not_held_against_the_phrases_is_none_of_them(term, before, after):
    """They are held against it only where they could begin so."""
    for line in (before + term + after, before + term.upper() + ":" + after, (before + term + after).replace("s", "ſ")):
        assert _may_be_phrase(line) or not _phrases().fullmatch(line)
