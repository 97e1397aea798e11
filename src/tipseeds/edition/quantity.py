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
from typing import TYPE_CHECKING, Literal, NamedTuple

from tipseeds.edition.words import offered

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
    "": "exact",
    "nearly ": "nearly",
    "up to ": "at most, implied",
    "just over ": "slightly more than",
    "just under ": "slightly less than",
    "<=": "at most",
    ">=": "at least",
    "<": "less than",
    ">": "more than",
}
_NO_LOW = {"nearly ", "up to ", "just under ", "<=", "<"}
_NO_HIGH = {"just over ", ">=", ">"}
_EXCLUDED = {"nearly ", "just over ", "just under ", "<", ">"}
_NAMES = {"tens": 10, "hundreds": 100, "dozens": 12, "scores": 20}
_SCALES = {"thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000, "trillions": 1_000_000_000_000}
MAGNITUDES = {
    **{name: float(size) for name, size in (_NAMES | _SCALES).items()},
    **{f"{many}-of-{name}": float(times * size) for many, times in _NAMES.items() for name, size in _SCALES.items()},
    **{f"several-{name}": float(size) for name, size in (_NAMES | _SCALES).items()},
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
_NUMBER = r"-?[0-9]{1,16}(?:\.[0-9]{1,9})?"
_FORM = re.compile(
    rf"(estimated |reported |)(?:()(~?)(>?{_NUMBER}\.\.<?{_NUMBER}(?: by convention)?)|"
    r"(nearly |up to |just over |just under |<=|>=|<|>|)(~?)(.+))"
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

    @property
    def about(self) -> bool:
        """True if it is hedged as about, alone or beside another hedge."""
        return "~" in self.notation

    @property
    def status(self) -> str | None:
        """Say whether it is given as an estimate or as a report: estimated, reported or None."""
        return next((word for word in ("estimated", "reported") if self.notation.startswith(word)), None)

    @property
    def limits(self) -> tuple[Limit | None, Limit | None]:
        """The lower and the upper limit; a limit is stated, implied or our convention.

        >>> parse("up to 40").limits
        (None, Limit(value=40.0, included=True, basis='implied'))
        """
        implied = self.bound in ("nearly", "at most, implied")
        basis: Basis = "convention" if self.convention else "implied" if implied else "stated"
        hedge, _, core = _form(self.notation)[1:]
        low_out = high_out = hedge in _EXCLUDED
        if not hedge and (ends := _RANGE.fullmatch(core)):
            low_out, high_out = bool(ends[1]), bool(ends[3])
        low = None if self.low is None else Limit(self.low, not low_out, basis)
        return low, None if self.high is None else Limit(self.high, not high_out, basis)


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
    status, hedge, about, core = _form(text)
    low: float | None
    high: float | None
    if "->" in text:
        return _change(text, status)
    if unit := MAGNITUDES.get(core):
        low, high, bound = 2 * unit, 10 * unit, "order of magnitude"
    elif ends := _RANGE.fullmatch(core):
        if hedge and (ends[1] or ends[3] or ends[5]):
            raise _refused(text)
        low, high, bound = _number(ends[2]), _number(ends[4]), "about, range" if about else "range"
        core = f"{ends[1]}{plain(low)}..{ends[3]}{plain(high)}{ends[5] or ''}"
        if low >= high:
            raise ValueError(f"the range {text} does not rise; write the lower number first, or a single number.")
    elif ratio := _RATIO.fullmatch(core):
        part, whole = int(ratio[1]), int(ratio[2])
        if not 0 < part <= whole:
            raise ValueError(f"{text!r} is no share of a whole; the first number can't be 0 or exceed the second.")
        low = high = 100 * part / whole
        core, bound = f"{part} in {whole}", "about" if about else status.strip() or "exact"
    elif numbers := _NUMBERS.fullmatch(core):
        values = [_number(number) for number in numbers[1].split(" or ")]
        low, high = min(values), max(values)
        core = " or ".join(map(plain, values)) + (numbers[2] or "")
        bound = "either" if len(values) > 1 else "about" if about else status.strip() or "exact"
        if len(set(values)) < len(values):
            raise ValueError(f"{text!r} says a number twice; write each once.")
        if numbers[2] == " known":
            if about or len(values) > 1 or low < 0 or hedge not in ("", ">=") or (hedge and not low):
                raise _refused(text)
            return Quantity(low, None, "known" if low else "none known", False, f"{status}{hedge}{core}")
        if hedge == "<" and high == 0:
            raise ValueError("nothing is less than 0 here; write 0, or 0 known.")
    else:
        raise _refused(text)
    convention = bound == "order of magnitude" or core.endswith("convention")
    low, high = None if hedge in _NO_LOW else low, None if hedge in _NO_HIGH else high
    return Quantity(low, high, _HEDGES[hedge] if hedge else bound, convention, f"{status}{hedge}{about}{core}")


def _form(text: str) -> tuple[str, str, str, str]:
    """Take a notation apart: estimated or reported, the hedge, about or not, and what is hedged."""
    match = _FORM.fullmatch(text)
    if not match:
        raise _refused(text)
    return match[1], match[2] or match[5] or "", match[3] or match[6] or "", match[4] or match[7]


def _change(text: str, status: str) -> Quantity:
    first, _, last = text.removeprefix(status).partition("->")
    one, other = parse(first), parse(last)
    if one == other or {one.bound, other.bound} & {"change", "unknown"} or one.convention or other.convention:
        raise ValueError(f"{text!r} is no change; write the two numbers, as in 20->30.")
    low = None if one.low is None or other.low is None else min(one.low, other.low)
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    return Quantity(low, high, "change", False, f"{status}{one.notation}->{other.notation}")


def _refused(text: str) -> ValueError:
    return ValueError(
        f"{text!r} is no quantity; write digits without commas, as in 200000, <=200000, >40, ~10000, nearly 50, "
        "up to 40, 60000..65000, 2 or 3, 20->30, tens-of-thousands, 1 in 8, 3 times, 0 known or ?."
    )


def _number(text: str) -> float:
    value = float(text) + 0.0  # no nought below nought
    if abs(value) > LARGEST:
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
    whole, _, rest = plain(abs(value)).partition(".")
    return f"{'-' * (value < 0)}{int(whole):,}" + (f".{rest}" if rest else "")


# --- Saying, comparing, adding ---


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
    >>> say("tens-of-thousands", "people"), say("several-hundreds", "people")
    ('tens of thousands of people', 'several hundred people')
    >>> say("1 in 8", "percent")
    '1 in 8 (12.5 percent)'
    >>> say("?", "people")
    'number of people said to be unknown'
    >>> say("1", "organisations"), say("<=3", "rank"), say("nearly 20->30", "cases")
    ('1 organisation', 'at most rank 3', 'from nearly 20 to 30 cases')
    """
    quantity, rank, unit = parse(notation), unit == "rank", "(unit open)" if unit == "open" else unit
    if quantity.bound == "unknown":
        return "rank said to be unknown" if rank else f"number of {unit} said to be unknown"
    if quantity.bound == "none known":
        return f"no known {unit}"
    status, hedge, about, core = _form(quantity.notation)
    status = {"estimated ": "an estimated ", "reported ": "reportedly "}.get(status, "")
    if quantity.bound == "change":
        sides = [_number_said(side, rank) for side in quantity.notation.removeprefix(_form(notation)[0]).split("->")]
        said = f"{status}from {sides[0]} to {sides[1]}"
    else:
        said = status + _number_said(f"{hedge}{about}{core}", rank)
    if rank or core.endswith(" times"):
        return said
    if " in " in core and "->" not in core:
        return f"{said} ({grouped(quantity.low or quantity.high or 0)} {unit})"
    of = " of" if core in MAGNITUDES and not core.startswith("several") else ""
    own = " by our convention" * core.endswith("convention")
    return f"{said}{of} {SINGULARS.get(unit, unit) if core.removesuffix(' known') == '1' else unit}{own}"


def _number_said(notation: str, rank: bool) -> str:
    """Put hedge and numbers into words; a rank is a place in an order, so its number comes last and counts nothing."""
    _, hedge, about, core = _form(notation.removesuffix(" by convention"))
    words = {"<=": "at most ", ">=": "at least ", "<": "less than ", ">": "more than "}.get(hedge, hedge)
    words += "about " * bool(about) + "rank " * rank
    if core in MAGNITUDES and not rank:
        return words + (core[:-1] if core.startswith("several") else core).replace("-", " ")
    if core in MAGNITUDES:
        return f"{words}{grouped(2 * MAGNITUDES[core])} to {grouped(10 * MAGNITUDES[core])}"
    if ends := _RANGE.fullmatch(core):
        low, high = grouped(float(ends[2])), grouped(float(ends[4]))
        below = f" but {'less than' if ends[3] else 'at most'} {high}"
        if ends[1] or ends[3]:
            return f"{'more than' if ends[1] else 'at least'} {words}{low}{below}"
        return f"{words}{low} to {high}"
    return words + re.sub(_NUMBER, lambda number: grouped(float(number[0])), core)


def compare(one: Quantity, other: Quantity) -> tuple[Literal["less", "more", "equal", "unclear"], Basis]:
    """Tell whether one quantity is less or more than another in the same unit, and what the answer rests on.

    What is hedged as about has no limits that anybody set, so nothing is clear of it; nor is what may overlap.

    >>> compare(parse("<=5"), parse(">10")), compare(parse("up to 5"), parse("6")), compare(parse("~5"), parse("6"))
    (('less', 'stated'), ('less', 'implied'), ('unclear', 'stated'))
    """
    if one.about or other.about:
        return "unclear", "stated"
    (low, high), (other_low, other_high) = one.limits, other.limits
    if high and other_low and _below(high, other_low):
        return "less", _weaker(high, other_low)
    if other_high and low and _below(other_high, low):
        return "more", _weaker(other_high, low)
    single = LIKE.get(one.bound, one.bound) == LIKE.get(other.bound, other.bound) == "exact"
    return ("equal" if single and one.low == other.low else "unclear"), "stated"


def _below(high: Limit, low: Limit) -> bool:
    return high.value < low.value or (high.value == low.value and not (high.included and low.included))


def _weaker(*limits: Limit) -> Basis:
    bases = {limit.basis for limit in limits}
    return "convention" if "convention" in bases else "implied" if "implied" in bases else "stated"


def add(one: Quantity, other: Quantity) -> Quantity:
    """Return the sum of two quantities in the same unit, as vague as its parts and no vaguer.

    Raises
    ------
    ValueError
        If a share, a multiple or a change is among them: those add up to nothing.

    Examples
    --------
    >>> add(parse("~10"), parse(">5")).notation, add(parse("up to 3"), parse("4")).notation
    ('>~15', 'up to 7')
    >>> add(parse("tens-of-thousands"), parse("5")).notation, add(parse(">=3"), parse("<5")).notation
    ('20005..100005 by convention', '?')
    """
    both = (one, other)
    if any(re.search(" in | times|->", quantity.notation) for quantity in both):
        raise ValueError("shares, multiples and changes can't be added; add what they are shares of.")
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    if low is None and high is None:
        return parse("?")
    status = next((f"{word} " for word in ("estimated", "reported") if word in (one.status, other.status)), "")
    about, own = "~" * (one.about or other.about), " by convention" * (one.convention or other.convention)
    ends = zip(one.limits, other.limits, strict=True)
    out = ["" if all(end and end.included for end in pair) else sign for pair, sign in zip(ends, "><", strict=True)]
    if low is not None and high is not None:
        core = plain(low) if low == high else f"{out[0]}{plain(low)}..{out[1]}{plain(high)}"
        return parse(f"{status}{about}{core}{own}")
    hedges = {form[1] for quantity in both if (form := _form(quantity.notation)) and form[1]}
    if len(hedges) == 1 and not any("known" in quantity.bound for quantity in both):
        hedge = hedges.pop()
    elif low is not None:
        hedge = out[0] or ">="
    else:
        hedge = "up to " if hedges & {"up to ", "nearly "} else out[1] or "<="
    return parse(f"{status}{hedge}{about}{plain(high if low is None else low)}{own}")  # type: ignore[arg-type]


__all__ = ["BOUNDS", "LIKE", "Limit", "Quantity", "add", "compare", "grouped", "parse", "plain", "say"]

if not TYPE_CHECKING:
    __getattr__, __dir__ = offered(__name__, __all__)
