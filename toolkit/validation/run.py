"""A folder of validation work, from the drawn sample to the figures: what `toolkit sample` and `toolkit score` do."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.store import read_processed
from toolkit.validation.agreement import agreement, differences
from toolkit.validation.sampling import SampleError, draw_sample, read_sample, write_sample
from toolkit.validation.scoring import SETTLED, code_sample, reference, score
from toolkit.validation.sheet import read_folder, write_sheet

SAMPLE_FILE = "sample.jsonl"


class Validation(NamedTuple):
    """What is known of the coding: who is the reference, the figures (first all, then by each column asked for), agreement, problems.

    `coded` has a row for each sentence of the sample that the reference coded: what was coded and what was found (`code_sample`).
    """

    truth: str
    drawn: int
    coded: pd.DataFrame
    figures: list[pd.DataFrame]
    agreement: pd.DataFrame
    problems: pd.DataFrame

    def __str__(self) -> str:
        return summary(self)


def start(
    processed: str | Path = "data/processed",
    out: str | Path = "validation",
    *,
    coders: list[str] | tuple[str, ...] = ("1",),
    size: int = 200,
    by: list[str] | tuple[str, ...] = (),
    allocate: str = "proportional",
    seed: int = 1,
) -> pd.DataFrame:
    """Draw a sample from processed data and lay out a folder for coding it: `sample.jsonl` and a sheet for each coder.

    Returns the sample. Raises `SampleError` where the folder holds a sample or a sheet already: codes may depend on it.
    """
    out = Path(out)
    paths = [out / SAMPLE_FILE, *(out / f"coding-{coder}.xlsx" for coder in coders)]
    there = [path for path in paths if path.exists()]
    if there:
        raise SampleError(
            f"{there[0]} is there already and codes may depend on it; name another folder, or move it away."
        )
    data = read_processed(processed)
    sample = draw_sample(*data[:3], size=size, by=by, allocate=allocate, seed=seed)
    for path in paths[1:]:
        write_sheet(sample, path)
    write_sample(sample, paths[0])
    return sample


def settle(folder: str | Path = "validation") -> tuple[Path, int]:
    """Write `coding-settled.xlsx`: what the coders agree on is filled in, what they differ on is empty, with what each said.

    Returns the path and how many sentences are to be settled.
    """
    sample = read_sample(Path(folder) / SAMPLE_FILE)
    codes, _ = read_folder(folder, sample)
    codes.pop(SETTLED, None)
    if len(codes) < 2:
        raise SampleError(f"Settling needs the codes of two coders; {folder} has {', '.join(sorted(codes)) or 'none'}.")
    shared, differing = differences(codes, sample)
    path = Path(folder) / f"coding-{SETTLED}.xlsx"
    return write_sheet(sample[sample["unit"].isin(shared["unit"])], path, given=shared), len(differing)


def compare(folder: str | Path = "validation") -> pd.DataFrame:
    """How far the coders of a folder agree (see `agreement`); an empty frame where fewer than two have coded."""
    sample = read_sample(Path(folder) / SAMPLE_FILE)
    codes, _ = read_folder(folder, sample)
    return _agreement(codes, sample)


def _agreement(codes: dict[str, pd.DataFrame], sample: pd.DataFrame) -> pd.DataFrame:
    humans = {coder: frame for coder, frame in codes.items() if coder != SETTLED}
    return agreement(humans, sample.set_index("unit")["document"]) if len(humans) > 1 else pd.DataFrame()


def validate(
    folder: str | Path = "validation",
    processed: str | Path = "data/processed",
    *,
    by: list[str] | tuple[str, ...] = (),
    truth: str = "",
) -> Validation:
    """Score the toolkit against the codes in a folder.

    Sentences of statements that are no longer in `processed` are left out, and listed. Raises `SampleError` where nothing is coded, where
    several coders are there and none is settled or named as `truth`, or where most of what was coded is not in `processed`.
    """
    sample = read_sample(Path(folder) / SAMPLE_FILE)
    codes, problems = read_folder(folder, sample)
    if not codes and len(problems):
        raise SampleError(f"No codes could be read: {problems['file'].iloc[0]}: {problems['reason'].iloc[0]}")
    name, chosen = reference(codes, truth)
    data = read_processed(processed)
    there = chosen["unit"].isin(sample.loc[sample["statement_id"].isin(data.statements["statement_id"]), "unit"])
    if not there.all():
        gone = f"{int((~there).sum())} of {len(there)} coded sentences are of statements that are not in {processed}"
        if there.mean() < 0.5:
            raise SampleError(f"{gone}: the sample was drawn from other data. Name their folder with --processed.")
        reason = f"{gone}, and are left out: they were changed or taken away since the sample was drawn."
        problems = pd.concat(
            [problems, pd.DataFrame({"file": [str(processed)], "row": [None], "reason": [reason]})], ignore_index=True
        )
    coded = code_sample(sample, chosen[there], data.accusations)
    figures = [score(coded), *(score(coded, by=b) for b in by)]
    return Validation(name, len(sample), coded, figures, _agreement(codes, sample), problems)


def read_coded(folder: str | Path = "validation", *, truth: str = "") -> pd.DataFrame:
    """The coded sentences of a folder, for correcting rates (`toolkit.correction`): an empty frame where nothing is coded.

    Returns `statement_id`, `sentence_index`, `accusation` (1 or 0) and `probability`. Raises `SampleError` where several coders
    have coded, none is settled and none is named as `truth`.

    >>> len(read_coded("no-such-folder"))
    0
    """
    columns = ["statement_id", "sentence_index", "accusation", "probability"]
    path = Path(folder) / SAMPLE_FILE
    if not str(folder) or not path.is_file():
        return pd.DataFrame(columns=columns)
    sample = read_sample(path)
    codes, _ = read_folder(folder, sample)
    if not codes:
        return pd.DataFrame(columns=columns)
    return sample.merge(reference(codes, truth)[1], on="unit", how="inner", validate="one_to_one")[columns]


def summary(found: Validation) -> str:
    """The figures as lines for a terminal."""
    n, documents = len(found.coded), found.coded["document"].nunique()
    lines = [f"{n} of {found.drawn} drawn sentences coded ({found.truth}), of {documents} documents"]
    if n < found.drawn:
        lines.append(
            "The rest is not coded yet: these figures hold for the whole only if what is missing is missing by chance."
        )
    for table in found.figures:
        lines += ["", _plain(table)]
    if len(found.agreement):
        lines += ["", "Agreement between coders (Krippendorff's alpha, nominal)", _plain(found.agreement)]
    for p in found.problems.itertuples():
        row = "" if pd.isna(p.row) else f", row {p.row}"
        lines.append(" ".join("".join(c if c.isprintable() else " " for c in f"  - {p.file}{row}: {p.reason}").split()))
    return "\n".join(lines)


def _plain(table: pd.DataFrame) -> str:
    shown = table.copy()
    if "low" in shown:
        spans = zip(shown["low"], shown["high"], strict=True)
        shown["95 % interval"] = [f"{low:.2f} to {high:.2f}" if pd.notna(low) else "–" for low, high in spans]
        shown = shown.drop(columns=["low", "high"])
    for name in ("value", "alpha", "same"):
        if name in shown:
            shown[name] = [f"{v:.2f}" if pd.notna(v) else "–" for v in shown[name]]
    if "caution" in shown and (shown["caution"] == "").all():
        shown = shown.drop(columns="caution")
    return shown.to_string(index=False)
