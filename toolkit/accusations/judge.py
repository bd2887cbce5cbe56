"""Which of the things found are accusations: sides, voices, negation, and what is carried over from before.

The rules find acts and doers; whether the sentence lays an act at another party's door depends on who speaks and on what was
said before. Every decision here is a sentence of the codebook.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from toolkit.accusations.charges import CIVILIAN, FORCE, Charge
from toolkit.accusations.context import Context, leave, named_doer
from toolkit.accusations.denials import Denial, charges_nobody, find_denial
from toolkit.accusations.evidence import carried, evidence
from toolkit.accusations.objections import HARM_ALONE, objection
from toolkit.accusations.rules import find_charges
from toolkit.accusations.scene import Scene, look
from toolkit.accusations.sides import UNCLEAR, Side
from toolkit.accusations.weigh import convinces, likeliest, only_other

#: Before the entry of a row that the statistical layer added to what the rules found.
WEIGHED = "weighed-"


#: In statements of armed conflict "the crimes of Velmar" are crimes against people, unless it is said that they were for gain.
CALLED_TERROR = {"terrorist act", "act of terrorism", "terror attack", "act of terror", "terrorism", "terror"}
WAR_CRIMES = {"crime", "criminal act", "criminal action"}
GAIN = frozenset(
    "drug drugs smuggling corruption corrupt trafficking organised organized economic financial money fraud theft tax".split()
)


def judge(scene: Scene, found: list[Charge], context: Context, candidates: list[Charge]) -> list[Charge]:
    """The charges of a sentence that are accusations, the most telling first, one for each accused and type."""
    kept = [charge for charge in candidates if not objection(scene, charge, context)]
    return _merged(scene, kept, found) if kept else []


def weighed(scene: Scene, found: list[Charge]) -> list[Charge]:
    """The charges that the rules found, one for each word, with its type and its doer as they are to be judged."""
    if not found:
        return []
    readings = _one_reading(_coordinated(scene, found))
    return [_without_instrument(_as_civilian_harm(scene, charge)) for charge in readings]


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
    for n, charge in enumerate(found):
        if charge.rule == "noun":
            charge = _shares_doer(scene, charge, found[n + 1 :])
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


def _shares_doer(scene: Scene, charge: Charge, later: list[Charge]) -> Charge:
    """ "the suppression and scandals of Velmar": the doer named after the last act of a list does the first."""
    after = next((c for c in later if c.rule == "noun" and c.cue.first > charge.cue.first), None)
    if after is None or charge.agent is not None and charge.relation != "clause" or after.relation not in ("of", "by"):
        return charge
    joined = scene.low(after.first - 1) in ("and", ",") and after.first - charge.cue.last <= 2
    return replace(charge, agent=after.agent, relation=after.relation) if joined else charge


def _as_civilian_harm(scene: Scene, charge: Charge) -> Charge:
    """Fire on villages, homes and residents is harm to civilians, whatever the verb."""
    if charge.rule not in ("verb", "noun", "intent") or charge.type not in FORCE | {"crime"}:
        return charge
    if charge.cue.row.get("term") in CALLED_TERROR:
        return charge  # called terrorism, whomever it hits
    passive = charge.relation in ("by", "by-thing") and charge.rule == "verb"  # "churches are being blown up"
    reach = (0, len(scene.tokens)) if charge.rule == "noun" else (charge.first - (12 if passive else 0), charge.last)
    harm = (
        bool(CIVILIAN & scene.classes(*reach))
        or charge.type == "attack"
        and _people_harmed(scene)
        or charge.cue.row["term"] in WAR_CRIMES
        and not scene.has_low(GAIN)
    )
    return replace(charge, type="civilian-harm") if harm else charge


def _people_harmed(scene: Scene) -> bool:
    """Whether the sentence tells of people killed or hurt who are not called fighters."""
    if not any(
        h.table == "acts" and h.row["term"] in HARM_ALONE and h.row["type"] == "civilian-harm" for h in scene.hits
    ):
        return False
    classes = scene.classes(0, len(scene.tokens))
    return "civilian" in classes or "people" in classes and "armed-group" not in classes


def _without_instrument(charge: Charge) -> Charge:
    """A drone or a missile with no side is no party: the act is told without its doer."""
    if charge.agent is not None and charge.agent.kind == "instrument" and charge.agent.side == UNCLEAR:
        return replace(charge, agent=None, relation="instrument")
    return charge


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
        doer = named_doer(scene, charge)
        charge = charge if doer is charge.agent else replace(charge, agent=doer)
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
    """What was found in one sentence: its scene, the accusations, the charges said not to be so, the denial if any, what the
    sentences before left behind, all charges, how many of them count by the rules, and the verdict on the sentence before."""

    scene: Scene
    charges: list[Charge]
    negated: list[Charge]
    denial: Denial | None
    context: Context
    candidates: list[Charge]
    kept: int
    before: "Verdict | None"

    @property
    def evidence(self) -> dict[str, float]:
        """The features that the layer weighs; worked out when asked for, since most sentences are decided without it."""
        earlier = carried(self.before.scene, self.before.kept) if self.before is not None else {}
        return evidence(self.scene, self.candidates, self.kept, self.context, earlier)


def judge_statement(
    sentences: list[tuple[str, str]], issuer: str | None, states: dict[str, str] | None = None, *, weigh: bool = True
) -> list[Verdict]:
    """Judge the sentences of one statement in order; `sentences` are (words, voice) pairs, the voice empty where not known.

    `states` are states that no table holds, by the stem of their name. Without `weigh` the rules decide alone.
    """
    side, context, before, out = Side(issuer, states), Context(), None, []
    scenes: list[Scene] = []  # all before the first is judged, which is faster: see `pipeline.coding`
    for words, voice in sentences:
        scenes.append(look(words, side, voice, scenes[-1] if scenes else None))
    for scene in scenes:
        found = find_charges(scene) if scene.voice != "furniture" else []
        candidates = weighed(scene, found)
        kept = judge(scene, found, context, candidates)
        n_kept = len(kept)
        denial = find_denial(scene, found)
        if denial is not None:
            kept = [charge for charge in kept if not charges_nobody(denial, charge)]
        negated = _said_not_to_be_so(scene, candidates, context)
        # A denial, or a charge said not to be so, charges the other side only where a rule says so.
        add = weigh and not kept and not negated and denial is None
        verdict = Verdict(scene, kept, negated, denial, context, candidates, n_kept, before)
        out.append(verdict._replace(charges=_added(verdict)) if add and candidates else verdict)
        context, before = leave(scene, context, kept, candidates), verdict
    return out


def _said_not_to_be_so(scene: Scene, candidates: list[Charge], context: Context) -> list[Charge]:
    """ "Velmar did not shell Dorn": what would be an accusation if it were not negated."""
    turned = [replace(c, negated=False, assertion="negated") for c in candidates if c.negated and c.agent is not None]
    told = [c for c in turned if not objection(scene, c, context)]
    return _merged(scene, told, []) if told else []


def _added(verdict: Verdict) -> list[Charge]:
    """The charge that the statistical layer adds where the rules took none and the evidence convinces."""
    scene = verdict.scene
    charge = likeliest(scene, verdict.candidates, verdict.context)
    if charge is None or not convinces(verdict.evidence):
        return []
    if charge.weight == 1 and not charge.fits and charge.type in ("civilian-harm", "provocation"):
        armed = {"arms", "drill"} & scene.classes(0, len(scene.tokens))  # "take", "increase": what, the objects say
        charge = replace(charge, type="build-up" if armed else "provocation")
    return [replace(charge, rule=f"{WEIGHED}{charge.rule}", agent=named_doer(scene, charge) or only_other(scene))]


def charges_in(text: str, issuer: str | None = None) -> list[tuple[Scene, list[Charge]]]:
    """The accusations that the rules find in one sentence, for trying a sentence out."""
    return [(v.scene, v.charges) for v in judge_statement([(text, "")], issuer, weigh=False)]
