"""What the figures on workers abroad imply, as sums on their stated limits, and the exchange rates on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product

import pandas as pd

from tipseeds.checks._sums import COLUMNS, Stated, as_input, result, stated
from tipseeds.edition.frames import table

WORKERS = ("North Korean workers abroad", "people")
EARNINGS = "earnings from workers abroad"
MONTHS, HUNDRED = Stated(12.0, 12.0, said="12"), Stated(100.0, 100.0, said="100")
CONVENTION = "What a sum spans that is rounded to its last digit is our convention; the text sets no such limits."
Rows = Iterator[tuple[object, ...]]


def implied(estimates: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Compute what the figures on workers abroad imply.

    Every result keeps the limits that its inputs state, and no others: where an input has no upper limit, the result
    lacks one too.

    Returns
    -------
    DataFrame
        One row a result: `figure` (exchange rate, revenue per worker, pay as a share of revenue, growth, workers per
        country, trade, reconciling head-count), `what`, `reading`, `low`, `high`, `unit`, `bound`, `sum` (in words),
        `inputs` (document and mark of each, or the publisher), `borrows` (what comes from another year or source) and
        `warning` (where years, populations or conventions mix).

    Examples
    --------
    >>> found = tip.checks.implied(corpus.estimates, tip.reference.published_figures())
    >>> found.query("figure == 'growth'")["sum"].item()
    '(100,000 people (2015) ÷ 60,000 to 65,000 people (2012)) ^ (1/3) - 1 = 15.4 to 18.6 percent a year'
    """
    workers = stated(estimates, *WORKERS)
    revenues = [stated(estimates, EARNINGS, unit) for unit in ("GBP per year", "USD per year")]
    rows = [
        *rates(estimates),
        *_revenue_per_worker(revenues, workers),
        *_pay_share(revenues[1], workers, published),
        *_growth(workers),
        *_per_country(workers, stated(estimates, "countries with North Korean workers", "countries")),
        *_trade(estimates),
        *_head_counts(revenues, workers),
    ]
    return table(rows, COLUMNS)


def rates_against_record(implied: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    """Hold each implied exchange rate against the rates on record.

    Returns
    -------
    DataFrame
        One row an implied rate and a period on record: `what`, `reading`, `low`, `high` (the implied rate), `period`,
        `rate` (on record), `fits` (the rate lies within the limits; a rate as stated is one number and hardly ever
        fits) and `difference` (percent by which the nearer limit differs from the record; 0 where it fits).

    Examples
    --------
    >>> found = tip.checks.implied(corpus.estimates, tip.reference.published_figures())
    >>> held = tip.checks.rates_against_record(found, tip.reference.exchange_rates())
    >>> held.query("reading == 'converted sum rounded' and low == 1.25 and fits")["period"].tolist()
    ['2016-06-27', '2016-07', '2016-08', '2016-09']
    """
    found = implied[implied["figure"] == "exchange rate"]
    on_record = official.rename(columns={"pair": "unit"})[["period", "unit", "rate"]]
    held = found.merge(on_record.astype({"unit": "string"}), on="unit")
    low, high, rate = (held[name].astype(float) for name in ("low", "high", "rate"))
    shown = held[["what", "reading", "low", "high", "period", "rate"]]
    return shown.assign(fits=rate.between(low, high), difference=100 * (rate.clip(low, high) - rate) / rate)


def rates(estimates: pd.DataFrame) -> Rows:
    """Yield the rate that each converted sum implies, as stated and under each reading of its rounding."""
    inputs = {(row["doc"], row["mark"]): as_input(row) for row in estimates.to_dict("records")}
    for doc, mark, first in estimates.dropna(subset="converts")[["doc", "mark", "converts"]].itertuples(index=False):
        after, before = inputs[doc, mark], inputs[doc, first]
        what = f"rate between {before.said} and {after.said}"
        unit = f"{after.unit.split()[0]} per {before.unit.split()[0]}"
        yield result("exchange rate", what, after / before, unit)
        if (over := _rounded(after)) and (under := _rounded(before)):
            ways = {"converted sum": over / before, "first sum": after / under, "both sums": over / under}
            for which, rate in ways.items():
                yield result("exchange rate", what, rate, unit, f"{which} rounded", warning=CONVENTION)


def _rounded(one: Stated) -> Stated | None:
    """Return what rounds to a whole number at its last digit that isn't zero: our convention, not the text's."""
    if one.low is None or one.low != one.high or not one.low.is_integer():
        return None
    digits = f"{one.low:.0f}"
    half = 10 ** (len(digits) - len(digits.rstrip("0"))) / 2
    span = Stated(one.low - half, one.low + half, key=one.key)
    return replace(span, said=span.say(one.unit))


def _mixes(revenue: Stated, heads: Stated) -> tuple[str, str]:
    """Return what comes from another year than the revenue, and a warning."""
    if heads.period == revenue.period:
        return "", ""
    borrowed = f"the head-count of {heads.period or 'no stated year'}"
    return borrowed, (
        f"Mixes years: the revenue is of {revenue.period}, {borrowed}. Mixes sources, none of them named: whether they "
        "mean the same workers is not said."
    )


def _revenue_per_worker(revenues: list[list[Stated]], workers: list[Stated]) -> Rows:
    for currency in revenues:
        for heads, revenue in product(workers, currency):
            for span, came in (("year", revenue / heads), ("month", revenue / heads / MONTHS)):
                what = f"{revenue.said} over the workers of {heads.period}, a {span}"
                unit = f"{revenue.unit.split()[0]} a worker and {span}"
                yield result("revenue per worker", what, came, unit, "as stated", *_mixes(revenue, heads))


def _pay_share(revenues: list[Stated], workers: list[Stated], published: pd.DataFrame) -> Rows:
    for pay in published[published["figure"] == "pay of workers abroad"].to_dict("records"):
        paid = Stated(float(pay["low"]), float(pay["high"]))
        paid = replace(paid, said=f"{paid.say(pay['unit'])} ({pay['period']})")
        for heads, revenue in product(workers, revenues):
            share, (borrowed, mixed) = HUNDRED * (paid / (revenue / heads / MONTHS)), _mixes(revenue, heads)
            came = replace(share, key=f"{share.key}, {pay['credit']}")
            what = f"pay as published, of {revenue.said} over the workers of {heads.period}"
            borrows = "; ".join(filter(None, (borrowed, f"the pay, from {pay['credit']}")))
            warning = f"No document gives this pay; it may be that of others. {mixed}"
            yield result("pay as a share of revenue", what, came, "percent", "as stated", borrows, warning)


def _growth(workers: list[Stated]) -> Rows:
    dated = sorted((heads for heads in workers if heads.period.isdigit()), key=lambda heads: int(heads.period))
    for first, last in pairwise(dated):
        if years := int(last.period) - int(first.period):
            ratio = last / first
            low, high = (None if end is None else 100 * (end ** (1 / years) - 1) for end in (ratio.low, ratio.high))
            came = replace(ratio, low=low, high=high, said=f"({ratio.said}) ^ (1/{years}) - 1")
            what = f"compound growth a year from {first.period} to {last.period}"
            warning = (
                f"Two estimates by sources that are not named: workers who had been sent by {first.period}, and "
                f"workers abroad in {last.period}. The rise may be growth, a wider count, or both."
            )
            yield result("growth", what, came, "percent a year", warning=warning)


def _per_country(workers: list[Stated], countries: list[Stated]) -> Rows:
    for heads, places in product(workers, countries):
        borrows = ""
        warning = "No lower limit: the countries have no upper one. An average; no country need have so many."
        if heads.period != places.period:
            borrows = f"the number of countries of {places.period}"
            warning += f" Mixes years: the workers are of {heads.period}, the countries of {places.period}."
        what = f"average of the workers of {heads.period} over the countries"
        yield result("workers per country", what, heads / places, "people a country", "as stated", borrows, warning)


def _trade(estimates: pd.DataFrame) -> Rows:
    warning = (
        "One sentence, two readings; no period and no source is given for the sum, and who earned it is not clear."
    )
    whole = "trade between the EU and North Korea"
    shares = stated(estimates, whole, "percent")
    for share, money in product(shares, stated(estimates, "earnings or trade, ambiguous", "EUR")):
        part = replace(share / HUNDRED, said=share.said)
        yield result("trade", whole, money / part, "EUR", "the sum is the earnings", warning=warning)
        yield result("trade", "earnings of the workers", money * part, "EUR", "the sum is the trade", warning=warning)


def _head_counts(revenues: list[list[Stated]], workers: list[Stated]) -> Rows:
    """Scale a head-count by two revenues of one year, as if every worker brought in the same."""
    counts, *currencies = (sorted(kind, key=lambda one: one.low or 0) for kind in (workers, *revenues))
    for currency in currencies:
        for (less, more), (fewer, larger) in product(pairwise(currency), pairwise(counts)):
            for known, other, at, to in ((larger, fewer, more, less), (fewer, larger, less, more)):
                came = known * to / at
                what = f"workers behind {to.said}, if {known.said} bring in {at.said}"
                reading = f"{_meets(came, other)} the stated {other.said}"
                warning = (
                    "Supposes that every worker brings in the same and that each sum rests on its own head-count; "
                    f"neither is said. {_mixes(to, known)[1]}"
                )
                borrows = f"the head-count of {known.period}"
                yield result("reconciling head-count", what, came, "people", reading, borrows, warning)


def _meets(one: Stated, other: Stated) -> str:
    if None in (one.low, one.high, other.low, other.high):
        return "can't be held against"
    if not one.overlaps(other):
        return "misses"
    return "lies within" if one.inside(other) else "holds" if other.inside(one) else "overlaps"
