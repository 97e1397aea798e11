"""The attributes of one part, mark or record, read one by one; an error names the file, the line and the mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tipseeds.edition import codebook, dates
from tipseeds.edition.errors import SeedError
from tipseeds.edition.format import Seed

MOST_IN_A_COUNT = 10_000_000


class Attributes:
    """The attributes of one part or mark, with what an error needs to name them."""

    def __init__(self, seed: Seed, line: int, what: str, values: dict[str, str]) -> None:
        self.seed, self.line, self.what, self.values = seed, line, what, values

    def error(self, problem: str, mend: str) -> SeedError:
        """Return an error that says where these attributes stand."""
        return SeedError(self.seed.path, self.line, f"{self.what}: {problem}", mend)

    def check(self, *kinds: str) -> None:
        """Hold the names against those that the kinds of part or mark allow and require."""
        known: dict[str, bool] = {}
        for kind in kinds:
            for name, required in codebook.ATTRIBUTES[kind].items():
                known[name] = known.get(name, False) or required
        for name in self.values:
            if name not in known:
                raise self.error(f"unknown attribute {name}.", f"{meant(name, known)}Known are {', '.join(known)}.")
        for name, required in known.items():
            if required and name not in self.values:
                raise self.error(f"{name} is missing.", f'Add {name}="…".')

    def get(self, name: str) -> str | None:
        """Return a value as written, or None."""
        return self.values.get(name)

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """Return a value that has to be one of some."""
        value = self.get(name)
        if value is not None and value not in allowed:
            raise self.error(f"{name} {value!r}.", f"{meant(value, allowed)}Write one of: {', '.join(allowed)}.")
        return value

    def read(self, name: str, reader: Callable[[str], Any], mend: str = "") -> Any:
        """Read a value with a function that raises ValueError: "problem; mend", or the problem alone."""
        value = self.get(name)
        if value is None:
            return None
        try:
            return reader(value)
        except ValueError as error:
            problem, _, advice = str(error).partition("; ")
            raise self.error(f"{name}: {problem.rstrip('.')}.", mend or advice[:1].upper() + advice[1:]) from error

    def count(self, name: str) -> int | None:
        """Return a whole number."""
        count: int | None = self.read(name, _count, "Write a whole number in digits.")
        return count

    def edtf(self, name: str) -> str | None:
        """Return a date as written, once it is known to be one."""
        self.read(name, dates.bounds, "Write a date as 2008-03-05, 2009-04/2009-09, 2012-06? or 2016-06-30/...")
        return self.get(name)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 8 or int(text) > MOST_IN_A_COUNT:
        raise ValueError(f"{text!r} is no whole number up to {MOST_IN_A_COUNT}.")
    return int(text)


def meant(word: str, known: Iterable[str]) -> str:
    """Return a question that names the known word most like one that isn't, or nothing."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1)
    return f"Did you mean {close[0]}? " if close else ""
