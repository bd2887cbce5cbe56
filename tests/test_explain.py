"""An explanation says what the coder does: it counts what `find_accusations` finds, and gives a reason for the rest."""

import json
from pathlib import Path

import pandas as pd
from click.testing import CliRunner

import toolkit
from toolkit.cli import cli
from toolkit.lexicon import read_lexicon

VELMAR = "Ministry of Defence of Velmar"
CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "accusations.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_it_counts_what_the_coder_finds():
    wanted = [(c["text"], c["issuer"] or None, c["prev"]) for c in CASES]
    wanted += [(row["example"], VELMAR, "") for row in read_lexicon("acts")[::8]]
    for text, issuer, before in wanted:
        told = toolkit.explain(text, issuer=issuer, before=before)
        rows = [("a", n, words) for n, words in ((0, before), (1, text)) if words]
        sentences = pd.DataFrame(rows, columns=["statement_id", "sentence_index", "sentence"])
        statements = pd.DataFrame({"statement_id": ["a"], "issuer": [issuer]})
        found = toolkit.find_accusations(sentences, statements).query("sentence_index == 1")
        counted = sorted(told.charges.loc[told.charges["counts"], "entry"])
        charged = found[~found["denial"] & (found["assertion"] == "asserted")]
        assert counted == sorted(charged["entry"]), text
        assert bool(told.denial) == bool(found["denial"].any()), text


def test_what_does_not_count_has_its_reason():
    reasons = {
        "Our units shelled the depot.": "the issuer's own side does it",
        "Ardenia did not shell Dorn.": "it is negated",
        "Ardenia could attack Dorn.": "it is only possible, or owed: “could”",
        "If Ardenia attacks Dorn, we shall answer.": "it is supposed, not told",
    }
    for text, reason in reasons.items():
        told = toolkit.explain(text, issuer=VELMAR)
        assert not told.charges["counts"].any(), text
        assert reason in set(told.charges["why"]), (text, told.charges)


def test_text_from_outside_stays_text():
    html = toolkit.explain("<script>alert(1)</script> Ardenian units shelled <b>Dorn</b>.", issuer=VELMAR)._repr_html_()
    assert "<script" not in html and "<b>" not in html


def test_a_sentence_with_nothing_in_it_is_explained_too():
    told = toolkit.explain("Good morning.")
    assert told.charges.empty and told.parties.empty
    assert "Good morning." in repr(told)


def test_the_command_says_it_at_a_terminal():
    result = CliRunner().invoke(cli, ["explain", "Ardenian units shelled Dorn.", "--issuer", VELMAR])
    assert result.exit_code == 0
    assert "shell.verb" in result.output and "Ardenian units" in result.output


def test_it_begins_with_what_counts_in_one_sentence():
    told = repr(toolkit.explain("Our units returned fire after Ardenian units shelled Dorn.", issuer=VELMAR)).splitlines()
    assert told[1].startswith("1 accusation: Ardenian units, attack.")
    assert repr(toolkit.explain("Good morning.")).splitlines()[1] == "No accusation."
    assert repr(toolkit.explain("Ardenia did not shell Dorn.", issuer=VELMAR)).splitlines()[1].startswith("No accusation. 1 finding not counted.")


def test_a_beginner_sees_a_few_lines_and_the_tables_on_demand():
    told = toolkit.explain("Our units returned fire after Ardenian units shelled Dorn.", issuer=VELMAR)
    first, fold = told._repr_html_().split("<details>")
    assert "<table" not in first and fold.count("<table") == 2
    assert repr(told).splitlines()[2:] == [
        "“shelled” counts as attack.", "“fire” does not count: the issuer's own side does it.", "No denial."
    ]
    assert "entry" not in repr(told) and "entry" in told.whole


def test_nothing_found_is_no_empty_table():
    told = toolkit.explain("Good morning.")
    assert "<details>" not in told._repr_html_() and "Empty" not in told.whole
