"""Every format gives its statements, with the text as published and the metadata from where it is said."""

import json
from datetime import date

import pytest
from raw_files import WORDS, docx, pdf, write, xlsx

from toolkit.reading import read_raw


def only(folder):
    """The one statement of a folder that reads without a problem."""
    reading = read_raw(folder)
    assert reading.problems.empty, reading.problems["reason"].tolist()
    (row,) = reading.statements.to_dict("records")
    return row


def test_txt_is_the_statement_word_for_word(tmp_path):
    text = "\n Two  posts\twere shelled.\r\n\r\n“No,” they said \n"
    assert only(write(tmp_path / "a.txt", text))["text"] == text


def test_front_matter_is_metadata_and_no_text(tmp_path):
    matter = "title: No comment\ndate: 2023-03-04\npublisher: QPA\nissuer: Velmar MFA"
    write(tmp_path / "a.md", f"---\n{matter}\n---\n{WORDS}")
    row = only(tmp_path)
    assert row["text"] == WORDS
    assert (row["date"].date(), row["date_basis"], row["issuer_basis"]) == (
        date(2023, 3, 4), "front-matter", "front-matter")
    assert (row["publisher"], row["issuer"], row["title"]) == ("QPA", "Velmar MFA", "No comment")


def test_a_markdown_heading_is_the_title(tmp_path):
    assert only(write(tmp_path / "a.md", f"# Shells on Hallin\n\n{WORDS}"))["title"] == "Shells on Hallin"


def test_a_ruled_line_is_no_front_matter(tmp_path):
    text = f"---\n{WORDS}\n---\nEnd"
    assert only(write(tmp_path / "a.txt", text))["text"] == text


PAGE = """<!doctype html><html><head><title>QPA | Shells</title><style>p {color: red}</style>
<meta property="og:site_name" content="Quellport Press Agency"><link rel="canonical" href="https://qpa.example/1">
<meta property="article:published_time" content="2023-03-04T23:30:00+04:00"><script>track()</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><h1>Shells on <em>Hallin</em></h1>
<p>Two posts
were <b>shelled</b>.<br>Nobody fled.</p><div>One<div>Two</div>Three</div><ul><li>A</li><li>B</li></ul>
<p hidden>Never seen</p><p style="display: none">Nor this</p><!-- nor this --><footer>Back to top</footer>
</body></html>"""


def test_html_keeps_every_visible_block_as_a_paragraph(tmp_path):
    blocks = ["Home World", "Shells on Hallin", "Two posts were shelled.\nNobody fled."]
    blocks += ["One", "Two", "Three", "A", "B", "Back to top"]
    assert only(write(tmp_path / "a.html", PAGE))["text"].split("\n\n") == blocks


def test_html_metadata(tmp_path):
    row = only(write(tmp_path / "a.htm", PAGE))
    assert (row["date"].date(), row["date_basis"], row["publisher"], row["title"], row["url"]) == (
        date(2023, 3, 4), "html", "Quellport Press Agency", "Shells on Hallin", "https://qpa.example/1")


def test_json_ld_goes_before_meta_tags(tmp_path):
    thing = {"@graph": [{"@type": "NewsArticle", "headline": "From the data", "datePublished": "2023-03-05",
                         "sourceOrganization": {"name": "Ministry of Defence of Velmar"},
                         "publisher": [{"name": "QPA"}]}]}
    script = f'<script type="application/ld+json">{json.dumps(thing)}</script></head>'
    row = only(write(tmp_path / "a.html", PAGE.replace("</head>", script)))
    assert (row["date"].day, row["title"], row["issuer"], row["issuer_basis"], row["publisher"]) == (
        5, "From the data", "Ministry of Defence of Velmar", "html", "QPA")


@pytest.mark.parametrize(("times", "basis"), [
    ('<time datetime="2023-03-04">4 March</time>', "html"),
    ('<time datetime="2023-03-04">a</time><time datetime="2023-05-06">b</time>', "none"),
    ('<time datetime="2023-03-04">a</time><time pubdate datetime="2023-05-06">b</time>', "html"),
])
def test_a_time_element_counts_where_it_can_mean_one_day_only(tmp_path, times, basis):
    assert only(write(tmp_path / "a.html", f"<p>Fire was opened.</p>{times}"))["date_basis"] == basis


def test_a_page_in_the_encoding_it_declares(tmp_path):
    page = '<html><head><meta charset="windows-1251"></head><body><p>Огонь открыт.</p></body></html>'
    assert only(write(tmp_path / "a.html", page.encode("cp1251")))["text"] == "Огонь открыт."


def test_a_deep_page_is_read_to_its_bottom(tmp_path):
    assert "bottom" in only(write(tmp_path / "a.html", "<div>" * 2000 + "bottom" + "</div>" * 2000))["text"]


def test_pdf(tmp_path):
    assert only(write(tmp_path / "2023-03-04.pdf", pdf(WORDS)))["text"].strip() == WORDS


def test_docx_with_its_table_and_title(tmp_path):
    row = only(write(tmp_path / "a.docx", docx(WORDS, "", "Second", title="Shells")))
    assert row["text"] == f"{WORDS}\n\nSecond\n\nIn the table"
    assert row["title"] == "Shells"


@pytest.mark.parametrize(("name", "gap"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_tables(tmp_path, name, gap):
    rows = [["Pub_Date", "Outlet", "Body", "issued-by"],
            ["2023-03-04", "QPA", '"Fire, ""heavy""\nfire; again"', "Velmar MFA"],
            ["", "", "", ""],
            ["03/04/2023", "NA", "None", ""]]
    statements = read_raw(write(tmp_path / name, "\n".join(gap.join(row) for row in rows))).statements
    assert statements["text"].tolist() == ['Fire, "heavy"\nfire; again', "None"]
    assert statements["publisher"].tolist() == ["QPA", "NA"]
    assert statements["raw_locator"].tolist() == ["row 2", "row 4"]
    assert statements["date_basis"].tolist() == ["column", "ambiguous"]
    assert statements["date_text"].tolist() == ["2023-03-04", "03/04/2023"]


def test_workbook_with_a_real_date_and_a_text_date(tmp_path):
    rows = ("text", "date", "number"), (WORDS, date(2023, 4, 3), 7), ("Again.", "03/04/2023", 8.0)
    statements = read_raw(write(tmp_path / "a.xlsx", xlsx(*rows))).statements
    assert statements["date_basis"].tolist() == ["column", "ambiguous"]
    assert statements["date_text"].tolist() == ["2023-04-03", "03/04/2023"]


@pytest.mark.parametrize("content", [
    [{"text": WORDS, "date": "2023-03-04"}], {"text": WORDS, "date": "2023-03-04"},
    {"count": 1, "messages": [{"Text": WORDS, "date": "2023-03-04"}]},
])
def test_json_in_three_shapes(tmp_path, content):
    row = only(write(tmp_path / "a.json", json.dumps(content)))
    assert (row["text"], row["date_basis"]) == (WORDS, "column")


def test_jsonl_with_an_empty_line_and_a_line_separator_in_the_text(tmp_path):
    lines = [json.dumps({"text": "one\u2028two"}, ensure_ascii=False), "", json.dumps({"text": "three"})]
    statements = read_raw(write(tmp_path / "a.jsonl", "\n".join(lines))).statements
    assert statements["text"].tolist() == ["one\u2028two", "three"]
    assert statements["raw_locator"].tolist() == ["line 1", "line 3"]


def test_a_field_of_ours_in_the_file_is_not_taken_over(tmp_path):
    record = {"text": WORDS, "date": "2023", "date_basis": "year only", "family_id": "x"}
    row = only(write(tmp_path / "a.jsonl", json.dumps(record)))
    assert (row["date_basis"], row["family_id"]) == ("incomplete", row["statement_id"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_every_form_is_read_without_a_doubt(tmp_path, encoding):
    assert only(write(tmp_path / "a.txt", f"“{WORDS}”".encode(encoding)))["text"] == f"“{WORDS}”"


def test_reading_twice_gives_the_same_frame(tmp_path):
    write(tmp_path / "b" / "1.txt", WORDS)
    write(tmp_path / "a.jsonl", json.dumps({"text": "Another matter altogether."}))
    first, second = read_raw(tmp_path).statements, read_raw(tmp_path).statements
    assert first.equals(second)
    assert first["raw_file"].tolist() == ["a.jsonl", "b/1.txt"]
