"""Every explorer, with every option of every control."""

from __future__ import annotations

import gc
import inspect
import weakref
from itertools import pairwise

import ipywidgets as widgets
import pandas as pd
import pytest
from matplotlib.figure import Figure

import tipseeds as tip
from tipseeds.explore import Explorer, select


def _names():
    """The explorers that need nothing but a corpus."""
    made = {name: getattr(tip.explore, name) for name in tip.explore.__all__ if name[0].islower()}
    return [name for name, make in made.items() if list(inspect.signature(make).parameters) == ["corpus"]]


def _settings(control):
    """Every option of a menu, every span of a range, and for the rest what a person would try."""
    match control:
        case widgets.Dropdown() | widgets.RadioButtons() | widgets.ToggleButtons():
            return [value for _, value in control._options_full]
        case widgets.IntRangeSlider() if control.max - control.min <= 30:
            years = range(control.min, control.max + 1)
            return [(first, last) for first in years for last in years if first <= last]
        case widgets.IntRangeSlider() | widgets.FloatRangeSlider():
            middle = (control.min + control.max) // 2
            return [(control.min, control.max), (control.min, middle), (middle, control.max), (middle, middle)]
        case widgets.Checkbox():
            return [True, False]
        case widgets.Text():
            return ["", "korea", "KOREA", "no such word", ".*", "<script>", "(", "x" * 5000]
        case _ if hasattr(control, "min"):
            return [control.min, control.max, (control.min + control.max) / 2]
    pytest.fail(f"a kind of control that this test does not know: {type(control).__name__}")


@pytest.fixture(params=_names())
def explorer(request, corpus):
    return getattr(tip.explore, request.param)(corpus)


def _alert(explorer):
    return 'role="alert"' in explorer.view.value


def test_there_are_explorers():
    assert {"tiers"} <= set(_names())


def test_every_option_of_every_control_shows_something_or_says_that_there_is_nothing(explorer):
    for name, control in explorer.controls.items():
        for value in _settings(control):
            control.value = value
            assert "Traceback" not in explorer.view.value
            if isinstance(explorer, Explorer):  # a panel with typed numbers may well refuse one
                assert not _alert(explorer), f"{name}={value!r}: {explorer.view.value[:300]}"
                assert "aria-label" in explorer.view.value
                assert f"{len(explorer.frame)} of {len(explorer.rows)} shown" in explorer.view.value
        explorer.reset()


def test_every_pair_of_menu_options(explorer):
    """Two filters at once leave what both leave."""
    menus = [control for control in explorer.controls.values() if isinstance(control, widgets.Dropdown)]
    for first, second in pairwise(menus):
        for one in first.options:
            first.value = one[1] if isinstance(one, tuple) else one
            for other in second.options:
                second.value = other[1] if isinstance(other, tuple) else other
                assert not _alert(explorer)
        explorer.reset()


def test_every_control_has_a_label(explorer):
    for name, control in explorer.controls.items():
        assert control.description.strip(), name


def test_what_is_shown_is_what_the_pure_filter_leaves(explorer):
    if not isinstance(explorer, Explorer):
        pytest.skip("it has no rows to filter")
    for control in explorer.controls.values():
        for value in _settings(control)[:6]:
            control.value = value
            values = {key: one.value for key, one in explorer.controls.items() if key in explorer.masks}
            expected = select(explorer.rows, explorer.masks, values)
            assert sorted(explorer.frame.index) == sorted(expected.index)
        explorer.reset()


def test_reset_shows_everything_again_with_one_redraw(explorer):
    before = explorer.view.value
    for control in list(explorer.controls.values())[:2]:
        control.value = _settings(control)[-1]
    seen = []
    explorer.view.observe(lambda change: seen.append(change["new"]), names="value")
    explorer.reset()
    assert explorer.view.value == before
    assert len(seen) <= 1


def test_one_change_is_one_redraw(explorer):
    seen = []
    explorer.view.observe(lambda change: seen.append(change["new"]), names="value")
    control = next(iter(explorer.controls.values()))
    control.value = next(value for value in reversed(_settings(control)) if value != control.value)
    assert len(seen) == 1


def test_memory_does_not_grow(explorer):
    control = next(iter(explorer.controls.values()))
    values = _settings(control)[:4]

    def drive(times):
        for _ in range(times):
            for value in values:
                control.value = value
        gc.collect()
        # Matplotlib's caches keep weak references and drop them in batches of thousands; they hold nothing.
        return sum(type(thing) is not weakref.ReferenceType for thing in gc.get_objects())

    drive(2)
    before = drive(2)
    after = drive(15)
    assert after - before < 300
    assert sum(isinstance(thing, Figure) for thing in gc.get_objects()) < 5


def test_an_error_takes_the_place_of_the_chart(corpus):
    explorer = tip.explore.tiers(corpus)

    def fails(frame):
        raise ValueError("<script>alert(1)</script>")

    explorer.draw = fails
    with pytest.raises(ValueError, match="alert"):
        explorer.controls["doc"].value = "green"
    assert _alert(explorer)
    assert "&lt;script&gt;" in explorer.view.value
    assert "<script>" not in explorer.view.value


def test_an_error_takes_the_place_of_the_what_if_panels_results(corpus, monkeypatch):
    panel = tip.explore.what_if(corpus)

    def fails():
        raise RuntimeError("<b>planted</b>")

    monkeypatch.setattr(panel, "_redraw", fails)
    with pytest.raises(RuntimeError, match="planted"):
        panel.controls["workers"].value = 1000
    assert _alert(panel)
    assert "&lt;b&gt;planted" in panel.view.value


# --- The tier explorer, by what the documents say ---


@pytest.mark.parametrize(
    ("control", "value", "rows"),
    [
        ("country", "North Korea", 6),  # lagon, encyclopedia, asmolov, green, and two of two-koreas
        ("country", "South Korea", 2),
        ("country", "Russia", 1),
        ("doc", "asmolov", 11),  # two streaks and nine countries in a list
        ("doc", "two-koreas", 3),
        ("tier", "1", 2),
        ("tier", "3", 15),
        ("basis", "implied", 3),
        ("years", (2003, 2003), 3),  # the three streaks all begin there
        ("years", (2012, 2012), 3),  # asmolov's two streaks and green
        ("years", (2010, 2011), 2),
    ],
)
def test_tier_filters(corpus, control, value, rows):
    explorer = tip.explore.tiers(corpus)
    explorer.controls[control].value = value
    assert len(explorer.frame) == rows


def test_nothing_left_is_said(corpus):
    explorer = tip.explore.tiers(corpus)
    explorer.controls["doc"].value = "green"
    explorer.controls["tier"].value = "1"
    assert "0 of 17 shown" in explorer.view.value
    assert "Nothing to show" in explorer.view.value
    assert explorer.passage.value == ""


def test_the_evidence_follows_the_choice(corpus):
    explorer = tip.explore.tiers(corpus)
    explorer.controls["doc"].value = "green"
    assert "Christopher Green" in explorer.passage.value
    assert "worst offenders</mark>" in explorer.passage.value
    explorer.reset()
    explorer.chosen.value = next(
        key for label, key in explorer.chosen.options if "South Korea" in label or "14 years" in label
    )
    assert "Konstantin Asmolov" in explorer.passage.value


def test_a_page_without_a_kernel_reads_what_the_explorer_is(corpus):
    assert repr(tip.explore.tiers(corpus)).startswith("Explorer of tier placements: 17 of 17 shown.")


def test_a_hostile_seed_stays_text(tmp_path):
    seed = (tip.load().path / "green.md").read_text(encoding="utf-8")
    hostile = "&lt;b&gt;<script>alert(1)</script><img src=x onerror=alert(1)>"
    seed = seed.replace('by="TIP report"', f'by="{hostile}"').replace(
        "author: Christopher Green", f"author: '{hostile}'"
    )
    (tmp_path / "green.md").write_text(seed, encoding="utf-8")
    explorer = tip.explore.tiers(tip.load(tmp_path))
    for html in (explorer.listing.value, explorer.passage.value):
        assert "<script>" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;" in html


def test_tables_escape_formulas_and_markup():
    page = tip.table(pd.DataFrame({"a<b": ["=1+1", "<i>", None, 4.37]}), 'cap"tion').data
    assert "<i>" not in page
    assert "a&lt;b" in page
    assert "cap&quot;tion" in page
