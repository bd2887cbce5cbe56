"""Acts told by a noun: "the provocations of Velmar", "Velmari shelling", "carried out an attack"."""

from __future__ import annotations

from toolkit.accusations.charges import FORCE, Charge, needs, object_end
from toolkit.accusations.clauses import VerbGroup, subject_of, verb_group
from toolkit.accusations.instruments import Hit
from toolkit.accusations.intents import governing_intent
from toolkit.accusations.labels import COPULA
from toolkit.accusations.parties import Party
from toolkit.accusations.phrases import by_agent, from_ground, inside_agent, phrase_start
from toolkit.accusations.readings import is_verb_here, only_modifies
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OWN

#: Prepositions of a phrase beside the clause; what a party does something "by", "with", "into" or "to" is among its means.
BESIDE = frozenset("in on amid about after before during despite regarding concerning over at against".split())


def nouns(scene: Scene):
    """Acts told by a noun: "the provocations of Velmar", "Velmari shelling", "carried out an attack"."""
    for hit in scene.acts("noun"):
        if is_verb_here(scene, hit) or only_modifies(scene, hit) or _rests_with(scene, hit):
            continue
        wanted = needs(hit)
        start = phrase_start(scene, hit.first)
        agent, relation = inside_agent(scene, hit)
        form, negated, modal = "presupposition", scene.low(start) == "no", ""
        if agent is None:
            verb = _governor(scene, start)
            if verb is not None:
                group = verb_group(scene, verb)
                negated, modal = negated or group.negated, group.modal
                if verb.row["kind"] == "commit":
                    agent = by_agent(scene, verb.last) if group.passive else subject_of(scene, group.first)
                    relation, form = "commit", "assertion"
                elif _to_stop(scene, verb, group):  # "Velmar must end the shelling": who is to stop it does it
                    agent, relation, modal = subject_of(scene, group.first), "stop", ""
                if verb.row["kind"] == "commit":
                    intent = governing_intent(scene, group)
                    if intent:
                        agent, form = agent or intent[1], "intent"
            elif start and scene.low(start - 1) in SAID_TO_BE:
                agent, relation, form = subject_of(scene, start - 1), "predicate", "assertion"
        if agent is None and scene.low(start - 1) in ("with", "by") and (verb := _answering(scene, start)) is not None:
            agent, relation, form = subject_of(scene, verb), "commit", "assertion"
        if agent is None and scene.low(start - 1) == "as" and (owner := _called(scene, start)) is not None:
            agent, relation, form = owner, "predicate", "assertion"
        if agent is None and (holder := _held_under(scene, start)) is not None:
            agent, relation, form = holder, "commit", "assertion"
        if agent is None and _governor(scene, start) is None:
            aside = _aside(scene, start)
            agent, relation = (None, "aside") if aside else (subject_of(scene, start), "clause")
        if agent is None and (ground := from_ground(scene, hit.last)) is not None and hit.row["type"] in FORCE:
            agent, relation, form = ground, "ground", "assertion"
        carried = agent is None and points_back(scene, start, hit)
        intent_noun = next(
            (h for h in scene.cues("intent.noun", "intent.verb") if h.last <= start and start - h.last <= 3), None
        )
        governor = _governor(scene, start)
        fought = governor is not None and governor.row["kind"] == "suffer"  # "efforts to fight terrorism"
        if intent_noun is not None and form == "presupposition" and not fought:
            form = "intent"
            if agent is None:
                agent = (
                    inside_agent(scene, intent_noun)[0]
                    if intent_noun.row["kind"] == "intent.noun"
                    else subject_of(scene, verb_group(scene, intent_noun).first)
                )
                relation = "intent"
        yield Charge(
            "noun",
            hit,
            start,
            object_end(scene, hit.last, 10),
            agent,
            hit.row["type"],
            int(hit.row["weight"]),
            form,
            relation,
            negated,
            modal,
            not wanted or bool(wanted & scene.classes(start - 2, hit.last + 10)),
            carried,
        )


def _rests_with(scene: Scene, hit: Hit) -> bool:
    """ "the initiative now lies with them": no lies."""
    return hit.row["term"] == "lie" and "with" in (scene.low(hit.last), scene.low(hit.last + 1))


#: Verbs after which the noun says what their subject is or does.
SAID_TO_BE = COPULA | frozenset(
    "constitute constitutes constituted represent represents represented pose poses posed posing".split()
)


def _to_stop(scene: Scene, verb: Hit, group: VerbGroup) -> bool:
    """Whether the verb asks its subject to stop; "stopped the attack" tells of one that was suffered."""
    if group.passive or not scene.has(verb.first, "cues", "stop"):
        return False
    return verb.row["kind"] == "stop" or group.infinitive or group.modal in ("must", "should")


#: "kept the town under siege", "holds the valley under occupation".
HOLDING = frozenset(
    "keep keeps kept keeping hold holds held holding have had has put puts putting place placed placing subject subjected".split()
)


def _held_under(scene: Scene, start: int) -> Party | None:
    """The party that keeps something "under" the act."""
    if scene.low(start - 1) not in ("under", "to"):
        return None
    verb = next((k for k in range(start - 2, max(-1, start - 9), -1) if scene.low(k) in HOLDING), None)
    if verb is None or scene.low(start - 1) == "to" and not scene.low(verb).startswith("subject"):
        return None
    first = verb
    while first > 0 and scene.tokens.word[first - 1].is_("have", "be"):
        first -= 1
    return subject_of(scene, first)


def _called(scene: Scene, start: int) -> Party | None:
    """ "described Velmar's conduct as a violation": whose conduct is called so."""
    near = [p for p in scene.parties if p.last <= start - 1 and start - p.last <= 6 and p.side != OWN]
    owner = near[-1] if near else None
    return owner if owner is not None and (owner.possessive or owner.last == start - 1) else None


#: "responded to our proposal with a strike": what one answers with, one does.
ANSWERING = frozenset(
    "respond responds responded responding answer answers answered answering reply replied replies react reacted reacts greeted".split()
)


def _answering(scene: Scene, start: int) -> int | None:
    """The verb of answering before "with", or None; where it begins with its auxiliaries."""
    verb = next((k for k in range(start - 2, max(-1, start - 10), -1) if scene.low(k) in ANSWERING), None)
    while verb is not None and verb > 0 and scene.tokens.word[verb - 1].is_("have", "be"):
        verb -= 1
    return verb


def _aside(scene: Scene, start: int) -> bool:
    """Whether the noun stands in a phrase beside the clause ("in connection with the escalation"), not among its means."""
    return start > 0 and (scene.low(start - 1) in BESIDE or scene.low(start - 2) == "connection")


_CLAUSE_STOPS = frozenset(";:.!?")


def _governor(scene: Scene, start: int) -> Hit | None:
    """The verb whose object the noun phrase is: the last cue verb before it in the clause, over other objects in a list."""
    for i in range(start - 1, max(-1, start - 14), -1):
        if scene.tokens.text[i] in _CLAUSE_STOPS or scene.tokens.word[i].is_("relative", "subordinator"):
            return None
        for hit in scene.hits_at.get(i, ()):
            if (
                hit.table == "cues"
                and hit.row["kind"] in ("commit", "suffer", "stop", "help", "denial", "accuse.object")
                and hit.last == i + 1
            ):
                return hit
        if scene.tokens.word[i].is_("preposition") and start - i > 1 and scene.low(i) not in ("of", "and"):
            return None
        if (
            i in scene.party_at
            and scene.party_at[i].first == i
            and scene.party_at[i].kind != "adjective"
            and not scene.party_at[i].possessive
        ):
            return None
    return None


def points_back(scene: Scene, start: int, hit: Hit) -> bool:
    return any(scene.tokens.word[i].is_("pointing") or scene.low(i) in ("the", "such") for i in range(start, hit.first))
