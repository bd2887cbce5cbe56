"""Small raw files of every format, good and bad, for the tests of reading."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

WORDS = "Units of the Ardenian army opened fire on two posts near Hallin, the Ministry of Defence of Velmar said."


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def pdf(words: str, *, password: str | None = None) -> bytes:
    """A one-page PDF; with no words it is what a scanner makes, a page without text."""
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    if words:
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                                 NameObject("/BaseFont"): NameObject("/Helvetica")})
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = StreamObject()
        content.set_data(f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def docx(*paragraphs: str, title: str = "") -> bytes:
    import docx as word

    document = word.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "In the table"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx(*rows: tuple) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    """300 MB of nothing in an archive of 300 KB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b"\0" * 1024 * 1024)
    return stream.getvalue()


def sparse(path: Path, megabytes: int) -> Path:
    """A file that claims a size without taking it on the disk."""
    with path.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    return path
