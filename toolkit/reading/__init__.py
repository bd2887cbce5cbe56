"""Raw files to statements: `read_statements` for the frame, `read_raw` for the frame and what could not be read.

Where a field comes from, in this order; the first place that says anything decides:

1. `column`: a table's column or a record's field, by any of the names in `metadata.ALIASES`;
2. `sidecar`: NAME.meta.yml, .yaml, .json or .toml beside the file;
3. `front-matter`: YAML between two `---` lines (txt, md), or the title property of a pdf or docx;
4. `html`: JSON-LD, then meta tags, then `<time datetime>`, `<h1>` and `<title>`;
5. `file-name`: an ISO date in the name of a file that is one statement;
6. `text`: a dateline, a letterhead, a phrase such as “reads a message from the Ministry of ...”, a closing agency name.
"""

from __future__ import annotations

from typing import Any

__all__ = ["Reading", "read_raw", "read_statements"]


def __getattr__(name: str) -> Any:
    """The processes that read files need no pandas, which takes longer to load than all else that they do for a small file."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from toolkit.reading import assemble

    return getattr(assemble, name)
