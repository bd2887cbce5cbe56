"""Figures: what is drawn is what the frame holds, in every awkward case, and outside text is only ever text."""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.collections import PathCollection

import toolkit.figures
from toolkit.examples import ARDENIA, VELMAR, make_accusations, make_sentences, make_statements, small_world
from toolkit.figures import (
    actor_colours,
    alt_text,
    caption,
    plot_dyads,
    plot_keyness,
    plot_rates,
    plot_terms,
    plot_timeline,
    show,
    svg,
)
from toolkit.figures.style import PALETTE, plain
from toolkit.figures.timeline import _levels
from toolkit.frequency import dyads, rates, shares
from toolkit.terms import accusing_terms, collocates, keyness
from toolkit.timeline import timeline

HOSTILE = '<script>alert(1)</script> $\\frac{1}{0}$ $x_{$ & "quoted" \x00\x1b 国防部 ' + "Very" * 40


def world(issuer=VELMAR, accused="Ardenia", found=True):
    statements, sentences, accusations = small_world()
    statements["issuer"] = statements["issuer"].replace(VELMAR, issuer)
    accusations["accused"] = accusations["accused"].replace("Ardenia", accused)
    return (accusations if found else make_accusations()), statements, sentences


def draw_all(counted):
    """Every figure of one world, as SVG."""
    accusations, statements, sentences = counted
    line = timeline(*counted, by=["issuer"])
    events = pd.DataFrame({"number": [1, 2], "date": pd.to_datetime(["2023-01-10", "2023-01-11"]), "event": ["a", "b"]})
    return {
        "rates": plot_rates(rates(*counted, by=["issuer"]), title="t"),
        "one rate": plot_rates(rates(*counted), title="t"),
        "hues": plot_rates(rates(*counted, by=["issuer", "accused"]), rows="accused", hue="issuer", title="t"),
        "shares": plot_rates(shares(*counted, by=["issuer"])),
        "dyads": plot_dyads(dyads(*counted), title="t"),
        "terms": plot_terms(accusing_terms(*counted), title="t"),
        "collocates": plot_terms(collocates(sentences, accusations, at_least=1), title="t"),
        "keyness": plot_keyness(keyness(sentences, statements, at_least=1), title="t"),
        "timeline": plot_timeline(timeline(*counted), events=events, title="t"),
        "panels": plot_timeline(line, events=events, title="t"),
        "no dates": plot_timeline(line.iloc[:0], title="t"),
    }


def words_of(picture: str) -> str:
    return " ".join(text for element in ET.fromstring(picture).iter() if (text := (element.text or "").strip()))


@pytest.mark.parametrize("counted", [world(), world(found=False)], ids=["some", "none"])
def test_every_figure_is_drawn_with_and_without_accusations(counted):
    for name, ax in draw_all(counted).items():
        assert "<svg" in svg(ax), name


def test_outside_text_cannot_be_mathematics_markup_or_break_the_picture():
    for name, ax in draw_all(world(issuer=HOSTILE, accused=HOSTILE)).items():
        picture = svg(ax)
        assert "<script" not in picture, name
        ET.fromstring(picture)


def test_dollars_and_letters_of_any_script_stand_as_written():
    picture = svg(plot_rates(rates(*world(issuer="$5 and $6 国防部"), by=["issuer"])))
    assert "$5 and $6 国防部" in words_of(picture)


def test_the_same_frame_gives_the_same_bytes_and_no_date():
    first, second = (svg(plot_timeline(timeline(*world(), by=["issuer"]))) for _ in range(2))
    assert first == second
    assert "dc:date" not in first and "Matplotlib v" not in first


def test_rates_are_drawn_where_they_are():
    table = rates(*world(), by=["issuer"])
    ax = plot_rates(table)
    drawn = [float(dots.get_offsets()[0][0]) for dots in ax.collections if isinstance(dots, PathCollection)]
    assert drawn == sorted(table["rate"], reverse=True)
    texts = [text.get_text() for text in ax.texts]
    assert texts.index(VELMAR) < texts.index(ARDENIA)  # largest first
    assert "4 in 4 statements" in texts


def test_what_is_not_drawn_is_said():
    statements = make_statements(*({"issuer": f"Ministry {i:02d}"} for i in range(20)))
    sentences = make_sentences(*({"statement_id": f"s{i}"} for i in range(20)))
    ax = plot_rates(rates(make_accusations(), statements, sentences, by=["issuer"]), most=15)
    assert "not drawn: 5 more of issuer" in ax.get_xlabel()


def test_silence_is_a_gap_and_a_mark_not_a_zero():
    ax = plot_timeline(timeline(*world(), by=["issuer"]).query("issuer == @VELMAR"))
    y = ax.lines[0].get_ydata()
    assert [value != value for value in y] == [False, True, False]  # missing breaks the line
    bars = [c for c in ax.collections if len(c.get_paths()) == 1 and c.get_paths()[0].get_extents().y1 < 0]
    assert len(bars) == 1


def test_event_numbers_never_stand_on_each_other():
    marks = [(day, n) for n, day in enumerate([0, 1, 2, 3, 30, 31, 60.0])]
    placed = _levels(marks, gap=5)
    for day, n, level in placed:
        assert all(abs(day - other) >= 5 for other, m, same in placed if m != n and same == level)


def test_dyads_add_up_to_all_accusations():
    parties = [f"Party {i}" for i in range(12)]
    frame = pd.DataFrame({"accuser": parties, "accused": parties[::-1], "n_accusations": range(1, 13)})
    ax = plot_dyads(frame, most=4)
    assert sum(int(text.get_text()) for text in ax.texts) == sum(range(1, 13))


def test_a_given_axes_is_drawn_on():
    from matplotlib.figure import Figure

    ax = Figure().subplots()
    table = timeline(*world(), by=["issuer"])
    assert plot_timeline(table, ax) is ax and plot_rates(rates(*world()), Figure().subplots()) is not ax


def test_colours_are_those_of_the_side_and_do_not_depend_on_the_figure():
    names = [VELMAR, ARDENIA, "Ministry of Foreign Affairs of Velmar"]
    colours = actor_colours(names, ["Velmar", "Ardenia", "Lirrane"])
    assert colours[VELMAR] == colours["Velmar"] == colours["Ministry of Foreign Affairs of Velmar"]
    assert len({colours[VELMAR], colours[ARDENIA], colours["Lirrane"]}) == 3
    assert actor_colours(names[::-1], ["Lirrane", "Ardenia", "Velmar"]) == colours


def test_more_actors_than_colours_share_grey():
    colours = actor_colours([f"Party {i}" for i in range(40)])
    assert len([c for c in colours.values() if c in PALETTE]) <= len(PALETTE)


def test_a_figure_is_shown_with_its_words_escaped():
    ax = plot_rates(rates(*world(), by=["issuer"]))
    shown = show(ax, alt='">&<script>', caption="<b>Source</b>")
    assert 'alt="&quot;&gt;&amp;&lt;script&gt;"' in shown.html and "&lt;b&gt;Source" in shown.html
    assert shown.html.startswith('<figure class="figure"><img ') and 'src="data:image/svg+xml;base64,' in shown.html
    with pytest.raises(ValueError, match="needs a text alternative"):
        show(ax, alt=" ")


def test_the_page_keeps_the_figure_and_its_words():
    from toolkit.reports.sanitise import sanitise

    shown = show(plot_rates(rates(*world())), alt="Rates", caption="Source: 5 statements")
    kept = sanitise(shown.html)
    assert (
        'alt="Rates"' in kept
        and "data:image/svg+xml;base64," in kept
        and "<figcaption>Source: 5 statements</figcaption>" in kept
    )


def test_alt_text_carries_the_numbers_of_every_measure():
    accusations, statements, sentences = counted = world()
    assert "Ministry of Defence of Velmar 1.00" in alt_text(rates(*counted, by=["issuer"]), "Rates")
    assert "Velmar accuses Ardenia 4 times" in alt_text(dyads(*counted), "Dyads")
    assert "shelled 2 times in 2 statements" in alt_text(accusing_terms(*counted), "Terms")
    assert "1 silent" in alt_text(timeline(*counted), "Timeline")
    assert "is typical of" in alt_text(keyness(sentences, statements, at_least=1), "Keyness")
    assert "Nothing was found" in alt_text(dyads(make_accusations(), statements, sentences), "Dyads")


def test_caption_says_how_many_from_when_to_when():
    statements = small_world()[0]
    assert caption(statements).startswith(
        "Source: 7 statements of 2 issuers, 5 Jan 2023 to 2 Mar 2023, 1 undated; reprints counted once."
    )
    assert "hollow dots" in caption(statements, how="rates")
    assert caption(statements.iloc[:0]) == "Source: 0 statements of 0 issuers; reprints counted once."


def test_plain_wraps_long_words_and_names_what_is_missing():
    assert max(map(len, plain("x" * 50, 12).split("\n"))) <= 12
    assert plain(None) == plain(float("nan")) == "not named"


def test_figures_know_no_measure_and_measures_no_figure():
    folder = Path(toolkit.figures.__file__).parent
    measures = {"frequency", "timeline", "terms", "concordance", "selection", "pooling"}
    for path in folder.glob("*.py"):
        assert not imported(path) & measures, path.name
    for name in ("frequency.py", "timeline.py", "pooling.py", "estimates.py", "terms/accusing.py", "terms/keyness.py"):
        assert not imported(folder.parent / name) & {"figures", "reports", "tables", "wording"}, name


def imported(path: Path) -> set[str]:
    """The modules of the toolkit that a file imports: the word after `toolkit.`"""
    found = [node.module for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[1] for name in found if name and name.startswith("toolkit.")}


def test_importing_the_figures_does_not_import_matplotlib():
    code = "import sys, toolkit.figures; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize("n, named", [(1, True), (6, True), (7, False)])
def test_few_periods_are_named_one_by_one_and_no_hour_is_told(n, named):
    months = pd.date_range("2031-01-01", periods=n, freq="MS").astype("datetime64[us]")
    frame = pd.DataFrame({"period": months, "n_accusations": 2, "n_statements": 4, "rate": 0.5, "low": 0.2, "high": 0.9, "caution": "", "state": "accused"})
    ax = plot_timeline(frame)
    ax.figure.canvas.draw()
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert (labels == [f"{month:%b %Y}" for month in months]) == named
    assert not any(":" in label for label in labels)
