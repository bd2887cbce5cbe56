"""What a party is called by a predicate: "Velmar is a terrorist state", "has become the aggressor", "recognise Velmar as an occupier"."""

from __future__ import annotations

from toolkit.accusations.charges import Charge, object_end
from toolkit.accusations.clauses import subject_of, verb_group
from toolkit.accusations.instruments import Hit
from toolkit.accusations.scene import Scene

#: Verbs that say what their subject is.
COPULA = frozenset("is are was were be been being become becomes became remain remains remained".split())


def labels(scene: Scene):
    """A label told of a party by a copula or by "as"; a label that merely stands for a party blames it of nothing."""
    for hit in scene.acts("label"):
        start, negated = _phrase_start(scene, hit.first)
        agent, modal = None, ""
        if scene.low(start) in COPULA:
            group = verb_group(scene, Hit(start, start + 1, "acts", hit.row, "base"))
            agent, modal = subject_of(scene, group.first), group.modal
            negated = negated or group.negated
        elif scene.low(start) == "as":
            agent = next((p for p in scene.parties if p.last == start), None)
        if agent is None or agent.first == hit.first or not _ends_phrase(scene, hit.last):
            continue
        yield Charge(
            "label",
            hit,
            start,
            object_end(scene, hit.last, 8),
            agent,
            hit.row["type"],
            int(hit.row["weight"]),
            "assertion",
            "predicate",
            negated,
            modal,
        )


def _ends_phrase(scene: Scene, last: int) -> bool:
    """Whether the label is the head of its phrase: in "is a terrorist attack" it only modifies."""
    return last >= len(scene.tokens) or scene.tokens.word[last].breaks or scene.tokens.word[last].adverb


def _phrase_start(scene: Scene, i: int) -> tuple[int, bool]:
    """The token before the noun phrase, and whether a negation stands between the two."""
    negated = False
    for k in range(i - 1, max(-1, i - 8), -1):
        word = scene.tokens.word[k]
        if word.low in COPULA or word.low == "as":
            return k, negated
        negated = negated or word.is_("negation")
        if word.low.endswith("ing"):
            break  # "are fighting the invaders": an object
        if word.breaks and word.low not in ("and", "not", "but", "nothing"):
            break
    return -1, negated
