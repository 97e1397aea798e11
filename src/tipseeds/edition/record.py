"""A record in plain YAML, of which nothing is dropped or converted, with the line of every value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tipseeds.edition.errors import SeedError
from tipseeds.edition.words import did_you_mean

LARGEST = 200_000


class Entry(NamedTuple):
    """A value of a record (a text, a list of entries or a dict of them) with its name, and where it stands."""

    value: Any
    path: Path
    line: int
    name: str

    def error(self, problem: str, fix: str) -> SeedError:
        """Return an error that says where it stands."""
        return SeedError(self.path, self.line, problem, fix)

    def text(self) -> str:
        """Return a text that isn't empty."""
        if not isinstance(self.value, str):
            raise self.error(f"{self.name} is not plain text.", f"Write {self.name}: and the text.")
        if not self.value:
            raise self.error(f"{self.name} is empty.", "Give it a value, or leave it out.")
        return self.value

    def items(self) -> list[Entry]:
        """Return a list."""
        if not isinstance(self.value, list):
            raise self.error(f"{self.name} is not a list.", "Begin each item with a hyphen.")
        return self.value

    def record(self, known: Iterable[str] = ()) -> dict[str, Entry]:
        """Return a record by its keys, none if it is empty; if some are known, it may have no other."""
        if self.value and not isinstance(self.value, dict):
            raise self.error(f"{self.name} is not a record.", "Write one name: and what it means a line.")
        record: dict[str, Entry] = self.value or {}
        for key, entry in record.items():
            if known and key not in known:
                fix = f"{did_you_mean(key, known)}Known are {', '.join(known)}."
                raise entry.error(f"unknown key {key} in {self.name}.", fix)
        return record


def read_record(path: Path, content: str, *, first_line: int, nested: int, name: str = "file") -> dict[str, Entry]:
    """Return the keys of a record that begins in some line of a file, each with its value and line.

    Lists and records may stand in each other so many levels deep; an error calls the whole by its name.
    """
    if len(content) > LARGEST:
        raise SeedError(path, first_line, f"the {name} is too long.", f"Keep it below {LARGEST:,} signs.")
    return _Reader(path, content, first_line, nested, name).read()


class _Reader:
    """Takes what YAML finds event by event: nodes, or a list of them, of deep nesting would end the interpreter."""

    def __init__(self, path: Path, content: str, first_line: int, nested: int, name: str) -> None:
        self.path, self.first_line, self.nested, self.name = path, first_line, nested, name
        self.lines = content.split("\n")
        self.events = yaml.parse(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def read(self) -> dict[str, Entry]:
        self.next()  # the stream begins
        if isinstance(self.next(), yaml.StreamEndEvent) or not isinstance(first := self.next(), yaml.MappingStartEvent):
            raise self.error(None, f"the {self.name} holds no record.", "Write one key: value a line.")
        entries: dict[str, Entry] = self.entry(first, self.name).value
        self.next()  # the record ends
        if not isinstance(event := self.next(), yaml.StreamEndEvent):
            raise self.error(event.start_mark, f"a second record in the {self.name}.", "Keep one record.")
        return entries

    def next(self) -> Any:
        try:
            return next(self.events)
        except yaml.YAMLError as error:
            mark, why = getattr(error, "problem_mark", None), getattr(error, "problem", None) or "unreadable"
            if "nesting depth" in why:  # libyaml has a limit of its own
                raise self.too_deep(mark) from error
            fix = "Quote a value that holds a colon, and mind the indent."
            raise self.error(mark, f"the {self.name} is not YAML: {why}.", fix) from error

    def error(self, mark: Any, problem: str, fix: str) -> SeedError:
        return SeedError(self.path, self.first_line + (mark.line if mark else 0), problem, fix)

    def too_deep(self, mark: Any) -> SeedError:
        fix = "Write plain text, or a list or record as shown."
        return self.error(mark, f"the {self.name} is nested too deeply.", fix)

    def entry(self, event: Any, name: str, depth: int = 1) -> Entry:
        mark = event.start_mark
        entry = Entry("", self.path, self.first_line + mark.line, name)
        if event.anchor or event.tag:  # an alias has the anchor that it stands for
            fix = "Write the value out, without the sign."
            raise self.error(mark, f"an alias, anchor or tag in the {self.name}.", fix)
        if isinstance(event, yaml.ScalarEvent):
            return entry._replace(value=self.text(event))
        if depth > self.nested:
            raise self.too_deep(mark)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := self.next(), yaml.SequenceEndEvent):
                items.append(self.entry(event, name, depth + 1))
            return entry._replace(value=items)
        pairs: dict[str, Entry] = {}
        while not isinstance(key := self.next(), yaml.MappingEndEvent):
            at: Any = key.start_mark
            if not isinstance(key, yaml.ScalarEvent):
                raise self.error(at, "a key that is not a word.", "Write key: value.")
            if key.value in pairs:
                raise self.error(at, f"{key.value} is given twice.", "Keep one of the two.")
            value = self.entry(self.next(), key.value, depth + 1)
            pairs[key.value] = value._replace(line=self.first_line + at.line)
        return entry._replace(value=pairs)

    def text(self, event: Any) -> str:
        """Return a value; one that YAML cuts at a # is refused, unless what follows is plainly set off as a comment."""
        value, end = " ".join(event.value.split()), event.end_mark
        if event.style or not value:
            return value
        line = "".join(self.lines[end.line : end.line + 1])
        rest = line[len(line[: end.column].rstrip()) :]
        if rest.lstrip().startswith("#") and not re.match(r"\s{2,}#(\s|$)|\t+#\s", rest):
            fix = "Put the value in quotes; before the # of a comment write two blanks, and one after it."
            raise self.error(event.start_mark, f"a value that would be cut at {rest.strip()[:20]!r}.", fix)
        return "" if value.lower() in ("~", "null") else value
