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
from toolkit.operations.due import due, last_due, next_due, note_run
from toolkit.operations.entry import run_entry, tell
from toolkit.operations.schedule import Entry, ScheduleError, command, printed, read_schedule
from toolkit.operations.status import status
from toolkit.operations.verify import verify
from toolkit.pipeline import process
from toolkit.reports.make import make_reports
from toolkit.reports.parameters import REPORTS, ParameterError
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


def at(text):
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("entry", "now", "last", "following"),
    [
        ({"every": "monday"}, "2031-09-10T00:00+00:00", "2031-09-08T06:00+00:00", "2031-09-15T06:00+00:00"),
        ({"every": "monday"}, "2031-09-08T06:00+00:00", "2031-09-08T06:00+00:00", "2031-09-15T06:00+00:00"),
        ({"every": "day", "at": "23:30", "zone": "America/Lima"}, "2031-01-01T04:29+00:00", "2030-12-30T23:30-05:00", "2030-12-31T23:30-05:00"),
        ({"every": "month"}, "2031-01-31T12:00+00:00", "2031-01-01T06:00+00:00", "2031-02-01T06:00+00:00"),
        # The clocks jump from 02:00 to 03:00, and back from 03:00 to 02:00.
        ({"every": "day", "at": "02:30", "zone": "Europe/Vienna"}, "2031-03-30T12:00+00:00", "2031-03-30T03:30+02:00", "2031-03-31T02:30+02:00"),
        ({"every": "day", "at": "02:30", "zone": "Europe/Vienna"}, "2031-10-26T12:00+00:00", "2031-10-26T02:30+02:00", "2031-10-27T02:30+01:00"),
    ],
)
def test_when_an_entry_was_and_will_be_due(entry, now, last, following):
    made = Entry(name="x", **entry)
    # As text: an hour that comes twice is never equal to a time of another zone.
    found = (last_due(made, at(now)), next_due(made, at(now)))
    assert [moment.isoformat(timespec="minutes") for moment in found] == [last, following]


def test_status_tells_a_run_that_failed_or_was_missed(tmp_path):
    entry = Entry(name="weekly", out=str(tmp_path / "r"))
    (line,) = due([entry], at("2031-09-09T12:00+00:00"))
    assert line.fine and "has not run yet; next on Monday 2031-09-15 06:00 UTC" in line.state
    note_run(entry, 0, at("2031-09-08T06:05+00:00"))
    (line,) = due([entry], at("2031-09-09T12:00+00:00"))
    assert line.fine and "ran 1 day ago" in line.state
    (line,) = due([entry], at("2031-09-15T12:00+00:00"))
    assert not line.fine and "was due on Monday 2031-09-15 06:00 UTC and did not run" in line.state
    note_run(entry, 1, at("2031-09-15T06:05+00:00"))
    (line,) = due([entry], at("2031-09-15T12:00+00:00"))
    assert not line.fine and "failed 5 hours ago with exit code 1" in line.state
    (tmp_path / "r" / "schedule-weekly.json").write_text("[" * 9999)
    assert due([entry], at("2031-09-15T12:00+00:00"))[0].fine


def test_an_entry_is_run_and_who_asked_is_told(tmp_path, monkeypatch):
    """The commands get the entry's name and the exit code as words, through no shell."""
    done = []
    monkeypatch.setattr("toolkit.operations.entry._toolkit", lambda words: done.append(words[0]) or codes.pop(0))
    teller = f"{sys.executable} -c 'import sys, pathlib; pathlib.Path(\"told\").write_text(\" \".join(sys.argv[1:]))' ok;rm"
    entry = Entry(name="weekly", out=str(tmp_path / "r"), on_failure=teller, collect="sources.toml")
    monkeypatch.chdir(tmp_path)
    for codes, expected, ran in (([0, 0, 0], 0, 3), ([1, 0, 0], 1, 3), ([0, 1], 1, 2), ([2], 2, 1)):
        (tmp_path / "told").unlink(missing_ok=True)
        done.clear()
        assert run_entry([entry], "weekly", Path("schedule.toml")) == expected and len(done) == ran
        assert (tmp_path / "told").exists() is (expected != 0)
    assert (tmp_path / "told").read_text() == "ok;rm weekly 2"
    with pytest.raises(ParameterError, match="did you mean 'weekly'"):
        run_entry([entry], "wekly", Path("schedule.toml"))


def test_a_webhook_is_posted_to_and_one_that_is_down_changes_nothing(capsys):
    import http.server
    import json
    import threading

    got = []

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *words):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        tell(f"http://127.0.0.1:{server.server_port}/hook", "weekly", 1)
        address = f"http://127.0.0.1:{server.server_port}/gone?token=secret"
    assert got == [{"entry": "weekly", "exit_code": 1}]
    tell(address, "weekly", 1)
    tell("no-such-command", "weekly", 1)
    told = capsys.readouterr().err
    assert "could not be told of the run of 'weekly'" in told and "secret" not in told and told.count("\n") == 2


def test_verify_makes_the_data_again_and_names_a_raw_file_that_changed(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("Ardenian units shelled Dorn, the Ministry of Defence of Velmar said on Monday.")
    process(tmp_path / "raw", tmp_path / "data")
    lines = verify(tmp_path / "none", tmp_path / "data", raw=tmp_path / "raw", again=True)
    assert ["the 1 files" in line.state or "same bytes" in line.state for line in lines[1:3]] == [True, True]
    (tmp_path / "raw" / "a.txt").write_text("Nothing happened.")
    lines = verify(tmp_path / "none", tmp_path / "data", raw=tmp_path / "raw")
    assert any("first a.txt: run `toolkit process`" in line.state and not line.fine for line in lines)


def entry(**more):
    from toolkit.operations.schedule import Entry

    return Entry(name="weekly", **more)


def test_status_looks_where_the_schedule_puts_its_reports(office, tmp_path, monkeypatch):
    from click.testing import CliRunner

    from toolkit.cli import cli

    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "processed").symlink_to(office / "processed")
    (tmp_path / "weekly").symlink_to(office / "reports")
    (tmp_path / "schedule.toml").write_text('[[report]]\nname = "weekly"\nout = "weekly"\n')
    told = CliRunner().invoke(cli, ["status"]).output
    assert "weekly/timeline.html: " in told and "no reports" not in told
    assert "no reports that were made" in CliRunner().invoke(cli, ["status", "--out", "elsewhere"]).output


def test_a_schedule_may_keep_several_corpora(monkeypatch, tmp_path):
    from toolkit.operations import entry as module

    ran = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "_toolkit", lambda words: ran.append(words) or 0)
    one = entry(raw="ostrel/raw", processed="ostrel/data", out="ostrel/reports", collect="sources.toml")
    assert module.run_entry([one], "weekly", tmp_path / "schedule.toml") == 0
    assert ran[0] == ["collect", "sources.toml", "--raw", "ostrel/raw", "--coverage", "ostrel/coverage.csv"]
    assert ran[1] == ["process", "ostrel/raw", "--out", "ostrel/data"]
    assert ran[2] == ["report", "--out", "ostrel/reports", "--processed", "ostrel/data"]


@pytest.mark.parametrize("failing", ["collect", "process", "report"])
def test_what_failed_in_a_run_is_told_by_status(failing, monkeypatch, tmp_path):
    from toolkit.operations import entry as module
    from toolkit.operations.due import due

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "_toolkit", lambda words: int(words[0] == failing))
    one = entry(collect="sources.toml", out="reports")
    assert module.run_entry([one], "weekly", tmp_path / "schedule.toml") == 1
    line = due([one], dt.datetime.now(dt.UTC))[0]
    assert not line.fine and f"in `toolkit {failing}` with exit code 1" in line.state
