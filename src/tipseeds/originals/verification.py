"""The edition held against the reader's own originals: every count, wording, author and date that both state."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import pandas as pd

from tipseeds.edition.attributes import OPEN
from tipseeds.edition.calls import helped
from tipseeds.edition.format import Part, Seed
from tipseeds.edition.lookup import Row, plain
from tipseeds.edition.tables import Tables
from tipseeds.originals.annotations import locate, occurrences
from tipseeds.originals.files import checksum, originals_of
from tipseeds.originals.layouts import Passage, split_original, stated_author, stated_count, stated_date

KINDS = {
    "checksum": "the file is the one that the seed names, byte by byte or saved differently",
    "title": "the title stands above or below the text",
    "count": "paragraphs and comments, and how many comments the page says it has",
    "order": "the comments stand in the order of the seed",
    "words": "words in a part",
    "wording": "the words of a mark stand in its part, once and sign by sign",
    "evidence": "the words that show whom a comment answers stand in it",
    "author": "who a byline, author note or comment header says wrote it, or that none says so",
    "place": "the place in a comment header",
    "date": "the day in a byline or comment header, or that none is stated",
}
"""What each kind of check holds against the original."""

_Rows = dict[str, Row]
_COLUMNS = ("kind", "doc", "part", "mark", "ok", "expected", "found", "message")


@dataclass(frozen=True, repr=False)
class Report:
    """What `verify` found.

    Attributes
    ----------
    checks : DataFrame
        One row a check: `kind`, `doc`, `part`, `mark`, `ok`, `expected`, `found`, `message`. A document without an
        original has one row, in which `ok` is missing.
    summary : str
        The same for people: how many checks of each kind were made and failed, and what is wrong in each.
    status : int
        0 if every check holds, 1 if one failed, 2 if none failed but an original is missing.
    """

    checks: pd.DataFrame
    summary: str
    status: int

    def __repr__(self) -> str:
        return self.summary


@dataclass(frozen=True)
class _Check:
    kind: str
    ok: bool | None
    expected: object
    found: object
    message: str | None = None
    part: str | None = None
    mark: str | None = None


@helped
def verify(corpus: Tables) -> Report:
    """Hold a corpus against the originals at hand.

    Parameters
    ----------
    corpus : Corpus
        With originals: `tip.load(originals=…)`. A changed copy of an original is checked as well, and fails at least
        its checksum.

    Examples
    --------
    >>> import tipseeds as tip
    >>> report = tip.verify(tip.load(originals=tip.load().path / "reference"))  # where no original is
    >>> report.status, int(report.checks["ok"].count())
    (2, 0)
    """
    found = originals_of(corpus)
    texts = found.texts | found.changed
    files = _records(found.report[found.report["status"] != "duplicate"])
    documents = _records(corpus.documents)
    comments: dict[str, _Rows] = {seed.doc: {} for seed in corpus.seeds}
    for comment in plain(corpus.comments):
        comments[comment["doc"]][comment["part"]] = comment
    rows = []
    for seed in corpus.seeds:
        own = files[seed.doc]
        if seed.doc in texts:
            checks = [
                *_checksums(seed, own, texts[seed.doc]),
                *_against_text(seed, documents[seed.doc], comments[seed.doc], texts[seed.doc]),
            ]
        else:
            checks = [_Check("checksum", None, seed.front["sha256"].value, None, own["message"])]
        rows += [{"doc": seed.doc, **vars(check)} for check in checks]
    checks_made = pd.DataFrame(rows, columns=list(_COLUMNS))
    checks_made = checks_made.astype({name: "boolean" if name == "ok" else "string" for name in _COLUMNS})
    checks_made["kind"] = pd.Categorical(checks_made["kind"], categories=list(KINDS))
    failed = bool((~checks_made["ok"]).any())
    status = 1 if failed else 2 if checks_made["ok"].isna().any() else 0
    return Report(checks_made, _summary(checks_made, found.report), status)


def _records(frame: pd.DataFrame) -> _Rows:
    return {row["doc"]: row for row in plain(frame)}


def _against_text(seed: Seed, document: Row, comments: _Rows, text: str) -> Iterator[_Check]:
    passages = {passage.part: passage for passage in split_original(text, seed)}
    yield from _document(document, passages, _around(text, list(passages.values())))
    yield from _order(comments, passages)
    for part in seed.parts:
        passage = passages.get(part.id)
        expected, counted = int(part.attributes["words"]), len(passage.text.split()) if passage else None
        yield _Check("words", expected == counted, expected, counted, None if passage else "No such part.", part.id)
        for mark in part.marks:
            _, status = locate(mark, passage)
            message = None if status == "located" else _elsewhere(status, mark.wording, passages)
            yield _Check("wording", status == "located", mark.wording, status, message, part.id, mark.id)
        if part.kind == "comment":
            yield from _comment(part, comments[part.id], passage)


def _around(text: str, passages: Sequence[Passage]) -> str:
    """Return what stands before the first paragraph and between the last one and the first comment's text."""
    body = [passage for passage in passages if passage.part[0] == "p"]
    comments = [passage for passage in passages if passage.part[0] == "c"]
    front = text[: body[0].start] if body else text[:2000]
    return front + "\f" + text[body[-1].end if body else 0 : comments[0].start if comments else len(text)]


def _checksums(seed: Seed, file: Row, text: str) -> Iterator[_Check]:
    expected, message, ok = str(seed.front["sha256"].value), file["message"], file["status"] == "identical"
    if file["status"] == "normalised":
        ok = _has_form(text, expected)
        message += "" if ok else " But saved in no usual way has that text the seed's sha256."
    yield _Check("checksum", ok, expected, expected if ok else checksum(text), message)
    if "sha256-normalised" in seed.front:
        expected = str(seed.front["sha256-normalised"].value)
        yield _Check("checksum", checksum(text) == expected, expected, checksum(text), "Of the normalised text.")


def _has_form(text: str, sha256: str) -> bool:
    """Tell whether a text has a checksum when it is saved in UTF-8 in one of the usual ways."""
    forms = (
        mark + text.replace("\n", end) + last * end
        for mark, end, last in product(("", "\ufeff"), ("\n", "\r\n"), (0, 1, 2))
    )
    return any(hashlib.sha256(form.encode()).hexdigest() == sha256 for form in forms)


def _document(document: Row, passages: dict[str, Passage], around: str) -> Iterator[_Check]:
    front, _, back = around.partition("\f")
    lines = {" ".join(line.split()).removeprefix("Subject: ") for line in around.split("\n")}
    titled = document["title"] in lines
    yield _Check("title", titled, document["title"], document["title"] if titled else None)
    count = {kind: sum(part.startswith(kind) for part in passages) for kind in "pc"}
    for name, counted in (
        ("body_paragraphs", count["p"]),
        ("comments_present", count["c"]),
        ("comments_stated", stated_count(back)),
    ):
        expected = document[name]
        yield _Check("count", expected == counted, expected, counted, f"{name.replace('_', ' ').capitalize()}.")
    expected = document["author"]
    byline = author = stated_author(front)
    if byline:
        ok = expected is not None and _same_name(expected, byline)
    else:
        author = expected if expected and expected in around else None
        ok = expected == author
    yield _Check("author", ok, expected, author, "In a byline." if byline else "No byline; from the author note.")
    date = stated_date(front)
    expected = document["published"] if document["published_basis"] == "stated" else None
    yield _Check("date", expected == date, expected, date, "Day of publication, if it is stated.")


def _same_name(one: str, other: str) -> bool:
    """Compare first and last names: a byline may lack the middle one."""
    (first, *_, last), (other_first, *_, other_last) = (
        [*name.casefold().split()[:1], *name.casefold().split()[-1:]] for name in (one, other)
    )
    return (first, last) == (other_first, other_last)


def _order(comments: _Rows, passages: dict[str, Passage]) -> Iterator[_Check]:
    """Find each comment of the original among those of the seed, by what can be compared without the text."""
    if not comments:
        return
    prints = {part: (_stated_author(comment), comment["date"], comment["words"]) for part, comment in comments.items()}
    times = Counter(prints.values())
    by_print = {printed: part for part, printed in prints.items() if times[printed] == 1}
    written = [passage for part, passage in passages.items() if part[0] == "c"]
    seen = ((passage.author, passage.date, len(passage.text.split())) for passage in written)
    found = [part for printed in seen if (part := by_print.get(printed))]
    ok = all(int(first[1:]) < int(second[1:]) for first, second in pairwise(found))
    recognised = f"By author, date and length, {len(found)} of {len(comments)} were recognised."
    yield _Check("order", ok, " ".join(sorted(found, key=lambda part: int(part[1:]))), " ".join(found), recognised)


def _stated_author(comment: Row) -> str | None:
    return comment["author"] if comment["author_basis"] == "stated" else None


def _comment(part: Part, comment: Row, passage: Passage | None) -> Iterator[_Check]:
    for words in map(str.strip, part.attributes["evidence"].split("|")):
        if words == OPEN or (passage and not passage.text):
            continue  # an empty comment answers by where it stands, and shows it by nothing
        ok = passage is not None and next(occurrences(passage.text, words), None) is not None
        yield _Check("evidence", ok, words, words if ok else None, part=part.id)
    author, date, place = _stated_author(comment), comment["date"], comment["place"]
    message = "In the comment's header, if it is stated." if passage else "No such part."
    for kind, expected, found in (
        ("author", author, passage.author if passage else None),
        ("date", date, passage.date if passage else None),
    ):
        yield _Check(kind, passage is not None and expected == found, expected, found, message, part.id)
    if passage and passage.place:
        yield _Check("place", place == passage.place, place, passage.place, message, part.id)


def _elsewhere(status: str, wording: str, passages: dict[str, Passage]) -> str:
    parts = [part for part, passage in passages.items() if next(occurrences(passage.text, wording), None) is not None]
    return f"The wording is {status}." + (f" It stands in {', '.join(parts)}." if parts else " It stands nowhere.")


def _summary(checks: pd.DataFrame, report: pd.DataFrame) -> str:
    made = checks.dropna(subset="ok")
    failed = made[~made["ok"].astype(bool)]
    documents = f"{made['doc'].nunique()} of {checks['doc'].nunique()} documents"
    lines = [f"Held {documents} against their originals: {len(made)} checks, {len(failed)} failed.", ""]
    lines.append(f"{'kind':<10}{'checked':>8}{'failed':>8}")
    for kind in KINDS:
        lines.append(f"{kind:<10}{(made['kind'] == kind).sum():>8}{(failed['kind'] == kind).sum():>8}")
    if len(failed):
        lines += ["", "Failed:"]
        for row in plain(failed):
            where = " ".join(str(row[name]) for name in ("doc", "part", "mark") if row[name])
            said = f"  {row['kind']}, {where}: expected {_said(row['expected'])}, found {_said(row['found'])}."
            lines.append(f"{said} {row['message'] or ''}".rstrip())
    noted = report[report["status"] != "identical"].fillna({"file": "no file"})
    if len(noted):
        lines += ["", "Files:"]
        lines += [f"  {file}: {message}" for file, message in zip(noted["file"], noted["message"], strict=True)]
    return "\n".join(lines)


def _said(value: str | None) -> str:
    return "nothing" if value is None else f"“{value}”"
