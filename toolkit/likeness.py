"""How alike two texts are: whether they carry the same statement, whatever each publisher wrapped around it.

Texts are compared by their runs of words (Broder 1997); two reports made from one template on two days share most of
these, so sentences that tell the same must also agree in their numbers, names and days.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np

from toolkit.tokens import Remembered

#: Reprints appear within minutes or days; a text that comes back weeks later was issued again.
WINDOW_DAYS = 3

#: Words in a run. Runs of 4 survive a reworded sentence better than the 5 or more used for whole web pages.
RUN = 4

#: Share of the smaller text's runs that must stand in the larger (evidence: see the labelled pairs in tests/data).
CONTAINED = 0.45

#: A notice of one or two sentences shares its form with others of its kind, so more of its runs must be the same.
CONTAINED_IF_SHORT = 0.6
SHORT_WORDS = 60

#: A reprint's wrapper may be long, but a digest of ten statements is none of them.
SMALLEST_SHARE = 0.15

#: Shorter texts have too few runs to tell; they are reprints only if word for word the same.
FEWEST_WORDS = 20

#: A reprint of a reprint need not share as much with the family's earliest carrier, but so much it must.
KINSHIP = 0.2

#: Two sentences tell the same if they share this much of the shorter one's words; then numbers and names must agree.
SAME_SENTENCE = 0.6
FEWEST_IN_SENTENCE = 5

#: Sentences of a text that a word is looked up in.
COMMON_WORD = 40

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_NAME = re.compile(r"[^\W\d_a-z][^A-Z]+")
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’')]*\s+|\n+")
_FIGURES = "zero one two three four five six seven eight nine ten eleven twelve".split()
_COUNTS = {word: str(number) for number, word in enumerate(_FIGURES)}

#: Words of offices: agencies name one office in many ways (“Defence Ministry of Velmar”, “Velmari MoD”), so that these
#: tell nothing apart.
_OFFICES = frozenset(
    "ministry minister ministers department defence defense foreign affairs interior army armed forces force military "
    "government state states republic president press service office general staff spokesman spokeswoman spokesperson "
    "statement mr mrs ms colonel major captain commission contact council committee mission envoy mediators".split()
)

#: Two names this alike are one name spelt in two ways (Velmar, Velmari; Corvane, Korvane).
SAME_NAME = 0.75

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = "january february march april may june july august september october november december".split()
_CALENDAR = re.compile(rf"\b(?:(\d{{1,2}}) ({'|'.join(_MONTHS)})|({'|'.join(_MONTHS)}) (\d{{1,2}}))\b", re.IGNORECASE)


def _words_in(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


class Fingerprint(NamedTuple):
    """How many words a text has, and its runs of words as sorted hashes: 4 bytes a word, a twentieth of a set of them."""

    n_words: int
    runs: np.ndarray


def fingerprint(text: str) -> Fingerprint:
    """What of a text the search for its likes needs; the same text has the same one on every machine.

    >>> one, other = fingerprint("Two posts were shelled near Dorn."), fingerprint("2 posts were shelled near Hallin.")
    >>> one.n_words, len(set(one.runs) & set(other.runs))
    (6, 2)
    """
    words = np.fromiter(chain.from_iterable(map(_HASHES.__getitem__, text.split())), dtype="uint32")
    n = len(words)
    run = np.zeros(max(1, n - RUN + 1), dtype="uint32")
    for place in range(min(RUN, n)):  # a polynomial of the hashes of a run's words, modulo 2**32
        run = run * np.uint32(0x9E3779B1) + words[place : place + len(run)]
    run ^= run >> np.uint32(15)  # neighbouring numbers would share their lowest bits, by which runs are sampled
    run *= np.uint32(0x85EBCA6B)
    run ^= run >> np.uint32(13)
    return Fingerprint(n, np.unique(run))


def _hashes(form: str) -> tuple[int, ...]:
    """The hashes of the words in what stands between two spaces; a count in figures and in words is the same."""
    return tuple(zlib.crc32(_COUNTS.get(word, word).encode()) for word in _words_in(form))


_HASHES = Remembered(_hashes)


class Carrier:
    """A statement with what the comparison needs of it: its text is read when it is compared, its fingerprint may be known before."""

    def __init__(
        self,
        statement_id: str,
        day: int | None,
        publisher: str,
        read: Callable[[], str],
        printed: Fingerprint | None = None,
    ):
        self.statement_id, self.day, self.publisher, self.read, self.printed = (
            statement_id,
            day,
            publisher,
            read,
            printed,
        )

    @property
    def text(self) -> str:
        return self.read()

    @property
    def words(self) -> list[str]:
        return [_COUNTS.get(w, w) for w in _words_in(self.text)]

    @cached_property
    def fingerprint(self) -> Fingerprint:
        return self.printed or fingerprint(self.text)

    @property
    def n_words(self) -> int:
        return self.fingerprint.n_words

    @property
    def runs(self) -> np.ndarray:
        return self.fingerprint.runs

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(word.removesuffix("'s") for word in self.words)

    @cached_property
    def calendar_days(self) -> frozenset[str]:
        return _calendar_days(self.text)

    @property
    def sentences(self) -> list[_Sentence]:
        wrapper = frozenset(_WORD.findall(self.publisher.lower()))
        return [_sentence(s, wrapper) for s in _SENTENCE.split(self.text) if s.strip()]


@dataclass(frozen=True)
class _Sentence:
    """The words of a sentence, and those among them that say how many, who and where, and when."""

    words: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    calendar_days: frozenset[str]


def _sentence(text: str, wrapper: frozenset[str]) -> _Sentence:
    tokens = [t.removesuffix("'s") for t in _WORD.findall(text.replace("’", "'"))]
    lower = [_COUNTS.get(t.lower(), t.lower()) for t in tokens]
    numbers = frozenset(w for w in lower if w[0].isdigit())
    # Not the first word, which is capital in any case, and no initials, which stand for names written out elsewhere.
    names = frozenset(w for token, w in zip(tokens[1:], lower[1:]) if _NAME.fullmatch(token))
    days = _calendar_days(text)
    in_days = frozenset(part for day in days for part in day.split())
    return _Sentence(frozenset(lower), numbers - in_days, names - wrapper - _OFFICES - frozenset(_MONTHS), days)


def _calendar_days(text: str) -> frozenset[str]:
    """Days such as “4 march”, whichever way round they are written."""
    found = (match.groups() for match in _CALENDAR.finditer(text))
    return frozenset(f"{int(before or after)} {(month or earlier).lower()}" for before, month, earlier, after in found)


def enough(shares: np.ndarray, shorter: np.ndarray) -> np.ndarray:
    """Which pairs share enough (`shared_runs`) to carry the same statement, if they do not `contradict`; `shorter`: words of the shorter."""
    needed = np.where(shorter >= SHORT_WORDS, CONTAINED, CONTAINED_IF_SHORT)
    return shares >= np.where(shorter < FEWEST_WORDS, 1.0, needed)


def kin(first: Carrier, later: Carrier) -> bool:
    """Whether a text can be of the family of its earliest carrier, if they do not `contradict`."""
    near = first.day is None or later.day is None or abs(first.day - later.day) <= WINDOW_DAYS
    return near and shared_runs(first.fingerprint, later.fingerprint) >= KINSHIP


def shared_runs(one: Fingerprint, other: Fingerprint) -> float:
    """Share of the smaller text's runs of words that stand in the larger; 0 where it is too small beside it."""
    small, large = sorted((one, other), key=lambda f: f.n_words)
    if small.n_words < SMALLEST_SHARE * large.n_words:
        return 0.0
    return _shared(small.runs, large.runs) / len(small.runs)


def contradict(one: Carrier, other: Carrier) -> bool:
    """Whether two sentences that tell the same exchange a number, name or day for one that the other text has not.

    A text too short to tell contradicts every other that is not word for word the same.
    """
    small, large = sorted((one, other), key=lambda c: c.n_words)
    if small.n_words < FEWEST_WORDS and small.words != large.words:
        return True
    return _contradict(small, large)


def _shared(one: np.ndarray, other: np.ndarray) -> int:
    """How many elements of `one` stand in `other`; both sorted, each element once. A third of the time of numpy's intersect1d."""
    places = other.searchsorted(one)
    places[places == len(other)] = 0
    return int(np.count_nonzero(other[places] == one))


def _contradict(small: Carrier, large: Carrier) -> bool:
    same_day = small.day is not None and small.day == large.day
    for a, b in _same_sentences(small, large):
        if a.numbers - large.vocabulary and b.numbers - small.vocabulary:
            return True
        if a.calendar_days - large.calendar_days and b.calendar_days - small.calendar_days:
            return True
        # Agencies name the day of the event or of the report; between reports of one day that tells nothing.
        weekdays = a.words & _WEEKDAYS - b.words, b.words & _WEEKDAYS - a.words
        if all(weekdays) and not same_day:
            return True
        ours, theirs = a.names - large.vocabulary - _WEEKDAYS, b.names - small.vocabulary - _WEEKDAYS
        if ours and theirs and _unlike(ours, theirs) and _unlike(theirs, ours):
            return True
    return False


def _same_sentences(small: Carrier, large: Carrier) -> Iterator[tuple[_Sentence, _Sentence]]:
    """Each sentence of the smaller text with the one most like it in the larger, where that is like enough."""
    holding: dict[str, list[_Sentence]] = defaultdict(list)
    for sentence in large.sentences:
        for word in sentence.words:
            # Words that stand in sentence after sentence find no twin, and would make long texts cost their square.
            if len(holding[word]) < COMMON_WORD:
                holding[word].append(sentence)
    for sentence in small.sentences:
        met = {id(other): other for word in sorted(sentence.words) for other in holding.get(word, ())}
        if len(sentence.words) < FEWEST_IN_SENTENCE or not met:
            continue
        words = sentence.words
        twin = max(met.values(), key=lambda other: len(words & other.words) / len(words | other.words))
        if len(sentence.words & twin.words) >= SAME_SENTENCE * min(len(sentence.words), len(twin.words)):
            yield sentence, twin


def _unlike(names: frozenset[str], others: frozenset[str]) -> list[str]:
    """The names that are no other spelling of one of `others`."""
    return [name for name in names if not any(SequenceMatcher(None, name, o).ratio() >= SAME_NAME for o in others)]
