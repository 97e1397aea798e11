"""A drawn chart taken apart: which shapes and words each mark is made of, where, and what stands on the axes."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tipseeds.charts import Chart

NS = "{http://www.w3.org/2000/svg}"
UNITS = {"million": 1e6, "billion": 1e9, "trillion": 1e12}


@dataclass(frozen=True)
class Form:
    """A shape as it is seen: what it looks like, its box in pixels, its colours by name."""

    kind: str
    left: float
    top: float
    right: float
    bottom: float
    fill: str
    edge: str
    dashed: bool
    points: tuple[tuple[float, float], ...]

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Text:
    """A word in the picture; `y` is about the middle of its letters."""

    text: str
    x: float
    y: float
    bold: bool
    anchor: str
    colour: str
    size: float


@dataclass
class Drawn:
    """A mark with what it says of itself, or, without a row, what lies behind the marks."""

    row: str = ""
    kind: str = ""
    name: str = ""
    tip: str = ""
    forms: list[Form] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    @property
    def rows(self) -> set[str]:
        return set(self.row.split())

    def has(self, kind: str, **how: object) -> list[Form]:
        """Return the forms of a kind, and of a fill, edge or dashing if it is given."""
        return [
            f for f in self.forms if f.kind == kind and all(getattr(f, name) == value for name, value in how.items())
        ]


class Picture:
    """A chart's SVG, read back."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.root = ET.fromstring(chart.svg("w1-"))
        self.width, self.height = (float(n) for n in str(self.root.get("viewBox")).split()[2:])
        self.marks: list[Drawn] = []
        self.behind = Drawn()
        self._walk(self.root, self.behind)
        self.texts = self.behind.texts

    def _walk(self, element: ET.Element, into: Drawn) -> None:
        for child in element:
            if child.tag == f"{NS}g":
                inner = into
                if child.get("class") == "mark":
                    said = (child.get(n) or "" for n in ("data-row", "data-kind", "aria-label", "data-tip"))
                    inner = Drawn(*said)  # type: ignore[arg-type]
                    self.marks.append(inner)
                self._walk(child, inner)
            elif child.tag == f"{NS}path":
                into.forms.append(_form(child))
            elif child.tag == f"{NS}text":
                into.texts.append(_text(child))

    def by_row(self, row: object, kind: str | None = None) -> list[Drawn]:
        return [m for m in self.marks if str(row) in m.rows and (kind is None or m.kind == kind)]

    def find(self, text: str, **how: object) -> list[Text]:
        """Return the words outside the marks that are a text."""
        return [t for t in self.texts if t.text == text and all(getattr(t, n) == v for n, v in how.items())]

    def everything(self) -> list[Text]:
        return [*self.texts, *(text for mark in self.marks for text in mark.texts)]


def _colour(found: str | None) -> str:
    named = re.search(r"var\(--tip-(\w+)", found or "")
    return named[1] if named else "none"


def _form(path: Any) -> Form:
    d, style = path.get("d"), path.get("style") or ""
    numbers = [float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", d)]
    points = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = min(xs), min(ys), max(xs), max(ys)
    fill = re.search(r"fill: ([^;]+)", style)
    edge = re.search(r"stroke: ([^;]+)", style)
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    if "C" in d:
        kind = "dot"
    elif len(corners) == 2:
        kind = "stroke" if abs(box[0] - box[2]) < 0.1 else "dash" if abs(box[1] - box[3]) < 0.1 else "line"
    elif len(corners) == 3 and "z" in d:
        kind = "triangle" if abs(points[0][1] - points[1][1]) < 0.1 else "arrow"
    elif len(corners) == 4 and "z" in d:
        straight = all(abs(x - box[0]) < 0.1 or abs(x - box[2]) < 0.1 for x, _ in points)
        kind = "box" if straight else "diamond"
    else:
        kind = "area" if "z" in d else "line"
    dashed = "stroke-dasharray" in style
    return Form(kind, *box, _colour(fill and fill[1]), _colour(edge and edge[1]), dashed, points)


def _text(element: Any) -> Text:
    size = float(element.get("font-size"))
    y = float(element.get("y")) - 0.36 * size
    bold = element.get("font-weight") == "bold"
    anchor = element.get("text-anchor") or "start"
    return Text(element.text or "", float(element.get("x")), y, bold, anchor, _colour(element.get("fill")), size)


def number(text: str) -> float | None:
    """Return the number that a label of an axis writes, or None if it is not a number."""
    found = re.fullmatch(r"(-?[\d,.]+)(?: (million|billion|trillion|%))?", text)
    if not found:
        return None
    return float(found[1].replace(",", "")) * UNITS.get(found[2] or "", 1)


@dataclass
class Axis:
    """Numbers written along a line, and where each stands; what lies between is read off as a person would."""

    at: Sequence[tuple[float, float]]
    log: bool = False

    def __call__(self, value: float) -> float:
        from math import log10

        pairs = sorted(self.at)
        assert len(pairs) > 1, "an axis needs two numbers"
        if self.log and value:
            pairs = [(log10(v), place) for v, place in pairs if v]
            value = log10(value)
        for (a, x), (b, x2) in itertools.pairwise(pairs):
            if value <= b or (b, x2) == pairs[-1]:
                return x + (value - a) / (b - a) * (x2 - x)
        raise AssertionError


def near(one: float, other: float, by: float = 1.6) -> bool:
    return abs(one - other) <= by
