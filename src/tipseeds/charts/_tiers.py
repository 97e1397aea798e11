"""The chart of tier placements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import RULE, WIDTH, Canvas, clipped, key, nothing, records, wide
from tipseeds.charts._chart import Chart
from tipseeds.charts._panel import Panel
from tipseeds.checks import country_years
from tipseeds.edition.reference import country_names
from tipseeds.edition.words import count

ROW, HEAD = 27, 22
WHAT = "Grid of tier placements by country and report year"
LOOKS = {
    "1": ("tier1", "ink", "1", "Tier 1"),
    "2": ("tier2", "ink", "2", "Tier 2"),
    "2WL": ("watch", "bright", "W", "Tier 2 Watch List"),
    "3": ("tier3", "bright", "3", "Tier 3"),
    "special": ("special", "ink", "s", "special case"),
    "not listed": ("none", "grey", "–", "not in the report"),
    "open": ("none", "grey", "?", "tier still open"),
}
"""Of each tier: its colour, that of its letter, the letter, and its name. The darker, the worse."""
KNOWN = ["iso3", "report_year", "tier"]
Row = dict[str, Any]
Record = dict[tuple[str, int], str]


def tiers(
    frame: pd.DataFrame,
    record: pd.DataFrame | None = None,
    countries: Sequence[str] | None = None,
    width: float = WIDTH,
) -> Chart:
    """Draw who places which country in which tier, on the whole official record.

    One row a country, one column a report year. The colour is the tier, on record where there is one. What documents
    say has a frame, with their number where they are several. A blank is not known to us.

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

    Raises
    ------
    ValueError
        If a country is not known by that name or code.

    Examples
    --------
    >>> chart = tip.charts.tiers(tip.load().tiers.query("country == 'Syria'"), tip.reference.official_tiers())
    >>> chart.title
    'The one placement agrees with the official record'
    >>> chart.numbers[0].partition("; ")[0]
    'Syria: asmolov says Tier 3 in 2016'
    """
    when = "report_year" if "report_year" in frame else "first_report"
    dated, undated = frame[frame[when].notna()], records(frame[frame[when].isna()])
    rows = records(dated if when == "report_year" else country_years(dated))
    names = _names(rows + undated, countries)
    held = [row for row in rows if row["basis"] == "official"]
    held += [] if record is None else records(record.loc[record["iso3"].isin(list(names)), KNOWN].dropna())
    known = {(row["iso3"], int(row["report_year"])): str(row["tier"]) for row in held if row["iso3"] in names}
    said = [row for row in rows if row["basis"] != "official" and row["iso3"] in names]
    undated = [row for row in undated if row["iso3"] in names]
    cells: dict[tuple[str, int], list[Row]] = {place: [] for place in known}
    for row in said + undated:
        row["rule"] = row.get("read") == "by rule"
        row["claim"] = f"{row['doc']} {'implies' if row['basis'] == 'implied' else 'says'} {LOOKS[str(row['tier'])][3]}"
        row["claim"] += f" ({RULE})" * row["rule"]
    for row in said:
        cells.setdefault((row["iso3"], row["report_year"]), []).append(row)
    if not cells and not undated:
        return nothing(WHAT, width)
    first = min((year for _, year in cells), default=2001)
    last = max([first + 4, *(year for _, year in cells)])
    left = min(max(wide(name) for name in names.values()) + 20, 0.3 * width)
    canvas = Canvas(WHAT, _finding(said, known, len(undated)), width=max(width, left + 23 * (last - first + 1) + 40))
    canvas.legend(
        {*known.values(), *(row[name] for row in said for name in ("tier", "basis", "rule"))},
        *((key("box", look[0]), f"{look[2]}: " * (look[2] in "Ws–?") + look[3], tier) for tier, look in LOOKS.items()),
        (key("box", edge="orange", line=2.4), "a document says so", "stated"),
        (key("box", edge="orange", line=2.4, dashed=True), "only implied", "implied"),
        (key("box", edge="purple", line=2.4), f"r: {RULE}", True),
    )
    panel = canvas.panel(ROW * len(names) + HEAD, (first - 0.5, last + 0.5), (-HEAD / ROW, len(names)), left, right=10)
    crowded = panel.width / (last - first + 1) < 38
    for year in range(first, last + 1, 1 + crowded):
        text = f"’{year % 100:02}" if crowded else str(year)
        canvas.say(panel.across(year), panel.down(-0.4), text, "grey", anchor="middle")
    for at, (iso3, name) in enumerate(names.items()):
        canvas.say(panel.left - 10, panel.down(at + 0.5), clipped(name, left - 16), anchor="end")
        for year in range(first, last + 1):
            if (iso3, year) in cells:
                _cell(panel, year, at + 0.5, name, cells[iso3, year], known.get((iso3, year)))
    canvas.y += 4
    canvas.note("blank: not known to us")
    for row in undated:
        canvas.note(f"year still open: {row['claim']} of {row['country']}")
    return canvas.chart([f"{name}: {_told(iso3, said, known, undated)}." for iso3, name in names.items()])


def _names(rows: list[Row], wanted: Sequence[str] | None) -> dict[str, str]:
    """Return the names of the countries to draw by their codes."""
    placed = {row["iso3"]: row["country"] for row in rows}
    if wanted is None:
        return placed
    known = country_names() | placed
    codes = {name: code for code, name in known.items()}
    for name in wanted:
        if name not in codes and name not in known:
            raise ValueError(f"No country is called {name!r} here. Give names or codes, as in ['Russia', 'CHN'].")
    return {codes.get(name, name): known[codes.get(name, name)] for name in wanted}


def _cell(panel: Panel, year: int, at: float, name: str, said: list[Row], on_record: str | None) -> None:
    tier = on_record or str(said[0]["tier"])
    signs = list(dict.fromkeys([*(str(row["tier"]) for row in said), tier]))
    docs = {str(row["doc"]) for row in said}
    implied, rule = all(row["basis"] == "implied" for row in said), any(row["rule"] for row in said)
    kind = "differs" if len(signs) > 1 else "record" if not said else "implied" if implied else "stated"
    told = [*(row["claim"] for row in said), f"on record {LOOKS[on_record][3]}" if on_record else "not on record"]
    quotes = [f"“{row['wording']}”, credited to {row['by']}, {row['doc']} {row['part']}" for row in said if "by" in row]
    name, tip = f"{name} {year}: {'; '.join(told)}", "; ".join(quotes + told)
    mark = panel.mark([row["#"] for row in said], name, tip, kind, year, at)
    mark.add("box", year - 0.47, at - 0.47, year + 0.47, at + 0.47, fill=LOOKS[tier][0])
    if said:
        where = year - 0.41, at - 0.41, year + 0.41, at + 0.41
        mark.add("box", *where, edge="purple" if rule else "orange", line=2.4, dashed=implied)
    letters = "≠".join(LOOKS[sign][2] for sign in signs)
    mark.say(panel.across(year), mark.top, letters, LOOKS[tier][1], anchor="middle")
    badges = [(0.42, -0.4, str(len(docs)), "orange")] * (len(docs) > 1) + [(-0.4, 0.4, "r", "purple")] * rule
    for x, y, text, colour in badges:
        mark.add("dot", year + x, at + y, fill="paper", edge=colour, line=1.2, aside=1)
        mark.say(panel.across(year + x), panel.down(at + y), text, colour, 9, bold=True, anchor="middle", aside=1)


def _finding(said: list[Row], known: Record, undated: int) -> str:
    if not said:
        return f"{count(undated, 'placement')}, the year still open" if undated else "The official record alone"
    on_record = [(str(row["tier"]), known.get((row["iso3"], row["report_year"]))) for row in said]
    checked = [(tier, held) for tier, held in on_record if held]
    differ = sum(tier != held for tier, held in checked)
    countries, docs = ({row[name] for row in said} for name in ("iso3", "doc"))
    many = f"{count(len(said), 'placement')} of {count(len(countries), 'country')} in {count(len(docs), 'document')}"
    if not checked:
        return many
    if len(said) == 1:
        return f"The one placement {'differs from' if differ else 'agrees with'} the official record"
    many = f"the {len(checked)} on record of {many}" if len(checked) < len(said) else many
    return f"{differ or 'None'} of {many} {'differ' if differ > 1 else 'differs'} from the official record"


def _told(iso3: str, said: list[Row], known: Record, undated: list[Row]) -> str:
    own = [row for row in said if row["iso3"] == iso3]
    claims = dict.fromkeys(row["claim"] for row in own)
    told = [f"{claim} in {_spans(row['report_year'] for row in own if row['claim'] == claim)}" for claim in claims]
    told += [f"{row['claim']}, year still open" for row in undated if row["iso3"] == iso3]
    held = sorted((year, tier) for (code, year), tier in known.items() if code == iso3)
    runs = [(tier, _spans(year for year, _ in run)) for tier, run in groupby(held, key=lambda pair: pair[1])]
    told += ["on record " + ", ".join(f"{LOOKS[tier][3]} in {years}" for tier, years in runs)] * bool(runs)
    return "; ".join(told) or "nothing known to us"


def _spans(years: Iterable[int]) -> str:
    runs = groupby(enumerate(sorted({*years})), key=lambda pair: pair[1] - pair[0])
    ends = [[year for _, year in run] for _, run in runs]
    return ", ".join(f"{run[0]}" + f" to {run[-1]}" * (len(run) > 1) for run in ends)
