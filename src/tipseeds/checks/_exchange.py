"""The exchange rates that converted sums imply, held against the rates on record."""

from __future__ import annotations

import pandas as pd

from tipseeds.checks import _intervals as intervals
from tipseeds.checks import _sums as sums
from tipseeds.checks._intervals import Interval

READINGS = {
    "as stated": (False, False),
    "converted sum rounded": (True, False),
    "first sum rounded": (False, True),
    "both sums rounded": (True, True),
}
"""Which of the two sums is taken as rounded to its last digit; all but the first reading are our convention."""

CONVENTION = "What a sum spans that is rounded to its last digit is our convention; the text sets no such limits."


def rates(estimates: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rate that each converted sum implies, under each reading of its rounding."""
    rows = []
    inputs = {(row["doc"], row["mark"]): sums.as_input(row) for row in estimates.to_dict("records")}
    for row in estimates[estimates["converts"].notna()].to_dict("records"):
        after, before = inputs[row["doc"], row["mark"]], inputs[row["doc"], row["converts"]]
        pair = f"{after.unit.split()[0]} per {before.unit.split()[0]}"
        for reading, (round_after, round_before) in READINGS.items():
            over, over_said = _taken(after, round_after)
            under, under_said = _taken(before, round_before)
            rows.append(
                sums.result(
                    "exchange rate",
                    f"rate between {before.said} and {after.said}",
                    intervals.divide(over, under),
                    pair,
                    f"{over_said} ÷ {under_said}",
                    (after.key, before.key),
                    reading=reading,
                    warning="" if reading == "as stated" else CONVENTION,
                    decimals=5,
                )
            )
    return rows


def _taken(sum_: sums.Stated, rounded: bool) -> tuple[Interval, str]:
    if not rounded:
        return sum_.value, sum_.said
    value = intervals.last_digit(sum_.value)
    return value, intervals.say(value, sum_.unit)


def rates_against_record(implied: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    """Hold each implied exchange rate against the rates on record.

    Parameters
    ----------
    implied : DataFrame
        As `checks.implied` gives.
    official : DataFrame
        As `reference.exchange_rates` gives.

    Returns
    -------
    DataFrame
        One row an implied rate and a period on record: `what`, `reading`, `low`, `high` (the implied rate), `period`,
        `rate` (on record), `fits` (the rate lies within the limits; a rate as stated is one number and hardly ever
        fits) and `difference` (percent by which the nearer limit differs from the record; 0 where it fits).

    Examples
    --------
    >>> import tipseeds as tip
    >>> found = tip.checks.implied(tip.load().estimates, tip.reference.published_figures())
    >>> held = rates_against_record(found, tip.reference.exchange_rates())
    >>> held.query("reading == 'converted sum rounded' and low == 1.25 and fits")["period"].tolist()
    ['2016-06-27', '2016-07', '2016-08', '2016-09']
    """
    found = implied[implied["figure"] == "exchange rate"]
    on_record = official.rename(columns={"pair": "unit"})[["period", "unit", "rate"]]
    held = found.merge(on_record.astype({"unit": "string"}), on="unit")
    low, high, rate = (held[name].astype(float) for name in ("low", "high", "rate"))
    nearest = rate.clip(low, high)
    return held[["what", "reading", "low", "high", "period", "rate"]].assign(
        fits=rate.between(low, high), difference=100 * (nearest - rate) / rate
    )
