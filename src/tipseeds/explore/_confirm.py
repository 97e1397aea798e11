"""A panel that goes through a draft: each mark beside its passage, to confirm, correct, take out or add."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets

from tipseeds.edition import quantity
from tipseeds.edition.attributes import OPEN
from tipseeds.pages.html import escape
from tipseeds.reading import Confirming

_LISTS = {"topic": "topics", "unit": "units", "theme": "themes", "dispatch": "dispatches"}
_LABELS = {"n": "Quantity", "of": "What is counted", "by": "Credited to", "population": "Who is counted"}
_MORE = {"evidence", "replies-to", "read", "words", "converts", "basis", "position"}


def confirm(draft: str | PathLike[str]) -> _Confirm:
    """Go through a draft mark by mark, beside the passage; every step is saved at once.

    Parameters
    ----------
    draft : path-like
        A draft seed, as `tip.draft` returns it.

    Returns
    -------
    Panel
        A widget with `going`, the `tip.reading.Confirming` behind it. *Right* needs what is open to be said; *Wrong*
        takes the mark out; *Add* marks words copied from the passage; *Undo* takes the last step back.

    Examples
    --------
    >>> import tempfile, tipseeds as tip
    >>> page = Path(tempfile.mkdtemp()) / "ducks.txt"
    >>> _ = page.write_text("As many as 40 ducks live here.")
    >>> panel = tip.explore.confirm(tip.draft(page))
    >>> panel.going.left
    1
    """
    return _Confirm(Confirming(Path(draft)))


class _Keys(anywidget.AnyWidget):
    """An empty widget that keeps the keys typed in the output it stands in from being commands of JupyterLab."""

    _esm = """
    const keep = (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true");
    export default { render: ({ el }) => requestAnimationFrame(
      () => el.closest(".jp-OutputArea-output")?.addEventListener("focusin", keep)) };
    """


class _Confirm(widgets.VBox):  # type: ignore[misc]
    """The mark at hand, its passage, a field for each of its attributes, and the steps."""

    def __init__(self, going: Confirming) -> None:
        self.going, self.fields = going, dict[str, Any]()
        self.passage, self.told = widgets.HTML(), widgets.HTML()
        self.form = widgets.VBox()
        self.wording = widgets.Text(placeholder="words to mark, copied from the passage")
        steps = {"Right": self._right, "Wrong": going.wrong, "Add": self._add, "Undo": going.undo}
        self.buttons = {name: widgets.Button(description=name) for name in [*steps, "Next", "Back"]}
        for name, step in steps.items():
            self.buttons[name].on_click(lambda _, step=step: self._do(step))
        self.buttons["Next"].on_click(lambda _: self._move(1))
        self.buttons["Back"].on_click(lambda _: self._move(-1))
        steps_bar = widgets.HBox(list(self.buttons.values()))
        super().__init__([self.told, self.passage, self.form, self.wording, steps_bar, _Keys()])
        self._show()

    def __repr__(self) -> str:
        return f"Panel to go through {self.going.path.name}, {self.going.left} marks left. Run this cell to use it."

    def _given(self) -> dict[str, str]:
        return {
            name.replace("-", "_"): field.value.strip() for name, field in self.fields.items() if field.value.strip()
        }

    def _right(self) -> None:
        self.going.right(**self._given())

    def _add(self) -> None:
        self.going.add(self.going.part.id, self.wording.value.strip(), **self._given())
        self.wording.value = ""

    def _do(self, step: Any) -> None:
        try:
            step()
        except (ValueError, IndexError) as error:
            self.told.value = f"<p role='alert'>{escape(str(error))}</p>"
        else:
            self._show()

    def _move(self, by: int) -> None:
        self.going.at = (self.going.at + by) % max(1, self.going.left)
        self._show()

    def _show(self) -> None:
        going = self.going
        text = going.passage() or "The text is not beside the draft, so only the wording can be shown."
        if not going.left:
            self.told.value = f"<p>Every mark of {escape(going.path.name)} is confirmed.</p>"
            self.passage.value, self.form.children, self.fields = f"<p>{escape(text)}</p>", (), {}
            return
        mark = going.mark
        said = quantity.say(mark.attributes["n"], mark.attributes["unit"]) if "n" in mark.attributes else ""
        told = f"{going.left} left. {going.part.id}, {mark.id}: “{mark.wording}”" + f", read as {said}." * bool(said)
        self.told.value = f"<p aria-live='polite'>{escape(told)}</p>"
        before, words, after = text.partition(mark.wording)
        self.passage.value = f"<p>{escape(before)}<mark>{escape(words)}</mark>{escape(after)}</p>"
        self.fields = {name: self._field(name, value) for name, value in mark.attributes.items() if name not in _MORE}
        self.form.children = tuple(self.fields.values())

    def _field(self, name: str, value: str) -> widgets.Widget:
        label, now = _LABELS.get(name, name.capitalize()), "" if value == OPEN else value
        if name in _LISTS:
            known = ["", *getattr(self.going.scheme, _LISTS[name])]
            return widgets.Dropdown(description=label, options=known, value=now if now in known else "")
        return widgets.Text(description=label, value=now, placeholder=OPEN * (not now))
