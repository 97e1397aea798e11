"""From any figure back to its passage: with originals, without them, with a wrong copy, and of hostile text."""

import hashlib
import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from tests import made_up
from tests.project import NOTEBOOKS, ROOT

import tipseeds as tip
from tipseeds.originals.files import checksum
from tipseeds.pages.passages import highlighted

WITHOUT = "With your own copies of the documents"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;"


class Page(HTMLParser):
    """What a browser would make of some markup: its tags, its text, the text in each mark, its anchors and links."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marked: list[str] = []
        self.quoted: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(markup)
        self.close()
        assert self._open == [], "a tag is left open"

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self._open.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "mark":
            self.marked.append("")
        if tag == "blockquote":
            self.quoted.append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data
        if "mark" in self._open:
            self.marked[-1] += data
        if "blockquote" in self._open:
            self.quoted[-1] += data


@pytest.fixture
def pond(tmp_path):
    return made_up.write(tmp_path)


@pytest.fixture
def whole(pond):
    return tip.load(pond[0], originals=pond[1])


def replace_original(pond, doc, old, new):
    """Change an original and the checksums of its seed, so that the changed text is the original."""
    seeds, originals = pond
    text = made_up.TEXTS[doc]
    assert old in text
    changed = text.replace(old, new)
    (originals / f"{doc}.txt").write_bytes(changed.encode())
    seed = (seeds / f"{doc}.md").read_text("utf-8")
    for before, after in (
        (hashlib.sha256(text.encode()).hexdigest(), hashlib.sha256(changed.encode()).hexdigest()),
        (checksum(text), checksum(changed)),
    ):
        seed = seed.replace(before, after)
    (seeds / f"{doc}.md").write_text(seed, encoding="utf-8")
    return tip.load(seeds, originals=originals)


def row(corpus, doc, mark):
    return next(
        found
        for table in (corpus.tiers, corpus.estimates, corpus.labour)
        for _, found in table.iterrows()
        if (found["doc"], found["mark"]) == (doc, mark)
    )


def evidence(corpus, doc, mark):
    return Page(corpus.evidence(row(corpus, doc, mark)).data)


# --- Evidence ---


def test_the_passage_is_shown_with_its_wording_marked(whole):
    page = evidence(whole, "article", "pond")
    assert page.quoted == [
        "The pond by the mill holds as many as 40 ducks. Nobody – not even the miller’s wife – has counted them twice."
    ]
    assert page.marked == ["as many as 40 ducks"] * 2  # in our summary and in the passage
    assert "para. 1: “as many as 40 ducks”." in page.text
    assert WITHOUT not in page.text


def test_the_parts_before_and_after_are_a_step_away(whole):
    first = evidence(whole, "article", "pond").text
    assert "Before it: nothing; the document begins here." in first
    assert re.search(r"After it: paragraph 2 \(p2\)We counted at dawn, with a hat\. It rained\.", first)
    last = evidence(whole, "article", "reeds").text
    assert re.search(r"Before it: paragraph 2 \(p2\)We counted at dawn", last)
    assert "After it: nothing; the document ends here." in last
    comment = evidence(whole, "headers", "twelve").text
    assert re.search(r"Before it: paragraph 2 \(p2\)They are fed by all\.", comment)
    assert re.search(r"After it: comment 2 \(c2\) by Cy \(stated\)No day is given here\.", comment)


def test_a_comment_without_text_is_said_to_have_none(whole):
    empty = {"doc": "headers", "part": "c3"}
    page = Page(whole.evidence(empty).data)
    assert page.quoted == ["No text."]
    assert page.marked == []


def test_every_mark_is_marked_in_its_passage(whole):
    for found in whole.annotations.to_dict("records"):
        page = evidence(whole, found["doc"], found["mark"])
        assert page.marked == [found["exact"]] * 2
        assert len(page.quoted) == 1
        assert found["prefix"][-5:] + found["exact"] in whole.texts[found["doc"]]


def test_without_originals_a_line_says_what_they_add_and_how_to_give_them(pond):
    page = evidence(tip.load(pond[0]), "article", "pond")
    assert page.quoted == []
    assert page.marked == ["as many as 40 ducks"]
    said = next(line for line in page.text.split(".") if WITHOUT in line)
    assert "\n" not in said
    for way in ('tip.load(originals="folder")', "TIPSEEDS_ORIGINALS", "seeds/"):
        assert way in page.text


def test_a_copy_with_other_text_is_never_shown_as_the_original(pond):
    seeds, originals = pond
    (originals / "article.txt").write_text(made_up.ARTICLE.replace("It rained", "It poured"), encoding="utf-8")
    corpus = tip.load(seeds, originals=originals)
    for mark in ("pond", "reeds"):
        page = evidence(corpus, "article", mark)
        assert page.quoted == []
        assert "dawn" not in page.text
        assert "the copy at hand has other text than the original" in page.text
    assert "dawn" not in corpus.read("article").data
    assert evidence(corpus, "headers", "park").quoted  # the others still are


def test_an_unknown_file_is_never_shown(pond):
    seeds, originals = pond
    (originals / "article.txt").write_text("A diary of ducks.", encoding="utf-8")
    (originals / "more.txt").write_text("Another diary.", encoding="utf-8")
    page = evidence(tip.load(seeds, originals=originals), "article", "pond")
    assert page.quoted == []
    assert "diary" not in page.text
    assert WITHOUT in page.text or "the copy at hand" in page.text


def test_of_two_copies_the_changed_one_is_not_shown(pond):
    seeds, originals = pond
    changed = made_up.ARTICLE.replace("as many as 40 ducks. Nobody", "as many as 40 ducks. Somebody")
    (originals / "0-first.txt").write_text(changed, encoding="utf-8")
    page = evidence(tip.load(seeds, originals=originals), "article", "pond")
    assert "Nobody" in page.quoted[0]
    assert "Somebody" not in page.text


def test_a_wording_that_stands_twice_is_not_guessed_at(pond):
    corpus = replace_original(pond, "article", "40 ducks. ", "40 ducks, yes, as many as 40 ducks. ")
    page = evidence(corpus, "article", "pond")
    assert page.marked == ["as many as 40 ducks"]  # in our summary only
    assert "does not stand in it exactly once" in page.text


def test_hostile_originals_stay_text(pond):
    corpus = replace_original(pond, "article", "Nobody –", f"{HOSTILE} {'x' * 10_000} Nobody –")
    page = evidence(corpus, "article", "pond")
    assert HOSTILE in page.quoted[0]
    assert "x" * 10_000 in page.quoted[0]
    neighbour = Page(corpus.evidence({"doc": "article", "part": "p2"}).data)
    assert HOSTILE in neighbour.text
    whole_page = Page(corpus.read("article").data)
    assert HOSTILE in whole_page.text
    shown_beside = Page(tip.explore.estimates(corpus).evidence["0"])
    assert HOSTILE in shown_beside.text
    for shown in (page, neighbour, whole_page, shown_beside):
        assert not {"script", "img"} & set(shown.tags)


def test_hostile_seeds_stay_text(pond):
    path = pond[0] / "article.md"
    seed = path.read_text("utf-8").replace("author: Ada Example", f"author: '{HOSTILE.replace(chr(39), '')}'")
    path.write_text(seed.replace("A wet count.", "A &lt;script&gt; count."), encoding="utf-8")
    corpus = tip.load(pond[0])
    for page in (evidence(corpus, "article", "pond"), Page(corpus.read("article").data)):
        assert not {"script", "img"} & set(page.tags)
        assert "<script>alert(1)</script>" in page.text


def test_a_row_alone_is_enough(corpus):
    found = corpus.estimates.query("doc == 'lagon' and mark == 'camps'").iloc[0]
    assert tip.evidence(corpus, found).data == corpus.evidence(found).data


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"doc": "lagon"}, "Evidence is for a row with doc and part"),
        ({"doc": "lagoon", "part": "p1"}, "Did you mean lagon"),
        ({"doc": "lagon", "part": "p99"}, "p1 to c8"),
        ({"doc": "lagon", "part": "p3", "mark": "camp"}, "Did you mean camps"),
        ({"doc": "lagon", "part": "p1", "mark": "camps"}, "does not stand in p1"),
        (None, "Evidence is for a row with doc and part"),
    ],
)
def test_a_row_that_leads_nowhere_is_refused(corpus, asked, said):
    with pytest.raises(ValueError, match=said):
        corpus.evidence(asked)


def test_wordings_that_overlap_are_each_followed_by_their_own():
    spans = [(0, 9, "outer"), (5, 9, "inner"), (7, 12, "across")]
    page = Page(highlighted("more than 40", spans, lambda name: f"[{name}]"))
    assert re.sub(r"\[\w+\]", "", page.text) == "more than 40"
    assert "".join(page.marked) == "more than 40"
    assert [page.text.count(f"[{name}]") for name in ("outer", "inner", "across")] == [1, 1, 1]


# --- Explorers ---


def _explorers(corpus):
    return [getattr(tip.explore, name)(corpus) for name in ("tiers", "estimates", "labour", "debate")]


def test_every_explorer_shows_a_citation_that_can_be_selected(corpus):
    for explorer in _explorers(corpus):
        for label, markup in explorer.evidence.items():
            chosen = explorer.rows.loc[int(label)]
            cited = tip.cite(corpus, chosen["doc"], chosen["part"], chosen.get("mark"))
            page = Page(markup)
            assert cited in page.text
            assert "user-select:all" in markup
            assert page.quoted or WITHOUT in page.text


def test_explorers_show_the_passage(originals):
    corpus = tip.load(originals=originals)
    for explorer in _explorers(corpus):
        passages = corpus.passages.set_index(["doc", "part"])["text"]
        for label, markup in explorer.evidence.items():
            chosen = explorer.rows.loc[int(label)]
            page = Page(markup)
            assert page.quoted == [passages[chosen["doc"], chosen["part"]]]
            if "mark" in chosen:
                assert page.marked == [chosen["wording"]] * 2


def test_a_comment_is_coded_beside_its_text(whole, tmp_path):
    panel = tip.explore.code_it(whole, tmp_path / "coding.csv")
    assert "Thousands? I saw 12." in panel.passage


# --- A whole document ---


@pytest.mark.parametrize("at_hand", [False, True])
@pytest.mark.parametrize("doc", list(made_up.TEXTS))
def test_a_document_lists_every_figure_once_and_leads_to_its_rows(pond, doc, at_hand):
    corpus = tip.load(pond[0], originals=pond[1] if at_hand else None)
    _holds_every_figure_once(corpus, doc)
    page = Page(corpus.read(doc).data)
    assert (WITHOUT in page.text) == (not at_hand)
    for part in corpus.parts[corpus.parts["doc"] == doc].itertuples():
        text = (
            next(p.text for p in corpus.passages.itertuples() if (p.doc, p.part) == (doc, part.part))
            if at_hand
            else part.digest
        )
        assert re.sub(r"\[\d+\]", "", page.text).count(str(text) or "No text.") >= 1


def _holds_every_figure_once(corpus, doc):
    page = Page(corpus.read(doc).data)
    marks = [mark for seed in corpus.seeds if seed.doc == doc for part in seed.parts for mark in part.marks]
    assert sorted(page.marked) == sorted(mark.wording for mark in marks)
    assert len(page.ids) == len(set(page.ids))
    assert set(page.links) <= {f"#{name}" for name in page.ids}
    assert page.tags.count("li") == len(marks)
    for mark in marks:
        assert sum(name.endswith(f"-{doc}-{mark.id}") for name in page.ids) == 1
        assert sum(link.endswith(f"-{doc}-{mark.id}-rows") for link in page.links) == 1
    listed = re.findall(r"corpus\.(\w+)\.loc\[(\d+)\]", page.text)
    rows = [
        (name, str(label))
        for name in ("tiers", "estimates", "labour")
        for label in getattr(corpus, name).query("doc == @doc", local_dict={"doc": doc}).index
    ]
    assert sorted(listed) == sorted(rows)
    numbers = [int(number) for number in re.findall(r"Rows of figure (\d+)", corpus.read(doc).data)]
    assert numbers == list(range(1, len(marks) + 1))


@pytest.mark.parametrize("doc", ["lagon", "encyclopedia", "asmolov", "green", "two-koreas"])
def test_each_of_the_five_documents(corpus, doc):
    _holds_every_figure_once(corpus, doc)


@pytest.mark.parametrize("doc", ["lagon", "encyclopedia", "asmolov", "green", "two-koreas"])
def test_each_of_the_five_documents_with_its_text(originals, doc):
    corpus = tip.load(originals=originals)
    _holds_every_figure_once(corpus, doc)
    text = re.sub(r"\[\d+\]", "", Page(corpus.read(doc).data).text)
    for passage in corpus.passages[corpus.passages["doc"] == doc]["text"]:
        assert re.sub(r"\[\d+\]", "", passage) in text


def test_a_document_shown_twice_has_no_anchor_twice(corpus):
    first, second = (Page(corpus.read("green").data) for _ in range(2))
    assert not set(first.ids) & set(second.ids)


def test_a_page_of_a_notebook_keeps_its_one_title(corpus):
    page = Page(corpus.read("lagon").data)
    assert [tag for tag in page.tags if re.fullmatch(r"h\d", tag)] == ["h3"]


def test_figures_are_told_by_more_than_colour(corpus):
    style = re.search(r'<mark style="([^"]*)"', corpus.read("lagon").data)
    assert style is not None
    assert "underline" in style[1]
    assert "bold" in style[1]


def test_another_document_is_refused(corpus):
    with pytest.raises(ValueError, match="Did you mean lagon"):
        corpus.read("lagoon")


# --- What is stored ---


def test_notebooks_are_run_without_originals(pond, tmp_path):
    """Neither the program that stores outputs nor the test that compares them lets a kernel see a passage."""
    seeds, originals = pond
    code = f"import tipseeds as tip\nlen(tip.load({str(seeds)!r}).passages)"
    for folder in (seeds, originals):  # under the seeds, too, where a reader may have put them
        (folder / "dropped.txt").write_bytes(made_up.ARTICLE.encode())
    cell: dict[str, object] = {
        "cell_type": "code",
        "id": "a",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": code,
    }
    page = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    notebook = tmp_path / "passages.ipynb"
    notebook.write_text(json.dumps(page), encoding="utf-8")
    given = os.environ | {"TIPSEEDS_ORIGINALS": str(originals)}
    tool = [sys.executable, str(ROOT / "tools" / "run_notebooks.py"), str(notebook)]
    subprocess.run(tool, check=True, env=given, capture_output=True, timeout=120)
    output = json.loads(notebook.read_text("utf-8"))["cells"][0]["outputs"][0]
    assert output["data"]["text/plain"] == ["0"]
    test = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider"]
    test += [f"--confcutdir={ROOT}", "-p", "conftest", "--nbval", str(notebook)]
    done = subprocess.run(test, env=given, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout


def test_no_notebook_holds_a_passage(originals):
    """No run of twelve words of an original stands in a notebook; a wording that we quote has ten at the most."""
    runs = set()
    for text in tip.load(originals=originals).passages["text"]:
        words = text.split()
        runs |= {" ".join(words[at : at + 12]) for at in range(len(words) - 11)}
    assert len(runs) > 1000
    for path in NOTEBOOKS:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            texts = ["".join(cell["source"])]
            for output in cell.get("outputs", []):
                texts += ["".join(output.get("text", "")), *("".join(each) for each in output.get("data", {}).values())]
            for text in texts:
                words = html.unescape(re.sub(r"<[^>]*>", "", text)).split()
                held = {" ".join(words[at : at + 12]) for at in range(len(words) - 11)} & runs
                assert not held, path.name
