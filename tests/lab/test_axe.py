"""axe-core on live notebooks and on exported pages: no violation that is ours.

axe-core is no part of the project: `npm install --prefix build/axe axe-core` fetches it, or TIPSEEDS_AXE names its
axe.min.js. The suite looks at one lesson and one exported page; TIPSEEDS_AXE_ALL=1 looks at every notebook.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from tests.lab.jupyter import browser_path, jupyterlab, page_on, run_notebook
from tests.project import ROOT

AXE = Path(os.environ.get("TIPSEEDS_AXE", ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"))
ALL = bool(os.environ.get("TIPSEEDS_AXE_ALL"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LESSON = [
    "import tipseeds as tip\n\ncorpus = tip.load()",
    'tip.guess("02.prisoners")',
    'tip.guess("02.range")',
    'tip.guess("02.first")',
    'tip.check("02.1")',
    'tip.check("04.10")',
    'tip.table(corpus.estimates.head(3), "Three quantities")',
    'tip.quiz("after")',
]
OURS = ".jp-OutputArea-output *, .jp-RenderedHTMLCommon *, .jp-OutputArea-output"
RUN = """async (ours) => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  return found.violations.flatMap((rule) => rule.nodes.map((node) => {
    const element = document.querySelector(node.target.at(-1));
    return { rule: rule.id, impact: rule.impact, html: node.html.slice(0, 160), target: node.target.join(' '),
             ours: !ours || !element || element.matches(ours) };
  }));
}"""

OPEN = """() => {
  for (const button of document.querySelectorAll('.tip-place button'))
    if (['Skip', 'Show the answer'].includes(button.textContent)) button.click();
  for (const folded of document.querySelectorAll('.jp-OutputArea-output details, .jp-RenderedHTMLCommon details'))
    folded.open = true;
}"""
"""Nothing is folded when axe looks: it passes over what a page hides."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="no axe-core: npm install --prefix build/axe axe-core"),
    pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine"),
]


def violations(page, ours: str | None):
    """Return what axe finds: of our making, and of JupyterLab's."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(RUN, ours)
    told: dict[bool, list[str]] = {True: [], False: []}
    for one in found:
        told[one["ours"]].append(f"{one['rule']} ({one['impact']}): {one['target']}: {one['html']}")
    return told[True], told[False]


def run(folder: Path, name: str):
    with jupyterlab(folder) as address, page_on() as (page, _):
        run_notebook(page, address, name)
        page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget.content.widgets.filter((cell) => cell.model.type === 'code' "
            "&& !cell.model.executionCount).length === 0",
            timeout=240_000,
        )
        page.wait_for_timeout(2_000)
        for _ in range(2):  # an answer brings its passage, folded
            page.evaluate(OPEN)
            page.wait_for_timeout(3_000)
        hidden = page.locator(".tip-folded").count()
        ours, theirs = violations(page, OURS)
    print(f"{name}: {len(ours)} of ours, {len(theirs)} of JupyterLab's:", sorted({one.split(" ")[0] for one in theirs}))
    assert hidden == 0
    return ours


def test_a_lesson_has_no_violation_of_ours(tmp_path):
    cells = [nbformat.v4.new_markdown_cell("# A lesson"), *map(nbformat.v4.new_code_cell, LESSON)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, tmp_path / "lesson.ipynb")
    assert run(tmp_path, "lesson.ipynb") == []


@pytest.mark.parametrize("path", NOTEBOOKS if ALL else [], ids=lambda path: path.stem)
def test_a_live_notebook_has_no_violation_of_ours(path, tmp_path):
    shutil.copy(path, tmp_path)
    assert run(tmp_path, path.name) == []


@pytest.mark.parametrize("path", NOTEBOOKS if ALL else NOTEBOOKS[2:3], ids=lambda path: path.stem)
def test_an_exported_page_has_no_violation_of_ours(path, tmp_path):
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    with page_on() as (page, _):
        page.route("http*://**", lambda route: route.abort())  # its own page asks for MathJax
        page.goto((tmp_path / f"{path.stem}.html").as_uri())
        page.evaluate(OPEN)
        ours, theirs = violations(page, OURS)
    # nbconvert's own template takes the underline from links; nothing in a notebook can give it back.
    ours = [one for one in ours if not one.startswith("link-in-text-block")]
    print(f"{path.stem}: {len(ours)} of ours, {len(theirs)} of the exporter's")
    assert ours == []
