"""How every chart looks, and the words that stand for it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Okabe and Ito's palette, which colour-blind readers can tell apart; shape or text always says the same.
INK = "#1a1a1a"
GREY = "#6b6b6b"
PALE = "#d9d9d9"
BLUE = "#0072b2"
ORANGE = "#d55e00"
GREEN = "#009e73"
PURPLE = "#cc79a7"

WIDTH = 8.4
"""Inches, as wide as a notebook at 1280 pixels shows without shrinking."""

_LOOK: dict[Any, Any] = {
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.parse_math": False,  # a dollar sign in a wording is money
    "svg.fonttype": "none",  # letters stay letters: searchable, small, quick to draw
    "svg.hashsalt": "tipseeds",  # the same chart is the same text
}

_descriptions: WeakKeyDictionary[Axes, str] = WeakKeyDictionary()

Draw = Callable[[pd.DataFrame, Axes], str]


def chart(height: Callable[[pd.DataFrame], float]) -> Callable[[Draw], Callable[..., Axes]]:
    """Make a chart of a function that draws a frame on axes and returns the chart's numbers in words.

    Parameters
    ----------
    height : callable
        Gives the figure's height in inches for a frame, when no axes are given.
    """

    def decorate(draw: Draw) -> Callable[..., Axes]:
        @wraps(draw)
        def drawn(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
            with look():
                if ax is None:
                    ax = Figure(figsize=(WIDTH, height(frame))).add_axes((0, 0, 1, 1))
                _descriptions[ax] = draw(frame, ax)
            return ax

        del drawn.__wrapped__  # its signature is this one, not that of the function that draws
        return drawn

    return decorate


def look() -> AbstractContextManager[None]:
    """Return the context in which charts are drawn and written."""
    return mpl.rc_context(_LOOK)


def figure_of(ax: Axes) -> Figure:
    """Return the whole figure that the axes are on."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def place(ax: Axes, left: float, top: float = 0.75, bottom: float = 0.6, right: float = 0.15) -> None:
    """Put the axes into a figure of their own, with margins in inches.

    Margins that are known beforehand take a third of the time of a layout that measures every text.
    """
    figure = figure_of(ax)
    if len(figure.axes) > 1:
        return  # the caller's own layout stands
    width, height = figure.get_figwidth(), figure.get_figheight()
    ax.set_position((left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height))


def label_width(labels: Iterable[str]) -> float:
    """Return the inches that the longest label takes, estimated from its letters."""
    return 0.1 + 0.082 * max((len(label) for label in labels), default=0)


def describe(ax: Axes) -> str:
    """Return the numbers of a chart in words, for those who can't see it.

    Parameters
    ----------
    ax : Axes
        What a function of `tip.charts` returned.

    Raises
    ------
    ValueError
        If the axes were not drawn by one.

    Examples
    --------
    >>> import tipseeds as tip
    >>> tip.describe(tip.charts.tiers(tip.load().tiers.head(0)))
    'Chart of tier placements by country and report year. Nothing to show.'
    """
    if ax not in _descriptions:
        raise ValueError("These axes were not drawn by a chart of tipseeds, so there is no description of them.")
    return _descriptions[ax]


def count(number: int, thing: str) -> str:
    """Return a number of things in words.

    >>> count(1, "claim"), count(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{number} {thing}{'s' * (number != 1)}"


def title(ax: Axes, text: str) -> None:
    """Say above the chart what to see in it, on as many lines as it needs, from the figure's left edge."""
    figure = figure_of(ax)
    left = ax.get_position().x0 * figure.get_figwidth() if len(figure.axes) == 1 else 0.0
    lines = "\n".join(textwrap.wrap(text, 82))
    ax.annotate(
        lines, (0, 1), (-72 * left + 4, 10), xycoords="axes fraction", textcoords="offset points", va="bottom",
        fontsize=12, fontweight="bold", annotation_clip=False,
    )  # fmt: skip


def nothing(ax: Axes) -> str:
    """Draw the empty state; returns its words."""
    ax.set_axis_off()
    ax.text(0.5, 0.5, "Nothing to show. Widen a filter.", ha="center", va="center", transform=ax.transAxes, color=GREY)
    return "Nothing to show."
