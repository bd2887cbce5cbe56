"""What the sentences before leave behind, and what a sentence takes from them."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.accusations.charges import CIVILIAN, FORCE, Charge
from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OTHER, OWN, UNCLEAR

_HARM = FORCE | {"civilian-harm"}


@dataclass(slots=True)
class Context:
    """What the sentences before leave behind: whether the other side was being charged in the last of them, whether it told harm
    without a doer, and whether it told force of the own side ("our jets struck"; "the strikes" after it are our own).

    Whom they spoke of last as the other side is looked for when it is asked for, since most sentences do not ask: `charged` in `scene`,
    else the first that `scene` names, else what stood `before` it.
    """

    accusing: bool = False
    harmful: bool = False
    own_force: bool = False
    scene: Scene | None = None
    charged: Party | None = None
    before: "Context | None" = None

    @property
    def party(self) -> Party | None:
        """The party last spoken of as the other side."""
        return self._last().charged

    @property
    def words(self) -> str:
        """The words that name it."""
        last = self._last()
        return last.scene.tokens.span(last.charged.first, last.charged.last) if last.charged is not None else ""

    def _last(self) -> "Context":
        """The latest context whose sentence names such a party; remembered, so that no stretch of sentences is walked over twice."""
        last = self
        while last.scene is not None:
            last.charged = last.charged or _first_named(last.scene)
            if last.charged is not None:
                break
            last = last.before
        if last is not self:
            self.scene, self.charged, self.before = last.scene, last.charged, last.before
        return last


def _first_named(scene: Scene) -> Party | None:
    kinds = ("name", "label", "government", "force", "group", "unknown-name")
    return next((p for p in scene.parties if p.side == OTHER and p.kind in kinds), None)


def leave(scene: Scene, context: Context, charges: list[Charge], found: list[Charge]) -> Context:
    """The context for the next sentence: `charges` are those that count, `found` all of them."""
    own_force = not charges and any(_own_force(scene, c, context) for c in found)
    charged = next((c.agent for c in charges if c.agent is not None and c.agent.kind != "pronoun"), None)
    return Context(bool(charges), harm_without_doer(scene), own_force, scene, charged, context)


def _own_force(scene: Scene, charge: Charge, context: Context) -> bool:
    return charge.type in _HARM and agent_side(scene, charge, context) == OWN


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
        and any(h.table == "acts" and h.row["type"] in _HARM and int(h.row["weight"]) >= 2 for h in scene.hits)
        and scene.names_any(CIVILIAN)
    )
