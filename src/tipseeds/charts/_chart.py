"""What a chart is: the finding, the numbers in words, and marks that know their rows, as a picture and as a figure."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from tipseeds.charts._panel import COLOURS, LIGHT, Panel, safe
from tipseeds.edition.frames import Rows
from tipseeds.edition.words import lacks
from tipseeds.pages.html import Page, escape

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONT_STACK = "system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_LIGHT, _DARK = ("".join(f"--tip-{name}:{pair[n]};" for name, pair in COLOURS.items()) for n in (0, 1))
CSS = (
    f".tip-chart{{{_LIGHT}--tip-font:var(--jp-ui-font-family,{FONT_STACK})}}"
    f'[data-jp-theme-light="false"] .tip-chart,.vscode-dark .tip-chart,.tip-dark .tip-chart{{{_DARK}}}'
)
"""The style of live charts: put once on the page it is enough, but each chart brings its own."""


@dataclass(frozen=True, eq=False, repr=False)
class Chart:
    """A chart: what each function of `tip.charts` returns. The last line of a cell shows it.

    Attributes
    ----------
    title : str
        The finding, worked out from the frame; plain counts where there is none.
    alt : str
        What kind of chart it is and what it shows, in at most 40 words.
    numbers : list of str
        The numbers, a line a row.
    panels : list of Panel
        The parts of the picture, with their marks.
    size : tuple of int
        How many pixels it is wide and tall.
    """

    title: str
    alt: str
    numbers: list[str]
    panels: list[Panel]
    size: tuple[int, int]

    @property
    def marks(self) -> pd.DataFrame:
        """One row a mark: `row` (labels of its rows in the frame), `name`, `tip`, `kind`, `x`, `y` and its `panel`."""
        rows = [vars(mark) | {"panel": at} for at, panel in enumerate(self.panels) for mark in panel.marks]
        return Rows(rows, columns=["row", "name", "tip", "kind", "x", "y", "panel"])

    @cached_property
    def figure(self) -> Figure:
        """The picture as a figure of matplotlib, to save or to draw on; no style of yours reaches it."""
        try:
            from tipseeds.charts._figure import figure_of
        except ModuleNotFoundError as error:
            raise ModuleNotFoundError(
                "A figure needs matplotlib; type: %pip install matplotlib. Without it, chart.picture() is an SVG file."
            ) from error
        return figure_of(self.panels, *self.size)

    def svg(self, prefix: str = "", style: str = CSS) -> str:
        """Return the chart as an inline picture for a live page: it follows the page's letters and theme.

        Every mark in it is a `g` of the class mark with `data-mark` (its place in `marks`), `data-row`, `data-tip` and
        an accessible name. The ids of the marks begin with the `prefix`, so that those of two charts on a page differ;
        a page that has the `style` already needs it no more.
        """
        head = (
            f'class="tip-chart" role="group" aria-label="{safe(self.alt)}" style="width:{self.size[0]}px;height:auto;'
            f'max-width:100%;min-width:{min(self.size[0], 640)}px;font-family:var(--tip-font)">'
        )
        head += f"<style>{style}</style>" * bool(style)
        return self._drawn(head, {name: f"var(--tip-{name},{colour})" for name, colour in LIGHT.items()}, prefix)

    def picture(self) -> str:
        """Return the chart as an SVG file of its own, dark on light wherever it is shown."""
        head = f'width="{self.size[0]}" height="{self.size[1]}" role="img" font-family="{FONT_STACK}">'
        return self._drawn(f"{head}<title>{safe(self.alt)}</title>", LIGHT)

    def _drawn(self, head: str, colours: dict[str, str], prefix: str = "") -> str:
        drawing, first = f'<rect width="100%" height="100%" fill="{colours["paper"]}"/>', 0
        for panel in self.panels:
            drawing += panel.svg(colours, escape(prefix), first)
            first += len(panel.marks)
        box = "0 0 {} {}".format(*self.size)
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {head}{drawing}</svg>'

    def __getattr__(self, name: str) -> Any:
        saved = 'Write chart.figure.savefig("chart.png").' if name.startswith("save") else ""
        shown = "Write tip.show(chart)." if name in ("display", "plot", "show") else saved
        raise lacks("chart", name, [one for one in dir(self) if one[0] != "_"], shown)

    def __repr__(self) -> str:
        return describe(self)

    def _repr_html_(self) -> str:
        return str(show(self).data)


def show(chart: Chart) -> Page:
    """Put a chart on the page: a picture with alt text on a card that is always light, and its numbers as a list.

    Parameters
    ----------
    chart : Chart
        What a function of `tip.charts` returned.

    Examples
    --------
    >>> page = tip.show(tip.charts.tiers(tip.load().tiers))
    >>> 'alt="Grid of tier placements' in page.data
    True
    """
    picture = base64.b64encode(chart.picture().encode()).decode()
    listed = "".join(f"<li>{escape(line)}</li>" for line in chart.numbers)
    wide = chart.size[0]
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

    Examples
    --------
    >>> tip.describe(tip.charts.tiers(corpus.tiers.head(0)))
    'Grid of tier placements by country and report year. Nothing to show.'
    """
    return " ".join([chart.alt, *chart.numbers])
