"""The chart of who answers whom."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from tipseeds.charts._authors import author, window
from tipseeds.charts._authors import clipped as shortened
from tipseeds.charts._canvas import (
    SMALL,
    WIDTH,
    Canvas,
    Mark,
    Panel,
    Shape,
    Word,
    clipped,
    key,
    nothing,
    records,
    wide,
)
from tipseeds.charts._chart import Chart
from tipseeds.edition.words import count

WHAT = "Chart of who answers whom, a line from each comment up to what it answers"
ROW = 27
SLIP, STAGGER = 0.2, 0.16
"""How far from a row's middle its own line leaves (above) and the lines of its answers arrive (below)."""
FILLS = {"stated": "ink", "inferred": "tint5", "unknown": "paper"}


def thread(frame: pd.DataFrame, first: int = 1, most: int = 60, width: float = WIDTH) -> Chart:
    """Draw each thread in the order of the file, with a line from each comment to what it answers.

    Parameters
    ----------
    frame : DataFrame
        Comments with everything that they answer (`checks.threads`); of the plain table `comments` only the first
        thing that each answers is drawn.
    first, most : int, optional
        Which comment the picture begins with, counted from 1, and how many it shows; it says so where that isn't all.
    width : float, optional
        Pixels.

    Returns
    -------
    Chart
        One row a post and comment, with our summary. A filled dot is a stated author, a grey one an inferred, an empty
        one an unknown. A comment that is answered but not there stands in a dashed box above the first comment that
        answers it, the last place where it can have stood; only the lines to it have a colour. A line to what is not
        drawn ends at the edge.

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> chart = tip.charts.thread(corpus.comments.query("doc == 'lagon' and n > 6"))
    >>> chart.numbers
    ['lagon c7 by Mark answers post.', 'lagon c8 by NB in Pakistan answers c7.']
    """
    if frame.empty:
        return nothing(WHAT, width)
    drawn, part = window(frame, first, most)
    nodes = _nodes(drawn)
    trunks = _trunks(nodes)
    canvas = Canvas(WHAT + (f"; {part}" if part else ""), _finding(frame), part, width)
    _legend(canvas, nodes)
    lane = min(16.0, 130 / (1 + max(trunks.values(), default=0)))
    start = 14 + lane * (1 + max(trunks.values(), default=0))
    panel = canvas.panel(ROW * len(nodes), (0, canvas.width), (0, len(nodes)), left=0, right=0)
    places = {(node.doc, node.part): at for at, node in enumerate(nodes)}
    for at, node in enumerate(nodes):
        mark = panel.mark(node.rows, node.name, node.tip, node.basis, start, at + 0.5)
        for number, target in enumerate(node.targets):
            leave = at + 0.5 - SLIP + STAGGER * number
            x = start - lane * (1 + trunks[node.doc, target])
            _line(mark.shapes, x, start - 9, leave, places.get((node.doc, target)), target == "missing")
        _node(panel, mark, node, at + 0.5, start)
    told = [node.name + "." for node in nodes if node.part != "post"]
    return canvas.chart(told + ([part[:1].upper() + part[1:] + "."] if part else []))


class _Node(NamedTuple):
    """A row of the chart: a post, a comment, or the comment that is missing; `basis` says how the author is known."""

    doc: str
    part: str
    who: str
    basis: str
    words: str
    summary: str
    targets: tuple[str, ...]
    rows: tuple[Any, ...]

    @property
    def name(self) -> str:
        if self.part == "missing":
            return f"{self.doc}: here a comment is missing"
        if self.part == "post":
            return f"{self.doc}: the post"
        return f"{self.doc} {self.part} by {shortened(self.who)} answers {' and '.join(self.targets)}"

    @property
    def tip(self) -> str:
        return f"{self.part} by {shortened(self.who)}, {self.words}: {self.summary}" if self.rows else self.name


def _nodes(frame: pd.DataFrame) -> list[_Node]:
    nodes: list[_Node] = []
    column = "targets" if "targets" in frame else "reply_to"
    answers = {str(doc): part.tolist() for doc, part in frame.groupby("doc", observed=True)[column]}
    for row in records(frame):
        doc = str(row["doc"])
        targets = tuple(str(row[column]).split())
        if (not nodes or nodes[-1].doc != doc) and (
            row.get("n") == 1 or any("post" in t.split() for t in answers[doc])
        ):
            nodes.append(_Node(doc, "post", "", "post", "", "", (), ()))
        if "missing" in targets and not any(node.doc == doc and node.part == "missing" for node in nodes):
            nodes.append(_Node(doc, "missing", "", "missing", "", "", (), ()))
        who, words = author(row["author"], row["author_basis"], row["confidence"]), count(row["words"], "word")
        basis, summary = str(row["author_basis"]), str(row.get("digest") or "")
        nodes.append(_Node(doc, row["part"], who, basis, words, summary, targets, (row["row"],)))
    return nodes


def _trunks(nodes: list[_Node]) -> dict[tuple[str, str], int]:
    """Give the upright line to each thing answered a lane in which it touches no other: the shorter, the nearer."""
    where = {(node.doc, node.part): at for at, node in enumerate(nodes)}
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for at, node in enumerate(nodes):
        for target in node.targets:
            key = node.doc, target
            first, last = spans.get(key, (at, at))
            other = where.get(key, -1)
            spans[key] = min(first, other, at), max(last, other, at)
    lanes: dict[tuple[str, str], int] = {}
    taken: dict[int, list[tuple[int, int]]] = {}
    for key, (first, last) in sorted(spans.items(), key=lambda item: item[1][1] - item[1][0]):
        lane = 0
        while any(first <= b and a <= last for a, b in taken.get(lane, ())):
            lane += 1
        taken.setdefault(lane, []).append((first, last))
        lanes[key] = lane
    return lanes


def _line(shapes: list[Shape], x: float, end: float, leave: float, target: int | None, missing: bool) -> None:
    colour = "orange" if missing else "grey"
    arrival = -0.4 if target is None else target + 0.5 + SLIP
    way = ((end + 6, leave), (x, leave), (x, arrival), *(((end, arrival),) if target is not None else ()))
    shapes.append(Shape("line", way, edge=colour, line=1.5, dashed=missing))
    if target is not None:
        shapes.append(Shape("arrow", ((end, arrival),), colour, size=4))


def _node(panel: Panel, mark: Mark, node: _Node, at: float, start: float) -> None:
    x, y, right = start + 14, panel.down(at), panel.width - 10
    if node.part == "missing":
        mark.shapes.append(Shape("box", ((start - 7, at - 0.4), (right, at + 0.4)), edge="orange", dashed=True))
        mark.words.append(Word(x, y, "missing: answered, but not in the file", italic=True))
        return
    form, fill = ("square", "ink") if node.part == "post" else ("dot", FILLS[node.basis])
    mark.shapes.append(Shape(form, ((start, at),), fill, "ink", 1.2))
    mark.words.append(Word(x, y, f"the post: {node.doc}" if node.part == "post" else node.part, bold=True))
    if node.part == "post":
        return
    room = min(185.0, max(0.3 * panel.width, right - x - 34 - wide("1,000 words") - 12) if panel.width < 560 else 185.0)
    mark.words.append(Word(x + 34, y, clipped(node.who, room), plain="(a name in other letters)"))
    mark.words.append(Word(right, y, node.words, "grey", anchor="end"))
    after = x + 34 + room + 12
    left = right - wide("1,000 words") - 8 - after
    if left > 120:
        mark.words.append(Word(after, y, clipped(node.summary, left, SMALL), "grey", SMALL))


def _legend(canvas: Canvas, nodes: list[_Node]) -> None:
    bases = {node.basis for node in nodes}
    said = {"stated": "author stated", "inferred": "inferred", "unknown": "unknown"}
    entries = [(key("dot", FILLS[basis], "ink", line=1.2), text) for basis, text in said.items() if basis in bases]
    if any("missing" in node.targets for node in nodes):
        entries.append((key("line", edge="orange", dashed=True), "answers a comment that is missing"))
    canvas.legend(*entries, (key("arrow", "grey", size=5), "points at what is answered"))


def _finding(frame: pd.DataFrame) -> str:
    targets = " ".join(frame["targets" if "targets" in frame else "reply_to"].astype(str)).split()
    post, missing = targets.count("post"), targets.count("missing")
    kinds = {
        "to the post": post,
        "to another comment": len(targets) - post - missing,
        "to one that is missing": missing,
    }
    told = [f"{number} {'goes' if number == 1 else 'go'} {what}" for what, number in kinds.items() if number]
    if len(told) == 1:
        return f"{count(len(frame), 'comment')}, every answer {told[0].split(' ', 2)[2]}"
    rest = ", ".join(part.replace(" goes", "").replace(" go", "") for part in told[1:])
    return f"Of {count(len(targets), 'answer')}, {told[0]}, {rest}"
