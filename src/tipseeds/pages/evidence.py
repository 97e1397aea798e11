"""Where a row comes from: its part, with credit and hedge, our summary, the passage, a citation and related claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from pandas.api.types import is_scalar

from tipseeds.edition import dates, quantity
from tipseeds.edition.calls import helped
from tipseeds.edition.lookup import Row, look_up, writer
from tipseeds.edition.tables import Tables
from tipseeds.pages.citations import cite
from tipseeds.pages.html import Markup, Page, markup
from tipseeds.pages.passages import marked_digest, passage_html, place

_LEAD = '<span data-go="{}">{}</span>'
"""What leads to a row where there is a workbench: a document and a mark or part of it, and a text."""


@helped
def evidence(corpus: Tables, row: Any) -> Page:
    """Show where a row comes from.

    With its document, our summary, whom the text credits, the hedge, how the case was decided, a citation and related
    claims; of a comment, what it answers and what answers it. With originals (see `tip.load`) also the passage itself.

    Parameters
    ----------
    corpus : Corpus
    row : Series or mapping
        A row of any table with `doc` and `part`; with `mark`, the wording is marked.

    Raises
    ------
    ValueError
        If the row points to no part, or to no mark, of the corpus.

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> "as many as 200,000" in tip.evidence(corpus, corpus.estimates.iloc[0]).data
    True
    """
    return Page(evidence_html(corpus, row))


def evidence_html(corpus: Tables, row: Any) -> Markup:
    """Return the markup of `evidence`."""
    if isinstance(row, pd.DataFrame):
        if len(row) != 1:
            told = "there is none" if row.empty else f"there are {len(row)}"
            raise ValueError(f"Evidence is for one row, and {told}. Choose one: corpus.evidence(rows.iloc[0]).")
        row = row.iloc[0]
    try:
        doc, part = str(row["doc"]), str(row["part"])
    except (KeyError, TypeError) as error:
        told = "Evidence is for a row with doc and part: write corpus.evidence(corpus.estimates.iloc[0])."
        raise ValueError(told) from error
    lookup = look_up(corpus)
    found = lookup.part(doc, part)
    given: Row = {str(name): value for name, value in dict(row).items() if not is_scalar(value) or pd.notna(value)}
    mark = str(given["mark"]) if "mark" in given else None
    if mark is not None and lookup.mark(doc, mark)[0].id != part:
        raise ValueError(f"The mark {mark} does not stand in {part} of {doc}.")
    if mark is None and (doc, part) in lookup.comments:
        return _conversation(corpus, doc, part)
    record = lookup.documents[doc]
    published = dates.words(record["published"]) if record["published"] else "no date"
    record = record | {"author": record["author"] or "author not named", "published": published}
    document = "{author}, <cite>{title}</cite> ({published}, date {published_basis}), in the tables <code>{doc}</code>"
    if record["label"] != doc:
        document = "{label}, " + document
    facts: Row = {
        "Wording": f"“{lookup.mark(doc, mark)[1].wording}”" if mark else None,
        "Hedge": _hedge(given) if "notation" in given else None,
        "Credited to": given.get("by"),
        "What is counted": given.get("measure"),
        "Claim": given.get("claim"),
        "Period": dates.words(given["period"]) if "period" in given else None,
        "Document": markup(document, **record),
        "Its page": markup('<a href="{0}" rel="noopener">{0}</a>', record["address"]) if record["address"] else None,
        "Where": place(corpus, doc, part),
        "How it was decided": given.get("note"),
        "Read by": "a rule, not yet confirmed" if given.get("read") == "by rule" else None,
        "Our summary": marked_digest(found, mark),
    }
    return _page(corpus, (doc, part, mark), "Evidence", facts, _related(corpus, doc, mark))


def _page(corpus: Tables, place: tuple[str, str, str | None], label: str, facts: Row, end: str = "") -> Markup:
    """Return what is known of a row, the passage and a citation to copy, as a list with a name for screen readers."""
    # One click selects all of it; a button that copies would need a script, which a widget's page does not run.
    cited = markup('<span style="user-select:all;-webkit-user-select:all">{}</span>', cite(corpus, *place))
    facts |= {"The passage": passage_html(corpus, *place), "To cite (a click selects it)": cited}
    # JupyterLab gives both a share of the line, which cuts labels in two; here each has a line.
    own = "display:block;float:none;width:auto;padding:0"
    line = (
        f'<dt style="{own};margin:0;font-weight:bold">{{}}</dt>'
        f'<dd style="{own};margin:0 0 4px 1em;overflow-wrap:anywhere">{{}}</dd>'
    )
    listed = [markup(line, name, said) for name, said in facts.items() if said is not None]
    # A group, and not a region of the page: the same evidence may stand on it twice.
    group = '<div role="group" aria-label="{}" style="max-width:52em"><dl style="margin:4px 0">{}</dl>{}</div>'
    return markup(group, label, listed, end)


def _hedge(row: Any) -> str:
    said = quantity.say(row["notation"], row["unit"])
    limits = " The limits of the order of magnitude are our convention." if row.get("convention") else ""
    return (said if row["bound"] in said else f"{said} ({row['bound']})") + f".{limits}"


def _related(corpus: Tables, doc: str, mark: str | None) -> Markup:
    told = []
    for pair in look_up(corpus).relations.get((doc, str(mark)), []):
        ends = [(pair["left_doc"], pair["left_mark"]), (pair["right_doc"], pair["right_mark"])]
        other = ends[ends[0] == (doc, mark)]
        part, found = look_up(corpus).mark(*other)
        lead = markup(_LEAD, "#".join(other), f"{look_up(corpus).called(other[0])} {part.id} “{found.wording}”")
        told.append(markup("<li>{relation} ({basis}): {lead}. {reason}</li>", lead=lead, **pair))
    heading = '<p style="margin:4px 0;font-weight:bold">Related claims</p>'
    return markup(heading + "<ul>{}</ul>", told) if told else Markup()


def _conversation(corpus: Tables, doc: str, part: str) -> Markup:
    """Return the markup of a comment in its conversation: who wrote it, what it says, and the answers either way."""
    comment, scheme = look_up(corpus).comments[doc, part], corpus.scheme
    replies = corpus.replies[corpus.replies["doc"] == doc]
    asked, given = replies[replies["source"] == part], replies[replies["target"] == part]
    held = {asked.label: comment[name] for name, asked in scheme.questions.items() if comment[name] is not None}
    used = {name: comment[name] for name in scheme.devices if comment[name] is not None}
    positions = "; ".join(f"{label}: {value}" for label, value in held.items() if value != "silent") or "silent on all"
    devices = ", ".join(scheme.devices[name].label for name, uses in used.items() if uses) or "none"
    day = dates.words(comment["date"]) if comment["date"] else None
    facts: Row = {
        "Comment": f"{part} under {look_up(corpus).called(doc)}, {comment['words']} words",
        "Author": ". ".join(filter(None, (writer(comment), comment["author_note"]))),
        "Place and day": ", ".join(filter(None, (comment["place"], day))) or "none",
        "Our summary": marked_digest(look_up(corpus).part(doc, part), None),
        "Positions": (positions if held else "not coded yet") if scheme.questions else None,
        "Devices": (devices if used else "not coded yet") if scheme.devices else None,
        "Answers": _listed(corpus, doc, zip(asked["target"], asked["evidence"], strict=True)),
        "Is answered by": _listed(corpus, doc, zip(given["source"], given["evidence"], strict=True)),
    }
    return _page(corpus, (doc, part, None), "The comment in its conversation", facts)


def _listed(corpus: Tables, doc: str, edges: Iterable[tuple[str, str]]) -> Markup:
    items = []
    title = look_up(corpus).documents[doc]["title"]
    for part, words in edges:
        said: object = {"post": f"the post ({title})", "missing": "a comment that is not in the file"}.get(part)
        if not said:
            comment = look_up(corpus).comments[doc, part]
            said = [markup(_LEAD, f"{doc}#{part}", f"{part} by {writer(comment)}"), ": ", comment["digest"]]
        items.append(markup("<li>{} <em>Shown by “{}”.</em></li>", said, words))
    return markup('<ul style="margin:0">{}</ul>', items) if items else Markup("nothing in the file")
