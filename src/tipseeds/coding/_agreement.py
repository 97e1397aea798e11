"""How far coders agree, question by question, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

import pandas as pd

from tipseeds.coding._file import KEY
from tipseeds.edition.fields import YES_NO

COLUMNS = dict.fromkeys(("kind", "question"), "string") | dict.fromkeys(("coders", "units", "pairs", "same"), "Int64")
COLUMNS |= dict.fromkeys(("percent", "alpha"), "Float64") | {"reason": "string"}


def agreement(codings: pd.DataFrame) -> pd.DataFrame:
    """Measure how far coders agree on each question and each device.

    Alpha is 1 where coders always agree and 0 where they agree as often as answers drawn at random would. It takes any
    number of coders, and answers that are missing. Where every answer is the same there is nothing to tell apart.

    Returns
    -------
    DataFrame
        One row a question or device: `kind`, `question`, `coders` (who answered it at all), `units` (comments that two
        coders or more answered), `pairs` (of answers on one comment), `same` (pairs that are the same), `percent`
        (same, of 100 pairs), `alpha` (Krippendorff's, nominal) and `reason` (why alpha is missing).

    Examples
    --------
    >>> found = tip.checks.agreement(tip.coding.shipped(corpus.comments))
    >>> found.loc[[0, 2], ["question", "units", "same", "percent", "alpha"]].round(3)
      question  units  same  percent  alpha
    0  failure     20    19     95.0  0.884
    2    china     20    20    100.0    1.0
    """
    rows = [_measure(codings, str(name)) for name in codings.columns if name not in KEY]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _measure(codings: pd.DataFrame, name: str) -> tuple[object, ...]:
    given = codings.loc[codings[name].notna(), ["doc", "part", "coder", name]]
    units = [list(group[name]) for _, group in given.groupby(["doc", "part"], sort=False) if len(group) > 1]
    pairs = [left == right for unit in units for left, right in combinations(unit, 2)]
    answers = {value for unit in units for value in unit}
    reason = None if units else "undefined: no comment was answered by two coders"
    if len(answers) == 1:
        reason = f"undefined: every answer is {answers.pop()}, so there is nothing to tell apart"
    told = codings.attrs.get("coded", {}).get(name)
    device = told["answers"] is YES_NO if told else given[name].isin(YES_NO).all()
    kind = "device" if device else "question"
    counts = (given["coder"].nunique(), len(units), len(pairs), sum(pairs))
    percent = 100 * sum(pairs) / len(pairs) if pairs else None
    return (kind, name, *counts, percent, None if reason else alpha(units), reason)


def alpha(units: Iterable[Sequence[object]]) -> float:
    """Return Krippendorff's alpha for nominal answers: 1 less the disagreement found, of that which chance would bring.

    `units` has for each thing the answers it got, in any order; one answer alone says nothing and is left out.

    Examples
    --------
    Two coders, four comments, one difference: 1 of 4 pairs differs, and chance would bring 15 of 28.

    >>> round(tip.coding.alpha([("yes", "yes"), ("yes", "yes"), ("no", "no"), ("yes", "no")]), 3)
    0.533
    """
    units = list(units)
    if any(isinstance(unit, str) for unit in units):
        raise ValueError('Write the answers of each thing as a list: tip.coding.alpha([("yes", "no"), ("no", "no")]).')
    counts = [Counter(unit) for unit in units if len(unit) > 1]
    every = sum(counts, Counter[object]())
    if len(every) < 2:
        raise ValueError("Alpha needs two different answers at least, on things that two coders answered.")
    found = sum(_unlike(count) / (count.total() - 1) for count in counts)
    return 1 - found * (every.total() - 1) / _unlike(every)


def _unlike(count: Counter[object]) -> int:
    """Count the ordered pairs of answers that differ."""
    return sum(n * (count.total() - n) for n in count.values())


def differences(codings: pd.DataFrame) -> pd.DataFrame:
    """List the comments and questions on which coders gave different answers.

    Returns
    -------
    DataFrame
        `doc`, `part`, `question` (or device) and `answers`: each answer with who gave it.

    Examples
    --------
    >>> tip.checks.differences(tip.coding.shipped(corpus.comments))["answers"].tolist()
    ['accepts: first; silent: second', 'alike: first; silent: second', 'faults: first; both: second']
    """
    rows = []
    for (doc, part), group in codings.groupby(["doc", "part"], sort=False):
        for name in codings.columns.drop(list(KEY)):
            given = group.dropna(subset=name)
            if given[name].nunique() > 1:
                said = [f"{value}: {', '.join(who['coder'])}" for value, who in given.groupby(name, sort=False)]
                rows.append((doc, part, name, "; ".join(said)))
    return pd.DataFrame(rows, columns=["doc", "part", "question", "answers"], dtype="string")
