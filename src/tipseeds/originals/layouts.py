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

    `author`, `place` and `date` (ISO 8601) are what the header of a comment says; None where it says nothing. `depth`
    is how far the header is indented; `section` the heading that a paragraph stands under.
    """

    part: str
    text: str
    start: int
    end: int
    author: str | None = None
    place: str | None = None
    date: str | None = None
    depth: int = 0
    section: str | None = None


_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_LINE = re.compile(r"\S[^\n]*")
_NUMBERED = re.compile(r"^[ \t]{1,3}(\d+)\.(?=\s|\Z)", re.MULTILINE)
_COUNTED = re.compile(r"^\W*(\d+) (?:comments?|replies|responses?)\b[^\n]*$", re.IGNORECASE | re.MULTILINE)
_WRITES = re.compile(r"([^\n]{1,80}) writes:")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = f"(?P<month>{'|'.join(f'{month[:3]}(?:{month[3:]}|t?[.]?)' for month in _MONTHS)})"
_DATES = (
    re.compile(rf"\b{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b"),
    re.compile(rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}})\b"),
    re.compile(r"\b(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})\b"),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
)
_ENDS = ("Bibliography", "Endnotes", "Footnotes", "Notes", "References", "Sources", "Works cited")
_WHO = r"(?P<author>(?!(?:Posted|Updated|Published|Written)\b)[^\n:>|()]{1,50}?)(?: \([^)\n]{1,40}\))?"
_WHEN = (
    rf"(?P<when>(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?:\d|{_MONTH.replace('?P<month>', '?:')} )"
    r"[^\n]{0,14}?\b(?:19|20)\d\d\b[^\n]{0,30}|\d+ \w+ ago)"
)
_HEADS = tuple(
    re.compile(rf"[ \t]*(?:{head})[ \t]*", re.IGNORECASE)
    for head in (
        rf"(?:#?\d+[.)]?:? )?(?:posted |comment |reply |written |submitted )?by {_WHO}"
        rf"(?:(?:,| on| at| [-–—·|])? {_WHEN})?:?",
        rf"{_WHO} (?:says|said|writes|commented|replied|posted)(?:,? (?:on |at )?{_WHEN})?:?",
        rf"{_WHO} wrote(?:,? (?:on |at )?{_WHEN})?:?",
        rf"(?:#?\d+[.)]?:? )?{_WHO}(?:,| on| [-–—·•|]) {_WHEN}:?",
        rf"#\d+:? {_WHO}",
        rf"from: {_WHO}(?: <[^\n]*>)?",
    )
)
"""What a line says that heads a comment, where comments are neither numbered nor headed by "… writes:"."""
_MAIL = re.compile(r"(?:to|cc|subject|date|sent|reply-to|list-id|message-id|in-reply-to): ?[^\n]*", re.IGNORECASE)
_META = re.compile(
    r"[ \t]*(?:(?:reply|quote|like|report|share|permalink|link|parent|edit|delete|flag|log in to reply|moderator|"
    r"(?:senior |new |junior )?member|posts: \d+|joined:? [^\n]{,30}|\d+ (?:points?|likes?|votes?)|"
    r"(?:last )?edited [^\n]{,60}|\d+ \w+ ago)(?:[ \t]*[·•|/]?[ \t]*|[ \t]*\(.{,40}\)[ \t]*|$))+",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?:leave a (?:reply|comment)|post (?:a )?comment|add (?:a|your) comment|comments are closed|sign up\b|"
    r"newsletter\b|related (?:posts|articles|stories)|copyright\b|©|subscribe\b|unsubscribe\b|powered by\b|"
    r"_{5,}|-- ?$)[^\n]*",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"^\W*(?:\d+ )?(?:comments?|replies|responses?|discussion)\b[^\n]{,40}$", re.IGNORECASE | re.MULTILINE
)
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
    >>> split(text)[1]  # doctest: +ELLIPSIS
    Passage(part='c1', text='Why?', start=39, end=43, author='She', place='Here', date='2020-05-04', ...)
    """
    whole = _BLOCK if "\n\n" in text or "\n \n" in text else _LINE
    blocks = [(match.start(), match.start() + len(match[0].rstrip())) for match in whole.finditer(text)]
    marks = tuple(" ".join(words.split()) for words in apparatus)
    headers = _numbered(text) or _with_headers(text, blocks) or _headed(text, blocks)
    first, end_of_body = 0, headers[0].top if headers else len(text)
    passages = _paragraphs(text, [block for block in blocks if block[0] < end_of_body], title, author, marks)
    if headers and not passages and headers[0].author:  # a thread: what it opens with is the post
        first, end_of_body = headers.pop(0).start, headers[0].top if headers else len(text)
        opening = [block for block in blocks if first <= block[0] < end_of_body]
        passages = _paragraphs(text, opening, title, author, marks)
    skipped = [start for start, end in blocks if start >= end_of_body and _begins(text[start:end], marks)]
    ends = [header.top for header in headers[1:]] + [len(text)] * bool(headers)
    for n, (header, end) in enumerate(zip(headers, ends, strict=True), 1):
        at = bisect_left(skipped, header.start)
        end = min([end, *skipped[at : at + 1]])
        words = _without_buttons(text[header.start : end])
        start = header.start + len(words) - len(words.lstrip()) if words.strip() else header.start
        words = words.strip()
        end = start + len(words)
        passages.append(Passage(f"c{n}", words, start, end, header.author, header.place, header.date, header.depth))
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
    depth: int = 0


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


def _headed(text: str, blocks: list[tuple[int, int]]) -> list[_Header]:
    """Find comments by the kind of line that heads most: by whom and when, "… says:", "#2 …", the head of a mail."""
    counted = _COMMENTS.search(text, 200)
    prose = next((end for start, end in blocks if not all(map(_is_furniture, text[start:end].split("\n")))), 0)
    kinds: dict[int, list[_Header]] = {}
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        heads = ((kind, head.fullmatch(line[0])) for kind, head in enumerate(_HEADS)) if len(line[0]) < 120 else ()
        for kind, match in heads:
            if match and _names(match["author"]):
                depth = len(line[0]) - len(line[0].lstrip())
                date = stated_date(match.groupdict().get("when") or "")
                kinds.setdefault(kind, []).append(
                    _Header(line.start(), line.end(), match["author"].strip(" ,"), None, date, depth)
                )
                break
        for found in kinds.values():
            bare, head = line[0].strip(), found[-1]
            lone = stated_date(bare) if len(bare) < 50 or _MAIL.fullmatch(bare) else None
            meta = lone or _META.fullmatch(bare) or _MAIL.fullmatch(bare)
            if meta and head.top < line.start() and not text[head.start : line.start()].strip():
                found[-1] = head._replace(start=line.end(), date=head.date or lone)
    mails = len(_HEADS) - 1
    for kind, found in kinds.items():
        if counted and kind != mails:
            kinds[kind] = [header for header in found if header.top > counted.start()]
        elif kind != mails and found[0].top != blocks[0][0] and not text[found[0].top :].startswith("#"):
            kinds[kind] = [header for header in found if header.top >= prose]
    best = max(kinds.values(), key=len, default=[])
    return best if len(best) > 1 or (best and counted) else []


def _names(author: str) -> bool:
    """Tell whether words can name somebody: a few, no sentence and no date."""
    author = author.strip(" ,")
    dated = stated_date(author) or stated_date(f"{author} 2000")
    return bool(author) and len(author.split()) <= 5 and author[-1] not in ".!?" and not dated and author[0] != ">"


def _without_buttons(words: str) -> str:
    """Return what a comment says without the buttons around it and what the page says after the last one."""
    lines = words.split("\n")
    over = next((n for n, line in enumerate(lines) if _OVER.fullmatch(line.strip())), len(lines))
    lines = lines[:over]
    while lines and (_META.fullmatch(lines[-1]) or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)


def _paragraphs(
    text: str, blocks: list[tuple[int, int]], title: str, author: str, apparatus: tuple[str, ...]
) -> list[Passage]:
    prose: list[tuple[int, int, str | None]] = []
    section: str | None = None
    for start, end in blocks:
        block = text[start:end]
        if prose and (block.strip(": ") in _ENDS or _OVER.fullmatch(block)):
            break
        furniture = all(map(_is_furniture, block.split("\n")))
        if not furniture and " ".join(block.split()) != title and not _begins(block, apparatus):
            prose.append((start, end, section))
        elif prose and "\n" not in block:
            section = block
    for at in (0, -1):
        if author and prose and author in text[prose[at][0] : min(prose[at][0] + _NOTE, prose[at][1])]:
            prose.pop(at)
    return [
        Passage(f"p{n}", text[start:end], start, end, section=section)
        for n, (start, end, section) in enumerate(prose, 1)
    ]


def _begins(block: str, apparatus: tuple[str, ...]) -> bool:
    return bool(apparatus) and " ".join(block[:400].split()).startswith(apparatus)


def _is_furniture(line: str) -> bool:
    """Tell whether a line ends no sentence: short, and its last sign is a letter or a digit."""
    end = line.rstrip(_CLOSING)
    return end[-1:].isalnum() and len(line.split(maxsplit=_MOST_FURNITURE)) <= _MOST_FURNITURE


def is_heading(line: str) -> bool:
    """Tell whether a line can be the title of a page: some words that end no sentence, no date and no byline.

    >>> is_heading("How many ducks?"), is_heading("Posted by Ada on May 4, 2020")
    (True, False)
    """
    words = line.split()
    told = stated_date(line) or any(head.fullmatch(line) for head in _HEADS) or _MAIL.fullmatch(line)
    return 2 <= len(words) <= 20 and not told and line[-1:] not in ".,;" and not re.search(r"\s[>|»]\s", line)


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
    names = [name[:3] for name in _MONTHS]
    month = int(match["month"]) if match["month"].isdigit() else names.index(match["month"][:3]) + 1
    return f"{match['year']}-{month:02}-{int(match['day']):02}"


_BYLINE = re.compile(
    r"^(?:#\d+ )?(?:(?:Posted |Written )?[Bb]y|Author:|From:) ([^\n|<]{3,60}?)(?: (?:on|at|[-–—|<]) ?[^\n]*)?$|"
    r"^([^\n]{1,60}) \(Editor\)$",
    re.MULTILINE,
)


def stated_author(text: str) -> str | None:
    r"""Return whom a byline in the head of a page names.

    Examples
    --------
    >>> stated_author("Ducks\n\nBy Ada Example on May 4, 2020")
    'Ada Example'
    """
    match = _BYLINE.search(text)
    return (match[1] or match[2]).strip() if match else None


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
