"""Whose side a party is on, seen from the issuer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.accusations.words import Tokens
from toolkit.actors import party_of, same_state, state_of, stem_of

if TYPE_CHECKING:
    from toolkit.accusations.parties import Party

OWN, OTHER, UNCLEAR, EVERYONE = "own", "other", "unclear", "everyone"


#: In a state's own release, "the army" and "our troops" need no name; the enemy's do.
OWN_WHEN_BARE = frozenset(
    "army armed force forces units unit troops military soldiers servicemen guards navy commandos personnel police".split()
)
FOREIGN = frozenset(
    "enemy opposing hostile illegal armed-group sabotage diversion occupying invading foreign separatist terrorist rebel armed's".split()
)


#: "Certain countries try to impose their will": who is meant is left to the reader, and is not the speaker.
VAGUE = frozenset("certain some".split())
STATES = frozenset("states countries powers capitals governments circles politicians".split())
_ALL = frozenset(("both", "all", "each", "either"))


class Side:
    """The side that speaks: its state or, without one, the actor itself; and the names that belong to it.

    `states` are states known beforehand that no table holds, by the stem of their name (see `toolkit.actors.stem_of`): those of the
    corpus's issuers.
    """

    def __init__(self, issuer: str | None, states: dict[str, str] | None = None):
        self.issuer = issuer if isinstance(issuer, str) else ""
        self.states = states or {}
        self.state = state_of(self.issuer) or ""
        known = party_of(self.issuer) if self.issuer else None
        self.actor = known.canonical if known and not known.state else ""
        self.stem = stem_of(self.state)
        #: Whether it is known whose side the issuer is on; an agency without a state is on no side.
        self.known = bool(self.state or self.actor)

        self._owned: dict[tuple[str, str], bool] = {}

    def owns(self, party: Party) -> bool:
        """Whether a party is of this side, by its name and its state; a text names the same few again and again."""
        key = party.name, party.state
        if key not in self._owned:
            self._owned[key] = self._owns(*key)
        return self._owned[key]

    def _owns(self, name: str, state: str) -> bool:
        if self.actor and name == self.actor or len(name) > 4 and name.lower() in self.issuer.lower():
            return True
        return same_state(self.state, state) or (bool(self.state) and same_state(self.state, name))


def side_of(tokens: Tokens, party: Party, side: Side) -> str:
    lows = tokens.lows[party.first : party.last]
    ours = "our" in lows or "my" in lows
    foreign = side.known and bool(party.state) and not side.owns(party)  # "my Velmari colleague"
    if party.kind == "own" or ours and party.kind != "label" and not foreign:  # "our enemies" are not ours
        return OWN
    if not party.name and _of_everyone(party, lows):
        return EVERYONE
    if side.known and lows[0] in VAGUE and lows[-1] in STATES and not party.name:
        return OTHER
    if side.known and party.name and side.owns(party):
        return OWN
    if party.kind == "label":
        return OTHER
    if party.state or party.kind == "name" or party.name and party.kind != "unknown-name":
        return OTHER
    if tokens.word[party.first].is_("their"):  # "its troops": whose, the sentence says elsewhere
        return UNCLEAR
    if side.state and party.kind == "force" and lows[-1] in OWN_WHEN_BARE and FOREIGN.isdisjoint(lows):
        return OWN
    return UNCLEAR


def _of_everyone(party: Party, lows: list[str]) -> bool:
    """ "The parties", "both governments": no side in particular."""
    if lows[-1] in ("parties", "sides") and FOREIGN.isdisjoint(lows):
        return True
    return party.kind in ("government", "group") and not _ALL.isdisjoint(lows)
