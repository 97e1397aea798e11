"""Words that every room needs: what was meant, how many, which month, what has no shape, what a namespace offers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_SHAPELESS = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2067"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]|(?<![^ -\u02ff가-힣])[\u200c\u200d]"
)
"""Signs that turn what follows around, or hide in a word; the last two not where Persian and emoji need them."""
_UNSEEN, _UNPAIRED = re.compile(_SHAPELESS), re.compile(f"{_SHAPELESS}|[\u2068\u2069]")
LEFTWARDS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
"""Letters that are written from right to left."""
_APART = re.compile(f"(?<=“)[^“”]*{LEFTWARDS}[^“”]*(?=”)|{LEFTWARDS}(?:[^A-Za-z0-9“”\n]*{LEFTWARDS})?")


def seen(text: str) -> str:
    """Return a text with its signs without a shape told, as [U+202E]; pairs that set a name apart stay."""
    if text.isascii() and text.isprintable():
        return text
    signs = _UNSEEN if text.count("\u2068") == text.count("\u2069") else _UNPAIRED
    return signs.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)


def apart(text: str) -> str:
    """Return a line of ours in which what is written from right to left stays in its place, and figures in theirs."""
    text = seen(text)
    return text if text.isascii() or "\u2068" in text else _APART.sub("\u2068\\g<0>\u2069", text)


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return a question that names the known word most like one that isn't, with a blank behind it, or nothing."""
    lower = {name.casefold(): name for name in known}
    close = get_close_matches(word[:40].casefold(), list(lower), 1, cutoff)
    return f"Did you mean {lower[close[0]]}? " if close else ""


def unknown(what: str, word: object, known: Iterable[str], where: str = "") -> str:
    """Return that there is no such thing (topic, word), and which there are, the most like first."""
    names = list(known)
    listed = f"There are: {', '.join(names)}." if len(names) <= 30 else ""
    return f"There is no {what} {word}{where}. {did_you_mean(str(word), names)}{listed}".strip()


def spelt(number: int) -> str:
    """Return a number as a word, if there is a short one."""
    return NUMBERS[number - 1] if 1 <= number <= len(NUMBERS) else f"{number:,}"


def count(number: int, thing: str, said: Callable[[int], str] = "{:,}".format) -> str:
    """Return a number of things in words: 1 claim, 2 countries."""
    many = f"{thing[:-1]}ies" if thing.endswith("y") and thing[-2] not in "aeiou" else f"{thing}s"
    return f"{said(number)} {thing if number == 1 else many}"


def lacks(place: str, name: str, names: list[str], instead: str = "") -> AttributeError:
    """Return the error that a place (tip.charts, a corpus) has no such name: what to say instead, or those it has."""
    if name.startswith("_"):
        return AttributeError(name)
    told = instead or f"{did_you_mean(name, names)}It has {', '.join(names)}."
    return AttributeError(f"There is no {place}.{name}. {told}")
