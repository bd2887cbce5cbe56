"""Plain text and Markdown: one file is one statement, with YAML front matter if it has any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from toolkit.reading.decoding import decode
from toolkit.reading.limits import METADATA_BYTES
from toolkit.reading.metadata import known_fields, parse_yaml
from toolkit.reading.records import Problem, Raw

_FENCE = re.compile(r"^---[ \t]*\r?\n(?:(.*?)\r?\n)??---[ \t]*(?:\r?\n|\Z)", re.S)
_HEADING = re.compile(r"\s*#[ \t]+(\S[^\r\n]*)")


def read_plain(path: Path) -> Iterator[Raw | Problem]:
    """The file's text, exactly as decoded, less its front matter."""
    text, note = decode(path.read_bytes())
    if note:
        yield Problem("", note)
    fields, text, doubt = split_front_matter(text)
    if doubt:
        yield Problem("", doubt)
    sources = {"front-matter": fields}
    if path.suffix.lower() == ".md" and (heading := _HEADING.match(text)):
        sources["text"] = {"title": heading[1].rstrip("# \t")}
    yield Raw(text, sources=sources)


def split_front_matter(text: str) -> tuple[dict[str, str], str, str | None]:
    """The fields of the front matter, the text below it, and a sentence if there is some that cannot be read.

    A text that opens with a ruled line (`---`) and no `name: value` lines after it is left whole.

    >>> split_front_matter("---\\ndate: 2023-03-04\\n---\\nShots were fired.")
    ({'date': '2023-03-04'}, 'Shots were fired.', None)
    """
    if not text.startswith("---"):
        return {}, text, None
    match = _FENCE.match(text[:METADATA_BYTES])
    if not match or not match[1]:
        return {}, text, None
    try:
        content = parse_yaml(match[1])
    except Exception:  # PyYAML raises its own errors, and RecursionError on deep nesting
        doubt = "Its front matter is not valid YAML, so it was left in the text; put values with a colon in quotes."
        return {}, text, doubt
    if not isinstance(content, dict):
        return {}, text, None
    return known_fields(content), text[match.end() :], None
