"""The workbench of claims about workers sent abroad."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tipseeds import charts
from tipseeds.edition.reference import country_names
from tipseeds.edition.tables import Tables
from tipseeds.explore._workbench import Order, Plan, Workbench, menu

COLUMNS = "theme claim position doc wording by part where period dispatch"


def labour(corpus: Tables, **start: Any) -> Workbench:
    """Explore who claims what about workers sent abroad.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.
    **start
        Where its `controls` begin: lists of values for theme, doc, position, where (the destination), when (the
        period) and dispatch; texts for search and sort.

    Examples
    --------
    >>> import tipseeds as tip
    >>> bench = tip.explore.labour(tip.load())
    >>> bench.controls["position"].value = "disputes"
    >>> bench.count
    '5 of 57 shown'
    """
    names = country_names()
    rows = corpus.labour.assign(where=corpus.labour["place"].replace(names))
    menus = {
        "theme": menu("Theme", rows, "theme"),
        "doc": menu("Document", rows, "doc"),
        "position": menu("Position", rows, "position"),
        "where": menu("Destination", rows, "place", names),
        "when": menu("Period", rows, "period"),
        "dispatch": menu("Dispatch", rows, "dispatch"),
    }

    def draw(frame: pd.DataFrame, choice: Mapping[str, Any]) -> Any:
        if choice["doc"]:  # the other documents are hidden, not silent
            frame = frame.assign(doc=frame["doc"].cat.set_categories(choice["doc"]))
        return charts.themes(frame)

    by_name = Order(
        "place", lambda codes: codes.replace(names), "lambda codes: codes.replace(tip.reference.country_names())"
    )
    plan = Plan(
        "labour claims", "labour", rows, menus, draw, COLUMNS, ("wording", "claim", "by"), {"where": by_name},
    )  # fmt: skip
    return Workbench(corpus, plan, start)
