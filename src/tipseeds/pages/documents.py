"""A whole document on one page, every figure in it highlighted and leading to its rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from tipseeds.edition import quantity
from tipseeds.edition.calls import helped
from tipseeds.edition.format import Part
from tipseeds.edition.lookup import Row, look_up
from tipseeds.edition.tables import Tables
from tipseeds.originals.annotations import texts_of
from tipseeds.pages.citations import cite
from tipseeds.pages.html import Page, escape
from tipseeds.pages.passages import highlighted, place, spans_in_passage, spans_in_summary, without

_SHOWN = count(1)  # a document may stand on a page twice, and an anchor only once


@helped
def read(corpus: Tables, doc: str) -> Page:
    """Show a whole document, every figure in it highlighted, each with a number that leads to its rows.

    Parameters
    ----------
    corpus : Corpus
        The corpus that holds it.
    doc : str
        The document.

    Returns
    -------
    Page
        With the original at hand (see `tip.load`) its passages, else our summaries; below each part the rows of its
        figures, with the names by which the tables hold them.

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
    told = "the passages, from the copy at hand." if whole else f"our summaries. {without(corpus, doc)}"
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
    spans = spans_in_passage(passage) if passage else spans_in_summary(part)
    found = [span.name for span in sorted(spans, key=lambda span: (span.end, span.start))]
    lost = [mark.id for mark in part.marks if mark.id not in found]
    numbered = {mark: next(numbers) for mark in (*found, *lost)}

    def reference(mark: str) -> str:
        number = numbered[mark]
        return (
            f'<sup><a id="{_anchor(page, mark)}" href="#{_anchor(page, mark, "-rows")}" '
            f'aria-label="Rows of figure {number}">[{number}]</a></sup>'
        )

    label = f"{page}-{part.id}"
    text = highlighted(passage.text if passage else part.digest, spans, reference) or "<em>No text.</em>"
    rows = "".join(_entry(corpus, doc, mark, page, number, mark in found) for mark, number in numbered.items())
    listed = f'<ul style="list-style:none;margin:4px 0 0;padding-left:1em;font-size:0.9em">{rows}</ul>' if rows else ""
    return (
        f'<section aria-labelledby="{escape(label)}" style="margin:0 0 1.2em">'
        f'<div id="{escape(label)}" style="font-weight:bold">{escape(place(corpus, doc, part.id))}</div>'
        f'<div style="white-space:pre-line">{text}</div>{listed}</section>'
    )


def _entry(corpus: Tables, doc: str, mark: str, page: str, number: int, found: bool) -> str:
    rows = "; ".join(
        f"<code>corpus.{name}.loc[{label}]</code> {escape(_said(name, row))}"
        for name, label, row in look_up(corpus).rows[doc, mark]
    )
    _, own = look_up(corpus).mark(doc, mark)
    back = f'<a href="#{_anchor(page, mark)}" aria-label="Back to figure {number}">[{number}]</a>' if found else ""
    lost = "" if found else f"[{number}] (not in the passage exactly once, so not highlighted)"
    return f'<li id="{_anchor(page, mark, "-rows")}">{back}{lost} “{escape(own.wording)}”: {rows}</li>'


def _anchor(page: str, mark: str, end: str = "") -> str:
    return escape(f"{page}-{mark}{end}")


def _said(table: str, row: Row) -> str:
    """Return a row in a few words: what it claims, with its hedge, and whom the text credits."""
    stated = quantity.say(row["notation"], row["unit"]) if row.get("notation") else ""
    match table:
        case "tiers":
            first, last = row["first_report"], row["last_report"]
            years = f"{first}" if first == last else f"{first} to {last}"
            said = f"{row['country']}, tier {row['tier']}, reports of {years} ({row['basis']})"
        case "estimates":
            said = f"{row['measure']}: {stated}"
        case _:
            said = f"{row['claim']} ({row['theme']}, {row['position']})" + (f": {stated}" if stated else "")
    return f"{said}; credited to: {row['by']}"
