"""What is said about a statement, from whichever place says it, in one order of precedence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from toolkit.reading.limits import METADATA_BYTES
from toolkit.reading.records import Unreadable, storable

#: The first place that says anything decides, also where what it says is a date nobody can read. A row knows better
#: than the sidecar of its whole table; a sidecar is written by hand, so it wins over what a document says of itself;
#: and what somebody recorded wins over what the file name or the statement's own words let one infer.
PRECEDENCE = ("column", "sidecar", "front-matter", "html", "file-name", "text")

#: Names under which each field is looked for, best first; case, spaces, `_` and `-` make no difference.
ALIASES = {
    "text": "text fulltext body bodytext content statement statementtext article articletext articlecontent maintext "
    "message messagetext",
    "date": "date published publisheddate publishedat publishedon publishedtime pubdate publicationdate datepublished "
    "dateofpublication releasedate dateissued issued issuedate datetime day",
    "issuer": "issuer issuedby sourcebody issuingbody body institution speaker ministry spokesperson",
    "publisher": "publisher publishedby agency outlet carrier channel newspaper sitename medium site source",
    "title": "title headline heading subject articletitle",
    "url": "url link permalink address href sourceurl",
}
#: Names in what this toolkit itself writes; they hold none of the fields.
_OUR_OWN = {"retrieved", "rawsha256", "statementid", "language", "cleantext", "familyid", "rawfile", "rawlocator", "furniture"} | {
    f"{field}{what}" for field in ("date", "issuer") for what in ("basis", "text")
}
FIELDS = tuple(name for name in ALIASES if name != "text")
_NAMES = {field: tuple(names.split()) for field, names in ALIASES.items()}


def plain_name(name: object) -> str:
    """A column's name without case, spaces, underscores and hyphens: `Pub_Date` is `pubdate`."""
    return re.sub(r"[\s_\-]+", "", str(name)).lower()


def text_name(names: list[str]) -> str | None:
    """The column that holds the statements, or None: the best alias of `text` among `names`."""
    plain = {plain_name(name): name for name in reversed(names)}
    return next((plain[alias] for alias in _NAMES["text"] if alias in plain), None)


def known_fields(record: Mapping[str, Any], taken: str | None = None) -> dict[str, str]:
    """The fields of `record` that we know, under our names; empty and nested values are left out.

    `taken` is the column already used for the text, so that a table with `text` and `body` has an issuer in `body`.

    >>> known_fields({"Pub_Date": "2023-03-04", "outlet": "QPA", "date_basis": "column", "colour": "red"})
    {'date': '2023-03-04', 'publisher': 'QPA'}
    """
    plain = {plain_name(key): value for key, value in record.items() if key != taken}
    found = {}
    for field in FIELDS:
        values = (_written(plain.get(alias)) for alias in _NAMES[field])
        value = next((v for v in values if v), None)
        if value:
            found[field] = value
    return found


@lru_cache(maxsize=1024)
def unknown_names(names: tuple[str, ...], taken: str | None) -> tuple[str, ...]:
    """The columns or fields whose names say nothing to us; `taken` is the one with the text.

    >>> unknown_names(("text", "Pub_Date", "when", "id"), "text")
    ('when', 'id')
    """
    known = {name for aliases in _NAMES.values() for name in aliases} | _OUR_OWN
    return tuple(name for name in names if name != taken and name.strip() and plain_name(name) not in known)


def _written(value: Any) -> str:
    # Only plain values: a list or a mapping has no single wording, and a YAML alias can blow it up a millionfold.
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return storable(str(value)).strip()


def resolve(sources: Mapping[str, Mapping[str, str]], field: str) -> tuple[str | None, str]:
    """The value of `field` and the place it was found in, by `PRECEDENCE`; `(None, "none")` where nothing says it."""
    for basis in PRECEDENCE:
        value = sources.get(basis, {}).get(field)
        if value:
            return value, basis
    return None, "none"


def parse_yaml(text: str) -> Any:
    """YAML with every value as it is written: no date, no number, and `no` stays `no`."""
    import yaml

    return yaml.load(text, Loader=yaml.BaseLoader)


def read_sidecar(path: Path) -> dict[str, str]:
    """The fields of a sidecar file; raises `Unreadable` where it is broken or says nothing we know."""
    if path.stat().st_size > METADATA_BYTES:
        raise Unreadable(f"A sidecar may have {METADATA_BYTES // 1024} KiB; this one has more, and was not read.")
    try:
        content = _parse(path.read_text(encoding="utf-8-sig"), path.suffix.lower())
    except Exception as error:  # broken YAML, JSON, TOML or bytes: each library has its own errors
        reason = f"The sidecar is broken ({_first_line(error)}); the file it describes was read without it."
        raise Unreadable(reason) from None
    fields = known_fields(content) if isinstance(content, dict) else {}
    if not fields:
        raise Unreadable(f"The sidecar gives none of {', '.join(FIELDS)}, so nothing was taken from it.")
    return fields


def _parse(text: str, suffix: str) -> Any:
    if suffix == ".json":
        return json.loads(text)
    if suffix == ".toml":
        import tomllib

        content = tomllib.loads(text)
        return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in content.items()}
    return parse_yaml(text)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
