"""Citations of a document, part or wording as a paper would print them, and the corpus as BibTeX or CSL JSON.

Both formats are written here: of the kept libraries, pybtex would write the same entries for two further packages at
run time, and citeproc-py formats whole works but knows neither a wording in a paragraph nor a date that is inferred.
"""

from __future__ import annotations

import json
import re
from itertools import takewhile, zip_longest
from typing import Any, Literal

from tipseeds.edition import dates
from tipseeds.edition.calls import helped
from tipseeds.edition.lookup import Row, look_up, plain
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import MONTHS

_REMARK = re.compile(r"\s*\([^()]*\)$")
_ESCAPES = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}  # BibTeX counts an escaped brace, too
)
_TYPES = {
    **{"blog": "post-weblog", "encyclop": "entry-encyclopedia", "news": "article-newspaper"},
    **{"magazine": "article-magazine", "journal": "article-journal", "web": "webpage"},
    **{kind: kind for kind in ("report", "thesis", "speech", "interview", "book")},
}
"""What a genre says of a CSL type; any other is a document. An "article" would be printed as a preprint."""
_SUFFIXES = ("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV")
_PARTICLE = re.compile("a[lfv]|bin|d'|d[aeiu]|del|della|de[nr]|dos|el|ibn|l[ae]|te[nr]|van|von|zu[mr]?").fullmatch
_INITIAL = re.compile(r"[^\W\d_]\.").fullmatch


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
    text, quoted = _work(row), ""
    if mark is not None:
        holder, marked = lookup.mark(doc, mark)
        if part is not None and holder.id != part:
            raise ValueError(f"The mark {mark} stands in {holder.id} of {doc}, not in {part}.")
        place, quoted = holder, f": “{marked.wording}”"
    if place is not None and place.kind == "comment":
        comment = lookup.comments[doc, place.id]
        text = f"{_commenter(comment)} {_date(comment['date'], 'stated')}. Comment {place.n} on: {text}"
    elif place is not None:
        text += f"{',' if row['outlet'] else ''} para. {place.n}"
    text += quoted
    return text if text.endswith((".", ".”", "?”", "!”", "…”")) else f"{text}."


def _work(row: Row) -> str:
    published = _date(row["published"], row["published_basis"])
    title = f"“{row['title'] if row['title'][-1] in '.?!…' else row['title'] + '.'}”"
    outlet = f" {_outlet(row)}" if row["outlet"] else ""
    if not row["author"]:
        return f"{title} {published}{'.' if outlet else ''}{outlet}"
    *most, last = _split(row["author"])
    author = f"{', '.join(most)} and {last}" if most else last
    return f"{author} {published}. {title}{outlet}"


def _split(names: str | None) -> list[str]:
    """Return several authors, between whom a seed writes a semicolon."""
    return [name.strip() for name in (names or "").split(";")]


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
    return f"({dates.words(edtf)})" if basis == "stated" else f"[{dates.words(edtf)}]"


@helped
def bibliography(corpus: Tables, style: Literal["bibtex", "csl-json"] = "bibtex") -> str:
    r"""Return the documents of a corpus for a reference manager.

    A name is split into its parts only where they are told: by the seed's `author-family`, or by an initial. Every
    other name is kept whole, so that no family name is made of a given one.

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
      author = {Asmolov, Konstantin},
      title = {{Does North Korea Engage in Human Trafficking?}},
      howpublished = {New Eastern Outlook},
      year = {2016},
      month = jul,
      day = {20},
      url = {https://journal-neo.org/2016/07/20/does-north-korea-engage-in-human-trafficking/},
      note = {Date stated: 20 July 2016}
    }
    """
    rows = plain(corpus.documents)
    if style == "bibtex":
        return "\n\n".join(map(_bibtex, rows)) + "\n"
    if style == "csl-json":
        return json.dumps([_csl(row) for row in rows], ensure_ascii=False, indent=2) + "\n"
    raise ValueError(f"There is no style {style!r}; write bibtex or csl-json.")


def _csl(row: Row) -> Row:
    kind = next((kind for word, kind in _TYPES.items() if word in row["genre"].casefold()), "document")
    item: Row = {"id": row["doc"], "type": kind, "title": row["title"]}
    if row["author"]:
        authors, families = _split(row["author"]), _split(row["author_family"])
        pairs = zip_longest(authors, families[: len(authors)], fillvalue="")
        item["author"] = [_name(*pair) for pair in pairs if pair[0]]
    if row["outlet"]:
        item["container-title"] = _outlet(row)
    if row["published"]:
        said = dates.read(row["published"])
        parts = [list(numbers) for numbers in said.numbers]
        seasons = [numbers.pop() for numbers in parts if numbers[1:2] > [12]]
        if not parts or (seasons and (len(parts) > 1 or seasons[0] > 24)):
            item["issued"] = {"literal": said.words}
        else:
            item["issued"] = {"date-parts": parts} | ({"season": seasons[0] - 20} if seasons else {})
        item["issued"] |= {"circa": True} if said.about or row["published_basis"] != "stated" else {}
    if row["address"]:
        item["URL"] = row["address"]
    return item | {"note": row["published_reason"]}


def _bibtex(row: Row) -> str:
    item = _csl(row)
    said = dates.read(row["published"]) if row["published"] else None
    year, *month = said.numbers[0] if said and len(said.numbers) == 1 else (0,)
    when = said.words.removeprefix("the ") if said else ""
    if year:
        when = f"c. {year}" if when.startswith("about") else str(year)
    fields = {
        "author": " and ".join(map(_tex_name, item.get("author", []))),
        "title": f"{{{_tex(item['title'])}}}",  # braces of its own keep its capitals
        "howpublished": _tex(item.get("container-title", "")),
        "year": when if not when or row["published_basis"] == "stated" else f"[{when}]",
        "month": MONTHS[month[0] - 1][:3].lower() if month and month[0] <= 12 else "",
        "day": "".join(map(str, month[1:])),
        "url": _tex(item.get("URL", "")),
        "note": f"Date {row['published_basis']}: {_tex(said.words)}" if said else "n.d.",
    }
    # The month is one of BibTeX's own names, which has no braces.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    return f"@misc{{{row['doc']},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return text.translate(_ESCAPES)


def _name(name: str, family: str) -> dict[str, Any]:
    """Return an author in the terms of CSL."""
    words = name.replace(",", " ").split()
    rest: dict[str, Any] = {"suffix": words.pop()} if len(words) > 2 and words[-1] in _SUFFIXES else {}
    own = family.split()
    if not own and any(map(_INITIAL, words[:-1])) and not _INITIAL(words[-1]):
        own = words[-1:]  # an initial stands before a family name
    given, last = words[: -len(own)], words[-len(own) :]
    if not own or not given or own not in (last, words[: len(own)]):
        return {"literal": name}
    if own != last:  # Korean, Chinese, Hungarian: printed in this order, without a comma
        return {"family": family, "given": " ".join(words[len(own) :]), "static-ordering": True} | rest
    while len(given) > 1 and _PARTICLE(given[-1]):
        own.insert(0, given.pop())
    particles = list(takewhile(_PARTICLE, own[:-1]))
    rest |= {"non-dropping-particle": " ".join(particles)} if particles else {}
    return {"family": " ".join(own[len(particles) :]), "given": " ".join(given)} | rest


def _tex_name(name: dict[str, Any]) -> str:
    """Return a name as BibTeX reads it; one that is printed family name first is kept whole, and sorts by it."""
    said = {part: _tex(str(value)) for part, value in name.items()}
    if "literal" in said or "static-ordering" in said:
        return f"{{{said.get('literal') or ' '.join([said['family'], said['given']])}}}"
    family = f"{{{said['family']}}}" if " " in said["family"] else said["family"]
    pieces = [f"{said.get('non-dropping-particle', '')} {family}".strip(), said.get("suffix", ""), said["given"]]
    return ", ".join(filter(None, pieces))
