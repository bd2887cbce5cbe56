"""The commands. A wrong option, path or name gives one sentence and exit code 2; what fails in the work itself, exit code 1."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path

import click

from toolkit import __version__

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
def process(raw: str, out: str) -> None:
    """Read raw statements and code them.

    RAW is a file or a folder (default: data/raw) of txt, md, html, pdf, docx, csv, tsv, xlsx, json and jsonl files. Writes
    statements.parquet, sentences.parquet, accusations.parquet and problems.csv, which lists each file or row that could
    not be read, with the reason. Nothing in RAW is changed.

    \b
    Examples:
      toolkit process
      toolkit process my-statements --out my-results
    """
    _must_exist(raw, "RAW")
    _must_be_folder(out, "--out")
    from toolkit.pipeline import process as run

    click.echo(run(raw, out, progress=sys.stderr.isatty()))


@cli.command(short_help="Show how a sentence is coded, and why.")
@click.argument("sentence")
@click.option("--issuer", default=None, metavar="NAME", help="Who says it, for example “Ministry of Defence of Velmar”.")
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

    click.echo(run(sentence, issuer=issuer, before=before))


@cli.command(short_help="Write the accusations as event data.")
@click.argument("path", default="events.csv", metavar="[FILE]")
@click.option("--processed", default="data/processed", show_default=True, metavar="DIR", help="What `toolkit process` wrote.")
def export(path: str, processed: str) -> None:
    """Write the accusations as event data into FILE (default: events.csv): date, source, target, CAMEO code, and the sentence.

    The date is the day of publication; the act has a time and a place of its own, as the sentence words them.

    \b
    Example:
      toolkit export accusations.csv
    """
    if Path(path).is_dir():
        raise click.UsageError(f"FILE: {path!r} is a folder, and a file is wanted.")
    from toolkit.event_data import event_data, write_event_data
    from toolkit.store import read_processed

    data = read_processed(processed)
    events = event_data(data.accusations, data.statements, data.sentences)
    write_event_data(events, path)
    dated = int(events["date"].notna().sum())
    click.echo(f"{len(events):,} accusations, {dated:,} of them dated, written to {path}")


@cli.command(short_help="Draw sentences to code by hand.")
@click.option("--size", default=200, show_default=True, type=click.IntRange(1), help="How many sentences.")
@click.option("--by", multiple=True, metavar="COLUMN", help="Stratify by issuer, side, publisher, voice, year, quarter, month or found; may stand more than once.")
@click.option("--equal", is_flag=True, help="As many from each stratum, not by its size.")
@click.option("--coder", "coders", multiple=True, default=("1",), metavar="NAME", help="Who codes; may stand more than once.")
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same sentences.")
@click.option("--out", default="validation", show_default=True, metavar="DIR", help="Folder to write to.")
@click.option("--processed", default="data/processed", show_default=True, metavar="DIR", help="What `toolkit process` wrote.")
def sample(size: int, by, equal: bool, coders, seed: int, out: str, processed: str) -> None:
    """Draw sentences of your corpus to code by hand, to know how often the toolkit is right on it.

    Writes sample.jsonl, which says what was drawn with which chance, and a coding sheet for each coder that opens in a spreadsheet.
    notebooks/validation.ipynb has the same with buttons.

    \b
    Examples:
      toolkit sample --coder anna --coder ben
      toolkit sample --size 300 --by found --equal
    """
    _must_be_folder(out, "--out")
    for name in coders:
        if not name.replace("-", "").replace("_", "").isalnum():
            raise click.UsageError(f"--coder {name!r} cannot be part of a file's name; use letters, digits, - and _.")
    from toolkit.validation import start

    drawn = start(processed, out, coders=coders, size=size, by=by, allocate="equal" if equal else "proportional", seed=seed)
    click.echo(f"{len(drawn)} sentences of {drawn['document'].nunique()} documents drawn. Code them in:")
    for name in coders:
        click.echo(f"  {Path(out) / f'coding-{name}.xlsx'}")
    click.echo("The codebook is their second sheet. Then: toolkit score" + ("" if out == "validation" else f" {out}"))


@cli.command(short_help="How often the toolkit is right on your corpus.")
@click.argument("folder", default="validation", metavar="[DIR]")
@click.option("--by", multiple=True, metavar="COLUMN", help="Also by issuer, side, publisher, stratum, year, quarter, month, type or form.")
@click.option("--truth", default="", metavar="NAME", help="Whose codes to measure against; else those settled, or the only ones.")
@click.option("--settle", "settling", is_flag=True, help="Write coding-settled.xlsx, with what the coders differ on left open.")
@click.option("--processed", default="data/processed", show_default=True, metavar="DIR", help="What `toolkit process` wrote.")
def score(folder: str, by, truth: str, settling: bool, processed: str) -> None:
    """Measure the toolkit against what people coded in DIR (see `toolkit sample`).

    Prints precision, recall and F1 with intervals, and how far the coders agree.

    \b
    Examples:
      toolkit score
      toolkit score --settle
      toolkit score --by issuer --by year
    """
    _must_exist(folder, "DIR")
    from toolkit.validation import settle, validate

    if settling:
        path, open_ = settle(folder)
        click.echo(f"{open_} sentences to settle in {path}: fill in what is empty; the note says what each coder chose.")
        return
    click.echo(validate(folder, processed, by=by, truth=truth))


@cli.command(short_help="Make the reports.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--out", default="reports", show_default=True, metavar="DIR", help="Folder to write to.")
@click.option("--processed", default="data/processed", show_default=True, metavar="DIR", help="What `toolkit process` wrote.")
@click.option("--notebooks", default="notebooks", show_default=True, metavar="DIR", help="Where the notebooks are.")
@click.option("-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE", help="A parameter; may stand more than once.")
@click.option("--parameters", "tell", is_flag=True, help="List the parameters of each report and stop.")
def report(names: tuple[str, ...], out: str, processed: str, notebooks: str, given: tuple[str, ...], tell: bool) -> None:
    """Make the reports: frequency, terms and timeline, or those you NAME.

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
    _must_be_folder(out, "--out")
    values = _values(given)
    processed = _one_of_two(processed, values.pop("processed", None))
    events = _events(values)
    from toolkit.reports.make import make_reports

    made = make_reports(
        names, values, out=out, processed=processed, events=events, notebooks=notebooks, progress=_Progress(len(names) or 3)
    )
    failures = [m for m in made if m.failure]
    click.echo(f"Open {Path(out) / 'index.html'}")
    if failures:
        raise click.ClickException(f"{len(failures)} of {len(made)} reports could not be made; their last good pages were left as they were.")


class _Progress:
    """A line for each report as it is made; at a terminal, a bar below them."""

    def __init__(self, total: int):
        from tqdm import tqdm

        self.bar = tqdm(total=total, desc="Reports", unit=" reports", leave=False, disable=not sys.stderr.isatty())

    def __call__(self, made) -> None:
        line = f"{made.name}: not made. {made.failure}" if made.failure else f"{made.name}: {made.path}"
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
            raise click.UsageError(f"The parameter {name!r} is given twice; give a list once, with commas between its values.")
        values[name] = value
    return values


def _one_of_two(option: str, parameter: object) -> str:
    """`--processed DIR`, or the same as `-p processed=DIR`."""
    if parameter is None:
        if option != "data/processed":
            _must_exist(option, "--processed")
        return option
    if option not in ("data/processed", parameter):
        raise click.UsageError(f"--processed says {option!r} and -p processed says {parameter!r}; give one of them.")
    _must_exist(str(parameter), "-p processed")
    return str(parameter)


def _events(values: dict[str, object]) -> Path | None:
    """The list of events: the one that is named, else data/events.csv where there is one; `-p events=` for none."""
    if "events" not in values:
        return Path("data/events.csv") if Path("data/events.csv").is_file() else None
    if not values["events"]:
        return None
    if not Path(str(values["events"])).is_file():
        raise click.UsageError(f"There is no file {values['events']!r} with events.")
    return Path(str(values["events"]))


def _must_exist(path: str, what: str) -> None:
    if Path(path).exists():
        return
    beside = Path(path).parent
    names = [str(beside / p.name) for p in beside.iterdir()] if beside.is_dir() else []
    near = get_close_matches(str(Path(path)), names, n=1, cutoff=0.7)
    raise click.UsageError(f"{what}: there is no file or folder {path!r}" + (f"; did you mean {near[0]!r}?" if near else "."))


def _must_be_folder(path: str, what: str) -> None:
    if Path(path).exists() and not Path(path).is_dir():
        raise click.UsageError(f"{what}: {path!r} is a file, and a folder is wanted.")


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
