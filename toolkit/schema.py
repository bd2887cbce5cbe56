"""What a row is in every frame: its key, its columns, their types and their closed vocabularies.

This is the one place where a frame is declared. :func:`check` is called where a frame crosses from one
stage to the next; `docs/codebook.md` restates the columns for readers, and a test keeps the two equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

VOICES = {
    "issuer": "the issuer's own words: its own release, or its words in quotation marks",
    "issuer-reported": "the issuer's words told indirectly by whoever carries them (“MoD reported that …”)",
    "other": "another party's words, quoted or reported",
    "publisher": "the carrying agency's own words",
    "furniture": "page furniture: headings of the site, sharing buttons, by-lines, separators",
}

FORMS = {
    "explicit": "a verb of accusing, blaming, condemning, protesting; responsibility laid on a party",
    "assertion": "the grievance told as fact",
    "presupposition": "the grievance is a noun phrase inside a sentence about something else",
    "intent": "an aim, attempt, preparation or plan is itself the grievance",
}

TYPES = {
    "attack": "armed force used: shelling, firing, raids, incursions, sabotage, mine-laying",
    "civilian-harm": "force against civilians or protected objects, atrocities, blockade of people",
    "rights-abuse": "repression, persecution, arrests, censorship, abuse of a population",
    "terrorism": "terrorist acts, or backing, arming, sheltering those who commit them",
    "build-up": "massing, arming, deploying, testing weapons, preparing an attack",
    "occupation": "occupying, annexing, settling, territorial claims",
    "violation": "breach of a ceasefire, agreement, border, airspace, sovereignty or law",
    "subversion": "interference, espionage, cyber attack, coup, support for separatists, proxies",
    "disinformation": "lies, propaganda, falsification, slander, cover-up",
    "obstruction": "blocking talks, peace, aid, return; not doing what was promised",
    "provocation": "provocation, escalation, threats, hostile policy, with nothing more concrete",
    "crime": "corruption, smuggling, looting, trafficking, ordinary crime",
    "responsibility": "blame or condemnation with no act of the kinds above in the sentence",
}

#: CAMEO 11x (Disapprove) for each type (Gerner, Schrodt and Yilmaz 2009).
CAMEO = {
    "attack": "1123",
    "civilian-harm": "1124",
    "rights-abuse": "1122",
    "terrorism": "1123",
    "build-up": "1123",
    "occupation": "1123",
    "violation": "112",
    "subversion": "1125",
    "disinformation": "111",
    "obstruction": "111",
    "provocation": "111",
    "crime": "1121",
    "responsibility": "111",
}

ASSERTIONS = {
    "asserted": "put forward as so",
    "negated": "said not to be so",
    "hypothetical": "conditional, feared or asked, not claimed to have happened",
}

#: The rules of the coder are English. `und` is a text too short for its language to be told: the rules find nothing in it if it is not
#: English. Statements in other languages are kept, and counted as not coded.
CODED_LANGUAGES = ("en", "und")

DATE_BASES = {
    "column": "a table column or a record's field",
    "front-matter": "the file's own front matter",
    "html": "the page's metadata",
    "sidecar": "a file of metadata beside it (NAME.meta.yml, .yaml, .json or .toml)",
    "file-name": "the file's name",
    "text": "the statement's own words (a dateline)",
    "ambiguous": "found, but day and month could be either way round: date is missing",
    "incomplete": "found, but only a year or a month: date is missing",
    "unreadable": "found, but no calendar date: date is missing",
    "none": "not found: date is missing",
}

SOURCE_BASES = {k: DATE_BASES[k] for k in ("column", "front-matter", "html", "sidecar", "file-name", "text", "none")}
SOURCE_BASES["publisher"] = "no place says it, and the publisher is itself a ministry or the like: it speaks for itself"


@dataclass(frozen=True)
class Column:
    """One column: its pandas dtype, what it holds, whether it may be missing, and its closed vocabulary."""

    dtype: str
    meaning: str
    missing: bool = False
    vocabulary: dict[str, str] | None = None


@dataclass(frozen=True)
class Frame:
    """One kind of frame: what a row is, the key that no two rows share, and the columns in order."""

    row: str
    key: tuple[str, ...]
    columns: dict[str, Column]


DAY = "datetime64[us]"

FRAMES: dict[str, Frame] = {
    "statements": Frame(
        row="one published statement, as one publisher carried it",
        key=("statement_id",),
        columns={
            "statement_id": Column(
                "str", "16 hexadecimal digits made from the statement's own content; the same on every run"
            ),
            "date": Column(DAY, "civil day of publication, without time zone", missing=True),
            "date_basis": Column("str", "where the date was found, or why it is missing", vocabulary=DATE_BASES),
            "date_text": Column("str", "the date as it was written", missing=True),
            "issuer": Column("str", "who speaks: the body that issued the statement", missing=True),
            "issuer_basis": Column("str", "where the issuer was found", vocabulary=SOURCE_BASES),
            "publisher": Column("str", "the agency or channel that carried it", missing=True),
            "title": Column("str", "the title as published", missing=True),
            "language": Column("str", "ISO 639-1 code, detected; `und` where the text is too short to tell"),
            "url": Column("str", "address it was published at; text from outside, never fetched", missing=True),
            "text": Column("str", "the text as published, never altered"),
            "clean_text": Column("str", "the text after the repairs of `toolkit.normalize`; every offset counts in it"),
            "furniture": Column(
                "str",
                "stretches of `clean_text` that are the page's and not the statement's, told by its elements: `0-120 980-1400`",
                missing=True,
            ),
            "raw_file": Column("str", "path below the raw folder, with `/` between the parts"),
            "raw_locator": Column("str", "where in that file: `row 3`, `line 12`, `item 4`; empty for the whole file"),
            "family_id": Column(
                "str", "the reprints of one statement share it: the `statement_id` of its earliest carrier"
            ),
        },
    ),
    "sentences": Frame(
        row="one sentence of one statement",
        key=("statement_id", "sentence_index"),
        columns={
            "statement_id": Column("str", "the statement it stands in"),
            "sentence_index": Column("int64", "place in the statement, from 0"),
            "start": Column("int64", "first character in `clean_text`, from 0"),
            "end": Column("int64", "one past its last character in `clean_text`"),
            "sentence": Column("str", "its words: `clean_text[start:end]`"),
            "voice": Column("str", "whose words these are", vocabulary=VOICES),
            "speaker": Column(
                "str", "the speaker as named in the text, or the issuer; missing for furniture", missing=True
            ),
            "n_tokens": Column("int64", "word tokens, punctuation not counted"),
        },
    ),
    "accusations": Frame(
        row="one accusation or denial: who accuses whom of what, in one sentence; it says nothing of whether the charge is true",
        key=("statement_id", "sentence_index", "accusation_index"),
        columns={
            "statement_id": Column("str", "the statement it stands in"),
            "sentence_index": Column("int64", "the sentence it stands in"),
            "accusation_index": Column("int64", "place among the accusations of the sentence, from 0"),
            "start": Column(
                "int64",
                "first character of the evidence: in `clean_text`, or in the sentence where no offsets were given",
            ),
            "end": Column("int64", "one past the last character of the evidence"),
            "accuser": Column("str", "canonical name of the party that accuses", missing=True),
            "accuser_text": Column(
                "str", "the words that name the accuser, missing where it is the issuer", missing=True
            ),
            "accused": Column("str", "canonical name of the party accused", missing=True),
            "accused_text": Column(
                "str", "the words that name the accused, missing where it is carried over from before", missing=True
            ),
            "act": Column("str", "the words of the grievance", missing=True),
            "type": Column(
                "str", "what is held against the accused; missing for a bare denial", missing=True, vocabulary=TYPES
            ),
            "form": Column("str", "how it is put; missing for a bare denial", missing=True, vocabulary=FORMS),
            "assertion": Column("str", "whether it is claimed to be so", vocabulary=ASSERTIONS),
            "denial": Column("bool", "the sentence rejects a charge against the speaker's own side; not an accusation"),
            "place": Column("str", "where the act took place, as the sentence says", missing=True),
            "when_text": Column("str", "when the act took place, as the sentence says", missing=True),
            "cameo": Column("str", "CAMEO code of the type; missing for a bare denial", missing=True),
            "cue": Column("str", "the words that gave it away", missing=True),
            "entry": Column(
                "str",
                "the rule and lexicon row that made it, as `rule:entry`; `weighed-rule:entry` where the statistical layer added it",
            ),
        },
    ),
    "problems": Frame(
        row="one file or row that could not be read, or was set aside, with the reason",
        key=("raw_file", "raw_locator", "reason"),
        columns={
            "raw_file": Column("str", "path below the raw folder"),
            "raw_locator": Column("str", "where in that file; empty for the whole file"),
            "reason": Column("str", "what was wrong and what to do, as a sentence"),
        },
    ),
}


class Sentence(NamedTuple):
    """A row of the sentences but for its statement, for those who work without frames; what is not known is empty."""

    sentence_index: int
    start: int
    end: int
    sentence: str
    voice: str = ""
    speaker: str | None = None
    n_tokens: int = 0


class SchemaError(ValueError):
    """A frame is not what the next stage needs; the message says which column, which row and what to do."""


@cache
def _pandera_schema(kind: str, columns: tuple[str, ...]):
    # pandera costs 0.2 s to import, which `import toolkit` must not pay.
    import pandera.pandas as pa

    declared = FRAMES[kind].columns
    return pa.DataFrameSchema(
        {
            name: pa.Column(
                declared[name].dtype,
                checks=pa.Check.isin(list(declared[name].vocabulary)) if declared[name].vocabulary else None,
                nullable=declared[name].missing,
            )
            for name in columns
        },
        unique=[k for k in FRAMES[kind].key if k in columns] or None,
        strict=False,
    )


def check(frame: pd.DataFrame, kind: str, columns: tuple[str, ...] | list[str] | None = None) -> pd.DataFrame:
    """Return `frame` unchanged if it is what it should be, and say what is wrong if it is not.

    Parameters: `kind` is one of `FRAMES`; `columns` limits the check to those columns (for frames of one's own that hold
    only what a stage needs). More columns than declared are allowed and left alone.

    Raises `SchemaError` naming the column, what was expected, and the first row that breaks it.

    >>> import pandas as pd
    >>> from toolkit.schema import check
    >>> mine = pd.DataFrame({"statement_id": ["a"], "sentence_index": [0], "sentence": ["They fired."]})
    >>> len(check(mine, "sentences", ["statement_id", "sentence_index", "sentence"]))
    1
    """
    if kind not in FRAMES:
        raise ValueError(f"There is no frame called {kind!r}; the frames are {', '.join(FRAMES)}.")
    wanted = tuple(columns or FRAMES[kind].columns)
    absent = [c for c in wanted if c not in frame.columns]
    if absent:
        raise SchemaError(
            f"A {kind} frame needs the column{'s' if len(absent) > 1 else ''} {', '.join(absent)}; "
            f"this one has {', '.join(map(str, frame.columns)) or 'no columns'}."
        )
    if _is_sound(frame, kind, wanted):
        return frame
    import pandera.errors

    try:
        # pandera falls over rows that have one label.
        labelled = frame if frame.index.is_unique else frame.reset_index(drop=True)
        _pandera_schema(kind, wanted).validate(labelled, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise SchemaError(_sentence(kind, error.failure_cases.iloc[0])) from None
    return frame


def _is_sound(frame: pd.DataFrame, kind: str, wanted: tuple[str, ...]) -> bool:
    """Whether a frame is plainly as declared: of all frames that stages make, so that pandera is loaded only to say what is wrong with one.

    In a process that codes few statements, loading it took as long as coding them. A test holds that it never lets through what pandera refuses.
    """
    if not frame.columns.is_unique:
        return False
    for name in wanted:
        column, declared = frame[name], FRAMES[kind].columns[name]
        if str(column.dtype) != declared.dtype or getattr(column.dtype, "storage", "pyarrow") != "pyarrow":
            return False
        if not declared.missing and column.hasnans:
            return False
        if declared.vocabulary and not column.dropna().isin(list(declared.vocabulary)).all():
            return False
    key = [k for k in FRAMES[kind].key if k in wanted]
    return not key or not frame.duplicated(key).any()


def check_rows(rows: Mapping[str, Sequence], kind: str) -> None:
    """As `check`, for rows as columns of plain values: each of its declared type, there, and of its vocabulary. Keys are not compared.

    >>> check_rows({"sentence_index": [0, "1"]}, "sentences")
    Traceback (most recent call last):
    ...
    toolkit.schema.SchemaError: sentences.sentence_index should be of type int64 and is '1'.
    """
    for name, values in rows.items():
        declared = FRAMES[kind].columns[name]
        of = _PLAIN[declared.dtype]
        if not set(map(type, values)) <= ({of, type(None)} if declared.missing else {of}):
            wrong = next(v for v in values if type(v) is not of and not (declared.missing and v is None))
            raise SchemaError(_absent(kind, name) if wrong is None else _of_other_type(kind, name, repr(wrong)))
        if declared.vocabulary and not set(values) - {None} <= declared.vocabulary.keys():
            wrong = next(v for v in values if v is not None and v not in declared.vocabulary)
            raise SchemaError(_unknown(kind, name, wrong))


#: Type of a column -> that of its plain values.
_PLAIN = {"str": str, "int64": int, "bool": bool}


def _unknown(kind: str, column: str, value: object, where: str = "") -> str:
    return f"{kind}.{column} holds {value!r}{where}; it must be one of {', '.join(FRAMES[kind].columns[column].vocabulary)}."


def _absent(kind: str, column: str, where: str = "") -> str:
    return f"{kind}.{column} is missing a value{where}; this column must always be filled."


def _of_other_type(kind: str, column: str, value: object, where: str = "") -> str:
    return f"{kind}.{column} should be of type {FRAMES[kind].columns[column].dtype} and is {value}{where}."


def _sentence(kind: str, case: pd.Series) -> str:
    """The first failure of a pandera validation as one sentence a researcher can act on."""
    import pandas as pd

    column, rule, value = case["column"], str(case["check"]), case["failure_case"]
    where = "" if pd.isna(case["index"]) else f" (first in row {case['index']})"
    declared = FRAMES[kind].columns.get(column)
    if declared is None or "unique" in rule:
        return f"Two rows of the {kind} frame have the same {' and '.join(FRAMES[kind].key)}{where}; each may stand only once."
    if "isin" in rule:
        return _unknown(kind, column, value, where)
    if "nullable" in rule:
        return _absent(kind, column, where)
    return _of_other_type(kind, column, value, where)


def conform(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Give a frame the declared columns in the declared order and types; for the stage that makes the frame."""
    import pandas as pd

    columns = FRAMES[kind].columns
    return pd.DataFrame({name: frame[name].astype(column.dtype) for name, column in columns.items()}).reset_index(
        drop=True
    )
