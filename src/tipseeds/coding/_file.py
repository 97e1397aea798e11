"""A file of codings: what its lines may hold, how it is read and checked, how it is replaced whole."""

from __future__ import annotations

import csv
import io
import os
import secrets
import shutil
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pandas as pd

from tipseeds.edition.errors import SeedError
from tipseeds.edition.folder import leftover
from tipseeds.edition.words import did_you_mean

KEY = ("doc", "part", "coder")
Answers = Mapping[str, tuple[str, ...]]
"""What each question and each device may be answered with; an empty cell, or no column, is not coded yet."""
LONGEST_NAME = 40
LARGEST = 1_000_000
"""Bytes; a class of a hundred in one file stays below it."""


class CodingError(SeedError):
    """A file of codings can't be read or saved: says where, what is wrong and how to fix it."""


def check_coder(name: str) -> str:
    """Return a coder's name, which no spreadsheet takes for a formula, or say why it can't be one.

    Raises
    ------
    ValueError
        If it is empty, too long, or holds anything but letters, digits, spaces and . - _ '.

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


def bytes_of(path: Path) -> bytes:
    """Return what a file holds, if it can be a file of codings."""
    wrong, fix = partial(CodingError, path, None), "Name the CSV file with the codings."
    if path.exists() and not path.is_file():
        raise wrong(f"can't be read (it is {leftover(path)}).", fix)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        why = error.strerror or "unreadable"
        raise wrong(f"can't be read ({why}).", "Check the name, the file and its rights.") from error
    if len(content) > LARGEST:
        raise wrong("is too large to be a file of codings.", fix)
    return content


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


def replace(path: Path, content: bytes) -> None:
    """Write a file so that whoever opens it finds the old content or the new, even if this process is killed."""
    real = Path(os.path.realpath(path))
    beside = real.with_name(f".{real.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:  # as private as the person's umask says
            if real.exists():
                shutil.copymode(real, beside)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, real)
    except OSError as error:
        why = error.strerror or "not writable"
        fix = "Check the folder, its rights and the free space; the answers before this one are safe."
        raise CodingError(path, None, f"can't be saved ({why}).", fix) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def parse(path: Path, content: bytes, known: set[tuple[str, str]], answers: Answers) -> pd.DataFrame:
    """Return the codings that a file's bytes hold; every row must be about a known document and comment."""
    wrong = partial(CodingError, path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise wrong(line, f"byte {error.start + 1} of the file is not UTF-8.", "Save it as CSV in UTF-8.") from error
    if "\0" in text:
        raise wrong(1, "is no plain text, or is text in UTF-16.", "Save it as CSV in UTF-8.")
    lines = list(_lines(path, text))
    if not lines:
        raise wrong(1, "is empty.", "Put a copy back, or remove the file to begin anew.")
    (first, header), *body = lines
    _check_header(partial(wrong, first), header, (*KEY, *answers))
    rows: dict[tuple[str, ...], tuple[int, dict[str, str | None]]] = {}
    for line, cells in body:
        if len(cells) != len(header):
            raise wrong(line, f"{len(cells)} cells instead of {len(header)}.", "Complete the line, or remove it.")
        row = dict(zip(header, cells, strict=True))
        key = tuple(row[name] for name in KEY)
        _check_row(partial(wrong, line), row, known, answers)
        if key in rows:
            raise wrong(line, f"{' '.join(key)} stands in line {rows[key][0]} too.", "Keep one of the two.")
        rows[key] = (line, {name: row.get(name) or None for name in (*KEY, *answers)})
    return pd.DataFrame([row for _, row in rows.values()], columns=[*KEY, *answers], dtype="string")


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
        raise CodingError(path, line, f"is no CSV ({error}).", "Mind the quotation marks.") from error


def _check_header(wrong: partial[CodingError], header: list[str], columns: tuple[str, ...]) -> None:
    fix = f"The columns are {', '.join(columns)}."
    for name in header:
        if header.count(name) > 1:
            raise wrong(f"the column {_short(name)} is there twice.", "Keep one of the two.")
        if name not in columns:
            raise wrong(f"unknown column {_short(name)}.", did_you_mean(name, columns) + fix)
    for name in KEY:
        if name not in header:
            raise wrong(f"no column {name}.", fix)


def _check_row(wrong: partial[CodingError], row: dict[str, str], known: set[tuple[str, str]], answers: Answers) -> None:
    if (row["doc"], row["part"]) not in known:
        what = f"no comment {_short(row['part'])} in a document {_short(row['doc'])}."
        raise wrong(what, "Name one as in lagon, c1, or remove the line.")
    try:
        check_coder(row["coder"])
    except ValueError as error:
        problem, _, fix = str(error).partition(". ")
        raise wrong(f"{problem}.", fix) from error
    for name, allowed in answers.items():
        if (said := row.get(name)) and said not in allowed:
            fix = f"{did_you_mean(said, allowed)}Write one of: {', '.join(allowed)}; or nothing."
            raise wrong(f"{name} {_short(said)}.", fix)


def _short(text: str) -> str:
    return repr(text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…")
