"""The knobs: ipywidgets over a view. What they do is in `view`; here it is only wired."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pandas as pd

from toolkit.display import NOT_NAMED, as_csv
from toolkit.expected import expects_frames
from toolkit.exploring.opened import show
from toolkit.exploring.view import LOOKS, Choice, View, counted, view
from toolkit.files import write_together
from toolkit.quotes import show_quotes
from toolkit.schema import TYPES, VOICES
from toolkit.selection import FAMILIES, SelectionError

#: Accused parties in the list, the most often accused first.
MOST_ACCUSED = 40
#: Sentences shown of a row; the export has all.
MOST_SENTENCES = 8

_FOLDER = re.compile(r"[\w][\w .-]{0,60}")


class Explorer:
    """The widgets, and what they show; `explore` makes one. `view` is what is on the screen, None where the choice leaves nothing."""

    def __init__(self, data):
        import ipywidgets as w

        from toolkit.exploring.picture import Picture

        self.data, self.view, self._counted = data, None, None
        wide = {"layout": {"width": "16rem"}}
        self.look = w.Dropdown(options=list(LOOKS), description="Look", **wide)
        self.period = w.Dropdown(
            options=["day", "week", "month", "quarter", "year"], value="month", description="Period", **wide
        )
        self.families = w.Dropdown(options=list(FAMILIES), description="Reprints", **wide)
        self.start = w.Text(placeholder="YYYY-MM-DD", description="From", continuous_update=False, **wide)
        self.end = w.Text(placeholder="YYYY-MM-DD", description="To", continuous_update=False, **wide)
        self.issuers = _several(data[0]["issuer"], "Issuers")
        self.accused = _several(data[2]["accused"], "Accused", MOST_ACCUSED)
        self.types = _several(pd.Series(list(TYPES)), "Types", in_order=True)
        self.voices = _several(pd.Series([v for v in VOICES if v != "furniture"]), "Voices", in_order=True)
        self.figure = Picture()
        self.table, self.sentences, self.statement, self.said = (w.HTML() for _ in range(4))
        self.row = w.Dropdown(description="Read", layout={"width": "34rem"})
        self.opened = w.Dropdown(description="Open", layout={"width": "34rem"})
        self.folder = w.Text(value="explored", description="Folder", **wide)
        self.export = w.Button(description="Export what is shown", layout={"width": "12rem"})
        for widget in self.choosers:
            widget.observe(lambda change: self.look_again(), names="value")
        self.figure.observe(lambda change: self.click(*change["new"][:1]), names="clicked")
        self.row.observe(lambda change: self.read_row(), names="value")
        self.opened.observe(lambda change: self.open_statement(), names="value")
        self.export.on_click(lambda button: self.write())
        self.look_again()

    @property
    def choosers(self) -> list:
        """The widgets whose change makes a new view."""
        lists = [self.issuers, self.accused, self.types, self.voices]
        return [self.look, self.period, self.families, self.start, self.end, *lists]

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        lists = {name: tuple(getattr(self, name).value) for name in ("issuers", "accused", "types", "voices")}
        days = {"start": self.start.value.strip(), "end": self.end.value.strip()}
        return Choice(look=self.look.value, period=self.period.value, families=self.families.value, **lists, **days)

    def look_again(self) -> None:
        """Show what is chosen now."""
        self.show_choice(self.choice)

    def show_choice(self, choice: Choice) -> None:
        """Show what a choice gives; one that leaves nothing says so, in the place of the figure."""
        try:
            self._counted = counted(self.data, choice, self._counted)
            self.view = view(self.data, choice, self._counted)
        except SelectionError as error:
            self.view = None
            self.figure.put(f"<p>{escape(str(error))}</p>", [], [])
            self.table.value = ""
            _offer(self.row, [])
            self.read_row()
            return
        self.figure.put(self.view.figure.html, self.view.zones, [f"{_label(*row)}: read" for row in self._rows(self.view)])
        self.table.value = _numbers_right(self.view.table.html)
        offered = [(_label(name, rows), n) for n, (name, rows) in enumerate(self._rows(self.view)) if len(rows)]
        _offer(self.row, offered)
        self.read_row()

    def _rows(self, seen: View):
        return zip(seen.names, seen.sentences, strict=True)

    def click(self, row: int) -> None:
        """Read what is under a dot of the figure: the row is chosen under *Read*, or it is said that there is nothing."""
        if any(row == number for _, number in self.row.options):
            self.row.value = row
            return
        counts = self.view.frame.iloc[row]
        self.row.value = None
        self.sentences.value = f"<p>{escape(self.view.names[row])}: no accusation in {counts['n_statements']:,} statements.</p>"

    def read_row(self) -> None:
        """Show sentences of the row that is chosen, and offer the statements they stand in."""
        self.figure.pressed = -1 if self.row.value is None else self.row.value
        if self.view is None or self.row.value is None:
            self.sentences.value = ""
            _offer(self.opened, [])
            self.open_statement()
            return
        rows = self.view.sentences[self.row.value]
        self.sentences.value = show_quotes(rows, most=MOST_SENTENCES).html
        first = rows.drop_duplicates("statement_id")
        _offer(self.opened, [(_statement(row), row.statement_id) for row in first.itertuples()])
        self.open_statement()

    def open_statement(self) -> None:
        """Show the statement that is chosen, with its accusations marked."""
        self.statement.value = show(self.opened.value, self.data).html if self.opened.value else ""

    def write(self) -> None:
        """Write the table and all sentences that are on the screen into a folder below this one; says where, or why not."""
        name = self.folder.value.strip()
        if self.view is None:
            self.said.value = "<p>There is nothing on the screen to write.</p>"
        elif not _FOLDER.fullmatch(name):
            self.said.value = "<p>Name a folder below this one, in letters, figures, spaces, dots and hyphens.</p>"
        else:
            files = {"table.csv": as_csv(self.view.frame), "sentences.csv": as_csv(_all(self.view))}
            try:
                write_together({Path(name) / file: text.encode() for file, text in files.items()})
                self.said.value = f"<p>Written to {escape(name)}: {', '.join(files)}.</p>"
            except OSError as error:
                self.said.value = f"<p>Nothing was written: {escape(str(error.strerror or error))}.</p>"

    def _repr_mimebundle_(self, **more):
        return self.box._repr_mimebundle_(**more)

    @property
    def box(self):
        """All widgets, laid out."""
        import ipywidgets as w

        knobs = w.VBox(
            [self.look, self.period, self.families, self.start, self.end, self.folder, self.export, self.said]
        )
        lists = w.VBox([self.issuers, self.accused])
        more = w.VBox([self.types, self.voices])
        top = w.HBox([knobs, lists, more], layout={"flex_flow": "row wrap"})
        # What is clicked on and what is read under it stand beside each other where there is room.
        reading = w.VBox([self.row, self.sentences], layout={"flex": "1 1 24rem", "min_width": "18rem"})
        seen = w.VBox([self.figure, self.table])
        middle = w.HBox([seen, reading], layout={"flex_flow": "row wrap", "align_items": "flex-start"})
        return w.VBox([top, middle, self.opened, self.statement])


@expects_frames
def explore(data) -> Explorer:
    """Look at one's own data with knobs: choose, see the figure and the table, read the sentences, open a statement, export.

    When you would want it: at the start, in JupyterLab, before you know the question. `data` is what `toolkit.read_processed` returns.
    Choose several lines of a list with Ctrl or Cmd; none means all. Click a bar or a point to read the sentences under it; "Read" holds
    the same rows, "Open" the statements of the row. What is on the screen can be had as frames: `explorer.view.frame`, `explorer.view.sentences`.

    >>> from toolkit.examples import small_world
    >>> explorer = explore(small_world())
    >>> explorer.look.value = "by type"
    >>> explorer.view.names
    ['attack', 'responsibility']
    """
    return Explorer(data)


def _several(values: pd.Series, what: str, most: int = 200, in_order: bool = False):
    import ipywidgets as w

    names = list(values) if in_order else list(values.dropna().value_counts(sort=True).head(most).index)
    return w.SelectMultiple(options=names, description=what, rows=6, layout={"width": "15rem" if in_order else "21rem"})


def _offer(widget, options: list[tuple[str, object]]) -> None:
    """Give a dropdown its lines and choose the first; it would keep none chosen."""
    widget.options = options
    if options:
        widget.value = options[0][1]


def _numbers_right(html: str) -> str:
    """In a widget no style sheet sets numbers to the right."""
    return html.replace('class="number"', 'class="number" style="text-align:right"')


def _label(name: str, rows: pd.DataFrame) -> str:
    return f"{name} ({len(rows):,})"


def _statement(row) -> str:
    day = "undated" if pd.isna(row.date) else f"{row.date:%Y-%m-%d}"
    return f"{day}, {row.issuer if isinstance(row.issuer, str) else NOT_NAMED}, {row.raw_file}"


def _all(seen: View) -> pd.DataFrame:
    rows = [rows.assign(row=name) for name, rows in zip(seen.names, seen.sentences, strict=True)]
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
