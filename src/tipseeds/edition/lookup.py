"""A corpus by name instead of by row: what evidence, citations and the reading page look up at every change."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

import pandas as pd

from tipseeds.edition.format import Mark, Part, Seed
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import did_you_mean, unknown

Row = dict[str, Any]
Key = tuple[str, str]
"""A document, and a part or a mark of it."""


def look_up(corpus: Tables) -> Lookup:
    """Return a corpus by name, made at the first call."""
    return corpus._once(Lookup)


class Lookup:
    """What a corpus held when it was first looked up, as plain values by document, and by part or mark."""

    def __init__(self, corpus: Tables) -> None:
        self._corpus = corpus
        self.seeds: dict[str, Seed] = {seed.doc: seed for seed in corpus.seeds}
        self.parts: dict[Key, Part] = {(seed.doc, part.id): part for seed in corpus.seeds for part in seed.parts}
        self.marks: dict[Key, tuple[Part, Mark]] = {
            (doc, mark.id): (part, mark) for (doc, _), part in self.parts.items() for mark in part.marks
        }
        self.documents: dict[str, Row] = {row["doc"]: row for row in plain(corpus.documents)}
        self.comments: dict[Key, Row] = {(row["doc"], row["part"]): row for row in plain(corpus.comments)}
        self.relations: dict[Key, list[Row]] = defaultdict(list)
        """The pairs in which a mark is compared."""
        for pair in plain(corpus.relations):
            for claim in {(pair["left_doc"], pair["left_mark"]), (pair["right_doc"], pair["right_mark"])}:
                self.relations[claim].append(pair)

    @cached_property
    def rows(self) -> dict[Key, list[tuple[str, int, Row]]]:
        """The rows of a mark, each with its table and its label there."""
        found: dict[Key, list[tuple[str, int, Row]]] = defaultdict(list)
        for name in ("tiers", "estimates", "labour"):
            table = getattr(self._corpus, name)
            for label, row in zip(table.index, plain(table), strict=True):
                found[row["doc"], row["mark"]].append((name, label, row))
        return found

    def seed(self, doc: str) -> Seed:
        """Return the seed of a document; a ValueError says that there is none."""
        if doc not in self.seeds:
            raise ValueError(unknown("document", repr(doc), self.seeds))
        return self.seeds[doc]

    def called(self, doc: str) -> str:
        """Return what readers know a document as, with its name in the tables: the official (lagon)."""
        label = self.documents[doc]["label"]
        return label if doc in label.split() else f"{label} ({doc})"

    def part(self, doc: str, part: str) -> Part:
        """Return a part of a document; a ValueError says that there is none."""
        parts = self.seed(doc).parts
        if (doc, part) not in self.parts:
            close = did_you_mean(part, [found.id for found in parts]).strip()
            close = f"It is a mark: write mark={part!r}." if (doc, part) in self.marks else close
            span = f"it has {parts[0].id} to {parts[-1].id}"
            raise ValueError(f"There is no part {part!r} in {doc}; {span}. {close}".strip())
        return self.parts[doc, part]

    def mark(self, doc: str, mark: str) -> tuple[Part, Mark]:
        """Return a mark of a document, with its part; a ValueError says that there is none."""
        self.seed(doc)
        if (doc, mark) not in self.marks:
            known = [name for holder, name in self.marks if holder == doc]
            raise ValueError(unknown("mark", repr(mark), known, f" in {doc}"))
        return self.marks[doc, mark]


def plain(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a table as plain values, with None for what is missing."""
    columns = [
        [None if value is None or value is pd.NA or value != value else value for value in column.tolist()]
        for _, column in pd.DataFrame(frame).items()  # without attrs, which every column would copy
    ]
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def writer(comment: Row) -> str:
    """Return who wrote a comment, and how that is known."""
    if not comment["author"]:
        return "an unknown author"
    how = "" if comment["author_basis"] == "stated" else f" ({comment['author_basis']}, {comment['confidence']})"
    return f"{comment['author']}{how}"
