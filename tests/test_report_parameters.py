import ast
from pathlib import Path

import nbformat
import pytest

from toolkit.reports.parameters import REPORTS, ParameterError, check_parameters, describe

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def refused(report, **values):
    with pytest.raises(ParameterError) as error:
        check_parameters(report, values)
    return str(error.value)


def test_defaults_select_everything():
    chosen = check_parameters("frequency", {})
    assert chosen.issuers == chosen.types == chosen.voices == [] and chosen.start == chosen.end == ""


def test_a_list_is_written_with_commas_and_a_name_with_a_comma_in_quotes():
    chosen = check_parameters("terms", {"issuers": ' Velmar , "Ministry of Justice, Ardenia",'})
    assert chosen.issuers == ["Velmar", "Ministry of Justice, Ardenia"]


def test_values_from_python_are_taken_as_they_are_and_not_converted():
    assert check_parameters("terms", {"types": ["attack"]}).types == ["attack"]
    assert "issuers cannot be 3" in refused("terms", issuers=3)
    assert "start cannot be False" in refused("terms", start=False)


def test_a_misspelt_name_is_answered_with_the_nearest():
    assert refused("frequency", issuer="Velmar") == "There is no parameter 'issuer' in the frequency report; did you mean 'issuers'?"


def test_a_parameter_of_another_report_is_refused():
    assert "no parameter 'events' in the terms report" in refused("terms", events="a.csv")


def test_a_misspelt_report_is_answered_with_the_nearest():
    assert refused("freqency") == "There is no report 'freqency'; did you mean 'frequency'?"


@pytest.mark.parametrize("name", ["", "__class__", "a = 1; import os", "issuers\n", "model_config"])
def test_a_name_is_never_passed_on_unless_it_is_known(name):
    assert "There is no parameter" in refused("terms", **{name: "x"})


@pytest.mark.parametrize("day", ["2031-02-30", "03/04/2031", "2031", "20310304", "2031-W10-1", "yesterday", "2031-3-4"])
def test_a_day_that_is_none_is_refused(day):
    assert "YYYY-MM-DD" in refused("frequency", start=day)


def test_an_end_before_the_start_is_refused():
    assert refused("frequency", start="2031-05-01", end="2031-04-01") == "The last day, 2031-04-01, is before the first, 2031-05-01."


@pytest.mark.parametrize(
    "name, value, right",
    [("period", "monthly", "'month'"), ("types", "attacks", "'attack'"), ("voices", "isuer", "'issuer'"), ("families", "one", "'once'")],
)
def test_a_choice_that_is_none_is_answered_with_the_nearest(name, value, right):
    assert refused("timeline", **{name: value}) == f"{name} cannot be {value!r}; did you mean {right}?"


def test_page_furniture_is_no_voice_to_select():
    assert "voices cannot be 'furniture'" in refused("terms", voices="furniture")


def test_every_parameter_is_described():
    for report, model in REPORTS.items():
        assert [name for name, _, _ in describe(report)] == list(model.model_fields)
        assert all(meaning for _, _, meaning in describe(report))


@pytest.mark.parametrize("report", REPORTS)
def test_the_parameters_cell_of_a_notebook_is_the_model(report):
    """Same names in the same order, same types, same defaults, and a word of help on every line."""
    notebook = nbformat.read(NOTEBOOKS / f"{report}.ipynb", as_version=4)
    (cell,) = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    lines = [line for line in ast.parse(cell.source).body]
    assert all(isinstance(line, ast.AnnAssign) for line in lines)
    written = {line.target.id: (ast.unparse(line.annotation), ast.literal_eval(line.value)) for line in lines}
    declared = {
        name: ("list" if isinstance(field.default, list) else "str", field.default)
        for name, field in REPORTS[report].model_fields.items()
    }
    assert list(written.items()) == list(declared.items())
    assert all("# " in line for line in cell.source.splitlines() if line.strip())
