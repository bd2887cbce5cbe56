"""Rival names of places: counted as written, by whose name it is."""

from toolkit.examples import ARDENIA, make_sentences, make_statements
from toolkit.lexicon import read_lexicon
from toolkit.place_names import COLUMNS, place_names


def counted(*texts, issuer=ARDENIA, **more):
    statements = make_statements({"statement_id": "a", "issuer": issuer})
    return place_names(statements, make_sentences(*({"statement_id": "a", "sentence": t} | more for t in texts)))


def test_the_longer_name_counts_and_part_words_do_not():
    found = counted("Dornica and Dorn.", "Dornicans and McDorn and dorn.")
    assert found.set_index("name")["n"].to_dict() == {"Dornica": 1, "Dorn": 1}
    assert found.set_index("name")["whose"].to_dict() == {"Dornica": "own", "Dorn": "other"}


def test_shares_are_of_the_place_and_add_up_to_one():
    found = counted("Dorn, Dorn, Dornica.")
    assert found["share"].sum() == 1 and set(found["n_place"]) == {3}


def test_words_of_others_and_furniture_do_not_count():
    assert counted("Dorn.", voice="other").empty and counted("Dorn.", voice="furniture").empty


def test_nothing_named_is_an_empty_frame_with_its_columns():
    assert list(counted("All is calm.").columns) == COLUMNS


def test_each_name_of_the_table_is_of_a_known_side_and_each_place_has_two_names():
    rows = read_lexicon("places")
    states = {row["canonical"] for row in read_lexicon("states")} | {"Velmar", "Ardenia", ""}
    assert {row["used_by"] for row in rows} <= states
    names = {}
    for row in rows:
        names.setdefault(row["place"], set()).add(row["used_by"])
    assert not [place for place, users in names.items() if len(users) < 2 and place != "Northern Cyprus"]
