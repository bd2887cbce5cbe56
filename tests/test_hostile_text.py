"""From raw files to pages: whatever stands in a title, an issuer, a file name, a text, an address, a lexicon entry or a parameter stays text."""

import csv
import io
import json
import re
import shutil
import subprocess

import pytest
from test_report_page import HOSTILE, Reader, assert_harmless

from toolkit.pipeline import process
from toolkit.reports.make import make_reports
from toolkit.store import write_processed

MORE = [
    "$\\frac{1}{$ and $x_{", "\\input{/etc/passwd} \\usepackage{x}", "=cmd|' /C calc'!A1", "+SUM(1+1)*cmd|' /C calc'!A0", "@SUM(1)", "\u202egpj.exe\u202c", "\u2066\u2069\u200f",
    "javascript:document.title='owned'", "data:text/html,<script>document.title='owned'</script>", "](javascript:alert(1)) [x](javascript:alert(1))",
    "![x](https://example.invalid/x.png)", "| a | b |\n|---|---|\n| c | d |", "`code` **bold** # h", "{{config}} {% raw %} ${7*7} #{7*7}", "'; DROP TABLE statements; --",
    "../../../etc/passwd", "%00%0d%0aSet-Cookie: a=b", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07", "<noscript><p title=\"</noscript><img src=x onerror=document.title='owned'>\">", "(?P<n>a+)+$ [", "\ud7ff\ufffe\uffff",
]  # fmt: skip
PAYLOADS = [*HOSTILE, *MORE]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The reports of a corpus in which everything that comes from outside holds a payload."""
    folder = tmp_path_factory.mktemp("hostile")
    raw = folder / "raw"
    raw.mkdir()
    for n, payload in enumerate(PAYLOADS):
        name = re.sub(r"[\0/]", "", payload)[:60]
        record = {
            "date": f"2031-{n % 12 + 1:02}-{n % 27 + 1:02}",
            "issuer": f"Ministry of Defence of {('Velmar', 'Ardenia')[n % 2]}" + (f" {payload}" if n % 3 == 0 else ""),
            "publisher": f"Gazette {payload}",
            "title": payload,
            "url": payload if n % 2 else f"https://example.invalid/{payload}",
            "text": f"{payload} Units of the {('Ardenian', 'Velmari')[n % 2]} army {payload} shelled the village of Ivel on day {n}. "
            f"The {payload} regime is responsible for the provocations near Dorn, and we condemn {payload}.",
        }
        (raw / f"{n:02} {name}.json").write_text(json.dumps(record))
    data = process(raw, folder / "processed").data
    poison = {name: [PAYLOADS[n % len(PAYLOADS)] for n in range(len(data.accusations))] for name in ("place", "when_text", "cue", "act", "entry")}
    accused = [a if n % 2 else f"{a} {PAYLOADS[n % len(PAYLOADS)]}" for n, a in enumerate(data.accusations["accused"])]
    accusations = data.accusations.assign(**poison, accused=accused)
    write_processed(folder / "processed", data.statements, data.sentences, accusations, data.problems)
    with open(folder / "events.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["date", "event", "kind", "note"], *([f"2031-{n + 1:02}-15", *[p.replace("\0", "")] * 3] for n, p in enumerate(PAYLOADS[:12]))])
    chosen = sorted(set(data.statements["issuer"]))
    made = make_reports((), {"issuers": chosen}, out=folder / "reports", processed=folder / "processed", beside={"events": folder / "events.csv"})
    assert {m.name: m.failure for m in made} == dict.fromkeys((m.name for m in made))
    return folder / "reports"


def test_there_are_forty_payloads_and_more():
    assert len(set(PAYLOADS)) >= 40


def test_every_page_is_harmless_and_shows_the_text_as_text(pages):
    found = sorted(pages.glob("*.html"))
    assert len(found) == 5
    for page in found:
        assert_harmless(page.read_bytes())
    words = " ".join(Reader((pages / "index.html").read_bytes()).words)
    assert "onerror=" in words  # it was not thrown away: a reader sees what was published


def test_no_cell_of_a_table_is_a_formula(pages):
    cells = [cell for file in pages.glob("*/*.csv") for row in csv.reader(io.StringIO(file.read_bytes().decode(), newline="")) for cell in row]
    assert len(cells) > 500
    numbers = re.compile(r"-\d+(\.\d+)?(e-?\d+)?")
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not numbers.fullmatch(cell)] == []


@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium on this machine")
def test_a_real_browser_runs_and_fetches_nothing_even_without_the_policy(pages, tmp_path):
    """The policy is taken out, so that only the escaping stands between the text and the browser."""
    for page in sorted(pages.glob("*.html")):
        bare = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", page.read_bytes())
        assert bare != page.read_bytes()
        copy = tmp_path / page.name
        copy.write_bytes(bare)
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND"]
        command += [f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", copy.as_uri()]
        seen = subprocess.run(command, capture_output=True, timeout=60, text=True).stdout
        reader = Reader(seen)
        assert "<title>owned" not in seen and len(reader.of("footer")) == 1
        assert not {tag for tag, _ in reader.elements} & {"script", "iframe", "object", "embed", "link", "form", "svg", "video"}
        assert not any(name.startswith("on") for _, attributes in reader.elements for name in attributes)
