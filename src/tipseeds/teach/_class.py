"""A class's answers together, the quiz, and a guess drawn on a chart."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from tipseeds.charts import Chart
from tipseeds.teach._place import FILE, AnswersError, Place, read
from tipseeds.teach._tasks import plain, tasks


def answers(where: str | PathLike[str] = FILE) -> pd.DataFrame:
    """Return the answers in a file, or in every file of a folder: `person`, `key`, `answer`, `skipped`, `problem`.

    One row an answer as it is now; a file that can't be read has one row, with what is wrong in `problem`.

    Parameters
    ----------
    where : path-like
        Your own file, or a folder with a class's files, each under a name of its own: the `person`.

    Examples
    --------
    >>> len(tip.answers("my-answers.json"))
    0
    """
    rows: list[tuple[Any, ...]] = []
    for file in sorted(Path(where).glob("*.json")) if Path(where).is_dir() else [Path(where)]:
        try:
            last = {key: tries[-1] for key, tries in read(file).items() if tries}
        except AnswersError as error:
            rows.append((file.stem, None, None, False, str(error)))
        else:
            said = ((key, one["answer"], one["done"] and one["answer"] is None) for key, one in last.items())
            rows += [(file.stem, *one, None) for one in said]
    return pd.DataFrame(rows, columns=["person", "key", "answer", "skipped", "problem"])


def tally(key: str, folder: str | PathLike[str] = "classmates") -> pd.DataFrame:
    """Count what a class answered: `answer` and `people`, numbers in order, other answers by how often they were given.

    Parameters
    ----------
    key : str
        A question, as in `02.prisoners` or `before.1`.
    folder : path-like
        Where the class's files are.

    Examples
    --------
    >>> list(tip.tally("02.prisoners", "classmates"))
    ['answer', 'people']
    """
    given = answers(folder)
    said = given[(given["key"] == key) & given["answer"].notna()]["answer"]
    counted = said.map(lambda one: " to ".join(map(str, one)) if isinstance(one, list) else one).value_counts()
    table = counted.rename_axis("answer").reset_index(name="people")
    if len(table) and all(isinstance(plain(one), float) for one in table["answer"]):
        table = table.sort_values("answer", key=lambda column: column.map(plain), ignore_index=True)
    return table


def quiz(when: str = "before", file: str | PathLike[str] = FILE) -> widgets.VBox:
    """Ask the ten questions: before the first session without replies, after the last one with them.

    Parameters
    ----------
    when : str
        before or after.
    file : path-like
        Where the answers are saved; those of both times stand side by side in it.

    Examples
    --------
    >>> len(tip.quiz("before").children)
    10
    """
    if when not in ("before", "after"):
        raise ValueError(f"There is no quiz {when!r}: write before or after.")
    asked = {key.replace("quiz", when): task for key, task in tasks().items() if key.startswith("quiz.")}
    return widgets.VBox([Place(replace(task, key=key), file, quiet=when == "before") for key, task in asked.items()])


def with_guess(chart: Chart, key: str, file: str | PathLike[str] = FILE) -> Chart:
    """Draw your own guess on a chart: a number as a line, a range as a band; without a guess the chart stays as it is.

    Parameters
    ----------
    chart : Chart
        What a function of `tip.charts` returned; its first panel has the numbers.
    key : str
        The question that you answered.
    file : path-like
        Where the answer is saved.

    Examples
    --------
    >>> import tipseeds as tip
    >>> chart = tip.charts.estimates(tip.load().estimates.query("topic == 'prisoners'"))
    >>> tip.with_guess(chart, "02.range", "no-such-file.json") is chart
    True
    """
    tries = read(Path(file)).get(key, [])
    given = tries[-1]["answer"] if tries else None
    ends = [plain(one) for one in (given if isinstance(given, list) else [given])]
    panel = next((one for one in chart.panels if one.marks), None)
    if panel is None or given is None or not all(isinstance(end, float) for end in ends):
        return chart
    low, high = (min(max(end, panel.x[0]), panel.x[1]) for end in (min(ends), max(ends)))
    look = {"fill": "tint3"} if low < high else {"edge": "purple", "line": 2}
    panel.add("box" if low < high else "line", low, panel.y[0], high, panel.y[1], **look)
    said = f"your guess: {' to '.join(f'{end:,.6g}' for end in sorted(ends))}"
    panel.say(panel.across(low) + 4, panel.top + panel.height - 8, said, "purple", 11.5, bold=True, plain=said)
    chart.numbers.append(f"{said.capitalize()}.")
    return chart
