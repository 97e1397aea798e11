"""Notebooks run without originals, whoever runs them: no passage may get into an output that is stored or compared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.project import NOTEBOOKS, ROOT


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave alone what a reader keeps beside the notebooks."""
    beside = collection_path.suffix == ".ipynb" and ROOT / "notebooks" in collection_path.parents
    return True if beside and collection_path not in NOTEBOOKS else None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Start a notebook's kernel as tools/run_notebooks.py does, with a folder of originals that is not there."""
    with pytest.MonkeyPatch.context() as patch:
        if item.path.suffix == ".ipynb":
            patch.setenv("TIPSEEDS_ORIGINALS", "none")
        return (yield)
