"""From the words that name a speaker to the voice: the issuer, another party, or the publisher itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from toolkit.actors import state_of
from toolkit.voices.attribution import Attribution
from toolkit.voices.names import PRONOUNS, TOKEN, name_ending, speaker_nouns
from toolkit.voices.speakers import TITLES, Issuer, definite, stands_for

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
# Offices whose holder, named without a state, is the issuer's own: "the spokesman", "the press service".
_OWN_PAPERS = frozenset(("ministry", "statement", "message", "release", "communique", "communiqué", "letter", "note"))
_OWN_OFFICES = frozenset(("spokesman", "spokesperson", "spokeswoman", "service", "office", "mod", "mfa"))


#: What an interview writes before a question, which is never the issuer's.
QUESTIONER = frozenset(("question", "q"))
#: The words of a speaker whose text follows a colon that ended the paragraph.
COLON = ":"


class Speaker(NamedTuple):
    """Who speaks: `side` is "issuer", "other" or "publisher"; `name` is how the row will name the speaker."""

    side: str
    name: str | None
    words: str


class Resolver:
    """Resolves the speakers of one text in order; "the ministry" and "he" are whoever was named last."""

    def __init__(self, text: str, issuer: Issuer | None, publisher: str | None, own: bool):
        self.text, self.issuer, self.publisher, self.own = text, issuer, publisher, own
        self._interview = bool(re.search(r"^\W*Question\s?:", text, re.MULTILINE))
        self.last: Speaker | None = None
        self.person: Speaker | None = None
        self.named: dict[str, Speaker] = {}
        self._offices: dict[str, bool | None] = {}
        self._publisher_words = {t.lower() for t in TOKEN.findall(publisher or "") if len(t) > 2}

    def resolve_first(self, attributions: list[Attribution]) -> Speaker | None:
        """The speaker of a sentence: the first who is named, the carrier only where nobody else is."""
        if not attributions:
            return None
        before = self.last
        speakers = []
        for attribution in sorted(attributions, key=lambda a: (a.speaker in PRONOUNS, a.kind == "act")):
            self.last = before
            speakers.append(self.resolve(attribution.speaker, given=attribution.kind == "hands"))
        others = [s for s in speakers if s.side != "publisher"]
        chosen = (others or speakers)[0]
        self.last = chosen if chosen.side != "publisher" else before
        return chosen

    def resolve(self, words: str, *, given: bool = False) -> Speaker:
        """Who `words` stand for; remembered as the one who spoke last. `given` says that what follows is this speaker's, as under a heading."""
        speaker = self._resolve(words, given)
        if speaker.side != "publisher":
            self.last = speaker
            if words.lower() not in PRONOUNS and _is_person(words):
                self.person = speaker
            for token in _proper(words):
                self.named.setdefault(token, speaker)
        return speaker

    def _resolve(self, words: str, given: bool) -> Speaker:
        low = words.lower()
        if low in ("he", "she") and self.person:
            return self.person
        if low in PRONOUNS:
            return self.last or self._default()
        if self._is_publisher(words):
            return Speaker("publisher", self.publisher, words)
        known = stands_for(words, self.issuer.name) if self.issuer else False
        proper = _proper(words)
        if low in QUESTIONER:
            known = False
        if known is None and proper:
            known = self._by_name(proper, words, given)
        elif known is None:
            return self._generic(words)
        return self._speaker(bool(known), words)

    def _by_name(self, proper: tuple[str, ...], words: str, given: bool) -> bool:
        """A person named without a state: as introduced before, or by the office named beside the name somewhere in the text."""
        for token in proper:
            if token in self.named:
                return self.named[token].side == "issuer"
        introduced = self._introduced(proper[-1])
        if introduced is not None or not self.own:
            return bool(introduced)
        # Nobody says who this is: in an own release, an officer or whoever is given the floor is the issuer's.
        nouns = {speaker_nouns().get(t.lower()) for t in TOKEN.findall(words)}
        return given or bool(nouns & {"office", "organ"})

    def _introduced(self, name: str) -> bool | None:
        """Whether the office named beside a name, anywhere in the text, is the issuer's; one without a state is, in an own release."""
        if name not in self._offices:
            self._offices[name] = None
            for match in re.finditer(
                rf"\b{re.escape(name)}\b(?:['’]s)?(?:, ([^,.;:\n]{{5,100}}))?", self.text, re.IGNORECASE
            ):
                before = TOKEN.findall(
                    self.text[max(0, match.start() - 90) : match.start(1) if match[1] else match.end()]
                )
                for words in (" ".join(name_ending(before)), match[1] or ""):
                    if any(speaker_nouns().get(t.lower()) == "office" for t in TOKEN.findall(words)):
                        known = stands_for(words, self.issuer.name)
                        self._offices[name] = self.own if known is None else known
                        return self._offices[name]
        return self._offices[name]

    def _generic(self, words: str) -> Speaker:
        """ "The ministry", "the statement", "a source": whoever was named last with that noun, else the issuer where it fits."""
        nouns = [t.lower() for t in TOKEN.findall(words) if t.lower() in speaker_nouns()]
        kinds = {speaker_nouns()[n] for n in nouns}
        if self.last and (set(nouns) & {t.lower() for t in TOKEN.findall(self.last.words)} or "document" in kinds):
            return self.last._replace(words=words)
        if not definite(words) and not set(nouns) & _OWN_PAPERS:
            return self._speaker(False, words)
        fits = (
            "document" in kinds
            or set(nouns) & (self.issuer.words | _OWN_OFFICES)
            or (self.own and kinds & {"office", "organ"})
        )
        return self._speaker(bool(fits), words)

    def _speaker(self, is_issuer: bool, words: str) -> Speaker:
        name = _ARTICLE.sub("", words)
        if is_issuer:
            people = [t for t in _proper(words) if t not in self.issuer.words and not state_of(t.capitalize())]
            return Speaker("issuer", name if people else self.issuer.name, words)
        return Speaker("other", name, words)

    def _is_publisher(self, words: str) -> bool:
        tokens = [t.lower() for t in TOKEN.findall(_ARTICLE.sub("", words)) if t[0].isalnum()]
        return (
            bool(self._publisher_words)
            and bool(tokens)
            and not self.own
            and (all(t in self._publisher_words for t in tokens) and any(t not in speaker_nouns() for t in tokens))
        )

    def _default(self) -> Speaker:
        return Speaker("issuer", self.issuer.name, "") if self.issuer else Speaker("other", None, "")

    def last_or_default(self, before: str) -> Speaker:
        """Who speaks a quotation that nobody is named beside: whoever spoke last; in an own release, else, the issuer."""
        if self.own and not (self.last and self.last.side == "issuer") and before.rstrip()[-1:] != ":":
            return self._default()
        return self.last or self._default()

    def direct(self, speaker: Speaker) -> tuple[str, str | None]:
        """The label of words given as spoken."""
        return speaker.side, speaker.name

    def keeps_floor(self, floor: Speaker | None, paragraph_start: str, *, first: bool) -> bool:
        """Whether the words of a speaker named before a colon go on in a new paragraph.

        A carried text runs on to the next speaker. In the issuer's own release another's words last one paragraph, or
        a list.
        """
        if floor is None or floor.words.lower() in QUESTIONER:
            return False
        if not self.own and floor.words != COLON:
            return self._interview  # a headline ("Ministry: truce holds") hands over nothing but itself
        if not self.own or floor.side == "issuer":
            return True
        return floor.words == COLON and (first or not paragraph_start[0].isalnum())

    def indirect(
        self, speaker: Speaker | None, attributions: list[Attribution], *, after_other: bool
    ) -> tuple[str, str | None]:
        """The label of an unquoted sentence."""
        if self.own:
            told = [
                a
                for a in attributions
                if a.leads
                and a.clause
                and a.kind in ("verb", "verb-that", "to")
                and (after_other or a.speaker not in PRONOUNS or (a.closes and self.last and self.last.side == "other"))
            ]
            if speaker and speaker.side == "other" and told:
                return "other", speaker.name
            return "issuer", speaker.name if speaker and speaker.side == "issuer" and told else self.issuer.name
        if speaker is None or speaker.side == "publisher":
            return "publisher", self.publisher
        return ("issuer-reported" if speaker.side == "issuer" else "other"), speaker.name


@lru_cache(maxsize=4096)
def _proper(words: str) -> tuple[str, ...]:
    """The words of a speaker's name that are names themselves, in small letters; a text names the same few again and again."""
    tokens = (_POSSESSIVE.sub("", token) for token in TOKEN.findall(words))
    lows = (token.lower() for token in tokens if token and token[0].isupper())
    return tuple(low for low in lows if not (low in speaker_nouns() or low in TITLES or low in ("the", "a", "an")))


@lru_cache(maxsize=4096)
def _is_person(words: str) -> bool:
    kinds = {speaker_nouns().get(token.lower()) for token in TOKEN.findall(words)} - {None}
    return bool(kinds & {"office", "unnamed"}) or (not kinds and len(_proper(words)) < 4)
