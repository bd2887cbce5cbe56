"""What a worker can be told to do, by name: any process that has the toolkit does it, and whoever tells it need not know how."""

from __future__ import annotations

import importlib
import platform
from collections.abc import Callable
from typing import Any


def _in(module: str, function: str) -> Callable[..., Any]:
    # Looked up when it is done: what tells of tasks is known to modules that do them.
    return lambda **given: getattr(importlib.import_module(f"toolkit.pipeline.{module}"), function)(**given)


def _in_use() -> dict[str, Any]:
    from toolkit.versions import tools

    return tools() | {"machine": platform.machine()}  # numbers can differ in their last digit from one kind to another


#: Name of a task -> the function that does it. All that they are given, and all that they give, can be written as JSON.
TASKS: dict[str, Callable[..., Any]] = {
    "read_part": _in("taking", "read_part"),
    "code_part": _in("coding", "code_part"),
    "warm": _in("warming", "load"),
    "tools": _in_use,
    "see": _in("places", "see"),
}
