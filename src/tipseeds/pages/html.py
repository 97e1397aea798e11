"""Tables as HTML for a notebook page; every text is escaped here and nowhere else."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from IPython.display import HTML

_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs without a shape that turn what follows around, or hide in a word."""


def escape(value: object) -> str:
    r"""Return a value as text that no browser takes for markup or turns around; a missing one as an empty text.

    Examples
    --------
    >>> escape("<b> \u202e200")
    '&lt;b&gt; [U+202E]200'
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    text = _UNSEEN.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", str(value))
    if not text.isascii() and any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text):
        text = f"\u2068{text}\u2069"  # Arabic and Hebrew stay in their own place, and so do figures beside them
    return html.escape(text, quote=True)


def table(frame: pd.DataFrame, caption: str, headings: Mapping[str, str] | None = None) -> HTML:
    """Put a table on the page: every cell is text, whole, with a caption and row and column headers.

    Parameters
    ----------
    frame : DataFrame
        What to show, in the order to show it.
    caption : str
        What the table is.
    headings : mapping, optional
        The columns to show, and what to call each; all of them by their names if it is left out.

    Examples
    --------
    >>> import pandas as pd
    >>> table(pd.DataFrame({"by": ["<script>"]}), "Who").data.count("&lt;script&gt;")
    1
    """
    return HTML(table_html(frame, caption, headings or {str(name): str(name) for name in frame.columns}))


def table_html(frame: pd.DataFrame, caption: str, headings: Mapping[str, str]) -> str:
    """Return the markup of `table`."""
    if frame.empty:
        return f"<p>{escape(caption)}: nothing to show.</p>"
    cell = "text-align:left;vertical-align:top;padding:3px 10px 3px 0;white-space:normal;max-width:34em"
    head = "".join(f'<th scope="col" style="{cell}">{escape(name)}</th>' for name in headings.values())
    columns: Sequence[list[Any]] = [_readable(frame[name]) for name in headings]
    body = "".join(
        "<tr>" + "".join(f'<td style="{cell}">{escape(value)}</td>' for value in row) + "</tr>"
        for row in zip(*columns, strict=True)
    )
    return (
        '<div style="overflow-x:auto" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table style="border-collapse:collapse;margin:0">'
        f'<caption style="text-align:left;font-weight:bold;caption-side:top">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _readable(column: pd.Series[Any]) -> list[Any]:
    """Return the values as a person writes them: no missing-value signs, days without hours, numbers with commas."""
    values = column.astype(object).where(column.notna(), None).tolist()
    form: Callable[[Any], Any] = lambda value: value  # noqa: E731
    if pd.api.types.is_datetime64_any_dtype(column):
        form = lambda value: value.date()  # noqa: E731
    elif pd.api.types.is_bool_dtype(column):
        form = lambda value: "yes" if value else "no"  # noqa: E731
    elif pd.api.types.is_float_dtype(column):
        form = lambda value: f"{value:,.10g}"  # noqa: E731
    return [None if value is None else form(value) for value in values]
