"""Pairs of estimates on one topic: what arithmetic and populations decide, beside what a reader judged."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd

from tipseeds.checks import _intervals as intervals
from tipseeds.checks._intervals import Interval
from tipseeds.edition import dates, quantity
from tipseeds.edition.tables import Tables

PAIR = ["left_doc", "left_mark", "right_doc", "right_mark"]


def compared(estimates: pd.DataFrame) -> pd.DataFrame:
    """Compare every two estimates of one topic and unit that stand in different parts or are credited differently.

    The rules, first match first:

    1. Another population, place or period, or one of them not given by both: *not comparable*.
    2. One number is said to be unknown, or none is known: *not comparable*, as there is no interval to hold.
    3. No number satisfies both: *conflicts*. Limits that are not the text's can't make a conflict (an order of
       magnitude has those of our convention, "about" sets none); then the two are *not comparable*.
    4. The limits are the same, or one statement follows from the other, or both are closed and overlap: *corroborates*.
    5. A floor and a ceiling that leave room for both: *not comparable*. Neither supports the other.

    Parameters
    ----------
    estimates : DataFrame
        The table `estimates`, or rows of it.

    Returns
    -------
    DataFrame
        The columns of the table `relations`, all with the basis computed, and `topic`, `limits` (overlap, apart,
        undecided), `same_population`, `same_place`, `same_period` (missing where one of the two does not say).

    Examples
    --------
    >>> import tipseeds as tip
    >>> pairs = compared(tip.load().estimates.query("topic == 'prisoners'"))
    >>> pairs[["left_doc", "right_doc", "relation", "limits"]]
           left_doc     right_doc        relation   limits
    0         lagon  encyclopedia  not comparable  overlap
    1         lagon       asmolov  not comparable  overlap
    2  encyclopedia       asmolov  not comparable  overlap
    """
    rows = []
    for _, group in estimates.groupby(["topic", "unit"], observed=True, sort=False):
        for left, right in combinations(group.to_dict("records"), 2):
            if (left["doc"], left["part"], left["by"]) != (right["doc"], right["part"], right["by"]):
                rows.append(_compare(left, right))
    texts = [*PAIR, "relation", "basis", "reason", "topic", "limits"]
    answers = ["same_population", "same_place", "same_period"]
    made = pd.DataFrame(rows, columns=[*texts, *answers])
    return made.astype(dict.fromkeys(texts, "string") | dict.fromkeys(answers, "boolean"))


def related(corpus: Tables) -> pd.DataFrame:
    """Set the computed verdict on each pair of estimates beside the judged one; the judged one holds where both exist.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.

    Returns
    -------
    DataFrame
        The columns of the table `relations`, then `computed` and `computed_reason` (missing where arithmetic was not
        asked: one part and one source) and `agree` (whether the two verdicts are the same; missing where one is).

    Examples
    --------
    >>> import tipseeds as tip
    >>> pairs = related(tip.load())
    >>> pairs.query("left_mark == 'trafficked'")[["relation", "basis", "computed"]]
        relation   basis        computed
    5  conflicts  judged  not comparable
    """
    claims = set(zip(corpus.estimates["doc"].astype(str), corpus.estimates["mark"], strict=True))
    judged = corpus.relations.astype("string")
    both = pd.array([
        (left_doc, left) in claims and (right_doc, right) in claims
        for left_doc, left, right_doc, right in judged[PAIR].itertuples(index=False)
    ], dtype="boolean")  # fmt: skip
    sums = compared(corpus.estimates)[[*PAIR, "relation", "reason"]]
    sums = sums.rename(columns={"relation": "computed", "reason": "computed_reason"})
    turned = sums.rename(columns=dict(zip(PAIR, [*PAIR[2:], *PAIR[:2]], strict=True)))
    held = judged[both].merge(pd.concat([sums, turned]), on=PAIR, how="left")
    settled = {frozenset([(a, b), (c, d)]) for a, b, c, d in held[PAIR].itertuples(index=False)}
    pairs = sums[PAIR].itertuples(index=False)
    open_pairs = pd.array([frozenset([(a, b), (c, d)]) not in settled for a, b, c, d in pairs], dtype="boolean")
    rest = sums[open_pairs].assign(basis="computed")
    rest = rest.assign(relation=rest["computed"], reason=rest["computed_reason"])
    told = pd.concat([held, rest], ignore_index=True).astype("string")
    agree = (told["relation"] == told["computed"]).where(told["basis"] == "judged").astype("boolean")
    return told.assign(agree=agree)[[*corpus.relations.columns, "computed", "computed_reason", "agree"]]


def _compare(left: dict[Any, Any], right: dict[Any, Any]) -> tuple[Any, ...]:
    population = left["population"] == right["population"]
    place = _same(left["place"], right["place"])
    period = _periods(left["period"], right["period"])
    limits, verdict, sum_ = _arithmetic(left, right)
    obstacles = [
        *([] if population else [f"Different populations: {left['population']}, and {right['population']}."]),
        *_obstacle("place", place, left["place"], right["place"]),
        *_obstacle(
            "period",
            period,
            *(dates.words(row["period"]) if pd.notna(row["period"]) else None for row in (left, right)),
        ),
    ]
    relation = "not comparable" if obstacles else verdict
    ends = (left["doc"], left["mark"], right["doc"], right["mark"])
    reason = " ".join([*obstacles, sum_])
    return (*ends, relation, "computed", reason, left["topic"], limits, population, place, period)


def _same(left: Any, right: Any) -> bool | None:
    """Tell whether two entries are the same; two that are both missing are, one that is missing is not known."""
    if pd.isna(left) or pd.isna(right):
        return True if pd.isna(left) and pd.isna(right) else None
    return bool(left == right)


def _periods(left: Any, right: Any) -> bool | None:
    """Tell whether two periods share a day; unlike a place, a period that neither gives is not taken to be the same."""
    if pd.isna(left) or pd.isna(right):
        return None
    (first, last), (other_first, other_last) = dates.bounds(left), dates.bounds(right)
    starts, ends = (first, other_first), (last, other_last)
    return not any(start and end and start > end for start, end in zip(starts, reversed(ends), strict=True))


def _obstacle(name: str, same: bool | None, left: Any, right: Any) -> list[str]:
    if same:
        return []
    if same is False:
        return [f"Different {name}s: {left}, and {right}."]
    given = [str(value) for value in (left, right) if pd.notna(value)]
    return [f"Only one gives a {name} ({given[0]})."] if given else [f"Neither gives a {name}."]


def _arithmetic(left: dict[Any, Any], right: dict[Any, Any]) -> tuple[str, str, str]:
    """Return what the limits do, the verdict on the numbers alone, and the sum in words."""
    told = [quantity.say(row["notation"], row["unit"]) for row in (left, right)]
    pair = f"“{told[0]}” and “{told[1]}”"
    bounds = {quantity.LIKE.get(row["bound"], row["bound"]) for row in (left, right)}
    bounds |= {"about" for row in (left, right) if "~" in row["notation"]}
    bounds |= {"order of magnitude" for row in (left, right) if row["convention"]}
    if "unknown" in bounds:
        return "undecided", "not comparable", f"Of {pair}, one gives no number: there is nothing to compute."
    if "none known" in bounds:
        return "undecided", "not comparable", f"Of {pair}, one says what is known, not what is so."
    one, other = intervals.of(left), intervals.of(right)
    soft = " The limits of an order of magnitude are our convention." if "order of magnitude" in bounds else ""
    if one == other:
        return "overlap", "corroborates", f"Both say “{told[0]}”.{soft}"
    if "about" in bounds and not (_inside(one, other) or _inside(other, one)):
        return "undecided", "not comparable", f"Of {pair}, one is about a number: how far that reaches is not said."
    if not overlap(one, other):
        if soft:
            return (
                "undecided",
                "not comparable",
                f"What keeps {pair} apart is our convention for an order of magnitude.",
            )
        return "apart", "conflicts", f"No number is both “{told[0]}” and “{told[1]}”."
    if _inside(one, other, ends=True) or _inside(other, one, ends=True):
        narrow, wide = told if _inside(one, other, ends=True) else told[::-1]
        return "overlap", "corroborates", f"Whatever is “{narrow}” is “{wide}” too.{soft}"
    if None in (one.low, one.high, other.low, other.high):
        return (
            "overlap",
            "not comparable",
            f"{pair} leave room for each other at an open end, so neither supports the other.{soft}",
        )
    return "overlap", "corroborates", f"{pair} overlap.{soft}"


def _inside(one: Interval, other: Interval, ends: bool = False) -> bool:
    """Tell whether all that one allows is allowed by the other, and with `ends`, also if they share a limit."""
    for own, limit, sign in ((one.low, other.low, 1), (one.high, other.high, -1)):
        if limit is not None and (own is None or sign * own < sign * limit):
            return False
        if own is not None and own == limit and not (ends and (one.strict or not other.strict)):
            return False
    return True


def overlap(one: Interval, other: Interval) -> bool:
    """Tell whether a number satisfies both."""
    low = max((value.low for value in (one, other) if value.low is not None), default=None)
    high = min((value.high for value in (one, other) if value.high is not None), default=None)
    if low is None or high is None or low < high:
        return True
    shared = [value for value in (one, other) if value.strict and low in (value.low, value.high)]
    return low == high and not shared
