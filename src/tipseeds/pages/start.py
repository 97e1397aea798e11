"""A folder to begin one's own corpus in: a codebook, a first seed and two notebooks that work on any corpus."""

from __future__ import annotations

import json
import shutil
from os import PathLike
from pathlib import Path

from tipseeds.edition.calls import helped

_NEW = Path(__file__).with_name("new")
_LOAD = 'import tipseeds as tip\n\ncorpus = tip.load("seeds")\ncorpus'
_NOTEBOOKS = {
    "01-placements-and-numbers.ipynb": [
        "# Who is placed where, and how many\n\nThis notebook works on whatever stands in the folder `seeds`. Run each "
        "cell with Shift+Enter. A mistake in a seed is named with its line and what to write instead.",
        _LOAD,
        "## The documents",
        'tip.table(corpus.documents, "The documents", "doc title author published published_basis stance")',
        "## Who is placed where\n\nWhich countries are placed in which tier, by whom? Where do documents "
        "disagree? Choose a placement to see what stands behind it.",
        "years = tip.checks.country_years(corpus.tiers)\n"
        'tip.table(tip.checks.between_documents(years), "Placements, country by country")',
        'corpus.explore.tiers() if len(corpus.tiers) else "No placements."',
        "## How many\n\nEvery number with its hedge: *at most* is not *about*. Which of them count the same people?",
        'tip.table(corpus.estimates, "Every number", "doc part wording low high bound unit by")',
        'corpus.explore.estimates() if len(corpus.estimates) else "No numbers."',
        'tip.table(tip.checks.related(corpus), "Numbers side by side", '
        '"left_doc left_mark right_doc right_mark relation reason")',
        "## Where a number comes from\n\nChange the 0 to see another one.",
        "for row in range(len(corpus.estimates))[0:1]:\n    display(corpus.evidence(corpus.estimates.iloc[row]))",
        "## To take along\n\nEvery table, with what its columns mean, for spreadsheets and other programs; and the "
        "documents for a reference manager.",
        'corpus.export("export")',
    ],
    "02-who-answers-whom.ipynb": [
        "# Who answers whom\n\nThis notebook works on whatever comments stand in the folder `seeds`; where there are "
        "none, its tables are empty.",
        _LOAD,
        "## The comments\n\nWhat does each answer, and what answers it? How do you know?",
        "threads = tip.checks.threads(corpus.comments, corpus.replies)\n"
        'tip.table(threads, "Every comment", "doc part author author_basis date targets answered_by digest")',
        "tip.show(tip.charts.thread(threads))",
        "## Are all of them there?",
        'tip.table(tip.checks.missing_comments(corpus.documents, corpus.replies), "Comments stated and present")',
        "## How they are coded\n\nThe questions, the answers and the rule for each stand in `seeds/codebook.yaml`.",
        'tip.table(corpus.columns("comments").query("kind == \'category\'"), "What a comment may be coded as", '
        '"label about values")',
        'tip.table(tip.checks.device_use(corpus.comments), "Devices")',
    ],
}


@helped
def start(folder: str | PathLike[str]) -> list[Path]:
    """Make a folder to begin one's own corpus in.

    Parameters
    ----------
    folder : path-like
        What to call it; it must not be there yet, or be empty.

    Returns
    -------
    list of Path
        What was written: `seeds/codebook.yaml`, `seeds/first.md`, and two notebooks.

    Raises
    ------
    FileExistsError
        If the folder holds anything.

    Examples
    --------
    >>> import tempfile
    >>> [file.name for file in start(tempfile.mkdtemp())]
    ['01-placements-and-numbers.ipynb', '02-who-answers-whom.ipynb', 'codebook.yaml', 'first.md']
    """
    place = Path(folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise FileExistsError(17, "is there already; choose another name", str(place))
    shutil.copytree(_NEW, place, dirs_exist_ok=True)
    for name, sources in _NOTEBOOKS.items():
        (place / name).write_text(_notebook(sources), encoding="utf-8")
    return sorted(path for path in place.rglob("*.*") if path.is_file())


def _notebook(sources: list[str]) -> str:
    cells = []
    for number, source in enumerate(sources):
        cell = {"id": f"cell-{number:02}", "metadata": {}, "source": source.splitlines(keepends=True)}
        prose = source.startswith(("#", "This"))
        cells.append(
            {"cell_type": "markdown", **cell}
            if prose
            else {"cell_type": "code", "execution_count": None, "outputs": [], **cell}
        )
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    book = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"
