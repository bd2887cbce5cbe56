"""What a rule makes: a charge, with all that bears on whether it is an accusation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from toolkit.accusations.instruments import Hit
from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene

#: Types whose act can turn out to be force against civilians once its target is read (codebook, section 5, rule 10).
FORCE = {"attack", "terrorism"}
CIVILIAN = {"civilian", "lives"}


@dataclass(slots=True)
class Charge:
    """One thing that a rule found: the act, its doer if any, and what bears on whether it is an accusation."""

    rule: str
    cue: Hit
    first: int
    last: int
    agent: Party | None
    type: str
    weight: int
    form: str
    relation: str = ""
    negated: bool = False
    modal: str = ""
    fits: bool = True
    carried: bool = False
    accuser: Party | None = None
    assertion: str = "asserted"


def needs(hit: Hit) -> frozenset[str]:
    """The object classes one of which must stand near a weak act; people count wherever civilians do."""
    return _wanted(hit.row["needs"])


@cache
def _wanted(cell: str) -> frozenset[str]:
    wanted = frozenset(filter(None, cell.split("|")))
    if "any" in wanted:
        return frozenset()
    return wanted | {"people", "someone"} if "civilian" in wanted else wanted


_ENDS = frozenset(';:.!?"“”')


def object_end(scene: Scene, start: int, reach: int = 18) -> int:
    """Where the words of the act end: at the next strong stop, or after `reach` words."""
    texts = scene.tokens.text
    last = min(start + reach, len(texts))
    for i in range(start, last):
        if texts[i] in _ENDS:
            return i
    return last
