"""What the picture of each chart must hold, worked out from its frame and never from what the chart says of itself.

Each check draws, reads the picture back, and holds place, form, colour and words against the frame. `CHECKS` are run by
the suite as they are, and on planted faults by `tools/plant_charts.py`.
"""

import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pandas as pd
from tests.pictures.reading import Axis, Drawn, Picture, Text, near, number
from tests.project import FROZEN

import tipseeds as tip


@cache
def corpus() -> tip.Corpus:
    return tip.load(FROZEN)


def each(frame: Any) -> Iterator[Any]:
    """Yield the rows."""
    yield from frame.itertuples()


def labelled(frame: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each row after its label."""
    yield from frame.iterrows()


def value(text: Text) -> float:
    """Return the number that a tick writes."""
    found = number(text.text)
    assert found is not None
    return found


def general(picture: Picture, width: int = 848) -> None:
    """What every picture keeps: its title, marks that can be reached and named, and nothing beyond its edges."""
    chart = picture.chart
    heads = [t for t in picture.texts if t.bold and t.size == 16]
    assert " ".join(t.text for t in sorted(heads, key=lambda t: t.y)) == chart.title
    assert all(t.y < 80 for t in heads)
    assert 3 < len(chart.alt.split()) <= 40
    assert len(chart.marks) == len(picture.marks)
    ids = [str(e.get("id")) for e in picture.root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(i.startswith("w1-") for i in ids if i)
    for mark, row in zip(picture.marks, each(chart.marks), strict=True):
        assert (mark.row, mark.name, mark.kind) == (row.row, row.name, row.kind)
        assert mark.name
        assert mark.tip
        assert mark.forms or mark.texts
    assert picture.width >= width
    for text in picture.everything():
        assert -1 <= text.x <= picture.width, text
        assert 4 < text.y < picture.height - 3, text
        assert text.text


def below(picture: Picture, y: float, texts: list[Text]) -> list[Text]:
    """Return the row of words nearest above a height."""
    over = [t for t in texts if t.y < y]
    return [t for t in over if near(t.y, max(t.y for t in over), 3)] if over else []


# --- Tiers ---

NAMES = {"1": "1", "2": "2", "2WL": "W", "3": "3", "special": "s", "not listed": "–"}
SHADES = {"1": "tier1", "2": "tier2", "2WL": "watch", "3": "tier3", "special": "special"}


def tiers() -> None:
    record = tip.reference.official_tiers()
    for frame in (corpus().tiers, corpus().tiers.query("doc != 'asmolov'").iloc[::-1]):
        _tiers(frame, record, Picture(tip.charts.tiers(frame, record)))
    wrong = corpus().tiers.query("country == 'Syria'").assign(tier="2")
    _tiers(wrong, record, Picture(tip.charts.tiers(wrong, record)))
    alone = corpus().tiers.query("country == 'Iran'")
    _tiers(alone, record.head(0), Picture(tip.charts.tiers(alone)))
    more = tip.charts.tiers(corpus().tiers, record, countries=["China", "KOR"])
    places = corpus().tiers.query("iso3 == 'KOR'")
    _tiers(places, record[record["iso3"].isin(["CHN", "KOR"])], Picture(more), {"China": "CHN", "South Korea": "KOR"})
    gone = record.query("iso3 == 'SYR'").assign(tier="not listed")
    _tiers(
        corpus().tiers.query("country == 'Syria'"),
        gone,
        Picture(tip.charts.tiers(corpus().tiers.query("country == 'Syria'"), gone)),
    )


def _tiers(frame: Any, record: Any, picture: Picture, names: dict[str, str] | None = None) -> None:
    general(picture)
    names = names or dict(zip(frame["country"], frame["iso3"], strict=True))
    heads = [
        (int(t.text[-2:]) + 2000, t.x)
        for t in picture.texts
        if t.text[:1] == "’" or (t.text.isdigit() and len(t.text) == 4)
    ]
    column = Axis(heads)
    assert [x for _, x in sorted(heads)] == sorted(x for _, x in heads)
    known = {(r.iso3, r.report_year): r.tier for r in each(record) if r.iso3 in names.values()}
    told: dict[tuple[str, int], list[tuple[Any, Any]]] = {}
    for label, row in labelled(frame):
        for year in range(row["first_report"], row["last_report"] + 1):
            told.setdefault((row["iso3"], year), []).append((label, row))
    assert len(picture.marks) == len(set(known) | set(told))
    used = set()
    for name, iso3 in names.items():
        (label,) = picture.find(name)
        for year in range(2001, 2026):
            here = [
                m for m in picture.marks for f in m.has("box")[:1] if near(f.x, column(year)) and near(f.y, label.y)
            ]
            cell = iso3, year
            if cell not in known and cell not in told:
                assert not here, f"{name} {year} is not known"
                continue
            (mark,) = here
            said = [row for _, row in told.get(cell, [])]
            assert mark.rows == {str(found) for found, _ in told.get(cell, [])}
            signs = list(dict.fromkeys([*(row["tier"] for row in said), *([known[cell]] if cell in known else [])]))
            sign = mark.texts[0]
            assert sign.text == "≠".join(NAMES[s] for s in signs)
            assert near(sign.x, column(year))
            assert sign.anchor == "middle"
            assert mark.forms[0].fill == SHADES.get(signs[-1], "none")
            assert (sign.colour == "bright") == (signs[-1] in ("2WL", "3"))
            frames = mark.has("box", edge="orange")
            assert len(frames) == bool(said)
            if said:
                assert frames[0].dashed == all(row["basis"] == "implied" for row in said)
                docs = {row["doc"] for row in said}
                assert (len(mark.texts) > 1) == (len(docs) > 1)
                assert len(docs) == 1 or mark.texts[1].text == str(len(docs))
                assert str(year) in mark.name
                assert name in mark.name
                assert all(row["wording"] in mark.tip and row["by"] in mark.tip for row in said)
            used.add(cell)
    assert used == set(known) | set(told)
    boxes = [f for f in picture.behind.forms if f.kind == "box"]
    legend = {
        t.text: next(f for f in boxes if near(f.y, t.y) and 0 < t.x - f.right < 12)
        for t in picture.texts
        if any(near(f.y, t.y) and 0 < t.x - f.right < 12 for f in boxes)
    }
    assert len(legend) >= len(set(known.values()))
    for text, shade in (("Tier 1", "tier1"), ("Tier 3", "tier3"), ("W: Tier 2 Watch List", "watch")):
        assert text not in legend or legend[text].fill == shade
    differ = sum(
        known.get((row["iso3"], year), row["tier"]) != row["tier"]
        for (_, year), rows in told.items()
        for _, row in rows
    )
    assert ("None of" in picture.chart.title or "agrees" in picture.chart.title) == (differ == 0 and bool(known))
    assert any("not known to us" in t.text for t in picture.texts)


# --- Stated quantities ---

SIGNS = {"exact": ("dot", "blue"), "about": ("diamond", "paper"), "none known": ("box", "paper")}


def estimates() -> None:
    table, relations = corpus().estimates, tip.checks.related(corpus())
    for topic in ("prisoners", "women's share", "people who left", "prevalence", "durations", "ranks", "money"):
        frame = table[table["topic"] == topic]
        _estimates(frame, Picture(tip.charts.estimates(frame, relations)), relations)
    _estimates(table, Picture(tip.charts.estimates(table, relations)), relations)
    _estimates(table, Picture(tip.charts.estimates(table, relations, width=1500)), relations)
    wide = table[table["unit"] == "people"].assign(topic="all people")
    picture = Picture(tip.charts.estimates(wide, relations))
    assert "logarithmic" in picture.chart.alt
    assert any("logarithmic axis" in t.text for t in picture.texts)
    _estimates(wide, picture, relations, log=True)
    titles = {
        "prisoners": "Three numbers on prisoners: two of them agree, from one source",
        "people who left": "Six numbers on people who left: two of them agree, from one source",
    }
    for topic, title in titles.items():
        assert tip.charts.estimates(table[table["topic"] == topic], relations).title == title


def workers() -> None:
    table = corpus().estimates
    picture = Picture(tip.charts.workers(table, tip.checks.related(corpus())))
    frame = table[(table["topic"] == "overseas workers") & (table["unit"] == "people")]
    _estimates(frame, picture, under=frame["period"].fillna("no date"))
    years = [t.text for m in picture.marks for t in m.texts if t.bold]
    assert [year[:4] for year in years] == ["2012", "2015", "no d"]
    assert [m.texts[0].y for m in picture.marks] == sorted(m.texts[0].y for m in picture.marks)


def revenue() -> None:
    table, relations = corpus().estimates, tip.checks.related(corpus())
    frame = table[(table["topic"] == "money") & table["unit"].isin(["GBP per year", "USD per year", "EUR"])]
    picture = Picture(tip.charts.revenue(table, relations))
    _estimates(frame, picture, relations)
    assert picture.chart.title == "Two of three sums conflict; two are given a second time, converted"
    heads = [t for t in picture.texts if t.text.startswith("Money")]
    assert [t.text for t in heads] == ["Money, GBP per year", "Money, USD per year"]
    for row in each(frame):
        (mark,) = picture.by_row(row.Index)
        assert any("conversion" in t.text for t in mark.texts) == pd.notna(row.converts) or "…" in mark.texts[1].text


def _estimates(frame: Any, picture: Picture, relations: Any = None, log: bool = False, under: Any = None) -> None:
    general(picture)
    rows = frame.assign(under=frame["population"] if under is None else under)
    assert sorted(m.row for m in picture.marks) == sorted(str(label) for label in frame.index)
    ticks = [t for t in picture.texts if t.anchor == "middle" and number(t.text) is not None]
    limits = ["low", "high"]
    for (topic, unit), group in rows.groupby(["topic", "unit"], observed=True, sort=False):
        stated = group[limits].notna().any(axis=1).sum()
        for label, row in labelled(group):
            (mark,) = picture.by_row(label)
            said = tip.quantity.say(row["notation"], row["unit"])
            assert mark.kind == row["bound"]
            assert said in mark.name
            assert row["population"] in mark.name
            assert row["wording"] in mark.tip
            assert f"{row['doc']} {row['part']}" in mark.tip
            assert row["by"] in mark.tip or (row["by"] == "not named" and "nobody named" in mark.tip)
            assert _begins(mark, f"“{row['wording']}”")
            if stated < 2 or unit == "rank":
                assert not mark.forms, "a rank or a lone number is no place on an axis"
                assert any(t.text.rstrip("…") in said and t.bold for t in mark.texts)
                continue
            y = mark.texts[0].y + 8
            heads = below(picture, y, ticks)
            assert all(near(f.y, y, 2.5) for f in mark.forms), "a row's marks stand beside its words"
            axis = Axis([(value(t), t.x) for t in heads], log)
            assert not log or axis(0) < min(t.x for t in heads if value(t)) - 20, "nought has a place of its own"
            assert [t.x for t in sorted(heads, key=lambda t: value(t))] == sorted(t.x for t in heads)
            assert all((unit == "percent") == t.text.endswith("%") for t in heads)
            reach = [value(t) for t in heads]
            shares = row[limits].dropna() if unit == "percent" and not log else ()
            assert all(min(reach) <= one <= max(reach) for one in shares), "a share beyond its axis"
            _bound(mark, row, axis, max(value(t) for t in heads), picture)
            name = str(topic) if unit in str(topic) else f"{topic}, {unit}"
            assert any(t.text.lower().startswith(name.lower()) and near(t.y, heads[0].y, 4) for t in picture.texts)
            over = [
                t for t in picture.texts if t.bold and t.x == 8 and t.colour == "ink" and t.y < y and t.y > heads[0].y
            ]
            own = [t for t in mark.texts if t.bold]
            head = max(over, key=lambda t: t.y) if over and not own else own[0]
            assert row["under"].startswith(head.text.rstrip("…").split(": ")[0]), "a row stands under what it counts"
    _bands(rows, picture, relations, ticks, log)


def _begins(mark: Drawn, text: str) -> bool:
    return any(t.text.startswith(text[:12]) or text.startswith(t.text.rstrip("…")) for t in mark.texts)


def _bound(mark: Drawn, row: Any, axis: Axis, end: float, picture: Picture) -> None:
    """Hold the forms of a quantity against its limits."""
    low, high = (None if pd.isna(row[n]) else row[n] for n in ("low", "high"))
    bound: str = tip.quantity.LIKE.get(row["bound"], row["bound"])
    if bound == "unknown":
        assert not mark.forms
        assert any(t.text.startswith("?") for t in mark.texts)
        return
    if bound in SIGNS:
        kind, fill = SIGNS[bound]
        (form,) = mark.forms
        assert (form.kind, form.fill, form.edge) == (kind, fill, "blue")
        assert low is not None
        assert near(form.x, axis(low))
        return
    boxes = sorted(mark.has("box"), key=lambda f: f.left)
    if bound == "order of magnitude":
        (box,) = mark.forms
        assert (box.fill, box.edge, box.dashed) == ("none", "blue", True)
    assert near(boxes[0].left, axis(low if low is not None else 0))
    if high is None and not (row["unit"] == "percent" and end == 100):
        assert boxes[-1].right > axis(end) + 15, "an open side runs out of the picture"
        assert len(boxes) == 2
        assert boxes[0].right > axis(end) - 2
    else:
        assert near(boxes[-1].right, axis(high if high is not None else 100))
    assert bound == "order of magnitude" or all(f.fill == "bar" and not f.dashed for f in boxes)
    kind = "dot" if bound in ("more than", "less than") else "stroke"
    ends = [v for v in (low, high) if v is not None] if bound != "order of magnitude" else []
    drawn = sorted(f.x for f in mark.forms if f.kind != "box")
    assert len(drawn) == len(ends)
    assert all(near(x, axis(v)) for x, v in zip(drawn, sorted(ends), strict=True))
    assert all(f.kind == kind and f.edge == "ink" for f in mark.forms if f.kind != "box")
    assert kind == "stroke" or all(f.fill == "paper" for f in mark.has("dot"))


def _bands(rows: Any, picture: Picture, relations: Any, ticks: list[Text], log: bool) -> None:
    """A green band is there where, and only where, every two numbers on one population are coded as agreeing."""
    bands = [f for f in picture.behind.forms if f.fill == "band" and f.bottom - f.top > 20]
    if relations is None:
        return
    held = relations[relations["relation"].isin(["agrees", "corroborates", "agree, one source"])]
    pairs = {
        frozenset([(a, b), (c, d)])
        for a, b, c, d in held[["left_doc", "left_mark", "right_doc", "right_mark"]].itertuples(index=False)
    }
    expected = []
    for _, group in rows[rows["bound"] != "unknown"].groupby(["topic", "unit", "under"], observed=True, sort=False):
        keys = list(zip(group["doc"].astype(str), group["mark"], strict=True))
        if len(keys) > 1 and all(frozenset([a, b]) in pairs for a in keys for b in keys if a != b):
            expected.append((group["low"].max(), group["high"].min(), group.index))
    assert len(bands) == len(expected), expected
    for band, (low, high, labels) in zip(bands, expected, strict=True):
        axis = Axis([(value(t), t.x) for t in below(picture, band.top + 14, ticks)], log)
        assert near(band.left, axis(low))
        assert near(band.right, axis(high))
        assert all(band.top < f.y < band.bottom for label in labels for f in picture.by_row(label)[0].forms)


# --- Comments ---


def threads() -> Any:
    return tip.checks.threads(corpus().comments, corpus().replies)


def thread() -> None:
    for doc in ("lagon", "two-koreas"):
        _thread(threads()[threads()["doc"] == doc], Picture(tip.charts.thread(threads()[threads()["doc"] == doc])))
    both = Picture(tip.charts.thread(threads(), width=1200))
    _thread(threads(), both)
    assert both.chart.title == "Of 24 answers, 10 go to the post, 9 to another comment, 5 to one that is missing"
    part = Picture(tip.charts.thread(threads(), first=11, most=5))
    assert [m.row for m in part.marks if m.row] == ["10", "11", "12", "13", "14"]
    assert any(t.text == "comments 11 to 15 of 20 are drawn" for t in part.texts)


FILLS = {"stated": "ink", "inferred": "tint5", "unknown": "paper"}


def _thread(frame: Any, picture: Picture) -> None:
    general(picture)
    places: dict[tuple[str, str], float] = {}
    heads = {m.texts[0].text: m for m in picture.marks if not m.row}
    for doc in frame["doc"].unique():
        places[doc, "post"] = heads[f"the post: {doc}"].texts[0].y
        assert heads[f"the post: {doc}"].has("box", fill="ink")
    for row in each(frame):
        (mark,) = picture.by_row(row.Index)
        places[row.doc, row.part] = mark.texts[0].y
        assert mark.texts[0].text == row.part
        assert any(t.text == f"{row.words} {'word' if row.words == 1 else 'words'}" for t in mark.texts)
        who = "an unknown author" if pd.isna(row.author) else row.author
        assert mark.texts[1].text.startswith(who[:14])
        assert any(row.digest.startswith(t.text.rstrip("…")) for t in mark.texts if len(t.text) > 20)
    order = [places[row.doc, row.part] for row in each(frame)]
    assert order == sorted(order)
    missing = [m for m in picture.marks if m.kind == "missing"]
    waits = frame[frame["targets"].str.contains("missing")]
    assert len(missing) == waits["doc"].nunique()
    for mark, (doc, rows) in zip(missing, waits.groupby("doc", observed=True), strict=True):
        places[doc, "missing"] = mark.texts[0].y
        (box,) = mark.forms
        assert box.dashed
        assert box.edge == "orange"
        first = places[doc, rows["part"].iloc[0]]
        assert 0 < first - box.y < 40, "the missing comment stands just above the first that answers it"
    for row in each(frame):
        (mark,) = picture.by_row(row.Index)
        (dot,) = mark.has("dot")
        assert near(dot.y, places[row.doc, row.part])
        assert dot.fill == FILLS[row.author_basis]
        lines, heads_ = [f for f in mark.forms if f.kind == "line"], [f for f in mark.forms if f.kind == "arrow"]
        targets = row.targets.split()
        assert len(lines) == len(heads_) == len(targets)
        for line, head, target in zip(lines, heads_, targets, strict=True):
            assert near(line.points[0][1], places[row.doc, row.part], 9)
            assert near(line.points[-1][1], places[row.doc, target], 9), f"{row.part} answers {target}"
            assert near(head.y, line.points[-1][1])
            assert head.right > head.left
            assert dot.left - 16 < head.x < dot.left
            assert line.dashed == (target == "missing")
            assert line.edge == ("orange" if target == "missing" else "grey")
            assert head.fill == line.edge


def lengths() -> None:
    frame: Any = corpus().comments
    picture = Picture(tip.charts.lengths(frame))
    general(picture)
    assert picture.chart.title.startswith("lagon: Zharkov in U.S.A. wrote most, 598 of 972 words (62%)")
    lone = frame["author"].isna()
    frame = frame.assign(who=frame["author"].where(~lone, "unknown (" + frame["part"] + ")"))
    scale = None
    seen: dict[str, list[tuple[float, int]]] = {}
    for (doc, who), rows in frame.groupby(["doc", "who"], observed=True, sort=False):
        (mark,) = picture.by_row(rows.index[0])
        assert mark.rows == {str(label) for label in rows.index}
        words, total = rows["words"].sum(), frame[frame["doc"] == doc]["words"].sum()
        (bar,) = mark.has("box")
        scale = scale or (bar.right - bar.left) / words
        assert near((bar.right - bar.left) / scale, words, 1)
        assert bar.fill == FILLS[rows["author_basis"].iloc[0]]
        assert bar.edge == "ink"
        label, share = mark.texts
        assert label.text.startswith(who[:16])
        assert near(label.y, bar.y)
        assert label.anchor == "end"
        assert label.x < bar.left
        assert share.text == f"{words} ({round(100 * words / total)}%)"
        assert near(share.y, bar.y)
        assert share.x > bar.right
        seen.setdefault(doc, []).append((bar.y, words))
    assert len({round(m.forms[0].left, 1) for m in picture.marks}) == 1
    for bars in seen.values():
        assert [w for _, w in sorted(bars)] == sorted((w for _, w in bars), reverse=True)
    for doc in ("lagon", "two-koreas"):
        assert any(t.text.startswith(f"{doc}, ") and t.y < min(y for y, _ in seen[doc]) for t in picture.texts)


QUESTIONS = ("failure", "us_policy", "china", "south_korea", "consent", "comparison")


def positions() -> None:
    _positions(corpus().comments, Picture(tip.charts.positions(corpus().comments)))
    china: Any = ["silent", "blames", None] * 3
    sheet = tip.coding.blank(corpus().comments, "me").head(9).assign(china=china)
    _positions(sheet, Picture(tip.charts.positions(sheet)))
    title = "What each says of the charge: 14 accept, 1 questions, 5 silent"
    assert tip.charts.positions(corpus().comments).title == title


def _positions(frame: Any, picture: Picture) -> None:
    general(picture)
    heads = [t for t in picture.texts if t.bold and t.anchor == "middle"]
    lines = {x: " ".join(t.text for t in heads if t.x == x) for x in sorted({t.x for t in heads})}
    columns = dict(zip(QUESTIONS, lines, strict=True))
    named = ("charge", "US policy", "China", "South Korea", "trafficking", "compares")
    if "digest" in frame:  # a sheet has no headings of its own
        assert all(word in lines[columns[name]] for name, word in zip(QUESTIONS, named, strict=True))
    assert list(columns.values()) == sorted(columns.values())
    colours: dict[tuple[str, str], str] = {}
    heights = []
    for label, row in labelled(frame):
        (head,) = picture.by_row(label, "comment")
        assert head.texts[0].text == row["part"]
        y = head.texts[0].y
        heights.append(y)
        cells = [m for m in picture.by_row(label) if m.kind not in ("comment", "sum")]
        assert len(cells) == sum(pd.notna(row[name]) for name in QUESTIONS)
        for name in QUESTIONS:
            here = [m for m in cells if near(m.forms[0].x, columns[name], 3)]
            if pd.isna(row[name]):
                assert not here
                continue
            (mark,) = here
            (form,) = mark.forms
            assert near(form.y, y)
            assert mark.kind == row[name]
            if row[name] == "silent":
                assert form.kind == "dot"
                assert form.right - form.left < 5
                assert not mark.texts
                continue
            assert form.kind == "box"
            assert [t.text for t in mark.texts] == [row[name]]
            assert near(mark.texts[0].x, columns[name])
            assert near(mark.texts[0].y, y)
            assert colours.setdefault((name, row[name]), form.fill) == form.fill, "one answer, one colour"
    assert heights == sorted(heights)
    for name in QUESTIONS:
        shades = [colour for (of, _), colour in colours.items() if of == name]
        assert len(shades) == len(set(shades)), "two answers, two colours"
        for value in {v for of, v in colours if of == name}:
            number_ = (frame[name] == value).sum()
            (mark,) = [
                m
                for m in picture.marks
                if m.kind == "sum" and m.texts[0].text == f"{number_} {value}" and near(m.texts[0].x, columns[name], 3)
            ]
            bar = mark.forms[0]
            assert bar.fill == colours[name, value]
            assert mark.rows == {str(label) for label in frame.index[frame[name] == value]}
            step = list(columns.values())[1] - next(iter(columns.values()))
            assert near(bar.right - bar.left, 0.94 * step * number_ / len(frame), 2)
    for doc in frame["doc"].unique():
        (under,) = [t for t in picture.texts if t.text == f"under {doc}"]
        first = min(picture.by_row(label, "comment")[0].texts[0].y for label in frame.index[frame["doc"] == doc])
        assert 10 < first - under.y < 40


# --- Documents, rates, labour ---


def documents() -> None:
    frame: Any = corpus().documents
    picture = Picture(tip.charts.documents(frame))
    general(picture)
    assert (
        picture.chart.title == "2 of 5 documents state their day; 3 came within a month of the report that they answer"
    )
    axis = Axis([(int(t.text), t.x) for t in picture.texts if t.text.isdigit()])
    released = tip.reference.release_dates().set_index("report_year")["released"]

    def at(day: pd.Timestamp) -> float:
        return axis(day.year + (day.day_of_year - 1) / 365)

    heights = {}
    for label, row in labelled(frame):
        (mark,) = picture.by_row(label)
        assert mark.texts[0].text.startswith(f"{row['doc']}, {row['body_words']:,} words")
        y = mark.texts[0].y + 8
        heights[row["earliest"]] = y
        (out,) = mark.has("triangle")
        assert near(out.x, at(released[row["report_year"]]), 2.5)
        assert out.fill == "orange"
        assert near(out.y, y, 14)
        assert any(f"report of {row['report_year']}" in t.text for t in mark.texts)
        dots, bars = mark.has("dot"), mark.has("box")
        assert (len(dots), len(bars)) == ((1, 0) if row["published_basis"] == "stated" else (0, 1))
        start = (dots or bars)[0]
        assert near(start.x if dots else start.left, at(row["earliest"]), 2.5)
        assert near(start.y, y)
        assert not dots or dots[0].fill == "ink"
        if bars:
            assert bars[0].fill == "bar"
            assert (
                bars[0].right > axis(2017) + 15 if pd.isna(row["latest"]) else near(bars[0].right, at(row["latest"]), 8)
            )
    assert [heights[day] for day in sorted(heights)] == sorted(heights.values())


def rates() -> None:
    found = tip.checks.implied(corpus().estimates, tip.reference.published_figures())
    held = tip.checks.rates_against_record(found, tip.reference.exchange_rates())
    for frame in (held.query("reading == 'converted sum rounded'"), held.query("reading == 'as stated'").iloc[::-1]):
        _rates(frame, Picture(tip.charts.rates(frame)))
    none = tip.charts.rates(held.query("reading == 'converted sum rounded'"))
    assert none.title == "No period on record fits both implied rates"
    one = tip.charts.rates(held.query("reading == 'converted sum rounded' and low == 1.25"))
    assert one.title == "4 of 18 periods on record fit the implied rate"


def _rates(frame: Any, picture: Picture) -> None:
    general(picture)
    up = Axis([(float(t.text), t.y) for t in picture.texts if t.anchor == "end" and value(t)])
    assert [
        t.y for t in sorted((t for t in picture.texts if t.anchor == "end"), key=lambda t: -float(t.text))
    ] == sorted(t.y for t in picture.texts if t.anchor == "end")
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    along = Axis(
        [(months.index(t.text[:3]) + 0.5, t.x) for t in picture.texts if t.text[:3] in months and t.colour == "grey"]
    )
    bands = frame.groupby(["low", "high"])
    for (low, high), rows in bands:
        (mark,) = [m for m in picture.marks if m.kind == "implied" and m.rows == {str(label) for label in rows.index}]
        band = mark.forms[0]
        assert near(band.top, up(high))
        assert near(band.bottom, up(low))
        assert band.fill == "tint2"
        assert f"{round(low, 2):g}" in mark.texts[0].text
        assert near(mark.texts[0].y, band.top, 14)
    for period, rows in frame[frame["period"].str.len() > 4].groupby("period"):
        (mark,) = [m for m in picture.marks if m.kind in ("month", "day") and m.name.startswith(f"{period}:")]
        assert mark.rows == {str(label) for label in rows.index}
        (form,) = mark.forms
        month, *day = (int(n) for n in period.split("-")[1:])
        assert near(form.x, along(month - 1 + (day[0] / 31 if day else 0.5)), 2.5)
        assert near(form.y, up(rows["rate"].iloc[0]), 2.5)
        assert form.kind == ("triangle" if day else "dot")
        assert form.fill == ("ink" if rows["fits"].any() else "paper")
    lines = [f for f in picture.behind.forms if f.dashed and f.edge == "orange" and f.kind == "stroke"]
    assert [near(f.x, along(5 + 23 / 31), 3) for f in lines] == [True], "the vote of 23 June 2016"
    (text,) = [t for t in picture.texts if t.text.startswith("2016-06-23")]
    assert near(text.x, lines[0].x)


def themes() -> None:
    frame: Any = corpus().labour
    for rows in (frame, frame.query("position == 'asserts'"), frame.sample(frac=1, random_state=4)):
        _themes(rows, Picture(tip.charts.themes(rows)))
    title = "Only asmolov speaks against the charge, in 14 of its 23 claims"
    assert tip.charts.themes(frame).title == title


def _themes(frame: Any, picture: Picture) -> None:
    general(picture)
    docs = list(frame["doc"].cat.categories)
    columns = {doc: picture.find(doc, bold=True)[0].x for doc in docs}
    rows = {t.text: t.y for t in picture.texts if t.x == 8 and t.text in set(frame["theme"].astype(str))}
    assert set(rows) == set(frame["theme"].astype(str))
    order = [theme for theme in frame["theme"].cat.categories if theme in rows]
    assert [rows[theme] for theme in order] == sorted(rows.values())
    assert sorted(m.row for m in picture.marks) == sorted(str(label) for label in frame.index)
    edges = sorted([*columns.values(), picture.width])
    spots = set()
    for label, row in labelled(frame):
        (mark,) = picture.by_row(label)
        (form,) = mark.forms
        left = columns[row["doc"]]
        assert left - 3 < form.x < edges[edges.index(left) + 1], "a claim stands in its document's column"
        assert rows[row["theme"]] - 3 < form.y < rows[row["theme"]] + 60
        kind = "box" if row["position"] == "asserts" else "diamond"
        against = row["side"] == ("against" if row["position"] == "asserts" else "for")
        colour = "orange" if against else "blue"
        fill = colour if row["dispatch"] == "state" else "paper"
        assert (form.kind, form.edge, form.fill) == (kind, colour, fill)
        spots.add((round(form.x), round(form.y)))
        assert row["claim"] in mark.name
        assert row["wording"] in mark.tip
        assert row["by"] in mark.tip
    assert len(spots) == len(frame), "no claim covers another"
    held = set(zip(frame["theme"].astype(str), frame["doc"].astype(str), strict=True))
    dashes = [
        f for f in picture.behind.forms if f.kind == "dash" and f.right - f.left < 14 and f.y > min(rows.values()) - 5
    ]
    assert len(dashes) == len(rows) * len(docs) - len(held)
    for theme in rows:
        for doc in docs:
            here = any(near(f.y, rows[theme], 3) and 0 < f.x - columns[doc] < 20 for f in dashes)
            assert here == ((theme, doc) not in held)


def destinations() -> None:
    frame: Any = corpus().labour
    picture = Picture(tip.charts.destinations(frame))
    general(picture)
    rows = frame[frame["theme"] == "destination"]
    names = tip.reference.country_names()
    assert picture.chart.title == "4 countries and 4 regions are named, Russia by more than one document"
    spots = {}
    for place, group in rows.groupby(rows["place"].fillna("none")):
        name = names.get(place, place)
        marks = picture.by_row(group.index[0])
        (mark,) = marks
        assert mark.rows == {str(label) for label in group.index}
        if place == "none":
            assert mark.kind == "Number"
            assert group["wording"].iloc[0] in mark.texts[0].text
            assert not mark.forms
            continue
        docs = " and ".join(dict.fromkeys(group["doc"].astype(str)))
        assert [t.text for t in mark.texts] == [name, docs]
        spots[name] = mark.texts[0].x, mark.texts[0].y
        if place in names:
            assert mark.kind == "Country"
            assert mark.forms
            assert all(f.fill == "bar" for f in mark.forms)
            land = max(mark.forms, key=lambda f: (f.right - f.left) * (f.bottom - f.top))
            assert land.left < mark.texts[0].x < land.right
            assert land.top < mark.texts[0].y < land.bottom
        else:
            (box,) = mark.forms
            assert mark.kind == "Region"
            assert box.kind == "box"
            assert box.dashed
            assert box.edge == "orange"
            assert box.left < mark.texts[0].x < box.right
            assert box.top < mark.texts[0].y < box.bottom
    west_to_east = ["Africa", "Middle East", "Mongolia", "East and Southeast Asia"]
    assert [spots[n][0] for n in west_to_east] == sorted(spots[n][0] for n in west_to_east)
    north_to_south = ["Russia", "Mongolia", "China", "East and Southeast Asia", "Africa"]
    assert [spots[n][1] for n in north_to_south] == sorted(spots[n][1] for n in north_to_south)
    grey = [f for f in picture.behind.forms if f.fill == "tint5"]
    assert len(grey) > 60


# --- Pairs: the picture changes only where it should ---


def drawings() -> dict[str, tuple[pd.DataFrame, Callable[[pd.DataFrame], tip.charts.Chart]]]:
    record, relations, found = tip.reference.official_tiers(), tip.checks.related(corpus()), corpus().estimates
    implied = tip.checks.implied(found, tip.reference.published_figures())
    held = tip.checks.rates_against_record(implied, tip.reference.exchange_rates())
    charts = tip.charts
    return {
        "tiers": (corpus().tiers, lambda f: charts.tiers(f, record)),
        "estimates": (found, lambda f: charts.estimates(f, relations, whole=found)),
        "workers": (found, lambda f: charts.workers(f, relations)),
        "revenue": (found, lambda f: charts.revenue(f, relations)),
        "thread": (threads(), charts.thread),
        "lengths": (corpus().comments, charts.lengths),
        "positions": (corpus().comments, charts.positions),
        "documents": (corpus().documents, charts.documents),
        "rates": (held.query("reading == 'converted sum rounded'"), charts.rates),
        "themes": (corpus().labour, charts.themes),
        "destinations": (corpus().labour, charts.destinations),
    }


def shape_of(mark: Drawn, places: bool = True) -> tuple[Any, ...]:
    """Return how a mark looks, with where its forms stand across the picture."""
    return tuple(
        (f.kind, f.fill, f.edge, f.dashed, *((round(f.left), round(f.right)) if places else ())) for f in mark.forms
    )


def metamorphic(name: str) -> None:
    """New labels change no picture; another order and fewer rows leave each row's own look."""
    frame, draw = drawings()[name]
    first = Picture(draw(frame))
    new = frame.set_axis([f"r{n}" for n in range(len(frame))], axis=0)
    named = {str(old): f"r{n}" for n, old in enumerate(frame.index)}
    if name not in ("estimates",):
        again = Picture(draw(new))
        assert [{named[row] for row in m.rows} for m in first.marks] == [m.rows for m in again.marks]
        assert [shape_of(m) for m in first.marks] == [shape_of(m) for m in again.marks]
        assert again.chart.title == first.chart.title
    if name in ("tiers", "estimates", "revenue", "workers", "documents", "themes", "lengths", "destinations", "rates"):
        mixed = Picture(draw(frame.sample(frac=1, random_state=2)))
        free = name in ("tiers", "themes", "destinations")  # signs of one cell stand in the order of the frame
        looks = [
            sorted((tuple(sorted(m.rows)), m.kind, shape_of(m, not free)) for m in p.marks) for p in (first, mixed)
        ]
        assert looks[0] == looks[1]
    if name in ("estimates", "documents", "positions", "tiers"):
        fewer = frame.drop(frame.index[3])
        less = Picture(draw(fewer))
        gone = str(frame.index[3])
        kept = {m.row: shape_of(m) for m in first.marks if gone not in m.rows and m.kind != "sum"}
        left = {m.row: shape_of(m) for m in less.marks if m.kind != "sum"}
        assert not any(gone in m.rows for m in less.marks)
        assert {row: look for row, look in left.items() if row in kept} == {
            row: look for row, look in kept.items() if row in left
        }


def rescaled() -> None:
    """Ten times the numbers is the same picture under ten times the ticks."""
    frame = corpus().estimates.query("topic == 'prisoners'")
    more = frame.assign(low=frame["low"] * 10, high=frame["high"] * 10)
    one, ten = Picture(tip.charts.estimates(frame)), Picture(tip.charts.estimates(more))
    assert [shape_of(m) for m in one.marks] == [shape_of(m) for m in ten.marks]
    ticks = [sorted(value(t) for t in p.texts if t.anchor == "middle") for p in (one, ten)]
    assert [10 * tick for tick in ticks[0]] == ticks[1]
    words = corpus().comments
    one, two = Picture(tip.charts.lengths(words)), Picture(tip.charts.lengths(words.assign(words=2 * words["words"])))
    assert [shape_of(m) for m in one.marks] == [shape_of(m) for m in two.marks]
    assert math.isclose(one.width, two.width)


CHECKS: dict[str, Callable[[], None]] = {
    check.__name__: check
    for check in (
        tiers,
        estimates,
        workers,
        revenue,
        thread,
        lengths,
        positions,
        documents,
        rates,
        themes,
        destinations,
        rescaled,
    )
}
