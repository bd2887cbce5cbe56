"""Where parts are: a folder of this machine or of a share, or an address that fsspec knows (`s3://`, `gs://`, `sftp://` ...)."""

from __future__ import annotations

import io
import os
import re
import sys
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TypeVar

from toolkit.files import sha256, sha256_of, write_together

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow

#: Stores in which a file is there when it has arrived whole, and not before: nothing need be renamed, and there are no folders.
OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "oci"}

#: What stores tell of a file that changes with its content, besides its size.
STAMPS = ("ETag", "etag", "md5Hash", "content_md5", "checksum", "mtime", "modify", "LastModified", "last_modified", "updated")

#: Before something that failed is tried once more.
RETRY_SECONDS = 1.0

T = TypeVar("T")


class PlaceError(ValueError):
    """An address that cannot hold parts; the message says why."""


class Place(Protocol):
    """A folder or what stands for one: its files by name, and what changes when one of them does."""

    def path(self, name: str) -> Path | str: ...
    def read(self, name: str) -> bytes: ...
    def put(self, contents: dict[str, bytes]) -> None: ...
    def sums(self, names: Iterable[str]) -> dict[str, str]: ...
    def names(self) -> list[str]: ...
    def drop(self, name: str) -> None: ...


class Folder:
    """A folder that is opened as one: on a disk of this machine, or on a share."""

    def __init__(self, folder: Path):
        self.folder = folder.absolute()  # whoever does a task may stand in another folder
        self.folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        return self.folder / name

    def read(self, name: str) -> bytes:
        return self.path(name).read_bytes()

    def put(self, contents: dict[str, bytes]) -> None:
        write_together({self.path(name): content for name, content in contents.items()})

    def sums(self, names: Iterable[str]) -> dict[str, str]:
        return {name: sha256_of(self.path(name)) for name in names}

    def names(self) -> list[str]:
        return [file.name for file in self.folder.iterdir()]

    def drop(self, name: str) -> None:
        self.path(name).unlink(missing_ok=True)

    def __str__(self) -> str:
        return str(self.folder)


class Address:
    """What stands for a folder in a store that several machines reach. What changes of a file is told by the store: it is not fetched."""

    def __init__(self, address: str):
        self.address = address.rstrip("/")
        self._do(lambda system, root: _is_object_store(system) or system.makedirs(root, exist_ok=True))

    def path(self, name: str) -> str:
        return f"{self.address}/{name}"

    def read(self, name: str) -> bytes:
        return read_bytes(self.path(name))

    def put(self, contents: dict[str, bytes]) -> None:
        for name, content in contents.items():
            put(self.path(name), content)

    def sums(self, names: Iterable[str]) -> dict[str, str]:
        listed = self._listed()
        try:
            return {name: listed[name] for name in names}
        except KeyError as missing:
            raise FileNotFoundError(
                f"{missing.args[0]} is no longer in {self}: has another run its parts there too? Give each an address of its own."
            ) from None

    def names(self) -> list[str]:
        return list(self._listed())

    def drop(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._do(lambda system, root: system.rm_file(f"{root}/{name}"))

    def _listed(self) -> dict[str, str]:
        try:
            entries = self._do(lambda system, root: system.ls(root, detail=True))
        except FileNotFoundError:
            return {}
        return {e["name"].rstrip("/").rsplit("/", 1)[-1]: _stamp(e) for e in entries if e["type"] == "file"}

    def _do(self, what: Callable[[Any, str], T]) -> T:
        return _done(f"{self.address}/", lambda system, root: what(system, root.rstrip("/")))

    def __str__(self) -> str:
        return shown(self.address)


def place(of: str | os.PathLike) -> Place:
    """The place that a path or an address names; a folder is made where it does not exist.

    Raises `PlaceError` for an address that nothing installed can open, or that only one process sees; `OSError` where it cannot be reached.

    >>> place("memory://parts")
    Traceback (most recent call last):
    ...
    toolkit.pipeline.places.PlaceError: memory://parts is seen by one process alone: name a folder or an address that all can reach.
    """
    if not is_address(of):
        return Folder(Path(of))
    protocol = str(of).split("://")[0]
    if protocol in ("file", "local"):
        return Folder(Path(_opened(str(of), os.getpid(), get_ident())[1]))
    if protocol == "memory":
        raise PlaceError(f"{of} is seen by one process alone: name a folder or an address that all can reach.")
    return Address(str(of))


def see(probe: str, content: str) -> str:
    """Why this process cannot use the place in which the file `probe` with this content stands; "" where it reads it and can write beside it."""
    told = shown(str(probe))
    try:
        if (read_bytes(probe) if is_address(probe) else Path(probe).read_bytes()) != content.encode():
            return f"what it sees as {told} is another file"
    except FileNotFoundError:
        return f"it does not see {told}"
    except (OSError, PlaceError) as error:
        return f"it cannot read {told} ({error})"
    mine = f"{probe}-{uuid.uuid4().hex}"
    try:
        _write(lambda file: file.write(b"seen"), mine)
        folder, _, name = mine.rpartition("/")
        place(folder).drop(name)
    except OSError as error:
        return f"it cannot write beside {told} ({error.strerror or error})"
    return ""


def is_address(path: str | os.PathLike) -> bool:
    """Whether this is an address for fsspec rather than a path.

    >>> is_address("s3://bucket/parts"), is_address("data/parts")
    (True, False)
    """
    return isinstance(path, str) and "://" in path


def shown(address: str) -> str:
    """An address without the name and password in it, for messages.

    >>> shown("sftp://anna:secret@store.example/parts")
    'sftp://store.example/parts'
    """
    return re.sub(r"(://)[^/@]*@", r"\1", address)


def read_table(path: str | os.PathLike, columns: list[str] | None = None) -> pyarrow.Table:
    """The table of a part, as Arrow has it: half the time of `pyarrow.parquet.read_table`, which looks for a folder of files."""
    import pyarrow.parquet as parquet

    with parquet.ParquetFile(_readable(path)) as file:
        return file.read(columns, use_threads=False)


def read_frame(path: str | os.PathLike, columns: list[str] | None = None) -> pd.DataFrame:
    """The table of a part, as a frame."""
    import pandas as pd

    return pd.read_parquet(_readable(path), columns=columns)


def write_frame(frame: pd.DataFrame, path: str | os.PathLike) -> None:
    """Put a table of a part in its place whole; the same rows are the same bytes."""
    _write(lambda file: frame.to_parquet(file, index=False, compression="zstd"), path)


def write_table(table: pyarrow.Table, path: str | os.PathLike) -> None:
    """The same for a table of Arrow."""
    import pyarrow.parquet as parquet

    _write(lambda file: parquet.write_table(table, file, compression="zstd"), path)


def _write(content: Callable[[BinaryIO], object], path: str | os.PathLike) -> None:
    if is_address(path):
        content(held := io.BytesIO())
        put(str(path), held.getvalue())
        return
    path = Path(path)
    beside = path.with_name(_beside(path.name))
    try:
        with open(beside, "wb") as file:
            content(file)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def read_bytes(address: str) -> bytes:
    """A file of a store; parts are small, so that one request for all of it costs less than one for each column."""
    return _done(address, lambda system, path: system.cat_file(path))


def put(address: str, content: bytes) -> None:
    """Put a file into a store whole or not at all: where a store does not see to that, it is written beside its place and renamed."""
    _done(address, lambda system, path: _put(system, path, content))


def _put(system: Any, path: str, content: bytes) -> None:
    if _is_object_store(system):
        system.pipe_file(path, content)
        return
    folder, _, name = path.rpartition("/")
    beside = f"{folder}/{_beside(name)}"
    system.pipe_file(beside, content)
    if system.exists(path):  # not every store renames over what is there; nobody reads it before it was told to be made
        system.rm_file(path)
    system.mv(beside, path)


def _done(address: str, what: Callable[[Any, str], T]) -> T:
    """Do something with a file of a store; once more where it failed, since connections to stores break when they are long idle."""
    folder, _, name = address.rpartition("/")
    for last in (False, True):
        try:
            system, root = _opened(folder, os.getpid(), get_ident())
            return what(system, f"{root}/{name}")
        except PlaceError:
            raise
        except (FileNotFoundError, PermissionError) as error:
            raise type(error)(f"{shown(address)}: {error.strerror or error}") from error
        except Exception as error:  # each store has errors of its own
            _opened.cache_clear()
            if last:
                raise OSError(f"{shown(address)} could not be reached or opened ({type(error).__name__}: {error})") from error
            time.sleep(RETRY_SECONDS)
    raise AssertionError


def _readable(path: str | os.PathLike) -> Any:
    return io.BytesIO(read_bytes(str(path))) if is_address(path) else path


def _beside(name: str) -> str:
    # No two writers have one name, on whichever machines they are.
    return f".{name}.{uuid.uuid4().hex}.part"


@lru_cache(maxsize=16)
def _opened(folder: str, process: int, thread: int) -> tuple[Any, str]:
    """The file system of an address and the folder in it; a connection is not for two processes, nor for two threads."""
    try:
        import fsspec

        # What a listing said a minute ago would hide what others have written since.
        system, root = fsspec.url_to_fs(folder, use_listings_cache=False)
    except ImportError as error:
        known = sys.modules.get("fsspec") is not None
        what = f"the library for its kind of store ({error})" if known else "pip install 'accusation-toolkit[cluster]'"
        raise PlaceError(f"What {shown(folder)} needs is not installed: {what}.") from None
    except ValueError as error:
        raise PlaceError(f"{shown(folder)} is no address of a kind that is known ({error}).") from None
    return system, root.rstrip("/")


def _is_object_store(system: Any) -> bool:
    protocols = {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)
    return bool(protocols & OBJECT_STORES)


def _stamp(entry: dict[str, Any]) -> str:
    return sha256(repr([entry.get("size"), *(str(entry[s]) for s in STAMPS if s in entry)]).encode())
