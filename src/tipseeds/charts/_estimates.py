"""The charts of stated quantities: every number with the hedge it was stated with."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import RULE, WIDTH, Canvas, clipped, key, nothing, records, wide
from tipseeds.charts._chart import Chart
from tipseeds.charts._panel import LINE, SMALL, Mark, Panel
from tipseeds.checks import compared
from tipseeds.edition import quantity
from tipseeds.edition.fields import labelled
from tipseeds.edition.scheme import CURRENCY
from tipseeds.edition.words import count, spelt

WHAT = "Chart of stated quantities, a bar for what the words allow, in panels by topic and unit"
LOG_FROM = 50
"""An axis is logarithmic where the largest number is this many times the smallest."""
ROW, HEAD = 2 * LINE + 8, LINE + 9
NARROW = 560
"""Pixels; in a narrower picture a row's words stand above what is drawn for it."""
AGREE = {"agrees": "agree", "corroborates": "corroborate each other", "agree, one source": "agree, from one source"}
OPEN = {"topic": "topic still open", "population": "of whom is still open", "by": "somebody, still open"}
SIGNS = {"exact": ("dot", "blue"), "about": ("diamond", "paper"), "none known": ("square", "paper")}
Row = dict[str, Any]
Pairs = dict[frozenset[Any], str]
Scale = tuple[list[float], float | None]


def estimates(
    frame: pd.DataFrame, relations: pd.DataFrame | None = None, whole: pd.DataFrame | None = None, width: float = WIDTH
) -> Chart:
    """Draw stated quantities, each bound for what it is, under the population that it counts.

    One panel a topic and unit; its axis is logarithmic, and says so, where the largest number is 50 times the smallest.
    An open side runs out of the picture. Ranks, and numbers with nothing beside them, stand in words. A green band is
    what the numbers on one population all allow, where every two of them are coded as agreeing.

    Parameters
    ----------
    frame : DataFrame
        The table `estimates`, or rows of it.
    relations : DataFrame, optional
        As `checks.related` gives: which numbers can be compared. What arithmetic decides (`checks.compared`) if it is
        left out.
    whole : DataFrame, optional
        The rows that `frame` was filtered from: axes are chosen for them, so that none changes when a filter does.
    width : float, optional
        Pixels.

    Examples
    --------
    >>> chart = tip.charts.estimates(corpus.estimates.query("topic == 'prisoners'"), tip.checks.related(corpus))
    >>> chart.title
    'Three numbers on prisoners: two of them agree, from one source'
    >>> chart.numbers[0]
    'prisoners: at most 200,000 people (lagon p3: prison camp inmates).'
    """
    return _draw(*read(frame, relations), width, whole=None if whole is None else read(whole, relations)[0])


def draw_some(every: list[Row], coded: Pairs, labels: set[Any]) -> Chart:
    """Draw some of the rows that are `read`, as `estimates` does with all of them as the whole."""
    rows = [row for row in every if row["#"] in labels]
    return _draw(rows, {two: coded[two] for two in coded if two <= labels}, WIDTH, whole=every)


def workers(frame: pd.DataFrame, relations: pd.DataFrame | None = None, width: float = WIDTH) -> Chart:
    """Draw how many workers are said to be abroad, as `estimates` does, under the year of which it is said.

    Parameters
    ----------
    frame, relations, width
        As `estimates` takes them.

    Examples
    --------
    >>> tip.charts.workers(tip.load().estimates).numbers[1]
    'overseas workers, 2015: 100,000 people (encyclopedia p11: North Korean workers abroad).'
    """
    rows, pairs = read(frame[(frame["topic"] == "overseas workers") & (frame["unit"] == "people")], relations)
    rows = [row | {"under": str(row["period"] or "no date")} for row in rows]
    rows.sort(key=lambda row: (row["period"] is None, row["under"]))
    what = "Chart of the workers said to be abroad, by year, a bar for what the words allow"
    return _draw(rows, pairs, width, what)


def revenue(frame: pd.DataFrame, relations: pd.DataFrame | None = None, width: float = WIDTH) -> Chart:
    """Draw what the workers are said to earn, as `estimates` does, each currency on an axis of its own.

    Parameters
    ----------
    frame, relations, width
        As `estimates` takes them.

    Examples
    --------
    >>> tip.charts.revenue(corpus.estimates, tip.checks.related(corpus)).title
    'Two of three sums conflict; two are given a second time, converted'
    """
    sums = frame["unit"].astype("string").str.match(CURRENCY)
    rows, pairs = read(frame[(frame["topic"] == "money") & sums], relations)
    own = {row["#"] for row in rows if row["converts"] is None}
    again, clash = len(rows) - len(own), own & {label for two in pairs if pairs[two] == "conflicts" for label in two}
    said = count(len(own), "sum", spelt) if own else f"{count(again, 'sum', spelt)} converted from others"
    said = f"{spelt(len(clash))} of {said} conflict" if clash else said
    if own and again:
        said += f"; {spelt(again)} {'is' if again == 1 else 'are'} given a second time, converted"
    what = "Chart of what workers abroad are said to earn, a panel for each currency"
    return _draw(rows, pairs, width, what, said)


def read(frame: pd.DataFrame, relations: pd.DataFrame | None) -> tuple[list[Row], Pairs]:
    """Return the quantities as the chart needs them, and what is coded of each two, by their labels."""
    rows = records(labelled(frame, "topic"))
    for row in rows:  # finer hedges are drawn like the ten that shapes tell apart, and told in words
        row |= {name: said for name, said in OPEN.items() if row[name] == "open"}
        hedge, by = str(row["bound"]), row["by"]
        row |= {"hedge": hedge, "bound": quantity.LIKE.get(hedge, hedge), "under": row["population"]}
        row["said"], row["place"] = quantity.say(row["notation"], row["unit"]), f"{row['doc']} {row['part']}"
        row["rule"] = row.get("read") == "by rule"
        row["credit"] = f"redited to {'nobody named' if by in (None, '', 'not named') else by}"
    known = {(row["doc"], row["mark"]): row["#"] for row in rows}
    pairs = {}
    for pair in records(compared(frame) if relations is None else relations):
        two = {known.get((pair[f"{side}_doc"], pair[f"{side}_mark"])) for side in ("left", "right")}
        if None not in two:
            pairs[frozenset(two)] = str(pair["relation"])
    return rows, pairs


def _by(rows: list[Row], *names: str) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(str(row[name]) for name in names), []).append(row)
    return groups


def _draw(
    rows: list[Row], pairs: Pairs, width: float, what: str = WHAT, title: str = "", whole: list[Row] | None = None
) -> Chart:
    if not rows:
        return nothing(what, width)
    title = title or _finding(rows, pairs)
    panels = _by(rows, "topic", "unit")
    every = _by(whole or rows, "topic", "unit")
    scales = {group: scale for group, within in every.items() if (scale := _scale(within))}
    drawn = [row for group, within in panels.items() if group in scales for row in within]
    loose = [row for group, within in panels.items() if group not in scales for row in within]
    bands = {group: _shared(within, pairs) for group, within in _by(drawn, "topic", "unit", "under").items()}
    logs = any(scales[group][1] for group in panels.keys() & scales.keys())
    canvas = Canvas(what + "; a logarithmic axis" * logs, title[:1].upper() + title[1:], width=width)
    left, over = 16.0, 2 * LINE
    if canvas.width >= NARROW:
        left, over = min(max(360.0, 0.36 * canvas.width), 0.45 * canvas.width), 0
    used = {row["bound"] for row in drawn} | {row["rule"] for row in rows}
    canvas.legend(
        used | {"band" for band in bands.values() if band},
        (key("box", "bar"), "what the words allow", "range", "at most", "at least", "less than", "more than"),
        (key("stroke", edge="ink", line=3, size=8), "the number is included", "range", "at most", "at least"),
        (key("dot", "paper", "ink", line=2, size=5), "the number is not included", "less than", "more than"),
        (key("dot", "blue", "blue"), "one number", "exact"),
        (key("diamond", "paper", "blue", line=2), "about", "about"),
        (key("box", edge="blue", dashed=True), "its ends are our convention", "order of magnitude"),
        (key("square", "paper", "blue", line=2), "what is known, not what is so", "none known"),
        (key("box", "band"), "what all allow that agree", "band"),
        (key("box", edge="purple", line=2), RULE, True),
    )
    for (topic, unit), within in panels.items():
        if (topic, unit) in scales:
            name = topic if unit in topic else f"{topic}, {unit}"
            _panel(canvas, left, over, name[:1].upper() + name[1:], within, scales[topic, unit], bands)
    _words(canvas, left, over, loose, beside=bool(drawn))
    told = []
    for row in (row for within in panels.values() for row in within):
        group = row["topic"] if row["under"] == row["population"] else f"{row['topic']}, {row['under']}"
        told.append(f"{group}: {row['said']} ({row['place']}: {row['population']}{f'; {RULE}' * row['rule']}).")
    return canvas.chart(told)


def _scale(rows: list[Row]) -> Scale | None:
    """Return an axis: the numbers above it, from end to end, and where its powers of ten begin, if it has them.

    There is none for ranks, which are no lengths, and none for a single number, which has nothing beside it.
    """
    stated = [row for row in rows if row["low"] is not None or row["high"] is not None]
    if len(stated) < 2 or rows[0]["unit"] == "rank":
        return None
    values = [float(value) for row in stated for value in (row["low"], row["high"]) if value]
    least, most = min(values, default=1.0), max(values, default=1.0)
    upward = any(row["bound"] in ("at least", "more than") for row in stated)
    if rows[0]["unit"] == "percent" and least >= 0 and most <= 100 and (upward or most > 25):
        return [0, 25, 50, 75, 100], None
    if least > 0 and most / least >= LOG_FROM:
        first, last = math.floor(math.log10(least)), math.ceil(math.log10(most * 1.01))
        return [0, *(10.0**power for power in range(first, last + 1))], 10.0**first
    low, high = min(least, 0), max(most * (1.15 if upward else 1), 0)
    unit = 10.0 ** math.floor(math.log10(high - low))
    step = next(unit * part for part in (0.2, 0.5, 1.0, 2.0) if high - low <= unit * part * 5.001)
    return [step * number for number in range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)], None


def _panel(
    canvas: Canvas, left: float, over: float, name: str, rows: list[Row], scale: Scale,
    bands: dict[tuple[str, ...], tuple[float, float] | None],
) -> None:  # fmt: skip
    ticks, log_from = scale
    groups = _by(rows, "topic", "unit", "under")
    head = HEAD if len(groups) < len(rows) else 0  # where each counts another population, the row itself says which
    how, room = ", logarithmic axis" * bool(log_from), canvas.width - 40 if over else left
    canvas.say(8, canvas.y + 17, clipped(name, 0.9 * room - 20 - wide(how)) + how, "grey", bold=True)
    canvas.y += 28 + (LINE if over else 0)
    tall = len(groups) * head + len(rows) * (ROW + over) + 4
    panel = canvas.panel(tall, (ticks[0], ticks[-1]), (0, tall), left, log_from=log_from)
    before = -1000.0
    for tick in ticks:
        panel.add("line", tick, -4, tick, tall, edge="rule", line=1)
        if panel.across(tick) - before > 62:
            before, text = panel.across(tick), short(tick) + " %" * (rows[0]["unit"] == "percent")
            canvas.say(before, panel.top - 11, text, "grey", SMALL, anchor="middle")
    y = 0.0
    for place, group in groups.items():
        under, band = place[-1], bands[place]
        if head:
            canvas.say(8, panel.down(y + HEAD / 2), clipped(under, room - 14), bold=True)
        if band:
            panel.add("box", band[0], y + 2, band[1], y + head + (ROW + over) * len(group), fill="band")
        if band and not over:
            middle, said = sum(map(panel.across, band)) / 2, f"allowed by all: {short(band[0])} to {short(band[1])}"
            canvas.say(middle, panel.down(y + HEAD / 2), said, "green", SMALL, anchor="middle")
        y += head
        for row in group:
            mark = _mark(panel, row, y + over + ROW / 2)
            _shapes(mark, row, mark.y, *panel.x)
            if row["rule"]:
                mark.shapes = [one._replace(edge="purple", line=max(one.line, 2)) for one in mark.shapes]
            if row["bound"] == "unknown":
                mark.say(panel.left + 8, mark.top, "?  said to be unknown", "grey")
            title = under if under == row["population"] else f"{under}: {row['population']}"
            _label(mark, row, room, mark.top - over, "" if head else title)
            y += ROW + over


def _shapes(mark: Mark, row: Row, y: float, start: float, end: float) -> None:
    """Draw a quantity: what its words allow, and which of its limits they include."""
    low, high, bound, top, bottom = row["low"], row["high"], row["bound"], y - 8, y + 8
    if bound in SIGNS:
        form, fill = SIGNS[bound]
        mark.add(form, low, y, fill=fill, edge="blue", line=2)
    elif bound == "order of magnitude":
        mark.add("box", low, top, high, bottom, edge="blue", dashed=True)
    elif bound != "unknown":
        first, last = (start if low is None else low), (end if high is None else high)
        mark.add("box", first, top, last, bottom, fill="bar")
        if high is None and not (row["unit"] == "percent" and end == 100):  # fades as it runs out of the picture
            mark.add("box", end, top, math.inf, bottom, fill="bar", alpha=0.45)
        for value in (low, high):
            if value is not None and bound in ("more than", "less than"):
                mark.add("dot", value, y, fill="paper", edge="ink", line=2, size=5)
            elif value is not None:
                mark.add("stroke", value, y, edge="ink", line=3, size=12)


def _mark(panel: Panel, row: Row, y: float) -> Mark:
    value = row["high"] if row["low"] is None else row["low"]
    name = f"{row['said']}, {row['population']}, {row['place']}"
    tip = f"“{row.get('wording', '')}”: {row['said']}. {row['population']}. C{row['credit']}. {row['place']}."
    tip += f" R{RULE[1:]}." * row["rule"]
    return panel.mark([row["#"]], name, tip, row["hedge"], value or 0, y)


def _label(mark: Mark, row: Row, room: float, y: float, under: str = "") -> None:
    wording, source = f"“{row.get('wording', '')}”", f"{row['place']} · c{row['credit']}"
    source += " · a conversion of another sum" * (row.get("converts") is not None)
    first, second = (under, f"{wording} · {source}") if under else (wording, source)
    mark.say(8 if under else 18, y - LINE / 2 + 1, clipped(first, room - 24), bold=bool(under), plain=row["place"])
    second = "by rule · " * row["rule"] + second
    mark.say(18, y + LINE / 2, clipped(second, room - 30, SMALL), "grey", SMALL, plain=row["said"])


def _words(canvas: Canvas, left: float, over: float, rows: list[Row], beside: bool) -> None:
    """Write what has no axis: a rank, and a number with nothing beside it."""
    canvas.y += 10
    if rows and beside:
        canvas.say(8, canvas.y + 8, "With nothing to set beside them", "grey", bold=True)
        canvas.y += 22
    panel = canvas.panel((ROW + over) * len(rows), (0, 1), (0, len(rows)), left)
    for number, row in enumerate(rows):
        mark = _mark(panel, row, number + 0.5)
        mark.x, y, room = 0.0, mark.top + over / 2, panel.width + 20
        _label(mark, row, panel.width if over else left, y - over)
        mark.say(left, y - LINE / 2 + 1, clipped(row["said"], room), bold=True)
        mark.say(left, y + LINE / 2, clipped(row["population"], room, SMALL), "grey", SMALL)


def _shared(rows: list[Row], pairs: Pairs) -> tuple[float, float] | None:
    """Return what the rows of one population all allow, if every two of them are coded as agreeing."""
    stated = [row for row in rows if row["bound"] != "unknown"]
    every = combinations([row["#"] for row in stated], 2)
    agree = all(pairs.get(frozenset(two)) in AGREE for two in every)
    if len(stated) < 2 or stated[0]["population"] == OPEN["population"] or not agree:
        return None
    low = max((row["low"] for row in stated if row["low"] is not None), default=None)
    high = min((row["high"] for row in stated if row["high"] is not None), default=None)
    return (float(low), float(high)) if low is not None and high is not None and low < high else None


def short(value: float) -> str:
    """Return a number for an axis."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{quantity.grouped(round(value / size, 6))} {name}"
    return quantity.grouped(round(value, 9))


def _finding(rows: list[Row], pairs: Pairs) -> str:
    """Say what there is to see: whether numbers on one topic agree, or how many are stated flat."""
    topics = {str(row["topic"]) for row in rows}
    if len(rows) == 1:
        return f"{rows[0]['said']}: {rows[0]['population']}"
    if len(topics) != 1:
        flat = sum(row["hedge"] == "exact" for row in rows)
        verb = "is" if flat < 2 else "are"
        return f"{flat or 'None'} of {len(rows)} numbers on {len(topics)} topics {verb} stated flat"
    unknown = sum(row["bound"] == "unknown" for row in rows)
    said = f"{count(len(rows) - unknown or unknown, 'number', spelt)} on {topics.pop()}"
    if unknown == len(rows):
        return f"{said}, each said to be unknown"
    said += f", and {spelt(unknown)} said to be unknown" * bool(unknown)
    told = []
    for relation, verb in (*AGREE.items(), ("conflicts", "conflict")):
        held = {label for two, coded in pairs.items() if coded == relation for label in two}
        if held:
            told.append(f"{'the two' if len(held) == len(rows) == 2 else f'{spelt(len(held))} of them'} {verb}")
    return f"{said}: {', '.join(told)}" if told else f"{said}, no two of them coded as comparable"
