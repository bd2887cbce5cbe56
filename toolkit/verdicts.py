"""Tests, corrections and changes in words: what was compared, how far apart it is, and how sure that is.

As in `toolkit.wording`, each `say_*` takes the frame that stands beside it, so that no number is typed over moving data.
"""

from __future__ import annotations

import pandas as pd

from toolkit.display import Shown, counted, number
from toolkit.estimates import TO_COMPARE
from toolkit.periods import period_label
from toolkit.wording import paragraph


def say_comparison(frame: pd.DataFrame, *, per: str = "statement") -> Shown:
    """The difference of two rates (`toolkit.comparison.compare_rates`), with its interval and its test.

    >>> from toolkit.comparison import compare_rates
    >>> from toolkit.examples import ARDENIA, VELMAR, small_world
    >>> statements, sentences, accusations = small_world()
    >>> say_comparison(compare_rates(accusations, statements, sentences, first=VELMAR, second=ARDENIA, draws=99))
    Ministry of Defence of Velmar makes 1.00 accusations per statement in 4 documents, Ministry of Defence of Ardenia 0
    in 1 document: too few documents to set one above the other.
    """
    if frame.empty:
        return paragraph(["There are not two groups to compare."])
    row = frame.iloc[0]
    if min(row["documents_first"], row["documents_second"]) < TO_COMPARE:
        few = [f"in {counted(int(row[f'documents_{n}']), 'document')}" for n in ("first", "second")]
        return paragraph(
            [
                f"{row['first']} makes {number(row['rate_first'])} accusations per {per} {few[0]}, "
                f"{row['second']} {number(row['rate_second'])} {few[1]}: too few documents to set one above the other."
            ]
        )
    words = (
        f"{row['first']} makes {number(row['rate_first'])} accusations per {per}, {row['second']} {number(row['rate_second'])}: "
        f"a difference of {number(row['difference'])}"
    )
    words += f" (95 % interval {number(row['low'])} to {number(row['high'])})." if pd.notna(row["low"]) else "."
    return paragraph([words, _tested(row), row["caution"].capitalize() + "." if row["caution"] else ""])


def _tested(row) -> str:
    if pd.isna(row["p"]):
        return ""
    share = f"Of {row['draws']:,} ways to deal the same documents to the two by lot, {100 * row['p']:.1f} % are as far apart"
    if row["p"] < 0.05:
        return f"{share}: more than chance among these documents would do."
    return f"{share}: these documents do not show a difference."


def say_corrected(frame: pd.DataFrame) -> Shown:
    """The rate of accusing sentences as found and as corrected by a coded sample (`toolkit.correction`), or how to make such a sample.

    >>> from toolkit.correction import corrected_where_possible
    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> coded = pd.DataFrame(columns=["statement_id", "sentence_index", "accusation", "probability"])
    >>> say_corrected(corrected_where_possible(coded, accusations, statements, sentences))
    Found: 50.0 accusing sentences per 100 (...). No sample of this corpus was coded by hand, so the rates are uncorrected ...
    """
    row = frame.iloc[0]
    span = f"95 % interval {number(row['low'])} to {number(row['high'])}" if pd.notna(row["low"]) else "no interval"
    found = f"Found: {number(row['rate'])} accusing sentences per 100 ({span})."
    if pd.isna(row["corrected"]):
        if row["n_coded"] == 0 and row["caution"].startswith("only 0"):
            return paragraph(
                [
                    found,
                    "No sample of this corpus was coded by hand, so the rates are uncorrected for the coder's errors.",
                    "To correct them, let people code sentences drawn by chance: the command “toolkit sample” draws them.",
                ]
            )
        return paragraph([found, f"Not corrected: {row['caution']}."])
    span = f"{number(row['corrected_low'])} to {number(row['corrected_high'])}"
    fixed = f"Corrected by {counted(int(row['n_coded']), 'coded sentence')}: {number(row['corrected'])} (95 % interval {span})."
    return paragraph([found, fixed, row["caution"].capitalize() + "." if row["caution"] else ""])


def say_changes(frame: pd.DataFrame, *, period: str = "month", of: pd.DataFrame | None = None) -> Shown:
    """The lasting changes of a rate (`toolkit.changes.change_points`), or that none stands out; `of` is the timeline that was looked at,
    so that it can be said where it is too short.

    >>> from toolkit.changes import change_points
    >>> months = pd.date_range("2022-01-01", periods=4, freq="MS")
    >>> say_changes(change_points(pd.DataFrame({"period": months, "n_accusations": 1, "n_statements": 1})))
    No lasting change of the rate stands out from drift. That does not show that there was none.
    """
    if frame.empty and _is_short(of):
        return paragraph([_short(of, period, "a lasting change cannot be told from drift")])
    if frame.empty:
        return paragraph(
            ["No lasting change of the rate stands out from drift. That does not show that there was none."]
        )
    return paragraph(
        [
            f"From {period_label(row['period'], period)} on the rate is {number(row['rate_after'])} where it was {number(row['rate_before'])} "
            f"(the date: {period_label(row['low'], period)} to {period_label(row['high'], period)}, 95 % interval; p {row['p']:.3f} "
            "against series that only drift)."
            for _, row in frame.iterrows()
        ]
    )


def _is_short(timeline: pd.DataFrame | None) -> bool:
    return timeline is not None and timeline["rate"].notna().sum() < TO_COMPARE


def _short(timeline: pd.DataFrame, period: str, what: str) -> str:
    n = int(timeline["rate"].notna().sum())
    if n == 0:
        return f"No {period} has statements: {what}."
    return f"Only {counted(n, period)} {'has' if n == 1 else 'have'} statements: in so few {what}."


def say_bursts(frame: pd.DataFrame, *, period: str = "month", of: pd.DataFrame | None = None) -> Shown:
    """The weightiest outburst of a rate (`toolkit.bursts.bursts`); `of` is the timeline that was looked at.

    >>> from toolkit.bursts import bursts
    >>> months = pd.date_range("2023-01-01", periods=8, freq="MS")
    >>> table = pd.DataFrame({"period": months, "n_accusations": [2, 1, 2, 12, 14, 1, 2, 2], "n_statements": 10})
    >>> say_bursts(bursts(table))
    1 outburst. The weightiest: Apr 2023 to May 2023, at 1.30 where it is 0.17 outside outbursts (26 accusations). ...
    """
    if _is_short(of):
        return paragraph([_short(of, period, "what is usual cannot be told from an outburst")])
    if frame.empty:
        return paragraph(["No outburst was found."])
    row = frame.loc[frame["weight"].idxmax()]
    return paragraph(
        [
            f"{counted(len(frame), 'outburst')}.",
            f"The weightiest: {period_label(row['start'], period)} to {period_label(row['end'], period)}, at {number(row['rate_in'])} where it is "
            f"{number(row['rate_out'])} outside outbursts ({counted(int(row['n_accusations']), 'accusation')}).",
            "Chance alone makes outbursts too, and one prolix statement can be one.",
        ]
    )


def say_reciprocity(frame: pd.DataFrame) -> Shown:
    """How even the most frequent pair is (`toolkit.reciprocity.reciprocity`).

    >>> say_reciprocity(pd.DataFrame({"one": ["Ardenia"], "other": ["Velmar"], "n_one": [1], "n_other": [4], "n": [5], "reciprocity": [0.25]}))
    Between Ardenia and Velmar: 1 accusation one way, 4 accusations the other; reciprocity 0.25 (1 is even, 0 one-sided).
    Only 5: too few to call the pair even or one-sided.
    """
    if frame.empty:
        return paragraph(["No two named parties were found of which one accuses the other."])
    row = frame.iloc[0]
    return paragraph(
        [
            f"Between {row['one']} and {row['other']}: {counted(int(row['n_one']), 'accusation')} one way, "
            f"{counted(int(row['n_other']), 'accusation')} the other; reciprocity {number(row['reciprocity'])} (1 is even, 0 one-sided)."
            + (f" Only {row['n']}: too few to call the pair even or one-sided." if row["n"] < TO_COMPARE else "")
        ]
    )


def say_echo(frame: pd.DataFrame, *, period: str = "week") -> Shown:
    """At which delay, if any, one side's accusing goes before the other's (`toolkit.echo.echo`).

    >>> say_echo(pd.DataFrame())
    There are not two sides whose accusing could be laid beside each other.
    """
    if frame.empty:
        return paragraph(["There are not two sides whose accusing could be laid beside each other."])
    first, second = frame["first"].iloc[0], frame["second"].iloc[0]
    known = frame[frame["r"].notna()]
    if known.empty:
        return paragraph([f"{first} and {second} have too few periods in common for a correlation."])
    outside = known[(known["r"] > known["high"]) | (known["r"] < known["low"])]
    few = known["caution"].iloc[len(known) // 2]
    told = [_at_delay(row, first, second, period) for _, row in outside.iterrows()] or [
        f"At no delay do the rates of {first} and {second} go together more than chance has it."
    ]
    tests = f"{len(known)} delays are as many tests." if len(outside) else ""
    return paragraph([*told, tests, few.capitalize() + "." if few else ""])


def _at_delay(row, first: str, second: str, period: str) -> str:
    how = f"correlation {row['r']:.2f} (without an echo {row['low']:.2f} to {row['high']:.2f}, p {row['p']:.3f})"
    if row["lag"] == 0:
        return f"In the same {period} the rates of {first} and {second} rise and fall together: {how}."
    before, after = (first, second) if row["lag"] > 0 else (second, first)
    follows = "more" if row["r"] > 0 else "less"
    return f"{counted(abs(int(row['lag'])), period)} after {before} accuses more, {after} accuses {follows}: {how}."


def say_answers(frame: pd.DataFrame) -> Shown:
    """How soon accusations are denied (`toolkit.echo.answer_times`), for the pair with the most accusing statements.

    >>> say_answers(pd.DataFrame())
    No accusation was found whose accused side published afterwards, so there is nothing to answer.
    """
    if frame.empty:
        return paragraph(
            ["No accusation was found whose accused side published afterwards, so there is nothing to answer."]
        )
    told = []
    for row in frame.sort_values("n", ascending=False, kind="stable").head(2).itertuples():
        share = (
            f"{100 * row.share_7:.0f} % within 7 days (95 % interval {100 * row.low_7:.0f} to {100 * row.high_7:.0f} %)"
            if row.n_7
            else ""
        )
        told.append(
            f"{row.accused} answers {row.answered:,} of {counted(row.n, 'statement')} in which {row.accuser} accuses it with a denial"
            + (f", {share}" if share else "")
            + (f"; {row.caution}" if row.caution else "")
            + "."
        )
    return paragraph(told)
