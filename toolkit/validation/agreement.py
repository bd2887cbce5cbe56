"""How far two or more coders agree: the ceiling for any program that is measured against one of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

COMPARED = ("accusation", "denial", "form", "type")
DRAWS, SEED = 500, 20220913


def agreement(codes: dict[str, pd.DataFrame], documents: pd.Series | None = None) -> pd.DataFrame:
    """Krippendorff's alpha (2004, nominal) and plain agreement of coders, for each code; through `nltk.metrics.agreement`.

    Takes the codes of each coder by name (`read_folder`); only units that two or more coded count. `form` and `type` are compared
    where all who coded a unit call it an accusation. `documents` (unit -> document) gives the interval of alpha: 95 %, percentile
    bootstrap over whole documents.

    Returns a row for each code: `code`, `alpha`, `low`, `high`, `same` (share of units on which all agree), `n_units`, `coders`. Alpha is
    missing where all coders gave one and the same value throughout: there is nothing to tell apart. 0 is what chance gives, 1 is
    perfect; Krippendorff asks for .80, and .67 for tentative conclusions. Raises `ValueError` with fewer than two coders.

    >>> import pandas as pd
    >>> anna = pd.DataFrame({"unit": list("abcd"), "accusation": [1, 1, 0, 0], "denial": 0, "form": "", "type": ""})
    >>> ben = anna.assign(accusation=[1, 0, 0, 0])
    >>> agreement({"anna": anna, "ben": ben}).set_index("code").loc["accusation", ["alpha", "same"]].round(3).tolist()
    [0.533, 0.75]
    """
    if len(codes) < 2:
        raise ValueError("Agreement needs the codes of two coders or more.")
    long = pd.concat([frame.assign(coder=coder) for coder, frame in sorted(codes.items())])
    rows = []
    for code in COMPARED:
        part = _comparable(long, code)
        labels = part.groupby("unit")[code].agg(lambda values: values.nunique() == 1)
        low, high = _interval(part, code, documents) if documents is not None else (np.nan, np.nan)
        same = float(labels.mean()) if len(labels) else np.nan
        rows.append((code, _alpha(part, code), low, high, same, len(labels), part["coder"].nunique()))
    return pd.DataFrame(rows, columns=["code", "alpha", "low", "high", "same", "n_units", "coders"])


def _comparable(long: pd.DataFrame, code: str) -> pd.DataFrame:
    """The codes of units that two or more coders coded, and for form and type all call an accusation."""
    part = long
    if code in ("form", "type"):
        part = part[part[code].astype(str) != ""]
        part = part[part.groupby("unit")["accusation"].transform("min") == 1]
        coded = long.groupby("unit")["accusation"].min()
        part = part[part["unit"].map(coded) == 1]
    return part[part.groupby("unit")["coder"].transform("nunique") >= 2]


def _alpha(part: pd.DataFrame, code: str) -> float:
    if part[code].nunique() < 2:
        return np.nan
    from nltk.metrics.agreement import AnnotationTask

    return float(AnnotationTask(list(part[["coder", "unit", code]].itertuples(index=False, name=None))).alpha())


def _interval(part: pd.DataFrame, code: str, documents: pd.Series) -> tuple[float, float]:
    """Alpha over resampled documents; a document drawn twice gives its units under two names."""
    named = part.assign(document=part["unit"].map(documents))
    names = np.sort(named["document"].dropna().unique())
    if len(names) < 2:
        return np.nan, np.nan
    rows = {
        name: list(g[["coder", "unit", code]].itertuples(index=False, name=None))
        for name, g in named.groupby("document")
    }
    random = np.random.default_rng(SEED)
    values = []
    for _ in range(DRAWS):
        drawn = [
            (coder, f"{n} {unit}", label)
            for n, name in enumerate(random.choice(names, len(names)))
            for coder, unit, label in rows[name]
        ]
        values.append(_alpha(pd.DataFrame(drawn, columns=["coder", "unit", code]), code))
    known = [v for v in values if not np.isnan(v)]
    return tuple(np.percentile(known, [2.5, 97.5])) if known else (np.nan, np.nan)


def differences(codes: dict[str, pd.DataFrame], sample: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the coders settle together: the codes they share, to be given to `write_sheet`, and where they differ.

    The first frame has a row for each unit that two or more coded: what all agree on is filled in, what they differ on is empty and told in
    `note` ("type: anna attack, ben provocation"). The second has only the units that differ, with the sentence and that note.
    """
    long = pd.concat([frame.assign(coder=coder) for coder, frame in sorted(codes.items())])
    long = long[long.groupby("unit")["coder"].transform("nunique") >= 2]
    rows = [_shared(unit, part) for unit, part in long.groupby("unit", sort=True)]
    shared = pd.DataFrame(rows, columns=["unit", *COMPARED, "accused", "accuser", "sure", "note"])
    differing = sample.merge(shared[shared["note"] != ""][["unit", "note"]], on="unit")
    return shared, differing[["unit", "issuer", "before", "sentence", "note"]]


def _shared(unit: str, part: pd.DataFrame) -> dict:
    row, notes = {"unit": unit, "sure": "1"}, []
    for name in (*COMPARED, "accused", "accuser"):
        values = part[name].astype(str)
        same = values.nunique() == 1
        row[name] = values.iloc[0] if same or name in ("accused", "accuser") else ""
        if not same and name in COMPARED:
            told = ", ".join(f"{coder} {value or 'none'}" for coder, value in zip(part["coder"], values, strict=True))
            notes.append(f"{name}: {told}")
    return row | {"note": "; ".join(notes), "sure": "0" if notes else "1"}
