"""The chart of implied exchange rates beside the rates on record."""

from __future__ import annotations

import math

import pandas as pd

from tipseeds.charts._canvas import SMALL, WIDTH, Canvas, Shape, Word, key, nothing, records
from tipseeds.charts._chart import Chart
from tipseeds.edition import reference

WHAT = "Chart of the exchange rates that converted sums imply, as bands, beside the rates on record, by month"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def rates(frame: pd.DataFrame, events: pd.DataFrame | None = None, width: float = WIDTH) -> Chart:
    """Draw which months and days fit the rates that converted sums imply.

    Parameters
    ----------
    frame : DataFrame
        As `checks.rates_against_record` gives, or rows of it: best of one reading.
    events : DataFrame, optional
        Days to mark, with what happened, as `reference.events` gives, which is taken if it is left out.
    width : float, optional
        Pixels.

    Returns
    -------
    Chart
        A band for each implied rate, from limit to limit, and the rates on record: a dot for the mean of a month, a
        triangle for a day, filled where some band holds it. The events between the first and last of them are dated
        lines. The means of whole years are told in the numbers only.

    Examples
    --------
    >>> import tipseeds as tip
    >>> found = tip.checks.implied(tip.load().estimates, tip.reference.published_figures())
    >>> held = tip.checks.rates_against_record(found, tip.reference.exchange_rates())
    >>> chart = rates(held.query("reading == 'converted sum rounded'"))
    >>> chart.numbers[1]
    '1.25 to 1.35: fits 2016-06-27, 2016-07, 2016-08, 2016-09.'
    """
    if frame.empty:
        return nothing(WHAT, width)
    rows = records(frame)
    record = {str(row["period"]): float(row["rate"]) for row in rows}
    dated = {period: rate for period, rate in record.items() if len(period) > 4}
    implied = list(dict.fromkeys((float(row["low"]), float(row["high"])) for row in rows))
    canvas = Canvas(WHAT, _finding(implied, record, dated), width=width)
    canvas.legend(
        (key("box", "tint2", "orange", line=1), "implied by a converted sum"),
        (key("dot", "ink", "ink", size=5), "mean of a month on record"),
        (key("triangle", "ink", "ink", size=5), "a day on record"),
        (key("dot", "paper", "ink", size=5), "empty: no implied rate holds it"),
    )
    values = [*dated.values(), *(limit for band in implied for limit in band)]
    low, high = math.floor(min(values) * 20 - 0.4) / 20, math.ceil(max(values) * 20 + 0.4) / 20
    months = sorted({period[:7] for period in dated}) or ["2016-01"]
    first, last = math.floor(_when(months[0])), math.floor(_when(months[-1])) + 1
    canvas.y += 24
    panel = canvas.panel(270, (first, last), (high, low), left=60, right=24)
    for step in range(round(low * 20), round(high * 20) + 1):
        panel.back.append(Shape("line", ((first, step / 20), (last, step / 20)), edge="rule", line=1))
        canvas.say(panel.left - 6, panel.down(step / 20), f"{step / 20:.2f}", "grey", SMALL, anchor="end")
    canvas.say(8, panel.top - 18, "USD per GBP", "grey", SMALL)
    for lower, upper in implied:
        said = f"implied: {_limits(lower, upper)}"
        labels = [row["row"] for row in rows if (float(row["low"]), float(row["high"])) == (lower, upper)]
        box = Shape("box", ((first, lower), (last, upper)), "tint2", "orange", 1, alpha=0.7)
        what = next(str(row["what"]) for row in rows if row["row"] == labels[0])
        mark = panel.mark(labels, said, f"{what}: {_limits(lower, upper)}", "implied", first, lower, box)
        mark.words.append(Word(panel.across(last) - 6, panel.down(upper) - 9, said, size=SMALL, anchor="end"))
    for month in range(first, last):
        name = MONTHS[month % 12]
        text = f"{name} {month // 12}" if month in (first, 12 * (month // 12)) else name
        canvas.say(panel.across(month + 0.5), panel.top + panel.height + 13, text, "grey", SMALL, anchor="middle")
    for number, event in enumerate(records(reference.events() if events is None else events)):
        when = _when(str(event["date"])[:10])
        if first <= when <= last:
            panel.back.append(Shape("line", ((when, low), (when, high)), edge="orange", line=1.6, dashed=True))
            text = f"{str(event['date'])[:10]}: {str(event['event']).split(';')[0]}"
            canvas.say(panel.across(when), panel.top - 9 - 14 * (number % 2), text, "orange", SMALL, anchor="middle")
    for period, rate in dated.items():
        fits = any(lower <= rate <= upper for lower, upper in implied)
        labels = [row["row"] for row in rows if row["period"] == period]
        form, kind = ("dot", "month") if len(period) == 7 else ("triangle", "day")
        said = f"{period}: {rate} on record, {'held by an implied rate' if fits else 'held by no implied rate'}"
        sign = Shape(form, ((_when(period), rate),), "ink" if fits else "paper", "ink", 1.4, size=5)
        panel.mark(labels, said, said, kind, _when(period), rate, sign)
    canvas.y += 24
    told = []
    for lower, upper in implied:
        held = ", ".join(period for period, rate in record.items() if lower <= rate <= upper)
        told.append(f"{_limits(lower, upper)}: fits {held or 'no period on record'}.")
    return canvas.chart([*told, *(f"On record {period}: {rate}." for period, rate in record.items())])


def _finding(implied: list[tuple[float, float]], record: dict[str, float], dated: dict[str, float]) -> str:
    periods = [period for period, rate in record.items() if all(low <= rate <= high for low, high in implied)]
    many = {1: "the implied rate", 2: "both implied rates"}.get(len(implied), f"all {len(implied)} implied rates")
    if not periods:
        return f"No period on record fits {many}"
    named = [period for period in periods if period in dated]
    which = f": {', '.join(named)}" if 0 < len(named) <= 3 and len(named) == len(periods) else ""
    return f"{len(periods)} of {len(record)} periods on record {'fits' if len(periods) == 1 else 'fit'} {many}{which}"


def _limits(low: float, high: float) -> str:
    return f"{low:.6g}" if low == high else f"{low:.6g} to {high:.6g}"


def _when(period: str) -> float:
    """Return where a month (its middle) or a day stands on the axis, counted in months."""
    year, month, *day = (int(number) for number in period.split("-"))
    return 12 * year + month - 1 + ((day[0] - 0.5) / 31 if day else 0.5)
