"""The cues of attribution, from `speech.csv`: one pattern that finds them all, and what kind each is."""

from __future__ import annotations

import re
from functools import cache

from toolkit.inflection import verb_forms
from toolkit.voices.lexicons import rows_of

# Verbs whose bare form is a noun far more often: "the state", "of note".
_NOUNS_TOO = frozenset("state note stress comment remark report promise hope demand claim blame".split())


@cache
def kinds() -> dict[str, str]:
    found = {}
    for row in rows_of("speech"):
        base, *irregular = row["term"].split("|")
        if row["kind"] in ("to", "quoted", "saying", "headed"):
            found[base] = row["kind"]
            continue
        forms = verb_forms(base, tuple(irregular))
        for form, what in forms.items():
            if what == "base" and base in _NOUNS_TOO or what == "ing":
                continue
            # "reports", "claims": a verb only where a clause follows.
            found[form] = "verb-that" if what == "s" and row["kind"] == "verb" and base in _NOUNS_TOO else row["kind"]
    # "point out" and "call on" take their ending on the first word.
    found.update(
        {"points out": "verb-that", "calls on": "act", "calls for": "act", "called upon": "act", "calls upon": "act"}
    )
    return found


@cache
def cue_pattern() -> re.Pattern:
    # Verbs count in small letters only: "the United States"; phrases also open a sentence: "According to ...".
    terms = {
        *kinds(),
        *(term.capitalize() for term, kind in kinds().items() if kind == "to" and term != "referring to"),
    }
    return re.compile(rf"\b{_trie(sorted(terms))}\b".replace(" ", r"\s+"))


def _trie(terms: list[str]) -> str:
    """The terms as one pattern that shares their beginnings: six times as fast as a list of alternatives."""
    heads: dict[str, list[str]] = {}
    for term in terms:
        if term:
            heads.setdefault(term[0], []).append(term[1:])
    branches = [
        re.escape(head).replace(r"\ ", " ") + (_trie(rest) if any(rest) else "") for head, rest in heads.items()
    ]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in terms else "")
