"""Which of the things found are accusations: sides, voices, negation, and what is carried over from before.

The rules find acts and doers; whether the sentence lays an act at another party's door depends on who speaks and on what was
said before. Every decision here is a sentence of the codebook.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from toolkit.accusations.charges import CIVILIAN, FORCE, Charge
from toolkit.accusations.context import Context, agent_side, harm_without_doer, leave, named_doer
from toolkit.accusations.denials import Denial, find_denial
from toolkit.accusations.rules import find_charges
from toolkit.accusations.scene import Scene, look
from toolkit.accusations.sides import EVERYONE, OTHER, OWN, UNCLEAR, Side
from toolkit.accusations.words import SAYING

#: Harm told in the passive with no act and no doer ("three were killed") is no accusation.
HARM_ALONE = {"kill", "injure", "wound", "damage", "displace", "destroy", "hold", "take", "claim"}
HURT = {"kill", "injure", "wound", "hold", "take", "claim", "displace"}


#: Modal verbs under which an act is feared, possible or owed, not told.
NOT_TOLD = {"could", "would", "might", "may", "should", "shall", "can", "must"}
UNREAL = {"if", "unless", "whether", "lest"}


def judge(scene: Scene, found: list[Charge], context: Context) -> list[Charge]:
    """The charges of a sentence that are accusations, the most telling first, one for each accused and type."""
    kept: list[Charge] = []
    for charge in _one_reading(_coordinated(scene, found)):
        charge = _without_instrument(_as_civilian_harm(scene, charge))
        if _accuses(scene, charge, context):
            kept.append(charge)
    return _merged(scene, kept, found)


def _one_reading(charges) -> list[Charge]:
    """Of the rows that one word can be read by, the one whose object stands there, then the weightiest, then the first."""
    best: dict[tuple, Charge] = {}
    for charge in charges:
        key = (charge.rule, charge.cue.first)
        kept = best.get(key)
        if kept is None or (charge.fits, charge.weight) > (kept.fits, kept.weight):
            best[key] = charge
    return list(best.values())


def _coordinated(scene: Scene, found: list[Charge]):
    """ "the provocations of Velmar ..., and the firing on our posts": a doer named for the first act of a list does the next."""
    last: Charge | None = None
    for charge in found:
        if charge.rule == "noun":
            joined = scene.low(charge.first - 1) in ("and", ",")
            if (
                joined
                and last is not None
                and last.agent is not None
                and (charge.agent is None or charge.relation == "clause")
            ):
                charge = replace(charge, agent=last.agent, relation=last.relation)
            last = charge
        yield charge


def _as_civilian_harm(scene: Scene, charge: Charge) -> Charge:
    """Fire on villages, homes and residents is harm to civilians, whatever the verb."""
    if charge.rule not in ("verb", "noun", "intent") or charge.type not in FORCE | {"crime"}:
        return charge
    near = CIVILIAN & scene.classes(charge.first, charge.last)
    killed = charge.type == "attack" and _people_harmed(scene)
    by_force = (
        charge.cue.row["term"] in ("crime", "criminal act")
        and charge.agent is not None
        and charge.agent.kind in ("force", "label")
    )
    return replace(charge, type="civilian-harm") if near or killed or by_force else charge


def _people_harmed(scene: Scene) -> bool:
    """Whether the sentence tells of people killed or hurt who are not called fighters."""
    classes = scene.classes(0, len(scene.tokens))
    return any(
        h.table == "acts" and h.row["term"] in HARM_ALONE and h.row["type"] == "civilian-harm" for h in scene.hits
    ) and ("civilian" in classes or "people" in classes and "armed-group" not in classes)


def _without_instrument(charge: Charge) -> Charge:
    """A drone or a missile with no side is no party: the act is told without its doer."""
    if charge.agent is not None and charge.agent.kind == "instrument" and charge.agent.side == UNCLEAR:
        return replace(charge, agent=None, relation="instrument")
    return charge


def _accuses(scene: Scene, charge: Charge, context: Context) -> bool:
    if (
        charge.negated
        or (charge.modal in NOT_TOLD and charge.rule not in ("accusing", "responsibility"))
        or _supposed(scene, charge)
    ):
        return False
    side = agent_side(scene, charge, context)
    if side in (OWN, EVERYONE):
        return False
    if charge.relation == "stop" and any(p.side == EVERYONE and p.last <= charge.cue.first for p in scene.parties):
        return False
    if charge.rule in ("accusing", "responsibility"):
        return side == OTHER or (side == UNCLEAR and charge.agent is not None)
    if _news(scene) and not _attributed(scene, charge):
        return False
    if charge.agent is None:
        return _accuses_without_doer(scene, charge, context)
    if (
        charge.rule == "intent"
        and charge.weight < 2
        and not (
            scene.side.known and (side == OTHER or charge.agent is not None and charge.agent.kind == "unknown-name")
        )
    ):
        return False
    if charge.agent.kind == "pronoun" and (side == UNCLEAR or charge.relation == "clause"):
        they = scene.low(charge.agent.first) in ("they", "their")
        return they and scene.side.known and charge.weight >= 2 and charge.relation != "clause"
    if charge.rule == "intent" and side == UNCLEAR and not (charge.agent.kind == "unknown-name" and scene.side.known):
        return False
    if (
        charge.relation == "clause"
        and charge.form != "intent"
        and not (
            (side == OTHER or charge.agent.kind == "unknown-name" and scene.side.known)
            and (
                charge.weight >= 3
                or charge.agent.kind == "label"
                or charge.type == "build-up"
                and charge.fits
                or charge.rule == "adjective"
                and side == OTHER
            )
        )
    ):
        return False
    if (
        charge.relation == "from"
        and charge.weight < 3
        and charge.type in FORCE
        and charge.agent.kind in ("name", "unknown-name", "adjective")
    ):
        return context.accusing  # a place that things come from is not yet a party that acts
    if side == UNCLEAR and _news(scene):
        return charge.fits and charge.agent.kind != "unknown-name"
    if side == UNCLEAR:
        if (
            charge.agent.kind == "unknown-name"
        ):  # in a state's own release, a name that no table knows and that does harm is another party
            return (
                scene.side.known
                and charge.fits
                and (
                    charge.relation not in ("clause", "of")
                    or charge.relation == "of"
                    and charge.type not in FORCE | {"civilian-harm"}
                    or charge.weight >= 3
                    or charge.form == "intent"
                    or charge.rule == "adjective"
                )
            )
        return charge.fits and charge.weight >= 2 or charge.weight >= 3
    return charge.fits or charge.form == "intent"


def _accuses_without_doer(scene: Scene, charge: Charge, context: Context) -> bool:
    """An act without a doer accuses where it refers back to one charged before, or names a wrong against one's own civilians."""
    if not charge.fits or charge.relation in ("by-thing", "thing"):
        return False
    if charge.rule == "adjective":
        return charge.carried and context.accusing
    if charge.cue.row["term"] in HURT or _aimed_at_them(scene, charge):
        return False
    if charge.relation == "clause" and charge.weight >= 2 and scene.side.known and _this_is(scene, charge):
        return True
    if charge.cue.row["term"] in HARM_ALONE:
        return (
            (context.accusing or context.harmful)
            and bool(CIVILIAN & scene.classes(0, charge.cue.last))
            and not _news(scene)
        )
    if context.accusing or context.harmful:
        return charge.weight >= 2 and (charge.carried or charge.type in FORCE) or charge.type == "civilian-harm"
    if charge.rule == "noun" and charge.weight >= 3 and charge.carried:
        return scene.side.known
    grave = charge.cue.row.get("type") in FORCE or charge.cue.row.get("needs") == "banned"
    return scene.side.known and charge.type == "civilian-harm" and grave and not _news(scene)


def _this_is(scene: Scene, charge: Charge) -> bool:
    """ "This is interference in our elections": what was told before is called by its name."""
    return scene.low(charge.first - 1) in ("is", "was", "are", "were", "constitutes", "constitute") and scene.low(
        charge.first - 2
    ) in ("this", "that", "it", "these", "such", "which")


def _aimed_at_them(scene: Scene, charge: Charge) -> bool:
    """ "a strike was directed at the guns of the enemy": an act whose target is the other side is the own side's."""
    return any(
        p.side == OTHER
        and 0 <= p.first - charge.cue.last <= 10
        and any(scene.low(k) in ("at", "on", "against") for k in range(charge.cue.last, p.first))
        for p in scene.parties
    )


def _supposed(scene: Scene, charge: Charge) -> bool:
    """In a condition, or a norm for everyone: not told as fact."""
    start = charge.cue.first
    if scene.low(0) in UNREAL or "in the event of" in scene.tokens.sentence or "in case of" in scene.tokens.sentence:
        return True
    if charge.agent is None and scene.low(charge.first - 1) in ("against", "from", "counter"):
        return True
    for i in range(start - 1, max(-1, start - 14), -1):
        if scene.tokens.text[i] in ";:.!?":
            return False
        if scene.low(i) in UNREAL:
            return True
        if scene.low(i) in ("any", "possible", "potential", "alleged", "future") and start - i <= 4:
            return True
    return False


def _news(scene: Scene) -> bool:
    return scene.voice in ("publisher", "furniture") or (not scene.voice and not scene.side.known)


def _attributed(scene: Scene, charge: Charge) -> bool:
    """In a news voice: whether someone other than the reporter says it, and it is told as wrong."""
    lows = [w.low for w in scene.tokens.word]
    said = any(low in SAYING for low in lows) or "according" in lows or any(t in '"“”' for t in scene.tokens.text)
    target = scene.classes(charge.cue.last, charge.last)
    return (
        (
            said
            and (
                charge.type == "civilian-harm"
                or charge.form == "intent"
                or charge.weight >= 2
                and "armed-group" not in target
            )
        )
        or charge.weight >= 3
        or charge.type == "civilian-harm"
        and charge.agent is not None
        and charge.agent.kind == "label"
    )


def _merged(scene: Scene, charges: list[Charge], found: list[Charge]) -> list[Charge]:
    """Condemnation takes the act it condemns; of charges with the same accused and type the first stays."""
    accusing = [c for c in charges if c.rule == "accusing"]
    out: list[Charge] = []
    for charge in (c for c in charges if c.rule != "accusing"):
        for blame in accusing:
            if blame.first <= charge.cue.first < blame.last:
                doer = blame.agent if charge.agent is None or charge.agent is blame.accuser else charge.agent
                charge = replace(charge, form="explicit", agent=doer, accuser=blame.accuser)
        out.append(charge)
    for blame in accusing:
        if not any(blame.first <= c.cue.first < blame.last for c in out):
            out.append(replace(blame, type=_type_inside(blame, found)))
    seen: dict[tuple, Charge] = {}
    for charge in out:
        charge = replace(charge, agent=named_doer(scene, charge))
        seen.setdefault((charge.agent.first if charge.agent else None, charge.type), charge)
    return list(seen.values())


def _type_inside(blame: Charge, found: list[Charge]) -> str:
    """The type of the act that is condemned, where the rules found one that no doer could be given."""
    inside = [
        c
        for c in found
        if c.rule in ("verb", "noun") and blame.cue.last <= c.cue.first < blame.last and (c.fits or c.weight > 1)
    ]
    return max(inside, key=lambda c: c.weight).type if inside else blame.type


class Verdict(NamedTuple):
    """What was found in one sentence: its scene, the accusations, the denial if any, and what the sentences before left behind."""

    scene: Scene
    charges: list[Charge]
    denial: Denial | None
    context: Context


def judge_statement(
    sentences: list[tuple[str, str]], issuer: str | None, states: dict[str, str] | None = None
) -> list[Verdict]:
    """Judge the sentences of one statement in order; `sentences` are (words, voice) pairs, the voice empty where not known.

    `states` are states that no table holds, by the stem of their name.
    """
    side, context, before, out = Side(issuer, states), Context(), None, []
    for words, voice in sentences:
        scene = look(words, side, voice, before)
        found = find_charges(scene) if voice != "furniture" else []
        charges = judge(scene, found, context)
        out.append(Verdict(scene, charges, find_denial(scene, found) if voice != "furniture" else None, context))
        context, before = leave(scene, context, charges, harm_without_doer(scene)), scene
    return out


def charges_in(text: str, issuer: str | None = None) -> list[tuple[Scene, list[Charge]]]:
    """The accusations in one sentence, for trying a sentence out."""
    return [(v.scene, v.charges) for v in judge_statement([(text, "")], issuer)]
