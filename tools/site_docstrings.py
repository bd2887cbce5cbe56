"""Docstrings as they are written, made into Markdown for the site: examples become code, roles become names."""

from __future__ import annotations

import re

from griffe import Extension

#: From a line with a prompt to the next empty line, as doctest reads it.
EXAMPLE = re.compile(r"^>>> .*?(?=\n[ \t]*\n|\Z)", re.M | re.S)
ROLE = re.compile(r":(?:func|class|mod|data):`~?([^`]+)`")


def as_markdown(text: str) -> str:
    """A docstring with its examples fenced.

    >>> print(as_markdown("What it does.\\n\\n>>> 1 + 1\\n2"))
    What it does.
    <BLANKLINE>
    ```pycon
    >>> 1 + 1
    2
    ```
    """
    text = EXAMPLE.sub(lambda found: f"```pycon\n{found[0].rstrip()}\n```", text)
    return ROLE.sub(r"`\1`", text)


class Docstrings(Extension):
    """Called by mkdocstrings for every object that has a docstring."""

    def on_object(self, *, obj, **_) -> None:
        """Rewrite the docstring in place."""
        if obj.docstring:
            obj.docstring.value = as_markdown(obj.docstring.value)
