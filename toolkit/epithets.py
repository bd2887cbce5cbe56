"""What each side calls the other: labels ("regime"), marks of doubt ("so-called") and worsening words ("barbaric").

Labels stand in `lexicons/parties.csv` (kind label), the worsening words among the adjectives and adverbs of
`lexicons/acts.csv` and in `lexicons/intensifiers.csv`; adding a word is adding a row. No name of a state or actor plays
a part in the rules.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.accusations.clauses import STRONG_STOPS, subject_of, verb_group
from toolkit.accusations.denials import CLAIMS
from toolkit.accusations.find import one_name_each, only_opponent, states_of_issuers, text_or_none
from toolkit.accusations.instruments import Hit
from toolkit.accusations.labels import COPULA
from toolkit.accusations.naming import verb_form
from toolkit.accusations.parties import Party
from toolkit.accusations.phrases import CAMPAIGN, after_of, by_agent, inside_agent
from toolkit.accusations.scene import Scene, look
from toolkit.accusations.sides import EVERYONE, OTHER, OWN, Side
from toolkit.accusations.words import SAYING
from toolkit.actors import noun_of, same_state, state_of, stem_of
from toolkit.estimates import caution, wilson
from toolkit.lexicon import FOLDER, LexiconError, read_lexicon
from toolkit.schema import FRAMES, check
from toolkit.selection import sides, what_counts

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

DOUBTING = frozenset(
    "so-called self-styled self-proclaimed self-declared self-appointed "
    "alleged allegedly purported purportedly supposed supposedly".split()
)

#: Acts that only an adjective makes one: "the barbaric acts of the Ardenian army". They need a doer of the other side.
WEAK_ACTS = CAMPAIGN | frozenset(
    "act acts action actions behaviour behavior conduct step steps move moves measure measures method methods".split()
)

#: Labels that describe anything before a noun: "radical changes", "a criminal case".
_ALSO_ADJECTIVES = frozenset("radical criminal puppet proxy pirate".split())

#: Verbs by which a party tells or calls; what follows in the clause is its word and not the speaker's.
_TELLING = frozenset(
    "say says said saying tell told state stated report reports reported claim claims claimed claiming declare "
    "declares declared announce announces announced allege alleges assert asserts asserted argue argues argued "
    "insist insists insisted call calls called calling describe describes described label labels labelled labeled "
    "brand brands branded term terms termed denounce denounces denounced deem deems deemed quote quoted".split()
)

#: What makes a name in quotation marks the name of a state or of its bodies, which the marks put in doubt.
_STATEHOOD = frozenset(
    "republic republics state states elections election referendum constitution independence".split()
)

_SCARE = re.compile(
    r"(?:(?<![\w\"“”„«»])[\"“„«](?=\S)(?P<double>[^\"“”„«»‘’\n,.;:!?]{1,60})(?<=\w)[\"”“»](?!\w))"
    r"|(?:(?<![\w'‘’])['‘](?=\S)(?P<single>[^\"“”„«»‘’'\n,.;:!?]{1,60})(?<=\w)['’](?!\w))"
)

#: Labels that name an order of things or a place as well: "the regime of silence", "the visa regime", "a refugee camp".
_ALSO_THINGS = frozenset(["regime", "camp"])

_BACKED = re.compile(r"^pro-|-(?:backed|led|sponsored|supported|controlled|affiliated|aligned|installed|armed|funded)$")


class _Line(NamedTuple):
    """One sentence: where it stands, whether the issuer speaks it, its scene, and the tokens in scare quotes."""

    statement_id: str
    index: int
    start: int
    sentence: str
    own: bool
    scene: Scene
    quoted: list[tuple[int, int]]


class _Mention(NamedTuple):
    """One epithet in a scene: tokens `first` to `last`, kind, term, and whom it is given to ("" where not said)."""

    first: int
    last: int
    kind: str
    epithet: str
    about: str


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


def _line(statement_id: str, index: int, start: int, sentence: str, voice: str, side: Side) -> _Line:
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
    return _Line(statement_id, index, start, sentence, voice in OWN_VOICES, scene, quoted)


def _mentions(line: _Line):
    """The epithets of a sentence. Words in scare quotes give doubt alone."""
    in_quotes = {i for first, last in line.quoted for i in range(first, last)}
    told = _told_by_others(line.scene)
    for found in (*_labels(line.scene), *_intensifiers(line.scene)):
        if found.first not in in_quotes and found.first not in told:
            yield found
    doubted = [found for found in _doubting_words(line.scene) if found.first not in told]
    yield from doubted
    marked = {found.last for found in doubted}
    for first, last in line.quoted:
        # "the so-called “authorities”" doubts once.
        if first not in marked and first not in told and (found := _scare_quote(line.scene, first, last)):
            yield found


def _told_by_others(scene: Scene) -> set[int]:
    """The tokens told as another party's words: "Ardenia claims that ...", "Ardenian claims of ..."."""
    told: set[int] = set()
    for i in range(len(scene.tokens)):
        low = scene.low(i)
        accusing = scene.has(i, "cues", "accuse.object", "accuse.that", "protest")
        if low in _TELLING or accusing or low in SAYING and scene.low(i + 1) == "that":
            told |= _clause(scene, i + 1) if _teller(scene, i) else set()
        if low in CLAIMS and scene.low(i + 1) in ("that", "of", "about", "on", "regarding", "concerning"):
            owner = _owner_before(scene, i)
            if owner is not None and owner.side == OTHER:
                told |= _clause(scene, i + 1, predicate=scene.low(i + 1) != "that")
        if low == "according" and scene.low(i + 1) == "to":
            party = next((scene.party_at[k] for k in range(i + 2, i + 5) if k in scene.party_at), None)
            if party is not None and party.side == OTHER:
                told |= _clause(scene, party.last)
    return told


def _teller(scene: Scene, i: int) -> bool:
    """Whether a party of the other side tells: right before the verb, but for adverbs and auxiliaries."""
    k = i - 1
    while k >= 0 and (scene.tokens.word[k].adverb or scene.tokens.word[k].is_("have", "be", "modal")):
        k -= 1
    party = scene.party_at.get(k)
    unknown = party is not None and party.kind == "unknown-name" and party.side != OWN
    return party is not None and party.last == k + 1 and (party.side == OTHER or unknown)


def _clause(scene: Scene, start: int, predicate: bool = False) -> set[int]:
    """The tokens from `start` to the end of the clause; with `predicate` a form of *be*, *have* or a modal ends it."""
    end = start
    while end < len(scene.tokens) and scene.tokens.text[end] not in STRONG_STOPS:
        if predicate and scene.tokens.word[end].is_("be", "have", "modal"):
            break
        end += 1
    return set(range(start, end))


def _labels(scene: Scene):
    for hit in scene.hits:
        if hit.table != "parties" or hit.row["kind"] != "label":
            continue
        party = scene.party_at.get(hit.first)
        if party is None or _only_describes(scene, hit, party) or _names_a_thing(scene, hit, party):
            continue
        # "they are called settlers": by whom, the sentence does not say.
        if _denied(scene, party.first) or scene.low(party.first - 1) in _TELLING:
            continue
        of_own = scene.low(hit.last) == "of" and party.last > hit.last  # "occupiers of our land" are not ours
        if party.side == OTHER:
            about = party.state or party.name or _backer(scene, party) or _said_of(scene, party)
            if about is not None:
                yield _Mention(hit.first, hit.last, "label", hit.row["term"].casefold(), about)
        elif party.side == OWN and of_own:
            yield _Mention(hit.first, hit.last, "label", hit.row["term"].casefold(), "")


def _only_describes(scene: Scene, hit: Hit, party: Party) -> bool:
    """ "radical changes": a label that is an adjective too, before a word that is no party, act or verb."""
    if hit.row["term"] not in _ALSO_ADJECTIVES or hit.form != "singular" or party.last > hit.last:
        return False
    after = scene.tokens.word[hit.last] if hit.last < len(scene.tokens) else None
    plain = after is not None and not (after.breaks or after.adverb or after.number or after.capital)
    return plain and after.low != "'s" and not verb_form(after.low)


def _names_a_thing(scene: Scene, hit: Hit, party: Party) -> bool:
    """ "the regime of silence", "the observer regime": a word for a party that stands for something else here."""
    if hit.row["term"] not in _ALSO_THINGS:
        return False
    if scene.low(hit.last) in ("of", "for", "on") and party.last == hit.last:
        return True
    before = scene.tokens.word[hit.first - 1] if hit.first else None
    if hit.row["term"] == "camp" and not party.name:
        return True
    if before is None or before.is_("determiner", "their", "own") or before.capital:
        return False
    owned = before.low == "'s" or before.low in intensifiers() or before.low in DOUBTING
    return not (owned or before.low in ("ruling", "current", "puppet", "terrorist", "occupying", "bloody"))


def _backer(scene: Scene, party: Party) -> str:
    """Whom "Velmar-backed rebels" and "pro-Velmar rebels" belong to, by the state at the hyphen; "" where none is."""
    for k in range(max(party.first - 1, 0), party.last):
        text = scene.tokens.text[k]
        base = _BACKED.sub("", text)
        if base != text and base[0].isupper():
            return scene.side.states.get(stem_of(base)) or state_of(base) or noun_of(base)
    return ""


def _denied(scene: Scene, first: int) -> bool:
    """ "no terrorists", "is not an aggressor": the word is refused."""
    return scene.tokens.word[first].is_("negation") or first > 0 and scene.tokens.word[first - 1].is_("negation")


def _said_of(scene: Scene, party: Party) -> str | None:
    """Of whom a nameless label is told ("Ardenia is the aggressor"): "" where nobody is, None for the own side."""
    verb = party.first - 1
    while verb >= 0 and (scene.tokens.word[verb].adverb or scene.tokens.word[verb].is_("determiner")):
        verb -= 1
    if scene.low(verb) not in COPULA:
        return ""
    # A copula stands in no lexicon; the verb group is found from its place alone.
    subject = subject_of(scene, verb_group(scene, Hit(verb, verb + 1, "acts", {"term": ""}, "base")).first)
    return "" if subject is None else _name_of(scene, subject, owner=True)


def _name_of(scene: Scene, party: Party | None, *, owner: bool = False) -> str | None:
    """The name of the party spoken of; "" where the sentence does not say, None where it is the own side or everyone.

    With `owner` a name that no table knows stands for a party ("Ardenia's attack"), else it may be a place ("the Dorn
    attack").
    """
    if party is None:
        return ""
    if party.side in (OWN, EVERYONE):
        return None
    if party.kind == "unknown-name":
        return party.name if owner or party.side == OTHER else ""
    if party.name or party.kind != "pronoun":
        return party.state or party.name
    before = [p for p in scene.parties if p.last <= party.first and p.kind not in ("pronoun", "adjective")]
    return _name_of(scene, before[-1], owner=True) if before else ""


def _intensifiers(scene: Scene):
    for i in range(len(scene.tokens)):
        low = scene.low(i)
        if low not in intensifiers() or scene.tokens.word[i].capital and i + 1 in scene.party_at and i:
            continue
        about = _about_act(scene, i)
        if about is not None and not _denied(scene, i):
            yield _Mention(i, i + 1, "intensifier", low, about)


def _about_act(scene: Scene, i: int) -> str | None:
    """Whose act the intensifier at token `i` stands before; None where there is no act, or it is the own side's."""
    k = i + 1
    while k < len(scene.tokens) and scene.tokens.word[k].adverb:
        k += 1
    if k < len(scene.tokens) and scene.tokens.word[i].adverb:
        verb = next((h for h in scene.hits_at.get(k, ()) if h.first == k and h.row.get("pos") == "verb"), None)
        if verb is not None and verb.table == "acts":
            return _about_verb(scene, verb)
    noun = _act_after(scene, i)
    if noun is None:
        return None
    agent, how = inside_agent(scene, noun)
    if agent is None:
        agent, how = _committer(scene, i), "subject"
    about = _name_of(scene, agent, owner=how in ("owner", "subject", "by"))
    weak = noun.row.get("weight", "1") == "1" and noun.last - noun.first == 1
    return None if weak and (agent is None or not about and agent.side != OTHER) else about


def _about_verb(scene: Scene, verb: Hit) -> str | None:
    group = verb_group(scene, verb)
    if group.negated:
        return None
    agent = by_agent(scene, verb.last) if group.passive else subject_of(scene, group.first)
    # An active verb without a subject, or one that says "I" or "we" before, is nobody's act.
    return None if agent is None and not group.passive else _name_of(scene, agent, owner=True)


def _act_after(scene: Scene, i: int) -> Hit | None:
    """The act in whose phrase the adjective at token `i` stands: the first noun of the acts table, or a weak act."""
    for k in range(i, min(i + 7, len(scene.tokens))):
        word = scene.tokens.word[k]
        joins = scene.low(k) == "and" or scene.tokens.text[k] == ","
        if k > i and word.breaks and not (joins and _describes(scene, k - 1) and _describes(scene, k + 1)):
            return None
        nouns = [h for h in scene.hits_at.get(k, ()) if h.table == "acts" and h.row["pos"] == "noun" and h.last > i + 1]
        if nouns:
            return max(nouns, key=lambda h: h.last)
        if k > i and scene.low(k) in WEAK_ACTS:
            return Hit(k, k + 1, "acts", {"term": scene.low(k), "weight": "1"}, "singular")
        if k > i and (word.low == "'s" or scene.low(k) in SAYING):
            return None
    return None


def _describes(scene: Scene, k: int) -> bool:
    low = scene.low(k)
    return (
        low in intensifiers()
        or scene.has(k, "acts", "adjective")
        or low.endswith(("al", "ic", "ous", "ive", "ful", "ed", "ing", "ant", "ent"))
    )


def _committer(scene: Scene, i: int) -> Party | None:
    """Who launches or carries out what stands at token `i`: the subject of the last such verb before it."""
    before = [h for h in scene.cues("commit") if h.last <= i and not set(scene.tokens.text[h.last : i]) & STRONG_STOPS]
    return subject_of(scene, verb_group(scene, before[-1]).first) if before else None


def _doubting_words(scene: Scene):
    for i in range(len(scene.tokens)):
        low, last = scene.low(i), i + 1
        if low == "so" and scene.low(i + 1) == "called" and i and scene.tokens.word[i - 1].is_("determiner"):
            low, last = "so-called", i + 2
        if low not in DOUBTING or last >= len(scene.tokens) or _is_verb(scene, i, last):
            continue
        about = _about_doubted(scene, i, last)
        if about is not None:
            yield _Mention(i, last, "doubt", low, about)


def _is_verb(scene: Scene, i: int, last: int) -> bool:
    """ "Ardenia alleged that ...", "is supposed to": the word is a verb."""
    if scene.low(i).endswith("ly") or "-" in scene.low(i):
        return False
    before = scene.party_at.get(i - 1) if i else None
    party_tells = before is not None and before.last == i and before.kind != "adjective"
    helped = i > 0 and scene.tokens.word[i - 1].is_("be", "have", "they", "own")
    after = scene.tokens.word[last]
    return party_tells or helped or after.low in ("to", "that") or after.breaks


def _about_doubted(scene: Scene, i: int, last: int) -> str | None:
    """Whom the thing after the mark of doubt belongs to: the party in its phrase, the doer of the act, or its owner."""
    for k in range(last, min(last + 6, len(scene.tokens))):
        if scene.tokens.word[k].breaks:
            break
        party = scene.party_at.get(k)
        if party is not None and not (party.kind == "unknown-name" and party.side != OTHER and not party.name):
            return _name_of(scene, party, owner=True)
        noun = next((h for h in scene.hits_at.get(k, ()) if h.table == "acts" and h.row["pos"] == "noun"), None)
        if noun is not None:
            agent, how = inside_agent(scene, noun)
            return _name_of(scene, agent, owner=how in ("owner", "by"))
    owner = _owner_before(scene, i)
    if owner is None:
        end = next((k for k in range(last, min(last + 5, len(scene.tokens))) if scene.tokens.word[k].breaks), last)
        owner = after_of(scene, end) if scene.low(end) == "of" else None
    return _name_of(scene, owner, owner=True)


def _owner_before(scene: Scene, i: int) -> Party | None:
    """The party that stands right before a token as its owner or its adjective: "Ardenia's ...", "our ..."."""
    k = i - 1
    if scene.low(k) == "'s" or k >= 0 and scene.tokens.text[k] in "'’":
        k -= 1
    return scene.party_at.get(k)


def _scare_quote(scene: Scene, first: int, last: int) -> _Mention | None:
    """One to three words in quotation marks on or before a party or an act; None where they are speech, or a name."""
    words = scene.tokens.word[first:last]
    lows = [w.low for w in words]
    if _quotes_speech(scene, first, last) or first and scene.tokens.word[first - 1].is_("own"):
        return None
    act = next((h for k in range(first, last + 2) for h in scene.hits_at.get(k, ()) if _is_act(h)), None)
    on = [scene.party_at[k] for k in range(first, last) if k in scene.party_at]
    marked = any(h.table == "parties" for k in range(first, last) for h in scene.hits_at.get(k, ()))
    after = scene.party_at.get(last)
    if all(w.capital for w in words if not w.classes) and not (marked or _STATEHOOD & set(lows)):
        return None  # the “Orlan” brigade: what it is called
    owner = _owner_before(scene, first)
    if owner in on or owner is not None and owner.kind != "adjective" and not owner.possessive:
        owner = None
    if owner is not None and owner.side == OTHER and (on or after is not None or act is not None):
        about = _name_of(scene, owner, owner=True)  # Ardenian “peacekeeping” forces, Ardenia's “authorities”
    elif on and (marked or any(p.kind != "unknown-name" for p in on) or _STATEHOOD & set(lows)):
        about = _name_of(scene, on[-1], owner=True)
    elif after is not None and after.kind not in ("own", "pronoun") and after.first <= last:
        about = _name_of(scene, after, owner=True)
    elif act is not None:
        agent, how = inside_agent(scene, act)
        about = _name_of(scene, agent, owner=how in ("owner", "by"))
    elif _STATEHOOD & set(lows):
        about = _name_of(scene, _owner_before(scene, first), owner=True)  # the Dorn “republic”
    else:
        return None
    if about == "":
        # Marks keep a party from its owner: the “authorities” of Ardenia.
        owner = owner or (after_of(scene, last) if scene.low(last) == "of" else None)
        about = _name_of(scene, owner, owner=True)
    return None if about is None else _Mention(first, last, "doubt", scene.tokens.span(first, last).casefold(), about)


def _is_act(hit: Hit) -> bool:
    return hit.table == "acts" and hit.row["pos"] == "noun"


def _quotes_speech(scene: Scene, first: int, last: int) -> bool:
    """Whether the marks quote what was said: after a verb of saying, a copula, "as", an object, or alone."""
    k = first - 1
    while k >= 0 and (scene.tokens.word[k].adverb or scene.tokens.word[k].is_("determiner")):
        k -= 1
    if k >= 0:
        low, word = scene.low(k), scene.tokens.word[k]
        if low in _TELLING or low in SAYING or low in COPULA or low == "as" or scene.tokens.text[k] == ":":
            return True
        party = scene.party_at.get(k)
        if party is not None and party.last == first and party.first < first and k == first - 1:
            adjectival = party.kind == "adjective" or word.low == "'s" or party.possessive
            # "called our soldiers “occupiers”": the marks stand after a whole party, not inside its phrase.
            return not adjectival and any(scene.low(n) in _TELLING for n in range(party.first))
    return first == 0 and last >= len(scene.tokens) - 1


@cache
def intensifiers(folder: Path = FOLDER) -> frozenset[str]:
    """The adjectives and adverbs that make an act worse: those of the acts table and of `intensifiers.csv`.

    Raises `toolkit.lexicon.LexiconError` naming the line of a wrong header, an empty term or one that stands twice.

    >>> {"barbaric", "large-scale", "brazenly"} <= intensifiers()
    True
    """
    terms = {row["term"] for row in read_lexicon("acts") if row["pos"] in ("adjective", "adverb")}
    path = folder / "intensifiers.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        if next(reader, []) != ["term", "note"]:
            raise LexiconError(f"{path.name}, line 1: the columns must be term, note.")
        for cells in reader:
            if len(cells) != 2 or not cells[0].strip() or cells[0].strip() in terms:
                raise LexiconError(
                    f"{path.name}, line {reader.line_num}: a term and a note are expected, "
                    "and each term once in this table and acts.csv."
                )
            terms.add(cells[0].strip())
    return frozenset(term.casefold() for term in terms)
