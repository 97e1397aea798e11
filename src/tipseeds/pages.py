"""Charts and tables as HTML for a notebook page; every text is escaped here and nowhere else."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from IPython.display import HTML
from matplotlib.axes import Axes
from PIL import Image

from tipseeds.charts import style

SMALLEST = 560
"""Pixels below which a chart's letters can't be read; a smaller window scrolls it."""


def escape(value: object) -> str:
    """Return a value as text that no browser takes for markup; a missing one as an empty text."""
    return "" if value is None or value is pd.NA or value is pd.NaT else html.escape(str(value), quote=True)


def show(ax: Axes) -> HTML:
    """Put a chart on the page as a picture whose alt text holds its numbers.

    Parameters
    ----------
    ax : Axes
        What a function of `tip.charts` returned.

    Returns
    -------
    HTML
        An image element; the same numbers follow, folded away, for those who see the picture too.

    Examples
    --------
    >>> import tipseeds as tip
    >>> page = tip.show(tip.charts.tiers(tip.load().tiers))
    >>> 'alt="Chart of tier placements by country' in page.data
    True
    """
    drawn, packed = io.BytesIO(), io.BytesIO()
    with style.look():
        style.figure_of(ax).savefig(drawn, format="png", dpi=160)
    # A chart has few colours; a palette of them makes a notebook a third as large.
    Image.open(drawn).convert("RGB").quantize(48).save(packed, format="png", optimize=True)
    picture = base64.b64encode(packed.getvalue()).decode()
    numbers = escape(style.describe(ax))
    width = round(96 * style.figure_of(ax).get_figwidth())
    return HTML(
        f'<figure style="margin:0;overflow-x:auto"><img alt="{numbers}" src="data:image/png;base64,{picture}" '
        f'style="width:{width}px;max-width:100%;min-width:{SMALLEST}px">'
        f"<figcaption><details><summary>The chart in words</summary>"
        f"{numbers}</details></figcaption></figure>"
    )


_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt"[^>]*?viewBox="([^"]*)"[^>]*>', re.DOTALL)


def svg(ax: Axes) -> str:
    """Return a chart as an inline picture for a widget: quicker than PNG, and its letters stay text."""
    buffer = io.StringIO()
    with style.look():
        style.figure_of(ax).savefig(buffer, format="svg", metadata={"Date": None})
    drawing = buffer.getvalue()
    drawing = drawing[drawing.index("<svg") :]
    numbers = escape(style.describe(ax))
    width = round(96 * style.figure_of(ax).get_figwidth())
    found = _SIZE.search(drawing)
    assert found is not None
    opening = (
        f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg" viewBox="{found[2]}" '
        f'role="img" aria-label="{numbers}" '
        f'style="width:{width}px;max-width:100%;min-width:{SMALLEST}px;height:auto;background:white">'
    )
    return f'<div style="overflow-x:auto">{opening}{drawing[found.end() :]}</div>'


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
