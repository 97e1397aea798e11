"""A workbench: menus, a chart, a list and the evidence on one screen, all of them about the same rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import traitlets as t

from tipseeds.edition.fields import labels
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import unknown
from tipseeds.explore._panel import Control, Panel
from tipseeds.pages.evidence import evidence_html
from tipseeds.pages.exports import codebook_link, rows_link

NOT_STATED = "not stated"
TRAVELS = 1_000_000
"""Letters of evidence that travel with the rows; what is beyond them is sent when its row is chosen."""
_NUMBERS = count(1)

Mask = Any
"""An array that says for each row whether it stays; the stubs of numpy and pandas don't agree on its type."""


class Menu(NamedTuple):
    """A menu of values of which several can be chosen.

    `held` says for each row and option whether the row has it; `code` gives for what is chosen a condition of
    `DataFrame.query`, or one on `rows`, which then begins with it. One that doesn't filter only changes the chart.
    """

    label: str
    options: tuple[str, ...]
    held: Mask
    code: Callable[[Sequence[str]], str]
    filters: bool = True

    def keeps(self, chosen: Sequence[str]) -> Mask:
        """Say which rows have one of the values chosen; all of them if none is."""
        columns = [self.options.index(value) for value in chosen]
        return self.held[:, columns].any(axis=1) if columns else np.ones(len(self.held), dtype=bool)


class Span(NamedTuple):
    """Two numbers; a row stays if what it spans touches them or what lies between."""

    label: str
    options: tuple[int, int]
    low: pd.Series[Any]
    high: pd.Series[Any]
    code: Callable[[Sequence[int]], str]

    def keeps(self, chosen: Sequence[int]) -> Mask:
        """Say which rows touch a span; all of them if none is chosen."""
        if not chosen:
            return np.ones(len(self.low), dtype=bool)
        touched = (self.low <= chosen[1]) & (self.high >= chosen[0])
        return touched.fillna(value=False).to_numpy(dtype=bool)


class Order(NamedTuple):
    """How a column of the list is sorted: by which column, by what of it, and that as code."""

    column: str
    key: Callable[[pd.Series[Any]], pd.Series[Any]] | None = None
    code: str = ""


def menu(
    label: str, frame: pd.DataFrame, column: str, shown: Mapping[str, str] | None = None, missing: str = NOT_STATED
) -> Menu:
    """Return a menu of the values of a column in their own order; `shown` says how some of them are written."""
    values, shown = frame[column], shown or {}
    own = values.cat.categories if isinstance(values.dtype, pd.CategoricalDtype) else sorted(values.dropna().unique())
    back = {shown.get(str(value), str(value)): str(value) for value in own}

    def code(chosen: Sequence[str]) -> str:
        wanted = [back[value] for value in chosen if value != missing]
        if missing in chosen:
            rows = f'rows["{column}"]'
            return f"{rows}.isna()" + (f" | {rows}.isin({wanted!r})" if wanted else "")
        return one_of(column, wanted)

    answers = [[missing] if pd.isna(value) else [shown.get(str(value), str(value))] for value in values]
    return menu_of(label, answers, (*back, missing), code)


def menu_of(
    label: str, answers: Iterable[Iterable[str]], options: Iterable[str], code: Callable[[Sequence[str]], str]
) -> Menu:
    """Return a menu of the options that some row answers to; a row may answer to several."""
    given = [set(row) for row in answers]
    had = tuple(option for option in options if any(option in row for row in given))
    held = np.array([[option in row for option in had] for row in given], dtype=bool).reshape(len(given), len(had))
    return Menu(label, had, held, code)


def one_of(column: str, values: Sequence[Any]) -> str:
    """Return the condition of a query that a column has one of some values.

    >>> one_of("topic", ["prisoners"]), one_of("doc", ["lagon", "green"])
    ("topic == 'prisoners'", "doc in ['lagon', 'green']")
    """
    return f"{column} == {values[0]!r}" if len(values) == 1 else f"{column} in {list(values)!r}"


class Plan(NamedTuple):
    """What makes a workbench one of its kind."""

    name: str
    """What its rows are."""
    table: str
    rows: pd.DataFrame
    """Those of the table, perhaps with columns added."""
    menus: Mapping[str, Menu | Span]
    draw: Callable[[pd.DataFrame, Mapping[str, Any]], Any]
    """Draws rows, with the choice, as a chart."""
    columns: str
    """Those of the list, with blanks between."""
    search: Sequence[str]
    """The columns that the search looks through."""
    orders: Mapping[str, Order]
    """Columns of the list that are sorted in another way than by themselves."""


class Workbench(Panel):
    """Menus, a chart, a list and the evidence for the row that is chosen.

    `controls` has the menus, `search` and `sort` by name; `frame` the rows now shown, in the order of the list;
    `selected` the row that is chosen; `code` the line of pandas that does what the menus did.
    """

    listed: t.List[Any] = t.List().tag(sync=True)
    heads: t.List[Any] = t.List().tag(sync=True)
    menus: t.List[Any] = t.List().tag(sync=True)
    evidence = t.Dict().tag(sync=True)
    late = t.Dict().tag(sync=True)
    chosen = t.Unicode().tag(sync=True, echo_update=False)
    shown: t.List[str] = t.List().tag(sync=True)
    counts = t.Dict().tag(sync=True)
    svg = t.Unicode().tag(sync=True)
    count = t.Unicode().tag(sync=True)
    code = t.Unicode().tag(sync=True)
    links = t.Unicode().tag(sync=True)
    message = t.Unicode().tag(sync=True)
    typed = frozenset({"search"})

    def __init__(self, corpus: Tables, plan: Plan, start: Mapping[str, Any]) -> None:
        self.corpus, self.plan, self.rows, self.frame, self.title = corpus, plan, plan.rows, plan.rows, ""
        self._labels = {str(label): label for label in self.rows.index}
        self._drawn = lru_cache(64)(self._draw)  # an earlier choice, gone back to in order to compare, is not redrawn
        self._linked = lru_cache(64)(lambda choice: rows_link(self.frame, self.plan.name))
        self._prefix = f"tipseeds{next(_NUMBERS)}-"
        self._codebook = codebook_link(self.rows, plan.name)
        self.controls = {name: Control(self, name, menu.label, menu.options) for name, menu in plan.menus.items()}
        self.controls["search"] = Control(self, "search", "Search")
        self.controls["sort"] = Control(self, "sort", "Sort", ("", *self._sorted_by()))
        choice: dict[str, Any] = {name: [] for name in plan.menus} | {"search": "", "sort": ""}
        super().__init__(choice, form="workbench", **self._static())
        self._first = self._first | {name: self._valid(name, value) for name, value in start.items()} | {"chosen": ""}
        self._become(self._first)
        self.observe(lambda _: self._send_late(), "chosen")

    def __repr__(self) -> str:
        """Hold count, title and first rows, for a page without a kernel and for its tests."""
        first = "".join(f"\n- {self._told(str(label))}" for label in self.frame.index[:3])
        more = f"\n… {len(self.frame) - 3} more" if len(self.frame) > 3 else ""
        return f"Workbench of {self.plan.name}: {self.count}. {self.title}{first}{more}"

    @property
    def selected(self) -> pd.Series[Any] | None:
        """The row that is chosen."""
        return self.rows.loc[self._labels[self.chosen]] if self.chosen else None

    @selected.setter
    def selected(self, row: Any) -> None:
        label = "" if row is None else str(getattr(row, "name", row))
        if label and label not in self.shown:
            raise ValueError(f"Row {label!r} is not shown; widen a menu, or see the labels in .frame.index.")
        self.chosen = label

    # --- What is shown ---

    def _show(self) -> None:
        kept = self._kept()
        keep = _all(kept)
        self.frame = self._ordered(self.rows[keep])
        self.shown = [str(label) for label in self.frame.index]
        self.count = f"{len(self.frame)} of {len(self.rows)} shown"
        self.counts = {  # how many rows each option would show, the other controls left as they are
            name: one.held[_all(kept, name)].sum(axis=0).tolist()
            for name, one in self.plan.menus.items()
            if isinstance(one, Menu) and one.filters
        }
        self.code = self._code()
        self.message = "" if keep.any() else self._to_widen(kept)
        drawn = {name: value for name, value in self.choice.items() if name != "sort"}
        self.title, self.svg = self._drawn(json.dumps(drawn)) if keep.any() else ("Nothing to show.", "")
        self.links = f"{self._linked(json.dumps(self.choice))} {self._codebook}"
        if self.chosen not in self.shown:
            self.chosen = ""

    def _kept(self) -> dict[str, Mask]:
        """Return which rows each control leaves."""
        kept = {name: one.keeps(self.choice[name]) for name, one in self.plan.menus.items()}
        found = np.zeros(len(self.rows), dtype=bool) if self.choice["search"] else np.ones(len(self.rows), dtype=bool)
        for column in self.plan.search if self.choice["search"] else ():
            hits = self.rows[column].str.contains(self.choice["search"], case=False, regex=False)
            found |= hits.fillna(value=False).to_numpy(dtype=bool)
        return kept | {"search": found}

    def _to_widen(self, kept: Mapping[str, Mask]) -> str:
        """Say which control alone keeps everything out."""
        without = {
            self.controls[name].description: int(_all(kept, name).sum())
            for name, value in self.choice.items()
            if value and name != "sort"
        }
        helps = [f"without {label}, {rows} would be" for label, rows in without.items() if rows]
        return f"Nothing is shown: {'; '.join(helps) or 'widen more than one menu, or press Reset'}."

    def _draw(self, choice: str) -> tuple[str, str]:
        chart = self.plan.draw(self.frame.sort_index(), self.choice)
        return chart.title, chart.svg(self._prefix)

    def _ordered(self, frame: pd.DataFrame) -> pd.DataFrame:
        if not self.choice["sort"]:
            return frame
        order, up = self._order()
        return frame.sort_values(order.column, ascending=up, key=order.key, kind="stable")

    def _order(self) -> tuple[Order, bool]:
        name = self.choice["sort"].removeprefix("-")
        return self.plan.orders.get(name, Order(name)), not self.choice["sort"].startswith("-")

    def _code(self) -> str:
        said = [one.code(self.choice[name]) for name, one in self.plan.menus.items() if self.choice[name]]
        said = [one for one in said if one]
        sought = self.choice["search"]
        if sought:
            parts = [f'rows["{one}"].str.contains({sought!r}, case=False, regex=False)' for one in self.plan.search]
            said.append(" | ".join(parts))
        query = " and ".join(
            f"({one})" if " or " in one else one for one in said if not one.lstrip("(").startswith("rows[")
        )
        masks = [one for one in said if one.lstrip("(").startswith("rows[")]
        mask = " & ".join(f"({one})" if len(masks) > 1 else one for one in masks)
        code = (
            f"corpus.{self.plan.table}"
            + (f".query({query!r})" if query else "")
            + (f"[lambda rows: {mask}]" if mask else "")
        )
        if not self.choice["sort"]:
            return code
        order, up = self._order()
        how = ("" if up else ", ascending=False") + (f", key={order.code}" if order.code else "")
        return f"{code}.sort_values({order.column!r}{how}, kind='stable')"

    # --- What travels once ---

    def _static(self) -> dict[str, Any]:
        names, told = self.plan.columns.split(), labels(self.rows)
        heads = [[name, told[name], name in self._sorted_by()] for name in names]
        columns = [[_readable(value) for value in self.rows[name]] for name in names]
        self._cells = dict(zip(self._labels, map(list, zip(*columns, strict=True)), strict=True))
        listed = [
            {
                "id": label,
                "key": f"{row['doc']}#{row['mark' if 'mark' in row else 'part']}",
                "cells": self._cells[label],
            }
            for label, row in self._rows()
        ]
        evidence, room = {}, TRAVELS
        for label, row in self._rows():
            found = evidence_html(self.corpus, row)
            room -= len(found)
            if room < 0:
                break
            evidence[label] = found
        menus = [
            {"name": name, "label": one.label, "options": list(one.options), "span": isinstance(one, Span)}
            for name, one in self.plan.menus.items()
        ]
        return {"heads": heads, "listed": listed, "evidence": evidence, "menus": menus}

    def _rows(self) -> Iterable[tuple[str, pd.Series[Any]]]:
        return ((str(label), row) for label, row in self.rows.iterrows())

    def _told(self, label: str) -> str:
        return "; ".join(filter(None, self._cells[label][:5]))

    def _sorted_by(self) -> list[str]:
        """Return the columns that the table itself can be sorted by, each up and down."""
        sorts = {*getattr(self.corpus, self.plan.table).columns, *self.plan.orders}
        return [name for one in self.plan.columns.split() if one in sorts for name in (one, f"-{one}")]

    def _send_late(self) -> None:
        """Send the evidence for a row if it did not travel with it."""
        if self.chosen and self.chosen not in self.evidence:
            self.late = {self.chosen: evidence_html(self.corpus, self.selected)}

    # --- Steps ---

    def _state(self) -> dict[str, Any]:
        return {**self.choice, "chosen": self.chosen}

    def _become(self, state: Mapping[str, Any]) -> None:
        with self.hold_sync():
            self.chosen = state.get("chosen", self.chosen)
            super()._become(state)

    def _valid(self, name: str, value: Any) -> Any:
        super()._valid(name, value)
        if name == "search":
            return " ".join(str(value).split())
        options = self.controls[name].options
        if name == "sort":
            wrong = [value] if value not in options else []
        elif isinstance(self.plan.menus[name], Span):
            value = [int(one) for one in value or ()]
            wrong = [] if not value or (len(value) == 2 and value[0] <= value[1]) else [value]
            value = [] if value == list(options) else value
        else:
            value = [value] if isinstance(value, str) else [str(one) for one in value or ()]
            wrong = [one for one in value if one not in options]
            value = [one for one in options if one in value]
        if wrong:
            raise ValueError(unknown(self.controls[name].description.lower(), wrong[0], map(str, options)))
        return value

    def _drop(self) -> None:
        self._drawn.cache_clear()
        self._linked.cache_clear()
        self.evidence, self.listed, self.svg, self.links = {}, [], "", ""


def _all(kept: Mapping[str, Mask], but: str = "") -> Mask:
    return np.logical_and.reduce([mask for name, mask in kept.items() if name != but])


def _readable(value: Any) -> str:
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return f"{value:,.10g}" if isinstance(value, float) else str(value)
