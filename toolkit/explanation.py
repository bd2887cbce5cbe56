"""Why a sentence is coded as it is: what was found in it, what counts, and what was nearly found and why it does not count."""

from __future__ import annotations

from html import escape

import pandas as pd

from toolkit.accusations.charges import Charge
from toolkit.accusations.context import Context
from toolkit.accusations.judge import WEIGHED, Verdict, judge_statement, weighed
from toolkit.accusations.objections import objection
from toolkit.accusations.rules import find_charges
from toolkit.accusations.scene import Scene
from toolkit.display import Shown, counted
from toolkit.tables import show_table

PARTIES = ["words", "kind", "name", "side"]
CHARGES = ["counts", "cue", "doer", "type", "form", "why", "entry"]


class Explanation(Shown):
    """An explanation to look at: what counts, and for each act why it does or does not; the tables behind it are in a fold, `parties` and
    `charges` hold them as frames, and `whole` is all of it as text.

    `parties` has one row per party the sentence names: its `words`, `kind` (name, label, force, government, pronoun ...), `name` in
    the actor tables or as read from its shape, and `side` as seen from the issuer (own, other, everyone, unclear). `charges` has one
    row per act or blame a rule found: whether it `counts`, the `cue`, the `doer`, `type`, `form`, `why` (the reason where it
    does not count), and the `entry` of the rule and lexicon row.
    """

    def __init__(self, sentence: str, parties: pd.DataFrame, charges: pd.DataFrame, denial: str) -> None:
        self.sentence, self.parties, self.charges, self.denial = sentence, parties, charges, denial
        tables = [
            show_table(frame, caption=what)
            for frame, what in ((parties, "Parties"), (charges, "Acts and blame"))
            if len(frame)
        ]
        said = [sentence, _in_short(charges), *_each(charges), f"Denial: {denial}" if denial else "No denial."]
        body = "".join(f"<p>{escape(line)}</p>" for line in said)
        fold = f"<details><summary>How it was found</summary>{''.join(t.html for t in tables)}</details>" if tables else ""
        #: With the tables, for whoever reads at a prompt.
        self.whole = "\n".join([*said, *(t.text for t in tables)])
        super().__init__(body + fold, "\n".join(said))


def _each(charges: pd.DataFrame) -> list[str]:
    """A line for each act or blame that was found: counted as what, or why not."""
    return [
        f"“{row.cue}” counts as {row.type}." if row.counts else f"“{row.cue}” does not count: {row.why}."
        for row in charges.itertuples()
    ]


def _in_short(charges: pd.DataFrame) -> str:
    """What counts, in one sentence, for whoever does not want the tables."""
    counting = charges[charges["counts"]]
    left = f" {counted(len(charges) - len(counting), 'finding')} not counted." if len(counting) < len(charges) else ""
    if counting.empty:
        return f"No accusation.{left}"
    said = "; ".join(f"{row.doer or 'somebody not named'}, {row.type}" for row in counting.itertuples())
    return f"{counted(len(counting), 'accusation')}: {said}.{left}"


def explain(text: str, *, issuer: str | None = None, before: str = "") -> Explanation:
    """Show for one sentence what the coder found, what it counts as an accusation, and why it leaves the rest.

    When you would want it: a row surprises you, or you add a term and want to see what it does. `issuer` decides whose side is whose;
    `before` is the sentence before, from which "they" and "these acts" take their meaning. It codes exactly as
    `toolkit.find_accusations` does, one sentence at a time.

    >>> told = explain("Our units returned fire after Ardenian units shelled Dorn.", issuer="Ministry of Defence of Velmar")
    >>> told.charges.loc[told.charges["counts"], ["doer", "type"]].values.tolist()
    [['Ardenian units', 'attack']]
    """
    verdict = judge_statement([(words, "") for words in (before, text) if words], issuer)[-1]
    scene = verdict.scene
    denial = scene.tokens.span(verdict.denial.first, verdict.denial.last) if verdict.denial else ""
    return Explanation(text, _parties(scene), _charges(verdict), denial)


def _parties(scene: Scene) -> pd.DataFrame:
    rows = [(scene.tokens.span(p.first, p.last), p.kind, p.name, p.side) for p in scene.parties]
    return pd.DataFrame(rows, columns=PARTIES, dtype="str")


def _charges(verdict: Verdict) -> pd.DataFrame:
    scene, context = verdict.scene, verdict.context
    kept = {(c.rule.removeprefix(WEIGHED), c.cue.first): c for c in verdict.charges}
    rows = []
    for charge in weighed(scene, find_charges(scene)):
        taken = kept.get((charge.rule, charge.cue.first))
        charge = taken or charge
        doer = scene.tokens.span(charge.agent.first, charge.agent.last) if charge.agent else ""
        why = "" if taken else _why(scene, charge, context)
        entry = f"{charge.rule}:{charge.cue.row['entry']}"
        cue = scene.tokens.span(charge.cue.first, charge.cue.last)
        rows.append((taken is not None, cue, doer, charge.type, charge.form, why, entry))
    return pd.DataFrame(rows, columns=CHARGES).astype({c: "str" for c in CHARGES[1:]} | {"counts": "bool"})


def _why(scene: Scene, charge: Charge, context: Context) -> str:
    return objection(scene, charge, context) or "another charge with the same accused and type says it"
