"""Time taken, and tables of it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from benchmark.corpus import ROOT
from benchmark.memory import Watch


def timed(what: Callable[[], object], runs: int = 1) -> float:
    """Seconds of a processor, of this process and its threads, in the best of some runs: others at work on the machine change it little."""
    fewest = float("inf")
    for _ in range(runs):
        began = time.process_time()
        what()
        fewest = min(fewest, time.process_time() - began)
    return fewest


class Taken(NamedTuple):
    """Seconds by the clock, and of processors, of a child process with all that it starts, and the most MiB that they held; 0 where nobody watched."""

    clock: float
    processor: float
    memory: float = 0.0


def run(*arguments: str, watched: bool = False) -> Taken:
    """Run this Python with some arguments in the project's folder; `SystemExit` where it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    child = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    watch = Watch(child.pid) if watched else None
    _, trouble = child.communicate()
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    memory = watch.end() if watch else 0.0
    if child.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{trouble}")
    return Taken(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory)


def best(taken: Iterable[Taken]) -> Taken:
    """Of some runs the fewest seconds, and the most memory."""
    clocks, processors, memories = zip(*taken, strict=True)
    return Taken(min(clocks), min(processors), max(memories))


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table as Markdown has it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def said(row: list[str]) -> list[str]:
    """Print a row while the rest is still being measured."""
    print(*row, sep="  ", flush=True)
    return row
