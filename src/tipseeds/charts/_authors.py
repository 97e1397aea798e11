"""What a chart calls the author of a comment, and the part of a long thread that it shows."""

from __future__ import annotations

from typing import Any

import pandas as pd

LONGEST = 34


def author(name: Any, basis: Any, confidence: Any) -> str:
    """Return an author with how the name is known.

    Examples
    --------
    >>> author("kushibo", "inferred", "high")
    'kushibo (inferred, high)'
    >>> author(None, "unknown", "low")
    'an unknown author'
    """
    if pd.isna(name):
        return "an unknown author"
    return str(name) if basis == "stated" else f"{name} ({basis}, {confidence})"


def clipped(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, cut with an ellipsis where a chart has no more room; the tables show it whole.

    Examples
    --------
    >>> len(clipped("a" * 10_000))
    34
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def window(frame: pd.DataFrame, first: int, most: int, thing: str = "comments") -> tuple[pd.DataFrame, str]:
    """Return the rows that a picture has room for, and what it says of the others.

    Raises
    ------
    ValueError
        If the first row asked for is not there.

    Examples
    --------
    >>> window(pd.DataFrame({"part": range(100)}), 41, 20)[1]
    'comments 41 to 60 of 100 are drawn'
    >>> window(pd.DataFrame({"part": range(9)}), 1, 20)[1]
    ''
    """
    if first < 1 or (len(frame) and first > len(frame)):
        raise ValueError(f"The picture can begin at 1 to {max(len(frame), 1)}, not at {first}.")
    last = min(first + most - 1, len(frame))
    said = f"{thing} {first} to {last} of {len(frame):,} are drawn" if last - first + 1 < len(frame) else ""
    return frame.iloc[first - 1 : last], said
