"""The set of reports beside its slowest report, and how long a prompt waits for the package."""

from __future__ import annotations

from pathlib import Path

from benchmark.timing import Taken, best, cores, run, said, table

RUNS = 2


def reports(folder: Path) -> str:
    """The section on the reports, made of the sample corpus."""
    from toolkit.reports.parameters import REPORTS

    data, out = str(folder / "sample"), str(folder / "reports")
    run("-m", "toolkit.cli", "process", "--out", data)
    asked = {f"{name} alone": [name] for name in REPORTS} | {"the set": []}
    taken: dict[str, list[Taken]] = {name: [] for name in asked}
    for _ in range(RUNS):
        for name, words in asked.items():
            taken[name].append(run("-m", "toolkit.cli", "report", *words, "--force", "--processed", data, "--out", out))
    fewest = {name: best(runs) for name, runs in taken.items()}
    alone = [took for name, took in fewest.items() if name != "the set"]
    slowest, total = Taken(*map(max, zip(*alone, strict=True))), Taken(*map(sum, zip(*alone, strict=True)))
    rows = [
        said([name, f"{took.clock:.1f}", f"{took.processor:.1f}", f"{took.clock / slowest.clock:.2f}"])
        for name, took in (fewest | {"one after the other": total}).items()
    ]
    return (
        f"## Reports\n\n`toolkit report NAME --force` on the sample corpus, on {cores()} cores, start of Python and of the kernels included; the best of "
        f"{RUNS} runs each.\n\n" + table(["", "seconds", "seconds of processors", "beside the slowest"], rows)
    )


#: What is typed first at a prompt, after pandas.
PROMPTS = {
    "import toolkit": "import pandas, toolkit",
    "and toolkit.read_processed": "import pandas, toolkit; toolkit.read_processed",
    "and toolkit.rates": "import pandas, toolkit; toolkit.rates",
    "and all that toolkit has": "import pandas, toolkit; [getattr(toolkit, name) for name in toolkit.__all__]",
}


def imports(runs: int = 10) -> str:
    """The section on importing: what each line adds to `import pandas`."""
    codes = {"import pandas": "import pandas"} | PROMPTS
    least = dict.fromkeys(codes, float("inf"))
    for _ in range(runs):  # in turn, so that what else the machine does falls on all
        for name, code in codes.items():
            least[name] = min(least[name], run("-c", code).processor)
    rows = [said([name, f"{1000 * (took - least['import pandas']):.0f}"]) for name, took in least.items() if name != "import pandas"]
    return (
        f"## Importing\n\nMilliseconds of a processor that a new Python takes more than for `import pandas` ({1000 * least['import pandas']:.0f}); the "
        f"best of {runs} runs each.\n\n" + table(["", "milliseconds more"], rows)
    )
