"""Ten raw files for a small study of one's own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from toolkit.teaching.corpus import RAW

#: Of the sample corpus: four ministries, three formats, two with metadata beside them; October and November 2022, when most was said.
TEN = (
    "mfa-ardenia/2022-10-14-hallin.md",
    "mfa-ardenia/2022-10-20-chronology.md",
    "mfa-ardenia/2022-11-02-helicopter.md",
    "mfa-velmar/2022-10-10-experts.md",
    "mfa-velmar/2022-11-03-summary-note.md",
    "mod-ardenia/2022-10-14-hallin-market.txt",
    "mod-ardenia/2022-10-27-gas-store.txt",
    "mod-velmar/2022-10-22-shelling-of-settlements.txt",
    "mod-velmar/2022-10-27-chemical-plant.txt",
    "mod-velmar/2022-11-04.txt",
)


def ten_files(folder: str | Path = "") -> Path:
    """Lay out a folder for a small study: copies of ten files of the sample corpus in its folder `raw`; the folder is returned.

    Without a name it is a new folder among the computer's temporary ones. Files that are in `raw` already stay as they are, so your own
    changes are kept. Metadata that lie beside a file (NAME.meta.yml) come with it.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(list(ten_files(folder).glob("raw/*.md"))), len(list(Path(folder).glob("raw/*.txt")))
    (5, 5)
    """
    folder = Path(folder) if str(folder) else Path(tempfile.mkdtemp(prefix="my-study-"))
    raw = folder / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for name in TEN:
        source = RAW / name
        beside = [source, source.with_suffix(".meta.yml")]
        for file in (one for one in beside if one.is_file()):
            copy = raw / f"{source.parent.name}_{file.name}"
            if not copy.exists():
                shutil.copy(file, copy)
    return folder
