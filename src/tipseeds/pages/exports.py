"""Rows and corpora as files for other programs: CSV, a data package, Parquet, web annotations, threads, references."""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from tipseeds.coding._csv import csv_lines, to_csv
from tipseeds.edition import dates
from tipseeds.edition.calls import helped
from tipseeds.edition.fields import TABLES, Field
from tipseeds.edition.lookup import Row, plain
from tipseeds.edition.reference import SEEDS
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import count
from tipseeds.originals.annotations import annotate, to_jsonld
from tipseeds.pages.citations import bibliography, cite
from tipseeds.pages.html import markup

_TYPES = {
    "day": "date", "report year": "integer", "whole number": "integer", "number": "number", "yes or no": "boolean",
}  # fmt: skip
"""The types of a Frictionless table schema; any other kind, an EDTF date too, is a string to it."""
_MARKS = ("tiers", "estimates", "labour")
_KEYS = {"documents": "doc", "parts": "doc part", "comments": "doc part", "replies": "doc source target"}
_KEYS |= {**dict.fromkeys(_MARKS, "doc mark"), "relations": "left_doc left_mark right_doc right_mark"}
_POINTS = {"parts": {"doc": "documents"}, "replies": {"doc source": "comments"}}
_POINTS |= {name: {"doc part": "parts"} for name in (*_MARKS, "comments")}
_POINTS |= {"relations": {"left_doc": "documents", "right_doc": "documents"}}
"""The key of each table, and which of its columns hold the key of another."""
_SAFE = (
    "What a spreadsheet would run as a formula has an apostrophe before it; a sign without a shape reads as [U+202E]."
)


def codebook_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `column`, `kind`, `about` and `values` of each column of some rows.

    Parameters
    ----------
    frame : DataFrame
        Rows of a table, also with columns added; one that no table has is said to be made from others.

    Examples
    --------
    >>> import tipseeds as tip
    >>> tip.exports.codebook_of(tip.load().tiers).query("column == 'tier'")["values"].item()
    '1, 2, 2WL, 3, special'
    """
    names = [str(name) for name in frame.columns]
    nearest = max(TABLES.values(), key=lambda table: len({field.name for field in table} & set(names)))
    known = {field.name: (field.kind, field.about) for table in (*TABLES.values(), nearest) for field in table}
    coded = frame.attrs.get("coded", {})
    rows = []
    for name in names:
        kind, about = known.get(name, ("", "Made from the other columns, to be read more easily."))
        about = coded.get(name, {}).get("about", about)
        dtype = frame[name].dtype
        values = ", ".join(map(str, dtype.categories)) if isinstance(dtype, pd.CategoricalDtype) else ""
        rows.append((name, kind or ("category" if values else ""), about, values))
    return pd.DataFrame(rows, columns=["column", "kind", "about", "values"])


def rows_link(frame: pd.DataFrame, name: str, lines: Sequence[str] | None = None) -> str:
    """Return a link that saves rows as a file named after what they are; it needs no server and no kernel.

    `lines` has them as CSV already, where many selections of the same rows are written.

    Examples
    --------
    >>> tip.exports.rows_link(corpus.tiers, "tier placements")[:34]
    '<a download="tier-placements.csv" '
    """
    return _link(lines or csv_lines(frame), f"{name}.csv", f"Save {count(len(frame), 'row')} (CSV)")


def codebook_link(frame: pd.DataFrame, name: str) -> str:
    """Return a link that saves the codebook of the columns of a frame as a file.

    Examples
    --------
    >>> tip.exports.codebook_link(corpus.tiers, "tier placements")[:43]
    '<a download="tier-placements-codebook.csv" '
    """
    return _link(csv_lines(codebook_of(frame)), f"{name}-codebook.csv", "Save codebook (CSV)")


def _link(lines: Sequence[str], name: str, text: str) -> str:
    file = "".join(sign if sign.isalnum() or sign == "." else "-" for sign in name.lower())
    address = f"data:text/csv;charset=utf-8;base64,{base64.b64encode(''.join(lines).encode('utf-8-sig')).decode()}"
    # JupyterLab shows links in a widget as plain text.
    return markup('<a download="{}" href="{}" style="text-decoration:underline">{}</a>', file, address, text)


@helped
def export(corpus: Tables, folder: str | PathLike[str]) -> list[Path]:
    """Write a corpus as files for other programs, as in `corpus.export("out")`, and return their paths.

    Each table as CSV and, if pyarrow is installed, as Parquet; `datapackage.json`, which describes them (Frictionless:
    types, keys, codes, licence, sources); `annotations.json` (W3C Web Annotations); `references.bib` and
    `references.json`; and in `threads` the comments in ConvoKit's form. None of them holds text of the documents: what
    stands for a part is our summary.

    Parameters
    ----------
    corpus : Corpus
    folder : path-like
        Where to write them; made if it is not there. Files of the same names are replaced.

    Examples
    --------
    >>> import tempfile, tipseeds as tip
    >>> files = tip.load().export(tempfile.mkdtemp())
    >>> [file.name for file in files][:2]
    ['documents.csv', 'parts.csv']
    """
    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise NotADirectoryError(20, "is a file; name a folder", str(place))
    (place / "threads").mkdir(parents=True, exist_ok=True)
    tables: dict[str, pd.DataFrame] = {name: getattr(corpus, name) for name in TABLES}
    texts = {
        "datapackage.json": _json(_package(corpus)),
        "annotations.json": to_jsonld(annotate(corpus).drop(columns=["prefix", "suffix"])),
        "references.bib": bibliography(corpus),
        "references.json": bibliography(corpus, "csl-json"),
        **_threads(corpus),
    }
    files = {f"{name}.csv": to_csv(table) for name, table in tables.items()}
    files |= {name: text.encode() for name, text in texts.items()}
    if find_spec("pyarrow"):
        files |= {f"{name}.parquet": table.to_parquet(index=False) for name, table in tables.items()}
    for name, content in files.items():
        (place / name).write_bytes(content)
    return [place / name for name in files]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _package(corpus: Tables) -> Row:
    own = corpus.path.resolve() == SEEDS.resolve()  # what a class writes is under the licence that it chooses
    license_ = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
    return {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9]", "-", corpus.path.resolve().name.lower()),
        "title": f"{len(corpus.documents)} documents as tables",
        **({"licenses": [license_]} if own else {}),
        "sources": [{"title": cite(corpus, doc)} for doc in corpus.documents["doc"]],
        "resources": [_resource(corpus, name) for name in TABLES],
    }


def _resource(corpus: Tables, name: str) -> Row:
    points = [
        {"fields": own.split(), "reference": {"resource": table, "fields": _KEYS[table].split()}}
        for own, table in _POINTS.get(name, {}).items()
    ]
    schema = {
        "fields": [_field(field, corpus) for field in corpus.scheme.fields(name)],
        "missingValues": [""],
        "primaryKey": _KEYS[name].split(),
        **({"foreignKeys": points} if points else {}),
    }
    told = {"description": _SAFE, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig"}
    return {"profile": "tabular-data-resource", "name": name, "path": f"{name}.csv", **told, "schema": schema}


def _field(field: Field, corpus: Tables) -> Row:
    kind = _TYPES.get(field.kind, "string")
    said: Row = {"name": field.name, "type": kind, "title": field.label, "description": field.about}
    limits: Row = {"required": True} if field.required else {}
    if field.kind == "category":
        limits["enum"] = list(corpus.documents["doc"] if field.values == "documents" else field.values)
        asked = corpus.scheme.questions.get(field.name)
        codes = getattr(corpus.scheme, f"{field.name}s", {})
        rules = asked.values if asked else {code: meant.rule for code, meant in codes.items()}
        said |= {"codes": rules} if rules else {}
    return said | ({"constraints": limits} if limits else {})


def _threads(corpus: Tables) -> dict[str, str]:
    """Return the comments of each document with what they answer, as ConvoKit loads them.

    The post is the root. A comment that answers one that is not there has an utterance of its own to answer: empty,
    said to be missing, and put under the post, as nobody knows what it answered.
    """
    answers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in plain(corpus.replies):
        to = row["doc"] if row["target"] == "post" else f"{row['doc']}/{row['target']}"
        answers[row["doc"], row["source"]].append(to)
    posts = plain(corpus.documents[corpus.documents["doc"].isin(corpus.comments["doc"])])
    lines = [_utterance(row, row["doc"], row["title"], None, {"kind": "post"}) for row in posts]
    lacking = sorted({doc for (doc, _), ids in answers.items() if f"{doc}/missing" in ids})
    lines += [_utterance({"doc": doc}, f"{doc}/missing", "", doc, {"kind": "missing"}) for doc in lacking]
    for row in plain(corpus.comments):
        ids = answers[row["doc"], row["part"]]
        meta = {"kind": "comment", "text": "our summary", "answers": ids, "place": row["place"], "words": row["words"]}
        to = ids[0] if ids else row["doc"]  # what a draft leaves open stands under the post
        lines.append(_utterance(row, f"{row['doc']}/{row['part']}", row["digest"], to, meta))
    made: Row = {
        "speakers": {line["speaker"]: {"meta": {}, "vectors": []} for line in lines},
        "conversations": {line["conversation_id"]: {"meta": {}, "vectors": []} for line in lines},
        "corpus": {},
        "index": {f"{kind}-index": {} for kind in ("utterances", "speakers", "conversations", "overall")},
    }
    made["index"] |= {"version": 1, "vectors": []}
    files = {f"threads/{name}.json": _json(value) for name, value in made.items()}
    return files | {"threads/utterances.jsonl": "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)}


def _utterance(row: Row, name: str, text: str, to: str | None, meta: Row) -> Row:
    date = row.get("date") or row.get("published")
    first = dates.bounds(date)[0] if date else None
    return {
        **{"id": name, "conversation_id": row["doc"], "text": text, "speaker": row.get("author") or "[not named]"},
        **{"meta": meta | {"date": date}, "reply-to": to, "vectors": []},
        "timestamp": (first.toordinal() - 719_163) * 86_400 if first else None,  # the day's begin, since 1970
    }


__all__ = ["codebook_link", "codebook_of", "rows_link", "to_csv"]
