"""Collecting: the one part of the toolkit that goes to the network, to fetch new statements from sources that somebody named."""

from toolkit.collecting.collection import Outcome, collect
from toolkit.collecting.sources import SourceError, read_sources

__all__ = ["Outcome", "SourceError", "collect", "read_sources"]
