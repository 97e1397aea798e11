"""The chart of who answers whom."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from tipseeds.charts import _style as style
from tipseeds.charts._authors import author, clipped

ROW = 0.27
LANE = 0.26
SLIP = 0.2
STAGGER = 0.16
"""How far from a row's middle its own line leaves (above) and the lines of its answers arrive (below)."""
MARKERS = {"stated": style.INK, "inferred": style.PALE, "unknown": "white"}
COLOURS = (style.BLUE, style.GREEN, style.PURPLE, style.GREY)


@style.chart(height=lambda frame: 1.6 + ROW * max(len(_nodes(frame)), 3))
def thread(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw each thread in the order of the file, with a line from each comment to what it answers.

    Parameters
    ----------
    frame : DataFrame
        Comments with everything that they answer (`checks.threads`); of the plain table `comments` only the first
        thing that each answers is drawn.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        One row a post and comment. A filled dot is a stated author, a grey one an inferred, an empty one an unknown. A
        comment that is answered but not there stands in a dashed box above the first comment that answers it: the
        last place where it can have stood.

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> ax = tip.charts.thread(corpus.comments.query("doc == 'lagon' and n > 6"))
    >>> print(tip.describe(ax).partition("lagon: ")[2])
    c7 by Mark answers post; c8 by NB in Pakistan answers c7.
    """
    nodes = _nodes(frame)
    opening = "Chart of who answers whom."
    if not nodes:
        return f"{opening} {style.nothing(ax)}"
    style.place(ax, left=0.15, bottom=0.55)
    trunks = _trunks(nodes)
    lanes = _lanes(trunks)
    start = 0.3 + LANE * (1 + max(lanes, default=0))
    _write(ax, nodes, start)
    _draw_lines(ax, trunks, lanes, start)
    headline = _headline(nodes)
    style.title(ax, headline)
    return f"{opening} {headline}. {_numbers(nodes)}"


class _Node(NamedTuple):
    """A row of the chart: a post, a comment, or the comment that is missing; `basis` says how the author is known."""

    doc: str
    part: str
    who: str
    basis: str
    words: int
    targets: tuple[str, ...]

    @property
    def is_comment(self) -> bool:
        return self.part not in ("post", "missing")


class _Trunk(NamedTuple):
    """The upright line to one target: the target's row, and the rows that answer it, each with the height it leaves."""

    target: int
    sources: tuple[int, ...]
    leave: tuple[float, ...]
    missing: bool


def _nodes(frame: pd.DataFrame) -> list[_Node]:
    nodes: list[_Node] = []
    answers = frame["targets" if "targets" in frame else "reply_to"]
    columns = (frame[name].tolist() for name in ("doc", "part", "author", "author_basis", "confidence", "words"))
    for doc, part, name, basis, confidence, words, targets in zip(*columns, answers.tolist(), strict=True):
        here = tuple(targets.split())
        if not nodes or nodes[-1].doc != doc:
            nodes.append(_Node(doc, "post", "", "", 0, ()))
        if "missing" in here and _Node(doc, "missing", "", "", 0, ()) not in nodes:
            nodes.append(_Node(doc, "missing", "", "", 0, ()))
        nodes.append(_Node(doc, part, author(name, basis, confidence), basis, words, here))
    return nodes


def _trunks(nodes: list[_Node]) -> list[_Trunk]:
    where = {(node.doc, node.part): height for height, node in enumerate(nodes)}
    answered: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for height, node in enumerate(nodes):
        for number, target in enumerate(node.targets):
            if (node.doc, target) in where:
                leave = SLIP - STAGGER * number - height
                answered.setdefault((node.doc, target), []).append((height, leave))
    return [
        _Trunk(where[key], tuple(source for source, _ in ends), tuple(leave for _, leave in ends), key[1] == "missing")
        for key, ends in answered.items()
    ]


def _lanes(trunks: list[_Trunk]) -> list[int]:
    """Give each upright line a lane in which it touches no other: the shorter, the nearer to the comments."""
    spans = [(min(t.target, *t.sources), max(t.target, *t.sources)) for t in trunks]
    lanes = [0] * len(trunks)
    taken: dict[int, list[tuple[int, int]]] = {}
    for number in sorted(range(len(trunks)), key=lambda n: spans[n][1] - spans[n][0]):
        first, last = spans[number]
        lane = 0
        while any(first <= b and a <= last for a, b in taken.get(lane, ())):
            lane += 1
        taken.setdefault(lane, []).append(spans[number])
        lanes[number] = lane
    return lanes


def _draw_lines(ax: Axes, trunks: list[_Trunk], lanes: list[int], start: float) -> None:
    nothing = float("nan")  # lifts the pen
    for number, (trunk, lane) in enumerate(zip(trunks, lanes, strict=True)):
        x, end = start - LANE * (lane + 1), start - 0.13
        arrival = -trunk.target - SLIP
        heights = (arrival, *trunk.leave)
        xs, ys = [x, x, nothing, end, x, nothing], [min(heights), max(heights), nothing, arrival, arrival, nothing]
        for leave in trunk.leave:
            xs += [x, end, nothing]
            ys += [leave, leave, nothing]
        colour = style.ORANGE if trunk.missing else COLOURS[number % len(COLOURS)]
        ax.plot(xs, ys, color=colour, linewidth=1.6, linestyle=(0, (3, 1.5)) if trunk.missing else "-")
        ax.plot([end], [arrival], ">", color=colour, markersize=6)


def _write(ax: Axes, nodes: list[_Node], start: float) -> None:
    figure = style.figure_of(ax)
    width = ax.get_position().width * figure.get_figwidth()
    ax.set_axis_off()
    ax.set_xlim(0, width)
    ax.set_ylim(0.6 - max(len(nodes), 3), 0.6)
    for basis, fill in MARKERS.items():
        rows = [-height for height, node in enumerate(nodes) if node.basis == basis]
        ax.plot([start] * len(rows), rows, "o", markersize=9, markerfacecolor=fill, markeredgecolor=style.INK)
    for height, node in enumerate(nodes):
        if node.part == "post":
            ax.plot([start], [-height], "s", markersize=9, color=style.INK)
            ax.text(start + 0.18, -height, f"the post: {node.doc}", va="center", fontweight="bold")
        elif node.part == "missing":
            edge = width + 0.06
            box = (
                [start - 0.12, edge, edge, start - 0.12, start - 0.12],
                [-height + y for y in (0.4, 0.4, -0.4, -0.4, 0.4)],
            )
            ax.plot(*box, color=style.ORANGE, linewidth=1.2, linestyle=(0, (3, 1.5)), clip_on=False)
            ax.text(start + 0.18, -height, "missing: answered, but not in the file", va="center", style="italic")
        else:
            ax.text(start + 0.18, -height, node.part, va="center", fontweight="bold")
            ax.text(start + 0.6, -height, clipped(node.who), va="center")
            ax.text(width, -height, f"{node.words} words, answers {', '.join(node.targets)}", va="center", ha="right")
    key = "black dot: author stated; grey dot: inferred; empty dot: unknown; dashed: missing"
    ax.annotate(key, (0.5, 0), (0, -12), xycoords="axes fraction", textcoords="offset points", ha="center", va="top")


def _headline(nodes: list[_Node]) -> str:
    comments = [node for node in nodes if node.is_comment]
    targets = [target for node in comments for target in node.targets]
    post, missing = targets.count("post"), targets.count("missing")
    kinds = {"to the post": post, "to another comment": len(targets) - post - missing, "to a missing one": missing}
    said = ", ".join(f"{count} {what}" for what, count in kinds.items() if count)
    return f"{style.count(len(comments), 'comment')}, {style.count(len(targets), 'answer')}: {said}"


def _numbers(nodes: list[_Node]) -> str:
    told: dict[str, list[str]] = {}
    for node in nodes:
        if node.part == "missing":
            told.setdefault(node.doc, []).append("here a comment is missing")
        elif node.is_comment:
            said = f"{node.part} by {clipped(node.who)} answers {' and '.join(node.targets)}"
            told.setdefault(node.doc, []).append(said)
    return " ".join(f"{doc}: {'; '.join(said)}." for doc, said in told.items())
