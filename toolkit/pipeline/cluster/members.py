"""Which workers of a cluster are sent work: those that work with what this process works with, and see the place of the parts."""

from __future__ import annotations

import os
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolkit.pipeline.cluster.connection import ClusterError, asked
from toolkit.pipeline.cluster.there import digest
from toolkit.pipeline.places import Place
from toolkit.pipeline.tasks import TASKS

#: Seconds for which the first worker is waited for, and for which a run waits when all have gone.
FIRST_SECONDS = 60.0
GONE_SECONDS = 600.0

#: Seconds between two looks at who has come and gone.
LOOK_SECONDS = 1.0


class Members:
    """The workers that may be sent work, by address, with the threads of each. Any other is refused and told of, once."""

    def __init__(self, client: Any, place: Place, run: str, raw: Path | None = None):
        self.client, self.place, self.run = client, place, run
        self.raw = os.fsencode(raw.absolute()).hex() if raw else None
        self.blind: list[str] = []  # do not see the raw files
        self.good: dict[str, int] = {}
        self.refused: dict[str, str] = {}
        self.tools = TASKS["tools"]()
        self.looked, self.seen = 0.0, time.monotonic()

    def begin(self) -> None:
        """Wait for workers, and look at all that are there: where one will not do, nothing is sent to any.

        Raises `ClusterError`.
        """
        end = time.monotonic() + FIRST_SECONDS
        while not self._there():
            if time.monotonic() > end:
                raise ClusterError(
                    f"The scheduler at {_address(self.client)} has no worker: start some with `dask worker {_address(self.client)}`."
                )
            time.sleep(0.2)
        self.look()
        if self.refused:
            told = "; ".join(f"{address}: {why}" for address, why in sorted(self.refused.items())[:3])
            more = f"; and {len(self.refused) - 3} more" if len(self.refused) > 3 else ""
            raise ClusterError(f"Nothing was sent, since the results would not be the same on every worker. {told}{more}.")
        self.seen = time.monotonic()

    def look(self) -> None:
        """See who has come and gone; whoever is new is asked what it works with before anything is sent to it."""
        if time.monotonic() - self.looked < LOOK_SECONDS and self.good:
            return
        there = self._there()
        self.good = {address: threads for address, threads in there.items() if address in self.good}
        new = there.keys() - self.good.keys() - self.refused.keys()
        for address, why in self._asked(sorted(new)).items():
            if why is None:
                self.good[address] = there[address]
            elif why:
                self.refused[address] = why
        self.looked = time.monotonic()
        if self.good:
            self.seen = self.looked
        elif self.looked - self.seen > GONE_SECONDS:
            raise ClusterError(f"For {GONE_SECONDS / 60:.0f} minutes there has been no worker that could be sent work; start some and run it again.")

    def tell_of_refused(self, told: set[str]) -> None:
        """Say on the terminal which workers that came later get no work, and why."""
        from tqdm import tqdm

        for address in self.refused.keys() - told:
            tqdm.write(f"toolkit: the worker {address} gets no work: {self.refused[address]}.", file=sys.stderr)
            told.add(address)

    def _there(self) -> dict[str, int]:
        try:
            return dict(self.client.nthreads())
        except OSError as error:
            raise lost(error) from None

    def _asked(self, addresses: list[str]) -> dict[str, str | None]:
        """For each worker, why it will not do; None where it will, "" where it went away meanwhile."""
        if not addresses:
            return {}
        name, content = f"probe-{uuid.uuid4().hex}", uuid.uuid4().hex
        self.place.put({name: content.encode()})
        try:
            given = {"run": self.run, "probe": str(self.place.path(name)), "content": content, "raw": self.raw}
            answers = self.client.run(asked("check"), workers=addresses, on_error="return", **given)
        except OSError as error:
            raise lost(error) from None
        finally:
            with suppress(OSError):
                self.place.drop(name)
        self.blind += [a for a, answer in answers.items() if isinstance(answer, dict) and not answer["sees_raw"]]
        here = self._there()
        return {a: self._why_not(answers.get(a)) if a in here else "" for a in addresses}

    def _why_not(self, answer: Any) -> str | None:
        if isinstance(answer, ModuleNotFoundError) and (answer.name or "").split(".")[0] == "toolkit":
            return "it has no toolkit, or one that is too old; install this version there"
        if answer is None or isinstance(answer, TimeoutError):
            return "it did not answer in time"
        if isinstance(answer, BaseException):
            return f"it could not be asked ({type(answer).__name__}: {str(answer).strip().splitlines()[-1] if str(answer) else ''})"
        if digest(answer["tools"]) != digest(self.tools):
            return differences(self.tools, answer["tools"])
        return answer["trouble"] or None


def differences(here: dict[str, Any], there: dict[str, Any]) -> str:
    """What another process works with that this one does not, as part of a sentence.

    >>> here = {"code": "a", "lexicons": {"acts.csv": "1"}, "versions": {"pandas": "3.1.1"}, "machine": "x86_64"}
    >>> differences(here, here | {"lexicons": {"acts.csv": "2"}, "versions": {"pandas": "3.0.0"}})
    'it has another lexicon acts.csv, and pandas 3.0.0 where this machine has 3.1.1; install the same there'
    """
    found = ["another toolkit (its code is not the same)"] if here["code"] != there["code"] else []
    lexicons, others = here["lexicons"], there["lexicons"]
    other = [name for name in sorted(lexicons.keys() | others.keys()) if lexicons.get(name) != others.get(name)]
    if other:
        found.append(f"another lexicon {', '.join(other)}")
    for name in sorted(here["versions"].keys() | there["versions"].keys()):
        one, two = here["versions"].get(name), there["versions"].get(name)
        if one != two:
            found.append(f"{name} {two or 'none'} where this machine has {one or 'none'}")
    if here["machine"] != there["machine"]:
        found.append(f"processors of another kind ({there['machine']} where this machine has {here['machine']})")
    return f"it has {', and '.join(found)}; install the same there"


def lost(error: object) -> ClusterError:
    """The error for a scheduler that was there and is not any more."""
    why = str(error).strip().splitlines()
    return ClusterError(f"The connection to the scheduler was lost ({why[-1] if why else type(error).__name__}). See that it runs, and run this again.")


def _address(client: Any) -> str:
    return client.scheduler.address
