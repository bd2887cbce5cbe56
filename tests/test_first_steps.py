"""Whoever follows docs/first_steps.md in an empty folder gets what it says."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "first_steps.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+) (?:file=(\S+)|run)\n(.*?)^```", re.M | re.S)


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The folder of somebody who did what the page says, and what each command said."""
    folder, said, session = tmp_path_factory.mktemp("steps"), [], ""
    for language, file, body in BLOCK.findall(PAGE):
        if file:
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_text(body, "utf-8")
            continue
        session += body if language == "python" else ""  # a notebook: what was named before is still there
        command = ["-c", session] if language == "python" else ["-m", "toolkit.cli", *shlex.split(body)[1:]]
        done = subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        said.append(done.stdout)
    return folder, said


def test_ten_statements_are_read_without_a_problem(followed):
    folder, (account, *_) = followed
    statements = pd.read_parquet(folder / "my-data" / "statements.parquet")
    assert len(statements) == 10 and statements["date"].notna().all() and statements["issuer"].nunique() == 4
    assert re.search(r"Problems +0 ", account) and "my-data" in account


def test_a_figure_and_four_reports_are_there(followed):
    folder, (_, shown, counted, _) = followed
    assert "On the ceasefire" in shown and "publisher" in shown
    assert "only 3 documents: read the interval" in counted and "Two houses were destroyed." in counted
    assert "<svg" in (folder / "my-figure.svg").read_text("utf-8")
    assert {p.name for p in (folder / "my-reports").glob("*.html")} >= {"index.html", "frequency.html", "timeline.html"}


def test_the_side_that_charges_is_read_as_a_reader_would(followed):
    accusations = pd.read_parquet(followed[0] / "my-data" / "accusations.parquet")
    charges = accusations[~accusations["denial"]]
    assert charges["accused"].value_counts().to_dict() == {"Ardenia": 5, "Velmar": 3}
