"""A stated quantity: low, high and the hedge it was stated with.

This module alone defines, reads and prints the notation that the seeds use after `n=`.

========================  ==================  ==================================================
notation                  bound               said in the documents as
========================  ==================  ==================================================
``100000``                exact               a number stated flat
``~10000``                about               about, approximately
``60000..65000``          range               from … to, between; also 60-65,000 with elided zeros
``<=200000``              at most             as many as, up to, within
``>=10``                  at least            at least
``>40``                   more than           more than, over, more than half
``<10000``                less than           less than, approaching
``tens-of-thousands``     order of magnitude  thousands, tens of thousands, millions
``1 in 8``                exact               one in eight (12.5 percent)
``0 known``               none known          no known …: what is known, not what is so
``?``                     unknown             said not to be known
========================  ==================  ==================================================
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tipseeds.edition.words import offered

BOUNDS = (
    "exact",
    "about",
    "range",
    "at most",
    "at least",
    "more than",
    "less than",
    "order of magnitude",
    "none known",
    "unknown",
)

_SIGNS = {
    "<=": "at most",
    ">=": "at least",
    ">": "more than",
    "<": "less than",
    "~": "about",
    "": "exact",
}
_NAMES = {"tens": 10, "hundreds": 100}
_SCALES = {"thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000}
MAGNITUDES = {
    **{name: float(size) for name, size in _NAMES.items()},
    **{name: float(size) for name, size in _SCALES.items()},
    **{f"{many}-of-{name}": float(times * size) for many, times in _NAMES.items() for name, size in _SCALES.items()},
}
"""Words for an order of magnitude, and the unit that each counts in."""

SINGULARS = {
    "people": "person",
    "countries": "country",
    "organisations": "organisation",
    "cases": "case",
    "days per year": "day per year",
    "hours": "hour",
    "years": "year",
}
"""The units that are plain plurals, and what one of each is called."""

LARGEST = 1e15
_NUMBER = r"[0-9]{1,16}(?:\.[0-9]{1,9})?"
_BOUNDED = re.compile(rf"(<=|>=|<|>|~|)({_NUMBER})")
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})")
_RATIO = re.compile(r"([0-9]{1,9}) in ([0-9]{1,9})")


class Quantity(NamedTuple):
    """What a document says of a number, and no more than it says.

    Attributes
    ----------
    low, high : float or None
        The limits; None where the text sets none. A flat or approximate number is both limits at once; no midpoint is
        ever made up.
    bound : str
        The hedge, one of `BOUNDS`.
    convention : bool
        True if the limits are not the text's but our convention for an order of magnitude: from two to ten of its
        unit, so that tens of thousands spans 20,000 to 100,000.
    notation : str
        The canonical notation, which reads back to the same quantity.
    """

    low: float | None
    high: float | None
    bound: str
    convention: bool
    notation: str


def parse(text: str) -> Quantity:
    """Read the notation of the seeds.

    Raises
    ------
    ValueError
        If the text is not in the notation, or its limits contradict each other. The message says how to write it.

    Examples
    --------
    >>> parse("<=200000")
    Quantity(low=None, high=200000.0, bound='at most', convention=False, notation='<=200000')
    >>> parse("tens-of-thousands").low
    20000.0
    """
    if text == "?":
        return Quantity(None, None, "unknown", False, text)
    if text == "0 known":
        return Quantity(0.0, None, "none known", False, text)
    if unit := MAGNITUDES.get(text):
        return Quantity(2 * unit, 10 * unit, "order of magnitude", True, text)
    if match := _RATIO.fullmatch(text):
        part, whole = int(match[1]), int(match[2])
        if not 0 < part <= whole:
            raise ValueError(f"{text!r} is no share of a whole; the first number can't be 0 or exceed the second.")
        share = 100 * part / whole
        return Quantity(share, share, "exact", False, f"{part} in {whole}")
    if match := _RANGE.fullmatch(text):
        low, high = _number(match[1]), _number(match[2])
        if low >= high:
            raise ValueError(f"the range {text} does not rise; write the lower number first, or a single number.")
        return Quantity(low, high, "range", False, f"{plain(low)}..{plain(high)}")
    if match := _BOUNDED.fullmatch(text):
        bound, value = _SIGNS[match[1]], _number(match[2])
        if bound == "less than" and value == 0:
            raise ValueError("nothing is less than 0 here; write 0, or 0 known.")
        floor = None if bound in ("at most", "less than") else value
        ceiling = None if bound in ("at least", "more than") else value
        return Quantity(floor, ceiling, bound, False, f"{match[1]}{plain(value)}")
    raise ValueError(
        f"{text!r} is no quantity; write digits without commas, as in 200000, <=200000, >40, ~10000, "
        "60000..65000, tens-of-thousands, 1 in 8, 0 known or ?."
    )


def _number(text: str) -> float:
    value = float(text)
    if value > LARGEST:
        raise ValueError(f"{text} is too large to be a count; the largest number read is {LARGEST:.0e}.")
    return value


def plain(value: float) -> str:
    """Return a number without commas, as the notation writes it.

    >>> plain(200000.0), plain(4.37)
    ('200000', '4.37')
    """
    return f"{value:.9f}".rstrip("0").rstrip(".")


def grouped(value: float) -> str:
    """Return a number with commas, as a reader expects it.

    >>> grouped(200000.0), grouped(4.37)
    ('200,000', '4.37')
    """
    whole, _, rest = plain(value).partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "")


def say(notation: str, unit: str) -> str:
    """Put a quantity into words, hedge first.

    Parameters
    ----------
    notation : str
        As in the seeds, and in the column `n`.
    unit : str
        As in the column `unit`; percent, USD per year and the like.

    Examples
    --------
    >>> say("<=200000", "people")
    'at most 200,000 people'
    >>> say("tens-of-thousands", "people")
    'tens of thousands of people'
    >>> say("1 in 8", "percent")
    '1 in 8 (12.5 percent)'
    >>> say("?", "people")
    'number of people said to be unknown'
    >>> say("1", "organisations"), say("<=3", "rank")
    ('1 organisation', 'at most rank 3')
    """
    quantity = parse(notation)
    if unit == "rank":
        return _say_rank(quantity)
    match quantity:
        case Quantity(bound="unknown"):
            return f"number of {unit} said to be unknown"
        case Quantity(bound="none known"):
            return f"no known {unit}"
        case Quantity(bound="order of magnitude"):
            return f"{quantity.notation.replace('-', ' ')} of {unit}"
        case Quantity(bound="range", low=float(low), high=float(high)):
            return f"{grouped(low)} to {grouped(high)} {unit}"
    value = quantity.high if quantity.low is None else quantity.low
    assert value is not None
    if " in " in quantity.notation:
        return f"{quantity.notation} ({grouped(value)} {unit})"
    hedge = "" if quantity.bound == "exact" else f"{quantity.bound} "
    return f"{hedge}{grouped(value)} {SINGULARS.get(unit, unit) if value == 1 else unit}"


def _say_rank(quantity: Quantity) -> str:
    """Put a rank into words: it is a place in an order, so its number comes last and counts nothing."""
    low, high = (None if limit is None else grouped(limit) for limit in quantity[:2])
    match quantity.bound:
        case "unknown":
            return "rank said to be unknown"
        case "none known":
            return "no known rank"
        case "range" | "order of magnitude":
            return f"rank {low} to {high}"
    hedge = "" if quantity.bound == "exact" else f"{quantity.bound} "
    return f"{hedge}rank {high if low is None else low}"


__all__ = ["BOUNDS", "Quantity", "grouped", "parse", "plain", "say"]

if not TYPE_CHECKING:
    __getattr__, __dir__ = offered(__name__, __all__)
