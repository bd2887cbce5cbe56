"""Blame without a word for the act: "what Velmar did to Ivel", "Velmar is behind the blast", "the fire was the work of Velmar"."""

from __future__ import annotations

from toolkit.accusations.charges import Charge, object_end
from toolkit.accusations.clauses import subject_of, verb_group
from toolkit.accusations.instruments import Hit
from toolkit.accusations.parties import Party
from toolkit.accusations.phrases import after_of
from toolkit.accusations.scene import Scene

#: What was done is named by one of these before the doer.
WHAT = {"what", "everything", "all", "whatever"}
#: After these "do" is the verb itself, no auxiliary.
AFTER_DO = {
    "to",
    "in",
    "with",
    "against",
    "here",
    "there",
    "is",
    "was",
    "today",
    "now",
    "every",
    "on",
    "for",
    "and",
    ".",
    ",",
    "?",
    "!",
    "",
}
STANDING = frozenset("is are was were be been stands stand stood standing being".split())


def doings(scene: Scene):
    """Acts that are pointed to and not named, laid on a party."""
    for hit in scene.cues("do"):
        agent = _did_what(scene, hit)
        if agent is not None:
            yield _charge(scene, hit, agent, "provocation", "assertion")
    for hit in scene.cues("behind"):
        agent = {"behind": _behind, "work of": _work_of}.get(hit.row["term"], _led_to)(scene, hit)
        if agent is not None:
            yield _charge(scene, hit, agent, _type_of_act(scene), "assertion")


def _charge(scene: Scene, hit: Hit, agent: Party, kind: str, form: str) -> Charge:
    group = verb_group(scene, hit)
    first, last = min(group.first, hit.first), object_end(scene, hit.last, 10)
    return Charge("doing", hit, first, last, agent, kind, 2, form, "subject", group.negated, group.modal)


def _did_what(scene: Scene, hit: Hit) -> Party | None:
    """ "what Velmar did to Ivel": the party right before the verb, with what was done before it."""
    if scene.low(hit.last) not in AFTER_DO:
        return None
    first = verb_group(scene, hit).first
    agent = next((p for p in scene.parties if p.last == first and p.kind != "adjective"), None)
    if agent is None:
        return None
    k = agent.first - 1
    if scene.low(k) == "that":
        k -= 1
    group = verb_group(scene, hit)
    told = not group.modal and not group.negated and scene.low(k - 1) != "matter"
    return agent if scene.low(k) in WHAT and told else None


def _behind(scene: Scene, hit: Hit) -> Party | None:
    """ "Velmar stands behind the attack": something hostile must follow."""
    k = hit.first - 1
    while k >= 0 and scene.tokens.word[k].adverb:
        k -= 1
    if scene.low(k) not in STANDING:
        return None
    after = range(hit.last, min(hit.last + 8, len(scene.tokens)))
    if not any(_harmful(scene, i) for i in after) and scene.low(hit.last) not in (
        "this",
        "it",
        "these",
        "all",
    ):
        return None
    while k > 0 and scene.tokens.word[k - 1].is_("have", "be", "modal"):
        k -= 1
    return subject_of(scene, k)


def _work_of(scene: Scene, hit: Hit) -> Party | None:
    """ "the blast was the work of Velmari services"."""
    said = any(
        scene.tokens.word[k].is_("be") or scene.low(k) in ("to", "as") for k in range(max(0, hit.first - 4), hit.first)
    )
    harm = any(_harmful(scene, k) for k in range(hit.first)) or scene.low(0) in (
        "this",
        "it",
        "that",
        "these",
    )
    return after_of(scene, hit.last - 1) if said and harm else None


def _led_to(scene: Scene, hit: Hit) -> Party | None:
    """ "the trail leads to Velmar"."""
    return scene.party_at.get(hit.last) or scene.party_at.get(hit.last + 1)


def _harmful(scene: Scene, i: int) -> bool:
    """Whether an act, or harm such as an explosion, is named there."""
    return scene.has(i, "acts", "noun") or scene.has(i, "objects", "harm")


def _type_of_act(scene: Scene) -> str:
    """The type of the gravest act noun of the sentence."""
    acts = sorted(scene.acts("noun"), key=lambda h: -int(h.row["weight"]))
    return acts[0].row["type"] if acts else "attack"
