"""Lesson 6: how wrong are we; precision, recall and corrected rates."""

from __future__ import annotations

from toolkit.teaching.coders import code_by, coded_sentences
from toolkit.teaching.exercises import Exercise, Slip
from toolkit.teaching.kinds import NUMBER, YES_NO


def _precision(table, coded: str = "coded") -> float:
    return (table[coded].astype(bool) & table["found"].astype(bool)).sum() / table["found"].sum()


def _recall(table, coded: str = "coded") -> float:
    return (table[coded].astype(bool) & table["found"].astype(bool)).sum() / table[coded].sum()


def _share_right(table, coded: str = "coded") -> float:
    return (table[coded].astype(bool) == table["found"].astype(bool)).mean()


def _holds_the_truth(data) -> bool:
    """Whether the corrected interval of a program that knows only accusing verbs holds the rate that is taken for true."""
    import toolkit

    statements, sentences, accusations, _ = toolkit.select(data.statements, data.sentences, data.accusations)
    poor = accusations[accusations["form"] == "explicit"]
    sample = toolkit.draw_sample(statements, sentences, poor, size=200)
    row = toolkit.corrected_rates(code_by(sample, accusations), poor, statements, sentences).iloc[0]
    accusing = code_by(sentences, accusations)["accusation"]
    return row["corrected_low"] <= 100 * accusing.mean() <= row["corrected_high"]


EXERCISES = (
    Exercise(
        "6.1",
        "What is the precision of the program in the tiny table?",
        NUMBER,
        _precision,
        first="Precision asks of what was *found*: how many of these sentences does the person call an accusation? Look only at rows with a 1 under found.",
        second="Below the line: the number of rows with a 1 under *found*. Above it: those of them that also have a 1 under *coded*.",
        because="Of what the program finds, this share is one. The sentences that it overlooks do not come into it.",
        tolerance=0.006,
        slips=(
            Slip(
                _recall,
                "That is recall: you divided by what the person coded. Precision divides by what the program found.",
            ),
            Slip(_share_right, "That is the share of all sentences on which the two agree."),
        ),
        own=True,
    ),
    Exercise(
        "6.2",
        "What is its recall?",
        NUMBER,
        _recall,
        first="Recall asks of what is *there*: of the sentences that the person calls an accusation, how many did the program find?",
        second="Below the line: the number of rows with a 1 under *coded*. Above it: those of them that also have a 1 under *found*.",
        because="Of what is there, this share is found. The rest was overlooked, and no count of what was found can show it.",
        tolerance=0.006,
        slips=(
            Slip(
                _precision, "That is precision: you divided by what the program found. Recall divides by what is there."
            ),
            Slip(_share_right, "That is the share of all sentences on which the two agree."),
        ),
        own=True,
    ),
    Exercise(
        "6.3",
        "What is the toolkit's recall on the coded sentences of the sample corpus?",
        NUMBER,
        lambda data: _recall(coded_sentences(), "accusation"),
        first="It is the same division as in the tiny table. Here the person's codes stand in the column `accusation`.",
        second='`coded["accusation"].sum()` goes below the line. For above it, keep the rows that are found, `coded[coded["found"]]`, and add up the same column there.',
        because="The sample corpus is written with much allusion, more than ministries use. On real statements recall is higher, and your own corpus will have a figure of its own.",
        tolerance=0.006,
        slips=(
            Slip(
                lambda data: _precision(coded_sentences(), "accusation"),
                "That is precision. For recall, divide by what the person coded.",
            ),
            Slip(
                lambda data: _share_right(coded_sentences(), "accusation"),
                "That is the share of sentences on which both agree.",
            ),
            Slip(
                lambda data: coded_sentences()["found"].sum() / coded_sentences()["accusation"].sum(),
                "Above the line stand all that were found, the wrong ones too. Keep those that are also coded.",
            ),
        ),
    ),
    Exercise(
        "6.4",
        "Does the interval of the corrected rate hold the rate that we took for true?",
        YES_NO,
        _holds_the_truth,
        first="Look at the two ends of the corrected interval, and at the rate that the last line prints. Is it between them?",
        second="Compare three numbers: is the true rate at least `corrected_low`, and at most `corrected_high`?",
        because="A sample drawn by chance told what the poor program hides. Rarely, by bad luck, such an interval misses: with 300 draws of this game it was three times.",
    ),
)
