"""The chart of how much each author wrote."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from tipseeds.charts import _style as style
from tipseeds.charts._authors import author, clipped

ROW = 0.27
FILLS = {"stated": (style.INK, ""), "inferred": (style.PALE, "////"), "unknown": ("white", "")}


@style.chart(height=lambda frame: 1.35 + ROW * max(len(_writers(frame)), 3))
def lengths(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw how many words each author wrote, and what share of the thread that is.

    Parameters
    ----------
    frame : DataFrame
        The table `comments`; shares are of the comments given.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        One bar an author and thread: black where the author is stated, striped where inferred, empty where unknown.
        Each comment by an unknown author has a bar of its own: they may be one person or many.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = tip.charts.lengths(tip.load().comments.query("doc == 'lagon' and n < 3"))
    >>> print(tip.describe(ax).removeprefix("Chart of words by author. "))
    lagon: Zharkov in U.S.A. wrote most, 505 of 574 words (88%). \
lagon: Zharkov in U.S.A. 505 (88%) in c2, SNP in Syria 69 (12%) in c1.
    """
    opening = "Chart of words by author."
    if frame.empty:
        return f"{opening} {style.nothing(ax)}"
    writers = _writers(frame)
    labels = [f"{writer.doc}: {clipped(writer.who)}" for writer in writers]
    style.place(ax, left=style.label_width(labels), bottom=0.45, right=1.6)
    for row, (label, writer) in enumerate(zip(labels, writers, strict=True)):
        fill, hatch = FILLS[writer.basis]
        ax.barh(-row, writer.words, height=0.62, facecolor=fill, hatch=hatch, edgecolor=style.INK, linewidth=0.9)
        ax.text(-0.005, -row, label, ha="right", va="center", transform=ax.get_yaxis_transform())
        said = f"{writer.words} ({writer.share}%)"
        ax.annotate(said, (writer.words, -row), (5, 0), textcoords="offset points", va="center")
    ax.set_axis_off()
    ax.set_xlim(0, 1.02 * max(writer.words for writer in writers))
    ax.set_ylim(0.5 - max(len(writers), 3), 0.5)
    key = "words, and share of the thread   (black: author stated; striped: inferred; empty: unknown)"
    ax.annotate(key, (0.3, 0), (0, -10), xycoords="axes fraction", textcoords="offset points", ha="center", va="top")
    headline = "; ".join(_most(group) for group in _by_thread(writers))
    style.title(ax, headline)
    return f"{opening} {headline}. {' '.join(_numbers(group) for group in _by_thread(writers))}"


class _Writer(NamedTuple):
    doc: str
    who: str
    basis: str
    words: int
    share: int
    parts: str


def _writers(frame: pd.DataFrame) -> list[_Writer]:
    """Sum the words by thread and author, most first; an unknown author is nobody else."""
    names = ("doc", "part", "author", "author_basis", "confidence", "words")
    groups: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    totals: dict[str, int] = {}
    for doc, part, name, basis, confidence, words in zip(*(frame[n].tolist() for n in names), strict=True):
        who = f"unknown ({part})" if pd.isna(name) else author(name, basis, confidence)
        groups.setdefault((doc, who, basis), []).append((part, words))
        totals[doc] = totals.get(doc, 0) + words
    writers = []
    for (doc, who, basis), written in groups.items():
        words = sum(words for _, words in written)
        share = round(100 * words / max(totals[doc], 1))
        writers.append(_Writer(doc, who, basis, words, share, " ".join(part for part, _ in written)))
    order = list(totals)
    return sorted(writers, key=lambda writer: (order.index(writer.doc), -writer.words))


def _by_thread(writers: list[_Writer]) -> list[list[_Writer]]:
    return [list(group) for _, group in groupby(writers, key=lambda writer: writer.doc)]


def _most(thread: list[_Writer]) -> str:
    first = thread[0]
    total = sum(writer.words for writer in thread)
    share = f"{first.words} of {total} words ({first.share}%)"
    if first.basis == "unknown":
        return f"{first.doc}: the longest comment has no known author, {share}"
    return f"{first.doc}: {clipped(first.who)} wrote most, {share}"


def _numbers(thread: list[_Writer]) -> str:
    said = [f"{clipped(writer.who)} {writer.words} ({writer.share}%) in {writer.parts}" for writer in thread]
    return f"{thread[0].doc}: {', '.join(said)}."
