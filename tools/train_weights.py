"""Train the weights of the statistical layer: `python tools/train_weights.py CODED.jsonl [CODED.jsonl ...]`.

Needs scikit-learn (the `test` extra). Writes `toolkit/lexicons/weights.csv`; nothing of the coded sentences is kept in it. Prints what
cross-validation by document says of the rules alone and with the layer, and says so if the layer does not earn its place.
"""

from __future__ import annotations

import csv
import io
import sys

import numpy as np
import pandas as pd

from toolkit.accuracy import read_gold
from toolkit.accusations.judge import judge_statement, weighed
from toolkit.accusations.rules import find_charges
from toolkit.accusations.weigh import likeliest
from toolkit.files import write_whole
from toolkit.lexicon import FOLDER

STRENGTH = 0.1  # inverse of the L2 penalty; of 0.03 to 0.2 the choice changes F1 by less than 0.01
THRESHOLD = 0.33
RARE = 5  # a feature met in fewer sentences says more of them than of English


def observed(gold: pd.DataFrame) -> tuple[list[dict], np.ndarray, np.ndarray]:
    """For each coded sentence its evidence, whether the rules accuse, and whether there is a charge the layer could report."""
    found, rules, possible = [], [], []
    for item in gold.itertuples():
        told = [(words, "") for words in (item.prev, item.text) if isinstance(words, str) and words]
        verdict = judge_statement(told, item.issuer, weigh=False)[-1]
        charges = weighed(verdict.scene, find_charges(verdict.scene))
        found.append(verdict.evidence)
        rules.append(bool(verdict.charges))
        possible.append(likeliest(verdict.scene, charges, verdict.context) is not None)
    return found, np.array(rules), np.array(possible)


def f1(truth: np.ndarray, said: np.ndarray) -> float:
    return 2 * float((truth & said).sum()) / max(1, int(truth.sum() + said.sum()))


def main(paths: list[str]) -> None:
    """Cross-validate, then train on all and write the table."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    gold = pd.concat([read_gold(path) for path in paths], ignore_index=True)
    found, rules, possible = observed(gold)
    truth = gold["accusation"].to_numpy(bool)
    seen = pd.Series([name for features in found for name in features]).value_counts()
    usual = set(seen.index[seen >= RARE])
    columns = DictVectorizer(sparse=False)
    table = columns.fit_transform([{name: v for name, v in features.items() if name in usual} for features in found])
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    held_out = cross_val_predict(
        model, table, truth, groups=gold["document"], cv=GroupKFold(10), method="predict_proba"
    )
    both = rules | (possible & (held_out[:, 1] >= THRESHOLD))
    print(f"{len(gold)} sentences of {gold['document'].nunique()} documents, {truth.sum()} accusations")
    print(f"F1 of the rules alone {f1(truth, rules):.3f}; with the layer, held-out documents {f1(truth, both):.3f}")
    if f1(truth, both) <= f1(truth, rules):
        print("The layer does not earn its place on these sentences.")
    model.fit(table, truth)
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(["feature", "weight", "sentences"])
    write.writerow(["intercept", f"{model.intercept_[0]:.3f}", len(gold)])
    write.writerow(["threshold", f"{THRESHOLD:.2f}", len(gold)])
    ordered = sorted(zip(columns.feature_names_, model.coef_[0], strict=True), key=lambda pair: (-pair[1], pair[0]))
    write.writerows([name, f"{weight:.3f}", seen[name]] for name, weight in ordered)
    write_whole(FOLDER / "weights.csv", out.getvalue().encode())


if __name__ == "__main__":
    main(sys.argv[1:])
