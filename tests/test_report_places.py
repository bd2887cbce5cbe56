"""A report can be made in any folder, and the command on its page makes it again there."""

import os
import re
import shlex
from html import unescape

import pytest

from notebooks import notebook
from toolkit.operations.verify import verify
from toolkit.pipeline import process
from toolkit.reports.make import make_reports
from toolkit.reports.notebooks import PROJECT, find_notebook, whose
from toolkit.reports.parameters import REPORTS, ParameterError
from toolkit.reports.repeat import places_of
from test_cli import run
from test_own_corpus import EVENTS, WORDS

SHOW = "from toolkit.events import read_events\nfrom IPython.display import HTML\nHTML(f'<p>{issuers} {read_events(events)[\"event\"].tolist()}</p>')"


def own_folder(folder):
    """A folder of one's own: statements, their data, events under another name, and a notebook called like a report."""
    (folder / "my-statements").mkdir(parents=True)
    (folder / "my-statements" / "2031-03-02.txt").write_text(WORDS)
    (folder / "my-events.csv").write_text(EVENTS)
    notebook(folder / "notebooks" / "timeline.ipynb", "# T", "processed: str = ''\nevents: str = ''\nissuers: list = []", SHOW)
    process(folder / "my-statements", folder / "my-data")
    return folder


def command_on(page):
    """The words of the command that a page tells."""
    return shlex.split(unescape(re.search(r"<pre>(toolkit report.*?)</pre>", page.read_text())[1]))


ASKED = ["report", "timeline", "--processed", "my-data", "--out", "my-reports", "-p", "events=my-events.csv", "-p", 'issuers=Ostrel']


def test_the_command_on_a_page_makes_the_same_page(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(own_folder(tmp_path / "one"))
    assert run(capsys, *ASKED)[0] == 0
    page = tmp_path / "one" / "my-reports" / "timeline.html"
    before, told = page.read_bytes(), command_on(page)
    assert b"Truce of Harn" in before and told[0] == "toolkit"
    page.unlink()
    assert run(capsys, *told[1:])[0] == 0
    assert page.read_bytes() == before


def test_the_same_words_in_another_folder_make_the_same_bytes(tmp_path, monkeypatch, capsys):
    pages = []
    for name in ("one", "other"):
        monkeypatch.chdir(own_folder(tmp_path / name))
        assert run(capsys, *ASKED)[0] == 0
        pages.append((tmp_path / name / "my-reports" / "timeline.html").read_bytes())
    assert pages[0] == pages[1] and str(tmp_path).encode() not in pages[0]


def test_a_path_below_this_folder_is_told_from_here_and_one_outside_by_a_word(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(own_folder(tmp_path / "one"))
    here = os.getcwd()
    arguments = ["report", "timeline", "--processed", f"{here}/my-data", "--out", f"{tmp_path}/away"]
    assert run(capsys, *arguments)[0] == 0
    page = tmp_path / "away" / "timeline.html"
    assert command_on(page)[3:] == ["--processed", "my-data", "--out", "OUT"]
    assert "OUT: a path outside the folder in which it was run" in page.read_text()


def test_no_events_is_told_and_the_usual_places_are_not(tmp_path):
    assert places_of(processed="data/processed", out="./reports", notebooks=None) == {}
    assert places_of(events="", coverage=None) == {"events": "", "coverage": ""}


def test_a_page_tells_no_path_that_its_report_does_not_take(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(own_folder(tmp_path))
    notebook(tmp_path / "notebooks" / "terms.ipynb", "# T")
    assert run(capsys, "report", "timeline", "terms", "--processed", "my-data", "-p", "events=my-events.csv")[0] == 0
    assert command_on(tmp_path / "reports" / "terms.html")[3:] == ["--processed", "my-data"]
    assert command_on(tmp_path / "reports" / "timeline.html")[3:] == ["--processed", "my-data", "-p", "events=my-events.csv"]


def test_verify_makes_a_page_again_with_the_events_it_was_made_with(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(own_folder(tmp_path / "one"))
    assert run(capsys, *ASKED)[0] == 0
    lines = verify("my-reports", "my-data", again=True)
    assert [line.state for line in lines][-1] == "made again: the same bytes"
    assert run(capsys, *ASKED[:-3], f"events={tmp_path}/one/../one/my-events.csv")[0] == 0
    told = command_on(tmp_path / "one" / "my-reports" / "timeline.html")
    assert "events=my-events.csv" in told


def test_verify_says_which_path_it_does_not_know(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(own_folder(tmp_path / "one"))
    (tmp_path / "far.csv").write_text(EVENTS)
    assert run(capsys, *ASKED[:-3], f"events={tmp_path}/far.csv")[0] == 0
    line = verify("my-reports", "my-data", again=True)[-1]
    assert not line.fine and "the path that EVENTS stands for is not recorded" in line.state


def test_a_notebook_here_goes_before_that_of_the_project_and_both_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(own_folder(tmp_path))
    assert find_notebook("terms") == PROJECT / "terms.ipynb" and whose(find_notebook("terms")) == ""
    assert find_notebook("timeline").read_bytes() == (tmp_path / "notebooks" / "timeline.ipynb").read_bytes()
    code, out, _ = run(capsys, "report", "timeline", "terms", "--processed", "my-data")
    assert code == 0 and f"Made by the notebooks of the project, in {PROJECT}" in out
    assert "timeline: made by notebooks/timeline.ipynb, which is not the notebook of this version of the toolkit" in out
    assert "not the notebook of this version" in (tmp_path / "reports" / "timeline.html").read_text()
    assert "not the notebook of this version" not in (tmp_path / "reports" / "terms.html").read_text()


def test_a_folder_of_notebooks_that_is_named_must_hold_them(tmp_path):
    with pytest.raises(ParameterError, match="There is no notebook terms.ipynb in "):
        make_reports(["terms"], notebooks=tmp_path)


def test_a_log_of_collecting_is_that_of_the_folder_that_holds_the_data(tmp_path, monkeypatch):
    from toolkit.reports.beside import standing

    monkeypatch.chdir(own_folder(tmp_path))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "coverage.csv").write_text("issuer,publisher,from,to,note\n")
    assert "coverage" not in standing("my-data", tmp_path)
    (tmp_path / "coverage.csv").write_text("issuer,publisher,from,to,note\n")
    assert standing("my-data", tmp_path)["coverage"].read_text().startswith("issuer")


def test_every_report_has_a_notebook_in_the_project():
    assert all((PROJECT / f"{name}.ipynb").is_file() for name in REPORTS)
