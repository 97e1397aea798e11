"""The chart of implied exchange rates beside the rates on record."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tipseeds.charts import _style as style
from tipseeds.charts._labour import under

BANDS = ((style.ORANGE, "//"), (style.BLUE, "\\\\"), (style.GREEN, ".."), (style.PURPLE, "xx"))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@style.chart(height=lambda frame: 4.3)
def rates(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw which months and days fit the rates that converted sums imply.

    Parameters
    ----------
    frame : DataFrame
        As `checks.rates_against_record` gives, or rows of it: best of one reading.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        A hatched band for each implied rate, from limit to limit, and the rates on record: a dot for the mean of a
        month, a triangle for a day. The means of whole years are told in words only.

    Examples
    --------
    >>> import tipseeds as tip
    >>> found = tip.checks.implied(tip.load().estimates, tip.reference.published_figures())
    >>> held = tip.checks.rates_against_record(found, tip.reference.exchange_rates())
    >>> ax = rates(held.query("reading == 'converted sum rounded' and low == 1.25"))
    >>> "1.25 to 1.35: fits 2016-06-27, 2016-07, 2016-08, 2016-09." in tip.describe(ax)
    True
    """
    opening = "Chart of implied exchange rates beside the rates on record."
    if frame.empty:
        return f"{opening} {style.nothing(ax)}"
    record = {row["period"]: float(row["rate"]) for row in _records(frame)}
    dated = {period: rate for period, rate in record.items() if len(period) > 4}
    implied = list(dict.fromkeys((float(row["low"]), float(row["high"])) for row in _records(frame)))
    style.place(ax, left=0.75, bottom=0.8, top=0.55)
    for number, (low, high) in enumerate(implied):
        colour, hatch = BANDS[number % len(BANDS)]
        ax.axhspan(low, high, facecolor="none", edgecolor=colour, hatch=hatch, alpha=0.45, linewidth=0)
        ax.axhspan(low, high, facecolor="none", edgecolor=colour, linewidth=1.2)
        label: dict[str, Any] = {
            "transform": ax.get_yaxis_transform(),
            "ha": "right",
            "va": "bottom",
            "color": style.INK,
        }
        ax.text(0.995, high, f"implied: {_limits(low, high)}", **label)
    for length, marker in ((7, "o"), (10, "^")):
        spots = [(_when(period), rate) for period, rate in dated.items() if len(period) == length]
        if spots:
            ax.plot(*zip(*spots, strict=True), marker, color=style.INK, markersize=7, clip_on=False)
    months = sorted({period[:7] for period in dated})
    ax.set_xticks([_when(month) for month in months], [_tick(month) for month in months])
    ax.set_ylabel("USD per GBP")
    under(ax, "\n\nhatched: implied by a converted sum   dot: mean of a month on record   triangle: a day on record")
    told = []
    for low, high in implied:
        fits = [period for period, rate in record.items() if low <= rate <= high]
        told.append(f"{_limits(low, high)}: fits {', '.join(fits) or 'no period on record'}.")
    shared = sum(all(low <= rate <= high for low, high in implied) for rate in record.values())
    many = {1: "the one implied rate", 2: "both implied rates"}.get(len(implied), f"all {len(implied)} implied rates")
    headline = f"{shared or 'No'} period{'s' * (shared > 1)} on record fit{'s' * (shared < 2)} {many}"
    style.title(ax, headline)
    listed = "; ".join(f"{period} {rate}" for period, rate in record.items())
    return f"{opening} {headline}. {' '.join(told)} On record: {listed}."


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _limits(low: float, high: float) -> str:
    return f"{low:.6g}" if low == high else f"{low:.6g} to {high:.6g}"


def _when(period: str) -> float:
    """Return where a month (its middle) or a day stands on the axis, counted in months."""
    year, month, *day = (int(number) for number in period.split("-"))
    return 12 * year + month - 1 + (day[0] / 31 if day else 0.5)


def _tick(month: str) -> str:
    year, number = month.split("-")
    name = MONTHS[int(number) - 1]
    return f"{name}\n{year}" if name == "Jan" else name
