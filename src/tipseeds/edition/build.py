"""From parts and marks to tables: what the attributes mean, and every check on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tipseeds.edition import codebook, dates, quantity
from tipseeds.edition.attributes import Attributes, meant
from tipseeds.edition.errors import SeedError
from tipseeds.edition.format import MOST_WORDS, Mark, Part, Seed
from tipseeds.edition.front_matter import Entry

Row = dict[str, Any]

_YEARS = re.compile(r"([0-9]{4})(?:\.\.([0-9]{4}))?")
_CODE = re.compile(r"[A-Z]{3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
FIRST_REPORT = 2001


def build(seeds: list[Seed], countries: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Make every table from the seeds.

    Parameters
    ----------
    seeds : list of Seed
        In the order that the tables are to have.
    countries : mapping
        Country names by ISO 3166-1 alpha-3 code.

    Raises
    ------
    SeedError
        If an attribute is unknown, missing or unreadable, or points to nothing.
    """
    rows: dict[str, list[Row]] = {name: [] for name in codebook.TABLES}
    for seed in seeds:
        _read_document(seed, rows)
        for part in seed.parts:
            _read_part(seed, part, rows)
            for mark in part.marks:
                _read_mark(seed, part, mark, rows, countries)
    marks = {(seed.doc, mark.id) for seed in seeds for part in seed.parts for mark in part.marks}
    for seed in seeds:
        _read_relations(seed, marks, rows)
    documents = [seed.doc for seed in seeds]
    return {name: frame(name, rows[name], documents) for name in codebook.TABLES}


def frame(name: str, rows: Iterable[Row], documents: list[str]) -> pd.DataFrame:
    """Make a table with the columns and dtypes that the codebook declares."""
    rows = list(rows)
    columns = {}
    for column in codebook.TABLES[name]:
        values = [row.get(column.name) for row in rows]
        if column.kind == "category":
            categories = column.values or documents
            codes = {None: -1} | {value: code for code, value in enumerate(categories)}
            dtype = pd.CategoricalDtype(list(categories))
            columns[column.name] = pd.Categorical.from_codes([codes[value] for value in values], dtype=dtype)
        else:
            columns[column.name] = pd.array(values, dtype=codebook.DTYPES[column.kind])  # type: ignore[call-overload]
    return pd.DataFrame(columns)


# --- Documents ---


def _read_document(seed: Seed, rows: dict[str, list[Row]]) -> None:
    front = dict(seed.front)
    notes = [_text(seed, "notes", entry) for entry in _listed(seed, front.pop("notes", None), "notes")]
    front.pop("relations", None)
    # First words of what the reader of originals is to skip: of use there, and in no table.
    for entry in _listed(seed, front.pop("apparatus", None), "apparatus"):
        if len(_text(seed, "apparatus", entry).split()) > MOST_WORDS:
            raise SeedError(seed.path, entry.line, "apparatus of too many words.", f"Give {MOST_WORDS} at the most.")
    lines = {key: entry.line for key, entry in front.items()}
    values = {key: _text(seed, key, entry) for key, entry in front.items()}
    for key in values:
        if key not in codebook.FRONT_MATTER:
            known = codebook.FRONT_MATTER
            raise SeedError(
                seed.path,
                lines[key],
                f"unknown key {key}.",
                f"{meant(key, known)}Known are {', '.join(known)}.",
            )
    for key, required in codebook.FRONT_MATTER.items():
        if required and not values.get(key):
            raise SeedError(seed.path, 1, f"the front matter has no {key}.", f"Add {key}: ….")

    def reader(key: str) -> Attributes:
        return Attributes(seed, lines.get(key, 1), "front matter", values)

    earliest, latest = reader("published").read("published", dates.bounds, "Write an EDTF date.") or (
        None,
        None,
    )
    stated = reader("published-basis").one_of("published-basis", codebook.BASES)
    if (stated == "unknown") == ("published" in values):
        raise reader("published-basis").error(
            f"published-basis is {stated}, but published is {values.get('published', 'missing')}.",
            "Give a date that is stated or inferred, and none that is unknown.",
        )
    earliest = reader("earliest").read("earliest", _day, "Write a day as 2008-03-05.") or earliest
    latest = reader("latest").read("latest", _day, "Write a day as 2008-03-05.") or latest
    if earliest and latest and latest < earliest:
        raise reader("latest").error("latest is before earliest.", "Swap them.")
    if "address" in values and not _ADDRESS.fullmatch(values["address"]):
        raise reader("address").error("no web address.", "Write it whole, with https:// or http://.")
    for key in ("sha256", "sha256-normalised"):
        if key in values and not _SHA256.fullmatch(values[key]):
            raise reader(key).error("no SHA-256.", "Write the 64 hexadecimal digits that sha256sum prints.")
    body = [part for part in seed.parts if part.kind == "body"]
    words = (_part_attributes(seed, part).count("words") or 0 for part in body)
    rows["documents"].append(
        {key.replace("-", "_"): value for key, value in values.items()}
        | {
            "doc": seed.doc,
            "earliest": earliest,
            "latest": latest,
            "report_year": reader("report-year").read("report-year", _report_year),
            "stance": reader("stance").one_of("stance", codebook.STANCES),
            "comments_stated": reader("comments-stated").count("comments-stated"),
            "body_paragraphs": len(body),
            "body_words": sum(words),
            "comments_present": len(seed.parts) - len(body),
            "notes": "\n".join(notes) or None,
        }
    )


def _listed(seed: Seed, entry: Entry | None, key: str) -> list[Entry]:
    if entry is None:
        return []
    if not isinstance(entry.value, list):
        raise SeedError(seed.path, entry.line, f"{key} is no list.", "Begin each item with a hyphen.")
    return entry.value


def _text(seed: Seed, key: str, entry: Entry) -> str:
    if not isinstance(entry.value, str):
        raise SeedError(seed.path, entry.line, f"{key} holds no plain text.", f"Write {key}: and the text.")
    if not entry.value:
        raise SeedError(seed.path, entry.line, f"{key} is empty.", "Give it a value, or leave it out.")
    return entry.value


def _day(text: str) -> Any:
    from datetime import date

    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{text!r} is no day")
    return date.fromisoformat(text)


def _report_year(text: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_REPORT <= int(text) <= 2100:
        raise ValueError(f"{text!r} is no report year; the first report is that of {FIRST_REPORT}.")
    return int(text)


# --- Parts and comments ---


def _part_attributes(seed: Seed, part: Part) -> Attributes:
    return Attributes(seed, part.line, part.id, part.attributes)


def _read_part(seed: Seed, part: Part, rows: dict[str, list[Row]]) -> None:
    given = _part_attributes(seed, part)
    given.check(part.kind)
    row: Row = {
        "doc": seed.doc,
        "part": part.id,
        "kind": part.kind,
        "section": given.get("section"),
        "n": part.n,
        "words": given.count("words"),
        "digest": part.digest,
    }
    rows["parts"].append(row)
    if part.kind == "comment":
        _read_comment(seed, given, row, rows)


def _read_comment(seed: Seed, given: Attributes, row: Row, rows: dict[str, list[Row]]) -> None:
    author = given.get("by")
    basis = given.one_of("author-basis", codebook.BASES) or ("stated" if author else "unknown")
    confidence = given.one_of("confidence", codebook.CONFIDENCES)
    if (basis == "unknown") == bool(author):
        raise given.error(
            f"the author is {author or 'missing'} and the basis {basis}.", "Give by= or author-basis=unknown."
        )
    if basis == "inferred" and not (confidence and given.get("author-note")):
        raise given.error("an inferred author.", 'Add confidence= and author-note="…" with the reasoning.')
    targets = (given.get("replies-to") or "").split()
    evidence = [words.strip() for words in (given.get("evidence") or "").split("|")]
    if len(targets) != len(evidence) or not all(evidence):
        raise given.error("replies-to and evidence don't match.", "Give as many wordings, with | between, as replies.")
    comments = {part.id for part in seed.parts if part.kind == "comment"}
    for target, words in zip(targets, evidence, strict=True):
        if target not in comments | {"post", "missing"} or target == row["part"]:
            raise given.error(f"replies-to {target!r}.", "Name another comment of this file, post or missing.")
        rows["replies"].append({"doc": seed.doc, "source": row["part"], "target": target, "evidence": words})
    devices = (given.get("devices") or "").split()
    for device in devices:
        if device not in codebook.DEVICES and devices != ["none"]:
            known = tuple(codebook.DEVICES)
            raise given.error(
                f"device {device!r}.", f"{meant(device, known)}Write none, or some of: {', '.join(known)}."
            )
    resting = (given.get("rests-on-original") or "").replace("-", "_").split()
    answers = [*codebook.DEVICES, *(question.name for question in codebook.QUESTIONS)]
    for name in resting:
        if name not in answers:
            raise given.error(
                f"rests-on-original {name!r}.", f"{meant(name, answers)}Write some of: {', '.join(answers)}."
            )
    coded: Row = {name: name in devices if devices else None for name in codebook.DEVICES}
    for question in codebook.QUESTIONS:
        coded[question.name] = given.one_of(question.name.replace("_", "-"), tuple(question.rules))
    rows["comments"].append(
        row
        | coded
        | {
            "author": author,
            "author_basis": basis,
            "confidence": confidence,
            "author_note": given.get("author-note"),
            "rests_on_original": " ".join(resting) or None,
            "place": given.get("place"),
            "date": given.edtf("date"),
            "reply_to": targets[0],
        }
    )


# --- Marks ---


def _read_mark(seed: Seed, part: Part, mark: Mark, rows: dict[str, list[Row]], countries: Mapping[str, str]) -> None:
    given = Attributes(seed, mark.line, mark.id, mark.attributes)
    given.check(*mark.classes)
    shared: Row = {
        "doc": seed.doc,
        "part": part.id,
        "mark": mark.id,
        "wording": mark.wording,
        "by": given.get("by"),
        "place": _place(given, countries),
        "period": given.edtf("period"),
        "note": given.get("note"),
    } | _quantity(given)
    if "tier" in mark.classes:
        rows["tiers"].append(shared | _tier(given, countries))
    if "estimate" in mark.classes:
        converted = given.get("converts")
        sums = [other.id for other in part.marks if "estimate" in other.classes and other.id != mark.id]
        if converted and converted not in sums:
            raise given.error(
                f"converts {converted}, which is no other estimate in {part.id}.", "Name the mark of the sum converted."
            )
        rows["estimates"].append(
            shared
            | {
                "topic": given.one_of("topic", codebook.TOPICS),
                "measure": given.get("of"),
                "population": given.get("population") or given.get("of"),
                "converts": converted,
            }
        )
    if "labour" in mark.classes:
        currency = (given.get("unit") or "").split(" ")[0]
        rows["labour"].append(
            shared
            | {
                "theme": given.one_of("theme", codebook.THEMES),
                "claim": given.get("claim"),
                "currency": currency if currency in codebook.CURRENCIES else None,
                "position": given.one_of("position", codebook.POSITIONS),
                "side": given.one_of("side", codebook.SIDES),
                "dispatch": given.one_of("dispatch", codebook.DISPATCHES),
            }
        )


def _place(given: Attributes, countries: Mapping[str, str]) -> str | None:
    place = given.get("place")
    if place and _CODE.fullmatch(place) and place not in countries:
        raise given.error(
            f"place {place} is no country's code.", "Write an ISO 3166-1 alpha-3 code, or a region's name."
        )
    return place


def _quantity(given: Attributes) -> Row:
    stated = given.read("n", quantity.parse)
    unit = given.one_of("unit", codebook.UNITS)
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


def _tier(given: Attributes, countries: Mapping[str, str]) -> Row:
    code = given.get("country") or ""
    if code not in countries:
        raise given.error(f"country {code!r}.", f"{meant(code, countries)}Write an ISO 3166-1 alpha-3 code.")
    first, last = given.read("years", _years)
    streak = given.count("streak")
    if streak is not None and streak != last - first + 1:
        raise given.error(
            f"{streak} in a row, but {first} to {last} are {last - first + 1} reports.", "Make the two agree."
        )
    return {
        "country": countries[code],
        "iso3": code,
        "tier": given.one_of("tier", codebook.TIERS),
        "first_report": first,
        "last_report": last,
        "streak": streak,
        "basis": given.one_of("basis", codebook.TIER_BASES),
    }


def _years(text: str) -> tuple[int, int]:
    match = _YEARS.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} are no report years; write 2009, or 2003..2007 in quotes.")
    first = _report_year(match[1])
    last = _report_year(match[2] or match[1])
    if last < first:
        raise ValueError(f"{text} runs backwards; write the earlier year first.")
    return first, last


# --- Relations ---


def _read_relations(seed: Seed, marks: set[tuple[str, str]], rows: dict[str, list[Row]]) -> None:
    for entry in _listed(seed, seed.front.get("relations"), "relations"):
        if not isinstance(entry.value, dict):
            raise SeedError(
                seed.path,
                entry.line,
                "a relation that is no record.",
                "Write left:, right:, relation:, reason:.",
            )
        values = {key: _text(seed, key, value) for key, value in entry.value.items()}
        given = Attributes(seed, entry.line, "relation", values)
        if set(values) != {"left", "right", "relation", "reason"}:
            raise given.error(f"has the keys {', '.join(values)}.", "Write left:, right:, relation:, reason:.")
        left = (seed.doc, values["left"])
        doc, _, name = values["right"].rpartition("#")
        right = (doc or seed.doc, name)
        for claim in (left, right):
            if claim not in marks:
                close = meant(claim[1], [mark for doc, mark in marks if doc == claim[0]])
                raise given.error(f"no mark {claim[1]!r} in {claim[0]}.", f"{close}Write mark, or document#mark.")
        if left == right:
            raise given.error(f"sets {left[1]} beside itself.", "Name two marks.")
        rows["relations"].append(
            {
                "left_doc": left[0],
                "left_mark": left[1],
                "right_doc": right[0],
                "right_mark": right[1],
                "relation": given.one_of("relation", codebook.RELATIONS),
                "basis": "judged",
                "reason": values["reason"],
            }
        )
