"""Who does it, inside a noun phrase: as its owner, its adjective, or after *of*, *by*, *from*."""

from __future__ import annotations

from toolkit.accusations.clauses import CLAUSE_WORDS, STRONG_STOPS
from toolkit.accusations.instruments import Hit
from toolkit.accusations.naming import adjective
from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.words import SAYING

#: "by dozens of separatists": what stands before *of* only counts.
AMOUNTS = frozenset(
    "dozens hundreds thousands scores number group groups members majority handful dozen some many several most".split()
)


def by_agent(scene: Scene, start: int, reach: int = 30) -> Party | None:
    """The party after *by* (or *from the side of*, *at the hands of*) to the right, before the clause ends."""
    for i in range(start, min(start + reach, len(scene.tokens))):
        low = scene.low(i)
        if scene.tokens.text[i] in STRONG_STOPS or low in CLAUSE_WORDS:
            return None
        if low == "by" and scene.low(i + 1).endswith("ing") and i + 1 not in scene.party_at:
            continue  # "by shelling ...": a means, no doer
        if low == "by" or (
            low == "of" and scene.low(i - 1) in ("hands", "part", "side") and scene.low(i - 3) in ("at", "on", "from")
        ):
            party = scene.party_at.get(i + 1)
            if party is not None and party.first == i + 1:
                return party
            for k in range(i + 1, min(i + 7, len(scene.tokens))):
                if k in scene.party_at and (
                    not scene.tokens.word[k - 1].is_("preposition") or scene.low(k - 2) in AMOUNTS
                ):
                    return scene.party_at[k]
                if scene.tokens.word[k].breaks and scene.low(k) != "of":
                    break
    return None


#: "from the territory of Velmar", "from Velmari positions": where force comes from is whose force it is.
GROUND = frozenset("territory soil positions position side lands bases".split())


def from_ground(scene: Scene, start: int, reach: int = 10) -> Party | None:
    """The party from whose ground something comes: after *from* to the right."""
    for i in range(start, min(start + reach, len(scene.tokens))):
        if scene.tokens.text[i] in STRONG_STOPS or scene.low(i) in CLAUSE_WORDS:
            return None
        if scene.low(i) != "from":
            continue
        ground = None
        for k in range(i + 1, min(i + 6, len(scene.tokens))):
            if scene.low(k) in GROUND:
                ground = k
            if ground is not None or scene.tokens.word[k].breaks:
                break
        if ground is None:
            return None
        return next(
            (scene.party_at[k] for k in range(i + 1, min(ground + 4, len(scene.tokens))) if k in scene.party_at), None
        )
    return None


def phrase_start(scene: Scene, i: int) -> int:
    """Where the noun phrase whose noun is token `i` begins: over adjectives, nouns, names and possessives."""
    while i > 0:
        w = scene.tokens.word[i - 1]
        if w.is_("determiner", "their") or w.low in ("our", "my"):
            return i - 1
        if w.breaks and not (
            w.low == "and" and i - 2 >= 0 and not scene.tokens.word[i - 2].breaks and _adjective_pair(scene, i)
        ):
            return i
        if (
            scene.has(i - 1, "acts", "verb")
            and not scene.has(i - 1, "acts", "noun", "adjective")
            and scene.tokens.word[i - 1].low.endswith(("ed", "s"))
        ):
            return i
        if scene.low(i - 1) in SAYING or (scene.has(i - 1, "cues") and not scene.has(i - 1, "acts")):
            return i
        i -= 1
    return i


def _adjective_pair(scene: Scene, i: int) -> bool:
    """ "cynical and inhuman attacks": an *and* between two adjectives does not end the phrase."""
    owned = scene.low(i - 3) == "'s" or scene.tokens.word[i - 3].is_("their", "determiner") if i >= 3 else False
    low = scene.low(i)
    return (
        scene.has(i, "acts", "adjective")
        or scene.has(i - 2, "acts", "adjective")
        or scene.has(i - 2, "acts", "noun")
        or owned
        and (adjective(low) or low.endswith(("ed", "ing")))  # "Velmar's direct and unprecedented attack"
    )


def inside_agent(scene: Scene, noun: Hit) -> tuple[Party | None, str]:
    """The doer inside the noun phrase: before the noun as owner or adjective, after it with *of*, *by*, *from*.

    >>> from toolkit.accusations.scene import look
    >>> from toolkit.accusations.sides import Side
    >>> scene = look("measures against the provocations of Velmar", Side("Ministry of Defence of Ardenia"))
    >>> party, how = inside_agent(scene, scene.acts("noun")[0]); scene.tokens.span(party.first, party.last), how
    ('Velmar', 'of')
    """
    after = by_agent(scene, noun.last, 22)
    start = phrase_start(scene, noun.first)
    before = [p for p in scene.parties if start <= p.first and p.last <= noun.first]
    i = _compound_end(scene, noun.last)
    if before:
        party = before[-1]
        named = after_of(scene, i) if scene.low(i) == "of" else after
        if party.kind == "label" and not party.possessive and named is not None and named.side == "other":
            return named, "of"  # "the fascist suppression of Velmar": the label only describes
        return (party, "owner" if party.possessive or party.kind in ("pronoun", "own") else "adjective")
    beside = scene.party_at.get(i + (scene.low(i) in ("that", "which")))
    if (
        beside is not None
        and beside.side != "own"
        and any(scene.has(k, "cues", "commit") for k in range(beside.last, beside.last + 5))
    ):
        return beside, "relative"  # "the crimes Velmar continues to commit"
    if after is not None:
        return after, "by"
    if scene.low(i) == "of":
        party = after_of(scene, i)
        if party is not None and _can_do(scene, party, noun):
            return party, "of"
    if scene.low(i) in ("from", "by") and i + 1 in scene.party_at:
        return scene.party_at[i + 1], "from"
    return None, ""


#: Nouns that an act can stand before as its kind: "the disinformation campaign of Velmar".
CAMPAIGN = frozenset(
    "campaign campaigns policy policies activity activities operation operations attempt attempts plan plans war practice practices".split()
)


def _compound_end(scene: Scene, i: int) -> int:
    return i + 1 if scene.low(i) in CAMPAIGN else i


def after_of(scene: Scene, i: int) -> Party | None:
    """The party after *of* at token `i`."""
    for k in range(i + 1, min(i + 5, len(scene.tokens))):
        if k in scene.party_at:
            return scene.party_at[k] if scene.party_at[k].first <= k else None
        if scene.tokens.word[k].breaks:
            return None
    return None


#: Nouns made from verbs whose *of* names what is done to, not who does it, unless a force stands there.
TRANSITIVE = (
    "ing",
    "tion",
    "sion",
    "ment",
    "breach",
    "murder",
    "massacre",
    "siege",
    "blockade",
    "seizure",
    "rape",
    "slaughter",
    "torture",
    "abuse",
    "disregard",
    "bombardment",
)


#: Of the nouns that end like these, the ones whose *of* names the doer all the same.
DONE_BY = frozenset(
    "aggression provocation escalation ambition collusion incursion intrusion intervention intention deception".split()
)


def _can_do(scene: Scene, party: Party, noun: Hit) -> bool:
    term = noun.row["term"]
    if term in DONE_BY or not term.endswith(TRANSITIVE):
        return True
    return party.kind in ("force", "label", "government", "group") and party.side != "own"
