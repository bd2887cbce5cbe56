"""A child process that does tasks: `python -m toolkit.pipeline.worker`, a line of JSON in, a line of JSON out."""

from __future__ import annotations

import gc
import json
import traceback
from typing import IO

from toolkit.children import own_pipes
from toolkit.pipeline.tasks import TASKS

#: New objects after which Python looks for garbage in rings, which coding hardly makes: at its own 700 that took a tenth of the time.
RARELY = 20_000


def serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    """Do each task and answer with what it gave, or with why it failed."""
    for line in requests:
        name, given = json.loads(line)
        try:
            answer = {"done": TASKS[name](**given)}
        except Exception:
            answer = {"failed": traceback.format_exc()}
        replies.write(json.dumps(answer).encode("ascii") + b"\n")
        replies.flush()
        gc.freeze()  # lexicons and modules stay for ever: nobody need look through them again for what can be let go


def main() -> None:
    """Serve on the pipes this process was started with; what a library prints goes nowhere."""
    gc.set_threshold(RARELY)
    serve(*own_pipes(quiet=(0, 1)))


if __name__ == "__main__":
    main()
