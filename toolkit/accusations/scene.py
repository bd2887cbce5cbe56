"""One sentence laid out for the rules: its tokens, the lexicon terms in it, its parties, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from toolkit.accusations.instruments import Hit, find_terms
from toolkit.accusations.parties import Party, find_parties
from toolkit.accusations.sides import Side
from toolkit.accusations.words import SAYING, Tokens, tokens_of  # noqa: F401


@cache
def _parts(cell: str) -> frozenset[str]:
    """The values of a cell of a lexicon that holds several."""
    return frozenset(cell.split("|"))


@dataclass
class Scene:
    """What the rules look at; `before` is the scene of the sentence before, where there is one."""

    tokens: Tokens
    hits: list[Hit]
    side: Side
    voice: str = ""
    before: "Scene | None" = None

    @cached_property
    def parties(self) -> list[Party]:
        """The parties from left to right; looked for when a rule asks, since of most sentences without an act none does."""
        return find_parties(self.tokens, self.hits, self.side)

    @cached_property
    def party_at(self) -> dict[int, Party]:
        return {i: party for party in self.parties for i in range(party.first, party.last)}

    @cached_property
    def hits_at(self) -> dict[int, list[Hit]]:
        found: dict[int, list[Hit]] = {}
        for hit in self.hits:
            for i in range(hit.first, hit.last):
                found.setdefault(i, []).append(hit)
        return found

    @cached_property
    def _standing(self) -> tuple[dict[str, list[Hit]], dict[str, list[Hit]]]:
        """The acts by their part of speech, and the cues by their kind."""
        acts: dict[str, list[Hit]] = {}
        cues: dict[str, list[Hit]] = {}
        for hit in self.hits:
            if hit.table == "acts":
                acts.setdefault(hit.row["pos"], []).append(hit)
            elif hit.table == "cues":
                cues.setdefault(hit.row["kind"], []).append(hit)
        return acts, cues

    @cached_property
    def _named(self) -> list[tuple[int, frozenset[str]]]:
        """Tokens with the classes of what is named there (see `classes`)."""
        found = []
        for hit in self.hits:
            if hit.table == "objects":
                found += [(i, _parts(hit.row["class"])) for i in range(hit.first, hit.last)]
            elif hit.table == "acts" and hit.row["pos"] == "noun":
                found += [(i, _ACT) for i in range(hit.first, hit.last)]
        for party in self.parties:
            names = _party_classes(party.side, party.kind == "unknown-name")
            found += [(i, names) for i in range(party.first, party.last)]
        return found

    def low(self, i: int) -> str:
        lows = self.tokens.lows
        return lows[i] if 0 <= i < len(lows) else ""

    def has_low(self, words: frozenset[str]) -> bool:
        """Whether one of these words stands in the sentence."""
        return not words.isdisjoint(self.tokens.lows)

    def has_no_act_or_cue(self) -> bool:
        """Whether no rule has anything to begin with."""
        return not any(self._standing)

    def acts(self, pos: str) -> list[Hit]:
        """The acts of a part of speech, in their order."""
        return self._standing[0].get(pos, [])

    def cues(self, *kinds: str) -> list[Hit]:
        """The cues of one of these kinds, in their order."""
        cues = self._standing[1]
        found = [cues[kind] for kind in kinds if kind in cues] if cues else []
        if len(found) < 2:
            return found[0] if found else []
        return [h for h in self.hits if h.table == "cues" and h.row["kind"] in kinds]

    def has(self, i: int, table: str, *kinds: str) -> bool:
        """Whether a term of that table (and kind, class or part of speech) covers token `i`."""
        for hit in self.hits_at.get(i, ()):
            if hit.table != table:
                continue
            row = hit.row
            if not kinds or not _parts(row.get("kind") or row.get("class") or row.get("pos")).isdisjoint(kinds):
                return True
        return False

    def classes(self, first: int, last: int) -> set[str]:
        """The object classes named between two tokens, with `party`, `own`, `other` and `act` for what stands there."""
        return set().union(*[names for i, names in self._named if first <= i < last])

    def names_any(self, classes: set[str]) -> bool:
        """Whether an object of one of these classes is named in the sentence."""
        return any(h.table == "objects" and not _parts(h.row["class"]).isdisjoint(classes) for h in self.hits)


_ACT = frozenset(("act",))


@cache
def _party_classes(side: str, unknown: bool) -> frozenset[str]:
    return frozenset(("party", side, "someone") if unknown else ("party", side))


def look(sentence: str, side: Side, voice: str = "", before: Scene | None = None) -> Scene:
    """Read one sentence: tokens, lexicon terms, names, parties."""
    tokens = tokens_of(sentence)
    return Scene(tokens, find_terms(tokens), side, voice, before)
