"""Dictionaries of others: read as they are written, hostile ones refused, and counted by a rule for overlaps that is kept."""

from __future__ import annotations

import fnmatch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.dictionaries import Dictionary, DictionaryError, Entry, category_counts, lookup, read_dictionary
from toolkit.examples import VELMAR, make_sentences, make_statements


def corpus(*texts):
    statements = make_statements(*({} for _ in texts))
    return statements, make_sentences(*({"statement_id": s, "sentence": t} for s, t in zip(statements["statement_id"], texts, strict=True)))


def mine(*terms, category="c"):
    return Dictionary("mine", tuple(Entry((category,), term) for term in terms))


def write(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_dictionary(path)


def test_quanteda_yaml_nests_to_any_depth(tmp_path):
    found = write(tmp_path, "d.yml", 'War:\n  Guns:\n    - "shell*"\n    - mortar\n  Peace: [truce, "cease fire"]\n')
    assert found.entries == (
        Entry(("War", "Guns"), "shell*"),
        Entry(("War", "Guns"), "mortar"),
        Entry(("War", "Peace"), "truce"),
        Entry(("War", "Peace"), "cease fire"),
    )


def test_liwc_has_numbers_for_categories_and_indents_for_levels(tmp_path):
    text = "%\n1\tAffect\n\t2\tNegemo\n3\tSocial\n%\nhate*\t1\t2\nfriend\t3\nodd\t9\n"
    found = write(tmp_path, "l.dic", text)
    assert set(found.entries) == {Entry(("Affect",), "hate*"), Entry(("Affect", "Negemo"), "hate*"), Entry(("Social",), "friend")}
    assert found.problems == (("line 8", "no category '9'"),)


def test_lexicoder_lists_and_trees(tmp_path):
    assert write(tmp_path, "a.lcd", "+NEG\nlie*\nnot good\n+POS\ngood\n").entries[1] == Entry(("NEG",), "not good")
    tree = '<dictionary><cnode name="Law"><cnode name="Breach"><pnode name="violat*"/></cnode><pnode name="treaty"/></cnode></dictionary>'
    assert write(tmp_path, "b.lc3", tree).entries == (Entry(("Law", "Breach"), "violat*"), Entry(("Law",), "treaty"))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("bomb.yml", "a: &a [x, x]\nb: [*a, *a]\n", "anchors or aliases"),
        ("bad.yml", "a: [x\n", "line 2: this is no YAML"),
        ("code.yml", "a: !!python/object/apply:os.system ['true']\n", "no YAML that can be read"),
        ("bomb.lc3", '<!DOCTYPE d [<!ENTITY a "aaaa">]><d><cnode name="&a;"/></d>', "document type or entities"),
        ("cut.lc3", "<d><cnode", "no XML"),
        ("empty.lcd", "+NEG\n", "no entry"),
        ("head.dic", "hate 1\n", "two lines of %"),
        ("words.txt", "hate", "no dictionary that is known"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, name, text, said):
    with pytest.raises(DictionaryError, match=said):
        write(tmp_path, name, text)
    with pytest.raises(DictionaryError, match="There is no dictionary"):
        read_dictionary(tmp_path / "none.yml")


def test_one_bad_entry_does_not_stop_the_rest(tmp_path):
    found = write(tmp_path, "d.yml", 'c:\n  - "***"\n  - "a*b*c*d*e"\n  - good\n')
    assert found.entries == (Entry(("c",), "good"),) and len(found.problems) == 2


def test_deep_nesting_ends(tmp_path):
    deep = "".join("  " * k + f"l{k}:\n" for k in range(40)) + "  " * 40 + "- x\n"
    with pytest.raises(DictionaryError, match="no entry"):
        write(tmp_path, "d.yml", "top:\n" + "".join("  " + line + "\n" for line in deep.splitlines()))


def test_the_longest_match_counts_and_no_word_twice_in_a_category():
    _, sentences = corpus("They opened fire on our opened fire brigade.")
    found = lookup(sentences, mine("opened", "opened fire", "fire", "fire brigade"))
    assert found["term"].tolist() == ["opened fire", "opened fire"]
    assert len(lookup(sentences, mine("opened", "opened fire", "fire", "fire brigade"), overlaps="all")) == 7
    two = Dictionary("two", (Entry(("a",), "opened fire"), Entry(("b",), "fire")))
    assert lookup(sentences, two)["category"].value_counts().to_dict() == {"a": 2, "b": 2}


def test_offsets_lead_back_to_the_words():
    statements, sentences = corpus("Velmar’s shelling went on. Truce broke.")
    row = lookup(sentences, mine("velmar shell*")).iloc[0]
    text = sentences["sentence"].iloc[0]
    assert text[row["start"] - sentences["start"].iloc[0] : row["end"]] == row["match"] == "Velmar’s shelling"


def test_nothing_in_a_term_is_a_regular_expression():
    _, sentences = corpus("The cat sat. A c.t sat [here].")
    assert lookup(sentences, mine("c.t", "(a|b)+", "[here]")).empty or "cat" not in set(lookup(sentences, mine("c.t"))["match"])
    assert lookup(sentences, mine("c?t"))["match"].tolist() == ["cat"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["ab", "abc", "b", "bc", "cab"]), min_size=1, max_size=8), st.sampled_from(["a*", "*b", "?b", "*a*", "ab?", "b"]))
def test_globs_match_as_fnmatch_does(words, glob):
    _, sentences = corpus(" ".join(words) + ".")
    assert len(lookup(sentences, mine(glob))) == sum(fnmatch.fnmatchcase(word, glob) for word in words)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=12), st.sets(st.sampled_from(["a", "a b", "b c", "a b c", "c"]), min_size=1))
def test_no_word_counts_twice_in_a_category(words, terms):
    _, sentences = corpus(" ".join(words) + ".")
    found = lookup(sentences, mine(*sorted(terms))).sort_values("start")
    assert (found["start"].to_numpy()[1:] >= found["end"].to_numpy()[:-1]).all()


TERMS = ["a", "b", "a b", "b c", "a b c", "* c", "?", "b*", "bc a", "a * *"]
ENTRIES = st.lists(st.builds(Entry, st.sampled_from([("x",), ("x", "y"), ("z",)]), st.sampled_from(TERMS)), min_size=1, max_size=8)
LINES = st.lists(st.lists(st.sampled_from(["a", "b", "c", "bc"]), max_size=9), min_size=1, max_size=4)


def by_reading(line: list[str], entries: list[Entry], overlaps: str) -> list[tuple[int, int, Entry]]:
    """The rule of `lookup`, word after word, for one sentence."""
    matches = [
        (first, first + len(parts), entry)
        for first in range(len(line))
        for entry in entries
        if len(parts := entry.term.split()) <= len(line) - first
        and all(fnmatch.fnmatchcase(word, part) for word, part in zip(line[first:], parts))
    ]
    if overlaps == "all":
        return sorted(matches, key=lambda m: m[:2])
    kept, taken = [], {}
    for first, last, entry in sorted(matches, key=lambda m: (m[0], -m[1])):
        if first >= taken.get(entry.category, 0):
            kept.append((first, last, entry))
            taken[entry.category] = last
    return kept


@settings(max_examples=150, deadline=None)
@given(LINES, ENTRIES, st.sampled_from(["longest", "all"]))
def test_all_sentences_at_once_find_what_one_after_the_other_does(lines, entries, overlaps):
    _, sentences = corpus(*(" ".join(line) for line in lines))
    found = lookup(sentences, Dictionary("d", tuple(entries)), overlaps=overlaps)
    assert found[["statement_id", "match", "term", "category"]].values.tolist() == [
        [statement, " ".join(line[first:last]), entry.term, " > ".join(entry.category)]
        for statement, line in zip(sentences["statement_id"], lines, strict=True)
        for first, last, entry in by_reading(line, entries, overlaps)
    ]


def test_stars_alone_are_no_trouble():
    """Written out over the words, "* * *" of 2,000 words would be eight thousand million terms."""
    _, sentences = corpus(" ".join(f"word{k}" for k in range(2_000)))
    assert len(lookup(sentences, mine("* * *"))) == 666


def test_categories_count_what_is_below_them_and_say_zero():
    statements, sentences = corpus("They shelled Dorn.", "A truce.", "Nothing.")
    statements["issuer"] = [VELMAR, VELMAR, "Ministry of Defence of Ardenia"]
    both = Dictionary("d", (Entry(("war", "guns"), "shell*"), Entry(("war",), "truce"), Entry(("sea",), "ship")))
    table = category_counts(lookup(sentences, both), statements, sentences, both).set_index("category")
    assert table["n"].to_dict() == {"sea": 0, "war": 2, "war > guns": 1}
    assert table.loc["war", ["n_statements", "of_statements"]].tolist() == [2, 3]
    assert table.loc["war", "per_1000"] == pytest.approx(2000 / sentences["n_tokens"].sum())
    split = category_counts(lookup(sentences, both), statements, sentences, both, by=["issuer"])
    assert split.groupby("category")["n"].sum().to_dict() == table["n"].to_dict()


def test_a_large_dictionary_is_no_trouble():
    _, sentences = corpus(*(f"word{k} stands by word{k + 1}." for k in range(300)))
    large = mine(*(f"word{k} stands" for k in range(0, 20_000)), *(f"stem{k}*" for k in range(5_000)))
    assert len(lookup(sentences, large)) == 300


def test_order_of_rows_changes_nothing():
    _, sentences = corpus("a b", "b c", "a c")
    one = lookup(sentences, mine("a", "b c"))
    other = lookup(sentences.sample(frac=1, random_state=1), mine("a", "b c"))
    assert other.sort_values(["statement_id", "start"], ignore_index=True).equals(one.sort_values(["statement_id", "start"], ignore_index=True))
