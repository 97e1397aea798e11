"""Rows as files to take along: CSV with the codebook of its columns."""

from __future__ import annotations

import base64

import pandas as pd

from tipseeds.coding._csv import to_csv
from tipseeds.edition import codebook
from tipseeds.pages.html import escape


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
