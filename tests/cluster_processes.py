"""A real scheduler and real workers on this machine, for tests: all end with the test run, however it ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

from distributed import Client

SECONDS = 120  # for a process to be there, on a machine that does much else


class Processes:
    """A scheduler and its workers; each worker has one thread and writes what it says to a file of `folder`."""

    def __init__(self, folder):
        self.folder, self.workers, self.strange, self.n = Path(folder), {}, set(), 0
        self.file = self.folder / "scheduler.json"
        # It ends by itself some minutes after a test run that was killed, and its workers with it.
        self.scheduler = self._start("dask_scheduler", "--port", "0", "--scheduler-file", self.file, "--idle-timeout", "10 minutes")
        self._wait(self.file.exists, "the scheduler")
        try:
            self.client = Client(scheduler_file=str(self.file), set_as_default=False, timeout=SECONDS)
        except BaseException:
            self.scheduler.kill()
            raise
        self.address = self.client.scheduler.address

    def _start(self, module, *words, env=None):
        self.n += 1
        command = [sys.executable, "-P", "-m", f"distributed.cli.{module}", "--host", "127.0.0.1", "--no-dashboard", *map(str, words)]
        with (self.folder / f"{self.n}.log").open("wb") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, env={**os.environ, **(env or {})}, start_new_session=True)

    def _wait(self, there, what):
        end = time.monotonic() + SECONDS
        while not there():
            assert time.monotonic() < end, f"{what} did not start"
            time.sleep(0.05)

    def add(self, env=None):
        """Start a worker, a strange one where it is given an environment, wait until the scheduler knows it, and return its address."""
        before = set(self.client.nthreads())
        words = ["--scheduler-file", self.file, "--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--death-timeout", "60"]
        process = self._start("dask_worker", *words, "--local-directory", self.folder, env=env)
        self._wait(lambda: set(self.client.nthreads()) - before, "a worker")
        (address,) = set(self.client.nthreads()) - before
        self.workers[address] = process
        if env:
            self.strange.add(address)
        return address

    def kill(self, address):
        """Kill a worker with SIGKILL, and wait until the scheduler has seen it."""
        process = self.workers.pop(address)
        process.kill()
        process.wait()
        self._wait(lambda: address not in self.client.nthreads(), "the end of a worker")

    def have(self, many):
        """Have just so many workers, all of them ordinary."""
        for address in self.strange & self.workers.keys():
            self.kill(address)
        while len(self.workers) > many:
            self.kill(next(iter(self.workers)))
        while len(self.workers) < many:
            self.add()
        return list(self.workers)

    def end(self):
        try:
            self.client.close(timeout=5)
        finally:
            for process in [*self.workers.values(), self.scheduler]:
                process.kill()
                process.wait()
