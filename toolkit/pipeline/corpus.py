"""What only the whole corpus can tell, from a few columns of every statement: which stand twice, who issued them, which states they name."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.accusations.find import states_of_issuers
from toolkit.files import sha256
from toolkit.pipeline.inputs import Inputs
from toolkit.pipeline.parts import Parts, key_of
from toolkit.pipeline.places import read_table, write_frame
from toolkit.reading.issuers import one_name_each
from toolkit.reading.records import twice
from toolkit.schema import conform

#: What is held of every statement; texts stay in their parts.
LIGHT = ["statement_id", "date", "issuer", "issuer_basis", "publisher", "language", "raw_file", "raw_locator", "reason", "chars"]


class Corpus(NamedTuple):
    """`statements` has a row for each, in the order of the files, without its texts, and where its row stands: `part` and `row`.

    `states` are the states of issuers that no table holds; `problems` what was not read.
    """

    statements: pd.DataFrame
    problems: pd.DataFrame
    states: dict[str, str]


def read_corpus(inputs: Inputs, names: list[str], parts: Parts) -> Corpus:
    """The corpus that the parts of these names hold: a statement that stands twice counts once, each body has one name."""
    rows = _light(names, parts)
    order = {file.name: n for n, file in enumerate(inputs.files)}
    refused = pd.DataFrame(
        [(file.name, "", file.reason) for file in inputs.files if file.reason],
        columns=["raw_file", "raw_locator", "reason"],
        dtype="str",
    )
    statements = rows[rows["reason"].isna()].drop(columns="reason")
    again = statements["statement_id"].duplicated()
    first = statements[~again].set_index("statement_id")[["raw_file", "raw_locator"]]
    doubles = statements.loc[again, ["raw_file", "raw_locator"]].assign(
        reason=[twice(first.loc[i].to_dict()) for i in statements.loc[again, "statement_id"]]
    )
    told = pd.concat([rows.loc[rows["reason"].notna(), ["raw_file", "raw_locator", "reason"]], doubles]).sort_index(
        kind="stable"
    )
    problems = pd.concat([told, refused], ignore_index=True)
    problems = problems.iloc[problems["raw_file"].map(order).argsort(kind="stable")].drop_duplicates()
    statements = statements[~again].reset_index(drop=True)
    statements["date"] = pd.to_datetime(statements["date"]).astype("datetime64[us]")
    statements["issuer"] = one_name_each(statements).astype("str")
    return Corpus(statements, conform(problems, "problems"), states_of_issuers(statements["issuer"].unique()))


def _light(names: list[str], parts: Parts) -> pd.DataFrame:
    import pyarrow

    tables = [read_table(parts.path("read", name, "items"), LIGHT) for name in names]
    if not tables:
        return pd.DataFrame(columns=[*LIGHT, "part", "row"]).astype({"part": "category"})
    sizes = [len(table) for table in tables]
    part = pd.Categorical.from_codes(np.repeat(np.arange(len(names)), sizes), names)
    return pyarrow.concat_tables(tables).to_pandas().assign(part=part, row=np.concatenate([np.arange(n) for n in sizes]))


def keys_of(corpus: Corpus, parts: Parts) -> list[str]:
    """For each statement a checksum of all that its sentences and accusations are made from.

    Its id stands for its text and what was said of it. What it is coded as also depends on its issuer and on which of the names in it
    the corpus knows as states.
    """
    issuers = corpus.statements["issuer"].astype(object).where(corpus.statements["issuer"].notna(), None)
    of = cache(key_of)  # there are few issuers, and texts name few states
    beside = map(of, issuers, _states_in(corpus, parts))
    ids = corpus.statements["statement_id"].tolist()
    return [sha256(f"{i} {key}".encode("ascii"))[:32] for i, key in zip(ids, beside, strict=True)]


def _states_in(corpus: Corpus, parts: Parts) -> list[str]:
    """The states that each text names, as JSON; texts are looked through again only where the corpus knows other states than the run before."""
    if not corpus.states:
        return ["{}"] * len(corpus.statements)
    found: list[str] = []
    states = [part for state in sorted(corpus.states.items()) for part in state]
    for name, part in corpus.statements.groupby("part", sort=False, observed=True):
        named = parts.name("named", [name, *states])
        if parts.has("named", named):
            parts.keep("named", named)
        else:
            texts = read_table(parts.path("read", name, "items"), ["clean_text"]).column(0).to_pylist()
            known = [json.dumps(known_in((text or "").casefold(), corpus.states)) for text in texts]
            write_frame(pd.DataFrame({"states": known}), parts.path("named", named, "states"))
            parts.hold("named", named, [])
        found += read_table(parts.path("named", named, "states")).column(0).take(part["row"].to_numpy()).to_pylist()
    return found


def known_in(text: str, states: dict[str, str]) -> dict[str, str]:
    """The states whose stem stands in a text: a name is looked up by the beginning of a word, so that no other can matter."""
    return {stem: state for stem, state in states.items() if not stem.isalnum() or stem.casefold() in text}
