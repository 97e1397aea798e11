"""The chart of what comments say on each debated question."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from tipseeds.charts._canvas import WIDTH, Canvas, clipped, key, nothing, records, wrapped
from tipseeds.charts._chart import Chart
from tipseeds.charts._comments import author, shortened, window
from tipseeds.charts._panel import FONT, LINE, SMALL, Panel
from tipseeds.edition.fields import YES_NO, coded_columns, labels
from tipseeds.edition.scheme import default
from tipseeds.edition.words import count

WHAT = "Grid of positions, comment by question"
ROW = 25


def positions(frame: pd.DataFrame, first: int = 1, most: int = 60, width: float = WIDTH) -> Chart:
    """Draw the position of each comment on each debated question.

    One row a comment, one column a question: a box with the position, a colour for each answer to a question, a dot
    where the comment is silent, nothing where it is not coded. Under each column, how many gave which answer, of all
    comments in the frame. Silence is not counted as an answer.

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
    >>> import tipseeds as tip
    >>> chart = tip.charts.positions(tip.load().comments)
    >>> chart.title
    'What each says of the charge: 14 accept, 1 questions, 5 silent'
    >>> chart.numbers[6]
    'lagon c7: china blames.'
    """
    if frame.empty:
        return nothing(WHAT, width)
    rows = records(frame)
    asked = {name: values for name, values in coded_columns(frame).items() if values != YES_NO}
    if not asked:  # a sheet before it is read back holds plain texts
        asked = {name: tuple(question.values) for name, question in default().questions.items() if name in frame}
    heads = {name: head for name, head in labels(frame).items() if name in asked}
    counts = {name: Counter(str(row[name]) for row in rows if row[name] is not None) for name in asked}
    given = {name: [value for value in values if value != "silent"] for name, values in asked.items()}
    tints = {(name, value): f"tint{1 + n % 5}" for name in given for n, value in enumerate(given[name])}
    part, said = window(frame, first, most)
    canvas = Canvas(WHAT, _finding(heads, counts), said, width)
    same = "in a column, one colour is one answer; no sign: not coded"
    canvas.legend((), (key("dot", "grey", size=1.8), "silent"), (key("box", "tint1"), same))
    left = min(230, 0.32 * canvas.width)
    canvas.width = max(canvas.width, left + 84 * len(asked) + 12)
    column = (canvas.width - left - 12) / len(asked)
    titles = [wrapped(head, column - 6, 1.1 * FONT) for head in heads.values()]
    for number, lines in enumerate(titles):
        for at, line in enumerate(lines):
            canvas.say(left + column * (number + 0.5), canvas.y + 9 + LINE * at, line, anchor="middle", bold=True)
    canvas.y += LINE * max(map(len, titles)) + 6
    drawn, height = records(part), 0.5
    before = [None, *(row["doc"] for row in drawn[:-1])]
    tall = len(drawn) + sum(row["doc"] != doc for row, doc in zip(drawn, before, strict=True))
    panel = canvas.panel(ROW * tall, (-0.5, len(asked) - 0.5), (0, tall), left, right=12)
    for row, doc in zip(drawn, before, strict=True):
        if row["doc"] != doc:  # a line above the first comment of each thread names the thread
            canvas.say(8, panel.down(height), f"under {row['doc']}", "grey", italic=True)
            height += 1
        _row(panel, row, height, heads, tints, left)
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
            mark = panel.mark([row["row"] for row in rows if row[name] == value], told, told, "sum", many, y)
            mark.add("box", start, 3, end, 15, fill=tints[name, value])
            mark.say(panel.across(number + 0.5), mark.top, f"{many} {value}", size=SMALL, anchor="middle")
            start, y = end, y + LINE
    return canvas.chart([_told(row, asked) for row in drawn])


def _row(
    panel: Panel, row: dict[str, Any], at: float, heads: dict[str, str], tints: dict[tuple[str, str], str], left: float
) -> None:  # fmt: skip
    place, who = f"{row['doc']} {row['part']}", author(row) if "author_basis" in row else ""
    label = panel.mark([row["row"]], f"{place} {who}".strip(), row.get("digest") or place, "comment", -0.5, at)
    label.say(8, label.top, row["part"], bold=True)
    if who:
        colour = "ink" if row["author_basis"] == "stated" else "grey"
        label.say(44, label.top, clipped(who, left - 52), colour, plain="")
    for column, (name, head) in enumerate(heads.items()):
        if row[name] is None:
            continue
        said, value = f"{place}, {head}: {row[name]}", str(row[name])
        mark = panel.mark([row["row"]], said, f"{shortened(who)}: {said}" if who else said, value, column, at)
        if value == "silent":
            mark.add("dot", column, at, fill="grey", size=1.8)
            continue
        tint = tints.get((name, value), "tint5")
        mark.add("box", column - 0.47, at - 0.43, column + 0.47, at + 0.43, fill=tint)
        mark.say(panel.across(column), mark.top, value, size=FONT - 0.5, anchor="middle")


def _finding(heads: dict[str, str], counts: dict[str, Counter[str]]) -> str:
    """Say what was answered to the question that most comments take up."""
    name = max(counts, key=lambda name: counts[name].total() - counts[name]["silent"])
    silent = counts[name]["silent"]
    if counts[name].total() == silent:
        silent = sum(answers["silent"] for answers in counts.values())
        return f"No position is held; silent {count(silent, 'time')}" if silent else "Nothing is coded yet"
    held = [(value, number) for value, number in counts[name].most_common() if value != "silent"]
    told = [f"{number} {value.removesuffix('s') if number > 1 else value}" for value, number in held]
    return f"{heads[name]}: {', '.join(told + [f'{silent} silent'] * bool(silent))}"


def _told(row: dict[str, Any], asked: dict[str, tuple[str, ...]]) -> str:
    held = [f"{name} {row[name]}" for name in asked if row[name] not in (None, "silent")]
    coded = any(row[name] is not None for name in asked)
    return f"{row['doc']} {row['part']}: {', '.join(held) or ('silent on all' if coded else 'not coded')}."
