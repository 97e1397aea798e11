"""What workbenches, panels and places for answers stand on: a front, a choice with a way back, one widget a cell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t
from IPython.core.getipython import get_ipython

from tipseeds.edition.words import unknown

HERE = Path(__file__).parent
_OPEN: dict[str, tuple[str, list[Front]]] = {}
"""What the last run of each cell has opened, with that run."""


def page(*files: Path) -> str:
    """Return a script or style sheet of the page: files, one after the other."""
    return "\n".join(file.read_text("utf-8") for file in files)


class Front(anywidget.AnyWidget):
    """A widget that does what the page asks for, and says when it is done; a cell that runs again closes it."""

    _css = page(HERE / "workbench.css")
    silent = t.Unicode(
        "The kernel doesn’t answer: it is busy with another cell, or gone. Evidence still works. "
        "If this stays, choose Kernel, Restart Kernel and Run All Cells."
    ).tag(sync=True)
    error = t.Unicode().tag(sync=True)
    answered = t.Unicode().tag(sync=True)

    def __init__(self, **state: Any) -> None:
        super().__init__(**state)
        self.on_msg(lambda _, asked, __: self._asked(asked))
        running: dict[str, Any] = getattr(get_ipython(), "get_parent", dict)() or {}
        code = running.get("content", {}).get("code", "")
        if code:  # else no cell is running
            cell, run = running.get("metadata", {}).get("cellId") or code, running["header"]["msg_id"]
            ran, held = _OPEN.get(cell, (run, []))
            for old in held if ran != run else []:
                old.close()
            _OPEN[cell] = run, [*(held if ran == run else []), self]

    def close(self) -> None:
        """Close the widget and the layout that it brought along; what it held is let go."""
        if self.comm is not None:
            self.layout.close()
            self._drop()
            super().close()

    def _asked(self, asked: dict[str, Any]) -> None:
        """Do what the page asks for, in one message with the word that it is done."""
        with self.hold_sync():
            try:
                self._do(asked)
            except (ValueError, OSError) as error:
                self.error = self.error or str(error)
            finally:
                self.answered = asked["turn"]

    def _do(self, asked: dict[str, Any]) -> None:
        raise NotImplementedError

    def _drop(self) -> None:
        """Let go of what is large, when the widget is closed."""


class Control:
    """One control of a panel: setting `value` does what a click does; `options` has the values or the two ends."""

    def __init__(self, panel: Panel, name: str, description: str, options: tuple[Any, ...] = ()) -> None:
        self._panel, self._name, self.description, self.options = panel, name, description, options

    @property
    def value(self) -> Any:
        """What is chosen or typed."""
        return self._panel.choice[self._name]

    @value.setter
    def value(self, value: Any) -> None:
        self._panel.choose(**{self._name: value})


class Panel(Front):
    """A widget whose state is one choice: each change is one message, and can be taken back."""

    choice = t.Dict().tag(sync=True)
    can = t.List([False, False]).tag(sync=True)
    typed: frozenset[str] = frozenset()
    """Fields in which one letter after the other is one step back, not many."""

    def __init__(self, choice: Mapping[str, Any], **state: Any) -> None:
        self._first = dict(choice)
        self._past, self._future, self._typing = list[dict[str, Any]](), list[dict[str, Any]](), set[str]()
        super().__init__(choice=dict(choice), **state)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in vars(self).get("controls", ()) and not hasattr(self, name):  # it would be kept, and do nothing
            raise AttributeError(f"Write .choose({name}={value!r}).")
        super().__setattr__(name, value)

    def choose(self, **changes: Any) -> None:
        """Change some of the choice: one step, which `undo` takes back."""
        new = self.choice | {name: self._valid(name, value) for name, value in changes.items()}
        changed = {name for name in new if new[name] != self.choice[name]}
        if changed:
            self._step(new, changed if changed <= self.typed else set())

    def reset(self) -> None:
        """Put everything back to where it began; this can be taken back too."""
        if self._state() != self._first:
            self._step(self._first, set())

    def undo(self) -> None:
        """Take the last step back."""
        self._back(self._past, self._future)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._back(self._future, self._past)

    def _step(self, state: dict[str, Any], typing: set[str]) -> None:
        if not typing or typing != self._typing:
            self._past.append(self._state())
        self._typing = typing
        self._future.clear()
        self._become(state)

    def _back(self, source: list[dict[str, Any]], target: list[dict[str, Any]]) -> None:
        self._typing = set()
        if source:
            target.append(self._state())
            state = source.pop()
            try:
                self._become(state)
            except (OSError, ValueError):  # what could not be saved is still to be taken back
                source.append(state)
                target.pop()
                raise

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

    def _do(self, asked: dict[str, Any]) -> None:
        if asked["do"] == "choose":
            self.choose(**asked["choice"])
        else:
            {"undo": self.undo, "redo": self.redo, "reset": self.reset}[asked["do"]]()

    def _valid(self, name: str, value: Any) -> Any:
        if name not in self.choice:
            raise ValueError(unknown("control", name, self.choice))
        return value

    def _show(self) -> None:
        raise NotImplementedError

    def _drop(self) -> None:
        self._past, self._future = [], []


class Form(Panel):
    """A panel of fields and buttons, each with a note beside it, and of what comes of them.

    `lines` says what stands where: a name of `boxes` or `buttons`, steps for the way back, or a trait with markup;
    `fields` stand where a line is empty. `texts` says how options are written, `off` what can't be used now.
    """

    _esm = page(HERE / "front.js", HERE / "panel.js")
    form = t.Unicode().tag(sync=True)
    lines = t.Unicode().tag(sync=True)
    buttons = t.Dict().tag(sync=True)
    boxes = t.Dict().tag(sync=True)
    fields: t.List[Any] = t.List().tag(sync=True)
    texts = t.Dict().tag(sync=True)
    off: t.List[str] = t.List().tag(sync=True)
    notes = t.Dict().tag(sync=True)
