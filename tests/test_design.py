"""The walls of docs/design.md, kept by the imports."""

import ast
from pathlib import Path

import pytest

TOOLKIT = Path(__file__).parents[1] / "toolkit"

# Rooms of a stage; a room is a file or folder directly in toolkit/.
STAGES = {
    "reading": {"reading", "normalize", "families", "languages", "edits", "wraps"},
    "sentences": {"sentences", "boundaries", "voices"},
    "accusations": {"accusations"},
    "measures": {
        *{"frequency", "terms", "timeline", "concordance", "comparison", "correction", "reciprocity", "coverage", "events"},
        *{"changes", "bursts", "before_after", "echo", "permutation", "dictionaries"},
    },
    "figures": {"figures", "tables", "wording", "verdicts"},
    "reports": {"reports"},
}
# `explanation` shows what the coder did, as a table: it stands after the last stage, like the commands; `exploring` and `teaching` show all.
KNOW_THE_ORDER = {"pipeline", "cli", "__init__", "store", "accuracy", "explanation", "exploring", "teaching"}

# Families are found while reading and used wherever reprints are counted once.
SHARED = {"families"}


def imports():
    """(room, room it imports) for every import in the package, those inside functions included."""
    found = set()
    for file in TOOLKIT.rglob("*.py"):
        room = file.relative_to(TOOLKIT).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"toolkit.{a.name}" for a in node.names] if node.module == "toolkit" else [node.module]
            found |= {(room, name.split(".")[1]) for name in names if name.startswith("toolkit.")}
    return {(room, other) for room, other in found if room != other}


def test_the_imports_are_seen():
    assert ("pipeline", "sentences") in imports() and ("timeline", "frequency") in imports()


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_never_imports_another_stage(stage):
    others = set().union(*(rooms for name, rooms in STAGES.items() if name != stage)) - SHARED
    crossing = {(room, other) for room, other in imports() if room in STAGES[stage] and other in others}
    assert crossing == set()


def test_no_stage_knows_the_pipeline_or_the_commands():
    stages = set().union(*STAGES.values())
    assert {(room, other) for room, other in imports() if room in stages and other in {"pipeline", "cli"}} == set()


def test_reports_compute_nothing():
    """They know what a frame is, where it is kept and what was selected; no measure, no figure, no coder."""
    assert {other for room, other in imports() if room == "reports"} <= {"schema", "store", "files", "selection", "display", "locks", "versions", "__version__"}


def test_only_the_pipeline_knows_more_than_one_stage():
    stage_of = {room: stage for stage, rooms in STAGES.items() for room in rooms}
    for room in {room for room, _ in imports()} - KNOW_THE_ORDER - set(stage_of):
        assert len({stage_of[other] for a, other in imports() if a == room and other in stage_of and other not in SHARED}) <= 1, room


def test_every_room_is_named_in_the_design():
    design = (TOOLKIT.parent / "docs" / "design.md").read_text("utf-8")
    for room in set().union(*STAGES.values()) - {"edits", "wraps", "permutation"}:
        assert f"`{room}.py`" in design or f"`{room}/`" in design, room


def test_only_collecting_the_webhook_and_a_cluster_can_reach_the_network():
    reach = {"socket", "ssl", "http", "urllib", "urllib3", "requests", "httpx", "ftplib", "smtplib", "asyncio", "aiohttp", "distributed", "dask", "fsspec"}
    found = set()
    for file in TOOLKIT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            if any(name.split(".")[0] in reach and name != "urllib.parse" for name in names):
                found.add(file.relative_to(TOOLKIT).as_posix())
    outside = {name for name in found if not name.startswith(("collecting/", "pipeline/cluster/"))}
    assert outside == {"operations/entry.py", "pipeline/places.py"}
