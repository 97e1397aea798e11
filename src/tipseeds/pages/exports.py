"""Rows as files to take along: CSV with the codebook of its columns."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pandas as pd

from tipseeds.coding._csv import to_csv
from tipseeds.edition.calls import help_all
from tipseeds.edition.fields import TABLES
from tipseeds.edition.words import offered
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
    '1, 2, 2WL, 3, special'
    """
    names = [str(name) for name in frame.columns]
    nearest = max(TABLES.values(), key=lambda table: len({field.name for field in table} & set(names)))
    known = {field.name: (field.kind, field.about) for table in (*TABLES.values(), nearest) for field in table}
    coded = frame.attrs.get("coded", {})
    rows = []
    for name in names:
        kind, about = known.get(name, ("", "Made from the other columns, to be read more easily."))
        about = coded.get(name, {}).get("about", about)
        dtype = frame[name].dtype
        values = ", ".join(map(str, dtype.categories)) if isinstance(dtype, pd.CategoricalDtype) else ""
        rows.append((name, kind or ("category" if values else ""), about, values))
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


__all__ = ["codebook_link", "codebook_of", "rows_link", "to_csv"]

if not TYPE_CHECKING:
    help_all(globals(), __all__)
    __getattr__, __dir__ = offered(__name__, __all__)
