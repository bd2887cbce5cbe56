"""What each side calls the other: labels ("regime"), marks of doubt ("so-called") and worsening words ("barbaric").

Labels stand in `lexicons/parties.csv` (kind label), the worsening words among the adjectives and adverbs of
`lexicons/acts.csv` and in `lexicons/intensifiers.csv`; adding a word is adding a row. No name of a state or actor plays
a part in the rules.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from toolkit.accusations.find import one_name_each, only_opponent, states_of_issuers, text_or_none
from toolkit.accusations.scene import Scene, look
from toolkit.accusations.sides import Side
from toolkit.actors import same_state
from toolkit.epithets.doubts import doubting_words, scare_quote
from toolkit.epithets.intensity import intensified, intensifiers
from toolkit.epithets.labels import labels
from toolkit.epithets.speakers import told_by_others
from toolkit.estimates import caution, wilson
from toolkit.expected import expects_frames
from toolkit.schema import FRAMES, check
from toolkit.selection import sides, what_counts
from toolkit.verb_modules import callable_as_verb

KINDS = {
    "label": "a word for a party that judges it: terrorists, regime, occupiers",
    "doubt": "a word, or quotation marks, by which the speaker says that a thing is not what it is called: so-called",
    "intensifier": "an adjective or adverb that makes an act worse: barbaric, large-scale, deliberately",
}


COLUMNS = [
    *["side", "about", "kind", "epithet", "n", "n_statements", "of_statements"],
    *["share", "low", "high", "caution"],
]


PLACES = ["statement_id", "sentence_index", "start", "end", "side", "about", "kind", "epithet", "words", "sentence"]


NOT_NAMED = "not named"


#: Voices whose words are the issuer's own, told directly or not; the carrying agency's and other parties' are not.
OWN_VOICES = ("issuer", "issuer-reported")


_SCARE = re.compile(
    r"(?:(?<![\w\"“”„«»])[\"“„«](?=\S)(?P<double>[^\"“”„«»‘’\n,.;:!?]{1,60})(?<=\w)[\"”“»](?!\w))"
    r"|(?:(?<![\w'‘’])['‘](?=\S)(?P<single>[^\"“”„«»‘’'\n,.;:!?]{1,60})(?<=\w)['’](?!\w))"
)


class Line(NamedTuple):
    """One sentence: where it stands, whether the issuer speaks it, its scene, and the tokens in scare quotes."""

    statement_id: str
    index: int
    start: int
    sentence: str
    own: bool
    scene: Scene
    quoted: list[tuple[int, int]]


@expects_frames
def epithets(statements: pd.DataFrame, sentences: pd.DataFrame, *, families: str = "once") -> pd.DataFrame:
    """Count the labels, marks of doubt and worsening words that each side gives the others.

    When you would want it: two sides that accuse each other equally often may differ in what they call each other. To
    say *regime* or *so-called* is a charge that no verb makes.

    Parameters: `statements` and `sentences` as the toolkit makes them; `families="all"` counts reprints too. What
    counts: English statements with a known issuer, sentences in the issuer's own voice, told directly or reported
    (`OWN_VOICES`); words that a sentence puts into the mouth of another party ("Ardenia calls us occupiers") do not.
    What a side says of itself is never counted.

    Returns one row per side, `about`, kind and epithet: `side` (of the issuer), `about` (the side spoken of; "not
    named" where the text names none and the statement has not exactly one opponent), `kind` (one of `KINDS`), `epithet`
    (the term of the lexicon; for scare quotes the words in them, in small letters), `n` mentions in `n_statements` of
    the `of_statements` counted statements of the side, `share` = n_statements / of_statements with its 95 % interval
    `low`, `high` (Wilson 1927), `caution`. The commonest come first. `epithet_places` gives the single mentions. Raises
    `toolkit.schema.SchemaError` for a missing column.

    It misleads where a label is a plain name ("the rebels" of a civil war, "the opposing side"), where scare quotes are
    a title or a quotation after all, and where a label that stands alone means somebody other than the statement's one
    opponent. A word that the lexicons lack is not seen, nor is an adverb after its verb.

    Source: naming and predication as strategies of discourse, Reisigl and Wodak (2001).

    >>> from toolkit.examples import ARDENIA, make_sentences, make_statements
    >>> statements = make_statements({"statement_id": "a"}, {"statement_id": "b", "issuer": ARDENIA})
    >>> text = "The Ardenian regime began an unprovoked attack on Dorn."
    >>> table = epithets(statements, make_sentences({"statement_id": "a", "sentence": text}))
    >>> table[["about", "kind", "epithet", "n"]].values.tolist()
    [['Ardenia', 'intensifier', 'unprovoked', 1], ['Ardenia', 'label', 'regime', 1]]
    """
    places = epithet_places(statements, sentences, families=families)
    chosen = what_counts(statements, sentences, _no_accusations(), families=families).statements
    published = sides(chosen["issuer"]).value_counts()
    keys = ["side", "about", "kind", "epithet"]
    table = places.groupby(keys)["statement_id"].agg(n="size", n_statements="nunique").reset_index()
    table["of_statements"] = table["side"].map(published).astype("int64")
    table["share"], table["low"], table["high"] = wilson(table["n_statements"], table["of_statements"])
    table["caution"] = [caution(n) for n in table["of_statements"]]
    table = table.astype(dict.fromkeys([*keys, "caution"], "str") | {"n": "int64", "n_statements": "int64"})
    down = [True, True, True, False, False, True]
    order = ["side", "about", "kind", "n_statements", "n", "epithet"]
    return table.sort_values(order, ascending=down, ignore_index=True)[COLUMNS]


@expects_frames
def epithet_places(statements: pd.DataFrame, sentences: pd.DataFrame, *, families: str = "once") -> pd.DataFrame:
    """Where each epithet stands: the single mentions behind `epithets`, to be read back and checked.

    When you would want it: before writing that a side calls the other something; read the sentences. Parameters and
    what counts as in `epithets`, whose `n` is the number of rows here.

    Returns one row a mention, in order of statement and place: `statement_id`, `sentence_index`, `start`, `end` (in the
    statement's `clean_text`), `side`, `about`, `kind`, `epithet`, `words` (as written: `clean_text[start:end]`),
    `sentence`.

    >>> from toolkit.examples import make_sentences, make_statements
    >>> statements = make_statements({"statement_id": "a"})
    >>> text = "The so-called authorities of Ardenia are silent."
    >>> table = epithet_places(statements, make_sentences({"statement_id": "a", "sentence": text}))
    >>> table[["start", "words", "about"]].values.tolist()
    [[4, 'so-called', 'Ardenia']]
    """
    check(statements, "statements", ["statement_id", "issuer", "language", "family_id"])
    check(sentences, "sentences", ["statement_id", "sentence_index", "start", "sentence", "voice"])
    chosen = what_counts(statements, sentences, _no_accusations(), families=families)
    issuers = dict(zip(chosen.statements["statement_id"], chosen.statements["issuer"], strict=True))
    side_of_issuer = dict(zip(chosen.statements["issuer"], sides(chosen.statements["issuer"]), strict=True))
    # All issuers, also of statements that are not counted: which states a corpus knows must not hang on a reprint.
    states = states_of_issuers(statements["issuer"])
    rows = []
    for statement_id, part in chosen.sentences.groupby("statement_id", sort=True):
        issuer = text_or_none(issuers[statement_id])
        if issuer is not None:
            rows += [{**row, "side": side_of_issuer[issuer]} for row in _of_statement(part, Side(issuer, states))]
    found = pd.DataFrame(rows, columns=PLACES)
    text = ["statement_id", "side", "about", "kind", "epithet", "words", "sentence"]
    found = found.astype(dict.fromkeys(text, "str") | dict.fromkeys(["sentence_index", "start", "end"], "int64"))
    found["about"] = sides(one_name_each(found["about"], states))
    found = found[found["about"] != found["side"]]
    order = ["statement_id", "sentence_index", "start", "kind", "epithet"]
    return found.sort_values(order, kind="stable", ignore_index=True)


def _no_accusations() -> pd.DataFrame:
    return pd.DataFrame(columns=list(FRAMES["accusations"].columns))


def _of_statement(part: pd.DataFrame, side: Side):
    part = part.sort_values("sentence_index", kind="stable")
    columns = ("statement_id", "sentence_index", "start", "sentence", "voice")
    lines = [_line(*cells, side) for cells in zip(*(part[c] for c in columns), strict=True)]
    opponent = only_opponent(lines)
    for line in lines:
        for mention in _mentions(line) if line.own else ():
            about = mention.about or opponent or NOT_NAMED
            if same_state(side.state, about):
                continue
            tokens = line.scene.tokens
            first, last = tokens.start[mention.first], tokens.end[mention.last - 1]
            yield {
                "statement_id": line.statement_id,
                "sentence_index": line.index,
                "start": line.start + first,
                "end": line.start + last,
                "about": about,
                "kind": mention.kind,
                "epithet": mention.epithet,
                "words": line.sentence[first:last],
                "sentence": line.sentence,
            }


def _line(statement_id: str, index: int, start: int, sentence: str, voice: str, side: Side) -> Line:
    """Lay a sentence out with its scare quotes blanked: `“government” troops` is one party, at the same offsets."""
    spans = [m for m in _SCARE.finditer(sentence) if len((m["double"] or m["single"]).split()) <= 3]
    plain = sentence
    for m in spans:
        plain = f"{plain[: m.start()]} {plain[m.start() + 1 : m.end() - 1]} {plain[m.end() :]}"
    scene = look(plain, side, voice)
    quoted = []
    for m in spans:
        inside = [
            i for i in range(len(scene.tokens)) if m.start() < scene.tokens.start[i] and scene.tokens.end[i] < m.end()
        ]
        if inside:
            quoted.append((inside[0], inside[-1] + 1))
    return Line(statement_id, index, start, sentence, voice in OWN_VOICES, scene, quoted)


def _mentions(line: Line):
    """The epithets of a sentence. Words in scare quotes give doubt alone."""
    in_quotes = {i for first, last in line.quoted for i in range(first, last)}
    told = told_by_others(line.scene)
    for found in (*labels(line.scene), *intensified(line.scene)):
        if found.first not in in_quotes and found.first not in told:
            yield found
    doubted = [found for found in doubting_words(line.scene) if found.first not in told]
    yield from doubted
    marked = {found.last for found in doubted}
    for first, last in line.quoted:
        # "the so-called “authorities”" doubts once.
        if first not in marked and first not in told and (found := scare_quote(line.scene, first, last)):
            yield found


__all__ = ["COLUMNS", "KINDS", "NOT_NAMED", "OWN_VOICES", "PLACES", "epithet_places", "epithets", "intensifiers"]


callable_as_verb(__name__)
