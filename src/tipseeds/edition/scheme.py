"""The scheme of a corpus: what its marks and comments may be coded as, from `codebook.yaml` in the seeds' folder."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tipseeds.edition.errors import SeedError
from tipseeds.edition.fields import OPEN, TABLES, Field
from tipseeds.edition.record import Entry, read_record
from tipseeds.edition.reference import SEEDS

LISTS = ("topics", "units", "themes", "dispatches", "devices")
NOT_CODED = "not coded"
"""What a menu says where nobody has answered."""
CURRENCY = re.compile(r"[A-Z]{3}\b")
"""What a unit of money begins with."""
_HELD = [field for name in ("parts", "comments", "replies") for field in TABLES[name]]
_FIXED = {name.replace("-", "_") for field in _HELD for name in (field.name, field.attribute)} | {"coder", "devices"}
_FIXED |= {"id", "class", "none", "targets", "answered_by"}  # of a mark, for no device, of threads
_FIXED |= {"comment", "others", "folder", "back", "on", "rest", "compare"}  # those of the panel for coding


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

    def _called(self, name: object) -> dict[str, str]:
        """Return the labels of a list's codes, those that are more than the code with a capital letter."""
        codes = getattr(self, name) if name in LISTS else {}
        return {code: meant.label for code, meant in codes.items() if meant.label != _label(code)}

    def fields(self, table: str) -> tuple[Field, ...]:
        """Return the fields of a table with the values that they may hold here, questions and devices included."""
        lists: dict[Any, tuple[str, ...]] = {name: tuple(getattr(self, name)) for name in LISTS}
        lists["currencies"] = tuple(sorted({match[0] for unit in self.units if (match := CURRENCY.match(unit))}))
        made = [
            field._replace(values=lists.get(field.values, field.values), called=self._called(field.values))
            for field in TABLES[table]
        ]
        for name, q in self.questions.items() if table == "comments" else ():
            made.append(Field(name, "category", q.label, q.asks, name.replace("_", "-"), tuple(q.values), coded=True))
        for name, device in self.devices.items() if table == "comments" else ():
            about = f"Uses the device: {device.rule}."
            made.append(Field(name, "yes or no", device.label, about, "devices", coded=True))
        return tuple(made)


@cache
def default() -> Scheme:
    """Return the scheme of this project's own edition, which a folder without a codebook of its own takes."""
    return _read(SEEDS / "codebook.yaml")


def read_scheme(folder: Path) -> Scheme:
    """Read the scheme of a folder of seeds; a SeedError names file, line and fix."""
    found = sorted(path for path in folder.glob("*.y*ml") if path.stem.lower() == "codebook")
    return _read(found[-1]) if found else default()


def _read(path: Path) -> Scheme:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(path, None, "the codebook can't be read.", "Save it as a text file in UTF-8.") from error
    record = Entry(read_record(path, content, first_line=1, nested=5), path, 1, "the codebook")
    given = {name: entry.record() for name, entry in record.record((*LISTS, "questions")).items()}
    asked, devices = given.get("questions", {}), given.get("devices", {})
    for name, entry in (*asked.items(), *devices.items()):
        if not re.fullmatch("[a-z][a-z0-9_]*", name) or name in _FIXED:
            fix = "Use lower-case letters, digits and _, and no name of a column, an attribute or a button."
            raise entry.error(f"{name} can't name a column.", fix)
    for name in asked.keys() & devices.keys():
        raise devices[name].error(f"{name} is a question, too.", "Give the device another name.")
    for code, entry in (pair for codes in given.values() for pair in codes.items()):
        _proper(code, entry)
    lists = {name: {code: _code(entry) for code, entry in given.get(name, {}).items()} for name in LISTS}
    for name, codes in lists.items():
        for code, meant in codes.items():
            others = {text for other, told in codes.items() if other != code for text in (other, told.label)}
            if meant.label != _label(code) and meant.label in others:
                raise given[name][code].error(f"{meant.label} is what another is called.", "Give it another label.")
    return Scheme(**lists, questions={name: _question(entry) for name, entry in asked.items()})


def _code(entry: Entry) -> Code:
    """Read a code: its rule alone, or a label and a rule."""
    given = {"rule": entry} if isinstance(entry.value, str) else entry.record(("label", "rule"))
    texts = {key: value.text() for key, value in given.items() if value.value}
    return Code(texts.get("label", _label(entry.name)), texts.get("rule", ""))


def _label(code: str) -> str:
    return code[:1].upper() + code[1:].replace("_", " ")


def _question(entry: Entry) -> Question:
    given = entry.record(("label", "asks", "values"))
    values = given["values"].record() if "values" in given else {}
    if not values:
        raise entry.error(f"the question {entry.name} has no values.", "Add values:, with a rule for each.")
    if "asks" not in given:
        raise entry.error(f"the question {entry.name} asks nothing.", "Add asks: and the question.")
    label = given["label"].text() if "label" in given else entry.name.replace("_", " ").capitalize()
    for value, rule in values.items():
        _proper(value, rule)
    return Question(label, given["asks"].text(), {value: _code(rule).rule for value, rule in values.items()})


def _proper(code: str, entry: Entry) -> None:
    """Refuse a code that no seed can give."""
    if code in ("", OPEN, NOT_CODED) or code != " ".join(code.split()):
        fix = f"Write words with single blanks between; {OPEN} and {NOT_CODED} are taken."
        raise entry.error(f"{code!r} can't be a code.", fix)
