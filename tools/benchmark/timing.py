"""Time taken, and tables of it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from benchmark.corpus import ROOT


def timed(what: Callable[[], object], runs: int = 1) -> float:
    """Seconds of a processor, of this process and its threads, in the best of some runs: others at work on the machine change it little."""
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        what()
        best = min(best, time.process_time() - began)
    return best


class Taken(NamedTuple):
    """Seconds by the clock, and of processors, of a child process with all that it starts."""

    clock: float
    processor: float


def run(*arguments: str) -> Taken:
    """Run this Python with some arguments in the project's folder; `SystemExit` where it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stderr}")
    return Taken(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


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
