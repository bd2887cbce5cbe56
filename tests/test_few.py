"""Of few documents numbers are told, but none is set above another."""

import pandas as pd
import pytest

from toolkit.estimates import TO_COMPARE, caution, comparable
from toolkit.examples import make_accusations, small_world
from toolkit.figures import alt_text
from toolkit.frequency import dyads, rates
from toolkit.terms import accusing_terms
from toolkit.timeline import timeline
from toolkit.verdicts import say_bursts, say_changes, say_comparison, say_reciprocity
from toolkit.wording import say_dyads, say_rates, say_shares, say_terms, say_timeline

ORDER = ("highest rate is", "Highest:", "Lowest:", "most often", "most frequent", "Highest rate")


def group(name, n, rate, **more):
    return {"issuer": name, "n_accusations": int(rate * n), "n_statements": n, "n_clusters": n, "rate": rate, "low": rate / 2, "high": rate * 2, "caution": caution(n)} | more


def table(*groups):
    return pd.DataFrame(list(groups))


def month(number, n, rate):
    return {"period": pd.Timestamp(2031, number, 1), "state": "accused" if rate else "silent"} | {k: v for k, v in group("", n, rate).items() if k != "issuer"}


def no_order(words):
    return not any(word in str(words) for word in ORDER)


def test_nothing_is_highest_among_groups_of_few_documents():
    words = str(say_rates(table(group("Ostrel", 3, 2.0), group("Tolvia", 9, 0.5))))
    assert no_order(words.replace("called the highest", "")) and "None of the 2 groups rests on 10 documents" in words
    assert "Tolvia, 0.50 accusations" in words and "Ostrel, 2.00 accusations" in words


def test_a_group_of_few_documents_is_not_set_above_one_of_many():
    words = str(say_rates(table(group("Ostrel", 3, 9.0), group("Tolvia", 40, 0.5), group("Lirrane", 31, 0.25))))
    assert "Highest: Tolvia" in words and "Lowest: Lirrane" in words and "1 of 3 groups rest on too few" in words
    assert "Only one of the 2 groups rests on 10" in str(say_rates(table(group("Ostrel", 3, 9.0), group("Tolvia", 40, 0.5))))


def test_ten_documents_are_enough_and_nine_are_not():
    assert "Highest: Ostrel" in str(say_rates(table(group("Ostrel", TO_COMPARE, 2.0), group("Tolvia", TO_COMPARE, 0.5))))
    assert comparable(table(group("Ostrel", TO_COMPARE - 1, 2.0)), "rate").empty


def test_one_group_is_neither_highest_nor_lowest():
    words = str(say_rates(table(group("Ostrel", 50, 2.0))))
    assert no_order(words) and "There is one group only: Ostrel" in words


def test_equal_groups_are_told_as_equal():
    words = str(say_rates(table(group("Ostrel", 50, 2.0), group("Tolvia", 50, 2.0))))
    assert no_order(words) and "2 groups have the same" in words


def test_shares_are_counted_by_their_statements():
    frame = pd.DataFrame({"issuer": ["A", "B"], "n_accusing": [1, 2], "n_statements": [2, 4], "share": [0.5, 0.5], "low": 0.1, "high": 0.9, "caution": "few"})
    assert "None of the 2 groups" in str(say_shares(frame))


def test_no_accusations_are_no_groups():
    statements, sentences, _ = small_world()
    assert "Nothing was found to be counted" in str(say_rates(rates(make_accusations(), statements, sentences, by=["type"])))
    assert "Nothing was found that accuses" in str(say_timeline(timeline(make_accusations(), statements, sentences)))


@pytest.mark.parametrize(
    "months, told",
    [
        ([month(3, 2, 1.5)], "1 period, Mar 2031: 1 with accusations, 0 published without accusing, 0 silent. Its rate: 1.50"),
        ([month(3, 2, 1.5), month(4, 3, 0.5)], "None of them rests on 10 documents"),
        ([month(3, 2, 1.5), month(4, 30, 0.5)], "Only Apr 2031 rests on 10 documents"),
    ],
)
def test_few_periods_or_few_documents_have_no_peak(months, told):
    words = str(say_timeline(table(*months)))
    assert told in words and no_order(words)
    assert no_order(alt_text(table(*months), "Rates"))


def test_a_period_of_few_documents_is_no_peak_beside_others():
    months = table(month(3, 2, 9.0), month(4, 30, 0.5), month(5, 40, 0.75))
    assert "The highest rate is that of May 2031" in str(say_timeline(months))
    assert "Highest rate 0.75" in alt_text(months, "Rates")


def test_the_world_of_the_examples_is_too_small_for_an_order():
    statements, sentences, accusations = small_world()
    frames = (accusations, statements, sentences)
    for words in (say_dyads(dyads(*frames)), say_terms(accusing_terms(*frames))):
        assert "too few to" in str(words) and no_order(words)


def test_pairs_and_terms_that_are_as_frequent_as_another_are_not_the_most_frequent():
    pairs = pd.DataFrame({"accuser": ["A", "B"], "accused": ["B", "A"], "n_accusations": [8, 8]})
    assert "as often as 1 other pair" in str(say_dyads(pairs))
    terms = pd.DataFrame({"term": ["shelled", "seized", "fired"], "n": [6, 6, 1], "n_statements": 2, "of_statements": 9, "dp": 0.5})
    assert "2 terms are the most frequent, with 6 of 13 accusations each: “shelled”, “seized”." in str(say_terms(terms))


def comparison(first, second):
    return pd.DataFrame({"first": ["Ostrel"], "second": ["Tolvia"], "documents_first": [first], "documents_second": [second], "rate_first": [2.0],
                         "rate_second": [1.0], "difference": [1.0], "low": [0.5], "high": [1.5], "p": [0.01], "draws": [999], "caution": [""]})  # fmt: skip


def test_two_sides_are_compared_from_ten_documents_each_on():
    assert "too few documents to set one above the other" in str(say_comparison(comparison(1, 50)))
    assert "a difference of 1.00" in str(say_comparison(comparison(10, 50)))


def test_a_short_timeline_shows_neither_change_nor_outburst():
    short, none = table(*(month(n, 5, 1.0) for n in range(1, 5))), pd.DataFrame()
    assert "Only 4 months have statements: in so few a lasting change cannot be told from drift" in str(say_changes(none, of=short))
    assert "Only 4 months have statements" in str(say_bursts(none, of=short))
    long = table(*(month(n, 5, 1.0) for n in range(1, 13)))
    assert "No lasting change" in str(say_changes(none, of=long)) and "No outburst" in str(say_bursts(none, of=long))


def test_a_pair_of_few_accusations_is_called_neither_even_nor_one_sided():
    pair = {"one": ["A"], "other": ["B"], "n_one": [1], "n_other": [4], "n": [5], "reciprocity": [0.25]}
    assert "Only 5: too few" in str(say_reciprocity(pd.DataFrame(pair)))
    assert "too few" not in str(say_reciprocity(pd.DataFrame(pair | {"n_one": [10], "n_other": [40], "n": [50]})))
