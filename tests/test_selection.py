"""Three frames narrowed together, with an account of what was left out."""

from __future__ import annotations

import pytest

from toolkit.examples import ARDENIA, VELMAR, small_world
from toolkit.selection import SelectionError, select, what_counts


def account(chosen):
    return {(row.reason, row.unit): row.n for row in chosen.left_out.itertuples()}


def test_by_default_what_counts_is_kept_and_the_rest_accounted_for():
    chosen = select(*small_world())
    assert sorted(chosen.statements["statement_id"]) == ["s0", "s1", "s2", "s3", "s5"]
    assert account(chosen) == {
        ("in a language that is not coded", "statements"): 1,
        ("counted once with the statement reprinted", "statements"): 1,
        ("of page furniture", "sentences"): 1,
        ("set aside (denial)", "accusations"): 1,
    }


def test_every_statement_is_kept_or_accounted_for():
    statements, sentences, accusations = small_world()
    chosen = select(statements, sentences, accusations, issuers=[VELMAR], start="2023-01-10", end="2023-12-31")
    gone = chosen.left_out.loc[chosen.left_out["unit"] == "statements", "n"].sum()
    assert len(chosen.statements) + gone == len(statements)


def test_the_three_frames_stay_consistent():
    chosen = select(*small_world(), issuers=[VELMAR], voices=["issuer"])
    assert set(chosen.sentences["statement_id"]) <= set(chosen.statements["statement_id"])
    pairs = set(zip(chosen.sentences["statement_id"], chosen.sentences["sentence_index"], strict=True))
    assert set(zip(chosen.accusations["statement_id"], chosen.accusations["sentence_index"], strict=True)) <= pairs
    assert set(chosen.sentences["voice"]) == {"issuer"}


def test_types_and_accused_leave_the_denominator_alone():
    chosen = select(*small_world(), types=["responsibility"], accused=["Ardenia"])
    assert len(chosen.statements) == 5 and len(chosen.accusations) == 1


def test_dates_include_both_ends_and_leave_out_the_undated():
    chosen = select(*small_world(), start="2023-01-05", end="2023-01-20")
    assert sorted(chosen.statements["statement_id"]) == ["s0", "s1", "s3"]
    assert account(chosen)[("without a date", "statements")] == 1


def test_a_reprint_does_not_bring_back_a_statement_from_before_the_dates():
    chosen = select(*small_world(), start="2023-01-06", end="2023-01-06", families="all")
    assert chosen.statements["statement_id"].tolist() == ["s4"]
    with pytest.raises(SelectionError, match="No statement is left of 7"):
        select(*small_world(), start="2023-01-06", end="2023-01-06")


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"issuers": ["Ministry of Defense of Velmar"]},
            "no issuer called .*; did you mean 'Ministry of Defence of Velmar'",
        ),
        ({"types": ["atack"]}, "no type called 'atack'; did you mean 'attack'"),
        ({"voices": ["furniture"]}, "no voice called 'furniture'"),
        ({"accused": ["ardenia"]}, "no accused called 'ardenia'; did you mean 'Ardenia'"),
        ({"families": "twice"}, "no way to count families called 'twice'"),
        ({"start": "1/2/2023"}, "The start of the selection is '1/2/2023'; write it as YYYY-MM-DD"),
        ({"start": "2023-02-01", "end": "2023-01-01"}, "exchange the two"),
        ({"start": "2031-01-01"}, "No statement is left of 7: .*outside the dates"),
    ],
)
def test_a_wrong_name_or_an_empty_selection_gets_a_sentence(options, message):
    with pytest.raises(SelectionError, match=message):
        select(*small_world(), **options)


def test_a_state_stands_for_its_issuers():
    assert set(select(*small_world(), issuers=["Ardenia"]).statements["issuer"]) == {ARDENIA}


def test_counting_what_counts_twice_changes_nothing():
    chosen = select(*small_world())
    again = what_counts(*chosen[:3])
    assert [len(f) for f in again[:3]] == [len(f) for f in chosen[:3]]
    assert again.left_out.empty


def test_the_frames_handed_over_are_not_changed():
    before, after = small_world(), small_world()
    select(*after, issuers=[VELMAR], types=["attack"])
    for one, other in zip(before, after, strict=True):
        assert one.equals(other)
