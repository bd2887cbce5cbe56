"""What is shared of the frames: which columns quote a statement, and characters that a form cannot hold."""

from __future__ import annotations

import re

import pandas as pd

from toolkit.schema import FRAMES, check, conform
from toolkit.store import Processed

#: Columns that repeat words of a statement: left out with `texts=False`. A reason may quote the file it could not read.
QUOTING = {
    "statements": ("date_text", "title", "text", "clean_text"),
    "sentences": ("sentence",),
    "accusations": ("accuser_text", "accused_text", "act", "place", "when_text", "cue"),
    "problems": ("reason",),
}

OWNERS = (
    "The texts belong to those who published them. No licence for them is given here: ask the owners before you pass "
    "texts on, or share without texts."
)

#: Half characters (lone surrogates), which UTF-8 and so no form can hold.
HALVES = re.compile(r"[\ud800-\udfff]")
#: Ends the text for programs written in C.
NUL = re.compile(r"\x00")
#: What XML 1.0 cannot hold, not even escaped.
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Rows are told apart by these, so two different values must not become one.
_NAMING = {name for frame in FRAMES.values() for name in frame.key} | {"family_id"}

#: frame, row (from 1), column, what was done
Notes = list[tuple[str, int, str, str]]


def prepare(data: Processed, texts: bool) -> tuple[dict[str, pd.DataFrame], Notes]:
    """The four frames as declared, without half characters and, where asked, without texts; and the notes so far.

    Raises `SchemaError` for a frame that is not as declared.
    """
    frames, notes = {}, []
    for kind in FRAMES:
        given = getattr(data, kind).reset_index(drop=True)
        if not set(FRAMES[kind].columns) <= set(given.columns):
            check(given, kind)  # says which are absent
        left_out = () if texts else QUOTING[kind]
        # The columns left out are checked too, but what is replaced in them is nobody's concern.
        seen: Notes = []
        whole = clean(given[list(FRAMES[kind].columns)], kind, HALVES, seen)
        whole = conform(check(whole, kind), kind)
        frames[kind] = whole.drop(columns=list(left_out))
        notes += [note for note in seen if note[2] not in left_out]
    return frames, notes


def clean(frame: pd.DataFrame, kind: str, bad: re.Pattern, notes: Notes, *, empty: bool = False) -> pd.DataFrame:
    """The frame with every character of `bad` replaced, and a note for each cell in which one was.

    In keys it becomes its code (`\\x00`), so that two keys stay two; elsewhere U+FFFD, one for one, so that offsets
    hold. `empty` notes empty texts too, in columns that may be missing: a form with empty cells cannot tell the two
    apart.
    """
    done = {}
    for name, column in frame.items():
        cells = column.tolist() if column.dtype == object or isinstance(column.dtype, pd.StringDtype) else []
        if not cells or not all(isinstance(cell, str) or _absent(cell) for cell in cells):
            done[name] = column
            continue
        for row, cell in enumerate(cells):
            if not isinstance(cell, str):
                continue
            if not cell and empty and FRAMES[kind].columns[name].missing:
                notes.append((kind, row + 1, name, "an empty text, which is written as a missing one"))
            elif bad.search(cell):
                cells[row] = visible(cell, bad) if name in _NAMING else bad.sub("\ufffd", cell)
                found = ", ".join(sorted({f"U+{ord(c):04X}" for c in bad.findall(cell)}))
                how = "as their codes" if name in _NAMING else "as U+FFFD"
                notes.append((kind, row + 1, name, f"characters that cannot be written here stand {how}: {found}"))
        done[name] = pd.Series(cells, dtype="str", index=frame.index)
    return pd.DataFrame(done, columns=frame.columns, index=frame.index)


def _absent(cell: object) -> bool:
    return pd.api.types.is_scalar(cell) and bool(pd.isna(cell))


def visible(text: str, bad: re.Pattern) -> str:
    """The text with each character of `bad` as the code by which Python writes it.

    >>> print(visible("a\\x00b", NUL))
    a\\x00b
    """
    return bad.sub(lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else f"\\u{ord(found[0]):04x}", text)
