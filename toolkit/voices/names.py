"""Names of speakers, found without a parser: which words can stand in a name, and where a name begins and ends."""

from __future__ import annotations

import re
from functools import cache

from toolkit.voices.lexicons import rows_of

TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Lt|Col|Capt|Sgt|Brig|Adm|Sen|Gov|Rep|St)\.|[^\W_](?:[\w.&/'’\-‑]*[^\W_])?(?:(?<=\b[A-Z])\.|['’](?=\s))?|[^\w\s]"
)
PRONOUNS = frozenset(("he", "she", "they", "it"))
DETERMINERS = frozenset("the a an his her its their our this that one another some".split())
_AL = re.compile(r"(?:al|el|an|ar|as|ash|at|ad)-[A-Z]")
_PARTICLES = frozenset("de al el bin von van der di da del".split())
LINKS = frozenset(("of", "for", "to", "at", "in", "on", "from", "with", "and", "&"))
ADVERBS = frozenset(
    "also later then further again once repeatedly earlier previously recently immediately additionally meanwhile has have had subsequently "
    "separately today yesterday tonight now already specifically clearly still thus therefore particularly rightly however reportedly "
    "officially publicly even just first finally monday tuesday wednesday thursday friday saturday sunday morning evening".split()
)
NOT_NAMES = frozenset(
    "on in at as but and if when while after before since during by for from to with what why how where there this that these those it he "
    "she they we i you is are was were monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december meanwhile also however earlier later according today yesterday moreover therefore thus so "
    "not no yes all both some many most such which who whose someone everyone nobody could would can do did does let listen moscow-based "
    "none nothing something everything only even under over between then having being two three four five several and having given "
    "speaking addressing".split()
)
VERBAL = frozenset(
    "to can could must should would will may might be been being was were is are let not cannot shall never who".split()
)
# Words in small letters that never stand inside a name, though a determiner may stand before them.
_NEVER_INSIDE = (
    VERBAL
    | ADVERBS
    | frozenset(
        "that than did does do about near under over between through against into than because if whether brought where when while after before "
        "until since without within during by as how why what which who".split()
    )
)


@cache
def speaker_nouns() -> dict[str, str]:
    """Noun -> kind, from `speakers.csv`; the last word stands for an entry of several."""
    return {
        term.split(" ")[-1].lower(): row["kind"]
        for row in reversed(rows_of("speakers"))
        for term in row["term"].split("|")
    }


def is_speaker(words: str) -> bool:
    """Whether words can name a speaker: a noun from `speakers.csv`, or a name in capitals.

    >>> is_speaker("the attack"), is_speaker("the ministry"), is_speaker("Ilva Renn")
    (False, True, True)
    """
    tokens = TOKEN.findall(words)
    if tokens and tokens[0].lower() in PRONOUNS and len(tokens) == 1:
        return True
    return any(
        t.lower() in speaker_nouns() or (t[0].isupper() and t.lower() not in NOT_NAMES | DETERMINERS) for t in tokens
    )


def first_name(words: str) -> str:
    """As many of the words as make one name; copy without commas runs on after it ("QPA news agency rebels fired ...")."""
    named, linked, document, last = False, True, False, 0
    if words.split(" ", 1)[0].lower() in LINKS:
        return ""
    described = re.match(r"(?:an?|the|one) [A-Z][\w-]+((?: [a-z-]+){1,2}) ", words + " ")
    if described and speaker_nouns().get(described[1].split()[-1]):
        return words[: described.end() - 1]  # "a Lirranian forensic doctor"
    for count, match in enumerate(re.finditer(r"\S+", words)):
        token = match.group().strip(".,'’")
        low = token.lower()
        if token and (low in LINKS or low in DETERMINERS):
            if named and not linked and low in DETERMINERS:
                break
            linked = True
        elif token and _can_name(token):
            if document and token[0].isupper() and not linked:
                break
            document = speaker_nouns().get(low) == "document"
            if named and not linked and speaker_nouns().get(low) == "unnamed":
                break
            named, linked, last = True, False, match.end()
        elif (named and not linked) or count > 12:
            break
    return words[:last]


def name_ending(tokens: list[str]) -> list[str]:
    """The longest run of words at the end of `tokens` that can be one name."""
    i = len(tokens)
    while i > 0 and len(tokens) - i < 16:
        token, low = tokens[i - 1], tokens[i - 1].lower()
        before = tokens[i - 2] if i > 1 else ""
        if low in DETERMINERS:
            i -= 1
            of_noun = before == "of" and i > 2 and tokens[i - 3].lower() in DETERMINERS  # "the mouth of the ..."
            linked = before in LINKS and i > 1 and (_can_name(tokens[i - 2]) or of_noun)
            apposed = low in ("a", "an") and i > 0 and _can_name(tokens[i - 1]) and tokens[i - 1][0].isupper()
            if not (linked or apposed):
                break
        elif low in LINKS and token[0].islower():
            if i < len(tokens) and low == "of" and before.isalpha() and i > 2 and tokens[i - 3].lower() in DETERMINERS:
                i -= 2  # "the son of ...", whatever the noun
                continue
            if i == len(tokens) or not _can_name(before):
                break
            i -= 1
        elif _can_name(token):
            i -= 1
        elif (
            token[0].isalpha()
            and token[0].islower()
            and any(t.lower() in DETERMINERS or t.endswith(("'s", "’s")) for t in tokens[max(0, i - 5) : i - 1])
            and all(t[0].isalnum() for t in tokens[max(0, i - 3) : i - 1])
            and low not in _NEVER_INSIDE
            and not (low.endswith("s") and i < len(tokens) and tokens[i][0].isupper())
        ):
            i -= 1
        else:
            break
    while i < len(tokens) and (tokens[i].lower() in LINKS or tokens[i] == "that" or not tokens[i][0].isalnum()):
        i += 1
    return tokens[i:]


def without_apposition(tokens: list[str]) -> list[str]:
    """ "Ilva Renn, the foreign minister," -> "Ilva Renn"; "the foreign minister, Ilva Renn," -> "the foreign minister Ilva Renn"."""
    inner = tokens[:-1]
    if "," not in inner:
        return inner
    comma = len(inner) - 1 - inner[::-1].index(",")
    apposed = inner[comma + 1 :]
    if apposed and all(t[0].isupper() or t in _PARTICLES for t in apposed):
        return inner[:comma] + apposed
    return inner[:comma] if len(apposed) < 15 else inner


def leading_name(tokens: list[str]) -> str | None:
    """The name that opens a sentence: "The ministry condemned the attack and said ..."."""
    dash = next((i for i, token in enumerate(tokens[:14]) if token in "-–—"), -1)
    tokens = tokens[dash + 1 :]  # behind a dateline
    if tokens and "," in tokens[:14] and (tokens[0].lower() in NOT_NAMES or tokens[0].isdigit()):
        tokens = tokens[tokens.index(",") + 1 :]  # "On Friday, ..."
    taken = []
    for token in tokens[:16]:
        if not (_can_name(token) or token.lower() in DETERMINERS or (taken and token in LINKS)):
            break
        taken.append(token)
    while taken and taken[-1].lower() in LINKS | DETERMINERS:
        taken.pop()
    words = " ".join(taken)
    if not taken and tokens and tokens[0].lower() in PRONOUNS:
        return tokens[0].lower()
    return words if taken and is_speaker(words) else None


def _can_name(token: str) -> bool:
    low = token.lower()
    return (
        low in speaker_nouns()
        or low in _PARTICLES
        or bool(_AL.match(token))
        or (token[0].isupper() and low not in NOT_NAMES)
        or low in ("'s", "state-run", "so-called")
        or token == "&"
    )
