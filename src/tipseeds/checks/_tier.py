"""Tier statements as country-years, held against each other and against the official record."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tipseeds.edition.frames import table


def country_years(tiers: pd.DataFrame) -> pd.DataFrame:
    """Spread each statement over the report years that it covers.

    Returns
    -------
    DataFrame
        The columns of `tiers`, one row a statement and report year, with `report_year` (whole number) and `row` (the
        label of the statement in `tiers`).

    Examples
    --------
    >>> tip.checks.country_years(corpus.tiers).query("doc == 'lagon'")["report_year"].tolist()
    [2003, 2004, 2005, 2006, 2007]
    """
    spans = zip(tiers["first_report"], tiers["last_report"], strict=True)
    covered = pd.Series([range(first, last + 1) for first, last in spans], index=tiers.index, dtype="object")
    spread = tiers.assign(report_year=covered, row=tiers.index).explode("report_year", ignore_index=True)
    return spread.astype({"report_year": "Int64"})


def against_record(years: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    """Hold each country-year against the official record.

    Returns
    -------
    DataFrame
        `years` with `official_tier`, `verified` (how the record was checked) and `record`: agrees, differs, or not on
        record.

    Examples
    --------
    >>> held = tip.checks.against_record(tip.checks.country_years(corpus.tiers), tip.reference.official_tiers())
    >>> held["record"].value_counts().to_dict()
    {'agrees': 47}
    """
    record = official.rename(columns={"tier": "official_tier"})[["iso3", "report_year", "official_tier", "verified"]]
    held = years.merge(record.astype({"iso3": "string", "report_year": "Int64"}), "left", ["iso3", "report_year"])
    same = (held["tier"].astype("string") == held["official_tier"]).map({True: "agrees", False: "differs"})
    return held.assign(record=same.where(held["official_tier"].notna(), "not on record").astype("string"))


def with_record(years: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    """Add the official record of the countries in a frame, for the reports from the first to the last that it covers.

    Returns
    -------
    DataFrame
        `doc`, `country`, `iso3`, `tier`, `basis`, `report_year` and `row`, country by country: what the documents say,
        and then the rows whose `doc` and `basis` are official, and whose `row` is missing.

    Examples
    --------
    >>> years = tip.checks.country_years(corpus.tiers.query("country == 'Syria'"))
    >>> tip.checks.with_record(years, tip.reference.official_tiers())["doc"].tolist()
    ['asmolov', 'official']
    """
    columns = ["doc", "country", "iso3", "tier", "basis", "report_year", "row"]
    rows: list[tuple[Any, ...]] = []
    for (iso3, country), said in years[columns].groupby(["iso3", "country"], sort=False, observed=True):
        covered = official["report_year"].between(said["report_year"].min(), said["report_year"].max())
        rows += said.itertuples(index=False, name=None)
        for year, tier in official.loc[covered & (official["iso3"] == iso3), ["report_year", "tier"]].to_numpy():
            rows.append(("official", country, iso3, tier, "official", year, None))
    labels = pd.Series([row[-1] for row in rows], dtype="object")  # a missing one must not turn the others into floats
    return pd.DataFrame(rows, columns=columns).assign(row=labels)


def between_documents(years: pd.DataFrame) -> pd.DataFrame:
    """Show where documents agree or contradict each other.

    All take their placements from the report, so those that agree are one source heard more than once.

    Returns
    -------
    DataFrame
        One row a country and report year: `country`, `iso3`, `report_year`, `documents` (their names, with commas),
        `tiers` (likewise) and `verdict`: agree, one source; contradict; or one document.

    Examples
    --------
    >>> pairs = tip.checks.between_documents(tip.checks.country_years(corpus.tiers))
    >>> pairs.query("verdict == 'agree, one source'")["report_year"].tolist()
    [2003, 2004, 2005, 2006, 2007, 2008, 2009, 2012, 2016, 2009]
    """
    rows = []
    for (iso3, year), group in years.groupby(["iso3", "report_year"], sort=False):
        documents, tiers = (group[name].astype(str).unique() for name in ("doc", "tier"))
        verdict = "contradict" if len(tiers) > 1 else "agree, one source" if len(documents) > 1 else "one document"
        rows.append((group["country"].iloc[0], iso3, year, ", ".join(documents), ", ".join(tiers), verdict))
    made = table(rows, "country iso3 report_year:Int64 documents tiers verdict")
    return made.sort_values(["iso3", "report_year"], ascending=[False, True], ignore_index=True)


def latest_reports(documents: pd.DataFrame, releases: pd.DataFrame) -> pd.DataFrame:
    """Find the latest annual report that each document's author can have known.

    Returns
    -------
    DataFrame
        `doc`, `earliest`, `latest` (days of publication), `first` and `last` (the latest report on those days, a whole
        number; `last` is missing where the day is open) and `released` (the day on which `first` came out).

    Examples
    --------
    >>> tip.checks.latest_reports(corpus.documents, tip.reference.release_dates())["first"].tolist()
    [2007, 2016, 2016, 2012, 2009]
    """

    def latest_on(day: pd.Timestamp) -> object:
        return releases.loc[releases["released"] <= day, "report_year"].max()  # missing if none was out

    found = documents[["doc", "earliest", "latest"]]
    first, last = (found[day].map(latest_on).astype("Int64") for day in ("earliest", "latest"))
    return found.assign(first=first, last=last, released=first.map(releases.set_index("report_year")["released"]))


def streaks(
    tiers: pd.DataFrame, documents: pd.DataFrame, releases: pd.DataFrame, official: pd.DataFrame
) -> pd.DataFrame:
    """Do the sum behind each "nth consecutive year", and count the same run in the official record.

    Returns
    -------
    DataFrame
        One row a stated streak: `doc`, `part`, `mark`, `country`, `tier`, `stated` (reports in a row), `latest_report`
        (by the day of publication), `first_year` (that the count leads back to), `sum` (in words), `record_first` and
        `record_count` (the unbroken run on record that ends with the latest report) and `difference` (stated less
        record).

    Examples
    --------
    >>> releases = tip.reference.release_dates()
    >>> official = tip.reference.official_tiers()
    >>> tip.checks.streaks(corpus.tiers, corpus.documents, releases, official)["sum"].tolist()
    ['2007 - 5 + 1 = 2003', '2016 - 14 + 1 = 2003', '2016 - 14 + 1 = 2003']
    """
    known = latest_reports(documents, releases).set_index("doc")["first"]
    placed = official.set_index(["iso3", "report_year"])["tier"].to_dict()
    rows: list[tuple[Any, ...]] = []
    for row in tiers[tiers["streak"].notna()].to_dict("records"):
        last, stated, count = known.get(row["doc"]), int(row["streak"]), 0
        told = (row["doc"], row["part"], row["mark"], row["country"], row["tier"], stated)
        if pd.isna(last):  # the document has no date
            rows.append((*told, None, None, "the latest report is not known", None, None, None))
            continue
        while placed.get((row["iso3"], last - count)) == row["tier"]:
            count += 1
        first = last - stated + 1
        sum_ = f"{last} - {stated} + 1 = {first}"
        rows.append((*told, last, first, sum_, last - count + 1, count, stated - count))
    columns = "doc part mark country tier stated:Int64 latest_report:Int64 first_year:Int64 sum"
    return table(rows, columns + " record_first:Int64 record_count:Int64 difference:Int64")
