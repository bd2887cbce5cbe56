"""Back to the words: a term in its sentences, and the sentences behind any count."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from toolkit.estimates import firm
from toolkit.expected import expects_frames
from toolkit.tokens import tokenize
from toolkit.verb_modules import callable_as_verb
from toolkit.word_index import index_words

MOST_STARS = 3

ANY_WORD = r"[^\W_]+(?:['’\-][^\W_]+)*"

COLUMNS = ["statement_id", "sentence_index", "start", "end", "left", "keyword", "right"]


@expects_frames
def concordance(sentences: pd.DataFrame, term: str, *, width: int = 60) -> pd.DataFrame:
    """Every place where a term stands, with the words to its left and right (keyword in context).

    When you would want it: before believing any count of a word.

    Parameters: `term` is one word or several, in any case; `*` stands for any letters of a word ("provocat*"), alone
    for any one word ("opened * fire"). Nothing else has a meaning of its own: a dot is a dot. `width` is the number
    of characters of context; it does not reach beyond the sentence.

    Returns one row per place, in order of the text: `statement_id`, `sentence_index`, `start`, `end` (offsets into
    `clean_text`), `left`, `keyword`, `right`. Sort by `right` to see what follows, by `ends(left)` to see what goes
    before.

    Raises `ValueError` for a term without a letter, digit or `*`, or with more than three stars in a word.

    >>> from toolkit.examples import small_world
    >>> found = concordance(small_world()[1], "shell*")
    >>> found[["left", "keyword", "right"]].values.tolist()[0]
    ['Ardenia ', 'shelled', ' Hallin.']
    """
    pattern = glob_pattern(term)
    rows = _may_hold(sentences["sentence"], term)
    found = [
        (row, match.start(), match.end(), *_around(text, match, width))
        for row, text in zip(rows.tolist(), sentences["sentence"].iloc[rows], strict=True)
        for match in pattern.finditer(text)
    ]
    row, *columns = zip(*found, strict=True) if found else ((),) * 6
    row = np.array(row, np.int64)
    frame = pd.DataFrame(dict(zip(COLUMNS[2:], columns, strict=True)))
    frame.insert(0, "statement_id", sentences["statement_id"].array.take(row))
    frame.insert(1, "sentence_index", sentences["sentence_index"].to_numpy()[row])
    frame = frame.astype({c: "int64" if c in COLUMNS[1:4] else "str" for c in COLUMNS})
    at = sentences["start"].to_numpy()[row]
    return frame.assign(start=frame["start"] + at, end=frame["end"] + at)


def holding(texts: pd.Series, term: str) -> np.ndarray:
    """Which texts hold a term, as `concordance` finds it.

    >>> holding(pd.Series(["A ceasefire held.", "They ceased."]), "ceasefire").tolist()
    [True, False]
    """
    pattern = glob_pattern(term)
    rows = _may_hold(texts, term)
    found = np.zeros(len(texts), bool)
    found[rows] = [bool(pattern.search(text)) for text in texts.iloc[rows]]
    return found


def _may_hold(texts: pd.Series, term: str) -> np.ndarray:
    """The numbers of the texts in which a term can stand: some word of theirs holds each run of its letters.

    A pattern reads a text letter by letter; which forms of words hold a run of letters is seen once for all texts.
    """
    index = index_words(texts)
    may = np.ones(len(texts), bool)
    for letters in set(re.findall(r"[^\W_]+", term)):
        pattern = re.compile(re.escape(letters), re.IGNORECASE)
        fits = np.fromiter((bool(pattern.search(form)) for form in index.forms), bool, len(index.forms))
        here = np.zeros(len(texts), bool)
        here[index.row(np.flatnonzero(fits[index.ids]))] = True
        may &= here
    return np.flatnonzero(may)


def ends(left: pd.Series) -> pd.Series:
    """The words of a left context last word first, to sort by what stands just before the keyword.

    >>> ends(pd.Series(["units of Velmar "])).tolist()
    ['velmar of units']
    """
    return left.map(lambda text: " ".join(reversed([text[a:b].casefold() for a, b in tokenize(text)]))).astype("str")


def glob_pattern(term: str) -> re.Pattern[str]:
    """Literal words with `*` as a pattern. Whatever else stands in the term is matched as it is.

    >>> bool(glob_pattern("c.").search("cc")), bool(glob_pattern("cease*").search("a Ceasefire"))
    (False, True)
    """
    words = term.split()
    if not any(c.isalnum() or c == "*" for c in term):
        raise ValueError(f"The term {term!r} holds no word; give one or more words, with * for any letters.")
    if any(len(re.findall(r"\*+", word)) > MOST_STARS for word in words):
        raise ValueError(f"The term {term!r} has more than {MOST_STARS} stars in a word; give more of its letters.")
    body = r"\s+".join(ANY_WORD if word == "*" else _word_pattern(word) for word in words)
    before = r"(?<!\w)" if words[0][0].isalnum() or words[0][0] == "*" else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() or words[-1][-1] == "*" else ""
    return re.compile(before + body + after, re.IGNORECASE)


def _word_pattern(word: str) -> str:
    # A star takes at most 40 letters: no word is longer, and a wall of letters cannot make the search explode.
    return r"\w{0,40}".join(re.escape(part) for part in re.split(r"\*+", word))


@expects_frames
def evidence(accusations: pd.DataFrame, sentences: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The sentences behind a count: one row per accusation, with where it stands and who carried it.

    When you would want it: to read what a number is made of. Hand it the accusations that were counted:
    `evidence(accusations[accusations["type"] == "attack"], sentences, statements)`. It takes what it is handed: denials too, unless
    `toolkit.select` or you left them out.

    Returns, in order of date: `date`, `issuer`, `publisher`, `accuser`, `accused`, `type`, `form`, `voice`, `cue`,
    `sentence`, `raw_file`, and the key `statement_id`, `sentence_index`, `accusation_index`. Accusations whose
    sentence or statement is not in the frames are an error, because a count that cannot be read back is none:
    `ValueError` names the first.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> evidence(accusations[accusations["cue"] == "mined"], sentences, statements)["sentence"].tolist()
    ['Ardenia mined Dorn.']
    """
    key = ["statement_id", "sentence_index"]
    said = accusations[[*key, "accusation_index", "accuser", "accused", "type", "form", "cue"]]
    read = said.merge(sentences[[*key, "sentence", "voice"]], on=key, how="left")
    more = [c for c in ("side", "carriers") if c in statements.columns]
    read = read.merge(
        statements[["statement_id", "date", "issuer", "publisher", "raw_file", *more]], on="statement_id", how="left"
    )
    lost = read[read["sentence"].isna() | read["raw_file"].isna()]
    if len(lost):
        first = lost.iloc[0]
        raise ValueError(
            f"{len(lost)} accusations have no sentence or statement in these frames, "
            f"first sentence {first['sentence_index']} of statement {first['statement_id']}; "
            "hand over the frames that the accusations were found in."
        )
    order = [
        "date",
        "issuer",
        "publisher",
        *more,
        "accuser",
        "accused",
        "type",
        "form",
        "voice",
        "cue",
        "sentence",
        "raw_file",
        *key,
        "accusation_index",
    ]
    return read[order].sort_values(["date", *key, "accusation_index"], ignore_index=True)


def behind(frame: pd.DataFrame, read: pd.DataFrame, *, period: str = "month") -> pd.DataFrame:
    """The rows of `evidence` that the largest number of a measure's frame counts.

    When you would want it: under a figure, to read what its largest number is made of: `behind(by_issuer,
    evidence(...))`.

    The largest number is the highest rate or share on firm ground (`toolkit.estimates.firm`), or the highest count.
    Its group is looked up by the columns that the frame shares with `read`; for a timeline give its `period`. For
    terms the cue is compared; for collocates and key words, the sentence must hold the word.

    >>> from toolkit.examples import small_world
    >>> from toolkit.frequency import rates
    >>> statements, sentences, accusations = small_world()
    >>> table = rates(accusations, statements, sentences, by=["type"])
    >>> behind(table, evidence(accusations, sentences, statements))["type"].unique().tolist()
    ['attack']
    """
    if frame.empty or read.empty:
        return read.iloc[:0]
    value = next(c for c in ("rate", "share", "n", "g2") if c in frame.columns)
    sure = firm(frame, value)
    if sure.empty:
        return read.iloc[:0]
    return behind_each(frame.loc[[sure[value].idxmax()]], read, period=period)[0]


def behind_each(frame: pd.DataFrame, read: pd.DataFrame, *, period: str = "month") -> list[pd.DataFrame]:
    """The rows of `evidence` that each number of a measure's frame counts, one frame a row; see `behind`.

    Measures count what `what_counts` leaves; `read` must be made of the same accusations.

    >>> from toolkit.examples import small_world
    >>> from toolkit.frequency import rates
    >>> from toolkit.selection import what_counts
    >>> statements, sentences, accusations, _ = what_counts(*small_world())
    >>> table = rates(accusations, statements, sentences, by=["issuer"])
    >>> [len(rows) for rows in behind_each(table, evidence(accusations, sentences, statements))] == table["n_accusations"].tolist()
    True
    """
    from toolkit.periods import period_start
    from toolkit.selection import sides
    from toolkit.terms.words import fold_all, word_rows  # the collocates need this module

    looked_up = read.assign(period=period_start(read["date"], period), term=read["cue"].fillna("").map(fold_all))
    if "n_own" in frame.columns:  # dyads are counted by side
        looked_up = looked_up.assign(accuser=sides(read["accuser"]), accused=sides(read["accused"]))
    shared = [name for name in frame.columns if name in looked_up.columns]
    numbers, wanted = _numbered(looked_up, frame, shared)
    rows_of = read.groupby(numbers, sort=False).indices
    found = [read.iloc[rows_of.get(number, [])] for number in wanted]
    if "word" not in frame.columns:
        return found
    key = ["statement_id", "sentence_index"]
    words = word_rows(read[[*key, "sentence"]].drop_duplicates())
    places = [pd.MultiIndex.from_frame(words.loc[words["word"] == word, key]) for word in frame["word"]]
    return [rows[pd.MultiIndex.from_frame(rows[key]).isin(at)] for rows, at in zip(found, places, strict=True)]


def _numbered(read: pd.DataFrame, frame: pd.DataFrame, shared: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """A number for each row of both, the same where the shared columns are the same; missing is the same as missing."""
    if not shared:
        return np.zeros(len(read), "int64"), np.zeros(len(frame), "int64")
    both = pd.concat([part[shared] for part in (read, frame)], ignore_index=True)
    numbers = both.groupby(shared, dropna=False, sort=False).ngroup().to_numpy()
    return numbers[: len(read)], numbers[len(read) :]


def _around(text: str, match: re.Match[str], width: int) -> tuple[str, str, str]:
    """What stands around a match, in whole words, with … where the sentence goes on."""
    first, last = max(0, match.start() - width), match.end() + width
    left, right = text[first : match.start()], text[match.end() : last]
    if first > 0:
        left = "… " + left.partition(" ")[2]
    if last < len(text):
        right = right.rpartition(" ")[0] + " …"
    return left, match.group(), right


callable_as_verb(__name__)
