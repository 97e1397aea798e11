"""Words that every room needs: what was meant, how many, which month, and what a namespace offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question that names the known word most like one that isn't, with a blank behind it, or nothing."""
    lower = {name.casefold(): name for name in known}
    close = get_close_matches(word[:40].casefold(), list(lower), n=1)
    return f"Did you mean {lower[close[0]]}? " if close else ""


def unknown(what: str, word: object, known: Iterable[str]) -> str:
    """Return that there is no such thing (topic, word), and which there are, the most like first."""
    names = list(known)
    listed = f"There are: {', '.join(names)}." if len(names) <= 30 else ""
    return f"There is no {what} {word}. {did_you_mean(str(word), names)}{listed}".strip()


def count(number: int, thing: str) -> str:
    """Return a number of things in words: 1 claim, 2 countries."""
    many = f"{thing[:-1]}ies" if thing.endswith("y") and thing[-2] not in "aeiou" else f"{thing}s"
    return f"{number:,} {thing if number == 1 else many}"


def offered(module: str, names: list[str], **instead: str) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return what a module does for a name that it lacks, and for completion: it offers these names and nothing else.

    `instead` holds what to say of a name that a student may try.
    """
    said = ".".join(["tip", *module.split(".")[1:][-1:]])

    def lacks(name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        told = instead.get(name) or f"{did_you_mean(name, names)}It has {', '.join(names)}."
        raise AttributeError(f"There is no {said}.{name}. {told}")

    return lacks, lambda: names
