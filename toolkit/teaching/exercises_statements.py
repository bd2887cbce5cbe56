"""Lesson 1: what a statement is, and who speaks in it."""

from __future__ import annotations

from toolkit.teaching.exercises import Exercise, Slip
from toolkit.teaching.kinds import NUMBER, WORD


def _own_voice(data) -> int:
    """Sentences that the Quellport Press Agency speaks in its own voice."""
    carried = data.statements.loc[data.statements["publisher"] == "Quellport Press Agency", "statement_id"]
    inside = data.sentences[data.sentences["statement_id"].isin(carried)]
    return (inside["voice"] == "publisher").sum()


def _sentences_carried(data) -> int:
    carried = data.statements.loc[data.statements["publisher"] == "Quellport Press Agency", "statement_id"]
    return data.sentences["statement_id"].isin(carried).sum()


def _carried_by_the_wire(data) -> str:
    carried = data.statements[data.statements["publisher"] == "Belcastra Wire"]
    return carried["issuer"].value_counts().idxmax()


EXERCISES = (
    Exercise(
        "1.1",
        "How many statements does the corpus hold, every copy counted?",
        NUMBER,
        lambda data: len(data.statements),
        first="In the frame of statements a row is one published statement. So the question is how many rows there are.",
        second="`len(...)` gives the number of rows of a frame. Put the name of the frame of statements between the brackets.",
        because="Each row is one statement as one publisher carried it, so the rows are the copies.",
        slips=(
            Slip(lambda data: len(data.sentences), "That is the number of sentences: look at the name of the frame."),
            Slip(
                lambda data: data.statements["family_id"].nunique(),
                "That is the number of families, in which reprints count once. Here every copy counts.",
            ),
        ),
    ),
    Exercise(
        "1.2",
        "Whose statements does Belcastra Wire carry most often?",
        WORD,
        _carried_by_the_wire,
        first="The question is about the *issuer* of what this agency carried: take the rows of this publisher, and count the issuers in them.",
        second='`carried["issuer"].value_counts()` lists the issuers, the most frequent at the top. Write its name as it stands there, between quotation marks.',
        because="The agency only passes the words on. To call it the speaker would be wrong for most of them.",
        slips=(
            Slip(lambda data: "Belcastra Wire", "That is the publisher, who carried the statements. Who issued them?"),
        ),
    ),
    Exercise(
        "1.3",
        "How many statements are there when a statement and its reprints count once?",
        NUMBER,
        lambda data: data.statements["family_id"].nunique(),
        first="All reprints of one statement have the same `family_id`. So count how many different values that column has.",
        second="`.nunique()` after a column counts the different values in it. The column is `family_id`.",
        because="A family is a statement with all its reprints, and each family has one `family_id`.",
        slips=(
            Slip(
                lambda data: data.statements[data.statements["language"] == "en"]["family_id"].nunique(),
                "That is without the statements in other languages. Here all count.",
            ),
            Slip(
                lambda data: len(data.statements),
                "That is every copy: a statement that stands in four places is in it four times.",
            ),
            Slip(
                lambda data: (data.statements["family_id"].value_counts() > 1).sum(),
                "That is the number of families with more than one copy. A statement that nobody reprinted is a family too, a family of one.",
            ),
        ),
    ),
    Exercise(
        "1.4",
        "In how many of its sentences does the Quellport Press Agency itself speak?",
        NUMBER,
        _own_voice,
        first="Look at the column `voice` of the agency's sentences. One of its values stands for the words of whoever carried the statement.",
        second='The value is "publisher". `(column == "value").sum()` counts how often a value stands in a column.',
        because="The rest are words of those about whom it reports, or page furniture.",
        slips=(
            Slip(_sentences_carried, "Those are all sentences that it carried, whoever speaks in them."),
            Slip(
                lambda data: (data.sentences["voice"] == "publisher").sum(),
                "Those are the sentences of all publishers together; take those of this one agency.",
            ),
        ),
    ),
)
