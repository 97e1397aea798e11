"""The charts of comments: who answers whom, how much each author wrote, and what each says on debated questions."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import pandas as pd

from tipseeds.charts._canvas import WIDTH, Canvas, clipped, key, nothing, records, wide, wrapped
from tipseeds.charts._chart import Chart
from tipseeds.charts._panel import FONT, LINE, SMALL, Mark, Panel
from tipseeds.edition.fields import OPEN, YES_NO, coded_columns, labels
from tipseeds.edition.lookup import writer
from tipseeds.edition.words import count

ANSWERS = "Chart of who answers whom, a line from each comment up to what it answers"
WORDS = "Bar chart of the words that each author wrote, by thread"
GRID = "Grid of positions, comment by question"
ROW, BAR, CELL = 27, 24, 25
SLIP, STAGGER = 0.2, 0.16
"""How far from a row's middle its own line leaves (above) and the lines of its answers arrive (below)."""
FILLS = {"stated": "ink", "inferred": "tint5", "unknown": "paper"}
KNOWN = {"stated": "author stated", "inferred": "inferred", "unknown": "unknown"}


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 34 else line[:33] + "…"


def window(frame: pd.DataFrame, first: int, most: int) -> tuple[pd.DataFrame, str]:
    """Return the comments that a picture has room for, and what it says of the others."""
    if most < 1:
        raise ValueError(f"The picture can show 1 comment or more, not {most}.")
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
    canvas.legend(
        {node.basis for node in nodes},
        *((key("dot", FILLS[basis], "ink", line=1.2), said, basis) for basis, said in KNOWN.items()),
        (key("line", edge="orange", dashed=True), "answers a comment that is missing", "missing"),
        (key("arrow", "grey", size=5), "points at what is answered"),
    )
    lanes = 1 + max(trunks.values(), default=0)
    lane = min(16.0, 130 / lanes)
    start = 14 + lane * lanes
    panel = canvas.panel(ROW * len(nodes), (0, canvas.width), (0, len(nodes)), left=0, right=0)
    places = {(node.doc, node.part): at + 0.5 for at, node in enumerate(nodes)}
    for at, node in enumerate(nodes):
        mark = panel.mark([node.row and node.row["#"]], node.name, node.tip, node.basis, start, at + 0.5)
        for number, target in enumerate(node.targets):
            x, leave = start - lane * (1 + trunks[node.doc, target]), at + 0.5 - SLIP + STAGGER * number
            colour, ends = "orange" if target == "missing" else "grey", (node.doc, target) in places
            arrival = places[node.doc, target] + SLIP if ends else -0.4
            way = [start - 3, leave, x, leave, x, arrival, *[start - 9, arrival] * ends]
            mark.add("line", *way, edge=colour, line=1.5, dashed=target == "missing", aside=-1)
            if ends:
                mark.add("arrow", start - 9, arrival, fill=colour, size=4, aside=-1)
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
    rows = [row | {"targets": _targets(str(row.get("targets", row["reply_to"])))} for row in records(frame)]
    posts = {row["doc"] for row in rows if "post" in row["targets"] or row.get("n") == 1}
    for row in rows:
        doc, part, who = str(row["doc"]), row["part"], shortened(writer(row))
        if (not nodes or nodes[-1].doc != doc) and row["doc"] in posts:
            nodes.append(_Node(doc, "post", "post", f"{doc}: the post", f"{doc}: the post"))
        gap = _Node(doc, "missing", "missing", f"{doc}: here a comment is missing", f"{doc}: here a comment is missing")
        if "missing" in row["targets"] and gap not in nodes:
            nodes.append(gap)
        name = f"{doc} {part} by {who} answers {' and '.join(row['targets']) or 'what is still open'}"
        tip = f"{part} by {who}, {count(row['words'], 'word')}: {row.get('digest') or ''}"
        nodes.append(_Node(doc, part, str(row["author_basis"]), name, tip, tuple(row["targets"]), row))
    return nodes


def _targets(answers: str) -> list[str]:
    """Return what is answered, by its names; what a draft leaves open is nothing yet."""
    return [target for target in answers.split() if target != OPEN]


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
        mark.say(x + 34, y, clipped(writer(node.row), room), plain="(a name in other letters)")
        mark.say(right, y, count(node.row["words"], "word"), "grey", anchor="end")
        left = end - 16 - (x + 46 + room)
        if left > 120:
            mark.say(x + 46 + room, y, clipped(str(node.row.get("digest") or ""), left, SMALL), "grey", SMALL)


def _answered(frame: pd.DataFrame) -> str:
    targets = _targets(" ".join(frame["targets" if "targets" in frame else "reply_to"].astype(str)))
    if not targets:
        return f"{count(len(frame), 'comment')}, what each answers still open"
    post, missing = targets.count("post"), targets.count("missing")
    kinds = {
        "to the post": post,
        "to another comment": len(targets) - post - missing,
        "to one that is missing": missing,
    }
    (first, number), *rest = [(what, number) for what, number in kinds.items() if number]
    if not rest:
        return f"{count(len(frame), 'comment')}, {'every' if number > 1 else 'an'} answer {first}"
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
    >>> chart = tip.charts.lengths(tip.load().comments.query("doc == 'lagon' and n < 3"))
    >>> chart.title
    'lagon: Zharkov in U.S.A. wrote most, 505 of 574 words (88%)'
    >>> chart.numbers[1]
    'lagon: SNP in Syria 69 words (12%) in c1.'
    """
    if frame.empty:
        return nothing(WORDS, width)
    found: dict[str, dict[tuple[str, str], list[dict[str, Any]]]] = {}
    for row in records(frame):
        name = f"unknown ({row['part']})" if row["author"] is None else writer(row)
        found.setdefault(str(row["doc"]), {}).setdefault((name, str(row["author_basis"])), []).append(row)
    threads, titles, told, totals = {}, [], [], {}
    for doc, by in found.items():
        each = [(sum(row["words"] for row in rows), name, basis, rows) for (name, basis), rows in by.items()]
        threads[doc] = sorted(each, key=lambda one: -one[0])
        words, name, basis, _ = threads[doc][0]
        total = totals[doc] = max(sum(one[0] for one in each), 1)
        who = "the longest comment has no known author" if basis == "unknown" else f"{shortened(name)} wrote most"
        tied = sum(one[0] == words for one in each)
        who = f"{tied} wrote most, each" if tied > 1 else f"{who},"
        titles.append(f"{doc}: {who} {words:,} of {total:,} words ({round(100 * words / total)}%)")
    many = f"{count(len(titles), 'thread')}, {count(sum(totals.values()), 'word')}"
    canvas = Canvas(WORDS, "; ".join(titles) if len(titles) <= 3 else many, width=width)
    bases = KNOWN | {"unknown": "unknown, each comment for itself"}
    signs = ((key("box", FILLS[basis], "ink", line=1), said, basis) for basis, said in bases.items())
    canvas.legend(set(frame["author_basis"]), *signs)
    left, longest = min(270, 0.38 * canvas.width), max(1, *(writers[0][0] for writers in threads.values()))
    for doc, writers in threads.items():
        canvas.say(8, canvas.y + 10, f"{doc}, {totals[doc]:,} words", "grey", bold=True)
        canvas.y += 22
        shown = writers[:most]
        panel = canvas.panel(BAR * len(shown) + 4, (0, longest), (0, len(shown)), left, right=100)
        for at, (words, name, basis, rows) in enumerate(shown):
            share, parts = f"{round(100 * words / totals[doc])}%", " ".join(row["part"] for row in rows)
            said = f"{doc}: {shortened(name)} {words:,} words ({share}) in {parts}"
            mark = panel.mark([row["#"] for row in rows], said, said, basis, words, at + 0.5)
            mark.add("box", 0, at + 0.16, words, at + 0.84, fill=FILLS[basis], edge="ink", line=1)
            mark.say(left - 8, mark.top, clipped(name, left - 20), anchor="end", plain=parts[:24])
            mark.say(panel.across(words) + 6, mark.top, f"{words:,} ({share})", "grey")
            told.append(f"{said}.")
        if len(writers) > most:
            canvas.note(f"the {most} who wrote most, of {len(writers):,}")
            told.append(f"{doc}: {len(writers) - most} more wrote less.")
    return canvas.chart(told)


def positions(frame: pd.DataFrame, first: int = 1, most: int = 60, width: float = WIDTH) -> Chart:
    """Draw the position of each comment on each debated question.

    Under each column stands how many gave which answer, of all comments in the frame; silence is not counted as one.

    Parameters
    ----------
    frame : DataFrame
        The table `comments`, or a coder's sheet (`coding.read`).
    first, most : int, optional
        Which comment the picture begins with, counted from 1, and how many it shows; it says so where that isn't all.
    width : float, optional
        Pixels.

    Examples
    --------
    >>> chart = tip.charts.positions(tip.load().comments)
    >>> chart.title
    'What each says of the charge: 14 accept, 1 questions, 5 silent'
    >>> chart.numbers[6]
    'lagon c7: china blames.'
    """
    asked = {name: values for name, values in coded_columns(frame).items() if values is not YES_NO}
    if frame.empty or not asked:
        return nothing(GRID, width)
    rows = records(frame)
    heads = {name: head for name, head in labels(frame).items() if name in asked}
    counts = {name: Counter(str(row[name]) for row in rows if row[name] is not None) for name in asked}
    given = {name: [value for value in values if value != "silent"] for name, values in asked.items()}
    tints = {(name, value): f"tint{1 + n % 5}" for name in given for n, value in enumerate(given[name])}
    part, said = window(frame, first, most)
    canvas = Canvas(GRID, _position(heads, counts), said, width)
    same = "in a column, one colour is one answer; no sign: not coded"
    canvas.legend((), (key("dot", "grey", size=1.8), "silent"), (key("box", "tint1"), same))
    left = min(230, 0.32 * canvas.width)
    canvas.width = max(canvas.width, left + 84 * len(asked) + 12)
    column = (canvas.width - left - 12) / len(asked)
    titles = [wrapped(head, column - 6, 1.1 * FONT) for head in heads.values()]
    for number, at, line in ((number, at, line) for number, head in enumerate(titles) for at, line in enumerate(head)):
        canvas.say(left + column * (number + 0.5), canvas.y + 9 + LINE * at, line, anchor="middle", bold=True)
    canvas.y += LINE * max(map(len, titles)) + 6
    drawn, height = records(part), 0.5
    before = [None, *(row["doc"] for row in drawn[:-1])]
    tall = len(drawn) + sum(row["doc"] != doc for row, doc in zip(drawn, before, strict=True))
    panel = canvas.panel(CELL * tall, (-0.5, len(asked) - 0.5), (0, tall), left, right=12)
    for row, doc in zip(drawn, before, strict=True):
        if row["doc"] != doc:  # a line above the first comment of each thread names the thread
            canvas.say(8, panel.down(height), f"under {row['doc']}", "grey", italic=True)
            height += 1
        _cells(panel, row, height, heads, tints, left)
        height += 1
    canvas.y += 6
    canvas.say(8, canvas.y + 10, "answers given", "grey")
    tall = 18 + LINE * max(1, *(sum(counts[name][value] > 0 for value in given[name]) for name in asked))
    panel = canvas.panel(tall, (0, len(heads)), (0, tall), left, right=12)
    for number, name in enumerate(asked):
        start, y = number + 0.03, 18 + LINE / 2
        for value in (value for value in given[name] if counts[name][value]):
            many, end = counts[name][value], start + 0.94 * counts[name][value] / len(rows)
            told = f"{heads[name]}: {many} of {len(rows)} {value}"
            mark = panel.mark([row["#"] for row in rows if row[name] == value], told, told, "sum", many, y)
            mark.add("box", start, 3, end, 15, fill=tints[name, value])
            mark.say(panel.across(number + 0.5), mark.top, f"{many} {value}", size=SMALL, anchor="middle")
            start, y = end, y + LINE
    return canvas.chart([_said(row, asked) for row in drawn])


def _cells(
    panel: Panel, row: dict[str, Any], at: float, heads: dict[str, str], tints: dict[tuple[str, str], str], left: float
) -> None:  # fmt: skip
    place, who = f"{row['doc']} {row['part']}", writer(row) if "author_basis" in row else ""
    label = panel.mark([row["#"]], f"{place} {who}".strip(), row.get("digest") or place, "comment", -0.5, at)
    label.say(8, label.top, row["part"], bold=True)
    if who:
        colour = "ink" if row["author_basis"] == "stated" else "grey"
        label.say(44, label.top, clipped(who, left - 52), colour, plain="")
    for column, (name, head) in enumerate(heads.items()):
        if row[name] is None:
            continue
        said, value = f"{place}, {head}: {row[name]}", str(row[name])
        mark = panel.mark([row["#"]], said, f"{shortened(who)}: {said}" if who else said, value, column, at)
        if value == "silent":
            mark.add("dot", column, at, fill="grey", size=1.8)
            continue
        tint = tints.get((name, value), "tint5")
        mark.add("box", column - 0.47, at - 0.43, column + 0.47, at + 0.43, fill=tint)
        said = clipped(value, 0.9 * panel.width / len(heads), FONT - 0.5)
        mark.say(panel.across(column), mark.top, said, size=FONT - 0.5, anchor="middle")


def _position(heads: dict[str, str], counts: dict[str, Counter[str]]) -> str:
    """Say what was answered to the question that most comments take up."""
    name = max(counts, key=lambda name: counts[name].total() - counts[name]["silent"])
    silent = counts[name]["silent"]
    if counts[name].total() == silent:
        silent = sum(answers["silent"] for answers in counts.values())
        return f"No position is held; silent {count(silent, 'time')}" if silent else "Nothing is coded yet"
    held = [(value, number) for value, number in counts[name].most_common() if value != "silent"]
    told = [f"{number} {value.removesuffix('s') if number > 1 else value}" for value, number in held]
    return f"{heads[name]}: {', '.join(told + [f'{silent} silent'] * bool(silent))}"


def _said(row: dict[str, Any], asked: dict[str, tuple[str, ...]]) -> str:
    held = [f"{name} {row[name]}" for name in asked if row[name] not in (None, "silent")]
    coded = any(row[name] is not None for name in asked)
    return f"{row['doc']} {row['part']}: {', '.join(held) or ('silent on all' if coded else 'not coded')}."
