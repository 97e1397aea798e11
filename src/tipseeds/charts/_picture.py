"""Charts as pictures, for a page and for a widget."""

from __future__ import annotations

import base64
import io
import re

from IPython.display import HTML
from matplotlib.axes import Axes
from PIL import Image

from tipseeds.charts import _style as style
from tipseeds.pages.html import escape

SMALLEST = 560
"""Pixels below which a chart's letters can't be read; a smaller window scrolls it."""


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
