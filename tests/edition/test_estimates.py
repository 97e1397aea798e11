"""Stated quantities: how they are coded, what the charts say of their hedges, and what the explorer shows.

Expectations are keyed by reading the originals, not by printing the code's output.
"""

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from tests.made_estimates import made

import tipseeds as tip
from tipseeds.charts import _bounds as bounds
from tipseeds.charts import _style as style
from tipseeds.charts._picture import svg
from tipseeds.charts._ranges import LEFT, _lines
from tipseeds.explore._estimates import readable, years
from tipseeds.explore._workbench import NOT_STATED


def test_quantities_by_document_and_kind_of_part(corpus):
    rows = readable(corpus)
    counted = rows.groupby(["doc", "kind"], observed=True).size().to_dict()
    assert counted == {
        ("lagon", "body"): 4,
        ("encyclopedia", "body"): 15,
        ("asmolov", "body"): 16,
        ("two-koreas", "body"): 4,
        ("two-koreas", "comment"): 13,
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


def test_numbers_and_shares_have_charts_of_their_own(corpus):
    numbers, shares = (tip.describe(draw(corpus.estimates)) for draw in (tip.charts.ranges, tip.charts.shares))
    assert "70 percent" not in numbers
    assert "at most 200,000 people" in numbers
    assert "at most 70 percent" in shares
    assert "people)" not in shares


def test_the_title_counts_what_is_shown(corpus):
    prisoners = tip.charts.estimates(corpus.estimates.query("topic == 'prisoners'"))
    assert "None of 3 quantities is stated flat; 1 range, 2 open at one end." in tip.describe(prisoners)
    one = tip.charts.estimates(corpus.estimates.query("mark == 'workers-2015'"))
    assert "One quantity, stated flat." in tip.describe(one)


def strokes_of(
    notation: str, unit: str = "people", beside: tuple[str, ...] = ("2", "20000000")
) -> tuple[bounds.Strokes, bounds.Scale]:
    """Return what a quantity is drawn as: marks by kind with their places, and lines."""
    rows = bounds.stated(made(("a", notation, unit), *(("b", other, unit) for other in beside)))
    scale = bounds.scale(rows)
    strokes = bounds.Strokes()
    strokes.row(rows[0], 0, scale)
    return strokes, scale


def test_at_most_and_flat_are_drawn_apart():
    ceiling, scale = strokes_of("<=200000")
    flat, _ = strokes_of("200000")
    assert set(flat.marks) == {"exact"}
    assert not flat.lines
    assert set(ceiling.marks) == {"at most", "left"}
    assert ceiling.marks["at most"][0] == flat.marks["exact"][0] == [scale.at(200000)]


@pytest.mark.parametrize(
    ("notation", "head"), [("<=200000", "left"), ("<200000", "left"), (">=40", "right"), (">40", "right")]
)
def test_an_open_end_is_an_arrow_of_one_length_that_reaches_no_limit(notation, head):
    strokes, scale = strokes_of(notation)
    start, tip_at, _ = strokes.lines["arrow"][0]
    assert abs(tip_at - start) == pytest.approx(bounds.ARROW)
    assert strokes.marks[head][0] == [tip_at]
    assert tip_at > scale.at(0)


def test_an_arrow_never_points_below_nought():
    strokes, scale = strokes_of("<1", "percent", beside=())
    assert strokes.lines["arrow"][0][1] >= scale.at(0)


def test_inclusive_and_exclusive_limits_have_marks_of_their_own():
    shapes = {
        bound: (bounds.MARKS[bound]["marker"], bounds.MARKS[bound].get("markerfacecolor")) for bound in bounds.MARKS
    }
    assert shapes["at most"] != shapes["less than"]
    assert shapes["exact"] != shapes["less than"]
    distinct = {shapes[name] for name in ("exact", "about", "none known", "less than", "at most")}
    assert len(distinct) == 5  # told apart by shape or filling, not by colour


def test_an_order_of_magnitude_says_that_its_ends_are_ours_and_an_unknown_has_no_place():
    order, _ = strokes_of("tens-of-thousands")
    assert [words for _, _, words in order.words] == ["by our convention"]
    unknown, _ = strokes_of("?")
    assert not unknown.marks
    assert not unknown.lines
    assert [words[0] for _, _, words in unknown.words] == ["?"]


def test_none_known_leaves_the_upper_end_open():
    strokes, _ = strokes_of("0 known")
    assert set(strokes.marks) == {"none known", "right"}


def test_nought_has_a_place_of_its_own_on_a_logarithmic_scale():
    strokes, scale = strokes_of("0")
    assert scale.kind == "log"
    assert strokes.marks["exact"][0] == [bounds.NOUGHT]
    assert scale.at(2) >= bounds.START


def test_shares_always_run_from_0_to_100():
    rows = bounds.stated(made(("a", "1.36", "percent"), ("a", "4.37", "percent")))
    assert bounds.scale(rows).ticks == (0, 20, 40, 60, 80, 100)


@pytest.mark.parametrize("notation", ["0", "1", "3", "7", "0.5", "99", "200000", "1000000000000000"])
def test_every_size_finds_a_scale(notation):
    frame = made(("a", notation, "people"))
    assert tip.quantity.say(notation, "people") in svg(tip.charts.ranges(frame))


def test_an_empty_frame_and_a_hostile_text_are_drawn(corpus):
    assert "Nothing to show" in tip.describe(tip.charts.estimates(corpus.estimates.head(0)))
    hostile = made(("a", "1", "people", {"population": "<script>$x^{2$ & " + "long " * 40}))
    drawing = svg(tip.charts.estimates(hostile))
    assert "<script" not in drawing
    assert "$x^{2$" in drawing


def test_labels_stay_left_of_the_axes(corpus):
    """The widest label that the chart writes, measured by matplotlib itself, ends before the scale begins."""
    lines = [text for line in _lines(bounds.stated(corpus.estimates)) for text in line.text]
    with style.look():
        widest = max(TextPath((0, 0), text, size=9, prop=FontProperties()).get_extents().width for text in lines)
    assert 0.2 + widest / 72 < LEFT + bounds.NOUGHT * (style.WIDTH - LEFT)


@pytest.fixture
def explorer(corpus):
    return tip.explore.estimates(corpus)


def test_each_control_leaves_what_it_says(explorer):
    for name, value, marks in [
        ("kind", "comment", 13),
        ("bound", "unknown", 1),
        ("unit", "GBP per year", 2),
        ("topic", "women's share", 3),
        ("doc", "green", None),
    ]:
        if marks is None:
            assert value not in explorer.controls[name].options  # no quantity is stated there
            continue
        explorer.controls[name].value = value
        assert len(explorer.frame) == marks
        explorer.reset()
    assert len(explorer.frame) == 52


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
    assert len(explorer.frame) == 52
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
