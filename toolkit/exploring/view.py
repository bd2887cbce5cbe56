"""What is on the screen for one choice: a figure, its table, and the sentences under each of its rows."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from toolkit.concordance import behind_each, evidence
from toolkit.display import NOT_NAMED, Shown
from toolkit.figures import Zone, actor_colours, alt_text, caption, plot_rates, plot_timeline, rate_zones, timeline_zones
from toolkit.figures import show as show_figure
from toolkit.frequency import rates
from toolkit.selection import Selection, select
from toolkit.tables import show_table
from toolkit.timeline import timeline

#: What can be looked at, and the column that it is grouped by.
LOOKS = {
    "by issuer": "issuer",
    "by side": "side",
    "by accused": "accused",
    "by type": "type",
    "by form": "form",
    "by voice": "voice",
    "over time": "period",
}


#: What the table on the screen has of a frame; the export has all.
SHOWN = ("rate", "low", "high", "n_accusations", "n_statements", "state", "caution")


#: The parts of a choice that say what counts; the others say how to look at it.
FILTERS = ("issuers", "accused", "types", "voices", "start", "end", "families")


class Choice(NamedTuple):
    """What was chosen; an empty tuple and an empty text mean everything."""

    look: str = "by issuer"
    issuers: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    period: str = "month"
    families: str = "once"


class View(NamedTuple):
    """The figure and the table to show, the frame they are made of, for each row its name and its sentences, and where it stands in the figure."""

    figure: Shown
    table: Shown
    frame: pd.DataFrame
    names: list[str]
    sentences: list[pd.DataFrame]
    zones: list[Zone]


class Counted(NamedTuple):
    """What is left of the data for the filters of a choice, and its accusations with their sentences; another look at it needs no more."""

    filters: dict
    chosen: Selection
    read: pd.DataFrame


def counted(data, choice: Choice, before: Counted | None = None) -> Counted:
    """What counts for a choice; `before` where its filters were the same.

    Raises `SelectionError` where the choice names what is not there or leaves nothing.
    """
    filters = {name: getattr(choice, name) for name in FILTERS}
    if before and before.filters == filters:
        return before
    chosen = select(*data[:3], **filters)
    return Counted(filters, chosen, evidence(chosen.accusations, chosen.sentences, chosen.statements))


def view(data, choice: Choice, of: Counted | None = None) -> View:
    """What is to be seen of the data for a choice; `of` is what counts for it, where that is known.

    Raises `SelectionError` where the choice names what is not there or leaves nothing.

    >>> from toolkit.examples import small_world
    >>> seen = view(small_world(), Choice(look="by type"))
    >>> seen.names, [len(rows) for rows in seen.sentences] == seen.frame["n_accusations"].tolist()
    (['attack', 'responsibility'], True)
    """
    _, chosen, read = of or counted(data, choice)
    frames = (chosen.accusations, chosen.statements, chosen.sentences)
    column = LOOKS[choice.look]
    if column == "period":
        frame = timeline(*frames, period=choice.period, families=choice.families)
    else:
        frame = rates(*frames, by=[column], families=choice.families)
    frame = frame.sort_values(
        column if column == "period" else "n_accusations", ascending=column == "period", kind="stable"
    )
    frame = frame.reset_index(drop=True)
    figure, zones = _figure(frame, choice, chosen, data)
    return View(
        figure,
        show_table(frame, columns=[c for c in (column, *SHOWN) if c in frame.columns]),
        frame,
        [_name(value) for value in frame[column]],
        behind_each(frame, read, period=choice.period),
        zones,
    )


def _figure(frame: pd.DataFrame, choice: Choice, chosen, data) -> tuple[Shown, list[Zone]]:
    title = f"Accusations per statement, {choice.look}"
    if LOOKS[choice.look] == "period":
        ax = plot_timeline(frame, title=title, axis_label="accusations per statement")
    else:
        colours = actor_colours(data[0]["issuer"], data[2]["accused"])
        ax = plot_rates(frame, colours=colours, title=title, axis_label="accusations per statement")
    how = "timeline" if LOOKS[choice.look] == "period" else "rates"
    words = caption(chosen.statements, how=how, families=choice.families)
    shown = show_figure(ax, alt=alt_text(frame, title), caption=words)
    return shown, (timeline_zones if how == "timeline" else rate_zones)(frame, ax) if len(frame) else []


def _name(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return value if isinstance(value, str) else NOT_NAMED
