"""A comment in its conversation, as markup: who wrote it, what it says, what it answers and what answers it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from tipseeds.charts._authors import author
from tipseeds.edition.lookup import look_up
from tipseeds.edition.tables import Tables
from tipseeds.pages.evidence import facts_html, sources
from tipseeds.pages.html import escape
from tipseeds.pages.passages import marked_digest


def conversation_html(corpus: Tables, row: Any) -> str:
    """Return the markup for a row of `comments`."""
    doc, part = str(row["doc"]), str(row["part"])
    replies = corpus.replies[corpus.replies["doc"] == doc]
    asked = replies[replies["source"] == part]
    given = replies[replies["target"] == part]
    facts = [
        ("Comment", escape(f"{doc} {part}, {row['words']} words")),
        ("Author", escape(_author(row))),
        ("Place and day", escape(_stated(row))),
        ("Our summary", marked_digest(look_up(corpus).part(doc, part), None)),
        ("Positions", escape(_positions(corpus.scheme.questions, row))),
        ("Devices", escape(", ".join(name for name in corpus.scheme.devices if _true(row[name])) or "none")),
        ("Answers", _listed(corpus, doc, zip(asked["target"], asked["evidence"], strict=True))),
        ("Is answered by", _listed(corpus, doc, zip(given["source"], given["evidence"], strict=True))),
        *sources(corpus, doc, part),
    ]
    return facts_html(facts, "The comment in its conversation")


def _author(row: Any) -> str:
    said = author(row["author"], row["author_basis"], row["confidence"])
    return said if pd.isna(row["author_note"]) else f"{said}. {row['author_note']!s}"


def _stated(row: Any) -> str:
    return ", ".join(str(row[name]) for name in ("place", "date") if pd.notna(row[name])) or "none"


def _positions(names: Iterable[str], row: Any) -> str:
    return "; ".join(f"{n}: {row[n]}" for n in names if pd.notna(row[n]) and row[n] != "silent") or "silent on all"


def _true(value: Any) -> bool:
    return bool(pd.notna(value) and value)


def _listed(corpus: Tables, doc: str, edges: Any) -> str:
    items = []
    for part, words in edges:
        if part == "post":
            said = f"the post ({look_up(corpus).documents[doc]['title']})"
        elif part == "missing":
            said = "a comment that is not in the file"
        else:
            comment = look_up(corpus).comments[doc, part]
            who = author(comment["author"], comment["author_basis"], comment["confidence"])
            said = f"{part} by {who}: {comment['digest']}"
        items.append(f"<li>{escape(said)} <em>Shown by “{escape(words)}”.</em></li>")
    return f'<ul style="margin:0">{"".join(items)}</ul>' if items else "nothing in the file"
