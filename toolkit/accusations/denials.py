"""Denials: a charge against the speaker's own side is rejected. A denial is kept as a row of its own, never as an accusation."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.accusations.charges import Charge
from toolkit.accusations.clauses import subject_of, verb_group
from toolkit.accusations.parties import Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OTHER, OWN

#: What is denied: words for a charge or a report of one.
CLAIMS = frozenset(
    "accusation accusations allegation allegations claim claims report reports charge charges assertion assertions insinuation insinuations rumour "
    "rumours rumor rumors information news statement statements speculation speculations version idea suggestion suggestions narrative narratives notion "
    "message messages publication publications footage story stories blame involvement responsibility slander slanders fabrication fabrications lies".split()
)
#: What is said of it. Each is a run of words; "reality" stands for truth and facts too.
REJECTIONS = tuple(
    tuple(words.split())
    for words in (
        "false",
        "untrue",
        "baseless",
        "groundless",
        "unfounded",
        "nonsense",
        "absurd",
        "fabricated",
        "ridiculous",
        "a lie",
        "lies",
        "an invention",
        "invented",
        "without foundation",
        "without any foundation",
        "without basis",
        "no basis",
        "no foundation",
        "no grounds",
        "not true",
        "not correspond to reality",
        "not correspond to the truth",
        "not correspond to the facts",
        "not correspond to the reality",
        "nothing to do with reality",
        "nothing to do with the truth",
        "nothing to do with the facts",
        "far from reality",
        "far from the truth",
        "not based on facts",
        "disinformation",
        "fake",
        "a fabrication",
        "fabrication",
        "pure invention",
        "a provocation and a lie",
        "has no merit",
        "a myth",
        "completely wrong",
        "slander",
        "uncorroborated",
        "unsubstantiated",
        "no evidence",
        "no factual basis",
        "not supported by",
        "lack any evidence",
        "lack any supporting evidence",
        "lacks any evidence",
    )
)


#: The same by their first word, in their order.
REJECTING = {first: [words for words in REJECTIONS if words[0] == first] for first in {w[0] for w in REJECTIONS}}


class Denial(NamedTuple):
    """A rejected charge: the tokens of the evidence, who rejects it, whose charge it was, and the words that say so."""

    first: int
    last: int
    accuser: Party | None
    accused: Party | None
    cue: tuple[int, int]
    entry: str


def find_denial(scene: Scene, charges: list[Charge]) -> Denial | None:
    """The denial in a sentence, if there is one: "denies the claims", "the reports are false", "our units did not fire".

    >>> from toolkit.accusations.sides import Side
    >>> from toolkit.accusations.scene import look
    >>> scene = look("The reports that our army shelled Hallin are false.", Side("Ministry of Defence of Velmar"))
    >>> find_denial(scene, []).entry
    'denial:called-false'
    """
    return (
        _denying_verb(scene)
        or _called_false(scene)
        or _they_are_false(scene)
        or _nothing_to_do(scene)
        or _own_act_negated(scene, charges)
        or _no_own_act(scene, charges)
        or _nobody_did(scene, charges)
        or _slander_of_own(scene, charges)
    )


def _denying_verb(scene: Scene) -> Denial | None:
    for hit in scene.cues("denial"):
        claim = next((k for k in range(hit.last, min(hit.last + 9, len(scene.tokens))) if scene.low(k) in CLAIMS), None)
        group = verb_group(scene, hit)
        before = range(max(0, group.first - 14), group.first)
        told = next((k for k in before if scene.low(k) in CLAIMS), None) if group.passive else None
        if told is not None and not group.negated and scene.side.known:  # "The allegation that ... is rejected."
            owner = _owner(scene, told, hit.first)
            return Denial(told, hit.last, None, owner, (hit.first, hit.last), f"denial:{hit.row['entry']}")
        bare = hit.row["term"] == "deny" and any(
            scene.low(k) in ("that", "any", "having", "it") for k in range(hit.last, hit.last + 5)
        )
        if claim is None and not bare or group.negated:
            continue
        denier = subject_of(scene, group.first)
        return Denial(
            group.first,
            _end(scene, hit.last),
            denier,
            _owner(scene, hit.last, claim),
            (hit.first, hit.last),
            f"denial:{hit.row['entry']}",
        )
    return None


def _called_false(scene: Scene) -> Denial | None:
    lows = scene.tokens.lows
    if CLAIMS.isdisjoint(lows) or REJECTING.keys().isdisjoint(lows):
        return None
    claim = next(k for k, low in enumerate(lows) if low in CLAIMS)
    for k in range(max(0, claim - 4), len(lows)):
        for words in REJECTING.get(lows[k], ()):
            if tuple(lows[k : k + len(words)]) == words and _predicated(scene, k, words):
                owner = _owner(scene, max(0, claim - 4), min(claim + 6, len(lows)))
                return (
                    None
                    if owner is None and not _about_own(scene, claim)
                    else Denial(claim, k + len(words), None, owner, (k, k + len(words)), "denial:called-false")
                )
    return None


def _they_are_false(scene: Scene) -> Denial | None:
    """ "They are unfounded.", after a sentence with the claims."""
    lows = scene.tokens.lows
    if not lows or lows[0] not in ("they", "these", "it", "this", "that", "all") or scene.before is None:
        return None
    if not scene.side.known or not scene.before.has_low(CLAIMS):
        return None
    for k in range(1, min(len(lows), 8)):
        for words in REJECTING.get(lows[k], ()):
            if tuple(lows[k : k + len(words)]) == words and _predicated(scene, k, words):
                return Denial(0, k + len(words), None, None, (k, k + len(words)), "denial:called-false")
    return None


def _nothing_to_do(scene: Scene) -> Denial | None:
    """ "Velmar has nothing to do with this attack", said by Velmar."""
    lows = scene.tokens.lows
    if "nothing" not in lows:
        return None
    for k in range(1, len(lows) - 4):
        if lows[k] != "nothing" or lows[k + 1 : k + 4] != ["to", "do", "with"]:
            continue
        subject = subject_of(scene, k - 1)
        if subject is not None and subject.side == OWN:
            return Denial(k - 1, _end(scene, k), subject, None, (k, k + 4), "denial:nothing-to-do")
    return None


def _slander_of_own(scene: Scene, charges: list[Charge]) -> Denial | None:
    """ "Ardenia slanders our army": who calls it slander rejects what was said of the own side; the charge of lying stays beside it."""
    for charge in charges:
        lies = charge.rule == "verb" and charge.type == "disinformation" and charge.weight >= 2
        if not lies or charge.negated or charge.agent is None or charge.agent.side != OTHER:
            continue
        own = [p for p in scene.parties if p.side == OWN and charge.cue.last <= p.first < charge.cue.last + 10]
        if own:
            return Denial(
                charge.first, charge.last, None, charge.agent, (charge.cue.first, charge.cue.last), "denial:slander"
            )
    return None


def _predicated(scene: Scene, k: int, words: tuple[str, ...]) -> bool:
    """Whether the words are said of the claim, not used as its adjective ("false reports")."""
    if len(words) > 1 and words[0] in ("not", "no", "nothing", "without", "far", "has"):
        return True
    i = k - 1
    while i >= 0 and (
        scene.tokens.word[i].adverb
        or scene.low(i) in ("a", "an", "and", "pure", "another", "just", "nothing", "but", "as", "groundless", "false")
    ):
        i -= 1
    if k + len(words) < len(scene.tokens) and scene.low(k + len(words)) in CLAIMS:
        return False
    return i >= 0 and (
        scene.tokens.word[i].is_("be")
        or scene.low(i) in ("as", "dismissed", "calls", "called", "described", "remain", "remains")
    )


def _about_own(scene: Scene, claim: int) -> bool:
    """A charge that nobody in the sentence owns is the speaker's to deny when the speaker is a party and no one else is charged."""
    return (
        scene.side.known
        and any(p.side == OWN for p in scene.parties)
        or scene.side.known
        and not any(p.side == OTHER for p in scene.parties)
    )


def _own_act_negated(scene: Scene, charges: list[Charge]) -> Denial | None:
    for charge in charges:
        own = charge.agent is not None and charge.agent.side == OWN
        if (
            charge.rule == "verb"
            and own
            and charge.negated
            and not charge.modal
            and charge.fits
            and charge.form == "assertion"
            and charge.type in ("attack", "civilian-harm", "terrorism", "violation", "occupation")
        ):
            return Denial(
                charge.first,
                charge.last,
                charge.agent,
                None,
                (charge.cue.first, charge.cue.last),
                "denial:own-act-negated",
            )
    return None


_NEGATING = frozenset(("no", "nobody", "none", "not"))


def _no_own_act(scene: Scene, charges: list[Charge]) -> Denial | None:
    """ "No gun of our army fired", "our units carried out no attack", "not one of our posts opened fire"."""
    if _NEGATING.isdisjoint(scene.tokens.lows):
        return None
    for charge in charges:
        if charge.rule not in ("verb", "noun") or charge.weight < 2 and not charge.fits:
            continue
        first = next(
            (
                k
                for k in range(charge.cue.first - 1, max(-1, charge.cue.first - 14), -1)
                if scene.low(k) in ("no", "nobody", "none")
                or scene.low(k) == "not"
                and scene.low(k + 1) in ("one", "a")
            ),
            None,
        )
        near = [p for p in scene.parties if p.first >= (first or 0) - 12 and p.last <= charge.cue.last + 6]
        if (
            first is not None
            and any(p.side == OWN for p in near)
            and not any(p.side == OTHER and p.last <= charge.cue.first for p in near)
        ):
            return Denial(first, charge.last, None, None, (first, first + 1), "denial:no-own-act")
    return None


def _nobody_did(scene: Scene, charges: list[Charge]) -> Denial | None:
    """ "Nobody occupied Tresk.", "Our army has laid no mines.": an act that is told of nobody, or of its object as none."""
    for charge in charges:
        hostile = charge.type in ("attack", "terrorism", "occupation", "violation", "obstruction", "build-up")
        if charge.rule != "verb" or not hostile or charge.modal or not charge.fits:
            continue
        opens = next((k for k, w in enumerate(scene.tokens.word) if not w.punctuation), 0)
        nobody = scene.low(opens) in ("nobody", "no") and charge.negated and charge.cue.first - opens <= 6
        others = any(p.side == OTHER and p.last <= charge.cue.first for p in scene.parties)
        nothing = scene.low(charge.cue.last) == "no" and charge.agent is not None and charge.agent.side == OWN
        if scene.side.known and (nobody and not others or nothing):
            first = min(charge.first, opens if nobody else charge.first)
            return Denial(
                first, charge.last, charge.agent, None, (charge.cue.first, charge.cue.last), "denial:nobody-did"
            )
    return None


def charges_nobody(denial: Denial, charge: Charge) -> bool:
    """Whether a charge is no more than the denial's own word for what it rejects: "They are a fabrication.", with nobody who made it."""
    inside = denial.first <= charge.cue.first < denial.last or denial.cue[0] <= charge.cue.first < denial.cue[1]
    nobody = charge.agent is None or charge.agent.kind == "pronoun"
    return inside and nobody and charge.type == "disinformation"


def _owner(scene: Scene, first: int, last: int | None) -> Party | None:
    """Whose charge it is: the other side's party near the word for it."""
    end = min((last if last is not None else first) + 8, len(scene.tokens))
    return next((p for p in scene.parties if first <= p.first < end and p.side == OTHER), None)


def _end(scene: Scene, start: int) -> int:
    return next((k for k in range(start, len(scene.tokens)) if scene.tokens.text[k] in ";.!?"), len(scene.tokens))
