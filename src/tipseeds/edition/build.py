"""From parts and marks to tables: what the attributes mean, and every check on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import zip_longest
from typing import Any

import pandas as pd

from tipseeds.edition import dates, quantity
from tipseeds.edition.attributes import OPEN, Attributes, report_year
from tipseeds.edition.countries import meant_country
from tipseeds.edition.errors import SeedError
from tipseeds.edition.fields import DTYPES, HOLDERS, TABLES, Field, attributes_of, fields_of
from tipseeds.edition.format import MOST_WORDS, Mark, Part, Seed, count_words
from tipseeds.edition.frames import Rows
from tipseeds.edition.record import Entry
from tipseeds.edition.scheme import Scheme
from tipseeds.edition.words import did_you_mean

Row = dict[str, Any]

_YEARS = re.compile(r"([0-9]{4})(?:\.\.([0-9]{4}))?")
_CODE = re.compile(r"[A-Z]{3}")
_CURRENCY = re.compile(r"[A-Z]{3}\b")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_LISTS = ("notes", "apparatus")
_OWN = {"years", "country", "n", "unit", "replies-to", "evidence", "devices", "left", "right", "read"}
"""Attributes that mean more than one field, or are checked beyond their kind; each is read by name below."""


def build(seeds: list[Seed], countries: Mapping[str, str], scheme: Scheme) -> dict[str, pd.DataFrame]:
    """Make every table from the seeds.

    Parameters
    ----------
    seeds : list of Seed
        In the order that the tables are to have.
    countries : mapping
        Country names by ISO 3166-1 alpha-3 code.
    scheme : Scheme
        What the marks and comments may be coded as.

    Raises
    ------
    SeedError
        If an attribute is unknown, missing or unreadable, or points to nothing.
    """
    builder = _Builder(countries, scheme)
    for seed in seeds:
        builder.document(seed)
        for part in seed.parts:
            builder.part(seed, part)
            for mark in part.marks:
                builder.mark(seed, part, mark)
        builder.thread(seed)
    marks = {(seed.doc, mark.id) for seed in seeds for part in seed.parts for mark in part.marks}
    for seed in seeds:
        builder.relations(seed, marks)
    documents = tuple(seed.doc for seed in seeds)
    return {name: frame(builder.fields[name], rows, documents) for name, rows in builder.rows.items()}


def frame(fields: Iterable[Field], rows: Iterable[Row], documents: tuple[str, ...]) -> pd.DataFrame:
    """Make a table as its fields declare; its attrs hold the labels of the columns that the scheme adds."""
    rows = list(rows)
    columns, coded = {}, {}
    for field in fields:
        values = [row.get(field.name) for row in rows]
        if field.kind == "category":
            categories = list(documents if field.values == "documents" else field.values)
            categories += [OPEN] if OPEN in values else []
            codes = {None: -1} | {value: code for code, value in enumerate(categories)}
            dtype = pd.CategoricalDtype(categories)
            columns[field.name] = pd.Categorical.from_codes([codes[value] for value in values], dtype=dtype)
        else:
            columns[field.name] = pd.array(values, dtype=DTYPES[field.kind])  # type: ignore[call-overload]
        if field.coded:
            coded[field.name] = {"label": field.label, "about": field.about}
    made = Rows(columns)
    if coded:
        made.attrs["coded"] = coded
    return made


class _Builder:
    """The rows made so far, with what each attribute may hold under a scheme, looked up once."""

    def __init__(self, countries: Mapping[str, str], scheme: Scheme) -> None:
        self.countries, self.scheme = countries, scheme
        self.rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self.files: dict[str, str] = {}
        self.answered: set[str] = set()
        self.answers: dict[str, list[str]] = {}
        self.fields = {name: fields_of(name, scheme) for name in TABLES}
        self.known = {holder: attributes_of(holder, self.fields) for holder in HOLDERS}
        self.known["front matter"]["relations"] = False
        self.plain = {
            name: [field for field in fields if field.attribute and field.attribute not in _OWN]
            for name, fields in self.fields.items()
        }
        self.units = next(field for field in self.fields["estimates"] if field.name == "unit")

    def read(self, given: Attributes, table: str) -> Row:
        """Read the fields of a table that are no more than one attribute."""
        row = {field.name: given.field(field) for field in self.plain[table]}
        return row | {"read": "by rule" if given.get("read") else "coded"}

    def document(self, seed: Seed) -> None:
        """Add the row of a document."""
        lists = {key: _listed(seed, key) for key in _LISTS}
        for entry in lists["apparatus"]:
            if count_words(_text(seed, "apparatus", entry)) > MOST_WORDS:
                fix = f"Give {MOST_WORDS} at the most."
                raise SeedError(seed.path, entry.line, "apparatus of too many words.", fix)
        front = {key: entry for key, entry in seed.front.items() if key not in (*_LISTS, "relations")}
        values = {key: _text(seed, key, entry) for key, entry in front.items()}
        given = Attributes(seed, 1, "front matter", values, {key: entry.line for key, entry in front.items()})
        given.check(self.known["front matter"])
        row = self.read(given, "documents")
        stated = row["published_basis"]
        if (stated == "unknown") == ("published" in values):
            raise given.error(
                f"published-basis is {stated}, but published is {values.get('published', 'missing')}.",
                "Give a date that is stated or inferred, and none that is unknown.",
                "published-basis",
            )
        earliest, latest = dates.bounds(row["published"]) if row["published"] else (None, None)
        row["earliest"], row["latest"] = row["earliest"] or earliest, row["latest"] or latest
        if row["earliest"] and row["latest"] and row["latest"] < row["earliest"]:
            raise given.error("latest is before earliest.", "Swap them.", "latest")
        if row["address"] and not _ADDRESS.fullmatch(row["address"]):
            raise given.error("address is not a web address.", "Write it whole, with https:// or http://.", "address")
        for key in ("sha256", "sha256-normalised"):
            if key in values and not _SHA256.fullmatch(values[key]):
                fix = "Write the 64 hexadecimal digits that sha256sum prints."
                raise given.error(f"{key} is not a SHA-256.", fix, key)
        if (other := self.files.setdefault(row["sha256"], seed.doc)) != seed.doc and set(row["sha256"]) != {"0"}:
            raise given.error(f"sha256 is that of {other}, too.", "Remove one of the two seeds.", "sha256")
        self._families(given, row)
        body = [part for part in seed.parts if part.kind == "body"]
        self.answered = {part.id for part in seed.parts if part.kind == "comment"} | {"post", "missing"}
        self.answers = {}
        self.rows["documents"].append(
            row
            | {key: "\n".join(_text(seed, key, entry) for entry in entries) or None for key, entries in lists.items()}
            | {
                "doc": seed.doc,
                "body_paragraphs": len(body),
                "body_words": 0,  # its parts add theirs
                "comments_present": len(seed.parts) - len(body),
            }
        )

    def _families(self, given: Attributes, row: Row) -> None:
        """Hold the family names against the authors: each begins or ends its author's name, a suffix aside."""
        names, families = ((row[key] or "").split(";") for key in ("author", "author_family"))
        for name, family in zip_longest(names, map(str.strip, families), fillvalue=""):
            own = re.escape(family)
            if family and not re.search(rf"(?:^|\s){own}(?:,?\s+\S+)?$|^{own}\s", name.strip()):
                problem = f"author-family {family!r} is not in {name.strip()!r}."
                raise given.error(problem, "Copy it from the name; write a semicolon between authors.", "author-family")

    def thread(self, seed: Seed) -> None:
        """Refuse comments that answer each other in a circle."""
        try:
            TopologicalSorter(self.answers).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            line = next(part.line for part in seed.parts if part.id == circle[0])
            problem = f"comments that answer each other in a circle: {' to '.join(circle)}."
            raise SeedError(seed.path, line, problem, "Correct one replies-to.") from None

    def part(self, seed: Seed, part: Part) -> None:
        """Add the row of a part, and of a comment."""
        given = Attributes(seed, part.line, part.id, part.attributes)
        given.check(self.known[part.kind])
        own = {"doc": seed.doc, "part": part.id, "kind": part.kind, "n": part.n, "digest": part.digest}
        row = self.read(given, "parts") | own
        self.rows["parts"].append(row)
        if part.kind == "body":
            self.rows["documents"][-1]["body_words"] += row["words"]
        else:
            self.comment(seed, given, row)

    def comment(self, seed: Seed, given: Attributes, row: Row) -> None:
        """Add the row of a comment, and one for each thing that it answers."""
        comment = row | self.read(given, "comments")
        author = comment["author"]
        basis = comment["author_basis"] = comment["author_basis"] or ("stated" if author else "unknown")
        if (basis == "unknown") == bool(author):
            raise given.error(
                f"the author is {author or 'missing'} and the basis {basis}.", "Give by= or author-basis=unknown."
            )
        if basis == "inferred" and not (comment["confidence"] and comment["author_note"]):
            raise given.error("an inferred author.", 'Add confidence= and author-note="…" with the reasoning.')
        targets = (given.get("replies-to") or "").split()
        evidence = [words.strip() for words in (given.get("evidence") or "").split("|")]
        if len(targets) != len(evidence) or not all(evidence):
            raise given.error(
                "replies-to and evidence don't match.", "Give as many wordings, with | between, as replies."
            )
        if len(set(targets)) < len(targets):
            raise given.error(f"replies-to {' '.join(targets)}, one of them twice.", "Name each once.")
        for target, words in zip(targets, evidence, strict=True):
            if target == OPEN:
                continue
            if target not in self.answered or target == row["part"]:
                raise given.error(f"replies-to {target!r}.", "Name another comment of this file, post or missing.")
            self.answers.setdefault(row["part"], []).append(target)
            self.rows["replies"].append({"doc": seed.doc, "source": row["part"], "target": target, "evidence": words})
        known, devices = self.scheme.devices, (given.get("devices") or "").split()
        for device in devices:
            if device not in known and devices != ["none"]:
                fix = f"{did_you_mean(device, known)}Write none, or some of: {', '.join(known)}."
                raise given.error(f"device {device!r}.", fix)
        used = {name: name in devices if devices else None for name in known}
        for name in (comment["rests_on_original"] or "").split():
            if name not in (*known, *self.scheme.questions):
                raise given.error(f"rests-on-original {name!r}.", "Write names of questions or devices.")
        self.rows["comments"].append(comment | used | {"reply_to": targets[0]})

    def mark(self, seed: Seed, part: Part, mark: Mark) -> None:
        """Add the rows of a mark: one in the table of each of its classes."""
        given = Attributes(seed, mark.line, mark.id, mark.attributes)
        known = [self.known[name] for name in mark.classes]
        given.check({name: any(one.get(name, False) for one in known) for one in known for name in one})
        shared = {"doc": seed.doc, "part": part.id, "mark": mark.id, "wording": mark.wording}
        shared |= self._quantity(given)
        place = given.get("place")
        if place and _CODE.fullmatch(place) and place not in self.countries:
            fix = f"{meant_country(place, self.countries)} A region stands by its name."
            raise given.error(f"place {place} is not a country's code.", fix)
        if "tier" in mark.classes:
            self.rows["tiers"].append(shared | self.read(given, "tiers") | self._tier(given))
        if "estimate" in mark.classes:
            row = self.read(given, "estimates")
            row["population"] = row["population"] or row["measure"]
            sums = [other.id for other in part.marks if "estimate" in other.classes and other.id != mark.id]
            if row["converts"] and row["converts"] not in sums:
                problem = f"converts {row['converts']}, which is not another estimate in {part.id}."
                raise given.error(problem, "Name the mark of the sum converted.")
            self.rows["estimates"].append(shared | row)
        if "labour" in mark.classes:
            currency = _CURRENCY.match(given.get("unit") or "")
            row = self.read(given, "labour") | {"currency": currency[0] if currency else None}
            self.rows["labour"].append(shared | row)

    def _quantity(self, given: Attributes) -> Row:
        stated = given.read("n", quantity.parse)
        unit = given.field(self.units)
        if (stated is None) != (unit is None):
            raise given.error("n and unit go together.", "Give both, or neither.")
        if stated is None:
            return {}
        if " in " in stated.notation and unit != "percent":
            raise given.error(f"{stated.notation} in {unit}.", "Write unit=percent for a share.")
        return {
            "notation": stated.notation,
            "low": stated.low,
            "high": stated.high,
            "unit": unit,
            "bound": stated.bound,
            "convention": stated.convention,
        }

    def _tier(self, given: Attributes) -> Row:
        code = given.get("country") or ""
        if code not in self.countries:
            raise given.error(f"country {code!r} is not a country's code.", meant_country(code, self.countries))
        first, last = (None, None) if given.open("years") else given.read("years", _years)
        streak = given.get("streak")
        if first and streak is not None and int(streak) != last - first + 1:
            raise given.error(
                f"{streak} in a row, but {first} to {last} are {last - first + 1} reports.", "Make the two agree."
            )
        return {"country": self.countries[code], "iso3": code, "first_report": first, "last_report": last}

    def relations(self, seed: Seed, marks: set[tuple[str, str]]) -> None:
        """Add the pairs of claims that a document's front matter compares."""
        for entry in _listed(seed, "relations"):
            if not isinstance(entry.value, dict):
                problem = "a relation that is not a record."
                raise SeedError(seed.path, entry.line, problem, "Write left:, right:, relation:, reason:.")
            values = {key: _text(seed, key, value) for key, value in entry.value.items()}
            given = Attributes(seed, entry.line, "relation", values)
            given.check(self.known["relation"])
            left = (seed.doc, values["left"])
            doc, _, name = values["right"].rpartition("#")
            right = (doc or seed.doc, name)
            for claim in (left, right):
                if claim not in marks:
                    close = did_you_mean(claim[1], [mark for doc, mark in marks if doc == claim[0]])
                    problem = f"there is no mark {claim[1]!r} in {claim[0]}."
                    raise given.error(problem, f"{close}Write mark, or document#mark.")
            if left == right:
                raise given.error(f"sets {left[1]} beside itself.", "Name two marks.")
            ends = {"left_doc": left[0], "left_mark": left[1], "right_doc": right[0], "right_mark": right[1]}
            self.rows["relations"].append(self.read(given, "relations") | ends | {"basis": "judged"})


def _listed(seed: Seed, key: str) -> list[Entry]:
    entry = seed.front.get(key)
    if entry is None:
        return []
    if not isinstance(entry.value, list):
        raise SeedError(seed.path, entry.line, f"{key} is not a list.", "Begin each item with a hyphen.")
    return entry.value


def _text(seed: Seed, key: str, entry: Entry) -> str:
    if not isinstance(entry.value, str):
        raise SeedError(seed.path, entry.line, f"{key} is not plain text.", f"Write {key}: and the text.")
    if not entry.value:
        raise SeedError(seed.path, entry.line, f"{key} is empty.", "Give it a value, or leave it out.")
    return entry.value


def _years(text: str) -> tuple[int, int]:
    match = _YEARS.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} are not report years; write 2009, or 2003..2007 in quotes.")
    first = report_year(match[1])
    last = report_year(match[2] or match[1])
    if last < first:
        raise ValueError(f"{text} runs backwards; write the earlier year first.")
    return first, last
