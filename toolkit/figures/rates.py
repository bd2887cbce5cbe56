"""Rates and shares as dots with their intervals, one row a group, the number and its n written beside it."""

from __future__ import annotations

import pandas as pd

from toolkit.display import counted, number
from toolkit.estimates import FEW, main_groups
from toolkit.expected import expects_frames
from toolkit.figures.style import (
    GRID,
    INK,
    NEUTRAL,
    PALETTE,
    QUIET,
    SMALL,
    TEXT,
    axes,
    cut,
    dress,
    nothing_to_draw,
)

#: column of the measure -> column of its count
KINDS = {"rate": "n_accusations", "share": "n_accusing"}


@expects_frames
def plot_rates(
    frame,
    ax=None,
    *,
    rows: str = "",
    hue: str = "",
    colours=None,
    title: str = "",
    axis_label: str = "",
    most: int = 15,
    most_hues: int = 4,
):
    """Draw a frame of `toolkit.frequency.rates` or `shares`: a dot and its 95 % interval for each group, largest first.

    Parameters: `rows` is the column that names the rows (the first by default); `hue` a second one, whose values
    share a row in different colours (at most `most_hues`, those with at least 30 statements where there are such).
    `colours` maps names to colours (`actor_colours`). At most `most` rows are drawn, and the figure says how many are
    not.

    A hollow dot rests on fewer than 30 documents. A group without a statement has no dot, and says so.

    >>> from toolkit.examples import small_world
    >>> from toolkit.frequency import rates
    >>> statements, sentences, accusations = small_world()
    >>> ax = plot_rates(rates(accusations, statements, sentences, by=["issuer"]), title="Accusations per statement")
    >>> len(ax.collections) > 0
    True
    """
    value = next((kind for kind in KINDS if kind in frame.columns), "rate")
    rows = rows or (frame.columns[0] if frame.columns[0] not in KINDS.values() else "")
    hues = main_groups(frame.groupby(hue)["n_statements"].max(), most_hues) if hue else [None]
    drawn = frame[frame[hue].isin(hues)] if hue else frame
    shown, left = order_of_rows(drawn, rows, value, most)
    height = 1.1 + len(shown) * (0.42 + 0.17 * len(hues))
    ax = axes(height, ax)
    if not shown:
        return nothing_to_draw(ax, title)
    for place, name in enumerate(shown):
        group = drawn if not rows else drawn[drawn[rows].isna()] if pd.isna(name) else drawn[drawn[rows] == name]
        _row(ax, place, name, group, value, hue, hues, colours or {}, rows)
    if hue:
        _key(ax, hues, colours or {})
    unseen = {rows: left, hue: frame[hue].nunique() - len(hues) if hue else 0}
    told = ", ".join(f"{n} more of {name}" for name, n in unseen.items() if n)
    dress(ax, title=title, axis_label=axis_label + (f"  (not drawn: {told})" if told else ""))
    ax.set(ylim=(len(shown) - 0.35, -0.75), yticks=[])
    # Room at the right for the number beside the longest interval and, with hues, for the column of counts.
    reach = drawn[drawn[rows].isin(shown)] if rows else drawn
    ax.set_xlim(0, (reach["high"].fillna(reach[value]).max() or 1) * (1.36 if hue else 1.14))
    return ax


def order_of_rows(frame, rows, value, most) -> tuple[list, int]:
    """Names of the rows, largest value first, and how many are left out: the least documented."""
    if frame.empty:
        return [], 0
    if not rows:
        return ["all"], 0
    top = (
        frame.assign(size=frame[value].fillna(-1))
        .groupby(rows, dropna=False)
        .agg(n=("n_statements", "max"), size=("size", "max"))
    )
    kept = top.sort_values(["n", "size"], ascending=False, kind="stable").head(most)
    return kept.sort_values("size", ascending=False, kind="stable").index.tolist(), len(top) - len(kept)


def _row(ax, place, name, group, value, hue, hues, colours, rows) -> None:
    """One row: its name above, and one dot with its interval for each hue below."""
    label = "all statements" if not rows else cut(name, 38)
    ax.text(0.0, place - 0.3, label, transform=ax.get_yaxis_transform(), va="center", fontsize=TEXT, color=INK)
    ax.axhline(place - 0.55, color=GRID, linewidth=0.8) if place else None
    step = 0.54 / max(len(hues), 1)
    for turn, shade in enumerate(hues):
        part = group if not hue else group[group[hue] == shade]
        if part.empty:
            continue
        row, y = part.iloc[0], place - 0.05 + step * (turn + 0.35 * (len(hues) > 1))
        colour = colours.get(shade, PALETTE[turn % len(PALETTE)]) if hue else colours.get(name, NEUTRAL)
        _dot(ax, row, y, row[value], colour)
        documents = f"{row['n_statements']:,}" if hue else counted(row["n_statements"], "statement")
        count = f"{row[KINDS[value]]:,} in {documents}"
        ax.text(
            1.0,
            y if hue else place - 0.3,
            count,
            transform=ax.get_yaxis_transform(),
            ha="right",
            va="center",
            fontsize=SMALL,
            color=QUIET,
        )


def _dot(ax, row, y, value, colour) -> None:
    if pd.isna(value):
        ax.text(0.0, y, "no statements", va="center", fontsize=SMALL, color=QUIET, style="italic")
        return
    if pd.notna(row["low"]):
        ax.hlines(y, row["low"], row["high"], color=colour, linewidth=2.4, alpha=0.55, capstyle="round")
    face = colour if row["n_statements"] >= FEW else "white"
    ax.scatter([value], [y], s=42, facecolor=face, edgecolor=colour, linewidth=1.8, zorder=3, clip_on=False)
    right = row["high"] if pd.notna(row["high"]) else value
    ax.annotate(
        number(value), (right, y), xytext=(7, 0), textcoords="offset points", va="center", fontsize=SMALL, color=INK
    )


def _key(ax, hues, colours) -> None:
    """Which colour is whom, as coloured words above the first row."""
    from matplotlib.lines import Line2D

    shades = [colours.get(name, PALETTE[turn % len(PALETTE)]) for turn, name in enumerate(hues)]
    handles = [
        Line2D([], [], marker="o", linestyle="", color=shade, label=cut(name, 44))
        for name, shade in zip(hues, shades, strict=True)
    ]
    ax.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(-0.02, 1.0),
        ncols=2 if max(len(str(h)) for h in hues) < 26 else 1,
        frameon=False,
        fontsize=SMALL,
        handletextpad=0.2,
        borderpad=0,
    )
    ax.text(
        1.0,
        -0.3,
        "found in statements",
        transform=ax.get_yaxis_transform(),
        ha="right",
        va="center",
        fontsize=SMALL,
        color=QUIET,
    )
