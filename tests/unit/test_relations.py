"""How two stated quantities are related, and what published figures say of them."""

import pytest
from tests.made_estimates import made

import tipseeds as tip


@pytest.mark.parametrize(
    ("left", "right", "relation", "limits"),
    [
        ("100", "100", "agrees", "overlap"),
        ("100", "200", "conflicts", "apart"),
        ("100..200", "150..300", "agrees", "overlap"),
        ("100..200", "201..300", "conflicts", "apart"),
        ("100..200", "200..300", "agrees", "overlap"),
        ("<=200", "150..200", "agrees", "overlap"),  # the range implies the ceiling
        ("<200", "150..200", "not comparable", "overlap"),  # but not a ceiling that leaves 200 out
        ("<=200", ">120", "not comparable", "overlap"),  # a ceiling and a floor leave room for each other
        ("<=200", ">200", "conflicts", "apart"),
        ("<=200", ">=200", "not comparable", "overlap"),
        ("<200", ">=200", "conflicts", "apart"),
        ("200", "<=200", "agrees", "overlap"),
        ("200", "<200", "conflicts", "apart"),
        ("<=200", "<=300", "agrees", "overlap"),
        ("~70", "~70", "agrees", "overlap"),
        ("~70", "60", "not comparable", "undecided"),  # about sets no limits that could lie apart
        ("~70", "<=70", "not comparable", "undecided"),
        ("~70", ">50", "agrees", "overlap"),
        ("thousands", "thousands", "agrees", "overlap"),
        ("thousands", "50000", "not comparable", "undecided"),  # the limit that parts them is our convention
        ("?", "100", "not comparable", "undecided"),
        ("0 known", "100", "not comparable", "undecided"),
    ],
)
def test_arithmetic_decides_where_people_place_and_period_are_the_same(left, right, relation, limits):
    for pair in ((left, right), (right, left)):
        found = tip.checks.compared(made(("a", pair[0], "people"), ("b", pair[1], "people")))
        assert found[["relation", "limits", "basis"]].to_numpy().tolist() == [[relation, limits, "computed"]]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"population": "political prisoners"}, "Different populations: inmates, and political prisoners."),
        ({"place": "CHN"}, "Different places: PRK, and CHN."),
        ({"place": None}, "Only one gives a place (PRK)."),
        ({"period": "2016?"}, "Different periods: 2008, and 2016?."),
        ({"period": None}, "Only one gives a period (2008)."),
    ],
)
def test_other_people_places_or_times_are_not_comparable_whatever_the_numbers(change, reason):
    found = tip.checks.compared(made(("a", "100", "people"), ("b", "900", "people", change)))
    assert found["relation"].item() == "not comparable"
    assert found["reason"].item().startswith(reason)
    assert found["limits"].item() == "apart"


def test_a_year_and_a_month_in_it_are_one_period():
    found = tip.checks.compared(made(("a", "100", "people"), ("b", "900", "people", {"period": "2008-03"})))
    assert found["relation"].item() == "conflicts"


def test_one_part_and_one_source_is_no_pair_but_two_sources_in_a_part_are():
    same = {"part": "p1"}
    one = made(("a", "100", "people", same), ("a", "200", "people", same))
    assert tip.checks.compared(one).empty
    two = made(("a", "100", "people", same), ("a", "200", "people", same | {"by": "another source"}))
    assert tip.checks.compared(two)["relation"].tolist() == ["conflicts"]


def test_of_too_many_estimates_each_is_compared_with_some_that_are_alike_and_it_is_said(monkeypatch):
    monkeypatch.setattr("tipseeds.checks._relations.MOST", 10)

    def pairs(many: int) -> int:
        rows = made(*((f"d{n}", "100", "people", {"place": ("PRK", "CHN")[n % 2]}) for n in range(many)))
        found = tip.checks.compared(rows)
        assert set(found["relation"]) <= {"agrees"} or many <= 10  # what is passed over was said to be
        return len(found)

    assert pairs(10) == 10 * 9 // 2
    with pytest.warns(UserWarning, match="200 estimates of prisoners in people: each is compared with the next 10 of"):
        assert pairs(200) == 2 * (100 * 10 - 10 * 11 // 2)
    with pytest.warns(UserWarning, match="400 estimates"):
        assert pairs(400) == 2 * (200 * 10 - 10 * 11 // 2)  # twice the estimates, twice the pairs


def test_the_three_numbers_on_prisoners_are_of_three_kinds_and_none_conflicts(corpus):
    pairs = tip.checks.compared(corpus.estimates.query("topic == 'prisoners'"))
    assert pairs["relation"].tolist() == ["not comparable"] * 3
    assert pairs["limits"].tolist() == ["overlap"] * 3


def test_the_only_computed_conflict_is_that_of_the_two_unnamed_sources_on_earnings(corpus):
    pairs = tip.checks.compared(corpus.estimates)
    found = pairs[pairs["relation"] == "conflicts"]
    assert found[["left_mark", "right_mark"]].to_numpy().tolist() == [["revenue-high-gbp", "revenue-low-gbp"]]


def test_a_judged_verdict_holds_and_the_computed_one_stays_beside_it(corpus):
    found = tip.checks.related(corpus).set_index(["left_doc", "left_mark", "right_doc", "right_mark"])
    pair = found.loc[[("lagon", "trafficked", "encyclopedia", "unknown-trafficked")]].iloc[0]
    assert pair[["relation", "basis", "computed"]].tolist() == ["conflicts", "judged", "not comparable"]
    pair = found.loc[[("two-koreas", "years-seven-ten", "two-koreas", "decade-protest")]].iloc[0]
    assert pair[["relation", "basis", "computed"]].tolist() == ["not comparable", "judged", "agrees"]
    assert found.index.is_unique
    assert (
        found["agree"].eq(False).sum() == 4
    )  # thousands and unknown; two pairs that are one report; ten years of two things
    assert set(found.loc[found["agree"].isna() & (found["basis"] == "judged"), "computed"].isna()) == {True}


def test_what_is_judged_alone_is_kept_and_nothing_is_said_twice(corpus):
    found = tip.checks.related(corpus)
    unordered = [
        frozenset([(a, b), (c, d)])
        for a, b, c, d in found[["left_doc", "left_mark", "right_doc", "right_mark"]].to_numpy()
    ]
    assert len(set(unordered)) == len(found)
    kinds = found[found["basis"] == "judged"]["relation"].value_counts().to_dict()
    assert kinds["same source"] == 5  # two conversions, one index, one clause, one comparison
    assert len(found) == len(tip.checks.compared(corpus.estimates)) + found["computed"].isna().sum()


def test_the_ceiling_of_the_report_became_a_floor(corpus):
    held = tip.checks.against_published(corpus.estimates, tip.reference.published_figures())
    asmolov = held[(held["doc"] == "asmolov") & (held["mark"] == "camps") & (held["published_period"] == "2016")]
    assert asmolov["published"].item() == "80,000 to 120,000 people"
    assert not asmolov["meet"].item()
    assert asmolov["difference"].item() == 0


def test_the_article_copied_the_index_to_the_digits_it_gives(corpus):
    held = tip.checks.against_published(corpus.estimates, tip.reference.published_figures())
    index = held[held["period"] == "2016"].set_index("mark")["difference"]
    shares = {f"share-{country}" for country in ("north", "uzbekistan", "cambodia", "india", "qatar")}
    assert set(index.index) == {"slaves-india", "top-five", "rank-india", "rank-north"} | shares
    assert index.abs().max() < 0.3


def test_the_top_five_come_to_58_percent():
    shares = tip.checks.leading_share(tip.reference.published_figures())
    assert shares["place"].tolist() == ["IND", "CHN", "PAK", "BGD", "UZB"]
    assert shares["running_sum"].iloc[-1] == 18354700 + 3388400 + 2134900 + 1531300 + 1236600
    assert round(shares["running_share"].iloc[-1]) == 58
