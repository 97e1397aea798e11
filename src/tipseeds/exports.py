"""Rows as files to take along: CSV with the codebook of its columns.

The file is UTF-8 with a byte-order mark, since Excel takes a CSV file without one for the machine's old code page and
shows “Kim’s” as “Kimâ€™s”; pandas, R, LibreOffice and Google Sheets pass over the mark. Every cell is quoted, so that a
spreadsheet which splits at semicolons finds no new cell inside one.
"""

from __future__ import annotations

import base64
import csv

import pandas as pd

from tipseeds import codebook
from tipseeds.pages import escape

ACTIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
"""What a text can't begin with in a file: spreadsheets run such cells as formulas. The apostrophe is among them so that
the one which is put before them can be told from one that was there."""


def to_csv(frame: pd.DataFrame) -> bytes:
    r"""Return rows as a CSV file.

    Parameters
    ----------
    frame : DataFrame
        The rows, as the tables or an explorer's `frame` hold them; the index is left out.

    Returns
    -------
    bytes
        UTF-8 with a byte-order mark, lines ended as RFC 4180 says, every cell quoted, a missing value as an empty cell.
        A text that a spreadsheet would run as a formula has an apostrophe before it; take one away from each cell that
        begins with one, and nothing is lost.

    Examples
    --------
    >>> to_csv(pd.DataFrame({"by": ["=1+1", "Kim’s"], "n": [0.5, None]})).decode("utf-8-sig")
    '"by","n"\r\n"\'=1+1","0.5"\r\n"Kim’s",""\r\n'
    """
    safe = {}
    for name, column in frame.items():
        plain = pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column)
        safe[_inert(str(name))] = column if plain else column.astype(object).map(_inert, na_action="ignore")
    text = pd.DataFrame(safe).to_csv(index=False, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    return text.encode("utf-8-sig")


def codebook_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what each column of some rows means.

    Parameters
    ----------
    frame : DataFrame
        Rows of a table, also with columns added.

    Returns
    -------
    DataFrame
        `column`, `kind`, `about` and `values`, in the order of the columns. A column that no table has is said to be
        made from others.

    Examples
    --------
    >>> import tipseeds as tip
    >>> codebook_of(tip.load().tiers).query("column == 'tier'")["values"].item()
    '1, 2, 2WL, 3'
    """
    names = [str(name) for name in frame.columns]
    nearest = max(codebook.TABLES.values(), key=lambda table: len({column.name for column in table} & set(names)))
    known = {column.name: column for table in codebook.TABLES.values() for column in table}
    known |= {column.name: column for column in nearest}
    rows = [
        (name, known[name].kind, known[name].about, ", ".join(known[name].values))
        if name in known
        else (name, "", "Made from the other columns, to be read more easily.", "")
        for name in names
    ]
    return pd.DataFrame(rows, columns=["column", "kind", "about", "values"])


def rows_link(frame: pd.DataFrame, name: str) -> str:
    """Return a link that saves rows as a file; it needs no server and no kernel.

    Parameters
    ----------
    frame : DataFrame
        The rows.
    name : str
        What the rows are; the file is named after it.

    Examples
    --------
    >>> rows_link(pd.DataFrame({"doc": ["lagon"]}), "tier placements")[:34]
    '<a download="tier-placements.csv" '
    """
    many = f"{len(frame)} row{'' if len(frame) == 1 else 's'}"
    return _link(to_csv(frame), f"{_stem(name)}.csv", f"Download what is shown ({many}, CSV)")


def codebook_link(frame: pd.DataFrame, name: str) -> str:
    """Return a link that saves the codebook of the columns of a frame as a file.

    Examples
    --------
    >>> codebook_link(pd.DataFrame({"doc": ["lagon"]}), "tier placements")[:43]
    '<a download="tier-placements-codebook.csv" '
    """
    return _link(to_csv(codebook_of(frame)), f"{_stem(name)}-codebook.csv", "Download its codebook (CSV)")


def _stem(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower())


def _link(content: bytes, name: str, text: str) -> str:
    address = f"data:text/csv;charset=utf-8;base64,{base64.b64encode(content).decode()}"
    # JupyterLab shows links in a widget as plain text.
    style = "text-decoration:underline"
    return f'<a download="{escape(name)}" href="{address}" style="{style}">{escape(text)}</a>'


def _inert(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(ACTIVE) else value
