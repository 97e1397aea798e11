"""What happened to a claim on the way from the TIP report into a document."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tipseeds.checks import _intervals as intervals
from tipseeds.edition import dates, quantity
from tipseeds.edition.tables import Tables


def passed_on(corpus: Tables, statements: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Set claims of the documents beside what the report itself said, and say what happened on the way.

    The hedge of a number and its date are compared by rule; the hedge in words and the population by a reader.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.
    statements, links : DataFrame
        As `reference.report_statements` and `reference.passed_on_links` give.

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
    >>> import tipseeds as tip
    >>> way = passed_on(tip.load(), tip.reference.report_statements(), tip.reference.passed_on_links())
    >>> way.query("mark == 'camps'")[["doc", "report_said", "hedge"]]
                 doc                report_said      hedge
    0          lagon  150,000 to 200,000 people  shortened
    6   encyclopedia  150,000 to 200,000 people       kept
    12       asmolov   80,000 to 120,000 people     turned
    """
    columns = ["doc", "part", "mark", "wording", "period", "notation", "unit", "low", "high", "bound"]
    claims = pd.concat([corpus.estimates[columns], corpus.labour[columns]]).astype({"doc": "string"})
    said = {(row["doc"], row["mark"]): row for row in reversed(claims.to_dict("records"))}
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
        said_here, said_there, hedge, date = told
        here = (link["doc"], claim["part"], link["mark"], claim["wording"], said_here)
        there = (link["report_year"], own["wording"], said_there, own["population"])
        rows.append((*here, *there, hedge, link["words"], link["population_moved"], date, link["why"], own["address"]))
    texts = ["doc", "part", "mark", "wording", "said", "report_year", "report_wording", "report_said", "report_of"]
    texts += ["hedge", "hedge_in_words", "population_change", "date_change", "why", "address"]
    return pd.DataFrame(rows, columns=texts).astype(dict.fromkeys(texts, "string") | {"report_year": "Int64"})


def _hedge(claim: dict[Any, Any], notation: str) -> str:
    own = quantity.parse(notation)
    if claim["notation"] == notation:
        return "kept"
    report = intervals.of(own._asdict())
    stated = intervals.of(claim)
    if (stated.low, stated.high) in ((report.high, None), (None, report.low)):
        return "turned"  # a ceiling became a floor, or a floor a ceiling
    if own.bound != "exact" and claim["bound"] == "exact":
        return "lost"
    if own.bound == "exact" and claim["bound"] != "exact":
        return "added"
    if stated.low in (None, report.low) and stated.high in (None, report.high):
        return "shortened"
    return "changed"


def _date(period: Any, report_year: int) -> str:
    if pd.isna(period):
        return "dropped"
    first, last = dates.bounds(period)
    return "kept" if first and last and first.year <= report_year <= last.year else "moved"
