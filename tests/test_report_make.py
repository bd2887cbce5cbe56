import json
import re
import subprocess
import sys

import pytest
from frames import accusations, problems, sentences, statements
from test_report_page import Reader, assert_harmless

from notebooks import notebook
from toolkit.locks import Busy
from toolkit.reports.make import make_reports
from toolkit.reports.parameters import REPORTS, ParameterError
from toolkit.store import StoreError, write_processed

PARAMETERS = "processed: str = '../data/processed'\nissuers: list = []\nevents: str = '../data/events.csv'"
SHOW = "import toolkit\nfrom IPython.display import HTML\nHTML(f'<p>{len(toolkit.read_processed(processed).statements)} of {issuers}</p>')"
FIGURE = "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2]);"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder with processed data, three notebooks, and the reports made from them once."""
    folder = tmp_path_factory.mktemp("project")
    write_processed(folder / "processed", statements(), sentences(), accusations(), problems("It is <b>empty</b>."))
    for name in REPORTS:
        notebook(folder / "notebooks" / f"{name}.ipynb", f"# The {name} report\n\nHow it reads.", PARAMETERS, "## One", SHOW, FIGURE)
    assert [m.failure for m in make(folder)] == [None] * len(REPORTS)
    return folder


def make(project, *names, out="reports", **more):
    return make_reports(names, more.pop("values", {}), out=project / out, processed=project / "processed",
                        notebooks=project / "notebooks", **more)  # fmt: skip


def test_each_report_is_a_page_and_the_index_leads_to_it(project):
    index = Reader((project / "reports" / "index.html").read_bytes())
    links = [a["href"] for a in index.of("a") if a["href"].endswith(".html")]
    assert links == [f"{name}.html" for name in REPORTS]
    assert all((project / "reports" / link).is_file() for link in links)
    assert len([i for i in index.of("img") if i["src"].startswith("data:image/svg+xml;base64,")]) == len(REPORTS)
    assert_harmless((project / "reports" / "timeline.html").read_bytes())


def test_the_index_says_what_was_read_and_set_aside(project):
    words = " ".join(" ".join(Reader((project / "reports" / "index.html").read_bytes()).words).split())
    for told in ("2 March 2031 to 1 April 2031", "3 issuers", "statements read 4", "fr", "b.txt", "It is <b>empty</b>."):
        assert told in words, told


@pytest.mark.parametrize(
    "paragraph, told",
    [("How often? " + "So it is. " * 40, "How often? " + "So it is. " * 22 + "So it is."), ("word " * 90, "word " * 47 + "word …"), ("Short.", "Short.")],
)
def test_a_card_ends_with_a_sentence_or_a_whole_word(paragraph, told):
    from toolkit.reports.index import _blurb

    assert _blurb(f"<article><h2>x</h2><p>{paragraph}</p>") == told


def test_made_again_elsewhere_each_file_is_the_same_bytes(project):
    make(project, out="again")
    files = sorted(file for file in (project / "reports").rglob("*") if file.is_file())
    for file in files:
        assert file.read_bytes() == (project / "again" / file.relative_to(project / "reports")).read_bytes(), file.name


def test_only_what_was_named_is_made_again_and_the_index_keeps_the_rest(project):
    made = make(project, "terms", out="reports", values={"issuers": "Velmar"})
    assert [m.name for m in made] == ["terms"]
    assert "4 of ['Velmar']" in (project / "reports" / "terms.html").read_text()
    index = (project / "reports" / "index.html").read_text()
    assert "issuers: Velmar" in index and "frequency.html" in index
    entry = json.loads((project / "reports" / "manifest.json").read_text())["reports"]["terms"]
    assert entry["parameters"] == {"issuers": ["Velmar"]} and entry["versions"]["pandas"] and len(entry["data"]) == 5


def test_a_report_that_fails_leaves_its_last_page_and_the_index_says_so(project):
    good = (project / "reports" / "frequency.html").read_bytes()
    source = project / "notebooks" / "frequency.ipynb"
    works = source.read_bytes()
    notebook(source, "# T", "raise ValueError('<script>no')")
    try:
        first, second = make(project, "frequency", "timeline")
        assert "ValueError: <script>no" in first.failure and second.failure is None
        assert (project / "reports" / "frequency.html").read_bytes() == good
        index = (project / "reports" / "index.html").read_text()
        assert "The last attempt failed</a>: " in index and "ValueError: &lt;script&gt;no" in index and 'href="frequency.html"' in index
        assert re.search(r"the one before it, made on \d+ [A-Z]\w+ \d{4}\.", index)
    finally:
        source.write_bytes(works)
    make(project, "frequency")
    assert "The last attempt failed" not in (project / "reports" / "index.html").read_text()


def test_a_page_that_was_changed_by_hand_is_not_linked(project):
    make(project, "terms", out="changed")
    page = project / "changed" / "terms.html"
    page.write_text("mine")
    make(project, "frequency", out="changed")
    index = (project / "changed" / "index.html").read_text()
    assert 'href="terms.html"' not in index and "missing or was changed" in index


@pytest.mark.parametrize(
    "values, told",
    [
        ({"issuers": "Ministry of Defense of Velmar"}, "did you mean 'Ministry of Defence of Velmar'"),
        ({"start": "2040-01-01"}, "No statement is left"),
        ({"perod": "week"}, "did you mean 'period'"),
    ],
)
def test_a_wrong_parameter_is_refused_before_anything_runs(project, values, told):
    with pytest.raises(ParameterError, match=told):
        make(project, out="never", values=values)
    assert not (project / "never").exists()


def test_missing_data_say_what_to_run(tmp_path):
    notebook(tmp_path / "notebooks" / "terms.ipynb", "# T")
    with pytest.raises(StoreError, match="run `toolkit process` first"):
        make(tmp_path, "terms")


def test_torn_data_are_not_reported_on(project, tmp_path):
    write_processed(tmp_path / "processed", statements(), sentences(), accusations(), problems())
    (tmp_path / "processed" / "sentences.parquet").write_bytes((project / "processed" / "accusations.parquet").read_bytes())
    with pytest.raises(StoreError, match=f"{tmp_path}/processed/sentences.parquet is not the file .* cut off"):
        make_reports(["terms"], processed=tmp_path / "processed", out=tmp_path / "reports", notebooks=project / "notebooks")


def test_what_has_not_changed_does_not_run_again(project):
    make(project, out="twice")
    page = (project / "twice" / "terms.html").stat().st_mtime_ns
    again = make(project, out="twice")
    assert [m.unchanged for m in again] == [True] * len(REPORTS)
    assert (project / "twice" / "terms.html").stat().st_mtime_ns == page
    forced = make(project, "terms", out="twice", force=True)
    assert not forced[0].unchanged and (project / "twice" / "terms.html").stat().st_mtime_ns > page
    asked_else = make(project, "terms", out="twice", values={"issuers": "Velmar"})
    assert not asked_else[0].unchanged
    (project / "twice" / "terms.html").write_text("changed by hand")
    assert not make(project, "terms", out="twice", values={"issuers": "Velmar"})[0].unchanged


def test_a_failure_has_a_page_that_goes_when_it_is_mended(project):
    make(project, "terms", out="failing")
    source = project / "notebooks" / "terms.ipynb"
    works = source.read_bytes()
    notebook(source, "# T", "raise ValueError('<script>no')")
    try:
        make(project, "terms", out="failing", values={"issuers": "Velmar"})
        page = Reader((project / "failing" / "terms-failed.html").read_bytes())
        words = " ".join(" ".join(page.words).split())
        assert "ValueError: <script>no" in words and "issuers: Velmar" in words
        assert "toolkit report terms --processed PROCESSED --out OUT --notebooks NOTEBOOKS -p issuers=Velmar" in words and "last run that succeeded" in words
        assert_harmless((project / "failing" / "terms-failed.html").read_bytes())
        assert 'href="terms-failed.html"' in (project / "failing" / "index.html").read_text()
    finally:
        source.write_bytes(works)
    make(project, "terms", out="failing")
    assert not (project / "failing" / "terms-failed.html").exists()


def test_two_runs_on_one_folder_are_refused_and_a_killed_one_leaves_no_lock(project, tmp_path):
    code = (
        "import sys, time\nfrom toolkit.locks import only_run\n"
        f"with only_run({str(project / 'busy')!r}):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Busy, match=rf"Another run is writing to .*busy \(process {other.pid}\)"):
            make(project, "terms", out="busy")
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    assert make(project, "terms", out="busy")[0].failure is None
