"""Which texts are compared is what the rule says, however it is worked out; and no more than that."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_families import DAILY, frame

from toolkit import candidates, families
from toolkit.candidates import LINKED, NEIGHBOURS, SAMPLED, UNDATED, Fingerprints, candidate_pairs
from toolkit.likeness import FEWEST_WORDS, WINDOW_DAYS, fingerprint


def by_the_rule(texts, days):
    """The rule, one run after the other and every pair of the texts that have it."""
    sampled = [{int(r) for r in f.runs if f.n_words < FEWEST_WORDS or r % SAMPLED == 0} for f in texts]
    links = {}
    for run in set().union(*sampled):
        having = [n for n, runs in enumerate(sampled) if run in runs]
        for k, later in enumerate(having):
            for earlier in having[max(0, k - NEIGHBOURS) : k]:
                if UNDATED in (days[later], days[earlier]) or abs(days[later] - days[earlier]) <= WINDOW_DAYS:
                    links[later, earlier] = links.get((later, earlier), 0) + 1
    return sorted(p for p, n in links.items() if n >= LINKED * min(len(sampled[p[0]]), len(sampled[p[1]])))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.text("abcde", min_size=1, max_size=50), st.integers(0, 9) | st.none()), max_size=40),
    st.integers(1, 9),
    st.integers(1, 50),
)
def test_candidates_are_those_of_the_rule_however_they_are_dealt(texts, block, chunk):
    ordered = sorted(texts, key=lambda text: (text[1] is None, text[1]))
    prints = [fingerprint(" ".join(text)) for text, _ in ordered]
    days = np.array([UNDATED if day is None else day for _, day in ordered], dtype="int64")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "BLOCK", block)
        patch.setattr(candidates, "CHUNK", chunk)
        found = candidate_pairs(Fingerprints.of(prints), days)
    assert list(map(tuple, found.tolist())) == by_the_rule(prints, days.tolist())


def test_fingerprints_in_pieces_are_those_that_were_put_in():
    texts = [fingerprint("Two posts were shelled near Dorn at night " * n) for n in range(5)]
    whole = Fingerprints.of(texts)
    assert len(whole) == 5
    for one, other in zip(whole, texts):
        assert one.n_words == other.n_words and one.runs.tolist() == other.runs.tolist()


def test_texts_are_read_for_pairs_that_share_enough_and_for_no_others(monkeypatch):
    """400 daily reports from one template, four carriers each: every report shares most of its words with hundreds."""
    read, works = [], families.contradict
    monkeypatch.setattr(families, "contradict", lambda one, other: read.append((one, other)) or works(one, other))
    carriers = []
    for day in range(100):
        report = DAILY["a"]["text"].replace("24 times", f"{24 + day} times").replace("Hallin", f"Hallin {day}")
        date = (pd.Timestamp("2022-01-01") + pd.Timedelta(days=day)).date().isoformat()
        carriers += [{"date": date, "publisher": f"Outlet {n}", "text": f"{report}\n\nOutlet {n}"} for n in range(4)]
    assert families.find_families(frame(*carriers)).nunique() == 100
    assert len(read) <= NEIGHBOURS * len(carriers)
