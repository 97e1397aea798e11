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
from tests.project import ROOT

import tipseeds as tip

DRAWINGS = checks.drawings()


@pytest.mark.parametrize("name", checks.CHECKS)
def test_the_picture_holds_what_the_frame_says(name):
    checks.CHECKS[name]()


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_picture_changes_only_where_its_frame_does(name):
    checks.metamorphic(name)


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
            "The one document doesn’t state its day; 1 came within a month of the report that it answers",
        ),
        ("estimates", "topic == 'prevalence'", "Six numbers on prevalence, no two of them coded as comparable"),
        ("themes", "theme == 'motive'", "Only asmolov speaks against the charge, in 2 of its 2 claims"),
        ("destinations", "doc == 'asmolov'", "3 countries are named"),
        ("revenue", "doc == 'asmolov'", "One sum"),
    ],
)
def test_another_frame_has_another_title(name, query, title):
    frame, draw = DRAWINGS[name]
    assert draw(frame.query(query)).title == title


def test_silence_is_no_assent(corpus):
    quiet = corpus.comments.assign(failure="silent")
    assert "accept" not in tip.charts.positions(quiet).title
    mostly = corpus.comments.assign(
        **dict.fromkeys(("us_policy", "china", "south_korea", "consent", "comparison"), "silent")
    )
    assert tip.charts.positions(mostly).title.endswith("5 silent")
