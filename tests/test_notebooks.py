"""The notebooks read as arguments and run on small worlds, good and bad."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from toolkit.examples import make_accusations, small_world
from toolkit.selection import SelectionError
from toolkit.store import write_processed

FOLDER = Path(__file__).parent.parent / "notebooks"
NAMES = ("frequency", "actors", "terms", "timeline")
EVERY = (*NAMES, "validation", "explore")
PARAMETER = re.compile(r'[a-z]+: (str|list|int|float|bool) = ("[^"]*"|\[\]|\d[\d.]*|True|False)  # \S.*')


def cells(name: str) -> list[dict]:
    notebook = json.loads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"))
    return [cell | {"source": "".join(cell["source"])} for cell in notebook["cells"]]


def code(name: str) -> list[dict]:
    return [cell for cell in cells(name) if cell["cell_type"] == "code"]


@pytest.mark.parametrize("name", EVERY)
def test_notebooks_are_committed_without_outputs_and_with_stable_names(name):
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code(name))
    names = [cell["id"] for cell in cells(name)]
    assert len(set(names)) == len(names) and all(re.fullmatch(r"[a-z-]+", n) for n in names)


@pytest.mark.parametrize("name", EVERY)
def test_notebooks_hold_calls_and_no_machinery(name):
    banned = (
        ast.FunctionDef,
        ast.For,
        ast.While,
        ast.ListComp,
        ast.DictComp,
        ast.SetComp,
        ast.GeneratorExp,
        ast.Lambda,
        ast.Try,
    )
    for cell in code(name):
        assert not any(isinstance(node, banned) for node in ast.walk(ast.parse(cell["source"]))), cell["id"]
        assert not re.search(r"\bimport re\b|\.merge\(|\.join\(.*on=", cell["source"]), cell["id"]
        assert len(cell["source"].splitlines()) <= 10 or cell["id"] in ("imports", "parameters"), cell["id"]


@pytest.mark.parametrize("name", EVERY)
def test_notebooks_open_with_the_caveat_and_end_with_their_limits(name):
    parts = cells(name)
    assert parts[0]["source"].startswith("# ") and "nothing of whether the charge is true" in parts[0]["source"]
    assert [cell["id"] for cell in parts[1:3]] == ["imports", "parameters"]
    assert parts[2]["metadata"]["tags"] == ["parameters"]
    assert all(PARAMETER.fullmatch(line) for line in parts[2]["source"].splitlines())
    assert any(cell["source"].startswith("## Limits") for cell in parts)
    assert parts[-1]["source"] == "finished()"


@pytest.mark.parametrize("name", EVERY)
def test_no_finding_is_typed_into_a_notebook(name):
    """Numbers in prose are those of definitions; a count or rate would need more than two digits or a decimal point."""
    for cell in cells(name):
        if cell["cell_type"] == "markdown":
            assert not re.search(r"\d[.]\d|\d{3,}", cell["source"].replace("1,000", "").replace("95 %", "")), cell["id"]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_words_and_a_caption(name):
    for cell in code(name):
        if "plot_" in cell["source"] and cell["id"] != "imports":
            assert "alt=alt_text(" in cell["source"] and "caption=caption(" in cell["source"], cell["id"]


def run(name: str, data: Path, **parameters) -> str:
    """Run the cells one by one, as a kernel does, and return all HTML that they show."""
    space, shown = {}, []
    for cell in code(name):
        tree = ast.parse(cell["source"])
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell["id"], "exec"), space)
        if cell["id"] == "parameters":
            space |= {"processed": str(data)} | ({"events": ""} if name == "timeline" else {}) | parameters
        if last is not None:
            value = eval(compile(ast.Expression(last.value), cell["id"], "eval"), space)
            shown.append(value._repr_html_() if hasattr(value, "_repr_html_") else "")
    return "\n".join(shown)


def processed(folder: Path, statements, sentences, accusations) -> Path:
    statements = statements.assign(text="Words.", clean_text="Words.")
    problems = pd.DataFrame({"raw_file": ["x.bin"], "raw_locator": [""], "reason": ["No text in it."]}, dtype="str")
    return write_processed(folder, statements, sentences, accusations, problems)


@pytest.mark.parametrize("name", NAMES)
def test_a_small_world_gives_a_whole_report(name, tmp_path):
    html = run(name, processed(tmp_path / "p", *small_world()))
    assert html.count("<figure") >= 2 and "<blockquote>" in html
    assert "Read: 7 statements in 6 families" in html and "No text in it." in html


def without_accusations(statements, sentences, accusations):
    return statements, sentences, make_accusations()


def without_dates(statements, sentences, accusations):
    return (
        statements.assign(date=pd.Series(pd.NaT, index=statements.index, dtype="datetime64[us]")),
        sentences,
        accusations,
    )


def without_issuers(statements, sentences, accusations):
    return statements.assign(issuer=pd.Series(None, index=statements.index, dtype="str")), sentences, accusations


def with_one_statement(statements, sentences, accusations):
    return tuple(
        frame[frame["statement_id"] == "s0"].reset_index(drop=True) for frame in (statements, sentences, accusations)
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", [without_accusations, without_dates, without_issuers, with_one_statement])
def test_a_poor_world_gives_a_report_that_says_so(name, change, tmp_path):
    html = run(name, processed(tmp_path / "p", *change(*small_world())))
    assert "<figure" in html and "nan" not in re.sub(r'src="[^"]*"', "", html).casefold().split()


@pytest.mark.parametrize("name", NAMES)
def test_parameters_narrow_the_report_and_nothing_left_is_an_error_in_words(name, tmp_path):
    folder = processed(tmp_path / "p", *small_world())
    html = run(name, folder, issuers=["Velmar"], types=["attack"], period="quarter", families="all")
    assert "of another issuer" in html and "of another type" in html
    with pytest.raises(SelectionError, match="No statement is left"):
        run(name, folder, start="2040-01-01")


def test_the_validation_notebook_draws_takes_codes_and_scores(tmp_path):
    from toolkit.validation import Coder, read_sample

    data = processed(tmp_path / "p", *small_world())
    given = {"folder": str(tmp_path / "v"), "size": 6, "coder": "anna", "groups": ["side"]}
    first = run("validation", data, **given)
    assert "No sentence is coded yet" in first and "nothing to compare" in first and "What was drawn" in first
    for name in ("anna", "ben"):
        coder = Coder(read_sample(tmp_path / "v" / "sample.jsonl"), name, tmp_path / "v")
        for value in "110101":
            coder.code(accusation=value, type="attack" if value == "1" else "")
            coder.move(1)
    again = run("validation", data, **given, truth="anna")
    assert "precision" in again and "alpha" in again and "Missed" in again and "By side" in again
