"""Stated quantities held against the figures that their sources published."""

from __future__ import annotations

import pandas as pd

from tipseeds.checks import _intervals as intervals
from tipseeds.checks._relations import overlap
from tipseeds.edition import quantity

AGAINST = {
    "people in slavery": ("prevalence", None),
    "share of the population in slavery": ("prevalence", None),
    "share of the five leading countries": ("other shares", "people in slavery in the world"),
    "rank by number in slavery": ("ranks", "countries by number in slavery"),
    "rank by share in slavery": ("ranks", "countries by share in slavery"),
    "political prisoners": ("prisoners", None),
    "prisoners": ("prisoners", None),
}
"""The topic that each published figure is held against, and where a topic is mixed, the population."""
LEADING = 5


def against_published(estimates: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Hold estimates against every published figure of their topic, unit and place; the years are for the reader.

    Parameters
    ----------
    estimates : DataFrame
        The table `estimates`, or rows of it.
    published : DataFrame
        As `reference.published_figures` gives.

    Returns
    -------
    DataFrame
        One row a pair: `doc`, `part`, `mark`, `said`, `period`, `population`, `published` (the figure in words),
        `published_of` (whom that one counts), `published_period`, `meet` (whether a number satisfies both),
        `difference` (percent by which the stated limit that is nearest to the published figure differs from it; 0
        within it) and `source`.

    Examples
    --------
    >>> import tipseeds as tip
    >>> found = against_published(tip.load().estimates, tip.reference.published_figures())
    >>> held = found.query("doc == 'asmolov' and mark == 'camps' and published_period > '2011'")
    >>> held[["said", "published", "published_period", "meet"]]
                            said                  published published_period   meet
    17  more than 120,000 people  130,000 to 200,000 people             2012   True
    18  more than 120,000 people   80,000 to 120,000 people             2014  False
    19  more than 120,000 people   80,000 to 120,000 people             2014  False
    20  more than 120,000 people   80,000 to 120,000 people             2016  False
    """
    figures = published[published["figure"].isin(list(AGAINST))]
    rows = []
    for said in estimates.to_dict("records"):
        for figure in figures.to_dict("records"):
            place = None if figure["place"] == "World" else figure["place"]
            topic, population = AGAINST[figure["figure"]]
            alike = (topic, population or said["population"]) == (said["topic"], said["population"])
            here = pd.isna(said["place"]) if place is None else (pd.notna(said["place"]) and said["place"] == place)
            if not (alike and here) or figure["unit"] != said["unit"] or said["bound"] == "unknown":
                continue
            stated = intervals.of(said)
            known = intervals.Interval(float(figure["low"]), float(figure["high"]))
            rows.append(
                {
                    "doc": said["doc"],
                    "part": said["part"],
                    "mark": said["mark"],
                    "said": quantity.say(said["notation"], said["unit"]),
                    "period": said["period"],
                    "population": said["population"],
                    "published": intervals.say(known, figure["unit"], decimals=3),
                    "published_of": figure["population"],
                    "published_period": figure["period"],
                    "meet": overlap(stated, known),
                    "difference": _difference(stated, known),
                    "source": figure["source"],
                }
            )
    texts = ["doc", "part", "mark", "said", "period", "population", "published", "published_of", "published_period"]
    made = pd.DataFrame(rows, columns=[*texts, "meet", "difference", "source"])
    return made.astype(dict.fromkeys([*texts, "source"], "string") | {"meet": "boolean", "difference": "Float64"})


def leading_share(published: pd.DataFrame) -> pd.DataFrame:
    """Add up the people in slavery in the five leading countries of the index, as a share of the world's.

    Parameters
    ----------
    published : DataFrame
        As `reference.published_figures` gives.

    Returns
    -------
    DataFrame
        One row a country of the five: `place`, `people`, `running_sum` and `running_share` (percent of the world's).

    Examples
    --------
    >>> import tipseeds as tip
    >>> leading_share(tip.reference.published_figures()).tail(1).round(2)
      place     people  running_sum  running_share
    4   UZB  1236600.0   26645900.0          58.18
    """
    slavery = published[published["figure"] == "people in slavery"].set_index("place")["low"]
    five = slavery.drop("World").nlargest(LEADING)
    sums = five.cumsum()
    shares = 100 * sums / slavery["World"]
    return pd.DataFrame({"people": five, "running_sum": sums, "running_share": shares}).reset_index()


def _difference(stated: intervals.Interval, known: intervals.Interval) -> float:
    assert known.low is not None
    assert known.high is not None
    if stated.low is not None and stated.low > known.high:
        return 100 * (stated.low / known.high - 1)
    if stated.high is not None and stated.high < known.low:
        return 100 * (stated.high / known.low - 1)
    return 0.0
