"""The lexicons compiled for matching: first word -> the terms that can begin with it, the longest first.

A hit says which row matched and in which form. Verbs are found in all their forms, nouns in singular and plural; in a term
of several words the verb is the first word, the noun the last one (or the one before "of").
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from toolkit.accusations.words import Remembered, Tokens
from toolkit.actors import Naming, namings, stem_of
from toolkit.inflection import noun_forms, verb_forms
from toolkit.lexicon import read_lexicon, terms_of


class Hit(NamedTuple):
    """A lexicon term found in a sentence: tokens `first` to `last` (not included), the table, the row and the form."""

    first: int
    last: int
    table: str
    row: dict
    form: str


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


@cache
def _alone() -> frozenset[str]:
    """The words that begin no term of several words."""
    return frozenset(word for word, entries in terms().items() if len(entries[0][0]) == 1)


def find_terms(tokens: Tokens) -> list[Hit]:
    """Every lexicon term in the sentence; where terms of one table overlap, the longest, and the first of equals.

    One word may be hit in several tables, and by several rows of one table when they are equally long ("fire", verb and noun):
    which of them stands there is for the rules to say.
    """
    index, alone, lows, found = terms(), _alone(), tokens.lows, []
    taken: dict[str, int] = {}
    for i, low in enumerate(lows):
        if low not in index:
            continue
        if low in alone and not taken:
            found += [Hit(i, i + 1, table, row, form) for _, table, row, form in index[low]]
            continue
        best: dict[str, int] = {}
        for words, table, row, form in index[low]:
            n = len(words)
            if n < best.get(table, 0) or (i < taken.get(table, 0)) or (n > 1 and tuple(lows[i : i + n]) != words):
                continue
            best[table] = n
            found.append(Hit(i, i + n, table, row, form))
        for table, n in best.items():
            if n > 1:
                taken[table] = i + n
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


@cache
def longest_name() -> int:
    """How many words the longest name in the tables has."""
    return max(len(words) for entries in _names_by_first_word().values() for words, _ in entries)


def find_names(tokens: Tokens, states: dict[str, str]) -> list[Named]:
    """Every name of the actor tables in the sentence, the longest where they overlap; capitals count.

    `states` adds states that no table holds, by the stem of their name; the adjective and the people are known by the same stem.
    A possessive that lost its apostrophe ("Velmars army") is found where the name is in the tables.
    """
    index, found, free = _names_by_first_word(), [], 0
    for i, text in enumerate(tokens.text):
        if i < free:
            continue
        capital, listed = _KNOWN[text]
        hit = None
        if listed:
            hit = _name_at(index, [t.replace("’", "'") for t in tokens.text[i : i + longest_name()]], i)
        if hit is None and states and (capital or listed):
            hit = _state_at(states, text.replace("’", "'"), i)
        if hit:
            found.append(hit)
            free = hit.last
    return found


def _known_of(text: str) -> tuple[bool, bool]:
    """Whether a word has a capital, and whether a name of the tables begins with it."""
    index, plain, capital = _names_by_first_word(), text.replace("’", "'"), text[0].isupper()
    return capital, plain in index or capital and plain.endswith("s") and plain[:-1] in index


_KNOWN = Remembered(_known_of)


def _state_at(states: dict[str, str], text: str, i: int) -> Named | None:
    name = states.get(stem_of(text))
    if name is None:
        return None
    return Named(i, i + 1, Naming(name, "state" if text in (name, name + "s") else "adjective", name))


def _name_at(index, texts: list[str], i: int) -> Named | None:
    """The name that begins token `i`; `texts` are the words from there on."""
    for words, naming in index.get(texts[0], ()):
        if len(words) == 1 or tuple(texts[: len(words)]) == words:
            return Named(i, i + len(words), naming)
    if texts[0].endswith("s") and texts[0][:-1] in index:
        for words, naming in index[texts[0][:-1]]:
            if len(words) == 1 and naming.kind in ("state", "capital", "organisation", "armed-group"):
                return Named(i, i + 1, naming)
    return None
