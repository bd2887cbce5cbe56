"""What a server answers: read up to a limit, decompressed up to another."""

from __future__ import annotations

import email.utils
import zlib
from datetime import UTC
from typing import NamedTuple

import urllib3

from toolkit.collecting import clock
from toolkit.collecting.addresses import Address, read_address
from toolkit.collecting.trouble import NEVER, SILENT, Trouble, printable

MIB = 1024**2

#: Of a body that comes compressed.
UNPACKED_BYTES = 40 * MIB

#: Who asks us to come back later than this is left alone until the next run.
LONGEST_PAUSE = 120.0

_LATER = {429, 502, 503, 504}


class Answer(NamedTuple):
    """What came: the address that gave it in the end, the status, the headers by lower-case name, the body without compression."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def type(self) -> str:
        """The content type without parameters, in lower case; empty where the server gives none."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding that the server declares, where it is a plain name."""
        name = self.headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0].strip(" \"'")
        return name if name.replace("-", "").replace("_", "").isalnum() and name.isascii() else ""


def unpack(body: bytes, most: int) -> bytes:
    """Decompress gzip, at most so many bytes: a bomb is left off where it passes them, not when it is done.

    Raises `Trouble` where there is more, or where it breaks off.

    >>> import gzip
    >>> unpack(gzip.compress(b"a" * 50) + gzip.compress(b"b"), 100)[-3:]
    b'aab'
    """
    out = bytearray()
    while body[:2] == b"\x1f\x8b" or not out and body:
        member = zlib.decompressobj(47)
        try:
            while not member.eof:
                piece = member.decompress(body, most + 1 - len(out))
                body = member.unconsumed_tail
                out += piece
                if len(out) > most:
                    raise Trouble(f"It has more than {most // MIB or 1} MB once decompressed.")
                if not piece and not body and not member.eof:
                    raise Trouble("It breaks off in the middle of its compression.", runs=SILENT)
        except zlib.error:
            raise Trouble("It is said to be compressed by gzip, and is not.") from None
        body = member.unused_data
    return bytes(out)


def read_answer(address: Address, response: urllib3.BaseHTTPResponse, types: tuple[str, ...], most: int) -> Answer:
    """Read a response: the body only of a 200 and of a type that is wanted, at most `most` bytes of it.

    Raises `Trouble` where the server is busy, or where what comes is too large, of another type, or compressed by something else.
    """
    headers = {name.lower(): value for name, value in response.headers.items()}
    answer = Answer(address.url, response.status, headers, b"")
    if answer.status != 200:
        if answer.status in _LATER:
            raise _later(answer)
        return answer
    if types and answer.type and answer.type not in types:
        raise Trouble(f"It is {printable(answer.type, 60)}, which is not read.", runs=NEVER, empty=True)
    body = bytearray()
    while piece := response.read(65_536, decode_content=False):
        body += piece
        if len(body) > most:
            raise Trouble(f"It has more than {most // MIB or 1} MB.")
    coding = headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise Trouble(f"It is compressed by {printable(coding, 40)}, which was not asked for.")
    return answer._replace(body=unpack(bytes(body), UNPACKED_BYTES) if coding.endswith("gzip") else bytes(body))


def _later(answer: Answer) -> Trouble:
    host, wish = read_address(answer.url).host, answer.headers.get("retry-after", "")
    pause = _seconds(wish)
    later = (
        f" and asks to be left alone for {pause:,.0f} seconds" if pause is not None and pause > LONGEST_PAUSE else ""
    )
    return Trouble(f"{host} answers {answer.status} (busy or out of order){later}.", runs=SILENT, pause=pause)


def _seconds(wish: str) -> float | None:
    """The seconds of a Retry-After, written as a number or as a moment; None where it is neither."""
    if wish.strip().isdecimal() and wish.isascii():
        return float(wish.strip()[:9])
    try:
        moment = email.utils.parsedate_to_datetime(wish)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - clock.now()).total_seconds())
