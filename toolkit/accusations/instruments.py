"""The lexicons compiled for matching: first word -> the terms that can begin with it, the longest first.

A hit says which row matched and in which form. Verbs are found in all their forms, nouns in singular and plural; in a term
of several words the verb is the first word, the noun the last one (or the one before "of").
"""

from __future__ import annotations

from functools import cache, partial
from typing import NamedTuple

from toolkit.accusations.words import Tokens
from toolkit.actors import Naming, namings, stem_of
from toolkit.inflection import noun_forms, verb_forms
from toolkit.lexicon import read_lexicon, terms_of
from toolkit.tokens import Remembered


class Hit(NamedTuple):
    """A lexicon term found in a sentence: tokens `first` to `last` (not included), the table, the row and the form."""

    first: int
    last: int
    table: str
    row: dict
    form: str


#: A hit from its fields as they are: a sentence has ten, and to name them takes a quarter of making one.
_hit = partial(tuple.__new__, Hit)


class Named(NamedTuple):
    """A name from the actor tables found in a sentence."""

    first: int
    last: int
    naming: Naming


@cache
def terms() -> dict[str, list[tuple[tuple[str, ...], str, dict, str]]]:
    """First word -> (all words, table, row, form) for every form of every term, longest term first."""
    index: dict[str, list[tuple[tuple[str, ...], str, dict, str]]] = {}
    for table in ("acts", "cues", "parties", "objects"):
        for row in read_lexicon(table):
            for words, form in _forms(table, row):
                index.setdefault(words[0], []).append((words, table, row, form))
    for entries in index.values():
        entries.sort(key=lambda e: -len(e[0]))
    return index


def _forms(table: str, row: dict):
    words = tuple(row["term"].lower().split())
    irregular = tuple(terms_of(row["irregular"]))
    if _is_verb(table, row):
        for form, name in verb_forms(words[0], irregular).items():
            yield (form, *words[1:]), name
    elif row.get("pos") == "adjective" or row.get("kind") in ("responsible",):
        yield words, "adjective"
    else:
        head = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
        for n, form in enumerate(noun_forms(words[head], irregular)):
            yield (*words[:head], form, *words[head + 1 :]), "plural" if n else "singular"


def _is_verb(table: str, row: dict) -> bool:
    if table == "acts":
        return row["pos"] in ("verb", "undo", "presence")
    return table == "cues" and row["kind"] not in ("responsible", "intent.noun")


class _Beginning(NamedTuple):
    """What a word tells that begins a term: the terms of this word alone, and what can stand second in the longer ones."""

    alone: list[tuple[str, dict, str]]
    second: frozenset[str]


@cache
def _beginnings() -> dict[str, _Beginning]:
    return {
        word: _Beginning(
            [(table, row, form) for words, table, row, form in entries if len(words) == 1],
            frozenset(words[1] for words, *_ in entries if len(words) > 1),
        )
        for word, entries in terms().items()
    }


def find_terms(tokens: Tokens) -> list[Hit]:
    """Every lexicon term in the sentence; where terms of one table overlap, the longest, and the first of equals.

    One word may be hit in several tables, and by several rows of one table when they are equally long ("fire", verb and noun):
    which of them stands there is for the rules to say.
    """
    lows, found = tokens.lows, []
    following = [*lows[1:], ""]
    taken: dict[str, int] = {}  # table -> where its last term of several words ends
    busy = 0  # where the last of these ends
    for i, beginning in enumerate(map(_beginnings().get, lows)):
        if beginning is None:
            continue
        if i >= busy and following[i] not in beginning.second:
            found += [_hit((i, i + 1, *term)) for term in beginning.alone]
            continue
        best: dict[str, int] = {}
        for words, table, row, form in terms()[lows[i]]:
            n = len(words)
            if n < best.get(table, 0) or (i < taken.get(table, 0)) or (n > 1 and tuple(lows[i : i + n]) != words):
                continue
            best[table] = n
            found.append(Hit(i, i + n, table, row, form))
        for table, n in best.items():
            if n > 1:
                taken[table] = i + n
                busy = max(busy, i + n)
    return found


@cache
def _names_by_first_word() -> dict[str, list[tuple[tuple[str, ...], Naming]]]:
    from toolkit.accusations.words import tokens_of

    index: dict[str, list[tuple[tuple[str, ...], Naming]]] = {}
    for name, naming in namings().items():
        words = tuple(tokens_of(name).text)
        index.setdefault(words[0], []).append((words, naming))
    for entries in index.values():
        entries.sort(key=lambda e: -len(e[0]))
    return index


class _Opening(NamedTuple):
    """What a word tells that may begin a name: the longer names that begin with it, by their second word; the name that it is by
    itself, or without a lost apostrophe ("Velmars army"); and its stem."""

    longer: dict[str, list[tuple[tuple[str, ...], Naming]]]
    alone: Naming | None
    stem: str


def _opening(text: str) -> _Opening | None:
    index, plain = _names_by_first_word(), text.replace("’", "'")
    names = index.get(plain, [])
    if not (names or text[0].isupper()):
        return None
    longer: dict[str, list[tuple[tuple[str, ...], Naming]]] = {}
    for words, naming in names:
        if len(words) > 1:
            longer.setdefault(words[1], []).append((words, naming))
    shorter = index.get(plain[:-1], []) if plain.endswith("s") else []
    clipped = [(w, n) for w, n in shorter if n.kind in ("state", "capital", "organisation", "armed-group")]
    alone = next((n for words, n in [*names, *clipped] if len(words) == 1), None)
    return _Opening(longer, alone, stem_of(plain))


#: Word form -> what it tells of a name that it may begin; None where it can begin none.
OPENINGS = Remembered(_opening)


def find_names(tokens: Tokens, places: list[int], states: dict[str, str]) -> list[Named]:
    """Every name of the actor tables in the sentence, the longest where they overlap; capitals count.

    `places` are tokens, among them all that may begin a name (`OPENINGS`). `states` adds states that no table holds, by the stem of their
    name; the adjective and the people are known by the same stem. A possessive that lost its apostrophe ("Velmars army") is found where
    the name is in the tables.
    """
    found, free = [], 0
    for i in places:
        opening = OPENINGS[tokens.text[i]]
        if opening is None or i < free:
            continue
        hit = _name_at(opening, tokens.text, i)
        if hit is None and opening.stem in states:
            hit = _state_at(states[opening.stem], tokens.text[i].replace("’", "'"), i)
        if hit:
            found.append(hit)
            free = hit.last
    return found


def _state_at(name: str, text: str, i: int) -> Named:
    return Named(i, i + 1, Naming(name, "state" if text in (name, name + "s") else "adjective", name))


def _name_at(opening: _Opening, texts: list[str], i: int) -> Named | None:
    """The name that begins token `i`, the longest first."""
    if opening.longer and i + 1 < len(texts):
        for words, naming in opening.longer.get(texts[i + 1].replace("’", "'"), ()):
            n = len(words)
            if tuple(text.replace("’", "'") for text in texts[i : i + n]) == words:
                return Named(i, i + n, naming)
    return Named(i, i + 1, opening.alone) if opening.alone is not None else None
