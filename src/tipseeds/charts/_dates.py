"""The charts with days on their axis: when documents and reports came out, and which rates fit which month."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import WIDTH, Canvas, clipped, key, nothing, records
from tipseeds.charts._chart import Chart
from tipseeds.charts._panel import LINE, SMALL, Panel
from tipseeds.edition import reference
from tipseeds.edition.words import MONTHS, count

WHAT = "Timeline of the documents, each beside the report that it answers"
RATES = "Chart of the exchange rates that converted sums imply, as bands, beside the rates on record, by month"
ROW = 44


def documents(frame: pd.DataFrame, width: float = WIDTH) -> Chart:
    """Draw when each document was published, as far as that is known, and when the report came out that it answers.

    The rows are in order of time. The days that an inferred date can be run out of the picture where it is open.

    Parameters
    ----------
    frame : DataFrame
        The table `documents`.
    width : float, optional
        Pixels.

    Examples
    --------
    >>> chart = tip.charts.documents(tip.load().documents.query("doc == 'lagon'"))
    >>> chart.numbers
    ['lagon: 2008-03-05, stated; 702 words; the report of 2007 came out on 2007-06-12, 267 days before.']
    """
    if frame.empty:
        return nothing(WHAT, width)
    released = {int(row["report_year"]): row["released"] for row in records(reference.release_dates())}
    rows = sorted(records(frame), key=lambda row: str(row["earliest"]))  # those without a date come last
    for row in rows:
        days = row["earliest"], row["latest"], released.get(row["report_year"])
        row["start"], row["end"], row["out"] = (None if day is None else pd.Timestamp(day) for day in days)
        row["stated"] = row["published_basis"] == "stated"
        end = f"to {row['end']:%Y-%m-%d}" if row["end"] else "or later"
        row["when"] = row["published"] if row["stated"] else f"{row['start']:%Y-%m-%d} {end}" if row["start"] else ""
    years = [row[name].year for row in rows for name in ("start", "end", "out") if row[name]]
    first, last = min(years, default=2008), max(years, default=2015) + 1
    canvas = Canvas(WHAT, _finding(rows), width=max(width, 620))
    canvas.legend(
        (),
        (key("triangle", "orange", "orange", line=1, size=5), "the report that it answers came out"),
        (key("dot", "ink", "ink", line=1), "the day that it states"),
        (key("box", "bar"), "the days that an inferred date can be"),
    )
    panel = canvas.panel(ROW * len(rows) + 24, (first, last), (-24 / ROW, len(rows)), min(250, 0.36 * canvas.width))
    for year in range(first, last + 1, max(1, math.ceil((last - first) * 44 / panel.width))):
        panel.add("line", year, -0.2, year, len(rows), edge="rule", line=1)
        canvas.say(panel.across(year), panel.down(-0.36), str(year), "grey", SMALL, anchor="middle")
    for number, row in enumerate(rows):
        _row(panel, row, number + 0.5)
    return canvas.chart([f"{mark.name}." for mark in panel.marks])


def _row(panel: Panel, row: dict[str, Any], at: float) -> None:
    said, start, end = _said(row), row["start"], row["end"]
    x = _year(start) if start else panel.x[0]
    mark = panel.mark([row["#"]], f"{row['doc']}: {said}", said, row["published_basis"], x, at)
    head = clipped(f"{row['doc']}, {row['body_words']:,} words", 0.9 * panel.left - 18)
    mark.say(8, mark.top - LINE / 2, head, bold=True)
    title = clipped(str(row.get("title") or ""), panel.left - 20, SMALL)
    mark.say(8, mark.top + LINE / 2, title, "grey", SMALL, plain="")
    if not start:
        mark.say(panel.left + 8, mark.top, "no date", "grey")
        return
    if row["out"]:
        mark.add("line", _year(row["out"]), at + 0.24, x, at + 0.24, x, at, edge="orange")
        mark.add("triangle", _year(row["out"]), at + 0.24, fill="orange", edge="orange", line=1, size=5)
    if row["stated"]:
        mark.add("dot", x, at, fill="ink", edge="ink", line=1)
    else:
        least = 5 * (panel.x[1] - panel.x[0]) / panel.width  # a span of days must be seen on an axis of years
        mark.add("box", x, at - 0.16, max(_year(end), x + least) if end else math.inf, at + 0.16, fill="bar")
        mark.add("stroke", x, at, edge="blue", line=2, size=9)
    about = row["when"] + f", on the report of {row['report_year']}" * bool(row["out"])
    when, early = panel.across(x), panel.across(x) + 12 < panel.left + 0.55 * panel.width
    where = (when + 12, "start") if early else (when - 8, "end")
    mark.say(where[0], mark.top - 15, about, "grey", SMALL, anchor=where[1])


def _year(day: pd.Timestamp) -> float:
    return day.year + (day.day_of_year - 1) / 365.25


def _said(row: dict[str, Any]) -> str:
    told = [f"{row['when']}, {row['published_basis']}" if row["start"] else "no date", count(row["body_words"], "word")]
    if row["out"] and row["start"]:
        days = (row["start"] - row["out"]).days
        least = "at least " * bool(not row["stated"] and row["start"] != row["end"] and days >= 0)
        lag = f"{least}{count(abs(days), 'day')} {'before' if days >= 0 else 'after'}"
        told.append(f"the report of {row['report_year']} came out on {row['out']:%Y-%m-%d}, {lag}")
    return "; ".join(told)


def _finding(rows: list[dict[str, Any]]) -> str:
    """Say how many documents are known to follow a report within a month."""
    known = [row for row in rows if row["start"] and row["end"] and row["out"]]
    soon = sum(row["start"] >= row["out"] and (row["end"] - row["out"]).days <= 31 for row in known)
    stated = sum(row["stated"] for row in rows)
    if len(rows) == 1:
        dated = f"The one document {'states its day' if stated else 'doesn’t state its day'}"
        came = "it came" if soon else "it is not known to have come"
    else:
        dated = f"{stated} of {count(len(rows), 'document')} {'states its' if stated == 1 else 'state their'} day"
        came = {0: "none is known to have come", len(rows): "all came"}.get(soon, f"{soon} came")
    after = "the report that it answers" if len(rows) == 1 or soon < 2 else "the report that they answer"
    return f"{dated}; {came} within a month of {after}" if known else dated


def rates(frame: pd.DataFrame, width: float = WIDTH) -> Chart:
    """Draw which months and days fit the rates that converted sums imply.

    Events between the first and last rate on record are dated lines. The means of whole years are told in numbers only.

    Parameters
    ----------
    frame : DataFrame
        As `checks.rates_against_record` gives, or rows of it: best of one reading.
    width : float, optional
        Pixels.

    Examples
    --------
    >>> found = tip.checks.implied(tip.load().estimates, tip.reference.published_figures())
    >>> held = tip.checks.rates_against_record(found, tip.reference.exchange_rates())
    >>> chart = tip.charts.rates(held.query("reading == 'converted sum rounded'"))
    >>> chart.numbers[1]
    '1.25 to 1.35: fits 2016-06-27, 2016-07, 2016-08, 2016-09.'
    """
    if frame.empty:
        return nothing(RATES, width)
    record = {str(period): float(rate) for period, rate in zip(frame["period"], frame["rate"], strict=True)}
    dated = {period: rate for period, rate in record.items() if len(period) > 4}
    bands: dict[Any, pd.DataFrame] = dict(list(frame.groupby(["low", "high"], sort=False)))
    canvas = Canvas(RATES, _fitting(list(bands), record), width=width)
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
    told = []
    for (lower, upper), rows in bands.items():
        limits = " to ".join(dict.fromkeys(f"{round(limit, 2):g}" for limit in (lower, upper)))
        what = rows["what"].iloc[0]
        mark = panel.mark(rows.index, f"implied: {limits}", f"{what}: {limits}", "implied", first, lower)
        mark.add("box", first, lower, last, upper, fill="tint2", edge="orange", line=1, alpha=0.7)
        mark.say(panel.across(last) - 6, panel.down(upper) - 9, mark.name, size=SMALL, anchor="end")
        held = ", ".join(period for period, rate in record.items() if lower <= rate <= upper)
        told.append(f"{limits}: fits {held or 'no period on record'}.")
    for month in range(first, last):
        text = MONTHS[month % 12][:3] + f" {month // 12}" * (month == first or month % 12 == 0)
        canvas.say(panel.across(month + 0.5), panel.top + panel.height + 13, text, "grey", SMALL, anchor="middle")
    for number, event in enumerate(records(reference.events())):
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
    return canvas.chart([*told, *(f"On record {period}: {rate}." for period, rate in record.items())])


def _fitting(bands: list[tuple[float, float]], record: dict[str, float]) -> str:
    periods = [period for period, rate in record.items() if all(low <= rate <= high for low, high in bands)]
    many = {1: "the implied rate", 2: "both implied rates"}.get(len(bands), f"all {len(bands)} implied rates")
    if not periods:
        return f"No period on record fits {many}"
    whole = all(len(period) > 4 for period in periods)
    which = f": {', '.join(periods)}" if len(periods) <= 3 and whole else ""
    return f"{len(periods)} of {len(record)} periods on record {'fits' if len(periods) == 1 else 'fit'} {many}{which}"


def _when(period: str) -> float:
    """Return where a month (its middle) or a day stands on the axis, counted in months."""
    year, month, *day = (int(number) for number in period.split("-"))
    return 12 * year + month - 1 + ((day[0] - 0.5) / 31 if day else 0.5)
