"""Kill `toolkit process` and `toolkit report` at random moments and see what is left: `python tools/break_runs.py [--kills 60] [--seed 1]`.

Works in a temporary folder on a copy of data/raw. After each kill: processed data are whole or refused, each page is as its record says or
is not counted as published, nothing half-written is read, and at the end one undisturbed run mends all. Prints a table; exit code 1 where
something was lost or misled.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from toolkit.operations.verify import verify
from toolkit.reports.manifest import NAME, Manifest
from toolkit.store import StoreError, read_processed

ROOT = Path(__file__).parent.parent


def toolkit(folder: Path, *words: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "toolkit.cli", *words]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # A group of its own, so that the kernels of a report die with it, as when a machine goes down.
    return subprocess.Popen(command, cwd=folder, start_new_session=True, env=environment(), **quiet)


def environment() -> dict[str, str]:
    import os

    return os.environ | {"PYTHONPATH": str(ROOT)}


def killed(folder: Path, seconds: float, *words: str) -> bool:
    """Run a command and kill it and its children after so many seconds; whether it was still running."""
    import os

    process = toolkit(folder, *words)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def moment(rng: random.Random) -> float:
    """When to kill, as a share of the time a run takes; every second time near its end, where files are written."""
    return rng.uniform(0.2, 1.05) if rng.random() < 0.5 else rng.uniform(0.8, 1.0)


def after_process(folder: Path) -> str:
    try:
        data = read_processed(folder / "data" / "processed")
    except StoreError as error:
        return "refused in a sentence" if "toolkit process" in str(error) else f"WRONG: {error}"
    return "whole" if len(data.statements) else "WRONG: empty"


def after_report(folder: Path) -> str:
    out = folder / "reports"
    try:
        entries = json.loads((out / NAME).read_bytes())["reports"]
    except FileNotFoundError:
        return "no record yet"
    except ValueError:
        return "WRONG: a torn record"
    manifest = Manifest(out, entries, {})
    pages = [out / f"{name}.html" for name in entries]
    torn = [p.name for p in pages if p.is_file() and not p.read_bytes().rstrip().endswith(b"</html>")]
    if torn:
        return f"WRONG: {torn[0]} is half a page"
    standing = sum(manifest.is_published(name) for name in entries)
    return "all pages as recorded" if standing == len(entries) else "a page newer than its record, so not linked"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng, found = random.Random(options.seed), Counter()
    with tempfile.TemporaryDirectory(prefix="toolkit-break-") as place:
        folder = Path(place)
        shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
        shutil.copytree(ROOT / "notebooks", folder / "notebooks")
        began = time.monotonic()
        toolkit(folder, "process").wait()
        process_takes = time.monotonic() - began
        (folder / "data" / "raw" / "more.txt").write_text(
            "Velmari units shelled Dorn, the Ministry of Defence of Ardenia said."
        )
        began = time.monotonic()
        toolkit(folder, "process").wait()
        more_takes = time.monotonic() - began
        began = time.monotonic()
        toolkit(folder, "report").wait()
        report_takes = time.monotonic() - began
        for k in tqdm(range(options.kills), disable=not sys.stderr.isatty(), desc="Killing"):
            if k % 3 == 1:
                if killed(folder, moment(rng) * process_takes, "process", "--force"):
                    found["process --force", after_process(folder)] += 1
            elif k % 3 == 2:
                (folder / "data" / "raw" / f"more-{k}.txt").write_text(
                    f"Velmari units shelled Dorn {k} times, Ardenia said."
                )
                if killed(folder, moment(rng) * more_takes, "process"):
                    found["process, one file more", after_process(folder)] += 1
            else:
                toolkit(folder, "process").wait()
                if killed(folder, rng.uniform(0.1, 1.05) * report_takes, "report", "--force"):
                    found["report", after_report(folder)] += 1
        toolkit(folder, "process").wait()
        toolkit(folder, "report").wait()
        lines = verify(folder / "reports", folder / "data" / "processed", raw=folder / "data" / "raw", again=True)
        left = [p for p in folder.rglob("*.part")]
    print("| command | left behind | times |\n|---|---|---|")
    for (what, left_behind), n in sorted(found.items()):
        print(f"| {what} | {left_behind} | {n} |")
    fine = all(line.fine for line in lines) and not left and not any("WRONG" in outcome for _, outcome in found)
    print(
        f"\n{sum(found.values())} kills; then one undisturbed run of each: {'all as recorded, and the same bytes when made again' if fine else 'NOT mended'}."
    )
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
