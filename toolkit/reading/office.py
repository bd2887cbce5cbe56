"""PDF and Word documents: one file is one statement. Neither is trusted: sizes first, then the parser."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.reading.limits import MIB, PDF_PAGES, UNPACKED_BYTES
from toolkit.reading.metadata import known_fields
from toolkit.reading.records import Problem, Raw, Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_pdf(path: Path) -> Iterator[Raw | Problem]:
    """The text of every page, with an empty line between pages. Pictures of text are not read."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs each oddity; a PDF that fails is listed instead
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("The PDF is protected by a password; save a copy without one.")
        pages = _pages(reader)
    except DependencyError:
        raise Unreadable("The PDF is encrypted; save a copy without encryption.") from None
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # pypdf meets broken files with errors of every kind
        raise Unreadable(f"The PDF is broken ({type(error).__name__}); open it and save it again.") from None
    if not any(page.strip() for page in pages):
        raise Unreadable("The PDF holds no text, only pictures of it; run a text recognition (OCR) over it first.")
    yield Raw("\n\n".join(page.strip("\n") for page in pages), sources={"front-matter": _pdf_properties(reader)})


def _pages(reader: Any) -> list[str]:
    if len(reader.pages) > PDF_PAGES:
        raise Unreadable(f"The PDF has more than {PDF_PAGES} pages; split it into its statements.")
    return [page.extract_text() or "" for page in reader.pages]


def _pdf_properties(reader: Any) -> dict[str, str]:
    # A PDF's dates say when the file was made, and its author who typed it, so only the title is taken.
    try:
        title = str((reader.metadata or {}).get("/Title") or "")
    except Exception:  # a broken information dictionary must not cost the text
        title = ""
    name = title.lower()
    is_file_name = name.startswith("microsoft word") or name.endswith((".doc", ".docx", ".pdf", ".indd"))
    return {} if is_file_name else known_fields({"title": title})


def read_docx(path: Path) -> Iterator[Raw | Problem]:
    """Every paragraph of the body in order, in tables and text boxes too; tracked deletions are not read."""
    import docx

    check_archive(path, "Word document")
    try:
        document = docx.Document(str(path))
        paragraphs = [_paragraph(p) for p in document.element.body.iter(f"{_W}p") if not _is_double(p)]
        title = known_fields({"title": document.core_properties.title or ""})
    except MemoryError:
        raise
    except Exception as error:  # python-docx meets broken files with errors of every kind
        raise Unreadable(f"The Word document is broken ({type(error).__name__}); open it and save it again.") from None
    # Word's dates say when the file was made, and its author who typed it, so only the title is taken.
    yield Raw("\n\n".join(p for p in paragraphs if p.strip()), sources={"front-matter": title})


def _is_double(paragraph: Any) -> bool:
    """Word writes a text box twice, the second time for old programs."""
    return next(paragraph.iterancestors(_FALLBACK), None) is not None


def _paragraph(paragraph: Any) -> str:
    pieces = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if next(node.iterancestors(f"{_W}p")) is not paragraph or node.getparent().tag != f"{_W}r":
            continue
        pieces.append(_MARKS.get(node.tag.removeprefix(_W), node.text or ""))
    return "".join(pieces)


def check_archive(path: Path, kind: str) -> None:
    """Refuse a docx or xlsx that is no archive, is locked, unpacks to too much, or defines XML entities."""
    with path.open("rb") as file:
        start = file.read(8)
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable(f"The {kind} is protected by a password, or in the format of before 2007; save it anew.")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > UNPACKED_BYTES:
                raise Unreadable(f"The {kind} unpacks to more than {UNPACKED_BYTES // MIB} MiB and was not opened.")
            heads = [archive.open(part).read(4096) for part in parts if part.filename.endswith((".xml", ".rels"))]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise Unreadable(f"The {kind} is broken ({type(error).__name__}); open it and save it again.") from None
    if any(b"<!DOCTYPE" in head or b"<!ENTITY" in head for head in heads):
        raise Unreadable(f"The {kind} defines XML entities, as no office program does, and was not opened.")
