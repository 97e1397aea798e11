"""Tables as HTML for a notebook page; every text is escaped here and nowhere else."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any, ClassVar

import pandas as pd
from IPython.display import HTML

from tipseeds.edition import dates
from tipseeds.edition.calls import helped
from tipseeds.edition.fields import TABLES, labels
from tipseeds.edition.frames import no_column

_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs without a shape that turn what follows around, or hide in a word."""

NO_MATHS = "mathjax_ignore tex2jax_ignore asciimath2jax_ignore"
"""What MathJax passes over: in JupyterLab, and in the pages that it exports. To it, `$5 to $10` is a formula."""


_DATES = frozenset(field.name for fields in TABLES.values() for field in fields if field.kind == "date")


class Page(HTML):
    """Markup for a notebook page, in which money stays money; a terminal prints its words.

    Examples
    --------
    >>> Page("<h3>Pay</h3><ul><li>$5 a day</li><li>$10 a day</li></ul>")
    Pay
    $5 a day
    $10 a day
    """

    def __init__(self, markup: str) -> None:
        super().__init__(f'<div class="{NO_MATHS}">{markup}</div>')  # type: ignore[no-untyped-call]

    def __repr__(self) -> str:
        words = _Words()
        words.feed(self.data)
        return "\n".join(filter(None, (" ".join(line.split()).removesuffix(" |") for line in words.lines)))


class _Words(HTMLParser):
    """The words of a page, a line each block and row."""

    BLOCKS: ClassVar = frozenset([
        "article", "blockquote", "caption", "details", "div", "dl", "dt", "figure", "h3", "li", "p", "section",
        "summary", "tr", "ul",
    ])  # fmt: skip
    ENDS: ClassVar = {"th": " | ", "td": " | ", "dt": ": "}

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where a block begins, and say a picture in its own words."""
        if tag in self.BLOCKS:
            self.lines.append("")
        self.lines[-1] += dict(attrs).get("alt") or ""

    def handle_endtag(self, tag: str) -> None:
        """Set cells apart, and end a line where a block ends."""
        if tag in self.ENDS:
            self.lines[-1] += self.ENDS[tag]
        elif tag in self.BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Add the text."""
        self.lines[-1] += data


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


@helped
def table(frame: pd.DataFrame, caption: str, columns: str | Mapping[str, str] | Sequence[str] = "") -> Page:
    """Put a table on the page: every cell is text, whole, with a caption and headings.

    Parameters
    ----------
    frame : DataFrame
        What to show, in the order to show it.
    caption : str
        What the table is.
    columns : str or mapping, optional
        The columns to show, with blanks between; the headings are their labels. A mapping gives headings of your own.
        All columns if it is left out.

    Returns
    -------
    Page
        The table.

    Raises
    ------
    NoSuchColumn
        If there is no such column; says which there are.

    Examples
    --------
    >>> import tipseeds as tip
    >>> page = tip.table(tip.load().tiers, "Every placement", "doc tier by")
    >>> [heading in page.data for heading in ("Document", "Tier", "Credited to")]
    [True, True, True]
    """
    if isinstance(columns, list | tuple | set):
        raise TypeError(f'The columns are one text with blanks between: write "{" ".join(map(str, columns))}".')
    if not columns and set(caption.split()) <= set(frame.columns):
        raise TypeError(f'The caption is missing: write tip.table(rows, "What they are", "{caption}").')
    names = columns.split() if isinstance(columns, str) else list(columns)
    headings = columns if isinstance(columns, Mapping) else dict.fromkeys(names or map(str, frame.columns), "")
    for name in headings:
        if name not in frame:
            raise no_column(name, frame)
    own = labels(frame)
    told = {name: given or own[name] for name, given in headings.items()}
    return Page(table_html(frame, caption, told))


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
    """Return the values as a person writes them: no missing-value signs, dates in words, numbers with commas."""
    values = column.astype(object).where(column.notna(), None).tolist()
    form: Callable[[Any], Any] = lambda value: value  # noqa: E731
    if pd.api.types.is_datetime64_any_dtype(column):
        form = lambda value: value.date()  # noqa: E731
    elif pd.api.types.is_bool_dtype(column):
        form = lambda value: "yes" if value else "no"  # noqa: E731
    elif pd.api.types.is_float_dtype(column):
        form = lambda value: f"{value:,.10g}"  # noqa: E731
    elif column.name in _DATES:
        form = _said
    return [None if value is None else form(value) for value in values]


def _said(value: Any) -> Any:
    """Return an EDTF date in words, and anything else as it is."""
    try:
        return dates.words(value)
    except (TypeError, ValueError):
        return value
