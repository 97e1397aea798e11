"""The chart of what comments say on each debated question."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tipseeds.charts import _style as style
from tipseeds.edition.fields import YES_NO, coded_columns

ROW = 0.27


@style.chart(height=lambda frame: 1.5 + ROW * max(len(frame), 3))
def positions(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw the position of each comment on each debated question.

    Parameters
    ----------
    frame : DataFrame
        The table `comments`, or a coder's sheet (`coding.read`).
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        One row a comment, one column a question, with the position in words; a dot where the comment is silent, nothing
        where it is not coded.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = tip.charts.positions(tip.load().comments.query("doc == 'lagon' and part == 'c7'"))
    >>> print(tip.describe(ax).removeprefix("Chart of positions, comment by question. "))
    1 comment on 6 questions: 1 position, 5 times silent. lagon c7: china blames.
    """
    opening = "Chart of positions, comment by question."
    if frame.empty:
        return f"{opening} {style.nothing(ax)}"
    labels = [f"{doc} {part}" for doc, part in zip(frame["doc"], frame["part"], strict=True)]
    style.place(ax, left=style.label_width(labels), bottom=0.4)
    _grid(ax, labels, [name for name, values in coded_columns(frame).items() if values != YES_NO])
    silent: list[tuple[int, int]] = []
    told: list[list[str]] = [[] for _ in labels]
    questions = [name for name, values in coded_columns(frame).items() if values != YES_NO]
    for column, name in enumerate(questions):
        for row, value in enumerate(frame[name].astype(object).tolist()):
            if pd.isna(value):
                continue
            if value == "silent":
                silent.append((column, -row))
            else:
                ax.text(column, -row, value, ha="center", va="center", fontsize=9.5)
                told[row].append(f"{name} {value}")
    ax.plot([x for x, _ in silent], [y for _, y in silent], ".", color=style.GREY, markersize=4)
    held = sum(map(len, told))
    headline = (
        f"{style.count(len(labels), 'comment')} on {len(questions)} questions: {style.count(held, 'position')}, "
        f"{len(silent)} times silent"
    )
    style.title(ax, headline)
    said = [f"{label}: {', '.join(values) or 'silent on all'}." for label, values in zip(labels, told, strict=True)]
    return f"{opening} {headline}. {' '.join(said)}"


def _grid(ax: Axes, labels: list[str], questions: list[str]) -> None:
    ax.set_axis_off()
    ax.set_xlim(-0.5, len(questions) - 0.5)
    ax.set_ylim(0.5 - max(len(labels), 3), 1.4)
    for column, name in enumerate(questions):
        ax.text(column, 0.95, name, ha="center", va="center", fontweight="bold")
    before = None
    for row, label in enumerate(labels):
        doc = label.split(" ")[0]
        ax.text(-0.005, -row, label, ha="right", va="center", transform=ax.get_yaxis_transform())
        ax.axhline(0.5 - row, color=style.PALE if doc == before else style.INK, linewidth=0.8)
        before = doc
    key = "dot: silent on the question; empty: not coded"
    ax.annotate(key, (0.5, 0), (0, -6), xycoords="axes fraction", textcoords="offset points", ha="center", va="top")
