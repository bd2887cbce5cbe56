"""A frame in the wrong place, of another corpus or without a column is told in a sentence, for every public verb in the same way."""

from __future__ import annotations

import inspect
import re
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

from toolkit.schema import FRAMES, SchemaError

KINDS = ("statements", "sentences", "accusations")

#: The columns by which a kind is known: those that no other kind has.
MARKS = {
    kind: set(FRAMES[kind].columns).difference(*(FRAMES[other].columns for other in KINDS if other != kind))
    for kind in KINDS
}

_inside = threading.local()


def expects_frames(verb: Callable | None = None, *, meet: bool = True) -> Callable:
    """Have a verb say what is wrong with the frames it is given, before and instead of what pandas would say of it.

    Arguments that are called statements, sentences or accusations are looked at: whether each is a frame, whether it rather looks like
    another kind, and whether they are of one corpus. No column is asked for that the verb can do without; one that it misses while it works is
    then named. `meet=False` is for verbs that may be given parts that share no statement.

    Only the outermost verb looks: what verbs hand to each other is theirs to know.

    >>> import pandas as pd, toolkit
    >>> statements, sentences, accusations = __import__("toolkit.examples").examples.small_world()
    >>> toolkit.rates(statements, accusations, sentences)
    Traceback (most recent call last):
    ...
    toolkit.schema.SchemaError: rates() takes accusations, statements, sentences, in this order: what was given as accusations looks like ...
    """
    if verb is None:
        return lambda of: expects_frames(of, meet=meet)
    signature = inspect.signature(verb)
    wanted = [name for name in signature.parameters if name in KINDS] or list(KINDS)

    @wraps(verb)
    def checked(*arguments, **named):
        if getattr(_inside, "verb", None):
            return verb(*arguments, **named)
        given = _given(signature, arguments, named)
        _inside.verb = verb.__name__
        try:
            given |= _of_data(verb.__name__, given)
            _look(verb.__name__, wanted, given, meet)
            return verb(*arguments, **named)
        except (KeyError, AttributeError) as error:
            raise _absent(verb.__name__, given, error) or error from None
        finally:
            _inside.verb = None

    return checked


def _given(signature: inspect.Signature, arguments: tuple, named: dict) -> dict[str, Any]:
    try:
        return dict(signature.bind(*arguments, **named).arguments)
    except TypeError:  # Python says by itself which argument is missing or unknown
        return {}


def _of_data(verb: str, given: dict[str, Any]) -> dict[str, Any]:
    """The frames of an argument `data`, which is what `read_processed` returns, or three frames in that order."""
    data = given.get("data")
    if "data" not in given or isinstance(data, tuple | list) and len(data) >= len(KINDS):
        return dict(zip(KINDS, data or (), strict=False))
    raise SchemaError(
        f"{verb}() takes as data what toolkit.read_processed returns, or ({', '.join(KINDS)}); {_a(data)} came."
    )


def _look(verb: str, wanted: list[str], given: dict[str, Any], meet: bool) -> None:
    frames = {name: given[name] for name in wanted if given.get(name) is not None}
    for name, frame in frames.items():
        if not hasattr(frame, "columns"):
            raise SchemaError(f"{_takes(verb, wanted)}: what was given as {name} is {_a(frame)}, not a frame.")
    wrong = {name: kind for name, frame in frames.items() if (kind := looks_like(frame, name)) != name}
    if wrong:
        told = ", and ".join(
            f"what was given as {name} {'looks ' if not n else ''}like {kind}" for n, (name, kind) in enumerate(wrong.items())
        )
        hint = "; did you exchange the two?" if len(wrong) == 2 else "; did you exchange them?" if len(wrong) > 2 else "."
        raise SchemaError(f"{_takes(verb, wanted)}: {told}{hint}")
    if meet:
        _of_one_corpus(verb, frames)


def looks_like(frame: Any, kind: str) -> str:
    """The kind of a frame by its columns: `kind` where any column marks it so, or where none marks it as another.

    >>> import pandas as pd
    >>> looks_like(pd.DataFrame(columns=["statement_id", "sentence"]), "statements")
    'sentences'
    """
    marks = {name: len(MARKS[name].intersection(map(str, frame.columns))) for name in KINDS}
    most = max(KINDS, key=lambda name: marks[name])
    return kind if marks[kind] or not marks[most] else most


def _of_one_corpus(verb: str, frames: dict[str, Any]) -> None:
    """Accusations may be none of these statements, or none of these sentences, where somebody chose; but not none of both."""
    ids = {name: frame["statement_id"] for name, frame in frames.items() if "statement_id" in frame.columns and len(frame)}
    for name, others in (("sentences", ["statements"]), ("accusations", ["statements", "sentences"])):
        others = [other for other in others if other in ids]
        if name in ids and others and not any(_meet(ids[name], ids[other]) for other in others):
            raise SchemaError(
                f"{verb}() was given {name} and {' and '.join(others)} that have no statement_id in common (the first of the {name} is "
                f"{ids[name].iloc[0]!r}); are they of the same corpus? "
                f"Where there are to be no {name}, give {name}.head(0)."
            )


def _meet(some, others) -> bool:
    return bool((others == some.iloc[0]).any()) or bool(some.isin(others).any())


def _absent(verb: str, given: dict[str, Any], error: Exception) -> SchemaError | None:
    """The sentence for a column that a verb looked for in vain, or None where the error is of another kind."""
    names = set(re.findall(r"'([^']+)'", str(error))) | {str(a) for a in error.args if isinstance(a, str)}
    frames = {name: frame for name, frame in given.items() if hasattr(frame, "columns") and hasattr(frame, "iloc")}
    for name, frame in frames.items():
        declared = FRAMES[name].columns if name in KINDS else None
        absent = [c for c in (declared or sorted(names)) if c in names and c not in frame.columns]
        absent = [c for c in absent if declared or c in _known_columns(frames, name)]
        if absent:
            return SchemaError(
                f"{verb}() needs the column{'s' if len(absent) > 1 else ''} {', '.join(absent)} in {_its(name)}; "
                f"this one has {', '.join(map(str, frame.columns)) or 'no columns'}{_rather(frame, name)}."
            )
    return None


def _known_columns(frames: dict[str, Any], name: str) -> set[str]:
    """What is a column, and not another word in an error: what no other frame of the call explains."""
    return {c for c in _MEASURED if all(c not in other.columns for n, other in frames.items() if n != name)}


#: Columns of the frames that measures return, which other verbs take.
_MEASURED = frozenset(
    "period rate low high caution share state accuser accused n_accusations n_statements n_sentences n_tokens n_own n_clusters term word "
    "n z date event number issuer side type form voice sentence statement_id sentence_index typical_of lag r n_both log_ratio".split()
)


def _rather(frame: Any, name: str) -> str:
    marks = {kind: len(MARKS[kind].intersection(map(str, frame.columns))) for kind in KINDS}
    most = max(KINDS, key=lambda kind: marks[kind])
    return f" and looks like {most}" if marks[most] > 2 and most != name else ""


def _takes(verb: str, wanted: list[str]) -> str:
    order = ", in this order" if len(wanted) > 1 else ""
    return f"{verb}() takes {', '.join(wanted)}{order}"


def _its(name: str) -> str:
    return f"its {name}" if name in KINDS or name.endswith("s") else f"the frame given as {name}"


def _a(thing: Any) -> str:
    word = type(thing).__name__
    return f"an {word}" if word[0].lower() in "aeiou" else f"a {word}"
