"""Words and quotation marks by which the speaker says that a thing is not what it is called: "so-called"."""

from __future__ import annotations

from toolkit.accusations.instruments import Hit
from toolkit.accusations.labels import COPULA
from toolkit.accusations.phrases import after_of, inside_agent
from toolkit.accusations.scene import Scene
from toolkit.accusations.sides import OTHER
from toolkit.accusations.words import SAYING
from toolkit.epithets.mentions import Mention, name_of
from toolkit.epithets.speakers import TELLING, owner_before

DOUBTING = frozenset(
    "so-called self-styled self-proclaimed self-declared self-appointed "
    "alleged allegedly purported purportedly supposed supposedly".split()
)


#: What makes a name in quotation marks the name of a state or of its bodies, which the marks put in doubt.
_STATEHOOD = frozenset(
    "republic republics state states elections election referendum constitution independence".split()
)


def doubting_words(scene: Scene):
    for i in range(len(scene.tokens)):
        low, last = scene.low(i), i + 1
        if low == "so" and scene.low(i + 1) == "called" and i and scene.tokens.word[i - 1].is_("determiner"):
            low, last = "so-called", i + 2
        if low not in DOUBTING or last >= len(scene.tokens) or _is_verb(scene, i, last):
            continue
        about = _about_doubted(scene, i, last)
        if about is not None:
            yield Mention(i, last, "doubt", low, about)


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
            return name_of(scene, party, owner=True)
        noun = next((h for h in scene.hits_at.get(k, ()) if h.table == "acts" and h.row["pos"] == "noun"), None)
        if noun is not None:
            agent, how = inside_agent(scene, noun)
            return name_of(scene, agent, owner=how in ("owner", "by"))
    owner = owner_before(scene, i)
    if owner is None:
        end = next((k for k in range(last, min(last + 5, len(scene.tokens))) if scene.tokens.word[k].breaks), last)
        owner = after_of(scene, end) if scene.low(end) == "of" else None
    return name_of(scene, owner, owner=True)


def scare_quote(scene: Scene, first: int, last: int) -> Mention | None:
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
    owner = owner_before(scene, first)
    if owner in on or owner is not None and owner.kind != "adjective" and not owner.possessive:
        owner = None
    if owner is not None and owner.side == OTHER and (on or after is not None or act is not None):
        about = name_of(scene, owner, owner=True)  # Ardenian “peacekeeping” forces, Ardenia's “authorities”
    elif on and (marked or any(p.kind != "unknown-name" for p in on) or _STATEHOOD & set(lows)):
        about = name_of(scene, on[-1], owner=True)
    elif after is not None and after.kind not in ("own", "pronoun") and after.first <= last:
        about = name_of(scene, after, owner=True)
    elif act is not None:
        agent, how = inside_agent(scene, act)
        about = name_of(scene, agent, owner=how in ("owner", "by"))
    elif _STATEHOOD & set(lows):
        about = name_of(scene, owner_before(scene, first), owner=True)  # the Dorn “republic”
    else:
        return None
    if about == "":
        # Marks keep a party from its owner: the “authorities” of Ardenia.
        owner = owner or (after_of(scene, last) if scene.low(last) == "of" else None)
        about = name_of(scene, owner, owner=True)
    return None if about is None else Mention(first, last, "doubt", scene.tokens.span(first, last).casefold(), about)


def _is_act(hit: Hit) -> bool:
    return hit.table == "acts" and hit.row["pos"] == "noun"


def _quotes_speech(scene: Scene, first: int, last: int) -> bool:
    """Whether the marks quote what was said: after a verb of saying, a copula, "as", an object, or alone."""
    k = first - 1
    while k >= 0 and (scene.tokens.word[k].adverb or scene.tokens.word[k].is_("determiner")):
        k -= 1
    if k >= 0:
        low, word = scene.low(k), scene.tokens.word[k]
        if low in TELLING or low in SAYING or low in COPULA or low == "as" or scene.tokens.text[k] == ":":
            return True
        party = scene.party_at.get(k)
        if party is not None and party.last == first and party.first < first and k == first - 1:
            adjectival = party.kind == "adjective" or word.low == "'s" or party.possessive
            # "called our soldiers “occupiers”": the marks stand after a whole party, not inside its phrase.
            return not adjectival and any(scene.low(n) in TELLING for n in range(party.first))
    return first == 0 and last >= len(scene.tokens) - 1
