"""The attributes of one part, mark or record, read one by one; an error names the file, the line and the fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tipseeds.edition import dates
from tipseeds.edition.errors import SeedError
from tipseeds.edition.fields import Field
from tipseeds.edition.format import Seed
from tipseeds.edition.words import did_you_mean

MOST_IN_A_COUNT = 10_000_000
OPEN = "open"
"""What stands for a value that a rule can't know and nobody has given yet; only where `read=rule` says so."""
FIRST_REPORT = 2001


class Attributes:
    """The attributes of one part, mark or record, with what an error needs to name them."""

    def __init__(
        self, seed: Seed, line: int, what: str, values: dict[str, str], lines: Mapping[str, int] | None = None
    ) -> None:
        self.seed, self.line, self.what, self.values, self.lines = seed, line, what, values, lines or {}

    def error(self, problem: str, fix: str, name: str = "") -> SeedError:
        """Return an error that says where these attributes, or one of them, stand."""
        return SeedError(self.seed.path, self.lines.get(name, self.line), f"{self.what}: {problem}", fix)

    def check(self, known: Mapping[str, bool]) -> None:
        """Hold the names against those that are allowed, and those that are required."""
        for name in self.values:
            if name not in known:
                fix = f"{did_you_mean(name, known)}Known are {', '.join(known)}."
                raise self.error(f"unknown {'key' if self.yaml else 'attribute'} {name}.", fix, name)
        self.one_of("read", ("rule",))
        for name in self.values:
            if self.open(name) and "read" not in self.values:
                raise self.error(
                    f"{name} is open.", "Say what it is; open is for what a rule read, with read=rule.", name
                )
        for name, required in known.items():
            if required and name not in self.values:
                raise self.error(f"{name} is missing.", f"Add {name}: …." if self.yaml else f'Add {name}="…".')

    def open(self, name: str) -> bool:
        """Whether a value is still open."""
        return self.values.get(name) == OPEN

    @property
    def yaml(self) -> bool:
        """Whether they stand in the front matter, and not in braces."""
        return self.what in ("front matter", "relation")

    def get(self, name: str) -> str | None:
        """Return a value as written, or None."""
        return self.values.get(name)

    def field(self, field: Field) -> Any:
        """Return the value of a field, read as its kind says."""
        name = field.attribute
        if name not in self.values:
            return None
        if self.open(name):
            return OPEN if field.kind in ("category", "text") else None
        match field.kind:
            case "category":
                assert isinstance(field.values, tuple)
                return self.one_of(name, field.values)
            case "yes or no":
                return self.one_of(name, ("yes", "no")) == "yes"
            case "whole number":
                return self.read(name, _count, "Write a whole number in digits.")
            case "number":
                return self.read(name, _number, "Write a number in digits.")
            case "report year":
                return self.read(name, report_year)
            case "date":
                return self.edtf(name)
            case "day":
                return self.read(name, _day, "Write a day as 2008-03-05.")
        return self.values[name]

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """Return a value that has to be one of some."""
        value = self.get(name)
        if value is not None and value not in allowed:
            fix = f"{did_you_mean(value, allowed)}Write one of: {', '.join(allowed)}."
            raise self.error(f"{name} {value!r}.", fix, name)
        return value

    def read(self, name: str, reader: Callable[[str], Any], fix: str = "") -> Any:
        """Read a value with a function that raises ValueError: "problem; fix", or the problem alone."""
        value = self.get(name)
        if value is None:
            return None
        try:
            return reader(value)
        except ValueError as error:
            problem, _, advice = str(error).partition("; ")
            raise self.error(f"{name}: {problem.rstrip('.')}.", fix or advice[:1].upper() + advice[1:], name) from error

    def edtf(self, name: str) -> str | None:
        """Return a date as written, once it is known to be one."""
        self.read(name, dates.bounds)
        return self.get(name)


def report_year(text: str) -> int:
    """Return the year of a report."""
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_REPORT <= int(text) <= 2100:
        raise ValueError(f"{text!r} is not a report year; the first report is that of {FIRST_REPORT}.")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 8 or int(text) > MOST_IN_A_COUNT:
        raise ValueError(f"{text!r} is not a whole number up to {MOST_IN_A_COUNT}.")
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", text):
        raise ValueError(f"{text!r} is not a number")
    return float(text)


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{text!r} is not a day")
    return date.fromisoformat(text)
