"""The charts of comments: who answers whom, and how much each author wrote."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from tipseeds.charts._canvas import WIDTH, Canvas, clipped, key, nothing, records, wide
from tipseeds.charts._chart import Chart
from tipseeds.charts._panel import SMALL, Mark, Panel
from tipseeds.edition.words import count

ANSWERS = "Chart of who answers whom, a line from each comment up to what it answers"
WORDS = "Bar chart of the words that each author wrote, by thread"
ROW, BAR = 27, 24
SLIP, STAGGER = 0.2, 0.16
"""How far from a row's middle its own line leaves (above) and the lines of its answers arrive (below)."""
FILLS = {"stated": "ink", "inferred": "tint5", "unknown": "paper"}


def author(row: dict[str, Any]) -> str:
    """Return the author of a comment with how the name is known.

    >>> author({"author": "kushibo", "author_basis": "inferred", "confidence": "high"})
    'kushibo (inferred, high)'
    """
    if row["author"] is None:
        return "an unknown author"
    known = "" if row["author_basis"] == "stated" else f" ({row['author_basis']}, {row['confidence']})"
    return f"{row['author']}{known}"


def shortened(text: str) -> str:
    """Return a text on one line of at most 34 letters."""
    line = " ".join(text.split())
    return line if len(line) <= 34 else line[:33] + "…"


def window(frame: pd.DataFrame, first: int, most: int) -> tuple[pd.DataFrame, str]:
    """Return the comments that a picture has room for, and what it says of the others.

    >>> window(pd.DataFrame({"part": range(100)}), 41, 20)[1]
    'comments 41 to 60 of 100 are drawn'
    """
    if first < 1 or (len(frame) and first > len(frame)):
        raise ValueError(f"The picture can begin at 1 to {max(len(frame), 1)}, not at {first}.")
    part = frame.iloc[first - 1 :][:most]
    said = f"comments {first} to {first + len(part) - 1} of {len(frame):,} are drawn"
    return part, said if len(part) < len(frame) else ""


def thread(frame: pd.DataFrame, first: int = 1, most: int = 60, width: float = WIDTH) -> Chart:
    """Draw each thread in the order of the file, with a line from each comment to what it answers.

    One row a post and comment, with our summary. A filled dot is a stated author, a grey one an inferred, an empty one
    an unknown. A comment that is answered but not there stands in a dashed box above the first comment that answers it,
    the last place where it can have stood; only the lines to it have a colour. A line to what is not drawn ends at the
    edge.

    Parameters
    ----------
    frame : DataFrame
        Comments with everything that they answer (`checks.threads`); of the plain table `comments` only the first
        thing that each answers is drawn.
    first, most : int, optional
        Which comment the picture begins with, counted from 1, and how many it shows; it says so where that isn't all.
    width : float, optional
        Pixels.

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> chart = tip.charts.thread(corpus.comments.query("doc == 'lagon' and n > 6"))
    >>> chart.numbers
    ['lagon c7 by Mark answers post.', 'lagon c8 by NB in Pakistan answers c7.']
    """
    if frame.empty:
        return nothing(ANSWERS, width)
    drawn, part = window(frame, first, most)
    nodes = _nodes(drawn)
    trunks = _trunks(nodes)
    canvas = Canvas(ANSWERS + f"; {part}" * bool(part), _answered(frame), part, width)
    _legend(canvas, {node.basis for node in nodes}, "dot", "unknown", line=1.2)
    lane = min(16.0, 130 / (1 + max(trunks.values(), default=0)))
    start = 14 + lane * (1 + max(trunks.values(), default=0))
    panel = canvas.panel(ROW * len(nodes), (0, canvas.width), (0, len(nodes)), left=0, right=0)
    places = {(node.doc, node.part): at + 0.5 for at, node in enumerate(nodes)}
    for at, node in enumerate(nodes):
        rows = [] if node.row is None else [node.row["row"]]
        mark = panel.mark(rows, node.name, node.tip, node.basis, start, at + 0.5)
        for number, target in enumerate(node.targets):
            x, leave = start - lane * (1 + trunks[node.doc, target]), at + 0.5 - SLIP + STAGGER * number
            colour, ends = "orange" if target == "missing" else "grey", (node.doc, target) in places
            arrival = places[node.doc, target] + SLIP if ends else -0.4
            way = [start - 3, leave, x, leave, x, arrival, *[start - 9, arrival] * ends]
            mark.add("line", *way, edge=colour, line=1.5, dashed=target == "missing")
            if ends:
                mark.add("arrow", start - 9, arrival, fill=colour, size=4)
        _node(panel, mark, node, start)
    told = [f"{node.name}." for node in nodes if node.part != "post"]
    return canvas.chart(told + [f"{part[:1].upper()}{part[1:]}."] * bool(part))


class _Node(NamedTuple):
    """A row of the chart: a post, a comment, or the comment that is missing."""

    doc: str
    part: str
    targets: tuple[str, ...] = ()
    row: dict[str, Any] | None = None

    @property
    def basis(self) -> str:
        return self.part if self.row is None else str(self.row["author_basis"])

    @property
    def name(self) -> str:
        if self.row is None:
            return f"{self.doc}: {'the post' if self.part == 'post' else 'here a comment is missing'}"
        return f"{self.doc} {self.part} by {shortened(author(self.row))} answers {' and '.join(self.targets)}"

    @property
    def tip(self) -> str:
        if self.row is None:
            return self.name
        said = f"{count(self.row['words'], 'word')}: {self.row.get('digest') or ''}"
        return f"{self.part} by {shortened(author(self.row))}, {said}"


def _nodes(frame: pd.DataFrame) -> list[_Node]:
    nodes: list[_Node] = []
    column = "targets" if "targets" in frame else "reply_to"
    answered = {
        str(doc): " ".join(rows.astype(str)).split() for doc, rows in frame.groupby("doc", observed=True)[column]
    }
    for row in records(frame):
        doc, targets = str(row["doc"]), tuple(str(row[column]).split())
        if (not nodes or nodes[-1].doc != doc) and (row.get("n") == 1 or "post" in answered[doc]):
            nodes.append(_Node(doc, "post"))
        if "missing" in targets and _Node(doc, "missing") not in nodes:
            nodes.append(_Node(doc, "missing"))
        nodes.append(_Node(doc, row["part"], targets, row))
    return nodes


def _trunks(nodes: list[_Node]) -> dict[tuple[str, str], int]:
    """Give the upright line to each thing answered a lane in which it touches no other: the shorter, the nearer."""
    where = {(node.doc, node.part): at for at, node in enumerate(nodes)}
    spans: dict[tuple[str, str], list[int]] = {}
    for at, node in enumerate(nodes):
        for target in node.targets:
            spans.setdefault((node.doc, target), [where.get((node.doc, target), -1)]).append(at)
    lanes: dict[tuple[str, str], int] = {}
    taken: dict[int, list[list[int]]] = {}
    for name, span in sorted(spans.items(), key=lambda item: max(item[1]) - min(item[1])):
        lane = 0
        while any(min(span) <= max(other) and min(other) <= max(span) for other in taken.get(lane, ())):
            lane += 1
        taken.setdefault(lane, []).append(span)
        lanes[name] = lane
    return lanes


def _node(panel: Panel, mark: Mark, node: _Node, start: float) -> None:
    x, y, right = start + 14, mark.top, panel.width - 10
    if node.part == "missing":
        mark.add("box", start - 7, mark.y - 0.4, right, mark.y + 0.4, edge="orange", dashed=True)
        mark.say(x, y, "missing: answered, but not in the file", italic=True)
    elif node.row is None:
        mark.add("square", start, mark.y, fill="ink", edge="ink", line=1.2)
        mark.say(x, y, f"the post: {node.doc}", bold=True)
    else:
        mark.add("dot", start, mark.y, fill=FILLS[node.basis], edge="ink", line=1.2)
        mark.say(x, y, node.part, bold=True)
        end = right - wide("1,000 words")
        room = min(185, max(0.3 * panel.width, end - x - 46)) if panel.width < 560 else 185
        mark.say(x + 34, y, clipped(author(node.row), room), plain="(a name in other letters)")
        mark.say(right, y, count(node.row["words"], "word"), "grey", anchor="end")
        left = end - 8 - (x + 46 + room)
        if left > 120:
            mark.say(x + 46 + room, y, clipped(str(node.row.get("digest") or ""), left, SMALL), "grey", SMALL)


def _legend(canvas: Canvas, used: set[str], form: str, unknown: str, **how: Any) -> None:
    said = {"stated": "author stated", "inferred": "inferred", "unknown": unknown}
    entries: list[Any] = [(key(form, FILLS[basis], "ink", **how), text, basis) for basis, text in said.items()]
    if form == "dot":
        entries.append((key("line", edge="orange", dashed=True), "answers a comment that is missing", "missing"))
        entries.append((key("arrow", "grey", size=5), "points at what is answered", *used))
    canvas.legend(used, *entries)


def _answered(frame: pd.DataFrame) -> str:
    targets = " ".join(frame["targets" if "targets" in frame else "reply_to"].astype(str)).split()
    post, missing = targets.count("post"), targets.count("missing")
    kinds = {
        "to the post": post,
        "to another comment": len(targets) - post - missing,
        "to one that is missing": missing,
    }
    (first, number), *rest = [(what, number) for what, number in kinds.items() if number]
    if not rest:
        return f"{count(len(frame), 'comment')}, every answer {first}"
    told = "".join(f", {number} {what}" for what, number in rest)
    return f"Of {count(len(targets), 'answer')}, {number} {'goes' if number == 1 else 'go'} {first}{told}"


def lengths(frame: pd.DataFrame, most: int = 40, width: float = WIDTH) -> Chart:
    """Draw how many words each author wrote, and what share of the thread that is.

    One bar an author and thread: black where the author is stated, grey where inferred, empty where unknown. Each
    comment by an unknown author has a bar of its own: they may be one person or many.

    Parameters
    ----------
    frame : DataFrame
        The table `comments`; shares are of the comments given.
    most : int, optional
        How many authors of a thread to draw, those who wrote most; the picture says so where there are more.
    width : float, optional
        Pixels.

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
        return nothing(WORDS, width)
    who = [f"unknown ({row['part']})" if row["author"] is None else author(row) for row in records(frame)]
    threads: dict[str, list[tuple[int, str, str, pd.DataFrame]]] = {}
    by = frame.assign(who=who).groupby(["doc", "who", "author_basis"], observed=True, sort=False)
    for (doc, name, basis), rows in by:
        threads.setdefault(str(doc), []).append((int(rows["words"].sum()), str(name), str(basis), rows))
    for writers in threads.values():
        writers.sort(key=lambda writer: -writer[0])
    canvas = Canvas(WORDS, "; ".join(_most(doc, writers) for doc, writers in threads.items()), width=width)
    _legend(canvas, set(frame["author_basis"]), "box", "unknown, each comment for itself", line=1)
    left = min(270, 0.38 * canvas.width)
    longest = max(writers[0][0] for writers in threads.values())
    told = []
    for doc, writers in threads.items():
        total = sum(writer[0] for writer in writers)
        canvas.say(8, canvas.y + 10, f"{doc}, {max(total, 1):,} words", "grey", bold=True)
        canvas.y += 22
        shown = writers[:most]
        panel = canvas.panel(BAR * len(shown) + 4, (0, longest), (0, len(shown)), left, right=100)
        for at, (words, name, basis, rows) in enumerate(shown):
            said, parts = f"{doc}: {shortened(name)} {words:,} words ({_share(words, total)})", " ".join(rows["part"])
            mark = panel.mark(rows.index, f"{said} in {parts}", f"{said} in {parts}", basis, words, at + 0.5)
            mark.add("box", 0, at + 0.16, words, at + 0.84, fill=FILLS[basis], edge="ink", line=1)
            mark.say(left - 8, mark.top, clipped(name, left - 20), anchor="end", plain=parts[:24])
            mark.say(panel.across(words) + 6, mark.top, f"{words:,} ({_share(words, total)})", "grey")
            told.append(f"{mark.name}.")
        if len(writers) > most:
            canvas.note(f"the {most} who wrote most, of {len(writers):,}")
            told.append(f"{doc}: {len(writers) - most} more wrote less.")
    return canvas.chart(told)


def _share(words: int, total: int) -> str:
    return f"{round(100 * words / max(total, 1))}%"


def _most(doc: str, writers: list[tuple[int, str, str, pd.DataFrame]]) -> str:
    (words, name, basis, _), total = writers[0], sum(writer[0] for writer in writers)
    who = "the longest comment has no known author" if basis == "unknown" else f"{shortened(name)} wrote most"
    return f"{doc}: {who}, {words:,} of {total:,} words ({_share(words, total)})"
