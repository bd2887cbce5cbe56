"""What counts, and what the reader asked for: three frames narrowed together, and an account of what was left out.

A measure is only as honest as its denominator. So the statements, the sentences and the accusations are always narrowed
together, and nothing is dropped without a line that says how much and why.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import NamedTuple

import pandas as pd

from toolkit.expected import expects_frames
from toolkit.members import among
from toolkit.schema import CODED_LANGUAGES, TYPES, VOICES

FAMILIES = {"once": "count a statement and its reprints once", "all": "count every carrier's copy"}

LEFT_OUT = ("reason", "unit", "n")


class SelectionError(ValueError):
    """The selection asks for something that is not there; the message says what is."""


class Selection(NamedTuple):
    """Three frames that belong together, and `left_out`: one row per reason, with `unit` and the count `n`."""

    statements: pd.DataFrame
    sentences: pd.DataFrame
    accusations: pd.DataFrame
    left_out: pd.DataFrame


@expects_frames
def select(
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    accusations: pd.DataFrame,
    *,
    issuers=(),
    accused=(),
    types=(),
    voices=(),
    start: str = "",
    end: str = "",
    families: str = "once",
) -> Selection:
    """Narrow the three frames to what was asked for and to what counts, and say what was left out.

    When you would want it: before any measure, so that numerator and denominator speak of the same statements.

    Parameters: an empty list means all. `issuers` holds names of issuers, or of states that issuers belong to.
    `start` and `end` are days as YYYY-MM-DD, both included; with either, undated statements are left out. `families`
    is "once" (a statement and its reprints count once) or "all".

    What it will not do: `accused` and `types` narrow the accusations only. A statement that accuses somebody else
    stays in the denominator, or every rate would be near 1. `voices` narrows sentences and accusations. Denials,
    accusations that are not put forward as so, page furniture and statements in a language that is not coded never
    count.

    Returns a `Selection`. Its statements have more columns: `side`, the state whose body the issuer is (or the issuer
    itself), and, where families count once, `carriers` and `n_carriers`: who carried it, and how many copies there
    are. Raises `SelectionError` for a name that does not occur (with the nearest that does), for a date that is none,
    and when no statement is left.

    >>> from toolkit.selection import select
    >>> from toolkit.examples import small_world
    >>> select(*(frame.head(0) for frame in small_world()))
    Traceback (most recent call last):
    ...
    toolkit.selection.SelectionError: There is no statement to select from.
    """
    if statements.empty:
        raise SelectionError("There is no statement to select from.")
    known(families, FAMILIES, "way to count families")
    wanted = _issuers(issuers, statements["issuer"])
    for name in accused:
        known(name, accusations["accused"].dropna().unique(), "accused")
    for name in types:
        known(name, TYPES, "type")
    for name in voices:
        known(name, [v for v in VOICES if v != "furniture"], "voice")
    first, last = _day(start, "start"), _day(end, "end")
    if first is not None and last is not None and last < first:
        raise SelectionError(f"The selection ends ({end}) before it starts ({start}); exchange the two.")

    kept, account = _narrow_statements(statements, wanted, first, last, families)
    kept_sentences, more = _narrow_sentences(sentences, kept, voices)
    kept_accusations, most = _narrow_accusations(accusations, kept_sentences, accused, types)
    left_out = pd.DataFrame([row for row in account + more + most if row[2]], columns=list(LEFT_OUT))
    if kept.empty:
        why = "; ".join(f"{n} {reason}" for reason, _, n in account if n)
        raise SelectionError(f"No statement is left of {len(statements)}: {why}. Widen the selection.")
    kept = kept.assign(side=sides(kept["issuer"]))
    return Selection(
        kept, kept_sentences, kept_accusations, left_out.astype({"reason": "str", "unit": "str", "n": "int64"})
    )


@expects_frames
def what_counts(statements, sentences, accusations, *, families: str = "once") -> Selection:
    """The part of the frames that measures count by default; on frames from `select` it changes nothing.

    English statements, a family once, no furniture, accusations put forward as so and not denials. Unlike `select` it
    takes empty frames as they come.
    """
    if not statements.empty:
        known(families, FAMILIES, "way to count families")
    kept, account = _narrow_statements(statements, None, None, None, families)
    if "side" not in kept.columns:
        kept = kept.assign(side=sides(kept["issuer"]))
    kept_sentences, more = _narrow_sentences(sentences, kept, ())
    kept_accusations, most = _narrow_accusations(accusations, kept_sentences, (), ())
    rows = [row for row in account + more + most if row[2]]
    return Selection(kept, kept_sentences, kept_accusations, pd.DataFrame(rows, columns=list(LEFT_OUT)))


def known(name: str, names, what: str) -> str:
    """Return `name` if it is one of `names`; otherwise say which is nearest, and which there are."""
    names = [str(n) for n in names]
    if name in names:
        return name
    by_fold = {n.casefold(): n for n in names}
    near = [by_fold[n] for n in get_close_matches(str(name).casefold(), by_fold, n=1, cutoff=0.5)]
    hint = f"did you mean {near[0]!r}?" if near else f"there are {_listed(names)}."
    raise SelectionError(f"There is no {what} called {name!r}; {hint}")


def _listed(names: list[str], most: int = 12) -> str:
    shown = ", ".join(sorted(names)[:most]) or "none"
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")


def _issuers(wanted, present: pd.Series) -> set[str] | None:
    """The issuers meant by names of issuers or of their states; None for all."""
    if not len(wanted):
        return None
    named = present.dropna().drop_duplicates()
    side = dict(zip(named, sides(named), strict=True))
    for name in wanted:
        known(name, {*side, *side.values()}, "issuer")
    return {issuer for issuer in side if issuer in wanted or side[issuer] in wanted}


def _day(text: str, what: str) -> pd.Timestamp | None:
    if not text:
        return None
    try:
        return pd.to_datetime(text, format="%Y-%m-%d")
    except (ValueError, TypeError):
        raise SelectionError(
            f"The {what} of the selection is {text!r}; write it as YYYY-MM-DD, for example 2023-09-01."
        ) from None


def _narrow_statements(statements, issuers, first, last, families):
    from toolkit.families import one_per_family

    account = []

    def keep(frame, mask, reason):
        account.append((reason, "statements", int((~mask).sum())))
        return frame[mask]

    kept = keep(statements, statements["language"].isin(CODED_LANGUAGES), "in a language that is not coded")
    if issuers is not None:
        kept = keep(kept, kept["issuer"].isin(issuers), "of another issuer")
    # Families before dates: a reprint inside the dates of a statement before them is not news.
    if families == "once" and not kept.empty:
        single = one_per_family(kept)
        first_carrier = among(kept["statement_id"], single["statement_id"])
        # A second narrowing must not forget the carriers that the first one saw.
        kept = keep(
            kept if "carriers" in kept else _with_carriers(kept, single),
            first_carrier,
            "counted once with the statement reprinted",
        )
    if first is not None or last is not None:
        kept = keep(kept, kept["date"].notna(), "without a date")
        inside = kept["date"].between(first or pd.Timestamp.min, last or pd.Timestamp.max)
        kept = keep(kept, inside, "outside the dates")
    return kept.reset_index(drop=True), account


def _with_carriers(statements, single):
    return statements.merge(
        single[["statement_id", "carriers", "n_carriers"]], on="statement_id", how="left"
    ).set_index(statements.index)


def sides(names: pd.Series) -> pd.Series:
    """The side of each name: the state whose body, force or official it is, or the name; missing stays missing."""
    from toolkit.actors import state_of

    side = {name: state_of(name) or name for name in names.dropna().unique()}
    return names.map(side).astype("str")


def _narrow_sentences(sentences, statements, voices):
    kept = sentences[among(sentences["statement_id"], statements["statement_id"])]
    furniture = kept["voice"] == "furniture"
    account = [("of page furniture", "sentences", int(furniture.sum()))]
    kept = kept[~furniture]
    if len(voices):
        heard = kept["voice"].isin(list(voices))
        account.append(("in another voice", "sentences", int((~heard).sum())))
        kept = kept[heard]
    return kept.reset_index(drop=True), account


def _narrow_accusations(accusations, sentences, accused, types):
    place = ["statement_id", "sentence_index"]
    # A lookup, not a merge: the accusations keep their own columns and types.
    inside = pd.MultiIndex.from_frame(accusations[place]).isin(pd.MultiIndex.from_frame(sentences[place]))
    kept, account = accusations[inside], []
    rules = [
        ("set aside (denial)", lambda f: ~f["denial"].astype(bool)),
        ("not put forward as so (negated or hypothetical)", lambda f: f["assertion"] == "asserted"),
    ]
    if len(accused):
        rules.append(("of another accused", lambda f: f["accused"].isin(list(accused))))
    if len(types):
        rules.append(("of another type", lambda f: f["type"].isin(list(types))))
    for reason, rule in rules:
        mask = rule(kept)
        account.append((reason, "accusations", int((~mask).sum())))
        kept = kept[mask]
    return kept.reset_index(drop=True), account
