"""A folder to begin one's own corpus in, and a word where a notebook's sentences are about another one."""

from __future__ import annotations

import shutil
from os import PathLike
from pathlib import Path

from tipseeds.edition.calls import helped
from tipseeds.edition.tables import Tables
from tipseeds.pages.html import Page, markup


def start(folder: str | PathLike[str]) -> list[Path]:
    """Make a folder to begin one's own corpus in, and return what was written; refuse one that holds anything."""
    place = Path(folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise FileExistsError(17, "is there already; choose another name", str(place))
    source = Path(__file__).with_name("new")
    shutil.copytree(source, place, ignore=shutil.ignore_patterns(".*", "export"), dirs_exist_ok=True)
    return sorted(path for path in place.rglob("*.*") if path.is_file())


@helped
def written_for(corpus: Tables, docs: str) -> Page | None:
    """Say so if the sentences of a notebook are about other documents than a corpus holds; else show nothing.

    Parameters
    ----------
    corpus : Corpus
    docs : str
        The documents that the sentences are about, with blanks between.

    Examples
    --------
    >>> import tipseeds as tip
    >>> "the corpus lacks ducks" in repr(tip.written_for(tip.load(), "ducks"))
    True
    """
    held, about = list(corpus.documents["doc"]), docs.split()
    differs = {"lacks": [doc for doc in about if doc not in held], "adds": [doc for doc in held if doc not in about]}
    told = " and ".join(f"{verb} {', '.join(names)}" for verb, names in differs.items() if names)
    if not told:
        return None
    return Page(
        markup(
            "<p><strong>The sentences of this notebook are about {}; the corpus {}.</strong> Tables, charts and "
            "workbenches show the corpus, but the sentences between them don't speak of it. Notebooks that fit any "
            "corpus: type <code>python -m tipseeds new NAME</code> in a terminal.</p>",
            *(", ".join(about), told),
        )
    )
