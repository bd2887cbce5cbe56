"""A coding sheet that opens in a spreadsheet, with a drop-down list for each closed code, and the way back.

What a coder sees is the sentence, the one before it, its issuer and its date; not what the toolkit found.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.files import write_whole
from toolkit.schema import FORMS, TYPES
from toolkit.validation.sampling import SampleError

YES_NO = ("0", "1")
#: The codes of one sentence, in the order of the sheet, with their closed values (none: free words of the sentence).
CODES: dict[str, tuple[str, ...]] = {
    "accusation": YES_NO,
    "form": tuple(FORMS),
    "accused": (),
    "accuser": (),
    "type": tuple(TYPES),
    "denial": YES_NO,
    "sure": YES_NO,
    "note": (),
}
_SEEN = ("unit", "issuer", "date", "before", "sentence")
_WIDTHS = {
    "unit": 11,
    "issuer": 22,
    "date": 11,
    "before": 45,
    "sentence": 70,
    "accused": 22,
    "accuser": 22,
    "type": 16,
    "form": 15,
    "note": 30,
}
_HELP = {
    "accusation": "1: the sentence lays a wrong, hostile or harmful act, intent, policy or responsibility at another party's door. Else 0.",
    "form": "the strongest that applies",
    "accused": "the words of the sentence that name the accused; empty where it stands only before",
    "accuser": "the words that name the accuser; empty where it is the issuer",
    "type": "the most concrete that fits",
    "denial": "1: the sentence rejects a charge against the speaker's own side",
    "sure": "0 where you hesitated",
    "note": "anything",
}
#: More than any sheet of codes a person filled in.
MOST_BYTES = 50_000_000


class Codes(NamedTuple):
    """What was read from a sheet: `codes`, one row a coded sentence, and `problems`, one row a cell that could not be used."""

    codes: pd.DataFrame
    problems: pd.DataFrame


def write_sheet(sample: pd.DataFrame, path: str | Path, *, given: pd.DataFrame | None = None) -> Path:
    """Write an empty coding sheet (.xlsx) for a drawn sample; one for each coder.

    `given` are codes to fill in already, by unit: for settling, what the coders agree on (see `differences`). Text of statements
    is written as text: it is never a formula. Raises `SampleError` where the file is there already: it may hold somebody's work.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    path = Path(path)
    if path.exists():
        raise SampleError(f"{path} is there already and may hold codes; move it away, or choose another name.")
    book = Workbook()
    sheet = book.active
    sheet.title = "coding"
    known = given.set_index("unit").to_dict("index") if given is not None else {}
    _write_row(sheet, 1, [*_SEEN, *CODES])
    for n, row in enumerate(sample.to_dict("records"), 2):
        codes = known.get(row["unit"], {})
        _write_row(sheet, n, [row[name] for name in _SEEN] + [codes.get(name) for name in CODES])
    for n, name in enumerate((*_SEEN, *CODES), 1):
        letter = sheet.cell(1, n).column_letter
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 12)
        sheet.cell(1, n).font = Font(bold=True)
        sheet.cell(1, n).fill = PatternFill("solid", fgColor="E6E9EF")
        if CODES.get(name):
            choice = DataValidation(
                "list", formula1='"' + ",".join(CODES[name]) + '"', allow_blank=True, showErrorMessage=True
            )
            choice.promptTitle, choice.prompt, choice.showInputMessage = name, _HELP[name][:250], True
            choice.error = f"One of: {', '.join(CODES[name])}"[:250]
            sheet.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{len(sample) + 1}")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    _add_codebook(book)
    content = io.BytesIO()
    book.save(content)
    return write_whole(path, content.getvalue())


def _write_row(sheet, row: int, values: list) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for column, value in enumerate(values, 1):
        if value is None or pd.isna(value) or value == "":
            continue
        cell = sheet.cell(row, column)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", str(value))
        cell.data_type = "s"  # a text that begins with = would become a formula


def _add_codebook(book) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet("codebook")
    rows = [("column", "value", "meaning")]
    rows += [(name, "", _HELP[name]) for name in CODES]
    rows += [("form", value, meaning) for value, meaning in FORMS.items()]
    rows += [("type", value, meaning) for value, meaning in TYPES.items()]
    for n, row in enumerate(rows, 1):
        _write_row(sheet, n, list(row))
    for letter, width in zip("ABC", (14, 18, 100), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def read_codes(path: str | Path, sample: pd.DataFrame) -> Codes:
    """Read the codes of one coder for a drawn sample, from the sheet (.xlsx), a .csv saved from it, or the notebook coder's .jsonl.

    A sentence counts as coded when its `accusation` is filled in. `codes` has `unit` and the columns of `CODES`, with `accusation`,
    `denial` and `sure` as numbers; `problems` has `row`, `unit` and `reason` for each cell that holds no value of the codebook (that
    cell then counts as empty), each unit that is not of this sample, and each accusation without a type.

    Raises `SampleError` where the file cannot be read, has no such columns, or holds a unit twice.
    """
    path = Path(path)
    table = _table(path)
    absent = [name for name in ("unit", *CODES) if name not in table.columns and name != "note"]
    if absent:
        raise SampleError(f"{path.name} has no column {absent[0]!r}; it needs {', '.join(('unit', *CODES))}.")
    table = table.reindex(columns=["unit", *CODES]).fillna("").astype(str).apply(lambda c: c.str.strip())
    table = table[(table != "").any(axis=1)]
    if table["unit"].duplicated().any():
        raise SampleError(
            f"{path.name}: the unit {table.loc[table['unit'].duplicated(), 'unit'].iloc[0]} stands twice."
        )
    rows, problems = [], []
    units = set(sample["unit"])
    for n, row in zip(table.index, table.to_dict("records"), strict=True):
        wrong = [] if row["unit"] in units else [f"There is no unit {row['unit']!r} in this sample."]
        if not wrong:
            wrong = _clean(row)
            if row["accusation"]:
                rows.append(row)
        problems += [(n, row["unit"], reason) for reason in wrong]
    codes = pd.DataFrame(rows, columns=["unit", *CODES])
    for name in ("accusation", "denial", "sure"):
        codes[name] = pd.to_numeric(codes[name].replace("", {"denial": "0", "sure": "1"}.get(name))).astype("int64")
    return Codes(codes, pd.DataFrame(problems, columns=["row", "unit", "reason"]))


def _clean(row: dict) -> list[str]:
    """Bring one row's codes to the values of the codebook, in place; what cannot be is emptied and said."""
    wrong = []
    for name, values in CODES.items():
        if not values or not row[name]:
            continue
        value = row[name].casefold().removesuffix(".0")
        value = {"yes": "1", "no": "0", "true": "1", "false": "0"}.get(value, value) if values == YES_NO else value
        if value not in values:
            wrong.append(f"{name} cannot be {row[name]!r}; it is one of {', '.join(values)}.")
            value = ""
        row[name] = value
    if not row["accusation"] and any(row[name] for name in ("form", "accused", "accuser", "type", "denial")):
        wrong.append("There are codes and no accusation (0 or 1): the sentence counts as not coded.")
    if row["accusation"] == "1" and not row["type"]:
        wrong.append("An accusation without a type: it counts for precision and recall, not for the types.")
    return wrong


def _table(path: Path) -> pd.DataFrame:
    """The first sheet as texts, indexed by the row number a person sees."""
    if not path.is_file():
        raise SampleError(f"There is no file {path} with codes.")
    if path.stat().st_size > MOST_BYTES:
        raise SampleError(f"{path.name} is larger than any coding sheet (over {MOST_BYTES // 1_000_000} MB).")
    try:
        if path.suffix == ".xlsx":
            rows = _xlsx(path)
        elif path.suffix == ".csv":
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        elif path.suffix == ".jsonl":
            lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            return pd.DataFrame(lines, index=range(1, len(lines) + 1), dtype=object)
        else:
            raise SampleError(f"{path.name}: codes are read from .xlsx, .csv and .jsonl.")
    except (OSError, ValueError, KeyError, csv.Error) as error:
        if isinstance(error, SampleError):
            raise
        raise SampleError(f"{path.name} cannot be read as a coding sheet ({error}).") from None
    head = [str(cell or "").strip() for cell in rows[0]] if rows else []
    body = [[*row, *[""] * len(head)][: len(head)] for row in rows[1:]]
    return pd.DataFrame(body, columns=head, index=range(2, len(rows) + 1), dtype=object)


def _xlsx(path: Path) -> list[list]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException) as error:
        raise SampleError(f"{path.name} cannot be read as a spreadsheet ({error}).") from None
    try:
        sheet = book["coding"] if "coding" in book.sheetnames else book.worksheets[0]
        return [list(row) for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def read_folder(folder: str | Path, sample: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Read all coding sheets of a folder, `coding-NAME.xlsx` (or .csv, .jsonl): the codes by coder, and all problems with their file.

    A file that cannot be read does not stop the others: it is a row of problems. A coder with two files (a sheet and a notebook's) is
    refused with `SampleError`, since one of the two would be lost.
    """
    codes, problems = {}, []
    for path in sorted(p for p in Path(folder).glob("coding-*") if p.suffix in (".xlsx", ".csv", ".jsonl")):
        coder = path.stem.removeprefix("coding-")
        if coder in codes:
            raise SampleError(f"There are two files of coder {coder!r} in {folder}; keep one.")
        try:
            read = read_codes(path, sample)
        except SampleError as error:
            problems.append(pd.DataFrame({"file": [path.name], "row": [pd.NA], "unit": [""], "reason": [str(error)]}))
            continue
        if len(read.codes):
            codes[coder] = read.codes
        problems.append(read.problems.assign(file=path.name))
    table = pd.concat(problems) if problems else pd.DataFrame()
    return codes, table.reindex(columns=["file", "row", "unit", "reason"]).reset_index(drop=True)
