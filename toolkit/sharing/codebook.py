"""The codebook that goes with shared data, made from the one place where the frames are declared."""

from __future__ import annotations

import pandas as pd

from toolkit import __version__
from toolkit.schema import FRAMES
from toolkit.sharing.words import OWNERS, QUOTING


def codebook(frames: dict[str, pd.DataFrame], how: str, texts: bool) -> bytes:
    """The codebook as Markdown: what the data are, how they are written, each column, and each closed vocabulary.

    >>> print(codebook({}, "As a graph.", True).decode().splitlines()[0])
    # Codebook
    """
    what = (
        f"Made with Accusation toolkit {__version__}: who accuses whom of what in official statements. An accusation "
        "is what somebody said; it says nothing of whether the charge is true."
    )
    lines = [
        "# Codebook",
        "",
        what,
        "",
        how,
        "",
        "`notes.csv` lists each cell that could not be kept as it was. `export.json` has the SHA-256 of each file.",
        "",
        OWNERS,
    ]
    if not texts:
        lines += ["", f"**Shared without texts.** {withheld()}"]
    vocabularies: dict[str, dict[str, str]] = {}
    for kind, frame in frames.items():
        lines += ["", f"## {kind}", "", f"A row: {FRAMES[kind].row}. {len(frame)} rows."]
        lines += [f"Key: {', '.join(f'`{name}`' for name in FRAMES[kind].key)}.", ""]
        lines += ["| Column | Type | May be missing | Meaning |", "|---|---|---|---|"]
        for name, column in FRAMES[kind].columns.items():
            missing = "yes" if column.missing else "no"
            gone = "" if name in frame else "**left out**: "
            lines.append(
                f"| `{name}` | {column.dtype} | {missing} | {gone}{column.meaning.replace('|', chr(92) + '|')} |"
            )
            if column.vocabulary:
                vocabularies[name] = column.vocabulary
    for name, vocabulary in vocabularies.items():
        lines += ["", f"## Values of `{name}`", "", "| Value | Meaning |", "|---|---|"]
        lines += [f"| `{value}` | {meaning.replace('|', chr(92) + '|')} |" for value, meaning in vocabulary.items()]
    return ("\n".join(lines) + "\n").encode("utf-8")


def withheld() -> str:
    """What is left out of data shared without texts, and what stays."""
    columns = ", ".join(f"`{kind}.{name}`" for kind, names in QUOTING.items() for name in names)
    return (
        f"The columns that quote a statement are left out: {columns}. Offsets still count in `clean_text`, which can "
        "be made again from the raw files. Names of parties, speakers, bodies and files stay, and addresses, which may "
        "hold words of a title."
    )
