"""How things are shown: HTML made by this toolkit with every text from outside escaped, and numbers in words."""

from __future__ import annotations

import pandas as pd

NOT_NAMED = "not named"


class Shown:
    """HTML to show and the same in plain text, for readers without a browser.

    >>> Shown("<p>2 statements</p>", "2 statements")
    2 statements
    """

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


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
