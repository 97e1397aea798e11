"""A record in plain YAML, of which nothing is dropped or converted, with the line of every value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tipseeds.edition.errors import SeedError

LARGEST = 200_000
_DEEP = ("is nested too deeply.", "Write plain text, or a list or record as shown.")
_COMMENT = re.compile(r"\s{2,}#(\s|$)|\t+#\s")


class Entry(NamedTuple):
    """A value of a record, with its line; `value` is a string, a list of entries or a dict of them."""

    value: Any
    line: int


class _Place(NamedTuple):
    path: Path
    first_line: int
    nested: int
    name: str
    lines: list[str]

    def error(self, event: yaml.Event, problem: str, fix: str) -> SeedError:
        return SeedError(self.path, self.line(event), problem.format(self.name), fix)

    def line(self, event: yaml.Event) -> int:
        assert event.start_mark
        return event.start_mark.line + self.first_line


def read_record(path: Path, content: str, *, first_line: int, nested: int, name: str = "file") -> dict[str, Entry]:
    """Return the keys of a record, each with its value and line.

    Parameters
    ----------
    path : Path
        The file, for errors.
    content : str
        The YAML.
    first_line : int
        The line of the file at which it begins.
    nested : int
        How deep lists and records may stand in each other.
    name : str
        What an error calls it.

    Raises
    ------
    SeedError
        If it is not a plain record; names the line and the fix.
    """
    if len(content) > LARGEST:
        raise SeedError(path, first_line, f"the {name} is too long.", f"Keep it below {LARGEST:,} signs.")
    place = _Place(path, first_line, nested, name, content.split("\n"))
    events = _events(place, content)
    next(events)  # the stream begins
    next(events)  # so does the record, or the stream ends
    first = next(events, None)
    if not isinstance(first, yaml.MappingStartEvent):
        raise SeedError(path, first_line, f"the {name} holds no record.", "Write one key: value a line.")
    entries: dict[str, Entry] = _entry(place, first, events).value
    next(events)  # the record ends
    if not isinstance(event := next(events), yaml.StreamEndEvent):
        raise place.error(event, "a second record in the {}.", "Keep one record.")
    return entries


def _events(place: _Place, content: str) -> Iterator[yaml.Event]:
    """Yield what YAML finds, one by one: nodes, or a list of them, of deep nesting would end the interpreter."""
    try:
        yield from yaml.parse(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + place.first_line if mark else 1
        said = getattr(error, "problem", None) or "unreadable"
        if "nesting depth" in said:  # newer releases of PyYAML end there themselves
            raise SeedError(place.path, line, f"the {place.name} {_DEEP[0]}", _DEEP[1]) from error
        problem = f"the {place.name} is not YAML: {said}."
        raise SeedError(place.path, line, problem, "Quote a value that holds a colon, and mind the indent.") from error


def _entry(place: _Place, event: yaml.Event, events: Iterator[yaml.Event], depth: int = 1) -> Entry:
    line = place.line(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise place.error(event, "an alias, anchor or tag in the {}.", "Write the value out, without the sign.")
    if isinstance(event, yaml.ScalarEvent):
        if not event.style:
            _whole(place, event)
        null = not event.style and event.value.lower() in ("~", "null")
        return Entry("" if null else " ".join(event.value.split()), line)
    if depth > place.nested:
        raise place.error(event, f"the {{}} {_DEEP[0]}", _DEEP[1])
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_entry(place, event, events, depth + 1))
        return Entry(items, line)
    pairs: dict[str, Entry] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        at = place.line(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise place.error(event, "a key that is not a word.", "Write key: value.")
        if event.value in pairs:
            raise SeedError(place.path, at, f"{event.value} is given twice.", "Keep one of the two.")
        pairs[event.value] = Entry(_entry(place, next(events), events, depth + 1).value, at)
    return Entry(pairs, line)


def _whole(place: _Place, event: yaml.ScalarEvent) -> None:
    """Refuse a value that YAML cuts at a #, unless what follows is plainly set off as a comment."""
    assert event.end_mark
    line = place.lines[event.end_mark.line] if event.end_mark.line < len(place.lines) else ""
    said = line[: event.end_mark.column].rstrip()
    rest = line[len(said) :]
    if event.value and rest.lstrip().startswith("#") and not _COMMENT.match(rest):
        fix = "Put the value in quotes; before the # of a comment write two blanks, and one after it."
        raise place.error(
            event, f"a value that would be cut at {rest.strip()[:20]!r}.".replace("{", "{{").replace("}", "}}"), fix
        )
