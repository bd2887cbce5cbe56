"""Findings in words: sentences built from a measure's frame, so that no number is ever typed over moving data.

Each `say_*` takes the frame that stands beside it and returns a paragraph with the number, its interval and its n.
"""

from __future__ import annotations

from html import escape

import pandas as pd

from toolkit.display import NOT_NAMED, Shown, counted, number
from toolkit.estimates import TO_COMPARE, comparable, main_groups
from toolkit.periods import period_label
from toolkit.schema import CODED_LANGUAGES


def say_rates(frame: pd.DataFrame, *, per: str = "statement") -> Shown:
    """The largest and the smallest rate of a frame of `rates`, or the only one.

    >>> from toolkit.examples import small_world
    >>> from toolkit.frequency import rates
    >>> statements, sentences, accusations = small_world()
    >>> say_rates(rates(accusations, statements, sentences))
    All statements: 0.80 accusations per statement (95 % interval 0 to 1.84), 4 accusations in 5 statements; only 5
    documents: read the interval, not the number.
    """
    return paragraph(_extremes(frame, "rate", lambda row: _rate(row, per)))


def say_shares(frame: pd.DataFrame) -> Shown:
    """The largest and the smallest share of a frame of `shares`.

    >>> from toolkit.examples import small_world
    >>> from toolkit.frequency import shares
    >>> statements, sentences, accusations = small_world()
    >>> say_shares(shares(accusations, statements, sentences))
    All statements: 3 of 5 statements accuse, 60 % (95 % interval 23 to 88 %); only 5 documents: read the interval,
    not the number.
    """
    return paragraph(_extremes(frame, "share", _share))


def say_dyads(frame: pd.DataFrame) -> Shown:
    """The most frequent pair of a frame of `dyads`, and how often the accusation goes the other way.

    >>> from toolkit.examples import small_world
    >>> from toolkit.frequency import dyads
    >>> statements, sentences, accusations = small_world()
    >>> say_dyads(dyads(accusations, statements, sentences))
    Velmar accuses Ardenia 4 times, of only 4 accusations in all: too few to say who accuses whom most. The
    other way, Ardenia accuses Velmar 0 times.
    """
    named = frame.dropna(subset=["accuser", "accused"])
    if named.empty:
        return paragraph(["No accusation with a named accuser and accused was found."])
    top = named.iloc[0]
    back = named[(named["accuser"] == top["accused"]) & (named["accused"] == top["accuser"])]["n_accusations"].sum()
    n, alike = int(frame["n_accusations"].sum()), int((named["n_accusations"] == top["n_accusations"]).sum())
    way = f"{top['accuser']} accuses {top['accused']}"
    if n < TO_COMPARE:
        few = f"of only {counted(n, 'accusation')} in all: too few to say who accuses whom most"
        told = f"{way} {_times(top['n_accusations'])}, {few}."
    elif alike > 1:
        others = f"as often as {counted(alike - 1, 'other pair')}"
        told = f"{way} {_times(top['n_accusations'])}, of {counted(n, 'accusation')} in all, {others}."
    else:
        told = f"{way} most often: {_times(top['n_accusations'])}, of {counted(n, 'accusation')} in all."
    return paragraph([told, f"The other way, {top['accused']} accuses {top['accuser']} {_times(back)}."])


def say_terms(frame: pd.DataFrame) -> Shown:
    """The most frequent term of a frame of `accusing_terms`, and how far it is spread.

    >>> from toolkit.examples import small_world
    >>> from toolkit.terms import accusing_terms
    >>> statements, sentences, accusations = small_world()
    >>> say_terms(accusing_terms(accusations, statements, sentences))
    Only 4 accusations: too few to call a word frequent. “shelled” stands in 2 of them, in 2 of 5 statements.
    In all, 3 different terms were met.
    """
    if frame.empty:
        return paragraph(["No accusing term was found."])
    top, n = frame.iloc[0], int(frame["n"].sum())
    alike = frame.loc[frame["n"] == top["n"], "term"].tolist()
    where = f"in {top['n_statements']:,} of {top['of_statements']:,} statements"
    if n < TO_COMPARE:
        few = f"Only {counted(n, 'accusation')}: too few to call a word frequent"
        told = f"{few}. “{top['term']}” stands in {top['n']:,} of them, {where}."
    elif len(alike) > 1:
        listed = ", ".join(f"“{term}”" for term in alike[:5]) + (" and others" if len(alike) > 5 else "")
        told = f"{len(alike)} terms are the most frequent, with {top['n']:,} of {n:,} accusations each: {listed}."
    else:
        spread = f"(dispersion DP {number(top['dp'])}; 0 is evenly spread, 1 all in one place)"
        told = f"The most frequent is “{top['term']}”: {top['n']:,} of {n:,} accusations, {where} {spread}."
    return paragraph([told, f"In all, {counted(len(frame), 'different term')} {'was' if len(frame) == 1 else 'were'} met."])


def say_collocates(frame: pd.DataFrame) -> Shown:
    """The strongest collocate, with its raw counts.

    >>> from toolkit.examples import small_world
    >>> from toolkit.terms import collocates
    >>> statements, sentences, accusations = small_world()
    >>> say_collocates(collocates(sentences, accusations))
    The strongest, but met in few statements, is “ardenia”: 5 of its 5 sentences are among the 6 looked at, of 10 sentences in all (log-ratio
    2.74, in 4 statements).
    """
    if frame.empty:
        return paragraph(["No word was found that keeps this company more than chance would have it."])
    top = frame.iloc[0]
    strongest = "The strongest" + (", but met in few statements," if top["n_statements"] < TO_COMPARE else "")
    return paragraph(
        [
            f"{strongest} is “{top['word']}”: {top['n_both']:,} of its {top['n_word']:,} sentences are among "
            f"the {top['n_node']:,} looked at, of {top['n_sentences']:,} sentences in all "
            f"(log-ratio {number(top['log_ratio'])}, in {counted(top['n_statements'], 'statement')})."
        ]
    )


def say_keyness(frame: pd.DataFrame) -> Shown:
    """The most typical word of each group, with its rate in both.

    >>> from toolkit.examples import ARDENIA, VELMAR, small_world
    >>> from toolkit.terms import keyness
    >>> statements, sentences, _ = small_world()
    >>> say_keyness(keyness(sentences, statements, first=VELMAR, second=ARDENIA, at_least=5))
    No word differs by more than chance has it among these documents (smallest q ...). Most typical of Ministry of
    Defence of Velmar is “ardenia”: ...
    """
    if frame.empty:
        return paragraph(["No word is frequent enough in these two groups to be compared."])
    ends = [frame.iloc[0], *([frame.iloc[-1]] if frame.iloc[-1]["typical_of"] != frame.iloc[0]["typical_of"] else [])]
    least = frame["q"].min() if "q" in frame.columns else float("nan")
    doubt = f"No word differs by more than chance has it among these documents (smallest q {number(least)})."
    return paragraph([doubt if least >= 0.05 else "", *(_typical(row) for row in ends)])


def say_timeline(frame: pd.DataFrame, *, per: str = "statement", period: str = "month") -> Shown:
    """How many periods there are of each state, and the period of the highest rate, for each group of the frame.

    >>> from toolkit.examples import small_world
    >>> from toolkit.timeline import timeline
    >>> statements, sentences, accusations = small_world()
    >>> say_timeline(timeline(accusations, statements, sentences))
    3 periods, Jan 2023 to Mar 2023: 2 with accusations, 0 published without accusing, 1 silent. None of them rests on
    10 documents or more, so no rate is called the highest.
    """
    if frame.empty:
        return paragraph(["No statement with a date was found, so there is no timeline."])
    by = list(frame.columns[: list(frame.columns).index("period")])
    if by:
        return paragraph(_courses(frame, by, per, period))
    return paragraph([_course(frame, per, period)])


def _courses(frame: pd.DataFrame, by: list[str], per: str, period: str) -> list[str]:
    """A sentence or two for each of the main groups."""
    name = frame[by].astype("object").fillna(NOT_NAMED).agg(", ".join, axis=1)
    sizes = frame.groupby(name)["n_statements"].sum()
    shown = main_groups(sizes, most=6)
    told = [f"{group}: {_course(frame[name == group], per, period)}" for group in shown]
    rest = len(sizes) - len(shown)
    return told + ([f"{rest} more with fewer statements {'is' if rest == 1 else 'are'} in the table."] if rest else [])


def _course(frame: pd.DataFrame, per: str, period: str) -> str:
    states = frame["state"].value_counts()
    first, last = (period_label(day, period) for day in (frame["period"].min(), frame["period"].max()))
    span = f"{counted(len(frame), 'period')}, {first}" + (f" to {last}" if len(frame) > 1 else "")
    if frame["rate"].isna().all():
        return f"{span}, without a statement."
    return (
        f"{span}: {states.get('accused', 0)} with accusations, "
        f"{states.get('published without accusing', 0)} published without accusing, {states.get('silent', 0)} silent{_not_collected(states)}. "
        f"{_peak(frame, per, period)}"
    )


def _peak(frame: pd.DataFrame, per: str, period: str) -> str:
    """The period of the highest rate, or that none may be called so."""
    known = frame[frame["rate"].notna()]
    measured = comparable(known, "rate")
    if len(known) == 1:
        return f"Its rate: {_rate(known.iloc[0], per)}."
    if known["n_accusations"].sum() == 0:
        return "Nothing was found that accuses."
    if len(measured) < 2:
        which = "None of them rests" if measured.empty else f"Only {period_label(measured.iloc[0]['period'], period)} rests"
        return f"{which} on {TO_COMPARE} documents or more, so no rate is called the highest."
    top = measured.loc[measured["rate"].idxmax()]
    return f"The highest rate is that of {period_label(top['period'], period)}: {_rate(top, per)}."


def _not_collected(states: pd.Series) -> str:
    n = states.get("not collected", 0)
    return f", {n} not collected" if n else ""


def say_events(frame: pd.DataFrame) -> Shown:
    """How many dated events stand beside the curve (`toolkit.events.read_events`), and where to write them where there are none.

    >>> from toolkit.events import read_events
    >>> say_events(read_events(""))
    No dated events stand beside these statements. To have some, put a file events.csv with the columns date, event, kind
    and note into their folder and read it again, or name one: -p events=FILE.
    """
    if frame.empty:
        return paragraph(
            [
                "No dated events stand beside these statements. To have some, put a file events.csv with the columns date, event, "
                "kind and note into their folder and read it again, or name one: -p events=FILE."
            ]
        )
    days = [f"{day.day} {day:%B %Y}" for day in (frame["date"].min(), frame["date"].max())]
    return paragraph([f"{counted(len(frame), 'dated event')}, {days[0]} to {days[1]}, from the list kept for these statements."])


def say_left_out(left_out: pd.DataFrame) -> Shown:
    """What a selection left out, as a sentence.

    >>> from toolkit.examples import small_world
    >>> from toolkit.selection import select
    >>> say_left_out(select(*small_world()).left_out)
    Left out: 1 statement in a language that is not coded; 1 statement counted once with the statement reprinted; 1
    sentence of page furniture; 1 accusation set aside (denial).
    """
    if left_out.empty:
        return paragraph(["Nothing was left out."])
    return paragraph(["Left out: " + "; ".join(_left(row) for row in left_out.itertuples()) + "."])


def say_corpus(statements: pd.DataFrame, problems: pd.DataFrame) -> Shown:
    """What was read before anything was selected: statements, families, dates, languages, and what could not be read.

    >>> from toolkit.examples import small_world
    >>> say_corpus(small_world()[0], pd.DataFrame({"raw_file": []}))
    Read: 7 statements in 6 families of reprints, of 2 issuers, carried by 3 publishers. Not coded for their language:
    1 (fr 1). Without a date: 1. Without an issuer: 0. Files or rows that could not be read or were set aside: 0.
    """
    foreign = statements.loc[~statements["language"].isin(CODED_LANGUAGES), "language"].value_counts().sort_index()
    languages = f" ({', '.join(f'{name} {n}' for name, n in foreign.items())})" if len(foreign) else ""
    return paragraph(
        [
            f"Read: {counted(len(statements), 'statement')} in {statements['family_id'].nunique():,} families "
            f"of reprints, of {counted(statements['issuer'].nunique(), 'issuer')}, "
            f"carried by {counted(statements['publisher'].nunique(), 'publisher')}.",
            f"Not coded for their language: {foreign.sum():,}{languages}.",
            f"Without a date: {statements['date'].isna().sum():,}. "
            f"Without an issuer: {statements['issuer'].isna().sum():,}.",
            f"Files or rows that could not be read or were set aside: {len(problems):,}.",
        ]
    )


def _left(row) -> str:
    unit = row.unit[:-1] if row.n == 1 else row.unit
    return f"{row.n:,} {unit} {row.reason}"


def _extremes(frame: pd.DataFrame, value: str, words) -> list[str]:
    """Sentences on the largest and the smallest group, or on the only one; of groups that rest on few documents none is called so."""
    count = "n_accusations" if value == "rate" else "n_accusing"
    by = list(frame.columns[: list(frame.columns).index(count)])
    known = frame[frame[value].notna()]
    if known.empty:
        return ["Nothing was found to be counted here, so there is no rate."]
    if not by:
        return [f"All statements: {words(known.iloc[0])}."]
    if len(known) == 1:
        return [f"There is one group only: {_group(known.iloc[0], by)}, {words(known.iloc[0])}."]
    measured = comparable(known, value).sort_values(value, ascending=False, kind="stable")
    if len(measured) < 2:
        return _not_compared(known, measured, lambda row: f"{_group(row, by)}, {words(row)}")
    told = [f"Highest: {_group(measured.iloc[0], by)}, {words(measured.iloc[0])}."]
    told += [f"Lowest: {_group(measured.iloc[-1], by)}, {words(measured.iloc[-1])}."]
    if measured[value].nunique() == 1:
        one = f"{_group(measured.iloc[0], by)}, for example, {words(measured.iloc[0])}"
        told = [f"{len(measured)} groups have the same: {one}."]
    if len(measured) < len(frame):
        told.append(
            f"{len(frame) - len(measured)} of {len(frame)} groups rest on too few documents to be compared here."
        )
    return told


def _not_compared(known: pd.DataFrame, measured: pd.DataFrame, words) -> list[str]:
    """That the groups cannot be set above and below each other, and the numbers of those with the most documents."""
    why = f"{'None' if measured.empty else 'Only one'} of the {len(known)} groups rests on {TO_COMPARE} documents or more"
    shown = known.sort_values("n_statements", ascending=False, kind="stable").head(3)
    more = f"{len(known) - 3} more are in the table." if len(known) > 3 else ""
    numbers = [f"{words(row)}." for _, row in shown.iterrows()]
    return [f"{why}, so none is called the highest or the lowest.", *numbers, more]


def _group(row, by) -> str:
    return ", ".join(NOT_NAMED if pd.isna(row[c]) else str(row[c]) for c in by)


def _rate(row, per: str) -> str:
    interval = (
        f" (95 % interval {number(row['low'])} to {number(row['high'])})"
        if pd.notna(row["low"])
        else " (too few documents, or too alike, for an interval)"
    )
    words = f"{number(row['rate'])} accusations per {per}{interval}, "
    words += f"{counted(row['n_accusations'], 'accusation')} in {counted(row['n_statements'], 'statement')}"
    return words + (f"; {row['caution']}" if row["caution"] else "")


def _share(row) -> str:
    words = f"{row['n_accusing']:,} of {counted(row['n_statements'], 'statement')} accuse, {100 * row['share']:.0f} % "
    words += f"(95 % interval {100 * row['low']:.0f} to {100 * row['high']:.0f} %)"
    return words + (f"; {row['caution']}" if row["caution"] else "")


def _typical(row) -> str:
    ours, theirs = ("first", "second") if row["z"] > 0 else ("second", "first")
    return (
        f"Most typical of {row['typical_of']} is “{row['word']}”: {number(row[f'per_1000_{ours}'])} per 1,000 words "
        f"against {number(row[f'per_1000_{theirs}'])} "
        f"(z {number(abs(row['z']))}, in {counted(row[f'statements_{ours}'], 'statement')})."
    )


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n:,} times"


def paragraph(sentences: list[str]) -> Shown:
    text = " ".join(sentence for sentence in sentences if sentence)
    return Shown(f"<p>{escape(text)}</p>", text)
