"""Exploring: what the knobs show is what the measures count, every text stays text, and what goes wrong is said."""

import base64
import re
from html import unescape
from itertools import pairwise

import pandas as pd
import pytest
from nbclient import NotebookClient
from nbformat import read
from test_hostile_text import PAYLOADS
from test_notebooks import FOLDER

import toolkit
from toolkit.examples import make_accusations, make_sentences, make_statements, small_world
from toolkit.exploring import Choice, SearchError, compare_sides, explore, search, show, view
from toolkit.exploring.opened import TINTS
from toolkit.exploring.view import LOOKS
from toolkit.schema import TYPES
from toolkit.selection import SelectionError


def one(text, spans=(), voice="issuer"):
    """A world of one statement, with accusations at these spans."""
    statements = make_statements({"statement_id": "a", "clean_text": text, "text": text, "raw_file": "a/b.txt"})
    sentences = make_sentences({"statement_id": "a", "sentence": text, "start": 0, "end": len(text), "voice": voice})
    rows = [{"statement_id": "a", "sentence_index": 0, "accusation_index": n, "start": a, "end": b} for n, (a, b) in enumerate(spans)]
    return statements, sentences, make_accusations(*rows)


def words_of(html):
    return re.sub(r"<[^>]*>", "", html)


def test_a_statement_is_shown_whole_with_its_marks_in_place():
    shown = show("a", one("Ardenia shelled Dorn. It was cold.", [(0, 20)]))
    assert "Ardenia shelled Dorn[1]. It was cold." in repr(shown)
    assert re.search(r"<mark [^>]*>Ardenia shelled Dorn</mark>", shown.html)


@pytest.mark.parametrize("spans", [[(0, 7), (0, 20)], [(0, 10), (5, 20)], [(3, 3)], [(0, 35)], [(0, 20), (0, 20)], [(8, 15), (0, 34)]])
def test_marks_that_overlap_lose_no_word(spans):
    text = "Ardenia shelled Dorn. It was cold.\n"
    shown = show("a", one(text, spans))
    body = shown.html[shown.html.index("<div") : shown.html.index("<table")]
    assert re.sub(r"\s", "", words_of(re.sub(r"<sup.*?</sup>", "", body))) == re.sub(r"\s", "", text)
    assert re.sub(r"\[\d\]", "", repr(shown)).count(text.strip()) >= 1


def test_furniture_is_grey_and_a_denial_is_marked_otherwise():
    assert '<span style="color:#656c76">Share this</span>' in show("a", one("Share this", voice="furniture")).html
    statements, sentences, accusations = one("We did not shell Dorn.", [(0, 21)])
    shown = show("a", (statements, sentences, accusations.assign(denial=True)))
    assert "dashed" in shown.html and "1 denial" in words_of(shown.html)


def test_every_type_has_a_colour():
    assert {kind for kinds in TINTS.values() for kind in kinds} == set(TYPES)


def test_a_statement_is_found_by_file_and_by_row_and_a_wrong_one_is_told():
    world = one("It was cold.")
    by_row = show(world[0].iloc[0], world)
    assert repr(by_row) == repr(show("a/b.txt", world)) == repr(show(next(world[0].itertuples()), world))
    with pytest.raises(ValueError, match="did you mean 'a/b.txt'"):
        show("a/b.tx", world)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_from_outside_becomes_markup(payload):
    text = f"{payload} Ardenia shelled {payload} Dorn."
    statements, sentences, accusations = one(text, [(0, len(text)), (1, 9)])
    statements = statements.assign(title=payload, issuer=payload, publisher=payload, raw_file=payload, date=pd.Timestamp("2031-01-02"))
    accusations = accusations.assign(accuser=payload, accused=payload, entry=payload)
    world = (statements, sentences, accusations)
    explorer = explore(world)
    html = [show("a", world).html, explorer.figure.value, explorer.table.value, explorer.sentences.value, explorer.statement.value]
    tags = {tag.lower() for part in html for tag in re.findall(r"<\s*([a-zA-Z!?/]+[0-9]?)", part)}
    allowed = {"h4", "p", "div", "mark", "span", "sup", "br", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "img", "figcaption", "blockquote"}
    assert {tag.lstrip("/") for tag in tags} <= allowed
    assert not any(re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', part)) for part in html)


def test_search_understands_forms_phrases_stars_and_what_must_not_be_there():
    texts = ["They shelled the border villages.", "Shelling at borders went on.", "The border was calm.", "Artillery opened fire at dawn.", "The fire opened a hole."]
    statements = make_statements({"statement_id": "a"})
    sentences = make_sentences(*({"statement_id": "a", "sentence_index": n, "sentence": text} for n, text in enumerate(texts)))

    def hits(query):
        return search(sentences, statements, query)["sentence_index"].tolist()

    assert hits("shell border") == hits("BORDERS shelling") == [0, 1]
    assert hits("border -shells") == [2] and hits("bord*") == [0, 1, 2]
    assert hits('"opening fire"') == [3] and hits("fire open") == [3, 4]
    assert hits("harbour") == [] and hits("shell(ed|ing)") == []


@pytest.mark.parametrize("query", ["", "   ", "-calm", '""', "* ?", "(((", "."])
def test_a_query_without_a_word_is_told(query):
    with pytest.raises(SearchError, match="no word to look for"):
        search(*small_world()[1::-1], query)


def test_two_sides_are_set_beside_each_other_with_their_denominators():
    compared = compare_sides(small_world(), "2023-01-01", days=90)
    assert compared.html.count("flex:1 1 20rem") == 2 and set(compared.sentences["side"]) <= set(compared.rates["side"])
    assert all(f"in {n} statement" in compared.text for n in compared.rates["n_statements"])
    for wrong in ({"day": "yesterday"}, {"day": "2023-02-30"}, {"day": "2023-01-01", "days": 0}, {"day": "1999-01-01"}):
        with pytest.raises(SelectionError):
            compare_sides(small_world(), **wrong)


@pytest.mark.parametrize("look", LOOKS)
def test_each_row_of_a_view_has_just_the_sentences_it_counts(look):
    seen = view(small_world(), Choice(look=look))
    assert [len(rows) for rows in seen.sentences] == seen.frame["n_accusations"].tolist() and len(seen.names) == len(seen.frame)
    assert "<img" in seen.figure.html


def test_the_knobs_turn():
    explorer = explore(small_world())
    explorer.look.value = "by type"
    explorer.types.value = ("attack",)
    assert explorer.view.frame.loc[explorer.view.frame["n_accusations"] > 0, "type"].tolist() == ["attack"]
    assert "shelled" in explorer.sentences.value and "velmar/s0.txt" in explorer.statement.value
    explorer.row.value = explorer.row.options[-1][1]
    assert explorer.opened.options
    explorer.start.value = "2023-02-30"
    assert explorer.view is None and "2023-02-30" in words_of(explorer.figure.value) and explorer.sentences.value == ""
    explorer.start.value = ""
    assert explorer.view is not None


def test_what_is_shown_can_be_written_and_only_below_this_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    explorer = explore(small_world())
    for name in ("../out", "/tmp/x", "a/b", "", ".hidden"):
        explorer.folder.value = name
        explorer.export.click()
        assert "Name a folder" in explorer.said.value
    assert list(tmp_path.iterdir()) == []
    explorer.folder.value = "my view"
    explorer.export.click()
    rows = pd.read_csv(tmp_path / "my view" / "sentences.csv")
    assert len(rows) == explorer.view.frame["n_accusations"].sum() and "Written to my view" in explorer.said.value
    (tmp_path / "taken").write_text("mine")
    explorer.folder.value = "taken"
    explorer.export.click()
    assert "Nothing was written" in explorer.said.value and (tmp_path / "taken").read_text() == "mine"


def test_the_verbs_are_public():
    assert toolkit.show is show and toolkit.search is search and toolkit.compare_sides is compare_sides and toolkit.explore is explore


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder with the processed sample corpus."""
    folder = tmp_path_factory.mktemp("project")
    toolkit.process(FOLDER.parent / "data" / "raw", folder / "data" / "processed")
    (folder / "notebooks").mkdir()
    return folder


def test_the_examples_of_the_document_run(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    space = {}
    for block in re.findall(r"```python\n(.*?)```", (FOLDER.parent / "docs" / "exploring.md").read_text("utf-8"), re.S):
        exec(compile(block, "exploring.md", "exec"), space)
    assert "Ardenia" in capsys.readouterr().out and len(space["found"]) > 0


def test_the_notebook_runs_in_a_kernel(project):
    notebook = read(FOLDER / "explore.ipynb", as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(project / "notebooks")}}).execute()
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not any(output.output_type == "error" for output in shown)
    assert any("application/vnd.jupyter.widget-view+json" in output.get("data", {}) for output in shown)


@pytest.mark.parametrize("look", LOOKS)
def test_each_dot_of_the_figure_lies_in_the_place_that_is_clicked_for_it(look):
    seen = view(small_world(), Choice(look=look))
    picture = base64.b64decode(re.search(r"base64,([^\"]+)", seen.figure.html)[1]).decode()
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture).groups())
    dots = [(float(x) / width, float(y) / height) for x, y in re.findall(r'<use xlink:href="#\w+" x="([\d.]+)" y="([\d.]+)"', picture)]
    zones = [z for z in seen.zones if seen.frame["n_statements"].iloc[z.row]]
    holding = [sum(z.left <= x < z.left + z.width and z.top <= y < z.top + z.height for x, y in dots) for z in zones]
    assert zones and all(holding)
    assert sorted(z.row for z in seen.zones) == list(range(len(seen.frame)))
    for one, other in pairwise(sorted(seen.zones, key=lambda z: (z.top, z.left))):
        assert one.top + one.height <= other.top + 1e-9 or one.left + one.width <= other.left + 1e-9


def test_a_click_reads_what_is_under_it():
    explorer = explore(small_world())
    explorer.look.value = "over time"
    rows = explorer.view.frame["n_accusations"]
    most, least = int(rows.to_numpy().argmax()), int(rows.to_numpy().argmin())
    explorer.figure.clicked = [most, 1]
    assert explorer.row.value == explorer.figure.pressed == most
    assert explorer.view.sentences[most]["sentence"].iloc[0] in unescape(words_of(explorer.sentences.value))
    explorer.figure.clicked = [least, 2]
    assert rows[least] == 0 and explorer.figure.pressed == -1
    assert "no accusation in" in explorer.sentences.value and explorer.statement.value == ""


def test_names_on_the_picture_are_text():
    world = one("Ardenia shelled Dorn.", [(0, 20)])
    explorer = explore((world[0].assign(issuer="<b>Velmar</b>"), *world[1:]))
    assert explorer.figure.zones[0][-1] == "<b>Velmar</b> (1): read"
