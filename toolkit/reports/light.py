"""papermill and nbformat without the grammar of addresses that they would load on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_GRAMMAR = "rfc3987_syntax"


@contextmanager
def without_grammar() -> Iterator[None]:
    """Import papermill or nbformat in here: the package `rfc3987_syntax` is then taken for absent.

    It comes with jupyterlab, and compiles its grammar when it is imported: 1.3 of the 1.8 seconds that importing papermill takes. jsonschema
    looks for it to check internationalised addresses (IRI), which the schema of notebooks has none of, and does without where it is absent.

    >>> with without_grammar():
    ...     import nbformat
    >>> nbformat.v4.nbformat
    4
    """
    if _GRAMMAR in sys.modules:
        yield
        return
    sys.modules[_GRAMMAR] = None  # documented: an import of that name then fails
    try:
        yield
    finally:
        sys.modules.pop(_GRAMMAR, None)  # another thread may have been here at the same time
