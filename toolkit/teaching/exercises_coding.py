"""Lesson 2: what counts as an accusation, and how far two coders agree. Judged by the pupil's own codes, beside those of a second coder."""

from __future__ import annotations

from toolkit.teaching.coders import by_hand, second_coder, ten_sentences
from toolkit.teaching.exercises import Exercise, Slip
from toolkit.teaching.kinds import CODES, NUMBER


def _alpha(codes: list, what: str = "alpha") -> float:
    import toolkit

    table = toolkit.agreement({"me": by_hand(codes), "second": second_coder()})
    return table.set_index("code").loc["accusation", what]


def _differ(codes: list) -> int:
    return (by_hand(codes)["accusation"].to_numpy() != second_coder()["accusation"].to_numpy()).sum()


def _all_zero(what: str) -> float:
    import toolkit

    table = toolkit.agreement({"lazy": by_hand([0] * len(ten_sentences())), "second": second_coder()})
    return table.set_index("code").loc["denial", what]


EXERCISES = (
    Exercise(
        "2.1",
        "Code the ten sentences: 1 where the sentence accuses, 0 where it does not.",
        CODES,
        lambda data: [0] * len(ten_sentences()),
        first="There should be as many codes as sentences, in the order of the table.",
        second="Count the codes in your list: ten of them, with a comma after each but the last.",
        because="That is a code for each sentence. No key says which codes are the true ones: that is what the rest of this lesson is about.",
    ),
    Exercise(
        "2.2",
        "In how many of the ten sentences do you and the second coder differ about `accusation`?",
        NUMBER,
        _differ,
        first="Lay the two columns of codes beside each other, and count the rows in which they are not the same.",
        second="`one != other` compares two columns, row by row, and is True where they are not the same; `.sum()` counts the True ones.",
        because="Each of these is a place where the codebook can be read in two ways, or where one of you overlooked something.",
        slips=(
            Slip(
                lambda codes: 10 - _differ(codes),
                "That is in how many you agree. The question is in how many you do not.",
            ),
        ),
        own=True,
    ),
    Exercise(
        "2.3",
        "What is Krippendorff's alpha for `accusation`?",
        NUMBER,
        _alpha,
        first="`toolkit.agreement` gave a table with a row for each code. Look in the row of `accusation` for the column that takes chance into account.",
        second='`frame.loc[row, column]` takes one number from a frame: here the row "accusation" of `table`, and not the column "same".',
        because="It is lower than the share of sentences on which you agree, unless you agree on all: part of that share is what chance would give.",
        tolerance=0.006,
        slips=(
            Slip(
                lambda codes: _alpha(codes, "same"),
                "That is `same`, the plain share of sentences on which you agree. Chance is not taken out of it.",
            ),
        ),
        own=True,
    ),
    Exercise(
        "2.4",
        "What is alpha for `denial`, when one coder never finds one?",
        NUMBER,
        lambda data: _all_zero("alpha"),
        first="The row is now that of `denial`, in the table of the coder who never says 1. It is a small number, and it may lie below nought.",
        second='`frame.loc[row, column]` takes one number from a frame. The row is "denial", in `lazy`. Below 0 means: they agree less than chance would have it.',
        because="The two agree on most sentences, and still this coder tells us nothing about denials. Only alpha says so.",
        tolerance=0.006,
        slips=(
            Slip(
                lambda data: _all_zero("same"),
                "That is `same`, which is high because denials are rare: whoever never says 1 agrees on all the others.",
            ),
        ),
    ),
)
