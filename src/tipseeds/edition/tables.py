"""The tables of a folder of seeds as one object, which every room takes, and what the rooms keep about it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from tipseeds.edition import codebook
from tipseeds.edition.build import build
from tipseeds.edition.format import Seed, read_seed
from tipseeds.edition.reference import country_names

T = TypeVar("T")


@dataclass(frozen=True, repr=False, eq=False)
class Tables:
    """Documents as tables; `tip.columns(name)` describes a table's columns.

    Attributes
    ----------
    documents : DataFrame
        One row a document.
    parts : DataFrame
        One row a paragraph or comment, with our summary of it.
    tiers : DataFrame
        One row a statement that places a country in a tier.
    estimates : DataFrame
        One row a stated quantity, with its hedge.
    labour : DataFrame
        One row a claim about workers sent abroad by the state.
    comments : DataFrame
        One row a comment: who, where, when, and how it is coded.
    replies : DataFrame
        One row an answer: from a comment to what it answers.
    relations : DataFrame
        One row a pair of claims that were compared.
    path : Path
        The folder that the seeds were read from.
    seeds : tuple of Seed
        The seeds as read, for what the tables leave out: where in a summary a wording stands.
    originals_path : Path or None
        Where the reader's own copies of the documents are looked for, when something first asks for them.
    """

    documents: pd.DataFrame
    parts: pd.DataFrame
    tiers: pd.DataFrame
    estimates: pd.DataFrame
    labour: pd.DataFrame
    comments: pd.DataFrame
    replies: pd.DataFrame
    relations: pd.DataFrame
    path: Path
    seeds: tuple[Seed, ...]
    originals_path: Path | None = None
    _kept: dict[Any, Any] = field(default_factory=dict, init=False)

    def _once(self, work: Callable[[Any], T]) -> T:
        """Return what a room works out about these tables: at the first call, and as it was then from there on."""
        if work not in self._kept:
            self._kept[work] = work(self)
        found: T = self._kept[work]
        return found

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in codebook.TABLES)
        return f"<Corpus of {counts}>"


def read_seeds(files: list[Path]) -> tuple[dict[str, pd.DataFrame], tuple[Seed, ...]]:
    """Read seeds into tables, in the order in which the original files are named.

    Raises
    ------
    SeedError
        If a seed breaks the format; names the file, the line and the mend.
    """
    with _no_collection():
        seeds = sorted(map(read_seed, files), key=_original_order)
        return build(seeds, country_names()), tuple(seeds)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Pause the garbage collector: reading makes many small objects, no garbage, and takes a fifth longer."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _original_order(seed: Seed) -> tuple[str, str]:
    """Order documents as their original files are named, which is how the collection numbers them."""
    original = seed.front.get("original-file")
    return (str(original.value) if original else "", seed.doc)
