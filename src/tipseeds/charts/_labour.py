"""Charts of the claims about workers sent abroad: who claims what, and where the workers are said to be."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import (
    FONT,
    LINE,
    WIDTH,
    Canvas,
    Panel,
    Shape,
    Word,
    clipped,
    count,
    nothing,
    records,
    wide,
)
from tipseeds.charts._chart import Chart
from tipseeds.edition.reference import country_names

THEMES = "Grid of claims about workers sent abroad, by theme and document, a sign for each claim"
PLACES = "Map of the destinations of workers sent abroad"
SIGN = 17
"""Pixels from one claim's sign to the next."""
REGIONS = {
    "Africa": (20, 6), "North Africa": (10, 28), "Sub-Saharan Africa": (22, -2), "West Africa": (-2, 12),
    "East Africa": (38, 0), "Middle East": (45, 27), "Gulf": (51, 25), "Europe": (12, 49), "Western Europe": (4, 47),
    "Central Europe": (15, 49), "Eastern Europe": (30, 50), "Central and Eastern Europe": (25, 47), "Asia": (90, 45),
    "Central Asia": (65, 43), "South Asia": (78, 22), "East Asia": (115, 32), "Southeast Asia": (106, 12),
    "East and Southeast Asia": (112, 17), "Oceania": (140, -22), "Latin America": (-60, -12),
    "South America": (-60, -14), "Central America": (-86, 14), "North America": (-100, 45),
}  # fmt: skip
"""Where the name of a region is written on the map, in degrees of longitude and latitude; it has no borders there."""


def themes(frame: pd.DataFrame, width: float = WIDTH) -> Chart:
    """Draw which document asserts or disputes claims on which theme.

    Parameters
    ----------
    frame : DataFrame
        The table `labour`, or rows of it.
    width : float, optional
        Pixels.

    Returns
    -------
    Chart
        One row a theme, one column a document, one sign a claim: a blue square where the document asserts it, an orange
        diamond where it disputes it, empty where it is borderline (workers not sent by the state); a dash where no
        claim is drawn.

    Examples
    --------
    >>> import tipseeds as tip
    >>> chart = tip.charts.themes(tip.load().labour.query("theme == 'legality'"))
    >>> chart.title, chart.numbers
    ('All 3 claims are disputed, by asmolov', ['legality: asmolov disputes 3 (1 borderline).'])
    """
    if frame.empty:
        return nothing(THEMES, width)
    rows = records(frame)
    said = _present(frame["theme"])
    docs = [str(doc) for doc in frame["doc"].cat.categories] if hasattr(frame["doc"], "cat") else _present(frame["doc"])
    cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: str(row["position"])):
        cells.setdefault((str(row["theme"]), str(row["doc"])), []).append(row)
    canvas = Canvas(THEMES, _finding(rows, docs), width=width)
    at = ((0.0, 0.0),)
    used = {(str(row["position"]), str(row["dispatch"])) for row in rows}
    entries = [
        (Shape("square", at, "blue", "blue", 1.6, size=6), "asserts a claim", ("asserts", "state")),
        (
            Shape("square", at, "paper", "blue", 1.6, size=6),
            "asserts, borderline: not sent by the state",
            ("asserts", "borderline"),
        ),
        (Shape("diamond", at, "orange", "orange", 1.6, size=6), "disputes a claim", ("disputes", "state")),
        (Shape("diamond", at, "paper", "orange", 1.6, size=6), "disputes, borderline", ("disputes", "borderline")),
    ]
    dash = (Shape("dash", at, edge="grey", line=1.4, size=5), "no claim is drawn here")
    canvas.legend(
        *((sign, text) for sign, text, of in entries if of in used),
        *([dash] if len(cells) < len(said) * len(docs) else []),
    )
    left = min(max(wide(theme) for theme in said) + 24, 0.3 * canvas.width)
    column = (canvas.width - left - 12) / len(docs)
    per = max(1, int((column - 16) / SIGN))
    for number, doc in enumerate(docs):
        canvas.say(left + column * number + 4, canvas.y + 8, clipped(doc, column - 6), bold=True)
    canvas.y += 22
    tall = [10 + SIGN * max(1, *(math.ceil(len(cells.get((theme, doc), [])) / per) for doc in docs)) for theme in said]
    panel = canvas.panel(sum(tall), (0, len(docs)), (0, sum(tall)), left, right=12)
    top = 0.0
    for theme, height in zip(said, tall, strict=True):
        panel.back.append(Shape("line", ((-left / column, top), (len(docs), top)), edge="rule", line=1))
        canvas.say(8, panel.down(top + 5 + SIGN / 2), theme)
        for number, doc in enumerate(docs):
            if (theme, doc) not in cells:
                panel.back.append(
                    Shape("dash", ((number + 10 / column, top + 5 + SIGN / 2),), edge="grey", line=1.4, size=5)
                )
            for nth, row in enumerate(cells.get((theme, doc), [])):
                _claim(panel, row, number + (10 + SIGN * (nth % per)) / column, top + 5 + SIGN * (nth // per + 0.5))
        top += height
    return canvas.chart([f"{theme}: {_told(theme, docs, cells)}." for theme in said] + _absent(docs, cells))


def _claim(panel: Panel, row: dict[str, Any], x: float, y: float) -> None:
    disputed, borderline = row["position"] == "disputes", row["dispatch"] == "borderline"
    colour = "orange" if disputed else "blue"
    name = f"{row['theme']}, {row['doc']} {row['part']} {row['position']}: {row['claim']}"
    tip = f"{row['claim']}. “{row['wording']}”, credited to {row['by']}. {row['doc']} {row['part']}" + (
        "; borderline." if borderline else "."
    )
    sign = Shape("diamond" if disputed else "square", ((x, y),), "paper" if borderline else colour, colour, 1.6, size=6)
    panel.mark([row["row"]], name, tip, str(row["position"]), x, y, sign)


def _present(column: pd.Series[str]) -> list[str]:
    """Return the values that a column has, in the codebook's order where it has one."""
    had = [str(value) for value in column.dropna().unique()]
    order = [str(value) for value in column.cat.categories] if hasattr(column, "cat") else had
    return [value for value in order if value in had]


def _finding(rows: list[dict[str, Any]], docs: list[str]) -> str:
    disputed = [row for row in rows if row["position"] == "disputes"]
    by = list(dict.fromkeys(str(row["doc"]) for row in disputed))
    if not disputed:
        return f"{count(len(rows), 'claim')}, none of which is disputed"
    if len(by) > 1:
        return f"{len(disputed)} of {len(rows)} claims are disputed, by {len(by)} of {len(docs)} documents"
    if len(disputed) == len(rows):
        return (
            f"All {len(rows)} claims are disputed, by {by[0]}"
            if len(rows) > 1
            else f"The one claim is disputed, by {by[0]}"
        )
    own = sum(row["doc"] == by[0] for row in rows)
    others = len({str(row["doc"]) for row in rows}) - 1
    rest = f"; {count(others, 'other document')} only assert{'s' if others == 1 else ''}" if others else ""
    return f"Only {by[0]} disputes claims, {len(disputed)} of {own} that are drawn from it{rest}"


def _told(theme: str, docs: list[str], cells: dict[tuple[str, str], list[dict[str, Any]]]) -> str:
    told = []
    for doc in docs:
        rows = cells.get((theme, doc), [])
        parts = [
            f"{word} {n}" for word in ("asserts", "disputes") if (n := sum(row["position"] == word for row in rows))
        ]
        borderline = sum(row["dispatch"] == "borderline" for row in rows)
        if rows:
            told.append(f"{doc} {', '.join(parts)}" + (f" ({borderline} borderline)" if borderline else ""))
    return "; ".join(told)


def _absent(docs: list[str], cells: dict[tuple[str, str], list[dict[str, Any]]]) -> list[str]:
    absent = [doc for doc in docs if all(key[1] != doc for key in cells)]
    return [f"No claim is drawn from {' and '.join(absent)}."] if absent else []


def destinations(frame: pd.DataFrame, width: float = WIDTH) -> Chart:
    """Draw where the documents say that the workers are, on a map; a region is not a country.

    Parameters
    ----------
    frame : DataFrame
        The table `labour`, or rows of it; those with the theme destination are drawn.
    width : float, optional
        Pixels.

    Returns
    -------
    Chart
        A country is filled; a region has a dashed ring about where it is, and no borders, since its countries aren't
        named. A number of countries without their names, and a region that the map doesn't know, stand below in words.
        Under each name are the documents that name it.

    Examples
    --------
    >>> import tipseeds as tip
    >>> chart = tip.charts.destinations(tip.load().labour.query("doc == 'asmolov'"))
    >>> chart.numbers
    ['Country: Russia, by asmolov.', 'Country: China, by asmolov.', 'Country: Poland, by asmolov.']
    """
    places = _places(frame)
    if not places:
        return nothing(PLACES, width)
    canvas = Canvas(PLACES, _named(places), width=width)
    box = ((-9.0, -6.0), (9.0, 6.0))
    entries = [(Shape("box", box, "bar", "ink", 1), "a country that is named"),
               (Shape("box", box, edge="orange", dashed=True), "a region, whose countries aren’t named")]  # fmt: skip
    kinds = {kind for kind, _ in places}
    canvas.legend(*(entry for entry, kind in zip(entries, ("Country", "Region"), strict=True) if kind in kinds))
    shown = {key: _spot(key) for key in places if _spot(key)}
    if shown:
        _map(canvas, places, shown)
    loose = [key for key in places if key not in shown]
    if loose:
        panel = canvas.panel((LINE + 8) * len(loose), (0, 1), (0, len(loose)))
        for at, key in enumerate(loose):
            mark = _place(panel, key, places[key], 0, at + 0.5)
            mark.words.append(Word(8, panel.down(at + 0.5), f"{key[0]}: {mark.name}"))
    return canvas.chart([f"{kind}: {_by(name, rows)}." for (kind, name), rows in places.items()])


Key = tuple[str, str]


def _map(canvas: Canvas, places: dict[Key, list[dict[str, Any]]], shown: dict[Key, Any]) -> None:
    spots = [*shown.values(), (127, 40)]
    west, east = max(min(x for x, _ in spots) - 22, -170), min(max(x for x, _ in spots) + 24, 179)
    south, north = max(min(y for _, y in spots) - 24, -56), min(max(y for _, y in spots) + 14, 77)
    wider = max(0.0, 2.0 * (north - south) - (east - west)) / 2
    west, east = west - wider, east + wider
    panel = canvas.panel(
        (canvas.width - 20) * (north - south) / (east - west) * 1.25, (west, east), (north, south), 10, right=10
    )
    codes = {name: code for code, name in country_names().items()}
    lands = world()["land"]
    named = {codes[name] for kind, name in shown if kind == "Country"}
    for code, rings in lands.items():
        if code not in named:
            panel.back += [Shape("area", ring, "tint5", "paper", 0.6) for ring in _inside(rings, panel)]
    used: list[tuple[float, float, float, float]] = []
    for key in sorted(shown, key=lambda key: key[0] == "Country"):
        kind, name = key
        x, y = shown[key]
        mark = _place(panel, key, places[key], x, y)
        if kind == "Country":
            mark.shapes += [
                Shape("area", ring, "bar", "ink", 0.8) for ring in _inside(lands.get(codes[name], []), panel)
            ]
        lines = [name, " and ".join(dict.fromkeys(str(row["doc"]) for row in places[key]))]
        half = max(wide(line, FONT - n) for n, line in enumerate(lines)) / 2 + 7
        middle = panel.across(x), panel.down(y)
        while any(abs(middle[0] - a) < half + c and abs(middle[1] - b) < 38 for a, b, c, _ in used):
            middle = middle[0], middle[1] + 6
        used.append((*middle, half, 0))
        if kind == "Region":
            degrees = (east - west) / panel.width, (south - north) / panel.height
            at = south - (panel.top + panel.height - middle[1]) * degrees[1]
            ring = ((x - half * degrees[0], at - 19 * degrees[1]), (x + half * degrees[0], at + 19 * degrees[1]))
            mark.shapes.append(Shape("box", ring, "paper", "orange", 1.4, dashed=True, alpha=0.85))
        for number, line in enumerate(lines):
            mark.words.append(
                Word(middle[0], middle[1] - 8 + 16 * number, line, size=FONT - number, bold=not number, anchor="middle")
            )
    canvas.y += 8


def _place(panel: Panel, key: Key, rows: list[dict[str, Any]], x: float, y: float) -> Any:
    tip = "; ".join(
        f"{row['claim']}, “{row['wording']}”, credited to {row['by']}, {row['doc']} {row['part']}" for row in rows
    )
    return panel.mark([row["row"] for row in rows], _by(key[1], rows), tip, key[0], x, y)


def _inside(rings: list[list[float]], panel: Panel) -> list[tuple[tuple[float, float], ...]]:
    """Return the outlines that reach into a map, held back at its edges."""
    (west, east), (north, south) = panel.x, panel.y
    kept = []
    for ring in rings:
        xs, ys = ring[::2], ring[1::2]
        if max(xs) > west and min(xs) < east and max(ys) > south and min(ys) < north:
            held = [(min(max(x, west), east), min(max(y, south), north)) for x, y in zip(xs, ys, strict=True)]
            kept.append((*held, held[0]))
    return kept


@cache
def world() -> dict[str, Any]:
    """Return the outline of each country, its middle, and where they are from."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "world.json").read_text(encoding="utf-8"))
    return found


def _spot(key: Key) -> tuple[float, float] | None:
    kind, name = key
    if kind == "Region":
        return REGIONS.get(name)
    codes = {name: code for code, name in country_names().items()}
    spot = world()["middle"].get(codes.get(name, "")) if kind == "Country" else None
    return (float(spot[0]), float(spot[1])) if spot else None


def _places(frame: pd.DataFrame) -> dict[Key, list[dict[str, Any]]]:
    """Return each place by its kind, with the claims that name it."""
    names = country_names()
    places: dict[Key, list[dict[str, Any]]] = {}
    for row in records(frame[frame["theme"] == "destination"]):
        place = row["place"]
        if place is None:
            key = "Number", str(row["wording"])
        else:
            key = ("Country", names[place]) if place in names else ("Region", str(place))
        places.setdefault(key, []).append(row)
    order = ("Number", "Region", "Country")
    return dict(sorted(places.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]))))


def _by(name: str, rows: list[dict[str, Any]]) -> str:
    return f"{name}, by {' and '.join(dict.fromkeys(str(row['doc']) for row in rows))}"


def _named(places: dict[Key, list[dict[str, Any]]]) -> str:
    several = [name for (_, name), rows in places.items() if len({row["doc"] for row in rows}) > 1]
    numbers = {kind: sum(key[0] == kind for key in places) for kind in ("Country", "Region")}
    said = [count(number, kind.lower()) for kind, number in numbers.items() if number]
    said = said or ["No place"]
    one = sum(numbers.values()) <= 1
    docs = {row["doc"] for rows in places.values() for row in rows}
    text = f"{' and '.join(said)} {'is' if one else 'are'} named"
    if len(docs) < 2:
        return text
    return f"{text}, {', '.join(several) if 0 < len(several) < 4 else len(several) or 'none'} by more than one document"
