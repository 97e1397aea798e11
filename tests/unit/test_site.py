"""The site of plain pages: whole by itself, every link leads somewhere, and no answer stands beside its question."""

import json
import re

import nbformat
import pytest
from tests.project import ROOT
from tools import make_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    assert make_site.main(folder) == 0
    return folder


def cell(text: str):
    return nbformat.v4.new_markdown_cell(text)


def test_each_notebook_and_each_doc_has_a_page_that_asks_nobody_else(site):
    names = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {path.stem for path in (site / "notebooks").glob("*.html")} == names
    assert {path.stem for path in (site / "docs").glob("*.html")} == {p.stem for p in (ROOT / "docs").glob("*.md")}
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"([^\"]{0,30})", text)
        assert [
            link for link in loaded if not link.startswith(("data:", "docs/")) and not link.endswith("style.css")
        ] == [], page
    assert "url(" not in (site / "style.css").read_text(encoding="utf-8")


def test_a_page_holds_every_sentence_and_output_of_its_notebook_but_the_answers(site):
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        page = (site / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
        apart = (site / "answers" / f"{path.stem}.html").read_text(encoding="utf-8")
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        answers = sum("".join(c["source"]).count("<summary>Answer") for c in cells)
        assert answers > 0
        assert page.count(">Answer</a>") == apart.count('class="answer"') == answers
        assert "<summary>Answer" not in page + apart
        assert page.count("<img ") == sum(str(c.get("outputs")).count("<img ") for c in cells)
        for output in (o for c in cells for o in c.get("outputs", [])):
            if html := output.get("data", {}).get("text/html"):
                assert make_site.relinked("".join(html), path) in page


def test_answers_are_told_apart_from_what_is_merely_folded():
    text = (
        "**1.** Why?\n\n<details><summary>Answer</summary>\n\nBecause **so**.\n\n</details>\n\n**2.** Who?\n\n"
        "<details><summary>A hint</summary>\n\nAsk.\n\n</details>\n\n"
        "<details><summary>Answer, in two lines</summary>\n\nNobody.\n\n</details>\n\nEnd."
    )
    body, answers = make_site.notebook_html([cell(text)], "made-up")
    assert [word in body for word in ("Why?", "Who?", "Ask.", "End.", "Because", "Nobody")] == [True] * 4 + [False] * 2
    assert re.findall(r'href="(.*?)"', body) == [f"../answers/made-up.html#answer-{n}" for n in (1, 2)]
    assert [word in answers for word in ("Why?", "Because <strong>so</strong>", "Nobody")] == [True] * 3
    assert re.findall(r'id="(answer-.)"', answers) == ["answer-1", "answer-2"]


def test_money_is_no_mathematics():
    body, _ = make_site.notebook_html([cell("From $120 to $150 a month, or $5_000_000 and \\(x\\).")], "made-up")
    assert "From $120 to $150 a month, or $5_000_000 and (x)." in body


def test_a_link_that_leads_nowhere_is_told(tmp_path):
    page = make_site.page(
        "docs/one.html",
        "One",
        '<p id="here"><a href="#here">a</a> <a href="#gone">b</a> '
        '<a href="two.md">c</a> <a href="https://example.org">d</a><img src="https://e.org/i.png">',
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / page.path).write_text(page.body)
    for name in ("style.css", "index.html"):
        (tmp_path / name).touch()
    _, problems = make_site.check(tmp_path, [page])
    assert problems == [
        "docs/one.html loads https://e.org/i.png",
        "docs/one.html links to #gone, and docs/one.html has no such place",
        "docs/one.html links to two.md, which is not there",
    ]


def test_every_page_has_a_door_into_the_live_one():
    pages = {page.path: page.body for page in make_site.make(live=True)}
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f'href="../live/index.html?path=notebooks/{path.name}"' in pages[f"notebooks/{path.stem}.html"]
    assert 'href="live/index.html?path=notebooks/00-' in pages["index.html"]
