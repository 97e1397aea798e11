"""The chart of what comments say on each debated question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from tipseeds.charts._authors import author, clipped, window
from tipseeds.charts._canvas import FONT, LINE, WIDTH, Canvas, Panel, Shape, Word, count, nothing, records, wrapped
from tipseeds.charts._canvas import clipped as fitted
from tipseeds.charts._chart import Chart
from tipseeds.edition.scheme import default

WHAT = "Grid of positions, comment by question"
ROW = 25
QUESTIONS = {name: [value for value in one.values if value != "silent"] for name, one in default().questions.items()}
TINTS = ("tint1", "tint2", "tint3", "tint4", "tint5")


def positions(
    frame: pd.DataFrame, labels: Mapping[str, str] | None = None, first: int = 1, most: int = 60, width: float = WIDTH
) -> Chart:
    """Draw the position of each comment on each debated question.

    Parameters
    ----------
    frame : DataFrame
        The table `comments`, or a coder's sheet (`coding.read`).
    labels : mapping of str to str, optional
        What to call the questions, by column.
    first, most : int, optional
        Which comment the picture begins with, counted from 1, and how many it shows; it says so where that isn't all.
    width : float, optional
        Pixels.

    Returns
    -------
    Chart
        One row a comment, one column a question: a box with the position, a colour for each answer to a question, a dot
        where the comment is silent, nothing where it is not coded. Under each column, how many gave which answer, of
        all comments in the frame. Silence is not counted as an answer.

    Examples
    --------
    >>> import tipseeds as tip
    >>> chart = tip.charts.positions(tip.load().comments)
    >>> chart.title
    'failure: 15 accept, 1 questions, 4 silent'
    >>> chart.numbers[6]
    'lagon c7: china blames.'
    """
    if frame.empty:
        return nothing(WHAT, width)
    rows = records(frame)
    asked = [name for name in QUESTIONS if name in frame]
    heads = {name: (labels or {}).get(name, name.replace("_", " ")) for name in asked}
    counts = {name: Counter(str(row[name]) for row in rows if row[name] is not None) for name in asked}
    part, said = window(frame, first, most)
    canvas = Canvas(WHAT + (f"; {said}" if said else ""), _finding(heads, counts), said, width)
    canvas.legend((Shape("dot", ((0.0, 0.0),), "grey", size=1.8), "silent"),
                  (Shape("box", ((-9.0, -6.0), (9.0, 6.0)), "tint1"), "in a column, one colour is one answer; no sign: not coded"))  # fmt: skip
    left = min(230, 0.32 * canvas.width)
    column = (canvas.width - left - 12) / len(asked)
    for number, name in enumerate(asked):
        for at, line in enumerate(wrapped(heads[name], column - 4, FONT)[:2]):
            canvas.say(left + column * (number + 0.5), canvas.y + 9 + LINE * at, line, anchor="middle", bold=True)
    canvas.y += 2 * LINE + 6
    drawn = records(part)
    heights = _heights(drawn)
    panel = canvas.panel(ROW * (heights[-1] + 1), (-0.5, len(asked) - 0.5), (0, heights[-1] + 1), left, right=12)
    for row, height, before in zip(drawn, heights, [None, *drawn], strict=False):
        _row(panel, row, height + 0.5, asked, heads, left, None if before is None else before["doc"])
    _sums(canvas, rows, asked, heads, counts, left)
    return canvas.chart([_told(row, asked) for row in drawn] + ([f"{said[:1].upper()}{said[1:]}."] if said else []))


def _heights(rows: list[dict[str, Any]]) -> list[int]:
    """Return the row in which each comment stands; a line above the first of each thread names the thread."""
    heights, docs = [], 0
    for number, row in enumerate(rows):
        docs += not number or rows[number - 1]["doc"] != row["doc"]
        heights.append(number + docs)
    return heights


def _row(
    panel: Panel, row: dict[str, Any], at: float, asked: list[str], heads: dict[str, str], left: float, before: Any
) -> None:  # fmt: skip
    y, place = panel.down(at), f"{row['doc']} {row['part']}"
    who = author(row["author"], row["author_basis"], row["confidence"]) if "author_basis" in row else ""
    label = panel.mark([row["row"]], f"{place} {who}".strip(), str(row.get("digest") or place), "comment", -0.5, at)
    label.words.append(Word(8, y, row["part"], bold=True))
    label.words.append(
        Word(44, y, fitted(who, left - 52), "ink" if row.get("author_basis") == "stated" else "grey", plain="")
    )
    if row["doc"] != before:
        label.words.append(Word(8, panel.down(at - 1), f"under {row['doc']}", "grey", italic=True))
    for column, name in enumerate(asked):
        value = row[name]
        if value is None:
            continue
        said = f"{place}, {heads[name]}: {value}"
        mark = panel.mark([row["row"]], said, f"{clipped(who)}: {said}" if who else said, str(value), column, at)
        if value == "silent":
            mark.shapes.append(Shape("dot", ((column, at),), "grey", size=1.8))
        else:
            mark.shapes.append(
                Shape("box", ((column - 0.47, at - 0.43), (column + 0.47, at + 0.43)), _tint(name, value))
            )
            mark.words.append(Word(panel.across(column), y, str(value), size=FONT - 0.5, anchor="middle"))


def _tint(name: str, value: str) -> str:
    known = QUESTIONS[name]
    return TINTS[known.index(value) % len(TINTS)] if value in known else "tint5"


def _sums(
    canvas: Canvas, rows: list[dict[str, Any]], asked: list[str], heads: dict[str, str],
    counts: dict[str, Counter[str]], left: float,
) -> None:  # fmt: skip
    """Draw, under each column, a bar as long as the share of comments that gave each answer."""
    canvas.y += 6
    lines = max(len([v for v in counts[name] if v != "silent"]) for name in asked)
    canvas.say(8, canvas.y + 10, "answers given", "grey")
    panel = canvas.panel(18 + LINE * max(lines, 1), (0, len(asked)), (0, 18 + LINE * max(lines, 1)), left, right=12)
    for column, name in enumerate(asked):
        start = column + 0.03
        for line, value in enumerate(v for v in QUESTIONS[name] if counts[name][v]):
            number = counts[name][value]
            holders = [row["row"] for row in rows if row[name] == value]
            end = start + 0.94 * number / len(rows)
            said = f"{heads[name]}: {number} of {len(rows)} {value}"
            mark = panel.mark(
                holders, said, said, "sum", number, column, Shape("box", ((start, 3), (end, 15)), _tint(name, value))
            )
            mark.words.append(
                Word(
                    panel.across(column + 0.5),
                    panel.down(18 + LINE * (line + 0.5)),
                    f"{number} {value}",
                    size=FONT - 1,
                    anchor="middle",
                )
            )
            start = end


def _finding(heads: dict[str, str], counts: dict[str, Counter[str]]) -> str:
    """Say what was answered to the question that most comments take up."""
    taken = {
        name: sum(number for value, number in given.items() if value != "silent") for name, given in counts.items()
    }
    name = max(taken, key=lambda name: taken[name])
    given = counts[name]
    if not taken[name]:
        silent = sum(count_["silent"] for count_ in counts.values())
        return f"No position is held; {count(silent, 'time')} silent" if silent else "Nothing is coded yet"
    answers = [
        f"{number} {value.removesuffix('s') if number > 1 else value}"
        for value, number in given.most_common()
        if value != "silent"
    ]
    silent_on = [f"{given['silent']} silent"] if given["silent"] else []
    return f"{heads[name]}: {', '.join([*answers, *silent_on])}"


def _told(row: dict[str, Any], asked: list[str]) -> str:
    held = [f"{name} {row[name]}" for name in asked if row[name] not in (None, "silent")]
    coded = any(row[name] is not None for name in asked)
    return f"{row['doc']} {row['part']}: {', '.join(held) or ('silent on all' if coded else 'not coded')}."
