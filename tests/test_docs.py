"""What the documents say is what the program does."""

import re
from pathlib import Path

import pytest

from toolkit.schema import ASSERTIONS, CAMEO, DATE_BASES, FORMS, FRAMES, SOURCE_BASES, TYPES, VOICES

ROOT = Path(__file__).parents[1]
CODEBOOK = (ROOT / "docs" / "codebook.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def rows(part):
    """The rows of the first table of a piece of Markdown, without header and rule."""
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def section(heading):
    return re.split(r"^#+ ", CODEBOOK.split(f"\n{heading}\n", 1)[1], maxsplit=1, flags=re.M)[0]


@pytest.mark.parametrize("kind", FRAMES)
def test_the_codebook_has_every_column_of_a_frame(kind):
    frame, part = FRAMES[kind], section(f"### {kind}")
    declared = [[f"`{n}`", c.dtype, "yes" if c.missing else "no", c.meaning] for n, c in frame.columns.items()]
    assert rows(part) == declared
    assert f"A row: {frame.row}." in part and ", ".join(f"`{k}`" for k in frame.key) in part


@pytest.mark.parametrize(
    "name, vocabulary",
    [("voice", VOICES), ("assertion", ASSERTIONS), ("date_basis", DATE_BASES), ("issuer_basis", SOURCE_BASES)],
)
def test_the_codebook_has_every_value_of_a_vocabulary(name, vocabulary):
    assert rows(section(f"### {name}")) == [[f"`{value}`", meaning] for value, meaning in vocabulary.items()]


def test_the_codebook_has_every_type_with_its_code_and_every_form():
    types = section("## What is held against the accused")
    assert rows(types) == [[f"`{name}`", meaning, CAMEO[name]] for name, meaning in TYPES.items()]
    assert [row[:2] for row in rows(section("## What an accusation is").split("All four")[1])] == [[f"`{n}`", m] for n, m in FORMS.items()]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_file_that_a_page_names_is_there(page):
    text = page.read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if not link.startswith("http")]
    named = re.findall(r"`((?:toolkit|docs|tests|notebooks|data)/[\w./-]+\.\w+)`", text)
    assert all((page.parent / link).exists() for link in links), links
    made = ("data/processed/", *re.findall(r"^```\w+ file=(\S+)", text, re.M), "tests/test_naming.py")  # docs/how_to_add.md makes some
    assert all((ROOT / name).exists() for name in named if not name.startswith(made)), named


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S))
def test_the_example_in_the_readme_runs(code, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.strip()


def test_the_readme_has_an_example():
    assert "```python" in (ROOT / "README.md").read_text("utf-8")


def test_the_dates_of_the_table_are_read_as_it_says():
    from toolkit.reading.dates import read_date

    table = (ROOT / "docs" / "reading.md").read_text("utf-8").split("## Dates")[1]
    checked = 0
    for written, _, basis in rows(table):
        for text in written.split("; ") if written != "nothing" else []:
            trouble = read_date(text).trouble
            assert (trouble is None) == (basis == "where it stood") and trouble in (None, basis.strip("`")), text
            checked += 1
    assert checked >= 8


METHOD = (ROOT / "docs" / "method.md").read_text("utf-8")
VELMAR = "Ministry of Defence of Velmar"


def found(sentence):
    import pandas as pd

    from toolkit import find_accusations

    statements = pd.DataFrame({"statement_id": ["a"], "issuer": [VELMAR]})
    return find_accusations(pd.DataFrame({"statement_id": ["a"], "sentence_index": [0], "sentence": [sentence]}), statements)


@pytest.mark.parametrize("row", rows(METHOD.split("## The rules")[1].split("\n## ")[0]), ids=lambda row: row[2][:40])
def test_each_example_of_the_method_gives_the_row_it_says(row):
    rule, _, sentence, kind, form = row
    got = found(sentence)
    assert got[["accused", "type", "form"]].values.tolist() == [["Ardenia", kind, form]]
    assert got["entry"].iloc[0].startswith(f"{rule.strip('`')}:")


@pytest.mark.parametrize("sentence, reason", rows(METHOD.split("## What is not counted")[1].split("\n## ")[0]))
def test_each_counterexample_of_the_method_is_refused_for_its_reason(sentence, reason):
    from toolkit import explain

    got = found(sentence)
    assert got[~got["denial"] & (got["assertion"] == "asserted")].empty
    assert reason in str(explain(sentence, issuer=VELMAR))


NOT_AT_ALL = re.findall(r'"([A-Z][^"]+\.)"', METHOD.split("Three more give no row at all")[1].split("A denial")[0])
MISSED = re.findall(r'"([A-Z][^"]+\.)"', METHOD.split("## What it cannot see")[1])


@pytest.mark.parametrize("sentence", NOT_AT_ALL)
def test_what_the_method_says_gives_no_row_gives_none(sentence):
    assert len(NOT_AT_ALL) == 3 and found(sentence).empty


@pytest.mark.parametrize("sentence", MISSED)
@pytest.mark.xfail(strict=True, reason="a known failure, named in docs/method.md: allusion and consequence are not seen")
def test_what_the_method_says_it_cannot_see(sentence):
    assert not found(sentence).empty
