"""Money in JupyterLab: what stands between two dollar signs is text, in every output and in an exported page."""

from __future__ import annotations

import re

import nbformat
import pandas as pd
import pytest
from nbconvert import HTMLExporter
from tests.lab.jupyter import jupyterlab, page_on, run_notebook

import tipseeds as tip
from tipseeds.pages.html import NO_MATHS

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
def test_only_a_formula_of_the_reader_is_typeset(folder):
    with jupyterlab(folder) as address, page_on() as (page, errors):
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
