"""From sentences to accusations: one row for each accusation or denial, with its evidence, its roles and the rule that made it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from toolkit.accusations.charges import Charge
from toolkit.accusations.context import Context
from toolkit.accusations.judge import Verdict, judge_statement
from toolkit.accusations.parties import Party
from toolkit.accusations.roles import accuser_of, place_of, when_of
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OTHER
from toolkit.actors import namings, noun_of, state_of, stem_of
from toolkit.expected import expects_frames
from toolkit.schema import CAMEO, CODED_LANGUAGES, FRAMES, Sentence, check, conform

if TYPE_CHECKING:
    import pandas as pd

NEEDED = {"sentences": ("statement_id", "sentence_index", "sentence"), "statements": ("statement_id", "issuer")}


@expects_frames
def find_accusations(sentences: pd.DataFrame, statements: pd.DataFrame, *, weigh: bool = True) -> pd.DataFrame:
    """Find who accuses whom of what: one row per accusation or denial, by the project's codebook.

    A row records that a text accuses; it says nothing of whether the charge is true. You need only `statement_id`, `sentence_index` and
    `sentence` beside statements with `statement_id` and `issuer`; where `sentences` also has `start`, `voice` and `speaker` they are used
    (the evidence is then placed in the statement's text, furniture is passed over, and a quoted speaker is the accuser). Statements
    whose `language` is given and is not English are not coded.

    Rules find the charges. A light statistical layer adds the likeliest charge of a sentence in which the rules took none and the
    evidence is strong; such a row's `entry` begins with `weighed-`. With `weigh=False` the rules decide alone: fewer rows, more of
    them right.

    It does not read beyond English, weigh evidence, or follow a party across statements. The sentences of a statement are read
    in order, because "they" and "these acts" take their meaning from what stands before.

    Returns a frame with the columns of `toolkit.schema.FRAMES["accusations"]`, in the order of `sentences`.

    Raises `toolkit.schema.SchemaError` when a needed column is missing or a sentence has no statement.

    >>> import pandas as pd
    >>> statements = pd.DataFrame({"statement_id": ["a"], "issuer": ["Ministry of Defence of Velmar"]})
    >>> sentences = pd.DataFrame({"statement_id": ["a"], "sentence_index": [0], "sentence": ["Ardenian units shelled two villages near Dorn."]})
    >>> row = find_accusations(sentences, statements).iloc[0]
    >>> row.accused, row.type, row.form, row.place
    ('Ardenia', 'civilian-harm', 'assertion', 'Dorn')
    """
    for frame, kind in ((sentences, "sentences"), (statements, "statements")):
        absent = [c for c in NEEDED[kind] if c not in frame.columns]
        if absent:
            check(frame, kind, NEEDED[kind])
    _every_sentence_has_a_statement(sentences, statements)
    states = states_of_issuers(statements["issuer"])
    found = name_parties(code_statements(sentences, statements, states, weigh=weigh), states)
    return check(found, "accusations")


def code_statements(
    sentences: pd.DataFrame, statements: pd.DataFrame, states: dict[str, str], *, weigh: bool = True
) -> pd.DataFrame:
    """Code each statement by itself, given the states that the corpus knows (`states_of_issuers`); parties keep the names found.

    What a statement yields depends on nothing but its sentences, its own metadata and `states`, so that it can be kept.
    """
    import pandas as pd

    issuers = dict(zip(statements["statement_id"], statements["issuer"], strict=True))
    publishers = (
        dict(zip(statements["statement_id"], statements["publisher"], strict=True)) if "publisher" in statements else {}
    )
    coded = _english(statements)
    rows: list[dict] = []
    for statement_id, part in _by_statement(sentences):
        if coded is None or statement_id in coded:
            said = issuers.get(statement_id), publishers.get(statement_id)
            rows += [{"statement_id": statement_id, **row} for row in code_sentences(part, *said, states, weigh=weigh)]
    return conform(pd.DataFrame(rows, columns=list(FRAMES["accusations"].columns)), "accusations")


def name_parties(found: pd.DataFrame, states: dict[str, str]) -> pd.DataFrame:
    """Give each party one name throughout the corpus."""
    named = {column: one_name_each(found[column], states) for column in ("accuser", "accused")}
    return conform(found.assign(**named), "accusations")


def _every_sentence_has_a_statement(sentences: pd.DataFrame, statements: pd.DataFrame) -> None:
    from toolkit.schema import SchemaError

    lost = ~sentences["statement_id"].isin(statements["statement_id"])
    if lost.any():
        raise SchemaError(
            f"{int(lost.sum())} sentences belong to no statement: the first has statement_id {sentences.loc[lost, 'statement_id'].iloc[0]!r}, "
            "which the statements frame does not hold."
        )


def _english(statements: pd.DataFrame) -> set[str] | None:
    if "language" not in statements:
        return None
    return set(
        statements.loc[statements["language"].isin(CODED_LANGUAGES) | statements["language"].isna(), "statement_id"]
    )


def _by_statement(sentences: pd.DataFrame) -> Iterator[tuple[str, list[Sentence]]]:
    """The sentences of each statement in their order, statements in the order in which they come first."""
    n = len(sentences)
    voices = sentences["voice"].fillna("").tolist() if "voice" in sentences else [""] * n
    speakers = sentences["speaker"].tolist() if "speaker" in sentences else [None] * n
    starts = sentences["start"].tolist() if "start" in sentences else [0] * n
    columns = (sentences["sentence_index"].tolist(), starts, starts, sentences["sentence"].tolist(), voices, speakers)
    parts: dict[str, list[Sentence]] = {}
    for statement_id, *cells in zip(sentences["statement_id"].tolist(), *columns, strict=True):
        parts.setdefault(statement_id, []).append(Sentence(*cells))
    for statement_id, part in parts.items():
        yield statement_id, sorted(part, key=lambda sentence: sentence.sentence_index)


def code_sentences(
    part: list[Sentence], issuer: str | None, publisher: str | None, states: dict[str, str], *, weigh: bool = True
) -> Iterator[dict]:
    """The rows of one statement, from its sentences in their order, but for its `statement_id`; see `code_statements`."""
    verdicts = judge_statement([(s.sentence, s.voice) for s in part], text_or_none(issuer), states, weigh=weigh)
    opponent = cache(lambda: only_opponent(verdicts))  # most accusations name whom they accuse
    for verdict, (index, start, _, _, voice, speaker, _) in zip(verdicts, part, strict=True):
        if not (verdict.charges or verdict.negated or verdict.denial):
            continue
        says = {"other": speaker, "publisher": publisher}.get(voice, issuer)
        cells = [
            _accusation(verdict, charge, text_or_none(says), opponent)
            for charge in [*verdict.charges, *verdict.negated]
        ]
        if verdict.denial is not None:
            cells.append(_denial(verdict, text_or_none(says), opponent))
        for n, cell in enumerate(cells):
            yield {**cell, "sentence_index": index, "accusation_index": n, "start": cell["start"] + start, "end": cell["end"] + start}


def text_or_none(value: object) -> str | None:
    """A cell's text, or None where it is missing or empty."""
    return value if isinstance(value, str) and value else None


def only_opponent(verdicts: list[Verdict]) -> str | None:
    """The one state other than the issuer's that a statement names as a party; None where it names none or several."""
    named: set[str] = set()
    described: set[str] = set()
    for party in (p for v in verdicts for p in v.scene.parties if p.side == OTHER and p.state):
        (described if party.kind == "adjective" else named).add(party.state)
        if len(named) > 1:
            return None
    found = named or described
    return found.pop() if len(found) == 1 else None


def _accusation(verdict: Verdict, charge: Charge, says: str | None, opponent: Callable[[], str | None]) -> dict:
    scene = verdict.scene
    first, last = _evidence(charge, charge.agent)
    return {
        "start": scene.tokens.start[first],
        "end": scene.tokens.end[last - 1],
        **_accuser(scene, accuser_of(scene, charge), says),
        "accused": canonical(scene, charge.agent, verdict.context, opponent),
        "accused_text": _words(scene, charge.agent),
        "act": scene.tokens.span(charge.first, charge.last),
        "type": charge.type,
        "form": charge.form,
        "assertion": charge.assertion,
        "denial": False,
        "place": place_of(scene, charge),
        "when_text": when_of(scene, charge),
        "cameo": CAMEO[charge.type],
        "cue": scene.tokens.span(charge.cue.first, charge.cue.last),
        "entry": f"{charge.rule}:{charge.cue.row['entry']}",
    }


def _denial(verdict: Verdict, says: str | None, opponent: Callable[[], str | None]) -> dict:
    scene, denial = verdict.scene, verdict.denial
    denier = denial.accuser if denial.accuser is not None and denial.accuser.side == OTHER else None
    return {
        "start": scene.tokens.start[denial.first],
        "end": scene.tokens.end[denial.last - 1],
        **_accuser(scene, denier, says),
        "accused": canonical(scene, denial.accused, Context(), opponent) if denial.accused is not None else None,
        "accused_text": _words(scene, denial.accused),
        "act": None,
        "type": None,
        "form": None,
        "assertion": "asserted",
        "denial": True,
        "place": None,
        "when_text": None,
        "cameo": None,
        "cue": scene.tokens.span(*denial.cue),
        "entry": denial.entry,
    }


def _accuser(scene: Scene, party: Party | None, says: str | None) -> dict:
    """Whom the sentence names as accusing, if it names one that stands on its own; else whoever speaks."""
    if party is not None and (party.name or says is None):
        words = scene.tokens.span(party.first, party.last)
        return {"accuser": party.name or _ARTICLE.sub("", words), "accuser_text": words}
    return {"accuser": says, "accuser_text": None}


def _evidence(charge: Charge, agent: Party | None) -> tuple[int, int]:
    """From the first to the last token of the doer and the act."""
    if agent is None:
        return charge.first, charge.last
    return min(charge.first, agent.first), max(charge.last, agent.last)


def _words(scene: Scene, party: Party | None) -> str | None:
    return scene.tokens.span(party.first, party.last) if party is not None else None


_ARTICLE = re.compile(r"^(?:the|a|an|these|those|this|that|all|some|such)\s+", re.IGNORECASE)


def canonical(
    scene: Scene, party: Party | None, context: Context, opponent: Callable[[], str | None]
) -> str | None:
    """The canonical name of an accused: from the tables, or of the party that a pronoun, a label or nothing at all carries on.

    A label ("the occupiers", "the enemy") stands for the statement's only opponent where there is just one; else it keeps its own
    words, without the article.
    """
    if party is not None and party.name:
        return party.name
    if party is not None and party.kind != "pronoun":
        only = opponent() if party.kind == "label" else None
        return only or _ARTICLE.sub("", scene.tokens.span(party.first, party.last)) or None
    before = [p for p in scene.parties if party is not None and p.last <= party.first and p.side == OTHER and p.name]
    if before:
        return before[-1].name
    carried = context.party
    if carried is not None and (carried.name or not opponent()):
        return carried.name or _ARTICLE.sub("", context.words) or None
    return opponent()


def states_of_issuers(issuers: Iterable[str | None]) -> dict[str, str]:
    """The states of the issuers that no table holds, by the stem of their name: in their own corpus they are parties.

    >>> states_of_issuers(["Ministry of Defence of Velmar", "Ministry of Defence of France", None])
    {'velmar': 'Velmar'}
    """
    known = {n.canonical for n in namings().values()}
    named = sorted({state_of(i) or "" for i in issuers if isinstance(i, str)} - known - {""})
    return {stem_of(state): state for state in named}


def one_name_each(names: pd.Series, states: dict[str, str]) -> pd.Series:
    """Give one name to the states that no table holds: "Ardenian" and "Ardenia" are one party (`one_name_of`)."""
    chosen = one_name_of(names.dropna(), states)
    return names.map(lambda n: chosen.get(n, n))


def one_name_of(names: Iterable[str], states: dict[str, str]) -> dict[str, str]:
    """The name that stands for each of these names of parties, where that may be another.

    Of the names with one stem that of an issuer's state stands for all; without one, the shortest that is no adjective. It depends on the set of names
    alone, so the order of statements does not matter.

    >>> one_name_of(["Ardenian", "Ardenia", "Contact Commission"], {})
    {'Ardenia': 'Ardenia', 'Ardenian': 'Ardenia'}
    """
    known = {n.canonical for n in namings().values()}
    groups: dict[str, list[str]] = {}
    for name in sorted({n for n in names if n not in known and " " not in n}):
        groups.setdefault(stem_of(name), []).append(name)
    nouns = {stem: [m for m in members if noun_of(m) == m] or [noun_of(members[0])] for stem, members in groups.items()}
    return {
        n: states.get(stem, min(nouns[stem], key=lambda m: (len(m), m)))
        for stem, members in groups.items()
        for n in members
    }
