"""A frame in the wrong place is told in a sentence, by every public verb."""

import inspect
from itertools import combinations

import pandas as pd
import pytest

import toolkit
from toolkit.examples import small_world
from toolkit.expected import KINDS, MARKS, looks_like
from toolkit.schema import FRAMES, SchemaError

WORLD = dict(zip(KINDS, small_world(), strict=True))
#: What a verb needs besides frames.
MORE = {
    "collocates": {"node": "shelled"},
    "keyness": {"first": "Ministry of Defence of Velmar", "second": "Ministry of Defence of Ardenia"},
    "compare_rates": {"first": "Velmar", "second": "Ardenia"},
    "echo": {"first": "Velmar", "second": "Ardenia"},
    "search": {"query": "shelled"},
    "draw_sample": {"size": 2},
    "concordance": {"term": "shelled"},
    "corrected_rates": {"coded": pd.DataFrame(columns=["statement_id", "sentence_index", "accusation", "probability"])},
    "lookup": {"dictionary": None},
    "category_counts": {"found": None, "dictionary": None},
    "write_processed": {"out": "nowhere", "problems": None},
}


def verbs():
    """The public verbs that take frames, those of public modules included."""
    found = {}
    for name in toolkit.__all__:
        thing = getattr(toolkit, name)
        members = vars(thing).values() if inspect.ismodule(thing) else [thing]
        for verb in members:
            if inspect.isfunction(verb) and not verb.__name__.startswith("_") and {*KINDS, "data"} & set(inspect.signature(verb).parameters):
                found[verb.__name__] = verb
    return {name: verb for name, verb in found.items() if verb.__module__.startswith("toolkit.") and name not in NOT_VERBS}


#: Helpers that stand in a public module and are handed frames by a verb that has looked at them; a caption takes whatever has rows.
NOT_VERBS = {"with_undated", "caption", "charges_that_count", "denials_that_count", "rate_sums", "share_collected", "say_corpus", "what_counts", "main_groups"}


def taken(verb):
    return [name for name in inspect.signature(verb).parameters if name in KINDS]


def call(verb, frames):
    more = MORE.get(verb.__name__, {})
    if "data" in inspect.signature(verb).parameters:
        arguments = {"show": {"statement": "s0"}, "compare_sides": {"day": "2023-01-01"}}.get(verb.__name__, {})
        return verb(**arguments, data=tuple(frames[kind] for kind in KINDS))
    return verb(**{name: frames[name] for name in taken(verb)}, **more)


def test_many_verbs_take_frames():
    assert {"find_accusations", "rates", "select", "evidence", "timeline", "show", "explore", "epithets"} <= set(verbs())
    assert len(verbs()) >= 30


@pytest.mark.parametrize("name", sorted(verbs()))
def test_exchanged_frames_are_told(name):
    verb = verbs()[name]
    kinds = taken(verb) or list(KINDS)
    for one, other in combinations(kinds, 2):
        with pytest.raises(SchemaError) as told:
            call(verb, WORLD | {one: WORLD[other], other: WORLD[one]})
        assert str(told.value).startswith(f"{name}() takes ") and "did you exchange the two?" in str(told.value)
    if len(kinds) == 1:
        with pytest.raises(SchemaError, match=f"given as {kinds[0]} looks like accusations"):
            call(verb, WORLD | {kinds[0]: WORLD["accusations"]})


@pytest.mark.parametrize("name", sorted(verbs()))
def test_what_is_no_frame_is_told(name):
    verb = verbs()[name]
    kind = (taken(verb) or list(KINDS))[0]
    with pytest.raises(SchemaError, match=f"was given as {kind} is a list, not a frame"):
        call(verb, WORLD | {kind: [1, 2]})


@pytest.mark.parametrize("name", ["rates", "shares", "dyads", "evidence", "select", "timeline", "event_data", "mirrors", "keyness", "draw_sample", "accusing_terms"])
def test_a_missing_column_is_told_with_its_frame(name):
    verb = verbs()[name]
    kind = taken(verb)[0]
    for column in FRAMES[kind].columns:
        try:
            call(verb, WORLD | {kind: WORLD[kind].drop(columns=column)})
        except SchemaError as error:
            assert f"needs the column {column} in its {kind}; this one has " in str(error), error
    with pytest.raises(SchemaError, match="needs the column.* statement_id.* in its"):
        call(verb, WORLD | {kind: WORLD[kind].drop(columns="statement_id")})


def test_a_frame_without_columns_is_told():
    with pytest.raises(SchemaError, match="rates.. needs the column.* in its accusations; this one has no columns"):
        toolkit.rates(pd.DataFrame(), WORLD["statements"], WORLD["sentences"])


@pytest.mark.parametrize("kind", KINDS)
def test_frames_without_rows_are_no_mistake(kind):
    table = toolkit.rates(*(WORLD[k].head(0) if k == kind else WORLD[k] for k in ("accusations", "statements", "sentences")))
    assert len(table) == 1


def test_frames_of_two_corpora_are_told():
    other = WORLD["sentences"].assign(statement_id="x" + WORLD["sentences"]["statement_id"])
    with pytest.raises(SchemaError, match="rates.. was given sentences and statements that have no statement_id in common"):
        toolkit.rates(WORLD["accusations"], WORLD["statements"], other)
    with pytest.raises(SchemaError, match="given accusations and statements and sentences that have no statement_id in common"):
        toolkit.evidence(WORLD["accusations"].assign(statement_id="elsewhere"), WORLD["sentences"], WORLD["statements"])


def test_a_part_of_the_statements_is_of_the_same_corpus():
    quiet = WORLD["statements"][WORLD["statements"]["issuer"] == "Ministry of Defence of Ardenia"]
    assert toolkit.rates(WORLD["accusations"], quiet, WORLD["sentences"])["n_accusations"].item() == 0


def test_frames_of_measures_are_told_apart_too():
    with pytest.raises(SchemaError, match="change_points.. needs the column.*; this one has .* looks like statements"):
        toolkit.change_points(WORLD["statements"])
    with pytest.raises(SchemaError, match="plot_rates.. needs the column.* in the frame given as frame"):
        toolkit.figures.plot_rates(WORLD["statements"])


def test_data_is_what_read_processed_returns():
    with pytest.raises(SchemaError, match="show.. takes as data what toolkit.read_processed returns, .* a DataFrame came"):
        toolkit.show("s0", WORLD["statements"])


def test_a_fault_of_the_toolkit_is_not_taken_for_one_of_the_frames():
    from toolkit.expected import expects_frames

    @expects_frames
    def broken(statements):
        return {}["no such key"]

    with pytest.raises(KeyError, match="no such key"):
        broken(WORLD["statements"])


def test_a_verb_keeps_its_name_signature_and_docstring():
    assert list(inspect.signature(toolkit.rates).parameters)[:3] == ["accusations", "statements", "sentences"]
    assert toolkit.rates.__doc__.startswith("Pooled rates") and toolkit.rates.__module__ == "toolkit.frequency"


def test_each_kind_is_known_by_columns_of_its_own():
    assert all(len(MARKS[kind]) >= 3 for kind in KINDS)
    assert {looks_like(WORLD[kind], "statements") for kind in KINDS} == set(KINDS)
    evidence = toolkit.evidence(WORLD["accusations"], WORLD["sentences"], WORLD["statements"])
    assert {looks_like(evidence, kind) for kind in KINDS} == set(KINDS)
