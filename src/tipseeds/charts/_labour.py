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
    Mark,
    Panel,
    Shape,
    Word,
    clipped,
    key,
    nothing,
    records,
    wide,
)  # fmt: skip
from tipseeds.charts._chart import Chart
from tipseeds.edition.reference import country_names
from tipseeds.edition.words import count

THEMES = "Grid of claims about workers sent abroad, by theme and document, a sign for each claim"
PLACES = "Map of the destinations of workers sent abroad"
Key = tuple[str, str]
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
        One row a theme, one column a document, one sign a claim: a square where the document asserts it, a diamond
        where it disputes it; blue where that speaks for the charge, orange where it speaks against it; empty where the
        claim is borderline (workers not sent by the state). A dash where no claim is drawn.

    Examples
    --------
    >>> import tipseeds as tip
    >>> chart = tip.charts.themes(tip.load().labour.query("theme == 'legality'"))
    >>> chart.title, chart.numbers[0]
    ('Only asmolov speaks against the charge, in 3 of its 3 claims', 'legality: asmolov asserts 3 (1 borderline).')
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
    entries = [
        (key("square", "blue", "blue", line=1.6), "asserts it, for the charge", ("asserts", False)),
        (key("square", "orange", "orange", line=1.6), "asserts it, against the charge", ("asserts", True)),
        (key("diamond", "orange", "orange", line=1.6), "disputes it, against the charge", ("disputes", True)),
        (key("diamond", "blue", "blue", line=1.6), "disputes it, for the charge", ("disputes", False)),
    ]
    used = {(str(row["position"]), _against(row)) for row in rows}
    shown = [(sign, text) for sign, text, of in entries if of in used]
    if any(row["dispatch"] == "borderline" for row in rows):
        shown.append((key("square", "paper", "grey", line=1.6), "empty: borderline, not sent by the state"))
    if len(cells) < len(said) * len(docs):
        shown.append((key("dash", edge="grey", size=5), "no claim is drawn here"))
    canvas.legend(*shown)
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
    colour = "orange" if _against(row) else "blue"
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


def _against(row: dict[str, Any]) -> bool:
    """Tell whether a document speaks against the charge: it disputes a claim for it, or asserts one against it."""
    return bool((row["position"] == "disputes") != (row.get("side") == "against"))


def _finding(rows: list[dict[str, Any]], docs: list[str]) -> str:
    against = [row for row in rows if _against(row)]
    by = list(dict.fromkeys(str(row["doc"]) for row in against))
    if not against:
        return f"{count(len(rows), 'claim')}, none of which speaks against the charge"
    if len(by) > 1:
        return f"{len(against)} of {len(rows)} claims speak against the charge, in {len(by)} of {len(docs)} documents"
    own = sum(row["doc"] == by[0] for row in rows)
    return f"Only {by[0]} speaks against the charge, in {len(against)} of its {count(own, 'claim')}"


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
    ['Country: China, by asmolov.', 'Country: Russia, by asmolov.', 'Country: Poland, by asmolov.']
    """
    places = _places(frame)
    if not places:
        return nothing(PLACES, width)
    canvas = Canvas(PLACES, _named(places), width=width)
    entries = [
        (key("box", "bar", "ink", line=1), "a country that is named"),
        (key("box", edge="orange", dashed=True), "a region, whose countries aren’t named"),
    ]
    kinds = {kind for kind, _ in places}
    canvas.legend(*(entry for entry, kind in zip(entries, ("Country", "Region"), strict=True) if kind in kinds))
    shown = {where: _spot(where) for where in places if _spot(where)}
    if shown:
        _map(canvas, places, shown)
    loose = [where for where in places if where not in shown]
    if loose:
        panel = canvas.panel((LINE + 8) * len(loose), (0, 1), (0, len(loose)))
        for at, where in enumerate(loose):
            mark = _place(panel, where, places[where], 0, at + 0.5)
            mark.words.append(Word(8, panel.down(at + 0.5), f"{where[0]}: {mark.name}"))
    return canvas.chart([f"{kind}: {_by(name, rows)}." for (kind, name), rows in places.items()])


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
    used: list[tuple[float, float, float]] = []
    # Small countries above large ones, and regions above all, so that nothing covers a name.
    for where in sorted(
        shown, key=lambda where: (where[0] == "Region", -sum(map(len, lands.get(codes.get(where[1], ""), []))))
    ):
        kind, name = where
        x, y = shown[where]
        mark = _place(panel, where, places[where], x, y)
        if kind == "Country":
            mark.shapes += [
                Shape("area", ring, "bar", "ink", 0.8) for ring in _inside(lands.get(codes[name], []), panel)
            ]
        lines = [name, " and ".join(dict.fromkeys(str(row["doc"]) for row in places[where]))]
        half = max(1.12 * wide(lines[0]), wide(lines[1])) / 2 + 7
        middle = panel.across(x), panel.down(y)
        while any(abs(middle[0] - a) < half + c and abs(middle[1] - b) < 38 for a, b, c in used):
            middle = middle[0], middle[1] + 6
        used.append((*middle, half))
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


def _place(panel: Panel, where: Key, rows: list[dict[str, Any]], x: float, y: float) -> Mark:
    tip = "; ".join(
        f"{row['claim']}, “{row['wording']}”, credited to {row['by']}, {row['doc']} {row['part']}" for row in rows
    )
    return panel.mark([row["row"] for row in rows], _by(where[1], rows), tip, where[0], x, y)


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


def _spot(where: Key) -> tuple[float, float] | None:
    kind, name = where
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
            where = "Number", str(row["wording"])
        else:
            where = ("Country", names[place]) if place in names else ("Region", str(place))
        places.setdefault(where, []).append(row)
    order = ("Number", "Region", "Country")
    return dict(sorted(places.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]))))


def _by(name: str, rows: list[dict[str, Any]]) -> str:
    return f"{name}, by {' and '.join(dict.fromkeys(str(row['doc']) for row in rows))}"


def _named(places: dict[Key, list[dict[str, Any]]]) -> str:
    several = [name for (_, name), rows in places.items() if len({row["doc"] for row in rows}) > 1]
    numbers = {kind: sum(where[0] == kind for where in places) for kind in ("Country", "Region")}
    said = [count(number, kind.lower()) for kind, number in numbers.items() if number]
    said = said or ["No place"]
    one = sum(numbers.values()) <= 1
    docs = {row["doc"] for rows in places.values() for row in rows}
    text = f"{' and '.join(said)} {'is' if one else 'are'} named"
    if len(docs) < 2:
        return text
    return f"{text}, {', '.join(several) if 0 < len(several) < 4 else len(several) or 'none'} by more than one document"
