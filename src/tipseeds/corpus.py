"""The corpus: a folder of seeds as tables, whose methods open the rooms."""

from __future__ import annotations

import os
import warnings
from contextlib import suppress
from os import PathLike
from pathlib import Path
from types import MethodType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from tipseeds.edition.build import build
from tipseeds.edition.calls import helped
from tipseeds.edition.errors import SeedError
from tipseeds.edition.fields import TABLES
from tipseeds.edition.folder import find_seeds, tell
from tipseeds.edition.format import Seed
from tipseeds.edition.frames import Rows
from tipseeds.edition.reference import SEEDS, country_names
from tipseeds.edition.scheme import Scheme, default, read_scheme
from tipseeds.edition.tables import Tables, read_seeds, without_names
from tipseeds.edition.words import lacks, unknown

if TYPE_CHECKING:  # nothing is imported before it is asked for
    from IPython.display import HTML

    from tipseeds.originals.verification import Report

pd.set_option("display.html.use_mathjax", False)  # else JupyterLab sets what stands between two dollars as a formula


class _Explore(SimpleNamespace):
    """What opens on a corpus."""

    def __call__(self, *given: Any, **named: Any) -> None:
        raise TypeError(repr(self))

    def __getattr__(self, name: str) -> Any:
        raise lacks("corpus.explore", name, list(vars(self)))

    def __repr__(self) -> str:
        return f"To open: {', '.join(f'corpus.explore.{name}()' for name in vars(self))}."


class Corpus(Tables):
    """Documents as tables: `documents`, `parts`, `tiers`, `estimates`, `labour`, `comments`, `replies`, `relations`.

    `tip.columns(name)` describes the columns of one; the methods show, cite and explore what stands behind a row.
    """

    def __dir__(self) -> list[str]:
        """Name what completion offers: what a student can call, and not what the rooms stand on."""
        return [name for name in super().__dir__() if name not in ("originals_path", "path", "scheme", "seeds")]

    @helped
    def columns(self, name: str) -> pd.DataFrame:
        """Describe the columns of a table in this corpus, as in `corpus.columns("tiers")`; see `tip.columns`."""
        return _columns(name, self.scheme)

    @property
    def originals(self) -> pd.DataFrame:
        """What was found of the original documents: one row a file or missing original, with a plain message.

        `status` is identical, normalised (the same text, saved differently), changed (its title or name, but other
        text), duplicate, unknown, unreadable or missing.
        """
        from tipseeds.originals.files import originals_of

        return Rows(originals_of(self).report.copy())

    @property
    def texts(self) -> dict[str, str]:
        """The normalised text of each original at hand, by document; empty without originals."""
        from tipseeds.originals.files import originals_of

        return dict(originals_of(self).texts)

    @property
    def passages(self) -> pd.DataFrame:
        """Every paragraph and comment of the originals at hand, with its text and where it stands; see `originals`."""
        from tipseeds.originals.layouts import passages

        return Rows(passages(self))

    @property
    def annotations(self) -> pd.DataFrame:
        """Every mark in the terms of the W3C Web Annotation model."""
        from tipseeds.originals.annotations import annotate

        return Rows(annotate(self))

    @helped
    def evidence(self, row: Any) -> HTML:
        """Show where a row comes from, as in `corpus.evidence(corpus.estimates.iloc[0])`; see `tip.evidence`."""
        from tipseeds.pages.evidence import evidence

        return evidence(self, row)

    @helped
    def read(self, doc: str) -> HTML:
        """Show a whole document, every figure in it highlighted, as in `corpus.read("lagon")`; see `tip.read`."""
        from tipseeds.pages.passages import read

        return read(self, doc)

    @helped
    def cite(self, doc: str, part: str | None = None, mark: str | None = None) -> str:
        """Cite a document, a part or a wording, as in `corpus.cite("lagon", "p3", "camps")`; see `tip.cite`."""
        from tipseeds.pages.citations import cite

        return cite(self, doc, part, mark)

    @helped
    def bibliography(self, style: Literal["bibtex", "csl-json"] = "bibtex") -> str:
        """Return the documents for a reference manager, as in `corpus.bibliography()`; see `tip.bibliography`."""
        from tipseeds.pages.citations import bibliography

        return bibliography(self, style)

    @helped
    def export(self, folder: str | PathLike[str]) -> list[Path]:
        """Write the corpus as files for other programs, as in `corpus.export("out")`; see `tip.export`."""
        from tipseeds.pages.exports import export

        return export(self, folder)

    @property
    def explore(self) -> Any:
        """Workbenches and panels on this corpus, as in `corpus.explore.tiers()`; see `tip.explore`."""
        from tipseeds import explore

        return _Explore(**{name: MethodType(getattr(explore, name), self) for name in explore.CALLED})

    @helped
    def verify(self) -> Report:
        """Hold the edition against the originals at hand, as in `corpus.verify()`; see `tip.verify`."""
        from tipseeds.originals.verification import verify

        return verify(self)


@helped
def load(
    path: str | PathLike[str] | None = None, originals: str | PathLike[str] | None = None, *, names: bool = False
) -> Corpus:
    """Read a folder of seeds into tables.

    Parameters
    ----------
    path : path-like, optional
        A folder that holds one Markdown file a document; the five documents of this project if it is left out. In a
        folder that holds no seeds but texts, the documents of this project are recognised by their checksums and its
        edition of them is read; any other text is read by rule, and `read` says so in every table.
    originals : path-like, optional
        A folder with the reader's own copies of the documents, as text files under any name; else the one that the
        environment variable TIPSEEDS_ORIGINALS names, else `path`. Nothing needs them: they add the passages
        themselves, to `passages`, `annotations` and `tip.verify`.
    names : bool, optional
        Whether to name commenters whom their page doesn't name and others only let us infer. Without it they are
        Writer A, B, C, and the reasoning is left out.

    Returns
    -------
    Corpus
        With its eight tables, made anew by each call: changing one changes nothing else.

    Raises
    ------
    SeedError
        If a seed breaks the format, with file, line and fix; if a folder is missing or holds neither seeds nor texts.

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
        fix = "Give the folder that holds the seeds, as in tip.load('seeds')."
        raise SeedError(folder, None, "is a file." if folder.is_file() else "no such folder.", fix)
    if path is None and (elsewhere := _other_copy()):
        warnings.warn(elsewhere, stacklevel=3)
    if originals is not None and not Path(originals).is_dir():
        raise SeedError(Path(originals), None, "no such folder.", "Give the folder that holds the original documents.")
    named = originals or os.environ.get("TIPSEEDS_ORIGINALS")
    files, passed = find_seeds(folder)
    named_so: dict[str, Path] = {}
    for file in files:
        if (other := named_so.setdefault(file.stem.lower(), file)) is not file:
            raise SeedError(file, None, f"has the name of {other.name}.", "Rename one, or remove it.")
    made: dict[str, Any] = read_seeds(folder, files, passed) if files else {"seeds": ()}
    if made["seeds"] and not names:
        made["comments"] = without_names(made["comments"])
    if not made["seeds"]:
        if next(folder.rglob("*.txt"), None):
            return _load_texts(folder, Path(named) if originals and named else folder)
        inside = "Its folder seeds has some." if list((folder / "seeds").glob("*.md")) else ""
        problem = f"no seeds (*.md) here. {inside or tell(folder, passed)}".strip()
        raise SeedError(folder, None, problem, "Give the folder that holds them.")
    if passed:
        warnings.warn(f"{tell(folder, passed)} Rename or move what is meant to be read.", stacklevel=3)
    return Corpus(**made, originals_path=Path(named) if named else folder)


def _other_copy() -> str:
    """Return a sentence if this is run in the folder of another copy of the project than the one that runs."""
    with suppress(OSError):
        around = (Path.cwd(), *Path.cwd().parents)
        nearest = next((folder for folder in around if (folder / "src" / "tipseeds" / "corpus.py").exists()), None)
        if nearest and not (nearest / "src" / "tipseeds" / "corpus.py").samefile(__file__):
            where = f"{nearest} is a copy of the project, but the code and seeds that run are in {SEEDS.parent}."
            return f"{where} To use the copy, type there: python run.py lab"
    return ""


def _load_texts(folder: Path, originals: Path) -> Corpus:
    """Read a folder of texts: the originals of this project in its edition, any other by rule."""
    from tipseeds.originals.files import find
    from tipseeds.reading._draft import read_by_rule

    edition = load(originals=originals)
    found = find(folder, edition.documents)
    unreadable, unknown = (found.report[found.report["status"] == status] for status in ("unreadable", "unknown"))
    known = [seed for seed in edition.seeds if seed.doc in found.texts]
    scheme, others = (edition.scheme, edition.seeds) if known else (read_scheme(folder), ())
    problems = list(unreadable["file"] + ": " + unreadable["message"])
    drafts: list[Seed] = []
    for file in unknown["file"]:
        try:
            seed = read_by_rule(folder / file, scheme, [seed.doc for seed in (*edition.seeds, *drafts)])
            if all(one.front["sha256-normalised"].value != seed.front["sha256-normalised"].value for one in drafts):
                drafts.append(seed)  # a draft keeps a copy of its text
        except SeedError as error:
            problems.append(str(error))
    if not found.texts and not drafts:
        problem = "no seeds (*.md) here, and no text that can be read. " + " ".join(problems)
        raise SeedError(folder, None, problem, "Give the folder that holds the seeds, or the original documents.")
    made = build([*others, *drafts], country_names(), scheme)
    tables = {name: _only(table, [seed.doc for seed in (*known, *drafts)]) for name, table in made.items()}
    return Corpus(**tables, path=folder, scheme=scheme, seeds=(*known, *drafts), originals_path=originals)


def _only(table: pd.DataFrame, docs: list[str]) -> pd.DataFrame:
    """Return the rows that speak of some documents and of no other."""
    for name in {"doc", "left_doc", "right_doc"} & set(table):
        table = table.assign(**{name: table[name].cat.set_categories(docs)}).dropna(subset=name)
    return table.reset_index(drop=True)


@helped
def columns(name: str) -> pd.DataFrame:
    """Describe the columns of a table: `column`, `label` (in headings), `kind`, `about`, `values` (of a category).

    Parameters
    ----------
    name : str
        One of documents, parts, tiers, estimates, labour, comments, replies, relations; any other is a ValueError.

    Examples
    --------
    >>> import tipseeds as tip
    >>> tip.columns("tiers").set_index("column")["about"]["streak"]
    'The number of reports in a row, where one is stated.'
    """
    return _columns(name, default())


def _columns(name: str, scheme: Scheme) -> pd.DataFrame:
    if name not in TABLES:
        raise ValueError(unknown("table", repr(name), TABLES))
    fields = pd.DataFrame(scheme.fields(name)).rename(columns={"name": "column"})
    listed = fields["values"].map(lambda values: ", ".join(values) if isinstance(values, tuple) else "")
    return fields.assign(values=listed)[["column", "label", "kind", "about", "values"]]
