"""How each kind of bound is drawn: an open end as an arrow, never as a limit that no source states."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from tipseeds.charts import _style as style
from tipseeds.edition import quantity

START, END = 0.14, 0.92
"""Where a scale begins and ends on axes that are 1 wide; left of it is room for nought, right of it for an arrow."""
NOUGHT = 0.045
ARROW = 0.07
"""Length of every arrow: it says that an end is open, and nothing of how far."""
LOG_FROM = 50
"""A logarithmic scale is used where the largest number is this many times the smallest."""


class Stated(NamedTuple):
    """A stated quantity as the chart needs it."""

    doc: str
    part: str
    population: str
    topic: str
    unit: str
    low: float | None
    high: float | None
    bound: str
    said: str


class Scale(NamedTuple):
    """Where a number stands from 0 to 1, which numbers to write below it, and what kind of scale it is."""

    at: Callable[[float], float]
    ticks: tuple[float, ...]
    kind: str


def stated(frame: pd.DataFrame) -> list[Stated]:
    """Return the quantities of a table as the chart needs them."""
    names = ["doc", "part", "population", "topic", "unit", "low", "high", "bound", "notation"]
    rows: Iterable[tuple[Any, ...]] = zip(*(frame[name].tolist() for name in names), strict=True)
    return [
        Stated(
            doc, part, population, topic, unit,
            low=None if pd.isna(low) else low,
            high=None if pd.isna(high) else high,
            bound=quantity.LIKE.get(bound, bound),
            said=quantity.say(notation, unit),
        )
        for doc, part, population, topic, unit, low, high, bound, notation in rows
    ]  # fmt: skip


def scale(rows: list[Stated]) -> Scale:
    """Choose the scale for rows of one unit.

    Percent run from 0 to 100. Other numbers run from 0 to beyond the largest if they are of like size; else the scale
    is logarithmic, and nought has a place of its own to the left of it.
    """
    if rows[0].unit == "percent":
        return Scale(lambda value: START + value / 100 * (END - START), (0, 20, 40, 60, 80, 100), "linear")
    numbers = [value for row in rows for value in (row.low, row.high) if value]
    least, most = min(numbers, default=1.0), max(numbers, default=1.0)
    if most / least < LOG_FROM:
        step = _step(most)
        top = step * math.ceil(most / step)
        ticks = tuple(step * number for number in range(round(top / step) + 1))
        return Scale(lambda value: START + value / top * (END - START), ticks, "linear")
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))

    def at(value: float) -> float:
        return NOUGHT if value == 0 else START + (math.log10(value) - first) / (last - first) * (END - START)

    return Scale(at, tuple(10.0**power for power in range(first, last + 1)), "log")


def _step(most: float) -> float:
    """Return the whole distance of round ticks, 5 at most, that reach a number."""
    unit = 10.0 ** math.floor(math.log10(most))
    return max(1.0, next(unit * part for part in (0.2, 0.5, 1.0, 2.0) if most <= unit * part * 5))


def short(value: float) -> str:
    """Return a number for an axis.

    >>> short(20000.0), short(1e7), short(2.5e9)
    ('20,000', '10 million', '2.5 billion')
    """
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{quantity.grouped(round(value / size, 6))} {name}"
    return quantity.grouped(round(value, 9))


class Strokes:
    """Collects what the rows consist of, so that each kind is one artist however many rows there are."""

    def __init__(self) -> None:
        self.marks: dict[str, tuple[list[float], list[float]]] = {}
        self.lines: dict[str, tuple[list[float], list[float]]] = {}
        self.words: list[tuple[float, float, str]] = []

    def row(self, row: Stated, y: float, scale: Scale) -> None:
        """Add the row of one quantity."""
        left, right = (None if value is None else scale.at(value) for value in (row.low, row.high))
        match row.bound:
            case "exact" | "about" | "none known":
                assert left is not None
                self._mark(row.bound, left, y)
                if row.bound == "none known":
                    self._arrow(left, y, 1)
            case "at most" | "less than":
                assert right is not None
                self._arrow(right, y, -1, room=right - scale.at(0) if scale.kind == "linear" else ARROW)
                self._mark(row.bound, right, y)
            case "at least" | "more than":
                assert left is not None
                self._arrow(left, y, 1)
                self._mark(row.bound, left, y)
            case "range" | "order of magnitude":
                assert left is not None
                assert right is not None
                self._line(row.bound, left, right, y)
                if row.bound == "range":
                    self._mark("cap", left, y)
                    self._mark("cap", right, y)
                else:
                    self.words.append((min(left, 0.74), y + 0.6, "by our convention"))
            case _:
                self.words.append((START, y, "?  no number is given"))

    def _arrow(self, x: float, y: float, towards: int, room: float = ARROW) -> None:
        tip = x + towards * min(ARROW, room)
        self._line("arrow", x, tip, y)
        self._mark("left" if towards < 0 else "right", tip, y)

    def _mark(self, kind: str, x: float, y: float) -> None:
        xs, ys = self.marks.setdefault(kind, ([], []))
        xs.append(x)
        ys.append(y)

    def _line(self, kind: str, start: float, end: float, y: float) -> None:
        xs, ys = self.lines.setdefault(kind, ([], []))
        xs += [start, end, math.nan]
        ys += [y, y, y]

    def draw(self, ax: Axes) -> None:
        """Draw everything that was added."""
        for kind, (xs, ys) in self.lines.items():
            ax.plot(xs, ys, **LINES[kind], clip_on=False, zorder=2)
        for kind in sorted(self.marks, key=list(MARKS).index):
            xs, ys = self.marks[kind]
            ax.plot(xs, ys, **MARKS[kind], linestyle="", clip_on=False, zorder=3)


_OPEN: dict[str, Any] = {"markerfacecolor": "white", "markeredgecolor": style.INK, "markeredgewidth": 1.6}
_CAP: dict[str, Any] = {"marker": "|", "color": style.INK, "markersize": 13, "markeredgewidth": 2.4}
MARKS: dict[str, dict[str, Any]] = {
    "left": {"marker": "<", "color": style.INK, "markersize": 6.5},
    "right": {"marker": ">", "color": style.INK, "markersize": 6.5},
    "cap": _CAP,
    "at most": _CAP,
    "at least": _CAP,
    "less than": {"marker": "o", "markersize": 7.5, **_OPEN},
    "more than": {"marker": "o", "markersize": 7.5, **_OPEN},
    "exact": {"marker": "o", "color": style.INK, "markersize": 8},
    "about": {"marker": "D", "markersize": 7.5, **_OPEN},
    "none known": {"marker": "s", "markersize": 7.5, **_OPEN},
}
"""The mark of each bound; later ones lie above earlier ones."""
LINES: dict[str, dict[str, Any]] = {
    "arrow": {"color": style.INK, "linewidth": 1.6},
    "range": {"color": style.BLUE, "linewidth": 6.0, "solid_capstyle": "butt"},
    "order of magnitude": {"color": style.GREY, "linewidth": 3.0, "linestyle": (0, (2, 1.2)), "dash_capstyle": "butt"},
}
KEY = {
    "exact": "filled dot: stated flat",
    "about": "open diamond: about",
    "range": "bar with ends: range",
    "at most": "arrow from a stroke: at most, at least",
    "less than": "arrow from an open dot: less than, more than",
    "order of magnitude": "dashed: order of magnitude, its ends are our convention",
    "none known": "open square: none known",
    "unknown": "?: said to be unknown",
}
"""The key, by bound; a chart shows the entries that it needs."""
SAME_KEY = {"at least": "at most", "more than": "less than"}
