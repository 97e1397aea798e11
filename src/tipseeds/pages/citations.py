"""Citations of a document, part or wording as a paper would print them, and the corpus as BibTeX or CSL JSON.

Both formats are written here: pybtex would write the same entries for two more packages at run time, and citeproc-py
knows neither a wording in a paragraph nor a date that is inferred.
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
from tipseeds.edition.words import MONTHS, apart, seen

_TEX = {"\\": "backslash", "~": "asciitilde", "^": "asciicircum", "{": "braceleft", "}": "braceright"}
"""What TeX calls its own signs; BibTeX counts an escaped brace, too."""
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
    doc : str
        The document.
    part, mark : str, optional
        A paragraph or comment, and the id of a mark whose wording is quoted; with a mark, its part can be left out.

    Raises
    ------
    ValueError
        If there is no such document, part or mark.

    Examples
    --------
    >>> import tipseeds as tip
    >>> tip.cite(tip.load(), "asmolov", mark="streak")
    'Konstantin Asmolov (20 July 2016). “Does North Korea Engage in Human Trafficking?” New Eastern Outlook, para. 2: “for the 14th time in a row”.'
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
        writer = comment["author"] or "[Unnamed commenter]"
        writer = f"[{writer}?]" if comment["author_basis"] == "inferred" else writer
        text = f"{writer} {_date(comment['date'], 'stated')}. Comment {place.n} on: {text}"
    elif place is not None:
        text += f"{',' if row['outlet'] else ''} para. {place.n}"
    text += quoted
    return apart(text if text.endswith((".", ".”", "?”", "!”", "…”")) else f"{text}.")


def _work(row: Row) -> str:
    published, outlet = _date(row["published"], row["published_basis"]), _outlet(row)
    title = f"“{row['title'] if row['title'][-1] in '.?!…' else row['title'] + '.'}”"
    if not row["author"]:
        return f"{title} {published}. {outlet}" if outlet else f"{title} {published}"
    *most, last = _split(row["author"])
    author = f"{', '.join(most)} and {last}" if most else last
    return f"{author} {published}. {title} {outlet}".strip()


def _split(names: str | None) -> list[str]:
    """Return several authors, between whom a seed writes a semicolon."""
    return [name.strip() for name in (names or "").split(";")]


def _outlet(row: Row) -> str:
    """Return an outlet; one with a remark behind it is supplied by us, so it goes in brackets without the remark."""
    given = row["outlet"] or ""
    bare = re.sub(r"\s*\([^()]*\)$", "", given)
    told = bare[:1].upper() + bare[1:]
    return told if bare == given else f"[{told}]"


def _date(edtf: str | None, basis: str) -> str:
    """Return a date in brackets: round ones if it is stated or missing, square ones if it is inferred."""
    said = dates.words(edtf) if edtf else "n.d."
    return f"({said})" if basis == "stated" or not edtf else f"[{said}]"


@helped
def bibliography(corpus: Tables, style: Literal["bibtex", "csl-json"] = "bibtex") -> str:
    r"""Return the documents of a corpus for a reference manager.

    A name is split into its parts only where they are told, by the seed's `author-family` or by an initial; every other
    name is kept whole, so that no family name is made of a given one.

    Parameters
    ----------
    corpus : Corpus
    style : {"bibtex", "csl-json"}
        BibTeX is in UTF-8, with the signs escaped that TeX takes for its own; a year that is inferred stands in square
        brackets. In CSL JSON such a date is marked `circa`.

    Raises
    ------
    ValueError
        If the format is another.

    Examples
    --------
    >>> import tipseeds as tip
    >>> tip.bibliography(tip.load()).split("\n")[:2]
    ['@misc{lagon,', '  author = {Lagon, Mark P.},']
    """
    rows = plain(corpus.documents)
    if style == "bibtex":
        return seen("\n\n".join(map(_bibtex, rows)) + "\n")
    if style == "csl-json":
        return seen(json.dumps(list(map(_csl, rows)), ensure_ascii=False, indent=2) + "\n")
    raise ValueError(f"There is no style {style!r}; write bibtex or csl-json.")


def _csl(row: Row) -> Row:
    authors, families = _split(row["author"]), _split(row["author_family"])
    pairs = zip_longest(authors, families[: len(authors)], fillvalue="")
    item = {
        "id": row["doc"],
        "type": next((kind for word, kind in _TYPES.items() if word in row["genre"].casefold()), "document"),
        "title": row["title"],
        "author": [_name(*pair) for pair in pairs if pair[0]],
        "container-title": _outlet(row),
        "issued": _issued(row),
        "URL": row["address"],
        "note": row["published_reason"],
    }
    return {name: value for name, value in item.items() if value}


def _issued(row: Row) -> Row:
    if not row["published"]:
        return {}
    said = dates.read(row["published"])
    parts = [list(numbers) for numbers in said.numbers]
    seasons = [numbers.pop() - 20 for numbers in parts if numbers[1:2] > [12]]
    issued: Row = {"date-parts": parts} | ({"season": seasons[0]} if seasons else {})
    within = len(parts) > 1 and (seasons or parts[0][0] == parts[1][0])  # citeproc prints nothing for a span in a year
    if not parts or within or seasons > [4]:
        issued = {"literal": said.words}
    return issued | ({"circa": True} if said.about or row["published_basis"] != "stated" else {})


def _bibtex(row: Row) -> str:
    item = _csl(row)
    said = dates.read(row["published"]) if row["published"] else None
    year, *month = said.numbers[0] if said and len(said.numbers) == 1 else (0,)
    when = said.words.removeprefix("the ") if said else ""
    if year:
        unsure = "?" if when.endswith("?") and row["published_basis"] == "stated" else ""  # else it stands in brackets
        when = f"{'c. ' if when.startswith('about') else ''}{year}{unsure}"
    fields = {
        "author": " and ".join(map(_tex_name, item.get("author", []), filter(None, _split(row["author"])))),
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
    own = str.maketrans({sign: f"\\text{name}{{}}" for sign, name in _TEX.items()})
    return text.translate(own | str.maketrans({sign: f"\\{sign}" for sign in "&%$#_"}))


def _name(name: str, family: str) -> dict[str, Any]:
    """Return an author in the terms of CSL; a name whose parts are told by nothing is kept whole."""
    words = name.replace(",", " ").split()
    rest: dict[str, Any] = {"suffix": words.pop()} if len(words) > 2 and words[-1] in _SUFFIXES else {}
    own = [word for word in family.replace(",", " ").split() if word != rest.get("suffix")]
    if len(words) == 1 and not name.isascii() and name.removeprefix(family) not in ("", name):  # 김민지
        words = [family, name.removeprefix(family)]
    institution = any(word.islower() and not _PARTICLE(word) for word in words)
    if not own and not institution and any(map(_INITIAL, words[:-1])) and not _INITIAL(words[-1]):
        own = words[-1:]  # an initial stands before a family name
    given, last = words[: -len(own)], words[-len(own) :]
    if not own or not any(given) or own not in (last, words[: len(own)]):
        return {"literal": name}
    if own != last:
        given = words[len(own) :]
        if not name.startswith(f"{' '.join(own)},"):  # Korean, Chinese, Hungarian: printed in this order
            return {"family": " ".join(own), "given": " ".join(given), "static-ordering": True} | rest
    while len(given) > 1 and _PARTICLE(given[-1]):
        own.insert(0, given.pop())
    particles = list(takewhile(_PARTICLE, own[:-1]))
    rest |= {"non-dropping-particle": " ".join(particles)} if particles else {}
    return {"family": " ".join(own[len(particles) :]), "given": " ".join(given)} | rest


def _tex_name(name: dict[str, Any], whole: str) -> str:
    """Return a name as BibTeX reads it; one that is printed family name first is kept whole, and sorts by it."""
    if "literal" in name or "static-ordering" in name:
        return f"{{{_tex(whole)}}}"
    said = {part: _tex(str(value)) for part, value in name.items()}
    family = f"{{{said['family']}}}" if " " in said["family"] else said["family"]
    pieces = [f"{said.get('non-dropping-particle', '')} {family}".strip(), said.get("suffix", ""), said["given"]]
    return ", ".join(filter(None, pieces))
