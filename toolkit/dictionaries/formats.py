"""Content-analysis dictionaries as others write them: quanteda's YAML, LIWC's .dic, Lexicoder's .lcd and .lc3.

A dictionary comes from outside: it is read as text and never run, its terms are never regular expressions, and one bad entry does not stop
the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import yaml

#: A dictionary larger than this is something else; the largest in use (LIWC 2015) has about 200 kB.
MOST_BYTES = 5_000_000
DEEPEST = 20
MOST_STARS = 3


class DictionaryError(ValueError):
    """A dictionary cannot be read at all; the message names the file and what is wrong."""


class Entry(NamedTuple):
    """A term and the category it belongs to, from the outermost to the innermost."""

    category: tuple[str, ...]
    term: str


class Dictionary(NamedTuple):
    """A dictionary as it was read: its name, its entries, and what could not be read of it, as (where, reason)."""

    name: str
    entries: tuple[Entry, ...]
    problems: tuple[tuple[str, str], ...] = ()


def read_dictionary(path: str | Path) -> Dictionary:
    """Read a content-analysis dictionary: `.yml` and `.yaml` (quanteda), `.dic` (LIWC), `.lcd` and `.lc3` (Lexicoder, WordStat).

    When you would want it: to count with an instrument that others have validated, beside the toolkit's own coder.

    Returns the dictionary; entries that cannot be read are in its `problems`. A term may have several words; `*` stands for any letters
    and `?` for one.

    Raises `DictionaryError` for a file that is missing, too large (5 MB), not UTF-8, of an unknown kind, or without any entry.
    """
    path = Path(path)
    kinds = {".yml": _yaml, ".yaml": _yaml, ".dic": _liwc, ".lcd": _lexicoder, ".lc3": _lexicoder}
    if not path.is_file():
        raise DictionaryError(f"There is no dictionary at {path}.")
    if path.suffix.lower() not in kinds:
        raise DictionaryError(f"{path.name} is no dictionary that is known; known are {', '.join(kinds)}.")
    if path.stat().st_size > MOST_BYTES:
        raise DictionaryError(f"{path.name} has more than {MOST_BYTES:,} bytes, which is too much for a dictionary.")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise DictionaryError(f"{path.name} is not UTF-8.") from None
    problems: list[tuple[str, str]] = []
    entries = tuple(dict.fromkeys(kinds[path.suffix.lower()](text, path.name, problems)))
    if not entries:
        raise DictionaryError(f"{path.name} holds no entry that can be read.")
    return Dictionary(path.stem, entries, tuple(problems))


def _entry(category: tuple[str, ...], term: str, where: str, problems: list) -> Iterator[Entry]:
    words = " ".join(str(term).split())
    if not any(c.isalnum() for c in words):
        problems.append((where, f"the term {words!r} holds no letter or digit"))
    elif any(len(re.findall(r"\*+", word)) > MOST_STARS for word in words.split()):
        problems.append((where, f"more than {MOST_STARS} stars in a word"))
    elif len(words) > 200:
        problems.append((where, "the term is longer than 200 characters"))
    else:
        yield Entry(category, words)


def _yaml(text: str, name: str, problems: list) -> Iterator[Entry]:
    # Aliases can make a small file stand for a huge one, and no dictionary needs them.
    if re.search(r"(?m)(^|[\s\[{,:-])[&*][A-Za-z0-9_]+\s*($|[,\]}\n])", re.sub(r"\"[^\"]*\"|'[^']*'", "", text)):
        raise DictionaryError(
            f"{name} uses YAML anchors or aliases, which are not read; put terms with * in quotation marks."
        )
    try:
        tree = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        place = f", line {line + 1}" if line is not None else ""
        raise DictionaryError(f"{name}{place}: this is no YAML that can be read.") from None
    yield from _branch(tree, (), problems)


def _branch(node, category: tuple[str, ...], problems: list) -> Iterator[Entry]:
    where = " > ".join(category) or "the top"
    if len(category) > DEEPEST:
        problems.append((where, f"more than {DEEPEST} levels"))
    elif isinstance(node, dict):
        for key, below in node.items():
            yield from _branch(below, (*category, str(key)), problems)
    elif isinstance(node, list):
        for below in node:
            yield from _branch(below, category, problems)
    elif node is not None and category:
        yield from _entry(category, str(node), where, problems)
    elif node is not None:
        problems.append((where, "a term without a category"))


def _liwc(text: str, name: str, problems: list) -> Iterator[Entry]:
    """LIWC: categories by number between two lines of %, then terms with their numbers; indents in the head nest categories."""
    parts = re.split(r"(?m)^%.*$", text)
    if len(parts) < 3:
        raise DictionaryError(f"{name} has no head between two lines of %, as LIWC dictionaries do.")
    categories: dict[str, tuple[str, ...]] = {}
    above: list[tuple[int, str]] = []
    for line in parts[1].splitlines():
        if not line.strip():
            continue
        number, _, words = line.strip().partition("\t") if "\t" in line.strip() else line.strip().partition(" ")
        indent = len(line) - len(line.lstrip())
        above = [(depth, label) for depth, label in above if depth < indent] + [(indent, words.strip() or number)]
        categories[number] = tuple(label for _, label in above)
    first = text[: text.index(parts[2])].count("\n") + 1 if parts[2].strip() else 0
    for n, line in enumerate(parts[2].splitlines(), first):
        cells = line.split("\t") if "\t" in line else line.split()
        if not line.strip():
            continue
        numbers = [cell.strip() for cell in cells[1:] if cell.strip()]
        unknown = [number for number in numbers if number not in categories]
        if not numbers or unknown:
            problems.append((f"line {n}", f"no category {unknown[0]!r}" if unknown else "a term without a category"))
        for number in numbers:
            if number in categories:
                yield from _entry(categories[number], cells[0], f"line {n}", problems)


def _lexicoder(text: str, name: str, problems: list) -> Iterator[Entry]:
    """Lexicoder: lines of `+category` and terms, or WordStat's tree of cnode and pnode."""
    if text.lstrip().startswith("<"):
        yield from _tree(text, name, problems)
        return
    category: tuple[str, ...] = ()
    for n, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if words.startswith("+"):
            category = (words[1:].strip(),)
        elif words and not category:
            problems.append((f"line {n}", "a term before the first category"))
        elif words:
            yield from _entry(category, words, f"line {n}", problems)


def _tree(text: str, name: str, problems: list) -> Iterator[Entry]:
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise DictionaryError(f"{name} declares a document type or entities, which are not read.")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, RecursionError):
        raise DictionaryError(f"{name} is no XML that can be read.") from None
    yield from _node(root, (), problems)


def _node(node, category: tuple[str, ...], problems: list) -> Iterator[Entry]:
    if len(category) > DEEPEST:
        problems.append((" > ".join(category), f"more than {DEEPEST} levels"))
        return
    for below in node:
        name = below.get("name", "").strip()
        if below.tag == "cnode":
            yield from _node(below, (*category, name), problems)
        elif below.tag == "pnode" and category:
            yield from _entry(category, name, " > ".join(category), problems)
