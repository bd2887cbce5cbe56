"""Remake the picture of the README from processed data: `.venv/bin/python docs/images/make.py`, in the project's folder."""

from pathlib import Path

import toolkit
from toolkit.figures import plot_timeline


def main(folder: Path = Path(__file__).parent) -> None:
    """Draw the picture into a folder."""
    data = toolkit.read_processed("data/processed")
    chosen = toolkit.select(*data[:3])
    table = toolkit.timeline(chosen.accusations, chosen.statements, chosen.sentences)
    axes = plot_timeline(
        table, events=toolkit.read_events("data/raw/events.csv"), title="Accusations per statement, by month"
    )
    axes.figure.savefig(folder / "timeline.png", dpi=160, bbox_inches="tight", metadata={"Software": None})


if __name__ == "__main__":
    main()
