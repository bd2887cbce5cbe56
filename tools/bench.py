"""How fast the toolkit is, beside simpler programs on the same texts: `make bench`, or `.venv/bin/python tools/bench.py --sizes 1000 20000`.

Statements of 300 to 400 words are grown from the sample corpus: sentences of one body shuffled, with other numbers, places (not all
ASCII) and days, in files of 500. Everything is measured in one run, one thing after the other; ratios are what to look at, since machines
differ and are busy. Writes a table to docs/performance_shown.md with --write.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance_shown.md"
PLACES = ["Dorn", "Tresk", "Ivel", "Kestry", "Hallin", "Corlen", "Pell Heights", "Sarnhold", "Upper Sill"]
OTHERS = [
    *(
        "Årdal",
        "Übersee",
        "Késtry",
        "Čerin",
        "Łomna",
        "Sèvremont",
        "Ağdere",
        "Žilov",
        "Marrow",
        "Tollan",
        "Brisk",
        "Wend",
    ),
    *("Halden", "Orsk", "Pellin", "Vashir", "Naro", "Quell", "Stenna", "Ruvo", "Istrel", "Gorm", "Elsine", "Dovra"),
]
IN_A_FILE = 500


def material() -> dict[str, list[str]]:
    """Issuer -> its sentences in the sample corpus."""
    import toolkit

    statements = toolkit.read_statements(ROOT / "data" / "raw")
    statements = statements[(statements["language"] == "en") & statements["issuer"].notna()]
    sentences = toolkit.split_sentences(statements)
    issuer = sentences["statement_id"].map(statements.set_index("statement_id")["issuer"])
    return {name: part["sentence"].tolist() for name, part in sentences.groupby(issuer) if len(part) > 100}


def grown(n: int, said: dict[str, list[str]], seed: int = 1):
    """`n` statements, the same for the same seed; those of a larger corpus begin with those of a smaller."""
    rng, issuers, statement = random.Random(seed), sorted(said), {}
    for k in range(n):
        if statement and rng.random() < 0.05:  # an agency carries the one before
            yield {**statement, "publisher": "Quellport Press Agency", "text": f"{statement['text']}\n\nQPA reports."}
            continue
        issuer, wanted, words, text = rng.choice(issuers), rng.randint(300, 400), 0, []
        while words < wanted:
            sentence = rng.choice(said[issuer])
            words += sentence.count(" ") + 1
            text.append(sentence)
            if rng.random() < 0.2:
                text.append("\n\n")
        place = {name: rng.choice(OTHERS) for name in PLACES}
        body = " ".join(text).replace(" \n\n ", "\n\n")
        body = re.sub(r"\b(" + "|".join(PLACES) + r")\b", lambda m, place=place: place[m[1]], body)
        body = re.sub(r"\d+", lambda m: str(rng.randint(1, 10 ** len(m[0]) - 1)) if len(m[0]) < 4 else m[0], body)
        day = f"{2011 + k % 14}-{1 + rng.randrange(12):02}-{1 + rng.randrange(28):02}"
        statement = {"date": day, "issuer": issuer, "title": f"Statement {k}", "text": body}
        yield statement


def lay_out(folder: Path, statements) -> tuple[int, int]:
    """Write statements as JSON lines, and return how many words and bytes they have."""
    folder.mkdir(parents=True, exist_ok=True)
    words = size = 0
    file = None
    for k, statement in enumerate(statements):
        if k % IN_A_FILE == 0:
            file = (folder / f"{k // IN_A_FILE:05}.jsonl").open("w", encoding="utf-8")
        words += len(re.findall(r"\w+", statement["text"]))
        size += file.write(json.dumps(statement, ensure_ascii=False) + "\n")
    return words, size


class Watch:
    """The most memory that this process's descendants had together (resident, shared pages counted once each), in MiB."""

    def __init__(self, pid: int):
        self.pid, self.most, self.going = pid, 0.0, True
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        while self.going:
            self.most = max(self.most, sum(map(_resident, [self.pid, *_descendants(self.pid)])))
            time.sleep(0.1)

    def end(self) -> float:
        self.going = False
        self.thread.join()
        return self.most


def _resident(pid: int) -> float:
    try:
        pss = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
        return int(pss[1]) / 1024 if pss else 0.0
    except OSError:
        return 0.0


def _descendants(pid: int) -> list[int]:
    try:
        children = [int(p) for t in Path(f"/proc/{pid}/task").iterdir() for p in (t / "children").read_text().split()]
    except OSError:
        return []
    return [*children, *(p for child in children for p in _descendants(child))]


def process(raw: Path, out: Path, *options: str) -> tuple[float, float]:
    """Seconds and MiB of `toolkit process`, with all that it starts."""
    code = "import sys; from toolkit.pipeline import process; process(*sys.argv[1:3], force='--force' in sys.argv, processes=1 if '--alone' in sys.argv else None)"
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", code, str(raw), str(out), *options], cwd=ROOT)
    watch = Watch(child.pid)
    if child.wait():
        raise SystemExit("toolkit process failed")
    return time.perf_counter() - began, watch.end()


def peers(texts: list[str]) -> dict[str, Callable[[], object]]:
    """Name -> what it does with the texts, on one core."""
    word = re.compile(r"\w+")
    found: dict[str, Callable[[], object]] = {"Python's re: words alone": lambda: [word.findall(t) for t in texts]}

    def nltk():
        from nltk.tokenize.destructive import NLTKWordTokenizer
        from nltk.tokenize.punkt import PunktSentenceTokenizer

        sentences, words = PunktSentenceTokenizer(), NLTKWordTokenizer()
        return [words.tokenize(s) for t in texts for s in sentences.tokenize(t)]

    def counts():
        from sklearn.feature_extraction.text import CountVectorizer

        return CountVectorizer().fit_transform(texts)

    found["NLTK: Punkt and words"] = nltk
    found["scikit-learn: CountVectorizer"] = counts
    try:
        import spacy
    except ImportError:
        return found
    found["spaCy: blank English"] = lambda: list(spacy.blank("en").pipe(texts))
    return found


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


def timed(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def measured(sizes: list[int], folder: Path) -> str:
    """The page: everything measured, one thing after the other."""
    said = material()
    texts = [(s["text"], s["issuer"]) for s in grown(1000, said, seed=7)]
    plain = [t for t, _ in texts]
    n_words = sum(len(re.findall(r"\w+", t)) for t in plain)
    other = {name: min(timed(what), timed(what)) for name, what in peers(plain).items()}
    floor = other["NLTK: Punkt and words"] / n_words
    print("peers done", flush=True)
    steps = parts(plain, [i for _, i in texts])
    print("parts done", flush=True)
    whole, more = [], []
    for n in sizes:
        raw, out = folder / f"raw-{n}", folder / f"out-{n}"
        words, size = lay_out(raw, grown(n, said))
        seconds, memory = process(raw, out, "--force")
        whole.append(
            [
                f"{n:,}",
                f"{words / 1e6:.1f}",
                f"{seconds:,.0f}",
                f"{words / seconds:,.0f}",
                f"{floor * words / seconds:.2f}",
                f"{memory:,.0f}",
            ]
        )
        print(whole[-1], flush=True)
        lay_out(raw / "new", grown(100, said, seed=99))
        again, _ = process(raw, out)
        nothing, _ = process(raw, out)
        more.append([f"{n:,}", f"{again:.1f}", f"{100 * again / seconds:.1f} %", f"{nothing:.1f}"])
        print(more[-1], flush=True)
        shutil.rmtree(raw)
        shutil.rmtree(out)
    total = sum(steps.values())
    return (
        f"Measured on {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, by `tools/bench.py`. Ratios first: seconds are those of one "
        "machine, on one day.\n\n## The whole way\n\nRaw files to the four frames, all cores, start of Python and of its child processes included. *Beside NLTK*: words a second, as a multiple of what "
        "NLTK's Punkt and word tokenizers alone make of such texts on one core. Memory is that of all processes together.\n\n"
        + table(["statements", "million words", "seconds", "words a second", "beside NLTK", "memory, MiB"], whole)
        + "\n## A hundred statements more\n\n"
        + table(["statements before", "seconds", "of the whole", "seconds where nothing is new"], more)
        + f"\n## Its parts, on one core\n\n1,000 statements, {n_words:,} words, everything loaded.\n\n"
        + table(
            ["step", "share", "words a second"],
            [[k, f"{100 * v / total:.0f} %", f"{n_words / v:,.0f}"] for k, v in steps.items()]
            + [["all of these", "100 %", f"{n_words / total:,.0f}"]],
        )
        + "\n## Others, on one core\n\nThe same texts. Each does less: none of them says who speaks, or who accuses whom.\n\n"
        + table(
            ["", "words a second", "beside NLTK"],
            [[k, f"{n_words / v:,.0f}", f"{floor * n_words / v:.1f}"] for k, v in other.items()],
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 20000])
    parser.add_argument("--write", action="store_true", help="write docs/performance_shown.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="toolkit-bench-") as folder:
        page = "# Performance, measured\n\n" + measured(options.sizes, Path(folder))
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
