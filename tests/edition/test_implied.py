"""Each implied figure, worked out again by hand from the wording; none of these numbers was printed by the code."""

from __future__ import annotations

from operator import mul, truediv
from typing import Any

import pandas as pd
import pytest

import tipseeds as tip
from tipseeds.checks._implied import _meets
from tipseeds.checks._sums import Stated


@pytest.fixture(scope="module")
def estimates():
    return tip.load().estimates


@pytest.fixture(scope="module")
def found(estimates):
    return tip.checks.implied(estimates, tip.reference.published_figures())


def one(found: pd.DataFrame, figure: str, *said: str) -> Any:
    """Return the one result whose sum holds all of these words."""
    rows = found[found["figure"] == figure]
    for words in said:
        told = rows["what"] + " " + rows["reading"] + " " + rows["sum"]
        rows = rows[told.str.contains(words, regex=False)]
    assert len(rows) == 1, rows["sum"].tolist()
    return rows.iloc[0]


def limits(row: Any) -> Any:
    return tuple(None if pd.isna(row[end]) else float(row[end]) for end in ("low", "high"))


# "GB£1.6 billion (about US$2.3 billion)" and "GB£1 billion (about US$1.3 billion)"
@pytest.mark.parametrize(
    ("pounds", "reading", "low", "high"),
    [
        ("1,600,000,000", "as stated", 2.3 / 1.6, 2.3 / 1.6),  # 1.4375
        ("1,600,000,000", "converted sum rounded", 2.25 / 1.6, 2.35 / 1.6),  # 1.40625, 1.46875
        ("1,600,000,000", "first sum rounded", 2.3 / 1.65, 2.3 / 1.55),
        ("1,600,000,000", "both sums rounded", 2.25 / 1.65, 2.35 / 1.55),
        ("1,000,000,000", "as stated", 1.3, 1.3),
        ("1,000,000,000", "converted sum rounded", 1.25, 1.35),
        ("1,000,000,000", "first sum rounded", 1.3 / 1.5, 1.3 / 0.5),
        ("1,000,000,000", "both sums rounded", 1.25 / 1.5, 1.35 / 0.5),
    ],
)
def test_exchange_rates(found, pounds, reading, low, high):
    row = found[
        (found["figure"] == "exchange rate")
        & found["what"].str.startswith(f"rate between {pounds} GBP")
        & (found["reading"] == reading)
    ].squeeze()
    assert limits(row) == pytest.approx((low, high))
    assert row["unit"] == "USD per GBP"
    assert row["bound"] == ("about" if reading == "as stated" else "range")
    assert ("our convention" in str(row["warning"])) is (reading != "as stated")


def test_the_two_rates_belong_before_and_after_the_fall_of_the_pound(found):
    held = tip.checks.rates_against_record(found, tip.reference.exchange_rates())
    rounded = held[(held["reading"] == "converted sum rounded") & held["fits"]]
    higher = rounded.loc[rounded["low"] > 1.4, "period"].tolist()
    lower = rounded.loc[rounded["low"] < 1.4, "period"].tolist()
    assert higher == ["2016-01", "2016-02", "2016-03", "2016-04", "2016-05", "2016-06"]
    assert lower == ["2016-06-27", "2016-07", "2016-08", "2016-09"]


def test_no_year_fits_either_rate(found):
    held = tip.checks.rates_against_record(found, tip.reference.exchange_rates())
    years = held[held["period"].isin(["2012", "2015", "2016"]) & (held["reading"] == "converted sum rounded")]
    assert len(years) == 6
    assert not years["fits"].any()


def test_difference_is_to_the_nearer_limit(found):
    held = tip.checks.rates_against_record(found, tip.reference.exchange_rates())
    row = held[(held["period"] == "2016") & (held["low"] == 1.25)]
    assert row["difference"].item() == pytest.approx(100 * (1.35 - 1.3555) / 1.3555)


# 2.3 and 1.3 billion dollars, 1.6 and 1 billion pounds, over 100,000 (2015) and 60,000 to 65,000 (2012)
@pytest.mark.parametrize(
    ("revenue", "year", "low", "high"),
    [
        ("2,300,000,000 USD", "2015", 23_000, 23_000),
        ("1,300,000,000 USD", "2015", 13_000, 13_000),
        ("2,300,000,000 USD", "2012", 2.3e9 / 65_000, 2.3e9 / 60_000),  # 35,385 to 38,333
        ("1,300,000,000 USD", "2012", 20_000, 1.3e9 / 60_000),  # 20,000 to 21,667
        ("1,600,000,000 GBP", "2015", 16_000, 16_000),
        ("1,000,000,000 GBP", "2015", 10_000, 10_000),
        ("1,600,000,000 GBP", "2012", 1.6e9 / 65_000, 1.6e9 / 60_000),
        ("1,000,000,000 GBP", "2012", 1e9 / 65_000, 1e9 / 60_000),
    ],
)
def test_revenue_per_worker(found, revenue, year, low, high):
    yearly = one(found, "revenue per worker", revenue, f"workers of {year}", "a year")
    monthly = one(found, "revenue per worker", revenue, f"workers of {year}", "a month")
    assert limits(yearly) == pytest.approx((low, high))
    assert limits(monthly) == pytest.approx((low / 12, high / 12))
    assert yearly["unit"] == f"{revenue[-3:]} a worker and year"
    assert yearly["borrows"] == f"the head-count of {year}"
    assert f"the revenue is of 2016, the head-count of {year}" in yearly["warning"]


# 120 to 150 dollars a month, from outside the documents, of the revenue per worker and month
@pytest.mark.parametrize(
    ("revenue", "year", "low", "high"),
    [
        ("2,300,000,000", "2015", 120 * 12 / 230, 150 * 12 / 230),  # of 23,000 a year: 6.3 to 7.8 percent
        ("1,300,000,000", "2015", 120 * 12 / 130, 150 * 12 / 130),  # of 13,000 a year: 11.1 to 13.8 percent
        ("2,300,000,000", "2012", 120 * 12 * 60_000 / 23e6, 150 * 12 * 65_000 / 23e6),
        ("1,300,000,000", "2012", 120 * 12 * 60_000 / 13e6, 150 * 12 * 65_000 / 13e6),
    ],
)
def test_pay_as_a_share_of_revenue(found, revenue, year, low, high):
    row = one(found, "pay as a share of revenue", revenue, f"workers of {year}")
    assert limits(row) == pytest.approx((low, high))
    assert row["unit"] == "percent"
    assert "the pay, from civil society organisations, cited by the UN Special Rapporteur in 2015" in row["borrows"]
    assert "No document gives this pay" in row["warning"]


def test_growth(found):
    """From 60,000 to 65,000 in 2012 to 100,000 in 2015: three years of 15.4 to 18.6 percent."""
    row = one(found, "growth")
    low, high = limits(row)
    assert 65_000 * (1 + low / 100) ** 3 == pytest.approx(100_000)
    assert 60_000 * (1 + high / 100) ** 3 == pytest.approx(100_000)
    assert (round(low, 1), round(high, 1)) == (15.4, 18.6)
    assert "a wider count" in row["warning"]


@pytest.mark.parametrize(("year", "ceiling"), [("2012", 1_625), ("2015", 2_500)])
def test_workers_per_country_have_no_floor(found, year, ceiling):
    """65,000 over more than 40 is less than 1,625; 100,000 over the 40 of three years before, less than 2,500."""
    row = one(found, "workers per country", f"workers of {year}")
    assert limits(row) == (None, ceiling)
    assert row["bound"] == "less than"
    assert row["warning"].startswith("No lower limit")
    assert ("Mixes years" in row["warning"]) is (year == "2015")
    assert pd.isna(row["borrows"]) is (year == "2012")


def test_trade_under_each_reading(found):
    """30 million is over half of the trade, then below 60; or it is the trade, and more than 15 was earned."""
    trade = one(found, "trade", "the sum is the earnings")
    earnings = one(found, "trade", "the sum is the trade")
    assert limits(trade) == (None, 60_000_000)
    assert limits(earnings) == (15_000_000, None)
    assert (trade["bound"], earnings["bound"]) == ("less than", "more than")


@pytest.mark.parametrize(
    ("to", "low", "high", "verdict"),
    [
        ("behind 1,000,000,000 GBP", 62_500, 62_500, "lies within"),  # 100,000 × 1 / 1.6
        ("behind 1,600,000,000 GBP", 96_000, 104_000, "holds"),  # 60,000 to 65,000 × 1.6
        ("behind about 1,300,000,000 USD", 100_000 * 13 / 23, 100_000 * 13 / 23, "misses"),  # 56,522
        ("behind about 2,300,000,000 USD", 60_000 * 23 / 13, 65_000 * 23 / 13, "misses"),  # 106,154 to 115,000
    ],
)
def test_head_count_that_reconciles_the_two_sums(found, to, low, high, verdict):
    row = one(found, "reconciling head-count", to)
    assert limits(row) == pytest.approx((low, high))
    assert row["reading"].startswith(verdict)
    assert "neither is said" in row["warning"]


def test_every_result_shows_sum_unit_and_inputs(found):
    shown = found[["figure", "what", "reading", "unit", "bound", "sum", "inputs"]]
    assert shown.notna().all(axis=None)
    assert found["sum"].str.contains(" = ").all()
    assert found["bound"].isin(tip.quantity.BOUNDS).all()


def test_every_input_is_a_mark_of_the_corpus(found, estimates):
    marks = {f"{doc}#{mark}" for doc, mark in zip(estimates["doc"], estimates["mark"], strict=True)}
    named = {key for keys in found["inputs"] for key in keys.split(", ") if "#" in key}
    assert named <= marks
    assert len(named) == 9  # two head-counts, countries, four sums of money, a share and a sum in euros


def test_without_the_figures_there_is_nothing_to_imply(estimates):
    nothing = tip.checks.implied(estimates.head(0), tip.reference.published_figures())
    assert nothing.empty
    assert tip.checks.rates_against_record(nothing, tip.reference.exchange_rates()).empty


def test_a_divisor_that_may_be_zero_sets_no_ceiling():
    assert Stated(1.0, 2.0) / Stated(0.0, 4.0) == Stated(0.25, None)


@pytest.mark.parametrize(
    ("one", "sign", "other", "low", "high", "bound"),
    [
        (Stated(2.0, 4.0), mul, Stated(3.0, 5.0), 6, 20, "range"),
        (Stated(2.0, None), mul, Stated(3.0, 5.0), 6, None, "at least"),
        (Stated(None, 4.0, strict=True), mul, Stated(3.0, 5.0), None, 20, "less than"),
        (Stated(2.0, 2.0), mul, Stated(3.0, 3.0), 6, 6, "exact"),
        (Stated(2.0, 2.0, about=True), mul, Stated(3.0, 3.0), 6, 6, "about"),
        (Stated(2.0, 2.0), mul, Stated(3.0, 3.0, about=True), 6, 6, "about"),
        (Stated(6.0, 8.0), truediv, Stated(2.0, 4.0), 1.5, 4, "range"),
        (Stated(6.0, None, strict=True), truediv, Stated(2.0, 2.0), 3, None, "more than"),
        (Stated(None, None), mul, Stated(2.0, 2.0), None, None, "unknown"),
    ],
)
def test_what_is_reckoned_with_keeps_its_ends_and_its_hedge(one, sign, other, low, high, bound):
    made = sign(one, other)
    assert (made.low, made.high, made.bound) == (low, high, bound)


def test_a_sum_that_is_no_single_number_is_not_rounded(estimates):
    """What the text calls 2.2 to 2.4 billion has no last digit: only the rate as stated is worked out."""
    ranged = estimates.copy()
    high = ranged["mark"] == "revenue-high-usd"
    assert high.sum() == 1
    ranged.loc[high, ["low", "high", "bound", "notation"]] = [2.2e9, 2.4e9, "range", "2200000000..2400000000"]
    rates = tip.checks.implied(ranged, tip.reference.published_figures()).query("figure == 'exchange rate'")
    assert rates["reading"].value_counts().to_dict()["as stated"] == 2
    assert len(rates) == 5


def test_no_period_on_record_fits_both_rates(found):
    held = tip.checks.rates_against_record(found, tip.reference.exchange_rates())
    said = tip.describe(tip.charts.rates(held.query("reading == 'converted sum rounded'")))
    assert "No period on record fits both implied rates." in said
    assert "1.41 to 1.47: fits 2016-01, 2016-02, 2016-03, 2016-04, 2016-05, 2016-06." in said
    assert "On record 2012: 1.5853. On record 2015: 1.5284. On record 2016: 1.3555." in said
    assert tip.describe(tip.charts.rates(held.head(0))).endswith("Nothing to show.")


def test_dollars_first_still_points_to_the_first_half_of_2016(found):
    """If the pounds are the rounded conversion, the first rate is 1.394 to 1.484: the same months, and 23 June."""
    held = tip.checks.rates_against_record(found, tip.reference.exchange_rates())
    fits = held[(held["reading"] == "first sum rounded") & (held["low"] > 1) & held["fits"]]
    assert set(fits["period"]) == {f"2016-0{month}" for month in range(1, 7)} | {"2016-06-23"}


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ((5, 6), (1, 10), "lies within"),
        ((1, 10), (5, 6), "holds"),
        ((1, 6), (5, 10), "overlaps"),
        ((1, 4), (5, 10), "misses"),
        ((11, 12), (5, 10), "misses"),
        ((1, None), (5, 10), "can't be held against"),
        ((1, 4), (None, 10), "can't be held against"),
    ],
)
def test_how_a_result_meets_what_is_stated(one, other, said):
    assert _meets(Stated(*one), Stated(*other)) == said


def test_what_the_suppositions_come_to(estimates):
    rates = tip.reference.exchange_rates()
    found = tip.checks.what_if(estimates, rates, workers=100_000, pay=1_000, share=75, rate=1.4375)
    # 100,000 × 1,000 × 12; three quarters; ÷ 1.4375; a quarter of 1,000; 1.6 and 1 billion × 1.4375 ÷ (75,000 × 12)
    assert found["value"].tolist() == pytest.approx(
        [1_200_000_000, 900_000_000, 626_086_956.5, 250, 2_555.556, 1_597.222], rel=1e-6
    )
    assert [said.split()[-1] for said in found["result"]] == ["USD", "USD", "GBP", "USD", "USD", "USD"]
