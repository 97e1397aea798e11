"""The charts of stated quantities: every number with the hedge it was stated with."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from tipseeds.charts import _style as style
from tipseeds.charts._bounds import KEY, NOUGHT, SAME_KEY, START, Scale, Stated, Strokes, scale, short, stated
from tipseeds.charts._words import Word, Words

LINE = 0.165
"""Inches a line of text takes."""
LETTERS = 52
"""Letters in a line of a label, at the most."""
LEFT = 3.7
"""Inches for the labels."""
TOP = 0.75


def _height(frame: pd.DataFrame) -> float:
    return TOP + 0.55 + LINE * max(sum(line.lines for line in _lines(stated(frame))), 5)


@style.chart(height=_height)
def estimates(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw stated quantities, each bound for what it is, in one panel a unit.

    Parameters
    ----------
    frame : DataFrame
        The table `estimates`, or rows of it.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        One row a quantity, with its words, its place and what is counted beside it. Numbers can be compared within a
        panel only. Percent run from 0 to 100; where other numbers differ in size, the scale is logarithmic, with a
        place of its own for nought.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = tip.charts.estimates(tip.load().estimates.query("topic == 'prisoners' and doc == 'lagon'"))
    >>> print(tip.describe(ax).partition("1 open at one end. ")[2])
    In people: prisoners: at most 200,000 people (lagon p3: prison camp inmates).
    """
    return _draw(stated(frame), ax, "Chart of stated quantities.")


@style.chart(height=lambda frame: _height(frame[frame["unit"] != "percent"]))
def ranges(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw the stated quantities that are no shares; `shares` draws the others, `estimates` all.

    Parameters
    ----------
    frame : DataFrame
        The table `estimates`, or rows of it.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        As `estimates` gives.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = tip.charts.ranges(tip.load().estimates.query("doc == 'lagon'"))
    >>> "percent" in tip.describe(ax)
    False
    """
    return _draw(stated(frame[frame["unit"] != "percent"]), ax, "Chart of stated numbers.")


@style.chart(height=lambda frame: _height(frame[frame["unit"] == "percent"]))
def shares(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw the stated shares on a scale from 0 to 100 percent.

    Parameters
    ----------
    frame : DataFrame
        The table `estimates`, or rows of it.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        As `estimates` gives.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = tip.charts.shares(tip.load().estimates.query("doc == 'lagon'"))
    >>> print(tip.describe(ax).partition("1 open at one end. ")[2])
    In percent: women's share: more than 50 percent (lagon p3: North Koreans in north-east China).
    """
    return _draw(stated(frame[frame["unit"] == "percent"]), ax, "Chart of stated shares.")


class _Line(NamedTuple):
    """A line of the chart, from top to bottom: a heading, a quantity, or the numbers below a panel."""

    kind: str
    row: Stated
    text: tuple[str, ...]
    lines: float


def _draw(rows: list[Stated], ax: Axes, opening: str) -> str:
    if not rows:
        return f"{opening} {style.nothing(ax)}"
    headline = _headline(rows)
    lines = _lines(rows)
    style.place(ax, left=LEFT, bottom=0.55, top=TOP)
    ax.set_axis_off()
    ax.set_xlim(0, 1)
    ax.set_ylim(-sum(line.lines for line in lines), 0)
    strokes = Strokes()
    words: list[Word] = []
    rules: tuple[list[float], list[float]] = ([], [])
    scales = {unit: scale(panel) for unit, panel in _panels(rows)}
    y = top = 0.0
    for line in lines:
        middle = y - line.lines / 2
        match line.kind:
            case "heading":
                words.append(Word(0.05, middle - 0.1, line.text[0], 10, bold=True))
            case "row":
                words += _label(middle, line)
                strokes.row(line.row, middle, scales[line.row.unit])
                if line.row.bound != "unknown":
                    _rule(rules, NOUGHT, 1, middle, middle)
            case "axis":
                words += _axis(rules, y, top, scales[line.row.unit], ax)
                top = y - line.lines
        y -= line.lines
    ax.plot(*rules, color=style.PALE, linewidth=0.7, zorder=0)
    strokes.draw(ax)
    words += [Word(_inches(ax, x), y, text, 8.5, style.GREY) for x, y, text in strokes.words]
    ax.add_artist(Words(ax, words))
    _key(ax, rows)
    style.title(ax, headline)
    return f"{opening} {headline}. {_numbers(rows)}"


def _panels(rows: list[Stated]) -> Iterator[tuple[str, list[Stated]]]:
    """Yield the rows of each unit; the first unit to be named comes first."""
    units = list(dict.fromkeys(row.unit for row in rows))
    for unit in units:
        yield unit, [row for row in rows if row.unit == unit]


def _topics(rows: list[Stated]) -> Iterator[tuple[str, list[Stated]]]:
    topics = list(dict.fromkeys(row.topic for row in rows))
    for topic, group in groupby(sorted(rows, key=lambda row: topics.index(row.topic)), key=lambda row: row.topic):
        yield topic, list(group)


def _lines(rows: list[Stated]) -> list[_Line]:
    lines = []
    for unit, panel in _panels(rows):
        for topic, group in _topics(panel):
            lines.append(_Line("heading", group[0], (topic if topic.startswith(unit) else f"{topic} ({unit})",), 1.6))
            for row in group:
                text = (*textwrap.wrap(row.said, LETTERS), *textwrap.wrap(_source(row), LETTERS))
                lines.append(_Line("row", row, text, len(text) + 0.4))
        lines.append(_Line("axis", panel[0], (), 1.8))
    return lines


def _source(row: Stated) -> str:
    return f"{row.doc} {row.part}: {row.population}"


def _label(middle: float, line: _Line) -> Iterator[Word]:
    """Yield a row's label: what is said in ink, whose it is in grey."""
    told = len(textwrap.wrap(line.row.said, LETTERS))
    for number, text in enumerate(line.text):
        y = middle + (len(line.text) - 1) / 2 - number
        yield Word(0.2, y, text, colour=style.INK if number < told else style.GREY)


def _inches(ax: Axes, x: float) -> float:
    box = ax.get_position()
    return float(style.figure_of(ax).get_figwidth() * (box.x0 + x * box.width))


def _rule(rules: tuple[list[float], list[float]], x: float, to_x: float, y: float, to_y: float) -> None:
    rules[0].extend((x, to_x, math.nan))
    rules[1].extend((y, to_y, math.nan))


def _axis(rules: tuple[list[float], list[float]], y: float, top: float, drawn: Scale, ax: Axes) -> Iterator[Word]:
    """Add the lines behind a panel and yield the numbers below it."""
    ticks = [(drawn.at(tick), short(tick)) for tick in drawn.ticks]
    for x, _ in ticks:
        _rule(rules, x, x, y, top)
    most = 4 if any(len(text) > 7 for _, text in ticks) else 6
    ticks = ticks[:: math.ceil(len(ticks) / most)]
    if drawn.kind == "log":
        _rule(rules, NOUGHT, NOUGHT, y, top)
        ticks += [(NOUGHT, "0"), ((NOUGHT + START) / 2, "//")]
    for x, text in ticks:
        yield Word(_inches(ax, x), y - 0.6, text, 8.5, centred=True)


def _key(ax: Axes, rows: list[Stated]) -> None:
    used = {SAME_KEY.get(row.bound, row.bound) for row in rows}
    entries = [text for bound, text in KEY.items() if bound in used]
    if used & {"at most", "less than", "none known"}:
        entries.append("the length of an arrow means nothing")
    ax.annotate(
        "\n".join(textwrap.wrap("; ".join(entries), 118)), (0, 0), (-72 * LEFT + 4, -4), xycoords="axes fraction",
        textcoords="offset points", va="top", fontsize=8.5, color=style.GREY, annotation_clip=False,
    )  # fmt: skip


def _headline(rows: list[Stated]) -> str:
    kinds = {
        "about": ("about",),
        "range": ("range",),
        "open at one end": ("at most", "less than", "at least", "more than"),
        "order of magnitude": ("order of magnitude",),
        "none known": ("none known",),
        "unknown": ("unknown",),
    }
    flat = sum(row.bound == "exact" for row in rows)
    counts = {name: sum(row.bound in bounds for row in rows) for name, bounds in kinds.items()}
    many = {"range": "ranges", "order of magnitude": "orders of magnitude"}
    told = ", ".join(f"{n} {many.get(name, name) if n > 1 else name}" for name, n in counts.items() if n)
    of = f"{flat or 'None'} of {len(rows)} quantities {'are' if flat > 1 else 'is'} stated flat"
    if len(rows) == 1:
        of = f"One quantity, {'stated flat' if flat else 'with its hedge'}"
    return f"{of}; {told}" if told else of


def _numbers(rows: list[Stated]) -> str:
    told = []
    for unit, panel in _panels(rows):
        topics = [
            f"{topic}: " + "; ".join(f"{row.said} ({_source(row)})" for row in group) for topic, group in _topics(panel)
        ]
        told.append(f"In {unit}: {'; '.join(topics)}.")
    return " ".join(told)
