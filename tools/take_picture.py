"""Take the picture of a workbench that stands in the README.

python tools/take_picture.py [CALL [WORDS]]

Opens the workbench in JupyterLab, chooses the mark whose name holds WORDS, and photographs it with its evidence.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import nbformat
from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.lab.jupyter import jupyterlab, page_on, run_notebook  # noqa: E402

PICTURE = ROOT / "docs" / "workbench.png"
CALL = "tip.explore.estimates(tip.load(), topic=['prisoners', 'people who left'])"
LONG = 180_000


def take(call: str = CALL, words: str = "at most 200,000") -> None:
    """Write the picture."""
    cell = nbformat.v4.new_code_cell(f"import tipseeds as tip\n\n{call}")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), Path(folder) / "one.ipynb")
        with jupyterlab(Path(folder)) as address, page_on(width=1440, height=1160) as (page, _):
            run_notebook(page, address, "one.ipynb")
            shown = page.locator(".jp-OutputArea-output").first
            shown.locator(f'.mark[aria-label*="{words}"]').first.click(timeout=LONG)
            shown.get_by_text("To cite").first.wait_for(timeout=LONG)
            page.mouse.move(0, 0)  # no tip over the picture
            page.wait_for_timeout(1500)
            shown.screenshot(path=PICTURE)
    Image.open(PICTURE).quantize(64).save(PICTURE, optimize=True)  # it has few colours
    print(f"{PICTURE}: {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    take(*sys.argv[1:])
