"""Who accuses whom, as a table whose shade is the count."""

from __future__ import annotations

import pandas as pd

from toolkit.display import NOT_NAMED
from toolkit.expected import expects_frames
from toolkit.figures.style import INK, QUIET, SMALL, TEXT, axes, dress, nothing_to_draw, plain

OTHERS = "all others"


@expects_frames
def plot_dyads(frame, ax=None, *, title: str = "", most: int = 6):
    """Draw a frame of `toolkit.frequency.dyads`: accusers down, accused across, the count in each cell.

    The `most` frequent accusers and accused have a row and a column of their own. Added up under "all others" is the
    rest, and whoever has less than a fiftieth, so that the table adds up to all accusations. An empty cell is a 0.

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
    # The sum of all others is no pair: it must not set the scale.
    pairs = table.drop(index=OTHERS, errors="ignore").drop(columns=OTHERS, errors="ignore")
    largest = max(pairs.to_numpy().max(initial=0), 1)
    ax.pcolormesh(table.where(table > 0).to_numpy(), cmap=shades, vmin=0, vmax=largest, edgecolor="white", linewidth=2)
    for y, row in enumerate(table.to_numpy()):
        for x, count in enumerate(row):
            if count:
                colour = "white" if count > 0.45 * largest else INK
                ax.text(x + 0.5, y + 0.5, f"{count:,}", ha="center", va="center", fontsize=TEXT, color=colour)
    dress(ax, title=title)
    ax.grid(visible=False)
    slant = {"rotation": 30, "ha": "left", "rotation_mode": "anchor"} if table.shape[1] > 5 else {}
    heads = [plain(name, 16 if slant else 12) for name in table.columns]
    ax.set_xticks([x + 0.5 for x in range(table.shape[1])], heads, fontsize=SMALL, color=INK, **slant)
    ax.set_yticks(
        [y + 0.5 for y in range(len(table))], [plain(name, 18) for name in table.index], fontsize=SMALL, color=INK
    )
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
        kept = set(size[size >= size.sum() / 50].index[:most])
        named[column] = named[column].where(named[column].isin(kept), OTHERS)
    table = named.pivot_table(
        index="accuser", columns="accused", values="n_accusations", aggfunc="sum", fill_value=0
    ).astype("int64")
    total = table.sum(axis=1).add(table.sum(axis=0), fill_value=0)
    order = sorted(total.index, key=lambda name: (name in (OTHERS, NOT_NAMED), -total[name], name))
    return table.loc[[n for n in order if n in table.index], [n for n in order if n in table.columns]]
