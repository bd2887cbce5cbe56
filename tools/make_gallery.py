"""Make the pictures of docs/gallery.md from the code that stands there: `.venv/bin/python tools/make_gallery.py`.

Run it in the project's folder after `toolkit process`. Each block of Python on the page is executed in order. A block that
makes `ax` is followed by a picture: it is drawn again, and its text alternative becomes what the block's `alt` says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "gallery.md"
#: A block of code, and the picture below it where there is one.
BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n!\[(?P<alt>[^\]]*)\]\((?P<file>[^)]+)\))?", re.M | re.S)


def pictures(page: str, only: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    """(file, SVG, text alternative) of each picture of a page, made by its code; of those in `only` where any are named."""
    names: dict = {}
    for block in BLOCK.finditer(page):
        if block["file"] and only and block["file"] not in only:
            continue
        exec(compile(block["code"], "docs/gallery.md", "exec"), names)
        if block["file"]:
            yield block["file"], drawn(names["ax"]), as_alt(names["alt"])


def drawn(ax) -> str:
    """The figure of these Axes as SVG, closed afterwards."""
    import matplotlib.pyplot as plt

    from toolkit.figures import svg

    picture = svg(ax)
    plt.close(ax.figure)
    return "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"


def as_alt(words: str) -> str:
    """A text alternative as it can stand between square brackets.

    >>> as_alt("Rates [by month].  2 groups")
    'Rates (by month). 2 groups'
    """
    return " ".join(words.replace("[", "(").replace("]", ")").split())


def main() -> None:
    """Write every picture, and the page with its text alternatives."""
    page = PAGE.read_text("utf-8")
    for file, picture, alt in pictures(page):
        place = PAGE.parent / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(picture, encoding="utf-8")
        page = re.sub(rf"!\[[^\]]*\]\({re.escape(file)}\)", lambda _, alt=alt, file=file: f"![{alt}]({file})", page)
        print(f"{file}: {len(picture.encode()) / 1024:.0f} KB")
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
