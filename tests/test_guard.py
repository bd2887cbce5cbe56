"""A file that crashes, hangs, swells or changes costs its own process and nothing else."""

import json
import os
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from toolkit.reading import guard
from toolkit.reading.files import find_files
from toolkit.reading.guard import read_guarded
from toolkit.reading.limits import MIB
from toolkit.reading.one_file import items_of
from toolkit.reading.undecided import LEFT

TOOLKIT = Path(__file__).parents[1]
GOOD = "Ardenian units shelled two villages near Dorn, the Ministry of Defence of Velmar said."


def pdf(content: bytes, pages: int = 1, filters: bytes = b"") -> bytes:
    """A PDF whose pages all show one stream."""
    kids = b" ".join(b"%d 0 R" % (4 + n) for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Length %d %s >>\nstream\n" % (len(content), filters) + content + b"\nendstream",
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"] * pages,
    ]
    body, offsets = b"%PDF-1.4\n", []
    for n, each in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % n + each + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return body + table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))


@pytest.fixture
def raw(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "z.txt").write_text(GOOD.replace("Dorn", "Hallin"))
    return tmp_path


def read(raw, **limits):
    """What was read, by file name."""
    files = list(find_files(raw))
    return dict(zip((file.name for file in files), read_guarded(files, **limits), strict=True))


def the_others_are_read(found):
    return all(found[name].items[0]["clean_text"].startswith("Ardenian units") for name in ("a.txt", "z.txt"))


def test_a_child_reads_what_the_parent_would(raw):
    (raw / "b.csv").write_text("date,text\n2031-01-02,It was quiet.\n,\n")
    assert {file.name: list(items_of(file)) for file in find_files(raw)} == {n: f.items for n, f in read(raw).items()}


@pytest.mark.parametrize("many", [3, LEFT + 20])
def test_a_language_that_a_child_leaves_to_others_is_told(raw, many):
    """The first of them are told where there are several readers at work, more of them by the child itself; all are told as one process does."""
    french = "La nuit dernière, des unités des forces armées ont ouvert le feu sur nos positions près du village"
    rows = [json.dumps({"text": f"{french} de Dorn, le {n}."}) for n in range(many)]
    (raw / "m.jsonl").write_text("\n".join([*rows, json.dumps({"text": GOOD})]))
    items = read(raw)["m.jsonl"].items
    assert [item["language"] for item in items if "reason" not in item] == ["fr"] * many + ["en"]
    assert items == next(list(items_of(file)) for file in find_files(raw) if file.name == "m.jsonl")


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
@pytest.mark.parametrize("processes", [2, 3])
def test_a_table_that_several_read_is_as_one_reads_it(raw, monkeypatch, ending, processes):
    """With rows that are broken, a date that is doubtful, and names that are known by none of those who read a share."""
    monkeypatch.setattr(guard, "BYTES", 2_000)
    rows = [{"text": GOOD.replace("Dorn", f"Dorn {n}"), "when said": "03/04/2031", "who": "" if n % 50 else "x"} for n in range(300)]
    path = raw / f"m.{ending}"
    if ending == "csv":
        lines = [",".join(f'"{cell}"' for cell in row.values()) for row in rows]
        lines[40], lines[77] = '"a""b"c,,', ",,,,"
        path.write_text("\n".join([",".join(rows[0]), *lines, ""]))
    else:
        lines = [json.dumps(row) for row in rows]
        lines[40], lines[77] = "{", "[]"
        path.write_text("\n".join(lines))
    path.with_suffix(".meta.yml").write_text("publisher: [")
    files = list(find_files(raw))
    seen, works = [], guard._Child.read
    monkeypatch.setattr(guard._Child, "read", lambda self, file, share, *of: seen.append((file.name, share.of)) or works(self, file, share, *of))
    found = read(raw, processes=processes)
    assert (path.name, processes) in seen and ("a.txt", 1) in seen
    assert {file.name: list(items_of(file)) for file in files} == {n: f.items for n, f in found.items()}
    reasons = [item["reason"] for item in found[path.name].items if "reason" in item]
    assert len(reasons) >= 3 and "when said" in reasons[-1] and all(f.sha256 for f in found.values())


def test_a_table_is_given_up_where_one_of_those_who_read_it_gives_up(raw, monkeypatch):
    monkeypatch.setattr(guard, "BYTES", 2_000)
    (raw / "m.jsonl").write_text("\n".join(json.dumps({"text": f"{GOOD} {n}"}) for n in range(200)))
    works = guard._Child._line

    def die(self, seconds):
        line = works(self, seconds)
        if b'"place": 40,' in line:
            self.process.kill()
            raise guard._Stopped(self._died())
        return line

    monkeypatch.setattr(guard._Child, "_line", die)
    found = read(raw, processes=2)
    (problem,) = found["m.jsonl"].items
    assert "died (SIGKILL)" in problem["reason"] and found["m.jsonl"].sha256 == ""
    assert the_others_are_read(found)


def test_a_pdf_that_never_ends_is_given_up(raw):
    """Nearly two thousand pages, each of which draws a million letters."""
    stream = zlib.compress(b"BT /F 9 Tf " + b"(a) Tj " * 1_000_000 + b"ET")
    (raw / "m.pdf").write_bytes(pdf(stream, 1000, b"/Filter /FlateDecode"))
    began = time.monotonic()
    found = read(raw, silent=2.0)
    (problem,) = found["m.pdf"].items
    assert "took too long and was given up" in problem["reason"] and found["m.pdf"].sha256 == ""
    assert the_others_are_read(found) and time.monotonic() - began < 60


def test_a_pdf_that_unpacks_to_gigabytes_stays_under_the_limit(raw):
    packed = zlib.compress(zlib.compress(b" " * (1 << 30), 9), 9)  # two filters: about 4 KB for a gigabyte
    (raw / "m.pdf").write_bytes(pdf(packed, 1, b"/Filter [/FlateDecode /FlateDecode]"))
    found = read(raw, memory=700 * MIB, silent=60)
    assert len(packed) < 20_000 and ["reason" in item for item in found["m.pdf"].items] == [True] and the_others_are_read(found)


def test_a_reader_that_needs_too_much_memory_is_a_problem_in_words(raw):
    (raw / "m.json").write_text("[" + ",".join(['{"a":1}'] * 4_000_000) + "]")
    found = read(raw, memory=500 * MIB)
    assert "more memory than may be used" in found["m.json"].items[-1]["reason"] and the_others_are_read(found)


@pytest.mark.parametrize("how", ["SIGSEGV", "SIGKILL", "SIGABRT"])
def test_a_crash_of_the_reader_is_a_problem_of_its_file(raw, tmp_path_factory, monkeypatch, how):
    """The child finds a `pypdf` that dies of the signal before the real one, as a fault in a compiled parser would."""
    place = tmp_path_factory.mktemp("fault")
    (place / "pypdf").mkdir()
    (place / "pypdf" / "__init__.py").write_text(f"import os, signal\nos.kill(os.getpid(), signal.{how})\n")
    monkeypatch.setenv("PYTHONPATH", str(place))
    (raw / "m.pdf").write_bytes(pdf(b"BT /F 9 Tf (a) Tj ET"))
    found = read(raw)
    assert f"died ({how})" in found["m.pdf"].items[0]["reason"] and the_others_are_read(found)


def test_a_file_that_changes_while_it_is_read_is_told_of(raw):
    """It grows all the while, as a file that another program still writes."""
    growing = raw / "m.csv"
    growing.write_text("date,text\n" + f"2031-01-02,{GOOD}\n" * 2000)
    writer = subprocess.Popen([sys.executable, "-c", f"while True:\n open({str(growing)!r}, 'a').write('2031-01-03,More.\\n')"])
    try:
        found = read(raw)
    finally:
        writer.kill()
        writer.wait()
    assert "changed while it was being read" in found["m.csv"].items[-1]["reason"] and found["m.csv"].sha256 == ""
    assert the_others_are_read(found)


def test_names_that_no_encoding_holds_are_read(raw):
    name = os.fsencode(raw) + b"/b\xff\n.txt"
    with open(name, "w") as file:
        file.write(GOOD)
    found = read(raw)
    assert len(found) == 3 and all("reason" not in each.items[0] for each in found.values())


def test_no_child_outlives_a_parent_that_was_killed(tmp_path):
    (tmp_path / "m.pdf").write_bytes(pdf(zlib.compress(b"BT /F 9 Tf " + b"(a) Tj " * 1_000_000 + b"ET"), 1900, b"/Filter /FlateDecode"))
    (tmp_path / "n.txt").write_text(GOOD)
    program = (
        "import sys, pathlib\nfrom toolkit.reading import guard, files\n"
        "begin = guard._Child._start\n"
        "def tell(child):\n    begin(child)\n    print(child.process.pid, flush=True)\n"
        "guard._Child._start = tell\n"
        f"list(guard.read_guarded(files.find_files(pathlib.Path({str(tmp_path)!r}))))"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=TOOLKIT)
    child = int(parent.stdout.readline())
    time.sleep(1.5)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not _runs(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child still reads, ten seconds after its parent was killed")


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
