"""Take the picture of a workbench that stands in the README.

python tools/take_picture.py [NOTEBOOK] [WORDS]

Opens the notebook in JupyterLab, runs it, and photographs the first widget of the first cell that holds WORDS.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.lab.jupyter import jupyterlab, page_on, run_notebook  # noqa: E402

PICTURE = ROOT / "docs" / "workbench.png"
LONG = 180_000
TALLEST = 900


def take(notebook: str = "01-tier-rankings.ipynb", words: str = "tip.explore.") -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "notebooks" / notebook, folder)
        with jupyterlab(Path(folder)) as address, page_on(width=1440, height=1300) as (page, _):
            run_notebook(page, address, notebook)
            widgets = "window.jupyterapp.shell.currentWidget.content.widgets"
            page.wait_for_function(
                f"() => {widgets}.every(c => c.model.type !== 'code' || c.model.executionCount)", timeout=LONG
            )
            page.evaluate(
                f"""words => {{
                  const cells = {widgets}
                  const calls = c => c.model.type === 'code' && c.model.sharedModel.source.includes(words)
                  const index = cells.findIndex(calls)
                  window.jupyterapp.shell.currentWidget.content.scrollToItem(index, 'start')
                  cells[index].node.querySelector('.jp-OutputArea-child').id = 'photograph'
                }}""",
                words,
            )
            shown = page.locator("#photograph .jp-OutputArea-output").first
            shown.get_by_text("shown").first.wait_for(timeout=LONG)
            page.wait_for_timeout(1500)
            shown.scroll_into_view_if_needed()
            box = shown.bounding_box()
            assert box is not None
            box["height"] = min(box["height"], TALLEST)
            page.screenshot(path=PICTURE, clip=box, full_page=False)
    print(f"{PICTURE}: {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    take(*sys.argv[1:])
