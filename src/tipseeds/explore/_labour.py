"""The explorer of claims about workers sent abroad."""

from __future__ import annotations

import pandas as pd

from tipseeds import charts
from tipseeds.edition.reference import country_names
from tipseeds.edition.tables import Tables
from tipseeds.explore._base import ALL, Explorer, menu

NOT_STATED = "not stated"
HEADINGS = {
    "theme": "Theme",
    "claim": "Claim",
    "position": "Position",
    "dispatch": "Dispatch",
    "where": "Place",
    "when": "Period",
    "doc": "Document",
    "part": "Part",
    "wording": "Wording",
    "by": "Credited to",
}


def labour(corpus: Tables) -> Explorer:
    """Explore who claims what about workers sent abroad.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.

    Returns
    -------
    Explorer
        A widget; its `controls` are theme, doc, position, where (the destination), when (the period) and dispatch.

    Examples
    --------
    >>> import tipseeds as tip
    >>> explorer = tip.explore.labour(tip.load())
    >>> explorer.controls["position"].value = "disputes"
    >>> explorer.count
    '5 of 57 shown'
    """
    rows = with_words(corpus.labour)
    filters = {
        "theme": menu("Theme", rows, "theme"),
        "doc": menu("Document", rows, "doc"),
        "position": menu("Position", rows, "position"),
        "where": menu("Destination", rows, "where"),
        "when": menu("Period", rows, "when"),
        "dispatch": menu("Dispatch", rows, "dispatch"),
    }

    def draw(frame: pd.DataFrame) -> charts.Chart:
        chosen = filters["doc"].control.value
        if chosen != ALL:  # the other documents are hidden, not silent
            frame = frame.assign(doc=frame["doc"].cat.set_categories([chosen]))
        chart: charts.Chart = charts.themes(frame)
        return chart

    return Explorer(corpus, "labour claims", rows, filters, draw, HEADINGS)


def with_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Add `where` and `when`: the place by its name and the period, or that none is stated."""
    where = rows["place"].replace(country_names()).fillna(NOT_STATED)
    return rows.assign(where=where, when=rows["period"].fillna(NOT_STATED))
