"""The kinds of answers that exercises take: how each is read, and when two of them are the same."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd

#: No answer comes near it; larger whole numbers do not even fit into a fraction of the computer's.
LARGEST = 1e15


class Unfit(ValueError):
    """An answer that is not of the kind asked for; the message says what was expected, what came, and what to do."""


class Kind(NamedTuple):
    """A kind of answer: what it is called, how to read one (raises `Unfit`), and whether an answer is the right one within a tolerance."""

    name: str
    read: Callable[[object], object]
    same: Callable[[object, object, float], bool]


def is_blank(answer: object) -> bool:
    """Whether nothing was answered yet: None, three dots, empty text, or a list that holds one of these.

    >>> [is_blank(a) for a in (None, ..., " ", [], [1, ...], 0, "no", [0, 1])]
    [True, True, True, True, True, False, False, False]
    """
    if answer is None or answer is Ellipsis:
        return True
    if isinstance(answer, str):
        return not answer.strip()
    if isinstance(answer, (list, tuple, set)):
        return not answer or any(one is None or one is Ellipsis for one in answer)
    return False


def called(answer: object) -> str:
    """What a thing is, in the words of the lessons; never its contents, which may be long or hostile.

    >>> called([1, 2]), called(pd.DataFrame({"a": [1]})), called("5"), called(print)
    ('a list with 2 entries', 'a table with 1 row and 1 column', 'text', 'something else (builtin_function_or_method)')
    """
    if isinstance(answer, (bool, np.bool_)):
        return "True or False"
    if isinstance(answer, pd.DataFrame):
        return f"a table with {_many(len(answer), 'row')} and {_many(answer.shape[1], 'column')}"
    if isinstance(answer, (pd.Series, pd.Index, np.ndarray)):
        return f"a column with {_many(len(answer) if np.ndim(answer) else 1, 'value')}"
    if isinstance(answer, (list, tuple, set, frozenset)):
        return f"a list with {_many(len(answer), 'entry')}"
    if isinstance(answer, str):
        return "text"
    if isinstance(answer, Real):
        return "a number"
    return f"something else ({type(answer).__name__[:40]})"


def _many(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what.removesuffix('y') + 'ie' if what.endswith('y') else what}s"


def read_number(answer: object) -> float:
    """A number; not text that looks like one, and not a table that holds one.

    >>> read_number(np.int64(3))
    3.0
    """
    if isinstance(answer, str):
        raise Unfit("a number was expected, and this is text. Write the number without quotation marks")
    if answer is pd.NA or answer is pd.NaT or isinstance(answer, Real) and answer != answer:
        raise Unfit(
            "a number was expected, and this one is missing (NaN). A missing number is not 0: look at what it was made from"
        )
    if isinstance(answer, (pd.DataFrame, pd.Series, pd.Index, np.ndarray, list, tuple, set)):
        raise Unfit(f"a number was expected, and this is {called(answer)}. Take the one number out of it")
    if isinstance(answer, (bool, np.bool_)) or not isinstance(answer, Real):
        raise Unfit(f"a number was expected, and this is {called(answer)}")
    if abs(answer) > LARGEST:
        raise Unfit(
            "a number that can be counted was expected, and this one is larger than any here. Look at what it was divided by"
        )
    return float(answer)


def read_word(answer: object) -> str:
    """A word or a name, in any case and spacing.

    >>> read_word("  Velmar Telegraph ")
    'velmar telegraph'
    """
    if not isinstance(answer, str):
        raise Unfit(f"a word or a name was expected, and this is {called(answer)}. Write it between quotation marks")
    return " ".join(answer.split()).casefold()


def read_words(answer: object) -> frozenset[str]:
    """Several words, in any order; a column of a table will do.

    >>> sorted(read_words(pd.Series(["Dorn", "tresk"])))
    ['dorn', 'tresk']
    """
    if isinstance(answer, (str, pd.DataFrame)) or not isinstance(
        answer, (list, tuple, set, frozenset, pd.Series, pd.Index, np.ndarray)
    ):
        raise Unfit(f'a list of words was expected, such as ["one", "two"], and this is {called(answer)}')
    return frozenset(read_word(one) for one in answer)


def read_yes_no(answer: object) -> bool:
    """Yes or no, or True or False.

    >>> read_yes_no("Yes"), read_yes_no(False)
    (True, False)
    """
    if isinstance(answer, (bool, np.bool_)):
        return bool(answer)
    word = answer.strip().casefold() if isinstance(answer, str) else ""
    if word not in ("yes", "no"):
        what = "other text" if isinstance(answer, str) else called(answer)
        raise Unfit(f'"yes" or "no" was expected, and this is {what}')
    return word == "yes"


def read_codes(answer: object) -> list[int]:
    """Codes of 1 (yes) and 0 (no), one for each sentence.

    >>> read_codes([1, 0, True])
    [1, 0, 1]
    """
    if isinstance(answer, (str, pd.DataFrame)) or not isinstance(answer, (list, tuple, pd.Series, np.ndarray)):
        raise Unfit(f"a list of 1 and 0 was expected, and this is {called(answer)}")
    codes = list(answer)
    wrong = [
        place for place, code in enumerate(codes, 1) if not (isinstance(code, (Real, np.bool_)) and code in (0, 1))
    ]
    if wrong:
        raise Unfit(f"each code is 1 or 0, and code {wrong[0]} of the list is neither")
    return [int(code) for code in codes]


def _near(answer: float, right: float, tolerance: float) -> bool:
    # The smallest part more than the tolerance: 0.35 must be within 0.05 of 0.3 in spite of how computers keep fractions.
    return abs(answer - right) <= tolerance + 1e-9


def _equal(answer: object, right: object, tolerance: float) -> bool:
    return answer == right


NUMBER = Kind("a number", read_number, _near)
WORD = Kind("a word or a name", read_word, _equal)
WORDS = Kind("a list of words", read_words, _equal)
YES_NO = Kind('"yes" or "no"', read_yes_no, _equal)
CODES = Kind("a list of 1 and 0", read_codes, lambda answer, right, tolerance: len(answer) == len(right))
