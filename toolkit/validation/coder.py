"""Coding with buttons, in a notebook: one sentence at a time, each code saved as it is given."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

import pandas as pd

from toolkit.files import write_whole
from toolkit.schema import FORMS, TYPES
from toolkit.validation.sampling import SampleError
from toolkit.validation.sheet import CODES, read_codes

_NAME = re.compile(r"[\w-]{1,40}")
_STYLE = "max-width:46em;line-height:1.5;font-size:1.05em"


class Coder:
    """Buttons for coding a drawn sample; show it by naming it on the last line of a cell.

    When you would want it: instead of a spreadsheet. `coder` is your name, and `coding-NAME.jsonl` in `folder` takes your codes, written
    whole after each change; coming back goes on where you stopped. What the toolkit found is not shown.

    *Accusation* yes or no goes to the next sentence by itself when it is no; when it is yes, form and type open first. *Back* and *Next* move;
    a code given again replaces the first.

    Raises `SampleError` for a name that is no file name, and where the file holds codes of another sample.

    >>> from tempfile import mkdtemp
    >>> from toolkit.examples import small_world
    >>> from toolkit.validation import draw_sample
    >>> coder = Coder(draw_sample(*small_world(), size=4), "anna", mkdtemp())
    >>> coder.code(accusation="1", type="attack", form="assertion")
    >>> coder.codes["type"].tolist()
    ['attack']
    """

    def __init__(self, sample: pd.DataFrame, coder: str, folder: str | Path = "validation") -> None:
        if not _NAME.fullmatch(coder):
            raise SampleError(f"A coder's name has letters, digits, - and _ only; {coder!r} cannot name a file.")
        self.path = Path(folder) / f"coding-{coder}.jsonl"
        self._sample = sample.reset_index(drop=True)
        self._given: dict[str, dict] = self._read() if self.path.exists() else {}
        units = list(self._sample["unit"])
        self._at = next((n for n, unit in enumerate(units) if unit not in self._given), 0)
        self._filling = False
        self._widgets = _widgets()
        self._connect()
        self._show()

    def _read(self) -> dict[str, dict]:
        codes, problems = read_codes(self.path, self._sample)
        if len(problems) and problems["reason"].str.startswith("There is no unit").any():
            raise SampleError(f"{self.path} holds codes of another sample; choose another name or folder.")
        return {row["unit"]: {k: str(v) for k, v in row.items()} for row in codes.to_dict("records")}

    @property
    def codes(self) -> pd.DataFrame:
        """What was coded so far, as `read_codes` gives it."""
        if not self._given:
            return pd.DataFrame(columns=["unit", *CODES])
        return read_codes(self.path, self._sample).codes

    def code(self, **given: str) -> None:
        """Give codes to the sentence shown and save; what a button does. Raises `ValueError` for a value that is none."""
        for name, value in given.items():
            if name not in CODES or (CODES[name] and value and value not in CODES[name]):
                raise ValueError(f"{name} cannot be {value!r}.")
        unit = self._sample.at[self._at, "unit"]
        row = dict.fromkeys(CODES, "") | {"unit": unit, "denial": "0", "sure": "1"} | self._given.get(unit, {}) | given
        if row["accusation"] == "0":
            row |= dict.fromkeys(("form", "type", "accused", "accuser"), "")
        self._given[unit] = row
        lines = [json.dumps(self._given[u], ensure_ascii=False) for u in self._sample["unit"] if u in self._given]
        write_whole(self.path, ("\n".join(lines) + "\n").encode())
        self._show()

    def move(self, steps: int) -> None:
        """Go on or back; the ends hold."""
        self._at = min(max(self._at + steps, 0), len(self._sample) - 1)
        self._show()

    def _connect(self) -> None:
        w = self._widgets
        w["back"].on_click(lambda _: self.move(-1))
        w["next"].on_click(lambda _: self.move(1))
        for name in CODES:
            w[name].observe(lambda change, name=name: self._changed(name, change["new"]), names="value")

    def _changed(self, name: str, value: object) -> None:
        if self._filling:
            return
        self.code(**{name: "" if value is None else str(value)})
        if name == "accusation" and value == "0":
            self.move(1)

    def _show(self) -> None:
        """Fill the widgets from the sentence shown; what is filled here is no code of the reader's."""
        row = self._sample.iloc[self._at]
        given = self._given.get(row["unit"], {})
        w, self._filling = self._widgets, True
        told = " · ".join(escape(str(v)) for v in (row["issuer"], row["date"]) if isinstance(v, str) and v)
        before = f"<p style='color:#666'>{escape(str(row['before']))}</p>" if row["before"] else ""
        w[
            "text"
        ].value = f"<div style='{_STYLE}'><p><small>{told}</small></p>{before}<p><b>{escape(str(row['sentence']))}</b></p></div>"
        for name, values in CODES.items():
            w[name].value = given.get(name) or (None if values else "")
        w["denial"].value, w["sure"].value = given.get("denial") or "0", given.get("sure") or "1"
        closed = given.get("accusation") != "1"
        for name in ("form", "type", "accused", "accuser"):
            w[name].disabled = closed
        w["progress"].value = len(self._given)
        w["progress"].max = len(self._sample)
        w["progress"].description = f"{len(self._given)} of {len(self._sample)}"
        w["place"].value = f"<small>{escape(row['unit'])}</small>"
        self._filling = False

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self._box())

    def _box(self):
        from ipywidgets import HBox, VBox

        w = self._widgets
        return VBox(
            [
                w["progress"],
                w["text"],
                HBox([w["accusation"], w["denial"], w["sure"]]),
                w["form"],
                w["type"],
                HBox([w["accused"], w["accuser"], w["note"]]),
                HBox([w["back"], w["next"], w["place"]]),
            ]
        )


def _widgets() -> dict:
    import ipywidgets as widgets

    def buttons(title: str, values: dict[str, str]):
        labels = (
            [(name.replace("-", " "), name) for name in values]
            if title in ("form", "type")
            else [("no", "0"), ("yes", "1")]
        )
        return widgets.ToggleButtons(
            options=labels,
            value=None,
            description=title,
            tooltips=list(values.values()),
            style={"button_width": "auto"},
        )

    def line(title: str, hint: str):
        return widgets.Text(description=title, placeholder=hint, continuous_update=False)

    yes_no = {"0": "", "1": ""}
    return {
        "text": widgets.HTML(),
        "progress": widgets.IntProgress(min=0),
        "place": widgets.HTML(),
        "accusation": buttons("accusation", yes_no),
        "denial": buttons("denial", yes_no),
        "sure": buttons("sure", yes_no),
        "form": buttons("form", FORMS),
        "type": buttons("type", TYPES),
        "accused": line("accused", "words of the sentence"),
        "accuser": line("accuser", "empty: the issuer"),
        "note": line("note", ""),
        "back": widgets.Button(description="Back"),
        "next": widgets.Button(description="Next"),
    }
