"""Charts of the claims about workers sent abroad: who claims what, and where the workers are said to be."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.path import Path

from tipseeds.charts import _style as style
from tipseeds.edition.reference import country_names

ROW = 0.3
WIDE = Path([(-2, -0.5), (2, -0.5), (2, 0.5), (-2, 0.5), (-2, -0.5)], closed=True)
"""The marker of a region."""
MARKERS = {
    "asserts": ("s", style.BLUE),
    "disputes": ("D", style.ORANGE),
    "both": ("X", style.PURPLE),
}
"""The shape and colour of a cell by the positions in it; the words beside it say the same."""


@style.chart(height=lambda frame: 1.6 + ROW * max(len(_present(frame["theme"])), 3))
def themes(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw which document asserts or disputes claims on which theme.

    Parameters
    ----------
    frame : DataFrame
        The table `labour`, or rows of it.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        One row a theme, one column a document: a square where it asserts, a diamond where it disputes, a cross where it
        does both, with the number of claims, and a dash where no claim is drawn.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = tip.charts.themes(tip.load().labour.query("theme == 'legality'"))
    >>> "legality: asmolov disputes 3 (1 borderline)." in tip.describe(ax)
    True
    """
    opening = "Chart of claims about workers sent abroad, by theme and document."
    if frame.empty:
        return f"{opening} {style.nothing(ax)}"
    rows, documents = _present(frame["theme"]), [str(doc) for doc in frame["doc"].cat.categories]
    cells = _cells(frame)
    lefts, width = _columns(documents, cells)
    style.place(ax, left=style.label_width(rows) + 0.1, top=0.5, bottom=0.65)
    for name, (marker, colour) in MARKERS.items():
        where = [key for key, counts in cells.items() if _position(counts) == name]
        xs, ys = [lefts[doc] for _, doc in where], [-rows.index(theme) for theme, _ in where]
        ax.plot(xs, ys, marker, color=colour, markersize=8)
    silent = [(doc, -row) for row, theme in enumerate(rows) for doc in documents if (theme, doc) not in cells]
    ax.plot([lefts[doc] for doc, _ in silent], [y for _, y in silent], "_", color=style.INK, markersize=6)
    for row, theme in enumerate(rows):
        ax.text(-0.008, -row, theme, ha="right", va="center", transform=ax.get_yaxis_transform())
        if row:
            ax.axhline(0.5 - row, color=style.PALE, linewidth=0.6)
        for doc in documents:
            if (theme, doc) in cells:
                said = _said(cells[theme, doc]) + "*" * (cells[theme, doc][2] > 0)
                ax.text(lefts[doc] + 1.3, -row, said, ha="left", va="center", fontsize=9)
    for doc in documents:
        ax.text(lefts[doc] - 0.4, 0.65, doc, ha="left", va="bottom", fontweight="bold")
    ax.set_axis_off()
    ax.set_xlim(-1, max(width, 70))
    ax.set_ylim(0.5 - len(rows), 1.6)
    under(
        ax,
        "square: asserts   diamond: disputes   cross: both   *: some borderline, not sent by the state\n"
        "dash: no claim drawn; silent, unless a filter hides it",
    )
    headline = _headline(frame, len(rows))
    style.title(ax, headline)
    told = [f"{theme}: {_row(theme, documents, cells)}." for theme in rows]
    absent = [doc for doc in documents if all(key[1] != doc for key in cells)]
    last = f" No claim is drawn from {' and '.join(absent)}." if absent else ""
    return f"{opening} {headline}. {' '.join(told)}{last}"


def under(ax: Axes, text: str) -> None:
    """Say under the chart what its signs mean."""
    ax.annotate(
        text, (0, 0), (-36, -14), xycoords="axes fraction", textcoords="offset points", ha="left", va="top", fontsize=9,
        annotation_clip=False,
    )  # fmt: skip


Cells = dict[tuple[str, str], tuple[int, int, int]]


def _present(column: pd.Series[str]) -> list[str]:
    """Return the values that a category has, in the codebook's order."""
    had = set(column.astype(str))
    return [str(value) for value in column.cat.categories if value in had]


def _cells(frame: pd.DataFrame) -> Cells:
    """Return how many claims each document asserts and disputes on each theme, and how many are borderline."""
    cells: Cells = {}
    names = ("theme", "doc", "position", "dispatch")
    for theme, doc, position, dispatch in zip(*(frame[name].astype(str) for name in names), strict=True):
        asserted, disputed, borderline = cells.get((theme, doc), (0, 0, 0))
        cells[theme, doc] = (
            asserted + (position == "asserts"),
            disputed + (position == "disputes"),
            borderline + (dispatch == "borderline"),
        )
    return cells


def _columns(documents: list[str], cells: Cells) -> tuple[dict[str, float], float]:
    """Return where each document's column starts, in letters, and where the last one ends."""
    lefts, at = {}, 0.0
    for doc in documents:
        lefts[doc] = at
        texts = [_said(counts) for (_, other), counts in cells.items() if other == doc]
        at += 4 + max(len(doc) * 1.25, *(len(text) for text in ["", *texts]))
    return lefts, at


def _headline(frame: pd.DataFrame, themes: int) -> str:
    disputed = frame["position"] == "disputes"
    by = frame.loc[disputed, "doc"].astype(str).unique()
    last = f", all by {by[0]}" if len(by) == 1 and disputed.sum() > 1 else f", by {by[0]}" if len(by) == 1 else ""
    return (
        f"{style.count(len(frame), 'claim')} on {style.count(themes, 'theme')}: "
        f"{(~disputed).sum()} asserted, {disputed.sum()} disputed{last}"
    )


def _position(counts: tuple[int, int, int]) -> str:
    return "both" if all(counts[:2]) else "asserts" if counts[0] else "disputes"


def _said(counts: tuple[int, int, int]) -> str:
    return ", ".join(f"{word} {n}" for word, n in zip(("asserts", "disputes"), counts[:2], strict=True) if n)


def _row(theme: str, documents: list[str], cells: Cells) -> str:
    told = []
    for doc in documents:
        if (theme, doc) in cells:
            borderline = f" ({cells[theme, doc][2]} borderline)" if cells[theme, doc][2] else ""
            told.append(f"{doc} {_said(cells[theme, doc])}{borderline}")
    return "; ".join(told)


@style.chart(height=lambda frame: 1.4 + ROW * max(len(_places(frame)), 3))
def destinations(frame: pd.DataFrame, ax: Axes) -> str:
    """Draw where the documents say that the workers are, as they group it: a region is not a country.

    Parameters
    ----------
    frame : DataFrame
        The table `labour`, or rows of it; those with the theme destination are drawn.
    ax : Axes, optional
        Where to draw; a new figure if it is left out.

    Returns
    -------
    Axes
        One row a place, one column a document: a filled dot for a country, a wide open box for a region, and in words
        a number of countries that is stated without their names.

    Examples
    --------
    >>> import tipseeds as tip
    >>> ax = tip.charts.destinations(tip.load().labour.query("doc == 'asmolov'"))
    >>> print(tip.describe(ax).removeprefix("Chart of the destinations of workers sent abroad. "))
    3 countries and 0 regions are named. Countries: China by asmolov; Russia by asmolov; Poland by asmolov.
    """
    opening = "Chart of the destinations of workers sent abroad."
    places = _places(frame)
    if not places:
        return f"{opening} {style.nothing(ax)}"
    documents = list(dict.fromkeys(doc for docs in places.values() for doc in docs))
    labels = [f"{name}  ({kind})" for kind, name in places]
    style.place(ax, left=style.label_width(labels), top=0.45)
    spots: dict[str, list[tuple[int, int]]] = {"number": [], "region": [], "country": []}
    for row, ((kind, _), docs) in enumerate(places.items()):
        ax.text(-0.01, -row, labels[row], ha="right", va="center", transform=ax.get_yaxis_transform())
        spots[kind] += [(documents.index(doc), -row) for doc in docs]
    for x, y in spots["number"]:
        ax.text(x, y, "stated", ha="center", va="center")
    if spots["country"]:
        ax.plot(*zip(*spots["country"], strict=True), "o", color=style.BLUE, markersize=9)
    if spots["region"]:
        ax.plot(
            *zip(*spots["region"], strict=True), marker=WIDE, linestyle="", color=style.ORANGE, markerfacecolor="white",
            markersize=36, markeredgewidth=1.6,
        )  # fmt: skip
    for column, doc in enumerate(documents):
        ax.text(column, 0.65, doc, ha="center", va="bottom", fontweight="bold")
    ax.set_axis_off()
    ax.set_xlim(-0.5, max(len(documents), 2) - 0.5)
    ax.set_ylim(0.5 - len(places), 1.6)
    under(ax, "filled dot: a country   open box: a region, whose countries aren’t named")
    names = {kind: [name for other, name in places if other == kind] for kind in ("country", "region")}
    countries = f"{len(names['country'])} countr{'y' if len(names['country']) == 1 else 'ies'}"
    are = "is" if len(names["country"]) + len(names["region"]) == 1 else "are"
    headline = f"{countries} and {style.count(len(names['region']), 'region')} {are} named"
    style.title(ax, headline)
    return f"{opening} {headline}. {_lists(places)}"


Places = dict[tuple[str, str], list[str]]


def _places(frame: pd.DataFrame) -> Places:
    """Return each place by its kind (number, region, country), with the documents that name it."""
    names = country_names()
    places: Places = {}
    for row in frame[frame["theme"] == "destination"].to_dict("records"):
        if pd.isna(row["place"]):
            place = ("number", str(row["wording"]))
        elif row["place"] in names:
            place = ("country", names[row["place"]])
        else:
            place = ("region", str(row["place"]))
        docs = places.setdefault(place, [])
        if row["doc"] not in docs:
            docs.append(str(row["doc"]))
    order = ("number", "region", "country")
    return dict(sorted(places.items(), key=lambda item: order.index(item[0][0])))


def _lists(places: Places) -> str:
    told = []
    for kind, heading in (("number", "Numbers"), ("region", "Regions"), ("country", "Countries")):
        found = [f"{name} by {' and '.join(docs)}" for (other, name), docs in places.items() if other == kind]
        if found:
            told.append(f"{heading}: {'; '.join(found)}.")
    return " ".join(told)
