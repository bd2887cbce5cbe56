import os
import subprocess
import sys

import pytest
from test_pipeline import CSV

from notebooks import notebook
from toolkit.cli import main
from toolkit.reports.parameters import REPORTS
from toolkit.reports.pdf import find_browser
from toolkit.store import read_processed


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "a.csv").write_text(CSV, encoding="utf-8")
    for name in REPORTS:
        notebook(tmp_path / "notebooks" / f"{name}.ipynb", f"# The {name} report")
    return tmp_path


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    said = capsys.readouterr()
    return leaving.value.code, said.out, said.err


def refused(capsys, *arguments):
    code, out, err = run(capsys, *arguments)
    assert code == 2 and out == "" and err.count("\n") == 1 and err.startswith("toolkit: "), err
    return err.removeprefix("toolkit: ").strip()


def test_from_raw_files_to_pages(folder, capsys):
    code, out, err = run(capsys, "process")
    assert code == 0 and "Statements         3" in out and "Written to data/processed" in out and err == ""
    code, out, err = run(capsys, "report")
    assert code == 0 and out.splitlines()[-1] == "Open reports/index.html" and err == ""
    assert sorted(p.name for p in (folder / "reports").iterdir() if p.is_file() and not p.name.startswith(".")) == sorted(
        ["index.html", "manifest.json", *(f"{name}.html" for name in REPORTS)]
    )


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["proces"], "There is no command 'proces'; did you mean 'process'?"),
        (["report", "--otu", "x"], "No such option '--otu'. Did you mean '--out'?"),
        (["process", "--out"], "Option '--out' requires an argument."),
        (["process", "dta"], "RAW: there is no file or folder 'dta'; did you mean 'data'?"),
        (["process", "data/rwa"], "RAW: there is no file or folder 'data/rwa'; did you mean 'data/raw'?"),
        (["process", "--out", "data/raw/a.csv"], "--out: 'data/raw/a.csv' is a file, and a folder is wanted."),
        (["report", "frequncy"], "There is no report 'frequncy'; did you mean 'frequency'?"),
        (["report", "-p", "period"], "-p takes NAME=VALUE, for example -p period=week; 'period' is not that."),
        (["report", "-p", "perod=week"], "There is no parameter 'perod' in these reports; did you mean 'period'?"),
        (["report", "timeline", "-p", "events=data/raw/a.csv"], "-p events: a.csv, line 1: the columns must be date, event, kind, note; found date, issuer, text."),
        (["score"], "DIR: there is no file or folder 'validation'. Run toolkit sample first."),
        (["export", "all.xlsx", "--as", "xlsx"], "--as xlsx writes a folder of files, the codebook among them; name one, for example 'all'."),
        (["report", "terms", "-p", "events=x.csv"], "-p events: there is no file or folder 'x.csv'."),
        (["report", "terms", "-p", "period=weekly"], "period cannot be 'weekly'; did you mean 'week'?"),
        (["report", "-p", "period=day", "-p", "period=week"], "The parameter 'period' is given twice; "
         "give a list once, with commas between its values."),
        (["report", "--processed", "nowhere"], "--processed: there is no file or folder 'nowhere'."),
        (["report", "--parameters", "trems"], "There is no report 'trems'; did you mean 'terms'?"),
        (["report", "--notebooks", "data"], "There is no notebook frequency.ipynb in data."),
    ],
)  # fmt: skip
def test_a_wrong_word_gets_one_sentence_and_exit_code_2(folder, capsys, arguments, told):
    assert refused(capsys, *arguments) == told


def test_a_parameter_that_no_chosen_report_takes_is_refused(folder, capsys):
    (folder / "e.csv").write_text("date,event\n")
    assert refused(capsys, "report", "terms", "-p", "events=e.csv").startswith("There is no parameter 'events' in the terms report")


def test_without_processed_data_the_report_says_what_to_run(folder, capsys):
    code, out, err = run(capsys, "report")
    assert (code, out) == (1, "") and err == "toolkit: There are no processed data in data/processed: run `toolkit process` first.\n"


def test_a_selection_that_leaves_nothing_is_a_mistake_in_what_was_asked(folder, capsys):
    run(capsys, "process")
    assert refused(capsys, "report", "terms", "-p", "start=2040-01-01").startswith("No statement is left of 3")
    assert not (folder / "reports").exists()


def test_a_folder_without_statements_is_a_failure_with_a_sentence(folder, capsys):
    (folder / "empty").mkdir()
    code, out, err = run(capsys, "process", "empty")
    assert code == 1 and out == "" and err.startswith("toolkit: There is no statement in empty: put txt")


def test_a_report_that_fails_is_told_and_the_exit_code_is_1(folder, capsys):
    run(capsys, "process")
    notebook(folder / "notebooks" / "terms.ipynb", "# T", "1 / 0")
    code, out, err = run(capsys, "report")
    assert code == 1 and "terms: not made. Cell 2 of the terms notebook" in err and "ZeroDivisionError" in err
    assert f"1 of {len(REPORTS)} reports could not be made" in err and "Traceback" not in err
    assert out.splitlines()[-1] == "Open reports/index.html"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_a_failure_with_a_sentence(folder, capsys):
    (folder / "locked").mkdir(mode=0o500)
    code, _, err = run(capsys, "process", "--out", "locked")
    assert code == 1 and "Permission denied" in err


def test_a_full_disk_is_a_failure_with_a_sentence(folder, capsys, monkeypatch):
    monkeypatch.setattr("toolkit.files.os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    code, out, err = run(capsys, "process")
    assert code == 1 and "No space left on device" in err and "Traceback" not in err


def test_help_reads_well_and_is_quick(folder):
    for command in ([], ["process"], ["report"]):
        seen = subprocess.run([sys.executable, "-m", "toolkit.cli", *command, "--help"], capture_output=True, text=True)
        assert seen.returncode == 0 and "Examples:" in seen.stdout and max(map(len, seen.stdout.splitlines())) <= 100
    code = "import sys; from toolkit.cli import main\ntry: main(['--help'])\nexcept SystemExit: print('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.endswith("False\n")


def test_the_parameters_of_each_report_are_listed(capsys):
    code, out, _ = run(capsys, "report", "--parameters")
    assert code == 0 and all(f"{name} (name, default, meaning)" in out for name in REPORTS) and "events" in out


def test_data_are_exported_in_the_forms_of_other_programs(folder, capsys):
    run(capsys, "process")
    code, out, err = run(capsys, "export", "shared", "--as", "package", "--without-texts")
    assert (code, err) == (0, "") and (folder / "shared" / "datapackage.json").is_file()
    assert "clean_text" not in (folder / "shared" / "statements.csv").read_text("utf-8").splitlines()[0]
    code, out, err = run(capsys, "export", "shared", "--as", "csv")
    assert code == 0  # an earlier export, unchanged, is replaced
    (folder / "shared" / "mine.txt").write_text("mine")
    code, out, err = run(capsys, "export", "shared", "--as", "csv")
    assert code == 1 and "shared" in err and (folder / "shared" / "mine.txt").is_file()
    assert run(capsys, "export", "--without-texts")[0] == 2


def test_a_wrong_list_of_sources_is_refused_and_nothing_is_fetched(folder, capsys):
    assert "There is no list of sources at sources.toml" in refused(capsys, "collect")
    (folder / "sources.toml").write_text('[[source]]\nname = "velmar"\nkind = "fed"\nurl = "https://mfa.velmar.example/rss"\n')
    assert "did you mean 'feed'" in refused(capsys, "collect")


def test_a_source_that_cannot_be_reached_is_told_with_exit_code_1(folder, capsys, monkeypatch):
    monkeypatch.setattr("toolkit.collecting.clock.sleep", lambda seconds: None)
    (folder / "sources.toml").write_text('[[source]]\nname = "velmar"\nkind = "feed"\nurl = "http://127.0.0.1:9/rss"\n')
    code, out, err = run(capsys, "collect")
    assert code == 1 and out.startswith("!!  velmar: ") and "private" in out and err == ""


@pytest.mark.skipif(not find_browser(), reason="no Chromium or Chrome on this machine")
def test_pages_are_printed_on_request(folder, capsys):
    run(capsys, "process")
    code, _, err = run(capsys, "report", "terms", "--pdf")
    assert code == 0, err
    content = (folder / "reports" / "terms.pdf").read_bytes()
    assert content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")


def test_without_a_browser_the_pages_are_made_and_the_rest_is_a_sentence(folder, capsys, monkeypatch):
    run(capsys, "process")
    monkeypatch.setattr("toolkit.reports.pdf.find_browser", lambda: None)
    code, _, err = run(capsys, "report", "terms", "--pdf")
    assert code == 1 and "A PDF needs Chromium or Chrome" in err and (folder / "reports" / "terms.html").is_file()


@pytest.mark.parametrize("kilobytes", [0, 1, 8, 11])
def test_a_disk_that_takes_no_more_in_the_middle_of_a_file_costs_nothing_that_stood(folder, kilobytes):
    """The system itself refuses to let any file grow beyond so many kilobytes, as a full disk does."""
    good = subprocess.run([sys.executable, "-m", "toolkit.cli", "process"], capture_output=True, text=True)
    assert good.returncode == 0, good.stderr
    before = {p.name: p.read_bytes() for p in (folder / "data" / "processed").glob("*.*")}
    (folder / "data" / "raw" / "b.txt").write_text("Ardenian units shelled Dorn, the Ministry of Defence of Velmar said.")
    limited = f"import resource, sys\nresource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes * 1024},) * 2)\nfrom toolkit.cli import main\nmain(['process'])"
    seen = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True)
    assert seen.returncode == 1 and seen.stderr.count("\n") == 1 and "File too large" in seen.stderr, seen.stderr
    assert not list((folder / "data").rglob("*.part"))
    after = {p.name: p.read_bytes() for p in (folder / "data" / "processed").glob("*.*")}
    assert after == before and len(read_processed(folder / "data" / "processed").statements) == 3
    assert subprocess.run([sys.executable, "-m", "toolkit.cli", "process"], capture_output=True).returncode == 0
    assert len(read_processed(folder / "data" / "processed").statements) == 4
