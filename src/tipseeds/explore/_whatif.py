"""The what-if panel: what some workers would bring in on assumptions of your own."""

from __future__ import annotations

import re
from numbers import Real
from typing import Any

import pandas as pd
import traitlets as t

from tipseeds import checks
from tipseeds.checks import _sums as sums
from tipseeds.checks._implied import EARNINGS
from tipseeds.checks._whatif import ASSUMED, COLUMNS, FIELDS, bases, read
from tipseeds.edition import reference
from tipseeds.edition.quantity import grouped, plain
from tipseeds.edition.tables import Tables
from tipseeds.explore._panel import Control, Form
from tipseeds.pages.html import escape, table_html

SLIDERS = {
    "workers": (100_000, 200_000, 500),
    "pay": (1_000, 4_000, 10),
    "share": (75, 100, 1),
    "rate": (1.4375, 2, 0.0025),
}
"""Where each slider begins, ends and how it steps. A number beyond its end can be typed."""
HEADINGS = {"output": "What it comes to", "result": "Result", "sum": "Sum", "rests_on": "What goes into it"}
INPUTS = {"input": "Input", "value": "Value", "basis": "Basis", "where": "Where it stands"}


def _written(value: Any) -> str:
    """Return a number as text that `read` reads in one way: 1.2340, as 1.234 can be a thousand and more."""
    text = plain(round(float(value), 4))
    return text + "0" * bool(re.fullmatch(r"-?[1-9]\d?\d?\.\d{3}", text))


def what_if(corpus: Tables) -> WhatIf:
    """Try what some workers would bring in: how many, at what pay, what the state keeps, at what exchange rate.

    Parameters
    ----------
    corpus : Corpus

    Examples
    --------
    >>> panel = tip.explore.what_if(tip.load())
    >>> panel.controls["workers"].value = 0
    >>> panel.frame["result"].tolist()[-1]
    'nobody works, so no pay would do'
    """
    return WhatIf(corpus)


class WhatIf(Form):
    """A slider and a field for each input, what they come to, and the sums that documents state beside it.

    `frame` has the results now shown, as `checks.what_if` gives; it is empty while a field can't be read.
    """

    view = t.Unicode().tag(sync=True)
    typed = frozenset(FIELDS)

    def __init__(self, corpus: Tables) -> None:
        self.estimates, self.rates = corpus.estimates, reference.exchange_rates()
        self.controls = {name: Control(self, name, f"{one.label} ({one.unit})") for name, one in FIELDS.items()}
        fields = [
            {"name": name, "label": one.label, "asks": one.unit, "min": one.least, "max": most, "step": step}
            for (name, one), (_, most, step) in zip(FIELDS.items(), SLIDERS.values(), strict=True)
        ]
        first = {name: plain(start) for name, (start, _, _) in SLIDERS.items()}
        super().__init__(first, form="whatif", lines="|steps|view", fields=fields)
        self._become(self.choice)

    def __repr__(self) -> str:
        return "What-if panel on labour. The table on this page shows the same without it."

    def _valid(self, name: str, value: Any) -> str:
        super()._valid(name, value)
        return _written(value) if isinstance(value, Real) else "" if value is None else str(value)

    def _show(self) -> None:
        given, said = dict[str, float](), dict[str, Any]()
        for name, field in FIELDS.items():
            try:
                given[name] = read(name, self.choice[name])
                said[name] = {"text": f"read as {grouped(given[name])} {field.unit}", "at": given[name]}
            except ValueError as fault:
                both = [_written(one) for one in getattr(fault, "readings", [])]
                said[name] = {"text": str(fault), "readings": [[one, f"{float(one):,.10g}"] for one in both]}
        self.notes = said
        if len(given) < len(FIELDS):
            self.frame = pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
            self.view = "<p>Nothing is computed until every field can be read.</p>"
            return
        self.frame = checks.what_if(self.estimates, self.rates, **given)
        told = bases(self.estimates, self.rates, **given)
        inputs = [(FIELDS[name].label, f"{one:,.10g} {FIELDS[name].unit}", *told[name]) for name, one in given.items()]
        shown = pd.DataFrame(inputs, columns=list(INPUTS))
        assumed = sum(mark == ASSUMED for mark, _ in told.values())
        self.view = (
            f'<p role="status" aria-live="polite"><strong>{assumed} of {len(told)} inputs are assumed</strong></p>'
            + self._chart()
            + table_html(shown, "Inputs: ■ stated, ◆ implied or on record, □ assumed", INPUTS)
            + table_html(self.frame, "What they come to", HEADINGS)
        )

    def _chart(self) -> str:
        """Draw what the state would keep, with a line for each sum that a document states."""
        kept = float(self.frame.loc[self.frame["output"].str.endswith("in pounds"), "value"].iloc[0])
        stated = [one for one in sums.stated(self.estimates, EARNINGS, "GBP per year") if one.low]
        wide, tall = 600 / (1.1 * max([kept, *(one.low or 0 for one in stated)]) or 1), 46 + 20 * len(stated)
        lines = ""
        for n, one in enumerate(stated):
            x = wide * (one.low or 0)
            told = escape(f"{one.said}, {one.key.partition('#')[0]}")
            lines += f'<path d="M{x:.1f} {20 * n + 16}V{tall}" class="ts-stroke"/>'
            lines += f'<text x="{x:.1f}" y="{20 * n + 13}" text-anchor="{"start" if x < 300 else "end"}">{told}</text>'
        words = f"Kept by the state on these numbers: {grouped(round(kept))} GBP a year"
        beside = "".join(f"; stated: {one.said}" for one in stated)
        return (
            f'<svg class="ts-bars" viewBox="0 0 600 {tall + 20}" role="img" aria-label="{escape(words + beside)}">'
            f'<rect y="{tall - 26}" height="24" width="{wide * kept:.1f}"/>{lines}'
            f'<text y="{tall + 14}" class="ts-own">{escape(words)}</text></svg>'
        )
