import subprocess
import sys

import pytest

import toolkit


def test_importing_the_package_loads_nothing_heavy():
    heavy = "pandas numpy pandera pyarrow matplotlib pypdf docx ftfy nltk papermill pydantic click scipy py3langid nh3".split()
    code = f"import sys, toolkit; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_the_public_verbs_are_there_without_what_only_some_of_them_need():
    # pyarrow is missing from this list: pandas 3 loads it for its own text columns.
    heavy = "pandera matplotlib pypdf docx ftfy papermill nbformat nh3 jinja2".split()
    code = f"import sys, toolkit; [getattr(toolkit, n) for n in toolkit.__all__]; print([m for m in {heavy} if m in sys.modules])"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert seen.stdout.strip() == "[]", seen.stderr


def test_processes_that_read_files_or_look_at_sound_frames_load_no_more_than_they_need():
    """Each costs as long to load as a small file to read, or a hundred statements to code."""
    code = "import sys, toolkit.reading.worker; print([m for m in ('pandas', 'pyarrow', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
    code = "import sys, toolkit.pipeline; print([m for m in ('pandas', 'pyarrow') if m in sys.modules])"  # children start before
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
    code = "import sys, toolkit.pipeline.warming as w; w.load(); print([m for m in ('pandera', 'scipy', 'nltk', 'hypothesis') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_every_public_name_is_there_and_says_what_it_is():
    for name in toolkit.__all__:
        assert getattr(toolkit, name).__doc__, name
    assert set(toolkit.__all__) <= set(dir(toolkit))


def test_an_unknown_name_is_answered_with_those_there_are():
    with pytest.raises(AttributeError, match="toolkit has no 'reed_statements'; it has .*read_statements"):
        toolkit.reed_statements


def test_a_verb_is_the_same_before_and_after_its_module_is_imported():
    code = "import toolkit; from toolkit.timeline import timeline; assert toolkit.timeline.timeline is timeline; toolkit.rates"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize("name", ["timeline", "concordance", "bursts", "before_after", "echo", "epithets"])
def test_a_module_named_like_its_verb_can_be_called(name):
    module = getattr(toolkit, name)
    assert callable(module) and callable(getattr(module, name)) and module.__doc__
    with pytest.raises(TypeError, match=name):
        module()
