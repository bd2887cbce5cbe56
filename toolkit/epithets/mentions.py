"""A single mention of an epithet, and whom it is given to."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import EVERYONE, OTHER, OWN


class Mention(NamedTuple):
    """One epithet in a scene: tokens `first` to `last`, kind, term, and whom it is given to ("" where not said)."""

    first: int
    last: int
    kind: str
    epithet: str
    about: str


def name_of(scene: Scene, party: Party | None, *, owner: bool = False) -> str | None:
    """The name of the party spoken of; "" where the sentence does not say, None where it is the own side or everyone.

    With `owner` a name that no table knows stands for a party ("Ardenia's attack"), else it may be a place ("the Dorn
    attack").
    """
    if party is None:
        return ""
    if party.side in (OWN, EVERYONE):
        return None
    if party.kind == "unknown-name":
        return party.name if owner or party.side == OTHER else ""
    if party.name or party.kind != "pronoun":
        return party.state or party.name
    before = [p for p in scene.parties if p.last <= party.first and p.kind not in ("pronoun", "adjective")]
    return name_of(scene, before[-1], owner=True) if before else ""


def denied(scene: Scene, first: int) -> bool:
    """ "no terrorists", "is not an aggressor": the word is refused."""
    return scene.tokens.word[first].is_("negation") or first > 0 and scene.tokens.word[first - 1].is_("negation")
