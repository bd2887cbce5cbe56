"""A wrong that a demand takes for granted: "Velmar must withdraw its troops from our land", "calls on Velmar to release the hostages"."""

from __future__ import annotations

from toolkit.accusations.charges import Charge, needs, object_end
from toolkit.accusations.clauses import VerbGroup, subject_of, verb_group
from toolkit.accusations.readings import is_noun_here
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OWN

#: Modal verbs that demand.
OWED = {"must", "should", "ought", "shall"}
#: Verbs that put a demand to somebody, before "to".
ASKING = frozenset(
    "call calls called calling urge urges urged urging demand demands demanded demanding ask asks asked press pressing pressed appeal appeals "
    "appealed request requested insist insists insisted order orders ordered tell warn warned require requires required force compel oblige".split()
)
#: Whose land it is, where no pronoun says so.
SOVEREIGN = frozenset("our occupied sovereign seized annexed captured".split())


def demands(scene: Scene):
    """A verb of undoing a wrong, demanded of a party."""
    for hit in scene.acts("undo"):
        group = verb_group(scene, hit)
        if is_noun_here(scene, hit) and not group.bare:
            continue
        if group.negated or group.passive or not _demanded(scene, group):
            continue
        wanted, last = needs(hit), object_end(scene, hit.last)
        there = scene.classes(hit.last, min(last, hit.last + 14))
        if "territory" in wanted and not _our_land(scene, hit.last, last):
            continue
        if not wanted & there:
            continue
        yield Charge(
            "demand",
            hit,
            group.first,
            last,
            subject_of(scene, group.first),
            hit.row["type"],
            2,
            "presupposition",
            "subject",
        )


def presences(scene: Scene):
    """Foreign forces said to be on land that is not theirs: "Velmari troops remain on our territory"."""
    for hit in scene.acts("presence"):
        group = verb_group(scene, hit)
        agent, last = subject_of(scene, group.first), object_end(scene, hit.last, 10)
        if agent is None or agent.kind not in ("force", "label") or not _our_land(scene, hit.last, last):
            continue
        yield Charge(
            "presence",
            hit,
            group.first,
            last,
            agent,
            hit.row["type"],
            2,
            "assertion",
            "subject",
            group.negated,
            group.modal,
        )


def _demanded(scene: Scene, group: VerbGroup) -> bool:
    if group.modal in OWED:
        return True
    before = range(max(0, group.first - 12), group.first)
    if group.infinitive:
        return any(scene.low(k) in ASKING or scene.low(k) in ("must", "should", "have", "has", "needs") for k in before)
    return group.bare and any(scene.low(k) in ASKING for k in before) and any(scene.low(k) == "that" for k in before)


def _our_land(scene: Scene, first: int, last: int) -> bool:
    """Whether words of land that is the speaker's, or is called occupied, stand there."""
    if "territory" not in scene.classes(first, last):
        return False
    own = any(p.side == OWN and first <= p.first < last for p in scene.parties)
    return own or any(scene.low(k) in SOVEREIGN for k in range(first, last))
