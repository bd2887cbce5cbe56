"""How often the extractor is right: precision, recall and F1 against hand-coded sentences, with intervals over documents.

Every report states these figures. They are measured by :func:`measure` on two sets: the coded sentences of the sample corpus
(`tests/gold/`), and coded sentences of real statements, which are not part of the project because their texts have owners.
`toolkit/accuracy.csv` keeps what was last measured; a test measures again and compares.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

#: Words that do not tell one naming of a party from another.
SMALL = frozenset("the a an of and its their his our this that these those in by s".split())
DRAWS, SEED = 2000, 20220913
RECORD = Path(__file__).with_name("accuracy.csv")
CORPORA = {
    "sample": "hand-coded sentences of the sample corpus about two invented states",
    "real": "hand-coded sentences of real statements and agency reports from nine sources, not part of the project",
}


def read_gold(path: str | Path) -> pd.DataFrame:
    """Read hand-coded sentences: a JSON object a line with `sid, document, issuer, prev, text` and the codes of the codebook.

    Raises `ValueError` naming the line that is no such object.
    """
    rows = []
    for n, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            rows.append(
                {
                    **row,
                    "document": row.get("document") or row["sid"].split("#")[0],
                    "accusation": int(row["accusation"]),
                }
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{Path(path).name}, line {n}: not a coded sentence ({error}).") from None
    return pd.DataFrame(rows)


def code_gold(gold: pd.DataFrame) -> pd.DataFrame:
    """Code each gold sentence with the sentence before it as context; the gold frame with what was found beside it.

    Adds `found` (an accusation was found), `found_denial`, `accused_right` and `type_right` (missing where nothing was found, or the
    gold names no accused).
    """
    from toolkit.accusations import find_accusations

    statements = pd.DataFrame({"statement_id": gold["sid"], "issuer": gold["issuer"]})
    sentences = pd.DataFrame(
        [
            (g.sid, n, text)
            for g in gold.itertuples()
            for n, text in ((0, g.prev), (1, g.text))
            if isinstance(text, str) and text
        ],
        columns=["statement_id", "sentence_index", "sentence"],
    )
    rows = find_accusations(sentences, statements).query("sentence_index == 1")
    by_sid = {sid: part for sid, part in rows.groupby("statement_id")}
    return gold.assign(
        **pd.DataFrame([compare(g, by_sid.get(g["sid"])) for g in gold.to_dict("records")], index=gold.index)
    )


def compare(gold: dict, rows: pd.DataFrame | None) -> dict:
    """What was found in one coded sentence, beside its codes: `rows` are its accusations and denials, or None."""
    charges = rows[~rows["denial"] & (rows["assertion"] != "negated")] if rows is not None else None
    found = charges is not None and len(charges) > 0
    out = {
        "found": found,
        "found_denial": rows is not None and bool(rows["denial"].any()),
        "accused_right": np.nan,
        "type_right": np.nan,
    }
    if found and gold["accusation"]:
        out["type_right"] = float(charges["type"].isin([gold["type"], gold.get("type_2") or gold["type"]]).any())
        if gold.get("accused"):
            out["accused_right"] = float(
                any(same_party(gold["accused"], text) for text in charges["accused_text"].dropna())
            )
    return out


def same_party(a: str, b: str) -> bool:
    """Whether two namings are of one party: half of the shorter one's words are in the other.

    >>> same_party("Velmari armed forces", "units of the Velmari armed forces")
    True
    """
    first, second = (
        {w for w in "".join(c if c.isalnum() else " " for c in t.lower()).split() if w not in SMALL} for t in (a, b)
    )
    return bool(first and second) and len(first & second) / min(len(first), len(second)) >= 0.5


def measure(coded: pd.DataFrame, *, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Precision, recall and F1 of accusations, and how often accused and type are right, from `code_gold`.

    A row is one metric: `metric`, `value`, `low` and `high` (95 %, percentile bootstrap over whole documents, because the
    sentences of one document are alike), and `n`, what it is a share of. Missing where nothing can be said. A column `weight` says
    how many sentences each one stands for, where it was drawn with known chance; without it each stands for itself. Where all
    are right or none is, resampling shows no spread: the interval is then Wilson's over the documents.

    >>> import pandas as pd
    >>> coded = pd.DataFrame({"document": ["a", "b"], "accusation": [1, 1], "found": [True, False], "denial": [0, 0],
    ...                       "found_denial": [False, False], "accused_right": [1.0, None], "type_right": [1.0, None]})
    >>> measure(coded, draws=10).set_index("metric")["value"]["recall"]
    np.float64(0.5)
    """
    gold, found = coded["accusation"].to_numpy(bool), coded["found"].to_numpy(bool)
    denied, denial = coded["denial"].to_numpy(bool), coded["found_denial"].to_numpy(bool)
    shares = {
        "precision": (gold & found, found),
        "recall": (gold & found, gold),
        "F1": (2 * (gold & found), gold.astype(int) + found),
        "accused right": (coded["accused_right"].fillna(0).to_numpy(), coded["accused_right"].notna().to_numpy()),
        "type right": (coded["type_right"].fillna(0).to_numpy(), coded["type_right"].notna().to_numpy()),
        "denial F1": (2 * (denied & denial), denied.astype(int) + denial),
    }
    weight = coded["weight"].to_numpy(float) if "weight" in coded else np.ones(len(coded))
    draw = _resampled(coded["document"], draws, seed)
    rows = []
    for metric, (hits, base) in shares.items():
        hits, base, n = hits * weight, base * weight, int((base > 0).sum())
        value = hits.sum() / base.sum() if n else np.nan
        rows.append((metric, value, *_interval(hits, base, draw, coded["document"]), n))
    return pd.DataFrame(rows, columns=["metric", "value", "low", "high", "n"])


def _interval(hits: np.ndarray, base: np.ndarray, draw: np.ndarray, documents: pd.Series) -> tuple[float, float]:
    """95 % interval of a share from resampled documents; Wilson's over documents where all are right or none is."""
    from toolkit.estimates import wilson

    sizes = draw @ base
    if not (sizes > 0).any():
        return np.nan, np.nan
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = np.nanpercentile((draw @ hits) / sizes, [2.5, 97.5])
    share = hits.sum() / base.sum()
    if low < high or 0 < share < 1:
        return low, high
    n = documents[base > 0].nunique()
    _, low, high = wilson(share * n, n)
    return float(low), float(high)


def _resampled(documents: pd.Series, draws: int, seed: int) -> np.ndarray:
    """How often each sentence is drawn when whole documents are drawn with replacement: one row a draw."""
    codes, names = pd.factorize(documents, sort=True)
    picks = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), size=draws)
    return picks[:, codes].astype(float)


def measured_error() -> pd.DataFrame:
    """The extractor's error as last measured, for reports: `corpus, metric, value, low, high, n`, one row per corpus and metric.

    `corpus` is `sample` or `real`. The real sentences were used to develop the rules, so their figures flatter; the
    figures for your own corpus can only come from sentences of it coded by hand.

    >>> set(measured_error()["corpus"]) <= set(CORPORA)
    True
    """
    return pd.read_csv(RECORD, keep_default_na=True)


def record(sets: dict[str, str | Path]) -> pd.DataFrame:
    """Measure the extractor on each coded set and write the figures to `toolkit/accuracy.csv`; for whoever changes a rule."""
    from toolkit.files import write_whole

    frames = [measure(code_gold(read_gold(path))).assign(corpus=corpus) for corpus, path in sets.items()]
    table = pd.concat(frames)[["corpus", "metric", "value", "low", "high", "n"]].round(3)
    kept = measured_error() if RECORD.exists() else table.iloc[:0]
    table = pd.concat([table, kept[~kept["corpus"].isin(sets)]]).sort_values("corpus", kind="stable")
    write_whole(RECORD, table.to_csv(index=False, lineterminator="\n").encode())
    return table
