"""What goes into a sum, and the row that it makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from tipseeds.checks import _intervals as intervals
from tipseeds.checks._intervals import Interval
from tipseeds.edition import quantity

COLUMNS = {
    "figure": "string",
    "what": "string",
    "reading": "string",
    "low": "Float64",
    "high": "Float64",
    "unit": "string",
    "bound": "string",
    "sum": "string",
    "inputs": "string",
    "borrows": "string",
    "warning": "string",
}
"""The columns of a table of implied figures."""


class Stated(NamedTuple):
    """A stated quantity as an input of a sum."""

    key: str
    value: Interval
    said: str
    unit: str
    period: str


def stated(estimates: pd.DataFrame, population: str, unit: str) -> list[Stated]:
    """Return the quantities of one population and unit, in the order of the table."""
    rows = estimates[(estimates["population"] == population) & (estimates["unit"] == unit)]
    return [as_input(row) for row in rows.to_dict("records")]


def as_input(row: Any) -> Stated:
    """Return a row of the table `estimates` as an input."""
    period = "" if pd.isna(row["period"]) else str(row["period"])
    said = quantity.say(row["notation"], row["unit"]) + (f" ({period})" if period else "")
    return Stated(f"{row['doc']}#{row['mark']}", intervals.of(row), said, str(row["unit"]), period)


def result(
    figure: str,
    what: str,
    value: Interval,
    unit: str,
    work: str,
    inputs: Sequence[str],
    *,
    reading: str = "as stated",
    borrows: str = "",
    warning: str = "",
    decimals: int = 0,
) -> dict[str, object]:
    """Return one implied figure as a row; `work` is the sum up to its equals sign."""
    return {
        "figure": figure,
        "what": what,
        "reading": reading,
        "low": value.low,
        "high": value.high,
        "unit": unit,
        "bound": value.bound,
        "sum": f"{work} = {intervals.say(value, unit, decimals)}",
        "inputs": ", ".join(inputs),
        "borrows": borrows or None,
        "warning": warning or None,
    }


def frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return rows as a table."""
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
