"""Every workbench, driven without a browser: its whole state is in the widget."""

from __future__ import annotations

import gc
import random
import re
import shutil
import weakref
from itertools import pairwise

import ipywidgets.widgets.widget as instances
import pandas as pd
import pytest
from matplotlib.figure import Figure

import tipseeds as tip
from tipseeds.explore import _panel, _workbench
from tipseeds.pages.html import NO_MATHS

NAMES = ("tiers", "estimates", "labour", "debate")


@pytest.fixture(params=NAMES)
def bench(request, corpus):
    return getattr(tip.explore, request.param)(corpus)


class Blank:
    """In place of a chart, where only rows are looked at."""

    title = "A title that is long enough"

    def svg(self, prefix, style):
        return "<svg></svg>"


@pytest.fixture
def undrawn(bench):
    bench.plan = bench.plan._replace(draw=lambda frame, choice: Blank())
    return bench


def settings(control):
    """Every option of a menu alone, every sort, and of the rest what a person would try."""
    if control.description == "Search":
        return ["", "korea", "KOREA", "no such word", ".*", "<script>", "(", "'\"", "x" * 5000]
    if control.description == "Sort":
        return list(control.options)
    if all(isinstance(one, int) for one in control.options):
        first, last = control.options
        middle = (first + last) // 2
        return [[], [first, middle], [middle, last], [middle, middle], [last, last]]
    return [[option] for option in control.options]


@pytest.fixture(params=["some", pytest.param("every", marks=pytest.mark.slow)])
def chosen(request):
    """Give what takes some six of a list, from its whole length; all of it in the slow tests."""
    return lambda values: list(values)[:: 1 if request.param == "every" else max(1, len(values) // 6)]


def run(bench, corpus):
    """Run the line of pandas as a reader would, in a notebook of their own."""
    return eval(bench.code, {"corpus": corpus, "tip": tip})


def messages(bench):
    """Return the list that will hold what the widget sends to the page."""
    sent = []
    bench._send = lambda message, buffers=None: sent.append(message)
    return sent


# --- What the menus do ---


def test_every_option_of_every_control_shows_something_or_says_which_control_to_widen(bench, chosen):
    for name, control in bench.controls.items():
        for value in chosen(settings(control)):
            control.value = value
            assert bench.error == ""
            assert bench.count == f"{len(bench.frame)} of {len(bench.rows)} shown"
            assert bench.shown == [str(label) for label in bench.frame.index]
            if bench.shown:
                assert bench.message == ""
                assert "<svg" in bench.svg
            else:
                assert bench.svg == ""
                assert f"without {control.description}, {len(bench.rows)} would be" in bench.message, name
        bench.reset()


def test_an_option_of_a_menu_shows_as_many_rows_as_the_number_beside_it(undrawn, chosen):
    menus = [name for name in undrawn.counts if len(undrawn.controls[name].options) > 1]
    for first, second in pairwise(menus):
        for option in chosen(undrawn.controls[first].options):
            undrawn.controls[first].value = option
            promised = dict(zip(undrawn.controls[second].options, undrawn.counts[second], strict=True))
            for other, many in chosen(promised.items()):
                undrawn.controls[second].value = other
                assert len(undrawn.frame) == many
            undrawn.controls[second].value = []
        undrawn.reset()


def test_several_values_of_one_menu_show_the_rows_of_each(undrawn):
    for name in undrawn.counts:
        both = list(undrawn.controls[name].options[:2])
        alone = set()
        for option in both:
            undrawn.controls[name].value = [option]
            alone |= set(undrawn.frame.index)
        undrawn.controls[name].value = both
        assert set(undrawn.frame.index) == alone
        undrawn.reset()


def test_the_code_gives_the_same_rows_in_the_same_order_for_every_option(undrawn, corpus, chosen):
    for control in undrawn.controls.values():
        for value in chosen(settings(control)):
            control.value = value
            assert run(undrawn, corpus).index.tolist() == undrawn.frame.index.tolist(), undrawn.code
        undrawn.reset()


def test_the_code_gives_the_same_rows_whatever_is_combined(undrawn, corpus, chosen):
    chance = random.Random(20160720)
    for _ in chosen(range(120)):
        changes = {}
        for name, control in undrawn.controls.items():
            if chance.random() < 0.4:
                choices = settings(control)
                value = chance.choice(choices)
                if name in undrawn.counts:
                    value = chance.sample(list(control.options), min(len(control.options), chance.randint(1, 3)))
                changes[name] = value
        undrawn.choose(**changes)
        assert run(undrawn, corpus).index.tolist() == undrawn.frame.index.tolist(), undrawn.code
        undrawn.reset()


def test_the_code_is_what_one_would_type(corpus):
    code = {
        "one value": tip.explore.estimates(corpus, topic="prisoners").code,
        "two menus": tip.explore.labour(corpus, doc=["asmolov", "green"], position=["disputes"]).code,
        "a place by its name": tip.explore.labour(corpus, where=["Russia"]).code,
        "nothing": tip.explore.debate(corpus).code,
    }
    assert code == {
        "one value": "corpus.estimates.query(\"topic == 'prisoners'\")",
        "two menus": "corpus.labour.query(\"doc in ['asmolov', 'green'] and position == 'disputes'\")",
        "a place by its name": "corpus.labour.query(\"place == 'RUS'\")",
        "nothing": "corpus.comments",
    }


def test_it_opens_in_the_state_that_is_asked_for_and_reset_goes_back_to_that(corpus):
    bench = tip.explore.estimates(corpus, topic=["prisoners", "money"], search="camp", sort="-said")
    assert bench.controls["topic"].value == ["prisoners", "money"]
    assert bench.frame["said"].tolist() == ["at most 200,000 people"] if len(bench.frame) == 1 else len(bench.frame) > 1
    opened = bench.shown
    bench.controls["topic"].value = []
    bench.reset()
    assert bench.shown == opened
    assert bench.can == [True, False]  # to reset can be taken back


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"topic": ["prisonners"]}, "There is no topic prisonners. Did you mean prisoners?"),
        ({"topics": ["prisoners"]}, "There is no control topics. Did you mean topic?"),
        ({"sort": "sayd"}, "There is no sort sayd. Did you mean said? There are: said, -said"),
        ({"topic": 5}, "There is no topic 5. There are: prisoners"),
    ],
)
def test_a_wrong_start_says_what_to_type(corpus, given, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        tip.explore.estimates(corpus, **given)


@pytest.mark.parametrize("years", [[2012, 2003], ["a", "b"], (None, 2012), range(2003, 2012), float("inf"), "x"])
def test_a_span_that_is_none_says_how_to_give_it(corpus, years):
    with pytest.raises(
        ValueError, match=r"Reports are given by the first and the last, as in years=\[2001, 2025\], not"
    ):
        tip.explore.tiers(corpus, years=years)


def test_values_are_taken_as_pandas_and_python_give_them(corpus):
    topics = corpus.estimates["topic"].head(2)
    for given in (topics, topics.unique(), topics.to_numpy(), pd.Index(topics), set(topics), iter(topics)):
        assert tip.explore.estimates(corpus, topic=given).controls["topic"].value == ["prisoners", "people who left"]
    assert tip.explore.estimates(corpus, year=2015).count == "1 of 57 shown"
    for years in (2012, "2012", [2012], pd.Series([2012, 2012])):
        assert tip.explore.tiers(corpus, years=years).choice["years"] == [2012, 2012]
    assert tip.explore.tiers(corpus, search=None, sort=None, doc=None, tier="").count == "17 of 17 shown"


def test_a_search_finds_letters_in_any_case_and_takes_no_sign_for_a_pattern(corpus):
    bench = tip.explore.estimates(corpus, search="PRISON")
    seen = corpus.estimates[["wording", "measure", "by"]]
    expected = seen.apply(lambda row: any("prison" in str(one).lower() for one in row), axis=1)
    assert bench.frame.index.tolist() == seen.index[expected].tolist()
    assert len(bench.frame)
    bench.controls["search"].value = "."
    assert all(any("." in str(one) for one in row) for row in bench.frame[["wording", "measure", "by"]].to_numpy())


def test_sorting_turns_round_and_leaves_the_chart_alone(corpus):
    bench = tip.explore.estimates(corpus)
    drawn = bench.svg
    bench.controls["sort"].value = "said"
    up = bench.frame["low"].fillna(bench.frame["high"]).dropna().tolist()
    assert up == sorted(up)
    bench.controls["sort"].value = "-said"
    down = bench.frame["low"].fillna(bench.frame["high"]).dropna().tolist()
    assert down == sorted(down, reverse=True)
    assert bench.svg == drawn


def test_what_a_rule_read_is_told_apart_and_what_is_open_says_so(tmp_path):
    (tmp_path / "ducks.txt").write_text("As many as 40 ducks live here.", encoding="utf-8")
    shutil.copy(tip.load().path / "green.md", tip.draft(tmp_path / "ducks.txt").parent)
    corpus = tip.load(next(tmp_path.rglob("green.md")).parent)
    bench = tip.explore.estimates(corpus)
    assert [head[1] for head in bench.heads][-1] == "Read by"
    assert "open: nobody has said it yet" in bench.listed[-1]["cells"] + bench.listed[0]["cells"]
    bench.controls["read"].value = "by rule"
    assert bench.frame["doc"].tolist() == ["ducks"]
    assert run(bench, corpus).index.tolist() == bench.frame.index.tolist()
    assert "read" not in tip.explore.estimates(tip.load()).controls


@pytest.mark.parametrize(("name", "said"), [*zip(NAMES, ("tier", "quantities", "labour", "comments"), strict=True)])
def test_where_there_is_nothing_to_explore_it_says_what_is_missing(name, said, tmp_path):
    seed = (tip.load().path / "green.md").read_text(encoding="utf-8")
    front = re.sub(r"(?ms)^relations:.*?(?=^\S|^---)", "", seed.split("\n---\n")[0])
    (tmp_path / "green.md").write_text(f"{front}\n---\n\n{{words=1}}\n## p1\n\nNothing.\n", encoding="utf-8")
    bench = getattr(tip.explore, name)(tip.load(tmp_path))
    assert bench.count == "0 of 0 shown"
    assert re.fullmatch(rf"These seeds hold no [a-z ]*{said}[a-z ]*\.", bench.message)


# --- Back, and one message a change ---


def test_every_step_can_be_taken_back_and_done_again(bench):
    seen = []
    for name, control in bench.controls.items():
        seen.append((dict(bench.choice), bench.shown, bench.svg))
        control.value = settings(control)[-1]
        assert bench.choice[name] != seen[0][0][name]
    last = bench.choice
    for choice, shown, svg in reversed(seen):
        bench.undo()
        assert (bench.choice, bench.shown, bench.svg) == (choice, shown, svg)
    assert bench.can == [False, True]
    for _ in seen:
        bench.redo()
    assert bench.choice == last
    bench.redo()  # nothing more: no harm
    assert bench.can == [True, False]


def test_reset_lets_go_of_the_chosen_row_too_and_undo_brings_it_back(bench):
    bench.selected = bench.frame.index[3]
    bench.reset()
    assert bench.selected is None
    bench.undo()
    assert bench.chosen == str(bench.rows.index[3])


def test_a_word_typed_letter_by_letter_is_one_step(bench):
    for end in range(1, 6):
        bench.controls["search"].value = "korea"[:end]
    bench.undo()
    assert bench.choice["search"] == ""
    assert bench.can == [False, True]


def test_a_row_that_is_filtered_away_is_no_longer_chosen(corpus):
    bench = tip.explore.tiers(corpus)
    bench.selected = bench.rows.index[bench.rows["doc"] == "lagon"][0]
    bench.controls["doc"].value = "green"
    assert bench.selected is None
    with pytest.raises(ValueError, match="is not shown; widen a menu"):
        bench.selected = 0


@pytest.mark.parametrize("step", ["choose", "undo", "reset"])
def test_one_change_of_state_is_one_message(bench, step):
    name = next(iter(bench.counts))
    bench.selected = bench.frame.index[0]
    bench.controls[name].value = bench.controls[name].options[-1]
    sent = messages(bench)
    if step == "choose":
        bench.controls[name].value = bench.controls[name].options[0]
    else:
        getattr(bench, step)()
    assert len(sent) == 1
    assert {"choice", "shown", "svg", "code"} <= set(sent[0]["state"])
    assert "evidence" not in sent[0]["state"]  # it travelled with the rows
    assert "listed" not in sent[0]["state"]


def test_the_front_asks_and_is_answered_in_one_message(bench):
    name = next(iter(bench.counts))
    sent = messages(bench)
    asked = {"do": "choose", "turn": "a1", "choice": {**bench.choice, name: [bench.controls[name].options[0]]}}
    bench._handle_custom_msg(asked, [])
    assert [message["state"]["answered"] for message in sent] == ["a1"]
    bench._handle_custom_msg({"do": "choose", "turn": "a2", "choice": {**bench.choice, name: ["<b>none</b>"]}}, [])
    assert sent[-1]["state"]["answered"] == "a2"
    assert "<b>none</b>. There are: " in sent[-1]["state"]["error"]  # a text: the front never takes it for markup
    bench._handle_custom_msg({"do": "undo", "turn": "a3"}, [])
    assert sent[-1]["state"]["choice"][name] == []
    assert sent[-1]["state"]["error"] == ""


def test_an_error_in_a_chart_is_told_and_the_next_change_clears_it(corpus):
    bench = tip.explore.tiers(corpus)
    plan = bench.plan

    def fails(frame, choice):
        raise RuntimeError("<script>alert(1)</script>")

    bench.plan = plan._replace(draw=fails)
    with pytest.raises(RuntimeError, match="alert"):
        bench.controls["doc"].value = "green"
    assert bench.error == "This can’t be shown. RuntimeError: <script>alert(1)</script>"
    bench.plan = plan
    bench.undo()
    assert bench.error == ""


# --- One mark, one row, one passage ---


def test_every_mark_leads_to_rows_that_are_shown_and_every_row_has_a_mark(bench):
    for value in ([], [bench.controls["doc"].options[0]]):
        bench.controls["doc"].value = value
        marks = re.findall(r'<g [^>]*class="mark"[^>]*>', bench.svg)
        labels = {label for mark in marks for label in "".join(re.findall(r'data-row="([^"]*)"', mark)).split()}
        assert labels == set(bench.shown)
        assert all(re.search(r'aria-label="[^"]+', mark) for mark in marks)


def test_the_evidence_for_every_row_travels_with_the_rows(bench, corpus):
    assert set(bench.evidence) == {str(label) for label in bench.rows.index}
    for label, row in bench.rows.iterrows():
        assert str(tip.cite(corpus, row["doc"], row["part"], row.get("mark"))).split(":")[0][:40] in (
            bench.evidence[str(label)].replace("&#x27;", "'").replace("&amp;", "&")
        )


def test_what_is_too_much_to_travel_is_sent_when_it_is_asked_for(corpus, monkeypatch):
    monkeypatch.setattr(_workbench, "TRAVELS", 20_000)
    bench = tip.explore.estimates(corpus)
    assert 0 < len(bench.evidence) < len(corpus.estimates)
    assert sum(map(len, bench.evidence.values())) <= 20_000
    sent, last = messages(bench), str(bench.rows.index[-1])
    bench.set_state({"chosen": last})
    assert list(bench.late) == [last]
    late = sent[-1]["state"]["late"][last]  # the front says of all that it shows that it holds no formula
    assert f'<div class="{NO_MATHS}">{late}</div>' == tip.evidence(corpus, corpus.estimates.iloc[-1]).data
    assert all(name in bench._esm for name in NO_MATHS.split())
    bench.set_state({"chosen": "0"})
    assert list(bench.late) == [last]


def test_what_is_chosen_on_the_page_is_the_row_that_python_has(bench, corpus):
    bench.set_state({"chosen": str(bench.rows.index[4])})
    pd.testing.assert_series_equal(bench.selected, bench.rows.iloc[4])
    assert corpus.evidence(bench.selected).data


def test_the_page_without_a_kernel_reads_count_title_and_first_rows(bench):
    stored = bench._repr_mimebundle_()[0]["text/plain"]
    assert stored == repr(bench)
    assert bench.count in stored
    assert bench.title in stored
    assert len(bench.title) > 20
    for label in bench.frame.index[:3]:
        assert str(bench.rows.loc[label, "doc"]) in stored
    assert f"… {len(bench.rows) - 3} more" in stored


# --- Long use ---


class Shell:
    """What the kernel says of the cell that it is running."""

    def __init__(self):
        self.cell, self.run = "a", 0

    def get_parent(self):
        return {"header": {"msg_id": str(self.run)}, "metadata": {"cellId": self.cell}, "content": {"code": "…"}}


@pytest.fixture
def shell(monkeypatch):
    made = Shell()
    monkeypatch.setattr(_panel, "get_ipython", lambda: made)
    monkeypatch.setattr(_panel, "_OPEN", {})
    return made


def test_running_a_cell_again_closes_what_it_opened_and_nothing_else(corpus, shell, tmp_path):
    makers = [*(getattr(tip.explore, name) for name in NAMES), tip.explore.what_if]
    before = len(instances._instances)
    other = tip.explore.tiers(corpus)
    shell.cell = "b"
    for shell.run in range(1, 4):
        opened = [make(corpus) for make in makers] + [tip.explore.code_it(corpus, tmp_path / "my-coding.csv")]
        assert len(instances._instances) - before == 2 * (1 + len(opened))  # each brings a layout
        assert all(one.comm is not None for one in opened)
    assert other.comm is not None
    other.close()
    for one in opened:
        one.close()
    assert len(instances._instances) == before


def test_a_cell_that_is_run_again_and_again_lets_go_of_what_it_opened(corpus, shell):
    def held():
        gc.collect()
        # Matplotlib's caches keep weak references and drop them in batches of thousands; they hold nothing.
        return sum(type(thing) is not weakref.ReferenceType for thing in gc.get_objects())

    kept = []  # as the history of a kernel keeps every output
    for shell.run in range(3):
        kept.append(tip.explore.tiers(corpus))
    before = held()
    for shell.run in range(3, 13):
        kept.append(tip.explore.tiers(corpus))
    assert (held() - before) / 10 < 800
    kept[-1].close()


@pytest.mark.parametrize(
    "bench", ["debate", *(pytest.param(n, marks=pytest.mark.slow) for n in NAMES[:3])], indirect=True
)
def test_many_changes_do_not_let_the_memory_grow(bench):
    control = bench.controls[next(iter(bench.counts))]
    values = settings(control)[:4]

    def drive(times):
        for turn in range(times):
            control.value = values[turn % len(values)]
        bench._past.clear()
        gc.collect()
        return sum(type(thing) is not weakref.ReferenceType for thing in gc.get_objects())

    drive(8)
    before = drive(8)
    assert drive(28) - before < 140
    assert sum(isinstance(thing, Figure) for thing in gc.get_objects()) < 5


# --- The tiers, by what the documents say ---


@pytest.mark.parametrize(
    ("control", "value", "rows"),
    [
        ("country", "North Korea", 6),  # lagon, encyclopedia, asmolov, green, and two of two-koreas
        ("country", "South Korea", 2),
        ("country", "Russia", 1),
        ("country", ["Russia", "South Korea"], 3),
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
    bench = tip.explore.tiers(corpus)
    bench.controls[control].value = value
    assert len(bench.frame) == rows


def test_a_country_that_no_document_places_stands_beside_the_others(corpus):
    bench = tip.explore.tiers(corpus, country=["North Korea"])
    assert ">Norway<" not in bench.svg
    other = bench.controls["beside"].options[0]
    bench.controls["beside"].value = [other]
    assert f">{other}<" in bench.svg
    assert len(bench.frame) == 6
    assert bench.code == "corpus.tiers.query(\"country == 'North Korea'\")"


def test_nothing_left_is_said_with_what_to_widen(corpus):
    bench = tip.explore.tiers(corpus, doc=["green"], tier=["1"])
    assert bench.count == "0 of 17 shown"
    assert bench.message == "Nothing is shown: without Document, 2 would be; without Tier, 1 would be."


def test_the_evidence_is_of_the_row(corpus):
    bench = tip.explore.tiers(corpus, doc=["green"])
    shown = bench.evidence[bench.shown[0]]
    assert "Christopher Green" in shown
    assert "worst offenders</mark>" in shown


def test_a_hostile_seed_stays_text(tmp_path):
    seed = (tip.load().path / "green.md").read_text(encoding="utf-8")
    hostile = "&lt;b&gt;<script>alert(1)</script><img src=x onerror=alert(1)>"
    author = hostile.replace(";", "")  # a semicolon stands between authors
    seed = seed.replace('by="TIP report"', f'by="{hostile}"').replace("Christopher Green", f"'{author}'")
    seed = seed.replace("author-family: Green", f"author-family: '{author}'")
    (tmp_path / "green.md").write_text(seed, encoding="utf-8")
    bench = tip.explore.tiers(tip.load(tmp_path))
    for html in (bench.svg, bench.links, *bench.evidence.values()):
        assert "<script>" not in html
        assert "<img src=x" not in html
    assert any("&lt;script&gt;" in html for html in bench.evidence.values())
    assert any(hostile in row["cells"] for row in bench.listed)  # the front sets it as text


def test_tables_escape_formulas_and_markup():
    page = tip.table(pd.DataFrame({"a<b": ["=1+1", "<i>", None, 4.37]}), 'cap"tion').data
    assert "<i>" not in page
    assert "A&lt;b" in page
    assert "cap&quot;tion" in page
