"""The parties that a sentence names, and whose side each is on, seen from the issuer.

A party is a name from the actor tables, a name that English marks as a state's or a force's, a described group ("the occupying
forces", "diversion groups of the Velmari army"), or a pronoun that stands for one.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.accusations.instruments import OPENINGS, Hit, Named, find_names
from toolkit.accusations.naming import (
    CALENDAR,
    CAN_BE_NAME,
    COMMON,
    MODIFIERS,
    TIMES,
    adjective,
    demonym,
    name_like,
    only_verb,
    opens,
    state_looks_like_name,
    verb_form,
)
from toolkit.accusations.sides import UNCLEAR, Side, side_of
from toolkit.accusations.words import SAYING, WORDS, Tokens
from toolkit.actors import noun_of, state_of, stem_of
from toolkit.tokens import Remembered


@dataclass(slots=True)
class Party:
    """A party as it stands in the sentence: tokens `first` to `last`, head token, kind, canonical name and side."""

    first: int
    last: int
    head: int
    kind: str
    name: str = ""
    state: str = ""
    side: str = UNCLEAR
    possessive: bool = False
    word_plural: bool = False


def find_parties(tokens: Tokens, hits: list[Hit], side: Side) -> list[Party]:
    """The parties of a sentence from left to right; of overlapping ones the longest."""
    places = [i for i, text in enumerate(tokens.text) if _MAY_NAME[text]]
    names = find_names(tokens, places, side.states)
    found = _described(tokens, hits, names) + _named_alone(tokens, places, names, side) + _pronouns(tokens, places)
    found.sort(key=lambda p: (p.first, -p.last))
    kept: list[Party] = []
    for party in found:
        if not kept or party.first >= kept[-1].last:
            kept.append(party)
    kept = _with_of(tokens, _run_together(kept))
    for party in kept:
        party.possessive = _owns(tokens, party.last)
        party.word_plural = party.kind != "adjective" and tokens.lows[party.last - 1].endswith("s")
        party.side = side_of(tokens, party, side)
    return kept


def _owns(tokens: Tokens, last: int) -> bool:
    """Whether a party that ends before token `last` owns what follows: "Velmar's", "the separatists' guns"."""
    if last >= len(tokens.text):
        return False
    if tokens.lows[last] == "'s":
        return True
    return (
        tokens.text[last] in "'’"
        and last < len(tokens.text) - 1
        and tokens.text[last - 1].endswith("s")
        and tokens.start[last] == tokens.end[last - 1]
        and tokens.lows[last + 1].isalpha()
    )


def _named_alone(tokens: Tokens, places: list[int], names: list[Named], side: Side) -> list[Party]:
    found = [
        Party(
            n.first,
            n.last,
            n.last - 1,
            "adjective" if n.naming.kind == "adjective" else "name",
            n.naming.canonical,
            n.naming.state,
        )
        for n in names
    ]
    covered = {i for n in names for i in range(n.first, n.last)}
    done = 0
    for i in places:
        if i < done or i in covered or not name_like(tokens, i):
            continue
        done = i + 1
        while done < len(tokens.text) and done not in covered and name_like(tokens, done):
            done += 1
        found.append(_unlisted(tokens, i, done, side))
    return found


def _unlisted(tokens: Tokens, first: int, last: int, side: Side) -> Party:
    """The party that words name which look like a name and stand in no table; the stem of the own state's name tells its own."""
    text = tokens.span(first, last) if last > first + 1 else tokens.text[first]
    own = side.state and any(stem_of(tokens.text[k]) == side.stem for k in range(first, last))
    if last == first + 1 and demonym(tokens, first):
        name = side.state if own else noun_of(text)
        return Party(first, last, first, "adjective", name, name)
    return Party(first, last, last - 1, "unknown-name", side.state if own else text, side.state if own else "")


def _described(tokens: Tokens, hits: list[Hit], names: list[Named]) -> list[Party]:
    if not any(h.table == "parties" for h in hits):
        return []
    named = {i: n for n in names for i in range(n.first, n.last)}
    in_act = {i for h in hits if h.table == "acts" and h.last - h.first > 1 for i in range(h.first, h.last)}
    heads = [h for h in hits if h.table == "parties" and in_act.isdisjoint(range(h.first, h.last))]
    in_head = {i for h in heads for i in range(h.first, h.last)}
    found = []
    for hit in heads:
        if hit.last in in_head or _is_adjective(tokens, hit):  # "army units": the last word is the head
            continue
        first = _left_edge(tokens, hit.first, named, in_head)
        party = Party(first, hit.last, hit.last - 1, hit.row["kind"])
        if any(h.row["kind"] == "label" and first <= h.first < hit.last for h in heads):
            party.kind = "label"
        for i in range(first, hit.last):
            if i in named:
                party.name, party.state = named[i].naming.canonical, named[i].naming.state
                break
        else:
            _unknown_modifier(tokens, party)
        found.append(party)
    return found


def _is_adjective(tokens: Tokens, hit: Hit) -> bool:
    """ "military threats", "state border": words that name a party alone and describe anything before a noun."""
    if hit.row["term"] not in (
        "criminal",
        "military",
        "state",
        "intelligence",
        "security",
        "country",
        "media",
        "party",
        "general",
        "capital",
        "power",
        "force",
    ):
        return False
    after = tokens.word[hit.last] if hit.last < len(tokens) else None
    return (
        tokens.word[hit.first].low == hit.row["term"]
        and after is not None
        and not after.breaks
        and not after.adverb
        and not after.number
        and not verb_form(after.low)
        and after.low != "'s"
    )


def _unknown_modifier(tokens: Tokens, party: Party) -> None:
    """ "Velmari units", "Velmar's police": a capitalised word before the head that no table knows is taken as the name of its side."""
    for i in range(party.first, party.head):
        w = tokens.word[i]
        if not w.capital or w.classes or w.low in COMMON or w.low in MODIFIERS:
            continue
        if opens(tokens, i) and not state_looks_like_name(tokens.text[i]) and tokens.word[i + 1].low != "'s":
            continue
        state = state_of(tokens.span(i, party.head + 1))
        if state is None and tokens.word[party.head].capital:
            party.name = tokens.span(i, party.head + 1)  # "Contact Commission" is a name of its own
        else:
            party.name = party.state = state or noun_of(tokens.text[i])
        return


def _left_edge(tokens: Tokens, first: int, named: dict[int, Named], in_head: set[int]) -> int:
    """Where the noun phrase that ends in a party word begins: over its modifiers, to its determiner where there is one."""
    edge = i = first
    for _ in range(7):
        i -= 1
        if i < 0:
            break
        w = tokens.word[i]
        if w.is_("determiner", "their", "own") and not w.low in ("that",):
            if w.is_("own") and w.low not in ("our", "my"):
                break
            return i
        if w.low == "'s" or tokens.text[i] in ',-"“”':
            if w.low == "'s" and i > 0 and (i - 1 in named or tokens.word[i - 1].capital):
                edge = i - 1
                continue
            break
        if (
            w.low == "and"
            and i > 0
            and tokens.word[i - 1].low in MODIFIERS
            and tokens.word[i + 1].low in MODIFIERS | {"political"}
        ):
            continue
        if w.breaks or w.low in SAYING or w.low in CALENDAR or w.low in TIMES or only_verb(w.low) and not w.capital:
            break
        if i in named or i in in_head or w.low in MODIFIERS or (w.capital and not opens(tokens, i)):
            edge = i
        elif w.capital and state_looks_like_name(tokens.text[i]):
            edge = i
        elif (
            w.low.endswith("ing")
            and not w.capital
            or tokens.word[i + 1].capital
            and not w.capital
            and not adjective(w.low)
        ):
            break
        elif w.low.endswith("ed") and not (
            i > 0 and (tokens.word[i - 1].is_("determiner", "their") or tokens.word[i - 1].capital)
        ):
            break
    return edge


def _pronoun_kind(text: str) -> str:
    """The kind of the party that a pronoun stands for; empty for any other word."""
    w = WORDS[text]
    return "own" if w.is_("own") else "pronoun" if w.is_("they", "their") else ""


#: Word form -> the kind of party that it is as a pronoun, if it is one.
_PRONOUNS = Remembered(_pronoun_kind)


#: Word form -> whether it may be a party, or begin one, by itself: most words of a text are not looked at again.
_MAY_NAME = Remembered(lambda text: OPENINGS[text] is not None or CAN_BE_NAME[text] or bool(_PRONOUNS[text]))


def _pronouns(tokens: Tokens, places: list[int]) -> list[Party]:
    return [Party(i, i + 1, i, kind) for i in places if (kind := _PRONOUNS[tokens.text[i]])]


def _run_together(parties: list[Party]) -> list[Party]:
    """Join a title and the name after it: "Velmari President" + "Orban Tal"."""
    joined: list[Party] = []
    for party in parties:
        before = joined[-1] if joined else None
        if (
            before is not None
            and party.first == before.last
            and party.kind in ("unknown-name", "name")
            and before.kind not in ("own", "pronoun")
        ):
            before.last = party.last
            if before.kind in ("unknown-name", "adjective"):
                before.kind, before.name, before.state = (
                    party.kind,
                    before.state and before.name or party.name,
                    before.state or party.state,
                )
        else:
            joined.append(party)
    return joined


def _with_of(tokens: Tokens, parties: list[Party]) -> list[Party]:
    """Join "units" + "of" + "the Velmari armed forces" into one party, on the side of the inner one."""
    joined: list[Party] = []
    for party in parties:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.kind not in ("adjective", "own", "pronoun", "unknown-name")
            and party.first - before.last == 1
            and tokens.word[before.last].low == "of"
            and party.kind != "pronoun"
            and not (before.kind == "name")
        ):
            before.last = party.last
            if party.kind == "unknown-name":
                state = state_of(tokens.span(before.first, before.last))
                if state and (not before.state or before.state == before.name):
                    before.name = before.state = state
            elif party.name and not before.name or party.state:
                before.name, before.state = party.name, party.state
            if before.kind not in ("label",) and party.kind == "label":
                before.kind = "label"
            if party.kind == "own":
                before.kind = "own"
        else:
            joined.append(party)
    return joined
