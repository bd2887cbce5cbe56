"""A figure as a picture with its caption and its text alternative, the same bytes for the same frame."""

from __future__ import annotations

import base64
import io
import warnings
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.display import Shown, as_csv, counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Text stays text: it is sharp at any size, and the reader's browser finds letters that this machine has no font for.
_RC = {"svg.hashsalt": "toolkit", "svg.fonttype": "none", "font.family": "sans-serif", "figure.max_open_warning": 0}
_METADATA = {"Date": None, "Creator": None}


def svg(figure: Axes | Figure) -> str:
    """The figure as SVG text: no date in it, no random names, so that the same frame gives the same bytes."""
    import matplotlib

    figure = getattr(figure, "figure", None) or figure
    buffer = io.StringIO()
    with matplotlib.rc_context(_RC), warnings.catch_warnings():
        # A letter that this machine's font lacks is drawn by the reader's browser.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support .* natively")
        figure.savefig(buffer, format="svg", metadata=_METADATA, facecolor="white")
    return buffer.getvalue()


def show(figure: Axes | Figure, *, alt: str, caption: str = "", table: pd.DataFrame | None = None) -> Shown:
    """The figure as HTML: a picture inside the page, what it shows in words (`alt`), and its caption below.

    Use it as the last line of a cell. Alt and caption are escaped; the picture is an image, so nothing in it can run.
    `table` is the frame that is drawn: a report run saves it as a CSV file beside its page, with a link below the figure.
    Raises `ValueError` for an empty `alt`: a figure without words is none for those who do not see it.

    >>> from toolkit.figures.style import axes
    >>> shown = show(axes(2), alt="Rates < 1", caption="Source: 3 statements")
    >>> shown, 'alt="Rates &lt; 1"' in shown.html
    (Rates < 1, True)
    """
    if not alt.strip():
        raise ValueError("A figure needs a text alternative; make one with alt_text(frame, what).")
    picture = base64.b64encode(svg(figure).encode()).decode()
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    image = f'<img alt="{escape(alt, quote=True)}" src="data:image/svg+xml;base64,{picture}">'
    return Shown(f'<figure class="figure">{image}{words}</figure>', alt, as_csv(table) if table is not None else "")


#: How to read each kind of figure, for its caption.
READING = {
    "": "",
    "rates": "Dots: rates; bars: 95 % intervals; hollow dots rest on fewer than 30 statements.",
    "shares": "Dots: shares; bars: 95 % intervals (Wilson); hollow dots rest on fewer than 30 statements.",
    "dyads": "Rows accuse, columns are accused; darker is more often.",
    "terms": "Beside each line: how often, and in how many statements.",
    "collocates": "Beside each line: sentences with both, and in how many statements.",
    "keyness": "Beside each bar: statements of that group that hold the word.",
    "echo": "Lines: correlation of the two rates at each delay in weeks; dark where it lies outside the grey band of chance.",
    "timeline": (
        "Filled dots: accusations were found; hollow dots: published without accusing; grey bars below the line: "
        "no statement, so no rate; hatched bars: nobody looked. Band: 95 % interval, cut off at the top where it is very wide. "
        "Numbers, if any: dated events, listed below."
    ),
}


def caption(statements: pd.DataFrame, *, how: str = "", families: str = "once") -> str:
    """Where the numbers of a figure come from, how many statements and issuers, from when to when; and how to read it.

    `how` is a kind of figure, one of `READING`.

    >>> from toolkit.examples import small_world
    >>> caption(small_world()[0], families="all")
    'Source: 7 statements of 2 issuers, 5 Jan 2023 to 2 Mar 2023, 1 undated; reprints counted.'
    """
    dates = statements["date"].dropna()
    issuers = statements["issuer"].nunique()
    span = f", {_day(dates.min())} to {_day(dates.max())}" if len(dates) else ""
    undated = len(statements) - len(dates)
    source = f"Source: {counted(len(statements), 'statement')} of {counted(issuers, 'issuer')}{span}"
    source += f", {undated} undated" if undated else ""
    source += "; reprints counted once." if families == "once" else "; reprints counted."
    return f"{source} {READING[how]}".strip()


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%b %Y}"
