"""How much memory a process and all that it starts hold together."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path


class Watch:
    """The most memory that this process's descendants had together (resident, shared pages counted once each), in MiB."""

    def __init__(self, pid: int):
        self.pid, self.most, self.going = pid, 0.0, True
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        while self.going:
            self.most = max(self.most, sum(map(_resident, [self.pid, *_descendants(self.pid)])))
            time.sleep(0.1)

    def end(self) -> float:
        self.going = False
        self.thread.join()
        return self.most


def _resident(pid: int) -> float:
    try:
        pss = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
        return int(pss[1]) / 1024 if pss else 0.0
    except OSError:
        return 0.0


def _descendants(pid: int) -> list[int]:
    try:
        children = [int(p) for t in Path(f"/proc/{pid}/task").iterdir() for p in (t / "children").read_text().split()]
    except OSError:
        return []
    return [*children, *(p for child in children for p in _descendants(child))]
