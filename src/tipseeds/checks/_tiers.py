"""Tier statements as country-years, held against each other and against the official record."""

from __future__ import annotations

from typing import Any

import pandas as pd


def country_years(tiers: pd.DataFrame) -> pd.DataFrame:
    """Spread each statement over the report years that it covers.

    Parameters
    ----------
    tiers : DataFrame
        The table `tiers`, or rows of it.

    Returns
    -------
    DataFrame
        The columns of `tiers`, one row a statement and report year, with `report_year` (whole number) and `row` (the
        label of the statement in `tiers`).

    Examples
    --------
    >>> import tipseeds as tip
    >>> years = country_years(tip.load().tiers)
    >>> years.query("doc == 'lagon'")["report_year"].tolist()
    [2003, 2004, 2005, 2006, 2007]
    """
    covered = [
        list(range(first, last + 1)) for first, last in zip(tiers["first_report"], tiers["last_report"], strict=True)
    ]
    whole = tiers.assign(report_year=pd.Series(covered, index=tiers.index, dtype="object"), row=tiers.index)
    spread = whole.explode("report_year")
    return spread.assign(report_year=spread["report_year"].astype("Int64")).reset_index(drop=True)


def against_record(years: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    """Hold each country-year against the official record.

    Parameters
    ----------
    years : DataFrame
        As `country_years` gives.
    official : DataFrame
        As `reference.official_tiers` gives.

    Returns
    -------
    DataFrame
        `years` with `official_tier`, `verified` (how the record was checked) and `record`: agrees, differs, or not on
        record.

    Examples
    --------
    >>> import tipseeds as tip
    >>> held = against_record(country_years(tip.load().tiers), tip.reference.official_tiers())
    >>> held["record"].value_counts().to_dict()
    {'agrees': 47}
    """
    record = official.rename(columns={"tier": "official_tier"})[["iso3", "report_year", "official_tier", "verified"]]
    held = years.merge(
        record.astype({"iso3": "string", "report_year": "Int64"}), on=["iso3", "report_year"], how="left"
    )
    same = held["tier"].astype("string") == held["official_tier"]
    verdict = same.map({True: "agrees", False: "differs"}).where(held["official_tier"].notna(), "not on record")
    return held.assign(record=verdict.astype("string"))


def with_record(years: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    """Add the official record of the countries in a frame, for the reports from the first to the last that it covers.

    Parameters
    ----------
    years : DataFrame
        As `country_years` gives.
    official : DataFrame
        As `reference.official_tiers` gives.

    Returns
    -------
    DataFrame
        `doc`, `country`, `iso3`, `tier`, `basis`, `report_year` and `row`, country by country: what the documents say,
        and then the rows whose `doc` and `basis` are official, and whose `row` is missing.

    Examples
    --------
    >>> import tipseeds as tip
    >>> years = country_years(tip.load().tiers.query("country == 'Syria'"))
    >>> with_record(years, tip.reference.official_tiers())[["doc", "report_year", "tier"]]
            doc  report_year tier
    0   asmolov         2016    3
    1  official         2016    3
    """
    columns = ["doc", "country", "iso3", "tier", "basis", "report_year", "row"]
    said: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for row in zip(*(years[name].tolist() for name in columns), strict=True):
        said.setdefault((row[2], row[1]), []).append(row)
    record = list(zip(*(official[name].tolist() for name in ("iso3", "report_year", "tier")), strict=True))
    rows: list[tuple[Any, ...]] = []
    for (iso3, country), statements in said.items():
        covered = [row[5] for row in statements]
        rows += statements
        rows += [
            ("official", country, iso3, tier, "official", year, None)
            for code, year, tier in record
            if code == iso3 and min(covered) <= year <= max(covered)
        ]
    labels = pd.Series([row[-1] for row in rows], dtype="object")  # a missing one must not turn the others into floats
    return pd.DataFrame(rows, columns=columns).assign(row=labels)


def between_documents(years: pd.DataFrame) -> pd.DataFrame:
    """Show where documents agree or contradict each other.

    All take their placements from the report, so those that agree are one source heard more than once.

    Parameters
    ----------
    years : DataFrame
        As `country_years` gives.

    Returns
    -------
    DataFrame
        One row a country and report year: `country`, `iso3`, `report_year`, `documents` (their names, with commas),
        `tiers` (likewise) and `verdict`: agree, one source; contradict; or one document.

    Examples
    --------
    >>> import tipseeds as tip
    >>> pairs = between_documents(country_years(tip.load().tiers))
    >>> pairs.query("verdict == 'agree, one source'")["report_year"].tolist()
    [2003, 2004, 2005, 2006, 2007, 2008, 2009, 2012, 2016, 2009]
    """
    rows = []
    for (iso3, year), group in years.groupby(["iso3", "report_year"], sort=False):
        documents = group["doc"].astype(str).unique()
        tiers = group["tier"].astype(str).unique()
        verdict = "contradict" if len(tiers) > 1 else "agree, one source" if len(documents) > 1 else "one document"
        rows.append((group["country"].iloc[0], iso3, year, ", ".join(documents), ", ".join(tiers), verdict))
    columns = ["country", "iso3", "report_year", "documents", "tiers", "verdict"]
    made = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns, "string") | {"report_year": "Int64"})
    return made.sort_values(["iso3", "report_year"], ascending=[False, True], ignore_index=True)


def latest_reports(documents: pd.DataFrame, releases: pd.DataFrame) -> pd.DataFrame:
    """Find the latest annual report that each document's author can have known.

    Parameters
    ----------
    documents : DataFrame
        The table `documents`.
    releases : DataFrame
        As `reference.release_dates` gives.

    Returns
    -------
    DataFrame
        `doc`, `earliest`, `latest` (days of publication), `first` and `last` (the latest report on those days, a whole
        number; `last` is missing where the day is open) and `released` (the day on which `first` came out).

    Examples
    --------
    >>> import tipseeds as tip
    >>> found = latest_reports(tip.load().documents, tip.reference.release_dates())
    >>> found.set_index("doc").loc["lagon", "first"]
    np.int64(2007)
    """

    def latest_on(day: pd.Timestamp) -> object:
        out = releases.loc[releases["released"] <= day, "report_year"]
        return pd.NA if pd.isna(day) or out.empty else int(out.max())

    days = documents[["doc", "earliest", "latest"]]
    found = days.assign(first=days["earliest"].map(latest_on), last=days["latest"].map(latest_on))
    found = found.astype({"first": "Int64", "last": "Int64"})
    released = releases.set_index("report_year")["released"]
    return found.assign(released=found["first"].map(released))


def streaks(
    tiers: pd.DataFrame, documents: pd.DataFrame, releases: pd.DataFrame, official: pd.DataFrame
) -> pd.DataFrame:
    """Do the sum behind each "nth consecutive year", and count the same run in the official record.

    Parameters
    ----------
    tiers, documents : DataFrame
        Tables of the corpus.
    releases, official : DataFrame
        As `reference.release_dates` and `reference.official_tiers` give.

    Returns
    -------
    DataFrame
        One row a stated streak: `doc`, `part`, `mark`, `country`, `tier`, `stated` (reports in a row), `latest_report`
        (by the day of publication), `first_year` (that the count leads back to), `sum` (in words), `record_first` and
        `record_count` (the unbroken run on record that ends with the latest report) and `difference` (stated less
        record).

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> found = streaks(corpus.tiers, corpus.documents, tip.reference.release_dates(), tip.reference.official_tiers())
    >>> found[["doc", "country", "sum", "record_count", "difference"]]
           doc      country                   sum  record_count  difference
    0    lagon  North Korea   2007 - 5 + 1 = 2003             5           0
    1  asmolov  North Korea  2016 - 14 + 1 = 2003            14           0
    2  asmolov  South Korea  2016 - 14 + 1 = 2003            15          -1
    """
    found = latest_reports(documents, releases)
    latest = dict(zip(found["doc"], found["first"], strict=True))
    placed = dict(zip(zip(official["iso3"], official["report_year"], strict=True), official["tier"], strict=True))
    rows = []
    for row in tiers[tiers["streak"].notna()].itertuples():
        last: Any = latest[str(row.doc)]  # missing if the document has no date
        stated, count = int(str(row.streak)), 0
        while pd.notna(last) and placed.get((row.iso3, last - count)) == row.tier:
            count += 1
        known = pd.notna(last)
        rows.append(
            {
                "doc": row.doc,
                "part": row.part,
                "mark": row.mark,
                "country": row.country,
                "tier": row.tier,
                "stated": stated,
                "latest_report": last,
                "first_year": last - stated + 1,
                "sum": f"{last} - {stated} + 1 = {last - stated + 1}" if known else "the latest report is not known",
                "record_first": last - count + 1,
                "record_count": count if known else pd.NA,
                "difference": stated - count if known else pd.NA,
            }
        )
    counts = ["stated", "latest_report", "first_year", "record_first", "record_count", "difference"]
    texts = ["doc", "part", "mark", "country", "tier", "sum"]
    made = pd.DataFrame(rows, columns=[*texts[:5], *counts[:3], "sum", *counts[3:]])
    return made.astype(dict.fromkeys(texts, "string") | dict.fromkeys(counts, "Int64"))
