"""What the pages of one run say of their source: how many, and whether it is still the site that it was."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from toolkit.collecting.sources import Source
from toolkit.collecting.state import Page
from toolkit.collecting.taking import Taken
from toolkit.collecting.trouble import SILENT, printable

#: After so many pages in a row for which nobody answered, the rest of the source waits for the next run.
MOST_SILENCES = 3

#: With fewer pages than this a run says nothing about the site: one picture gallery has no text either.
ENOUGH = 3

#: Where the element that holds the statement is named, two pages without it say enough: a small office publishes no more in a day.
ENOUGH_WITHIN = 2

#: A line as long as this that stands in most statements of a run is no formula of courtesy but a column of the site.
LONG_LINE = 80


class Tally:
    """What came of the pages of one source in one run."""

    def __init__(self):
        self.new = self.failed = self.read = self.texts = self.silences = self.asked = 0
        self.lost: list[str] = []
        self.reason, self._lines = "", Counter()

    def add(self, page: Page, taken: Taken) -> None:
        """Count one page."""
        self.asked += 1
        self.read += taken.read
        self.silences = self.silences + 1 if taken.trouble and taken.trouble.runs == SILENT else 0
        if taken.trouble is not None:
            self.failed += 1
            self.reason = self.reason or page.reason
            self.lost += [page.url] if page.fate == "lost" else []
            return
        self.new += 1
        self.texts += bool(taken.text)
        self._lines.update({line for line in taken.text.splitlines() if len(line) >= LONG_LINE})

    @property
    def stopped(self) -> bool:
        """Whether so many pages in a row got no answer that the rest should wait."""
        return self.silences >= MOST_SILENCES

    def counts(self, known: int, left: int) -> str:
        """The numbers, as the beginning of what is said of a source."""
        words = [f"{self.new} new", f"{known} known"]
        words += [f"{self.failed} without a statement ({self.reason.rstrip('.')})"] if self.failed else []
        words += [f"{left} still to be fetched"] if left else []
        return ", ".join(words) + "."

    def faults(self, source: Source, folder: Path) -> list[str]:
        """Sentences for whoever has to look after the source."""
        found = []
        if self.stopped:
            found.append(f"The host stopped answering; the rest is left for the next run. {self.reason}")
        elif self.read >= (ENOUGH_WITHIN if source.within else ENOUGH) and not self.texts:
            found.append(
                f"None of {self.read} new pages gave text: the site may have changed. Look at {folder / 'pages'}, and set `within` in "
                "sources.toml to the element that holds the statement."
            )
        elif self.asked >= ENOUGH and self.failed == self.asked:
            found.append(f"None of {self.asked} new pages gave a statement. {self.reason}")
        if self.lost:
            more = f" and {len(self.lost) - 1} more" if len(self.lost) > 1 else ""
            found.append(f"Given up after several runs, so fetch it by hand: {self.lost[0]}{more}. {self.reason}")
        return found

    def hints(self, source: Source) -> list[str]:
        """Sentences worth reading where nothing failed."""
        if source.within or self.texts <= ENOUGH or not self._lines:
            return []
        line, count = self._lines.most_common(1)[0]
        if count <= self.texts / 2:
            return []
        return [
            f"{count} of {self.texts} statements share the line “{printable(line, 60)}”: if it is a column of the site, set `within`."
        ]
