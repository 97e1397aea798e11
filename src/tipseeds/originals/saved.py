"""A file that somebody saved, as plain text: text, HTML and Markdown; anything else is refused in a sentence."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

from tipseeds.edition.errors import SeedError
from tipseeds.originals.files import decodings, normalise
from tipseeds.originals.layouts import RULES, is_heading, stated_author, stated_date

LARGEST = 5_000_000  # bytes: more than any page or thread that a class reads together
_WORDS = {name: frozenset(words.split()) for name, words in RULES["pages"].items()}
_SAYS = re.compile(r"\s*\b(?:says|said|writes|wrote)\b:?\s*$")
_SIGNATURES = {"%PDF": "a PDF", "PK\x03\x04": "a ZIP archive or a Word file", "\xd0\xcf\x11\xe0": "an old Word file"}
_SIGNATURES |= {"{\\rtf": "an RTF file"} | dict.fromkeys(("\x89PNG", "\xff\xd8\xff", "GIF8"), "a picture")


class Page(NamedTuple):
    """A page as plain text, with what its head says; `english` is whether the rules for English prose may be tried."""

    text: str
    title: str
    author: str
    date: str | None
    english: bool


def read_page(path: Path) -> Page:
    """Return a saved page as plain text; SeedError says so if there is no such file, or it is empty or no text."""
    text, head = _text(path), dict[str, str]()
    if path.suffix.lower() in (".md", ".markdown"):
        text, head = _markdown(text)
    if re.search(r"(?i)<(?:!doctype html|html|body|article|p|div)\b", text[:5000]):
        parser = _Html()
        parser.feed(text)
        parser.close()
        parser.end_block()
        text, head = "\n\n".join(parser.blocks), parser.head | head
    title, author, day = (head.get(key, "") for key in ("title", "author", "date"))
    if author and not stated_author(text[:3000]):
        text = f"By {author}\n\n{text}"
    if (date := stated_date(day)) and stated_date(text[:600]) != date:
        text = f"{date}\n\n{text}"
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text) if not word.istitle()]  # no names
    english = sum(word in _WORDS["english"] for word in words) >= 0.12 * len(words)
    lines = [" ".join(line.split()) for line in text[:3000].split("\n")]
    subject, title = re.search(RULES["lines"]["topic"], text[:3000]), title.rpartition("View topic - ")[2]
    if not title or title not in lines:
        headings = [line for line in lines if is_heading(line)]
        headings = [line for line in headings if title.startswith(line)] or headings or [title or path.stem]
        title = subject[1] if subject else headings[0]
    return Page(text, title, stated_author(text[:3000]) or "", stated_date(text[:600]), english)


def _text(path: Path) -> str:
    """Return what stands in a file, or say what it is if it is no text."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        fix = "Give a file of text, HTML or Markdown."
        raise SeedError(path, None, f"can't be read ({error.strerror}).", fix) from error
    what = next((name for sign, name in _SIGNATURES.items() if data.startswith(sign.encode("latin-1"))), "")
    if not what and b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        what = "no text: it has bytes that no text has"
    if len(data) > LARGEST:
        raise SeedError(path, None, f"more than {LARGEST:,} bytes.", "Save the page alone, or cut the file in two.")
    if what:
        raise SeedError(path, None, f"this is {what}.", "Open it, select all, and save the words as a plain text file.")
    if not data.strip():
        raise SeedError(path, None, "the file is empty.", "Save the page again, as text.")
    text = normalise(next(decodings(data), ("", ""))[1])
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]", " ", text)


def _markdown(text: str) -> tuple[str, dict[str, str]]:
    """Return Markdown as HTML, its front matter apart and its footnotes at the end."""
    head = {}
    if front := re.match(r"---\n(.*?)\n---\n", text, re.DOTALL):
        head = {key: value.strip("\"' ") for key, value in re.findall(r"(?m)^(title|author|date): *(.+)$", front[1])}
        text = text[front.end() :]
    notes = re.findall(r"(?m)^\[\^[^\]]+\]: *(.+)$", text)
    text = re.sub(r"(?m)^\[\^[^\]]+\]:.*$|\[\^[^\]]+\]", "", text)
    body = "\n\n".join([text, *(["Notes", *notes] if notes else [])])
    return "<article>" + MarkdownIt("commonmark").render(body), head


class _Html(HTMLParser):
    """Takes the text out of HTML: a block a paragraph, quotes behind >, nested comments indented, authors as heads."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.words: list[str] = []
        self.open: list[tuple[str, str]] = []  # tags, and whether they hold a comment or its author
        self.head: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "meta":
            name = given.get("name", given.get("property", "")).rpartition(":")[2]
            self.head.setdefault(name.replace("published_time", "date"), given.get("content", ""))
        classes = set(f"{given.get('class', '')} {given.get('itemprop', '')}".lower().split())
        author = "author" if self.depth() and classes & _WORDS["authors"] else ""
        if tag == "br":
            self.words.append("\0")
        elif tag in _WORDS["blocks"] or author:
            self.end_block()
        if tag not in _WORDS["void"]:
            self.open.append((tag, "comment" if classes & {"comment", "reply"} else author))

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in reversed(range(len(self.open))) if self.open[at][0] == tag), len(self.open))
        named = " ".join("".join(self.words).split()) if (tag, "author") in self.open[at : at + 1] else ""
        if named:
            self.words = [_SAYS.sub("", named), " says:"]
        if named or tag in _WORDS["blocks"]:
            self.end_block()
        del self.open[at:]

    def handle_data(self, data: str) -> None:
        inside = {name for name, _ in self.open}
        again = _SAYS.fullmatch(data) and self.blocks and self.blocks[-1].endswith(" says:")
        if "title" in inside and "svg" not in inside:
            self.head["title"] = " ".join(data.split())
        elif not again and not inside & (_WORDS["skipped"] - ({"footer"} if self.depth() else set())):
            self.words.append(data)

    def depth(self) -> int:
        """Return how many comments are open."""
        return sum(role == "comment" for _, role in self.open)

    def end_block(self) -> None:
        """Finish a block of text; a line break inside it stays one."""
        before = "  " * (self.depth() - 1) + "> " * (("blockquote", "") in self.open)
        lines = [" ".join(line.split()) for line in "".join(self.words).split("\0")]
        self.blocks += filter(None, ["\n".join(before + line for line in lines if line)])
        self.words = []
