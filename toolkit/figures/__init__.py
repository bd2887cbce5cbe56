"""A measure's frame drawn onto an Axes. Nothing is computed here, and nothing is drawn that is not in the frame.

Every `plot_*` takes a frame and an optional Axes and returns the Axes. `show` turns it into a picture with its
caption and its text alternative. Titles say what is measured, never what to conclude.
"""

from toolkit.figures.alt import alt_text
from toolkit.figures.dyads import plot_dyads
from toolkit.figures.echo import plot_echo
from toolkit.figures.rates import plot_rates
from toolkit.figures.show import caption, show, svg
from toolkit.figures.style import actor_colours
from toolkit.figures.terms import plot_keyness, plot_terms
from toolkit.figures.timeline import plot_timeline
from toolkit.figures.zones import Zone, rate_zones, timeline_zones

__all__ = [
    "Zone",
    "actor_colours",
    "alt_text",
    "caption",
    "plot_dyads",
    "plot_echo",
    "plot_keyness",
    "plot_rates",
    "plot_terms",
    "plot_timeline",
    "rate_zones",
    "show",
    "svg",
    "timeline_zones",
]
