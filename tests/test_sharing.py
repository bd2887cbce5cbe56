"""Sharing: what is read back is what was shared, nothing runs, nothing is half written, same data are same bytes."""

import csv
import hashlib
import io
import json
import re
import tempfile
import time
import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import frames as small
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.examples import make_accusations, make_sentences, make_statements, small_world
from toolkit.frequency import dyads
from toolkit.schema import FRAMES, SchemaError
from toolkit.sharing import FORMS, ShareError, share
from toolkit.sharing import forms as forms_module
from toolkit.sharing import place as place_module
from toolkit.sharing.words import QUOTING
from toolkit.store import Processed

ROOT = Path(__file__).parents[1]
EACH = pytest.mark.parametrize("form", FORMS)
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
RUN = tuple("=+-@\t\r\n＝＋－＠")
HOSTILE = [
    "=cmd|' /C calc'!A1", "@SUM(1)", "+1", "-1", "\tx", "\rx", "\nx", " =1+1", "\u200f=1+1", "'=1", "'", "", "\x00",
    "a\x00=b", "\x00=1",
    "\ud800", "a\udfffb", "\ufffe\uffff", "\x01\x0b\x1f", "]]><x a='1'>&amp;", "_x0041_x0042_", "_x005F_", "#N/A",
    "NA", "NaN", "a\r\nb\rc",
    "\u202eabc",
    '"a","b"\n', "a" * 2046, "é" * 1500, "💣" * 17_000, "_x0041_" * 5_000, "x" * 32_767, "x" * 32_768, " a ",
    "\ufeff=1", "\x7f\x85\u2028",
]  # fmt: skip


def data():
    return Processed(
        small.statements(), small.sentences(), small.accusations(), small.problems("It holds no text.", "=1+1")
    )


def hostile(words, name="n"):
    """Data with these words in every column that takes any text, keys among them."""
    ids = [f"{words}{name}", f"{name}{words}{name}"]
    rows = {c: words for c in ("date_text", "issuer", "publisher", "title", "language", "url", "text", "clean_text")}
    statements = make_statements(
        *(
            rows | {"statement_id": i, "family_id": i, "raw_file": words, "raw_locator": words, "language": "en"}
            for i in ids
        )
    ) if encodes(words) else raw_statements(rows, ids, words)  # fmt: skip
    sentences = [{"statement_id": i, "sentence": words, "speaker": words, "end": 9, "start": 0} for i in ids]
    accusations = [
        {"statement_id": i, "accuser": words, "accuser_text": words, "accused": f"{words}2", "accused_text": words}
        | {"act": words, "place": words, "when_text": words, "cue": words, "entry": words, "cameo": words}
        for i in ids
    ]
    problems = [{"raw_file": f"{words}{n}", "raw_locator": words, "reason": words} for n in range(2)]
    return Processed(
        statements,
        raw(make_sentences, sentences),
        raw(make_accusations, accusations),
        pd.DataFrame(problems, dtype="str" if encodes(words) else object),
    )


def raw_statements(rows, ids, words):
    return raw(
        make_statements, [rows | {"language": "en", "statement_id": i, "family_id": i, "raw_file": words} for i in ids]
    )


def raw(make, rows):
    """The frame of `make`; text that pandas cannot hold in its own type for text is put in as plain objects."""
    tame = [{k: "x" if isinstance(v, str) and not encodes(v) else v for k, v in row.items()} for row in rows]
    tame = [
        row | {"statement_id": f"t{n}"} if not encodes(rows[n]["statement_id"]) else row for n, row in enumerate(tame)
    ]
    frame = make(*tame).astype({"statement_id": object})
    for name in {k for row in rows for k, v in row.items() if isinstance(v, str) and not encodes(v)}:
        frame[name] = pd.Series([row[name] for row in rows], dtype=object)
    return frame


def encodes(text):
    try:
        return text.encode("utf-8") is not None
    except UnicodeEncodeError:
        return False


def shared(given_data, form, out=None, **options):
    """The files that were written, as bytes by name."""
    with tempfile.TemporaryDirectory() as folder:
        paths = share(given_data, Path(out or folder) / "shared", form=form, **options)
        return {path.name: path.read_bytes() for path in paths}


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def read_csv(content):
    """As the codebook says: one apostrophe off each cell that begins with one."""
    header, *rows = rows_of(content)
    return [dict(zip(header, [c.removeprefix("'") for c in row], strict=True)) for row in rows]


def plain(frame, kind, left_out=()):
    """A frame as a CSV reader sees it."""
    kept = [c for c in FRAMES[kind].columns if c not in left_out]

    def cell(value):
        if pd.isna(value):
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        return value.date().isoformat() if isinstance(value, datetime) else str(value)

    return [
        {c: cell(v) for c, v in zip(kept, row, strict=True)} for row in frame[kept].itertuples(index=False, name=None)
    ]


def sheet(content, name):
    book = openpyxl.load_workbook(io.BytesIO(content))
    header, *rows = [list(row) for row in book[name].iter_rows()]
    return [c.value for c in header], rows


def noted(files):
    return {(n["frame"], int(n["row"]), n["column"]) for n in read_csv(files["notes.csv"])}


def lost(text, bad):
    """The text as it may come back from a form that cannot hold `bad`: kept in its length, or as codes."""

    def code(m):
        return f"\\x{ord(m[0]):02x}" if ord(m[0]) < 256 else f"\\u{ord(m[0]):04x}"

    return {re.sub(bad, "\ufffd", text), re.sub(bad, code, text)}


def agree(before, after, kind, files, bad):
    """Every cell came back, or is noted and came back with nothing but bad characters replaced."""
    notes = noted(files)
    assert len(before) == len(after)
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        for name, value in old.items():
            if new[name] != value:
                assert (kind, number, name) in notes, (kind, name, value, new[name])
                assert new[name] in lost(value, bad) or len(value) > 4_000 and new[name].endswith(" … [cut]"), (
                    name,
                    value,
                    new[name],
                )


@pytest.mark.parametrize("form", ["csv", "package"])
@pytest.mark.parametrize("kind", FRAMES)
def test_csv_gives_back_each_frame(form, kind):
    files = shared(data(), form)
    assert read_csv(files[f"{kind}.csv"]) == plain(getattr(data(), kind), kind)


@pytest.mark.parametrize("kind", FRAMES)
def test_parquet_gives_back_each_frame_with_its_types_and_says_what_a_column_is(kind, tmp_path):
    share(data(), tmp_path / "out", form="parquet")
    path = tmp_path / "out" / f"{kind}.parquet"
    pd.testing.assert_frame_equal(pd.read_parquet(path), getattr(data(), kind))
    schema = pq.read_schema(path)
    assert FRAMES[kind].row in schema.metadata[b"description"].decode()
    for name, column in FRAMES[kind].columns.items():
        assert schema.field(name).metadata[b"description"].decode() == column.meaning


@pytest.mark.parametrize("kind", FRAMES)
def test_a_workbook_gives_back_each_frame(kind):
    header, rows = sheet(shared(data(), "xlsx")["accusations.xlsx"], kind)
    assert header == list(FRAMES[kind].columns)
    expected = getattr(data(), kind).itertuples(index=False, name=None)
    assert [[c.value for c in row] for row in rows] == [
        [None if pd.isna(v) or v == "" else v for v in row] for row in expected
    ]


@pytest.mark.parametrize("kind", FRAMES)
def test_stata_gives_back_each_frame_with_labels(kind, tmp_path):
    share(data(), tmp_path / "out", form="stata")
    with pd.read_stata(tmp_path / "out" / f"{kind}.dta", iterator=True) as reader:
        labels, got = reader.variable_labels(), reader.read()
    got, expected = got.rename(columns={"end_char": "end"}), getattr(data(), kind)
    assert list(got.columns) == list(expected.columns)
    for name, column in FRAMES[kind].columns.items():
        stored = "end_char" if name == "end" else name
        assert labels[stored].rstrip("…") == column.meaning[: len(labels[stored].rstrip("…"))] and labels[stored]
        if column.dtype == "str":
            assert got[name].tolist() == expected[name].fillna("").tolist()
        else:
            assert got[name].isna().tolist() == expected[name].isna().tolist()
            assert (got[name].dropna() == expected[name].dropna()).all()


def read_graph(content):
    root = ElementTree.fromstring(content)
    names = {n.get("id"): n.find(f"{GRAPHML}data").text or "" for n in root.iter(f"{GRAPHML}node")}
    edges = [
        (names[e.get("source")], names[e.get("target")], {d.get("key"): d.text for d in e.findall(f"{GRAPHML}data")})
        for e in root.iter(f"{GRAPHML}edge")
    ]
    return root, edges


def test_the_graph_has_each_pair_with_its_weights():
    root, edges = read_graph(shared(data(), "graphml")["dyads.graphml"])
    table = dyads(data().accusations, data().statements, data().sentences)
    assert root.find(f"{GRAPHML}graph").get("edgedefault") == "directed" and len(edges) == len(table) == 2
    for (source, target, weights), row in zip(edges, table.to_dict("records"), strict=True):
        assert (source, target, int(weights["n_accusations"])) == (row["accuser"], row["accused"], row["n_accusations"])
        for name in ("rate", "low", "high"):
            assert pd.isna(row[name]) and name not in weights or float(weights[name]) == row[name]
    declared = {key.get("id") for key in root.iter(f"{GRAPHML}key")}
    assert {d.get("key") for d in root.iter(f"{GRAPHML}data")} <= declared


def test_accusations_of_nobody_named_are_counted_and_are_no_edge():
    statements, sentences, _ = small_world()
    accusations = make_accusations({"statement_id": "s0"}, {"statement_id": "s1", "accused": None})
    root, edges = read_graph(
        shared(Processed(statements, sentences, accusations, small.problems()), "graphml")["dyads.graphml"]
    )
    assert [e[:2] for e in edges] == [("Velmar", "Ardenia")]
    assert root.find(f"{GRAPHML}graph/{GRAPHML}data[@key='n_not_named']").text == "1"


def check_package(files):
    """The rules of the Data Package standard, version 2, for what is used of it."""
    package = json.loads(files["datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._/-]+", package["name"]) and package["title"] and "licenses" not in package
    assert "belong to" in package["description"] and package["resources"]
    names = [r["name"] for r in package["resources"]]
    assert len(set(names)) == len(names)
    tables = {r["name"]: check_resource(r, files) for r in package["resources"]}
    for resource in package["resources"]:
        schema, rows = resource["schema"], tables[resource["name"]]
        if "primaryKey" in schema:
            keys = [tuple(row[k] for k in schema["primaryKey"]) for row in rows]
            assert len(set(keys)) == len(keys) and all(cell is not None for key in keys for cell in key)
        for foreign in schema.get("foreignKeys", []):
            there, fields = foreign["reference"], foreign["fields"]
            assert len(fields) == len(there["fields"])
            known = {tuple(row[k] for k in there["fields"]) for row in tables[there["resource"]]}
            assert {tuple(row[k] for k in fields) for row in rows} <= known
    return package


def check_resource(resource, files):
    content = files[resource["path"]]
    assert (
        re.fullmatch(r"[a-z0-9._/-]+", resource["name"]) and "/" not in resource["path"] and resource["type"] == "table"
    )
    assert resource["bytes"] == len(content) and resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    header, *rows = rows_of(content)
    fields = resource["schema"]["fields"]
    assert header == [f["name"] for f in fields] and all(f["description"] for f in fields)
    return [{f["name"]: check_cell(cell, f) for cell, f in zip(row, fields, strict=True)} for row in rows]


def check_cell(cell, field):
    constraints = field.get("constraints", {})
    if cell in field.get("missingValues", [""]):
        assert not constraints.get("required")
        return None
    assert cell in constraints.get("enum", [cell])
    read = {
        "string": str,
        "integer": int,
        "boolean": {"true": True, "false": False}.__getitem__,
        "date": date.fromisoformat,
    }
    return read[field["type"]](cell)


@pytest.mark.parametrize("texts", [True, False])
def test_the_package_keeps_to_the_standard(texts):
    files = shared(data(), "package", texts=texts)
    package = check_package(files)
    assert files["CITATION.cff"] == (ROOT / "CITATION.cff").read_bytes()
    keys = {
        r["name"]: (r["schema"].get("primaryKey"), len(r["schema"].get("foreignKeys", [])))
        for r in package["resources"]
    }
    assert (
        keys["accusations"] == (list(FRAMES["accusations"].key), 2)
        and keys["sentences"][1] == keys["statements"][1] == 1
    )


def test_the_package_promises_no_key_that_does_not_hold():
    statements = data().statements.assign(family_id="elsewhere")
    package = check_package(shared(data()._replace(statements=statements), "package"))
    assert "foreignKeys" not in package["resources"][0]["schema"]
    with pytest.raises(ShareError, match="A row of accusations names"):
        shared(data()._replace(sentences=data().sentences.iloc[1:]), "package")


@EACH
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()), max_size=20)))
def test_hostile_words_survive_or_are_noted(form, words):
    check_hostile(form, words)


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:24])
@EACH
def test_each_known_hostile_word_survives_or_is_noted(form, words):
    check_hostile(form, words)


def check_hostile(form, words):
    given_data = hostile(words)
    files = shared(given_data, form)
    halves, nul = r"[\ud800-\udfff]", r"[\x00\ud800-\udfff]"
    xml = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    for kind in FRAMES if form != "graphml" else ():
        before = plain(getattr(given_data, kind), kind)
        if form in ("csv", "package"):
            agree(before, read_csv(files[f"{kind}.csv"]), kind, files, nul)
            for row in rows_of(files[f"{kind}.csv"]):
                assert not any(cell.lstrip("\u200f\ufeff \x00").startswith(RUN) for cell in row)
        elif form == "parquet":
            agree(before, plain(pd.read_parquet(io.BytesIO(files[f"{kind}.parquet"])), kind), kind, files, halves)
        elif form == "stata":
            got = pd.read_stata(io.BytesIO(files[f"{kind}.dta"])).rename(columns={"end_char": "end"})
            if kind == "accusations":
                got["denial"] = got["denial"].astype(bool)
            agree(before, plain(got, kind), kind, files, nul)
        else:
            check_sheet(before, kind, files, xml)
    if form == "package":
        check_package(files)
    if form == "graphml":
        root, _ = read_graph(files["dyads.graphml"])
        assert len(list(root.iter(f"{GRAPHML}edge"))) <= 1


def check_sheet(before, kind, files, bad):
    header, rows = sheet(files["accusations.xlsx"], kind)
    assert not any(cell.data_type in ("f", "e") for row in rows for cell in row)
    said = {name: c.dtype for name, c in FRAMES[kind].columns.items()}

    def text(name, value):
        if said[name] == "bool":
            return str(value).lower()
        return "" if value is None else str(value).replace("_x005F_", "_")

    after = [{n: text(n, c.value) for n, c in zip(header, row, strict=True)} for row in rows]
    agree(before, after, kind, files, bad)
    assert all(len(str(c.value).encode("utf-16-le")) // 2 <= 32_767 for row in rows for c in row)
    with zipfile.ZipFile(io.BytesIO(files["accusations.xlsx"])) as book:
        assert not any(b"<f>" in book.read(n) or b"<f " in book.read(n) for n in book.namelist() if "/sheet" in n)


def test_a_party_with_a_hostile_name_is_a_node():
    accusations = data().accusations.assign(accuser='"><edge/>&\x01\r=1', accused="\u202eNarn")
    files = shared(data()._replace(accusations=accusations), "graphml")
    _, edges = read_graph(files["dyads.graphml"])
    assert edges[0][:2] == ('"><edge/>&\\x01\\x0d=1', "\u202eNarn") and len(edges) == 1
    assert ("dyads", 1, "name") in noted(files)


def test_a_workbook_says_what_was_cut():
    statements = data().statements
    statements.loc[1, "text"] = "x" * 40_000
    statements.loc[2, "date"] = pd.Timestamp("0980-05-02")
    files = shared(data()._replace(statements=statements), "xlsx")
    _, rows = sheet(files["accusations.xlsx"], "statements")
    said = [[c.value for c in row] for row in sheet(files["accusations.xlsx"], "notes")[1]]
    assert ["statements", 2, "text", "cut to 32759 of 40000 characters"] in said
    assert rows[2][1].value == "0980-05-02" and noted(files) == {("statements", 2, "text"), ("statements", 3, "date")}


def test_a_formula_stays_text_when_a_cell_is_edited():
    statements = data().statements.assign(title="=1+1")
    _, rows = sheet(shared(data()._replace(statements=statements), "xlsx")["accusations.xlsx"], "statements")
    assert rows[0][7].value == "=1+1" and rows[0][7].data_type == "s" and rows[0][7].quotePrefix


def test_more_rows_than_a_sheet_holds_is_an_error(monkeypatch):
    monkeypatch.setattr("toolkit.sharing.book.MOST_ROWS", 3)
    with pytest.raises(ShareError, match="There are 4 statements"):
        shared(data(), "xlsx")


def test_numbers_beyond_32_bits_are_kept_in_stata():
    sentences = data().sentences.assign(n_tokens=2**40)
    files = shared(data()._replace(sentences=sentences), "stata")
    assert (pd.read_stata(io.BytesIO(files["sentences.dta"]))["n_tokens"] == 2**40).all()


def test_two_keys_with_characters_that_cannot_be_written_stay_two():
    problems = pd.DataFrame({"raw_file": ["\udce8.txt", "\udce9.txt"], "raw_locator": "", "reason": "x"}, dtype=object)
    files = shared(data()._replace(problems=problems), "csv")
    assert [row["raw_file"] for row in read_csv(files["problems.csv"])] == ["\\udce8.txt", "\\udce9.txt"]


@pytest.mark.parametrize("form", ["csv", "package", "xlsx", "stata"])
def test_an_empty_text_that_becomes_a_missing_one_is_noted(form):
    statements = data().statements
    statements.loc[1, "title"] = ""
    assert noted(shared(data()._replace(statements=statements), form)) == {("statements", 2, "title")}


@EACH
@pytest.mark.parametrize("words", ["Velmar said", "\x00=\ud800"])
def test_the_same_data_give_the_same_bytes(form, words):
    first = shared(hostile(words), form)
    time.sleep(1.1 if form == "xlsx" else 0)  # a workbook has times to the second
    assert first == shared(hostile(words), form)


def test_no_time_is_in_a_file():
    files = shared(data(), "stata") | shared(data(), "xlsx")
    with pd.read_stata(io.BytesIO(files["statements.dta"]), iterator=True) as reader:
        assert reader.time_stamp == "01 Jan 1980 00:00"
    with zipfile.ZipFile(io.BytesIO(files["accusations.xlsx"])) as book:
        assert {part.date_time for part in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT", book.read("docProps/core.xml"))) == {b"1980-01-01T"}


@EACH
def test_without_texts_no_word_of_a_statement_is_in_any_file(form):
    marked = {}
    for kind, frame in data()._asdict().items():
        marked[kind] = frame.assign(**{name: [f"Zyxwvut{n}" for n in range(len(frame))] for name in QUOTING[kind]})
    with_texts, files = (shared(Processed(**marked), form, texts=texts) for texts in (True, False))
    told = b"".join(readable(name, content) for name, content in files.items())
    assert b"Zyxwvut" not in told and b"Shared without texts" in files["codebook.md"]
    if form != "graphml":
        assert b"Zyxwvut" in b"".join(readable(name, content) for name, content in with_texts.items())
        assert b"| `clean_text` | str | no | **left out**" in files["codebook.md"]
    if form in ("csv", "package"):
        for kind in FRAMES:
            assert read_csv(files[f"{kind}.csv"]) == plain(marked[kind], kind, QUOTING[kind])


def readable(name, content):
    """What is in a file once it is unpacked."""
    if name.endswith(".parquet"):
        return repr(pq.read_table(io.BytesIO(content)).to_pylist()).encode() + content
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return b"".join(book.read(part) for part in book.namelist())
    return content


def test_without_texts_notes_do_not_tell_of_texts():
    assert noted(shared(hostile("\ud800"), "csv", texts=False)) <= {
        (kind, n, name)
        for kind, frame in FRAMES.items()
        for n in (1, 2)
        for name in frame.columns
        if name not in QUOTING[kind]
    }


def test_the_codebook_has_every_column_and_value():
    codebook = shared(data(), "csv")["codebook.md"].decode()
    for frame in FRAMES.values():
        for name, column in frame.columns.items():
            assert f"| `{name}` | {column.dtype} |" in codebook
            assert all(f"| `{value}` |" in codebook for value in column.vocabulary or ())


@EACH
def test_empty_frames_are_shared(form):
    empty = Processed(*(frame.iloc[:0] for frame in data()))
    assert "codebook.md" in shared(empty, form)


@EACH
def test_an_earlier_export_is_replaced_whole(form, tmp_path):
    out = tmp_path / "out"
    share(data(), out, form="csv")
    paths = share(data(), out, form=form)
    assert sorted(out.iterdir()) == paths and [p.name for p in tmp_path.iterdir()] == ["out"]


def _folder(out):
    out.mkdir()


def _file(out):
    out.write_text("mine")


def _link(out):
    out.symlink_to(out.parent / "elsewhere")


def _other_mark(out):
    out.mkdir()
    (out / "export.json").write_text('{"files": {}}')


def _added(out):
    share(data(), out, form="csv")
    (out / "mine.txt").write_text("mine")


def _changed(out):
    share(data(), out, form="csv")
    (out / "statements.csv").write_text("mine")


@pytest.mark.parametrize("put", [_folder, _file, _link, _other_mark, _added, _changed])
def test_what_is_not_an_earlier_export_is_left_alone(put, tmp_path):
    put(tmp_path / "out")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(ShareError, match="out"):
        share(data(), tmp_path / "out", form="csv")
    assert before == {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("out", [".", "..", "/"])
def test_a_place_without_a_name_is_refused(out):
    with pytest.raises(ShareError, match="is no name for a new folder"):
        share(data(), out, form="csv")


@pytest.mark.parametrize("earlier", [True, False])
@pytest.mark.parametrize("fails", ["write", "rename"])
def test_a_run_that_fails_leaves_everything_as_it_was(earlier, fails, tmp_path, monkeypatch):
    out = tmp_path / "out"
    if earlier:
        share(data(), out, form="parquet")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    if fails == "write":
        written = []

        def full(path, content):
            written.append(path)
            if len(written) == 3:
                raise OSError("No space left on device")
            path.write_bytes(content)

        monkeypatch.setattr(place_module, "write_whole", full)
    else:
        rename = Path.rename

        def refuse(self, target):
            if self.name.endswith(".part"):
                raise OSError("No permission")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="No "):
        share(data(), out, form="csv")
    monkeypatch.undo()
    assert before == {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert [p.name for p in tmp_path.iterdir()] == (["out"] if earlier else [])


def test_a_place_taken_meanwhile_is_left_alone(tmp_path, monkeypatch):
    def slow(frames, notes):
        (tmp_path / "out").mkdir()
        return {}

    monkeypatch.setitem(forms_module.FORMS, "csv", forms_module.Form(slow, ""))
    with pytest.raises(ShareError, match="not an earlier export"):
        share(data(), tmp_path / "out", form="csv")
    assert list(tmp_path.rglob("*")) == [tmp_path / "out"]


def test_wrong_asking_is_one_sentence(tmp_path):
    with pytest.raises(ShareError, match="no form called 'docx'; the forms are csv, parquet"):
        share(data(), tmp_path / "out", form="docx")
    with pytest.raises(SchemaError, match="needs the column cue"):
        share(data()._replace(accusations=data().accusations.drop(columns="cue")), tmp_path / "out", form="csv")
    with pytest.raises(SchemaError, match="must be one of"):
        share(data()._replace(sentences=data().sentences.assign(voice="=1")), tmp_path / "out", form="csv")
    assert not list(tmp_path.iterdir())
