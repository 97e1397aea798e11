"""What workers, pay, the share that the state keeps and an exchange rate would come to, each result with its sum."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import pandas as pd

from tipseeds.checks._implied import EARNINGS, WORKERS
from tipseeds.checks._implied import rates as rates_implied
from tipseeds.checks._sums import COLUMNS as IMPLIED
from tipseeds.checks._sums import Stated, stated
from tipseeds.edition.frames import table
from tipseeds.edition.quantity import grouped


class Field(NamedTuple):
    """An input: what to call it, its unit, the least and the most that it can be, and what people write beside it."""

    label: str
    unit: str
    least: float
    most: float
    beside: str
    whole: bool = False


_USD = r"us\$|\$|usd|(?:us )?dollars?"
_PAID = rf"{_USD}|(?:a|per|and|/) ?(?:worker|month)"
FIELDS = {
    "workers": Field("Workers abroad", "people", 0, 25_000_000, "people|persons?|workers?", True),  # or all there are
    "pay": Field("Paid by employers", "USD a worker and month", 0, 100_000, _PAID),
    "share": Field("Kept by the state", "percent", 0, 100, "%|per ?cent"),
    "rate": Field("Exchange rate", "USD per GBP", 0.5, 3, rf"{_USD}|(?:per|/) ?(?:gbp|£|pound)"),
}
STATED, ASSUMED = "■ stated", "□ assumed"
COLUMNS = {"output": "string", "result": "string", "value": "Float64", "sum": "string", "rests_on": "string"}
_SIGNS = str.maketrans("−–’_٬٫٪", "--'''.%")
_SCALES = {"": 1, "k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}


class TwoReadings(ValueError):
    """A number that can be read in two ways; `readings` has both."""

    readings: list[float]


def read(name: str, given: str | float) -> float:
    """Read a number, or what a person typed for it with a comma or a dot for thousands or decimals, to four decimals.

    >>> read("workers", " 60,000 "), read("rate", "1,45")
    (60000.0, 1.45)
    >>> read("pay", "1.500")
    Traceback (most recent call last):
    tipseeds.checks._whatif.TwoReadings: Paid by employers: 1.500 can be read in two ways, as 1500 or 1.5. Which is it?
    """
    field, typed = FIELDS[name], str(given).strip()
    kind = "whole number" if field.whole else "number"
    wanted = f"type a {kind} from {grouped(field.least)} to {grouped(field.most)} ({field.unit})."
    if not typed:
        raise ValueError(f"{field.label} is empty: {wanted}")
    shown = typed if len(typed) <= 20 else f"{typed[:20]}…"
    readings = _readings(typed, field) if isinstance(given, str) else [float(given)]
    if not readings:
        raise ValueError(f"{field.label} can’t be read: {shown} is not a {kind}; {wanted}")
    fit = [one for one in readings if field.least <= one <= field.most and not (field.whole and one != int(one))]
    if not fit:
        raise ValueError(f"{field.label} can’t be {shown}: {wanted}")
    if len(fit) > 1:
        ways = " or ".join(f"{one:.10g}" for one in fit)
        fault = TwoReadings(f"{field.label}: {shown} can be read in two ways, as {ways}. Which is it?")
        fault.readings = fit
        raise fault
    return round(fit[0], 4) + 0.0  # no nought below nought


def _readings(text: str, field: Field) -> list[float]:
    """Return the numbers that a text can mean, the largest first: none, one or two."""
    text = unicodedata.normalize("NFKC", text.translate(_SIGNS)).lower()
    text = re.sub(r"(?<=\d) (?=\d)", "'", re.sub(r"\d", lambda digit: str(int(digit[0])), text))
    around, found = rf"(?:{field.beside}|\s)*", set[float]()
    form = rf"{around}([-+]?[\d.,']*\d[.,]?(?:e-?\d+)?) ?({'|'.join(_SCALES)}){around}"
    number, scale = match.groups() if (match := re.fullmatch(form, text)) else ("", "")
    part = "0{0,3}" if field.whole and not scale else r"\d*"  # workers in tenths are a slip of the finger
    for between, point in (",.", "'.", ".,", "',"):
        whole = rf"[-+]?(?:[1-9]\d?\d?(?:[{between}]\d{{3}})+|\d*)"
        if number and (read := re.fullmatch(rf"({whole})(?:[{point}]({part}))?(e-?\d+)?", number)):
            digits = f"{read[1].replace(between, '')}.{read[2] or ''}{read[3] or ''}"
            found.add(round(float(digits) * _SCALES[scale], 9))
        if found and field.whole and "," in number:  # this page's own sign for thousands: with it, there is one reading
            break
    return sorted(found, reverse=True)


def what_if(
    estimates: pd.DataFrame,
    rates: pd.DataFrame,
    workers: float | str,
    pay: float | str,
    share: float | str,
    rate: float | str,
) -> pd.DataFrame:
    """Compute what some workers would bring in, beside the sums that the documents state.

    An input that is outside what it can be is an error.

    Parameters
    ----------
    estimates, rates : DataFrame
        The table, for what is stated; as `reference.exchange_rates` gives, for what is on record.
    workers, pay, share, rate : float
        People abroad; USD a worker and month that employers pay; percent that the state keeps; USD per GBP.

    Returns
    -------
    DataFrame
        One row a result: `output`, `result` (in words), `value` (missing where no number will do), `sum`, and
        `rests_on`, which tells a stated input (■) from one implied or on record (◆) and an assumed one (□).

    Examples
    --------
    >>> found = tip.checks.what_if(corpus.estimates, tip.reference.exchange_rates(), 100_000, 1_000, 75, 1.4375)
    >>> found.set_index("output").loc["kept by the state a year", "sum"]
    '1,200,000,000 USD × 75 percent'
    """
    given = {"workers": workers, "pay": pay, "share": share, "rate": rate}
    workers, pay, share, rate = (read(name, value) for name, value in given.items())
    rests = {name: f"{name} {told[0]}" for name, told in bases(estimates, rates, workers, pay, share, rate).items()}
    heads, money, part, pounds = f"{grouped(workers)} people", f"{grouped(pay)} USD", grouped(share), grouped(rate)
    paid, why = workers * pay * 12, "the state keeps nothing" if workers else "nobody works"
    kept, rows = paid * share / 100, []

    def add(output: str, value: float | None, unit: str, work: str, inputs: str) -> None:
        said = f"{why}, so no pay would do" if value is None else f"{grouped(round(value))} {unit}"
        rows.append((output, said, value, work, "; ".join(rests[name] for name in inputs.split())))

    add("paid by employers a year", paid, "USD", f"{heads} × {money} × 12", "workers pay")
    add("kept by the state a year", kept, "USD", f"{grouped(round(paid))} USD × {part} percent", "workers pay share")
    work = f"{grouped(round(kept))} USD ÷ {pounds}"
    add("kept by the state a year, in pounds", kept / rate, "GBP", work, "workers pay share rate")
    left = pay * (100 - share) / 100
    add("left to a worker a month", left, "USD", f"{money} × (100 - {part}) percent", "pay share")
    for sum_ in stated(estimates, EARNINGS, "GBP per year"):
        rests[sum_.key] = f"{sum_.key} {STATED}"
        needed = (sum_.low or 0.0) * rate / (workers * share / 100 * 12) if workers and share else None
        work = f"{sum_.said} × {pounds} ÷ ({heads} × {part} percent × 12)"
        output = f"pay a month for the state to keep {sum_.said}"
        add(output, needed, "USD", work, f"{sum_.key} workers share rate")
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def bases(
    estimates: pd.DataFrame, rates: pd.DataFrame, workers: float, pay: float, share: float, rate: float
) -> dict[str, tuple[str, str]]:
    """Say of each input what it is (■ stated, ◆ implied or on record, □ assumed) and where that stands."""
    heads = [head for head in stated(estimates, *WORKERS) if head.overlaps(Stated(workers, workers))]
    found = table(rates_implied(estimates), IMPLIED).query("reading == 'as stated' and low == @rate")
    implied = (found["sum"] + ", " + found["inputs"]).tolist()
    same = rates.loc[(rates["pair"] == "USD per GBP") & (rates["rate"] == rate), "period"]
    at = (ASSUMED, "no such rate on record") if same.empty else ("◆ on record", f"{same.iloc[0]}, not in the documents")
    most = "agrees with" if share > 50 else "is less than"
    return {
        "workers": (STATED, f"{heads[0].key}: {heads[0].said}") if heads else (ASSUMED, "no document states it"),
        "pay": (ASSUMED, "no document states what employers pay"),
        "share": (ASSUMED, f"{most} the word “most”, so over half, at encyclopedia#keeps-most"),
        "rate": ("◆ implied", implied[0]) if implied else at,
    }
