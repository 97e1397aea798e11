"""Rows as CSV, for spreadsheets and statistics.

UTF-8 with a byte-order mark, since Excel takes a file without one for the machine's old code page and shows “Kim’s” as
“Kimâ€™s”. Every cell is quoted, so that a spreadsheet which splits at semicolons finds no new cell inside one.
"""

from __future__ import annotations

import csv

import pandas as pd

ACTIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
"""What spreadsheets run as a formula; and the apostrophe, so that the one put before it is told from one of its own."""


def to_csv(frame: pd.DataFrame) -> bytes:
    r"""Return rows as a CSV file; the index is left out.

    Returns
    -------
    bytes
        UTF-8 with a byte-order mark, lines ended as RFC 4180 says, every cell quoted, a missing value as an empty cell.
        A text that a spreadsheet would run as a formula has an apostrophe before it; take one away from each cell that
        begins with one, and nothing is lost.

    Examples
    --------
    >>> tip.coding.to_csv(pd.DataFrame({"by": ["=1+1", "Kim’s"], "n": [0.5, None]})).decode("utf-8-sig")
    '"by","n"\r\n"\'=1+1","0.5"\r\n"Kim’s",""\r\n'
    """
    safe = {}
    for name, column in frame.items():
        plain = pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column)
        safe[_inert(str(name))] = column if plain else column.astype(object).map(_inert, na_action="ignore")
    text = pd.DataFrame(safe).to_csv(index=False, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    return text.encode("utf-8-sig")


def _inert(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(ACTIVE) else value
