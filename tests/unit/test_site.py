"""The site of plain pages: whole by itself, every link leads somewhere, and no answer stands beside its question."""

import base64
import json
import re

import nbformat
import pandas as pd
import pytest
from tests.project import ROOT
from tools import make_site

import tipseeds as tip


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
        whole = page.count("<img ") - page.count("The chart above, continued.")
        assert whole == sum(str(c.get("outputs")).count("<img ") for c in cells)
        for output in (o for c in cells for o in c.get("outputs", [])):
            if html := output.get("data", {}).get("text/html"):
                shown = make_site.CHART.sub(make_site.in_pieces, "".join(html))
                assert make_site.relinked(shown, path) in page


def test_a_chart_that_is_taller_than_a_sheet_is_cut_where_nothing_is_drawn():
    rows = [tip.load().estimates.assign(topic=name, unit="people") for name in ("prisoners", "overseas workers")]
    shown = tip.show(tip.charts.estimates(pd.concat(rows, ignore_index=True))).data
    (before,) = make_site.CHART.findall(shown)
    pieces = make_site.CHART.findall(make_site.CHART.sub(make_site.in_pieces, shown))
    boxes, seen = [], []
    for alt, packed, style in pieces:
        svg = base64.b64decode(packed).decode()
        boxes.append([float(number) for number in re.findall(r'viewBox="([^"]+)"', svg)[0].split()])
        seen.append((alt, style))
    assert seen == [(before[0], before[2])] + [("The chart above, continued.", before[2])] * (len(pieces) - 1)
    whole = base64.b64decode(before[1]).decode()
    ends = [top + tall for _, top, _, tall in boxes]
    tall = float(re.findall(r'viewBox="0 0 848 (\d+)', whole)[0])
    assert [0.0, *ends] == pytest.approx([*(top for _, top, _, _ in boxes), tall])
    assert max(tall for *_, tall in boxes) <= 1188
    assert len(pieces) > 2
    for text in re.findall(r'<text [^>]*y="([\d.]+)"', whole):
        assert [end for end in ends if float(text) - 11 < end < float(text) + 3] == []


def test_answers_are_told_apart_from_what_is_merely_folded():
    text = (
        "**1.** Why?\n\n<details><summary>Answer</summary>\n\nBecause **so**.\n\n</details>\n\n**2.** Who?\n\n"
        "<details><summary>A hint</summary>\n\nAsk.\n\n</details>\n\n"
        "<details open>\n<summary><b>Answer</b>, in two lines</summary>\n\nNobody.\n\n"
        "<details><summary>More</summary>\n\nBut her.\n\n</details>\n\nLast.\n\n</details>\nEnd."
    )
    body, answers = make_site.notebook_html([cell(text)], "made-up.html")
    assert [word in body for word in ("Why?", "Who?", "Ask.", "End.", "Because", "Nobody", "But her", "Last.")] == [
        True
    ] * 4 + [False] * 4
    assert re.findall(r'href="(.*?)"', body) == [f"made-up.html#answer-{n}" for n in (1, 2)]
    assert [word in answers for word in ("Why?", "Because <strong>so</strong>", "Nobody")] == [True] * 3
    assert re.findall(r'id="(answer-.)"', answers) == ["answer-1", "answer-2"]
    assert re.findall(r"</?(?:details|div)|Ask|Last", answers) == (
        ["<div", "</div", "<details", "Ask", "</details", "<div", "<details", "</details", "Last", "</div"]
    )


def test_money_is_no_mathematics():
    body, _ = make_site.notebook_html([cell("From $120 to $150 a month, or $5_000_000 and \\(x\\).")], "made-up.html")
    assert "From $120 to $150 a month, or $5_000_000 and (x)." in body


def test_a_link_that_leads_nowhere_is_told(tmp_path):
    page = make_site.page(
        "docs/one.html",
        "One",
        '<p id="here"><a href="#here">a</a> <a href="#gone">b</a> '
        '<a href="two.md">c</a> <a href="https://example.org">d</a><img src="https://e.org/i.png">'
        '<a href="../../../etc/hosts">e</a><p style="background:url(//e.org/b)">',
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / page.path).write_text(page.body)
    for name in ("style.css", "index.html"):
        (tmp_path / name).touch()
    _, problems = make_site.check(tmp_path, [page])
    assert problems == [
        "docs/one.html loads //e.org/b",
        "docs/one.html loads https://e.org/i.png",
        "docs/one.html links to #gone, and docs/one.html has no such place",
        "docs/one.html links to two.md, which is not there",
        "docs/one.html links to ../../../etc/hosts, which is not there",
    ]


def test_every_page_has_a_door_into_the_live_one():
    pages = {page.path: page.body for page in make_site.make(live=True)}
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f'href="../live/index.html?path=notebooks/{path.name}"' in pages[f"notebooks/{path.stem}.html"]
    assert 'href="live/index.html?path=notebooks/00-' in pages["index.html"]
    assert [path for path, body in pages.items() if body.count('class="door"') != 1] == []


def test_no_name_is_given_twice_on_a_page(site):
    for page in site.rglob("*.html"):
        names = re.findall(r'\bid="([^"]+)"', page.read_text(encoding="utf-8"))
        assert len(names) == len(set(names)), page


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Give a project with names and cells as nobody would choose them."""
    monkeypatch.setattr(make_site, "ROOT", tmp_path)
    first = cell(
        "![pasted](attachment:my%20pic.png) ![kept](<../docs/a b.JPG>) [on](08-한국.ipynb#끝-1) [csv](../seeds/d.csv)"
        "\n\n<details><summary>Answer</summary>\n\n[on](08-한국.ipynb)\n\n</details>"
    )
    first["attachments"] = {"my pic.png": {"image/png": "iVBORw=="}}
    failed = nbformat.v4.new_output("error", ename="ZeroDivisionError", evalue="<b>", traceback=[])
    notebooks = {
        "00 A & B 100%.ipynb": [first, nbformat.v4.new_code_cell("1 / 0", outputs=[failed])],
        "08-한국.ipynb": [
            cell("~~~\n# a comment\n~~~\n\n# The [title](<00 A & B 100%.ipynb>)"),
            cell("## 끝"),
            cell("## 끝"),
        ],
        "09.v2.ipynb": [],
    }
    for folder in ("notebooks", "docs", "seeds"):
        (tmp_path / folder).mkdir()
    for name, cells in notebooks.items():
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "notebooks" / name)
    (tmp_path / "README.md").write_text("# Read\n\n[a doc](docs/q%3F%20(1)+.md#neu-x) [pack](seeds/z.zip)\n")
    (tmp_path / "docs" / "q? (1)+.md").write_text("# Neu [x](https://e.org)\n\n[back](../README.md#read)\n")
    for name in ("docs/a b.JPG", "seeds/z.zip"):
        (tmp_path / name).write_bytes(b"\xff")
    (tmp_path / "seeds" / "d.csv").write_text("a,<b>\n")
    return tmp_path


def test_odd_names_cells_and_pictures_come_through(project):
    site = project / "site"
    (site / "live").mkdir(parents=True)
    (site / "live" / "index.html").touch()
    assert [make_site.main(site), make_site.main(site)] == [0, 0]
    page = (site / "notebooks" / "00 A & B 100%.html").read_text(encoding="utf-8")
    assert 'src="data:image/png;base64,iVBORw=="' in page
    assert "<pre>ZeroDivisionError: &lt;b&gt;</pre>" in page
    assert 'live/index.html?path=notebooks/00%20A%20%26%20B%20100%25.ipynb"' in page
    answers = (site / "answers" / "00 A & B 100%.html").read_text(encoding="utf-8")
    assert 'href="../notebooks/08-%ED%95%9C%EA%B5%AD.html">on' in answers
    index = (site / "index.html").read_text(encoding="utf-8")
    assert re.findall(r">([^<>]+)</a>", index)[2:] == (
        ["00 A &amp; B 100%", "The title", "09.v2", "Neu x", "What the project is"]
    )
    assert {path.name for path in site.rglob("*") if path.suffix in {".JPG", ".zip"}} == {"a b.JPG", "z.zip"}


def test_nothing_is_published_that_is_the_readers_own_and_nothing_else_is_taken_away(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mine")
    (folder / "thesis.txt").touch()
    with pytest.raises(SystemExit, match="name another folder"):
        make_site.main(folder)
    assert (folder / "thesis.txt").exists()
    shown = nbformat.v4.new_output("display_data", {"text/html": "<blockquote>A passage</blockquote>"})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[shown])])
    nbformat.write(notebook, project / "notebooks" / "03.ipynb")
    with pytest.raises(SystemExit, match=r"03.ipynb shows passages of the originals. Type: make notebooks"):
        make_site.main(project / "site")
