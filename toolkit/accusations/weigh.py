"""A light statistical layer over the rules: a logistic regression on the evidence in a sentence, its weights a table to read.

The rules are exact and miss much; the layer adds what they miss where the evidence is strong, and takes nothing away. Its weights
are in `lexicons/weights.csv`; `tools/train_weights.py` makes them from coded sentences.
"""

from __future__ import annotations

import math
from functools import cache

from toolkit.accusations.charges import FORCE, Charge
from toolkit.accusations.context import Context, agent_side
from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import EVERYONE, OTHER, OWN, UNCLEAR
from toolkit.lexicon import read_lexicon

#: How much a doer's side speaks for the charge that is taken where the rules took none.
_RANK = {OTHER: 3, "": 2, UNCLEAR: 1}


@cache
def weights() -> dict[str, float]:
    """Feature -> weight in log-odds, with `intercept` and `threshold` (a probability) among them."""
    return {row["feature"]: float(row["weight"]) for row in read_lexicon("weights")}


def probability(found: dict[str, float]) -> float:
    """How probable it is that a sentence with this evidence accuses.

    >>> probability({}) < 0.2
    True
    """
    known = weights()
    said = sum([known[name] * value for name, value in found.items() if name in known])
    return 1 / (1 + math.exp(-known["intercept"] - said))


def reasons(found: dict[str, float], most: int = 6) -> list[tuple[str, float]]:
    """The features that spoke loudest for and against, with what each added to the log-odds."""
    said = [(name, weights()[name] * value) for name, value in found.items() if name in weights()]
    return sorted(said, key=lambda pair: (-abs(pair[1]), pair[0]))[:most]


def convinces(found: dict[str, float]) -> bool:
    """Whether the evidence is strong enough to count a sentence in which the rules took no charge."""
    return probability(found) >= weights()["threshold"]


def only_other(scene: Scene) -> Party | None:
    """The party to name where no rule gave a doer: the one other party that the sentence names, if there is but one."""
    others = [p for p in scene.parties if p.side == OTHER and p.kind != "pronoun"]
    return others[0] if len({p.state or p.name or scene.tokens.span(p.first, p.last) for p in others}) == 1 else None


def likeliest(scene: Scene, charges: list[Charge], context: Context) -> Charge | None:
    """The charge to report where the evidence convinces and the rules took none: told, by another party, of the gravest act."""
    told = [c for c in charges if not c.negated and agent_side(scene, c, context) not in (OWN, EVERYONE)]
    # Where nobody is named, nobody is blamed; and right after the own side's force "the strikes" are its own.
    told = [c for c in told if c.agent is not None or c.rule not in ("accusing", "responsibility")]
    if context.own_force:
        told = [c for c in told if c.agent is not None or c.type not in FORCE | {"civilian-harm"}]
    ranked = [((not c.modal, _RANK[agent_side(scene, c, context)], c.weight if c.fits else 0), c) for c in told]
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None
