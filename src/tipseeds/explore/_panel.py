"""What explorers and panels stand on: keys that stay inside them, changes held back, and messages.

JupyterLab takes single keys in a notebook as commands, also while a menu or a slider has the focus: an arrow leaves the
cell, and the letter r turns the cell into raw text. It leaves alone an element that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import anywidget
import ipywidgets as widgets

from tipseeds.pages.html import escape

CLASS = "tipseeds-explorer"

_SCRIPT = f"""
function render({{ el }}) {{
  const mark = (tries) => {{
    const explorer = el.closest(".{CLASS}");
    const keep = (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true");
    if (explorer) explorer.addEventListener("focusin", keep);
    else if (tries > 0) requestAnimationFrame(() => mark(tries - 1));
  }};
  mark(120);
}}
export default {{ render }};
"""


_STYLE = f"""
.{CLASS} .widget-html, .{CLASS} .widget-html-content {{ width: 100%; min-width: 0; max-width: 100%; line-height: 1.4; }}
.{CLASS} .widget-readout {{ min-width: 7em; }}
"""


class KeysStayHere(anywidget.AnyWidget):
    """An empty widget that marks whatever gets the focus in its explorer, and fits the explorer to a small window."""

    _esm = _SCRIPT
    _css = _STYLE


class Panel(widgets.VBox):  # type: ignore[misc]
    """A column of widgets whose keys stay inside it, and whose own changes to its controls can be held back."""

    _held = False

    def __init__(self, children: Sequence[widgets.Widget]) -> None:
        super().__init__([*children, KeysStayHere()], layout=widgets.Layout(max_width="100%"))
        self.add_class(CLASS)

    @contextmanager
    def _hold(self) -> Iterator[None]:
        """Let the controls change without a redraw for each."""
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def _guarded(self, step: Callable[[], None]) -> None:
        """Run a step for a control; an error takes the place of what is shown, which would else go stale in silence."""
        try:
            step()
        except Exception as error:
            said = escape(f"{type(error).__name__}: {error}")
            mend = "<br>Press Reset; if it happens again, run the notebook from the top."
            self._replace(alert("This can’t be shown.", said + mend))
            raise

    def _replace(self, message: str) -> None:
        """Show a message in place of what the panel shows."""
        raise NotImplementedError


def alert(heading: str, said: str) -> str:
    """Return the markup of a message that takes the place of what can't be shown; `said` is markup already."""
    style = "border:2px solid #d55e00;padding:8px;overflow-wrap:anywhere"
    return f'<p role="alert" style="{style}"><strong>{escape(heading)}</strong> {said}</p>'
