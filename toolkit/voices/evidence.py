"""What a text shows of each of its sentences before anybody decides whose words they are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.spans import Span
from toolkit.tokens import WORD
from toolkit.voices.attribution import Attribution, find_attributions, heading_speaker
from toolkit.voices.furniture import is_furniture
from toolkit.voices.quotations import Quotation, find_quotations, quoted_share

#: A quotation of fewer words, with no stop in it, is a title or a word held at a distance ("rules-based order"), not
#: speech.
SPEECH_WORDS = 5
_INTRODUCED = re.compile(r"(?::|\b(?:said|says|stated|added|noted|following)),?\s*$")


class Evidence(NamedTuple):
    """One sentence: where it stands, whether it opens a paragraph or is furniture, and what names its speaker.

    `quoted` says that it is given as spoken: at least half of its words stand in quotation marks, or it holds only a
    quotation and who says it. `beside` is the attribution beside that quotation, `attributions` are those outside of
    quotation marks, `heading` names the speaker before a colon.
    """

    start: int
    end: int
    opens: bool
    furniture: bool
    share: float
    quoted: bool
    beside: Attribution | None
    attributions: list[Attribution]
    heading: str | None


def gather(
    text: str, paragraphs: list[Span], sentences: list[Span], publisher: str | None, of_page: Sequence[Span] = ()
) -> list[Evidence]:
    """The evidence of each sentence, in order; those in the stretches `of_page` are furniture, and those that look so."""
    furniture = [is_furniture(text[start:end], publisher) for start, end in sentences]
    if of_page:
        furniture = [dull or _within(of_page, span) for dull, span in zip(furniture, sentences)]
    openings = {start for start, _ in paragraphs}
    speech = [q for q in find_quotations(text, paragraphs) if _is_speech(text, q)]
    speech = [q if q.closed else _run_on(text, q, sentences, furniture) for q in speech]
    plain = _blanked(text, speech)
    attributions = [[] if dull else find_attributions(plain, *span) for span, dull in zip(sentences, furniture)]
    interview = bool(re.search(r"^\W*Question\s?:", text, re.MULTILINE))
    beside = _speakers_beside(text, speech, sentences, attributions)
    gathered = []
    for i, ((start, end), share) in enumerate(zip(sentences, quoted_share(text, sentences, speech))):
        speaker, alone = beside.get(i, (None, False))
        opens = start in openings
        heading = heading_speaker(text, start, end, interview=interview) if opens and not furniture[i] else None
        gathered.append(
            Evidence(start, end, opens, furniture[i], share, share >= 0.5 or alone, speaker, attributions[i], heading)
        )
    return gathered


def _within(stretches: Sequence[Span], span: Span) -> bool:
    place = bisect_right(stretches, span[0], key=lambda stretch: stretch[0]) - 1
    return place >= 0 and span[1] <= stretches[place][1]


def _is_speech(text: str, quotation: Quotation) -> bool:
    words = text[quotation.start : quotation.end]
    return (
        not quotation.closed or len(WORD.findall(words)) >= SPEECH_WORDS or bool(re.search(r"[.!?…,][\"”»]?$", words))
    )


def _run_on(text: str, quotation: Quotation, sentences: list[Span], furniture: list[bool]) -> Quotation:
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
            # The verb right before the mark, else the first of the sentence: "X noted that Y had told of “...”: “...".
            chosen = before[-1] if quotation.start - before[-1].at < 40 else told[first][0]
            bare = introduced and " that " not in text[chosen.at : quotation.start]
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
