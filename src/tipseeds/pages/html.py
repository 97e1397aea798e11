"""Tables as HTML for a notebook page; every text is escaped here and nowhere else."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from IPython.display import HTML

from tipseeds.edition import dates
from tipseeds.edition.calls import WrongCall, helped
from tipseeds.edition.fields import TABLES, labels
from tipseeds.edition.frames import no_column
from tipseeds.edition.words import LEFTWARDS, seen

NO_MATHS = "mathjax_ignore tex2jax_ignore asciimath2jax_ignore"
"""What MathJax passes over: in JupyterLab, and in the pages that it exports. To it, `$5 to $10` is a formula."""

MOST_ROWS = 15
"""How many rows a table shows whole on a screen; a longer one scrolls within a box."""
_BOX = (
    "<style>@media screen{.tip-long{max-height:30em;border:1px solid #767676}"
    ".tip-long caption,.tip-long thead th{position:sticky;top:0;z-index:1;background:var(--jp-layout-color0,Canvas)}"
    ".tip-long caption{left:0;padding:0;line-height:1.5em;white-space:nowrap}.tip-long thead th{top:1.5em}}</style>"
)
"""Caption and head stay in sight; in print, or where a page takes no style of ours, the table stands whole."""
_DATES = frozenset(field.name for fields in TABLES.values() for field in fields if field.kind == "date")
_WORDS = {
    "<style>.*?</style>": "",
    r"\s+": " ",
    r'<[^>]* alt="([^"]*)"[^>]*>': r"\1",
    "</t[hd]>": " | ",
    "</dt>": ": ",
    r"</?(article|blockquote|caption|details|div|dl|dt|figure|h3|li|p|section|summary|tr|ul)\b[^>]*>": "\n",
    "<[^>]*>": "",
}
"""What is put for the markup of a page where its words are printed, a line each block and row."""


class Page(HTML):
    """Markup for a notebook page, in which money stays money; a terminal prints its words."""

    def __init__(self, markup: str) -> None:
        super().__init__(f'<div class="{NO_MATHS}">{markup}</div>')  # type: ignore[no-untyped-call]

    def __repr__(self) -> str:
        text = self.data
        for pattern, words in _WORDS.items():
            text = re.sub(pattern, words, text)
        lines = (" ".join(html.unescape(line).split()).removesuffix(" |") for line in text.split("\n"))
        return "\n".join(filter(None, lines))


class Markup(str):
    """A text that is markup already, and escaped no more."""


def escape(value: object) -> str:
    """Return a value as text that no browser takes for markup or turns around; a missing one as an empty text."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, list):
        return Markup("".join(map(escape, value)))
    if isinstance(value, Markup):
        return value
    text = seen(str(value))
    if "\u2068" not in text and re.search(LEFTWARDS, text):
        text = f"\u2068{text}\u2069"  # Arabic and Hebrew stay in their own place, and so do figures beside them
    return html.escape(text, quote=True)


def markup(template: str, *values: object, **named: object) -> Markup:
    """Return markup of ours with values in its braces: texts escaped, markup as it is, lists one after the other."""
    return Markup(template.format(*map(escape, values), **{name: escape(value) for name, value in named.items()}))


@helped
def table(frame: pd.DataFrame, caption: str, columns: str | Mapping[str, str] = "") -> Page:
    """Put a table on the page: every cell is text, whole, with a caption and headings.

    Parameters
    ----------
    frame : DataFrame
        What to show, in the order to show it.
    caption : str
        What the table is.
    columns : str or mapping, optional
        The columns to show, with blanks between, headed by their labels; a mapping gives headings of your own. All
        columns if it is left out.

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
    if not isinstance(columns, str | Mapping):
        raise WrongCall(
            f'The columns are one text with blanks between: write "{" ".join(map(str, columns or frame))}".'
        )
    if set(caption.split()) <= set(frame.columns) and columns not in frame:
        said = columns if columns and isinstance(columns, str) else "What they are"
        raise WrongCall(f'The caption comes before the columns: write tip.table(rows, "{said}", "{caption}").')
    own = labels(frame)
    given = dict.fromkeys(columns.replace(",", " ").split() or own, "") if isinstance(columns, str) else columns
    for name in given:
        if name not in frame:
            raise no_column(name, frame)
    return Page(table_html(frame, caption, {name: heading or own[name] for name, heading in given.items()}))


def table_html(frame: pd.DataFrame, caption: str, headings: Mapping[str, str]) -> Markup:
    """Return the markup of `table`."""
    if frame.empty:
        return markup("<p>{}</p>", f"{caption}: nothing to show. {frame.attrs.get('unknown', '')}".strip())
    cell = "text-align:left;vertical-align:top;padding:3px 10px 3px 0;white-space:normal;max-width:34em"
    head = [markup('<th scope="col" style="{}">{}</th>', cell, heading) for heading in headings.values()]
    columns = [_readable(frame[name]) for name in headings]
    named = _naming(columns)
    forms = ['<th scope="row" style="font-weight:normal;{}">{}</th>'] * named
    forms += ['<td style="{}">{}</td>'] * (len(columns) - named)
    rows = (zip(forms, row, strict=True) for row in zip(*columns, strict=True))
    body = [markup("<tr>{}</tr>", [markup(form, cell, value) for form, value in row]) for row in rows]
    box = "<div"
    if len(frame) > MOST_ROWS:
        caption, box = f"{caption} ({len(frame):,} rows)", f'{_BOX}<div class="tip-long"'
    caption_style = "text-align:left;font-weight:bold;caption-side:top"
    return markup(  # else JupyterLab takes an arrow that scrolls it for a step to the next cell
        '{0} data-lm-suppress-shortcuts="true" style="overflow-x:auto" tabindex="0" role="region" aria-label="{1}">'
        '<table style="border-collapse:collapse;margin:0"><caption style="{2}">{1}</caption>'
        "<thead><tr>{3}</tr></thead><tbody>{4}</tbody></table></div>",
        *(Markup(box), caption, caption_style, head, body),
    )


def _naming(columns: list[list[Any]]) -> int:
    """Return how many columns at the left together tell each row from every other: one to three, or none."""
    for number in range(1, min(4, len(columns))):
        names = list(zip(*columns[:number], strict=True))
        if None in columns[number - 1]:
            break
        if len(set(names)) == len(names):
            return number
    return 0


def _readable(column: pd.Series[Any]) -> list[Any]:
    """Return the values as a person writes them: no missing-value signs, dates in words, numbers with commas."""
    form: Callable[[Any], Any] = _said if column.name in _DATES else str
    if pd.api.types.is_datetime64_any_dtype(column):
        form = pd.Timestamp.date
    elif pd.api.types.is_bool_dtype(column):
        form = {True: "yes", False: "no"}.__getitem__
    elif pd.api.types.is_float_dtype(column):
        form = _shortened
    return [form(value) if known else None for value, known in zip(column.astype(object), column.notna(), strict=True)]


def _shortened(value: float) -> str:
    """Return a number with four places after the point at most: what is worked out isn't known to ten."""
    return f"{value:,.4g}" if abs(value) < 1 else f"{value:,.4f}".rstrip("0").removesuffix(".")


def _said(value: Any) -> Any:
    """Return an EDTF date in words, and anything else as it is."""
    try:
        return dates.words(value)
    except (TypeError, ValueError):
        return value
