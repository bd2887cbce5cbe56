"""From raw files to the four frames: speed and memory, with what is new, and on real statements."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmark.corpus import ROOT, grown, lay_out
from benchmark.memory import Watch
from benchmark.timing import said, table

#: Up to so many statements the best of two runs counts, as it does for the others: what is over in seconds is easily disturbed.
REPEATED = 20_000

#: Statements of agencies and ministries, which are no part of the project: they are measured where somebody has put them.
REAL = ROOT.parent / "shared" / "statements"

_CODE = """
import sys
from toolkit.pipeline import process
process(*sys.argv[1:3], force="--force" in sys.argv, processes=1 if "--alone" in sys.argv else None)
"""


def anew(raw: Path, out: Path, runs: int = 2) -> tuple[float, float]:
    """Seconds and MiB of `toolkit process` where nothing is kept: of some runs the fewest seconds. In the first it is looked at its memory,
    which takes its time.
    """
    return _best([process(raw, out, "--force", watched=not run) for run in range(runs)])


def with_more(raw: Path, out: Path, texts: dict[str, list[str]], runs: int) -> tuple[float, float]:
    """As `anew`, of a hundred statements more than `out` holds; in each run they are others."""
    taken = []
    for run in range(runs):
        if run:
            shutil.rmtree(raw / "new")
            process(raw, out)
        lay_out(raw / "new", grown(100, texts, seed=99 + run))
        taken.append(process(raw, out, watched=not run))
    return _best(taken)


def _best(taken: list[tuple[float, float]]) -> tuple[float, float]:
    return min(seconds for seconds, _ in taken), max(memory for _, memory in taken)


def process(raw: Path, out: Path, *options: str, watched: bool = False) -> tuple[float, float]:
    """Seconds and MiB of `toolkit process`, with all that it starts; 0 MiB where it is not watched."""
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", _CODE, str(raw), str(out), *options], cwd=ROOT)
    watch = Watch(child.pid) if watched else None
    if child.wait():
        raise SystemExit("toolkit process failed")
    return time.perf_counter() - began, watch.end() if watch else 0.0


def sizes(numbers: list[int], texts: dict[str, list[str]], floor: float, folder: Path) -> str:
    """The sections on each size. `floor` is the seconds a word that NLTK takes; the frames of the size `for_terms` stay in `folder`."""
    whole, more = [], []
    for n in numbers:
        raw, out = folder / f"raw-{n}", frames(folder, n)
        words, _ = lay_out(raw, grown(n, texts))
        runs = 2 if n <= REPEATED else 1
        seconds, memory = anew(raw, out, runs)
        speed = words / seconds
        row = [f"{n:,}", f"{words / 1e6:.1f}", f"{seconds:,.0f}", f"{speed:,.0f}", f"{floor * speed:.2f}", f"{memory:,.0f}"]
        whole.append(said(row))
        again, more_memory = with_more(raw, out, texts, runs)
        nothing, _ = process(raw, out)
        share = f"{100 * again / seconds:.1f} %"
        more.append(said([f"{n:,}", f"{again:.1f}", share, f"{nothing:.1f}", f"{more_memory:,.0f}"]))
        shutil.rmtree(raw)
        if n != for_terms(numbers):
            shutil.rmtree(out)
    return (
        "## The whole way\n\nRaw files to the four frames, all cores, start of Python and of its child processes included. *Beside NLTK*: words a "
        "second, as a multiple of what NLTK's Punkt and word tokenizers alone make of such texts on one core. Memory is the most that all processes "
        f"held together. Up to {REPEATED:,} statements the best of two runs, as of the others, one of which is not watched: to look at the memory ten times "
        "a second takes some hundredths of the time.\n\n"
        + table(["statements", "million words", "seconds", "words a second", "beside NLTK", "memory, MiB"], whole)
        + "\n## A hundred statements more\n\nOf these too.\n\n"
        + table(["statements before", "seconds", "of the whole", "seconds where nothing is new", "memory, MiB"], more)
    )


def for_terms(numbers: list[int]) -> int:
    """The size on which term statistics are measured: 20,000 statements where they are there."""
    return 20_000 if 20_000 in numbers else numbers[-1]


def frames(folder: Path, n: int) -> Path:
    """Where the frames of `n` statements are put."""
    return folder / f"out-{n}"


def real(floor: float, folder: Path) -> str:
    """The section on real statements: how many, how large, how fast; nothing that they say."""
    head = "## Real statements\n\n"
    if not REAL.is_dir():
        return head + "Not measured: there is no folder `shared/statements` beside the project.\n"
    from toolkit.store import read_columns

    out = folder / "real"
    seconds, memory = anew(REAL, out)
    texts = read_columns(out, "statements", ["text"])["text"]
    words, size = sum(len(re.findall(r"\w+", text)) for text in texts), sum(len(text.encode()) for text in texts)
    speed = words / seconds
    row = [f"{len(texts):,}", f"{size / 1e6:.1f}", f"{words / 1e6:.2f}", f"{seconds:,.0f}", f"{speed:,.0f}", f"{floor * speed:.2f}", f"{memory:,.0f}"]
    names = ["statements", "megabytes", "million words", "seconds", "words a second", "beside NLTK", "memory, MiB"]
    return head + "As *The whole way*, on statements as agencies and ministries published them, which are no part of the project; the best of two runs.\n\n" + table(names, [said(row)])
