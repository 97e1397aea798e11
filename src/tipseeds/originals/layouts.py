"""What stands where in a text, and who answers whom: one reader for originals and for what somebody saved."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from tipseeds.edition.fields import OPEN
from tipseeds.edition.format import Seed
from tipseeds.edition.frames import table
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import MONTHS
from tipseeds.originals.files import once, originals_of

Block = tuple[int, int]


class Passage(NamedTuple):
    """A paragraph or comment of an original: `text` is its normalised text from `start` to `end`.

    `author`, `place` and `date` (ISO 8601) are what a comment's header says, or None; `depth` is how far the header
    is indented; `section` the heading that a paragraph stands under. Without a part, a header.
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


_DATES, _LINES = ({name: re.compile(filled(rule)) for name, rule in RULES[kind].items()} for kind in ("dates", "lines"))
_HEADS = {name: re.compile(filled(f"(?i){rule}:?<END><TAIL>")) for name, rule in RULES["heads"].items()}
_YEAR = re.compile(r"\d{4}")
_MOST_FURNITURE = 12  # words in a line that is no sentence, such as a row of sharing buttons
_NOTE = 80  # characters: an author note names its author near its beginning


def split(text: str, title: str = "", author: str = "", apparatus: Sequence[str] = ()) -> list[Passage]:
    """Split a normalised text into paragraphs (p1, p2, …) and comments (c1, c2, …).

    Comments begin at a line of their own with one to three blanks, a number and a full stop, or at a line that says who
    wrote them; the kind of line that heads most of them counts. Of the blocks between blank lines before the first one,
    these are no paragraphs: the title, lines that end no sentence (headings, bylines, buttons), a note that names the
    author at either end, what follows a heading such as References, and what begins with words of the `apparatus`;
    what stands between such a block and the next comment belongs to none.
    """
    whole = _LINES["block"] if "\n\n" in text or "\n \n" in text else _LINES["line"]
    blocks = [(match.start(), match.start() + len(match[0].rstrip())) for match in whole.finditer(text)]
    marks = tuple(" ".join(words.split()) for words in apparatus)
    mails = text.count("\nFrom: ") > 1
    headers = (not mails and _numbered(text)) or _headed(text, blocks)
    last = headers[0].start if headers else len(text)
    passages = _paragraphs(text, blocks, 0, last, title, author, marks)
    if headers and headers[0].author and (mails or not passages):  # a thread: what it opens with is the post
        first, last = headers.pop(0).end + 1, headers[0].start if headers else len(text)
        passages = _paragraphs(text, blocks, first, last, title, author, marks)
    skipped = [start for start, end in blocks if marks and start >= last and _begins(text[start:end], marks)]
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


def _numbered(text: str) -> list[Passage]:
    counted = _LINES["counted"].search(text)
    heads = _LINES["numbered"].finditer(text, counted.end() if counted else 0)
    return [Passage("", "", *head.span()) for head in dropwhile(lambda head: int(head[1]) != 1, heads)]


def _headed(text: str, blocks: list[Block]) -> list[Passage]:
    """Find comments by the kind of line that heads most: by whom and when, "… says:", "#2 …", the head of a mail."""
    kinds: dict[str, list[Passage]] = {}
    said: list[Passage] = []
    for kind, head, end in _heads(text):
        kinds.setdefault(kind, []).append(head)
        if kind == "says" and not (head.date and stated_date(text[head.start : end])):
            said.append(_above(text, blocks, head._replace(end=end, date=None)))
    if any(head.date for head in said):  # a bare "… writes:" before them quotes somebody in the article
        return said[next(n for n, head in enumerate(said) if head.place or head.date) :]
    counted = _LINES["comments"].search(text, 200)
    prose = next((start for start, end in blocks if not all(map(_is_furniture, text[start:end].split("\n")))), 0)
    after = counted.start() if counted else prose - 1
    for kind, found in kinds.items():
        opens = found[0].start == blocks[0][0] or text.startswith("#", found[0].start)
        if kind != "mail" and (counted or not opens):
            kinds[kind] = [header for header in found if header.start > after]
    best = max(kinds.values(), key=len, default=[])
    return best if len(best) > 1 or counted else []


def _heads(text: str) -> Iterator[tuple[str, Passage, int]]:
    """Yield what heads a comment and names somebody: its kind, with the lines below that go with it, its own end."""
    done = 0
    for line in _LINES["line"].finditer(text):
        start, length = line.start(), len(line[0])
        for kind, form in _HEADS.items() if start >= done and length < 120 else ():
            if (match := form.match(text, start)) and _LINES["name"].fullmatch(match["author"]):
                depth, done, date = length - len(line[0].lstrip()), match.end(), stated_date(match[0])
                head = Passage("", "", start, done, match["author"].strip(" ,"), None, date, depth)
                yield kind, head, match.start("tail")
                break


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
    lines = list(takewhile(lambda line: not _LINES["over"].fullmatch(line.strip()), words.split("\n")))
    while lines and (_LINES["meta"].fullmatch(lines[-1]) or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)


def _paragraphs(
    text: str, blocks: list[Block], first: int, last: int, title: str, author: str, apparatus: tuple[str, ...]
) -> list[Passage]:
    prose: list[Passage] = []
    section: str | None = None
    for start, end in ((max(start, first), min(end, last)) for start, end in blocks if start < last and end > first):
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
    return " ".join(block[:400].split()).startswith(apparatus)


def _is_furniture(line: str) -> bool:
    """Tell whether a line ends no sentence: short, and its last sign is a letter or a digit."""
    end = line.rstrip("\"'”’»)]}-=_* ")
    return (end[-1:].isalnum() or not end) and len(line.split(maxsplit=_MOST_FURNITURE)) <= _MOST_FURNITURE


def is_heading(line: str) -> bool:
    """Tell whether a line can be the title of a page: some words that end no sentence, no date and no byline."""
    told = stated_date(line) or _LINES["mail"].fullmatch(line) or any(head.fullmatch(line) for head in _HEADS.values())
    return 2 <= len(line.split()) <= 20 and not told and line[-1:] not in ".,;" and not re.search(r"\s[>|»]\s", line)


def stated_date(text: str, whole: bool = False) -> str | None:
    """Return the first day that a text states, in ISO 8601; with `whole`, only if the text is nothing else."""
    dates = _DATES.values() if _YEAR.search(text) else ()
    matches = [match for date in dates if (match := date.fullmatch(text) if whole else date.search(text))]
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


Reply = tuple[str, str]  # what a comment answers (a comment, `post`, OPEN), and the few words that show it, or OPEN


def replies(passages: Sequence[Passage], author: str = "") -> dict[str, Reply]:
    """Tell what each comment answers, where a rule can: @NAME, a name wrote, a quotation, a salutation, the indent."""
    found: dict[str, Reply] = {}
    latest, runs = {author: "post"}, dict[str, str]()  # by name, and by four words in a row
    earlier: list[Passage] = []
    for passage in passages:
        place = "post" if passage.part[0] == "p" else passage.part
        if place != "post":
            above = next((one.part for one in reversed(earlier) if one.depth < passage.depth), OPEN)
            others = {name: part for name, part in latest.items() if name and name != passage.author}
            found[place] = _quoted(passage.text, runs) or _named(passage.text, others) or (above, OPEN)
            earlier.append(passage)
            latest[passage.author or ""] = place
        for run in _runs(re.sub(r"(?m)^\s*>.*$", "", passage.text).split()):  # what it quotes is another's
            runs.setdefault(run, place)
    return found


def _runs(words: list[str]) -> Iterator[str]:
    for at in range(len(words) - 3):
        yield re.sub(r"\W", "", " ".join(words[at : at + 4])).lower()


def _quoted(text: str, runs: Mapping[str, str]) -> Reply | None:
    """Find words of an earlier text: four or more that are marked as quoted, or eight in a row that aren't."""
    marked = re.findall(r"(?m)^> ?(.{15,})$|[“\"]([^”\"\n]{15,})[”\"]", text)
    quotes = ["".join(quote).split()[:10] for quote in marked]
    lines = (line.split() for line in text.split("\n"))
    quotes += [words[at : at + 8] for words in lines for at in range(len(words) - 7)]
    for quote in quotes:
        places = {runs.get(run) for run in _runs(quote)}
        if len(places) == 1 and (place := places.pop()):
            return (place, " ".join(quote).rstrip(".,;:!?"))
    return None


def _named(text: str, latest: Mapping[str, str]) -> Reply | None:
    first = {name.split()[0]: part for name, part in latest.items() if len(name.split()[0]) > 2}
    for name, part in sorted((first | dict(latest)).items(), key=lambda pair: -len(pair[0])):
        told = rf"{re.escape(name)}(?!\w)"  # a name may end with a sign
        match = re.search(rf"(?i)@ ?{told}|(?<!\w){told} (?:(?:wrote|writes|says|said)\b|\(?above\b\)?)", text)
        if match := match or re.match(rf"(?i)(?:(?:hi|dear|hello|to|re:?) )?{told}(?=\s?[,:;–—-])", text):
            return part, match[0]
    return None


@once
def parts_of(corpus: Tables) -> dict[str, dict[str, Passage]]:
    """Return the parts of each original at hand, and of each changed copy, by document and part."""
    texts = originals_of(corpus).texts | originals_of(corpus).changed
    split_up = {seed.doc: split_original(texts[seed.doc], seed) for seed in corpus.seeds if seed.doc in texts}
    return {doc: {passage.part: passage for passage in parts} for doc, parts in split_up.items()}


@once
def passages(corpus: Tables) -> pd.DataFrame:
    """Return every paragraph and comment of the originals at hand, and of a comment what its header says."""
    rows = [
        {"doc": doc, "kind": "body" if part[0] == "p" else "comment", "words": len(passage.text.split())}
        | passage._asdict()
        for doc in originals_of(corpus).texts
        for part, passage in parts_of(corpus)[doc].items()
    ]
    columns = "doc part kind text start:Int64 end:Int64 words:Int64 author place date"
    return table(rows, columns).astype({"doc": corpus.documents["doc"].dtype})
