"""Why a charge is no accusation: the exclusions of the codebook, each with a reason in words."""

from __future__ import annotations

from toolkit.accusations.charges import CIVILIAN, FORCE, Charge
from toolkit.accusations.context import Context, agent_side
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import EVERYONE, OTHER, OWN, UNCLEAR
from toolkit.accusations.words import SAYING

#: Harm told in the passive with no act and no doer ("three were killed") is no accusation.
HARM_ALONE = {"kill", "injure", "wound", "damage", "displace", "destroy", "hold", "take", "claim"}
#: Of these, the ones that tell of people hurt: no sentence before makes them a charge.
HURT = {"kill", "injure", "wound", "hold", "take", "claim", "displace"}
#: In these words a loss is mourned; where nobody is named, nobody is charged.
CONDOLING = frozenset("condolence condolences sympathy sympathies mourn mourns mourning grief sorrow".split())
#: Modal verbs under which an act is feared, possible or owed, not told.
NOT_TOLD = {"could", "would", "might", "may", "should", "shall", "can", "must"}
UNREAL = frozenset(("if", "unless", "whether", "lest", "anyone", "whoever"))
#: Rules whose words themselves blame someone.
BLAMING = {"accusing", "responsibility"}


def objection(scene: Scene, charge: Charge, context: Context) -> str:
    """Why a charge is no accusation, in a few words; empty where it is one.

    >>> from toolkit.accusations.rules import find_charges
    >>> from toolkit.accusations.scene import look
    >>> from toolkit.accusations.sides import Side
    >>> scene = look("Our units returned fire and shelled their posts.", Side("Ministry of Defence of Velmar"))
    >>> {objection(scene, charge, Context()) for charge in find_charges(scene)}
    {"the issuer's own side does it"}
    """
    if charge.negated:
        return "it is negated"
    if charge.modal in NOT_TOLD and charge.rule not in BLAMING:
        return f"it is only possible, or owed: “{charge.modal}”"
    if _supposed(scene, charge):
        return "it is supposed, not told"
    side = agent_side(scene, charge, context)
    if side == OWN:
        return "the issuer's own side does it"
    to_all = charge.relation == "stop" and any(p.side == EVERYONE and p.last <= charge.cue.first for p in scene.parties)
    if side == EVERYONE or to_all:
        return "it is said of all sides"
    if charge.rule in BLAMING:
        if (
            charge.agent is None
            or charge.agent.kind == "label"
            and not charge.agent.state
            and charge.cue.row["kind"] == "hold"
        ):
            return "nobody is blamed"  # "the perpetrators must be brought to justice" names none
        return ""
    if is_news(scene) and not _attributed(scene, charge):
        return "it is told in a news voice, and nobody charges it"
    if charge.agent is None:
        return "" if _accuses_without_doer(scene, charge, context) else "no party does it"
    return _objection_to_doer(scene, charge, context, side)


def _objection_to_doer(scene: Scene, charge: Charge, context: Context, side: str) -> str:
    """With a doer found: whether it is sure enough that the doer is another party, and that the act is one."""
    agent, known = charge.agent, scene.side.known
    name_unknown = agent.kind == "unknown-name"
    if charge.rule == "intent" and not (side == OTHER and (known or charge.weight > 1) or name_unknown and known):
        return "whose aim it is stays unclear"
    if agent.kind == "pronoun" and (side == UNCLEAR or charge.relation == "clause"):
        grave = charge.weight > 1 or _done_to_us(scene, charge)
        they = scene.low(agent.first) in ("they", "their") and known and grave and charge.relation != "clause"
        return "" if they else "whom the pronoun stands for stays unclear"
    if charge.relation == "clause" and charge.form != "intent" and not _does_it_all_the_same(scene, charge, side):
        return "the party in the sentence is not told to do it"
    place = agent.kind in ("name", "unknown-name", "adjective")
    if charge.relation == "from" and charge.weight < 3 and charge.type in FORCE and place:
        return "" if context.accusing else "a place it comes from is not yet a party"
    if side == UNCLEAR:
        if known and agent.kind in ("instrument", "group") and _done_to_them(scene, charge):
            return "it is done to the other side"
        sure = (
            _news_doer(charge)
            if is_news(scene)
            else _unknown_doer(scene, charge)
            if name_unknown
            else _described_doer(charge)
        )
        return "" if sure else "whether the doer is another party stays unclear"
    return "" if charge.fits else "a weak word, and nothing near it makes it an act"


def _does_it_all_the_same(scene: Scene, charge: Charge, side: str) -> bool:
    """A noun whose doer is only the subject of its clause: believed of grave acts, labels and arms."""
    grave = charge.weight >= 3 or charge.agent.kind == "label" or charge.type == "build-up" and charge.fits
    another = side == OTHER or charge.agent.kind == "unknown-name" and scene.side.known
    return another and grave or charge.rule == "adjective" and side == OTHER


def _news_doer(charge: Charge) -> bool:
    return charge.fits and charge.agent.kind != "unknown-name"


def _described_doer(charge: Charge) -> bool:
    hurts = charge.type == "civilian-harm" and charge.relation in ("by", "subject")
    return charge.fits and (charge.weight >= 2 or hurts) or charge.weight >= 3


def _unknown_doer(scene: Scene, charge: Charge) -> bool:
    """In a state's own release, a name that no table knows and that does harm is another party."""
    firm = (
        charge.relation not in ("clause", "of")
        or charge.relation == "of"
        and charge.type not in FORCE | {"civilian-harm"}
    )
    return (
        scene.side.known
        and charge.fits
        and (firm or charge.weight >= 3 or charge.form == "intent" or charge.rule == "adjective")
    )


def _accuses_without_doer(scene: Scene, charge: Charge, context: Context) -> bool:
    """An act without a doer accuses where it refers back to one charged before, or names a wrong against one's own civilians."""
    if not charge.fits or charge.relation in ("by-thing", "thing"):
        return False
    if charge.relation == "aside" and not context.accusing:
        return False
    if charge.rule == "noun" and charge.type in FORCE | {"civilian-harm"} and context.own_force:
        return False  # "our jets struck ...": the strikes told of next are our own
    if charge.relation == "who":  # "Who shelled our towns yesterday?"
        return scene.side.known and charge.type in FORCE | {"civilian-harm"}
    bare = charge.first == charge.cue.first or not scene.tokens.word[charge.first].is_("determiner", "their", "own")
    if charge.rule == "noun" and bare and charge.cue.form == "singular":
        return False  # the thing in general: "terrorism is never justified"
    if charge.rule == "adjective":
        return charge.carried and context.accusing
    if charge.cue.row["term"] in HURT or _aimed_at_them(scene, charge):
        return False
    if scene.side.known and _done_to_them(scene, charge) or scene.has_low(CONDOLING):
        return False
    if charge.relation == "clause" and charge.weight >= 2 and scene.side.known and _this_is(scene, charge):
        return True
    if _on_our_own(scene, charge):
        return True
    if charge.cue.row["term"] in HARM_ALONE:
        return context.accusing and bool(CIVILIAN & scene.classes(0, charge.cue.last)) and not is_news(scene)
    if context.accusing or context.harmful:
        return charge.weight >= 2 and (charge.carried or charge.type in FORCE) or charge.type == "civilian-harm"
    if charge.rule == "noun" and charge.weight >= 3 and charge.carried:
        return scene.side.known
    grave = charge.cue.row.get("type") in FORCE or charge.cue.row.get("needs") == "banned"
    return scene.side.known and charge.type == "civilian-harm" and grave and not is_news(scene)


def _done_to_us(scene: Scene, charge: Charge) -> bool:
    """ "They have killed thousands of our people": the own side stands right after the act."""
    near = any(p.side == OWN and 0 <= p.first - charge.cue.last <= 3 for p in scene.parties)
    return near and charge.fits and charge.rule == "verb" and charge.type in FORCE | {"civilian-harm", "rights-abuse"}


def _on_our_own(scene: Scene, charge: Charge) -> bool:
    """ "Forty drones attacked our cities": force against the own side, with no doer but the weapon."""
    if charge.rule != "verb" or charge.relation != "instrument" or charge.weight < 2 or not scene.side.known:
        return False
    return _done_to_us(scene, charge)


def _this_is(scene: Scene, charge: Charge) -> bool:
    """ "This is interference in our elections", "This raid is a violation": what was told before is called by its name."""
    if scene.low(charge.first - 1) not in ("is", "was", "are", "were", "constitutes", "constitute"):
        return False
    pointing = ("this", "that", "it", "these", "such", "which")
    act = scene.has(charge.first - 2, "acts", "noun") and scene.low(charge.first - 3) in pointing
    return act or scene.low(charge.first - 2) in pointing


def _done_to_them(scene: Scene, charge: Charge) -> bool:
    """ "fighter jets struck the infrastructure of the enemy": force whose object is the other side is the own side's."""
    if (
        charge.rule != "verb"
        or charge.relation in ("by", "by-thing", "who")
        or charge.type not in FORCE | {"civilian-harm"}
    ):
        return False
    last = charge.cue.last
    return any(p.side == OTHER and p.kind != "pronoun" and 0 <= p.first - last <= 4 for p in scene.parties)


def _aimed_at_them(scene: Scene, charge: Charge) -> bool:
    """ "a strike was directed at the guns of the enemy": an act whose target is the other side is the own side's."""
    return any(
        p.side == OTHER
        and 0 <= p.first - charge.cue.last <= 10
        and any(scene.low(k) in ("at", "on", "against") for k in range(charge.cue.last, p.first))
        for p in scene.parties
    )


def _supposed(scene: Scene, charge: Charge) -> bool:
    """In a condition, or a norm for everyone: not told as fact."""
    start, lows, texts = charge.cue.first, scene.tokens.lows, scene.tokens.text
    if _opens_unreal(scene) or "in the event of" in scene.tokens.sentence or "in case of" in scene.tokens.sentence:
        return True
    if charge.agent is None and scene.low(charge.first - 1) in ("against", "from", "counter"):
        return True
    if charge.rule == "noun" and _of_a_rule(scene, charge):
        return True
    for i in range(start - 1, max(-1, start - 14), -1):
        if texts[i] in ";:.!?":
            return False
        if lows[i] in UNREAL:
            return True
        if start - i > 4:
            continue
        if lows[i] in ("any", "possible", "potential", "future") and charge.rule != "intent":
            return True
        if lows[i] == "alleged" and charge.agent is None:
            return True  # "the alleged attack"; where its doer is named, somebody alleges it of him
    return False


def _opens_unreal(scene: Scene) -> bool:
    """ "If Velmar shells ...", "Anyone who ...": a sentence of which nothing is told as fact."""
    if UNREAL.isdisjoint(scene.tokens.lows) or scene.low(1) == "whose":
        return False
    return next((w.low for w in scene.tokens.word if not w.punctuation), "") in UNREAL


#: "The convention forbids torture", "torture is forbidden": a rule is told, and no act.
FORBIDDING = frozenset(
    "forbid forbids forbade forbidding prohibit prohibits prohibited prohibiting bans outlaws outlawing".split()
)
FORBIDDEN = frozenset("forbidden prohibited outlawed punishable inadmissible".split())


def _of_a_rule(scene: Scene, charge: Charge) -> bool:
    before = not FORBIDDING.isdisjoint(scene.tokens.lows[max(0, charge.first - 3) : charge.first])
    if before or FORBIDDEN.isdisjoint(scene.tokens.lows):
        return before
    after = range(charge.cue.last, min(charge.cue.last + 6, len(scene.tokens) - 1))
    return any(scene.tokens.word[k].is_("be") and scene.low(k + 1) in FORBIDDEN for k in after)


def _quotation_is_open(scene: Scene) -> bool:
    """Whether the sentence before opened a quotation and did not close it."""
    before = scene.before.tokens.text if scene.before is not None else []
    return sum(t == "“" for t in before) > sum(t == "”" for t in before)


def _against_fighters(scene: Scene, charge: Charge) -> bool:
    """Whether force is told against an armed group and no civilian is named; the group that does it is not its target."""
    first, last = (charge.agent.first, charge.agent.last) if charge.agent else (0, 0)
    hit = scene.classes(0, first) | scene.classes(last, len(scene.tokens))
    return "armed-group" in hit and not (CIVILIAN | {"people"}) & hit


_QUOTATION_MARKS = frozenset('"“”')


def is_news(scene: Scene) -> bool:
    return scene.voice in ("publisher", "furniture") or (not scene.voice and not scene.side.known)


def _attributed(scene: Scene, charge: Charge) -> bool:
    """In a news voice: whether someone other than the reporter says it, and it is told as wrong."""
    lows = scene.tokens.lows
    said = not SAYING.isdisjoint(lows) or "according" in lows or not _QUOTATION_MARKS.isdisjoint(scene.tokens.text)
    said = said or _quotation_is_open(scene)
    target = scene.classes(charge.cue.last, charge.last)
    if charge.type in FORCE and _against_fighters(scene, charge):
        return False
    return (
        (
            said
            and (
                charge.type == "civilian-harm"
                or charge.form == "intent"
                or charge.weight >= 2
                and "armed-group" not in target
            )
        )
        or charge.weight >= 3
        or charge.type == "civilian-harm"
        and charge.agent is not None
        and charge.agent.kind == "label"
    )
