"""What an exercise is, and where to find one by its number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from toolkit.teaching.kinds import Kind

#: The number of a lesson -> the module with its exercises.
LESSONS = {
    "1": "exercises_statements",
    "2": "exercises_coding",
    "3": "exercises_rates",
    "4": "exercises_words",
    "5": "exercises_time",
    "6": "exercises_errors",
    "7": "exercises_sides",
    "8": "exercises_study",
}


@dataclass(frozen=True)
class Slip:
    """A wrong way that many take: how to get its answer from the data, and the sentence that helps out of it."""

    wrong: Callable[[Any], object]
    hint: str


@dataclass(frozen=True)
class Exercise:
    """One exercise. No answer is written down: `right` computes it from the data, as a pupil would, by the toolkit's public verbs.

    `question` is its number ("3.2"), `asks` what is asked, in one sentence; `first` and `second` are the hints at the first miss and
    from the second on, which never give the answer; `because` is said when it is right. `tolerance` is how far a number may be off, for
    rounding. `slips` are known wrong ways. An exercise with `own` is judged by what the pupil made, which is handed to
    `check(..., data=...)`; the others are judged by the sample corpus.
    """

    question: str
    asks: str
    kind: Kind
    right: Callable[[Any], object]
    first: str
    second: str
    because: str = ""
    tolerance: float = 0.0
    slips: tuple[Slip, ...] = ()
    own: bool = False


def of_lesson(lesson: str) -> dict[str, Exercise]:
    """The exercises of a lesson by their number, in order.

    >>> list(of_lesson("1"))[:2]
    ['1.1', '1.2']
    """
    module = import_module(f"toolkit.teaching.{LESSONS[lesson]}")
    return {exercise.question: exercise for exercise in module.EXERCISES}


def find(question: object) -> Exercise:
    """The exercise of that number. Raises `ValueError`, with those there are, where there is none.

    >>> find("1.9")
    Traceback (most recent call last):
    ...
    ValueError: There is no exercise '1.9'; lesson 1 has 1.1, 1.2, 1.3, 1.4.
    """
    number = str(question).strip()[:20]
    lesson = number.partition(".")[0]
    if lesson not in LESSONS:
        raise ValueError(
            f'There is no exercise {number!r}; exercises are numbered by lesson, such as "1.2", from lesson 1 to {len(LESSONS)}.'
        )
    there = of_lesson(lesson)
    if number not in there:
        raise ValueError(f"There is no exercise {number!r}; lesson {lesson} has {', '.join(there)}.")
    return there[number]
