"""Dates: what an expression allows, in days and in words; what is no date is refused with its reason.

The pairs are facts of the public test suites of python-edtf (MIT), go-edtf (BSD) and edtf-validate (BSD), and of the
specification. Where the suites differ from each other or from us, it is said.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipseeds.edition.dates import bounds, read, words

# Expression, first day, last day (a hyphen where it is open or unknown), in words.
READ = """
2008-03-05 | 2008-03-05 | 2008-03-05 | 5 March 2008
1985-04 | 1985-04-01 | 1985-04-30 | April 1985
2008-02 | 2008-02-01 | 2008-02-29 | February 2008
2008 | 2008-01-01 | 2008-12-31 | 2008
2001-02-03T09:30:01 | 2001-02-03 | 2001-02-03 | 3 February 2001, 09:30:01
2004-01-01T10:10:10Z | 2004-01-01 | 2004-01-01 | 1 January 2004, 10:10:10 UTC
2004-01-01T10:10:10+00:00 | 2004-01-01 | 2004-01-01 | 1 January 2004, 10:10:10 UTC+00:00
2004-01-01T10:10:10+05:00 | 2004-01-01 | 2004-01-01 | 1 January 2004, 10:10:10 UTC+05:00
2004-01-01T10:10:10+00:59 | 2004-01-01 | 2004-01-01 | 1 January 2004, 10:10:10 UTC+00:59
1985-04-12T23:20:30-04 | 1985-04-12 | 1985-04-12 | 12 April 1985, 23:20:30 UTC-04
1985-04-12T23:20:30+04:30 | 1985-04-12 | 1985-04-12 | 12 April 1985, 23:20:30 UTC+04:30
1964/2008 | 1964-01-01 | 2008-12-31 | 1964 to 2008
2004-06/2006-08 | 2004-06-01 | 2006-08-31 | June 2004 to August 2006
2004-02-01/2005-02-08 | 2004-02-01 | 2005-02-08 | 1 February 2004 to 8 February 2005
2004-02-01/2005-02 | 2004-02-01 | 2005-02-28 | 1 February 2004 to February 2005
2004-02-01/2005 | 2004-02-01 | 2005-12-31 | 1 February 2004 to 2005
2005/2006-02 | 2005-01-01 | 2006-02-28 | 2005 to February 2006
1984? | 1984-01-01 | 1984-12-31 | 1984?
2004-06-11? | 2004-06-11 | 2004-06-11 | 11 June 2004?
1984~ | 1984-01-01 | 1984-12-31 | about 1984
1984% | 1984-01-01 | 1984-12-31 | about 1984?
199X | 1990-01-01 | 1999-12-31 | the 1990s
190X | 1900-01-01 | 1909-12-31 | between 1900 and 1909
19XX | 1900-01-01 | 1999-12-31 | between 1900 and 1999
1XXX | 1000-01-01 | 1999-12-31 | between 1000 and 1999
1999-XX | 1999-01-01 | 1999-12-31 | 1999, month unknown
1999-01-XX | 1999-01-01 | 1999-01-31 | January 1999, day unknown
1999-XX-XX | 1999-01-01 | 1999-12-31 | 1999, month and day unknown
156X~ | 1560-01-01 | 1569-12-31 | about the 1560s
XXXX | - | - | an unknown year
XXXX-12-XX | - | - | December of an unknown year
/2006 | - | 2006-12-31 | an unknown beginning to 2006
2004-06-01/ | 2004-06-01 | - | 1 June 2004 to an unknown end
2008-03-05/ | 2008-03-05 | - | 5 March 2008 to an unknown end
../2006 | - | 2006-12-31 | 2006 or earlier
2004-01-01/.. | 2004-01-01 | - | 1 January 2004 or later
1984~/2004-06 | 1984-01-01 | 2004-06-30 | about 1984 to June 2004
1984?/2004% | 1984-01-01 | 2004-12-31 | 1984? to about 2004?
1984-06-02?/2004-08-08~ | 1984-06-02 | 2004-08-08 | 2 June 1984? to about 8 August 2004
1984-06-02?/ | 1984-06-02 | - | 2 June 1984? to an unknown end
2001-21 | 2001-03-01 | 2001-05-31 | spring 2001
2009-22 | 2009-06-01 | 2009-08-31 | summer 2009
2000-23 | 2000-09-01 | 2000-11-30 | autumn 2000
2019-24 | 2019-12-01 | 2020-02-29 | winter 2019
2001-25 | 2001-03-01 | 2001-05-31 | spring (northern) 2001
2019-28 | 2019-12-01 | 2020-02-29 | winter (northern) 2019
2001-29 | 2001-09-01 | 2001-11-30 | spring (southern) 2001
2001-30 | 2001-12-01 | 2002-02-28 | summer (southern) 2001
2001-32 | 2001-06-01 | 2001-08-31 | winter (southern) 2001
2001-34 | 2001-04-01 | 2001-06-30 | the second quarter of 2001
2001-38 | 2001-05-01 | 2001-08-31 | the second third of 2001
2001-41 | 2001-07-01 | 2001-12-31 | the second half of 2001
2003-22/2003-23 | 2003-06-01 | 2003-11-30 | summer 2003 to autumn 2003
2011-23~ | 2011-09-01 | 2011-11-30 | about autumn 2011
2004?-06-11 | 2004-06-11 | 2004-06-11 | 11 June 2004 (year uncertain)
2004-06~-11 | 2004-06-11 | 2004-06-11 | 11 June 2004 (year and month approximate)
2004-06-~11 | 2004-06-11 | 2004-06-11 | 11 June 2004 (day approximate)
2004-%06 | 2004-06-01 | 2004-06-30 | June 2004 (month approximate) (month uncertain)
2004-?06-?11 | 2004-06-11 | 2004-06-11 | 11 June 2004 (month and day uncertain)
?1945 | 1945-01-01 | 1945-12-31 | 1945?
156X-12-25 | 1560-12-25 | 1569-12-25 | between 25 December 1560 and 25 December 1569
1560-XX-25 | 1560-01-25 | 1560-12-25 | between 25 January 1560 and 25 December 1560
15XX-12-XX | 1500-12-01 | 1599-12-31 | between 1 December 1500 and 31 December 1599
000X | 0001-01-01 | 0009-12-31 | between 1 and 9
1984-0X | 1984-01-01 | 1984-09-30 | between January 1984 and September 1984
1984-1X | 1984-10-01 | 1984-12-31 | between October 1984 and December 1984
2015-02-X9 | 2015-02-09 | 2015-02-19 | between 9 February 2015 and 19 February 2015
200X-02-29 | 2000-02-29 | 2008-02-29 | between 29 February 2000 and 29 February 2008
2004-06-XX/2004-07-03 | 2004-06-01 | 2004-07-03 | June 2004, day unknown to 3 July 2004
[1667,1668,1670..1672] | 1667-01-01 | 1672-12-31 | 1667, 1668 or 1670 to 1672
[..1760-12-03] | - | 1760-12-03 | 3 December 1760 or earlier
[1760-12..] | 1760-12-01 | - | December 1760 or later
[1760-01,1760-02,1760-12..] | 1760-01-01 | - | January 1760, February 1760 or December 1760 or later
[1667,1760-12] | 1667-01-01 | 1760-12-31 | 1667 or December 1760
[2009,2010] | 2009-01-01 | 2010-12-31 | 2009 or 2010
{1667,1668,1670..1672} | 1667-01-01 | 1672-12-31 | 1667, 1668 and 1670 to 1672
{1960,1961-12} | 1960-01-01 | 1961-12-31 | 1960 and December 1961
{..1984} | - | 1984-12-31 | 1984 or earlier
"""
PAIRS = [line.split(" | ") for line in READ.strip().split("\n")]

# Valid EDTF that isn't read, and why; then what is not EDTF at all.
BCE = "tables hold the years 1 to 9999"
REFUSED = {
    BCE: "0000 0000-01-01 -0999 -0001~ -01XX -2005/-1999-02 0000/0000 -1985-04-12T23:20:30Z [-1667,1668]",
    "of a form not read": "Y170000002 Y-170000002 Y17E7 Y171010000S3 1950S2",
    "says nothing of when": "../.. /.. ../ /",
    "holds a blank": "2009\u00a0/2010 [1667,\t1668] 2008\n",
    "ends before it begins": "2009-05/2009-04 2012-24/2012-21 2012-23/2012-22 2009/2008 [2010..2009]",
    "not a day of the calendar": "2010-02-31 2009-02-29 2008-03-00 1960-06-31 2008-02-30T10:00:00Z 2008/2009-02-30",
    "there is no 13": "2008-13 2008-13/2009 2016-13-08",
    "there is no 22": "2008-22-01",
    "no known year": "20XX-22",
    "time of day in an interval": "2005-07-25T10:10:10Z/2006-01 2005-07-25/2006-01-01T10:10:10Z",
    "no time of day": "2012-10-10T1:10:10 2012-10-10T10:10:1 1985-04-12T23:20:30z 2004-01-01T10:10:10-05:60 "
    "2008-03-05T25:00:00Z 1985-04T23:20:30 2004-01-01T10:10:10+24",
    "not an EDTF date": "? yesterday 2008-3-5 05.03.2008 2008/03/05 08-03-05 2008-03-05?? ٢٠٠٨ 2008-٠٣ 20067890% NONE/ "
    "2012/2013/1234 2012///4444 2001-21^south 2004-(06)?-11 (2004)?-06-04~ 2000/12-12 open unknown [] {} [,2009]",
}  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last", "said"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_what_a_date_allows_and_how_it_is_said(text, first, last, said):
    assert bounds(text) == tuple(None if day == "-" else date.fromisoformat(day) for day in (first, last))
    assert words(text) == said


@pytest.mark.parametrize(
    ("text", "reason"),
    [(text, reason) for reason, texts in REFUSED.items() for text in texts.split(" ")] + [("", "not an EDTF")],
)
def test_what_is_refused_and_why(text, reason):
    with pytest.raises(ValueError, match=reason):
        bounds(text)


plain_dates = st.one_of(
    st.integers(1, 9999).map("{:04}".format),
    st.dates().map(lambda day: f"{day:%Y-%m}".zfill(7)),
    st.dates().map(date.isoformat),
)


@given(plain_dates, st.sampled_from(["", "?", "~", "%"]), st.one_of(plain_dates, st.just("..")))
def test_an_interval_is_its_ends_and_is_refused_only_if_it_runs_backwards(start, sign, end):
    first, last = bounds(start + sign)[0], None if end == ".." else bounds(end)[1]
    assert first is not None
    if last is None or first <= last:
        assert bounds(f"{start}{sign}/{end}") == (first, last)
    else:
        with pytest.raises(ValueError, match="ends before it begins"):
            bounds(f"{start}{sign}/{end}")


@given(st.one_of(st.text(max_size=20), st.text("0123456789-/?~%.[]{},XuYSET:Z+", max_size=24)))
def test_any_text_is_a_date_or_a_value_error(text):
    try:
        said = read(text)
    except ValueError:
        return
    assert said.first is None or said.last is None or said.first <= said.last
    assert said.words
