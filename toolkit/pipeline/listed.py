"""The list of dated events that lies among the raw files: kept with the data that are made of them, so that no other corpus is shown it."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.hand_lists import EVENTS, is_events
from toolkit.reading.files import Found


class Listed(NamedTuple):
    """A list of events as it lies there, and how many it holds."""

    content: bytes
    rows: int


def events_of(files: list[Found]) -> tuple[list[Found], Listed | None]:
    """The files, and the list among them; one with a fault is no list, and the fault is why it is not used."""
    place = next((n for n, file in enumerate(files) if file.name == EVENTS and is_events(file.path)), None)
    if place is None or not files[place].reason:  # a file that was named by itself is read as statements
        return files, None
    from toolkit.events import EventsError, read_events  # which loads pandas

    path = files[place].path
    try:
        return files, Listed(path.read_bytes(), len(read_events(path)))
    except EventsError as error:
        faulty = files[place]._replace(reason=f"The list of dated events cannot be used. {error}")
        return [*files[:place], faulty, *files[place + 1 :]], None
