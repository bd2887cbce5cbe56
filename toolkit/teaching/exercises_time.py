"""Lesson 5: when; silence is not zero, and what nobody collected is not silent."""

from __future__ import annotations

from toolkit.teaching.corpus import made_up_log
from toolkit.teaching.exercises import Exercise, Slip
from toolkit.teaching.kinds import NUMBER, WORD

_MINISTRY = "Ministry of Defence of Ardenia"


def _weeks(data, **options):
    import toolkit

    own = data.statements[data.statements["issuer"] == _MINISTRY]
    return toolkit.timeline.timeline(data.accusations, own, data.sentences, period="week", **options)


def _weeks_that_are(*states: str, **options):
    return lambda data: _weeks(data, **options)["state"].isin(states).sum()


def _february(data) -> str:
    import toolkit
    from toolkit.examples import small_world

    statements, sentences, accusations = small_world()
    table = toolkit.timeline.timeline(accusations, statements, sentences)
    return table.loc[table["period"] == "2023-02-01", "state"].iloc[0]


def _pooled(data) -> float:
    weeks = _weeks(data)
    return weeks["n_accusations"].sum() / weeks["n_statements"].sum()


EXERCISES = (
    Exercise(
        "5.1",
        "What does the column `state` say of February in the tiny world?",
        WORD,
        _february,
        first="Look at the row of February, in the last column. The word there is one of four.",
        second="In February no statement was published at all. The word for that stands in the last column; write it between quotation marks.",
        because="And its rate is missing, which is shown as a dash. It is not 0: nobody spoke, so there is nothing to divide.",
        slips=(
            Slip(
                lambda data: "published without accusing",
                "That would mean that there were statements and none accused. How many statements were there in February?",
            ),
            Slip(
                lambda data: "not collected",
                "That can only be said with a log of when somebody looked. There is none here.",
            ),
        ),
    ),
    Exercise(
        "5.2",
        "In how many weeks was the ministry silent?",
        NUMBER,
        _weeks_that_are("silent"),
        first="Each row of `weeks` is a week, and its `state` is a word. Count the rows with the word for no statement at all.",
        second='`(frame["colour"] == "blue").sum()` counts the rows with the word "blue". Yours is another column and another word.',
        because="In these weeks its rate is missing.",
        slips=(
            Slip(
                _weeks_that_are("published without accusing"),
                "In those weeks it published, and did not accuse. That is not silence.",
            ),
            Slip(
                _weeks_that_are("silent", "published without accusing"),
                "You counted two kinds of weeks together: those without a statement, and those with statements that do not accuse.",
            ),
        ),
    ),
    Exercise(
        "5.3",
        "How many accusations does the ministry make for each statement, over all weeks?",
        NUMBER,
        _pooled,
        first="Divide sums, and do not take the mean of rates: all accusations of all weeks, by all statements of all weeks.",
        second="`.sum()` after a column adds it up. The sum of one column goes above the line, that of another below it: of which two is the rate made?",
        because="Every statement weighs the same, and a week without a statement weighs nothing.",
        tolerance=0.006,
        slips=(
            Slip(
                lambda data: _weeks(data)["rate"].fillna(0).mean(),
                "In this mean, weeks of silence count as weeks of peace.",
            ),
            Slip(
                lambda data: _weeks(data)["rate"].mean(),
                "This is the mean of the weekly rates: a week with one statement weighs as much as a week with ten.",
            ),
        ),
    ),
    Exercise(
        "5.4",
        "By the made-up log, in how many weeks was the ministry silent?",
        NUMBER,
        lambda data: _weeks_that_are("silent", coverage=made_up_log())(data),
        first="Count the same state as in Exercise 5.2, in the table that was made with the log.",
        second="The frame that was made with the log is called `logged`. Count in it as you counted in `weeks`.",
        because="The other empty weeks are “not collected”: by the log nobody looked, so nobody knows.",
        slips=(
            Slip(_weeks_that_are("silent"), "That is the number without the log."),
            Slip(
                lambda data: _weeks_that_are("not collected", coverage=made_up_log())(data),
                "Those are the weeks in which nobody looked.",
            ),
        ),
    ),
)
