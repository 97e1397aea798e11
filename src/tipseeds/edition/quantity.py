"""A stated quantity: low, high and the hedge it was stated with.

This module alone defines, reads and prints the notation that the seeds use after `n=`, and reckons in it.

=========================  ==================  ==================================================
notation                   bound               said in the documents as
=========================  ==================  ==================================================
``100000``, ``-5``         exact               a number stated flat
``estimated 100000``       estimated           an estimated, is put at
``reported 100000``        reported            reportedly, is said to be
``~10000``                 about               about, approximately
``nearly 10000``           nearly              nearly, almost, approaching: that it is less is implied
``60000..65000``           range               from … to, between; also 60-65,000 with elided zeros
``5..<10``, ``>5..10``     range               at least 5 but fewer than 10; more than 5, at most 10
``~60000..65000``          about, range        about 60 to 65 thousand
``200 or 2000``            either              two or three; 200 or 2,000
``20->30``                 change              from 20 to 30, as a change
``<=200000``               at most             at most, no more than, within
``up to 200000``           at most, implied    up to, as many as: a limit that can be taken back
``>=10``                   at least            at least, or more
``>40``                    more than           more than, over, more than half
``just over 40``           slightly more than  just over, a little more than
``<10000``                 less than           less than, under
``just under 20``          slightly less than  just under, just short of
``tens-of-thousands``      order of magnitude  thousands, dozens, several hundred (several-hundreds)
``1 in 8``, ``3 times``    exact               one in eight (12.5 percent); three times
``3 known``, ``>=3 known`` known               (at least) 3 known: what is known, not what is so
``0 known``                none known          no known …
``?``                      unknown             said not to be known
=========================  ==================  ==================================================

They combine: a sign or word stands before a number, ratio, multiple, magnitude or range (``>=tens-of-thousands``,
``~1 in 8``, ``up to 60..65``), a ``~`` after it (``>=~500``, at least about 500), ``estimated`` or ``reported`` first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Basis = Literal["stated", "implied", "convention"]

BOUNDS = (
    *("exact", "estimated", "reported", "about", "nearly", "range", "about, range", "either", "change"),
    *("at most", "at most, implied", "at least", "more than", "slightly more than", "less than", "slightly less than"),
    *("order of magnitude", "known", "none known", "unknown"),
)
LIKE = {
    **{"estimated": "exact", "reported": "exact", "nearly": "less than", "slightly less than": "less than"},
    **{"about, range": "range", "either": "range", "change": "range", "at most, implied": "at most"},
    **{"slightly more than": "more than", "known": "none known"},
}
"""The older bound that a newer one is drawn and reckoned like, for whoever tells only those apart."""

_HEDGES = {
    "": ("", "", "both", True),
    "nearly ": ("nearly", "nearly ", "high", False),
    "up to ": ("at most, implied", "up to ", "high", True),
    "just over ": ("slightly more than", "just over ", "low", False),
    "just under ": ("slightly less than", "just under ", "high", False),
    "<=": ("at most", "at most ", "high", True),
    ">=": ("at least", "at least ", "low", True),
    "<": ("less than", "less than ", "high", False),
    ">": ("more than", "more than ", "low", False),
}
"""What stands before a number: its bound, how it is said, which limit it leaves, whether that is included."""
_STATUSES = {"": "", "estimated ": "an estimated ", "reported ": "reportedly "}
_NAMES = {"tens": 10, "hundreds": 100, "dozens": 12, "scores": 20}
_SCALES = {"thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000, "trillions": 1_000_000_000_000}
MAGNITUDES = {
    **{name: float(size) for name, size in (_NAMES | _SCALES).items()},
    **{f"{many}-of-{name}": float(times * size) for many, times in _NAMES.items() for name, size in _SCALES.items()},
    **{f"several-{name}": float(size) for name, size in (_NAMES | _SCALES).items()},
}
"""Words for an order of magnitude, and the unit that each counts in."""
SINGULARS = {
    **{"people": "person", "countries": "country", "days per year": "day per year"},
    **{f"{one}s": one for one in ("organisation", "case", "hour", "year")},
}
"""The units that are plain plurals, and what one of each is called."""

LARGEST = 1e15
_NUMBER = r"-?[0-9]{1,16}(?:\.[0-9]{1,9})?"
# A > before a range is part of it.
_FORM = re.compile(
    r"(estimated |reported |)(nearly |up to |just over |just under |<=|>=|<|"
    rf">(?!{_NUMBER}\.\.<?{_NUMBER}(?: by convention)?$)|)(~?)(.+)"
)
_RANGE = re.compile(rf"(>?)({_NUMBER})\.\.(<?)({_NUMBER})( by convention)?")
_RATIO = re.compile(r"([0-9]{1,9}) in ([0-9]{1,9})")
_NUMBERS = re.compile(rf"({_NUMBER}(?: or {_NUMBER})*)( times| known| by convention)?")


class Limit(NamedTuple):
    """An end of what is said: its value, whether the value itself is included, and who sets it."""

    value: float
    included: bool
    basis: Basis


class Quantity(NamedTuple):
    """What a document says of a number, and no more than it says.

    Attributes
    ----------
    low, high : float or None
        The limits; None where the text sets none. A flat or approximate number is both limits at once; no midpoint is
        ever made up. A change or alternatives span from their least to their largest number.
    bound : str
        The hedge, one of `BOUNDS`.
    convention : bool
        True if the limits are our convention for an order of magnitude: from two to ten of its unit.
    notation : str
        The canonical notation, which reads back to the same quantity.
    """

    low: float | None
    high: float | None
    bound: str
    convention: bool
    notation: str

    @property
    def limits(self) -> tuple[Limit | None, Limit | None]:
        """The lower and the upper limit; a limit is stated, implied or our convention.

        >>> parse("up to 40").limits
        (None, Limit(value=40.0, included=True, basis='implied'))
        """
        implied = self.bound in ("nearly", "at most, implied")
        basis: Basis = "convention" if self.convention else "implied" if implied else "stated"
        low, high = _read(self.notation).included
        return (
            None if self.low is None else Limit(self.low, low, basis),
            None if self.high is None else Limit(self.high, high, basis),
        )


def _told(self: Quantity, other: object) -> bool:
    raise TypeError("Quantities have hedges: write tip.quantity.compare(one, other), or tip.quantity.add(one, other).")


for _sign in ("add", "lt", "le", "gt", "ge"):  # a tuple would be longer by the other, or compared end by end
    setattr(Quantity, f"__{_sign}__", _told)


class _Form(NamedTuple):
    """A notation taken apart: what it says, what stands before its core, how it is said, which limits are included."""

    quantity: Quantity
    status: str = ""
    hedge: str = ""
    core: str = ""
    lead: str = ""
    words: str = ""
    included: tuple[bool, bool] = (True, True)

    def said(self, rank: bool) -> str:
        """Put hedge and numbers into words; a rank is a place in an order, so its number comes last."""
        unit = MAGNITUDES.get(self.core) if rank else None
        words = f"{grouped(2 * unit)} to {grouped(10 * unit)}" if unit else self.words
        return f"{self.lead}{'rank ' * rank}{words}"


def parse(text: str) -> Quantity:
    """Read the notation of the seeds.

    Raises
    ------
    ValueError
        If the text is not in the notation, or its limits contradict each other. The message says how to write it.

    Examples
    --------
    >>> tip.quantity.parse("<=200000")
    Quantity(low=None, high=200000.0, bound='at most', convention=False, notation='<=200000')
    >>> tip.quantity.parse("tens-of-thousands").low
    20000.0
    """
    return _read(text).quantity


@lru_cache(4096)
def _read(text: str) -> _Form:
    if text == "?":
        return _Form(Quantity(None, None, "unknown", False, text))
    match = _FORM.fullmatch(text)
    if not match:
        raise _refused(text)
    status, hedge, about, core = match.groups()
    if "->" in text:
        return _change(text, status)
    hedged, lead, side, included = _HEDGES[hedge]
    ends_in = (included, included)
    if unit := MAGNITUDES.get(core):
        low, high, bound = 2 * unit, 10 * unit, "order of magnitude"
        words = (core[:-1] if core.startswith("several") else core).replace("-", " ")
    elif ends := _RANGE.fullmatch(core):
        low, high, bound = _number(ends[2]), _number(ends[4]), "about, range" if about else "range"
        core = f"{ends[1]}{plain(low)}..{ends[3]}{plain(high)}{ends[5] or ''}"
        if hedge and (ends[1] or ends[3] or ends[5]):
            raise _refused(text)
        if low >= high:
            raise ValueError(f"the range {text} does not rise; write the lower number first, or a single number.")
        words = f"{grouped(low)} to {grouped(high)}"
        if ends[1] or ends[3]:
            lead, ends_in = "more than " if ends[1] else "at least ", (not ends[1], not ends[3])
            words = f"{grouped(low)} but {'less than' if ends[3] else 'at most'} {grouped(high)}"
    elif ratio := _RATIO.fullmatch(core):
        part, whole = int(ratio[1]), int(ratio[2])
        if not 0 < part <= whole:
            raise ValueError(f"{text!r} is not a share of a whole; the first number can't be 0 or exceed the second.")
        low = high = 100 * part / whole
        core, words, bound = f"{part} in {whole}", f"{part:,} in {whole:,}", "about" if about else status.strip()
    elif numbers := _NUMBERS.fullmatch(core):
        values, kind = [_number(number) for number in numbers[1].split(" or ")], numbers[2] or ""
        low, high = min(values), max(values)
        core, words = (" or ".join(map(write, values)) + kind for write in (plain, grouped))
        bound = "either" if len(values) > 1 else "about" if about else status.strip()
        if len(set(values)) < len(values):
            raise ValueError(f"{text!r} says a number twice; write each once.")
        if kind == " known" and (len(values) > 1 or about or low < 0 or hedge not in ("", ">=") or (hedge and not low)):
            raise _refused(text)
        if hedge == "<" and high == 0:
            raise ValueError("nothing is less than 0 here; write 0, or 0 known.")
    else:
        raise _refused(text)
    known = core.endswith(" known")
    bound = ("known" if low else "none known") if known else hedged or bound or "exact"
    convention = core in MAGNITUDES or core.endswith("convention")
    low_set, high_set = low if side != "high" else None, high if side != "low" and not known else None
    quantity = Quantity(low_set, high_set, bound, convention, f"{status}{hedge}{about}{core}")
    lead += "about " * bool(about)
    return _Form(quantity, status, hedge, core, lead, words.removesuffix(" by convention"), ends_in)


def _change(text: str, status: str) -> _Form:
    first, _, last = text.removeprefix(status).partition("->")
    one, other = parse(first), parse(last)
    if one == other or {one.bound, other.bound} & {"change", "unknown"} or one.convention or other.convention:
        raise ValueError(f"{text!r} is not a change; write the two numbers, as in 20->30.")
    low = None if one.low is None or other.low is None else min(one.low, other.low)
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    core = f"{one.notation}->{other.notation}"
    return _Form(Quantity(low, high, "change", False, status + core), status, core=core)


def _refused(text: str) -> ValueError:
    return ValueError(
        f"{text!r} is not a quantity; write digits without commas, as in 200000, <=200000, >40, ~10000, nearly 50, "
        "up to 40, 60000..65000, 2 or 3, 20->30, tens-of-thousands, 1 in 8, 3 times, 0 known or ?."
    )


def _number(text: str) -> float:
    value = float(text) + 0.0  # no nought below nought
    if abs(value) > LARGEST:
        raise ValueError(f"{text} is too large to be a count; the largest number read is {LARGEST:.0e}.")
    return value


def plain(value: float) -> str:
    """Return a number without commas, as the notation writes it: `tip.quantity.plain(4.370)` is 4.37."""
    return f"{value:.9f}".rstrip("0").rstrip(".")


def grouped(value: float) -> str:
    """Return a number with commas, as a reader expects it: `tip.quantity.grouped(200000)` is 200,000."""
    return f"{value:,.9f}".rstrip("0").rstrip(".")


def say(notation: str, unit: str) -> str:
    """Put a quantity into words, hedge first.

    Parameters
    ----------
    notation, unit : str
        As in the columns `notation` and `unit`.

    Examples
    --------
    >>> tip.quantity.say("<=200000", "people"), tip.quantity.say("?", "people")
    ('at most 200,000 people', 'number of people said to be unknown')
    >>> tip.quantity.say("1 in 8", "percent"), tip.quantity.say("nearly 20->30", "cases")
    ('1 in 8 (12.5 percent)', 'from nearly 20 to 30 cases')
    """
    form, rank, unit = _read(notation), unit == "rank", "(unit open)" if unit == "open" else unit
    bound, core = form.quantity.bound, form.core
    if bound == "unknown":
        return "rank said to be unknown" if rank else f"number of {unit} said to be unknown"
    if bound == "none known":
        return f"no known {unit}"
    sides = [_read(side) for side in core.split("->")] if bound == "change" else [form]
    said = _STATUSES[form.status] + "from " * (bound == "change") + " to ".join(side.said(rank) for side in sides)
    if rank or core.endswith(" times"):
        return said
    if " in " in core and bound != "change":
        return f"{said} ({grouped(form.quantity.low or form.quantity.high or 0)} {unit})"
    of = " of" if core in MAGNITUDES and not core.startswith("several") else ""
    own = " by our convention" * core.endswith("convention")
    return f"{said}{of} {SINGULARS.get(unit, unit) if core.removesuffix(' known') == '1' else unit}{own}"


def compare(one: Quantity, other: Quantity) -> tuple[Literal["less", "more", "equal", "unclear"], Basis]:
    """Tell whether one quantity is less or more than another in the same unit, and what the answer rests on.

    What is hedged as about has no limits that anybody set, so nothing is clear of it; nor is what may overlap.

    >>> five = tip.quantity.parse("up to 5")
    >>> six = tip.quantity.parse("6")
    >>> tip.quantity.compare(five, six), tip.quantity.compare(six, six)
    (('less', 'implied'), ('equal', 'stated'))
    """
    if "~" in one.notation + other.notation:
        return "unclear", "stated"
    if basis := _below(one, other):
        return "less", basis
    if basis := _below(other, one):
        return "more", basis
    single = LIKE.get(one.bound, one.bound) == LIKE.get(other.bound, other.bound) == "exact"
    return ("equal" if single and one.low == other.low else "unclear"), "stated"


def _below(one: Quantity, other: Quantity) -> Basis | None:
    """Return what it rests on that one quantity is below another (the weaker limit), or None if it may not be."""
    high, low = one.limits[1], other.limits[0]
    if not high or not low or (high.value, high.included and low.included) >= (low.value, True):
        return None
    bases: tuple[Basis, ...] = ("convention", "implied", "stated")
    return next(basis for basis in bases if basis in (high.basis, low.basis))


def add(one: Quantity, other: Quantity) -> Quantity:
    """Return the sum of two quantities in the same unit, as vague as its parts and no vaguer.

    Raises
    ------
    ValueError
        If a share, a multiple or a change is among them: those add up to nothing.

    Examples
    --------
    >>> tip.quantity.add(tip.quantity.parse("~10"), tip.quantity.parse(">5")).notation
    '>~15'
    >>> tip.quantity.add(tip.quantity.parse("tens-of-thousands"), tip.quantity.parse("5")).notation
    '20005..100005 by convention'
    """
    both = [_read(quantity.notation) for quantity in (one, other)]
    if any(re.search(" in | times|->", form.core) for form in both):
        raise ValueError("shares, multiples and changes can't be added; add what they are shares of.")
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    ends = zip(one.limits, other.limits, "><", strict=True)
    out = ["" if end and also and end.included and also.included else sign for end, also, sign in ends]
    if low is None and high is None:
        return parse("?")
    before = next((word for word in _STATUSES if word and word in [form.status for form in both]), "")
    about, after = "~" * ("~" in one.notation + other.notation), " by convention" * (one.convention or other.convention)
    if low is not None and high is not None:
        core = plain(low) if low == high else f"{out[0]}{plain(low)}..{out[1]}{plain(high)}"
        return parse(f"{before}{about}{core}{after}")
    hedges = {form.hedge for form in both if form.hedge}
    if len(hedges) == 1 and not any("known" in form.core for form in both):
        hedge = hedges.pop()
    elif low is not None:
        hedge = out[0] or ">="
    else:
        hedge = "up to " if hedges & {"up to ", "nearly "} else out[1] or "<="
    return parse(f"{before}{hedge}{about}{plain(high if low is None else low)}{after}")  # type: ignore[arg-type]


__all__ = ["BOUNDS", "LIKE", "Limit", "Quantity", "add", "compare", "grouped", "parse", "plain", "say"]
