"""What stands beside processed data: dated events, the log of collecting, a coded sample; where each is found unless it is named."""

from __future__ import annotations

from pathlib import Path

from toolkit.store import EVENTS, read_record


def standing(processed: str | Path, snapshot: Path) -> dict[str, Path]:
    """What stands beside these data, by the parameter that takes it; `snapshot` is where a run keeps its own copy of them.

    Events are those that `toolkit process` found in the raw folder and kept with the data, so that a corpus is never shown the events of
    another. The log of collecting lies in the folder that holds the data, as `toolkit collect` writes it. A coded sample
    lies where `toolkit sample` puts it; it names the sentences it was drawn from.

    Raises `StoreError` where there are no data.
    """
    places = {"coverage": Path(processed).parent / "coverage.csv", "validation": Path("validation")}
    found = {name: place for name, place in places.items() if place.exists()}
    carried = EVENTS in read_record(processed)["files"]
    return found | ({"events": snapshot / EVENTS} if carried else {})
