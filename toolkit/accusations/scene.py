"""One sentence laid out for the rules: its tokens, the lexicon terms in it, its parties, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from toolkit.accusations.instruments import Hit, find_names, find_terms
from toolkit.accusations.parties import Party, find_parties
from toolkit.accusations.sides import Side
from toolkit.accusations.words import SAYING, Tokens, tokens_of  # noqa: F401


@cache
def _parts(cell: str) -> frozenset[str]:
    """The values of a cell of a lexicon that holds several."""
    return frozenset(cell.split("|"))


@dataclass(slots=True)
class Scene:
    """What the rules look at; `before` is the scene of the sentence before, where there is one."""

    tokens: Tokens
    hits: list[Hit]
    parties: list[Party]
    side: Side
    voice: str
    before: "Scene | None" = None
    party_at: dict[int, Party] = field(default_factory=dict)
    hits_at: dict[int, list[Hit]] = field(default_factory=dict)
    standing: dict[str, set[str]] = field(
        default_factory=dict
    )  # the parts of speech of the acts, the kinds of the cues

    def low(self, i: int) -> str:
        lows = self.tokens.lows
        return lows[i] if 0 <= i < len(lows) else ""

    def has_low(self, words: frozenset[str]) -> bool:
        """Whether one of these words stands in the sentence."""
        return not words.isdisjoint(self.tokens.lows)

    def acts(self, *pos: str) -> list[Hit]:
        if self.has_none("acts", pos):
            return []
        return [h for h in self.hits if h.table == "acts" and h.row["pos"] in pos]

    def cues(self, *kinds: str) -> list[Hit]:
        if self.has_none("cues", kinds):
            return []
        return [h for h in self.hits if h.table == "cues" and h.row["kind"] in kinds]

    def has_none(self, table: str, names: tuple[str, ...]) -> bool:
        """Whether no act of these parts of speech, or no cue of these kinds, stands in the sentence: mostly so, and quickly seen."""
        return self.standing[table].isdisjoint(names)

    def has(self, i: int, table: str, *kinds: str) -> bool:
        """Whether a term of that table (and kind, class or part of speech) covers token `i`."""
        return any(
            h.table == table
            and (not kinds or not _parts(h.row.get("kind") or h.row.get("class") or h.row.get("pos")).isdisjoint(kinds))
            for h in self.hits_at.get(i, ())
        )

    def classes(self, first: int, last: int) -> set[str]:
        """The object classes named between two tokens, with `party`, `own`, `other` and `act` for what stands there."""
        found: set[str] = set()
        for i in range(max(first, 0), min(last, len(self.tokens))):
            for h in self.hits_at.get(i, ()):
                if h.table == "objects":
                    found.update(_parts(h.row["class"]))
                elif h.table == "acts" and h.row["pos"] == "noun":
                    found.add("act")
            party = self.party_at.get(i)
            if party:
                found.update(("party", party.side))
                if party.kind == "unknown-name":
                    found.add("someone")
        return found


def look(sentence: str, side: Side, voice: str = "", before: Scene | None = None) -> Scene:
    """Read one sentence: tokens, lexicon terms, names, parties."""
    tokens = tokens_of(sentence)
    hits = find_terms(tokens)
    scene = Scene(tokens, hits, find_parties(tokens, hits, find_names(tokens, side.states), side), side, voice, before)
    scene.standing = {
        "acts": {h.row["pos"] for h in hits if h.table == "acts"},
        "cues": {h.row["kind"] for h in hits if h.table == "cues"},
    }
    for hit in hits:
        for i in range(hit.first, hit.last):
            scene.hits_at.setdefault(i, []).append(hit)
    for party in scene.parties:
        for i in range(party.first, party.last):
            scene.party_at[i] = party
    return scene
