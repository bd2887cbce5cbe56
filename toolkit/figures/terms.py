"""Words and their numbers: lollipops for one list, two-sided bars for two groups."""

from __future__ import annotations

import pandas as pd

from toolkit.expected import expects_frames
from toolkit.figures.style import INK, NEUTRAL, PALETTE, QUIET, SMALL, TEXT, axes, dress, nothing_to_draw, plain


@expects_frames
def plot_terms(
    frame, ax=None, *, value: str = "", most: int = 15, colour: str = NEUTRAL, title: str = "", axis_label: str = ""
):
    """Draw a frame of `accusing_terms` (by `n`) or `collocates` (by `g2`): a line for each word, its counts beside it.

    >>> from toolkit.examples import small_world
    >>> from toolkit.terms import accusing_terms
    >>> statements, sentences, accusations = small_world()
    >>> ax = plot_terms(accusing_terms(accusations, statements, sentences), title="Terms that accuse")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['shelled', 'mined', 'responsibility']
    """
    value = value or ("n" if "n" in frame.columns else "g2")
    word, count = ("term", "n") if "term" in frame.columns else ("word", "n_both")
    table = frame.sort_values(value, ascending=False, kind="stable").head(most).reset_index(drop=True)
    ax = axes(1.2 + 0.3 * len(table), ax)
    if table.empty:
        return nothing_to_draw(ax, title)
    places = range(len(table))
    ax.hlines(places, 0, table[value], color=colour, linewidth=2.2, alpha=0.55)
    ax.scatter(table[value], places, s=38, color=colour, zorder=3)
    for place, row in table.iterrows():
        beside = f"{row[count]:,} in {row['n_statements']:,} statement{'s' if row['n_statements'] != 1 else ''}"
        ax.annotate(
            beside,
            (row[value], place),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
            color=QUIET,
        )
    dress(ax, title=title, axis_label=axis_label)
    ax.set_yticks(list(places), [plain(name, 24) for name in table[word]], fontsize=TEXT, color=INK)
    ax.set(ylim=(len(table) - 0.4, -0.6), xlim=(0, table[value].max() * 1.55))
    return ax


@expects_frames
def plot_keyness(
    frame,
    ax=None,
    *,
    value: str = "z",
    most: int = 12,
    colours=None,
    title: str = "",
    axis_label: str = "weighted log-odds, z",
):
    """Draw a frame of `toolkit.terms.keyness`: words typical of the one group to the right, of the other to the left.

    Each word stands beside its bar, with the number of statements that hold it in the group it is typical of.

    >>> from toolkit.examples import ARDENIA, VELMAR, small_world
    >>> from toolkit.terms import keyness
    >>> statements, sentences, _ = small_world()
    >>> ax = plot_keyness(keyness(sentences, statements, first=VELMAR, second=ARDENIA, at_least=1))
    >>> len(ax.patches) > 0
    True
    """
    right = frame[frame[value] > 0].nlargest(most, value)
    left = frame[frame[value] < 0].nsmallest(most, value)
    length = max(len(right), len(left))
    ax = axes(1.6 + 0.28 * length, ax)
    if not length:
        return nothing_to_draw(ax, title)
    first, second = (side["typical_of"].iloc[0] if len(side) else "" for side in (right, left))
    shade = {first: (colours or {}).get(first, PALETTE[1]), second: (colours or {}).get(second, PALETTE[0])}
    if shade[first] == shade[second]:  # two bodies of one state
        shade[second] = next(colour for colour in PALETTE if colour != shade[first])
    reach = frame[value].abs().max()
    for side, name, sign, count in ((right, first, 1, "statements_first"), (left, second, -1, "statements_second")):
        _bars(ax, side, value, count, shade.get(name), sign)
    dress(ax, title=title, axis_label=axis_label)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set(ylim=(length - 0.4, -1.7), xlim=(-reach * 2.1, reach * 2.1), yticks=[])
    inside = [tick for tick in ax.get_xticks() if abs(tick) <= reach * 1.05]
    ax.set_xticks(inside, [f"{abs(tick):g}" for tick in inside])
    for name, sign in ((first, 1), (second, -1)):
        words = f"{plain(name, 30)}" if name else ""
        ax.annotate(
            words,
            (0, -1.15),
            xytext=(8 * sign, 0),
            textcoords="offset points",
            ha="left" if sign > 0 else "right",
            va="center",
            fontsize=SMALL,
            fontweight="bold",
            color=shade.get(name, INK),
        )
    return ax


def _bars(ax, side: pd.DataFrame, value: str, count: str, colour: str, sign: int) -> None:
    ax.barh(range(len(side)), side[value], height=0.62, color=colour, alpha=0.85)
    for place, row in enumerate(side.itertuples()):
        ax.annotate(
            f"{plain(row.word)} ({getattr(row, count)})",
            (getattr(row, value), place),
            xytext=(5 * sign, 0),
            textcoords="offset points",
            ha="left" if sign > 0 else "right",
            va="center",
            fontsize=SMALL,
            color=INK,
        )
