"""Sentences drawn for hand coding, each with the probability with which it was drawn.

Whoever picks the interesting sentences measures his own taste. A drawn sample, simple or stratified, lets precision and recall be
estimated for the whole corpus, because each sentence stands for as many others as it had chances not to be drawn (Horvitz and
Thompson 1952).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd

from toolkit.expected import expects_frames
from toolkit.files import write_whole
from toolkit.selection import select

#: What a sample may be stratified by: a column of the selected statements or sentences, or one of these.
PERIODS = {"year": "Y", "quarter": "Q", "month": "M"}
STRATA = ("issuer", "side", "publisher", "voice", *PERIODS, "found")
#: One row a drawn sentence.
SAMPLE = {
    "unit": "its name in the coding sheets: four letters that name the sample, and a number",
    "statement_id": "the statement it stands in",
    "sentence_index": "its place in the statement, from 0",
    "document": "the statement with its reprints (`family_id`), for intervals",
    "issuer": "who issued the statement",
    "side": "the state whose body the issuer is, or the issuer",
    "publisher": "who carried it",
    "date": "day of publication, as YYYY-MM-DD; missing where it is not known",
    "before": "the sentence before it, as context; empty at the beginning",
    "sentence": "its words",
    "stratum": "the stratum it was drawn from",
    "n_stratum": "sentences in that stratum",
    "probability": "the chance with which each sentence of that stratum was drawn",
}


class SampleError(ValueError):
    """The sample cannot be drawn or read as asked; the message says why."""


@expects_frames
def draw_sample(
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    accusations: pd.DataFrame,
    *,
    size: int = 200,
    by: list[str] | tuple[str, ...] = (),
    allocate: str = "proportional",
    seed: int = 1,
) -> pd.DataFrame:
    """Draw sentences for hand coding from a corpus, simple or stratified, without replacement; the same on every run.

    When you would want it: before you report a rate from a corpus of your own. Drawn from are the sentences that count: in a coded
    language, no page furniture, each reprinted statement once.

    Parameters: `by` are columns to stratify by: issuer, side (the issuer's state), publisher, voice, year, quarter, month, or found
    (whether the toolkit found an accusation; the coder does not see it). `allocate` is "proportional" (each stratum by its
    size, at least 2) or "equal" (as many from each: for comparing them; the probabilities then differ, and `score` weighs by them).
    With accusations rare, `by=["found"], allocate="equal"` gives the narrowest intervals for the same work.

    Returns a frame with the columns of `SAMPLE`, in the order of the corpus. Raises `SampleError` for an unknown column, for more
    sentences than there are, and for more strata than sentences asked for.

    >>> from toolkit.examples import small_world
    >>> sample = draw_sample(*small_world(), size=4)
    >>> sample["n_stratum"].unique().tolist(), sample["probability"].unique().tolist()
    ([8], [0.5])
    """
    chosen = select(statements, sentences, accusations)
    population = _population(chosen, list(by))
    if not 1 <= size <= len(population):
        raise SampleError(f"There are {len(population)} sentences to draw from; {size} cannot be drawn, so ask for fewer.")
    sizes = population["stratum"].value_counts().sort_index()
    quota = _quota(sizes, size, allocate)
    random = np.random.default_rng(seed)
    picked = []
    for stratum, rows in population.groupby("stratum", sort=True):
        rows = rows.iloc[np.sort(random.choice(len(rows), quota[stratum], replace=False))]
        picked.append(
            rows.assign(
                n_stratum=len(population.query("stratum == @stratum")), probability=quota[stratum] / sizes[stratum]
            )
        )
    sample = pd.concat(picked).sort_values(["statement_id", "sentence_index"], kind="stable").reset_index(drop=True)
    name = _name(sample)
    return sample.assign(unit=[f"{name}-{n:04d}" for n in range(1, len(sample) + 1)])[list(SAMPLE)]


def _population(chosen, by: list[str]) -> pd.DataFrame:
    """The sentences that may be drawn, each with its context and its stratum."""
    unknown = [name for name in by if name not in STRATA]
    if unknown:
        raise SampleError(f"A sample cannot be stratified by {unknown[0]!r}; it can be by {', '.join(STRATA)}.")
    told = chosen.statements[["statement_id", "family_id", "issuer", "publisher", "date", "side"]]
    rows = chosen.sentences[["statement_id", "sentence_index", "sentence", "voice"]]
    rows = rows.sort_values(["statement_id", "sentence_index"], kind="stable")
    rows = rows.assign(before=rows.groupby("statement_id")["sentence"].shift().fillna(""))
    rows = rows.merge(told, on="statement_id", how="left", validate="many_to_one")
    place = ["statement_id", "sentence_index"]
    rows["found"] = pd.MultiIndex.from_frame(rows[place]).isin(pd.MultiIndex.from_frame(chosen.accusations[place]))
    rows["found"] = rows["found"].map({True: "found", False: "not found"})
    for name, letter in PERIODS.items():
        rows[name] = rows["date"].dt.to_period(letter).astype("str").where(rows["date"].notna())
    rows["date"] = rows["date"].dt.strftime("%Y-%m-%d")
    parts = rows[by].astype("str").fillna("not known") if by else pd.DataFrame({"all": "all"}, index=rows.index)
    return rows.assign(stratum=parts.agg(" | ".join, axis=1), document=rows["family_id"])


def _quota(sizes: pd.Series, size: int, allocate: str) -> dict[str, int]:
    """How many to draw from each stratum; what a small stratum cannot give goes to the others."""
    if allocate not in ("proportional", "equal"):
        raise SampleError(f"A sample is allocated 'proportional' or 'equal', not {allocate!r}.")
    if len(sizes) > size:
        raise SampleError(
            f"There are {len(sizes)} strata and only {size} sentences are asked for; stratify by less, or draw more."
        )
    want = sizes / sizes.sum() * size if allocate == "proportional" else pd.Series(size / len(sizes), index=sizes.index)
    quota = np.minimum(np.maximum(want.astype(int), min(2, size // len(sizes))), sizes)
    while quota.sum() > size:  # the least of 2 took more than there are: from the largest
        quota[quota.idxmax()] -= 1
    while quota.sum() < size:
        quota[(want - quota).where(quota < sizes).idxmax()] += 1
    return {stratum: int(n) for stratum, n in quota.items()}


def _name(sample: pd.DataFrame) -> str:
    """Four letters from what was drawn, so that codes of one sample are never laid on another."""
    text = "\n".join(f"{row.statement_id} {row.sentence_index}" for row in sample.itertuples())
    return "".join(chr(97 + byte % 26) for byte in hashlib.sha256(text.encode()).digest()[:4])


def write_sample(sample: pd.DataFrame, path: str | Path) -> Path:
    """Write a drawn sample as JSON lines, whole or not at all: what `score` needs beside the codes."""
    rows = sample.astype(object).where(sample.notna(), None).to_dict("records")
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return write_whole(path, text.encode("utf-8", "backslashreplace"))


def read_sample(path: str | Path) -> pd.DataFrame:
    """Read what `write_sample` wrote. Raises `SampleError` naming the line that is no drawn sentence."""
    path = Path(path)
    if not path.is_file():
        raise SampleError(f"There is no drawn sample {path}; `toolkit sample` draws one.")
    rows = []
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            rows.append({name: row[name] for name in SAMPLE})
        except (ValueError, KeyError, TypeError) as error:
            raise SampleError(f"{path}, line {n}: not a drawn sentence ({error}).") from None
    sample = pd.DataFrame(rows, columns=list(SAMPLE))
    if sample["unit"].duplicated().any():
        raise SampleError(f"{path}: the unit {sample.loc[sample['unit'].duplicated(), 'unit'].iloc[0]} stands twice.")
    return sample
