"""How a form that can be verb, noun or adjective is to be read, going by its neighbours: "attack", "strikes", "shelling"."""

from __future__ import annotations

from toolkit.accusations.instruments import Hit
from toolkit.accusations.scene import Scene


def is_noun_here(scene: Scene, hit: Hit) -> bool:
    """Whether a form that can be verb or noun ("attack", "strikes", "bombed") stands as a noun or adjective, going by its neighbours."""
    i = hit.first - 1
    while i > 0 and scene.tokens.word[i].adverb:
        i -= 1
    before = scene.tokens.word[i] if i >= 0 else None
    if hit.form in ("base", "s") and i >= 0 and _only_a_verb(scene, hit):
        if _common_noun(scene, i, hit.form == "base"):
            return False  # "its actions undermine", "this conduct threatens"
        if hit.form == "base" and _object_follows(scene, hit, i):
            return False  # "the authorities in Dorn forbid our language"
    if hit.form == "base":
        return not _verb_may_follow(scene, i, plural=True)
    if hit.form.startswith("base/"):  # "hit", "put": also a past form, whatever the number of its subject
        party = scene.party_at.get(i)
        craft = (
            party is not None and party.last == i + 1 and party.kind in ("instrument", "label") and not party.possessive
        )
        follows = (
            scene.tokens.word[hit.last].is_("determiner", "their", "own") if hit.last < len(scene.tokens) else False
        )
        either = _verb_may_follow(scene, i, plural=True) or _verb_may_follow(scene, i, plural=False)
        auxiliary = before is not None and before.is_("have", "be")  # "had hit", "was hit"
        return not (either or auxiliary or craft and follows)
    if hit.form == "s" and scene.low(hit.first) == "targets" and any(h.first < i for h in scene.acts("verb")):
        return True  # "struck over 450 Hamas targets"
    if hit.form == "s":
        return not _verb_may_follow(scene, i, plural=False)
    if hit.form == "ing":
        if before is None:
            return scene.low(hit.last) in ("of", "by", "against", "on", "from")
        if (
            scene.has(hit.first, "acts", "noun")
            and scene.low(hit.last) in ("by", "from", "of")
            and not before.is_("be")
        ):
            return True
        if (
            scene.has(hit.first, "acts", "noun")
            and i in scene.party_at
            and scene.party_at[i].kind in ("adjective", "label", "instrument", "name")
        ):
            return not scene.party_at[i].word_plural
        if before.low == "'s" and not scene.tokens.word[min(hit.last, len(scene.tokens) - 1)].breaks:
            return True
        return (
            before.is_("determiner")
            and before.low not in ("that", "all", "both")
            or before.low == "of"
            and scene.low(hit.last) == "of"
        )
    if "participle" in hit.form and before is not None and hit.last < len(scene.tokens):
        if before.low == "that" and i > 0 and (i - 1) in scene.party_at:  # "Velmar, that started this war"
            return False
        return (before.is_("determiner", "preposition", "their") or before.low == "'s") and not scene.tokens.word[
            hit.last
        ].breaks
    return False


#: Verbs of the lexicons whose bare form is as often a noun.
ALSO_NOUNS = frozenset(
    "use test cause force target back support claim ban block close cut gamble arm fund finance train drill plant ship mine level pump station "
    "stage shell fire strike raid attack bomb assault threat torch rape abuse murder plot rig trap shield burn hit lie loot rule jail punt pin bug "
    "hold take move transfer supply equip release return answer control direct monitor invent hype promote present push delay veto boycott stall "
    "walk freeze spark trigger fuel pressure impose drive heighten raise increase challenge contain gag smear bribe squeeze divert fan stir sow "
    "feed rattle sentence treat leave want start turn reduce wipe hunt enter drag poison ravage torpedo slander insult harm risk breach curb check "
    "export flood cost round expose separate subject divide hack spy ambush aid claim deal stop end halt protest charge".split()
)


NOUN_ENDINGS = ("tion", "sion", "ment", "ance", "ence", "ity", "ship", "ism", "ness", "age", "ure")
#: Nouns of conduct, without their plural, that often stand before such a verb.
CONDUCT_WORDS = frozenset(
    "step measure policy policie conduct behaviour behavior move remark statement plan attempt word method attitude".split()
)


def _only_a_verb(scene: Scene, hit: Hit) -> bool:
    return hit.row["term"].split(" ", 1)[0] not in ALSO_NOUNS and not scene.has(hit.first, "acts", "noun", "adjective")


def _object_follows(scene: Scene, hit: Hit, i: int) -> bool:
    """Whether an object opens right after a form that stands after a noun or name."""
    before = scene.tokens.word[i]
    closed = before.is_("determiner", "preposition", "their", "own") or before.low == "'s"
    inside = hit.last - hit.first > 2  # the object is part of the term: "distort the picture"
    return not closed and (
        inside or hit.last < len(scene.tokens) and scene.tokens.word[hit.last].is_("determiner", "their", "own")
    )


def _common_noun(scene: Scene, i: int, plural: bool) -> bool:
    """Whether a common noun in that number stands at `i`, with more of its phrase before it."""
    word = scene.tokens.word[i]
    if word.capital or word.breaks or word.adverb or word.number or word.is_("determiner", "their") or word.low == "'s":
        return False
    stem = word.low.removesuffix("s")
    noun = stem.endswith(NOUN_ENDINGS) or stem in CONDUCT_WORDS or scene.has(i, "objects")
    return noun and (word.low.endswith("s") and not word.low.endswith("ss")) == plural


#: After these "to" is a preposition: "subjected to fire".
TO_A_THING = frozenset(
    "subjected subject exposed response reply answer due amount amounts amounted resort resorted resorts resorting led opposed close prior "
    "contrary similar return returned returning contribute contributed according relating related addition".split()
)


def _verb_may_follow(scene: Scene, i: int, plural: bool) -> bool:
    """Whether the token at `i` can stand right before a finite verb or infinitive."""
    if i < 0:
        return False
    word, party = scene.tokens.word[i], scene.party_at.get(i)
    if word.is_("their") or word.low == "to" and scene.low(i - 1) in TO_A_THING:
        return False
    if word.low in ("and", "or") and plural:
        return any(scene.low(k) == "to" or scene.tokens.word[k].is_("modal") for k in range(max(0, i - 14), i))
    if (
        word.low == "to"
        or word.is_("modal", "do", "relative", "they", "own")
        or word.low in ("and", "or", "help", "let", "not", "who")
    ):
        return not (word.low in ("our", "my", "its", "their", "his", "her"))
    if party is None or party.possessive or party.kind == "adjective" or party.last != i + 1:
        return False
    if (party.kind == "instrument" or scene.has(i, "parties", "instrument")) and scene.has(i + 1, "acts", "noun"):
        return False
    if word.low in ("enemy", "adversary", "opponent") and not scene.tokens.word[i - 1].is_("determiner", "their"):
        return False  # "repelled enemy attacks": the bare word is an adjective
    is_plural = word.low.endswith("s") or word.low in (
        "military",
        "people",
        "police",
        "militia",
        "personnel",
        "troops",
        "army",
        "media",
    )
    return is_plural if plural else party.kind != "instrument" or not is_plural


def is_verb_here(scene: Scene, hit: Hit) -> bool:
    """Whether a form that can be noun or verb stands as a verb; the verb rule then has it."""
    return any(
        h.table == "acts" and h.row["pos"] == "verb" and h.first == hit.first and not is_noun_here(scene, h)
        for h in scene.hits_at[hit.first]
    )


#: Nouns that an act modifies without happening in the sentence.
MODIFIED = frozenset(
    "target targets tribunal court machine victim victims survivor survivors site sites alert alerts siren sirens warning warnings prevention commission "
    "investigation investigations threat insurance memorial day effort efforts fund funds shelter shelters talks helicopter helicopters risk".split()
)


#: "terror targets" are targets; the word can be a verb too, but hardly after a bare noun.
TARGETS = {"target", "targets"}


def noun_of_arms(scene: Scene, hit: Hit) -> bool:
    """ "multiple launch rocket systems", "launch sites": a word of a weapon's name."""
    return hit.row["term"] == "launch" and scene.low(hit.last) in (
        "rocket",
        "vehicle",
        "pad",
        "site",
        "sites",
        "pads",
        "system",
    )


def only_modifies(scene: Scene, hit: Hit) -> bool:
    """ "terror targets", "war crimes tribunal", "attack helicopters": the act is a modifier of another noun."""
    i = hit.last
    if i >= len(scene.tokens) or hit.form == "plural":
        return False
    word = scene.tokens.word[i]
    if hit.row["term"] == "offensive" and word.low in ("operation", "operations", "plan", "plans"):
        return True  # an adjective here, and soldiers of every side have such plans
    if noun_of_arms(scene, hit) or word.low in TARGETS and hit.form != "plural":
        return True
    if word.breaks or word.capital or scene.has(i, "acts"):
        return False
    return word.low in MODIFIED or scene.has(i, "parties") or scene.has(i, "objects") and not scene.has(i, "cues")
