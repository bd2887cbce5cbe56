"""Text on pages and in figures can be read by people who see little contrast: WCAG 2.2, success criterion 1.4.3, level AA."""

import re
from importlib.resources import files

import pytest

from toolkit.figures import style

CSS = (files("toolkit.reports") / "templates" / "page.css").read_text("utf-8")
VARIABLES = dict(re.findall(r"--(\w+):\s*(#[0-9a-f]{3,6})", CSS))
AA, LARGE_OR_GRAPHIC = 4.5, 3.0


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_values_of_the_standard():
    assert contrast("#000", "#fff") == pytest.approx(21) and contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("ground", ["paper", "wash", "mark"])
@pytest.mark.parametrize("text", ["ink", "soft", "link"])
def test_text_on_a_page(text, ground):
    assert contrast(VARIABLES[text], VARIABLES[ground]) >= AA


def test_every_other_colour_of_text_is_readable_too():
    named = set(re.findall(r"(?<![-\w])color:\s*(#[0-9a-f]{3,6})", CSS))
    assert named and all(contrast(colour, VARIABLES["paper"]) >= AA for colour in named)
    used = set(re.findall(r"(?<![-\w])color:\s*var\(--(\w+)\)", CSS))
    assert used <= {"ink", "soft", "link", "accent", "paper"}


def test_text_and_marks_in_figures():
    assert min(contrast(colour, "#ffffff") for colour in (style.INK, style.QUIET)) >= AA
    assert contrast(style.NEUTRAL, "#ffffff") >= LARGE_OR_GRAPHIC
