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


def helped(function: Callable[P, T]) -> Callable[P, T]:
    """Let a public function say what to type when it is called wrongly; its signature and help stay as they are."""
    signature = inspect.signature(function)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            raise TypeError(f"{function.__name__}: {str(error).replace(chr(39), '')}. {_right(function)}") from None
        for name, value in given.items():
            kind = str(signature.parameters[name].annotation).removeprefix("pd.")
            if kind in _KINDS and not isinstance(value, _KINDS[kind][0]):
                said = f"{function.__name__} needs {_KINDS[kind][1]}, and was given {called(value)}."
                raise TypeError(f"{said} {_right(function)}")
        try:
            return function(*args, **kwargs)
        except KeyError as error:
            frames = [value for value in given.values() if isinstance(value, pd.DataFrame)]
            column = error.column if isinstance(error, NoSuchColumn) else _quoted(error)
            asked = any(column in value for value in given.values() if isinstance(value, str))
            if asked or not frames or all(column in frame for frame in frames):
                raise
            said = " and ".join(map(called, frames))
            told = f"{function.__name__} needs rows with the column {column}, and was given {said}."
            raise TypeError(f"{told} {_right(function)}") from error

    return call


def _quoted(error: KeyError) -> str:
    """Return the first column that pandas says is not there."""
    found = re.search(r"'([^']+)'", str(error))
    return found[1] if found else str(error)


def help_all(namespace: dict[str, Any], names: Iterable[str]) -> None:
    """Let every public function of a namespace say what to type."""
    for name in names:
        if inspect.isfunction(namespace[name]):
            namespace[name] = helped(namespace[name])


def _right(function: Callable[..., Any]) -> str:
    """Return a right call, from the function's own example, and where more is said."""
    shown = next((name for name in function.__module__.split(".") if name in _SPACES), "")
    first = next(iter(inspect.signature(function).parameters.values()), None)
    method = not shown and first is not None and (first.annotation == "Tables" or first.name == "self")
    before = "corpus." if method else f"tip.{shown}." if shown else "tip."
    found = re.search(rf"(?:tip\.(?:\w+\.)?)?\b{function.__name__}\((.*)\)", inspect.getdoc(function) or "")
    inside = found[1] if found else "…"
    depth = 0
    for at, sign in enumerate(inside):  # the example may go on behind its own closing bracket
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            inside = inside[:at]
            break
    inside = inside.replace("tip.load()", "corpus")
    if method:
        inside = "" if inside == "corpus" else inside.removeprefix("corpus, ")
    see = next((f" See {page}." for page, names in _SEE.items() if function.__name__ in names.split()), "")
    return f"Write {before}{function.__name__}({inside}).{see}"


def called(value: object) -> str:
    """Return what a student would call a value.

    Examples
    --------
    >>> called("lagon"), called([1, 2]), called(None)
    ('a text', 'a list', 'nothing')
    """
    if value is None:
        return "nothing"
    if isinstance(value, Tables):
        return "a corpus"
    if isinstance(value, pd.DataFrame):
        names = set(value.columns)
        alike = [name for name, fields in TABLES.items() if {field.name for field in fields} <= names]
        return f"rows of the table {alike[0]}" if alike else "other rows"
    return next((said for kind, said in _CALLED.items() if isinstance(value, kind)), f"a {type(value).__name__}")
