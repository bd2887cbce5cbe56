"""The lessons run: unsolved they say politely what is to do, solved every check is right; and exercises answer well whatever they get."""

from __future__ import annotations

import ast
import json
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from toolkit.teaching import check, clumped_world, forget, progress, sample_corpus
from toolkit.teaching.checking import _ways
from toolkit.teaching.exercises import LESSONS, of_lesson
from toolkit.teaching.reply import STATES, Reply

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "notebooks" / "lessons"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))
EVERY = [exercise for lesson in LESSONS for exercise in of_lesson(lesson).values()]
ON_THE_CORPUS = [exercise for exercise in EVERY if not exercise.own]
CAVEAT = "nothing of whether the charge is true"


@pytest.fixture(autouse=True)
def _nothing_tried_yet_and_a_place_for_studies(tmp_path, monkeypatch):
    forget()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    for folder in (FOLDER, FOLDER / "solutions"):
        shutil.rmtree(folder / "my-reports", ignore_errors=True)  # lesson 8 makes its report where pupils can open it


@cache
def cells(path: Path) -> tuple[dict, ...]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    return tuple(cell | {"source": "".join(cell["source"])} for cell in notebook["cells"])


def lesson(name: str) -> tuple[dict, ...]:
    return cells(FOLDER / f"{name}.ipynb")


def solution(name: str) -> tuple[dict, ...]:
    return cells(FOLDER / "solutions" / f"{name}.ipynb")


def code(parts) -> list[dict]:
    return [cell for cell in parts if cell["cell_type"] == "code"]


def run(parts) -> list:
    """Run the cells one by one, as a kernel does, and return what each shows last."""
    space, shown = {}, []
    for cell in code(parts):
        tree = ast.parse(cell["source"])
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell["id"], "exec"), space)
        if last is not None:
            shown.append(eval(compile(ast.Expression(last.value), cell["id"], "eval"), space))
    return shown


def replies(shown: list) -> list[Reply]:
    return [one for one in shown if isinstance(one, Reply)]


def numbers(name: str) -> list[str]:
    """The exercises of a lesson, by its number."""
    return list(of_lesson(name[:2].lstrip("0")))


# ---- the notebooks as they are written


def test_there_are_eight_lessons_each_with_its_solutions_and_its_note():
    assert [name[:2] for name in NAMES] == [f"0{n}" for n in range(1, 9)]
    assert sorted(path.stem for path in (FOLDER / "solutions").glob("*.ipynb")) == NAMES
    assert sorted(path.stem for path in (FOLDER / "teacher").glob("*.md")) == NAMES


@pytest.mark.parametrize("parts", [lesson, solution])
@pytest.mark.parametrize("name", NAMES)
def test_lessons_are_committed_without_outputs_and_with_stable_names(name, parts):
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code(parts(name)))
    names = [cell["id"] for cell in parts(name)]
    assert len(set(names)) == len(names) and all(re.fullmatch(r"[a-z-]+", n) for n in names)


@pytest.mark.parametrize("parts", [lesson, solution])
@pytest.mark.parametrize("name", NAMES)
def test_cells_are_short_and_hold_no_machinery(name, parts):
    banned = (ast.FunctionDef, ast.For, ast.While, ast.comprehension, ast.Lambda, ast.Try)
    for cell in code(parts(name)):
        assert not any(isinstance(node, banned) for node in ast.walk(ast.parse(cell["source"]))), cell["id"]
        assert not re.search(r"\bimport re\b|\.merge\(|\.join\(", cell["source"]), cell["id"]
        assert len(cell["source"].splitlines()) < 10 or cell["id"] == "imports", cell["id"]


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_imports_what_it_uses(name):
    first, *rest = [cell["source"] for cell in code(lesson(name))]
    named = [
        alias.asname or alias.name
        for node in ast.walk(ast.parse(first))
        if hasattr(node, "names")
        for alias in node.names
    ]
    assert [one for one in named if not re.search(rf"\b{one}\b", "\n".join(rest))] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_goes_from_what_will_be_known_to_a_limit(name):
    text = [cell["source"] for cell in lesson(name) if cell["cell_type"] == "markdown"]
    assert text[0].startswith(f"# Lesson {int(name[:2])}. ") and CAVEAT in text[0] and "you will know" in text[0]
    assert re.search(r"About (3\d|4[0-5]) minutes", text[0])
    order = ["## A tiny example", "## The real thing", "## A check", "## An honest limit"]
    places = [next((n for n, part in enumerate(text) if part.startswith(heading)), -1) for heading in order]
    assert -1 not in places and places == sorted(places), places
    assert any(part.startswith("## How") and "wrong" in part.splitlines()[0] for part in text), "a failure of a method"
    assert code(lesson(name))[-1]["source"] == f'progress("{int(name[:2])}")'


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_has_a_figure_and_each_figure_has_words(name):
    drawn = [cell for cell in code(lesson(name)) if "plot_" in cell["source"] and cell["id"] != "imports"]
    assert drawn and all("alt=alt_text(" in cell["source"] for cell in drawn)


@pytest.mark.parametrize("name", NAMES)
def test_no_finding_is_typed_into_a_lesson(name):
    """Numbers in prose are those of definitions; a count or rate would need more than two digits or a decimal point."""
    for cell in (*lesson(name), *solution(name)):
        if cell["cell_type"] == "markdown":
            text = re.sub(r"Exercises? \d\.\d|1,000|\b100 (?=of|sentences)|[a-z] (19|20)\d\d\b", "", cell["source"])
            assert not re.search(r"\d[.]\d|\d{3,}", text), (cell["id"], re.search(r"\d[.]\d|\d{3,}", text))


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_is_in_its_lesson_in_order_with_its_question_above_it(name):
    parts = lesson(name)
    asked = [(n, m.group(1)) for n, cell in enumerate(parts) for m in re.finditer(r'check\("(\d\.\d)"', cell["source"])]
    assert [number for _, number in asked] == numbers(name)
    for place, number in asked:
        assert f"### Exercise {number}" in parts[place - 1]["source"] and "..." in parts[place]["source"]


# ---- the notebooks as they run


@pytest.mark.parametrize("name", NAMES)
def test_an_unsolved_lesson_runs_and_says_what_is_not_done(name, monkeypatch):
    monkeypatch.chdir(FOLDER)
    shown = run(lesson(name))
    assert [reply.question for reply in replies(shown)] == numbers(name)
    assert {reply.state for reply in replies(shown)} == {"not done"}
    assert all(reply.words.count(".") == 1 and reply.words.endswith(".") for reply in replies(shown))
    assert str(shown[-1]).startswith(f"Lesson {int(name[:2])}: 0 of")


@pytest.mark.parametrize("name", NAMES)
def test_a_solved_lesson_is_right_in_every_check(name, monkeypatch):
    """The lesson with the cells of its solution put in the place of its own."""
    monkeypatch.chdir(FOLDER)
    solved = {cell["id"]: cell for cell in solution(name)}
    shown = run(tuple(solved.get(cell["id"], cell) for cell in lesson(name)))
    assert [(r.question, r.state) for r in replies(shown)] == [(number, "right") for number in numbers(name)]
    assert str(shown[-1]).endswith("The lesson is done.")


@pytest.mark.parametrize("name", NAMES)
def test_the_solutions_run_by_themselves(name, monkeypatch):
    monkeypatch.chdir(FOLDER / "solutions")
    assert [(r.question, r.state) for r in replies(run(solution(name)))] == [(n, "right") for n in numbers(name)]


def test_a_lesson_runs_in_a_kernel_of_its_own(tmp_path):
    """One of them as a reader runs it, through papermill; the others run the same way and take as long."""
    import papermill

    out = tmp_path / "out.ipynb"
    papermill.execute_notebook(
        FOLDER / f"{NAMES[0]}.ipynb", out, cwd=FOLDER, kernel_name="python3", progress_bar=False, log_output=False
    )
    ran = code(cells(out))
    assert all(cell["execution_count"] for cell in ran)
    kinds = [output["output_type"] for cell in ran for output in cell["outputs"]]
    assert kinds.count("execute_result") > 10 and "error" not in kinds
    assert sum("Not done yet" in str(cell["outputs"]) for cell in ran) == len(numbers(NAMES[0]))


# ---- the teacher's notes and the glossary


@pytest.mark.parametrize("exercise", ON_THE_CORPUS, ids=lambda e: e.question)
def test_the_teachers_note_has_the_answer(exercise):
    """On paper, for whoever stands before a class; 2.1 takes any codes."""
    note = (FOLDER / "teacher" / f"{NAMES[int(exercise.question[0]) - 1]}.md").read_text("utf-8")
    if exercise.question == "2.1":
        return
    told = re.search(rf"- \*\*{re.escape(exercise.question)}\*\* ([^:]+):", note)
    given = exercise.kind.read(float(told[1]) if re.fullmatch(r"-?[\d.]+", told[1]) else told[1])
    assert exercise.kind.same(given, _ways(exercise.question)[0], max(exercise.tolerance, 0))


def test_the_teachers_note_has_the_answers_on_the_ten_files():
    from toolkit.pipeline import process
    from toolkit.teaching import ten_files

    study = ten_files()
    data = process(study / "raw", study / "processed").data
    note = (FOLDER / "teacher" / "08-study.md").read_text("utf-8")
    for exercise in EVERY:
        if exercise.question in ("8.1", "8.2"):
            told = re.search(rf"- \*\*{re.escape(exercise.question)}\*\* ([\d.]+):", note)
            assert float(told[1]) == pytest.approx(exercise.right(data), abs=0.006)


@pytest.mark.parametrize("exercise", [e for e in EVERY if e.question != "2.1"], ids=lambda e: e.question)
def test_no_hint_holds_a_line_of_the_solution(exercise):
    name = NAMES[int(exercise.question[0]) - 1]
    (line,) = [
        part["source"].splitlines()[0]
        for before, part in zip(solution(name), solution(name)[1:])
        if f"### Exercise {exercise.question}\n" in before["source"]
    ]
    answer = line.removeprefix("answer = ")
    assert len(answer) < 9 or answer not in exercise.first + exercise.second


@pytest.mark.parametrize("name", NAMES)
def test_a_note_has_times_misconceptions_and_every_answer_with_its_reason(name):
    note = (FOLDER / "teacher" / f"{name}.md").read_text(encoding="utf-8")
    for heading in ("## Timing", "## Misconceptions", "## Answers"):
        assert heading in note
    minutes = [int(n) for n in re.findall(r"^\| .* \| (\d+) \|$", note, re.M)]
    assert 30 <= sum(minutes) <= 45, sum(minutes)
    answers = note.split("## Answers")[1]
    assert all(f"**{number}**" in answers for number in numbers(name))
    assert not re.search(r"\d[.]\d|\d{3,}", re.sub(r"\*\* [^:]+:|\b[1-8]\.[1-5]\b|1,000|`[^`]+`", "", note)), "a number from data"


GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^\*\*(.+?)\*\*: (.+?)(?:\n\n|\Z)", GLOSSARY, re.M | re.S)


def test_the_glossary_explains_each_term_in_two_sentences_and_says_where_it_is_used():
    assert len(TERMS) > 35
    for term, told in TERMS:
        words, _, where = " ".join(told.split()).partition(" *Used in*: ")
        assert where, term
        sentences = re.findall(r"[.?](?= [A-Z“(]|$)", words)
        assert len(sentences) == 2, (term, words)
    names = [term.casefold() for term, _ in TERMS]
    assert names == sorted(names)


def test_what_the_glossary_calls_by_name_is_there():
    assert [name for name in re.findall(r"`toolkit\.(\w+)`", GLOSSARY) if not hasattr(toolkit, name)] == []


# ---- what the lessons say of the sample corpus without a number, it still shows


def first_by(column: str, **options) -> str:
    table = toolkit.rates(*counted(), by=["issuer"], **options).dropna(subset="issuer")
    return table.loc[table[column].idxmax(), "issuer"]


@cache
def counted() -> tuple:
    statements, sentences, accusations, _ = toolkit.select(*sample_corpus()[:3])
    return accusations, statements, sentences


def test_the_order_of_issuers_depends_on_the_denominator():
    order = [first_by("n_accusations"), first_by("rate"), first_by("rate", per="1000 words")]
    assert len(set(order)) == 3


def test_copies_make_the_corpus_look_louder():
    corpus = sample_corpus()
    every = toolkit.rates(corpus.accusations, corpus.statements, corpus.sentences, families="all")
    assert every["n_accusations"].iloc[0] > 1.2 * toolkit.rates(*counted())["n_accusations"].iloc[0]


def test_one_clump_has_the_largest_g2_and_no_proof():
    statements, sentences = clumped_world()
    top = toolkit.keyness(sentences, statements, by="issuer").nlargest(1, "g2").iloc[0]
    assert top["word"] == "firewood" and top["g2"] > 3.84 and top["p"] == 1


def test_g2_finds_more_than_chance_between_heaps_dealt_by_lot_and_the_test_by_documents_nothing():
    found, by_documents = _ways("4.3")[0], _ways("4.4")[0]
    looked_at = _ways("4.3")[1]
    assert found > 2 * looked_at / 20 and by_documents == 0


def test_a_mean_with_noughts_for_silence_is_too_low():
    pooled, with_noughts, _ = _ways("5.3")
    assert with_noughts < 0.8 * pooled


def test_an_interval_knows_nothing_of_what_a_poor_program_overlooks():
    accusations, statements, sentences = counted()
    poor = toolkit.rates(accusations[accusations["form"] == "explicit"], statements, sentences)
    assert poor["high"].iloc[0] < toolkit.rates(*counted())["low"].iloc[0] and _ways("6.4")[0] is True


def test_the_two_lists_speak_against_one_side_each_and_the_toolkit_against_none():
    assert {_ways("7.2")[0], _ways("7.3")[0]} == {"velmar", "ardenia"} and _ways("7.4")[0] is False
    assert _ways("3.5")[0] is False


def test_exchanging_the_sides_exchanges_their_numbers():
    after, before = _ways("7.1")
    other = toolkit.rates(*counted(), by=["side"]).set_index("side").loc["Ardenia", "n_accusations"]
    assert after == other != before


# ---- exercises, whatever they get


def wrong(exercise):
    """An answer of the right kind that is not right."""
    kinds = {"a number": -12345.5, "a word or a name": "quark", "a list of words": ["quark"], "a list of 1 and 0": [1]}
    return kinds[exercise.kind.name] if exercise.kind.name in kinds else not _ways(exercise.question)[0]


def test_every_number_is_given_once_and_in_order():
    for number in LESSONS:
        there = list(of_lesson(number))
        assert there == [f"{number}.{n}" for n in range(1, len(there) + 1)] and 3 <= len(there) <= 5


BY_NUMBER = {"ids": lambda exercise: exercise.question}


@pytest.mark.parametrize("exercise", ON_THE_CORPUS, **BY_NUMBER)
def test_what_the_data_say_is_right_and_is_never_said(exercise):
    right = _ways(exercise.question)[0]
    assert check(exercise.question, list(right) if isinstance(right, frozenset) else right).state == "right"
    hints = " ".join([exercise.first, exercise.second, *(slip.hint for slip in exercise.slips)])
    if exercise.kind.name == "a number":
        told = re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", hints)
        assert not any(abs(float(number) - right) <= exercise.tolerance for number in told), hints
    elif exercise.kind.name == "a word or a name":
        assert f'"{right}"' not in hints.casefold() and not (" " in right and right in hints.casefold())


@pytest.mark.parametrize("exercise", ON_THE_CORPUS, **BY_NUMBER)
def test_the_first_miss_gives_a_hint_and_the_second_a_better_one(exercise):
    first, second, third = (check(exercise.question, wrong(exercise)) for _ in range(3))
    assert {first.state, second.state, third.state} == {"not yet"}
    assert first.words == exercise.first != second.words == exercise.second == third.words
    assert exercise.question in progress(exercise.question[0]).text


@pytest.mark.parametrize("exercise", [e for e in ON_THE_CORPUS if e.slips], **BY_NUMBER)
def test_known_wrong_ways_are_wrong_and_have_hints_of_their_own(exercise):
    hints = set()
    for value in _ways(exercise.question)[1:]:
        forget()
        answer = list(value) if isinstance(value, frozenset) else value
        first, second = check(exercise.question, answer), check(exercise.question, answer)
        assert first.state == second.state == "not yet"
        assert (
            first.words not in (exercise.first, exercise.second) and second.words == f"{first.words} {exercise.second}"
        )
        hints.add(first.words)
    assert len(hints) == len(exercise.slips)


@pytest.mark.parametrize("exercise", EVERY, **BY_NUMBER)
def test_what_is_blank_is_not_done_and_no_miss(exercise):
    for blank in (None, ..., "", "  ", [], [1, ...], [None]):
        assert check(exercise.question, blank, data=blank).state == "not done"
    if not exercise.own:
        assert check(exercise.question, wrong(exercise)).words == exercise.first


def other_kinds() -> list:
    missing = [float("nan"), np.float64("nan"), pd.NA, pd.NaT, float("inf")]
    return [pd.DataFrame({"a": [1, 2]}), {"a": 1}, object(), print, b"bytes", 1 + 2j, *missing]


@pytest.mark.parametrize("exercise", EVERY, **BY_NUMBER)
def test_an_answer_of_another_kind_is_told_so_and_is_no_miss(exercise):
    for answer in other_kinds():
        reply = check(exercise.question, answer, data=sample_corpus())
        assert reply.state == "other kind" and "expected" in reply.words, reply
    if not exercise.own:
        assert check(exercise.question, wrong(exercise)).words == exercise.first


@pytest.mark.parametrize("exercise", [e for e in EVERY if e.own], **BY_NUMBER)
def test_something_else_in_the_place_of_ones_own_work_is_told_so(exercise):
    for data in (7, "text", {"a": 1}, pd.DataFrame({"b": [1]})):
        reply = check(exercise.question, "yes" if exercise.kind.name.startswith('"') else 1, data=data)
        assert reply.state == "other kind" and "`data`" in reply.words


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=2) | st.tuples(inner),
    max_leaves=6,
)


@given(ANYTHING)
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("number", ["1.1", "1.2", "2.1", "2.2", "3.5"])
def test_whatever_is_answered_there_is_a_reply(number, answer):
    assert check(number, answer, data=[1, 0] * 5).state in STATES
    assert check("2.2", 3, data=answer).state in STATES


def test_a_number_too_large_to_be_one_is_told_so():
    assert check("1.1", 10**400).state == "other kind" and check("1.1", float("-inf")).state == "other kind"


def test_a_missing_number_is_told_from_nought():
    assert "missing (NaN)" in check("1.1", float("nan")).words and "not 0" in check("1.1", np.float64("nan")).words


def test_a_table_where_a_number_was_asked_for_is_called_a_table():
    assert "a table with 3 rows and 1 column" in check("1.1", pd.DataFrame({"a": [1, 2, 3]})).words
    assert "a column with 1 value" in check("1.1", pd.Series([1])).words
    assert "a list with 2 entries" in check("1.1", [1, 2]).words
    assert "text" in check("1.1", "275").words and "True or False" in check("1.1", True).words


def test_a_number_in_per_cent_is_told_so():
    recall = _ways("6.3")[0]
    assert "per cent" in check("6.3", 100 * recall).words and check("6.3", round(recall, 2)).state == "right"


def test_hints_are_set_in_type_and_what_is_open_is_asked_again():
    html = check("1.1", 3).html + check("1.1", 3).html
    assert "<code>len(...)</code>" in html and "`" not in html and "How many statements" in progress("1").html


def test_numbers_of_numpy_and_of_frames_are_numbers():
    right = len(sample_corpus().statements)
    for number in (np.int64(right), np.float32(right), pd.Series([right]).iloc[0], right + 0.0):
        assert check("1.1", number).state == "right"


HOSTILE = '<img src=x onerror="alert(1)"><script>alert(1)</script>'


@pytest.mark.parametrize("exercise", EVERY, **BY_NUMBER)
def test_hostile_text_is_never_shown_as_it_is(exercise):
    class Nasty:
        def __repr__(self):
            raise RuntimeError("no")

    Nasty.__name__ = HOSTILE
    for answer in (HOSTILE, [HOSTILE], Nasty(), pd.Series([HOSTILE])):
        reply = check(exercise.question, answer, data=sample_corpus())
        assert reply.state in ("not yet", "other kind")
        assert "<img" not in reply.html and "<script" not in reply.html and repr(reply)


def test_a_reply_carries_its_meaning_in_words_and_escapes_all_it_holds():
    for state, (opening, _) in STATES.items():
        reply = Reply("<b>1</b>", state, HOSTILE)
        assert opening in repr(reply) and opening in reply.html and "&lt;img" in reply.html and "<img" not in reply.html
        assert set(reply._repr_mimebundle_()) == {"text/html", "text/plain"}
    assert len({opening for opening, _ in STATES.values()}) == len(STATES)


def test_what_is_no_exercise_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="lesson 1 has 1.1"):
        check("1.17", 3)
    with pytest.raises(ValueError, match="numbered by lesson"):
        check(HOSTILE, 3)
    with pytest.raises(ValueError, match="There is no lesson '9'"):
        progress("9")


def test_a_pupil_cannot_spoil_the_corpus_for_the_checks():
    spoiled = sample_corpus()
    spoiled.statements.drop(spoiled.statements.index, inplace=True)
    assert len(sample_corpus().statements) > 100 and check("1.1", 0).state == "not yet"


def test_the_source_of_check_shows_no_answer():
    import inspect

    source = inspect.getsource(check)
    for exercise in ON_THE_CORPUS:
        right = _ways(exercise.question)[0]
        assert not isinstance(right, str) or right not in source.casefold()


@pytest.mark.parametrize("path", sorted([*FOLDER.glob("*.ipynb"), *FOLDER.glob("solutions/*.ipynb")]), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_lesson_names_no_path_that_hangs_on_the_folder_it_was_opened_from(path):
    code = "\n".join("".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "code")
    assert "../" not in code and "data/" not in code


def test_files_of_the_sample_corpus_are_found_from_any_folder(tmp_path, monkeypatch):
    from toolkit.teaching import sample_file

    monkeypatch.chdir(tmp_path)
    assert len(toolkit.read_statements(sample_file("mod-velmar"))) > 10
    with pytest.raises(FileNotFoundError, match="There is no 'mod-velmer' in the sample corpus; there are .*mod-velmar"):
        sample_file("mod-velmer")
