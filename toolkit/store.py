"""Processed data on disk: four files that belong together, and a record by which a torn set is noticed."""

from __future__ import annotations

import csv
import io
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from toolkit import __version__
from toolkit.expected import expects_frames
from toolkit.files import Staged, as_json, sha256_of
from toolkit.hand_lists import EVENTS
from toolkit.locks import only_run
from toolkit.schema import FRAMES, SchemaError, check, conform

if TYPE_CHECKING:
    import pandas as pd

FILES = {
    "statements": "statements.parquet",
    "sentences": "sentences.parquet",
    "accusations": "accusations.parquet",
    "problems": "problems.csv",
}
RECORD = "processed.json"

#: What may lie beside raw statements and is kept with the data made of them.
CARRIED = (EVENTS,)

#: Rows in a row group, by which a reader can take a part of a file: a few megabytes each.
ROW_GROUP = {"statements": 2_000, "sentences": 40_000, "accusations": 40_000}

# A cell that begins like this is run as a formula, or hides one, when a spreadsheet opens the file (OWASP, CSV injection).
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class StoreError(RuntimeError):
    """The processed data are missing, torn or not what this version writes; the message says what to do."""


class Processed(NamedTuple):
    """The four frames of processed data, as `toolkit.schema` declares them."""

    statements: pd.DataFrame
    sentences: pd.DataFrame
    accusations: pd.DataFrame
    problems: pd.DataFrame


@expects_frames
def write_processed(
    out: str | os.PathLike,
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    accusations: pd.DataFrame,
    problems: pd.DataFrame,
) -> Path:
    """Write the four frames and `processed.json` into the folder `out`, and return that folder.

    The frames are checked first; nothing is written when one is wrong. All bytes are on disk before the first file is replaced, so that
    a full disk leaves the old set; the record comes last, so that a run killed in between leaves a set that `read_processed` refuses
    instead of a mixture. The same frames give the same bytes.

    Raises `SchemaError` for a frame that is not as declared, `Busy` where another run writes there, and `OSError` where the disk refuses.
    """
    data = Processed(statements, sentences, accusations, problems)
    for kind, frame in data._asdict().items():
        check(frame, kind)  # before the folder is made
    with only_run(out):
        return put_processed(out, data, {})


def put_processed(out: str | os.PathLike, data: Processed, made_from: dict) -> Path:
    """Write as `write_processed` does, for a run that holds the folder's lock; `made_from` goes into the record."""
    with Writing(out) as writing:
        for kind, frame in data._asdict().items():
            writing.add(kind, check(frame, kind))
        writing.finish(made_from)
    return Path(out)


class Writing:
    """The files of processed data while they are written, a piece at a time: the same rows are the same bytes, in whatever pieces.

    Nothing is in its place before `finish`; without it nothing is changed.
    """

    def __init__(self, out: str | os.PathLike):
        self.out, self.staged = Path(out), Staged()
        self.problems: list[pd.DataFrame] = []
        self.pieces: dict[str, _Pieces] = {}
        self.carried: dict[str, int] = {}

    def __enter__(self) -> Writing:
        for kind in FILES:
            if kind != "problems":
                self.pieces[kind] = _Pieces(self.staged.open(self.out / FILES[kind]), kind)
        return self

    def __exit__(self, *error) -> None:
        for pieces in self.pieces.values():
            pieces.drop()
        self.staged.drop()

    def add(self, kind: str, frame) -> None:
        """Rows to be written behind those before, as a frame or an Arrow table; they are as declared."""
        if kind == "problems":
            self.problems.append(frame)
        else:
            self.pieces[kind].add(frame)

    def carry(self, name: str, content: bytes, rows: int) -> None:
        """A file that lay beside the raw statements (`CARRIED`), to be kept with the data as it is."""
        with self.staged.open(self.out / name) as file:
            file.write(content)
        self.carried[name] = rows

    def finish(self, made_from: dict) -> None:
        """Put all files and the record in place, and take away what an earlier set carried and this one does not."""
        import pandas as pd

        rows = {kind: pieces.close() for kind, pieces in self.pieces.items()}
        problems = conform(pd.concat(self.problems, ignore_index=True).drop_duplicates(), "problems")
        with self.staged.open(self.out / FILES["problems"]) as file:
            file.write(_csv(problems))
        rows["problems"] = len(problems)
        sums = {path.name: sha256_of(beside) for beside, path in self.staged.files}
        counted = {FILES[kind]: rows[kind] for kind in FILES} | self.carried
        files = {name: {"rows": n, "sha256": sums[name]} for name, n in counted.items()}
        with self.staged.open(self.out / RECORD) as file:
            file.write(as_json({"toolkit": __version__, "made_from": made_from, "files": files}))
        self.staged.put()
        for name in set(CARRIED) - set(self.carried):
            (self.out / name).unlink(missing_ok=True)


class _Pieces:
    """A Parquet file written a piece at a time, in row groups of one size."""

    def __init__(self, file: IO[bytes], kind: str):
        import pandas as pd
        import pyarrow as pa
        import pyarrow.parquet as parquet

        self.pa, self.file, self.kind, self.n = pa, file, kind, 0
        empty = conform(pd.DataFrame(columns=list(FRAMES[kind].columns)), kind)
        self.schema = pa.Schema.from_pandas(empty, preserve_index=False)
        # zstd halves the size of text; the writer notes no time, so the same rows are the same bytes.
        self.writer = parquet.ParquetWriter(file, self.schema, compression="zstd")
        self.waiting = self.schema.empty_table()

    def add(self, rows) -> None:
        if isinstance(rows, self.pa.Table):
            table = rows.select(self.schema.names).cast(self.schema)
        else:
            table = self.pa.Table.from_pandas(conform(rows, self.kind), schema=self.schema, preserve_index=False)
        self.waiting = self.pa.concat_tables([self.waiting, table])
        while len(self.waiting) >= ROW_GROUP[self.kind]:
            self._write(ROW_GROUP[self.kind])

    def _write(self, rows: int) -> None:
        group = self.waiting.slice(0, rows).combine_chunks()
        self.writer.write_table(group, row_group_size=max(1, rows))
        self.waiting = self.waiting.slice(rows)
        self.n += rows

    def drop(self) -> None:
        """Let go of the file, which may be half written on a disk that is full."""
        for open_thing in (self.writer, self.file):
            with suppress(OSError):
                open_thing.close()

    def close(self) -> int:
        if len(self.waiting) or not self.n:
            self._write(len(self.waiting))
        self.writer.close()
        self.file.close()
        return self.n


def stands(out: str | os.PathLike, made_from: dict) -> bool:
    """Whether `out` holds a whole set of processed data that was made from just this."""
    try:
        record = read_record(out)
    except StoreError:
        return False
    torn = (name for name, entry in record["files"].items() if not _is(Path(out) / name, entry["sha256"]))
    return record.get("made_from") == made_from and next(torn, None) is None


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_of(path) == digest


def read_processed(path: str | os.PathLike = "data/processed") -> Processed:
    """Read what `toolkit process` wrote: a tuple of `statements`, `sentences`, `accusations` and `problems`.

    When you would want it: first thing in a notebook. What it will not do: read a set of files of which one was changed, or
    that a run cut off left half new, half old; their checksums stand in `processed.json`.

    Raises `StoreError` when files are missing or do not belong together; the message says what to run.

    >>> read_processed("no/such/folder")
    Traceback (most recent call last):
    ...
    toolkit.store.StoreError: There are no processed data in no/such/folder: run `toolkit process` first.
    """
    folder = Path(path)
    record = read_record(folder)
    for name, entry in record["files"].items():
        if not (folder / name).is_file():
            raise StoreError(f"{folder / name} is missing: run `toolkit process` again.")
        if sha256_of(folder / name) != entry["sha256"]:
            raise StoreError(
                f"{folder / name} is not the file that `toolkit process` recorded: it was changed, or a run was cut off. "
                "Run `toolkit process` again."
            )
    try:
        frames = {kind: _read(folder / name, kind) for kind, name in FILES.items()}
    except (SchemaError, KeyError) as error:
        raise StoreError(
            f"The processed data in {folder} are not what toolkit {__version__} writes ({error}): run `toolkit process` again."
        ) from error
    return Processed(**frames)


def read_columns(path: str | os.PathLike, kind: str, columns: list[str] | None = None) -> pd.DataFrame:
    """Some columns of one of the files, without looking whether it belongs to the others: for whoever has just written it."""
    import pandas as pd

    file = Path(path) / FILES[kind]
    return _read_csv(file) if kind == "problems" else pd.read_parquet(file, columns=columns)


def read_record(path: str | os.PathLike = "data/processed") -> dict:
    """Read `processed.json`: the version that wrote the set, and rows and SHA-256 of each file.

    Raises `StoreError` where there is none, or one that this version cannot read.
    """
    record = Path(path) / RECORD
    if not record.is_file():
        raise StoreError(f"There are no processed data in {path}: run `toolkit process` first.")
    try:
        content = json.loads(record.read_bytes())
        names = set(content["files"]) - set(CARRIED)
        if names == set(FILES.values()) and all(e["sha256"] for e in content["files"].values()):
            return content
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise StoreError(f"{record} is not a record that toolkit {__version__} can read: run `toolkit process` again.")


def _read(path: Path, kind: str) -> pd.DataFrame:
    import pandas as pd

    frame = _read_csv(path) if kind == "problems" else pd.read_parquet(path)
    return check(conform(frame, kind), kind)


def _csv(frame: pd.DataFrame) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)  # a bare carriage return would end the row
    writer.writerow(frame.columns)
    writer.writerows([neutralise(str(cell)) for cell in row] for row in frame.itertuples(index=False))
    return text.getvalue().encode("utf-8", "backslashreplace")


def _read_csv(path: Path) -> pd.DataFrame:
    import pandas as pd

    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns = list(FRAMES["problems"].columns)
    if not rows or rows[0] != columns:
        raise SchemaError(f"{path.name} should begin with the line {','.join(columns)}")
    return pd.DataFrame([[_restore(cell) for cell in row] for row in rows[1:]], columns=columns, dtype="str")


def neutralise(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run as a formula; an apostrophe at the start is doubled.

    >>> neutralise("=cmd|' /C calc'!A1"), neutralise("raw/a.txt")
    ("'=cmd|' /C calc'!A1", 'raw/a.txt')
    """
    return "'" + cell if cell.startswith((*_FORMULA, "'")) else cell


def _restore(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell
