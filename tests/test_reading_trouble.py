"""What cannot be read is listed with its reason, and never stops the rest."""

import json
import os
import re
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_files import WORDS, bomb, docx, pdf, sparse, write, xlsx

from toolkit.reading import read_raw, read_statements
from toolkit.reading.files import READERS, read_file
from toolkit.schema import FRAMES, check

REAL = Path(__file__).parent.parent.parent / "shared" / "statements"


def reasons(folder) -> str:
    return "\n".join(read_raw(folder).problems["reason"])


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("a.pdf", b"%PDF-1.4 broken", "PDF is broken"),
    ("a.pdf", pdf(""), "only pictures"),
    ("a.pdf", pdf(WORDS, password="secret"), "password"),
    ("a.docx", b"not a document", "Word document is broken"),
    ("a.docx", docx(WORDS)[:3000], "Word document is broken"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "protected by a password"),
    ("a.xlsx", b"PK nothing", "workbook is broken"),
    ("a.xlsx", xlsx(("colour", "date"), ("red", "2023")), "no column that holds the text. Its columns are: colour"),
    ("a.csv", "colour,date\nred,2023\n", "no column that holds the text. Its columns are: colour, date"),
    ("a.csv", "text,date\n,2023\n", "nothing in its text column"),
    ("a.csv", 'text,date\n"never closed,2023\nmore,2024\n', "never closes"),
    ("a.csv", "text,date\na,b,c\n", "3 cells and the header 2"),
    ("a.csv", "\n\n", "empty"),
    ("a.html", "<b>" * 100_000 + WORDS, "nests its elements"),
    ("a.json", '{"text": ', "not valid JSON"),
    ("a.json", "[" * 100_000, "nested too deeply"),
    ("a.json", "[1, 2]", "this is a int"),
    ("a.json", '{"colour": "red"}', "no field that holds the text. Its fields are: colour"),
    ("a.json", '[{"text": null}]', "is empty"),
    ("a.jsonl", '{"text": ["a"]}', "a list, not text"),
    ("a.txt", "", "The file is empty"),
    ("a.txt", " \n\t ", "holds no text"),
    ("a.txt", bytes(range(256)) * 20, "binary data"),
    ("a.txt", b"caf\xe9 closed \x81 again", "not valid cp1252"),
    ("a.html", "<html></html>", "holds no text"),
    ("a.html", "<div>" * 3000 + WORDS, "nests its elements"),
    ("a.md", f"---\na: b: c\n---\n{WORDS}", "front matter is not valid YAML"),
    ("a.exe", "MZ", "Files ending in “.exe” are not read"),
    ("noending", "x", "are not read"),
    ("README.md", WORDS, "Set aside"),
    ("license", WORDS, "Set aside"),
    ("b.meta.yml", "date: 2023-03-04", "beside no file"),
])
def test_a_bad_file_is_listed_and_the_good_one_read(tmp_path, name, content, reason):
    write(tmp_path / "raw" / name, content)
    write(tmp_path / "raw" / "z-good.txt", "This is a good statement about another matter.")
    reading = read_raw(tmp_path / "raw")
    assert [r for r in reading.problems["reason"] if reason in r], reading.problems["reason"].tolist()
    assert "z-good.txt" in reading.statements["raw_file"].tolist()


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.json", "a.xlsx", "a.csv", "a.jsonl", "a.html"])
def test_a_file_of_300_megabytes_is_refused_at_once(tmp_path, name):
    sparse(tmp_path / name, 300)
    reading = read_raw(tmp_path)
    assert len(reading.problems) == 1 and reading.statements.empty


def test_a_line_longer_than_a_record_is_passed_over_and_the_next_is_read(tmp_path):
    write(tmp_path / "a.jsonl", json.dumps({"text": "x" * 5_100_000}) + "\n" + json.dumps({"text": WORDS}))
    reading = read_raw(tmp_path)
    assert reading.problems["raw_locator"].tolist() == ["line 1"]
    assert reading.statements["raw_locator"].tolist() == ["line 2"]


def test_a_table_of_ten_thousand_columns_is_read_by_the_few_that_are_known(tmp_path):
    header = ",".join(["text", *(f"c{n}" for n in range(10_000)), "date"])
    write(tmp_path / "a.csv", header + "\n" + "Two posts were shelled." + ",x" * 10_000 + ",2023-03-04\n")
    (row,) = read_raw(tmp_path).statements.to_dict("records")
    assert (row["text"], str(row["date"].date())) == ("Two posts were shelled.", "2023-03-04")


def test_a_cell_longer_than_a_record_ends_the_table(tmp_path):
    write(tmp_path / "a.csv", "text\nfirst\n\"" + "x\n" * 2_600_000 + "\"\n")
    reading = read_raw(tmp_path)
    assert reading.statements["text"].tolist() == ["first"]
    assert "A cell is too long" in reading.problems["reason"][0]


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_an_archive_that_unpacks_to_too_much_is_not_opened(tmp_path, name):
    write(tmp_path / name, bomb())
    assert "unpacks to more than 256 MiB" in reasons(tmp_path)


def test_a_yaml_bomb_costs_nothing(tmp_path):
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}' if n else 'x'] * 9)}]" for n in range(12))
    write(tmp_path / "a.md", f"---\n{levels}\ntitle: *l11\n---\n{WORDS}")
    assert read_raw(tmp_path).statements["text"].tolist() == [WORDS]  # expanded it would never end


def test_windows_encodings_are_told_apart_and_the_doubt_is_listed(tmp_path):
    write(tmp_path / "west.txt", "Les unités ont ouvert le feu près du village".encode("cp1252"))
    write(tmp_path / "east.txt", "Подразделения открыли огонь вблизи села".encode("cp1251"))
    reading = read_raw(tmp_path)
    assert reading.statements["text"].tolist() == [
        "Подразделения открыли огонь вблизи села", "Les unités ont ouvert le feu près du village"]
    east, west = reading.problems["reason"]
    assert "Windows-1251" in east and "Windows-1252" in west


def test_links_are_not_followed_and_are_listed(tmp_path):
    write(tmp_path / "secret.txt", WORDS)
    (tmp_path / "raw").mkdir()
    os.symlink(tmp_path / "secret.txt", tmp_path / "raw" / "a.txt")
    os.symlink(tmp_path, tmp_path / "raw" / "loop")
    os.symlink(tmp_path / "gone", tmp_path / "raw" / "b.txt")
    reading = read_raw(tmp_path / "raw")
    assert reading.statements.empty
    assert reading.problems["raw_file"].tolist() == ["a.txt", "b.txt", "loop"]


def test_a_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert "pipe" in reasons(tmp_path)


def test_what_systems_leave_behind_is_passed_over_in_silence(tmp_path):
    for name in (".hidden.txt", "~$a.docx", "Thumbs.db", ".git/config", "__MACOSX/a.txt"):
        write(tmp_path / name, WORDS)
    assert [len(frame) for frame in read_raw(tmp_path)] == [0, 0]


def test_the_same_statement_twice_counts_once_and_is_listed(tmp_path):
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name, WORDS)
    reading = read_raw(tmp_path)
    assert reading.statements["raw_file"].tolist() == ["a.txt"]
    assert reading.problems["raw_file"].tolist() == ["b.txt"]
    assert "as a.txt" in reading.problems["reason"][0]


def test_a_broken_sidecar_costs_its_metadata_only(tmp_path):
    write(tmp_path / "a.txt", WORDS)
    write(tmp_path / "a.txt.meta.yml", "date: [")
    reading = read_raw(tmp_path)
    assert (len(reading.statements), len(reading.problems)) == (1, 1)
    assert "sidecar is broken" in reading.problems["reason"][0]


def test_an_empty_folder_gives_typed_empty_frames(tmp_path):
    reading = read_raw(tmp_path)
    assert len(check(reading.statements, "statements")) == len(check(reading.problems, "problems")) == 0
    declared = {name: column.dtype for name, column in FRAMES["statements"].columns.items()}
    assert {name: str(dtype) for name, dtype in reading.statements.dtypes.items()} == declared


def test_a_folder_with_no_readable_statement(tmp_path):
    write(tmp_path / "a.exe", "MZ")
    with pytest.warns(UserWarning, match="1 files or rows .* a.exe"):
        assert read_statements(tmp_path).empty


def test_a_missing_folder_is_said_to_be_missing(tmp_path):
    with pytest.raises(FileNotFoundError, match="There is no file or folder .*nowhere"):
        read_statements(tmp_path / "nowhere")


def test_reading_without_trouble_does_not_warn(tmp_path):
    write(tmp_path / "a.txt", WORDS)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(read_statements(tmp_path)) == 1


def test_frames_survive_parquet(tmp_path):
    import pandas as pd

    write(tmp_path / "raw" / "a.json", '[{"text": "half a character \\ud800 and \\u0000", "title": "\\udfff"}]')
    statements = read_raw(tmp_path / "raw").statements
    statements.to_parquet(tmp_path / "s.parquet")
    assert pd.read_parquet(tmp_path / "s.parquet").equals(statements)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), suffix=st.sampled_from(sorted(READERS)))
def test_no_bytes_make_the_reader_raise(tmp_path, content, suffix):
    path = write(tmp_path / f"a{suffix}", content)
    list(read_file(path))
    read_raw(tmp_path)
    path.unlink()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 5000), byte=st.integers(0, 255), which=st.sampled_from(["pdf", "docx", "xlsx"]))
def test_no_flipped_byte_makes_the_reader_raise(tmp_path, at, byte, which):
    good = bytearray({"pdf": pdf(WORDS), "docx": docx(WORDS), "xlsx": xlsx(("text",), (WORDS,))}[which])
    good[at % len(good)] = byte
    list(read_file(write(tmp_path / f"a.{which}", bytes(good))))


@pytest.mark.skipif(not REAL.exists(), reason="the real statements are not on this machine")
def test_every_real_document_is_read_or_is_the_same_as_another():
    statements, problems = read_raw(REAL)
    repeated = problems["reason"].str.startswith("The same statement").sum()
    assert len(statements) + repeated == 960
    assert problems.loc[~problems["reason"].str.startswith("The same statement"), "raw_file"].tolist() == ["README.md"]
    first = statements.iloc[0]
    assert re.fullmatch(r"Ministry of Defense of [A-Z]\w+", first["issuer"])
    assert re.fullmatch(r"News\.[A-Za-z]{2}", first["publisher"])
    assert (first["issuer_basis"], first["date_basis"]) == ("text", "none")
