"""Bytes to text: which encoding a file is in, and never a silent guess."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from toolkit.reading.records import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(range(0, 9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_HEAD = 64 * 1024

NAMES = {"cp1252": "Windows-1252 (western European)", "cp1251": "Windows-1251 (Cyrillic)"}


def decode(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text of `data`, and a sentence if its encoding had to be inferred.

    In this order: a byte-order mark; UTF-16 betrayed by its zero bytes; strict UTF-8; what the file declares of
    itself (HTML); Windows-1251 where more than three in ten letters are above ASCII, as in Cyrillic text, else
    Windows-1252. Nothing is replaced or left out: bytes that none of these can read raise `Unreadable`.

    >>> decode("Velmar’s units".encode("cp1252"))[0]
    'Velmar’s units'
    """
    encoding = _marked(data[:_HEAD])
    if encoding is None:
        _refuse_binary(data[:_HEAD])
        encoding = _first_that_fits(data, declared)
    try:
        return data.decode(encoding), _note(encoding, declared)
    except (UnicodeError, LookupError):
        raise Unreadable(f"The bytes are not valid {encoding}; save the file as UTF-8.") from None


def stream_encoding(path: Path) -> tuple[str, str | None]:
    """The encoding of a file too large to hold, by the order of `decode`, reading it once in pieces."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    marked = _marked(head)
    if marked:
        return marked, None
    _refuse_binary(head)
    encoding = "utf-8" if _is_utf8(path) else legacy(head)
    return encoding, _note(encoding, None)


def legacy(data: bytes) -> str:
    """Windows-1251 or Windows-1252, by the share of letters above ASCII.

    The share is under one in ten in German, French or Turkish text and near one in Cyrillic text.
    """
    high = len(re.findall(rb"[\xc0-\xff]", data))
    plain = len(re.findall(rb"[A-Za-z]", data))
    return "cp1251" if high > 0.3 * (high + plain) else "cp1252"


def _marked(head: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    sample = head[: 4096 - 4096 % 2]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * len(sample[1::2]) and even < 0.05 * len(sample[0::2]):
        return "utf-16-le"
    if even > 0.3 * len(sample[0::2]) and odd < 0.05 * len(sample[1::2]):
        return "utf-16-be"
    return None


def _refuse_binary(head: bytes) -> None:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > 0.05 * len(head):
        raise Unreadable("It holds binary data, not text; the ending of its name may be wrong.")


def _first_that_fits(data: bytes, declared: str | None) -> str:
    for encoding in ("utf-8", declared):
        try:
            if encoding and isinstance(data.decode(encoding), str):
                return encoding
        except (UnicodeError, LookupError):
            continue
    return legacy(data)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(4 * 1024 * 1024):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _note(encoding: str, declared: str | None) -> str | None:
    if encoding not in NAMES or encoding == declared:
        return None
    return f"It was read as {NAMES[encoding]}, because it is not UTF-8; look at its accents, or save it as UTF-8."
