"""Hold what rules read against what people read: precision and recall of each kind.

python tools/reading_quality.py [--originals FOLDER]

Held against the made-up pages of tests/raw, as tests/raw.toml says what a person reads in them, and against the edition
where its originals are given. A rule is right if it reads what the person does: the same stretch of text as a part, the
same author and day in a comment's head, the same answer, the same limits (and hedge) of a figure in the same part, the
same country and tier.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tipseeds as tip
from tipseeds.edition.lookup import plain
from tipseeds.edition.quantity import LIKE, parse
from tipseeds.edition.scheme import default
from tipseeds.reading._draft import read_by_rule

RAW = Path(__file__).parents[1] / "tests" / "raw"
Things = dict[str, list[tuple[Any, ...]]]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Precision and recall of the rules, held against people's reading.")
    parser.add_argument("--originals", help="the folder that holds the original documents of the edition")
    originals = parser.parse_args().originals
    keys = tomllib.loads(RAW.with_suffix(".toml").read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        for page in RAW.iterdir():
            tip.draft(page, folder)
        drafts = tip.load(folder)
        where = {(row["doc"], row["part"]): _keyed(keys[row["doc"]], row) for row in plain(drafts.passages)}
        _report("made-up pages", _told(keys), _things(drafts, where) | {"parts": [(name,) for name in where.values()]})
    if originals:
        corpus = tip.load(originals=originals)
        files = corpus.originals.dropna(subset=["file", "doc"]).set_index("doc")["file"]
        _report("edition", _things(corpus), _things(_drafts(Path(originals), files)))


def _report(name: str, coded: Things, read: Things) -> None:
    print(f"{name:<24}{'by a person':>12}{'by rule':>9}{'right':>7}{'precision':>11}{'recall':>8}")
    for kind, known in coded.items():
        right = sum((Counter(known) & Counter(read[kind])).values())
        rates = f"{100 * right / max(len(read[kind]), 1):>10.0f}%{100 * right / max(len(known), 1):>7.0f}%"
        print(f"{kind:<24}{len(known):>12}{len(read[kind]):>9}{right:>7}{rates}")
    print()


def _keyed(key: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[str, str]:
    """Return the document and the first and last words of a part, as the key has them, or else its text."""
    ends = {part: part.partition("..") for part in key["parts"]}
    same = (
        part for part, (begin, _, end) in ends.items() if row["text"].startswith(begin) and row["text"].endswith(end)
    )
    return row["doc"], next(same, row["text"])


def _told(keys: Mapping[str, Any]) -> Things:
    """Return what a person read in the made-up pages, as `_things` returns what rules read."""
    told: Things = {kind: [] for kind in ("parts", "comment heads", "answers", "figures", "figures with hedge")}
    told |= {"placements": [], "placements with years": []}
    for doc, key in keys.items():
        heads, parts = key.get("heads", []), key["parts"]
        ids = [f"p{n + 1}" for n in range(len(parts) - len(heads))] + [f"c{n + 1}" for n in range(len(heads))]
        where = {part: (doc, words) for part, words in zip(ids, parts, strict=True)}
        told["parts"] += [(place,) for place in where.values()]
        for n, (head, answer) in enumerate(zip(heads, key.get("answers", []), strict=True), 1):
            author, _, day = re.fullmatch(r"(.+?)( (\d{4}-\d\d-\d\d))?", head).groups()  # type: ignore[union-attr]
            told["comment heads"].append((where[f"c{n}"], author, day))
            told["answers"] += [(where[f"c{n}"], answer)] if answer != "open" else []
        for part, notations in key.get("figures", {}).items():
            read = [parse(notation) for notation in notations.split("; ")]
            told["figures"] += [(where[part], one.low, one.high) for one in read]
            told["figures with hedge"] += [
                (where[part], one.low, one.high, LIKE.get(one.bound, one.bound)) for one in read
            ]
        for part, iso3, tier, first, last in map(str.split, key.get("placements", [])):
            told["placements"].append((where[part], iso3, tier))
            told["placements with years"].append((where[part], iso3, tier, int(first), int(last)))
    return told


def _drafts(folder: Path, files: Any) -> tip.Corpus:
    """Return the originals as rules read them, under the names of the edition."""
    from tipseeds.edition.build import build
    from tipseeds.edition.reference import country_names

    seeds = [read_by_rule(folder / file, default())._replace(doc=doc) for doc, file in files.items()]
    made = build(seeds, country_names(), default())
    return tip.Corpus(**made, path=folder, scheme=default(), seeds=tuple(seeds), originals_path=folder)


def _things(corpus: tip.Corpus, where: Mapping[tuple[str, str], tuple[str, Any]] | None = None) -> Things:
    """Return what is compared, by kind, and where it stands; a figure that a text makes two marks of counts once."""
    places = {(row["doc"], row["part"]): (row["doc"], row["start"]) for row in plain(corpus.passages)}
    where = where or places

    def rows(table: Any, *names: str) -> list[tuple[Any, ...]]:
        return [(where[row["doc"], row["part"]], *(row[name] for name in names)) for row in plain(table)]

    figures = {(row["doc"], row["part"], row["mark"]): row for row in [*plain(corpus.estimates), *plain(corpus.labour)]}
    stated = [row for row in figures.values() if row["notation"]]
    comments = corpus.comments[corpus.comments["author_basis"] == "stated"]
    known = corpus.replies.rename(columns={"source": "part"})
    ends = {(row["doc"], row["part"]): row["end"] for row in plain(corpus.passages)}
    return {
        "parts": [(*places[key], end) for key, end in ends.items()],
        "comment heads": rows(comments, "author", "date"),
        "answers": rows(known[known["target"] != "missing"], "target"),
        "figures": _figures(where, stated),
        "figures with hedge": _figures(where, stated, "bound"),
        "placements": rows(corpus.tiers, "iso3", "tier"),
        "placements with years": rows(corpus.tiers, "iso3", "tier", "first_report", "last_report"),
    }


def _figures(
    where: Mapping[tuple[str, str], tuple[str, Any]], rows: Iterable[Any], *names: str
) -> list[tuple[Any, ...]]:
    return [
        (where[row["doc"], row["part"]], row["low"], row["high"], *(LIKE.get(row[name], row[name]) for name in names))
        for row in rows
    ]


if __name__ == "__main__":
    main()
