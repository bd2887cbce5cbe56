"""What speaks for a sentence being an accusation, as named features: what the rules found, who is named, what stands before.

No feature is a name, a place, an issuer or a word: the layer that weighs them cannot learn a party.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from toolkit.accusations.charges import Charge
from toolkit.accusations.context import Context, agent_side
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OTHER
from toolkit.accusations.words import CLOSED, SAYING

#: What a sentence takes over from the features of the one before it, as it calls them.
_BEFORE = {
    name: f"before: {name}"
    for name in ("rules accuse", "acts in the lexicon", "issuer's side is known", "party other label", "party other name")
}
#: Findings that weigh otherwise where nobody's side is known, as in an agency's own copy.
IN_THE_NEWS = {"charge", "type", "act", "acts", "party", "rule", "object", "cue", "before:"}
#: Findings that weigh otherwise right after an accusation.
AFTER_A_CHARGE = (
    "begins with a pronoun",
    "party other label",
    "party other name",
    "party other pronoun",
    "short",
    "acts in the lexicon",
    "list item",
)
#: Parts of speech and kinds that mean nothing without the charge made of them.
ONLY_IN_A_CHARGE = {"label", "undo", "presence", "do", "behind"}
_QUOTATION_MARKS = frozenset('"“”')
POINTING = {"they", "it", "he", "she", "these", "this", "such", "their", "its"}


def evidence(scene: Scene, charges: list[Charge], kept: int, context: Context, before: dict) -> dict[str, float]:
    """Feature -> value for one sentence: `charges` are all that the rules found, `kept` how many of them count.

    `before` holds what is `carried` from the sentence before, or nothing.
    """
    parties = [_party_said(p.side, p.kind) for p in scene.parties]
    names = [*_of_charges(scene, charges, context), *parties, *_of_terms(scene)]
    names += [name for name, holds in _of_sentence(scene, context).items() if holds]
    found = dict.fromkeys(names, 1.0)
    if kept:
        found["rules accuse"] = 1.0
        found["charges that count"] = float(min(kept, 3))
    if acts := _acts(scene):
        found["acts in the lexicon"] = acts
    for name, value in before.items():
        found[_BEFORE[name]] = value
    return found | _together(found)


def carried(scene: Scene, kept: int) -> dict[str, float]:
    """Those features of a sentence that the next one takes over."""
    others = {p.kind for p in scene.parties if p.side == OTHER}
    found = {
        "rules accuse": float(kept > 0),
        "acts in the lexicon": _acts(scene),
        "issuer's side is known": float(scene.side.known),
        "party other label": float("label" in others),
        "party other name": float("name" in others),
    }
    return {name: value for name, value in found.items() if value}


def _acts(scene: Scene) -> float:
    return min(sum(h.table == "acts" and h.row["pos"] not in ONLY_IN_A_CHARGE for h in scene.hits), 6) / 3


def _together(found: dict[str, float]) -> dict[str, float]:
    """What two findings say together and neither says alone: an act beside a party, an act done to something, in the news, after a charge."""
    out: dict[str, float] = {}
    beside = "with another party" if any(name.startswith("party other") for name in found) else "alone"
    objects = [name for name in found if name.startswith("object ")]
    for act in [name for name in found if name.startswith("act type ")]:
        out[f"{act} {beside}"] = 1.0
        out |= dict.fromkeys([f"{act}, {name}" for name in objects], 0.5)
    if "issuer's side is known" not in found:
        out |= {f"news: {name}": value for name, value in found.items() if name.split(" ", 1)[0] in IN_THE_NEWS}
    if "before: rules accuse" in found:
        out |= {f"after a charge: {name}": found[name] for name in AFTER_A_CHARGE if name in found}
    return out


def _of_charges(scene: Scene, charges: list[Charge], context: Context) -> Iterator[str]:
    for charge in charges:
        side = agent_side(scene, charge, context) or "none"
        weight = charge.weight if charge.fits else 0
        doer = charge.agent.kind if charge.agent is not None else ""
        how = charge.negated, charge.modal
        yield from _charge_said(charge.rule, charge.relation, charge.type, side, weight, doer, *how)
        if side == "none" and charge.carried:
            yield "act points back"


@cache
def _charge_said(
    rule: str, relation: str, kind: str, side: str, weight: int, doer: str, negated: bool, modal: bool
) -> tuple[str, ...]:
    how = ("negated " if negated else "") + ("modal " if modal else "")
    said = [f"charge {how}{side} {weight}", f"rule {rule} {side}", f"relation {relation} {side}"]
    if side not in ("own", "everyone") and not negated:
        said.append(f"type {kind} {'other' if side == 'unclear' else side}")
        if weight and doer in ("label", "pronoun", "force"):
            said.append(f"doer {doer}")
    return tuple(said)


def _of_terms(scene: Scene) -> Iterator[str]:
    for _, _, table, row, _ in scene.hits:
        if table == "acts" and row["pos"] not in ONLY_IN_A_CHARGE:
            yield from _act_said(row["pos"], row["weight"], row["type"])
        elif table == "cues" and row["kind"] not in ONLY_IN_A_CHARGE:
            yield f"cue {row['kind']}"
        elif table == "objects":
            yield from _object_said(row["class"])


@cache
def _act_said(pos: str, weight: str, kind: str) -> tuple[str, ...]:
    return f"act {pos} {weight}", f"act type {kind}"


@cache
def _object_said(cell: str) -> tuple[str, ...]:
    return tuple(f"object {name}" for name in cell.split("|"))


@cache
def _party_said(side: str, kind: str) -> str:
    return f"party {side} {kind}"


def _of_sentence(scene: Scene, context: Context) -> dict[str, bool]:
    words, texts, lows = scene.tokens.word, scene.tokens.text, scene.tokens.lows
    said, known = not SAYING.isdisjoint(lows) or "according" in lows, scene.side.known
    return {
        "issuer's side is known": known,
        "someone says": said,
        "someone says, in the news": said and not known,
        "quotation marks": not _QUOTATION_MARKS.isdisjoint(texts),
        "negation": scene.has_low(CLOSED["negation"]),
        "modal": scene.has_low(CLOSED["modal"]),
        "if": "if" in lows,
        "question": "?" in texts,
        "first person": scene.has_low(CLOSED["own"]),
        "begins with a pronoun": bool(words) and words[0].low in POINTING,
        "short": len(words) < 8,
        "long": len(words) > 35,
        "list item": bool(texts) and texts[0] in "▪•-–*",
        "before: accusing": context.accusing,
        "before: harm without a doer": context.harmful,
        "before: another party": context.party is not None,
    }
