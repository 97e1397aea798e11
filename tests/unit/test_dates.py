"""Dates: the quick reading is the edtf package's own, and what is no date is refused."""

import warnings
from datetime import date
from time import struct_time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tipseeds.edition.dates import bounds

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

plain_dates = st.one_of(
    st.integers(1, 9999).map("{:04}".format),
    st.dates().map(lambda day: f"{day:%Y-%m}".zfill(7)),
    st.dates().map(date.isoformat),
)
qualified = st.builds(str.__add__, plain_dates, st.sampled_from(["", "", "?", "~", "%"]))
intervals = st.builds("{}/{}".format, qualified, st.one_of(qualified, st.just("..")))


def by_the_package(text: str) -> tuple[date | None, date | None]:
    def day(limit: struct_time | float) -> date | None:
        return None if isinstance(limit, float) else date(*limit[:3])

    parsed = parse_edtf(text)
    return day(parsed.lower_strict()), day(parsed.upper_strict())


@given(st.one_of(qualified, intervals))
def test_the_quick_reading_is_the_packages_own(text):
    try:
        found = bounds(text)
    except ValueError:
        assume(False)
    assert found == by_the_package(text)


@given(intervals)
def test_a_plain_interval_is_refused_only_if_it_runs_backwards(text):
    earliest, latest = by_the_package(text)
    if latest is None or (earliest is not None and earliest <= latest):
        assert bounds(text) == (earliest, latest)
    else:
        with pytest.raises(ValueError, match="ends before it begins"):
            bounds(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2008-03-05", date(2008, 3, 5), date(2008, 3, 5)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("2012-06?", date(2012, 6, 1), date(2012, 6, 30)),
        ("2012-06-20~", date(2012, 6, 20), date(2012, 6, 20)),
        ("2016%", date(2016, 1, 1), date(2016, 12, 31)),
        ("2009-04/2009-09", date(2009, 4, 1), date(2009, 9, 30)),
        ("2015/2016", date(2015, 1, 1), date(2016, 12, 31)),
        ("2016-06-30/..", date(2016, 6, 30), None),
        ("../2016-06-30", None, date(2016, 6, 30)),
        ("[2009,2010]", date(2009, 1, 1), date(2010, 12, 31)),
        ("200X", date(2000, 1, 1), date(2009, 12, 31)),
    ],
)
def test_dates_give_their_first_and_last_day(text, first, last):
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "?", "yesterday", "5 March 2008", "2008-3-5", "05.03.2008", "2008/03/05", "March 2008", "08-03-05"),
        *("2008-13", "2008-00", "2010-02-31", "2009-02-29", "2008-03-00", "0000", "0000-01-01", "2008-03-05??"),
        *(
            "2009-05/2009-04",
            "2009/2008",
            "2008-13/2009",
            "2008/2009-02-30",
            "٢٠٠٨",
            "2008-٠٣",
            "Y-99999",
            "2008\n",
            "2009 / 2010",
        ),
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        bounds(text)


@given(st.one_of(st.text(max_size=20), st.text("0123456789-/?~%.[]{},XuYSE", max_size=24)))
def test_any_text_is_a_date_or_a_value_error(text):
    try:
        earliest, latest = bounds(text)
    except ValueError:
        return
    assert earliest is None or latest is None or earliest <= latest
