"""The notation of quantities: what each form means, that printing and reading lose nothing, what is refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipseeds.edition.quantity import BOUNDS, LARGEST, MAGNITUDES, SINGULARS, grouped, parse, plain, say
from tipseeds.edition.scheme import default

CASES = [
    ("100000", 100_000, 100_000, "exact", False),
    ("0", 0, 0, "exact", False),
    ("4.37", 4.37, 4.37, "exact", False),
    ("~10000", 10_000, 10_000, "about", False),
    ("60000..65000", 60_000, 65_000, "range", False),
    ("1.5..2.5", 1.5, 2.5, "range", False),
    ("<=200000", None, 200_000, "at most", False),
    (">=10", 10, None, "at least", False),
    (">40", 40, None, "more than", False),
    ("<10000", None, 10_000, "less than", False),
    ("tens", 20, 100, "order of magnitude", True),
    ("hundreds", 200, 1_000, "order of magnitude", True),
    ("thousands", 2_000, 10_000, "order of magnitude", True),
    ("tens-of-thousands", 20_000, 100_000, "order of magnitude", True),
    ("hundreds-of-thousands", 200_000, 1_000_000, "order of magnitude", True),
    ("millions", 2_000_000, 10_000_000, "order of magnitude", True),
    ("tens-of-billions", 20_000_000_000, 100_000_000_000, "order of magnitude", True),
    ("1 in 8", 12.5, 12.5, "exact", False),
    ("3 in 4", 75, 75, "exact", False),
    ("0 known", 0, None, "none known", False),
    ("?", None, None, "unknown", False),
]


@pytest.mark.parametrize(("notation", "low", "high", "bound", "convention"), CASES)
def test_each_notation_says_its_limits_and_its_hedge(notation, low, high, bound, convention):
    assert parse(notation) == (low, high, bound, convention, notation)


def test_the_cases_above_cover_every_bound():
    assert {case[3] for case in CASES} == set(BOUNDS)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [("007", "7"), ("4.370", "4.37"), ("<=0200.0", "<=200"), ("01 in 08", "1 in 8"), ("10.0..020", "10..20")],
)
def test_the_canonical_notation_has_no_idle_zeros(written, canonical):
    assert parse(written).notation == canonical


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("65000..60000", "does not rise"),
        ("5..5", "does not rise"),
        ("1000000000000000..1000000000000000.000000001", "does not rise"),
        ("9 in 8", "no share"),
        ("0 in 8", "no share"),
        ("0 in 0", "no share"),
        ("<0", "nothing is less than 0"),
        ("<0.0", "nothing is less than 0"),
        ("9999999999999999", "too large"),
        ("0..9999999999999999", "too large"),
    ],
)
def test_limits_that_contradict_each_other_are_refused(text, says):
    with pytest.raises(ValueError, match=says):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "60,000", "60-65000", "10k", "many", "-5", "+5", "1e5", "≤5", "=5", "=>5", "> 40", " 40", "40 "),
        *("~", "..", "5..", "..5", "1..2..3", "<=1..2", "~1..2", "5%", ".5", "5.", "1 in", "1in8", "1.5 in 8", "??"),
        *("0known", "1 known", "tens of thousands", "Thousands", "thousands-of-tens", "٥", "1٠", "nan", "inf", "5\n"),
    ],
)
def test_anything_else_is_refused_with_the_way_to_write_it(text):
    with pytest.raises(ValueError, match="is no quantity; write digits without commas"):
        parse(text)


digits = st.from_regex(r"[0-9]{1,16}(\.[0-9]{1,9})?", fullmatch=True)
small = st.integers(0, 10**9).map(str)
notations = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["<=", ">=", "<", ">", "~", ""]), digits),
    st.builds("{}..{}".format, digits, digits),
    st.builds("{} in {}".format, small, small),
    st.sampled_from(sorted(MAGNITUDES)),
    st.sampled_from(["0 known", "?"]),
)


@given(notations)
def test_reading_what_was_printed_gives_the_same_quantity(text):
    try:
        quantity = parse(text)
    except ValueError:
        return
    assert parse(quantity.notation) == quantity


@given(notations)
def test_limits_never_contradict_each_other(text):
    try:
        quantity = parse(text)
    except ValueError:
        return
    assert quantity.bound in BOUNDS
    for limit in (quantity.low, quantity.high):
        assert limit is None or (0 <= limit <= 10 * LARGEST and math.isfinite(limit))
    if quantity.low is not None and quantity.high is not None:
        assert quantity.low <= quantity.high
        assert (quantity.low < quantity.high) == (quantity.bound in ("range", "order of magnitude"))
    assert quantity.convention == (quantity.bound == "order of magnitude")


@given(st.integers(0, 10**15), st.integers(1, 10**6))
def test_a_range_keeps_both_its_limits(low, width):
    if low + width <= LARGEST:
        assert parse(f"{low}..{low + width}")[:2] == (low, low + width)


@given(st.one_of(st.text(), st.text("0123456789.<>=~ in?known-tesofmill", max_size=30)))
def test_any_text_is_a_quantity_or_a_value_error(text):
    try:
        quantity = parse(text)
    except ValueError:
        return
    assert quantity.bound in BOUNDS


@given(notations, st.sampled_from(list(default().units)))
def test_every_quantity_can_be_said_in_any_unit(text, unit):
    try:
        quantity = parse(text)
    except ValueError:
        return
    one = 1 in quantity[:2] and quantity.bound != "range"  # then the unit is a singular
    assert (SINGULARS.get(unit, unit) if one else unit) in say(quantity.notation, unit)


@pytest.mark.parametrize(
    ("notation", "unit", "words"),
    [
        ("100000", "people", "100,000 people"),
        ("0", "organisations", "0 organisations"),
        ("4.37", "percent", "4.37 percent"),
        ("~2300000000", "USD per year", "about 2,300,000,000 USD per year"),
        ("60000..65000", "people", "60,000 to 65,000 people"),
        ("<=200000", "people", "at most 200,000 people"),
        (">=10", "years", "at least 10 years"),
        (">40", "countries", "more than 40 countries"),
        ("<10000", "people", "less than 10,000 people"),
        ("tens-of-thousands", "people", "tens of thousands of people"),
        ("thousands", "people", "thousands of people"),
        ("1 in 8", "percent", "1 in 8 (12.5 percent)"),
        ("0 known", "cases", "no known cases"),
        ("?", "people", "number of people said to be unknown"),
        ("1", "organisations", "1 organisation"),
        ("<=1", "people", "at most 1 person"),
        (">1", "countries", "more than 1 country"),
        ("0", "cases", "0 cases"),
        ("1..2", "years", "1 to 2 years"),
        ("1.5", "hours", "1.5 hours"),
        ("1 in 100", "percent", "1 in 100 (1 percent)"),
        ("1", "rank", "rank 1"),
        ("~3", "rank", "about rank 3"),
        ("2..4", "rank", "rank 2 to 4"),
        ("?", "rank", "rank said to be unknown"),
        ("0 known", "rank", "no known rank"),
    ],
)
def test_a_quantity_is_said_with_its_hedge(notation, unit, words):
    assert say(notation, unit) == words


@given(st.floats(0, LARGEST).map(lambda value: round(value, 6)))
def test_numbers_with_commas_are_the_same_numbers(value):
    assert grouped(value).replace(",", "") == plain(value)
    assert math.isclose(float(plain(value)), value)


def test_every_unit_that_is_a_plural_has_a_singular():
    assert set(SINGULARS) == {unit for unit in default().units if unit.split()[0].endswith("s") or unit == "people"}
