"""Whoever has statements of their own: nothing of the sample corpus stands beside them."""

import pytest

from notebooks import notebook
from toolkit.pipeline import process
from toolkit.reading import read_raw
from toolkit.reports.make import make_reports
from toolkit.store import StoreError, read_processed, read_record

WORDS = "Tolvian units shelled our posts near Harn at night, the Ministry of Defence of Ostrel said."
EVENTS = "date,event,kind,note\n2031-03-02,Truce of Harn,ceasefire,\n"
SHOW = "from toolkit.events import read_events\nread_events(events)['event'].tolist()"


@pytest.fixture
def raw(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "2031-03-02.txt").write_text(WORDS)
    return tmp_path / "raw"


def timeline(folder, **more):
    """What a notebook that shows the names of its events puts on its page."""
    notebook(folder / "notebooks" / "timeline.ipynb", "# T", "processed: str = ''\nevents: str = ''", SHOW)
    make_reports(["timeline"], out=folder / "reports", processed=folder / "out", notebooks=folder / "notebooks", **more)
    return (folder / "reports" / "timeline.html").read_text().split("<article>")[1].split("</article>")[0]


def test_events_among_the_statements_are_kept_with_the_data_and_shown(raw, tmp_path):
    (raw / "events.csv").write_text(EVENTS)
    account = process(raw, tmp_path / "out")
    assert len(account.data.statements) == 1 and read_record(tmp_path / "out")["files"]["events.csv"]["rows"] == 1
    assert "list of dated events" in account.data.problems["reason"].item()
    assert "Truce of Harn" in timeline(tmp_path)
    assert "Truce of Harn" not in timeline(tmp_path, beside={"events": None})


def test_statements_without_events_are_shown_none_whatever_lies_around(raw, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    for place in ("events.csv", "data/events.csv"):
        (tmp_path / place).write_text(EVENTS)
    monkeypatch.chdir(tmp_path)
    process(raw, tmp_path / "out")
    assert "[]" in timeline(tmp_path)


def test_events_that_are_named_go_before_those_that_lie_there(raw, tmp_path):
    (raw / "events.csv").write_text(EVENTS)
    process(raw, tmp_path / "out")
    (tmp_path / "mine.csv").write_text(EVENTS.replace("Truce of Harn", "Talks at Ulm"))
    page = timeline(tmp_path, beside={"events": tmp_path / "mine.csv"})
    assert "Talks at Ulm" in page and "Truce of Harn" not in page


def test_events_taken_away_are_gone_from_the_data_and_a_change_of_them_is_a_change(raw, tmp_path):
    (raw / "events.csv").write_text(EVENTS)
    process(raw, tmp_path / "out")
    (raw / "events.csv").write_text(EVENTS + "2031-03-03,Talks at Ulm,talks,\n")
    assert process(raw, tmp_path / "out").read == 0 and read_record(tmp_path / "out")["files"]["events.csv"]["rows"] == 2
    (raw / "events.csv").unlink()
    process(raw, tmp_path / "out")
    assert "events.csv" not in read_record(tmp_path / "out")["files"] and not (tmp_path / "out" / "events.csv").exists()


def test_kept_events_that_were_changed_are_refused_like_any_other_file_of_the_set(raw, tmp_path):
    (raw / "events.csv").write_text(EVENTS)
    process(raw, tmp_path / "out")
    (tmp_path / "out" / "events.csv").write_text(EVENTS.replace("Truce", "War"))
    with pytest.raises(StoreError, match="events.csv is not the file"):
        read_processed(tmp_path / "out")
    (tmp_path / "out" / "events.csv").unlink()
    with pytest.raises(StoreError, match="events.csv is missing"):
        timeline(tmp_path)


def test_a_list_with_a_fault_is_not_used_and_the_problem_names_the_line(raw, tmp_path):
    (raw / "events.csv").write_text(EVENTS + "2031-02-30,Talks,,\n")
    problems = process(raw, tmp_path / "out").data.problems
    assert "cannot be used. events.csv, line 3: the date is '2031-02-30'" in problems["reason"].item()
    assert "[]" in timeline(tmp_path)


@pytest.mark.parametrize(
    "place, content",
    [("events.csv", f"date,text\n2031-03-04,{WORDS!r}\n"), ("agency/events.csv", f"date,text\n2031-03-04,{WORDS!r}\n")],
)
def test_a_table_of_statements_may_be_called_so(raw, place, content):
    (raw / place).parent.mkdir(exist_ok=True)
    (raw / place).write_text(content.replace("'", '"'))
    assert read_raw(raw).statements["raw_file"].tolist().count(place) == 1


def test_a_list_deeper_in_the_folder_is_no_list_of_the_corpus(raw, tmp_path):
    (raw / "agency").mkdir()
    (raw / "agency" / "events.csv").write_text(EVENTS)
    account = process(raw, tmp_path / "out")
    assert "no column that holds the text" in account.data.problems["reason"].item()
    assert "[]" in timeline(tmp_path)
