"""Quantities in prose: the published cases, what is none, and that what we say of a quantity is read back to it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipseeds.edition.quantity import MAGNITUDES, parse, plain, say
from tipseeds.edition.reference import SEEDS
from tipseeds.reading import quantities

with (Path(SEEDS) / "reference" / "hedges.csv").open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"])
def test_the_published_cases_are_read_as_they_say(case):
    found = quantities(case["sentence"])
    assert [(one.notation, one.wording) for one in found] == (
        [(case["notation"], case["wording"])] if case["notation"] else []
    )
    for one in found:
        assert case["sentence"][one.start : one.end] == one.wording


@pytest.mark.parametrize("case", [case for case in CASES if case["notation"]], ids=lambda case: case["notation"])
def test_the_published_cases_mean_what_they_say(case):
    quantity = parse(case["notation"])
    limits = ["" if limit is None else plain(limit) for limit in quantity[:2]]
    assert (*limits, quantity.bound) == (case["low"], case["high"], case["bound"])
    assert {limit.basis for limit in quantity.limits if limit} == ({case["basis"]} if case["basis"] else set())


def test_the_published_cases_name_every_kind_of_bound():
    from tipseeds.edition.quantity import BOUNDS

    assert {case["bound"] for case in CASES} >= set(BOUNDS) - {"known"}


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("They drew 3-1 before 45,000 fans in the 12th minute.", "45000 fans"),
        ("It has a 6.4-inch screen and 128GB for $699.99.", "6.4 inch, 128 GB, 699.99 $"),
        ("Between 1998 and 2004 some 2,300 homes were built.", "~2300 homes"),
        ("He got two sentences plus 30 years, with a minimum of 25 years.", "2 sentences, 30 years, >=25 years"),
        ("Sales fell from 1.1 million to 950,000 units.", "1100000->950000 units"),
        ("A loss of half a million dollars, and half a per cent.", "500000 dollars, 0.5 percent"),
        ("He was 5 feet 10 inches tall.", "5 feet, 10 inches"),
        ("It sold for more than 7 million crowns (US$1 million).", ">7000000 crowns, >1000000 US$"),
        ("Pay of US$120 to 150 a month.", "120..150 US$ a month"),
        ("The city has 2.5m people; the sea is 300m away.", "2500000 people, 300 m"),
        ("Earnings of 2019 rose by 2 to 2.5 percent in Q3 2018.", "2..2.5 percent"),
        ("Kim, 32, came alone.", "32 None"),
        ("Not even one in six ducks came, more like 40.", "<1 in 6 percent, ~40 None"),
        ("It holds a little more than the 30 litres that it leaks.", "just over 30 litres"),
        ("Output fell by nearly a fifth to 640 eggs.", "nearly 1 in 5 percent, 640 eggs"),
        ("They ranked 2nd of 24 states in No. 5 of the series.", "24 states"),
        (
            "The mill reportedly lost 200 ducks, and some reports speak of 300 dead.",
            "reported 200 ducks, reported 300 dead",
        ),
        ("Estimates put the loss at 80 to 100 birds.", "estimated 80..100 birds"),
        ("It is believed that 150 geese came, thought to be 90.", "estimated 150 geese, estimated 90 None"),
        ("Two hundred thousand ducks met three hundred and fifty thousand geese.", "200000 ducks, 350000 geese"),
        ("One thousand two hundred boats of two million three hundred thousand.", "1200 boats, 2300000 None"),
        ("It scored 5/5 and ran 3/4 mile.", "0.75 mile"),
        ("It had 2,000-odd members for 10-plus years.", "~2000 members, >=10 years"),
        ("Nearly a quarter of a million eggs; dozens were lost.", "nearly 250000 eggs, dozens None"),
        ("Its share was cut by half, to just over 4 percent.", "1 in 2 percent, just over 4 percent"),
        ("At least 5 and no more than 10 ducks, at 0915 GMT.", "5..10 ducks"),
        ("The top 10 and the Group of 77 left Camp 14 in '98.", ""),
        ("Call 0800 123 4567 about Public Law 106-386 and 22 U.S.C. 7102.", ""),
        ("", ""),
        ("five " * 3, "5 None, 5 None, 5 None"),
    ],
)
def test_kinds_of_numbers_in_prose(sentence, read):
    assert ", ".join(f"{one.notation} {one.unit}" for one in quantities(sentence)) == read


whole = st.integers(2, 999_999).map(str)
hedged = st.builds(
    "{}{}".format, st.sampled_from(["", "~", "nearly ", "<=", ">=", "<", ">", "up to ", "just over "]), whole
)
ranges = st.tuples(st.integers(2, 998), st.integers(1, 900)).map(lambda pair: f"{pair[0]}..{pair[0] + pair[1]}")
said = st.one_of(
    hedged,
    ranges,
    ranges.map("~{}".format),
    hedged.map("estimated {}".format),
    st.sampled_from(["dozens", "tens-of-thousands", ">=hundreds", "several-thousands", "0 known"]),
)


@given(said)
def test_what_is_said_of_a_quantity_is_read_back_to_it(notation):
    sentence = f"We saw {say(notation, 'organisations')} there."
    year = parse(notation).low == parse(notation).high and 1500 <= (parse(notation).low or 0) < 2200
    if not year:
        assert [one.notation for one in quantities(sentence)] == [notation]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    for one in quantities(text):
        assert text[one.start : one.end] == one.wording
        assert parse(one.notation)[:4] == one[:4]


def test_a_wording_begins_and_ends_with_a_word():
    found = quantities("It is worth $12.5 million, $3 million more than in May, or £ 40 a head.")
    assert [one.wording for one in found] == ["$12.5 million", "$3 million", "£ 40 a head"]


def test_every_magnitude_is_read_as_itself():
    for name in MAGNITUDES:
        if name.startswith("several") and name not in ("several-tens",):
            assert [one.notation for one in quantities(f"{say(name, 'ducks')} came.")] == [name]


def test_a_long_text_is_read_in_time():
    """A hundred thousand words in well under a minute, whatever stands in them."""
    from time import perf_counter

    for text in ("at least one in eight of 40 ducks, or 5-6, ", "1 in 1 in 1 in ", "a third of a third ", "2.5.5,5 "):
        start = perf_counter()
        quantities(text * 500)
        assert perf_counter() - start < 20
