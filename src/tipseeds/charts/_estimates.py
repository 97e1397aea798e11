"""The chart of stated quantities: every number with the hedge it was stated with, under the population it counts."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import FONT, LINE, WIDTH, Canvas, Mark, Panel, Shape, Word, clipped, nothing, records
from tipseeds.charts._chart import Chart
from tipseeds.checks import compared
from tipseeds.edition import quantity

WHAT = "Chart of stated quantities, a bar for what the words allow, in panels by topic and unit"
LOG_FROM = 50
"""An axis is logarithmic where the largest number is this many times the smallest."""
ROW, HEAD = 2 * LINE + 8, LINE + 9
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
Row = dict[str, Any]


def estimates(
    frame: pd.DataFrame, relations: pd.DataFrame | None = None, whole: pd.DataFrame | None = None, width: float = WIDTH
) -> Chart:
    """Draw stated quantities, each bound for what it is, under the population that it counts.

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

    Returns
    -------
    Chart
        One panel a topic and unit where there are two numbers or more, with its own axis above it; an axis is
        logarithmic, and says so, where the largest number is 50 times the smallest. A bar is what the words allow: a
        stroke is included in it, an open dot is not, and an open side runs out of the picture (0 and 100 percent are
        ends). Ranks, and numbers with nothing beside them, stand in words. A green band is what two numbers both allow,
        where they are coded as corroborating each other.

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> chart = tip.charts.estimates(corpus.estimates.query("topic == 'prisoners'"), tip.checks.related(corpus))
    >>> chart.title
    'Three numbers on prisoners, no two of which are comparable'
    >>> chart.numbers[0]
    'prisoners: at most 200,000 people (lagon p3: prison camp inmates).'
    """
    rows = read(frame)
    if not rows:
        return nothing(WHAT, width)
    pairs = verdicts(compared(frame) if relations is None else relations, rows)
    return draw(rows, pairs, finding(rows, pairs), WHAT, read(whole) if whole is not None else rows, width)


def read(frame: pd.DataFrame) -> list[Row]:
    """Return the quantities of a table as the chart needs them."""
    return [row | {"said": quantity.say(row["notation"], row["unit"])} for row in records(frame)]


def verdicts(relations: pd.DataFrame, rows: list[Row]) -> dict[frozenset[Any], str]:
    """Return what is coded of each pair of rows, by their labels."""
    labels = {(str(row["doc"]), row["mark"]): row["row"] for row in rows}
    names = ("left_doc", "left_mark", "right_doc", "right_mark", "relation")
    pairs = {}
    for a, b, c, d, relation in zip(*(relations[name].tolist() for name in names), strict=True):
        if (a, b) in labels and (c, d) in labels:
            pairs[frozenset((labels[a, b], labels[c, d]))] = str(relation)
    return pairs


def draw(
    rows: list[Row], pairs: dict[frozenset[Any], str], title: str, what: str, whole: list[Row], width: float
) -> Chart:  # fmt: skip
    """Draw quantities in panels by topic and unit."""
    scales = {key: _scale(group) for key, group in _panels(whole).items()}
    panels = {key: group for key, group in _panels(rows).items() if scales.get(key)}
    loose = [row for key, group in _panels(rows).items() if key not in panels for row in group]
    logs = [key for key in panels if scales[key][2]]
    canvas = Canvas(what + ("; a logarithmic axis" if logs else ""), title, width=width)
    left = min(360, 0.45 * canvas.width)
    _legend(canvas, [row for group in panels.values() for row in group], bool(panels) and _bands(rows, pairs))
    for (topic, unit), group in panels.items():
        _panel(canvas, left, f"{topic}, {unit}" if unit not in topic else topic, group, scales[topic, unit], pairs)
    if loose:
        _words(canvas, left, loose, bool(panels))
    told = [f"{topic}: {row['said']} ({_source(row)})." for (topic, _), group in _panels(rows).items() for row in group]
    return canvas.chart(told)


def _panels(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    panels: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        panels.setdefault((str(row["topic"]), str(row["unit"])), []).append(row)
    return panels


def _source(row: Row) -> str:
    return f"{row['doc']} {row['part']}: {row['population']}"


def _scale(rows: list[Row]) -> tuple[float, list[float], float | None] | None:
    """Return an axis: where it ends, the numbers to write above it, and where its powers of ten begin, if it has them.

    There is none for ranks, which are no lengths, and none for a single number, which has nothing beside it.
    """
    stated = [row for row in rows if row["low"] is not None or row["high"] is not None]
    if len(stated) < 2 or rows[0]["unit"] == "rank":
        return None
    values = [float(value) for row in stated for value in (row["low"], row["high"]) if value]
    least, most = min(values, default=1.0), max(values, default=1.0)
    upward = any(row["low"] is not None and row["high"] is None and row["bound"] != "none known" for row in stated)
    if rows[0]["unit"] == "percent" and (upward or most > 25):
        return 100.0, [0, 25, 50, 75, 100], None
    if most / least >= LOG_FROM:
        first, last = math.floor(math.log10(least)), math.ceil(math.log10(most * 1.01))
        return 10.0**last, [0, *(10.0**power for power in range(first, last + 1))], 10.0**first
    reach = most * (1.15 if upward else 1.0)
    unit = 10.0 ** math.floor(math.log10(reach))
    step = next(unit * part for part in (0.2, 0.5, 1.0, 2.0) if reach <= unit * part * 5.001)
    ticks = [step * number for number in range(math.ceil(reach / step - 1e-9) + 1)]
    return ticks[-1], ticks, None


def _panel(
    canvas: Canvas, left: float, name: str, rows: list[Row], scale: tuple[float, list[float], float | None],
    pairs: dict[frozenset[Any], str],
) -> None:  # fmt: skip
    end, ticks, log_from = scale
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["population"], []).append(row)
    head = HEAD if len(groups) < len(rows) else 0  # where each counts another population, the row itself says which
    lines = [head + ROW * len(group) for group in groups.values()]
    canvas.y += 6
    canvas.say(
        8, canvas.y + 11, name[:1].upper() + name[1:] + (", logarithmic axis" if log_from else ""), "grey", bold=True
    )
    canvas.y += 22
    panel = canvas.panel(sum(lines) + 4, (0, end), (0, sum(lines) + 4), left, log_from=log_from)
    before = -1000.0
    for tick in ticks:
        x = panel.across(tick)
        panel.back.append(Shape("line", ((tick, -4), (tick, panel.height)), edge="rule", line=1))
        if x - before > 62 or tick == 0:
            canvas.say(
                x,
                panel.top - 11,
                short(tick) + (" %" if rows[0]["unit"] == "percent" else ""),
                "grey",
                FONT - 1,
                anchor="middle",
            )
            before = x
    y = 0.0
    for population, group in groups.items():
        if head:
            canvas.say(8, panel.down(y + HEAD / 2), clipped(population, left - 14), bold=True)
        band = _shared(group, pairs)
        if band:
            low, high = band
            box = ((low, y + 2), (high, y + HEAD + ROW * len(group)))
            panel.back.append(Shape("box", box, "band"))
            middle = (panel.across(low) + panel.across(high)) / 2
            said = f"allowed by all: {short(low)} to {short(high)}"
            canvas.say(middle, panel.down(y + HEAD / 2), said, "green", FONT - 1, anchor="middle")
        y += head
        for row in group:
            _row(panel, left, row, y + ROW / 2, end, alone=not head)
            y += ROW


def _row(panel: Panel, left: float, row: Row, y: float, end: float, alone: bool) -> None:
    mark = _mark(panel, row, y)
    low, high, bound = row["low"], row["high"], row["bound"]
    top, bottom = y - 8, y + 8
    ends = (math.inf if row["unit"] != "percent" or end < 100 else 100.0), 0.0
    match bound:
        case "unknown":
            mark.words.append(Word(panel.left + 8, panel.down(y), "?  said to be unknown", "grey"))
        case "exact" | "about" | "none known":
            form = {"exact": "dot", "about": "diamond", "none known": "square"}[bound]
            mark.shapes.append(Shape(form, ((low, y),), "blue" if bound == "exact" else "paper", "blue", 2, size=6))
        case "order of magnitude":
            mark.shapes.append(Shape("box", ((low, top), (high, bottom)), edge="blue", dashed=True))
        case _:
            first, last = ends[1] if low is None else low, ends[0] if high is None else high
            mark.shapes.append(Shape("box", ((first, top), (min(last, end), bottom)), "bar"))
            if math.isinf(last):  # fades as it leaves the picture
                start, out = panel.across(end), panel.across(math.inf)
                for part in range(6):
                    spots = [
                        (_back(panel, start + (out - start) * n / 6, end), at)
                        for n, at in ((part, top), (part + 1, bottom))
                    ]
                    mark.shapes.append(Shape("box", tuple(spots), "bar", alpha=1 - (part + 1) / 7))
            for value in (low, high):
                if value is not None and bound in ("more than", "less than"):
                    mark.shapes.append(Shape("dot", ((value, y),), "paper", "ink", 2, size=5))
                elif value is not None:
                    mark.shapes.append(Shape("stroke", ((value, y),), edge="ink", line=3, size=12))
    mark.words += _label(row, left, panel.down(y), row["population"] if alone else "")


def _back(panel: Panel, pixels: float, end: float) -> float:
    """Return the number at some pixels right of an axis's end; beyond it the axis goes on evenly."""
    if panel.log_from is None:
        return end * (pixels - panel.left) / panel.width
    return float(end * (end / panel.log_from) ** ((pixels - panel.left - panel.width) / (panel.width - 34)))


def _mark(panel: Panel, row: Row, y: float) -> Mark:
    value = row["low"] if row["low"] is not None else row["high"]
    at = 0.0 if value is None else float(value)
    name = f"{row['said']}, {row['population']}, {row['doc']} {row['part']}"
    tip = f"“{row['wording']}”: {row['said']}. {row['population']}. {credit(row)}. {row['doc']} {row['part']}."
    return panel.mark([row["row"]], name, tip, str(row["bound"]), at, y)


def credit(row: Row) -> str:
    """Say whom a text credits with a number."""
    by = str(row["by"] or "not named")
    return "Credited to nobody named" if by == "not named" else f"Credited to {by}"


def _label(row: Row, left: float, y: float, population: str = "") -> list[Word]:
    place, wording = f"{row['doc']} {row['part']}", f"“{row['wording']}”"
    source = f"{place} · {credit(row)[:1].lower()}{credit(row)[1:]}"
    first, second = (population, f"{wording} · {source}") if population else (wording, source)
    return [
        Word(8 if population else 18, y - LINE / 2 + 1, clipped(first, left - 24), bold=bool(population), plain=place),
        Word(18, y + LINE / 2, clipped(second, left - 30, FONT - 1), "grey", FONT - 1, plain=row["said"]),
    ]


def _words(canvas: Canvas, left: float, rows: list[Row], beside: bool) -> None:
    """Write what has no axis: a rank, and a number with nothing beside it."""
    canvas.y += 10
    if beside:
        canvas.say(8, canvas.y + 8, "With nothing to set beside them", "grey", bold=True)
        canvas.y += 22
    panel = canvas.panel(ROW * len(rows), (0, 1), (0, ROW * len(rows)), left)
    for number, row in enumerate(rows):
        y = ROW * (number + 0.5)
        mark = _mark(panel, row, y)
        mark.x = 0.0
        mark.words += _label(row, left, panel.down(y))
        said = clipped(row["said"], panel.width + 20)
        mark.words.append(Word(left, panel.down(y) - LINE / 2 + 1, said, bold=True))
        what = clipped(f"{row['population']}", panel.width + 20, FONT - 1)
        mark.words.append(Word(left, panel.down(y) + LINE / 2, what, "grey", FONT - 1))


def _shared(rows: list[Row], pairs: dict[frozenset[Any], str]) -> tuple[float, float] | None:
    """Return what the rows of one population all allow, if every two of them are coded as corroborating each other."""
    stated = [row for row in rows if row["bound"] != "unknown"]
    labels = [row["row"] for row in stated]
    if len(stated) < 2 or any(pairs.get(frozenset(two)) != "corroborates" for two in combinations(labels, 2)):
        return None
    low = max((row["low"] for row in stated if row["low"] is not None), default=None)
    high = min((row["high"] for row in stated if row["high"] is not None), default=None)
    return (float(low), float(high)) if low is not None and high is not None and low < high else None


def _bands(rows: list[Row], pairs: dict[frozenset[Any], str]) -> bool:
    populations = {(row["topic"], row["unit"], row["population"]) for row in rows}
    return any(
        _shared([row for row in rows if (row["topic"], row["unit"], row["population"]) == key], pairs)
        for key in populations
    )


def _legend(canvas: Canvas, rows: list[Row], band: bool) -> None:
    bounds = {row["bound"] for row in rows}
    box = ((-9.0, -6.0), (9.0, 6.0))
    at = ((0.0, 0.0),)
    entries = [
        (Shape("box", box, "bar"), "what the words allow", {"range", "at most", "at least", "less than", "more than"}),
        (
            Shape("stroke", at, edge="ink", line=3, size=8),
            "the number itself is included",
            {"range", "at most", "at least"},
        ),
        (Shape("dot", at, "paper", "ink", 2, size=5), "it is not", {"less than", "more than"}),
        (Shape("dot", at, "blue", "blue", 2, size=6), "stated flat", {"exact"}),
        (Shape("diamond", at, "paper", "blue", 2, size=6), "about", {"about"}),
        (
            Shape("box", box, edge="blue", dashed=True),
            "order of magnitude: its ends are our convention",
            {"order of magnitude"},
        ),
        (Shape("square", at, "paper", "blue", 2, size=6), "none known", {"none known"}),
    ]
    shown = [(sign, text) for sign, text, of in entries if of & bounds]
    if band:
        shown.append((Shape("box", box, "band"), "what all allow that corroborate each other"))
    if shown:
        canvas.legend(*shown)


def short(value: float) -> str:
    """Return a number for an axis.

    >>> short(20000.0), short(1e7), short(2.5e9)
    ('20,000', '10 million', '2.5 billion')
    """
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{quantity.grouped(round(value / size, 6))} {name}"
    return quantity.grouped(round(value, 9))


def finding(rows: list[Row], pairs: dict[frozenset[Any], str]) -> str:
    """Say what there is to see: whether numbers on one topic agree, or how many carry a hedge."""
    topics = {str(row["topic"]) for row in rows}
    if len(rows) == 1:
        return f"{rows[0]['said'][:1].upper()}{rows[0]['said'][1:]}: {rows[0]['population']}"
    if len(topics) > 1 or len({row["unit"] for row in rows}) > 1 or rows[0]["unit"] == "rank":
        flat = sum(row["bound"] == "exact" for row in rows)
        on = f" on {len(topics)} topics" if len(topics) > 1 else f" on {topics.pop()}"
        return f"{flat or 'None'} of {len(rows)} numbers{on} {'is' if flat < 2 else 'are'} stated flat, {len(rows) - flat} with a hedge"
    told = [
        f"{_pairs(pairs, relation)} {verb}"
        for relation, verb in (("corroborates", "corroborate each other"), ("conflicts", "conflict"))
        if relation in pairs.values()
    ]
    unknown = sum(row["bound"] == "unknown" for row in rows)
    said = f"{number_word(len(rows) - unknown)} {'number' if len(rows) - unknown == 1 else 'numbers'} on {topics.pop()}"
    said += f", and {number_word(unknown)} said to be unknown" if unknown else ""
    said = said[:1].upper() + said[1:]
    return f"{said}: {' and '.join(told)}" if told else f"{said}, no two of which are comparable"


def _pairs(pairs: dict[frozenset[Any], str], relation: str) -> str:
    rows: Iterable[Any] = {label for two, held in pairs.items() if held == relation for label in two}
    return number_word(len(set(rows)))


def number_word(value: int) -> str:
    """Return a number as a word, up to ten."""
    return NUMBERS[value] if value < len(NUMBERS) else str(value)
