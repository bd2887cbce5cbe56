"""A page as a PDF, printed by a browser that is on the machine; nothing of it comes from the network."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from toolkit.files import write_whole

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 180

# An empty profile, no host that could be reached, and no page header with a path and a time.
_OPTIONS = (
    "--headless --disable-gpu --disable-dev-shm-usage --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --no-pdf-header-footer --host-resolver-rules=MAP\u00a0*\u00a0~NOTFOUND"
).split(" ")


class NoBrowser(RuntimeError):
    """There is no browser that could print, or it did not; the message says what to do."""


def find_browser() -> str | None:
    """The path of a browser that can print a page without a screen, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def print_pdf(page: str | Path) -> Path:
    """Print a page to a PDF beside it, whole or not at all, and return its path.

    A PDF holds the time it was printed, so it is no part of the record of a run: the page is.

    Raises `NoBrowser` where there is none or it fails, `OSError` where nothing can be written.
    """
    browser = find_browser()
    if browser is None:
        raise NoBrowser(
            "A PDF needs Chromium or Chrome on this machine, and there is none; the page can be printed from any browser."
        )
    page = Path(page)
    with tempfile.TemporaryDirectory(prefix="toolkit-pdf-") as folder:
        made = Path(folder) / "page.pdf"
        copy = shutil.copy(page, Path(folder) / "page.html")  # its name is ours, and the browser sees no other file
        options = [option.replace("\u00a0", " ") for option in _OPTIONS] + [f"--user-data-dir={folder}/profile"]
        command = [browser, *options, *_without_sandbox(), f"--print-to-pdf={made}", Path(copy).as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise NoBrowser(f"{browser} did not print {page.name} within {SECONDS} seconds.") from None
        content = made.read_bytes() if made.is_file() else b""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise NoBrowser(f"{browser} did not print {page.name}; print it from a browser by hand.")
    return write_whole(page.with_suffix(".pdf"), content)


def _without_sandbox() -> list[str]:
    """Chromium refuses to keep its sandbox for the super-user, as whom containers run; the page holds no script either way."""
    import os

    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
