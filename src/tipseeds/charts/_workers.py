"""Charts of the figures on workers sent abroad: how many, and how much they earn."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import FONT, LINE, WIDTH, Canvas, Panel, Shape, Word, nothing, wrapped
from tipseeds.charts._chart import Chart
from tipseeds.charts._estimates import credit, draw, finding, number_word, read, short, verdicts
from tipseeds.checks import compared
from tipseeds.edition.reference import country_names

WORKERS = "Chart of the workers said to be abroad, by year"
REVENUE = "Chart of what workers abroad are said to earn, a panel for each currency"
MONEY = ("GBP per year", "USD per year", "EUR")


def workers(frame: pd.DataFrame, relations: pd.DataFrame | None = None, width: float = WIDTH) -> Chart:
    """Draw how many workers are said to be abroad, by year, each with its hedge.

    Parameters
    ----------
    frame : DataFrame
        The table `estimates`, or rows of it; people under the topic overseas workers are drawn.
    relations : DataFrame, optional
        As `checks.related` gives: which numbers can be compared. What arithmetic decides if it is left out.
    width : float, optional
        Pixels.

    Returns
    -------
    Chart
        A bar from limit to limit for a range, which runs to nought or out of the picture where one limit is missing; a
        dot for a number stated flat, dashes where the limits are our convention. Numbers without a date stand apart, on
        the right. No line joins the years: the sources differ.

    Examples
    --------
    >>> import tipseeds as tip
    >>> chart = workers(tip.load().estimates.query("period == '2015'"))
    >>> chart.title, chart.numbers
    ('100,000 people: North Korean workers abroad', \
['2015: 100,000 people, “estimated to number 100,000”, encyclopedia p11.'])
    """
    known = frame[(frame["topic"] == "overseas workers") & (frame["unit"] == "people")]
    rows = sorted((_dated(row) for row in read(known)), key=lambda row: (row["year"] is None, row["year"] or 0))
    if not rows:
        return nothing(WORKERS, width)
    title = finding(rows, verdicts(compared(known) if relations is None else relations, rows))
    canvas = Canvas(WORKERS, title, width=width)
    box, at = ((-6.0, -8.0), (6.0, 8.0)), ((0.0, 0.0),)
    bounds = {row["bound"] for row in rows}
    entries = [
        (Shape("box", box, "bar"), "what the words allow", {"range", "at most", "at least", "less than", "more than"}),
        (Shape("dot", at, "blue", "blue", 2, size=6), "stated flat", {"exact"}),
        (Shape("diamond", at, "paper", "blue", 2, size=6), "about", {"about"}),
        (
            Shape("box", box, edge="blue", dashed=True),
            "order of magnitude: its ends are our convention",
            {"order of magnitude"},
        ),
    ]
    canvas.legend(*((sign, text) for sign, text, of in entries if of & bounds))
    years = [row["year"] for row in rows if row["year"]]
    undated = [row for row in rows if row["year"] is None]
    first, last = min(years, default=0), max(years, default=0)
    gap = 1.2 * bool(years)
    end = last + (gap if undated else 0) + max(len(undated) - 1, 0)
    top = _top(max(row["top"] for row in rows))
    left = 90.0
    canvas.y += 14
    panel = canvas.panel(260, (first - 0.3, max(end, first) + 0.9), (top, 0), left)
    for tick in (0.0, top / 4, top / 2, 3 * top / 4, top):
        panel.back.append(Shape("line", ((panel.x[0], tick), (panel.x[1], tick)), edge="rule", line=1))
        canvas.say(left - 8, panel.down(tick), short(tick), "grey", FONT - 1, anchor="end")
    canvas.say(8, panel.top - 16, "people", "grey", FONT - 1)
    spots = {
        row["row"]: float(row["year"] if row["year"] else (last + gap if years else 0) + undated.index(row))
        for row in rows
    }
    for year in range(first, last + 1) if years else ():
        canvas.say(panel.across(year), panel.top + panel.height + 14, str(year), anchor="middle")
    if undated:
        canvas.say(
            panel.across(min(spots[row["row"]] for row in undated)),
            panel.top + panel.height + 14,
            "no date",
            anchor="middle",
        )
        if years:
            edge = last + gap / 2
            panel.back.append(Shape("line", ((edge, 0), (edge, top)), edge="grey", line=1, dashed=True))
    beside: dict[float, int] = {}
    for row in rows:
        x = spots[row["row"]]
        nth = beside[x] = beside.get(x, -1) + 1
        _draw(panel, row, x, top, nth)
    canvas.y += 26
    return canvas.chart([_said(row) for row in rows])


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    period = str(row["period"] or "")
    limits = [float(row[end]) for end in ("low", "high") if row[end] is not None]
    place = country_names().get(row["place"], row["place"]) if row["place"] else ""
    year = int(period[:4]) if period[:4].isdigit() else None
    return row | {"year": year, "top": max(limits, default=1.0), "where": place}


def _top(most: float) -> float:
    """Return the round number at which an axis ends that holds a number with some room."""
    unit = 10.0 ** math.floor(math.log10(most * 1.08))
    return next(unit * part for part in (1.2, 1.6, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0) if most * 1.08 <= unit * part)


def _draw(panel: Panel, row: dict[str, Any], x: float, top: float, nth: int) -> None:
    low, high, bound = row["low"], row["high"], row["bound"]
    half = 7 * (panel.x[1] - panel.x[0]) / panel.width
    middle = (float(low if low is not None else 0) + float(high if high is not None else low or 0)) / 2
    tip = f"“{row['wording']}”: {row['said']}. {row['population']}. {credit(row)}. {row['doc']} {row['part']}."
    mark = panel.mark([row["row"]], f"{row['year'] or 'no date'}: {row['said']}, {row['population']}, {row['doc']} {row['part']}",
                      tip, str(bound), x, middle)  # fmt: skip
    x += 3 * half * nth
    if bound in ("exact", "about", "none known"):
        form, fill = {"exact": ("dot", "blue"), "about": ("diamond", "paper"), "none known": ("square", "paper")}[bound]
        mark.shapes.append(Shape(form, ((x, low),), fill, "blue", 2, size=6))
    elif bound == "order of magnitude":
        mark.shapes.append(Shape("box", ((x - half, low), (x + half, high)), edge="blue", dashed=True))
    elif bound != "unknown":
        first, last = 0 if low is None else low, top * 1.04 if high is None else high
        mark.shapes.append(Shape("box", ((x - half, first), (x + half, last)), "bar"))
        for value in (low, high):
            if value is not None and bound in ("more than", "less than"):
                mark.shapes.append(Shape("dot", ((x, value),), "paper", "ink", 2, size=5))
            elif value is not None:
                mark.shapes.append(Shape("dash", ((x, value),), edge="ink", line=3, size=11))
    lines = [*wrapped(row["said"].removesuffix(f" {row['unit']}").removesuffix(" of"), 130, FONT), f"{row['doc']} {row['part']}",
             *wrapped(row["where"] or row["population"], 150, FONT - 1)]  # fmt: skip
    for number, line in enumerate(lines):
        y = min(panel.down(middle), panel.top + panel.height - LINE * len(lines)) + LINE * (
            number - (len(lines) - 1) / 2
        )
        mark.words.append(
            Word(panel.across(x) + 16, y, line, "grey" if number else "ink", FONT - 1 if number else FONT)
        )


def _said(row: dict[str, Any]) -> str:
    where = f" in {row['where']}" if row["where"] else ""
    convention = ", drawn from limits that are our convention" if row["convention"] else ""
    return (
        f"{row['year'] or 'no date'}: {row['said']}{where}{convention}, “{row['wording']}”, {row['doc']} {row['part']}."
    )


def revenue(frame: pd.DataFrame, relations: pd.DataFrame | None = None, width: float = WIDTH) -> Chart:
    """Draw what the workers are said to earn: each currency on an axis of its own.

    Parameters
    ----------
    frame : DataFrame
        The table `estimates`, or rows of it; sums of money are drawn.
    relations : DataFrame, optional
        As `checks.related` gives: which sums can be compared. What arithmetic decides if it is left out.
    width : float, optional
        Pixels.

    Returns
    -------
    Chart
        As `estimates` draws them. The title tells sums from conversions of sums.

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> revenue(corpus.estimates, tip.checks.related(corpus)).title
    'Three sums in two currencies, two of which conflict; two are given a second time, converted'
    """
    known = frame[(frame["topic"] == "money") & frame["unit"].isin(MONEY)]
    rows = read(known)
    if not rows:
        return nothing(REVENUE, width)
    pairs = verdicts(compared(known) if relations is None else relations, rows)
    return draw(rows, pairs, _sums(rows, pairs), REVENUE, rows, width)


def _sums(rows: list[dict[str, Any]], pairs: dict[frozenset[Any], str]) -> str:
    first = [row for row in rows if row["converts"] is None]
    again = len(rows) - len(first)
    currencies = len({row["unit"] for row in first})
    said = f"{number_word(len(first))} {'sum' if len(first) == 1 else 'sums'}" + (
        f" in {number_word(currencies)} currencies" if currencies > 1 else ""
    )
    clash = {label for two, held in pairs.items() if held == "conflicts" for label in two}
    if clash:
        said += f", {number_word(len(clash))} of which conflict"
    if again:
        said += f"; {number_word(again)} {'is' if again == 1 else 'are'} given a second time, converted"
    return said[:1].upper() + said[1:]
