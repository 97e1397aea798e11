"""Many short texts as one artist: matplotlib measures each text of its own, which is most of a long chart's time."""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties

from tipseeds.charts import _style as style

_WIDTHS = {",": 0.32, ".": 0.32, " ": 0.32, "i": 0.28, "l": 0.28}
"""Widths in the font's size; digits take 0.636, and other letters about as much."""


class Word(NamedTuple):
    """A text: `x` in inches from the figure's left edge, `y` in the data of the axes, at the middle of its letters."""

    x: float
    y: float
    text: str
    size: float = 9
    colour: str = style.INK
    bold: bool = False
    centred: bool = False


class Words(Artist):
    """Draws texts without measuring them.

    Parameters
    ----------
    ax : Axes
        What `y` refers to.
    words : list of Word
        What to write.
    """

    def __init__(self, ax: Axes, words: list[Word]) -> None:
        super().__init__()
        self.words = words
        self.figure_drawn = style.figure_of(ax)
        self.heights = ax.transData

    def draw(self, renderer: RendererBase) -> None:
        """Write every text."""
        inch = self.figure_drawn.dpi
        heights = self.heights.transform([(0.0, word.y) for word in self.words])[:, 1]
        upside_down = renderer.flipy()
        _, canvas = renderer.get_canvas_width_height()
        gc = renderer.new_gc()
        for word, height in zip(self.words, heights.tolist(), strict=True):
            point = inch / 72
            x = word.x * inch - (word.size * point * _width(word.text) / 2 if word.centred else 0)
            y = height - 0.36 * word.size * point
            gc.set_foreground(word.colour)
            font = FontProperties(size=word.size, weight="bold" if word.bold else "normal")
            renderer.draw_text(gc, x, canvas - y if upside_down else y, word.text, font, 0)
        gc.restore()


def _width(text: str) -> float:
    return sum(_WIDTHS.get(letter, 0.636) for letter in text)
