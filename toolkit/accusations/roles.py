"""Who accuses, and the act's own place and time: what surrounds an accusation once it is found."""

from __future__ import annotations

import re

from toolkit.accusations.charges import Charge
from toolkit.accusations.clauses import hangs, subject_of, verb_group
from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OWN
from toolkit.accusations.words import SAYING

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
WHEN = re.compile(
    rf"\b(?:(?:on|in|since|during|from|by|at|throughout|over|between|until|after|before)\s+)?(?:"
    rf"(?:the\s+)?(?:(?:night|morning|evening|afternoon|early hours|course|first hours)\s+of\s+)?(?:(?:{_DAYS}),?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{_MONTHS})(?:\s+\d{{1,2}}\b)?(?:,?\s+\d{{4}})?"
    rf"|(?:last|this|earlier this|the past|the last|the previous)\s+(?:\w+\s+)?(?:night|week|month|year|evening|morning|days?|weeks|months|years|hours|{_DAYS})"
    rf"|(?:the\s+)?(?:early|late)?\s?(?:{_DAYS})(?:\s+(?:night|morning|evening|afternoon))?"
    rf"|yesterday|today|overnight|tonight|(?:the\s+)?early hours|\d{{1,2}}[:.]\d{{2}}(?:\s*(?:a\.?m\.?|p\.?m\.?|hours))?|(?:19|20)\d{{2}})\b"
)
#: One of these, or a figure, stands in every such phrase; the pattern can begin at every word.
_TIMES = ("day", "night", "hours", "week", "month", "year", "morning", "evening", *_MONTHS.split("|"))
_FIGURE = re.compile(r"\d")
WHERE = re.compile(
    r"\b(?:in|near|at|around|outside|on|towards?|north of|south of|east of|west of|in the (?:area|direction|vicinity|territory|city|town|village|district|region|outskirts|valley) of|"
    r"along|across|over|close to)\s+(?P<place>(?:the\s+)?(?:(?:city|town|village|district|region|area|settlement|port|direction|territory|outskirts|valley|market)s?\s+of\s+)?(?:the\s+)?"
    r"[A-Z][\w’'-]++(?:(?:\s+(?:of|and|al|the))?[\s-][A-Z][\w’'-]++)*+(?:\s+(?:region|district|province|settlement|village|valley|area|bridge|direction|market|crossing|heights|road)s?)?)"
)
_TIME_WORDS = re.compile(rf"^(?:the\s+)?(?:{_MONTHS}|{_DAYS})\b")


def accuser_of(scene: Scene, charge: Charge) -> Party | None:
    """The party that the sentence itself names as accusing, or None where it is the one who speaks.

    It is the subject of the accusing verb, or of the verb of saying before the act, or whom the act is told "according to"; the
    issuer's own ministry reported by an agency is the issuer.

    >>> from toolkit.accusations.judge import charges_in
    >>> scene, (charge,) = charges_in("Ardenia accused Velmar of aggression.", "Quellport Press Agency")[0]
    >>> party = accuser_of(scene, charge); scene.tokens.span(party.first, party.last)
    'Ardenia'
    """
    named = charge.accuser or _speaker(scene, charge)
    if named is None or named.side == OWN or named is charge.agent or named.kind in ("own", "pronoun"):
        return None
    told = scene.voice in ("issuer", "issuer-reported")
    if (
        told
        and not named.state
        and named.kind != "name"
        or scene.side.known
        and named.kind == "government"
        and not named.name
    ):
        return None  # "the Ministry", "MoD": the issuer itself
    return named


def _speaker(scene: Scene, charge: Charge) -> Party | None:
    condemning = [h for h in scene.cues("accuse.object", "accuse.that", "protest") if h.first < charge.cue.first]
    for hit in reversed(condemning):
        party = subject_of(scene, verb_group(scene, hit).first)
        if party is not None:
            return party
    for i, low in enumerate(scene.tokens.lows):
        if low == "according" and scene.low(i + 1) == "to":
            return next(
                (scene.party_at[k] for k in range(i + 2, min(i + 7, len(scene.tokens))) if k in scene.party_at), None
            )
        if low in SAYING and low.endswith(("d", "t", "s")):
            party = _beside(scene, i)
            if party is not None:
                return party
    return None


def _beside(scene: Scene, i: int) -> Party | None:
    """The party right before or, in "said the Observatory", right after a verb of saying."""
    k = i - 1
    while k >= 0 and (scene.tokens.word[k].adverb or scene.tokens.word[k].is_("have", "be")):
        k -= 1
    if k in scene.party_at and not hangs(scene, scene.party_at[k]):
        return scene.party_at[k]
    after = scene.party_at.get(i + 1)
    return (
        after
        if after is not None
        and scene.low(after.last) not in SAYING
        and not scene.tokens.word[min(after.last, len(scene.tokens) - 1)].is_("be", "have")
        else None
    )


def place_of(scene: Scene, charge: Charge) -> str | None:
    """Where the act took place, in the words of the sentence near the act; None where it does not say.

    >>> from toolkit.accusations.judge import charges_in
    >>> scene, (charge,) = charges_in("Ardenian units shelled our posts near Hallin.", "Ministry of Defence of Velmar")[0]
    >>> place_of(scene, charge)
    'Hallin'
    """
    for match in WHERE.finditer(scene.tokens.sentence, scene.tokens.start[charge.first]):
        place = match["place"]
        party = scene.party_at.get(_token_at(scene, match.start("place")))
        if not _TIME_WORDS.match(place) and (
            party is None
            or party.kind in ("unknown-name",)
            or scene.tokens.word[party.first - 1].low in ("in", "near", "at")
        ):
            return place.removesuffix("'s").removesuffix("’s")
    return None


def when_of(scene: Scene, charge: Charge) -> str | None:
    """When the act took place, in the words of the sentence; None where it does not say.

    >>> from toolkit.accusations.judge import charges_in
    >>> scene, (charge,) = charges_in("Last night Ardenian units shelled our posts.", "Ministry of Defence of Velmar")[0]
    >>> when_of(scene, charge)
    'Last night'
    """
    sentence = scene.tokens.sentence
    if not (any(word in sentence for word in _TIMES) or _FIGURE.search(sentence)):
        return None
    found = list(WHEN.finditer(sentence[:1].lower() + sentence[1:]))
    if not found:
        return None
    at = scene.tokens.start[charge.cue.first]
    best = min(found, key=lambda m: abs(m.start() - at))
    return sentence[best.start() : best.end()].strip() or None


def _token_at(scene: Scene, offset: int) -> int:
    return next((i for i, end in enumerate(scene.tokens.end) if end > offset), -1)
