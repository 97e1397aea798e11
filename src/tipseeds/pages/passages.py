"""Whole documents, and the passage that a part stands for: from the reader's own copy, or what a copy would add."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count, pairwise
from typing import NamedTuple

from tipseeds.edition import quantity
from tipseeds.edition.calls import helped
from tipseeds.edition.format import Part
from tipseeds.edition.lookup import Row, look_up
from tipseeds.edition.tables import Tables
from tipseeds.originals.annotations import Text, texts_of
from tipseeds.originals.files import VARIABLE, originals_of
from tipseeds.pages.citations import cite
from tipseeds.pages.html import Page, escape

HIGHLIGHT = "background:#fff3b0;color:#000;text-decoration:underline;font-weight:bold"
"""Of a wording: by colour, line and weight, so that none of them alone tells it."""

_WRITTEN = "white-space:pre-line;overflow-wrap:anywhere"
_GIVE = (
    'give their folder as <code>tip.load(originals="folder")</code>, name it in the environment variable '
    f"<code>{VARIABLE}</code>, or put the files under <code>seeds/</code>, and load again"
)
_SHOWN = count(1)  # a document may stand on a page twice, and an anchor only once


class Span(NamedTuple):
    """A wording in a text, from `start` to `end`; `name` is its mark."""

    start: int
    end: int
    name: str


def _spans(part: Part, passage: Text | None = None) -> list[Span]:
    """Return where the wordings stand in a passage, if they stand there once; without one, in our summary."""
    if passage:
        return [Span(*span, name) for name, span in passage.marks.items()]
    return [Span(mark.start, mark.end, mark.id) for mark in part.marks]


def highlighted(text: str, spans: Sequence[Span], after: Callable[[str], str] = lambda name: "") -> str:
    """Return a text as markup, with each span of it highlighted and followed by what `after` says of its name."""
    pieces = []
    for start, end in pairwise(sorted({0, len(text)} | {at for span in spans for at in span[:2]})):
        piece = escape(text[start:end])
        inside = any(span.start <= start and end <= span.end for span in spans)
        pieces.append(f'<mark style="{HIGHLIGHT}">{piece}</mark>' if inside else piece)
        pieces += [after(span.name) for span in spans if span.end == end]
    return "".join(pieces)


def marked_digest(part: Part, mark: str | None) -> str:
    """Return our summary of a part as markup, with the wording of one mark highlighted."""
    return highlighted(part.digest, [span for span in _spans(part) if span.name == mark])


def passage_html(corpus: Tables, doc: str, part: str, mark: str | None = None) -> str:
    """Return the passage of a part, a wording highlighted and its neighbours folded away, or why there is none."""
    passage = texts_of(corpus).get((doc, part))
    if passage is None:
        return _without(corpus, doc)
    spans = [span for span in _spans(look_up(corpus).part(doc, part), passage) if span.name == mark]
    lost = "" if spans or mark is None else "<p>The wording does not stand in it exactly once, so it is not marked.</p>"
    return (
        f'<blockquote style="margin:2px 0 4px;padding-left:1em;border-left:3px solid #767676;{_WRITTEN}">'
        f"{highlighted(passage.text, spans) or '<em>No text.</em>'}</blockquote>{lost}"
        + "".join(_neighbours(corpus, doc, part))
    )


def _neighbours(corpus: Tables, doc: str, part: str) -> Iterator[str]:
    parts = [None, *(found.id for found in look_up(corpus).seed(doc).parts), None]
    at = parts.index(part)
    for label, name, turns in (("Before it", parts[at - 1], "begins"), ("After it", parts[at + 1], "ends")):
        if name is None:
            yield f"<div>{label}: nothing; the document {turns} here.</div>"
            continue
        passage = texts_of(corpus).get((doc, name))
        text = escape(passage.text) if passage else "Not in the copy at hand."
        yield (
            f"<details><summary>{label}: {escape(place(corpus, doc, name))}</summary>"
            f'<div style="margin:2px 0 4px 1em;{_WRITTEN}">{text}</div></details>'
        )


def place(corpus: Tables, doc: str, part: str) -> str:
    """Return where a part stands, in words."""
    found = look_up(corpus).part(doc, part)
    if found.kind == "body":
        section = found.attributes.get("section")
        return f"paragraph {found.n} ({part})" + (f", under “{section}”" if section else "")
    comment = look_up(corpus).comments[doc, part]
    author = f"{comment['author']} ({comment['author_basis']})" if comment["author"] else "an unknown author"
    return f"comment {found.n} ({part}) by {author}"


def _without(corpus: Tables, doc: str) -> str:
    """Return, as a line of markup, why no passage of a document is shown, and how to give its original."""
    report = originals_of(corpus).report
    if (report["status"][report["doc"] == doc] == "changed").any():
        told = "Not shown: the copy at hand has other text than the original."
        return f"{told} <code>tip.verify(corpus)</code> says where."
    others = int(report["file"].notna().sum())
    seen = f" Of {others} text files found, none is its original; <code>corpus.originals</code> says what each is."
    return f"With your own copies of the documents, the passage itself stands here: {_GIVE}.{seen if others else ''}"


@helped
def read(corpus: Tables, doc: str) -> Page:
    """Show a whole document, every figure in it highlighted, each with a number that leads to its rows.

    With the original at hand (see `tip.load`) these are its passages, else our summaries; below each part stand the
    rows of its figures, with the names by which the tables hold them.

    Parameters
    ----------
    corpus : Corpus
        The corpus that holds it.
    doc : str
        The document.

    Raises
    ------
    ValueError
        If there is no such document.

    Examples
    --------
    >>> import tipseeds as tip
    >>> page = tip.read(tip.load(), "green").data
    >>> page.count("<mark"), page.count("<li")
    (4, 4)
    """
    lookup = look_up(corpus)
    seed = lookup.seed(doc)
    whole = any((doc, part.id) in texts_of(corpus) for part in seed.parts)
    marks = sum(len(part.marks) for part in seed.parts)
    told = "the passages, from the copy at hand." if whole else f"our summaries. {_without(corpus, doc)}"
    page = f"tipseeds-{next(_SHOWN)}-{doc}"
    numbers = count(1)
    parts = "".join(_part(corpus, doc, part, page, numbers) for part in seed.parts)
    return Page(
        f'<article aria-labelledby="{escape(page)}" style="max-width:52em;overflow-wrap:anywhere">'
        f'<h3 id="{escape(page)}">{escape(lookup.documents[doc]["title"])}</h3>'
        f"<p>{escape(cite(corpus, doc))}</p>"
        f"<p>{len(seed.parts)} parts, {marks} figures; each number leads to the rows of its figure. "
        f"Shown are {told}</p>{parts}</article>"
    )


def _part(corpus: Tables, doc: str, part: Part, page: str, numbers: Iterator[int]) -> str:
    passage = texts_of(corpus).get((doc, part.id))
    spans = _spans(part, passage)
    found = [span.name for span in sorted(spans, key=lambda span: (span.end, span.start))]
    wordings = {mark.id: mark.wording for mark in part.marks}
    numbered = {mark: next(numbers) for mark in dict.fromkeys([*found, *wordings])}

    def reference(mark: str) -> str:
        at, number = escape(f"{page}-{mark}"), numbered[mark]
        return f'<sup><a id="{at}" href="#{at}-rows" aria-label="Rows of figure {number}">[{number}]</a></sup>'

    def entry(mark: str) -> str:
        at, number = escape(f"{page}-{mark}"), numbered[mark]
        back = f'<a href="#{at}" aria-label="Back to figure {number}">[{number}]</a>'
        lost = f"[{number}] (not in the passage exactly once, so not highlighted)"
        rows = "; ".join(
            f"<code>corpus.{table}.loc[{label}]</code> {escape(_said(table, row))}"
            for table, label, row in look_up(corpus).rows[doc, mark]
        )
        return f'<li id="{at}-rows">{back if mark in found else lost} “{escape(wordings[mark])}”: {rows}</li>'

    label = escape(f"{page}-{part.id}")
    text = highlighted(passage.text if passage else part.digest, spans, reference) or "<em>No text.</em>"
    entries = "".join(map(entry, numbered))
    listed = f'<ul style="list-style:none;margin:4px 0 0;padding-left:1em;font-size:0.9em">{entries}</ul>'
    return (
        f'<section aria-labelledby="{label}" style="margin:0 0 1.2em">'
        f'<div id="{label}" style="font-weight:bold">{escape(place(corpus, doc, part.id))}</div>'
        f'<div style="white-space:pre-line">{text}</div>{listed if entries else ""}</section>'
    )


def _said(table: str, row: Row) -> str:
    """Return a row in a few words: what it claims, with its hedge, and whom the text credits."""
    stated = f": {quantity.say(row['notation'], row['unit'])}" if row.get("notation") else ""
    if table == "tiers":
        years = " to ".join(dict.fromkeys(str(row[name]) for name in ("first_report", "last_report")))
        said = f"{row['country']}, tier {row['tier']}, reports of {years} ({row['basis']})"
    elif table == "estimates":
        said = row["measure"] + stated
    else:
        said = f"{row['claim']} ({row['theme']}, {row['position']}){stated}"
    return f"{said}; credited to: {row['by']}"
