"""From a seed's Markdown to its parts and marks; knows the format and nothing of what the attributes mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from tipseeds.edition.errors import SeedError
from tipseeds.edition.record import Entry, read_record

CLASSES = ("tier", "estimate", "labour")
"""The classes of a mark, each with its table."""

_HEADING = re.compile(r"([pc])([1-9][0-9]{0,4})")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*")
_FENCE = re.compile(r"---+[ \t]*$", re.MULTILINE)  # the plugin drops what follows the hyphens
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# What the plugin reads as attributes, less its comments (% … %), which would be dropped.
_QUOTED = re.compile(r'"(?:[^"\\{}]|\\[\s\S])*"')
_BRACES = rf'\{{(?:[^"{{}}%]|{_QUOTED.pattern})*\}}'
_LINE_OF_ATTRIBUTES = re.compile(_BRACES + r"\s*")
_ATTRIBUTES_OF_MARK = re.compile(r"(?<!\\)\](?=\{)(" + _BRACES + ")?")
_KEY = re.compile(r"([\w:-]+)=")
_NAMELESS = re.compile(r"[#.](?=[\s}])")
_STRAY = (
    r'Write [wording]{#id .tier key="value"}, quote a value with signs, and write a bracket of the text as \[ or \{.'
)
_ESCAPED = re.compile(r'\\(["\\{}])')
_MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_ONE_BY_ONE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_RUNS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
_LETTERS_A_WORD = 4
LARGEST = 50_000_000
MOST_BRACKETS = 1_000
MOST_PARTS = 99_999
"""What is read in time: bytes of a seed, brackets that open in a part, paragraphs or comments of a document."""
MOST_WORDS = 10
"""In a wording."""


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
    """Read one seed, from its file or as it would be written there.

    Raises
    ------
    SeedError
        If the file breaks the format; names the line and the fix.
    """
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
    at = text.find("\n## ")
    for block in text.split("\n## ")[1:]:
        if block.count("[") > MOST_BRACKETS:
            line = text.count("\n", 0, at) + 2
            raise SeedError(path, line, f"more than {MOST_BRACKETS:,} brackets in a part.", "Divide the part.")
        at += len(block) + 4
    tokens = _parser().parse(text)
    if not tokens or tokens[0].type != "front_matter" or not _FENCE.match(text):
        raise SeedError(
            path, 1, "no front matter.", "Begin with a line of three hyphens, the record, and three hyphens."
        )
    front = read_record(path, tokens[0].content, first_line=2, nested=3, name="front matter")
    parts = tuple(_parts(path, tokens[1:], _attribute_lines(path, text.split("\n"), _line(tokens[0], end=True))))
    if not parts:
        raise SeedError(path, None, "no parts.", "Add the first paragraph under the heading ## p1.")
    _check_order(path, parts)
    return Seed(path.stem, path, front, parts)


@cache
def _parser() -> MarkdownIt:
    # A summary is plain text with marks: every other rule of Markdown is off, so that its signs stay as written.
    parser = MarkdownIt("zero").enable(["heading", "newline"])
    parser.inline.ruler.before("text", "bracket", _bracket)
    return parser.use(front_matter_plugin).use(attrs_plugin, spans=True, after=()).use(attrs_block_plugin)


def _bracket(state: StateInline, silent: bool) -> bool:
    r"""Read a bracket of the text: \[, \], \{ or \}. Any other backslash stays as it is written."""
    if state.src[state.pos] != "\\" or state.src[state.pos + 1 : state.pos + 2] not in tuple("[]{}"):
        return False
    if not silent:
        state.push("bracket", "", 0).content = state.src[state.pos + 1]
    state.pos += 2
    return True


def count_words(text: str) -> int:
    """Count words: what stands between blanks, and in scripts that write none, signs.

    A Chinese or Japanese sign counts as a word, and so do four letters of Thai, Lao, Khmer or Burmese: by our
    convention, as no rule finds their words.

    Examples
    --------
    >>> count_words("as many as 200,000"), count_words("多达二十万人"), count_words("มากถึง 200,000 คน")
    (4, 6, 4)
    """
    words = 0
    for piece in text.split():
        signs = len(_ONE_BY_ONE.findall(piece)) + sum(-(-len(run) // _LETTERS_A_WORD) for run in _RUNS.findall(piece))
        rest = _RUNS.sub(" ", _ONE_BY_ONE.sub(" ", piece)).split() if signs else [piece]
        words += signs + sum(not signs or any(map(str.isalnum, word)) for word in rest)
    return words


# --- Parts ---


def _attribute_lines(path: Path, lines: list[str], first: int) -> dict[int, str]:
    """Return the attribute lines above each heading, by the heading's line.

    The plugin drops what follows a closing brace, lets a repeated key win, and forgets attributes that stand before
    no block; so its source is looked at once more.
    """
    above: dict[int, str] = {}
    waiting: list[str] = []
    for number, line in enumerate([*lines[first:], ""], first + 1):
        if line.lstrip().startswith("{"):
            if not _LINE_OF_ATTRIBUTES.fullmatch(line):
                fix = 'Write {words=92 by="NB in Pakistan"} and nothing else on the line.'
                raise SeedError(path, number, "attributes that can't be read.", fix)
            waiting.append(line)
        elif line.startswith("## "):
            above[number] = "\n".join(waiting)
            waiting = []
        elif waiting:
            line_above = number - len(waiting)
            fix = "Put them directly above a heading ## p1."
            raise SeedError(path, line_above, "attributes that belong to no part.", fix)
    return above


def _parts(path: Path, tokens: list[Token], above: dict[int, str]) -> Iterator[Part]:
    """Yield the parts; each is a level-2 heading with its attributes, and one paragraph."""
    ids: dict[str, int] = {}
    at = 0
    while at < len(tokens):
        heading, line = tokens[at], _line(tokens[at])
        if heading.type != "heading_open" or heading.tag != "h2":
            raise SeedError(
                path,
                line,
                "text or a block outside the parts.",
                "Keep one paragraph under each heading ## p1, ## c1, ….",
            )
        name = tokens[at + 1].content
        match = _HEADING.fullmatch(name)
        if not match and re.fullmatch("[pc][1-9][0-9]+", name):
            raise SeedError(path, line, f"more than {MOST_PARTS:,} parts.", "Divide the document.")
        if not match:
            raise SeedError(path, line, f"{name!r} is not a part.", "Head a part with ## p1 or ## c1.")
        attributes = _attributes(path, heading, line, above.get(line, ""))
        for key in ("id", "class"):
            if key in attributes:
                raise SeedError(
                    path, line, f"{name} has {key} {attributes[key]!r}.", "Only marks have an id and a class."
                )
        if at + 4 >= len(tokens) or tokens[at + 3].type != "paragraph_open":
            raise SeedError(path, line, f"{name} has no summary.", "Write one paragraph under its heading.")
        digest, marks = _digest(path, tokens[at + 4])
        if not digest.strip():
            raise SeedError(path, line, f"{name} has no summary.", "Write one paragraph under its heading.")
        for mark in marks:
            if mark.id in ids:
                raise SeedError(
                    path,
                    mark.line,
                    f"the id {mark.id} is taken in line {ids[mark.id]}.",
                    "Give each mark its own id.",
                )
            ids[mark.id] = mark.line
        kind = "body" if match[1] == "p" else "comment"
        yield Part(name, kind, int(match[2]), attributes, digest, marks, line)
        at += 6


def _check_order(path: Path, parts: tuple[Part, ...]) -> None:
    count = {"body": 0, "comment": 0}
    for part in parts:
        count[part.kind] += 1
        if part.n != count[part.kind] or (part.kind == "body" and count["comment"]):
            raise SeedError(
                path,
                part.line,
                f"{part.id} is out of order.",
                "Number p1, p2, … and then c1, c2, … without a gap.",
            )


def _line(token: Token, end: bool = False) -> int:
    first, last = token.map or (0, 0)
    return last if end else first + 1


def _attributes(path: Path, token: Token, line: int, source: str) -> dict[str, str]:
    """Return a token's attributes; `source` is where they are written, to see what the plugin passes over."""
    bare = _QUOTED.sub('""', source)
    keys = ["id" if key == "#" else key for key in _KEY.findall(bare) + re.findall("#", bare)]
    for key, times in Counter(keys).items():
        if times > 1:
            name = "an id" if key == "id" else key
            raise SeedError(path, line, f"{name} is given twice.", "Keep one of the two.")
    if nameless := _NAMELESS.search(bare):
        raise SeedError(path, line, f"a {nameless[0]} without a name.", "Write #id or .class, or leave it out.")
    if any("\n" in value for value in _QUOTED.findall(source)):
        raise SeedError(path, line, "a value that runs over lines.", "Keep each value in quotes on one line.")
    if refused := token.meta.get("insecure_attrs"):
        raise SeedError(path, line, f"unknown attribute {next(iter(refused))}.", "Remove it.")
    attributes = {key: _ESCAPED.sub(r"\1", " ".join(str(value).split())) for key, value in token.attrs.items()}
    for key, value in attributes.items():
        if not value:
            raise SeedError(path, line, f"{key} is empty.", "Give it a value, or leave it out.")
    return attributes


# --- Summaries and marks ---


def _digest(path: Path, token: Token) -> tuple[str, tuple[Mark, ...]]:
    """Return a paragraph's plain text and its marks; anything but text and marks is an error."""
    text = ""
    line = _line(token)
    sources = _attribute_sources(path, token.content, line)
    unfinished: list[tuple[Token, int, int]] = []
    marks: list[Mark] = []
    for child in token.children or []:
        match child.type:
            case "text":
                if stray := re.search(r"[][{}]", child.content):
                    raise SeedError(path, line, f"a stray {stray[0]}, or a mark that can't be read.", _STRAY)
                text += child.content
            case "bracket":
                text += child.content
            case "softbreak" | "hardbreak":
                text += " "
                line += 1
            case "span_open":
                unfinished.append((child, len(text), line))
            case "span_close":
                span, start, at = unfinished.pop()
                source = next(sources, "")
                marks.append(_mark(path, span, text, start, at, source))
                line += source.count("\n")  # the attributes may run over lines
    return text, tuple(marks)


def _attribute_sources(path: Path, content: str, line: int) -> Iterator[str]:
    """Return the source of the attributes of each mark in a paragraph, in the order in which the marks close."""
    sources = []
    for match in _ATTRIBUTES_OF_MARK.finditer(content):
        if match[1] is None:
            at = line + content.count("\n", 0, match.start())
            raise SeedError(path, at, "a stray ], or a mark that can't be read.", _STRAY)
        sources.append(match[1])
    return iter(sources)


def _mark(path: Path, span: Token, text: str, start: int, line: int, source: str) -> Mark:
    attributes = _attributes(path, span, line, source)
    wording = text[start:]
    identifier = attributes.pop("id", "")
    classes = tuple(attributes.pop("class", "").split())
    if not _IDENTIFIER.fullmatch(identifier):
        raise SeedError(
            path, line, f"the mark on {wording!r} has no proper id.", "Add one, as in #camps, in lower case."
        )
    if not classes or set(classes) - set(CLASSES) or len(set(classes)) < len(classes):
        raise SeedError(
            path,
            line,
            f"{identifier} has the classes {list(classes)}.",
            f"Use .{', .'.join(CLASSES)}, each once at the most.",
        )
    if not 1 <= count_words(wording) <= MOST_WORDS:
        raise SeedError(
            path,
            line,
            f"the wording of {identifier} has {count_words(wording)} words.",
            f"Mark 1 to {MOST_WORDS} words.",
        )
    return Mark(identifier, classes, attributes, wording, start, len(text), line)
