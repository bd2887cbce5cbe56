"""Whether one side's accusing comes before the other's: a line for each delay, and the band of no echo."""

from __future__ import annotations

import pandas as pd

from toolkit.expected import expects_frames
from toolkit.figures.style import INK, NEUTRAL, QUIET, SMALL, axes, dress, nothing_to_draw, plain


@expects_frames
def plot_echo(frame: pd.DataFrame, ax=None, *, title: str = ""):
    """Draw a frame of `toolkit.echo.echo`: the correlation at each delay as a line from zero, chance as a grey band.

    >>> from toolkit.echo import echo
    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> ax = plot_echo(echo(accusations, statements, sentences, "Velmar", "Ardenia", period="month", lags=1, draws=9))
    >>> len(ax.texts) > 0
    True
    """
    if frame.empty or frame["r"].isna().all():
        return nothing_to_draw(axes(1.4, ax), title, "The two sides have too few periods in common for a correlation.")
    ax = axes(2.6, ax)
    known = frame[frame["r"].notna()]
    ax.fill_between(known["lag"], known["low"], known["high"], color="#D5D9E0", linewidth=0, step="mid")
    ax.axhline(0, color=QUIET, linewidth=0.8)
    outside = (known["r"] > known["high"]) | (known["r"] < known["low"])
    for lag, r, beyond in zip(known["lag"], known["r"], outside, strict=True):
        colour = INK if beyond else NEUTRAL
        ax.vlines(lag, 0, r, color=colour, linewidth=2.4)
        ax.scatter([lag], [r], s=30, facecolor=colour if beyond else "white", edgecolor=colour, linewidth=1.3, zorder=3)
    dress(ax, grid="y", title=title)
    ax.set_ylim(-1.05, 1.05)
    ax.set_xticks(frame["lag"].tolist())
    ax.set_ylabel("correlation", fontsize=SMALL, color=QUIET)
    first, second = frame["first"].iloc[0], frame["second"].iloc[0]
    ends = {"fontsize": SMALL, "color": QUIET, "va": "top"}
    ax.text(0, -0.16, plain(f"← {second} comes first", 34), transform=ax.transAxes, ha="left", **ends)
    ax.text(1, -0.16, plain(f"{first} comes first →", 34), transform=ax.transAxes, ha="right", **ends)
    return ax
