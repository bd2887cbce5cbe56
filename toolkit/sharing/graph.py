"""Who accuses whom as a directed graph in GraphML, which Gephi, igraph, networkx and Cytoscape read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pandas as pd

from toolkit.frequency import dyads
from toolkit.sharing.words import NOT_XML, Notes, visible

#: column of `toolkit.frequency.dyads` -> type in GraphML and meaning
WEIGHTS = {
    "n_accusations": ("long", "accusations by the accuser of the accused, wherever they were said"),
    "n_own": ("long", "those of them in the accuser's own statements"),
    "n_statements": ("long", "the accuser's own statements"),
    "rate": ("double", "own accusations per own statement; absent where the accuser has no statement here"),
    "low": ("double", "lower end of the 95 % interval of the rate; absent where there is none"),
    "high": ("double", "upper end of the 95 % interval of the rate; absent where there is none"),
    "caution": ("string", "what to beware of where the rate rests on few documents; may be empty"),
}

HOW = (
    "`dyads.graphml` is a directed graph: a node is a party (`name`), an edge goes from the party that accuses to the "
    "party that is accused. Reprints count once; denials and charges said not to be so do not count. Accusations of or "
    "by nobody named are no edge: the graph's `n_not_named` says how many they are. Each edge has "
    + "; ".join(f"`{name}`: {meaning}" for name, (_, meaning) in WEIGHTS.items())
    + ". Characters that XML cannot hold, and carriage returns, stand in names as their codes, with a note."
)

# A carriage return in the text of an element comes back as a line feed.
_BAD = re.compile(NOT_XML.pattern[:-1] + r"\r]")


def graph_files(frames: dict[str, pd.DataFrame], notes: Notes) -> dict[str, bytes]:
    """The graph, by file name; adds to the notes."""
    return {"dyads.graphml": graphml(dyads(frames["accusations"], frames["statements"], frames["sentences"]), notes)}


def graphml(table: pd.DataFrame, notes: Notes) -> bytes:
    """A frame of `toolkit.frequency.dyads` as GraphML; notes say what could not be written as it was.

    >>> table = pd.DataFrame({"accuser": ["Velmar"], "accused": ["Ardenia"], "n_accusations": [4]})
    >>> b'<edge id="e0" source="n1" target="n0">' in graphml(table, [])
    True
    """
    named = table["accuser"].notna() & table["accused"].notna()
    pairs = table[named].reset_index(drop=True)
    root = ET.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    keys = [("graph", "n_not_named", "long"), ("node", "name", "string")]
    keys += [("edge", name, kind) for name, (kind, _) in WEIGHTS.items() if name in pairs]
    for owner, name, kind in keys:
        ET.SubElement(root, "key", {"id": name, "for": owner, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, "graph", {"id": "dyads", "edgedefault": "directed"})
    _data(graph, "n_not_named", int(table.loc[~named, "n_accusations"].sum()))
    # Ids are numbers, so that no name can break a reference.
    ids = {name: f"n{n}" for n, name in enumerate(sorted({*pairs["accuser"], *pairs["accused"]}))}
    for n, (name, node) in enumerate(ids.items()):
        if _BAD.search(name):
            notes.append(("dyads", n + 1, "name", "characters that XML cannot hold stand as their codes"))
        _data(ET.SubElement(graph, "node", {"id": node}), "name", visible(name, _BAD))
    for n, row in enumerate(pairs.to_dict("records")):
        ends = {"source": ids[row["accuser"]], "target": ids[row["accused"]]}
        edge = ET.SubElement(graph, "edge", {"id": f"e{n}"} | ends)
        for name in WEIGHTS:
            if name in row and not pd.isna(row[name]):
                _data(edge, name, row[name])
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _data(parent: ET.Element, key: str, value: object) -> None:
    ET.SubElement(parent, "data", {"key": key}).text = str(value)
