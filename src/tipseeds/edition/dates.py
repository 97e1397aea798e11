"""Dates as the seeds write them: EDTF, the Extended Date/Time Format of ISO 8601-2, as days and in words."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tipseeds.edition.words import MONTHS

_PARTS = ("year", "month", "day")
_YEARLY = (("spring", 3, 3), ("summer", 6, 3), ("autumn", 9, 3), ("winter", 12, 3))
_SEASONS = dict(enumerate([
    *_YEARLY,
    *((f"{name} (northern)", month, many) for name, month, many in _YEARLY),
    *((f"{name} (southern)", (month + 5) % 12 + 1, many) for name, month, many in _YEARLY),
    *((f"the {nth} quarter of", 3 * n + 1, 3) for n, nth in enumerate(("first", "second", "third", "last"))),
    *((f"the {nth} third of", 4 * n + 1, 4) for n, nth in enumerate(("first", "second", "last"))),
    *((f"the {nth} half of", 6 * n + 1, 6) for n, nth in enumerate(("first", "second"))),
], 21))  # fmt: skip
"""What stands for a month: its name, first month and how many. Seasons are the northern ones, by our convention, unless
the code is that of a southern one."""

_SIGN = r"([?~%]?)"
_DATE = re.compile(rf"{_SIGN}([0-9X]{{4}}){_SIGN}(?:-{_SIGN}([0-9X]{{2}}){_SIGN}(?:-{_SIGN}([0-9X]{{2}}){_SIGN})?)?")
_TIME = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])(Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?", re.ASCII)


class Said(NamedTuple):
    """What a date says."""

    first: date | None  # the first and last day that it allows; None where it is open or unknown
    last: date | None
    words: str  # as a reader expects it
    numbers: tuple[tuple[int, ...], ...] = ()  # year, month and day if they say it all, twice for a span
    about: bool = False  # whether it is approximate or uncertain


def bounds(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that an EDTF expression allows; None where it is open or unknown.

    A ValueError says why a text is no EDTF date, or one before the year 1 or after 9999.

    >>> bounds("2009-04/2009-09"), bounds("2016-06-30/..")
    ((datetime.date(2009, 4, 1), datetime.date(2009, 9, 30)), (datetime.date(2016, 6, 30), None))
    """
    return read(text)[:2]


def words(text: str) -> str:
    """Return a date as a reader expects it: the 1960s, 2009 or 2010, 30 June 2016 or later."""
    return read(text).words


@lru_cache(4096)
def read(text: str) -> Said:
    """Return what an EDTF expression says; errors as `bounds`."""
    if re.search(r"\s", text):
        raise ValueError(f"{text!r} is not an EDTF date: it holds a blank; write it as 2008-03-05 or 2009-04/2009-09.")
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _set(text)
    return _span(text, "/") if "/" in text else _date(text)


def _set(text: str) -> Said:
    """Read one of several dates, [2009,2010], or all of them, {2009,2010}."""
    members = [_span(member, "..") if ".." in member else _date(member) for member in text[1:-1].split(",")]
    firsts, lasts = [said.first for said in members], [said.last for said in members]
    *most, final = (said.words for said in members)
    listed = f"{', '.join(most)} {'or' if text[0] == '[' else 'and'} {final}" if most else final
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    return Said(first, last, listed, about=any(said.about for said in members))


def _span(text: str, between: str) -> Said:
    """Read what lies between two dates; in an interval an end may be open (..) or unknown, in a set it is open."""
    start, _, end = text.partition(between)
    if between == "..":
        start, end = start or "..", end or ".."
    if "T" in start + end:
        raise ValueError(f"{text!r} has a time of day in an interval; give its days.")
    one, other = (None if part in ("", "..") else _date(part) for part in (start, end))
    if one and other:
        if one.first and other.last and other.last < one.first:
            raise ValueError(f"{text} ends before it begins; write the earlier date first.")
        numbers = one.numbers + other.numbers if one.numbers and other.numbers else ()
        return Said(one.first, other.last, f"{one.words} to {other.words}", numbers, one.about or other.about)
    if one:
        return Said(one.first, None, one.words + (" or later" if end else " to an unknown end"), about=one.about)
    if other:
        said = f"{other.words} or earlier" if start else f"an unknown beginning to {other.words}"
        return Said(None, other.last, said, about=other.about)
    raise ValueError(f"{text!r} says nothing of when; leave it out.")


def _date(text: str) -> Said:
    day, _, time = text.partition("T")
    match = _DATE.fullmatch(day)
    if not match:
        raise ValueError(f"{text!r} {_why_not(text)}")
    q1, year, q2, q3, month, q4, q5, number, q6 = match.groups("")
    if not number and month.isdigit() and int(month) in _SEASONS:
        said = _season(text, year, int(month))
    else:
        said = _days(text, [part for part in (year, month, number) if part])
    if time:
        clock = _TIME.fullmatch(time)
        if not clock or len((said.numbers or ((),))[0]) < 3:
            raise ValueError(f"{text!r} has no time of day; write it as in 2008-03-05T23:20:30Z.")
        zone = {None: "", "Z": " UTC"}.get(clock[2], f" UTC{clock[2]}")
        said = said._replace(words=f"{said.words}, {clock[1]}{zone}")
    # A sign right of a component is about it and all before it; one left of it, about it alone.
    return _hedged(said, [q1 + q2 + q4 + q6, q3 + q4 + q6, q5 + q6][: 1 + bool(month) + bool(number)])


def _days(text: str, parts: list[str]) -> Said:
    """Read a year, a month or a day, in which an X stands for any digit."""
    if parts[1:] and "X" not in parts[1] and not 1 <= int(parts[1]) <= 12:
        raise ValueError(f"{text!r} has no month: there is no {parts[1]}; write 01 to 12, or 21 to 24 for a season.")
    # A leap year has every day that some year has.
    low, high = (2000, 2000) if parts[0] == "XXXX" else (int(parts[0].replace("X", digit)) for digit in "09")
    if high == 0:
        raise ValueError(f"{text!r} is the year 1 BCE, and tables hold the years 1 to 9999; leave it out, with a note.")
    begin, end = (int(parts[1]), int(parts[1])) if "".join(parts[1:2]).isdigit() else (1, 12)
    span = range(date(max(low, 1), begin, 1).toordinal(), date(high, end, monthrange(high, end)[1]).toordinal() + 1)
    fits = re.compile("-".join(parts).replace("X", ".")).match
    first, last = (
        next((day for day in map(date.fromordinal, order) if fits(day.isoformat())), None)
        for order in (span, reversed(span))
    )
    if not first or not last:
        raise ValueError(f"{text!r} is not a day of the calendar; look the day up.")
    if "X" not in "".join(parts):
        return Said(first, last, _plain(first, len(parts)), (tuple(map(int, parts)),))
    if parts[0] == "XXXX":
        named = f"{MONTHS[begin - 1]} of " if begin == end else ""
        return Said(None, None, f"{named}an unknown year")
    known = [part for part in parts if "X" not in part]
    if known and set("".join(parts[len(known) :])) == {"X"}:
        said = f"{_plain(first, len(known))}, {' and '.join(_PARTS[len(known) : len(parts)])} unknown"
    elif len(parts) == 1 and re.fullmatch("[0-9]{2}[1-9]X", parts[0]):  # the 1900s would be a century, too
        said = f"the {parts[0][:3]}0s"
    else:
        said = f"between {_plain(first, len(parts))} and {_plain(last, len(parts))}"
    return Said(first, last, said)


def _plain(day: date, parts: int) -> str:
    return " ".join([str(day.day), MONTHS[day.month - 1], str(day.year)][3 - parts :])


def _season(text: str, year: str, code: int) -> Said:
    if not year.isdigit() or not int(year):
        raise ValueError(f"{text!r} is a season of no known year; give the year alone.")
    name, month, many = _SEASONS[code]
    end = (month + many - 2) % 12 + 1
    until = int(year) + (end < month)
    last = date(until, end, monthrange(until, end)[1])
    return Said(date(int(year), month, 1), last, f"{name} {year}", ((int(year), code),))


def _hedged(said: Said, signs: list[str]) -> Said:
    """Say what is approximate (~, %) and what is uncertain (?, %): the whole date, or parts of it."""
    for marks, word in (("~%", "approximate"), ("?%", "uncertain")):
        doubted = [name for name, own in zip(_PARTS, signs, strict=False) if set(own) & set(marks)]
        if len(doubted) == len(signs):
            said = said._replace(words=f"about {said.words}" if word == "approximate" else f"{said.words}?")
        elif doubted:
            said = said._replace(words=f"{said.words} ({' and '.join(doubted)} {word})")
        said = said._replace(about=said.about or bool(doubted))
    return said


def _why_not(text: str) -> str:
    if re.fullmatch(r"Y-?[0-9]+(E[0-9]+)?(S[0-9]+)?|-?[0-9]+S[0-9]+", text):
        return "is a year of a form not read here; write four digits, 1 to 9999, or 19XX for a century."
    if re.match(r"[?~%]?-[?~%]?[0-9X]{4}\b", text):
        return "is a year BCE, and tables hold the years 1 to 9999; leave it out, with a note."
    return "is not an EDTF date; write it as 2008-03-05, 2009-04/2009-09, 2012-06? or 2016-06-30/..."
