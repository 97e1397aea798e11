"""The explorer of stated quantities."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tipseeds import charts
from tipseeds.edition import dates, quantity
from tipseeds.edition.tables import Tables
from tipseeds.explore._base import ALL, Explorer, Filter, dropdown, every, menu

NO_PERIOD = "no period"
HEADINGS = {
    "said": "Quantity",
    "measure": "What is counted",
    "topic": "Topic",
    "place": "Place",
    "period": "Period",
    "doc": "Document",
    "part": "Part",
    "wording": "Wording",
    "by": "Credited to",
}


def estimates(corpus: Tables) -> Explorer:
    """Explore every stated quantity: by topic, document, kind of part, bound, unit and year, sorted as you like.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.

    Returns
    -------
    Explorer
        A widget; its `controls` are topic, doc, kind, bound, unit, year and sort.

    Examples
    --------
    >>> import tipseeds as tip
    >>> explorer = tip.explore.estimates(tip.load())
    >>> explorer.controls["topic"].value = "prisoners"
    >>> explorer.count
    '3 of 52 shown'
    """
    rows = readable(corpus)
    covered = [years(period) for period in rows["period"].dropna()]
    options = [str(year) for year in sorted({year for span in covered for year in span})]
    filters = {
        "topic": menu("Topic", rows, "topic"),
        "doc": menu("Document", rows, "doc"),
        "kind": menu("Part", rows, "kind"),
        "bound": menu("Hedge", rows, "bound"),
        "unit": menu("Unit", rows, "unit"),
        "year": Filter(dropdown("Year", [ALL, *options, NO_PERIOD]), in_year),
    }
    orders = {"document": in_document_order, "size": by_size, "hedge": by_hedge}
    return Explorer(corpus, "stated quantities", rows, filters, charts.estimates, HEADINGS, orders)


def readable(corpus: Tables) -> pd.DataFrame:
    """Return the table `estimates` with the quantity in words (`said`) and the kind of part it stands in (`kind`)."""
    told = [
        quantity.say(notation, unit)
        for notation, unit in zip(corpus.estimates["notation"], corpus.estimates["unit"], strict=True)
    ]
    kinds = corpus.parts[["doc", "part", "kind"]]
    rows = corpus.estimates.merge(kinds, on=["doc", "part"], how="left", validate="many_to_one")
    return rows.assign(said=pd.Series(told, dtype="string", index=rows.index))


def years(period: str) -> range:
    """Return the years that a period touches; of a period with an open end, the year of the end that is stated."""
    first, last = dates.bounds(period)
    ends = [day.year for day in (first, last) if day]
    return range(min(ends), max(ends) + 1) if ends else range(0)


def in_year(frame: pd.DataFrame, value: Any) -> pd.Series[bool]:
    """Say which quantities are of a year, or of no period at all."""
    if value == ALL:
        return every(frame)
    if value == NO_PERIOD:
        return frame["period"].isna()
    return frame["period"].map(lambda period: int(value) in years(period), na_action="ignore").astype("boolean")


def in_document_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Put rows into the order in which the documents state them."""
    return frame.sort_index()


def by_size(frame: pd.DataFrame) -> pd.DataFrame:
    """Put the largest stated number first, of a range its lower one; quantities without a number come last."""
    stated = frame["low"].fillna(frame["high"])
    return frame.loc[stated.sort_values(ascending=False, kind="stable", na_position="last").index]


def by_hedge(frame: pd.DataFrame) -> pd.DataFrame:
    """Put rows into the codebook's order of bounds, from flat to unknown."""
    rank = {bound: number for number, bound in enumerate(quantity.BOUNDS)}
    return frame.loc[frame["bound"].astype("string").map(rank).sort_values(kind="stable").index]
