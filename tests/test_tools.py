"""The scripts for those who change the rules run on the sample corpus's coded sentences."""

import runpy
import sys
from pathlib import Path

import pandas as pd
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


@pytest.fixture
def benchmark(monkeypatch):
    """tools/ as bench.py sees it."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))


def test_what_is_grown_is_the_same_for_the_same_seed_and_begins_alike(benchmark):
    from benchmark.corpus import grown

    said = {"Ministry of Defence of Velmar": ["Ardenian units shelled Dorn on 3 May.", "Talks went on near Tresk."]}
    few, many = list(grown(5, said)), list(grown(20, said))
    assert many[:5] == few and list(grown(20, said, seed=2)) != many
    assert all(len(one["text"].split()) >= 300 for one in many)


def test_a_peer_that_is_not_installed_is_said_to_be(benchmark, tmp_path):
    from benchmark.peers import NLTK, SPACY, peers, seconds_of_peers

    without = tmp_path / "python"
    without.write_text("#!/bin/sh\necho \"ModuleNotFoundError: No module named 'spacy'\" >&2\nexit 1\n")
    without.chmod(0o755)
    seconds = seconds_of_peers(["Talks went on."], str(without))
    assert seconds[SPACY] is None and seconds[NLTK] > 0
    assert f"| {SPACY} | not installed |" in peers(seconds, 3)


def test_term_statistics_are_measured_each_apart_and_together(benchmark, tmp_path):
    from benchmark.terms import dictionary, terms

    from toolkit.examples import small_world
    from toolkit.schema import FRAMES
    from toolkit.store import write_processed

    problems = pd.DataFrame(columns=list(FRAMES["problems"].columns), dtype="str")
    statements, sentences, accusations = small_world()
    statements["clean_text"] = statements["statement_id"].map(sentences.groupby("statement_id")["sentence"].agg(" ".join))
    page = terms(write_processed(tmp_path, statements, sentences, accusations, problems))
    rows = [line.split("|")[1:-1] for line in page.splitlines() if "|" in line]
    assert len(dictionary().entries) == 1500
    seconds = {row[0].strip(): float(row[1]) for row in rows[2:]}
    *parts, together = list(seconds)[:7]
    assert together == "all of these"
    assert seconds[together] == pytest.approx(sum(seconds[part] for part in parts), abs=0.05)


def test_an_import_is_measured_in_a_new_python(benchmark):
    from benchmark.timing import run

    assert run("-c", "pass").processor > 0
    with pytest.raises(SystemExit, match="NameError"):
        run("-c", "nothing_of_the_kind")


def test_what_a_statement_costs_is_told_stage_by_stage(benchmark, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["costs.py", "--sizes", "2", "12"])
    runpy.run_path(str(ROOT / "tools" / "costs.py"), run_name="__main__")
    said = capsys.readouterr().out
    stages = [line.split("|")[1].strip() for line in said.splitlines() if line.endswith("% |")]
    assert {"read", "code", "find reprints", "write the four files"} <= set(stages) and len(stages) == len(set(stages))
    assert "from 2 to 12 of them" in said and "| kept: coded, prints |" in said
