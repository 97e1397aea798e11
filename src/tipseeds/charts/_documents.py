"""The chart of when the documents were written, beside the days on which the reports came out."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import (
    LINE,
    SMALL,
    WIDTH,
    Canvas,
    Panel,
    Shape,
    Word,
    clipped,
    key,
    nothing,
    records,
)
from tipseeds.charts._chart import Chart
from tipseeds.edition import reference
from tipseeds.edition.words import count

WHAT = "Timeline of the documents, each beside the report that it answers"
ROW = 44
SOON = 31
"""Days after a report within which a document is said to follow it."""


def documents(frame: pd.DataFrame, releases: pd.DataFrame | None = None, width: float = WIDTH) -> Chart:
    """Draw when each document was published, as far as that is known, and when the report came out that it answers.

    Parameters
    ----------
    frame : DataFrame
        The table `documents`.
    releases : DataFrame, optional
        The day on which each report came out, as `reference.release_dates` gives, which is taken if it is left out.
    width : float, optional
        Pixels.

    Returns
    -------
    Chart
        One row a document, in order of time: a filled dot for a stated day, a bar over the days that an inferred one
        can be, which runs out of the picture where it is open; an orange triangle for the day of the report, and a line
        between the two. Numbers say how many days lie between.

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
    released = {int(row["report_year"]): pd.Timestamp(row["released"]).date() for row in records(out)}
    rows = sorted(records(frame), key=lambda row: (row["earliest"] is None, str(row["earliest"])))
    days = [
        day
        for row in rows
        for day in (_day(row["earliest"]), _day(row["latest"]), released.get(row["report_year"] or 0))
        if day
    ]
    first = min((day.year for day in days), default=2008)
    last = max((day.year for day in days), default=2016) + 1
    canvas = Canvas(WHAT, _finding(rows, released), width=max(width, 620))
    canvas.legend(
        (key("triangle", "orange", "orange", line=1, size=5), "the report that it answers came out"),
        (key("dot", "ink", "ink", line=1), "the day that it states"),
        (key("box", "bar"), "the days that an inferred date can be"),
    )
    left = min(250, 0.36 * canvas.width)
    panel = canvas.panel(ROW * len(rows) + 24, (first, last), (-24 / ROW, len(rows)), left)
    step = max(1, math.ceil((last - first) * 44 / panel.width))
    for year in range(first, last + 1, step):
        panel.back.append(Shape("line", ((year, -0.2), (year, len(rows))), edge="rule", line=1))
        canvas.say(panel.across(year), panel.down(-0.36), str(year), "grey", SMALL, anchor="middle")
    told = []
    for number, row in enumerate(rows):
        said = _said(row, released)
        _row(panel, left, row, number + 0.5, said, released.get(row["report_year"] or 0))
        told.append(f"{row['doc']}: {said}.")
    return canvas.chart(told)


def _row(panel: Panel, left: float, row: dict[str, Any], at: float, said: str, out: date | None) -> None:
    start, end = _day(row["earliest"]), _day(row["latest"])
    x = _year(start) if start else panel.x[0]
    mark = panel.mark([row["row"]], f"{row['doc']}: {said}", said, str(row["published_basis"]), x, at)
    y = panel.down(at)
    title = clipped(str(row.get("title") or ""), left - 20, SMALL)
    mark.words += [
        Word(8, y - LINE / 2, f"{row['doc']}, {row['body_words']:,} words", bold=True),
        Word(8, y + LINE / 2, title, "grey", SMALL, plain=""),
    ]
    if not start:
        mark.words.append(Word(left + 8, y, "no date", "grey"))
        return
    if out:
        mark.shapes.append(Shape("line", ((_year(out), at + 0.24), (x, at + 0.24), (x, at)), edge="orange", line=1.4))
        mark.shapes.append(Shape("triangle", ((_year(out), at + 0.24),), "orange", "orange", 1, size=5))
    if row["published_basis"] == "stated":
        mark.shapes.append(Shape("dot", ((x, at),), "ink", "ink", 1, size=6))
    else:
        least = 5 * (panel.x[1] - panel.x[0]) / panel.width  # a span of days must be seen on an axis of years
        until = math.inf if end is None else max(_year(end), x + least)
        mark.shapes.append(Shape("box", ((x, at - 0.16), (until, at + 0.16)), "bar"))
        mark.shapes.append(Shape("stroke", ((x, at),), edge="blue", line=2, size=9))
    when = panel.across(x) + 12
    about = (
        str(row["published"])
        if row["published_basis"] == "stated"
        else f"{start:%Y-%m-%d} {'or later' if end is None else f'to {end:%Y-%m-%d}'}"
    )
    about += f", on the report of {row['report_year']}" if out else ""
    anchor = "start" if when < panel.left + 0.55 * panel.width else "end"
    mark.words.append(Word(when if anchor == "start" else when - 20, y - 15, about, "grey", SMALL, anchor=anchor))


def _day(value: Any) -> date | None:
    if value is None or pd.isna(value):
        return None
    return pd.Timestamp(value).date()


def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def _said(row: dict[str, Any], released: dict[int, date]) -> str:
    start, end = _day(row["earliest"]), _day(row["latest"])
    if not start:
        when = "no date"
    elif row["published_basis"] == "stated":
        when = f"{row['published']}, stated"
    else:
        when = f"{start} {'or later' if end is None else f'to {end}'}, {row['published_basis']}"
    told = [when, count(row["body_words"], "word")]
    out = released.get(row["report_year"] or 0)
    if out and start:
        days = (start - out).days
        least = "at least " if row["published_basis"] != "stated" and start != end and days >= 0 else ""
        told.append(f"the report of {row['report_year']} came out on {out}, {least}{_days(days)}")
    return "; ".join(told)


def _finding(rows: list[dict[str, Any]], released: dict[int, date]) -> str:
    """Say how many documents are known to follow a report within a month."""
    soon = known = 0
    for row in rows:
        start, end, out = _day(row["earliest"]), _day(row["latest"]), released.get(row["report_year"] or 0)
        if start and end and out:
            known += 1
            soon += (start - out).days >= 0 and (end - out).days <= SOON
    stated = sum(row["published_basis"] == "stated" for row in rows)
    dated = f"{stated} of {count(len(rows), 'document')} {'states its' if stated == 1 else 'state their'} day"
    if len(rows) == 1:
        dated = f"The one document {'states its day' if stated else 'doesn’t state its day'}"
    after = "the report that it answers" if soon == 1 else "the report that they answer"
    return f"{dated}; {soon} came within a month of {after}" if known else dated


def _days(days: int) -> str:
    return f"{count(abs(days), 'day')} {'before' if days >= 0 else 'after'}"
