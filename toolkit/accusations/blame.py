"""Conduct called wrong, accusing and condemning, responsibility: blame that is put into words."""

from __future__ import annotations

from toolkit.accusations.charges import Charge, object_end
from toolkit.accusations.clauses import subject_of, verb_group
from toolkit.accusations.instruments import Hit
from toolkit.accusations.nouns import points_back
from toolkit.accusations.parties import Party
from toolkit.accusations.phrases import by_agent, inside_agent, phrase_start
from toolkit.accusations.readings import is_noun_here
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OWN

#: Nouns that say nothing bad by themselves and take their charge from the adjective ("reckless policy").
CONDUCT = frozenset(
    "act action actions activities activity acts adventure adventures ambition ambitions approach assessment "
    "attempt attempts attitude behavior behaviour blockade campaign campaigns claims conduct course decision "
    "decisions deed deeds deployments doctrine document drills exercises farce game games intention intentions "
    "language laws referendum election elections trial vote version legislation logic maneuver maneuvers manoeuvre manoeuvres measure measures mentality "
    "method methods mindset move moves nature operation operations order plan plans play ploy ploys policies policy "
    "position posture practice practices pressure program programme programmes programs propaganda regime "
    "remark remarks report rhetoric sanctions scheme schemes stance statement statements step steps strategies "
    "strategy stunt tactics thinking threats tone treatment trick tricks venture ventures war warfare words".split()
)


def adjectives(scene: Scene):
    """Conduct called wrong: "the reckless policy of Velmar", "its actions are illegal"."""
    for hit in scene.acts("adjective"):
        noun = next((k for k in range(hit.last, min(hit.last + 4, len(scene.tokens))) if scene.low(k) in CONDUCT), None)
        if noun is not None and not any(
            scene.tokens.word[k].breaks and scene.low(k) != "and" for k in range(hit.last, noun)
        ):
            fake = Hit(noun, noun + 1, "acts", {**hit.row, "term": scene.low(noun)}, "singular")
            agent, relation = inside_agent(scene, fake)
            start = phrase_start(scene, noun)
            if agent is None and start and scene.tokens.word[start - 1].is_("be"):
                agent, relation = subject_of(scene, start - 1), "predicate"
            elif agent is None:
                agent, relation = subject_of(scene, start), "clause"
            yield Charge(
                "adjective",
                hit,
                start,
                object_end(scene, noun + 1, 8),
                agent,
                hit.row["type"],
                2,
                "presupposition",
                relation,
                carried=agent is None and points_back(scene, start, hit),
            )
        elif (be := _be_before(scene, hit.first)) is not None:
            yield Charge(
                "adjective",
                hit,
                hit.first,
                hit.last,
                subject_of(scene, be) or _whose_conduct(scene, be),
                hit.row["type"],
                1,
                "assertion",
                "predicate",
                negated=scene.low(be).endswith("n't"),
                carried=scene.tokens.word[be - 1].is_("pointing") if be else False,
            )


def _whose_conduct(scene: Scene, be: int) -> Party | None:
    """ "such actions by Velmar are ...", "the remarks of Velmar are ...": whose conduct the subject is."""
    for k in range(be - 1, max(-1, be - 12), -1):
        if scene.low(k) in CONDUCT:
            noun = Hit(k, k + 1, "acts", {"term": scene.low(k)}, "singular")
            return inside_agent(scene, noun)[0]
    return None


def _be_before(scene: Scene, i: int) -> int | None:
    """The form of "be" before a predicate, over adverbs: "is both cynical and ...", "is utterly ..."."""
    k = i - 1
    while k > 0 and (
        scene.tokens.word[k].adverb and not scene.tokens.word[k].is_("negation") or scene.low(k) == "both"
    ):
        k -= 1
    return k if k >= 0 and scene.tokens.word[k].is_("be") else None


def accusing(scene: Scene):
    """Verbs of accusing: "condemned Velmar's shelling", "Velmar is accused of", "blamed the blast on Velmar"."""
    for hit in scene.cues("accuse.object", "protest", "hold"):
        if is_noun_here(scene, hit):
            continue
        group = verb_group(scene, hit)
        if group.passive and scene.low(group.first - 1) != "it":
            target, accuser = subject_of(scene, group.first), by_agent(scene, hit.last)
        else:
            target, accuser = _target(scene, hit), subject_of(scene, group.first)
        yield Charge(
            "accusing",
            hit,
            group.first,
            object_end(scene, hit.last, 30),
            target,
            "responsibility",
            3,
            "explicit",
            "target",
            group.negated,
            group.modal,
            accuser=accuser,
        )


def _target(scene: Scene, hit: Hit) -> Party | None:
    """Whom an accusing verb is aimed at: the first party after it that is not the speaker's own side; people behind an act suffer it."""
    act = False
    for i in range(hit.last, min(hit.last + 25, len(scene.tokens))):
        party = scene.party_at.get(i)
        act = act or scene.has(i, "acts", "noun")
        if scene.low(i) == "according" and scene.low(i + 1) == "to":
            return None  # who stands after it is the source
        if (
            party is not None
            and party.side != OWN
            and not (act and party.kind in ("group", "unknown-name") and scene.low(party.first - 1) != "by")
        ):
            return party
        if scene.tokens.text[i] in ";.!?":
            return None
    return None
