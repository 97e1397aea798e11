"""Pairs of estimates on one topic: what arithmetic and populations decide, beside what a reader judged."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pandas as pd

from tipseeds.checks._sums import limits
from tipseeds.edition import dates, quantity
from tipseeds.edition.frames import table
from tipseeds.edition.tables import Tables

Row = dict[Any, Any]
UNDECIDED = ("undecided", "not comparable")
MOST = 200
"""Estimates of one topic and unit that are all compared with each other; more would make too many pairs to look at."""


def compared(estimates: pd.DataFrame) -> pd.DataFrame:
    """Compare every two estimates of one topic and unit that stand in different parts or are credited differently.

    The rules, first match first:

    1. Another population, place or period, or one of them not given by both: *not comparable*.
    2. One number is said to be unknown, or none is known: *not comparable*, as there is no interval to hold.
    3. No number satisfies both: *conflicts*. Limits that are not the text's can't make a conflict (an order of
       magnitude has those of our convention, "about" sets none); then the two are *not comparable*.
    4. The limits are the same, or one statement follows from the other, or both are closed and overlap: *agrees*.
    5. A floor and a ceiling that leave room for both: *not comparable*. Neither supports the other.

    Of more than 200 estimates of one topic and unit, each is compared with the next 200 of the same population, place
    and period alone, and a warning says so.

    Returns
    -------
    DataFrame
        The columns of the table `relations`, all with the basis computed, `topic`, and `limits` (overlap, apart or
        undecided).

    Examples
    --------
    >>> tip.checks.compared(corpus.estimates.query("topic == 'prisoners'"))["relation"].tolist()
    ['not comparable', 'not comparable', 'not comparable']
    """
    pairs = (_compare(left, right) for left, right in _pairs(estimates))
    return table(pairs, "left_doc left_mark right_doc right_mark relation basis reason topic limits")


def related(corpus: Tables) -> pd.DataFrame:
    """Set the computed verdict on each pair of estimates beside the judged one; the judged one holds where both exist.

    Returns
    -------
    DataFrame
        The columns of the table `relations`, then `computed` and `computed_reason` (missing where arithmetic was not
        asked: one part and one source) and `agree` (whether the two verdicts are the same; missing where one is).

    Examples
    --------
    >>> tip.checks.related(corpus).query("left_mark == 'trafficked'")[["relation", "basis", "computed"]]
        relation   basis        computed
    5  conflicts  judged  not comparable
    """
    claims = set(corpus.estimates[["doc", "mark"]].itertuples(index=False, name=None))
    found = {_ends(row): row for row in compared(corpus.estimates).to_dict("records")}
    rows = [row for row in corpus.relations.to_dict("records") if _ends(row) <= claims]
    judged = {_ends(row) for row in rows}
    told = []
    for row in rows + [row for ends, row in found.items() if ends not in judged]:
        sums = found.get(_ends(row), {"relation": None, "reason": None})
        agree = sums["relation"] == row["relation"] if row["basis"] == "judged" and sums["relation"] else None
        told.append(row | {"computed": sums["relation"], "computed_reason": sums["reason"], "agree": agree})
    return table(told, " ".join([*corpus.relations.columns, "computed", "computed_reason", "agree:boolean"]))


def _ends(row: Row) -> frozenset[tuple[str, str]]:
    return frozenset([(row["left_doc"], row["left_mark"]), (row["right_doc"], row["right_mark"])])


def _pairs(estimates: pd.DataFrame) -> Iterator[tuple[Row, Row]]:
    for (topic, unit), group in estimates.groupby(["topic", "unit"], observed=True, sort=False):
        groups = [group]
        if len(group) > MOST:
            alike = ["population", "place", "period"]
            bounded = f"each is compared with the next {MOST} of the same population, place and period, and no other."
            warnings.warn(f"{len(group):,} estimates of {topic} in {unit}: {bounded}", stacklevel=4)
            groups = [rows for _, rows in group.groupby(alike, dropna=False, observed=True, sort=False)]
        for rows in ([_told(row) for row in group.to_dict("records")] for group in groups):
            for at, left in enumerate(rows):
                for right in rows[at + 1 : at + 1 + MOST]:
                    if (left["doc"], left["part"], left["by"]) != (right["doc"], right["part"], right["by"]):
                        yield left, right


def _told(row: Row) -> Row:
    """Add to a row what every pair of it needs; a place or period that is missing is empty."""
    given: Row = {name: "" if pd.isna(row[name]) else row[name] for name in ("place", "period")}
    if period := given["period"]:
        given |= {"period": dates.words(period), "days": dates.bounds(period)}
    bounds = {quantity.LIKE.get(row["bound"], row["bound"]), "about" if "~" in row["notation"] else ""}
    own = {"bounds": bounds, "limits": limits(row), "said": quantity.say(row["notation"], row["unit"])}
    return row | given | own


def _compare(left: Row, right: Row) -> tuple[Any, ...]:
    obstacles = list(_obstacles(left, right))
    overlap, verdict, sum_ = _arithmetic(left, right)
    relation, reason = "not comparable" if obstacles else verdict, " ".join([*obstacles, sum_])
    ends = (left["doc"], left["mark"], right["doc"], right["mark"])
    return (*ends, relation, "computed", reason, left["topic"], overlap)


def _obstacles(left: Row, right: Row) -> Iterator[str]:
    """Say why two claims may be of two things; where neither gives a place it is the same, but not so a period."""
    for name in ("population", "place", "period"):
        one, other = left[name], right[name]
        if one and other:
            if not (_meet(left["days"], right["days"]) if name == "period" else one == other):
                yield f"Different {name}s: {one}, and {other}."
        elif one or other:
            yield f"Only one gives a {name} ({one or other})."
        elif name == "period":
            yield "Neither gives a period."


def _meet(left: Any, right: Any) -> bool:
    """Tell whether two periods share a day; an end may be open."""
    return not any(first and last and first > last for first, last in ((left[0], right[1]), (right[0], left[1])))


def _arithmetic(left: Row, right: Row) -> tuple[str, str, str]:
    """Return what the limits do, the verdict on the numbers alone, and the sum in words."""
    (one, said), (other, other_said) = ((row["limits"], row["said"]) for row in (left, right))
    pair, bounds = f"“{said}” and “{other_said}”", left["bounds"] | right["bounds"]
    soft = (
        " The limits of an order of magnitude are our convention." if left["convention"] or right["convention"] else ""
    )
    if "unknown" in bounds:
        return *UNDECIDED, f"Of {pair}, one gives no number: there is nothing to compute."
    if "none known" in bounds:
        return *UNDECIDED, f"Of {pair}, one says what is known, not what is so."
    if one == other:
        return "overlap", "agrees", f"Both say “{said}”.{soft}"
    if "about" in bounds and not (one.inside(other, ends=False) or other.inside(one, ends=False)):
        return *UNDECIDED, f"Of {pair}, one is about a number: how far that reaches is not said."
    if not one.overlaps(other):
        if soft:
            return *UNDECIDED, f"What keeps {pair} apart is our convention for an order of magnitude."
        return "apart", "conflicts", f"No number is both “{said}” and “{other_said}”."
    if one.inside(other):
        return "overlap", "agrees", f"Whatever is “{said}” is “{other_said}” too.{soft}"
    if other.inside(one):
        return "overlap", "agrees", f"Whatever is “{other_said}” is “{said}” too.{soft}"
    if None in (one.low, one.high, other.low, other.high):
        why = f"{pair} leave room for each other at an open end, so neither supports the other.{soft}"
        return "overlap", "not comparable", why
    return "overlap", "agrees", f"{pair} overlap.{soft}"
