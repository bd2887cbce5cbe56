"""Acts told by a verb: "Velmari units shelled ...", "... were shelled by Velmar", "... shelling ..."."""

from __future__ import annotations

from toolkit.accusations.charges import Charge, needs, object_end
from toolkit.accusations.clauses import VerbGroup, hangs, subject_of, verb_group
from toolkit.accusations.instruments import Hit
from toolkit.accusations.intents import governing_intent
from toolkit.accusations.parties import Party
from toolkit.accusations.phrases import by_agent
from toolkit.accusations.readings import is_noun_here
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OTHER

#: Of the types, those that a weak verb with "by the enemy" may be of.
DONE_TO = {"attack", "civilian-harm", "obstruction", "rights-abuse", "occupation"}
#: What one does to oneself is no grievance: "they deceive themselves".
REFLEXIVE = {"themselves", "itself", "himself", "herself", "yourselves", "yourself"}
#: "they lie in an area": a place, no falsehood.
PLACED = {
    "in",
    "on",
    "at",
    "along",
    "near",
    "between",
    "within",
    "ahead",
    "behind",
    "beyond",
    "outside",
    "north",
    "south",
    "east",
    "west",
}

#: Words that open a clause whose object stands before them.
RELATIVE = {"that", "which", "what", "whom"}


def verbs(scene: Scene):
    """Acts told by a verb: "Velmari units shelled ...", "... were shelled by Velmar", "... shelling ..."."""
    for hit in scene.acts("verb"):
        party = scene.party_at.get(hit.first)
        if (
            is_noun_here(scene, hit) or party is not None and hit.last < party.last and party.kind != "pronoun"
        ):  # "armed forces"
            continue
        if scene.low(hit.last) in REFLEXIVE or hit.row["term"] == "lie" and _placed(scene, hit):
            continue
        group = verb_group(scene, hit)
        nothing = _nobody_does(scene, group.first)
        wanted = needs(hit)
        agent, relation = _doer(scene, hit, group)
        fits = not wanted or _object_near(scene, hit, group, wanted) or _object_before(scene, group, agent, wanted)
        if group.passive and agent is not None and agent.kind == "label" and agent.side == OTHER:
            fits = (
                fits or hit.row["type"] in DONE_TO
            )  # "the town remains blocked by the enemy", whatever is called a town
        intent = governing_intent(scene, group)
        if intent is not None and agent is None:
            agent, relation = intent[1], "intent"
        yield Charge(
            "verb",
            hit,
            group.first if not group.infinitive else hit.first,
            object_end(scene, hit.last),
            agent,
            hit.row["type"],
            int(hit.row["weight"]),
            "intent" if intent else "assertion",
            relation,
            group.negated or nothing,
            group.modal,
            fits,
        )


def _chained_to(scene: Scene, first: int) -> Hit | None:
    """ "to stop supporting", "must end its ... and cease shelling": the verb of stopping right before, whose subject is meant."""
    return next((h for h in scene.cues("stop") if h.last == first), None)


_NOBODY = frozenset(("no", "nobody", "none"))


def _nobody_does(scene: Scene, first: int) -> bool:
    """ "no unit shelled", "nobody fired": in the clause of the verb ("it is no secret that ..." is another)."""
    if _NOBODY.isdisjoint(scene.tokens.lows):
        return False
    for k in range(first - 1, max(-1, first - 7), -1):
        if scene.low(k) == "that" or scene.tokens.word[k].punctuation:
            return False
        if scene.low(k) in _NOBODY:
            return True
    return False


def _placed(scene: Scene, hit: Hit) -> bool:
    """ "the village lies in a fold", "the initiative lies fully with them": no falsehood."""
    k = hit.last + (hit.last < len(scene.tokens) and scene.tokens.word[hit.last].adverb)
    return scene.low(hit.last) in PLACED or scene.low(k) == "with"


def _doer(scene: Scene, hit: Hit, group: VerbGroup) -> tuple[Party | None, str]:
    if group.passive:
        agent = by_agent(scene, hit.last, 20) or _from_where(scene, hit)
        by_thing = agent is None and any(
            scene.low(k) == "by" for k in range(hit.last, min(hit.last + 8, len(scene.tokens)))
        )
        return agent, "by-thing" if by_thing else "by"
    if hit.form == "ing" and group.bare and group.first > 0:
        before = group.first - 1
        if scene.low(before) == "'s" or scene.tokens.word[before].is_("their"):
            return scene.party_at.get(before - (scene.low(before) == "'s")), "owner"
        if scene.low(hit.last) in ("of",) and (agent := by_agent(scene, hit.last, 16)):
            return agent, "by"
    if hit.form == "ing" and group.bare and (link := _chained_to(scene, group.first)) is not None:
        return subject_of(scene, verb_group(scene, link).first), "subject"
    if hit.form == "ing" and group.bare and scene.low(group.first - 1) in ("while", "when", "by", "without"):
        main = next((p for p in scene.parties if p.last < group.first and not hangs(scene, p)), None)
        if main is not None:  # "Velmar speaks of peace while shelling us"
            return main, "subject"
    if scene.low(group.first - 1) == "who" and group.first <= 2:
        return None, "who"
    subject = subject_of(scene, group.first, adjacent=hit.form == "ing" and group.bare) or _subject_after(scene, hit)
    return subject, "subject" if subject is not None or _act_is_subject(scene, group.first) else "thing"


def _from_where(scene: Scene, hit: Hit) -> Party | None:
    """ "barrel bombs dropped from government helicopters": the craft that it comes from."""
    party = scene.party_at.get(hit.last + 1) if scene.low(hit.last) == "from" else None
    return party if party is not None and (party.kind == "instrument" or party.state) and party.kind != "name" else None


def _object_near(scene: Scene, hit: Hit, group: VerbGroup, wanted: frozenset[str]) -> bool:
    """Whether what is wanted stands after the verb; in the passive, before or after it."""
    if not group.passive:
        return bool(wanted & scene.classes(hit.last, hit.last + 16))
    before = scene.classes(max(0, group.first - 12), group.first)
    return bool(wanted & before) or bool(wanted & scene.classes(hit.last, hit.last + 10))


def _object_before(scene: Scene, group: VerbGroup, agent: Party | None, wanted: frozenset[str]) -> bool:
    """ "the towns that Velmar is destroying", "what Velmar destroyed": the object stands before the subject of a relative clause."""
    if group.passive or agent is None or agent.first >= group.first:
        return False
    start = agent.first
    while start > 0 and scene.tokens.word[start - 1].is_("determiner") and scene.low(start - 1) not in RELATIVE:
        start -= 1
    if scene.low(start - 1) not in RELATIVE:
        return False
    return scene.low(start - 1) == "what" or bool(wanted & scene.classes(start - 9, start - 1))


def _act_is_subject(scene: Scene, first: int) -> bool:
    """ "The attack damaged three houses": an act is the subject, whose doer was named before."""
    return any(scene.has(k, "acts", "noun") for k in range(max(0, first - 6), first))


def _subject_after(scene: Scene, hit: Hit) -> Party | None:
    """ "Having organised the raid, Velmar ...", "By hiding its guns ..., the enemy ...": the subject after an opening clause."""
    if not (
        scene.low(0)
        in ("having", "by", "with", "through", "after", "while", "when", "in", "instead", "despite", "without")
        and hit.first <= 4
        or hit.form == "ing"
        and (hit.first == 0 or scene.low(0) == "by" and hit.first <= 10)
    ):
        return None
    comma = next(
        (k for k in range(hit.last, min(hit.last + 22, len(scene.tokens))) if scene.tokens.text[k] == ","), None
    )
    return next((p for p in scene.parties if comma is not None and p.first == comma + 1), None)
