"""The chart of implied exchange rates beside the rates on record."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import WIDTH, Canvas, key, nothing, records
from tipseeds.charts._chart import Chart
from tipseeds.charts._panel import SMALL
from tipseeds.edition import reference
from tipseeds.edition.words import MONTHS

WHAT = "Chart of the exchange rates that converted sums imply, as bands, beside the rates on record, by month"


def rates(frame: pd.DataFrame, events: pd.DataFrame | None = None, width: float = WIDTH) -> Chart:
    """Draw which months and days fit the rates that converted sums imply.

    A band for each implied rate, from limit to limit, and the rates on record: a dot for the mean of a month, a
    triangle for a day, filled where some band holds it. The events between the first and last of them are dated lines.
    The means of whole years are told in the numbers only.

    Parameters
    ----------
    frame : DataFrame
        As `checks.rates_against_record` gives, or rows of it: best of one reading.
    events : DataFrame, optional
        Days to mark, with what happened, as `reference.events` gives, which is taken if it is left out.
    width : float, optional
        Pixels.

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
    record = {str(period): float(rate) for period, rate in zip(frame["period"], frame["rate"], strict=True)}
    dated = {period: rate for period, rate in record.items() if len(period) > 4}
    bands: dict[Any, pd.DataFrame] = dict(list(frame.groupby(["low", "high"], sort=False)))
    canvas = Canvas(WHAT, _finding(list(bands), record), width=width)
    canvas.legend(
        (),
        (key("box", "tint2", "orange", line=1), "implied by a converted sum"),
        (key("dot", "ink", "ink", size=5), "mean of a month on record"),
        (key("triangle", "ink", "ink", size=5), "a day on record"),
        (key("dot", "paper", "ink", size=5), "empty: no implied rate holds it"),
    )
    values = [*dated.values(), *(limit for band in bands for limit in band)]
    low, high = math.floor(min(values) * 20 - 0.4) / 20, math.ceil(max(values) * 20 + 0.4) / 20
    months = sorted(math.floor(_when(period[:7])) for period in dated or ["2016-01"])
    first, last = months[0], months[-1] + 1
    canvas.y += 24
    panel = canvas.panel(270, (first, last), (high, low), left=60, right=24)
    for step in range(round(low * 20), round(high * 20) + 1):
        panel.add("line", first, step / 20, last, step / 20, edge="rule", line=1)
        canvas.say(panel.left - 6, panel.down(step / 20), f"{step / 20:.2f}", "grey", SMALL, anchor="end")
    canvas.say(8, panel.top - 18, "USD per GBP", "grey", SMALL)
    for (lower, upper), rows in bands.items():
        limits = _limits(lower, upper)
        mark = panel.mark(
            rows.index, f"implied: {limits}", f"{rows['what'].iloc[0]}: {limits}", "implied", first, lower
        )
        mark.add("box", first, lower, last, upper, fill="tint2", edge="orange", line=1, alpha=0.7)
        mark.say(panel.across(last) - 6, panel.down(upper) - 9, mark.name, size=SMALL, anchor="end")
    for month in range(first, last):
        text = MONTHS[month % 12][:3] + f" {month // 12}" * (month == first or month % 12 == 0)
        canvas.say(panel.across(month + 0.5), panel.top + panel.height + 13, text, "grey", SMALL, anchor="middle")
    for number, event in enumerate(records(reference.events() if events is None else events)):
        day = str(event["date"])[:10]
        if first <= _when(day) <= last:
            panel.add("line", _when(day), low, _when(day), high, edge="orange", line=1.6, dashed=True)
            text, y = f"{day}: {str(event['event']).split(';')[0]}", panel.top - 9 - 14 * (number % 2)
            canvas.say(panel.across(_when(day)), y, text, "orange", SMALL, anchor="middle")
    for period, rate in dated.items():
        fits = any(lower <= rate <= upper for lower, upper in bands)
        form, kind = ("dot", "month") if len(period) == 7 else ("triangle", "day")
        said = f"{period}: {rate} on record, {'held by an implied rate' if fits else 'held by no implied rate'}"
        mark = panel.mark(frame.index[frame["period"] == period], said, said, kind, _when(period), rate)
        mark.add(form, mark.x, rate, fill="ink" if fits else "paper", edge="ink", size=5)
    canvas.y += 24
    told = []
    for lower, upper in bands:
        held = ", ".join(period for period, rate in record.items() if lower <= rate <= upper)
        told.append(f"{_limits(lower, upper)}: fits {held or 'no period on record'}.")
    return canvas.chart([*told, *(f"On record {period}: {rate}." for period, rate in record.items())])


def _finding(bands: list[tuple[float, float]], record: dict[str, float]) -> str:
    periods = [period for period, rate in record.items() if all(low <= rate <= high for low, high in bands)]
    many = {1: "the implied rate", 2: "both implied rates"}.get(len(bands), f"all {len(bands)} implied rates")
    if not periods:
        return f"No period on record fits {many}"
    whole = all(len(period) > 4 for period in periods)
    which = f": {', '.join(periods)}" if len(periods) <= 3 and whole else ""
    return f"{len(periods)} of {len(record)} periods on record {'fits' if len(periods) == 1 else 'fit'} {many}{which}"


def _limits(low: float, high: float) -> str:
    return f"{low:.6g}" if low == high else f"{low:.6g} to {high:.6g}"


def _when(period: str) -> float:
    """Return where a month (its middle) or a day stands on the axis, counted in months."""
    year, month, *day = (int(number) for number in period.split("-"))
    return 12 * year + month - 1 + ((day[0] - 0.5) / 31 if day else 0.5)
