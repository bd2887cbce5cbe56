"""Rates over time: a line and its band where there were statements, a gap where there were none, numbered events."""

from __future__ import annotations

import pandas as pd

from toolkit.display import NOT_NAMED
from toolkit.estimates import main_groups
from toolkit.expected import expects_frames
from toolkit.figures.style import (
    INK,
    NEUTRAL,
    PALETTE,
    QUIET,
    SMALL,
    TEXT,
    axes,
    cut,
    dress,
    figure_of_our_own,
    nothing_to_draw,
    plain,
)

MEASURES = (
    "n_accusations",
    "n_statements",
    "n_sentences",
    "n_tokens",
    "rate",
    "low",
    "high",
    "n_clusters",
    "caution",
    "state",
    "period",
    "n_accusing",
    "dp_norm",
    "juilland_d",
    "collected",
)


@expects_frames
def plot_timeline(frame, ax=None, *, events=None, colours=None, title: str = "", axis_label: str = "", most: int = 6):
    """Draw a frame of `toolkit.timeline.timeline`: one panel for each group, all on the same scale.

    Filled dots: accusations were found. Hollow dots on the zero line: published without accusing. Grey bars below it:
    silent, no statement and so no rate; the line is broken there. Hatched bars: not collected, nobody looked. The band is the 95 % interval. `events` (a frame of
    `read_events`) are upright lines, numbered at the top as in the list. At most `most` groups have a panel, those with
    at least 30 statements where there are such. With an `ax`, all groups are drawn on it.

    Returns the Axes, the topmost where there are several.

    >>> from toolkit.examples import small_world
    >>> from toolkit.timeline import timeline
    >>> statements, sentences, accusations = small_world()
    >>> ax = plot_timeline(timeline(accusations, statements, sentences), title="Accusations per statement, by month")
    >>> len(ax.lines) > 0
    True
    """
    from matplotlib.ticker import MaxNLocator

    columns = [c for c in frame.columns if c not in MEASURES]
    if frame.empty:
        return nothing_to_draw(axes(1.4, ax), title, "No statement with a date was found.")
    frame = frame.assign(middle=_middles(frame["period"]))
    groups, left = _groups(frame, columns, most)
    panels = [ax] * len(groups) if ax is not None else _panels(len(groups))
    top = frame["high"].fillna(frame["rate"]).max()
    # Intervals of single months can be huge; the scale follows the rates, and a band may leave the panel at the top.
    ceiling = min(top, 1.9 * frame["rate"].max()) if frame["rate"].max() > 0 else 1
    for turn, (panel, (name, rows)) in enumerate(zip(panels, groups, strict=True)):
        colour = _colour(name, turn, len(groups), colours)
        _line(panel, rows.sort_values("period"), colour, ceiling)
        dress(panel, grid="y", title=title if turn == 0 else "", axis_label="")
        panel.set_ylim(-0.14 * ceiling, 1.06 * ceiling)
        panel.set_yticks(
            [tick for tick in MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(0, ceiling) if 0 <= tick <= ceiling]
        )
        if name:
            panel.text(
                0,
                1.0,
                cut(name, 50),
                transform=panel.transAxes,
                va="bottom",
                fontsize=TEXT,
                color=colour,
                fontweight="bold",
            )
    _dates(panels[-1], frame)
    if left:
        panels[-1].set_xlabel(f"(not drawn: {left} more with fewer statements)", fontsize=SMALL, color=QUIET)
    panels[0].figure.supylabel(plain(axis_label), fontsize=SMALL, color=QUIET) if ax is None else panels[0].set_ylabel(
        plain(axis_label)
    )
    if events is not None and len(events):
        _events(panels, events, named=bool(groups[0][0]))
    return panels[0]


def _middles(periods: pd.Series) -> pd.Series:
    """The middle of each period: a rate is one of the whole month and not of its first day."""
    return periods + (period_ends(periods) - periods) / 2


def period_ends(periods: pd.Series) -> pd.Series:
    """Where each period ends: where the next begins; the last is taken to be as long as they mostly are."""
    starts = pd.Series(sorted(periods.unique()))
    lengths = starts.shift(-1) - starts
    lengths = lengths.fillna(lengths.median() if len(starts) > 1 else pd.Timedelta(days=1))
    return periods + periods.map(dict(zip(starts, lengths, strict=True)))


def _groups(frame, columns, most) -> tuple[list, int]:
    """(name, rows) of the groups to draw, in order of name, and how many are not drawn."""
    if not columns:
        return [("", frame)], 0
    name = frame[columns].map(lambda text: NOT_NAMED if pd.isna(text) else str(text)).agg(" · ".join, axis=1)
    size = frame.groupby(name)["n_statements"].sum()
    kept = main_groups(size, most)
    return [(key, frame[name == key]) for key in kept], len(size) - len(kept)


def _colour(name: str, turn: int, n: int, colours) -> str:
    if colours or n == 1:
        return (colours or {}).get(name, NEUTRAL)
    return PALETTE[turn % len(PALETTE)]


def _panels(n: int) -> list:
    height = 3.3 if n == 1 else 1.0 + 1.55 * n
    return list(figure_of_our_own(height).subplots(n, 1, sharex=True, sharey=True, squeeze=False)[:, 0])


def _line(ax, rows, colour, ceiling) -> None:
    """Line, band and dots; a missing rate breaks line and band, and is marked below the zero line."""
    days = rows["middle"]
    ax.fill_between(days, rows["low"], rows["high"], color=colour, alpha=0.16, linewidth=0)
    ax.plot(days, rows["rate"], color=colour, linewidth=1.8, solid_capstyle="round")
    alone = (
        rows["rate"].shift().isna() & rows["rate"].shift(-1).isna()
    )  # a band needs two neighbours; one period gets a bar
    ax.vlines(days[alone], rows.loc[alone, "low"], rows.loc[alone, "high"], color=colour, alpha=0.25, linewidth=5)
    size = 22 if len(rows) <= 60 else 8
    for state, face in (("accused", colour), ("published without accusing", "white")):
        part = rows[rows["state"] == state]
        ax.scatter(part["middle"], part["rate"], s=size, facecolor=face, edgecolor=colour, linewidth=1.3, zorder=3)
    _silence(ax, rows, ceiling)


def _silence(ax, rows, ceiling) -> None:
    """A grey bar below the zero line for every run of silent periods, a hatched one where nothing was collected."""
    for state, look in (("silent", {"color": "#B9BFC8"}), ("not collected", NOT_COLLECTED)):
        _bars(ax, rows, state, ceiling, look)


#: Hollow and hatched: told from silence without colour.
#: Fewer periods than this are named one by one.
FEW_PERIODS = 7

NOT_COLLECTED = {"facecolor": "white", "edgecolor": "#8A929E", "hatch": "//////", "linewidth": 0.6}


def _bars(ax, rows, state: str, ceiling, look: dict) -> None:
    silent = (rows["state"] == state).reset_index(drop=True)
    if not silent.any():
        return
    days = rows["middle"].reset_index(drop=True)
    half = days.diff().median() / 2 if len(days) > 1 else pd.Timedelta(days=1)
    runs = days[silent].groupby((~silent).cumsum()[silent]).agg(["min", "max"])
    spans = [
        (first - half * 0.8, last - first + half * 1.6) for first, last in zip(runs["min"], runs["max"], strict=True)
    ]
    ax.broken_barh(spans, (-0.105 * ceiling, 0.05 * ceiling), **look)


def _dates(ax, frame) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    middles = frame.drop_duplicates("period").sort_values("period").set_index("period")["middle"]
    if len(middles) < FEW_PERIODS:  # an axis of days and hours would tell of a precision that nobody has
        form = "%b %Y" if all(day.day == 1 for day in middles.index) else "%d %b %Y"
        ax.set_xticks(middles.tolist(), [f"{day:{form}}" for day in middles.index])
    else:
        locator = AutoDateLocator(minticks=3, maxticks=7)
        ax.xaxis.set_major_locator(locator)
        ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    ax.tick_params(axis="x", labelbottom=True)
    first, last = frame["period"].min(), frame["middle"].max() + (frame["middle"].max() - frame["period"].max())
    room = (last - first) / 80
    ax.set_xlim(first - room, last + room)


def _events(panels, events, *, named: bool) -> None:
    """Upright lines through all panels, numbered at the top; numbers that would touch stand on another level."""
    low, high = panels[0].get_xlim()
    from matplotlib.dates import date2num

    inside = [
        (float(date2num(day)), n)
        for day, n in zip(events["date"], events["number"], strict=True)
        if low <= date2num(day) <= high
    ]
    for panel in panels:
        for day, _ in inside:
            panel.axvline(day, color="#A9B0BA", linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
    for day, n, level in _levels(inside, gap=(high - low) * 0.045):
        # A panel with its name above keeps that line free: the first level starts over it.
        panels[0].annotate(
            str(n),
            (day, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(0, 7 + 15 * (level + named)),
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=SMALL - 1,
            color=INK,
            bbox={"boxstyle": "circle,pad=0.22", "facecolor": "white", "edgecolor": QUIET, "linewidth": 0.8},
        )


def _levels(marks, gap: float) -> list[tuple[float, int, int]]:
    """(day, number, level) such that no two marks of a level are nearer than `gap`.

    >>> _levels([(0, 1), (1, 2), (10, 3)], gap=5)
    [(0, 1, 0), (1, 2, 1), (10, 3, 0)]
    """
    last: list[float] = []
    placed = []
    for day, n in sorted(marks):
        level = next((k for k, before in enumerate(last) if day - before >= gap), len(last))
        last[level : level + 1] = [day]
        placed.append((day, n, level))
    return placed
