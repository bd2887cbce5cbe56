"""The command that hands the data on: event data, and all frames in the forms of other programs."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Write the data in a form for others.")
@click.argument("path", default="", metavar="[PATH]")
@click.option(
    "--as",
    "form",
    type=click.Choice(["events", "csv", "parquet", "package", "xlsx", "stata", "graphml"]),
    default="events",
    show_default=True,
    help="Event data, or all frames in one of these forms.",
)
@click.option(
    "--without-texts", is_flag=True, help="Leave out the words of the statements; codes, counts and offsets stay."
)
@click.option(
    "--processed", default="data/processed", show_default=True, metavar="DIR", help="What `toolkit process` wrote."
)
def export(path: str, form: str, without_texts: bool, processed: str) -> None:
    """Write the data to PATH in a form for others.

    events (default: events.csv): a row an accusation, with date of publication, source, target, CAMEO code and the sentence. csv and parquet:
    a folder with a file a frame. package: a Frictionless data package with codebook, checksums and citation. xlsx: a workbook in which no
    cell is a formula. stata: a .dta a frame. graphml: who accuses whom, as a graph. Texts belong to those who published them.

    \b
    Examples:
      toolkit export accusations.csv
      toolkit export shared --as package --without-texts
    """
    if form != "events":
        _must_name_folder(path, form)
        from toolkit.sharing import share

        written = share(_read(processed), path or f"export-{form}", form=form, texts=not without_texts)
        click.echo(
            f"{len(written):,} files, from {written[0].parent}" if len(written) > 1 else f"Written to {written[0]}"
        )
        return
    if without_texts:
        raise click.UsageError(
            "--without-texts is for whole frames (--as package, for example); event data hold the sentences."
        )
    path = path or "events.csv"
    if Path(path).is_dir():
        raise click.UsageError(f"FILE: {path!r} is a folder, and a file is wanted.")
    from toolkit.event_data import event_data, write_event_data

    data = _read(processed)
    events = event_data(data.accusations, data.statements, data.sentences)
    write_event_data(events, path)
    dated = int(events["date"].notna().sum())
    click.echo(f"{len(events):,} accusations, {dated:,} of them dated, written to {path}")


def _must_name_folder(path: str, form: str) -> None:
    """A whole set is a folder, the codebook in it: a name like that of a file would mislead whoever looks for one."""
    if Path(path).suffix in (".csv", ".parquet", ".json", ".zip", ".xlsx", ".dta", ".graphml"):
        raise click.UsageError(
            f"--as {form} writes a folder of files, the codebook among them; name one, for example {Path(path).stem!r}."
        )


def _read(processed: str):
    """The processed data that an export is made of."""
    from toolkit.store import read_processed

    return read_processed(processed)
