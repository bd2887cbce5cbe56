"""The commands by which people check the coder on their own corpus: draw a sample, score the toolkit against it."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli_checks import must_be_folder, must_exist


@click.command(short_help="Draw sentences to code by hand.")
@click.option("--size", default=200, show_default=True, type=click.IntRange(1), help="How many sentences.")
@click.option(
    "--by",
    multiple=True,
    metavar="COLUMN",
    help="Stratify by issuer, side, publisher, voice, year, quarter, month or found; may stand more than once.",
)
@click.option("--equal", is_flag=True, help="As many from each stratum, not by its size.")
@click.option(
    "--coder", "coders", multiple=True, default=("1",), metavar="NAME", help="Who codes; may stand more than once."
)
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same sentences.")
@click.option("--out", default="validation", show_default=True, metavar="DIR", help="Folder to write to.")
@click.option(
    "--processed", default="data/processed", show_default=True, metavar="DIR", help="What `toolkit process` wrote."
)
def sample(size: int, by, equal: bool, coders, seed: int, out: str, processed: str) -> None:
    """Draw sentences of your corpus to code by hand, to know how often the toolkit is right on it.

    Writes sample.jsonl, which says what was drawn with which chance, and a coding sheet for each coder that opens in a spreadsheet.
    notebooks/validation.ipynb has the same with buttons.

    \b
    Examples:
      toolkit sample --coder anna --coder ben
      toolkit sample --size 300 --by found --equal
    """
    must_be_folder(out, "--out")
    for name in coders:
        if not name.replace("-", "").replace("_", "").isalnum():
            raise click.UsageError(f"--coder {name!r} cannot be part of a file's name; use letters, digits, - and _.")
    from toolkit.validation import start

    drawn = start(
        processed, out, coders=coders, size=size, by=by, allocate="equal" if equal else "proportional", seed=seed
    )
    click.echo(f"{len(drawn)} sentences of {drawn['document'].nunique()} documents drawn. Code them in:")
    for name in coders:
        click.echo(f"  {Path(out) / f'coding-{name}.xlsx'}")
    click.echo("The codebook is their second sheet. Then: toolkit score" + ("" if out == "validation" else f" {out}"))


@click.command(short_help="How often the toolkit is right on your corpus.")
@click.argument("folder", default="validation", metavar="[DIR]")
@click.option(
    "--by",
    multiple=True,
    metavar="COLUMN",
    help="Also by issuer, side, publisher, stratum, year, quarter, month, type or form.",
)
@click.option(
    "--truth", default="", metavar="NAME", help="Whose codes to measure against; else those settled, or the only ones."
)
@click.option(
    "--settle", "settling", is_flag=True, help="Write coding-settled.xlsx, with what the coders differ on left open."
)
@click.option(
    "--processed", default="data/processed", show_default=True, metavar="DIR", help="What `toolkit process` wrote."
)
def score(folder: str, by, truth: str, settling: bool, processed: str) -> None:
    """Measure the toolkit against what people coded in DIR (see `toolkit sample`).

    Prints precision, recall and F1 with intervals, and how far the coders agree.

    \b
    Examples:
      toolkit score
      toolkit score --settle
      toolkit score --by issuer --by year
    """
    must_exist(folder, "DIR")
    from toolkit.validation import settle, validate

    if settling:
        path, open_ = settle(folder)
        click.echo(
            f"{open_} sentences to settle in {path}: fill in what is empty; the note says what each coder chose."
        )
        return
    click.echo(validate(folder, processed, by=by, truth=truth))
