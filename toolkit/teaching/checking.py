"""Checking an answer: right, not yet (with a hint), of another kind, or not done; counted in this session only."""

from __future__ import annotations

from collections import Counter
from functools import cache

from toolkit.display import Shown
from toolkit.teaching.corpus import sample_corpus
from toolkit.teaching.exercises import LESSONS, Exercise, find, of_lesson
from toolkit.teaching.kinds import NUMBER, Unfit, is_blank
from toolkit.teaching.reply import Reply, marked_up

#: How often each exercise was missed since Python was started, and how each stood last. Kept nowhere else.
_MISSES: Counter[str] = Counter()
_STANDS: dict[str, str] = {}

PER_CENT = "That looks like a number in per cent. Give it as a part of 1, as Python divides."


def check(question: str, answer: object, *, data: object = None) -> Reply:
    """Say whether an answer to an exercise is right; at the first miss with a hint, from the second on with a better one.

    When you would want it: on the last line of an exercise's cell. Three dots (`...`) or None mean that it is not done yet, and an
    answer of another kind (a table where a number was asked for) is no miss. Exercises on what you made yourself are handed
    it as `data`. The right answer is worked out from the data, and never said.

    Returns a `Reply`, which shows itself as a paragraph. Raises `ValueError` for a number that no exercise has.

    >>> check("1.1", ...)
    Exercise 1.1. Not done yet: put your answer in the place of the three dots and run the cell again.
    >>> check("1.1", "a few")
    Exercise 1.1. Not the kind of answer that was asked for: a number was expected, and this is text. Write the number ...
    """
    exercise = find(question)
    reply = _judge(exercise, answer, data)
    if reply.state == "not yet":
        _MISSES[exercise.question] += 1
    _STANDS[exercise.question] = reply.state
    return reply


def progress(lesson: str) -> Shown:
    """Which exercises of a lesson are done, in this session; in a notebook with the questions that are still open.

    >>> forget()
    >>> progress("1")
    Lesson 1: 0 of 4 exercises are right. Still to do: 1.1, 1.2, 1.3, 1.4.
    """
    if str(lesson) not in LESSONS:
        raise ValueError(f"There is no lesson {str(lesson)[:20]!r}; there are {', '.join(LESSONS)}.")
    there = of_lesson(str(lesson))
    open_ones = [question for question in there if _STANDS.get(question) != "right"]
    words = f"Lesson {lesson}: {len(there) - len(open_ones)} of {len(there)} exercises are right."
    words += f" Still to do: {', '.join(open_ones)}." if open_ones else " The lesson is done."
    asked = "".join(f"<li>{question} {marked_up(there[question].asks)}</li>" for question in open_ones)
    return Shown(f"<p>{words}</p>" + (f'<ul style="list-style:none">{asked}</ul>' if asked else ""), words)


def forget() -> None:
    """Start over: no exercise was tried yet."""
    _MISSES.clear()
    _STANDS.clear()


def _judge(exercise: Exercise, answer: object, data: object) -> Reply:
    """How the answer stands, without counting it."""
    if is_blank(answer) or exercise.own and is_blank(data):
        what = "put your answer in the place of the three dots and run the cell again."
        return Reply(exercise.question, "not done", what if is_blank(answer) else "first finish the exercise that it is about.")
    try:
        given = exercise.kind.read(answer)
        right, *slips = _of_own(exercise, data) if exercise.own else _ways(exercise.question)
    except Unfit as why:
        return Reply(exercise.question, "other kind", f"{why}.")
    if exercise.kind.same(given, right, exercise.tolerance):
        return Reply(exercise.question, "right", exercise.because)
    return Reply(exercise.question, "not yet", _hint(exercise, given, right, slips))


@cache
def _ways(question: str) -> list:
    """What the right way and the known wrong ways give on the sample corpus; some take a second, so once a session is enough."""
    return _worked_out(find(question), sample_corpus())


def _worked_out(exercise: Exercise, material: object) -> list:
    return [exercise.kind.read(way(material)) for way in (exercise.right, *(slip.wrong for slip in exercise.slips))]


def _of_own(exercise: Exercise, data: object) -> list:
    """The same on what the pupil made, which can be anything."""
    try:
        return _worked_out(exercise, data)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        raise Unfit("what was handed over as `data` is not what it is about. Run the cells above it again") from None


def _hint(exercise: Exercise, given: object, right: object, slips: list) -> str:
    """The hint of the known wrong way that was taken, if one was; then the exercise's own, by how often it was missed."""
    missed = _MISSES[exercise.question] > 0
    general = exercise.second if missed else exercise.first
    taken = [n for n, slip in enumerate(slips) if exercise.kind.same(given, slip, exercise.tolerance)]
    known = exercise.slips[taken[0]].hint if taken else ""
    if not known and exercise.kind is NUMBER and exercise.tolerance and _in_per_cent(given, right, exercise.tolerance):
        known = PER_CENT
    return f"{known} {general}" if known and missed else known or general


def _in_per_cent(given: float, right: float, tolerance: float) -> bool:
    return abs(given - 100 * right) <= 100 * tolerance
