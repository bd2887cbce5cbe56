import pandas as pd
import pytest

from toolkit.pipeline import NothingRead, coding, process
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


def test_a_statement_that_fails_is_found_by_halves_and_the_rest_are_as_they_would_be():
    ids = [f"{n:02}" for n in range(64)]
    statements, asked = pd.DataFrame({"statement_id": ids, "clean_text": "Dorn was shelled. Calm returned."}), []

    def stage(part):
        asked.append(len(part))
        if "13" in set(part["statement_id"]):
            raise ValueError("unreadable")
        return coding.split_sentences(part)

    found, failed = coding.each(statements, "sentences", stage)
    assert failed == {"13": "ValueError: unreadable"} and asked[0] == 64 and len(asked) == 13
    pd.testing.assert_frame_equal(found, coding.split_sentences(statements[statements["statement_id"] != "13"]))


@pytest.mark.parametrize("verb, words", [("split_sentences", "split into sentences"), ("code_statements", "coded for accusations")])
def test_one_statement_that_fails_does_not_stop_the_rest(raw, tmp_path, monkeypatch, verb, words):
    works = getattr(coding, verb)

    def fails_on_hallin(frame, *more):
        text = frame["clean_text"] if "clean_text" in frame else frame["sentence"]
        if text.str.contains("Hallin").any():
            raise RecursionError("too deep")
        return works(frame, *more)

    monkeypatch.setattr(coding, verb, fails_on_hallin)
    data = process(raw, tmp_path / "out").data
    assert len(data.statements) == 3 and set(data.accusations["accused"]) == {"Ardenia"}
    (reason,) = data.problems.loc[data.problems["raw_file"] == "a.csv", "reason"]
    assert reason.startswith(f"It could not be {words} (RecursionError: too deep)")
    assert (data.problems["raw_locator"] == "row 3").any()  # the header is row 1


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
