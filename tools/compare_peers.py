"""The coder beside simpler ones on the same coded sentences, and where it fails: `python tools/compare_peers.py CODED.jsonl ...`.

Needs scikit-learn and vaderSentiment (the `test` extra). Peers:

- accusing verbs: accuse, blame, condemn, denounce, criticise, allege, responsible;
- hostile stems: thirty word stems ("attack", "shell", "provoc", ...);
- VADER (Hutto and Gilbert 2014): compound sentiment below -0.05;
- a trained bag of words: logistic regression on word and word-pair TF-IDF, cross-validated by document (it alone was trained on
  sentences of the same sets).

Prints precision, recall and F1 with 95 % intervals over documents, then the coder's recall by form, type and who accuses, and its figures
by source and by issuer. With `--council FILE` also the Security Council sentences of UNSCon (Zaczynska, Bourgonje and Stede 2024).
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd

from toolkit.accuracy import code_gold, measure, read_gold
from toolkit.actors import state_of

VERBS = re.compile(r"\b(?:accus|blam|condemn|denounc|critici[sz]|alleg|responsib)\w*", re.I)
STEMS = (
    "accus attack shell provoc aggress terror occup violat bomb bombard struck destroy threat inva crime criminal genocid massacre illegal "
    "hostil enem undermin destabil brutal regime lie false sabotag kill murder"
).split()
HOSTILE = re.compile(rf"\b(?:{'|'.join(STEMS)})\w*", re.I)


def peers(gold: pd.DataFrame) -> dict[str, np.ndarray]:
    """Name of the peer -> whether it calls each sentence an accusation."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    return {
        "accusing verbs": gold["text"].map(lambda text: bool(VERBS.search(text))).to_numpy(),
        "thirty hostile stems": gold["text"].map(lambda text: bool(HOSTILE.search(text))).to_numpy(),
        "VADER": gold["text"].map(lambda text: vader.polarity_scores(text)["compound"] < -0.05).to_numpy(),
        "trained bag of words": bag_of_words(gold),
        "everything": np.ones(len(gold), bool),
    }


def bag_of_words(gold: pd.DataFrame) -> np.ndarray:
    """Logistic regression on TF-IDF, each document coded by a model that has not seen it."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=10, class_weight="balanced", max_iter=2000),
    )
    folds = GroupKFold(min(10, gold["document"].nunique()))
    return cross_val_predict(model, gold["text"], gold["accusation"].astype(bool), groups=gold["document"], cv=folds)


def figures(coded: pd.DataFrame, found: np.ndarray) -> str:
    table = measure(coded.assign(found=found), draws=1000).set_index("metric")
    return "  ".join(
        f"{m} {table.value[m]:.2f} [{table.low[m]:.2f}, {table.high[m]:.2f}]" for m in ("precision", "recall", "F1")
    )


def failures(coded: pd.DataFrame) -> None:
    """Recall where only recall can be told; precision, recall and F1 where both can."""
    told = coded.assign(accuser=np.where(coded["accuser"] == "ISSUER", "the issuer", "someone quoted"))
    for column in ("form", "type", "accuser"):
        part = told[told["accusation"] == 1].groupby(column)["found"].agg(["mean", "size"])
        print(
            f"\nrecall by {column}: "
            + ", ".join(f"{name} {row['mean']:.2f} (n={row['size']:.0f})" for name, row in part.iterrows())
        )
    told["side"] = told["issuer"].map(lambda name: state_of(name) or name)
    for column in ("source", "issuer", "side"):
        print(f"\nby {column} (with 20 accusations or more)")
        for name, part in told.groupby(column):
            if part["accusation"].sum() >= 20:
                print(f"  {name:<45} {figures(part, part['found'].to_numpy(bool))}  n={len(part)}")


def council(path: Path) -> None:
    """Security Council sentences: negative evaluation (a wider notion than accusation), and the target state."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    gold = pd.DataFrame(rows).assign(accusation=lambda f: f["negative_evaluation"], denial=0, type="", accused="")
    coded = code_gold(gold)
    print(f"\nSecurity Council, {len(gold)} sentences: {figures(coded, coded['found'].to_numpy(bool))}")
    hits = coded[(coded["accusation"] == 1) & coded["found"] & (coded["target"].fillna("") != "")]
    right = [
        bool(set(named) & {state_of(target.title()) or target.title()})
        for named, target in zip(accused_of(hits), hits["target"], strict=True)
    ]
    print(f"target state right, of found: {np.mean(right):.2f} (n={len(right)})")


def accused_of(gold: pd.DataFrame) -> list[set[str]]:
    """The states accused in each sentence, as the toolkit names them."""
    from toolkit import find_accusations

    statements = pd.DataFrame({"statement_id": gold["sid"], "issuer": gold["issuer"]})
    parts = [
        (g.sid, n, text)
        for g in gold.itertuples()
        for n, text in ((0, g.prev), (1, g.text))
        if isinstance(text, str) and text
    ]
    found = find_accusations(
        pd.DataFrame(parts, columns=["statement_id", "sentence_index", "sentence"]), statements
    ).query("sentence_index == 1")
    by = {
        sid: {state_of(name) or name for name in part["accused"].dropna()}
        for sid, part in found.groupby("statement_id")
    }
    return [by.get(sid, set()) for sid in gold["sid"]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path, help="coded sentences, JSON lines")
    parser.add_argument("--council", type=Path, help="coded Security Council sentences")
    args = parser.parse_args()
    gold = pd.concat([read_gold(path) for path in args.sets], ignore_index=True)
    coded = code_gold(gold)
    print(f"{len(gold)} sentences of {gold['document'].nunique()} documents, {gold['accusation'].sum()} accusations")
    for name, found in ({"toolkit": coded["found"].to_numpy(bool)} | peers(gold)).items():
        print(f"{name:<22} {figures(coded, found)}")
    failures(coded)
    if args.council:
        council(args.council)


if __name__ == "__main__":
    main()
