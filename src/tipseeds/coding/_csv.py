"""Rows as CSV, for spreadsheets and statistics.

UTF-8 with a byte-order mark, since Excel takes a file without one for the machine's old code page and shows “Kim’s” as
“Kimâ€™s”. Every cell is quoted, so that a spreadsheet which splits at semicolons finds no new cell inside one.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tipseeds.edition.words import seen

QUOTE = '"'
ACTIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
"""What spreadsheets run as a formula; and the apostrophe, so that the one put before it is told from one of its own."""


def to_csv(frame: pd.DataFrame) -> bytes:
    r"""Return rows as a CSV file, as in `tip.coding.to_csv(corpus.tiers)`; the index is left out.

    Returns
    -------
    bytes
        UTF-8 with a byte-order mark, lines ended as RFC 4180 says, every cell quoted, a missing value as an empty cell.
        A text that a spreadsheet would run as a formula has an apostrophe before it; take one away from each cell that
        begins with one, and nothing is lost. A sign without a shape is told, as in [U+202E].

    Examples
    --------
    >>> tip.coding.to_csv(pd.DataFrame({"by": ["=1+1", "Kim’s"], "n": [0.5, None]})).decode("utf-8-sig")
    '"by","n"\r\n"\'=1+1","0.5"\r\n"Kim’s",""\r\n'
    """
    return "".join(csv_lines(frame)).encode("utf-8-sig")


def csv_lines(frame: pd.DataFrame) -> list[str]:
    """Return the lines of `to_csv`: the names of the columns, then a line for each row, whatever line ends it holds."""
    columns = [[_inert(str(name)), *_texts(column)] for name, column in frame.items()]
    rows = zip(*columns, strict=True)
    return [",".join(f'"{cell.replace(QUOTE, 2 * QUOTE)}"' for cell in row) + "\r\n" for row in rows]


def _texts(column: pd.Series[Any]) -> list[str]:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return [text.strip(QUOTE) for text in column.to_csv(index=False, header=False).splitlines()]
    return ["" if pd.isna(value) else _inert(str(value)) for value in column]


def _inert(text: str) -> str:
    return seen(f"'{text}" if text.startswith(ACTIVE) else text)
