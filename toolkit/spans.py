"""Stretches of a text, as offsets, and how a column of a frame holds them."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def written(spans: Iterable[Span]) -> str | None:
    """Stretches as a cell of a frame: `start-end` with a space between, None where there are none.

    >>> written([(0, 12), (40, 55)])
    '0-12 40-55'
    """
    return " ".join(f"{start}-{end}" for start, end in spans) or None


def spans_of(cell: object) -> list[Span]:
    """The stretches that a cell holds; none where it is missing.

    Raises `ValueError` for what is not written so.

    >>> spans_of("0-12 40-55"), spans_of(None)
    ([(0, 12), (40, 55)], [])
    """
    if not isinstance(cell, str):
        return []
    try:
        pairs = (pair.split("-") for pair in cell.split())
        return [(int(start), int(end)) for start, end in pairs]
    except ValueError:
        raise ValueError(f"{cell!r} holds no stretches of a text; they are written 0-12 40-55.") from None


def trim(text: str, start: int, end: int) -> Span | None:
    """A stretch of a text less the space around it; None where it holds nothing else."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = left + len(piece.strip())
    return (left, right) if right > left else None


def without(text: str, spans: Iterable[Span]) -> str:
    """The text less some stretches, which stand in order; a paragraph ends where one is left out.

    >>> without("Menu\\n\\nDorn was shelled.", [(0, 4)])
    'Dorn was shelled.'
    """
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(text[at:start].strip())
        at = end
    if not at:
        return text
    return "\n\n".join(piece for piece in [*pieces, text[at:].strip()] if piece)


def own_text(text: str, furniture: str | None) -> str:
    """What is a statement's own: its text less the page's furniture, which all pages of a site share; `furniture` is the cell that holds it.

    >>> own_text("Menu\\n\\nDorn was shelled.", "0-4")
    'Dorn was shelled.'
    """
    return without(text, spans_of(furniture))
