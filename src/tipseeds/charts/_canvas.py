"""What a chart is drawn on: the title, then notes, legends and panels, one below the other."""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import pandas as pd

from tipseeds.charts._chart import Chart
from tipseeds.charts._panel import FONT, LINE, SMALL, Layer, Panel, Shape
from tipseeds.edition.lookup import plain
from tipseeds.edition.words import apart

WIDTH = 848
"""Pixels: a cell of JupyterLab at 1280 x 900 with its file browser open."""
_WIDTHS = dict.fromkeys("iljI.,:;'|!()[] ·’", 0.34) | dict.fromkeys("mwMW%@—", 0.9)
RULE = "read by rule, not yet confirmed"
"""What a chart says of a row that no person has confirmed; its edge is purple, and an r or these words stand by it."""


def key(form: str, fill: str = "none", edge: str = "none", **how: Any) -> Shape:
    """Return a shape for a legend, in pixels around nought."""
    around = {"box": ((-9.0, -6.0), (9.0, 6.0)), "line": ((-9.0, 0.0), (9.0, 0.0))}
    return Shape(form, around.get(form, ((0.0, 0.0),)), fill, edge, **how)


def wide(text: str, size: float = FONT) -> float:
    """Return about how many pixels a text is wide."""
    return size * sum(map(_em, text))


@cache
def _em(letter: str) -> float:
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else _WIDTHS.get(letter, 0.56)


def clipped(text: str, pixels: float, size: float = FONT) -> str:
    """Return a text on one line, cut with an ellipsis where there is no more room; the tables show it whole."""
    line = " ".join(text[:400].split())
    if wide(line, size) <= pixels:
        return line
    return line[: bisect_right([*accumulate(map(_em, line))], pixels / size - _em("…"))].rstrip() + "…"


def wrapped(text: str, pixels: float, size: float = FONT) -> list[str]:
    """Return a text in lines that are at most so many pixels wide."""
    lines: list[str] = []
    for word in text.split():
        if lines and wide(f"{lines[-1]} {word}", size) <= pixels:
            lines[-1] += f" {word}"
        else:
            lines.append(clipped(word, pixels, size))
    return lines


class Canvas(Layer):
    """A picture in the making.

    `what` says what kind of chart it is, and of what; the alt text begins with it. `title` is the finding, and `part`
    says which part of a long frame is drawn.
    """

    def __init__(self, what: str, title: str, part: str = "", width: float = WIDTH) -> None:
        super().__init__()
        self.what, self.title, self.part, self.width = what, title, part, max(width, 340)
        self.panels: list[Panel] = []
        self.y = 22.0
        for line in wrapped(title, self.width - 20, 18.6):  # as wide as bold letters of 16
            self.say(8, self.y, line, size=16, bold=True)
            self.y += 21
        self.y -= 6
        self.note(part)
        self.y += 2

    def note(self, text: str) -> None:
        """Write a remark over the whole width, and go on below it."""
        for line in wrapped(text, self.width - 20, SMALL):
            self.say(8, self.y + LINE / 2, line, "grey", SMALL)
            self.y += LINE - 1

    def panel(
        self, height: float, x: tuple[float, float], y: tuple[float, float], left: float = 8, right: float = 30,
        log_from: float | None = None,
    ) -> Panel:  # fmt: skip
        """Add a panel below what there is, and go on below it."""
        self.panels.append(Panel(left, self.y, self.width - left - right, height, x, y, log_from))
        self.y += height
        return self.panels[-1]

    def legend(self, used: Collection[Any], *entries: tuple[Any, ...]) -> None:
        """Show what the signs that are used mean: each a `key`, its words, and what it stands for; else it is shown."""
        shown = [(sign, text) for sign, text, *of in entries if not of or not set(of).isdisjoint(used)]
        panel, x = Panel(), 20.0
        self.panels.append(panel)
        for sign, text in shown:
            if x > 20 and x + 22 + wide(text, SMALL) > self.width:
                x, self.y = 20.0, self.y + 20
            panel.shapes.append(sign._replace(points=tuple((x + a, self.y + 9 + b) for a, b in sign.points)))
            self.say(x + 14, self.y + 9, text, "grey", SMALL)
            x += 36 + wide(text, SMALL)
        self.y += 24 * bool(shown)

    def chart(self, numbers: Sequence[str]) -> Chart:
        """Return the finished chart."""
        words = f"{self.what}{f'; {self.part}' * bool(self.part)}. {self.title}.".split()
        alt = " ".join(words if len(words) <= 40 else [*words[:39], "…"])
        told = [*numbers, *[f"{self.part[:1].upper()}{self.part[1:]}."] * bool(self.part)]
        size = round(self.width), math.ceil(self.y + 10)
        return Chart(apart(self.title), apart(alt), [*map(apart, told)], [*self.panels, Panel(words=self.words)], size)


def nothing(what: str, width: float = WIDTH) -> Chart:
    """Return the chart of an empty frame."""
    canvas = Canvas(what, "Nothing to show", width=width)
    canvas.note("Widen a filter.")
    return canvas.chart([])


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame, each with its label as `#`, and None for what is missing.

    Of country-years the label is that of their statement, `row`; of comments, `row` may be a question.
    """
    own = "row" in frame and "row" not in frame.attrs.get("coded", {})
    rows, labels = plain(frame), frame["row"] if own else frame.index
    for row, label in zip(rows, labels.tolist(), strict=True):
        row["#"] = None if pd.isna(label) else label
    return rows
