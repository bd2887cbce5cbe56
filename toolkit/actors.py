"""Parties and the states whose side they are on: from the actor tables, and from the shape of a name.

The tables (`lexicons/states.csv`, `lexicons/actors.csv`) know the states of the world, their peoples, adjectives and capitals, and
organisations often named. A conflict that no table knows is read from the way English names parties: "the Ministry of Defence
of Velmar", "Velmar's army" and "Velmari units" show that *Velmar* is a state and *Velmari* belongs to it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from toolkit.lexicon import read_lexicon, terms_of


class Naming(NamedTuple):
    """What a name stands for: the canonical party, its kind, and the state whose side it is on ("" where none)."""

    canonical: str
    kind: str
    state: str


@cache
def namings() -> dict[str, Naming]:
    """Every name in the actor tables -> what it stands for. Names are matched as written, with their capitals."""
    found: dict[str, Naming] = {}
    for row in read_lexicon("states"):
        state = row["canonical"]
        for kind, names in (
            ("state", [state, *terms_of(row["names"])]),
            ("adjective", terms_of(row["adjectives"])),
            ("people", terms_of(row["people"])),
            ("capital", terms_of(row["capitals"])),
        ):
            for name in names:
                found.setdefault(name.replace("’", "'"), Naming(state, kind, state))
    for row in read_lexicon("actors"):
        for name in [row["canonical"], *terms_of(row["names"])]:
            found.setdefault(name.replace("’", "'"), Naming(row["canonical"], row["kind"], row["side_of"]))
        for name in terms_of(row["adjectives"]):
            found.setdefault(name.replace("’", "'"), Naming(row["canonical"], "adjective", row["side_of"]))
    return found


@cache
def longest_name() -> int:
    """How many words the longest name in the tables has."""
    return max(name.count(" ") + 1 for name in namings())


@cache
def codes() -> dict[str, str]:
    """ISO 3166 three-letter code -> state; UN corpora name the speaker so."""
    return {row["iso3"]: row["canonical"] for row in read_lexicon("states") if row["iso3"]}


WORDS = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[-'’][^\W_]+)*")

# What may stand between "of" and the name of a state in the title of an office: the "Ministry of *Foreign Affairs* of Velmar".
_PORTFOLIO = {
    "Defence",
    "Defense",
    "Foreign",
    "Affairs",
    "Interior",
    "Internal",
    "External",
    "Relations",
    "Justice",
    "State",
    "National",
    "Security",
    "Emergency",
    "Situations",
    "Information",
    "General",
    "Staff",
    "Armed",
    "Forces",
    "Land",
    "Air",
    "Navy",
    "Army",
    "Ministers",
    "Europe",
    "International",
    "Cooperation",
    "Trade",
    "Finance",
    "Health",
    "Education",
    "Republic",
    "Kingdom",
    "Federation",
    "Parliament",
    "Intelligence",
    "People's",
    "Democratic",
    "Union",
    "Council",
    "Deputies",
    "Human",
    "Rights",
    "War",
    "Peace",
    "Public",
    "Integration",
}
_OFFICE = re.compile(
    r"\b(?:Ministr(?:y|ies)|Ministers?|Government|President|Parliament|Army|Armed Forces|Air Force|Navy|General Staff|Republic|Kingdom|Federation|"
    r"Embassy|Ambassador|Border (?:Guard|Service)|Security Service|MoD|MOD|MFA|Foreign Ministry|Defen[cs]e Ministry|side|people|territory|"
    r"armed forces|army|government|authorities|leadership|troops|forces|units|military)\s+of\s+(?:the\s+)?"
    r"(?P<rest>[A-Z][^,;:()]{0,80})"
)
_HEADS = (
    r"(?:side|forces|troops|army|units?|military|armed|government|authorities|leadership|regime|ministry|soldiers|servicemen|fighters|militants|"
    r"artillery|drones?|aircraft|border|navy|president|minister|MoD|MOD|MFA|Army|Armed|Ministry|Defen[cs]e|Foreign|Government|President|Minister|Air|"
    r"Navy|Border|General|Parliament|Embassy|spokes(?:man|woman|person)|delegation|delegate|ambassador|officials?|people|state|air|naval|special|security|separatists?|diplomats?|party|media|commandos?)"
)
_LEADING = re.compile(rf"\b(?P<name>[A-Z][\w-]{{2,}})(?:['’]s|['’])?\s+(?:[a-z-]+\s+)?{_HEADS}\b")
#: As sites and channels call themselves: "MFA Velmar", "Ministry of Defence | Velmar".
_SITE = re.compile(
    r"(?:MFA|MoFA|MOFA|MoD|MOD|(?:Foreign|Defen[cs]e|Interior) Ministry|Ministry of [A-Z][\w ]{2,40} ?[-–—|:,])[ –—|:,-]+(?P<name>[A-Z][\w-]{2,})"
)
_NOT_NAMES = _PORTFOLIO | {
    "Ministry",
    "The",
    "This",
    "These",
    "Those",
    "That",
    "His",
    "Her",
    "Its",
    "Their",
    "Our",
    "All",
    "Both",
    "Some",
    "Any",
    "Press",
    "Prime",
    "Deputy",
    "Former",
    "First",
    "Vice",
    "Special",
    "Senior",
    "Chief",
    "Acting",
}


@lru_cache(maxsize=20_000)
def party_of(text: str) -> Naming | None:
    """The first party of the actor tables named in `text`, or None.

    >>> party_of("the Azerbaijani Army").canonical
    'Azerbaijan'
    """
    plain = re.sub(r"\(.*", "", text).strip() or text
    if plain in codes():
        return Naming(codes()[plain], "state", codes()[plain])
    words = [m.group().replace("’", "'") for m in WORDS.finditer(plain)]
    known = namings()
    for i in range(len(words)):
        for n in range(min(longest_name(), len(words) - i), 0, -1):
            name = " ".join(words[i : i + n])
            hit = known.get(name) or (known.get(name[:-2]) if name.endswith("'s") else None)
            if hit:
                return hit
    return None


@lru_cache(maxsize=20_000)
def state_of(text: str) -> str | None:
    """The state that a party's name or an issuer's name belongs to, or None where it names no state.

    A state that no table holds is taken from the shape of the name; from an adjective alone its name is a guess
    ("Ardenian" gives "Ardenia"), so compare two such answers with `same_state`, not with `==`.

    >>> state_of("Ministry of Defense of Azerbaijan"), state_of("Velmari units"), state_of("the message")
    ('Azerbaijan', 'Velmar', None)
    """
    if not isinstance(text, str) or not text:
        return None
    party = party_of(text)
    if party is not None:
        return party.state or None
    name = unknown_name(text)
    return noun_of(name) if name else None


#: Who may stand behind the short name of a ministry besides its state.
_SPEAKERS = frozenset("Spokesperson Spokesman Spokeswoman Spokespersons Colonel Major General Minister Site Website Channel News".split())


def unknown_name(text: str) -> str | None:
    """The name of a state that no table knows, as it stands in a party's name: after an office, or before a force.

    >>> unknown_name("the armed forces of Velmar"), unknown_name("Velmar's side"), unknown_name("the opposing side")
    ('Velmar', 'Velmar', None)
    """
    for match in _OFFICE.finditer(text):
        for word in match["rest"].replace(" of ", " ").replace(" the ", " ").replace(" and ", " ").split():
            bare = re.sub(r"['’]s?$", "", word.strip(".,“”\"'’"))
            if bare and bare[0].isupper() and bare not in _PORTFOLIO:
                return bare
            if bare and not bare[0].isupper():
                break
    match = _SITE.fullmatch(text)
    if match and match["name"] not in _NOT_NAMES | _SPEAKERS:
        return match["name"]
    for match in _LEADING.finditer(text):
        if match["name"] not in _NOT_NAMES:
            return match["name"]
    return None


_SUFFIXES = ("ians", "ian", "ans", "ean", "ese", "ish", "ia", "an", "is", "i", "ya", "a", "e")


@lru_cache(maxsize=20_000)
def stem_of(name: str) -> str:
    """What the name of a state and the words made from it have in common, for states that no table knows.

    >>> stem_of("Velmar") == stem_of("Velmari") and stem_of("Ardenia") == stem_of("Ardenians")
    True
    """
    low = name.lower()
    for suffix in _SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) >= 4:
            return low[: -len(suffix)]
    return low


def noun_of(name: str) -> str:
    """The likely name of the state that an adjective belongs to.

    >>> noun_of("Velmari"), noun_of("Ardenian"), noun_of("Velmar")
    ('Velmar', 'Ardenia', 'Velmar')
    """
    for ending, cut in (("ians", 2), ("ian", 1), ("ese", 3), ("ish", 3), ("i", 1), ("is", 2)):
        if name.endswith(ending) and len(name) - len(ending) >= 4:
            return name[:-cut]
    return name


def same_state(a: str | None, b: str | None) -> bool:
    """Whether two answers of `state_of` mean one state; None is the same as nothing.

    >>> same_state(state_of("Velmari units"), state_of("Ministry of Defence of Velmar"))
    True
    """
    return bool(a) and bool(b) and (a == b or stem_of(a) == stem_of(b))
