"""The statistical layer adds to the rules and takes nothing away; its weights are readable, and know no party."""

import json
from pathlib import Path

import pandas as pd

import toolkit
from toolkit.accusations.weigh import convinces, probability, reasons, weights
from toolkit.actors import namings
from toolkit.lexicon import read_lexicon

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
]


def coded(weigh):
    rows = [(g["sid"], n, text) for g in GOLD for n, text in ((0, g["prev"]), (1, g["text"])) if text]
    sentences = pd.DataFrame(rows, columns=["statement_id", "sentence_index", "sentence"])
    statements = pd.DataFrame({"statement_id": [g["sid"] for g in GOLD], "issuer": [g["issuer"] for g in GOLD]})
    return toolkit.find_accusations(sentences, statements, weigh=weigh)


def test_what_the_rules_find_stands_with_the_layer_too():
    key = ["statement_id", "sentence_index"]
    alone, together = coded(False), coded(True)
    added = together[together["entry"].str.startswith("weighed-")]
    pd.testing.assert_frame_equal(alone, together.drop(added.index).reset_index(drop=True))
    assert 0 < len(added) < len(alone)
    assert not added.merge(alone[~alone["denial"]], on=key).shape[0], "it speaks only where the rules are silent"


def test_the_layer_raises_f1_on_sentences_it_was_not_trained_on():
    truth = {g["sid"] for g in GOLD if g["accusation"]}

    def f1(frame):
        counted = frame[(frame["sentence_index"] == 1) & ~frame["denial"] & (frame["assertion"] != "negated")]
        found = set(counted["statement_id"])
        return 2 * len(found & truth) / (len(found) + len(truth))

    assert f1(coded(True)) > f1(coded(False))


def test_no_weight_is_on_a_name():
    features = {row["feature"] for row in read_lexicon("weights")}
    words = {word for feature in features for word in feature.replace(":", " ").split()}
    assert not words & set(namings()) and {"intercept", "threshold"} <= features


def test_evidence_adds_up_and_its_reasons_can_be_read():
    strongest = max((name for name in weights() if name not in ("intercept", "threshold")), key=weights().get)
    assert probability({strongest: 1.0}) > probability({})
    assert not convinces({})
    assert reasons({strongest: 2.0, "never met": 1.0}) == [(strongest, 2 * weights()[strongest])]
