"""Arithmetic on stated bounds.

A few functions instead of an interval library: `pandas.Interval` can't divide by another, `portion` has sets of
intervals but no arithmetic (and the LGPL), and `pyinterval` and `mpmath.iv` have closed intervals only. None keeps
apart what the documents keep apart: no limit, a limit that is excluded ("more than 40"), and "about".
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from tipseeds.edition.quantity import LIKE, grouped


class Interval(NamedTuple):
    """What is known of a positive number.

    Attributes
    ----------
    low, high : float or None
        The limits; None where none is set.
    strict : bool
        True if the one limit that is set is itself excluded, as in "more than".
    about : bool
        True if it is stated as about one number, or computed from such a number.
    """

    low: float | None
    high: float | None
    strict: bool = False
    about: bool = False

    @property
    def bound(self) -> str:
        """The hedge, in the codebook's words."""
        if self.low is not None and self.high is not None:
            return "range" if self.low < self.high else "about" if self.about else "exact"
        if self.low is None and self.high is None:
            return "unknown"
        ends = ("less than", "at most") if self.low is None else ("more than", "at least")
        return ends[0] if self.strict else ends[1]


def of(row: Any) -> Interval:
    """Return the limits of a stated quantity.

    >>> of({"low": 40.0, "high": pd.NA, "bound": "more than"})
    Interval(low=40.0, high=None, strict=True, about=False)
    """
    low, high = (None if pd.isna(row[end]) else float(row[end]) for end in ("low", "high"))
    bound = LIKE.get(row["bound"], row["bound"])
    return Interval(
        low, high, bound in ("more than", "less than"), "about" in row["bound"] or "~" in row.get("notation", "")
    )


def times(one: Interval, other: Interval) -> Interval:
    """Multiply two positive quantities.

    >>> times(Interval(0.5, None, strict=True), Interval(30.0, 30.0))
    Interval(low=15.0, high=None, strict=True, about=False)
    """
    low = None if one.low is None or other.low is None else one.low * other.low
    high = None if one.high is None or other.high is None else one.high * other.high
    return Interval(low, high, one.strict or other.strict, one.about or other.about)


def divide(one: Interval, other: Interval) -> Interval:
    """Divide two positive quantities: the least by the most, and the most by the least.

    A divisor without an upper limit leaves the result without a lower one.

    >>> divide(Interval(60000.0, 65000.0), Interval(40.0, None, strict=True))
    Interval(low=None, high=1625.0, strict=True, about=False)
    """
    low = None if one.low is None or other.high is None else one.low / other.high
    high = None if one.high is None or not other.low else one.high / other.low
    return Interval(low, high, one.strict or other.strict, one.about or other.about)


def yearly_growth(first: Interval, last: Interval, years: int) -> Interval:
    """Return the compound growth in percent a year that leads from one quantity to another.

    >>> growth = yearly_growth(Interval(100.0, 100.0), Interval(121.0, 144.0), 2)
    >>> round(growth.low, 9), round(growth.high, 9)
    (10.0, 20.0)
    """
    ratio = divide(last, first)
    low, high = (None if end is None else 100 * (end ** (1 / years) - 1) for end in (ratio.low, ratio.high))
    return Interval(low, high, ratio.strict, ratio.about)


def last_digit(value: Interval) -> Interval:
    """Return what rounds to a number at its last digit that isn't zero: our convention, not the text's.

    >>> last_digit(Interval(2.3e9, 2.3e9, about=True))
    Interval(low=2250000000.0, high=2350000000.0, strict=False, about=False)
    >>> last_digit(Interval(1e9, 1e9))
    Interval(low=500000000.0, high=1500000000.0, strict=False, about=False)
    """
    if value.low is None or value.low != value.high or not value.low.is_integer():
        raise ValueError(f"{value} is no whole number, so it has no last digit to round to.")
    digits = f"{value.low:.0f}"
    half = 10 ** (len(digits) - len(digits.rstrip("0"))) / 2
    return Interval(value.low - half, value.low + half)


def say(value: Interval, unit: str, decimals: int = 0) -> str:
    """Put limits into words.

    >>> say(Interval(None, 1625.0, strict=True), "people a country")
    'less than 1,625 people a country'
    """
    low, high = (None if end is None else grouped(round(end, decimals)) for end in (value.low, value.high))
    if value.bound == "range":
        return f"{low} to {high} {unit}"
    return f"{'' if value.bound == 'exact' else value.bound + ' '}{low or high or 'number'} {unit}"
