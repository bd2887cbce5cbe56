"""How long a change of a knob takes on many statements: `python tools/time_exploring.py [--statements 20000]`.

Grows the frames of the processed sample to the size asked for, with days spread over ten years, and times a change of each kind beside
drawing the same figure from a frame that is there already. Prints the ratios, which is what counts: machines differ.
"""

from __future__ import annotations

import argparse

import pandas as pd
from benchmark.timing import timed

import toolkit
from toolkit.exploring import Choice, explore
from toolkit.figures import plot_rates, plot_timeline
from toolkit.figures import show as show_figure


def grown(data, wanted: int):
    """The three frames, repeated with new ids and other days until there are so many statements."""
    times = -(-wanted // len(data.statements))
    parts = []
    for n in range(times):
        again = [frame.assign(statement_id=frame["statement_id"] + f"-{n}") for frame in data[:3]]
        days = pd.Timedelta(days=n * 3650 // times)
        again[0] = again[0].assign(family_id=again[0]["family_id"] + f"-{n}", date=again[0]["date"] + days)
        parts.append(again)
    return tuple(pd.concat(each, ignore_index=True) for each in zip(*parts, strict=True))


def drawn(frame, look: str) -> None:
    ax = plot_timeline(frame) if look == "over time" else plot_rates(frame)
    show_figure(ax, alt="figure")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=20_000)
    parser.add_argument("--processed", default="data/processed")
    options = parser.parse_args()
    data = grown(toolkit.read_processed(options.processed), options.statements)
    print(f"{len(data[0]):,} statements, {len(data[1]):,} sentences, {len(data[2]):,} accusations")
    explorer = explore(data)
    print("| change | seconds to the new picture | drawing the figure alone | ratio |\n|---|---|---|---|")
    changes = [("by type", {}), ("by accused", {}), ("over time", {}), ("by issuer", {"types": ("attack",)})]
    for look, more in changes:
        choice = Choice(look=look, **more)
        whole = timed(lambda: explorer.show_choice(choice), runs=3)
        alone = timed(lambda: drawn(explorer.view.frame, look), runs=3)
        print(f"| {look}{', attacks only' if more else ''} | {whole:.2f} | {alone:.2f} | {whole / alone:.1f} |")


if __name__ == "__main__":
    main()
