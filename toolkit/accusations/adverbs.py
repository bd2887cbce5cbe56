"""What is done wrongly, by the word of the adverb: "illegally entered our waters", "were unjustly detained by Velmar"."""

from __future__ import annotations

from toolkit.accusations.charges import Charge, object_end
from toolkit.accusations.clauses import subject_of, verb_group
from toolkit.accusations.instruments import Hit
from toolkit.accusations.phrases import by_agent
from toolkit.accusations.scene import Scene


def adverbs(scene: Scene):
    """A verb that the acts table need not know, and an adverb beside it that says it is wrong."""
    for hit in scene.acts("adverb"):
        verb = _verb_beside(scene, hit)
        if verb is None:
            continue
        group = verb_group(scene, verb)
        passive = group.passive or group.bare and "participle" in verb.form and scene.low(verb.last) == "by"
        agent = by_agent(scene, verb.last, 20) if passive else subject_of(scene, group.first)
        last = object_end(scene, verb.last)
        yield Charge(
            "adverb",
            hit,
            min(hit.first, group.first),
            last,
            agent,
            hit.row["type"],
            int(hit.row["weight"]),
            "assertion",
            "by" if passive else "subject",
            group.negated,
            group.modal,
        )


def _verb_beside(scene: Scene, hit: Hit) -> Hit | None:
    """The verb that the adverb belongs to: right after it ("illegally entered"), else right before ("acted illegally")."""
    for k in (hit.last, hit.first - 1):
        if not 0 <= k < len(scene.tokens):
            continue
        low, word = scene.low(k), scene.tokens.word[k]
        if word.breaks or word.capital or word.punctuation:
            continue
        if low.endswith(("ed", "en", "wn", "ung", "ld")) or low in PAST:
            return Hit(k, k + 1, "acts", hit.row, "participle")
        if low.endswith("ing"):
            return Hit(k, k + 1, "acts", hit.row, "ing")
        if k == hit.last and low.endswith("s") and not low.endswith("ss"):
            return Hit(k, k + 1, "acts", hit.row, "s")
    return None


#: Past forms that do not look like one.
PAST = frozenset(
    "took went came made put sent began brought kept left drew ran shot cut hit held set struck broke".split()
)
