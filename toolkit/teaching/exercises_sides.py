"""Lesson 7: both sides by the same rule, and how to lie with a list of words."""

from __future__ import annotations

from toolkit.teaching.dealing import exchange_sides
from toolkit.teaching.exercises import Exercise, Slip
from toolkit.teaching.kinds import NUMBER, WORD, YES_NO

#: Two lists that look alike: four words of conflict each.
LISTS = {"list one": ("attack*", "bomb*", "gang*", "kill*"), "list two": ("occup*", "enemy", "shell*", "violat*")}


def _of_side(statements, sentences, accusations, side: str) -> int:
    import toolkit

    chosen = toolkit.select(statements, sentences, accusations)
    table = toolkit.rates(chosen.accusations, chosen.statements, chosen.sentences, by=["side"]).set_index("side")
    return table.loc[side, "n_accusations"]


def _after_exchange(side: str):
    """How many accusations a side's statements hold when the two sides are exchanged in every text and all is coded anew."""

    def found(data) -> int:
        import toolkit

        statements, sentences = exchange_sides(data.statements), exchange_sides(data.sentences)
        return _of_side(statements, sentences, toolkit.find_accusations(sentences, statements), side)

    return found


def _before(side: str):
    return lambda data: _of_side(data.statements, data.sentences, data.accusations, side)


def louder_by(name: str):
    """The side that uses the words of a list more, for each thousand words."""

    def found(data) -> str:
        import toolkit
        from toolkit.dictionaries import Dictionary, Entry

        chosen = toolkit.select(data.statements, data.sentences, data.accusations)
        words = Dictionary(name, tuple(Entry((name,), term) for term in LISTS[name]))
        places = toolkit.lookup(chosen.sentences, words)
        table = toolkit.category_counts(places, chosen.statements, chosen.sentences, words, by=["side"])
        table = table[table["side"].isin(["Velmar", "Ardenia"])]
        return table.loc[table["per_1000"].idxmax(), "side"]

    return found


def _differ(data) -> bool:
    import toolkit

    chosen = toolkit.select(data.statements, data.sentences, data.accusations)
    row = toolkit.compare_rates(
        chosen.accusations, chosen.statements, chosen.sentences, by="side", first="Velmar", second="Ardenia"
    ).iloc[0]
    return row["low"] > 0 or row["high"] < 0


EXERCISES = (
    Exercise(
        "7.1",
        "After the exchange, how many accusations do the statements of Velmar's side hold?",
        NUMBER,
        _after_exchange("Velmar"),
        first="The table that was made last, `after`, counts the corpus in which the two sides are exchanged. Look in its row of Velmar.",
        second="`frame.loc[row, column]` takes one number from a frame: here from `after`, the row of Velmar. Compare it with a number in `before`.",
        because="It is just the number that the other side had before. The labels moved, and nothing else.",
        slips=(
            Slip(
                _before("Velmar"),
                "That is Velmar's number before the exchange, and Ardenia's after it. Look at the other row, or at the other table.",
            ),
        ),
    ),
    Exercise(
        "7.2",
        "By list one, which side's language is the more violent?",
        WORD,
        louder_by("list one"),
        first="Look at the rows of list one, and compare the two sides in the column per 1,000 words.",
        second="Of the two rows of list one, take the one with the larger number per 1,000 words, and write its side between quotation marks.",
        because="Remember this result, and look at the other list.",
        slips=(
            Slip(
                louder_by("list two"),
                "Look again: are you in the rows of list one, and in the column for each thousand words?",
            ),
        ),
    ),
    Exercise(
        "7.3",
        "By list two, which side's language is the more violent?",
        WORD,
        louder_by("list two"),
        first="The same comparison, in the rows of list two.",
        second="Of the two rows of list two, take the one with the larger number per 1,000 words.",
        because="The same texts, the same counting, two lists that look alike. Whoever chooses the list can choose the result.",
        slips=(Slip(louder_by("list one"), "That is the answer for list one. Look in the rows of list two."),),
    ),
    Exercise(
        "7.4",
        "Do the toolkit's rates show that one side accuses more for each statement than the other?",
        YES_NO,
        _differ,
        first="As in lesson 3: look at the interval of the difference, and ask whether no difference at all is among the values that it holds.",
        second="Yes, if both ends of the interval lie on the same side of 0; no, if 0 lies between them.",
        because="0 lies inside the interval, so no difference is shown. That does not prove that the two are equal: a small difference could hide in it.",
    ),
)
