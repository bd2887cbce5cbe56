"""What a statement costs at each stage, on one core, and how many bytes are left of it: `python tools/costs.py [--sizes 1000 4000]`.

The statements are those of tools/bench.py (300 to 400 words). Seconds are processor time (user and system), of this process and its children,
and the difference between two corpora of different size, so that what is done once (loading libraries and lexicons) does not count. With
`--scheduler` workers read and code, and what is left is what the machine that sends the work does alone. Prints the tables of docs/cluster.md.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmark.corpus import grown, lay_out, material
from benchmark.timing import table

from toolkit.pipeline.corpus import read_corpus
from toolkit.pipeline.crew import Alone
from toolkit.pipeline.every_file import Dealing, read_inputs
from toolkit.pipeline.every_part import have_coded
from toolkit.pipeline.inputs import Inputs
from toolkit.pipeline.parts import FOLDER, Parts
from toolkit.pipeline.reprints import Reprints
from toolkit.pipeline.results import Results
from toolkit.pipeline.run import _joined
from toolkit.store import FILES


def used() -> float:
    """Seconds of processor time so far, children that have ended included."""
    each = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in each)


def costs(raw: Path, out: Path, scheduler: str | None) -> tuple[dict[str, float], float]:
    """Seconds of each stage of `toolkit process` on this folder, by one process, and the most memory that it has had, in MiB."""
    seconds, last = {}, used()

    def note(stage: str) -> None:
        nonlocal last
        now = used()
        seconds[stage], last = seconds.get(stage, 0.0) + now - last, now

    inputs = Inputs.find(raw)
    note("checksums of raw files")
    with ExitStack() as stack:
        parts = stack.enter_context(Parts.open(out, "measured"))
        cluster = stack.enter_context(_joined(scheduler, parts, inputs)) if scheduler else None
        note("join the cluster")
        read = read_inputs(inputs, Dealing.of(inputs, parts), parts, workers=cluster)
        note("read")
        corpus = read_corpus(inputs, read.parts, parts)
        note("look at the corpus")
        names: list[str] = []
        problems = have_coded(corpus, parts, names.append, cluster or Alone())
        note("code")
        with Results(out, corpus, parts) as results:
            results.reprints.find = lambda: families  # it is looked for by itself, so that it is measured by itself
            for name in names:
                results.take(name)
            for task in (*results.read, *results.written):
                task.result()
            note("write the four files")
            families = Reprints.find(results.reprints)
            note("find reprints")
            results.finish(problems, None, {})
        note("write the four files")
        parts.close()
        note("close the parts")
    return seconds, _memory()


def sizes(raw: Path, out: Path) -> dict[str, int]:
    """Bytes of the raw files, of each kind of part, and of each of the four files."""
    found = {"raw": sum(p.stat().st_size for p in raw.rglob("*") if p.is_file())}
    for path in (out / FOLDER).iterdir():
        kind = f"kept: {path.name.split('-')[0]}, {path.name.split('.')[1]}" if "-" in path.name else "kept: index and record"
        found[kind] = found.get(kind, 0) + path.stat().st_size
    return found | {name: (out / name).stat().st_size for name in FILES.values()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs=2, default=[1000, 4000])
    parser.add_argument("--scheduler")
    options = parser.parse_args()
    few, many = options.sizes
    texts = material()
    with tempfile.TemporaryDirectory(prefix="toolkit-costs-") as place:
        folder = Path(place)
        made = {}
        for n in (100, few, many):  # the first only loads what is needed
            lay_out(folder / f"raw-{n}", grown(n, texts))
            made[n] = costs(raw := folder / f"raw-{n}", out := folder / f"out-{n}", options.scheduler), sizes(raw, out)
            print(f"{n:,} done", file=sys.stderr, flush=True)
    more = many - few
    (small, before), (large, after) = made[few][0], made[many][0]
    seconds = {stage: 1000 * (large[stage] - small[stage]) / more for stage in large}
    total = sum(seconds.values())
    rows = [[k, f"{v:.3f}", f"{100 * v / total:.1f} %"] for k, v in seconds.items()]
    print(table(["stage", "seconds for 1,000 statements", "share"], rows))
    print(f"All: {total:.2f} seconds for 1,000 statements, from {few:,} to {many:,} of them.")
    print(f"Most memory of this process: {before:,.0f}, then {after:,.0f} MiB, {(after - before) * 2**20 / more:,.0f} bytes for one statement.\n")
    bytes_each = {kind: (size - made[few][1].get(kind, 0)) / more for kind, size in made[many][1].items()}
    print(table(["what", "bytes for one statement"], [[k, f"{v:,.0f}"] for k, v in bytes_each.items()]))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
