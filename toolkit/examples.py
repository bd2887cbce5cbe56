"""A small invented world as typed frames: for trying a measure by hand, for examples and for tests."""

from __future__ import annotations

import pandas as pd

from toolkit.schema import CAMEO, conform

VELMAR = "Ministry of Defence of Velmar"
ARDENIA = "Ministry of Defence of Ardenia"


def make_statements(*rows: dict) -> pd.DataFrame:
    """One dict a statement; what is not given is filled with something plausible."""
    full = []
    for number, row in enumerate(rows):
        name = row.get("statement_id", f"s{number}")
        full.append(
            {
                "statement_id": name,
                "date": None,
                "date_basis": "column",
                "date_text": None,
                "issuer": VELMAR,
                "issuer_basis": "column",
                "publisher": "Velmar Telegraph",
                "title": None,
                "language": "en",
                "url": None,
                "text": "",
                "clean_text": "",
                "furniture": None,
                "raw_file": f"velmar/{name}.txt",
                "raw_locator": "",
                "family_id": name,
            }
            | row
        )
    frame = pd.DataFrame(full)
    return conform(frame.assign(date=pd.to_datetime(frame["date"]).astype("datetime64[us]")), "statements")


def make_sentences(*rows: dict) -> pd.DataFrame:
    """One dict a sentence; index and offsets count up inside each statement unless given."""
    full, places = [], {}
    for row in rows:
        index, start = places.get(row["statement_id"], (0, 0))
        words = row.get("sentence", "They spoke.")
        full.append(
            {
                "sentence_index": index,
                "start": start,
                "end": start + len(words),
                "sentence": words,
                "voice": "issuer",
                "speaker": VELMAR,
                "n_tokens": len(words.split()),
            }
            | row
        )
        places[row["statement_id"]] = (index + 1, start + len(words) + 1)
    return conform(pd.DataFrame(full), "sentences")


def make_accusations(*rows: dict) -> pd.DataFrame:
    """One dict an accusation; no rows make an empty frame of the right types."""
    columns = {
        "sentence_index": 0,
        "start": 0,
        "end": 4,
        "accuser": "Velmar",
        "accuser_text": None,
        "accused": "Ardenia",
        "accused_text": "Ardenia",
        "act": "shelled",
        "type": "attack",
        "form": "assertion",
        "assertion": "asserted",
        "denial": False,
        "place": None,
        "when_text": None,
        "cue": "shelled",
        "entry": "act:shell",
    }
    full, places = [], {}
    for row in rows:
        key = (row["statement_id"], row.get("sentence_index", 0))
        full.append(
            columns | {"accusation_index": places.get(key, 0), "cameo": CAMEO.get(row.get("type", "attack"))} | row
        )
        places[key] = places.get(key, 0) + 1
    names = ["statement_id", "accusation_index", "cameo", *columns]
    return conform(pd.DataFrame(full, columns=names), "accusations")


def small_world():
    """Velmar publishes in January and March 2023, Ardenia in January; a reprint, a denial, another language.

    Statements (accusations that count / sentences without furniture / words):
      s0 Velmar  Jan  2 / 3 / 9      s1 Velmar Jan 0 / 2 / 6      s2 Velmar Mar 1 / 1 / 3
      s3 Ardenia Jan  0 / 1 / 3 (a denial)    s4 reprint of s0    s5 Velmar, undated 1 / 1 / 3    s6 not English
    """
    statements = make_statements(
        {"date": "2023-01-05"},
        {"date": "2023-01-20"},
        {"date": "2023-03-02"},
        {"date": "2023-01-07", "issuer": ARDENIA, "publisher": "Belcastra Wire"},
        {"date": "2023-01-06", "publisher": "Quellport Press Agency", "family_id": "s0"},
        {"date": None, "date_basis": "none"},
        {"date": "2023-01-09", "language": "fr"},
    )
    sentences = make_sentences(
        {"statement_id": "s0", "sentence": "Ardenia shelled Hallin."},
        {"statement_id": "s0", "sentence": "Two posts burned."},
        {"statement_id": "s0", "sentence": "Ardenia bears responsibility."},
        {"statement_id": "s0", "sentence": "Share this page", "voice": "furniture", "speaker": None},
        {"statement_id": "s1", "sentence": "Talks went on."},
        {"statement_id": "s1", "sentence": "Tea was served."},
        {"statement_id": "s2", "sentence": "Ardenia shelled Tresk.", "voice": "issuer-reported"},
        {"statement_id": "s3", "sentence": "That is false."},
        {"statement_id": "s4", "sentence": "Ardenia shelled Hallin."},
        {"statement_id": "s5", "sentence": "Ardenia mined Dorn."},
        {"statement_id": "s6", "sentence": "Ils ont tiré."},
    )
    accusations = make_accusations(
        {"statement_id": "s0"},
        {
            "statement_id": "s0",
            "sentence_index": 2,
            "type": "responsibility",
            "form": "explicit",
            "cue": "responsibility",
            "entry": "explicit:responsibility",
        },
        {"statement_id": "s2"},
        {
            "statement_id": "s3",
            "accuser": "Ardenia",
            "accused": None,
            "accused_text": None,
            "type": None,
            "form": None,
            "denial": True,
        },
        {"statement_id": "s4"},
        {"statement_id": "s5", "cue": "mined", "entry": "act:mine"},
    )
    return statements, sentences, accusations
