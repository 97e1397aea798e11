"""A file of codings: what its lines may hold, how it is read and checked, and who may write it."""

from __future__ import annotations

import csv
import io
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pandas as pd

from tipseeds.edition.errors import SeedError
from tipseeds.edition.folder import leftover
from tipseeds.edition.words import did_you_mean

KEY = ("doc", "part", "coder")
LONGEST_NAME = 40
LARGEST = 1_000_000
"""Bytes; a class of a hundred in one file stays below it."""


class CodingError(SeedError):
    """A file of codings can't be read or saved: says where, what is wrong and how to fix it."""


def check_coder(name: str) -> str:
    """Return a coder's name, which no spreadsheet takes for a formula, or say in an error why it can't be one.

    Examples
    --------
    >>> tip.coding.check_coder("  Min-ji 2 ")
    'Min-ji 2'
    """
    tidy = " ".join(name.split())
    kinds = [unicodedata.category(letter)[0] for letter in tidy]
    fits = all(kind in "LMN" or letter in " .-_'" for letter, kind in zip(tidy, kinds, strict=True))
    if not tidy or not fits or kinds[0] not in "LN" or len(tidy) > LONGEST_NAME:
        raise ValueError(
            f"{tidy[:LONGEST_NAME]!r} can't be a coder's name. Begin with a letter or digit; then letters, digits, "
            f"spaces and . - _ ' may follow, {LONGEST_NAME} at most."
        )
    return tidy


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep every other window from a file while it is read, merged and replaced."""
    lock = path.with_name(f".{path.name}.lock")
    for _ in range(3_000):  # a minute
        try:
            lock.touch(exist_ok=False)
            break
        except FileExistsError:
            with suppress(OSError):  # nobody saves for so long: its window was killed
                if time.time() - lock.stat().st_mtime > 20:
                    lock.unlink()
            time.sleep(0.02)
        except OSError:
            break  # a folder that can't be written: replacing says so
    else:
        fix = f"Give the answer once more; if it stays so, remove {lock.name}."
        raise CodingError(path, None, "is being saved by another window.", fix)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def parse(path: Path, known: set[tuple[str, str]], answers: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """Return the codings that a file holds, each about a known comment; an empty cell or no column is not coded yet."""
    line: int | None = None
    columns, name_it, save_it = (*KEY, *answers), "Name the CSV file with the codings.", "Save it as CSV in UTF-8."

    def check(fits: object, problem: str, fix: str) -> None:
        if not fits:
            raise CodingError(path, line, problem, fix)

    check(path.is_file() or not path.exists(), f"can't be read (it is {leftover(path)}).", name_it)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        check(len(content) <= LARGEST, "is too large to be a file of codings.", name_it)
        text = content.decode("utf-8-sig")
    except OSError as error:
        check(False, f"can't be read ({error.strerror or 'unreadable'}).", "Check the name, the file and its rights.")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        check(False, f"byte {error.start + 1} of the file is not UTF-8.", save_it)
    line = 1
    check("\0" not in text, "is not plain text, or is text in UTF-16.", save_it)
    lines = list(_lines(path, text))
    check(lines, "is empty.", "Put a copy back, or remove the file to begin anew.")
    (line, header), *body = lines
    fix = f"The columns are {', '.join(columns)}."
    for name in header:
        check(header.count(name) == 1, f"the column {_short(name)} is there twice.", "Keep one of the two.")
        check(name in columns, f"unknown column {_short(name)}.", did_you_mean(name, columns) + fix)
    for name in KEY:
        check(name in header, f"no column {name}.", fix)
    rows: dict[tuple[str, ...], int] = {}
    made = []
    for line, cells in body:
        said = f"{len(cells)} cells instead of {len(header)}."
        check(len(cells) == len(header), said, "Complete the line, or remove it.")
        row = {name: cell.removeprefix("'") for name, cell in zip(header, cells, strict=True)}  # see `to_csv`
        doc, part, coder = key = tuple(row[name] for name in KEY)
        said = f"no comment {_short(part)} in a document {_short(doc)}."
        check((doc, part) in known, said, "Name one as in lagon, c1, or remove the line.")
        try:
            check_coder(coder)
        except ValueError as error:
            problem, _, fix = str(error).partition(". ")
            check(False, f"{problem}.", fix)
        for name, allowed in answers.items():
            if (said := row.get(name, "")) and said not in allowed:
                fix = f"{did_you_mean(said, allowed)}Write one of: {', '.join(allowed)}; or nothing."
                check(False, f"{name} {_short(said)}.", fix)
        check(key not in rows, f"{' '.join(key)} stands in line {rows.get(key)} too.", "Keep one of the two.")
        rows[key] = line
        made.append({name: row.get(name) or None for name in columns})
    return pd.DataFrame(made, columns=list(columns), dtype="string")


def _lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold something, with their numbers; spreadsheets of some countries write semicolons."""
    head = text.split("\n", 1)[0]
    delimiter = ";" if ";" in head and "," not in head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise CodingError(path, line, f"is not CSV ({error}).", "Mind the quotation marks.") from error


def _short(text: str) -> str:
    return repr(text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…")
