"""Where each paragraph and comment stands in an original: a small reader for the layouts that they come in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from tipseeds.edition.format import Seed
from tipseeds.edition.tables import Tables
from tipseeds.originals.files import originals_of


class Passage(NamedTuple):
    """A paragraph or comment of an original: `text` is its normalised text from `start` to `end`.

    `author`, `place` and `date` (ISO 8601) are what the header of a comment says; None where it says nothing.
    """

    part: str
    text: str
    start: int
    end: int
    author: str | None = None
    place: str | None = None
    date: str | None = None


_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_NUMBERED = re.compile(r"^[ \t]{1,3}(\d+)\.(?=\s|\Z)", re.MULTILINE)
_COUNTED = re.compile(r"^\W*(\d+) (?:comments?|replies|responses?)\b[^\n]*$", re.IGNORECASE | re.MULTILINE)
_WRITES = re.compile(r"([^\n]{1,80}) writes:")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATES = (
    re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d\d?), (?P<year>\d{{4}})\b"),
    re.compile(rf"\b(?P<day>\d\d?) (?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}})\b"),
    re.compile(r"\b(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})\b"),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
)
_ENDS = ("Bibliography", "Footnotes", "Notes", "References", "Sources")
_CLOSING = "\"'”’»)]} "
_MOST_FURNITURE = 12  # words in a line that is no sentence, such as a row of sharing buttons
_NOTE = 80  # characters: an author note names its author near its beginning


def split(text: str, title: str = "", author: str = "", apparatus: Sequence[str] = ()) -> list[Passage]:
    r"""Split a normalised text into paragraphs (p1, p2, …) and comments (c1, c2, …).

    Three layouts are told apart by their structure. *Numbered comments*: each begins on a line of its own with one to
    three blanks, a number and a full stop; what belongs to it is indented by more, lists included. *Comments with
    headers*: a line "… writes:", before it a place, a date or both. *No comments*: an article.

    Of the blocks between blank lines in the article, these are no paragraphs: the title, lines that end no sentence
    (headings, bylines, buttons, counts), a note that names the author at either end, and what follows a heading such as
    References.

    Parameters
    ----------
    text : str
        A normalised text.
    title, author : str
        As the seed has them.
    apparatus : sequence of str
        First words of further blocks that belong to neither; what stands between such a block and the next comment is
        left out as well.

    Examples
    --------
    >>> text = "A title\n\nBy Somebody\n\nFirst. Second.\n\n2 Responses\n\n  1. Yes:\n\n    1. really\n\n  2. No."
    >>> [(passage.part, passage.text) for passage in split(text, title="A title")]
    [('p1', 'First. Second.'), ('c1', 'Yes:\n\n    1. really'), ('c2', 'No.')]
    >>> text = "First.\n\nHere\nMay 4, 2020\n\nShe writes:\n\nWhy?"
    >>> split(text)[1]
    Passage(part='c1', text='Why?', start=39, end=43, author='She', place='Here', date='2020-05-04')
    """
    blocks = [(match.start(), match.start() + len(match[0].rstrip())) for match in _BLOCK.finditer(text)]
    marks = tuple(" ".join(words.split()) for words in apparatus)
    headers = _numbered(text) or _with_headers(text, blocks)
    end_of_body = headers[0].top if headers else len(text)
    passages = _paragraphs(text, [block for block in blocks if block[0] < end_of_body], title, author, marks)
    skipped = [start for start, end in blocks if start >= end_of_body and _begins(text[start:end], marks)]
    ends = [header.top for header in headers[1:]] + [len(text)] * bool(headers)
    for n, (header, end) in enumerate(zip(headers, ends, strict=True), 1):
        at = bisect_left(skipped, header.start)
        end = min([end, *skipped[at : at + 1]])
        words = text[header.start : end]
        start = header.start + len(words) - len(words.lstrip()) if words.strip() else header.start
        words = words.strip()
        passages.append(Passage(f"c{n}", words, start, start + len(words), header.author, header.place, header.date))
    return passages


def split_original(text: str, seed: Seed) -> list[Passage]:
    """Split the normalised text of a seed's original, with what its front matter says of the layout."""
    front = seed.front
    title, author = (str(front[key].value) if key in front else "" for key in ("title", "author"))
    apparatus = [str(entry.value) for entry in front["apparatus"].value] if "apparatus" in front else []
    return split(text, title, author, apparatus)


class _Header(NamedTuple):
    top: int  # where the header begins
    start: int  # where the comment itself can begin
    author: str | None = None
    place: str | None = None
    date: str | None = None


def _numbered(text: str) -> list[_Header]:
    counted = _COUNTED.search(text)
    heads = list(_NUMBERED.finditer(text, counted.end() if counted else 0))
    first = next((at for at, head in enumerate(heads) if int(head[1]) == 1), len(heads))
    return [_Header(head.start(), head.end()) for head in heads[first:]]


def _with_headers(text: str, blocks: list[tuple[int, int]]) -> list[_Header]:
    headers: list[_Header] = []
    for at, (start, end) in enumerate(blocks):
        if end - start > 100 or not (match := _WRITES.fullmatch(text, start, end)):
            continue
        top, place, date = start, None, None
        if at:
            before, before_end = blocks[at - 1]
            lines = [line.strip() for line in text[before:before_end].split("\n")] if before_end - before < 200 else []
            if lines and len(lines) <= 2 and (date := stated_date(lines[-1], whole=True)):
                top, place = before, lines[0] if len(lines) == 2 else None
            elif len(lines) == 1 and _is_furniture(lines[0]) and len(lines[0].split()) <= 4:
                top, place = before, lines[0]
        # A bare "… writes:" may quote somebody in the article; among comments it is a header that lost its date.
        if headers or top < start:
            headers.append(_Header(top, end, match[1].strip(), place, date))
    return headers


def _paragraphs(
    text: str, blocks: list[tuple[int, int]], title: str, author: str, apparatus: tuple[str, ...]
) -> list[Passage]:
    prose: list[tuple[int, int]] = []
    for start, end in blocks:
        block = text[start:end]
        if prose and block.strip(": ") in _ENDS:
            break
        furniture = all(map(_is_furniture, block.split("\n")))
        if not furniture and " ".join(block.split()) != title and not _begins(block, apparatus):
            prose.append((start, end))
    for at in (0, -1):
        if author and prose and author in text[prose[at][0] : min(prose[at][0] + _NOTE, prose[at][1])]:
            prose.pop(at)
    return [Passage(f"p{n}", text[start:end], start, end) for n, (start, end) in enumerate(prose, 1)]


def _begins(block: str, apparatus: tuple[str, ...]) -> bool:
    return bool(apparatus) and " ".join(block[:400].split()).startswith(apparatus)


def _is_furniture(line: str) -> bool:
    """Tell whether a line ends no sentence: short, and its last sign is a letter or a digit."""
    end = line.rstrip(_CLOSING)
    return end[-1:].isalnum() and len(line.split(maxsplit=_MOST_FURNITURE)) <= _MOST_FURNITURE


def stated_date(text: str, whole: bool = False) -> str | None:
    """Return the first day that a text states, in ISO 8601; with `whole`, only if the text is nothing else.

    Examples
    --------
    >>> stated_date("Posted on March 5, 2008"), stated_date("20.07.2016 Author: N. N.")
    ('2008-03-05', '2016-07-20')
    """
    matches = [match for date in _DATES if (match := date.fullmatch(text) if whole else date.search(text))]
    if not matches:
        return None
    match = min(matches, key=lambda match: match.start())
    month = _MONTHS.index(match["month"]) + 1 if match["month"] in _MONTHS else int(match["month"])
    return f"{match['year']}-{month:02}-{int(match['day']):02}"


def stated_count(text: str) -> int | None:
    r"""Return how many comments a text says it has.

    Examples
    --------
    >>> stated_count("The end.\n\n13 Responses\n\n  1. …")
    13
    """
    match = _COUNTED.search(text)
    return int(match[1]) if match else None


def passages(corpus: Tables) -> pd.DataFrame:
    """Return every paragraph and comment of the originals at hand, as `corpus.passages`, kept from the first call on.

    Returns
    -------
    DataFrame
        `doc`, `part`, `kind`, `text`, `start`, `end`, `words`, and `author`, `place`, `date` from a comment's header.
    """
    return corpus._once(_passages)


def _passages(corpus: Tables) -> pd.DataFrame:
    texts = originals_of(corpus).texts
    rows = [
        {
            **passage._asdict(),
            "doc": seed.doc,
            "kind": "body" if passage.part[0] == "p" else "comment",
            "words": len(passage.text.split()),
        }
        for seed in corpus.seeds
        if seed.doc in texts
        for passage in split_original(texts[seed.doc], seed)
    ]
    columns = ["doc", "part", "kind", "text", "start", "end", "words", "author", "place", "date"]
    counts = ("start", "end", "words")
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.astype({name: "Int64" if name in counts else "string" for name in columns})
    frame["doc"] = pd.Categorical(frame["doc"], categories=[seed.doc for seed in corpus.seeds])
    return frame
