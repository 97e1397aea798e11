"""The explorer of tier placements."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tipseeds import charts, checks
from tipseeds.edition import reference
from tipseeds.edition.tables import Tables
from tipseeds.explore._base import Explorer, Filter, menu, span

HEADINGS = {
    "country": "Country",
    "tier": "Tier",
    "first_report": "From",
    "last_report": "To",
    "basis": "Basis",
    "doc": "Document",
    "part": "Part",
    "wording": "Wording",
    "by": "Credited to",
}


def tiers(corpus: Tables) -> Explorer:
    """Explore who is placed where: by country, document, tier, basis and report years.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.

    Returns
    -------
    Explorer
        A widget; its `controls` are country, doc, tier, basis and years.

    Examples
    --------
    >>> import tipseeds as tip
    >>> explorer = tip.explore.tiers(tip.load())
    >>> explorer.controls["doc"].value = "two-koreas"
    >>> explorer.count
    '3 of 17 shown'
    """
    official = reference.official_tiers()
    rows = corpus.tiers

    def draw(frame: pd.DataFrame) -> charts.Chart:
        first, last = years.value
        placed = checks.with_record(checks.country_years(frame), official)
        chart: charts.Chart = charts.tiers(placed[placed["report_year"].between(first, last)])
        return chart

    first, last = int(rows["first_report"].min()), int(rows["last_report"].max())
    years = span("Report years", first, last)
    filters = {
        "country": menu("Country", rows, "country"),
        "doc": menu("Document", rows, "doc"),
        "tier": menu("Tier", rows, "tier"),
        "basis": menu("Basis", rows, "basis"),
        "years": Filter(years, covers),
    }
    return Explorer(corpus, "tier placements", rows, filters, draw, HEADINGS)


def covers(frame: pd.DataFrame, years: Any) -> pd.Series[bool]:
    """Say which statements cover a report year between two, both included."""
    first, last = years
    covered: pd.Series[bool] = (frame["first_report"] <= last) & (frame["last_report"] >= first)
    return covered
