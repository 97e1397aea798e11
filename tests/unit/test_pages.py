"""Tables on the page: who is heard as the head of a row, what a long one does, how near a number is given; labels."""

import re
import shutil

import pandas as pd
import pytest
from tests.lab.jupyter import page_on
from tests.project import FROZEN

import tipseeds as tip
from tipseeds.pages.start import start


def heads(page: str) -> list[list[str]]:
    rows = re.findall("<tr>(.*?)</tr>", page.partition("<tbody>")[2])
    return [re.findall('<th scope="row"[^>]*>(.*?)</th>', row) for row in rows]


def test_the_columns_that_tell_a_row_are_its_head(corpus):
    frame = pd.DataFrame({"doc": ["lagon", "lagon", "green"], "part": ["p1", "p2", "p1"], "words": [5, 5, 5]})
    assert heads(tip.table(frame, "Parts").data) == [["lagon", "p1"], ["lagon", "p2"], ["green", "p1"]]
    assert heads(tip.table(frame, "Parts", "part words").data) == [[], [], []]
    assert heads(tip.table(frame.head(2), "Parts", "part words").data) == [["p1"], ["p2"]]
    unnamed = frame.assign(doc=frame["doc"].mask(frame["words"].eq(5) & frame["part"].eq("p2")))
    assert heads(tip.table(unnamed, "Parts").data) == [[], [], []]
    assert heads(tip.table(corpus.documents, "All", "doc title").data) == [[doc] for doc in corpus.documents["doc"]]


@pytest.mark.parametrize("number", [15, 16])
def test_a_long_table_says_how_long_and_its_text_holds_no_style(number):
    page = tip.table(pd.DataFrame({"n": range(number)}), "Counted")
    assert ("(16 rows)" in page.data) == ("tip-long" in page.data) == (number == 16)
    assert repr(page).splitlines()[0] == ("Counted (16 rows)" if number == 16 else "Counted")
    assert len(repr(page).splitlines()) == number + 2


@pytest.mark.browser
def test_a_long_table_scrolls_by_keyboard_under_its_head_and_is_printed_whole(corpus, tmp_path):
    (tmp_path / "page.html").write_text(f"<!doctype html>{tip.table(corpus.estimates, 'All', 'doc part wording').data}")
    with page_on() as (page, _):
        page.goto((tmp_path / "page.html").as_uri())
        box = page.locator(".tip-long")
        page.keyboard.press("Tab")
        for _ in range(3):
            page.keyboard.press("PageDown")
            page.wait_for_timeout(400)
        assert box.evaluate("box => box === document.activeElement && box.scrollTop > box.clientHeight")
        for part in ("caption", "thead th"):
            down = "(box, part) => box.querySelector(part).getBoundingClientRect().y - box.getBoundingClientRect().y"
            assert 0 <= box.evaluate(down, part) < 40
        page.emulate_media(media="print")
        assert box.evaluate("box => box.scrollHeight <= box.clientHeight")


def test_a_number_that_is_worked_out_has_no_ten_places():
    frame = pd.DataFrame({"share": [40.07576419, 0.2468032711, -2 / 3, 18_354_700.0, 4.373, 100.0, 1.5853]})
    shown = repr(tip.table(frame, "Shares")).splitlines()[2:]
    assert shown == ["40.0758", "0.2468", "-0.6667", "18,354,700", "4.373", "100", "1.5853"]


def test_a_document_is_called_as_its_seed_says_or_by_its_name(corpus, tmp_path):
    assert corpus.documents["label"].tolist() == corpus.documents["doc"].tolist()
    shutil.copytree(FROZEN, tmp_path / "seeds")
    green = tmp_path / "seeds" / "green.md"
    green.write_text(green.read_text("utf-8").replace("---\n", "---\nlabel: the <b>\n", 1), "utf-8")
    named = tip.load(tmp_path / "seeds")
    assert named.documents.set_index("doc")["label"]["green"] == "the <b>"
    row = named.estimates.query("doc == 'green'")
    assert "the &lt;b&gt;, Christopher Green, <cite>" in named.evidence(row).data
    assert "We call it the &lt;b&gt; (green). " in named.read("green").data
    assert "We call it lagon. " in named.read("lagon").data
    assert ", in the tables <code>lagon</code>" in named.evidence(named.estimates.iloc[0]).data


@pytest.mark.parametrize("table", ["estimates", "labour"])
def test_evidence_begins_with_the_wording_and_says_of_each_row_what_the_row_holds(corpus, table):
    for _, row in getattr(corpus, table).iterrows():
        first, *lines = repr(corpus.evidence(row)).split("\n")
        assert first == f"Wording: “{row['wording']}”"
        said = dict(line.partition(": ")[::2] for line in lines if ": " in line)
        if pd.notna(row["notation"]):
            assert lines[0].startswith(f"Hedge: {tip.quantity.say(row['notation'], row['unit'])}")
        for name, column in {"Credited to": "by", "What is counted": "measure", "Claim": "claim"}.items():
            held = row.get(column)
            assert said.get(name) == (None if held is None or pd.isna(held) else held), (name, row["mark"])


def test_a_comment_is_shown_with_every_answer_either_way(corpus):
    for row in corpus.replies.to_dict("records"):
        ends = {"Answers": row["source"], "Is answered by": row["target"]}
        for name, part in ends.items():
            if part.startswith("c"):
                lines = repr(corpus.evidence({"doc": row["doc"], "part": part}))
                told = lines.partition(f"\n{name}:")[2].partition("\nThe passage")[0]
                assert f"Shown by “{row['evidence']}”" in told, (name, row["doc"], part)
    comment = corpus.comments.iloc[0]
    used = [device.label for name, device in corpus.scheme.devices.items() if comment[name]]
    assert f"\nDevices: {', '.join(used) or 'none'}\n" in repr(corpus.evidence(comment))


@pytest.mark.parametrize("doc", ["lagon", "asmolov"])
def test_a_number_in_the_text_and_the_one_of_its_rows_name_and_reach_each_other(corpus, doc):
    page = corpus.read(doc).data
    link = r'<a (?:id="(?P<id>[^"]+)" )?href="#(?P<to>[^"]+)" aria-label="{} figure (\d+)">\[(\d+)\]'
    there, back = (re.findall(link.format(said), page) for said in ("Rows of", "Back to"))
    assert [said for *_, said, _ in there] == [shown for *_, shown in there] == [str(n + 1) for n in range(len(there))]
    assert {said: shown for *_, said, shown in back} == {said: said for *_, said, _ in there}
    assert {to: f'id="{to}"' in page for _, to, *_ in [*there, *back]} == dict.fromkeys(
        [to for _, to, *_ in [*there, *back]], True
    )
    assert {to for _, to, *_ in back} == {own for own, *_ in there}


def test_a_day_is_told_in_words_in_a_table(corpus):
    page = tip.table(corpus.documents, "Days", "doc published").data
    assert re.findall("<td[^>]*>(.*?)</td>", page)[0] == "5 March 2008"


def test_a_new_folder_holds_what_belongs_in_it_and_no_more(tmp_path):
    made = start(tmp_path / "mine")
    names = {path.relative_to(tmp_path / "mine").as_posix() for path in made}
    assert names == {
        "01-placements-and-numbers.ipynb", "02-who-answers-whom.ipynb", "seeds/codebook.yaml", "seeds/first.md",
    }  # fmt: skip
    assert names == {path.relative_to(tmp_path / "mine").as_posix() for path in (tmp_path / "mine").rglob("*.*")}
    with pytest.raises(FileExistsError, match="choose another name"):
        start(tmp_path / "mine")
