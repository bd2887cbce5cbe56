"""The commands. A wrong option, path or name gives one sentence and exit code 2; what fails in the work itself, exit code 1."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path

import click

from toolkit import __version__
from toolkit.cli_checks import must_be_folder, must_exist
from toolkit.cli_collecting import collect
from toolkit.cli_operations import doctor, schedule, status, verify
from toolkit.cli_sharing import export
from toolkit.cli_validation import sample, score

_WIDTH = {"max_content_width": 100, "help_option_names": ["-h", "--help"]}


class _Commands(click.Group):
    """A group that answers a misspelt command with the nearest one, in one sentence."""

    def resolve_command(self, context, arguments):
        name = arguments[0]
        if self.get_command(context, name) is None:
            near = get_close_matches(name, self.commands, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(self.commands))}."
            raise click.UsageError(f"There is no command {name!r}; {hint}")
        return super().resolve_command(context, arguments)


@click.group(cls=_Commands, context_settings=_WIDTH, no_args_is_help=False, invoke_without_command=True)
@click.version_option(__version__, prog_name="toolkit")
@click.pass_context
def cli(context: click.Context) -> None:
    """Who accuses whom of what in official statements.

    A row of the results records that a text accuses. It says nothing of whether the charge is true.

    \b
    Examples:
      toolkit process                        read data/raw/ into data/processed/
      toolkit report                         make all reports, in reports/
      toolkit report timeline -p period=week -p issuers="Velmar, Ardenia"
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command(short_help="Read raw statements and code them.")
@click.argument("raw", default="data/raw", metavar="[RAW]")
@click.option("--out", default="data/processed", show_default=True, metavar="DIR", help="Folder to write to.")
@click.option("--force", is_flag=True, help="Work also on what has not changed since the run before.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Have the workers of a Dask cluster do the work: its scheduler, such as tcp://10.0.0.5:8786.",
)
@click.option(
    "--kept",
    metavar="PLACE",
    help="Where rows are kept for the next run and passed to workers: a folder, or an address such as s3://bucket/kept.  [default: DIR/kept]",
)
def process(raw: str, out: str, force: bool, scheduler: str | None, kept: str | None) -> None:
    """Read raw statements and code them.

    RAW is a file or a folder (default: data/raw) of txt, md, html, pdf, docx, csv, tsv, xlsx, json and jsonl files. Writes
    statements.parquet, sentences.parquet, accusations.parquet and problems.csv, which lists each file or row that could
    not be read, with the reason. Nothing in RAW is changed. What the run before worked on is not worked on again.

    \b
    Examples:
      toolkit process
      toolkit process my-statements --out my-results
      toolkit process /share/statements --out /share/results --scheduler tcp://10.0.0.5:8786
    """
    must_exist(raw, "RAW")
    must_be_folder(out, "--out")
    from toolkit.pipeline import process as run

    click.echo(run(raw, out, progress=sys.stderr.isatty(), force=force, scheduler=scheduler, kept=kept))


@cli.command(short_help="Show how a sentence is coded, and why.")
@click.argument("sentence")
@click.option(
    "--issuer", default=None, metavar="NAME", help="Who says it, for example “Ministry of Defence of Velmar”."
)
@click.option("--before", default="", metavar="TEXT", help="The sentence before it.")
def explain(sentence: str, issuer: str | None, before: str) -> None:
    """Show how one SENTENCE is coded: the parties in it, the acts found, what counts and why the rest does not.

    \b
    Example:
      toolkit explain "Ardenian units shelled Dorn." --issuer "Ministry of Defence of Velmar"
    """
    if not sentence.strip():
        raise click.UsageError("The sentence is empty; write it in quotation marks.")
    from toolkit.explanation import explain as run

    click.echo(run(sentence, issuer=issuer, before=before).whole)


for command in (collect, sample, score, export, status, verify, doctor, schedule):
    cli.add_command(command)


@cli.command(short_help="Make the reports.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--out", default="reports", show_default=True, metavar="DIR", help="Folder to write to.")
@click.option(
    "--processed", default="data/processed", show_default=True, metavar="DIR", help="What `toolkit process` wrote."
)
@click.option(
    "--notebooks", metavar="DIR", help="Where the notebooks are. [default: the project's, but for those in ./notebooks]"
)
@click.option(
    "-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE", help="A parameter; may stand more than once."
)
@click.option("--force", is_flag=True, help="Run also what has not changed since it was made.")
@click.option("--pdf", is_flag=True, help="Also print each page to a PDF, with a Chromium or Chrome on this machine.")
@click.option("--parameters", "tell", is_flag=True, help="List the parameters of each report and stop.")
def report(
    names: tuple[str, ...],
    out: str,
    processed: str,
    notebooks: str | None,
    given: tuple[str, ...],
    force: bool,
    pdf: bool,
    tell: bool,
) -> None:
    """Make the reports: frequency, actors, terms and timeline, or those you NAME.

    Each is one HTML file that needs no network; index.html leads to them all. Parameters choose what is counted; lists are
    written with commas, and an empty list means all. A report that fails leaves the page before it in place.

    \b
    Examples:
      toolkit report
      toolkit report frequency terms --out today
      toolkit report timeline -p start=2031-01-01 -p period=week -p issuers="Velmar, Ardenia"
      toolkit report --parameters
    """
    if tell:
        click.echo(_parameters_help(names))
        return
    must_be_folder(out, "--out")
    values = _values(given)
    processed = _one_of_two(processed, values.pop("processed", None))
    beside = {name: _beside(values[name], name, names) for name in ("events", "coverage", "validation") if name in values}
    from toolkit.reports.make import make_reports

    made = make_reports(
        names,
        values,
        out=out,
        processed=processed,
        beside=beside,
        notebooks=notebooks,
        progress=_Progress(len(names) or 4),
        force=force,
    )
    failures = [m for m in made if m.failure]
    if pdf:
        _print([m.path for m in made if m.path])
    _tell_notebooks([m.name for m in made], notebooks)
    click.echo(f"Open {Path(out) / 'index.html'}")
    if failures:
        raise click.ClickException(
            f"{len(failures)} of {len(made)} reports could not be made; their last good pages were left as they were."
        )


def _tell_notebooks(names: list[str], folder: str | None) -> None:
    """Where the notebooks are, where that is not plain: away from the project, and where one of one's own takes the place of another."""
    from toolkit.reports.notebooks import PROJECT, find_notebook, whose

    found = [find_notebook(name, folder) for name in names]
    if folder is None and any(path.parent == PROJECT for path in found):
        click.echo(f"Made by the notebooks of the project, in {PROJECT}")
    for path in found:
        if whose(path):
            click.echo(f"{path.stem}: made by {path}, which is {whose(path)}")


def _print(pages: list[Path]) -> None:
    from tqdm import tqdm

    from toolkit.reports.pdf import print_pdf

    for page in tqdm(pages, desc="Printing", unit=" pages", leave=False, disable=not sys.stderr.isatty()):
        print_pdf(page)


class _Progress:
    """A line for each report as it is made; at a terminal, a bar below them."""

    def __init__(self, total: int):
        from tqdm import tqdm

        self.bar = tqdm(total=total, desc="Reports", unit=" reports", leave=False, disable=not sys.stderr.isatty())

    def __call__(self, made) -> None:
        line = f"{made.name}: not made. {made.failure}" if made.failure else f"{made.name}: {made.path}"
        line += ", unchanged since it was made" if made.unchanged else ""
        self.bar.clear()
        click.echo(line, err=bool(made.failure))
        self.bar.update()
        if self.bar.n == self.bar.total:
            self.bar.close()


def _values(given: tuple[str, ...]) -> dict[str, object]:
    """`-p name=value` pairs; a name that stands twice is refused, since one of the two would be lost."""
    values: dict[str, object] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        name = name.strip()
        if not sign or not name:
            raise click.UsageError(f"-p takes NAME=VALUE, for example -p period=week; {pair!r} is not that.")
        if name in values:
            raise click.UsageError(
                f"The parameter {name!r} is given twice; give a list once, with commas between its values."
            )
        values[name] = value
    return values


def _one_of_two(option: str, parameter: object) -> str:
    """`--processed DIR`, or the same as `-p processed=DIR`."""
    if parameter is None:
        if option != "data/processed":
            must_exist(option, "--processed")
        return option
    if option not in ("data/processed", parameter):
        raise click.UsageError(f"--processed says {option!r} and -p processed says {parameter!r}; give one of them.")
    must_exist(str(parameter), "-p processed")
    return str(parameter)


def _beside(value: object, name: str, reports: tuple[str, ...]) -> Path | None:
    """The file or folder that is named for what stands beside the data; an empty value (`-p events=`) for none."""
    from toolkit.reports.parameters import REPORTS

    if not value:
        return None
    must_exist(str(value), f"-p {name}")
    place = Path(str(value))
    try:
        if any(name in REPORTS[report].model_fields for report in reports or REPORTS if report in REPORTS):
            _read_beside(name, place)
    except ValueError as error:  # in a notebook it would be told of a copy under another name, after other reports ran
        raise click.UsageError(f"-p {name}: {error}") from None
    return place


def _read_beside(name: str, place: Path) -> None:
    """Read a list that people keep by hand, to have its faults told before anything runs."""
    if name == "events":
        from toolkit.events import read_events

        read_events(place)
    elif name == "coverage":
        from toolkit.coverage import read_coverage

        read_coverage(place)


def _parameters_help(names: tuple[str, ...]) -> str:
    from toolkit.reports.parameters import REPORTS, describe, nearest

    for name in names:
        nearest(name, REPORTS, "report")
    blocks = []
    for name in names or REPORTS:
        rows = [f"  {field:<10} {default:<22} {meaning}" for field, default, meaning in describe(name)]
        blocks.append("\n".join([f"{name} (name, default, meaning)", *rows]))
    return "\n\n".join(blocks)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 done, 1 the work failed, 2 asked for wrongly, 130 interrupted."""
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    from toolkit.errors import failures, mistakes

    try:
        return cli.main(arguments, prog_name="toolkit", standalone_mode=False) or 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("Stopped; nothing half-done was written.", 130)
    except click.ClickException as error:
        return _say(_one_sentence(error.format_message()), error.exit_code)
    except mistakes() as error:
        return _say(str(error), 2)
    except failures() as error:
        return _say(str(error), 1)


def _one_sentence(message: str) -> str:
    # click puts its hint ("Did you mean --out?") after a full stop or in brackets.
    message = " ".join(message.split())
    return message if message.endswith((".", "?", ")")) else message + "."


def _say(message: str, code: int) -> int:
    plain = "".join(c if c.isprintable() else " " for c in message)
    click.echo(f"toolkit: {plain}", err=True)
    return code


if __name__ == "__main__":
    main()
