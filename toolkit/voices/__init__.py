"""Voices: whose words a sentence holds. Split -> quotations -> attribution -> voice.

Three questions decide: does the sentence stand in quotation marks, is it attributed to somebody, and is the text the issuer's own
release or a report by somebody else?
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from toolkit.tokens import WORD
from toolkit.voices.attribution import Attribution, find_attributions, heading_speaker
from toolkit.voices.furniture import is_furniture
from toolkit.voices.quotations import Quotation, find_quotations, quoted_share
from toolkit.voices.resolve import COLON, Resolver, Speaker
from toolkit.voices.speakers import Issuer, is_own_channel, issuer_of

#: A quotation of fewer words, with no stop in it, is a title or a word held at a distance ("rules-based order"), not speech.
SPEECH_WORDS = 5
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]urs?|[Oo]urselves|I|[Mm]y)\b(?![.'’-]?[A-Z])")
_INTRODUCED = re.compile(r"(?::|\b(?:said|says|stated|added|noted|following)),?\s*$")

Label = tuple[str, str | None]
Span = tuple[int, int]


def label_voices(
    text: str, paragraphs: list[Span], sentences: list[Span], *, issuer: str | None = None, publisher: str | None = None
) -> list[Label]:
    """The voice and the speaker of each sentence of one text.

    In the issuer's own release, unquoted sentences are the issuer's; in anybody else's text they are the publisher's, unless they
    are attributed. Quotations go to whoever is named beside them, else to whoever spoke last. It reads one text by itself, and
    takes a minister, a spokesperson and the army of the issuer's state for the issuer.

    >>> text = 'Dorn was shelled, the Ministry of Defence of Velmar said. Talks go on.'
    >>> label_voices(text, [(0, 70)], [(0, 57), (58, 70)], issuer="Ministry of Defence of Velmar", publisher="Meridian News")
    [('issuer-reported', 'Ministry of Defence of Velmar'), ('publisher', 'Meridian News')]
    """
    if not sentences:
        return []
    furniture = [is_furniture(text[start:end], publisher) for start, end in sentences]
    opening = _paragraph_openings(paragraphs, sentences)
    speech = [q for q in find_quotations(text, paragraphs) if _is_speech(text, q)]
    speech = [q if q.closed else _run_on(text, q, sentences, opening, furniture) for q in speech]
    plain = _blanked(text, speech)
    attributions = [[] if dull else find_attributions(plain, *span) for span, dull in zip(sentences, furniture)]
    interview = bool(re.search(r"^\W*Question\s?:", text, re.MULTILINE))
    headings = [
        heading_speaker(text, *span, interview=interview) if first and not dull else None
        for span, first, dull in zip(sentences, opening, furniture)
    ]
    shares = quoted_share(text, sentences, speech)
    who = issuer_of(issuer)
    own = _is_own(text, sentences, furniture, shares, attributions, who, publisher)
    resolver = Resolver(text, who, publisher, own)
    beside = _speakers_beside(text, speech, sentences, attributions)
    return _labels(text, sentences, opening, furniture, shares, attributions, headings, beside, resolver)


def _labels(text, sentences, opening, furniture, shares, attributions, headings, beside, resolver) -> list[Label]:
    labels: list[Label] = []
    block: Speaker | None = None  # who speaks without quotation marks, after a colon or a heading
    colon = -1  # the last sentence that handed over to what follows
    for i, (start, end) in enumerate(sentences):
        if furniture[i]:
            labels.append(("furniture", None))
            continue
        if opening[i] and (
            headings[i]
            or attributions[i]
            or shares[i] > 0.5
            or not resolver.block_runs_on(block, text[start:end], first=i - 1 == colon)
        ):
            block = None
        quoted = shares[i] >= 0.5 or (i in beside and beside[i][1])
        said = resolver.resolve(beside[i][0].speaker) if quoted and i in beside else None
        named = resolver.resolve_first(attributions[i])
        if said:
            resolver.last = said
        if headings[i]:
            block = resolver.resolve(headings[i], heading=True)
            labels.append(resolver.direct(block))
        elif quoted:
            labels.append(resolver.direct(said or named or resolver.last_or_default(text[max(0, start - 9) : start])))
        elif block and not named:
            labels.append(resolver.direct(block))
        else:
            labels.append(
                resolver.indirect(named, attributions[i], after_other=bool(labels) and labels[-1][0] == "other")
            )
        if named and text[start:end].rstrip('"”»')[-1:] == ":" and i + 1 < len(sentences) and opening[i + 1]:
            block, colon = named._replace(words=COLON), i
    return labels


def _paragraph_openings(paragraphs: list[Span], sentences: list[Span]) -> list[bool]:
    starts = {start for start, _ in paragraphs}
    return [start in starts for start, _ in sentences]


def _is_speech(text: str, quotation: Quotation) -> bool:
    words = text[quotation.start : quotation.end]
    return (
        not quotation.closed or len(WORD.findall(words)) >= SPEECH_WORDS or bool(re.search(r"[.!?…,][\"”»]?$", words))
    )


def _run_on(
    text: str, quotation: Quotation, sentences: list[Span], opening: list[bool], furniture: list[bool]
) -> Quotation:
    """Where a quotation ends that is never closed: before the next sentence that names a speaker or opens a quotation.

    It leaves its paragraph only where it was introduced ("the ministry said: “..."): a ministry's text carried whole.
    """
    first = bisect_right([start for start, _ in sentences], quotation.start) - 1
    introduced = bool(_INTRODUCED.search(text[max(0, quotation.start - 40) : quotation.start]))
    end = min(quotation.end, sentences[first][1]) if quotation.end > sentences[first][0] else quotation.end
    for i in range(first + 1, len(sentences)):
        start, stop = sentences[i]
        leaves = start >= quotation.end
        if (leaves and not introduced) or (leaves and re.match(r"[\"“„«]", text[start:])) or furniture[i]:
            break
        if find_attributions(text, start, stop):
            break
        end = stop
        if re.search(r"[\"“”„«»]", text[max(start, quotation.end) : stop]):
            break
    return Quotation(quotation.start, max(end, quotation.start + 1), False)


def _blanked(text: str, speech: list[Quotation]) -> str:
    """The text with what is quoted blanked out, marks and offsets kept."""
    pieces, at = [], 0
    for quotation in speech:
        inner_end = quotation.end - 1 if quotation.closed else quotation.end
        if quotation.start + 1 < at or inner_end <= quotation.start:
            continue
        pieces += [text[at : quotation.start + 1], " " * (inner_end - quotation.start - 1)]
        at = inner_end
    return "".join([*pieces, text[at:]])


def _place(attribution: Attribution) -> int:
    return attribution.at


def _last_before(attributions: list[Attribution], at: int) -> list[Attribution]:
    i = bisect_left(attributions, at, key=_place)
    return attributions[max(0, i - 1) : i]


def _first_from(attributions: list[Attribution], at: int) -> list[Attribution]:
    i = bisect_left(attributions, at, key=_place)
    return attributions[i : i + 1]


def _speakers_beside(text, speech, sentences, attributions) -> dict[int, tuple[Attribution, bool]]:
    """Sentence -> the attribution beside the quotation it belongs to, before its first or behind its last mark.

    The second value says that the sentence holds nothing but the quotation and who says it: no clause told indirectly.
    """
    starts = [start for start, _ in sentences]
    told = [[a for a in some if a.kind != "act"] for some in attributions]
    beside: dict[int, tuple[Attribution, bool]] = {}
    for quotation in speech:
        first, last = (
            max(0, bisect_right(starts, at) - 1) for at in (quotation.start, max(quotation.start, quotation.end - 1))
        )
        before = _last_before(told[first], quotation.start)
        behind = _first_from(told[last], quotation.end - 1)
        introduced = bool(_INTRODUCED.search(text[max(0, quotation.start - 30) : quotation.start]))
        if before and (not behind or introduced):
            chosen, bare = before[-1], introduced and " that " not in text[before[-1].at : quotation.start]
        elif behind:
            chosen, bare = (
                behind[0],
                quotation.start == sentences[first][0] and " that " not in text[quotation.end : behind[0].at],
            )
        else:
            continue
        for i in range(first, last + 1):
            beside.setdefault(i, (chosen, bare))
    return beside


def _is_own(text, sentences, furniture, shares, attributions, who: Issuer | None, publisher: str | None) -> bool:
    """Whether the text is the issuer's own release: published by itself and not wrapped, or told in the first person."""
    if who is None:
        return False
    plain = [i for i in range(len(sentences)) if not furniture[i] and shares[i] < 0.2]
    if is_own_channel(publisher, who.name):
        return not any(a.kind == "to" and "messag" in text[a.at : a.at + 12] for i in plain for a in attributions[i])
    first = sum(bool(_FIRST_PERSON.search(text[slice(*sentences[i])])) for i in plain)
    return first >= 2 and first >= 0.15 * len(plain)
