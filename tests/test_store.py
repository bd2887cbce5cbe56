import json
import os

import pandas as pd
import pytest
from frames import accusations, problems, sentences, statements
from hypothesis import given
from hypothesis import strategies as st

from toolkit.schema import SchemaError
from toolkit.store import FILES, StoreError, _csv, _read_csv, neutralise, read_processed, write_processed


@pytest.fixture
def stored(tmp_path):
    return write_processed(tmp_path / "processed", statements(), sentences(), accusations(), problems("It is empty."))


def test_what_is_read_is_what_was_written(stored):
    back = read_processed(stored)
    for frame, written in zip(back, (statements(), sentences(), accusations(), problems("It is empty."))):
        pd.testing.assert_frame_equal(frame, written)


def test_frames_without_rows_keep_their_types(tmp_path):
    out = write_processed(tmp_path, statements()[:0], sentences()[:0], accusations()[:0], problems())
    back = read_processed(out)
    assert list(back.accusations.dtypes) == list(accusations().dtypes)
    assert len(back.problems) == 0


def test_the_same_frames_give_the_same_bytes(stored, tmp_path):
    again = write_processed(tmp_path / "again", statements(), sentences(), accusations(), problems("It is empty."))
    for name in [*FILES.values(), "processed.json"]:
        assert (stored / name).read_bytes() == (again / name).read_bytes()


def test_only_the_declared_files_are_left(stored):
    assert sorted(p.name for p in stored.iterdir() if p.name[0] != ".") == sorted([*FILES.values(), "processed.json"])


def test_nothing_is_written_when_a_frame_is_wrong(tmp_path):
    wrong = statements().assign(date_basis="hearsay")
    with pytest.raises(SchemaError, match="hearsay"):
        write_processed(tmp_path / "out", wrong, sentences(), accusations(), problems())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", FILES.values())
def test_a_file_of_another_run_is_noticed(stored, name):
    (stored / name).write_bytes((stored / name).read_bytes() + b" ")
    with pytest.raises(StoreError, match=f"{name} is not the file .* Run `toolkit process` again"):
        read_processed(stored)


def test_a_missing_file_is_named(stored):
    (stored / "sentences.parquet").unlink()
    with pytest.raises(StoreError, match="sentences.parquet is missing: run `toolkit process` again"):
        read_processed(stored)


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"files": {}}', "[" * 100_000, '{"files": {"statements.parquet": 3}}'])
def test_a_record_that_is_none_is_refused_in_one_sentence(stored, record):
    (stored / "processed.json").write_text(record)
    with pytest.raises(StoreError, match="not a record"):
        read_processed(stored)


def test_a_run_cut_off_between_two_files_leaves_a_set_that_is_refused(stored, monkeypatch):
    replace, done = os.replace, []

    def replace_two(source, target):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", replace_two)
    with pytest.raises(KeyboardInterrupt):
        write_processed(stored, statements()[:2], sentences()[:4], accusations(), problems())
    with pytest.raises(StoreError, match="cut off"):
        read_processed(stored)


def test_a_column_of_another_version_is_a_sentence(stored):
    frame = statements().drop(columns="family_id")
    frame.to_parquet(stored / "statements.parquet")
    record = json.loads((stored / "processed.json").read_text())
    from toolkit.files import sha256_of

    record["files"]["statements.parquet"]["sha256"] = sha256_of(stored / "statements.parquet")
    (stored / "processed.json").write_text(json.dumps(record))
    with pytest.raises(StoreError, match="family_id.*run `toolkit process` again"):
        read_processed(stored)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_begins_like_a_formula(cell):
    assert neutralise(cell) == "'" + cell


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=5))
def test_every_reason_survives_the_csv_as_it_was(tmp_path_factory, reasons):
    frame = problems(*reasons)
    path = tmp_path_factory.mktemp("csv") / "problems.csv"
    path.write_bytes(_csv(frame))
    assert _read_csv(path)["reason"].tolist() == reasons
    cells = [cell for line in pd.read_csv(path, keep_default_na=False).to_numpy() for cell in line]
    assert not any(str(cell).startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
