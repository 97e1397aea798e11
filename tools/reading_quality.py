"""Hold what rules read against what people coded: precision and recall of each kind, on the originals of the edition.

python tools/reading_quality.py --originals FOLDER

A rule is right if it reads what the edition has: the same stretch of text as a part, the same author and day in a
comment's head, the same answer, the same limits (and hedge) of a figure in the same part, the same country and tier.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tipseeds as tip
from tipseeds.edition.lookup import plain
from tipseeds.edition.quantity import LIKE
from tipseeds.reading._draft import read_by_rule


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Precision and recall of the rules, held against the edition.")
    parser.add_argument("--originals", required=True, help="the folder that holds the original documents")
    folder = Path(parser.parse_args().originals)
    corpus = tip.load(originals=folder)
    files = corpus.originals.dropna(subset=["file", "doc"]).set_index("doc")["file"]
    drafts = _drafts(folder, files)
    print(f"{'kind':<24}{'in edition':>11}{'by rule':>9}{'right':>7}{'precision':>11}{'recall':>8}")
    for kind, coded in _things(corpus).items():
        read = _things(drafts)[kind]
        right = sum((Counter(coded) & Counter(read)).values())
        rates = f"{100 * right / max(len(read), 1):>10.0f}%{100 * right / max(len(coded), 1):>7.0f}%"
        print(f"{kind:<24}{len(coded):>11}{len(read):>9}{right:>7}{rates}")


def _drafts(folder: Path, files: Any) -> tip.Corpus:
    """Return the originals as rules read them, under the names of the edition."""
    from tipseeds.edition.build import build
    from tipseeds.edition.reference import country_names
    from tipseeds.edition.scheme import default

    seeds = [read_by_rule(folder / file)._replace(doc=doc) for doc, file in files.items()]
    made = build(seeds, country_names(), default())
    return tip.Corpus(**made, path=folder, scheme=default(), seeds=tuple(seeds), originals_path=folder)


def _things(corpus: tip.Corpus) -> dict[str, list[tuple[Any, ...]]]:
    """Return what is compared, by kind; a figure that a text makes two marks of counts once."""
    where = {(row["doc"], row["part"]): (row["doc"], row["start"]) for row in plain(corpus.passages)}

    def rows(table: Any, *names: str) -> list[tuple[Any, ...]]:
        return [(where[row["doc"], row["part"]], *(row[name] for name in names)) for row in plain(table)]

    figures = {(row["doc"], row["part"], row["mark"]): row for row in [*plain(corpus.estimates), *plain(corpus.labour)]}
    stated = [row for row in figures.values() if row["notation"]]
    comments = corpus.comments[corpus.comments["author_basis"] == "stated"]
    known = corpus.replies.rename(columns={"source": "part"})
    ends = {(row["doc"], row["part"]): row["end"] for row in plain(corpus.passages)}
    return {
        "parts": [(*where[key], end) for key, end in ends.items()],
        "comment heads": rows(comments, "author", "date"),
        "answers": rows(known[known["target"] != "missing"], "target"),
        "figures": _figures(where, stated),
        "figures with hedge": _figures(where, stated, "bound"),
        "placements": rows(corpus.tiers, "iso3", "tier"),
        "placements with years": rows(corpus.tiers, "iso3", "tier", "first_report", "last_report"),
    }


def _figures(where: dict[tuple[str, str], tuple[str, int]], rows: Iterable[Any], *names: str) -> list[tuple[Any, ...]]:
    return [
        (where[row["doc"], row["part"]], row["low"], row["high"], *(LIKE.get(row[name], row[name]) for name in names))
        for row in rows
    ]


if __name__ == "__main__":
    main()
