"""A workbench: menus, a chart, a list and the evidence on one screen, all of them about the same rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from keyword import iskeyword
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import traitlets as t

from tipseeds.charts._chart import CSS as CHART_CSS
from tipseeds.coding._csv import csv_lines
from tipseeds.edition.fields import OPEN, labelled, labels
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import apart, seen, unknown
from tipseeds.explore._panel import HERE, Control, Panel, page
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
    `DataFrame.query`, or one on `rows`, which then begins with it. One that doesn't filter only changes the chart. It
    `keeps` the rows that have one of the values chosen, or all if none is.
    """

    label: str
    options: tuple[str, ...]
    held: Mask
    code: Callable[[Sequence[str]], str]
    filters: bool = True

    def keeps(self, chosen: Sequence[str]) -> Mask:
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
        least, most = chosen or self.options
        touched = ((self.low <= most) & (self.high >= least)).fillna(value=False)
        return touched.to_numpy(dtype=bool) | (not chosen)


class Order(NamedTuple):
    """How a column of the list is sorted: by which column, by what of it, and that as code."""

    column: str
    key: Callable[[pd.Series[Any]], pd.Series[Any]] | None = None
    code: str = ""


def menu_of(
    label: str, answers: Iterable[Iterable[str]], options: Iterable[str], code: Callable[[Sequence[str]], str]
) -> Menu:
    """Return a menu of the options that some row answers to; a row may answer to several."""
    given = [set(row) for row in answers]
    had = tuple(option for option in options if any(option in row for row in given))
    held = np.array([[option in row for option in had] for row in given], dtype=bool).reshape(len(given), len(had))
    return Menu(label, had, held, code)


def menu(
    label: str, frame: pd.DataFrame, column: str, shown: Mapping[str, Sequence[str]] = {}, missing: str = NOT_STATED
) -> Menu:
    """Return a menu of the values of a column; `shown` says as which options some of them are offered."""
    values = frame[column]
    ordered = isinstance(values.dtype, pd.CategoricalDtype)
    own = values.cat.categories if ordered else sorted(values.dropna().unique())
    offered = {value: shown.get(value, [seen(str(value))]) for value in own}
    options = dict.fromkeys(option for several in offered.values() for option in several)

    def code(chosen: Sequence[str]) -> str:
        wanted = [value for value, several in offered.items() if set(several) & set(chosen)]
        if missing not in chosen:
            return one_of(column, wanted)
        return f'rows["{column}"].isna()' + (f' | rows["{column}"].isin({wanted!r})' if wanted else "")

    answers = ([missing] if pd.isna(value) else offered[value] for value in values)
    return menu_of(label, answers, [*(options if ordered else sorted(options)), missing], code)


def one_of(column: str, values: Sequence[Any]) -> str:
    """Return the condition of a query that a column has one of some values."""
    column = f"`{column}`" if iskeyword(column) else column
    return f"{column} == {values[0]!r}" if len(values) == 1 else f"{column} in {list(values)!r}"


Menus = Mapping[str, str | Menu | Span]
"""By name; a menu of the column of that name is given by its label alone."""


class Plan(NamedTuple):
    """What makes a workbench one of its kind.

    `name` is what its `rows` are: those of the `table`, perhaps with columns added. `draw` makes a chart of rows and
    the choice; `columns` are those of the list and `search` those that are searched, with blanks between; `orders` says
    which columns of the list are sorted in another way than by themselves.
    """

    name: str
    table: str
    rows: pd.DataFrame
    menus: Menus
    draw: Callable[[pd.DataFrame, Mapping[str, Any]], Any]
    columns: str
    search: str
    orders: Mapping[str, Order] = {}


class Workbench(Panel):
    """Menus, a chart, a list and the evidence for the row that is chosen.

    `controls` has the menus, `search` and `sort` by name; `frame` the rows now shown, in the order of the list;
    `selected` the row that is chosen; `code` the line of pandas that does what the menus did.
    """

    _esm = page(HERE / "front.js", HERE / "workbench.js")
    _css = f"{Panel._css}{CHART_CSS}"  # within each picture it would make the browser look at the whole page anew
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
        by_rule = plan.rows["read"].eq("by rule")
        named = {**plan.menus, "read": "Read by"} if by_rule.any() and not by_rule.all() else plan.menus
        called = plan.rows.attrs.get("called", {})
        shown = {name: {code: [label] for code, label in told.items()} for name, told in called.items()}
        made = {
            name: menu(one, plan.rows, name, shown.get(name, {})) if isinstance(one, str) else one
            for name, one in named.items()
        }
        self._menus = {name: one for name, one in made.items() if one.options}
        self._labels = {str(label): label for label in self.rows.index}
        self._drawn = lru_cache(64)(self._draw)  # an earlier choice, gone back to in order to compare, is not redrawn
        self._prefix = f"tipseeds{next(_NUMBERS)}-"
        self._codebook, self._lines = codebook_link(self.rows, plan.name), csv_lines(self.rows)
        names = [*plan.columns.split(), *(["read"] if by_rule.any() else [])]
        listed = labelled(self.rows, *names)
        cells = zip(*([_readable(value) for value in listed[name]] for name in names), strict=True)
        self._cells = dict(zip(self._labels, map(list, cells), strict=True))
        marks = self.rows.get("mark", self.rows["part"])
        keys = zip(self._labels, self.rows["doc"].astype(str) + "#" + marks, strict=True)
        sorts = {*getattr(corpus, plan.table).columns, *plan.orders}
        sorted_by = [name for one in names if one in sorts for name in (one, f"-{one}")]
        self.controls = {name: Control(self, name, one.label, one.options) for name, one in self._menus.items()}
        self.controls["search"] = Control(self, "search", "Search")
        self.controls["sort"] = Control(self, "sort", "Sort", ("", *sorted_by))
        super().__init__(
            {name: [] for name in self._menus} | {"search": "", "sort": ""},
            heads=[[name, labels(self.rows)[name], name in sorts] for name in names],
            listed=[{"id": label, "key": key, "cells": self._cells[label]} for label, key in keys],
            menus=[
                {"name": name, "label": one.label, "options": list(one.options), "span": isinstance(one, Span)}
                for name, one in self._menus.items()
            ],
            evidence=self._travels(),
        )
        self._first |= {name: self._valid(name, value) for name, value in start.items()} | {"chosen": ""}
        self._become(self._first)
        self.observe(lambda _: self._send_late(), "chosen")

    def __repr__(self) -> str:
        first = (self._cells[label][:5] for label in self.shown[:3])
        told = "".join(f"\n- {'; '.join(filter(None, cells))}" for cells in first)
        more = f"\n… {len(self.frame) - 3} more" if len(self.frame) > 3 else ""
        return f"Workbench of {self.plan.name}: {self.count}. {self.title}{told}{more}"

    @property
    def selected(self) -> pd.Series[Any] | None:
        """The row that is chosen."""
        return self.rows.loc[self._labels[self.chosen]] if self.chosen else None

    @selected.setter
    def selected(self, row: Any) -> None:
        label = "" if row is None else str(getattr(row, "name", row))
        if label and label not in self.shown:
            raise ValueError(f"Row {label[:40]!r} is not shown; widen a menu, or see the labels in .frame.index.")
        told = row.filter(["doc", "part", "mark"]) if isinstance(row, pd.Series) else pd.Series()
        if label and [*told] != [*self.rows.loc[self._labels[label]].filter(told.index)]:
            raise ValueError("That row is of another table. Choose one of .frame, as in .frame.iloc[0].")
        self.chosen = label

    # --- What is shown ---

    def _show(self) -> None:
        kept = {name: one.keeps(self.choice[name]) for name, one in self._menus.items()} | {"search": self._found()}
        keep = _all(kept)
        self.frame = self.rows[keep]
        drawn = self._drawn(json.dumps(self.choice | {"sort": ""})) if keep.any() else ("Nothing to show.", "")
        self.title, self.svg = drawn
        self.code = self._code()
        if self.choice["sort"]:
            order, up = self._order()
            self.frame = self.frame.sort_values(order.column, ascending=up, key=order.key, kind="stable")
        self.shown = [str(label) for label in self.frame.index]
        self.count = f"{len(self.frame)} of {len(self.rows)} shown"
        self.counts = {  # how many rows each option would show, the other controls left as they are
            name: one.held[_all(kept, name)].sum(axis=0).tolist()
            for name, one in self._menus.items()
            if isinstance(one, Menu) and one.filters
        }
        self.message = "" if keep.any() else self._to_widen(kept)
        lines = [self._lines[0], *(self._lines[1 + at] for at in self.rows.index.get_indexer(self.frame.index))]
        self.links = f"{rows_link(self.frame, self.plan.name, lines)} {self._codebook}"
        if self.chosen not in self.shown:
            self.chosen = ""

    def _found(self) -> Mask:
        if not self.choice["search"]:
            return np.ones(len(self.rows), dtype=bool)
        texts = self.rows[self.plan.search.split()]
        hits = texts.apply(lambda text: text.str.contains(self.choice["search"], case=False, regex=False))
        return hits.fillna(value=False).to_numpy(dtype=bool).any(axis=1)

    def _to_widen(self, kept: Mapping[str, Mask]) -> str:
        if self.rows.empty:
            return f"These seeds hold no {self.plan.name}."
        without = {self.controls[name].description: int(_all(kept, name).sum()) for name in kept if self.choice[name]}
        helps = [f"without {label}, {rows} would be" for label, rows in without.items() if rows]
        return f"Nothing is shown: {'; '.join(helps) or 'widen more than one menu, or press Reset'}."

    def _draw(self, choice: str) -> tuple[str, str]:
        chart = self.plan.draw(self.frame, self.choice)
        return chart.title, chart.svg(self._prefix, "")

    def _order(self) -> tuple[Order, bool]:
        name = self.choice["sort"].removeprefix("-")
        return self.plan.orders.get(name, Order(name)), not self.choice["sort"].startswith("-")

    def _code(self) -> str:
        said = [one.code(self.choice[name]) for name, one in self._menus.items() if self.choice[name]]
        if sought := self.choice["search"]:
            how = f".str.contains({sought!r}, case=False, regex=False)"
            said.append(" | ".join(f'rows["{name}"]{how}' for name in self.plan.search.split()))
        masks = [one for one in said if one.startswith("rows[")]
        mask = " & ".join(f"({one})" for one in masks) if len(masks) > 1 else "".join(masks)
        queries = [f"({one})" if " or " in one else one for one in said if one and one not in masks]
        code = f"corpus.{self.plan.table}" + (f".query({' and '.join(queries)!r})" if queries else "")
        code += f"[lambda rows: {mask}]" if mask else ""
        if not self.choice["sort"]:
            return code
        order, up = self._order()
        turned = ("" if up else ", ascending=False") + (f", key={order.code}" if order.code else "")
        return f"{code}.sort_values({order.column!r}{turned}, kind='stable')"

    # --- Evidence, which travels once ---

    def _travels(self) -> dict[str, str]:
        evidence, room = dict[str, str](), TRAVELS
        for label, key in self._labels.items():
            found = evidence_html(self.corpus, self.rows.loc[key])
            room -= len(found)
            if room < 0:
                break
            evidence[label] = found
        return evidence

    def _send_late(self) -> None:
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
        several = isinstance(value, Iterable) and not isinstance(value, str)
        given = [str(one) for one in (value if several else [] if value is None else [value])]
        options, about = self.controls[name].options, self.controls[name].description
        if name == "search":
            return " ".join(" ".join(given).split())
        if isinstance(self._menus.get(name), Span):
            try:
                low, high = (int(float(one)) for one in (given * 2 if len(given) == 1 else given or options))
            except (ValueError, OverflowError):
                low, high = 1, 0
            if low > high:
                told = f"{about} are given by the first and the last, as in {name}={list(options)}, not {value!r}."
                raise ValueError(told)
            return [] if (low, high) == options else [low, high]
        if wrong := {*filter(None, given)} - {*options}:
            raise ValueError(unknown(name, min(wrong), filter(None, options)))
        named = [one for one in options if one in given]
        return "".join(named[-1:]) if name == "sort" else named

    def _drop(self) -> None:
        super()._drop()
        self._drawn.cache_clear()
        self.plan = self.plan._replace(draw=print)  # what draws holds tables of its own
        self.evidence, self.listed, self.svg, self.links = {}, [], "", ""


def _all(kept: Mapping[str, Mask], but: str = "") -> Mask:
    return np.logical_and.reduce([mask for name, mask in kept.items() if name != but])


def _readable(value: Any) -> str:
    if pd.isna(value):
        return ""
    if value == OPEN:
        return f"{OPEN}: nobody has said it yet"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return f"{value:,.10g}" if isinstance(value, float) else apart(str(value))
