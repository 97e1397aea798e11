"""What a picture is made of: panels with scales of their own, and on them marks that know their rows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from tipseeds.edition.words import apart
from tipseeds.pages.html import escape

# Okabe and Ito's palette, which colour-blind readers can tell apart; shape or text always says the same.
COLOURS = {
    "paper": ("#ffffff", "var(--jp-layout-color0,#111)"), "ink": ("#1a1a1a", "#eee"), "grey": ("#646464", "#ababab"),
    "rule": ("#dcdcdc", "#424242"), "bright": ("#fffffe", "#0b1722"), "blue": ("#0072b2", "#5cb6ea"),
    "orange": ("#c65300", "#ff9d5c"), "green": ("#00805d", "#43c898"), "purple": ("#a2487c", "#e7a6cd"),
    "bar": ("#9fc8e2", "#2e6487"), "band": ("#cfe8d9", "#1f4533"), "tint1": ("#b9d3ec", "#24486a"),
    "tint2": ("#f4c3a8", "#6b3b20"), "tint3": ("#e3d1f0", "#4d3763"), "tint4": ("#c5e5ca", "#25502f"),
    "tint5": ("#e5e5e4", "#3c3c3c"), "tier1": ("#deebf7", "#1e3346"), "tier2": ("#a6c9e3", "#2c5a80"),
    "watch": ("#2f74ad", "#6cb0e2"), "tier3": ("#0a3d68", "#d3e8fa"), "special": ("#e4e4e3", "#3d3d3d"),
}  # fmt: skip
"""Each on a light page and on a dark one; it is a CSS variable of a live chart, as in --tip-ink."""
LIGHT = {name: light for name, (light, _) in COLOURS.items()}
FONT, SMALL, LINE = 12.5, 12.0, 17
"""Pixels that letters are tall, those of remarks, and a line of them."""
GAP, BLEED = 34, 24
"""Pixels between nought and the first power of ten on a logarithmic scale, and of an open side beyond its axis."""
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
OPEN = ("line", "stroke", "dash")
UNDRAWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
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
    aside: int = 0


class Shape(NamedTuple):
    """A form in the data of its panel: box, line, area, or a sign of a `size` in pixels. An infinite x is the edge.

    What stands `aside` is no part of where its mark is: a line to another mark (-1, below it), a badge (1, above it).
    """

    form: str
    points: tuple[tuple[float, float], ...]
    fill: str = "none"
    edge: str = "none"
    line: float = 1.4
    dashed: bool = False
    size: float = 6
    alpha: float = 1
    aside: int = 0


@dataclass
class Layer:
    """Shapes, and words above them."""

    shapes: list[Shape] = field(default_factory=list, kw_only=True)
    words: list[Word] = field(default_factory=list, kw_only=True)

    def add(self, form: str, *at: float, fill: str = "none", edge: str = "none", **how: Any) -> None:
        """Add a shape: after its form x and y, of each of its points in turn."""
        self.shapes.append(Shape(form, tuple(zip(at[::2], at[1::2], strict=True)), fill, edge, **how))

    def say(self, x: float, y: float, text: str, colour: str = "ink", size: float = FONT, **how: Any) -> None:
        self.words.append(Word(x, y, text, colour, size, **how))


class Mark(Layer):
    """What is drawn for a row, or for several, and what it says of itself; `top` is its height in pixels."""

    def __init__(self, row: str, name: str, tip: str, kind: str, x: float, y: float, top: float) -> None:
        super().__init__()
        self.row, self.name, self.tip, self.kind, self.x, self.y, self.top = row, name, tip, kind, x, y, top


@dataclass
class Panel(Layer):
    """A part of the picture, in pixels from its top left, with a scale of its own and the marks on it.

    `x` and `y` are the numbers at its left and right edge, and at its top and bottom; left out, they are pixels. Above
    `log_from` a scale is logarithmic; nought has a place of its own to the left of that.
    """

    left: float = 0
    top: float = 0
    width: float = 1
    height: float = 1
    x: tuple[float, float] = (0, 1)
    y: tuple[float, float] = (0, 1)
    log_from: float | None = None
    marks: list[Mark] = field(default_factory=list)

    def across(self, x: float) -> float:
        if math.isinf(x):
            return self.left + self.width + BLEED
        if self.log_from is None:
            return self.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.width
        if x < self.log_from:
            return self.left + GAP * max(x, 0) / self.log_from
        part = math.log10(x / self.log_from) / math.log10(self.x[1] / self.log_from)
        return self.left + GAP + part * (self.width - GAP)

    def down(self, y: float) -> float:
        return self.top + (y - self.y[0]) / (self.y[1] - self.y[0]) * self.height

    def mark(self, rows: Iterable[Any], name: str, tip: str, kind: Any, x: float, y: float) -> Mark:
        labels = " ".join(str(row) for row in rows if row is not None)
        self.marks.append(Mark(labels, apart(name), apart(tip), str(kind), float(x), float(y), self.down(y)))
        return self.marks[-1]

    def outline(self, shape: Shape) -> list[tuple[float, float]]:
        at = [(self.across(x), self.down(y)) for x, y in shape.points]
        if shape.form == "box":
            (x, y), (x2, y2) = at
            return [(x, y), (x2, y), (x2, y2), (x, y2)]
        x, y = at[0]
        return [(x + a * shape.size, y + b * shape.size) for a, b in _SIGNS.get(shape.form, ())] or at

    def svg(self, colours: dict[str, str], prefix: str, first: int) -> str:
        """Return the panel as SVG: what lies behind, each mark as a group that says what it is, the words between."""
        parts = [self._path(shape, colours) for shape in self.shapes]
        for number, mark in enumerate(self.marks, first):
            said = {"id": f"{prefix}mark-{number}", "data-mark": number, "data-row": mark.row, "data-kind": mark.kind,
                    "data-tip": mark.tip, "aria-label": mark.name}  # fmt: skip
            told = "".join(f' {name}="{safe(value)}"' for name, value in said.items() if value != "")
            parts.append(f'<g class="mark" role="img" tabindex="-1"{told}>')
            drawn = [(one.aside, self._path(one, colours)) for one in mark.shapes]
            drawn += [(one.aside, _text(one, colours)) for one in mark.words]
            below, own, above = ("".join(made for at, made in drawn if at == side) for side in (-1, 0, 1))
            parts += [below, f'<g class="own">{own}</g>' if below or above else own, above, "</g>"]
        return "".join([*parts, *(_text(word, colours) for word in self.words)])

    def _path(self, shape: Shape, colours: dict[str, str]) -> str:
        first, *rest = (f"{x:.2f} {y:.2f}" for x, y in self.outline(shape))
        way = f"M{first}{'C' if shape.form == 'dot' else 'L'}{' '.join(rest)}{'' if shape.form in OPEN else 'z'}"
        style = f"fill: {'none' if shape.fill == 'none' else colours[shape.fill]}"
        if shape.edge != "none":
            style += f"; stroke: {colours[shape.edge]}; stroke-width: {shape.line:g}"
        style += "; stroke-dasharray: 3,2" * shape.dashed + f"; opacity: {shape.alpha:g}" * (shape.alpha < 1)
        return f'<path d="{way}" style="{style}"/>'


def _text(word: Word, colours: dict[str, str]) -> str:
    look = f'fill="{colours[word.colour]}" font-size="{word.size:g}"'
    look += ' font-weight="bold"' * word.bold + ' font-style="italic"' * word.italic
    look += f' text-anchor="{word.anchor}"' * (word.anchor != "start")
    return f'<text x="{word.x:.1f}" y="{word.y + 0.36 * word.size:.1f}" {look}>{safe(word.text)}</text>'


@lru_cache(4096, typed=True)
def safe(text: object) -> str:
    """Return a text as a picture's file can hold it."""
    return escape(apart(UNDRAWN.sub("", str(text))))
