"""Adjectives and adverbs that make an act worse: "barbaric", "large-scale", "deliberately"."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from toolkit.accusations.clauses import STRONG_STOPS, subject_of, verb_group
from toolkit.accusations.instruments import Hit
from toolkit.accusations.parties import Party
from toolkit.accusations.phrases import CAMPAIGN, by_agent, inside_agent
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OTHER
from toolkit.accusations.words import SAYING
from toolkit.epithets.mentions import Mention, denied, name_of
from toolkit.lexicon import FOLDER, LexiconError, read_lexicon

#: Acts that only an adjective makes one: "the barbaric acts of the Ardenian army". They need a doer of the other side.
WEAK_ACTS = CAMPAIGN | frozenset(
    "act acts action actions behaviour behavior conduct step steps move moves measure measures method methods".split()
)


@cache
def intensifiers(folder: Path = FOLDER) -> frozenset[str]:
    """The adjectives and adverbs that make an act worse: those of the acts table and of `intensifiers.csv`.

    Raises `toolkit.lexicon.LexiconError` naming the line of a wrong header, an empty term or one that stands twice.

    >>> {"barbaric", "large-scale", "brazenly"} <= intensifiers()
    True
    """
    terms = {row["term"] for row in read_lexicon("acts") if row["pos"] in ("adjective", "adverb")}
    path = folder / "intensifiers.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        if next(reader, []) != ["term", "note"]:
            raise LexiconError(f"{path.name}, line 1: the columns must be term, note.")
        for cells in reader:
            if len(cells) != 2 or not cells[0].strip() or cells[0].strip() in terms:
                raise LexiconError(
                    f"{path.name}, line {reader.line_num}: a term and a note are expected, "
                    "and each term once in this table and acts.csv."
                )
            terms.add(cells[0].strip())
    return frozenset(term.casefold() for term in terms)


def intensified(scene: Scene):
    for i in range(len(scene.tokens)):
        low = scene.low(i)
        if low not in intensifiers() or scene.tokens.word[i].capital and i + 1 in scene.party_at and i:
            continue
        about = _about_act(scene, i)
        if about is not None and not denied(scene, i):
            yield Mention(i, i + 1, "intensifier", low, about)


def _about_act(scene: Scene, i: int) -> str | None:
    """Whose act the intensifier at token `i` stands before; None where there is no act, or it is the own side's."""
    k = i + 1
    while k < len(scene.tokens) and scene.tokens.word[k].adverb:
        k += 1
    if k < len(scene.tokens) and scene.tokens.word[i].adverb:
        verb = next((h for h in scene.hits_at.get(k, ()) if h.first == k and h.row.get("pos") == "verb"), None)
        if verb is not None and verb.table == "acts":
            return _about_verb(scene, verb)
    noun = _act_after(scene, i)
    if noun is None:
        return None
    agent, how = inside_agent(scene, noun)
    if agent is None:
        agent, how = _committer(scene, i), "subject"
    about = name_of(scene, agent, owner=how in ("owner", "subject", "by"))
    weak = noun.row.get("weight", "1") == "1" and noun.last - noun.first == 1
    return None if weak and (agent is None or not about and agent.side != OTHER) else about


def _about_verb(scene: Scene, verb: Hit) -> str | None:
    group = verb_group(scene, verb)
    if group.negated:
        return None
    agent = by_agent(scene, verb.last) if group.passive else subject_of(scene, group.first)
    # An active verb without a subject, or one that says "I" or "we" before, is nobody's act.
    return None if agent is None and not group.passive else name_of(scene, agent, owner=True)


def _act_after(scene: Scene, i: int) -> Hit | None:
    """The act in whose phrase the adjective at token `i` stands: the first noun of the acts table, or a weak act."""
    for k in range(i, min(i + 7, len(scene.tokens))):
        word = scene.tokens.word[k]
        joins = scene.low(k) == "and" or scene.tokens.text[k] == ","
        if k > i and word.breaks and not (joins and _describes(scene, k - 1) and _describes(scene, k + 1)):
            return None
        nouns = [h for h in scene.hits_at.get(k, ()) if h.table == "acts" and h.row["pos"] == "noun" and h.last > i + 1]
        if nouns:
            return max(nouns, key=lambda h: h.last)
        if k > i and scene.low(k) in WEAK_ACTS:
            return Hit(k, k + 1, "acts", {"term": scene.low(k), "weight": "1"}, "singular")
        if k > i and (word.low == "'s" or scene.low(k) in SAYING):
            return None
    return None


def _describes(scene: Scene, k: int) -> bool:
    low = scene.low(k)
    return (
        low in intensifiers()
        or scene.has(k, "acts", "adjective")
        or low.endswith(("al", "ic", "ous", "ive", "ful", "ed", "ing", "ant", "ent"))
    )


def _committer(scene: Scene, i: int) -> Party | None:
    """Who launches or carries out what stands at token `i`: the subject of the last such verb before it."""
    before = [h for h in scene.cues("commit") if h.last <= i and not set(scene.tokens.text[h.last : i]) & STRONG_STOPS]
    return subject_of(scene, verb_group(scene, before[-1]).first) if before else None
