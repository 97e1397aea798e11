"""A notebook that is opened and saved in JupyterLab: nothing changes, and no widget leads nowhere."""

from __future__ import annotations

import nbformat
import pytest
from playwright.sync_api import expect
from tests.lab.jupyter import PATIENCE, jupyterlab, open_notebook, page_on
from tests.project import NOTEBOOKS
from tools.saving import WIDGET, tidy

NAME = "explore.ipynb"
EXPLORE = "import tipseeds as tip\n\ntip.explore.tiers(tip.load())"


@pytest.fixture
def address(tmp_path):
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
def test_saving(address, tmp_path):
    with page_on() as (page, errors):
        stored = tmp_path / NOTEBOOKS[1].name
        before = stored.read_bytes()
        open_notebook(page, address, stored.name)
        saved = stored.stat().st_mtime_ns
        save(page)
        assert stored.stat().st_mtime_ns > saved
        assert stored.read_bytes() == before

        open_notebook(page, address, NAME)
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
        expect(page.get_by_role("status").filter(has_text="shown")).to_be_visible(timeout=PATIENCE * 1000)
        save(page)
        (cell,) = nbformat.read(tmp_path / NAME, as_version=4).cells
        assert [WIDGET in output.data for output in cell.outputs] == [False]
        expect(page.get_by_role("status").filter(has_text="shown")).to_be_visible()  # still there for who saved

        page.evaluate("async () => { await window.jupyterapp.serviceManager.sessions.shutdownAll() }")
        open_notebook(page, address, NAME)
        said = page.locator(".jp-OutputArea-output")
        expect(said).to_have_count(1)
        assert "Error" not in said.inner_text()
        assert said.inner_text().strip()
        print(said.inner_text())
        assert errors == []
