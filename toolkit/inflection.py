"""The inflected forms of an English verb or noun, so that one lexicon row stands for all its forms.

Regular spelling only; a row lists its irregular forms itself. A few forms that nobody writes come out too
("seeked"), which costs nothing: a form that is never met matches nothing.
"""

from __future__ import annotations

VOWELS = "aeiou"

# Verbs whose last syllable is stressed double the final consonant; English spelling does not show the stress.
DOUBLING = {
    "ban",
    "bar",
    "bog",
    "drag",
    "drop",
    "grab",
    "kidnap",
    "plan",
    "plot",
    "rob",
    "shed",
    "slam",
    "stab",
    "stop",
    "strip",
    "step",
    "snip",
    "trap",
    "whip",
    "commit",
    "permit",
    "admit",
    "compel",
    "expel",
    "impel",
    "incur",
    "rebel",
    "transfer",
    "occur",
    "refer",
    "overrun",
    "run",
    "cut",
    "hit",
    "set",
    "begin",
    "forget",
    "get",
    "let",
    "put",
    "equip",
    "ship",
    "stir",
    "repel",
    "deter",
    "abet",
    "rebut",
    "overstep",
    "fuel",
}


def verb_forms(base: str, irregular: tuple[str, ...] = ()) -> dict[str, str]:
    """Form -> what it is: `base`, `s`, `past`, `participle`, `ing`; a form that is both is `past/participle`.

    `irregular` gives past and participle (or the one that serves as both).

    >>> verb_forms("occupy")["occupied"]
    'past/participle'
    >>> verb_forms("strike", ("struck",))["striking"]
    'ing'
    """
    forms = {base: "base", _third_person(base): "s", _ing(base): "ing"}
    if not irregular:
        forms[_ed(base)] = "past/participle"
    elif len(irregular) == 1:
        forms[irregular[0]] = "past/participle" if irregular[0] != base else "base/past/participle"
    else:
        forms[irregular[0]], forms[irregular[1]] = "past", "participle"
        if irregular[0] == irregular[1]:
            forms[irregular[0]] = "past/participle"
    return forms


def noun_forms(base: str, irregular: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Singular and plural.

    >>> noun_forms("atrocity")
    ('atrocity', 'atrocities')
    """
    return (base, *(irregular or (_third_person(base),)))


def _third_person(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh")) or base in ("do", "go", "veto", "torpedo", "embargo"):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _doubles(base: str) -> bool:
    return base in DOUBLING or (
        len(base) == 3 and base[0] not in VOWELS and base[1] in VOWELS and base[2] not in VOWELS + "wxy"
    )


def _ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ied"
    return base + base[-1] + "ed" if _doubles(base) else base + "ed"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + base[-1] + "ing" if _doubles(base) else base + "ing"
