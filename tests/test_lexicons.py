"""Every row of the two instruments that find accusations is run against its own two sentences.

A ministry of one of two invented states speaks them. The sentences also the tables' documentation.
"""

from collections import Counter
from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import find_accusations
from toolkit.accusations.clauses import subject_of, verb_group
from toolkit.accusations.phrases import by_agent
from toolkit.accusations.scene import look
from toolkit.accusations.sides import Side
from toolkit.accusations.words import TOKEN, tokens_of
from toolkit.actors import namings
from toolkit.lexicon import COLUMNS, LexiconError, read_lexicon, terms_of
from toolkit.schema import TYPES

ISSUER = "Ministry of Defence of Velmar"
KINDS = {
    "accuse.object",
    "accuse.that",
    "protest",
    "hold",
    "responsible",
    "intent.verb",
    "intent.noun",
    "commit",
    "suffer",
    "stop",
    "help",
    "denial",
    "do",
    "behind",
    "owed",
}
#: Kinds whose row is itself the entry of what it finds; the other kinds help a row of the acts table to find its doer.
FINDING = {"accuse.object", "protest", "hold", "responsible", "denial", "owed"}
#: What `needs` may name beside the classes of objects.csv: what stands there, as `Scene.classes` calls it.
STANDING = {"party", "own", "other", "act", "label", "any"}

TABLES = ("acts", "cues")


def rows(table):
    """The rows of a table that have both sentences."""
    return [row for row in read_lexicon(table) if row["example"] and row["counterexample"]]


def written():
    """Every sentence of both tables, as often as it is written."""
    return [row[column] for table in TABLES for row in rows(table) for column in ("example", "counterexample")]


@cache
def coded():
    """Sentence -> the rows that `find_accusations` gives for it, each sentence a statement of its own."""
    texts = sorted(set(written()))
    ids = [str(n) for n in range(len(texts))]
    statements = pd.DataFrame({"statement_id": ids, "issuer": ISSUER})
    sentences = pd.DataFrame({"statement_id": ids, "sentence_index": 0, "sentence": texts})
    found = find_accusations(sentences, statements, weigh=False)  # the rows are tested, not the layer over them
    by_sentence = {text: [] for text in texts}
    for row in found.itertuples():
        by_sentence[texts[int(row.statement_id)]].append(row)
    return by_sentence


def entries(sentence):
    """The lexicon rows that accuse (or deny) in a sentence."""
    return {found.entry.partition(":")[2] for found in coded()[sentence] if found.assertion == "asserted"}


def hits(entry, sentence):
    """The scene of a sentence and where the row's term stands in it."""
    scene = look(sentence, Side(ISSUER))
    return scene, [hit for hit in scene.hits if hit.row.get("entry") == entry]


def doer(entry, sentence):
    """The words of the party that does what the row's verb tells."""
    scene, (hit, *_) = hits(entry, sentence)
    group = verb_group(scene, hit)
    party = by_agent(scene, hit.last) if group.passive else subject_of(scene, group.first)
    return scene.tokens.span(party.first, party.last) if party is not None else None


def helps(row):
    """Whether a helping row does its work in its example: the act is laid at the right door."""
    sentence, kind = row["example"], row["kind"]
    if not hits(row["entry"], sentence)[1]:
        return False
    accusations = [found for found in coded()[sentence] if not found.denial]
    accused = {found.accused_text for found in accusations if isinstance(found.accused_text, str)}
    if kind == "commit":
        return doer(row["entry"], sentence) in accused
    if kind == "suffer":
        return doer(row["entry"], sentence) not in {None, *accused}
    if kind == "accuse.that":
        return any(isinstance(found.accuser_text, str) for found in accusations)
    if kind.startswith("intent."):
        return any(found.form == "intent" for found in accusations)
    return bool(accused)


def report(failures):
    """The failures as a list to read, each with what was found instead."""
    lines = []
    for entry, sentence in failures:
        instead = ", ".join(f"{found.entry} ({found.accused})" for found in coded()[sentence])
        lines.append(f"{entry}: {sentence}\n    found {instead or 'nothing'}")
    return "\n".join(["", *lines])


def test_each_act_accuses_in_its_example_and_not_in_its_counterexample():
    failures = []
    for row in rows("acts"):
        if row["entry"] not in entries(row["example"]):
            failures.append((row["entry"], row["example"]))
        if row["entry"] in entries(row["counterexample"]):
            failures.append((row["entry"], row["counterexample"]))
    assert not failures, report(failures)


def test_each_cue_does_its_work_in_its_example_and_not_in_its_counterexample():
    failures = []
    for row in rows("cues"):
        finding = row["kind"] in FINDING
        if not (row["entry"] in entries(row["example"]) if finding else helps(row)):
            failures.append((row["entry"], row["example"]))
        if row["entry"] in entries(row["counterexample"]) if finding else entries(row["counterexample"]):
            failures.append((row["entry"], row["counterexample"]))
    assert not failures, report(failures)


@pytest.mark.parametrize("table", TABLES)
def test_the_counterexample_holds_the_words_of_its_row(table):
    assert not [row["entry"] for row in rows(table) if not hits(row["entry"], row["counterexample"])[1]]


def test_every_row_has_both_sentences():
    everything = {row["entry"] for table in TABLES for row in read_lexicon(table)}
    assert everything - {row["entry"] for table in TABLES for row in rows(table)} == set()


def test_no_two_rows_share_a_sentence():
    assert not [sentence for sentence, n in Counter(written()).items() if n > 1]


def test_the_sentences_name_no_real_state_or_actor():
    names = set(namings())
    for sentence in coded():
        words = tokens_of(sentence).text
        spans = {" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words))}
        assert not spans & names, sentence


@pytest.mark.parametrize("table", TABLES)
def test_no_entry_stands_twice(table):
    assert not [entry for entry, n in Counter(row["entry"] for row in read_lexicon(table)).items() if n > 1]


def test_acts_keep_to_the_closed_lists():
    for row in read_lexicon("acts"):
        assert row["type"] in TYPES, row["entry"]
        assert row["pos"] in {"verb", "noun", "adjective", "adverb", "label", "undo", "presence"}, row["entry"]
        assert row["weight"] in {"1", "2", "3"}, row["entry"]


def test_cues_keep_to_the_closed_list_of_kinds():
    assert {row["kind"] for row in read_lexicon("cues")} <= KINDS


def test_each_class_that_an_act_needs_is_a_class_of_the_objects():
    classes = STANDING | {name for row in read_lexicon("objects") for name in row["class"].split("|")}
    for row in read_lexicon("acts"):
        assert set(terms_of(row["needs"])) <= classes, row["entry"]


def test_a_weak_verb_or_noun_says_what_it_needs():
    weak = [row for row in read_lexicon("acts") if row["weight"] == "1" and row["pos"] not in ("adjective", "adverb", "label")]
    assert not [row["entry"] for row in weak if not row["needs"]]


def lexicon(folder, *lines, name="parties", header=None):
    """Write a lexicon and read it; by default one of the parties, whose four columns are short."""
    text = "\n".join([",".join(header or COLUMNS[name]), *lines]) + "\n"
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_lexicon(name, folder)


def test_a_lexicon_in_a_folder_of_ones_own_is_read(tmp_path):
    (row,) = lexicon(tmp_path, "rifleman,force,riflemen,")
    assert row == {"term": "rifleman", "kind": "force", "irregular": "riflemen", "note": ""}


def test_a_missing_lexicon_is_named_with_its_folder(tmp_path):
    with pytest.raises(LexiconError, match=rf"parties\.csv is missing from {tmp_path.name}/"):
        read_lexicon("parties", tmp_path)


def test_a_lexicon_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(LexiconError, match="no lexicon called 'actz'; the lexicons are .*acts"):
        read_lexicon("actz")


def test_a_wrong_header_names_the_columns_that_are_expected(tmp_path):
    expected = r"parties\.csv, line 1: the columns must be term, kind, irregular, note; found term, sort"
    with pytest.raises(LexiconError, match=expected):
        lexicon(tmp_path, "rifleman,force", header=("term", "sort"))


@pytest.mark.parametrize(("line", "cells"), [("rifleman,force", 2), ("rifleman,force,riflemen,one, two", 5)])
def test_a_row_with_too_few_or_too_many_cells_is_named_by_its_line(tmp_path, line, cells):
    with pytest.raises(LexiconError, match=rf"parties\.csv, line 3: {cells} cells where 4 are expected"):
        lexicon(tmp_path, "troop,force,,", line)


def test_a_row_without_its_term_is_named_by_its_line(tmp_path):
    with pytest.raises(LexiconError, match=r"parties\.csv, line 3: the column term is empty"):
        lexicon(tmp_path, "troop,force,,", " ,force,,")


def test_a_row_that_stands_twice_is_named_by_both_lines(tmp_path):
    with pytest.raises(LexiconError, match=r"parties\.csv, line 4: 'troop' stands already in line 2"):
        lexicon(tmp_path, "troop,force,,", "army,force,,", "troop,group,,")


def test_a_file_that_is_not_utf8_is_refused_by_name(tmp_path):
    (tmp_path / "parties.csv").write_bytes(b"term,kind,irregular,note\ntroop,force,,caf\xe9\n")
    with pytest.raises(LexiconError, match=r"parties\.csv cannot be read as UTF-8 CSV"):
        read_lexicon("parties", tmp_path)


@given(st.text("abSsZ'’.,:-–“”19_ \n\u00a0\u2003é", max_size=24) | st.text(max_size=24))
def test_what_stands_between_spaces_has_the_tokens_that_it_has_in_its_sentence(sentence):
    tokens = tokens_of(sentence)
    assert tokens.text == TOKEN.findall(sentence)
    assert [sentence[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)] == tokens.text
