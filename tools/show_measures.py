"""Show that the measures are right: `python tools/show_measures.py [--quick] [--check]` writes docs/measures_shown.md.

Two parts: each measure on a worked example beside an independent oracle, and simulations in which the truth is known. Needs the `test`
extra. `--quick` makes a tenth of the draws and prints instead of writing; `--check` fails where a figure is out of its bounds.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm import tqdm

from toolkit.changes import change_points
from toolkit.correction import corrected_rates
from toolkit.estimates import ratio_interval, wilson
from toolkit.examples import ARDENIA, VELMAR, make_accusations, make_sentences, make_statements
from toolkit.files import write_whole
from toolkit.permutation import false_discovery
from toolkit.terms import keyness
from toolkit.terms.association import g2, log_dice, log_odds, npmi, pmi, t_score
from toolkit.terms.dispersion import dispersion, juilland_d

PAGE = Path(__file__).parent.parent / "docs" / "measures_shown.md"


def oracles() -> list[tuple[str, str, float, float, str]]:
    """(measure, example, ours, expected, where the expected value comes from)."""
    from nltk.collocations import BigramAssocMeasures as Measures
    from scipy.stats import chi2_contingency
    from statsmodels.stats.multitest import multipletests
    from statsmodels.stats.proportion import proportion_confint

    gries = ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    cells = [[120, 40], [780, 1_060]]
    p = [0.01, 0.04, 0.03, 0.2]
    delta = np.log(13 / 137) - np.log(8 / 142)
    ratio = ratio_interval(4, 40, 8, 420, 90, 26)
    error = np.sqrt(4 / 3 * (26 - 2 * 0.2 * 90 + 0.04 * 420)) / 40
    return [
        ("Gries's DP", "1 to 5 hits in parts of 9, 10, 10, 10, 11", dispersion(*gries, 50, 9)[0], 0.18, "Gries 2008"),
        ("DP, normed", "the same", dispersion(*gries, 50, 9)[1], 0.2195121951, "Lijffijt and Gries 2012"),
        ("Juilland's D", "the same", juilland_d(*gries, 5), 0.7851504534, "Gries 2008"),
        ("G2, four cells", "3 in 5,000 against 0 in 50,000", float(g2(3, 0, 5_000, 50_000)), 14.39, "by hand"),
        (
            "G2, four cells",
            "120 in 900 against 40 in 1,100",
            float(g2(120, 40, 900, 1_100)),
            chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic,
            "scipy.stats.chi2_contingency",
        ),
        (
            "G2, Williams",
            "3 in 5,000 against 0 in 50,000",
            float(g2(3, 0, 5_000, 50_000, williams=True)),
            8.90,
            "by hand",
        ),
        (
            "log-odds, z",
            "10 of 100, 5 of 100, prior 3 of 50",
            float(log_odds(10, 5, 100, 100, 3, 50)[1]),
            delta / np.sqrt(1 / 13 + 1 / 8),
            "by hand",
        ),
        (
            "PMI",
            "12 together, 40 and 30 of 1,000",
            float(pmi(12, 40, 30, 1_000)),
            Measures.pmi(12, (40, 30), 1_000),
            "nltk",
        ),
        ("t-score", "the same", float(t_score(12, 40, 30, 1_000)), Measures.student_t(12, (40, 30), 1_000), "nltk"),
        ("NPMI", "always together", float(npmi(10, 10, 10, 1_000)), 1.0, "by definition"),
        ("logDice", "half as often", float(log_dice(5, 10, 10)), 13.0, "Rychlý 2008"),
        (
            "Wilson, low",
            "3 of 10",
            float(wilson(3, 10)[1]),
            proportion_confint(3, 10, method="wilson")[0],
            "statsmodels",
        ),
        (
            "Rate, high (4 documents)",
            "8 hits in 40 words",
            float(ratio[2]),
            0.2 + 3.182446305 * error,
            "Cochran 1977, by hand",
        ),
        (
            "False discovery, largest q",
            "p of 0.01, 0.04, 0.03, 0.2",
            float(false_discovery(p).max()),
            multipletests(p, method="fdr_bh")[1].max(),
            "statsmodels",
        ),
    ]


def coverage_of_rates(rng, n_documents: int, draws: int) -> float:
    """Share of 95 % intervals that hold the true rate: documents of many lengths, each with a temper of its own (gamma, shape 0.5)."""
    held, rate = 0, 0.008
    for _ in range(draws):
        x = rng.lognormal(5.5, 0.7, n_documents).round() + 20
        y = rng.poisson(rng.gamma(0.5, 2, n_documents) * rate * x)
        _, low, high = ratio_interval(n_documents, x.sum(), y.sum(), (x * x).sum(), (x * y).sum(), (y * y).sum())
        held += bool(low <= rate <= high)
    return held / draws


def coverage_of_poisson(rng, n_documents: int, draws: int) -> float:
    """The same for the interval that takes each accusation as a draw of its own."""
    from scipy.stats import chi2

    held, rate = 0, 0.008
    for _ in range(draws):
        x = rng.lognormal(5.5, 0.7, n_documents).round() + 20
        y = rng.poisson(rng.gamma(0.5, 2, n_documents) * rate * x).sum()
        low, high = chi2.ppf(0.025, 2 * y) / 2 / x.sum(), chi2.ppf(0.975, 2 * y + 2) / 2 / x.sum()
        held += bool(low <= rate <= high)
    return held / draws


def false_keywords(rng, clump: int, draws: int) -> tuple[float, float]:
    """Share of words "significant" at .05 between two sides that do not differ: by G2 over words, and by documents dealt out."""
    by_words = by_documents = n = 0
    words = np.array([f"word{k}" for k in range(40)])
    for _ in range(draws):
        statements = make_statements(*({"issuer": VELMAR if k % 2 else ARDENIA} for k in range(60)))
        texts = (
            " ".join(np.r_[rng.choice(words, 20), np.repeat(rng.choice(words, max(1, 20 // clump)), clump)]) + "."
            for _ in range(60)
        )
        sentences = make_sentences(
            *({"statement_id": s, "sentence": t} for s, t in zip(statements["statement_id"], texts))
        )
        table = keyness(sentences, statements, draws=199, seed=int(rng.integers(1 << 30)))
        by_words += int((table["g2"] > 3.841459).sum())
        by_documents += int((table["p"] <= 0.05).sum())
        n += len(table)
    return by_words / n, by_documents / n


def coverage_of_corrected(rng, draws: int, n_coded: int = 200) -> tuple[float, float]:
    """Share of intervals that hold the true rate of accusing sentences: as found by a coder that misses four in ten, and corrected."""
    raw = fixed = 0
    for _ in range(draws):
        statements = make_statements(*({} for _ in range(150)))
        ids = statements["statement_id"].repeat(16).to_numpy()
        sentences = make_sentences(*({"statement_id": i} for i in ids))
        true = rng.uniform(size=len(ids)) < np.repeat(rng.beta(1, 3, 150), 16)
        found = rng.uniform(size=len(ids)) < np.where(true, 0.6, 0.02)
        place = sentences[["statement_id", "sentence_index"]].assign(accusation=true.astype(int))
        accusations = make_accusations(*place[found][["statement_id", "sentence_index"]].to_dict("records"))
        coded = place.iloc[rng.choice(len(place), n_coded, replace=False)].assign(probability=n_coded / len(place))
        row = corrected_rates(coded, accusations, statements, sentences).iloc[0]
        raw += bool(row["low"] <= 25 <= row["high"])
        fixed += bool(row["corrected_low"] <= 25 <= row["corrected_high"])
    return raw / draws, fixed / draws


def false_changes(rng, correlation: float, draws: int, jump: float = 1.0) -> float:
    """Share of series in which a change is found: counts around a rate that drifts with this autocorrelation, and may jump midway."""
    found = 0
    for k in range(draws):
        n = (24, 36, 60)[k % 3]
        drift = np.zeros(n)
        for t in range(n):
            before = drift[t - 1] if t else rng.standard_normal()
            drift[t] = correlation * before + np.sqrt(1 - correlation**2) * rng.standard_normal()
        exposures = rng.integers(5, 25, n)
        rate = np.exp(0.45 * drift - 0.1) * np.where(np.arange(n) < n // 2, 1, jump)
        table = pd.DataFrame({"period": pd.date_range("2020-01-01", periods=n, freq="MS"), "n_statements": exposures})
        found += len(change_points(table.assign(n_accusations=rng.poisson(2 * rate * exposures)), seed=k)) > 0
    return found / draws


def simulations(scale: float) -> list[tuple[str, str, float, str, bool]]:
    """(what, where, figure, bound, whether it is kept)."""
    rng, rows = np.random.default_rng(7), []

    def add(what: str, where: str, figure: float, bound: str, kept: bool) -> None:
        rows.append((what, where, figure, bound, kept))

    steps = tqdm(total=12, disable=not sys.stderr.isatty(), desc="Simulating")
    many, some, few = int(5_000 * scale), int(400 * scale), int(100 * scale)
    for n in (100, 300):
        share = coverage_of_rates(rng, n, many)
        add("95 % interval of a rate holds the truth", f"{n} clumped documents", share, "at least 0.92", share >= 0.92)
        steps.update()
    share = coverage_of_poisson(rng, 100, many)
    add("Poisson interval over accusations holds the truth", "100 clumped documents", share, "for comparison", True)
    steps.update()
    for clump in (5, 10, 20):
        by_words, by_documents = false_keywords(rng, clump, few)
        where = f"60 documents, words in runs of {clump}"
        add("false keywords by documents at .05", where, by_documents, "at most 0.06", by_documents <= 0.06)
        add("false keywords by G2 over words", where, by_words, "for comparison", True)
        steps.update()
    for correlation in (0.0, 0.5, 0.8):
        share = false_changes(rng, correlation, some // 2)
        where = f"24 to 60 periods, autocorrelation {correlation:g}"
        add("false alarms of change points at .05", where, share, "at most 0.08", share <= 0.08)
        steps.update()
    add(
        "a threefold jump is found",
        "24 to 60 periods, no autocorrelation",
        false_changes(rng, 0.0, some // 4, 3.0),
        "for comparison",
        True,
    )
    raw, fixed = coverage_of_corrected(rng, some)
    add(
        "corrected rate's interval holds the truth",
        "200 coded sentences of 2,400",
        fixed,
        "at least 0.92",
        fixed >= 0.92,
    )
    add("raw rate's interval holds the truth", "the same", raw, "for comparison", True)
    steps.close()
    return rows


def page(known: list, drawn: list) -> str:
    """The report as Markdown."""
    lines = [
        "# The measures, shown",
        "",
        "Made by `make measures` (`tools/show_measures.py`). What each measure means stands in [measures.md](measures.md).",
        "",
        "## Beside independent oracles",
        "",
        "| measure | example | toolkit | expected | from |",
        "|---|---|---|---|---|",
        *(f"| {m} | {e} | {ours:.6g} | {expected:.6g} | {source} |" for m, e, ours, expected, source in known),
        "",
        "## In simulations where the truth is known",
        "",
        "| what | where | figure | bound |",
        "|---|---|---|---|",
        *(f"| {what} | {where} | {figure:.3f} | {bound} |" for what, where, figure, bound, _ in drawn),
        "",
        "An interval that takes every accusation or every word as a draw of its own is far too narrow, because they come in documents:",
        "the lines marked “for comparison” show by how much.",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the draws, printed and not written")
    parser.add_argument("--check", action="store_true", help="fail where a figure is out of its bounds")
    options = parser.parse_args()
    known, drawn = oracles(), simulations(0.1 if options.quick else 1)
    text = page(known, drawn)
    if options.quick:
        print(text)
    else:
        write_whole(PAGE, text.encode())
        print(f"Written: {PAGE.name}")
    wrong = [m for m, _, ours, expected, _ in known if not np.isclose(ours, expected, rtol=5e-4)]
    wrong += [f"{what}, {where}: {figure:.3f}" for what, where, figure, _, kept in drawn if not kept]
    for line in wrong:
        print(f"Out of bounds: {line}", file=sys.stderr)
    return int(bool(wrong) and options.check)


if __name__ == "__main__":
    sys.exit(main())
