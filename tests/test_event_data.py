"""Event data: one row an accusation that counts, traceable, and harmless in a spreadsheet."""

import csv

import pandas as pd
import pytest

from toolkit.cli import _run
from toolkit.event_data import COLUMNS, event_data, write_event_data
from toolkit.examples import make_accusations, make_sentences, make_statements, small_world
from toolkit.schema import CAMEO
from toolkit.selection import select
from toolkit.store import write_processed


def world(title="=1+1"):
    statements = make_statements(
        {"statement_id": "a", "date": "2031-05-02", "family_id": "a", "url": title},
        {"statement_id": "b", "date": None},
        {"statement_id": "c", "date": "2031-05-03", "family_id": "a"},
    )
    sentences = make_sentences(*({"statement_id": s, "sentence": "=HYPERLINK Ardenia shelled Dorn."} for s in "abc"))
    accusations = make_accusations(
        {"statement_id": "a", "sentence_index": 0},
        {"statement_id": "b", "sentence_index": 0},
        {"statement_id": "b", "sentence_index": 0, "accusation_index": 1, "denial": True},
        {"statement_id": "c", "sentence_index": 0},
    )
    return accusations, statements, sentences


def test_one_row_for_each_accusation_that_counts():
    statements, sentences, accusations = small_world()
    events = event_data(accusations, statements, sentences)
    assert len(events) == len(select(statements, sentences, accusations).accusations)
    assert list(events.columns) == list(COLUMNS) and events["event_id"].is_unique
    assert (events["cameo"] == events["type"].map(CAMEO)).all() and set(events["plover"]) == {"ACCUSE"}


def test_reprints_count_once_denials_do_not_and_undated_come_last():
    events = event_data(*world())
    assert events["event_id"].tolist() == ["a-0-0", "b-0-0"]
    assert events["date"].tolist()[0] == "2031-05-02" and pd.isna(events["date"].iloc[1])
    assert events["n_carriers"].tolist() == [2, 1]


def test_a_cell_is_never_a_formula_and_missing_is_empty(tmp_path):
    write_event_data(event_data(*world()), tmp_path / "events.csv")
    rows = list(csv.DictReader((tmp_path / "events.csv").read_text("utf-8").splitlines()))
    assert rows[0]["evidence"].startswith("'=") and rows[0]["url"] == "'=1+1" and rows[1]["date"] == ""


def test_the_command_writes_the_file_and_says_how_many(tmp_path, capsys):
    accusations, statements, sentences = world()
    problems = pd.DataFrame(columns=["raw_file", "raw_locator", "reason"], dtype="str")
    write_processed(tmp_path / "p", statements, sentences, accusations, problems)
    assert _run(["export", str(tmp_path / "out.csv"), "--processed", str(tmp_path / "p")]) == 0
    assert "2 accusations, 1 of them dated" in capsys.readouterr().out and (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("arguments", [["export", "."], ["export", "x.csv", "--processed", "nowhere"]])
def test_a_wrong_place_is_one_sentence(arguments, capsys):
    assert _run(arguments) in (1, 2)
    assert capsys.readouterr().err.count("\n") == 1
