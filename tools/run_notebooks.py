"""Run notebooks from top to bottom and store their outputs, with nothing in them that changes by itself.

They run without originals, whatever the reader has at hand, so that no passage gets into a stored output.

python tools/run_notebooks.py [NOTEBOOK ...]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from saving import tidy

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def run(path: Path) -> None:
    """Run one notebook in place."""
    notebook = nbformat.read(path, as_version=4)
    # Widget state would be stored under new random names by each run; the page shows all of it without.
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    ).execute(env=os.environ | {"TIPSEEDS_ORIGINALS": "none"})  # named, so that seeds/ is not searched either
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel})
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02}"
        cell.metadata = nbformat.NotebookNode()
    tidy(notebook)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for name in map(Path, sys.argv[1:] or sorted(map(str, NOTEBOOKS.glob("[0-9][0-9]-*[a-z].ipynb")))):
        print(f"running {name.name}")
        run(name)
