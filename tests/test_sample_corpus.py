"""The sample corpus keeps what its README promises, and the gold sentences stand in it word for word."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from toolkit.events import read_events
from toolkit.reading import read_raw
from toolkit.schema import FORMS, TYPES

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"


@cache
def _statements() -> pd.DataFrame:
    return read_raw(ROOT / "data" / "raw").statements


@cache
def _gold() -> tuple[dict, ...]:
    return tuple(json.loads(line) for line in (GOLD / "sentences.jsonl").read_text(encoding="utf-8").splitlines())


def _families(name: str, column: str) -> dict[str, list[str]]:
    """The family that the toolkit finds for each carrier in a list of the gold standard."""
    listed = pd.read_csv(GOLD / name, keep_default_na=False).merge(_statements(), on=["raw_file", "raw_locator"], validate="1:1")
    assert len(listed) == len(pd.read_csv(GOLD / name))
    return listed.groupby(column)["family_id"].agg(list).to_dict()


def test_every_file_is_read_and_every_format_is_there():
    problems = read_raw(ROOT / "data" / "raw").problems
    assert set(problems["raw_file"]) <= {"README.md", "events.csv"}
    suffixes = set(_statements()["raw_file"].str.rsplit(".", n=1).str[-1])
    assert suffixes == {"txt", "md", "html", "pdf", "docx", "csv", "tsv", "xlsx", "json", "jsonl"}


def test_it_is_large_enough_and_keeps_to_its_dates():
    statements = _statements()
    assert len(statements) >= 130
    assert statements["date"].min() == pd.Timestamp("2022-01-02") and statements["date"].max() == pd.Timestamp("2023-06-30")
    assert statements.loc[statements["date"].isna(), "date_basis"].sort_values().tolist() == ["ambiguous", "none"]


def test_silences_are_silent():
    dated = _statements().dropna(subset="date")
    august = dated["date"].between("2022-08-02", "2022-08-31")
    assert not (august & dated["raw_file"].str.startswith("mod-ardenia/")).any()
    assert august.sum() >= 5
    assert not dated["date"].between("2022-12-24", "2023-01-06").any()


def test_events_fall_into_the_time_of_the_corpus():
    events = read_events(ROOT / "data" / "raw" / "events.csv")
    assert 10 <= len(events) <= 16
    assert events["date"].between(_statements()["date"].min(), _statements()["date"].max()).all()


def test_neither_side_speaks_much_more_than_the_other():
    spoken = _statements()["issuer"].dropna()
    velmar, ardenia = (spoken.str.contains(f"Ministry.*{side}|{side}.*Ministry").sum() for side in ("Velmar", "Ardenia"))
    assert 0.75 < velmar / ardenia < 1.33


def test_other_languages_are_told_apart():
    assert _statements()["language"].value_counts().loc[["es", "fr"]].tolist() == [2, 1]


def test_wrongly_decoded_statement_is_repaired_and_kept_as_published():
    row = _statements().set_index("raw_file").loc["mfa-velmar/2022-08-25-archive.txt"]
    assert "Ardeniaâ€™s" in row["text"]
    assert "Ardenia’s historians" in row["clean_text"] and "â€" not in row["clean_text"]


@pytest.mark.parametrize("place", range(len(_gold())), ids=lambda n: _gold()[n]["sid"])
def test_gold_sentence_stands_in_its_statement(place):
    item = _gold()[place]
    statements = _statements()
    name = (statements["raw_file"] + " " + statements["raw_locator"]).str.strip()
    (text,) = statements.loc[name == item["document"], "clean_text"]
    assert item["text"] in text and item["prev"] in text


def test_gold_codes_keep_to_the_codebook():
    for item in _gold():
        assert bool(item["accusation"]) == bool(item["form"]) == bool(item["type"]) == bool(item["accuser"]), item["sid"]
        assert item["form"] in {"", *FORMS} and item["type"] in {"", *TYPES}, item["sid"]
        assert item["accused"] in item["text"] and (item["accuser"] in {"", "ISSUER"} or item["accuser"] in item["text"]), item["sid"]


def test_gold_is_large_and_mixed_enough():
    gold = pd.DataFrame(_gold())
    assert len(gold) >= 70 and gold["sid"].is_unique
    assert 0.4 <= gold["accusation"].mean() <= 0.5
    assert gold["denial"].sum() >= 20 and gold.loc[gold["accusation"] == 1, "form"].nunique() == 4


def test_different_statements_of_one_day_are_not_merged():
    for pair, found in _families("not_reprints.csv", "pair").items():
        assert len(set(found)) == 2, pair


def test_no_two_reprinted_statements_are_merged():
    for (one, first), (other, second) in combinations(_families("families.csv", "family").items(), 2):
        assert not set(first) & set(second), (one, other)


def test_reprints_that_carry_the_whole_text_are_found():
    listed = pd.read_csv(GOLD / "families.csv", keep_default_na=False).merge(_statements(), on=["raw_file", "raw_locator"])
    whole = listed[listed["carries"] == "whole"].groupby("family")["family_id"].nunique()
    assert whole[whole > 1].index.tolist() == []
