"""How things are shown: HTML made by this toolkit with every text from outside escaped, and numbers in words."""

from __future__ import annotations

import pandas as pd

from toolkit.store import neutralise

NOT_NAMED = "not named"

#: The kind of output under which a figure carries its table; a report run saves it beside the page.
TABLE = "application/vnd.accusation-toolkit.table+csv"


class Shown:
    """HTML to show and the same in plain text, for readers without a browser.

    >>> Shown("<p>2 statements</p>", "2 statements")
    2 statements
    """

    def __init__(self, html: str, text: str, csv: str = "") -> None:
        self.html, self.text, self.csv = html, text, csv

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, **_) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text} | ({TABLE: self.csv} if self.csv else {})

    def __repr__(self) -> str:
        return self.text


def as_csv(frame: pd.DataFrame) -> str:
    """A frame as the text of a CSV file: days as YYYY-MM-DD, missing as empty, and no cell that a spreadsheet would run.

    Text that begins like a formula gets an apostrophe before it, which spreadsheets take as "this is text".

    >>> as_csv(pd.DataFrame({"word": ["=1+1", "dam"], "n": [1, None]}))
    "word,n\\n'=1+1,1.0\\ndam,\\n"
    """
    safe = frame.copy()
    for name in safe.columns:
        if pd.api.types.is_string_dtype(safe[name].dtype) or safe[name].dtype == object:
            safe[name] = [neutralise(cell) if isinstance(cell, str) else cell for cell in safe[name]]
    return safe.rename(columns=neutralise).to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")


def number(value: float) -> str:
    """A measured number as short as its size allows.

    >>> number(12.345), number(1.234), number(0.0123), number(0), number(1234.5), number(float("nan"))
    ('12.3', '1.23', '0.012', '0', '1,234', 'none')
    """
    if pd.isna(value):
        return "none"
    if value == 0:
        return "0"
    size = abs(value)
    if size < 0.0005:
        return "under 0.001"
    return (
        f"{value:,.0f}"
        if size >= 100
        else f"{value:.1f}"
        if size >= 10
        else f"{value:.2f}"
        if size >= 0.1
        else f"{value:.3f}"
    )


def counted(n: int, what: str) -> str:
    """A count with its noun.

    >>> counted(1, "statement"), counted(1200, "statement")
    ('1 statement', '1,200 statements')
    """
    return f"{n:,} {what}{'' if n == 1 else 's'}"
