"""What a chart calls the author of a comment."""

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
