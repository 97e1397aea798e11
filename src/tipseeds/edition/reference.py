"""Facts from outside the five documents, for checking what they claim; each row names its sources and how sure it is.

`sources` holds title, publisher, date, address and terms of each; the other tables name their sources by it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from tipseeds.edition.words import did_you_mean

HERE = Path(__file__).parents[1]
SEEDS = HERE / "seeds" if (HERE / "seeds").is_dir() else HERE.parents[1] / "seeds"
"""The edition's own seeds: beside the rooms in an installed package, at the top of a checkout."""


@cache
def country_names() -> dict[str, str]:
    """Return the name of each country by its ISO 3166-1 alpha-3 code; XKX is Kosovo.

    Examples
    --------
    >>> tip.reference.country_names()["PRK"]
    'North Korea'
    """
    return {row["iso3"]: row["country"] for name in ("other_countries", "countries") for row in _rows(name)}


def _rows(name: str) -> csv.DictReader[str]:
    return csv.DictReader((SEEDS / "reference" / f"{name}.csv").read_text(encoding="utf-8").splitlines())


def meant_country(code: str, names: Mapping[str, str]) -> str:
    """Return what to write for a code that none of the named countries has."""
    end = "Write an ISO 3166-1 alpha-3 code."
    said = code.strip().upper()
    by_name = {name.casefold(): iso3 for iso3, name in names.items()}
    by_code = {row["code"]: row["iso3"] for row in _rows("other_codes")}
    if said in names:
        return f"Write it in capitals: {said}, {names[said]}."
    if (iso3 := by_code.get(said, "")) in names:
        return f"{said} is {iso3}, {names[iso3]}. {end}"
    if iso3 := by_name.get(said.casefold(), ""):
        return f"{names[iso3]} is {iso3}. {end}"
    if len(said) <= 3:
        return f"{did_you_mean(code, names)}{end}"
    close = did_you_mean(code, names.values()).removeprefix("Did you mean ").rstrip("? ")
    return f"Did you mean {by_name[close.casefold()]}, {close}? {end}" if close else end


def sources() -> pd.DataFrame:
    """Return where the facts from outside come from.

    `id`, `title`, `publisher`, `published` (day, month or year), `address`, `opened` (what of it was read, or that it
    wasn't opened and where the address was found) and `terms` (what its use here rests on).

    Examples
    --------
    >>> tip.reference.sources().set_index("id").loc["ecoi-2012", "published"]
    '2012-06-19'
    """
    return _table("sources").copy()


def official_tiers() -> pd.DataFrame:
    """Return the official placements of every country, as far as they are known to us: one row a country and report.

    `iso3`, `report_year`, `tier` (1, 2, 2WL, 3, special), `verified` (two or more sources agree, one source, sources
    disagree, worked out), `note`, `source` and `address`. What is not there is not known to us; that is not the same as
    not in the report. See `official_record`.

    Examples
    --------
    >>> int(tip.reference.official_tiers().query("iso3 == 'PRK'")["report_year"].min())
    2003
    """
    return _with_sources("official_tiers", "iso3", "tier", "note")


def official_record(iso3: str) -> pd.DataFrame:
    """Return the official placements of one country, report by report from the first on, the holes included.

    Parameters
    ----------
    iso3 : str
        The country's ISO 3166-1 alpha-3 code.

    Returns
    -------
    DataFrame
        `report_year`, `tier` (missing where it is not known), `known` (how a placement was verified; else that it is
        not known to us, and what a complete list rules out) and `source`.

    Examples
    --------
    >>> tip.reference.official_record("KOR").query("report_year in [2001, 2022]")[["report_year", "tier", "known"]]
        report_year tier                      known
    0          2001    3  two or more sources agree
    21         2022    2  two or more sources agree
    """
    if iso3 not in country_names():
        raise ValueError(f"{iso3!r} is not a country's code. {meant_country(iso3, country_names())}")
    years = _table("coverage")[["report_year", "complete"]].sort_values("report_year")
    held = years.merge(official_tiers().query("iso3 == @iso3"), on="report_year", how="left")
    complete = held["complete"].fillna("").map(lambda tiers: ", ".join(f"Tier {tier}" for tier in tiers.split()))
    ruled_out = complete.map(lambda tiers: tiers and f"; it is not in {tiers.replace('2WL', '2 Watch List')}")
    known = held["verified"].fillna("not known to us" + ruled_out)
    return held.assign(known=known)[["report_year", "tier", "known", "source"]]


def release_dates() -> pd.DataFrame:
    """Return the day on which each annual report came out: `report_year`, `released`, `verified`, `source`, `address`.

    Examples
    --------
    >>> tip.reference.release_dates().query("report_year == 2008")["released"].item().date()
    datetime.date(2008, 6, 4)
    """
    return _with_sources("report_release_dates").assign(released=lambda rows: pd.to_datetime(rows["released"]))


def exchange_rates() -> pd.DataFrame:
    """Return exchange rates of single days, and the means of months and years.

    `period` (a day; a month or a year for its mean), `pair`, `rate` (the first currency for one of the second),
    `verified`, `how` (which rates a mean is of), `source` and `address`.

    Examples
    --------
    >>> tip.reference.exchange_rates().query("period == '2016'")["rate"].item()
    1.3555
    """
    return _with_sources("exchange_rates", "period")


def published_figures() -> pd.DataFrame:
    """Return figures as their publishers gave them, to hold against what the documents say of them.

    `figure`, `place`, `population` (whom it counts), `period`, `low`, `high`, `unit`, `credit` (who made it, and who
    passed it on), `hedge` (its words), `verified`, `source` and `address`.

    Examples
    --------
    >>> tip.reference.published_figures().query("figure == 'people in slavery' and place == 'IND'")["low"].item()
    18354700.0
    """
    return _with_sources("published_figures", "period")


def report_statements() -> pd.DataFrame:
    """Return what the TIP report itself says of North Korea where the documents repeat, shorten or turn it.

    `report_year`, `statement` (its name), `notation` and `unit` (missing for a claim in words), `population`, `place`,
    `hedge` and `credit` (its words), `paragraph`, `wording` (at most ten words), `source` and `address`.

    Examples
    --------
    >>> tip.reference.report_statements().query("statement == 'camps' and report_year == 2012")["notation"].item()
    '130000..200000'
    """
    return _with_sources("report", "notation", "unit")


def passed_on_links() -> pd.DataFrame:
    """Return which claim of a document goes back to which statement of the report, and what a reader judged of it.

    `doc`, `mark`, `report_year`, `statement`, `words` (kept, lost or added), `population_moved` (same, narrower,
    wider) and `why`.

    Examples
    --------
    >>> tip.reference.passed_on_links().query("doc == 'green' and mark == 'abroad'")["words"].item()
    'lost'
    """
    return _table("passed_on").copy()


def events() -> pd.DataFrame:
    """Return later and outside events that a reader needs to know: `date`, `event`, `verified`, `source`, `address`.

    Examples
    --------
    >>> tip.reference.events()["date"].dt.year.tolist()
    [2016, 2017, 2017, 2019]
    """
    return _with_sources("events").assign(date=lambda rows: pd.to_datetime(rows["date"]))


@cache
def _table(name: str, *texts: str) -> pd.DataFrame:
    return pd.read_csv(SEEDS / "reference" / f"{name}.csv", dtype=dict.fromkeys(texts, "string"))


def _with_sources(name: str, *texts: str) -> pd.DataFrame:
    """Read a table, and put what its sources are called, and where they are, in the place of their ids."""
    table, known = _table(name, *texts), _table("sources").set_index("id")
    called = (known["publisher"] + ", " + known["title"] + " (" + known["published"].astype(str) + ")").to_dict()
    address = known["address"].to_dict()
    ids = table["sources"].str.split()
    return table.drop(columns="sources").assign(
        source=ids.map(lambda names: "; ".join(called[name] for name in names)),
        address=ids.map(lambda names: " ".join(address[name] for name in names)),
    )


__all__ = [
    "country_names", "events", "exchange_rates", "official_record", "official_tiers", "passed_on_links",
    "published_figures", "release_dates", "report_statements", "sources",
]  # fmt: skip
