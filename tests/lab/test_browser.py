"""Notebooks in a real JupyterLab and a real browser: they fit, saving changes nothing, and money stays text."""

from __future__ import annotations

import re
import shutil

import nbformat
import pandas as pd
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Page, expect
from tests.lab.jupyter import PATIENCE, jupyterlab, open_notebook, run_notebook
from tests.project import NOTEBOOKS, ROOT
from tools.saving import WIDGET, tidy

import tipseeds as tip
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
    for notebook in NOTEBOOKS:
        shutil.copy(notebook, tmp_path)
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
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(metadata=kernel, cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    nbformat.write(notebook, made / "money.ipynb")
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
