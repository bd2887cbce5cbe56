"""One notebook, executed by papermill in a process of its own: `python -m toolkit.reports.execute NAME` in a staging folder.

A process and not a thread: papermill starts kernels with the working directory of its process. Paths are relative and end in
a report's name, because papermill evaluates `{...}` in a path.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

KERNEL = "toolkit-report"


def main(name: str) -> int:
    """Run `in/NAME.ipynb` with the values in `in/NAME.json` into `out/NAME.ipynb`; 1 where a cell failed."""
    from toolkit.reports.light import without_grammar

    with without_grammar():
        import papermill

    job = json.loads(Path("in", f"{name}.json").read_bytes())
    try:
        papermill.execute_notebook(
            f"in/{name}.ipynb",
            f"out/{name}.ipynb",
            parameters=job["values"],
            kernel_name=KERNEL,
            language="python",
            cwd="notebooks",
            progress_bar=False,
            start_timeout=120,
            execution_timeout=job["cell_seconds"],
        )
    except papermill.PapermillExecutionError:
        return 1  # the notebook that was written says where and why
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
