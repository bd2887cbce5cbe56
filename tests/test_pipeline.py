import subprocess
import sys

import pandas as pd
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.pipeline import NothingRead, arrow, coding, process
from toolkit.store import FILES, read_processed

CSV = '''date,issuer,text
2031-03-02,Ministry of Defence of Velmar,"Ardenian units shelled our posts near Dorn at night. Two soldiers were wounded in the shelling."
03/04/2031,Ministry of Defence of Ardenia,"The reports that our army shelled the village of Hallin are false. Velmari units shelled the village of Ivel on Monday."
2031-03-05,Contact Commission,"La commission de contact s'est réunie hier à Quellport pour parler du retour des prisonniers et de l'aide aux familles."
'''


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.csv").write_text(CSV, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 no more than this")
    return folder


def test_raw_files_become_the_four_files(raw, tmp_path):
    account = process(raw, tmp_path / "out")
    data = read_processed(tmp_path / "out")
    assert len(data.statements) == 3 and set(data.sentences["statement_id"]) == set(data.statements["statement_id"])
    assert {"Ardenia", "Velmar"} <= set(data.accusations["accused"].dropna())
    assert data.problems["raw_file"].tolist() == ["broken.pdf"]
    assert {p.name for p in account.out.iterdir() if p.name[0] != "."} == {*FILES.values(), "processed.json", "kept"}


def test_the_summary_tells_what_was_set_aside_and_where_to_look(raw, tmp_path):
    told = str(process(raw, tmp_path / "out"))
    assert "not coded        1" in told and "(fr 1)" in told and "undated          1" in told
    assert f"Problems           1   listed in {tmp_path / 'out' / 'problems.csv'}" in told and "- broken.pdf: " in told


def test_the_same_raw_files_give_the_same_bytes(raw, tmp_path):
    one, other = process(raw, tmp_path / "one").out, process(raw, tmp_path / "other").out
    for name in [*FILES.values(), "processed.json"]:
        assert (one / name).read_bytes() == (other / name).read_bytes()


@pytest.mark.parametrize("verb, words", [("split", "split into sentences"), ("code", "coded for accusations")])
def test_one_statement_that_fails_does_not_stop_the_rest(raw, tmp_path, monkeypatch, verb, words):
    works = getattr(coding, verb)

    def fails_on_hallin(statement, *more):
        if "Hallin" in statement["clean_text"]:
            raise RecursionError("too deep")
        return works(statement, *more)

    monkeypatch.setattr(coding, verb, fails_on_hallin)
    data = process(raw, tmp_path / "out").data
    assert len(data.statements) == 3 and set(data.accusations["accused"]) == {"Ardenia"}
    (reason,) = data.problems.loc[data.problems["raw_file"] == "a.csv", "reason"]
    assert reason.startswith(f"It could not be {words} (RecursionError: too deep)")
    assert (data.problems["raw_locator"] == "row 3").any()  # the header is row 1


def test_rows_of_a_statement_that_are_not_as_declared_are_left_out_and_the_rest_stay(raw, tmp_path, monkeypatch):
    works = coding.split

    def misnames(statement, issuer):
        found = works(statement, issuer)
        return [s._replace(voice="echo") for s in found] if "Hallin" in statement["clean_text"] else found

    monkeypatch.setattr(coding, "split", misnames)
    data = process(raw, tmp_path / "out").data
    (reason,) = data.problems.loc[data.problems["raw_file"] == "a.csv", "reason"]
    assert reason.startswith("It could not be split into sentences (SchemaError: sentences.voice holds 'echo'; it must be one of issuer,")
    assert not data.sentences["sentence"].str.contains("Hallin").any() and data.sentences["statement_id"].nunique() == 2


def test_a_process_that_codes_loads_no_pandas(raw, tmp_path):
    """It takes as long to load as a hundred statements to code."""
    out = process(raw, tmp_path / "out").out
    (items,) = (out / "kept").glob("read-*.items.parquet")
    code = (
        "import sys; from toolkit.pipeline.tasks import TASKS; TASKS['warm'](); source, *out = sys.argv[1:]; "
        "TASKS['code_part'](sources=[(source, [0])], issuers=[None], states={}, out=dict(zip(('sentences', 'accusations', 'prints'), out))); "
        "assert 'pandas' not in sys.modules"
    )
    files = [str(tmp_path / name) for name in ("sentences", "accusations", "prints")]
    done = subprocess.run([sys.executable, "-c", code, str(items), *files], capture_output=True, text=True)
    assert done.stderr == "" and len(pd.read_parquet(files[2])) == 1


CELLS = {
    "str": st.none() | st.text(st.characters(exclude_categories=["Cs"])),
    "bytes": st.none() | st.binary(),
    "int64": st.integers(-(2**63), 2**63 - 1),
    "int32": st.integers(-(2**31), 2**31 - 1),
    "bool": st.booleans(),
}


@pytest.mark.parametrize("of", CELLS)
@given(st.data())
def test_arrays_are_those_that_pyarrow_makes(of, data):
    values = data.draw(st.lists(CELLS[of]))
    made = arrow.array_of(values, of)
    made.validate(full=True)
    assert made.equals(pyarrow.array(values, arrow.TYPES[of])) and made.to_pylist() == values


def test_a_number_that_its_column_cannot_hold_is_no_other_number():
    with pytest.raises(OverflowError):
        arrow.array_of([2**40], "int32")


def test_an_empty_folder_says_what_to_put_there(tmp_path):
    (tmp_path / "raw").mkdir()
    with pytest.raises(NothingRead, match=r"There is no statement in .*raw: put txt, md, html"):
        process(tmp_path / "raw", tmp_path / "out")


def test_a_folder_without_anything_readable_leaves_the_data_of_before(raw, tmp_path):
    out = process(raw, tmp_path / "out").out
    before = (out / "statements.parquet").read_bytes()
    (raw / "a.csv").unlink()
    with pytest.raises(NothingRead, match="no readable statement .* first broken.pdf: "):
        process(raw, out)
    assert (out / "statements.parquet").read_bytes() == before


def test_a_reason_cannot_colour_or_clear_the_terminal(raw, tmp_path):
    (raw / "x\x1b[2J.pdf").write_bytes(b"%PDF")
    told = str(process(raw, tmp_path / "out"))
    assert "\x1b" not in told and "[2J.pdf" in told


def test_whoever_has_no_dates_is_told_how_to_give_them(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("Ardenian units shelled Dorn, the Ministry of Defence of Velmar said.")
    assert "undated          1   kept, and left out where time matters; a file name such as 2031-03-02.txt dates" in str(process(tmp_path / "raw", tmp_path / "out"))
