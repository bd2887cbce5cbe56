"""One look for all figures: a colour-blind-safe palette, quiet axes, and text that is only ever text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.display import NOT_NAMED

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Okabe and Ito (2008), told apart with every common colour blindness; without black (text) and yellow (unseen on
#: white).
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
NEUTRAL = "#47556B"  # marks that stand for no actor
OTHERS = "#9AA0A9"  # whoever comes after the palette has run out
INK, QUIET, GRID = "#22262B", "#656C76", "#E3E6EA"

#: Wide enough for a screen; where a phone leaves 330 px for it, its 10.5 point text is still over 9 px high.
WIDTH = 5.2
TEXT, SMALL = 10.5, 9.2

OURS = "toolkit"


def plain(text, width: int = 0) -> str:
    """Text from outside as text: matplotlib would read `$` as mathematics, and SVG cannot hold control characters.

    Missing values become "not named". With a `width`, long text is wrapped, and what has no space is broken.

    >>> plain("costs $5 and $6"), plain(float("nan")), plain("a\\x00b\\nc")
    ('costs \\\\$5 and \\\\$6', 'not named', 'a b c')
    """
    text = clean(text)
    if width:
        text = "\n".join(textwrap.wrap(text, width, max_lines=3, placeholder=" …"))
    return text.replace("$", r"\$")


def clean(text) -> str:
    """Text from outside on one line, without what no picture can hold; missing values become "not named"."""
    if not isinstance(text, str):
        text = NOT_NAMED if pd.isna(text) else str(text)
    # Besides control characters: surrogates and the two non-characters that XML forbids.
    text = "".join(
        " " if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 or c in "\ufffe\uffff" else c
        for c in text
    )
    return " ".join(text.split())


def actor_colours(*names) -> dict[str, str]:
    """A colour for every actor: the same in all figures made from the same corpus.

    When you would want it: once, near the top of a notebook, with the names of the whole corpus and not of the
    selection: `actor_colours(data.statements["issuer"], data.accusations["accused"])`. All bodies of a state have the
    colour of the state. The sides with at least a twentieth of the first list get the palette, in order of name, then
    those of the next list; who comes after that is grey.

    >>> colours = actor_colours(["Ministry of Defence of Velmar", "Embassy of Ardenia"], ["Velmar", "Lirrane"])
    >>> colours["Velmar"] == colours["Ministry of Defence of Velmar"] == "#D55E00", colours["Embassy of Ardenia"]
    (True, '#0072B2')
    """
    from toolkit.actors import state_of

    side_of: dict[str, str] = {}
    chosen: list[str] = []
    for group in names:
        named = pd.Series(list(group), dtype="object").dropna()
        side_of |= {name: state_of(name) or name for name in named.unique()}
        counts = (
            named.map(side_of)
            .value_counts()
            .drop(chosen, errors="ignore")
            .sort_index()
            .sort_values(ascending=False, kind="stable")
        )
        # A side with a handful of statements must not shift the colours of the main ones.
        main = counts[counts >= counts.sum() / 20]
        chosen += sorted(main.index[: len(PALETTE) - len(chosen)])
    colour = dict.fromkeys(sorted(side_of.values()), OTHERS) | dict(zip(chosen, PALETTE, strict=False))
    return {name: colour[side] for name, side in side_of.items()} | colour


def cut(text, most: int) -> str:
    """One line of text from outside, cut at a word where it is longer than `most`.

    >>> cut("Ministry of Foreign Affairs of Velmar", 20)
    'Ministry of …'
    """
    line = clean(text)
    if len(line) > most:
        line = textwrap.shorten(line, most, placeholder=" …") if " " in line[: most - 2] else line[: most - 1] + "…"
    return plain(line)


def axes(height: float, ax: Axes | None = None) -> Axes:
    """The Axes to draw on: the one given, or one of a new figure that no global state knows of."""
    if ax is not None:
        return ax
    return figure_of_our_own(height).subplots()


def figure_of_our_own(height: float):
    """A new figure, marked as ours: its title may then stand at its left edge and not at that of the Axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained", label=OURS)
    figure.get_layout_engine().set(w_pad=0.06, h_pad=0.06)
    return figure


def dress(ax: Axes, *, grid: str = "x", title: str = "", axis_label: str = "") -> Axes:
    """Quiet axes: a light grid along one axis, no box, no ticks, a title at the left."""
    ax.set_axisbelow(True)
    ax.grid(axis=grid, color=GRID, linewidth=0.8)
    ax.grid(visible=False, axis="y" if grid == "x" else "x")
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, labelsize=SMALL, colors=QUIET)
    if title and ax.figure.get_label() == OURS:
        ax.figure.suptitle(plain(title, 50), x=0.012, ha="left", fontsize=12, fontweight="bold", color=INK)
    elif title:
        ax.set_title(plain(title, 50), loc="left", fontsize=12, fontweight="bold", color=INK, pad=12)
    label = {"x": ax.set_xlabel, "y": ax.set_ylabel}[grid]
    label(plain(axis_label), fontsize=SMALL, color=QUIET)
    return ax


def nothing_to_draw(ax: Axes, title: str, why: str = "Nothing was found that could be drawn.") -> Axes:
    """An empty frame drawn as a sentence, not as empty axes that look like zeros."""
    dress(ax, title=title)
    ax.set(xticks=[], yticks=[])
    ax.text(0.0, 0.5, why, transform=ax.transAxes, ha="left", va="center", fontsize=TEXT, color=QUIET)
    return ax
