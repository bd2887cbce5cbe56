"""The scripts for those who change the rules run on the sample corpus's coded sentences."""

import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold" / "sentences.jsonl"


def test_peers_are_measured_on_the_same_sentences(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["compare_peers.py", str(GOLD)])
    runpy.run_path(str(ROOT / "tools" / "compare_peers.py"), run_name="__main__")
    lines = capsys.readouterr().out.splitlines()
    f1 = {line[:22].strip(): float(line.split("F1 ")[1][:4]) for line in lines[1:7]}
    assert lines[0].startswith("221 sentences of 135 documents")
    assert f1["toolkit"] > max(f1["accusing verbs"], f1["thirty hostile stems"], f1["VADER"])
    assert f1["everything"] == pytest.approx(2 * 95 / (95 + 221), abs=0.005)
    assert any(line.startswith("recall by form") for line in lines) and "by side (with 20 accusations or more)" in lines


def test_weights_are_trained_and_written_whole(monkeypatch, capsys, tmp_path):
    tool = runpy.run_path(str(ROOT / "tools" / "train_weights.py"))
    (tmp_path / "lexicons").mkdir()
    monkeypatch.setitem(tool["main"].__globals__, "FOLDER", tmp_path / "lexicons")
    tool["main"]([str(GOLD)])
    table = (tmp_path / "lexicons" / "weights.csv").read_text("utf-8").splitlines()
    assert table[0] == "feature,weight,sentences" and table[1].startswith("intercept,") and len(table) > 50
    assert "F1 of the rules alone" in capsys.readouterr().out


def test_the_measures_are_shown_as_they_are():
    """The oracles on the page are those of today's code; the simulations there kept their bounds when it was made."""

    sys.path.insert(0, str(ROOT / "tools"))
    from show_measures import PAGE, oracles

    text = PAGE.read_text(encoding="utf-8")
    for measure, example, ours, expected, source in oracles():
        assert ours == pytest.approx(expected, rel=5e-4), measure
        assert f"| {measure} | {example} | {ours:.6g} | {expected:.6g} | {source} |" in text
    rows = [line.split("|")[1:-1] for line in text.splitlines() if "| at least " in line or "| at most " in line]
    assert len(rows) == 9
    for what, where, figure, bound in rows:
        limit, least = float(bound.split()[-1]), "least" in bound
        assert float(figure) >= limit if least else float(figure) <= limit, (what, where)
