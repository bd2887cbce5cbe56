"""The rules: each looks at one way in which English lays an act at a party's door, and says what it found.

A rule makes `Charge`s; `toolkit.accusations.judge` decides which of them are accusations. No rule names a country.
"""

from __future__ import annotations

from toolkit.accusations.adverbs import adverbs
from toolkit.accusations.blame import accusing, adjectives
from toolkit.accusations.charges import Charge
from toolkit.accusations.demands import demands, presences
from toolkit.accusations.doings import doings
from toolkit.accusations.intents import intents
from toolkit.accusations.labels import labels
from toolkit.accusations.nouns import nouns
from toolkit.accusations.omissions import omissions
from toolkit.accusations.responsibility import responsibility
from toolkit.accusations.scene import Scene
from toolkit.accusations.verbs import verbs


def find_charges(scene: Scene) -> list[Charge]:
    """Every charge in a sentence, from all rules."""
    found = (
        verbs,
        nouns,
        intents,
        omissions,
        adjectives,
        adverbs,
        labels,
        demands,
        presences,
        doings,
        accusing,
        responsibility,
    )
    if scene.has_no_act_or_cue():
        return []
    return [charge for rule in found for charge in rule(scene)]
