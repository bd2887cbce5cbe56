"""What `status`, `verify` and `doctor` answer: a line for each thing they looked at."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """One thing and its state; `fine` is False where somebody has to do something, which `state` then says."""

    what: str
    state: str
    fine: bool


def age(seconds: float) -> str:
    """How long ago, in the largest unit that says it; a clock that was set back gives no negative age.

    >>> age(30), age(7200), age(200000), age(-5)
    ('under a minute', '2 hours', '2 days', 'under a minute')
    """
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        n = int(seconds // size)
        if n >= 1:
            return f"{n:,} {name}{'s' if n > 1 else ''}"
    return "under a minute"
