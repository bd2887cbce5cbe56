"""Where sentences begin and end, and what every split keeps: offsets, order, and every character."""

import subprocess
import sys

import pandas as pd
import pytest
from growth import grows_with_length_only
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.boundaries import _abbreviations, _punkt, find_paragraphs, find_sentences
from toolkit.schema import SchemaError, check
from toolkit.sentences import split_sentences
from toolkit.tokens import tokenize


def split(text):
    return [text[start:end] for start, end in find_sentences(text, find_paragraphs(text))]


CASES = {
    "titles and abbreviations": "Gen. Osk met Mr. Tal in the U.S. The talks failed.|Gen. Osk met Mr. Tal in the U.S.|The talks failed.",
    "abbreviation inside": "The U.S. Army left at 5 p.m. on Friday.|The U.S. Army left at 5 p.m. on Friday.",
    "number sign": "See No. 5 and art. 7. They said no. Velmar left.|See No. 5 and art. 7.|They said no.|Velmar left.",
    "month": "On Sept. 13 it began. On Oct. 2 it ended.|On Sept. 13 it began.|On Oct. 2 it ended.",
    "initials": "H. E. Renn and H. E.Renn spoke. J. Marsh left.|H. E. Renn and H. E.Renn spoke.|J. Marsh left.",
    "initial that ends": "It was World War I. The war went on.|It was World War I.|The war went on.",
    "decimals and times": "Some 12.5 per cent fell at 05.30 on 13.09.2022 there.|Some 12.5 per cent fell at 05.30 on 13.09.2022 there.",
    "ordinals": "The 1st brigade left. The 2nd stayed.|The 1st brigade left.|The 2nd stayed.",
    "numbered list": "1. The road is mined. 2. The bridge is down.|1. The road is mined.|2. The bridge is down.",
    "ellipsis inside": "They waited... and left. It was over... The line fell.|They waited... and left.|It was over...|The line fell.",
    "one-character ellipsis": "They fled… The line fell.|They fled…|The line fell.",
    "quotation closes after the stop": 'He said: "Stop." They went.|He said: "Stop."|They went.',
    "reporting clause after a quotation": '"Stop!" he said. "Why?" asked Renn.|"Stop!" he said.|"Why?" asked Renn.',
    "two quotations": '"We held." "They fled."|"We held."|"They fled."',
    "quotation that never closes": 'He said: "We held. They fled.|He said: "We held.|They fled.',
    "plural apostrophe": "The soldiers' families left. The guns' crews stayed.|The soldiers' families left.|The guns' crews stayed.",
    "stop without a space": "It broke the rule.Velmar fired (Friday).The end.|It broke the rule.|Velmar fired (Friday).|The end.",
    "site names keep their dot": "Dorn.Vm and Meridian.News reported it.|Dorn.Vm and Meridian.News reported it.",
    "bullets in a line": "▪️ Dorn was shelled ▪️ Tresk was shelled|▪️ Dorn was shelled|▪️ Tresk was shelled",
    "emoji": "🔴 Dorn was shelled! 🔴 Tresk too.|🔴 Dorn was shelled!|🔴 Tresk too.",
    "small letters after a stop": "Since 2012. our country grew.|Since 2012. our country grew.",
    "names with al-": "The army left. al-Renn fighters came.|The army left.|al-Renn fighters came.",
    "marks behind the last stop": "**Glory to the valley!**|**Glory to the valley!**",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_text_is_split_where_a_reader_splits_it(case):
    text, *expected = case.split("|")
    assert split(text) == expected


PARAGRAPHS = {
    "headings without a stop": (
        "Situation at Dorn\nTwo posts were shelled.",
        ["Situation at Dorn", "Two posts were shelled."],
    ),
    "bullets on lines": ("Shelled:\n• Dorn\n- Tresk\n▪️ Hallin", ["Shelled:", "• Dorn", "- Tresk", "▪️ Hallin"]),
    "posts with times": (
        "Calm at Dorn.\n07:06Velmar violated the truce.",
        ["Calm at Dorn.", "07:06Velmar violated the truce."],
    ),
    "lines broken to a width": (
        "The ministry said that the units of Ardenia had opened fire\non the posts at Dorn from the heights above the town and that\n"
        "Velmar had not answered. The guns fell silent at noon, as the\nContact Commission reports.",
        [
            "The ministry said that the units of Ardenia had opened fire\non the posts at Dorn from the heights above the town and that\n"
            "Velmar had not answered.",
            "The guns fell silent at noon, as the\nContact Commission reports.",
        ],
    ),
    "two lines broken to a width": (
        "The Ministry of Foreign Affairs of Velmar condemns the shelling of\nDorn. Calm returned at noon.",
        ["The Ministry of Foreign Affairs of Velmar condemns the shelling of\nDorn.", "Calm returned at noon."],
    ),
    "a short heading": ("What the talks are of\nCalm returned at noon.", ["What the talks are of", "Calm returned at noon."]),
    "blank line in a sentence": ("The posts at Dorn\n\nwere shelled.", ["The posts at Dorn", "were shelled."]),
    "list items in small letters": ("a) dorn\nb) tresk", ["a) dorn", "b) tresk"]),
}


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_paragraphs_end_where_a_reader_ends_them(text, expected):
    assert split(text) == expected


PIECES = st.sampled_from(
    [
        "Velmar fired. ",
        "No. ",
        "5",
        '"',
        "“",
        "”",
        "\n",
        "\n\n",
        " ",
        "\t",
        "...",
        "…",
        "▪️ ",
        "U.S. ",
        "said ",
        "the ministry ",
        ": ",
        "! ",
        "e.g. ",
        "1. ",
        "we ",
        "soldiers' ",
        "\u200b",
        "é",
        "🇷🇺",
        ".",
        ")",
        "(",
        "07:06",
        "According to ",
        "https://x.org ",
        "\x1c",
        "\u2028",
        "A",
        "a",
    ]
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=30).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sentences_cover_every_character_but_space_once_and_in_order(text):
    found = split_sentences(
        pd.DataFrame(
            {"statement_id": ["s"], "clean_text": [text], "issuer": ["MoD of Velmar"], "publisher": ["Meridian"]}
        )
    )
    at = 0
    for row in found.itertuples():
        assert text[row.start : row.end] == row.sentence == row.sentence.strip()
        assert not text[at : row.start].strip() and row.end > row.start >= at
        at = row.end
    assert not text[at:].strip()
    assert found["sentence_index"].tolist() == list(range(len(found)))


def test_the_frame_is_a_sentences_frame_also_when_empty():
    empty = split_sentences(
        pd.DataFrame({"statement_id": pd.Series([], dtype="str"), "clean_text": pd.Series([], dtype="str")})
    )
    assert len(check(empty, "sentences")) == 0
    blank = split_sentences(pd.DataFrame({"statement_id": ["a", "b"], "clean_text": [" \n ", "One."]}))
    assert blank["statement_id"].tolist() == ["b"]


def test_two_columns_are_enough_and_a_missing_one_is_named():
    assert (
        split_sentences(pd.DataFrame({"statement_id": ["a"], "clean_text": ["One. Two."]}))["voice"].tolist()
        == ["publisher"] * 2
    )
    with pytest.raises(SchemaError, match="clean_text"):
        split_sentences(pd.DataFrame({"statement_id": ["a"], "text": ["One."]}))


def test_missing_issuer_and_publisher_may_be_nan():
    frame = pd.DataFrame({"statement_id": ["a"], "clean_text": ["One."], "issuer": [float("nan")], "publisher": [None]})
    assert split_sentences(frame)["speaker"].isna().all()


def test_the_order_of_statements_does_not_matter_and_splitting_is_repeatable():
    frame = pd.DataFrame(
        {"statement_id": ["a", "b"], "clean_text": ["One. Two.", 'He said: "Three.'], "issuer": ["MoD of Velmar", None]}
    )
    once, turned = split_sentences(frame), split_sentences(frame.iloc[::-1])
    for statement_id in "ab":
        pd.testing.assert_frame_equal(
            once[once.statement_id == statement_id].reset_index(drop=True),
            turned[turned.statement_id == statement_id].reset_index(drop=True),
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The soldiers' cease-fire.", ["The", "soldiers", "cease-fire"]),
        ("Velmar’s 1st—and 2nd", ["Velmar’s", "1st", "and", "2nd"]),
        ("🔴 *** -0-", ["0"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
    ],
)
def test_words_are_letters_and_digits_with_inner_apostrophes_and_hyphens(text, words):
    assert [text[start:end] for start, end in tokenize(text)] == words


def test_long_texts_take_time_in_proportion_to_their_length():
    """A text of one kind of mark, a hundred thousand times, must not stall a run over a corpus."""

    for piece in (
        '"',
        "“a ",
        "a.",
        ". ",
        "said ",
        "the ",
        "A ",
        "x\n",
        "No. ",
        "[",
        "Question: a\n",
        "according to ",
        "- ",
        "1.",
        '"a b c d e f" said X. ',
        'He said: "',
        "Minister Al said:\n",
    ):
        assert grows_with_length_only(lambda size, piece=piece: split_sentences(_one(piece * size)), 2_500), piece


def _one(text):
    return pd.DataFrame({"statement_id": ["a"], "clean_text": [text], "issuer": ["MoD of Velmar"], "publisher": ["M"]})


WORDS_BEFORE_A_STOP = st.sampled_from(sorted(_abbreviations())) | st.text("abNO-.,7)é", min_size=1, max_size=5)


@settings(max_examples=400)
@given(word=WORDS_BEFORE_A_STOP, after=st.sampled_from(["The", "the", "Dorn", "7", "él", '"No', "-", ".", ","]))
def test_a_stop_that_punkt_is_not_asked_about_is_one_that_it_would_take(word, after):
    punkt, text = _punkt(), f"{word}. {after}"
    assert punkt.text_contains_sentbreak(text) == super(type(punkt), punkt).text_contains_sentbreak(text)


PIECES = st.sampled_from(
    ["Troops", "the", "U.S.", "No.", "5", "p.m.", "rule", "Gen.", "é", "A.", "1,500.", "-7.5.", "x" * 30, ".", "..", "...", "?!", "!", '"', "”", "’", ")", "]", "--", ",", ";", "(", "\n", " ", " ", " "]
)


@settings(max_examples=400, deadline=None)  # nltk is loaded by the first
@given(st.lists(PIECES, max_size=30).map("".join))
def test_punkt_cuts_where_nltk_would_have_it_cut(text):
    """Its patterns are run by Python, not under nltk's clock."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    ours, parameters = _punkt(), PunktParameters()
    parameters.abbrev_types, parameters.sent_starters = ours._params.abbrev_types, ours._params.sent_starters
    assert list(ours.span_tokenize(text)) == list(PunktSentenceTokenizer(parameters).span_tokenize(text))


@pytest.mark.parametrize("piece", [". ", "? ", ".\n\n\n\n", '." ', "a. . . ", "x.", "..", "-7,5.", "?)", "é. "])
def test_how_long_punkt_takes_grows_with_the_length_of_what_is_hostile(piece):
    """nltk has a clock against patterns that never end."""
    assert grows_with_length_only(lambda size: list(_punkt().span_tokenize(piece * size)), 2_000), piece


def test_splitting_loads_no_statistics_and_leaves_nltk_whole():
    """nltk as a whole imports scipy.stats: a second, and 90 MiB in every process that splits."""
    code = (
        "import sys; from toolkit.boundaries import find_sentences as f; assert len(f('They left. We stayed.', [(0, 21)])) == 2; "
        "assert not {'nltk', 'scipy.stats'} & set(sys.modules); import nltk; assert nltk.collocations and nltk.tokenize.wordpunct_tokenize('a b')"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr == ""
