"""Charts: each picture is read back and held against its frame, and no style, script or length breaks one."""

import io
import subprocess
import sys
import threading
import time
import tracemalloc
import warnings

import matplotlib as mpl
import matplotlib.style
import pandas as pd
import pytest
from tests.pictures import checks
from tests.pictures.reading import Picture
from tests.project import ROOT, tool

import tipseeds as tip

DRAWINGS = checks.drawings()


@pytest.mark.parametrize("name", checks.CHECKS)
def test_the_picture_holds_what_the_frame_says(name):
    checks.CHECKS[name]()


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_picture_changes_only_where_its_frame_does(name):
    checks.metamorphic(name)


def test_every_fault_that_is_to_be_planted_has_its_place():
    plant = tool("plant_charts")
    lost = [one for one in plant.FAULTS if one.old not in (plant.CHARTS / f"{one.file}.py").read_text("utf-8")]
    assert lost == []


def test_planted_faults_are_noticed():
    """Every seventh of the faults; `python tools/plant_charts.py` plants them all."""
    command = [sys.executable, "tools/plant_charts.py", "--some", "7"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=250, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "7 of 7 planted faults noticed" in found.stdout


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_to_show_is_said(name):
    frame, draw = DRAWINGS[name]
    chart = draw(frame.head(0))
    assert chart.title == "Nothing to show"
    assert not len(chart.marks)
    assert "Nothing to show" in chart.svg()


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_signature_tells_what_a_chart_takes_and_returns(name):
    import inspect

    signature = inspect.signature(getattr(tip.charts, name))
    assert next(iter(signature.parameters)) == "frame"
    assert signature.return_annotation == "Chart"
    assert "ax" not in signature.parameters
    assert all(p in getattr(tip.charts, name).__doc__ for p in signature.parameters)


@pytest.mark.parametrize("width", [340, 848, 1700])
@pytest.mark.parametrize("name", DRAWINGS)
def test_a_chart_is_drawn_as_wide_as_its_cell(corpus, name, width):
    frame, _ = DRAWINGS[name]
    picture = Picture(getattr(tip.charts, name)(frame, width=width))
    assert picture.width >= width
    scrolls = {"tiers": 900, "positions": 700, "documents": 620}  # what a narrow cell shows in a box of its own
    assert picture.width <= max(width, scrolls.get(name, 0))
    for text in picture.everything():
        assert -1 <= text.x <= picture.width


# --- A chart on a page ---


def test_a_stored_picture_has_alt_text_and_its_numbers_as_a_list(corpus):
    chart = tip.charts.tiers(corpus.tiers)
    page = tip.show(chart).data
    assert f'alt="{chart.alt}"' in page
    assert page.count("<li>") == len(chart.numbers) == corpus.tiers["iso3"].nunique()
    assert "<svg" not in page
    assert "background:#ffffff" in page
    assert chart._repr_html_() == page
    assert repr(chart) == tip.describe(chart)


def test_a_stored_picture_needs_no_variables_of_a_page(corpus):
    assert "var(" not in tip.charts.tiers(corpus.tiers).picture()


def test_a_live_picture_has_a_variable_for_every_colour(corpus):
    import re

    drawn = "".join(draw(frame).svg() for frame, draw in DRAWINGS.values())
    body = re.sub(r"<style>.*?</style>", "", drawn)
    assert not re.findall(r'(?:fill|stroke)(?:="|: )#', body)
    assert {"--tip-ink", "--tip-paper"} < set(re.findall(r"--tip-\w+", body))


def test_two_charts_on_a_page_share_no_id(corpus):
    import re

    chart = tip.charts.tiers(corpus.tiers)
    ids = [re.findall(r' id="([^"]+)"', chart.svg(prefix)) for prefix in ("a-", "b-")]
    assert ids[0]
    assert not set(ids[0]) & set(ids[1])


def test_the_words_of_something_else_are_refused():
    with pytest.raises(TypeError, match=r"tip\.describe\(tip\.charts"):
        tip.describe("a chart")  # type: ignore[arg-type]


def test_a_country_that_nobody_knows_is_refused_by_name(corpus):
    with pytest.raises(ValueError, match="Atlantis"):
        tip.charts.tiers(corpus.tiers, countries=["Atlantis"])


# --- Styles, scripts, lengths ---


def test_a_style_of_the_readers_reaches_no_chart_and_none_of_ours_reaches_theirs(corpus):
    plain = {name: draw(frame).svg() for name, (frame, draw) in DRAWINGS.items()}
    with mpl.rc_context():
        mpl.style.use(["dark_background", "ggplot"])
        mpl.rcParams |= {
            "font.family": "monospace",
            "savefig.bbox": "tight",
            "path.sketch": (1, 100, 2),
            "figure.dpi": 31,
        }
        before = dict(mpl.rcParams)
        assert {name: draw(frame).svg() for name, (frame, draw) in DRAWINGS.items()} == plain
        assert dict(mpl.rcParams) == before


def test_a_figure_is_the_same_under_a_style_of_the_readers(corpus):
    def drawn() -> bytes:
        tip.charts.tiers(corpus.tiers).figure.savefig(saved := io.BytesIO(), format="png", dpi=72)
        return saved.getvalue()

    plain = drawn()
    with mpl.rc_context():
        mpl.style.use("dark_background")
        mpl.rcParams |= {"text.usetex": True, "font.stretch": "condensed", "text.antialiased": False}
        mpl.rcParams |= {"patch.linewidth": 9, "font.variant": "small-caps", "figure.autolayout": True}
        assert drawn() == plain


def test_drawing_changes_no_style_that_another_thread_sees(corpus):
    before, seen, done = dict(mpl.rcParams), [], threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.append(dict(mpl.rcParams) == before)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(5):
        tip.charts.tiers(corpus.tiers).svg()
    done.set()
    watcher.join()
    assert seen
    assert all(seen)


SCRIPTS = ["김정은", "王小明", "محمد العربي", "🙂👩‍🚀 Zoë", "Ελένη Ωμέγα", "<b>&amp;$x_2$"]


@pytest.mark.parametrize("name", ["thread", "lengths", "positions"])
def test_a_name_in_any_script_is_drawn_without_a_warning(name):
    frame, draw = DRAWINGS[name]
    rows = frame.head(6).assign(author=SCRIPTS, author_basis=pd.Categorical(["stated"] * 6), digest=SCRIPTS)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart = draw(rows)
        written = {t.text for t in Picture(chart).everything()}
        chart.figure.savefig(io.BytesIO(), format="png")
    assert all(any(script in text for text in written) for script in SCRIPTS)


LONG = {"tiers": "country", "themes": "theme", "documents": "doc", "estimates": "topic", "lengths": "author"}


@pytest.mark.parametrize("width", [340, 848])
@pytest.mark.parametrize("name", LONG)
def test_a_long_name_is_cut_before_it_runs_into_the_picture(name, width):
    from tipseeds.charts._canvas import wide

    frame, _ = DRAWINGS[name]
    rows = frame.head(9)
    named = [f"{n} a name that is as long as some are in a codebook of one’s own" for n in range(len(rows))]
    rows = rows.assign(**{LONG[name]: pd.Series(named, index=rows.index)})
    chart = getattr(tip.charts, name)(rows, width=width)
    lefts = {panel.top: panel.left for panel in chart.panels if panel.width > 1 and panel.marks}
    for text in Picture(chart).everything():
        long = wide(text.text, text.size) * (1.1 if text.bold else 1)
        assert text.anchor != "end" or text.x - long > -1, text
        if text.text[1:8] == " a name" and text.anchor == "start" and (width == 848 or name != "estimates"):
            assert text.x + long <= max(lefts.values()) + 1, text


def test_a_long_thread_shows_a_part_and_says_so():
    """A thousand comments took a gigabyte when all were drawn."""
    one = checks.threads().iloc[[8]]
    many = pd.concat([one.assign(part=f"c{n}", n=n, targets=f"c{n - 1}" if n > 1 else "post") for n in range(1, 1001)])
    many = many.reset_index(drop=True)
    tracemalloc.start()
    began = time.perf_counter()
    for draw in (tip.charts.thread, tip.charts.positions, tip.charts.lengths):
        chart = draw(many)
        said = [t.text for t in Picture(chart).texts]
        assert any("of 1,000" in text for text in said)
        assert len(chart.marks) < 700
        assert len(chart.numbers) < 70
    assert time.perf_counter() - began < 20
    assert tracemalloc.get_traced_memory()[1] < 60e6
    tracemalloc.stop()
    last = tip.charts.thread(many, first=981)
    assert last.marks["row"].tolist()[-1] == "999"
    with pytest.raises(ValueError, match="1 to 1000"):
        tip.charts.thread(many, first=1001)


HOSTILE = "<script>alert(1)</script> $x_2$ &amp; #ffffff \u202e\x0b\uffff ]]> {0} %s"


@pytest.mark.parametrize("name", DRAWINGS)
def test_hostile_text_is_only_text(name):
    """The picture reads as XML, and whatever stands in a frame stays words in it."""
    frame, draw = DRAWINGS[name]
    texts = {"wording", "by", "population", "claim", "digest", "author", "title"} & set(frame)
    plain, chart = draw(frame.head(12)), draw(frame.head(12).assign(**dict.fromkeys(texts, HOSTILE)))
    for picture in (Picture(chart), Picture(plain)):
        assert {element.tag.rpartition("}")[2] for element in picture.root.iter()} <= {
            "svg", "style", "rect", "g", "path", "text"
        }  # fmt: skip
    assert "<script" not in tip.show(chart).data
    assert {*" ".join(chart.marks["row"]).split()} == {*" ".join(plain.marks["row"]).split()}
    chart.figure.savefig(io.BytesIO(), format="png")


@pytest.mark.parametrize("name", DRAWINGS)
def test_one_row_is_a_chart(name):
    frame, draw = DRAWINGS[name]
    row = frame.query("theme == 'destination'").head(1) if name == "destinations" else frame.head(1)
    row = frame.query("topic == 'money'").head(1) if name == "revenue" else row
    row = frame.query("topic == 'overseas workers' and unit == 'people'").head(1) if name == "workers" else row
    chart = draw(row)
    assert chart.title != "Nothing to show"
    assert str(row.index[0]) in " ".join(chart.marks["row"]).split()
    assert chart.numbers


def test_what_is_drawn_on_a_figure_is_saved_with_it(corpus):
    chart = tip.charts.tiers(corpus.tiers)
    chart.figure.text(0.5, 0.5, "mine")
    assert "mine" in [text.get_text() for text in chart.figure.texts]


def test_without_matplotlib_a_chart_is_shown_and_a_figure_says_what_to_type(corpus, monkeypatch):
    monkeypatch.delitem(sys.modules, "tipseeds.charts._figure", raising=False)
    for name in ("matplotlib.figure", "matplotlib.path", "matplotlib.patches", "matplotlib.font_manager"):
        monkeypatch.setitem(sys.modules, name, None)
    chart = tip.charts.tiers(corpus.tiers)
    assert "<svg" in chart.picture()
    with pytest.raises(ModuleNotFoundError, match=r"type: %pip install matplotlib"):
        _ = chart.figure


# --- What a rule read, and what is open ---


def by_rule(frame: pd.DataFrame, number: int) -> pd.DataFrame:
    return frame.assign(read=["by rule"] * number + ["coded"] * (len(frame) - number))


def test_a_number_that_a_rule_read_is_told_apart(corpus):
    frame = by_rule(corpus.estimates.head(12), 5)
    chart = tip.charts.estimates(frame)
    picture = Picture(chart)
    for label in frame.index:
        (mark,) = picture.by_row(label)
        ruled = frame["read"][label] == "by rule"
        assert ("Read by rule, not yet confirmed." in mark.tip) == ruled
        assert any(text.text.startswith("by rule · ") for text in mark.texts) == ruled
        assert all((form.edge == "purple") == ruled for form in mark.forms)
    assert picture.find("read by rule, not yet confirmed")
    assert sum("read by rule" in line for line in chart.numbers) == 5
    coded = tip.charts.estimates(corpus.estimates.head(12))
    assert "by rule" not in repr(coded) + coded.svg().partition("</style>")[2]


def test_a_placement_that_a_rule_read_is_told_apart(corpus):
    frame = by_rule(corpus.tiers, 1)
    chart = tip.charts.tiers(frame, tip.reference.official_tiers())
    picture = Picture(chart)
    ruled = [mark for mark in picture.marks if str(frame.index[0]) in mark.rows]
    assert ruled
    for mark in picture.marks:
        assert bool(mark.has("box", edge="purple")) == (mark in ruled)
        assert any(text.text == "r" for text in mark.texts) == (mark in ruled)
        assert ("read by rule, not yet confirmed" in mark.name) == (mark in ruled)
    assert picture.find("r: read by rule, not yet confirmed")
    assert "read by rule" in chart.numbers[0]


def test_what_is_open_is_told_and_joined_with_nothing(corpus):
    numbers = corpus.estimates.query("mark == 'north-east'").astype({"topic": "object"})
    chart = tip.charts.estimates(by_rule(numbers.assign(population="open", topic="open", by="open"), len(numbers)))
    assert "topic still open: tens of thousands of people (lagon p3: of whom is still open; read by" in chart.numbers[0]
    assert not [form for form in Picture(chart).behind.forms if form.fill == "band" and form.bottom - form.top > 20]
    years = {"first_report": pd.NA, "last_report": pd.NA}
    chart = tip.charts.tiers(by_rule(corpus.tiers.head(1).assign(**years), 1))
    assert chart.title == "1 placement, the year still open"
    assert "year still open" in chart.numbers[0]
    assert any("year still open: lagon says" in text.text for text in Picture(chart).texts)


# --- Titles are worked out from the frame ---


@pytest.mark.parametrize(
    ("name", "query", "title"),
    [
        ("tiers", "doc == 'lagon'", "None of 5 placements of 1 country in 1 document differs from the official record"),
        ("thread", "doc == 'lagon'", "Of 8 answers, 7 go to the post, 1 to another comment"),
        ("positions", "doc == 'lagon'", "What each says of the charge: 4 accept, 1 questions, 3 silent"),
        (
            "documents",
            "doc == 'green'",
            "The one document doesn’t state its day; it came within a month of the report that it answers",
        ),
        ("estimates", "topic == 'prevalence'", "Six numbers on prevalence, no two of them coded as comparable"),
        ("themes", "theme == 'motive'", "Only asmolov speaks against the charge, in 2 of its 2 claims"),
        ("destinations", "doc == 'asmolov'", "3 countries are named"),
        ("revenue", "doc == 'asmolov'", "One sum"),
        ("revenue", "converts.notna()", "Two sums converted from others"),
        ("themes", "theme == 'rest'", "1 claim, which doesn’t speak against the charge"),
        ("thread", "doc == 'lagon' and part == 'c2'", "1 comment, an answer to the post"),
        (
            "documents",
            "doc in ['lagon', 'encyclopedia']",
            "1 of 2 documents states its day; none is known to have come within a month of the report that it answers",
        ),
    ],
)
def test_another_frame_has_another_title(name, query, title):
    frame, draw = DRAWINGS[name]
    assert draw(frame.query(query)).title == title


def numbers(*notations: str, unit: str = "percent") -> pd.DataFrame:
    """Return rows of quantities in one unit, on one topic."""
    read = [tip.quantity.parse(one) for one in notations]
    rows = pd.concat([checks.corpus().estimates.head(1)] * len(read), ignore_index=True).assign(unit=unit)
    columns = {name: [getattr(one, name) for one in read] for name in ("notation", "low", "high", "bound")}
    return rows.assign(mark=[f"m{at}" for at in rows.index], **columns).astype({"low": "Float64", "high": "Float64"})


@pytest.mark.parametrize(
    "notations",
    [("-5", "-10"), ("-5", "40", "<=-2", ">=-7"), ("-3..4", "~-500"), ("150", "20"), (">300", "20"), ("-5->30", "0")],
)
def test_numbers_below_nought_and_above_a_hundred_percent_stand_on_their_axis(notations):
    picture = Picture(tip.charts.estimates(numbers(*notations)))
    ticks = sorted((text.x, checks.value(text)) for text in picture.texts if text.text.endswith(" %"))
    (left, least), (right, most) = ticks[0], ticks[-1]
    assert [value for _, value in ticks] == sorted(value for _, value in ticks)
    for label, row in numbers(*notations).iterrows():
        low, high = (
            end if pd.notna(end) else edge for end, edge in zip(row[["low", "high"]], (least, most), strict=True)
        )
        (mark,) = picture.by_row(label)
        spans = [left + (value - least) / (most - least) * (right - left) for value in (low, high)]
        assert min(form.left for form in mark.forms) == pytest.approx(spans[0], abs=9)
        ends = spans[1] + 24 * bool(pd.isna(row["high"]) and most != 100)  # an open side runs out of the picture
        assert max(form.right for form in mark.forms) == pytest.approx(ends, abs=9)


def test_what_is_said_to_be_unknown_is_no_number():
    assert tip.charts.estimates(numbers("?", "?")).title == "Two numbers on prisoners, each said to be unknown"


def test_those_who_wrote_as_much_as_each_other_are_not_told_apart():
    rows = checks.threads().query("doc == 'lagon' and part in ['c2', 'c7']").assign(words=50)
    assert tip.charts.lengths(rows).title == "lagon: 2 wrote most, each 50 of 100 words (50%)"


def test_silence_is_no_assent(corpus):
    quiet = corpus.comments.assign(failure="silent")
    assert "accept" not in tip.charts.positions(quiet).title
    mostly = corpus.comments.assign(
        **dict.fromkeys(("us_policy", "china", "south_korea", "consent", "comparison"), "silent")
    )
    assert tip.charts.positions(mostly).title.endswith("5 silent")


def test_no_country_beyond_the_map_lies_flat_on_its_edge(corpus):
    chart = tip.charts.destinations(corpus.labour)
    outlines = [shape.points for panel in chart.panels for shape in panel.shapes if shape.form == "area"]
    assert len(outlines) > 100
    for points in outlines:
        assert len({x for x, _ in points}) > 1
        assert len({y for _, y in points}) > 1
