"""What a wrong call is told: one sentence that says what to type, taken from the example in the function's own help."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from functools import wraps
from numbers import Integral, Real
from os import PathLike
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from tipseeds.edition.fields import TABLES
from tipseeds.edition.frames import as_rows, column_of
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import did_you_mean, lacks

P = ParamSpec("P")
T = TypeVar("T")

_CALLED: dict[type, str] = {
    **{Tables: "a corpus", str: "a text", list: "a list", dict: "a dictionary", pd.Series: "a row or column"},
    **{bool: "True or False", Real: "a number", PathLike: "the name of a file or folder", type(None): "nothing"},
}
_KINDS: dict[str, tuple[type, str]] = {
    **{"pd.DataFrame": (pd.DataFrame, "rows of a table"), "Tables": (Tables, "a corpus"), "str": (str, "a text")},
    **{"PathLike[str]": (PathLike, ""), "None": (type(None), ""), "bool": (bool, "True or False")},
    **{"int": (Integral, "a whole number"), "float": (Real, "a number")},
    **dict.fromkeys(("Sequence[str]", "Iterable[Sequence[object]]"), (Iterable, "a list")),
}
"""What an annotation stands for, and what a student would call it; a class of the function's module needs no entry."""
_METHODS = ("bibliography", "cite", "evidence", "export", "read", "verify")
_SEE = {
    "notebook 00": "evidence cite bibliography verify documents",
    "notebook 01": "tiers country_years against_record with_record between_documents latest_reports streaks",
    "notebook 02": "estimates compared related against_published leading_share",
    "notebook 03": "implied rates rates_against_record what_if themes workers destinations revenue labour",
    "notebook 04": "threads thread missing_comments device_use agreement differences lengths positions code_it debate",
}
_INSIDE = r"(?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*"
_HELPED: set[Callable[..., Any]] = set()


class WrongCall(TypeError):
    """A public function was called wrongly."""


def helped(function: Callable[P, T]) -> Callable[P, T]:
    """Let a public function say what to type when it is called wrongly; its signature and help stay as they are."""
    name, signature = function.__name__, inspect.signature(function)
    parameters = signature.parameters
    takes = [key for key, one in parameters.items() if key != "self" and one.kind != one.VAR_KEYWORD]
    listed = f"It takes {', '.join(takes) or 'nothing'}."
    strict = len(takes) >= len(parameters) - ("self" in parameters)

    def wrong(problem: str) -> WrongCall:
        return WrongCall(f"{problem} {_right(function)}")

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        if strict and (other := next((key for key in kwargs if key not in parameters), "")):
            raise wrong(f"{name} has no argument {other}. {did_you_mean(other, takes)}{listed}")
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            problem = str(error).replace("'", "")
            raise wrong(f"{name}: {problem}. {listed if 'too many' in problem else ''}".strip()) from None
        for key, value in given.items():
            if needed := _needed(function, key, str(parameters[key].annotation), value):
                part = f" as {key}" if key != takes[0] and key not in needed else ""
                raise wrong(f"{name} needs {needed}{part}, and was given {called(value)}.")
        frames = [value for value in given.values() if isinstance(value, pd.DataFrame)]
        told = " and ".join(map(called, frames))
        try:
            found: T = as_rows(function(*args, **kwargs))
            return found
        except KeyError as error:
            column = column_of(error) or str(error)
            asked = any(column in value for value in given.values() if isinstance(value, str))
            if asked or not frames or all(column in frame for frame in frames) or not column.isidentifier():
                raise
            raise wrong(f"{name} needs rows with the column {column}, and was given {told}.") from error
        except (AttributeError, TypeError) as error:
            if not frames or isinstance(error, WrongCall):
                raise
            raise wrong(f"{name} can't work with {told} ({error}).") from error

    _HELPED.add(call)
    return call


def offer(room: dict[str, Any], **instead: str) -> None:
    """Let the functions of a room say what to type, and completion on it offer what a student can call, and no more.

    `instead` holds what to say of a name that a student may try.
    """
    names, said = room["__all__"], ".".join(["tip", *room["__name__"].split(".")[1:][-1:]])
    shown = [name for name in names if name.islower()]
    room |= {name: helped(room[name]) for name in shown if callable(room.get(name)) and room[name] not in _HELPED}

    def missing(name: str, told: str = "") -> None:
        raise lacks(said, name, shown, told or instead.get(name, ""))

    room |= {"__dir__": lambda: shown, "__getattr__": missing}


def _needed(function: Callable[..., Any], key: str, annotation: str, value: Any) -> str:
    """Return what a parameter needs instead of a value that won't do, or nothing."""
    if key in TABLES and isinstance(value, pd.DataFrame) and (other := _table(value, key)) != key and other:
        return f"rows of the table {key}"
    space = getattr(function, "__globals__", {})
    kinds: dict[str, tuple[Any, str]] = {
        kind: _KINDS.get(kind, (space.get(kind), f"a {kind.lower()}")) for kind in annotation.split(" | ")
    }
    if "Any" in kinds or not all(isinstance(known, type) for known, _ in kinds.values()):
        return ""
    file, text = "PathLike[str]" in kinds, isinstance(value, str | pd.DataFrame)  # which are iterable, and no lists
    fits = any(isinstance(value, known) and not (text and known is Iterable) for known, _ in kinds.values())
    if fits and not (file and isinstance(value, str) and not value):
        return ""
    if file:
        end = {"file": "file", "folder": "folder"}.get(key, "folder" if "None" in kinds else "file or folder")
        return f"the name of a {end}"
    return next(said for _, said in kinds.values())


def _right(function: Callable[..., Any]) -> str:
    """Return a right call, from the function's own example, and where more is said."""
    name, help_ = function.__name__, inspect.getdoc(function) or ""
    place = rf"(tip\.load\(\)\.|corpus\.|tip\.(?:\w+\.)?)?\b{name}"
    found = re.search(rf"{place}\(({_INSIDE})\)", help_)
    where, inside = (found[1] or "", found[2]) if found else ("", "…")
    for made, value in reversed(re.findall(r">>> (\w+) = (.+)", help_)):
        inside = re.sub(rf"\b{made}\b(?! ?=)", lambda _, value=value: value, inside)
    inside = inside.replace("tip.load()", "corpus")
    if where == "tip.load()." or (where == "tip." and name in _METHODS):
        where, inside = "corpus.", re.sub(r"^corpus(, |$)", "", inside)
    see = next((f" See {page}." for page, names in _SEE.items() if name in names.split()), "")
    return f"Write {where}{name}({inside}).{see}"


def called(value: object) -> str:
    """Return what a student would call a value."""
    if isinstance(value, pd.DataFrame):
        return f"rows of the table {name}" if (name := _table(value)) else "other rows"
    named = (said for kind, said in _CALLED.items() if isinstance(value, kind))
    return "an empty text" if isinstance(value, str) and not value else next(named, f"a {type(value).__name__}")


def _table(frame: pd.DataFrame, first: str = "") -> str:
    """Return the table that rows are of, with columns added or not: that looked for first, or any, or none."""
    alike = [name for name, fields in TABLES.items() if {field.name for field in fields} <= set(frame.columns)]
    return first if first in alike else next(iter(alike), "")
