"""What is on the screen for one choice: a figure, its table, and the sentences under each of its rows."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from toolkit.concordance import behind_each, evidence
from toolkit.display import NOT_NAMED, Shown
from toolkit.figures import actor_colours, alt_text, caption, plot_rates, plot_timeline
from toolkit.figures import show as show_figure
from toolkit.frequency import rates
from toolkit.selection import select
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
    """The figure and the table to show, the frame they are made of, and for each row its name and its sentences."""

    figure: Shown
    table: Shown
    frame: pd.DataFrame
    names: list[str]
    sentences: list[pd.DataFrame]


def view(data, choice: Choice) -> View:
    """What is to be seen of the data for a choice.

    Raises `SelectionError` where the choice names what is not there or leaves nothing.

    >>> from toolkit.examples import small_world
    >>> seen = view(small_world(), Choice(look="by type"))
    >>> seen.names, [len(rows) for rows in seen.sentences] == seen.frame["n_accusations"].tolist()
    (['attack', 'responsibility'], True)
    """
    filters = {name: getattr(choice, name) for name in ("accused", "types", "voices", "start", "end", "families")}
    chosen = select(*data[:3], issuers=choice.issuers, **filters)
    counted = (chosen.accusations, chosen.statements, chosen.sentences)
    column = LOOKS[choice.look]
    if column == "period":
        frame = timeline(*counted, period=choice.period, families=choice.families)
    else:
        frame = rates(*counted, by=[column], families=choice.families)
    frame = frame.sort_values(
        column if column == "period" else "n_accusations", ascending=column == "period", kind="stable"
    )
    frame = frame.reset_index(drop=True)
    read = evidence(chosen.accusations, chosen.sentences, chosen.statements)
    return View(
        _figure(frame, choice, chosen, data),
        show_table(frame, columns=[c for c in (column, *SHOWN) if c in frame.columns]),
        frame,
        [_name(value) for value in frame[column]],
        behind_each(frame, read, period=choice.period),
    )


def _figure(frame: pd.DataFrame, choice: Choice, chosen, data) -> Shown:
    title = f"Accusations per statement, {choice.look}"
    if LOOKS[choice.look] == "period":
        ax = plot_timeline(frame, title=title, axis_label="accusations per statement")
    else:
        colours = actor_colours(data[0]["issuer"], data[2]["accused"])
        ax = plot_rates(frame, colours=colours, title=title, axis_label="accusations per statement")
    how = "timeline" if LOOKS[choice.look] == "period" else "rates"
    return show_figure(
        ax, alt=alt_text(frame, title), caption=caption(chosen.statements, how=how, families=choice.families)
    )


def _name(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return value if isinstance(value, str) else NOT_NAMED
