"""Sampling, coding sheets, agreement and scoring: against hand-computed figures, and with wrong input."""

import itertools

import numpy as np
import openpyxl
import pandas as pd
import pytest

from toolkit.cli import _run
from toolkit.examples import make_accusations, make_sentences, make_statements
from toolkit.store import write_processed
from toolkit.validation import (
    Coder,
    agreement,
    code_sample,
    differences,
    draw_sample,
    read_codes,
    read_folder,
    read_sample,
    score,
    validate,
    write_sample,
    write_sheet,
)
from toolkit.validation.sampling import SAMPLE, SampleError
from toolkit.validation.sheet import CODES


def world(documents=12, sentences=10):
    ids = [f"s{n:02}" for n in range(documents)]
    statements = make_statements(*({"statement_id": i, "date": f"2031-{n % 3 + 1:02}-05"} for n, i in enumerate(ids)))
    rows = [{"statement_id": i, "sentence": f"Sentence {k} of {i}."} for i in ids for k in range(sentences)]
    accused = [{"statement_id": i, "sentence_index": k} for i, k in itertools.product(ids, (0, 1))]
    return statements, make_sentences(*rows), make_accusations(*accused)


WORLD = world()


def codes(sample, accusation, **more):
    return sample[["unit"]].assign(
        **({name: "" for name in CODES} | {"accusation": accusation, "denial": 0, "sure": 1} | more)
    )


# --- sampling


def test_a_sample_is_the_same_on_every_run_and_another_with_another_seed():
    first, again, other = (draw_sample(*WORLD, size=30, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert list(first.columns) == list(SAMPLE) and not first["sentence"].equals(other["sentence"])


@pytest.mark.parametrize(
    "by, allocate",
    [((), "proportional"), (("month",), "proportional"), (("found",), "equal"), (("month", "found"), "equal")],
)
def test_inverse_probabilities_add_up_to_the_corpus(by, allocate):
    sample = draw_sample(*WORLD, size=30, by=by, allocate=allocate)
    assert len(sample) == 30 and (1 / sample["probability"]).sum() == pytest.approx(120)
    assert (
        sample.groupby("stratum")["unit"].count() / sample.groupby("stratum")["n_stratum"].first()
    ).to_dict() == pytest.approx(sample.groupby("stratum")["probability"].first().to_dict())


def test_every_sentence_is_drawn_as_often_as_its_probability_says():
    drawn = pd.Series(0, index=pd.MultiIndex.from_frame(WORLD[1][["statement_id", "sentence_index"]]))
    for seed in range(300):
        sample = draw_sample(*WORLD, size=24, by=["found"], allocate="equal", seed=seed)
        drawn[pd.MultiIndex.from_frame(sample[["statement_id", "sentence_index"]])] += 1
    found = drawn[drawn.index.get_level_values(1) < 2] / 300  # 12 of 24 that were found, 12 of 96 others
    assert abs(found.mean() - 0.5) < 1e-9 and abs((drawn.sum() / 300 - 12) / 96 - 0.125) < 1e-9
    assert found.between(0.35, 0.65).all()


def test_a_small_stratum_is_taken_whole_and_the_rest_goes_to_the_others():
    sample = draw_sample(*WORLD, size=60, by=["found"], allocate="equal")
    assert sample["stratum"].value_counts().to_dict() == {"not found": 36, "found": 24}


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"size": 0}, "cannot be drawn"),
        ({"size": 999}, "120 sentences"),
        ({"by": ["colour"]}, "it can be by issuer"),
        ({"by": ["month"], "size": 2}, "3 strata"),
        ({"allocate": "random"}, "proportional"),
    ],
)
def test_a_sample_that_cannot_be_drawn_says_why(wrong, words):
    with pytest.raises(SampleError, match=words):
        draw_sample(*WORLD, **({"size": 20} | wrong))


def test_reprints_furniture_and_other_languages_are_not_drawn():
    statements = make_statements(
        {"statement_id": "a"}, {"statement_id": "b", "family_id": "a"}, {"statement_id": "c", "language": "fr"}
    )
    sentences = make_sentences(*({"statement_id": s} for s in "abc"), {"statement_id": "a", "voice": "furniture"})
    sample = draw_sample(statements, sentences, make_accusations({"statement_id": "a"}), size=1)
    assert sample["statement_id"].tolist() == ["a"] and sample["probability"].tolist() == [1]


# --- sheets


def filled(path, sample, rows):
    write_sheet(sample, path)
    book = openpyxl.load_workbook(path)
    sheet = book["coding"]
    head = [cell.value for cell in sheet[1]]
    for n, values in rows.items():
        for name, value in values.items():
            sheet.cell(n, head.index(name) + 1).value = value
    book.save(path)
    return path


def test_a_sheet_comes_back_as_it_was_filled(tmp_path):
    sample = draw_sample(*WORLD, size=6)
    path = filled(
        tmp_path / "coding-anna.xlsx",
        sample,
        {2: {"accusation": 1, "type": "attack", "form": "assertion", "accused": "Ardenia"}, 3: {"accusation": "no"}},
    )
    read = read_codes(path, sample)
    assert read.problems.empty and read.codes["accusation"].tolist() == [1, 0] and read.codes["sure"].tolist() == [1, 1]
    assert read.codes.iloc[0][["type", "accused"]].tolist() == ["attack", "Ardenia"]


def test_a_sheet_has_a_list_for_each_closed_code_and_no_formula(tmp_path):
    statements, sentences, accusations = WORLD
    hostile = draw_sample(statements, sentences.assign(sentence='=HYPERLINK("http://x","y")\x07'), accusations, size=3)
    sheet = openpyxl.load_workbook(write_sheet(hostile, tmp_path / "a.xlsx"))["coding"]
    assert len(sheet.data_validations.dataValidation) == sum(bool(values) for values in CODES.values())
    assert (
        sheet["E1"].value == "sentence" and sheet["E2"].value.startswith("=HYPERLINK") and sheet["E2"].data_type == "s"
    )
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert "found" not in [cell.value for cell in sheet[1]]


def test_a_sheet_is_never_overwritten(tmp_path):
    sample = draw_sample(*WORLD, size=3)
    write_sheet(sample, tmp_path / "a.xlsx")
    with pytest.raises(SampleError, match="may hold codes"):
        write_sheet(sample, tmp_path / "a.xlsx")


def test_a_bad_cell_is_a_problem_with_its_row_and_the_rest_is_kept(tmp_path):
    sample = draw_sample(*WORLD, size=6)
    rows = {2: {"accusation": 1, "type": "quarrel"}, 3: {"accusation": 7}, 4: {"type": "attack"}, 5: {"accusation": 0}}
    read = read_codes(filled(tmp_path / "coding-x.xlsx", sample, rows), sample)
    assert read.codes["accusation"].tolist() == [1, 0]
    assert read.problems["row"].tolist() == [2, 2, 3, 4] and "quarrel" in read.problems["reason"].iloc[0]


def test_csv_codes_are_read_and_units_of_another_sample_are_told(tmp_path):
    sample = draw_sample(*WORLD, size=3)
    table = codes(sample, 1, type="attack").assign(unit=[*sample["unit"][:2], "zzzz-0001"])
    table.to_csv(tmp_path / "coding-b.csv", index=False)
    read = read_codes(tmp_path / "coding-b.csv", sample)
    assert len(read.codes) == 2 and "zzzz-0001" in read.problems["reason"].iloc[0]


@pytest.mark.parametrize(
    "name, content",
    [
        ("coding-a.xlsx", b"no zip"),
        ("coding-a.csv", b"unit,form\nx,y\n"),
        ("coding-a.jsonl", b"[1"),
        ("coding-a.csv", b"\xff\xfe\x00"),
    ],
)
def test_an_unreadable_sheet_is_a_problem_and_does_not_stop_the_others(tmp_path, name, content):
    sample = draw_sample(*WORLD, size=3)
    (tmp_path / name).write_bytes(content)
    codes(sample, 0).to_csv(tmp_path / "coding-good.csv", index=False)
    read, problems = read_folder(tmp_path, sample)
    assert list(read) == ["good"] and problems["file"].tolist() == [name]


def test_two_files_of_one_coder_are_refused(tmp_path):
    sample = draw_sample(*WORLD, size=3)
    codes(sample, 0).to_csv(tmp_path / "coding-a.csv", index=False)
    write_sheet(sample, tmp_path / "coding-a.xlsx")
    with pytest.raises(SampleError, match="two files"):
        read_folder(tmp_path, sample)


# --- agreement


def alpha(table):
    """Krippendorff's alpha, nominal, from its definition: 1 - observed / expected disagreement over pairable values."""
    units = [[v for v in row if v is not None] for row in table]
    units = [u for u in units if len(u) > 1]
    n = sum(map(len, units))
    observed = sum(sum(a != b for a, b in itertools.permutations(u, 2)) / (len(u) - 1) for u in units) / n
    every = [v for u in units for v in u]
    expected = sum(a != b for a, b in itertools.permutations(every, 2)) / (n * (n - 1))
    return 1 - observed / expected


def test_alpha_is_that_of_the_definition_with_missing_codes():
    random = np.random.default_rng(3)
    table = [[None if random.random() < 0.2 else int(random.random() < 0.4) for _ in range(3)] for _ in range(40)]
    frames = {}
    for k, name in enumerate(["a", "b", "c"]):
        coded = [(f"u{n}", row[k]) for n, row in enumerate(table) if row[k] is not None]
        frames[name] = pd.DataFrame(coded, columns=["unit", "accusation"]).assign(denial=0, form="", type="")
    found = agreement(frames).set_index("code")
    assert found.loc["accusation", "alpha"] == pytest.approx(alpha(table))
    assert np.isnan(found.loc["denial", "alpha"]) and found.loc["denial", "same"] == 1


def test_types_are_compared_only_where_all_call_it_an_accusation():
    sample = draw_sample(*WORLD, size=4)
    anna = codes(sample, [1, 1, 1, 0], type=["attack", "attack", "crime", ""])
    ben = codes(sample, [1, 1, 0, 0], type=["attack", "crime", "", ""])
    found = agreement({"anna": anna, "ben": ben}, sample.set_index("unit")["document"]).set_index("code")
    assert found.loc["type", "n_units"] == 2 and found.loc["type", "same"] == 0.5
    assert found.loc["accusation", "low"] <= found.loc["accusation", "alpha"] <= found.loc["accusation", "high"]


def test_one_coder_is_no_agreement():
    with pytest.raises(ValueError, match="two coders"):
        agreement({"anna": codes(draw_sample(*WORLD, size=3), 0)})


def test_what_differs_is_left_open_with_what_each_said():
    sample = draw_sample(*WORLD, size=3)
    anna, ben = (
        codes(sample, [1, 0, 0], type=["attack", "", ""]),
        codes(sample, [1, 0, 1], type=["crime", "", "attack"]),
    )
    shared, differing = differences({"anna": anna, "ben": ben}, sample)
    assert shared["accusation"].tolist() == ["1", "0", ""] and len(differing) == 2
    assert differing["note"].iloc[0] == "type: anna attack, ben crime"


# --- scoring


def test_each_sentence_weighs_as_many_as_it_stands_for():
    sample = draw_sample(*WORLD, size=24, by=["found"], allocate="equal")
    truth = codes(sample, 1)  # everything is an accusation: recall is the share found in the corpus, 24 of 120
    figures = score(code_sample(sample, truth, WORLD[2])).set_index("metric")["value"]
    assert figures["recall"] == pytest.approx(24 / 120) and figures["precision"] == 1


def test_denials_and_negated_rows_are_not_found_accusations():
    sample = draw_sample(*WORLD, size=120)
    rows = WORLD[2].assign(denial=[True, False] * 12)
    assert code_sample(sample, codes(sample, 1), rows)["found"].sum() == 12


def test_figures_by_period_cover_each_period_and_caution_where_few():
    sample = draw_sample(*WORLD, size=60)
    table = score(code_sample(sample, codes(sample, 1), WORLD[2]), by="month")
    assert table["month"].unique().tolist() == ["2031-01", "2031-02", "2031-03"]
    assert table["caution"].str.startswith("only 4 documents").all()
    with pytest.raises(SampleError, match="no column"):
        score(code_sample(sample, codes(sample, 1), WORLD[2]), by="weather")


# --- the coder with buttons


def press(coder, name, value):
    coder._widgets[name].value = value


def test_buttons_save_each_code_and_come_back(tmp_path):
    sample = draw_sample(*WORLD, size=4)
    coder = Coder(sample, "anna", tmp_path)
    press(coder, "accusation", "1")
    press(coder, "type", "attack")
    press(coder, "accused", "Ardenia")
    coder._widgets["next"].click()
    press(coder, "accusation", "0")  # goes on by itself
    again = Coder(sample, "anna", tmp_path)
    assert again.codes["accusation"].tolist() == [1, 0] and again.codes["type"].tolist() == ["attack", ""]
    assert again._at == 2 and read_codes(tmp_path / "coding-anna.jsonl", sample).problems.empty


def test_taking_an_accusation_back_clears_its_codes_and_text_is_escaped(tmp_path):
    statements, sentences, accusations = WORLD
    sample = draw_sample(statements, sentences.assign(sentence="<script>x</script>"), accusations, size=2)
    coder = Coder(sample, "b", tmp_path)
    assert "<script>" not in coder._widgets["text"].value
    coder.code(accusation="1", type="attack")
    coder.code(accusation="0")
    assert coder.codes["type"].tolist() == [""]


def test_a_coder_of_another_sample_or_with_a_path_for_a_name_is_refused(tmp_path):
    Coder(draw_sample(*WORLD, size=4), "anna", tmp_path).code(accusation="0")
    with pytest.raises(SampleError, match="another sample"):
        Coder(draw_sample(*WORLD, size=5), "anna", tmp_path)
    with pytest.raises(SampleError, match="cannot name a file"):
        Coder(draw_sample(*WORLD, size=4), "../anna", tmp_path)


# --- the commands


@pytest.fixture
def processed(tmp_path):
    problems = pd.DataFrame(columns=["raw_file", "raw_locator", "reason"], dtype="str")
    write_processed(tmp_path / "p", *WORLD, problems)
    return tmp_path


def test_from_a_drawn_sample_to_the_figures(processed, capsys):
    folder, data = str(processed / "v"), ["--processed", str(processed / "p")]
    assert _run(["sample", "--size", "40", "--coder", "anna", "--coder", "ben", "--out", folder, *data]) == 0
    sample = read_sample(processed / "v" / "sample.jsonl")
    for name, value in (("anna", 1), ("ben", [1] * 39 + [0])):
        (processed / "v" / f"coding-{name}.xlsx").unlink()
        codes(sample, value, type="attack", form="assertion").to_csv(
            processed / "v" / f"coding-{name}.csv", index=False
        )
    assert _run(["score", folder, *data]) == 2 and "--settle" in capsys.readouterr().err
    assert _run(["score", folder, "--settle", *data]) == 0 and "1 sentences to settle" in capsys.readouterr().out
    assert _run(["score", folder, "--truth", "anna", "--by", "month", *data]) == 0
    out = capsys.readouterr().out
    assert "40 of 40 drawn sentences coded (anna)" in out and "Krippendorff" in out and "2031-02" in out
    found = validate(folder, processed / "p")
    assert found.truth == "settled" and len(found.coded) == 39


def test_codes_are_not_scored_on_data_that_they_were_not_drawn_from(processed, capsys):
    folder = processed / "v"
    assert _run(["sample", "--size", "40", "--coder", "anna", "--out", str(folder), "--processed", str(processed / "p")]) == 0
    (folder / "coding-anna.xlsx").unlink()
    codes(read_sample(folder / "sample.jsonl"), 1, type="attack", form="assertion").to_csv(folder / "coding-anna.csv", index=False)
    statements, sentences, accusations = WORLD
    problems = pd.DataFrame(columns=["raw_file", "raw_locator", "reason"], dtype="str")
    for name, change in {"other": {f"s{n:02}": f"t{n:02}" for n in range(12)}, "changed": {"s03": "t03"}}.items():
        frames = (frame.assign(statement_id=frame["statement_id"].replace(change)) for frame in WORLD)
        write_processed(processed / name, *frames, problems)
    assert _run(["score", str(folder), "--processed", str(processed / "other")]) == 2
    assert "40 of 40 coded sentences are of statements that are not in" in (told := capsys.readouterr().err) and "--processed" in told
    found = validate(folder, processed / "changed")
    assert 30 < len(found.coded) < 40 and "are left out: they were changed or taken away" in str(found)


def test_a_sample_is_not_drawn_over_another(processed, capsys):
    arguments = ["sample", "--size", "5", "--out", str(processed / "v"), "--processed", str(processed / "p")]
    assert _run(arguments) == 0 and _run(arguments) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["score", "nowhere"], ["sample", "--coder", "../x"], ["sample", "--size", "0"], ["sample", "--by", "mood"]],
)
def test_wrong_arguments_are_one_sentence(arguments, processed, capsys):
    assert _run([*arguments, "--processed", str(processed / "p")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_sample_file_that_is_none_names_the_line(tmp_path):
    write_sample(draw_sample(*WORLD, size=2), tmp_path / "sample.jsonl")
    with (tmp_path / "sample.jsonl").open("a") as file:
        file.write("{}\n")
    with pytest.raises(SampleError, match="line 3"):
        read_sample(tmp_path / "sample.jsonl")
