"""Whose words a sentence tells: what it puts into the mouth of another party is not the issuer's own."""

from __future__ import annotations

from toolkit.accusations.clauses import STRONG_STOPS
from toolkit.accusations.denials import CLAIMS
from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OTHER, OWN
from toolkit.accusations.words import SAYING

#: Verbs by which a party tells or calls; what follows in the clause is its word and not the speaker's.
TELLING = frozenset(
    "say says said saying tell told state stated report reports reported claim claims claimed claiming declare "
    "declares declared announce announces announced allege alleges assert asserts asserted argue argues argued "
    "insist insists insisted call calls called calling describe describes described label labels labelled labeled "
    "brand brands branded term terms termed denounce denounces denounced deem deems deemed quote quoted".split()
)


def told_by_others(scene: Scene) -> set[int]:
    """The tokens told as another party's words: "Ardenia claims that ...", "Ardenian claims of ..."."""
    told: set[int] = set()
    for i in range(len(scene.tokens)):
        low = scene.low(i)
        accusing = scene.has(i, "cues", "accuse.object", "accuse.that", "protest")
        if low in TELLING or accusing or low in SAYING and scene.low(i + 1) == "that":
            told |= _clause(scene, i + 1) if _teller(scene, i) else set()
        if low in CLAIMS and scene.low(i + 1) in ("that", "of", "about", "on", "regarding", "concerning"):
            owner = owner_before(scene, i)
            if owner is not None and owner.side == OTHER:
                told |= _clause(scene, i + 1, predicate=scene.low(i + 1) != "that")
        if low == "according" and scene.low(i + 1) == "to":
            party = next((scene.party_at[k] for k in range(i + 2, i + 5) if k in scene.party_at), None)
            if party is not None and party.side == OTHER:
                told |= _clause(scene, party.last)
    return told


def _teller(scene: Scene, i: int) -> bool:
    """Whether a party of the other side tells: right before the verb, but for adverbs and auxiliaries."""
    k = i - 1
    while k >= 0 and (scene.tokens.word[k].adverb or scene.tokens.word[k].is_("have", "be", "modal")):
        k -= 1
    party = scene.party_at.get(k)
    unknown = party is not None and party.kind == "unknown-name" and party.side != OWN
    return party is not None and party.last == k + 1 and (party.side == OTHER or unknown)


def _clause(scene: Scene, start: int, predicate: bool = False) -> set[int]:
    """The tokens from `start` to the end of the clause; with `predicate` a form of *be*, *have* or a modal ends it."""
    end = start
    while end < len(scene.tokens) and scene.tokens.text[end] not in STRONG_STOPS:
        if predicate and scene.tokens.word[end].is_("be", "have", "modal"):
            break
        end += 1
    return set(range(start, end))


def owner_before(scene: Scene, i: int) -> Party | None:
    """The party that stands right before a token as its owner or its adjective: "Ardenia's ...", "our ..."."""
    k = i - 1
    if scene.low(k) == "'s" or k >= 0 and scene.tokens.text[k] in "'’":
        k -= 1
    return scene.party_at.get(k)
