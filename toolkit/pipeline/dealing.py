"""How work is dealt into parts: by what is in it alone, never by how many cores there are or what was done before.

A part ends after an element whose key says so, as a chunk does in a program that sends only what has changed of a file (Muthitacharoen,
Chen and Mazières 2001). So an element more or less changes one part, and all others are the same as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

#: Statements in a part, on average and at most: few enough for two processes to be busy to the end, enough for a file to be worth its name.
PART = 128
MOST = 2 * PART

T = TypeVar("T")


def dealt(elements: Iterable[tuple[str, float, T]]) -> Iterator[list[T]]:
    """Elements in their order, in parts. Each comes as its key, how many statements it is likely to hold, and itself.

    >>> [len(part) for part in dealt(("ffffffff", 1, n) for n in range(5 * PART))]  # no key ends a part
    [256, 256, 128]
    >>> [len(part) for part in dealt((f"{n * 2654435761 % 2**32:08x}", 400, n) for n in range(3))]
    [1, 1, 1]
    """
    part: list[T] = []
    weight = 0.0
    for key, size, element in elements:
        part.append(element)
        weight += size
        if int(key[:8], 16) / 2**32 < size / PART * (weight >= PART / 8) or weight >= MOST:
            yield part
            part, weight = [], 0.0
    if part:
        yield part
