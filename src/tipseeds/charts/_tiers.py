"""The chart of tier placements."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from tipseeds.charts import _style as style
from tipseeds.checks import country_years

ROW = 0.27
BOXES = {"stated": (style.INK, "white"), "implied": ("white", style.INK), "official": ("white", style.GREY)}
"""What a box and its sign are filled with. Only the official record has no outline."""


@style.chart(height=lambda frame: 1.45 + ROW * max(len(_lanes(_years(frame))), 3))
def tiers(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw who places which country in which tier, by report year.

    Parameters
    ----------
    frame : DataFrame
        The table `tiers`, or country-years of it (`checks.country_years`); with the rows that `checks.with_record`
        adds, the official record is drawn too.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        One row a country and document, one box a report year, with the tier in it: a black box where the tier is
        stated, a white one where it is implied, no box for the official record.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = tip.charts.tiers(tip.load().tiers.query("country == 'Syria'"))
    >>> print(tip.describe(ax).removeprefix("Chart of tier placements by country and report year. "))
    Syria: 1 placement in 1 document. Syria by asmolov: Tier 3 stated in 2016.
    """
    years = _years(frame)
    opening = "Chart of tier placements by country and report year."
    if not years:
        return f"{opening} {style.nothing(ax)}"
    lanes = _lanes(years)
    labels = _labels(lanes)
    style.place(ax, left=style.label_width(labels))
    for (basis, tier), group in _grouped(years, lambda row: (row.basis, row.tier)).items():
        box, sign = BOXES[basis]
        edge = box if basis == "official" else style.INK
        where = [row.year for row in group], [-lanes.index((row.country, row.doc)) for row in group]
        ax.plot(*where, "s", markersize=13, markerfacecolor=box, markeredgecolor=edge, markeredgewidth=1.2)
        ax.plot(*where, marker=_sign(tier), linestyle="", markersize=_size(tier), color=sign, markeredgewidth=0)
    _write_labels(ax, years, labels)
    headline = _headline(years)
    style.title(ax, headline)
    return f"{opening} {headline}. {_numbers(years, lanes)}"


class _Year(NamedTuple):
    country: str
    iso3: str
    doc: str
    tier: str
    basis: str
    year: int


def _years(frame: pd.DataFrame) -> list[_Year]:
    spread = frame if "report_year" in frame else country_years(frame)
    columns = ["country", "iso3", "doc", "tier", "basis", "report_year"]
    return [_Year(*row) for row in zip(*(spread[name].tolist() for name in columns), strict=True)]


def _grouped(years: list[_Year], key: Callable[[_Year], tuple[str, str]]) -> dict[tuple[str, str], list[_Year]]:
    groups: dict[tuple[str, str], list[_Year]] = {}
    for row in years:
        groups.setdefault(key(row), []).append(row)
    return groups


def _lanes(years: list[_Year]) -> list[tuple[str, str]]:
    """Return the rows of the chart, top to bottom: each country, with each document that places it."""
    countries = _grouped(years, lambda row: (row.country, ""))
    return [lane for group in countries.values() for lane in _grouped(group, lambda row: (row.country, row.doc))]


def _labels(lanes: list[tuple[str, str]]) -> list[str]:
    before = [None, *(country for country, _ in lanes)]
    return [
        doc if country == previous else f"{country}:  {doc}"
        for (country, doc), previous in zip(lanes, before, strict=False)
    ]


def _write_labels(ax: Axes, years: list[_Year], labels: list[str]) -> None:
    first, last = min(row.year for row in years), max(row.year for row in years)
    last = max(last, first + 4)
    ax.set_axis_off()
    ax.set_xlim(first - 0.7, last + 0.7)
    ax.set_ylim(0.6 - len(labels), 0.6)
    for number, label in enumerate(labels):
        if ":" in label and number:
            ax.axhline(0.5 - number, color=style.PALE, linewidth=0.8)
        ax.text(-0.005, -number, label, ha="right", va="center", transform=ax.get_yaxis_transform())
    for year in range(first, last + 1):
        ax.text(year, -0.02, str(year), ha="center", va="top", transform=ax.get_xaxis_transform(), fontsize=9)
    key = "report year   (black box: stated; white box: implied; no box: official record)"
    ax.annotate(key, (0.5, 0), (0, -24), xycoords="axes fraction", textcoords="offset points", ha="center", va="top")


def _headline(years: list[_Year]) -> str:
    record = {(row.iso3, row.year): row.tier for row in years if row.basis == "official"}
    said = [row for row in years if row.basis != "official"]
    if not said:
        return "The official record alone"
    countries = {row.country for row in said}
    who = f"{len(countries)} countries" if len(countries) > 1 else countries.pop()
    text = f"{who}: {style.count(len(said), 'placement')} in {style.count(len({row.doc for row in said}), 'document')}"
    differ = [row.tier != record[row.iso3, row.year] for row in said if (row.iso3, row.year) in record]
    if not differ:
        return text
    return f"{text}, {sum(differ) or 'none'} of which differ{'s' * (sum(differ) == 1)} from the official record"


def _numbers(years: list[_Year], lanes: list[tuple[str, str]]) -> str:
    by_lane = _grouped(years, lambda row: (row.country, row.doc))
    told = []
    for country, doc in lanes:
        runs = [
            f"Tier {tier}{'' if basis == 'official' else f' {basis}'} in {_spans([row.year for row in group])}"
            for (tier, basis), group in _grouped(by_lane[country, doc], lambda row: (row.tier, row.basis)).items()
        ]
        told.append(f"{country} by {'the official record' if doc == 'official' else doc}: {', '.join(runs)}.")
    return " ".join(told)


def _spans(years: list[int]) -> str:
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in spans)


@cache
def _sign(tier: str) -> Path:
    """Return a tier's sign as a marker: hundreds of signs are then one artist, and quick to draw."""
    text = {"2WL": "2w", "special": "sp"}.get(tier, tier)
    outline = TextPath((0, 0), text, size=10, prop=FontProperties(weight="bold"))
    box = outline.get_extents()
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    return Path([(x - middle[0], y - middle[1]) for x, y in outline.vertices], outline.codes)


def _size(tier: str) -> float:
    return 8.0 if len(tier) == 1 else 11.0
