"""The examples of docs/how_to_add.md are what the page says, followed in order on a copy of the toolkit."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "how_to_add.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)(?: (file|row|run)(?:=(\S+))?)?\n(.*?)^```", re.M | re.S)


@pytest.fixture
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "toolkit", folder / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run(arguments, folder):
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "PATH": ""},
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join(done.stdout.split())


def test_the_page_can_be_followed(copy):
    said, compared = None, 0
    for _, kind, where, body in BLOCK.findall(PAGE):
        if kind == "file":
            (copy / where).parent.mkdir(parents=True, exist_ok=True)
            (copy / where).write_text(body, "utf-8")
        elif kind == "row":
            with (copy / where).open("a", encoding="utf-8") as table:
                table.write(body)
        elif kind == "run":
            command, *arguments = shlex.split(body)
            assert command == "toolkit"
            said = run(["-m", "toolkit.cli", *arguments], copy)
        else:
            assert " ".join(body.split()) in said, said
            compared += 1
    assert compared >= 5
    run(["-m", "doctest", "toolkit/naming.py"], copy)


def test_the_term_is_run_against_its_own_sentences(copy):
    """What `make test` would do with the new line: the example is found, the counterexample is not."""
    where, row = next(
        (where, body) for _, kind, where, body in BLOCK.findall(PAGE) if kind == "row" and where.endswith("acts.csv")
    )
    with (copy / where).open("a", encoding="utf-8") as table:
        table.write(row)
    *_, example, counterexample, _ = row.strip().split(",")
    code = (
        "from toolkit import explain\n"
        f"for sentence in ({example!r}, {counterexample!r}):\n"
        "    print(str(explain(sentence, issuer='Ministry of Defence of Velmar')).splitlines()[1])"
    )
    said = run(["-c", code], copy)
    assert said.startswith("1 accusation: Ardenia, provocation. No accusation."), said


def test_the_files_that_a_language_needs_are_there():
    named = re.findall(r"`(toolkit/[\w./]+)`", PAGE.split("## A language")[1].split("## A measure")[0])
    assert len(named) >= 10 and all((ROOT / name).exists() for name in named)
