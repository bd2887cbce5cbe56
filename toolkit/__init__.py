"""Who accuses whom of what in official statements: from raw files to frames, measures and reports."""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

# Verb -> module. Loaded when first asked for: pandas alone takes half a second, and `toolkit --help` needs none of it.
_VERBS = {
    "read_statements": "toolkit.reading",
    "split_sentences": "toolkit.sentences",
    "find_accusations": "toolkit.accusations",
    "process": "toolkit.pipeline",
    "read_processed": "toolkit.store",
    "write_processed": "toolkit.store",
    "check": "toolkit.schema",
}

__all__ = sorted(_VERBS)


def __getattr__(name: str):
    """Import the module that holds a public verb when the verb is first used."""
    if name not in _VERBS:
        raise AttributeError(f"toolkit has no {name!r}; it has {', '.join(__all__)}.")
    verb = getattr(import_module(_VERBS[name]), name)
    globals()[name] = verb
    return verb


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
