"""The tier notebook in a real JupyterLab and a real browser, by keyboard and by mouse."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import Page, expect
from tests.lab.jupyter import PATIENCE, browser_path, jupyterlab, page_on, run_notebook
from tests.project import NOTEBOOKS, ROOT

SHOTS = ROOT / "build" / "screenshots"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    if browser_path() is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: .ci/run installs it, so that this test is never skipped there")
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    folder = tmp_path_factory.mktemp("lab")
    for notebook in NOTEBOOKS:
        shutil.copy(notebook, folder)
    with jupyterlab(folder) as served:
        yield served


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


@pytest.mark.browser
def test_a_filter_changes_the_chart_and_the_count_by_keyboard_and_by_mouse(address):
    with page_on() as (page, errors):
        run_notebook(page, address, "01-tier-rankings.ipynb")
        status = page.get_by_role("status").filter(has_text="shown")
        expect(status).to_have_text("17 of 17 shown", timeout=PATIENCE * 1000)
        chart = page.locator(".widget-html svg[role=img]").first
        assert "11 countries" in (chart.get_attribute("aria-label") or "")

        country = page.get_by_label("Country", exact=True)
        country.scroll_into_view_if_needed()
        country.focus()
        page.keyboard.press("ArrowDown")
        expect(status).to_have_text("1 of 17 shown")
        page.keyboard.type("North")  # outside an explorer, r and t would be commands of the notebook's
        expect(status).to_have_text("6 of 17 shown")
        assert "North Korea: 23 placements in 5 documents" in (chart.get_attribute("aria-label") or "")
        shot(page, "01-explorer-1280")

        page.get_by_role("button", name="Reset").click()
        expect(status).to_have_text("17 of 17 shown")

        # The upper handle of the years, dragged to the middle: statements that begin later go.
        handle = page.locator(".noUi-handle-upper").first
        box = handle.bounding_box()
        track = page.locator(".noUi-base").first.bounding_box()
        assert box is not None
        assert track is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(track["x"] + track["width"] / 2, box["y"] + box["height"] / 2, steps=5)
        page.mouse.up()
        expect(status).to_have_text("6 of 17 shown")
        assert errors == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 800])
def test_no_page_is_wider_than_the_window(address, width):
    """Nothing hangs over the edge; the pictures are kept for a person to look at."""
    with page_on(width=width) as (page, errors):
        for name in sorted(path.name for path in (ROOT / "notebooks").glob("0[01]-*.ipynb")):
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
