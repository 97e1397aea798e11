"""Facts from outside the five documents, for checking what they claim; each row says its source and how sure it is."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from tipseeds.edition.words import offered

HERE = Path(__file__).parents[1]
SEEDS = HERE / "seeds" if (HERE / "seeds").is_dir() else HERE.parents[1] / "seeds"
"""The edition's own seeds: beside the rooms in an installed package, at the top of a checkout."""


@cache
def country_names() -> dict[str, str]:
    """Return the name of each country by its ISO 3166-1 alpha-3 code.

    Examples
    --------
    >>> country_names()["PRK"]
    'North Korea'
    """
    with (SEEDS / "reference" / "countries.csv").open(encoding="utf-8", newline="") as lines:
        return {row["iso3"]: row["country"] for row in csv.DictReader(lines)}


def official_tiers() -> pd.DataFrame:
    """Return the official placements of the countries that the documents name.

    Returns
    -------
    DataFrame
        One row a country and report year: `iso3`, `report_year`, `tier` (1, 2, 2WL, 3, special), `verified` (how the
        placement was checked) and `source`. A country or year that is not there was not listed, or not found.

    Examples
    --------
    >>> tiers = official_tiers()
    >>> int(tiers.query("iso3 == 'PRK'")["report_year"].min())
    2003
    """
    return pd.read_csv(SEEDS / "reference" / "official_tiers.csv", dtype={"tier": "string"})


def release_dates() -> pd.DataFrame:
    """Return the day on which each annual report came out.

    Returns
    -------
    DataFrame
        `report_year`, `released` (day), `verified` and `source`.

    Examples
    --------
    >>> release_dates().query("report_year == 2008")["released"].item().date()
    datetime.date(2008, 6, 4)
    """
    return pd.read_csv(SEEDS / "reference" / "report_release_dates.csv", parse_dates=["released"])


def exchange_rates() -> pd.DataFrame:
    """Return exchange rates of single days, and the means of months and years.

    Returns
    -------
    DataFrame
        `period` (a day; a month or a year for its mean), `pair`, `rate` (the first currency for one of the second),
        `verified` and `source`.

    Examples
    --------
    >>> exchange_rates().query("period == '2016'")["rate"].item()
    1.3555
    """
    return pd.read_csv(SEEDS / "reference" / "exchange_rates.csv", dtype={"period": "string"})


def published_figures() -> pd.DataFrame:
    """Return figures as their publishers gave them, to hold against what the documents say of them.

    Returns
    -------
    DataFrame
        `figure`, `place`, `period`, `low`, `high`, `unit`, `verified` and `source`.

    Examples
    --------
    >>> published_figures().query("place == 'IND'")["low"].item()
    18354700.0
    """
    return pd.read_csv(SEEDS / "reference" / "published_figures.csv", dtype={"period": "string"})


def events() -> pd.DataFrame:
    """Return later and outside events that a reader of the documents needs to know.

    Returns
    -------
    DataFrame
        `date` (day), `event` (in our words), `verified` and `source`.

    Examples
    --------
    >>> events()["date"].dt.year.tolist()
    [2016, 2017, 2017, 2019]
    """
    return pd.read_csv(SEEDS / "reference" / "events.csv", parse_dates=["date"])


__all__ = ["country_names", "events", "exchange_rates", "official_tiers", "published_figures", "release_dates"]

if not TYPE_CHECKING:
    __getattr__, __dir__ = offered(__name__, __all__)
