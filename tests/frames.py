"""Small frames of the invented world for tests: four statements, two of them accuse."""

from __future__ import annotations

import pandas as pd

from toolkit.schema import FRAMES, conform

TEXTS = [
    "Ardenian units shelled our posts near Dorn. Two soldiers were wounded.",
    "We deny that our army fired at Dorn. Velmar must end its occupation of Hallin.",
    "The Contact Commission met in Quellport.",
    "La commission s'est réunie à Quellport.",
]


def statements() -> pd.DataFrame:
    rows = {
        "statement_id": [f"{n:016x}" for n in range(4)],
        "date": pd.to_datetime(["2031-03-02", "2031-03-03", None, "2031-04-01"]),
        "date_basis": ["column", "column", "none", "text"],
        "date_text": ["2031-03-02", "2031-03-03", None, "1 April 2031"],
        "issuer": ["Ministry of Defence of Velmar", "Ministry of Foreign Affairs of Ardenia", None, "Contact Commission"],
        "issuer_basis": ["column", "column", "none", "text"],
        "publisher": ["Velmar Telegraph", "Belcastra Wire", "Quellport Press Agency", None],
        "title": ["On the shelling near Dorn", "Statement", None, "Réunion"],
        "language": ["en", "en", "en", "fr"],
        "url": [None] * 4,
        "text": TEXTS,
        "clean_text": TEXTS,
        "furniture": [None] * 4,
        "raw_file": ["a.csv", "a.csv", "b.txt", "c.html"],
        "raw_locator": ["row 1", "row 2", "", ""],
        "family_id": [f"{n:016x}" for n in range(4)],
    }
    return conform(pd.DataFrame(rows), "statements")


def sentences() -> pd.DataFrame:
    rows = []
    for n, text in enumerate(TEXTS):
        start = 0
        for index, sentence in enumerate(text.replace(". ", ".\n").split("\n")):
            issuer = statements()["issuer"][n]
            rows.append([f"{n:016x}", index, start, start + len(sentence), sentence, "issuer", issuer, len(sentence.split())])
            start += len(sentence) + 1
    return conform(pd.DataFrame(rows, columns=list(FRAMES["sentences"].columns)), "sentences")


def accusations() -> pd.DataFrame:
    common = {"accusation_index": 0, "accuser_text": None, "assertion": "asserted", "place": None, "when_text": None, "entry": "r:1"}
    rows = [
        {
            **common, "statement_id": "0" * 16, "sentence_index": 0, "start": 0, "end": 43, "accuser": "Velmar", "accused": "Ardenia",
            "accused_text": "Ardenian units", "act": "shelled our posts", "type": "attack", "form": "assertion", "denial": False,
            "cameo": "1123", "cue": "shelled",
        },
        {
            **common, "statement_id": "0" * 15 + "1", "sentence_index": 0, "start": 0, "end": 36, "accuser": "Velmar",
            "accused": "Ardenia", "accused_text": None, "act": None, "type": None, "form": None, "denial": True, "cameo": None,
            "cue": "deny",
        },
        {
            **common, "statement_id": "0" * 15 + "1", "sentence_index": 1, "start": 37, "end": 78, "accuser": "Ardenia",
            "accused": "Velmar", "accused_text": "Velmar", "act": "occupation of Hallin", "type": "occupation",
            "form": "presupposition", "denial": False, "cameo": "1123", "cue": "occupation",
        },
    ]  # fmt: skip
    return conform(pd.DataFrame(rows), "accusations")


def problems(*reasons: str) -> pd.DataFrame:
    rows = [(f"bad-{n}.pdf", "", reason) for n, reason in enumerate(reasons)]
    return pd.DataFrame(rows, columns=list(FRAMES["problems"].columns), dtype="str")
