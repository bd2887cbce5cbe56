"""The steps of coding, one after the other on one core."""

from __future__ import annotations

from collections.abc import Callable

from benchmark.timing import table, timed


def parts(texts: list[str], issuers: list[str]) -> dict[str, float]:
    """Seconds of each step on one core, in this process, everything loaded."""
    import pandas as pd

    from toolkit.accusations.find import code_statements, states_of_issuers
    from toolkit.languages import detect_language
    from toolkit.likeness import fingerprint
    from toolkit.normalize import clean
    from toolkit.reading.wording import fields_in
    from toolkit.sentences import split_sentences

    frame = pd.DataFrame({"statement_id": [str(n) for n in range(len(texts))], "issuer": issuers, "clean_text": texts})
    states, made = states_of_issuers(frame["issuer"]), {}
    steps: dict[str, Callable[[], object]] = {
        "clean": lambda: [clean(t) for t in texts],
        "language": lambda: [detect_language(t) for t in texts],
        "issuer, date from the words": lambda: [fields_in(t) for t in texts],
        "split and label voices": lambda: made.update(sentences=split_sentences(frame)),
        "find accusations": lambda: code_statements(made["sentences"], frame, states),
        "fingerprints for reprints": lambda: [fingerprint(t) for t in texts],
    }
    split_sentences(frame.head(20))
    code_statements(split_sentences(frame.head(200)), frame, states)
    return {name: timed(step) for name, step in steps.items()}


def steps(texts: list[str], issuers: list[str], n_words: int) -> str:
    """The section on the steps."""
    seconds = parts(texts, issuers)
    total = sum(seconds.values())
    rows = [[name, f"{100 * took / total:.0f} %", f"{n_words / took:,.0f}"] for name, took in seconds.items()]
    return (
        f"## Its parts, on one core\n\n{len(texts):,} statements, {n_words:,} words, everything loaded.\n\n"
        + table(["step", "share", "words a second"], [*rows, ["all of these", "100 %", f"{n_words / total:,.0f}"]])
    )
