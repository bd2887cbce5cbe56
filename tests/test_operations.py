"""For an office: status, verify, doctor and schedule say what is so, and killed runs leave nothing that misleads."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from frames import accusations, problems, sentences, statements

from notebooks import notebook
from toolkit.operations.doctor import doctor
from toolkit.operations.schedule import Entry, ScheduleError, command, printed, read_schedule
from toolkit.operations.status import status
from toolkit.operations.verify import verify
from toolkit.reports.make import make_reports
from toolkit.reports.parameters import REPORTS
from toolkit.store import StoreError, read_processed, write_processed

SHOW = "from toolkit.store import read_processed\nlen(read_processed(processed).statements)"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text("Words.")
    os.utime(folder / "raw" / "a.txt", (1, 1))
    write_processed(folder / "processed", statements(), sentences(), accusations(), problems())
    for name in REPORTS:
        notebook(folder / "notebooks" / f"{name}.ipynb", f"# {name}", "processed: str = '../data/processed'", SHOW)
    make_reports(out=folder / "reports", processed=folder / "processed", notebooks=folder / "notebooks")
    return folder


def told(office, **more):
    lines = status(office / "raw", office / "processed", office / "reports", **more)
    return {Path(line.what).name: line for line in lines}


def test_status_says_how_old_and_what_is_due(office):
    lines = told(office, now=time.time() + 3 * 86_400)
    assert all(line.fine for line in lines.values())
    assert "3 days old" in lines["terms.html"].state and "4 statements" in lines["processed"].state
    os.utime(office / "raw" / "a.txt")
    try:
        assert "1 changed since they were read" in told(office)["raw"].state
    finally:
        os.utime(office / "raw" / "a.txt", (1, 1))


def test_status_tells_a_torn_set_a_changed_page_and_earlier_data(office, tmp_path):
    page, data = office / "reports" / "terms.html", office / "processed" / "accusations.parquet"
    before, bytes_before = page.read_bytes(), data.read_bytes()
    page.write_text("by hand")
    data.write_bytes(b"x")
    try:
        lines = told(office)
        assert not lines["terms.html"].fine and "changed since it was made" in lines["terms.html"].state
        assert "accusations.parquet is not as it was recorded" in lines["processed"].state
    finally:
        page.write_bytes(before)
        data.write_bytes(bytes_before)


def test_verify_finds_a_changed_page_and_makes_the_same_bytes_again(office):
    fine = verify(office / "reports", office / "processed", again=True, notebooks=office / "notebooks")
    assert all(line.fine for line in fine) and sum("the same bytes" in line.state for line in fine) == len(REPORTS)
    page = office / "reports" / "terms.html"
    before = page.read_bytes()
    page.write_bytes(before + b" ")
    try:
        lines = verify(office / "reports", office / "processed", again=True, notebooks=office / "notebooks")
        assert [line.state for line in lines if not line.fine] == ["missing, or not what was made"]
    finally:
        page.write_bytes(before)


def test_verify_says_what_changed_where_the_bytes_differ(office):
    source = office / "notebooks" / "terms.ipynb"
    before = source.read_bytes()
    notebook(source, "# terms, otherwise", "processed: str = '../data/processed'", SHOW)
    try:
        lines = verify(office / "reports", office / "processed", again=True, notebooks=office / "notebooks")
        assert [line.state for line in lines if not line.fine] == ["made again: other bytes. Changed since: the notebook."]
    finally:
        source.write_bytes(before)


def test_a_report_is_the_same_bytes_in_another_time_zone_and_on_another_day(office, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "C")
    make_reports(["terms"], out=tmp_path / "b", processed=office / "processed", notebooks=office / "notebooks")
    assert (tmp_path / "b" / "terms.html").read_bytes() == (office / "reports" / "terms.html").read_bytes()


def test_doctor_says_what_is_missing(tmp_path, monkeypatch):
    assert all(line.fine for line in doctor(tmp_path))
    monkeypatch.setattr("toolkit.operations.doctor.metadata.version", lambda name: "0.0.1")
    assert any("pinned is" in line.state for line in doctor(tmp_path) if not line.fine)


def write(tmp_path, text):
    path = tmp_path / "schedule.toml"
    path.write_text(text, encoding="utf-8")
    return read_schedule(path)


def test_a_schedule_is_read_and_printed(tmp_path):
    text = '[[report]]\nname = "weekly"\nevery = "sunday"\nat = "06:30"\nzone = "Europe/Vienna"\nreports = ["terms"]\nlast_days = 7\n'
    (entry,) = write(tmp_path, text + 'parameters = { issuers = ["Velmar", "a, b"] }\n')
    words = command(entry, dt.date(2031, 3, 31))
    assert words == ["report", "terms", "--out", "reports", "-p", 'issuers=Velmar,"a, b"', "-p", "start=2031-03-24", "-p", "end=2031-03-30"]
    assert "OnCalendar=Sun *-*-* 06:30:00 Europe/Vienna" in printed([entry], "systemd", Path("s.toml"))
    assert "\nCRON_TZ=Europe/Vienna\n30 6 * * 0 cd " in printed([entry], "cron", Path("s.toml"))
    assert "cron: '30 6 * * 0'" in printed([entry], "github", Path("s.toml"))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('name = "x"\nevry = "monday"', "no key 'evry' in the entry 'x'; did you mean 'every'"),
        ('name = "x"\nevery = "mondays"', "In the entry 'x', every"),
        ('name = "x"\nat = "25:00"', "write a time of day as HH:MM"),
        ('name = "x"\nzone = "Vienna"', "name a time zone such as Europe/Vienna"),
        ('name = "x"\nreports = ["term"]', "no report 'term'; did you mean 'terms'"),
        ('name = "x"\nparameters = { perod = "week" }', "no parameter 'perod'.*did you mean 'period'"),
        ('name = "x"\nparameters = { start = "2031-02-30" }', "YYYY-MM-DD"),
        ('name = "../x"', "In the entry '../x', name"),
        ("name = ", "no TOML that can be read"),
    ],
)
def test_a_wrong_schedule_is_refused_before_anything_runs(tmp_path, lines, said):
    with pytest.raises((ScheduleError), match=said):
        write(tmp_path, f"[[report]]\n{lines}\n")


def test_names_stand_once_and_a_missing_file_is_told(tmp_path):
    with pytest.raises(ScheduleError, match="Two entries"):
        write(tmp_path, '[[report]]\nname = "x"\n[[report]]\nname = "x"\n')
    with pytest.raises(ScheduleError, match="There is no schedule"):
        read_schedule(tmp_path / "none.toml")


@pytest.mark.parametrize("day", [dt.date(2031, 3, 30), dt.date(2031, 10, 26)])
def test_summer_time_moves_no_day(day):
    """On the days on which clocks are changed the last seven days are still seven."""
    words = command(Entry(name="x", last_days=7, zone="Europe/Vienna"), day)
    first, last = (dt.date.fromisoformat(w.split("=")[1]) for w in words if w.startswith(("start=", "end=")))
    assert (last - first).days == 6 and last == day - dt.timedelta(days=1)


WRITE = (
    "import sys\nsys.path.insert(0, {tests!r})\nfrom frames import accusations, problems, sentences, statements\n"
    "from toolkit.store import write_processed\nprint('go', flush=True)\n"
    "for n in range(10_000):\n    write_processed({out!r}, statements(), sentences(), accusations(), problems(f'run {{n}}'))\n"
)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not known on Windows")
def test_processed_data_survive_kill_9_at_random_moments(tmp_path):
    """Killed while it writes, the set is whole, or refused in a sentence; it is never read as a mixture, and the next run mends it."""
    out, rng, outcomes = tmp_path / "p", random.Random(3), []
    code = WRITE.format(tests=str(Path(__file__).parent), out=str(out))
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(rng.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        try:
            outcomes.append(len(read_processed(out).statements))
        except StoreError as error:
            outcomes.append(0)
            assert "toolkit process" in str(error)
    assert set(outcomes) <= {0, 4}
    write_processed(out, statements(), sentences(), accusations(), problems())
    assert len(read_processed(out).statements) == 4
