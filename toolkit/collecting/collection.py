"""collect(): every source in turn, its listing, its new pages, its days in the coverage log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from toolkit import __version__
from toolkit.collecting import clock
from toolkit.collecting.claims import check_log, claimable, write_claims
from toolkit.collecting.fetching import Manners, Web
from toolkit.collecting.guarded import Guarded
from toolkit.collecting.look import Listed, Look, look
from toolkit.collecting.records import already_written
from toolkit.collecting.robots import AGENT
from toolkit.collecting.sources import Source, SourceError, chosen, read_sources
from toolkit.collecting.state import State, asked, notice, read_state, write_state
from toolkit.collecting.taking import Desk, take
from toolkit.collecting.tally import Tally
from toolkit.collecting.trouble import Trouble, printable
from toolkit.locks import only_run


class Outcome(NamedTuple):
    """What came of a source in one run.

    `new` statements written; `known` pages listed of which there was a statement already; `failed` pages of which there is none
    yet; `fine` is False where somebody has to look after the source, and `words` then say what to do.

    >>> print(Outcome("mfa-velmar", 2, 18, 0, True, "2 new, 18 known.").words)
    2 new, 18 known.
    """

    name: str
    new: int
    known: int
    failed: int
    fine: bool
    words: str


class _Run(NamedTuple):
    raw: Path
    kept: Path
    coverage: Path
    moment: datetime
    agent: str
    guarded: Guarded
    manners: Manners
    bar: Any

    @property
    def today(self) -> date:
        return self.moment.date()


def collect(
    sources: str | Path = "sources.toml",
    *,
    raw: str | Path = "data/raw",
    kept: str | Path = "data/collected",
    coverage: str | Path = "data/coverage.csv",
    only: tuple[str, ...] = (),
    progress: bool = False,
    now: datetime | None = None,
) -> list[Outcome]:
    """Fetch the new statements of the sources in a sources.toml, and return what came of each, in its order.

    When you would want it: nightly, before `process`. Statements go to RAW/NAME as JSON (or PDF) for the reader; the pages as they came, a log
    and the memory of what was fetched to KEPT/NAME; the days on which a source was looked for into the coverage log.

    What it will not do: fetch a page a second time once it gave a statement (a statement is as it was published when it was collected; a
    later change on the site is not seen); contact a host that the source does not name; run scripts; pass a login; guess at a source that
    changed its shape. A run that is killed loses at most the page it was fetching.

    `only` names sources, all where it is empty; `now` is the moment in whose name it runs. A source that fails is an `Outcome` whose
    `fine` is False, and the others go on. The network is reached directly; proxies of the environment are not used.

    Raises `SourceError` for a mistake in sources.toml, in `only` or in the coverage log, `Busy` where another run writes to `kept`, and
    `OSError` where the disk refuses.

    >>> collect("no/such.toml")
    Traceback (most recent call last):
    ...
    toolkit.collecting.sources.SourceError: There is no list of sources at no/such.toml; docs/collecting.md shows one.
    """
    contact, found = read_sources(sources)
    picked = chosen(found, (only,) if isinstance(only, str) else tuple(only), Path(sources).name)
    raw, kept, coverage = Path(raw), Path(kept), Path(coverage)
    _check_places(raw, kept)
    check_log(coverage)
    moment = (now or clock.now()).astimezone(UTC)
    agent = f"{AGENT}/{__version__} (+research{'; ' + contact if contact else ''})"
    with only_run(kept), Guarded() as guarded, _bar(progress) as bar:
        run = _Run(raw, kept, coverage, moment, agent, guarded, Manners(), bar)
        return [_collected(run, source) for source in picked]


def _check_places(raw: Path, kept: Path) -> None:
    inside = raw.resolve() == kept.resolve() or raw.resolve() in kept.resolve().parents
    if inside or kept.resolve() in raw.resolve().parents:
        raise SourceError(
            f"{raw} and {kept} lie one in the other: pages as they came would be read as statements. Keep them apart."
        )


@contextmanager
def _bar(progress: bool) -> Iterator[Any]:
    if not progress:
        yield None
        return
    from tqdm import tqdm

    with tqdm(total=0, unit=" pages") as bar:
        yield bar


def _collected(run: _Run, source: Source) -> Outcome:
    folder = run.kept / source.name
    web = Web(source, run.agent, run.manners, run.guarded)
    try:
        state = read_state(folder)
        seen, wanted, gap = _looked(run, source, web, state, folder)
    except Trouble as trouble:
        return Outcome(source.name, 0, 0, 0, False, printable(str(trouble), 1000))
    listed = state.pages.values() if seen.unchanged else [state.pages[item.address.key] for item in wanted]
    known = sum(page.fate == "done" for page in listed)
    tally = _take_all(run, source, web, state, folder)
    faults = [*seen.notes, *tally.faults(source, folder)]
    hints = [_gap_words(gap, state.since)] * bool(gap) + tally.hints(source)
    if not faults:
        hints += _claim(run, source, state, gap)
    words = " ".join([tally.counts(known, len(state.pending(source))), *faults, *hints])
    return Outcome(source.name, tally.new, known, tally.failed, not faults, printable(words, 1000))


def _looked(run: _Run, source: Source, web: Web, state: State, folder: Path) -> tuple[Look, list[Listed], str]:
    """Look at the listing and remember, before the first page is fetched, what it listed."""
    same = state.asked == asked(source)
    seen = look(source, web, run.guarded, state.marks if same else {}, bool(state.looked))
    wanted = [item for item in seen.items if source.wants(item.address)]
    if not wanted and not seen.unchanged and not (seen.notes and seen.items):
        raise Trouble(_nothing(source, seen, state.count if same else 0))
    gap = notice(state, source, seen, wanted, str(run.today))
    write_state(folder, state)
    return seen, wanted, gap


def _nothing(source: Source, seen: Look, before: int) -> str:
    was = f", where {before} did before" if before else ""
    if seen.items:
        return (
            f"None of its {len(seen.items)} links belongs to the hosts and links of the source{was}; compare {source.url} with hosts and "
            "links in sources.toml."
        )
    listed = f", where it listed {before} pages before" if before else ""
    return (
        f"It lists nothing{listed}; open {source.url} in a browser, and see whether it has moved or needs scripts."
        + (" " + " ".join(seen.notes) if seen.notes else "")
    )


def _take_all(run: _Run, source: Source, web: Web, state: State, folder: Path) -> Tally:
    tally = Tally()
    checksums = {page.sha256: page.url for page in state.pages.values() if page.fate == "done"}
    raw = run.raw / source.name
    desk = Desk(source, web, run.guarded, raw, folder, run.moment, already_written(raw), checksums)
    pages = state.pending(source)[: source.most]
    if run.bar is not None:
        run.bar.set_description(source.name)
        run.bar.total += len(pages)
        run.bar.refresh()
    for page in pages:
        tally.add(page, take(desk, page))
        write_state(folder, state)
        if run.bar is not None:
            run.bar.update()
        if tally.stopped:
            break
    return tally


def _claim(run: _Run, source: Source, state: State, gap: str) -> list[str]:
    if not source.issuer and not source.publisher:
        # A line that names neither would say that on these days everybody was looked for.
        return ["Its days are not in the coverage log, since it names neither issuer nor publisher."]
    # The last day before a gap was claimed when it had only begun: what was published in its rest may be missing.
    begin = date.fromisoformat(gap or state.since)
    write_claims(run.coverage, source, begin, run.today, claimable(state, run.today))
    return []


def _gap_words(before: str, since: str) -> str:
    return f"Gap: from {before} to {since} pages may have come and gone unseen; run more often, or fetch them by hand."
