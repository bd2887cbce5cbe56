"""One look for all figures: a colour-blind-safe palette, quiet axes, and text that is only ever text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.display import NOT_NAMED

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Okabe and Ito (2008), told apart with every common colour blindness; without black (text) and yellow (unseen on white).
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
NEUTRAL = "#47556B"  # marks that stand for no actor
OTHERS = "#9AA0A9"  # whoever comes after the palette has run out
INK, QUIET, GRID = "#22262B", "#656C76", "#E3E6EA"

#: Wide enough for a screen; at the width of a phone (360 px) its 10.5 point text is still about 9 px high.
WIDTH = 5.8
TEXT, SMALL = 10.5, 9

OURS = "toolkit"


def plain(text, width: int = 0) -> str:
    """Text from outside as text: matplotlib would read `$` as mathematics, and SVG cannot hold control characters.

    Missing values become "not named". With a `width`, long text is wrapped, and what has no space is broken.

    >>> plain("costs $5 and $6"), plain(float("nan")), plain("a\\x00b\\nc")
    ('costs \\\\$5 and \\\\$6', 'not named', 'a b c')
    """
    if not isinstance(text, str):
        text = NOT_NAMED if pd.isna(text) else str(text)
    # Besides control characters: surrogates and the two non-characters that XML forbids.
    text = "".join(" " if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 or c in "\ufffe\uffff" else c for c in text)
    text = " ".join(text.split())
    if width:
        text = "\n".join(textwrap.wrap(text, width, max_lines=3, placeholder=" …"))
    return text.replace("$", r"\$")


def actor_colours(*names) -> dict[str, str]:
    """A colour for every actor: the same in all figures made from the same corpus.

    When you would want it: once, near the top of a notebook, with the names of the whole corpus and not of the selection:
    `actor_colours(data.statements["issuer"], data.accusations["accused"])`. All bodies of a state have the colour of the
    state. Colours go to the sides of the first list in order of name, then to those of the next; who comes after the
    palette has run out is grey.

    >>> colours = actor_colours(["Ministry of Defence of Velmar", "Ministry of Defence of Ardenia"], ["Velmar", "Lirrane"])
    >>> colours["Velmar"] == colours["Ministry of Defence of Velmar"] == "#D55E00", colours["Ministry of Defence of Ardenia"]
    (True, '#0072B2')
    """
    from toolkit.actors import state_of

    side_of: dict[str, str] = {}
    order: dict[str, None] = {}
    for group in names:
        found = {name: state_of(name) or name for name in pd.Series(list(group), dtype="object").dropna().unique()}
        side_of |= found
        order |= dict.fromkeys(sorted(set(found.values())))
    colour = {side: PALETTE[place] if place < len(PALETTE) else OTHERS for place, side in enumerate(order)}
    return {name: colour[side] for name, side in side_of.items()} | colour


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
        ax.figure.suptitle(plain(title, 56), x=0.012, ha="left", fontsize=12, fontweight="bold", color=INK)
    elif title:
        ax.set_title(plain(title, 56), loc="left", fontsize=12, fontweight="bold", color=INK, pad=12)
    label = {"x": ax.set_xlabel, "y": ax.set_ylabel}[grid]
    label(plain(axis_label), fontsize=SMALL, color=QUIET)
    return ax


def nothing_to_draw(ax: Axes, title: str, why: str = "Nothing was found that could be drawn.") -> Axes:
    """An empty frame drawn as a sentence, not as empty axes that look like zeros."""
    dress(ax, title=title)
    ax.set(xticks=[], yticks=[])
    ax.text(0.0, 0.5, why, transform=ax.transAxes, ha="left", va="center", fontsize=TEXT, color=QUIET)
    return ax
