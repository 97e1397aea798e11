"""What the figures on workers abroad imply, as sums on their stated limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import pandas as pd

from tipseeds.checks import _exchange as exchange
from tipseeds.checks import _intervals as intervals
from tipseeds.checks import _sums as sums
from tipseeds.checks._intervals import Interval
from tipseeds.edition import quantity

WORKERS = ("North Korean workers abroad", "people")
COUNTRIES = ("countries with North Korean workers", "countries")
EARNINGS = "earnings from workers abroad"
SHARE_OF_TRADE = ("trade between the EU and North Korea", "percent")
EARNINGS_OR_TRADE = ("earnings or trade, ambiguous", "EUR")
PAY = "pay of workers abroad"
HUNDRED = Interval(100.0, 100.0)
MONTHS = Interval(12.0, 12.0)


def implied(estimates: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Compute what the figures on workers abroad imply.

    Every result keeps the limits that its inputs state, and no others: where an input has no upper limit, the result
    lacks one too.

    Parameters
    ----------
    estimates : DataFrame
        The table `estimates`.
    published : DataFrame
        As `reference.published_figures` gives, for the pay that a worker is said to have.

    Returns
    -------
    DataFrame
        One row a result: `figure` (exchange rate, revenue per worker, pay as a share of revenue, growth, workers per
        country, trade, reconciling head-count), `what`, `reading`, `low`, `high`, `unit`, `bound`, `sum` (in words),
        `inputs` (document and mark of each, or the publisher), `borrows` (what comes from another year or source) and
        `warning` (where years, populations or conventions mix).

    Examples
    --------
    >>> import tipseeds as tip
    >>> found = implied(tip.load().estimates, tip.reference.published_figures())
    >>> found.query("figure == 'growth'")["sum"].item()
    '(100,000 people (2015) ÷ 60,000 to 65,000 people (2012)) ^ (1/3) - 1 = 15.4 to 18.6 percent a year'
    """
    rows = [
        *exchange.rates(estimates),
        *_revenue_per_worker(estimates),
        *_pay_share(estimates, published),
        *_growth(estimates),
        *_per_country(estimates),
        *_trade(estimates),
        *_head_counts(estimates),
    ]
    return sums.frame(rows)


def _borrowed(year: str, heads: sums.Stated) -> str:
    return "" if heads.period == year else f"the head-count of {heads.period or 'no stated year'}"


def _mixes(year: str, heads: sums.Stated) -> str:
    if heads.period == year:
        return ""
    return (
        f"Mixes years: the revenue is of {year}, the head-count of {heads.period or 'no stated year'}. Mixes sources, "
        "none of them named: whether they mean the same workers is not said."
    )


def _revenue_per_worker(estimates: pd.DataFrame) -> Iterator[dict[str, object]]:
    for unit, heads in product(("GBP per year", "USD per year"), sums.stated(estimates, *WORKERS)):
        for revenue in sums.stated(estimates, EARNINGS, unit):
            yearly = intervals.divide(revenue.value, heads.value)
            for span, value, work in (
                ("year", yearly, f"{revenue.said} ÷ {heads.said}"),
                ("month", intervals.divide(yearly, MONTHS), f"{revenue.said} ÷ {heads.said} ÷ 12"),
            ):
                yield sums.result(
                    "revenue per worker",
                    f"{revenue.said} over the workers of {heads.period}, a {span}",
                    value,
                    f"{unit.split()[0]} a worker and {span}",
                    work,
                    (revenue.key, heads.key),
                    borrows=_borrowed(revenue.period, heads),
                    warning=_mixes(revenue.period, heads),
                )


def _pay_share(estimates: pd.DataFrame, published: pd.DataFrame) -> Iterator[dict[str, object]]:
    revenues = sums.stated(estimates, EARNINGS, "USD per year")
    for pay in published[published["figure"] == PAY].to_dict("records"):
        paid = Interval(float(pay["low"]), float(pay["high"]))
        for heads, revenue in product(sums.stated(estimates, *WORKERS), revenues):
            monthly = intervals.divide(intervals.divide(revenue.value, heads.value), MONTHS)
            yield sums.result(
                "pay as a share of revenue",
                f"pay as published, of {revenue.said} over the workers of {heads.period}",
                intervals.times(intervals.divide(paid, monthly), HUNDRED),
                "percent",
                f"100 × {quantity.grouped(paid.low or 0)} to {quantity.grouped(paid.high or 0)} {pay['unit']} "
                f"({pay['period']}) ÷ ({revenue.said} ÷ {heads.said} ÷ 12)",
                (revenue.key, heads.key, str(pay["credit"])),
                borrows="; ".join(filter(None, (_borrowed(revenue.period, heads), f"the pay, from {pay['credit']}"))),
                warning=f"No document gives this pay; it may be that of others. {_mixes(revenue.period, heads)}",
                decimals=1,
            )


def _growth(estimates: pd.DataFrame) -> Iterator[dict[str, object]]:
    dated = [heads for heads in sums.stated(estimates, *WORKERS) if heads.period.isdigit()]
    for first, last in pairwise(sorted(dated, key=lambda heads: int(heads.period))):
        years = int(last.period) - int(first.period)
        yield sums.result(
            "growth",
            f"compound growth a year from {first.period} to {last.period}",
            intervals.yearly_growth(first.value, last.value, years),
            "percent a year",
            f"({last.said} ÷ {first.said}) ^ (1/{years}) - 1",
            (last.key, first.key),
            warning=f"Two estimates by sources that are not named: workers who had been sent by {first.period}, and "
            f"workers abroad in {last.period}. The rise may be growth, a wider count, or both.",
            decimals=1,
        )


def _per_country(estimates: pd.DataFrame) -> Iterator[dict[str, object]]:
    for heads, countries in product(sums.stated(estimates, *WORKERS), sums.stated(estimates, *COUNTRIES)):
        same = heads.period == countries.period
        yield sums.result(
            "workers per country",
            f"average of the workers of {heads.period} over the countries",
            intervals.divide(heads.value, countries.value),
            "people a country",
            f"{heads.said} ÷ {countries.said}",
            (heads.key, countries.key),
            borrows="" if same else f"the number of countries of {countries.period}",
            warning="No lower limit: the countries have no upper one. An average; no country need have so many."
            + (
                "" if same else f" Mixes years: the workers are of {heads.period}, the countries of {countries.period}."
            ),
        )


def _trade(estimates: pd.DataFrame) -> Iterator[dict[str, object]]:
    warning = (
        "One sentence, two readings; no period and no source is given for the sum, and who earned it is not clear."
    )
    for share, money in product(sums.stated(estimates, *SHARE_OF_TRADE), sums.stated(estimates, *EARNINGS_OR_TRADE)):
        part = intervals.divide(share.value, HUNDRED)
        yield sums.result(
            "trade", "trade between the EU and North Korea", intervals.divide(money.value, part), "EUR",
            f"{money.said} ÷ {share.said}", (money.key, share.key), reading="the sum is the earnings", warning=warning,
        )  # fmt: skip
        yield sums.result(
            "trade", "earnings of the workers", intervals.times(money.value, part), "EUR",
            f"{money.said} × {share.said}", (money.key, share.key), reading="the sum is the trade", warning=warning,
        )  # fmt: skip


def _head_counts(estimates: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Scale a head-count by two revenues of one year, as if every worker brought in the same."""
    counts = sorted(sums.stated(estimates, *WORKERS), key=lambda heads: heads.value.low or 0)
    for unit in ("GBP per year", "USD per year"):
        revenues = sorted(sums.stated(estimates, EARNINGS, unit), key=lambda revenue: revenue.value.low or 0)
        for (less, more), (fewer, larger) in product(pairwise(revenues), pairwise(counts)):
            for known, other, at, to in ((larger, fewer, more, less), (fewer, larger, less, more)):
                value = intervals.divide(intervals.times(known.value, to.value), at.value)
                yield sums.result(
                    "reconciling head-count",
                    f"workers behind {to.said}, if {known.said} bring in {at.said}",
                    value,
                    "people",
                    f"{known.said} × {to.said} ÷ {at.said}",
                    (known.key, to.key, at.key),
                    reading=f"{_meets(value, other.value)} the stated {other.said}",
                    borrows=f"the head-count of {known.period}",
                    warning="Supposes that every worker brings in the same and that each sum rests on its own "
                    f"head-count; neither is said. {_mixes(to.period, known)}",
                )


def _meets(value: Interval, other: Interval) -> str:
    ends = (value.low, value.high, other.low, other.high)
    if None in ends:
        return "can't be held against"
    low, high, other_low, other_high = (float(end or 0) for end in ends)
    if high < other_low or low > other_high:
        return "misses"
    return "lies within" if other_low <= low and high <= other_high else "holds" if low <= other_low else "overlaps"
