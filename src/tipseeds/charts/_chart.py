"""What a chart is: a figure, the finding, the numbers in words, and marks that know their rows."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass

import pandas as pd
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from tipseeds.pages.html import Page, escape

# Okabe and Ito's palette, which colour-blind readers can tell apart; shape or text always says the same.
LIGHT = {
    "paper": "#ffffff", "ink": "#1a1a1a", "grey": "#646464", "rule": "#dcdcdc", "bright": "#fffffe",
    "blue": "#0072b2", "orange": "#c65300", "green": "#00805d", "purple": "#a2487c", "bar": "#9fc8e2",
    "tint1": "#b9d3ec", "tint2": "#f4c3a8", "tint3": "#e3d1f0", "tint4": "#c5e5ca", "tint5": "#e5e5e4",
    "tier1": "#deebf7", "tier2": "#a6c9e3", "watch": "#2f74ad", "tier3": "#0a3d68", "special": "#e4e4e3",
    "band": "#cfe8d9",
}  # fmt: skip
DARK = {
    "paper": "var(--jp-layout-color0,#111)", "ink": "#eee", "grey": "#ababab", "rule": "#424242", "bright": "#0b1722",
    "blue": "#5cb6ea", "orange": "#ff9d5c", "green": "#43c898", "purple": "#e7a6cd", "bar": "#2e6487",
    "tint1": "#24486a", "tint2": "#6b3b20", "tint3": "#4d3763", "tint4": "#25502f", "tint5": "#3c3c3c",
    "tier1": "#1e3346", "tier2": "#2c5a80", "watch": "#6cb0e2", "tier3": "#d3e8fa", "special": "#3d3d3d",
    "band": "#1f4533",
}  # fmt: skip
"""The same colours where the page is dark; each is a CSS variable of a live chart, as in --tip-ink."""
FONT_STACK = "system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
CSS = (
    f".tip-chart{{{''.join(f'--tip-{name}:{colour};' for name, colour in LIGHT.items())}"
    f"--tip-font:var(--jp-ui-font-family,{FONT_STACK})}}"
    f'[data-jp-theme-light="false"] .tip-chart,.vscode-dark .tip-chart,.tip-dark .tip-chart{{'
    f"{''.join(f'--tip-{name}:{colour};' for name, colour in DARK.items())}}}"
)
"""The style of live charts: put once on the page it is enough, but each chart brings its own."""
_HEX = {colour: f"var(--tip-{name},{colour})" for name, colour in LIGHT.items()}
_COLOUR = re.compile("|".join(_HEX))
_DRAWN = re.compile(r"<g id=\"figure_1\">.*</g>", re.DOTALL)


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

        Parameters
        ----------
        prefix : str, optional
            What the ids of the marks begin with, so that those of two charts on a page differ.

        Returns
        -------
        str
            An `svg` element. Every mark in it is a `g` of the class mark with `data-mark` (its place in `marks`),
            `data-row`, `data-tip` and an accessible name.
        """
        drawing = _COLOUR.sub(lambda found: _HEX[found[0]], self._drawing())
        if prefix:
            drawing = drawing.replace('id="mark-', f'id="{escape(prefix)}mark-')
        wide, tall = self._size()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="tip-chart" viewBox="0 0 {wide} {tall}" role="group" '
            f'aria-label="{escape(self.alt)}" style="width:{wide}px;max-width:100%;min-width:{min(wide, 560)}px;'
            f'height:auto;font-family:var(--tip-font)"><style>{CSS}</style>{drawing}</svg>'
        )

    def picture(self) -> str:
        """Return the chart as an SVG file of its own, dark on light wherever it is shown."""
        wide, tall = self._size()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}" '
            f'role="img" font-family="{FONT_STACK}"><title>{escape(self.alt)}</title>{self._drawing()}</svg>'
        )

    def _size(self) -> tuple[int, int]:
        wide, tall = self.figure.get_size_inches()
        return round(72 * wide), round(72 * tall)

    def _drawing(self) -> str:
        buffer = io.StringIO()
        # Not `savefig`: that obeys the reader's own style, and a style of ours would reach the reader's threads.
        FigureCanvasSVG(self.figure).print_svg(buffer, metadata={"Date": None})  # type: ignore[no-untyped-call]
        found = _DRAWN.search(buffer.getvalue())
        assert found is not None
        return found[0].replace(' id="figure_1"', "").replace(' id="patch_1"', "")

    def __repr__(self) -> str:
        """Return the chart in words."""
        return describe(self)

    def _repr_html_(self) -> str:
        """Show the chart as the last line of a cell."""
        return str(show(self).data)


def show(chart: Chart) -> Page:
    """Put a chart on the page as a picture with alt text, and its numbers as a list.

    Parameters
    ----------
    chart : Chart
        What a function of `tip.charts` returned.

    Returns
    -------
    Page
        A card that is light on any page: an image, and the numbers folded away below it.

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
