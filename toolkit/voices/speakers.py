"""Who a named speaker is: the issuer, the carrier, or another party; and whether a text is the issuer's own release."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from toolkit.actors import same_state, state_of
from toolkit.voices.names import TOKEN, speaker_nouns

_NOBODY = re.compile(r"\s*(?:various\b.*|unknown|unnamed.*|none|n/?a|several|multiple)\s*", re.IGNORECASE)
_CHANNEL = re.compile(
    r"@|\b(?:telegram|twitter|facebook|youtube|instagram|website|web site|press (?:service|office|release)|official|verbatim|"
    r"General Debate|Security Council|United Nations)\b|\.gov\b|\.mil\b|\bgov\.|\bmfa\.|\bmod\.|\bUN\b",
    re.IGNORECASE,
)
_STATE_ORGAN = re.compile(
    r"\b(?:state|government|ministry|presiden\w+|army|military|official|spokes\w+|coalition|parliament)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\b(?:MFA|MoFA|MOFA|MoD|MOD)\b")
_NOT_OWN = re.compile(
    r"-(?:backed|led|held|aligned|allied|affiliated|controlled|occupied)\b|\b(?:pro|anti|ex|non)-|\b(?:former|opposition|exiled?|rebels?|separatists?|"
    r"dissidents?|so-called|critics?|independent|think tank)\b",
    re.IGNORECASE,
)
TITLES = frozenset(
    "mr mrs ms dr sir prince minister ministry foreign defence defense affairs president spokesperson spokesman spokeswoman deputy prime chief general "
    "the of and for press service secretary ambassador lord lady lieutenant colonel major captain government official army armed forces".split()
)


class Issuer(NamedTuple):
    """The issuer as labels need it: the name, its state if it has one, and the words of the name in small letters."""

    name: str
    state: str | None
    words: frozenset[str]


@lru_cache(maxsize=4096)
def issuer_of(name: str | None) -> Issuer | None:
    """The issuer, or None where there is none or it is "various".

    >>> issuer_of("various, named in text") is None
    True
    """
    if not name or _NOBODY.fullmatch(name):
        return None
    return Issuer(name, _state(name), frozenset(_words(name)))


def _state(name: str) -> str | None:
    """The state of a name, where what looks like a state is not a title or an office ("the Deputy Minister")."""
    state = state_of(name)
    return None if state and (state.lower() in TITLES or state.lower() in speaker_nouns()) else state


def _words(name: str) -> list[str]:
    return [re.sub(r"['’]s?$", "", t).lower() for t in TOKEN.findall(name) if t[0].isalnum()]


@lru_cache(maxsize=4096)
def is_own_channel(publisher: str | None, issuer: str | None) -> bool:
    """Whether the publisher is the issuer itself or its own channel: a Telegram channel, a ministry's site, a UN record.

    >>> is_own_channel("Telegram @velmar_mod", "Ministry of Defence of Velmar"), is_own_channel("Meridian News", "Ministry of Defence of Velmar")
    (True, False)
    """
    who = issuer_of(issuer)
    if who is None:
        return False
    if not publisher or _CHANNEL.search(publisher):
        return True
    words = [w for w in _words(publisher) if len(w) > 2 and w not in TITLES]
    if words and (all(w in who.words for w in words) or publisher.casefold() in who.name.casefold()):
        return True
    return bool(_STATE_ORGAN.search(publisher) or _SHORT.search(publisher)) and (
        same_state(_state(publisher), who.state) or len(who.words & set(words)) > 1
    )


@lru_cache(maxsize=20_000)
def stands_for(speaker: str, issuer: str) -> bool | None:
    """Whether a speaker named in full is the issuer or speaks for its side: True, False, or None where the name does not tell.

    One state's ministry, minister, president, spokesperson or army is the issuer for our purpose; its opposition, its
    newspapers and its unnamed residents are not. "The ministry" alone does not tell.

    >>> stands_for("Velmari Foreign Minister Oren Tal", "Ministry of Defence of Velmar")
    True
    >>> stands_for("the Ministry of Defence of Ardenia", "Ministry of Defence of Velmar")
    False
    """
    who = issuer_of(issuer)
    if who is None or (_NOT_OWN.search(speaker) and not _NOT_OWN.search(issuer)):
        return False
    tokens = [t for t in TOKEN.findall(speaker) if t[0].isalnum()]
    kinds = {speaker_nouns().get(t.lower()) for t in tokens}
    proper = [re.sub(r"['’]s?$", "", t).lower() for t in tokens if t[0].isupper()]
    proper = [w for w in proper if w not in TITLES and speaker_nouns().get(w) is None]
    own_words = {w for w in who.words if len(w) > 2 and w not in TITLES}
    said_words = {t.lower() for t in tokens}
    if proper and (all(w in who.words for w in proper) or len(own_words & said_words) > 1) and "unnamed" not in kinds:
        return True
    state = _state(speaker)
    if not state and any(same_state(w.capitalize(), who.state) for w in proper):
        state = who.state
    if state:
        return same_state(state, who.state) and not kinds & {"unnamed", "media"}
    bodies = {t.lower() for t in tokens if speaker_nouns().get(t.lower()) in ("unnamed", "media", "group")}
    if bodies - who.words:
        return False
    return False if proper and _names_another_body(tokens) else None


def _names_another_body(tokens: list[str]) -> bool:
    """Whether a name stands where that of a body stands: "the Ardenian spokesman", "commander of the Dorn Free Corps".

    The name of a person stands after the office: "spokesman Oren Tal", and says nothing of the body.
    """
    words = [t for t in tokens if t.lower() not in ("the", "a", "an", "its", "his", "her")]
    offices = [i for i, t in enumerate(words) if speaker_nouns().get(t.lower()) in ("office", "organ")]
    if not offices:
        return False
    before = [t for t in words[: offices[0]] if t[0].isupper() and t.lower() not in TITLES]
    after = words[offices[-1] + 1 :]
    return bool(before) or (
        len(after) > 1
        and after[0] in ("of", "for", "at")
        and any(t[0].isupper() and t.lower() not in TITLES for t in after[1:])
    )


def definite(speaker: str) -> bool:
    """Whether a speaker is named as one already known: "the ministry", "MoD", not "a source".

    >>> definite("the ministry"), definite("a spokesman")
    (True, False)
    """
    return not re.match(
        r"(?:an?|some|many|several|one|two|three|another|other)\b", speaker.lower()
    ) and not speaker.lower().endswith(("s", "people"))
