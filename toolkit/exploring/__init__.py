"""Exploring in a notebook: open a statement, search, set two sides beside each other, and turn the knobs of a view."""

from toolkit.exploring.opened import show
from toolkit.exploring.searching import SearchError, search
from toolkit.exploring.sides import Comparison, compare_sides
from toolkit.exploring.view import Choice, View, view
from toolkit.exploring.widgets import Explorer, explore

__all__ = [
    "Choice",
    "Comparison",
    "Explorer",
    "SearchError",
    "View",
    "compare_sides",
    "explore",
    "search",
    "show",
    "view",
]
