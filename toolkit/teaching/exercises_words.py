"""Lesson 4: in which words, and a well-known measure that goes wrong."""

from __future__ import annotations

from toolkit.teaching.dealing import deal_in_two
from toolkit.teaching.exercises import Exercise, Slip
from toolkit.teaching.kinds import NUMBER, WORD

#: G2 above this is called significant at one in twenty by those who take words for independent (chi-squared, one degree of freedom).
LIMIT = 3.84


def _lines(data):
    import toolkit

    chosen = toolkit.select(data.statements, data.sentences, data.accusations)
    return toolkit.concordance.concordance(chosen.sentences, "fire")


def _terms(data):
    import toolkit

    return toolkit.accusing_terms(data.accusations, data.statements, data.sentences)


def _of_heaps(data):
    """Key words of two heaps of the English statements, every copy in, between which only chance decides."""
    import toolkit

    english = data.statements[data.statements["language"] == "en"]
    inside = data.sentences[data.sentences["statement_id"].isin(english["statement_id"])]
    return toolkit.keyness(inside, deal_in_two(english), by="heap")


EXERCISES = (
    Exercise(
        "4.1",
        "In how many different statements does the word “fire” stand?",
        NUMBER,
        lambda data: _lines(data)["statement_id"].nunique(),
        first="A row of the concordance is one place where the word stands. One statement can have several such rows.",
        second="The column `statement_id` says in which statement each place is. `.nunique()` counts its different values.",
        because="This is the document frequency of the word. It is smaller than the number of places, because some statements use the word again and again.",
        slips=(
            Slip(
                lambda data: len(_lines(data)),
                "That is the number of places. A statement with three of them counts once here.",
            ),
        ),
    ),
    Exercise(
        "4.2",
        "Which word or phrase gave most accusations away?",
        WORD,
        lambda data: _terms(data)["term"].iloc[0],
        first="`accusing_terms` puts the most frequent term first. Look at the longest line of the figure, or at the first row of the table.",
        second="`.iloc[0]` after a column takes its first value; the column is `term`. Write the term as it stands there, between quotation marks.",
        because="Look at how few of all accusations it stands for: accusing has many words, and no short list will do.",
    ),
    Exercise(
        "4.3",
        "How many words does G2 call significant in two heaps that were dealt by lot?",
        NUMBER,
        lambda data: (_of_heaps(data)["g2"] > LIMIT).sum(),
        first="Count the rows of `heaps` in which the column `g2` is above the limit.",
        second='`(frame["length"] > 9).sum()` counts the rows with a length above nine. Yours is another column and another number.',
        because="Between the heaps there is no difference but chance. Each of these words would have been a finding in a careless study.",
        slips=(
            Slip(
                lambda data: len(_of_heaps(data)),
                "That is the number of words looked at. How many of them are above the limit?",
            ),
            Slip(lambda data: (_of_heaps(data)["g2"] <= LIMIT).sum(), "Those are the words below the limit."),
        ),
    ),
    Exercise(
        "4.4",
        "In how many of these words does the difference stand when whole documents are dealt (q under one in twenty)?",
        NUMBER,
        lambda data: (_of_heaps(data)["q"] < 0.05).sum(),
        first="It is the same counting as before, with another column and the other way round: which words have a `q` *below* one in twenty?",
        second="One twentieth is 0.05 in Python, and *below* is `<`. Any number can come out, also a small one: remember how the heaps were made.",
        because="The test that deals whole documents sees what was done: nothing but dealing.",
        slips=(
            Slip(
                lambda data: (_of_heaps(data)["p"] < 0.05).sum(),
                "That is with `p`. Where hundreds of words are looked at, one in twenty is under it by chance; `q` takes that into account.",
            ),
            Slip(lambda data: (_of_heaps(data)["q"] >= 0.05).sum(), "Those are the words that are *not* below it."),
        ),
    ),
)
