"""What a wrong call is told: one sentence that says what to type, taken from the example in the function's own help."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from functools import wraps
from os import PathLike
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from tipseeds.edition.fields import TABLES
from tipseeds.edition.frames import NoSuchColumn
from tipseeds.edition.tables import Tables

P = ParamSpec("P")
T = TypeVar("T")

_CALLED = {str: "a text", list: "a list", dict: "a dictionary", pd.Series: "a row or column", int: "a number"}
_KINDS: dict[str, tuple[Any, str]] = {
    "DataFrame": (pd.DataFrame, "rows of a table"),
    "Tables": (Tables, "a corpus"),
    "str": (str, "a text"),
    "str | PathLike[str]": (str | PathLike, "the name of a file or folder"),
    "str | PathLike[str] | None": (str | PathLike | None, "the name of a folder"),
}
_SPACES = ("charts", "checks", "coding", "explore", "exports", "reading", "reference")
_SEE = {
    "notebook 00": "evidence read cite bibliography verify documents",
    "notebook 01": "tiers country_years against_record with_record between_documents latest_reports streaks",
    "notebook 02": "estimates compared related against_published leading_share",
    "notebook 03": "implied rates rates_against_record what_if themes workers destinations revenue labour",
    "notebook 04": "threads thread missing_comments device_use agreement differences lengths positions code_it debate",
}
_INSIDE = r"(?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*"


def helped(function: Callable[P, T]) -> Callable[P, T]:
    """Let a public function say what to type when it is called wrongly; its signature and help stay as they are."""
    signature = inspect.signature(function)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            problem = str(error).replace("'", "")
            raise TypeError(f"{function.__name__}: {problem}. {_right(function, signature)}") from None
        needs = f"{function.__name__} needs"
        for name, value in given.items():
            kind = str(signature.parameters[name].annotation).removeprefix("pd.")
            if kind in _KINDS and not isinstance(value, _KINDS[kind][0]):
                told = f"{needs} {_KINDS[kind][1]}, and was given {called(value)}."
                raise TypeError(f"{told} {_right(function, signature)}")
        try:
            return function(*args, **kwargs)
        except KeyError as error:
            frames = [value for value in given.values() if isinstance(value, pd.DataFrame)]
            quoted = re.search(r"'([^']+)'", str(error))
            column = error.column if isinstance(error, NoSuchColumn) else quoted[1] if quoted else str(error)
            asked = any(column in value for value in given.values() if isinstance(value, str))
            if asked or not frames or all(column in frame for frame in frames):
                raise
            told = f"{needs} rows with the column {column}, and was given {' and '.join(map(called, frames))}."
            raise TypeError(f"{told} {_right(function, signature)}") from error

    return call


def help_all(namespace: dict[str, Any], names: Iterable[str]) -> None:
    """Let every public function of a namespace say what to type."""
    namespace |= {name: helped(namespace[name]) for name in names if inspect.isfunction(namespace[name])}


def _right(function: Callable[..., Any], signature: inspect.Signature) -> str:
    """Return a right call, from the function's own example, and where more is said."""
    name, first = function.__name__, next(iter(signature.parameters.values()), None)
    space = next((f"{room}." for room in function.__module__.split(".") if room in _SPACES), "")
    method = not space and first is not None and (first.annotation == "Tables" or first.name == "self")
    found = re.search(rf"(?:tip\.(?:\w+\.)?)?\b{name}\(({_INSIDE})\)", inspect.getdoc(function) or "")
    inside = found[1].replace("tip.load()", "corpus") if found else "…"
    if method:
        inside = re.sub(r"^corpus(, |$)", "", inside)
    see = next((f" See {page}." for page, names in _SEE.items() if name in names.split()), "")
    return f"Write {'corpus.' if method else f'tip.{space}'}{name}({inside}).{see}"


def called(value: object) -> str:
    """Return what a student would call a value."""
    if value is None:
        return "nothing"
    if isinstance(value, Tables):
        return "a corpus"
    if isinstance(value, pd.DataFrame):
        alike = (name for name, fields in TABLES.items() if {field.name for field in fields} <= set(value.columns))
        return f"rows of the table {name}" if (name := next(alike, "")) else "other rows"
    return next((said for kind, said in _CALLED.items() if isinstance(value, kind)), f"a {type(value).__name__}")
