"""The documentation can be made into a site, leads nowhere that is not there, and leaves nothing public out."""

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import toolkit

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
API = (DOCS / "api.md").read_text("utf-8")
GALLERY = (DOCS / "gallery.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
make_site = runpy.run_path(str(ROOT / "tools" / "make_site.py"))


def anchors(page):
    """The anchors of the headings of a page, as GitHub and the site make them."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.M)
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_heading_that_is_there(page):
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
    for link, anchor in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", text):
        if not link.startswith(("http:", "https:")):
            assert anchor in anchors((page.parent / link).resolve() if link else page), f"{link}#{anchor}"


def test_the_reference_has_every_public_verb_and_the_place_where_it_stands():
    headed = set(re.findall(r"^#{3,4} ([\w.]+)$", API, re.M))
    told = set(re.findall(r"<!-- docstring: ([\w.]+) -->", API))
    verbs = set(toolkit.__all__) - {
        "schema",
        "tables",
        "figures",
        "timeline",
        "concordance",
        "echo",
        "epithets",
        "bursts",
        "before_after",
    }
    assert verbs <= headed, verbs - headed
    assert {name.rpartition(".")[2] for name in headed} >= set(toolkit.__all__)
    for name in told:
        module, _, verb = name.rpartition(".")
        assert getattr(__import__(module, fromlist=[verb]), verb).__doc__, name
    assert all((ROOT / file).exists() for file in re.findall(r"`(toolkit/[\w/]+\.py)`", API))


def test_the_gallery_has_every_figure_and_the_reference_too():
    import toolkit.figures

    drawn = {name for name in dir(toolkit.figures) if name.startswith("plot_")}
    assert len(drawn) >= 6
    assert all(f"{name}(" in GALLERY and f"figures.{name}\n" in API for name in drawn)


@pytest.fixture(scope="module")
def from_the_sample_corpus(tmp_path_factory):
    """A folder with data/ as the sample corpus gives it, in which the documents' code runs."""
    folder = tmp_path_factory.mktemp("gallery")
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    toolkit.process(folder / "data" / "raw", folder / "data" / "processed")
    return folder


def test_the_gallery_shows_what_its_code_draws(from_the_sample_corpus, monkeypatch):
    monkeypatch.chdir(from_the_sample_corpus)
    make_gallery = runpy.run_path(str(ROOT / "tools" / "make_gallery.py"))
    shown = dict(re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", GALLERY))
    made = list(make_gallery["pictures"](GALLERY))
    assert len(made) == len(shown) >= 9
    for file, picture, alt in made:
        assert shown.get(alt) == file
        assert (DOCS / file).read_text("utf-8") == picture, f"{file} is not what the code draws: run make site"


def test_the_picture_on_the_first_page_is_drawn_from_the_sample_corpus(from_the_sample_corpus, tmp_path, monkeypatch):
    monkeypatch.chdir(from_the_sample_corpus)
    script = runpy.run_path(str(ROOT / "docs" / "images" / "make.py"))
    script["main"](tmp_path)
    assert (tmp_path / "timeline.png").read_bytes() == (DOCS / "images" / "timeline.png").read_bytes(), (
        "run docs/images/make.py"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("mkdocs", reason="MkDocs is not installed; make test installs it")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_site.py"), str(folder)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr  # a broken link or a page outside the navigation stops it
    return folder / "site"


def test_the_site_loads_nothing_from_elsewhere(site):
    pages = [*site.rglob("*.html")]
    assert len(pages) >= 20
    for page in pages:
        text = page.read_text("utf-8")
        loaded = re.findall(r"<(?:script|img|iframe|source)[^>]+src=[\"']?([^\"'\s>]+)", text)
        loaded += re.findall(
            r"<link[^>]+rel=[\"']?(?:stylesheet|preload|preconnect|icon)[^>]+href=[\"']?([^\"'\s>]+)", text
        )
        assert loaded and not [address for address in loaded if address.startswith(("http:", "https:", "//"))], (
            page.name
        )
    for style in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", style.read_text("utf-8")), style.name


def test_the_site_has_the_docstrings(site):
    page = (site / "api.html").read_text("utf-8")
    assert not [other.name for other in site.rglob("*.html") if "```" in other.read_text("utf-8")]
    assert "<!-- docstring" not in page and page.count("doc-contents") >= 60
    assert "It misleads where the coder errs more for one group" in page


def test_every_link_of_the_site_leads_to_a_file_in_it(site):
    for page in site.rglob("*.html"):
        if page.name == "404.html":  # its links begin at the top of a server
            continue
        for link in re.findall(r"<a[^>]+href=[\"']?([^\"'\s>#]+)", page.read_text("utf-8")):
            if not re.match(r"[a-z]+:", link):
                there = (page.parent / link).resolve()
                assert there.exists(), f"{page.relative_to(site)}: {link}"


LESSONS = sorted((ROOT / "notebooks" / "lessons").glob("*.ipynb"))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_a_lesson_is_a_page_of_the_site_with_all_its_text_and_code(lesson):
    import json

    name = lesson.relative_to(ROOT).as_posix()
    text = make_site["written"](name)
    title, note = text.split("\n\n")[:2]
    assert title.startswith("# Lesson ") and name in note and make_site["place"](name).endswith(f"{lesson.stem}.md")
    for cell in json.loads(lesson.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"]).strip()
        assert source.split("\n")[-1] in text
        assert cell["cell_type"] == "markdown" or f"```python\n{source}\n```" in text


def test_the_pages_of_lessons_stand_in_the_site_and_the_course_leads_to_them(site):
    course = (site / "lessons.html").read_text("utf-8")
    for lesson in LESSONS:
        place = f"project/notebooks/lessons/{lesson.stem}"
        assert f'href="{place}.html"' in course or f"href={place}.html" in course
        assert "Exercise" in (site / f"{place}.html").read_text("utf-8")
        assert (site / f"{place}.ipynb").read_bytes() == lesson.read_bytes()
