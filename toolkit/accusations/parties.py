"""The parties that a sentence names, and whose side each is on, seen from the issuer.

A party is a name from the actor tables, a name that English marks as a state's or a force's, a described group ("the occupying
forces", "diversion groups of the Velmari army"), or a pronoun that stands for one.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.accusations.instruments import Hit, Named, terms
from toolkit.accusations.words import SAYING, Tokens
from toolkit.actors import noun_of, party_of, same_state, state_of, stem_of

OWN, OTHER, UNCLEAR, EVERYONE = "own", "other", "unclear", "everyone"


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


#: In a state's own release, "the army" and "our troops" need no name; the enemy's do.
OWN_WHEN_BARE = frozenset("army armed force forces units unit troops military soldiers servicemen guards navy commandos personnel police".split())
FOREIGN = frozenset("enemy opposing hostile illegal armed-group sabotage diversion occupying invading foreign separatist terrorist rebel armed's".split())


class Side:
    """The side that speaks: its state or, without one, the actor itself; and the names that belong to it.

    `states` are states known beforehand that no table holds, by the stem of their name (see `toolkit.actors.stem_of`): those of the
    corpus's issuers.
    """

    def __init__(self, issuer: str | None, states: dict[str, str] | None = None):
        self.issuer = issuer if isinstance(issuer, str) else ""
        self.states = states or {}
        self.state = state_of(self.issuer) or ""
        known = party_of(self.issuer) if self.issuer else None
        self.actor = known.canonical if known and not known.state else ""

    @property
    def known(self) -> bool:
        """Whether it is known whose side the issuer is on; an agency without a state is on no side."""
        return bool(self.state or self.actor)

    def owns(self, party: Party) -> bool:
        if self.actor and party.name == self.actor or len(party.name) > 4 and party.name.lower() in self.issuer.lower():
            return True
        return same_state(self.state, party.state) or (bool(self.state) and same_state(self.state, party.name))


def find_parties(tokens: Tokens, hits: list[Hit], names: list[Named], side: Side) -> list[Party]:
    """The parties of a sentence from left to right; of overlapping ones the longest."""
    found = _described(tokens, hits, names) + _named_alone(tokens, names, side) + _pronouns(tokens)
    found.sort(key=lambda p: (p.first, -p.last))
    kept: list[Party] = []
    for party in found:
        if not kept or party.first >= kept[-1].last:
            kept.append(party)
    kept = _with_of(tokens, _run_together(kept))
    for party in kept:
        party.possessive = party.last < len(tokens) and tokens.word[party.last].low in ("'s",) or (
            party.last < len(tokens) - 1 and tokens.text[party.last] in "'’" and tokens.text[party.last - 1].endswith("s")
            and tokens.start[party.last] == tokens.end[party.last - 1] and tokens.word[party.last + 1].low.isalpha()
        )
        party.word_plural = tokens.word[party.last - 1].low.endswith("s") and party.kind != "adjective"
        party.side = _side(tokens, party, side)
    return kept


def _named_alone(tokens: Tokens, names: list[Named], side: Side) -> list[Party]:
    found = [
        Party(n.first, n.last, n.last - 1, "adjective" if n.naming.kind == "adjective" else "name", n.naming.canonical, n.naming.state)
        for n in names
    ]
    covered = {i for n in names for i in range(n.first, n.last)}
    i = 0
    while i < len(tokens):
        if i in covered or not _name_like(tokens, i):
            i += 1
            continue
        last = i + 1
        while last < len(tokens) and last not in covered and _name_like(tokens, last):
            last += 1
        text = tokens.span(i, last)
        own = side.state and any(stem_of(tokens.text[k]) == stem_of(side.state) for k in range(i, last))
        if last == i + 1 and _demonym(tokens, i):
            found.append(Party(i, last, i, "adjective", side.state if own else noun_of(text), side.state if own else noun_of(text)))
        else:
            found.append(Party(i, last, last - 1, "unknown-name", side.state if own else text, side.state if own else ""))
        i = last
    return found


#: Words that often open a sentence with a capital and are no names.
COMMON = frozenset(
    "there here two three four five six seven eight nine ten one first second third firstly secondly thirdly finally moreover furthermore additionally "
    "therefore thus hence such what how why now then also according many much most some several few everyone everything anyone nobody nothing today "
    "tomorrow let clear dear ladies gentlemen excellencies excellency mr mrs ms madam sir dr under like given despite among amid speaking following "
    "based attached during within overnight additional civilians people children women men innocent photo video live update breaking read full more "
    "new year christmas god whoever whatever whichever anyone someone both either neither while peace justice war nature".split()
)
#: Nouns of time that end a phrase before a party begins: "in the course of the day | units of the Velmari army".
TIMES = frozenset("day days night nights week weeks month months year years morning evening afternoon hour hours time times period past moment".split())
PROFESSIONS = frozenset("civilian christian guardian historian politician technician physician custodian utilitarian humanitarian authoritarian".split())
CALENDAR = frozenset(
    "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays last today yesterday earlier meanwhile".split()
)


def _name_like(tokens: Tokens, i: int) -> bool:
    """Capitalised, longer than a letter, not a closed-class word; at the start of a sentence only if a name can be told."""
    w = tokens.word[i]
    if w.low in CALENDAR or w.low in COMMON:
        return False
    if "-" in w.low and tokens.text[i].split("-")[-1][:1].islower():  # "Velmari-language"
        return False
    if _opens(tokens, i) and (w.low.endswith(("ing", "ed")) or any(table in ("objects", "acts") for _, table, _, _ in terms().get(w.low, ()))):
        return False
    if not w.capital or w.punctuation or w.classes or w.number or len(w.low) < 3 or w.adverb:
        return False
    return i > 0 and not _opens(tokens, i) or (i + 1 < len(tokens) and (tokens.word[i + 1].low == "'s" or tokens.word[i + 1].capital
                                               or tokens.word[i + 1].is_("be", "have", "modal") or _verb_form(tokens.word[i + 1].low) or _demonym(tokens, i)
                                               or tokens.word[i + 1].low.endswith(("s", "ed"))
                                               or tokens.word[i + 1].adverb and i + 2 < len(tokens)
                                               and (_verb_form(tokens.word[i + 2].low) or tokens.word[i + 2].is_("be", "have", "modal"))))


def _demonym(tokens: Tokens, i: int) -> bool:
    """ "Velmari shelling", "Ardenian artillery": a word with the ending of a demonym before a noun, unknown to the tables."""
    low, after = tokens.word[i].low, tokens.word[i + 1] if i + 1 < len(tokens) else None
    return (
        low.endswith(("ian", "ari", "ani", "ese")) and len(low) > 5 and low not in PROFESSIONS
        and after is not None and not after.breaks and not after.capital and not after.number and after.low != "'s"
    )


def _only_verb(low: str) -> bool:
    """A form that the lexicons know as a verb and as nothing else: it ends the noun phrase to its right."""
    if low in _MODIFIERS:
        return False
    found = [(table, row, form) for words, table, row, form in terms().get(low, ()) if len(words) == 1]
    verbs = [form for table, row, form in found if table == "acts" and row["pos"] == "verb" or table == "cues" and "." not in row["kind"]]
    return bool(verbs) and not any(table in ("objects", "parties") or row.get("pos") in ("noun", "adjective") for table, row, _ in found)


def _verb_form(low: str) -> bool:
    """A form that is a verb of the lexicons or of saying: what stands before it at the start of a sentence is its subject."""
    return low in SAYING or any(
        form in ("s", "past", "past/participle", "base/past/participle") for _, _, _, form in terms().get(low, ()))


def _opens(tokens: Tokens, i: int) -> bool:
    """Whether a token opens the sentence, or what is quoted or listed in it."""
    return i == 0 or all(w.punctuation or w.number for w in tokens.word[:i]) or tokens.text[i - 1] in "“\"«:–—"


def _described(tokens: Tokens, hits: list[Hit], names: list[Named]) -> list[Party]:
    named = {i: n for n in names for i in range(n.first, n.last)}
    in_act = {i for h in hits if h.table == "acts" and h.last - h.first > 1 for i in range(h.first, h.last)}
    heads = [h for h in hits if h.table == "parties" and not in_act & set(range(h.first, h.last))]
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
    if hit.row["term"] not in ("military", "state", "intelligence", "security", "country", "media", "party", "general", "capital", "power", "force"):
        return False
    after = tokens.word[hit.last] if hit.last < len(tokens) else None
    return tokens.word[hit.first].low == hit.row["term"] and after is not None and not after.breaks and not after.adverb and not after.number and not _verb_form(after.low) and after.low != "'s"


def _unknown_modifier(tokens: Tokens, party: Party) -> None:
    """"Velmari units", "Velmar's police": a capitalised word before the head that no table knows is taken as the name of its side."""
    for i in range(party.first, party.head):
        w = tokens.word[i]
        if not w.capital or w.classes or w.low in COMMON or w.low in _MODIFIERS:
            continue
        if _opens(tokens, i) and not state_looks_like_name(tokens.text[i]) and tokens.word[i + 1].low != "'s":
            continue
        state = state_of(tokens.span(i, party.head + 1))
        if state is None and tokens.word[party.head].capital:
            party.name = tokens.span(i, party.head + 1)  # "Contact Commission" is a name of its own
        else:
            party.name = party.state = state or noun_of(tokens.text[i])
        return


def state_looks_like_name(text: str) -> bool:
    """Whether a word that opens a sentence can be a demonym or name rather than an ordinary adjective."""
    return text.lower().endswith(("ian", "ani", "ari", "ese", "ish", "i", "an", "ia")) and len(text) > 4


def _adjective(low: str) -> bool:
    return low.endswith(("al", "ic", "ous", "ive", "ary", "able", "less", "ful", "ish")) or any(
        table == "acts" and row["pos"] == "adjective" for _, table, row, _ in terms().get(low, ()))


_MODIFIERS = frozenset(
    "armed military special illegal enemy opposing hostile present current ruling so-called self-proclaimed occupying invading foreign regular security "
    "political top senior high-ranking joint combined local pro-government government state-backed separatist terrorist rebel extremist radical "
    "nationalist reactionary right-wing left-wing puppet criminal corrupt neighbouring neighboring western northern southern eastern former ground naval "
    "air land border coastal impudent aggressor fascist imperialist heavily unidentified masked unknown certain interested various".split()
)


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
        if w.low == "'s" or tokens.text[i] in ",-\"“”":
            if w.low == "'s" and i > 0 and (i - 1 in named or tokens.word[i - 1].capital):
                edge = i - 1
                continue
            break
        if w.low == "and" and i > 0 and tokens.word[i - 1].low in _MODIFIERS and tokens.word[i + 1].low in _MODIFIERS | {"political"}:
            continue
        if w.breaks or w.low in SAYING or w.low in CALENDAR or w.low in TIMES or _only_verb(w.low) and not w.capital:
            break
        if i in named or i in in_head or w.low in _MODIFIERS or (w.capital and not _opens(tokens, i)):
            edge = i
        elif w.capital and state_looks_like_name(tokens.text[i]):
            edge = i
        elif w.low.endswith("ing") and not w.capital or tokens.word[i + 1].capital and not w.capital and not _adjective(w.low):
            break
        elif w.low.endswith("ed") and not (i > 0 and (tokens.word[i - 1].is_("determiner", "their") or tokens.word[i - 1].capital)):
            break
    return edge


def _pronouns(tokens: Tokens) -> list[Party]:
    found = []
    for i, w in enumerate(tokens.word):
        if w.is_("own"):
            found.append(Party(i, i + 1, i, "own"))
        elif w.is_("they", "their"):
            found.append(Party(i, i + 1, i, "pronoun"))
    return found


def _run_together(parties: list[Party]) -> list[Party]:
    """Join a title and the name after it: "Velmari President" + "Orban Tal"."""
    joined: list[Party] = []
    for party in parties:
        before = joined[-1] if joined else None
        if before is not None and party.first == before.last and party.kind in ("unknown-name", "name") and before.kind not in ("own", "pronoun"):
            before.last = party.last
            if before.kind in ("unknown-name", "adjective"):
                before.kind, before.name, before.state = party.kind, before.state and before.name or party.name, before.state or party.state
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


def _side(tokens: Tokens, party: Party, side: Side) -> str:
    lows = [w.low for w in tokens.word[party.first : party.last]]
    if party.kind == "own" or "our" in lows or "my" in lows:
        return OWN
    if lows[-1] in ("parties", "sides") and not party.name and not FOREIGN & set(lows):
        return EVERYONE
    if {"both", "all", "each", "either"} & set(lows) and party.kind in ("government", "group") and not party.name:
        return EVERYONE
    if side.known and party.name and side.owns(party):
        return OWN
    if party.kind == "label":
        return OTHER
    if party.state or party.kind == "name" or party.name and party.kind != "unknown-name":
        return OTHER
    if tokens.word[party.first].is_("their"):  # "its troops": whose, the sentence says elsewhere
        return UNCLEAR
    if side.state and party.kind == "force" and lows[-1] in OWN_WHEN_BARE and not FOREIGN & set(lows):
        return OWN
    return UNCLEAR
