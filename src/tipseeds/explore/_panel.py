"""What workbenches and panels stand on: a choice with a way back, the front, and one widget a cell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t
from IPython.core.getipython import get_ipython

from tipseeds.edition.words import unknown

_OPEN: dict[str, list[tuple[str, Panel]]] = {}
"""What each cell has opened, with the run of the cell that did."""


def _here() -> tuple[str, str]:
    """Return the cell that is running and which run of it this is; two empty texts outside a notebook."""
    parent: dict[str, Any] = getattr(get_ipython(), "get_parent", dict)() or {}
    code = parent.get("content", {}).get("code", "")
    cell = parent.get("metadata", {}).get("cellId") or code
    return (cell, parent["header"]["msg_id"]) if code else ("", "")


class Control:
    """One control of a panel: setting `value` does what a click does; `options` has the values or the two ends."""

    def __init__(self, panel: Panel, name: str, description: str, options: tuple[Any, ...] = ()) -> None:
        self._panel, self._name, self.description, self.options = panel, name, description, options

    def __repr__(self) -> str:
        return f"{self.description}: {self.value!r}, of {self.options}"

    @property
    def value(self) -> Any:
        """What is chosen or typed."""
        return self._panel.choice[self._name]

    @value.setter
    def value(self, value: Any) -> None:
        self._panel.choose(**{self._name: value})


class Panel(anywidget.AnyWidget):
    """A widget whose state is one choice: each change is one message, and can be taken back."""

    _esm = Path(__file__).with_name("workbench.js")
    _css = Path(__file__).with_name("workbench.css")
    form = t.Unicode().tag(sync=True)
    choice = t.Dict().tag(sync=True)
    can = t.List([False, False]).tag(sync=True)
    error = t.Unicode().tag(sync=True)
    answered = t.Unicode().tag(sync=True)
    typed: frozenset[str] = frozenset()
    """Fields in which one letter after the other is one step back, not many."""

    def __init__(self, choice: Mapping[str, Any], **state: Any) -> None:
        self._first = dict(choice)
        self._past: list[dict[str, Any]] = []
        self._future: list[dict[str, Any]] = []
        self._typing: set[str] = set()
        super().__init__(choice=dict(choice), **state)
        self.on_msg(lambda _, asked, __: self._asked(asked))
        cell, run = _here()
        if cell:
            for ran, old in _OPEN.get(cell, []):
                if ran != run:
                    old.close()
            _OPEN[cell] = [kept for kept in _OPEN.get(cell, []) if kept[0] == run] + [(run, self)]

    def close(self) -> None:
        """Close the widget and the layout that it brought along; what it held is let go."""
        if self.comm is not None:
            self.layout.close()
            self._past, self._future = [], []
            self._drop()
            super().close()

    def choose(self, **changes: Any) -> None:
        """Change some of the choice: one step, which `undo` takes back."""
        new = self.choice | {name: self._valid(name, value) for name, value in changes.items()}
        changed = {name for name in new if new[name] != self.choice[name]}
        if not changed:
            return
        if changed != self._typing:
            self._past.append(self._state())
        self._typing = changed if changed <= self.typed else set()
        self._future.clear()
        self._become(new)

    def reset(self) -> None:
        """Put everything back to where it began; this can be taken back too."""
        if self._state() != self._first:
            self._past.append(self._state())
            self._future.clear()
        self._typing = set()
        self._become(self._first)

    def undo(self, *, again: bool = False) -> None:
        """Take the last step back."""
        source, target = (self._future, self._past) if again else (self._past, self._future)
        self._typing = set()
        if source:
            target.append(self._state())
            self._become(source.pop())

    def redo(self) -> None:
        """Do again what was taken back."""
        self.undo(again=True)

    def _state(self) -> dict[str, Any]:
        return dict(self.choice)

    def _become(self, state: Mapping[str, Any]) -> None:
        """Show a state, with one message; an error is told on the page, in words and as text."""
        with self.hold_sync():
            self.choice = {name: state[name] for name in self.choice}
            self.can = [bool(self._past), bool(self._future)]
            self.error = ""
            try:
                self._show()
            except Exception as error:
                self.error = f"This can’t be shown. {type(error).__name__}: {error}"
                raise

    def _asked(self, asked: dict[str, Any]) -> None:
        """Do what the front asks for, and say that it is done."""
        with self.hold_sync():
            try:
                if asked["do"] in ("undo", "redo", "reset"):
                    getattr(self, asked["do"])()
                else:
                    self._do(asked)
            except ValueError as error:
                self.error = self.error or str(error)
            finally:
                self.answered = asked["turn"]

    def _do(self, asked: dict[str, Any]) -> None:
        self.choose(**asked["choice"])

    def _valid(self, name: str, value: Any) -> Any:
        if name not in self.choice:
            raise ValueError(unknown("control", name, self.choice))
        return value

    def _show(self) -> None:
        raise NotImplementedError

    def _drop(self) -> None:
        """Let go of what is large, when the widget is closed."""
