"""One entry of a schedule, run now as its timer would, and whoever is told of it."""

from __future__ import annotations

import datetime as dt
import shlex
import subprocess
import sys
import zoneinfo
from pathlib import Path

from toolkit.operations.due import note_run
from toolkit.operations.schedule import Entry, ScheduleError, command
from toolkit.reports.parameters import nearest

#: Seconds for which a run waits for that of another entry of the same schedule, and for which a webhook is waited for.
WAIT_SECONDS = 3 * 3600
HOOK_SECONDS = 20


def run_entry(entries: list[Entry], name: str, path: Path) -> int:
    """Collect (where the entry says so), process the raw files and make the reports of one entry, now; then tell of it.

    Entries of one schedule run one after the other. A source that failed does not keep the reports from being made of what there is; the
    exit code says so all the same. Returns the exit code: the first that is not 0.

    Raises `ParameterError` for an unknown entry, `ScheduleError` where another entry holds the schedule for hours.
    """
    from filelock import FileLock, Timeout

    nearest(name, [e.name for e in entries], "entry")
    entry = next(e for e in entries if e.name == name)
    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=WAIT_SECONDS):
            code, step = _run(entry)
    except Timeout:
        raise ScheduleError(f"Another entry of {path.name} has been running for hours; end it and try again.") from None
    note_run(entry, code, dt.datetime.now(dt.UTC), step)
    tell(entry.on_failure if code else entry.heartbeat, entry.name, code)
    return code


def _run(entry: Entry) -> tuple[int, str]:
    """The exit code, and the command that it is of; empty where all went well."""
    today = dt.datetime.now(zoneinfo.ZoneInfo(entry.zone)).date()
    log = str(Path(entry.processed).parent / "coverage.csv")  # where reports look for it
    collected = _toolkit(["collect", entry.collect, "--raw", entry.raw, "--coverage", log]) if entry.collect else 0
    if collected == 2:
        return collected, "collect"
    for words in (["process", entry.raw, "--out", entry.processed], command(entry, today)):
        code = _toolkit(words)
        if code:
            return code, words[0]
    return collected, "collect" if collected else ""


def _toolkit(words: list[str]) -> int:
    return subprocess.run([sys.executable, "-m", "toolkit.cli", *words]).returncode


def tell(whom: str, name: str, code: int) -> None:
    """Run a command, never through a shell, with the entry's name and the exit code as its last words; or post them to an https address.

    Whoever cannot be reached is told of at the terminal and changes no exit code.
    """
    try:
        if whom.startswith(("https://", "http://")):
            _post(whom, {"entry": name, "exit_code": code})
        elif whom:
            subprocess.run([*shlex.split(whom), name, str(code)], timeout=HOOK_SECONDS * 3)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        print(
            f"{whom.split('?')[0]!r} could not be told of the run of {name!r}: {type(error).__name__}.", file=sys.stderr
        )


def _post(address: str, content: dict) -> None:
    import json
    import urllib.request

    body = json.dumps(content).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"}, method="POST")
    with urllib.request.urlopen(request, timeout=HOOK_SECONDS) as answer:
        answer.read(1)
