"""Where a row comes from: document, part, our summary with the wording marked, credit, hedge and related claims."""

from __future__ import annotations

from typing import Any

import pandas as pd
from IPython.display import HTML

from tipseeds import quantity
from tipseeds.corpus import Corpus, load
from tipseeds.pages import escape
from tipseeds.reading import Part


def evidence(row: Any, corpus: Corpus | None = None) -> HTML:
    """Show where a row comes from.

    Parameters
    ----------
    row : Series or mapping
        A row of any table with `doc` and `part`; with `mark`, the wording is marked.
    corpus : Corpus, optional
        The corpus that the row belongs to; that of this project if it is left out.

    Returns
    -------
    HTML
        The document, the part, our summary of it with the wording marked, whom the text credits, the hedge, how the
        case was decided, and the related claims.

    Raises
    ------
    ValueError
        If the row points to no part of the corpus.

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> "as many as 200,000" in tip.evidence(corpus.estimates.iloc[0], corpus).data
    True
    """
    return HTML(evidence_html(load() if corpus is None else corpus, row))


def evidence_html(corpus: Corpus, row: Any) -> str:
    """Return the markup of `evidence`."""
    try:
        doc, part_id = str(row["doc"]), str(row["part"])
    except (KeyError, TypeError) as error:
        raise ValueError("A row with doc and part is needed, as the tables have them.") from error
    mark = str(row["mark"]) if "mark" in row else None
    part = find_part(corpus, doc, part_id)
    facts = [("Document", _document(corpus, doc)), ("Where", _place(corpus, doc, part))]
    quoted = f"“{row['wording']}”" if mark else None
    for name, said in (("Wording", quoted), ("Hedge", _hedge(row)), *_said(row)):
        if said:
            facts.append((name, escape(said)))
    facts.append(("Our summary", marked_digest(part, mark)))
    related = _related(corpus, doc, mark) if mark else ""
    lines = "".join(
        f'<dt style="font-weight:bold">{name}</dt><dd style="margin:0 0 4px 1em">{said}</dd>' for name, said in facts
    )
    listed = f'<dl style="margin:4px 0">{lines}</dl>'
    return f'<section aria-label="Evidence" style="max-width:52em">{listed}{related}</section>'


def find_part(corpus: Corpus, doc: str, part: str) -> Part:
    """Return a part of a document."""
    for seed in corpus.seeds:
        if seed.doc == doc:
            for found in seed.parts:
                if found.id == part:
                    return found
            raise ValueError(f"{doc} has no part {part!r}; it has {seed.parts[0].id} to {seed.parts[-1].id}.")
    raise ValueError(f"There is no document {doc!r}; there are {', '.join(seed.doc for seed in corpus.seeds)}.")


def marked_digest(part: Part, mark: str | None) -> str:
    """Return our summary of a part as markup, with the wording of one mark highlighted and underlined."""
    for found in part.marks:
        if found.id == mark:
            before, after = part.digest[: found.start], part.digest[found.end :]
            style = "background:#fff3b0;text-decoration:underline;font-weight:bold"
            return f'{escape(before)}<mark style="{style}">{escape(found.wording)}</mark>{escape(after)}'
    return escape(part.digest)


def _document(corpus: Corpus, doc: str) -> str:
    record = corpus.documents.set_index("doc").loc[doc]
    author = record["author"] if pd.notna(record["author"]) else "author not named"
    published = record["published"] if pd.notna(record["published"]) else "no date"
    return (
        f"{escape(author)}, <cite>{escape(record['title'])}</cite> "
        f"({escape(published)}, date {escape(record['published_basis'])}), in the tables <code>{escape(doc)}</code>"
    )


def _place(corpus: Corpus, doc: str, part: Part) -> str:
    if part.kind == "body":
        section = part.attributes.get("section")
        return escape(f"paragraph {part.n} ({part.id})" + (f", under “{section}”" if section else ""))
    comments = corpus.comments
    comment = comments[(comments["doc"] == doc) & (comments["part"] == part.id)].iloc[0]
    author = "an unknown author" if pd.isna(comment["author"]) else f"{comment['author']} ({comment['author_basis']})"
    return escape(f"comment {part.n} ({part.id}) by {author}")


def _hedge(row: Any) -> str | None:
    if "notation" not in row or pd.isna(row["notation"]):
        return None
    said = quantity.say(row["notation"], row["unit"])
    limits = " The limits of the order of magnitude are our convention." if row["convention"] else ""
    return f"{said} ({row['bound']}).{limits}"


def _said(row: Any) -> list[tuple[str, str | None]]:
    names = {
        "by": "Credited to",
        "measure": "What is counted",
        "claim": "Claim",
        "period": "Period",
        "note": "How it was decided",
    }
    return [(label, str(row[name]) if name in row and pd.notna(row[name]) else None) for name, label in names.items()]


def _related(corpus: Corpus, doc: str, mark: str) -> str:
    pairs = corpus.relations
    left = (pairs["left_doc"] == doc) & (pairs["left_mark"] == mark)
    right = (pairs["right_doc"] == doc) & (pairs["right_mark"] == mark)
    told = []
    for pair in pairs[left | right].to_dict("records"):
        here = pair["left_doc"] == doc and pair["left_mark"] == mark
        other = (pair["right_doc"], pair["right_mark"]) if here else (pair["left_doc"], pair["left_mark"])
        said = f"{pair['relation']} ({pair['basis']}): {other[0]} {wording(corpus, *other)}. {pair['reason']}"
        told.append(f"<li>{escape(said)}</li>")
    return f"<p style='margin:4px 0;font-weight:bold'>Related claims</p><ul>{''.join(told)}</ul>" if told else ""


def wording(corpus: Corpus, doc: str, mark: str) -> str:
    """Return the place and the wording of a mark, as in `p3 “as many as 200,000 prisoners”`."""
    for seed in corpus.seeds:
        for part in seed.parts:
            for found in part.marks:
                if seed.doc == doc and found.id == mark:
                    return f"{part.id} “{found.wording}”"
    raise ValueError(f"{doc} has no mark {mark!r}.")
