"""Claims about workers sent abroad: coding, charts, explorer and what-if panel; keyed by reading the originals."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd
import pytest
from tests.project import ROOT, tool

import tipseeds as tip
from tipseeds.checks._whatif import read
from tipseeds.pages import html as pages


@pytest.fixture
def panel(corpus):
    return tip.explore.what_if(corpus)


def claims(corpus: tip.Corpus, doc: str, part: str) -> Any:
    rows = corpus.labour[(corpus.labour["doc"] == doc) & (corpus.labour["part"] == part)]
    return sorted(zip(rows["theme"], rows["position"], rows["dispatch"], strict=True))


# --- The coding ---


def test_who_speaks_of_workers_abroad(corpus):
    counted = corpus.labour["doc"].value_counts().to_dict()
    assert counted == {"encyclopedia": 31, "asmolov": 23, "green": 2, "lagon": 1, "two-koreas": 0}


def test_the_paragraph_of_figures_in_the_encyclopedia(corpus):
    """Growth since 2011, two motives, two head-counts, the countries, and two sums, each converted."""
    assert claims(corpus, "encyclopedia", "p11") == sorted(
        [("growth", "asserts", "state"), ("destination", "asserts", "state")]
        + [("motive", "asserts", "state"), ("number", "asserts", "state")] * 2
        + [("revenue", "asserts", "state")] * 4
    )


def test_the_news_report_passes_on_two_claims(corpus):
    assert claims(corpus, "green", "p5") == [("conditions", "asserts", "state"), ("surveillance", "asserts", "state")]


def test_only_one_document_disputes(corpus):
    disputed = corpus.labour[corpus.labour["position"] == "disputes"]
    assert set(disputed["doc"]) == {"asmolov"}


def test_what_asmolov_relays_is_not_credited_to_him(corpus):
    """The report in p3 and p4, and the media in p15, speak; in p9 and p16 he does."""
    rows = corpus.labour[corpus.labour["doc"] == "asmolov"]
    own = rows["by"] == "the author"
    assert set(rows.loc[own, "part"]) == {"p9", "p16"}
    assert set(rows.loc[~own, "part"]) == {"p3", "p4", "p15"}


def test_work_that_the_state_does_not_send_people_to_is_apart(corpus):
    """Lured women, jobs that were offered, joint ventures at home, artists' visas, other countries' guest workers."""
    borderline = corpus.labour[corpus.labour["dispatch"] == "borderline"]
    found = {f"{doc}#{mark}" for doc, mark in zip(borderline["doc"], borderline["mark"], strict=True)}
    assert found == {
        "lagon#lured", "encyclopedia#offered-jobs", "encyclopedia#joint-ventures", "asmolov#minors",
        "asmolov#restaurants", "asmolov#vietnamese",
    }  # fmt: skip


def test_an_ambiguous_sentence_keeps_both_readings(corpus):
    note = corpus.labour.set_index("mark").loc["earnings-poland", "note"]
    assert "below 60 million" in note
    assert "above 15 million" in note


def test_the_ban_that_the_article_misses_came_later(corpus):
    """Resolution 2375 came in September 2017, after the article that misses such a ban."""
    written = corpus.documents.set_index("doc").loc["asmolov", "published"]
    events = tip.reference.events().set_index("date")["event"]
    assert written == "2016-07-20"
    assert "2375" in events.loc["2017-09-11"]
    assert "2397" in events.loc["2017-12-22"]


# --- The charts ---


def words(ax: Any) -> str:
    return str(tip.describe(ax))


def test_themes_tell_asserted_disputed_both_and_silent(corpus):
    said = words(tip.charts.themes(corpus.labour))
    assert "legality: asmolov asserts 3 (1 borderline)." in said
    assert "surveillance: encyclopedia asserts 1; green asserts 1." in said
    assert "conditions: encyclopedia asserts 3 (1 borderline); asmolov asserts 3, disputes 2; green asserts 1." in said
    assert said.endswith("No claim is drawn from two-koreas.")
    assert "Only asmolov speaks against the charge, in 14 of its 23 claims." in said


def test_the_headline_stays_true_under_a_filter(corpus):
    rows = corpus.labour.query("theme == 'surveillance'")
    assert "2 claims, none of which speaks against the charge." in words(tip.charts.themes(rows))


def test_destinations_keep_regions_and_countries_apart(corpus):
    said = words(tip.charts.destinations(corpus.labour))
    for region in ("Middle East", "Central and Eastern Europe", "Africa", "East and Southeast Asia"):
        assert f"Region: {region}, by encyclopedia." in said
    assert "Country: Russia, by encyclopedia and asmolov. Country: Mongolia, by encyclopedia." in said
    assert "Country: China, by asmolov. Country: Poland, by asmolov." in said
    assert "Number: more than 40 countries, by encyclopedia." in said


def test_workers_are_drawn_with_their_hedges(corpus):
    said = words(tip.charts.workers(corpus.estimates))
    assert "2012: 60,000 to 65,000 people" in said
    assert "2015: 100,000 people" in said
    assert "no date: tens of thousands of people (encyclopedia p10: workers in Russian logging camps)" in said


def test_revenue_stands_beside_its_conversion(corpus):
    said = words(tip.charts.revenue(corpus.estimates))
    for figure in ("1,600,000,000 GBP per year", "1,000,000,000 GBP per year", "about 2,300,000,000 USD per year"):
        assert f"{figure} (encyclopedia p11" in said
    assert "two are given a second time, converted" in said
    assert "30,000,000 EUR (asmolov p15" in said


@pytest.mark.parametrize("name", ["themes", "destinations"])
def test_nothing_is_drawn_of_no_claims(corpus, name):
    assert words(getattr(tip.charts, name)(corpus.labour.head(0))).endswith("Nothing to show.")


@pytest.mark.parametrize("name", ["workers", "revenue"])
def test_nothing_is_drawn_of_no_figures(corpus, name):
    assert words(getattr(tip.charts, name)(corpus.estimates.head(0))).endswith("Nothing to show.")


@pytest.mark.parametrize("notation", ["<=50000", ">50000", "~50000", "?"])
def test_workers_of_other_hedges_can_be_drawn(corpus, notation):
    limits = tip.quantity.parse(notation)
    row = corpus.estimates.query("mark == 'workers-2015'").assign(
        notation=notation, low=limits.low, high=limits.high, bound=limits.bound
    )
    said = words(tip.charts.workers(row.astype({"low": "Float64", "high": "Float64"})))
    assert tip.quantity.say(notation, "people") in said


# --- The explorer ---


def test_destination_and_period_are_filters(corpus):
    explorer = tip.explore.labour(corpus)
    explorer.controls["where"].value = "Russia"
    assert set(explorer.frame["mark"]) == {
        "to-russia",
        "loggers",
        "logging",
        "rest",
        "targets",
        "withheld",
        "in-russia",
    }
    explorer.controls["theme"].value = "destination"
    assert set(explorer.frame["mark"]) == {"to-russia", "in-russia"}
    explorer.reset()
    explorer.controls["when"].value = "2015"
    assert explorer.frame["mark"].tolist() == ["workers-2015"]
    explorer.controls["when"].value = "not stated"
    assert explorer.frame["period"].isna().all()


def test_a_chosen_document_does_not_make_the_others_silent(corpus):
    explorer = tip.explore.labour(corpus)
    explorer.controls["doc"].value = "green"
    assert explorer.count == "2 of 57 shown"
    assert ">green</text>" in explorer.svg
    assert ">lagon</text>" not in explorer.svg  # an empty column would look like silence


# --- The what-if panel ---


def shown(panel: Any) -> str:
    return str(panel.view) + " ".join(told["text"] for told in panel.notes.values())


def sane(panel: Any) -> None:
    values = panel.frame["value"].dropna()
    assert all(math.isfinite(value) for value in values)
    said = shown(panel)
    for word in ("Traceback", "inf ", ">inf", "nan"):
        assert word not in said


def value(panel: Any, output: str) -> float:
    rows = panel.frame[panel.frame["output"].str.startswith(output)]
    return float(rows["value"].iloc[0])


def test_the_panel_opens_on_the_stated_head_count(panel):
    """100,000 workers at an assumed 1,000 dollars a month: 1.2 billion a year, three quarters of it 0.9 billion."""
    assert value(panel, "paid by employers a year") == 1_200_000_000
    assert value(panel, "kept by the state a year") == 900_000_000
    assert value(panel, "kept by the state a year, in pounds") == pytest.approx(900_000_000 / 1.4375)
    assert value(panel, "left to a worker a month") == 250
    assert value(panel, "pay a month for the state to keep 1,600,000,000") == pytest.approx(1.6e9 * 1.4375 / 900_000)


def test_every_result_shows_its_sum_and_what_is_assumed(panel):
    assert panel.frame["sum"].str.contains("[×÷]").all()
    assert panel.frame["rests_on"].str.contains("□ assumed").all()
    assert "workers ■ stated" in panel.frame["rests_on"].iloc[0]
    assert "2 of 4 inputs are assumed" in shown(panel)


@pytest.mark.parametrize(
    ("name", "number", "basis"),
    [
        ("workers", 62_000, "■ stated"),  # 60,000 to 65,000
        ("workers", 70_000, "□ assumed"),
        ("rate", 1.3, "◆ implied"),
        ("rate", 1.3555, "◆ on record"),
        ("rate", 1.36, "□ assumed"),
        ("pay", 150, "□ assumed"),
    ],
)
def test_inputs_say_what_they_rest_on(panel, name, number, basis):
    panel.controls[name].value = str(number)
    assert panel.frame["rests_on"].str.contains(f"{name} {basis}").any()


def test_less_than_half_kept_goes_against_most(panel):
    panel.controls["share"].value = 40
    assert "is less than the word “most”" in shown(panel)


def test_zero_workers(panel):
    panel.controls["workers"].value = 0
    assert value(panel, "paid by employers a year") == 0
    assert panel.frame["result"].tolist()[-2:] == ["nobody works, so no pay would do"] * 2
    sane(panel)


@pytest.mark.parametrize(("share", "left"), [(100, 0), (0, 1_000)])
def test_all_or_nothing_kept(panel, share, left):
    panel.controls["share"].value = share
    assert value(panel, "left to a worker a month") == left
    if not share:
        assert panel.frame["result"].iloc[-1] == "the state keeps nothing, so no pay would do"
    sane(panel)


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("workers", "", "Workers abroad is empty: type a whole number from 0 to 25,000,000 (people)."),
        ("workers", "   ", "Workers abroad is empty"),
        ("workers", "1" + "0" * 400, "Workers abroad can’t be 10000000000000000000…"),
        ("workers", "1e308", "Workers abroad can’t be 1e308"),
        ("workers", "-1", "Workers abroad can’t be -1"),
        ("workers", "2.5", "type a whole number"),
        ("workers", "many", "many is not a whole number"),
        ("workers", "<script>", "<script> is not a whole number"),  # the front sets it as text
        ("share", "101", "Kept by the state can’t be 101: type a number from 0 to 100 (percent)."),
        ("rate", "0", "Exchange rate can’t be 0"),
        ("workers", "12 34", "12 34 is not a whole number"),  # a slip of the finger is no number, and never another one
        ("workers", "10,0000", "10,0000 is not a whole number"),
        ("workers", "1.000 000", "1.000 000 is not a whole number"),
        ("workers", "−5", "Workers abroad can’t be −5"),
        ("workers", "50%", "50% is not a whole number"),
        ("pay", "£1500", "£1500 is not a number"),  # another currency
        ("rate", "nan", "nan is not a number"),
        ("pay", "inf", "inf is not a number"),
    ],
)
def test_what_can_not_be_computed_is_said(panel, name, typed, message):
    panel.controls[name].value = typed
    assert message in panel.notes[name]["text"]
    assert "Nothing is computed" in panel.view
    assert "<script" not in panel.view
    assert panel.frame.empty
    panel.reset()
    assert len(panel.frame) == 6


def test_several_faults_are_all_said(panel):
    panel.controls["workers"].value = ""
    panel.controls["share"].value = "x"
    assert "Workers abroad is empty" in shown(panel)
    assert "x is not a number" in shown(panel)


def test_tiny_and_great_numbers_stay_finite(panel):
    for field, typed in (("workers", "1"), ("share", "0.0001"), ("rate", "3"), ("pay", "100000")):
        panel.controls[field].value = typed
    assert len(panel.frame) == 6
    sane(panel)
    panel.controls["share"].value = "1e-320"
    assert panel.frame["result"].iloc[-1] == "the state keeps nothing, so no pay would do"
    sane(panel)


def test_a_number_stands_where_the_slider_ends_or_goes_beyond_it(panel):
    panel.controls["workers"].value = "62,500"
    assert panel.notes["workers"] == {"text": "read as 62,500 people", "at": 62_500}
    panel.controls["workers"].value = "300000"  # beyond the slider, yet possible
    assert value(panel, "paid by employers a year") == 300_000 * 12_000
    panel.controls["pay"].value = 1.234  # a number has one reading
    assert panel.notes["pay"]["at"] == 1.234
    panel.controls["pay"].value = 1000
    panel.controls["workers"].value = 50_000
    assert panel.controls["workers"].value == "50000"
    assert value(panel, "paid by employers a year") == 50_000 * 12_000


def test_one_change_is_one_message(panel):
    sent = []
    panel._send = lambda message, buffers=None: sent.append(message)
    panel.controls["workers"].value = 10_000
    panel.controls["pay"].value = "500"
    panel.reset()
    assert len(sent) == 3
    assert all({"choice", "notes", "view"} <= set(message["state"]) for message in sent)


@pytest.mark.parametrize(
    ("name", "typed", "number"),
    [
        ("workers", "62,500", 62_500),
        ("workers", "62 500", 62_500),
        ("workers", "1.000.000", 1_000_000),
        ("pay", "1,5", 1.5),
        ("pay", "1.234,50", 1234.5),
        ("pay", "1,234.50", 1234.5),
        ("pay", "$800", 800),
        ("rate", "1,45", 1.45),
        ("rate", "1.450", 1.45),  # 1,450 dollars to the pound can't be meant
        ("share", "12,500", 12.5),
        ("share", "75 %", 75),
        ("share", "75 per cent", 75),
        ("workers", "100\u2009000 people", 100_000),
        ("workers", "0.1 million", 100_000),
        ("workers", "١٠٠٬٠٠٠", 100_000),
        ("pay", "US$1.5k", 1500),
        ("pay", "1 500,50 USD a month", 1500.5),
        ("rate", "1.45 $/£", 1.45),
    ],
)
def test_a_number_is_read_as_people_type_it_and_what_was_read_is_said(panel, name, typed, number):
    panel.controls[name].value = typed
    assert panel.notes[name]["at"] == number
    assert f"read as {number:,.10g} " in panel.notes[name]["text"]
    assert len(panel.frame) == 6


@pytest.mark.parametrize(
    ("name", "typed", "readings"),
    [
        ("workers", "100.000", ["100000", "100"]),
        ("pay", "1.500", ["1500", "1.5"]),
        ("pay", "1,500", ["1500", "1.5"]),
        ("pay", "１,２３４ dollars", ["1234", "1.2340"]),  # 1.234 would be asked back again
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_back_with_both(panel, name, typed, readings):
    panel.controls[name].value = typed
    assert [value for value, _ in panel.notes[name]["readings"]] == readings
    ways = " or ".join(f"{float(one):g}" for one in readings)
    assert f"{typed} can be read in two ways, as {ways}. Which is it?" in shown(panel)
    assert panel.frame.empty
    for reading in readings:
        panel.controls[name].value = reading
        assert panel.notes[name]["at"] == float(reading)
        assert len(panel.frame) == 6


def test_a_field_and_its_result_never_disagree(panel):
    opened = (panel.view, panel.notes)
    panel.controls["pay"].value = "2000"
    panel.controls["pay"].value = "x"
    panel.undo()  # letters typed into one field are one step
    assert (panel.choice["pay"], panel.view, panel.notes) == ("1000", *opened)
    panel.reset()
    assert (panel.choice["pay"], panel.view, panel.notes) == ("1000", *opened)
    panel.redo()
    assert panel.notes["pay"].get("at") is None
    panel.undo()
    assert (panel.view, panel.notes) == opened


def test_the_chart_moves_with_the_result_and_has_a_line_for_each_stated_sum(panel):
    bar = r'<rect y="\d+" height="24" width="([0-9.]+)"'
    before = float(re.findall(bar, panel.view)[0])
    assert panel.view.count('class="ts-stroke"') == 2  # 1 and 1.6 billion pounds
    panel.controls["pay"].value = 500
    after = float(re.findall(bar, panel.view)[0])
    assert after == pytest.approx(before / 2, rel=0.01)
    assert "Kept by the state on these numbers: 313,043,478 GBP a year" in panel.view


@pytest.mark.parametrize("name", ["workers", "pay", "share", "rate"])
def test_both_ends_of_every_slider(panel, name):
    field = next(one for one in panel.fields if one["name"] == name)
    for end in (field["min"], field["max"]):
        panel.controls[name].value = end
        assert len(panel.frame) == 6
        sane(panel)


def test_read_takes_commas_and_spaces():
    assert read("workers", " 1,000 ") == 1_000


def test_the_results_are_a_table_for_the_page(corpus):
    found = tip.checks.what_if(corpus.estimates, tip.reference.exchange_rates(), 100_000, 1_000, 75, 1.4375)
    assert isinstance(found, pd.DataFrame)
    assert "900,000,000 USD" in pages.table(found, "What they come to").data


# --- The agreement that the codebook reports ---


def test_the_codebook_reports_the_agreement_of_the_two_codings():
    found = tool("labour_agreement").figures()
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    section = page.split("## Overseas labour")[1].split("\n## ")[0]
    assert f"{found['first']}, {found['second']}, {found['both']}" in section
    assert f"{100 * found['jaccard']:.0f} percent" in section
    for name in ("theme", "position", "dispatch"):
        alpha = format(found[f"{name}, Krippendorff's alpha"], ".3f").removesuffix(".000")
        assert f"same {name} | {found[f'same {name}']} of {found['both']} (" in section
        assert f"alpha {alpha})" in section


def test_every_difference_between_the_codings_is_settled():
    _, second = tool("labour_agreement").codings()
    unlike = tool("labour_agreement").paired().query("theme_first != theme_second or position_first != position_second")
    assert unlike["settled"].notna().all()
    assert len(unlike) == 8
    alone = second[second["mark"].isna()]
    assert alone["settled"].notna().all()
    assert alone["settled"].str.startswith("taken in").sum() == 4
    assert len(alone) == 13
