"""The student's copy: the notebooks without outputs, with cells to work in, in a folder that git leaves alone.

python tools/workbook.py [FOLDER]
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from os import PathLike
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
MADE = ".made.json"
CELL = "# Work here, then put what you found between the brackets below."


def workbook(folder: str | PathLike[str], notebooks: str | PathLike[str] = NOTEBOOKS) -> list[str]:
    """Make or update a student's copy of the notebooks.

    Parameters
    ----------
    folder : path-like
        Where to put it; it is made if it isn't there. git ignores everything in it.
    notebooks : path-like
        The notebooks to copy.

    Returns
    -------
    list of str
        One line a notebook: what was done. A notebook that the student has changed is never written over: the new one
        is put beside it, as `02-estimate-ranges-new.ipynb`. Answers are in a file of their own, and stay.

    Raises
    ------
    ValueError
        If there are no notebooks to copy.

    Examples
    --------
    >>> workbook("somewhere", "no-such-folder")
    Traceback (most recent call last):
    ValueError: There are no notebooks in no-such-folder. Name their folder, as in notebooks.
    """
    target, found = Path(folder), sorted(Path(notebooks).glob("*.ipynb"))
    if not found:
        raise ValueError(f"There are no notebooks in {notebooks}. Name their folder, as in notebooks.")
    target.mkdir(parents=True, exist_ok=True)
    (target / ".gitignore").write_text("*\n")
    record = target / MADE
    made: dict[str, str] = json.loads(record.read_text()) if record.exists() else {}
    done = []
    for source in found:
        text, copy = _copy(source), target / source.name
        kept = copy.read_text("utf-8") if copy.exists() else None
        if kept is not None and kept != text and _sum(kept) != made.get(source.name):
            copy = copy.with_stem(f"{copy.stem}-new")
        else:
            made[source.name] = _sum(text)
        done.append(f"{copy.name}: {'unchanged' if kept == text else 'written'}")
        copy.write_text(text, "utf-8")
    record.write_text(json.dumps(made, indent=1))
    return done


def _sum(text: str) -> str:
    """Sum up what a person writes in a notebook; to run it is no change of the person's."""
    cells = [(cell.cell_type, cell.source) for cell in nbformat.reads(text, as_version=4).cells]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _copy(source: Path) -> str:
    notebook = nbformat.read(source, as_version=4)
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if cell.source.startswith("tip.check("):
                cells.append(nbformat.v4.new_code_cell(CELL, id=f"{cell.id}-work"))
        else:
            cell.source = re.sub(r"\n*<details><summary>Answer.*?</details>", "", cell.source, flags=re.DOTALL)
        cells.append(cell)
    notebook.cells = cells
    return str(nbformat.writes(notebook)) + "\n"


if __name__ == "__main__":
    print("\n".join(workbook(*sys.argv[1:2] or ["workbook"])))
