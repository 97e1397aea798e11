"""What workers, pay, the share that the state keeps and an exchange rate would come to, each result with its sum."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import NamedTuple

import pandas as pd

from tipseeds.checks import _exchange as exchange
from tipseeds.checks import _sums as sums
from tipseeds.checks._implied import EARNINGS, WORKERS
from tipseeds.edition.quantity import grouped


class Field(NamedTuple):
    """An input: what to call it, its unit, the least and the most that it can be, and whether it must be whole."""

    label: str
    unit: str
    least: float
    most: float
    whole: bool = False


FIELDS = {
    "workers": Field("Workers abroad", "people", 0, 25_000_000, whole=True),
    "pay": Field("Paid by employers", "USD a worker and month", 0, 100_000),
    "share": Field("Kept by the state", "percent", 0, 100),
    "rate": Field("Exchange rate", "USD per GBP", 0.5, 3),
}
"""The inputs. As many as 25 million workers would be the whole population."""

STATED, ASSUMED = "■ stated", "□ assumed"
COLUMNS = {"output": "string", "result": "string", "value": "Float64", "sum": "string", "rests_on": "string"}


class TwoReadings(ValueError):
    """A number that can be read in two ways; `readings` has both."""

    def __init__(self, message: str, readings: list[float]) -> None:
        super().__init__(message)
        self.readings = readings


def read(name: str, given: str | float) -> float:
    """Read a number, or what a person typed for it with a comma or a dot for thousands or decimals, to four decimals.

    Raises
    ------
    TwoReadings
        If both a comma or dot for thousands and one for decimals would do; the message asks which is meant.
    ValueError
        If it is empty, no number, or outside what the input can be; the message says what to type.

    Examples
    --------
    >>> read("workers", " 60,000 "), read("rate", "1,45")
    (60000.0, 1.45)
    >>> read("pay", "1.500")
    Traceback (most recent call last):
    tipseeds.checks._whatif.TwoReadings: Paid by employers: 1.500 can be read in two ways, as 1500 or 1.5. Which is it?
    """
    field = FIELDS[name]
    wanted = (
        f"type a {'whole number' if field.whole else 'number'} from {grouped(field.least)} to {grouped(field.most)} "
        f"({field.unit})."
    )
    typed = str(given).strip()
    if not typed:
        raise ValueError(f"{field.label} is empty: {wanted}")
    shown = typed if len(typed) <= 20 else f"{typed[:20]}…"
    readings = _readings(typed, field.whole) if isinstance(given, str) else [float(given)]
    if not readings:
        raise ValueError(f"{field.label} can’t be read: {shown} is no number; {wanted}")
    fit = [one for one in readings if field.least <= one <= field.most and not (field.whole and one != int(one))]
    if not fit:
        raise ValueError(f"{field.label} can’t be {shown}: {wanted}")
    if len(fit) > 1:
        ways = " or ".join(f"{one:.10g}" for one in fit)
        raise TwoReadings(f"{field.label}: {shown} can be read in two ways, as {ways}. Which is it?", fit)
    return round(fit[0], 4)


_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*")
_SPACES = str.maketrans("", "", " \xa0\u202f’'_%$£")


def _readings(text: str, whole: bool) -> list[float]:
    """Return the numbers that a text can mean: one, two, or none if it is no number."""
    text = text.translate(_SPACES)
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        texts = [text]
    else:
        sign, head = text[last], text[:last]
        texts = [text.replace(sign, "")] if _THOUSANDS.fullmatch(text) else []
        grouped_head = _THOUSANDS.fullmatch(head) and sign not in head
        # A comma is this page's own sign for thousands: in a whole number that has them it has one reading.
        if (head.isdigit() or grouped_head or head in ("", "-", "+")) and not (texts and whole and sign == ","):
            texts.append(re.sub("[.,]", "", head) + "." + text[last + 1 :])
    readings = []
    for one in texts:
        with suppress(ValueError):
            readings.append(float(one))
    return readings


def what_if(
    estimates: pd.DataFrame, rates: pd.DataFrame, workers: float, pay: float, share: float, rate: float
) -> pd.DataFrame:
    """Compute what some workers would bring in, beside the sums that the documents state.

    Parameters
    ----------
    estimates : DataFrame
        The table `estimates`, for what is stated.
    rates : DataFrame
        As `reference.exchange_rates` gives, for what is on record.
    workers : float
        People abroad.
    pay : float
        What employers pay, in USD a worker and month.
    share : float
        What the state keeps of it, in percent.
    rate : float
        USD per GBP.

    Returns
    -------
    DataFrame
        One row a result: `output`, `result` (in words), `value` (missing where no number will do), `sum`, and
        `rests_on`, which tells a stated input (■) from one implied or on record (◆) and an assumed one (□).

    Raises
    ------
    ValueError
        If an input is outside what it can be.

    Examples
    --------
    >>> import tipseeds as tip
    >>> found = what_if(tip.load().estimates, tip.reference.exchange_rates(), 100_000, 1_000, 75, 1.4375)
    >>> found.set_index("output").loc["kept by the state a year", "sum"]
    '1,200,000,000 USD × 75 percent'
    """
    given = {"workers": workers, "pay": pay, "share": share, "rate": rate}
    workers, pay, share, rate = (read(name, value) for name, value in given.items())
    basis = bases(estimates, rates, workers, pay, share, rate)
    paid, rows = workers * pay * 12, []

    def add(output: str, value: float | None, unit: str, work: str, inputs: str, otherwise: str = "") -> None:
        said = otherwise if value is None else f"{grouped(round(value))} {unit}"
        rests = "; ".join(f"{name} {basis[name][0]}" for name in inputs.split())
        rows.append({"output": output, "result": said, "value": value, "sum": work, "rests_on": rests})

    heads, monthly, kept = f"{grouped(workers)} people", f"{grouped(pay)} USD", paid * share / 100
    add("paid by employers a year", paid, "USD", f"{heads} × {monthly} × 12", "workers pay")
    work = f"{grouped(round(paid))} USD × {grouped(share)} percent"
    add("kept by the state a year", kept, "USD", work, "workers pay share")
    work = f"{grouped(round(kept))} USD ÷ {grouped(rate)}"
    add("kept by the state a year, in pounds", kept / rate, "GBP", work, "workers pay share rate")
    work = f"{monthly} × (100 - {grouped(share)}) percent"
    add("left to a worker a month", pay * (100 - share) / 100, "USD", work, "pay share")
    why = "the state keeps nothing, so no pay would do" if workers else "nobody works, so no pay would do"
    for revenue in sums.stated(estimates, EARNINGS, "GBP per year"):
        stated = revenue.value.low or 0.0
        needed = stated * rate / (workers * share / 100 * 12) if workers and share else None
        work = f"{revenue.said} × {grouped(rate)} ÷ ({heads} × {grouped(share)} percent × 12)"
        add(f"pay a month for the state to keep {revenue.said}", needed, "USD", work, "workers share rate", why)
        rows[-1]["rests_on"] = f"{revenue.key} {STATED}; {rows[-1]['rests_on']}"
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def bases(
    estimates: pd.DataFrame, rates: pd.DataFrame, workers: float, pay: float, share: float, rate: float
) -> dict[str, tuple[str, str]]:
    """Say of each input what it is (■ stated, ◆ implied or on record, □ assumed) and where that stands.

    >>> import tipseeds as tip
    >>> told = bases(tip.load().estimates, tip.reference.exchange_rates(), 62_000, 1_000, 75, 1.35)
    >>> told["workers"]
    ('■ stated', 'encyclopedia#workers-2012: 60,000 to 65,000 people (2012)')
    """
    heads = [head for head in sums.stated(estimates, *WORKERS) if _within(workers, head)]
    most = "agrees with" if share > 50 else "is less than"
    return {
        "workers": (STATED, f"{heads[0].key}: {heads[0].said}") if heads else (ASSUMED, "no document states it"),
        "pay": (ASSUMED, "no document states what employers pay"),
        "share": (ASSUMED, f"{most} the word “most”, so over half, at encyclopedia#keeps-most"),
        "rate": _rate_basis(estimates, rates, rate),
    }


def _within(value: float, stated: sums.Stated) -> bool:
    low, high = stated.value.low, stated.value.high
    return (low is None or low <= value) and (high is None or value <= high)


def _rate_basis(estimates: pd.DataFrame, rates: pd.DataFrame, rate: float) -> tuple[str, str]:
    for row in exchange.rates(estimates):
        if row["reading"] == "as stated" and row["low"] == rate:
            return "◆ implied", f"{row['sum']}, {row['inputs']}"
    same = rates.loc[(rates["pair"] == "USD per GBP") & (rates["rate"] == rate), "period"]
    return (
        ("◆ on record", f"{same.iloc[0]}, not in the documents") if len(same) else (ASSUMED, "no such rate on record")
    )
