"""Guesses, exercises and the quiz: YAML files in the seeds' folder, and the answers worked out from the tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import yaml

from tipseeds import checks, coding
from tipseeds.edition import reference
from tipseeds.edition.reference import SEEDS
from tipseeds.edition.tables import Tables, read_seeds
from tipseeds.edition.words import NUMBERS, unknown

WORDS = ("none", *NUMBERS)
KINDS = ("text", "number", "range", "list")


@dataclass(frozen=True)
class Task:
    """A question with a place for its answer: a guess (`02.prisoners`), an exercise (`02.3`), or one of the quiz.

    `kind` is one of KINDS or a list of options; `right` says how the answer is worked out (see `right`), and `wrong`
    lists likely mistakes, each an `answer` and a `reply`; `why` tells what comes out, with `{right}` for the answer;
    `good` is what a good answer has where there is no single one; `see` is a document with a mark or part.
    """

    key: str
    ask: str
    kind: Any = "text"
    right: Any = None
    wrong: list[dict[str, Any]] | tuple[()] = ()
    hints: list[str] | tuple[()] = ()
    good: list[str] | tuple[()] = ()
    why: str = ""
    see: str = ""


@cache
def tasks() -> dict[str, Task]:
    """Return every task, by key, in the order of the files."""
    files = [yaml.safe_load(file.read_text("utf-8")) for file in sorted((SEEDS / "teaching").glob("*.yaml"))]
    return {key: Task(key, **given) for file in files for key, given in file.items()}


def task(key: str) -> Task:
    """Return a task, or say which there are."""
    known = tasks()
    if key not in known:
        near = [name for name in known if name.partition(".")[0] == str(key).partition(".")[0]]
        raise ValueError(unknown("task", key, near or [name for name in known if name.endswith(".1")]))
    return known[key]


@cache
def tables() -> Tables:
    """Return this edition's tables, for the answers."""
    return Tables(**read_seeds(SEEDS, sorted(SEEDS.glob("*.md")), {}))


def right(task: Task, corpus: Tables) -> Any:
    """Work out the right answer of a task; None where there is no single one.

    Its `right` is the answer itself; or `sum`, the name of one of the sums below; or the `table`, `where` (a value, or
    values, of a column) and what to `take`: their count, or of a `column` the sum, the values, or how many different.
    """
    try:
        return _right(task.right, corpus)
    except (LookupError, ValueError) as error:
        told = "asks about the five documents, and these seeds lack some of what it needs; leave corpus= out."
        raise ValueError(f"{task.key} {told}") from error


def _right(how: Any, corpus: Tables) -> Any:
    if not isinstance(how, dict):
        return how
    if "sum" in how:
        return _SUMS[how["sum"]](corpus)
    rows = getattr(corpus, how["table"])
    for column, value in how.get("where", {}).items():
        wanted = [str(one) for one in (value if isinstance(value, list) else [value])]
        rows = rows[rows[column].astype("string").isin(wanted)]
    if how["take"] == "count":
        return len(rows)
    taken = rows[how["column"]]
    return {"sum": taken.sum, "different": taken.nunique, "values": lambda: frozenset(map(str, taken))}[how["take"]]()


def _of(corpus: Tables, mark: str, end: str = "low") -> float:  # a quantity of the encyclopedia's
    return float(corpus.estimates.query("doc == 'encyclopedia' and mark == @mark")[end].iloc[0])


def _rate(corpus: Tables, which: str) -> float:
    return _of(corpus, f"revenue-{which}-usd") / _of(corpus, f"revenue-{which}-gbp")


# fmt: off
_SUMS: dict[str, Callable[[Tables], Any]] = {
    "countries": lambda c: c.tiers["iso3"].nunique() - 1,
    "july 2008": lambda c: reference.release_dates().query("released <= '2008-07-05'")["report_year"].max() - 5 + 1,
    "south korea": lambda c: len(
        reference.official_tiers().query("iso3 == 'KOR' and tier == '1' and report_year <= 2016")),
    "unnamed": lambda c: c.estimates["by"].str.contains("not named").sum(),
    "comparable shares": lambda c: checks.compared(
        c.estimates.query("topic == \"women's share\""))["relation"].ne("not comparable").sum(),
    "leading share": lambda c: round(checks.leading_share(reference.published_figures())["running_share"].max(), 1),
    "destinations": lambda c: c.labour.query("theme == 'destination' and place.str.len() == 3")["place"].nunique(),
    "average at 41": lambda c: _of(c, "workers-2012", "high") / (_of(c, "countries") + 1),
    "pounds apart": lambda c: (_of(c, "revenue-high-gbp") - _of(c, "revenue-low-gbp")) / 1e6,
    "higher rate": lambda c: _rate(c, "high"),
    "rates apart": lambda c: _rate(c, "high") - _rate(c, "low"),
    "heads in pounds": lambda c: _of(c, "workers-2015") * _of(c, "revenue-low-gbp") / _of(c, "revenue-high-gbp"),
    "pay for a billion": lambda c: _of(c, "revenue-low-gbp") * _rate(c, "low") / _of(c, "workers-2015") / 12,
    "authors": lambda c: c.comments["author"].notna().sum(),
    "longest 2008": lambda c: 100 * (of := c.comments.query("doc == 'lagon'")).groupby("author")["words"].sum().max()
    / of["words"].sum(),
    "south korea unused": lambda c: frozenset((on := c.comments["south_korea"]).cat.categories) - set(on),
    "differing": lambda c: len(checks.differences(coding.shipped(c.comments))),
}
# fmt: on


def plain(answer: Any) -> Any:
    """Return an answer in the form in which two can be compared: a number, a set of words, or a text.

    Examples
    --------
    >>> plain("62,500 "), plain("Twelve"), plain(["lagon", "Green"]) == plain(("green", "lagon"))
    (62500.0, 12.0, True)
    """
    if isinstance(answer, pd.DataFrame):
        return float(len(answer))
    if isinstance(answer, list | tuple | set | frozenset | pd.Series | pd.Index):
        return frozenset(str(plain(one)) for one in answer)
    text = re.sub(r"\s+", " ", str(answer)).strip(" .“”‘’\"'`").casefold()
    number = re.sub(r"(?<=\d),(?=\d{3}\b)|[ %]", "", text)
    if text in WORDS:
        return float(WORDS.index(text))
    return float(number) if re.fullmatch(r"-?\d+(\.\d+)?", number) else text


def same(answer: Any, expected: Any) -> bool:
    """Say whether an answer is what is expected; a number may be rounded, a list may be typed with commas.

    Examples
    --------
    >>> same("1.44", 1.4375), same("1", 1.4375), same("asmolov, lagon", {"lagon", "asmolov"})
    (True, False, True)
    """
    wanted = plain(expected)
    if isinstance(wanted, frozenset) and isinstance(answer, str):
        answer = [one for one in re.split(r"[,;\n]|\band\b", answer) if one.strip()]
    given = plain(answer)
    if given == wanted or not isinstance(given, float) or not isinstance(wanted, float):
        return bool(given == wanted)
    typed, whole = (len(str(one).strip(" %").partition(".")[2]) for one in (answer, wanted))
    return round(given, whole) == wanted or ((typed > 0 or abs(wanted) >= 100) and round(wanted, typed) == given)
