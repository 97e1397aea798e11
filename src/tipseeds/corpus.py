"""The corpus: all tables of a folder of seeds."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import pandas as pd

from tipseeds import codebook, tables
from tipseeds.errors import SeedError
from tipseeds.reading import Seed, read_seed
from tipseeds.reference import SEEDS


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

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in codebook.TABLES)
        return f"<Corpus of {counts}>"


def load(path: str | PathLike[str] | None = None) -> Corpus:
    """Read a folder of seeds into tables.

    Parameters
    ----------
    path : path-like, optional
        A folder that holds one Markdown file a document; the five documents of this project if it is left out.

    Returns
    -------
    Corpus
        With the tables documents, parts, tiers, estimates, labour, comments, replies and relations. They are made anew
        by each call, so changing one changes nothing else.

    Raises
    ------
    SeedError
        If a seed breaks the format; names the file, the line and the mend.

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
    files = sorted(folder.glob("*.md"))
    if not files:
        inside = " Its folder seeds has some." if list((folder / "seeds").glob("*.md")) else ""
        raise SeedError(folder, None, f"no seeds (*.md) here.{inside}", "Give the folder that holds them.")
    with _no_collection():
        seeds = sorted(map(read_seed, files), key=_original_order)
        made = tables.build(seeds, tables.read_countries(SEEDS / "reference" / "countries.csv"))
    return Corpus(**made, path=folder, seeds=tuple(seeds))


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
