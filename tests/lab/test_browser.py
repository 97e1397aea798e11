"""Notebooks in a real JupyterLab and a real browser: they fit, saving changes nothing, texts and money stay text."""

from __future__ import annotations

import re
import shutil

import nbformat
import pandas as pd
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Page, expect
from tests import made_up
from tests.edition.test_debate import hostile_corpus
from tests.lab.jupyter import PATIENCE, jupyterlab, notebook, open_notebook, run_notebook
from tests.project import NOTEBOOKS, ROOT
from tests.unit.test_provenance import HOSTILE as SCRIPT
from tests.unit.test_provenance import replace_original
from tools.saving import WIDGET, tidy

import tipseeds as tip
from tipseeds.edition.fields import coded_columns
from tipseeds.pages.html import NO_MATHS

SHOTS = ROOT / "build" / "screenshots"
NAME = "explore.ipynb"
EXPLORE = "import tipseeds as tip\n\ntip.explore.tiers(tip.load())"
FORMULAS = [r"$5 a day, $10 a night", r"\(x^2\), \[y^2\]", r"$$a_1$$", r"\begin{equation}z\end{equation}", "`x^2` `y`"]
SEED = """\
---
title: From $5 to $10
author: A $x$ and B $y$
genre: made up
published-basis: unknown
published-reason: It pays $5 or $$6$$.
stance: relays
stance-reason: It costs $5 and $10.
original-file: pay.txt
sha256: "0000000000000000000000000000000000000000000000000000000000000000"
---

{words=9 section="Pay of $5, pay of $10"}
## p1

Says that [$5, not $10]{#pay .estimate topic=money of="$5 or $10" n=5 unit=EUR by="$5 and $10"} or $$6$$ is paid.

{words=2 by="$x$ $y$" replies-to=post evidence="$5 $6" author-note="$7 $8"}
## c1

Pays $5 or $10.
"""
CELLS = [
    "import pandas as pd, tipseeds as tip; corpus = tip.load('seeds')",
    f"tip.table(pd.DataFrame({{'$a$ $b$': {FORMULAS!r}}}), 'From $5 to $10')",
    "corpus.evidence(corpus.estimates.iloc[0])",
    "corpus.read('pay')",
    "corpus.parts",
    "from IPython.display import HTML; HTML('<p>a formula of the reader: $q^2$</p>')",
]


@pytest.fixture
def address(tmp_path):
    for path in NOTEBOOKS:
        shutil.copy(path, tmp_path)
    with jupyterlab(tmp_path) as served:
        yield served


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "names"),
    [(800, "05-*.ipynb"), *(pytest.param(w, "0[01]-*.ipynb", marks=pytest.mark.slow) for w in (800, 1280))],
)
def test_no_page_is_wider_than_the_window(address, watched, width, names):
    """Nothing hangs over the edge; the pictures are kept for a person to look at."""
    page, errors = watched
    page.set_viewport_size({"width": width, "height": 900})
    for name in sorted(path.name for path in (ROOT / "notebooks").glob(names)):
        run_notebook(page, address, name)
        page.wait_for_timeout(1500)
        too_wide = page.evaluate(
            "() => [...document.querySelectorAll('.jp-OutputArea-output')]"
            ".filter(e => e.getBoundingClientRect().right > window.innerWidth || e.scrollWidth > e.clientWidth + 1)"
            ".length"
        )
        assert too_wide == 0, name
        shot(page, f"{name[:2]}-{width}")
    assert errors == []


@pytest.fixture
def saved(tmp_path):
    page = nbformat.read(NOTEBOOKS[1], as_version=4)
    tidy(page)
    nbformat.write(page, tmp_path / NOTEBOOKS[1].name)
    page.cells = [nbformat.v4.new_code_cell(EXPLORE, id="cell-00")]
    nbformat.write(page, tmp_path / NAME)
    with jupyterlab(tmp_path) as served:
        yield served


def save(page) -> None:
    page.evaluate("async () => { await window.jupyterapp.commands.execute('docmanager:save') }")


@pytest.mark.browser
def test_saving(saved, tmp_path, watched):
    page, errors = watched
    stored = tmp_path / NOTEBOOKS[1].name
    before = stored.read_bytes()
    open_notebook(page, saved, stored.name)
    written = stored.stat().st_mtime_ns
    save(page)
    assert stored.stat().st_mtime_ns > written
    assert stored.read_bytes() == before

    open_notebook(page, saved, NAME)
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
    expect(page.get_by_role("status").filter(has_text="shown")).to_be_visible(timeout=PATIENCE * 1000)
    save(page)
    (cell,) = nbformat.read(tmp_path / NAME, as_version=4).cells
    assert [WIDGET in output.data for output in cell.outputs] == [False]
    expect(page.get_by_role("status").filter(has_text="shown")).to_be_visible()  # still there for who saved

    page.evaluate("async () => { await window.jupyterapp.serviceManager.sessions.shutdownAll() }")
    page.goto("about:blank")  # another day
    open_notebook(page, saved, NAME)
    said = page.locator(".jp-OutputArea-output")
    expect(said).to_have_count(1)
    assert "Error" not in said.inner_text()
    assert said.inner_text().strip()
    print(said.inner_text())
    assert errors == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("money")
    (made / "seeds").mkdir()
    (made / "seeds" / "pay.md").write_text(SEED, encoding="utf-8")
    nbformat.write(notebook(*CELLS), made / "money.ipynb")
    return made


@pytest.mark.browser
def test_only_a_formula_of_the_reader_is_typeset(folder, watched):
    page, errors = watched
    with jupyterlab(folder) as address:
        run_notebook(page, address, "money.ipynb")
        page.wait_for_selector("mjx-container", timeout=60_000)
        outputs = page.locator(".jp-OutputArea-output")
        page.wait_for_timeout(500)
        typeset = [outputs.nth(at).locator("mjx-container").count() for at in range(outputs.count())]
        assert typeset == [0, 0, 0, 0, 1]
        shown = "\n".join(outputs.all_inner_texts())
        for words in [*FORMULAS, "“$5, not $10”", "Pays $5 or $10."]:
            assert words in shown
        assert errors == []


def test_an_exported_page_marks_every_output_as_none_of_mathjaxs(folder):
    names = {"pd": pd, "tip": tip, "corpus": tip.load(folder / "seeds")}
    shown = [eval(cell, names)._repr_html_() for cell in CELLS[1:5]]
    outputs = [nbformat.v4.new_output("execute_result", {"text/html": page}, execution_count=1) for page in shown]
    cells = [nbformat.v4.new_code_cell("", outputs=[output]) for output in outputs]
    written, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    assert len(re.findall(f'<div class="{NO_MATHS}">', written)) == 3
    assert re.search(r'<table[^>]*class="dataframe tex2jax_ignore mathjax_ignore"', written)


def test_a_terminal_prints_the_words(folder):
    corpus = tip.load(folder / "seeds")
    table = repr(tip.table(corpus.estimates[["doc", "wording", "low"]], "Pay"))
    assert table == "Pay\nDocument | Wording | From\npay | $5, not $10 | 5"
    lines = repr(corpus.evidence(corpus.estimates.iloc[0])).split("\n")
    assert "Wording: “$5, not $10”" in lines
    assert "Our summary: Says that $5, not $10 or $$6$$ is paid." in lines
    assert "Says that $5, not $10[1] or $$6$$ is paid." in repr(corpus.read("pay")).split("\n")


@pytest.mark.browser
def test_in_jupyterlab_the_arrow_keys_scroll_a_table_and_go_to_no_other_cell(tmp_path, watched):
    source = 'import tipseeds as tip\n\ntip.table(tip.load().estimates, "All", "doc part wording")'
    made = notebook(source)
    made.cells.append(nbformat.v4.new_markdown_cell("# After"))
    nbformat.write(made, tmp_path / "table.ipynb")
    page, _ = watched
    with jupyterlab(tmp_path) as address:
        run_notebook(page, address, "table.ipynb")
        box = page.locator(".tip-long")
        expect(box.locator("caption")).to_be_visible()
        page.locator(".jp-Cell").first.click()
        page.keyboard.press("Escape")
        for _ in range(20):
            page.keyboard.press("Tab")
            if box.evaluate("box => box === document.activeElement"):
                break
        for _ in range(5):
            page.keyboard.press("ArrowDown")
            page.wait_for_timeout(200)
        assert box.evaluate("box => box === document.activeElement && box.scrollTop > 100")
        page.keyboard.press("Tab")
        assert not box.evaluate("box => box.contains(document.activeElement)")


@pytest.mark.browser
def test_passages_in_jupyterlab(tmp_path, watched):
    """The explorer shows the passage, a click selects the citation, a figure's number leads to its rows and back."""
    page, errors = watched
    page.set_viewport_size({"width": 800, "height": 900})
    pond = made_up.write(tmp_path)
    replace_original(pond, "article", "Nobody –", f"{SCRIPT} {'x' * 10_000} Nobody –")
    seeds, originals = (path.name for path in pond)
    code = ["import tipseeds as tip", f"corpus = tip.load({seeds!r}, originals={originals!r})"]
    cells = ["\n".join([*code, "tip.explore.estimates(corpus)"]), "corpus.read('article')"]
    nbformat.write(notebook(*cells), tmp_path / "pond.ipynb")
    with jupyterlab(tmp_path) as address:
        run_notebook(page, address, "pond.ipynb")
        page.locator(".ts-list tr[data-row='0']").click(timeout=60_000)
        evidence = page.get_by_label("Evidence", exact=True)
        passage = evidence.locator("blockquote")
        expect(passage).to_contain_text(SCRIPT, timeout=60_000)
        expect(passage.locator("mark")).to_have_text("as many as 40 ducks")
        expect(page.locator("blockquote script, blockquote img, article script, article img")).to_have_count(0)
        evidence.get_by_text("After it: paragraph 2").click()
        expect(evidence.get_by_text("We counted at dawn")).to_be_visible()
        evidence.locator("dd", has_text="para. 1").locator("span").click()
        assert page.evaluate("getSelection().toString()").endswith("para. 1: “as many as 40 ducks”.")

        number = page.get_by_label("Rows of figure 2")
        number.click()
        expect(page.locator("li", has_text="the third tier")).to_be_in_viewport()
        page.get_by_label("Back to figure 2").click()
        expect(number).to_be_in_viewport()
        wide = "() => [...document.querySelectorAll('.jp-OutputArea-output')].map(e => e.scrollWidth - e.clientWidth)"
        assert max(page.evaluate(wide)) <= 1
        assert errors == []


@pytest.mark.browser
def test_hostile_texts_do_nothing_in_the_widgets_of_a_real_jupyterlab(tmp_path, watched):
    page, errors = watched
    hostile = hostile_corpus(tmp_path / "seeds")
    code = ["import tipseeds as tip", f"corpus = tip.load({str(hostile.path)!r})"]
    cells = ["\n".join(code), "tip.explore.debate(corpus)", "tip.explore.code_it(corpus, 'my-coding.csv')"]
    nbformat.write(notebook(*cells), tmp_path / "hostile.ipynb")
    every = 6 * len(coded_columns(hostile.comments))
    with jupyterlab(tmp_path) as address:
        run_notebook(page, address, "hostile.ipynb")
        expect(page.get_by_text(f"0 of {every} answers given")).to_be_visible(timeout=60_000)
        expect(page.get_by_text("6 of 6 shown").first).to_be_visible()
        form = page.locator(".ts-codeit")
        for number in range(6):
            page.locator(f".ts-list tr[data-row='{number}']").click()
            expect(page.locator(".ts-words dl")).to_be_visible()
            form.get_by_label("Comment", exact=True).select_option(index=number)
            china = form.get_by_label("china", exact=True)
            expect(china).to_have_value("not coded")
            china.select_option("blames")
            expect(page.get_by_text(f"{number + 1} of {every} answers given")).to_be_visible()
        page.get_by_label("Coder (initials will do)").fill("<img src=x onerror=window.hacked=1>")
        page.get_by_label("Coder (initials will do)").press("Enter")
        expect(page.get_by_text("can't be a coder's name")).to_be_visible()
        assert page.evaluate("window.hacked") is None
        assert page.locator(".jp-OutputArea img[src=x], .jp-OutputArea b").count() == 0
        assert errors == []
    assert len(tip.coding.read(tmp_path / "my-coding.csv", hostile.comments)["china"].dropna()) == 6
