"""Every mark in the terms of the W3C Web Annotation model, so that other tools can find it in the original.

A mark has a body (the tables that it belongs to) and a target: the original file, a text quote selector (the wording,
and with the originals the 32 characters before and after it) and a text position selector (start and end). Positions
count the Unicode code points of the normalised text, which `originals.files` defines; the first has number 0, and
`end` is the one after the last.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

import pandas as pd

from tipseeds.edition.format import Mark, Seed
from tipseeds.edition.lookup import Key, plain
from tipseeds.edition.tables import Tables
from tipseeds.originals.files import originals_of
from tipseeds.originals.layouts import Passage, passages, split_original

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTEXT = 32
"""Characters in a prefix and a suffix; what other annotation software takes."""

STATUSES = ("located", "no original", "no such part", "not in its part", "several in its part")
"""Whether a wording was found. Only a located one has positions; one that stands several times is not guessed at."""

_COLUMNS = (
    *("id", "doc", "part", "mark", "motivation", "body", "source", "sha256", "exact", "prefix", "suffix"),
    *("start", "end", "status"),
)


def annotate(corpus: Tables) -> pd.DataFrame:
    """Return one row a mark, as `corpus.annotations`, kept from the first call on.

    Parameters
    ----------
    corpus : Corpus
        With or without originals. Without them, `prefix`, `suffix`, `start` and `end` are missing.

    Returns
    -------
    DataFrame
        `id` (document and mark), `doc`, `part`, `mark`, `motivation`, `body` (the tables it belongs to), `source` (the
        original file), `sha256`, `exact`, `prefix`, `suffix`, `start`, `end`, and `status`.

    Examples
    --------
    >>> import tipseeds as tip
    >>> annotate(tip.load()).loc[0, ["id", "part", "body", "exact"]].tolist()
    ['lagon#streak', 'p1', 'tier', 'for the fifth consecutive year']
    """
    return corpus._once(_annotate)


def _annotate(corpus: Tables) -> pd.DataFrame:
    texts = originals_of(corpus).texts
    rows = [row for seed in corpus.seeds for row in _rows(seed, texts.get(seed.doc))]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    frame = frame.astype({name: "Int64" if name in ("start", "end") else "string" for name in _COLUMNS})
    frame["doc"] = pd.Categorical(frame["doc"], categories=[seed.doc for seed in corpus.seeds])
    frame["status"] = pd.Categorical(frame["status"], categories=STATUSES)
    return frame


def _rows(seed: Seed, text: str | None) -> Iterator[tuple[object, ...]]:
    source, sha256 = (seed.front[key].value for key in ("original-file", "sha256"))
    passages = {passage.part: passage for passage in split_original(text, seed)} if text is not None else {}
    for part in seed.parts:
        for mark in part.marks:
            shared = (f"{seed.doc}#{mark.id}", seed.doc, part.id, mark.id, "classifying", " ".join(mark.classes))
            start, status = locate(mark, passages.get(part.id)) if text is not None else (None, "no original")
            end, prefix, suffix = None, None, None
            if text is not None and start is not None:
                end = start + len(mark.wording)
                prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            yield *shared, source, sha256, mark.wording, prefix, suffix, start, end, status


class Text(NamedTuple):
    """A part of an original: its text, and for each mark found in it once where its wording begins and ends there."""

    text: str
    marks: dict[str, tuple[int, int]]


def texts_of(corpus: Tables) -> dict[Key, Text]:
    """Return the parts of the originals at hand, by document and part; those of a changed copy are none."""
    return corpus._once(_texts)


def _texts(corpus: Tables) -> dict[Key, Text]:
    annotations = annotate(corpus)
    found = {(row["doc"], row["part"]): (row["start"], Text(row["text"], {})) for row in plain(passages(corpus))}
    for row in plain(annotations[annotations["status"] == "located"]):
        start, passage = found[row["doc"], row["part"]]
        passage.marks[row["mark"]] = (row["start"] - start, row["end"] - start)
    return {key: passage for key, (_, passage) in found.items()}


def locate(mark: Mark, passage: Passage | None) -> tuple[int | None, str]:
    """Return where a mark's wording begins in its original, and one of `STATUSES`.

    The wording is found if it stands in its part once, sign by sign, and not inside a longer word.
    """
    if passage is None:
        return None, "no such part"
    places = occurrences(passage.text, mark.wording)
    first = next(places, None)
    if first is None:
        return None, "not in its part"
    if next(places, None) is not None:
        return None, "several in its part"
    return passage.start + first, "located"


def occurrences(text: str, wording: str) -> Iterator[int]:
    """Yield where a wording begins in a text, as whole words.

    Examples
    --------
    >>> list(occurrences("Iranian oil, Iran", "Iran"))
    [13]
    """
    at = text.find(wording)
    while at >= 0:
        end = at + len(wording)
        inside = (at > 0 and text[at - 1].isalnum() and wording[0].isalnum()) or (
            text[end : end + 1].isalnum() and wording[-1].isalnum()
        )
        if not inside:
            yield at
        at = text.find(wording, at + 1)


def to_jsonld(frame: pd.DataFrame) -> str:
    """Return annotations as JSON-LD, which annotation software reads.

    Parameters
    ----------
    frame : DataFrame
        `corpus.annotations`, or some rows of it.

    Returns
    -------
    str
        An annotation page. The target's source is named by its SHA-256 (RFC 6920), as no address of it is known; where
        a position is missing, the target has a text quote selector only.

    Examples
    --------
    >>> import json
    >>> import tipseeds as tip
    >>> page = json.loads(to_jsonld(tip.load().annotations.head(1)))
    >>> page["items"][0]["target"]["selector"][0]["exact"]
    'for the fifth consecutive year'
    """
    items = [_item(row) for row in frame.astype(object).where(frame.notna(), None).to_dict("records")]
    name = _iri(*(item["id"] for item in items))
    page = {"@context": _CONTEXT, "id": name, "type": "AnnotationPage", "startIndex": 0, "items": items}
    return json.dumps(page, ensure_ascii=False, indent=2)


def _iri(*names: str) -> str:
    """Return a name that is an IRI, the same at every export: nothing of ours has an address."""
    return uuid5(NAMESPACE_URL, " ".join(names)).urn


def _item(row: dict[Any, Any]) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector"}
    quote |= {key: row[key] for key in ("exact", "prefix", "suffix") if row.get(key) is not None}
    selectors: list[dict[str, Any]] = [quote]
    if row["start"] is not None:
        selectors.append({"type": "TextPositionSelector", "start": int(row["start"]), "end": int(row["end"])})
    digest = urlsafe_b64encode(bytes.fromhex(row["sha256"])).decode().rstrip("=")
    return {
        "@context": _CONTEXT,
        "id": _iri(row["sha256"], row["id"]),
        "type": "Annotation",
        "label": row["id"],
        "motivation": row["motivation"],
        "body": [{"type": "TextualBody", "purpose": "classifying", "value": kind} for kind in row["body"].split()],
        "target": {
            "source": {"id": f"ni:///sha-256;{digest}", "type": "Text", "label": row["source"]},
            "selector": selectors,
        },
    }
