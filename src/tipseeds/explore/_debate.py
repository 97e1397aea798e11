"""The workbench of the comment threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tipseeds import charts, checks
from tipseeds.edition.fields import YES_NO, coded_columns
from tipseeds.edition.tables import Tables
from tipseeds.explore._workbench import Menu, Plan, Span, Workbench, menu, menu_of


def debate(corpus: Tables, **start: Any) -> Workbench:
    """Explore the comments, each with what it answers and what answers it.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.
    **start
        Where its `controls` begin: lists of values for doc, author, question (that it takes up), position and device;
        for length the fewest and the most words; texts for search and sort.

    Examples
    --------
    >>> import tipseeds as tip
    >>> bench = tip.explore.debate(tip.load(), position=["south_korea: both"])
    >>> bench.frame["part"].tolist()
    ['c6', 'c7', 'c10', 'c12']
    """
    rows = checks.threads(corpus.comments, corpus.replies)
    coded = coded_columns(rows)
    asked = [name for name, values in coded.items() if values != YES_NO]
    said = {f"{name}: {value}": (name, value) for name in asked for value in coded[name]}
    takes_up = {name: rows[name].notna() & (rows[name] != "silent") for name in asked}
    holds = {held: rows[name] == value for held, (name, value) in said.items()}
    uses = {name: rows[name].fillna(value=False) for name in coded if name not in asked}
    span = (int(min(rows["words"], default=0)), int(max(rows["words"], default=0)))
    menus: dict[str, Menu | Span] = {
        "doc": menu("Thread", rows, "doc"),
        "author": menu("Author", rows, "author", missing="unknown author"),
        "question": _any_of("Takes up", takes_up, 'rows["{0}"].notna() & (rows["{0}"] != "silent")'),
        "position": _any_of("Position", holds, "{0[0]} == {0[1]!r}", said),
        "device": _any_of("Device", uses, "{0} == True"),
        "length": Span("Words", span, rows["words"], rows["words"], lambda ends: f"{ends[0]} <= words <= {ends[1]}"),
    }
    columns = " ".join(["doc part author words digest targets answered_by author_basis date", *asked])
    plan = Plan("comments", "comments", rows, menus, lambda frame, _: charts.thread(frame), columns, ("digest",), {})
    return Workbench(corpus, plan, start)


def _any_of(label: str, columns: dict[str, pd.Series[bool]], code: str, names: dict[str, Any] | None = None) -> Menu:
    """Return a menu of yes-or-no columns."""
    answers = [[name for name in columns if row[name]] for row in pd.DataFrame(columns).to_dict("records")]

    def said(chosen: Sequence[str]) -> str:
        parts = [code.format((names or {}).get(name, name)) for name in chosen]
        if len(parts) == 1:
            return parts[0]
        return " | ".join(f"({part})" for part in parts) if code.startswith("rows") else " or ".join(parts)

    return menu_of(label, answers, columns, said)
