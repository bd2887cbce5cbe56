"""sources.toml: where statements are collected, each entry checked before anything is fetched."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from toolkit.collecting.addresses import Address, read_address, read_host

# One element of a page by tag, class or id: enough to say where a site puts its statements, and nothing that can go wrong.
_PART = re.compile(r"[a-zA-Z][a-zA-Z0-9]*|[a-zA-Z]*[.#][\w-]+", re.ASCII)


class SourceError(ValueError):
    """sources.toml, or what was asked of it, is wrong; the message names the file, the entry and the nearest right name."""


def _line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("write it in one line, without control characters")
    return value.strip()


def _url(value: str) -> str:
    try:
        return read_address(value).url
    except ValueError as error:
        raise ValueError(str(error).rstrip(".")) from None


def _host(value: str) -> str:
    try:
        return read_host(value)
    except ValueError:
        raise ValueError(f"{value!r} is no host; write a bare name such as mfa.velmar.example") from None


def _glob(value: str) -> str:
    if not value.startswith(("/", "*")) or value.count("*") > 8:
        raise ValueError(f"{value!r} is no path; write one such as /news/*, with at most eight stars")
    return value


def _element(value: str) -> str:
    if value and not _PART.fullmatch(value):
        raise ValueError("name one element, as article, .news-text, div.news-text or #content")
    return value


Line = Annotated[str, Field(max_length=200), AfterValidator(_line)]


class Source(BaseModel):
    """One source: where its listing is, who speaks, which hosts and links belong to it, and how politely it is asked."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")
    kind: Literal["feed", "sitemap", "list"]
    url: Annotated[str, AfterValidator(_url)]
    issuer: Line = ""
    publisher: Line = ""
    hosts: list[Annotated[str, AfterValidator(_host)]] = []
    links: list[Annotated[str, AfterValidator(_glob)]] = []
    within: Annotated[str, AfterValidator(_element)] = ""
    every_seconds: float = Field(5.0, ge=0.5, le=3600, allow_inf_nan=False)
    most: int = Field(50, ge=1, le=10_000)
    robots: bool = True
    private: bool = False

    @model_validator(mode="after")
    def _own_host(self):
        if self.hosts and self.address.host not in self.hosts:
            near = _near(self.address.host, self.hosts).rstrip(".")
            raise ValueError(f"hosts does not hold {self.address.host!r}, the host of the url{near}")
        return self

    @cached_property
    def address(self) -> Address:
        """The address of the listing."""
        return read_address(self.url)

    def trusts(self, address: Address) -> bool:
        """Whether an address may be asked: a named host, at the usual ports or the port of the listing."""
        return address.host in (self.hosts or [self.address.host]) and address.port in {80, 443, self.address.port}

    def wants(self, address: Address) -> bool:
        """Whether an address found in the listing is a page of this source.

        >>> source = Source(name="mfa", kind="list", url="https://mfa.velmar.example/news", links=["/news/*"])
        >>> [source.wants(read_address(f"https://mfa.velmar.example{path}")) for path in ("/news/1", "/about", "/news")]
        [True, False, False]
        """
        if not self.trusts(address) or address.key == self.address.key:
            return False
        return not self.links or any(
            fnmatchcase(words, glob) for glob in self.links for words in (address.path, address.target)
        )


class Sources(NamedTuple):
    """What a sources.toml says: whom a web master can write to, and the sources in the order of the file."""

    contact: str
    sources: list[Source]


def read_sources(path: str | Path = "sources.toml") -> Sources:
    """Read a list of sources: a TOML with `[[source]]` tables, and `contact` above them.

    When you would want it: to see what `collect` would fetch; it goes nowhere itself.

    Raises `SourceError` naming file, entry and key: no such file, no TOML, an unknown key, a wrong value, a name that stands twice.

    >>> read_sources("no/such.toml")
    Traceback (most recent call last):
    ...
    toolkit.collecting.sources.SourceError: There is no list of sources at no/such.toml; docs/collecting.md shows one.
    """
    path = Path(path)
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise SourceError(f"There is no list of sources at {path}; docs/collecting.md shows one.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(f"{path.name} is no TOML that can be read: {error}.") from None
    for key in content:
        if key not in ("contact", "source"):
            raise SourceError(f"{path.name}: there is no key {key!r}{_near(key, ('contact', 'source'))}")
    tables = content.get("source")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise SourceError(f"{path.name} holds no [[source]] tables; docs/collecting.md shows one.")
    sources = [_source(path.name, number, table) for number, table in enumerate(tables, 1)]
    names = [source.name for source in sources]
    for name in names:
        if names.count(name) > 1:
            raise SourceError(f"{path.name}: two entries are called {name!r}; what they collect would be mixed up.")
    return Sources(_contact(path.name, content.get("contact", "")), sources)


def chosen(sources: list[Source], only: tuple[str, ...], where: str) -> list[Source]:
    """The sources named in `only`, all where none is; raises `SourceError` for a name that none has."""
    names = [source.name for source in sources]
    for name in only:
        if name not in names:
            raise SourceError(f"{where}: there is no source {str(name)!r}{_near(str(name), names)}")
    return [source for source in sources if not only or source.name in only]


def _source(file: str, number: int, table: dict[str, Any]) -> Source:
    called = f"the entry {table.get('name', f'number {number}')!r}"
    for key in table:
        if key not in Source.model_fields:
            raise SourceError(f"{file}, {called}: there is no key {key!r}{_near(key, Source.model_fields)}")
    try:
        return Source(**table)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        words = first["msg"].removeprefix("Value error, ").rstrip(".")
        if first["type"] == "literal_error":
            words += _near(str(first["input"]), ("feed", "sitemap", "list"))
        if where == "name" and first["type"] == "string_pattern_mismatch":
            words = "a name is 1 to 60 of a-z, 0-9 and -, since a folder is called so"
        end = "" if words.endswith((".", "?")) else "."
        raise SourceError(f"{file}, {called}{', ' + where if where else ''}: {words}{end}") from None


def _contact(file: str, contact: object) -> str:
    good = isinstance(contact, str) and contact.isascii() and contact.isprintable() and len(contact) <= 200
    if (
        not good
        or contact
        and (not contact.startswith(("mailto:", "https://", "http://")) or set(contact) & set(" ()"))
    ):
        raise SourceError(
            f"{file}: contact is an address such as mailto:research@velmar.example, in one line of plain letters."
        )
    return contact


def _near(name: str, names) -> str:
    near = get_close_matches(name.casefold(), list(names), n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(names)}."
