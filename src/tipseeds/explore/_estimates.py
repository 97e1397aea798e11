"""The workbench of stated quantities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tipseeds import charts, checks
from tipseeds.edition import dates, quantity
from tipseeds.edition.tables import Tables
from tipseeds.explore._workbench import NOT_STATED, Menu, Order, Plan, Workbench, menu, menu_of, one_of

COLUMNS = "said measure wording doc by part period place topic"


def estimates(corpus: Tables, **start: Any) -> Workbench:
    r"""Explore every stated quantity, each with its hedge and its evidence.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.
    **start
        Where its `controls` begin: lists of values for topic, doc, kind, bound, unit and year; texts for search and
        sort (a column of the list, with a minus before it to turn it round).

    Examples
    --------
    >>> import tipseeds as tip
    >>> bench = tip.explore.estimates(tip.load(), topic=["prisoners"])
    >>> bench.count, bench.code
    ('3 of 57 shown', 'corpus.estimates.query("topic == \'prisoners\'")')
    """
    rows = readable(corpus)
    menus = {
        "topic": menu("Topic", rows, "topic"),
        "doc": menu("Document", rows, "doc"),
        "kind": menu_of("Part", ([kind] for kind in rows["kind"]), ("body", "comment"), _of_kind),
        "bound": menu("Hedge", rows, "bound"),
        "unit": menu("Unit", rows, "unit"),
        "year": _year(rows["period"]),
    }
    pairs = None if corpus.relations.empty else checks.related(corpus)
    by_size = Order("low", lambda low: low.fillna(rows["high"]), 'lambda low: low.fillna(corpus.estimates["high"])')
    plan = Plan(
        "stated quantities", "estimates", rows, menus, lambda frame, _: charts.estimates(frame, pairs, rows),
        COLUMNS, ("wording", "measure", "by"), {"said": by_size},
    )  # fmt: skip
    return Workbench(corpus, plan, start)


def readable(corpus: Tables) -> pd.DataFrame:
    """Return the table `estimates` with the quantity in words (`said`) and the kind of part it stands in (`kind`)."""
    told = [
        quantity.say(notation, unit)
        for notation, unit in zip(corpus.estimates["notation"], corpus.estimates["unit"], strict=True)
    ]
    kinds = corpus.parts[["doc", "part", "kind"]]
    rows = corpus.estimates.merge(kinds, on=["doc", "part"], how="left", validate="many_to_one")
    return rows.assign(said=pd.Series(told, dtype="string", index=rows.index)).set_index(corpus.estimates.index)


def years(period: str) -> range:
    """Return the years that a period touches; of a period with an open end, the year of the end that is stated."""
    first, last = dates.bounds(period)
    ends = [day.year for day in (first, last) if day]
    return range(min(ends), max(ends) + 1) if ends else range(0)


def _year(periods: pd.Series[str]) -> Menu:
    covers = {period: [str(year) for year in years(period)] for period in periods.dropna().unique()}

    def code(chosen: Sequence[str]) -> str:
        touched = [period for period, own in covers.items() if set(own) & set(chosen)]
        if NOT_STATED not in chosen:
            return one_of("period", touched)
        return 'rows["period"].isna()' + (f' | rows["period"].isin({touched!r})' if touched else "")

    options = sorted({year for own in covers.values() for year in own})
    answers = ([NOT_STATED] if pd.isna(period) else covers[period] for period in periods)
    return menu_of("Year", answers, (*options, NOT_STATED), code)


def _of_kind(kinds: Sequence[str]) -> str:
    return f'rows["part"].str.startswith({tuple({"body": "p", "comment": "c"}[kind] for kind in kinds)!r})'
