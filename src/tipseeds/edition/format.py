"""From a seed's text to its parts and marks; knows the format and nothing of what the attributes mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from tipseeds.edition.errors import SeedError
from tipseeds.edition.record import Entry, read_record

CLASSES = ("tier", "estimate", "labour")
"""The classes of a mark, each with its table."""
LARGEST = 50_000_000
MOST_BRACKETS = 1_000
MOST_PARTS = 99_999
"""What is read in time: bytes of a seed, brackets that open in a part, paragraphs or comments of a document."""
MOST_WORDS = 10
"""In a wording."""

_IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_FENCE = re.compile(r"(?:-{3,}|\.\.\.)[ \t]*")
_LINE = re.compile(
    r"[ \t]*(?:(?P<attributes>\{)|(?P<blank>$)|(?P<other>(?!## )#{1,6}(?:[ \t]|$)))|(?P<heading>## )|(?P<text>)"
)
_HEADING = re.compile(r"([pc])([1-9][0-9]*)")
_QUOTED = r'"(?:[^"\\{}]|\\[\s\S])*"'
_ATTRIBUTE = re.compile(rf"([#.])([\w:-]*)(?=[\s}}])|([\w:-]+)=({_QUOTED}|[\w:-]+(?=[\s}}]))")
_BARE = re.compile(r"\{\s*\}\s*")
_SIGN = re.compile(rf'\\(?P<written>[][{{}}])|\](?P<attributes>\{{(?:[^"{{}}%]|{_QUOTED})*\}}|(?={{))?|\[|[{{}}\n]')
_ESCAPED = re.compile(r'\\(["\\{}])')
_ONE_BY_ONE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_RUNS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")


class Unmerged(SeedError):
    """A file that holds two versions of a seed, between which somebody has to choose."""


class Mark(NamedTuple):
    """A wording of the document inside our summary: `digest[start:end]` of its part."""

    id: str
    classes: tuple[str, ...]
    attributes: dict[str, str]
    wording: str
    start: int
    end: int
    line: int


class Part(NamedTuple):
    """A paragraph (p1, p2, …) or a comment (c1, c2, …): our summary of it, and the marks in it."""

    id: str
    kind: str
    n: int
    attributes: dict[str, str]
    digest: str
    marks: tuple[Mark, ...]
    line: int


class Seed(NamedTuple):
    """One document's seed: its front matter and its parts, in order."""

    doc: str
    path: Path
    front: dict[str, Entry]
    parts: tuple[Part, ...]


def read_seed(path: Path, written: str | None = None) -> Seed:
    """Read one seed, from its file or as it would be written there; a SeedError names what breaks the format."""
    if not _IDENTIFIER.fullmatch(path.stem):
        fix = "Use lower-case letters, digits and hyphens."
        raise SeedError(path, None, "the file name can't be a document's name.", fix)
    try:
        if written is None and path.stat().st_size > LARGEST:
            raise SeedError(path, None, "too large to be a seed.", f"Keep it below {LARGEST // 1_000_000} megabytes.")
        text = path.read_text(encoding="utf-8-sig") if written is None else written
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SeedError(path, line, "a byte that is not UTF-8.", "Save the file as UTF-8.") from error
    except OSError as error:
        raise SeedError(path, None, f"can't be read ({error.strerror}).", "Check the file and its rights.") from error
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise SeedError(path, line, f"the control character {control[0]!r}.", "Remove it.")
    if merge := _MERGE.search(text):
        line = text.count("\n", 0, merge.start()) + 1
        raise Unmerged(path, line, "looks like two versions that were not merged.", "Keep one of the two.")
    return _Reader(path, text).seed()


def count_words(text: str) -> int:
    """Count words: what stands between blanks, and in scripts that write none, signs.

    A Chinese or Japanese sign counts as a word, and so do four letters of Thai, Lao, Khmer or Burmese: by our
    convention, as no rule finds their words.

    >>> count_words("as many as 200,000"), count_words("多达二十万人"), count_words("มากถึง 200,000 คน")
    (4, 6, 4)
    """
    words = 0
    for piece in text.split():
        signs = len(_ONE_BY_ONE.findall(piece)) + sum(-(-len(run) // 4) for run in _RUNS.findall(piece))
        rest = _RUNS.sub(" ", _ONE_BY_ONE.sub(" ", piece)).split() if signs else [piece]
        words += signs + sum(not signs or any(map(str.isalnum, word)) for word in rest)
    return words


class _Reader:
    """Reads a seed line by line, and a summary sign by sign; whatever is neither text nor known is an error."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.split("\n")
        self.ids: dict[str, int] = {}

    def error(self, line: int | None, problem: str, fix: str) -> SeedError:
        return SeedError(self.path, line, problem, fix)

    def seed(self) -> Seed:
        ends = [number for number, line in enumerate(self.lines) if _FENCE.fullmatch(line)][:2]
        if ends[:1] != [0] or len(ends) < 2 or not self.lines[0].startswith("-"):
            fix = "Begin with a line of three hyphens, the record, and three hyphens."
            raise self.error(1, "no front matter.", fix)
        content = "\n".join(self.lines[1 : ends[1]])
        front = read_record(self.path, content, first_line=2, nested=3, name="front matter")
        parts = tuple(self.parts(ends[1] + 1))
        if not parts:
            raise self.error(None, "no parts.", "Add the first paragraph under the heading ## p1.")
        return Seed(self.path.stem, self.path, front, parts)

    def blocks(self, first: int) -> Iterator[tuple[str, int, str]]:
        """Yield each run of attributes, heading and paragraph, with its line."""
        for kind, run in groupby(enumerate(self.lines[first:], first + 1), _kind):
            lines = list(run)
            if kind == "attributes":
                for number, source in lines:
                    self.hold(number, source)
                if not "".join(self.lines[number : number + 1]).startswith("## "):
                    fix = "Put them directly above a heading ## p1."
                    raise self.error(lines[0][0], "attributes that belong to no part.", fix)
            for several in [[numbered] for numbered in lines] if kind == "heading" else [lines]:
                yield kind, several[0][0], "\n".join(line.strip(" \t") for _, line in several)

    def parts(self, first: int) -> Iterator[Part]:
        """Yield the parts; each is a heading with its attributes, and one paragraph."""
        blocks = (block for block in self.blocks(first) if block[0] != "blank")
        count = {"body": 0, "comment": 0}
        for kind, line, heading in blocks:
            source = heading if kind == "attributes" else ""
            kind, line, heading = next(blocks) if source else (kind, line, heading)
            if kind != "heading":
                fix = "Keep one paragraph under each heading ## p1, ## c1, …."
                raise self.error(line, "text or a block outside the parts.", fix)
            name = heading[3:].strip()
            match = _HEADING.fullmatch(name)
            if not match:
                raise self.error(line, f"{name!r} is not a part.", "Head a part with ## p1 or ## c1.")
            if len(match[2]) > len(str(MOST_PARTS)):
                raise self.error(line, f"more than {MOST_PARTS:,} parts.", "Divide the document.")
            attributes = self.attributes(line, source)
            for key in attributes.keys() & {"id", "class"}:
                raise self.error(line, f"{name} has {key} {attributes[key]!r}.", "Only marks have an id and a class.")
            following, begin, paragraph = next(blocks, ("", 0, ""))
            if following != "text" or not paragraph.strip():
                raise self.error(line, f"{name} has no summary.", "Write one paragraph under its heading.")
            digest, marks = self.summary(begin, paragraph.strip(), line)
            kind = "body" if match[1] == "p" else "comment"
            count[kind] += 1
            if int(match[2]) != count[kind] or (kind == "body" and count["comment"]):
                fix = "Number p1, p2, … and then c1, c2, … without a gap."
                raise self.error(line, f"{name} is out of order.", fix)
            yield Part(name, kind, count[kind], attributes, digest, marks, line)

    def attributes(self, line: int, source: str) -> dict[str, str]:
        """Return attributes: #id, .class, key=value or key="value"."""
        given: dict[str, str] = {}
        for sign, name, key, value in _ATTRIBUTE.findall(source):
            if sign and not name:
                raise self.error(line, f"a {sign} without a name.", "Write #id or .class, or leave it out.")
            if sign == ".":
                given["class"] = f"{given.get('class', '')} {name}".strip()
                continue
            key = key or "id"
            if key in given:
                raise self.error(line, f"{'an id' if key == 'id' else key} is given twice.", "Keep one of the two.")
            if "\n" in value:
                raise self.error(line, "a value that runs over lines.", "Keep each value in quotes on one line.")
            if key.lower().startswith("on") or key == "href":  # what a page could run gets no advice
                raise self.error(line, f"unknown attribute {key}.", "Remove it.")
            inside = value[1:-1] if value.startswith('"') else value
            given[key] = name or _ESCAPED.sub(r"\1", " ".join(inside.split()))
            if not given[key]:
                raise self.error(line, f"{key} is empty.", "Give it a value, or leave it out.")
        return given

    def summary(self, line: int, content: str, heading: int) -> tuple[str, tuple[Mark, ...]]:
        """Return a paragraph's plain text and its marks."""
        if content.count("[") > MOST_BRACKETS:
            raise self.error(heading, f"more than {MOST_BRACKETS:,} brackets in a part.", "Divide the part.")
        text, read = "", 0
        begun: list[tuple[int, int]] = []
        marks: list[Mark] = []
        for sign in _SIGN.finditer(content):
            text += content[read : sign.start()]
            read = sign.end()
            if sign["written"]:
                text += sign["written"]
            elif sign[0] == "\n":
                text += " "
                line += 1
            elif sign[0] == "[":
                begun.append((len(text), line))
            elif sign["attributes"] and begun:
                start, at = begun.pop()
                marks.append(self.mark(at, text[start:], start, sign["attributes"]))
                line += sign[0].count("\n")  # the attributes may run over lines
            elif sign[0] == "]" and begun and sign["attributes"] is None:
                raise self.stray(begun[-1][1], "[")
            else:
                raise self.stray(line, sign[0][0])
        if begun:
            raise self.stray(begun[-1][1], "[")
        return text + content[read:], tuple(marks)

    def hold(self, line: int, source: str) -> None:
        """Refuse a source of which anything is no attribute."""
        if not _BARE.fullmatch(rest := _ATTRIBUTE.sub("", source)):
            left = rest.strip(" {}\n")
            fix = 'Write {words=92 by="NB in Pakistan"}, a value with signs in quotes, and nothing else.'
            raise self.error(line, f"attributes that can't be read: {left[:40]}.", fix)

    def stray(self, line: int, sign: str) -> SeedError:
        fix = 'Write [wording]{#id .tier key="value"}, quote a value with signs, and write a bracket of the text as '
        return self.error(line, f"a stray {sign}, or a mark that can't be read.", rf"{fix}\[ or \{{.")

    def mark(self, line: int, wording: str, start: int, source: str) -> Mark:
        self.hold(line, source)
        attributes = self.attributes(line, source)
        name = attributes.pop("id", "")
        classes = tuple(attributes.pop("class", "").split())
        if not _IDENTIFIER.fullmatch(name):
            fix = "Add one, as in #camps, in lower case."
            raise self.error(line, f"the mark on {wording!r} has no proper id.", fix)
        if not classes or set(classes) - set(CLASSES) or len(set(classes)) < len(classes):
            fix = f"Use .{', .'.join(CLASSES)}, each once at the most."
            raise self.error(line, f"{name} has the classes {list(classes)}.", fix)
        if not 1 <= count_words(wording) <= MOST_WORDS:
            problem = f"the wording of {name} has {count_words(wording)} words."
            raise self.error(line, problem, f"Mark 1 to {MOST_WORDS} words.")
        if name in self.ids:
            raise self.error(line, f"the id {name} is taken in line {self.ids[name]}.", "Give each mark its own id.")
        self.ids[name] = line
        return Mark(name, classes, attributes, wording, start, start + len(wording), line)


def _kind(line: tuple[int, str]) -> str:
    match = _LINE.match(line[1])
    return str(match and match.lastgroup)
