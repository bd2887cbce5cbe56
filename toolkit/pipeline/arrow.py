"""Columns of plain values as Arrow has them.

`pyarrow.array` imports pandas whatever it is given, to see whether that is a series; a process that codes would load pandas for nothing
else. Here arrays are laid out as the format of Arrow says, by numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow

#: Type of a column, as frames declare it -> that of Arrow.
TYPES = {
    "str": pyarrow.large_string(),
    "bytes": pyarrow.binary(),
    "int64": pyarrow.int64(),
    "int32": pyarrow.int32(),
    "bool": pyarrow.bool_(),
}


def table_of(columns: Mapping[str, Sequence], types: Mapping[str, str]) -> pyarrow.Table:
    """A table of these columns, whose values are of their `types` (`TYPES`).

    >>> table_of({"act": ["shelled", None], "start": [0, 7]}, {"act": "str", "start": "int64"}).to_pylist()
    [{'act': 'shelled', 'start': 0}, {'act': None, 'start': 7}]
    """
    arrays = [array_of(columns[name], of) for name, of in types.items()]
    return pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema([(name, TYPES[of]) for name, of in types.items()]))


def array_of(values: Sequence, of: str) -> pyarrow.Array:
    """Values of one type as an array; only text and bytes may be missing.

    Raises `OverflowError` for a number or more bytes than the type can hold.
    """
    if of in ("str", "bytes"):
        return _written(values, of)
    if of == "bool":
        return _array(of, len(values), _bits(values))
    return _array(of, len(values), np.array(values, dtype=of))


def _written(values: Sequence[str | bytes | None], of: str) -> pyarrow.Array:
    there = [value is not None for value in values]
    written = [b"" if value is None else value.encode() if of == "str" else value for value in values]
    ends = np.cumsum([0, *map(len, written)], dtype="int64")
    width = "int64" if of == "str" else "int32"
    if ends[-1] > np.iinfo(width).max:
        raise OverflowError(f"{ends[-1]} bytes are more than a column of {of} holds.")
    missing = None if all(there) else _bits(there)
    return _array(of, len(values), ends.astype(width), b"".join(written), missing=missing)


def _bits(values: Sequence[bool]) -> np.ndarray:
    return np.packbits(np.array(values, dtype=bool), bitorder="little")


def _array(of: str, length: int, *content: np.ndarray | bytes, missing: np.ndarray | None = None) -> pyarrow.Array:
    buffers = [None if missing is None else pyarrow.py_buffer(missing), *map(pyarrow.py_buffer, content)]
    return pyarrow.Array.from_buffers(TYPES[of], length, buffers)
