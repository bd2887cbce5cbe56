"""The words of a sentence with what the lexicons and the closed classes of English know about each.

Everything that depends on a word alone is looked up once per distinct word and remembered; a sentence is then a row of
references to `Word` objects, which the rules walk over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from toolkit.tokens import Remembered

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|['’]s\b|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-[^\W_]+|['’](?!s\b)[^\W\d_]+)*|[^\w\s]")

CLOSED: dict[str, frozenset[str]] = {
    "determiner": frozenset(
        "the a an this that these those such some any all both each every no another other many several few more most".split()
    ),
    "pointing": frozenset("this that these those such the same".split()),
    "own": frozenset("i've i'm i'll i'd we've we're we'll we'd we us our ours ourselves i me my mine myself".split()),
    "they": frozenset("they've they're they'll it's he's she's they them he him she it".split()),
    "their": frozenset("their his her its theirs".split()),
    "preposition": frozenset(
        "of in on at by for with from to into onto against towards toward over under about above across after along amid amidst among around as "
        "before behind below beneath beside besides between beyond despite down during except inside like near off out outside past per since "
        "than through throughout till until up upon via within without regarding concerning including following alongside aboard".split()
    ),
    "and": frozenset("and or but nor yet".split()),
    "subordinator": frozenset(
        "if because while when whereas although though unless until since as after before where whether so once whenever wherever lest".split()
    ),
    "relative": frozenset("who which that whom whose".split()),
    "be": frozenset("be is are was were been being am isn't aren't wasn't weren't".split()),
    "have": frozenset("have has had having haven't hasn't hadn't".split()),
    "do": frozenset("do does did don't doesn't didn't".split()),
    "modal": frozenset(
        "will would shall should can could may might must cannot won't wouldn't shouldn't can't couldn't ought".split()
    ),
    "negation": frozenset(
        "not never no neither nor nothing none nobody without hardly isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't cannot "
        "won't wouldn't shouldn't can't couldn't n't".split()
    ),
}
_CLASS_OF: dict[str, frozenset[str]] = {}
for _name, _members in CLOSED.items():
    for _word in _members:
        _CLASS_OF[_word] = _CLASS_OF.get(_word, frozenset()) | {_name}

#: Words that end an ordinary noun phrase wherever they stand.
BREAKING = {"preposition", "and", "subordinator", "relative", "be", "have", "do", "modal", "own", "they"}
_ADVERBS = {
    "also",
    "again",
    "still",
    "already",
    "just",
    "now",
    "then",
    "thus",
    "even",
    "only",
    "ever",
    "once",
    "often",
    "always",
    "further",
    "yet",
    "however",
    "meanwhile",
    "today",
    "yesterday",
    "together",
    "almost",
    "too",
    "very",
    "well",
    "instead",
    "so",
    "far",
    "not",
}
_LY_NOT_ADVERBS = {
    "family",
    "early",
    "only",
    "ally",
    "rally",
    "supply",
    "assembly",
    "monopoly",
    "anomaly",
    "hostilely",
    "friendly",
    "elderly",
    "deadly",
    "cowardly",
    "daily",
    "weekly",
    "monthly",
    "italy",
    "july",
    "bully",
    "reply",
    "apply",
    "comply",
    "rely",
    "folly",
}


#: Verbs of saying that stand between a speaker and what is told.
SAYING = frozenset(
    "say says said saying tell tells told note notes noted noting add adds added adding state states stated stating report reports reported reporting "
    "claim claims claimed claiming stress stresses stressed stressing emphasize emphasise emphasized emphasised emphasizes emphasises declare declares "
    "declared announce announces announced confirm confirms confirmed allege alleges alleged assert asserts asserted asserting argue argues argued "
    "insist insists insisted warn warns warned warning explain explained believe believes believed think thinks suggest suggests suggested charge "
    "charges charged affirm affirmed recall recalled recalls underline underlined underscore underscored remark remarked mention mentioned "
    "indicate indicated indicates indicating show shows showed demonstrate demonstrates demonstrated prove proves proved reveal reveals "
    "revealed mean means meant quote quoted quotes quoting cite cites citing cited point pointed maintain maintains concern concerns".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word form by itself: its closed classes, whether it is written with a capital, whether it `breaks` an
    ordinary noun phrase."""

    text: str
    low: str
    classes: frozenset[str]
    capital: bool
    adverb: bool
    punctuation: bool
    number: bool
    breaks: bool

    def is_(self, *names: str) -> bool:
        return bool(self.classes) and not self.classes.isdisjoint(names)


def _word(text: str) -> Word:
    low = text.lower().replace("’", "'")
    classes = _CLASS_OF.get(low, frozenset())
    punctuation = not text[0].isalnum() and low != "'s"
    return Word(
        text=text,
        low=low,
        classes=classes,
        capital=text[0].isupper(),
        adverb=low in _ADVERBS or (low.endswith("ly") and low not in _LY_NOT_ADVERBS),
        punctuation=punctuation,
        number=text[0].isdigit(),
        breaks=punctuation or not classes.isdisjoint(BREAKING),
    )


#: Word form -> what is known of it.
WORDS = Remembered(_word)
#: What stands between two spaces -> its words. No token holds a space or looks past one, so that each such form is taken apart once;
#: there are more of them than words ("posts", "posts,", "posts.”"), the rare ones not worth their memory.
_BETWEEN_SPACES = Remembered(lambda form: tuple(WORDS[text] for text in TOKEN.findall(form)), most=50_000)


class Tokens:
    """A tokenised sentence: for each token its text, its `Word` and its lower-case form; its offsets are worked out when asked for."""

    def __init__(self, sentence: str):
        self.sentence = sentence
        self.word = list(chain.from_iterable(map(_BETWEEN_SPACES.__getitem__, sentence.split())))
        self.text = [w.text for w in self.word]
        self.lows = [w.low for w in self.word]  # the rules ask for it many times a token

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def start(self) -> list[int]:
        # What lies between two tokens is space, which begins none: the next place of its text is the token's own.
        at, starts = 0, []
        for text in self.text:
            at = self.sentence.index(text, at)
            starts.append(at)
            at += len(text)
        return starts

    @cached_property
    def end(self) -> list[int]:
        return [start + len(text) for start, text in zip(self.start, self.text, strict=True)]

    @cached_property
    def opening(self) -> int:
        """The first token that is neither punctuation nor a number; the number of tokens where there is none."""
        return next((i for i, w in enumerate(self.word) if not (w.punctuation or w.number)), len(self.word))

    def span(self, first: int, last: int) -> str:
        """The words of the sentence from token `first` up to, not including, token `last`."""
        return self.sentence[self.start[first] : self.end[last - 1]] if last > first else ""


def tokens_of(sentence: str) -> Tokens:
    """Split a sentence into tokens, the possessive ending apart.

    >>> tokens_of("Velmar's troops fired.").text
    ['Velmar', "'s", 'troops', 'fired', '.']
    """
    return Tokens(sentence)
