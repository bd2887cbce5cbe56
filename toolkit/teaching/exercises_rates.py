"""Lesson 3: counting and rates, and why the denominator matters."""

from __future__ import annotations

from toolkit.teaching.exercises import Exercise, Slip
from toolkit.teaching.kinds import NUMBER, WORD, YES_NO

_VELMAR, _ARDENIA = "Ministry of Defence of Velmar", "Ministry of Defence of Ardenia"


def _rates(data, **options):
    import toolkit

    return toolkit.rates(data.accusations, data.statements, data.sentences, **options)


def _tiny(column: str) -> float:
    import toolkit
    from toolkit.examples import small_world

    statements, sentences, accusations = small_world()
    return toolkit.rates(accusations, statements, sentences)[column].iloc[0]


def _all_by_all() -> float:
    from toolkit.examples import small_world

    statements, _, accusations = small_world()
    return len(accusations) / len(statements)


def _first_by(column: str, **options):
    """The issuer with the largest number in a column; agencies' own reports, which have none, are left out."""

    def found(data) -> str:
        table = _rates(data, by=["issuer"], **options).dropna(subset="issuer")
        return table.loc[table[column].idxmax(), "issuer"]

    return found


def _copies_over_once(data) -> float:
    """How many times as many accusations of Velmar's defence ministry there are when each copy counts."""
    every, once = (_rates(data, by=["issuer"], families=how).set_index("issuer") for how in ("all", "once"))
    return every.loc[_VELMAR, "n_accusations"] / once.loc[_VELMAR, "n_accusations"]


def _shows_a_difference(data) -> bool:
    import toolkit

    row = toolkit.compare_rates(
        data.accusations, data.statements, data.sentences, first=_VELMAR, second=_ARDENIA, per="1000 words"
    ).iloc[0]
    return row["low"] > 0 or row["high"] < 0


EXERCISES = (
    Exercise(
        "3.1",
        "In the tiny world, how many accusations are there for each statement?",
        NUMBER,
        lambda data: _tiny("rate"),
        first="A rate is a division: what is counted, divided by what could have held it. Both numbers stand in the tables, after what does not count is struck out.",
        second="Above the line: the rows of the accusations without the denial and without the reprint's row. Below it: the statements without the reprint and without the French one.",
        because="A denial is no accusation, a reprint is no new statement, and a statement that nobody could read cannot be called peaceful.",
        tolerance=0.006,
        slips=(
            Slip(
                lambda data: _tiny("n_statements") / _tiny("n_accusations"),
                "You divided the other way round: that is statements for each accusation.",
            ),
            Slip(
                lambda data: _tiny("n_accusations"),
                "That is the number of accusations. A rate divides it by something.",
            ),
            Slip(lambda data: _all_by_all(), "You divided all rows by all rows. Some of them do not count: which?"),
        ),
    ),
    Exercise(
        "3.2",
        "Which issuer makes the most accusations?",
        WORD,
        _first_by("n_accusations"),
        first="This question is about a count, not about a rate: look down the column of accusations.",
        second="Find the largest number in the column headed *accusations* (its name is `n_accusations`), and write the issuer of that row, between quotation marks.",
        because="It is the largest count. Before you call this issuer the loudest, look at how many statements and words it had to do it in.",
        slips=(
            Slip(
                _first_by("rate", per="1000 words"),
                "That is the issuer with the highest rate for each word. Here it is the plain count.",
            ),
        ),
    ),
    Exercise(
        "3.3",
        "Which issuer has the highest rate per 1,000 words?",
        WORD,
        _first_by("rate", per="1000 words"),
        first='The denominator is now the number of words: look at the table or the figure that was made with `per="1000 words"`.',
        second="Look down the column *rate* of `by_words` for the largest number. Numbers may be close together, so look twice.",
        because="Compare with who is first by the count, and per statement. An order that depends on the denominator is no finding.",
        slips=(
            Slip(
                _first_by("n_accusations"),
                "That issuer has the largest count. Divide by the words, and see who is ahead.",
            ),
            Slip(_first_by("rate"), "That one has the highest rate per statement. The question is about words."),
        ),
    ),
    Exercise(
        "3.4",
        "How many times as many accusations does the Ministry of Defence of Velmar seem to make when each copy counts?",
        NUMBER,
        _copies_over_once,
        first="Take its number of accusations from both tables, and divide the one by the other: the count with all copies goes above the line.",
        second="`frame.loc[row, column]` takes one number from a frame. You need two: from `every`, where all copies count, and from `once`.",
        because="Not one word more was written. Copies make whoever is carried most look loudest.",
        tolerance=0.01,
        slips=(
            Slip(
                lambda data: 1 / _copies_over_once(data),
                "You divided the other way round: the larger number goes above the line.",
            ),
        ),
    ),
    Exercise(
        "3.5",
        "Do the statements show that the two ministries of defence differ, per 1,000 words?",
        YES_NO,
        _shows_a_difference,
        first="Look at the interval of the difference, from *low* to *high*. Which value would it be if the two were equal, and is that value inside?",
        second="No difference means a difference of 0. Where 0 lies inside the interval, these statements do not show that the two differ.",
        because="The interval tells which differences these statements could have come from, and none at all is one of them.",
    ),
)
