"""The charges and denials that mirrors and answers are made of."""

from __future__ import annotations

import pandas as pd

from toolkit.selection import Selection, sides, what_counts


def at_least_0(number: int, name: str) -> None:
    if number < 0:
        raise ValueError(f"{name} is at least 0; it was {number}.")


def with_undated(table: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    table.attrs["undated"] = int(statements["date"].isna().sum())
    return table


def charges_that_count(accusations: pd.DataFrame, statements: pd.DataFrame) -> tuple[pd.DataFrame, Selection]:
    """The accusations that count, dated and with sides for names, and the selection; in order of the key."""
    key = ["statement_id", "sentence_index"]
    # No sentence is looked at: every accusation stands in one that counts, because the coder passes furniture over.
    counted = what_counts(statements, accusations[key].drop_duplicates().assign(voice="issuer"), accusations)
    told = counted.statements[["statement_id", "date"]].assign(speaker=sides(counted.statements["issuer"]))
    said = counted.accusations.assign(
        accuser=sides(counted.accusations["accuser"]), accused=sides(counted.accusations["accused"])
    )
    said = said.merge(told, on="statement_id", validate="many_to_one")
    told_by_accused = (said["speaker"] == said["accused"]).fillna(False).astype(bool)
    whole = said[["date", "accuser", "accused"]].notna().all(axis=1) & (said["accuser"] != said["accused"])
    said = said[whole & ~told_by_accused]
    return said.sort_values([*key, "accusation_index"], ignore_index=True), counted


def spots(places: pd.Series) -> pd.Series:
    """Places as they are compared: in small letters, without the article; empty where none is named."""
    return places.fillna("").astype("str").str.casefold().str.strip().str.replace(r"^the\s+", "", regex=True)


def denials_that_count(accusations: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The denials in dated statements, oldest first, with the `speaker` and the sides `against` whose charge it is."""
    told = statements[["statement_id", "date"]].assign(speaker=sides(statements["issuer"]))
    told = told[told["date"].notna() & told["speaker"].notna()]
    found = accusations[accusations["denial"].astype(bool)]
    found = found[["statement_id", "sentence_index", "accusation_index", "accuser", "accused"]].merge(
        told, on="statement_id"
    )
    names = zip(sides(found["accuser"]), sides(found["accused"]), found["speaker"], strict=True)
    # A name that is no issuer's side may be "the enemy" or a ministry not known: it rules nobody out.
    publishing = set(told["speaker"])
    found["against"] = [frozenset({a, b} & publishing - {speaker}) for a, b, speaker in names]
    return found.sort_values(["date", "statement_id", "sentence_index", "accusation_index"], ignore_index=True)
