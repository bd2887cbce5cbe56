"""The extractor's error: measured here again, never below its floors, and the figures that reports state are the measured ones."""

import json
from pathlib import Path

import pandas as pd
import pytest

from toolkit.accuracy import code_gold, measure, measured_error, read_gold, same_party

HERE = Path(__file__).parent
SETS = {"sample": HERE / "gold" / "sentences.jsonl", "real": HERE.parents[1] / "shared" / "gold" / "sentences.jsonl"}

#: Floors only rise: what a change has once reached, the next one keeps. A lower one needs a reason in CHANGELOG.md.
FLOORS = json.loads((HERE / "gold" / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(SETS))
def measured(request):
    if not SETS[request.param].exists():
        pytest.skip(f"the {request.param} coded sentences are not on this machine")
    return request.param, measure(code_gold(read_gold(SETS[request.param]))).set_index("metric")


def test_accuracy_stays_above_its_floors(measured):
    corpus, found = measured
    low = {
        metric: (found["value"][metric], floor)
        for metric, floor in FLOORS[corpus].items()
        if found["value"][metric] < floor
    }
    assert not low, low


def test_the_recorded_figures_are_the_measured_ones(measured):
    corpus, found = measured
    recorded = measured_error().query("corpus == @corpus").set_index("metric")
    columns = ["value", "low", "high", "n"]
    pd.testing.assert_frame_equal(recorded[columns], found[columns].round(3), check_dtype=False)


def frame(**columns):
    rows = {"denial": 0, "found_denial": False, "accused_right": None, "type_right": None, **columns}
    return pd.DataFrame(rows)


def test_precision_recall_and_f1_by_hand():
    coded = frame(document=list("abcde"), accusation=[1, 1, 1, 0, 0], found=[True, True, False, True, False])
    found = measure(coded, draws=50).set_index("metric")
    assert found["value"].round(4).to_dict() | {} == pytest.approx(
        {
            "precision": 0.6667,
            "recall": 0.6667,
            "F1": 0.6667,
            "accused right": float("nan"),
            "type right": float("nan"),
            "denial F1": float("nan"),
        },
        nan_ok=True,
    )
    assert list(found["n"])[:3] == [3, 3, 4]


def test_the_interval_resamples_documents_not_sentences():
    one_document_errs = frame(document=["a"] * 10 + ["b"] * 10, accusation=1, found=[True] * 10 + [False] * 10)
    each_document_errs = frame(document=["a", "b"] * 10, accusation=1, found=[True] * 10 + [False] * 10)
    wide, narrow = (
        measure(f, draws=500).set_index("metric").loc["recall"] for f in (one_document_errs, each_document_errs)
    )
    assert wide["high"] - wide["low"] == 1
    assert narrow["high"] - narrow["low"] < 0.2


def test_a_line_that_is_no_coded_sentence_is_named(tmp_path):
    (tmp_path / "codes.jsonl").write_text('{"sid": "a#1", "accusation": 1}\n{"sid": \n')
    with pytest.raises(ValueError, match="codes.jsonl, line 2"):
        read_gold(tmp_path / "codes.jsonl")


def test_parties_are_compared_by_their_words():
    assert same_party("Velmari armed forces", "the units of the Velmari armed forces")
    assert not same_party("Velmari armed forces", "Ardenian diplomats")


def test_the_readme_states_the_recorded_figures():
    readme = (HERE.parent / "README.md").read_text(encoding="utf-8")
    for row in measured_error().query("metric != 'denial F1'").itertuples():
        assert f"{row.value:.2f} [{row.low:.2f}, {row.high:.2f}]" in readme, (row.corpus, row.metric)
