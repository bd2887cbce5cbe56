"""Who accuses whom of what in official statements: from raw files to frames, measures and reports."""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

# Verb -> module. Loaded when first asked for: pandas alone takes half a second, and `toolkit --help` needs none of it.
_VERBS = {
    "read_statements": "toolkit.reading",
    "read_raw": "toolkit.reading",
    "list_repairs": "toolkit.normalize",
    "split_sentences": "toolkit.sentences",
    "find_accusations": "toolkit.accusations",
    "explain": "toolkit.explanation",
    "process": "toolkit.pipeline",
    "read_processed": "toolkit.store",
    "write_processed": "toolkit.store",
    "select": "toolkit.selection",
    "rates": "toolkit.frequency",
    "shares": "toolkit.frequency",
    "dyads": "toolkit.frequency",
    "reciprocity": "toolkit.reciprocity",
    "compare_rates": "toolkit.comparison",
    "corrected_rates": "toolkit.correction",
    "rolling_rates": "toolkit.timeline",
    "read_coverage": "toolkit.coverage",
    "change_points": "toolkit.changes",
    "around_events": "toolkit.before_after",
    "read_dictionary": "toolkit.dictionaries",
    "lookup": "toolkit.dictionaries",
    "category_counts": "toolkit.dictionaries",
    "mirrors": "toolkit.echo",
    "answers": "toolkit.echo",
    "answer_times": "toolkit.echo",
    "accusing_terms": "toolkit.terms",
    "collocates": "toolkit.terms",
    "keyness": "toolkit.terms",
    "read_events": "toolkit.events",
    "evidence": "toolkit.concordance",
    "event_data": "toolkit.event_data",
    "place_names": "toolkit.place_names",
    "explore": "toolkit.exploring",
    "search": "toolkit.exploring",
    "show": "toolkit.exploring",
    "compare_sides": "toolkit.exploring",
    "draw_sample": "toolkit.validation",
    "agreement": "toolkit.validation",
    "validate": "toolkit.validation",
    "Coder": "toolkit.validation",
    "make_reports": "toolkit.reports.make",
}

# Modules of several verbs, most with one that is called like the module: toolkit.timeline.timeline, toolkit.echo.echo.
_MODULES = ("before_after", "bursts", "concordance", "echo", "epithets", "figures", "schema", "tables", "timeline")

__all__ = sorted([*_VERBS, *_MODULES])


def __getattr__(name: str):
    """Import a public verb, or a module of several, when it is first used."""
    if name in _MODULES:
        return import_module(f"toolkit.{name}")
    if name not in _VERBS:
        raise AttributeError(f"toolkit has no {name!r}; it has {', '.join(__all__)}.")
    verb = getattr(import_module(_VERBS[name]), name)
    globals()[name] = verb
    return verb


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
