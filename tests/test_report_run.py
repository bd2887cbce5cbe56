import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from frames import accusations, problems, sentences, statements

from notebooks import notebook
from toolkit.reports.run import Job, RunFailed, run_notebook, run_notebooks
from toolkit.reports.stage import lay_out
from toolkit.store import write_processed


@pytest.fixture(scope="module")
def processed(tmp_path_factory):
    return write_processed(tmp_path_factory.mktemp("p") / "processed", statements(), sentences(), accusations(), problems())


@pytest.fixture
def stage(tmp_path, processed):
    folder = tmp_path / "st{age} of a run"
    lay_out(folder, processed, None)
    return folder


def run(stage, *cells, values=None, **more):
    made = notebook(stage / "source" / "trial.ipynb", *cells, **more)
    return run_notebook(Job("trial", made, values or {}), stage, cell_seconds=30)


def failure(stage, *cells, **more):
    with pytest.raises(RunFailed) as error:
        run(stage, *cells, **more)
    return str(error.value)


def test_values_reach_the_notebook_as_text_and_never_as_code(stage):
    hostile = "'''\"); import os; os._exit(3) #\n{name}\\"
    done = run(
        stage,
        "# Title",
        "processed: str = '../data/processed'  # folder\nissuers: list = []  # names",
        "import toolkit\nassert len(toolkit.read_processed(processed).statements) == 4",
        f"assert issuers == [{hostile!r}], issuers",
        values={"issuers": [hostile]},
    )
    assert [c.execution_count for c in done.cells if c.cell_type == "code"] == [1, 2, 3, 4, 5]


def test_several_run_side_by_side_and_one_that_fails_does_not_stop_the_others(stage):
    good = notebook(stage / "a" / "good.ipynb", "1 + 1")
    bad = notebook(stage / "a" / "bad.ipynb", "1 / 0")
    jobs = [Job("bad", bad, {}), Job("good", good, {}), Job("other", good, {})]
    results = {r.job.name: r for r in run_notebooks(jobs, stage)}
    assert results["good"].notebook and results["other"].notebook and not results["bad"].notebook
    assert results["bad"].failure == "Cell 1 of the bad notebook (`1 / 0`) failed: ZeroDivisionError: division by zero"


def test_a_cell_that_raises_is_named_with_its_error_in_one_line(stage):
    said = failure(stage, "# Title", "x = 1", "raise ValueError('no\\nstatement \\x1b[31mleft')")
    assert said.startswith("Cell 3 of the trial notebook (`raise ValueError(") and said.endswith("ValueError: no statement left")


def test_leaving_early_without_an_error_is_a_failure(stage):
    assert "trial notebook" in failure(stage, "import sys; sys.exit(0)", "print('never')")


def test_a_kernel_that_dies_is_a_failure(stage):
    assert "trial notebook" in failure(stage, "import os; os._exit(0)", "print('never')")


def test_a_cell_that_never_ends_is_a_failure(stage):
    made = notebook(stage / "a" / "slow.ipynb", "import time; time.sleep(60)")
    with pytest.raises(RunFailed, match="slow notebook"):
        run_notebook(Job("slow", made, {}), stage, cell_seconds=1)


def test_a_notebook_that_never_reports_back_is_a_failure(stage):
    assert failure(stage, "1 + 1", end="").startswith("The trial notebook did not report back")


def test_a_word_kept_from_an_earlier_run_does_not_count(stage):
    forged = 'from IPython.display import display\nfrom toolkit.reports import FINISHED\ndisplay({FINISHED: {"token": "x"}}, raw=True)'
    assert "did not report back" in failure(stage, forged, end="")


def test_a_file_named_like_a_library_is_not_imported(stage):
    (stage / "notebooks" / "matplotlib.py").write_text("raise SystemError('taken for the library')")
    run(stage, "import matplotlib\nmatplotlib.rcParams")


def test_a_file_that_is_no_notebook_is_a_failure_in_one_line(stage):
    path = stage / "source" / "trial.ipynb"
    path.parent.mkdir()
    path.write_text("{")
    with pytest.raises(RunFailed, match="The trial notebook did not run: .+"):
        run_notebook(Job("trial", path, {}), stage)


def test_output_cut_off_by_a_full_disk_is_a_failure(stage):
    made = notebook(stage / "source" / "trial.ipynb", "1 + 1")

    def cut_off(*arguments, **options):
        process = subprocess.run(*arguments, **options)
        out = stage / "out" / "trial.ipynb"
        out.write_bytes(out.read_bytes()[:200])
        return SimpleNamespace(returncode=process.returncode, stderr="OSError: No space left on device")

    with pytest.raises(RunFailed, match="did not run: OSError: No space left on device"):
        run_notebook(Job("trial", made, {}), stage, start=cut_off)


def test_the_data_of_a_run_are_those_it_began_with(processed, tmp_path):
    before = (processed / "statements.parquet").read_bytes()
    lay_out(tmp_path / "s", processed, None)
    write_processed(processed, statements()[:1], sentences()[:1], accusations()[:1], problems())
    assert (tmp_path / "s" / "data" / "processed" / "statements.parquet").read_bytes() == before


def test_a_start_up_file_of_the_user_changes_nothing(stage, tmp_path, monkeypatch):
    start = tmp_path / "ipython" / "profile_default" / "startup"
    start.mkdir(parents=True)
    (start / "00.py").write_text("intruder = True")
    monkeypatch.setenv("IPYTHONDIR", str(start.parents[1]))
    monkeypatch.setenv("MPLBACKEND", "agg")
    done = run(stage, "assert 'intruder' not in globals()\nimport matplotlib.pyplot as plt\nplt.plot([1]);")
    data = done.cells[0].outputs[-1].data
    assert "image/svg+xml" in data and "<dc:date>" not in data["image/svg+xml"]
    assert "TOOLKIT_RUN_TOKEN" not in os.environ


def test_a_run_leaves_out_the_grammar_of_addresses_and_nothing_else_misses_it():
    code = (
        "import sys, importlib.util\nfrom toolkit.reports.light import without_grammar\n"
        "with without_grammar():\n    import papermill\n"
        "import nbformat, jsonschema\nassert 'rfc3987_syntax' not in sys.modules\nassert importlib.util.find_spec('rfc3987_syntax')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
