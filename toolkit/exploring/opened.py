"""A statement opened to be read: its accusations marked where they stand, each with who accuses whom, and the reason it was found."""

from __future__ import annotations

from difflib import get_close_matches
from html import escape

import pandas as pd

from toolkit.display import NOT_NAMED, Shown
from toolkit.expected import expects_frames
from toolkit.tables import show_table

#: Kinds of charges that share a colour: tints of the palette of Okabe and Ito (2008), dark enough to be told apart, light enough to
#: read on. The type stands in words beside each mark, so that the colour is never the only sign.
TINTS = {
    "#f6d5bf": ("attack", "civilian-harm", "terrorism", "build-up"),
    "#cfe3f2": ("occupation", "violation"),
    "#cdeadf": ("rights-abuse", "crime"),
    "#f0dbe8": ("disinformation", "subversion", "obstruction", "provocation"),
    "#f7e6bd": ("responsibility",),
}
_TINT_OF = {kind: tint for tint, kinds in TINTS.items() for kind in kinds}
DENIAL = "background:#e7e9ec;border-bottom:2px dashed #515861"
QUIET = "color:#656c76"

COLUMNS = ["number", "accuser", "accused", "type", "form", "voice", "words", "entry"]


@expects_frames
def show(statement, data) -> Shown:
    """A statement to read, with its accusations and denials marked.

    When you would want it: behind any row of any frame. `statement` is a `statement_id`, the name of a raw file, or a row that has a
    `statement_id`; `data` what `toolkit.read_processed` returns, or any three frames that begin so. In a notebook each mark is
    coloured by the kind of charge, says its type, and tells on hover who accuses whom and by which rule it was found; the table
    below says the same. At a prompt the marks are numbers in brackets. Page furniture is grey. All text is shown as text.

    Raises `ValueError` for a statement that is not there, with the nearest name.

    >>> from toolkit.examples import small_world
    >>> print(repr(show("s0", small_world())).splitlines()[0])
    Ministry of Defence of Velmar, 5 Jan 2023, Velmar Telegraph, velmar/s0.txt
    """
    statements, sentences, accusations = data[:3]
    row = statements[statements["statement_id"] == _find(statement, statements)].iloc[0]
    spoken = sentences[sentences["statement_id"] == row["statement_id"]]
    found = _found(row, spoken, accusations)
    table = show_table(found[COLUMNS], caption="What was found in it, and by which rule")
    title = row["title"] if isinstance(row["title"], str) else ""
    source = ", ".join(_source(row))
    plain, body = _marked(row["clean_text"], found, spoken)
    head = f"<h4>{escape(title)}</h4>" if title else ""
    html = f'{head}<p style="{QUIET}">{escape(source)}</p><div style="max-width:44rem">{body}</div>{table.html}'
    return Shown(html, "\n".join(part for part in (source, title, "", plain, "", table.text) if part is not None))


def _find(statement, statements: pd.DataFrame) -> str:
    wanted = statement["statement_id"] if isinstance(statement, (pd.Series, dict)) else statement
    wanted = getattr(wanted, "statement_id", wanted)
    for column in ("statement_id", "raw_file"):
        hits = statements.loc[statements[column] == wanted, "statement_id"]
        if len(hits):
            return hits.iloc[0]
    names = [*statements["raw_file"], *statements["statement_id"]]
    near = get_close_matches(str(wanted), names, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else "give a statement_id or the name of a raw file."
    raise ValueError(f"There is no statement {str(wanted)[:80]!r}; {hint}")


def _source(row: pd.Series) -> list[str]:
    day = "undated" if pd.isna(row["date"]) else f"{row['date'].day} {row['date']:%b %Y}"
    issuer = row["issuer"] if isinstance(row["issuer"], str) else "issuer not found"
    publisher = [row["publisher"]] if isinstance(row["publisher"], str) else []
    return [issuer, day, *publisher, row["raw_file"]]


def _found(row: pd.Series, spoken: pd.DataFrame, accusations: pd.DataFrame) -> pd.DataFrame:
    """The statement's accusations and denials in the order of the text, numbered."""
    mine = accusations[accusations["statement_id"] == row["statement_id"]]
    mine = mine.merge(spoken[["sentence_index", "voice"]], on="sentence_index", how="left")
    mine = mine.sort_values(["start", "end", "accusation_index"], kind="stable", ignore_index=True)
    words = [row["clean_text"][a:b] for a, b in zip(mine["start"], mine["end"], strict=True)]
    kind = mine["type"].fillna("").where(~mine["denial"], "denial")
    kind = kind.where(mine["assertion"] == "asserted", kind + " (said not to be so)")
    return mine.assign(number=range(1, len(mine) + 1), words=words, type=kind)


def _marked(text: str, found: pd.DataFrame, spoken: pd.DataFrame) -> tuple[str, str]:
    """The text with its marks, plain and as HTML. Where marks overlap, a piece bears all their numbers and the first one's colour."""
    rows = found.to_dict("records")
    furniture = [(s.start, s.end) for s in spoken[spoken["voice"] == "furniture"].itertuples()]
    edges = {0, len(text), *(i + 1 for i, c in enumerate(text) if c == "\n")}
    edges |= {edge for r in rows for edge in (r["start"], r["end"])} | {edge for span in furniture for edge in span}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    plain, html = [], []
    for first, last in zip(cuts, cuts[1:]):
        piece = text[first:last]
        on = [r for r in rows if r["start"] <= first and last <= r["end"]]
        ends = "".join(f"[{r['number']}]" for r in rows if r["end"] == last and r["end"] > r["start"])
        plain.append(piece + ends)
        words = escape(piece).replace("\n", "<br>")
        if on:
            words = _mark(words, on[0], " | ".join(_told(r) for r in on))
        elif any(a <= first and last <= b for a, b in furniture):
            words = f'<span style="{QUIET}">{words}</span>'
        labels = [f"{r['number']} {r['type']}" for r in rows if r["end"] == last and r["end"] > r["start"]]
        html.append(words + "".join(f'<sup style="{QUIET}"> {escape(label)} </sup>' for label in labels))
    return "".join(plain), "".join(html)


def _mark(words: str, row: dict, told: str) -> str:
    style = DENIAL if row["denial"] else f"background:{_TINT_OF.get(str(row['type']).split(' (')[0], '#e7e9ec')}"
    return f'<mark style="{style}" title="{escape(told, quote=True)}">{words}</mark>'


def _told(row: dict) -> str:
    accuser, accused = (row[c] if isinstance(row[c], str) else NOT_NAMED for c in ("accuser", "accused"))
    if row["denial"]:
        return f"{row['number']}: {accuser} denies a charge. {row['entry']}"
    return f"{row['number']}: {accuser} accuses {accused}, {row['type']}, {row['form']}. {row['entry']}"
