"""What a chart is: a figure, the finding, the numbers in words, and marks that know their rows."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from tipseeds.charts._panel import LIGHT, Panel, safe
from tipseeds.pages.html import Page, escape

DARK = {
    "paper": "var(--jp-layout-color0,#111)", "ink": "#eee", "grey": "#ababab", "rule": "#424242", "bright": "#0b1722",
    "blue": "#5cb6ea", "orange": "#ff9d5c", "green": "#43c898", "purple": "#e7a6cd", "bar": "#2e6487",
    "tint1": "#24486a", "tint2": "#6b3b20", "tint3": "#4d3763", "tint4": "#25502f", "tint5": "#3c3c3c",
    "tier1": "#1e3346", "tier2": "#2c5a80", "watch": "#6cb0e2", "tier3": "#d3e8fa", "special": "#3d3d3d",
    "band": "#1f4533",
}  # fmt: skip
"""The colours of charts where the page is dark; each is a CSS variable of a live chart, as in --tip-ink."""
FONT_STACK = "system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
CSS = (
    f".tip-chart{{{''.join(f'--tip-{name}:{colour};' for name, colour in LIGHT.items())}"
    f"--tip-font:var(--jp-ui-font-family,{FONT_STACK})}}"
    f'[data-jp-theme-light="false"] .tip-chart,.vscode-dark .tip-chart,.tip-dark .tip-chart{{'
    f"{''.join(f'--tip-{name}:{colour};' for name, colour in DARK.items())}}}"
)
_THEIRS = re.compile(r'<g id="figure_1">.*</g>', re.DOTALL)


@dataclass(frozen=True, eq=False, repr=False)
class Chart:
    """A chart: what each function of `tip.charts` returns. The last line of a cell shows it.

    Attributes
    ----------
    figure : Figure
        Of matplotlib, to save or to draw on; no style of yours reaches it.
    title : str
        The finding, worked out from the frame; plain counts where there is none.
    alt : str
        What kind of chart it is and what it shows, in at most 40 words.
    numbers : list of str
        The numbers, a line a row.
    marks : DataFrame
        One row a mark: `row` (the labels of its rows in the frame, as text, with blanks between), `name`, `tip`
        (wording, hedge and credit), `kind`, `x` and `y` (in the data of its panel), `panel`.

    Examples
    --------
    >>> import tipseeds as tip
    >>> chart = tip.charts.tiers(tip.load().tiers.query("country == 'Syria'"))
    >>> chart.marks["row"].tolist()
    ['11']
    """

    figure: Figure
    title: str
    alt: str
    numbers: list[str]
    marks: pd.DataFrame

    def svg(self, prefix: str = "") -> str:
        """Return the chart as an inline picture for a live page: it follows the page's letters and theme.

        Every mark in it is a `g` of the class mark with `data-mark` (its place in `marks`), `data-row`, `data-tip` and
        an accessible name. The ids of the marks begin with the `prefix`, so that those of two charts on a page differ.
        """
        wide, tall = self._size()
        drawing = self._drawing(lambda name: f"var(--tip-{name},{LIGHT[name]})", escape(prefix))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="tip-chart" viewBox="0 0 {wide} {tall}" role="group" '
            f'aria-label="{safe(self.alt)}" style="width:{wide}px;max-width:100%;min-width:{min(wide, 560)}px;'
            f'height:auto;font-family:var(--tip-font)"><style>{CSS}</style>{drawing}</svg>'
        )

    def picture(self) -> str:
        """Return the chart as an SVG file of its own, dark on light wherever it is shown."""
        wide, tall = self._size()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}" '
            f'role="img" font-family="{FONT_STACK}"><title>{safe(self.alt)}</title>{self._drawing(LIGHT.get, "")}</svg>'
        )

    def _size(self) -> tuple[int, int]:
        wide, tall = self.figure.get_size_inches()
        return round(72 * wide), round(72 * tall)

    def _drawing(self, colour: Callable[[str], str | None], prefix: str) -> str:
        panels = [artist for artist in self.figure.artists if isinstance(artist, Panel)]
        drawn = "".join(panel.svg(lambda name: str(colour(name)), prefix) for panel in panels)
        return f'<rect width="100%" height="100%" fill="{colour("paper")}"/>{drawn}{self._theirs(panels)}'

    def _theirs(self, panels: list[Panel]) -> str:
        """Return what somebody drew on the figure."""
        ours = [self.figure.patch, *panels]
        if len(self.figure.get_children()) == len(ours):
            return ""
        buffer = io.StringIO()
        for artist in ours:
            artist.set_visible(False)
        FigureCanvasSVG(self.figure).print_svg(buffer, metadata={"Date": None})  # type: ignore[no-untyped-call]
        for artist in ours:
            artist.set_visible(True)
        return "".join(_THEIRS.findall(buffer.getvalue()))

    def __repr__(self) -> str:
        """Return the chart in words."""
        return describe(self)

    def _repr_html_(self) -> str:
        """Show the chart as the last line of a cell."""
        return str(show(self).data)


def show(chart: Chart) -> Page:
    """Put a chart on the page: a picture with alt text on a card that is always light, and its numbers as a list.

    Parameters
    ----------
    chart : Chart
        What a function of `tip.charts` returned.

    Examples
    --------
    >>> import tipseeds as tip
    >>> page = tip.show(tip.charts.tiers(tip.load().tiers))
    >>> 'alt="Grid of tier placements' in page.data
    True
    """
    picture = base64.b64encode(chart.picture().encode()).decode()
    listed = "".join(f"<li>{escape(line)}</li>" for line in chart.numbers)
    wide = chart._size()[0]
    return Page(
        '<figure style="margin:0;padding:4px;background:#ffffff;color:#1a1a1a;overflow-x:auto">'
        f'<img alt="{escape(chart.alt)}" src="data:image/svg+xml;base64,{picture}" '
        f'style="width:100%;max-width:{round(1.3 * wide)}px;min-width:{min(wide, 560)}px">'
        f"<figcaption><details><summary>The numbers</summary><ul>{listed}</ul></details></figcaption></figure>"
    )


def describe(chart: Chart) -> str:
    """Return a chart in words: what it shows, then its numbers.

    Parameters
    ----------
    chart : Chart
        What a function of `tip.charts` returned.

    Raises
    ------
    TypeError
        If it is no chart of tipseeds.

    Examples
    --------
    >>> import tipseeds as tip
    >>> tip.describe(tip.charts.tiers(tip.load().tiers.head(0)))
    'Grid of tier placements by country and report year. Nothing to show.'
    """
    if not isinstance(chart, Chart):
        raise TypeError(f"Give a chart of tipseeds, as in tip.describe(tip.charts.tiers(corpus.tiers)), not {chart!r}.")
    return " ".join([chart.alt, *chart.numbers])
