"""What a picture is made of: panels with scales of their own, and on them marks that know their rows."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from tipseeds.pages.html import escape

# Okabe and Ito's palette, which colour-blind readers can tell apart; shape or text always says the same.
LIGHT = {
    "paper": "#ffffff", "ink": "#1a1a1a", "grey": "#646464", "rule": "#dcdcdc", "bright": "#fffffe",
    "blue": "#0072b2", "orange": "#c65300", "green": "#00805d", "purple": "#a2487c", "bar": "#9fc8e2",
    "tint1": "#b9d3ec", "tint2": "#f4c3a8", "tint3": "#e3d1f0", "tint4": "#c5e5ca", "tint5": "#e5e5e4",
    "tier1": "#deebf7", "tier2": "#a6c9e3", "watch": "#2f74ad", "tier3": "#0a3d68", "special": "#e4e4e3",
    "band": "#cfe8d9",
}  # fmt: skip
FONT, SMALL, LINE = 12.5, 11.5, 17
"""Pixels that letters are tall, those of remarks, and a line of them."""
GAP = 34
"""Pixels between nought and the first power of ten on a logarithmic scale."""
BLEED = 24
"""Pixels by which an open side runs beyond the end of its axis, out of the picture."""
_K = 0.5523  # how far a curve's handles stand from its ends on a circle of 1
_SIGNS: dict[str, list[tuple[float, float]]] = {
    "dot": [(1, 0), (1, _K), (_K, 1), (0, 1), (-_K, 1), (-1, _K), (-1, 0),
            (-1, -_K), (-_K, -1), (0, -1), (_K, -1), (1, -_K), (1, 0)],
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "diamond": [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)],
    "triangle": [(-1, 0.9), (1, 0.9), (0, -1.1)],
    "arrow": [(-1, -1), (1, 0), (-1, 1)],
    "stroke": [(0, -1), (0, 1)],
    "dash": [(-1, 0), (1, 0)],
}  # fmt: skip
_OPEN = ("line", "stroke", "dash")
_UNDRAWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Signs that have no shape, and that a picture's file may not hold."""


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


class Layer:
    """Shapes, and words above them."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.words: list[Word] = []

    def add(self, form: str, *at: float, fill: str = "none", edge: str = "none", **how: Any) -> None:
        """Add a shape: after its form x and y, of each of its points in turn."""
        self.shapes.append(Shape(form, tuple(zip(at[::2], at[1::2], strict=True)), fill, edge, **how))

    def say(self, x: float, y: float, text: str, colour: str = "ink", size: float = FONT, **how: Any) -> None:
        """Write a text at pixels from the top left of the picture."""
        self.words.append(Word(x, y, text, colour, size, **how))


class Mark(Layer):
    """What is drawn for a row, or for several, and what it says of itself; `top` is its height in pixels."""

    def __init__(self, rows: Iterable[Any], name: str, tip: str, kind: Any, x: float, y: float, top: float) -> None:
        super().__init__()
        self.row = " ".join(str(row) for row in rows if row is not None)
        self.name, self.tip, self.kind, self.x, self.y, self.top = name, tip, str(kind), float(x), float(y), top


class Panel(Layer, Artist):
    """A part of the picture, in pixels from its top left, with a scale of its own and the marks on it.

    `x` and `y` are the numbers at its left and right edge, and at its top and bottom; left out, they are pixels. Above
    `log_from` a scale is logarithmic; nought has a place of its own to the left of that.
    """

    def __init__(
        self, left: float = 0, top: float = 0, width: float = 1, height: float = 1, x: tuple[float, float] = (0, 1),
        y: tuple[float, float] = (0, 1), log_from: float | None = None,
    ) -> None:  # fmt: skip
        Artist.__init__(self)
        Layer.__init__(self)
        self.left, self.top, self.width, self.height = left, top, width, height
        self.x, self.y, self.log_from = x, y, log_from
        self.back = self.shapes
        self.marks: list[Mark] = []
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

    def mark(self, rows: Iterable[Any], name: str, tip: str, kind: Any, x: float, y: float) -> Mark:
        """Add a mark for some rows of the frame."""
        self.marks.append(Mark(rows, name, tip, kind, x, y, self.down(y)))
        return self.marks[-1]

    def _outline(self, shape: Shape) -> list[tuple[float, float]]:
        at = [(self.across(x), self.down(y)) for x, y in shape.points]
        if shape.form == "box":
            (x, y), (x2, y2) = at
            return [(x, y), (x2, y), (x2, y2), (x, y2)]
        if shape.form in _SIGNS:
            ((x, y),) = at
            return [(x + a * shape.size, y + b * shape.size) for a, b in _SIGNS[shape.form]]
        return at

    def svg(self, colour: Callable[[str], str], prefix: str) -> str:
        """Return the panel as SVG: what lies behind, each mark as a group that says what it is, the words between."""
        parts = [self._path(shape, colour) for shape in self.shapes]
        for number, mark in enumerate(self.marks, self.number):
            said = {"id": f"{prefix}mark-{number}", "data-mark": number, "data-row": mark.row, "data-kind": mark.kind,
                    "data-tip": mark.tip, "aria-label": mark.name}  # fmt: skip
            told = "".join(f' {name}="{safe(value)}"' for name, value in said.items() if value != "")
            parts.append(f'<g class="mark" role="img" tabindex="-1"{told}>')
            parts += [self._path(shape, colour) for shape in mark.shapes]
            parts += [*(_text(word, colour) for word in mark.words), "</g>"]
        return "".join([*parts, *(_text(word, colour) for word in self.words)])

    def _path(self, shape: Shape, colour: Callable[[str], str]) -> str:
        first, *rest = (f"{x:.2f} {y:.2f}" for x, y in self._outline(shape))
        way = f"M{first}{'C' if shape.form == 'dot' else 'L'}{' '.join(rest)}{'' if shape.form in _OPEN else 'z'}"
        style = f"fill: {'none' if shape.fill == 'none' else colour(shape.fill)}"
        if shape.edge != "none":
            style += f"; stroke: {colour(shape.edge)}; stroke-width: {shape.line:g}"
        style += "; stroke-dasharray: 3,2" * shape.dashed + f"; opacity: {shape.alpha:g}" * (shape.alpha < 1)
        return f'<path d="{way}" style="{style}"/>'

    def draw(self, renderer: Any) -> None:
        """Draw the panel on a figure of matplotlib. An artist for each shape would be measured, which takes long."""
        for layer in (self, *self.marks):
            for shape in layer.shapes:
                self._paint(renderer, shape)
            if layer is not self:
                _write(renderer, layer.words)
        _write(renderer, self.words)

    def _paint(self, renderer: Any, shape: Shape) -> None:
        unit, tall = renderer.points_to_pixels(1), renderer.get_canvas_width_height()[1]
        spots = [(x * unit, tall - y * unit) for x, y in self._outline(shape)]
        codes = [Path.MOVETO, *[Path.CURVE4 if shape.form == "dot" else Path.LINETO] * (len(spots) - 1)]
        if shape.form not in _OPEN:
            spots, codes = [*spots, spots[0]], [*codes, Path.CLOSEPOLY]
        gc = renderer.new_gc()
        gc.set_linewidth(0 if shape.edge == "none" else shape.line * unit)
        gc.set_foreground(LIGHT["ink" if shape.edge == "none" else shape.edge])
        gc.set_alpha(shape.alpha)
        gc.set_dashes(0, [3 * unit, 2 * unit] if shape.dashed else None)
        face = None if shape.fill == "none" else to_rgb(LIGHT[shape.fill])
        renderer.draw_path(gc, Path(spots, codes), IdentityTransform(), face)
        gc.restore()


def _write(renderer: Any, words: Iterable[Word]) -> None:
    unit, tall = renderer.points_to_pixels(1), renderer.get_canvas_width_height()[1]
    for word in words:
        text = _UNDRAWN.sub("", word.text)
        text = text if drawable(text) else word.plain
        look: dict[str, Any] = {"weight": "bold" if word.bold else "normal", "style": "italic" if word.italic else "normal"}
        font = FontProperties(family="DejaVu Sans", size=0.92 * word.size, **look)
        broad, _, _ = renderer.get_text_width_height_descent(text, font, ismath=False)
        x, y = word.x * unit - broad * {"start": 0, "middle": 0.5, "end": 1}[word.anchor], _baseline(word) * unit
        gc = renderer.new_gc()
        gc.set_foreground(LIGHT[word.colour])
        renderer.draw_text(gc, x, y if renderer.flipy() else tall - y, text, font, 0)
        gc.restore()


def _text(word: Word, colour: Callable[[str], str]) -> str:
    look = ' font-weight="bold"' * word.bold + ' font-style="italic"' * word.italic
    look += f' text-anchor="{word.anchor}"' * (word.anchor != "start")
    place = f'x="{word.x:.1f}" y="{_baseline(word):.1f}" fill="{colour(word.colour)}" font-size="{word.size:g}"'
    return f"<text {place}{look}>{safe(word.text)}</text>"


def _baseline(word: Word) -> float:
    return word.y + 0.36 * word.size


def safe(text: object) -> str:
    """Return a text as a picture's file can hold it."""
    return escape(_UNDRAWN.sub("", str(text)))


@cache
def _letters() -> Any:
    return get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap()


def drawable(text: str) -> bool:
    """Tell whether matplotlib's own letters can write a text.

    >>> drawable("Zharkov in U.S.A."), drawable("김정은")
    (True, False)
    """
    return all(ord(letter) in _letters() for letter in text)
