"""How fast the toolkit is, beside simpler programs on the same texts: `make bench`, or sooner `.venv/bin/python tools/bench.py --sizes 1000 20000`.

Statements of 300 to 400 words are grown from the sample corpus: sentences of one body shuffled, with other numbers, places (not all
ASCII) and days, in files of 500. Everything is measured in one run, one thing after the other; ratios are what to look at, since machines
differ and are busy. Writes a table to docs/performance_shown.md with --write. What is measured stands in tools/benchmark/.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmark import peers, report_set, steps, terms, whole_way  # noqa: E402
from benchmark.corpus import grown, material  # noqa: E402

PAGE = ROOT / "docs" / "performance_shown.md"


def measured(sizes: list[int], folder: Path, spacy: str = sys.executable) -> str:
    """The page: everything measured, one thing after the other."""
    said = material()
    texts = [(s["text"], s["issuer"]) for s in grown(1000, said, seed=7)]
    plain, issuers = [t for t, _ in texts], [i for _, i in texts]
    n_words = sum(len(re.findall(r"\w+", t)) for t in plain)
    others = peers.seconds_of_peers(plain, spacy)
    floor = others[peers.NLTK] / n_words
    parts = [
        whole_way.sizes(sizes, said, floor, folder),
        whole_way.real(floor, folder),
        steps.steps(plain, issuers, n_words),
        peers.peers(others, n_words),
        terms.terms(whole_way.frames(folder, whole_way.for_terms(sizes))),
        report_set.reports(folder),
        report_set.imports(),
    ]
    return (
        f"Measured on {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, by `tools/bench.py`. Ratios first: seconds are "
        "those of one machine, on one day. Seconds of one core are those of a processor; others are by the clock.\n\n" + "\n".join(parts)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 20_000, 200_000])
    parser.add_argument("--write", action="store_true", help="write docs/performance_shown.md")
    parser.add_argument("--spacy", default=sys.executable, metavar="PYTHON", help="a Python that has spaCy, where this one has not")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # whoever uses the toolkit has it compiled
    with tempfile.TemporaryDirectory(prefix="toolkit-bench-") as folder:
        page = "# Performance, measured\n\n" + measured(options.sizes, Path(folder), options.spacy)
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
