"""The what-if panel: what some workers would bring in on assumptions of your own."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets
import pandas as pd

from tipseeds import checks
from tipseeds.checks._whatif import ASSUMED, COLUMNS, FIELDS, bases, read
from tipseeds.edition import reference
from tipseeds.edition.quantity import plain
from tipseeds.edition.tables import Tables
from tipseeds.explore._panel import Panel, alert
from tipseeds.pages.html import escape, table_html

SLIDERS = {
    "workers": (100_000.0, 200_000.0, 500.0),
    "pay": (1_000.0, 4_000.0, 10.0),
    "share": (75.0, 100.0, 1.0),
    "rate": (1.4375, 2.0, 0.0025),
}
"""Where each slider begins, ends and how it steps. A number beyond its end can be typed."""

HEADINGS = {"output": "What it comes to", "result": "Result", "sum": "Sum", "rests_on": "What goes into it"}
INPUTS = {"input": "Input", "value": "Value", "basis": "Basis", "where": "Where it stands"}


class WhatIf(Panel):
    """Sliders, each with a field to type in, and what they come to.

    Parameters
    ----------
    corpus : Corpus
        For what the documents state.

    Attributes
    ----------
    controls : dict of str to widget
        A slider for each of workers, pay, share and rate, and a field for each, as in `workers_typed`.
    frame : DataFrame
        The results now shown, as `checks.what_if` gives; empty while a field can't be read.
    """

    def __init__(self, corpus: Tables) -> None:
        self.corpus, self.rates = corpus, reference.exchange_rates()
        self.sliders = {name: _slider(name) for name in FIELDS}
        self.fields = {name: _field(name) for name in FIELDS}
        self.controls: dict[str, widgets.ValueWidget] = {
            **self.sliders,
            **{f"{name}_typed": field for name, field in self.fields.items()},
        }
        self.frame = pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
        self.view = widgets.HTML()
        button = widgets.Button(description="Reset", tooltip="Put every number back")
        button.on_click(lambda _: self._guarded(self.reset))
        for name in FIELDS:
            self.sliders[name].observe(self._follow(name, self._take_slider), names="value")
            self.fields[name].observe(self._follow(name, self._take_typed), names="value")
        rows = [
            widgets.HBox([self.sliders[name], self.fields[name]], layout=widgets.Layout(flex_flow="row wrap"))
            for name in FIELDS
        ]
        self._redraw()
        super().__init__([*rows, button, self.view])

    def __repr__(self) -> str:
        """Stand in for the widget where there is no kernel to show it."""
        return "What-if panel on labour. The table on this page shows the same without it."

    def reset(self) -> None:
        """Put every number back to where it began, with one redraw."""
        with self._hold():
            for name, (start, _, _) in SLIDERS.items():
                self.sliders[name].value, self.fields[name].value = start, plain(start)
        self._redraw()

    def _follow(self, name: str, take: Callable[[str], None]) -> Callable[[object], None]:
        def follow() -> None:
            if self._held:
                return
            with self._hold():
                take(name)
            self._redraw()

        return lambda _: self._guarded(follow)

    def _replace(self, message: str) -> None:
        self.view.value = message

    def _take_slider(self, name: str) -> None:
        self.fields[name].value = plain(round(self.sliders[name].value, 4))

    def _take_typed(self, name: str) -> None:
        try:
            value = read(name, self.fields[name].value)
        except ValueError:
            return  # the redraw says so
        self.sliders[name].value = min(max(value, self.sliders[name].min), self.sliders[name].max)

    def _redraw(self) -> None:
        given, faults = {}, []
        for name, field in self.fields.items():
            try:
                given[name] = read(name, field.value)
            except ValueError as fault:
                faults.append(str(fault))
        if faults:
            self.frame = self.frame.head(0)
            said = "<br>".join(map(escape, faults))
            self.view.value = alert("Nothing is computed.", said)
            return
        estimates = self.corpus.estimates
        self.frame = checks.what_if(estimates, self.rates, **given)
        told = bases(estimates, self.rates, **given)
        inputs = pd.DataFrame(
            [(FIELDS[name].label, f"{value:,.10g} {FIELDS[name].unit}", *told[name]) for name, value in given.items()],
            columns=list(INPUTS),
        )
        assumed = sum(mark == ASSUMED for mark, _ in told.values())
        self.view.value = (
            '<div style="line-height:1.4"><p role="status" aria-live="polite"><strong>'
            f"{assumed} of {len(told)} inputs are assumed</strong></p>"
            + table_html(inputs, "Inputs: ■ stated, ◆ implied or on record, □ assumed", INPUTS)
            + table_html(self.frame, "What they come to", HEADINGS)
            + "</div>"
        )


def what_if(corpus: Tables) -> WhatIf:
    """Try what some workers would bring in: how many, at what pay, what the state keeps, at what exchange rate.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.

    Returns
    -------
    WhatIf
        A widget; its `controls` are workers, pay, share and rate, and a field to type in for each.

    Examples
    --------
    >>> import tipseeds as tip
    >>> panel = tip.explore.what_if(tip.load())
    >>> panel.controls["workers"].value = 0
    >>> panel.frame["result"].tolist()[-1]
    'nobody works, so no pay would do'
    """
    return WhatIf(corpus)


def _slider(name: str) -> widgets.FloatSlider:
    start, most, step = SLIDERS[name]
    return widgets.FloatSlider(
        value=start, min=FIELDS[name].least, max=most, step=step, readout=False, continuous_update=False,
        description=FIELDS[name].label, style={"description_width": "11em"}, layout=widgets.Layout(width="28em"),
    )  # fmt: skip


def _field(name: str) -> widgets.Text:
    return widgets.Text(
        value=plain(SLIDERS[name][0]), description=FIELDS[name].unit, continuous_update=False,
        style={"description_width": "14em"}, layout=widgets.Layout(width="23em"),
    )  # fmt: skip
