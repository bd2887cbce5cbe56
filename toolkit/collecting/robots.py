"""robots.txt: what a host asks of programs, in the words of RFC 9309; read in the guarded process, since its patterns come from outside."""

from __future__ import annotations

from functools import lru_cache

#: The name a host can address us by in its robots.txt.
AGENT = "accusation-toolkit"

#: RFC 9309 has at least 500 KiB read; what stands behind is left.
MOST_BYTES = 512 * 1024

#: A longer Crawl-delay is a way to say "stay away"; a minute between pages is kept all the same.
LONGEST_DELAY = 60.0


def read_robots(body: bytes, url: str) -> dict[str, object]:
    """Whether a robots.txt lets us fetch `url`, and how many seconds it wants between two pages.

    >>> read_robots(b"User-agent: *\\nDisallow: /private/*\\nCrawl-delay: 7", "https://mfa.velmar.example/private/1")
    {'allowed': False, 'delay': 7.0}
    """
    rules = _parsed(body)
    delay = float(rules.crawl_delay(AGENT) or 0)
    rate = rules.request_rate(AGENT)
    if rate and rate.requests:
        delay = max(delay, rate.seconds / rate.requests)
    return {"allowed": bool(rules.can_fetch(url, AGENT)), "delay": min(max(delay, 0.0), LONGEST_DELAY)}


@lru_cache(maxsize=8)
def _parsed(body: bytes):
    from protego import Protego

    return Protego.parse(body[:MOST_BYTES].decode("utf-8-sig", "replace"))
