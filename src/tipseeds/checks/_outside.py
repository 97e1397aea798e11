"""Claims held against what their sources published: figures from outside, and the TIP report itself."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tipseeds.checks._sums import Stated, limits
from tipseeds.edition import dates, quantity
from tipseeds.edition.frames import table
from tipseeds.edition.tables import Tables

AGAINST = {
    "people in slavery": ("prevalence", None),
    "share of the population in slavery": ("prevalence", None),
    "share of the five leading countries": ("other shares", "people in slavery in the world"),
    "rank by number in slavery": ("ranks", "countries by number in slavery"),
    "rank by share in slavery": ("ranks", "countries by share in slavery"),
    "political prisoners": ("prisoners", None),
    "prisoners": ("prisoners", None),
}
"""The topic that each published figure is held against, and where a topic is mixed, the population."""


def against_published(estimates: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Hold estimates against every published figure of their topic, unit and place; the years are for the reader.

    Returns
    -------
    DataFrame
        One row a pair: `doc`, `part`, `mark`, `said`, `period`, `population`, `published` (the figure in words),
        `published_of` (whom that one counts), `published_period`, `meet` (whether a number satisfies both),
        `difference` (percent by which the stated limit that is nearest to the published figure differs from it; 0
        within it) and `source`.

    Examples
    --------
    >>> held = tip.checks.against_published(corpus.estimates, tip.reference.published_figures())
    >>> held.iloc[20][["said", "published"]].tolist()
    ['more than 120,000 people', '80,000 to 120,000 people']
    """
    rows = []
    figures = published[published["figure"].isin(list(AGAINST))].to_dict("records")
    for row in estimates[estimates["bound"] != "unknown"].to_dict("records"):
        said = quantity.say(row["notation"], row["unit"])
        own = (row["doc"], row["part"], row["mark"], said, row["period"], row["population"])
        place = "World" if pd.isna(row["place"]) else row["place"]
        for figure in figures:
            topic, population = AGAINST[figure["figure"]]
            alike = (topic, population or row["population"], figure["place"], figure["unit"])
            if alike == (row["topic"], row["population"], place, row["unit"]):
                stated, low, high = limits(row), float(figure["low"]), float(figure["high"])
                known = Stated(low, high)
                theirs = (known.say(figure["unit"], decimals=3), figure["population"], figure["period"])
                rows.append((*own, *theirs, stated.overlaps(known), _difference(stated, low, high), figure["source"]))
    columns = "doc part mark said period population published published_of published_period"
    return table(rows, columns + " meet:boolean difference:Float64 source")


def _difference(stated: Stated, low: float, high: float) -> float:
    if stated.low is not None and stated.low > high:
        return 100 * (stated.low / high - 1)
    return 100 * (stated.high / low - 1) if stated.high is not None and stated.high < low else 0.0


def leading_share(published: pd.DataFrame) -> pd.DataFrame:
    """Add up the people in slavery in the five leading countries of the index, as a share of the world's.

    Returns
    -------
    DataFrame
        One row a country of the five: `place`, `people`, `running_sum` and `running_share` (percent of the world's).

    Examples
    --------
    >>> tip.checks.leading_share(tip.reference.published_figures())["running_share"].round(1).tolist()
    [40.1, 47.5, 52.1, 55.5, 58.2]
    """
    slavery = published[published["figure"] == "people in slavery"].set_index("place")["low"]
    people = slavery.drop("World").nlargest(5)
    share = 100 * people.cumsum() / slavery["World"]
    return pd.DataFrame({"people": people, "running_sum": people.cumsum(), "running_share": share}).reset_index()


def passed_on(corpus: Tables, statements: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Set claims of the documents beside what the report itself said, and say what happened on the way.

    The hedge of a number and its date are compared by rule; the hedge in words and the population by a reader.

    Returns
    -------
    DataFrame
        One row a link: `doc`, `part`, `mark`, `wording` (the document's), `said` (its number), `report_year`,
        `report_wording`, `report_said`, `report_of` (the report's population); `hedge` (of the number: kept,
        shortened, turned, lost, added, changed; missing for a claim in words), `hedge_in_words` (kept, lost, added),
        `population_change` (same, narrower, wider), `date_change` (kept, moved, dropped; missing for a claim in words),
        `why` and `address`.

    Examples
    --------
    >>> way = tip.checks.passed_on(corpus, tip.reference.report_statements(), tip.reference.passed_on_links())
    >>> way.query("mark == 'camps'")["hedge"].tolist()
    ['shortened', 'kept', 'turned']
    """
    claims = [*corpus.labour.to_dict("records"), *corpus.estimates.to_dict("records")]
    said = {(row["doc"], row["mark"]): row for row in claims}
    known = {(row["report_year"], row["statement"]): row for row in statements.to_dict("records")}
    rows = []
    for link in links.to_dict("records"):
        claim, own = said.get((link["doc"], link["mark"])), known[link["report_year"], link["statement"]]
        if claim is None:  # an edition of fewer documents
            continue
        told: list[str | None] = [None] * 4  # a claim in words has no number to follow
        if pd.notna(claim["notation"]) and pd.notna(own["notation"]):
            numbers = [quantity.say(row["notation"], row["unit"]) for row in (claim, own)]
            told = [*numbers, _hedge(claim, own["notation"]), _date(claim["period"], link["report_year"])]
        here = (link["doc"], claim["part"], link["mark"], claim["wording"], told[0])
        there = (link["report_year"], own["wording"], told[1], own["population"])
        moved = (told[2], link["words"], link["population_moved"], told[3])
        rows.append((*here, *there, *moved, link["why"], own["address"]))
    columns = "doc part mark wording said report_year:Int64 report_wording report_said report_of"
    return table(rows, columns + " hedge hedge_in_words population_change date_change why address")


def _hedge(claim: dict[Any, Any], notation: str) -> str:
    own = quantity.parse(notation)
    report, stated = limits(own._asdict()), limits(claim)
    if claim["notation"] == notation:
        return "kept"
    if (stated.low, stated.high) in ((report.high, None), (None, report.low)):
        return "turned"  # a ceiling became a floor, or a floor a ceiling
    if (own.bound == "exact") != (claim["bound"] == "exact"):
        return "added" if own.bound == "exact" else "lost"
    return "shortened" if stated.low in (None, report.low) and stated.high in (None, report.high) else "changed"


def _date(period: Any, report_year: int) -> str:
    if pd.isna(period):
        return "dropped"
    first, last = dates.bounds(period)
    return "kept" if first and last and first.year <= report_year <= last.year else "moved"
