"""From parts and marks to tables: what the attributes mean, and every check on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import zip_longest
from typing import Any

import pandas as pd

from tipseeds.edition import dates, quantity
from tipseeds.edition.attributes import Attributes, report_year
from tipseeds.edition.errors import SeedError
from tipseeds.edition.fields import DTYPES, HOLDERS, OPEN, TABLES, YES_NO, Field, attributes_of
from tipseeds.edition.format import MOST_WORDS, Mark, Part, Seed, count_words
from tipseeds.edition.frames import Rows
from tipseeds.edition.reference import meant_country
from tipseeds.edition.scheme import CURRENCY, Scheme
from tipseeds.edition.words import did_you_mean

Row = dict[str, Any]

_LISTS = ("notes", "apparatus")
_OWN = {"years", "country", "n", "unit", "replies-to", "evidence", "devices", "left", "right", "read"}
"""Attributes that mean more than one field, or are checked beyond their kind; each is read by name below."""


def build(seeds: list[Seed], countries: Mapping[str, str], scheme: Scheme) -> dict[str, pd.DataFrame]:
    """Make every table from seeds in order, with country names by ISO 3166-1 alpha-3 code.

    A SeedError names an attribute that is unknown, missing or unreadable, or points to nothing.
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


def frame(fields: Iterable[Field], rows: list[Row], documents: tuple[str, ...]) -> pd.DataFrame:
    """Make a table as its fields declare; its attrs hold the labels of the columns that the scheme adds."""
    columns, coded, called = {}, {}, {}
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
        if field.called:
            called[field.name] = field.called
        if field.coded:
            answers = YES_NO if field.kind == "yes or no" else field.values
            coded[field.name] = {"label": field.label, "about": field.about, "answers": answers}
    made = Rows(columns)
    made.attrs |= {name: told for name, told in (("coded", coded), ("called", called)) if told}
    return made


class _Builder:
    """Collects the rows of each table."""

    def __init__(self, countries: Mapping[str, str], scheme: Scheme) -> None:
        self.countries, self.scheme = countries, scheme
        self.rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self.files: dict[str, str] = {}
        self.answers: dict[str, list[str]] = {}
        asked = scheme.questions  # which may have the name of an attribute that marks have
        self.fields = {name: scheme.fields(name) for name in TABLES}
        self.known = {holder: attributes_of(holder, self.fields) for holder in HOLDERS}
        self.known["front matter"]["relations"] = False
        self.plain = {
            name: [
                field for field in fields if field.attribute and (field.attribute not in _OWN or field.name in asked)
            ]
            for name, fields in self.fields.items()
        }
        self.units = next(field for field in self.fields["estimates"] if field.name == "unit")

    def read(self, given: Attributes, table: str) -> Row:
        """Read the fields of a table that are no more than one attribute."""
        row = {field.name: given.field(field) for field in self.plain[table]}
        return row | {"read": "by rule" if "read" in given else "coded"}

    def document(self, seed: Seed) -> None:
        lists = {key: seed.front[key].items() if key in seed.front else [] for key in _LISTS}
        for entry in lists["apparatus"]:
            if count_words(entry.text()) > MOST_WORDS:
                raise entry.error("apparatus of too many words.", f"Give {MOST_WORDS} at the most.")
        front = {key: entry for key, entry in seed.front.items() if key not in (*_LISTS, "relations")}
        values = {key: entry.text() for key, entry in front.items()}
        given = Attributes(seed.path, 1, "front matter", values, {key: entry.line for key, entry in front.items()})
        given.check(self.known["front matter"])
        row = self.read(given, "documents")
        basis = row["published_basis"]
        problem = f"published-basis is {basis}, but published is {given.get('published', 'missing')}."
        fix = "Give a date that is stated or inferred, and none that is unknown."
        given.refuse((basis == "unknown") == ("published" in given), problem, fix, "published-basis")
        earliest, latest = dates.bounds(row["published"]) if row["published"] else (None, None)
        row["earliest"], row["latest"] = row["earliest"] or earliest, row["latest"] or latest
        backwards = row["earliest"] and row["latest"] and row["latest"] < row["earliest"]
        given.refuse(backwards, "latest is before earliest.", "Swap them.", "latest")
        elsewhere = row["address"] and not re.fullmatch(r"https?://[^\s<>\"']+", row["address"])
        fix = "Write it whole, with https:// or http://."
        given.refuse(elsewhere, "address is not a web address.", fix, "address")
        for key in given.keys() & {"sha256", "sha256-normalised"}:
            fix = "Write the 64 hexadecimal digits that sha256sum prints."
            given.refuse(not re.fullmatch("[0-9a-f]{64}", given[key]), f"{key} is not a SHA-256.", fix, key)
        other = self.files.setdefault(row["sha256"], seed.doc)
        twice = other != seed.doc and set(row["sha256"]) != {"0"}
        given.refuse(twice, f"sha256 is that of {other}, too.", "Remove one of the two seeds.", "sha256")
        # A family name begins or ends its author's name, a suffix aside.
        names, families = ((row[key] or "").split(";") for key in ("author", "author_family"))
        for name, family in zip_longest(map(str.strip, names), map(str.strip, families), fillvalue=""):
            own = rf"(?:^|\s){re.escape(family)}(?:,?\s+\S+)?$|^{re.escape(family)}\s"
            fix = "Copy it from the name; write a semicolon between authors."
            problem = f"author-family {family!r} is not in {name!r}."
            given.refuse(family and not re.search(own, name), problem, fix, "author-family")
        row |= {key: "\n".join(entry.text() for entry in entries) or None for key, entries in lists.items()}
        row["label"] = row["label"] or seed.doc
        row |= {"doc": seed.doc, "body_paragraphs": 0, "body_words": 0, "comments_present": 0}  # its parts add theirs
        self.rows["documents"].append(row)
        self.answers = {part.id: [] for part in seed.parts if part.kind == "comment"}

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
        given = Attributes(seed.path, part.line, part.id, part.attributes, {})
        given.check(self.known[part.kind])
        own = {"doc": seed.doc, "part": part.id, "kind": part.kind, "n": part.n, "digest": part.digest}
        row = self.read(given, "parts") | own
        self.rows["parts"].append(row)
        document = self.rows["documents"][-1]
        if part.kind == "body":
            document["body_paragraphs"] += 1
            document["body_words"] += row["words"] or 0
        else:
            document["comments_present"] += 1
            self.comment(given, row)

    def comment(self, given: Attributes, row: Row) -> None:
        """Add the row of a comment, and one for each thing that it answers."""
        row = row | self.read(given, "comments")
        author = row["author"]
        basis = row["author_basis"] = row["author_basis"] or ("stated" if author else "unknown")
        problem = f"the author is {author or 'missing'} and the basis {basis}."
        given.refuse((basis == "unknown") == bool(author), problem, "Give by= or author-basis=unknown.")
        bare = basis == "inferred" and not (row["confidence"] and row["author_note"])
        given.refuse(bare, "an inferred author.", 'Add confidence= and author-note="…" with the reasoning.')
        targets = given["replies-to"].split()
        evidence = [words.strip() for words in given["evidence"].split("|")]
        uneven = len(targets) != len(evidence) or not all(evidence)
        fix = "Give as many wordings, with | between, as replies."
        given.refuse(uneven, "replies-to and evidence don't match.", fix)
        twice = len(set(targets)) < len(targets)
        given.refuse(twice, f"replies-to {' '.join(targets)}, one of them twice.", "Name each once.")
        for target, words in zip(targets, evidence, strict=True):
            lost = (target not in self.answers and target not in ("post", "missing", OPEN)) or target == row["part"]
            given.refuse(lost, f"replies-to {target!r}.", "Name another comment of this file, post or missing.")
            if target != OPEN:
                self.answers[row["part"]].append(target)
                pair = {"doc": row["doc"], "source": row["part"], "target": target, "evidence": words}
                self.rows["replies"].append(self.read(given, "replies") | pair)
        known, devices = self.scheme.devices, given.get("devices", "").split()
        for device in devices:
            if device not in known and devices != ["none"]:
                listed = f", or some of: {', '.join(known)}" if known else ", or add it to codebook.yaml"
                fix = f"{did_you_mean(device, known)}Write none{listed}."
                raise given.error(f"device {device!r}.", fix)
        for name in (row["rests_on_original"] or "").split():
            other = name not in (*known, *self.scheme.questions)
            given.refuse(other, f"rests-on-original {name!r}.", "Write names of questions or devices.")
        row |= {name: name in devices if devices else None for name in known}
        self.rows["comments"].append(row | {"reply_to": targets[0]})

    def mark(self, seed: Seed, part: Part, mark: Mark) -> None:
        """Add the rows of a mark: one in the table of each of its classes."""
        given = Attributes(seed.path, mark.line, mark.id, mark.attributes, {})
        known = [self.known[name] for name in mark.classes]
        given.check({name: any(one.get(name, False) for one in known) for one in known for name in one})
        shared = {"doc": seed.doc, "part": part.id, "mark": mark.id, "wording": mark.wording} | self.quantity(given)
        place = given.get("place", "")
        if place not in self.countries and (re.fullmatch("[A-Z]{3}", place) or place.upper() in self.countries):
            fix = f"{meant_country(place, self.countries)} A region stands by its name."
            raise given.error(f"place {place} is not a country's code.", fix)
        if "tier" in mark.classes:
            self.rows["tiers"].append(shared | self.read(given, "tiers") | self.tier(given))
        if "estimate" in mark.classes:
            row = self.read(given, "estimates")
            row["population"] = row["population"] or row["measure"]
            sums = [other.id for other in part.marks if "estimate" in other.classes and other.id != mark.id]
            problem = f"converts {row['converts']}, which is not another estimate in {part.id}."
            given.refuse(row["converts"] not in (None, *sums), problem, "Name the mark of the sum converted.")
            self.rows["estimates"].append(shared | row)
        if "labour" in mark.classes:
            currency = CURRENCY.match(given.get("unit", ""))
            row = self.read(given, "labour") | {"currency": currency[0] if currency else None}
            self.rows["labour"].append(shared | row)

    def quantity(self, given: Attributes) -> Row:
        given.refuse(("n" in given) != ("unit" in given), "n and unit go together.", "Give both, or neither.")
        if "n" not in given:
            return {}
        stated, unit = given.read("n", quantity.parse), given.field(self.units)
        share = " in " in stated.notation and unit != "percent"
        given.refuse(share, f"{stated.notation} in {unit}.", "Write unit=percent for a share.")
        return {**stated._asdict(), "unit": unit}

    def tier(self, given: Attributes) -> Row:
        code = given["country"]
        if code not in self.countries:
            raise given.error(f"country {code!r} is not a country's code.", meant_country(code, self.countries))
        first, last = (None, None) if given["years"] == OPEN else given.read("years", _years)
        streak = given.get("streak")
        if first and streak is not None:
            problem = f"{streak} in a row, but {first} to {last} are {last - first + 1} reports."
            given.refuse(int(streak) != last - first + 1, problem, "Make the two agree.")
        return {"country": self.countries[code], "iso3": code, "first_report": first, "last_report": last}

    def relations(self, seed: Seed, marks: set[tuple[str, str]]) -> None:
        """Add the pairs of claims that a document's front matter compares."""
        for entry in seed.front["relations"].items() if "relations" in seed.front else []:
            if not isinstance(entry.value, dict):
                raise entry.error("a relation that is not a record.", "Write left:, right:, relation:, reason:.")
            values = {key: value.text() for key, value in entry.value.items()}
            given = Attributes(seed.path, entry.line, "relation", values, {})
            given.check(self.known["relation"])
            doc, _, name = given["right"].rpartition("#")
            left, right = (seed.doc, given["left"]), (doc or seed.doc, name)
            for claim in (left, right):
                if claim not in marks:
                    close = did_you_mean(claim[1], [mark for doc, mark in marks if doc == claim[0]])
                    problem = f"there is no mark {claim[1]!r} in {claim[0]}."
                    raise given.error(problem, f"{close}Write mark, or document#mark.")
            given.refuse(left == right, f"sets {left[1]} beside itself.", "Name two marks.")
            ends = {"left_doc": left[0], "left_mark": left[1], "right_doc": right[0], "right_mark": right[1]}
            self.rows["relations"].append(self.read(given, "relations") | ends | {"basis": "judged"})


def _years(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{4})(?:\.\.([0-9]{4}))?", text)
    if not match:
        raise ValueError(f"{text!r} are not report years; write 2009, or 2003..2007 in quotes.")
    first, last = report_year(match[1]), report_year(match[2] or match[1])
    if last < first:
        raise ValueError(f"{text} runs backwards; write the earlier year first.")
    return first, last
