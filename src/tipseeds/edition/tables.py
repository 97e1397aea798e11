"""The tables of a folder of seeds as one object, which every room takes, and what the rooms keep about it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_uppercase
from typing import Any, ClassVar, TypeVar

import pandas as pd

from tipseeds.edition.build import build
from tipseeds.edition.fields import TABLES
from tipseeds.edition.format import Seed, Unmerged, read_seed
from tipseeds.edition.reference import country_names
from tipseeds.edition.scheme import Scheme, read_scheme
from tipseeds.edition.words import lacks

T = TypeVar("T")


@dataclass(frozen=True, repr=False, eq=False)
class Tables:
    """Documents as tables, one row a thing; `tip.columns(name)` describes a table's columns."""

    documents: pd.DataFrame
    parts: pd.DataFrame  # a paragraph or comment, with our summary of it
    tiers: pd.DataFrame  # a placement of a country in a tier
    estimates: pd.DataFrame  # a stated quantity
    labour: pd.DataFrame  # a claim about workers sent abroad
    comments: pd.DataFrame  # a comment, with how it is coded
    replies: pd.DataFrame  # an answer, from a comment to what it answers
    relations: pd.DataFrame  # a pair of claims that were compared
    path: Path  # the folder of the seeds
    scheme: Scheme
    seeds: tuple[Seed, ...]  # as read, for what the tables leave out: where in a summary a wording stands
    originals_path: Path | None = None  # where the reader's own copies are looked for, when something first asks
    _kept: dict[Any, Any] = field(default_factory=dict, init=False)
    _front: ClassVar[list[str]] = []
    """What `tip` offers, as the front says: it may be looked for on a corpus."""

    def _once(self, work: Callable[[Any], T]) -> T:
        """Return what a room works out about these tables: at the first call, and as it was then from there on."""
        if work not in self._kept:
            self._kept[work] = work(self)
        found: T = self._kept[work]
        return found

    def __getattr__(self, name: str) -> Any:
        of_one = f"It is of one table: write corpus.estimates.{name}." if hasattr(pd.DataFrame, name) else ""
        elsewhere = f"Write tip.{name}." if name in self._front else ""
        raise lacks("corpus", name, [known for known in dir(self) if known[0] != "_"], of_one or elsewhere)

    def __getitem__(self, name: object) -> None:
        raise TypeError(f"A corpus is several tables. Write corpus.{name if name in TABLES else 'estimates'}.")

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in TABLES)
        return f"<Corpus of {counts}>"


def read_seeds(folder: Path, files: list[Path], passed: dict[str, str]) -> dict[str, Any]:
    """Return what `Tables` takes of a folder: its tables, scheme and seeds, as their original files are numbered.

    A file that holds two versions of a seed is passed over, and added to what was; a SeedError names any other fault.
    """
    collecting = gc.isenabled()
    gc.disable()  # reading makes many small objects and no garbage, and takes a fifth longer with collection
    try:
        scheme, seeds = read_scheme(folder), []
        for file in files:
            try:
                seeds.append(read_seed(file))
            except Unmerged as error:  # one such file keeps no other from being read
                passed[file.name] = str(error)
        seeds.sort(key=lambda seed: (str(getattr(seed.front.get("original-file"), "value", "")), seed.doc))
        made = build(seeds, country_names(), scheme)
    finally:
        if collecting:
            gc.enable()
    return {**made, "path": folder, "scheme": scheme, "seeds": tuple(seeds)}


def without_names(comments: pd.DataFrame) -> pd.DataFrame:
    """Put Writer A, B, C, … in the place of handles that are inferred, in the order in which they first stand.

    The handles stay in the seeds, with the reasoning (which `author_note` then leaves out), and in the evidence of a
    reply, which is the text's own words.
    """
    inferred = comments["author_basis"] == "inferred"
    keys = list(zip(comments["doc"][inferred], comments["author"][inferred], strict=True))
    letters = {key: f"Writer {ascii_uppercase[n % 26]}{n // 26 or ''}" for n, key in enumerate(dict.fromkeys(keys))}
    author = comments["author"].copy()
    author[inferred] = [letters[key] for key in keys]
    return comments.assign(author=author, author_note=comments["author_note"].mask(inferred))
