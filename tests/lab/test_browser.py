"""The notebooks in a real JupyterLab and a real browser."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import Page
from tests.lab.jupyter import jupyterlab, page_on, run_notebook
from tests.project import NOTEBOOKS, ROOT

SHOTS = ROOT / "build" / "screenshots"


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
def test_no_page_is_wider_than_the_window(address, width, names):
    """Nothing hangs over the edge; the pictures are kept for a person to look at."""
    with page_on(width=width) as (page, errors):
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
