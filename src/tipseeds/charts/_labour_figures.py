"""Charts of the figures on workers sent abroad: how many, and how much they earn."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tipseeds.charts import _style as style
from tipseeds.charts._labour import under
from tipseeds.edition import quantity
from tipseeds.edition.reference import country_names

MONEY = ("GBP per year", "USD per year", "EUR")
ROW = 0.42


@style.chart(height=lambda frame: 3.9)
def workers(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw how many workers are said to be abroad, by year, each with its hedge.

    Parameters
    ----------
    frame : DataFrame
        The table `estimates`, or rows of it; people under the topic overseas workers are drawn.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        A bar from limit to limit for a range, a dot for a number stated flat, an arrow where one limit is missing and a
        dashed bar where the limits are our convention. Numbers without a date stand apart, on the right. No line joins
        the years: the sources differ.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = workers(tip.load().estimates.query("period == '2015'"))
    >>> print(tip.describe(ax).removeprefix("Chart of the workers said to be abroad, by year. "))
    100,000 people in 2015. 2015: 100,000 people, estimated to number 100,000, encyclopedia p11.
    """
    opening = "Chart of the workers said to be abroad, by year."
    rows = _workers(frame)
    if not rows:
        return f"{opening} {style.nothing(ax)}"
    years = sorted({row["year"] for row in rows if row["year"]})
    spots: list[Any] = [*(range(years[0], years[-1] + 1) if years else ()), *(["no date"] if _undated(rows) else ())]
    places = {spot: number + 0.5 * (spot == "no date" and number > 0) for number, spot in enumerate(spots)}
    style.place(ax, left=1.1, bottom=0.85, top=0.5)
    for row in rows:
        at = places[row["year"] or "no date"]
        _draw(ax, at, row)
        text = quantity.say(row["notation"], row["unit"]).removesuffix(f" {row['unit']}").removesuffix(" of")
        ax.text(at + 0.09, row["middle"], f"{text}\n{row['about']}", va="center", fontsize=9)
    top = max(row["top"] for row in rows)
    ax.set_ylim(0, 1.15 * top)
    ax.set_xlim(-0.4, max(*places.values(), 1) + 1.1)
    ax.set_xticks(list(places.values()), [str(spot) for spot in spots])
    if years and _undated(rows):
        ax.axvline(places["no date"] - 0.35, color=style.GREY, linewidth=0.8, linestyle=":")
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.set_ylabel("people")
    ax.grid(axis="y", color=style.PALE, linewidth=0.6)
    ax.set_axisbelow(True)
    under(
        ax, "\n\nbar: a stated range   dot: stated flat   dashed bar: an order of magnitude, its limits our convention"
    )
    said = [_said(row) for row in rows]
    dated = [f"{quantity.say(row['notation'], row['unit'])} in {row['year']}" for row in rows if row["year"]]
    loose = len(rows) - len(dated)
    headline = ", ".join(dated) or "No number with a year"
    if dated and loose:
        headline += f"; {loose} more without a year"
    style.title(ax, headline)
    return f"{opening} {headline}. {' '.join(said)}"


def _workers(frame: pd.DataFrame) -> list[dict[str, Any]]:
    known = (frame["topic"] == "overseas workers") & (frame["unit"] == "people")
    rows = _records(frame[known])
    names = country_names()
    for row in rows:
        row["place"] = "" if pd.isna(row["place"]) else names.get(row["place"], row["place"])
        period = "" if pd.isna(row["period"]) else str(row["period"])
        row["year"] = int(period[:4]) if period[:4].isdigit() else None
        limits = [float(row[end]) for end in ("low", "high") if pd.notna(row[end])]
        row["middle"], row["top"] = sum(limits) / len(limits) if limits else 0.0, max(limits, default=1.0)
        row["about"] = f"{row['doc']} {row['part']}" + (f"\n{row['place']}" if row["place"] else "")
    return sorted(rows, key=lambda row: (row["year"] is None, row["year"]))


def _undated(rows: list[dict[str, Any]]) -> bool:
    return any(row["year"] is None for row in rows)


def _draw(ax: Axes, at: float, row: dict[str, Any]) -> None:
    low, high = row["low"], row["high"]
    if pd.isna(low) and pd.isna(high):
        return
    if pd.isna(low) or pd.isna(high):
        ax.plot(at, row["middle"], "_", color=style.INK, markersize=14, markeredgewidth=2)
        ax.plot(at, row["middle"], "^" if pd.isna(high) else "v", color=style.INK, markersize=9)
    elif low == high:
        hollow = row["bound"] == "about"
        ax.plot(at, low, "o", color=style.BLUE, markersize=10, markerfacecolor="white" if hollow else style.BLUE)
    else:
        dashes = (0, (2, 1.5)) if row["convention"] else "-"
        colour = style.GREY if row["convention"] else style.BLUE
        ax.plot([at, at], [low, high], color=colour, linewidth=3, linestyle=dashes)
        ax.plot([at, at], [low, high], "_", color=colour, markersize=14, markeredgewidth=2)


def _said(row: dict[str, Any]) -> str:
    when = str(row["year"] or "no date")
    where = f" in {row['place']}" if row["place"] else ""
    convention = ", drawn from limits that are our convention" if row["convention"] else ""
    told = quantity.say(row["notation"], row["unit"])
    return f"{when}: {told}{where}{convention}, {row['wording']}, {row['doc']} {row['part']}."


@style.chart(height=lambda frame: 1.6 + ROW * max(len(_money(frame)), 3))
def revenue(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw what the workers are said to earn, each source's sum beside its conversion.

    Parameters
    ----------
    frame : DataFrame
        The table `estimates`, or rows of it; sums of money are drawn.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        One row a sum, grouped by source: a square for a sum as stated, an open diamond for one that converts another.
        Lengths are comparable only within a currency, so each row names its own.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = revenue(tip.load().estimates.query("doc == 'asmolov'"))
    >>> print(tip.describe(ax).removeprefix("Chart of what workers abroad are said to earn. "))
    1 sum and 0 conversions by 1 source. By a South Korean media report on a Leiden study: 30,000,000 EUR (asmolov p15).
    """
    opening = "Chart of what workers abroad are said to earn."
    rows = _money(frame)
    if not rows:
        return f"{opening} {style.nothing(ax)}"
    style.place(ax, left=2.6, bottom=0.85, top=0.5)
    most = max(float(row["high"]) for row in rows) / 1e9
    before = None
    for number, row in enumerate(rows):
        value, converted = float(row["high"]) / 1e9, pd.notna(row["converts"])
        colour = style.ORANGE if converted else style.BLUE
        ax.plot([0, value], [-number, -number], color=colour, linewidth=2, linestyle=":" if converted else "-")
        marker, fill = ("D", "white") if converted else ("s", colour)
        ax.plot(value, -number, marker, color=colour, markerfacecolor=fill, markersize=9)
        said = quantity.say(row["notation"], row["unit"])
        ax.text(value + 0.03 * most, -number, said, va="center")
        if before != _source(row):
            label = "\n".join(textwrap.wrap(f"{row['doc']}: {row['by']}", 34))
            ax.text(-0.02, 0.3 - number, label, ha="right", va="top", transform=ax.get_yaxis_transform())
            if number:
                ax.axhline(0.5 - number, color=style.GREY, linewidth=0.8, linestyle=":")
        before = _source(row)
    ax.set_ylim(0.5 - len(rows), 0.5)
    ax.set_xlim(0, 1.9 * most)
    ax.set_yticks([])
    ax.spines["left"].set_color(style.GREY)
    ax.set_xlabel("billions of the currency named; compare lengths within one currency only")
    under(ax, "\n\n\nsquare, full line: as stated   open diamond, dotted line: the same sum, converted in the text")
    headline = _headline(rows)
    style.title(ax, headline)
    return f"{opening} {headline}. {_told(rows)}"


def _money(frame: pd.DataFrame) -> list[dict[str, Any]]:
    known = (frame["topic"] == "money") & frame["unit"].isin(MONEY) & frame["high"].notna()
    return _records(frame[known])


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _source(row: dict[str, Any]) -> tuple[str, str]:
    return str(row["doc"]), str(row["by"])


def _headline(rows: list[dict[str, Any]]) -> str:
    stated = [row for row in rows if pd.isna(row["converts"])]
    converted = len(rows) - len(stated)
    sources = len({_source(row) for row in rows})
    return (
        f"{len(stated)} sum{'s' * (len(stated) != 1)} and {converted} conversion{'s' * (converted != 1)} "
        f"by {sources} source{'s' * (sources != 1)}"
    )


def _told(rows: list[dict[str, Any]]) -> str:
    sources: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        converted = " as a conversion" if pd.notna(row["converts"]) else ""
        said = f"{quantity.say(row['notation'], row['unit'])}{converted} ({row['doc']} {row['part']})"
        sources.setdefault(_source(row), []).append(said)
    return " ".join(f"By {by}: {', '.join(said)}." for (_, by), said in sources.items())
