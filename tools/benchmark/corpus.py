"""Statements to measure on: grown from the sample corpus, so that nothing real or personal is needed."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
PLACES = ["Dorn", "Tresk", "Ivel", "Kestry", "Hallin", "Corlen", "Pell Heights", "Sarnhold", "Upper Sill"]
OTHERS = [
    *(
        "Årdal",
        "Übersee",
        "Késtry",
        "Čerin",
        "Łomna",
        "Sèvremont",
        "Ağdere",
        "Žilov",
        "Marrow",
        "Tollan",
        "Brisk",
        "Wend",
    ),
    *("Halden", "Orsk", "Pellin", "Vashir", "Naro", "Quell", "Stenna", "Ruvo", "Istrel", "Gorm", "Elsine", "Dovra"),
]
IN_A_FILE = 500


def material() -> dict[str, list[str]]:
    """Issuer -> its sentences in the sample corpus."""
    import toolkit

    statements = toolkit.read_statements(ROOT / "data" / "raw")
    statements = statements[(statements["language"] == "en") & statements["issuer"].notna()]
    sentences = toolkit.split_sentences(statements)
    issuer = sentences["statement_id"].map(statements.set_index("statement_id")["issuer"])
    return {name: part["sentence"].tolist() for name, part in sentences.groupby(issuer) if len(part) > 100}


def grown(n: int, said: dict[str, list[str]], seed: int = 1):
    """`n` statements, the same for the same seed; those of a larger corpus begin with those of a smaller."""
    rng, issuers, statement = random.Random(seed), sorted(said), {}
    for k in range(n):
        if statement and rng.random() < 0.05:  # an agency carries the one before
            yield {**statement, "publisher": "Quellport Press Agency", "text": f"{statement['text']}\n\nQPA reports."}
            continue
        issuer, wanted, words, text = rng.choice(issuers), rng.randint(300, 400), 0, []
        while words < wanted:
            sentence = rng.choice(said[issuer])
            words += sentence.count(" ") + 1
            text.append(sentence)
            if rng.random() < 0.2:
                text.append("\n\n")
        place = {name: rng.choice(OTHERS) for name in PLACES}
        body = " ".join(text).replace(" \n\n ", "\n\n")
        body = re.sub(r"\b(" + "|".join(PLACES) + r")\b", lambda m, place=place: place[m[1]], body)
        body = re.sub(r"\d+", lambda m: str(rng.randint(1, 10 ** len(m[0]) - 1)) if len(m[0]) < 4 else m[0], body)
        day = f"{2011 + k % 14}-{1 + rng.randrange(12):02}-{1 + rng.randrange(28):02}"
        statement = {"date": day, "issuer": issuer, "title": f"Statement {k}", "text": body}
        yield statement


def lay_out(folder: Path, statements: Iterable[dict]) -> tuple[int, int]:
    """Write statements as JSON lines, and return how many words and bytes they have."""
    folder.mkdir(parents=True, exist_ok=True)
    words = size = 0
    for number, some in enumerate(batched(statements, IN_A_FILE)):
        with (folder / f"{number:05}.jsonl").open("w", encoding="utf-8") as file:
            for statement in some:
                words += len(re.findall(r"\w+", statement["text"]))
                size += file.write(json.dumps(statement, ensure_ascii=False) + "\n")
    return words, size


def batched(elements: Iterable[T], size: int) -> Iterator[list[T]]:
    """As itertools has it from Python 3.12 on."""
    coming = iter(elements)
    while some := list(islice(coming, size)):
        yield some
