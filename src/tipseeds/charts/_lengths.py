"""The chart of how much each author wrote."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tipseeds.charts._authors import author, clipped
from tipseeds.charts._canvas import WIDTH, Canvas, Shape, Word, key, nothing, records
from tipseeds.charts._canvas import clipped as fitted
from tipseeds.charts._chart import Chart
from tipseeds.charts._threads import FILLS

WHAT = "Bar chart of the words that each author wrote, by thread"
ROW = 24


def lengths(frame: pd.DataFrame, most: int = 40, width: float = WIDTH) -> Chart:
    """Draw how many words each author wrote, and what share of the thread that is.

    Parameters
    ----------
    frame : DataFrame
        The table `comments`; shares are of the comments given.
    most : int, optional
        How many authors of a thread to draw, those who wrote most; the picture says so where there are more.
    width : float, optional
        Pixels.

    Returns
    -------
    Chart
        One bar an author and thread: black where the author is stated, grey where inferred, empty where unknown. Each
        comment by an unknown author has a bar of its own: they may be one person or many.

    Examples
    --------
    >>> import tipseeds as tip
    >>> chart = tip.charts.lengths(tip.load().comments.query("doc == 'lagon' and n < 3"))
    >>> chart.title
    'lagon: Zharkov in U.S.A. wrote most, 505 of 574 words (88%)'
    >>> chart.numbers[1]
    'lagon: SNP in Syria 69 words (12%) in c1.'
    """
    if frame.empty:
        return nothing(WHAT, width)
    threads = _threads(frame)
    canvas = Canvas(WHAT, "; ".join(_most(doc, writers) for doc, writers in threads.items()), width=width)
    used = {str(basis) for basis in frame["author_basis"]}
    said = {"stated": "author stated", "inferred": "inferred", "unknown": "unknown, each comment for itself"}
    canvas.legend(*((key("box", FILLS[b], "ink", line=1), text) for b, text in said.items() if b in used))
    left = min(270, 0.38 * canvas.width)
    longest = max(writer["words"] for writers in threads.values() for writer in writers)
    told = []
    for doc, writers in threads.items():
        total = max(sum(writer["words"] for writer in writers), 1)
        canvas.say(8, canvas.y + 10, f"{doc}, {total:,} words", "grey", bold=True)
        canvas.y += 22
        shown = writers[:most]
        panel = canvas.panel(ROW * len(shown) + 4, (0, longest), (0, len(shown)), left, right=100)
        for row, writer in enumerate(shown):
            words, who = writer["words"], writer["who"]
            share = f"{words:,} words ({round(100 * words / total)}%)"
            name = f"{doc}: {clipped(who)} {share} in {' '.join(writer['parts'])}"
            bar = Shape("box", ((0, row + 0.16), (words, row + 0.84)), FILLS[writer["basis"]], "ink", 1)
            mark = panel.mark(writer["rows"], name, name, writer["basis"], words, row + 0.5, bar)
            y = panel.down(row + 0.5)
            mark.words += [
                Word(left - 8, y, fitted(who, left - 20), anchor="end", plain=" ".join(writer["parts"])[:24]),
                Word(panel.across(words) + 6, y, share.replace(" words", ""), "grey"),
            ]
            told.append(f"{name}.")
        if len(writers) > most:
            canvas.note(f"the {most} who wrote most, of {len(writers):,}")
            told.append(f"{doc}: {len(writers) - most} more wrote less.")
    return canvas.chart(told)


def _threads(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Sum the words by thread and author, most first; an unknown author is nobody else."""
    threads: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
    for row in records(frame):
        who = author(row["author"], row["author_basis"], row["confidence"])
        who = f"unknown ({row['part']})" if row["author"] is None else who
        basis = str(row["author_basis"])
        new = {"who": who, "basis": basis, "words": 0, "parts": [], "rows": []}
        writer = threads.setdefault(str(row["doc"]), {}).setdefault((who, basis), new)
        writer["words"] += int(row["words"])
        writer["parts"].append(row["part"])
        writer["rows"].append(row["row"])
    return {doc: sorted(by.values(), key=lambda writer: -writer["words"]) for doc, by in threads.items()}


def _most(doc: str, writers: list[dict[str, Any]]) -> str:
    first, total = writers[0], sum(writer["words"] for writer in writers)
    share = f"{first['words']:,} of {total:,} words ({round(100 * first['words'] / max(total, 1))}%)"
    if first["basis"] == "unknown":
        return f"{doc}: the longest comment has no known author, {share}"
    return f"{doc}: {clipped(first['who'])} wrote most, {share}"
