"""Charts of the claims about workers sent abroad: who claims what, and where the workers are said to be."""

from __future__ import annotations

import json
import math
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import WIDTH, Canvas, clipped, key, nothing, records, wide
from tipseeds.charts._chart import Chart
from tipseeds.charts._panel import LINE, SMALL, Mark, Panel
from tipseeds.edition.fields import labelled
from tipseeds.edition.reference import country_names
from tipseeds.edition.words import count

THEMES = "Grid of claims about workers sent abroad, by theme and document, a sign for each claim"
PLACES = "Map of the destinations of workers sent abroad"
SIGN = 17
"""Pixels from one claim's sign to the next."""
Rows = list[dict[str, Any]]
Cells = dict[tuple[str, str], Rows]


def themes(frame: pd.DataFrame, width: float = WIDTH) -> Chart:
    """Draw which document asserts or disputes claims on which theme.

    One sign a claim: a square where the document asserts it, a diamond where it disputes it; blue where that speaks for
    the charge, orange where it speaks against it; empty where the claim is borderline (workers not sent by the state).

    Parameters
    ----------
    frame : DataFrame
        The table `labour`, or rows of it.
    width : float, optional
        Pixels.

    Examples
    --------
    >>> chart = tip.charts.themes(tip.load().labour.query("theme == 'legality'"))
    >>> chart.title, chart.numbers[0]
    ('Only asmolov speaks against the charge, in 3 of its 3 claims', 'legality: asmolov asserts 3 (1 borderline).')
    """
    if frame.empty:
        return nothing(THEMES, width)
    frame = labelled(frame, "theme")
    rows = records(frame)
    names, docs = _values(frame["theme"], used=True), _values(frame["doc"])
    cells: Cells = {}
    for row in sorted(rows, key=lambda row: str(row["position"])):
        cells.setdefault((str(row["theme"]), str(row["doc"])), []).append(row)
    canvas = Canvas(THEMES, _finding(rows, docs), width=width)
    used = {(str(row["position"]), _against(row)) for row in rows} | {row["dispatch"] for row in rows}
    canvas.legend(
        used | {len(cells) < len(names) * len(docs)},
        (key("square", "blue", "blue", line=1.6), "asserts it, for the charge", ("asserts", False)),
        (key("square", "orange", "orange", line=1.6), "asserts it, against the charge", ("asserts", True)),
        (key("diamond", "orange", "orange", line=1.6), "disputes it, against the charge", ("disputes", True)),
        (key("diamond", "blue", "blue", line=1.6), "disputes it, for the charge", ("disputes", False)),
        (key("square", "paper", "grey", line=1.6), "empty: borderline, not sent by the state", "borderline"),
        (key("dash", edge="grey", size=5), "no claim is drawn here", True),
    )
    left = min(max(wide(name) for name in names) + 24, 0.3 * canvas.width)
    column = (canvas.width - left - 12) / len(docs)
    for number, doc in enumerate(docs):
        canvas.say(left + column * number + 4, canvas.y + 8, clipped(doc, column - 6), bold=True)
    canvas.y += 22
    per = max(1, int((column - 16) / SIGN))
    tall = [10 + SIGN * max(1, *(math.ceil(len(cells.get((name, doc), [])) / per) for doc in docs)) for name in names]
    panel = canvas.panel(sum(tall), (0, len(docs)), (0, sum(tall)), left, right=12)
    for name, top in zip(names, accumulate([0, *tall[:-1]]), strict=True):
        panel.add("line", -left / column, top, len(docs), top, edge="rule", line=1)
        canvas.say(8, panel.down(top + 5 + SIGN / 2), clipped(name, left - 14))
        for number, doc in enumerate(docs):
            if (name, doc) not in cells:
                panel.add("dash", number + 10 / column, top + 5 + SIGN / 2, edge="grey", size=5)
            for nth, row in enumerate(cells.get((name, doc), [])):
                _claim(panel, row, number + (10 + SIGN * (nth % per)) / column, top + 5 + SIGN * (nth // per + 0.5))
    absent = [doc for doc in docs if all(cell[1] != doc for cell in cells)]
    told = [f"{name}: {_told(name, docs, cells)}." for name in names]
    return canvas.chart(told + [f"No claim is drawn from {' and '.join(absent)}."] * bool(absent))


def _values(column: pd.Series[str], used: bool = False) -> list[str]:
    """Return the values that a column can have, or only those that it has, in the codebook's order where it has one."""
    had = [str(value) for value in column.dropna().unique()]
    order = [str(value) for value in column.cat.categories] if hasattr(column, "cat") else had
    return [value for value in order if value in had or not used]


def _claim(panel: Panel, row: dict[str, Any], x: float, y: float) -> None:
    colour, borderline = "orange" if _against(row) else "blue", row["dispatch"] == "borderline"
    name = f"{row['theme']}, {row['doc']} {row['part']} {row['position']}: {row['claim']}"
    tip = f"{row['claim']}. “{row['wording']}”, credited to {row['by']}. {row['doc']} {row['part']}"
    mark = panel.mark([row["#"]], name, f"{tip}{'; borderline' * borderline}.", row["position"], x, y)
    form = "diamond" if row["position"] == "disputes" else "square"
    mark.add(form, x, y, fill="paper" if borderline else colour, edge=colour, line=1.6)


def _against(row: dict[str, Any]) -> bool:
    """Tell whether a document speaks against the charge: it disputes a claim for it, or asserts one against it."""
    return bool((row["position"] == "disputes") != (row.get("side") == "against"))


def _finding(rows: Rows, docs: list[str]) -> str:
    against = [row for row in rows if _against(row)]
    by = {str(row["doc"]) for row in against}
    if not against:
        which = "none of which speaks" if len(rows) > 1 else "which doesn’t speak"
        return f"{count(len(rows), 'claim')}, {which} against the charge"
    if len(by) > 1:
        return f"{len(against)} of {len(rows)} claims speak against the charge, in {len(by)} of {len(docs)} documents"
    own = sum(row["doc"] in by for row in rows)
    return f"Only {by.pop()} speaks against the charge, in {len(against)} of its {count(own, 'claim')}"


def _told(theme: str, docs: list[str], cells: Cells) -> str:
    told = []
    for doc, rows in ((doc, cells[theme, doc]) for doc in docs if (theme, doc) in cells):
        many = {word: sum(row["position"] == word for row in rows) for word in ("asserts", "disputes")}
        borderline = sum(row["dispatch"] == "borderline" for row in rows)
        said = ", ".join(f"{word} {number}" for word, number in many.items() if number)
        told.append(f"{doc} {said}" + f" ({borderline} borderline)" * bool(borderline))
    return "; ".join(told)


def destinations(frame: pd.DataFrame, width: float = WIDTH) -> Chart:
    """Draw where the documents say that the workers are, on a map; a region is not a country.

    A number of countries without their names, and a region that the map doesn't know, stand below in words. Under each
    name are the documents that name it.

    Parameters
    ----------
    frame : DataFrame
        The table `labour`, or rows of it; those with the theme destination are drawn.
    width : float, optional
        Pixels.

    Examples
    --------
    >>> chart = tip.charts.destinations(tip.load().labour.query("doc == 'asmolov'"))
    >>> chart.numbers
    ['Country: China, by asmolov.', 'Country: Russia, by asmolov.', 'Country: Poland, by asmolov.']
    """
    names = country_names()
    places: Cells = {}
    for row in records(frame[frame["theme"] == "destination"]):
        kind = "Number" if row["place"] is None else "Country" if row["place"] in names else "Region"
        places.setdefault((kind, names.get(row["place"], str(row["place"] or row["wording"]))), []).append(row)
    if not places:
        return nothing(PLACES, width)
    order = ("Number", "Region", "Country")
    places = dict(sorted(places.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]))))
    canvas = Canvas(PLACES, _named(places), width=width)
    canvas.legend(
        {kind for kind, _ in places},
        (key("box", "bar", "ink", line=1), "a country that is named", "Country"),
        (key("box", edge="orange", dashed=True), "a region, whose countries aren’t named", "Region"),
    )
    spots = {("Region", name): at for name, at in world()["region"].items()}
    spots |= {("Country", names[code]): at for code, at in world()["middle"].items()}
    shown = {where: spots[where] for where in places if where in spots}
    if shown:
        _map(canvas, places, shown)
    loose = [where for where in places if where not in shown]
    panel = canvas.panel((LINE + 8) * len(loose), (0, 1), (0, len(loose)))
    for at, where in enumerate(loose):
        mark = _place(panel, where, places[where], 0, at + 0.5)
        mark.say(8, mark.top, f"{where[0]}: {mark.name}")
    return canvas.chart([f"{kind}: {name}, by {_docs(rows)}." for (kind, name), rows in places.items()])


def _map(canvas: Canvas, places: Cells, shown: dict[tuple[str, str], tuple[float, float]]) -> None:
    spots = [*shown.values(), (127, 40)]
    west, east = max(min(x for x, _ in spots) - 22, -170), min(max(x for x, _ in spots) + 24, 179)
    south, north = max(min(y for _, y in spots) - 24, -56), min(max(y for _, y in spots) + 14, 77)
    wider = max(0.0, 2.0 * (north - south) - (east - west)) / 2
    west, east = west - wider, east + wider
    tall = (canvas.width - 20) * (north - south) / (east - west) * 1.25
    panel = canvas.panel(tall, (west, east), (north, south), 10, right=10)
    names = country_names()
    lands = {("Country", names.get(code, code)): rings for code, rings in world()["land"].items()}
    for ring in (ring for where, rings in lands.items() if where not in shown for ring in _inside(rings, panel)):
        panel.add("area", *ring, fill="tint5", edge="paper", line=0.6)
    used: list[tuple[float, float, float]] = []
    # Small countries above large ones, and regions above all, so that nothing covers a name.
    for where in sorted(shown, key=lambda where: (where[0] == "Region", -sum(map(len, lands.get(where, []))))):
        x, y = shown[where]
        mark = _place(panel, where, places[where], x, y)
        middle, top, docs = panel.across(x), mark.top, _docs(places[where])
        half = max(1.12 * wide(where[1]), wide(docs)) / 2 + 7
        while any(abs(middle - a) < half + c and abs(top - b) < 38 for a, b, c in used):
            top += 6
        used.append((middle, top, half))
        for ring in _inside(lands.get(where, []), panel):
            mark.add("area", *ring, fill="bar", edge="ink", line=0.8)
        if where[0] == "Region":
            right, down = half * (east - west) / panel.width, 19 * (south - north) / panel.height
            at = y + (top - mark.top) * down / 19
            ends = x - right, at - down, x + right, at + down
            mark.add("box", *ends, fill="paper", edge="orange", dashed=True, alpha=0.85)
        mark.say(middle, top - 8, where[1], bold=True, anchor="middle")
        mark.say(middle, top + 8, docs, size=SMALL, anchor="middle")
    canvas.y += 8


def _place(panel: Panel, where: tuple[str, str], rows: Rows, x: float, y: float) -> Mark:
    told = [f"{row['claim']}, “{row['wording']}”, credited to {row['by']}, {row['doc']} {row['part']}" for row in rows]
    name = f"{where[1]}, by {_docs(rows)}"
    return panel.mark([row["#"] for row in rows], name, "; ".join(told), where[0], x, y)


def _inside(rings: list[list[float]], panel: Panel) -> list[list[float]]:
    """Return the outlines that reach into a map, held back at its edges."""
    (west, east), (north, south) = panel.x, panel.y
    kept = []
    for ring in rings:
        xs, ys = ring[::2], ring[1::2]
        if max(xs) > west and min(xs) < east and max(ys) > south and min(ys) < north:
            held = [(min(max(x, west), east), min(max(y, south), north)) for x, y in zip(xs, ys, strict=True)]
            kept.append([number for spot in [*held, held[0]] for number in spot])
    return kept


@cache
def world() -> Any:
    """Return the outline and middle of each country, where the name of a region is written, and the source."""
    return json.loads((Path(__file__).parent / "world.json").read_text(encoding="utf-8"))


def _docs(rows: Rows) -> str:
    return " and ".join(dict.fromkeys(str(row["doc"]) for row in rows))


def _named(places: Cells) -> str:
    several = [name for (_, name), rows in places.items() if " and " in _docs(rows)]
    numbers = {kind: sum(where[0] == kind for where in places) for kind in ("Country", "Region")}
    said = [count(number, kind.lower()) for kind, number in numbers.items() if number] or ["No place"]
    text = f"{' and '.join(said)} {'is' if sum(numbers.values()) <= 1 else 'are'} named"
    if len({row["doc"] for rows in places.values() for row in rows}) < 2:
        return text
    return f"{text}, {', '.join(several) if 0 < len(several) < 4 else len(several) or 'none'} by more than one document"
