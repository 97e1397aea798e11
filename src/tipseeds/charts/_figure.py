"""A chart as a figure of matplotlib, which is not imported before somebody asks for one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from tipseeds.charts._panel import LIGHT, OPEN, UNDRAWN, Panel

_PLAIN: dict[str, Any] = {"sketch_params": None, "path_effects": [], "antialiased": True}
"""What no style of the reader's changes, as that of xkcd would."""


def figure_of(panels: Sequence[Panel], wide: int, tall: int) -> Figure:
    """Draw panels on a figure that is as many points large as the picture has pixels."""
    figure = Figure(figsize=(wide / 72, tall / 72), dpi=72, facecolor=LIGHT["paper"], edgecolor="none")
    for panel in panels:
        for layer in (panel, *panel.marks):
            for shape in layer.shapes:
                spots = [(x / wide, 1 - y / tall) for x, y in panel.outline(shape)]
                codes = [Path.MOVETO, *[Path.CURVE4 if shape.form == "dot" else Path.LINETO] * (len(spots) - 1)]
                if shape.form not in OPEN:
                    spots, codes = [*spots, spots[0]], [*codes, Path.CLOSEPOLY]
                look = {"fc": LIGHT.get(shape.fill, "none"), "ec": LIGHT.get(shape.edge, "none"), "lw": shape.line}
                dashes = (0, (3 / shape.line, 2 / shape.line)) if shape.dashed else "solid"
                path = Path(spots, codes)
                figure.add_artist(PathPatch(path, alpha=shape.alpha, ls=dashes, **look, **_PLAIN), clip=False)
        for word in (word for layer in (*panel.marks, panel) for word in layer.words):
            text = UNDRAWN.sub("", word.text)
            text = text if {*map(ord, text)} <= _letters() else word.plain
            figure.text(
                word.x / wide, 1 - (word.y + 0.36 * word.size) / tall, text, parse_math=False, usetex=False,
                color=LIGHT[word.colour], fontfamily="DejaVu Sans", fontstretch="normal", fontsize=0.92 * word.size,
                fontweight="bold" if word.bold else "normal", fontstyle="italic" if word.italic else "normal",
                ha={"start": "left", "middle": "center", "end": "right"}[word.anchor], va="baseline", **_PLAIN,
            )  # fmt: skip
    return figure


@cache
def _letters() -> set[int]:
    return {*get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap()}
