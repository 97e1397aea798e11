"""What every explorer is made of: controls, the rows they leave, a chart, a table, and the evidence for a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import ipywidgets as widgets
import pandas as pd

from tipseeds.charts import Chart
from tipseeds.edition.tables import Tables
from tipseeds.explore._panel import Panel
from tipseeds.pages.evidence import evidence_html
from tipseeds.pages.exports import codebook_link, rows_link
from tipseeds.pages.html import table_html

ALL = "all"
"""The option of a menu that leaves every row."""

Mask = Callable[[pd.DataFrame, Any], "pd.Series[bool]"]


class Filter(NamedTuple):
    """A control, and which rows it leaves at a value."""

    control: widgets.ValueWidget
    mask: Mask


def select(frame: pd.DataFrame, masks: Mapping[str, Mask], values: Mapping[str, Any]) -> pd.DataFrame:
    """Return the rows that every mask leaves at its value; needs no widget and no kernel.

    Parameters
    ----------
    frame : DataFrame
        The rows to choose from.
    masks : mapping of str to callable
        For each control, a function of the frame and a value that says which rows stay.
    values : mapping of str to value
        The value of each control.
    """
    kept = every(frame)
    for name, mask in masks.items():
        kept &= mask(frame, values[name]).fillna(value=False).astype(bool)
    return frame[kept]


def every(frame: pd.DataFrame) -> pd.Series[bool]:
    """Leave every row."""
    return pd.Series(data=True, index=frame.index)


def equals(column: str) -> Mask:
    """Return a mask for a menu of one column's values, where `ALL` leaves every row."""

    def mask(frame: pd.DataFrame, value: Any) -> pd.Series[bool]:
        if value == ALL:
            return every(frame)
        return frame[column].astype("string") == str(value)

    return mask


def menu(label: str, frame: pd.DataFrame, column: str) -> Filter:
    """Return a menu of the values that a column has, in their own order, and its mask."""
    values = frame[column].dropna()
    if isinstance(values.dtype, pd.CategoricalDtype):
        options = [str(value) for value in values.dtype.categories if (values == value).any()]
    else:
        options = sorted({str(value) for value in values})
    return Filter(dropdown(label, [ALL, *options]), equals(column))


def dropdown(label: str, options: list[str]) -> widgets.Dropdown:
    """Return a menu as wide as its options, set to the first of them."""
    return widgets.Dropdown(
        options=options, value=options[0], description=label, style={"description_width": "initial"},
        layout=widgets.Layout(width="max-content", max_width="100%"),
    )  # fmt: skip


def span(label: str, first: int, last: int) -> widgets.IntRangeSlider:
    """Return a slider with two ends, which filters when it is let go."""
    return widgets.IntRangeSlider(
        value=(first, last), min=first, max=last, description=label, style={"description_width": "initial"},
        layout=widgets.Layout(width="22em", max_width="100%"), continuous_update=False,
    )  # fmt: skip


class Explorer(Panel):
    """A chart and a table of the rows that some controls leave, with the evidence for one of them.

    Parameters
    ----------
    corpus : Corpus
        For the evidence.
    name : str
        What it explores, for the line that stands for it where there is no kernel.
    rows : DataFrame
        The rows to choose from.
    filters : mapping of str to Filter
        The controls, by name, in the order to show them.
    draw : callable
        Draws the rows that are left as a chart.
    headings : mapping of str to str
        The columns of the table and what to call them.
    orders : mapping of str to callable, optional
        For a menu "Sort by": each order's name, and a function that puts rows into it. The first is used at the start.

    Attributes
    ----------
    controls : dict of str to widget
        The controls, by name; setting a `.value` filters.
    frame : DataFrame
        The rows now shown.
    """

    def __init__(
        self,
        corpus: Tables,
        name: str,
        rows: pd.DataFrame,
        filters: Mapping[str, Filter],
        draw: Callable[[pd.DataFrame], Chart],
        headings: Mapping[str, str],
        orders: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] | None = None,
    ) -> None:
        self.corpus, self.name, self.rows, self.draw, self.headings = corpus, name, rows, draw, headings
        self.controls: dict[str, widgets.ValueWidget] = {key: given.control for key, given in filters.items()}
        self.orders = orders or {}
        if self.orders:
            self.controls["sort"] = dropdown("Sort by", list(self.orders))
        self.masks = {key: given.mask for key, given in filters.items()}
        self._first = {key: control.value for key, control in self.controls.items()}
        # Going back to an earlier choice, which people do to compare, draws nothing anew.
        self._drawn = lru_cache(maxsize=64)(lambda values: self.draw(self.frame).svg())
        self._listed = lru_cache(maxsize=64)(lambda values: self._list())
        self.frame = rows
        self.view = widgets.HTML()
        self.listing = widgets.HTML()
        self._codebook = codebook_link(rows, name)
        self.chosen = widgets.Dropdown(
            description="Evidence for",
            style={"description_width": "initial"},
            layout=widgets.Layout(width="calc(100% - 8px)"),
        )
        self.passage = widgets.HTML()
        self._button = widgets.Button(description="Reset", tooltip="Show every row again")
        self._button.on_click(lambda _: self._guarded(self.reset))
        for control in self.controls.values():
            control.observe(lambda _: self._guarded(self._redraw), names="value")
        self.chosen.observe(lambda _: self._guarded(self._show_evidence), names="value")
        bar = widgets.Box(
            [*self.controls.values(), self._button], layout=widgets.Layout(flex_flow="row wrap", grid_gap="4px 16px")
        )
        self._redraw()
        super().__init__([bar, self.view, self.listing, self.chosen, self.passage])

    def __repr__(self) -> str:
        """Stand in for the widget where there is no kernel to show it."""
        return f"Explorer of {self.name}: {self.count}. The chart and the table on this page show the same without it."

    @property
    def count(self) -> str:
        """How many rows are shown, in words."""
        return f"{len(self.frame)} of {len(self.rows)} shown"

    def reset(self) -> None:
        """Put every control back to where it began, with one redraw."""
        with self._hold():
            for key, value in self._first.items():
                self.controls[key].value = value
        self._redraw()

    def _redraw(self) -> None:
        if self._held:
            return
        values = {key: control.value for key, control in self.controls.items()}
        self.frame = select(self.rows, self.masks, values)
        if self.orders:
            self.frame = self.orders[values["sort"]](self.frame)
        told = f'<p role="status" aria-live="polite"><strong>{self.count}</strong></p>'
        # One message each, so that nothing flickers; the chart goes first, as it is what a person looks at.
        self.view.value = told + self._drawn(tuple(values.values()))
        self.listing.value = self._listed(tuple(values.values()))
        self._offer()

    def _list(self) -> str:
        listed = table_html(self.frame, f"{self.name.capitalize()}, {self.count}", self.headings)
        return f"{listed}<p>{rows_link(self.frame, self.name)} · {self._codebook}</p>"

    def _offer(self) -> None:
        options = [(self._label(row), key) for key, row in self.frame.iterrows()]
        before = self.chosen.value
        with self._hold(), self.chosen.hold_sync():
            self.chosen.options = options or [("no row is shown", None)]
            self.chosen.value = before if before in self.frame.index else self.chosen.options[0][1]
        self._show_evidence()

    def _label(self, row: pd.Series[Any]) -> str:
        return f"{row['doc']} {row['part']}: {row['wording']}"

    def _show_evidence(self) -> None:
        if self._held:
            return
        key = self.chosen.value
        self.passage.value = "" if key is None else evidence_html(self.corpus, self.rows.loc[key])

    def _replace(self, message: str) -> None:
        self.view.value = message
        self.listing.value = self.passage.value = ""
