"""What a frame is declared to be is told quickly of a sound one, and by pandera of one that is not; the two never disagree."""

import numpy as np
import pandas as pd
import pandera.errors
import pytest
from frames import accusations, sentences, statements
from hypothesis import given
from hypothesis import strategies as st

from toolkit.schema import FRAMES, SchemaError, _is_sound, _pandera_schema, check, check_rows, conform

MADE = {"statements": statements, "sentences": sentences, "accusations": accusations}


@st.composite
def spoilt(draw):
    """A frame of which a cell, a column or a row is as it may or may not be."""
    kind = draw(st.sampled_from(sorted(MADE)))
    frame = MADE[kind]()
    column = draw(st.sampled_from(list(frame.columns)))
    row = draw(st.integers(0, len(frame) - 1))
    how = draw(st.sampled_from(["missing", "other word", "as object", "as category", "as number", "row twice", "column twice", "other index", "python strings", "nothing"]))
    if how == "missing":
        frame[column] = frame[column].astype(object) if frame[column].dtype == bool else frame[column]
        frame[column] = frame[column].where(np.arange(len(frame)) != row)
    elif how == "other word" and str(frame[column].dtype) == "str":
        frame.loc[row, column] = draw(st.sampled_from(["attack", "issuer", "none", "", "text", "en"]))
    elif how in ("as object", "as category"):
        frame[column] = frame[column].astype(how[3:])
    elif how == "as number":
        frame[column] = np.arange(len(frame), dtype=draw(st.sampled_from(["int64", "int32", "float64"])))
    elif how == "row twice":
        frame = pd.concat([frame, frame.iloc[[row]]], ignore_index=draw(st.booleans()))
    elif how == "column twice":
        frame.insert(0, column, frame[column], allow_duplicates=True)
    elif how == "other index":
        frame.index = draw(st.sampled_from([list("abcdefghijkl")[: len(frame)], [0] * len(frame)]))
    elif how == "python strings" and str(frame[column].dtype) == "str":
        frame[column] = frame[column].astype(pd.StringDtype("python", na_value=np.nan))
    return kind, frame


def refused(frame, kind):
    """Whether pandera refuses a frame; it falls over rows that have one label."""
    try:
        _pandera_schema(kind, tuple(FRAMES[kind].columns)).validate(frame.reset_index(drop=True), lazy=True)
    except pandera.errors.SchemaErrors:
        return True
    return False


@given(spoilt())
def test_what_is_told_to_be_sound_is_so_for_pandera(of):
    kind, frame = of
    if _is_sound(frame, kind, tuple(FRAMES[kind].columns)):
        assert not refused(frame, kind)
    try:
        assert check(frame, kind) is frame
    except SchemaError:
        assert refused(frame, kind)


@pytest.mark.parametrize("kind", sorted(MADE))
def test_what_stages_make_is_sound_at_a_glance(kind):
    assert _is_sound(MADE[kind](), kind, tuple(FRAMES[kind].columns))
    assert _is_sound(conform(pd.DataFrame(columns=list(FRAMES[kind].columns)), kind), kind, tuple(FRAMES[kind].columns))


@pytest.mark.parametrize(
    "column, value, said",
    [
        ("voice", "loudspeaker", "sentences.voice holds 'loudspeaker' (first in row 1); it must be one of issuer"),
        ("voice", None, "sentences.voice is missing a value (first in row 1)"),
        ("sentence_index", 0, "Two rows of the sentences frame have the same statement_id and sentence_index"),
    ],
)
def test_what_is_wrong_with_a_frame_is_a_sentence(column, value, said):
    frame = sentences()
    frame.loc[1, column] = value
    with pytest.raises(SchemaError) as told:
        check(frame, "sentences")
    assert said in str(told.value)


@given(st.sampled_from(["sentences", "accusations"]), st.data())
def test_rows_of_plain_values_are_refused_where_a_frame_of_them_is(kind, data):
    frame = MADE[kind]()
    rows = {name: [None if pd.isna(v) else v for v in frame[name].tolist()] for name in frame.columns}
    column, row = data.draw(st.sampled_from(sorted(rows))), data.draw(st.integers(0, len(frame) - 1))
    rows[column][row] = data.draw(st.sampled_from([None, "elsewhere", "attack", "", 10**6, True, 1.5]))
    made = frame.assign(**{column: pd.Series(rows[column])})

    def refusal(look):
        try:
            look()
        except SchemaError as error:
            return str(error)

    of_frame, of_rows = refusal(lambda: check(made, kind)), refusal(lambda: check_rows(rows, kind))
    assert bool(of_frame) == bool(of_rows) and (not of_rows or of_rows.startswith(f"{kind}.{column} "))
