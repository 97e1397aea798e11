"""The comment threads: what the tables and charts say, held against a reading of the two threads."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.lab.jupyter import page_on
from tests.project import ROOT

import tipseeds as tip
from tipseeds.edition.scheme import default

# Keyed from reading both threads, not from the code's output.
AUTHORS = {
    "lagon": {
        "c1": "SNP in Syria",
        "c2": "Zharkov in U.S.A.",
        "c3": "Ronald in New York",
        "c4": "Kenneth in South Korea",
        "c5": "Zharkov in U.S.A.",
        "c6": "Joe in Tennessee",
        "c7": "Mark",
        "c8": "NB in Pakistan",
    },
    "two-koreas": {
        "c6": "NKMatters",
        "c8": "usinkorea",
        "c9": "usinkorea",
        "c10": "kushibo",
        "c12": "usinkorea",
    },
}
REPLIES = {
    "lagon": {f"c{n}": ["post"] for n in range(1, 8)} | {"c8": ["c7"]},
    "two-koreas": {
        "c1": ["post"],
        "c2": ["c1"],
        "c3": ["c1", "post"],
        "c4": ["c1"],
        "c5": ["missing"],
        "c6": ["missing", "c1"],
        "c7": ["post", "missing"],
        "c8": ["missing", "c6"],
        "c9": ["missing"],
        "c10": ["c8"],
        "c11": ["c10"],
        "c12": ["c10"],
    },
}
SILENT = {  # on every question but the few named
    ("lagon", "c4"): {"failure": "accepts"},
    ("lagon", "c7"): {"china": "blames"},
    ("lagon", "c8"): {},
    ("two-koreas", "c2"): {"failure": "accepts"},
    ("two-koreas", "c9"): {"south_korea": "faults"},
}


@pytest.fixture(scope="module")
def rows(corpus):
    return tip.checks.threads(corpus.comments, corpus.replies)


@pytest.fixture
def explorer(corpus):
    return tip.explore.debate(corpus)


def places(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(frame["doc"], frame["part"], strict=True))


# --- Tables ---


def test_each_author_is_told_as_stated_inferred_or_unknown(corpus):
    for row in corpus.comments.to_dict("records"):
        known = AUTHORS[row["doc"]].get(row["part"])
        assert row["author"] == known or (known is None and row["author"] is None)
        assert row["author_basis"] == ("stated" if row["doc"] == "lagon" else "inferred" if known else "unknown")
    inferred = corpus.comments[corpus.comments["author_basis"] == "inferred"].set_index("part")
    assert inferred["confidence"].to_dict() == dict.fromkeys(("c8", "c9", "c10", "c12"), "high") | {"c6": "medium"}
    assert "c5" in inferred.loc["c6", "author_note"]  # the other reading


def test_each_comment_answers_what_it_answers_and_shows_it(corpus):
    found: dict[str, dict[str, list[str]]] = {}
    for row in corpus.replies.itertuples():
        found.setdefault(str(row.doc), {}).setdefault(str(row.source), []).append(str(row.target))
    assert found == REPLIES
    assert corpus.replies["evidence"].str.split().str.len().between(1, 10).all()


def test_file_order_is_not_time_order(corpus):
    days = corpus.comments[corpus.comments["doc"] == "lagon"].set_index("part")["date"]
    assert days["c7"] == "2008-03-09"
    assert days.drop("c7").eq("2008-03-10").all()
    assert corpus.comments[corpus.comments["doc"] == "two-koreas"]["date"].isna().all()


def test_one_first_name_is_two_people(corpus):
    official = corpus.documents.set_index("doc").loc["lagon", "author"]
    assert official.startswith("Mark")
    row = corpus.comments.query("doc == 'lagon' and part == 'c7'").iloc[0]
    assert row["author"] == "Mark"
    assert "not the author of the post" in row["digest"]


def test_the_missing_comment_is_counted_and_placed(corpus):
    found = tip.checks.missing_comments(corpus.documents, corpus.replies).set_index("doc")
    assert list(found.loc["two-koreas"]) == [13, 12, 1, 0, "c5 c6 c7 c8 c9", "c5"]
    assert found["stated"].isna()["lagon"]
    assert found.loc["lagon", "present"] == 8


def test_positions_are_those_of_a_reading(corpus):
    questions = ["failure", "us_policy", "china", "south_korea", "consent", "comparison"]
    for (doc, part), held in SILENT.items():
        row = corpus.comments[(corpus.comments["doc"] == doc) & (corpus.comments["part"] == part)].iloc[0]
        assert row[questions].to_dict() == dict.fromkeys(questions, "silent") | held
    assert corpus.comments["failure"].value_counts().to_dict() == {
        "accepts": 14,
        "silent": 5,
        "questions": 1,
        "rejects": 0,
    }
    assert places(corpus.comments[corpus.comments["consent"] == "narrow"]) == [("lagon", "c2"), ("two-koreas", "c5")]


def test_devices_are_counted_with_who_uses_them(corpus):
    found = tip.checks.device_use(corpus.comments).set_index("device")
    assert found["comments"].to_dict().items() >= {
        "question": 11, "sarcasm": 8, "analogy": 1, "deflection": 3, "expertise": 3, "anecdote": 4, "definition": 4,
    }.items()  # fmt: skip
    assert found.loc["deflection", "which"] == "lagon c1, lagon c2, two-koreas c10"
    assert found.loc["expertise", "which"] == "lagon c4, two-koreas c7, two-koreas c10"


# --- Charts ---


def test_the_thread_chart_tells_order_answers_and_the_missing_comment(rows):
    said = tip.describe(tip.charts.thread(rows))
    assert "Of 24 answers, 10 go to the post, 9 to another comment, 5 to one that is missing." in said
    assert "c4 by an unknown author answers c1. two-koreas: here a comment is missing. two-koreas c5 by" in said
    assert said.count("here a comment is missing") == 1
    assert "c10 by kushibo (inferred, high) answers c8" in said
    assert "c7 by Mark answers post" in said


def test_no_two_upright_lines_of_the_thread_chart_touch(rows):
    from tipseeds.charts._comments import _nodes, _trunks

    nodes = _nodes(rows)
    where = {(node.doc, node.part): at for at, node in enumerate(nodes)}
    spans = []
    for key, lane in _trunks(nodes).items():
        ends = [where[key], *(at for at, node in enumerate(nodes) if node.doc == key[0] and key[1] in node.targets)]
        spans.append((min(ends), max(ends), lane))
    for number, (first, last, lane) in enumerate(spans):
        for other_first, other_last, other in spans[number + 1 :]:
            assert lane != other or last < other_first or other_last < first
    assert len(spans) == 8
    assert max(lane for _, _, lane in spans) == 3


def test_unknown_authors_are_never_one_person(corpus):
    said = tip.describe(tip.charts.lengths(corpus.comments))
    for part in ("c1", "c2", "c3", "c4", "c5", "c7", "c11"):
        assert f"unknown ({part})" in said
    # Counted in the originals: 505 and 93 of 972 words; 217, 153 and 193 of 3362.
    assert "Zharkov in U.S.A. wrote most, 598 of 972 words (62%)" in said
    assert "usinkorea (inferred, high) 563 words (17%) in c8 c9 c12" in said
    assert "the longest comment has no known author, 803 of 3,362 words (24%)" in said


def test_charts_of_nothing_say_so(rows):
    for chart in (tip.charts.thread, tip.charts.positions, tip.charts.lengths):
        assert "Nothing to show." in tip.describe(chart(rows.head(0)))


def test_a_thread_without_what_it_answers_is_drawn_all_the_same(rows):
    said = tip.describe(tip.charts.thread(rows[rows["part"].isin(["c10", "c12"])]))
    assert "2 comments, every answer to another comment." in said


def test_positions_leave_room_for_what_is_not_coded(corpus):
    sheet = tip.coding.blank(corpus.comments, "me").head(1).assign(china="silent")
    assert "No position is held; silent 1 time" in tip.describe(tip.charts.positions(sheet))


# --- Explorer ---


@pytest.mark.parametrize(
    ("control", "value", "count"),
    [
        ("doc", "lagon", 8),
        ("author", "usinkorea", 3),
        ("author", "unknown author", 7),
        ("question", "consent", 2),
        ("position", "china: mentions", 1),
        ("device", "deflection", 3),
        ("length", (400, 805), 4),
        ("search", "BROTHERS", 3),
        ("search", ".*", 0),
        ("search", "(AEI)", 1),
        ("search", "", 20),
    ],
)
def test_each_control_leaves_what_it_says(explorer, control, value, count):
    explorer.controls[control].value = value
    assert len(explorer.frame) == count
    explorer.reset()
    assert explorer.count == "20 of 20 shown"


def led_to(explorer: Any, part: str) -> list[str]:
    """Return the comments that the evidence for one of the longer thread leads to."""
    label = explorer.rows.index[(explorer.rows["doc"] == "two-koreas") & (explorer.rows["part"] == part)][0]
    return re.findall(r'data-go="two-koreas#([^"]+)"', explorer.evidence[str(label)])


def test_the_way_along_a_thread_is_open_to_its_ends(explorer):
    assert led_to(explorer, "c12") == ["c10"]
    assert led_to(explorer, "c10") == ["c8", "c11", "c12"]
    assert led_to(explorer, "c8") == ["c6", "c10"]  # the missing one can't be gone to; c6 can
    keys = {row["key"]: row["id"] for row in explorer.listed}
    for row in explorer.listed:
        led = re.findall(r'data-go="([^"]+)"', explorer.evidence[row["id"]])
        assert all(key in keys and key.split("#")[0] == row["key"].split("#")[0] for key in led)


def test_the_chosen_comment_is_shown_with_what_it_answers_and_what_answers_it(explorer):
    page = explorer.evidence["15"]
    assert "c8 under the blogger (two-koreas), 217 words" in page
    assert "a comment that is not in the file" in page
    assert "Kushibo," in page
    assert "c6 by NKMatters (inferred, medium)" in page
    assert "usinkorea wrote:" in page
    assert "c10 quotes it under this name" in page


def test_nothing_is_chosen_when_nothing_is_shown(explorer):
    explorer.selected = 15
    explorer.controls["search"].value = "no summary says this"
    assert explorer.count == "0 of 20 shown"
    assert explorer.selected is None
    assert explorer.message == "Nothing is shown: without Search, 20 would be."


# --- Hostile texts ---

HOSTILE = {
    "script": "<script>window.hacked = 1</script>",
    "image": "<img src=x onerror=window.hacked=1>",
    "markdown": "**bold** _thin_ `code` # head",
    "formula": "=1+1",
    "long": "x" * 10_000,
    "dollar": "$$x$$ & 'quoted' ${y}".replace("{", "(").replace("}", ")"),
}
FRONT = """\
---
title: <b>Made up</b>
genre: test
published-basis: unknown
published-reason: made up
stance: relays
stance-reason: made up
original-file: 000.txt
sha256: {digest}
---

{{words=1}}
## p1

Made up.
"""
COMMENT = """
{{words=3 by="{text}" place="{text}" replies-to=post evidence="{text}"}}
{{failure=accepts us-policy=silent china=silent south-korea=silent consent=silent comparison=silent devices=none}}
## c{number}

{text}
"""


def hostile_corpus(folder: Path) -> tip.Corpus:
    folder.mkdir(exist_ok=True)
    text = FRONT.format(digest="0" * 64)
    for number, words in enumerate(HOSTILE.values(), 1):
        text += COMMENT.format(text=words, number=number)
    (folder / "made-up.md").write_text(text)
    return tip.load(folder)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return hostile_corpus(tmp_path_factory.mktemp("hostile"))


def pages_of(corpus: tip.Corpus) -> list[str]:
    """Return everything that the charts, the explorer and the panel put on a page."""
    explorer = tip.explore.debate(corpus)
    pages = [explorer.svg, explorer.links, *explorer.evidence.values()]
    for chart in (tip.charts.thread, tip.charts.positions, tip.charts.lengths):
        pages += [tip.show(chart(explorer.rows)).data, chart(explorer.rows).svg(), chart(explorer.rows).picture()]
    pages.append(tip.table(corpus.comments, "All").data)
    return pages


def test_hostile_texts_are_kept_and_shown_as_text(hostile, tmp_path):
    assert hostile.comments["author"].tolist() == list(HOSTILE.values())
    assert hostile.comments["digest"].tolist() == list(HOSTILE.values())
    panel = tip.explore.code_it(hostile, tmp_path / "my-coding.csv")
    shown = []
    for option in panel.controls["comment"].options:
        panel.controls["comment"].value = option
        panel.controls["china"].value = "blames"
        shown.append(panel.passage)
    for page in (*pages_of(hostile), *shown):
        assert "<script" not in page
        assert "<img src=x" not in page
    together = "".join(shown)
    assert "&lt;script&gt;window.hacked = 1&lt;/script&gt;" in together
    assert "x" * 10_000 in together
    assert "**bold** _thin_ `code` # head" in together


def test_hostile_texts_are_safe_in_the_file_that_is_taken_along(hostile, tmp_path):
    from tipseeds.coding import to_csv

    content = to_csv(tip.explore.debate(hostile).frame).decode("utf-8-sig")
    assert '"\'=1+1"' in content
    assert '"=' not in content
    file = tmp_path / "my-coding.csv"
    tip.coding.Sheet(file, hostile.comments).answer("made-up", "c4", "china", "blames")
    assert "=" not in file.read_text(encoding="utf-8-sig")


def test_long_and_strange_names_do_not_stretch_a_chart(hostile):
    rows = tip.checks.threads(hostile.comments, hostile.replies)
    for chart in (tip.charts.thread, tip.charts.lengths):
        assert "x" * 40 not in tip.describe(chart(rows))


@pytest.mark.browser
def test_hostile_texts_do_nothing_in_a_browser(hostile):
    with page_on() as (page, _):
        page.set_content("<main>" + "".join(pages_of(hostile)) + "</main>")
        page.wait_for_timeout(300)
        assert page.evaluate("window.hacked") is None
        assert page.locator("main script, main b, main img[src=x]").count() == 0
        assert "<script>window.hacked = 1</script>" in page.inner_text("main")
        assert "<img src=x onerror=window.hacked=1>" in page.inner_text("main")


# --- The codebook ---


def codebook_rows(heading: str, columns: int) -> list[list[str]]:
    """Read the table under a heading of the page of cases."""
    text = (ROOT / "docs" / "codebook-cases.md").read_text(encoding="utf-8")
    section = text.partition(f"\n{heading}\n")[2].partition("\n#")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:2] == "| "]
    assert all(len(row) == columns for row in rows)
    return rows[1:]


def case_of(corpus: tip.Corpus, said: str) -> Any:
    doc, part = re.match(r"`([a-z-]+)` (c\d+)", said).groups()  # type: ignore[union-attr]
    return corpus.comments[(corpus.comments["doc"] == doc) & (corpus.comments["part"] == part)].iloc[0]


@pytest.mark.parametrize("name", default().questions)
def test_the_codebook_gives_each_value_its_rule_and_a_case(corpus, name):
    question = default().questions[name]
    rows = codebook_rows(f"### `{name}`", 3)
    assert rows, f"give {name} a table in docs/codebook-cases.md: each value, its rule, and a comment that takes it"
    assert {value.strip("`"): rule for value, rule, _ in rows} == question.values
    for value, _, case in rows:
        if case == "No comment takes it.":
            assert not (corpus.comments[name] == value.strip("`")).any()
        else:
            assert case_of(corpus, case)[name] == value.strip("`")


def test_the_codebook_gives_each_device_a_case(corpus):
    rows = codebook_rows("## Devices", 4)
    told = {name.strip("`"): what for name, what, _, _ in rows}
    every = {name: device.rule for name, device in default().devices.items()}
    assert told == every, "give each device a row under Devices in docs/codebook-cases.md"
    assert all(case_of(corpus, case)[name.strip("`")] for name, _, case, _ in rows)


def test_three_comments_that_may_have_one_writer_would_make_the_most_active_one(corpus):
    """A figure of the notebook's exercises."""
    thread = corpus.comments[corpus.comments["doc"] == "two-koreas"]
    words = int(thread[thread["part"].isin(["c3", "c5", "c11"])]["words"].sum())
    assert (words, round(100 * words / int(thread["words"].sum()))) == (1233, 37)
