"""The tables of a folder of seeds as one object, which every room takes, and what the rooms keep about it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from tipseeds.edition.build import build
from tipseeds.edition.fields import TABLES, Field, fields_of
from tipseeds.edition.format import Seed, Unmerged, read_seed
from tipseeds.edition.reference import country_names
from tipseeds.edition.scheme import Scheme, read_scheme
from tipseeds.edition.words import did_you_mean

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
    scheme : Scheme
        What the marks and comments may be coded as.
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
    scheme: Scheme
    seeds: tuple[Seed, ...]
    originals_path: Path | None = None
    _kept: dict[Any, Any] = field(default_factory=dict, init=False)

    def _once(self, work: Callable[[Any], T]) -> T:
        """Return what a room works out about these tables: at the first call, and as it was then from there on."""
        if work not in self._kept:
            self._kept[work] = work(self)
        found: T = self._kept[work]
        return found

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        known = [known for known in dir(self) if not known.startswith("_")]
        raise AttributeError(f"A corpus has no {name}. {did_you_mean(name, known)}It has {', '.join(known)}.")

    def fields(self, name: str) -> tuple[Field, ...]:
        """Return the fields of a table, with the values that the scheme allows."""
        return fields_of(name, self.scheme)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in TABLES)
        return f"<Corpus of {counts}>"


def read_seeds(folder: Path, files: list[Path], passed: dict[str, str]) -> dict[str, Any]:
    """Read the seeds of a folder, with its scheme, in the order in which the original files are named.

    A file that holds two versions of a seed is passed over, and added to what was.

    Returns
    -------
    dict
        The tables by name, `path`, `scheme` and `seeds`, as `Tables` takes them.

    Raises
    ------
    SeedError
        If a seed breaks the format; names the file, the line and the fix.
    """
    with _no_collection():
        scheme = read_scheme(folder)
        seeds = []
        for file in files:
            try:
                seeds.append(read_seed(file))
            except Unmerged as error:  # one such file keeps no other from being read
                passed[file.name] = str(error)
        seeds.sort(key=_original_order)
        made = build(seeds, country_names(), scheme)
    return {**made, "path": folder, "scheme": scheme, "seeds": tuple(seeds)}


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
