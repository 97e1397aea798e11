"""Every mark in the terms of the W3C Web Annotation model; positions are those of `originals.files`."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from uuid import NAMESPACE_URL, uuid5

import pandas as pd

from tipseeds.edition.format import Mark, Seed
from tipseeds.edition.frames import table
from tipseeds.edition.lookup import Row, plain
from tipseeds.edition.tables import Tables
from tipseeds.originals.files import once, originals_of
from tipseeds.originals.layouts import Passage, parts_of

CONTEXT = 32  # characters in a prefix and a suffix; what other annotation software takes
STATUSES = ("located", "no original", "no such part", "not in its part", "several in its part")
"""Whether a wording was found. Only a located one has positions; one that stands several times is not guessed at."""

_QUOTE = ("exact", "prefix", "suffix")
_COLUMNS = "id doc part mark motivation body source sha256 exact prefix suffix start:Int64 end:Int64 status"


@once
def annotate(corpus: Tables) -> pd.DataFrame:
    """Return one row a mark, as `corpus.annotations`: its name and place, and what the model says of it."""
    texts, parts = originals_of(corpus).texts, parts_of(corpus)
    marks = [(seed, part.id, mark) for seed in corpus.seeds for part in seed.parts for mark in part.marks]
    rows = [_row(seed, part, mark, texts.get(seed.doc), parts.get(seed.doc, {})) for seed, part, mark in marks]
    kinds = {"doc": corpus.documents["doc"].dtype, "status": pd.CategoricalDtype(list(STATUSES))}
    return table(rows, _COLUMNS).astype(kinds)


def _row(seed: Seed, part: str, mark: Mark, text: str | None, parts: dict[str, Passage]) -> Row:
    start, status = (None, "no original") if text is None else locate(mark, parts.get(part))
    row = {"id": f"{seed.doc}#{mark.id}", "doc": seed.doc, "part": part, "mark": mark.id, "exact": mark.wording}
    row |= {"source": seed.front["original-file"].value, "sha256": seed.front["sha256"].value, "status": status}
    row |= {"motivation": "classifying", "body": " ".join(mark.classes)}
    if text is None or start is None:
        return row
    end = start + len(mark.wording)
    around = {"prefix": text[max(0, start - CONTEXT) : start], "suffix": text[end : end + CONTEXT]}
    return row | around | {"start": start, "end": end}


def locate(mark: Mark, passage: Passage | None) -> tuple[int | None, str]:
    """Return where a mark's wording begins in its original, if it is there once as whole words, and its status."""
    if passage is None:
        return None, "no such part"
    places = occurrences(passage.text, mark.wording)
    if len(places) != 1:
        return None, "several in its part" if places else "not in its part"
    return passage.start + places[0], "located"


def occurrences(text: str, wording: str) -> list[int]:
    """Return where a wording begins in a text, as whole words."""
    before, after = r"(?<![^\W_])" * wording[:1].isalnum(), r"(?![^\W_])" * wording[-1:].isalnum()
    return [match.start() for match in re.finditer(f"{before}(?={re.escape(wording)}{after})", text)]


def to_jsonld(frame: pd.DataFrame) -> str:
    """Return annotations, or some rows of them, as JSON-LD, which annotation software reads.

    A source is named by its SHA-256 (RFC 6920), as no address of it is known; where a position is missing, the target
    has a text quote selector only.
    """
    context = {"@context": "http://www.w3.org/ns/anno.jsonld"}
    items = [context | _item(row) for row in plain(frame)]
    page = context | {"id": _iri(*(item["id"] for item in items)), "type": "AnnotationPage", "startIndex": 0}
    return json.dumps(page | {"items": items}, ensure_ascii=False, indent=2)


def _iri(*names: str) -> str:
    """Return a name that is an IRI, the same at every export: nothing of ours has an address."""
    return uuid5(NAMESPACE_URL, " ".join(names)).urn


def _item(row: Row) -> Row:
    quote = {"type": "TextQuoteSelector"} | {key: row[key] for key in _QUOTE if row.get(key) is not None}
    place = {"type": "TextPositionSelector", "start": row["start"], "end": row["end"]}
    digest = urlsafe_b64encode(bytes.fromhex(row["sha256"])).decode().rstrip("=")
    source = {"id": f"ni:///sha-256;{digest}", "type": "Text", "label": row["source"]}
    body = [{"type": "TextualBody", "purpose": "classifying", "value": kind} for kind in row["body"].split()]
    target = {"source": source, "selector": [quote] if row["start"] is None else [quote, place]}
    item = {"id": _iri(row["sha256"], row["id"]), "type": "Annotation", "label": row["id"]}
    return item | {"motivation": row["motivation"], "body": body, "target": target}
