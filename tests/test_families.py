"""Reprints are one family; statements that only look alike are not."""

import json
from pathlib import Path

import pandas as pd
import pytest
from growth import grows_with_length_only

from toolkit.families import find_families, one_per_family

PAIRS = json.loads((Path(__file__).parent / "data" / "reprints.json").read_text(encoding="utf-8"))["pairs"]

BY_WHY = {pair["why"]: pair for pair in PAIRS}
REPRINT = BY_WHY["two agencies, other wrappers, one with a background paragraph"]
DAILY = BY_WHY["daily template, next day: other numbers and places"]
PROTESTS = BY_WHY["same ministry, same day, two different matters"]
BULLETINS = BY_WHY["morning and evening bulletin of one day: only the numbers moved"]


def frame(*carriers: dict) -> pd.DataFrame:
    return pd.DataFrame({
        "statement_id": [f"s{n:05}" for n in range(len(carriers))],
        "date": pd.to_datetime([c["date"] for c in carriers]).astype("datetime64[us]"),
        "publisher": pd.Series([c["publisher"] for c in carriers], dtype="str"),
        "raw_file": [f"{n:05}.txt" for n in range(len(carriers))],
        "clean_text": [c["text"] for c in carriers],
    })


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p['label']}: {p['why']}")
@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")], ids="-".join)
def test_labelled_pairs(pair, order):
    family = find_families(frame(*(pair[side] for side in order)))
    assert (family.nunique() == 1) == (pair["label"] == "same")


def test_a_family_is_named_after_its_earliest_dated_carrier():
    late, early, undated = ({**REPRINT["a"], "date": day} for day in ("2023-03-06", "2023-03-04", None))
    assert set(find_families(frame(undated, late, early))) == {"s00002"}


def test_a_digest_of_two_statements_does_not_chain_them():
    one, two = PROTESTS["a"], BULLETINS["a"]
    digest = {"date": "2023-05-09", "publisher": "Meridian News", "text": one["text"] + "\n\n" + two["text"]}
    found = find_families(frame(one, {**two, "date": "2023-05-10"}, digest))
    assert found[0] != found[1]


def test_sixty_carriers_of_one_statement_are_one_family():
    text = REPRINT["a"]["text"]
    carriers = [{"date": "2023-03-04", "publisher": f"Outlet {n}", "text": f"{text}\n\nOutlet {n}"} for n in range(60)]
    assert find_families(frame(*carriers)).nunique() == 1


def test_the_index_and_order_of_the_statements_are_kept():
    statements = frame(REPRINT["b"], DAILY["a"]).set_index(pd.Index([7, 3]))
    assert find_families(statements).index.tolist() == [7, 3]


def test_no_statements_have_no_families():
    assert find_families(frame()).tolist() == []


def test_one_per_family_keeps_the_earliest_carrier_and_counts_all():
    statements = frame(*(REPRINT[s] for s in "ab"), DAILY["b"])
    statements = statements.assign(family_id=find_families(statements))
    kept = one_per_family(statements)
    assert kept["statement_id"].tolist() == ["s00000", "s00002"]
    assert kept["carriers"].tolist() == ["Velmar Telegraph; Quellport Press Agency", "Velmar Telegraph"]
    assert kept["n_carriers"].tolist() == [2, 1]


def test_one_per_family_shows_the_earliest_that_is_there_when_the_first_was_filtered_out():
    statements = frame(*(REPRINT[s] for s in "ab"))
    statements = statements.assign(family_id=find_families(statements)).iloc[1:]
    assert one_per_family(statements)["statement_id"].tolist() == ["s00001"]


def test_thousands_of_daily_reports_are_told_apart_in_time_that_grows_with_their_number():
    # 1,984 reports from one template over 496 days, four carriers each: 496 families.
    template = DAILY["a"]["text"]
    def told_apart(days):
        carriers = []
        for day in range(days):
            report = template.replace("24 times", f"{24 + day} times").replace("Hallin", f"Hallin {day}")
            date = (pd.Timestamp("2022-01-01") + pd.Timedelta(days=day)).date().isoformat()
            carriers += [{"date": date, "publisher": f"Outlet {n}", "text": f"{report}\n\nOutlet {n}"} for n in range(4)]
        assert find_families(frame(*carriers)).nunique() == days

    assert grows_with_length_only(told_apart, 62)


def test_two_copies_of_a_very_long_text_are_compared_in_time_that_grows_with_its_length():
    def compared(days):
        text = " ".join(f"On day {n} the units of the army fired {n} shots at the same old bridge." for n in range(days))
        copies = [{"date": None, "publisher": name, "text": text} for name in "AB"]
        assert find_families(frame(*copies)).nunique() == 1

    assert grows_with_length_only(compared, 500)
