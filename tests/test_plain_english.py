"""Plain sentences of English: most of what accuses is found, little of what does not is taken for an accusation.

`gold/plain.csv` holds them, all said by the Ministry of Defence of Velmar: sentences written to say one thing each, in as many
constructions as came to mind, before it was known which of them are found. The floors only rise.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from toolkit.accusations.find import states_of_issuers
from toolkit.accusations.judge import judge_statement

SENTENCES = Path(__file__).parent / "gold" / "plain.csv"
SPEAKER = "Ministry of Defence of Velmar"
STATES = states_of_issuers([SPEAKER, "Ministry of Defence of Ardenia", "Ministry of Foreign Affairs of Lirrane"])

#: Of the accusing sentences at least this share is found; of the others at most that share is taken for accusing.
FOUND, MISTAKEN = 0.8, 0.05


@cache
def shares() -> tuple[float, float]:
    found = {"1": [], "0": []}
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            (verdict,) = judge_statement([(row["text"], "")], SPEAKER, STATES)
            found[row["accusation"]].append(bool(verdict.charges))
    return sum(found["1"]) / len(found["1"]), sum(found["0"]) / len(found["0"])


def test_most_accusing_sentences_are_found():
    assert shares()[0] >= FOUND


def test_few_other_sentences_are_taken_for_accusing():
    assert shares()[1] <= MISTAKEN
