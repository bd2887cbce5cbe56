"""The time and the waiting of a run, in one place, so that a test can hold both in its hand."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Seconds that only go forward, whatever is done to the machine's clock."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)
