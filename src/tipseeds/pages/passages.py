"""Whole documents, and the passage that a part stands for: from the reader's own copy, or what a copy would add."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count, pairwise

from tipseeds.edition import quantity
from tipseeds.edition.calls import helped
from tipseeds.edition.format import Part
from tipseeds.edition.lookup import Row, look_up
from tipseeds.edition.tables import Tables
from tipseeds.originals.annotations import occurrences
from tipseeds.originals.files import VARIABLE, originals_of
from tipseeds.originals.layouts import Passage, parts_of
from tipseeds.pages.citations import cite
from tipseeds.pages.html import Markup, Page, escape, markup

Span = tuple[int, int, str]
"""Where a wording begins and ends in a text, and its mark."""
HIGHLIGHT = "background:#fff3b0;color:#000;text-decoration:underline;font-weight:bold"
"""Of a wording: by colour, line and weight, so that none of them alone tells it."""

_WRITTEN = "white-space:pre-line;overflow-wrap:anywhere"
_FOLDED = '<details><summary>{}: {}</summary><div style="margin:2px 0 4px 1em;{}">{}</div></details>'
_EMPTY = Markup("<em>No text.</em>")
_SAID = {
    "tiers": "{country}, tier {tier}, reports of {years} ({basis})",
    "estimates": "{measure}",
    "labour": "{claim} ({theme}, {position})",
}
_SHOWN = count(1)  # a document may stand on a page twice, and an anchor only once


def _passage(corpus: Tables, doc: str, part: str) -> Passage | None:
    """Return a part of the original at hand; those of a changed copy are none."""
    return parts_of(corpus)[doc].get(part) if doc in originals_of(corpus).texts else None


def _spans(part: Part, passage: Passage | None = None) -> list[Span]:
    """Return where the wordings stand in a passage, if they stand there once; without one, in our summary."""
    if not passage:
        return [(mark.start, mark.end, mark.id) for mark in part.marks]
    found = [(occurrences(passage.text, mark.wording), mark) for mark in part.marks]
    return [(at[0], at[0] + len(mark.wording), mark.id) for at, mark in found if len(at) == 1]


def highlighted(text: str, spans: Sequence[Span], after: Callable[[str], str] = lambda name: "") -> str:
    """Return a text with each span of it highlighted and followed by what `after` says of its name."""
    pieces: list[str] = []
    for start, end in pairwise(sorted({0, len(text)} | {at for span in spans for at in span[:2]})):
        inside = any(first <= start and end <= last for first, last, _ in spans)
        pieces.append(markup('<mark style="{}">{}</mark>' if inside else "{1}", HIGHLIGHT, text[start:end]))
        pieces += [after(name) for _, last, name in spans if last == end]
    return escape(pieces)


def marked_digest(part: Part, mark: str | None) -> str:
    """Return our summary of a part, with the wording of one mark highlighted."""
    return highlighted(part.digest, [span for span in _spans(part) if span[2] == mark])


def passage_html(corpus: Tables, doc: str, part: str, mark: str | None = None) -> str:
    """Return the passage of a part, a wording highlighted and its neighbours folded away, or why there is none."""
    lookup, passage = look_up(corpus), _passage(corpus, doc, part)
    if not passage:
        return _without(corpus, doc)
    spans = [span for span in _spans(lookup.part(doc, part), passage) if span[2] == mark]
    quote = "margin:2px 0 4px;padding-left:1em;border-left:3px solid #767676"
    text = highlighted(passage.text, spans) or _EMPTY
    shown = [markup('<blockquote style="{};{}">{}</blockquote>', quote, _WRITTEN, text)]
    if mark is not None and not spans:
        shown.append(Markup("<p>The wording does not stand in it exactly once, so it is not marked.</p>"))
    parts = [None, *(found.id for found in lookup.seed(doc).parts), None]
    at = parts.index(part)
    for label, name, turns in (("Before it", parts[at - 1], "begins"), ("After it", parts[at + 1], "ends")):
        if name is None:
            shown.append(markup("<div>{}: nothing; the document {} here.</div>", label, turns))
            continue
        beside = _passage(corpus, doc, name)
        text = beside.text if beside else "Not in the copy at hand."
        shown.append(markup(_FOLDED, label, place(corpus, doc, name), _WRITTEN, text))
    return escape(shown)


def place(corpus: Tables, doc: str, part: str) -> str:
    """Return where a part stands, in words."""
    found = look_up(corpus).part(doc, part)
    if found.kind == "body":
        section = found.attributes.get("section")
        return f"paragraph {found.n} ({part})" + (f", under “{section}”" if section else "")
    comment = look_up(corpus).comments[doc, part]
    author = f"{comment['author']} ({comment['author_basis']})" if comment["author"] else "an unknown author"
    return f"comment {found.n} ({part}) by {author}"


def _without(corpus: Tables, doc: str) -> Markup:
    """Return, as a line, why no passage of a document is shown, and how to give its original."""
    found = originals_of(corpus)
    if doc in found.changed:
        told = "Not shown: the copy at hand has other text than the original."
        return Markup(f"{told} <code>tip.verify(corpus)</code> says where.")
    others = int(found.report["file"].notna().sum())
    seen = f" Of {others} text files found, none is its original; <code>corpus.originals</code> says what each is."
    return Markup(
        "With your own copies of the documents, the passage itself stands here: give their folder as "
        '<code>tip.load(originals="folder")</code>, name it in the environment variable '
        f"<code>{VARIABLE}</code>, or put the files under <code>seeds/</code>, and load again.{seen if others else ''}"
    )


@helped
def read(corpus: Tables, doc: str) -> Page:
    """Show a whole document, every figure in it highlighted, each with a number that leads to its rows.

    With the original at hand (see `tip.load`) these are its passages, else our summaries; below each part stand the
    rows of its figures, with the names by which the tables hold them.

    Parameters
    ----------
    corpus : Corpus
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
    whole = any(_passage(corpus, doc, part.id) for part in seed.parts)
    marks = sum(len(part.marks) for part in seed.parts)
    told = "the passages, from the copy at hand." if whole else ["our summaries. ", _without(corpus, doc)]
    page = f"tipseeds-{next(_SHOWN)}-{doc}"
    numbers = count(1)
    return Page(
        markup(
            '<article aria-labelledby="{}" style="max-width:52em;overflow-wrap:anywhere"><h3 id="{}">{}</h3><p>{}</p>'
            "<p>We call it {}. {} parts, {} figures; each number leads to the rows of its figure, which stand below "
            "its part (look there where the notebook isn’t trusted yet, since links don’t lead then). Shown are {}</p>"
            "{}"
            "</article>",
            *(page, page, lookup.documents[doc]["title"], cite(corpus, doc)),
            *(lookup.called(doc), len(seed.parts), marks, told),
            [_part(corpus, doc, part, page, numbers) for part in seed.parts],
        )
    )


def _part(corpus: Tables, doc: str, part: Part, page: str, numbers: Iterator[int]) -> Markup:
    passage = _passage(corpus, doc, part.id)
    spans = _spans(part, passage)
    found = [name for _, _, name in sorted(spans, key=lambda span: (span[1], span[0]))]
    wordings = {mark.id: mark.wording for mark in part.marks}
    numbered = {mark: next(numbers) for mark in dict.fromkeys([*found, *wordings])}

    def reference(mark: str) -> str:
        link = '<sup><a id="{0}" href="#{0}-rows" aria-label="Rows of figure {1}">[{1}]</a></sup>'
        return markup(link, f"{page}-{mark}", numbered[mark])

    def entry(mark: str) -> str:
        back = '<a href="#{0}" aria-label="Back to figure {1}">[{1}]</a>'
        lost = "[{1}] (not in the passage exactly once, so not highlighted)"
        rows = [
            markup("<code>corpus.{}.loc[{}]</code> {}", table, label, _said(table, row))
            for table, label, row in look_up(corpus).rows[doc, mark]
        ]
        item = f'<li id="{{0}}-rows">{back if mark in found else lost} “{{2}}”: {{3}}</li>'
        return markup(item, f"{page}-{mark}", numbered[mark], wordings[mark], Markup("; ".join(rows)))

    entries = [entry(mark) for mark in numbered]
    listed = '<ul style="list-style:none;margin:4px 0 0;padding-left:1em;font-size:0.9em">{}</ul>'
    return markup(
        '<section aria-labelledby="{0}" style="margin:0 0 1.2em"><div id="{0}" style="font-weight:bold">{1}</div>'
        '<div style="white-space:pre-line">{2}</div>{3}</section>',
        *(f"{page}-{part.id}", place(corpus, doc, part.id)),
        highlighted(passage.text if passage else part.digest, spans, reference) or _EMPTY,
        markup(listed, entries) if entries else "",
    )


def _said(table: str, row: Row) -> str:
    """Return a row in a few words: what it claims, with its hedge, and whom the text credits."""
    stated = f": {quantity.say(row['notation'], row['unit'])}" if row.get("notation") else ""
    years = " to ".join(dict.fromkeys(str(row.get(name)) for name in ("first_report", "last_report")))
    said = _SAID[table] + "{stated}; credited to: {by}"
    return said.format(**row, stated=stated, years=years)
