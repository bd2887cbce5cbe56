"""Lesson 8: a small study of one's own, judged by what the pupil's own folder holds."""

from __future__ import annotations

from toolkit.teaching.exercises import Exercise, Slip
from toolkit.teaching.kinds import NUMBER, YES_NO

#: The file that the pupil writes.
OWN = "my-own.txt"


def _charges(data):
    """The accusations without the denials."""
    return data.accusations[~data.accusations["denial"].astype(bool)]


def _rate(data) -> float:
    import toolkit

    return toolkit.rates(data.accusations, data.statements, data.sentences)["rate"].iloc[0]


def _firm(data) -> bool:
    """Whether any issuer has the documents that a rate should rest on."""
    import toolkit

    return (toolkit.rates(data.accusations, data.statements, data.sentences, by=["issuer"])["caution"] == "").all()


def _in_own_file(data) -> int:
    own = data.statements.loc[data.statements["raw_file"] == OWN, "statement_id"]
    return _charges(data)["statement_id"].isin(own).sum()


EXERCISES = (
    Exercise(
        "8.1",
        "How many accusations, denials not counted, are in your ten files?",
        NUMBER,
        lambda data: len(_charges(data)),
        first="The frame `accusations` has a row for each accusation *and* for each denial. The column `denial` tells them apart.",
        second='The sign `~` before a column means “not”: `(~frame["rain"]).sum()` counts the rows without rain.',
        because="The printed account says the same. A number that you can get in two ways is one that you understand.",
        slips=(
            Slip(lambda data: len(data.accusations), "Those are all rows. Some of them are denials."),
            Slip(lambda data: data.accusations["denial"].sum(), "Those are the denials alone."),
        ),
        own=True,
    ),
    Exercise(
        "8.2",
        "How many accusations are there for each statement, in your ten files?",
        NUMBER,
        _rate,
        first="One rate for all files together: the accusations above the line, the statements below it.",
        second='`toolkit.rates(accusations, statements, sentences)` without `by` gives a table of one row. Take `"rate"` from it, or divide by hand.',
        because="Now the question is what such a number can be compared with.",
        tolerance=0.006,
        slips=(
            Slip(lambda data: 1 / _rate(data) if _rate(data) else -1, "You divided the other way round."),
            Slip(lambda data: len(data.accusations) / len(data.statements), "The denials are still in it."),
        ),
        own=True,
    ),
    Exercise(
        "8.3",
        "Do these files allow you to say which ministry accuses most?",
        YES_NO,
        _firm,
        first="Look at the column *caution* of the table, and at the length of the bars.",
        second="Each ministry has a handful of documents here, and the toolkit asks for thirty before it takes its warning back.",
        because="A study of this size can show how to work. It cannot show who accuses more.",
        own=True,
    ),
    Exercise(
        "8.4",
        "How many accusations did the toolkit find in your own text?",
        NUMBER,
        _in_own_file,
        first="Your text is the statement whose `raw_file` is the name of your file. The last table has its accusations.",
        second="Count the rows of `found` that are no denial. If your text accuses and nothing was found, then 0 is the right number, and you have found a limit of the toolkit.",
        because="Compare it with what *you* meant. If the toolkit missed something, you know now what kind of sentence it misses.",
        own=True,
    ),
)
