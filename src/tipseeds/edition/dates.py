"""Dates as the seeds write them: EDTF, the Extended Date/Time Format of ISO 8601-2."""

from __future__ import annotations

import calendar
import re
import warnings
from datetime import date
from time import struct_time

_DAY = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?"
_SIMPLE = re.compile(_DAY)
_INTERVAL = re.compile(rf"({_DAY})/({_DAY}|\.\.)")


def bounds(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that an EDTF expression allows.

    Plain dates and intervals, which is what nearly every seed holds, are read here. Everything else goes to
    the `edtf` package, whose import takes longer than reading all five documents; a test holds the two equal.

    Parameters
    ----------
    text : str
        For example `2008-03-05`, `2009-04/2009-09`, `2012-06?`, `2016-06-30/..` or `[2009,2010]`.

    Returns
    -------
    tuple of date or None
        Earliest and latest day; None where the expression is open.

    Raises
    ------
    ValueError
        If the text is no EDTF date.

    Examples
    --------
    >>> bounds("2009-04/2009-09")
    (datetime.date(2009, 4, 1), datetime.date(2009, 9, 30))
    >>> bounds("2016-06-30/..")
    (datetime.date(2016, 6, 30), None)
    """
    if match := _SIMPLE.fullmatch(text):
        return _first_and_last(*match.groups())
    if match := _INTERVAL.fullmatch(text):
        earliest, _ = _first_and_last(*match.group(2, 3, 4))
        if match[5] == "..":
            return earliest, None
        _, latest = _first_and_last(*match.group(6, 7, 8))
        if latest < earliest:
            raise ValueError(f"{text} ends before it begins")
        return earliest, latest
    return _by_package(text)


def _first_and_last(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    if month is None:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if day is None:
        _, last = calendar.monthrange(int(year), int(month)) if 1 <= int(month) <= 12 else (0, 0)
        return date(int(year), int(month), 1), date(int(year), int(month), last)
    whole = date(int(year), int(month), int(day))
    return whole, whole


def _by_package(text: str) -> tuple[date | None, date | None]:
    if any(sign.isspace() for sign in text):  # the package passes over it
        raise ValueError(f"{text!r} is no EDTF date")
    with warnings.catch_warnings():  # of the parser that the package builds as it is imported
        warnings.simplefilter("ignore")
        from edtf import parse_edtf

    try:
        parsed = parse_edtf(text)
        earliest, latest = (_day(limit) for limit in (parsed.lower_strict(), parsed.upper_strict()))
    except Exception as error:  # the package lets errors of several kinds through
        raise ValueError(f"{text!r} is no EDTF date") from error
    if earliest and latest and latest < earliest:
        raise ValueError(f"{text} ends before it begins")
    return earliest, latest


def _day(limit: struct_time | float) -> date | None:
    """Return a day of the package's as a date; it writes an open end as an infinite float."""
    return None if isinstance(limit, float) else date(limit.tm_year, limit.tm_mon, limit.tm_mday)
