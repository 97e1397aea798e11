"""The edition held against the reader's own originals: every count, wording, author and date that both state."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pandas as pd

from tipseeds.edition.calls import helped
from tipseeds.edition.fields import OPEN
from tipseeds.edition.format import Part, Seed
from tipseeds.edition.frames import table
from tipseeds.edition.lookup import Row, look_up, plain
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import seen
from tipseeds.originals.annotations import locate, occurrences
from tipseeds.originals.files import checksum, originals_of
from tipseeds.originals.layouts import Passage, around, parts_of, stated_author, stated_count, stated_date

KINDS = ("checksum", "title", "count", "order", "words", "wording", "evidence", "author", "place", "date")
"""What is held against the original: its file, its counts, its wordings, and what bylines and headers say."""


@dataclass(frozen=True, repr=False)
class Report:
    """What `verify` found: `checks` as a table, `summary` for people, and `status` for the command line.

    `checks` has `kind`, `doc`, `part`, `mark`, `ok`, `expected`, `found` and `message`, and of a document without an
    original one row, in which `ok` is missing. `status` is 0 if every check holds, 1 if one failed, 2 if none failed
    but an original is missing.
    """

    checks: pd.DataFrame
    summary: str
    status: int

    def __repr__(self) -> str:
        return self.summary


@helped
def verify(corpus: Tables) -> Report:
    """Hold a corpus against the originals at hand, as in `corpus.verify()`.

    Parameters
    ----------
    corpus : Corpus, with originals: `tip.load(originals=…)`; a changed copy is checked, too, and fails its checksum

    Examples
    --------
    >>> import tipseeds as tip
    >>> report = tip.verify(tip.load(originals=tip.load().path / "reference"))  # where no original is
    >>> report.status, int(report.checks["ok"].count())
    (2, 0)
    """
    report = originals_of(corpus).report
    rows = [{"doc": seed.doc, **check} for seed in corpus.seeds for check in _checks(corpus, seed)]
    checks = table(rows, "kind doc part mark ok:boolean expected found message")
    checks = checks.astype({"kind": pd.CategoricalDtype(list(KINDS))})
    status = 1 if (~checks["ok"]).any() else 2 if checks["ok"].isna().any() else 0
    return Report(checks, seen(_summary(checks, report)), status)


def _check(kind: str, expected: object, found: object, message: str = "", part: str = "", **known: object) -> Row:
    """Return a check, which holds if both are the same or `ok` says so."""
    row = {"kind": kind, "expected": expected, "found": found, "ok": expected == found, **known}
    return row | {"message": message or None, "part": part or None}


def _checks(corpus: Tables, seed: Seed) -> Iterator[Row]:
    found = originals_of(corpus)
    files = found.report[found.report["status"] != "duplicate"]
    file = next(row for row in plain(files) if row["doc"] == seed.doc)
    text = (found.texts | found.changed).get(seed.doc)
    if text is None:
        yield _check("checksum", seed.front["sha256"].value, None, file["message"], ok=None)
        return
    parts, lookup = parts_of(corpus)[seed.doc], look_up(corpus)
    comments = {part.id: lookup.comments[seed.doc, part.id] for part in seed.parts if part.kind == "comment"}
    comments |= {part: row | {"author": None} for part, row in comments.items() if row["author_basis"] != "stated"}
    yield from _checksums(seed, file, text)
    yield from _document(lookup.documents[seed.doc], parts, text)
    yield from _order(comments, parts)
    for part in seed.parts:
        yield from _part(part, parts)
        if part.kind == "comment":
            yield from _comment(part, comments[part.id], parts.get(part.id))


def _checksums(seed: Seed, file: Row, text: str) -> Iterator[Row]:
    expected, message, ok = str(seed.front["sha256"].value), file["message"], file["status"] == "identical"
    if file["status"] == "normalised":  # it has to be that text, saved in UTF-8 in one of the usual ways
        ways = product(("", "\ufeff"), ("\n", "\r\n"), (0, 1, 2))
        forms = (mark + text.replace("\n", end) + last * end for mark, end, last in ways)
        ok = any(hashlib.sha256(form.encode()).hexdigest() == expected for form in forms)
        message += "" if ok else " But saved in no usual way has that text the seed's sha256."
    yield _check("checksum", expected, expected if ok else checksum(text), message, ok=ok)
    if "sha256-normalised" in seed.front:
        known = str(seed.front["sha256-normalised"].value)
        yield _check("checksum", known, checksum(text), "Of the normalised text.")


def _document(document: Row, parts: dict[str, Passage], text: str) -> Iterator[Row]:
    front, back = around(text, list(parts.values()))
    lines = {" ".join(line.split()).removeprefix("Subject: ") for line in f"{front}\n{back}".split("\n")}
    count = Counter(name[0] for name in parts)
    yield _check("title", document["title"], document["title"] if document["title"] in lines else None)
    yield _check("count", document["body_paragraphs"], count["p"], "Body paragraphs.")
    yield _check("count", document["comments_present"], count["c"], "Comments present.")
    yield _check("count", document["comments_stated"], stated_count(back), "Comments stated.")
    author = document["author"]
    if byline := stated_author(front):  # a byline may lack the middle name
        one, other = (name.casefold().split() for name in (author or "", byline))
        alike = one[:1] == other[:1] and one[-1:] == other[-1:]
        yield _check("author", author, byline, "In a byline.", ok=alike)
    else:
        found = author if author and author in front + back else None
        yield _check("author", author, found, "No byline; from the author note.")
    stated = document["published"] if document["published_basis"] == "stated" else None
    yield _check("date", stated, stated_date(front), "Day of publication, if it is stated.")


def _order(comments: dict[str, Row], parts: dict[str, Passage]) -> Iterator[Row]:
    """Find each comment of the original among those of the seed, by what can be compared without the text."""
    prints = {part: (comment["author"], comment["date"], comment["words"]) for part, comment in comments.items()}
    times = Counter(prints.values())
    by_print = {printed: part for part, printed in prints.items() if times[printed] == 1}
    seen = [(one.author, one.date, len(one.text.split())) for part, one in parts.items() if part[0] == "c"]
    found = [by_print[printed] for printed in seen if printed in by_print]
    message = f"By author, date and length, {len(found)} of {len(comments)} were recognised."
    if comments:
        yield _check("order", " ".join(sorted(found, key=lambda part: int(part[1:]))), " ".join(found), message)


def _part(part: Part, parts: dict[str, Passage]) -> Iterator[Row]:
    passage = parts.get(part.id)
    counted = len(passage.text.split()) if passage else None
    yield _check("words", int(part.attributes["words"]), counted, "" if passage else "No such part.", part.id)
    for mark in part.marks:
        status, message = locate(mark, passage)[1], ""
        if status != "located":
            elsewhere = [name for name, one in parts.items() if occurrences(one.text, mark.wording)]
            where = f"in {', '.join(elsewhere)}" if elsewhere else "nowhere"
            message = f"The wording is {status}. It stands {where}."
        yield _check("wording", mark.wording, status, message, part.id, mark=mark.id, ok=status == "located")


def _comment(part: Part, comment: Row, passage: Passage | None) -> Iterator[Row]:
    for words in map(str.strip, part.attributes["evidence"].split("|")):
        if words != OPEN and (passage is None or passage.text):  # an empty comment answers by where it stands
            found = words if passage and occurrences(passage.text, words) else None
            yield _check("evidence", words, found, part=part.id)
    message = "In the comment's header, if it is stated." if passage else "No such part."
    stated = {"author": comment["author"], "date": comment["date"], "place": comment["place"]}
    for kind, expected in stated.items():
        found = getattr(passage, kind, None)
        if kind != "place" or found:
            yield _check(kind, expected, found, message, part.id, ok=passage is not None and expected == found)


def _summary(checks: pd.DataFrame, report: pd.DataFrame) -> str:
    made = checks.dropna(subset="ok")
    failed = made[~made["ok"].astype(bool)]
    documents = f"{made['doc'].nunique()} of {checks['doc'].nunique()} documents"
    lines = [f"Held {documents} against their originals: {len(made)} checks, {len(failed)} failed.", ""]
    lines.append(f"{'kind':<10}{'checked':>8}{'failed':>8}")
    for kind in KINDS:
        lines.append(f"{kind:<10}{(made['kind'] == kind).sum():>8}{(failed['kind'] == kind).sum():>8}")
    lines += ["", "Failed:"] if len(failed) else []
    for row in plain(failed):
        where = " ".join(str(row[name]) for name in ("doc", "part", "mark") if row[name])
        expected, found = ("nothing" if row[end] is None else f"“{row[end]}”" for end in ("expected", "found"))
        said = f"  {row['kind']}, {where}: expected {expected}, found {found}. {row['message'] or ''}"
        lines.append(said.rstrip())
    noted = plain(report[report["status"] != "identical"])
    lines += ["", "Files:"] if noted else []
    return "\n".join([*lines, *(f"  {row['file'] or 'no file'}: {row['message']}" for row in noted)])
