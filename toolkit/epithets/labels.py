"""Words for a party that judge it: "terrorists", "the regime", "occupiers"."""

from __future__ import annotations

import re

from toolkit.accusations.clauses import subject_of, verb_group
from toolkit.accusations.instruments import Hit
from toolkit.accusations.labels import COPULA
from toolkit.accusations.naming import verb_form
from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OTHER, OWN
from toolkit.actors import noun_of, state_of, stem_of
from toolkit.epithets.doubts import DOUBTING
from toolkit.epithets.intensity import intensifiers
from toolkit.epithets.mentions import Mention, denied, name_of
from toolkit.epithets.speakers import TELLING

#: Labels that describe anything before a noun: "radical changes", "a criminal case".
_ALSO_ADJECTIVES = frozenset("radical criminal puppet proxy pirate".split())


#: Labels that name an order of things or a place as well: "the regime of silence", "the visa regime", "a refugee camp".
_ALSO_THINGS = frozenset(["regime", "camp"])


_BACKED = re.compile(r"^pro-|-(?:backed|led|sponsored|supported|controlled|affiliated|aligned|installed|armed|funded)$")


def labels(scene: Scene):
    for hit in scene.hits:
        if hit.table != "parties" or hit.row["kind"] != "label":
            continue
        party = scene.party_at.get(hit.first)
        if party is None or _only_describes(scene, hit, party) or _names_a_thing(scene, hit, party):
            continue
        # "they are called settlers": by whom, the sentence does not say.
        if denied(scene, party.first) or scene.low(party.first - 1) in TELLING:
            continue
        of_own = scene.low(hit.last) == "of" and party.last > hit.last  # "occupiers of our land" are not ours
        if party.side == OTHER:
            about = party.state or party.name or _backer(scene, party) or _said_of(scene, party)
            if about is not None:
                yield Mention(hit.first, hit.last, "label", hit.row["term"].casefold(), about)
        elif party.side == OWN and of_own:
            yield Mention(hit.first, hit.last, "label", hit.row["term"].casefold(), "")


def _only_describes(scene: Scene, hit: Hit, party: Party) -> bool:
    """ "radical changes": a label that is an adjective too, before a word that is no party, act or verb."""
    if hit.row["term"] not in _ALSO_ADJECTIVES or hit.form != "singular" or party.last > hit.last:
        return False
    after = scene.tokens.word[hit.last] if hit.last < len(scene.tokens) else None
    plain = after is not None and not (after.breaks or after.adverb or after.number or after.capital)
    return plain and after.low != "'s" and not verb_form(after.low)


def _names_a_thing(scene: Scene, hit: Hit, party: Party) -> bool:
    """ "the regime of silence", "the observer regime": a word for a party that stands for something else here."""
    if hit.row["term"] not in _ALSO_THINGS:
        return False
    if scene.low(hit.last) in ("of", "for", "on") and party.last == hit.last:
        return True
    before = scene.tokens.word[hit.first - 1] if hit.first else None
    if hit.row["term"] == "camp" and not party.name:
        return True
    if before is None or before.is_("determiner", "their", "own") or before.capital:
        return False
    owned = before.low == "'s" or before.low in intensifiers() or before.low in DOUBTING
    return not (owned or before.low in ("ruling", "current", "puppet", "terrorist", "occupying", "bloody"))


def _backer(scene: Scene, party: Party) -> str:
    """Whom "Velmar-backed rebels" and "pro-Velmar rebels" belong to, by the state at the hyphen; "" where none is."""
    for k in range(max(party.first - 1, 0), party.last):
        text = scene.tokens.text[k]
        base = _BACKED.sub("", text)
        if base != text and base[0].isupper():
            return scene.side.states.get(stem_of(base)) or state_of(base) or noun_of(base)
    return ""


def _said_of(scene: Scene, party: Party) -> str | None:
    """Of whom a nameless label is told ("Ardenia is the aggressor"): "" where nobody is, None for the own side."""
    verb = party.first - 1
    while verb >= 0 and (scene.tokens.word[verb].adverb or scene.tokens.word[verb].is_("determiner")):
        verb -= 1
    if scene.low(verb) not in COPULA:
        return ""
    # A copula stands in no lexicon; the verb group is found from its place alone.
    subject = subject_of(scene, verb_group(scene, Hit(verb, verb + 1, "acts", {"term": ""}, "base")).first)
    return "" if subject is None else name_of(scene, subject, owner=True)
