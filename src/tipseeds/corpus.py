"""The corpus: all tables of a folder of seeds."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from tipseeds import codebook, tables
from tipseeds.errors import SeedError
from tipseeds.reading import Seed, read_seed
from tipseeds.reference import SEEDS, country_names

if TYPE_CHECKING:  # nothing but what asks for the originals imports their reader
    from tipseeds.lookup import Lookup
    from tipseeds.originals import Originals


@dataclass(frozen=True, repr=False, eq=False)
class Corpus:
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

    @cached_property
    def _found(self) -> Originals:
        from tipseeds.originals import find

        return find(self.originals_path, self.documents)

    @property
    def originals(self) -> pd.DataFrame:
        """What was found of the original documents: one row a file or missing original, with a plain message.

        `status` is identical, normalised (the same text, saved differently), changed (its title or name, but other
        text), duplicate, unknown, unreadable or missing.
        """
        return self._found.report.copy()

    @property
    def texts(self) -> dict[str, str]:
        """The normalised text of each original at hand, by document; empty without originals."""
        return dict(self._found.texts)

    @cached_property
    def passages(self) -> pd.DataFrame:
        """Every paragraph and comment of the originals at hand, with its text and where it stands; see `originals`."""
        from tipseeds.layouts import passages

        return passages(self.seeds, self._found.texts)

    @cached_property
    def annotations(self) -> pd.DataFrame:
        """Every mark in the terms of the W3C Web Annotation model; see `tipseeds.annotations`."""
        from tipseeds.annotations import annotate

        return annotate(self)

    @cached_property
    def _lookup(self) -> Lookup:
        from tipseeds.lookup import Lookup

        return Lookup(self)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in codebook.TABLES)
        return f"<Corpus of {counts}>"


def load(path: str | PathLike[str] | None = None, originals: str | PathLike[str] | None = None) -> Corpus:
    """Read a folder of seeds into tables.

    Parameters
    ----------
    path : path-like, optional
        A folder that holds one Markdown file a document; the five documents of this project if it is left out. In a
        folder that holds no seeds but original documents, those are recognised by their checksums, and this project's
        edition of them is read.
    originals : path-like, optional
        A folder with the reader's own copies of the documents, as text files under any name. If it is left out, the
        environment variable TIPSEEDS_ORIGINALS names it; without that, they are looked for under `path`. Nothing needs
        them: they add the passages themselves, to `passages`, `annotations` and `tip.verify`.

    Returns
    -------
    Corpus
        With the tables documents, parts, tiers, estimates, labour, comments, replies and relations. They are made anew
        by each call, so changing one changes nothing else.

    Raises
    ------
    SeedError
        If a seed breaks the format; names the file, the line and the mend. If a folder is missing, or holds neither
        seeds nor originals.

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> corpus.documents[["doc", "body_paragraphs", "comments_present"]]
                doc  body_paragraphs  comments_present
    0         lagon               10                 8
    1  encyclopedia               18                 0
    2       asmolov               17                 0
    3         green                6                 0
    4    two-koreas                9                12
    """
    folder = SEEDS if path is None else Path(path)
    if not folder.is_dir():
        raise SeedError(
            folder, None, "no such folder.", "Give the folder that holds the seeds, as in tip.load('seeds')."
        )
    if originals is not None and not Path(originals).is_dir():
        mend = "Give the folder that holds the original documents."
        raise SeedError(Path(originals), None, "no such folder.", mend)
    named = originals or os.environ.get("TIPSEEDS_ORIGINALS")
    files = sorted(folder.glob("*.md"))
    if not files:
        if next(folder.rglob("*.txt"), None):
            return _load_texts(folder, Path(named) if originals and named else folder)
        inside = " Its folder seeds has some." if list((folder / "seeds").glob("*.md")) else ""
        raise SeedError(folder, None, f"no seeds (*.md) here.{inside}", "Give the folder that holds them.")
    with _no_collection():
        seeds = sorted(map(read_seed, files), key=_original_order)
        made = tables.build(seeds, country_names())
    return Corpus(**made, path=folder, seeds=tuple(seeds), originals_path=Path(named) if named else folder)


def _load_texts(folder: Path, originals: Path) -> Corpus:
    """Read this project's edition of the documents whose originals are in a folder without seeds."""
    from tipseeds.originals import find

    edition = load(originals=originals)
    found = find(folder, edition.documents)
    if not found.texts:
        said = found.report.dropna(subset="file")
        problem = "no seeds (*.md) here, and no original of this project's documents. " + " ".join(
            f"{file}: {message}" for file, message in zip(said["file"], said["message"], strict=True)
        )
        raise SeedError(folder, None, problem, "Give the folder that holds the seeds, or the original documents.")
    seeds = tuple(seed for seed in edition.seeds if seed.doc in found.texts)
    made = {name: _only(getattr(edition, name), [seed.doc for seed in seeds]) for name in codebook.TABLES}
    return Corpus(**made, path=folder, seeds=seeds, originals_path=originals)


def _only(table: pd.DataFrame, docs: list[str]) -> pd.DataFrame:
    """Return the rows that speak of some documents and of no other."""
    for name in {"doc", "left_doc", "right_doc"} & set(table):
        table = table[table[name].isin(docs)].assign(
            **{name: lambda kept, name=name: kept[name].cat.set_categories(docs)}
        )
    return table.reset_index(drop=True)


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


def columns(name: str) -> pd.DataFrame:
    """Describe the columns of a table.

    Parameters
    ----------
    name : str
        One of documents, parts, tiers, estimates, labour, comments, replies, relations.

    Returns
    -------
    DataFrame
        `column`, `kind`, `about` and `values` (what a category may hold).

    Raises
    ------
    ValueError
        If there is no such table.

    Examples
    --------
    >>> columns("tiers").set_index("column")["about"]["streak"]
    'The number of reports in a row, where one is stated.'
    """
    if name not in codebook.TABLES:
        raise ValueError(f"There is no table {name!r}; the tables are {', '.join(codebook.TABLES)}.")
    rows = [(c.name, c.kind, c.about, ", ".join(c.values)) for c in codebook.TABLES[name]]
    return pd.DataFrame(rows, columns=["column", "kind", "about", "values"])
