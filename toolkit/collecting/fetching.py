"""Fetching one address: politely, from named hosts only, with an end to everything."""

from __future__ import annotations

import http.client

import urllib3
from urllib3.util import Timeout

from toolkit.collecting import clock
from toolkit.collecting.addresses import Address, read_address
from toolkit.collecting.answers import LONGEST_PAUSE, MIB, Answer, read_answer
from toolkit.collecting.connections import Deadline, Plain, Secure
from toolkit.collecting.guarded import Guarded
from toolkit.collecting.robots import MOST_BYTES as ROBOTS_BYTES
from toolkit.collecting.sources import Source
from toolkit.collecting.trouble import SILENT, Trouble

#: As it comes. The largest sitemaps allowed have 50 MB; a page of a ministry has less than one.
BODY_BYTES = 20 * MIB

#: Seconds: for one connection, for one silence, and for the whole of one answer.
CONNECT, READ, WHOLE = 10.0, 20.0, 60.0

HOPS = 5
TRIES = 3
#: Pauses before the second and the third try, in seconds.
PAUSES = (5.0, 20.0)
_MOVED = {301, 302, 303, 307, 308}


class Manners:
    """When each host was last asked, over all sources of a run, and how long it wants to be left in peace."""

    def __init__(self):
        self._last: dict[str, float] = {}
        self._wish: dict[str, float] = {}

    def wish(self, host: str, seconds: float) -> None:
        """A host's own wish, its Crawl-delay; the longest counts."""
        self._wish[host] = max(seconds, self._wish.get(host, 0.0))

    def wait(self, host: str, seconds: float) -> None:
        """Wait until so many seconds have passed since the host was last asked."""
        if host in self._last:
            pause = self._last[host] + max(seconds, self._wish.get(host, 0.0)) - clock.monotonic()
            if pause > 0:
                clock.sleep(pause)
        self._last[host] = clock.monotonic()


class Web:
    """The web as one source may see it: its hosts, its rate, its rules.

    What it will not do: use a proxy of the environment, keep a cookie, read a .netrc, skip the verification of a certificate, or follow
    a redirect unseen. urllib3 does none of these by itself.
    """

    def __init__(self, source: Source, agent: str, manners: Manners, guarded: Guarded):
        self._source, self._agent, self._manners, self._guarded = source, agent, manners, guarded
        self._robots: dict[str, bytes] = {}

    def get(self, url: str, *, types: tuple[str, ...] = (), marks: dict[str, str] | None = None) -> Answer:
        """Fetch an address. `types` are the content types that are taken, all where none is given; `marks` the headers of a conditional
        request, of which the answer may be a 304. Raises `Trouble` for everything else than 200 and that 304."""
        return self._follow(read_address(url), types, marks or {}, BODY_BYTES, robots=self._source.robots)

    def _follow(
        self, address: Address, types: tuple[str, ...], marks: dict[str, str], most: int, robots: bool
    ) -> Answer:
        for _ in range(HOPS + 1):
            if not self._source.trusts(address):
                where = f"{address.host}:{address.port}"
                raise Trouble(
                    f"It leads to {where}, which is not among the hosts of the source; add it if it belongs there."
                )
            if robots:
                self._obey(address)
            answer = self._patiently(address, types, marks, most)
            if answer.status not in _MOVED:
                return _checked(answer, marks)
            address = _next(address, answer.headers.get("location", ""))
        raise Trouble(f"It leads from address to address, more than {HOPS} times.")

    def _obey(self, address: Address) -> None:
        """Raise `Trouble` where the host's robots.txt does not let us fetch an address; take note of its Crawl-delay."""
        root = address._replace(target="/robots.txt").url
        if root not in self._robots:
            self._robots[root] = self._rules(root)
        rules = self._guarded.ask("robots", self._robots[root], url=address.url)
        self._manners.wish(address.host, float(rules["delay"]))
        if not rules["allowed"]:
            raise Trouble(
                f"The robots.txt of {address.host} does not allow it; ask the ministry, or set robots = false if it said yes."
            )

    def _rules(self, root: str) -> bytes:
        """The robots.txt. RFC 9309: where there is none, everything is allowed; where it cannot be had, nothing is."""
        try:
            return self._follow(read_address(root), (), {}, ROBOTS_BYTES, robots=False).body
        except Trouble as trouble:
            if trouble.missing:
                return b""
            words = (
                f"The robots.txt of {read_address(root).host} could not be read, so nothing is fetched there. {trouble}"
            )
            raise Trouble(words, runs=SILENT) from None

    def _patiently(self, address: Address, types: tuple[str, ...], marks: dict[str, str], most: int) -> Answer:
        """One address, up to three times where the server or the way to it is at fault and may be better in a while."""
        for attempt in range(TRIES):
            self._manners.wait(address.host, self._source.every_seconds)
            try:
                return self._once(address, types, marks, most)
            except Trouble as trouble:
                pause = PAUSES[min(attempt, len(PAUSES) - 1)] if trouble.pause is None else trouble.pause
                if trouble.runs != SILENT or attempt == TRIES - 1 or pause > LONGEST_PAUSE:
                    raise
                clock.sleep(pause)
        raise AssertionError

    def _once(self, address: Address, types: tuple[str, ...], marks: dict[str, str], most: int) -> Answer:
        headers = {
            "User-Agent": self._agent,
            "Accept-Encoding": "gzip",
            "Connection": "close",
            "Accept": "*/*",
            **marks,
        }
        with Deadline(WHOLE) as deadline:
            pool = _pool(address, self._source.private, deadline)
            try:
                response = pool.urlopen(
                    "GET", address.target, headers=headers, redirect=False, preload_content=False, decode_content=False
                )
                try:
                    answer = read_answer(address, response, types, most)
                finally:
                    response.close()
                if deadline.passed:  # we ended it, and without a Content-Length an end looks like any other
                    raise TimeoutError
                return answer
            except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
                raise _trouble(address, error, deadline.passed) from None
            finally:
                pool.close()


def _pool(address: Address, private: bool, deadline: Deadline) -> urllib3.HTTPConnectionPool:
    # A pool for one request: no connection, and no rest of an answer on it, outlives the page.
    kind = urllib3.HTTPSConnectionPool if address.scheme == "https" else urllib3.HTTPConnectionPool
    timeout = Timeout(connect=CONNECT, read=READ)
    pool = kind(address.host, address.port, timeout=timeout, retries=False, private=private, deadline=deadline)
    pool.ConnectionCls = Secure if address.scheme == "https" else Plain
    return pool


def _checked(answer: Answer, marks: dict[str, str]) -> Answer:
    """The answer, where it is one; 3xx without a place to go, 4xx and 5xx are `Trouble`."""
    host, status = read_address(answer.url).host, answer.status
    if status == 200 or status == 304 and marks:
        return answer
    if status >= 500:
        raise Trouble(f"{host} answers {status} (a fault of the server).", runs=SILENT)
    meaning = {401: "a password is wanted", 403: "not allowed", 404: "not there", 410: "taken away"}.get(
        status, "no page"
    )
    raise Trouble(f"{host} answers {status} ({meaning}).", missing=400 <= status < 500)


def _next(address: Address, location: str) -> Address:
    try:
        target = read_address(location, address.url)
    except ValueError as error:
        raise Trouble(f"It leads to an address that is not followed. {error}") from None
    if not location.strip():
        raise Trouble("It says that it moved, and not where to.")
    if address.scheme == "https" and target.scheme == "http":
        raise Trouble("It leads from https back to http, which is not followed.")
    return target


def _trouble(address: Address, error: Exception, late: bool) -> Trouble:
    if late:
        return Trouble(f"{address.host} took more than {WHOLE:.0f} seconds for one answer.", runs=SILENT)
    if isinstance(error, urllib3.exceptions.SSLError):
        return Trouble(f"The certificate of {address.host} could not be verified, or TLS failed.", runs=SILENT)
    if isinstance(error, (urllib3.exceptions.TimeoutError, TimeoutError)):
        return Trouble(f"{address.host} was silent for more than {READ:.0f} seconds.", runs=SILENT)
    return Trouble(f"The answer of {address.host} was cut off or is no HTTP ({type(error).__name__}).", runs=SILENT)
