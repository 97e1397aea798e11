"""The chart of when the documents were written, beside the days on which the reports came out."""

from __future__ import annotations

from datetime import date

import pandas as pd
from matplotlib.axes import Axes

from tipseeds.charts import _style as style

ROW = 0.42
OPEN_YEARS = 1.2


@style.chart(height=lambda frame: 1.75 + ROW * max(len(frame), 2))
def documents(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw when each document was published, as far as that is known.

    Parameters
    ----------
    frame : DataFrame
        The table `documents`.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        One row a document: a filled dot for a stated day, an open dot for an inferred one that is known to the month,
        an arrow where only the earliest day is known. Grey lines are the years.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = documents(tip.load().documents.query("doc == 'lagon'"))
    >>> print(tip.describe(ax))
    Chart of when the documents were published. 1 of 1 documents states its day. lagon: stated, 2008-03-05, 702 words.
    """
    opening = "Chart of when the documents were published."
    if frame.empty:
        return f"{opening} {style.nothing(ax)}"
    labels = [f"{doc}  ({words} words)" for doc, words in zip(frame["doc"], frame["body_words"], strict=True)]
    style.place(ax, left=style.label_width(labels))
    years = [_year(day) for day in [*frame["earliest"].dropna(), *frame["latest"].dropna()]]
    first, last = int(min(years, default=2008)), int(max(years, default=2016)) + 2
    told = []
    for number, row in enumerate(frame.itertuples()):
        ax.text(-0.01, -number, labels[number], ha="right", va="center", transform=ax.get_yaxis_transform())
        said = _draw_row(ax, -number, row.published, row.published_basis, row.earliest, row.latest)
        told.append(f"{row.doc}: {said}, {row.body_words} words.")
    ax.set_axis_off()
    ax.set_xlim(first - 0.2, last + 0.4)
    ax.set_ylim(0.6 - max(len(frame), 2), 0.6)
    for year in range(first, last + 1):
        ax.axvline(year, color=style.PALE, linewidth=0.8, zorder=0)
        ax.text(year, -0.02, str(year), ha="center", va="top", transform=ax.get_xaxis_transform(), fontsize=9)
    key = "filled: day stated; open: inferred; arrow: only the earliest day is known"
    ax.annotate(key, (0.5, 0), (0, -26), xycoords="axes fraction", textcoords="offset points", ha="center", va="top")
    stated = int((frame["published_basis"] == "stated").sum())
    headline = f"{stated} of {len(frame)} documents state{'s' * (stated == 1)} its day"
    headline = headline if stated == 1 else headline.replace("its day", "their day")
    style.title(ax, headline)
    return f"{opening} {headline}. {' '.join(told)}"


def _year(day: date) -> float:
    return day.year + (day.month - 1) / 12 + (day.day - 1) / 365


def _draw_row(ax: Axes, height: float, published: object, basis: object, earliest: object, latest: object) -> str:
    if not isinstance(earliest, date) or pd.isna(earliest):
        ax.annotate("no date", (0.5, height), xycoords=("axes fraction", "data"), ha="center", va="center")
        return "no date"
    start = _year(earliest)
    if not isinstance(latest, date) or pd.isna(latest):
        ax.annotate(
            "",
            (start + OPEN_YEARS, height),
            (start, height),
            arrowprops={"arrowstyle": "->", "color": style.INK, "lw": 1.5},
        )
        ax.plot(start, height, "o", markersize=9, markerfacecolor="white", markeredgecolor=style.INK)
        return f"{basis}, {earliest:%Y-%m-%d} at the earliest"
    face = style.INK if basis == "stated" else "white"
    ax.plot((start + _year(latest)) / 2, height, "o", markersize=9, markerfacecolor=face, markeredgecolor=style.INK)
    return f"{basis}, {published}"
