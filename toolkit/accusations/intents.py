"""Aims, attempts, plans and preparations: "trying to shell", "an attempt to slow down"."""

from __future__ import annotations

from toolkit.accusations.charges import Charge, object_end
from toolkit.accusations.clauses import VerbGroup, subject_of, verb_group
from toolkit.accusations.instruments import Hit
from toolkit.accusations.parties import Party
from toolkit.accusations.phrases import inside_agent, phrase_start
from toolkit.accusations.readings import is_noun_here
from toolkit.accusations.scene import Scene


def governing_intent(scene: Scene, group: VerbGroup) -> tuple[Hit, Party | None] | None:
    """ "trying to shell", "an attempt to slow down": the intent word before "to", with the party that has the intent."""
    for hit in scene.cues("intent.verb", "intent.noun"):
        if not (hit.last <= group.first and group.first - hit.last <= (1 if group.infinitive else 3)):
            continue
        if not group.infinitive and scene.low(hit.last) not in ("to", "at", "of", "for"):
            continue
        if hit.row["kind"] == "intent.noun":
            agent, _ = inside_agent(scene, hit)
            return hit, agent or subject_of(scene, phrase_start(scene, hit.first))
        intent = verb_group(scene, hit)
        return hit, subject_of(scene, intent.first, adjacent=hit.form == "ing" and intent.bare)
    return None


#: Words of purpose strong enough to make what follows an aim held against the party, whatever the verb.
PURPOSE = frozenset("try attempt seek plot conspire scheme want".split())


def intents(scene: Scene):
    """Aims with no hostile verb: "Velmar is trying to make the valley its own"."""
    for hit in scene.cues("intent.verb", "intent.noun"):
        if hit.row["term"] not in PURPOSE or (hit.row["kind"] == "intent.verb" and is_noun_here(scene, hit)):
            continue
        to = next((k for k in range(hit.last, min(hit.last + 25, len(scene.tokens))) if scene.low(k) == "to"), None)
        if to is None or (hit.row["kind"] == "intent.verb" and to != hit.last):
            continue
        if hit.row["kind"] == "intent.noun":
            agent = inside_agent(scene, hit)[0] or subject_of(scene, phrase_start(scene, hit.first))
            negated, modal = False, ""
        else:
            group = verb_group(scene, hit)
            agent, negated, modal = (
                subject_of(scene, group.first, adjacent=hit.form == "ing" and group.bare),
                group.negated,
                group.modal,
            )
        hostile = any(h.table == "acts" and int(h.row["weight"]) >= 2 and h.first > hit.last for h in scene.hits)
        kind = "attack" if agent is not None and agent.kind in ("force", "label") else "provocation"
        yield Charge(
            "intent",
            hit,
            hit.first,
            object_end(scene, to + 1),
            agent,
            kind,
            2 if hostile else 1,
            "intent",
            "subject",
            negated,
            modal,
        )
