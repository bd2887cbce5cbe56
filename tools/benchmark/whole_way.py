"""From raw files to the four frames: speed and memory, with what is new, and on real statements."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from benchmark.corpus import ROOT, grown, lay_out
from benchmark.timing import Taken, best, run, said, table

#: Up to so many statements the best of two runs counts, as it does for the others: what is over in seconds is easily disturbed.
REPEATED = 20_000

#: Statements of agencies and ministries, which are no part of the project: they are measured where somebody has put them.
REAL = ROOT.parent / "shared" / "statements"

_CODE = """
import sys
from toolkit.pipeline import process
process(*sys.argv[1:3], force="--force" in sys.argv)
"""


def anew(raw: Path, out: Path, runs: int = 2) -> Taken:
    """What `toolkit process` takes where nothing is kept, the best of some runs. In the first its memory is watched, which takes time."""
    return best(process(raw, out, "--force", watched=not n) for n in range(runs))


def with_more(raw: Path, out: Path, texts: dict[str, list[str]], runs: int) -> Taken:
    """As `anew`, of a hundred statements more than `out` holds; in each run they are others."""
    taken = []
    for n in range(runs):
        if n:
            shutil.rmtree(raw / "new")
            process(raw, out)
        lay_out(raw / "new", grown(100, texts, seed=99 + n))
        taken.append(process(raw, out, watched=not n))
    return best(taken)


def process(raw: Path, out: Path, *options: str, watched: bool = False) -> Taken:
    """What `toolkit process` takes, with all that it starts."""
    return run("-c", _CODE, str(raw), str(out), *options, watched=watched)


def sizes(numbers: list[int], texts: dict[str, list[str]], floor: float, folder: Path) -> str:
    """The sections on each size. `floor` is the seconds a word that NLTK takes; the frames of the size `for_terms` stay in `folder`."""
    whole, more = [], []
    for n in numbers:
        raw, out = folder / f"raw-{n}", frames(folder, n)
        words, _ = lay_out(raw, grown(n, texts))
        runs = 2 if n <= REPEATED else 1
        took = anew(raw, out, runs)
        whole.append(said([f"{n:,}", f"{words / 1e6:.1f}", *_said_of(took, words, floor)]))
        again = with_more(raw, out, texts, runs)
        nothing = process(raw, out)
        shares = [f"{100 * part / all_:.1f} %" for part, all_ in zip(again[:2], took[:2], strict=True)]
        more.append(said([f"{n:,}", f"{again.clock:.1f}", *shares, f"{nothing.clock:.1f}", f"{again.memory:,.0f}"]))
        shutil.rmtree(raw)
        if n != for_terms(numbers):
            shutil.rmtree(out)
    return (
        "## The whole way\n\nRaw files to the four frames, all cores, start of Python and of its child processes included. *Beside NLTK*: words a "
        "second, as a multiple of what NLTK's Punkt and word tokenizers alone make of such texts on one core. Memory is the most that all processes "
        f"held together. Up to {REPEATED:,} statements the best of two runs, as of the others, one of which is not watched: to look at the memory ten times "
        "a second takes some hundredths of the time.\n\n"
        + table(["statements", "million words", *_SAID_OF], whole)
        + "\n## A hundred statements more\n\nOf these too; what part of the whole that is, by the clock and of the seconds of processors.\n\n"
        + table(["statements before", "seconds", "of the whole", "of its processors", "seconds where nothing is new", "memory, MiB"], more)
    )


#: What is told of a run on some words.
_SAID_OF = ["seconds", "words a second", "beside NLTK", "memory, MiB"]


def _said_of(took: Taken, words: int, floor: float) -> list[str]:
    speed = words / took.clock
    return [f"{took.clock:,.1f}", f"{speed:,.0f}", f"{floor * speed:.2f}", f"{took.memory:,.0f}"]


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
    took = anew(REAL, out)
    texts = read_columns(out, "statements", ["text"])["text"]
    words, size = sum(len(re.findall(r"\w+", text)) for text in texts), sum(len(text.encode()) for text in texts)
    row = [f"{len(texts):,}", f"{size / 1e6:.1f}", f"{words / 1e6:.2f}", *_said_of(took, words, floor)]
    names = ["statements", "megabytes", "million words", *_SAID_OF]
    return head + "As *The whole way*, on statements as agencies and ministries published them, which are no part of the project; the best of two runs.\n\n" + table(names, [said(row)])
