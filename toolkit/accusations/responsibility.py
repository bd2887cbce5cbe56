"""Responsibility laid on a party: "Velmar bears full responsibility", "responsibility lies with Velmar", "Velmar is to blame"."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.accusations.charges import Charge, object_end
from toolkit.accusations.clauses import subject_of
from toolkit.accusations.instruments import Hit
from toolkit.accusations.parties import Party
from toolkit.accusations.phrases import inside_agent
from toolkit.accusations.scene import Scene

#: Nouns of blame; the other terms of the kind are said of a party ("responsible", "guilty", "to blame").
BLAME = {"responsibility", "blame", "guilt", "fault"}
#: "responsible officials" praises or describes; the charge is followed by what for, or ends the clause.
BEFORE_WHAT = {"for", "", ".", ",", "before", "to", "and", "under", "in"}
HOLDING = {"hold", "holds", "held", "holding"}
BEARING = {"bear", "bears", "bore", "shares", "carry", "carries", "evade", "evading", "shirk", "shirking", "escape"}
LYING = {
    "lies",
    "lie",
    "rests",
    "rest",
    "falls",
    "laid",
    "lay",
    "placed",
    "entirely",
    "solely",
    "fully",
    "whole",
    "full",
}


def responsibility(scene: Scene) -> Iterator[Charge]:
    """A charge for each word of responsibility that is laid on someone."""
    for hit in scene.cues("responsible"):
        if hit.row["term"] in BLAME:
            owner = inside_agent(scene, hit)[0] if hit.row["term"] == "fault" else None
            agent, first, relation, modal = owner or _bearer(scene, hit), hit.first, "lies-with", ""
            if agent is None:
                continue
        elif hit.row["term"] in ("responsible", "accountable") and scene.low(hit.last) not in BEFORE_WHAT:
            continue
        else:
            first = _be_before(scene, hit)
            agent, relation, modal = _answerable(scene, hit, first), "subject", _modal_before(scene, first)
        last = object_end(scene, hit.last)
        yield Charge(
            "responsibility", hit, max(first, 0), last, agent, "responsibility", 3, "explicit", relation, modal=modal
        )


def _be_before(scene: Scene, hit: Hit) -> int:
    """The token before the word of responsibility, over adverbs: "is *solely* responsible"."""
    i = hit.first - 1
    while i >= 0 and scene.tokens.word[i].adverb:
        i -= 1
    return i


def _modal_before(scene: Scene, i: int) -> str:
    return next((scene.low(k) for k in range(max(0, i - 3), i + 1) if scene.tokens.word[k].is_("modal")), "")


def _answerable(scene: Scene, hit: Hit, i: int) -> Party | None:
    """Who is called responsible: whom one "holds" so, or the subject of "is"."""
    held = next((k for k in range(hit.first - 1, max(-1, hit.first - 9), -1) if scene.low(k) in HOLDING), None)
    between = [p for p in scene.parties if held is not None and held < p.first < hit.first]
    if between:
        return between[0]
    predicate = i >= 0 and scene.tokens.word[i].is_("be", "have")
    return subject_of(scene, i if predicate else hit.first)


def _bearer(scene: Scene, hit: Hit) -> Party | None:
    """With whom responsibility lies, or who bears it; None where the word is laid on no one ("a sense of responsibility")."""
    bearing = next((k for k in range(max(0, hit.first - 6), hit.first) if scene.low(k) in BEARING), None)
    if bearing is not None:
        return subject_of(scene, bearing) or _after_preposition(scene, hit)
    around = range(max(0, hit.first - 3), min(hit.last + 8, len(scene.tokens)))
    return _after_preposition(scene, hit) if any(scene.low(k) in LYING for k in around) else None


def _after_preposition(scene: Scene, hit: Hit) -> Party | None:
    for k in range(hit.last, min(hit.last + 14, len(scene.tokens) - 1)):
        if scene.low(k) in ("with", "on", "upon", "of", "to"):
            party = scene.party_at.get(k + 1) or scene.party_at.get(k + 2)
            if party is not None:
                return party
    return None
