"""What the sentences before leave behind, and what a sentence takes from them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toolkit.accusations.charges import CIVILIAN, FORCE, Charge
from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OTHER, OWN, UNCLEAR


@dataclass(slots=True)
class Context:
    """What the sentences before leave behind: the party last spoken of as the other side, whether it was being charged, and whether
    the last of them told force of the own side ("our jets struck"; "the strikes" after it are our own)."""

    party: Party | None = None
    words: str = ""
    accusing: bool = False
    harmful: bool = False
    own_force: bool = False


def leave(scene: Scene, context: Context, charges: list[Charge], found: list[Charge], harmful: bool) -> Context:
    """The context for the next sentence: `charges` are those that count, `found` all of them."""
    own_force = not charges and any(_own_force(scene, c, context) for c in found)
    agents = [c.agent for c in charges if c.agent is not None and c.agent.kind not in ("pronoun",)]
    named = [
        p
        for p in scene.parties
        if p.side == OTHER and p.kind in ("name", "label", "government", "force", "group", "unknown-name")
    ]
    party = agents[0] if agents else (named[0] if named else None)
    if party is None:
        return replace(context, accusing=bool(charges), harmful=harmful, own_force=own_force)
    return Context(party, scene.tokens.span(party.first, party.last), bool(charges), harmful, own_force)


def _own_force(scene: Scene, charge: Charge, context: Context) -> bool:
    return charge.type in FORCE | {"civilian-harm"} and agent_side(scene, charge, context) == OWN


def agent_side(scene: Scene, charge: Charge, context: Context) -> str:
    """The side of the doer; a pronoun is on the side of the party it stands for."""
    agent = charge.agent
    if agent is None:
        return ""
    if agent.kind != "pronoun" and not scene.tokens.word[agent.first].is_("their"):
        return agent.side
    before = [
        p
        for p in scene.parties
        if p.last <= agent.first
        and p.kind not in ("adjective", "pronoun", "instrument", "own")
        and (p.side != UNCLEAR or p.kind == "unknown-name")
    ]
    if before:
        return (
            OTHER
            if before[-1].kind == "unknown-name" and before[-1].side == UNCLEAR and scene.side.known
            else before[-1].side
        )
    if context.party is not None:
        return context.party.side if context.accusing or context.party.side != OTHER else OTHER
    return UNCLEAR


def named_doer(scene: Scene, charge: Charge) -> Party | None:
    """The words that name the accused in the sentence: what a pronoun stands for, or the one other party before the act."""
    agent, end = charge.agent, charge.cue.first
    if agent is not None and agent.kind != "pronoun" and not scene.tokens.word[agent.first].is_("their"):
        return agent
    if agent is not None:
        end = agent.first
    kinds = ("name", "label", "force", "government", "group") + (("unknown-name",) if agent is not None else ())
    before = [
        p
        for p in scene.parties
        if p.last <= end
        and p.side in (OTHER, UNCLEAR)
        and p.kind in kinds
        and (p.side == OTHER or p.kind == "unknown-name")
    ]
    subjects = [p for p in before if not scene.tokens.word[p.first - 1].is_("preposition") or p.first == 0]
    if agent is not None:
        return (subjects or before or [agent])[-1]
    return subjects[0] if len(subjects) == 1 and charge.rule != "adjective" else None


def harm_without_doer(scene: Scene) -> bool:
    """An attack told without its doer ("a drone struck a house"): the sentence after may carry it on."""
    return (
        scene.side.known
        and any(
            h.table == "acts" and h.row["type"] in FORCE | {"civilian-harm"} and int(h.row["weight"]) >= 2
            for h in scene.hits
        )
        and bool(CIVILIAN & scene.classes(0, len(scene.tokens)))
    )
