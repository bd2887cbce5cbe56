"""Corrected rates: by hand, against the estimators as published, and on corpora whose truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit.correction import corrected_rates
from toolkit.examples import make_accusations, make_sentences, make_statements


def corpus(rng, n_documents=60, per_document=10, sensitivity=0.6, wrong=0.1):
    """Documents of their own temper; what is true of each sentence, and what a coder with known errors finds."""
    statements = make_statements(*({} for _ in range(n_documents)))
    ids = statements["statement_id"].repeat(per_document).to_numpy()
    sentences = make_sentences(*({"statement_id": i} for i in ids))
    temper = np.repeat(rng.beta(1, 2, n_documents), per_document)
    true = rng.uniform(size=len(ids)) < temper
    found = np.where(true, rng.uniform(size=len(ids)) < sensitivity, rng.uniform(size=len(ids)) < wrong)
    place = sentences[["statement_id", "sentence_index"]].assign(accusation=true.astype(int))
    rows = [
        {"statement_id": s, "sentence_index": k} for s, k in place[found][["statement_id", "sentence_index"]].to_numpy()
    ]
    return make_accusations(*rows), statements, sentences, place


def test_simple_sample_by_hand():
    """Prediction-powered mean (Angelopoulos and others 2023, eq. 2): mean of what is found, plus the mean error among the coded."""
    accusations, statements, sentences, truth = corpus(np.random.default_rng(1))
    coded = truth.sample(120, random_state=2).assign(probability=120 / len(truth))
    row = corrected_rates(coded, accusations, statements, sentences).iloc[0]
    key = ["statement_id", "sentence_index"]
    found = truth.merge(accusations[key].drop_duplicates().assign(found=1), on=key, how="left")["found"].fillna(0)
    lost = coded.merge(truth.assign(found=found.to_numpy())[[*key, "found"]], on=key)
    assert row["rate"] == pytest.approx(100 * found.mean())
    assert row["corrected"] == pytest.approx(100 * (found.mean() + (lost["accusation"] - lost["found"]).mean()))


def test_everything_coded_gives_the_truth():
    accusations, statements, sentences, truth = corpus(np.random.default_rng(3))
    row = corrected_rates(truth.assign(probability=1.0), accusations, statements, sentences).iloc[0]
    assert row["corrected"] == pytest.approx(100 * truth["accusation"].mean())


def test_unequal_chances_are_weighed():
    """Found sentences coded four times as often as the others: the mean over many samples is the truth all the same."""
    rng = np.random.default_rng(4)
    accusations, statements, sentences, truth = corpus(rng)
    key = ["statement_id", "sentence_index"]
    found = pd.MultiIndex.from_frame(truth[key]).isin(pd.MultiIndex.from_frame(accusations[key]))
    chance = np.where(found, 0.4, 0.1)
    values = []
    for _ in range(60):
        coded = truth.assign(probability=chance)[rng.uniform(size=len(truth)) < chance]
        values.append(corrected_rates(coded, accusations, statements, sentences).iloc[0]["corrected"])
    assert np.mean(values) == pytest.approx(100 * truth["accusation"].mean(), abs=1.5)


def test_groups_have_their_own_correction_or_say_why_not():
    accusations, statements, sentences, truth = corpus(np.random.default_rng(5))
    statements["publisher"] = ["Belcastra Wire"] * 55 + ["Quellport Press Agency"] * 5
    coded = truth.sample(200, random_state=1).assign(probability=200 / len(truth))
    table = corrected_rates(coded, accusations, statements, sentences, by=["publisher"]).set_index("publisher")
    assert table.loc["Belcastra Wire", "corrected"] > table.loc["Belcastra Wire", "rate"]
    assert np.isnan(table.loc["Quellport Press Agency", "corrected"])
    assert "a correction needs 30" in table.loc["Quellport Press Agency", "caution"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: pd.concat([c, c.head(1)]), "stands twice"),
        (lambda c: c.assign(probability=1.5), "at most 1"),
        (lambda c: c.assign(probability=0.0), "above 0"),
        (lambda c: c.assign(sentence_index=c["sentence_index"] + 900), "do not stand in the corpus"),
    ],
)
def test_a_sample_that_cannot_be_is_refused(change, said):
    accusations, statements, sentences, truth = corpus(np.random.default_rng(6), n_documents=10)
    coded = change(truth.head(20).assign(probability=0.2))
    with pytest.raises(ValueError, match=said):
        corrected_rates(coded, accusations, statements, sentences)
