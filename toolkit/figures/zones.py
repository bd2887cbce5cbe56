"""Where in a figure each row of its frame was drawn, for whoever wants to click on it."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from toolkit.figures.rates import KINDS, order_of_rows
from toolkit.figures.timeline import period_ends


class Zone(NamedTuple):
    """The place of one row of the frame: `row` counts from 0; the others are shares of the figure's width and height, from its top left."""

    row: int
    left: float
    top: float
    width: float
    height: float


def rate_zones(frame: pd.DataFrame, ax, *, most: int = 15) -> list[Zone]:
    """A band across the figure for each row that `plot_rates(frame, most=most)` drew on `ax`, from the top; the first column names the rows.

    Call it after the figure was drawn or saved: only then is the layout settled.

    >>> from toolkit.examples import small_world
    >>> from toolkit.figures import plot_rates, svg
    >>> from toolkit.frequency import rates
    >>> statements, sentences, accusations = small_world()
    >>> frame = rates(accusations, statements, sentences, by=["issuer"])
    >>> ax = plot_rates(frame)
    >>> drawn = svg(ax)
    >>> [(zone.row, zone.left, zone.width) for zone in rate_zones(frame, ax)]
    [(1, 0.0, 1.0), (0, 0.0, 1.0)]
    """
    column = frame.columns[0]
    value = next(kind for kind in KINDS if kind in frame.columns)
    shown, _ = order_of_rows(frame, column, value, most)
    rows = [(frame[column].isna() if pd.isna(name) else frame[column] == name).to_numpy().argmax() for name in shown]
    zones = []
    for place, row in enumerate(rows):
        top, bottom = (_share(ax, y=place + by)[1] for by in (-0.55, 0.45))
        zones.append(Zone(int(row), 0.0, top, 1.0, bottom - top))
    return zones


def timeline_zones(frame: pd.DataFrame, ax) -> list[Zone]:
    """An upright band for each period that `plot_timeline(frame)` drew on `ax`, for a frame without groups."""
    from matplotlib.dates import date2num

    upper, lower = (_share(ax, y=y)[1] for y in reversed(ax.get_ylim()))
    ends = date2num(period_ends(frame["period"]))
    zones = []
    for row, (first, last) in enumerate(zip(date2num(frame["period"]), ends, strict=True)):
        left, right = (_share(ax, x=x)[0] for x in (first, last))
        zones.append(Zone(row, left, upper, right - left, lower - upper))
    return zones


def _share(ax, x: float | None = None, y: float | None = None) -> tuple[float, float]:
    """A point of the data as shares of the figure, from its top left."""
    point = (ax.get_xlim()[0] if x is None else x, ax.get_ylim()[0] if y is None else y)
    across, up = ax.figure.transFigure.inverted().transform(ax.transData.transform(point))
    return float(across), float(1 - up)
