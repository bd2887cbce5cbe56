"""Accusations as event data: who, to whom, what, when, with a code, for programs and people that work with events.

An event here is the *accusing*, dated by the day of publication. The act that is charged has a time and a place of its own, in columns of
their own, as the sentence words them: no event coder of the CAMEO family keeps the two apart.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from toolkit.expected import expects_frames
from toolkit.files import write_whole
from toolkit.selection import select
from toolkit.store import neutralise

#: One row an accusation.
COLUMNS = {
    "event_id": "statement, sentence and place in it: the key of the accusation",
    "date": "day on which the statement was published, as YYYY-MM-DD; missing where it is not known",
    "source": "who accuses: canonical name",
    "target": "who is accused: canonical name; missing where the text does not say",
    "cameo": "CAMEO code of the type of grievance (11x, Disapprove; Gerner, Schrodt and Yilmaz 2009)",
    "plover": "event type of PLOVER (Open Event Data Alliance 2018)",
    "type": "type of grievance, by the codebook",
    "form": "how it is put, by the codebook",
    "act": "the words of the grievance",
    "act_place": "where the act took place, as the sentence says",
    "act_time": "when the act took place, as the sentence says",
    "voice": "whose words the sentence is in",
    "issuer": "who issued the statement",
    "publisher": "who carried it first",
    "n_carriers": "how many carried it",
    "evidence": "the sentence",
    "start": "first character of the words that accuse, in the statement's `clean_text`",
    "end": "one past their last character",
    "entry": "the rule and lexicon row that found it",
    "url": "where it was published; text from outside",
    "raw_file": "the file it was read from",
}


@expects_frames
def event_data(accusations: pd.DataFrame, statements: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Accusations as event data: one row each, with the columns of `COLUMNS`, in order of date.

    When you would want it: to lay accusations beside ICEWS, POLECAT or ACLED, or to read them into a program for event data. Each reprinted
    statement counts once, denials and charges said not to be so are left out, as in every report. An event says that somebody
    accuses, never that the act took place.

    Raises `toolkit.selection.SelectionError` where no statement is left.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> event_data(accusations, statements, sentences)[["date", "source", "target", "cameo"]].head(1).values.tolist()
    [['2023-01-05', 'Velmar', 'Ardenia', '1123']]
    """
    chosen = select(statements, sentences, accusations)
    place = ["statement_id", "sentence_index"]
    told = chosen.statements[["statement_id", "date", "issuer", "publisher", "n_carriers", "url", "raw_file"]]
    rows = chosen.accusations.merge(
        chosen.sentences[[*place, "sentence", "voice"]], on=place, how="left", validate="many_to_one"
    )
    rows = rows.merge(told, on="statement_id", how="left", validate="many_to_one")
    keys = zip(rows["statement_id"], rows["sentence_index"], rows["accusation_index"], strict=True)
    rows["event_id"] = [f"{statement}-{sentence}-{n}" for statement, sentence, n in keys]
    rows["plover"] = "ACCUSE"
    named = {
        "accuser": "source",
        "accused": "target",
        "place": "act_place",
        "when_text": "act_time",
        "sentence": "evidence",
    }
    rows = rows.sort_values(
        ["date", "statement_id", "sentence_index", "accusation_index"], kind="stable", na_position="last"
    )
    rows["n_carriers"] = rows["n_carriers"].astype("int64")
    rows["date"] = rows["date"].dt.strftime("%Y-%m-%d")
    return rows.rename(columns=named, errors="raise")[list(COLUMNS)].reset_index(drop=True)


def write_event_data(events: pd.DataFrame, path: str | Path) -> Path:
    """Write event data as CSV (UTF-8, every cell quoted), whole or not at all.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it; missing values are empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(events.columns)
    for row in events.itertuples(index=False):
        writer.writerow(["" if pd.isna(cell) else neutralise(str(cell)) for cell in row])
    return write_whole(path, text.getvalue().encode("utf-8", "backslashreplace"))
