"""Texts whose language does not show at sight. The model that tells it takes as long to load as hundreds of texts to read, so it is loaded once,
by whoever has several readers at work, unless a reader meets many such texts.
"""

from __future__ import annotations

from toolkit.languages import language_by_model
from toolkit.reading.shares import Item
from toolkit.spans import own_text

#: Such texts that a reader leaves to others before it loads the model itself: they take a tenth of a second there.
LEFT = 200


def is_undecided(item: Item) -> bool:
    """Whether this is a statement whose language is still to be told."""
    return "reason" not in item and item["language"] is None


def with_language(item: Item) -> Item:
    """The same row, with the language of its text."""
    if is_undecided(item):
        item["language"] = language_by_model(own_text(item["clean_text"], item["furniture"]))
    return item
