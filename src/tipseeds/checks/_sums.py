"""Arithmetic on stated bounds. No library keeps apart no limit, an excluded one ("more than 40"), and "about"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

import pandas as pd

from tipseeds.edition import quantity
from tipseeds.edition.quantity import LIKE, grouped

COLUMNS = "figure what reading low:Float64 high:Float64 unit bound sum inputs borrows warning"
DECIMALS = {"exchange rate": 2, "growth": 1, "pay as a share of revenue": 1}


@dataclass(frozen=True)
class Stated:
    """A positive number as it is stated or computed: its limits, None where none is set; how it is said, and of what.

    `strict`: the one limit that is set is itself excluded. `about`: it is about one number, or comes from such a one.
    `key`: the marks that it rests on.
    """

    low: float | None
    high: float | None
    strict: bool = False
    about: bool = False
    said: str = field(default="", compare=False)
    key: str = field(default="", compare=False)
    unit: str = field(default="", compare=False)
    period: str = field(default="", compare=False)

    @property
    def bound(self) -> str:
        """The hedge, in the codebook's words."""
        if self.low is not None and self.high is not None:
            return "range" if self.low < self.high else "about" if self.about else "exact"
        ends = ("less than", "at most") if self.low is None else ("more than", "at least")
        return "unknown" if self.low == self.high else ends[0] if self.strict else ends[1]

    def say(self, unit: str, decimals: int = 0) -> str:
        low, high = (None if end is None else grouped(round(end, decimals)) for end in (self.low, self.high))
        if self.bound == "range":
            return f"{low} to {high} {unit}"
        return f"{'' if self.bound == 'exact' else self.bound + ' '}{low or high or 'number'} {unit}"

    def __mul__(self, other: Stated) -> Stated:
        low = None if self.low is None or other.low is None else self.low * other.low
        high = None if self.high is None or other.high is None else self.high * other.high
        return self._with(other, low, high, f"{self.said} × {other.said}")

    def __truediv__(self, other: Stated) -> Stated:
        """Divide the least by the most, and the most by the least; a divisor that may be 0 sets no upper limit."""
        low = None if self.low is None or not other.high else self.low / other.high
        high = None if self.high is None or not other.low else self.high / other.low
        return self._with(
            other, low, high, f"{self.said} ÷ " + (f"({other.said})" if "÷" in other.said else other.said)
        )

    def _with(self, other: Stated, low: float | None, high: float | None, said: str) -> Stated:
        keys = ", ".join(filter(None, (self.key, other.key)))
        return Stated(low, high, self.strict or other.strict, self.about or other.about, said, keys)

    def inside(self, other: Stated, ends: bool = True) -> bool:
        """Tell whether the other allows all that this one allows; without `ends`, not even a limit may be shared."""
        for own, limit, sign in ((self.low, other.low, 1), (self.high, other.high, -1)):
            if limit is not None and (own is None or sign * own < sign * limit):
                return False
            if own is not None and own == limit and not (ends and (self.strict or not other.strict)):
                return False
        return True

    def overlaps(self, other: Stated) -> bool:
        """Tell whether a number satisfies both."""
        low = max((one.low for one in (self, other) if one.low is not None), default=-inf)
        high = min((one.high for one in (self, other) if one.high is not None), default=inf)
        excluded = any(one.strict and low in (one.low, one.high) for one in (self, other))
        return low < high or (low == high and not excluded)


def limits(row: Any) -> Stated:
    """Return the limits of a stated quantity, a row of the table `estimates` or the like."""
    low, high = (None if pd.isna(row[end]) else float(row[end]) for end in ("low", "high"))
    strict = LIKE.get(row["bound"], row["bound"]) in ("more than", "less than")
    return Stated(low, high, strict, "about" in row["bound"] or "~" in row.get("notation", ""))


def as_input(row: Any) -> Stated:
    period = "" if pd.isna(row["period"]) else str(row["period"])
    said = quantity.say(row["notation"], row["unit"]) + (f" ({period})" if period else "")
    return replace(limits(row), said=said, key=f"{row['doc']}#{row['mark']}", unit=str(row["unit"]), period=period)


def stated(estimates: pd.DataFrame, population: str, unit: str) -> list[Stated]:
    """Return the quantities of one population and unit, in the order of the table."""
    rows = estimates[(estimates["population"] == population) & (estimates["unit"] == unit)]
    return [as_input(row) for row in rows.to_dict("records")]


def result(
    figure: str, what: str, came: Stated, unit: str, reading: str = "as stated", borrows: str = "", warning: str = ""
) -> tuple[object, ...]:
    """Return one implied figure as a row of `COLUMNS`."""
    notes = (f"{came.said} = {came.say(unit, DECIMALS.get(figure, 0))}", came.key, borrows or None, warning or None)
    return (figure, what, reading, came.low, came.high, unit, came.bound, *notes)
