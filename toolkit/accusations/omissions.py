"""What a party owes and does not do: "Velmar does not let the convoys pass", "should have withdrawn its troops"."""

from __future__ import annotations

from toolkit.accusations.charges import Charge, object_end
from toolkit.accusations.clauses import subject_of, verb_group
from toolkit.accusations.phrases import by_agent
from toolkit.accusations.readings import is_noun_here
from toolkit.accusations.scene import Scene

#: What is owed: a verb of the table held back from one of these is a wrong.
OWED = {
    "process",
    "law",
    "aid",
    "people",
    "civilian",
    "own",
    "access",
    "rights",
    "truth",
    "arms",
    "humanitarian",
    "responsibility",
}


def _unwilling(scene: Scene, first: int) -> bool:
    """ "has no intention of honouring ...": the three words before a verb."""
    return [scene.low(first - k) for k in (3, 2)] == ["no", "intention"] and scene.low(first - 1) in ("of", "to")


def omissions(scene: Scene):
    """A verb of doing what is owed, negated, with a party as its subject."""
    for hit in scene.cues("owed"):
        if is_noun_here(scene, hit) and not scene.tokens.word[hit.first - 1].is_("negation"):
            continue
        group = verb_group(scene, hit)
        unwilling = _unwilling(scene, group.first)
        should_have = group.modal == "should" and "participle" in hit.form and not group.negated
        if not (group.negated or should_have or unwilling):
            continue
        last = object_end(scene, hit.last)
        yield Charge(
            "omission",
            hit,
            group.first,
            last,
            by_agent(scene, hit.last) if group.passive else subject_of(scene, group.first - 4 * unwilling),
            "obstruction",
            2,
            "assertion",
            "by" if group.passive else "subject",
            False,
            "" if should_have else group.modal,
            bool(
                OWED
                & (scene.classes(0, hit.first) if group.passive else scene.classes(hit.last, min(last, hit.last + 12)))
            ),
            carried=group.passive,
        )
