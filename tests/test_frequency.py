"""Rates, shares and dyads against counts made by hand (see `toolkit.examples.small_world`)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit.estimates import LOG_FROM
from toolkit.examples import ARDENIA, VELMAR, make_accusations, make_sentences, make_statements, small_world
from toolkit.frequency import dyads, rates, shares
from toolkit.selection import SelectionError


@pytest.fixture
def world():
    statements, sentences, accusations = small_world()
    return accusations, statements, sentences


def test_total_counts_a_family_once_and_no_denial(world):
    row = rates(*world).iloc[0]
    assert (row.n_accusations, row.n_statements, row.n_sentences, row.n_tokens) == (4, 5, 8, 24)
    assert row.rate == pytest.approx(4 / 5)


def test_reprints_count_where_asked(world):
    row = rates(*world, families="all").iloc[0]
    assert (row.n_accusations, row.n_statements, row.n_clusters) == (5, 6, 5)


@pytest.mark.parametrize("per, expected", [("statement", 4 / 4), ("100 sentences", 400 / 7), ("1000 words", 4000 / 21)])
def test_rate_divides_by_the_unit_asked_for(world, per, expected):
    table = rates(*world, by=["issuer"], per=per).set_index("issuer")
    assert table.loc[VELMAR, "rate"] == pytest.approx(expected)
    assert table.loc[ARDENIA, "rate"] == 0


def test_interval_by_hand(world):
    """Velmar's statements hold 2, 0, 1, 1: mean 1, standard error sqrt(2/3)/2, t(3) = 3.182."""
    row = rates(*world, by=["issuer"]).set_index("issuer").loc[VELMAR]
    half = 3.182446 * np.sqrt(2 / 3) / 2
    assert (row.low, row.high) == pytest.approx((max(0, 1 - half), 1 + half), rel=1e-5)


def test_kinds_of_accusation_share_the_denominator_and_absent_pairs_are_zero(world):
    table = rates(*world, by=["issuer", "type"]).set_index(["issuer", "type"])
    assert table.loc[(VELMAR, "attack"), ["n_accusations", "n_statements"]].tolist() == [3, 4]
    assert table.loc[(ARDENIA, "attack"), ["n_accusations", "n_statements", "rate"]].tolist() == [0, 1, 0]


def test_voice_divides_by_what_is_said_in_that_voice(world):
    table = rates(*world, by=["voice"], per="100 sentences").set_index("voice")
    assert table.loc["issuer-reported", ["n_accusations", "n_sentences", "rate"]].tolist() == [1, 1, 100]
    assert table.loc["issuer", "n_sentences"] == 7
    assert "furniture" not in table.index


def test_empty_period_has_a_missing_rate_and_undated_a_row_of_its_own(world):
    table = rates(*world, by=["period"]).set_index("period")
    assert table["n_accusations"].tolist() == [2, 0, 1, 1]
    assert np.isnan(table.loc["2023-02-01", "rate"]) and table.loc["2023-02-01", "n_statements"] == 0
    assert table.index.isna().sum() == 1


@pytest.mark.parametrize(
    "by", [["issuer"], ["type"], ["form", "issuer"], ["period"], ["voice"], ["publisher", "period"], ["cue"]]
)
def test_groups_add_to_the_total(world, by):
    assert rates(*world, by=by)["n_accusations"].sum() == 4


def test_sums_over_groups_equal_the_slow_way():
    """Random documents; the rate of each issuer and accused against a loop over documents."""
    draw = np.random.default_rng(3)
    names, targets = ["A", "B"], ["X", "Y"]
    statements = make_statements(*({"issuer": draw.choice(names)} for _ in range(60)))
    sentences = make_sentences(*({"statement_id": f"s{i}"} for i in range(60) for _ in range(draw.integers(1, 9))))
    said = sentences.sample(80, random_state=1, replace=True)
    accusations = make_accusations(
        *(
            {"statement_id": s, "sentence_index": k, "accused": draw.choice(targets)}
            for s, k in zip(said.statement_id, said.sentence_index, strict=True)
        )
    )
    table = rates(accusations, statements, sentences, by=["issuer", "accused"], per="100 sentences").set_index(
        ["issuer", "accused"]
    )
    for issuer in names:
        mine = statements.loc[statements.issuer == issuer, "statement_id"]
        x = np.array([(sentences.statement_id == s).sum() for s in mine], float)
        for accused in targets:
            y = np.array(
                [((accusations.statement_id == s) & (accusations.accused == accused)).sum() for s in mine], float
            )
            ratio = y.sum() / x.sum()
            error = np.sqrt(len(x) / (len(x) - 1) * ((y - ratio * x) ** 2).sum()) / x.sum()
            from scipy.stats import t

            row = table.loc[(issuer, accused)]
            assert row.rate == pytest.approx(100 * ratio)
            half = t.ppf(0.975, len(x) - 1) * error
            assert row.high == pytest.approx(
                100 * (ratio * np.exp(half / ratio) if len(x) >= LOG_FROM else ratio + half)
            )


def test_shuffled_rows_give_the_same_table(world):
    shuffled = [f.sample(frac=1, random_state=5) for f in world]
    pd.testing.assert_frame_equal(rates(*world, by=["issuer", "type"]), rates(*shuffled, by=["issuer", "type"]))


def test_pooled_rate_is_not_the_mean_of_rates():
    statements = make_statements({}, {})
    sentences = make_sentences(*[{"statement_id": "s0"}] * 1, *[{"statement_id": "s1"}] * 9)
    accusations = make_accusations({"statement_id": "s0"})
    assert rates(accusations, statements, sentences, per="100 sentences").rate[0] == pytest.approx(
        10
    )  # the mean of rates is 50


def test_few_documents_are_cautioned(world):
    assert "only 4 documents" in rates(*world, by=["issuer"]).set_index("issuer").loc[VELMAR, "caution"]


def test_no_accusations_leave_zeros_not_a_crash(world):
    none, statements, sentences = make_accusations(), *world[1:]
    assert rates(none, statements, sentences, by=["issuer"])["rate"].tolist() == [0, 0]
    assert rates(none, statements, sentences, by=["type"]).empty
    assert dyads(none, statements, sentences).empty
    assert shares(none, statements, sentences)["share"].tolist() == [0]


def test_wrong_unit_and_column_get_a_sentence(world):
    with pytest.raises(ValueError, match="per is one of statement, 100 sentences, 1000 words"):
        rates(*world, per="word")
    with pytest.raises(SelectionError, match="no column called 'isuer'; did you mean 'issuer'"):
        rates(*world, by=["isuer"])


def test_shares_count_a_statement_once(world):
    table = shares(*world, by=["issuer"]).set_index("issuer")
    assert table.loc[VELMAR, ["n_accusing", "n_statements"]].tolist() == [3, 4]
    by_type = shares(*world, by=["type"]).set_index("type")
    assert by_type.loc["attack", ["n_accusing", "n_statements"]].tolist() == [3, 5]


def test_dyads_divide_by_the_accusers_own_statements(world):
    accusations, statements, sentences = world
    quoted = make_accusations({"statement_id": "s3", "accuser": "Lirrane", "accused": "Velmar"})
    table = dyads(pd.concat([accusations, quoted]), statements, sentences).set_index(["accuser", "accused"])
    assert table.loc[("Velmar", "Ardenia"), ["n_accusations", "n_own", "n_statements"]].tolist() == [4, 4, 4]
    assert table.loc[("Lirrane", "Velmar"), ["n_accusations", "n_own", "n_statements"]].tolist() == [1, 0, 0]
    assert np.isnan(table.loc[("Lirrane", "Velmar"), "rate"])


def test_bodies_and_forces_count_as_their_state_in_dyads(world):
    accusations, statements, sentences = world
    accusations["accused"] = accusations["accused"].replace("Ardenia", "Ardenian Ministry of Defence")
    accusations["accuser"] = accusations["accuser"].replace("Velmar", "the armed forces of Velmar")
    assert dyads(*world)[["accuser", "accused", "n_own"]].values.tolist() == [["Velmar", "Ardenia", 4]]


def test_swapping_two_actors_moves_only_the_labels(world):
    swap = {"Velmar": "Ardenia", "Ardenia": "Velmar", VELMAR: ARDENIA, ARDENIA: VELMAR}
    swapped = [frame.replace(swap) for frame in world]
    ours, theirs = (rates(*f, by=["issuer", "accused"]) for f in (world, swapped))
    theirs = theirs.replace(swap).sort_values(["issuer", "accused"], ignore_index=True)
    pd.testing.assert_frame_equal(ours, theirs)


def test_spread_agrees_with_the_measures_of_terms(world):
    """The dispersion beside a rate is that of `toolkit.terms.dispersion`, with documents as parts."""
    from toolkit.terms.dispersion import dispersion, juilland_d

    accusations, statements, sentences = world
    table = rates(accusations, statements, sentences, by=["issuer"], per="100 sentences", families="all").set_index(
        "issuer"
    )
    checked = 0
    for issuer, row in table.iterrows():
        mine = statements[(statements["issuer"] == issuer) & (statements["language"] == "en")]
        sizes = (
            sentences[sentences["voice"] != "furniture"]
            .groupby("statement_id")
            .size()
            .reindex(mine["statement_id"])
            .dropna()
        )
        sizes = sizes.groupby(mine.set_index("statement_id")["family_id"]).sum()
        family = accusations["statement_id"].map(mine.set_index("statement_id")["family_id"]).dropna()
        counts = family.value_counts()
        if row["n_accusations"] and row["n_accusations"] == counts.sum():
            spread = dispersion(counts, sizes.reindex(counts.index), sizes.sum(), sizes.min())[1]
            assert (row["dp_norm"], row["n_accusing"]) == (pytest.approx(spread), len(counts))
            assert row["juilland_d"] == pytest.approx(juilland_d(counts, sizes.reindex(counts.index), len(sizes)))
            checked += 1
    assert checked


def test_one_column_may_be_given_by_its_name_and_sides_need_no_selection():
    statements, sentences, accusations = small_world()
    for verb in (rates, shares):
        one, listed = verb(accusations, statements, sentences, by="side"), verb(accusations, statements, sentences, by=["side"])
        pd.testing.assert_frame_equal(one, listed)
        assert one["side"].tolist() == ["Ardenia", "Velmar"]


def test_whoever_is_not_named_has_no_statements_and_so_no_rate():
    """A rate of 0 beside a count of 1 says that somebody published and did not accuse; of nobody that cannot be said."""
    statements, sentences, accusations = small_world()
    statements = statements.assign(issuer=statements["issuer"].where(statements["statement_id"] != "s0"))
    accusations = accusations.assign(accuser=accusations["accuser"].where(accusations["statement_id"] != "s0"))
    table = dyads(accusations, statements, sentences)
    nobody = table[table["accuser"].isna()].iloc[0]
    assert nobody["n_accusations"] == 2 and nobody["n_own"] == nobody["n_statements"] == 0
    assert nobody[["rate", "low", "high"]].isna().all() and "nothing can be said" in nobody["caution"]
    velmar = table[table["accuser"] == "Velmar"]
    assert velmar["n_statements"].tolist() == [3] and (velmar["n_own"] == velmar["rate"] * 3).all()
