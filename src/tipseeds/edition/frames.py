"""Rows of a table: a pandas DataFrame whose most common errors say what to type."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd

from tipseeds.edition.words import did_you_mean, seen

_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


class NoSuchColumn(KeyError):
    """A column that isn't there; unlike its parent it prints its message as it is."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column

    def __str__(self) -> str:
        return str(self.args[0])


class Rows(pd.DataFrame):
    """A DataFrame in every respect, but for what it says of an unknown column or of rows that are none."""

    @property
    def _constructor(self) -> Callable[..., Rows]:
        return Rows

    def __getitem__(self, key: Any) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError as error:
            names = key if isinstance(key, list) else [key] if isinstance(key, str) else []
            if lacking := [str(name) for name in names if name not in self.columns]:
                raise no_column(lacking[0], self) from error
            raise

    def query(self, expr: str, **options: Any) -> Any:
        """Return the rows for which an expression holds; see pandas."""
        try:
            found = super().query(expr, **options | {"level": options.get("level", 0) + 1})  # for @names
        except pd.errors.UndefinedVariableError as error:
            name = str(error).split("'")[1]
            if name in _values(self):
                raise NoSuchColumn(name, f"Write a value in quotation marks: '{name}'.") from error
            raise no_column(name, self) from error
        if isinstance(found, Rows) and not len(found):
            known = _values(self)
            asked = ["".join(match) for match in _QUOTED.findall(expr)]
            told = [f"No row holds {word!r}. {did_you_mean(word, known)}" for word in asked if word not in known]
            found.attrs["unknown"] = "".join(told)
        return found

    def __getattr__(self, name: str) -> Any:  # type: ignore[misc]
        try:
            return super().__getattr__(name)
        except AttributeError:
            if name.startswith("_"):
                raise
            close = did_you_mean(name, self.columns)
            raise AttributeError(f"There is no column or method {name}. {close}".strip()) from None

    def __repr__(self) -> str:
        return seen(super().__repr__())

    def _repr_html_(self) -> Any:
        made = super()._repr_html_()  # type: ignore[misc]
        return made and seen(made)

    @property
    def iloc(self) -> Any:
        """Rows by their place; see pandas."""
        return super().iloc if len(self) else _NoRows("iloc", self)


class _NoRows(type(pd.DataFrame().iloc)):  # type: ignore[misc]
    """The places of rows that are none."""

    def __getitem__(self, key: Any) -> Any:
        try:
            return super().__getitem__(key)
        except IndexError as error:
            why = self.obj.attrs.get("unknown", "")
            told = (
                f"Nothing was selected, so there is no row to take. {why}tip.columns lists what each column may hold."
            )
            raise IndexError(told) from error


def no_column(name: str, frame: pd.DataFrame) -> NoSuchColumn:
    """Return the error that rows have no such column; it names the most like first."""
    names = ", ".join(map(str, frame.columns))
    return NoSuchColumn(name, f"There is no column {name}. {did_you_mean(name, frame.columns)}The columns are {names}.")


def _values(frame: pd.DataFrame) -> set[str]:
    columns = (frame[name] for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name]))
    return {str(value) for column in columns for value in column.dropna().unique()}
