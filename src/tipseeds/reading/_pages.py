"""A file that somebody saved, as plain text: text, HTML and Markdown; anything else is refused in a sentence."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from tipseeds.edition.errors import SeedError
from tipseeds.originals.files import normalise
from tipseeds.originals.layouts import is_heading, stated_author, stated_date
from tipseeds.reading._quantities import RULES

LARGEST = 5_000_000
"""Bytes in a file: more than any page or thread that a class reads together."""
_WORDS = {name: frozenset(words.split()) for name, words in RULES["pages"].items()}
_SIGNATURES = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP archive or a Word file", b"\xd0\xcf\x11\xe0": "an old Word file"}
_SIGNATURES |= {b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"{\\rtf": "an RTF file"}


class Page(NamedTuple):
    """A page as plain text, with what its head says; `english` is whether the rules for English prose may be tried."""

    text: str
    title: str
    author: str
    date: str | None
    english: bool


def read_page(path: Path) -> Page:
    """Return a saved page as plain text.

    Raises
    ------
    SeedError
        If there is no such file, or it is empty, too large or no text.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError as error:
        raise SeedError(
            path, None, f"can't be read ({error.strerror}).", "Give a file of text, HTML or Markdown."
        ) from error
    if path.stat().st_size > LARGEST:
        raise SeedError(path, None, f"more than {LARGEST:,} bytes.", "Save the page alone, or cut the file in two.")
    what = next((name for sign, name in _SIGNATURES.items() if data.startswith(sign)), None)
    if what is None and b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        what = "no text: it has bytes that no text has"
    if what:
        raise SeedError(path, None, f"this is {what}.", "Open it, select all, and save the words as a plain text file.")
    if not data.strip():
        raise SeedError(path, None, "the file is empty.", "Save the page again, as text.")
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "latin-1")
    text = next(filter(None, (_decoded(data, encoding) for encoding in encodings)), "")
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]", " ", normalise(text))
    head = {"title": "", "author": "", "date": ""}
    if path.suffix.lower() in (".md", ".markdown"):
        text, head = _markdown(text)
    if re.search(r"(?i)<(?:!doctype html|html|body|article|p|div)\b", text[:5000]):
        parser = _Html()
        parser.feed(text)
        parser.close()
        text, head = parser.text(), {key: head[key] or parser.head.get(key, "") for key in head}
    if head["author"] and not stated_author(text[:3000]):
        text = f"By {head['author']}\n\n{text}"
    if (date := stated_date(head["date"])) and stated_date(text[:600]) != date:
        text = f"{date}\n\n{text}"
    words = re.findall(r"[^\W\d_]+", text.lower())
    english = sum(word in _WORDS["english"] for word in words) >= 0.12 * len(words)
    lines = [" ".join(line.split()) for line in text[:3000].split("\n")]
    subject = re.search(r"(?im)^subject: *(.+)$", text[:3000])
    titles = [*filter(is_heading, lines), head["title"] or path.stem]
    title = head["title"] if head["title"] and head["title"] in lines else subject[1] if subject else titles[0]
    return Page(text, title, stated_author(text[:3000]) or "", stated_date(text[:600]), english)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _markdown(text: str) -> tuple[str, dict[str, str]]:
    """Return Markdown as HTML, its front matter apart and its footnotes at the end."""
    from markdown_it import MarkdownIt

    head = {"title": "", "author": "", "date": ""}
    if front := re.match(r"---\n(.*?)\n---\n", text, re.DOTALL):
        head |= {key: value.strip("\"' ") for key, value in re.findall(r"(?m)^(title|author|date): *(.+)$", front[1])}
        text = text[front.end() :]
    notes = re.findall(r"(?m)^\[\^[^\]]+\]: *(.+)$", text)
    text = re.sub(r"(?m)^\[\^[^\]]+\]:.*$|\[\^[^\]]+\]", "", text) + "".join(
        f"\n\n{note}" for note in ["Notes", *notes] if notes
    )
    return "<article>" + MarkdownIt("commonmark").render(text), head


class _Html(HTMLParser):
    """Takes the text of a page out of its HTML: a block a paragraph, quotes behind >, nested comments indented."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.words: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.head: dict[str, str] = {}
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        name = given.get("name", given.get("property", "")).removeprefix("article:").removeprefix("og:")
        key = {"published_time": "date", "author": "author", "title": "title", "date": "date"}.get(name)
        if tag == "meta" and key:
            self.head.setdefault(key, given.get("content", ""))
        if tag in _WORDS["blocks"]:
            self.end_block(brief=tag == "br")
        if tag not in _WORDS["void"]:
            self.open.append((tag, bool({"comment", "reply"} & set(given.get("class", "").lower().split()))))
            self.skipping += tag in _WORDS["skipped"]

    def handle_endtag(self, tag: str) -> None:
        if tag in _WORDS["blocks"]:
            self.end_block()
        while any(name == tag for name, _ in self.open):
            name, _ = self.open.pop()
            self.skipping -= name in _WORDS["skipped"]
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        inside = [name for name, _ in self.open]
        if "title" in inside:
            self.head["title"] = " ".join(data.split())
        elif not self.skipping and "head" not in inside:
            self.words.append(data)

    def end_block(self, brief: bool = False) -> None:
        """Finish a block of text; a line break inside it stays one."""
        if brief:
            self.words.append("\0")
            return
        depth = 2 * max(0, sum(comment for _, comment in self.open) - 1)
        before = " " * depth + "> " * (("blockquote", False) in self.open)
        lines = [" ".join(line.split()) for line in "".join(self.words).split("\0")]
        self.words = []
        if any(lines):
            self.blocks.append("\n".join(before + line for line in lines if line))

    def text(self) -> str:
        """Return the page as plain text."""
        self.end_block()
        return "\n\n".join(self.blocks)
