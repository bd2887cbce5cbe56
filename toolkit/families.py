"""Reprints: a statement that several publishers carry, with other wrappers and small rewordings, is one family.

Candidates are found by shared runs of words, as Broder (1997) finds near-copies, and each pair is then verified on its
words, numbers and names: two reports made from one template on two days share most of their words and differ in these.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

import numpy as np
import pandas as pd

#: Reprints appear within minutes or days; a text that comes back weeks later was issued again.
WINDOW_DAYS = 3

#: Words in a run. Runs of 4 survive a reworded sentence better than the 5 or more used for whole web pages.
RUN = 4

#: One run in this many is used to find candidates, chosen by its hash, so that both texts keep the same ones (Broder's
#: “0 mod m”). Unlike a sketch of fixed size it finds a short statement inside a long article.
SAMPLED = 3

#: A run that hundreds of daily reports share links each to this many of its neighbours in time, not to all of them.
NEIGHBOURS = 12

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


@dataclass(frozen=True)
class _Carrier:
    """A statement with what the comparison needs of it."""

    statement_id: str
    day: int | None
    text: str
    publisher: str

    @property
    def words(self) -> list[str]:
        return [_COUNTS.get(w, w) for w in _WORD.findall(self.text.lower().replace("’", "'"))]

    @cached_property
    def n_words(self) -> int:
        return len(self.words)

    @cached_property
    def runs(self) -> np.ndarray:
        """The runs of words as sorted hashes: 4 bytes a word, where a set of them would take twenty times as much."""
        words = self.words
        hashes = [zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(max(1, len(words) - RUN + 1))]
        return np.unique(np.array(hashes, dtype="uint32"))

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


def find_families(statements: pd.DataFrame) -> pd.Series:
    """The family of each statement: the `statement_id` of its earliest carrier, by date and then by file.

    You would want it before counting, so that a ministry's message that six agencies carried counts once. Needs the
    columns `statement_id`, `date`, `publisher`, `raw_file` and `clean_text`. A statement joins a family if its text, or
    that of a member, stands for the most part in the other, no number, name or day is exchanged between sentences that
    are otherwise the same, and their dates lie within three days (an undated one can join any). It must be kin to the
    family's earliest carrier too, so that a digest of several statements does not chain them into one family.

    It will not recognise a paraphrase or a translation, nor a reprint of less than half of the text.

    Returns a text series named `family_id` with the index of `statements`.

    >>> words = "Units of the Ardenian army opened fire on two posts near Hallin on Saturday night with mortars and "
    >>> words += "small arms, wounding 3 soldiers"
    >>> statements = pd.DataFrame({"statement_id": ["a", "b"], "date": pd.to_datetime(["2023-03-04", "2023-03-05"]),
    ...     "publisher": ["Velmar Telegraph", "QPA"], "raw_file": ["1.txt", "2.txt"],
    ...     "clean_text": [words + ".", words + ", the Ministry of Defence of Velmar said, QPA reports."]})
    >>> find_families(statements).tolist()
    ['a', 'a']
    """
    ordered = _by_age(statements)
    carriers = [
        _Carrier(row.statement_id, _day(row.date), row.clean_text, row.publisher)
        for row in ordered.assign(publisher=ordered["publisher"].fillna("")).itertuples()
    ]
    leaders: list[int] = []
    neighbours = _candidates(carriers)
    for i, carrier in enumerate(carriers):
        members = (j for j in sorted(neighbours.get(i, ())) if is_reprint(carriers[j], carrier))
        joined = (leaders[j] for j in members if overlap(carriers[leaders[j]], carrier) >= KINSHIP)
        leaders.append(next(joined, i))
    found = pd.Series([carriers[j].statement_id for j in leaders], index=ordered.index, dtype="str").sort_index()
    return found.set_axis(statements.index).rename("family_id")


def _by_age(statements: pd.DataFrame) -> pd.DataFrame:
    """The statements from the oldest on, the undated last; the index becomes the place they stood in."""
    # A stable sort: statements of one day and one file keep the order they stand in.
    return statements.reset_index(drop=True).sort_values(["date", "raw_file"], kind="stable", na_position="last")


def _day(date: pd.Timestamp) -> int | None:
    return None if pd.isna(date) else date.toordinal()


def _candidates(carriers: list[_Carrier]) -> dict[int, set[int]]:
    """For each statement the earlier ones that share a sampled run of words with it and could be its original."""
    carrying: dict[int, list[int]] = defaultdict(list)
    found: dict[int, set[int]] = {}
    for i, carrier in enumerate(carriers):
        near: set[int] = set()
        short = carrier.n_words < FEWEST_WORDS
        for run in carrier.runs.tolist():
            if run % SAMPLED and not short:
                continue
            earlier = carrying[run]
            near.update(j for j in earlier[-NEIGHBOURS:] if _within_window(carriers[j], carrier))
            earlier.append(i)
        if near:
            found[i] = near
    return found


def _within_window(one: _Carrier, other: _Carrier) -> bool:
    return one.day is None or other.day is None or abs(one.day - other.day) <= WINDOW_DAYS


def is_reprint(one: _Carrier, other: _Carrier) -> bool:
    """Whether two texts carry the same statement."""
    shorter = min(one.n_words, other.n_words)
    if shorter < FEWEST_WORDS:
        return one.words == other.words
    return overlap(one, other) >= (CONTAINED if shorter >= SHORT_WORDS else CONTAINED_IF_SHORT)


def overlap(one: _Carrier, other: _Carrier) -> float:
    """Share of the smaller text's runs of words that stand in the larger; 0 where they cannot be the same statement."""
    small, large = sorted((one, other), key=lambda c: c.n_words)
    if not _within_window(one, other) or small.n_words < SMALLEST_SHARE * large.n_words:
        return 0.0
    share = len(np.intersect1d(small.runs, large.runs, assume_unique=True)) / len(small.runs)
    return 0.0 if share < KINSHIP or _contradict(small, large) else share


def _contradict(small: _Carrier, large: _Carrier) -> bool:
    """Whether two sentences that tell the same exchange a number, name or day for one that the other text has not."""
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


def _same_sentences(small: _Carrier, large: _Carrier) -> Iterator[tuple[_Sentence, _Sentence]]:
    """Each sentence of the smaller text with the one most like it in the larger, where that is like enough."""
    holding: dict[str, list[int]] = defaultdict(list)
    twins = large.sentences
    for number, sentence in enumerate(twins):
        for word in sentence.words:
            holding[word].append(number)
    for sentence in small.sentences:
        shared: dict[int, int] = defaultdict(int)
        for word in sentence.words:
            for number in holding.get(word, ()):
                shared[number] += 1
        if not shared:
            continue
        best = max(shared, key=lambda n: (shared[n] / max(len(twins[n].words), len(sentence.words)), -n))
        twin = twins[best]
        if len(sentence.words) >= 5 and shared[best] >= SAME_SENTENCE * min(len(sentence.words), len(twin.words)):
            yield sentence, twin


def _unlike(names: frozenset[str], others: frozenset[str]) -> list[str]:
    """The names that are no other spelling of one of `others`."""
    return [name for name in names if not any(SequenceMatcher(None, name, o).ratio() >= SAME_NAME for o in others)]


def one_per_family(statements: pd.DataFrame) -> pd.DataFrame:
    """One row a family: its earliest carrier among `statements`, so that a reprinted statement counts once.

    The rows kept have all their columns, in the order they stood in, and two more: `carriers`, the publishers of all
    members in the order in which they carried it, with `; ` between them (one that is not known is left out), and
    `n_carriers`, how many rows of `statements` the family has.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"statement_id": ["a", "b"], "family_id": ["a", "a"],
    ...     "publisher": ["QPA", "Belcastra Wire"],
    ...     "date": pd.to_datetime(["2023-03-04", "2023-03-04"]), "raw_file": ["1.txt", "2.txt"]})
    >>> one_per_family(frame)[["statement_id", "carriers", "n_carriers"]].values.tolist()
    [['a', 'QPA; Belcastra Wire', 2]]
    """
    ordered = _by_age(statements)
    groups = ordered.groupby("family_id", sort=False)
    carriers = groups["publisher"].agg(lambda names: "; ".join(dict.fromkeys(names.dropna()))).astype("str")
    kept = statements.iloc[ordered.drop_duplicates("family_id").index.sort_values()]
    family = kept["family_id"]
    return kept.assign(
        carriers=family.map(carriers).astype("str"),
        n_carriers=family.map(groups.size()).astype("int64"),
    )
