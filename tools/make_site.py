"""Make the documentation site: `.venv/bin/python tools/make_site.py`, in the project's folder; it is written into build/site/.

The pages in docs/ are written for GitHub. They are first copied into build/pages/ with what a site needs changed, and MkDocs makes
the site of these. A file outside docs/ to which a page links goes along, below project/. A notebook becomes a page to be read, without
results, and goes along too.
"""

from __future__ import annotations

import json
import logging
import os
import posixpath
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS, ELSEWHERE = "docs/", "project/"
#: What goes into the site besides docs/ and what its pages link to.
ALSO = ["CHANGELOG.md"]

NOTEBOOK = ".ipynb"
#: What becomes a page of the site.
PAGES = (".md", NOTEBOOK)
#: The line under the title of a notebook: without results it can be read, but not worked through.
NOTE = "*This is the notebook `{name}`, without its results. To run it and do its exercises, open it in JupyterLab: `make lab`.*"

#: A link or picture: before, address without its anchor, after. An address with a scheme holds a colon and is not met.
LINK = re.compile(r"(\]\()([^)#\s:]+)((?:#[^)\s]*)?\))")
FENCE = re.compile(r"^(```.*?^```[ \t]*$)", re.M | re.S)
#: What a fence says besides its language, for the tests that run its code; Markdown processors differ on it.
OPTIONS = re.compile(r"\A(```\w+)[^\n]*")
#: What stands in docs/api.md where a docstring goes: GitHub does not show a comment.
DOCSTRING = re.compile(r"<!-- docstring: ([\w.]+) -->")
#: A list right after a line of text is a list on GitHub, but not for Python-Markdown.
LIST_AT_ONCE = re.compile(r"^((?![-*>|#\s]|\d+\. )[^\n]+\n)(?=- |1\. )", re.M)


def files() -> list[str]:
    """Everything that goes into the site, named from the top of the project: docs/, and what its pages link to outside."""
    todo = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / DOCS).rglob("*")) if path.is_file()] + ALSO
    found = []
    for name in todo:  # grows while it is gone through
        found.append(name)
        if name.endswith(PAGES):
            todo += [link for link in links(name) if (ROOT / link).is_file() and link not in todo]
    return [name for name in found if not name.endswith(".py") or not name.startswith(DOCS)]


def links(name: str) -> list[str]:
    """The files to which a page links, named from the top of the project, each once."""
    text = FENCE.sub("", written(name))
    return list(dict.fromkeys(target(name, found[1]) for found in LINK.findall(text)))


def target(page: str, link: str) -> str:
    """Where a link of a page leads, both named from the top of the project.

    >>> target("docs/design.md", "../CONTRIBUTING.md")
    'CONTRIBUTING.md'
    """
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link))


def place(name: str) -> str:
    """Where a file of the project stands in the site.

    >>> place("docs/method.md"), place("CHANGELOG.md")
    ('method.md', 'project/CHANGELOG.md')
    """
    there = name.removeprefix(DOCS) if name.startswith(DOCS) else ELSEWHERE + name
    return there.removesuffix(NOTEBOOK) + ".md" if there.endswith(NOTEBOOK) else there


def written(name: str) -> str:
    """What stands in a page, as Markdown; of a notebook its text and its code, under a line that says how to run it."""
    text = (ROOT / name).read_text("utf-8")
    if not name.endswith(NOTEBOOK):
        return text
    cells = [("".join(cell["source"]), cell["cell_type"]) for cell in json.loads(text)["cells"]]
    parts = [source if kind == "markdown" else f"```python\n{source}\n```" for source, kind in cells if source.strip()]
    title, *rest = parts[0].split("\n", 1)
    return "\n\n".join([title, NOTE.format(name=name), *(part.strip() for part in rest), *parts[1:]]) + "\n"


def page(name: str) -> str:
    """A page as the site needs it: links to where their targets stand there, docstrings called for, lists set off."""
    parts = FENCE.split(written(name))
    return "".join(OPTIONS.sub(r"\1", part) if turn % 2 else _rewritten(part, name) for turn, part in enumerate(parts))


def _rewritten(text: str, name: str) -> str:
    def moved(found):
        there = posixpath.relpath(place(target(name, found[2])), posixpath.dirname(place(name)) or ".")
        return found[1] + there + found[3]

    return LINK.sub(moved, DOCSTRING.sub(r"::: \1", LIST_AT_ONCE.sub(r"\1\n", text)))


def stage(pages: Path) -> None:
    """Write the pages and files of the site into a folder, which is emptied first."""
    shutil.rmtree(pages, ignore_errors=True)
    for name in files():
        there = pages / place(name)
        there.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(PAGES):
            there.write_text(page(name), encoding="utf-8")
        if not name.endswith(".md"):
            there = there.with_suffix(Path(name).suffix)
            shutil.copyfile(ROOT / name, there)


def build(pages: Path, site: Path) -> None:
    """Make the site of these pages; a broken link or a page outside the navigation stops it."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logging.basicConfig(
        format="%(levelname)s %(message)s", level=logging.WARNING
    )  # MkDocs stops without saying why otherwise
    from mkdocs.commands.build import build as make
    from mkdocs.config import load_config

    os.chdir(ROOT)
    config = load_config("mkdocs.yml", docs_dir=str(pages), site_dir=str(site), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    make(config)
    config.plugins.on_shutdown()


def main(folder: str = "build") -> None:
    """Make the pages and the site in a folder, build/ where none is named."""
    out = (ROOT / folder).resolve()
    stage(out / "pages")
    try:
        build(out / "pages", out / "site")
    except ImportError:
        sys.exit(
            'MkDocs is not installed; .venv/bin/python -m pip install -c constraints.txt -e ".[docs]" installs it.'
        )
    print(f"Open {out / 'site' / 'index.html'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
