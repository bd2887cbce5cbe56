"""Voices: whose words a sentence holds. Split -> quotations -> attribution -> voice.

Three questions decide: does the sentence stand in quotation marks, is it attributed to somebody, and is the text the
issuer's own release or a report by somebody else?
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.actors import state_of
from toolkit.spans import Span
from toolkit.voices.evidence import Evidence, gather
from toolkit.voices.resolve import COLON, Resolver, Speaker
from toolkit.voices.speakers import Issuer, is_own_channel, issuer_of

_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]urs?|[Oo]urselves|I|[Mm]y)\b(?![.'’-]?[A-Z])")

Label = tuple[str, str | None]


def label_voices(
    text: str,
    paragraphs: list[Span],
    sentences: list[Span],
    *,
    issuer: str | None = None,
    publisher: str | None = None,
    furniture: Sequence[Span] = (),
) -> list[Label]:
    """The voice and the speaker of each sentence of one text.

    In the issuer's own release, unquoted sentences are the issuer's; in anybody else's text they are the publisher's,
    unless they are attributed. Quotations go to whoever is named beside them, else to whoever spoke last. What stands in the
    stretches `furniture` is the page's, and so is what looks like it. It reads one text by itself, and takes a minister, a spokesperson and the army of the issuer's state for the issuer.

    >>> text = 'Dorn was shelled, the Ministry of Defence of Velmar said. Talks go on.'
    >>> label_voices(text, [(0, 70)], [(0, 57), (58, 70)], issuer="Ministry of Defence of Velmar", publisher="Meridian News")
    [('issuer-reported', 'Ministry of Defence of Velmar'), ('publisher', 'Meridian News')]
    """
    evidence = gather(text, paragraphs, sentences, publisher, furniture)
    who = issuer_of(issuer)
    return _labels(text, evidence, Resolver(text, who, publisher, _is_own(text, evidence, who, publisher)))


def _labels(text: str, evidence: list[Evidence], resolver: Resolver) -> list[Label]:
    """The labels in order; a speaker named before a colon or in a heading holds the floor until somebody else is named."""
    labels: list[Label] = []
    floor: Speaker | None = None
    handed = False  # the sentence before said whose words come next
    for i, sentence in enumerate(evidence):
        if sentence.furniture:
            labels.append(("furniture", None))
            continue
        words = text[sentence.start : sentence.end]
        if sentence.opens and (_somebody_speaks(sentence) or not resolver.keeps_floor(floor, words, first=handed)):
            floor = None
        said = resolver.resolve(sentence.beside.speaker) if sentence.quoted and sentence.beside else None
        named = resolver.resolve_first(sentence.attributions)
        if said:
            resolver.last = said
        if sentence.heading:
            floor = resolver.resolve(sentence.heading, given=True)
            labels.append(resolver.direct(floor))
        elif sentence.quoted:
            labels.append(
                resolver.direct(
                    said or named or resolver.last_or_default(text[max(0, sentence.start - 9) : sentence.start])
                )
            )
        elif floor and not named:
            labels.append(resolver.direct(floor))
        else:
            labels.append(
                resolver.indirect(
                    named, sentence.attributions, after_other=labels[-1:] != [] and labels[-1][0] == "other"
                )
            )
        handed = bool(named) and i + 1 < len(evidence) and _hands_on(sentence, words, evidence[i + 1])
        handed = handed and not (resolver.own and _is_own_voice(sentence, named))
        if handed:
            floor = named._replace(words=COLON)
    return labels


def _hands_on(sentence: Evidence, words: str, following: Evidence) -> bool:
    """Whether the next words are the named speaker's: the paragraph ended with a colon, or a statement was said to follow."""
    ends = words.rstrip('"”»')[-1:] == ":" and following.opens
    return ends or any(a.kind in ("hands", "headed") for a in sentence.attributions)


def _is_own_voice(sentence: Evidence, named: Speaker) -> bool:
    """Whether an own release hands over to somebody of whom no state is known: an official whose title the rules cannot place."""
    return named.side == "other" and not state_of(named.words) and any(a.kind == "hands" for a in sentence.attributions)


def _somebody_speaks(sentence: Evidence) -> bool:
    return bool(sentence.heading or sentence.attributions or sentence.share > 0.5)


def _is_own(text: str, evidence: list[Evidence], who: Issuer | None, publisher: str | None) -> bool:
    """Whether the text is the issuer's own release: published by itself and not wrapped, or told in the first person."""
    if who is None:
        return False
    plain = [s for s in evidence if not s.furniture and s.share < 0.2]
    if is_own_channel(publisher, who.name):
        return not any(a.kind == "to" and "messag" in text[a.at : a.at + 16] for s in plain for a in s.attributions)
    first = sum(bool(_FIRST_PERSON.search(text, s.start, s.end)) for s in plain)
    return first >= 2 and first >= 0.15 * len(plain)
