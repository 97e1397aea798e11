"""The scheme of a corpus: what its marks and comments may be coded as, from `codebook.yaml` in the seeds' folder."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tipseeds.edition.errors import SeedError
from tipseeds.edition.fields import TABLES, Field
from tipseeds.edition.record import Entry, read_record
from tipseeds.edition.words import did_you_mean

FILE = "codebook.yaml"
LISTS = ("topics", "units", "themes", "dispatches", "devices")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CURRENCY = re.compile(r"([A-Z]{3})\b")
_FIXED = {field.name for name in ("parts", "comments") for field in TABLES[name]} | {"coder"}
_KEYS = {"list": ("label", "rule"), "question": ("label", "asks", "values")}


class Code(NamedTuple):
    """A topic, unit, theme, kind of dispatch, device, or an answer to a question: its label, and the rule for it."""

    label: str
    rule: str


class Question(NamedTuple):
    """A question that comments are coded on: what a heading calls it, what it asks, and each answer with its rule."""

    label: str
    asks: str
    values: dict[str, str]


class Scheme(NamedTuple):
    """What a corpus's marks and comments may be coded as."""

    topics: dict[str, Code]
    units: dict[str, Code]
    themes: dict[str, Code]
    dispatches: dict[str, Code]
    devices: dict[str, Code]
    questions: dict[str, Question]

    def lists(self) -> dict[str, tuple[str, ...]]:
        """Return the values of each list, by the name that fields use for it."""
        found = {name: tuple(getattr(self, name)) for name in LISTS}
        sums = (match[1] for unit in self.units if (match := _CURRENCY.match(unit)))
        return found | {"currencies": tuple(sorted(set(sums)))}

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that the questions and devices add to the table of comments."""
        asked = (
            Field(name, "category", q.label, q.asks, name.replace("_", "-"), tuple(q.values), coded=True)
            for name, q in self.questions.items()
        )
        used = (
            Field(name, "yes or no", device.label, f"Uses the device: {device.rule}.", "devices", coded=True)
            for name, device in self.devices.items()
        )
        return (*asked, *used)


@cache
def default() -> Scheme:
    """Return the scheme of this project's own edition, which a folder without a codebook of its own takes."""
    from tipseeds.edition.reference import SEEDS

    return _read(SEEDS / FILE)


def read_scheme(folder: Path) -> Scheme:
    """Read the scheme of a folder of seeds.

    Raises
    ------
    SeedError
        If the codebook can't be read; names the file, the line and the fix.
    """
    path = folder / FILE
    return _read(path) if path.is_file() else default()


def _read(path: Path) -> Scheme:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(path, None, "the codebook can't be read.", "Save it as a text file in UTF-8.") from error
    record = read_record(path, content, first_line=1, nested=5)
    known = (*LISTS, "questions")
    for name, entry in record.items():
        if name not in known:
            fix = f"{did_you_mean(name, known)}A codebook has {', '.join(known)}."
            raise SeedError(path, entry.line, f"unknown list {name}.", fix)
    lists = {name: _codes(path, name, record.get(name)) for name in LISTS}
    asked = _record(path, "questions", record.get("questions"))
    questions = {name: _question(path, name, entry) for name, entry in asked.items()}
    for name, entry in (*asked.items(), *_record(path, "devices", record.get("devices")).items()):
        if not _NAME.fullmatch(name) or name in _FIXED:
            fix = "Use lower-case letters, digits and _, and the name of no column."
            raise SeedError(path, entry.line, f"{name} can't name a column.", fix)
    return Scheme(**lists, questions=questions)


def _record(path: Path, name: str, entry: Entry | None) -> dict[str, Entry]:
    if entry is None or entry.value == "":
        return {}
    if not isinstance(entry.value, dict):
        raise SeedError(path, entry.line, f"{name} is not a record.", "Write one name: and what it means a line.")
    return entry.value


def _codes(path: Path, name: str, entry: Entry | None) -> dict[str, Code]:
    return {code: _code(path, code, given) for code, given in _record(path, name, entry).items()}


def _code(path: Path, name: str, entry: Entry) -> Code:
    """Read a code: its rule alone, or a label and a rule."""
    plain = name.replace("_", " ")
    if isinstance(entry.value, str):
        return Code(plain[:1].upper() + plain[1:], entry.value)
    given = _texts(path, name, entry, _KEYS["list"])
    return Code(given.get("label", plain[:1].upper() + plain[1:]), given.get("rule", ""))


def _question(path: Path, name: str, entry: Entry) -> Question:
    record = _record(path, name, entry)
    values = _record(path, f"values of {name}", record.get("values"))
    if not values:
        raise SeedError(path, entry.line, f"the question {name} has no values.", "Add values:, with a rule for each.")
    texts = {key: value for key, value in record.items() if key != "values"}
    given = _texts(path, name, Entry(texts, entry.line), _KEYS["question"])
    if "asks" not in given:
        raise SeedError(path, entry.line, f"the question {name} asks nothing.", "Add asks: and the question.")
    rules = {value: _code(path, value, rule).rule for value, rule in values.items()}
    return Question(given.get("label", name.replace("_", " ").capitalize()), given["asks"], rules)


def _texts(path: Path, name: str, entry: Entry, known: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for key, value in _record(path, name, entry).items():
        if key not in known:
            fix = f"{did_you_mean(key, known)}Known are {', '.join(known)}."
            raise SeedError(path, value.line, f"unknown key {key} in {name}.", fix)
        if not isinstance(value.value, str):
            raise SeedError(path, value.line, f"{key} of {name} is not plain text.", f"Write {key}: and the text.")
        given[key] = value.value
    return given
