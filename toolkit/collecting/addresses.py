"""Addresses on the web: read once, by the parser that also connects, so that what was checked is what is fetched."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urljoin

from urllib3.util import parse_url

#: Longer addresses are made by faulty pages that lengthen their own; browsers stop at about this length too.
MOST_CHARACTERS = 2000

_PORTS = {"http": 80, "https": 443}

# Put behind addresses by mailers and social networks; they name the reader's way, not the page.
_TRACKING = {"fbclid", "gclid", "yclid"}


class Address(NamedTuple):
    """An http or https address in its parts; `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The address as it is fetched and recorded."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}{self.target}"

    @property
    def key(self) -> str:
        """What makes two addresses the same page: everything but http or https."""
        return self.url.split("://", 1)[1]

    @property
    def path(self) -> str:
        """The path without the query."""
        return self.target.split("?", 1)[0]


def read_address(written: str, base: str = "") -> Address:
    """Read an address as a page or a person wrote it, seen from the page `base` where it is given.

    The fragment and tracking parameters (utm_*) are dropped, `..` is resolved, the host is in lower case, everything is ASCII.
    Raises `ValueError` with a sentence for what is no http or https address, holds a user name, or control characters.

    >>> read_address("../b?id=2&utm_source=mail#top", "https://MFA.Velmar.example/news/a").url
    'https://mfa.velmar.example/b?id=2'
    """
    written = "".join(c for c in written.strip() if c not in "\t\r\n").replace(" ", "%20")
    if len(written) > MOST_CHARACTERS:
        raise ValueError(f"The address has more than {MOST_CHARACTERS} characters.")
    if any(ord(c) < 32 or ord(c) == 127 or c == "\\" for c in written):
        raise ValueError("The address holds control characters or backslashes.")
    parts = parse_url(urljoin(base, written) if base else written)
    if parts.scheme not in _PORTS or not parts.host:
        raise ValueError("The address does not begin with http:// or https:// and a host.")
    if parts.auth is not None:
        raise ValueError("The address holds a user name or a password.")
    target = parts.path or "/"
    query = _without_tracking(parts.query or "")
    return Address(
        parts.scheme, parts.host, parts.port or _PORTS[parts.scheme], target + ("?" + query if query else "")
    )


def read_host(written: str) -> str:
    """A host as it is compared: lower case, ASCII.

    Raises `ValueError` for anything but a bare name.

    >>> read_host("MFA.Velmar.example")
    'mfa.velmar.example'
    """
    address = read_address(f"http://{written}/")
    if address != Address("http", address.host, 80, "/") or not written.strip():
        raise ValueError("A host is a bare name such as mfa.velmar.example.")
    return address.host


def _without_tracking(query: str) -> str:
    parts = [part for part in query.split("&") if part]
    names = [part.split("=", 1)[0].lower() for part in parts]
    return "&".join(
        p for p, name in zip(parts, names, strict=True) if not name.startswith("utm_") and name not in _TRACKING
    )
