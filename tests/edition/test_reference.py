"""Facts from outside: each names sources that can hold it, and says how sure it is."""

import dataclasses

import pandas as pd
import pytest

import tipseeds as tip
from tipseeds.edition import reference

SEEDS = reference.SEEDS / "reference"
TABLES = ("official_tiers", "report_release_dates", "exchange_rates", "published_figures", "events", "report")


def raw(name: str) -> pd.DataFrame:
    return pd.read_csv(SEEDS / f"{name}.csv", dtype="string")


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_known_sources(name):
    ids = set(raw("sources")["id"])
    named = raw(name)["sources"].str.split()
    assert named.map(bool).all()
    assert not {one for row in named for one in row} - ids


def test_every_source_has_title_publisher_date_address_and_terms():
    sources = raw("sources")
    assert not sources["id"].duplicated().any()
    assert sources[["title", "publisher", "published", "opened", "terms"]].notna().all().all()
    assert sources["address"].str.fullmatch(r"https?://\S+").all()
    assert sources["published"].str.fullmatch(r"\d{4}(-\d\d){0,2}").all()
    unopened = sources[sources["opened"].str.startswith("not opened")]
    assert set(unopened["id"]) == {"ytn-2016", "gsi-2016", "h10", "ecb", "cldr"}
    assert unopened["opened"].str.contains("found|named").all()  # where the address was found


def test_no_row_of_any_file_lacks_title_date_or_address():
    """Every file is counted: by the sources of its rows, of the rows that it joins, or of the whole file."""
    sources = raw("sources").set_index("id")[["title", "publisher", "published", "address"]]
    known = set(sources.index[sources.notna().all(axis=1)])
    files = {path.stem for path in SEEDS.glob("*.csv")}
    codes = {"countries", "other_countries", "other_codes"}  # NOTICES names their standards
    assert files == {*TABLES, *codes, "sources", "coverage", "passed_on", "hedges"}
    lacking = {
        name: sum(not set(named.split()) <= known for named in raw(name)["sources"].fillna("?")) for name in TABLES
    }
    assert lacking == dict.fromkeys(TABLES, 0)
    statements = set(raw("report")[["report_year", "statement"]].itertuples(index=False, name=None))
    assert set(raw("passed_on")[["report_year", "statement"]].itertuples(index=False, name=None)) <= statements
    assert "cldr" in known  # the names of countries
    assert raw("coverage")["why"].notna().all()  # says of our sources which reports they hold
    assert not set(raw("hedges")) & {"sources", "credit"}  # sentences made up for practice: no facts


def test_notices_are_there_that_licences_ask_for():
    text = (SEEDS / "NOTICES").read_text(encoding="utf-8")
    assert "Copyright (c) 2017 Andrew Heiss and Judith Kelley" in text
    assert "Copyright © 2004-2023 Unicode, Inc." in text


# --- The official record ---


def test_a_source_stands_only_where_it_can_hold_the_row():
    tiers = raw("official_tiers")
    for row in tiers.to_dict("records"):
        for source in row["sources"].split():
            year = int(row["report_year"])
            if source.startswith("factbook-"):
                assert (row["tier"] in ("2WL", "3"), source[-4:]) == (True, row["report_year"])
            if source == "scorecard":
                assert year <= 2015
                assert row["tier"] != "special"
            if source == "hti":
                assert year <= 2011


def test_how_far_a_placement_is_verified_follows_from_its_sources():
    tiers = raw("official_tiers")
    several = tiers["sources"].str.contains(" ")
    assert (tiers["verified"] == "two or more sources agree").sum() == several.sum() - 1  # one is worked out from two
    assert tiers.loc[tiers["verified"].isin(["worked out", "sources disagree"]), "note"].notna().all()
    assert tiers["verified"].value_counts().to_dict() == {
        "one source": 2453, "two or more sources agree": 458, "sources disagree": 1, "worked out": 1,
    }  # fmt: skip
    assert not tiers.duplicated(["iso3", "report_year"]).any()
    assert tiers["iso3"].isin(list(reference.country_names())).all()


def test_the_tiers_that_documents_speak_of():
    tiers = reference.official_tiers().set_index(["iso3", "report_year"])["tier"]
    assert all(tiers["PRK", year] == "3" for year in range(2003, 2026))
    assert tiers["KOR", 2001] == "3"
    assert all(tiers["KOR", year] == "1" for year in range(2002, 2022))
    assert (tiers["KOR", 2022], tiers["KOR", 2023], tiers["KOR", 2024]) == ("2", "2", "1")
    assert all(tiers[c, 2016] == "3" for c in ["DZA", "MMR", "GMB", "HTI", "IRN", "RUS", "SDN", "UZB", "SYR"])
    assert tiers["HTI", 2009] == "special"
    assert ("PRK", 2002) not in tiers.index


def test_a_hole_says_that_it_is_one():
    germany = reference.official_record("DEU").set_index("report_year")
    assert len(germany) == 25
    assert germany.loc[2018, "known"] == "not known to us"
    assert germany.loc[2025, "known"] == "not known to us; it is not in Tier 2 Watch List, Tier 3"
    assert germany.loc[2020, "tier"] == "2"
    assert not germany["known"].str.contains("not in the report").any()
    with pytest.raises(ValueError, match="not a country's code"):
        reference.official_record("Germany")


# --- Figures ---


def test_all_nine_figures_of_the_index_are_held_against_it(corpus):
    """Keyed from asmolov p10: five shares, a number, a share of five countries, two ranks."""
    said = corpus.estimates.query("doc == 'asmolov' and part == 'p10'")
    held = tip.checks.against_published(said, reference.published_figures())
    assert sorted(held["mark"]) == sorted(said["mark"])
    assert len(held) == 9
    assert held["difference"].abs().max() < 0.3  # rounded, no more


def test_prisoners_are_political_ones_in_the_reports_of_2008_2012_2014_and_2016():
    figures = reference.published_figures()
    ours = figures[figures["figure"].str.contains("prisoners") & figures["credit"].str.startswith("TIP report")]
    political = ours["population"].str.contains("political").groupby(ours["period"]).all()
    assert political.to_dict() == {"2007": False, "2008": True, "2010": False, "2012": True, "2014": True, "2016": True}
    spans = ours.groupby("period")[["low", "high"]].first().astype(int).apply(tuple, axis=1).to_dict()
    assert spans == {
        "2007": (150000, 200000), "2008": (150000, 200000), "2010": (150000, 200000), "2012": (130000, 200000),
        "2014": (80000, 120000), "2016": (80000, 120000),
    }  # fmt: skip


def test_the_rapporteur_repeated_the_sum_of_a_network():
    row = reference.published_figures().query("figure == 'earnings from workers abroad'").iloc[0]
    assert (row["period"], row["low"], row["high"]) == ("2012", 1.2e9, 2.3e9)
    assert row["credit"].startswith("International Network")
    assert "repeated" in row["credit"]


def test_each_document_has_an_address_and_says_how_it_is_known(corpus):
    assert corpus.documents["address"].str.startswith("http").all()
    assert corpus.documents["address_reason"].str.contains("stored copy").all()
    evidence = corpus.evidence(corpus.estimates.iloc[0]).data
    assert "blogs.state.gov" in evidence
    assert tip.bibliography(corpus).count("url = ") == 5


# --- From the report into the documents ---


def test_what_happened_on_the_way(corpus):
    """Keyed by reading the reports' pages beside the documents."""
    way = tip.checks.passed_on(corpus, reference.report_statements(), reference.passed_on_links())
    found = way.set_index(["doc", "mark"])[["hedge", "hedge_in_words", "population_change", "date_change"]]
    told = {
        key: tuple(None if pd.isna(v) else v for v in row) for key, row in zip(found.index, found.values, strict=True)
    }
    assert told["lagon", "camps"] == ("shortened", "lost", "same", "moved")
    assert told["lagon", "north-east"] == ("kept", "kept", "same", "moved")
    assert told["lagon", "women"] == ("kept", "added", "same", "moved")
    assert told["encyclopedia", "camps"] == ("kept", "kept", "same", "dropped")
    assert told["asmolov", "camps"] == ("turned", "lost", "same", "kept")
    assert told["asmolov", "women-fled"] == ("kept", "kept", "wider", "dropped")
    assert told["green", "abroad"] == (None, "lost", "wider", None)
    assert len(told) == 20


def test_wordings_of_the_report_are_short():
    assert max(len(said.split()) for said in raw("report")["wording"].dropna()) <= 10


@pytest.mark.parametrize(
    ("own", "said", "verdict"),
    [
        ("80000..120000", ">120000", "turned"),
        ("80000..120000", "<80000", "turned"),
        ("150000..200000", "<=200000", "shortened"),
        ("<=70", "70", "lost"),
        ("70", "~70", "added"),
        ("150000..200000", "160000..190000", "changed"),
    ],
)
def test_a_hedge_is_followed_by_rule(corpus, own, said, verdict):
    stated = tip.quantity.parse(said)
    row = corpus.estimates.iloc[[0]].assign(
        notation=said, low=stated.low, high=stated.high, bound=stated.bound, period=pd.NA
    )
    tables = dataclasses.replace(corpus, estimates=row)
    statement = reference.report_statements().iloc[[0]].assign(notation=own, statement="made", report_year=2007)
    link = reference.passed_on_links().iloc[[0]].assign(statement="made")
    made = tip.checks.passed_on(tables, statement, link)
    assert made[["hedge", "date_change"]].values.tolist() == [[verdict, "dropped"]]
