"""The front matter of a seed: plain YAML, of which nothing is dropped or converted, with the line of every value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tipseeds.edition.errors import SeedError

MOST_NESTED = 3


class Entry(NamedTuple):
    """A value of the front matter, with its line; `value` is a string, a list of entries or a dict of them."""

    value: Any
    line: int


def read_front_matter(path: Path, content: str) -> dict[str, Entry]:
    """Return the keys of the front matter, each with its value and line.

    Raises
    ------
    SeedError
        If it is no plain record; names the line and the mend.
    """
    events = _events(path, content)
    next(events)  # the stream begins
    next(events)  # so does the record, or the stream ends
    first = next(events, None)
    if not isinstance(first, yaml.MappingStartEvent):
        raise SeedError(path, 2, "the front matter holds no record.", "Write one key: value a line.")
    entries: dict[str, Entry] = _entry(path, first, events).value
    next(events)  # the record ends
    if not isinstance(event := next(events), yaml.StreamEndEvent):
        raise SeedError(path, _line_of(event), "a second record in the front matter.", "Keep one record.")
    return entries


def _events(path: Path, content: str) -> Iterator[yaml.Event]:
    """Yield what YAML finds, one by one: nodes, or a list of them, of deep nesting would end the interpreter."""
    try:
        yield from yaml.parse(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or "unreadable"
        raise SeedError(
            path,
            line,
            f"the front matter is no YAML: {problem}.",
            "Quote a value that holds a colon, and mind the indent.",
        ) from error


def _entry(path: Path, event: yaml.Event, events: Iterator[yaml.Event], depth: int = 1) -> Entry:
    line = _line_of(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise SeedError(path, line, "an alias, anchor or tag in the front matter.", "Write the value out, and no sign.")
    if isinstance(event, yaml.ScalarEvent):
        null = not event.style and event.value.lower() in ("~", "null")
        return Entry("" if null else " ".join(event.value.split()), line)
    if depth > MOST_NESTED:
        raise SeedError(path, line, "the front matter is nested too deeply.", "Write lists of text and of relations.")
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_entry(path, event, events, depth + 1))
        return Entry(items, line)
    pairs: dict[str, Entry] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        at = _line_of(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise SeedError(path, at, "a key that is no word.", "Write key: value.")
        if event.value in pairs:
            raise SeedError(path, at, f"{event.value} is given twice.", "Keep one of the two.")
        pairs[event.value] = Entry(_entry(path, next(events), events, depth + 1).value, at)
    return Entry(pairs, line)


def _line_of(event: yaml.Event) -> int:
    assert event.start_mark
    return event.start_mark.line + 2  # counted from 0, after the first line of hyphens
