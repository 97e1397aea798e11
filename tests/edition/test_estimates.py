"""Stated quantities: how they are coded, what the charts say of their hedges, and what the explorer shows.

Expectations are keyed by reading the originals, not by printing the code's output.
"""

from typing import Any

import pytest
from tests.made_estimates import made

import tipseeds as tip
from tipseeds.explore._benches import readable, years
from tipseeds.explore._workbench import NOT_STATED


def test_quantities_by_document_and_kind_of_part(corpus):
    rows = readable(corpus)
    counted = rows.groupby(["doc", "kind"], observed=True).size().to_dict()
    assert counted == {
        ("lagon", "body"): 4,
        ("encyclopedia", "body"): 17,
        ("asmolov", "body"): 17,
        ("green", "body"): 1,
        ("two-koreas", "body"): 4,
        ("two-koreas", "comment"): 14,
    }


def test_the_quantities_that_the_notebook_is_about_keep_their_hedges(corpus):
    said = readable(corpus).set_index(["doc", "mark"])["said"]
    assert said["lagon", "camps"] == "at most 200,000 people"
    assert said["encyclopedia", "camps"] == "150,000 to 200,000 people"
    assert said["asmolov", "camps"] == "more than 120,000 people"
    assert said["encyclopedia", "unknown-trafficked"] == "number of people said to be unknown"
    assert said["lagon", "women"] == "more than 50 percent"
    assert said["two-koreas", "resettled-south"] == "less than 10,000 people"
    assert said["two-koreas", "turned-away"] == "no known cases"
    assert said["asmolov", "minors"] == "1 in 8 (12.5 percent)"


def test_the_chart_in_words_gives_every_quantity_with_its_hedge_and_place(corpus):
    told = tip.describe(tip.charts.estimates(corpus.estimates))
    for row in readable(corpus).itertuples():
        assert f"{row.said} ({row.doc} {row.part}: {row.population})" in told


def panels(chart: tip.charts.Chart) -> list[Any]:
    return list(chart.panels)


def test_one_quantity_needs_no_axis_and_says_itself(corpus):
    one = tip.charts.estimates(corpus.estimates.query("mark == 'workers-2015'"))
    assert one.title == "100,000 people: North Korean workers abroad"
    assert not any(mark.shapes for panel in panels(one) for mark in panel.marks)


def test_numbers_are_joined_in_a_title_only_where_they_are_coded_as_comparable(corpus):
    related = tip.checks.related(corpus)
    north_east = corpus.estimates.query("mark == 'north-east'")
    assert tip.charts.estimates(north_east, related).title.endswith("the two agree, from one source")
    parted = related.assign(relation="not comparable")
    assert tip.charts.estimates(north_east, parted).title.endswith("no two of them coded as comparable")


def test_an_axis_is_the_same_whatever_a_filter_leaves(corpus):
    rows = corpus.estimates.query("topic == 'durations'")
    ends = [
        {panel.x[1] for panel in panels(tip.charts.estimates(rows.head(shown), whole=rows)) if panel.log_from is None}
        for shown in (4, len(rows))
    ]
    assert max(ends[0]) == max(ends[1])


def test_nought_has_a_place_of_its_own_on_a_logarithmic_scale():
    frame = made(("a", "0", "people"), ("b", "2", "people"), ("c", "20000000", "people"))
    panel = next(p for p in panels(tip.charts.estimates(frame)) if p.log_from)
    assert panel.log_from == 1
    assert panel.across(0) < panel.across(1) - 20


def test_percentages_that_are_small_fill_their_axis_and_others_run_to_100():
    small = made(("a", "1.36", "percent"), ("a", "4.37", "percent"))
    large = made(("a", "1.36", "percent"), ("a", ">50", "percent"))
    assert [max(p.x[1] for p in panels(tip.charts.estimates(f))[:2] if p.marks) for f in (small, large)] == [
        5,
        100,
    ]


@pytest.mark.parametrize("notation", ["0", "1", "3", "7", "0.5", "99", "200000", "1000000000000000"])
def test_every_size_finds_a_scale(notation):
    frame = made(("a", notation, "people"))
    assert tip.quantity.say(notation, "people") in tip.charts.estimates(frame).svg()


def test_an_empty_frame_and_a_hostile_text_are_drawn(corpus):
    assert "Nothing to show" in tip.describe(tip.charts.estimates(corpus.estimates.head(0)))
    hostile = made(("a", "1", "people", {"population": "<script>$x^{2$ & " + "long " * 40}))
    drawing = tip.charts.estimates(hostile).svg()
    assert "<script" not in drawing
    assert "$x^{2$" in drawing


@pytest.fixture
def explorer(corpus):
    return tip.explore.estimates(corpus)


def test_each_control_leaves_what_it_says(explorer):
    for name, value, marks in [
        ("kind", "comment", 14),
        ("bound", "unknown", 1),
        ("unit", "GBP per year", 2),
        ("topic", "women's share", 3),
        ("doc", "green", 1),
    ]:
        explorer.controls[name].value = value
        assert len(explorer.frame) == marks
        explorer.reset()
    assert len(explorer.frame) == 57


def test_a_year_shows_its_own_quantities_and_no_period_those_without_one(explorer):
    explorer.controls["year"].value = "2012"
    assert set(explorer.frame["mark"]) == {"workers-2012", "countries"}
    explorer.controls["year"].value = "2008"
    assert set(explorer.frame["doc"]) == {"lagon"}
    explorer.controls["year"].value = NOT_STATED
    assert explorer.frame["period"].isna().all()
    assert "unknown-trafficked" in set(explorer.frame["mark"])


def test_every_row_is_reached_by_some_year_or_by_no_period(explorer):
    seen = set()
    for option in explorer.controls["year"].options:
        explorer.controls["year"].value = option
        seen |= set(explorer.frame.index)
    assert seen == set(explorer.rows.index)


def test_sorting_keeps_every_row(explorer):
    explorer.controls["sort"].value = "-said"
    assert explorer.frame["mark"].iloc[0] == "revenue-high-usd"
    assert explorer.frame["mark"].iloc[-1] == "unknown-trafficked"
    assert len(explorer.frame) == 57
    explorer.controls["sort"].value = "topic"
    topics = list(explorer.rows["topic"].cat.categories)
    assert explorer.frame["topic"].tolist() == sorted(explorer.frame["topic"], key=topics.index)
    explorer.reset()
    assert explorer.frame.index.tolist() == explorer.rows.index.tolist()


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2008?", [2008]), ("2009-04/2010-09", [2009, 2010]), ("2016-06-30/..", [2016]), ("2012", [2012])],
)
def test_the_years_that_a_period_touches(period, expected):
    assert list(years(period)) == expected
