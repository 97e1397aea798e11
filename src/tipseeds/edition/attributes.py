"""The attributes of one part, mark or record, read one by one; an error names the file, the line and the fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tipseeds.edition import dates
from tipseeds.edition.errors import SeedError
from tipseeds.edition.fields import OPEN, SCHEMED, YES_NO, Field
from tipseeds.edition.words import did_you_mean

MOST_IN_A_COUNT = 10_000_000
FIRST_REPORT = 2001


class Attributes(dict[str, str]):
    """The attributes of one part, mark or record, with what an error needs to name them."""

    def __init__(self, path: Path, line: int, what: str, values: Mapping[str, str], lines: Mapping[str, int]) -> None:
        super().__init__(values)
        self.path, self.line, self.what, self.lines = path, line, what, lines

    def error(self, problem: str, fix: str, name: str = "") -> SeedError:
        """Return an error that says where these attributes, or one of them, stand."""
        return SeedError(self.path, self.lines.get(name, self.line), f"{self.what}: {problem}", fix)

    def refuse(self, wrong: object, problem: str, fix: str, name: str = "") -> None:
        """Raise such an error if something is wrong."""
        if wrong:
            raise self.error(problem, fix, name)

    def check(self, known: Mapping[str, bool]) -> None:
        """Hold the names against those that are allowed, and those that are required."""
        yaml = self.what in ("front matter", "relation")
        for name in self:
            if name not in known:
                fix = f"{did_you_mean(name, known)}Known are {', '.join(known)}."
                raise self.error(f"unknown {'key' if yaml else 'attribute'} {name}.", fix, name)
        self.one_of("read", ("rule",))
        for name, value in self.items():
            fix = "Say what it is; open is for what a rule read, with read=rule."
            self.refuse(value == OPEN and "read" not in self, f"{name} is open.", fix, name)
        for name, required in known.items():
            fix = f"Add {name}: …." if yaml else f'Add {name}="…".'
            self.refuse(required and name not in self, f"{name} is missing.", fix)

    def field(self, field: Field) -> Any:
        """Return the value of a field, read as its kind says; None if it isn't given."""
        value = self.get(field.attribute)
        if value is None or value == OPEN:
            return value if field.kind in ("category", "text") else None
        if field.kind == "category":
            added = "; or add it to codebook.yaml" if field.name in SCHEMED else ""
            return self.one_of(field.attribute, tuple(field.values), added)
        return self.read(field.attribute, *_READERS[field.kind]) if field.kind in _READERS else value

    def one_of(self, name: str, allowed: tuple[str, ...], added: str = "") -> str | None:
        """Return a value that has to be one of some."""
        value = self.get(name)
        if value is not None and value not in allowed:
            listed = f"Write one of: {', '.join(allowed)}{added}." if allowed else "Add it to codebook.yaml."
            fix = did_you_mean(value, allowed) + listed
            raise self.error(f"{name} {value!r}.", fix, name)
        return value

    def read(self, name: str, reader: Callable[[str], Any], fix: str = "") -> Any:
        """Read a value with a function that raises ValueError: "problem; fix", or the problem alone."""
        try:
            return reader(self[name])
        except ValueError as error:
            told = str(error)  # the last semicolon is ours, others may be the value's
            problem, _, advice = told.rpartition("; ") if "; " in told and not fix else (told, "", fix)
            raise self.error(f"{name}: {problem.rstrip('.')}.", advice[:1].upper() + advice[1:], name) from error


def report_year(text: str) -> int:
    """Return the year of a report."""
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_REPORT <= int(text) <= 2100:
        raise ValueError(f"{text!r} is not a report year; the first report is that of {FIRST_REPORT}.")
    return int(text)


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,8}", text) or int(text) > MOST_IN_A_COUNT:
        raise ValueError(f"{text!r} is not a whole number up to {MOST_IN_A_COUNT}.")
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", text):
        raise ValueError(f"{text!r} is not a number")
    return float(text)


def _yes(text: str) -> bool:
    if text not in YES_NO:
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


def _edtf(text: str) -> str:
    dates.read(text)
    return text


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{text!r} is not a day")
    return date.fromisoformat(text)


_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    **{"whole number": (_count, "Write a whole number in digits."), "day": (_day, "Write a day as 2008-03-05.")},
    **{"report year": (report_year, ""), "date": (_edtf, ""), "yes or no": (_yes, "Write yes or no.")},
    "number": (_number, "Write digits, with a full stop before decimals."),
}
