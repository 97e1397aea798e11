"""The chart of when the documents were written, beside the days on which the reports came out."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import WIDTH, Canvas, clipped, key, nothing, records
from tipseeds.charts._chart import Chart
from tipseeds.charts._panel import LINE, SMALL, Panel
from tipseeds.edition import reference
from tipseeds.edition.words import count

WHAT = "Timeline of the documents, each beside the report that it answers"
ROW = 44
SOON = 31
"""Days after a report within which a document is said to follow it."""


def documents(frame: pd.DataFrame, releases: pd.DataFrame | None = None, width: float = WIDTH) -> Chart:
    """Draw when each document was published, as far as that is known, and when the report came out that it answers.

    One row a document, in order of time: a dot for a stated day, a bar over the days that an inferred one can be, which
    runs out of the picture where it is open; a triangle for the day of the report, and a line between the two.

    Parameters
    ----------
    frame : DataFrame
        The table `documents`.
    releases : DataFrame, optional
        The day on which each report came out, as `reference.release_dates` gives, which is taken if it is left out.
    width : float, optional
        Pixels.

    Examples
    --------
    >>> import tipseeds as tip
    >>> chart = documents(tip.load().documents.query("doc == 'lagon'"))
    >>> chart.numbers
    ['lagon: 2008-03-05, stated; 702 words; the report of 2007 came out on 2007-06-12, 267 days before.']
    """
    if frame.empty:
        return nothing(WHAT, width)
    out = reference.release_dates() if releases is None else releases
    released = {int(row["report_year"]): row["released"] for row in records(out)}
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
    mark = panel.mark([row["row"]], f"{row['doc']}: {said}", said, row["published_basis"], x, at)
    mark.say(8, mark.top - LINE / 2, f"{row['doc']}, {row['body_words']:,} words", bold=True)
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
    soon = sum(row["start"] >= row["out"] and (row["end"] - row["out"]).days <= SOON for row in known)
    stated = sum(row["stated"] for row in rows)
    dated = f"{stated} of {count(len(rows), 'document')} {'states its' if stated == 1 else 'state their'} day"
    if len(rows) == 1:
        dated = f"The one document {'states its day' if stated else 'doesn’t state its day'}"
    after = "the report that it answers" if soon == 1 else "the report that they answer"
    return f"{dated}; {soon} came within a month of {after}" if known else dated
