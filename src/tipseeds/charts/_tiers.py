"""The chart of tier placements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import FONT, WIDTH, Canvas, Panel, Shape, Word, count, nothing, records, wide
from tipseeds.charts._chart import Chart
from tipseeds.checks import country_years
from tipseeds.edition.reference import country_names

ROW = 27
WHAT = "Grid of tier placements by country and report year"
LOOKS = {
    "1": ("tier1", "ink", "1", "Tier 1"),
    "2": ("tier2", "ink", "2", "Tier 2"),
    "2WL": ("watch", "bright", "W", "Tier 2 Watch List"),
    "3": ("tier3", "bright", "3", "Tier 3"),
    "special": ("special", "ink", "s", "special case"),
    "not listed": ("none", "grey", "–", "not in the report"),
}
"""Of each tier: its colour, that of its letter, the letter, and its name. The darker, the worse."""


def tiers(
    frame: pd.DataFrame,
    record: pd.DataFrame | None = None,
    countries: Sequence[str] | None = None,
    width: float = WIDTH,
) -> Chart:
    """Draw who places which country in which tier, on the whole official record.

    Parameters
    ----------
    frame : DataFrame
        The table `tiers`, or country-years of it (`checks.country_years`, `checks.with_record`).
    record : DataFrame, optional
        As `reference.official_tiers` gives; then every year on record is drawn, and the title says what differs.
    countries : list of str, optional
        Which countries to compare, by name or by code, also such as no document places; those of the frame if it is
        left out.
    width : float, optional
        Pixels.

    Returns
    -------
    Chart
        One row a country, one column a report year. The colour is the tier, on record where there is one. What
        documents say has a frame, dashed where the tier is implied, with their number where they are several. A blank
        is not known to us.

    Examples
    --------
    >>> import tipseeds as tip
    >>> chart = tip.charts.tiers(tip.load().tiers.query("country == 'Syria'"), tip.reference.official_tiers())
    >>> chart.title
    'The one placement agrees with the official record'
    >>> chart.numbers
    ['Syria: asmolov says Tier 3 in 2016; on record Tier 2 in 2005, Tier 3 in 2006 to 2009, Tier 2 Watch List in 2010 to \
2011, Tier 3 in 2012 to 2016.']
    """
    said, official = _read(frame, record)
    names = _countries(said, countries)
    said = [row for row in said if row["iso3"] in names]
    known = {(iso3, year): tier for (iso3, year), tier in official.items() if iso3 in names}
    years = sorted({row["report_year"] for row in said} | {year for _, year in known})
    if not years:
        return nothing(WHAT, width)
    left = min(max(wide(name) for name in names.values()) + 20, 0.3 * width)
    first, last = years[0], max(years[-1], years[0] + 4)
    canvas = Canvas(WHAT, _finding(said, known), width=max(width, left + 23 * (last - first + 1) + 40))
    _legend(canvas, said, known)
    panel = canvas.panel(ROW * len(names) + 22, (first - 0.5, last + 0.5), (-22 / ROW, len(names)), left, right=10)
    step = 1 if panel.width / (last - first + 1) > 34 else 2
    for year in range(first, last + 1, step):
        canvas.say(
            panel.across(year),
            panel.down(-0.4),
            f"’{year % 100:02}" if step > 1 or width < 1000 else str(year),
            "grey",
            anchor="middle",
        )
    cells: dict[tuple[str, int], list[dict[str, Any]]] = {key: [] for key in known}
    for row in said:
        cells.setdefault((row["iso3"], row["report_year"]), []).append(row)
    for at, (iso3, name) in enumerate(names.items()):
        canvas.say(panel.left - 10, panel.down(at + 0.5), name, anchor="end")
        for year in range(first, last + 1):
            if (iso3, year) in cells:
                _cell(panel, year, at + 0.5, name, cells[iso3, year], known.get((iso3, year)))
    canvas.y += 4
    canvas.note("blank: not known to us")
    return canvas.chart([_numbers(name, iso3, said, known) for iso3, name in names.items()])


def _read(frame: pd.DataFrame, record: pd.DataFrame | None) -> tuple[list[dict[str, Any]], dict[tuple[str, int], str]]:
    """Return what documents say, a country-year each, and the tiers on record."""
    rows = records(frame if "report_year" in frame else country_years(frame))
    on_record = [] if record is None else records(record)
    on_record += [row for row in rows if row["basis"] == "official"]
    known = {(row["iso3"], int(row["report_year"])): str(row["tier"]) for row in on_record}
    return [row | {"report_year": int(row["report_year"])} for row in rows if row["basis"] != "official"], known


def _countries(said: list[dict[str, Any]], wanted: Sequence[str] | None) -> dict[str, str]:
    """Return the names of the countries to draw by their codes."""
    known = country_names()
    placed = {row["iso3"]: row["country"] for row in said}
    if wanted is None:
        return placed
    codes = {name: code for code, name in (known | placed).items()}
    unknown = [name for name in wanted if name not in codes and name not in known]
    if unknown:
        raise ValueError(
            f"No country is called {unknown[0]!r} here. Give English names or codes, as in ['Russia', 'CHN']."
        )
    return {codes.get(name, name): (known | placed)[codes.get(name, name)] for name in wanted}


def _cell(panel: Panel, year: int, at: float, name: str, said: list[dict[str, Any]], on_record: str | None) -> None:
    told = list(dict.fromkeys(str(row["tier"]) for row in said))
    tier = on_record or told[0]
    colour, letter, sign, _ = LOOKS[tier]
    box, frame = (((year - r, at - r), (year + r, at + r)) for r in (0.47, 0.41))
    shapes = [Shape("box", box, colour)]
    docs = list(dict.fromkeys(str(row["doc"]) for row in said))
    if said:
        implied = all(row["basis"] == "implied" for row in said)
        shapes.append(Shape("box", frame, edge="orange", line=2.4, dashed=implied))
    claims = [
        f"{row['doc']} {'implies' if row['basis'] == 'implied' else 'says'} {LOOKS[str(row['tier'])][3]}"
        for row in said
    ]
    stated = "; ".join([*claims, f"on record {LOOKS[on_record][3]}" if on_record else "not on record"])
    tip = "; ".join(
        f"“{row['wording']}”, credited to {row['by']}, {row['doc']} {row['part']}" for row in said if row.get("wording")
    )
    kind = "differs" if _differs(said, on_record) else (docs and ("implied" if implied else "stated")) or "record"
    mark = panel.mark((row["row"] for row in said), f"{name} {year}: {stated}", tip or stated, kind, year, at, *shapes)
    x, y = panel.across(year), panel.down(at)
    signs = sign if kind != "differs" else "≠".join(LOOKS[other][2] for other in dict.fromkeys([*told, tier]))
    mark.words = [_word(x, y, signs, letter)]
    if len(docs) > 1:
        mark.shapes.append(Shape("dot", ((year + 0.42, at - 0.4),), "paper", "orange", 1.2, size=6))
        mark.words.append(_word(panel.across(year + 0.42), panel.down(at - 0.4), str(len(docs)), "orange", 9))


def _word(x: float, y: float, text: str, colour: str, size: float = FONT) -> Word:
    return Word(x, y, text, colour, size, anchor="middle", bold=size < FONT)


def _differs(said: list[dict[str, Any]], on_record: str | None) -> bool:
    return len({str(row["tier"]) for row in said} | ({on_record} if on_record and said else set())) > 1


def _legend(canvas: Canvas, said: list[dict[str, Any]], known: dict[tuple[str, int], str]) -> None:
    used = {str(row["tier"]) for row in said} | set(known.values())
    box = ((-8.0, -8.0), (8.0, 8.0))
    entries = [
        (Shape("box", box, colour), f"{sign}: {name}" if sign in "Ws" else name)
        for tier, (colour, _, sign, name) in LOOKS.items()
        if tier in used
    ]
    for basis, text in (("stated", "a document says so"), ("implied", "only implied")):
        if any(row["basis"] == basis for row in said):
            entries.append((Shape("box", box, edge="orange", line=2.6, dashed=basis == "implied"), text))
    canvas.legend(*entries)


def _finding(said: list[dict[str, Any]], known: dict[tuple[str, int], str]) -> str:
    countries, docs = {row["iso3"] for row in said}, {row["doc"] for row in said}
    if not said:
        return "The official record alone"
    checked = [row for row in said if (row["iso3"], row["report_year"]) in known]
    differ = sum(str(row["tier"]) != known[row["iso3"], row["report_year"]] for row in checked)
    many = f"{count(len(said), 'placement')} of {count(len(countries), 'country')} in {count(len(docs), 'document')}"
    if not checked:
        return many
    of = f"{len(checked)} of {len(said)} placements" if len(checked) < len(said) else many
    if len(said) == 1:
        return f"The one placement {'differs from' if differ else 'agrees with'} the official record"
    held = " on record" if len(checked) < len(said) else ""
    return f"{differ or 'None'} of {of}{held} {'differ' if differ > 1 else 'differs'} from the official record"


def _numbers(name: str, iso3: str, said: list[dict[str, Any]], known: dict[tuple[str, int], str]) -> str:
    by: dict[tuple[str, str, str], list[int]] = {}
    for row in said:
        if row["iso3"] == iso3:
            by.setdefault(
                (row["doc"], "implies" if row["basis"] == "implied" else "says", str(row["tier"])), []
            ).append(row["report_year"])
    told = [f"{doc} {verb} {LOOKS[tier][3]} in {_spans(years)}" for (doc, verb, tier), years in by.items()]
    runs: list[tuple[str, list[int]]] = []
    for (code, year), tier in sorted(known.items(), key=lambda item: item[0][1]):
        if code == iso3:
            if not runs or runs[-1][0] != tier:
                runs.append((tier, []))
            runs[-1][1].append(year)
    if runs:
        told.append("on record " + ", ".join(f"{LOOKS[tier][3]} in {_spans(years)}" for tier, years in runs))
    return f"{name}: {'; '.join(told) or 'nothing known to us'}."


def _spans(years: Iterable[int]) -> str:
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in spans)
