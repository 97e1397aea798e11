"""Rows and corpora as files for other programs: CSV, a data package, Parquet, web annotations, threads, references."""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from tipseeds.coding._csv import to_csv
from tipseeds.edition import dates
from tipseeds.edition.calls import help_all, helped
from tipseeds.edition.fields import TABLES, Field
from tipseeds.edition.lookup import Row, plain
from tipseeds.edition.reference import SEEDS
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import count, offered
from tipseeds.originals.annotations import annotate, to_jsonld
from tipseeds.pages.citations import bibliography, cite
from tipseeds.pages.html import escape

_TYPES = {
    "day": "date", "report year": "integer", "whole number": "integer", "number": "number", "yes or no": "boolean",
}  # fmt: skip
"""The types of a Frictionless table schema; any other kind, an EDTF date too, is a string to it."""
_MARKS = ("tiers", "estimates", "labour")
_KEYS = {
    **{"documents": "doc", "parts": "doc part", "comments": "doc part", "replies": "doc source target"},
    **dict.fromkeys(_MARKS, "doc mark"),
    "relations": "left_doc left_mark right_doc right_mark",
}
_POINTS = {
    **{"parts": {"doc": "documents"}, "replies": {"doc source": "comments"}},
    **{name: {"doc part": "parts"} for name in (*_MARKS, "comments")},
    "relations": {"left_doc": "documents", "right_doc": "documents"},
}
"""The key of each table, and which of its columns hold the key of another."""
_SAFE = "A text that a spreadsheet would run as a formula has an apostrophe before it; Parquet holds it as it is."


def codebook_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what each column of some rows means; one that no table has is said to be made from others.

    Parameters
    ----------
    frame : DataFrame
        Rows of a table, also with columns added.

    Returns
    -------
    DataFrame
        `column`, `kind`, `about` and `values`, in the order of the columns.

    Examples
    --------
    >>> import tipseeds as tip
    >>> codebook_of(tip.load().tiers).query("column == 'tier'")["values"].item()
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


def rows_link(frame: pd.DataFrame, name: str) -> str:
    """Return a link that saves rows as a file named after what they are; it needs no server and no kernel.

    Examples
    --------
    >>> rows_link(pd.DataFrame({"doc": ["lagon"]}), "tier placements")[:34]
    '<a download="tier-placements.csv" '
    """
    return _link(frame, f"{name}.csv", f"Download what is shown ({count(len(frame), 'row')}, CSV)")


def codebook_link(frame: pd.DataFrame, name: str) -> str:
    """Return a link that saves the codebook of the columns of a frame as a file.

    Examples
    --------
    >>> codebook_link(pd.DataFrame({"doc": ["lagon"]}), "tier placements")[:43]
    '<a download="tier-placements-codebook.csv" '
    """
    return _link(codebook_of(frame), f"{name}-codebook.csv", "Download its codebook (CSV)")


def _link(frame: pd.DataFrame, name: str, text: str) -> str:
    file = "".join(sign if sign.isalnum() or sign == "." else "-" for sign in name.lower())
    address = f"data:text/csv;charset=utf-8;base64,{base64.b64encode(to_csv(frame)).decode()}"
    # JupyterLab shows links in a widget as plain text.
    return f'<a download="{escape(file)}" href="{address}" style="text-decoration:underline">{escape(text)}</a>'


@helped
def export(corpus: Tables, folder: str | PathLike[str]) -> list[Path]:
    """Write a corpus as files for other programs, and return their paths.

    Each table as CSV and, if pyarrow is installed, as Parquet; `datapackage.json`, which describes them (Frictionless:
    types, keys, codes, licence, sources); `annotations.json` (W3C Web Annotations); `references.bib` and
    `references.json`; and in `threads` the comments in ConvoKit's form. None of them holds text of the documents: what
    stands for a part is our summary.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.
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
    (place / "threads").mkdir(parents=True, exist_ok=True)
    tables = {name: getattr(corpus, name) for name in TABLES}
    texts = {
        "datapackage.json": _json(_package(corpus)),
        "annotations.json": to_jsonld(annotate(corpus).drop(columns=["prefix", "suffix"])),
        "references.bib": bibliography(corpus),
        "references.json": bibliography(corpus, "csl-json"),
        **_threads(corpus),
    }
    written = {f"{name}.csv": to_csv(table) for name, table in tables.items()}
    written |= {name: text.encode() for name, text in texts.items()}
    for name, content in written.items():
        (place / name).write_bytes(content)
    parquet = [f"{name}.parquet" for name in tables] if find_spec("pyarrow") else []
    for name, table in zip(parquet, tables.values(), strict=False):
        table.to_parquet(place / name, index=False)
    return [place / name for name in (*written, *parquet)]


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
        "fields": [_field(field, corpus) for field in corpus.fields(name)],
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
    if kind == "boolean":
        said |= {"trueValues": ["True"], "falseValues": ["False"]}
    if field.kind == "category":
        limits["enum"] = list(corpus.documents["doc"] if field.values == "documents" else field.values)
        codes = getattr(corpus.scheme, f"{field.name}s", {})
        rules = {code: meant.rule for code, meant in codes.items()}
        asked = corpus.scheme.questions.get(field.name)
        said |= {"codes": asked.values if asked else rules} if asked or rules else {}
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
    lines = [
        _utterance(row["doc"], row, row["author"], row["title"], None, row["published"], {"kind": "post"})
        for row in plain(corpus.documents[corpus.documents["doc"].isin(corpus.comments["doc"])])
    ]
    for doc in sorted({doc for (doc, _), ids in answers.items() if f"{doc}/missing" in ids}):
        lines.append(_utterance(f"{doc}/missing", {"doc": doc}, None, "", doc, None, {"kind": "missing"}))
    for row in plain(corpus.comments):
        ids = answers[row["doc"], row["part"]]
        meta = {"kind": "comment", "text": "our summary", "answers": ids, "place": row["place"], "words": row["words"]}
        name = f"{row['doc']}/{row['part']}"
        lines.append(_utterance(name, row, row["author"], row["digest"], ids[0], row["date"], meta))
    of_each: Row = {
        kind: {line[key]: {"meta": {}, "vectors": []} for line in lines}
        for kind, key in (("speakers", "speaker"), ("conversations", "conversation_id"))
    }
    index: Row = {f"{kind}-index": {} for kind in ("utterances", *of_each, "overall")} | {"version": 1, "vectors": []}
    files = {f"{name}.json": _json(value) for name, value in {**of_each, "corpus": {}, "index": index}.items()}
    files |= {"utterances.jsonl": "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)}
    return {f"threads/{name}": text for name, text in files.items()}


def _utterance(
    name: str, row: Row, speaker: str | None, text: str, target: str | None, date: str | None, meta: Row
) -> Row:
    first = dates.bounds(date)[0] if date else None
    return {
        "id": name,
        "conversation_id": row["doc"],
        "text": text,
        "speaker": speaker or "[not named]",
        "meta": meta | {"date": date},
        "reply-to": target,
        "timestamp": (first.toordinal() - 719_163) * 86_400 if first else None,  # the day's begin, since 1970
        "vectors": [],
    }


__all__ = ["codebook_link", "codebook_of", "rows_link", "to_csv"]

if not TYPE_CHECKING:
    help_all(globals(), __all__)
    __getattr__, __dir__ = offered(__name__, __all__)
