"""The workbench of tier placements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from tipseeds import charts, checks
from tipseeds.edition import reference
from tipseeds.edition.tables import Tables
from tipseeds.explore._workbench import Menu, Plan, Span, Workbench, menu

COLUMNS = "country tier first_report last_report doc basis wording by part"


def tiers(corpus: Tables, **start: Any) -> Workbench:
    """Explore who is placed where, on the whole official record.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.
    **start
        Where its `controls` begin: lists of values for country, beside (countries that no document places, to stand
        beside them in the chart), doc, tier and basis; for years the first and the last report; texts for search and
        sort.

    Examples
    --------
    >>> import tipseeds as tip
    >>> bench = tip.explore.tiers(tip.load(), years=[2012, 2012])
    >>> bench.count, bench.code
    ('3 of 17 shown', "corpus.tiers.query('first_report <= 2012 and last_report >= 2012')")
    """
    official, rows = reference.official_tiers(), corpus.tiers
    first, last = int(official["report_year"].min()), int(official["report_year"].max())
    placed, names = set(rows["iso3"]), reference.country_names()
    others = tuple(sorted(names[code] for code in set(official["iso3"]) - placed if code in names))
    menus: dict[str, Menu | Span] = {
        "country": menu("Country", rows, "country"),
        "beside": Menu(
            "Set beside", others, np.ones((len(rows), len(others)), dtype=bool), lambda _: "", filters=False
        ),
        "doc": menu("Document", rows, "doc"),
        "tier": menu("Tier", rows, "tier"),
        "basis": menu("Basis", rows, "basis"),
        "years": Span("Reports", (first, last), rows["first_report"], rows["last_report"], _in_years),
    }

    spread = checks.country_years(rows)

    def draw(frame: pd.DataFrame, choice: Mapping[str, Any]) -> Any:
        since, until = choice["years"] or (first, last)
        years = spread[spread["row"].isin(frame.index) & spread["report_year"].between(since, until)]
        record = official[official["report_year"].between(since, until)]
        return charts.tiers(years, record, [*frame["country"].unique(), *choice["beside"]])

    plan = Plan(
        "tier placements", "tiers", rows, {name: one for name, one in menus.items() if one.options}, draw,
        COLUMNS, ("wording", "country", "by"), {},
    )  # fmt: skip
    return Workbench(corpus, plan, start)


def _in_years(chosen: Any) -> str:
    return f"first_report <= {chosen[1]} and last_report >= {chosen[0]}"
