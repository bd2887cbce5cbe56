"""What looks like a name, and where the noun phrase of a party begins: the small facts of English that parties are told by."""

from __future__ import annotations

from toolkit.accusations.instruments import terms
from toolkit.accusations.words import SAYING, WORDS, Tokens
from toolkit.tokens import Remembered

#: Words that often open a sentence with a capital and are no names.
COMMON = frozenset(
    "there here two three four five six seven eight nine ten one first second third firstly secondly thirdly finally moreover furthermore additionally "
    "therefore thus hence such what how why now then also according many much most some several few everyone everything anyone nobody nothing today "
    "tomorrow let clear dear ladies gentlemen excellencies excellency mr mrs ms madam sir dr under like given despite among amid speaking following "
    "based attached during within overnight additional civilians people children women men innocent photo video live update breaking read full more "
    "new year christmas god whoever whatever whichever anyone someone both either neither while peace justice war nature".split()
)
#: Nouns of time that end a phrase before a party begins: "in the course of the day | units of the Velmari army".
TIMES = frozenset(
    "day days night nights week weeks month months year years morning evening afternoon hour hours time times period past moment".split()
)
PROFESSIONS = frozenset(
    "civilian christian guardian historian politician technician physician custodian utilitarian humanitarian authoritarian".split()
)


CALENDAR = frozenset(
    "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays last today yesterday earlier meanwhile".split()
)
MODIFIERS = frozenset(
    "armed military special illegal enemy opposing hostile present current ruling so-called self-proclaimed occupying invading foreign regular security "
    "political top senior high-ranking joint combined local pro-government government state-backed separatist terrorist rebel extremist radical "
    "nationalist reactionary right-wing left-wing puppet criminal corrupt neighbouring neighboring western northern southern eastern former ground naval "
    "air land border coastal impudent aggressor fascist imperialist heavily unidentified masked unknown certain interested various".split()
)


def name_like(tokens: Tokens, i: int) -> bool:
    """Capitalised, longer than a letter, not a closed-class word; at the start of a sentence only if a name can be told."""
    w = tokens.word[i]
    if not CAN_BE_NAME[w.text]:
        return False
    if not opens(tokens, i):
        return True
    if w.low.endswith(("ing", "ed")) or any(
        table in ("objects", "acts") for _, table, _, _ in terms().get(w.low, ())
    ):
        return False
    return i + 1 < len(tokens) and (
        tokens.word[i + 1].low == "'s"
        or tokens.word[i + 1].capital
        or tokens.word[i + 1].is_("be", "have", "modal")
        or verb_form(tokens.word[i + 1].low)
        or demonym(tokens, i)
        or tokens.word[i + 1].low.endswith(("s", "ed"))
        or tokens.word[i + 1].adverb
        and i + 2 < len(tokens)
        and (verb_form(tokens.word[i + 2].low) or tokens.word[i + 2].is_("be", "have", "modal"))
    )


def _can_be_name(text: str) -> bool:
    """What of this a word form tells by itself."""
    w = WORDS[text]
    if not w.capital or w.punctuation or w.classes or w.number or len(w.low) < 3 or w.adverb:
        return False
    if w.low in CALENDAR or w.low in COMMON:
        return False
    return not ("-" in w.low and text.split("-")[-1][:1].islower())  # "Velmari-language"


#: Word form -> whether it can be a name.
CAN_BE_NAME = Remembered(_can_be_name)


def demonym(tokens: Tokens, i: int) -> bool:
    """ "Velmari shelling", "Ardenian artillery": a word with the ending of a demonym before a noun, unknown to the tables."""
    low, after = tokens.word[i].low, tokens.word[i + 1] if i + 1 < len(tokens) else None
    return (
        low.endswith(("ian", "ari", "ani", "ese"))
        and len(low) > 5
        and low not in PROFESSIONS
        and after is not None
        and not after.breaks
        and not after.capital
        and not after.number
        and after.low != "'s"
    )


def only_verb(low: str) -> bool:
    """A form that the lexicons know as a verb and as nothing else: it ends the noun phrase to its right."""
    if low not in terms() or low in MODIFIERS:
        return False
    found = [(table, row, form) for words, table, row, form in terms().get(low, ()) if len(words) == 1]
    verbs = [
        form
        for table, row, form in found
        if table == "acts" and row["pos"] == "verb" or table == "cues" and "." not in row["kind"]
    ]
    return bool(verbs) and not any(
        table in ("objects", "parties") or row.get("pos") in ("noun", "adjective") for table, row, _ in found
    )


def verb_form(low: str) -> bool:
    """A form that is a verb of the lexicons or of saying: what stands before it at the start of a sentence is its subject."""
    return low in SAYING or any(
        form in ("s", "past", "past/participle", "base/past/participle") for _, _, _, form in terms().get(low, ())
    )


def opens(tokens: Tokens, i: int) -> bool:
    """Whether a token opens the sentence, or what is quoted or listed in it."""
    if i == 0 or tokens.text[i - 1] in '“"«:–—':
        return True
    return i <= tokens.opening


def state_looks_like_name(text: str) -> bool:
    """Whether a word that opens a sentence can be a demonym or name rather than an ordinary adjective."""
    return text.lower().endswith(("ian", "ani", "ari", "ese", "ish", "i", "an", "ia")) and len(text) > 4


def adjective(low: str) -> bool:
    return low.endswith(("al", "ic", "ous", "ive", "ary", "able", "less", "ful", "ish")) or any(
        table == "acts" and row["pos"] == "adjective" for _, table, row, _ in terms().get(low, ())
    )
