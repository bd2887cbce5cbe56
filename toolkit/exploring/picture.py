"""A figure that can be clicked: each row of its frame is a button over its place in the picture, for the mouse and for the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

import anywidget
import traitlets

from toolkit.figures.zones import Zone

# Nothing is loaded: the lines below go to the page with the widget. Names of rows come from outside and are set as text, never as markup.
_SCRIPT = """
function render({ model, el }) {
  const style = document.createElement("style");
  style.textContent = `
    .toolkit-picture figure { margin: 0; display: table; }
    .toolkit-picture figcaption { display: table-caption; caption-side: bottom; font-size: 0.85em; }
    .toolkit-picture .plate { position: relative; display: inline-block; }
    .toolkit-picture img { max-width: 100%; display: block; }
    .toolkit-picture button { position: absolute; background: transparent; border: 0; padding: 0; margin: 0; cursor: pointer; border-radius: 3px; }
    .toolkit-picture button:hover { background: rgba(0, 0, 0, 0.06); }
    .toolkit-picture button:focus-visible { outline: 2px solid #0b6bcb; outline-offset: -2px; }
    .toolkit-picture button[aria-pressed="true"] { background: rgba(0, 0, 0, 0.09); }
  `;
  const box = document.createElement("div");
  box.className = "toolkit-picture";
  el.replaceChildren(style, box);
  const press = () => {
    for (const button of box.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(Number(button.dataset.row) === model.get("pressed")));
  };
  const draw = () => {
    box.innerHTML = model.get("value");
    const image = box.querySelector("img");
    if (!image) return;
    const frame = document.createElement("div");
    frame.className = "plate";
    image.replaceWith(frame);
    frame.append(image);
    for (const [row, left, top, width, height, name] of model.get("zones")) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.row = row;
      button.title = name;
      button.setAttribute("aria-label", name);
      for (const [side, share] of Object.entries({ left, top, width, height })) button.style[side] = `${100 * share}%`;
      button.addEventListener("click", () => {
        model.set("clicked", [row, Date.now()]);
        model.save_changes();
      });
      frame.append(button);
    }
    press();
  };
  model.on("change:value", draw);
  model.on("change:zones", draw);
  model.on("change:pressed", press);
  draw();
}
export default { render };
"""


class Picture(anywidget.AnyWidget):
    """The HTML of a figure in `value`, made by this toolkit, and the `zones` on it; `clicked` is the row and the moment of the last click,
    `pressed` the row whose sentences are shown, -1 for none.
    """

    _esm = _SCRIPT
    value = traitlets.Unicode("").tag(sync=True)
    zones = traitlets.List([]).tag(sync=True)
    clicked = traitlets.List([]).tag(sync=True)
    pressed = traitlets.Int(-1).tag(sync=True)

    def put(self, html: str, zones: Sequence[Zone], names: Sequence[str]) -> None:
        """Show a figure; `names` are those of the rows of its frame."""
        with self.hold_sync():
            self.pressed = -1
            self.value = html
            self.zones = [[*zone, names[zone.row]] for zone in zones]
