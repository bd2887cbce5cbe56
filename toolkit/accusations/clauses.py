"""Who does it: the verb group of a word, its subject, its *by*-phrase, and the doer inside a noun phrase.

There is no parser below this. English statements put the doer in few places, and each function looks in one of them.
"""

from __future__ import annotations

from typing import NamedTuple

from toolkit.accusations.instruments import Hit
from toolkit.accusations.naming import CALENDAR, TIMES
from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.words import SAYING

STRONG_STOPS = frozenset(";:.!?–—•▪")
CLAUSE_WORDS = frozenset("if because while when whereas although though unless until since whether where so".split())


class VerbGroup(NamedTuple):
    """A verb with its auxiliaries: where it begins, whether passive, after "to", negated, or with a modal."""

    first: int
    passive: bool
    infinitive: bool
    negated: bool
    modal: str
    bare: bool


def verb_group(scene: Scene, hit: Hit) -> VerbGroup:
    """The auxiliaries, adverbs, negation and "to" to the left of a verb."""
    words, i = scene.tokens.word, hit.first - 1
    be = negated = infinitive = False
    modal, bare = "", True
    while i >= 0:
        w = words[i]
        if not w.classes:  # most words: an adverb goes on, any other ends the group
            if not w.adverb or w.punctuation:
                break
            i -= 1
            continue
        if w.is_("negation"):
            negated = True
        elif w.is_("be"):
            be, bare = True, False
        elif w.is_("have", "do"):
            bare = False
        elif w.is_("modal"):
            modal, bare = w.low, False
        elif w.low == "to":
            infinitive, bare = True, False
        elif not w.adverb or w.punctuation:
            break
        if w.is_("negation", "be", "have", "do", "modal") or w.low == "to" or w.adverb:
            i -= 1
            continue
        break
    passive = "participle" in hit.form and be
    if "participle" in hit.form and bare and not be:
        dropped_from = scene.low(hit.last) == "from" and hit.last == hit.first + 1 and subject_of(scene, i + 1) is None
        passive = scene.low(hit.last) == "by" or dropped_from or _by_soon(scene, hit.last)
    return VerbGroup(i + 1, passive, infinitive, negated, modal, bare)


def _by_soon(scene: Scene, start: int) -> bool:
    """ "fired with various weapons, including mortars, by the units ...": a party after *by* before the clause ends."""
    after = scene.tokens.word[start] if start < len(scene.tokens) else None
    if after is None or not (after.is_("preposition", "and") or after.adverb or after.punctuation):
        return False  # an object stands there: the verb is active ("foiled a plot by ...")
    for i in range(start, min(start + 14, len(scene.tokens))):
        if scene.low(i) == "by":
            return i + 1 in scene.party_at
        if scene.tokens.text[i] in STRONG_STOPS or scene.tokens.word[i].is_(
            "be", "have", "modal", "relative", "subordinator"
        ):
            return False
    return False


def subject_of(scene: Scene, first: int, adjacent: bool = False) -> Party | None:
    """The party that is the subject of the verb group beginning at token `first`, or None.

    Looks left inside the clause for the nearest party that neither hangs on a preposition nor is another verb's object; after
    "who", "which" or "that" it is the party just before. A party that owns or modifies the subject ("Velmar's decision") counts.
    With `adjacent`, a party right before the verb is taken whatever it hangs on ("killed militants trying to cross").
    """
    beside = _right_before(scene, first) if adjacent else None
    if beside is not None:
        return beside
    i = first - 1
    while i >= 0 and scene.tokens.text[i] in ",\"'“”’":
        i -= 1
    if i >= 0 and scene.tokens.word[i].is_("relative") and not _opens_report(scene, i):
        return _before_relative(scene, i)
    start = _clause_start(scene, i)
    who = None
    if "who" in scene.tokens.lows:
        who = next((k for k in range(i, start - 1, -1) if scene.low(k) == "who"), None)
    if who is not None:  # "militants who had hidden there and planned an attack"
        return _before_relative(scene, who)
    if scene.low(first) == "involved":  # "the forces of Velmar involved in the raid": what stands right before it
        return (
            next((p for p in scene.parties if p.last == first), None) or subject_of(scene, first - 1)
            if first and scene.low(first - 1) != "involved"
            else None
        )
    for party in reversed([p for p in scene.parties if start <= p.first and p.last <= first]):
        before_to = party.last == first and (scene.low(first) == "to" or _after_object(scene, party))
        if not before_to and (
            hangs(scene, party) and not _opens_clause(scene, party, first) or _is_object(scene, party, first)
        ):
            continue
        if _speaks(scene, party, first):
            return None
        return party
    return None


def _after_object(scene: Scene, party: Party) -> bool:
    """ "twelve of the drones Velmar launched": the thing done stands right before the doer, with no word between."""
    return party.kind == "name" and party.first > 0 and scene.has(party.first - 1, "objects") and not party.possessive


def _right_before(scene: Scene, first: int) -> Party | None:
    """The party right before a token, unless it is the place of something ("in Hallin")."""
    for party in scene.parties:
        if party.last == first and party.kind not in ("adjective", "unknown-name"):
            place = party.kind == "name" and scene.low(party.first - 1) in ("in", "near", "at", "on", "of")
            return None if place else party
    return None


def _before_relative(scene: Scene, i: int) -> Party | None:
    best = None
    for party in scene.parties:
        if party.last <= i and i - party.last <= 12:
            best = party
    return best


_REPORTED = frozenset(
    "fact facts idea conclusion clear view claims claim regrettable once again doubt sign evidence proof certain aware".split()
)


def _opens_report(scene: Scene, i: int) -> bool:
    """Whether "that" opens what is said or known ("shows that ..."), rather than standing for a noun ("the attack that ...")."""
    return (
        scene.tokens.lows[i] == "that"
        and i > 0
        and (scene.low(i - 1) in SAYING or scene.tokens.text[i - 1] in ',"' or scene.low(i - 1) in _REPORTED)
    )


def _clause_start(scene: Scene, i: int) -> int:
    lows, texts = scene.tokens.lows, scene.tokens.text
    while i >= 0:
        if texts[i] in STRONG_STOPS or lows[i] in CLAUSE_WORDS or _opens_report(scene, i):
            return i + 1
        i -= 1
    return 0


def hangs(scene: Scene, party: Party) -> bool:
    """Whether the party is inside a phrase that begins with a preposition: "at the Tresk checkpoint"."""
    if party.possessive and party.first and not scene.tokens.word[party.first - 1].is_("preposition"):
        return False
    headed = scene.tokens.word[party.first].is_("determiner", "their")
    for i in range(party.first - 1, max(-1, party.first - (2 if headed else 5)), -1):
        word = scene.tokens.word[i]
        if word.is_("preposition"):
            return not party.possessive
        if (
            word.low in ("and", "or")
            and party.kind == "unknown-name"
            or scene.tokens.text[i] == ","
            and party.kind == "unknown-name"
        ):
            before = scene.party_at.get(i - 1)  # "in the direction of Ivel, Tresk and Pell Heights"
            return before is not None and before.kind in ("unknown-name", "name") and hangs(scene, before)
        if (
            word.breaks
            or word.number
            or word.low in TIMES
            or word.low in CALENDAR
            or i in scene.party_at
            or _verb_like(scene, i)
        ):
            return False
    return False


def _opens_clause(scene: Scene, party: Party, first: int) -> bool:
    """ "after Velmari units shelled": a preposition that can open a clause, with the subject right before its verb."""
    return party.last == first and scene.low(party.first - 1) in (
        "after",
        "before",
        "since",
        "as",
        "until",
        "till",
        "like",
        "than",
    )


def _is_object(scene: Scene, party: Party, first: int) -> bool:
    """Whether the party is the object, or in the object list, of an earlier verb: "attacked Hallin, Dorn and Tresk, wounding ..."."""
    i = party.first - 1
    if i >= 0 and _verb_like(scene, i):
        return True
    gap = scene.tokens.text[party.last : first]
    if not gap or gap[0] not in {",", "and", "or"}:
        return False
    while i >= 0:
        w = scene.tokens.word[i]
        if (
            scene.tokens.text[i] in STRONG_STOPS
            or w.is_("relative", "subordinator")
            or w.low == "that"
            or w.low in CLAUSE_WORDS
        ):
            return False
        if _verb_like(scene, i):
            return True
        i -= 1
    return False


def _verb_like(scene: Scene, i: int) -> bool:
    """A verb whose object may follow: of the lexicons, in a form that is no noun."""
    return any(
        (
            h.table == "acts"
            and h.row["pos"] == "verb"
            or h.table == "cues"
            and h.row["kind"] not in ("intent.noun", "responsible")
        )
        and h.last == i + 1
        and (h.form in ("past", "past/participle", "ing") or not scene.has(i, "acts", "noun"))
        for h in scene.hits_at.get(i, ())
    )


def _speaks(scene: Scene, party: Party, first: int) -> bool:
    """Whether a verb of saying stands between the party and the verb: then it is the speaker, not the doer."""
    return not SAYING.isdisjoint(scene.tokens.lows[party.last : first])
