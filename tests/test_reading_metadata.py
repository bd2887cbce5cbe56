"""Where metadata is taken from, in which order, and that what is inferred never changes a statement's identity."""

import json

import pytest
from raw_files import WORDS, write

from toolkit.reading import read_raw
from toolkit.reading.metadata import known_fields
from toolkit.reading.wording import fields_in

DATELINE = f"QUELLPORT, 7 March 2023 (QPA) -- {WORDS}"


def row_of(path):
    (row,) = read_raw(path).statements.to_dict("records")
    return row


def test_each_place_is_asked_in_its_turn(tmp_path):
    path = write(tmp_path / "2023-03-06.md", DATELINE)
    found = [row_of(tmp_path)]
    write(path, f"---\ndate: 2023-03-05\n---\n{DATELINE}")
    found.append(row_of(tmp_path))
    write(tmp_path / "2023-03-06.md.meta.yml", "date: 2023-03-04")
    found.append(row_of(tmp_path))
    assert [(r["date"].day, r["date_basis"]) for r in found] == [(6, "file-name"), (5, "front-matter"), (4, "sidecar")]


def test_the_text_is_asked_last(tmp_path):
    row = row_of(write(tmp_path / "a.txt", DATELINE))
    assert (row["date"].day, row["date_basis"], row["publisher"], row["issuer"], row["issuer_basis"]) == (
        7, "text", "QPA", "Ministry of Defence of Velmar", "text")


def test_a_row_knows_better_than_the_sidecar_of_its_table(tmp_path):
    write(tmp_path / "a.csv", "text,date\nFire was opened.,2023-03-04\nIt ceased.,\n")
    write(tmp_path / "a.meta.toml", 'date = 2023-03-09\npublisher = "QPA"')
    statements = read_raw(tmp_path).statements
    assert statements["date_basis"].tolist() == ["column", "sidecar"]
    assert statements["publisher"].tolist() == ["QPA", "QPA"]


@pytest.mark.parametrize("ending", [".meta.yml", ".meta.yaml", ".meta.json", ".meta.toml"])
def test_sidecars_in_every_format(tmp_path, ending):
    content = {".meta.json": '{"publisher": "QPA"}', ".meta.toml": 'publisher = "QPA"'}.get(ending, "publisher: QPA")
    write(tmp_path / "a.txt", WORDS)
    write(tmp_path / f"a{ending}", content)
    reading = read_raw(tmp_path)
    assert (reading.statements["publisher"].tolist(), len(reading.problems)) == (["QPA"], 0)


def test_an_ambiguous_date_is_kept_as_written_and_not_replaced_by_a_weaker_one(tmp_path):
    row = row_of(write(tmp_path / "2023-03-06.md", f"---\ndate: 03/04/2023\n---\n{WORDS}"))
    assert (row["date_basis"], row["date_text"]) == ("ambiguous", "03/04/2023")
    assert str(row["date"]) == "NaT"


def test_the_date_in_a_tables_name_is_not_the_date_of_its_rows(tmp_path):
    assert row_of(write(tmp_path / "export-2023-03-06.csv", "text\nFire was opened.\n"))["date_basis"] == "none"


def test_front_matter_stays_as_written():
    from toolkit.reading.plain import split_front_matter

    fields, _, _ = split_front_matter("---\nissuer: no\ntitle: 12:30:45\npublisher: [a, b]\n---\nx")
    assert fields == {"issuer": "no", "title": "12:30:45"}


@pytest.mark.parametrize(("record", "fields"), [
    ({"Headline": "A", "LINK": "u", "Agency": "QPA"}, {"title": "A", "url": "u", "publisher": "QPA"}),
    ({"source": "wire", "publisher": "QPA"}, {"publisher": "QPA"}),
    ({"publisher": "", "source": "wire"}, {"publisher": "wire"}),
    ({"date": ["2023"], "issuer": {"name": "x"}, "title": True, "url": None}, {}),
    ({"date": 20230304}, {"date": "20230304"}),
])
def test_names_under_which_fields_are_known(record, fields):
    assert known_fields(record) == fields


def test_identity_comes_from_the_content_and_not_from_the_place(tmp_path):
    write(tmp_path / "one" / "a.txt", WORDS)
    write(tmp_path / "two" / "b.jsonl", json.dumps({"text": WORDS}))
    assert row_of(tmp_path / "one")["statement_id"] == row_of(tmp_path / "two")["statement_id"]


def test_another_publisher_makes_another_statement_of_the_same_family(tmp_path):
    records = [{"text": WORDS + " It said so.", "publisher": name} for name in ("QPA", "Belcastra Wire")]
    statements = read_raw(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, records)))).statements
    assert statements["statement_id"].nunique() == 2
    assert statements["family_id"].nunique() == 1


def test_a_ministry_that_publishes_speaks_for_itself(tmp_path):
    head = '<meta property="og:site_name" content="{}"><p>The shelling of Dorn goes on, the Ministry of Defence of Ardenia said.</p>'
    for n, name in enumerate(("MFA Velmar", "Meridian News", "Ministry of Defence | Ardenia")):
        (tmp_path / f"{n}.html").write_text(head.format(name))
    frame = read_raw(tmp_path).statements
    assert frame[["issuer", "issuer_basis"]].values.tolist() == [
        ["MFA Velmar", "publisher"],
        ["Ministry of Defence of Ardenia", "text"],  # an agency carries it
        ["Ministry of Defence of Ardenia", "text"],  # its own site, named more fully by the words
    ]


def test_columns_with_unknown_names_are_told_of_where_something_is_missing(tmp_path):
    (tmp_path / "a.csv").write_text("text,when,place\nDorn was shelled.,2023-03-04,Dorn\n")
    (tmp_path / "b.jsonl").write_text('{"text": "Dorn was shelled.", "date": "2023-03-05", "org": "MoD Velmar"}\n')
    (tmp_path / "c.csv").write_text("text,date,issuer,place\nCalm returned.,2023-03-06,MoD Velmar,Dorn\n")
    problems = read_raw(tmp_path).problems
    assert problems["raw_file"].tolist() == ["a.csv", "b.jsonl"]
    assert "no date and no issuer" in problems["reason"][0] and "“place”, “when”" in problems["reason"][0]
    assert "no issuer." in problems["reason"][1] and "“org”" in problems["reason"][1]


def test_a_sidecar_that_gives_the_issuer_leaves_nothing_to_tell(tmp_path):
    (tmp_path / "a.csv").write_text("text,date,place\nDorn was shelled.,2023-03-04,Dorn\n")
    (tmp_path / "a.csv.meta.yml").write_text("issuer: Ministry of Defence of Velmar\n")
    assert read_raw(tmp_path).problems.empty


@pytest.mark.parametrize("words", "said reports|told|emphasised|emphasized|denied|published|says".replace(" ", "|").split("|"))
def test_a_body_that_something_is_told_by_issued_it(words):
    assert fields_in(f"Two posts were shelled, as was {words} by the Ministry of Defence of Velmar.") == {
        "issuer": "Ministry of Defence of Velmar"
    }


@pytest.mark.parametrize(
    "body",
    "Ministry of Defence of Velmar|Velmari Foreign Ministry|General Staff of Velmar|Security Council of Velmar|State Security Service of Velmar|"
    "Border Guard of Velmar|Foreign Office of Velmar|State Department of Velmar|Government of Velmar|Presidency of Velmar|Embassy of Velmar|"
    "Administration of the Prime Minister of Velmar|Press Service of the President of Velmar".split("|"),
)
def test_every_kind_of_body_is_known_by_what_it_said(body):
    assert fields_in(f"Two posts were shelled overnight, the {body} said.") == {"issuer": body}


@pytest.mark.parametrize("short", ["MoD", "MFA", "MoFA"])
def test_short_names_of_bodies_are_known(short):
    assert fields_in(f"Two posts were shelled overnight, Velmar's {short} said.") == {"issuer": f"Velmar's {short}"}
