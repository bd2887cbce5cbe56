"""Term measures against the literature's worked examples, scipy, and counts made by hand."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from toolkit.examples import ARDENIA, VELMAR, make_sentences, make_statements, small_world
from toolkit.selection import SelectionError
from toolkit.terms import accusing_terms, collocates, keyness, stop_words, word_rows
from toolkit.terms.association import g2, log_dice, log_odds, log_ratio, mi3, npmi, pmi, t_score
from toolkit.terms.dispersion import dispersion, dispersions, juilland_d
from toolkit.terms.words import STOP_WORDS


@pytest.mark.parametrize("cells", [(3, 10, 5_000, 50_000), (120, 40, 900, 1_100), (7, 7, 100, 100), (1, 30, 40, 60)])
def test_g2_agrees_with_scipy(cells):
    a, b, n1, n2 = cells
    expected = chi2_contingency([[a, b], [n1 - a, n2 - b]], correction=False, lambda_="log-likelihood").statistic
    assert g2(*cells) == pytest.approx(expected)


def test_g2_of_three_in_5000_against_none_in_50000():
    assert g2(3, 0, 5_000, 50_000) == pytest.approx(14.39, abs=0.005)


def test_g2_is_zero_where_nothing_differs():
    assert g2(5, 50, 100, 1_000) == pytest.approx(0, abs=1e-9)


def test_log_ratio_doubles_per_point_and_survives_zero():
    assert log_ratio(40, 10, 100, 100) == pytest.approx(2)
    assert log_ratio(4, 0, 100, 100) == pytest.approx(3)


def test_log_dice_of_rychly():
    """Rychlý (2008): 14 at most, and one point less for half as many meetings."""
    assert log_dice(100, 100, 100) == 14
    assert log_dice(50, 100, 100) - log_dice(25, 100, 100) == pytest.approx(1)


def test_log_odds_by_hand():
    """10 of 100 against 5 of 100 with a prior of 3 in 50: log(13/137) - log(8/142), variance 1/13 + 1/8."""
    delta, z = log_odds(10, 5, 100, 100, 3, 50)
    expected = np.log(13 / 137) - np.log(8 / 142)
    assert (delta, z) == pytest.approx((expected, expected / np.sqrt(1 / 13 + 1 / 8)))


def test_dispersion_of_gries_and_at_its_ends():
    assert dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 50, 9) == pytest.approx((0.18, 0.2195121951))
    assert dispersion([2, 2], [10, 10], 20, 10) == (0, 0)  # as even as can be
    assert dispersion([7], [10], 40, 10) == pytest.approx((0.75, 1))  # all in one of four parts


def test_dispersion_of_listed_parts_equals_that_of_all_parts():
    sizes, counts = np.array([9.0, 12, 30, 4]), np.array([0, 3, 0, 1])
    by_hand = 0.5 * np.abs(counts / 4 - sizes / 55).sum()
    assert dispersion([3, 1], [12, 4], 55, 4)[0] == pytest.approx(by_hand)


def test_dispersion_of_many_terms_at_once_is_that_of_each():
    rng = np.random.default_rng(6)
    sizes, terms = rng.integers(1, 50, 30), [rng.choice(30, n, replace=False) for n in (1, 7, 30)]
    counts = [rng.integers(1, 9, len(parts)) for parts in terms]
    groups = np.repeat(np.arange(3), [len(parts) for parts in terms])
    together = dispersions(groups, np.concatenate(counts), sizes[np.concatenate(terms)], sizes.sum(), sizes.min())
    each = [dispersion(n, sizes[parts], sizes.sum(), sizes.min())[1] for n, parts in zip(counts, terms)]
    assert together == pytest.approx(each)


def test_terms_count_forms_apart_and_entries_together():
    statements, sentences, accusations = small_world()
    accusations.loc[2, "cue"] = "Shelling"
    cues = accusing_terms(accusations, statements, sentences).set_index("term")
    assert cues.loc["shelled", "n"] == cues.loc["shelling", "n"] == 1
    entries = accusing_terms(accusations, statements, sentences, of="entry").set_index("term")
    assert entries.loc["act:shell", ["n", "n_statements", "of_statements"]].tolist() == [2, 2, 5]


def test_dispersion_of_a_term_is_over_all_statements_that_count():
    """Words: s0 9, s1 6, s2 3, s3 3, s5 3. "shelled" in s0 and s2: half of |1/2-9/24| + |1/2-3/24| + 12/24."""
    statements, sentences, accusations = small_world()
    row = accusing_terms(accusations, statements, sentences).set_index("term").loc["shelled"]
    assert row["dp"] == pytest.approx((3 / 24 + 9 / 24 + 12 / 24) / 2)
    assert row["dp_norm"] == pytest.approx(row["dp"] / (1 - 3 / 24))


def test_words_are_folded_and_function_words_left_out():
    frame = make_sentences(
        {"statement_id": "a", "sentence": "The 12 posts of Velmar’s army were NOT shelled (q), cease-fire."}
    )
    assert word_rows(frame)["word"].tolist() == ["posts", "velmar", "army", "not", "shelled", "cease-fire"]
    assert "velmar" not in word_rows(frame, leave_out=["Velmar"])["word"].tolist()


def test_collocates_count_sentences_not_words_and_never_cross_them():
    sentences = make_sentences(
        {"statement_id": "a", "sentence": "Heavy artillery, artillery, shelled Hallin."},
        {"statement_id": "a", "sentence": "Artillery shelled Tresk."},
        {"statement_id": "b", "sentence": "Hallin burned."},
        {"statement_id": "b", "sentence": "Talks resumed."},
    )
    row = collocates(sentences, "shell*", at_least=1).set_index("word").loc["artillery"]
    assert row[["n_both", "n_word", "n_node", "n_sentences", "n_statements"]].tolist() == [2, 2, 2, 4, 1]
    expected = chi2_contingency([[2, 0], [0, 2]], correction=False, lambda_="log-likelihood").statistic
    assert row["g2"] == pytest.approx(expected)
    found = collocates(sentences, "shell*", at_least=1)["word"].tolist()
    assert "burned" not in found and "shelled" not in found


def test_collocates_of_accusations_and_of_nothing():
    statements, sentences, accusations = small_world()
    found = collocates(sentences, accusations, at_least=2)
    assert found["n_node"].unique().tolist() == [6]
    assert collocates(sentences, accusations.iloc[:0]).empty
    assert collocates(sentences, "submarine").empty


def two_sides(n=40):
    statements = make_statements(*({"issuer": VELMAR if i % 2 else ARDENIA} for i in range(n)))
    sentences = make_sentences(
        *(
            {"statement_id": f"s{i}", "sentence": "Shells fell near Hallin." if i % 2 else "Snipers fired near Hallin."}
            for i in range(n)
        )
    )
    return statements, sentences


def test_keyness_ranks_each_sides_words_at_its_own_end():
    statements, sentences = two_sides()
    table = keyness(sentences, statements, first=VELMAR, second=ARDENIA)
    assert set(table["word"].iloc[:2]) == {"shells", "fell"} and set(table["word"].iloc[-2:]) == {"snipers", "fired"}
    middle = table.set_index("word").loc["hallin"]
    assert middle["z"] == pytest.approx(0, abs=1e-9) and middle["per_1000_first"] == 250
    shells = table.set_index("word").loc["shells"]
    assert shells["g2"] == pytest.approx(float(g2(20, 0, 80, 80)))


def test_exchanging_the_groups_exchanges_the_signs():
    statements, sentences = two_sides()
    one = keyness(sentences, statements, first=VELMAR, second=ARDENIA).set_index("word")
    other = keyness(sentences, statements, first=ARDENIA, second=VELMAR).set_index("word").loc[one.index]
    assert one["z"].to_numpy() == pytest.approx(-other["z"].to_numpy())
    assert one["g2"].to_numpy() == pytest.approx(other["g2"].to_numpy())


def test_keyness_says_what_is_wrong():
    statements, sentences = two_sides()
    with pytest.raises(SelectionError, match="no issuer called 'Velmar'"):
        keyness(sentences, statements, first="Velmar", second=ARDENIA)
    with pytest.raises(ValueError, match="given twice"):
        keyness(sentences, statements, first=VELMAR, second=VELMAR)


def test_stop_words_are_each_once_and_say_nothing():
    rows = list(csv.DictReader(STOP_WORDS.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == len(stop_words()) > 200
    assert not stop_words() & {"not", "no", "never", "attack", "war"}


def test_g2_with_williams_correction_is_not_yates():
    """3 of 5,000 against 0 of 50,000: 8.90 by Williams (1976); the 9.38 of a well-known package is Yates's correction."""
    assert g2(3, 0, 5_000, 50_000, williams=True) == pytest.approx(8.90, abs=0.005)
    yates = chi2_contingency([[3, 0], [4_997, 50_000]], correction=True, lambda_="log-likelihood").statistic
    assert yates == pytest.approx(9.38, abs=0.005)


def test_juilland_of_gries_and_at_its_ends():
    assert juilland_d([1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 5) == pytest.approx(0.7851504534)
    assert juilland_d([2, 2], [10, 10], 2) == pytest.approx(1)
    assert juilland_d([7], [10], 4) == pytest.approx(0)


def test_association_measures_agree_with_nltk():
    """nltk's measures take the two words apart; as it counts, so do we."""
    from nltk.collocations import BigramAssocMeasures as Measures

    together, one, other, n = 12, 40, 30, 1_000
    assert pmi(together, one, other, n) == pytest.approx(Measures.pmi(together, (one, other), n))
    assert t_score(together, one, other, n) == pytest.approx(Measures.student_t(together, (one, other), n))
    assert mi3(together, one, other, n) == pytest.approx(pmi(together, one, other, n) + 2 * np.log2(together))
    assert npmi(together, one, other, n) == pytest.approx(pmi(together, one, other, n) / -np.log2(together / n))


def sixty_documents(rng, clumped):
    """Sixty documents of two issuers that do not differ; in a clumped corpus a word comes twenty times in one document."""
    statements = make_statements(*({"issuer": VELMAR if k % 2 else ARDENIA} for k in range(60)))
    words = [f"word{k}" for k in range(20)]
    texts = []
    for _ in range(60):
        chosen = rng.choice(words, 12)
        texts.append(" ".join([*chosen, *([rng.choice(words)] * 20 if clumped else rng.choice(words, 20))]) + ".")
    sentences = make_sentences(
        *({"statement_id": s, "sentence": t} for s, t in zip(statements["statement_id"], texts, strict=True))
    )
    return sentences, statements


def test_keyness_of_documents_does_not_find_what_is_not_there():
    """Where words clump, G2 over words calls many of them significant; dealing documents does not."""
    rng = np.random.default_rng(1)
    by_words, by_documents, n = 0, 0, 0
    for _ in range(8):
        table = keyness(*sixty_documents(rng, clumped=True), draws=199)
        by_words += (table["g2"] > 3.841).sum()
        by_documents += (table["p"] < 0.05).sum()
        n += len(table)
    assert by_words / n > 0.24
    assert by_documents / n < 0.09


def test_keyness_finds_a_word_that_one_side_spreads_over_its_documents():
    sentences, statements = sixty_documents(np.random.default_rng(2), clumped=False)
    theirs = sentences["statement_id"].isin(statements.loc[statements["issuer"] == VELMAR, "statement_id"])
    sentences["sentence"] = sentences["sentence"].where(
        ~theirs, sentences["sentence"].str.replace(".", " crime crime.")
    )
    row = keyness(sentences, statements, draws=199).set_index("word").loc["crime"]
    assert (row["typical_of"], row["p"]) == (VELMAR, pytest.approx(1 / 200))
    assert row["q"] < 0.15


def test_keyness_deals_reprints_together():
    sentences, statements = sixty_documents(np.random.default_rng(3), clumped=False)
    statements["family_id"] = ["one" if issuer == VELMAR else "two" for issuer in statements["issuer"]]
    assert keyness(sentences, statements, draws=99)["p"].min() >= 0.3  # two documents can be dealt in two ways


def test_keyness_without_draws_makes_no_test():
    table = keyness(*sixty_documents(np.random.default_rng(4), clumped=False), draws=0)
    assert table["p"].isna().all() and len(table)


def test_ngrams_agree_with_scikit_learn():
    """scikit-learn's vectorizer, given our words, counts the same pairs."""
    from sklearn.feature_extraction.text import CountVectorizer

    from toolkit.terms import ngrams
    from toolkit.terms.words import fold
    from toolkit.tokens import tokenize

    sentences, statements = sixty_documents(np.random.default_rng(5), clumped=False)
    table = ngrams(sentences, size=2, at_least=1).set_index("ngram")["n"]
    count = CountVectorizer(analyzer=lambda text: _pairs([fold(text[a:b]) for a, b in tokenize(text)]))
    sums = np.asarray(count.fit_transform(sentences["sentence"]).sum(axis=0)).ravel()
    assert table.to_dict() == dict(zip(count.get_feature_names_out(), sums.tolist(), strict=True))
    with pytest.raises(ValueError, match="at least one word"):
        ngrams(sentences, size=0)


def _pairs(words):
    return [f"{a} {b}" for a, b in zip(words, words[1:])]


def test_vocabulary_grows_by_what_is_new():
    from toolkit.terms import vocabulary_growth

    statements = make_statements({"date": "2023-02-01"}, {"date": "2023-01-01"}, {"date": None})
    texts = ["bridge ferry mill", "bridge dam", "dam dam tower"]
    sentences = make_sentences(*({"statement_id": f"s{k}", "sentence": t} for k, t in enumerate(texts)))
    table = vocabulary_growth(sentences, statements)
    assert table.values.tolist() == [["s1", 2, 2, 2], ["s0", 5, 4, 2], ["s2", 8, 5, 1]]
