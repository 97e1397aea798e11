"""Where each paragraph and comment stands in an original: a small reader for the layouts that they come in."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from tipseeds.edition.format import Seed
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import MONTHS
from tipseeds.originals.files import once, originals_of

Block = tuple[int, int]


class Passage(NamedTuple):
    """A paragraph or comment of an original: `text` is its normalised text from `start` to `end`.

    `author`, `place` and `date` (ISO 8601) are what the header of a comment says; None where it says nothing. `depth`
    is how far the header is indented; `section` the heading that a paragraph stands under. Without a part, a header.
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


RULES = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text(encoding="utf-8"))


def filled(pattern: str, names: Mapping[str, str] = RULES["names"]) -> str:
    """Return a rule with the patterns of others, which it names as <NAME>, in their place."""
    while re.search("<[A-Z]+>", pattern):
        pattern = re.sub("<([A-Z]+)>", lambda match: names[match[1]], pattern)
    return pattern


_DATES, _HEADS, _LINES = (
    {name: re.compile(filled(rule)) for name, rule in RULES[kind].items()} for kind in ("dates", "heads", "lines")
)
_MOST_FURNITURE = 12  # words in a line that is no sentence, such as a row of sharing buttons
_NOTE = 80  # characters: an author note names its author near its beginning


def split(text: str, title: str = "", author: str = "", apparatus: Sequence[str] = ()) -> list[Passage]:
    r"""Split a normalised text into paragraphs (p1, p2, …) and comments (c1, c2, …).

    Comments begin at a line of their own with one to three blanks, a number and a full stop, or at a line that says who
    wrote them; the kind of line that heads most of them counts. Of the blocks between blank lines before the first one,
    these are no paragraphs: the title, lines that end no sentence (headings, bylines, buttons, counts), a note that
    names the author at either end, and what follows a heading such as References.

    Parameters
    ----------
    text, title, author : str
        A normalised text, and its title and author as the seed has them.
    apparatus : sequence of str
        First words of further blocks that are none, nor is what stands between one and the next comment.

    Examples
    --------
    >>> text = "A title\n\nBy Somebody\n\nFirst. Second.\n\n2 Responses\n\n  1. Yes:\n\n    1. really\n\n  2. No."
    >>> [(passage.part, passage.text) for passage in split(text, title="A title")]
    [('p1', 'First. Second.'), ('c1', 'Yes:\n\n    1. really'), ('c2', 'No.')]
    >>> text = "First.\n\nHere\nMay 4, 2020\n\nShe writes:\n\nWhy?"
    >>> split(text)[1]  # doctest: +ELLIPSIS
    Passage(part='c1', text='Why?', start=39, end=43, author='She', place='Here', date='2020-05-04', ...)
    """
    whole = _LINES["block"] if "\n\n" in text or "\n \n" in text else _LINES["line"]
    blocks = [(match.start(), match.start() + len(match[0].rstrip())) for match in whole.finditer(text)]
    marks = tuple(" ".join(words.split()) for words in apparatus)
    mails = text.count("\nFrom: ") > 1
    headers = (not mails and _numbered(text)) or _headed(text, blocks)
    first, last = 0, headers[0].start if headers else len(text)
    passages = _paragraphs(text, _within(blocks, first, last), title, author, marks)
    if headers and headers[0].author and (mails or not passages):  # a thread: what it opens with is the post
        first, last = headers.pop(0).end + 1, headers[0].start if headers else len(text)
        passages = _paragraphs(text, _within(blocks, first, last), title, author, marks)
    skipped = [start for start, end in blocks if start >= last and _begins(text[start:end], marks)]
    ends = [*(header.start for header in headers[1:]), len(text)]
    for n, (header, end) in enumerate(zip(headers, ends, strict=False), 1):
        at = bisect_left(skipped, header.end)
        words = _without_buttons(text[header.end : min([end, *skipped[at : at + 1]])])
        start = header.end + (len(words) - len(words.lstrip())) * bool(words.strip())
        words = words.strip()
        passages.append(header._replace(part=f"c{n}", text=words, start=start, end=start + len(words)))
    return passages


def around(text: str, passages: Sequence[Passage]) -> tuple[str, str]:
    """Return what stands before the first paragraph, and between the last one and the first comment's text."""
    body, comments = ([passage for passage in passages if passage.part[0] == kind] for kind in "pc")
    back = text[body[-1].end if body else 0 : comments[0].start if comments else len(text)]
    return (text[: body[0].start] if body else text[:2000]), back


def split_original(text: str, seed: Seed) -> list[Passage]:
    """Split the normalised text of a seed's original, with what its front matter says of the layout."""
    front = seed.front
    title, author = (str(front[key].value) if key in front else "" for key in ("title", "author"))
    apparatus = front["apparatus"].value if "apparatus" in front else []
    return split(text, title, author, [str(entry.value) for entry in apparatus])


def _within(blocks: list[Block], first: int, last: int) -> list[Block]:
    return [(max(start, first), min(end, last)) for start, end in blocks if start < last and end > first]


def _numbered(text: str) -> list[Passage]:
    counted = _LINES["counted"].search(text)
    heads = list(_LINES["numbered"].finditer(text, counted.end() if counted else 0))
    first = next((at for at, head in enumerate(heads) if int(head[1]) == 1), len(heads))
    return [Passage("", "", head.start(), head.end()) for head in heads[first:]]


def _headed(text: str, blocks: list[Block]) -> list[Passage]:
    """Find comments by the kind of line that heads most: by whom and when, "… says:", "#2 …", the head of a mail."""
    kinds: dict[str, list[Passage]] = {}
    said: list[Passage] = []
    mail = Passage("", "", 0, 0)  # lines of a mail's head, which may stand above who it is from
    for line in _LINES["line"].finditer(text):
        kind, head = _head(line)
        bare = line[0].strip()
        lone = stated_date(bare) if len(bare) < 60 else None
        if head:
            if kind == "mail" and mail.end and not text[mail.end : head.start].strip():
                head = head._replace(start=mail.start, date=mail.date)
            kinds.setdefault(kind, []).append(head)
            said += [_above(text, blocks, head)] if kind == "says" and not head.date else []
        elif _LINES["mail"].fullmatch(bare) and text[mail.end : line.start()].strip():
            mail = Passage("", "", line.start(), line.end(), date=lone)
        elif _LINES["mail"].fullmatch(bare):
            mail = mail._replace(end=line.end(), date=mail.date or lone)
        if not head and (lone or _LINES["meta"].fullmatch(bare) or _LINES["mail"].fullmatch(bare)):
            for found in kinds.values():
                if not text[found[-1].end : line.start()].strip():
                    found[-1] = found[-1]._replace(end=line.end(), date=found[-1].date or lone)
    if any(head.date for head in said):  # a bare "… writes:" before them quotes somebody in the article
        return said[next(n for n, head in enumerate(said) if head.place or head.date) :]
    counted = _LINES["comments"].search(text, 200)
    prose = next((start for start, end in blocks if not all(map(_is_furniture, text[start:end].split("\n")))), 0)
    for kind, found in kinds.items():
        opens = found[0].start == blocks[0][0] or text.startswith("#", found[0].start)
        if kind != "mail" and (counted or not opens):
            after = counted.start() if counted else prose - 1
            kinds[kind] = [header for header in found if header.start > after]
    best = max(kinds.values(), key=len, default=[])
    return best if len(best) > 1 or counted else []


def _head(line: re.Match[str]) -> tuple[str, Passage | None]:
    """Return the header that a line is, if it names somebody: by a few words, no sentence and no date."""
    for kind, form in _HEADS.items() if len(line[0]) < 120 else ():
        if match := form.fullmatch(line[0]):
            author = match["author"].strip(" ,")
            sentence = re.search(r"^>|[!?]$|[a-z]{3}\.$", author) or not 1 <= len(author.split()) <= 5
            if not (sentence or stated_date(author) or stated_date(f"{author} 2000")):
                depth, date = len(line[0]) - len(line[0].lstrip()), stated_date(match.groupdict().get("when") or "")
                return kind, Passage("", "", line.start(), line.end(), author, None, date, depth)
    return "", None


def _above(text: str, blocks: list[Block], head: Passage) -> Passage:
    """Return a header with what stands above it: a place, a day, or both."""
    at = bisect_left(blocks, (head.start + head.depth, 0))
    start, end = blocks[at - 1] if at else (0, 0)
    lines = [line.strip() for line in text[start:end].split("\n")] if end - start < 200 else []
    if 1 <= len(lines) <= 2 and (date := stated_date(lines[-1], whole=True)):
        return head._replace(start=start, place=lines[0] if len(lines) == 2 else None, date=date)
    short = len(lines) == 1 and _is_furniture(lines[0]) and len(lines[0].split()) <= 4
    return head._replace(start=start, place=lines[0]) if short else head


def _without_buttons(words: str) -> str:
    """Return what a comment says without the buttons around it and what the page says after the last one."""
    lines: list[str] = []
    for line in words.split("\n"):
        if _LINES["over"].fullmatch(line.strip()):
            break
        lines.append(line)
    while lines and (_LINES["meta"].fullmatch(lines[-1]) or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)


def _paragraphs(text: str, blocks: list[Block], title: str, author: str, apparatus: tuple[str, ...]) -> list[Passage]:
    prose: list[Passage] = []
    section: str | None = None
    for start, end in blocks:
        block = text[start:end]
        if prose and (_LINES["ends"].fullmatch(block) or _LINES["over"].fullmatch(block)):
            break
        furniture = all(map(_is_furniture, block.split("\n")))
        if not furniture and " ".join(block.split()) != title and not _begins(block, apparatus):
            prose.append(Passage("", block, start, end, section=section))
        elif prose and "\n" not in block:
            section = block
    for at in (0, -1):
        if author and prose and author in prose[at].text[:_NOTE]:
            prose.pop(at)
    return [passage._replace(part=f"p{n}") for n, passage in enumerate(prose, 1)]


def _begins(block: str, apparatus: tuple[str, ...]) -> bool:
    return bool(apparatus) and " ".join(block[:400].split()).startswith(apparatus)


def _is_furniture(line: str) -> bool:
    """Tell whether a line ends no sentence: short, and its last sign is a letter or a digit."""
    end = line.rstrip("\"'”’»)]}-=_* ")
    return (end[-1:].isalnum() or not end) and len(line.split(maxsplit=_MOST_FURNITURE)) <= _MOST_FURNITURE


def is_heading(line: str) -> bool:
    """Tell whether a line can be the title of a page: some words that end no sentence, no date and no byline.

    >>> is_heading("How many ducks?"), is_heading("Posted by Ada on May 4, 2020")
    (True, False)
    """
    told = stated_date(line) or any(head.fullmatch(line) for head in _HEADS.values()) or _LINES["mail"].fullmatch(line)
    return 2 <= len(line.split()) <= 20 and not told and line[-1:] not in ".,;" and not re.search(r"\s[>|»]\s", line)


def stated_date(text: str, whole: bool = False) -> str | None:
    """Return the first day that a text states, in ISO 8601; with `whole`, only if the text is nothing else.

    >>> stated_date("Posted on March 5, 2008"), stated_date("20.07.2016 Author: N. N.")
    ('2008-03-05', '2016-07-20')
    """
    found = (date.fullmatch(text) if whole else date.search(text) for date in _DATES.values())
    matches = [match for match in found if match] if re.search(r"\d{4}", text) else []
    if not matches:
        return None
    year, month, day = min(matches, key=lambda match: match.start()).group("year", "month", "day")
    number = int(month) if month.isdigit() else [name[:3] for name in MONTHS].index(month[:3]) + 1
    return f"{year}-{number:02}-{int(day):02}"


def stated_author(text: str) -> str | None:
    """Return whom a byline in the head of a page names."""
    match = _LINES["byline"].search(text)
    return (match[1] or match[2]).strip() if match else None


def stated_count(text: str) -> int | None:
    """Return how many comments a text says it has."""
    match = _LINES["counted"].search(text)
    return int(match[1]) if match else None


@once
def parts_of(corpus: Tables) -> dict[str, dict[str, Passage]]:
    """Return the parts of each original at hand, and of each changed copy, by document and part."""
    texts = originals_of(corpus).texts | originals_of(corpus).changed
    split_up = {seed.doc: split_original(texts[seed.doc], seed) for seed in corpus.seeds if seed.doc in texts}
    return {doc: {passage.part: passage for passage in parts} for doc, parts in split_up.items()}


@once
def passages(corpus: Tables) -> pd.DataFrame:
    """Return every paragraph and comment of the originals at hand, as `corpus.passages`, kept from the first call on.

    Returns
    -------
    DataFrame
        `doc`, `part`, `kind`, `text`, `start`, `end`, `words`, and `author`, `place`, `date` from a comment's header.
    """
    rows = [
        {"doc": doc, "kind": "body" if part[0] == "p" else "comment", "words": len(passage.text.split())}
        | passage._asdict()
        for doc in originals_of(corpus).texts
        for part, passage in parts_of(corpus)[doc].items()
    ]
    columns = ("doc", "part", "kind", "text", "start", "end", "words", "author", "place", "date")
    kinds: dict[str, Any] = dict.fromkeys(columns, "string") | dict.fromkeys(("start", "end", "words"), "Int64")
    docs = pd.CategoricalDtype([seed.doc for seed in corpus.seeds])
    return pd.DataFrame(rows, columns=columns).astype(kinds | {"doc": docs})
