"""The commands for whoever keeps the reports running: status, verify, doctor, schedule."""

from __future__ import annotations

from pathlib import Path

import click

_PROCESSED = click.option(
    "--processed", default="data/processed", show_default=True, metavar="DIR", help="What `toolkit process` wrote."
)
_OUT = click.option("--out", default="reports", show_default=True, metavar="DIR", help="Where the reports are.")


def _tell(lines) -> None:
    """One line for each thing; exit code 1 where one is not fine, so that a script can ask."""
    for line in lines:
        words = "".join(c if c.isprintable() else " " for c in f"{line.what}: {line.state}")
        click.echo(f"{'ok ' if line.fine else '!! '} {words}")
    if not all(line.fine for line in lines):
        raise click.exceptions.Exit(1)


@click.command(short_help="What is there, how old, what is due, what failed.")
@click.option("--raw", default="data/raw", show_default=True, metavar="DIR", help="Where the raw statements are.")
@_PROCESSED
@click.option("--out", metavar="DIR", help="Where the reports are. [default: reports, or where the schedule puts them]")
@click.option(
    "--schedule",
    "plan",
    default="schedule.toml",
    show_default=True,
    metavar="FILE",
    help="The schedule, if there is one.",
)
def status(raw: str, processed: str, out: str | None, plan: str) -> None:
    """Tell what is there, how old it is, what is due and what failed. Exit code 1 where somebody has to do something."""
    import datetime as dt

    from toolkit.operations.due import due
    from toolkit.operations.schedule import read_schedule
    from toolkit.operations.status import status as run
    from toolkit.reports.manifest import NAME as MANIFEST

    entries = read_schedule(plan) if Path(plan).is_file() or plan != "schedule.toml" else []
    planned = [entry.out for entry in entries if entry.processed == processed]
    first = out or ("reports" if not planned or (Path("reports") / MANIFEST).is_file() else planned[0])
    lines = run(raw, processed, first, more=() if out else tuple(planned))
    _tell(lines + due(entries, dt.datetime.now(dt.UTC)))


@click.command(short_help="Check that reports are what was made.")
@_OUT
@_PROCESSED
@click.option("--raw", default="data/raw", show_default=True, metavar="DIR", help="Where the raw statements are.")
@click.option("--again", is_flag=True, help="Also make data and reports again, elsewhere, and compare the bytes.")
@click.option(
    "--notebooks", metavar="DIR", help="Where the notebooks are. [default: the project's, but for those in ./notebooks]"
)
def verify(out: str, processed: str, raw: str, again: bool, notebooks: str | None) -> None:
    """Check pages, tables and data against their records. Exit code 1 where one is not what was made."""
    from toolkit.operations.verify import verify as run

    _tell(run(out, processed, raw=raw, again=again, notebooks=notebooks))


@click.command(short_help="Is this machine able to run, and what is missing?")
def doctor() -> None:
    """Tell whether this machine can run the toolkit: Python, packages, disk, rights. Exit code 1 where something is missing."""
    from toolkit.operations.doctor import doctor as run

    _tell(run())


@click.command(short_help="Print a timer for reports made on a schedule.")
@click.argument("path", default="schedule.toml", metavar="[FILE]")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["systemd", "cron", "github"]),
    default="systemd",
    show_default=True,
    help="What to print.",
)
@click.option(
    "--run", "name", default="", metavar="NAME", help="Make the reports of one entry now, as its timer would."
)
def schedule(path: str, kind: str, name: str) -> None:
    """Print what makes the reports of FILE (a TOML of entries) on time: a systemd timer, crontab lines or a GitHub workflow.

    docs/operations.md shows a file and how to put the output in place. Nothing is installed.
    """
    from toolkit.operations.schedule import printed, read_schedule

    entries = read_schedule(path)
    if name:
        from toolkit.operations.entry import run_entry

        raise click.exceptions.Exit(run_entry(entries, name, Path(path)))
    click.echo(printed(entries, kind, Path(path)), nl=False)
