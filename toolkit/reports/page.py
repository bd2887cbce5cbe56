"""An executed notebook as one self-contained page: no code in sight, no script, nothing from the network."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from toolkit.display import TABLE
from toolkit.reports import FINISHED
from toolkit.reports.sanitise import from_markdown, sanitise

CAVEAT = (
    "Each count here is a count of accusations made, found by rules in the words of statements. "
    "It records that a text accuses; it says nothing of whether the charge is true."
)

# Objects that a cell's last line leaves behind: no reader wants them, and their addresses change from run to run.
_REPR = re.compile(
    r"<[\w.]+( object)? at 0x[0-9a-f]+>|<Figure size .*>|<?Axes(Subplot)?[:(].*|\[?<matplotlib\..*", re.S
)


class Section(NamedTuple):
    """A second-level heading of the page: its id and its words."""

    anchor: str
    words: str


class Facts(NamedTuple):
    """How a report was made: what stands at the foot of its page."""

    command: str
    rows: list[tuple[str, str]]
    stands_for: tuple[str, ...] = ()


def make_page(notebook: dict, report: str, facts: Facts) -> bytes:
    """The page of an executed notebook. The same notebook gives the same bytes: no time and no address is on it.

    Markdown and outputs are sanitised (`toolkit.reports.sanitise`), figures become data addresses, and code stands as plain
    text in a fold at the end.
    """
    cells = [cell for cell in notebook["cells"] if "injected-parameters" not in cell["metadata"].get("tags", [])]
    parts = [part for cell in cells for part in _parts(cell, report)]
    title, body = _take_title("\n".join(parts), report)
    caveat, body = _take_caveat(body)
    body, contents = _anchor_headings(_box_tables(body))
    code = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code" and cell["source"].strip()]
    return render(
        "report.html",
        title=title,
        report=report,
        caveat=caveat,
        contents=contents,
        body=_safe(body),
        code=code,
        facts=facts,
    )


def render(template: str, **values) -> bytes:
    """A template of this package, filled in; every value is escaped unless it was made safe before."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # The one style sheet is named by its checksum, so not even a style can come in from outside.
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    text = _environment().get_template(template).render(style=_safe(style), policy=policy, **values)
    return text.encode("utf-8", "xmlcharrefreplace")


@cache
def _environment():
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _template(name: str) -> str:
    return (files("toolkit.reports") / "templates" / name).read_text("utf-8")


@cache
def _style() -> str:
    return "\n" + _template("page.css")


def _safe(text: str):
    from markupsafe import Markup

    return Markup(text)


def tables_of(notebook: dict) -> dict[str, str]:
    """The tables that the figures of an executed notebook carry: file name -> text of the CSV."""
    return {
        _table_name(cell): output["data"][TABLE]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
        for output in cell["outputs"]
        if TABLE in output.get("data", {})
    }


def _table_name(cell: dict) -> str:
    """A file name made from the cell's id, which a notebook could fill with anything."""
    return re.sub(r"[^a-z0-9]+", "-", str(cell.get("id", "")).lower()).strip("-")[:60] + ".csv"


def _parts(cell: dict, report: str) -> list[str]:
    """A cell as pieces of safe HTML: markdown as it reads, of code only what it put out."""
    if cell["cell_type"] == "markdown":
        return [from_markdown(cell["source"])]
    if cell["cell_type"] != "code":
        return []
    parts = [part for output in cell["outputs"] if (part := _output(output))]
    if any(TABLE in output.get("data", {}) for output in cell["outputs"]):
        what = "The table of this figure" if "<figure" in "".join(parts) else "The file"
        parts.append(f'<p class="note"><a href="{report}/{_table_name(cell)}">{what} (CSV)</a></p>')
    return parts


def _output(output: dict) -> str:
    if output["output_type"] == "stream":
        # Warnings go to stderr: they name places on this machine and are told at the terminal instead.
        return _plain(output["text"]) if output["name"] == "stdout" else ""
    data = output.get("data", {})
    if FINISHED in data:
        return ""
    for kind, make in (("image/svg+xml", _figure), ("image/png", _figure)):
        if kind in data:
            return make(kind, data, output.get("metadata", {}))
    if "text/html" in data:
        return sanitise(data["text/html"])
    if "text/markdown" in data:
        return from_markdown(data["text/markdown"])
    return "" if _REPR.fullmatch(data.get("text/plain", "")) else _plain(data.get("text/plain", ""))


def _plain(text: str) -> str:
    text = re.sub(r"\x1b\[[0-9;]*m", "", text).strip("\n")
    return f"<pre>{html.escape(text)}</pre>" if text.strip() else ""


def _figure(kind: str, data: dict, metadata: dict) -> str:
    """A figure as an image at a data address: whatever its text holds, a browser runs no script in an image."""
    content = data[kind]
    encoded = base64.b64encode(content.encode()).decode() if kind == "image/svg+xml" else "".join(content.split())
    words = metadata.get("alt") or metadata.get(kind, {}).get("alt") or _words(data)
    image = f'<img src="data:{kind};base64,{encoded}" alt="{html.escape(words)}">'
    return f'<figure class="figure">{image}</figure>'


def _words(data: dict) -> str:
    plain = data.get("text/plain", "")
    return "Figure; its numbers are in the text and tables beside it." if _REPR.fullmatch(plain) or not plain else plain


def _take_title(body: str, report: str) -> tuple[str, str]:
    """The first first-level heading, as plain words, and the body without it."""
    found = re.search(r"<h1>(.*?)</h1>\n?", body, re.S)
    if not found:
        return report.capitalize(), body
    return _text(found[1]), body[: found.start()] + body[found.end() :]


def _take_caveat(body: str) -> tuple[str, str]:
    """The notebook's own paragraph of warning, for the box at the top, and the body without it; ours where it has none."""
    opening = body.split("<h2", 1)[0]
    found = re.search(r"<p>(?:(?!</p>).)*nothing of whether the\s+charge is true.*?</p>\n?", opening, re.S)
    if not found:
        return _safe(f"<p>{html.escape(CAVEAT)}</p>"), body
    return _safe(found[0]), body.replace(found[0], "", 1)


def _anchor_headings(body: str) -> tuple[str, list[Section]]:
    contents: list[Section] = []

    def anchor(found: re.Match) -> str:
        words = _text(found[1])
        slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "section"
        contents.append(Section(f"s{len(contents) + 1}-{slug}", words))
        return f'<h2 id="{contents[-1].anchor}">{found[1]}</h2>'

    return re.sub(r"<h2>(.*?)</h2>", anchor, body, flags=re.S), contents


def _box_tables(body: str) -> str:
    """A box around each table, which scrolls where the table is too wide, and which a keyboard can reach; days stay whole."""
    body = re.sub(r"<td>(\d{4}-\d\d-\d\d)</td>", r'<td class="day">\1</td>', body)
    box = '<div class="scroll" role="region" tabindex="0" aria-label="Table">'
    return re.sub(r"<table[ >]", lambda found: box + found[0], body).replace("</table>", "</table></div>")


def _text(fragment: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", fragment)).split())
