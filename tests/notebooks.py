"""Small notebooks made by tests."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

END = "from toolkit.reports import finished\nfinished()"


def notebook(path: Path, *cells: str, end: str = END) -> Path:
    """A notebook of these cells: text that begins with # or < is markdown, the rest is code."""
    made = [new_markdown_cell(c) if c.startswith(("#", "<")) else new_code_cell(c) for c in cells if c]
    for index, cell in enumerate(made):
        if cell.source.startswith("processed:"):
            cell.metadata["tags"] = ["parameters"]
        cell["id"] = f"cell-{index}"
    if end:
        made.append(new_code_cell(end, id="end"))
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=made, metadata={"kernelspec": {"name": "python3", "display_name": "x"}}), path)
    return path
