"""A corpus as files that other programs read: a data package, Parquet, web annotations, threads, a bibliography."""

from __future__ import annotations

import json
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import Any

from tipseeds.coding._csv import to_csv
from tipseeds.edition import dates
from tipseeds.edition.calls import helped
from tipseeds.edition.fields import TABLES, Field
from tipseeds.edition.lookup import Row, plain
from tipseeds.edition.reference import SEEDS
from tipseeds.edition.tables import Tables
from tipseeds.originals.annotations import annotate, to_jsonld
from tipseeds.pages.citations import bibliography, cite

_TYPES = {
    "text": "string", "date": "string", "category": "string", "day": "date", "report year": "integer",
    "whole number": "integer", "number": "number", "yes or no": "boolean",
}  # fmt: skip
"""The types of a Frictionless table schema; an EDTF date is text to it."""
_MARKS = ("tiers", "estimates", "labour")
_KEYS = {
    **{"documents": "doc", "parts": "doc part", "comments": "doc part", "replies": "doc source target"},
    **dict.fromkeys(_MARKS, "doc mark"),
    "relations": "left_doc left_mark right_doc right_mark",
}
_POINTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "parts": (("doc", "documents", "doc"),),
    "replies": (("doc source", "comments", "doc part"),),
    "relations": (("left_doc", "documents", "doc"), ("right_doc", "documents", "doc")),
    **dict.fromkeys((*_MARKS, "comments"), (("doc part", "parts", "doc part"),)),
}
"""The key of each table, and what points where: the columns here, the table, the columns there."""
_SAFE = "A text that a spreadsheet would run as a formula has an apostrophe before it; Parquet holds it as it is."


@helped
def export(corpus: Tables, folder: str | PathLike[str]) -> list[Path]:
    """Write a corpus as files for other programs.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.
    folder : path-like
        Where to write them; made if it is not there. Files of the same names are replaced.

    Returns
    -------
    list of Path
        What was written: each table as CSV and, if pyarrow is installed, as Parquet; `datapackage.json`, which
        describes them (Frictionless: types, keys, codes, licence, sources); `annotations.json` (W3C Web Annotations);
        `references.bib` and `references.json`; and in `threads` the comments in ConvoKit's form. Texts of the documents
        are in none of them: what stands for a part is our summary.

    Examples
    --------
    >>> import tempfile, tipseeds as tip
    >>> files = tip.load().export(tempfile.mkdtemp())
    >>> [file.name for file in files][:2]
    ['documents.csv', 'parts.csv']
    """
    place = Path(folder)
    (place / "threads").mkdir(parents=True, exist_ok=True)
    written = {f"{name}.csv": to_csv(getattr(corpus, name)) for name in TABLES}
    texts = {
        "datapackage.json": _json(_package(corpus)),
        "annotations.json": to_jsonld(annotate(corpus).drop(columns=["prefix", "suffix"])),
        "references.bib": bibliography(corpus),
        "references.json": bibliography(corpus, "csl-json"),
        **{f"threads/{name}": text for name, text in _threads(corpus).items()},
    }
    written |= {name: text.encode() for name, text in texts.items()}
    for name, content in written.items():
        (place / name).write_bytes(content)
    made = list(written)
    if find_spec("pyarrow"):
        for name in TABLES:
            getattr(corpus, name).to_parquet(place / f"{name}.parquet", index=False)
            made.append(f"{name}.parquet")
    return [place / name for name in made]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _package(corpus: Tables) -> Row:
    own = corpus.path.resolve() == SEEDS.resolve()  # what a class writes is under the licence that it chooses
    license_ = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
    return {
        "profile": "tabular-data-package",
        "name": "".join(
            sign if sign.isalnum() and sign.isascii() else "-" for sign in corpus.path.resolve().name.lower()
        ),
        "title": f"{len(corpus.documents)} documents as tables",
        **({"licenses": [license_]} if own else {}),
        "sources": [{"title": cite(corpus, doc)} for doc in corpus.documents["doc"]],
        "resources": [_resource(corpus, name) for name in TABLES],
    }


def _resource(corpus: Tables, name: str) -> Row:
    schema: Row = {
        "fields": [_field(field, corpus) for field in corpus.fields(name)],
        "missingValues": [""],
        "primaryKey": _KEYS[name].split(),
    }
    if name in _POINTS:
        schema["foreignKeys"] = [
            {"fields": own.split(), "reference": {"resource": table, "fields": theirs.split()}}
            for own, table, theirs in _POINTS[name]
        ]
    told = {"description": _SAFE, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig"}
    return {"profile": "tabular-data-resource", "name": name, "path": f"{name}.csv", **told, "schema": schema}


def _field(field: Field, corpus: Tables) -> Row:
    limits: Row = {"required": True} if field.required else {}
    if field.kind == "category":
        limits["enum"] = list(corpus.documents["doc"]) if field.values == "documents" else list(field.values)
    kind = _TYPES[field.kind]
    said: Row = {"name": field.name, "type": kind, "title": field.label, "description": field.about}
    said |= {"trueValues": ["True"], "falseValues": ["False"]} if kind == "boolean" else {}
    codes = getattr(corpus.scheme, f"{field.name}s", None) or {}
    if field.name in corpus.scheme.questions:
        said["codes"] = corpus.scheme.questions[field.name].values
    elif field.kind == "category" and codes:
        said["codes"] = {code: meant.rule for code, meant in codes.items()}
    return said | ({"constraints": limits} if limits else {})


def _threads(corpus: Tables) -> dict[str, str]:
    """Return the comments of each document with what they answer, as ConvoKit loads them.

    The post is the root. A comment that answers one that is not there has an utterance of its own to answer: empty,
    said to be missing, and put under the post, as nobody knows what it answered.
    """
    answers: dict[tuple[str, str], list[str]] = {}
    for row in plain(corpus.replies):
        answers.setdefault((row["doc"], row["source"]), []).append(row["target"])
    commented = {row["doc"] for row in plain(corpus.comments)}
    lines = []
    for row in plain(corpus.documents):
        if doc := row["doc"] if row["doc"] in commented else "":
            lines.append(_utterance(doc, doc, row["author"], row["title"], None, row["published"], {"kind": "post"}))
    for doc in sorted({doc for (doc, _), targets in answers.items() if "missing" in targets}):
        lines.append(_utterance(f"{doc}/missing", doc, None, "", doc, None, {"kind": "missing"}))
    for row in plain(corpus.comments):
        doc, targets = row["doc"], answers[row["doc"], row["part"]]
        ids = [doc if target == "post" else f"{doc}/{target}" for target in targets]
        meta = {"kind": "comment", "text": "our summary", "answers": ids, "place": row["place"], "words": row["words"]}
        speaker = row["author"]
        lines.append(_utterance(f"{doc}/{row['part']}", doc, speaker, row["digest"], ids[0], row["date"], meta))
    speakers: Row = {line["speaker"]: {"meta": {}, "vectors": []} for line in lines}
    conversations: Row = {line["conversation_id"]: {"meta": {}, "vectors": []} for line in lines}
    index: Row = {f"{kind}-index": {} for kind in ("utterances", "speakers", "conversations", "overall")}
    return {
        "utterances.jsonl": "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines),
        "speakers.json": _json(speakers),
        "conversations.json": _json(conversations),
        "corpus.json": _json({}),
        "index.json": _json(index | {"version": 1, "vectors": []}),
    }


def _utterance(
    name: str, doc: str, speaker: str | None, text: str, target: str | None, date: str | None, meta: Row
) -> Row:
    first = dates.bounds(date)[0] if date else None
    return {
        "id": name,
        "conversation_id": doc,
        "text": text,
        "speaker": speaker or "[not named]",
        "meta": meta | {"date": date},
        "reply-to": target,
        "timestamp": (first.toordinal() - 719_163) * 86_400 if first else None,  # the day's begin, since 1970
        "vectors": [],
    }
