"""Epithets: labels, marks of doubt and worsening words, given by one side to another and never to itself."""

import re
from pathlib import Path

import pandas as pd
import pytest

import toolkit
from toolkit.accusations.words import tokens_of
from toolkit.actors import namings
from toolkit.epithets import COLUMNS, KINDS, NOT_NAMED, PLACES, epithet_places, epithets, intensifiers
from toolkit.estimates import wilson
from toolkit.examples import ARDENIA, VELMAR, make_sentences, make_statements
from toolkit.lexicon import FOLDER, LexiconError
from toolkit.schema import SchemaError

RAW = Path(__file__).parent.parent / "data" / "raw"


def mentions(*texts, issuer=VELMAR, **more):
    """(about, kind, epithet) of each mention in one statement; the other side is known, because it publishes too."""
    other = ARDENIA if issuer == VELMAR else VELMAR
    statements = make_statements({"statement_id": "a", "issuer": issuer}, {"statement_id": "b", "issuer": other})
    found = epithet_places(statements, make_sentences(*({"statement_id": "a", "sentence": t} | more for t in texts)))
    return [tuple(row) for row in found[["about", "kind", "epithet"]].values.tolist()]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The Ardenian regime lied.", [("Ardenia", "label", "regime")]),
        ("Terrorists of the Ardenian army fled.", [("Ardenia", "label", "terrorist")]),
        ("The terrorists fled.", [(NOT_NAMED, "label", "terrorist")]),
        ("Ardenia is the aggressor.", [("Ardenia", "label", "aggressor")]),
        ("The enemy shelling went on.", [(NOT_NAMED, "label", "enemy")]),
        ("The occupiers of our land must leave.", [(NOT_NAMED, "label", "occupier")]),
        ("Ardenian-backed separatists fired.", [("Ardenia", "label", "separatist")]),
    ],
)
def test_labels_by_hand(text, expected):
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Ardenia's so-called referendum is void.", [("Ardenia", "doubt", "so-called")]),
        ("The self-proclaimed authorities of Ardenia met.", [("Ardenia", "doubt", "self-proclaimed")]),
        ("The alleged attack by the Ardenian army is a matter for the court.", [("Ardenia", "doubt", "alleged")]),
        ("The “authorities” of Ardenia are silent.", [("Ardenia", "doubt", "authorities")]),
        ("Ardenia's 'government' is silent.", [("Ardenia", "doubt", "government")]),
        ('Ardenian "peacekeeping" forces entered.', [("Ardenia", "doubt", "peacekeeping")]),
        ("The so-called «authorities» of Ardenia met.", [("Ardenia", "doubt", "so-called")]),
        ("The “terrorist” groups of Ardenia moved.", [("Ardenia", "doubt", "terrorist")]),
    ],
)
def test_doubt_by_hand(text, expected):
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Ardenian forces deliberately shelled Dorn.", [("Ardenia", "intensifier", "deliberately")]),
        ("Dorn was deliberately shelled by Ardenian forces.", [("Ardenia", "intensifier", "deliberately")]),
        (
            "the cynical and inhuman attacks of Ardenia",
            [("Ardenia", "intensifier", "cynical"), ("Ardenia", "intensifier", "inhuman")],
        ),
        ("The barbaric acts of the Ardenian army are known.", [("Ardenia", "intensifier", "barbaric")]),
        ("Ardenia launched a large-scale assault on Dorn.", [("Ardenia", "intensifier", "large-scale")]),
        ("The unprovoked attack on Dorn.", [(NOT_NAMED, "intensifier", "unprovoked")]),
    ],
)
def test_intensifiers_by_hand(text, expected):
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Velmari regime launched an unprovoked attack.",
        "We are not terrorists.",
        "Our army launched a massive attack.",
        "Our “regime” holds elections.",
        "The alleged attack by our army never took place.",
        "Velmar-backed separatists fired.",
    ],
)
def test_what_a_side_says_of_itself_is_not_counted(text):
    assert mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ardenia claims that separatists shelled Dorn.",
        "Ardenia accuses Lirrane of unprovoked attacks.",
        "According to Ardenia, terrorists were seen.",
        "Ardenian claims of barbaric attacks are false.",
        "Ardenia called our soldiers “terrorists”.",
        "He described the move as “barbaric”.",
        "They are called settlers.",
        "Ardenia calls us occupiers.",
        "“No attack,” the minister said.",
    ],
)
def test_words_told_of_others_are_not_the_issuers(text):
    assert mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Units violated the regime of silence.",
        "The observer regime goes on.",
        "Refugees live in a camp.",
        "Radical changes came.",
        "Ardenia is not an aggressor.",
        "There are no terrorists in Dorn.",
        "Ardenia did not deliberately shell Dorn.",
        "Ardenia alleged attacks on Dorn.",
        "The “Orlan” brigade of Ardenia moved.",
        "Barbaric weather came.",
        "The 'soldiers' posts and the officers' mess burned.",
    ],
)
def test_what_only_looks_like_an_epithet(text):
    assert mentions(text) == []


@pytest.mark.parametrize("voice", ["other", "publisher", "furniture"])
def test_only_the_issuers_own_voice_counts(voice):
    assert mentions("The Ardenian regime lied.", voice=voice) == []


def test_words_reported_of_the_issuer_count():
    assert mentions("The Ardenian regime lied, the Ministry said.", voice="issuer-reported")


def test_a_label_alone_is_given_to_the_only_opponent_that_the_statement_names():
    assert mentions("The enemy fled.", "Ardenia is silent.")[0][0] == "Ardenia"
    assert mentions("The enemy fled.", "Ardenia and Lirrane's army are silent.")[0][0] == NOT_NAMED


def world():
    """Velmar: s0 and s1 (s2 reprints s0), s3 French, s4 without issuer; Ardenia: s5."""
    statements = make_statements(
        {},
        {},
        {"family_id": "s0", "publisher": "Quellport Press Agency"},
        {"language": "fr"},
        {"issuer": None},
        {"issuer": ARDENIA},
    )
    texts = ["The Ardenian regime lied. The Ardenian regime fell.", "Talks go on.", *["The Ardenian regime lied."] * 3]
    rows = [{"statement_id": f"s{n}", "sentence": text} for n, text in enumerate(texts)]
    return statements, make_sentences(*rows, {"statement_id": "s5", "sentence": "Velmari gangs fled."})


def test_the_counts_by_hand():
    found = epithets(*world())
    assert list(found.columns) == COLUMNS
    keys = ["side", "about", "kind", "epithet", "n", "n_statements", "of_statements"]
    assert found[keys].values.tolist() == [
        ["Ardenia", "Velmar", "label", "gang", 1, 1, 1],
        ["Velmar", "Ardenia", "label", "regime", 2, 1, 2],
    ]
    row = found.iloc[1]
    assert (row["share"], row["low"], row["high"]) == tuple(float(v) for v in wilson(1, 2))
    assert row["caution"] == "only 2 documents: read the interval, not the number"


def test_reprints_count_where_they_are_asked_for():
    row = epithets(*world(), families="all").iloc[1]
    assert (row["n"], row["n_statements"], row["of_statements"]) == (3, 2, 3)


def test_nothing_found_is_an_empty_frame_of_the_same_types():
    statements, sentences = world()
    for function, columns in ((epithets, COLUMNS), (epithet_places, PLACES)):
        full, empty = function(statements, sentences), function(statements, sentences.iloc[:0])
        assert list(empty.columns) == columns and empty.empty
        assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert epithets(statements.iloc[:0], sentences.iloc[:0]).empty


def test_a_missing_column_is_named():
    statements, sentences = world()
    with pytest.raises(SchemaError, match="voice"):
        epithets(statements, sentences.drop(columns="voice"))


@pytest.fixture(scope="module")
def corpus():
    statements = toolkit.read_statements(RAW)
    return statements, toolkit.split_sentences(statements)


def test_every_mention_can_be_read_back(corpus):
    places, texts = epithet_places(*corpus), corpus[0].set_index("statement_id")["clean_text"]
    assert len(places) > 30 and set(places["kind"]) == set(KINDS)
    assert all(texts[r.statement_id][r.start : r.end] == r.words for r in places.itertuples())
    assert (places["about"] != places["side"]).all()
    assert epithets(*corpus)["n"].sum() == len(places)


def test_shuffling_the_rows_changes_nothing(corpus):
    shuffled = (frame.sample(frac=1, random_state=1) for frame in corpus)
    pd.testing.assert_frame_equal(epithets(*shuffled), epithets(*corpus))


PAIRS = [
    *[("Velmar", "Ardenia"), ("Velmari", "Ardenian"), ("Velmaris", "Ardenians"), ("Sarnhold", "Belcastra")],
    *[("VELMAR", "ARDENIA"), ("VELMARI", "ARDENIAN"), ("SARNHOLD", "BELCASTRA")],
]
OTHER = {a: b for pair in PAIRS for a, b in (pair, pair[::-1])}
NAMES = re.compile(r"\b(?:" + "|".join(sorted(OTHER, key=len, reverse=True)) + r")\b")


def swapped(frame, *columns):
    """The frame with the two sides' names exchanged in these columns."""
    exchange = {
        c: frame[c].map(lambda t: NAMES.sub(lambda m: OTHER[m.group()], t), na_action="ignore") for c in columns
    }
    return frame.assign(**exchange).astype(dict.fromkeys(columns, "str"))


def test_exchanging_the_two_sides_exchanges_the_rows_and_nothing_else(corpus):
    statements, sentences = corpus
    kept = ["statement_id", "sentence_index", "kind", "epithet", "side", "about"]
    mirrored = epithet_places(swapped(statements, "issuer", "publisher"), swapped(sentences, "sentence", "speaker"))
    back = swapped(mirrored, "side", "about")[kept]
    pd.testing.assert_frame_equal(back, epithet_places(statements, sentences)[kept])


def test_the_intensifiers_name_nobody_and_stand_once():
    rows = (FOLDER / "intensifiers.csv").read_text("utf-8").splitlines()[1:]
    terms = [row.split(",")[0] for row in rows]
    assert terms and len(set(terms)) == len(terms) and set(terms) <= intensifiers()
    assert not [term for term in terms if len(tokens_of(term)) != 1 or term.title() in namings()]


@pytest.mark.parametrize("text", ["word,note\nbad,\n", "term,note\n,\n", "term,note\nbarbaric,\n", "term,note\nodd\n"])
def test_a_table_of_intensifiers_that_is_wrong_is_refused(tmp_path, text):
    (tmp_path / "intensifiers.csv").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"intensifiers\.csv, line \d"):
        intensifiers(tmp_path)
