"""Rows of the run before, by what they were made from, so that a run works only on what is new.

They are a convenience: where they are missing, torn or made with other code or packages, everything is made again, with the same result.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.files import as_json, sha256, sha256_of, write_together

#: The folder, beside the files that the rows went into.
FOLDER = "kept"
RECORD = "kept.json"


class Made(NamedTuple):
    """Rows of one kind, with the key of each in the column `key`, and all keys: one that gave no row has been worked on too."""

    keys: frozenset[str]
    rows: pd.DataFrame


def key_of(*what: object) -> str:
    """The key of a piece of work: a checksum of all that its result depends on.

    >>> key_of("a", None) == key_of("a", "")
    False
    """
    return sha256(json.dumps(what, ensure_ascii=True).encode("ascii"))[:32]


def read_kept(out: str | Path, made_with: str) -> dict[str, Made]:
    """What the run before kept in `out`, by kind; nothing where it was made with something else or is not as it was written."""
    folder = Path(out) / FOLDER
    try:
        record = json.loads((folder / RECORD).read_bytes())
        if record["made_with"] != made_with:
            return {}
        if any(sha256_of(folder / name) != digest for name, digest in record["files"].items()):
            return {}
        keys = pd.read_parquet(folder / "keys.parquet")
        of_kind = {kind: frozenset(part) for kind, part in keys.groupby("kind")["key"]}
        return {
            kind: Made(of_kind.get(kind, frozenset()), pd.read_parquet(folder / f"{kind}.parquet"))
            for kind in record["kinds"]
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}  # nothing is lost but time


def take(kept: dict[str, Made], kind: str, keys: Sequence[str]) -> tuple[pd.DataFrame, list[str]]:
    """The rows kept under `keys`, with the column `key`, and those keys that nothing is kept for."""
    made = kept.get(kind, Made(frozenset(), pd.DataFrame({"key": pd.Series(dtype="str")})))
    return made.rows[made.rows["key"].isin(set(keys))], [key for key in keys if key not in made.keys]


def write_kept(out: str | Path, made_with: str, made: dict[str, Made]) -> None:
    """Keep the rows of this run for the next; whoever is cut off in the middle keeps none."""
    folder = Path(out) / FOLDER
    pairs = sorted((kind, key) for kind, each in made.items() for key in each.keys)
    frames = {kind: each.rows for kind, each in made.items()} | {
        "keys": pd.DataFrame(pairs, columns=["kind", "key"], dtype="str")
    }
    contents = {
        f"{name}.parquet": frame.to_parquet(None, index=False, compression="zstd") for name, frame in frames.items()
    }
    sums = {name: sha256(content) for name, content in contents.items()}
    contents[RECORD] = as_json({"made_with": made_with, "kinds": sorted(made), "files": sums})
    write_together({folder / name: content for name, content in contents.items()})
