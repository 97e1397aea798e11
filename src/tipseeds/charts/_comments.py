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
KNOWN = {"stated": "author stated", "inferred": "inferred", "unknown": "unknown"}


def author(row: dict[str, Any]) -> str:
    """Return the author of a comment with how the name is known."""
    if row["author"] is None:
        return "an unknown author"
    known = "" if row["author_basis"] == "stated" else f" ({row['author_basis']}, {row['confidence']})"
    return f"{row['author']}{known}"


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 34 else line[:33] + "…"


def window(frame: pd.DataFrame, first: int, most: int) -> tuple[pd.DataFrame, str]:
    """Return the comments that a picture has room for, and what it says of the others."""
    if not 1 <= first <= max(len(frame), 1):
        raise ValueError(f"The picture can begin at 1 to {max(len(frame), 1)}, not at {first}.")
    part = frame.iloc[first - 1 :][:most]
    said = f"comments {first} to {first + len(part) - 1} of {len(frame):,} are drawn"
    return part, said if len(part) < len(frame) else ""


def thread(frame: pd.DataFrame, first: int = 1, most: int = 60, width: float = WIDTH) -> Chart:
    """Draw each thread in the order of the file, with our summaries, and a line from each comment to what it answers.

    A comment that is answered but not there stands in a dashed box above the first comment that answers it, the last
    place where it can have stood; only the lines to it have a colour. A line to what is not drawn ends at the edge.

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
    canvas = Canvas(ANSWERS, _answered(frame), part, width)
    bases = [(key("dot", FILLS[basis], "ink", line=1.2), said, basis) for basis, said in KNOWN.items()]
    canvas.legend(
        {node.basis for node in nodes},
        *bases,
        (key("line", edge="orange", dashed=True), "answers a comment that is missing", "missing"),
        (key("arrow", "grey", size=5), "points at what is answered"),
    )
    lanes = 1 + max(trunks.values(), default=0)
    lane = min(16.0, 130 / lanes)
    start = 14 + lane * lanes
    panel = canvas.panel(ROW * len(nodes), (0, canvas.width), (0, len(nodes)), left=0, right=0)
    places = {(node.doc, node.part): at + 0.5 for at, node in enumerate(nodes)}
    for at, node in enumerate(nodes):
        mark = panel.mark([node.row and node.row["row"]], node.name, node.tip, node.basis, start, at + 0.5)
        for number, target in enumerate(node.targets):
            x, leave = start - lane * (1 + trunks[node.doc, target]), at + 0.5 - SLIP + STAGGER * number
            colour, ends = "orange" if target == "missing" else "grey", (node.doc, target) in places
            arrival = places[node.doc, target] + SLIP if ends else -0.4
            way = [start - 3, leave, x, leave, x, arrival, *[start - 9, arrival] * ends]
            mark.add("line", *way, edge=colour, line=1.5, dashed=target == "missing")
            if ends:
                mark.add("arrow", start - 9, arrival, fill=colour, size=4)
        _node(panel, mark, node, start)
    return canvas.chart([f"{node.name}." for node in nodes if node.part != "post"])


class _Node(NamedTuple):
    """A row of the chart: a post, a comment, or the comment that is missing."""

    doc: str
    part: str
    basis: str
    name: str
    tip: str
    targets: tuple[str, ...] = ()
    row: dict[str, Any] | None = None


def _nodes(frame: pd.DataFrame) -> list[_Node]:
    nodes: list[_Node] = []
    rows = [row | {"targets": str(row.get("targets", row["reply_to"])).split()} for row in records(frame)]
    posts = {row["doc"] for row in rows if "post" in row["targets"] or row.get("n") == 1}
    for row in rows:
        doc, part, who = str(row["doc"]), row["part"], shortened(author(row))
        if (not nodes or nodes[-1].doc != doc) and row["doc"] in posts:
            nodes.append(_Node(doc, "post", "post", f"{doc}: the post", f"{doc}: the post"))
        gap = _Node(doc, "missing", "missing", f"{doc}: here a comment is missing", f"{doc}: here a comment is missing")
        if "missing" in row["targets"] and gap not in nodes:
            nodes.append(gap)
        name = f"{doc} {part} by {who} answers {' and '.join(row['targets'])}"
        tip = f"{part} by {who}, {count(row['words'], 'word')}: {row.get('digest') or ''}"
        nodes.append(_Node(doc, part, str(row["author_basis"]), name, tip, tuple(row["targets"]), row))
    return nodes


def _trunks(nodes: list[_Node]) -> dict[tuple[str, str], int]:
    """Give the upright line to each thing answered a lane in which it touches no other: the shorter, the nearer."""
    where = {(node.doc, node.part): at for at, node in enumerate(nodes)}
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for at, node in enumerate(nodes):
        for name in ((node.doc, target) for target in node.targets):
            ends = [at, where.get(name, -1), *spans.get(name, ())]
            spans[name] = min(ends), max(ends)
    lanes: dict[tuple[str, str], int] = {}
    for name, (first, last) in sorted(spans.items(), key=lambda item: item[1][1] - item[1][0]):
        taken = {lanes[other] for other in lanes if first <= spans[other][1] and spans[other][0] <= last}
        lanes[name] = min({*range(len(taken) + 1)} - taken)
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

    Each comment by an unknown author has a bar of its own: they may be one person or many.

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
    titles, told = [], []
    for doc, writers in threads.items():
        writers.sort(key=lambda writer: -writer[0])
        words, name, basis, _ = writers[0]
        total = sum(writer[0] for writer in writers)
        most_ = "the longest comment has no known author" if basis == "unknown" else f"{shortened(name)} wrote most"
        titles.append(f"{doc}: {most_}, {words:,} of {total:,} words ({_share(words, total)})")
    canvas = Canvas(WORDS, "; ".join(titles), width=width)
    bases = KNOWN | {"unknown": "unknown, each comment for itself"}
    canvas.legend(
        set(frame["author_basis"]),
        *((key("box", FILLS[basis], "ink", line=1), said, basis) for basis, said in bases.items()),
    )
    left, longest = min(270, 0.38 * canvas.width), max(writers[0][0] for writers in threads.values())
    for doc, writers in threads.items():
        total = max(sum(writer[0] for writer in writers), 1)
        canvas.say(8, canvas.y + 10, f"{doc}, {total:,} words", "grey", bold=True)
        canvas.y += 22
        shown = writers[:most]
        panel = canvas.panel(BAR * len(shown) + 4, (0, longest), (0, len(shown)), left, right=100)
        for at, (words, name, basis, rows) in enumerate(shown):
            share, parts = _share(words, total), " ".join(rows["part"])
            said = f"{doc}: {shortened(name)} {words:,} words ({share}) in {parts}"
            mark = panel.mark(rows.index, said, said, basis, words, at + 0.5)
            mark.add("box", 0, at + 0.16, words, at + 0.84, fill=FILLS[basis], edge="ink", line=1)
            mark.say(left - 8, mark.top, clipped(name, left - 20), anchor="end", plain=parts[:24])
            mark.say(panel.across(words) + 6, mark.top, f"{words:,} ({share})", "grey")
            told.append(f"{said}.")
        if len(writers) > most:
            canvas.note(f"the {most} who wrote most, of {len(writers):,}")
            told.append(f"{doc}: {len(writers) - most} more wrote less.")
    return canvas.chart(told)


def _share(words: int, total: int) -> str:
    return f"{round(100 * words / max(total, 1))}%"
