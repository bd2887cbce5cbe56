"""Which errors are whose: a mistake in what was asked for, or a failure of the work; any other is a fault of the toolkit."""

from __future__ import annotations

import sys

# module -> errors; looked up only where the module was loaded, since an error cannot have come from one that was not.
_MISTAKES = {
    "toolkit.collecting.sources": ("SourceError",),
    "toolkit.pipeline.cluster.connection": ("SchedulerError",),
    "toolkit.pipeline.places": ("PlaceError",),
    "toolkit.reports.parameters": ("ParameterError",),
    "toolkit.operations.schedule": ("ScheduleError",),
    "toolkit.validation.sampling": ("SampleError",),
}
_FAILURES = {
    "toolkit.lexicon": ("LexiconError",),
    "toolkit.locks": ("Busy",),
    "toolkit.pipeline": ("NothingRead",),
    "toolkit.pipeline.cluster.connection": ("ClusterError",),
    "toolkit.pipeline.crew": ("TaskFailed",),
    "toolkit.reports.pdf": ("NoBrowser",),
    "toolkit.reports.run": ("RunFailed",),
    "toolkit.schema": ("SchemaError",),
    "toolkit.sharing.place": ("ShareError",),
    "toolkit.store": ("StoreError",),
}


def mistakes() -> tuple[type[Exception], ...]:
    """Errors by which the user is told that something was asked for wrongly."""
    return _loaded(_MISTAKES)


def failures() -> tuple[type[Exception], ...]:
    """Errors by which the user is told that the work could not be done: unreadable data, a full disk, a missing right."""
    return (*_loaded(_FAILURES), OSError)


def _loaded(names: dict[str, tuple[str, ...]]) -> tuple[type[Exception], ...]:
    return tuple(
        getattr(sys.modules[module], error)
        for module, errors in names.items()
        if module in sys.modules
        for error in errors
    )
