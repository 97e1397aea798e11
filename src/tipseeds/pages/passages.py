"""The passage that a part stands for, from the reader's own copy, or what a copy would add; all of it as markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tipseeds.edition.format import Part
from tipseeds.edition.lookup import look_up
from tipseeds.edition.tables import Tables
from tipseeds.originals.annotations import Text, texts_of
from tipseeds.originals.files import VARIABLE, originals_of
from tipseeds.pages.html import escape

HIGHLIGHT = "background:#fff3b0;color:#000;text-decoration:underline;font-weight:bold"
"""Of a wording: by colour, line and weight, so that none of them alone tells it."""

_WRITTEN = "white-space:pre-line;overflow-wrap:anywhere"
_GIVE = (
    'give their folder as <code>tip.load(originals="folder")</code>, name it in the environment variable '
    f"<code>{VARIABLE}</code>, or put the files under <code>seeds/</code>, and load again"
)


class Span(NamedTuple):
    """A wording in a text, from `start` to `end`; `name` is its mark."""

    start: int
    end: int
    name: str


def highlighted(text: str, spans: Sequence[Span], after: Callable[[str], str] = lambda name: "") -> str:
    """Return a text as markup, with each span of it highlighted and followed by what `after` says of its name.

    Examples
    --------
    >>> highlighted("a < 5", [Span(4, 5, "five")], lambda name: f"[{name}]").replace(HIGHLIGHT, "…")
    'a &lt; <mark style="…">5</mark>[five]'
    """
    cuts = sorted({0, len(text)} | {at for span in spans for at in span[:2]})
    pieces = []
    for start, end in pairwise(cuts):
        piece = escape(text[start:end])
        inside = any(span.start <= start and end <= span.end for span in spans)
        pieces.append(f'<mark style="{HIGHLIGHT}">{piece}</mark>' if inside else piece)
        pieces += [after(span.name) for span in spans if span.end == end]
    return "".join(pieces)


def spans_in_summary(part: Part) -> list[Span]:
    """Return where the wordings stand in our summary of a part."""
    return [Span(mark.start, mark.end, mark.id) for mark in part.marks]


def spans_in_passage(passage: Text) -> list[Span]:
    """Return where the wordings stand in a passage; one that does not stand there once is left out."""
    return [Span(*span, name) for name, span in passage.marks.items()]


def marked_digest(part: Part, mark: str | None) -> str:
    """Return our summary of a part as markup, with the wording of one mark highlighted."""
    return highlighted(part.digest, [span for span in spans_in_summary(part) if span.name == mark])


def passage_html(corpus: Tables, doc: str, part: str, mark: str | None = None) -> str:
    """Return the passage of a part with a wording highlighted, and its neighbours folded away; or why it is not there.

    Parameters
    ----------
    corpus : Corpus
        With originals or without.
    doc, part : str
        The part.
    mark : str, optional
        The mark whose wording is highlighted.
    """
    lookup = look_up(corpus)
    passage = texts_of(corpus).get((doc, part))
    if passage is None:
        return without(corpus, doc)
    spans = [span for span in spans_in_passage(passage) if span.name == mark]
    lost = "" if spans or mark is None else "<p>The wording does not stand in it exactly once, so it is not marked.</p>"
    text = highlighted(passage.text, spans) if passage.text else "<em>No text.</em>"
    parts = [found.id for found in lookup.seed(doc).parts]
    at = parts.index(part)
    before = _neighbour(corpus, doc, "Before it", parts[at - 1] if at else None)
    after = _neighbour(corpus, doc, "After it", parts[at + 1] if at + 1 < len(parts) else None)
    return (
        f'<blockquote style="margin:2px 0 4px;padding-left:1em;border-left:3px solid #767676;{_WRITTEN}">'
        f"{text}</blockquote>{lost}{before}{after}"
    )


def _neighbour(corpus: Tables, doc: str, label: str, part: str | None) -> str:
    if part is None:
        return f"<div>{label}: nothing; the document {'begins' if label == 'Before it' else 'ends'} here.</div>"
    passage = texts_of(corpus).get((doc, part))
    text = escape(passage.text) if passage else "Not in the copy at hand."
    return (
        f"<details><summary>{label}: {escape(place(corpus, doc, part))}</summary>"
        f'<div style="margin:2px 0 4px 1em;{_WRITTEN}">{text}</div></details>'
    )


def place(corpus: Tables, doc: str, part: str) -> str:
    """Return where a part stands, in words.

    Examples
    --------
    >>> import tipseeds as tip
    >>> place(tip.load(), "lagon", "c7")
    'comment 7 (c7) by Mark (stated)'
    """
    found = look_up(corpus).part(doc, part)
    if found.kind == "body":
        section = found.attributes.get("section")
        return f"paragraph {found.n} ({part})" + (f", under “{section}”" if section else "")
    comment = look_up(corpus).comments[doc, part]
    author = f"{comment['author']} ({comment['author_basis']})" if comment["author"] else "an unknown author"
    return f"comment {found.n} ({part}) by {author}"


def without(corpus: Tables, doc: str) -> str:
    """Return, as a line of markup, why no passage of a document is shown, and how to give its original."""
    report = originals_of(corpus).report
    if (report["status"][report["doc"] == doc] == "changed").any():
        return (
            "Not shown: the copy at hand has other text than the original. <code>tip.verify(corpus)</code> says where."
        )
    others = int(report["file"].notna().sum())
    seen = f" Of {others} text files found, none is its original; <code>corpus.originals</code> says what each is."
    return f"With your own copies of the documents, the passage itself stands here: {_GIVE}.{seen if others else ''}"
