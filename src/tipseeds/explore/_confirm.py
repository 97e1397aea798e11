"""A panel that goes through a draft: each mark beside its passage, to confirm, correct, take out or add."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

import traitlets as t

from tipseeds.edition import quantity
from tipseeds.edition.fields import OPEN
from tipseeds.explore._panel import Form
from tipseeds.pages.html import escape
from tipseeds.reading import Confirming

_LISTS = {"topic": "topics", "unit": "units", "theme": "themes", "dispatch": "dispatches"}
_LABELS = {"n": "Quantity", "of": "What is counted", "by": "Credited to", "population": "Who is counted"}
_MORE = {"evidence", "replies-to", "read", "words", "converts", "basis", "position"}


def confirm(draft: str | PathLike[str]) -> Confirm:
    """Go through a draft, as in `tip.explore.confirm("drafts/ducks.md")`; every step is saved at once.

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
    >>> import tempfile
    >>> page = Path(tempfile.mkdtemp()) / "ducks.txt"
    >>> _ = page.write_text("As many as 40 ducks live here.")
    >>> panel = tip.explore.confirm(tip.draft(page))
    >>> panel.going.left
    1
    """
    return Confirm(Confirming(Path(draft)))


class Confirm(Form):
    """The mark at hand, its passage, a field for each of its attributes, and the steps."""

    passage = t.Unicode().tag(sync=True)
    status = t.Unicode().tag(sync=True)

    def __init__(self, going: Confirming) -> None:
        self.going = going
        self._steps = {"Right": self._right, "Wrong": going.wrong, "Add": self._add, "Undo": going.undo}
        self._steps |= {"Next": lambda: self._move(1), "Back": lambda: self._move(-1)}
        wording = {"label": "Words to mark", "placeholder": "copied from the passage"}
        buttons = {step: step for step in self._steps}
        lines = f"status|passage||wording|{' '.join(buttons)}"
        super().__init__({}, form="confirm", lines=lines, buttons=buttons, boxes={"wording": wording})
        self._show()

    def __repr__(self) -> str:
        return f"Panel to go through {self.going.path.name}, {self.going.left} marks left. Run this cell to use it."

    def choose(self, **changes: Any) -> None:
        """Fill fields in; nothing is saved before a step."""
        self.choice = self.choice | changes

    def step(self, name: str) -> None:
        """Do what a button does, as in `step("Right")`."""
        self.error = ""
        try:
            self._steps[name]()
            self._show()
        except (ValueError, IndexError) as error:
            self.error = str(error)

    def _do(self, asked: dict[str, Any]) -> None:
        self.choose(**asked["choice"]) if asked["do"] == "choose" else self.step(asked["do"])

    def _given(self) -> dict[str, str]:
        return {name.replace("-", "_"): str(told).strip() for name, told in self.choice.items() if str(told).strip()}

    def _right(self) -> None:
        self.going.right(**{name: told for name, told in self._given().items() if name != "wording"})

    def _add(self) -> None:
        given = {"wording": ""} | self._given()
        self.going.add(self.going.part.id, **given)

    def _move(self, by: int) -> None:
        self.going.at = (self.going.at + by) % max(1, self.going.left)

    def _show(self) -> None:
        going, mark = self.going, self.going.mark if self.going.left else None
        text = going.passage() or "The text is not beside the draft, so only the wording can be shown."
        given = {name: value for name, value in mark.attributes.items() if name not in _MORE} if mark else {}
        read = f", read as {quantity.say(given['n'], given['unit'])}" if "n" in given else ""
        told = f"{going.left} left. {going.part.id}, {mark.id}: “{mark.wording}”{read}." if mark else ""
        self.status = escape(told or f"Every mark of {going.path.name} is confirmed.")
        before, words, after = map(escape, text.partition(mark.wording) if mark else (text, "", ""))
        self.passage = f"<p>{before}<mark>{words}</mark>{after}</p>"
        self.fields = [self._field(name) for name in given]
        self.choice = {name: "" if value == OPEN else value for name, value in given.items()} | {"wording": ""}

    def _field(self, name: str) -> dict[str, Any]:
        known = getattr(self.going.scheme, _LISTS.get(name, ""), None)
        box = {"options": ["", *known]} if known else {"placeholder": OPEN}
        return {"name": name, "label": _LABELS.get(name, name.capitalize()), **box}
