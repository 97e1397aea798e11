"""The notation of quantities: what each form means, that printing and reading lose nothing, what is refused."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipseeds.edition.quantity import (
    BOUNDS,
    LARGEST,
    LIKE,
    MAGNITUDES,
    SINGULARS,
    add,
    compare,
    grouped,
    parse,
    plain,
    say,
)
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
    ("-5", -5, -5, "exact", False),
    ("estimated 100000", 100_000, 100_000, "estimated", False),
    ("reported 12", 12, 12, "reported", False),
    ("estimated 150000..200000", 150_000, 200_000, "range", False),
    ("nearly 10000", None, 10_000, "nearly", False),
    ("up to 200000", None, 200_000, "at most, implied", False),
    ("just over 40", 40, None, "slightly more than", False),
    ("just under 20", None, 20, "slightly less than", False),
    ("~60000..65000", 60_000, 65_000, "about, range", False),
    ("5..<10", 5, 10, "range", False),
    (">5..10", 5, 10, "range", False),
    (">5..<10", 5, 10, "range", False),
    ("-10..-5", -10, -5, "range", False),
    ("20005..100005 by convention", 20_005, 100_005, "range", True),
    ("up to 60..65", None, 65, "at most, implied", False),
    (">=60..65", 60, None, "at least", False),
    (">=~500", 500, None, "at least", False),
    ("200 or 2000", 200, 2_000, "either", False),
    ("~2 or 3", 2, 3, "either", False),
    ("20->30", 20, 30, "change", False),
    ("30->20", 20, 30, "change", False),
    ("~20->30..40", 20, 40, "change", False),
    (">=tens-of-thousands", 20_000, None, "at least", True),
    ("several-hundreds", 200, 1_000, "order of magnitude", True),
    ("dozens", 24, 120, "order of magnitude", True),
    ("scores", 40, 200, "order of magnitude", True),
    ("trillions", 2e12, 1e13, "order of magnitude", True),
    ("~1 in 8", 12.5, 12.5, "about", False),
    ("nearly 2 in 3", None, 200 / 3, "nearly", False),
    ("3 times", 3, 3, "exact", False),
    (">2 times", 2, None, "more than", False),
    ("3 known", 3, None, "known", False),
    (">=3 known", 3, None, "known", False),
]


@pytest.mark.parametrize(("notation", "low", "high", "bound", "convention"), CASES)
def test_each_notation_says_its_limits_and_its_hedge(notation, low, high, bound, convention):
    assert parse(notation) == (low, high, bound, convention, notation)


def test_the_cases_above_cover_every_bound():
    assert {case[3] for case in CASES} == set(BOUNDS)


def test_the_older_bounds_keep_their_order_and_every_newer_one_is_like_an_older_one():
    old = ["exact", "about", "range", "at most", "at least", "more than", "less than"]
    old += ["order of magnitude", "none known", "unknown"]
    assert [bound for bound in BOUNDS if bound not in LIKE] == old
    assert set(LIKE.values()) < set(old)


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
        ("9 in 8", "not a share"),
        ("0 in 8", "not a share"),
        ("0 in 0", "not a share"),
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
        *("", " ", "60,000", "60-65000", "10k", "many", "--5", "+5", "1e5", "≤5", "=5", "=>5", "> 40", " 40", "40 "),
        *("~", "..", "5..", "..5", "1..2..3", "<=>1..2", "~~1..2", "5%", ".5", "5.", "1 in", "1in8", "1.5 in 8", "??"),
        *(
            "0known",
            "~1 known",
            "-1 known",
            "2 or 2 or",
            "5->",
            "nearly",
            "about 5",
            "tens of thousands",
            "Thousands",
            "thousands-of-tens",
            "٥",
            "1٠",
            "nan",
            "inf",
            "5\n",
        ),
    ],
)
def test_anything_else_is_refused_with_the_way_to_write_it(text):
    with pytest.raises(ValueError, match="is not a quantity; write digits without commas"):
        parse(text)


digits = st.from_regex(r"-?[0-9]{1,16}(\.[0-9]{1,9})?", fullmatch=True)
small = st.integers(0, 10**9).map(str)
cores = st.one_of(
    digits,
    st.builds("{}{}..{}{}".format, st.sampled_from(["", ">"]), digits, st.sampled_from(["", "<"]), digits),
    st.builds("{} in {}".format, small, small),
    st.builds("{} or {}".format, digits, digits),
    digits.map("{} times".format),
    digits.map("{} known".format),
    digits.map("{} by convention".format),
    st.sampled_from(sorted(MAGNITUDES)),
)
hedges = ["<=", ">=", "<", ">", "nearly ", "up to ", "just over ", "just under ", ""]
hedged = st.builds("{}{}{}".format, st.sampled_from(hedges), st.sampled_from(["~", "", ""]), cores)
stated = st.one_of(cores, hedged, st.builds("{}->{}".format, hedged, hedged))
notations = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["estimated ", "reported ", "", ""]), stated),
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
        assert limit is None or (abs(limit) <= 10 * LARGEST and math.isfinite(limit))
    if quantity.low is not None and quantity.high is not None:
        assert quantity.low <= quantity.high
        wide = ("range", "about, range", "either", "change", "order of magnitude")
        assert (quantity.low < quantity.high) == (quantity.bound in wide) or quantity.bound == "change"
    assert quantity.convention == any(name in quantity.notation for name in [*MAGNITUDES, "convention"])
    assert [None if limit is None else limit.value for limit in quantity.limits] == list(quantity[:2])


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
    if "times" in text:
        return
    one = re.fullmatch(r"\D*(?<!-)1( known)?", quantity.notation)  # then the unit is a singular
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
        ("nearly 2..4", "rank", "nearly rank 2 to 4"),
        ("-1234", "percent", "-1,234 percent"),
        ("estimated 150000..200000", "people", "an estimated 150,000 to 200,000 people"),
        ("reported ~12", "cases", "reportedly about 12 cases"),
        ("up to 200000", "people", "up to 200,000 people"),
        ("nearly 1", "percent", "nearly 1 percent"),
        ("just over 40", "countries", "just over 40 countries"),
        ("5..<10", "years", "at least 5 but less than 10 years"),
        (">5..10", "years", "more than 5 but at most 10 years"),
        ("~60000..65000", "people", "about 60,000 to 65,000 people"),
        (">=~500", "cases", "at least about 500 cases"),
        ("200 or 2000", "people", "200 or 2,000 people"),
        ("20->30", "percent", "from 20 to 30 percent"),
        ("~20->up to 1000", "people", "from about 20 to up to 1,000 people"),
        (">=tens-of-thousands", "people", "at least tens of thousands of people"),
        ("several-hundreds", "people", "several hundred people"),
        ("nearly 2 in 3", "percent", "nearly 2 in 3 (66.666666667 percent)"),
        (">2 times", "people", "more than 2 times"),
        (">=3 known", "cases", "at least 3 known cases"),
        ("1 known", "cases", "1 known case"),
        ("200..1000 by convention", "people", "200 to 1,000 people by our convention"),
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


@pytest.mark.parametrize(
    ("notation", "limits"),
    [
        ("5", "5 stated, 5 stated"),
        ("<10", "-, <10 stated"),
        ("up to 10", "-, 10 implied"),
        ("nearly 10", "-, <10 implied"),
        ("just over 10", ">10 stated, -"),
        (">5..10", ">5 stated, 10 stated"),
        ("estimated 5..<10", "5 stated, <10 stated"),
        (">=tens", "20 convention, -"),
        ("0 known", "0 stated, -"),
        ("?", "-, -"),
    ],
)
def test_a_limit_says_whether_it_is_included_and_who_sets_it(notation, limits):
    said = [
        "-" if limit is None else f"{'' if limit.included else sign}{plain(limit.value)} {limit.basis}"
        for limit, sign in zip(parse(notation).limits, "><", strict=True)
    ]
    assert ", ".join(said) == limits


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("5", "6", ("less", "stated")),
        ("5", "5", ("equal", "stated")),
        ("<5", "5", ("less", "stated")),
        ("<=5", "5", ("unclear", "stated")),
        (">=5", "<=5", ("unclear", "stated")),
        (">5", "<=5", ("more", "stated")),
        ("up to 5", "6", ("less", "implied")),
        ("nearly 5", "5", ("less", "implied")),
        ("tens", "200", ("less", "convention")),
        ("tens", "100", ("unclear", "stated")),
        ("~5", "6", ("unclear", "stated")),
        ("5 known", "4", ("more", "stated")),
        ("5..<10", "10", ("less", "stated")),
        ("estimated 5", "5", ("equal", "stated")),
        ("2 or 3", "4", ("less", "stated")),
        ("?", "4", ("unclear", "stated")),
    ],
)
def test_comparing_says_what_the_answer_rests_on(one, other, answer):
    assert compare(parse(one), parse(other)) == answer
    turned = {"less": "more", "more": "less"}
    assert compare(parse(other), parse(one)) == (turned.get(answer[0], answer[0]), answer[1])


@pytest.mark.parametrize(
    ("one", "other", "total"),
    [
        ("5", "6", "11"),
        ("5", "-6", "-1"),
        ("~5", "6", "~11"),
        ("5..7", "6", "11..13"),
        ("~5..7", "6", "~11..13"),
        ("5..<7", "6", "11..<13"),
        ("2 or 3", "6", "8..9"),
        (">5", ">=6", ">11"),
        (">=5", "~6", ">=~11"),
        ("<=5", "<6", "<11"),
        ("up to 5", "<6", "up to 11"),
        ("nearly 5", "6", "nearly 11"),
        ("just over 5", "6", "just over 11"),
        ("just over 5", ">=6", ">11"),
        ("3 known", "2", ">=5"),
        ("0 known", "2", ">=2"),
        ("tens", "5", "25..105 by convention"),
        ("tens", ">=5", ">=25 by convention"),
        ("tens", "up to 5", "up to 105 by convention"),
        ("estimated 5", "6", "estimated 11"),
        ("reported 5", "estimated 6", "estimated 11"),
        ("<=5", ">=6", "?"),
        ("?", "6", "?"),
    ],
)
def test_a_sum_is_as_vague_as_its_parts(one, other, total):
    assert add(parse(one), parse(other)).notation == total
    assert add(parse(other), parse(one)).notation == total


@pytest.mark.parametrize("notation", ["1 in 8", "3 times", "2->3"])
def test_shares_multiples_and_changes_have_no_sum(notation):
    with pytest.raises(ValueError, match="can't be added"):
        add(parse(notation), parse("5"))


near = st.builds("{}{}".format, st.sampled_from([*hedges, "~"]), st.integers(0, 20).map(str))
near = st.one_of(near, st.builds("{}..{}".format, st.integers(0, 9), st.integers(10, 20)), st.just("tens"))


@given(near, near, st.integers(0, 400), st.integers(0, 400))
def test_what_holds_of_the_parts_holds_of_sum_and_comparison(one, other, first, second):
    """Two numbers that the parts allow: their sum is allowed by the sum, and no comparison denies their order."""

    def allowed(quantity, number):
        low, high = quantity.limits
        return (low is None or number > low.value or (number == low.value and low.included)) and (
            high is None or number < high.value or (number == high.value and high.included)
        )

    try:
        one, other = parse(one), parse(other)
    except ValueError:  # <0
        return
    if allowed(one, first) and allowed(other, second):
        assert allowed(add(one, other), first + second)
        assert compare(one, other)[0] in (
            "unclear",
            "less" if first < second else "more" if first > second else "equal",
        )


@pytest.mark.parametrize("wrong", ["one + other", "one < other", "one >= other", "sorted([one, other])"])
def test_quantities_are_not_added_or_compared_as_the_tuples_that_they_are(wrong):
    with pytest.raises(TypeError, match="have hedges: write"):
        eval(wrong, {"one": parse("5"), "other": parse("6")})
