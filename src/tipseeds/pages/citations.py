"""Citations of a document, part or wording as a paper would print them, and the corpus as BibTeX or CSL JSON.

Both formats are written here: CSL JSON is plain JSON, and BibTeX a handful of fields whose signs need escaping. Of
the kept libraries, pybtex would write the same entries for two further packages at run time, and citeproc-py formats
whole works in a given style but knows neither a wording in a paragraph nor a date that is inferred.
"""

from __future__ import annotations

import json
import re
from typing import Literal

from tipseeds.edition.calls import helped
from tipseeds.edition.lookup import Row, look_up, plain
from tipseeds.edition.tables import Tables

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)(/\.\.)?")
_REMARK = re.compile(r"\s*\([^()]*\)$")
_ESCAPES = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_TYPES = (("blog", "post-weblog"), ("encyclopedia", "entry-encyclopedia"), ("news", "article-newspaper"))


@helped
def cite(corpus: Tables, doc: str, part: str | None = None, mark: str | None = None) -> str:
    """Return a citation of a document, of a part of it, or of a marked wording.

    What a document does not state itself stands in square brackets: a date, an outlet or a commenter's name that we
    inferred. A day that nothing gives is n.d.

    Parameters
    ----------
    corpus : Corpus
        The corpus that holds the document.
    doc : str
        The document.
    part : str, optional
        A paragraph or comment. Left out with a mark, it is the mark's part.
    mark : str, optional
        The id of a mark; its wording is quoted.

    Raises
    ------
    ValueError
        If there is no such document, part or mark.

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> tip.cite(corpus, "asmolov", mark="streak")
    'Konstantin Asmolov (20 July 2016). “Does North Korea Engage in Human Trafficking?” New Eastern Outlook, para. 2: “for the 14th time in a row”.'
    >>> tip.cite(corpus, "lagon", "c7")
    'Mark (9 March 2008). Comment 7 on: Mark P. Lagon (5 March 2008). “North Korea Fails To Combat Trafficking of its Citizens.” [Blog of the US State Department].'
    """  # noqa: E501 (a citation is one line)
    lookup = look_up(corpus)
    row = lookup.documents[lookup.seed(doc).doc]
    place = lookup.part(doc, part) if part is not None else None
    quoted = ""
    if mark is not None:
        holder, marked = lookup.mark(doc, mark)
        if part is not None and holder.id != part:
            raise ValueError(f"The mark {mark} stands in {holder.id} of {doc}, not in {part}.")
        place, quoted = holder, f": “{marked.wording}”"
    if place is not None and place.kind == "comment":
        comment = lookup.comments[doc, place.id]
        header = f"{_commenter(comment)} {_date(comment['date'], 'stated')}. Comment {place.n}"
        return _ended(f"{header} on: {_work(row)}{quoted}")
    if place is not None:
        return _ended(f"{_work(row)}{',' if row['outlet'] else ''} para. {place.n}{quoted}")
    return _ended(_work(row))


def _ended(text: str) -> str:
    return text if text.endswith((".", ".”", "?”", "!”", "…”")) else f"{text}."


def _work(row: Row) -> str:
    published = _date(row["published"], row["published_basis"])
    title = f"“{row['title'] if row['title'][-1] in '.?!…' else row['title'] + '.'}”"
    pieces = [f"{row['author']} {published}.", title] if row["author"] else [title, published]
    end = f" {_outlet(row)}" if row["outlet"] else ""
    return " ".join(pieces) + ("." if end and not row["author"] else "") + end


def _outlet(row: Row) -> str:
    """Return an outlet; one with a remark behind it is supplied by us, so it goes in brackets without the remark."""
    bare = _REMARK.sub("", row["outlet"])
    bare = bare[0].upper() + bare[1:]
    return bare if bare.casefold() == row["outlet"].casefold() else f"[{bare}]"


def _commenter(comment: Row) -> str:
    if not comment["author"]:
        return "[Unnamed commenter]"
    return f"[{comment['author']}?]" if comment["author_basis"] == "inferred" else str(comment["author"])


def _date(edtf: str | None, basis: str) -> str:
    """Return a date in brackets: round ones if it is stated or missing, square ones if it is inferred."""
    if edtf is None:
        return "(n.d.)"
    return f"({_in_words(edtf)})" if basis == "stated" else f"[{_in_words(edtf)}]"


def _in_words(edtf: str) -> str:
    match = _DAY.fullmatch(edtf)
    if not match:
        return edtf
    year, month, day, doubt, later = match.groups()
    words = [str(int(day))] if day else []
    words += [_MONTHS[int(month) - 1]] if month else []
    return " ".join([*words, year]) + ("?" if doubt else "") + (" or later" if later else "")


@helped
def bibliography(corpus: Tables, style: Literal["bibtex", "csl-json"] = "bibtex") -> str:
    r"""Return the documents of a corpus for a reference manager.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    style : {"bibtex", "csl-json"}
        The format. BibTeX is in UTF-8, with the signs escaped that TeX takes for its own; a year that is inferred
        stands in square brackets. In CSL JSON such a date is marked `circa`.

    Raises
    ------
    ValueError
        If the format is another.

    Examples
    --------
    >>> import tipseeds as tip
    >>> print(tip.bibliography(tip.load()).split("\n\n")[2])
    @misc{asmolov,
      author = {Konstantin Asmolov},
      title = {{Does North Korea Engage in Human Trafficking?}},
      howpublished = {New Eastern Outlook},
      year = {2016},
      month = jul,
      url = {https://journal-neo.org/2016/07/20/does-north-korea-engage-in-human-trafficking/},
      note = {Date stated: 20 July 2016}
    }
    """
    if style == "bibtex":
        return "\n\n".join(map(_bibtex, plain(corpus.documents))) + "\n"
    if style == "csl-json":
        return json.dumps([_csl(row) for row in plain(corpus.documents)], ensure_ascii=False, indent=2) + "\n"
    raise ValueError(f"There is no style {style!r}; write bibtex or csl-json.")


def _bibtex(row: Row) -> str:
    published = _in_words(row["published"]) if row["published"] else ""
    year, month = [*map(str, _numbers(row)[:2]), "", ""][:2]
    fields = {
        "author": f"{{{_tex(row['author'])}}}" if row["author"] else "",
        "title": f"{{{{{_tex(row['title'])}}}}}",  # the inner braces keep its capitals
        "howpublished": f"{{{_tex(_outlet(row))}}}" if row["outlet"] else "",
        "year": f"{{{year if row['published_basis'] == 'stated' else f'[{year}]'}}}" if year else "",
        "month": _MONTHS[int(month) - 1][:3].lower() if month else "",  # BibTeX's own names, without braces
        "url": f"{{{_tex(row['address'])}}}" if row["address"] else "",
        "note": f"{{Date {row['published_basis']}: {_tex(published)}}}" if published else "{n.d.}",
    }
    lines = [f"  {name} = {value}" for name, value in fields.items() if value]
    return f"@misc{{{row['doc']},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return text.translate(_ESCAPES)


def _csl(row: Row) -> Row:
    kind = next((kind for word, kind in _TYPES if word in row["genre"].casefold()), "article")
    item: Row = {"id": row["doc"], "type": kind, "title": row["title"]}
    if row["author"]:
        *given, family = row["author"].split()
        item["author"] = [{"family": family, "given": " ".join(given)} if given else {"literal": family}]
    if row["outlet"]:
        item["container-title"] = _outlet(row)
    if numbers := _numbers(row):
        inferred = row["published_basis"] != "stated"
        item["issued"] = {"date-parts": [numbers]} | ({"circa": True} if inferred else {})
    if row["address"]:
        item["URL"] = row["address"]
    item["note"] = row["published_reason"]
    return item


def _numbers(row: Row) -> list[int]:
    """Return year, month and day of publication, as far as they are known."""
    if row["published"] is None:
        return []
    if match := _DAY.fullmatch(row["published"]):
        return [int(number) for number in match.groups()[:3] if number]
    return [row["earliest"].year] if row["earliest"] is not None else []
