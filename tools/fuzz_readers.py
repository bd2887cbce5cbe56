"""Look for bytes that a reader cannot take, guided by coverage: `python tools/fuzz_readers.py .html [-max_total_time=300] [CORPUS]`.

Run by hand, with atheris (Google's libFuzzer for Python; `pip install atheris`), which is no dependency of the toolkit. What it looks for:
an exception out of `items_of`, a row with text that cannot be stored, an offset that does not hold, or a file that takes too long.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["toolkit", "pypdf", "docx", "openpyxl", "csv", "json", "yaml"]):
    from toolkit.reading.files import READERS, SIDECARS, Found
    from toolkit.reading.one_file import items_of
    from toolkit.sentences import split_sentences

FOLDER = Path(tempfile.mkdtemp(prefix="toolkit-fuzz-"))


def read(content: bytes, suffix: str) -> None:
    """Read the bytes as a file of this kind; raises where a promise of the readers is broken."""
    path = FOLDER / f"f{suffix}"
    beside = None
    if suffix in SIDECARS:
        beside, path = path, FOLDER / "f.txt"
        beside.write_bytes(content)
        content = b"Ardenian units shelled Dorn."
    path.write_bytes(content)
    items = list(items_of(Found(path.name, path, None)))
    for item in items:
        for value in item.values():
            if isinstance(value, str):
                value.encode("utf-8")  # what cannot be stored would stop the writing of everything
    texts = [item for item in items if "reason" not in item]
    if texts:
        _check_sentences(texts[:3])


def _check_sentences(items: list[dict]) -> None:
    import pandas as pd

    frame = pd.DataFrame([{**item, "statement_id": str(n)} for n, item in enumerate(items)])
    sentences = split_sentences(frame[["statement_id", "clean_text"]])
    texts = dict(zip(frame["statement_id"], frame["clean_text"], strict=True))
    for row in sentences.itertuples():
        assert texts[row.statement_id][row.start : row.end] == row.sentence


def main() -> None:
    """The first word is the kind of file; the others are libFuzzer's."""
    kinds = (*READERS, *SIDECARS)
    if len(sys.argv) < 2 or sys.argv[1] not in kinds:
        sys.exit(f"Name a kind of file: {', '.join(kinds)}")
    suffix = sys.argv.pop(1)
    atheris.Setup(sys.argv, lambda content: read(content, suffix))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
