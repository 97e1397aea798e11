"""Rows of a table: a pandas DataFrame whose most common errors say what to type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from html import escape
from typing import Any

import pandas as pd

from tipseeds.edition.fields import labels
from tipseeds.edition.words import did_you_mean, seen

_ASKED = re.compile(r"(\w+) *== *(?:'([^']*)'|\"([^\"]*)\"|([0-9]+))")
_EXAMPLE = "rows.query(\"doc == 'lagon' and part == 'p3'\"), with < and > for numbers alone"


class NoSuchRow(KeyError):
    """A row that isn't there; unlike its parent it prints its message as it is."""

    def __str__(self) -> str:
        return str(self.args[0])


class NoSuchColumn(NoSuchRow):
    """A column that isn't there: what to say, and its name."""


class _Told:
    """What rows, and a row or column of them, say of a name, a place or a label that isn't there."""

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattr__(name)  # type: ignore[misc]
        except AttributeError:
            if name.startswith("_"):
                raise
            known = self.columns if isinstance(self, pd.DataFrame) else self.index[:40]
            close = did_you_mean(name, map(str, known)) or did_you_mean(name, dir(type(self)), 0.75)
            raise AttributeError(f"There is no column or method {name}. {close}".strip()) from None

    def __repr__(self) -> str:
        return seen(super().__repr__())

    @property
    def iloc(self) -> Any:
        """What stands at a place; see pandas."""
        return _ByPlace("iloc", self)

    @property
    def loc(self) -> Any:
        """What has a label; see pandas."""
        return _ByLabel("loc", self)


class Line(_Told, pd.Series):  # type: ignore[misc]
    """A row, or a column of none: a Series in every respect, but for what it says of a name or a row that it lacks.

    A column that holds anything is a plain Series, as other packages ask for the class itself.
    """

    @property
    def _constructor(self) -> Callable[..., Line]:
        return Line

    @property
    def _constructor_expanddim(self) -> Callable[..., Rows]:
        return Rows

    def __getitem__(self, key: Any) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError as error:
            asked, names = key if isinstance(key, list) else [key], list(map(str, self.index[:40]))
            lacking = next((name for name in asked if isinstance(name, str) and name not in self.index), "")
            if isinstance(key, int | tuple):
                raise NoSuchRow(_instead(key, "row", "value") if len(self) else _no_row(self, "")) from error
            if not lacking:
                raise
            told = f"There is no {lacking} in it. {did_you_mean(lacking, names)}It has {', '.join(names)}."
            raise NoSuchColumn(told, lacking) from error


class Rows(_Told, pd.DataFrame):  # type: ignore[misc]
    """A DataFrame in every respect, but for what it says of an unknown column or of rows that are none."""

    @property
    def _constructor(self) -> Callable[..., Rows]:
        return Rows

    def _repr_html_(self) -> Any:
        made, why = super()._repr_html_(), "" if len(self) else self.attrs.get("unknown", "")  # type: ignore[misc]
        return made and seen(made + f"<p>{escape(why)}</p>" * bool(why))

    def __getitem__(self, key: Any) -> Any:
        try:
            found = super().__getitem__(key)
            return _line(found, found.empty)
        except (KeyError, pd.errors.InvalidIndexError) as error:
            names = key if isinstance(key, list) else [key] if isinstance(key, str) else []
            if lacking := [str(name) for name in names if name not in self.columns]:
                raise no_column(lacking[0], self) from error
            raise NoSuchRow(_instead(key)) from error
        except pd.errors.IndexingError as error:
            raise pd.errors.IndexingError("The condition is of other rows: write it of these ones.") from error

    def query(self, expr: Any = None, **options: Any) -> Any:
        """Return the rows for which an expression holds; see pandas."""
        try:
            found = super().query(expr, **options | {"level": options.get("level", 0) + 1})  # for @names
        except pd.errors.UndefinedVariableError as error:
            raise no_column(str(error).split("'")[1], self) from error
        except (KeyError, NotImplementedError, SyntaxError, TypeError, ValueError) as error:
            given = f" {expr}" if isinstance(expr, str) else ""
            told = f"The condition{given} can't be read. Write it as one text, as in {_EXAMPLE}."
            raise ValueError(f"{told} A text stands in quotation marks, a number in none; == is for equal.") from error
        if isinstance(found, Rows) and not len(found):
            asked = ((column, "".join(said), not said[2]) for column, *said in _ASKED.findall(expr) if column in self)
            found.attrs["unknown"] = "".join(_not_held(*one, self) for one in asked)
        return found


def table(rows: Iterable[Any], columns: str) -> pd.DataFrame:
    """Return rows as a table; a column is a text unless its kind stands behind a colon."""
    split = (column.partition(":") for column in columns.split())
    kinds = {name: kind or "string" for name, _, kind in split}
    return pd.DataFrame(list(rows), columns=list(kinds)).astype(kinds)


def as_rows(found: Any) -> Any:
    """Return a DataFrame as rows that say more, and anything else as it is."""
    return Rows(found).__finalize__(found) if type(found) is pd.DataFrame else found


def _line(found: Any, made: bool) -> Any:
    return Line(found).__finalize__(found) if made and isinstance(found, pd.Series) else found


class _ByPlace(type(pd.DataFrame().iloc)):  # type: ignore[misc]
    def __getitem__(self, key: Any) -> Any:
        try:
            return _line(super().__getitem__(key), pd.api.types.is_scalar(key))
        except IndexError as error:
            raise IndexError(_no_row(self.obj, f"are numbered 0 to {len(self.obj) - 1} by .iloc")) from error
        except (TypeError, ValueError) as error:
            told = "iloc takes numbers, counted from 0: rows.iloc[0]. For a name write rows.loc[0, 'doc']."
            raise type(error)(told) from error


class _ByLabel(type(pd.DataFrame().loc)):  # type: ignore[misc]
    def __getitem__(self, key: Any) -> Any:
        try:
            return _line(super().__getitem__(key), pd.api.types.is_scalar(key))
        except NoSuchColumn:
            raise
        except KeyError as error:
            numbered = len(self.obj) and pd.api.types.is_integer_dtype(self.obj.index)
            asked = key[1] if isinstance(key, tuple) and len(key) > 1 else [key] if numbered else []
            names = asked if isinstance(asked, list) else [asked]
            if lacking := [name for name in names if isinstance(name, str) and name not in self.obj]:
                raise no_column(lacking[0], self.obj) from error
            kept = "keep the labels that they had in the whole table; .iloc[0] is the first"
            raise NoSuchRow(_no_row(self.obj, kept)) from error


def _no_row(rows: pd.DataFrame | pd.Series[Any], otherwise: str) -> str:
    if len(rows):
        return f"There is no such row or column: the rows {otherwise}."
    why = rows.attrs.get("unknown", "")
    return f"Nothing was selected, so there is no row to take. {why}tip.columns lists what each column may hold."


def _instead(key: object, what: str = "rows", one: str = "row") -> str:
    """Return what to type instead of a key that names no column."""
    if isinstance(key, tuple) and all(isinstance(name, str) for name in key):
        return f"Several columns stand in two brackets: write {what}[{[*key]}]."
    if isinstance(key, tuple):
        return 'A condition and a column stand in .loc: write rows.loc[rows["doc"] == "lagon", "part"].'
    if isinstance(key, int) and not isinstance(key, bool):
        return f"There is no column {key}. For a {one} by its place write {what}.iloc[{key}]."
    return 'A condition stands inside: write rows[rows["doc"] == "lagon"].'


def column_of(error: KeyError) -> str:
    """Return which column an error is about, ours or one of pandas', or nothing."""
    quoted = re.search(r"'([^'[]+)'", str(error))
    return str(error.args[1]) if isinstance(error, NoSuchColumn) else quoted[1] if quoted else ""


def _asking(method: Callable[..., Any], right: str) -> Callable[..., Any]:
    """Let a method of pandas say which column it lacks, of its own rows or of those given, or which call is right."""

    @wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            found = method(*args, **kwargs)
            if isinstance(found, pd.DataFrame) and not found.attrs:
                found.attrs = dict(args[0].attrs)  # merging drops what is known of questions
            return found
        except KeyError as error:
            name = column_of(error)
            frames = [value for value in (*args, *kwargs.values()) if isinstance(value, pd.DataFrame)]
            if lacking := [frame for frame in frames if name and name not in frame]:
                raise no_column(name, lacking[0]) from error
            if name and method.__name__ == "drop":
                raise NoSuchRow(f"{name} is a column: write drop(columns={name!r}).") from error
            raise
        except (TypeError, ValueError) as error:
            kind, told = TypeError if isinstance(error, TypeError) else ValueError, error.__cause__ or error
            raise kind(f"{method.__name__} can't be called so ({told}). Write rows.{right}.") from error

    return call


for _call in (
    *("drop(columns='note')", "drop_duplicates(['doc', 'part'])", "dropna(subset='note')", "groupby(['doc', 'part'])"),
    *("filter(['doc', 'part']) or rows.query(\"doc == 'lagon'\")", "merge(corpus.documents, on='doc')", "sample(5)"),
    *("nlargest(3, 'low')", "pivot_table(index='doc', columns='read', values='part', aggfunc='count')"),
    *("rename(columns={'doc': 'document'})", "set_index('part')", "sort_values(['doc', 'part'], ascending=False)"),
):
    _name = _call.partition("(")[0]
    setattr(Rows, _name, _asking(getattr(pd.DataFrame, _name), _call))


def no_column(name: str, frame: pd.DataFrame) -> NoSuchColumn:
    """Return the error that rows have no such column; it names the most like first, by its name or its heading."""
    none = f"There is no column {name}. "
    if re.search("[=<>]", name):
        return NoSuchColumn(f"{none}For a condition write rows.query({name!r}).", name)
    if holding := next((column for column in frame.columns if name in _values(frame[column])), ""):
        return NoSuchColumn(f"{none}Write a value in quotation marks: rows.query(\"{holding} == '{name}'\").", name)
    headed, columns = {label: column for column, label in labels(frame).items()}, list(map(str, frame.columns))
    close = f"Did you mean {headed[name]}? " if name in headed else did_you_mean(name, columns)
    return NoSuchColumn(f"{none}{close}The columns are {', '.join(columns)}.", name)


def _not_held(column: str, value: str, quoted: bool, rows: pd.DataFrame) -> str:
    """Return why nothing equals a value that a column doesn't hold, or nothing if it does."""
    if quoted and pd.api.types.is_numeric_dtype(rows[column]):
        return f"{column} holds no text: write no quotation marks, as in {column} == {rows[column].max()}. "
    if value in (own := _values(rows[column])):
        return f"{value} is a text in {column}: write '{value}'. " if value.isdigit() else ""
    other = next((name for name in rows.columns if value in _values(rows[name])), "")
    why = f"It stands in {other}. " if other else did_you_mean(value, own)
    return f"No {column} is {value!r}. {why}"


def _values(column: pd.Series[Any]) -> set[str]:
    return set() if pd.api.types.is_numeric_dtype(column) else {str(value) for value in column.dropna().unique()}
