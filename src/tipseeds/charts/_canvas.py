"""What a chart is drawn on: panels with scales of their own, marks that know their rows, and words."""

from __future__ import annotations

import math
import textwrap
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
FONT = 12.5
"""Pixels that the letters of a chart are tall."""
LINE = 17
GAP = 34
"""Pixels between nought and the first power of ten on a logarithmic scale."""
_KNOWN_WIDTHS = dict.fromkeys("iljI.,:;'|!()[] ·’", 0.34) | dict.fromkeys("mwMW%@—", 0.9)


class Word(NamedTuple):
    """A text at pixels from the top left, at the middle of its height; `plain` is for pictures that lack its letters."""

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
    """A form in the data of its panel; `size` in pixels for signs. An infinite x is the edge of the picture."""

    form: str
    points: tuple[tuple[float, float], ...]
    fill: str = "none"
    edge: str = "none"
    line: float = 1.4
    dashed: bool = False
    size: float = 0
    alpha: float = 1


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

    @property
    def row(self) -> str:
        """The labels of the rows, with blanks between."""
        return " ".join(str(row) for row in self.rows)


_SIGNS: dict[str, Path] = {
    "dot": Path.unit_circle(),
    "square": Path([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9), (-0.9, -0.9)], closed=True),
    "diamond": Path([(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0), (0, -1.2)], closed=True),
    "triangle": Path([(-1, -0.9), (1, -0.9), (0, 1.1), (-1, -0.9)], closed=True),
    "arrow": Path([(-1, -1), (1, 0), (-1, 1), (-1, -1)], closed=True),
    "stroke": Path([(0, -1), (0, 1)]),
    "dash": Path([(-1, 0), (1, 0)]),
}


class Panel(Artist):
    """A part of the picture with a scale of its own, and the marks on it.

    Parameters
    ----------
    left, top, width, height : float
        Where it stands, in pixels from the top left of the picture.
    x, y : tuple of float
        The numbers at its left and right edge, and at its top and bottom edge.
    log_from : float, optional
        Where a logarithmic scale begins; nought has a place of its own to the left of that.
    """

    def __init__(
        self, left: float, top: float, width: float, height: float,
        x: tuple[float, float], y: tuple[float, float], log_from: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.left, self.top, self.width, self.height = left, top, width, height
        self.x, self.y, self.log_from = x, y, log_from
        self.back: list[Shape] = []
        self.marks: list[Mark] = []
        self.number = 0

    def across(self, x: float) -> float:
        """Return how many pixels from the left of the picture a number stands."""
        first, last = self.x
        if math.isinf(x):
            return self.left if x < 0 else self.left + self.width + 24
        if self.log_from is None:
            return self.left + (x - first) / (last - first) * self.width
        if x < self.log_from:
            return self.left + GAP * max(x, 0) / self.log_from
        part = math.log10(x / self.log_from) / math.log10(last / self.log_from)
        return self.left + GAP + part * (self.width - GAP)

    def down(self, y: float) -> float:
        """Return how many pixels from the top of the picture a number stands."""
        first, last = self.y
        return self.top + (y - first) / (last - first) * self.height

    def mark(
        self, rows: Iterable[Any], name: str, tip: str, kind: str, x: float, y: float, *shapes: Shape
    ) -> Mark:  # fmt: skip
        """Add a mark for some rows of the frame."""
        made = Mark(tuple(rows), name, tip, kind, x, y, list(shapes))
        self.marks.append(made)
        return made

    def draw(self, renderer: RendererBase) -> None:
        """Draw what lies behind, then each mark as a group that says what it is."""
        pen = _Pen(renderer, self)
        for shape in self.back:
            pen.shape(shape)
        for number, mark in enumerate(self.marks, self.number):
            pen.begin(mark, number)
            for shape in mark.shapes:
                pen.shape(shape)
            for word in mark.words:
                pen.word(word)
            pen.end()


class Words(Artist):
    """The words of the picture that are no part of a mark."""

    def __init__(self, words: list[Word]) -> None:
        super().__init__()
        self.words = words

    def draw(self, renderer: RendererBase) -> None:
        """Write them."""
        pen = _Pen(renderer, None)
        for word in self.words:
            pen.word(word)


class _Pen:
    """Draws shapes and words. An artist for each would be measured, which is most of a long chart's time."""

    def __init__(self, renderer: Any, panel: Panel | None) -> None:
        self.renderer, self.panel = renderer, panel
        self.writer = getattr(renderer, "writer", None)  # an SVG takes its letters as they are, in any script
        self.unit = renderer.points_to_pixels(1)
        self.tall = renderer.get_canvas_width_height()[1]

    def begin(self, mark: Mark, number: int) -> None:
        if self.writer:
            attributes = {
                "class": "mark", "id": f"mark-{number}", "data-mark": str(number), "data-row": mark.row,
                "data-kind": mark.kind, "data-tip": mark.tip, "aria-label": mark.name, "role": "img", "tabindex": "-1",
            }  # fmt: skip
            self.writer.start("g", attrib=attributes)

    def end(self) -> None:
        if self.writer:
            self.writer.end("g")

    def _up(self, y: float) -> float:
        return float(self.tall - y * self.unit)

    def shape(self, shape: Shape) -> None:
        assert self.panel is not None
        spots = [(self.panel.across(x) * self.unit, self._up(self.panel.down(y))) for x, y in shape.points]
        gc = self.renderer.new_gc()
        gc.set_linewidth(0 if shape.edge == "none" else shape.line * self.unit)
        gc.set_foreground(LIGHT["ink" if shape.edge == "none" else shape.edge])
        gc.set_alpha(shape.alpha)
        if shape.dashed:
            gc.set_dashes(0, [3 * self.unit, 2 * self.unit])
        face = None if shape.fill == "none" else tuple(int(LIGHT[shape.fill][n : n + 2], 16) / 255 for n in (1, 3, 5))
        if shape.form == "box":
            (x, y), (x2, y2) = spots
            path, where = Path([(x, y), (x2, y), (x2, y2), (x, y2), (x, y)], closed=True), Affine2D()
        elif shape.form in ("line", "area"):
            path, where = Path(spots, closed=shape.form == "area"), Affine2D()
        else:
            size = shape.size * self.unit
            path, where = _SIGNS[shape.form], Affine2D.from_values(size, 0, 0, size, *spots[0])
        self.renderer.draw_path(gc, path, where, face)
        gc.restore()

    def word(self, word: Word) -> None:
        text = "".join(letter for letter in word.text if unicodedata.category(letter) not in ("Cc", "Cs"))
        baseline = word.y + 0.36 * word.size
        if self.writer:
            attributes = {
                "x": f"{word.x:.1f}",
                "y": f"{baseline:.1f}",
                "fill": LIGHT[word.colour],
                "font-size": f"{word.size:g}",
            }
            if word.bold:
                attributes["font-weight"] = "bold"
            if word.italic:
                attributes["font-style"] = "italic"
            if word.anchor != "start":
                attributes["text-anchor"] = word.anchor
            self.writer.element("text", text, attrib=attributes)
            return
        text = text if drawable(text) else word.plain
        font = FontProperties(
            family="DejaVu Sans", size=0.92 * word.size, weight="bold" if word.bold else "normal",
            style="italic" if word.italic else "normal",
        )  # fmt: skip
        wide, _, _ = self.renderer.get_text_width_height_descent(text, font, ismath=False)
        x = word.x * self.unit - wide * {"start": 0, "middle": 0.5, "end": 1}[word.anchor]
        gc = self.renderer.new_gc()
        gc.set_foreground(LIGHT[word.colour])
        y = self._up(baseline)
        self.renderer.draw_text(gc, x, self.tall - y if self.renderer.flipy() else y, text, font, 0)
        gc.restore()


@cache
def _letters() -> Any:
    return get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap()


def drawable(text: str) -> bool:
    """Tell whether matplotlib's own letters can write a text.

    >>> drawable("Zharkov in U.S.A."), drawable("김정은")
    (True, False)
    """
    known = _letters()
    return all(ord(letter) in known for letter in text)


def wide(text: str, size: float = FONT) -> float:
    """Return about how many pixels a text is wide.

    >>> wide("한글") > wide("ab")
    True
    """
    ems = sum(
        1.0 if unicodedata.east_asian_width(letter) in "WF" else _KNOWN_WIDTHS.get(letter, 0.56) for letter in text
    )
    return ems * size


def clipped(text: str, pixels: float, size: float = FONT) -> str:
    """Return a text on one line, cut with an ellipsis where there is no more room; the tables show it whole.

    >>> clipped("a" * 10_000, 60)
    'aaaaaaa…'
    """
    line = " ".join(text[:400].split())
    if wide(line, size) <= pixels:
        return line
    while line and wide(line + "…", size) > pixels:
        line = line[:-1]
    return line.rstrip() + "…"


class Canvas:
    """A picture in the making: panels one below the other, the title and the key above them.

    Parameters
    ----------
    what : str
        What kind of chart it is, and of what; the alt text begins with it.
    title : str
        The finding.
    key : str
        What its signs mean.
    width : float
        Pixels.
    """

    def __init__(self, what: str, title: str, key: str = "", width: float = WIDTH) -> None:
        self.what, self.title, self.width = what, title, max(width, 340)
        self.panels: list[Panel] = []
        self.words: list[Word] = []
        self.y = 22.0
        for line in wrapped(title, self.width - 20, 16):
            self.words.append(Word(8, self.y, line, size=16, bold=True))
            self.y += 21
        self.y -= 6
        self.note(key)
        self.y += 2

    def note(self, text: str) -> None:
        """Write a remark over the whole width, and go on below it."""
        for line in wrapped(text, self.width - 20, FONT - 1):
            self.words.append(Word(8, self.y + LINE / 2, line, "grey", FONT - 1))
            self.y += LINE - 1

    def say(self, x: float, y: float, text: str, colour: str = "ink", size: float = FONT, **how: Any) -> None:
        """Write a text that is no part of a mark."""
        self.words.append(Word(x, y, text, colour, size, **how))

    def panel(
        self, height: float, x: tuple[float, float], y: tuple[float, float], left: float = 8, right: float = 30,
        log_from: float | None = None,
    ) -> Panel:  # fmt: skip
        """Add a panel below what there is, and go on below it."""
        made = Panel(left, self.y, self.width - left - right, height, x, y, log_from)
        self.panels.append(made)
        self.y += height
        return made

    def legend(self, *entries: tuple[Shape, str]) -> None:
        """Show what signs mean: each a shape in pixels around nought, and its words."""
        panel = self.panel(0, (0, self.width), (0, 1), left=0, right=0)
        x, top = 20.0, self.y + 9
        for sign, text in entries:
            if x > 20 and x + 22 + wide(text, FONT - 1) > self.width:
                x, self.y = 20.0, self.y + 20
            dy = self.y + 9 - top
            spots = tuple((x + a, dy + b) for a, b in sign.points)
            panel.back.append(sign._replace(points=spots))
            self.say(x + 14, self.y + 9, text, "grey", FONT - 1)
            x += 36 + wide(text, FONT - 1)
        panel.top, panel.height, panel.y = top, 1, (0, 1)
        self.y += 24

    def chart(self, numbers: Sequence[str]) -> Chart:
        """Return the finished chart."""
        height = math.ceil(self.y + 10)
        figure = Figure(figsize=(self.width / 72, height / 72), dpi=72, facecolor=LIGHT["paper"], edgecolor="none")
        number = 0
        rows = []
        for place, panel in enumerate(self.panels):
            panel.number = number
            number += len(panel.marks)
            figure.add_artist(panel)
            rows += [(m.row, m.name, m.tip, m.kind, m.x, m.y, place) for m in panel.marks]
        figure.add_artist(Words(self.words))
        marks = pd.DataFrame(rows, columns=["row", "name", "tip", "kind", "x", "y", "panel"])
        return Chart(figure, self.title, _alt(self.what, self.title), list(numbers), marks)


def nothing(what: str, width: float = WIDTH) -> Chart:
    """Return the chart of an empty frame."""
    canvas = Canvas(what, "Nothing to show", "Widen a filter.", width)
    return canvas.chart([])


def wrapped(text: str, pixels: float, size: float) -> list[str]:
    """Return a text in lines of about so many pixels."""
    return textwrap.wrap(text, max(12, int(pixels / (0.555 * size)))) if text else []


def _alt(what: str, title: str) -> str:
    """Return what kind of chart it is and what it shows, in at most 40 words."""
    words = f"{what}. {title}.".split()
    return " ".join(words) if len(words) <= 40 else " ".join([*words[:39], "…"])


def count(number: int, thing: str) -> str:
    """Return a number of things in words.

    >>> count(1, "claim"), count(2, "claim"), count(0, "country")
    ('1 claim', '2 claims', '0 countries')
    """
    many = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number} {thing if number == 1 else many}"


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame, each with its label as `row`, and None for what is missing."""
    plain = frame.astype(object).where(frame.notna(), None)
    rows = [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
    labels = frame["row"].tolist() if "row" in frame else frame.index.tolist()
    return [row | {"row": label} for row, label in zip(rows, labels, strict=True)]
