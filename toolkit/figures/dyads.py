"""Who accuses whom, as a table whose shade is the count."""

from __future__ import annotations

import pandas as pd

from toolkit.display import NOT_NAMED
from toolkit.figures.style import INK, QUIET, SMALL, TEXT, axes, dress, nothing_to_draw, plain

OTHERS = "all others"


def plot_dyads(frame, ax=None, *, title: str = "", most: int = 6):
    """Draw a frame of `toolkit.frequency.dyads`: accusers down, accused across, the count in each cell.

    The `most` frequent accusers and accused have a row and a column of their own; the rest are added up under "all others",
    so that the table adds up to all accusations. A party's own cell is left empty where it does not accuse itself.

    >>> from toolkit.examples import small_world
    >>> from toolkit.frequency import dyads
    >>> statements, sentences, accusations = small_world()
    >>> ax = plot_dyads(dyads(accusations, statements, sentences), title="Who accuses whom")
    >>> [text.get_text() for text in ax.texts]
    ['4']
    """
    if frame.empty:
        return nothing_to_draw(axes(1.4, ax), title)
    table = _cells(frame, most)
    ax = axes(1.5 + 0.52 * len(table), ax)
    from matplotlib.colors import LinearSegmentedColormap

    # One hue from nearly white to dark, so that the shade reads the same in grey and with any colour blindness.
    shades = LinearSegmentedColormap.from_list("counts", ["#F1F3F6", "#AEB8C6", "#47556B", "#1D2531"])
    largest = table.to_numpy().max()
    ax.pcolormesh(table.where(table > 0).to_numpy(), cmap=shades, vmin=0, vmax=largest, edgecolor="white", linewidth=2)
    for y, row in enumerate(table.to_numpy()):
        for x, count in enumerate(row):
            if count:
                colour = "white" if count > 0.45 * largest else INK
                ax.text(x + 0.5, y + 0.5, f"{count:,}", ha="center", va="center", fontsize=TEXT, color=colour)
            elif table.index[y] != table.columns[x]:
                ax.text(x + 0.5, y + 0.5, "0", ha="center", va="center", fontsize=TEXT, color=QUIET)
    dress(ax, title=title)
    ax.grid(visible=False)
    ax.set_xticks([x + 0.5 for x in range(table.shape[1])], [plain(name, 12) for name in table.columns], fontsize=SMALL, color=INK)
    ax.set_yticks([y + 0.5 for y in range(len(table))], [plain(name, 18) for name in table.index], fontsize=SMALL, color=INK)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xlabel("accused →", fontsize=SMALL, color=QUIET, loc="left")
    ax.set_ylabel("← accuser", fontsize=SMALL, color=QUIET, loc="top")
    ax.invert_yaxis()
    return ax


def _cells(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """Counts of the most frequent accusers and accused, the same order both ways, the rest added up."""
    named = frame.assign(accuser=frame["accuser"].fillna(NOT_NAMED), accused=frame["accused"].fillna(NOT_NAMED))
    for column in ("accuser", "accused"):
        size = named.groupby(column)["n_accusations"].sum().sort_values(ascending=False, kind="stable")
        kept = set(size.index[:most])
        named[column] = named[column].where(named[column].isin(kept), OTHERS)
    table = named.pivot_table(index="accuser", columns="accused", values="n_accusations", aggfunc="sum", fill_value=0).astype("int64")
    total = table.sum(axis=1).add(table.sum(axis=0), fill_value=0)
    order = sorted(total.index, key=lambda name: (name in (OTHERS, NOT_NAMED), -total[name], name))
    return table.loc[[n for n in order if n in table.index], [n for n in order if n in table.columns]]
