"""The workbench of the comment threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tipseeds import charts, checks
from tipseeds.edition import codebook
from tipseeds.edition.tables import Tables
from tipseeds.explore._workbench import Plan, Span, Workbench, menu, menu_of

QUESTIONS = [question.name for question in codebook.QUESTIONS]
HEADINGS = {
    "doc": "Thread",
    "part": "Comment",
    "author": "Author",
    "words": "Words",
    "digest": "Our summary",
    "targets": "Answers",
    "answered_by": "Answered by",
    "author_basis": "Known",
    "date": "Day stated",
    **{name: name for name in QUESTIONS},
}


def debate(corpus: Tables, **start: Any) -> Workbench:
    """Explore the comments, each with what it answers and what answers it.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.
    **start
        What is chosen at the start: lists of values for doc, author, question (that it takes up), position and device;
        for length the fewest and the most words; texts for search and sort.

    Returns
    -------
    Workbench
        A widget; its `controls` have the same names.

    Examples
    --------
    >>> import tipseeds as tip
    >>> bench = tip.explore.debate(tip.load(), position=["south_korea: both"])
    >>> bench.frame["part"].tolist()
    ['c6', 'c7', 'c10', 'c12']
    """
    rows = checks.threads(corpus.comments, corpus.replies)
    said = {f"{question.name}: {value}": (question.name, value) for question in codebook.QUESTIONS for value in question.rules}
    takes_up = {name: rows[name].notna() & (rows[name] != "silent") for name in QUESTIONS}
    holds = {held: rows[name] == value for held, (name, value) in said.items()}
    uses = {name: rows[name].fillna(value=False) for name in codebook.DEVICES}
    span = (int(min(rows["words"], default=0)), int(max(rows["words"], default=0)))
    menus = {
        "doc": menu("Thread", rows, "doc"),
        "author": menu("Author", rows, "author"),
        "question": _any_of("Takes up", takes_up, 'rows["{0}"].notna() & (rows["{0}"] != "silent")'),
        "position": _any_of("Position", holds, "{0[0]} == {0[1]!r}", said),
        "device": _any_of("Device", uses, "{0} == True"),
        "length": Span("Words", span, rows["words"], rows["words"], lambda ends: f"{ends[0]} <= words <= {ends[1]}"),
    }
    plan = Plan(
        "comments", "corpus.comments", rows, menus, lambda frame, _: charts.thread(frame), HEADINGS,
        ("digest", "author"), {},
    )  # fmt: skip
    return Workbench(corpus, plan, start)


def _any_of(label: str, columns: dict[str, pd.Series[bool]], code: str, names: dict[str, Any] | None = None) -> Any:
    """Return a menu of yes-or-no columns."""
    answers = [[name for name, column in columns.items() if column.loc[row]] for row in next(iter(columns.values())).index]

    def said(chosen: Sequence[str]) -> str:
        parts = [code.format((names or {}).get(name, name)) for name in chosen]
        if len(parts) == 1:
            return parts[0]
        return " | ".join(f"({part})" for part in parts) if code.startswith("rows") else " or ".join(parts)

    return menu_of(label, answers, columns, said)
