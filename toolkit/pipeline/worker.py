"""A child process that does tasks: `python -m toolkit.pipeline.worker`, a line of JSON in, a line of JSON out."""

from __future__ import annotations

import gc
import json
import os
import threading
import time
import traceback
from typing import IO

from toolkit.pipeline.crew import TASKS


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


def _end_with_parent(parent: int) -> None:
    """A parent that was killed cannot end its child; the child sees that it was handed to somebody else."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def main() -> None:
    """Serve on the pipes this process was started with; what a library prints goes nowhere."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    threading.Thread(target=_end_with_parent, args=[os.getppid()], daemon=True).start()
    serve(requests, replies)


if __name__ == "__main__":
    main()
