"""Modules that are called like their first verb: `toolkit.timeline(...)` is `toolkit.timeline.timeline(...)`.

Python gives a package one name for both. Users read the verb in the documentation, and the module has more verbs than that one.
"""

from __future__ import annotations

import sys
from types import ModuleType


class VerbModule(ModuleType):
    """A module that, when it is called, calls the function of its own name."""

    def __call__(self, *arguments, **more):
        return getattr(self, self.__name__.rpartition(".")[2])(*arguments, **more)


def callable_as_verb(name: str) -> None:
    """Let the module of this name be called; for the last line of such a module.

    >>> import toolkit
    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> toolkit.concordance(sentences, "shelled")["keyword"].unique().tolist()
    ['shelled']
    """
    sys.modules[name].__class__ = VerbModule
