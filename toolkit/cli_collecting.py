"""The command that fetches new statements: the only one that goes to the network by itself."""

from __future__ import annotations

import sys

import click


@click.command(short_help="Fetch new statements from named sources.")
@click.argument("sources", default="sources.toml", metavar="[FILE]")
@click.option("--only", multiple=True, metavar="NAME", help="Only this source; may stand more than once.")
@click.option("--raw", default="data/raw", show_default=True, metavar="DIR", help="Where statements are put.")
@click.option(
    "--kept", default="data/collected", show_default=True, metavar="DIR", help="Where pages are kept as they came."
)
@click.option(
    "--coverage", default="data/coverage.csv", show_default=True, metavar="FILE", help="The log of the days looked at."
)
def collect(sources: str, only: tuple[str, ...], raw: str, kept: str, coverage: str) -> None:
    """Fetch new statements from the feeds, sitemaps and lists of pages that FILE (default: sources.toml) names, politely.

    Pages are kept as they came, statements are put where `toolkit process` reads them, and the days looked at into the coverage log. Exit
    code 1 where a source failed or changed its shape; the others are fetched. docs/collecting.md shows a file.

    \b
    Examples:
      toolkit collect
      toolkit collect --only mfa-velmar
    """
    from toolkit.collecting import collect as run

    outcomes = run(sources, raw=raw, kept=kept, coverage=coverage, only=only, progress=sys.stderr.isatty())
    for outcome in outcomes:
        click.echo(f"{'ok ' if outcome.fine else '!! '} {outcome.name}: {outcome.words}")
    if not all(outcome.fine for outcome in outcomes):
        raise click.exceptions.Exit(1)
