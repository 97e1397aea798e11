"""What a chart is drawn on: panels with scales of their own, marks that know their rows, and words."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from tipseeds.charts._chart import LIGHT, Chart

WIDTH = 848
"""Pixels: a cell of JupyterLab at 1280 x 900 with its file browser open."""
FONT, SMALL, LINE = 12.5, 11.5, 17
"""Pixels that letters are tall, those of remarks, and a line of them."""
GAP = 34
"""Pixels between nought and the first power of ten on a logarithmic scale."""
BLEED = 24
"""Pixels by which an open side runs beyond the end of its axis, out of the picture."""
_WIDTHS = dict.fromkeys("iljI.,:;'|!()[] ·’", 0.34) | dict.fromkeys("mwMW%@—", 0.9)
_SIGNS = {
    "dot": Path.unit_circle(),
    "square": Path([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9), (-0.9, -0.9)], closed=True),
    "diamond": Path([(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0), (0, -1.2)], closed=True),
    "triangle": Path([(-1, -0.9), (1, -0.9), (0, 1.1), (-1, -0.9)], closed=True),
    "arrow": Path([(-1, -1), (1, 0), (-1, 1), (-1, -1)], closed=True),
    "stroke": Path([(0, -1), (0, 1)]),
    "dash": Path([(-1, 0), (1, 0)]),
}


class Word(NamedTuple):
    """A text at pixels from the top left, at the middle of its height; `plain` stands where its letters lack."""

    x: float
    y: float
    text: str
    colour: str = "ink"
    size: float = FONT
    bold: bool = False
    italic: bool = False
    anchor: str = "start"
    plain: str = "…"


class Shape(NamedTuple):
    """A form in the data of its panel: box, line, area, or a sign of a `size` in pixels. An infinite x is the edge."""

    form: str
    points: tuple[tuple[float, float], ...]
    fill: str = "none"
    edge: str = "none"
    line: float = 1.4
    dashed: bool = False
    size: float = 6
    alpha: float = 1


def key(form: str, fill: str = "none", edge: str = "none", **how: Any) -> Shape:
    """Return a shape for a legend, in pixels around nought."""
    around = {"box": ((-9.0, -6.0), (9.0, 6.0)), "line": ((-9.0, 0.0), (9.0, 0.0))}
    return Shape(form, around.get(form, ((0.0, 0.0),)), fill, edge, **how)


@dataclass
class Mark:
    """What is drawn for a row, or for several, and what it says of itself."""

    rows: tuple[Any, ...]
    name: str
    tip: str
    kind: str
    x: float
    y: float
    shapes: list[Shape] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)


class Panel(Artist):
    """A part of the picture, in pixels from its top left, with a scale of its own and the marks on it.

    `x` and `y` are the numbers at its left and right edge, and at its top and bottom. Above `log_from` a scale is
    logarithmic; nought has a place of its own to the left of that.
    """

    def __init__(
        self, left: float, top: float, width: float, height: float, x: tuple[float, float], y: tuple[float, float],
        log_from: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.left, self.top, self.width, self.height = left, top, width, height
        self.x, self.y, self.log_from = x, y, log_from
        self.back: list[Shape] = []
        self.marks: list[Mark] = []
        self.words: list[Word] = []
        self.number = 0

    def across(self, x: float) -> float:
        """Return how many pixels from the left of the picture a number stands."""
        if math.isinf(x):
            return self.left if x < 0 else self.left + self.width + BLEED
        if self.log_from is None:
            return self.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.width
        if x < self.log_from:
            return self.left + GAP * max(x, 0) / self.log_from
        part = math.log10(x / self.log_from) / math.log10(self.x[1] / self.log_from)
        return self.left + GAP + part * (self.width - GAP)

    def down(self, y: float) -> float:
        """Return how many pixels from the top of the picture a number stands."""
        return self.top + (y - self.y[0]) / (self.y[1] - self.y[0]) * self.height

    def mark(
        self, rows: Iterable[Any], name: str, tip: str, kind: Any, x: float, y: float, *shapes: Shape
    ) -> Mark:  # fmt: skip
        """Add a mark for some rows of the frame."""
        self.marks.append(Mark(tuple(rows), name, tip, str(kind), float(x), float(y), list(shapes)))
        return self.marks[-1]

    def draw(self, renderer: RendererBase) -> None:
        """Draw what lies behind, then each mark as a group that says what it is, then the words between them."""
        pen = _Pen(renderer, self)
        for shape in self.back:
            pen.shape(shape)
        for number, mark in enumerate(self.marks, self.number):
            pen.mark(mark, number)
        for word in self.words:
            pen.word(word)


class _Pen:
    """Draws shapes and words. An artist for each would be measured, which is most of a long chart's time."""

    def __init__(self, renderer: Any, panel: Panel) -> None:
        self.renderer, self.panel = renderer, panel
        self.writer = getattr(renderer, "writer", None)  # an SVG takes its letters as they are, in any script
        self.unit = renderer.points_to_pixels(1)
        self.tall = renderer.get_canvas_width_height()[1]

    def mark(self, mark: Mark, number: int) -> None:
        if self.writer:
            attributes = {"class": "mark", "id": f"mark-{number}", "data-mark": str(number), "data-row": labels(mark),
                          "data-kind": mark.kind, "data-tip": mark.tip, "aria-label": mark.name, "role": "img",
                          "tabindex": "-1"}  # fmt: skip
            self.writer.start("g", attrib=attributes)
        for shape in mark.shapes:
            self.shape(shape)
        for word in mark.words:
            self.word(word)
        if self.writer:
            self.writer.end("g")

    def shape(self, shape: Shape) -> None:
        panel, unit = self.panel, self.unit
        spots = [(panel.across(x) * unit, self.tall - panel.down(y) * unit) for x, y in shape.points]
        gc = self.renderer.new_gc()
        gc.set_linewidth(0 if shape.edge == "none" else shape.line * unit)
        gc.set_foreground(LIGHT["ink" if shape.edge == "none" else shape.edge])
        gc.set_alpha(shape.alpha)
        if shape.dashed:
            gc.set_dashes(0, [3 * unit, 2 * unit])
        face = None if shape.fill == "none" else tuple(int(LIGHT[shape.fill][n : n + 2], 16) / 255 for n in (1, 3, 5))
        where = Affine2D()
        if shape.form == "box":
            (x, y), (x2, y2) = spots
            path = Path([(x, y), (x2, y), (x2, y2), (x, y2), (x, y)], closed=True)
        elif shape.form in ("line", "area"):
            path = Path(spots, closed=shape.form == "area")
        else:
            path, size = _SIGNS[shape.form], shape.size * unit
            where = Affine2D.from_values(size, 0, 0, size, *spots[0])
        self.renderer.draw_path(gc, path, where, face)
        gc.restore()

    def word(self, word: Word) -> None:
        text = "".join(letter for letter in word.text if unicodedata.category(letter) not in ("Cc", "Cs"))
        baseline = word.y + 0.36 * word.size
        if self.writer:
            attributes = {"x": f"{word.x:.1f}", "y": f"{baseline:.1f}", "fill": LIGHT[word.colour],
                          "font-size": f"{word.size:g}"}  # fmt: skip
            attributes |= {"font-weight": "bold"} if word.bold else {}
            attributes |= {"font-style": "italic"} if word.italic else {}
            attributes |= {"text-anchor": word.anchor} if word.anchor != "start" else {}
            self.writer.element("text", text, attrib=attributes)
            return
        text = text if drawable(text) else word.plain
        font = FontProperties(family="DejaVu Sans", size=0.92 * word.size, weight="bold" if word.bold else "normal",
                              style="italic" if word.italic else "normal")  # fmt: skip
        broad, _, _ = self.renderer.get_text_width_height_descent(text, font, ismath=False)
        x = word.x * self.unit - broad * {"start": 0, "middle": 0.5, "end": 1}[word.anchor]
        y = baseline * self.unit if self.renderer.flipy() else self.tall - baseline * self.unit
        gc = self.renderer.new_gc()
        gc.set_foreground(LIGHT[word.colour])
        self.renderer.draw_text(gc, x, y, text, font, 0)
        gc.restore()


def labels(mark: Mark) -> str:
    """Return the labels of a mark's rows, as text with blanks between."""
    return " ".join(str(row) for row in mark.rows if row is not None)


@cache
def _letters() -> Any:
    return get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap()


def drawable(text: str) -> bool:
    """Tell whether matplotlib's own letters can write a text.

    >>> drawable("Zharkov in U.S.A."), drawable("김정은")
    (True, False)
    """
    return all(ord(letter) in _letters() for letter in text)


def wide(text: str, size: float = FONT) -> float:
    """Return about how many pixels a text is wide.

    >>> wide("한글") > wide("ab")
    True
    """
    return size * sum(map(_em, text))


@cache
def _em(letter: str) -> float:
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else _WIDTHS.get(letter, 0.56)


def clipped(text: str, pixels: float, size: float = FONT) -> str:
    """Return a text on one line, cut with an ellipsis where there is no more room; the tables show it whole.

    >>> clipped("a" * 10_000, 60)
    'aaaaaaa…'
    """
    line = " ".join(text[:400].split())
    if wide(line, size) <= pixels:
        return line
    room = pixels - wide("…", size)
    for number, letter in enumerate(line):
        room -= _em(letter) * size
        if room < 0:
            return line[:number].rstrip() + "…"
    return line


def wrapped(text: str, pixels: float, size: float = FONT) -> list[str]:
    """Return a text in lines that are at most so many pixels wide."""
    lines: list[str] = []
    for word in text.split():
        if lines and wide(f"{lines[-1]} {word}", size) <= pixels:
            lines[-1] += f" {word}"
        else:
            lines.append(clipped(word, pixels, size))
    return lines


class Canvas:
    """A picture in the making: the title, then notes, legends and panels, one below the other.

    `what` says what kind of chart it is, and of what; the alt text begins with it. `title` is the finding.
    """

    def __init__(self, what: str, title: str, note: str = "", width: float = WIDTH) -> None:
        self.what, self.title, self.width = what, title, max(width, 340)
        self.panels: list[Panel] = []
        self.words: list[Word] = []
        self.y = 22.0
        for line in wrapped(title, self.width - 20, 17.5):  # as wide as bold letters of 16
            self.say(8, self.y, line, size=16, bold=True)
            self.y += 21
        self.y -= 6
        self.note(note)
        self.y += 2

    def say(self, x: float, y: float, text: str, colour: str = "ink", size: float = FONT, **how: Any) -> None:
        """Write a text that is no part of a mark."""
        self.words.append(Word(x, y, text, colour, size, **how))

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

    def legend(self, *entries: tuple[Shape, str]) -> None:
        """Show what signs mean: each a `key` and its words."""
        panel = self.panel(0, (0, self.width), (0, 1), left=0, right=0)
        x, panel.top, panel.height = 20.0, self.y + 9, 1
        for sign, text in entries:
            if x > 20 and x + 22 + wide(text, SMALL) > self.width:
                x, self.y = 20.0, self.y + 20
            spots = tuple((x + a, self.y + 9 - panel.top + b) for a, b in sign.points)
            panel.back.append(sign._replace(points=spots))
            self.say(x + 14, self.y + 9, text, "grey", SMALL)
            x += 36 + wide(text, SMALL)
        self.y += 24 * bool(entries)

    def chart(self, numbers: Sequence[str]) -> Chart:
        """Return the finished chart."""
        size = self.width / 72, math.ceil(self.y + 10) / 72
        figure = Figure(figsize=size, dpi=72, facecolor=LIGHT["paper"], edgecolor="none")
        figure.patch.set_sketch_params(None)  # what a style of the reader's, as that of xkcd, would give it
        figure.patch.set_path_effects([])
        page = Panel(0, 0, 1, 1, (0, 1), (0, 1))
        page.words = self.words
        rows: list[tuple[Any, ...]] = []
        for place, panel in enumerate([*self.panels, page]):
            panel.number = len(rows)
            figure.add_artist(panel)
            rows += [(labels(m), m.name, m.tip, m.kind, m.x, m.y, place) for m in panel.marks]
        marks = pd.DataFrame(rows, columns=["row", "name", "tip", "kind", "x", "y", "panel"])
        words = f"{self.what}. {self.title}.".split()
        alt = " ".join(words if len(words) <= 40 else [*words[:39], "…"])
        return Chart(figure, self.title, alt, list(numbers), marks)


def nothing(what: str, width: float = WIDTH) -> Chart:
    """Return the chart of an empty frame."""
    return Canvas(what, "Nothing to show", "Widen a filter.", width).chart([])


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame, each with its label as `row`, and None for what is missing."""
    names = [str(name) for name in frame.columns]
    columns = [
        [None if gone else value for value, gone in zip(column.tolist(), column.isna().tolist(), strict=True)]
        for _, column in frame.items()
    ]
    rows = [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
    return rows if "row" in names else [row | {"row": label} for row, label in zip(rows, frame.index, strict=True)]
