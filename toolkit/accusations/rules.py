"""The rules: each looks at one way in which English lays an act at a party's door, and says what it found.

A rule makes `Charge`s; `toolkit.accusations.judge` decides which of them are accusations. No rule names a country.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.accusations.clauses import VerbGroup, by_agent, inside_agent, phrase_start, subject_of, verb_group
from toolkit.accusations.instruments import Hit
from toolkit.accusations.parties import OWN, Party
from toolkit.accusations.scene import Scene
from toolkit.accusations.words import SAYING


@dataclass(slots=True)
class Charge:
    """One thing that a rule found: the act, its doer if any, and what bears on whether it is an accusation."""

    rule: str
    cue: Hit
    first: int
    last: int
    agent: Party | None
    type: str
    weight: int
    form: str
    relation: str = ""
    negated: bool = False
    modal: str = ""
    fits: bool = True
    carried: bool = False
    accuser: Party | None = None
    assertion: str = "asserted"


def find_charges(scene: Scene) -> list[Charge]:
    """Every charge in a sentence, from all rules."""
    return [*verbs(scene), *nouns(scene), *intents(scene), *adjectives(scene), *accusing(scene), *responsibility(scene)]


def verbs(scene: Scene):
    """Acts told by a verb: "Velmari units shelled ...", "... were shelled by Velmar", "... shelling ..."."""
    for hit in scene.acts("verb"):
        party = scene.party_at.get(hit.first)
        if _is_noun_here(scene, hit) or party is not None and hit.last < party.last and party.kind != "pronoun":  # "armed forces"
            continue
        group = verb_group(scene, hit)
        nothing = next((True for k in range(max(0, group.first - 6), group.first) if scene.low(k) in ("no", "nobody", "none")), False)
        needs = _needs(hit)
        around = scene.classes(hit.last, hit.last + 16) if not group.passive else (
            scene.classes(max(0, group.first - 12), group.first) | scene.classes(hit.last, hit.last + 10))
        fits = not needs or bool(needs & around)
        agent, relation = _doer(scene, hit, group)
        intent = _governing_intent(scene, group)
        if intent is not None and agent is None:
            agent, relation = intent[1], "intent"
        yield Charge(
            "verb", hit, group.first if not group.infinitive else hit.first, _object_end(scene, hit.last), agent,
            hit.row["type"], int(hit.row["weight"]), "intent" if intent else "assertion", relation,
            group.negated or nothing, group.modal, fits,
        )


def _needs(hit: Hit) -> set[str]:
    """The object classes one of which must stand near a weak act; people count wherever civilians do."""
    needs = set(filter(None, hit.row["needs"].split("|")))
    if "any" in needs:
        return set()
    return needs | {"people"} if "civilian" in needs else needs


def _is_noun_here(scene: Scene, hit: Hit) -> bool:
    """Whether a form that can be verb or noun ("attack", "strikes", "bombed") stands as a noun or adjective, going by its neighbours."""
    i = hit.first - 1
    while i > 0 and scene.tokens.word[i].adverb:
        i -= 1
    before = scene.tokens.word[i] if i >= 0 else None
    if hit.form == "base" or hit.form.startswith("base/"):
        return not _verb_may_follow(scene, i, plural=True)
    if hit.form == "s":
        return not _verb_may_follow(scene, i, plural=False)
    if hit.form == "ing":
        if before is None:
            return scene.low(hit.last) in ("of", "by", "against", "on")
        if scene.has(hit.first, "acts", "noun") and scene.low(hit.last) in ("by", "from", "of") and not before.is_("be"):
            return True
        if scene.has(hit.first, "acts", "noun") and i in scene.party_at and scene.party_at[i].kind in ("adjective", "label", "instrument", "name"):
            return not scene.party_at[i].word_plural
        if before.low == "'s" and not scene.tokens.word[min(hit.last, len(scene.tokens) - 1)].breaks:
            return True
        return before.is_("determiner") and before.low not in ("that", "all", "both") or before.low == "of" and scene.low(hit.last) == "of"
    if "participle" in hit.form and before is not None and hit.last < len(scene.tokens):
        return (before.is_("determiner", "preposition", "their") or before.low == "'s") and not scene.tokens.word[hit.last].breaks
    return False


#: After these "to" is a preposition: "subjected to fire".
TO_A_THING = frozenset("subjected subject exposed response reply answer due amount amounts amounted resort resorted resorts resorting led opposed close prior "
                       "contrary similar return returned returning contribute contributed according relating related addition".split())


def _verb_may_follow(scene: Scene, i: int, plural: bool) -> bool:
    """Whether the token at `i` can stand right before a finite verb or infinitive."""
    if i < 0:
        return False
    word, party = scene.tokens.word[i], scene.party_at.get(i)
    if word.is_("their") or word.low == "to" and scene.low(i - 1) in TO_A_THING:
        return False
    if word.low in ("and", "or") and plural:
        return any(scene.low(k) == "to" or scene.tokens.word[k].is_("modal") for k in range(max(0, i - 14), i))
    if word.low == "to" or word.is_("modal", "do", "relative", "they", "own") or word.low in ("and", "or", "help", "let", "not", "who"):
        return not (word.low in ("our", "my", "its", "their", "his", "her"))
    if party is None or party.possessive or party.kind == "adjective" or party.last != i + 1:
        return False
    if party.kind == "instrument" and scene.has(i + 1, "acts", "noun"):
        return False
    is_plural = word.low.endswith("s") or word.low in ("military", "people", "police", "militia", "personnel", "troops", "army")
    return is_plural if plural else party.kind != "instrument" or not is_plural


def _doer(scene: Scene, hit: Hit, group: VerbGroup) -> tuple[Party | None, str]:
    if group.passive:
        agent = by_agent(scene, hit.last, 20)
        by_thing = agent is None and any(scene.low(k) == "by" for k in range(hit.last, min(hit.last + 8, len(scene.tokens))))
        return agent, "by-thing" if by_thing else "by"
    if hit.form == "ing" and group.bare and group.first > 0:
        before = group.first - 1
        if scene.low(before) == "'s" or scene.tokens.word[before].is_("their"):
            return scene.party_at.get(before - (scene.low(before) == "'s")), "owner"
        if scene.low(hit.last) in ("of",) and (agent := by_agent(scene, hit.last, 16)):
            return agent, "by"
    subject = subject_of(scene, group.first, adjacent=hit.form == "ing" and group.bare) or _subject_after(scene, hit)
    return subject, "subject" if subject is not None or _act_is_subject(scene, group.first) else "thing"


def _act_is_subject(scene: Scene, first: int) -> bool:
    """ "The attack damaged three houses": an act is the subject, whose doer was named before."""
    return any(scene.has(k, "acts", "noun") for k in range(max(0, first - 6), first))


def _subject_after(scene: Scene, hit: Hit) -> Party | None:
    """ "Having organised the raid, Velmar ...", "By hiding its guns ..., the enemy ...": the subject after an opening clause."""
    if not (scene.low(0) in ("having", "by", "with", "through", "after", "while", "when", "in", "instead", "despite", "without") and hit.first <= 4
            or hit.form == "ing" and (hit.first == 0 or scene.low(0) == "by" and hit.first <= 10)):
        return None
    comma = next((k for k in range(hit.last, min(hit.last + 22, len(scene.tokens))) if scene.tokens.text[k] == ","), None)
    return next((p for p in scene.parties if comma is not None and p.first == comma + 1), None)


def _governing_intent(scene: Scene, group: VerbGroup) -> tuple[Hit, Party | None] | None:
    """ "trying to shell", "an attempt to slow down": the intent word before "to", with the party that has the intent."""
    for hit in scene.cues("intent.verb", "intent.noun"):
        if not (hit.last <= group.first and group.first - hit.last <= (1 if group.infinitive else 3)):
            continue
        if not group.infinitive and scene.low(hit.last) not in ("to", "at", "of", "for"):
            continue
        if hit.row["kind"] == "intent.noun":
            agent, _ = inside_agent(scene, hit)
            return hit, agent or subject_of(scene, phrase_start(scene, hit.first))
        intent = verb_group(scene, hit)
        return hit, subject_of(scene, intent.first, adjacent=hit.form == "ing" and intent.bare)
    return None


def _object_end(scene: Scene, start: int, reach: int = 18) -> int:
    """Where the words of the act end: at the next strong stop, or after `reach` words."""
    for i in range(start, min(start + reach, len(scene.tokens))):
        if scene.tokens.text[i] in ";:.!?\"“”":
            return i
    return min(start + reach, len(scene.tokens))


#: Words of purpose strong enough to make what follows an aim held against the party, whatever the verb.
PURPOSE = frozenset("try attempt seek plot conspire scheme want".split())


def intents(scene: Scene):
    """Aims with no hostile verb: "Velmar is trying to make the valley its own"."""
    for hit in scene.cues("intent.verb", "intent.noun"):
        if hit.row["term"] not in PURPOSE or (hit.row["kind"] == "intent.verb" and _is_noun_here(scene, hit)):
            continue
        to = next((k for k in range(hit.last, min(hit.last + 25, len(scene.tokens))) if scene.low(k) == "to"), None)
        if to is None or (hit.row["kind"] == "intent.verb" and to != hit.last):
            continue
        if hit.row["kind"] == "intent.noun":
            agent = inside_agent(scene, hit)[0] or subject_of(scene, phrase_start(scene, hit.first))
            negated, modal = False, ""
        else:
            group = verb_group(scene, hit)
            agent, negated, modal = subject_of(scene, group.first, adjacent=hit.form == "ing" and group.bare), group.negated, group.modal
        hostile = any(h.table == "acts" and int(h.row["weight"]) >= 2 and h.first > hit.last for h in scene.hits)
        kind = "attack" if agent is not None and agent.kind in ("force", "label") else "provocation"
        yield Charge("intent", hit, hit.first, _object_end(scene, to + 1), agent, kind, 2 if hostile else 1, "intent", "subject",
                     negated, modal)


def nouns(scene: Scene):
    """Acts told by a noun: "the provocations of Velmar", "Velmari shelling", "carried out an attack"."""
    for hit in scene.acts("noun"):
        if _is_verb_here(scene, hit) or _only_modifies(scene, hit):
            continue
        needs = _needs(hit)
        start = phrase_start(scene, hit.first)
        around = scene.classes(start - 2, hit.last + 10)
        agent, relation = inside_agent(scene, hit)
        form, negated, modal = "presupposition", False, ""
        if agent is None:
            verb = _governor(scene, start)
            if verb is not None:
                group = verb_group(scene, verb)
                negated, modal = group.negated, group.modal
                if verb.row["kind"] == "commit":
                    agent = by_agent(scene, verb.last) if group.passive else subject_of(scene, group.first)
                    relation, form = "commit", "assertion"
                elif verb.row["kind"] == "stop" and not group.passive:  # "Velmar must end the shelling": who is to stop it does it
                    agent, relation, modal = subject_of(scene, group.first), "stop", ""
                if verb.row["kind"] == "commit":
                    intent = _governing_intent(scene, group)
                    if intent:
                        agent, form = agent or intent[1], "intent"
            elif scene.tokens.word[start - 1].is_("be") if start else False:
                agent, relation, form = subject_of(scene, start - 1), "predicate", "assertion"
        if agent is None and _governor(scene, start) is None:
            agent, relation = subject_of(scene, start), "clause"
        carried = agent is None and _points_back(scene, start, hit)
        intent_noun = next((h for h in scene.cues("intent.noun", "intent.verb") if h.last <= start and start - h.last <= 3), None)
        if intent_noun is not None and form == "presupposition":
            form = "intent"
            if agent is None:
                agent = (inside_agent(scene, intent_noun)[0] if intent_noun.row["kind"] == "intent.noun"
                         else subject_of(scene, verb_group(scene, intent_noun).first))
                relation = "intent"
        yield Charge("noun", hit, start, _object_end(scene, hit.last, 10), agent, hit.row["type"], int(hit.row["weight"]), form, relation,
                     negated, modal, not needs or bool(needs & around), carried)


def _is_verb_here(scene: Scene, hit: Hit) -> bool:
    """Whether a form that can be noun or verb stands as a verb; the verb rule then has it."""
    return any(
        h.table == "acts" and h.row["pos"] == "verb" and h.first == hit.first and not _is_noun_here(scene, h) for h in scene.hits_at[hit.first]
    )


#: Nouns that an act modifies without happening in the sentence.
MODIFIED = frozenset(
    "target targets tribunal court machine victim victims survivor survivors site sites alert alerts siren sirens warning warnings prevention commission "
    "investigation investigations threat insurance memorial day effort efforts fund funds shelter shelters talks helicopter helicopters risk".split()
)


def _only_modifies(scene: Scene, hit: Hit) -> bool:
    """ "terror targets", "war crimes tribunal", "attack helicopters": the act is a modifier of another noun."""
    i = hit.last
    if i >= len(scene.tokens) or hit.form == "plural":
        return False
    word = scene.tokens.word[i]
    if word.breaks or word.capital or scene.has(i, "acts"):
        return False
    return word.low in MODIFIED or scene.has(i, "parties") or scene.has(i, "objects") and not scene.has(i, "cues")


def _governor(scene: Scene, start: int) -> Hit | None:
    """The verb whose object the noun phrase is: the last cue verb before it in the clause, over other objects in a list."""
    for i in range(start - 1, max(-1, start - 14), -1):
        if scene.tokens.text[i] in ";:.!?" or scene.tokens.word[i].is_("relative", "subordinator"):
            return None
        for hit in scene.hits_at.get(i, ()):
            if hit.table == "cues" and hit.row["kind"] in ("commit", "suffer", "stop", "help", "denial", "accuse.object") and hit.last == i + 1:
                return hit
        if scene.tokens.word[i].is_("preposition") and start - i > 1 and scene.low(i) not in ("of", "and"):
            return None
        if i in scene.party_at and scene.party_at[i].first == i and scene.party_at[i].kind != "adjective" and not scene.party_at[i].possessive:
            return None
    return None


def _points_back(scene: Scene, start: int, hit: Hit) -> bool:
    return any(scene.tokens.word[i].is_("pointing") or scene.low(i) in ("the", "such") for i in range(start, hit.first))


#: Nouns that say nothing bad by themselves and take their charge from the adjective ("reckless policy").
CONDUCT = frozenset(
    "policy policies action actions act acts conduct behaviour behavior step steps move moves measure measures activity activities attitude "
    "approach stance position posture practice practices statement statements remark remarks rhetoric decision decisions campaign campaigns plan plans "
    "scheme schemes actions operation operations war nature intention intentions course order attempt attempts game games regime assessment".split()
)


def adjectives(scene: Scene):
    """Conduct called wrong: "the reckless policy of Velmar", "its actions are illegal"."""
    for hit in scene.acts("adjective"):
        noun = next((k for k in range(hit.last, min(hit.last + 4, len(scene.tokens))) if scene.low(k) in CONDUCT), None)
        if noun is not None and not any(scene.tokens.word[k].breaks and scene.low(k) != "and" for k in range(hit.last, noun)):
            fake = Hit(noun, noun + 1, "acts", {**hit.row, "term": scene.low(noun)}, "singular")
            agent, relation = inside_agent(scene, fake)
            start = phrase_start(scene, noun)
            if agent is None and start and scene.tokens.word[start - 1].is_("be"):
                agent, relation = subject_of(scene, start - 1), "predicate"
            yield Charge("adjective", hit, start, _object_end(scene, noun + 1, 8), agent, hit.row["type"], 2, "presupposition", relation,
                         carried=agent is None and _points_back(scene, start, hit))
        elif hit.first and scene.tokens.word[hit.first - 1].is_("be"):
            yield Charge("adjective", hit, hit.first, hit.last, subject_of(scene, hit.first - 1), hit.row["type"], 1, "assertion", "predicate",
                         negated=scene.low(hit.first - 1).endswith("n't"))


def accusing(scene: Scene):
    """Verbs of accusing: "condemned Velmar's shelling", "Velmar is accused of", "blamed the blast on Velmar"."""
    for hit in scene.cues("accuse.object", "protest", "hold"):
        if _is_noun_here(scene, hit):
            continue
        group = verb_group(scene, hit)
        if group.passive and scene.low(group.first - 1) != "it":
            target, accuser = subject_of(scene, group.first), by_agent(scene, hit.last)
        else:
            target, accuser = _target(scene, hit), subject_of(scene, group.first)
        yield Charge("accusing", hit, group.first, _object_end(scene, hit.last, 30), target, "responsibility", 3, "explicit", "target",
                     group.negated, group.modal, accuser=accuser)


def _target(scene: Scene, hit: Hit) -> Party | None:
    """Whom an accusing verb is aimed at: the first party after it that is not the speaker's own side; people behind an act suffer it."""
    act = False
    for i in range(hit.last, min(hit.last + 25, len(scene.tokens))):
        party = scene.party_at.get(i)
        act = act or scene.has(i, "acts", "noun")
        if party is not None and party.side != OWN and not (act and party.kind in ("group", "unknown-name") and scene.low(party.first - 1) != "by"):
            return party
        if scene.tokens.text[i] in ";.!?":
            return None
    return None


def responsibility(scene: Scene):
    """Responsibility laid on a party: "Velmar bears full responsibility", "responsibility lies with Velmar", "Velmar is to blame"."""
    for hit in scene.cues("responsible"):
        term = hit.row["term"]
        i = hit.first - 1
        if term in ("responsible", "accountable") and scene.low(hit.last) not in ("for", "", ".", ",", "before", "to", "and", "under", "in"):
            continue
        if term in ("responsible", "accountable", "liable", "guilty", "culpable", "complicit", "to blame"):
            while i >= 0 and (scene.tokens.word[i].adverb or scene.low(i) in ("solely", "fully")):
                i -= 1
            held = next((k for k in range(hit.first - 1, max(-1, hit.first - 9), -1) if scene.low(k) in ("hold", "holds", "held", "holding")), None)
            if held is not None and (between := [p for p in scene.parties if held < p.first < hit.first]):
                agent = between[0]
            elif i < 0 or not scene.tokens.word[i].is_("be", "have") and scene.low(i) not in ("party", "parties", "those", "persons", "individuals"):
                agent = subject_of(scene, hit.first)
            else:
                agent = subject_of(scene, i)
            yield Charge("responsibility", hit, max(i, 0), _object_end(scene, hit.last), agent, "responsibility", 3, "explicit", "subject",
                         modal=next((scene.low(k) for k in range(max(0, i - 3), i + 1) if scene.tokens.word[k].is_("modal")), ""))
        elif term in ("responsibility", "blame", "guilt", "fault"):
            agent = None
            for k in range(hit.last, min(hit.last + 14, len(scene.tokens))):
                if scene.low(k) in ("with", "on", "upon", "of", "to") and k + 1 < len(scene.tokens):
                    agent = scene.party_at.get(k + 1) or scene.party_at.get(k + 2)
                    if agent:
                        break
            bears = any(scene.low(k) in ("bear", "bears", "bore", "shares", "carry", "carries", "evade", "shirk", "shirking", "evading", "escape")
                        for k in range(max(0, hit.first - 6), hit.first))
            if bears:
                agent = subject_of(scene, next(k for k in range(max(0, hit.first - 6), hit.first) if scene.low(k) in
                                               ("bear", "bears", "bore", "shares", "carry", "carries", "evade", "shirk", "shirking", "evading", "escape"))) or agent
            if agent is not None and (bears or any(scene.low(k) in ("lies", "lie", "rests", "rest", "falls", "laid", "lay", "placed", "entirely", "solely", "fully", "whole", "full")
                                                   for k in range(max(0, hit.first - 3), min(hit.last + 8, len(scene.tokens))))):
                yield Charge("responsibility", hit, hit.first, _object_end(scene, hit.last), agent, "responsibility", 3, "explicit", "lies-with")
