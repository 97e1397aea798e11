"""The four workbenches: which rows, which menus, which chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from tipseeds import charts, checks
from tipseeds.charts._estimates import draw_some, read
from tipseeds.edition import dates, quantity, reference
from tipseeds.edition.fields import YES_NO, coded_columns
from tipseeds.edition.lookup import plain
from tipseeds.edition.tables import Tables
from tipseeds.explore._workbench import Menu, Menus, Order, Plan, Span, Workbench, menu, menu_of, one_of


def tiers(corpus: Tables, **start: Any) -> Workbench:
    """Explore who is placed where, on the whole official record.

    Parameters
    ----------
    corpus : Corpus
    **start
        Where its `controls` begin: lists of values for country, beside (countries that no document places, to stand
        beside them in the chart), doc, tier and basis; for years the first and the last report; texts for search and
        sort.

    Examples
    --------
    >>> bench = tip.explore.tiers(tip.load(), years=[2012, 2012])
    >>> bench.count, bench.code
    ('3 of 17 shown', "corpus.tiers.query('first_report <= 2012 and last_report >= 2012')")
    """
    official, rows = reference.official_tiers(), corpus.tiers
    first, last = int(official["report_year"].min()), int(official["report_year"].max())
    names, spread = reference.country_names(), checks.country_years(rows)
    others = tuple(sorted(names[code] for code in set(official["iso3"]) - set(rows["iso3"]) if code in names))
    every = np.ones((len(rows), len(others)), dtype=bool)

    def draw(frame: pd.DataFrame, choice: Mapping[str, Any]) -> Any:
        since, until = choice["years"] or (first, last)
        years = spread[spread["row"].isin(frame.index) & spread["report_year"].between(since, until)]
        record = official[official["report_year"].between(since, until)]
        return charts.tiers(years, record, [*frame["country"].unique(), *choice["beside"]])

    def in_years(chosen: Sequence[int]) -> str:
        return f"first_report <= {chosen[1]} and last_report >= {chosen[0]}"

    menus: Menus = {
        "country": "Country",
        "beside": Menu("Set beside", others, every, lambda _: "", filters=False),
        "doc": "Document",
        "tier": "Tier",
        "basis": "Basis",
        "years": Span("Reports", (first, last), rows["first_report"], rows["last_report"], in_years),
    }
    columns = "country tier first_report last_report doc basis wording by part"
    return Workbench(corpus, Plan("tier placements", "tiers", rows, menus, draw, columns, "wording country by"), start)


def estimates(corpus: Tables, **start: Any) -> Workbench:
    r"""Explore every stated quantity, each with its hedge and its evidence.

    Parameters
    ----------
    corpus : Corpus
    **start
        Where its `controls` begin: lists of values for topic, doc, kind, bound, unit and year; texts for search and
        sort (a column of the list, with a minus before it to turn it round).

    Examples
    --------
    >>> bench = tip.explore.estimates(tip.load(), topic=["prisoners"])
    >>> bench.count, bench.code
    ('3 of 57 shown', 'corpus.estimates.query("topic == \'prisoners\'")')
    """
    rows = readable(corpus)
    covers = {period: [str(year) for year in years(period)] for period in rows["period"].dropna().unique()}

    def of_kind(kinds: Sequence[str]) -> str:
        return f'rows["part"].str.startswith({tuple(kind[0].replace("b", "p") for kind in kinds)!r})'

    menus: Menus = {
        "topic": "Topic",
        "doc": "Document",
        "kind": menu_of("Part", rows[["kind"]].to_numpy(), ("body", "comment"), of_kind),
        "bound": "Hedge",
        "unit": "Unit",
        "year": menu("Year", rows, "period", covers),
    }
    every, coded = read(rows, None if corpus.relations.empty else checks.related(corpus))
    by_size = Order("low", lambda low: low.fillna(rows["high"]), 'lambda low: low.fillna(corpus.estimates["high"])')
    plan = Plan(
        "stated quantities", "estimates", rows, menus, lambda frame, _: draw_some(every, coded, {*frame.index}),
        "said measure wording doc by part period place topic", "wording measure by", {"said": by_size},
    )  # fmt: skip
    return Workbench(corpus, plan, start)


def readable(corpus: Tables) -> pd.DataFrame:
    """Return the table `estimates` with the quantity in words (`said`) and the kind of part it stands in (`kind`)."""
    rows = corpus.estimates
    told = [quantity.say(*given) for given in zip(rows["notation"], rows["unit"], strict=True)]
    kinds = np.where(rows["part"].str.startswith("c"), "comment", "body")
    return rows.assign(said=pd.Series(told, dtype="string", index=rows.index), kind=kinds)


def years(period: str) -> range:
    """Return the years that a period touches; of a period with an open end, the year of the end that is stated."""
    ends = [day.year for day in dates.bounds(period) if day]
    return range(min(ends), max(ends) + 1) if ends else range(0)


def labour(corpus: Tables, **start: Any) -> Workbench:
    """Explore who claims what about workers sent abroad.

    Parameters
    ----------
    corpus : Corpus
    **start
        Where its `controls` begin: lists of values for theme, doc, position, where (the destination), when (the
        period) and dispatch; texts for search and sort.

    Examples
    --------
    >>> bench = tip.explore.labour(tip.load())
    >>> bench.controls["position"].value = "disputes"
    >>> bench.count
    '5 of 57 shown'
    """
    names = reference.country_names()
    rows = corpus.labour.assign(where=corpus.labour["place"].replace(names))
    menus: Menus = {
        "theme": "Theme",
        "doc": "Document",
        "position": "Position",
        "where": menu("Destination", rows, "place", {code: [name] for code, name in names.items()}),
        "when": menu("Period", rows, "period"),
        "dispatch": "Dispatch",
    }

    def draw(frame: pd.DataFrame, choice: Mapping[str, Any]) -> Any:
        if choice["doc"]:  # the other documents are hidden, not silent
            frame = frame.assign(doc=frame["doc"].cat.set_categories(choice["doc"]))
        return charts.themes(frame)

    code = "lambda codes: codes.replace(tip.reference.country_names())"
    plan = Plan(
        "labour claims", "labour", rows, menus, draw, "theme claim position doc wording by part where period dispatch",
        "wording claim by", {"where": Order("place", lambda codes: codes.replace(names), code)},
    )  # fmt: skip
    return Workbench(corpus, plan, start)


def debate(corpus: Tables, **start: Any) -> Workbench:
    """Explore the comments, each with what it answers and what answers it.

    Parameters
    ----------
    corpus : Corpus
    **start
        Where its `controls` begin: lists of values for doc, author, question (that it takes up), position and device;
        for length the fewest and the most words; texts for search and sort.

    Examples
    --------
    >>> bench = tip.explore.debate(tip.load(), position=["south_korea: both"])
    >>> bench.frame["part"].tolist()
    ['c6', 'c7', 'c10', 'c12']
    """
    rows = checks.threads(corpus.comments, corpus.replies)
    coded = coded_columns(rows)
    asked = [name for name, values in coded.items() if values is not YES_NO]
    takes_up = {name: (name, [value for value in coded[name] if value != "silent"]) for name in asked}
    holds = {f"{name}: {value}": (name, [value]) for name in asked for value in coded[name]}
    uses = {name: (name, [True]) for name in coded if name not in asked}
    span = (int(min(rows["words"], default=0)), int(max(rows["words"], default=0)))
    menus: Menus = {
        "doc": "Thread",
        "author": menu("Author", rows, "author", missing="unknown author"),
        "question": _any_of("Takes up", rows, takes_up),
        "position": _any_of("Position", rows, holds),
        "device": _any_of("Device", rows, uses),
        "length": Span("Words", span, rows["words"], rows["words"], lambda ends: f"{ends[0]} <= words <= {ends[1]}"),
    }
    columns = " ".join(["doc part author words digest targets answered_by author_basis date", *asked])
    plan = Plan("comments", "comments", rows, menus, lambda frame, _: charts.thread(frame), columns, "digest")
    return Workbench(corpus, plan, start)


def _any_of(label: str, rows: pd.DataFrame, holding: Mapping[str, tuple[str, list[Any]]]) -> Menu:
    """Return a menu of columns with values; a row is shown if one of those chosen has one of its values."""
    answers = [[name for name, (column, values) in holding.items() if row[column] in values] for row in plain(rows)]
    return menu_of(label, answers, holding, lambda chosen: " or ".join(one_of(*holding[name]) for name in chosen))
